"""A file or a test that a docstring, a comment or a page names is there: nobody is sent to a place that has moved."""

import re
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.tables import every_row

HERE = Path(__file__).resolve().parent.parent
NAMED_MODULE = re.compile(r"(?<![\w./<>*{%-])(?:(?:[\w-]+/)+\w+|test_\w+)\.py\b")
NAMED_TEST = re.compile(r"(?:\b(?:see|in|of) |`)(test_\w+)\b(?!\*)")
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)\(", re.MULTILINE)
READ = (".py", ".md", ".toml", ".txt", ".yaml")


def load_texts() -> dict[str, str]:
    """The repository's texts by their path."""
    listed = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout, so nothing says what belongs to the repository")
    names = [name for name in listed.stdout.splitlines() if name.endswith(READ) and (HERE / name).exists()]
    return {name: (HERE / name).read_text(encoding="utf-8") for name in names if name != "tests/test_named_files.py"}


def find_lost(text: str, names: Collection[str], tests: Collection[str]) -> Iterator[str]:
    """The modules and tests that are named and are not there. A module may be named from any folder on."""
    lines = text.split("\n")
    for found in (one for line in lines if ".py" in line for one in NAMED_MODULE.findall(line)):
        if not any(name == found or name.endswith(f"/{found}") for name in names):
            yield found
    named = (one for line in lines if "test_" in line for one in NAMED_TEST.findall(line))
    yield from (found for found in named if found not in tests)


def test_every_file_and_test_that_is_named_is_there() -> None:
    texts = load_texts()
    tests = {found for name, text in texts.items() if name.startswith("tests/") for found in DEFINED.findall(text)}
    tests |= {Path(name).stem for name in texts}
    assert [f"{name}: {one}" for name, text in texts.items() for one in find_lost(text, texts, tests)] == []


@every_row(
    ("text", "lost"),
    [
        ("see core/decisions/files.py and files.py", []),
        ("see core/files.py", ["core/files.py"]),
        ("`tests/*/files.py`, <path>/files.py", []),
        ("see test_files", []),
        ("see test_bundles", ["test_bundles"]),
    ],
)
def test_what_has_moved_is_found(text: str, lost: list[str]) -> None:
    assert list(find_lost(text, ["daemon/core/decisions/files.py"], ["test_files"])) == lost
