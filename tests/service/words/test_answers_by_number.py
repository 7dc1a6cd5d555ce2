"""A lead answers his digest by numbers, and then what we say about that: every answer is carried out, or is told how it
is done; nothing of it reaches the people of another case (behaviour B2.6, B8.4 to B8.7)."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
LEAD, AGENT = "lead@example.com", "dana@example.com"
HOW = "I found no numbered answer in your mail"
SECOND = build_mail(
    "ESCALATION - Labels are blank - Ticket #777",
    build_form({"Ticket #": "777", "Customer": "Fabrikam", "Attachments": "none because they called"}),
    message_id="<two@example.com>",
)
WORDS = ("Thanks", "Contoso is angry, hurry up", "mine", "raise: please", "ESC-1 mine", "👍", "")


class Talk:
    """Two cases upstairs, and a lead with the digest about them."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.at = Desk(folder), MONDAY + timedelta(days=2)
        self.desk.jump(MONDAY)
        for raw in (build_mail(), SECOND):
            self.desk.receive(raw, MONDAY)
        self.letter = next(
            letter for letter in reversed(self.desk.pass_time(self.at)) if ("digest", LEAD) in kinds([letter])
        )

    def say(self, words: str, letter: EmailMessage | None = None, **headers: str) -> list[EmailMessage]:
        """What leaves when this answers the letter, by default the last that the lead has got, with a file."""
        mail = message_from_bytes(reply(letter or self.letter, LEAD, words, headers=headers), policy=default)
        assert isinstance(mail, EmailMessage)
        mail.add_attachment(b"bytes", "application", "octet-stream", filename="f.log")
        self.at += timedelta(minutes=1)
        left = self.desk.receive(mail.as_bytes(), self.at)
        self.letter = next((one for one in reversed(left) if one["To"].addresses[0].addr_spec == LEAD), self.letter)
        return left

    def claimed(self) -> list[int]:
        """The numbers of the cases that somebody has taken."""
        cases = (self.desk.store.find_case(number) for number in (1, 2))
        return [case.number for case in cases if case is not None and case.assignment.claimed_by]


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


@pytest.mark.parametrize("words", WORDS)
def test_words_to_the_summary_are_answered_with_how_and_reach_nobody_else(talk: Talk, words: str) -> None:
    talk.say("1 remind, 2 remind")
    assert talk.letter["Subject"] == "Your answers"
    left = talk.say(words)
    assert kinds(left) == [("notice", LEAD)]
    assert HOW in text_of(left[0])
    assert "f.log" in text_of(left[0]), "nobody gets the file, and he learns it"
    assert talk.claimed() == []


@pytest.mark.parametrize("words", WORDS[2:5])
def test_words_to_how_it_is_done_are_answered_with_it_again(talk: Talk, words: str) -> None:
    talk.say("I will call them myself")
    assert HOW in text_of(talk.letter)
    left = talk.say(words)
    assert kinds(left) == [("notice", LEAD)]
    assert HOW in text_of(left[0])


@pytest.mark.parametrize("first", ["1 remind, 2 remind", "1 remind", "I will call them myself"])
@pytest.mark.parametrize("quote", [True, False])
def test_numbers_to_what_we_said_are_those_of_the_digest(tmp_path: Path, first: str, quote: bool) -> None:
    talk = Talk(tmp_path)
    talk.say(first)
    headers = {} if quote else {"References": str(talk.letter["Message-ID"])}
    left = talk.say("2 mine", **headers)
    assert talk.claimed() == [2]
    assert "2 ESC-2 mine: done." in text_of(talk.letter)
    assert ("claimed", AGENT) in kinds(left)
    talk.say("1 mine")
    assert talk.claimed() == [1, 2]


def test_a_letter_of_its_own_case_is_answered_in_that_case(talk: Talk) -> None:
    """`why` comes in a letter of the case's own, in the thread of a mail that touched another as well."""
    left = talk.say("1 why, 2 remind")
    why = next(one for one in left if "counted like this" in text_of(one))
    talk.say("mine", why)
    assert talk.claimed() == [1]


def test_who_answers_a_mail_about_two_cases_writes_in_neither(talk: Talk) -> None:
    """The lead's mail had the agent in copy; she answers it to all."""
    talk.say("1 remind, 2 remind", **{"Message-ID": "<both@example.com>"})
    mail = build_mail("Re: Re: digest", "I know, I know.", message_id="<three@example.com>")
    answer = message_from_bytes(mail, policy=default)
    answer["In-Reply-To"] = "<both@example.com>"
    assert talk.desk.receive(answer.as_bytes(), talk.at + timedelta(minutes=1)) == []
    assert len(talk.desk.entries()) == 3


def test_a_robot_is_told_four_times_a_day_how_it_is_done(talk: Talk) -> None:
    """Whatever answers by itself gets no more than four answers (fault F44)."""
    told = [len(talk.say(f"This mailbox is full of words ({number}).")) for number in range(6)]
    assert told == [1, 1, 1, 1, 0, 0]
    assert talk.desk.entries()[-1].reason == "answers by number: none; how it is done was said to him today already"
    talk.at += timedelta(days=1)
    assert ("notice", LEAD) in kinds(talk.say("And this?"))


def test_words_to_a_digest_with_nothing_in_it_are_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"leads: [": "digest: {when_empty: send}\nleads: ["})
    desk.jump(MONDAY)
    digest = desk.pass_time(MONDAY + timedelta(days=1))[-1]
    assert kinds([digest]) == [("digest", LEAD)]
    left = desk.receive(reply(digest, LEAD, "And what about Contoso?"), MONDAY + timedelta(days=1, minutes=1))
    assert kinds(left) == [("notice", LEAD)]
