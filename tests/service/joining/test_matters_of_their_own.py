"""An answer that fills in the template for another ticket is a matter of its own (behaviour B2.32)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Case, Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY

ADA, DANA, LEE, TESS, KIM = (
    "ada.okafor@contoso.example",
    "dana@example.com",
    "lee@example.com",
    "tech@example.com",
    "tech2@example.com",
)
A_MINUTE = timedelta(minutes=1)
OTHER = build_form(
    {
        "Ticket #": "50000",
        "Customer": "Fabrikam",
        "Issue Summary": "Labels print twice.",
        "Attachments": "none because it is on paper",
    }
)
NO_FILE = {"Attachments": "none because it is words"}
SAYS_SO = "Your mail answers a letter about ESC-1, but fills in the template for another ticket (50000)"


def open_case(desk: Desk, changes: dict[str, str | None] | None = None) -> EmailMessage:
    """The letter that its agent answers."""
    return letter_to(desk.receive(build_mail(body=build_form({**NO_FILE, **(changes or {})})), MONDAY), DANA)


def find(desk: Desk, number: int) -> Case:
    case = desk.store.find_case(number)
    assert case is not None
    return case


def outlook(letter: EmailMessage, words: str, sender: str = DANA, subject: str = "") -> bytes:
    """A reply as Outlook writes it: the letter below a line and its head, unmarked."""
    body = f"{words}\n\n________________________________\nFrom: Support Escalations <support@example.com>\n"
    body += f"Sent: Monday, March 9, 2026 10:00\nTo: Dana\nSubject: {letter['Subject']}\n\n"
    body += letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    headers = {"In-Reply-To": str(letter["Message-ID"]), "References": str(letter["Message-ID"])}
    subject = subject or f"RE: {str(letter['Subject']).removeprefix('Re: ')}"
    to = str(letter["Reply-To"])
    return build_mail(subject, body, sender=sender, to=to, headers=headers, message_id="<outlook@example.com>")


@pytest.mark.parametrize("program", [reply, outlook])
def test_the_template_for_another_ticket_opens_a_case_of_its_own(desk: Desk, program: object) -> None:
    receipt = open_case(desk)
    before = case_of(desk)
    raw = reply(receipt, DANA, OTHER) if program is reply else outlook(receipt, OTHER)
    letters = desk.receive(raw, MONDAY + A_MINUTE)
    new, old = find(desk, 2), case_of(desk)
    assert (new.fields.ticket, new.fields.customer, new.agent.email) == ("50000", "Fabrikam", DANA)
    assert (new.title, new.urgent, new.status) == ("", False, Status.OPEN)
    assert (old.fields, old.words, old.missing) == (before.fields, before.words, before.missing)
    assert [(one.what, one.text) for one in old.conversation.entries][-1] == ("another matter", "ESC-2")
    said = words_of(letter_to(letters, DANA, "receipt"))
    assert SAYS_SO in said
    assert "so it is a matter of its own, and ESC-1 has nothing of it" in said
    assert "The subject names ticket" not in said, "the subject is that of the letter"
    assert not [one for one in letters if "[ESC-1]" in str(one["Subject"])]


def test_below_an_urgent_subject_that_is_not_its_own_nobody_of_level_4_is_woken(desk: Desk) -> None:
    receipt = letter_to(desk.receive(build_mail("URGENT - Exports stop - Ticket #48213"), MONDAY), DANA)
    letters = desk.receive(reply(receipt, DANA, OTHER), MONDAY + A_MINUTE)
    assert (find(desk, 2).level, find(desk, 2).urgent) == (1, False)
    assert not [one for one in letters if "URGENT" in str(one["Subject"])]


def test_a_subject_that_was_changed_counts(desk: Desk) -> None:
    receipt = open_case(desk)
    words = "Customer: Fabrikam\nIssue Summary: No labels at all.\n"
    raw = outlook(receipt, words, subject="RE: URGENT - Labels - Ticket #50000")
    letters = desk.receive(raw, MONDAY + A_MINUTE)
    new = find(desk, 2)
    assert (new.fields.ticket, new.title, new.urgent, new.level) == ("50000", "Labels", True, 4)
    assert SAYS_SO in words_of(letter_to(letters, DANA, "receipt"))


def test_one_with_gaps_is_asked_for_them(desk: Desk) -> None:
    receipt = open_case(desk)
    letters = desk.receive(
        reply(receipt, DANA, "Customer: Fabrikam\nTicket #: 50000\nIssue Summary: Labels print twice."),
        MONDAY + A_MINUTE,
    )
    assert kinds(letters) == [("information-request", DANA)]
    assert SAYS_SO in words_of(letters[0])
    assert find(desk, 2).status is Status.HELD


def test_of_anothers_matter_the_agent_reads(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    answered = letter_to(letters, TESS)
    told = desk.receive(reply(answered, TESS, OTHER), MONDAY + A_MINUTE)
    said = words_of(letter_to(told, DANA, "notice"))
    assert f"{TESS} has answered a letter about ESC-1" in said
    assert "It is another matter and goes on as ESC-2; ESC-1 has nothing of it." in said
    assert case_of(desk).assignment.response is None, "nothing was said of the first case"
    assert find(desk, 2).agent.email == TESS


def test_where_that_ticket_has_a_case_it_joins_that_one(desk: Desk) -> None:
    receipt = open_case(desk)
    desk.receive(build_mail("ESCALATION - Labels - Ticket #50000", OTHER, sender=LEE, message_id="<l@x>"), MONDAY)
    letters = desk.receive(reply(receipt, DANA, OTHER), MONDAY + A_MINUTE)
    assert [one.number for one in desk.store.open_cases()] == [1, 2]
    assert find(desk, 2).watchers[0].email == DANA
    assert SAYS_SO in words_of(letter_to(letters, DANA, "receipt"))


def test_in_answer_to_a_closed_case_it_opens_one(desk: Desk) -> None:
    receipt = open_case(desk)
    desk.receive(reply(receipt, DANA, "done: restarted"), MONDAY + A_MINUTE)
    desk.receive(reply(receipt, DANA, OTHER), MONDAY + 2 * A_MINUTE)
    assert (case_of(desk).status, find(desk, 2).status) == (Status.RESOLVED, Status.OPEN)


def test_of_a_sensitive_one_another_agent_reads_nothing(desk: Desk) -> None:
    answered = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    breach = OTHER.replace("Labels print twice.", "There was a data breach, all passwords leaked.")
    letters = desk.receive(reply(answered, TESS, breach), MONDAY + A_MINUTE)
    assert find(desk, 2).sensitive
    assert not [one for one in letters if DANA in str(one["To"])]


STAYS = {
    "the same ticket": OTHER.replace("50000", "48213"),
    "the ticket put right": "Ticket #: 50000",
    "the whole once more with another number": build_form({"Ticket #": "50000", "Attachments": None}),
    "a word about the case above": f"note: and this they wrote me\n\n{OTHER}",
    "two fields without a ticket": "Customer: Fabrikam\nIssue Summary: Labels print twice.",
    "quoted": "\n".join(f"> {line}" for line in OTHER.split("\n")) + "\nIs this the same?",
}


@pytest.mark.parametrize("words", STAYS.values(), ids=STAYS)
def test_what_speaks_of_its_case_stays_in_it(desk: Desk, words: str) -> None:
    receipt = open_case(desk)
    desk.receive(reply(receipt, DANA, words), MONDAY + A_MINUTE)
    assert [one.number for one in desk.store.open_cases()] == [1]


def test_what_was_asked_for_is_answered_though_the_number_is_put_right(desk: Desk) -> None:
    asked = open_case(desk, {"Customer Impact": None, "Customer Expectation": None})
    words = "Ticket #: 50000\nCustomer Impact: 300 users stand still\nCustomer Expectation: by Friday"
    desk.receive(reply(asked, DANA, words), MONDAY + A_MINUTE)
    assert (case_of(desk).fields.ticket, case_of(desk).status) == ("50000", Status.OPEN)
    assert len(desk.store.open_cases()) == 1


def test_a_customers_answer_opens_nothing(desk: Desk) -> None:
    told = letter_to(desk.receive(build_mail(), MONDAY), ADA)
    desk.receive(reply(told, ADA, OTHER), MONDAY + A_MINUTE)
    assert len(desk.store.open_cases()) == 1
