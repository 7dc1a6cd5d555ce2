"""The sandbox, as the clients that the daemon uses see it: imapclient, smtplib, aiosmtplib."""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import aiosmtplib
import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from daemon.adapters.imap.idle import _has_buffered
from daemon.adapters.sandbox.servers import Sandbox

DESK = "support@example.com"
MAIL = b"From: a@b.example\r\nSubject: Gr\xc3\xbc\xc3\x9fe\r\n\r\nnull \x00, eight \xff\r\n"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox({DESK: "secret"}) as running:
        yield running


@contextmanager
def logged_in(sandbox: Sandbox, user: str = DESK, password: str = "secret") -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", sandbox.imap_port, ssl=False, timeout=60) as client:
        client.login(user, password)
        yield client


def letter(to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@customer.example", to, "ESCALATION - Production is down"
    mail.set_content("It is down.\n.\nStill.\n")
    return mail


def send(sandbox: Sandbox, *recipients: str, sender: str = "anna@customer.example") -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=60) as client:
        client.sendmail(sender, recipients, letter(recipients[0]).as_bytes(policy=SMTP))


def test_a_delivered_mail_is_fetched_with_the_same_bytes_and_its_instant(sandbox: Sandbox) -> None:
    uid = sandbox.deliver(DESK, MAIL, NOON)
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        client.normalise_times = False
        got = client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE", "FLAGS"])[uid]
    assert got[b"BODY[]"] == MAIL
    assert got[b"INTERNALDATE"] == NOON
    assert b"\\Seen" not in got[b"FLAGS"]


def test_bare_line_feeds_become_crlf(sandbox: Sandbox) -> None:
    uid = sandbox.deliver(DESK, b"Subject: x\n\none\r\ntwo\n")
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        assert client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] == b"Subject: x\r\n\r\none\r\ntwo\r\n"


def test_idle_wakes_when_a_mail_arrives(sandbox: Sandbox) -> None:
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        client.idle()
        threading.Timer(0.1, sandbox.deliver, [DESK, MAIL]).start()
        assert (1, b"EXISTS") in client.idle_check(timeout=60)
        client.idle_done()


def test_idle_tells_what_came_between_the_last_answer_and_idle(sandbox: Sandbox) -> None:
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        for number in range(20):
            client.noop()
            sandbox.deliver(DESK, MAIL + str(number).encode())
            client.idle()
            assert _has_buffered(client) or client.idle_check(timeout=60), "what had come before IDLE was not told"
            client.idle_done()


def test_keywords_stay_and_are_searched(sandbox: Sandbox) -> None:
    uids = [sandbox.deliver(DESK, MAIL) for _ in range(3)]
    with logged_in(sandbox) as client:
        assert b"\\*" in client.select_folder("INBOX")[b"PERMANENTFLAGS"]
        client.add_flags([uids[1]], ["$UpstairsDone"])
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        assert client.search(["UNKEYWORD", "$UpstairsDone"]) == [uids[0], uids[2]]


def test_a_mail_moves_to_a_folder_made_by_the_client(sandbox: Sandbox) -> None:
    uid = sandbox.deliver(DESK, MAIL)
    with logged_in(sandbox) as client:
        client.create_folder("Upstairs/Done")
        client.select_folder("INBOX")
        client.move([uid], "Upstairs/Done")
        assert client.search() == []
        assert b"\\*" in client.select_folder("Upstairs/Done")[b"PERMANENTFLAGS"]
        assert len(client.search()) == 1


def test_a_mail_is_delivered_to_a_folder_that_did_not_exist(sandbox: Sandbox) -> None:
    uid = sandbox.deliver(DESK, MAIL, folder="Archive")
    with logged_in(sandbox) as client:
        client.select_folder("Archive", readonly=True)
        assert client.search() == [uid]


def test_three_hundred_mails_are_found_and_fetched(sandbox: Sandbox) -> None:
    uids = [sandbox.deliver(DESK, MAIL) for _ in range(300)]
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        assert client.search() == uids
        assert len(client.fetch(uids, ["BODY.PEEK[]"])) == 300


def test_a_wrong_password_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(LoginError), logged_in(sandbox, password="guess"):
        pass


