"""The mailbox against servers that misbehave: whatever they do becomes one sentence, and the next `open` works."""

import base64
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from daemon.adapters.imap.access import Handled, MailboxAccess
from daemon.adapters.imap.mailbox import Mailbox
from daemon.errors import LoginRefused, MailboxError
from tests.servers.imap_script import OK, SELECTED, ImapScript, Say, Then
from tests.servers.process import free_ports
from tests.tables import every_row

LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
FIRST = b'* 1 FETCH (UID 1 INTERNALDATE "02-Mar-2026 10:00:00 +0100" RFC822.SIZE 30'
HEADERS = FIRST + b" BODY[HEADER]<0> {14}\r\nSubject: x\r\n\r\n)\r\n%T OK done\r\n"
FACTS = FIRST + b")\r\n%T OK done\r\n"
NO = b"%T NO [SERVERBUG] no such luck\r\n"


def access(port: int, handled: Handled = Handled.KEYWORD, token: Callable[[bool], str] | None = None) -> MailboxAccess:
    return MailboxAccess(
        "127.0.0.1",
        port,
        "none",
        "support",
        "secret",
        token,
        handled=handled,
        done_folder="Done",
        quarantine_folder="Aside",
    )


@contextmanager
def opened(server: ImapScript, handled: Handled = Handled.KEYWORD) -> Iterator[Mailbox]:
    mailbox = Mailbox(access(server.port, handled))
    try:
        mailbox.open()
        mailbox.fetch_envelopes(1, LONG_AGO)  # as the daemon does before it waits
        yield mailbox
    finally:
        mailbox.close()


def say(*whats: bytes) -> Sequence[Say]:
    return [Say(what) for what in whats]


def refuse_to_open(mailbox: Mailbox) -> MailboxError:
    try:
        with pytest.raises(MailboxError) as caught:
            mailbox.open()
    finally:
        mailbox.close()
    return caught.value


class TestConnecting:
    def test_a_port_that_nobody_listens_on_is_named_with_what_to_check(self) -> None:
        (port,) = free_ports(1)
        error = refuse_to_open(Mailbox(access(port)))
        assert str(error) == (
            f"The mailbox server 127.0.0.1:{port} cannot be reached: "
            "Connection refused. Check mailbox.host and mailbox.port."
        )

    def test_a_server_that_says_goodbye_at_once_cannot_be_reached(self) -> None:
        with ImapScript({}, greeting=Say(b"* BYE too many connections\r\n", Then.CLOSE)) as server:
            error = refuse_to_open(Mailbox(access(server.port)))
        assert "too many connections" in str(error)
        assert not isinstance(error, LoginRefused)

    def test_a_password_never_goes_to_another_machine_in_clear(self) -> None:
        error = refuse_to_open(Mailbox(MailboxAccess("imap.example.com", 143, "none", "support", "secret")))
        assert "tls or starttls" in str(error)

    def test_a_server_whose_starttls_was_stripped_hears_no_password(self) -> None:
        with ImapScript({}) as server:
            error = refuse_to_open(Mailbox(MailboxAccess("127.0.0.1", server.port, "starttls", "support", "secret")))
            assert not [command for command in server.heard if command.startswith("LOGIN")]
        assert "offers no STARTTLS" in str(error)

    def test_a_server_that_speaks_no_tls_is_said_to(self) -> None:
        with ImapScript({}) as server:
            error = refuse_to_open(Mailbox(MailboxAccess("127.0.0.1", server.port, "tls", "support", "secret")))
        assert "does not speak TLS there" in str(error)
        assert "mailbox.security" in str(error)

    def test_a_folder_that_is_not_there_is_named(self) -> None:
        with ImapScript({"SELECT": say(b"%T NO Mailbox does not exist\r\n")}) as server:
            error = refuse_to_open(Mailbox(access(server.port)))
        assert "opening the folder INBOX (mailbox.folder): select failed: Mailbox does not exist." in str(error)


