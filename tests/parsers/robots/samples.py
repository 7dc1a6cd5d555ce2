"""Mails written down as they are told apart: `%% name kind failed-recipient …`, then the mail."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BEGINS = re.compile(r"^%% (.+)\n", re.MULTILINE)
_CHARSET = re.compile(r"charset=([\w-]+)")


class Sample(NamedTuple):
    """`kind` is "" for a person's mail; `failed` are the addresses that a bounce names."""

    name: str
    kind: str
    failed: tuple[str, ...]
    raw: bytes


def read_samples(text: str) -> Iterator[Sample]:
    """The mails of such a text, in their order."""
    pieces = _BEGINS.split(text.strip() + "\n")[1:]
    for title, mail in zip(pieces[::2], pieces[1::2], strict=True):
        name, *rest = title.split()
        yield Sample(name, rest[0] if rest else "", tuple(rest[1:]), encode(mail))


def encode(mail: str) -> bytes:
    """As it comes over the wire: in the charset that it names, else in UTF-8, which is then declared."""
    head, _, body = mail.partition("\n\n")
    if not head.startswith("To: ") and "\nTo: " not in head:
        head += "\nTo: support@example.com"
    if "content-type:" not in head.lower():
        head += "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit"
    charset = _CHARSET.search(head)
    return f"{head}\n\n{body}".replace("\n", "\r\n").encode(charset[1] if charset else "utf-8")
