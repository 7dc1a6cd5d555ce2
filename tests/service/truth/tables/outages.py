"""Who goes along with whom, several agents having escalated one outage."""

import re

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import Said, Table, states_nothing
from tests.service.truth.tables.holders import all_hold, is_with_the_level, nobody_has_it

ENDS = {"is solved": "resolved", "is withdrawn": "cancelled"}


def goes_along(said: Said) -> bool:
    """It is written so in the case, and in the other one's."""
    case = said.world.case(said.case)
    first = said.world.case(f"ESC-{case.first}") if case.first else None
    named = re.findall(r"ESC-\d+", said.sentence)
    return first is not None and first.name in named and case.number in [one.number for one in first.kin]


def is_hit_too(said: Said) -> bool:
    """Whoever is named escalated it, and wrote what stands there."""
    case = said.world.case(said.case)
    wrote = any(said.of("quoted") in mail.text for mail in said.world.mails if mail.who == said.who())
    return case.first != 0 and case.agent.key == said.who() and wrote


def are_hit(said: Said) -> bool:
    """All of them go along with the letter's case."""
    kin = {one.name for one in said.world.case(said.post.case).kin}
    return set(re.findall(r"ESC-\d+", said.sentence)) == kin


def has_it_now(said: Said) -> bool:
    return said.world.taker(said.case) == said.who()


def are_readers_too(said: Said) -> bool:
    """All of them go along with the letter's case, and the reader has them."""
    named = re.findall(r"ESC-\d+", said.sentence)
    return are_hit(said) and all(said.world.taker(one) == said.post.to for one in named)


def had_it_along(said: Said) -> bool:
    """He took the other one, with which it went along, and this one is nobody's."""
    who, went = said.who() or said.post.to, said.world.find(said.post.case, EntryKind.SAME_OUTAGE)
    took = any(one.who.lower() == who for one in said.world.find(said.post.case, EntryKind.CLAIMED))
    return took and bool(went) and said.world.taker(said.post.case) == ""


def went_along(said: Said) -> bool:
    """The letter's case went along with the one that is named, which has ended so."""
    how = next((status for words, status in ENDS.items() if said.sentence.endswith(f"{words}.")), "")
    went = [one.text for one in said.world.timeline(said.post.case) if one.what == "goes along with"]
    return bool(went) and (not how or said.world.case(said.case).status.value == how)


def is_alone(said: Said) -> bool:
    return said.world.case(said.case).first == 0 and is_with_the_level(said)


OUTAGES = Table(
    "who goes along with whom",
    {
        "Your escalation {case} goes along with {case2}, the same outage as far as I know.": goes_along,
        "{case} goes along with {case2}, the same outage as far as I know: an answer there counts for it.": goes_along,
        "{who} has it.": has_it_now,
        "{who} has {case}.": has_it_now,
        "You have {case}.": lambda said: said.world.taker(said.case) == said.post.to,
        "With it {words} <is|are> yours, too: the same outage.": are_readers_too,
        "<You|{who}> had it along with {case2}; as a matter of its own nobody has it yet.": had_it_along,
        "They read a line on yours beside it; nobody is asked a second time.": states_nothing,
        "Another outage than {words}’s? Answer yes, and yours is asked of {level} by itself.": is_with_the_level,
        "Of the same outage as {case}.": states_nothing,
        "{case} {customer}: “{quoted}”, writes {who}.": is_hit_too,
        "{case}: “{quoted}”, writes {who}.": is_hit_too,
        "{case} {customer}: {who} has withdrawn it.": lambda said: said.world.case(said.case).status.is_closed,
        "{case} {customer}: {who} has closed it as solved.": lambda said: said.world.case(said.case).status.is_closed,
        "The same outage hits {words}.": are_hit,
        "{case} with which it went along, <is solved|is withdrawn|is a matter of its own>.": went_along,
        "{case} is asked of {level} by itself now.": all_hold(is_alone, nobody_has_it),
        "Is it over for {customer} too?": states_nothing,
        "Your yes closes {case}; I have told {customer} nothing of it.": states_nothing,
        "If it is not, answer: no.": states_nothing,
        "{case} stays open.": lambda said: not said.world.case(said.case).status.is_closed,
    },
)
