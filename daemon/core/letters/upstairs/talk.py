"""What was said in a case so far, as it goes along with it to the next level, and what its level has answered."""

from collections.abc import Iterator

from daemon.core.decisions.told.people import is_of_level
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_person, safe_text
from daemon.core.model.case import Case
from daemon.core.model.conversation import Entry
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind, EntryName
from parsers.model import Address, CommandName

Values = dict[str, object]

DECLINED = EntryKind.COMMAND.of(CommandName.DECLINE)
ANSWERS = frozenset(
    {EntryName(EntryKind.REPLY), DECLINED, *map(EntryKind.COMMAND.of, (CommandName.INFO, CommandName.NOTE))}
)
SAID = ANSWERS | {  # beside these stands what is for colleagues; beside the others what is for nobody else
    EntryKind.COMMAND.of(name)
    for name in (
        CommandName.CLAIM, CommandName.RAISE, CommandName.LOWER, CommandName.PASS, CommandName.PRIORITY,
        CommandName.WAITING, CommandName.RESUME, CommandName.REMIND, CommandName.STATUS, CommandName.WHY,
    )
}  # fmt: skip
MOST = 20  # of what was said, the newest


def view_talk(case: Case, policy: EscalationPolicy, voice: Voice, but: str = "") -> Values:
    """`talk`: what people said since it went up, the earliest first, without the words that the letter says anyway;
    `refusals`: those of who declined; `answers`: what its level has answered since it has the case."""
    names, said = _find_names(case), _find_said(case)
    since, known = case.assignment.since or case.received_at, " ".join(but.split())
    level = [one for one in said if one.at >= since and _is_answer(one, case, policy)]
    talk = [one for one in said if " ".join(one.text.split()) not in known]
    return {
        "talk": [_view(one, names, voice) for one in talk[-MOST:]],
        "refusals": [_view(one, names, voice) for one in said if one.name == DECLINED],
        "answers": [_view(one, names, voice) for one in level],
    }


def _find_said(case: Case) -> list[Entry]:
    opened = case.opened_at or case.received_at
    return [one for one in case.conversation.entries if one.name in SAID and one.text.strip() and one.at >= opened]


def _is_answer(entry: Entry, case: Case, policy: EscalationPolicy) -> bool:
    who = Address(entry.who)
    return entry.name in ANSWERS and is_of_level(case, who, policy) and not case.is_agent(who)


def _view(entry: Entry, names: dict[str, str], voice: Voice) -> Values:
    who = names.get(entry.who.lower(), clean_line(entry.who, 120))
    return {"who": who, "at": voice.at(entry.at), "text": safe_text(entry.text)}


def _find_names(case: Case) -> dict[str, str]:
    """The names of those who have one here, by address in lower case."""
    return {one.key: render_person(one) for one in _find_people(case) if one.name}


def _find_people(case: Case) -> Iterator[Address]:
    for turn in case.assignments:
        yield from turn.recipients
        yield from (turn.claimed_by,) if turn.claimed_by else ()
        yield from (turn.answer.who,) if turn.answer else ()
    yield from (one.author for one in case.words)
    yield from case.agents
    if case.customer is not None:
        yield case.customer
