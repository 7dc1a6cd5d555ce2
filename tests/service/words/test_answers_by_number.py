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


def test_a_line_that_is_not_understood_is_no_word_of_the_line_above(talk: Talk) -> None:
    left = talk.say("1 remind\n2 what?")
    assert not [one for one in left if "what?" in text_of(one) and one["To"].addresses[0].addr_spec != LEAD]
    assert "2 ESC-2 what?: not understood" in " ".join(text_of(talk.letter).split())


def test_only_what_was_done_is_called_done(tmp_path: Path) -> None:
    """Nor is any word for one case read by the people of another."""
    rows = {
        "{0} calm": "done.",
        "{0} also: kai@example.com": "not done, because I cannot do that by mail yet. What you wrote went to ",
        "{0} add level 2": "not done, because I cannot do that by mail yet. What you wrote went to ",
        "{0} wait until blursday": "done. “blursday” is not a time I know",
        "{0} told until blursday": "done. “blursday” is not a time I know",
        "{0} away until friday": "not done, because that is said of you and not of a case",
        "{0} cases": "not done, because that is said of you and not of a case",
        "{0} priority high": "done.",
    }
    wrong = {}
    for row, expected in rows.items():
        talk = Talk(tmp_path)
        line = row.format(1)
        left = talk.say(f"{line}\n2 note: for nobody else")
        told = " ".join(text_of(talk.letter).split())
        if f"1 ESC-1 {line[2:]}: {expected}" not in told:
            wrong[row] = told
        texts = [text_of(one) for one in left if one is not talk.letter and one["X-Escalation-Case"] == "ESC-1"]
        if any("for nobody else" in text for text in texts):
            wrong[f"{row}: another line's words"] = str(texts)
    assert wrong == {}


def test_words_behind_the_number_and_a_colon_are_for_that_case(talk: Talk) -> None:
    left = talk.say("1: Which version?\n2: the customer calls at 3")
    said = {one["To"].addresses[0].addr_spec: text_of(one) for one in left}
    assert "Which version?" in said[AGENT] or "the customer calls at 3" in said[AGENT]
    texts = [text_of(one) for one in left if one["To"].addresses[0].addr_spec == AGENT]
    assert not [one for one in texts if "Which version?" in one and "calls at 3" in one]
    assert any("Which version?" in one for one in texts)
    assert any("the customer calls at 3" in one for one in texts)


def test_who_has_it_oneself_is_said_so(talk: Talk) -> None:
    digest = talk.letter
    talk.say("1 mine")
    talk.say("1: not mine", digest)
    assert "you have it" in " ".join(text_of(talk.letter).split())


def test_a_line_offers_only_what_it_takes(tmp_path: Path) -> None:
    talk = Talk.__new__(Talk)
    talk.desk, talk.at = Desk(tmp_path), MONDAY + timedelta(days=1)
    talk.desk.jump(MONDAY)
    mail = build_mail("URGENT - Exports end - Ticket #48213", build_form({"Attachments": "none because they called"}))
    talk.desk.receive(mail, MONDAY)
    letters = talk.desk.pass_time(talk.at)
    digest = next(one for one in reversed(letters) if ("digest", LEAD) in kinds([one]))
    assert "1 raise" not in text_of(digest), "there is nobody above"
    assert "1 mine" in text_of(digest)


def test_a_question_offers_yes_and_no_and_no_pause(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.jump(MONDAY)
    desk.receive(build_mail("ESCALATION: car blocks the gate", "It is red."), MONDAY)
    letters = desk.pass_time(MONDAY + timedelta(days=1))
    said = text_of(next(one for one in reversed(letters) if ("digest", LEAD) in kinds([one])))
    assert "1 yes · 1 no" in said
    assert "wait friday" not in said
