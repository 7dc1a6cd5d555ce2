"""The conversations of cases as they are stored: what is said is encoded once, when it is added, and never again."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import orjson

from daemon.adapters.store.disk.codec import decode, encode, get_stored_name
from daemon.adapters.store.table import Undo
from daemon.core.model.history.conversation import Conversation

NOTHING_SAID = Conversation()
PARTS = {get_stored_name(Conversation, part.name): part.name for part in fields(Conversation)}  # by stored name


class Conversations:
    """By case a list for each part of the conversation, in JSON: what is new is put to its end, in place. They become a
    document when the file is written, those of the cases that have changed."""

    def __init__(self, is_kept: bool = True) -> None:
        """Without `is_kept` nothing is encoded: for what is never written."""
        self._is_kept = is_kept
        self._lists: dict[int, dict[str, bytearray]] = {}  # without their brackets
        self._documents: dict[str, orjson.Fragment] = {}
        self._changed: set[int] = set()  # whose document is not theirs any longer

    def load(self, documents: dict[str, Any]) -> dict[int, Conversation]:
        """Takes stored conversations, and empties `documents` on the way. Raises TypeError, ValueError, KeyError or
        AttributeError for documents that are not ours."""
        found = {}
        for row in tuple(documents):
            document, number = documents.pop(row), int(row)
            found[number] = decode(Conversation, document)
            self._lists[number] = {part: bytearray(_encode(document[part])) for part in PARTS if document.get(part)}
            self._changed.add(number)
        return found

    def put(self, number: int, before: Conversation, said: Conversation) -> Undo:
        """Adds what is new since `before`, which may be of an archived case. Raises ValueError when something that was
        said is not in it, for nothing is ever unsaid, and what `encode` raises; then nothing has changed."""
        more, known = _find_more(before, said), self._lists.get(number)
        if known is None:
            more = _find_more(NOTHING_SAID, said)
        if not more or not self._is_kept:
            return lambda: None
        new = {part: _encode(encode(items)) for part, items in more.items()}
        lists = self._lists.setdefault(number, {})
        lengths = {part: len(lists.get(part, b"")) for part in new}
        for part, text in new.items():
            listed = lists.setdefault(part, bytearray())
            listed += b"," + text if listed else text
        self._changed.add(number)

        def restore() -> None:
            if known is None:
                self._forget(number)
                return
            for part, length in lengths.items():
                del lists[part][length:]
            self._changed.add(number)

        return restore

    def drop(self, number: int) -> Undo:
        """Does nothing when nothing was said."""
        if number not in self._lists:
            return lambda: None
        lists = self._forget(number)

        def restore() -> None:
            self._lists[number] = lists
            self._changed.add(number)

        return restore

    def _forget(self, number: int) -> dict[str, bytearray]:
        self._changed.discard(number)
        self._documents.pop(str(number), None)
        return self._lists.pop(number)

    def encode(self) -> Mapping[str, orjson.Fragment]:
        """A document for each case in which something was said: a list for each part."""
        for number in self._changed:
            pieces: list[bytes | bytearray] = []
            for part, text in self._lists[number].items():
                if text:
                    pieces += (b"," if pieces else b"{", b'"%s":[' % part.encode(), text, b"]")
            self._documents[str(number)] = orjson.Fragment(b"".join((*pieces, b"}")))  # each byte is copied once
        self._changed.clear()
        return self._documents


def _find_more(before: Conversation, said: Conversation) -> dict[str, tuple[object, ...]]:
    """What `said` has behind that which was said before, by the stored name of the part."""
    more = {}
    for part, name in PARTS.items():
        known, now = getattr(before, name), getattr(said, name)
        if now is known:
            continue
        if now[: len(known)] != known:
            raise ValueError(f"{part}: a conversation only grows")
        if len(now) > len(known):
            more[part] = now[len(known) :]
    return more


def _encode(items: object) -> bytes:
    """A list without its brackets."""
    return orjson.dumps(items)[1:-1]
