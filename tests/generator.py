"""Mails as they come into a shared support mailbox, by the hundred, each with what must become of it.

The same seed gives the same bytes. Tickets and customers are unique except where a
shape means them to meet again. Deliver the
mails in order; one that names another in `after` only once that one is in the mailbox.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from tests import matters
from tests.letters import read_letter
from tests.shapes import (
    AGENTS,
    COMPLETE,
    FOLLOWS,
    HINT,
    HINT_AGAIN,
    LATER,
    MAKERS,
    RECIPIENTS,
    Draft,
    Expected,
    Generated,
    Letter,
    Outcome,
)

__all__ = [
    "AGENTS",
    "RECIPIENTS",
    "SETTINGS",
    "Expected",
    "Generated",
    "Letter",
    "Outcome",
    "find_differences",
    "generate_mails",
    "write_settings",
]

# The expectations hold under these. What stands between @ signs is filled in by `write_settings`.
SETTINGS = """\
mailbox:
  address: support@example.com
  host: 127.0.0.1
  port: @imap_port@
  security: none
  username: support@example.com
  password: file:@folder@/password
  folder: INBOX
  poll_every: 5 s
  first_start: 1 day
  handled: keyword
smtp: {host: 127.0.0.1, port: @smtp_port@, security: none, sender_name: Support Escalations}
store: {path: @folder@/data}
senders: {allow: ["@example.com"], trust: network}
calendars:
  office: {timezone: Europe/Berlin, hours: {mon-thu: "09:00-12:30, 13:00-17:30", fri: "09:00-15:00"}, holidays: DE-BE}
  always: {timezone: Europe/Berlin, hours: 24x7}
levels:
  1: {name: Senior Support Agent, recipients: [senior@example.com], calendar: office, respond_within: 8 business hours}
  2: {name: Team Lead/Manager, recipients: [manager@example.com], calendar: office, respond_within: 4 business hours}
  3: {name: Technical Team, recipients: [tech@example.com, platform@example.com],
      calendar: office, respond_within: 2 business days}
  4: {name: Executive Team, recipients: [ceo@example.com], calendar: always, respond_within: 4 h}
limits: {letters_per_minute_per_person: 100000}
leads: [{address: lead@example.com, timezone: Europe/Berlin}]
customers: {directory: @folder@/customers.csv, domains: any-listed, acknowledge: true}
"""


def write_settings(
    folder: Path, *, imap_port: int, smtp_port: int, password: str = "secret", changes: Mapping[str, str] | None = None
) -> Path:
    """Writes config.yaml, the directory and the password into `folder`; `changes` replaces pieces of the text.
    The path of config.yaml."""
    text = SETTINGS
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    for name, value in {"imap_port": imap_port, "smtp_port": smtp_port, "folder": folder}.items():
        text = text.replace(f"@{name}@", str(value))
    (folder / "customers.csv").write_text(matters.build_directory(), encoding="utf-8")
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    config = folder / "config.yaml"
    config.write_text(text, encoding="utf-8")
    return config


def generate_mails(seed: int, count: int) -> tuple[Generated, ...]:
    """`count` mails of all shapes, as evenly as it goes; the first opens a case.
    Raises IndexError for more than there are
    customers."""
    rng = random.Random(seed)
    names = [*MAKERS, *LATER]
    shapes = (names * (count // len(names) + 1))[:count]
    rng.shuffle(shapes)
    made: list[Generated] = []
    for number, shape in enumerate(shapes):
        agent = rng.choice(AGENTS)
        draft = Draft(
            f"<{seed}.{number}.{shape}@example.com>",
            agent,
            str(100_000 + number),
            matters.get_customer(number),
            rng,
            number,
        )
        earlier = _find_earlier(shape, made, rng) if shape in LATER else None
        if earlier is not None:
            made.append(replace(LATER[shape](draft, earlier), shape=shape, after=earlier.message_id))
        else:
            shape = HINT if shape == HINT_AGAIN else COMPLETE if shape in LATER else shape
            made.append(replace(MAKERS[shape](draft), shape=shape))
    return tuple(made)


def _find_earlier(shape: str, made: Sequence[Generated], rng: random.Random) -> Generated | None:
    """A mail that this shape can follow, each at most once."""
    used = {mail.after for mail in made}
    fit = [mail for mail in made if mail.shape in FOLLOWS[shape] and mail.message_id not in used]
    return rng.choice(fit) if fit else None


def find_differences(mails: Iterable[Generated], letters: Iterable[tuple[str, bytes]]) -> list[str]:
    """What is missing and what is too much among `letters`, (recipient, bytes)
    pairs as they came out, one sentence each.

    A letter is known by its kind, its recipient, and the mail that its In-Reply-To names; or,
    where that is the thread's own
    affair, by the ticket that its subject or text holds. The level's letters must carry the expected files."""
    by_reply: Counter[tuple[str, str, str]] = Counter()
    by_ticket: Counter[tuple[str, str, str]] = Counter()
    files: dict[str, tuple[str, ...]] = {}
    for mail in mails:
        files.setdefault(mail.ticket, mail.expected.files)
        by_reply.update(
            (one.kind, one.to, one.in_reply_to) for one in mail.expected.letters if one.in_reply_to is not None
        )
        by_ticket.update((one.kind, one.to, mail.ticket) for one in mail.expected.letters if one.in_reply_to is None)
    found: list[str] = []
    for recipient, raw in letters:
        letter = read_letter(raw)
        kind, tickets = str(letter["X-Escalation-Kind"]), _find_tickets(letter)
        replied = (kind, recipient, str(letter["In-Reply-To"] or "").strip())
        named = next(((kind, recipient, one) for one in sorted(tickets) if by_ticket[kind, recipient, one] > 0), None)
        if by_reply[replied] > 0:
            by_reply[replied] -= 1
        elif named is not None:
            by_ticket[named] -= 1
            if kind == "routed" and not (came := {str(part.get_filename()) for part in letter.iter_attachments()}) >= {
                *files[named[2]]
            }:
                found.append(
                    f"routed to {recipient}, ticket {named[2]}, has the files {sorted(came)}, not {files[named[2]]}"
                )
        else:
            found.append(f"too much: {kind} to {recipient}, in reply to {replied[2] or 'nothing'}: {letter['Subject']}")
    for (kind, to, message_id), missing in by_reply.items():
        found += [f"missing: {kind} to {to}, in reply to {message_id}"] * missing
    for (kind, to, ticket), missing in by_ticket.items():
        found += [f"missing: {kind} to {to}, ticket {ticket}"] * missing
    return found


def _find_tickets(letter: EmailMessage) -> set[str]:
    body = letter.get_body(("plain",))
    text = f"{letter['Subject']}\n{body.get_content() if body is not None else ''}"
    return set(re.findall(r"\b1\d{5}\b", text))
