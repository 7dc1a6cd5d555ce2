"""While no letter can leave every level's clock is paused (behaviour B7.40)."""

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from daemon.commands.overview import render_status
from daemon.core.model.case import Case, Status
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.variants import Kind
from daemon.errors import RelayError
from daemon.ports import SendResult, iterate_letters
from tests.builders import LOG, build_form, build_mail
from tests.fakes import FakeTransport
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.office import Office

FOUR_HOURS = {"calendar: office, respond_within: 2 business days": "calendar: office, respond_within: 4 business hours"}
BERLIN = ZoneInfo("Europe/Berlin")
DOWN = "The mail relay is out of reach."


def at(clock: str, day: int = 9) -> datetime:
    """That Monday in March by the clocks of Berlin."""
    hours, _, minutes = clock.partition(":")
    return datetime(2026, 3, day, int(hours) - 1, int(minutes), tzinfo=UTC)


class Relay(FakeTransport):
    """`is_down`: nobody is reached there."""

    def __init__(self) -> None:
        super().__init__()
        self.is_down = False
        self.takes: int | None = None  # so many letters more

    async def send(self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]) -> SendResult:
        if self.is_down or self.takes == 0:
            raise RelayError(DOWN)
        self.takes = None if self.takes is None else self.takes - 1
        return await super().send(sender, recipient, content, handing_over)


class Day:
    """An office with such a relay, on a Monday; the first case has come at ten, and its answer is due at two."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder, FOUR_HOURS)
        self.office.transport = self.relay = Relay()
        self.receive(build_mail(files=[LOG]))
        self.first = self.look(at("10:00"))
        assert self.case.due_at == at("14:00")

    def look(self, *instants: datetime) -> list[EmailMessage]:
        """What leaves in a pass of the daemon at each of these."""
        for instant in instants:
            self.office.desk.clock.move_to(instant)
            with contextlib.suppress(RelayError):
                self.office.run()
        return self.office.letters()

    def go_down(self, instant: datetime) -> None:
        """From then on nobody is reached, which another case shows."""
        form = build_form({"Ticket #": "777", "Customer": "Fabrikam"})
        raw = build_mail("ESCALATION - Nothing prints - Ticket #777", form, files=[LOG], message_id="<f@example.com>")
        self.relay.is_down = True
        self.office.desk.clock.move_to(instant)
        self.receive(raw)
        assert self.look(instant) == []

    def go_up(self, instant: datetime) -> list[EmailMessage]:
        self.relay.is_down = False
        return self.look(instant)

    def receive(self, raw: bytes) -> None:
        self.office.mailbox.deliver(raw, self.office.desk.clock.now())

    def answer(self, who: str, words: str, letters: list[EmailMessage]) -> None:
        self.receive(reply(letter_to(letters, who, "routed"), who, words))

    @property
    def case(self) -> Case:
        return self.find(1)

    def find(self, number: int) -> Case:
        case = self.office.desk.store.find_case(number)
        assert case is not None
        return case

    def struck(self, since: datetime) -> set[str]:
        """The clock's steps since then."""
        entries = self.case.conversation.entries
        return {one.what for one in entries if one.at > since and one.kind is EntryKind.CLOCK}


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)


def told_of_it(letters: list[EmailMessage]) -> dict[str, str]:
    """Who reads that no mail could leave, and what."""
    return {one["To"]: words_of(one) for one in letters if one["Subject"] == "No mail could leave"}


def test_nothing_is_raised_for_a_relay_that_is_down_and_deadlines_move_by_its_time(day: Day) -> None:
    day.look(at("12:00"), at("13:12"))
    day.go_down(at("13:30"))
    day.look(at("14:00"), at("15:00"), at("16:25"))
    assert day.struck(at("13:30")) == {"clock: promise"}  # which runs on
    letters = day.go_up(at("16:30"))
    assert day.case.due_at == at("17:00")
    assert day.find(2).due_at == at("12:00", 10)  # of its four hours none had gone
    order = [letter["X-Escalation-Kind"] for letter in letters]
    assert order.index("receipt") > max(n for n, kind in enumerate(order) if kind == "routed")
    told = told_of_it(letters)
    assert set(told) == {"dana@example.com", "lead@example.com"}
    for words in told.values():
        assert "13:30" in words
        assert "16:30" in words
        assert "ESC-1: " in words
        assert "17:00" in words
        assert "ESC-2: " in words
    assert day.struck(at("16:00")) <= {"clock: promise"}
    day.look(at("17:00"))
    assert "clock: overdue" in day.struck(at("16:59"))


def test_no_letter_that_leaves_then_says_a_time_that_does_not_hold_any_more(day: Day) -> None:
    day.go_down(at("13:30"))
    assert day.find(2).due_at == at("17:30")
    day.look(at("15:00"))
    letters = day.go_up(at("16:30"))
    said = {one["X-Escalation-Kind"]: words_of(one) for one in letters if one["To"] != "lead@example.com"}
    for kind in ("routed", "receipt"):
        assert "12:00" in said[kind], kind
        assert "17:30" not in said[kind], kind
    promised = day.find(2).customer_promised_at
    assert promised == at("13:00", 10)
    assert "13:00" in said["customer-acknowledgement"]
    assert Counter(kind for kind, _ in kinds(letters))["routed"] == 2  # none of them twice


