"""Mails as the programs of people read and write them."""

from email import message_from_bytes
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import cache, lru_cache


class _Headers(HeaderRegistry):
    """Each header is parsed once, and each kind of header made once; the library does so at each look, twenty times for
    the Content-Types of a letter."""

    def __init__(self) -> None:
        super().__init__()
        self._parse = lru_cache(maxsize=2_000)(super().__call__)
        self._find_class = cache(super().__getitem__)

    def __getitem__(self, name: str) -> type:
        return self._find_class(name.lower())

    def __call__(self, name: str, value: str) -> object:
        return self._parse(name, value)


_HEADERS = _Headers()
READING, WRITING = default.clone(header_factory=_HEADERS), SMTP.clone(header_factory=_HEADERS)


def read_letter(raw: bytes) -> EmailMessage:
    letter = message_from_bytes(raw, policy=READING)
    assert isinstance(letter, EmailMessage)
    assert not letter.defects
    return letter
