"""Which of several cases an agent means who has written to the customer of all of them (behaviour B2.28)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from daemon.core.decisions.numbered import NumberedLetters
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case, with_more
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Conversation
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from daemon.ports import Unit
from daemon.service.intake import Reading
from parsers.commands.numbered import parse_choice
from parsers.model import Command, CommandName, Message, NumberedAnswer


def find_asked(message: Message, letters: NumberedLetters) -> str | None:
    """The Message-ID of the mail about which he was asked; None where the letter that he answers asks nothing."""
    ids = (*message.in_reply_to, *reversed(message.references))
    at = letters.find(ids)
    return None if at is None else letters.asked.get(ids[at])


def read_choice(reading: Reading, cases: Mapping[int, Case]) -> tuple[NumberedAnswer, ...]:
    """`told` for each of the cases on the letter's lines that he names; empty where he names none."""
    listed = [cases.get(number) for number in reading.lines]
    names = [(case.name, case.fields.ticket or "") if case else ("", "") for case in listed]
    chosen = parse_choice(reading.message.text, names) if reading.message.own_words else ()
    told = Command(CommandName.TOLD, text=reading.mail.text)
    return tuple(NumberedAnswer(line, told, CommandName.TOLD) for line in chosen)


def with_asked(decisions: tuple[Decision, ...], asked: str | None) -> tuple[Decision, ...]:
    """The decision with the mail that was asked about, for the customer's answer names it; it belongs to one case."""
    if not asked or len(decisions) != 1:
        return decisions
    case = decisions[0].case
    return (replace(decisions[0], case=with_more(case, Conversation(message_ids=(asked,)))),)


def ask_which(reading: Reading, among: Iterable[int], unit: Unit, mail: str = "") -> tuple[Notification, ...]:
    """The question in which of these cases the customer was told: by this mail, or by that one before. Of a sensitive
    case it says its number alone. None to who wants no answer."""
    if reading.mail.is_silent:
        return ()
    cases = [case for number in among if (case := unit.find_case(number)) is not None]
    facts = ("" if case.sensitive else f"{case.fields.ticket or ''}  {case.title}" for case in cases)
    lines = zip(cases, facts, strict=True)
    said = "\n".join(f"{at}  {case.name}  {clean_line(what, 120)}" for at, (case, what) in enumerate(lines, 1))
    numbers, about = tuple(case.number for case in cases), mail or reading.mail.message_id
    variant = NoticeVariant.WHICH_CASE
    to = reading.mail.sender
    return (Notification(Kind.NOTICE, to, Role.SENDER, variant, said, in_reply_to=about, lines=numbers),)
