"""What the daemon may rely on in every mailbox: in memory, in the sandbox, on Dovecot.
Then what only real servers have."""

import base64
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol, cast

import pytest
from imapclient import IMAPClient

from daemon.adapters.imap.access import Handled, MailboxAccess
from daemon.adapters.imap.mailbox import Mailbox
from daemon.adapters.sandbox.servers import Sandbox
from daemon.errors import LoginRefused, MailboxError
from daemon.ports import MailSource
from parsers.message import parse_message
from tests.fakes import FakeMailbox
from tests.servers import certificate, dovecot
from tests.servers.certificate import make_certificate
from tests.servers.dovecot import PASSWORD, USER, Dovecot
from tests.vocabulary import VOCABULARY

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
LIMIT = 100_000
MAIL = b"From: anna@example.com\r\nSubject: ESCALATION\r\n\r\neight \xff, a dot\r\n.\r\nend\r\n"
FOLDERS = (f"F{number}" for number in count())

needs_dovecot = pytest.mark.skipif(dovecot.available() is not None, reason=str(dovecot.available()))
needs_openssl = pytest.mark.skipif(certificate.available() is not None, reason=str(certificate.available()))


class Place(Protocol):
    """A mailbox as its people see it, with our way in."""

    source: MailSource

    def deliver(self, raw: bytes, received_at: datetime = NOON) -> int: ...
    def expunge(self, uid: int) -> None: ...
    def flags(self, uid: int) -> set[str]: ...


class InMemory:
    def __init__(self) -> None:
        self.source = FakeMailbox()
        self.expunge = self.source.expunge

    def deliver(self, raw: bytes, received_at: datetime = NOON) -> int:
        return self.source.deliver(raw, received_at)

    def flags(self, uid: int) -> set[str]:
        return self.source.mails[uid].keywords


class OnServer:
    """A folder of its own, seen through a second connection."""

    def __init__(self, access: MailboxAccess) -> None:
        self.access = access
        self.source: MailSource = Mailbox(access)
        self.client = IMAPClient(access.host, access.port, ssl=False, timeout=60)
        self.client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.client.login(access.username, access.password)
        if not self.client.folder_exists(access.folder):
            self.client.create_folder(access.folder)
        self.client.select_folder(access.folder)

    def deliver(self, raw: bytes, received_at: datetime = NOON) -> int:
        answer = self.client.append(self.access.folder, raw, msg_time=received_at)  # [APPENDUID 7 12]
        self.client.noop()
        return int(answer.split(b"]")[0].split()[-1])

    def expunge(self, uid: int) -> None:
        self.client.delete_messages([uid])
        self.client.uid_expunge([uid])

    def flags(self, uid: int) -> set[str]:
        self.client.noop()
        return {flag.decode() for flag in self.client.get_flags([uid])[uid]} - {"\\Recent"}

    def count(self, folder: str) -> int:
        return int(self.client.folder_status(folder, ["MESSAGES"])[b"MESSAGES"])

    def close(self) -> None:
        self.source.close()
        with suppress(IMAPClient.AbortError):
            self.client.logout()


def access_to(port: int, folder: str = "INBOX", handled: Handled = Handled.KEYWORD) -> MailboxAccess:
    folders = {"done_folder": "Escalations/Done", "quarantine_folder": "Escalations/Set aside"}
    return MailboxAccess("127.0.0.1", port, "none", USER, PASSWORD, folder=folder, handled=handled, **folders)


@pytest.fixture(scope="module")
def running() -> Iterator[Callable[[], Dovecot]]:
    """One Dovecot for all, started by the first who asks."""
    with ExitStack() as stack:
        started: list[Dovecot] = []

        def get() -> Dovecot:
            if not started:
                started.append(stack.enter_context(Dovecot()))
            return started[0]

        yield get


@contextmanager
def on_server(access: MailboxAccess) -> Iterator[OnServer]:
    place = OnServer(access)
    try:
        yield place
    finally:
        place.close()


@pytest.fixture(params=["memory", "sandbox", pytest.param("dovecot", marks=needs_dovecot)])
def place(request: pytest.FixtureRequest, running: Callable[[], Dovecot]) -> Iterator[Place]:
    if request.param == "memory":
        yield InMemory()
    elif request.param == "sandbox":
        with Sandbox({USER: PASSWORD}) as sandbox, on_server(access_to(sandbox.imap_port)) as one:
            yield one
    else:
        with on_server(access_to(running().imap_port, next(FOLDERS))) as one:
            yield one


@pytest.fixture(params=["sandbox", pytest.param("dovecot", marks=needs_dovecot)])
def port(request: pytest.FixtureRequest, running: Callable[[], Dovecot]) -> Iterator[int]:
    if request.param == "sandbox":
        with Sandbox({USER: PASSWORD}) as sandbox:
            yield sandbox.imap_port
    else:
        yield running().imap_port


