"""The outbox told as stories: what becomes of a letter that the relay takes, puts off,
refuses, or says nothing about."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.adapters.store.tiny import TinyStore
from daemon.commands.replay.stage import MemoryFiles
from daemon.core.clock.backoff import GIVE_UP_AFTER
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.variants import Kind
from daemon.courier import BATCH, LEASE, SIDE_BY_SIDE, Courier
from daemon.errors import DiskError, RelayError, RelayLoginRefused, SenderRefused
from daemon.ports import Delivery, Ground, SendingStep, SendResult, Unit, outbox_path
from daemon.results import Failure
from daemon.service.sent.stuck import find_standing, note_stuck
from tests.core.clock.test_steps import make_case
from tests.fakes import FakeClock, FakeSendingLog, FakeTransport

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Post:
    """An outbox with a relay of which a test decides the answers."""

    def __init__(self, folder: Path) -> None:
        self.store = TinyStore(folder, in_memory=True)
        self.files, self.clock, self.transport, self.steps = (
            MemoryFiles(),
            FakeClock(NOW),
            FakeTransport(),
            FakeSendingLog(),
        )
        self.failures: list[Failure] = []
        self.taken_back: list[str] = []
        self.full_disk = 0  # so many commits of results fail
        self.relay = self.restart()
        with self.store.transaction() as unit:
            unit.put_case(make_case())

    def restart(self, failpoint: Callable[[str], None] = lambda step: None) -> Courier:
        ground = Ground(self.store, self.files, self.clock, failpoint=failpoint)
        self.relay = Courier(ground, self.transport, self.steps, lambda letter: f"bounce+{letter.id}@example.com", self)
        return self.relay

    def write_undelivered(self, unit: Unit, failures: Sequence[Failure], now: datetime) -> None:
        """What follows from a failure is written into the same transaction."""
        with pytest.raises(RuntimeError, match="do not nest"), self.store.transaction():
            pass
        if self.full_disk:
            self.full_disk -= 1
            raise DiskError("no space left")
        self.failures += failures

    def write_heard(self, unit: Unit, heard: Sequence[Letter], now: datetime) -> None:
        """Nothing waits for it here."""

    def take_back(self, unit: Unit, letters: Sequence[Letter], now: datetime) -> None:
        """What was to be said of these letters is not said."""
        self.taken_back += [letter.id for letter in letters]

    def write_stuck(self, unit: Unit, since: datetime, words: str) -> None:
        note_stuck(unit, since, words)

    def write_leaving(self, unit: Unit, now: datetime) -> None:
        trouble = find_standing(unit)
        if trouble is not None:
            unit.put_relay_trouble(replace(trouble, ended_at=now))

    def write_anew(self, unit: Unit, letter: Letter, now: datetime) -> None:
        """Each says what it said."""

    def write(self, name: str, to: str, kind: Kind = Kind.ROUTED, rank: int = 0) -> Letter:
        letter = Letter(name, 42, kind, to, f"<{name}@example.com>", rank, self.clock.now())
        self.files.save([(outbox_path(letter.id), name.encode())])
        with self.store.transaction() as unit:
            unit.put_letters([letter])
        return letter

    def send(self) -> tuple[Failure, ...]:
        """One batch; who will not get his letter."""
        asyncio.run(self.relay.send_due())
        return self.take_failures()

    def try_to_send(self) -> str:
        """One batch against a relay that refuses us; its words."""
        with pytest.raises(RelayError) as caught:
            asyncio.run(self.relay.send_due())
        return str(caught.value)

    def take_failures(self) -> tuple[Failure, ...]:
        failures, self.failures = tuple(self.failures), []
        return failures

    def states(self) -> dict[str, LetterState]:
        return {letter.id: letter.state for letter in self.store.letters()}

    def only(self) -> Letter:
        (letter,) = self.store.letters()
        return letter


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


def test_a_letter_that_was_taken_leaves_the_outbox_and_stands_in_its_case(post: Post) -> None:
    post.write("a", "tech@example.com")
    assert post.send() == ()
    assert post.store.letters() == ()
    assert post.transport.sent == [("bounce+a@example.com", "tech@example.com", b"a")]
    case = post.store.find_case(42)
    assert case is not None
    assert [(told.at, told.to, told.message_id) for told in case.conversation.told] == [
        (NOW, "tech@example.com", "<a@example.com>")
    ]


def test_the_level_is_told_before_the_agent_and_the_agent_before_the_customer(post: Post) -> None:
    for name, rank in (("digest", 3), ("customer", 2), ("receipt", 1), ("routed", 0)):
        post.write(name, f"{name}@example.com", rank=rank)
    post.send()
    assert [content for _, _, content in post.transport.sent] == [b"routed", b"receipt", b"customer", b"digest"]


def test_a_letter_that_is_put_off_tries_again_with_growing_gaps(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.DEFERRED, "greylisted", 451)
    for minutes in (1, 5, 15, 30, 60, 60):
        assert post.send() == ()
        waiting = post.only()
        assert (waiting.state, waiting.problem) == (LetterState.DEFERRED, "451 greylisted")
        assert waiting.next_at == post.clock.now() + timedelta(minutes=minutes)
        post.clock.pass_time(timedelta(minutes=minutes, seconds=-1))
        assert asyncio.run(post.relay.send_due()) == 0
        post.clock.pass_time(timedelta(seconds=1))
    del post.transport.results["tech@example.com"]
    post.send()
    assert post.store.letters() == ()


def test_after_five_days_it_is_given_up_and_somebody_hears_of_it(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.DEFERRED, "full", 452)
    while not (failures := post.send()):
        post.clock.pass_time(timedelta(minutes=1))
    (failure,) = failures
    assert (failure.letter.state, failure.problem) == (LetterState.FAILED, "452 full")
    assert GIVE_UP_AFTER <= post.clock.now() - NOW < GIVE_UP_AFTER + timedelta(hours=1)


def test_days_in_which_no_letter_could_leave_make_none_older(post: Post) -> None:
    """A relay that refused us for a week, and greylists the first letters after the mend."""
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.DEFERRED, "greylisted", 451)
    post.send()
    post.transport.refusal = SenderRefused("550 5.7.60 not allowed to send as this sender")
    for _ in range(7):
        post.clock.pass_time(timedelta(days=1))
        post.try_to_send()
    post.transport.refusal = None
    post.clock.pass_time(timedelta(minutes=1))
    assert post.send() == ()
    assert post.only().next_at == post.clock.now() + timedelta(minutes=5)
    del post.transport.results["tech@example.com"]
    post.clock.pass_time(timedelta(minutes=5))
    post.send()
    assert post.store.letters() == ()


def test_one_refused_for_good_is_listed_as_failed_and_not_tried_again(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.REFUSED, "no such user", 550)
    (failure,) = post.send()
    assert (failure.letter.to, failure.problem) == ("tech@example.com", "550 no such user")
    assert post.only().state is LetterState.FAILED
    post.clock.pass_time(timedelta(days=1))
    assert asyncio.run(post.relay.send_due()) == 0


def test_unknown_after_the_dot_a_colleague_gets_it_once_more_but_only_once(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.UNKNOWN, "connection lost")
    assert post.send() == ()
    assert post.only().state is LetterState.PENDING
    (failure,) = post.send()
    assert failure.letter.state is LetterState.UNKNOWN


def test_unknown_after_the_dot_a_customer_never_gets_it_twice(post: Post) -> None:
    post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
    post.transport.results["ada@contoso.example"] = SendResult(Delivery.UNKNOWN, "connection lost")
    (failure,) = post.send()
    assert failure.letter.state is LetterState.UNKNOWN
    assert asyncio.run(post.relay.send_due()) == 0


def test_a_relay_out_of_reach_costs_no_letter_an_attempt(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.failures = [RelayError("no route")]
    with pytest.raises(RelayError, match="no route"):
        post.send()
    waiting = post.only()
    assert (waiting.state, waiting.attempts) == (LetterState.DEFERRED, 0)
    post.clock.pass_time(timedelta(seconds=30))
    post.send()
    assert len(post.transport.sent) == 1


@pytest.mark.parametrize(
    ("kind", "step", "state"),
    [
        (Kind.ROUTED, None, LetterState.PENDING),
        (Kind.ROUTED, SendingStep.HANDED_OVER, LetterState.PENDING),
        (Kind.CUSTOMER_ACKNOWLEDGEMENT, None, LetterState.PENDING),
        (Kind.CUSTOMER_ACKNOWLEDGEMENT, SendingStep.HANDED_OVER, LetterState.UNKNOWN),
        (Kind.CUSTOMER_ACKNOWLEDGEMENT, SendingStep.TAKEN, None),
    ],
)
def test_after_a_crash_a_letter_goes_by_how_far_it_had_come(
    post: Post, kind: Kind, step: SendingStep | None, state: LetterState | None
) -> None:
    letter = post.write("a", "ada@contoso.example", kind)
    with post.store.transaction() as unit:
        unit.put_letters([replace(letter, state=LetterState.SENDING, attempts=1)])
    if step is not None:
        post.steps.note("a", step)
    post.restart().recover()
    assert [one.state for one in post.store.letters()] == ([] if state is None else [state])
    assert len(post.take_failures()) == (state is LetterState.UNKNOWN)


def test_after_a_crash_that_lost_the_steps_a_customer_is_not_written_to_again(post: Post) -> None:
    letter = post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
    with post.store.transaction() as unit:
        unit.put_letters([replace(letter, state=LetterState.SENDING, attempts=1)])
    post.steps.steps = None
    post.restart().recover()
    assert [one.letter.state for one in post.take_failures()] == [LetterState.UNKNOWN]


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.CUSTOMER_UPDATE, LetterState.UNKNOWN), (Kind.ROUTED, LetterState.PENDING)]
)
def test_of_a_letter_whose_lease_ran_out_a_customer_gets_no_second_one(
    post: Post, kind: Kind, state: LetterState
) -> None:
    post.write("a", "ada@contoso.example", kind)
    with post.store.transaction() as unit:
        unit.claim_letters(NOW, 10, LEASE)  # by somebody who is never heard of again
    assert asyncio.run(post.relay.send_due()) == 0
    post.clock.pass_time(LEASE)
    assert post.store.next_letter_at() == post.clock.now()
    asyncio.run(post.relay.send_due())
    assert (post.only().state, post.only().in_doubt, post.only().leased_until) == (state, True, None)
    assert len(post.take_failures()) == (state is LetterState.UNKNOWN)
    assert post.transport.handed_over == []
    asyncio.run(post.relay.send_due())
    assert post.transport.handed_over == ([] if state is LetterState.UNKNOWN else ["ada@contoso.example"])


def test_a_letter_whose_file_is_gone_is_a_failure_and_not_a_crash(post: Post) -> None:
    post.files.delete(outbox_path(post.write("a", "tech@example.com").id))
    (failure,) = post.send()
    assert "is gone" in failure.problem


UNKNOWN = SendResult(Delivery.UNKNOWN, "connection lost")
AGAIN = timedelta(seconds=30)
OURS = SenderRefused("530 5.7.57 not authenticated")
BY_POLICY = SendResult(Delivery.REFUSED, "5.7.1 Rejected", 550)


@pytest.mark.parametrize(
    "between",
    [
        RelayError("no route"),
        RelayLoginRefused("535 no"),
        OURS,
        SendResult(Delivery.DEFERRED, "the connection was lost"),
        "kill",
    ],
)
def test_whatever_comes_between_an_uncertain_letter_is_handed_over_twice_at_most(post: Post, between: object) -> None:
    post.write("a", "tech@example.com")
    handed_over = 0
    for result in (UNKNOWN, between, UNKNOWN, between, UNKNOWN, UNKNOWN):
        if result == "kill":
            with post.store.transaction() as unit:
                unit.put_letters(replace(one, state=LetterState.SENDING) for one in unit.letters(LetterState.PENDING))
            post.steps.begin()
            post.restart().recover()
            continue
        if isinstance(result, Exception):
            post.transport.failures = [result]
        else:
            post.transport.results["tech@example.com"] = result
        before = len(post.transport.handed_over)
        if post.only().state is not LetterState.UNKNOWN:
            try:
                asyncio.run(post.relay.send_due())
            except RelayError:
                assert isinstance(result, RelayError)
        handed_over += len(post.transport.handed_over) - before if result is UNKNOWN else 0
        post.transport.failures = []
        post.clock.pass_time(timedelta(hours=1))
    assert handed_over == 2
    assert post.only().state is LetterState.UNKNOWN
    assert len(post.take_failures()) == 1


@pytest.mark.parametrize("state", ["pending", "deferred"])
def test_one_in_doubt_in_a_state_of_an_earlier_version_is_handed_over_once_more_at_most(
    post: Post, tmp_path: Path, state: str
) -> None:
    row = {
        "id": "ESC-42-1", "case": 42, "kind": "routed", "to": "tech@example.com", "message_id":
        "<1@example.com>", "rank": 0,
        "created_at": "2026-03-02T08:00:00+00:00", "state": state, "attempts": 1,
        "problem": "in doubt: connection lost",
    }  # fmt: skip
    (tmp_path / "escalations.json").write_text(
        json.dumps({"outbox": {"1": row}, "meta": {"1": {"schema": 1}}}), encoding="utf-8"
    )
    post.store = TinyStore(tmp_path)
    assert (post.only().in_doubt, post.only().problem) == (True, "connection lost")
    post.restart()
    post.files.save([(outbox_path(post.only().id), b"text")])
    post.transport.results["tech@example.com"] = UNKNOWN
    (failure,) = post.send()
    assert (failure.letter.state, len(post.transport.handed_over)) == (LetterState.UNKNOWN, 1)
    assert TinyStore(tmp_path).letters() == post.store.letters()


class TestWhetherAnyLetterLeaves:
    """What pauses every level's clock (behaviour B7.40)."""

    def stuck_since(self, post: Post) -> datetime | None:
        trouble = find_standing(post.store)
        return None if trouble is None else trouble.since

    def test_none_does_while_the_relay_is_out_of_reach_until_one_does(self, post: Post) -> None:
        post.write("a", "tech@example.com")
        post.transport.failures = [RelayError("down")]
        post.try_to_send()
        post.clock.pass_time(timedelta(hours=5))
        post.restart()  # it is known from one start to the next
        post.transport.failures = [RelayError("down")]
        post.try_to_send()
        assert self.stuck_since(post) == NOW
        post.clock.pass_time(timedelta(hours=1))
        post.send()
        assert self.stuck_since(post) is None

    def test_one_goes_first_and_the_others_when_it_is_written_down_that_it_left(self, post: Post) -> None:
        for number in range(4):
            post.write(f"l{number}", f"p{number}@example.com")
        post.transport.failures = [RelayError("down")] * SIDE_BY_SIDE
        post.try_to_send()
        post.transport.failures.clear()
        post.clock.pass_time(timedelta(hours=1))
        sent: list[int] = []
        post.restart(lambda step: sent.append(len(post.transport.sent)) if step == "letters_sent" else None)
        post.send()
        assert sent == [1, 4]

    def test_a_relay_that_takes_one_and_is_gone_again_is_so_since_then(self, post: Post) -> None:
        for number in range(3):
            post.write(f"l{number}", f"p{number}@example.com")
        post.transport.failures = [RelayError("down")] * SIDE_BY_SIDE
        post.try_to_send()
        post.clock.pass_time(timedelta(hours=1))
        post.transport.failures.clear()
        post.restart(
            lambda step: post.transport.failures.extend([RelayError("down")] * 2) if step == "results_stored" else None
        )
        post.try_to_send()
        assert len(post.transport.sent) == 1
        assert self.stuck_since(post) == NOW + timedelta(hours=1)

    def test_refused_as_if_all_were_it_takes_two_recipients(self, post: Post) -> None:
        post.write("a", "tech@example.com")
        post.write("b", "TECH@example.com")
        post.transport.refusal = OURS
        post.try_to_send()
        assert self.stuck_since(post) is None
        post.clock.pass_time(timedelta(minutes=1))
        post.write("c", "dana@example.com")
        post.try_to_send()
        assert self.stuck_since(post) == NOW

    def test_a_level_that_alone_is_refused_is_none(self, post: Post) -> None:
        post.transport.senders_refused |= {"tech@example.com", "tech2@example.com"}
        for name, to in (("a", "tech@example.com"), ("b", "tech2@example.com"), ("c", "dana@example.com")):
            post.write(name, to)
        for _ in range(5):
            post.try_to_send()
            post.clock.pass_time(timedelta(minutes=10))
        post.write("d", "tech@example.com")
        post.try_to_send()
        assert self.stuck_since(post) is None

    def test_killed_between_the_relays_yes_and_its_note_it_is_over_at_the_next_start(self, post: Post) -> None:
        post.write("a", "tech@example.com")
        post.transport.failures = [RelayError("down")]
        post.try_to_send()
        post.clock.pass_time(timedelta(hours=1))

        def kill(step: str) -> None:
            if step == "letters_sent":
                raise KeyboardInterrupt

        post.restart(kill)
        with pytest.raises(KeyboardInterrupt):
            post.send()
        assert self.stuck_since(post) == NOW
        post.restart().recover()
        assert self.stuck_since(post) is None


