"""How fast mail goes through: 1,000 escalations from a private Dovecot, three letters each to a sink,
by `start` and by a bare loop.

.venv/bin/python -m bench.intake            the rate and its ratio, three runs
.venv/bin/python -m bench.intake --idle     idle memory, and the time from delivery to accepted letter
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.utils import formatdate, make_msgid
from pathlib import Path

import aiosmtplib
from imapclient import IMAPClient
from mailparser import parse_from_bytes

from bench.daemon_process import HERE, Start
from bench.mails import LEVEL, SUPPORT, make_mail
from tests.servers.dovecot import PASSWORD, Dovecot, available
from tests.servers.sink import SinkProcess

BATCH = 50
CONNECTIONS = 3
LETTERS_A_MAIL = 3
PROBES = 15


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--mails", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--idle", action="store_true")
    given = arguments.parse_args()
    if reason := available():
        raise SystemExit(f"This needs a Dovecot: {reason}")
    (HERE / "data").mkdir(exist_ok=True)
    # the disk that the state would lie on
    with tempfile.TemporaryDirectory(dir=HERE / "data", prefix="bench-") as folder:
        print(
            f"{os.cpu_count()} processors; one fsync of 64 kB on this disk takes "
            f"{measure_fsync(Path(folder)) * 1000:.1f} ms"
        )
        if given.idle:
            measure_idle(Path(folder))
        else:
            measure_rates(Path(folder), given.mails, given.runs)


def measure_rates(folder: Path, mails: int, runs: int) -> None:
    ratios = []
    for run in range(runs):
        raws = [make_mail(number, seed=run) for number in range(mails)]
        with Dovecot() as mailserver:
            mailserver.append(raws)
            bare = mails / measure_bare(folder / f"bare-{run}.jsonl", mailserver.imap_port, mails)
            seconds, cpu, memory = measure_start(folder / f"start-{run}", mailserver.imap_port, mails)
        ratios.append(mails / seconds / bare)
        print(
            f"run {run + 1}: bare loop {bare:.0f} mails/s, start {mails / seconds:.0f} mails/s: {ratios[-1]:.0%}"
            f"  (start: {cpu / mails * 1000:.1f} ms of processor a mail, {memory:.0f} MB afterwards)",
            flush=True,
        )
    print(f"start reaches {statistics.median(ratios):.0%} of the bare loop's rate (median of {runs}; goal 40%)")


def measure_start(folder: Path, imap_port: int, mails: int) -> tuple[float, float, float]:
    """Seconds from `start` watching to the last letter accepted,
    its processor seconds in that time, and its memory then."""
    with SinkProcess(folder.with_suffix(".jsonl")) as sink, Start(folder, imap_port, sink.port, mails) as start:
        began, used = time.monotonic(), start.cpu()
        wait_for_letters(sink, mails * LETTERS_A_MAIL, lambda: start.process.poll() is None)
        seconds = time.monotonic() - began
        cpu, memory = start.cpu() - used, start.memory()
    check_letters(sink, mails)
    return seconds, cpu, memory


def check_letters(sink: SinkProcess, mails: int) -> None:
    """Each case has its three letters, each to whom it belongs; anything else makes the rate worthless."""
    headers = [(BytesHeaderParser().parsebytes(letter.raw), letter.recipients) for letter in sink.received()]
    kinds = Counter(header["X-Escalation-Kind"] for header, _ in headers)
    assert kinds == {"routed": mails, "receipt": mails, "customer-acknowledgement": mails}, kinds
    assert len({header["X-Escalation-Case"] for header, _ in headers}) == mails
    assert len({header["Message-ID"] for header, _ in headers}) == mails * LETTERS_A_MAIL
    assert Counter(to for _, to in headers)[(LEVEL,)] == mails


def wait_for_letters(sink: SinkProcess, count: int, alive: Callable[[], bool]) -> None:
    """Blocks until the sink has written `count` letters; counts its lines,
    for parsing them would cost the measured side."""
    seen = 0
    with sink.out.open("rb") as lines:
        last = time.monotonic()
        while seen < count:
            more = sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))
            seen += more
            last = time.monotonic() if more else last
            if not alive() or time.monotonic() - last > 30:
                raise RuntimeError(f"only {seen} of {count} letters came")
            time.sleep(0.01)


def measure_bare(out: Path, imap_port: int, mails: int) -> float:
    """Seconds of the bare loop from its login to the last letter accepted: nothing is judged, stored or marked."""
    with SinkProcess(out) as sink:
        began = time.monotonic()
        sent = asyncio.run(run_bare(imap_port, sink.port))
        seconds = time.monotonic() - began
    assert sent == mails * LETTERS_A_MAIL, f"{sent} letters for {mails} mails"
    return seconds


async def run_bare(imap_port: int, smtp_port: int) -> int:
    """Fetches in a thread what comes next while the letters of the last batch leave over reused connections."""
    loop = asyncio.get_running_loop()
    letters: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(BATCH * LETTERS_A_MAIL)
    clients = [aiosmtplib.SMTP(hostname="127.0.0.1", port=smtp_port, start_tls=False) for _ in range(CONNECTIONS)]
    for client in clients:
        await client.connect()
    senders = [asyncio.create_task(send_all(client, letters)) for client in clients]
    with ThreadPoolExecutor(1) as mailbox, IMAPClient("127.0.0.1", imap_port, ssl=False) as imap:
        imap.login(SUPPORT, PASSWORD)
        imap.select_folder("INBOX")
        uids = imap.search()
        batches = [uids[first : first + BATCH] for first in range(0, len(uids), BATCH)]
        coming = loop.run_in_executor(mailbox, imap.fetch, batches[0], ["BODY.PEEK[]"])
        for following in [*batches[1:], []]:
            fetched = await coming
            if following:
                coming = loop.run_in_executor(mailbox, imap.fetch, following, ["BODY.PEEK[]"])
            for answer in fetched.values():
                for letter in compose(answer[b"BODY[]"]):
                    await letters.put(letter)
        await letters.join()
    for sender in senders:
        sender.cancel()
    for client in clients:
        await client.quit()
    return len(uids) * LETTERS_A_MAIL


def compose(raw: bytes) -> list[tuple[str, bytes]]:
    """Three letters, text and HTML, for what mail-parser reads in the mail: each with its recipient."""
    mail = parse_from_bytes(raw)
    text = mail.text_plain[0]
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in text.splitlines()) + "</body></html>"
    recipients = (mail.from_[0][1], LEVEL, "contact@firm.example")
    return [(to, compose_letter(to, mail.subject, mail.message_id, text, html)) for to in recipients]


def compose_letter(to: str, subject: str, answered: str, text: str, html: str) -> bytes:
    """With the standard library's older classes: they take a sixth of the time of EmailMessage."""
    letter = MIMEMultipart("alternative")
    letter["From"], letter["To"], letter["Subject"], letter["Date"] = SUPPORT, to, f"Re: {subject}", formatdate()
    letter["Message-ID"], letter["In-Reply-To"], letter["References"] = (
        make_msgid(domain="example.com"),
        answered,
        answered,
    )
    letter["Auto-Submitted"] = "auto-replied"
    letter.attach(MIMEText(text, "plain", "us-ascii"))
    letter.attach(MIMEText(html, "html", "us-ascii"))
    return letter.as_bytes()


