"""A mail taken apart into its parts (RFC 2045, 2046), by bytes and in one pass,
so that no mail can make it slow, deep or large.

The usual parsers recurse, keep several copies, and lose the text of a mail whose boundary is not as it should be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from parsers.mime.charsets import decode_header
from parsers.mime.kinds import could_be_text, find_written, parse_type
from parsers.mime.transfer import decode_file, decode_written

MAX_PARTS = 500  # a mail of a person has a few dozen; a bomb has thousands
MAX_DEPTH = 20  # multipart inside multipart; forwarded mail inside forwarded mail is not opened
MAX_HEADER_BYTES = 256_000  # all headers of the mail; real ones have up to 40 kB
_MAX_PART_HEADER = 16_000  # what stands before a part's first blank line and is longer is its text
_MAX_PART_LINES = 100  # and so is what has more lines

_EMPTY_LINE = re.compile(rb"\n\r*\n")
_CONTROLS = rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*"
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
_MAY_BE_PAGE = re.compile(rb"[\s\xef\xbb\xbf]{0,100}(?:<|P[A-D])")  # and as base64
_SEEN = 4_000  # bytes of a part by which it is known
_FIRST_PART = re.compile(
    rb"\s*(?:this is a (?:cryptographically signed message|multi-?part)[^\r\n]{0,80}\s+)?"
    rb"--[^\r\n\s]{1,200}[ \t]*\r?\ncontent-(?:type|transfer-encoding|disposition)[ \t]*:",
    re.IGNORECASE,
)
_LOST_BOUNDARY = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-[a-z-]{2,30}[ \t]*:)", re.IGNORECASE | re.MULTILINE
)


class ComplexityError(Exception):
    """More parts, depth or headers than any real mail has; its text says which."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields: names in lower case, values as they came, those of one name in their order."""

    fields: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def find_all(self, name: str) -> tuple[bytes, ...]:
        return self.fields.get(name, ())

    def find(self, name: str) -> bytes:
        """The first (topmost) value, b"" when there is none."""
        return self.fields.get(name, (b"",))[0]

    def find_text(self, name: str) -> str:
        """The first value as clean text on one line."""
        value = self.find(name)
        return decode_header(value) if value else ""

    def names(self) -> frozenset[str]:
        return frozenset(self.fields)


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `body` is a view of the mail's bytes, still encoded; a multipart has `children`,
    and `outside` them what stands
    before its first and behind its last boundary."""

    headers: Headers
    content_type: str
    parameters: Mapping[str, str]
    disposition: str
    file_name: str
    body: memoryview
    children: tuple["Part", ...] = ()
    outside: bytes = b""
    defects: tuple[str, ...] = field(default=())

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in the order of the mail."""
        yield self
        for child in self.children:
            yield from child.walk()

    def decode(self, most: int | None = None) -> bytes:
        """The content without its transfer encoding; with `most` that of its first bytes, encoded."""
        declared = self.headers.find("content-transfer-encoding")
        is_written = self.content_type.startswith("text/") and not self.file_name
        return (decode_written if is_written else decode_file)(declared, self.body[:most])


def split_mail(raw: bytes) -> Part:
    """The mail as a tree of parts. Raises ComplexityError over the limits, nothing else."""
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    start = _skip_envelope_line(raw)
    headers, body = split_headers(raw, start, len(raw), MAX_HEADER_BYTES)
    if body - start >= MAX_HEADER_BYTES:
        raise ComplexityError(f"its headers take more than {MAX_HEADER_BYTES:,} bytes")
    return _Splitter(raw).split(headers, body, len(raw), 0, "text/plain")


def split_mail_headers(raw: bytes) -> Headers:
    """The header fields of a mail whose body does not matter."""
    return split_headers(raw, _skip_envelope_line(raw), len(raw), MAX_HEADER_BYTES)[0]


def split_headers(raw: bytes, start: int, end: int, most: int = _MAX_PART_HEADER) -> tuple[Headers, int]:
    """The header fields that begin at `start`, and where the body begins. Lines that are no field end the headers."""
    fields: list[tuple[str, bytes]] = []
    at = start
    stop = min(end, start + most)
    while at < stop and (most > _MAX_PART_HEADER or len(fields) < _MAX_PART_LINES):
        line_end = raw.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        line = raw[at:line_end].rstrip(b"\r")
        if not line.strip(b" \t"):
            return _fold(fields), min(line_end + 1, end)
        if line[:1] in b" \t" and fields:
            fields.append(("", raw[at : line_end + 1]))
        else:
            match = _FIELD.match(line)
            if match is None:
                if not fields or not _goes_on(raw, line_end + 1, end):
                    return _fold(fields), at
            else:
                fields.append((match[1].decode("ascii").lower(), line[match.end() :] + b"\n"))
        at = line_end + 1
    return _fold(fields), min(at, end)


def find_leniently(raw: bytes, name: bytes) -> list[bytes]:
    """The values of this header, unfolded, as the most lenient reader finds them: one that ends lines at a bare CR,
    passes over NUL and other control characters in a name, lets the first line be indented,
    and takes an empty line only,
    not one of blanks, for the end of the headers."""
    raw = raw[: 2 * MAX_HEADER_BYTES]
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    head = _EMPTY_LINE.split(raw.lstrip(b"\xef\xbb\xbf\r\n"), 1)[0]
    spelled = _CONTROLS.join([b"", *(name[at : at + 1] for at in range(len(name))), b""])
    found = re.findall(rb"(?:\A[ \t]*|[\r\n])%s[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)" % spelled, head, re.IGNORECASE)
    return [unfold(value).strip() for value in found]


