"""`start` as a process of its own, with settings for a bench, and what /proc says about it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.mails import LEVEL, SUPPORT, make_directory

HERE = Path(__file__).resolve().parent.parent


class Start:
    """The real daemon on its own state in `folder`;
    entering waits until it has read its settings and begins to watch."""

    def __init__(
        self, folder: Path, imap_port: int, smtp_port: int, mails: int, most_a_minute: int = 1_000_000
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "customers.csv").write_text(make_directory(mails))
        self._config = folder / "config.yaml"
        # JSON is YAML
        self._config.write_text(json.dumps(settings(folder, imap_port, smtp_port, most_a_minute), indent=1))

    def __enter__(self) -> Self:
        environment = {**os.environ, "MAILBOX_PASSWORD": "secret", "PYTHONPATH": str(HERE)}
        command = [sys.executable, "-c", "import sys; from daemon.cli import main; sys.exit(main(sys.argv[1:]))"]
        self._log = (self.folder / "log").open("w")
        self.process = subprocess.Popen(
            [*command, "--config", str(self._config), "start"], env=environment, stderr=self._log, cwd=HERE
        )
        try:
            self._wait_until_watching()
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(60)
        self._log.close()

    def _wait_until_watching(self) -> None:
        deadline = time.monotonic() + 30
        while "watching" not in self.log():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"start did not begin to watch:\n{self.log()}")
            time.sleep(0.005)

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def memory(self) -> float:
        """Its resident set in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def cpu(self) -> float:
        """Seconds of processor time it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settings(folder: Path, imap_port: int, smtp_port: int, most_a_minute: int = 1_000_000) -> dict[str, object]:
    always = {"timezone": "Europe/Berlin", "hours": "24x7"}
    level = {"recipients": [LEVEL], "calendar": "always", "respond_within": "4 h"}
    return {
        "mailbox": {
            "address": SUPPORT, "host": "127.0.0.1", "port": imap_port, "security": "none", "username": SUPPORT,
            "password": "${MAILBOX_PASSWORD}",
        },
        "smtp": {"host": "127.0.0.1", "port": smtp_port, "security": "none"},
        "store": {"path": str(folder / "data")},
        "senders": {"allow": ["@example.com"], "trust": "network"},
        "calendars": {"always": always},
        "levels": {number: {"name": f"Level {number}", **level} for number in (1, 2, 3, 4)},
        "limits": {"letters_per_minute_per_person": most_a_minute},
        "customers": {"directory": str(folder / "customers.csv"), "domains": "any-listed", "acknowledge": True},
        "administrators": ["ops@example.com"],
    }  # fmt: skip