async def send_all(client: aiosmtplib.SMTP, letters: asyncio.Queue[tuple[str, bytes]]) -> None:
    while True:
        to, letter = await letters.get()
        await client.sendmail(SUPPORT, [to], letter)
        letters.task_done()


def measure_idle(folder: Path) -> None:
    out = folder / "idle.jsonl"
    with (
        Dovecot() as mailserver,
        SinkProcess(out) as sink,
        Start(folder / "idle", mailserver.imap_port, sink.port, PROBES) as start,
    ):
        time.sleep(5)
        print(f"idle memory of start: {start.memory():.0f} MB (goal: under 120)")
        idle, letter = measure_latencies(mailserver, sink, start)
        print(f"its memory after {PROBES} mails: {start.memory():.0f} MB")
    over = statistics.median(letter) - statistics.median(idle)
    print(f"from delivery to the word of another client's IDLE: {statistics.median(idle):.3f} s (median of {PROBES})")
    print(f"from delivery to the accepted letter to the level:  {statistics.median(letter):.3f} s (median of {PROBES})")
    print(f"start needs {over:.3f} s over what IDLE itself takes (goal: at most 0.3)")


def measure_latencies(mailserver: Dovecot, sink: SinkProcess, start: Start) -> tuple[list[float], list[float]]:
    """Seconds from the end of each LMTP delivery to the answer of another client's IDLE, and to the accepted letter."""
    idle, letter = [], []
    with mailserver.logged_in() as client:
        client.select_folder("INBOX")
        for number in range(PROBES):
            client.idle()
            told: list[float] = []
            listener = threading.Thread(target=listen, args=(client, told))
            listener.start()
            time.sleep(0.5)  # both have come to rest
            mailserver.deliver(make_mail(number))
            delivered, delivered_at = time.monotonic(), time.time()
            wait_for_letters(sink, (number + 1) * LETTERS_A_MAIL, lambda: start.process.poll() is None)
            listener.join(30)
            client.idle_done()
            idle.append(told[0] - delivered)
            routed = [got for got in sink.received() if got.recipients == (LEVEL,)]
            letter.append(routed[-1].at.timestamp() - delivered_at)
            time.sleep(1)
    return idle, letter


def listen(client: IMAPClient, told: list[float]) -> None:
    while not any(answer[1:2] == (b"EXISTS",) for answer in client.idle_check(timeout=30)):
        pass
    told.append(time.monotonic())


def measure_fsync(folder: Path) -> float:
    """Median seconds of writing 64 kB and making them durable."""
    times = []
    for _ in range(20):
        began = time.monotonic()
        with (folder / "probe").open("wb") as probe:
            probe.write(bytes(65536))
            probe.flush()
            os.fsync(probe.fileno())
        times.append(time.monotonic() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
