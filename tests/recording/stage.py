"""The doors through which the product is recorded: its commands, and the tests' desk.

The one module here that a re-arrangement of the product may touch. The time stands still, and the key of an
installation is known: whatever is recorded twice is the same twice."""

import logging
import os
import re
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from io import StringIO
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import time_machine

from daemon import cli
from tests.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 10, tzinfo=BERLIN)
AS_IT_CAME = default.clone(refold_source="none", linesep="\r\n")


@contextmanager
def standing_still(now: datetime = NOW) -> Iterator[None]:
    """The machine's clock stands at `now`, in Berlin; new keys are zeros; tables are 120 columns wide; no log."""
    with (
        time_machine.travel(now, tick=False),
        patch("secrets.token_bytes", bytes),
        patch.dict(os.environ, COLUMNS="120"),
    ):
        logging.disable()
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


@contextmanager
def open_desk(
    changes: Mapping[str, str] | None = None, files: Mapping[str, str] | None = None
) -> Iterator[tuple[Desk, Path]]:
    """A desk in a folder of its own, where `config.yaml` serves the commands too. `changes` replaces pieces of the
    settings; `files` are there beforehand, by name."""
    with tempfile.TemporaryDirectory(prefix="upstairs-") as name:
        folder = Path(name)
        for file, text in (files or {}).items():
            (folder / file).write_text(text, encoding="utf-8")
        yield Desk(folder, changes), folder


def run_apart(work: Callable[[], str]) -> str:
    """What `work` gives, done in a copy of this process: what it changes is gone with it. So a desk that has read its
    templates and opened its cases serves for many stories, each as if it were the only one. Raises RuntimeError when
    it fails."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # of Python 3.12: a test's worker has a thread, which does not go along
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 1
        try:
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(work().encode("utf-8", "backslashreplace"))
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it is, it must not go on as a second parent
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("a copy of the process failed: what it has printed tells why")
    return said.decode("utf-8")


def run_command(*arguments: str, folder: Path) -> str:
    """What a command prints under the settings in `folder`, errors included, and its exit code. Paths are relative."""
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = cli.main(["--config", str(folder / "config.yaml"), *arguments])
    text = printed.getvalue() + (f"exit code {code}\n" if code else "")
    return text.replace(f"{folder}/", "").replace(f"{ROOT}/", "")


def check_mails(paths: Sequence[Path], folder: Path) -> list[str]:
    """What `check` says of each mail, in every form that there is; one call for all, as a call takes long to begin."""
    explains = "--explain" in run_command("check", "--help", folder=folder)
    names = [str(path) for path in paths]
    forms = [(), ("--json",), *([("--explain",)] if explains else [])]
    said = [_split(run_command("check", *form, *names, folder=folder)) for form in forms]
    assert all(len(pieces) == len(paths) for pieces in said), [len(pieces) for pieces in said]
    return ["\n".join(pieces) for pieces in zip(*said, strict=True)]


def _split(printed: str) -> list[str]:
    """A piece for each mail: it begins with the file's name, or with JSON that does."""
    return re.split(r"\n(?=\S+\.eml: |\{\"file\")", printed.rstrip("\n"))


def get_bytes(letter: EmailMessage) -> bytes:
    """The letter as it left: the desk gives it parsed, and parsing keeps every header and part as it stood."""
    return letter.as_bytes(policy=AS_IT_CAME)


def render_letters(letters: Iterable[EmailMessage]) -> str:
    """The letters whole, one below the other."""
    return "".join(
        f"===== {one['X-Escalation-Kind']} to {one['To']}\n{render_bytes(get_bytes(one))}\n" for one in letters
    )


def render_bytes(raw: bytes) -> str:
    """A letter as text. A line end that is not CRLF, and what is not ASCII, is shown by an escape."""
    lines = raw.decode("ascii", "backslashreplace").split("\r\n")
    return "\n".join(line.replace("\r", "\\r").replace("\n", "\\n") for line in lines)
