"""When and where somebody invites to goes along with his words."""

import pytest

from parsers.message import parse_message
from tests.growth import check_growth_of
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

EVENT = (
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\nBEGIN:VEVENT\r\n{times}SUMMARY;LANGUAGE=en:Call with Contoso\\, exports\r\n"
    "LOCATION:Room 4\\; https://meet.example/a\r\n bc\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
)
PLACE = "Room 4; https://meet.example/abc: Call with Contoso, exports"
BERLIN = "DTSTART;TZID=Europe/Berlin:20261124T150000\r\nDTEND;TZID=Europe/Berlin:20261124T153000\r\n"


def invite(
    words: str, times: str = BERLIN, method: str = "REQUEST", disposition: str = "", subject: str = "Call [ESC-1]"
) -> bytes:
    calendar = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n{EVENT.format(times=times)}END:VCALENDAR\r\n"
    return (
        f"From: Sam <sam@example.com>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{words}\r\n"
        f"--b\r\nContent-Type: text/calendar; method={method}\r\n{disposition}\r\n{calendar}--b--\r\n"
    ).encode()


@every_row(
    ("times", "when"),
    [
        (BERLIN, "2026-11-24 15:00 – 15:30 (Europe/Berlin)"),
        ("DTSTART:20261124T140000Z\r\nDTEND:20261125T140000Z\r\n", "2026-11-24 14:00 – 2026-11-25 14:00 (UTC)"),
        ('DTSTART;TZID="W. Europe Standard Time":20261124T150000\r\n', "2026-11-24 15:00 (W. Europe Standard Time)"),
        ("DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\n", "2026-11-24"),
    ],
)
def test_the_time_is_said_as_the_calendar_has_it(times: str, when: str) -> None:
    assert parse_message(invite("Let us talk.", times), VOCABULARY).text == f"Let us talk.\n\n{when}, {PLACE}"


def test_an_invitation_stands_below_ones_own_words_and_not_below_the_quotation() -> None:
    message = parse_message(
        invite("mine\r\n\r\nOn Mon, Nov 23, 2026 at 10:00 Dana wrote:\r\n> x", subject="Re: Call"), VOCABULARY
    )
    assert message.text.split("\n") == ["mine", "", f"2026-11-24 15:00 – 15:30 (Europe/Berlin), {PLACE}"]


def test_an_invitation_without_words_is_what_its_sender_says() -> None:
    message = parse_message(invite(""), VOCABULARY)
    assert (message.text, message.own_words) == (f"2026-11-24 15:00 – 15:30 (Europe/Berlin), {PLACE}", True)


@every_row("method", ["REPLY", "COUNTER", "CANCEL"])
def test_an_answer_to_an_invitation_invites_to_nothing(method: str) -> None:
    message = parse_message(invite("", method=method), VOCABULARY)
    assert (message.text, message.automatic is not None) == ("", True)


@every_row("times", ["", "DTSTART:soon\r\n", "DTSTART:\r\n"])
def test_without_a_time_nothing_is_said(times: str) -> None:
    assert parse_message(invite("Let us talk.", times), VOCABULARY).text == "Let us talk."


@pytest.mark.parametrize("unit", [";a", ';a="b"'])
def test_a_property_without_a_value_costs_nothing(unit: str) -> None:
    def read(parameters: str) -> None:
        message = parse_message(invite("Let us talk.", f"DTSTART{parameters}\r\n"), VOCABULARY)
        assert message.text == "Let us talk."

    check_growth_of(read, unit, 18_000)


def test_many_beginnings_without_an_end_cost_nothing() -> None:
    def read(beginnings: str) -> None:
        part = f"--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n{beginnings}\r\n"
        raw = f"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{part * 20}--b--\r\n"
        parse_message(raw.encode(), VOCABULARY)

    check_growth_of(read, "BEGIN:VEVENT\n", 20_000)
