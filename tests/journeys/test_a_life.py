"""One case's whole life through Dovecot and Postfix, with the daemon's clock moved by libfaketime:
each letter at its minute."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.builders import build_form, build_mail
from tests.generator import write_settings
from tests.journeys.house import CUSTOMERS, kinds, reply, text_of
from tests.letters import read_letter
from tests.servers import dovecot, postfix
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Sink

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
MAILBOX = "support@example.com"
LIBRARY = next((str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(dovecot.available()), reason=str(dovecot.available())),
    pytest.mark.skipif(bool(postfix.available()), reason=str(postfix.available())),
    pytest.mark.skipif(not LIBRARY or shutil.which("faketime") is None, reason="faketime is not installed"),
]


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2026; the 6th is a Friday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


class Life:
    """`at` an instant the daemon makes one pass, as a process; what left meanwhile."""

    def __init__(self, config: Path, server: Dovecot, relay: Postfix, sink: Sink) -> None:
        self._config, self._server, self._relay, self._sink = config, server, relay, sink
        self._seen = 0
        self.letters: list[EmailMessage] = []

    def at(self, moment: datetime, mail: bytes | None = None) -> list[tuple[str, str]]:
        if mail is not None:
            with self._server.logged_in() as client:
                client.append("INBOX", mail, (), moment)
        fake = {
            "LD_PRELOAD": LIBRARY,
            "FAKETIME": f"@{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        command = [
            sys.executable,
            "-m",
            "daemon.cli",
            "--config",
            str(self._config),
            "--log",
            "warning",
            "start",
            "--once",
        ]
        done = subprocess.run(
            command, env={**os.environ, **fake, "TZ": "UTC"}, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        self._relay.wait_until_empty(20)
        new = [read_letter(letter.raw) for letter in self._sink.received[self._seen :]]
        self._seen += len(new)
        self.letters += new
        assert all(letter["Date"].datetime - moment < MINUTE for letter in new), (
            "a letter is dated by the daemon's clock"
        )
        return kinds(new)

    def exactly_at(self, moment: datetime) -> list[tuple[str, str]]:
        """Nothing a minute before; then what leaves."""
        assert self.at(moment - MINUTE) == []
        return self.at(moment)


def test_from_friday_evening_to_the_outcome(tmp_path: Path) -> None:
    with Dovecot() as server, Sink() as sink, Postfix(sink.port, {MAILBOX: server.lmtp_port}) as relay:
        config = write_settings(tmp_path, imap_port=server.imap_port, smtp_port=relay.port)
        (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        life = Life(config, server, relay, sink)
        assert life.at(
            berlin(6, 16, 40), build_mail(body=build_form({"Level": "2"}), files=(("error.log", b"ERROR\n" * 50),))
        ) == [
            ("customer-acknowledgement", "ada.okafor@contoso.example"),
            ("receipt", "dana@example.com"),
            ("routed", "manager@example.com"),
        ]
        for quiet in (berlin(6, 18), berlin(7, 11), berlin(8, 11), berlin(9, 8, 59)):
            assert life.at(quiet) == [], "nobody is woken over the weekend"
        assert life.at(berlin(9, 9)) == [("digest", "lead@example.com")]
        asked = reply(life.letters[-1], "lead@example.com", "1 why")
        assert life.at(berlin(9, 9, 5), asked) == [("notice", "lead@example.com")]
        assert "due by today 13:30 (Berlin)" in text_of(life.letters[-1]), "the first line of the digest is the case"
        assert life.exactly_at(berlin(9, 11)) == [("reminder", "manager@example.com")], "half of four business hours"
        assert life.exactly_at(berlin(9, 12, 12)) == [("reminder", "manager@example.com")], "four fifths"
        overdue = [
            ("reminder", "dana@example.com"),
            ("reminder", "lead@example.com"),
            ("reminder", "manager@example.com"),
        ]
        assert life.exactly_at(berlin(9, 13, 30)) == overdue
        assert life.exactly_at(berlin(9, 14)) == [("reminder", "manager@example.com")]
        assert life.exactly_at(berlin(9, 14, 30)) == [("nudge", "dana@example.com")], "the promise itself"
        nudge = life.letters[-1]
        assert life.at(berlin(9, 14, 40), reply(nudge, "dana@example.com", "told: by phone")) == [
            ("notice", "dana@example.com")
        ]
        assert life.exactly_at(berlin(9, 15)) == [("reminder", "manager@example.com")]
        raised = [(kind, who) for kind, who in life.exactly_at(berlin(9, 15, 30)) if kind == "raised"]
        assert raised == [("raised", f"{who}@example.com") for who in ("dana", "manager", "platform", "tech")]
        letter = next(one for one in life.letters if "tech@example.com" in str(one["To"]))
        answer = reply(letter, "tech@example.com", "mine")
        assert life.at(berlin(10, 10), answer) == [
            *(("claimed", f"{who}@example.com") for who in ("dana", "lead", "manager", "platform")),
            ("notice", "tech@example.com"),
        ]
        assert life.at(berlin(12, 8, 59)) == [], "claimed: nobody is reminded"
        assert life.at(berlin(12, 9)) == [
            ("digest", "lead@example.com"),
            ("nudge", "dana@example.com"),
            ("reminder", "tech@example.com"),
        ], "the morning after eight open hours, in which nothing was heard of who took it"
        written = "done: the export job had no disk left\nLesson: watch the disk\nKnowledge base: no"
        done = reply(letter, "tech@example.com", written)
        assert life.at(berlin(12, 11), done) == [
            *(("closed", f"{who}@example.com") for who in ("lead", "manager", "platform")),
            ("de-escalation", "dana@example.com"),
            ("notice", "tech@example.com"),
        ]
        assert life.at(berlin(20, 12)) == [], "a closed case is silent"
