"""Mails on disk as programs leave them: one by one, in folders, in Maildirs, and in the kinds of mbox."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from daemon.commands.replay.sources import read_sources

AT = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
ONE = (
    b"From: dana@example.com\nDate: Mon, 09 Mar 2026 10:00:00 +0100\n"
    b"Subject: ESCALATION - A\n\nFirst line\n\nFrom Monday on it fails.\n"
)
TWO = (
    b"From: dana@example.com\nDate: Mon, 09 Mar 2026 11:00:00 +0100\nSubject: ESCALATION - B\n\nFrom the log: nothing\n"
)
STAMP = b"From dana@example.com Mon Mar  9 09:00:00 2026\n"


def quoted(raw: bytes) -> bytes:
    return raw.replace(b"\nFrom ", b"\n>From ")


MBOXES = {
    "lines quoted": STAMP + quoted(ONE) + b"\n" + STAMP + quoted(TWO) + b"\n",
    "lines not quoted": STAMP + ONE + b"\n" + STAMP + TWO + b"\n",
    "no empty line between and at the end": STAMP + ONE + STAMP + TWO,
    "no address": STAMP.replace(b"dana@example.com", b"-")
    + ONE
    + b"\n"
    + STAMP.replace(b"dana@example.com", b"-")
    + TWO
    + b"\n",
    "no time": b"From dana\n" + quoted(ONE) + b"\nFrom dana\n" + quoted(TWO) + b"\n",
    "a mark of UTF-8 in front": b"\xef\xbb\xbf" + STAMP + ONE + b"\n" + STAMP + TWO + b"\n",
    "empty lines in front": b"\n\n" + STAMP + ONE + b"\n" + STAMP + TWO + b"\n",
}


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("kind", MBOXES)
def test_an_mbox_falls_into_its_mails_whatever_program_wrote_it(tmp_path: Path, kind: str, ends: bytes) -> None:
    path = tmp_path / "march"
    path.write_bytes(MBOXES[kind].replace(b"\n", ends))
    assert [raw.replace(b"\r\n", b"\n") for _, raw in read_sources([path], None)] == [ONE, TWO]


def test_one_mark_is_taken_from_a_quoted_line_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(STAMP + quoted(ONE).replace(b">From", b">>From") + b"\n")
    assert read_sources([tmp_path / "box"], None) == [(AT, quoted(ONE))]


@pytest.mark.parametrize("front", [b"\xef\xbb\xbf", b"\r\n", STAMP, b">" + STAMP])
def test_what_stands_before_the_headers_of_a_single_mail_does_not_hide_its_date(tmp_path: Path, front: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(front + ONE)
    assert read_sources([tmp_path / "a.eml"], None) == [(AT, ONE)]


def test_folders_hold_mails_in_any_case_maildirs_and_mboxes(tmp_path: Path) -> None:
    for name, content in {
        "a.EML": ONE,
        "deep/er/b.eml": TWO,
        "Maildir/cur/1.host:2,S": ONE,
        "Maildir/new/2.host": TWO,
        "Maildir/tmp/3.host": ONE,
        "march.mbox": STAMP + ONE,
        "notes.txt": b"no mail",
        "._a.eml": b"what a Mac leaves",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert [raw for _, raw in read_sources([tmp_path], None)] == [ONE, ONE, ONE, TWO, TWO]


def test_several_sources_are_one_row_in_order_of_time(tmp_path: Path) -> None:
    (tmp_path / "2.eml").write_bytes(TWO)
    (tmp_path / "1.eml").write_bytes(ONE)
    assert [raw for _, raw in read_sources([tmp_path / "2.eml", tmp_path / "1.eml"], None)] == [ONE, TWO]


def test_a_mail_without_a_date_came_when_its_server_says_or_its_mbox_or_with_its_neighbour(tmp_path: Path) -> None:
    undated = ONE.replace(b"Date: Mon, 09 Mar 2026 10:00:00 +0100\n", b"")
    received = b"Received: from a by b\n for c; Mon, 9 Mar 2026 08:00:00 +0000\n" + undated
    for name, content in {"1.mbox": STAMP + undated, "2.eml": undated, "3.eml": received, "4.eml": TWO}.items():
        (tmp_path / name).write_bytes(content)
    assert [f"{at:%H:%M}" for at, _ in read_sources([tmp_path], None)] == ["08:00", "09:00", "09:00", "10:00"]
    assert [f"{at:%H:%M}" for at, _ in read_sources([tmp_path / "2.eml", tmp_path / "4.eml"], None)] == [
        "10:00",
        "10:00",
    ]
    with pytest.raises(ValueError, match="--received"):
        read_sources([tmp_path / "2.eml"], None)
    assert read_sources([tmp_path / "2.eml"], AT) == [(AT, undated)]
