"""How often, and when, the clock speaks."""

from dataclasses import dataclass
from datetime import time

from daemon.core.calendars.durations import Duration, TimeUnit

EIGHT_HOURS = Duration(28_800, TimeUnit.ELAPSED, "8 h")


@dataclass(frozen=True, slots=True)
class Night:
    """From when to when, by the reader's clock, nobody is woken for what can wait; over midnight, or not."""

    begins: time = time(22)
    ends: time = time(7)

    def covers(self, clock: time) -> bool:
        """Whether it is night at that time of the day."""
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


@dataclass(frozen=True, slots=True)
class Reminders:
    """`before` are shares of the way to the deadline; gaps count the level's open hours (behaviour B7.8, B7.11)."""

    before: tuple[float, ...]
    after: tuple[Duration, ...]
    most: int
    raise_after: Duration
    incomplete: tuple[Duration, ...]
    max_pause: Duration
    customer_update: Duration
    progress: Duration = EIGHT_HOURS
    night: Night = Night()
