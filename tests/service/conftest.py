"""What every story of the service begins with."""

from pathlib import Path

import pytest

from tests.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of its own, under the settings that `Desk` has by itself."""
    return Desk(tmp_path)