class TestLogin:
    def test_a_refusal_is_a_refusal_and_shows_no_password(self) -> None:
        with ImapScript({"LOGIN": say(b"%T NO [AUTHENTICATIONFAILED] Authentication failed.\r\n")}) as server:
            error = refuse_to_open(Mailbox(access(server.port)))
        assert isinstance(error, LoginRefused)
        assert "refused the login of support: [AUTHENTICATIONFAILED] Authentication failed. Check" in str(error)
        assert "secret" not in str(error)

    @every_row(
        "answer",
        [
            Say(b"", Then.CLOSE),
            Say(b"* BYE shutting down\r\n", Then.CLOSE),
            Say(b"%T NO [UNAVAILABLE] Temporary authentication failure\r\n"),
            Say(b"%T NO [LIMIT] Too many simultaneous connections\r\n"),
        ],
    )
    def test_a_lost_connection_or_a_busy_server_is_no_refusal(self, answer: Say) -> None:
        with ImapScript({"LOGIN": [answer]}) as server:
            error = refuse_to_open(Mailbox(access(server.port)))
        assert not isinstance(error, LoginRefused)

    def test_after_a_refusal_the_next_open_logs_in_anew(self) -> None:
        with ImapScript({"LOGIN": [Say(b"%T NO wrong\r\n"), OK]}) as server:
            mailbox = Mailbox(access(server.port))
            with pytest.raises(LoginRefused):
                mailbox.open()
            assert mailbox.open() == 7
            mailbox.close()
            assert server.connections == 2

    def test_a_name_with_a_blank_and_a_password_beyond_ascii_go_by_authenticate(self) -> None:
        with ImapScript({"AUTHENTICATE": say(b"+ \r\n")}) as server:
            mailbox = Mailbox(MailboxAccess("127.0.0.1", server.port, "none", "support desk", "pässword"))
            assert mailbox.open() == 7
            mailbox.close()
        assert (
            base64.b64decode(server.heard[server.heard.index("AUTHENTICATE PLAIN") + 1])
            == "\0support desk\0pässword".encode()
        )

    def test_a_refused_token_is_renewed_once(self) -> None:
        with ImapScript(
            {"AUTHENTICATE": say(b"+ \r\n"), "*": [Say(b"%T NO [AUTHENTICATIONFAILED] expired\r\n"), OK]}
        ) as server:
            asked: list[bool] = []
            mailbox = Mailbox(access(server.port, token=lambda renew: str(asked.append(renew) or len(asked))))
            assert mailbox.open() == 7
            mailbox.close()
        assert asked == [False, True]
        tokens = [base64.b64decode(line) for line in server.heard if line.endswith("=")]
        assert tokens == [b"user=support\1auth=Bearer 1\1\1", b"user=support\1auth=Bearer 2\1\1"]

    def test_a_token_that_is_refused_twice_is_a_refusal(self) -> None:
        with ImapScript(
            {"AUTHENTICATE": say(b"+ \r\n"), "*": say(b"%T NO [AUTHENTICATIONFAILED] expired\r\n")}
        ) as server:
            error = refuse_to_open(Mailbox(access(server.port, token=lambda renew: "old")))
        assert isinstance(error, LoginRefused)


