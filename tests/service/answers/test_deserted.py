"""Nobody of a level is left: agent and leads hear it at once, whatever way it came to that, with when it goes up; and
hear it when that holds no longer (behaviour B7.36)."""

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.commands.overview import render_case
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, text_of
from tests.service.answers.test_given_back import (
    A_LIST,
    DANA,
    JO,
    KIM,
    LEA,
    MONDAY,
    SAM,
    TESS,
    answer_automatically,
    open_case,
    say,
    words_of,
)

PRIORITIES = {
    "calendar: office, respond_within: 2 business days": "calendar: office, respond_within: "
    "{high: 2 business days, medium: 3 business days, low: 5 business days}"
}
ONE_MEMBER = {
    "recipients: [tech@example.com, tech2@example.com]": "recipients: [tech@example.com], members: [jo@example.com]"
}


def leave(desk: Desk, opened: Sequence[EmailMessage]) -> list[EmailMessage]:
    """Both decline; what leaves by the second."""
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "not mine", 0.1)
    return say(desk, letter_to(opened, KIM), f"Kim Holm <{KIM}>", "not mine", 0.2)


class TestAgentAndLeadsAreTold:
    def test_while_it_waits(self, desk: Desk) -> None:
        opened = open_case(desk, 1)
        say(desk, letter_to(opened, SAM), SAM, "waiting until wednesday 10:00", 0.1)
        letters = say(desk, letter_to(opened, SAM), SAM, "not mine", 0.2)
        assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("notice", SAM)]
        for letter in letters:
            said = "it does not go up before that runs again Wed 11 March, 10:00 (Berlin), earlier with: resume."
            assert f"Its clock stands still, and {said}" in words_of(letter)
        resumed = say(desk, letter_to(opened, DANA, "receipt"), DANA, "resume", 0.3)
        assert "It goes to the Team Lead/Manager (Level 2) now." in words_of(letter_to(resumed, DANA))
        assert "An answer is due" not in words_of(letter_to(resumed, DANA))
        assert ("raised", "manager@example.com") in kinds(desk.pass_time(MONDAY + timedelta(hours=1)))

    def test_a_second_time_at_that_level(self, desk: Desk) -> None:
        opened = open_case(desk)
        leave(desk, opened)
        say(desk, letter_to(opened, KIM), KIM, "mine", 1)
        letters = say(desk, letter_to(opened, KIM), KIM, "not mine", 2)
        assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("notice", KIM)]
        assert "It goes to the Executive Team (Level 4) Thu 12 March" in words_of(letter_to(letters, LEA))

    def test_when_a_shared_mailbox_declines_for_itself(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_LIST)
        letters = say(desk, letter_to(open_case(desk), TESS), TESS, "not mine")
        assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("notice", TESS)]
        assert [one for one in kinds(desk.pass_time(MONDAY + timedelta(days=2))) if one[0] == "reminder"] == []

    def test_but_not_where_the_only_member_of_a_queue_is_away_whom_others_may_read_beside(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, ONE_MEMBER)
        assert answer_automatically(desk, letter_to(open_case(desk), TESS), JO, 1) == []
        assert ("reminder", TESS) in kinds(desk.pass_time(MONDAY + timedelta(days=2)))

    def test_but_not_of_a_queue_whose_own_mailbox_answers_by_itself(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_LIST)
        assert answer_automatically(desk, letter_to(open_case(desk), TESS), TESS, 1) == []


