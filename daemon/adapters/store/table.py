"""A table in memory that knows its documents: what changed is encoded once, what did not is never encoded again."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Generic, TypeVar

import orjson

from daemon.adapters.store.disk.codec import decode, encode

Key = TypeVar("Key", bound=int | str | date)
Value = TypeVar("Value")
Undo = Callable[[], None]
Stored = Callable[[Value], Value]


class Table(Generic[Key, Value]):
    """Values by key, in the order of their first putting. `put` and `drop` give back what undoes them."""

    def __init__(
        self,
        kind: type[Value],
        key: Callable[[Value], Key],
        is_kept: bool = True,
        stored: Stored[Value] = lambda it: it,
    ) -> None:
        """Without `is_kept` nothing is encoded: for a table that is never written.
        `stored` gives what a row holds of a value."""
        self._is_kept = is_kept
        self._stored = stored
        self._kind = kind
        self._key = key
        self._rows: dict[Key, str] = {}
        self._next_row = 1
        self.values: dict[Key, Value] = {}
        self.documents: dict[str, orjson.Fragment] = {}

    def load(self, documents: dict[str, Any]) -> None:
        """Takes a stored table and empties it on the way, so that both never lie in memory whole. Raises TypeError,
        ValueError, KeyError or AttributeError for documents that are not ours."""
        for row in tuple(documents):
            document = documents.pop(row)
            value = decode(self._kind, document)
            key = self._key(value)
            self.values[key] = value
            self._rows[key] = row
            self.documents[row] = _write(document)
            self._next_row = max(self._next_row, int(row) + 1)

    def put(self, value: Value) -> Undo:
        key = self._key(value)
        document = _write(encode(self._stored(value)) if self._is_kept else None)
        if key in self.values:
            row, before, old = self._rows[key], self.values[key], self.documents[self._rows[key]]

            def restore() -> None:
                self.values[key] = before
                self.documents[row] = old

            undo: Undo = restore
        else:
            row = str(key) if isinstance(key, int) else str(self._next_row)
            self._next_row += 1
            self._rows[key] = row

            def remove() -> None:
                del self.values[key], self.documents[row], self._rows[key]

            undo = remove
        self.values[key] = value
        self.documents[row] = document
        return undo

    def drop(self, key: Key) -> Undo:
        """Does nothing when there is no such key."""
        if key not in self.values:
            return lambda: None
        row, value = self._rows.pop(key), self.values.pop(key)
        document = self.documents.pop(row)

        def restore() -> None:
            self._rows[key], self.values[key], self.documents[row] = row, value, document
            if not isinstance(key, int):  # whose order nobody asks for
                self.values = dict(sorted(self.values.items(), key=lambda item: int(self._rows[item[0]])))
                self.documents = dict(sorted(self.documents.items(), key=lambda item: int(item[0])))

        return restore

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values.values())


def _write(document: Any) -> orjson.Fragment:
    """A document as it is kept: copied, for orjson gives its text away with all the room that it had to write in,
    8 kB for the shortest."""
    return orjson.Fragment(bytes(memoryview(orjson.dumps(document))))


class Groups(Generic[Key]):
    """Which rows belong together: keys by what they share, in the order of their coming."""

    def __init__(self) -> None:
        self._keys: dict[object, dict[Key, None]] = {}

    def add(self, shared: object, key: Key) -> None:
        self._keys.setdefault(shared, {})[key] = None

    def remove(self, shared: object, key: Key) -> None:
        keys = self._keys.get(shared, {})
        keys.pop(key, None)
        if not keys:
            self._keys.pop(shared, None)

    def get(self, shared: object) -> tuple[Key, ...]:
        """Empty when nothing shares it."""
        return tuple(self._keys.get(shared, ()))
