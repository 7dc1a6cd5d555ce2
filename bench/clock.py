"""What the clock costs: a look with nothing due, and 1,000 cases due at once.

.venv/bin/python -m bench.clock --quiet     one look of the clock with 10,000 open and 20,000 closed cases
.venv/bin/python -m bench.clock --due 1000  letters of cases that are due at one instant,
beside a bare loop over the same bytes
"""

import argparse
import asyncio
import json
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path

import aiosmtplib

from bench.commit import make_case
from bench.daemon_process import HERE, Start, settings
from bench.intake import CONNECTIONS, wait_for_letters
from bench.mails import SUPPORT
from daemon.adapters.spool import MailFolder
from daemon.adapters.store.disk.archive import Archive
from daemon.adapters.store.tiny import TinyStore, open_store
from daemon.adapters.templates import load_texts
from daemon.bootstrap import load_policy, load_vocabulary
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case, Status
from daemon.ports import Ground
from daemon.service.mails import Service
from parsers.model import Address
from tests.cases import altered
from tests.servers import postfix
from tests.servers.dovecot import Dovecot, available
from tests.servers.postfix import Postfix
from tests.servers.sink import Accepted, SinkProcess

OPEN = 10_000
CLOSED = 20_000
LOOKS = 200
RECIPIENTS = 250
AGENTS = 400
NO_LIMIT = 1_000_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quiet", action="store_true")
    arguments.add_argument("--due", type=int, metavar="CASES")
    arguments.add_argument(
        "--postfix", action="store_true", help="--due through a Postfix, and not straight into the sink"
    )
    arguments.add_argument("--runs", type=int, default=3, help="of --due")
    given = arguments.parse_args()
    (HERE / "data").mkdir(exist_ok=True)
    # the disk that the state would lie on
    with tempfile.TemporaryDirectory(dir=HERE / "data", prefix="bench-") as name:
        if given.quiet:
            measure_quiet(Path(name))
        if given.due:
            measure_due(Path(name), given.due, given.runs, given.postfix)


def measure_quiet(folder: Path) -> None:
    """Fails when a look writes to the disk: that is counted, not timed."""
    for closed in (0, CLOSED):
        place = folder / f"quiet-{closed}"
        fill(place, closed)
        before, began = resident(), time.perf_counter()
        with open_store(place) as store:
            opened, memory = time.perf_counter() - began, resident() - before
            service = build_service(folder, place, store)
            service.handle_digests()  # the first look ever stores when the digests are due
            stood = look_at_files(place)
            times = []
            for _ in range(LOOKS):
                began = time.perf_counter()
                service.handle_digests()
                assert service.handle_wakeups() == 0
                assert service.next_wakeup() is not None
                times.append(time.perf_counter() - began)
            assert look_at_files(place) == stood, "a quiet look wrote to the disk"
        print(
            f"{OPEN:,} open, {closed:,} closed, {closed:,} in the archive: "
            f"opened in {opened:.2f} s and {memory:.0f} MB; a quiet look "
            f"takes {statistics.median(times) * 1000:.2f} ms (at most {max(times) * 1000:.1f}; goal 20), no write",
            flush=True,
        )


def fill(place: Path, closed: int) -> None:
    """A state with `OPEN` open cases, `closed` closed ones in the live file and as many in the archive."""
    later = datetime.now(UTC) + timedelta(days=30)
    with open_store(place) as store, store.transaction() as unit:
        for number in range(1, OPEN + 1):
            unit.put_case(replace(make_case(number), wake_at=later + timedelta(seconds=number)))
        for number in range(OPEN + 1, OPEN + closed + 1):
            unit.put_case(close(make_case(number)))
    archived = range(OPEN + closed + 1, OPEN + 2 * closed + 1)
    Archive(place / "archive").add([close(make_case(number)) for number in archived], [])


def close(case: Case) -> Case:
    return replace(case, status=Status.RESOLVED, closed_at=case.received_at, outcome="done", wake_at=None)


def build_service(folder: Path, place: Path, store: TinyStore) -> Service:
    config = folder / "config.yaml"
    (folder / "customers.csv").write_text("account,name,email,tier,language,timezone\n")
    config.write_text(json.dumps(settings(folder, 1143, 1025)))
    set_up, policy = load_policy(config, {"MAILBOX_PASSWORD": "secret"})
    correspondence = Correspondence(policy, load_texts(set_up.templates_path), bytes(32))
    return Service(Ground(store, MailFolder(place), Now()), correspondence, load_vocabulary(set_up))


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


def look_at_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file stands under each name, and when it was written last."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in (folder, *folder.rglob("*"))}


