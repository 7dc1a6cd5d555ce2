"""Files of mail under the state folder: raw mail in, letters out, quarantine; and the key that signs tokens."""

import contextlib
import os
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from daemon.adapters.store.disk.storage import sync_folder, write_atomically
from daemon.errors import DiskError, StateError

KEY_BYTES = 32
SIDE_BY_SIDE = 8  # flushes wait for the disk, not for us: eight at a time take a third of the time


class MailFolder:
    """`MailFiles` in a folder. Written once, never changed: a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="spool")

    def save(self, files: Iterable[tuple[str, bytes]]) -> None:
        """All of them, side by side, then each folder once. Raises DiskError; files of ours that are left over do no
        harm."""
        wanted = list(files)
        if not wanted:
            return
        folders = {(self._folder / path).parent for path, _ in wanted}
        try:
            for folder in folders:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            list(self._writers.map(self._write, wanted))
            for folder in folders:
                sync_folder(folder)
        except OSError as error:
            raise DiskError(f"mail cannot be kept in {self._folder}: {error.strerror}.") from error

    def _write(self, file: tuple[str, bytes]) -> None:
        path = self._folder / file[0]
        temporary = path.with_name(f".{path.name}.new")
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as handle:
                handle.write(file[1])
                handle.flush()
                os.fsync(handle.fileno())
            temporary.rename(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def get(self, path: str) -> bytes:
        """The bytes; raises FileNotFoundError."""
        return (self._folder / path).read_bytes()

    def delete(self, path: str) -> None:
        with contextlib.suppress(OSError):
            (self._folder / path).unlink()


def load_key(folder: Path) -> bytes:
    """The installation's key, made at the first start. Raises StateError for one that is not whole."""
    path = folder / "key"
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_bytes(KEY_BYTES)
        write_atomically(path, key)
    except OSError as error:
        raise StateError(f"{path} cannot be read: {error.strerror}.") from error
    if len(key) != KEY_BYTES:
        mend = "Copy it back from your backup; without it, commands in answer to older letters are refused."
        raise StateError(f"{path} is damaged: it must hold {KEY_BYTES} bytes. {mend}")
    return key
