"""A lead's digest: what is late, due, stuck or not told, numbered for answering (behaviour B8.2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Protocol
from zoneinfo import ZoneInfo

from daemon.core.clock.left import find_left
from daemon.core.clock.progress import find_quiet_since, find_spoken_at, find_stalled_at, find_update_at
from daemon.core.decisions.customer.promises import is_in_doubt
from daemon.core.decisions.parts.contact import is_agentless
from daemon.core.decisions.strikes.back import find_late_pass, find_late_taker
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.lines import find_heard, find_silent, line_of, line_of_calm, line_of_outage, line_of_waiting
from daemon.core.letters.seen.undelivered import list_bounced, list_doubtful, list_undelivered
from daemon.core.letters.seen.untold import find_needs, find_why_untold, is_untold
from daemon.core.model.case import Case, Status
from daemon.core.model.notifications import (
    Bar,
    Digest,
    DigestSection,
    Letter,
    Notification,
    NumberedLine,
    NumberedSection,
    Role,
    mark_all,
)
from daemon.core.model.policy import EscalationPolicy, Lead
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from parsers.model import Address, CommandName

MOST_LINES = 20  # of mails that are no case
MOST_OF_ONE = 3  # mails of one sender in quarantine that have a line each


class SetAside(Protocol):
    """A mail in quarantine, as far as a digest names it."""

    @property
    def digest(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def sender(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Unread(Protocol):
    """Why no mail can be read."""

    @property
    def since(self) -> datetime: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Affairs:
    """All that a digest is made of: the cases that are alive, the letters that stay behind, the mails set aside, this
    week and the last, and what keeps mail from being read."""

    cases: Sequence[Case]
    letters: Iterable[Letter]
    quarantined: Iterable[SetAside]
    weeks: tuple[Week, Week]
    unread: Unread | None = None
    unopened: Sequence[SetAside] = ()


def _agentless(cases: Iterable[Case], policy: EscalationPolicy) -> Iterator[NumberedLine]:
    """Those whose agent nobody knows, is away while nobody stands in, or gets no mail, and what their customer was
    promised; of one that has not gone up it says so."""
    for case in cases:
        if case.needs_agent or is_agentless(case, policy):
            cause = "unknown" if case.needs_agent else "away" if case.agent.key in policy.away else "unreached"
            detail = f"held, {cause}" if case.status is Status.HELD else cause
            line = line_of(case, case.opened_at or case.received_at, (case.agent,), detail)
            yield replace(line, promised_at=case.customer_promised_at)


def build_digest(affairs: Affairs, policy: EscalationPolicy, zone: str, now: datetime) -> Digest:
    """What a lead in this zone has to know now. The lines of all sections are numbered in one row."""
    opened = sorted((case for case in affairs.cases if not case.status.is_closed), key=_urgency)
    views, letters = [CaseView(case, policy, now) for case in opened], tuple(affairs.letters)
    found = {
        DigestSection.UNREAD: _unread(affairs.unread),
        DigestSection.OVERDUE: _overdue(views),
        DigestSection.DUE_TODAY: _due_today(views, zone),
        DigestSection.WAITING: _waiting(opened),
        DigestSection.CALM: (line_of_calm(case) for case in opened if case.is_calm),
        DigestSection.QUESTIONS: (line_of_waiting(case) for case in opened if case.is_question),
        DigestSection.AGENTLESS: _agentless(opened, policy),
        DigestSection.NOT_TOLD: _untold(opened, policy, now),
        DigestSection.NOT_UPDATED: _stale(sorted(affairs.cases, key=_urgency), policy, now),
        DigestSection.STALLED: _stalled(opened, policy, now),
        DigestSection.DOUBTFUL: list_doubtful(letters, {case.number: case for case in affairs.cases}),
        DigestSection.UNDELIVERABLE: chain(
            list_undelivered(letters, opened), *(list_bounced(case, now) for case in opened)
        ),
        DigestSection.UNOPENED: _unopened(affairs.unopened),
        DigestSection.QUARANTINE: _quarantined(affairs.quarantined),
    }
    refused = {case.number: _find_refused(case, policy) for case in opened}
    return Digest(tuple(_numbered(found, refused)), tuple(_bars(views, policy)), *affairs.weeks)


def _urgency(case: Case) -> tuple[datetime, int]:
    return case.due_at or case.received_at, case.number


def write_digest(lead: Lead, digest: Digest) -> Notification:
    """The letter to one lead."""
    return Notification(Kind.DIGEST, lead.address, Role.LEAD, digest=digest)


def next_digest_at(now: datetime, times: Iterable[time], days: Iterable[int], zone: str) -> datetime | None:
    """The first of the local times on one of the weekdays (Monday is 0) after `now`, in UTC; None without a day or a
    time. A time that the clock skips comes an hour later by the clock, one that it shows twice counts the first
    time."""
    there, utc = ZoneInfo(zone), ZoneInfo("UTC")
    today, weekdays, clocks = now.astimezone(there).date(), frozenset(days), tuple(times)
    dates = (today + timedelta(days=ahead) for ahead in range(9))
    instants = (
        datetime.combine(on, at, there).astimezone(utc) for on in dates if on.weekday() in weekdays for at in clocks
    )
    return min((at for at in instants if at > now), default=None)


def _find_refused(case: Case, policy: EscalationPolicy) -> tuple[str, ...]:
    """What a line on it would not take, of what digests offer (behaviour B8.8)."""
    is_up = case.status is not Status.HELD
    is_last = is_up and case.level == max(policy.levels)
    is_empty = is_up and case.claimed_by is None and not find_left(case, policy)
    return (CommandName.RAISE,) * is_last + (CommandName.REMIND,) * is_empty + (CommandName.WAITING,) * (not is_up)


def _numbered(
    found: Mapping[DigestSection, Iterable[NumberedLine]], refused: Mapping[int, tuple[str, ...]]
) -> Iterator[NumberedSection]:
    start = 1
    for name, found_lines in found.items():
        lines = tuple(replace(line, refuses=refused.get(line.case, ())) for line in found_lines)
        if lines:
            yield NumberedSection(name, start, lines)
        start += len(lines)


def _unread(trouble: Unread | None) -> Iterator[NumberedLine]:
    if trouble is not None:
        yield NumberedLine(at=trouble.since, detail=trouble.words)


def _overdue(views: Iterable[CaseView]) -> Iterator[NumberedLine]:
    for view in _without_kin(views):
        if view.overdue_since is not None:
            yield line_of_outage(view.case, view.overdue_since, _find_silent(view))


def _without_kin(views: Iterable[CaseView]) -> Iterator[CaseView]:
    """Without those that go along with another outage, whose line names them."""
    return (view for view in views if not view.case.first)


def _find_silent(view: CaseView) -> tuple[Address, ...]:
    """With him first to whom it was passed while its deadline ran out, where no word of his has come since then."""
    silent, late, passed = find_silent(view.case), find_late_taker(view.case, view.policy), find_late_pass(view.case)
    is_silent = late is not None and passed is not None and late.key not in find_heard(view.case, passed.at)
    return (late, *silent) if late is not None and is_silent else silent


def _due_today(views: Iterable[CaseView], zone: str) -> Iterator[NumberedLine]:
    there = ZoneInfo(zone)
    for view in _without_kin(views):
        if view.due_at is not None and view.due_at.astimezone(there).date() == view.now.astimezone(there).date():
            yield line_of_outage(view.case, view.due_at, view.has_it)


def _waiting(cases: Iterable[Case]) -> Iterator[NumberedLine]:
    for case in cases:
        if case.status in (Status.HELD, Status.WAITING) and not (case.is_question or case.is_calm):
            yield line_of_waiting(case)


def _untold(cases: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Iterator[NumberedLine]:
    """Those whose customer has heard nothing; what only waits for an answer of its agent once they should have."""
    for case in cases:
        update_at = find_update_at(case, policy) if find_needs(case) else now
        if is_untold(case) and update_at is not None and update_at <= now:
            yield line_of(case, case.opened_at or case.received_at, (case.agent,), find_why_untold(case))


def _stale(cases: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Iterator[NumberedLine]:
    """Cases whose customer was promised a word and has none, and those that are taken, and whose customer has heard
    nothing for the set time; whom nobody has told anything stands in that section."""
    for case in cases:
        at = find_update_at(case, policy)
        if at is not None and at <= now and not is_untold(case):
            line = line_of(case, find_quiet_since(case), (case.agent,), "doubt" if is_in_doubt(case) else "")
            yield replace(line, promised_at=case.customer_promised_at)


def _stalled(cases: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Iterator[NumberedLine]:
    """Cases of which nothing is heard since somebody took them, though he and the agent were asked."""
    for case in cases:
        at = find_stalled_at(case, policy)
        if at is not None and at <= now:
            yield line_of_outage(case, find_spoken_at(case), case.holders)


def _set_aside(one: SetAside) -> NumberedLine:
    detail = ": ".join(filter(None, (one.sender, one.reason)))
    return NumberedLine(title=one.subject, at=one.at, detail=detail, mark=one.digest)


def _unopened(mails: Iterable[SetAside]) -> Iterator[NumberedLine]:
    """One line for each sender and reason, the newest mail in it."""
    return _show_newest([(group, _bundle(group)) for group in _group(mails)])


def _quarantined(mails: Iterable[SetAside]) -> Iterator[NumberedLine]:
    """A line for each mail, but one for all of who has sent many (behaviour B8.10): what is said of it is said of all
    up to the newest."""
    lines: list[tuple[Sequence[SetAside], NumberedLine]] = []
    for group in _group(mails):
        if len(group) > MOST_OF_ONE:
            lines.append((group, replace(_bundle(group), mark=mark_all(group[-1].digest))))
        else:
            lines += [([one], _set_aside(one)) for one in group]
    return _show_newest(lines)


def _group(mails: Iterable[SetAside]) -> Iterable[Sequence[SetAside]]:
    """Mails of one sender that came to nothing for one reason."""
    groups: dict[tuple[str, str], list[SetAside]] = {}
    for one in mails:
        groups.setdefault((one.sender.lower(), one.reason), []).append(one)
    return groups.values()


def _bundle(group: Sequence[SetAside]) -> NumberedLine:
    line, count = _set_aside(group[-1]), len(group)
    return line if count == 1 else replace(line, detail=f"{line.detail} ({count} mails)", count=count)


def _show_newest(lines: Iterable[tuple[Sequence[SetAside], NumberedLine]]) -> Iterator[NumberedLine]:
    """The newest first; the last line says how many more there are where that are too many."""
    newest = sorted(lines, key=lambda one: one[0][-1].at, reverse=True)
    shown = MOST_LINES if len(newest) <= MOST_LINES else MOST_LINES - 1
    yield from (line for _, line in newest[:shown])
    left = [group for group, _ in newest[shown:]]
    if left:
        count, senders = sum(map(len, left)), len({group[-1].sender.lower() for group in left})
        yield NumberedLine(at=left[0][-1].at, detail=f"{count} more, from {senders} others", count=count)


def _bars(views: Sequence[CaseView], policy: EscalationPolicy) -> Iterator[Bar]:
    for number, level in sorted(policy.levels.items()):
        here = [
            view
            for view in views
            if policy.find_level(view.case.level).number == number and view.case.opened_at is not None
        ]
        late = sum(view.overdue_since is not None for view in here)
        yield Bar(number, level.name, len(here), late)