class TestFetching:
    @every_row("command", ["UID SEARCH", "UID FETCH"])
    @every_row(
        "answer",
        [
            Say(b"", Then.CLOSE),
            Say(b"* BYE kicked\r\n", Then.CLOSE),
            Say(b"* 1 FET", Then.CLOSE),
            Say(b"* 1 FETCH (UID 1 BODY[HEADER]<0> {400}\r\nSubject: x\r\n", Then.CLOSE),
            Say(NO),
            Say(b"%T BAD what?\r\n"),
            Say(b"nonsense\r\n"),
            Say(b"* 1 FETCH (UID nought BODY[HEADER] NIL)\r\n* SEARCH one\r\n%T OK done\r\n"),
            Say(
                b'* 1 FETCH (UID 1 INTERNALDATE "soon" RFC822.SIZE 3 BODY[HEADER]<0> '
                b'"a")\r\n* SEARCH x\r\n%T OK done\r\n'
            ),
        ],
    )
    def test_whatever_goes_wrong_is_one_sentence_and_the_next_open_works(self, command: str, answer: Say) -> None:
        after = {"UID SEARCH": OK, "UID FETCH": Say(HEADERS)}[command]
        with ImapScript({command: [answer, after]}) as server:
            mailbox = Mailbox(access(server.port))
            mailbox.open()
            with pytest.raises(
                MailboxError, match=f"127.0.0.1:{server.port} failed us while fetching headers: "
            ) as caught:
                mailbox.fetch_envelopes(0, LONG_AGO)
            assert "\n" not in str(caught.value)
            assert mailbox.open() == 7
            assert [mail.uid for mail in mailbox.fetch_envelopes(0, LONG_AGO)] == (
                [] if command == "UID SEARCH" else [1]
            )
            mailbox.close()

    def test_a_server_that_falls_silent_is_given_up(self) -> None:
        with ImapScript({"UID SEARCH": [Say(b"* SEA", Then.STALL)]}) as server:
            mailbox = Mailbox(access(server.port), answer_within=0.6)
            mailbox.open()
            with pytest.raises(MailboxError, match="timed out"):
                mailbox.fetch_envelopes(0, LONG_AGO)
            mailbox.close()

    def test_the_last_message_that_every_range_to_the_end_has_is_not_new(self) -> None:
        answers = {
            "UID SEARCH": say(b"* SEARCH 3\r\n%T OK done\r\n"),
            "UID FETCH": say(HEADERS.replace(b"UID 1", b"UID 3")),
        }
        with ImapScript(answers) as server, opened(server) as mailbox:
            assert mailbox.fetch_envelopes(3, LONG_AGO) == ()
            assert "UID SEARCH UID 2,4:*" in server.heard

    def test_a_search_may_be_answered_in_several_lines_and_twice(self) -> None:
        found = say(b"* SEARCH 1\r\n%T OK done\r\n", b"* SEARCH 3 4\r\n* SEARCH\r\n* SEARCH 4 5 5\r\n%T OK done\r\n")
        with ImapScript({"UID SEARCH": found}) as server, opened(server) as mailbox:
            with pytest.raises(MailboxError, match="hands over nothing of message"):
                mailbox.fetch_envelopes(2, LONG_AGO)
            asked = [command.split()[2] for command in server.heard if command.startswith("UID FETCH")]
            assert {uid for some in asked for uid in some.split(",")} == {"3", "4", "5"}

    def test_a_number_that_a_search_left_out_once_is_asked_for_again(self) -> None:
        found = say(
            b"* SEARCH 1\r\n%T OK done\r\n", b"* SEARCH 3 4\r\n%T OK done\r\n", b"* SEARCH 2 4\r\n%T OK done\r\n"
        )
        fetched = [
            Say(
                b"".join(HEADERS.removesuffix(b"%T OK done\r\n").replace(b"UID 1", b"UID %d" % uid) for uid in uids)
                + OK.what
            )
            for uids in ((3, 4), (2,))
        ]
        with ImapScript({"UID SEARCH": found, "UID FETCH": fetched}) as server, opened(server) as mailbox:
            assert [mail.uid for mail in mailbox.fetch_envelopes(1, LONG_AGO)] == [3, 4]
            assert [mail.uid for mail in mailbox.fetch_envelopes(4, LONG_AGO)] == [2]
            assert "UID SEARCH UID 2,5:*" in server.heard
            mailbox.fetch_envelopes(4, LONG_AGO)
            assert server.heard[-1] == "UID SEARCH UID 5:*"

    def test_a_mail_that_was_expunged_meanwhile_is_left_out(self) -> None:
        gone = b"* 1 FETCH (UID 1 BODY[] NIL)\r\n%T OK done\r\n"
        answers = {"UID FETCH": say(FACTS, gone, b"%T OK done\r\n"), "UID SEARCH": say(b"* SEARCH\r\n%T OK done\r\n")}
        with ImapScript(answers) as server, opened(server) as mailbox:
            assert mailbox.fetch_mails([1, 2], 1000) == ()
            assert mailbox.fetch_mails([1, 2], 1000) == ()

    def test_a_connection_that_died_while_nobody_looked_is_made_anew_by_open(self) -> None:
        with ImapScript({"NOOP": [Say(b"", Then.CLOSE)]}) as server, opened(server) as mailbox:
            assert mailbox.open() == 7
            assert server.connections == 2

    def test_a_new_uidvalidity_is_told_by_the_next_open(self) -> None:
        answers = {
            "SELECT": say(SELECTED, SELECTED.replace(b"UIDVALIDITY 7", b"UIDVALIDITY 8")),
            "NOOP": [Say(b"", Then.CLOSE)],
        }
        with ImapScript(answers) as server, opened(server) as mailbox:
            assert mailbox.open() == 8


