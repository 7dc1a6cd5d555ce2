"""One mail, from its bytes to a Message. Never raises, whatever the bytes are (behaviour B2.15,
B3.8; fault F54, F61 to F63)."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise

from mailparser.dates import parse_mail_date

from parsers.automatic import find_automatic, is_silent
from parsers.mime.addresses import (
    MAX_ADDRESSES,
    count_addresses,
    find_ambiguity,
    find_sender,
    parse_addresses,
    parse_all_addresses,
)
from parsers.mime.authentication import parse_authentication
from parsers.mime.body import read_body
from parsers.mime.files import read_files
from parsers.mime.invitations import is_invitation_subject, read_invitation
from parsers.mime.parts import MAX_HEADER_BYTES, ComplexityError, Headers, Part, split_mail, split_mail_headers
from parsers.mime.planted import find_planted
from parsers.mime.references import parse_references
from parsers.model import Address, File, Message
from parsers.subject import is_forward, is_reply
from parsers.syntax import find_domain
from parsers.text.heads import find_heads
from parsers.text.lines import Line
from parsers.text.newest import MARKS, Newest, read_forwarded, read_newest, tag_ours
from parsers.text.ours import strip_ours
from parsers.text.phrases import OurWords
from parsers.text.signature import strip_own_name
from parsers.vocabulary import Vocabulary
from parsers.words.aliases import Aliases
from parsers.words.reactions import find_reactor, is_thumb

# bytes; some servers let 50 MB of attachments pass, and more does not fit into the memory we promise
MAX_MESSAGE = 64_000_000
_DATES = range(1970, 2200)  # years that a clock may show; beyond them arithmetic overflows somewhere
_MAX_HOPS_DIGITS = 3
_REACTION, _LARGEST_REACTION = "text/vnd.google.email-reaction+json", 1000  # bytes, encoded
_MARKS = re.compile("[\x1e\x1f]")


def parse_message(raw: bytes, words: Vocabulary) -> Message:
    """The mail, read; its texts are without the words of our own letters.
    Header bytes without a body make a Message without text.
    Never raises: a mail over the limits (MAX_MESSAGE, those of `parsers.mime.parts` and `.addresses`),
    or one that cannot be read, has a
    `refusal` and what its headers say."""
    try:
        if len(raw) > MAX_MESSAGE:
            raise ComplexityError(f"it is larger than {MAX_MESSAGE:,} bytes")
        return _read(raw, split_mail(raw), words)
    except ComplexityError as error:
        return parse_headers(raw, str(error))
    except Exception as error:  # noqa: BLE001 - a mail that trips a bug is put aside with its reason; the others go on
        return parse_headers(raw, f"it could not be read ({type(error).__name__})")


def _read(raw: bytes, root: Part, words: Vocabulary) -> Message:
    headers = root.headers
    counted = count_addresses(headers, "from", "to", "cc", "reply-to")
    if counted > MAX_ADDRESSES:
        raise ComplexityError(f"it is addressed to more than {MAX_ADDRESSES} people")
    body = read_body(root)
    body.lines, at = _strip_ours(body.lines, words.ours)
    subject = headers.find_text("subject")
    references = tuple(dict.fromkeys(parse_references(headers.find_text("references"))))
    in_reply_to = parse_references(headers.find_text("in-reply-to"))
    among = None if at is None else _join(read_newest(body.lines[at:], True, False, words.aliases).own)
    text, forwarded, own_words = _find_texts(
        _read_newest(body.lines, subject, bool(in_reply_to or references), words.aliases), among, words.aliases
    )
    whole_text = _join(body.lines)
    sender = find_sender(headers)
    ambiguous_from = find_ambiguity(raw, headers, sender)
    text = strip_own_name(text, sender.name if sender else "")
    is_reaction = _is_reaction(root)
    automatic = find_automatic(root, sender, subject, whole_text, text if own_words else "")
    invited = "" if automatic else read_invitation(root)
    return Message(
        subject=subject,
        sender=sender,
        sender_domain=(find_domain(sender.domain) or "") if sender else "",
        to=parse_all_addresses(headers, "to"),
        cc=parse_all_addresses(headers, "cc"),
        delivered_to=_find_delivered_to(headers),
        message_id=next(iter(parse_references(headers.find_text("message-id"))), ""),
        in_reply_to=in_reply_to,
        references=references,
        sent_at=parse_date(headers.find_text("date")),
        text="\n\n".join(filter(None, (text, invited))),
        whole_text=whole_text,
        among=among,
        forwarded=forwarded,
        files=() if root.content_type == "multipart/report" else read_files(body.files),
        automatic=automatic,
        authentication=parse_authentication(headers),
        auth_as=_find_auth_as(headers),
        list_id=_find_list_id(headers),
        hops=_find_hops(headers),
        case_header=headers.find_text("x-escalation-case"),
        no_auto_response=_wants_no_answer(headers, sender),
        unreadable=body.unreadable,
        ambiguous_from=ambiguous_from,
        planted=find_planted(headers),
        defects=tuple(dict.fromkeys((*body.defects, *_find_header_defects(headers, sender, ambiguous_from)))),
        own_words=bool(invited) or ((own_words or is_reaction) and not is_invitation_subject(subject)),
        is_reaction=is_reaction,
    )


def explain_text(raw: bytes, words: Vocabulary) -> tuple[Line, ...]:
    """The lines of the mail's text, each with what it is and which recogniser knew it.
    Empty for a mail that cannot be read."""
    try:
        root = split_mail(raw)
        shown = read_body(root).lines
    except Exception:  # noqa: BLE001 - see parse_message, which says why
        return ()
    stripped, _ = _strip_ours(shown, words.ours)
    has_references = any(parse_references(root.headers.find_text(name)) for name in ("in-reply-to", "references"))
    return tag_ours(
        _read_newest(stripped, root.headers.find_text("subject"), has_references, words.aliases).lines, shown
    )


def parse_date(text: str) -> datetime | None:
    """An aware instant in UTC; None for what no calendar has, such as the year 99999."""
    if not text or len(text) > 200:
        return None
    found: datetime | None = parse_mail_date(text).value
    if found is None:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if found.year not in _DATES:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _find_auth_as(headers: Headers) -> str:
    """Exchange's word on who signed in (Internal, Anonymous), as it writes it; "" for none,
    and where there are several."""
    values = headers.find_all("x-ms-exchange-organization-authas")
    return values[0].strip().decode("ascii", "replace") if len(values) == 1 else ""


def _is_reaction(root: Part) -> bool:
    """Whether it is a thumb up in the part that Gmail puts into the mail of a reaction,
    {"emoji": "👍", "version": 1}."""
    parts = (part for part in root.walk() if part.content_type == _REACTION and part.disposition != "attachment")
    part = next(parts, None)
    if part is None or len(part.body) > _LARGEST_REACTION:
        return False
    try:
        said: object = json.loads(part.decode())
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(sign := said.get("emoji"), str) and is_thumb(sign)


def _strip_ours(lines: list[str], ours: OurWords) -> tuple[list[str], int | None]:
    """The lines without our words, and where those began. The head above an older mail stays,
    and a reaction's line, which quotes what
    it answers. What stands above or below a quote is read by itself: people write what our letters say ("Done.")."""
    if not ours.phrases:
        return lines, None
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    heads = find_heads(lines)
    kept = {number for head in heads for number in head} | (
        {first} if lines and find_reactor(lines[first]) is not None else set()
    )
    bare = ["" if number in kept else line for number, line in enumerate(lines)]
    stripped, began = _strip_each(bare, heads, ours)
    return [
        line if number in kept else left for number, (line, left) in enumerate(zip(lines, stripped, strict=True))
    ], began


def _strip_each(lines: Sequence[str], heads: Sequence[range], ours: OurWords) -> tuple[list[str], int | None]:
    """What is quoted, and what stands above and below, each without our words."""
    stripped: list[str] = []
    began = None
    for start, stop in pairwise(sorted({0, len(lines), *_find_edges(lines, heads)})):
        older = heads[0].stop - start if heads and start <= heads[0].start < stop else None
        left, at = strip_ours(lines[start:stop], ours, older)
        stripped += left
        began = start + at if began is None and at is not None else began
    return stripped, began


def _find_edges(lines: Sequence[str], heads: Sequence[range]) -> Sequence[int]:
    """Where a quote begins, by a head or by marks, and ends; a few marked lines are what a letter itself quotes."""
    if heads:
        return [heads[0].start]
    quoted = [number for number, line in enumerate(lines) if line.lstrip(f"{MARKS} ").startswith(">")]
    return [quoted[0], quoted[-1] + 1] if 2 * len(quoted) >= sum(map(bool, map(str.strip, lines))) > 0 else []


def _read_newest(lines: Sequence[str], subject: str, has_references: bool, aliases: Aliases) -> Newest:
    prefixed = ":" in subject[:80].replace("：", ":")
    forward = prefixed and is_forward(subject)
    return read_newest(lines, not forward and (has_references or (prefixed and is_reply(subject))), forward, aliases)


def _find_texts(newest: Newest, among: str | None, aliases: Aliases) -> tuple[str, str, bool]:
    """What the mail says, the words of the mail that its sender forwarded,
    and whether what it says is his own: the newest
    words, else the forwarded ones, else what he typed among the lines of a letter of ours."""
    own = _join(newest.own)
    forwarded = _join(read_forwarded(newest.forwarded, aliases)) if newest.forwarded else ""
    return own or forwarded or among or "", forwarded, bool(own or (among and not forwarded))


def _join(lines: list[str] | tuple[str, ...]) -> str:
    text = _MARKS.sub("", "\n".join(lines))
    # an expression would try each of a million spaces in vain
    text = "\n".join(line.rstrip(" \xa0") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n").rstrip()


def parse_files(raw: bytes) -> tuple[File, ...]:
    """The mail's files alone, as `parse_message` finds them. Never raises."""
    try:
        root = split_mail(raw) if len(raw) <= MAX_MESSAGE else None
        return () if root is None or root.content_type == "multipart/report" else read_files(read_body(root).files)
    except Exception:  # noqa: BLE001 - see parse_message
        return ()


