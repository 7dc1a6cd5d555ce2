"""What the index has answered already of how common words are: asked once, and again where it may have changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

ASKED = 500  # words in one question of how rare they are
MOST = 20_000  # words that are remembered: two megabytes


class KnownWords:
    """How many solved cases have each of some words, and how many cases are closed. Whoever changes the rows says so;
    what another process has changed shows in the file
    (packages P8.6)."""

    def __init__(self) -> None:
        self._version = 0
        self._closed: int | None = None
        self._counts: dict[str, int] = {}

    def clear(self) -> None:
        """Nothing is known of the file: it is another one, or may be."""
        self._version, self._closed, self._counts = 0, None, {}

    def forget(self, words: Iterable[str]) -> None:
        """A case with these words comes or goes."""
        self._closed = None
        for word in words:
            self._counts.pop(word, None)

    def count_closed(self, rows: sqlite3.Connection) -> int:
        if self._closed is None:
            (self._closed,) = rows.execute("SELECT count(*) FROM seen").fetchone()
        return self._closed

    def count(self, rows: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
        """How many solved cases have each of these words: a table of our own knows at once (packages P8.3)."""
        sought = frozenset(words)
        if unknown := sorted(sought - self._counts.keys()):
            if len(self._counts) + len(unknown) > MOST:
                self._counts, unknown = {}, sorted(sought)
            self._counts |= dict.fromkeys(unknown, 0)
            for some in _by(unknown, ASKED):
                marks = ",".join("?" * len(some))
                question = f"SELECT word, CAST(cases AS INTEGER) FROM rarity WHERE word IN ({marks})"
                self._counts |= {word: max(0, int(count)) for word, count in rows.execute(question, some)}
        return {word: self._counts[word] for word in sought}

    def look(self, rows: sqlite3.Connection) -> None:
        """What another process has changed is asked again: to be called before a question."""
        (version,) = rows.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.clear()
            self._version = version


def _by(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[at : at + size] for at in range(0, len(words), size))
