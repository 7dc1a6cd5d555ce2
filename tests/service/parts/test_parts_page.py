"""docs/parts.md is what the code does: nothing that one of ours sends ends in silence (behaviour B9.5, B9.17)."""

from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.service.parts.sweep import PAGE, PARTS, draw, find_cells, read_page


def test_the_page_says_who_may_say_which_word() -> None:
    assert f"<!-- who -->\n{draw('who')}<!-- end -->" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("status", [Status.OPEN, *(pytest.param(one, marks=pytest.mark.slow) for one in Status)])
@pytest.mark.parametrize("part", PARTS)
def test_every_mail_of_every_part_is_answered_as_the_page_says(tmp_path: Path, part: str, status: Status) -> None:
    assert find_cells(tmp_path, part, status) == read_page(part).get(status)
