"""What the customer answers: to whom it goes, and as what it is (behaviour B6.19, B9.22)."""

from pathlib import Path

import pytest

from tests.builders import AGENT, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, text_of
from tests.service.customer.test_mail_to_the_customer import write_to
from tests.service.customer.test_promises import (
    A_MINUTE,
    AN_HOUR,
    KIM,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_they_answer_to_the_agent_and_to_us_at_an_address_without_a_word_of_ours(desk: Desk) -> None:
    letters = open_case(desk)
    agent, ours = letter_to(letters, KIM)["Reply-To"].addresses
    assert agent.addr_spec == AGENT
    assert ours.addr_spec.startswith("support+re-1-")
    assert "esc" not in ours.addr_spec.partition("@")[0].rpartition("-")[0]


@pytest.mark.parametrize(("answers", "count"), [("agent", 1), ("us", 1)])
def test_a_team_may_want_answers_at_one_of_both(tmp_path: Path, answers: str, count: int) -> None:
    desk = Desk(tmp_path, {"customers: {directory": f"customers: {{answers: {answers}, directory"})
    reply_to = letter_to(open_case(desk), KIM)["Reply-To"].addresses
    assert len(reply_to) == count
    assert (reply_to[0].addr_spec == AGENT) is (answers == "agent")


def test_the_address_in_cc_of_the_agents_mail_keeps_the_promise_and_nothing_more(desk: Desk) -> None:
    open_case(desk)
    nudge = letter_to([one for one in desk.pass_time(THURSDAY) if one["Date"].datetime == THURSDAY], AGENT, "nudge")
    (copy_to,) = {word for word in text_of(nudge).split() if word.startswith("support+re-1-")}
    assert find_nudges([nudge])
    assert desk.receive(write_to(KIM, Cc=copy_to), THURSDAY + A_MINUTE) == []
    assert get_case(desk).customer_heard_at == THURSDAY + A_MINUTE
    mail = build_mail("Your request", "done: it works", sender=KIM, to=copy_to, message_id="<k1@fabrikam.example>")
    desk.receive(mail, THURSDAY + AN_HOUR)
    assert get_case(desk).status == "open"
