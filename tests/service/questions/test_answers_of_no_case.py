"""Answers to letters of ours that are about no case: each is read, and its writer learns what became of it
(behaviour B2.39)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.ports import Outcome
from daemon.service.mails import Service
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import write_mail
from tests.service.parts.test_strangers import BORDER, PASSED
from tests.service.parts.test_strangers import write as write_doubted

DANA, LEAD, KAI, TESS = "dana@example.com", "lead@example.com", "kai@example.com", "tech@example.com"
ADA = "ada.okafor@contoso.example"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def doubt(desk: Desk) -> None:
    """From now on no sender is believed without his mail server's word."""
    desk.service = Service(desk.ground, desk.correspondence, desk.words)


def write(desk: Desk, who: str, subject: str, words: str = "Thanks!") -> list[EmailMessage]:
    mail = f"From: {who}\r\nTo: support@example.com\r\nSubject: {subject}\r\nMessage-ID: <{subject[:5]}{who}>\r\n"
    return desk.receive(
        f"{mail}Date: Mon, 9 Mar 2026 10:00:00 +0100\r\n\r\n{words}\r\n".encode(), max(MONDAY, desk.clock.now())
    )


def answer(desk: Desk, letter: EmailMessage, who: str, words: str) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), desk.clock.now() + timedelta(minutes=1))


def get_digest(desk: Desk) -> EmailMessage:
    desk.receive(build_mail("ESCALATION - Exports - Ticket #1", build_form({"Level": "3"})), MONDAY)
    return letter_to(desk.pass_time(MONDAY + DAY), LEAD, "digest")


def test_a_word_ends_an_absence_in_answer_to_its_own_notice(desk: Desk) -> None:
    away = letter_to(write(desk, TESS, "away until friday"), TESS)
    letters = answer(desk, away, TESS, "I am back, sorry")
    assert desk.store.absences() == ()
    assert kinds(letters) == [("notice", TESS)]
    assert "You are not away any more" in words_of(letters[0])


def test_what_can_be_done_of_oneself_is_done(desk: Desk) -> None:
    helped = letter_to(write(desk, TESS, "help"), TESS)
    assert "You are noted as away until Fri 13 March" in words_of(answer(desk, helped, TESS, "away until friday")[0])


@pytest.mark.parametrize("subject", ["help", "cases", "Question about the escalation process"])
def test_other_words_are_said_back(desk: Desk, subject: str) -> None:
    told = letter_to(write(desk, DANA, subject), DANA)
    letters = answer(desk, told, DANA, "Their CFO calls at 3, please hurry")
    assert kinds(letters) == [("notice", DANA)]
    said = words_of(letters[0])
    assert "is about no case, so nothing was done" in said
    assert "nobody else has your words" in said
    assert desk.entries()[-1].outcome is Outcome.FILED


def test_thanks_want_no_answer_and_are_in_the_ledger(desk: Desk) -> None:
    told = letter_to(write(desk, DANA, "help"), DANA)
    assert answer(desk, told, DANA, "Thank you!") == []
    assert "no case" in desk.entries()[-1].reason


def test_a_program_gets_four_of_them_in_a_day(desk: Desk) -> None:
    told = letter_to(write(desk, DANA, "help"), DANA)
    said = [kinds(answer(desk, told, DANA, f"Your mail is number {one}")) for one in range(6)]
    assert said == [[("notice", DANA)]] * 4 + [[]] * 2


@pytest.mark.parametrize("words", ["1 mine", "what is this about ESC-1?"])
@pytest.mark.parametrize("who", [KAI, DANA, TESS])
def test_somebody_elses_digest_is_told_how(desk: Desk, who: str, words: str) -> None:
    letters = answer(desk, get_digest(desk), who, words)
    assert kinds(letters) == [("notice", who)]
    said = words_of(letters[0])
    assert "was written to lead@example.com, and its numbers count only for who got it" in said
    assert "nothing was done" in said
    case = desk.store.find_case(1)
    assert case is not None
    assert case.claimed_by is None


def test_away_counts_in_answer_to_somebody_elses_digest_too(desk: Desk) -> None:
    letters = answer(desk, get_digest(desk), KAI, "away until friday")
    assert "You are noted as away" in words_of(letter_to(letters, KAI))


