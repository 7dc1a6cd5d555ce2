"""What holds for every test. Fixtures live with the tests that use them, in the conftest.py of their folder."""

from collections import Counter

import pytest
from hypothesis import settings

# No deadlines: a busy machine is no defect. No database and no luck: the same examples in every run.
settings.register_profile("upstairs", deadline=None, database=None, derandomize=True)
settings.load_profile("upstairs")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what was not tested and why: a run without the mail servers is green, but not the whole proof."""
    reasons = Counter(find_reason(report) for report in terminalreporter.getreports("skipped"))
    slow = sum("slow" in item.keywords for item in terminalreporter.stats.get("deselected", ()))
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