class TestEveryMailbox:
    def test_it_keeps_its_uidvalidity(self, place: Place) -> None:
        assert place.source.open() == place.source.open() > 0

    def test_an_empty_folder_has_nothing(self, place: Place) -> None:
        place.source.open()
        assert place.source.fetch_envelopes(0, LONG_AGO) == ()

    def test_headers_come_with_size_and_arrival_and_nothing_of_the_text(self, place: Place) -> None:
        uid = place.deliver(MAIL)
        place.source.open()
        (envelope,) = place.source.fetch_envelopes(0, LONG_AGO)
        assert (envelope.uid, envelope.size, envelope.received_at) == (uid, len(MAIL), NOON)
        assert envelope.headers == b"From: anna@example.com\r\nSubject: ESCALATION\r\n\r\n"

    def test_mail_comes_oldest_first_by_arrival_then_uid(self, place: Place) -> None:
        late = place.deliver(MAIL, NOON + timedelta(hours=2))
        early = place.deliver(MAIL, NOON - timedelta(hours=2))
        first, second = place.deliver(MAIL), place.deliver(MAIL)
        place.source.open()
        assert [mail.uid for mail in place.source.fetch_envelopes(0, LONG_AGO)] == [early, first, second, late]

    def test_only_what_is_above_the_uid_is_new_even_when_that_is_nothing(self, place: Place) -> None:
        first, second = place.deliver(MAIL), place.deliver(MAIL)
        place.source.open()
        assert [mail.uid for mail in place.source.fetch_envelopes(first, LONG_AGO)] == [second]
        assert place.source.fetch_envelopes(second, LONG_AGO) == ()

    def test_a_mail_of_a_known_message_id_comes_however_old_it_is_and_wherever_it_lies(self, place: Place) -> None:
        sought = place.deliver(b"Message-ID:\r\n <sought@example.com>\r\n" + MAIL, NOON - timedelta(days=300))
        place.deliver(b"Message-ID: <other@example.com>\r\n" + MAIL, NOON - timedelta(days=300))
        new = place.deliver(MAIL, NOON)
        place.source.open()
        for name in ("<sought@example.com>", "<sought@example.com> OR ALL", '<"@example.com>', "<ü@example.com>"):
            found = place.source.fetch_envelopes(new - 1, NOON, [name])
            assert [mail.uid for mail in found] == ([sought, new] if name == "<sought@example.com>" else [new])

    def test_what_has_its_own_time_is_not_asked_for(self, place: Place) -> None:
        first, second = place.deliver(MAIL), place.deliver(MAIL)
        place.source.open()
        assert [mail.uid for mail in place.source.fetch_envelopes(0, LONG_AGO, (), {first})] == [second]

    def test_the_look_back_is_kept_to_the_second(self, place: Place) -> None:
        place.deliver(MAIL, NOON - timedelta(days=3))
        place.deliver(MAIL, NOON - timedelta(seconds=1))
        at_noon = place.deliver(MAIL, NOON)
        place.source.open()
        assert [mail.uid for mail in place.source.fetch_envelopes(0, NOON)] == [at_noon]

    def test_mails_come_with_their_bytes_in_the_order_asked_and_those_that_are_gone_are_left_out(
        self, place: Place
    ) -> None:
        uids = [place.deliver(MAIL + b"%d\r\n" % number) for number in range(3)]
        place.source.open()
        place.source.fetch_envelopes(0, LONG_AGO)
        place.expunge(uids[1])
        mails = place.source.fetch_mails([uids[2], uids[1], uids[0]], LIMIT)
        assert [(mail.uid, mail.raw) for mail in mails] == [(uids[2], MAIL + b"2\r\n"), (uids[0], MAIL + b"0\r\n")]
        assert [(mail.received_at, mail.size, mail.truncated) for mail in mails] == [(NOON, len(MAIL) + 3, False)] * 2
        assert place.source.fetch_mails([], LIMIT) == ()

    def test_more_mails_than_fit_into_one_command_all_come(self, place: Place) -> None:
        uids = [place.deliver(MAIL) for _ in range(120)]
        place.source.open()
        assert [mail.uid for mail in place.source.fetch_mails(uids, LIMIT)] == uids

    def test_one_over_the_limit_comes_truncated_with_its_true_size(self, place: Place) -> None:
        uid, other = place.deliver(MAIL + b"x" * 5000), place.deliver(MAIL)
        place.source.open()
        large, small = place.source.fetch_mails([uid, other], 1000)
        assert (large.truncated, large.size, small.truncated) == (True, len(MAIL) + 5000, False)
        assert large.raw.startswith(b"From: anna@example.com\r\nSubject: ESCALATION\r\n")

    def test_nothing_of_it_makes_a_mail_read(self, place: Place) -> None:
        uid = place.deliver(MAIL)
        place.source.open()
        place.source.fetch_envelopes(0, LONG_AGO)
        place.source.fetch_mails([uid], LIMIT)
        place.source.fetch_mails([uid], 10)
        assert place.flags(uid) == set()

    def test_marks_are_seen_by_people_and_a_mail_that_is_gone_is_no_error(self, place: Place) -> None:
        done, aside, gone, other = (place.deliver(MAIL) for _ in range(4))
        place.source.open()
        place.expunge(gone)
        place.source.mark_handled([done, gone])
        place.source.mark_quarantined([aside])
        place.source.mark_handled([])
        assert [place.flags(uid) for uid in (done, aside, other)] == [
            {"$EscalationHandled"},
            {"$EscalationQuarantined"},
            set(),
        ]

    def test_a_quiet_wait_lasts_its_time(self, place: Place) -> None:
        begin(place)
        began = time.monotonic()
        assert place.source.wait(0.3) is False
        assert time.monotonic() - began > 0.29

    def test_mail_ends_a_wait_and_is_found(self, place: Place) -> None:
        begin(place)
        threading.Timer(0.2, place.deliver, [MAIL]).start()
        assert soon(place.source)
        place.source.open()
        assert len(place.source.fetch_envelopes(0, LONG_AGO)) == 1

    def test_mail_between_the_search_and_the_wait_ends_it_at_once(self, place: Place) -> None:
        begin(place)
        place.deliver(MAIL)
        assert soon(place.source)

    def test_wake_ends_a_wait_also_when_it_comes_before_it(self, place: Place) -> None:
        begin(place)
        threading.Timer(0.2, place.source.wake).start()
        assert soon(place.source)
        begin(place)
        place.source.wake()
        assert soon(place.source)


