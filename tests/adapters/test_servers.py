"""The test servers themselves: what the other tests rely on is true of them."""

import asyncio
import os
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import aiosmtplib
import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from tests.servers import certificate, dovecot, postfix
from tests.servers.certificate import Certificate, make_certificate
from tests.servers.cut import Break, Cut, Fault, Towards
from tests.servers.dovecot import USER, Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Offer, Rule, Sink, SinkProcess, Step, Then

MAIL = b"From: anna@customer.example\r\nSubject: ESCALATION\r\n\r\nIt is down.\r\n"

needs_dovecot = pytest.mark.skipif(dovecot.available() is not None, reason=str(dovecot.available()))
needs_openssl = pytest.mark.skipif(certificate.available() is not None, reason=str(certificate.available()))


def talk_on(client: IMAPClient) -> None:
    """For five seconds, or until the connection is gone."""
    for _ in range(50):
        client.noop()
        time.sleep(0.1)


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
        assert (1, b"EXISTS") in client.idle_check(timeout=60)
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

    @pytest.mark.slow
    def test_a_thousand_mails_are_appended_in_order(self, mailserver: Dovecot, client: IMAPClient) -> None:
        mailserver.append(b"Subject: %d\r\n\r\n%d\r\n" % (number, number) for number in range(1000))
        client.noop()
        uids = client.search()
        last = client.fetch([uids[-1]], ["BODY.PEEK[TEXT]"])[uids[-1]][b"BODY[TEXT]"]
        assert (len(uids), last) == (1000, b"999\r\n")

    def test_an_administrator_kicks_us_expunges_and_changes_uidvalidity(
        self, mailserver: Dovecot, client: IMAPClient
    ) -> None:
        mailserver.append([MAIL] * 2)
        mailserver.doveadm("expunge", "-u", USER, "mailbox", "INBOX", "1")
        client.noop()
        assert len(client.search()) == 1
        mailserver.doveadm("mailbox", "update", "--uid-validity", "4242", "-u", USER, "INBOX")
        with mailserver.logged_in() as other:
            assert other.select_folder("INBOX")[b"UIDVALIDITY"] == 4242
            mailserver.doveadm("kick", USER)
            # how soon, and in which words, is the server's affair
            with pytest.raises((other.AbortError, ConnectionError)):
                talk_on(other)

    def test_a_complaint_of_doveadm_is_told(self, mailserver: Dovecot) -> None:
        with pytest.raises(RuntimeError, match="doveadm mailbox status"):
            mailserver.doveadm("mailbox", "status", "-u", "nobody@example.com", "all", "INBOX")

    @pytest.mark.slow
    def test_capabilities_can_be_left_out(self) -> None:
        with Dovecot(without=("IDLE", "MOVE", "UIDPLUS")) as plain, plain.logged_in() as client:
            offered = client.capabilities()
        assert b"CONDSTORE" in offered
        assert not {b"IDLE", b"MOVE", b"UIDPLUS"} & set(offered)

    @pytest.mark.slow
    def test_a_changed_password_is_in_force_at_once(self) -> None:
        with Dovecot({USER: "old"}) as server:
            server.change_password(USER, "new")
            for _ in range(3):
                with (
                    IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=60) as client,
                    pytest.raises(LoginError),
                ):
                    client.login(USER, "old")
            with server.logged_in():
                pass

    @pytest.mark.slow
    def test_mail_survives_a_restart_on_the_same_port(self) -> None:
        with Dovecot() as server:
            server.append([MAIL])
            server.stop()
            with pytest.raises(ConnectionRefusedError), server.logged_in():
                pass
            server.start()
            with server.logged_in() as client:
                assert client.select_folder("INBOX")[b"EXISTS"] == 1

    @pytest.mark.slow
    @needs_openssl
    @pytest.mark.parametrize("implicit", [False, True])
    def test_tls_is_offered_with_a_certificate_of_our_own(self, tmp_path: Path, implicit: bool) -> None:
        made = make_certificate(tmp_path)
        trusting = made.client_context()
        with Dovecot(tls=made) as server:
            port = server.imaps_port if implicit else server.imap_port
            with IMAPClient(
                "localhost", port, ssl=implicit, ssl_context=trusting if implicit else None, timeout=60
            ) as client:
                if not implicit:
                    client.starttls(trusting)
                client.login(USER, "secret")

    @pytest.mark.slow
    def test_it_dies_with_a_test_run_that_is_killed(self) -> None:
        script = (
            "import time\nfrom tests.servers.dovecot import Dovecot\n"
            "with Dovecot() as d: print(d.root, flush=True); time.sleep(60)"
        )
        run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=os.getcwd())
        assert run.stdout is not None
        root = Path(run.stdout.readline().strip())
        pid, end = root / "run" / "master.pid", time.monotonic() + 60
        while not pid.is_file() or not pid.read_text().strip():
            assert time.monotonic() < end
            time.sleep(0.05)
        group = int(pid.read_text())
        assert group_lives(group)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        end = time.monotonic() + 60  # Dovecot's children notice within a few seconds that their master is gone
        while group_lives(group):
            assert time.monotonic() < end
            time.sleep(0.1)
        shutil.rmtree(root)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as running:
        yield running