def unfold(value: bytes) -> bytes:
    """RFC 5322 §2.2.3: without the line ends before blanks. Any other stays."""
    return re.sub(rb"\r?\n(?=[ \t])", b"", value)


def _goes_on(raw: bytes, at: int, end: int) -> bool:
    """Whether a line that is no header field stands between header fields: a broken fold, not the body's begin."""
    line = raw[at : min(end, at + 200)].partition(b"\n")[0]
    return _FIELD.match(line) is not None and line[:1] not in b" \t"


def _fold(lines: list[tuple[str, bytes]]) -> Headers:
    """Continuation lines (nameless) joined to their field."""
    values: dict[str, list[list[bytes]]] = {}
    parts: list[bytes] = []
    for name, line in lines:
        if name:
            parts = []
            values.setdefault(name, []).append(parts)
        parts.append(line)
    return Headers({name: tuple(b"".join(parts).strip() for parts in found) for name, found in values.items()})


def _skip_envelope_line(raw: bytes) -> int:
    """Where the headers begin: behind an mbox `From ` line, blank lines and a byte order mark."""
    at = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[at : at + 1] in (b"\n", b"\r"):
        at += 1
    if raw[at : at + 6] in (b">From ", b"From \t") or raw[at : at + 5] == b"From ":
        line_end = raw.find(b"\n", at)
        at = len(raw) if line_end < 0 else line_end + 1
    return at


def _settle(part: Part) -> Part:
    """The part as what it holds, where its header says nothing that programs agree on, or the wrong."""
    if part.file_name or part.disposition == "attachment" or not could_be_text(part.content_type):
        return part
    if part.content_type == "text/plain" and not _MAY_BE_PAGE.match(part.body):
        return part
    kind = find_written(part.content_type, part.decode(_SEEN))
    return part if kind == part.content_type else replace(part, content_type=kind)


def _is_taken_apart(raw: bytes, start: int, end: int) -> bool:
    """Whether a mail begins with its first part, though its header does not say that it has any."""
    return _FIRST_PART.match(raw, start, min(end, start + _SEEN)) is not None


class _Splitter:
    """Counts the parts of one mail while it is split."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._view = memoryview(raw)
        self._count = 0

    def split(self, headers: Headers, start: int, end: int, depth: int, default_type: str) -> Part:
        self._count += 1
        if self._count > MAX_PARTS:
            raise ComplexityError(f"it has more than {MAX_PARTS} parts")
        if depth > MAX_DEPTH:
            raise ComplexityError(f"its parts are nested more than {MAX_DEPTH} deep")
        content_type, parameters = parse_type(headers.find("content-type"), default_type)
        disposition, more = parse_type(headers.find("content-disposition"), "")
        name = more.get("filename") or parameters.get("name") or ""
        part = Part(headers, content_type, parameters, disposition, name, self._view[start:end])
        if part.content_type == "text/plain" and depth == 0 and not name and _is_taken_apart(self._raw, start, end):
            return self._split_children(part, start, end, depth)
        if not content_type.startswith("multipart/") or (disposition == "attachment" and name):
            return _settle(part)
        return self._split_children(part, start, end, depth)

    def _split_children(self, part: Part, start: int, end: int, depth: int) -> Part:
        defects: list[str] = []
        boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        cuts = self._find_cuts(boundary, start, end) if boundary else []
        if not cuts:
            found = _LOST_BOUNDARY.search(self._raw, start, end)
            defects.append("its parts are not separated as its header says")
            cuts = self._find_cuts(found[1].removesuffix(b"--"), start, end) if found else []
        if not cuts:
            parameters = {key: value for key, value in part.parameters.items() if key != "boundary"}
            return replace(
                part,
                content_type="text/plain",
                parameters=parameters,
                disposition="",
                file_name="",
                defects=tuple(defects),
            )
        child_type = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        children = []
        for (_, inside, closes), (until, _, _) in zip(cuts, [*cuts[1:], (end, end, True)], strict=True):
            if closes:
                break
            headers, body = split_headers(self._raw, inside, until)
            children.append(self.split(headers, min(body, until), until, depth + 1, child_type))
        last = cuts[-1]
        outside = (
            self._raw[start : cuts[0][0]][:100_000] + b"\n\n" + (self._raw[last[1] : end][:100_000] if last[2] else b"")
        )
        return replace(part, children=tuple(children), outside=outside, defects=tuple(defects))

    def _find_cuts(self, boundary: bytes, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Where boundary lines stand: (end of what is before, start of what is behind,
        whether it is the closing one)."""
        cuts: list[tuple[int, int, bool]] = []
        mark = b"--" + boundary
        at = start
        while (at := self._raw.find(mark, at, end)) >= 0:
            before, after = at, at + len(mark)
            at = after
            if before > start and self._raw[before - 1 : before] not in (b"\n", b"\r"):
                continue
            line_end = self._raw.find(b"\n", after, end)
            line_end = end if line_end < 0 else line_end
            if line_end - after > 200:
                continue
            rest = self._raw[after:line_end].strip()
            if rest not in (b"", b"--"):
                continue
            if before > start:
                before -= 2 if self._raw[before - 2 : before] == b"\r\n" else 1
            cuts.append((max(before, start), min(line_end + 1, end), rest == b"--"))
            if len(cuts) > MAX_PARTS + 1:
                raise ComplexityError(f"it has more than {MAX_PARTS} parts")
            if rest == b"--":
                break
            at = line_end
        return cuts