def test_a_form_in_answer_to_the_template_opens_a_case_as_ever(desk: Desk) -> None:
    told = letter_to(write(desk, DANA, "Question about the escalation process"), DANA)
    answer(desk, told, DANA, build_form())
    assert desk.entries()[-1].outcome is Outcome.OPENED


def test_a_stranger_gets_no_answer(desk: Desk) -> None:
    digest = get_digest(desk)
    doubt(desk)
    assert answer(desk, digest, "eve@evil.example", "1 mine") == []
    assert desk.entries()[-1].outcome is Outcome.QUARANTINED


class TestACustomersCall:
    @pytest.fixture
    def told(self, desk: Desk) -> EmailMessage:
        """A customer without an open case calls, and the lead reads it."""
        doubt(desk)
        mail = write_mail("URGENT: nothing works, call me", "Our number is the same.", f"From: Ada <{ADA}>")
        return letter_to(desk.receive(mail, MONDAY), LEAD)

    def test_is_let_in_by_the_answer(self, desk: Desk, told: EmailMessage) -> None:
        assert "release for" in words_of(told)
        letters = answer(desk, told, LEAD, "release for dana@example.com")
        case = desk.store.find_case(1)
        assert case is not None
        assert case.agent.email == DANA
        assert ("notice", LEAD) in kinds(letters)

    def test_other_words_are_said_back(self, desk: Desk, told: EmailMessage) -> None:
        letters = answer(desk, told, LEAD, "Dana is to call her, who is at work")
        assert kinds(letters) == [("notice", LEAD)]
        assert "nothing has changed" in words_of(letters[0])


class TestDidYouWriteThis:
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        desk = Desk(tmp_path, BORDER)
        doubt(desk)
        return desk

    @pytest.fixture
    def asked(self, desk: Desk) -> EmailMessage:
        return letter_to(desk.receive(write_doubted(TESS, is_confirmed=False), MONDAY), TESS)

    def say(self, desk: Desk, letter: EmailMessage, who: str, words: str) -> list[EmailMessage]:
        mail = reply(letter, who, words, headers={"Authentication-Results": f"{PASSED}example.com"})
        return desk.receive(mail, desk.clock.now() + timedelta(minutes=1))

    def test_its_letters_do_not_say_that_the_reader_wrote(self, asked: EmailMessage) -> None:
        assert "Did you write this?" in str(asked["Subject"])
        assert "because you wrote" not in words_of(asked)

    def test_yes_goes_to_the_leads_who_may_let_it_in(self, desk: Desk, asked: EmailMessage) -> None:
        letters = self.say(desk, asked, TESS, "Yes, that was me")
        assert kinds(letters) == [("notice", LEAD), ("notice", TESS)]
        said = words_of(letter_to(letters, LEAD))
        assert "Yes, that was me" in said
        assert "1 release" in said
        assert "went to lead@example.com" in words_of(letter_to(letters, TESS))
        self.say(desk, letter_to(letters, LEAD), LEAD, "release for tech@example.com")
        assert desk.store.find_case(1) is not None

    def test_what_is_settled_by_then_is_said(self, desk: Desk, asked: EmailMessage) -> None:
        letters = self.say(desk, asked, TESS, "Yes, that was me")
        self.say(desk, letter_to(letters, LEAD), LEAD, "1 discard")
        late = self.say(desk, asked, TESS, "Hello? Yes, it was me")
        assert kinds(late) == [("notice", TESS)]
        assert "not set aside any more" in words_of(late[0])


def test_who_names_a_case_that_there_is_not_reads_so_and_the_leads_find_it(desk: Desk) -> None:
    (said,) = desk.receive(build_mail("[ESC-99] hello", "mine", sender=KAI), MONDAY)
    assert kinds([said]) == [("notice", KAI)]
    assert "I know no ESC-99, so nothing was done." in words_of(said)
    assert desk.store.count_quarantined() == 1


def test_a_stranger_who_names_one_hears_nothing(desk: Desk) -> None:
    doubt(desk)
    stranger = "Eve Stone <eve@partner.example>"
    assert desk.receive(build_mail("[ESC-99] hello", "mine", sender=stranger), MONDAY) == []
    assert desk.store.count_quarantined() == 1
