"""A mail of one of ours that quotes or forwards a letter of ours, and names it by no header (behaviour B2.30)."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.ports import Outcome
from daemon.service.mails import Service
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, text_of, words_of
from tests.letters import WRITING
from tests.service.intake.test_mails import MONDAY

ADA, DANA, EVE, KAI, LEAD, TESS, KIM = (
    "ada.okafor@contoso.example",
    "dana@example.com",
    "eve@evil.example",
    "kai@example.com",
    "lead@example.com",
    "tech@example.com",
    "tech2@example.com",
)
A_MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NEWS = "Contoso calls every hour now, please look."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A house that believes nobody to have a token whom it has given none."""
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    return desk


def head(letter: EmailMessage) -> str:
    below = f"Date: Mon, 9 Mar 2026\nSubject: {letter['Subject']}\nTo: {letter['To']}"
    return f"Support Escalations <support@example.com>\n{below}"


def gmail(letter: EmailMessage, words: str) -> str:
    return f"{words}\n\n---------- Forwarded message ---------\nFrom: {head(letter)}\n\n\n{text_of(letter)}"


def outlook(letter: EmailMessage, words: str) -> str:
    rule = "_" * 32
    return f"{words}\n\n{rule}\nFrom: {head(letter).replace('Date:', 'Sent:')}\n\n{text_of(letter)}"


def phone(letter: EmailMessage, words: str) -> str:
    below = "\n".join(f"> {line}" for line in f"From: {head(letter)}\n\n{text_of(letter)}".split("\n"))
    return f"{words}\n\nSent from my iPhone\n\nBegin forwarded message:\n\n{below}"


def answer(letter: EmailMessage, words: str) -> str:
    below = "\n".join(f"> {line}" for line in text_of(letter).split("\n"))
    return f"{words}\n\nOn Mon, 9 Mar 2026 at 10:05 Support Escalations wrote:\n{below}"


PROGRAMS = (gmail, outlook, phone, answer)


def send(desk: Desk, who: str, subject: str, body: str, **more: str) -> list[EmailMessage]:
    """To the bare address, in no thread. What headers alone make no candidate is never looked at."""
    raw = build_mail(subject, body, sender=who, headers=more, message_id=f"<{abs(hash((who, body)))}@example.com>")
    if not desk.service.is_candidate(raw.partition(b"\n\n")[0]):
        return []
    return desk.receive(raw, desk.clock.now() + A_MINUTE)


def open_case(desk: Desk, **form: str | None) -> list[EmailMessage]:
    body = build_form({"Attachments": "none because it is words", **{one.replace("_", " "): form[one] for one in form}})
    return desk.receive(build_mail(body=body), MONDAY)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("reader", [DANA, TESS, ADA])
def test_a_colleagues_words_go_to_agent_and_level(
    desk: Desk, program: Callable[[EmailMessage, str], str], reader: str
) -> None:
    letter = letter_to(open_case(desk), reader)
    who = KAI if reader != ADA else DANA  # our letter to a customer names no case; its agent has passed it on
    letters = send(desk, who, "Fwd: a question", program(letter, NEWS))
    told = [one for one in letters if NEWS in words_of(one) and who not in str(one["To"])]
    assert {str(one["To"].addresses[0].addr_spec) for one in told} == {TESS, KIM} | ({DANA} - {who})
    assert all("Why you:" not in words_of(one) for one in told), "no word of ours goes along as theirs"
    assert desk.entries()[-1].outcome is Outcome.FILED


def test_no_command_by_it_is_carried_out_and_its_writer_reads_how(desk: Desk) -> None:
    letter = letter_to(open_case(desk), TESS)
    letters = send(desk, TESS, "Fwd: Exports", gmail(letter, "mine"))
    assert case_of(desk).claimed_by is None
    assert kinds(letters) == [("notice", TESS), *[one for one in kinds(letters) if one[1] != TESS]]
    said = words_of(letter_to(letters, TESS))
    assert "ESC-1" in said
    assert "answer" in said


def test_an_agents_answer_that_lost_its_thread_fills_in_what_is_missing(desk: Desk) -> None:
    asked = letter_to(open_case(desk, Customer_Impact=None), DANA)
    send(
        desk,
        DANA,
        f"Re: {str(asked['Subject']).removeprefix('Re: ')}",
        answer(asked, "Customer Impact: 300 users stand still"),
    )
    assert case_of(desk).missing == ()
    assert case_of(desk).fields.customer_impact == "300 users stand still"