def parse_headers(raw: bytes, refusal: str = "") -> Message:
    """What is known of a mail that did not come whole, or is refused. Only what cannot fail:
    the reason may be in any header."""
    try:
        headers = split_mail_headers(raw[: 2 * MAX_HEADER_BYTES])
        sender = find_sender(headers) if count_addresses(headers, "from") < MAX_ADDRESSES else None
        return Message(
            subject=headers.find_text("subject"),
            sender=sender,
            message_id=next(iter(parse_references(headers.find_text("message-id"))), ""),
            sent_at=parse_date(headers.find_text("date")),
            refusal=refusal,
            ambiguous_from=find_ambiguity(raw, headers, sender),
        )
    except Exception:  # noqa: BLE001 - see parse_message
        return Message(subject="", sender=None, refusal=refusal)


def _find_delivered_to(headers: Headers) -> tuple[str, ...]:
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
    values = [value for name in names for value in headers.find_all(name)][:MAX_ADDRESSES]
    return tuple(dict.fromkeys(address.email for value in values for address in parse_addresses(value[:1000])))


def _find_list_id(headers: Headers) -> str:
    """The identifier of RFC 2919 without its angle brackets and description."""
    value = headers.find_text("list-id")
    found = re.search(r"<([^<>]+)>\s*$", value)
    return (found[1] if found else value).strip().lower()


def _find_hops(headers: Headers) -> int:
    value = headers.find_text("x-escalation-hops")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _MAX_HOPS_DIGITS else 999 if value else 0


def _wants_no_answer(headers: Headers, sender: Address | None) -> bool:
    """X-Auto-Response-Suppress ([MS-OXCMAIL] 2.1.3.2.20) or a no-reply address: no automatic answers,
    yet a person may have written it."""
    words = {word.strip().lower() for word in headers.find_text("x-auto-response-suppress").split(",")}
    return bool(words & {"all", "autoreply", "oof"}) or is_silent(sender)


def _find_header_defects(headers: Headers, sender: Address | None, ambiguous_from: str) -> list[str]:
    counts = {name: len(headers.find_all(name)) for name in ("from", "subject", "message-id", "date", "to")}
    defects = [f"it has {count} {name.title()} headers" for name, count in counts.items() if count > 1]
    if ambiguous_from:
        defects.append("its From header can be read in more than one way")
    elif headers.fields and sender is None:
        defects.append("its From header does not name exactly one sender")
    return defects
