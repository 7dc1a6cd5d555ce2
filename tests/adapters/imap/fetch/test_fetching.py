"""Which mail it is that a server cannot hand over, and when it is the server's fault (fault F67)."""

import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.adapters.imap.access import MailboxAccess
from daemon.adapters.imap.fetch.apart import Doubts, fetch_apart
from daemon.adapters.imap.mailbox import Mailbox
from daemon.errors import MailboxError, MailRefused
from tests.servers.imap_script import ImapScript, Say, Then
from tests.tables import every_row

LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
NO = Say(b"%T NO [SERVERBUG] Internal error occurred\r\n")
BYE = Say(b"* BYE FETCH failed: Internal error occurred\r\n", Then.CLOSE)
HALF = Say(b"* 2 FETCH (UID 2 BODY[] {400}\r\nSubject: x\r\n", Then.CLOSE)
SILENCE = Say(b"* 2 FETCH (UID 2 BODY[] {400}\r\nSubject: x\r\n", Then.STALL)
HUGE = Say(b"* 2 FETCH (UID 2 BODY[] {9999999999999}\r\nSubject: x\r\n", Then.CLOSE)
HUGER = Say(b"* 2 FETCH (UID 2 BODY[] {99999999999999999999999}\r\nSubject: x\r\n", Then.CLOSE)
FAR = Say(
    b'* 2 FETCH (UID 2 INTERNALDATE "31-Dec-9999 23:59:59 -0100" RFC822.SIZE 1 BODY[] '
    b'"x" BODY[HEADER]<0> "x")\r\n%T OK done\r\n'
)
YES_BUT = Say(b"%T OK done\r\n")
NIL = Say(b'* 2 FETCH (UID 2 INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE 30 BODY[] NIL)\r\n%T OK done\r\n')
EMPTY = Say(b'* 2 FETCH (UID 2 INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE 30 BODY[] "")\r\n%T OK done\r\n')
NO_HEADER = [
    Say(b'* 2 FETCH (UID 2 INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE '
    b'%d BODY[%s]%s %s)\r\n%%T OK done\r\n' % what)
    for what in (
        (30, b"HEADER", b"<0>", b"{0}\r\n"), (30, b"HEADER", b"<0>", b'""'), (30, b"HEADER", b"<0>", b"{2}\r\n\r\n"),
        (0, b"", b"", b"{0}\r\n"), (1, b"", b"", b"{0}\r\n"), (2, b"", b"", b"{2}\r\n\r\n"),
        (30, b"", b"", b"{30}\r\n\r\n%s" % (b"not: a header" * 3)[:28]),
    )
]  # fmt: skip
NOTE = (
    b"From: Microsoft Exchange Server\r\n"
    b"Subject: Retrieval using the IMAP4 protocol failed for the following message:\r\n 2\r\n\r\n"
)
STAND_IN = Say(
    b'* 2 FETCH (UID 2 INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE 900 '
    b"BODY[HEADER]<0> {%d}\r\n%s)\r\n%%T OK done\r\n" % (len(NOTE), NOTE)
)
NONSENSE = Say(b"* 2 FETCH (UID two BODY[] NIL)\r\n%T OK done\r\n")
MAIL = b"Subject: ESCALATION\r\n\r\ntext\r\n"


def refusing(bad: set[int], seen: list[Sequence[int]] | None = None) -> Callable[[Sequence[int]], Mapping[int, str]]:
    def fetch(some: Sequence[int]) -> Mapping[int, str]:
        if seen is not None:
            seen.append(some)
        if bad & set(some):
            raise MailRefused("refused", "no")
        return {uid: f"mail {uid}" for uid in some}

    return fetch


