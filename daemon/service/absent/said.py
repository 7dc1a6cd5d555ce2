"""Somebody says that he is away, himself or by a program: it is noted, and in each of his open cases another is asked
(behaviour B7.31)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from itertools import islice
from zoneinfo import ZoneInfo

from daemon.core.calendars.calendar import DAY, Calendar
from daemon.core.calendars.counting import next_open
from daemon.core.calendars.zones import part_zone
from daemon.core.clock.quiet import end_of_night
from daemon.core.decisions.beside.whose import see_by
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.parts.contact import is_in_place_of
from daemon.core.decisions.told.people import is_customer, to_others, to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.intake.triage import Verdict
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import AutoReplied, Decision, Undelivered
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence, is_person, with_absences
from daemon.core.model.rules.names import find_named, find_people
from daemon.core.model.variants import Kind
from daemon.ports import Outcome, State, Unit, iterate_cases
from daemon.service.absent.stand_ins import tell_covers
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.form.values import find_addresses
from parsers.model import Address, AutomaticKind, Command, Remark, RemarkCode
from parsers.times.returning import find_return

MOST_PROPOSED = 3
# what a customer's program answers in their place; with our reference in its subject it looks like a desk's
ANSWERS = frozenset({AutomaticKind.OUT_OF_OFFICE, AutomaticKind.AUTO_REPLY, AutomaticKind.TRACKER_REPLY})


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
    former = policy.find_cover(mail.sender)
    stays = former.key in (mail.sender.key, rules.find_cover(mail.sender).key)
    leaving = _Leaving(absence, rules, now, former=None if stays else former)
    own = None if case is None else leaving.leave(case)
    case, letters = (None, ()) if own is None else (own.case, to_others(mail.sender, own.notifications))
    told = _answer(reading, case, NoticeVariant.AWAY)
    notice = tuple(replace(one, also=() if cover is None else (cover,), since=until) for one in told)
    others = tuple(leaving.leave_all(unit, number))
    result = Result(Outcome.COMMAND, "away", case, (*letters, *notice), others, absence=absence)
    return tell_covers(result, mail.sender, unit, policy, now)


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
    is_agents = case.agent.key == reading.mail.sender.key and now - _find_last_word(case) < DAY
    is_away = is_away and not (is_agents and not (automatic is not None and automatic.is_typed))
    is_answer = automatic is not None and automatic.kind in ANSWERS
    of_customer = reading.mail if is_answer and is_customer(case, reading.mail.sender) else None
    proposed = tuple(_find_proposed(reading, policy)) if is_away else ()
    return AutoReplied(reading.mail.sender.email, reason, is_away, of_customer, proposed)


def _may_say(sender: Address, case: Case, policy: EscalationPolicy) -> bool:
    """Whether what a program answers in this name says that a person of ours is away: a letter went to him, or to the
    queue of which he is a member."""
    was_told = any(one.to.lower() == sender.key for one in case.conversation.told)
    is_his = was_told or sender.key in policy.for_case(case).find_level(case.level).members
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
    cover, remarks = _read_cover(command.cover or "", sender, policy)
    return until.astimezone(UTC) if until is not None else None, cover, remarks


def _read_cover(said: str, sender: Address, policy: EscalationPolicy) -> tuple[Address | None, tuple[Remark, ...]]:
    """Who stands in, None for nobody; and why he cannot: nobody knows him, or he is away himself."""
    people = find_people(said, policy) if said else ()
    if not said:
        return None, ()
    is_fit = len(people) == 1 and policy.is_inside(people[0]) and not policy.is_own(people[0])
    if not is_fit or people[0].key == sender.key:
        return None, (Remark(RemarkCode.COVER_UNKNOWN, said),)
    if people[0].key in policy.away:
        return None, (Remark(RemarkCode.COVER_AWAY, people[0].name or people[0].email),)
    return people[0], ()


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
    """Somebody leaves his cases, by the rules of then; `proposed` are those whom his program names instead, and
    `former` stood in for him before, and does not now."""

    absence: Absence
    rules: EscalationPolicy
    now: datetime
    proposed: tuple[Address, ...] = ()
    former: Address | None = None

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
        leaves = AutoReplied(self.absence.who, said, is_away=True, proposed=self.proposed, former=self.former)
        return decide(case, leaves, self.rules, self.now)

    def _is_with(self, case: Case) -> bool:
        """Whether he is asked in it, has it, or is or stands in for its agent; where he had left it already, whether
        somebody stands in now."""
        who = self.absence.who
        case = see_by(case, Address(who), self.rules)
        is_out = self.absence.cover is None and any(one.who == who for one in case.assignment.out)
        if case.agent.key == who or (case.agent.key in self.rules.away and is_in_place_of(case.agent, who, self.rules)):
            return True
        if self.former is not None and self.former.is_among(case.recipients):
            return case.status is not Status.HELD
        rules = self.rules.for_case(case)
        is_upstairs = Address(who).is_among(case.upstairs) or who in rules.find_level(case.level).members
        return case.status is not Status.HELD and is_upstairs and not is_out


def _find_absence(reading: Reading, policy: EscalationPolicy, now: datetime) -> Absence:
    """Until his hours begin on the date that the reply names, in his zone, else until the end of his next working
    day."""
    sender, automatic = reading.mail.sender, reading.message.automatic
    named = automatic.returns_on if automatic is not None else ""
    named = named or _read_by_arrival(reading)
    zone = ZoneInfo(policy.find_zone(sender))
    until = datetime.combine(date.fromisoformat(named), time(0), zone).astimezone(UTC) if named else now
    ends_at = _find_morning(sender, policy, until) if until > now else _end_of_next_day(sender, policy, now)
    return Absence(sender.key, now, ends_at, is_said=False)


def _read_by_arrival(reading: Reading) -> str:
    """The date from which it says that its writer is back, of a mail without a date; "" for none."""
    message, arrived = reading.message, format_datetime(reading.mail.received_at)
    back = find_return(message.text, arrived) if message.sent_at is None else None
    return "" if back is None else back.isoformat()


def _find_morning(person: Address, policy: EscalationPolicy, midnight: datetime) -> datetime:
    """When he is there on that day: his hours begin, and his night is over."""
    opens_at = next_open(_find_hours(person, policy), midnight)
    return end_of_night(opens_at, policy.find_zone(person), policy.reminders.night)


def _end_of_next_day(person: Address, policy: EscalationPolicy, now: datetime) -> datetime:
    days = islice(_find_hours(person, policy).days_from(now), 1, None)
    return next(day.spans[-1].end for day in days if day.spans)


def _find_hours(person: Address, policy: EscalationPolicy) -> Calendar:
    """His level's, else the agents'."""
    levels = policy.levels.values()
    his = (one.calendar for one in levels if person.is_among(one.people) or person.key in one.members)
    return next(his, policy.agents_hours)


def _find_proposed(reading: Reading, policy: EscalationPolicy) -> Iterator[Address]:
    """Those of ours whom the reply names instead, by address, or by a whole name that the settings have."""
    text = reading.message.text
    people = {one.key: one for one in (*map(Address, find_addresses(text)), *find_named(text, policy))}
    for person in islice(people.values(), MOST_PROPOSED):
        if person.key != reading.mail.sender.key and policy.is_inside(person) and not policy.is_own(person):
            yield person
