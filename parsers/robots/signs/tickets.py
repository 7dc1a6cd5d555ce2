"""Signs that a program answered by rule: that a mail has come, that a ticket was opened; and the ticket's number
(behaviour B10.1)."""

import re
from functools import cache

from parsers.robots.clues import MAX_BODY, Clues, load_phrases
from parsers.robots.evidence import Evidence, announces, begins, count, hints, is_called, is_one, says
from parsers.robots.signs.answers import has_older
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

# `[#4711]`; ` #4711`; `[SUP-1234]`; `SUP-1234`. Never our own `ESC-42`, and no name of a charset.
_HASH_IN_BRACKETS = r"[\[(]#\s?([\w-]*[0-9][\w-]*)[\])]"
_HASH = r"(?:^|\s)#([0-9]{3,12})\b"
_KEY_IN_BRACKETS = r"[\[(]((?!ESC-)[A-Z][A-Z0-9]{1,9}-[0-9]{1,9})[\])]"
_KEY = r"\b((?!ESC-|UTF-|ISO-)[A-Z][A-Z0-9]{1,9}-[0-9]{1,9})\b"
_INCIDENT = r"\b((?:INC|REQ|RITM|CHG|PRB)[0-9]{5,10})\b"  # ServiceNow
_NUMBERED = re.compile(r"[(\[](?:[\w .]{1,30}\s?)?#[\w-]{2,30}[)\]]")  # Kayako, OTRS, RT: `[example.org #4711]`
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=。)")


@cache
def _compile() -> re.Pattern[str]:
    words = load_words("automatic")["tracker"]
    named = (
        rf"(?:\[|\(|\b)(?:{one_of(words['tickets'])})\s*(?:{one_of(words['numbers'])})?"
        r"\s*[:#-]*\s*[#:(]?\s*([A-Z]{0,10}-?[0-9][\w-]{1,20})"
    )
    return re.compile(f"{named}|{_HASH_IN_BRACKETS}|{_HASH}|{_KEY_IN_BRACKETS}|{_KEY}|{_INCIDENT}", re.IGNORECASE)


def find_ticket(subject: str, text: str) -> str:
    """The number as written: in the subject, else in the text; "" for none, or only our own `ESC-42`."""
    for source in (subject, text[:MAX_BODY]):
        for match in _compile().finditer(source):
            found = next(group for group in match.groups() if group)
            if any(char.isdigit() for char in found):
                return found
    return ""


def is_unread(local: str) -> bool:
    """Whether what stands before the @, folded, is `noreply` or ends so: `grafana-noreply`."""
    return f" {local}".endswith(_load_unread())


@cache
def _load_unread() -> tuple[str, ...]:
    return tuple(f" {word}" for word in load_phrases("senders", "unread"))


def _confesses(clues: Clues) -> bool:
    return "autom" in clues.own_lower and _has_sentence(clues, "sentences")


def _has_sentence(clues: Clues, name: str) -> bool:
    """It is said in a sentence of its own, and not shown to us behind a colon."""
    lines = [line.strip() for line in clues.own[:MAX_BODY].split("\n") if line.strip()]
    if any(line.endswith(":") for line in lines):
        return False
    return any(is_one(fold(sentence), "auto_reply", name) for line in lines for sentence in _SENTENCE_END.split(line))


def _has_desk_line(clues: Clues) -> bool:
    first = next(filter(None, map(fold, clues.text[:200].split("\n"))), "")  # `—-—-—` may stand above it
    return is_one(first, "auto_reply", "above")


def _is_answer_by_subject(clues: Clues) -> bool:
    return announces(clues, "auto_reply") or (begins(clues, "auto_reply") and has_older(clues))


