"""No mail, however it was made, takes much longer than a plain one or more than 300 MB to read (fault F53, F54)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.bombs import BOMBS
from tests.fuzz.promises import MOST

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[str]]:
    """What reads them. To load the words takes longer than most mails do: they are loaded once."""
    command = [sys.executable, "-W", "error", "-m", "tests.fuzz.bombs"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        yield started


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process its own memory")
@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_goes_off(name: str, tmp_path: Path, reader: subprocess.Popen[str]) -> None:
    mail = tmp_path / "bomb.eml"
    mail.write_bytes(BOMBS[name]())
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(f"{mail}\n")
    reader.stdin.flush()
    told = json.loads(reader.stdout.readline())
    assert "died" not in told, told
    assert told["times"] < MOST
    assert told["megabytes"] < 300
    assert "could not be read" not in told["refusal"]
