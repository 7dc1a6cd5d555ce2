"""In whatever way words come into a case, they make it sensitive: while it is closed, by number, beside `away`, in a
mail to the customer, in one that was set aside (behaviour B5.14)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from daemon.service.mails import Service
from tests.builders import MAILBOX, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import AGENT, CUSTOMER, FIRST, SECOND, TECH, Talk, names, reader

THREAT = "Their lawyer has called, they threaten legal action."
LEAD, JO = "lead@example.com", "jo@example.com"


def close(talk: Talk) -> None:
    talk.say(TECH, "mine")
    talk.say(TECH, "done: restarted")


def by_customer_once_closed(talk: Talk) -> None:
    close(talk)
    talk.say(CUSTOMER, "You are joking. Our lawyer takes legal action.", SECOND)


def by_agent_once_closed(talk: Talk) -> None:
    close(talk)
    talk.say(AGENT, THREAT)


def by_reopen(talk: Talk) -> None:
    close(talk)
    talk.say(AGENT, f"reopen: {THREAT}")


def by_number(talk: Talk) -> None:
    talk.wait(72)
    talk.say(LEAD, f"1 remind: {THREAT}")


def beside_away(talk: Talk) -> None:
    talk.say(AGENT, f"away until friday\n{THREAT}")


def beside_cases(talk: Talk) -> None:
    talk.say(TECH, f"cases\n{THREAT}")


def to_the_customer(talk: Talk) -> None:
    mail = build_mail(
        "Your exports", f"Dear Ada,\n{THREAT.replace('Their', 'Your')}", sender=AGENT, to=CUSTOMER,
        headers={"Cc": MAILBOX}, message_id="<to-ada@x>",
    )  # fmt: skip
    assert not [one for one in talk.take(mail) if reader(one) == CUSTOMER]


WAYS = (by_customer_once_closed, by_agent_once_closed, by_reopen, by_number, beside_away, beside_cases, to_the_customer)


@pytest.mark.parametrize("say", WAYS)
def test_from_then_on_it_is_and_those_concerned_learn_it(desk: Desk, say: Callable[[Talk], None]) -> None:
    talk = Talk(desk, None, FIRST)
    say(talk)
    assert case_of(desk).sensitive
    told = {reader(one) for one in talk.letters if "sensitive" in text_of(one)}
    assert {AGENT, TECH} <= told
    assert CUSTOMER not in told
    assert not any(names(one) for one in talk.letters)


def test_what_came_while_it_was_closed_leaves_with_no_letter_once_it_is_open_again(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    by_customer_once_closed(talk)
    talk.say(AGENT, "reopen")
    talk.say(TECH, f"pass to {JO}")
    his = [one for one in talk.letters if reader(one) == JO]
    assert [names(one) for one in his] == [[]]
    assert "Exports end" not in str(his[0]["Subject"])
    assert "joking" not in text_of(his[0])


def test_so_does_a_mail_that_a_lead_lets_in_whose_sender_hears_nothing(desk: Desk) -> None:
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    talk = Talk(desk, None, FIRST)
    newest = next(one for one in talk.history if reader(one) == TECH)
    talk.take(reply(newest, "Eve <eve@partner.example>", THREAT))
    talk.wait(48)
    digest = next(one for one in reversed(talk.history) if one["X-Escalation-Kind"] == "digest")
    line = next(one for one in text_of(digest).splitlines() if "eve@partner.example" in one).split()[0]
    talk.at += timedelta(minutes=1)
    talk.take(reply(digest, LEAD, f"{line} release"))
    assert case_of(desk).sensitive
    assert {AGENT, TECH} <= {reader(one) for one in talk.letters if "sensitive" in text_of(one)}
    assert "eve@partner.example" not in {reader(one) for one in talk.letters}
