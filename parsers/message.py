"""One mail, from its bytes to a Message. Never raises, whatever the bytes are (behaviour B2.15, B3.8; fault F54, F61 to
F63)."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailparser.dates import parse_mail_date

from parsers.automatic import find_automatic, has_marks, is_newsletter, is_robots, is_silent
from parsers.mime.body import Body, read_body
from parsers.mime.fields import MAX_HEADER_BYTES, Headers, LenientHeaders, split_mail_headers, unfold
from parsers.mime.files.attachments import read_files
from parsers.mime.files.invitations import has_calendar, is_invitation_subject, read_invitation
from parsers.mime.headers.addresses import (
    MAX_ADDRESSES,
    count_addresses,
    find_ambiguity,
    find_delivered_to,
    find_original_sender,
    find_sender,
    parse_all_addresses,
)
from parsers.mime.headers.authentication import parse_arc_chain, parse_authentication, parse_original
from parsers.mime.headers.planted import find_planted
from parsers.mime.headers.references import parse_references
from parsers.mime.parts import ComplexityError, Part, split_mail
from parsers.mime.seals.sealed import fold_armour
from parsers.model import Address, File, Message
from parsers.robots.persons import is_answers_subject, presses
from parsers.subject import is_reminder, says_more
from parsers.syntax import find_domain
from parsers.text.borders.own_name import strip_own_name
from parsers.text.lines import Line
from parsers.text.ours.facts import NO_FACTS, read_facts
from parsers.text.threads import Thread, find_domains
from parsers.text.visible import read_attached, read_visible
from parsers.vocabulary import Vocabulary
from parsers.words.labels import has_template
from parsers.words.reactions import is_thumb

# bytes; some servers let 50 MB of attachments pass, and more does not fit into the memory we promise
MAX_MESSAGE = 64_000_000
# as nearly all programs write it: mail-parser takes ten times as long
_PLAIN_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" (20[0-9]{2}) ((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]) ([+-](?:0[0-9]|1[0-4])[0-5][0-9])"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATES = range(1970, 2200)  # years that a clock may show; beyond them arithmetic overflows somewhere
_MAX_HOPS_DIGITS = 3
_FEWEST_WORDS = 5  # that a person writes below a calendar's subject: with fewer he comments his answer
_MAX_PEOPLE = 10_000  # characters of a header in which domains are sought
_REACTION, _LARGEST_REACTION = "text/vnd.google.email-reaction+json", 1000  # bytes, encoded


def parse_message(raw: bytes, words: Vocabulary) -> Message:
    """The mail, read; its texts are without the words of our own letters. Header bytes without a body make a Message
    without text. Never raises: a mail over the limits (MAX_MESSAGE, those of `parsers.mime.parts` and `.addresses`), or
    one that cannot be read, has a `refusal` and what its headers say."""
    try:
        if len(raw) > MAX_MESSAGE:
            raise ComplexityError(f"it is larger than {MAX_MESSAGE:,} bytes")
        return _read(raw, split_mail(raw), words)
    except ComplexityError as error:
        return parse_headers(raw, str(error))
    except Exception as error:  # noqa: BLE001 - a mail that trips a bug is put aside with its reason; the others go on
        return parse_headers(raw, f"it could not be read ({type(error).__name__})")


def _read(raw: bytes, root: Part, words: Vocabulary) -> Message:
    headers, lenient = root.headers, LenientHeaders(raw)
    counted = count_addresses(headers, "from", "to", "cc", "reply-to")
    if counted > MAX_ADDRESSES:
        raise ComplexityError(f"it is addressed to more than {MAX_ADDRESSES} people")
    body = read_body(root)
    subject = headers.find_text("subject")
    references = tuple(dict.fromkeys(parse_references(headers.find_text("references"))))
    in_reply_to = parse_references(headers.find_text("in-reply-to"))
    thread = _find_thread(headers, subject, bool(in_reply_to or references))
    said = read_visible(body.lines, thread, words.aliases, words.ours)
    files = _find_files(root, body)
    attached = read_attached(said, files, words.aliases, words.ours)
    sender, original = find_sender(headers), find_original_sender(headers, lenient)
    ambiguous_from = find_ambiguity(headers, lenient, sender)
    text = strip_own_name(said.text or attached, sender.name if sender else "")
    text, unreadable = _unseal(text, body.unreadable, words)
    is_reaction = _is_reaction(root)
    automatic = find_automatic(root, sender, subject, said.whole_text, text if said.own_words else "")
    invited = "" if automatic else read_invitation(root)
    return Message(
        subject=subject,
        sender=sender,
        sender_domain=_find_domain(sender),
        to=parse_all_addresses(headers, "to"),
        cc=parse_all_addresses(headers, "cc"),
        delivered_to=find_delivered_to(headers),
        message_id=next(iter(parse_references(headers.find_text("message-id"))), ""),
        in_reply_to=in_reply_to,
        references=references,
        sent_at=parse_date(headers.find_text("date")),
        text="\n\n".join(filter(None, (text, invited))),
        whole_text=said.whole_text,
        below=said.below,
        among=said.among,
        forwarded=said.forwarded or attached,
        files=read_files(files),
        automatic=automatic,
        authentication=parse_authentication(headers, lenient),
        auth_as=_find_auth_as(headers, lenient),
        list_id=_find_list_id(headers),
        hops=_find_hops(headers),
        case_header=headers.find_text("x-escalation-case"),
        no_auto_response=_wants_no_answer(headers, sender),
        unreadable=unreadable,
        ambiguous_from=ambiguous_from,
        planted=find_planted(headers, lenient),
        defects=tuple(dict.fromkeys((*body.defects, *_find_header_defects(headers, sender, ambiguous_from)))),
        own_words=bool(invited) or ((said.own_words or is_reaction) and not _is_programs(subject)),
        is_reaction=is_reaction,
        is_html=body.is_html,
        is_robots=is_robots(sender) or is_newsletter(headers),
        has_marks=has_marks(headers),
        says_more=_says_more(text if said.own_words else "", subject, root),
        original_sender=original,
        original_domain=_find_domain(original),
        original_authentication=parse_original(headers),
        arc_chain=parse_arc_chain(headers),
    )


def _is_programs(subject: str) -> bool:
    """Whether words below such a subject command nothing: a program may have written them."""
    return is_invitation_subject(subject) or is_answers_subject(subject)


def _says_more(text: str, subject: str, root: Part) -> bool:
    """Whether a person wrote more than programs do; a few words beside an answer to an invitation belong to that,
    unless they ask something or speak of the matter, and who reminds needs none. It is asked only where a colon may end
    what a program's subject begins with."""
    if ":" not in subject and "：" not in subject:
        return True
    if has_calendar(root) or not text:
        return is_reminder(subject)
    return says_more(text, _FEWEST_WORDS if is_invitation_subject(subject) else 1) or presses(text)


