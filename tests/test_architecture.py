"""The rules of the house, checked like everything else: directions of imports, the clock, sizes, names, the map."""

import ast
import importlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
SOURCES = [
    HERE / "run.py",
    *sorted(path for folder in ("daemon", "parsers", "tests", "bench") for path in (HERE / folder).rglob("*.py")),
]
PRODUCT = [path for path in SOURCES if path.relative_to(HERE).parts[0] in ("daemon", "parsers")]
TOP_LEVEL = {
    "daemon", "parsers", "templates", "data", "tests", "run.py", "config.yaml", "pyproject.toml",
    "config.schema.json", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "requirements.lock", "docs", "bench",
    ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
# a mail server of its own; what a person is shown
OUTSIDE_WORLD = {"daemon/adapters/sandbox/servers.py", "daemon/demo/story.py"}
LONGEST_FILE = 300
MOST_MODULES = 10  # in one folder, besides its `__init__`
MOST_ARGUMENTS = 5  # without `self`: more are a context, and go as one value
MOST_DECISIONS = 12
OPENED_AT_IMPORT = """
import importlib, os, sys

def watch(event, given):
    if event == "open" and str(given[0]).endswith(".toml"):
        frame = sys._getframe()
        while frame.f_code.co_name != "<module>":
            frame = frame.f_back
        print(f"{frame.f_globals['__name__']}: {os.path.basename(given[0])}")

sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
importlib.import_module("parsers.words.load").load_words("labels")
"""


def named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=HERE, capture_output=True, text=True, timeout=120, check=False
    )


def test_imports_keep_the_contracts() -> None:
    answer = tool(
        "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo", "--no-cache"
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    answer = tool("-m", "ruff", "check", "--no-cache", "--select", "TID251", "daemon", "parsers")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    excepted = {named(path) for path in PRODUCT if "noqa: TID251" in path.read_text(encoding="utf-8")}
    assert excepted <= OUTSIDE_WORLD


def test_the_ban_on_the_clock_is_in_force(tmp_path: Path) -> None:
    trespasser = tmp_path / "trespasser.py"
    trespasser.write_text(
        "import time\nfrom datetime import date, datetime\n\ntime.time()\n"
        "datetime.now()\ndatetime.utcnow()\ndate.today()\n"
    )
    answer = tool(
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--config",
        str(HERE / "pyproject.toml"),
        "--select",
        "TID251",
        str(trespasser),
    )
    assert answer.stdout.count("TID251") == 4, answer.stdout + answer.stderr


class TestSizes:
    def test_no_function_is_over_60_lines_and_95_percent_are_under_45(self) -> None:
        sizes = {name: size for path in PRODUCT for name, size in function_sizes(path)}
        assert [f"{name}: {size} lines" for name, size in sizes.items() if size > 60] == []
        long = [f"{name}: {size} lines" for name, size in sizes.items() if size >= 45]
        assert len(long) <= len(sizes) * 0.05, long

    def test_no_function_has_more_decisions_than_a_head_holds(self) -> None:
        counts = [(name, count) for path in PRODUCT for name, count in decisions(path)]
        assert [name for name, count in counts if count > MOST_DECISIONS] == []
        more_than_ten = [name for name, count in counts if count > 10]
        assert len(more_than_ten) <= len(counts) * 0.05, more_than_ten

    def test_no_function_takes_more_than_five_arguments(self) -> None:
        """What people type on the command line is no context; a dataclass writes its own `__init__`."""
        commands = {"daemon/commands/trials.py"}
        counts = [(name, count) for path in PRODUCT if named(path) not in commands for name, count in arguments(path)]
        assert [f"{name}: {count}" for name, count in counts if count > MOST_ARGUMENTS] == []

    def test_files_are_under_300_lines(self) -> None:
        sizes = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PRODUCT}
        assert [f"{name}: {size} lines" for name, size in sizes.items() if size > LONGEST_FILE] == []

    def test_no_folder_has_more_than_ten_modules(self) -> None:
        counts = Counter(named(path.parent) for path in PRODUCT if path.stem != "__init__")
        assert [f"{folder}: {count} modules" for folder, count in counts.items() if count > MOST_MODULES] == []


class TestNames:
    def test_the_top_level_is_as_agreed(self) -> None:
        listed = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=False)
        if listed.returncode:
            pytest.skip("no git checkout, so nothing says what belongs to the repository")
        assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP_LEVEL

    def test_no_module_has_a_name_that_says_nothing(self) -> None:
        assert [named(path) for path in SOURCES if EMPTY_WORDS & set(path.stem.lower().split("_"))] == []

    def test_the_map_names_every_module_and_no_other(self) -> None:
        text = (HERE / "daemon" / "__init__.py").read_text(encoding="utf-8")
        modules = {path.stem for path in PRODUCT if path.stem != "__init__" and "demo" not in path.parts} - {"run"}
        assert set(re.findall(r"\b([a-z_]+)\.py\b", text)) - modules == {"run"}, "the map names what is not there"
        assert modules - set(re.findall(r"\b([a-z_]+)\.py\b", text)) == set(), "the map does not name what is there"

    def test_every_folder_says_its_rule(self) -> None:
        folders = {path.parent for path in PRODUCT}
        assert [
            named(folder) for folder in folders if not (ast.get_docstring(parsed(folder / "__init__.py")) or "").strip()
        ] == []


def test_no_function_in_the_core_or_the_parsers_waits() -> None:
    pure = [path for path in PRODUCT if "core" in path.parts or "parsers" in path.parts]
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    assert [named(path) for path in pure if any(isinstance(node, waiting) for node in ast.walk(parsed(path)))] == []


def test_nothing_says_any_in_the_core_or_the_parsers() -> None:
    pure = [path for path in PRODUCT if "core" in path.parts or "parsers" in path.parts]
    assert [
        named(path)
        for path in pure
        if any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(parsed(path)))
    ] == []


def test_no_module_reads_words_at_import() -> None:
    """Each file of words that is opened is named with the module at whose top it happens.
    At last the script opens one itself, which
    shows that it would have seen the others."""
    modules = [named(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in PRODUCT]
    answer = tool("-c", OPENED_AT_IMPORT, *modules)
    assert answer.stdout.splitlines() == ["__main__: labels.toml"], answer.stdout + answer.stderr


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def function_sizes(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{named(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def decisions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its branches (`case _` too), loops, `and`, `or`, conditional expressions, comprehensions."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(path)}:{node.name}", sum(map(count_decisions, ast.walk(node)))


def arguments(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with the number of what it is given."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [
                *node.args.posonlyargs,
                *node.args.args,
                *node.args.kwonlyargs,
                *filter(None, (node.args.vararg, node.args.kwarg)),
            ]
            yield f"{named(path)}:{node.lineno} {node.name}", sum(one.arg not in ("self", "cls") for one in given)


def count_decisions(node: ast.AST) -> int:
    match node:
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case (
            ast.match_case()
            | ast.If()
            | ast.For()
            | ast.AsyncFor()
            | ast.While()
            | ast.IfExp()
            | ast.ExceptHandler()
            | ast.Assert()
        ):
            return 1
        case _:
            return 0


def test_every_bench_can_be_begun() -> None:
    for path in (HERE / "bench").glob("*.py"):
        importlib.import_module(f"bench.{path.stem}")