def test_thanks_under_the_subject_of_a_closed_case_open_no_other(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA)
    done = EmailMessage(WRITING)
    done["From"], done["To"], done["Subject"] = DANA, str(receipt["Reply-To"]), str(receipt["Subject"])
    done["Message-ID"], done["In-Reply-To"] = "<done@example.com>", str(receipt["Message-ID"])
    done.set_content("done: restarted")
    closed = letter_to(desk.receive(done.as_bytes(), MONDAY + A_MINUTE), DANA)
    send(desk, DANA, str(receipt["Subject"]), phone(closed, "Great, thank you all."))
    assert desk.store.find_case(2) is None


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_stranger_and_a_customer_get_nothing_by_it(desk: Desk, program: Callable[[EmailMessage, str], str]) -> None:
    opened = open_case(desk)
    for who, reader in ((EVE, DANA), (EVE, TESS), (ADA, ADA)):
        before = case_of(desk)
        assert send(desk, who, "Fwd: a question", program(letter_to(opened, reader), NEWS)) == []
        assert case_of(desk).conversation.mails == before.conversation.mails


def test_a_letter_that_we_never_wrote_belongs_to_nothing(desk: Desk) -> None:
    letter = letter_to(open_case(desk), TESS)
    forged = gmail(letter, NEWS).replace("ESC-1", "ESC-7")
    assert send(desk, KAI, "Fwd: a question", forged) == []
    assert send(desk, KAI, "Re: lunch", "What about ESC-1? I have read of it.\n\n> noon?") == []
    assert len(desk.entries()) == 1, "and nothing of them is kept"


def test_a_token_in_a_quotation_is_none(desk: Desk) -> None:
    """The letter of the level, quoted by a colleague with its Reply-To, below a command."""
    letter = letter_to(open_case(desk), TESS)
    leaked = gmail(letter, "cancel: a mistake").replace("support@example.com", str(letter["Reply-To"]))
    send(desk, KAI, "Fwd: Exports", leaked)
    assert case_of(desk).status == "open"


def test_a_letter_that_is_attached_counts_and_goes_along_with_nobody(desk: Desk) -> None:
    letter = letter_to(open_case(desk), TESS)
    mail = EmailMessage(WRITING)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = KAI, "support@example.com", "Fwd: x", "<att@x>"
    mail.set_content(NEWS)
    mail.add_attachment(letter)
    letters = desk.receive(mail.as_bytes(), MONDAY + A_MINUTE)
    assert NEWS in words_of(letter_to(letters, DANA))
    assert not [file for one in letters for file in one.iter_attachments()]


@pytest.mark.parametrize("subject", ["URGENT: Fabrikam has no labels", "URGENT: Contoso has a data breach"])
def test_another_customer_or_what_presses_goes_up_by_itself(desk: Desk, subject: str) -> None:
    receipt = letter_to(open_case(desk), DANA)
    letters = send(desk, DANA, subject, gmail(receipt, "See below."))
    assert desk.store.find_case(2) is not None
    assert ("routed", "ceo@example.com") in kinds(letters)


def test_a_matter_of_its_own_is_one_whatever_it_quotes(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA)
    send(
        desk, DANA, "URGENT: Fabrikam has no labels - Ticket #50000", gmail(receipt, "Different matter, but see below.")
    )
    case = desk.store.find_case(2)
    assert case is not None
    assert case.fields.ticket == "50000"


def test_a_word_alone_above_a_letter_asks_nobody_whether_it_goes_up(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA)
    letters = send(desk, DANA, "URGENT: any news?", gmail(receipt, NEWS))
    assert desk.store.find_case(2) is None
    assert NEWS in words_of(letter_to(letters, TESS))


def test_of_a_sensitive_case_it_says_nothing_but_its_number(desk: Desk) -> None:
    letter = letter_to(open_case(desk, Issue_Summary="There was a data breach, passwords leaked."), "ceo@example.com")
    letters = send(desk, KAI, "Fwd: a question", gmail(letter, "What is this?"))
    said = "".join(words_of(one) for one in letters if KAI in str(one["To"]))
    assert "passwords" not in said
    assert "Contoso" not in said


@pytest.mark.parametrize("who", [LEAD, KAI])
def test_a_digest_that_is_answered_so_is_told_how(desk: Desk, who: str) -> None:
    open_case(desk, Level="3")
    digest = letter_to(desk.pass_time(MONDAY + 3 * DAY), LEAD, "digest")
    letters = send(desk, who, "Fwd: Digest", gmail(digest, "1 mine"))
    assert kinds(letters) == [("notice", who)]
    assert "nothing was done" in words_of(letters[0])
    assert case_of(desk).claimed_by is None
