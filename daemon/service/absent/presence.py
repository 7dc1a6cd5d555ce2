"""Any word of a person ends his absence, and so does its time; then he gets what is still open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.forsaken import with_news
from daemon.core.decisions.lifecycle import decide
from daemon.core.intake.triage import Verdict
from daemon.core.model.happenings import Decision, Returned
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import Absence, with_absences
from daemon.core.model.rules.names import find_people
from daemon.core.model.variants import Kind, MovedVariant
from daemon.ports import Outcome, State, Unit, iterate_cases
from daemon.service.absent.rules import find_rules
from daemon.service.absent.stand_ins import OF_PRESENCE, tell_cover_of_return
from daemon.service.absent.unsaid import explain_absence
from daemon.service.acting.result import Result
from daemon.service.intake import Reader, Reading
from daemon.service.outcomes import Outcomes
from daemon.service.unit_of_work import Writer
from daemon.service.unopened.caseless import say_welcome
from parsers.model import Address, CommandName, Remark, RemarkCode

WORDS = frozenset(
    {
        Verdict.REPLY,
        Verdict.ESCALATE,
        Verdict.QUESTION,
        Verdict.HINT,
        Verdict.NUMBERED,
        Verdict.TOLD,
        Verdict.OF_NO_CASE,
    }
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
    result = explain_absence(result, reading, policy)
    if ended is None:
        return result
    if reading.triage.verdict is Verdict.OF_NO_CASE and reading.command is None:
        result = say_welcome(reading, result)
    person = _find_person(ended.who, policy)
    if result.case is not None:
        result = _with_own_case(result, unit, Returned(person, ended.cover, was_out=True), policy, now)
    cases = (result.case, *(one.case for one in result.others))
    own = {case.number for case in cases if case is not None}
    back = tuple(one for one in return_to_cases(unit, ended, policy, now) if one.case.number not in own)
    result = replace(result, others=(*result.others, *back), back=ended.who)
    return tell_cover_of_return(_tell_writer(result, reading, person), ended, person)


def _with_own_case(
    result: Result, state: State, happening: Returned, policy: EscalationPolicy, now: datetime
) -> Result:
    """What the mail leads to, and in its own case that he is there again, whose words go along with the letters of
    that."""
    case = result.case
    before = None if case is None else state.find_case(case.number)
    if case is None or before is None:
        return result
    back = decide(before, replace(happening, was_out=False), policy, now)
    if not back.notifications:
        return result
    after = decide(case, happening, policy, now)
    letters = tuple(one for one in result.notifications if one.variant is not NoticeVariant.NOT_TAKEN)
    told = _with_words(after.notifications, result, happening.who)
    return replace(result, case=after.case, notifications=with_news(letters, told))


def _with_words(letters: Iterable[Notification], result: Result, who: Address) -> tuple[Notification, ...]:
    """The letters on his return, with what his own mail leads to: to him that he has taken nothing by it, to the leads
    its words."""
    owed = [one for one in result.notifications if one.variant is NoticeVariant.NOT_TAKEN]
    said = next((one for one in result.notifications if one.kind is Kind.FORWARDED and one.text), None)
    writer = who if said is not None and result.outcome is Outcome.FILED else None
    return tuple(_with_said(_with_word_of(one, owed, writer), said) for one in letters)


def _with_word_of(letter: Notification, owed: Sequence[Notification], writer: Address | None) -> Notification:
    """The letter that brings him the case, with what he would read of his words: that he has not taken it by them,
    each time where they are a note of this `writer`."""
    said = next((one for one in owed if one.to.key == letter.to.key), None)
    is_writers = writer is not None and writer.key == letter.to.key
    if not letter.kind.brings_case or (said is None and not is_writers):
        return letter
    return letter.with_remarks(Remark(RemarkCode.TOOK_NOTHING, ""), *(said.remarks if said is not None else ()))


def _with_said(letter: Notification, said: Notification | None) -> Notification:
    """The letter to a lead that he is back, with his words, which others read in one of their own."""
    if said is None or letter.role is not Role.LEAD or letter.variant is not MovedVariant.PRESENT:
        return letter
    return replace(letter, text=said.text)


def _tell_writer(result: Result, reading: Reading, person: Address) -> Result:
    """What the mail leads to; its writer reads in one of its letters that he is not away any more."""
    letters = (*result.notifications, *(letter for one in result.others for letter in one.notifications))
    saying = [one for one in letters if one.to.key == person.key and _says_so(one)]
    if saying[1:]:  # one of them is enough
        return replace(result, notifications=_without_notice(result.notifications))
    return result if saying or reading.mail.is_silent else _say_back(result, reading, person)


def _without_notice(letters: Iterable[Notification]) -> tuple[Notification, ...]:
    return tuple(one for one in letters if one.variant is not NoticeVariant.BACK or one.remarks)


def _say_back(result: Result, reading: Reading, person: Address) -> Result:
    """In the letter that answers his mail, else in one of its own."""
    answers = [one for one in result.notifications if one.to.key == person.key and one.in_reply_to]
    if answers:
        said = answers[0].with_remarks(Remark(RemarkCode.BACK, ""))
        return replace(result, notifications=tuple(said if one is answers[0] else one for one in result.notifications))
    mail, variant = reading.mail, NoticeVariant.BACK
    notice = Notification(Kind.NOTICE, mail.sender, Role.SENDER, variant, in_reply_to=mail.message_id)
    return replace(result, notifications=(*result.notifications, notice))


def _says_so(letter: Notification) -> bool:
    is_remarked = any(one.code is RemarkCode.BACK for one in letter.remarks)
    return is_remarked or letter.variant in (NoticeVariant.BACK, *OF_PRESENCE)


def _find_ended(reading: Reading, state: State, now: datetime) -> Absence | None:
    """The absence that this mail ends; None where its sender is not away or says so again, or a program writes."""
    command = reading.command.name if reading.command is not None else None
    if reading.triage.verdict not in WORDS or command is CommandName.AWAY or reading.is_machines:
        return None
    if reading.triage.verdict is Verdict.OF_NO_CASE and not reading.message.own_words:
        return None
    return next((one for one in state.absences() if one.who == reading.mail.sender.key and one.until > now), None)


def return_to_cases(state: State, ended: Absence, policy: EscalationPolicy, now: datetime) -> Iterator[Decision]:
    """What it does to the open cases that he is there again."""
    happening = Returned(_find_person(ended.who, policy), ended.cover)
    for case in tuple(iterate_cases(state)):
        decision = decide(case, happening, policy, now)
        after = decision.case
        if decision.notifications or (after.assignments, after.beside) != (case.assignments, case.beside):
            yield decision


def _find_person(who: str, policy: EscalationPolicy) -> Address:
    return next(iter(find_people(who, policy)), Address(who))


def end_absences(unit: Unit, writer: Writer, policy: EscalationPolicy, now: datetime) -> None:
    """Those whose time has come are over."""
    over = [one for one in unit.absences() if one.until <= now]
    for absence in over:
        unit.drop_absence(absence.who)
    for absence in over:
        for decision in list(return_to_cases(unit, absence, find_rules(unit, policy, now), now)):
            writer.write(decision.case, decision.notifications, now)