class TestFolders:
    @pytest.fixture
    def moving(self, port: int) -> Iterator[OnServer]:
        with on_server(access_to(port, next(FOLDERS), Handled.MOVE)) as place:
            yield place

    def test_handled_mail_moves_to_folders_that_are_made_on_the_way(self, moving: OnServer) -> None:
        done, aside, other = (moving.deliver(MAIL) for _ in range(3))
        moving.source.open()
        delimiter = moving.client.list_folders("", "INBOX")[0][1].decode()
        names = {name for _, _, name in moving.client.list_folders()}
        before = moving.count(f"Escalations{delimiter}Done") if f"Escalations{delimiter}Done" in names else 0
        moving.source.mark_handled([done])
        moving.source.mark_quarantined([aside])
        moving.source.mark_handled([done])  # it is gone already
        moving.client.noop()
        assert moving.client.search() == [other]
        assert moving.count(f"Escalations{delimiter}Done") == before + 1
        assert moving.count(f"Escalations{delimiter}Set aside") > 0

    def test_facts_for_the_doctor(self, port: int) -> None:
        with on_server(access_to(port, next(FOLDERS))) as place:
            place.deliver(MAIL)
            facts = cast(Mailbox, place.source).examine()
        assert (facts.idle, facts.keywords, facts.move, facts.messages) == (True, True, True, 1)

    def test_a_folder_that_is_missing_and_a_wrong_password_are_told_apart(self, port: int) -> None:
        missing, wrong = Mailbox(access_to(port, "Nowhere")), Mailbox(replace(access_to(port), password="wrong"))
        with pytest.raises(MailboxError, match="opening the folder Nowhere") as caught:
            missing.open()
        assert not isinstance(caught.value, LoginRefused)
        with pytest.raises(LoginRefused, match=f"refused the login of {USER}"):
            wrong.open()
        missing.close()
        wrong.close()


