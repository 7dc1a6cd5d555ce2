"""What a server hands over in several looks: it limits questions, ends connections, refuses logins, cuts mails."""

import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence

import pytest

from daemon.adapters.imap.fetch.apart import Doubts, fetch_apart
from daemon.errors import MailboxError, MailRefused
from tests.adapters.imap.fetch.test_fetching import BYE, LONG_AGO, MAIL, Shelf, opened, refusing
from tests.servers.imap_script import Say
from tests.tables import every_row

PARTS = (
    b'Subject: ESCALATION\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary="b1"\r\n\r\n'
    b"--b1\r\n\r\n%s\r\n--b1\r\nContent-Type: text/plain; name=a.log\r\n\r\nlog\r\n--b1--\r\n" % (b"text " * 200)
)


@every_row("start", range(5))
def test_those_few_that_can_be_had_are_found_in_one_look_wherever_they_lie(start: int) -> None:
    uids = range(1, 31)
    found, refused = fetch_apart(uids, 50, refusing(set(uids) - {10, 20, 30}), Doubts(start))
    assert (sorted(found), len(refused)) == ([10, 20, 30], 27)


@every_row("good", [1, 77, 130])
def test_among_many_the_one_is_found_in_a_few_looks(good: int) -> None:
    uids, doubts = range(1, 131), Doubts[str]()
    for _ in range(3):
        try:
            found, refused = fetch_apart(uids, 250, refusing(set(uids) - {good}), doubts)
        except MailRefused:
            continue
        assert (list(found), len(refused)) == ([good], 129)
        return
    raise AssertionError("not found")


class OneLogin:
    """A server that ends the connection over one of `bad`, and gives one connection a look."""

    def __init__(self, bad: set[int]) -> None:
        self.bad, self.is_open = bad, True

    def fetch(self, some: Sequence[int]) -> Mapping[int, str]:
        if not self.is_open:
            raise MailboxError("too many connections")
        self.is_open = not self.bad & set(some)
        return refusing(self.bad)(some)

    def look_until_settled(self, uids: Sequence[int], most: int) -> tuple[dict[int, str], dict[int, str]]:
        doubts = Doubts[str]()
        for _ in range(most):
            self.is_open = True
            try:
                return fetch_apart(uids, 50, self.fetch, doubts)
            except MailboxError:
                continue
        raise AssertionError("still not settled")


@every_row("bad", [{3}, {1}, {20}, {3, 17}, {1, 2, 3}])
def test_a_mail_that_costs_the_connection_is_found_though_each_look_has_only_one(bad: set[int]) -> None:
    found, refused = OneLogin(bad).look_until_settled(range(1, 21), 25)
    assert (set(found), set(refused)) == (set(range(1, 21)) - bad, bad)


def test_a_server_that_ends_every_connection_sets_none_aside() -> None:
    with pytest.raises(AssertionError, match="still not settled"):
        OneLogin(set(range(1, 21))).look_until_settled(range(1, 21), 60)


class Hesitant(Shelf):
    """A server that refuses a connection right after the one before."""

    last = 0.0

    def _serve(self, connection: socket.socket) -> None:
        before, self.last = self.last, time.monotonic()
        if self.last - before < 0.5:
            connection.sendall(b"* BYE too many connections\r\n")
            connection.shutdown(socket.SHUT_RDWR)
        else:
            super()._serve(connection)


@pytest.mark.slow
def test_a_server_that_refuses_a_new_connection_for_a_moment_is_waited_for() -> None:
    with Hesitant({2: BYE}) as server, opened(server) as mailbox:
        mails = mailbox.fetch_mails([1, 2], 1000)
        assert [bool(mail.refusal) for mail in mails] == [False, True]


class Limiting(Shelf):
    """A server with twelve mails that answers for three in one FETCH at most."""

    def __init__(self) -> None:
        super().__init__({})
        self.lies_there = set(range(1, 13))

    def find_answer(self, command: str, words: str) -> Say:
        if command == "UID FETCH" and len(words.split()[2].split(",")) > 3:
            return Say(b"%T NO [LIMIT] too many messages in one FETCH\r\n")
        return super().find_answer(command, words)


def test_a_server_that_limits_a_question_is_asked_for_fewer_and_remembered_so() -> None:
    with Limiting() as server, opened(server) as mailbox:
        assert len(mailbox.fetch_envelopes(0, LONG_AGO)) == 12
        assert [mail.raw for mail in mailbox.fetch_mails(range(1, 13), 1000)] == [MAIL] * 12
        server.heard.clear()
        mailbox.open()
        mailbox.fetch_mails(range(1, 13), 1000)
        assert max(len(words.split()[2].split(",")) for words in server.heard if "FETCH" in words) <= 3
        assert server.connections == 1


class Cutting(Shelf):
    """A server that hands over so much of mail 2; `gives` is what stands behind that when it is asked for."""

    def __init__(self, whole: bytes, come: bytes, behind: bytes) -> None:
        super().__init__({})
        self._whole, self._come, self._behind = whole, come, behind

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        if command != "UID FETCH" or "2" not in words.split()[2].split(","):
            return answer
        parts = answer.what.split(b"* ")
        own = next(index for index, part in enumerate(parts) if part.startswith(b"2 "))
        if "BODY.PEEK[]" in words:
            offset = re.search(r"BODY\.PEEK\[\]<([1-9]\d*)\.", words)
            body = self._behind if offset else self._come
            name = b"BODY[]<%s>" % offset[1].encode() if offset else b"BODY[]"
            parts[own] = b"2 FETCH (UID 2 %s {%d}\r\n%s)\r\n" % (name, len(body), body)
            parts[own] += b"%T OK done\r\n" if own == len(parts) - 1 else b""
        else:
            parts[own] = re.sub(rb"RFC822.SIZE \d+", b"RFC822.SIZE %d" % len(self._whole), parts[own])
        return Say(b"* ".join(parts))


@every_row(
    ("come", "behind", "is_refused"),
    [
        (PARTS[: len(PARTS) * 55 // 100], b"", True),  # the rest is lost for good
        (PARTS[: len(PARTS) * 55 // 100], PARTS[len(PARTS) * 55 // 100 :], True),
        (PARTS[: len(PARTS) * 55 // 100], PARTS[: len(PARTS) * 55 // 100], True),  # it gives no parts of a body
        (PARTS[:-3], PARTS[-3:], True),
        (PARTS[:-3], b"", False),  # it counts otherwise
        (PARTS.replace(b"\r\n", b"\n"), b"", False),
        (PARTS, b"", False),
    ],
)
def test_half_a_mail_is_none_and_one_whose_size_is_a_few_bytes_off_is(
    come: bytes, behind: bytes, is_refused: bool
) -> None:
    with Cutting(PARTS, come, behind) as server, opened(server) as mailbox:
        mails = mailbox.fetch_mails([1, 2, 3], 100_000)
        assert [bool(mail.refusal) for mail in mails] == [False, is_refused, False]


@pytest.mark.parametrize("shift", [lambda size: size * 3, lambda size: size + 1])
def test_a_size_that_is_only_estimated_refuses_no_mail(shift: Callable[[int], int]) -> None:
    with Cutting(b"x" * shift(len(PARTS)), PARTS, b"") as server, opened(server) as mailbox:
        assert [mail.refusal for mail in mailbox.fetch_mails([1, 2, 3], 100_000)] == ["", "", ""]
