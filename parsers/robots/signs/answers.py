"""Signs that a program answered: somebody is away, a mail was read, an invitation was answered, a ticket was opened."""

import re
from functools import cache

from parsers.mime.files.invitations import is_invitation_answer
from parsers.robots.clues import Clues, find_beginning, load_phrases
from parsers.robots.evidence import Evidence, announces, begins, begins_bare, hints, is_one, opens, says
from parsers.robots.returned import DISPOSITION, is_displayed
from parsers.robots.signs.marks import CERTAIN
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

# Notes: `AUTO: Kim Smith is out of the office (returning 05/01/2026)`; Sieve: `Auto: Exports`
_AUTO = re.compile(r"\s*A(?:UTO|uto)\s*:")
# `Kim Abel/Sales/Example is out of the office.`
_NOTES_NAME = re.compile(r"^[\w .'-]{2,60}/[\w ./-]{1,80} ", re.UNICODE)
_LONGEST_ABSENCE, _MOST_LINES = 1_200, 16  # characters, lines with the empty ones
_OF_ABSENCES = (("thanks", 2), ("unread_mail", 2), ("until", 1), ("instead", 1))  # lists, and what each weighs
_ENOUGH = 3
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,40})[)\]]\s*$")  # GroupWise: `Re: Exports (Out of Office)`


@cache
def _compile_older() -> re.Pattern[str]:
    """A prefix as programs write it, which is not as people write `re: Friday`."""
    prefixes = (word for name in ("replies", "forwards") for word in load_words("subjects")["prefixes"][name])
    return re.compile(rf"\b(?:{one_of(shape for word in prefixes for shape in (word.upper(), word.capitalize()))})\s?:")


def has_older(clues: Clues) -> bool:
    """Whether an older subject stands behind the first words: `Out of office Re: Exports`, as Gmail writes it."""
    return _compile_older().search(clues.clean, 1) is not None


def is_calendars(clues: Clues) -> bool:
    return is_invitation_answer(clues.root, clues.clean, clues.own)


def is_receipt_by_subject(clues: Clues) -> bool:
    return ("read_receipt", "subjects") in clues.head_in and (":" in clues.clean or "(" in clues.clean)


def _is_receipt_by_text(clues: Clues) -> bool:
    """Exchange, to those who asked for no receipt by the standard: `Your message … was read on …`."""
    return ("read_receipt", "begins") in find_beginning(clues.body.strip()) and says(clues.body, "read_receipt", "says")


def is_absence_by_head(clues: Clues) -> bool:
    return ":" in clues.clean and ("out_of_office", "heads") in clues.head_in


def _is_absence_above_older(clues: Clues) -> bool:
    return begins(clues, "out_of_office") and has_older(clues)


def _is_absence_of_an_answer(clues: Clues) -> bool:
    return clues.has_reference and not clues.is_prefixed and announces(clues, "out_of_office")


@cache
def _load_named() -> tuple[str, ...]:
    return tuple(f" {name}" for name in load_phrases("out_of_office", "named"))


def is_absence_by_name(clues: Clues) -> bool:
    said = fold(_AUTO.sub("", clues.clean).partition("(")[0]) if _AUTO.match(clues.clean) else clues.head
    return said.endswith(_load_named())


def is_absence_by_subject(clues: Clues) -> bool:
    return begins_bare(clues, "out_of_office") or is_absence_by_name(clues) or _is_absence_in_brackets(clues)


def find_head_of_absence(clues: Clues) -> str:
    """What the subject says of an absence, before the older subject; "" where it says nothing of one."""
    if not is_absence_by_subject(clues):
        return ""
    older = _compile_older().search(clues.clean, 1)
    named = clues.clean if older is None else clues.clean[: older.start()]
    return named if is_absence_by_name(clues) else named.partition(":")[0]


def _is_absence_in_brackets(clues: Clues) -> bool:
    found = _IN_BRACKETS.search(clues.clean)
    return found is not None and is_one(fold(found[1]), "out_of_office", "subjects")


def _is_unprefixed_absence(clues: Clues) -> bool:
    return clues.has_reference and not clues.is_prefixed and is_absence_by_subject(clues)


def _is_composed_as_absence(clues: Clues) -> bool:
    """In a few sentences that ask nothing: somebody is away; and thanks for the mail, that it is not read, until when,
    whom to ask instead. People say one or two of these, and what becomes of the case."""
    own = clues.own
    if not own or len(own) > _LONGEST_ABSENCE or own.count("\n") > _MOST_LINES or "?" in own:
        return False
    if not hints(clues, "out_of_office") or not says(clues.own_body, "out_of_office", "bodies"):
        return False
    return sum(weight for name, weight in _OF_ABSENCES if says(clues.own_body, "out_of_office", name)) >= _ENOUGH


