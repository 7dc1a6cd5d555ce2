"""Mail that was set aside, and what a lead says of it by number: let in, or thrown away (behaviour B8.8, B11.18)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from daemon.core.decisions.lifecycle import decide, heed
from daemon.core.decisions.transitions import record
from daemon.core.intake.triage import Verdict
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail, Released
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, read_mark
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from daemon.ports import FetchedMail, Outcome, Quarantined, Unit, iterate_cases, iterate_quarantined, quarantine_path
from daemon.service.intake import Reader, Reading, read_mail
from parsers.form.values import find_addresses
from parsers.model import SEPARATOR, Address, CommandName, NumberedAnswer, Remark, RemarkCode

NOBODY_NEW = "-"  # whose a case is that was there before
OF_SET_ASIDE = frozenset({CommandName.RELEASE, CommandName.DISCARD})


class Led(Protocol):
    """What a mail leads to that opens or joins a case."""

    @property
    def case(self) -> Case | None: ...
    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def notifications(self) -> tuple[Notification, ...]: ...


@dataclass(frozen=True, slots=True)
class Settled:
    """A mail that is set aside no longer. `raw` None: it was thrown away."""

    digest: str
    outcome: Outcome
    reason: str
    raw: bytes | None = None
    decision: Decision | None = None


@dataclass(slots=True)
class Settlement:
    """A lead's words on mails that were set aside: what is said back of each line, and what has become of them."""

    unit: Unit
    reader: Reader
    lead: Address
    escalate: Callable[[Reading, datetime], Led]
    said: dict[int, tuple[Remark, ...]] = field(default_factory=dict)
    mails: list[Settled] = field(default_factory=list)

    def settle(self, reading: Reading, answers: Sequence[NumberedAnswer], now: datetime) -> None:
        """Each answer to a line that is about such a mail, and each word for one that is about none."""
        busy = {reading.lines[one.number - 1] for one in answers if 0 < one.number <= len(reading.lines)}
        for answer in answers:
            name = answer.command.name if answer.command is not None else None
            mark = _find_mark(reading, answer)
            if answer.number not in self.said and name is not None and (mark or name in OF_SET_ASIDE):
                known = len(self.mails)
                self.said[answer.number] = self._say(mark, answer, busy, now)
                words = answer.command.text if answer.command is not None else None
                if words:
                    mail = replace(reading.mail, text=words, files=())
                    self.mails[known:] = [self._with_words(one, mail, now) for one in self.mails[known:]]

    def _with_words(self, settled: Settled, mail: Mail, now: datetime) -> Settled:
        """What has become of it, with the lead's words beside it to every colleague who gets it."""
        if settled.decision is None:
            return settled
        said = Remark(RemarkCode.LEAD_WRITES, SEPARATOR.join((self.lead.name or self.lead.email, mail.text)))
        letters = tuple(
            one.with_remarks(said) if one.kind.says_remarks and one.to.key != self.lead.key else one
            for one in settled.decision.notifications
        )
        case = record(settled.decision.case, now, EntryKind.REPLY, self.lead.email, mail.text)
        decision = Decision(case, letters)
        return replace(settled, decision=heed(case, decision, mail, self.reader.policy, now))

    def _say(self, mark: str, answer: NumberedAnswer, busy: set[int], now: datetime) -> tuple[Remark, ...]:
        command, line = answer.command, f"{answer.number}  {answer.said}"
        if command is None or command.name not in OF_SET_ASIDE or not mark or not self._may():
            return (Remark(RemarkCode.LINE_CANNOT, line),)
        items = self._find_items(mark)
        if not items:
            return (Remark(RemarkCode.LINE_NOT_ASIDE, line),)
        if command.name is CommandName.DISCARD:
            self.mails += (_discard(item, self.lead) for item in items)
            return (Remark(RemarkCode.LINE_DISCARDED, f"{line} ({len(items)} mails)" if items[1:] else line),)
        agent = self.lead if command.to is None else find_person(command.to, self.reader.policy, self.unit)
        if agent is None:
            return (_stays(f"I know nobody of ours as “{command.to}”; write the address", line),)
        return tuple(self._release(item, agent, busy, now, line) for item in items)

    def _find_items(self, mark: str) -> Sequence[Quarantined]:
        """The mail that a line is about, or all of its sender's, as the line said, oldest first; none that is set aside
        no longer."""
        digest, is_of_all = read_mark(mark)
        newest = self.unit.find_quarantined(digest)
        if newest is None or not is_of_all:
            return () if newest is None else (newest,)
        key = (newest.sender.lower(), newest.reason)
        items = (one for one in iterate_quarantined(self.unit) if one.at <= newest.at)
        return [one for one in items if (one.sender.lower(), one.reason) == key]

    def _may(self) -> bool:
        return self.reader.policy.is_lead(self.lead)

    def _release(self, item: Quarantined, agent: Address, busy: set[int], now: datetime, line: str) -> Remark:
        """A mail that opens a case has this agent; in a case that there is its words are passed on."""
        try:
            raw = self.reader.files.get(quarantine_path(item.digest)) if self.reader.files is not None else b""
        except FileNotFoundError:
            return _stays("its bytes have not come yet", line)
        mail = FetchedMail(0, item.at, raw, len(raw))
        found = read_mail(mail, item.digest, replace(self.reader, trusted=True), self.unit)
        opens = found.triage.verdict in (Verdict.ESCALATE, Verdict.QUESTION)
        outcome, decision, why = self._open(found, agent, now) if opens else self._pass_on(found, now)
        if decision is None or decision.case.number in busy:
            return _stays(why if decision is None else f"{decision.case.name} has changed; say it once more", line)
        busy.add(decision.case.number)
        self.mails.append(Settled(item.digest, outcome, f"{why}, let in by {self.lead.email}", raw, decision))
        whose = (agent.name or agent.email) if outcome is Outcome.OPENED else NOBODY_NEW
        return Remark(RemarkCode.LINE_RELEASED, SEPARATOR.join((decision.case.name, whose, line)))

    def _open(self, found: Reading, agent: Address, now: datetime) -> tuple[Outcome, Decision | None, str]:
        led = self.escalate(_as_agents(found, agent, self.lead, now), now)
        decision = Decision(led.case, led.notifications) if led.case is not None else None
        return led.outcome or Outcome.IGNORED, decision, led.reason

    def _pass_on(self, found: Reading, now: datetime) -> tuple[Outcome, Decision | None, str]:
        triage = found.triage
        case = self.unit.find_case(triage.case) if triage.case is not None else None
        if triage.verdict is not Verdict.REPLY or case is None:
            return Outcome.QUARANTINED, None, triage.reason
        decision = decide(case, Released(found.mail, self.lead), self.reader.policy, now)
        return Outcome.FILED, decision, f"words in {case.name}"


