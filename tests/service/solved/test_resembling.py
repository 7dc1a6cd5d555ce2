"""What a new case reads of a solved one that it resembles (behaviour B9.19)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.adapters.solved.index import FILE, SolvedIndex
from daemon.core.decisions.told.precedents import may_name_customer
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import SolvedCases
from daemon.service.mails import Service
from parsers.model import Address, Fields
from tests.adapters.solved.test_contract import a_solved
from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.fake_solved import FakeSolvedCases
from tests.journeys.house import letter_to, reply, text_of, words_of
from tests.office import Office
from tests.tables import every_row

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DANA, TECH, SENIOR, CEO = "dana@example.com", "tech@example.com", "senior@example.com", "ceo@example.com"
SOLVED = "done: the connector's pool was full, a restart helped"
AGAIN = "The nightly export ends without a file, stack trace in the log."
LIKE, OUTCOME = "like ESC-1", "Its outcome: the connector's pool was full, a restart helped"
WRIT = "note: their lawyer has sent a writ, they sue us"


@pytest.fixture(params=["index", "fake"])
def solved(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SolvedCases]:
    if request.param == "fake":
        yield FakeSolvedCases()
        return
    with closing(SolvedIndex(tmp_path)) as index:
        yield index


@pytest.fixture
def desk(tmp_path: Path, solved: SolvedCases) -> Desk:
    return Desk(tmp_path, solved=solved)


@pytest.fixture
def policy(tmp_path: Path) -> EscalationPolicy:
    return Desk(tmp_path).policy


def answer(desk: Desk, letters: list[EmailMessage], who: str, words: str) -> list[EmailMessage]:
    """A minute later."""
    return desk.receive(
        reply(letter_to(letters, who), who, words, quote=False), desk.clock.now() + timedelta(minutes=1)
    )


def solve(desk: Desk, words: str = SOLVED) -> list[EmailMessage]:
    """The first case is opened, taken and solved; the letters that brought it."""
    letters = desk.receive(build_mail(), MONDAY)
    answer(desk, letters, TECH, "mine")
    answer(desk, letters, TECH, words)
    return letters


def open_again(desk: Desk, summary: str = AGAIN, title: str = "Exports end without a file again") -> list[EmailMessage]:
    """Another customer's case, a day later."""
    form = {
        "Customer": "Fabrikam", "Ticket #": "50001", "Issue Summary": summary,
        "Attachments": "none because nothing is logged",
    }  # fmt: skip
    mail = build_mail(f"ESCALATION - {title} - Ticket #50001", build_form(form), message_id="<second@example.com>")
    return desk.receive(mail, desk.clock.now() + timedelta(days=1))


def says_it(letters: list[EmailMessage]) -> list[str]:
    """Which letters say it, in plain text and in HTML."""
    return sorted(str(one["X-Escalation-Kind"]) for one in letters if LIKE in one.as_string() or LIKE in text_of(one))


def test_agent_and_level_read_what_it_came_to_and_the_customer_does_not(desk: Desk) -> None:
    solve(desk)
    letters = open_again(desk)
    assert says_it(letters) == ["receipt", "routed"]
    for kind in ("receipt", "routed"):
        letter = letter_to(letters, "", kind)
        assert "like ESC-1 (" in words_of(letter)
        assert f"% alike), “Exports end without a file”. {OUTCOME} {TECH} solved it yesterday" in words_of(letter)
        page = letter.get_body(("html",))
        assert page is not None
        assert "A solved case like it" in page.get_content()
        assert "Contoso" not in letter.as_string()
        assert "48213" not in letter.as_string()


def test_the_lesson_goes_with_it_where_it_names_no_customer(desk: Desk) -> None:
    solve(desk, f"{SOLVED}\nLesson: look at the pool first\nKnowledge base: no")
    receipt = words_of(letter_to(open_again(desk), "", "receipt"))
    assert f"{OUTCOME} The lesson: “look at the pool first”. {TECH} solved it yesterday" in receipt


