"""Any word of a person ends his absence, and so does its time; then he gets what is still open."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.lifecycle import decide
from daemon.core.intake.triage import Verdict
from daemon.core.model.happenings import Decision, Returned
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence, with_absences
from daemon.core.model.rules.names import find_people
from daemon.ports import State, Unit, iterate_cases
from daemon.service.absent.rules import find_rules
from daemon.service.acting.result import Result
from daemon.service.intake import Reader, Reading
from daemon.service.outcomes import Outcomes
from daemon.service.unit_of_work import Writer
from parsers.model import Address, CommandName

WORDS = frozenset(
    {Verdict.REPLY, Verdict.ESCALATE, Verdict.QUESTION, Verdict.HINT, Verdict.NUMBERED, Verdict.TOLD}
)  # what a person has written


def decide_outcome(
    reading: Reading, unit: Unit, reader: Reader, get_mail: Callable[[str], bytes], now: datetime
) -> Result:
    """What a mail leads to, by the rules of this instant; who was away and has written is there again, and gets what is
    still open."""
    ended = _find_ended(reading, unit, now)
    absences = (one for one in unit.absences() if one is not ended)
    policy = with_absences(reader.policy, absences, now)
    result = Outcomes(unit, replace(reader, policy=policy), get_mail).decide(reading, now)
    if ended is None:
        return result
    own = {result.number, *(one.case.number for one in result.others)}
    back = (one for one in return_to_cases(unit, ended.who, policy, now) if one.case.number not in own)
    return replace(result, others=(*result.others, *back), back=ended.who)


def _find_ended(reading: Reading, state: State, now: datetime) -> Absence | None:
    """The absence that this mail ends; None where its sender is not away or says so again, or a program writes."""
    command = reading.command.name if reading.command is not None else None
    if reading.triage.verdict not in WORDS or command is CommandName.AWAY or reading.is_machines:
        return None
    return next((one for one in state.absences() if one.who == reading.mail.sender.key and one.until > now), None)


def return_to_cases(state: State, who: str, policy: EscalationPolicy, now: datetime) -> Iterator[Decision]:
    """What it does to the open cases that he is there again."""
    person = next(iter(find_people(who, policy)), Address(who))
    for case in tuple(iterate_cases(state)):
        decision = decide(case, Returned(person), policy, now)
        if decision.notifications or decision.case.assignments != case.assignments:
            yield decision


def end_absences(unit: Unit, writer: Writer, policy: EscalationPolicy, now: datetime) -> None:
    """Those whose time has come are over."""
    over = [one.who for one in unit.absences() if one.until <= now]
    for who in over:
        unit.drop_absence(who)
    for who in over:
        for decision in list(return_to_cases(unit, who, find_rules(unit, policy, now), now)):
            writer.write(decision.case, decision.notifications, now)
