"""A lead's digest: what is late, due, stuck or not told, numbered for answering (behaviour B8.2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Protocol
from zoneinfo import ZoneInfo

from daemon.core.clock.progress import find_last_word, find_spoken_at, find_stalled_at, find_update_at
from daemon.core.decisions.parts.contact import is_agentless
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.lines import find_silent, line_of, line_of_waiting
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.notifications import (
    Bar,
    Digest,
    DigestSection,
    Letter,
    LetterState,
    Notification,
    NumberedLine,
    NumberedSection,
    Role,
)
from daemon.core.model.policy import EscalationPolicy, Lead
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week

WITHOUT_CUSTOMER = frozenset({Acknowledgement.DRAFT, Acknowledgement.WITHHELD, Acknowledgement.HELD})
MOST_UNOPENED = 20  # lines
BOUNCED_WITHIN = timedelta(days=7)
TROUBLED = frozenset({LetterState.FAILED, LetterState.UNKNOWN, LetterState.DEFERRED})


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
    """Those whose agent nobody knows, or is away while nobody stands in."""
    lost = (case for case in cases if case.needs_agent or is_agentless(case, policy))
    return (line_of(case, case.opened_at or case.received_at, (case.agent,)) for case in lost)


def build_digest(affairs: Affairs, policy: EscalationPolicy, zone: str, now: datetime) -> Digest:
    """What a lead in this zone has to know now. The lines of all sections are numbered in one row."""
    opened = sorted((case for case in affairs.cases if not case.status.is_closed), key=_urgency)
    views = [CaseView(case, policy, now) for case in opened]
    found = {
        DigestSection.UNREAD: _unread(affairs.unread),
        DigestSection.OVERDUE: _overdue(views),
        DigestSection.DUE_TODAY: _due_today(views, zone),
        DigestSection.WAITING: _waiting(opened),
        DigestSection.QUESTIONS: (line_of_waiting(case) for case in opened if case.is_question),
        DigestSection.AGENTLESS: _agentless(opened, policy),
        DigestSection.NOT_TOLD: _untold(opened),
        DigestSection.NOT_UPDATED: _stale(sorted(affairs.cases, key=_urgency), policy, now),
        DigestSection.STALLED: _stalled(opened, policy, now),
        DigestSection.UNDELIVERABLE: chain(
            _undelivered(affairs.letters, opened), *(_bounced(case, now) for case in opened)
        ),
        DigestSection.UNOPENED: _unopened(affairs.unopened),
        DigestSection.QUARANTINE: map(_set_aside, affairs.quarantined),
    }
    return Digest(tuple(_numbered(found)), tuple(_bars(views, policy)), *affairs.weeks)


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


def _numbered(found: Mapping[DigestSection, Iterable[NumberedLine]]) -> Iterator[NumberedSection]:
    start = 1
    for name, lines in ((name, tuple(lines)) for name, lines in found.items()):
        if lines:
            yield NumberedSection(name, start, lines)
        start += len(lines)


def _unread(trouble: Unread | None) -> Iterator[NumberedLine]:
    if trouble is not None:
        yield NumberedLine(at=trouble.since, detail=trouble.words)


def _overdue(views: Iterable[CaseView]) -> Iterator[NumberedLine]:
    for view in views:
        if view.overdue_since is not None:
            yield line_of(view.case, view.overdue_since, find_silent(view.case))


def _due_today(views: Iterable[CaseView], zone: str) -> Iterator[NumberedLine]:
    there = ZoneInfo(zone)
    for view in views:
        if view.due_at is not None and view.due_at.astimezone(there).date() == view.now.astimezone(there).date():
            yield line_of(view.case, view.due_at, view.has_it)


def _waiting(cases: Iterable[Case]) -> Iterator[NumberedLine]:
    for case in cases:
        if case.status in (Status.HELD, Status.WAITING) and not case.is_question:
            yield line_of_waiting(case)


def _untold(cases: Iterable[Case]) -> Iterator[NumberedLine]:
    for case in cases:
        if case.opened_at is not None and case.customer_heard_last is None and case.acknowledgement in WITHOUT_CUSTOMER:
            yield line_of(case, case.opened_at, (case.agent,), _find_why_untold(case))


def _find_why_untold(case: Case) -> str:
    if case.customer_unreached is not None:
        return "returned"
    return "words" if case.acknowledgement is Acknowledgement.DRAFT and case.customer else str(case.acknowledgement)


def _stale(cases: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Iterator[NumberedLine]:
    """Cases whose customer was promised a word and has none, and those that are taken, and whose customer has heard
    nothing for the set time."""
    for case in cases:
        at = find_update_at(case, policy)
        if at is not None and at <= now:
            line = line_of(case, find_last_word(case), (case.agent,))
            yield replace(line, promised_at=case.customer_promised_at)


def _stalled(cases: Iterable[Case], policy: EscalationPolicy, now: datetime) -> Iterator[NumberedLine]:
    """Cases of which nothing is heard since somebody took them, though he and the agent were asked."""
    for case in cases:
        at = find_stalled_at(case, policy)
        if at is not None and at <= now:
            yield line_of(case, find_spoken_at(case), case.holders)


def _set_aside(one: SetAside) -> NumberedLine:
    detail = ": ".join(filter(None, (one.sender, one.reason)))
    return NumberedLine(title=one.subject, at=one.at, detail=detail, mark=one.digest)


def _unopened(mails: Iterable[SetAside]) -> Iterator[NumberedLine]:
    """One line for each sender and reason, the newest mail in it; beyond so many how many there are."""
    groups: dict[tuple[str, str], list[SetAside]] = {}
    for one in mails:
        groups.setdefault((one.sender.lower(), one.reason), []).append(one)
    newest = sorted(groups.values(), key=lambda group: group[-1].at, reverse=True)
    for group in newest[:MOST_UNOPENED]:
        line, count = _set_aside(group[-1]), len(group)
        yield line if count == 1 else replace(line, detail=f"{line.detail} ({count} mails)")
    left = newest[MOST_UNOPENED:]
    if left:
        yield NumberedLine(at=left[0][-1].at, detail=f"{sum(map(len, left))} more, from {len(left)} others")


def _undelivered(letters: Iterable[Letter], cases: Iterable[Case]) -> Iterator[NumberedLine]:
    """Letters that stay behind; one that only waits for its level to open is none, nor one of which "not told"
    speaks."""
    untold = {(case.number, case.customer_unreached.key) for case in cases if case.customer_unreached is not None}
    for one in letters:
        if one.state in TROUBLED and one.problem and (one.case, one.to.lower()) not in untold:
            yield NumberedLine(one.case or 0, at=one.created_at, detail=f"{one.to}: {one.problem}")


def _bounced(case: Case, now: datetime) -> Iterator[NumberedLine]:
    """Addresses from which letters came back within the last week, each once; not where the letter is tried again."""
    lately = (entry for entry in case.conversation.entries if now - entry.at < BOUNCED_WITHIN)
    newest = {
        entry.who.lower(): entry for entry in lately if entry.kind in (EntryKind.NOT_DELIVERED, EntryKind.TRIED_AGAIN)
    }
    for entry in newest.values():
        missed = case.customer_unreached
        if entry.kind is EntryKind.NOT_DELIVERED and (missed is None or missed.key != entry.who.lower()):
            yield NumberedLine(case.number, at=entry.at, detail=f"{entry.who}: {entry.text}")


def _bars(views: Sequence[CaseView], policy: EscalationPolicy) -> Iterator[Bar]:
    for number, level in sorted(policy.levels.items()):
        here = [
            view
            for view in views
            if policy.find_level(view.case.level).number == number and view.case.opened_at is not None
        ]
        late = sum(view.overdue_since is not None for view in here)
        yield Bar(number, level.name, len(here), late)