TICKETS = (
    Evidence(
        "its subject begins as automatic answers do",
        100,
        _is_answer_by_subject,
        (
            "Subject: Automatic reply: x",
            "Subject: Automatic reply",
            "Subject: Auto Response Re: x",
            "Subject: Réponse automatique : x",
        ),
        ("Subject: Re: Automatic reply: x", "Subject: Automatically generated invoices are wrong"),
        needs=("auto_reply",),
    ),
    Evidence(
        "it says of itself that it is automatic",
        50,
        _confesses,
        ("Subject: x\n\nHello. This is an automatic reply.", "Subject: x\n\nEsta es una respuesta automática."),
        (
            "Subject: x\n\nThey wrote:\nThis is an automatic reply.",
            "Subject: x\n\nThis is an automatic reply of theirs.",
        ),
    ),
    Evidence(
        "it says that nobody reads what is sent to it",
        100,
        lambda clues: hints(clues, "auto_reply") and _has_sentence(clues, "unread"),
        ("Subject: x\n\nThis mailbox is not monitored.", "Subject: x\n\nHallo,\ndieses Postfach wird nicht gelesen."),
        (
            "Subject: x\n\nTheir form says:\nThis mailbox is not monitored.",
            "Subject: x\n\nThis mailbox is not monitored since Monday, the agent crashed.",
        ),
    ),
    Evidence(
        "it begins with a ticket system's line",
        50,
        _has_desk_line,
        ("Subject: x\n\n##- Please type your reply above this line -##\n\nHello",),
        ("Subject: x\n\nHello\n\n\n##- Please type your reply above this line -##",),
    ),
    Evidence(
        "nobody reads its sender's mail",
        80,
        lambda clues: is_unread(clues.local),
        ("From: no-reply@x.example", "From: forwarding-noreply@x.example", "From: jira.do-not-reply@x.example"),
        ("From: noreply.nora@x.example", "From: Noreen Reply <n.reply@x.example>"),
    ),
    Evidence(
        "a ticket system sent it",
        60,
        lambda clues: is_called(clues, "tracker", "programs"),
        ("From: jira@x.example", "From: OTRS System <x@x.example>"),
        ("From: Kim <kim@jira.example>",),
        needs=("tracker",),
    ),
    Evidence(
        "a desk that has a ticket system sent it",
        30,
        lambda clues: is_called(clues, "tracker"),
        ("From: Service Desk <it@x.example>",),
        ("From: Kim <kim@x.example>",),
        needs=("tracker",),
    ),
    Evidence(
        "its address is one that programs share with people",
        10,
        lambda clues: ("tracker", "locals") in clues.local_in,
        ("From: support@x.example", "From: info@x.example"),
        ("From: kim@x.example",),
        needs=("tracker",),
    ),
    Evidence(
        "its subject is a ticket system's",
        40,
        lambda clues: begins(clues, "tracker"),
        ("Subject: Ticket Received - x", "Subject: [Request received] x"),
        ("Subject: Ticket #7 created",),
        needs=("tracker",),
    ),
    Evidence(
        "its subject has the number of a ticket in brackets",
        30,
        lambda clues: not clues.is_prefixed and _NUMBERED.search(clues.clean) is not None,
        ("Subject: [#ABC-123-45678]: x", "Subject: x [Ticket#2026]"),
        ("Subject: Re: [#4711] x", "Subject: [ESC-42] x", "Subject: [EXT] x"),
    ),
    Evidence(
        "its subject says what became of a ticket",
        20,
        lambda clues: says(clues.subject, "tracker", "done"),
        ("Subject: INC0012345 has been opened on your behalf",),
        ("Subject: Your ticket 4711: we need a log",),
        is_costly=True,
    ),
    Evidence(
        "it has the number of a ticket",
        20,
        lambda clues: find_ticket(clues.clean, clues.own) != "",
        ("Subject: [DESK-4711] x", "Subject: x\n\nTicket 77"),
        ("Subject: [ESC-42] x",),
        is_costly=True,
    ),
    Evidence(
        "it confirms a ticket",
        30,
        lambda clues: says(clues.own_body, "tracker", "words"),
        ("Subject: x\n\nYour request was received.",),
        ("Subject: x\n\nHello",),
        is_costly=True,
    ),
    Evidence(
        "it confirms it more than once",
        20,
        lambda clues: count(clues.own_body, "tracker", "words") > 1,
        ("Subject: x\n\nYour request was received. A ticket has been created.",),
        ("Subject: x\n\nThe file was sent.",),
        is_costly=True,
    ),
    Evidence(
        "it says that a program sent it, or wants no answer",
        30,
        lambda clues: says(clues.own_body, "auto_reply", "bodies"),
        ("Subject: x\n\nPlease do not reply to this e-mail.",),
        ("Subject: x\n\nHello",),
        is_costly=True,
    ),
)