class TestWaiting:
    @pytest.mark.parametrize(
        "said",
        [
            b"+ idling\r\n* 4 EXISTS\r\n",  # in one packet
            b"* 4 EXISTS\r\n+ idling\r\n",  # before the continuation
        ],
    )
    def test_mail_that_is_announced_with_the_start_of_idle_ends_it_at_once(self, said: bytes) -> None:
        with ImapScript({"IDLE": say(said)}) as server, opened(server) as mailbox:
            assert waited(mailbox) == (True, "at once")

    @pytest.mark.parametrize("command", ["UID SEARCH", "UID STORE"])
    def test_mail_that_is_announced_with_another_answer_is_not_waited_for(self, command: str) -> None:
        with ImapScript({command: say(b"* 4 EXISTS\r\n%T OK done\r\n")}) as server, opened(server) as mailbox:
            mailbox.mark_handled([1])
            assert waited(mailbox) == (True, "at once")

    @every_row(
        ("command", "said"),
        [
            ("NOOP", b"* 1 EXISTS\r\n%T OK done\r\n"),
            ("UID SEARCH", b"* 1 EXISTS\r\n* SEARCH 1\r\n* 1 EXISTS\r\n%T OK done\r\n"),
            ("IDLE", b"+ idling\r\n* 1 EXISTS\r\n* 0 RECENT\r\n"),
        ],
    )
    def test_the_same_number_of_mails_once_more_is_no_news(self, command: str, said: bytes) -> None:
        with ImapScript({command: say(said)}) as server, opened(server) as mailbox:
            assert waited(mailbox, 0.3) == (False, "to the end")
            assert server.heard.count("NOOP") <= 5

    def test_the_same_number_after_one_has_gone_is_news(self) -> None:
        talk = b"+ idling\r\n* 1 EXPUNGE\r\n* 1 EXISTS\r\n"
        with ImapScript({"IDLE": say(talk)}) as server, opened(server) as mailbox:
            assert waited(mailbox) == (True, "at once")

    def test_a_server_that_talks_without_news_is_not_asked_without_a_pause(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with ImapScript({"IDLE": say(b"+ idling\r\n* OK Still here\r\n")}) as server, opened(server) as mailbox:
            waited(mailbox, 1)
            assert server.heard.count("IDLE") <= 5
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        assert "and no mail" in caplog.text

    def test_nor_is_one_whose_news_are_never_any_mail(self, caplog: pytest.LogCaptureFixture) -> None:
        numbers = (b"* %d EXISTS\r\n%%T OK done\r\n" % (4 + turn % 2) for turn in range(1000))
        with ImapScript({"NOOP": say(*numbers)}) as server, opened(server) as mailbox:
            end = time.monotonic() + 1
            while (left := end - time.monotonic()) > 0:
                mailbox.wait(left)
                assert mailbox.fetch_envelopes(1, LONG_AGO) == ()
            assert server.heard.count("NOOP") <= 6
        assert "and no mail" in caplog.text

    def test_other_talk_is_no_reason_to_return(self) -> None:
        talk = b"+ idling\r\n* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n"
        with ImapScript({"IDLE": say(talk, b"+ idling\r\n")}) as server, opened(server) as mailbox:
            assert waited(mailbox, 0.3) == (False, "to the end")
            assert server.heard.count("IDLE") == 2

    @every_row("end", [b"", b"* BYE kicked\r\n", b"* 4 EXI"])
    def test_the_end_of_the_connection_is_an_error_and_not_a_loop(self, end: bytes) -> None:
        with ImapScript({"IDLE": [Say(b"+ idling\r\n" + end, Then.CLOSE)]}) as server, opened(server) as mailbox:
            with pytest.raises(MailboxError, match="waiting for mail"):
                mailbox.wait(60)
            assert mailbox.open() == 7

    def test_a_server_that_does_not_answer_done_is_given_up(self) -> None:
        with ImapScript({"IDLE": [Say(b"+ idling\r\n", Then.STALL)]}) as server:
            mailbox = Mailbox(access(server.port), answer_within=0.6)
            mailbox.open()
            mailbox.fetch_envelopes(1, LONG_AGO)
            with pytest.raises(MailboxError, match="timed out"):
                mailbox.wait(0.1)
            mailbox.close()

    def test_half_a_line_is_read_to_its_end(self) -> None:
        with (
            ImapScript({"IDLE": say(b"+ idling\r\n* 4 EX"), "DONE": say(b"ISTS\r\n%T OK done\r\n")}) as server,
            opened(server) as mailbox,
        ):
            assert waited(mailbox) == (True, "at once")

    @pytest.mark.parametrize("refusing", [{"IDLE": say(NO)}, {}])
    def test_without_idle_it_sleeps_and_then_says_look(self, refusing: dict[str, Sequence[Say]]) -> None:
        with ImapScript(refusing, offers="" if not refusing else "IDLE") as server, opened(server) as mailbox:
            assert waited(mailbox, 0.3) == (True, "to the end")
            threading.Timer(0.1, mailbox.wake).start()
            assert waited(mailbox) == (True, "at once")

    def test_without_a_connection_it_sleeps(self) -> None:
        mailbox = Mailbox(access(1))
        assert waited(mailbox, 0.3) == (True, "to the end")
        mailbox.close()


class TestMarking:
    def test_a_folder_without_keywords_is_left_as_it_is_with_one_warning(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        selected = SELECTED.replace(rb" \*", b"")
        with ImapScript({"SELECT": say(selected)}) as server, opened(server) as mailbox:
            mailbox.mark_handled([1])
            mailbox.mark_quarantined([2])
            assert not mailbox.examine().keywords
            assert not [command for command in server.heard if command.startswith("UID STORE")]
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        assert "takes no keywords" in caplog.text

    def test_a_read_only_folder_is_still_read(self) -> None:
        selected = SELECTED.replace(b"READ-WRITE", b"READ-ONLY")
        answers = {"SELECT": say(selected), "EXAMINE": say(selected), "UID FETCH": say(HEADERS)}
        with ImapScript(answers) as server, opened(server, Handled.MOVE) as mailbox:
            assert [mail.uid for mail in mailbox.fetch_envelopes(0, LONG_AGO)] == [1]
            mailbox.mark_handled([1])
            assert not [command for command in server.heard if command.startswith(("UID MOVE", "UID STORE"))]

    @pytest.mark.parametrize("handled", [Handled.KEYWORD, Handled.MOVE])
    def test_a_refused_mark_is_told_and_the_connection_lives_on(self, handled: Handled) -> None:
        with ImapScript({"UID STORE": say(NO), "UID MOVE": say(NO)}) as server, opened(server, handled) as mailbox:
            with pytest.raises(MailboxError, match=r"failed us while marking mails: .*no such luck"):
                mailbox.mark_handled([1])
            mailbox.fetch_envelopes(1, LONG_AGO)
            assert server.connections == 1

    def test_a_lost_connection_while_marking_is_told(self) -> None:
        with ImapScript({"UID STORE": [Say(b"", Then.CLOSE)]}) as server, opened(server) as mailbox:
            with pytest.raises(MailboxError, match="marking mails"):
                mailbox.mark_handled([1])
            assert mailbox.open() == 7

    @pytest.mark.parametrize("said", [b"%T OK [MODIFIED 1] done\r\n", b"%T OK done\r\n"])
    def test_an_answer_that_marks_nothing_is_no_error(self, said: bytes) -> None:
        with ImapScript({"UID STORE": say(said)}) as server, opened(server) as mailbox:
            mailbox.mark_handled([1, 2])
            assert "UID STORE 1,2 +FLAGS.SILENT ($EscalationHandled)" in server.heard

    def test_without_move_only_our_own_messages_are_expunged(self) -> None:
        with ImapScript({}, offers="UIDPLUS") as server, opened(server, Handled.MOVE) as mailbox:
            mailbox.mark_handled([5])
            assert [command for command in server.heard if "5" in command] == [
                'UID COPY 5 "Done"', r"UID STORE 5 +FLAGS.SILENT (\Deleted)", "UID EXPUNGE 5",
            ]  # fmt: skip

    def test_without_move_and_uidplus_nothing_is_deleted(self, caplog: pytest.LogCaptureFixture) -> None:
        with ImapScript({}, offers="") as server, opened(server, Handled.MOVE) as mailbox:
            mailbox.mark_handled([5])
            mailbox.mark_quarantined([6])
            assert not [command for command in server.heard if "5" in command or "6" in command or "EXPUNGE" in command]
        assert [record.levelno for record in caplog.records] == [logging.WARNING]

    def test_nothing_is_said_about_handled_mail_when_nothing_is_set(self) -> None:
        with ImapScript({}) as server, opened(server, Handled.NOTHING) as mailbox:
            before = len(server.heard)
            mailbox.mark_handled([1])
            mailbox.mark_quarantined([1])
            assert len(server.heard) == before


def waited(mailbox: Mailbox, seconds: float = 60.0) -> tuple[bool, str]:
    began = time.monotonic()
    result = mailbox.wait(seconds)
    return result, "to the end" if time.monotonic() - began >= seconds - 0.01 else "at once"