class TestItHoldsNoLonger:
    def test_when_one_comes_back(self, desk: Desk) -> None:
        opened = open_case(desk)
        say(desk, letter_to(opened, TESS), TESS, "not mine", 0.1)
        answer_automatically(desk, letter_to(opened, KIM), KIM, 0.2)
        letters = say(desk, letter_to(opened, KIM), KIM, "I am back. Thanks, seen", 3)
        assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("routed", KIM)]
        assert f"In the words of {KIM}: I am back. Thanks, seen" in words_of(letter_to(letters, DANA))
        for who in (DANA, LEA):
            said = words_of(letter_to(letters, who, "moved"))
            assert "and that it was to go up Thu 12 March, 09:00 (Berlin): that holds no longer." in said
            assert "It is with the Technical Team (Level 3): tech2@example.com. An answer is due by" in said

    def test_when_somebody_takes_it(self, desk: Desk) -> None:
        opened = open_case(desk)
        leave(desk, opened)
        letters = say(desk, letter_to(opened, KIM), f"Kim Holm <{KIM}>", "mine", 1)
        assert "Kim Holm has taken ESC-1" in words_of(letter_to(letters, LEA))

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("waiting until thursday 15:00", "Its clock stands still, and it does not go up before that runs again"),
            ("priority low", "It goes to the Executive Team (Level 4) Tue 17 March, 09:00 (Berlin)."),
            ("cancel: opened twice", "has withdrawn ESC-1"),
            ("raise", "that holds no longer. It is with the Executive Team (Level 4): ceo@example.com."),
        ],
    )
    def test_by_what_the_agent_says(self, tmp_path: Path, words: str, said: str) -> None:
        desk = Desk(tmp_path, PRIORITIES)
        opened = open_case(desk)
        leave(desk, opened)
        letters = say(desk, letter_to(opened, DANA, "receipt"), DANA, words, 1)
        assert said in words_of(letter_to(letters, LEA))


class TestWhatIsSaidOfIt:
    def test_status_and_why_say_who_is_out_and_when_it_goes_up(self, desk: Desk) -> None:
        opened = open_case(desk)
        leave(desk, opened)
        for words in ("status", "why", "remind"):
            said = words_of(letter_to(say(desk, letter_to(opened, DANA, "receipt"), DANA, words, 1), DANA, "notice"))
            assert "is left to ask: " in said
            assert "It goes to the Executive Team (Level 4) Thu 12 March, 09:00 (Berlin)." in said
        shown = render_case(case_of(desk), desk.policy, [], desk.clock.now())
        assert shown["has_it"] == []

    def test_who_has_declined_is_not_called_silent_nor_reminded(self, desk: Desk) -> None:
        opened = open_case(desk)
        say(desk, letter_to(opened, TESS), TESS, "not mine")
        late = desk.pass_time(MONDAY + timedelta(days=3, hours=2))
        digests = [words_of(one) for one in late if one["X-Escalation-Kind"] == "digest"]
        assert "Level 3 · tech2@example.com · today 17:30" in digests[0]
        assert "tech2@example.com silent" in digests[1]
        assert "tech2@example.com (Technical Team, Level 3) has not taken" in words_of(letter_to(late, LEA, "reminder"))
        said = words_of(letter_to(late, DANA, "reminder"))
        assert "Not asked any more: " in said
        assert "tech2@example.com has been reminded, and the leads know." in said
        assert "because tech2@example.com had not taken it in time" in words_of(letter_to(late, DANA, "raised"))

    def test_the_agent_for_whom_a_question_waits_is_not_told_to_do_nothing(self, desk: Desk) -> None:
        opened = open_case(desk, 1)
        say(desk, letter_to(opened, SAM), SAM, "Which version do they run?", 0.5)
        late = desk.pass_time(MONDAY + timedelta(hours=6))
        said = words_of(letter_to([one for one in late if "was due" in text_of(one)], DANA))
        assert "Please answer the question: just answer this mail." in said
        assert "No need to do anything" not in said

    def test_the_draft_to_the_customer_says_that_somebody_works_on_it_only_when_somebody_does(self, desk: Desk) -> None:
        open_case(desk)
        nudge = letter_to(desk.pass_time(MONDAY + timedelta(days=3, hours=1)), DANA, "nudge")
        assert "48213: it is with our specialists." in words_of(nudge)
        assert "working on it" not in words_of(nudge)