# what is silent: what becomes of the first case besides, what the second says, and under which title
SILENT = (
    ("unlike", (), "The chat widget covers the button on small phones.", "Widget hides a button"),
    ("reopened", ((DANA, "reopen"),), AGAIN, "Exports end without a file again"),
    ("reopened and withdrawn", ((DANA, "reopen"), (DANA, "cancel: a mistake")), AGAIN, "Exports end without a file"),
    ("the first is sensitive", ((DANA, WRIT),), AGAIN, "Exports end without a file again"),
    ("the new one is sensitive", (), f"{AGAIN} Their lawyer has sent a writ, they sue us.", "Exports end without"),
)


@every_row("what, said, summary, title", SILENT)
def test_nothing_is_said_of_what_is_unlike_not_solved_or_sensitive(
    tmp_path: Path, what: str, said: tuple[tuple[str, str], ...], summary: str, title: str
) -> None:
    folder = tmp_path / what
    folder.mkdir()
    with closing(SolvedIndex(folder)) as index:
        desk = Desk(folder, solved=index)
        letters = solve(desk)
        for who, words in said:
            answer(desk, letters, who, words)
        opened = open_again(desk, summary, title)
        assert letter_to(opened, DANA, "receipt")
        assert says_it(opened) == []


def test_who_solved_it_is_said_where_the_outcome_names_a_customer(tmp_path: Path) -> None:
    desk = Desk(tmp_path, solved=FakeSolvedCases())
    solve(desk, "done: Contoso's firewall was shut")
    receipt = letter_to(open_again(desk), DANA, "receipt")
    assert f"Its outcome is not shown here: it may name a customer. {TECH} solved it" in words_of(receipt)
    assert "firewall" not in receipt.as_string()


def test_a_held_case_says_it_when_it_goes_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path, solved=FakeSolvedCases())
    solve(desk)
    form = build_form({"Customer": "Fabrikam", "Ticket #": "50001", "Issue Summary": AGAIN, "Customer Impact": None})
    mail = build_mail("ESCALATION - Exports end again - Ticket #50001", form, message_id="<second@example.com>")
    held = desk.receive(mail, desk.clock.now() + timedelta(days=1))
    assert says_it(held) == []
    assert says_it(answer(desk, held, DANA, "yes")) == ["receipt", "routed"]


def test_who_is_asked_later_reads_it_as_long_as_it_is_true(tmp_path: Path) -> None:
    desk = Desk(tmp_path, solved=FakeSolvedCases())
    first = solve(desk)
    opened = open_again(desk)
    assert says_it(answer(desk, opened, SENIOR, "raise: we cannot solve it")) == ["raised"]
    answer(desk, first, DANA, "reopen")
    assert says_it(answer(desk, opened, DANA, "raise 4: they scream")) == []


def test_what_waits_for_its_level_says_it_no_more_once_it_is_not_true(tmp_path: Path) -> None:
    """The routed letter is written at night, and the first case is opened again before the level's day begins."""
    changes = {"calendar: office, respond_within: 4 business hours}\n  2": (
        "calendar: office, quiet: all, respond_within: 4 business hours}\n  2"
    )}  # fmt: skip
    due: list[str] = []
    for is_reopened in (False, True):
        folder = tmp_path / str(is_reopened)
        folder.mkdir()
        desk = Desk(folder, changes, FakeSolvedCases())
        first = solve(desk)
        desk.pass_time(MONDAY + timedelta(hours=12))
        assert says_it(open_again(desk)) == ["receipt"]
        if is_reopened:
            answer(desk, first, DANA, "reopen")
        waited = desk.pass_time(MONDAY + timedelta(days=2))
        due += [one for one in text_of(letter_to(waited, SENIOR, "routed")).splitlines() if "Answer by" in one]
        assert says_it(waited) == ([] if is_reopened else ["routed"])
    assert due[0] == due[1]