ABSENCES = (
    Evidence(
        "its subject says that somebody is away, as only programs do",
        100,
        is_absence_by_head,
        ("Subject: Abwesenheitsnotiz: x", "Subject: Out of Office AutoReply: x"),
        ("Subject: Re: Abwesenheitsnotiz: x", "Subject: Abwesenheitsnotiz wird doppelt verschickt"),
        needs=("out_of_office",),
    ),
    Evidence(
        "its subject is the name of such a notice",
        60,
        lambda clues: ("out_of_office", "heads") in clues.subject_in,
        ("Subject: Afwezigheidsmelding", "Subject: Abwesenheitsnotiz"),
        ("Subject: Abwesenheitsnotiz: x",),
        needs=("out_of_office",),
    ),
    Evidence(
        "its subject says it above the older one",
        100,
        _is_absence_above_older,
        ("Subject: Out of office Re: Exports", "Subject: Vacation reply Re: x"),
        ("Subject: Re: out of office", "Subject: Vacation re: Friday"),
        needs=("out_of_office",),
    ),
    Evidence(
        "it answers by a subject that says that somebody is away",
        100,
        _is_absence_of_an_answer,
        ("Subject: Abwesend: x\nIn-Reply-To: <a@x.example>", "Subject: Out of office\nIn-Reply-To: <a@x.example>"),
        ("Subject: Abwesend: x", "Subject: Re: Abwesend: x\nIn-Reply-To: <a@x.example>"),
        needs=("out_of_office",),
    ),
    Evidence(
        "its subject is that of an absence",
        50,
        lambda clues: announces(clues, "out_of_office"),
        ("Subject: Out of office: x", "Subject: Absence: x"),
        ("Subject: Out of office rule broken",),
        needs=("out_of_office",),
    ),
    Evidence(
        "its subject begins as that of an absence",
        30,
        lambda clues: begins_bare(clues, "out_of_office") and not announces(clues, "out_of_office"),
        ("Subject: Out of office until Monday",),
        ("Subject: Out of office: x", "Subject: Kim is out of the office"),
        needs=("out_of_office",),
    ),
    Evidence(
        "its subject says who is away",
        40,
        is_absence_by_name,
        ("Subject: Kim Abel ist außer Haus.", "Subject: AUTO: Kim is out of the office (returning 16.03.2026)"),
        ("Subject: Out of office",),
    ),
    Evidence(
        "its subject has a Notes name",
        60,
        lambda clues: "/" in clues.clean and is_absence_by_name(clues) and _NOTES_NAME.match(clues.clean) is not None,
        ("Subject: Kim Abel/Sales/Example is out of the office.",),
        ("Subject: Kim is out of the office",),
    ),
    Evidence(
        "its subject begins with Auto:",
        60,
        lambda clues: _AUTO.match(clues.clean) is not None,
        ("Subject: AUTO: x", "Subject: Auto: x"),
        ("Subject: auto: x",),
    ),
    Evidence(
        "its subject ends so in brackets",
        60,
        _is_absence_in_brackets,
        ("Subject: Re: Exports (Out of Office)",),
        ("Subject: Re: Exports (new)",),
    ),
    Evidence(
        "it answers without a prefix",
        30,
        _is_unprefixed_absence,
        ("Subject: Abwesenheit bis Montag\nIn-Reply-To: <a@x.example>",),
        ("Subject: Abwesenheit bis Montag",),
    ),
    Evidence(
        "it begins as notices of an absence do",
        60,
        lambda clues: opens(clues, "out_of_office"),
        ("Subject: x\n\nI will be out of the office starting 2 March",),
        ("Subject: x\n\nI am away",),
        needs=("out_of_office",),
    ),
    Evidence(
        "it is composed as notices of an absence are",
        100,
        _is_composed_as_absence,
        (
            "Subject: Re: x\n\nThank you for your email. I am on leave until 5 March.",
            "Subject: AW: x\n\nIch bin im Urlaub und habe keinen Zugriff auf meine E-Mails. Ab 9. März bin ich zurück.",
        ),
        (
            "Subject: Re: x\n\nI am out of the office until Monday, please contact Robin.",
            "Subject: Re: x\n\nThank you for your email. Nobody here is on leave.",
            "Subject: Re: x\n\nThank you for your email. I am on leave until Friday, can Robin do it?",
        ),
    ),
    Evidence(
        "its text says that somebody is away",
        50,
        lambda clues: says(clues.body, "out_of_office", "bodies"),
        ("Subject: x\n\nIch bin im Urlaub",),
        ("Subject: x\n\nHello",),
        is_costly=True,
    ),
)
RECEIPTS = (
    Evidence(
        "it is a read receipt (RFC 8098)",
        CERTAIN,
        is_displayed,
        ('Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\n\nx\n--b--',),
        ('Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nx\n--b--',),
        needs=("multipart/report", DISPOSITION),
    ),
    Evidence(
        "its subject is that of a receipt",
        40,
        is_receipt_by_subject,
        ("Subject: Read: x", "Subject: Lu : x", "Subject: Return Receipt (displayed) - x"),
        ("Subject: Read it", "Subject: Re: Read: x"),
        needs=("read_receipt",),
    ),
    Evidence(
        "its subject is one that only receipts have",
        100,
        lambda clues: ("read_receipt", "whole") in clues.subject_in,
        ("Subject: Message status - opened",),
        ("Subject: Message status - undeliverable",),
        needs=("read_receipt",),
    ),
    Evidence(
        "it begins as receipts do",
        80,
        lambda clues: opens(clues, "read_receipt"),
        ("Subject: x\n\nThis is a Return Receipt for the mail that you sent to kim@x.example.",),
        ("Subject: x\n\nYour message was fine",),
        needs=("read_receipt",),
    ),
    Evidence(
        "its text says when the mail was read",
        60,
        _is_receipt_by_text,
        ("Subject: x\n\nYour message\n\nTo: Kim\n\nwas read on Monday",),
        ("Subject: x\n\nYour message was lost", "Subject: x\n\nOutlook says: Your message was read on Monday"),
        is_costly=True,
    ),
    Evidence(
        "a calendar wrote it (RFC 5546)",
        CERTAIN,
        is_calendars,
        ("Subject: Accepted: x", "Subject: Zugesagt: x\n\nKim hat diese Einladung angenommen."),
        ("Subject: Accepted: x\n\nThey signed!",),
    ),
)
