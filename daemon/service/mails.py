"""The application service: a batch of mail or a wake-up → load → decide → commit. No loops, no sockets."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.letters.rendering import Correspondence
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import NOBODY
from daemon.errors import DiskError
from daemon.ports import (
    FetchedMail,
    Ground,
    LedgerEntry,
    MailboxTrouble,
    Outcome,
    Position,
    Quarantined,
    State,
    Unfetched,
    Unit,
    Unmarked,
    Unopened,
    quarantine_path,
    spool_path,
)
from daemon.service import rounds, unfetched
from daemon.service.absent.presence import decide_outcome, end_absences
from daemon.service.absent.rules import find_rules
from daemon.service.acting.release import Settled
from daemon.service.acting.result import Result
from daemon.service.intake import Reader, is_candidate, read_mail
from daemon.service.rounds import Lately
from daemon.service.sent.stuck import end_stuck, is_stuck
from daemon.service.unit_of_work import Writer
from daemon.service.unopened.hints import list_unopened
from parsers.model import Message
from parsers.vocabulary import Vocabulary

log = logging.getLogger(__name__)


class Service:
    """What the loops ask for: each call loads, decides and commits in one transaction, or changes nothing."""

    def __init__(
        self, ground: Ground, correspondence: Correspondence, words: Vocabulary, trusted: bool = False
    ) -> None:
        """`trusted` believes every sender: for a simulation."""
        self._store = ground.store
        self._files = ground.files
        self._clock = ground.clock
        self._failpoint = ground.failpoint
        self._solved = ground.solved
        self._correspondence = correspondence
        self._policy = correspondence.policy
        self._words = words
        self._reader = Reader(
            correspondence.policy, words, correspondence.key, trusted, ground.files, correspondence.texts
        )
        self._marked = False
        self._lately: Lately = ()  # the clock's letters of the last minute

    def is_candidate(self, headers: bytes) -> bool:
        """Whether a mail may be ours, by its headers alone; the rest of the mailbox is never fetched
        (behaviour B2.16)."""
        return is_candidate(headers, self._reader, self._store)

    def handle_mails(self, mails: Sequence[FetchedMail], position: Position, refused: Sequence[Unfetched] = ()) -> None:
        """Takes a batch, oldest first, in one commit: raw mail and letters are on disk before it (design A1).
        `position` becomes durable with it, and what is known of the mails that were `refused`. Raises DiskError; then
        nothing has happened."""
        uids: dict[Outcome | None, list[int]] = {}
        with self._store.transaction() as unit:
            writer = Writer(unit, self._files, self._correspondence, self._solved)
            for mail in mails:
                uids.setdefault(self._handle_mail(unit, writer, mail, position.uid_validity), []).append(mail.uid)
            unfetched.forget(unit, position.uid_validity, mails)
            unfetched.set_aside(unit, position.uid_validity, refused, self._clock.now())
            self._failpoint("decided")
            writer.save(self._clock.now())
            self._failpoint("files_saved")
            _advance(unit, position)
            self._add_unmarked(unit, position.uid_validity, uids)
        self._marked = False
        self._failpoint("committed")
        writer.notes.tell(self._store)

    def note_position(self, position: Position) -> None:
        """So far the mailbox has been read. Raises DiskError."""
        with self._store.transaction() as unit:
            _advance(unit, position)

    def note_trouble(self, words: str) -> None:
        """No mail can be read, and why; "" when it can be. Written only when it is news. Raises DiskError."""
        before = self._store.find_mailbox_trouble()
        if words == (before.words if before is not None else ""):
            return
        since = before.since if before is not None else self._clock.now()
        with self._store.transaction() as unit:
            unit.put_mailbox_trouble(MailboxTrouble(since, words) if words else None)
            if not words:
                now = self._clock.now()
                rounds.wake_waiting(unit, find_rules(unit, self._policy, now), now)

    def find_unfetched(self, uid_validity: int) -> tuple[int, ...]:
        """The UIDs of mails that were set aside unfetched and are to be tried again now."""
        return unfetched.find_to_try(self._store, uid_validity, self._clock.now())

    def find_set_aside(self, uid_validity: int) -> frozenset[int]:
        """The UIDs of all that was set aside unfetched there."""
        return unfetched.find_known(self._store, uid_validity)

    def find_displaced(self, uid_validity: int, is_first: bool) -> dict[str, str]:
        """The Message-IDs, by the names of their rows, of mails that were set aside under another UIDVALIDITY and are
        to be sought now: with the first look under the new one, then hourly."""
        tried_by = unfetched.WHENEVER if is_first else self._clock.now() - unfetched.AGAIN_AFTER
        found = unfetched.find_displaced(self._store, uid_validity, tried_by)
        return {item.digest: item.message_id for item in found}

    def note_missing(self, names: Iterable[str]) -> None:
        """They were sought in vain, unless they have come. Raises DiskError."""
        with self._store.transaction() as unit:
            unfetched.miss(unit, names, self._clock.now())

    def note_refused(self, uid_validity: int, mail: Unfetched) -> None:
        """It was tried again in vain. Raises DiskError."""
        with self._store.transaction() as unit:
            unfetched.set_aside(unit, uid_validity, [mail], self._clock.now())

    def handle_unfetched(self, uid: int, mails: Sequence[FetchedMail], uid_validity: int) -> None:
        """A mail that was set aside unfetched has come at last, or is not listed any longer: then `mails` is empty."""
        if not mails:
            self.note_missing([unfetched.name_of(uid_validity, uid)])
        elif unfetched.is_not_set_aside(self._store, uid_validity, mails[0]):
            self.note_refused(uid_validity, Unfetched(uid, unfetched.ANOTHER))
        else:
            self.handle_mails(mails, Position(uid_validity, 0))

    def find_unmarked(self, uid_validity: int) -> Unmarked:
        """What is still to be marked; after a crash, at most the last batch once more. UIDs of another UIDVALIDITY mean
        nothing any longer."""
        return self._find_unmarked(self._store, uid_validity)

    def _find_unmarked(self, state: State, uid_validity: int) -> Unmarked:
        noted = None if self._marked else state.find_unmarked()
        return noted if noted is not None and noted.uid_validity == uid_validity else Unmarked(uid_validity)

    def _add_unmarked(self, unit: Unit, uid_validity: int, uids: Mapping[Outcome | None, Sequence[int]]) -> None:
        """What was taken besides what is unmarked yet; a mail that is none of ours is left as it is."""
        before = self._find_unmarked(unit, uid_validity)
        quarantined = uids.get(Outcome.QUARANTINED, ())
        handled = (
            uid for outcome, group in uids.items() if outcome not in (None, Outcome.QUARANTINED) for uid in group
        )
        unit.put_unmarked(Unmarked(uid_validity, (*before.handled, *handled), (*before.quarantined, *quarantined)))

    def forget_unmarked(self) -> None:
        """All is marked. Only remembered in memory: the next batch writes it down, and marking twice does no harm."""
        self._marked = True

    def handle_wakeups(self) -> int:
        """Takes the clock's next steps, a batch of cases in one commit; how many cases were due. Raises DiskError."""
        with self._work() as (unit, writer):
            now = self._clock.now()
            end_absences(unit, writer, self._policy, now)
            if not is_stuck(unit, now):  # also where no letter is left that would show it
                end_stuck(unit, writer, self._policy, now)
            rules = find_rules(unit, self._policy, now)
            count, lately = rounds.write_wakeups(unit, writer, rules, self._lately, now)
        self._lately = lately
        return count

    def handle_digests(self) -> None:
        """Writes the digests whose planned instant has come, but while no letter can leave: what they say would not be
        true when they do. Raises DiskError."""
        with self._work() as (unit, writer):
            now = self._clock.now()
            if is_stuck(unit, now):
                return
            rounds.write_digests(unit, writer, find_rules(unit, self._policy, now), now)

    @contextmanager
    def _work(self) -> Iterator[tuple[Unit, Writer]]:
        """One transaction; its files are on disk before it ends (design A1)."""
        with self._store.transaction() as unit:
            writer = Writer(unit, self._files, self._correspondence, self._solved)
            yield unit, writer
            writer.save(self._clock.now())
        writer.notes.tell(self._store)

    def next_wakeup(self) -> datetime | None:
        """The earliest instant at which a case or a digest is due; None when nothing waits."""
        return rounds.next_wakeup(self._store, find_rules(self._store, self._policy, self._clock.now()))

    def _handle_mail(self, unit: Unit, writer: Writer, mail: FetchedMail, uid_validity: int) -> Outcome | None:
        """One mail's way, and its outcome, None when it is none of ours; a bug on one mail sets that mail aside and
        lets the others live (design A4)."""
        digest = hashlib.sha256(mail.raw).hexdigest()
        now = self._clock.now()
        known = unit.find_entry(digest)
        if known is not None:
            log.info("%s was handled before (%s)", digest[:12], known.outcome)
            unit.record(replace(known, uid_validity=uid_validity, uid=mail.uid))
            return known.outcome
        arrival, message = _Arrival(mail, digest, uid_validity, now), Message("", None)
        try:
            with writer.attempt():
                reading = read_mail(mail, digest, self._reader, unit)
                message = reading.message
                result = decide_outcome(reading, unit, self._reader, writer.get_mail, now)
                return self._write(unit, writer, arrival, message, result)
        except DiskError:
            raise
        except Exception:
            log.exception("mail %s could not be handled: it is set aside in quarantine", digest[:12])
            return self._write(
                unit, writer, arrival, message, Result(Outcome.QUARANTINED, "an internal error: the log names it")
            )

    @staticmethod
    def _write(unit: Unit, writer: Writer, arrival: "_Arrival", message: Message, result: Result) -> Outcome | None:
        """Writes all that a mail leads to; its outcome, None when it is none of ours and leads to nothing."""
        if result.outcome is None:
            return None
        mail, digest, now = arrival.mail, arrival.digest, arrival.now
        _keep_raw(unit, writer, arrival, message, result)
        _note_absences(unit, result)
        for settled in result.settled:
            _settle(unit, writer, settled)
        decided: tuple[Result | Decision, ...] = (result, *result.others)
        for one in decided:
            writer.write(one.case, one.notifications, now, {digest: message.files})
        writer.write(None, result.apart, now)
        writer.carry_over(now)
        _remember(unit, arrival, message, result)
        place = (arrival.uid_validity, mail.uid)
        unit.record(LedgerEntry(digest, message.message_id, *place, now, result.outcome, result.reason, result.number))
        said = result.reason if result.outcome is not Outcome.OPENED else f"ESC-{result.number}"
        log.info("%s: %s (%s)", digest[:12], result.outcome, said)
        return result.outcome


