"""A relay that refuses us, or one of us, seen from outside: what leaves, what waits, and who hears of it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from daemon import cli
from daemon.adapters.store.tiny import TinyStore
from daemon.commands.inspection import write_digests
from daemon.core.model.notifications import LetterState
from tests.builders import LOG, build_form, build_mail
from tests.journeys.daemon_process import DaemonProcess, wait_until
from tests.journeys.house import CUSTOMERS, SETTINGS, House, kinds, open_house
from tests.letters import read_letter
from tests.servers.sink import Rule, Sink, Step, Then

ALL = [
    ("customer-acknowledgement", "ada.okafor@contoso.example"),
    ("receipt", "dana@example.com"),
    ("routed", "tech2@example.com"),
    ("routed", "tech@example.com"),
]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as one:
        yield one


@pytest.fixture
def house(tmp_path: Path, sink: Sink) -> Iterator[House]:
    """Its letters go to the sink."""
    with open_house(tmp_path, SETTINGS.replace("port: {smtp}", f"port: {sink.port}")) as built:
        yield built


def arrived(sink: Sink) -> list[tuple[str, str]]:
    return kinds([read_letter(letter.raw) for letter in sink.received])


def states(house: House) -> Counter[LetterState]:
    return Counter(letter.state for letter in TinyStore(house.folder / "data", read_only=True).letters())


def preview_digest(house: House) -> str:
    """What the lead would be told now."""
    return "\n".join(text for _, text in write_digests(Path(house.config), {}, dry_run=True))


def retry(house: House) -> None:
    assert cli.main(["--config", house.config, "outbox", "retry"]) == 0


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        (Step.CONNECT, "554 5.7.1 No service for you"),
        (Step.EHLO, "550 5.7.1 Go away"),
        (Step.MAIL, "550 5.1.0 Sender rejected"),
        (Step.RCPT, "530 5.7.57 Client not authenticated"),
        (Step.DOT, "554 5.2.252 SendAsDenied"),
    ],
)
def test_a_relay_that_refuses_us_for_a_while_kills_no_letter(house: House, sink: Sink, step: Step, reply: str) -> None:
    sink.tell(Rule(step, reply))
    house.deliver(build_mail(files=[LOG]))
    assert house.run() == 1
    assert states(house) == {LetterState.DEFERRED: 4}
    sink.forget_rules()
    retry(house)
    assert house.run() == 0
    assert arrived(sink) == ALL
    # three go side by side: only who begins is certain, and the customer's is the fourth
    first = read_letter(sink.received[0].raw)
    assert first["X-Escalation-Kind"] != "customer-acknowledgement"
    assert states(house) == {}


def test_a_rule_that_meets_everybody_is_seen_by_starts_that_are_processes_of_their_own(
    house: House, sink: Sink
) -> None:
    sink.tell(Rule(Step.RCPT, "554 5.7.1 Rejected"))
    house.deliver(build_mail(files=[LOG]))
    assert house.run() == 0
    assert set(states(house)) == {LetterState.FAILED}  # two domains: it may be about them
    assert "NOT DELIVERED" in preview_digest(house)
    form = build_form({"Ticket #": "777", "Customer": "Fabrikam"})
    house.deliver(
        build_mail("ESCALATION - Nothing prints - Ticket #777", form, files=[LOG], message_id="<f@example.com>")
    )
    assert house.run() == 1
    # and what was to be said of the first four is not true any longer
    assert states(house) == {LetterState.DEFERRED: 8}
    sink.forget_rules()
    retry(house)
    assert house.run() == 0
    theirs = [(kind, to.replace("ada.okafor@contoso", "kim@fabrikam")) for kind, to in ALL]
    assert arrived(sink) == sorted([*ALL, *theirs])
    assert "NOT DELIVERED" not in preview_digest(house)


def test_status_says_since_when_no_mail_leaves_until_it_does(
    house: House, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    sink.tell(Rule(Step.RCPT, "550 5.1.1 No such user", match="tech2@"))
    house.deliver(build_mail(files=[LOG]))
    house.run()
    assert "No mail leaves" not in show_status(house, capsys)  # it is one address
    sink.tell(Rule(Step.CONNECT, "421 4.3.2 Closing down"))
    house.deliver(build_mail("URGENT - All is down - Ticket #777", message_id="<u@example.com>", files=[LOG]))
    assert house.run() == 1
    assert "No mail leaves since" in show_status(house, capsys)
    sink.forget_rules()
    retry(house)
    assert house.run() == 0
    assert "No mail leaves" not in show_status(house, capsys)


def show_status(house: House, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert cli.main(["--config", house.config, "status"]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("reply", ["550 5.7.1 Rejected by policy", "550 5.1.1 No such user"])
def test_one_refused_recipient_stops_no_other(house: House, sink: Sink, reply: str) -> None:
    sink.tell(Rule(Step.RCPT, reply, match="tech2@"))
    house.deliver(build_mail(files=[LOG]))
    assert house.run() == 0
    told = [("delivery-failure", "dana@example.com"), ("delivery-failure", "lead@example.com")]
    assert arrived(sink) == sorted([*told, *(one for one in ALL if one != ("routed", "tech2@example.com"))])


@pytest.mark.parametrize("step", [Step.MAIL, Step.DOT])
def test_one_big_letter_stops_no_other(house: House, sink: Sink, step: Step) -> None:
    sink.tell(Rule(step, "552 5.3.4 Message too big", times=1))  # whichever of the first ones comes first
    house.deliver(build_mail(files=[LOG]))
    assert house.run() == 0
    came = arrived(sink)
    assert len([one for one in came if one in ALL]) == 3
    assert ("delivery-failure", "lead@example.com") in came
    assert states(house) == {LetterState.FAILED: 1}


def test_one_letter_that_is_refused_as_if_all_were_holds_back_no_other(house: House, sink: Sink) -> None:
    sink.tell(Rule(Step.RCPT, "552 5.7.0 blocked because of its content", match="tech2@"))
    house.deliver(build_mail(files=[LOG]))
    house.run()
    assert len(sink.received) == 3
    assert states(house) == {LetterState.DEFERRED: 1}
    sink.forget_rules()
    retry(house)
    assert house.run() == 0
    assert arrived(sink) == ALL


@pytest.mark.slow
def test_killed_right_after_a_refusal_was_stored_somebody_is_told(tmp_path: Path, house: House, sink: Sink) -> None:
    sink.tell(Rule(Step.RCPT, "550 5.1.1 No such user", match="tech"))
    house.deliver(build_mail(files=[LOG]))
    with DaemonProcess(tmp_path / "config.yaml", {"UPSTAIRS_FAILPOINT": "results_stored:1"}) as daemon:
        assert daemon.wait_for_end(120) == -9
    with DaemonProcess(tmp_path / "config.yaml") as daemon:
        wait_until(
            lambda: sum(kind == "delivery-failure" for kind, _ in arrived(sink)) >= 4,
            20,
            "agent and lead learn of both",
        )
        assert daemon.stop() == 0
    assert Counter(arrived(sink))["delivery-failure", "dana@example.com"] == 2


@pytest.mark.slow
def test_killed_right_after_a_start_has_settled_what_was_uncertain_somebody_is_told(
    tmp_path: Path, house: House, sink: Sink
) -> None:
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    # the customer's letter is the only one that is handed over
    sink.tell(Rule(Step.RCPT, "451 later", match="tech|dana"))
    house.deliver(build_mail(files=[LOG]))
    with DaemonProcess(tmp_path / "config.yaml", {"UPSTAIRS_FAILPOINT": "letters_sent:1"}) as daemon:
        assert daemon.wait_for_end(120) == -9
    (tmp_path / "data" / "sending.log").unlink()  # as after a power loss: nothing is known of the batch
    sink.forget_rules()
    with DaemonProcess(tmp_path / "config.yaml", {"UPSTAIRS_FAILPOINT": "results_stored:1"}) as daemon:
        assert daemon.wait_for_end(120) == -9
    with DaemonProcess(tmp_path / "config.yaml") as daemon:
        wait_until(
            lambda: ("delivery-failure", "dana@example.com") in arrived(sink), 20, "the agent learns that nobody knows"
        )
        assert daemon.stop() == 0
    assert Counter(arrived(sink))["customer-acknowledgement", "ada.okafor@contoso.example"] == 1


@pytest.mark.slow
def test_with_a_relay_that_breaks_off_and_vanishes_by_turns_nobody_gets_a_letter_three_times(
    tmp_path: Path, house: House, sink: Sink
) -> None:
    house.deliver(build_mail(files=[LOG]))
    for _ in range(4):
        sink.forget_rules()
        sink.tell(Rule(Step.DOT, then=Then.CLOSE, accepts=True), Rule(Step.CONNECT, "554 5.3.2 not now", skip=4))
        house.run()
        if states(house)[LetterState.DEFERRED]:
            retry(house)
    sink.forget_rules()
    house.run()
    copies = Counter((letter.recipients[0], str(read_letter(letter.raw)["Message-ID"])) for letter in sink.received)
    assert max(copies.values()) == 2
    assert max(count for (to, _), count in copies.items() if to == "ada.okafor@contoso.example") == 1


@pytest.mark.slow
@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_who_is_to_stop_does_not_wait_for_a_relay_that_says_nothing_before_the_letter(
    tmp_path: Path, house: House, sink: Sink, step: Step
) -> None:
    sink.tell(Rule(step, then=Then.STALL))
    house.deliver(build_mail(files=[LOG]))
    with DaemonProcess(tmp_path / "config.yaml") as daemon:
        wait_until(lambda: states(house)[LetterState.SENDING] == 3, 120, "the letters are in hand")
        wait_until(lambda: sink.connections == 3, 120, "three are under way")
        assert daemon.stop() == 0
    # those in hand not deferred, as when its answer had been waited for; the receipt waits for the customer's
    assert states(house) == {LetterState.PENDING: 3, LetterState.DEFERRED: 1}
    sink.forget_rules()
    assert house.run() == 0
    assert arrived(sink) == ALL
