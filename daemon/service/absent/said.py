"""Somebody says that he is away, himself or by a program: it is noted, and in each of his open cases another is asked
(behaviour B7.31)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from daemon.core.calendars.calendar import DAY
from daemon.core.calendars.zones import part_zone
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.told.people import is_customer, to_others, to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.intake.triage import Verdict
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import AutoReplied, Decision, Undelivered
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence, is_person, with_absences
from daemon.core.model.rules.names import find_people
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, NoticeVariant
from daemon.ports import Outcome, State, Unit, iterate_cases
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.form.values import find_addresses
from parsers.model import Address, AutomaticKind, Command, Remark, RemarkCode

MOST_PROPOSED = 3


def note_away(reading: Reading, command: Command, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result:
    """`away until … cover …`, of its writer only. Without an end, or with a cover whom nobody knows, nothing changes,
    and he learns why."""
    mail, number = reading.mail, reading.triage.case
    case = find_own_case(reading, command, unit, now)
    until, cover, remarks = _read(command, mail.sender, policy, now)
    if until is None or remarks:
        notice = _answer(reading, case, NoticeVariant.AWAY_UNCLEAR, remarks)
        return Result(Outcome.COMMAND, "away, without an end or a cover that is known", case, notice)
    absence = Absence(mail.sender.key, now, until, cover)
    rules = with_absences(policy, [absence], now)
    leaving = _Leaving(absence, rules, now)
    own = None if case is None else leaving.leave(case)
    case, letters = (None, ()) if own is None else (own.case, to_others(mail.sender, own.notifications))
    told = _answer(reading, case, NoticeVariant.AWAY)
    notice = tuple(replace(one, also=() if cover is None else (cover,), since=until) for one in told)
    others = tuple(leaving.leave_all(unit, number))
    return Result(Outcome.COMMAND, "away", case, (*letters, *notice), others, absence=absence)


def find_own_case(reading: Reading, command: Command, unit: Unit, now: datetime) -> Case | None:
    """The case in answer to whose letter such a word is said, with the mail; None for another letter, or none."""
    mail, number = reading.mail, reading.triage.case
    case = unit.find_case(number) if number is not None else None
    if case is None:
        return None
    return record(keep(case, mail), now, EntryKind.COMMAND.of(command.name), mail.sender.email, mail.text)


def say_back(reading: Reading, case: Case | None, variant: NoticeVariant, text: str = "") -> Result:
    """Nothing changes; its writer reads this."""
    told = tuple(replace(one, text=text) for one in _answer(reading, case, variant))
    return Result(Outcome.COMMAND, variant.value, case, told)


def follow_automatic(case: Case, reading: Reading, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result:
    """A bounce, or what a program answers in somebody's place: that he is away holds for all his cases."""
    sender, reason = reading.mail.sender, reading.triage.reason
    happening = _read_happening(case, reading, policy, now)
    is_away = isinstance(happening, AutoReplied) and happening.is_away
    if not (is_away and _may_say(sender, case, policy)):
        decision = decide(case, happening, policy, now)
        return Result(Outcome.FILED, reason, decision.case, decision.notifications)
    absence, proposed = _find_absence(reading, policy, now), tuple(_find_proposed(reading, policy))
    known = next((one for one in unit.absences() if one.who == absence.who and one.is_said and one.until > now), None)
    rules = with_absences(policy, [known or absence], now)
    decision = decide(case, happening, rules, now)
    others = tuple(_Leaving(absence, rules, now, proposed).leave_all(unit, case.number))
    return Result(
        Outcome.FILED, reason, decision.case, decision.notifications, others, absence=absence if known is None else None
    )


def _read_happening(case: Case, reading: Reading, policy: EscalationPolicy, now: datetime) -> AutoReplied | Undelivered:
    automatic, reason = reading.message.automatic, reading.triage.reason
    if automatic is not None and reading.triage.verdict is Verdict.BOUNCE:
        return Undelivered(reading.triage.missed, automatic.status or reason)
    is_away = automatic is not None and automatic.kind is AutomaticKind.OUT_OF_OFFICE
    if case.agent.key == reading.mail.sender.key and now - _find_last_word(case) < DAY:
        is_away = False
    of_customer = reading.mail if is_away and is_customer(case, reading.mail.sender) else None
    proposed = tuple(_find_proposed(reading, policy)) if is_away else ()
    return AutoReplied(reading.mail.sender.email, reason, is_away, of_customer, proposed)


