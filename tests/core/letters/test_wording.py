"""Values as people read them."""

from datetime import UTC, datetime, timedelta

from daemon.core.letters.wording import (
    clean_line,
    fill,
    render_list,
    render_reference,
    render_relative,
    render_size,
    render_span,
    render_time,
    safe_text,
)
from tests.tables import every_row

NOW = datetime(2026, 3, 6, 13, 42, tzinfo=UTC)


@every_row(
    ("hours", "said"),
    [
        (1, "today 15:42 (Berlin)"),
        (24, "tomorrow 14:42 (Berlin)"),
        (-24, "yesterday 14:42 (Berlin)"),
        (120, "Wed 11 March, 14:42 (Berlin)"),
    ],
)
def test_a_time_is_local_to_its_reader(hours: int, said: str) -> None:
    assert render_time(NOW + timedelta(hours=hours), "Europe/Berlin", NOW).replace("\u00a0", " ") == said


def test_another_year_is_said() -> None:
    assert "2027" in render_time(NOW + timedelta(days=330), "Europe/Berlin", NOW)


@every_row(
    ("minutes", "said"), [(58, "58 minutes"), (1, "1 minute"), (140, "2 h 20 min"), (560, "9 h"), (4320, "3 days")]
)
def test_a_span_keeps_its_unit(minutes: int, said: str) -> None:
    assert render_span(timedelta(minutes=minutes)) == said.replace(" ", "\u00a0")


def test_now_before_and_after() -> None:
    said = [render_relative(NOW + timedelta(minutes=minutes), NOW).replace("\u00a0", " ") for minutes in (0, 58, -120)]
    assert said == ["now", "in 58 minutes", "2 h ago"]


@every_row(
    ("size", "said"),
    [(1, "1 byte"), (999, "999 bytes"), (38_400, "38 kB"), (1_240_000, "1.2 MB"), (12_000_000, "12 MB")],
)
def test_sizes(size: int, said: str) -> None:
    assert render_size(size) == said.replace(" ", "\u00a0")


def test_what_is_not_meant_to_be_read_is_gone() -> None:
    assert safe_text("a\0b\u202ec\u200bd\r\ne\n\n\n\nf") == "abcd\ne\n\nf"
    assert clean_line("a\r\n b\u2028c") == "a b c"


def test_a_value_is_never_a_pattern() -> None:
    assert fill({"x": "{a} and {b}"}, "x", a="{b}", b="{a}") == "{b} and {a}"


def test_lists() -> None:
    assert [render_list(items) for items in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@every_row(
    "ticket",
    ["48213", "7", "#48213", "SUP-1234", "sup-1234", "INC0012345", "2026/0042", "#2026/0042",
    "HR-CASE-0001", "CS-2026-00123",
     "T20260302.0042", "SR:12345", "REQ_0001", "48213-P1", "1234A", "Ü-123", "SUPPORT-1", "4" * 40],
)  # fmt: skip
def test_what_a_customer_may_read_as_his_reference(ticket: str) -> None:
    assert render_reference(ticket) == ticket


@every_row(
    "ticket",
    ["", "none", "48213 (blame DevOps)", "48213/DevOps", "48213-blame-DevOps", "blame-DevOps-48213",
    "48213 48214", "48213blame",
     "48213?", "48213.", "-48213", "<b>48213</b>", "48213\nBcc:x",
     "https://jira.example.com/48213", "dont.tell.them.48213",
     "a@b.c1", "4" * 41, "48213\u200b", "{{7}}"],
)  # fmt: skip
def test_what_is_more_than_a_reference_is_none(ticket: str) -> None:
    assert render_reference(ticket) == ""
