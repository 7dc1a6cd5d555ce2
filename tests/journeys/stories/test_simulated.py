"""Small stories as somebody outside gives them to `simulate`: mails in a folder, by `[ESC-n]` alone, and every letter
that would leave (face C1, behaviour B12.5)."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby
from mailbox import mbox
from pathlib import Path
from typing import NamedTuple

import pytest

from daemon import cli
from tests.builders import LOG, build_form, build_mail
from tests.journeys.house import CUSTOMERS
from tests.journeys.stories.street import BERLIN, PEOPLE, address_of, change_settings, read_instant

SUBJECT = "ESCALATION - Exports end without a file - Ticket #48213"
URGENT = "URGENT - Contoso down - Ticket #48213"


class Written(NamedTuple):
    """A mail: without `words` the form with `fields` changed."""

    at: str
    who: str
    subject: str = SUBJECT
    words: str = ""
    fields: Mapping[str, str] = {}


def said(at: str, who: str, words: str, case: int = 1) -> Written:
    return Written(at, who, f"Re: Exports end without a file [ESC-{case}]", words)


STORIES: Mapping[str, tuple[str, list[Written], str]] = {
    "declined by all, and it goes up when its time is over": (
        "thu 09:00",
        [Written("mon 10:00", "dana"), said("mon 10:20", "tess", "not my area, sorry"), said("mon 10:40", "kim", "👎")],
        """
        10:00 routed tess · 10:00 routed kim · 10:00 customer-acknowledgement ada · 10:00 receipt dana ·
        10:20 moved kim · 10:20 notice tess · 10:20 moved dana · 10:40 notice kim · 10:40 moved dana ·
        10:40 moved lea · 09:00 digest lea · 13:24 nudge dana · 09:00 raised robin · 09:00 raised dana ·
        09:00 raised lea · 09:00 digest lea
        """,
    ),
    "an executive alone declines": (
        "mon 10:59",
        [Written("mon 10:00", "dana", URGENT), said("mon 10:20", "robin", "not mine")],
        """
        10:00 routed robin · 10:00 customer-acknowledgement ada · 10:00 receipt dana · 10:20 notice robin ·
        10:20 moved dana · 10:20 moved lea
        """,
    ),
    "answered without being taken": (
        "mon 17:01",
        [
            Written("mon 10:00", "dana", fields={"Level": "1"}),
            said("mon 11:00", "sam", "Thanks, seen. Is it the new version?"),
            said("mon 11:30", "sam", "Also: how many users?"),
        ],
        """
        10:00 routed sam · 10:00 customer-acknowledgement ada · 10:00 receipt dana · 11:00 notice sam ·
        11:00 relay dana · 11:30 relay dana · 13:00 reminder dana · 14:00 nudge dana · 14:12 reminder dana ·
        15:00 reminder sam · 15:00 reminder dana · 15:00 reminder lea · 15:30 reminder sam · 16:30 reminder sam ·
        17:00 raised sato · 17:00 raised sam · 17:00 raised dana
        """,
    ),
    "a question, and what answers it": (
        "mon 11:00",
        [
            Written("mon 10:00", "dana", "URGENT: call me", "Please call me back."),
            Written("mon 10:40", "dana", "Re: URGENT: call me [ESC-1]", "Contoso lost all orders since midnight"),
        ],
        """
        10:00 information-request dana · 10:15 reminder lea · 10:15 notice dana · 10:30 reminder sam ·
        10:30 notice dana · 10:40 notice sam · 10:40 routed robin · 10:40 notice lea · 10:40 receipt dana ·
        10:40 information-request dana
        """,
    ),
    "a question that was none": (
        "tue 12:00",
        [
            Written("mon 10:00", "dana", "URGENT: car blocks the gate", "A blue van, please move it."),
            Written("mon 10:10", "dana", "Re: URGENT: car blocks the gate [ESC-1]", "no"),
        ],
        """
        10:00 information-request dana · 10:10 notice dana
        """,
    ),
    "taken back, and the promise lives": (
        "fri 12:00",
        [
            Written("mon 10:00", "dana"),
            said("mon 10:30", "dana", "cancel: our proxy"),
            said("mon 10:40", "tess", "mine"),
        ],
        """
        10:00 routed tess · 10:00 routed kim · 10:00 customer-acknowledgement ada · 10:00 receipt dana ·
        10:30 closed tess · 10:30 closed kim · 10:30 notice dana · 10:40 notice tess · 13:24 nudge dana ·
        10:00 nudge dana · 09:00 nudge dana · 09:00 digest lea
        """,
    ),
    "a pause of ten minutes moves hours by ten minutes": (
        "mon 14:11",
        [
            Written("mon 10:00", "dana", fields={"Level": "1"}),
            said("mon 11:00", "sam", "waiting until mon 11:10 for a log"),
        ],
        """
        10:00 routed sam · 10:00 customer-acknowledgement ada · 10:00 receipt dana · 11:00 notice sam ·
        11:00 moved dana · 11:10 moved sam · 11:10 moved dana · 12:10 reminder sam · 13:22 reminder sam ·
        14:00 nudge dana · 14:10 reminder sam · 14:10 reminder dana · 14:10 reminder lea
        """,
    ),
    "and business days by none": (
        "thu 09:00",
        [Written("mon 10:00", "dana"), said("mon 11:00", "tess", "waiting"), said("mon 11:10", "tess", "resume")],
        """
        10:00 routed tess · 10:00 routed kim · 10:00 customer-acknowledgement ada · 10:00 receipt dana ·
        11:00 moved kim · 11:00 notice tess · 11:00 moved dana · 11:10 notice tess · 11:10 moved kim ·
        11:10 moved dana · 13:50 reminder tess · 13:50 reminder kim · 09:00 digest lea · 12:38 reminder tess ·
        12:38 reminder kim · 13:24 nudge dana · 09:00 reminder tess · 09:00 reminder kim · 09:00 reminder dana ·
        09:00 reminder lea · 09:00 digest lea
        """,
    ),
    "one number of two customers is two cases": (
        "mon 12:00",
        [
            Written("mon 10:00", "dana"),
            Written("mon 10:30", "jo", fields={"Customer": "Fabrikam"}),
            said("mon 10:40", "kim", "mine", 2),
        ],
        """
        10:00 routed tess · 10:00 routed kim · 10:00 customer-acknowledgement ada · 10:00 receipt dana ·
        10:30 routed tess · 10:30 routed kim · 10:30 notice dana · 10:30 receipt jo ·
        10:30 customer-acknowledgement fay · 10:40 claimed jo · 10:40 claimed tess · 10:40 notice kim
        """,
    ),
    "raised with its reason, and taken by who was asked before": (
        "mon 13:59",
        [
            Written("mon 10:00", "dana", fields={"Level": "1"}),
            said("mon 10:30", "dana", "raise: their CFO calls every hour"),
            said("mon 10:45", "sam", "mine"),
        ],
        """
        10:00 routed sam · 10:00 customer-acknowledgement ada · 10:00 receipt dana · 10:30 raised sato ·
        10:30 moved sam · 10:30 notice dana · 10:45 claimed dana · 10:45 claimed sato · 10:45 notice sam
        """,
    ),
}
NEAR = {address_of(who): who for who in PEOPLE}


def write_house(folder: Path, mails: Iterable[Written]) -> list[bytes]:
    """The settings of the street, as a file; and the mails as they come over the wire."""
    (folder / "config.yaml").write_text(
        change_settings().format(imap=10143, smtp=10025, folder=folder), encoding="utf-8"
    )
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    return [
        build_mail(
            one.subject, one.words or build_form(one.fields), sender=PEOPLE[one.who],
            files=() if one.words else [LOG], headers={"Date": format_datetime(read_instant(one.at))},
            message_id=f"<{number}@outside.example>",
        )
        for number, one in enumerate(mails)
    ]  # fmt: skip


def read_table(text: str) -> list[str]:
    return in_minutes(one.strip() for one in re.split(r"[·\n]", text) if one.strip())


def in_minutes(letters: Iterable[str]) -> list[str]:
    """Those of one minute by their names: which of them leaves first is no matter of a story."""
    return [one for _, minute in groupby(letters, lambda one: one[:5]) for one in sorted(minute)]


def read_letters(printed: str) -> list[str]:
    """`10:20 moved kim` for each line of `--json`; every letter has one reader."""
    rows = [json.loads(line) for line in printed.splitlines()]
    assert all(row["cc"] == [] and len(row["to"]) == 1 for row in rows)
    at = (datetime.fromisoformat(row["at"]).astimezone(BERLIN) for row in rows)
    return in_minutes(f"{when:%H:%M} {row['kind']} {NEAR[row['to'][0]]}" for when, row in zip(at, rows, strict=True))


@pytest.mark.parametrize("name", STORIES)
def test_a_folder_of_mails(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    until, mails, expected = STORIES[name]
    (tmp_path / "mails").mkdir()
    for number, raw in enumerate(write_house(tmp_path, mails)):
        (tmp_path / "mails" / f"{number}.eml").write_bytes(raw)
    arguments = ["simulate", str(tmp_path / "mails"), "--until", read_instant(until).isoformat(), "--json"]
    assert cli.main(["--config", str(tmp_path / "config.yaml"), *arguments]) == 0
    assert read_letters(capsys.readouterr().out) == read_table(expected)


@pytest.mark.slow
def test_as_a_process_over_an_mbox_it_says_the_same(tmp_path: Path) -> None:
    until, mails, expected = STORIES["answered without being taken"]
    box = mbox(tmp_path / "march.mbox")
    for raw in write_house(tmp_path, mails):
        box.add(raw)
    box.close()
    arguments = ["simulate", str(tmp_path / "march.mbox"), "--until", read_instant(until).isoformat(), "--json"]
    command = [sys.executable, "-m", "daemon.cli", "--config", str(tmp_path / "config.yaml"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert read_letters(done.stdout) == read_table(expected)