def _may_say(sender: Address, case: Case, policy: EscalationPolicy) -> bool:
    """Whether what a program answers in this name says that a person of ours is away: a letter went to him, or to the
    queue of which he is a member."""
    was_told = any(one.to.lower() == sender.key for one in case.conversation.told)
    is_his = was_told or sender.key in policy.find_level(case.level).members
    return is_his and policy.is_inside(sender) and is_person(sender.email, policy)


def _find_last_word(case: Case) -> datetime:
    """When its agent last wrote."""
    own = (
        one.at
        for one in case.conversation.entries
        if one.kind and one.kind.is_word and one.who.lower() == case.agent.key
    )
    return max((case.received_at, *own))


def _read(
    command: Command, sender: Address, policy: EscalationPolicy, now: datetime
) -> tuple[datetime | None, Address | None, tuple[Remark, ...]]:
    """Until when, None where no time is understood, who stands in, None for nobody, and what is wrong with that."""
    zoned = part_zone(command.until) if command.until else None
    own = ZoneInfo(policy.find_zone(sender))
    until = policy.read_moment(zoned.text, now.astimezone(zoned.zone or own)) if zoned is not None else None
    people = find_people(command.cover, policy) if command.cover else ()
    is_fit = len(people) == 1 and policy.is_inside(people[0]) and not policy.is_own(people[0])
    if command.cover and not (is_fit and people[0].key != sender.key):
        return until, None, (Remark(RemarkCode.COVER_UNKNOWN, command.cover),)
    return until.astimezone(UTC) if until is not None else None, people[0] if people else None, ()


def _answer(
    reading: Reading, case: Case | None, variant: NoticeVariant, remarks: tuple[Remark, ...] = ()
) -> tuple[Notification, ...]:
    """To who has written; none when he must not be answered (behaviour B11.12)."""
    mail = reading.mail
    if case is not None:
        return to_sender(case, mail, variant, remarks=remarks)
    notice = Notification(Kind.NOTICE, mail.sender, Role.SENDER, variant, "", remarks, in_reply_to=mail.message_id)
    return () if mail.is_silent else (notice,)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Somebody leaves his cases, by the rules of then; `proposed` are those whom his program names instead."""

    absence: Absence
    rules: EscalationPolicy
    now: datetime
    proposed: tuple[Address, ...] = ()

    def leave_all(self, state: State, but: int | None) -> Iterator[Decision]:
        """What it does to the open cases with him; the one of this number is decided elsewhere."""
        for case in tuple(iterate_cases(state)):
            if case.number != but and self._is_with(case):
                yield self.leave(case)

    def leave(self, case: Case) -> Decision:
        """What it does to this case; nothing where he is not asked in it."""
        if not self._is_with(case):
            return Decision(case)
        said = f"away until {self.absence.until:%Y-%m-%d %H:%M} UTC"
        return decide(
            case, AutoReplied(self.absence.who, said, is_away=True, proposed=self.proposed), self.rules, self.now
        )

    def _is_with(self, case: Case) -> bool:
        """Whether he is asked in it, or has it."""
        who = self.absence.who
        is_out = any(one.who == who for one in case.assignment.out)
        if case.agent.key == who:
            return True
        is_upstairs = Address(who).is_among(case.upstairs) or who in self.rules.find_level(case.level).members
        return case.status is not Status.HELD and is_upstairs and not is_out


def _find_absence(reading: Reading, policy: EscalationPolicy, now: datetime) -> Absence:
    """Until the date that the reply names, in its writer's zone, else until the end of his next working day."""
    sender, automatic = reading.mail.sender, reading.message.automatic
    named = automatic.returns_on if automatic is not None else ""
    zone = ZoneInfo(policy.find_zone(sender))
    until = datetime.combine(date.fromisoformat(named), time(0), zone).astimezone(UTC) if named else now
    return Absence(sender.key, now, until if until > now else _end_of_next_day(sender, policy, now), is_said=False)


def _end_of_next_day(person: Address, policy: EscalationPolicy, now: datetime) -> datetime:
    levels = policy.levels.values()
    his = (one.calendar for one in levels if person.is_among(one.recipients) or person.key in one.members)
    calendar = next(his, policy.agents_hours)
    days = islice(calendar.days_from(now), 1, None)
    return next(day.spans[-1].end for day in days if day.spans)


def _find_proposed(reading: Reading, policy: EscalationPolicy) -> Iterator[Address]:
    """Those of ours whom the reply names instead."""
    for email in find_addresses(reading.message.text)[:MOST_PROPOSED]:
        person = Address(email)
        if person.key != reading.mail.sender.key and policy.is_inside(person) and not policy.is_own(person):
            yield person