def _unseal(text: str, unreadable: str, words: Vocabulary) -> tuple[str, str]:
    """The text and why it cannot be read; a template in it can be, beside what is sealed."""
    is_legible = unreadable and has_template(text.split("\n"), words.aliases)
    return (fold_armour(text), "") if is_legible else (text, unreadable)


def explain_text(raw: bytes, words: Vocabulary) -> tuple[Line, ...]:
    """The lines of the mail's text, each with what it is and which recogniser knew it.
    Empty for a mail that cannot be read."""
    try:
        root = split_mail(raw)
        body = read_body(root)
    except Exception:  # noqa: BLE001 - see parse_message, which says why
        return ()
    has_references = any(parse_references(root.headers.find_text(name)) for name in ("in-reply-to", "references"))
    thread = _find_thread(root.headers, root.headers.find_text("subject"), has_references)
    return read_visible(body.lines, thread, words.aliases, words.ours).lines


def _find_thread(headers: Headers, subject: str, has_references: bool) -> Thread:
    values = (headers.find_text(name)[:_MAX_PEOPLE] for name in ("from", "reply-to", "to", "cc", "delivered-to"))
    sender = find_sender(headers) if has_references else None  # nobody else is asked whose head stands above an answer
    writer = read_facts(sender.name, [sender.email], parse_date(headers.find_text("date"))) if sender else NO_FACTS
    return Thread(subject, find_domains(" ".join(values)), has_references, writer)


def _find_domain(person: Address | None) -> str:
    return "" if person is None else find_domain(person.domain) or ""


def parse_date(text: str) -> datetime | None:
    """An aware instant in UTC; None for what no calendar has, such as the year 99999."""
    if not text or len(text) > 200:
        return None
    try:
        found = _read_plain_date(text) or parse_mail_date(text).value or parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.year not in _DATES:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _read_plain_date(text: str) -> datetime | None:
    """None for one that is not written so. Raises ValueError for a day that there is not."""
    plain = _PLAIN_DATE.fullmatch(text)
    if plain is None:
        return None
    day, month, year, time, zone = plain.groups()
    return datetime.fromisoformat(f"{year}-{_MONTHS.index(month) + 1:02}-{day:0>2} {time}{zone}")


def _find_auth_as(headers: Headers, lenient: LenientHeaders) -> str:
    """Exchange's word on who signed in (Internal, Anonymous), as it writes it; "" for none,
    and where some reader finds several."""
    name = "x-ms-exchange-organization-authas"
    values = headers.find_all(name)
    is_alone = len(values) == 1 and lenient.find_all(name) == [unfold(values[0])]
    return values[0].strip().decode("ascii", "replace") if is_alone else ""


def _is_reaction(root: Part) -> bool:
    """Whether it is a thumb up in the part that Gmail puts into the mail of a reaction, {"emoji": "👍", "version":
    1}."""
    parts = (part for part in root.walk() if part.content_type == _REACTION and part.disposition != "attachment")
    part = next(parts, None)
    if part is None or len(part.body) > _LARGEST_REACTION:
        return False
    try:
        said: object = json.loads(part.decode())
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(sign := said.get("emoji"), str) and is_thumb(sign)


def _find_files(root: Part, body: Body) -> list[Part]:
    """The parts of a report are no files."""
    return [] if root.content_type == "multipart/report" else body.files


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
            ambiguous_from=find_ambiguity(headers, LenientHeaders(raw), sender),
        )
    except Exception:  # noqa: BLE001 - see parse_message
        return Message(subject="", sender=None, refusal=refusal)


def _find_list_id(headers: Headers) -> str:
    """The identifier of RFC 2919 without its angle brackets and description."""
    value = headers.find_text("list-id")
    found = re.search(r"<([^<>]+)>\s*$", value)
    return (found[1] if found else value).strip().lower()


def _find_hops(headers: Headers) -> int:
    value = headers.find_text("x-escalation-hops")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _MAX_HOPS_DIGITS else 999 if value else 0


def _wants_no_answer(headers: Headers, sender: Address | None) -> bool:
    """X-Auto-Response-Suppress ([MS-OXCMAIL] 2.1.3.2.20) or a no-reply address: no automatic answers, yet a person may
    have written it."""
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
