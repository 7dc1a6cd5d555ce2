"""When to try again."""

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 section 4.5.4.1: at least 4 to 5 days
LETTER_GAPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))  # the last one repeats
FIRST_RECONNECT, LONGEST_RECONNECT = 1.0, 300.0
REFUSED_LOGIN = 720.0  # five tries an hour lock no account (fault F30)


def next_letter_at(attempts: int, created_at: datetime, now: datetime) -> datetime | None:
    """When a letter that was deferred after `attempts` tries leaves again; None when it is given up."""
    if now - created_at >= GIVE_UP_AFTER:
        return None
    return now + LETTER_GAPS[min(attempts, len(LETTER_GAPS)) - 1]


def reconnect_delay(failures: int, jitter: float) -> float:
    """Seconds before the next connection after `failures` in a row: 1, 2, 4 … 300; `jitter` in [0, 1) spreads them."""
    return float(min(LONGEST_RECONNECT, FIRST_RECONNECT * 2 ** min(failures - 1, 16))) * (1 + jitter / 4)