class TestARelayThatRefusesUs:
    def test_nothing_is_lost_and_all_leaves_in_order_after_the_mend(self, post: Post) -> None:
        for number in range(30):
            post.write(f"a{number}", f"who@a{number}.example", rank=number % 3)
        post.transport.refusal = OURS
        for _ in range(5):
            assert "5.7.57" in post.try_to_send()
            assert set(post.states().values()) == {LetterState.DEFERRED}
            assert {letter.attempts for letter in post.store.letters()} == {0}
            post.clock.pass_time(timedelta(days=2))
        assert len(post.transport.handed_over) <= 5 * 7  # not every letter is held out to a relay that takes none
        post.transport.refusal = None
        assert post.send() == ()
        assert post.states() == {}

    @pytest.mark.parametrize("are_starts", [False, True])  # each batch by a process of its own
    def test_one_letter_that_alone_is_refused_stops_no_other_is_told_and_is_given_up_after_five_days(
        self, post: Post, are_starts: bool
    ) -> None:
        post.transport.senders_refused.add("bad@example.com")
        post.write("bad", "bad@example.com")
        told: list[tuple[timedelta, LetterState]] = []
        tries, written, pause = 0, 0, AGAIN
        while ("bad", LetterState.FAILED) not in post.states().items():
            post.write(f"good{written}", "tech@example.com", rank=1)
            written += 1
            post.relay = post.restart() if are_starts else post.relay
            before = len(post.transport.handed_over)
            with contextlib.suppress(RelayError):
                asyncio.run(post.relay.send_due())
            tries += len(post.transport.handed_over) > before + 1
            told += [(post.clock.now() - NOW, one.letter.state) for one in post.take_failures()]
            assert set(post.states()) == {"bad"}
            post.clock.pass_time(pause)
            pause = min(pause * 1.1, timedelta(hours=1))
        (waits_at, waits), (failed_at, failed) = told
        assert (waits, failed) == (LetterState.DEFERRED, LetterState.FAILED)
        assert timedelta(minutes=10) <= waits_at <= timedelta(minutes=15)
        assert GIVE_UP_AFTER <= failed_at <= GIVE_UP_AFTER + timedelta(hours=3)
        assert tries < 250

    @pytest.mark.parametrize(
        "takes",
        [
            lambda minute, number: number == 1,  # one a minute
            lambda minute, number: minute % 5 == 0 and number == 1,
            lambda minute, number: minute % 10 == 0 and number <= 5,  # a quota
            lambda minute, number: number == 6,
            lambda minute, number: (minute * 7 + number * 3) % 10 == 0,  # one node of a pool
        ],
    )
    def test_one_that_takes_few_and_refuses_the_rest_kills_none(
        self, post: Post, takes: Callable[[int, int], bool]
    ) -> None:
        class TakesFew(FakeTransport):
            minute, number = -1, 0

            async def send(
                self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]
            ) -> SendResult:
                await asyncio.sleep(0)
                minute = (post.clock.now() - NOW) // timedelta(minutes=1)
                self.number = self.number + 1 if minute == self.minute else 1
                self.minute = minute
                if not takes(minute, self.number):
                    raise SenderRefused("550 5.4.5 quota used up")
                return await super().send(sender, recipient, content, handing_over)

        post.transport = TakesFew()
        post.restart()
        for number in range(20):
            post.write(f"a{number}", f"a{number}@example.com", rank=number % 3)
        told = []
        for _ in range(4 * 60):
            with contextlib.suppress(RelayError):
                asyncio.run(post.relay.send_due())
            told += [one.letter.state for one in post.take_failures()]
            post.clock.pass_time(AGAIN)
        assert len(post.transport.sent) > 14
        assert set(post.states().values()) <= {LetterState.DEFERRED}
        assert set(told) <= {LetterState.DEFERRED}
        assert len(told) < 6  # of so many that nobody needs to hear of each

    def test_a_whole_level_that_is_refused_as_if_all_were_holds_back_nobody_else(self, post: Post) -> None:
        for number in range(8):
            post.write(f"bad{number}", f"tech{number}@example.com", rank=0)
            post.transport.senders_refused.add(f"tech{number}@example.com")
        post.write("receipt", "dana@example.com", rank=1)
        post.write("customer", "ada@contoso.example", rank=2)
        post.restart()  # nothing is remembered: as with `start --once`
        post.try_to_send()
        assert [content for _, _, content in post.transport.sent] == [b"customer", b"receipt"]

    @pytest.mark.parametrize("rank", [0, 1])
    @pytest.mark.parametrize("is_one_person", [True, False])
    def test_more_letters_refused_so_than_a_batch_holds_stop_no_other(
        self, post: Post, is_one_person: bool, rank: int
    ) -> None:
        for number in range(3 * BATCH):
            to = f"bad{number if not is_one_person and number < 20 else 0}@example.com"
            post.write(f"bad{number}", to, rank=rank)
            post.transport.senders_refused.add(to)
        for _ in range(6):
            with contextlib.suppress(RelayError):
                post.send()
            post.clock.pass_time(AGAIN)
        for number in range(5):
            post.write(f"good{number}", f"tech{number}@example.com", rank=1)
            with contextlib.suppress(RelayError):
                asyncio.run(post.relay.send_due())
            assert len(post.transport.sent) == number + 1
            post.clock.pass_time(AGAIN)
        assert set(post.states().values()) <= {LetterState.DEFERRED, LetterState.PENDING}
        assert LetterState.FAILED not in {one.letter.state for one in post.take_failures()}
        post.transport.senders_refused.clear()
        post.clock.pass_time(timedelta(minutes=1))
        while asyncio.run(post.relay.send_due()):
            pass
        assert post.states() == {}

    def test_so_also_when_all_of_them_are_to_one_person(self, post: Post) -> None:
        class ReadsLetters(FakeTransport):
            async def send(
                self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]
            ) -> SendResult:
                if content.startswith(b"bad"):
                    raise SenderRefused("552 5.7.0 blocked because of its content")
                return await super().send(sender, recipient, content, handing_over)

        post.transport = ReadsLetters()
        post.restart()
        for number in range(BATCH):
            post.write(f"bad{number}", "tech@example.com")
        while post.store.find_relay_memory() is None or len(post.store.find_relay_memory().refused) < BATCH:
            post.try_to_send()
            post.clock.pass_time(AGAIN)
        post.write("good", "tech@example.com", rank=1)
        post.try_to_send()
        assert [content for _, _, content in post.transport.sent] == [b"good"]

    @pytest.mark.parametrize("cases", [1, 4])
    @pytest.mark.parametrize("are_starts", [False, True])
    def test_of_a_level_refused_so_somebody_is_told_though_nothing_else_leaves_later(
        self, post: Post, are_starts: bool, cases: int
    ) -> None:
        for number in range(cases):
            for person in ("tech1@example.com", "tech2@example.com"):
                post.write(f"{number}-{person}", person)
                post.transport.senders_refused.add(person)
            post.write(f"receipt{number}", "dana@example.com", Kind.RECEIPT, rank=1)
        told: list[tuple[timedelta, Failure]] = []
        for _ in range(2 * 60):
            post.relay = post.restart() if are_starts else post.relay
            with contextlib.suppress(RelayError):
                asyncio.run(post.relay.send_due())
            told += [(post.clock.now() - NOW, one) for one in post.take_failures()]
            post.clock.pass_time(AGAIN)
            if told and told[-1][0] == post.clock.now() - NOW - AGAIN:  # what is written then leaves
                post.write(f"notice{len(told)}", "lead@example.com", Kind.DELIVERY_FAILURE, rank=1)
        assert {one.letter.state for _, one in told} == {LetterState.DEFERRED}
        assert sorted(one.letter.id for _, one in told) == sorted(post.states())
        assert timedelta(minutes=10) <= told[0][0] <= told[-1][0] <= timedelta(minutes=15)

    def test_of_letters_to_others_refused_so_in_hundreds_nobody_is_told_of_each(self, post: Post) -> None:
        for number in range(30):
            post.write(f"bad{number}", f"who@c{number}.example", Kind.CUSTOMER_UPDATE, rank=2)
            post.transport.senders_refused.add(f"who@c{number}.example")
        for number in range(40):
            post.write(f"good{number}", "tech@example.com")
            post.try_to_send()
            post.clock.pass_time(AGAIN)
        assert post.take_failures() == ()

    def test_where_nothing_leaves_at_all_nothing_is_written_that_could_not_leave(self, post: Post) -> None:
        post.write("before", "dana@example.com")
        post.send()
        post.clock.pass_time(timedelta(minutes=2))
        post.write("a", "tech@example.com")
        post.transport.refusal = OURS
        for _ in range(60):
            assert "5.7.57" in post.try_to_send()
            post.clock.pass_time(AGAIN)
        assert post.take_failures() == ()

    def test_a_relay_that_flaps_once_kills_no_letter(self, post: Post) -> None:
        for turn in range(3):
            for number in range(12):
                post.write(f"{turn}-{number}", f"a{number}@example.com")
            post.transport.refusal = OURS
            post.try_to_send()
            post.transport.refusal = None
            post.clock.pass_time(AGAIN)
            post.write("between", "tech@example.com", rank=0)
            post.send()
        assert post.states() == {}
        assert post.take_failures() == ()

    def test_a_relay_that_takes_one_letter_now_and_then_kills_no_other(self, post: Post) -> None:
        for number in range(4):
            post.write(f"a{number}", f"a{number}@example.com")
        everybody = {f"a{number}@example.com" for number in range(4)}
        for minute in range(60):
            post.transport.refusal = None if minute in (2, 40) else OURS
            post.transport.senders_refused = everybody
            if minute in (2, 40):
                post.write(f"taken{minute}", "tech@example.com")
            with contextlib.suppress(RelayError):
                post.send()
            post.clock.pass_time(AGAIN)
        assert set(post.states().values()) == {LetterState.DEFERRED}
        assert len(post.transport.sent) == 2
        post.transport.refusal, post.transport.senders_refused = None, set()
        told = post.send()
        assert post.states() == {}
        assert {one.letter.state for one in told} == {LetterState.DEFERRED}  # others left, and they waited

    def test_five_that_were_refused_before_do_not_end_the_batch_before_a_new_one_is_tried(self, post: Post) -> None:
        for number in range(8):
            post.write(f"old{number}", f"bad{number}@example.com", rank=2)
            post.transport.senders_refused.add(f"bad{number}@example.com")
        for _ in range(2):
            post.try_to_send()
            post.clock.pass_time(AGAIN)
        for number in range(3):
            post.write(f"new{number}", f"bad{number}@example.com")
        post.write("good", "tech@example.com", rank=1)
        post.try_to_send()
        assert [content for _, _, content in post.transport.sent] == [b"good"]

    def test_recipients_of_three_domains_refused_by_a_rule_are_the_relays_trouble(self, post: Post) -> None:
        for name in ("a.example", "b.example", "c.example", "d.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = BY_POLICY
        assert "to everybody: 550 5.7.1 Rejected" in post.try_to_send()
        assert set(post.states().values()) == {LetterState.DEFERRED}
        post.clock.pass_time(AGAIN)
        post.transport.results.clear()
        post.send()
        assert post.states() == {}
        assert post.take_failures() == ()

    def test_so_also_when_they_come_one_after_the_other(self, post: Post) -> None:
        for name in ("a.example", "b.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = BY_POLICY
            post.send()
        assert set(post.states().values()) == {LetterState.FAILED}
        post.write("c.example", "who@c.example")
        post.transport.results["who@c.example"] = BY_POLICY
        post.try_to_send()
        assert set(post.states().values()) == {LetterState.DEFERRED}  # the first two as well: they were not to blame

    def test_so_also_when_each_start_is_a_process_of_its_own(self, post: Post) -> None:
        for name in ("a.example", "b.example", "c.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = BY_POLICY
            post.restart()
            with contextlib.suppress(RelayError):
                post.send()
            post.clock.pass_time(timedelta(minutes=5))
        assert post.states() == dict.fromkeys(("a.example", "b.example", "c.example"), LetterState.DEFERRED)
        assert post.taken_back == ["a.example", "b.example"]
        for _ in range(3):
            post.restart()
            post.try_to_send()
            post.clock.pass_time(timedelta(minutes=5))
        memory = post.store.find_relay_memory()
        assert memory is not None
        assert len(memory.refused) <= 3
        post.take_failures()
        post.transport.results.clear()
        post.restart()
        assert post.send() == ()
        assert post.states() == {}
        assert post.store.find_relay_memory() is None

    @pytest.mark.parametrize("is_restarted", [False, True])
    def test_a_letter_that_waited_for_days_does_not_die_of_a_relay_that_falters_after_its_mend(
        self, post: Post, is_restarted: bool
    ) -> None:
        post.write("old", "tech@example.com")
        post.write("other", "tech2@example.com")
        post.transport.refusal = OURS
        for _ in range(3):
            post.try_to_send()
            post.clock.pass_time(timedelta(days=1))
        post.transport.refusal = None
        post.transport.senders_refused.add("tech@example.com")
        for _ in range(2):
            post.relay = post.restart() if is_restarted else post.relay
            post.try_to_send()
            assert post.states() == {"old": LetterState.DEFERRED}
            post.clock.pass_time(AGAIN)
        post.transport.senders_refused.clear()
        post.send()
        assert post.states() == {}

    def test_two_domains_or_one_acceptance_between_leave_it_the_recipients_own(self, post: Post) -> None:
        for name in ("a.example", "b.example", "a2.example", "b2.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = BY_POLICY
            if name == "b.example":
                post.send()
                post.write("good", "tech@example.com")
                post.send()
        failures = post.send()
        assert set(post.states().values()) == {LetterState.FAILED}
        assert len(failures) == 2

    def test_three_bad_recipients_stop_no_good_one(self, post: Post) -> None:
        for name in ("a.example", "b.example", "c.example"):
            post.write(name, f"who@{name}", rank=0)
            post.transport.results[f"who@{name}"] = BY_POLICY
        for number in range(6):
            post.write(f"good{number}", "tech@example.com", rank=1)
        failures = post.send()
        assert len(post.transport.sent) == 6
        post.clock.pass_time(timedelta(minutes=1))
        failures += post.send()
        assert len(failures) == 3
        assert set(post.states().values()) == {LetterState.FAILED}

    def test_three_customers_who_alone_are_refused_are_given_up_when_others_are_taken(self, post: Post) -> None:
        for name in ("a.example", "b.example", "c.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = BY_POLICY
        post.try_to_send()
        for number in range(3):
            post.clock.pass_time(AGAIN)
            post.write(f"good{number}", "tech@example.com")
            with contextlib.suppress(RelayError):
                asyncio.run(post.relay.send_due())
        assert len(post.take_failures()) == 3
        assert set(post.states().values()) == {LetterState.FAILED}

    def test_what_was_refused_before_comes_last_the_next_time(self, post: Post) -> None:
        for number in range(20):
            # as many before the others as after them
            post.write(f"bad{number}", f"bad{number}@example.com", rank=2 * (number % 2))
            post.transport.senders_refused.add(f"bad{number}@example.com")
        post.write("good", "tech@example.com", rank=1)
        for _ in range(20):
            post.try_to_send()
            post.clock.pass_time(AGAIN)
            if post.transport.sent:
                break
        assert [content for _, _, content in post.transport.sent] == [b"good"]

    def test_one_that_was_refused_before_another_was_taken_is_tried_again_at_once(self, post: Post) -> None:
        for number in range(3):
            post.write(f"a{number}", "tech@example.com")
        post.transport.failures = [OURS]
        post.send()
        assert post.states() == {}

    def test_results_that_the_disk_refuses_are_kept_until_it_takes_them(self, post: Post) -> None:
        post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
        post.full_disk = 3
        for _ in range(3):
            with pytest.raises(DiskError):
                post.send()
            assert post.only().state is LetterState.SENDING
        assert post.send() == ()
        assert post.states() == {}
        assert len(post.transport.sent) == 1

    def test_who_is_to_stop_tries_no_further_letter(self, post: Post) -> None:
        for number in range(9):
            post.write(f"a{number}", "tech@example.com")
        post.relay.stop()
        post.send()
        assert post.transport.handed_over == []
        assert set(post.states().values()) == {LetterState.PENDING}

    def test_a_missing_mailbox_in_three_domains_is_no_rule_of_the_relay(self, post: Post) -> None:
        for name in ("a.example", "b.example", "c.example"):
            post.write(name, f"who@{name}")
            post.transport.results[f"who@{name}"] = SendResult(Delivery.REFUSED, "5.1.1 unknown", 550)
        assert len(post.send()) == 3

    def test_a_refused_login_is_not_ended_by_a_letter_that_is_accepted(self, post: Post) -> None:
        for number in range(9):
            post.write(f"a{number}", "tech@example.com")
        post.transport.failures = [RelayLoginRefused("535 no")]
        assert "535" in post.try_to_send()
        assert len(post.transport.handed_over) <= 2


class TestWhoIsToStop:
    """With a relay that keeps silent (fault F78)."""

    def test_gives_up_for_now_what_is_not_handed_over(self, post: Post) -> None:
        for number in range(9):
            post.write(f"a{number}", "tech@example.com")
        post.transport.silent_before.add("tech@example.com")
        stop_while_sending(post)
        assert post.transport.sent == []
        assert {(letter.state, letter.attempts) for letter in post.store.letters()} == {(LetterState.PENDING, 0)}
        post.transport.silent_before.clear()
        post.restart()
        assert post.send() == ()
        assert post.states() == {}

    def test_lets_no_first_byte_leave_in_the_same_moment(self, post: Post) -> None:
        class HandsOver(FakeTransport):
            async def send(
                self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]
            ) -> SendResult:
                post.relay.stop()
                handing_over()
                raise AssertionError("it left")

        post.transport = HandsOver()
        post.restart()
        post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
        post.send()
        assert post.states() == {"a": LetterState.PENDING}

    def test_is_not_kept_by_a_wait_that_swallows_its_cancellation(self, post: Post) -> None:
        class Swallows(FakeTransport):
            async def send(
                self, sender: str, recipient: str, content: bytes, handing_over: Callable[[], None]
            ) -> SendResult:
                self.handed_over.append(recipient)
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(3600)
                await asyncio.sleep(3600)
                return SendResult(Delivery.SENT)

        post.transport = Swallows()
        post.restart()
        post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
        stop_while_sending(post)
        assert post.states() == {"a": LetterState.PENDING}

    def test_waits_for_the_answer_to_what_is(self, post: Post) -> None:
        post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
        post.transport.slow_after.add("ada@contoso.example")
        stop_while_sending(post)
        assert post.states() == {}
        assert len(post.transport.sent) == 1


def stop_while_sending(post: Post) -> None:
    async def stop() -> None:
        sending = asyncio.create_task(post.relay.send_due())
        while not post.transport.handed_over:  # noqa: ASYNC110 - the fake has no loop to tell it in
            await asyncio.sleep(0.01)
        post.relay.stop()
        post.relay.stop()  # people press Ctrl+C twice
        await asyncio.wait_for(sending, 60)

    asyncio.run(stop())