@needs_dovecot
class TestOnDovecot:
    @contextmanager
    def moving(self, server: Dovecot) -> Iterator[OnServer]:
        with server, on_server(access_to(server.imap_port, handled=Handled.MOVE)) as place:
            yield place

    @pytest.mark.slow
    def test_without_move_it_copies_and_leaves_what_others_have_deleted(self) -> None:
        with self.moving(Dovecot(without=["MOVE"])) as place:
            ours, theirs = place.deliver(MAIL), place.deliver(MAIL)
            place.client.delete_messages([theirs])
            place.source.open()
            place.source.mark_handled([ours])
            place.client.noop()
            assert place.client.search() == [theirs]
            assert place.count("Escalations.Done") == 1

    @pytest.mark.slow
    def test_without_move_and_uidplus_mail_stays(self) -> None:
        with self.moving(Dovecot(without=["MOVE", "UIDPLUS"])) as place:
            uid = place.deliver(MAIL)
            place.source.open()
            place.source.mark_handled([uid])
            assert place.flags(uid) == set()

    def test_folders_are_made_below_the_personal_namespace(self) -> None:
        with self.moving(Dovecot(settings="namespace inbox {\n  prefix = INBOX/\n  separator = /\n}\n")) as place:
            uid = place.deliver(MAIL)
            place.source.open()
            place.source.mark_handled([uid])
            assert place.count("INBOX/Escalations/Done") == 1

    @pytest.mark.slow
    def test_without_idle_mail_is_found_by_looking(self) -> None:
        with Dovecot(without=["IDLE"]) as server, on_server(access_to(server.imap_port)) as place:
            begin(place)
            place.deliver(MAIL)
            assert place.source.wait(0.1) is True
            place.source.open()
            assert len(place.source.fetch_envelopes(0, LONG_AGO)) == 1

    @pytest.mark.slow
    def test_a_changed_uidvalidity_and_a_kick_are_told_by_the_next_open(self) -> None:
        with Dovecot() as server, on_server(access_to(server.imap_port)) as place:
            place.deliver(MAIL)
            before = place.source.open()
            server.doveadm("mailbox", "update", "--uid-validity", "4242", "-u", USER, "INBOX")
            server.doveadm("kick", USER)
            assert before != place.source.open() == 4242
            assert len(place.source.fetch_envelopes(0, LONG_AGO)) == 1

    def test_a_large_mail_comes_as_its_header_and_text_with_a_list_of_what_is_left_out(
        self, running: Callable[[], Dovecot]
    ) -> None:
        with on_server(access_to(running().imap_port, next(FOLDERS))) as place:
            uid = place.deliver(LARGE)
            place.source.open()
            (mail,) = place.source.fetch_mails([uid], LIMIT)
            assert place.flags(uid) == set()
        message = parse_message(mail.raw, VOCABULARY)
        assert (mail.truncated, mail.size, len(mail.raw) < 2000) == (True, len(LARGE), True)
        assert message.subject == "ESCALATION - Grüße"
        assert message.text.strip() == "Priority: High – größer"
        assert [(file.name, file.content.decode().split("\r\n")) for file in message.files] == [
            ("left-out.txt", ["memory dump.zip", "Übersicht.png", "message/rfc822", ""])
        ]

    @needs_openssl
    def test_tls_is_verified_in_both_ways(self, tmp_path: Path) -> None:
        good = make_certificate(tmp_path)
        with Dovecot(tls=good) as server:
            for security, there in (("tls", server.imaps_port), ("starttls", server.imap_port)):
                trusting = replace(access_to(there), security=security, tls=good.client_context())
                with_mail = Mailbox(trusting)
                assert with_mail.open() > 0
                with_mail.fetch_envelopes(0, LONG_AGO)
                assert with_mail.wait(0.2) is False
                server.deliver(MAIL)
                assert soon(with_mail)
                with_mail.close()
                assert "certificate of the mailbox server" in complaint(replace(trusting, tls=None))

    @pytest.mark.slow
    @needs_openssl
    @pytest.mark.parametrize(
        ("host", "expired", "words"), [("imap.example.com", False, "mismatch"), ("localhost", True, "expired")]
    )
    def test_a_certificate_of_another_host_or_of_yesterday_is_refused(
        self, tmp_path: Path, host: str, expired: bool, words: str
    ) -> None:
        bad = make_certificate(tmp_path, host, expired=expired)
        with Dovecot(tls=bad) as server:
            said = complaint(replace(access_to(server.imaps_port), security="tls", tls=bad.client_context()))
        assert "cannot be trusted" in said
        assert words in said


def begin(place: Place) -> None:
    """What the daemon does before each wait."""
    place.source.open()
    place.source.fetch_envelopes(0, LONG_AGO)


def soon(source: MailSource) -> bool:
    began = time.monotonic()
    return source.wait(60) and time.monotonic() - began < 50


def complaint(access: MailboxAccess) -> str:
    mailbox = Mailbox(access)
    with pytest.raises(MailboxError) as caught:
        mailbox.open()
    mailbox.close()
    return str(caught.value)


def attached(kind: str, disposition: str, content: bytes) -> bytes:
    body = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return f"--m\r\nContent-Type: {kind}\r\n{disposition}Content-Transfer-Encoding: base64\r\n\r\n".encode() + body


LARGE = (
    b"From: anna@example.com\r\nSubject: ESCALATION - =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed;\r\n boundary=m\r\nX-Folded: one\r\n two\r\n\r\n"
    + attached("application/zip", 'Content-Disposition: attachment; filename="memory dump.zip"\r\n', b"z" * 200_000)
    + b"--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n"
    b"Content-Type: text/html\r\n\r\n<p>html</p>\r\n"
    + b"--a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + b"Priority: High =E2=80=93 gr=C3=B6=C3=9Fer\r\n--a--\r\n"
    + attached('image/png; name="=?utf-8?q?=C3=9Cbersicht=2Epng?="', "", b"png")
    + b"--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner\r\n--m--\r\n"
)
