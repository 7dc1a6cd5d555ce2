"""The block that says how often, and when, the clock speaks."""

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from daemon.core.calendars.durations import parse_duration
from daemon.core.model.rules.reminders import Night, Reminders
from daemon.settings.values import Block, Length, Seconds, Share, shown, text_schema

_NIGHT = re.compile(r"\s*(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)\s*")


def read_night(value: object) -> Night:
    """`"22:00-07:00"`. Raises ValueError."""
    if isinstance(value, Night):
        return value
    match = _NIGHT.fullmatch(value) if isinstance(value, str) else None
    if match is None or max(int(match[1]), int(match[3])) > 23:
        raise ValueError(f'{shown(value)} is no night: write it like "22:00-07:00"')
    return Night(time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4])))


class JoinBlock(Block):
    """When cases of several agents are one matter for their level."""

    outage: Seconds = parse_duration("4 h")
    """How long after one outage another at the same level goes along with it."""


class RemindersBlock(Block):
    """Durations count the level's open hours."""

    before: tuple[Share, ...] = (0.5, 0.8)
    """Shares of the way to the deadline."""
    after: tuple[Length, ...] = (parse_duration("30 min"), parse_duration("1 h"), parse_duration("2 h"))
    """Gaps after the deadline; the last one repeats."""
    most: int = Field(default=12, ge=0, le=100)
    """The most reminders after the deadline per level."""
    raise_after: Length = parse_duration("2 h")
    """How long after the deadline the next level gets it."""
    incomplete: tuple[Length, ...] = (parse_duration("4 h"), parse_duration("8 h"))
    """When the agent is reminded of what is missing."""
    max_pause: Length = parse_duration("40 h")
    """How long a level's cases may wait, all pauses together."""
    customer_update: Length = parse_duration("8 h")
    """How long the customer may hear nothing before the agent is nudged."""
    progress: Length = parse_duration("8 h")
    """How long nothing may be heard of who took it before he is asked, then the agent, then the leads see it."""
    night: Annotated[Any, BeforeValidator(read_night), text_schema("22:00-07:00")] = Night()
    """From when to when, by the reader's clock, nobody is woken for what can wait."""

    def build(self) -> Reminders:
        return Reminders(
            self.before,
            self.after,
            self.most,
            self.raise_after,
            self.incomplete,
            self.max_pause,
            self.customer_update,
            self.progress,
            self.night,
        )


class AgentsBlock(Block):
    """When agents are nudged, and when a promise to a customer may fall due."""

    calendar: str | None = None
    """The name of one of the calendars; without it that of Level 1."""
    overview: Annotated[
        Literal["off", "evening"], BeforeValidator(lambda value: "off" if value is False else value)
    ] = "off"
    """At the end of their day each agent gets one mail on what is due tomorrow or waits for him; none without any."""
