"""The solved case that a new one resembles, as the templates see it."""

from daemon.core.letters.lines import Values
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.notifications import Notification

LONGEST = 300  # characters of an outcome, and of a lesson


def view_precedent(notification: Notification, voice: Voice) -> Values | None:
    """None where the letter says nothing of one."""
    found = notification.precedent
    if found is None:
        return None
    return {
        "name": found.name,
        "title": clean_line(found.title, 120),
        "is_much": found.is_much,
        "share": round(100 * found.share),
        "outcome": clean_line(found.outcome, LONGEST),
        "lesson": clean_line(found.lesson, LONGEST),
        "by": voice.person(found.by) if found.by is not None else "",
        "is_by_reader": found.by is not None and found.by.key == notification.to.key,
        "at": voice.at(found.at),
    }
