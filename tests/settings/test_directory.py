"""The customer directory is a file that somebody else may have put in the wrong way."""

from pathlib import Path

import pytest

from daemon.bootstrap import load_policy
from daemon.cli import main
from daemon.commands.doctor.examination import examine
from daemon.commands.doctor.findings import Health
from daemon.commands.face import WRONG_USAGE
from tests.settings.test_load import ENVIRONMENT, write

DEADLINE = ("deadline", "--level", "1", "--priority", "high", "--received", "2026-03-06T16:40+01:00")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings beside a folder that stands where the directory should."""
    (tmp_path / "data" / "customers.csv").mkdir(parents=True)
    return write(tmp_path)


def test_a_directory_that_cannot_be_opened_is_a_sentence_with_its_mend(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(config), *DEADLINE]) == WRONG_USAGE
    said = capsys.readouterr().err.strip()
    where = f"{config.parent}/data/customers.csv cannot be read: Is a directory"
    assert said == f"{where}; it must be a file that this user may read, or set customers.directory to another"


def test_the_doctor_says_so_too(config: Path) -> None:
    (found,) = [one for one in examine(config, {}) if one.check == "directory"]
    assert (found.health, found.text) == (
        Health.FAILED,
        f"{config.parent}/data/customers.csv cannot be read: Is a directory",
    )


def test_one_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert load_policy(write(tmp_path), ENVIRONMENT)[1].directory.customers == ()
