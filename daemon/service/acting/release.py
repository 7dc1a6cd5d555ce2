"""Mail that was set aside, and what a lead says of it by number: let in, or thrown away (behaviour B8.8, B11.18)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from daemon.core.decisions.lifecycle import decide
from daemon.core.intake.triage import Verdict
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Released
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import FetchedMail, Outcome, Quarantined, Unit, iterate_cases, quarantine_path
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
    said: dict[int, Remark] = field(default_factory=dict)
    mails: list[Settled] = field(default_factory=list)

    def settle(self, reading: Reading, answers: Sequence[NumberedAnswer], now: datetime) -> None:
        """Each answer to a line that is about such a mail, and each word for one that is about none."""
        busy = {reading.lines[one.number - 1] for one in answers if 0 < one.number <= len(reading.lines)}
        for answer in answers:
            name = answer.command.name if answer.command is not None else None
            mark = _find_mark(reading, answer)
            if answer.number not in self.said and name is not None and (mark or name in OF_SET_ASIDE):
                self.said[answer.number] = self._say(mark, answer, busy, now)

    def _say(self, mark: str, answer: NumberedAnswer, busy: set[int], now: datetime) -> Remark:
        command, line = answer.command, f"{answer.number}  {answer.said}"
        if command is None or command.name not in OF_SET_ASIDE or not mark or not self._may():
            return Remark(RemarkCode.LINE_CANNOT, line)
        item = self.unit.find_quarantined(mark)
        if item is None:
            return _stays("it is not set aside any more", line)
        if command.name is CommandName.DISCARD:
            self.mails.append(Settled(mark, Outcome.QUARANTINED, f"thrown away by {self.lead.email}: {item.reason}"))
            return Remark(RemarkCode.LINE_DISCARDED, line)
        agent = self.lead if command.to is None else find_person(command.to, self.reader.policy, self.unit)
        if agent is None:
            return _stays(f"I know nobody of ours as “{command.to}”; write the address", line)
        return self._release(item, agent, busy, now, line)

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
        led = self.escalate(_as_agents(found, agent, self.lead), now)
        decision = Decision(led.case, led.notifications) if led.case is not None else None
        return led.outcome or Outcome.IGNORED, decision, led.reason

    def _pass_on(self, found: Reading, now: datetime) -> tuple[Outcome, Decision | None, str]:
        triage = found.triage
        case = self.unit.find_case(triage.case) if triage.case is not None else None
        if triage.verdict is not Verdict.REPLY or case is None:
            return Outcome.QUARANTINED, None, triage.reason
        decision = decide(case, Released(found.mail, self.lead), self.reader.policy, now)
        return Outcome.FILED, decision, f"words in {case.name}"


def _find_mark(reading: Reading, answer: NumberedAnswer) -> str:
    """The mail that this line is about, by its digest; "" for none."""
    at = answer.number - 1
    is_there = 0 <= at < min(len(reading.lines), len(reading.marks))
    return reading.marks[at] if is_there and not reading.lines[at] else ""


def _stays(why: str, line: str) -> Remark:
    return Remark(RemarkCode.LINE_STAYS, SEPARATOR.join((why, line)))


def _as_agents(reading: Reading, agent: Address, lead: Address) -> Reading:
    """The mail as this agent's: its sender is none of ours by it, and gets no letter."""
    who = reading.mail.sender.email
    remark = Remark(RemarkCode.RELEASED, SEPARATOR.join((who, lead.name or lead.email)))
    mail = replace(reading.mail, sender=agent, is_silent=False, remarks=(*reading.mail.remarks, remark))
    return replace(reading, mail=mail, command=None)


def find_person(said: str, policy: EscalationPolicy, unit: Unit) -> Address | None:
    """One of ours by his address, his name, his first name or what stands before the @; None for nobody, or several."""
    addresses = find_addresses(said)
    if addresses:
        person = Address(addresses[0])
        return person if len(addresses) == 1 and policy.is_inside(person) and not policy.is_own(person) else None
    word = said.strip().casefold()
    found = {one.key: one for one in _find_people(policy, unit) if word in _names(one)}
    return next(iter(found.values())) if len(found) == 1 else None


def _find_people(policy: EscalationPolicy, unit: Unit) -> Iterator[Address]:
    yield from (person for level in policy.levels.values() for person in level.recipients)
    yield from (lead.address for lead in policy.leads)
    yield from policy.covers.values()
    yield from (case.agent for case in iterate_cases(unit))


def _names(person: Address) -> set[str]:
    name = person.name.casefold()
    return {name, name.partition(" ")[0], person.key.partition("@")[0]} - {""}
