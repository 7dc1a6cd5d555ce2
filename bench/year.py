"""What `simulate` costs over a year of 10,000 mails, from a folder and from an mbox.

.venv/bin/python -m bench.year
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.daemon_process import HERE
from bench.mails import make_year
from tests.generator import write_settings


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=10_000)
    given = arguments.parse_args()
    (HERE / "data").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE / "data", prefix="bench-") as name:
        measure_year(Path(name), given.mails)


def measure_year(folder: Path, mails: int) -> None:
    """Fails when the folder and the mbox do not lead to the same letters."""
    config = write_settings(folder, imap_port=1143, smtp_port=1025)
    year = folder / "year"
    year.mkdir()
    with (folder / "year.mbox").open("wb") as box:
        for number, raw in enumerate(make_year(mails)):
            (year / f"{number:05}.eml").write_bytes(raw)
            lines = raw.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
            box.write(b"From support@example.com Mon Mar  2 10:00:00 2026\n" + lines + b"\n\n")
    for source in (year, folder / "year.mbox"):
        seconds, cpu, memory, printed = run_simulation(config, source)
        letters = len(printed.splitlines())
        print(
            f"a year of {mails:,} mails, {'a folder' if source == year else 'an mbox'}: "
            f"{seconds:.0f} s (goal 180), {cpu:.0f} s of "
            f"processor, {memory:.0f} MB, {letters:,} letters, {hashlib.sha256(printed).hexdigest()[:16]}",
            flush=True,
        )


def run_simulation(config: Path, source: Path) -> tuple[float, float, float, bytes]:
    """Wall and processor seconds, the greatest memory in MB, and what was printed."""
    program = "import sys; from daemon.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [
        sys.executable,
        "-c",
        program,
        "--config",
        str(config),
        "simulate",
        str(source),
        "--until",
        "2027-01-01T00:00Z",
        "--json",
    ]
    with source.with_suffix(".out").open("w+b") as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)})
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, process.returncode
        out.seek(0)
        return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read()


if __name__ == "__main__":
    main()
