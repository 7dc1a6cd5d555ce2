"""Another level is brought in beside the one that has a case, which keeps it (behaviour B9.14)."""

from dataclasses import replace

from daemon.core.clock.deadlines import with_deadline
from daemon.core.decisions.beside.whose import tell_of_added
from daemon.core.decisions.effects import Asked, done, refuse, refuse_because
from daemon.core.decisions.parts.own_case import find_out
from daemon.core.decisions.told.people import because, once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status, Turn, name_case, turned
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.policy import Level
from daemon.core.model.variants import Kind, RoutedVariant
from parsers.model import Address, Remark, RemarkCode


def add_level(asked: Asked) -> Decision:
    """Its people are asked by their own time, and read who has it already; nothing changes for those, who read that
    they are asked."""
    case, sender = asked.case, asked.mail.sender
    if case.opened_at is None or case.status.is_closed:
        return refuse(asked)
    level = asked.policy.levels.get(asked.command.level or 0)
    why_not = _find_why_not(asked, level)
    if level is None or why_not is not None:
        return refuse_because(asked, *((why_not,) if why_not is not None else ()))
    here = _begin(asked, level)
    letters = (replace(one, turn=here.turn) for one in to_level(here, Kind.ROUTED, RoutedVariant.ASKED))
    told = tell_of_added(case, (sender,), here.turn)
    said = (replace(one, also=here.recipients, turn=here.turn) for one in done(asked, here))
    return Decision(turned(here, case.turn), (*once_each((*letters, *told)), *said))


def _begin(asked: Asked, level: Level) -> Case:
    """The case as the new level sees it."""
    case, now, rules = asked.case, asked.now, asked.policy.for_case(asked.case)
    numbers = (*(one.turn for one in case.views), *(one.turn for one in case.conversation.entries))
    people = _find_people(asked, level)
    held = Assignment(level.number, now, people, out=find_out(people, level.number, rules, now))
    turn = Turn(max(numbers) + 1, Status.OPEN, (held,), reasons=case.reasons)
    here = turned(replace(case, beside=(*case.beside, turn)), turn.number)
    here = because(here, f"{{0}} has brought in Level {level.number}, beside Level {case.level}", asked.mail.sender)
    here = record(with_deadline(here, rules), now, EntryKind.ROUTED.of(level.number), asked.mail.sender.email)
    *before, new = here.conversation.entries
    entries = (*before, replace(new, turn=here.turn))
    return replace(here, conversation=replace(here.conversation, entries=entries))


def _find_people(asked: Asked, level: Level) -> tuple[Address, ...]:
    """Its people, without agents and those who have it or are asked already."""
    known = {one.key for view in asked.case.views for one in (*view.upstairs, *view.agents)}
    people = asked.policy.for_case(asked.case).find_recipients(level.number)
    return tuple(one for one in people if one.key not in known)


def _find_why_not(asked: Asked, level: Level | None) -> Remark | None:
    """Why it cannot be brought in; None where it can."""
    case, policy = asked.case, asked.policy
    if case.first:
        return Remark(RemarkCode.ADD_ALONG, name_case(case.first))
    if level is None:
        *others, last = map(str, sorted(policy.levels))
        return Remark(RemarkCode.ADD_WHICH, f"{', '.join(others)} and {last}" if others else last)
    name = f"the {level.name} (Level {level.number})"
    if any(one.level == level.number for one in case.views):
        return Remark(RemarkCode.ADD_HAS_IT, name)
    people = {one.key for one in _find_people(asked, level)}
    return Remark(RemarkCode.ADD_NOBODY, name) if people <= policy.away else None
