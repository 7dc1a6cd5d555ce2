"""One commit with 10,000 open cases, beside a bare write and flush of a file of the same size on the same disk."""

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from daemon.adapters.store.tiny import open_store
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Reason, Status
from daemon.core.model.history.conversation import Conversation, Entry, KeptFile, Told
from daemon.core.model.notifications import Letter
from daemon.core.model.variants import Kind
from daemon.ports import LedgerEntry, Outcome
from parsers.model import Address, Fields, Priority
from tests.cases import altered

CASES = 10_000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_case(number: int) -> Case:
    """A case as it stands in the state: routed, with its files, letters and timeline."""
    steps = ("Ran the export again: the same", "Rolled back on staging: complete", "Looked for a changed schema: none")
    fields = Fields(
        Priority.HIGH,
        f"Customer {number}",
        f"c{number}@x.example",
        str(40_000 + number),
        "The export stops " * 8,
        steps,
        "All wait",
        "By Friday",
    )
    people = (Address("tech@example.com", "Technical Team"),)
    told = tuple(
        Told(NOW, kind, f"{kind.value}@example.com", f"<esc-{number}.{kind.value}@example.com>")
        for kind in (Kind.RECEIPT, Kind.ROUTED, Kind.CUSTOMER_ACKNOWLEDGEMENT)
    )
    events = (
        Entry(NOW, "routed to level 3", "", "tech@example.com"),
        Entry(NOW, "customer told", "", f"c{number}@x.example"),
    )
    files = (KeptFile("ab" * 32, "export.log", "text/plain", 38_000),)
    return Case(
        number, Status.OPEN, (Assignment(3, NOW, people, due_at=NOW),), Address("dana@example.com",
        "Dana Whitfield"), "Exports stop",
        fields, NOW, opened_at=NOW, wake_at=NOW, letters=3,
        conversation=Conversation(events, told, ("ab" * 32,), (f"<{number}@example.com>",), files),
        reasons=(Reason('"stack trace" reads as a Standard trigger: '
    'Bug requiring engineering investigation', "bug"),), triggers=("bug",),
    )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        with open_store(folder) as store:
            with store.transaction() as unit:
                for number in range(1, CASES + 1):
                    unit.put_case(make_case(number))
                    unit.record(
                        LedgerEntry(
                            f"{number:064x}",
                            f"<{number}@example.com>",
                            1,
                            number,
                            NOW,
                            Outcome.OPENED,
                            "opened",
                            number,
                        )
                    )
                unit.put_letters(
                    Letter(f"esc-{n}-1", n, Kind.RECEIPT, "dana@example.com", f"<{n}@x>", 1, NOW) for n in range(200)
                )
            ours, bare = [], []
            content = (folder / "escalations.json").read_bytes()
            for number in range(1, 31):
                began = time.perf_counter()
                with store.transaction() as unit:
                    unit.put_case(altered(make_case(number), claimed_at=NOW, version=1))
                ours.append(time.perf_counter() - began)
                began = time.perf_counter()
                with open(folder / "bare", "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                bare.append(time.perf_counter() - began)
    commit, write = statistics.median(ours), statistics.median(bare)
    ratio = commit / write
    print(
        f"one commit with {CASES:,} open cases ({len(content) / 1e6:.1f} MB): "
        f"{commit * 1000:.0f} ms, {ratio:.2f} times the bare write"
    )


if __name__ == "__main__":
    main()