class TestHalving:
    @given(st.lists(st.integers(1, 500), min_size=1, max_size=120, unique=True), st.data())
    def test_all_that_can_be_handed_over_comes_and_only_the_others_are_refused(
        self, uids: list[int], data: st.DataObject
    ) -> None:
        bad = set(data.draw(st.lists(st.sampled_from(uids), max_size=min(len(uids) - 1, 8), unique=True)))
        found, refused = fetch_apart(uids, 50, refusing(bad), Doubts())
        assert set(found) == set(uids) - bad
        assert refused == dict.fromkeys(bad, "no")

    @given(st.lists(st.integers(1, 500), min_size=1, max_size=120, unique=True), st.booleans())
    def test_a_refusal_of_everything_is_no_mails_fault(self, uids: list[int], has_witness: bool) -> None:
        asked: list[Sequence[int]] = []
        with pytest.raises(MailRefused):
            fetch_apart(uids, 50, refusing({*uids, 999}, asked), Doubts(), [999] if has_witness else [])
        assert len(asked) <= 53  # a server in trouble is not asked for more mails by themselves than one batch has

    def test_many_in_a_row_are_refused_and_the_one_behind_them_comes(self) -> None:
        assert set(fetch_apart(range(1, 201), 200, refusing(set(range(1, 181))), Doubts())[0]) == set(range(181, 201))

    def test_one_good_mail_among_many_bad_ones_is_found_in_a_few_tries(self) -> None:
        for good in range(1, 101):
            bad, doubts = set(range(1, 101)) - {good}, Doubts[str]()
            for _ in range(3):
                try:
                    assert set(fetch_apart(range(1, 101), 50, refusing(bad), doubts)[0]) == {good}
                    break
                except MailRefused:
                    continue
            else:
                raise AssertionError(good)

    def test_what_was_found_out_before_the_server_cut_us_off_is_not_asked_again(self) -> None:
        """A server that limits logins may end each try after a few questions."""
        doubts, left = Doubts[str](), 0

        def fetch(some: Sequence[int]) -> Mapping[int, str]:
            nonlocal left
            left -= bool({3, 30} & set(some))  # each costs a new connection
            if left < 0:
                raise MailboxError("too many logins")
            return refusing({3, 30})(some)

        for _ in range(5):
            left = 8
            try:
                found, refused = fetch_apart(range(1, 41), 50, fetch, doubts)
                break
            except MailRefused:
                raise
            except MailboxError:
                continue
        assert (len(found), sorted(refused)) == (38, [3, 30])

    def test_one_bad_mail_of_fifty_costs_few_more_questions(self) -> None:
        asked: list[Sequence[int]] = []
        fetch_apart(range(1, 51), 50, refusing({1}, asked), Doubts())
        assert len(asked) <= 16

    def test_one_alone_is_refused_only_when_a_witness_is_handed_over(self) -> None:
        assert fetch_apart([2], 50, refusing({2}), Doubts(), [2, 7]) == ({}, {2: "no"})
        with pytest.raises(MailRefused):
            fetch_apart([2], 50, refusing({2, 7}), Doubts(), [7])
        with pytest.raises(MailRefused):
            # the witness is gone
            fetch_apart([2], 50, lambda some: {} if some == [7] else refusing({2})(some), Doubts(), [7])

    def test_a_connection_that_was_lost_once_sets_nothing_aside(self) -> None:
        lost = iter([True])

        def fetch(some: Sequence[int]) -> Mapping[int, str]:
            return refusing({2} if next(lost, False) else set())(some)

        assert fetch_apart([2], 50, fetch, Doubts(), [7]) == ({2: "mail 2"}, {})

    def test_a_server_that_breaks_down_meanwhile_is_not_held_against_the_mail(self) -> None:
        handed: list[int] = []

        def fetch(some: Sequence[int]) -> Mapping[int, str]:
            handed.extend(some)
            return refusing({2} if len(handed) < 9 else {1, 2, 3, 4})(some)

        with pytest.raises(MailRefused):
            fetch_apart([1, 2, 3, 4], 50, fetch, Doubts())


class Shelf(ImapScript):
    """A server with the mails 1 to 4 that answers a FETCH as IMAP says,
    unless it holds one of `bad` (by UID), asked for with
    what `stage` finds in the command."""

    def __init__(self, bad: Mapping[int, Say], stage: str = "") -> None:
        super().__init__({})
        self.lies_there = {1, 2, 3, 4}
        self.listed: set[int] = set()  # in answer to what is new
        self.bad, self._stage = dict(bad), stage

    def find_answer(self, command: str, words: str) -> Say:
        if command == "UID SEARCH" and self.listed and ":*" in words:
            return Say(b"* SEARCH %s\r\n%%T OK done\r\n" % " ".join(map(str, self.listed)).encode())
        if command == "UID SEARCH":
            return Say(b"* SEARCH %s\r\n%%T OK done\r\n" % " ".join(map(str, self.lies_there)).encode())
        if command != "UID FETCH":
            return super().find_answer(command, words)
        uids = [uid for part in words.split()[2].split(",") for uid in _spread(part)]
        refused = next((self.bad[uid] for uid in uids if uid in self.bad and self._stage in words), None)
        return refused or Say(
            b"".join(_answer(uid, words) for uid in uids if uid in self.lies_there) + b"%T OK done\r\n"
        )


class Renumbered(Shelf):
    """A server that cuts the connection over one of `bad`, and has numbered its mails anew when it is called again."""

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        return (
            Say(answer.what.replace(b"UIDVALIDITY 7", b"UIDVALIDITY 8"))
            if command == "SELECT" and self.connections > 1
            else answer
        )


class Estimating(Shelf):
    """Exchange, unless it is told to count exactly: the size that it gives is twice and more of what it hands over."""

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        return Say(answer.what.replace(b"RFC822.SIZE %d" % len(MAIL), b"RFC822.SIZE %d" % (3 * len(MAIL))), answer.then)


