"""What reading costs, beside mail-parser's own parse of the same mails, and whether it stays linear in a mail's size.

.venv/bin/python -m bench.reading            the ratio over the generator's mix, five runs
.venv/bin/python -m bench.reading --sizes    the time per kB from 10 kB to 10 MB
"""

import argparse
import base64
import hashlib
import random
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial

import mailparser

from bench.mails import make_year, sentence
from daemon.commands.replay.checks import NO_ARRIVAL
from daemon.ports import FetchedMail
from daemon.service.intake import Reader, judge, read_mail
from parsers.message import parse_message
from tests.fuzz.promises import Rules, load_rules

GOALS = {"parse_message": 2.3, "whole reading": 4.3}  # times mail-parser's own parse
PASSES = 3  # of each reader over each mail; the fastest counts, because all else is the machine's other work
SIZES = {"10 kB": 10_000, "100 kB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
HEAD = (
    b"From: dana@example.com\r\nTo: support@example.com\r\n"
    b"Subject: ESCALATION - Exports fail - Ticket #1\r\nMIME-Version: 1.0\r\n"
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--mails", type=int, default=600)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--sizes", action="store_true")
    given = arguments.parse_args()
    rules = load_rules()
    if given.sizes:
        measure_sizes(rules)
    else:
        measure_ratios(rules, given.mails, given.runs)


def measure_ratios(rules: Rules, mails: int, runs: int) -> None:
    """Each mail is read by the three in turn, so that what slows the machine slows all of them."""
    readers = build_readers(rules)
    medians: dict[str, list[float]] = {name: [] for name in readers}
    for run in range(runs):
        taken: dict[str, list[float]] = {name: [] for name in readers}
        for raw in make_year(mails, seed=run):
            best = dict.fromkeys(readers, float("inf"))
            for _ in range(PASSES):
                for name, reader in readers.items():
                    best[name] = min(best[name], measure(reader, raw))
            for name, seconds in best.items():
                taken[name].append(seconds)
        base = taken["mail-parser"]
        words = [f"mail-parser {statistics.median(base) * 1000:.2f} ms a mail"]
        for name in GOALS:
            medians[name].append(
                statistics.median(ours / theirs for ours, theirs in zip(taken[name], base, strict=True))
            )
            words.append(
                f"{name} {medians[name][-1]:.2f} times that (median), {sum(taken[name]) / sum(base):.2f} times in total"
            )
        print(f"run {run + 1}: {'; '.join(words)}", flush=True)
    for name, goal in GOALS.items():
        median = statistics.median(medians[name])
        print(f"{name}: {median:.2f} times mail-parser (median of {runs} runs; goal {goal})")


def measure_sizes(rules: Rules) -> None:
    """Milliseconds of processor per kB; what is linear does not grow to the right."""
    readers = build_readers(rules)
    for kind, build in BODIES.items():
        for name, reader in readers.items():
            cells = []
            for label, size in SIZES.items():
                raw = HEAD + build(size)
                seconds = min(measure(reader, raw) for _ in range(1 if size > 1_000_000 else PASSES))
                cells.append(f"{label} {seconds * 1000 / (len(raw) / 1000):.4f}")
            print(f"{kind}, {name}: {'   '.join(cells)}  ms per kB", flush=True)


def build_readers(rules: Rules) -> Mapping[str, Callable[[bytes], object]]:
    def read_whole(raw: bytes) -> None:
        reading = read_mail(
            FetchedMail(0, NO_ARRIVAL, raw, len(raw)), hashlib.sha256(raw).hexdigest(), Reader(*rules, b"", True), None
        )
        judge(reading, rules.policy)

    return {
        "mail-parser": read_with_mail_parser,
        "parse_message": partial(parse_message, words=rules.words),
        "whole reading": read_whole,
    }


def read_with_mail_parser(raw: bytes) -> object:
    mail = mailparser.parse_from_bytes(raw)
    return mail.subject, mail.body, mail.attachments


def measure(reader: Callable[[bytes], object], raw: bytes) -> float:
    began = time.process_time()
    reader(raw)
    return time.process_time() - began


def build_text(size: int) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\r\n\r\nIssue Summary: " + build_lines(size)


def build_html(size: int) -> bytes:
    lines = b"".join(b"<p class=MsoNormal>" + line + b"</p>\r\n" for line in build_lines(size).split(b"\r\n"))
    return (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Issue Summary: "
        + lines[:size]
        + b"</body></html>"
    )


def build_attachment(size: int) -> bytes:
    head = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain\r\n\r\nPriority: High\r\n--b\r\n"
    )
    kind = b"Content-Type: application/zip; name=logs.zip\r\nContent-Disposition: attachment; filename=logs.zip\r\n"
    content = base64.encodebytes(random.Random(size).randbytes(size * 3 // 4))
    return head + kind + b"Content-Transfer-Encoding: base64\r\n\r\n" + content + b"--b--\r\n"


def build_quotes(size: int) -> bytes:
    lines = b"".join(b"> " + line + b"\r\n" for line in build_lines(size).split(b"\r\n"))
    return (
        b"In-Reply-To: <a@example.com>\r\n\r\nack\r\n\r\nOn Mon, 2 Mar 2026, Dana <d@example.com> wrote:\r\n"
        + lines[:size]
    )


def build_lines(size: int) -> bytes:
    chance = random.Random(size)
    lines = "\r\n".join(sentence(chance, 12) for _ in range(1000)).encode() + b"\r\n"
    return (lines * (size // len(lines) + 1))[:size]


BODIES: Mapping[str, Callable[[int], bytes]] = {
    "text": build_text,
    "HTML": build_html,
    "quoted text": build_quotes,
    "attachment": build_attachment,
}

if __name__ == "__main__":
    main()
