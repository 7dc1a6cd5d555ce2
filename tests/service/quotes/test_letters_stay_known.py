"""A letter is known by what was sent, as long as its case lives and longer (behaviour B4.17)."""

from datetime import timedelta
from email.message import EmailMessage

from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import letter_to, reply, text_of, words_of
from tests.service.intake.test_mails import MONDAY

DANA, TESS = "dana@example.com", "tech@example.com"
ASKED = "Their second warehouse in Lyon counts twice since the index was rebuilt, which release is that?"
A_MINUTE = timedelta(minutes=1)


def ask(desk: Desk) -> EmailMessage:
    """The letter that brings the level's question to the agent."""
    routed = letter_to(desk.receive(build_mail(), MONDAY), TESS)
    return letter_to(desk.receive(reply(routed, TESS, ASKED), MONDAY + A_MINUTE), DANA, "relay")


def below(letter: EmailMessage, words: str) -> str:
    """The letter's own lines without a mark, as Outlook has them, with words typed among them."""
    return f"See below.\n\nFrom: Support Escalations\n\n{text_of(letter).replace(ASKED, f'{ASKED}{chr(10)}{words}')}"


def test_an_older_letter_is_known_by_a_token_alone(desk: Desk) -> None:
    """The program drops the thread, and another letter has come since."""
    asked = ask(desk)
    desk.receive(reply(asked, DANA, "status"), MONDAY + 2 * A_MINUTE)
    raw = build_mail("Re: Exports", below(asked, "It is release 4.2."), to=str(asked["Reply-To"]), message_id="<n@x>")
    said = words_of(letter_to(desk.receive(raw, MONDAY + 3 * A_MINUTE), TESS, "relay"))
    assert "It is release 4.2." in said
    assert "Lyon" not in said, "nobody reads his own question as another's words"


def test_a_letter_is_known_long_after_its_case_is_closed(desk: Desk) -> None:
    asked = ask(desk)
    desk.receive(reply(asked, DANA, "done: restarted"), MONDAY + 2 * A_MINUTE)
    later = MONDAY + timedelta(days=40)
    desk.pass_time(later)
    desk.receive(reply(asked, DANA, below(asked, "It is release 4.2."), quote=False), later + A_MINUTE)
    words = case_of(desk).conversation.entries[-1].text
    assert "It is release 4.2." in words
    assert "Lyon" not in words
