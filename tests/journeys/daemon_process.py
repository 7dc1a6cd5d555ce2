"""The daemon as a process of its own, as an administrator runs it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self


class DaemonProcess:
    """`start` under a settings file, from entering the context to leaving it; its log lies in `log`."""

    def __init__(self, config: Path, environment: Mapping[str, str] | None = None) -> None:
        self._config = config
        self._environment = {**os.environ, **(environment or {})}
        self.log = config.with_name("daemon.log")
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def __enter__(self) -> Self:
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            command = [sys.executable, "-m", "daemon.cli", "--config", str(self._config), "start"]
            self._process = subprocess.Popen(command, stderr=log, stdout=log, env=self._environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_running:
            self.stop()

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def is_watching(self) -> bool:
        """Whether this run has begun to watch the mailbox."""
        return b"daemon.supervisor: watching" in self.log.read_bytes()[self._log_start :]

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs; negative for the signal that killed it."""
        return None if self._process is None else self._process.poll()

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(120)

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait(60)

    def wait_for_end(self, seconds: float) -> int | None:
        """The exit code, or None when it still runs after that time."""
        assert self._process is not None
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Raises TimeoutError naming `what` when it does not hold in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)
