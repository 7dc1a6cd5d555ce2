"""Who else has a case: the levels beside the one as which its reader sees it."""

from daemon.core.clock.left import find_left
from daemon.core.letters.seen.instants import view_opening_of_unasked
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case, Status
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address


def view_beside(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> list[dict[str, object]]:
    """Each with who has taken it there, else who is asked and by when."""
    return [_view(one, reader, policy, voice) for one in case.views[1:]]


def _view(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> dict[str, object]:
    asked = () if case.claimed_by is not None else find_left(case, policy)
    taker = () if case.claimed_by is None else (case.claimed_by,)
    is_open, is_late = case.status is Status.OPEN, case.overdue_since(voice.now) is not None
    return {
        "level": case.level,
        "level_name": clean_line(policy.find_level(case.level).name, 80),
        "taken_by": "".join(_name(one, reader, voice) for one in taker),
        "taken": voice.at(case.claimed_at),
        "asked": [_name(one, reader, voice) for one in sorted(asked, key=lambda one: one.key != reader.key)],
        "is_readers": reader.is_among((*taker, *asked)),
        "asked_at": view_opening_of_unasked(case, policy, voice) if asked else "",
        "due": voice.at(case.due_at) if is_open and not is_late else "",
        "was_due": voice.at(case.due_at) if is_open and is_late else "",
        "waits": case.status is Status.WAITING,
    }


def _name(person: Address, reader: Address, voice: Voice) -> str:
    return "you" if person.key == reader.key else voice.person(person)
