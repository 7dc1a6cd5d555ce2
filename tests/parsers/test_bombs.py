"""No mail, however it was made, takes more than two seconds or 300 MB to read (fault F53, F54)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.bombs import BOMBS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process its own memory")
@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_goes_off(name: str, tmp_path: Path) -> None:
    mail = tmp_path / "bomb.eml"
    mail.write_bytes(BOMBS[name]())
    # of its own, so that its memory can be told
    command = [sys.executable, "-W", "error", "-m", "tests.fuzz.bombs", str(mail)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["seconds"] < 2
    assert told["megabytes"] < 300
    assert "could not be read" not in told["refusal"]
