"""`3 mine, 5 remind` in answer to a digest, a bundle, or the question which case is meant (behaviour B8.4, B8.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.decisions.numbered import Numbered, NumberedLetters, decide_numbers
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification
from daemon.service.acting.release import Settlement
from daemon.service.customer.drafts import with_draft
from daemon.service.intake import Reader, Reading
from daemon.service.numbered.choices import ask_which, find_asked, read_choice, with_asked
from parsers.commands.command import CommandWords
from parsers.commands.numbered import parse_alone, parse_numbered
from parsers.model import NumberedAnswer


@dataclass(frozen=True, slots=True)
class Found:
    """What the answers lead to; `reason` names the cases."""

    reason: str
    letters: tuple[Notification, ...] = ()
    decisions: tuple[Decision, ...] = ()


def answer_numbers(reading: Reading, settlement: Settlement, now: datetime) -> Found:
    """Each line's case gets its command, and one letter says what was done; who was asked which case he means may say
    so by its number alone."""
    unit, reader = settlement.unit, settlement.reader
    cases = {number: case for number in set(reading.lines) if (case := unit.find_case(number)) is not None}
    letters = unit.find_numbered(reading.mail.sender.key) or NumberedLetters()
    asked = find_asked(reading.message, letters)
    answers = _read_answers(reading, cases, reader.words.commands, asked)
    if asked is not None and not answers and letters.may_explain(now):
        again = ask_which(reading, reading.lines, unit, asked)
        return Found("none, asked once more", again)
    settlement.settle(reading, answers, now)
    answers = tuple(_with_draft(one, reading, cases, reader) for one in answers)
    may_explain = letters.may_explain(now)
    numbered = Numbered(reading.mail, answers, reading.lines, reading.marks, may_explain, settlement.said)
    decisions, summary = decide_numbers(numbered, cases, reader.policy, now)
    letter = () if summary is None else (summary,)
    return Found(_name_cases(decisions, numbered), letter, with_asked(decisions, asked))


def _with_draft(answer: NumberedAnswer, reading: Reading, cases: Mapping[int, Case], reader: Reader) -> NumberedAnswer:
    """The answer, with our words for the customer of its case where it asks for them."""
    at = answer.number - 1
    case = cases.get(reading.lines[at]) if 0 <= at < len(reading.lines) else None
    if case is None or answer.command is None:
        return answer
    return replace(answer, command=with_draft(answer.command, case, reader.policy, reader.texts))


def _name_cases(decisions: Iterable[Decision], numbered: Numbered) -> str:
    """The cases, or why nothing is said to an answer that names none."""
    names = ", ".join(decision.case.name for decision in decisions) or "none"
    is_unsaid = not numbered.answers and not numbered.may_explain
    return f"{names}; how it is done was said to him today already" if is_unsaid else names


def _read_answers(
    reading: Reading, cases: Mapping[int, Case], words: CommandWords, asked: str | None
) -> tuple[NumberedAnswer, ...]:
    """What he says to each line; of one who was asked which case he means, also by its number alone."""
    answers = parse_numbered(reading.message.text, words, len(reading.lines)) if reading.message.own_words else ()
    if not answers and asked is None and len(reading.lines) == 1:
        answers = parse_alone(reading.message.text, words) if reading.message.own_words else ()
    has_command = any(answer.command for answer in answers)
    return answers if asked is None or has_command else read_choice(reading, cases)
