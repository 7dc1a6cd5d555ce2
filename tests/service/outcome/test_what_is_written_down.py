"""What a case came to is written down in the mail that closes it, or in the answer to one question
(behaviour B9.28)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from daemon.core.model.history.outcomes import Outcome
from tests.builders import AGENT
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_promises import A_DAY, A_MINUTE, AN_HOUR, LEAD, MONDAY, TECH, open_case, read
from tests.tables import every_row

TECH2 = "tech2@example.com"
ABSENT = "What ESC-1 came to is not written down yet. Answer with "
ALL = "done: put the index back\nLesson: compare the regions first\nKnowledge base: yes"
TUESDAY = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)  # 9:00 in Berlin


def say(desk: Desk, to: EmailMessage, who: str, words: str, after: timedelta = A_MINUTE) -> list[EmailMessage]:
    return desk.receive(reply(to, who, words), MONDAY + after)


def close(desk: Desk, words: str, who: str = AGENT) -> list[EmailMessage]:
    """The case is opened, and this one closes it in these words."""
    opened = open_case(desk)
    if who != AGENT:
        say(desk, letter_to(opened, who), who, "mine")
    return say(desk, letter_to(opened, who), who, words, AN_HOUR)


def solution_of(desk: Desk) -> Outcome:
    solution = case_of(desk).solution
    assert solution is not None
    return solution


def written(desk: Desk) -> tuple[str | None, str | None, bool | None]:
    solution = solution_of(desk)
    return solution.resolution, solution.lesson, solution.for_knowledge


@every_row(
    ("words", "expected", "asked"),
    [
        (ALL, ("put the index back", "compare the regions first", True), ""),
        ("done", (None, None, None), "Resolution Lesson Knowledge"),
        ("done: put it back\nKnowledge base: yes", ("put it back", None, True), "Lesson"),
    ],
)
def test_it_is_read_line_by_line_and_only_what_is_absent_is_asked(
    tmp_path: Path, words: str, expected: tuple[str | None, str | None, bool | None], asked: str
) -> None:
    desk = Desk(tmp_path)
    letters = close(desk, words)
    assert case_of(desk).status is Status.RESOLVED
    assert written(desk) == expected
    assert case_of(desk).outcome == (expected[0] or "")
    said = read(letter_to(letters, AGENT))
    assert (ABSENT in said) is bool(asked)
    for name in ("Resolution", "Lesson", "Knowledge base"):
        assert (f"“{name}: " in said) is (name.split()[0] in asked.split())
    assert "put the index back" not in words or "put the index back" in read(letter_to(letters, TECH, "closed"))


def test_who_closed_it_is_asked_and_nobody_else(desk: Desk) -> None:
    letters = close(desk, "done: put it back", TECH)
    assert ABSENT in read(letter_to(letters, TECH, "notice"))
    assert not any(ABSENT in read(one) for one in letters if TECH not in str(one["To"]))


def test_the_answer_is_written_down_and_the_agent_reads_it(desk: Desk) -> None:
    notice = letter_to(close(desk, "done: put it back", TECH), TECH, "notice")
    said = say(desk, notice, TECH, "Lesson: compare the regions first", 2 * AN_HOUR)
    assert kinds(said) == [("notice", TECH), ("relay", AGENT)]
    assert "That is written down with ESC-1. dana@example.com reads it." in read(letter_to(said, TECH))
    assert "Knowledge base: yes" in read(letter_to(said, TECH))
    said = say(desk, notice, TECH, "yes, please", 3 * AN_HOUR)
    assert written(desk) == ("put it back", "compare the regions first", True)
    assert ABSENT not in read(letter_to(said, TECH))
    assert case_of(desk).status is Status.RESOLVED
    assert not any(ABSENT in read(one) or "written down" in read(one) for one in desk.pass_time(MONDAY + 3 * A_DAY))


@every_row(
    ("asked", "words", "expected"),
    [
        (
            "done: put it back\nKB: no",
            "Compare the regions before an update.",
            ("put it back", "Compare the regions before an update.", False),
        ),
        ("done: put it back\nKB: no", "Thanks a lot!", ("put it back", None, False)),
        ("done: put it back", "done: see there\nLesson: compare", ("see there", "compare", None)),
        ("done: put it back\nLesson: ask\nKB: no", "Lesson: compare", ("put it back", "compare", False)),
    ],
)
def test_an_answer_is_understood_where_it_can_be_told_apart(
    tmp_path: Path, asked: str, words: str, expected: tuple[str | None, str | None, bool | None]
) -> None:
    desk = Desk(tmp_path)
    notice = letter_to(close(desk, asked, TECH), TECH, "notice")
    say(desk, notice, TECH, words, 2 * AN_HOUR)
    assert written(desk) == expected


def test_who_was_asked_is_reminded_once_and_then_the_digest_has_it(desk: Desk) -> None:
    close(desk, "done", TECH)
    letters = desk.pass_time(TUESDAY + AN_HOUR)
    (reminder,) = [one for one in letters if one["X-Escalation-Kind"] == "reminder"]
    assert TECH in str(reminder["To"])
    assert reminder["Date"].datetime == TUESDAY
    assert "Lesson (what is to be learned, or none):" in text_of(reminder)
    (digest,) = [one for one in desk.pass_time(MONDAY + 2 * A_DAY) if one["X-Escalation-Kind"] == "digest"]
    assert LEAD in str(digest["To"])
    assert "OUTCOME NOT WRITTEN DOWN" in read(digest)
    assert "tech@example.com was asked for: what solved it, the lesson, whether it belongs" in read(digest)
    body = "Resolution (what solved it): new index\nLesson (what is to be learned, or none): none\nKnowledge base: no"
    desk.receive(reply(reminder, TECH, body), MONDAY + 2 * A_DAY)
    assert written(desk) == ("new index", "", False)
    assert not any("OUTCOME" in read(one) for one in desk.pass_time(MONDAY + 5 * A_DAY))


def test_what_is_opened_again_is_not_written_down_and_the_question_ends(desk: Desk) -> None:
    notice = letter_to(close(desk, "done: put it back"), AGENT, "de-escalation")
    say(desk, notice, AGENT, "reopen", 2 * AN_HOUR)
    case = case_of(desk)
    assert case.solution is None
    assert case.outcome == ""
    said = say(desk, notice, AGENT, "Lesson: compare the regions", 3 * AN_HOUR)
    assert ("relay", TECH) in kinds(said), "words of an open case, as any other"
    assert not any("written down" in read(one) for one in desk.pass_time(MONDAY + 2 * A_DAY))


def test_of_a_sensitive_case_nothing_is_learned(desk: Desk) -> None:
    opened = open_case(desk, **{"Issue Summary": "Their lawyer announces legal action."})
    said = say(desk, letter_to(opened, AGENT, "receipt"), AGENT, "done")
    told = read(letter_to(said, AGENT))
    assert "“Resolution: …”" in told
    assert "Lesson" not in told
    assert "Knowledge" not in told


def test_the_answer_in_the_question_itself_is_read(desk: Desk) -> None:
    close(desk, "done", TECH)
    (reminder,) = [one for one in desk.pass_time(TUESDAY + AN_HOUR) if one["X-Escalation-Kind"] == "reminder"]
    raw = reply(reminder, TECH, "HERE").replace(b"HERE\n", b"").replace(b"HERE\r\n", b"")
    for label, value in ((b"it):", b" new index"), (b"or none):", b" compare the regions"), (b"there?):", b" yes")):
        assert label in raw, raw.decode()
        raw = raw.replace(label, label + value)
    desk.receive(raw, TUESDAY + 2 * AN_HOUR)
    assert written(desk) == ("new index", "compare the regions", True)
