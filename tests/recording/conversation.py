"""A conversation as data: who writes what, when; and how it is played at the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import text_of
from tests.recording.stage import BERLIN, open_desk, render_letters, run_apart

SUBJECT = "ESCALATION - Exports end without a file - Ticket #48213"
DELIVERY_STATUS = """\
Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {who}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that answers nothing: the complete form, with `form` changed in it, or `body`."""

    at: str
    subject: str = SUBJECT
    form: Mapping[str, str | None] = field(default_factory=dict)
    who: str = "dana"
    body: str | None = None
    files: tuple[tuple[str, bytes], ...] = (LOG,)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to the newest letter that `who` has got, of the kind `to` if it is named; somebody who has got none
    answers another's."""

    at: str
    who: str
    words: str
    to: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    quotes: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Away:
    """An out-of-office answer from `who`."""

    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """The newest letter to `who` comes back."""

    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Until:
    """Time passes, and each letter leaves at its instant."""

    at: str


@dataclass(frozen=True, slots=True)
class Down:
    """Nothing has run until now."""

    at: str


Step = Mail | Reply | Away | Bounce | Until | Down


@dataclass(frozen=True, slots=True)
class Conversation:
    """`at` in a step is the wall clock of Berlin in 2026, `03-09 10:00` a Monday morning. `changes` replaces pieces of
    the house's settings."""

    name: str
    steps: tuple[Step, ...]
    changes: Mapping[str, str] = field(default_factory=dict)


def begins_like(conversation: Conversation) -> str:
    """The same for conversations with the same settings and the same first step."""
    return f"{sorted(conversation.changes.items())} {conversation.steps[0]}"


def play(conversations: Sequence[Conversation]) -> Iterator[tuple[str, str]]:
    """The name of each, with every step and the letters that left until it was done. They begin alike: the first step
    is taken once, and from there each goes its own way."""
    with open_desk(conversations[0].changes) as (desk, _):
        past: list[EmailMessage] = []
        begun = _play_step(desk, conversations[0].steps[0], past, 1)
        for one in conversations:
            yield one.name, begun + run_apart(partial(_play_steps, desk, one.steps[1:], past))


def _play_steps(desk: Desk, steps: tuple[Step, ...], past: list[EmailMessage]) -> str:
    return "".join(_play_step(desk, step, past, number) for number, step in enumerate(steps, 2))


def _play_step(desk: Desk, step: Step, past: list[EmailMessage], number: int) -> str:
    letters = _take(desk, step, past, f"<step-{number}@example.com>")
    past += letters
    return f"##### {_describe(step)}\n{render_letters(letters)}"


def _describe(step: Step) -> str:
    words = step.words if isinstance(step, Reply) else step.subject if isinstance(step, Mail) else ""
    return f"{step.at}  {type(step).__name__} {getattr(step, 'who', '')} {words}".rstrip()


def _take(desk: Desk, step: Step, past: list[EmailMessage], message_id: str) -> list[EmailMessage]:
    at = read_instant(step.at)
    match step:
        case Until():
            return desk.pass_time(at)
        case Down():
            return desk.jump(at)
        case Mail():
            return desk.receive(write_mail(step, message_id), at)
        case Bounce():
            return desk.receive(write_bounce(find_letter(past, step.who), address_of(step.who), message_id), at)
        case Away():
            words, headers = "I am out of the office until 23 March 2026.", {"Auto-Submitted": "auto-replied"}
            step = Reply(step.at, step.who, words, quotes=False, headers=headers)
    earlier = desk.pass_time(at)  # it may answer a letter that leaves until then
    return earlier + desk.receive(write_reply(step, find_letter([*past, *earlier], step.who, step.to), message_id), at)


def read_instant(at: str) -> datetime:
    """`03-09 10:00`, in Berlin in 2026."""
    return datetime.fromisoformat(f"2026-{at}").replace(tzinfo=BERLIN)


def address_of(who: str) -> str:
    return who if "@" in who else f"{who}@example.com"


def find_letter(letters: list[EmailMessage], who: str, kind: str = "") -> EmailMessage:
    """The newest letter to `who`; raises IndexError when there is none at all."""
    right = [one for one in letters if not kind or one["X-Escalation-Kind"] == kind]
    own = [one for one in right if address_of(who) in str(one["To"])]
    return (own or right)[-1]


def write_mail(step: Mail, message_id: str) -> bytes:
    """The mail as it comes over the wire."""
    body = build_form(step.form) if step.body is None else step.body
    return build_mail(
        step.subject, body, sender=address_of(step.who), files=step.files, headers=step.headers, message_id=message_id
    )


def write_reply(step: Reply, letter: EmailMessage, message_id: str) -> bytes:
    """As mail programs write it: to the Reply-To, in the thread, with the letter quoted below."""
    quoted = "\n".join(f"> {line}".rstrip() for line in text_of(letter).splitlines())
    history = f"\nOn Mon, 9 Mar 2026 at 10:05 Support Escalations wrote:\n{quoted}\n" if step.quotes else ""
    references = f"{letter['References'] or ''} {letter['Message-ID']}".split()
    thread = {"In-Reply-To": str(letter["Message-ID"]), "References": " ".join(references)}
    return build_mail(
        "Re: " + str(letter["Subject"]).removeprefix("Re: "),
        f"{step.words}\n{history}",
        sender=address_of(step.who),
        to=str(letter["Reply-To"]),
        files=step.files,
        headers={**thread, **step.headers},
        message_id=message_id,
    )


def write_bounce(letter: EmailMessage, who: str, message_id: str) -> bytes:
    """A delivery status notification (RFC 3464) of the letter."""
    head = (
        f"From: MAILER-DAEMON@mx.example.com\nTo: {letter['Reply-To']}\nSubject: Undelivered Mail Returned to Sender\n"
    )
    head += f"Message-ID: {message_id}\nReturn-Path: <>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
    head += "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    parts = {
        "text/plain": "Your message could not be delivered.\n",
        "message/delivery-status": DELIVERY_STATUS.format(who=who),
        "text/rfc822-headers": f"To: {who}\nMessage-ID: {letter['Message-ID']}\nSubject: returned\n",
    }
    body = "".join(f"--b\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts.items())
    return f"{head}\n{body}--b--\n".encode()
