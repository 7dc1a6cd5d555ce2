"""What is fetched of mails. The client comes without types."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from daemon.adapters.imap.fetch.excerpt import Structure, find_names, find_text, render_excerpt
from daemon.ports import Envelope, FetchedMail

# also the most UIDs in one command: servers limit the length of a line (RFC 2683 section 3.2.1.5)
HEADERS_AT_ONCE = 250
MAILS_AT_ONCE = 50
LARGEST_HEADER = 262_144  # bytes of a header block that are looked at
LARGEST_TEXT = 1_000_000  # bytes of the first text of a mail over the limit

# A header line before the first empty one (RFC 5322 section 2.2); what stands above it may be damaged.
_HEADER = re.compile(rb"(?:[^\r\n]+\r?\n)*?[!-9;-~]+[ \t]*:")

# QUIRK: Exchange answers so for a mail that it cannot convert, with a note that never travelled.
_STAND_IN = re.compile(rb"^Subject:\s*Retrieval using the IMAP4 protocol failed\b", re.IGNORECASE | re.MULTILINE)
_TRAVELLED = re.compile(rb"^(?:Received|Message-ID):", re.IGNORECASE | re.MULTILINE)

# of a mail of parts, in its header
_BOUNDARY = re.compile(
    rb"""^Content-Type[ \t]*:\s*multipart/(?:[^\n]|\n[ \t])*?\bboundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))""",
    re.IGNORECASE | re.MULTILINE,
)
# with what it is folded into
_MESSAGE_ID = re.compile(rb"^Message-ID[ \t]*:.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)


def fetch_headers(client: Any, uids: Sequence[int]) -> dict[int, Envelope]:
    """The envelopes of mails that are still there. Raises what imapclient raises, and ValueError for an answer without
    sense."""
    answers = client.fetch(uids, ["INTERNALDATE", "RFC822.SIZE", f"BODY.PEEK[HEADER]<0.{LARGEST_HEADER}>"])
    found = {}
    for uid, answer in answers.items():
        headers = _find_body(answer)
        if headers is not None:
            if not _has_header(headers):
                _confirm_headless(client, uid)
            _refuse_stand_in(uid, headers)
            found[uid] = Envelope(uid, _get_arrival(uid, answer), int(answer.get(b"RFC822.SIZE", 0)), headers)
    return found


def fetch_contents(client: Any, uids: Sequence[int], size_limit: int) -> dict[int, FetchedMail]:
    """The bytes of mails that are still there, those over the limit cut. Raises like `fetch_headers`."""
    facts = client.fetch(uids, ["INTERNALDATE", "RFC822.SIZE"])
    sizes = {uid: int(answer[b"RFC822.SIZE"]) for uid, answer in facts.items() if b"RFC822.SIZE" in answer}
    whole = client.fetch([uid for uid, size in sizes.items() if size <= size_limit], ["BODY.PEEK[]"])
    found = {}
    for uid, size in sizes.items():
        too_large = size > size_limit
        raw = _fetch_excerpt(client, uid) if too_large else _find_body(whole.get(uid, {}))
        if raw is not None:
            if not _has_header(raw):
                raise ValueError(f"it hands over {len(raw)} bytes of message {uid}, and no header, which it had")
            _refuse_stand_in(uid, raw.partition(b"\r\n\r\n")[0])
            if not too_large and len(raw) < size:
                _confirm(client, uid, raw, size)
            found[uid] = FetchedMail(uid, _get_arrival(uid, facts[uid]), raw, size, too_large)
    return found


def _confirm(client: Any, uid: int, raw: bytes, size: int) -> None:
    """A mail shorter than its size is believed when nothing stands behind what came, when a much shorter one comes so
    once more, and when the last of its parts has its end (fault F19). QUIRK: Exchange only estimates the size, and
    others count line ends differently. Raises ValueError."""
    behind = _find_body(client.fetch([uid], [f"BODY.PEEK[]<{len(raw)}.{size}>"]).get(uid, {}))
    is_behind = bool(behind) and behind != raw  # the whole of it: of a server that gives no parts
    is_short = (size - len(raw)) * 50 > size
    if is_behind or (is_short and (_lacks_end(raw) or _fetch_whole(client, uid) != raw)):
        raise ValueError(f"it hands over {len(raw)} of the {size} bytes of message {uid}")


def _fetch_whole(client: Any, uid: int) -> bytes | None:
    """The bytes of one mail, None where the server gives none."""
    return _find_body(client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}))


def _lacks_end(raw: bytes) -> bool:
    """Whether it is one of parts, by its header, and stops before the line that ends them (RFC 2046 section 5.1.1)."""
    boundary = _BOUNDARY.search(raw.partition(b"\r\n\r\n")[0])
    return boundary is not None and b"--" + (boundary[1] or boundary[2]) + b"--" not in raw


def _has_header(raw: bytes) -> bool:
    return _HEADER.match(raw) is not None


def _refuse_stand_in(uid: int, headers: bytes) -> None:
    if _STAND_IN.search(headers) and not _TRAVELLED.search(headers):
        raise ValueError(f"it hands over a note of its own in the place of message {uid}")


def _confirm_headless(client: Any, uid: int) -> None:
    """A mail without a header is believed when its first bytes say so as well. Raises ValueError."""
    first = _find_body(client.fetch([uid], ["BODY.PEEK[]<0.1000>"]).get(uid, {}))
    if not first or _has_header(first):
        raise ValueError(f"it hands over nothing of the header of message {uid}")


def find_unfetched(client: Any, uids: Sequence[int]) -> list[int]:
    """Those of these mails that still lie there: a server may say OK to a FETCH and leave out what it cannot read."""
    if not uids:
        return []
    client.noop()  # else it may not tell yet who has gone (RFC 3501 section 7.4.1)
    return sorted(set(uids) & set(client.search(["UID", ",".join(map(str, uids))])))


def find_by_message_id(client: Any, names: Sequence[str]) -> set[int]:
    """The UIDs of the mails that the server finds under these Message-IDs; a server that finds by no header finds none.
    It may give too many: see `is_one_of`."""
    found: set[int] = set()
    for name in names:
        if name.isascii() and name.isprintable():
            try:
                found.update(client.search(["HEADER", "Message-ID", name]))
            except IMAPClientError as error:
                if isinstance(error, IMAPClientAbortError | ProtocolError):
                    raise
    return found


def is_one_of(headers: bytes, names: Sequence[str]) -> bool:
    """Whether this header has one of these Message-IDs."""
    line = _MESSAGE_ID.search(headers) if names else None
    return line is not None and any(name.encode() in line[0] for name in names)


def batches(uids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [uids[start : start + size] for start in range(0, len(uids), size)]


def _fetch_excerpt(client: Any, uid: int) -> bytes | None:
    """What is read of a mail over the limit; None when it is gone."""
    headers = _find_body(client.fetch([uid], [f"BODY.PEEK[HEADER]<0.{LARGEST_HEADER}>"]).get(uid, {}))
    if headers is None:
        return None
    structure: Structure = ()
    with contextlib.suppress(RecursionError):  # imapclient, on a mail nested a thousand deep
        structure = client.fetch([uid], ["BODYSTRUCTURE"]).get(uid, {}).get(b"BODYSTRUCTURE") or ()
    text = find_text(structure) if structure else None
    if text is None:
        return render_excerpt(headers, None, b"", find_names(structure) if structure else ())
    content = _find_body(client.fetch([uid], [f"BODY.PEEK[{text.section}]<0.{LARGEST_TEXT}>"]).get(uid, {})) or b""
    if len(content) >= LARGEST_TEXT:
        content = content[: content.rfind(b"\n") + 1]  # no half line of base64
    return render_excerpt(headers, text, content, find_names(structure))


def _find_body(answer: Mapping[bytes, Any]) -> bytes | None:
    """The bytes of the one BODY[…] item of a FETCH; None for a mail that is gone (Dovecot then says `BODY[] NIL`)."""
    value = next((value for name, value in answer.items() if name.startswith(b"BODY[")), None)
    return None if value is None else bytes(value) if isinstance(value, bytes) else str(value).encode()


def _get_arrival(uid: int, answer: Mapping[bytes, Any]) -> datetime:
    value = answer.get(b"INTERNALDATE")
    if not isinstance(value, datetime):
        raise ValueError(f"the mail with UID {uid} has no readable INTERNALDATE")
    return value.astimezone(UTC)
