"""Who is away, who stands in, and who is back: somebody has said so by mail, and the timeline has it."""

from daemon.core.model.history.timeline import EntryKind
from parsers.model import Address
from tests.service.truth.reading import Said, Table, states_nothing
from tests.service.truth.tables.holders import all_hold, find_agent, is_agent, reader_is_agent

DEPUTIES = ("sena.deputy@example.com",)  # who stands in by the team's rules, unasked


def was_away(said: Said) -> bool:
    """A mail has said it of whom is named, else of the reader; or the settings name who stands in for him."""
    who = said.who() or said.who("people") or said.post.to
    is_set = said.world.desk.policy.find_cover(Address(who)).key != who
    return is_set or any(one.first.startswith(("away", "(away)")) for one in said.world.said_by(who))


def is_asked_again(said: Said) -> bool:
    """The timeline has last of him that he is back."""
    kinds = (EntryKind.AWAY, EntryKind.NOT_DELIVERED, EntryKind.BACK)
    turns = [one for one in said.world.find(said.case, *kinds) if one.who.lower() == said.who()]
    return bool(turns) and turns[-1].kind is EntryKind.BACK


def stood_in(said: Said) -> bool:
    """Somebody has named the reader as his cover."""
    named = any(f"cover {said.post.to}" in one.first for one in said.world.mails)
    return named or said.post.to in DEPUTIES


def is_asked_no_more(said: Said) -> bool:
    return said.post.to not in {one.key for one in said.world.case(said.case).recipients}


def stands_in_for_agent(said: Said) -> bool:
    """The reader is not the contact himself, who is away."""
    return said.who() == find_agent(said) and stood_in(said) and was_away(said)


def is_alone(said: Said) -> bool:
    """It was passed on, and only he to whom it was is asked."""
    passed = said.world.find(said.case, EntryKind.PASSED_ON)
    return bool(passed) and len(said.world.case(said.case).recipients) == 1


ABSENCES = Table(
    "who is away and who is back",
    {
        "{who} is away, who was [to be ]asked about {case}.": was_away,
        "{people} is away, so who stands in has it.": was_away,
        "{who} is away, and nobody stands in.": was_away,
        "{who} is back, and asked again about {case}.": is_asked_again,
        "{who} is back, and stands in for {who2} again: {case}.": was_away,
        "{who} is back, and the contact of {customer} as before: {case}.": all_hold(is_agent, was_away),
        "You are not away any more: you are asked again as before.": was_away,
        "You are not noted as away any more: what is for you comes to you again.": was_away,
        "You are not noted as away any more, and are the contact of {customer} again: {case}.": all_hold(
            reader_is_agent, was_away
        ),
        "{who} is away until {time}, and has named you to stand in.": all_hold(stood_in, was_away),
        "Until then you are asked in place of {people}, and get what would go there.": stood_in,
        "You stand in for {people} no more: what would go there does not come to you any longer.": stood_in,
        "{who} is away too, and cannot stand in for you.": was_away,
        "You are not noted as away, so nothing has changed: you are asked as before.": states_nothing,
        "By “{quoted}” I have not noted that you are away.": states_nothing,
        "You stand in no more, and I remind you no more.": all_hold(stood_in, is_asked_no_more),
        "You stand in no more.": stood_in,
        "You stand in: you get what would go to {who}, and may say what the agent may.": stands_in_for_agent,
        "You are asked in place of {people}.": stood_in,
        "They alone are asked <now|{time}>; if they do not take it[ by {time2}], it comes back to <you|{level}>[; "
        "nobody is left to ask there].": is_alone,
        "They alone are asked <now|{time}>, and it comes back to <you|{level}> then, whoever has it[; nobody is left "
        "to ask there].": is_alone,
    },
)
