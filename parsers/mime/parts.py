"""A mail taken apart into its parts (RFC 2045, 2046), by bytes and in one pass,
so that no mail can make it slow, deep or large.

The usual parsers recurse, keep several copies, and lose the text of a mail whose boundary is not as it should be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from parsers.mime.fields import MAX_HEADER_BYTES, Headers, end_lines, skip_envelope_line, split_headers
from parsers.mime.kinds import could_be_text, find_written, parse_type
from parsers.mime.transfer import decode_file, decode_written, find_written_name

MAX_PARTS = 500  # a mail of a person has a few dozen; a bomb has thousands
MAX_DEPTH = 20  # multipart inside multipart; forwarded mail inside forwarded mail is not opened
_MAX_NAMED = 64_000  # bytes of a part in which its own boundary is named

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
    raw = end_lines(raw)
    start = skip_envelope_line(raw)
    headers, body = split_headers(raw, start, len(raw), MAX_HEADER_BYTES)
    if body - start >= MAX_HEADER_BYTES:
        raise ComplexityError(f"its headers take more than {MAX_HEADER_BYTES:,} bytes")
    return _Splitter(raw).split(headers, body, len(raw), 0, "text/plain")


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


class _Cut(NamedTuple):
    """A boundary's line: the end of what is before it, the start of what is behind it, whether it is a closing one."""

    before: int
    behind: int
    closes: bool


def _find_closing(cuts: Sequence[_Cut], opens: Sequence[bool], at: int) -> int:
    """With which line the part that begins at this one ends: itself, or where it has parts of the same boundary, their
    closing, else the last."""
    depth = 0
    for index in range(at, len(cuts)):
        depth += opens[index] - cuts[index].closes
        if depth == 0:
            return index
    return len(cuts) - 1


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
        encoding = headers.find("content-transfer-encoding")
        written = "" if content_type.startswith("text/") else find_written_name(encoding, self._view[start:end][:_SEEN])
        name = more.get("filename") or parameters.get("name") or written
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
            boundary = found[1].removesuffix(b"--") if found else b""
            cuts = self._find_cuts(boundary, start, end) if found else []
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
        for headers, body, until in self._find_parts(cuts, boundary, end):
            children.append(self.split(headers, body, until, depth + 1, child_type))
        last = cuts[-1]
        outside = (
            self._raw[start : cuts[0].before][:100_000]
            + b"\n\n"
            + (self._raw[last.behind : end][:100_000] if last.closes else b"")
        )
        return replace(part, children=tuple(children), outside=outside, defects=tuple(defects))

    def _find_parts(self, cuts: Sequence[_Cut], boundary: bytes, end: int) -> Iterator[tuple[Headers, int, int]]:
        """The headers, the begin and the end of each part. One inside which the same boundary is named goes to its own
        closing; behind a closing only what has headers of its own is a part."""
        ends = [*(cut.before for cut in cuts[1:]), end]
        opens = [self._names_same(cut, until, boundary) for cut, until in zip(cuts, ends, strict=True)]
        at, is_closed = 0, False
        while at < len(cuts):
            cut, last = cuts[at], at
            if not cut.closes:
                headers, body = split_headers(self._raw, cut.behind, ends[at])
                last = _find_closing(cuts, opens, at)
                if not is_closed or any(name.startswith("content-") for name in headers.names()):
                    yield headers, min(body, ends[last]), ends[last]
            at, is_closed = last + 1, is_closed or cut.closes

    def _names_same(self, cut: _Cut, until: int, boundary: bytes) -> bool:
        """Whether a part of parts, or a mail, begins here and has the boundary of the parts around it."""
        first = self._raw[cut.behind : min(until, cut.behind + _MAX_NAMED)]
        if cut.closes or b"boundary" not in first.lower():
            return False
        kind = parse_type(split_headers(first, 0, len(first))[0].find("content-type"), "")[0]
        named = rb"boundary\s*=\s*\"?" + re.escape(boundary) + rb"(?=[\s;\"]|\Z)"
        return kind.startswith(("multipart/", "message/")) and re.search(named, first, re.IGNORECASE) is not None

    def _find_cuts(self, boundary: bytes, start: int, end: int) -> list[_Cut]:
        """Where the lines of this boundary stand."""
        cuts: list[_Cut] = []
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
            cuts.append(_Cut(max(before, start), min(line_end + 1, end), rest == b"--"))
            if len(cuts) > 2 * MAX_PARTS:
                raise ComplexityError(f"it has more than {MAX_PARTS} parts")
            at = line_end
        return cuts