class Torn(Shelf):
    """A server that hands over other bytes of mail 2 each time, all of them too few."""

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        if command != "UID FETCH" or "BODY.PEEK[]" not in words:
            return answer
        short = MAIL[: len(self.heard) % 7 + 1]
        return Say(
            answer.what.replace(_answer(2, words), b"* 2 FETCH (UID 2 BODY[] {%d}\r\n%s)\r\n" % (len(short), short))
        )


class Headless(Shelf):
    """A server with a mail 2 that begins with an empty line."""

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        asked = _answer(2, words).rpartition(b" BODY")
        headless = b"%s BODY%s {2}\r\n\r\n)\r\n" % (asked[0], asked[2].partition(b" ")[0])
        return Say(answer.what.replace(_answer(2, words), headless), answer.then) if asked[1] else answer


class Silent(Shelf):
    """A server that cuts the connection over one of `bad` the first time,
    and says nothing when it is asked for it again."""

    def find_answer(self, command: str, words: str) -> Say:
        answer = super().find_answer(command, words)
        if answer is BYE:
            self.bad = dict.fromkeys(self.bad, SILENCE)
        return answer


def _spread(part: str) -> range:
    first, _, last = part.partition(":")
    return range(int(first), int(last or first) + 1)


def _answer(uid: int, words: str) -> bytes:
    facts = b'* %d FETCH (UID %d INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE %d' % (uid, uid, len(MAIL))
    behind = re.search(r"BODY\.PEEK\[\]<([1-9]\d*)\.", words)
    if behind:
        rest = MAIL[int(behind[1]) :]
        return facts + b" BODY[]<%s> {%d}\r\n%s)\r\n" % (behind[1].encode(), len(rest), rest)
    item = re.search(r"BODY\.PEEK(\[[A-Z]*\](?:<0)?)", words)
    name = item[1].encode() + (b">" if item[1].endswith("0") else b"") if item else b""
    return facts + (b" BODY%s {%d}\r\n%s" % (name, len(MAIL), MAIL) if item else b"") + b")\r\n"


@contextmanager
def opened(server: Shelf, answer_within: float = 0.3, again_within: float = 0.3) -> Iterator[Mailbox]:
    mailbox = Mailbox(MailboxAccess("127.0.0.1", server.port, "none", "support", "secret"), answer_within, again_within)
    try:
        mailbox.open()
        yield mailbox
    finally:
        mailbox.close()


