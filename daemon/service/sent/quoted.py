"""The letter of ours that a mail of one of ours quotes or forwards, where no header names one (behaviour B2.30)."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from daemon.core.intake.acting.context import Belonging, Caseless
from daemon.core.intake.substance import is_of_another
from daemon.core.intake.tokens import find_letter
from daemon.core.intake.triage import MailKind, Triage, Verdict
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import outbox_path
from daemon.service.answered import OF_NO_CASE, Sendings
from parsers.message import parse_message
from parsers.mime.fields import Headers, split_mail_headers
from parsers.mime.headers.addresses import parse_addresses
from parsers.mime.parts import ComplexityError
from parsers.model import File, Form, Message
from parsers.subject import is_forward, is_reply, strip_prefixes
from parsers.text.ours.letters import KEY, Sent, read_sent
from parsers.text.ours.removal import NOTHING
from parsers.text.ours.words import Key, read_texts
from parsers.vocabulary import Vocabulary

MOST_CASES = 5  # that a mail names
MOST_LETTERS = 20  # of a case, the newest
MOST_NUMBERED = 3  # of a person, the newest
FEWEST = 0.5  # of a letter's words, by which it is quoted
SEEKING = frozenset({Verdict.IGNORE, Verdict.HINT, Verdict.QUESTION, Verdict.ESCALATE})
FREE = frozenset({MailKind.UNRELATED, MailKind.ESCALATION, MailKind.URGENT})  # nothing automatic
_MAIL = "message/rfc822"
_NAMED = re.compile(r"\bESC-([1-9][0-9]{0,8})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A letter as it was sent, and what it is about: a case, or none."""

    forms: tuple[Sent, ...]
    subject: str
    message_id: str
    case: Case | None
    caseless: Caseless | None
    policy: EscalationPolicy

    def leaves(self, message: Message, form: Form) -> bool:
        """Whether an escalation that quotes it goes on under another subject about something else than its case."""
        if strip_prefixes(self.subject).casefold() == strip_prefixes(message.subject).casefold():
            return False
        case = self.case
        return case is None or case.status.is_closed or is_of_another(message, form, case, self.policy)

    def belong(self, found: Belonging) -> Belonging:
        """What the mail belongs to by this letter."""
        case = self.case
        if case is None:
            return replace(found, caseless=self.caseless)
        return replace(found, cases={case.number: case}, by_quotation=case.number)

    def leave_out(self, message: Message) -> Message:
        """The mail without the letter among its files: a token of its reader's would go along with it."""
        kept = tuple(one for one in message.files if _find_own_id(one) != self.message_id)
        return replace(message, files=kept)


def may_quote(message: Message, policy: EscalationPolicy) -> bool:
    """Whether, by its headers alone, it may quote a letter of ours to us: one of ours answers or forwards."""
    is_ours = message.sender is not None and policy.is_inside(message.sender)
    return is_ours and (is_reply(message.subject) or is_forward(message.subject))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where our letters are found, and by which words and rules they are read."""

    sendings: Sendings
    words: Vocabulary
    policy: EscalationPolicy


def find_quoted(raw: bytes, message: Message, triage: Triage, shelf: Shelf) -> Quoted | None:
    """The letter by which a mail belongs to something that does so by nothing else."""
    is_free = triage.kind in FREE and triage.verdict in SEEKING and triage.case is None
    if not is_free or message.sender is None or not shelf.policy.is_inside(message.sender):
        return None
    return _find_letter(raw, message, shelf)


def _find_letter(raw: bytes, message: Message, shelf: Shelf) -> Quoted | None:
    """The letter that the mail has attached, else the one of which it quotes most; None where neither is there. The
    mail's own word for it is not believed: only what we have kept of a letter counts."""
    attached = next(filter(None, (_read(_find_own_id(one), shelf) for one in message.files)), None)
    if attached is not None or message.among is None:
        return attached
    whole = parse_message(raw, replace(shelf.words, ours=NOTHING)).whole_text
    texts = read_texts(whole.split("\n"))
    keys: set[Key] = set(zip(texts, texts[1:], texts[2:], strict=False))
    candidates = filter(None, (_read(one, shelf) for one in _find_candidates(whole, message, shelf)))
    found = max(candidates, key=lambda one: _weigh(one, keys), default=None)
    return found if found is not None and _weigh(found, keys) >= FEWEST else None


def _find_own_id(file: File) -> str:
    """The Message-ID of an attached mail; "" for any other file."""
    return split_mail_headers(file.content).find_text("message-id") if file.content_type == _MAIL else ""


def _find_candidates(whole: str, message: Message, shelf: Shelf) -> Iterator[str]:
    """The Message-IDs of letters that it may quote: of the cases that stand in it and the sender's own, for a
    customer's letter names none; and those with numbered lines, his and the leads'."""
    state, sender = shelf.sendings.state, message.sender
    if sender is None:
        return
    numbers = islice(dict.fromkeys(map(int, _NAMED.findall(whole))), MOST_CASES)
    named = {case.number: case for one in numbers if (case := state.find_case(one)) is not None}
    own = {case.number: case for case in state.find_cases_of(sender.key)[-MOST_CASES:]}
    for case in (own | named).values():
        yield from _find_newest(case)
    for person in dict.fromkeys((sender.key, *(lead.address.key for lead in shelf.policy.leads))):
        letters = state.find_numbered(person)
        yield from [*letters.lines][-MOST_NUMBERED:] if letters is not None else ()


def _find_newest(case: Case) -> Iterable[str]:
    return [told.message_id for told in case.conversation.told[-MOST_LETTERS:]]


def _read(message_id: str, shelf: Shelf) -> Quoted | None:
    """The letter with this Message-ID; None where it is none of ours, or nothing is kept of it."""
    name = find_letter(message_id)
    if name is None:
        return None
    with suppress(FileNotFoundError, ValueError, ComplexityError):
        content = shelf.sendings.files.get(outbox_path(name))
        headers = split_mail_headers(content)
        if headers.find_text("message-id") == message_id:
            return _describe(content, headers, shelf)
    return None


def _describe(content: bytes, headers: Headers, shelf: Shelf) -> Quoted | None:
    about, to = headers.find_text("x-escalation-case"), parse_addresses(headers.find("to") or b"")
    named = _NAMED.fullmatch(about)
    if not to or (named is None and about != OF_NO_CASE):
        return None
    case = shelf.sendings.state.find_case(int(named[1])) if named is not None else None
    if named is not None and case is None:
        return None
    caseless = Caseless(Kind(headers.find_text("x-escalation-kind")), to[0]) if named is None else None
    subject, message_id = headers.find_text("subject"), headers.find_text("message-id")
    return Quoted(read_sent(content), subject, message_id, case, caseless, shelf.policy)


def _weigh(letter: Quoted, keys: set[Key]) -> float:
    """How much of the letter stands in a text, of its form that is there most: from 0 to 1."""
    return max((_share(form, keys) for form in letter.forms), default=0.0)


def _share(form: Sent, keys: set[Key]) -> float:
    return sum(key in keys for key in form.places) / len(form.places) if len(form.places) > KEY else 0.0