def smtp(port: int) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", port, timeout=60)


class TestSink:
    def test_a_letter_is_recorded_with_its_envelope_and_its_bytes(self, sink: Sink) -> None:
        raw = MAIL + b"\r\n.\r\n..\r\n.two\r\n\xff bare \n end\r\n"
        with smtp(sink.port) as client:
            client.sendmail("", ["a@x.example", "b@x.example"], raw)
            client.sendmail("me@x.example", ["c@x.example"], b".\r\n")
        first, second = sink.wait_for(2)
        assert (first.sender, first.recipients, first.raw) == ("", ("a@x.example", "b@x.example"), raw)
        assert (second.sender, second.raw, second.connection) == ("me@x.example", b".\r\n", 1)

    def test_a_dot_between_bare_line_feeds_ends_nothing(self, sink: Sink) -> None:
        with smtp(sink.port) as client:
            client.ehlo()
            client.mail("me@x.example")
            client.rcpt("a@x.example")
            client.docmd("DATA")
            client.send(MAIL + b"one\n.\nMAIL FROM:<evil@x.example>\n\r.\r\r\n.\r\n")
            assert client.getreply()[0] == 250
        assert [letter.raw for letter in sink.received] == [MAIL + b"one\n.\nMAIL FROM:<evil@x.example>\n\r.\r\r\n"]

    def test_aiosmtplib_is_served_with_pipelining_and_several_letters_on_one_connection(self, sink: Sink) -> None:
        async def send() -> None:
            async with aiosmtplib.SMTP(hostname="127.0.0.1", port=sink.port) as client:
                for number in range(5):
                    await client.sendmail("me@x.example", [f"r{number}@x.example"], MAIL)

        asyncio.run(send())
        assert [letter.recipients for letter in sink.received] == [(f"r{number}@x.example",) for number in range(5)]
        assert sink.connections == 1

    def test_one_recipient_is_refused_and_one_deferred_while_the_third_gets_the_letter(self, sink: Sink) -> None:
        sink.tell(
            Rule(Step.RCPT, "550 5.1.1 unknown", match="bad@"), Rule(Step.RCPT, "451 4.7.1 greylisted", match="grey@")
        )
        with smtp(sink.port) as client:
            refused = client.sendmail("me@x.example", ["bad@x.example", "grey@x.example", "good@x.example"], MAIL)
        assert refused == {"bad@x.example": (550, b"5.1.1 unknown"), "grey@x.example": (451, b"4.7.1 greylisted")}
        assert sink.received[0].recipients == ("good@x.example",)

    def test_a_rule_passes_some_hits_some_and_is_over(self, sink: Sink) -> None:
        sink.tell(Rule(Step.MAIL, "432 4.3.2 too fast", skip=1, times=1))
        with smtp(sink.port) as client:
            client.sendmail("me@x.example", ["a@x.example"], MAIL)
            with pytest.raises(smtplib.SMTPSenderRefused):
                client.sendmail("me@x.example", ["b@x.example"], MAIL)
            client.sendmail("me@x.example", ["c@x.example"], MAIL)
        assert [letter.recipients[0] for letter in sink.received] == ["a@x.example", "c@x.example"]

    def test_421_in_the_middle_ends_the_connection(self, sink: Sink) -> None:
        sink.tell(Rule(Step.RCPT, "421 4.3.2 going down", match="b@", then=Then.CLOSE))
        client = smtp(sink.port)
        client.ehlo()
        client.mail("me@x.example")
        assert client.rcpt("a@x.example")[0] == 250
        assert client.rcpt("b@x.example")[0] == 421
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.rcpt("c@x.example")

    @pytest.mark.parametrize("accepts", [False, True])
    @pytest.mark.parametrize("then", [Then.CLOSE, Then.RESET])
    def test_the_connection_drops_after_the_dot_with_or_without_the_letter_taken(
        self, sink: Sink, accepts: bool, then: Then
    ) -> None:
        sink.tell(Rule(Step.DOT, then=then, accepts=accepts))
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)), smtp(sink.port) as client:
            client.sendmail("me@x.example", ["a@x.example"], MAIL)
        assert len(sink.received) == accepts

    def test_a_letter_is_turned_down_after_the_dot(self, sink: Sink) -> None:
        sink.tell(Rule(Step.DOT, "554 5.6.0 no", times=1))
        with smtp(sink.port) as client:
            with pytest.raises(smtplib.SMTPDataError):
                client.sendmail("me@x.example", ["a@x.example"], MAIL)
            client.sendmail("me@x.example", ["b@x.example"], MAIL)
        assert [letter.recipients[0] for letter in sink.received] == ["b@x.example"]

    def test_it_stalls_or_answers_late(self, sink: Sink) -> None:
        sink.tell(Rule(Step.DOT, delay=0.3, times=1), Rule(Step.DATA, then=Then.STALL, skip=1))
        with smtplib.SMTP("127.0.0.1", sink.port, timeout=1) as client:
            began = time.monotonic()
            client.sendmail("me@x.example", ["a@x.example"], MAIL)
            assert time.monotonic() - began >= 0.3
            with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
                client.sendmail("me@x.example", ["b@x.example"], MAIL)
            client.close()
        assert len(sink.received) == 1

    def test_it_can_be_down_and_up_again_on_the_same_port(self, sink: Sink) -> None:
        client = smtp(sink.port)
        sink.stop()
        with pytest.raises(ConnectionRefusedError):
            smtp(sink.port)
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
            client.noop()
        sink.start()
        with smtp(sink.port) as again:
            again.sendmail("me@x.example", ["a@x.example"], MAIL)
        assert len(sink.received) == 1

    def test_without_smtputf8_and_with_a_small_size_limit(self) -> None:
        with Sink(Offer(size=100, utf8=False)) as sink, smtp(sink.port) as client:
            client.ehlo()
            assert client.esmtp_features["size"] == "100"
            assert not client.has_extn("smtputf8")
            assert client.docmd("MAIL", "FROM:<me@x.example> SIZE=101")[0] == 552
            client.mail("me@x.example")
            client.rcpt("a@x.example")
            assert client.data(MAIL + b"x" * 100)[0] == 552
        assert sink.received == []

    def test_login_is_demanded_and_checked(self) -> None:
        with Sink(Offer(login=("me", "secret"))) as sink:
            for method in ("auth_plain", "auth_login"):
                with smtp(sink.port) as client:
                    client.ehlo()
                    assert client.mail("me@x.example")[0] == 530
                    client.user, client.password = "me", "wrong"
                    with pytest.raises(smtplib.SMTPAuthenticationError):
                        client.auth(method[5:].upper(), getattr(client, method))
                    client.password = "secret"
                    client.auth(method[5:].upper(), getattr(client, method))
                    client.sendmail("me@x.example", ["a@x.example"], MAIL)
        assert len(sink.received) == 2

    def test_a_token_is_a_login_too(self) -> None:
        async def send(sink: Sink, token: str) -> None:
            async def fresh_token() -> str:
                return token

            async with aiosmtplib.SMTP(
                hostname="127.0.0.1", port=sink.port, username="me", oauth_token_generator=fresh_token
            ) as client:
                await client.sendmail("me@x.example", ["a@x.example"], MAIL)

        with Sink(Offer(login=("me", "token-1"))) as sink:
            asyncio.run(send(sink, "token-1"))
            with pytest.raises(aiosmtplib.SMTPAuthenticationError):
                asyncio.run(send(sink, "token-0"))
        assert len(sink.received) == 1

    @needs_openssl
    @pytest.mark.parametrize("tls_first", [False, True])
    def test_tls_is_trusted_with_the_right_certificate_only(self, tmp_path: Path, tls_first: bool) -> None:
        good, expired = make_certificate(tmp_path), make_certificate(tmp_path, expired=True)
        other = make_certificate(tmp_path, "other.example")
        with Sink(Offer(tls=good.server_context(), tls_first=tls_first)) as sink:
            send_with_tls(sink.port, good, tls_first)
            with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
                send_with_tls(sink.port, other, tls_first)
        for bad, complaint in ((expired, "expired"), (other, "mismatch")):
            offer = Offer(tls=bad.server_context(), tls_first=tls_first)
            with Sink(offer) as sink, pytest.raises(ssl.SSLCertVerificationError, match=complaint):
                send_with_tls(sink.port, bad, tls_first)

    @pytest.mark.slow
    def test_in_a_process_of_its_own_it_takes_two_thousand_letters(self, tmp_path: Path) -> None:
        with SinkProcess(tmp_path / "letters.jsonl") as sink:
            letter = b"MAIL FROM:<me@x.example>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n" + MAIL + b".\r\n"
            with socket.create_connection(("127.0.0.1", sink.port), timeout=60) as connection:
                connection.sendall(b"EHLO me\r\n" + letter * 2000 + b"QUIT\r\n")
                with connection.makefile("rb") as answers:
                    assert sum(line.startswith(b"250 2.0.0 queued") for line in answers) == 2000
            assert {(letter.sender, letter.recipients, letter.raw) for letter in sink.received()} == {
                ("me@x.example", ("a@x.example",), MAIL)
            }
            assert len(sink.received()) == 2000