def _discard(item: Quarantined, lead: Address) -> Settled:
    return Settled(item.digest, Outcome.QUARANTINED, f"thrown away by {lead.email}: {item.reason}")


def _find_mark(reading: Reading, answer: NumberedAnswer) -> str:
    """The mail that this line is about, by its digest; "" for none."""
    at = answer.number - 1
    is_there = 0 <= at < min(len(reading.lines), len(reading.marks))
    return reading.marks[at] if is_there and not reading.lines[at] else ""


def _stays(why: str, line: str) -> Remark:
    return Remark(RemarkCode.LINE_STAYS, SEPARATOR.join((why, line)))


def _as_agents(reading: Reading, agent: Address, lead: Address, now: datetime) -> Reading:
    """The mail as this agent's, as if it had come now, for nobody could know of it before: its sender is none of ours
    by it, and gets no letter."""
    who = reading.mail.sender.email
    remark = Remark(RemarkCode.RELEASED, SEPARATOR.join((who, lead.name or lead.email)))
    mail = replace(
        reading.mail, sender=agent, received_at=now, is_silent=False, remarks=(*reading.mail.remarks, remark)
    )
    return replace(reading, mail=mail, command=None)


def find_person(said: str, policy: EscalationPolicy, unit: Unit) -> Address | None:
    """One of ours by his address, his name, his first name or what stands before the @; None for nobody, or several."""
    addresses = find_addresses(said)
    agents = (case.agent for case in iterate_cases(unit))
    people = find_people(addresses[0] if len(addresses) == 1 else said, policy, agents)
    is_one = len(people) == 1 and len(addresses) < 2
    return people[0] if is_one and policy.is_inside(people[0]) and not policy.is_own(people[0]) else None
