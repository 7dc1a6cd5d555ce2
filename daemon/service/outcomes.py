"""What one mail leads to: its outcome, the case it changes, the letters it asks for. Nothing is written here but the
next case number."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.joined.matters import find_same, tell_alike, with_likeness
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.parts.contact import is_contact
from daemon.core.decisions.told.people import is_customer
from daemon.core.intake.assessment import add_words
from daemon.core.intake.substance import find_judged_words
from daemon.core.intake.triage import Triage, Verdict
from daemon.core.model.case import Case
from daemon.core.model.happenings import Answered, Commanded, CustomerContact, Escalated, Informed, Noted
from daemon.ports import Outcome, Unit, iterate_cases
from daemon.service.absent.own import answer_own
from daemon.service.absent.said import follow_automatic
from daemon.service.acting.apart import read_apart, tell_apart
from daemon.service.acting.closing import as_confirmed
from daemon.service.acting.joining import answer_question, find_known_files, read_joined, say_of_lost
from daemon.service.acting.outages import find_case_meant
from daemon.service.acting.release import Settlement
from daemon.service.acting.result import Result
from daemon.service.acting.said import as_said
from daemon.service.acting.strangers import set_aside, vouch
from daemon.service.acting.withdrawn import keep_filled
from daemon.service.belonging import find_same_mail
from daemon.service.customer.addressed import as_addressed
from daemon.service.customer.copies import note_copy, tells_something
from daemon.service.customer.drafts import with_draft
from daemon.service.intake import Reader, Reading, judge, with_answer
from daemon.service.numbered.answering import answer_numbers
from daemon.service.numbered.choices import ask_which
from daemon.service.trackers.following import follow_tracker
from daemon.service.unit_of_work import has_had_all
from daemon.service.unopened.caseless import answer_caseless, answer_unknown
from daemon.service.unopened.conflicts import ask_of_conflict
from daemon.service.unopened.customers import find_writing_customer, may_tell, name_told, tell_of_customer
from daemon.service.unopened.hints import answer_hint, opened_nothing
from daemon.service.unopened.sealed import answer_sealed, write_sealed
from daemon.service.wishes import (
    Wish,
    as_asked,
    as_customers,
    as_note,
    is_beside_form,
    is_overheard,
    judge_words,
    keep_found,
    may_fill_in,
    read_answers,
    read_wish,
)
from parsers.commands.numbered import parse_numbered
from parsers.form.completeness import find_missing, merge_fields
from parsers.model import Command, CommandName, Form, NumberedAnswer


class Outcomes:
    """Decides on mails of one transaction. `get_mail` gives a spooled mail by its digest, or raises
    FileNotFoundError."""

    def __init__(self, unit: Unit, reader: Reader, get_mail: Callable[[str], bytes]) -> None:
        self._unit = unit
        self._reader, self._policy, self._words = reader, reader.policy, reader.words
        self._get_mail = get_mail

    def decide(self, reading: Reading, now: datetime) -> Result:
        """What becomes of this mail, by its verdict."""
        own = answer_own(reading, self._unit, self._policy, now)
        if own is not None:
            return own
        result = self._answer_numbers(reading, now) if self._is_by_number(reading) else self._decide(reading, now)
        return replace(result, is_unopened=opened_nothing(reading, self._policy))

    def _decide(self, reading: Reading, now: datetime) -> Result:
        triage = reading.triage
        match triage.verdict:
            case Verdict.QUARANTINE:
                return self._set_aside(reading, now)
            case Verdict.IGNORE:
                return Result(None if reading.is_unrelated else Outcome.IGNORED, triage.reason)
            case Verdict.CONFLICT:
                return self._conflict(reading)
            case Verdict.UNREADABLE:
                return Result(Outcome.IGNORED, triage.reason, None, write_sealed(reading))
            case Verdict.HINT:
                return answer_hint(reading, self._unit, now)
            case Verdict.OF_NO_CASE:
                return answer_caseless(reading, self._unit, now)
            case Verdict.ESCALATE:
                return self._part(reading, now)
            case Verdict.QUESTION:
                return answer_question(
                    reading, self._unit, lambda one: self._open(one, now), lambda one: self._join(one, reading, now)
                )
            case Verdict.TOLD if triage.case is None:
                return Result(Outcome.IGNORED, triage.reason, None, ask_which(reading, triage.cases, self._unit))
            case _:
                return self._follow_up(reading, triage, now)

    def _set_aside(self, reading: Reading, now: datetime) -> Result:
        """Nobody's words are taken from it; of a customer's own call those who look after him are told."""
        if reading.triage.case is not None:
            return answer_unknown(reading, self._unit, now)
        customer = find_writing_customer(reading, self._policy)
        if customer is None:
            return set_aside(reading, self._unit, self._reader, now)
        aside = Result(Outcome.QUARANTINED, reading.triage.reason)
        if not may_tell(self._unit.find_hint(name_told(customer)), now):
            return aside
        decisions, letters = tell_of_customer(reading, customer, iterate_cases(self._unit), self._policy)
        return replace(aside, notifications=letters, others=decisions, remembered=(name_told(customer),))

    def _answer_numbers(self, reading: Reading, now: datetime) -> Result:
        """`3 mine, 5 remind`: each line's case gets its command, and one letter says what was done (behaviour B8.4,
        B8.6)."""
        vouched = vouch(reading, self._unit, self._policy)
        if vouched is not None:
            return vouched
        settlement = Settlement(self._unit, self._reader, reading.mail.sender, self._open_released)
        found = answer_numbers(reading, settlement, now)
        outcome, settled = Outcome.COMMAND if found.decisions else Outcome.FILED, tuple(settlement.mails)
        others = (*found.decisions, *(one.decision for one in settled if one.decision is not None))
        return Result(outcome, f"answers by number: {found.reason}", None, found.letters, others, settled=settled)

    def _open_released(self, reading: Reading, now: datetime) -> Result:
        """What a mail that a lead lets in opens or joins."""
        is_question = reading.triage.verdict is Verdict.QUESTION
        return self._open(reading, now) if is_question else self._escalate(reading, now)

    def _is_by_number(self, reading: Reading) -> bool:
        """Whether it answers a numbered letter, or by number one about a single case, with a number on its line."""
        triage = reading.triage
        is_of_one = triage.verdict is Verdict.REPLY and triage.has_token and bool(reading.lines)
        return triage.verdict is Verdict.NUMBERED or (is_of_one and bool(self._read_numbers(reading)))

    def _read_numbers(self, reading: Reading) -> tuple[NumberedAnswer, ...]:
        return parse_numbered(reading.message.text, self._words.commands) if reading.message.own_words else ()

    def _conflict(self, reading: Reading) -> Result:
        found = (self._unit.find_case(number) for number in reading.triage.cases)
        cases = [case for case in found if case is not None]
        decisions, letters = ask_of_conflict(reading, cases, self._policy)
        return Result(Outcome.QUARANTINED, reading.triage.reason, None, letters, others=decisions)

    def _escalate(self, reading: Reading, now: datetime) -> Result:
        again = find_same_mail(reading.message, self._unit, self._get_mail, self._words)
        if again is not None:
            return Result(Outcome.IGNORED, f"the same mail opened {again.name} already", about=again.number)
        fields, title = reading.form.fields, reading.subject.title
        alike = self._unit.find_alike(fields.ticket, fields.customer, title)
        case = find_same(fields, alike, self._policy.directory)
        if case is not None:
            return self._join(case, reading, now)
        likely = (one for one in alike if not one.sensitive and one.number != reading.triage.case)
        return self._open(reading, now, [*likely][:1])

    def _part(self, reading: Reading, now: datetime) -> Result:
        """An escalation; of an answer that is a matter of its own both cases say so."""
        number = reading.triage.case
        answered = None if number is None else self._unit.find_case(number)
        if answered is None:
            return self._escalate(reading, now)
        return tell_apart(answered, self._escalate(read_apart(answered, reading), now), reading, now)

    def _open(self, reading: Reading, now: datetime, alike: Sequence[Case] = ()) -> Result:
        """A case of its own, whose agent and those of cases that it is `alike` read so. With a machine's marks on its
        mail nobody knows who its agent is, and the customer is told nothing. A question joins nothing, for it says
        nothing of the matter."""
        judged, is_question = judge(reading, self._policy), reading.triage.verdict is Verdict.QUESTION
        contact = CustomerContact(None) if reading.is_machines else judged.contact
        number = self._unit.next_case_number()
        happening = Escalated(
            number,
            with_likeness(reading.mail, alike),
            reading.subject.title,
            reading.form,
            judged.missing,
            judged.urgent,
            judged.assessment,
            contact,
            is_question,
            is_crowds=reading.triage.is_crowds,
            is_machines=reading.is_machines,
        )
        decision = decide(None, happening, self._policy, now)
        asked = ", to be asked whether it goes up" if is_question else ""
        reason = f"opened {decision.case.name}{asked}"
        others = tell_alike(decision.case, alike)
        return Result(Outcome.OPENED, reason, decision.case, decision.notifications, others)

    def _join(self, case: Case, reading: Reading, now: datetime) -> Result:
        """A second mail on an open case: its agent completes it; anybody else is told that it is in hand
        (behaviour B5.12)."""
        reading = say_of_lost(case, reading, self._words.commands)
        if case.missing and is_contact(case, reading.mail.sender, self._policy):
            return self._complete(case, reading, reading.form, now)
        joined = read_joined(case, reading, self._policy)
        decision = decide(case, joined, self._policy, now)
        return Result(Outcome.JOINED, f"same matter as {case.name}", decision.case, decision.notifications)

    def _complete(self, case: Case, reading: Reading, form: Form, now: datetime, goes_up: str = "") -> Result:
        """Merged field by field; level and gaps are judged anew on the whole (behaviour B4.7). `goes_up` is why the
        case goes up as it is."""
        whole = replace(form, fields=merge_fields(case.fields, form.fields))
        known = find_known_files(case)
        judged = judge(replace(reading, form=whole), self._policy, case.urgent, known)
        words = find_judged_words(reading.message, reading.form, self._policy)
        assessment = add_words(judged.assessment, words, self._policy)
        if case.is_cleared:  # what was said of it before makes it so no more
            assessment = replace(assessment, sensitive=False)
        missing = judged.missing
        if goes_up and whole.fields.level is None:
            assessment = keep_found(case, assessment, reading.command, self._policy)
            missing = find_missing(
                whole.fields, (*known, *reading.message.files), self._policy.required_for(assessment.level)
            )
        mail = with_answer(reading, form, self._words, goes_up)
        unheard = has_had_all(self._unit, case, mail.sender, self._policy, now)
        happening = Answered(mail, whole, missing, judged.urgent, assessment, judged.contact, goes_up, unheard)
        decision = decide(case, happening, self._policy, now)
        return Result(Outcome.FILED, f"answer in {case.name}", decision.case, decision.notifications)

    def _follow_up(self, reading: Reading, triage: Triage, now: datetime) -> Result:
        case = self._unit.find_case(triage.case) if triage.case is not None else None
        if case is None:
            return answer_unknown(reading, self._unit, now)
        if (
            reading.message.message_id
            and reading.message.message_id in case.conversation.message_ids
            and find_same_mail(reading.message, self._unit, self._get_mail, self._words)
        ):
            return Result(Outcome.IGNORED, f"the same mail is in {case.name} already", about=case.number)
        if triage.verdict is Verdict.TOLD:
            says_something = tells_something(reading, self._words.commands)
            informed = Informed(reading.mail, says_something, bool(reading.message.unreadable))
            decision = decide(case, informed, self._policy, now)
            return Result(Outcome.FILED, triage.reason, decision.case, decision.notifications)
        if triage.verdict is Verdict.REPLY and reading.message.unreadable:
            return answer_sealed(case, reading, now)
        if triage.verdict is Verdict.REPLY:
            if triage.is_told:
                case, reading = note_copy(case, reading, self._words.commands, now)
            said = as_confirmed(case, reading, self._policy)
            said = said or as_said(case, reading, self._policy, self._words)
            return self._reply(case, as_addressed(case, said, self._policy), triage, now)
        if triage.verdict is Verdict.TRACKER:
            return follow_tracker(case, reading, self._policy, now)
        return follow_automatic(case, reading, self._unit, self._policy, now)

    def _follow_wish(self, case: Case, reading: Reading, wish: Wish, now: datetime) -> Result:
        """A held case goes up as it is, or is withdrawn, or its agent is asked again."""
        if not wish.is_refused:
            return self._complete(case, reading, wish.form, now, wish.goes_up)
        withdrawn = Commanded(reading.mail, Command(CommandName.CANCEL, text=reading.mail.text))
        decision = decide(case, withdrawn, self._policy, now)
        return Result(Outcome.COMMAND, f"{case.name} is not to go up", decision.case, decision.notifications)

    def _fill_in(self, case: Case, reading: Reading, now: datetime) -> Result | None:
        """What an agent's answer fills in; None where the mail is none."""
        command = reading.command
        if not may_fill_in(case, reading, self._policy):
            return None
        answers = read_answers(reading, case.missing, self._words)
        is_form = command is None or is_beside_form(command, answers, case)
        if not (is_form and (answers.found or reading.message.files)):
            return None
        return self._complete(case, replace(reading, mail=as_note(reading.mail, command)), answers, now)

    def _reply(self, case: Case, reading: Reading, triage: Triage, now: datetime) -> Result:
        """A human reply: the agent's answer to our questions, a command, or a note (behaviour B4.8, B9.4)."""
        sender = reading.mail.sender
        command = reading.command
        wish = read_wish(case, reading, self._policy, self._words)
        if wish is not None:
            return self._follow_wish(case, reading, wish, now)
        filled = self._fill_in(case, reading, now)
        if filled is not None:
            return filled
        is_ours = not (triage.is_customers or is_customer(case, sender))
        pressing = judge_words(case, reading, self._policy) if triage.has_token else None
        if command is not None and triage.has_token and is_ours:
            case = find_case_meant(case, reading, self._unit, self._policy)
            command = with_draft(command, case, self._policy, self._reader.texts)
            decision = decide(case, Commanded(reading.mail, command, pressing), self._policy, now)
            return Result(Outcome.COMMAND, f"{command.name} in {case.name}", decision.case, decision.notifications)
        overheard = is_overheard(case, reading)
        noted = Noted(as_asked(case, reading.mail, self._policy), triage.has_token, pressing, command, overheard)
        if not is_ours:
            noted = as_customers(case, noted, self._policy)
        decision = decide(keep_filled(case, reading, self._policy, self._words), noted, self._policy, now)
        return Result(Outcome.FILED, f"reply in {case.name}", decision.case, decision.notifications)
