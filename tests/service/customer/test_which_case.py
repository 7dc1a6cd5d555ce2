"""An agent with several cases of one customer writes to them: which one is meant is seen, or asked so that it can be
answered (behaviour B2.28)."""

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.calendars.calendar import DAY
from tests.builders import AGENT, MAILBOX, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, reply, text_of
from tests.service.customer.test_mail_to_the_customer import open_second, write_to
from tests.service.customer.test_promises import AN_HOUR, KIM, MONDAY, get_case, open_case, read

LATER = MONDAY + 3 * AN_HOUR


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    open_case(desk)
    open_second(desk)
    return desk


def ask(desk: Desk) -> EmailMessage:
    (question,) = desk.receive(write_to(Cc=MAILBOX), MONDAY + 2 * AN_HOUR)
    return question


def heard(desk: Desk) -> list[datetime | None]:
    return [get_case(desk, number).customer_heard_at for number in (1, 2)]


@pytest.mark.parametrize(
    "words",
    [
        *("ESC-2", "2", "#2", "the second one", "2 told", "50002", "I mean ESC-2, thanks", "the last one"),
        *("die zweite", "den zweiten", "le deuxième", "la segunda", "il secondo", "de tweede", "a segunda"),
    ],
)
def test_the_answer_says_which(desk: Desk, words: str) -> None:
    said = desk.receive(reply(ask(desk), AGENT, words), LATER)
    assert kinds(said) == [("notice", AGENT)]
    assert "2 ESC-2 told: done." in read(said[0])
    assert heard(desk) == [None, LATER]


@pytest.mark.parametrize(
    "words", ["both", "1 and 2", "ESC-1 and ESC-2", "beide", "les deux", "ambos", "entrambi", "allebei"]
)
def test_it_may_be_both(desk: Desk, words: str) -> None:
    desk.receive(reply(ask(desk), AGENT, words), LATER)
    assert heard(desk) == [LATER, LATER]


@pytest.mark.parametrize("words", ["told", "the blue one", "7"])
def test_what_names_none_is_asked_once_more(desk: Desk, words: str) -> None:
    (again,) = desk.receive(reply(ask(desk), AGENT, words), LATER)
    assert "Which one do you mean?" in text_of(again)
    assert heard(desk) == [None, None]
    desk.receive(reply(again, AGENT, "1"), LATER + AN_HOUR)
    assert heard(desk) == [LATER + AN_HOUR, None]


def test_with_a_time_it_promises(desk: Desk) -> None:
    desk.receive(reply(ask(desk), AGENT, "2 told until friday 10:00"), LATER)
    promised = get_case(desk, 2).customer_promised_at
    assert promised is not None
    assert f"{promised:%a %H:%M}" == "Fri 09:00"


def test_the_customers_answer_to_that_mail_is_the_cases(desk: Desk) -> None:
    mail = write_to(Cc=MAILBOX)
    (question,) = desk.receive(mail, MONDAY + 2 * AN_HOUR)
    desk.receive(reply(question, AGENT, "2"), LATER)
    written = str(question["In-Reply-To"])
    answer = build_mail("Re: Your exports", "When?", sender=KIM, to=AGENT, message_id="<kim@fabrikam>",
                        headers={"Cc": MAILBOX, "In-Reply-To": written, "References": written})  # fmt: skip
    desk.receive(answer, LATER + AN_HOUR)
    assert desk.entries()[-1].case == 2


@pytest.mark.parametrize(
    "subject", ["Re: Your request 50002: we have brought in our specialists", "Ticket #50002 imports"]
)
def test_the_ticket_in_its_subject_says_which(desk: Desk, subject: str) -> None:
    assert desk.receive(write_to(subject=subject, Cc=MAILBOX), LATER) == []
    assert heard(desk) == [None, LATER]


def test_two_numbers_in_its_subject_are_asked(desk: Desk) -> None:
    said = desk.receive(write_to(subject="About [ESC-1] and [ESC-2]", Cc=MAILBOX), LATER)
    assert kinds(said) == [("notice", AGENT)]
    assert heard(desk) == [None, None]


def test_a_robot_is_not_asked_for_ever(desk: Desk) -> None:
    question, asked = ask(desk), 0
    for turn in range(9):
        said = desk.receive(reply(question, AGENT, "hm", headers={"Message-ID": f"<{turn}@x>"}), LATER + turn * AN_HOUR)
        asked += len(said)
    assert asked <= 5
    assert LATER + 9 * AN_HOUR < MONDAY + DAY
