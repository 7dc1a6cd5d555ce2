"""Decisions become rows and files: cases, letters and the week's numbers into the open transaction, their bytes to be
saved before it ends (design A1)."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.calendars.calendar import DAY
from daemon.core.clock.steps import find_leave_at
from daemon.core.decisions.numbered import NumberedLetters, with_numbered
from daemon.core.decisions.told.files import decide_files
from daemon.core.decisions.told.loops import count_mails, is_commanding, is_robot
from daemon.core.decisions.told.outdated import Change, without_letter
from daemon.core.decisions.trackers.leaving import without_trackers
from daemon.core.letters.rendering import Correspondence, Stamp, compose, with_letter, withhold_files
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Letter, LetterState, Notification, Role, keep_said
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import MOST_ANSWERS, Kind
from daemon.core.model.weeks import Week, find_monday, with_change
from daemon.errors import DiskError
from daemon.ports import MailFiles, NoSolvedCases, SolvedCases, Unit, outbox_path, spool_path
from daemon.service.absent.rules import find_rules, write_as_it_is
from daemon.service.acting.outages import Outages
from daemon.service.solved.notes import SolvedNotes
from daemon.service.solved.precedents import find_untrue, with_likeness, with_precedent
from parsers.message import parse_files
from parsers.model import Address, File

log = logging.getLogger(__name__)

AN_HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)
MAY_LOOP = frozenset(kind for kind in Kind if kind.may_loop)


def has_had_all(unit: Unit, case: Case, person: Address, policy: EscalationPolicy, now: datetime) -> bool:
    """Whether no more letters that a machine would answer are written to this one in this case for now: a robot gets
    four in a day, and nobody more in an hour than `caps.per_hour` (fault F44). A person's command is answered."""
    if is_commanding(case, person, now):
        return False
    an_hour = unit.count_written(case.number, person.key, MAY_LOOP, now - AN_HOUR)
    if an_hour >= policy.caps.per_hour:
        return True
    if not is_robot(case, person, now):
        return False
    return unit.count_written(case.number, person.key, MAY_LOOP, now - DAY) >= MOST_ANSWERS


