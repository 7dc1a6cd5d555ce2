"""What the robot of a technical tracker writes about its ticket. Values only."""

from dataclasses import dataclass
from enum import StrEnum


class TrackerEvent(StrEnum):
    """What happened to the ticket, of several things the first of these (behaviour B10.8)."""

    RESOLVED = "resolved"  # or closed, whatever for: the line says it
    ASSIGNED = "assigned"  # to a person
    IN_PROGRESS = "in_progress"
    COMMENT = "comment"  # of a person
    OPENED = "opened"  # the tracker has it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TrackerPerson:
    """Who is named there, by name or by the account's; `email` is "" where the mail has none."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class TrackerMail:
    """One mail of a tracker. `number` is its ticket's as people write it there (`TECH-4711`, `#4711`, `acme/app#12`),
    `mark` what a subject has to hold so that the tracker files an answer under it (`[Ticket#2026022310000017]`), `link`
    leads to it; each "" for none. `by` is the person who did it (None where nobody is named), `to` whom it was assigned
    to. `line` is the sentence of the tracker that says so; `words` are what a person wrote there, whatever happened
    beside."""

    number: str = ""
    mark: str = ""
    link: str = ""
    event: TrackerEvent = TrackerEvent.OTHER
    by: TrackerPerson | None = None
    to: TrackerPerson | None = None
    line: str = ""
    words: str = ""
