"""What a second mail brings reaches who has the case in one letter, and nobody is asked a second time (behaviour
B5.16)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from parsers.model import Address, Priority
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
DANA, JO, TESS, KIM = "dana@example.com", "jo@example.com", "tech@example.com", "tech2@example.com"
CLEO = "ceo@example.com"
NONE = "none because it is words"
LOG = ("second.log", b"2026-03-09 09:12:44 ERROR again\n")


def open_case(desk: Desk, **changes: str | None) -> list[EmailMessage]:
    return write(desk, DANA, 0, Attachments=NONE, **changes)


def write(
    desk: Desk, sender: str, minutes: int, file: tuple[str, bytes] | None = None, **changes: str | None
) -> list[EmailMessage]:
    form = build_form({name.replace("_", " "): value for name, value in changes.items()})
    files = [file] if file else []
    mail = build_mail("ESCALATION - Exports", form, sender=sender, message_id=f"<{minutes}@example.com>", files=files)
    return desk.receive(mail, MONDAY + timedelta(minutes=minutes))


def test_the_agents_newest_fields_count_and_the_level_reads_them_with_the_file(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, DANA, 5, LOG, Customer_Impact="300 users stand still.", Priority="Low")
    assert kinds(letters) == [("receipt", DANA), ("relay", KIM), ("relay", TESS)]
    case = case_of(desk)
    assert (case.fields.customer_impact, case.fields.priority) == ("300 users stand still.", Priority.LOW)
    told = letter_to(letters, TESS)
    assert "dana@example.com has written about the same matter as ESC-1" in words_of(told)
    assert "300 users stand still." in words_of(told)
    assert [part.get_filename() for part in told.iter_attachments()] == ["second.log"]
    assert "What is new went to tech@example.com and tech2@example.com; nobody is asked a second time." in words_of(
        letter_to(letters, DANA)
    )


def test_of_who_waits_for_his_level_to_open_it_is_said_when_he_gets_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"respond_within: 2 business days": "respond_within: 2 business days, quiet: all"})
    mail = build_mail("ESCALATION - Exports", build_form({"Attachments": NONE}), sender=DANA, message_id="<1@x.y>")
    desk.receive(mail, MONDAY - timedelta(days=1))
    form = build_form({"Attachments": NONE, "Customer Impact": "300 users stand still."})
    again = build_mail("ESCALATION - Exports", form, sender=DANA, message_id="<2@x.y>")
    said = words_of(letter_to(desk.receive(again, MONDAY - timedelta(hours=23)), DANA))
    assert "What is new goes to tech@example.com and tech2@example.com, who are asked tomorrow 09:00 (Berlin)" in said


def test_a_mail_that_takes_it_up_says_who_had_it_and_he_may_take_it_back(desk: Desk) -> None:
    tess = letter_to(open_case(desk, Level="3"), TESS)
    desk.receive(reply(tess, TESS, "mine"), MONDAY + timedelta(minutes=2))
    letters = write(desk, JO, 5, Customer_Impact="Their lawyer writes: they see us in court.")
    assert case_of(desk).level == 4
    assert "tech@example.com of Level 3 had it since today 10:02 (Berlin)." in words_of(letter_to(letters, CLEO))
    desk.receive(reply(tess, TESS, "mine: I go on"), MONDAY + timedelta(minutes=9))
    assert (case_of(desk).level, case_of(desk).claimed_by) == (3, Address(TESS))


def test_another_agents_fields_fill_gaps_and_raise_the_priority_only(desk: Desk) -> None:
    open_case(desk, Priority="Medium", Additional_Context=None)
    letters = write(
        desk, JO, 5, Attachments=NONE, Priority="High", Customer_Impact="Three desks wait.",
        Additional_Context="Since May.", Customer_Email="other@contoso.example",
    )  # fmt: skip
    fields = case_of(desk).fields
    assert fields.priority is Priority.HIGH
    assert fields.additional_context == "Since May."
    assert fields.customer_impact == "The warehouse plans with yesterday's figures."
    assert fields.customer_email is None
    assert kinds(letters) == [("notice", DANA), ("receipt", JO), ("relay", KIM), ("relay", TESS)]
    assert "Three desks wait." in words_of(letter_to(letters, TESS))
    write(desk, JO, 9, Attachments=NONE, Priority="Low")
    assert case_of(desk).fields.priority is Priority.HIGH


def test_who_has_taken_it_alone_reads_what_is_new(desk: Desk) -> None:
    opened = open_case(desk)
    desk.receive(reply(letter_to(opened, TESS), TESS, "mine"), MONDAY + timedelta(minutes=2))
    assert [one for one in kinds(write(desk, JO, 5, Attachments=NONE)) if one[0] == "relay"] == [("relay", TESS)]


def test_the_same_once_more_tells_the_level_nothing(desk: Desk) -> None:
    open_case(desk)
    assert kinds(write(desk, DANA, 5, Attachments=NONE)) == [("receipt", DANA)]


def test_another_agents_mail_fills_the_last_gap_of_a_held_case(desk: Desk) -> None:
    open_case(desk, Customer_Impact=None)
    assert case_of(desk).status is Status.HELD
    letters = write(desk, JO, 5, Attachments=NONE)
    assert ("routed", TESS) in kinds(letters)
    assert "By it this has gone up to the Technical Team (Level 3)" in words_of(letter_to(letters, DANA, "notice"))


def test_the_level_reads_the_deadline_that_another_priority_brings(tmp_path: Path) -> None:
    spans = "respond_within: {high: 4 business hours, medium: 2 business days, low: 5 business days}"
    changes = {"calendar: office, respond_within: 2 business days": f"calendar: office, {spans}"}
    desk = Desk(tmp_path, changes)
    open_case(desk, Priority="Low")
    letters = write(desk, DANA, 20, Priority="High", Customer_Impact="They shout now.", Attachments=NONE)
    for who in (TESS, KIM):
        told = words_of(letter_to(letters, who))
        assert "has set the priority of ESC-1 to high. An answer is due by today" in told
        assert "They shout now." in told
    receipt = letter_to(letters, DANA, "receipt")
    mail = reply(receipt, DANA, "Priority: Medium\nCustomer Impact: They are calm.")
    told = words_of(letter_to(desk.receive(mail, MONDAY + timedelta(minutes=30)), TESS))
    assert "has set the priority of ESC-1 to medium. An answer is due by" in told
