"""A relay that refuses, over a real socket: us, or one letter (fault F68)."""

import asyncio
from collections.abc import Callable

import pytest

from daemon.adapters.smtp import RelayAccess, SmtpRelay
from daemon.errors import RelayError, SenderRefused
from daemon.ports import Delivery, SendResult
from tests.servers.sink import Rule, Sink, Step, Then
from tests.tables import every_row

LETTER = b"Subject: x\r\n\r\ntext\r\n"


def send(
    sink: Sink, times: int = 1, content: bytes = LETTER, handing_over: Callable[[], None] = lambda: None
) -> SendResult:
    async def talk() -> SendResult:
        relay = SmtpRelay(RelayAccess("127.0.0.1", sink.port, "none"))
        try:
            for _ in range(times):
                result = await relay.send("support@example.com", "tech@example.com", content, handing_over)
            return result
        finally:
            await relay.close()

    return asyncio.run(talk())


@every_row(
    ("step", "reply"),
    [
        (Step.CONNECT, "554 5.7.1 No service for you"),
        (Step.EHLO, "550 5.7.1 Go away"),
        (Step.MAIL, "550 5.7.1 Sender rejected"),
        (Step.MAIL, "530 5.7.57 Client not authenticated"),
        (Step.RCPT, "530 5.7.57 Client not authenticated"),
        (Step.RCPT, "530 Authentication required"),
        (Step.DATA, "550 5.7.60 Client does not have permissions to send as this sender"),
        (Step.DOT, "554 5.2.252 SendAsDenied"),
        (Step.DOT, "550 5.4.5 Daily sending quota exceeded"),
    ],
)
def test_what_would_meet_every_letter_is_the_relays_trouble(step: Step, reply: str) -> None:
    with Sink() as sink:
        sink.tell(Rule(step, reply))
        with pytest.raises(RelayError, match=reply.split(maxsplit=1)[0]):
            send(sink)
        sink.forget_rules()
        assert send(sink).delivery is Delivery.SENT


@pytest.mark.parametrize("step", [Step.CONNECT, Step.EHLO])
def test_before_a_letter_is_named_for_now_is_the_relays_trouble_too(step: Step) -> None:
    with Sink() as sink:
        sink.tell(Rule(step, "421 4.3.2 too busy"))
        with pytest.raises(RelayError, match="421"):
            send(sink)
        sink.forget_rules()
        assert send(sink).delivery is Delivery.SENT


@every_row(
    ("step", "reply"),
    [
        (Step.MAIL, "552 5.3.4 Message size exceeds fixed limit"),
        (Step.MAIL, "550 5.6.7 SMTPUTF8 required"),
        (Step.RCPT, "550 5.1.1 No such user"),
        (Step.RCPT, "550 5.7.1 Relay access denied"),
        (Step.DOT, "554 5.7.1 Rejected as spam"),
        (Step.DOT, "552 5.3.4 Too big"),
    ],
)
def test_what_is_the_letters_own_is_a_refusal_of_this_letter(step: Step, reply: str) -> None:
    with Sink() as sink:
        sink.tell(Rule(step, reply))
        result = send(sink)
        assert (result.delivery, result.code) == (Delivery.REFUSED, int(reply[:3]))
        sink.forget_rules()
        assert send(sink).delivery is Delivery.SENT


def test_after_a_refusal_of_us_the_next_try_is_a_new_connection() -> None:
    with Sink() as sink:
        sink.tell(Rule(Step.MAIL, "530 5.7.57 Client not authenticated", skip=1, times=1))
        with pytest.raises(
            SenderRefused, match=r"takes no letters from us at MAIL: 530 5\.7\.57 Client not authenticated"
        ):
            send(sink, 2)
        assert send(sink).delivery is Delivery.SENT
        assert sink.connections == 2


def test_for_now_is_for_now_at_every_step() -> None:
    for step in (Step.MAIL, Step.RCPT, Step.DATA, Step.DOT):
        with Sink() as sink:
            sink.tell(Rule(step, "451 4.7.0 later"))
            assert send(sink).delivery is Delivery.DEFERRED


@every_row("reply", ["garbage", "25", "999 what", "354 go on", "199 hm", "250-ok\r\ngarbage", "250 " + "x" * 9000])
def test_an_answer_without_sense_after_the_letter_leaves_it_in_doubt(reply: str) -> None:
    with Sink() as sink:
        sink.tell(Rule(Step.DOT, reply, accepts=True))
        assert send(sink).delivery is Delivery.UNKNOWN


@pytest.mark.parametrize("reply", ["251 will forward", "200 ok"])
def test_any_yes_after_the_letter_is_one(reply: str) -> None:
    with Sink() as sink:
        sink.tell(Rule(Step.DOT, reply, accepts=True))
        assert send(sink).delivery is Delivery.SENT


@every_row("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_an_answer_without_sense_before_it_puts_the_letter_off(step: Step) -> None:
    with Sink() as sink:
        sink.tell(Rule(step, "garbage"))
        assert send(sink).delivery is Delivery.DEFERRED
        sink.forget_rules()
        assert send(sink).delivery is Delivery.SENT


@every_row("then", [Then.CLOSE, Then.RESET])
@every_row("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_a_talk_that_ends_before_the_relay_wants_the_letter_puts_it_off(step: Step, then: Then) -> None:
    with Sink() as sink:
        sink.tell(Rule(step, then=then))
        steps: list[str] = []
        result = send(sink, handing_over=lambda: steps.append("handed over"))
        assert (result.delivery, steps) == (Delivery.DEFERRED, [])
        sink.forget_rules()
        assert send(sink, handing_over=lambda: steps.append("handed over")).delivery is Delivery.SENT
        assert steps == ["handed over"]


def test_a_talk_that_ends_after_the_letter_leaves_it_in_doubt() -> None:
    with Sink() as sink:
        sink.tell(Rule(Step.DOT, then=Then.CLOSE))
        assert send(sink).delivery is Delivery.UNKNOWN


@every_row("content", [b".\r\n", b"a\r\n.\r\n..b\r\n.c", b"a\n.\rb\r\n\r\n.", b"x" * 200_000, b""])
def test_the_letter_arrives_as_it_is_but_for_its_line_ends(content: bytes) -> None:
    with Sink() as sink:
        assert send(sink, content=content).delivery is Delivery.SENT
        assert sink.received[0].raw.splitlines() == (content.splitlines() or [b""])
