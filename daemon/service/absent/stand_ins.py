"""Who stands in for somebody learns it at once, also before any case comes to him, and when he does no more (behaviour
B7.31)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.letters.wording import render_person, render_time
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence
from daemon.core.model.variants import Kind, MovedVariant
from daemon.ports import State
from daemon.service.acting.result import Result
from parsers.model import SEPARATOR, Address, Remark, RemarkCode

OF_PRESENCE = frozenset({MovedVariant.PRESENT, MovedVariant.AGENT_PRESENT})


def tell_covers(result: Result, who: Address, state: State, policy: EscalationPolicy, now: datetime) -> Result:
    """An absence that was said: its cover reads for whom and until when, in the letters that bring him the open cases,
    else in one about none; who stood in before, and does not now, reads that."""
    absence = result.absence
    if absence is None:
        return result
    known = next((one for one in state.absences() if one.who == absence.who and one.until > now), None)
    before = None if known is None else known.cover
    if before is not None and before != absence.cover:
        result = _tell_no_more(result, before, who)
    is_said = known is not None and (known.cover, known.until) == (absence.cover, absence.until)
    if is_said or absence.cover is None:
        return result
    until = render_time(absence.until, policy.find_zone(absence.cover), now)
    said = Remark(RemarkCode.STANDS_IN, SEPARATOR.join((render_person(who), until)))
    return _tell(result, _write(absence.cover, who, absence.until), said)


def _tell_no_more(result: Result, former: Address, who: Address) -> Result:
    """In a letter of its own, where none about a case says so."""
    if any(one.variant is MovedVariant.ABSENT and one.to == former for one in _find_letters(result)):
        return result
    return replace(result, apart=(*result.apart, _write(former, who)))


def _tell(result: Result, letter: Notification, said: Remark) -> Result:
    """In the letters that its reader gets anyway, else by this one."""
    if not any(one.to.key == letter.to.key for one in _find_letters(result)):
        return replace(result, apart=(*result.apart, letter))
    others = tuple(replace(one, notifications=_mark(one.notifications, letter.to, said)) for one in result.others)
    return replace(result, notifications=_mark(result.notifications, letter.to, said), others=others)


def tell_cover_of_return(result: Result, ended: Absence, person: Address) -> Result:
    """An absence that has ended before its time: who stood in reads it in one of the letters that say so, else in a
    letter of its own."""
    cover = ended.cover
    if cover is None or any(one.to.key == cover.key and one.variant in OF_PRESENCE for one in _find_letters(result)):
        return result
    return replace(result, apart=(*result.apart, _write(cover, person)))


def _write(cover: Address, who: Address, until: datetime | None = None) -> Notification:
    """That he stands in for this one up to then; None: no more."""
    variant = NoticeVariant.STANDS_IN_NO_MORE if until is None else NoticeVariant.STANDS_IN
    return Notification(Kind.NOTICE, cover, Role.SENDER, variant, also=(who,), since=until)


def _mark(letters: Iterable[Notification], cover: Address, remark: Remark) -> tuple[Notification, ...]:
    return tuple(one.with_remarks(remark) if one.to.key == cover.key else one for one in letters)


def _find_letters(result: Result) -> tuple[Notification, ...]:
    return (*result.notifications, *(letter for one in result.others for letter in one.notifications))
