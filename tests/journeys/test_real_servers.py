"""300 mails in 29 shapes through Dovecot and Postfix, and kill -9 at every step:
each expected letter once, and nothing else."""

import time
from collections import Counter
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path

import pytest

from daemon.adapters.store.tiny import TinyStore
from daemon.core.model.notifications import LetterState
from tests.builders import build_form, build_mail
from tests.generator import Generated, Outcome, find_differences, generate_mails, write_settings
from tests.journeys.daemon_process import DaemonProcess, wait_until
from tests.servers import dovecot, postfix
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Sink

needs_dovecot = pytest.mark.skipif(bool(dovecot.available()), reason=str(dovecot.available()))
needs_postfix = pytest.mark.skipif(bool(postfix.available()), reason=str(postfix.available()))
MAILBOX = "support@example.com"
NEVER_TWICE = "customer-acknowledgement"
HEADER = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"


def deliver(server: Dovecot, mails: Sequence[Generated]) -> None:
    for mail in mails:
        server.deliver(mail.raw, mail.recipient, sender=mail.sender)


def is_quiet(folder: Path, uid: int) -> bool:
    """Whether everything up to this UID is handled and the outbox is empty."""
    store = TinyStore(folder / "data", read_only=True)
    position = store.find_position()
    return position is not None and position.uid >= uid and not store.letters(LetterState.PENDING, LetterState.SENDING)


def are_settled(folder: Path, cases: int) -> bool:
    """Whether so many cases are open, one mail is set aside, and the outbox is empty."""
    store = TinyStore(folder / "data", read_only=True)
    is_empty = not store.letters(LetterState.PENDING, LetterState.SENDING)
    return len(store.open_cases()) == cases and len(store.quarantined()) == 1 and is_empty


def flags_of(server: Dovecot) -> dict[str, set[bytes]]:
    """Flags by Message-ID: Dovecot does not always number mails in the order in which it took them."""
    with server.logged_in() as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["FLAGS", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
        return {
            str(message_from_bytes(answer[HEADER])["Message-ID"]): set(answer[b"FLAGS"]) - {rb"\Recent"}
            for answer in found.values()
        }


@needs_dovecot
@needs_postfix
@pytest.mark.slow
def test_three_hundred_mails_through_dovecot_and_postfix(tmp_path: Path) -> None:
    mails = generate_mails(20260302, 300)
    assert len({mail.shape for mail in mails}) >= 12
    with Dovecot() as server, Sink() as sink, Postfix(sink.port, {MAILBOX: server.lmtp_port}) as relay:
        config = write_settings(tmp_path, imap_port=server.imap_port, smtp_port=relay.port)
        with DaemonProcess(config) as daemon:
            deliver(server, mails)
            wait_until(lambda: daemon.is_watching and is_quiet(tmp_path, 300), 300, "the daemon is done with 300 mails")
            relay.wait_until_empty(120)
            time.sleep(1)
            assert daemon.stop() == 0
        letters = [(letter.recipients[0], letter.raw) for letter in sink.received]
        assert all(len(letter.recipients) == 1 for letter in sink.received)
        assert find_differences(mails, letters) == []
        flags = flags_of(server)
    unrelated = {mail.message_id for mail in mails if mail.expected.outcome is Outcome.UNTOUCHED}
    assert unrelated
    assert {name: flags[name] for name in unrelated} == {name: set() for name in unrelated}
    assert all(rb"\Seen" not in found for found in flags.values())


STEPS = (
    "fetched",
    "decided",
    "files_saved",
    "committed",
    "marked",
    "letters_marked",
    "before_connect",
    "after_dot",
    "letters_sent",
    "results_stored",
)


@needs_dovecot
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.slow
def test_killed_at_every_step_nothing_is_lost_and_no_customer_hears_twice(tmp_path: Path, step: str) -> None:
    mails = generate_mails(7, 200)
    with Dovecot() as server, Sink() as sink:
        config = write_settings(tmp_path, imap_port=server.imap_port, smtp_port=sink.port)
        deliver(server, mails)
        kills = 0
        for nth in (1, 2, 3):
            with DaemonProcess(config, {"UPSTAIRS_FAILPOINT": f"{step}:{nth}"}) as daemon:
                if daemon.wait_for_end(60 if nth == 1 else 6) is not None:
                    assert daemon.code == -9
                    kills += 1
        assert kills
        with DaemonProcess(config) as daemon:
            wait_until(
                lambda: daemon.is_watching and is_quiet(tmp_path, 200),
                300,
                f"the daemon is done after {kills} kills at {step}",
            )
            time.sleep(0.5)
            assert daemon.stop() == 0
        check_nothing_lost(tmp_path, mails, [(letter.recipients[0], letter.raw) for letter in sink.received])


@needs_dovecot
@pytest.mark.slow
def test_a_mail_that_dovecot_cannot_read_holds_back_no_other(tmp_path: Path) -> None:
    mails = [
        build_mail(
            f"ESCALATION - Matter {n} - Ticket #{n}",
            build_form({"Ticket #": str(n), "Customer": f"No {n}"}),
            message_id=f"<{n}@x>",
        )
        for n in (70, 71, 72, 73)
    ]
    with Dovecot() as server, Sink() as sink:
        config = write_settings(tmp_path, imap_port=server.imap_port, smtp_port=sink.port)
        server.deliver(mails[0], MAILBOX)
        server.deliver_unreadable(mails[1])
        server.deliver(mails[2], MAILBOX)
        with DaemonProcess(config) as daemon:
            wait_until(lambda: daemon.is_watching and are_settled(tmp_path, 2), 120, "the three are settled")
            server.deliver(mails[3], MAILBOX)
            wait_until(lambda: are_settled(tmp_path, 3), 120, "the next one is taken")
            assert daemon.stop() == 0
    store = TinyStore(tmp_path / "data", read_only=True)
    assert sorted(case.title for case in store.open_cases()) == ["Matter 70", "Matter 72", "Matter 73"]
    (item,) = store.quarantined()
    assert "does not hand it over (FETCH failed: Internal error occurred" in item.reason
    assert daemon.log.read_bytes().count(b"is set aside") == 1
    assert b"Traceback" not in daemon.log.read_bytes()


def check_nothing_lost(folder: Path, mails: Sequence[Generated], letters: Sequence[tuple[str, bytes]]) -> None:
    """Every letter came at least once; one whose answer was lost may have come twice,
    with one Message-ID, and never a customer's."""
    ids = Counter((to, str(message_from_bytes(raw)["Message-ID"])) for to, raw in letters)
    assert max(ids.values()) <= 2
    kinds = {
        (to, str(message_from_bytes(raw)["Message-ID"])): message_from_bytes(raw)["X-Escalation-Kind"]
        for to, raw in letters
    }
    customers = [one for one in ids.elements() if kinds[one] == NEVER_TWICE]
    assert max(Counter(customers).values()) == 1
    once = {(to, str(message_from_bytes(raw)["Message-ID"])): (to, raw) for to, raw in letters}
    store = TinyStore(folder / "data", read_only=True)
    unknown = store.letters(LetterState.UNKNOWN)
    given_up = {letter.to for letter in unknown}
    failures = [
        found for found in find_differences(mails, once.values()) if not any(f" to {to}" in found for to in given_up)
    ]
    told_of_failure = [found for found in failures if "too much: delivery-failure" in found]
    assert [found for found in failures if found not in told_of_failure] == []
    assert len(told_of_failure) <= 2 * len(unknown)
    assert not store.letters(LetterState.PENDING, LetterState.SENDING, LetterState.FAILED)