def test_a_raise_that_could_not_leave_still_says_who_did_not_take_it(day: Day) -> None:
    day.look(at("12:00"), at("13:12"), at("14:00"))
    day.look(at("14:30"), at("15:30"), at("15:59"))
    day.relay.is_down = True
    day.look(at("16:00"))
    assert day.case.level == 4
    raised_at = day.case.assignment.since
    assert raised_at is not None
    letters = day.go_up(raised_at + timedelta(hours=1))
    assert day.case.due_at == raised_at + timedelta(hours=2)
    said = words_of(letter_to(letters, "ceo@example.com", "raised"))
    assert "tech@example.com" in said
    assert f"{day.case.due_at.astimezone(BERLIN):%H:%M}" in said


def test_a_reminder_that_could_not_leave_comes_with_the_time_that_holds(day: Day) -> None:
    day.relay.is_down = True
    day.look(at("13:12"), at("13:20"))  # four fifths of the way
    letters = [*day.go_up(at("15:12")), *day.look(at("15:13"))]
    said = [words_of(one) for one in letters if one["X-Escalation-Kind"] == "reminder"]
    assert len(said) == 2
    assert all("16:00" in one and "14:00" not in one for one in said)


def test_a_hitch_moves_nothing_and_nobody_hears_of_it(day: Day) -> None:
    day.go_down(at("13:30"))
    assert told_of_it(day.go_up(at("13:33"))) == {}
    assert day.case.due_at == at("14:00")
    day.look(at("14:00"))
    assert "clock: overdue" in day.struck(at("13:59"))


def test_it_is_remembered_by_a_start_and_status_says_so(day: Day) -> None:
    day.go_down(at("13:30"))
    shown = render_status(day.office.desk.store, day.office.desk.policy, {}, at("13:40"))
    assert shown["stuck"] == {"since": at("13:30").isoformat(), "why": DOWN}
    day.go_up(at("15:30"))  # each look is a start of its own
    assert day.case.due_at == at("16:00")
    assert render_status(day.office.desk.store, day.office.desk.policy, {}, at("15:40"))["stuck"] is None


def test_a_digest_waits_and_then_says_what_is_true(day: Day) -> None:
    day.go_down(at("13:50"))
    shown = render_status(day.office.desk.store, day.office.desk.policy, {}, at("16:00"))
    assert [one["overdue"] for one in list_open(shown)] == [False, False]
    day.look(at("09:01", 10))
    assert Kind.DIGEST not in {one.kind for one in iterate_letters(day.office.desk.store)}
    letters = [*day.go_up(at("09:05", 10)), *day.look(at("09:06", 10))]
    digest = words_of(letter_to(letters, "lead@example.com", "digest"))
    assert "OVERDUE" not in digest


def list_open(shown: dict[str, object]) -> list[dict[str, object]]:
    rows = shown["open"]
    assert isinstance(rows, list)
    return rows


def test_max_pause_does_not_count_it_and_who_waits_goes_on_waiting(day: Day) -> None:
    day.answer("tech@example.com", "waiting until 15:00", day.first)
    day.look(at("11:00"))
    assert day.case.status is Status.WAITING
    day.go_down(at("13:30"))
    day.look(at("15:00"))
    assert day.case.status is Status.WAITING
    day.go_up(at("15:30"))
    day.look(at("15:31"))
    assert day.case.status is Status.OPEN
    assert [one.is_relays for one in day.case.pauses] == [True, False]
    assert day.case.due_at == at("10:01", 10)  # an hour was gone of the four, and it runs since 15:31


def test_one_address_that_is_refused_stops_no_clock(day: Day) -> None:
    day.relay.senders_refused.add("tech@example.com")
    day.look(at("12:00"))
    day.look(at("14:00"))
    assert "clock: overdue" in day.struck(at("13:59"))
    assert day.office.desk.store.find_relay_trouble() is None


def test_an_outbox_that_has_nothing_left_to_try_keeps_no_clock_standing(day: Day) -> None:
    day.go_down(at("13:30"))
    store = day.office.desk.store
    with store.transaction() as unit:
        unit.drop_letters([one.id for one in iterate_letters(unit)])
    day.look(at("13:40"))
    assert day.case.due_at == at("14:10")


def test_who_still_waits_to_hear_of_the_last_time_reads_of_both_in_one_letter(day: Day) -> None:
    day.go_down(at("11:00"))
    day.relay.is_down = False
    day.relay.takes = 1  # and is gone again
    day.look(at("12:00"))
    day.relay.takes = None
    told = told_of_it(day.go_up(at("12:10")))
    assert day.case.due_at == at("15:10")
    assert set(told) == {"dana@example.com", "lead@example.com"}
    for words in told.values():
        assert "Little or no mail" in words
        assert "11:00" in words
        assert "12:10" in words
        assert "15:10" in words
