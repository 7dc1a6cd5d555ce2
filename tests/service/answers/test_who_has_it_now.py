"""Who has a case, and that somebody has it no longer, is said to all whom it concerns, and to himself (behaviour B6.11,
B7.31, B7.33, B7.37)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to
from tests.recording.conversation import write_bounce
from tests.service.answers.test_given_back import DANA, JO, KIM, LEA, MONDAY, TESS, TWO, open_case, say, words_of

BOB, ZOE, QUEUE = "bob@example.com", "zoe@example.com", "queue@example.com"
A_QUEUE = {TWO: f"recipients: [{QUEUE}], members: [{JO}, {BOB}]"}


def lose(desk: Desk, letter: EmailMessage, who: str, hours: float) -> list[EmailMessage]:
    """What was sent to him comes back."""
    return desk.receive(write_bounce(letter, who, f"<b{hours}@mx.example>"), MONDAY + timedelta(hours=hours))


class TestTheAddressOfWhoHasItIsDead:
    def test_agent_and_leads_read_that_nobody_has_it_and_by_when_it_is_answered(self, desk: Desk) -> None:
        taken = letter_to(say(desk, letter_to(open_case(desk), TESS), TESS, "mine"), TESS)
        letters = lose(desk, taken, TESS, 2)
        for who in (DANA, LEA):
            said = words_of(letter_to(letters, who))
            assert "Nobody has it now. Asked again: tech2@example.com. An answer is due by" in said
            assert "was asked as well" not in said

    def test_he_reads_so_too_where_he_says_that_it_is_done(self, desk: Desk) -> None:
        opened = open_case(desk)
        taken = letter_to(say(desk, letter_to(opened, TESS), TESS, "mine"), TESS)
        lose(desk, taken, TESS, 2)
        asked = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, "done: restarted", 3), TESS, "notice"))
        assert "Shall I close it as solved" in asked
        assert "A mail of mine to you came back, so you do not have it any more" in asked

    def test_he_reads_that_he_has_it_no_longer_when_he_writes(self, desk: Desk) -> None:
        opened = open_case(desk)
        taken = letter_to(say(desk, letter_to(opened, TESS), TESS, "mine. Which browser?"), TESS)
        lose(desk, taken, TESS, 2)
        lost = (
            "A mail of mine to you came back, so you do not have it any more: it is with the Technical Team (Level 3)."
        )
        said = words_of(letter_to(say(desk, taken, TESS, "I still have it! Fixed the server.", 3), TESS))
        assert lost in said
        assert "Nobody has taken ESC-1 yet, and by them you have not either." in said
        again = words_of(letter_to(say(desk, taken, TESS, "info? Which version?", 4), TESS))
        assert lost not in again

    def test_also_where_it_has_gone_up_meanwhile(self, desk: Desk) -> None:
        opened = open_case(desk)
        taken = letter_to(say(desk, letter_to(opened, TESS), TESS, "mine"), TESS)
        lose(desk, taken, TESS, 2)
        say(desk, letter_to(opened, KIM), KIM, "raise", 3)
        said = words_of(letter_to(say(desk, taken, TESS, "I still have it! Fixed the server.", 4), TESS))
        assert "so you do not have it any more: it is with the Executive Team (Level 4)." in said


class TestBackFromAnAbsence:
    def test_who_is_asked_no_more_is_not_said_to_be_asked_again(self, desk: Desk) -> None:
        passed = say(desk, letter_to(open_case(desk), TESS), TESS, f"pass to {JO} until 12:00")
        taken = letter_to(say(desk, letter_to(passed, JO), JO, "mine", 1.5), JO)
        say(desk, taken, JO, f"away until thursday cover {BOB}", 1.7)
        desk.pass_time(MONDAY + timedelta(hours=4))
        letters = say(desk, taken, JO, "All fine again, I think.", 5)
        assert not any("is back, and asked again" in words_of(one) for one in letters)

    def test_whose_words_bring_him_the_case_reads_that_he_has_not_taken_it(self, desk: Desk) -> None:
        opened = open_case(desk)
        say(desk, letter_to(opened, TESS), TESS, "away until friday")
        letters = say(desk, letter_to(opened, TESS), TESS, "mine anyway, I have five minutes", 2)
        said = words_of(letter_to(letters, TESS, "routed"))
        assert "What you wrote was passed on, and by it you have not taken it." in said
        assert case_of(desk).claimed_by is None

    def test_he_reads_so_also_where_he_had_it_before_and_the_leads_read_his_words(self, desk: Desk) -> None:
        opened = open_case(desk)
        say(desk, letter_to(opened, TESS), TESS, "mine")
        say(desk, letter_to(opened, TESS), TESS, "done: fixed", 1.1)
        say(desk, letter_to(opened, TESS), TESS, "away until friday", 1.2)
        say(desk, letter_to(opened, DANA), DANA, "reopen: still broken", 1.3)
        letters = say(desk, letter_to(opened, TESS), TESS, "mine anyway, I have five minutes", 2)
        assert case_of(desk).claimed_by is None
        assert "by it you have not taken it." in words_of(letter_to(letters, TESS, "routed"))
        assert "mine anyway, I have five minutes" in words_of(letter_to(letters, "lead@example.com", "moved"))


class TestWhoWasWrittenToHearsOfTheEnd:
    def test_one_of_a_queue_who_was_told_that_he_is_asked_and_one_who_declined(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_QUEUE)
        opened = open_case(desk)
        declined = say(desk, letter_to(opened, QUEUE), JO, "not mine, ask Bob")
        assert "You are still asked" in words_of(letter_to(declined, BOB))
        lose(desk, letter_to(opened, QUEUE), QUEUE, 2)
        letters = say(desk, letter_to(opened, DANA), DANA, "cancel: wrong customer", 3)
        assert {("closed", JO), ("closed", BOB)} < set(kinds(letters))

    def test_one_of_a_queue_who_reads_it_by_the_list_alone_hears_it_by_that(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_QUEUE)
        letters = say(desk, letter_to(open_case(desk), DANA), DANA, "cancel: wrong customer")
        assert kinds(letters) == [("closed", QUEUE), ("notice", DANA)]

    def test_who_had_it_and_gave_it_back(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, A_QUEUE)
        opened = open_case(desk)
        say(desk, letter_to(opened, QUEUE), ZOE, "mine")
        say(desk, letter_to(opened, QUEUE), ZOE, "not mine after all", 2)
        say(desk, letter_to(opened, DANA), DANA, "raise", 3)
        letters = say(desk, letter_to(opened, DANA), DANA, "done: restarted", 4)
        assert ("closed", ZOE) in kinds(letters)


def test_what_was_taken_and_is_passed_on_reads_who_had_read_that_it_is_taken(desk: Desk) -> None:
    opened = open_case(desk)
    late = letter_to(desk.pass_time(MONDAY + timedelta(days=3)), LEA, "reminder")
    taken = letter_to(say(desk, letter_to(opened, TESS), TESS, "mine", 72.2), TESS)
    letters = say(desk, taken, TESS, f"pass to {ZOE}", 73)
    said = words_of(letter_to(letters, LEA))
    assert late is not None
    assert "has passed this on to zoe@example.com" in said
    assert "three times" not in said


OUTAGE = "Nobody can log in, all sites are down."
CEO = "ceo@example.com"


def escalate(desk: Desk, sender: str, ticket: int, minutes: int) -> list[EmailMessage]:
    form = build_form({"Ticket #": str(ticket), "Issue Summary": OUTAGE, "Attachments": "none because it is words",
                       "Customer": "Contoso" if ticket == 1001 else "Fabrikam"})  # fmt: skip
    mail = build_mail(
        f"ESCALATION - Down - Ticket #{ticket}", form, sender=sender, message_id=f"<{ticket}@example.com>"
    )
    return desk.receive(mail, MONDAY + timedelta(minutes=minutes))


class TestCasesOfOneOutage:
    def test_who_takes_the_first_reads_which_others_are_his(self, desk: Desk) -> None:
        first = escalate(desk, DANA, 1001, 0)
        escalate(desk, JO, 1002, 10)
        said = words_of(letter_to(say(desk, letter_to(first, CEO), CEO, "mine", 0.3), CEO))
        assert "ESC-1 is yours now. With it ESC-2 (Fabrikam) is yours, too: the same outage." in said

    def test_and_that_they_are_still_when_the_first_is_over(self, desk: Desk) -> None:
        first = escalate(desk, DANA, 1001, 0)
        escalate(desk, JO, 1002, 10)
        say(desk, letter_to(first, CEO), CEO, "mine", 0.3)
        letters = say(desk, letter_to(first, DANA), DANA, "cancel: by mistake", 0.4)
        said = words_of(letter_to([one for one in letters if one["X-Escalation-Case"] == "ESC-2"], CEO))
        assert "You have taken it." in said
        assert "ESC-1, with which it went along, is withdrawn." in said

    def test_of_one_that_parts_agent_and_he_read_that_he_has_it_no_longer(self, desk: Desk) -> None:
        first = escalate(desk, DANA, 1001, 0)
        receipt = letter_to(escalate(desk, JO, 1002, 10), JO)
        say(desk, letter_to(first, CEO), CEO, "mine", 0.3)
        letters = say(desk, receipt, JO, "yes", 0.4)
        assert "You had it along with ESC-1; as a matter of its own nobody has it yet." in words_of(
            letter_to(letters, CEO)
        )
        assert "ceo@example.com had it along with ESC-1; as a matter" in words_of(letter_to(letters, JO))