def send_with_tls(port: int, trusted: Certificate, tls_first: bool) -> None:
    context = trusted.client_context()
    with (
        smtplib.SMTP_SSL("localhost", port, context=context, timeout=60)
        if tls_first
        else smtplib.SMTP("localhost", port, timeout=60) as client
    ):
        if not tls_first:
            client.starttls(context=context)
        client.sendmail("me@x.example", ["a@x.example"], MAIL)


class TestCut:
    def test_everything_passes_until_it_is_armed_and_after_it_is_disarmed(self, sink: Sink) -> None:
        with Cut(sink.port) as cut:
            for number, fault in enumerate([None, Fault(Towards.CLIENT, Break.CLOSE, after_bytes=0), None]):
                if fault is None:
                    cut.disarm()
                    with smtp(cut.port) as client:
                        client.sendmail("me@x.example", [f"{number}@x.example"], MAIL * 1000)
                else:
                    cut.arm(fault)
                    with pytest.raises(smtplib.SMTPServerDisconnected):
                        smtp(cut.port)
        assert [letter.raw for letter in sink.received] == [MAIL * 1000] * 2
        assert cut.hits == 1

    @pytest.mark.parametrize("how", [Break.CLOSE, Break.RESET])
    def test_after_the_dot_the_letter_is_there_but_the_answer_is_lost(self, sink: Sink, how: Break) -> None:
        with Cut(sink.port) as cut, smtp(cut.port) as client:
            cut.arm(Fault(Towards.SERVER, how, after_line=rb"^\.\r\n", times=1))
            with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
                client.sendmail("me@x.example", ["a@x.example"], MAIL)
            sink.wait_for(1)
            with smtp(cut.port) as again:
                again.sendmail("me@x.example", ["b@x.example"], MAIL)
            client.close()
        assert len(sink.received) == 2

    def test_a_letter_that_is_cut_half_way_never_arrives(self, sink: Sink) -> None:
        with Cut(sink.port) as cut:
            cut.arm(Fault(Towards.SERVER, Break.CLOSE, after_bytes=10_000))
            with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)), smtp(cut.port) as client:
                client.sendmail("me@x.example", ["a@x.example"], MAIL * 100_000)
            cut.wait_for_hits(1)
        assert sink.received == []

    def test_a_stalled_connection_hangs_until_the_client_gives_up(self, sink: Sink) -> None:
        with Cut(sink.port) as cut, smtplib.SMTP("127.0.0.1", cut.port, timeout=1) as client:
            cut.arm(Fault(Towards.CLIENT, Break.STALL, after_line=b"250 2.1.0"))
            with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
                client.sendmail("me@x.example", ["a@x.example"], MAIL)
            client.close()

    @needs_dovecot
    def test_a_fetch_is_cut_in_the_literal(self, mailserver: Dovecot) -> None:
        mailserver.append([b"Subject: big\r\n\r\n" + b"x" * 200_000 + b"\r\n"], folder="Big")
        with Cut(mailserver.imap_port) as cut, IMAPClient("127.0.0.1", cut.port, ssl=False, timeout=60) as client:
            client.login(USER, "secret")
            client.select_folder("Big", readonly=True)
            uids = client.search()
            cut.arm(Fault(Towards.CLIENT, Break.RESET, after_bytes=100_000, times=1))
            with pytest.raises((client.AbortError, OSError)):
                client.fetch(uids, ["BODY.PEEK[]"])
            client.shutdown()
        assert cut.hits == 1


