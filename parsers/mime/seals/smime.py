"""The mail inside an opaque S/MIME signature (RFC 8551 §3.5.2).
The signature itself is not checked, as no other is either."""

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
_SEALED = tuple(map(bytes.fromhex, ("2a864886f70d010703", "2a864886f70d0109100117", "2a864886f70d0109100109")))
_SEQUENCE, _OID, _EXPLICIT, _OCTETS, _OCTETS_IN_PIECES = 0x30, 0x06, 0xA0, 0x04, 0x24


def find_signed_content(data: bytes) -> bytes | None:
    """What was signed in a CMS SignedData (RFC 5652 §5), in DER or BER;
    None when it is something else, or signed apart."""
    try:
        at = _enter(data, 0, _SEQUENCE)
        _, start, length = _read_head(data, at)
        if data[at] != _OID or data[start : start + (length or 0)] != _SIGNED_DATA:
            return None
        at = _enter(data, _skip(data, at), _EXPLICIT)
        at = _enter(data, at, _SEQUENCE)
        at = _skip(data, _skip(data, at))  # the version, the digests
        at = _enter(data, at, _SEQUENCE)
        at = _enter(data, _skip(data, at), _EXPLICIT)
        return _read_octets(data, at)
    except (IndexError, ValueError):
        return None


def find_content_type(data: bytes) -> str:
    """ "signed", "enveloped" (encrypted, RFC 5652 §6, RFC 5083, or compressed, RFC 3274), or "" for what is neither."""
    try:
        at = _enter(data, 0, _SEQUENCE)
        _, start, length = _read_head(data, at)
    except (IndexError, ValueError):
        return ""
    said = data[start : start + (length or 0)] if data[at] == _OID else b""
    return "signed" if said == _SIGNED_DATA else "enveloped" if said in _SEALED else ""


def _read_head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Tag, where the content begins, and its length;
    None for one that its end marks (X.690 §8.1.3.6). Raises IndexError."""
    tag, first = data[at], data[at + 1]
    if first < 0x80:
        return tag, at + 2, first
    if first == 0x80:
        return tag, at + 2, None
    start = at + 2 + (first & 0x7F)
    return tag, start, int.from_bytes(data[at + 2 : start], "big")


def _enter(data: bytes, at: int, wanted: int) -> int:
    tag, start, _ = _read_head(data, at)
    if tag != wanted:
        raise ValueError("it has another structure")
    return start


def _skip(data: bytes, at: int) -> int:
    """Behind the element that begins at `at`."""
    depth = 0
    while True:
        tag, start, length = _read_head(data, at)
        if length is None:
            depth, at = depth + 1, start
        else:
            at = start + length
            depth -= tag == 0
        if depth <= 0:
            return at


def _read_octets(data: bytes, at: int) -> bytes:
    tag, start, length = _read_head(data, at)
    if tag == _OCTETS and length is not None:
        return data[start : start + length]
    if tag != _OCTETS_IN_PIECES:
        raise ValueError("it has another structure")
    end = len(data) if length is None else start + length
    pieces = []
    at = start
    while at < end and data[at] == _OCTETS:
        _, begins, size = _read_head(data, at)
        at = begins + (size or 0)
        pieces.append(data[begins:at])
    return b"".join(pieces)
