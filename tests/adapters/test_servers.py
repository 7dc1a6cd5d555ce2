"""The test servers themselves: what the other tests rely on is true of them."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from tests.servers import certificate, dovecot
from tests.servers.certificate import make_certificate
from tests.servers.dovecot import USER, Dovecot

MAIL = b"From: anna@customer.example\r\nSubject: ESCALATION\r\n\r\nIt is down.\r\n"

needs_dovecot = pytest.mark.skipif(dovecot.available() is not None, reason=str(dovecot.available()))
needs_openssl = pytest.mark.skipif(certificate.available() is not None, reason=str(certificate.available()))


@pytest.fixture(scope="module")
def mailserver() -> Iterator[Dovecot]:
    with Dovecot() as running:
        yield running


@pytest.fixture
def client(mailserver: Dovecot) -> Iterator[IMAPClient]:
    with mailserver.logged_in() as logged_in:
        logged_in.select_folder("INBOX")
        logged_in.delete_messages(logged_in.search())
        logged_in.expunge()
        yield logged_in


@needs_dovecot
class TestDovecot:
    def test_idle_wakes_when_a_mail_comes_by_lmtp(self, mailserver: Dovecot, client: IMAPClient) -> None:
        client.idle()
        threading.Timer(0.1, mailserver.deliver, [MAIL]).start()
        began = time.monotonic()
        assert (1, b"EXISTS") in client.idle_check(timeout=5)
        assert time.monotonic() - began < 2
        client.idle_done()

    def test_a_plus_address_reaches_its_user_with_the_mail_unchanged_below_the_trace(
        self, mailserver: Dovecot, client: IMAPClient
    ) -> None:
        mailserver.deliver(MAIL, "Support+esc-42@example.com")
        client.noop()
        (uid,) = client.search()
        assert client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"].endswith(MAIL)

    def test_a_stranger_is_refused(self, mailserver: Dovecot) -> None:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            mailserver.deliver(MAIL, "nobody@example.com")

    def test_keywords_stay_and_are_searched(self, mailserver: Dovecot, client: IMAPClient) -> None:
        mailserver.append([MAIL] * 3)
        client.noop()
        uids = client.search()
        client.add_flags([uids[1]], ["$UpstairsDone"])
        assert client.search(["UNKEYWORD", "$UpstairsDone"]) == [uids[0], uids[2]]

    def test_a_mail_moves_to_another_folder(self, mailserver: Dovecot, client: IMAPClient) -> None:
        mailserver.append([MAIL])
        client.noop()
        if not client.folder_exists("Done"):
            client.create_folder("Done")
        client.move(client.search(), "Done")
        assert client.search() == []
        assert client.folder_status("Done", ["MESSAGES"])[b"MESSAGES"] == 1

    def test_a_thousand_mails_are_appended_in_order_in_under_two_seconds(self, mailserver: Dovecot, client: IMAPClient) -> None:
        began = time.monotonic()
        mailserver.append(b"Subject: %d\r\n\r\n%d\r\n" % (number, number) for number in range(1000))
        assert time.monotonic() - began < 2
        client.noop()
        uids = client.search()
        last = client.fetch([uids[-1]], ["BODY.PEEK[TEXT]"])[uids[-1]][b"BODY[TEXT]"]
        assert (len(uids), last) == (1000, b"999\r\n")

    def test_an_administrator_kicks_us_expunges_and_changes_uidvalidity(self, mailserver: Dovecot, client: IMAPClient) -> None:
        mailserver.append([MAIL] * 2)
        mailserver.doveadm("expunge", "-u", USER, "mailbox", "INBOX", "1")
        client.noop()
        assert len(client.search()) == 1
        mailserver.doveadm("mailbox", "update", "--uid-validity", "4242", "-u", USER, "INBOX")
        with mailserver.logged_in() as other:
            assert other.select_folder("INBOX")[b"UIDVALIDITY"] == 4242
            mailserver.doveadm("kick", USER)
            with pytest.raises(other.AbortError):
                other.noop()
                other.noop()

    def test_a_complaint_of_doveadm_is_told(self, mailserver: Dovecot) -> None:
        with pytest.raises(RuntimeError, match="doveadm mailbox status"):
            mailserver.doveadm("mailbox", "status", "-u", "nobody@example.com", "all", "INBOX")

    def test_capabilities_can_be_left_out(self) -> None:
        with Dovecot(without=("IDLE", "MOVE", "UIDPLUS")) as plain, plain.logged_in() as client:
            offered = client.capabilities()
        assert b"CONDSTORE" in offered
        assert not {b"IDLE", b"MOVE", b"UIDPLUS"} & set(offered)

    def test_a_changed_password_is_in_force_at_once_and_refusals_do_not_add_up(self) -> None:
        with Dovecot({USER: "old"}) as server:
            server.change_password(USER, "new")
            began = time.monotonic()
            for _ in range(3):
                with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=5) as client, pytest.raises(LoginError):
                    client.login(USER, "old")
            assert time.monotonic() - began < 2.5
            with server.logged_in():
                pass

    def test_mail_survives_a_restart_on_the_same_port(self) -> None:
        with Dovecot() as server:
            server.append([MAIL])
            server.stop()
            with pytest.raises(ConnectionRefusedError), server.logged_in():
                pass
            server.start()
            with server.logged_in() as client:
                assert client.select_folder("INBOX")[b"EXISTS"] == 1

    @needs_openssl
    @pytest.mark.parametrize("implicit", [False, True])
    def test_tls_is_offered_with_a_certificate_of_our_own(self, tmp_path: Path, implicit: bool) -> None:
        made = make_certificate(tmp_path)
        trusting = made.client_context()
        with Dovecot(tls=made) as server:
            port = server.imaps_port if implicit else server.imap_port
            with IMAPClient("localhost", port, ssl=implicit, ssl_context=trusting if implicit else None, timeout=5) as client:
                if not implicit:
                    client.starttls(trusting)
                client.login(USER, "secret")

    def test_it_dies_with_a_test_run_that_is_killed(self) -> None:
        script = "from tests.servers.dovecot import Dovecot\nimport time\nwith Dovecot() as d: print(d.imap_port, flush=True); time.sleep(60)"
        run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=os.getcwd())
        assert run.stdout is not None
        port = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
        run.communicate()
        end = time.monotonic() + 8
        with pytest.raises(ConnectionRefusedError):  # Dovecot's children notice within a few seconds that their master is gone
            while time.monotonic() < end:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                time.sleep(0.05)
