"""The application service: a batch of mail, a refused letter or a wake-up → load → decide → commit. No loops, no sockets."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.numbered import decide_numbers
from daemon.core.decisions.people import is_customer
from daemon.core.intake.triage import Triage, Verdict
from daemon.core.letters.bundles import bundle
from daemon.core.letters.digest import build_digest, next_digest_at, write_digest
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case
from daemon.core.model.happenings import Answered, AutoReplied, Commanded, Decision, Escalated, Happening, Joined, Noted, Undelivered, Woken
from daemon.core.model.notifications import Digest, Kind, Notification, Role
from daemon.core.model.policy import Lead
from daemon.core.model.variants import NoticeVariant
from daemon.core.model.weeks import decode_week, find_monday
from daemon.ports import Clock, FetchedMail, LedgerEntry, MailFiles, Outcome, Position, Quarantined, Store, Unfetched
from daemon.service import unfetched
from daemon.service.intake import Reading, is_candidate, judge, read_mail
from daemon.service.unit_of_work import Writer
from parsers.commands.numbered import parse_numbered
from parsers.form.answers import parse_answers
from parsers.form.completeness import merge_fields
from parsers.message import parse_message
from parsers.model import AutomaticKind, File, Form

log = logging.getLogger(__name__)

MOST_WAKEUPS = 1000  # cases in one commit; what is due together is bundled together
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Unmarked:
    """UIDs whose mails are in the ledger but perhaps not marked in the mailbox yet."""

    handled: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()


@dataclass(slots=True)
class _Result:
    """What one mail leads to, before anything is put into the store."""

    outcome: Outcome | None
    reason: str
    case: Case | None = None
    notifications: tuple[Notification, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    others: tuple[Decision, ...] = ()  # of a mail that answers for several cases


class Service:
    def __init__(
        self,
        store: Store,
        files: MailFiles,
        clock: Clock,
        correspondence: Correspondence,
        failpoint: Callable[[str], None],
        trusted: bool = False,
    ) -> None:
        """`trusted` believes every sender: for a simulation."""
        self._store = store
        self._clock = clock
        self._correspondence = correspondence
        self._policy = correspondence.policy
        self._failpoint = failpoint
        self._trusted = trusted
        self._marked = False
        self._writer = Writer(store, files, correspondence)
        self._lately: list[tuple[datetime, str]] = []  # the clock's letters of the last minute, by address

    def is_candidate(self, headers: bytes) -> bool:
        """Whether a mail may be ours, by its headers alone; the rest of the mailbox is never fetched (behaviour B2.16)."""
        return is_candidate(headers, self._policy, self._store)

    def handle_mails(self, mails: Sequence[FetchedMail], position: Position, refused: Sequence[Unfetched] = ()) -> None:
        """Takes a batch, oldest first, in one commit: raw mail and letters are on disk before it (design A1).
        `position` becomes durable with it, and what is known of the mails that were `refused`. Raises DiskError; then nothing
        has happened."""
        self._writer.begin()
        before = self.find_unmarked(position.uid_validity)
        uids: dict[Outcome | None, list[int]] = {}
        with self._store.transaction():
            for mail in mails:
                uids.setdefault(self._handle_mail(mail, position.uid_validity), []).append(mail.uid)
            unfetched.forget(self._store, position.uid_validity, (mail.uid for mail in mails))
            unfetched.set_aside(self._store, position.uid_validity, refused, self._clock.now())
            self._failpoint("decided")
            self._writer.save()
            self._failpoint("files_saved")
            self._store.put_position(position)
            uids.pop(None, None)
            quarantined = (*before.quarantined, *uids.pop(Outcome.QUARANTINED, ()))
            handled = (*before.handled, *(uid for group in uids.values() for uid in group))
            self._store.put_fact("unmarked", json.dumps([position.uid_validity, handled, quarantined]))
        self._marked = False
        self._failpoint("committed")

    def find_unfetched(self, uid_validity: int) -> tuple[int, ...]:
        """The UIDs of mails that were set aside unfetched and are to be tried again now."""
        return unfetched.find_due(self._store, uid_validity, self._clock.now())

    def note_refused(self, uid_validity: int, mail: Unfetched) -> None:
        """It was tried again in vain. Raises DiskError."""
        with self._store.transaction():
            unfetched.set_aside(self._store, uid_validity, [mail], self._clock.now())

    def handle_unfetched(self, uid: int, mails: Sequence[FetchedMail], uid_validity: int) -> None:
        """A mail that was set aside unfetched has come at last, or is gone from the mailbox: then `mails` is empty."""
        if not mails:
            log.warning("message %d, which could not be fetched, is gone from the mailbox", uid)
            with self._store.transaction():
                unfetched.forget(self._store, uid_validity, [uid])
        else:
            self.handle_mails(mails, self._store.find_position() or Position(uid_validity, uid))

    def find_unmarked(self, uid_validity: int) -> Unmarked:
        """What is still to be marked; after a crash, at most the last batch once more. UIDs of another UIDVALIDITY mean
        nothing any longer."""
        noted = None if self._marked else self._store.find_fact("unmarked")
        if noted is None:
            return Unmarked()
        validity, handled, quarantined = json.loads(noted)
        return Unmarked(tuple(handled), tuple(quarantined)) if validity == uid_validity else Unmarked()

    def forget_unmarked(self) -> None:
        """All is marked. Only remembered in memory: the next batch writes it down, and marking twice does no harm."""
        self._marked = True

    def handle_wakeups(self) -> int:
        """Takes the clock's next steps, a batch of cases in one commit; how many cases were due. Raises DiskError."""
        now = self._clock.now()
        due = self._store.cases_due(now)[:MOST_WAKEUPS]
        if not due:
            return 0
        decisions = [self._wake(case, now) for case in due]
        alone, bundles = bundle(
            [(decision.case, letter) for decision in decisions for letter in decision.notifications],
            self._policy.limits.letters_per_minute_per_person,
            Counter(key for at, key in self._lately if now - A_MINUTE < at <= now),
        )
        by_case: dict[int, list[Notification]] = {}
        for case, letter in alone:
            by_case.setdefault(case.number, []).append(letter)
        self._writer.begin()
        with self._store.transaction():
            for decision in decisions:
                self._write_step(decision.case, by_case.get(decision.case.number, ()), now)
            self._writer.write(None, bundles, now)
            self._writer.save()
        written = [(now, letter.to.key) for letter in (*(letter for _, letter in alone), *bundles)]
        self._lately = [(at, key) for at, key in self._lately if now - A_MINUTE < at <= now] + written
        return len(due)

    def _wake(self, case: Case, now: datetime) -> Decision:
        """What the clock does to this case. A bug on one case holds that case back and lets the others live."""
        try:
            return decide(case, Woken(), self._policy, now)
        except Exception:
            log.exception("%s: the clock's step failed; it is tried again in an hour", case.name)
            return Decision(replace(case, wake_at=now + AN_HOUR))

    def _write_step(self, case: Case, letters: Sequence[Notification], now: datetime) -> None:
        try:
            self._writer.write(case, letters, now)
        except Exception:
            log.exception("%s: the clock's letters could not be written; it is tried again in an hour", case.name)
            before = self._store.find_case(case.number) or case
            self._store.put_case(replace(before, wake_at=now + AN_HOUR))

    def next_wakeup(self) -> datetime | None:
        """The earliest instant at which a case or a digest is due."""
        stored = (self._store.find_fact(_digest_fact(lead)) for lead in self._policy.leads)
        digests = [datetime.fromisoformat(text) for text in stored if text]
        return min((at for at in (self._store.next_wakeup(), *digests) if at is not None), default=None)

    def handle_digests(self) -> None:
        """Writes the digests whose stored instant has come and stores the next one with them: after downtime one catch-up
        at most, never two (behaviour B8.1). Raises DiskError."""
        now = self._clock.now()
        due = [lead for lead in self._policy.leads if self._is_digest_due(lead, now)]
        if not due:
            return
        self._writer.begin()
        rules = self._policy.digest
        with self._store.transaction():
            for lead in due:
                if self._store.find_fact(_digest_fact(lead)) is not None:
                    self._write_digest(lead, now)
                next_at = next_digest_at(now, rules.at, rules.days, lead.timezone)
                self._store.put_fact(_digest_fact(lead), "" if next_at is None else next_at.isoformat())
            self._writer.save()

    def _is_digest_due(self, lead: Lead, now: datetime) -> bool:
        stored = self._store.find_fact(_digest_fact(lead))
        return stored is None or (stored != "" and datetime.fromisoformat(stored) <= now)

    def _write_digest(self, lead: Lead, now: datetime) -> None:
        digest = self.build_digest(lead, now)
        if digest.is_empty and not self._policy.digest.when_empty:
            return
        self._writer.write(None, [write_digest(lead, digest)], now)

    def build_digest(self, lead: Lead, now: datetime) -> Digest:
        """What this lead has to know now."""
        monday = find_monday(now, self._policy.timezone)
        this_week, last_week = (decode_week(self._store.find_fact(f"week:{day}")) for day in (monday, monday - 7 * A_DAY))
        store = self._store
        return build_digest(
            store.open_cases(), store.letters(), store.quarantined(), (this_week, last_week), self._policy, lead.timezone, now
        )

    def _handle_mail(self, mail: FetchedMail, uid_validity: int) -> Outcome | None:
        """One mail's way; a bug on one mail sets that mail aside and lets the others live (design A4)."""
        digest = hashlib.sha256(mail.raw).hexdigest()
        now = self._clock.now()
        known = self._store.find_entry(digest)
        if known is not None:
            log.info("%s was handled before (%s)", digest[:12], known.outcome)
            self._store.record(replace(known, uid_validity=uid_validity, uid=mail.uid))
            return known.outcome
        reading = None
        try:
            reading = read_mail(mail, digest, self._policy, self._correspondence.key, self._store, self._trusted)
            result = self._decide(reading, now)
        except Exception:
            log.exception("mail %s could not be handled: it is set aside in quarantine", digest[:12])
            result = _Result(Outcome.QUARANTINED, "an internal error: the log names it")
        if result.outcome is None:
            return None
        if result.outcome is Outcome.QUARANTINED:
            self._writer.keep(f"quarantine/{digest}.eml", mail.raw)
            sender = (reading.message.ambiguous_from or reading.mail.sender.email) if reading else ""
            subject = reading.message.subject if reading else ""
            self._store.put_quarantined(Quarantined(digest, now, sender, subject[:200], result.reason))
        else:
            self._writer.keep(f"spool/{digest}.eml", mail.raw)
        attached = {digest: reading.message.files} if reading else {}
        self._writer.write(result.case, result.notifications, now, attached)
        for other in result.others:
            self._writer.write(other.case, other.notifications, now, attached)
        for name, value in result.facts.items():
            self._store.put_fact(name, value)
        case = result.case.number if result.case else None
        message_id = reading.message.message_id if reading else ""
        self._store.record(LedgerEntry(digest, message_id, uid_validity, mail.uid, now, result.outcome, result.reason, case))
        log.info("%s: %s (%s)", digest[:12], result.outcome, result.reason if result.outcome is not Outcome.OPENED else f"ESC-{case}")
        return result.outcome

    def _decide(self, reading: Reading, now: datetime) -> _Result:
        triage = reading.triage
        match triage.verdict:
            case Verdict.QUARANTINE:
                return _Result(Outcome.QUARANTINED, triage.reason)
            case Verdict.IGNORE:
                return _Result(None if reading.is_unrelated else Outcome.IGNORED, triage.reason)
            case Verdict.CONFLICT:
                return self._conflict(reading, triage)
            case Verdict.UNREADABLE:
                return _Result(Outcome.IGNORED, triage.reason, None, self._notice(reading, NoticeVariant.UNREADABLE, triage.reason))
            case Verdict.HINT:
                return self._hint(reading, now)
            case Verdict.ESCALATE:
                return self._escalate(reading, now)
            case Verdict.NUMBERED:
                return self._answer_numbers(reading, now)
            case _:
                return self._follow_up(reading, triage, now)

    def _notice(self, reading: Reading, variant: NoticeVariant, text: str = "") -> tuple[Notification, ...]:
        sender = reading.message.sender
        if sender is None or reading.mail.is_silent:
            return ()
        return (Notification(Kind.NOTICE, sender, Role.SENDER, variant, text, in_reply_to=reading.message.message_id),)

    def _hint(self, reading: Reading, now: datetime) -> _Result:
        """A permitted sender who merely talks about escalations gets one line and the blank template, once a day."""
        name = f"hint:{reading.mail.sender.key}"
        last = self._store.find_fact(name)
        if last is not None and now - datetime.fromisoformat(last) < A_DAY:
            return _Result(Outcome.IGNORED, f"{reading.triage.reason}; the hint was sent within a day")
        return _Result(Outcome.IGNORED, reading.triage.reason, None, self._notice(reading, NoticeVariant.HINT), {name: now.isoformat()})

    def _answer_numbers(self, reading: Reading, now: datetime) -> _Result:
        """`3 mine, 5 remind`: each line's case gets its command, and one letter says what was done (behaviour B8.4, B8.6)."""
        answers = parse_numbered(reading.message.text, self._policy.commands) if reading.message.own_words else ()
        cases = {number: case for number in set(reading.lines) if (case := self._store.find_case(number)) is not None}
        decisions, summary = decide_numbers(answers, reading.lines, cases, reading.mail, self._policy, now)
        said = () if summary is None else (summary,)
        outcome = Outcome.COMMAND if decisions else Outcome.FILED
        names = ", ".join(decision.case.name for decision in decisions)
        return _Result(outcome, f"answers by number: {names or 'none'}", None, said, others=decisions)

    def _conflict(self, reading: Reading, triage: Triage) -> _Result:
        case = self._store.find_case(triage.case) if triage.case is not None else None
        asked = (
            ()
            if case is None
            else (Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.CONFLICT, triage.reason, also=(reading.mail.sender,)),)
        )
        return _Result(Outcome.QUARANTINED, triage.reason, case, asked)

    def _escalate(self, reading: Reading, now: datetime) -> _Result:
        again = self._find_same_mail(reading)
        if again is not None:
            return _Result(Outcome.IGNORED, f"the same mail opened {again.name} already", again)
        fields, title = reading.form.fields, reading.subject.title
        case = self._store.find_open(fields.ticket, fields.customer, title)
        if case is not None:
            return self._join(case, reading, now)
        judged = judge(reading.message, reading.subject, reading.form, self._policy)
        number = self._store.next_case_number()
        happening = Escalated(number, reading.mail, title, reading.form, judged.missing, judged.urgent, judged.assessment, judged.contact)
        decision = decide(None, happening, self._policy, now)
        return _Result(Outcome.OPENED, f"opened {decision.case.name}", decision.case, decision.notifications)

    def _find_same_mail(self, reading: Reading) -> Case | None:
        """The case that the very same mail opened, come a second way (a list and directly): same Message-ID, same words.
        Another text under a known Message-ID is another mail (fault F65)."""
        case = self._store.find_by_message_id([reading.message.message_id]) if reading.message.message_id else None
        for digest in case.mails if case else ():
            before = parse_message(self._writer.get_mail(digest), self._policy.ours)
            if before.message_id == reading.message.message_id and before.text == reading.message.text:
                return case
        return None

    def _join(self, case: Case, reading: Reading, now: datetime) -> _Result:
        """A second mail on an open case: its agent completes it; anybody else is told that it is in hand (behaviour B5.12)."""
        if reading.mail.sender.key == case.agent.key and case.missing:
            return self._complete(case, reading, reading.form, now)
        judged = judge(reading.message, reading.subject, reading.form, self._policy)
        decision = decide(case, Joined(reading.mail, judged.urgent, judged.assessment, judged.contact), self._policy, now)
        return _Result(Outcome.JOINED, f"same matter as {case.name}", decision.case, decision.notifications)

    def _complete(self, case: Case, reading: Reading, form: Form, now: datetime) -> _Result:
        """Merged field by field; level and gaps are judged anew on the whole (behaviour B4.7)."""
        whole = replace(form, fields=merge_fields(case.fields, form.fields))
        known = tuple(File(kept.name, kept.content_type, kept.size, kept.counts) for kept in case.files)
        judged = judge(reading.message, reading.subject, whole, self._policy, case.urgent, known)
        happening = Answered(reading.mail, whole, judged.missing, judged.urgent, judged.assessment, judged.contact)
        decision = decide(case, happening, self._policy, now)
        return _Result(Outcome.FILED, f"answer in {case.name}", decision.case, decision.notifications)

    def _follow_up(self, reading: Reading, triage: Triage, now: datetime) -> _Result:
        case = self._store.find_case(triage.case) if triage.case is not None else None
        if case is None:
            return _Result(Outcome.QUARANTINED, f"ESC-{triage.case} is not known here")
        if reading.message.message_id and reading.message.message_id in case.message_ids and self._find_same_mail(reading):
            return _Result(Outcome.IGNORED, f"the same mail is in {case.name} already", case)
        if triage.verdict is Verdict.REPLY:
            return self._reply(case, reading, triage, now)
        automatic = reading.message.automatic
        is_away = automatic is not None and automatic.kind is AutomaticKind.OUT_OF_OFFICE
        happening: Happening = AutoReplied(reading.mail.sender.email, triage.reason, is_away)
        if triage.verdict is Verdict.BOUNCE and automatic is not None:
            happening = Undelivered(next(iter(automatic.failed_recipients), "a recipient"), automatic.status or triage.reason)
        decision = decide(case, happening, self._policy, now)
        return _Result(Outcome.FILED, triage.reason, decision.case, decision.notifications)

    def _reply(self, case: Case, reading: Reading, triage: Triage, now: datetime) -> _Result:
        """A human reply: the agent's answer to our questions, a command, or a note (behaviour B4.8, B9.4)."""
        sender = reading.mail.sender
        command = reading.command
        if case.missing and any(sender.key == agent.key for agent in (case.agent, *case.watchers)):
            answers = parse_answers(reading.message, self._policy.aliases, case.missing)
            # `Priority: low` is a line of the form that was asked for before it is a command
            is_form = command is None or (command.name == "priority" and "priority" in case.missing)
            if is_form and (answers.found or reading.message.files):
                return self._complete(case, reading, answers, now)
        if command is not None and triage.has_token and not is_customer(case, sender):
            decision = decide(case, Commanded(reading.mail, command), self._policy, now)
            return _Result(Outcome.COMMAND, f"{command.name} in {case.name}", decision.case, decision.notifications)
        decision = decide(case, Noted(reading.mail, triage.has_token), self._policy, now)
        return _Result(Outcome.FILED, f"reply in {case.name}", decision.case, decision.notifications)


def _digest_fact(lead: Lead) -> str:
    return f"digest:{lead.address.key}"
