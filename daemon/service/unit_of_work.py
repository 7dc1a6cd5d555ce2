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
from daemon.core.decisions.told.loops import count_mails, is_robot
from daemon.core.decisions.told.outdated import Change
from daemon.core.letters.rendering import Correspondence, Stamp, compose, with_letter, withhold_files
from daemon.core.model.case import Case
from daemon.core.model.conversation import KeptFile
from daemon.core.model.notifications import Letter, LetterState, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import MOST_ANSWERS, Kind, NoticeVariant
from daemon.core.model.weeks import Week, find_monday, with_change
from daemon.errors import DiskError
from daemon.ports import MailFiles, Unit, outbox_path, spool_path
from daemon.service.absent.rules import write_as_it_is
from parsers.message import parse_files
from parsers.model import Address, File

log = logging.getLogger(__name__)

AN_HOUR = timedelta(hours=1)
MAY_LOOP = frozenset(kind for kind in Kind if kind.may_loop)


def has_had_all(unit: Unit, case: Case, person: Address, policy: EscalationPolicy, now: datetime) -> bool:
    """Whether no more letters that a machine would answer are written to this one in this case for now: a robot gets
    four in a day, and nobody more in an hour than `caps.per_hour` (fault F44)."""
    an_hour = unit.count_written(case.number, person.key, MAY_LOOP, now - AN_HOUR)
    if an_hour >= policy.caps.per_hour:
        return True
    if not is_robot(case, person, now):
        return False
    return unit.count_written(case.number, person.key, MAY_LOOP, now - DAY) >= MOST_ANSWERS


class Writer:
    """Writes what was decided into one transaction; `save` puts its files on disk before it ends."""

    def __init__(self, unit: Unit, files: MailFiles, correspondence: Correspondence) -> None:
        self._unit = unit
        self._files = files
        self._correspondence = correspondence
        self._policy = correspondence.policy
        self._unsaved: dict[str, bytes] = {}  # not on disk yet

    def keep(self, path: str, content: bytes) -> None:
        """A file to be saved with the transaction in hand."""
        self._unsaved[path] = content

    def save(self) -> None:
        """Puts the files on disk, before the transaction ends. Raises DiskError."""
        if self._unsaved:
            self._files.save(self._unsaved.items())

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is kept and written inside happens whole or not at all: on an exception nothing of it stands, neither
        rows nor files, and the exception goes on."""
        kept = dict(self._unsaved)
        try:
            with self._unit.attempt():
                yield
        except BaseException:
            self._unsaved = kept
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
        letters, correspondence = [], write_as_it_is(self._unit, self._correspondence, now)
        before = None if case is None else self._unit.find_case(case.number)
        if case is not None and before is not None:
            case, notifications = self._take_back(Change(before, case, notifications), now)
        attached = {} if attached is None else attached
        for serial, notification in enumerate(self._end_loops(case, notifications, now)):
            files = self._read(decide_files(notification, case).along, attached)
            composed = compose(notification, case, correspondence, files, Stamp(now, serial))
            case = with_letter(case, composed) if case else None
            letters.append(self._held_until_open(composed.letter, notification, case))
            self._unsaved[outbox_path(composed.letter.id)] = composed.content
            if notification.numbered is not None:
                self._remember_numbers(composed.letter, notification)
        if case is not None:
            self._count_week(before, case, now)
            self._unit.put_case(case)
        self._unit.put_letters(letters)

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
        if not outdated:
            return change.after, change.letters
        self._unit.drop_letters([letter.id for letter in outdated])
        return change.take_back(outdated, now), change.write_anew(outdated)

    def _held_until_open(self, letter: Letter, notification: Notification, case: Case | None) -> Letter:
        leave_at = find_leave_at(notification, case, self._policy, letter.created_at) if case else letter.created_at
        return (
            letter if leave_at <= letter.created_at else replace(letter, state=LetterState.DEFERRED, next_at=leave_at)
        )

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
        """The letters without those that would feed a loop, of which the leads read instead."""
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
        return [Notification(Kind.NOTICE, one.address, Role.LEAD, variant, also=who) for one in self._policy.leads]

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
