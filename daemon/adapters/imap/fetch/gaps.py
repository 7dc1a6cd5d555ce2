"""Numbers that a SEARCH left out between others: mostly of mails that somebody has deleted, once in a while a slip."""

import time
from collections.abc import Collection

ASKED_FOR = 3600.0  # seconds
MOST = 500  # asked for at once: servers limit the length of a line


class Gaps:
    """Asked for again with each look for an hour: the highest number that was seen says nothing of those below it."""

    def __init__(self) -> None:
        self._since: dict[int, float] = {}

    def widen(self, after_uid: int) -> str:
        """What to ask for besides all above this number, as a set of IMAP."""
        return ",".join([*map(str, sorted(self._since)), f"{after_uid + 1}:*"])

    def choose(self, after_uid: int, found: Collection[int]) -> set[int]:
        """Those of what a SEARCH found that were asked for: n:* always has the last one (RFC 3501 section 6.4.8)."""
        return {uid for uid in found if uid > after_uid or uid in self._since}

    def note(self, after_uid: int, listed: Collection[int]) -> None:
        """What this look left out, from now on; a first look (after 0) begins with the first that it lists."""
        now = time.monotonic()
        missed = range(after_uid or min(listed, default=0), max(listed, default=0))
        known = {uid: since for uid, since in self._since.items() if now - since < ASKED_FOR and uid not in listed}
        fresh = {uid: now for uid in missed[-MOST:] if uid != after_uid and uid not in listed}
        self._since = dict(list((fresh | known).items())[-MOST:])