def test_delivering_to_a_stranger_is_an_error(sandbox: Sandbox) -> None:
    with pytest.raises(KeyError):
        sandbox.deliver("nobody@example.com", MAIL)


def test_mail_sent_to_a_user_is_recorded_and_arrives_with_its_return_path(sandbox: Sandbox) -> None:
    send(sandbox, DESK, sender="")
    (mail,) = sandbox.wait_for(lambda sent: len(sent) == 1, 60)
    assert (mail.sender, mail.recipients) == ("", (DESK,))
    assert mail.raw.endswith(b"It is down.\r\n.\r\nStill.\r\n")
    with logged_in(sandbox) as client:
        client.select_folder("INBOX")
        (uid,) = client.search()
        assert client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] == b"Return-Path: <>\r\n" + mail.raw


def test_a_plus_address_reaches_its_user_and_a_stranger_is_only_recorded(sandbox: Sandbox) -> None:
    send(sandbox, "Support+esc-42@example.com", "ceo@elsewhere.example")
    (mail,) = sandbox.sent
    assert mail.recipients == ("Support+esc-42@example.com", "ceo@elsewhere.example")
    with logged_in(sandbox) as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 1
    with pytest.raises(KeyError):
        sandbox.deliver("ceo@elsewhere.example", MAIL)


def test_a_catch_all_makes_a_mailbox_for_every_recipient() -> None:
    with Sandbox({DESK: "secret"}, catch_all="open") as sandbox:
        send(sandbox, "ceo@elsewhere.example", DESK)
        with logged_in(sandbox, "ceo@elsewhere.example", "open") as client:
            assert client.select_folder("INBOX")[b"EXISTS"] == 1
        with logged_in(sandbox) as client:
            assert client.select_folder("INBOX")[b"EXISTS"] == 1


def test_mail_is_dated_by_the_clock_it_was_given() -> None:
    with Sandbox({DESK: "secret"}, now=lambda: NOON) as sandbox:
        send(sandbox, DESK)
        assert sandbox.sent[0].at == NOON
        with logged_in(sandbox) as client:
            client.normalise_times = False
            client.select_folder("INBOX")
            (uid,) = client.search()
            assert client.fetch([uid], ["INTERNALDATE"])[uid][b"INTERNALDATE"] == NOON


def test_the_daemons_own_smtp_client_is_served_with_login_and_non_ascii_addresses(sandbox: Sandbox) -> None:
    async def send_three() -> None:
        async with aiosmtplib.SMTP(
            hostname="127.0.0.1", port=sandbox.smtp_port, username=DESK, password="secret"
        ) as client:
            for recipient in ("one@example.net", "zwei@example.net", "mädchen@example.net"):
                await client.sendmail("anna@customer.example", [recipient], MAIL, mail_options=["SMTPUTF8"])

    asyncio.run(send_three())
    assert [mail.recipients[0] for mail in sandbox.sent] == [
        "one@example.net",
        "zwei@example.net",
        "mädchen@example.net",
    ]


def test_a_wrong_smtp_login_is_refused(sandbox: Sandbox) -> None:
    with (
        smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=60) as client,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        client.login(DESK, "guess")


def test_waiting_in_vain_says_what_had_come(sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError, match="accepted 0 mails"):
        sandbox.wait_for(lambda sent: len(sent) == 1, seconds=0.05)


def test_it_ends_while_clients_are_idle_half_way_or_deaf() -> None:
    before = threading.active_count()
    with Sandbox({DESK: "secret"}) as sandbox:
        for _ in range(40):
            sandbox.deliver(DESK, b"Subject: big\r\n\r\n" + b"x" * 500_000)
        idler = IMAPClient("127.0.0.1", sandbox.imap_port, ssl=False, timeout=60)
        idler.login(DESK, "secret")
        idler.select_folder("INBOX")
        idler.idle()
        deaf = IMAPClient("127.0.0.1", sandbox.imap_port, ssl=False, timeout=60)
        deaf.login(DESK, "secret")
        deaf.select_folder("INBOX")
        deaf.socket().sendall(b"X1 FETCH 1:* BODY.PEEK[]\r\n")  # 20 MB that nobody reads
        half = smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=60)
        half.ehlo()
        half.mail("a@b.example")
    assert threading.active_count() == before
    for client in (idler, deaf):
        client.shutdown()
    half.close()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=1)