def _keep_raw(unit: Unit, writer: Writer, arrival: "_Arrival", message: Message, result: Result) -> None:
    """The mail's bytes, with those of all others or with what is set aside."""
    digest, who = arrival.digest, message.ambiguous_from or (message.sender or NOBODY).email
    if result.outcome is not Outcome.QUARANTINED:
        writer.keep(spool_path(digest), arrival.mail.raw)
        return
    writer.keep(quarantine_path(digest), arrival.mail.raw)
    unit.put_quarantined(Quarantined(digest, arrival.now, who, message.subject[:200], result.reason))


def _note_absences(unit: Unit, result: Result) -> None:
    """Who is away or back by it: letters are written by who is there then."""
    if result.back:
        unit.drop_absence(result.back)
    if result.absence is not None:
        unit.put_absence(result.absence)


def _remember(unit: Unit, arrival: "_Arrival", message: Message, result: Result) -> None:
    """What its writer was told, and what stands in the digest."""
    now, sender = arrival.now, message.sender or NOBODY
    for name in (*result.remembered, *((sender.key,) if result.is_hint else ())):
        unit.put_hint(name, now)
    if result.is_unopened:
        list_unopened(unit, Unopened(arrival.digest, now, sender.email, message.subject[:200], result.reason))


def _settle(unit: Unit, writer: Writer, mail: Settled) -> None:
    """A mail is set aside no longer: let in, or thrown away."""
    unit.drop_quarantined(mail.digest)
    if mail.raw is not None:
        writer.keep(spool_path(mail.digest), mail.raw)
    entry = unit.find_entry(mail.digest)
    if entry is not None:
        number = mail.decision.case.number if mail.decision is not None else None
        unit.record(replace(entry, outcome=mail.outcome, reason=mail.reason, case=number))


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One mail of a batch: where it lay, and when it was handled."""

    mail: FetchedMail
    digest: str
    uid_validity: int
    now: datetime


def _advance(unit: Unit, position: Position) -> None:
    """The position never goes back: another may have read on."""
    before = unit.find_position()
    if before is None or before.uid_validity != position.uid_validity or before.uid < position.uid:
        unit.put_position(position)