needs_postfix = pytest.mark.skipif(postfix.available() is not None, reason=str(postfix.available()))
needs_postgrey = pytest.mark.skipif(
    postfix.available(greylisting=True) is not None, reason=str(postfix.available(greylisting=True))
)


@pytest.fixture(scope="module")
def world() -> Iterator[Sink]:
    with Sink() as running:
        yield running


@pytest.fixture(scope="module")
def postoffice(world: Sink, mailserver: Dovecot) -> Iterator[Postfix]:
    with Postfix(world.port, {USER: mailserver.lmtp_port}) as running:
        yield running


@needs_dovecot
@needs_postfix
@pytest.mark.slow
class TestPostfix:
    @pytest.fixture(autouse=True)
    def _clean(self, world: Sink, mailserver: Dovecot) -> None:
        world.received.clear()
        world.forget_rules()
        mailserver.doveadm("expunge", "-u", USER, "mailbox", "INBOX", "all")

    def test_mail_to_the_mailbox_goes_to_dovecot_and_all_other_mail_to_the_sink(
        self, postoffice: Postfix, world: Sink, mailserver: Dovecot
    ) -> None:
        with smtp(postoffice.port) as client:
            client.sendmail(
                "anna@customer.example", ["support+esc-1.abc@example.com", "joe@example.com", "x@other.example"], MAIL
            )
        postoffice.wait_until_empty()
        assert {address for letter in world.received for address in letter.recipients} == {
            "joe@example.com",
            "x@other.example",
        }
        assert all(letter.raw.startswith(b"Received: from") and letter.raw.endswith(MAIL) for letter in world.received)
        with mailserver.logged_in() as inbox:
            inbox.select_folder("INBOX", readonly=True)
            (arrived,) = inbox.fetch(inbox.search(), ["BODY.PEEK[]"]).values()
        assert b"Delivered-To: support+esc-1.abc@example.com\r\n" in arrived[b"BODY[]"]
        assert arrived[b"BODY[]"].endswith(MAIL)

    def test_a_refused_letter_comes_back_as_a_bounce(
        self, postoffice: Postfix, world: Sink, mailserver: Dovecot
    ) -> None:
        world.tell(Rule(Step.RCPT, "550 5.1.1 no such person", match="gone@"))
        with smtp(postoffice.port) as client:
            client.sendmail(USER, ["gone@example.com"], MAIL)
        postoffice.wait_until_empty()
        with mailserver.logged_in() as inbox:
            inbox.select_folder("INBOX", readonly=True)
            (bounce,) = inbox.fetch(inbox.search(), ["BODY.PEEK[]"]).values()
        assert b"report-type=delivery-status" in bounce[b"BODY[]"]
        assert b"no such person" in bounce[b"BODY[]"]
        assert world.received == []

    def test_what_the_world_does_not_take_yet_waits_and_is_tried_again(self, postoffice: Postfix, world: Sink) -> None:
        world.stop()
        with smtp(postoffice.port) as client:
            client.sendmail(USER, ["joe@example.com"], MAIL)
        with pytest.raises(TimeoutError, match=r"joe@example\.com: .*refused"):
            postoffice.wait_until_empty(0.5)
        world.start()
        postoffice.flush()
        postoffice.wait_until_empty()
        assert [letter.recipients for letter in world.received] == [("joe@example.com",)]

    def test_what_waits_survives_a_stop_and_a_start(self, world: Sink) -> None:
        world.tell(Rule(Step.MAIL, "451 4.3.0 later", times=1))
        with Postfix(world.port) as one:
            with smtp(one.port) as client:
                client.sendmail(USER, ["joe@example.com"], MAIL)
            one.stop()
            with pytest.raises(ConnectionRefusedError):
                smtp(one.port)
            one.start()
            one.flush()
            one.wait_until_empty()
        assert [letter.recipients for letter in world.received] == [("joe@example.com",)]
        with pytest.raises(ConnectionRefusedError):
            smtp(one.port)
        assert not one.root.exists()

    @needs_openssl
    def test_starttls_and_a_size_limit(self, world: Sink, tmp_path: Path) -> None:
        good = make_certificate(tmp_path)
        with Postfix(world.port, tls=good, settings="message_size_limit = 1000\n") as small:
            send_with_tls(small.port, good, tls_first=False)
            small.wait_until_empty()
            with smtp(small.port) as client, pytest.raises(smtplib.SMTPSenderRefused, match="size"):
                client.sendmail(USER, ["joe@example.com"], MAIL + b"x" * 2000)
        assert len(world.received) == 1

    @needs_postgrey
    def test_a_greylisted_letter_is_taken_after_a_while(self, world: Sink) -> None:
        with Postfix(world.port, greylist=1) as shy:
            with smtp(shy.port) as client:
                with pytest.raises(smtplib.SMTPRecipientsRefused, match="Greylisted"):
                    client.sendmail(USER, ["joe@example.com"], MAIL)
                time.sleep(1.1)
                client.sendmail(USER, ["joe@example.com"], MAIL)
            shy.wait_until_empty()
        assert len(world.received) == 1
