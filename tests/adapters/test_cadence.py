"""The ticker: one task's failure is not the others'."""

import asyncio
from datetime import timedelta

import pytest

from daemon.adapters.cadence import Cadence


@pytest.mark.slow
def test_each_task_comes_again_and_a_failure_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    cadence, twice = Cadence(), asyncio.Event()

    def fail() -> None:
        seen.append("fail")
        raise ZeroDivisionError

    def tick() -> None:
        seen.append("tick")
        if seen.count("tick") == 2:
            twice.set()

    cadence.every(timedelta(seconds=1), fail)
    cadence.every(timedelta(seconds=1), tick)

    async def run() -> None:
        running = asyncio.create_task(cadence.run())
        await twice.wait()
        running.cancel()

    asyncio.run(run())
    assert seen == ["fail", "tick", "fail", "tick"]
    assert "a regular task failed" in caplog.text
