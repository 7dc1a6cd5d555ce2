"""When each server was last reached: the modification time of an empty file, so that a quiet poll writes no state."""

import os
from datetime import UTC, datetime
from pathlib import Path

from daemon.ports import Clock


class Heartbeat:
    """`beat` after every contact, `last` for `status`. Worth nothing to the daemon itself, so a refusing disk is no
    matter."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def beat(self, server: str) -> None:
        at = self._clock.now().timestamp()
        path = self._folder / f"last-contact-{server}"
        try:
            path.touch(mode=0o600)
            os.utime(path, (at, at))
        except OSError:
            return

    def last(self, server: str) -> datetime | None:
        """When there was last contact with this server; None for never."""
        try:
            return datetime.fromtimestamp((self._folder / f"last-contact-{server}").stat().st_mtime, UTC)
        except OSError:
            return None