def resident() -> float:
    """Of this process, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def measure_due(folder: Path, cases: int, runs: int, through_postfix: bool) -> None:
    if reason := available() or (through_postfix and postfix.available()):
        raise SystemExit(f"This needs servers: {reason}")
    whole, leaving = [], []
    for run in range(runs):
        seconds, cpu, letters = measure_start(folder / f"due-{run}", cases, NO_LIMIT, through_postfix)
        assert len(letters) == 2 * cases, len(letters)
        bare = len(letters) / measure_bare(folder / f"due-bare-{run}.jsonl", letters, through_postfix)
        at = sorted(letter.at for letter in letters)
        rate, alone = len(letters) / seconds, len(letters) / (at[-1] - at[0]).total_seconds()
        whole.append(rate / bare)
        leaving.append(alone / bare)
        print(
            f"run {run + 1}: bare loop {bare:.0f} letters/s; "
            f"start {rate:.0f} from the due instant ({whole[-1]:.0%}), {alone:.0f} from the "
            f"first letter ({leaving[-1]:.0%}); {cpu / len(letters) * 1000:.1f} ms of processor a letter",
            flush=True,
        )
    print(
        f"median of {runs}: {statistics.median(whole):.0%} from the due instant, "
        f"{statistics.median(leaving):.0%} from the first letter"
    )
    seconds, _, letters = measure_start(folder / "due-bundled", cases, 3, through_postfix)
    print(f"at most 3 letters a minute to one person: {len(letters)} letters instead of {2 * cases}, {seconds:.1f} s")


def measure_start(
    folder: Path, cases: int, most_a_minute: int, through_postfix: bool
) -> tuple[float, float, list[Accepted]]:
    """Seconds from `start` watching, with every case overdue, to the last letter accepted;
    its processor seconds; the letters:
    each case's once to its recipient and once to its agent, or bundled."""
    with (
        Dovecot() as mailserver,
        SinkProcess(folder.with_suffix(".jsonl")) as sink,
        open_relay(sink, through_postfix) as port,
    ):
        prepared = Start(folder, mailserver.imap_port, port, 1, most_a_minute)
        with open_store(folder / "data") as store, store.transaction() as unit:
            for number in range(1, cases + 1):
                unit.put_case(make_due(number, datetime.now(UTC)))
        with prepared as start:
            began, used = time.monotonic(), start.cpu()
            if most_a_minute == NO_LIMIT:
                wait_for_letters(sink, 2 * cases, lambda: start.process.poll() is None)
                seconds = time.monotonic() - began
            else:
                seconds = wait_until_silent(sink, began)
            cpu = start.cpu() - used
        letters = sink.received()
    named = Counter(BytesHeaderParser().parsebytes(letter.raw)["Message-ID"] for letter in letters)
    assert max(named.values()) == 1, named.most_common(3)
    return seconds, cpu, letters


def make_due(number: int, now: datetime) -> Case:
    """An open case whose level should have answered a minute ago: 4 h after it came there."""
    since = now - timedelta(hours=4, minutes=1)
    return altered(
        make_case(number), agent=Address(f"agent{number % AGENTS}@example.com", f"Agent {number % AGENTS}"),
        recipients=(Address(f"tech{number % RECIPIENTS}@example.com"),), files=(), received_at=since,
        opened_at=since, since=since,
        due_at=now - timedelta(minutes=1), wake_at=now - timedelta(minutes=1),
    )  # fmt: skip


def wait_until_silent(sink: SinkProcess, began: float) -> float:
    """Seconds until the last letter before three seconds of silence."""
    size, last = 0, time.monotonic()
    while size == 0 or time.monotonic() - last < 3:
        now = sink.out.stat().st_size if sink.out.exists() else 0
        if now != size:
            size, last = now, time.monotonic()
        if size == 0 and time.monotonic() - began > 60:
            raise RuntimeError("no letter came")
        time.sleep(0.01)
    return last - began


@contextmanager
def open_relay(sink: SinkProcess, through_postfix: bool) -> Iterator[int]:
    """The port of what takes the letters: a real relay before the sink, or the sink itself,
    which is faster than any."""
    if not through_postfix:
        yield sink.port
        return
    with Postfix(sink.port, {}) as relay:
        yield relay.port


def measure_bare(out: Path, letters: list[Accepted], through_postfix: bool) -> float:
    """Seconds in which a bare loop hands the same bytes to the same kind of sink over as many connections."""
    with SinkProcess(out) as sink, open_relay(sink, through_postfix) as port:
        began = time.monotonic()
        asyncio.run(send_all(port, letters))
        wait_for_letters(sink, len(letters), lambda: True)
        return time.monotonic() - began


async def send_all(port: int, letters: list[Accepted]) -> None:
    waiting = list(reversed(letters))

    async def send() -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
            while waiting:
                letter = waiting.pop()
                await client.sendmail(SUPPORT, list(letter.recipients), letter.raw)

    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))


if __name__ == "__main__":
    main()
