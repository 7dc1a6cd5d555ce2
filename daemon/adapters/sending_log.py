"""Which letters of the batch in hand were handed to the relay, and which it took: read after the process was killed.

Not flushed to the disk: what a process wrote survives its end, and after a power loss (another boot id) nothing in here
is believed. So it costs nothing per letter, and a crash leaves only those letters in doubt that were on the wire."""

import os
from pathlib import Path

from daemon.ports import SendingStep

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SendingLog:
    """The log of one batch, in a file beside the state."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "sending.log"
        self._file: int | None = None

    def begin(self) -> None:
        """A new batch: what was written before is settled.
        A disk that refuses leaves the batch without a log, not unsent."""
        self.close()
        try:
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
            os.write(self._file, f"{_read_boot_id()}\n".encode())
        except OSError:
            self.close()
            self._path.unlink(missing_ok=True)

    def note(self, letter_id: str, step: SendingStep) -> None:
        if self._file is not None:
            try:
                line = f"{letter_id} {step}\n".encode()
                if os.write(self._file, line) != len(line):
                    raise OSError("the disk is full")
            except OSError:
                self.close()
                self._path.unlink(missing_ok=True)

    def read(self) -> dict[str, SendingStep] | None:
        """The last step of each letter; None when there is no log that can be believed."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None
        boot_id, *lines = text.splitlines() or [""]
        if not boot_id or boot_id != _read_boot_id() or not text.endswith("\n"):  # a line that was cut tells nothing
            return None
        known = {step.value: step for step in SendingStep}
        parts = (line.rpartition(" ") for line in lines)
        return {letter_id: known[step] for letter_id, _, step in parts if step in known}

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _read_boot_id() -> str:
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
