"""What holds for every test. Fixtures live with the tests that use them, in the conftest.py of their folder."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No deadlines: a busy machine is no defect. No database and no luck: the same examples in every run.
settings.register_profile("upstairs", deadline=None, database=None, derandomize=True)
settings.load_profile("upstairs")

SLOW = pytest.StashKey[int]()  # how many slow proofs were left out
OUTPUT = "slow_left_out"  # the same, on its way from a worker to the run that it works for


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """0, which is this very process, for single files and tests,
    where workers would take longer to start than they save; None, which is all cores, otherwise."""
    return 0 if all(Path(argument.partition("::")[0]).is_file() for argument in config.args) else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """All that is read here stays to the end, tens of thousands of tests: nothing of it is looked through for what
    nobody needs any more, neither on the way nor at each later look. And there are fewer looks: a test leaves little
    behind, and hypothesis notes each look."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000)
        gc.enable()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    config = items[0].config
    config.stash[SLOW] = config.stash.get(SLOW, 0) + sum("slow" in item.keywords for item in items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[OUTPUT] = session.config.stash.get(SLOW, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker has read all tests and left out the same ones."""
    node.config.stash[SLOW] = getattr(node, "workeroutput", {}).get(OUTPUT, 0) or node.config.stash.get(SLOW, 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what was not tested and why: a run without the mail servers is green, but not the whole proof."""
    reasons = Counter(find_reason(report) for report in terminalreporter.getreports("skipped"))
    slow = terminalreporter.config.stash.get(SLOW, 0)
    if reasons or slow:
        terminalreporter.section("not tested here")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} skipped: {reason}")
    if slow:
        terminalreporter.line(f"{slow} left out: slow proofs; ask for them with -m slow")


def find_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, in the words of its mark."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
