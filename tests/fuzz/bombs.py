"""Mails made to make their reader slow, large or deep.
`python -m tests.fuzz.bombs` reads each file that a line of its input names, and tells in a line what that took."""

import base64
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

MB = 1_000_000
FROM = b"From: Dana <dana@example.com>\r\nTo: support@example.com\r\n"
NEW = FROM + b"Subject: ESCALATION - Exports fail - Ticket #1\r\n"
ANSWER = FROM + b"Subject: Re: ESCALATION - Exports fail - Ticket #1\r\nIn-Reply-To: <a@example.com>\r\n"
BOUNCE = b"From: MAILER-DAEMON@example.com\r\nSubject: Undelivered Mail\r\nAuto-Submitted: auto-replied\r\n"
FILE = b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: %s\r\n\r\n%s"
LOG = b"2026-03-02 09:12:44 ERROR export ended after 0 rows: none\r\n"


def repeat(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit))


def text(body: bytes, head: bytes = NEW, kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    return head + b"Content-Type: " + kind + b"\r\n\r\n" + body


def html(unit: bytes, size: int = 5 * MB) -> bytes:
    return text(repeat(unit, size), kind=b"text/html; charset=utf-8")


def parts(*contents: bytes, head: bytes = NEW, kind: bytes = b"multipart/mixed") -> bytes:
    return (
        head
        + b"Content-Type: "
        + kind
        + b"; boundary=b\r\n\r\n"
        + b"".join(b"--b\r\n" + one + b"\r\n" for one in contents)
        + b"--b--\r\n"
    )


def header(name: bytes, value: bytes) -> bytes:
    return name + b": " + value + b"\r\n" + text(b"Priority: High")


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "50 MB attachment": lambda: parts(
        b"\r\nsee it", FILE % (b"base64", base64.encodebytes(random.Random(1).randbytes(37 * MB)))
    ),
    "50 MB attachment of broken base64": lambda: parts(
        b"\r\nsee it", FILE % (b"base64", repeat(b"AAA*A\r\n", 50 * MB) + b"A")
    ),
    "50 MB attachment in quoted-printable": lambda: parts(
        b"\r\nsee it", FILE % (b"quoted-printable", repeat(b"=41=42=\r\n", 50 * MB))
    ),
    "one line of 50 MB": lambda: text(b"x" * 50 * MB),
    "one line of 50 MB of HTML": lambda: html(b"word ", 50 * MB),
    "50 MB of short lines": lambda: text(repeat(b"a\r\n", 50 * MB)),
    "48 MB of short lines of base64's letters": lambda: text(b"ab\r\n" * 12 * MB),
    "50 MB of a log": lambda: text(repeat(LOG, 50 * MB)),
    "50 MB of quoted lines": lambda: text(repeat(b"> a b c\r\n", 50 * MB), ANSWER),
    "50 MB of NUL": lambda: text(b"\0" * 50 * MB),
    "50 MB of no charset": lambda: text(repeat(b"\xe9\xe8 \xfc", 50 * MB)),
    "50 MB of paragraphs": lambda: html(b"<p class=MsoNormal>The export is down again<o:p></o:p></p>\r\n", 50 * MB),
    "5 MB of cells": lambda: html(b"<td>"),
    "5 MB of tables in tables": lambda: html(b"<table><tr><td>"),
    "5 MB of div": lambda: html(b"<div>"),
    "5 MB of quotes in quotes": lambda: html(b"<blockquote type=cite>a"),
    "5 MB of begun tags": lambda: html(b"<a "),
    "5 MB of begun comments": lambda: html(b"<!--"),
    "5 MB of lists in lists": lambda: html(b"<ol><li>a"),
    "5 MB of labels in paragraphs": lambda: html(b"<p>Priority: High</p>"),
    "450 HTML parts": lambda: parts(*[b"Content-Type: text/html\r\n\r\n" + b"<p>a: b</p>\r\n" * 1000] * 450),
    "1 MB of >": lambda: text(b">" * MB + b" a", ANSWER),
    "100,000 labels": lambda: text(b"Priority: High\r\nCustomer: x\r\n" * 50_000),
    "100,000 labels on one line": lambda: text(b"Priority: High Customer: x " * 50_000),
    "a step of half a million lines": lambda: text(b"Steps Taken:\r\n1. a\r\n" + b"b\r\n" * 500_000),
    "a reason of half a million lines": lambda: text(b"Attachments: none because\r\n" + b"b\r\n" * 500_000),
    "300,000 files named": lambda: text(b"Attachments: " + b"a.log, " * 300_000),
    "1 MB of spaces before a letter": lambda: text(b"Issue Summary: a" + b" " * MB + b"!"),
    "1 MB of digits": lambda: text(b"Issue Summary: " + b"31.02.2026" * 100_000),
    "1 MB of numbers to answer": lambda: text(b"1," * 500_000, ANSWER),
    "1 MB of accents": lambda: text(b"Issue Summary: a" + b"\xcc\x81" * 500_000),
    "1 MB of a letter that is eighteen": lambda: text("ﷺ".encode() * 330_000),
    "1 MB of cells in tabs": lambda: text(b"a\tb\tc\td\r\n" * 120_000),
    "50,000 header blocks": lambda: text(b"From: a\r\nSent: b\r\nTo: c\r\nSubject: d\r\n\r\n" * 50_000, ANSWER),
    "50,000 attributions": lambda: text(
        b"On Mon, 2 Mar 2026 at 10:00, Dana <dana@example.com> wrote:\r\n" * 50_000, ANSWER
    ),
    "400,000 begun attributions": lambda: text(b"On Mon 2\r\n" * 400_000 + b"> x", ANSWER),
    "400,000 signatures": lambda: text(b"-- \r\nDana\r\n" * 400_000, ANSWER),
    "10,000 parts": lambda: parts(*[b"\r\nx"] * 10_000),
    "depth 1,000": lambda: (
        NEW + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1000))
    ),
    "depth 400 under one boundary": lambda: (
        NEW + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 400 + b"\r\nx\r\n" + b"--b--\r\n" * 400
    ),
    "20 MB of an uuencoded file": lambda: text(b"begin 644 a\n" + (b"M" + b"A" * 60 + b"\n") * (20 * MB // 62)),
    "200 kB of begun files": lambda: text(b"begin 644 a\n" * 17_000),
    "20,000 recipients": lambda: header(b"To", b", ".join(b"u%d@example.com" % n for n in range(20_000))),
    "60,000 groups": lambda: header(b"Cc", b"a:b;" * 60_000),
    "120,000 commas": lambda: header(b"Reply-To", b"1," * 120_000),
    "header of 1 MB": lambda: header(b"X-A", b"a" * MB),
    "subject of prefixes": lambda: b"Subject: " + b"Re: " * 60_000 + b"\r\n" + FROM + b"\r\nx",
    "subject of brackets": lambda: b"Subject: " + b"[a] " * 60_000 + b"\r\n" + FROM + b"\r\nx",
    "subject of encoded words": lambda: b"Subject: " + b"=?utf-8?b?4pyT?= " * 14_000 + b"\r\n" + FROM + b"\r\nx",
    "100,000 =?": lambda: b"Subject: " + b"=?" * 100_000 + b"\r\n" + FROM + b"\r\nx",
    "charset of 1 MB": lambda: text(b"hi \xe9", kind=b"text/plain; charset=" + b"x" * MB),
    "charset of 250 kB": lambda: text(b"hi \xe9", kind=b"text/plain; charset=" + b"x" * 250_000),
    "references of 1 MB": lambda: header(b"References", b"<a@b> " * 166_000),
    "references of 250 kB": lambda: header(b"References", b"<a@b> " * 41_000),
    "year 99999": lambda: header(b"Date", b"Mon, 02 Mar 99999 10:00:00 +0100"),
    "comments in an address": lambda: header(b"From", b"(" * 250_000),
    "comments in results": lambda: header(b"Authentication-Results", b"a; " + b"(" * 250_000),
    "450 parts of 900 parameters": lambda: parts(
        *[b"Content-Disposition: attachment; " + b"filename*1=a; " * 900 + b"\r\n\r\nx"] * 450
    ),
    "50,000 reported recipients": lambda: parts(
        b"\r\nx",
        b"Content-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\n\r\n" * 50_000,
        head=BOUNCE,
        kind=b"multipart/report; report-type=delivery-status",
    ),
    "200,000 unknown users": lambda: text(b"<a@b.c>: user unknown\r\n" * 200_000, BOUNCE),
    "1 MB of days to be back": lambda: text(b"back on 3 March " * 65_000, BOUNCE),
}


def main() -> None:
    """Reads each mail in a child, so that its memory can be told; what is built once is no mail's, and they share it.
    A child that ends otherwise than by itself is told with its status, one that takes ten minutes among them."""
    from daemon.commands.replay.checks import check_mail
    from tests.fuzz.promises import load_rules, measure_plain

    rules = load_rules()
    small = check_mail("first.eml", text(b"Nobody can work.\r\n"), *rules, trusted=True)
    assert small["verdict"]
    plain = measure_plain()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.alarm(600)
            tell(Path(line.rstrip("\n")), plain)
            return
        _, status = os.waitpid(child, 0)
        if status:
            sys.stdout.write(f"{json.dumps({'died': status})}\n")
            sys.stdout.flush()


def tell(path: Path, plain: float) -> None:
    """Prints how many times the seconds of a plain mail the whole reading takes, or everything a reply may say,
    and the most memory used, in MB."""
    from daemon.commands.replay.checks import check_mail
    from tests.fuzz.promises import check_replies, load_rules, parse_message, read_whole

    rules, raw = load_rules(), path.read_bytes()
    began = time.process_time()
    shown = check_mail(path.name, raw, *rules, trusted=True)
    check = time.process_time() - began
    message = parse_message(raw, rules.words)
    began = time.process_time()
    read_whole(message, rules.words)
    check_replies(message, rules.words)
    replies = time.process_time() - began
    told = {
        "times": max(check, replies) / plain,
        "megabytes": read_peak(),
        "verdict": shown["verdict"],
        "refusal": message.refusal,
    }
    sys.stdout.write(f"{json.dumps(told)}\n")


def read_peak() -> int:
    """The most memory used, in MB. Not getrusage: it counts what the process was before exec, a copy of its parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1000


if __name__ == "__main__":
    main()