class Writer:
    """Writes what was decided into one transaction; `save` puts its files on disk before it ends."""

    def __init__(
        self, unit: Unit, files: MailFiles, correspondence: Correspondence, solved: SolvedCases | None = None
    ) -> None:
        self._unit = unit
        self._solved = solved or NoSolvedCases()
        self.notes = SolvedNotes(self._solved)
        self._files = files
        self._correspondence = correspondence
        self._policy = correspondence.policy
        self._unsaved: dict[str, bytes] = {}  # not on disk yet
        self._written: list[tuple[Case | None, int]] = []  # cases whose outage is not looked at yet, as they were

    def keep(self, path: str, content: bytes) -> None:
        """A file to be saved with the transaction in hand."""
        self._unsaved[path] = content

    def save(self, now: datetime) -> None:
        """Puts the files on disk, before the transaction ends. Raises DiskError."""
        self.carry_over(now)
        for number in self.notes.take_ended():
            for letter, said, case in find_untrue(self._unit, number):
                self.rewrite(letter, said, case, now)
        if self._unsaved:
            self._files.save(self._unsaved.items())
        self.notes.forget()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is kept and written inside happens whole or not at all: on an exception nothing of it stands, neither
        rows nor files, and the exception goes on."""
        kept, written = dict(self._unsaved), list(self._written)
        try:
            with self._unit.attempt():
                yield
        except BaseException:
            self._unsaved, self._written = kept, written
            raise

    def succeeds(self, write: Callable[[], None], failure: str, *about: object) -> bool:
        """Whether `write` could be done; a bug in it is told in the log as this `failure`, and leaves the others.
        Raises DiskError."""
        try:
            with self.attempt():
                write()
        except DiskError:
            raise
        except Exception:
            log.exception(failure, *about)
            return False
        return True

    def write(
        self,
        case: Case | None,
        notifications: Sequence[Notification],
        now: datetime,
        attached: dict[str, tuple[File, ...]] | None = None,
    ) -> None:
        """The case and its letters; what waits of older ones and is untrue by now is taken back. `attached` are files
        at hand, by the digest of their mail."""
        if case is not None:
            before = self._unit.find_case(case.number)
            related = self._outages(now).relate(before, Decision(case, tuple(notifications)))
            self._written.append((before, case.number))
            self._write(before, related.case, related.notifications, now, attached)
        else:
            self._write(None, None, notifications, now, attached)

    def carry_over(self, now: datetime) -> None:
        """What has become of a case by now is so for those of the same outage. Raises DiskError."""
        written, self._written = self._written, []
        for before, number in written:

            def write(before: Case | None = before, number: int = number) -> None:
                for decision in self._outages(now).follow(before, number):
                    known = self._unit.find_case(decision.case.number)
                    self._write(known, decision.case, decision.notifications, now)

            self.succeeds(write, "the others of the outage of ESC-%s could not be written", number)

    def _outages(self, now: datetime) -> Outages:
        return Outages(self._unit, find_rules(self._unit, self._policy, now), now)

    def _write(
        self,
        before: Case | None,
        case: Case | None,
        notifications: Sequence[Notification],
        now: datetime,
        attached: dict[str, tuple[File, ...]] | None = None,
    ) -> None:
        letters, correspondence = [], write_as_it_is(self._unit, self._correspondence, case, now)
        if case is not None:
            self._let_go(case)
            case = with_likeness(before, case, self._unit, self._solved)
        if case is not None and before is not None:
            case, notifications = self._take_back(Change(before, case, notifications, self._policy), now)
        attached = {} if attached is None else attached
        for serial, notification in enumerate(self._end_loops(case, notifications, now)):
            notification = with_precedent(notification, case, self._unit, correspondence.policy)
            files = self._read(decide_files(notification, case).along, attached)
            leaves_at = self._find_opening(notification, case, now)
            composed = compose(notification, case, correspondence, files, Stamp(now, serial, leaves_at))
            case = with_letter(case, composed) if case else None
            letter = _held_until(leaves_at, composed.letter)
            letters.append(_wait_for_word(letter, notification, notifications, case))
            self._unsaved[outbox_path(composed.letter.id)] = composed.content
            if notification.numbered is not None:
                self._remember_numbers(composed.letter, notification)
        if case is not None:
            self.notes.note(before, case)
            self._count_week(before, case, now)
            self._unit.put_case(case)
        self._unit.put_letters(letters)

    def rewrite(self, letter: Letter, said: Notification, case: Case, now: datetime) -> None:
        """Another text for a letter that waits, which stays where it is in its thread: the case does not change."""
        files, earlier = self._read(decide_files(said, case).along, {}), without_letter(letter, case)
        correspondence = write_as_it_is(self._unit, self._correspondence, case, now)
        said = with_precedent(said, case, self._unit, correspondence.policy)
        stamp = Stamp(now, leaves_at=self._find_opening(said, case, now), again=letter)
        composed = compose(said, earlier, correspondence, files, stamp)
        self._unsaved[outbox_path(letter.id)] = composed.content

    def take_receipts(self, case: Case) -> tuple[Case, tuple[Notification, ...]]:
        """The receipts that wait for the relay's word about the letter to the customer, to be written anew, and the
        case as if they had not been written (behaviour B6.17)."""
        waiting = [one for one in self._unit.letters_of(case.number) if one.waits_for_more]
        self._unit.drop_letters([letter.id for letter in waiting])
        for letter in waiting:
            case = without_letter(letter, case)
        return case, tuple(letter.says.write() for letter in waiting if letter.says is not None)

    def _let_go(self, case: Case) -> None:
        """What waits to say more leaves as it was written, before what has become of the case since."""
        waiting = (one for one in self._unit.letters_of(case.number) if one.waits_for_more)
        self._unit.put_letters([replace(one, state=LetterState.PENDING, next_at=None, waits=False) for one in waiting])

    def _take_back(self, change: Change, now: datetime) -> tuple[Case, Sequence[Notification]]:
        """The case and the letters to write, once what has become untrue by this decision is dropped from the
        outbox."""
        waiting = self._unit.letters_of(change.after.number) if change.is_telling else ()
        for letter in change.find_hushed(waiting):
            with suppress(FileNotFoundError):  # the relay will say so
                content = self._get(outbox_path(letter.id))
                self._unsaved[outbox_path(letter.id)] = withhold_files(
                    letter, content, change.after, self._correspondence, now
                )
            self._unit.put_letters([replace(letter, files=())])
        outdated = change.find_outdated(waiting)
        for letter, said in change.find_stale(waiting, outdated):
            self.rewrite(letter, said, change.after, now)
            files = () if change.is_hushed else letter.files
            self._unit.put_letters([replace(letter, says=keep_said(said, change.after.standing), files=files)])
        if waiting:
            self._unit.drop_letters([letter.id for letter in outdated])
        return change.take_back(outdated, now), change.write_anew(waiting, outdated)

    def _find_opening(self, notification: Notification, case: Case | None, now: datetime) -> datetime | None:
        """Until when a letter waits for its level to open; None for one that leaves at once."""
        leave_at = find_leave_at(notification, case, self._policy, now) if case else now
        return None if leave_at <= now else leave_at

    def _remember_numbers(self, letter: Letter, said: Notification) -> None:
        known = self._unit.find_numbered(letter.to.lower()) or NumberedLetters()
        self._unit.put_numbered(letter.to.lower(), with_numbered(known, letter.message_id, said, letter.created_at))

    def _count_week(self, before: Case | None, case: Case, now: datetime) -> None:
        monday = find_monday(now, self._policy.timezone)
        week = self._unit.find_week(monday) or Week()
        changed = with_change(week, before, case)
        if changed != week:
            self._unit.put_week(monday, changed)

    def _end_loops(self, case: Case | None, letters: Sequence[Notification], now: datetime) -> list[Notification]:
        """The letters without those that would feed a loop, of which the leads read instead; no tracker gets more."""
        letters = without_trackers(letters, case, self._policy)
        stopped = [one for one in letters if self._is_too_much(case, one, now)]
        for one in stopped:
            log.warning("no %s to %s: it would feed a loop", one.kind, one.to.email)
        told = self._tell_of_loop(case, stopped[0], now) if case is not None and stopped else []
        return [*(one for one in letters if one not in stopped), *told]

    def _is_too_much(self, case: Case | None, letter: Notification, now: datetime) -> bool:
        """Whether it would feed a loop: an answer to who has had all, or the words of a robot that go on and on."""
        if case is None:
            return False
        if letter.kind is Kind.FORWARDED and letter.also:
            writer = letter.also[0]
            return is_robot(case, writer, now) and count_mails(case, writer, now - AN_HOUR) > self._policy.caps.per_hour
        answers = letter.kind.may_loop and letter.variant is not NoticeVariant.LOOP
        return answers and has_had_all(self._unit, case, letter.to, self._policy, now)

    def _tell_of_loop(self, case: Case, letter: Notification, now: datetime) -> list[Notification]:
        """What the leads read, once a day in a case."""
        name, who = f"loop {case.name}", letter.also[:1] if letter.kind is Kind.FORWARDED else (letter.to,)
        last = self._unit.find_hint(name)
        if last is not None and now - last < DAY:
            return []
        self._unit.put_hint(name, now)
        variant = NoticeVariant.LOOP
        often = "" if is_robot(case, who[0], now) else str(self._policy.caps.per_hour)
        leads = [one.address for one in self._policy.leads]
        return [Notification(Kind.NOTICE, lead, Role.LEAD, variant, often, also=who) for lead in leads]

    def _read(self, files: Sequence[KeptFile], attached: dict[str, tuple[File, ...]]) -> tuple[File, ...]:
        """The files with their bytes, read again from the spooled mails where they are not at hand."""
        found: list[File] = []
        for kept in files:
            if kept.mail not in attached:
                try:
                    attached[kept.mail] = parse_files(self.get_mail(kept.mail))
                except FileNotFoundError:
                    attached[kept.mail] = ()
            found += [file for file in attached[kept.mail] if (file.name, file.size) == (kept.name, kept.size)]
        return tuple(found)

    def get_mail(self, digest: str) -> bytes:
        """A spooled mail, also one of the transaction in hand; raises FileNotFoundError."""
        return self._get(spool_path(digest))

    def _get(self, path: str) -> bytes:
        return self._unsaved[path] if path in self._unsaved else self._files.get(path)


def _held_until(opening: datetime | None, letter: Letter) -> Letter:
    """The letter as it lies in the outbox until its level opens; as it is where it leaves at once."""
    return letter if opening is None else replace(letter, state=LetterState.DEFERRED, next_at=opening)


def _wait_for_word(letter: Letter, said: Notification, letters: Sequence[Notification], case: Case | None) -> Letter:
    """The letter as it lies in the outbox, with what it says; a receipt until the relay has taken the letter to the
    customer that was written with it, for a minute at most (behaviour B6.17)."""
    variant = str(said.variant) if said.kind is Kind.REMINDER else ""
    letter = replace(letter, says=keep_said(said, case.standing) if case is not None else None, variant=variant)
    tells = any(one.role is Role.CUSTOMER and one.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT for one in letters)
    if said.kind is not Kind.RECEIPT or not tells:
        return letter
    return replace(letter, state=LetterState.DEFERRED, next_at=letter.created_at + A_MINUTE, waits=True)
