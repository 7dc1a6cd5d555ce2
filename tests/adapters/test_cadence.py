"""The ticker: one task's failure is not the others'."""

import asyncio
from datetime import timedelta

import pytest

from daemon.adapters.cadence import Cadence


def test_each_task_comes_again_and_a_failure_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    cadence = Cadence()

    def fail() -> None:
        seen.append("fail")
        raise ZeroDivisionError

    cadence.every(timedelta(seconds=1), fail)
    cadence.every(timedelta(seconds=1), lambda: seen.append("tick"))

    async def run() -> None:
        await asyncio.wait_for(cadence.run(), 2.6)

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert seen == ["fail", "tick", "fail", "tick"]
    assert "a regular task failed" in caplog.text
