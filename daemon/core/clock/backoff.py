"""When to try again."""

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 section 4.5.4.1: at least 4 to 5 days
LETTER_GAPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))  # the last one repeats
FIRST_RECONNECT, LONGEST_RECONNECT = 1.0, 300.0
REFUSED_LOGIN = 720.0  # five tries an hour lock no account (fault F30)


def next_letter_at(attempts: int, now: datetime) -> datetime | None:
    """When a letter that was deferred after `attempts` tries leaves again; None when it is given up. Its age is the
    time between tries of its own: as long as no letter can leave at all, none grows older (fault F35)."""
    gaps = (*LETTER_GAPS, *[LETTER_GAPS[-1]] * max(0, attempts - len(LETTER_GAPS)))
    return None if sum(gaps[: attempts - 1], timedelta()) >= GIVE_UP_AFTER else now + gaps[attempts - 1]


def reconnect_delay(failures: int, jitter: float) -> float:
    """Seconds before the next connection after `failures` in a row: 1, 2, 4 … 300; `jitter` in [0, 1) spreads them."""
    return float(min(LONGEST_RECONNECT, FIRST_RECONNECT * 2 ** min(failures - 1, 16))) * (1 + jitter / 4)
