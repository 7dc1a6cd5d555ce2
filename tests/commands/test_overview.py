"""What `status` and `show` say of a case, and that the digest says the same."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from daemon.commands.face import get_console
from daemon.commands.overview import render_case, render_status
from daemon.commands.printing import STEPS, print_case, print_check
from daemon.commands.replay.checks import check_mail, explain_mail
from daemon.core.model.history.step_key import StepKind
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, text_of
from tests.service.clock.test_clock_stories import escalation

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_status_and_digest_agree_on_what_is_overdue_and_a_case_that_waits_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive(escalation(1), MONDAY)
    desk.receive(escalation(2), MONDAY)
    waiting = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
    taken = letter_to(desk.receive(escalation(4), MONDAY), "tech@example.com")
    desk.receive(reply(waiting, "tech@example.com", "waiting"), MONDAY + timedelta(hours=1))
    desk.receive(reply(taken, "tech@example.com", "mine"), MONDAY + timedelta(hours=1))
    now = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)  # 9:00 in Berlin
    digest = letter_to(desk.pass_time(now)[-3:], "lead@example.com", "digest")
    rows = render_status(desk.store, desk.policy, {}, now)["open"]
    assert isinstance(rows, list)
    assert [(row["case"], row["overdue"]) for row in rows] == [
        ("ESC-1", True),
        ("ESC-2", True),
        ("ESC-3", False),
        ("ESC-4", False),
    ]
    assert str(digest["Subject"]).startswith("2 overdue"), text_of(digest)


PROMISE = ("promise", "2026-03-11T12:24:00+00:00")  # the agent is reminded of what the customer was told


UNWRITTEN = ("outcome", "2026-03-10T08:00:00+00:00")  # who closed it is reminded of what is to be written down


@pytest.mark.parametrize(
    ("words", "has_it", "next_step"),
    [
        ("", ["tech@example.com", "tech2@example.com"], ("before", "2026-03-10T12:45:00+00:00")),
        ("mine", ["tech@example.com"], ("progress", "2026-03-10T09:30:00+00:00")),
        (
            "waiting until thursday 10:00",
            ["tech@example.com", "tech2@example.com"],
            PROMISE,
        ),
        ("mine|done: works again", [], UNWRITTEN),
    ],
)
def test_show_says_who_has_it_and_what_comes_next(
    tmp_path: Path, words: str, has_it: list[str], next_step: tuple[str, str] | None
) -> None:
    desk = Desk(tmp_path)
    routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
    for said in filter(None, words.split("|")):
        desk.receive(reply(routed, "tech@example.com", said), MONDAY + timedelta(hours=1))
    shown = show(desk, MONDAY + timedelta(hours=1))
    assert shown["has_it"] == has_it
    steps = shown["next"]
    assert isinstance(steps, list)
    assert ((steps[0]["what"], steps[0]["at"]) if steps else None) == next_step


def test_of_a_held_case_the_agent_has_it_and_an_overdue_one_says_since_when(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive(build_mail(body=build_form({"Priority": None})), MONDAY)
    assert show(desk, MONDAY)["has_it"] == ["dana@example.com"]
    late = Desk(tmp_path)
    late.receive(build_mail(), MONDAY)
    wednesday = datetime(2026, 3, 11, 16, 30, tzinfo=UTC)
    assert show(late, wednesday - timedelta(minutes=1))["overdue_since"] is None
    assert show(late, wednesday)["overdue_since"] == wednesday.isoformat()
    assert "it is raised to Level 4" in print_shown(late, wednesday)


def test_every_step_of_the_clock_has_its_words() -> None:
    assert set(STEPS) == {kind.value for kind in StepKind}


def show(desk: Desk, now: datetime) -> dict[str, object]:
    case = desk.store.find_case(1)
    assert case is not None
    return render_case(case, desk.policy, (), now)


def print_shown(desk: Desk, now: datetime) -> str:
    console = Console(file=StringIO(), width=100)
    print_case(console, show(desk, now))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_explain_says_of_each_line_what_it_is_taken_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path)
    (asked,) = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[("error.log", b"x")]), MONDAY)
    quoted = "\n".join(f"> {line}".rstrip() for line in text_of(asked).split("\n"))
    words = (
        "Nobody can print.\n\nBest regards\nDana\n\n"
        "On Mon, Mar 2, 2026 at 10:00 AM Support <support@example.com> wrote:\n"
    )
    lines = explain_mail(build_mail("Re: [ESC-1] Invoices", f"{words}{quoted}"), desk.words)
    assert lines[0] == {"kind": "own", "why": "", "text": "Nobody can print."}
    assert [line["why"] for line in lines[2:4]] == ["closing words", "closing words"]
    assert "a letter of ours" in {line["why"] for line in lines}
    assert {line["why"] for line in lines} >= {"an attribution"}
    result = check_mail("x.eml", build_mail("Re: [ESC-1] Invoices", words), desk.policy, desk.words, trusted=True)
    print_check(get_console(), {**result, "lines": [{"why": "", "kind": "own", "text": "[bold]x"}]})
    assert "  own                                    [bold]x\n" in capsys.readouterr().out
