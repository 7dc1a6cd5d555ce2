"""The conversations of cases in memory: what is said is encoded once, when it is added, and never again."""

from dataclasses import fields
from typing import Any

import orjson

from daemon.adapters.store.codec import decode, encode
from daemon.adapters.store.table import Undo
from daemon.core.model.conversation import Conversation

NOTHING_SAID = Conversation()
PARTS = tuple(part.name for part in fields(Conversation))


class Conversations:
    """By case. A document holds a list for each part of the conversation, to whose end what is new is put."""

    def __init__(self, is_kept: bool = True) -> None:
        """Without `is_kept` nothing is encoded: for what is never written."""
        self._is_kept = is_kept
        self._lists: dict[int, dict[str, bytes]] = {}  # JSON, of each part
        self.values: dict[int, Conversation] = {}
        self.documents: dict[str, orjson.Fragment] = {}

    def load(self, documents: dict[str, Any]) -> None:
        """Takes stored conversations and empties `documents` on the way. Raises TypeError, ValueError, KeyError or
        AttributeError for documents that are not ours."""
        for row in tuple(documents):
            document, number = documents.pop(row), int(row)
            self.values[number] = decode(Conversation, document)
            self._set_lists(number, {part: orjson.dumps(document[part]) for part in PARTS if part in document})

    def put(self, number: int, said: Conversation) -> Undo:
        """Adds what is new. Raises ValueError when something that was said before is not in it: nothing is ever unsaid."""
        before, lists = self.values.get(number), self._lists.get(number, {})
        more = _find_more(before or NOTHING_SAID, said)
        if not more:
            return lambda: None

        def restore() -> None:
            if before is None:
                del self.values[number], self._lists[number], self.documents[str(number)]
            else:
                self.values[number] = before
                self._set_lists(number, lists)

        self.values[number] = said
        self._set_lists(number, lists | {part: _append(lists.get(part), new) for part, new in more.items()} if self._is_kept else {})
        return restore

    def drop(self, number: int) -> Undo:
        """Does nothing when nothing was said."""
        if number not in self.values:
            return lambda: None
        said, lists = self.values.pop(number), self._lists.pop(number)
        del self.documents[str(number)]

        def restore() -> None:
            self.values[number] = said
            self._set_lists(number, lists)

        return restore

    def _set_lists(self, number: int, lists: dict[str, bytes]) -> None:
        self._lists[number] = lists
        self.documents[str(number)] = orjson.Fragment(
            b"{%s}" % b",".join(b'"%s":%s' % (part.encode(), text) for part, text in lists.items())
        )


def _find_more(before: Conversation, said: Conversation) -> dict[str, tuple[object, ...]]:
    """What `said` has behind that which was said before, by part."""
    more = {}
    for part in PARTS:
        known, now = getattr(before, part), getattr(said, part)
        if now[: len(known)] != known:
            raise ValueError(f"{part}: a conversation only grows")
        if len(now) > len(known):
            more[part] = now[len(known) :]
    return more


def _append(listed: bytes | None, new: tuple[object, ...]) -> bytes:
    text = orjson.dumps(encode(new))
    return text if listed is None else listed[:-1] + b"," + text[1:]
