"""Who had the case has it no longer: it is open again, all who had stopped looking at it are asked, and nobody who is
out is said to be (behaviour B7.37)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TESS, KIM, DANA, LEA = "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com"
JO, ZOE, SAM, SATO = "jo@example.com", "zoe@example.com", "senior@example.com", "manager@example.com"
TWO = "recipients: [tech@example.com, tech2@example.com]"
A_LIST = {TWO: "recipients: [tech@example.com], members: [jo@example.com, bob@example.com]"}
A_LIST_AND_KIM = {TWO: "recipients: [tech@example.com, tech2@example.com], members: [jo@example.com, bob@example.com]"}


def open_case(desk: Desk, level: int = 3) -> list[EmailMessage]:
    form = build_form({"Level": str(level), "Attachments": "none because it is words"})
    return desk.receive(build_mail("ESCALATION - Exports stop - Ticket #48213", form), MONDAY)


def say(desk: Desk, letter: EmailMessage, who: str, words: str, hours: float = 1) -> list[EmailMessage]:
    return desk.receive(reply(letter, who, words), MONDAY + timedelta(hours=hours))


def answer_automatically(desk: Desk, letter: EmailMessage, who: str, hours: float) -> list[EmailMessage]:
    """His mail program says that nobody reads it."""
    mail = reply(letter, who, "I am out of the office until 16 March.", quote=False)
    mail = mail.replace(b"Subject: ", b"Auto-Submitted: auto-replied\r\nSubject: Out of office: ", 1)
    return desk.receive(mail, MONDAY + timedelta(hours=hours))


def words_of(letter: EmailMessage) -> str:
    return " ".join(text_of(letter).split()).replace("\N{NO-BREAK SPACE}", " ")


def test_what_a_lead_gives_back_the_whole_level_is_asked_again(desk: Desk) -> None:
    open_case(desk)
    late = letter_to(desk.pass_time(MONDAY + timedelta(days=3)), LEA, "reminder")
    say(desk, late, f"Lea Lead <{LEA}>", "mine", 72.2)
    letters = say(desk, late, f"Lea Lead <{LEA}>", "not mine\nPlease, team.", 72.5)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("moved", TESS), ("notice", LEA)]
    for who, other in ((TESS, KIM), (KIM, TESS)):
        said = words_of(letter_to(letters, who))
        assert "Lea Lead has given back ESC-1, “Exports stop” (ticket 48213)." in said
        assert f"It is open again, and you are asked, as is {other}." in said
        assert "Please, team." in said
    said = words_of(letter_to(letters, DANA))
    assert "Nobody has it now. Asked again: tech@example.com and tech2@example.com. An answer is due by" in said
    assert ("reminder", TESS) in kinds(desk.pass_time(MONDAY + timedelta(days=7)))


def test_a_list_that_may_stop_looking_hears_that_its_member_gave_it_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path, A_LIST)
    letter = letter_to(open_case(desk), TESS)
    say(desk, letter, f"Jo Member <{JO}>", "mine")
    letters = say(desk, letter, f"Jo Member <{JO}>", "not mine\nBob knows.", 2)
    assert kinds(letters) == [("moved", DANA), ("moved", TESS), ("notice", JO)]
    assert "Jo Member has given back ESC-1" in words_of(letter_to(letters, TESS))
    assert "Bob knows." in words_of(letter_to(letters, TESS))


def test_who_is_out_is_not_named_as_the_one_it_is_with(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, KIM), KIM, "not mine")
    late = letter_to(desk.pass_time(MONDAY + timedelta(days=3)), LEA, "reminder")
    say(desk, late, LEA, "mine", 72.2)
    letters = say(desk, late, LEA, "not mine", 72.5)
    said = words_of(letter_to(letters, LEA))
    assert "ESC-1 is not for you. It is with the Technical Team (Level 3): tech@example.com." in said
    assert KIM not in {to for _, to in kinds(letters)}


def test_who_took_it_and_is_away_has_it_no_longer(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "mine")
    letters = answer_automatically(desk, letter_to(opened, TESS), TESS, 2)
    assert kinds(letters) == [("moved", DANA), ("moved", LEA), ("moved", KIM)]
    for who in (DANA, LEA, KIM):
        assert "Tess Berg is away, and so does not have ESC-1" in words_of(letter_to(letters, who))
    assert "It is open again, and you are asked." in words_of(letter_to(letters, KIM))
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)
    say(desk, letter_to(opened, TESS), TESS, "mine", 3)
    assert case_of(desk).status is Status.CLAIMED


def test_one_of_several_is_away_and_agent_and_leads_read_who_is_asked_still(desk: Desk) -> None:
    letters = answer_automatically(desk, letter_to(open_case(desk), KIM), KIM, 1)
    assert kinds(letters) == [("moved", DANA), ("moved", LEA)]
    for letter in letters:
        assert "tech2@example.com is away, who was asked about ESC-1" in words_of(letter)
        assert "Still asked: tech@example.com. An answer is due by" in words_of(letter)


def test_whom_it_was_passed_to_declines_and_it_is_back_with_the_level(desk: Desk) -> None:
    opened = open_case(desk)
    passed = say(desk, letter_to(opened, TESS), f"Tess Berg <{TESS}>", "pass to zoe@example.com because she wrote it")
    letters = say(desk, letter_to(passed, ZOE), f"Zoe Colleague <{ZOE}>", "Sorry, not my area. Ask Bob.", 2)
    assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("moved", TESS), ("notice", ZOE)]
    assert "Zoe Colleague has declined ESC-1" in words_of(letter_to(letters, TESS))
    assert "Ask Bob." in words_of(letter_to(letters, TESS))
    assert "It is with the Technical Team (Level 3): " in words_of(letter_to(letters, ZOE))
    assert [one.email for one in case_of(desk).recipients] == [TESS, KIM]


def test_who_had_declined_before_it_was_passed_on_is_not_asked_again(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, KIM), KIM, "not mine")
    passed = say(desk, letter_to(opened, TESS), TESS, "pass to zoe@example.com")
    letters = say(desk, letter_to(passed, ZOE), ZOE, "not mine", 2)
    assert kinds(letters) == [("moved", DANA), ("moved", TESS), ("notice", ZOE)]


def test_a_person_beside_a_list_declines_for_himself(tmp_path: Path) -> None:
    desk = Desk(tmp_path, A_LIST_AND_KIM)
    letters = say(desk, letter_to(open_case(desk), KIM), KIM, "not mine")
    assert "remind you no more. Still asked: tech@example.com." in words_of(letter_to(letters, KIM))
    reminded = {to for kind, to in kinds(desk.pass_time(MONDAY + timedelta(days=2))) if kind == "reminder"}
    assert reminded == {TESS}