class TestOnTheWire:
    @every_row(
        ("bad", "stage"),
        [
            *itertools.product(
                [NO, BYE, HALF, SILENCE, NONSENSE, HUGE, HUGER, FAR, YES_BUT, Say(b"%T BAD cannot\r\n")],
                ["BODY.PEEK[]", "RFC822.SIZE)"],
            ),
            *itertools.product([NIL, EMPTY, STAND_IN, *NO_HEADER[3:]], ["BODY.PEEK[]"]),
        ],
    )
    def test_one_mail_that_cannot_be_handed_over_holds_back_no_other(self, bad: Say, stage: str) -> None:
        with Shelf({2: bad}, stage) as server, opened(server) as mailbox:
            mails = mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert [(mail.uid, mail.raw, bool(mail.refusal)) for mail in mails] == [
                (1, MAIL, False), (2, b"", True), (3, MAIL, False), (4, MAIL, False),
            ]  # fmt: skip
            assert mailbox.open() == 7

    def test_a_mail_that_comes_whole_is_one_whatever_its_size_was_said_to_be(self) -> None:
        with Estimating({}) as server, opened(server) as mailbox:
            mails = mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert [(mail.raw, mail.refusal) for mail in mails] == [(MAIL, "")] * 4

    def test_too_few_bytes_that_are_others_when_asked_once_more_are_no_mail(self) -> None:
        with Torn({}) as server, opened(server) as mailbox:
            mails = mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert [bool(mail.refusal) for mail in mails] == [False, True, False, False]

    @every_row("bad", [NO, BYE, HALF, SILENCE, HUGE, YES_BUT, NIL, STAND_IN, *NO_HEADER[:3]])
    def test_so_also_when_already_its_header_cannot_be_had(self, bad: Say) -> None:
        with Shelf({2: bad}, "HEADER") as server, opened(server) as mailbox:
            envelopes = mailbox.fetch_envelopes(0, LONG_AGO)
            assert {one.uid: bool(one.refusal) for one in envelopes} == {1: False, 2: True, 3: False, 4: False}
            assert "\n" not in "".join(one.refusal for one in envelopes)

    def test_one_that_has_no_header_at_all_is_none_of_ours(self) -> None:
        with Headless({}) as server, opened(server) as mailbox:
            assert [(one.uid, one.headers, one.refusal) for one in mailbox.fetch_envelopes(1, LONG_AGO)][:1] == [
                (2, b"\r\n", "")
            ]

    @every_row("code", [b"UNAVAILABLE", b"LIMIT", b"INUSE", b"limit"])
    @every_row("shape", [b"%%T NO [%s] later\r\n", b"* BYE [%s] later\r\n"])
    def test_a_server_that_says_later_means_no_mail(self, code: bytes, shape: bytes) -> None:
        with (
            Shelf({2: Say(shape % code, Then.CLOSE if b"BYE" in shape else Then.GO_ON)}) as server,
            opened(server) as mailbox,
        ):
            with pytest.raises(MailboxError) as caught:
                mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert not isinstance(caught.value, MailRefused)
            asked = [command.split()[2] for command in server.heard if command.startswith("UID FETCH")]
            is_limit = code.upper() == b"LIMIT" and b"NO" in shape
            assert asked == (["1,2,3,4", "1,2", "1", "1", "2"] if is_limit else ["1,2,3,4"])

    @pytest.mark.parametrize("bad", [NO, BYE])
    def test_a_server_that_refuses_every_mail_sets_none_aside(self, bad: Say) -> None:
        with Shelf(dict.fromkeys(range(1, 5), bad)) as server, opened(server) as mailbox:
            with pytest.raises(MailRefused):
                mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert mailbox.open() == 7
            with pytest.raises(MailRefused):
                mailbox.fetch_envelopes(0, LONG_AGO)

    def test_a_server_that_numbers_its_mails_anew_meanwhile_hands_over_none_under_an_old_number(self) -> None:
        with Renumbered({2: BYE}) as server, opened(server) as mailbox:
            with pytest.raises(MailboxError, match="has numbered the mails in INBOX anew") as caught:
                mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert not isinstance(caught.value, MailRefused)
            with pytest.raises(MailboxError, match="is closed"):
                mailbox.fetch_mails([1], 1000)
            assert mailbox.open() == 8

    def test_a_server_that_has_failed_over_a_mail_is_waited_for_less_long_the_next_time(self) -> None:
        with Silent({2: BYE}) as server, opened(server, answer_within=60.0, again_within=0.2) as mailbox:
            began = time.monotonic()
            mails = mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert time.monotonic() - began < 50.0
            assert [bool(mail.refusal) for mail in mails] == [False, True, False, False]

    def test_one_alone_is_told_by_another_that_lies_there(self) -> None:
        with Shelf({2: NO}) as server, opened(server) as mailbox:
            (mail,) = mailbox.fetch_mails([2], 1000, witnesses=[3])
            assert "SERVERBUG" in mail.refusal
            with pytest.raises(MailRefused):
                mailbox.fetch_mails([2], 1000)

    def test_a_plain_refusal_costs_no_login(self) -> None:
        with Shelf({2: NO, 3: NO}) as server, opened(server) as mailbox:
            mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert server.connections == 1

    def test_one_that_somebody_has_deleted_is_gone_and_not_refused(self) -> None:
        with Shelf({2: YES_BUT}) as server, opened(server) as mailbox:
            server.lies_there.discard(2)
            assert [mail.uid for mail in mailbox.fetch_mails([1, 2, 3], 1000)] == [1, 3]

    @every_row("words", [b"[EXPUNGEISSUED] Some no longer exist", b"some messages are gone"])
    @every_row("stage", ["BODY.PEEK[]", "RFC822.SIZE)", "HEADER"])
    def test_so_also_where_the_server_refuses_what_is_gone(self, words: bytes, stage: str) -> None:
        """RFC 2180 section 4.1.2."""
        with Shelf({2: Say(b"%%T NO %s\r\n" % words)}, stage) as server, opened(server) as mailbox:
            server.lies_there.discard(2)
            if stage == "HEADER":
                server.listed = {1, 2, 3}
                found = [(one.uid, one.refusal) for one in mailbox.fetch_envelopes(0, LONG_AGO)]
            else:
                found = [(mail.uid, mail.refusal) for mail in mailbox.fetch_mails([1, 2, 3], 1000)]
            assert found == [(1, ""), (3, "")]
            assert server.connections == 1

    def test_who_is_to_stop_asks_no_further(self) -> None:
        with Shelf(dict.fromkeys(range(1, 5), SILENCE)) as server, opened(server) as mailbox:
            threading.Timer(0.1, mailbox.stop).start()
            with pytest.raises(MailboxError, match="being closed"):
                mailbox.fetch_mails([1, 2, 3, 4], 1000)
            assert sum(command.startswith("UID FETCH") for command in server.heard) == 1

    def test_what_is_mended_is_handed_over_the_next_time(self) -> None:
        with Shelf({2: NO}) as server, opened(server) as mailbox:
            mailbox.fetch_mails([1, 2], 1000)
            server.bad.clear()
            mailbox.open()
            assert [mail.raw for mail in mailbox.fetch_mails([2], 1000)] == [MAIL]
