"""TinyDB's storage made safe: a whole new file, flushed to the disk, then renamed over the old one.

The stock storage writes in place: a crash or a full disk in the middle destroys everything (packages P4.1).
"""

import contextlib
import os
import time
from itertools import chain, count
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from daemon.errors import DiskError, StateError

BACKUP_EVERY = 86_400.0  # seconds


class AtomicStorage(Storage):
    """One JSON file as TinyDB lays it out: table → document id → document. Documents may be `orjson.Fragment`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._backup = path.with_name(path.name + ".bak")
        self._next_backup = 0.0

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; None when there is no file yet. Raises StateError for one that cannot be read:
        it is never taken for empty."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            if self._backup.exists():
                raise StateError(
                    f"{self._path} is gone, but {self._backup} is there: copy it back, or move it away to begin anew."
                ) from None
            return None
        except OSError as error:
            raise StateError(f"{self._path} cannot be read: {error.strerror}.") from error
        try:
            tables = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            mend = (
                f"{self._backup} holds the last good state before today: copy it back."
                if self._backup.exists()
                else "Copy it back from your backup."
            )
            raise StateError(f"{self._path} is damaged ({'it is empty' if not content else error}). {mend}") from error
        if not isinstance(tables, dict):
            raise StateError(f"{self._path} is not a file of ours: it holds no tables.")
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replaces the whole file in one step. Raises DiskError; then the old one stands as it was."""
        write_atomically(self._path, orjson.dumps(data))

    def back_up(self) -> None:
        """Keeps the file as it stands as `.bak`, before the first write of a run and then once a day."""
        if time.monotonic() < self._next_backup:
            return
        new = self._backup.with_name(self._backup.name + ".new")
        with contextlib.suppress(OSError):  # a backup that cannot be made must not stop the work
            new.unlink(missing_ok=True)
            os.link(self._path, new)
            new.rename(self._backup)
            self._next_backup = time.monotonic() + BACKUP_EVERY

    def keep_copy(self, name: str) -> None:
        """Keeps the file as it stands under a name of its own, beside `.bak`, which the next day replaces. One that is
        there and holds something else (somebody went back to the earlier version and worked on) stays: the copy gets a
        number. Raises StateError."""
        names = chain([name], (f"{name}.{number}" for number in count(2)))
        copies = (self._path.with_name(f"{self._path.name}.{one}") for one in names)
        try:
            content = self._path.read_bytes()
            copy = next(one for one in copies if not one.exists() or one.read_bytes() == content)
            if not copy.exists():
                write_atomically(copy, content)
        except (DiskError, OSError) as error:
            raise StateError(
                f"The state is to be changed to a newer form, and before that backed up. {error}"
            ) from error


class ForgetfulStorage(Storage):
    """Begins empty and keeps nothing."""

    def read(self) -> None:
        return None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        pass

    def back_up(self) -> None:
        pass

    def keep_copy(self, name: str) -> None:
        pass


def write_atomically(path: Path, content: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder. Raises DiskError with the reason in words."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise DiskError(f"{path} cannot be written: {error.strerror}.") from error


def sync_folder(folder: Path) -> None:
    """Makes renames in this folder survive a power loss. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
