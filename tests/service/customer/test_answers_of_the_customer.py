"""What the customer answers: to whom it goes, and as what it is (behaviour B6.19, B9.22)."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import AGENT, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_mail_to_the_customer import write_to
from tests.service.customer.test_promises import (
    A_MINUTE,
    AN_HOUR,
    KIM,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
    read,
)
from tests.service.files.test_files_go_along import FIRST, names, with_files

AWAY = "away until friday cover robin@example.com"


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


def answer(
    desk: Desk, letters: list[EmailMessage], words: str, sender: str = KIM, **headers: str
) -> list[EmailMessage]:
    """What leaves when the customer answers our letter."""
    acknowledgement = letter_to(letters, KIM)
    return desk.receive(reply(acknowledgement, sender, words, headers=headers or None), MONDAY + AN_HOUR)


def test_it_goes_to_the_agent_and_to_who_has_it_as_the_customers_with_a_link_to_each_side(desk: Desk) -> None:
    letters = open_case(desk)
    desk.receive(reply(letter_to(letters, TECH), TECH, "mine"), MONDAY + A_MINUTE)
    said = answer(desk, letters, "It also happens with the imports.")
    assert sorted(kinds(said)) == [("relay", AGENT), ("relay", TECH)]
    to_agent = read(letter_to(said, AGENT))
    assert "Kim Abercrombie, the customer, writes about ESC-1" in to_agent
    assert "It also happens with the imports." not in to_agent
    assert "The mail went to you as well, so I do not repeat it here." in to_agent
    assert "mailto:kim@fabrikam.example?cc=support+re-1-" in to_agent
    assert "goes to those who have the case, and not to the customer" in to_agent
    html = next(part.get_content() for part in letter_to(said, AGENT).walk() if part.get_content_type() == "text/html")
    assert "Answer the customer" in html
    assert "Write to the colleagues" in html
    assert f"An answer to this mail goes to {AGENT}, and not to the customer." in read(letter_to(said, TECH))


def test_while_nobody_has_it_the_level_reads_it_when_it_is_open(desk: Desk) -> None:
    letters = open_case(desk)
    night = MONDAY.replace(hour=20)
    said = desk.receive(reply(letter_to(letters, KIM), KIM, "It also happens with the imports."), night)
    assert kinds(said) == [("relay", AGENT)]
    morning = [one for one in desk.pass_time(night.replace(day=10, hour=8)) if one["X-Escalation-Kind"] == "relay"]
    assert {str(one["To"]) for one in morning} == {TECH, "tech2@example.com"}


@pytest.mark.parametrize("words", ["Thanks!", "Thanks a lot for the quick reply!", "Super, vielen Dank, Dana"])
def test_thanks_alone_go_to_the_agent_and_start_no_clock(desk: Desk, words: str) -> None:
    letters = open_case(desk)
    desk.receive(reply(letter_to(letters, TECH), TECH, "waiting until friday 10:00"), MONDAY + A_MINUTE)
    assert kinds(answer(desk, letters, words)) == [("relay", AGENT)]
    assert get_case(desk).status == "waiting"


def test_what_was_waited_for_starts_the_clock_and_both_read_its_words_and_until_when(desk: Desk) -> None:
    letters = open_case(desk)
    desk.receive(reply(letter_to(letters, TECH), TECH, "waiting until friday 10:00"), MONDAY + A_MINUTE)
    said = answer(desk, letters, "The version is 4.2.")
    assert get_case(desk).status == "open"
    assert "The version is 4.2." in read(letter_to(said, TECH))
    for who in (AGENT, TECH):
        assert "runs again. An answer is due by " in read(letter_to(said, who))


def test_who_had_their_mail_himself_does_not_read_it_twice(desk: Desk) -> None:
    """Its words and files stand in no letter to him, but how it is answered; where it came to us alone he has all."""
    letters = open_case(desk)
    raw = reply(letter_to(letters, KIM), KIM, "It also happens with the imports.")
    ours = str(letter_to(letters, KIM)["Reply-To"].addresses[1])
    alone = reply(letter_to(letters, KIM), KIM, "And with the exports.", headers={"To": ours})
    to_agent = letter_to(desk.receive(with_files(raw, FIRST), MONDAY + AN_HOUR), AGENT)
    assert "with the imports" not in read(to_agent)
    assert not names(to_agent)
    assert "And with the exports." in read(letter_to(desk.receive(alone, MONDAY + 2 * AN_HOUR), AGENT))


def test_who_stands_in_for_him_reads_all_of_it(desk: Desk) -> None:
    letters = open_case(desk)
    desk.receive(
        reply(letter_to(letters, AGENT), AGENT, "away until friday cover robin@example.com"), MONDAY + A_MINUTE
    )
    assert "with the imports" in read(
        letter_to(answer(desk, letters, "It also happens with the imports."), "robin@example.com")
    )


def test_what_presses_in_it_is_named_to_the_agent_and_raises_nothing(desk: Desk) -> None:
    said = answer(desk, open_case(desk), "Now it is a system-wide outage, nothing works at any site.")
    assert "Immediate: " in read(letter_to(said, AGENT))
    assert "if it is so, answer raise" in read(letter_to(said, AGENT))
    assert get_case(desk).level == 3


def test_each_that_presses_in_it_is_named(desk: Desk) -> None:
    said = answer(desk, open_case(desk), "All our data is gone. If it is not solved today we cancel the contract.")
    told = read(letter_to(said, AGENT))
    assert "all our data is gone" in told
    assert "cancel the contract" in told


@pytest.mark.parametrize(
    "subject", ["Automatic reply: your request", "Re: Your request 48213: our specialists", "Away"]
)
@pytest.mark.parametrize(
    "words", ["I am out of the office until Monday.", "Out of office, call my deputy.", "Im Urlaub."]
)
def test_an_absence_goes_to_the_agent_alone(desk: Desk, subject: str, words: str) -> None:
    letters = open_case(desk)
    said = answer(desk, letters, words, **{"Auto-Submitted": "auto-replied", "Subject": subject})
    assert kinds(said) == [("relay", AGENT)]


def test_another_of_theirs_who_answers_our_letter_reaches_the_agent(desk: Desk) -> None:
    letters = open_case(desk)
    said = answer(desk, letters, "Kim is away, I take over: it still fails.", sender="lee@fabrikam.example")
    assert kinds(said) == [("relay", AGENT)]
    assert "It came from lee@fabrikam.example, not from the address that I wrote to" in read(said[0])
    desk.receive(reply(letter_to(letters, KIM), "lee@fabrikam.example", "done: works"), MONDAY + 2 * AN_HOUR)
    assert get_case(desk).status == "open"