class Killed(Exception):
    """In place of `kill -9`."""


def kill_at(desk: Desk, step: str) -> Callable[[], None]:
    """The daemon dies there from now on; what is given starts it again."""

    def die(here: str) -> None:
        if here == step:
            raise Killed

    living = desk.service
    desk.service = Service(replace(desk.ground, failpoint=die), desk.correspondence, desk.words, trusted=True)

    def start() -> None:
        desk.service = living

    return start


def test_what_a_kill_kept_from_the_index_is_caught_up_with(tmp_path: Path) -> None:
    with closing(SolvedIndex(tmp_path)) as index:
        desk = Desk(tmp_path, solved=index)
        letters = desk.receive(build_mail(), MONDAY)
        answer(desk, letters, TECH, "mine")
        start = kill_at(desk, "committed")
        with pytest.raises(Killed):
            answer(desk, letters, TECH, SOLVED)
        start()
        case = desk.store.find_case(1)
        assert case is not None
        assert case.outcome
        assert index.find_like(replace(case, number=9), desk.store) == ()
        assert not index.catch_up(desk.store)
        assert says_it(open_again(desk)) == ["receipt", "routed"]


def test_the_daemon_catches_up_with_each_pass_and_at_the_start(tmp_path: Path) -> None:
    known, office = FakeSolvedCases(), Office(tmp_path)
    office.desk = Desk(tmp_path, solved=known)
    solve(office.desk)
    known.cases.clear()  # the file was lost
    office.run()
    assert list(known.cases) == [1]
    known.cases.clear()
    office.receive(1)
    asyncio.run(office.watch(timedelta(minutes=1), 60))
    assert list(known.cases) == [1]


def test_no_word_of_what_becomes_sensitive_is_left_before_it_is_committed(tmp_path: Path) -> None:
    with closing(SolvedIndex(tmp_path)) as index:
        desk = Desk(tmp_path, solved=index)
        letters = solve(desk)
        assert b"nightl" in (tmp_path / FILE).read_bytes()
        start = kill_at(desk, "files_saved")
        with pytest.raises(Killed):
            answer(desk, letters, DANA, WRIT)
        assert b"nightl" not in (tmp_path / FILE).read_bytes()
        start()
        assert not index.catch_up(desk.store)
        assert b"nightl" in (tmp_path / FILE).read_bytes()  # it has not become sensitive after all


def test_a_disk_that_refuses_the_index_stops_no_mail(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with closing(SolvedIndex(tmp_path)) as index:
        desk = Desk(tmp_path, solved=index)
        solve(desk)
        assert letter_to(open_again(desk), DANA, "receipt")


# an outcome, of whose case: name, address, ticket
NAMING = (
    ("Opened the firewall for Contoso.", True), ("contosos Firewall geöffnet", True), ("CONTOSO: reset", True),
    ("Told ada.okafor@contoso.example to restart.", True), ("Told someone@elsewhere.example.", True),
    ("Told tech@example.com.", False), ("Merged with 48213.", True), ("As for Fabrikam: a restart.", True),
    ("A restart of the connector.", False), ("Ada restarted it.", True), ("", False),
)  # fmt: skip


OF_CONTOSO = replace(
    a_solved(1),
    fields=Fields(customer="Contoso Retail", ticket="48213"),
    customer=Address("ada.okafor@contoso.example", "Ada Okafor"),
)


@every_row("outcome, is_naming", NAMING)
def test_an_outcome_that_may_name_a_customer_is_known(policy: EscalationPolicy, outcome: str, is_naming: bool) -> None:
    assert may_name_customer(outcome, OF_CONTOSO, policy) is is_naming


def test_an_outcome_of_nobody_knows_whose_case_may_name_them(policy: EscalationPolicy) -> None:
    assert may_name_customer("A restart.", replace(OF_CONTOSO, fields=Fields(), customer=None), policy)
