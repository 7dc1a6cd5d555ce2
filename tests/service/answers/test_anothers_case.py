"""What another has, or a word that is not carried out: whoever is concerned reads how it stands (behaviour B9.17)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
ZOE, CEO, SATO, SAM = "zoe@example.com", "ceo@example.com", "manager@example.com", "senior@example.com"
A_MINUTE = timedelta(minutes=1)
LEGAL = {"Issue Summary": "Their lawyer announces legal action.", "Attachments": "none because it is words"}


def say(desk: Desk, letter: EmailMessage, who: str, words: str, minutes: float = 5) -> list[EmailMessage]:
    """As in the daemon: nobody acts without a token."""
    desk.service = type(desk.service)(desk.ground, desk.correspondence, desk.words)
    return desk.receive(reply(letter, who, words), MONDAY + minutes * A_MINUTE)


def taken(desk: Desk) -> list[EmailMessage]:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), f"Tess Holm <{TESS}>", "mine", 2)
    return opened


class TestWhoHasNotGotIt:
    @pytest.mark.parametrize(
        ("words", "deed"),
        [
            (f"pass to {ZOE}", "pass it on"),
            ("raise", "raise it"),
            ("lower", "lower it"),
            ("waiting until friday 10:00", "stop its clock"),
        ],
    )
    def test_one_of_the_level_is_told_first_who_has_it(self, desk: Desk, words: str, deed: str) -> None:
        opened = taken(desk)
        letters = say(desk, letter_to(opened, KIM), KIM, words)
        assert kinds(letters) == [("notice", KIM)]
        told = words_of(letters[0])
        assert "Tess Holm has ESC-1 since today 10:02 (Berlin), so nothing has changed." in told
        assert f"To {deed} all the same, answer once more in the same words." in told
        assert (case_of(desk).status, case_of(desk).level) == (Status.CLAIMED, 3)
        letters = say(desk, letter_to(opened, KIM), KIM, f"{words} ", 6)
        assert case_of(desk).status is not Status.CLAIMED
        assert ("moved", TESS) in kinds(letters)

    def test_the_agent_and_who_has_it_are_not_asked(self, desk: Desk) -> None:
        opened = taken(desk)
        say(desk, letter_to(opened, DANA), DANA, "raise")
        assert case_of(desk).level == 4
        say(desk, letter_to(opened, TESS), TESS, "mine", 6)
        say(desk, letter_to(opened, TESS), TESS, f"pass to {ZOE}", 7)
        assert case_of(desk).recipients[0].email == ZOE

    def test_his_words_reach_them_with_what_he_asked(self, desk: Desk) -> None:
        letters = say(desk, letter_to(taken(desk), KIM), KIM, "raise: they call every hour")
        assert kinds(letters) == [("notice", KIM), ("relay", DANA), ("relay", TESS)]
        told = words_of(letter_to(letters, TESS))
        assert "they call every hour" in told
        assert "They asked me to raise it, and I did not: nothing has changed by it." in told
        assert "Your words went to dana@example.com and Tess Holm." in words_of(letter_to(letters, KIM))


class TestDeputies:
    def test_a_claim_in_his_mouth_is_answered_each_time_and_its_reader_learns_that_nobody_has_it(
        self, desk: Desk
    ) -> None:
        opened = desk.receive(build_mail("URGENT - Exports - Ticket #48213"), MONDAY)
        for minute, words in enumerate(("Robin says: mine", "mine (for Robin)", "He takes it"), 5):
            letters = say(desk, letter_to(opened, CEO), ZOE, words, minute)
            assert case_of(desk).claimed_by is None
            assert "Nobody has taken ESC-1 yet" in words_of(letter_to(letters, ZOE, "notice"))
            assert "Nobody has taken it yet" in words_of(letter_to(letters, CEO, "notice"))

    def test_who_has_it_reads_that_it_is_still_his(self, desk: Desk) -> None:
        letters = say(desk, letter_to(taken(desk), TESS), f"Max Ost <{ZOE}>", "mine")
        assert "It is still yours" in words_of(letter_to(letters, TESS))

    @pytest.mark.parametrize("has_it", [True, False])
    def test_that_it_is_done_is_put_to_the_agent_with_the_words(self, desk: Desk, *, has_it: bool) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        if has_it:
            say(desk, letter_to(opened, TESS), f"Don Lee <{ZOE}>", "mine", 3)
        letters = say(desk, letter_to(opened, TESS), f"Don Lee <{ZOE}>", "done: patched")
        asked = letter_to(letters, DANA)
        assert kinds([asked]) == [("notice", DANA)]
        assert "Don Lee says that ESC-1 is solved." in words_of(asked)
        assert "patched" in words_of(asked)
        assert "Shall I close it" in words_of(asked)
        assert "I have asked dana@example.com whether ESC-1 is closed" in words_of(letter_to(letters, ZOE, "notice"))
        assert case_of(desk).status is not Status.RESOLVED
        letters = say(desk, asked, DANA, "Yes.", 6)
        assert case_of(desk).status is Status.RESOLVED
        assert ("closed", ZOE) in kinds(letters)
        assert "Don Lee: patched" in words_of(letter_to(letters, TESS, "closed"))

    def test_the_others_of_the_level_read_what_it_is(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        letters = say(desk, letter_to(opened, TESS), f"Don Lee <{ZOE}>", "done: patched")
        assert "Don Lee says that it is solved, and dana@example.com is asked whether" in words_of(
            letter_to(letters, KIM)
        )

    def test_the_agents_no_reaches_him(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        say(desk, letter_to(opened, TESS), f"Don Lee <{ZOE}>", "mine", 3)
        asked = letter_to(say(desk, letter_to(opened, TESS), f"Don Lee <{ZOE}>", "done: patched"), DANA)
        letters = say(desk, asked, DANA, "No, it still crashes", 6)
        assert case_of(desk).status is Status.CLAIMED
        assert "it still crashes" in words_of(letter_to(letters, ZOE, "relay"))

    def test_the_word_alone_is_no_outcome(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        asked = letter_to(say(desk, letter_to(opened, TESS), ZOE, "done"), DANA)
        assert "zoe@example.com says that ESC-1 is solved." in words_of(asked)
        say(desk, asked, DANA, "yes", 6)
        assert (case_of(desk).status, case_of(desk).outcome) == (Status.RESOLVED, "")


def test_a_thumb_up_to_a_letter_that_says_where_it_is_is_answered(desk: Desk) -> None:
    opened = taken(desk)
    back = say(desk, letter_to(opened, TESS), TESS, "not mine")
    letters = say(desk, letter_to(back, KIM), KIM, "👍", 6)
    assert case_of(desk).claimed_by is None
    assert kinds(letters) == [("notice", KIM)]
    assert "I read your thumb up as “seen”. Nobody has ESC-1 yet: if you take it, answer mine." in words_of(letters[0])


def test_one_behind_a_list_declines_for_himself_and_reads_so(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    letters = say(desk, letter_to(opened, TESS), ZOE, "not mine, I do frontend")
    assert "I have noted that ESC-1 is not for you" in words_of(letter_to(letters, ZOE))
    assert "zoe@example.com has declined ESC-1" in words_of(letter_to(letters, DANA))
    assert case_of(desk).assignment.out[0].who == ZOE
    assert "Nobody has taken it yet." in words_of(letter_to(letters, TESS))


def test_what_stood_beside_a_word_that_was_refused_goes_up_with_the_rest(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, TESS), f"Ann Lee <{ZOE}>", "done: restarted the job")
    letters = say(desk, letter_to(opened, DANA), DANA, "raise", 6)
    assert "restarted the job" in words_of(letter_to(letters, CEO))


def test_words_beside_a_refused_command_on_a_closed_case_and_whom_they_reached(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, DANA), DANA, "cancel: a mistake", 3)
    letters = say(desk, letter_to(opened, TESS), TESS, "done: found it, was the firewall")
    assert "Your words went to dana@example.com." in words_of(letter_to(letters, TESS))
    assert "They asked me to close it, and I did not" in words_of(letter_to(letters, DANA))


def test_a_customer_who_presses_on_a_closed_case_is_answered_by_reopen_alone(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    say(desk, letter_to(opened, DANA), DANA, "done: fixed", 3)
    customer = "ada.okafor@contoso.example"
    letters = desk.receive(reply(letter_to(opened, customer), customer, "We lost data"), MONDAY + 5 * A_MINUTE)
    told = words_of(letter_to(letters, DANA))
    assert "if it is so, answer reopen." in told
    assert "answer raise" not in told
    assert "those who have the case" not in told


def test_what_is_filled_in_of_a_withdrawn_case_counts_when_it_is_opened_again(desk: Desk) -> None:
    asked = desk.receive(
        build_mail(body=build_form({"Customer Impact": "", "Attachments": "none because it is words"})), MONDAY
    )
    request = letter_to(asked, DANA)
    say(desk, request, DANA, "cancel: wrong customer", 2)
    say(desk, request, DANA, "Customer Impact: payroll stands still", 3)
    assert case_of(desk).status is Status.CANCELLED
    letters = say(desk, request, DANA, "reopen", 4)
    assert case_of(desk).status is Status.OPEN
    assert "payroll stands still" in words_of(letter_to(letters, TESS))


def test_in_a_sensitive_case_a_word_that_was_not_carried_out_is_said_so(desk: Desk) -> None:
    opened = desk.receive(build_mail("ESCALATION - Claims - Ticket #48213", build_form(LEGAL)), MONDAY)
    letters = say(desk, letter_to(opened, CEO), ZOE, "mine")
    for who in (CEO, DANA):
        assert "They asked me to give it to them, and I did not" in words_of(letter_to(letters, who, "relay"))


def test_whoever_takes_it_without_ever_having_had_the_case_gets_it(desk: Desk) -> None:
    form = build_form({"Level": "2", "Attachments": "none because it is words"})
    desk.receive(build_mail("ESCALATION - Refund - Ticket #48213", form), MONDAY)
    late = desk.pass_time(MONDAY + timedelta(hours=4))
    letters = say(desk, letter_to(late, LEA), LEA, "mine", 250)
    assert ("routed", LEA) in kinds(letters)
    assert "The warehouse plans with yesterday's figures." in words_of(letter_to(letters, LEA, "routed"))


def test_taken_back_after_a_raise_all_read_where_it_is(desk: Desk) -> None:
    form = build_form({"Level": "2", "Attachments": "none because it is words"})
    opened = desk.receive(build_mail("ESCALATION - Refund - Ticket #48213", form), MONDAY)
    desk.pass_time(MONDAY + timedelta(hours=6))
    letters = say(desk, letter_to(opened, SATO, "routed"), f"M. Sato <{SATO}>", "mine", 400)
    for who in (DANA, TESS):
        said = words_of(letter_to(letters, who))
        assert "M. Sato has taken ESC-1" in said
        assert "By that it is back with the Team Lead/Manager (Level 2)." in said
