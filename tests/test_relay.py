"""The outbox told as stories: what becomes of a letter that the relay takes, puts off, refuses, or says nothing about."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.adapters.store import TinyStore
from daemon.core.backoff import GIVE_UP_AFTER
from daemon.core.notifications import Kind, Letter, LetterState
from daemon.errors import RelayError
from daemon.ports import Delivery, SendingStep, SendResult
from daemon.relay import Failure, Relay, outbox_path
from daemon.simulation import MemoryFiles
from tests.core.test_reminding import make_case
from tests.fakes import FakeClock, FakeSendingLog, FakeTransport

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Post:
    """An outbox with a relay of which a test decides the answers."""

    def __init__(self, folder: Path) -> None:
        self.store = TinyStore(folder, in_memory=True)
        self.files, self.clock, self.transport, self.steps = MemoryFiles(), FakeClock(NOW), FakeTransport(), FakeSendingLog()
        self.relay = self.restart()
        with self.store.transaction():
            self.store.put_case(make_case())

    def restart(self, failpoint: Callable[[str], None] = lambda step: None) -> Relay:
        self.relay = Relay(
            self.store, self.transport, self.files, self.steps, self.clock, lambda letter: f"bounce+{letter.id}@example.com", failpoint
        )
        return self.relay

    def write(self, name: str, to: str, kind: Kind = Kind.ROUTED, rank: int = 0) -> Letter:
        letter = Letter(name, 42, kind, to, f"<{name}@example.com>", rank, self.clock.now())
        self.files.save([(outbox_path(letter), name.encode())])
        with self.store.transaction():
            self.store.put_letters([letter])
        return letter

    def send(self) -> tuple[Failure, ...]:
        return asyncio.run(self.relay.send_due())[1]

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
    assert [(told.at, told.to, told.message_id) for told in case.told] == [(NOW, "tech@example.com", "<a@example.com>")]


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
        assert asyncio.run(post.relay.send_due()) == (0, ())
        post.clock.pass_time(timedelta(seconds=1))
    del post.transport.results["tech@example.com"]
    post.send()
    assert post.store.letters() == ()


def test_after_five_days_it_is_given_up_and_somebody_hears_of_it(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.DEFERRED, "full", 452)
    post.clock.pass_time(GIVE_UP_AFTER)
    (failure,) = post.send()
    assert (failure.letter.state, failure.problem) == (LetterState.FAILED, "452 full")


def test_one_refused_for_good_is_listed_as_failed_and_not_tried_again(post: Post) -> None:
    post.write("a", "tech@example.com")
    post.transport.results["tech@example.com"] = SendResult(Delivery.REFUSED, "no such user", 550)
    (failure,) = post.send()
    assert (failure.letter.to, failure.problem) == ("tech@example.com", "550 no such user")
    assert post.only().state is LetterState.FAILED
    post.clock.pass_time(timedelta(days=1))
    assert asyncio.run(post.relay.send_due()) == (0, ())


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
    assert asyncio.run(post.relay.send_due()) == (0, ())


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
    with post.store.transaction():
        post.store.put_letters([replace(letter, state=LetterState.SENDING, attempts=1)])
    if step is not None:
        post.steps.note("a", step)
    failures = post.restart().recover()
    assert [one.state for one in post.store.letters()] == ([] if state is None else [state])
    assert len(failures) == (state is LetterState.UNKNOWN)


def test_after_a_crash_that_lost_the_steps_a_customer_is_not_written_to_again(post: Post) -> None:
    letter = post.write("a", "ada@contoso.example", Kind.CUSTOMER_ACKNOWLEDGEMENT)
    with post.store.transaction():
        post.store.put_letters([replace(letter, state=LetterState.SENDING, attempts=1)])
    post.steps.steps = None
    assert [one.letter.state for one in post.restart().recover()] == [LetterState.UNKNOWN]


def test_a_letter_whose_file_is_gone_is_a_failure_and_not_a_crash(post: Post) -> None:
    post.files.delete(outbox_path(post.write("a", "tech@example.com")))
    (failure,) = post.send()
    assert "is gone" in failure.problem
