"""The ticker (schedule): small calls at intervals that ask what is due. It never holds a deadline, for it forgets
everything when the process ends, and knows no time zones."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

import schedule

log = logging.getLogger(__name__)

LONGEST_PAUSE = 1.0  # seconds between two looks at what is due


class Cadence:
    """Calls at intervals, in the event loop: each must be quick and may fail without ending the others."""

    def __init__(self) -> None:
        self._ticker = schedule.Scheduler()

    def every(self, interval: timedelta, call: Callable[[], None]) -> None:
        """The first call comes after one interval."""
        self._ticker.every(max(1, int(interval.total_seconds()))).seconds.do(_guard(call))

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            self._ticker.run_pending()
            idle = self._ticker.idle_seconds
            await asyncio.sleep(LONGEST_PAUSE if idle is None else min(max(idle, 0.05), LONGEST_PAUSE))


def _guard(call: Callable[[], None]) -> Callable[[], None]:
    """An exception would leave `run_pending` and stop every later call (packages P5.2)."""

    def run() -> None:
        try:
            call()
        except Exception:
            log.exception("a regular task failed; it comes again at its next time")

    return run
