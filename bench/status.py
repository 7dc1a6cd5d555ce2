"""What the table of `status` costs beside its JSON, in the same run: 10,000 open cases.

.venv/bin/python -m bench.status
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.commit import make_case
from bench.daemon_process import HERE
from daemon.adapters.store.tiny import open_store
from daemon.core.model.case import Status
from tests.cases import altered
from tests.generator import write_settings

OPEN = 10_000
RUNS = 5
GOAL = 1.5


def main() -> None:
    (HERE / "data").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE / "data", prefix="bench-") as name:
        folder = Path(name)
        config = write_settings(folder, imap_port=1, smtp_port=1)
        fill(folder / "data")
        ratios = []
        for _ in range(RUNS):
            as_json, table = ask(config, "--json"), ask(config)
            ratios.append(table / as_json)
            print(f"status --json {as_json:.2f} s, status {table:.2f} s: {table / as_json:.2f} times", flush=True)
        print(f"median {statistics.median(ratios):.2f} times (goal {GOAL})")


def fill(place: Path) -> None:
    """Open cases, one in three overdue, one in five waiting."""
    now = datetime.now(UTC)
    with open_store(place) as store, store.transaction() as unit:
        for number in range(1, OPEN + 1):
            due_at = now + timedelta(minutes=number - OPEN // 3)
            unit.put_case(
                altered(make_case(number), due_at=due_at, status=Status.WAITING if number % 5 == 0 else Status.OPEN)
            )


def ask(config: Path, *words: str) -> float:
    """Seconds for the whole command, its output into a pipe."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "daemon.cli", "--config", str(config), "status", *words]
    subprocess.run(command, check=True, cwd=HERE, stdout=subprocess.PIPE, env=os.environ)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
