"""Answers to letters of ours that are about no case, and to those that were written to somebody else: what cannot be
carried out is said back (behaviour B2.39)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.calendars.calendar import DAY
from daemon.core.model.case import name_case
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import MOST_ANSWERS, Kind
from daemon.ports import Outcome, Unit
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.form.nudges import without_nudges

NUMBERED = frozenset({Kind.DIGEST, Kind.REMINDER})  # their lines carry numbers, where they are about no one case


def answer_caseless(reading: Reading, unit: Unit, now: datetime) -> Result:
    """Nothing changes, and its writer reads that and how more is done; four times a day, for nobody is told a robot
    by it (fault F44). Thanks want no answer."""
    reason, letters = reading.triage.reason, _write_notice(reading)
    if not reading.message.own_words or not any(without_nudges(reading.message.text.split("\n"))):
        return Result(Outcome.FILED, f"{reason}: it says nothing")
    slot = next(_find_slots(reading.mail.sender.key, unit, now), "")
    if not slot:
        return Result(Outcome.FILED, f"{reason}; how more is done was said to him today already")
    return Result(Outcome.FILED, reason, None, letters, remembered=(slot,))


def answer_unknown(reading: Reading, unit: Unit, now: datetime) -> Result:
    """The same where a permitted person names a case that there is not: the leads find the mail set aside."""
    mail, name = reading.mail, name_case(reading.triage.case)
    aside = Result(Outcome.QUARANTINED, f"it names {name}, which is not known here")
    slot = next(_find_slots(mail.sender.key, unit, now), "")
    if mail.is_silent or not slot or not reading.message.own_words:
        return aside
    variant = NoticeVariant.UNKNOWN_CASE
    letter = Notification(Kind.NOTICE, mail.sender, Role.SENDER, variant, name, in_reply_to=mail.message_id)
    return replace(aside, notifications=(letter,), remembered=(slot,))


def say_welcome(reading: Reading, result: Result) -> Result:
    """Its words end an absence: that is what its writer reads."""
    letters = result.notifications or _write_notice(reading)
    return replace(result, notifications=tuple(replace(one, variant=NoticeVariant.BACK) for one in letters))


def _write_notice(reading: Reading) -> tuple[Notification, ...]:
    """Names the one whose letter it is; `text` is the kind of a numbered one."""
    mail, caseless = reading.mail, reading.caseless
    if mail.is_silent or caseless is None:
        return ()
    whose = () if caseless.to.key == mail.sender.key else (caseless.to,)
    text = "numbers" if caseless.kind in NUMBERED else ""
    variant = NoticeVariant.OF_NO_CASE
    return (
        Notification(Kind.NOTICE, mail.sender, Role.SENDER, variant, text, also=whose, in_reply_to=mail.message_id),
    )


def _find_slots(key: str, unit: Unit, now: datetime) -> Iterator[str]:
    """The names of those of his answers of a day that he has not had."""
    for name in (f"of no case {key} {number}" for number in range(MOST_ANSWERS)):
        last = unit.find_hint(name)
        if last is None or now - last >= DAY:
            yield name
