"""The shapes of mail that a support mailbox sees, each with what must become of it (behaviour B2). See generator.py."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from tests import matters
from tests.builders import MAILBOX, build_form, build_mail, make_png
from tests.matters import Customer, Matter

RECIPIENTS: Mapping[int, tuple[str, ...]] = {
    1: ("senior@example.com",),
    2: ("manager@example.com",),
    3: ("tech@example.com", "platform@example.com"),
    4: ("ceo@example.com",),
}
AGENTS = tuple(f"{name}@example.com" for name in ("dana", "joris", "mei", "pavel", "rosa", "sven", "tomas", "yuki"))


class Outcome(StrEnum):
    OPENED = "opened"  # routed at once
    HELD = "held"  # waits for information
    JOINED = "joined"
    DUPLICATE = "duplicate"  # nothing happens again
    HINT = "hint"  # ignored, the sender is told how it works; at most once a day
    UNREADABLE = "unreadable"  # ignored, the sender is told
    IGNORED = "ignored"  # in the ledger with a reason, nobody is told
    UNTOUCHED = "untouched"  # not ours: no flag, no trace
    QUARANTINED = "quarantined"  # kept with a reason, nobody is told


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that must go out: the kind (X-Escalation-Kind), whom to, and the Message-ID that its In-Reply-To must
    name; None where that is the thread's own affair."""

    kind: str
    to: str
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """`letters` is all that may go out because of the mail. `files` go with the level's letters."""

    outcome: Outcome
    letters: frozenset[Letter] = frozenset()
    level: int | None = None
    missing: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generated:
    """`sender` and `recipient` are the envelope; `agent` is whom the From names;
    `after` is the Message-ID of a mail that
    must have arrived before, or ""."""

    shape: str
    raw: bytes
    sender: str
    recipient: str
    agent: str
    message_id: str
    ticket: str
    expected: Expected
    after: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one mail is made from."""

    message_id: str
    agent: str
    ticket: str
    customer: Customer
    rng: random.Random
    number: int

    def form(self, matter: Matter, changes: Mapping[str, str | None] | None = None) -> str:
        steps = self.rng.sample(matters.STEPS, 3)
        values: dict[str, str | None] = {
            "Priority": self.rng.choice(("High", "Medium", "Low")),
            "Customer": self.customer.account,
            "Ticket #": self.ticket,
            "Issue Summary": matter.summary,
            "Steps Taken": "".join(f"\n  {place}. {step}" for place, step in enumerate(steps, 1)),
            "Customer Impact": matter.impact,
            "Customer Expectation": self.rng.choice(matters.EXPECTATIONS),
            "Additional Context": self.rng.choice(matters.CONTEXTS),
            "Attachments": "none because the customer told us by phone",
        }
        return build_form({**values, **(changes or {})})

    def subject(self, matter: Matter, word: str = "ESCALATION") -> str:
        shapes = ("{} - {} - Ticket #{}", "{}: {} - Ticket #{}", "{} – {} – Ticket {}", "[EXT] {} - {} (Ticket #{})")
        return self.rng.choice(shapes).format(word, matter.title, self.ticket)

    def log(self) -> tuple[str, bytes]:
        return (
            f"error-{self.number}.log",
            f"2026-03-02 09:12:44 ERROR {self.ticket} step {self.number} failed\n".encode() * 3,
        )

    def mail(
        self, expected: Expected, raw: bytes, *, sender: str | None = None, recipient: str = MAILBOX, agent: str = ""
    ) -> Generated:
        who = agent or self.agent
        return Generated(
            "", raw, who if sender is None else sender, recipient, who, self.message_id, self.ticket, expected
        )

    def opened(
        self, level: int, *, sensitive: bool = False, missing: tuple[str, ...] = (), files: tuple[str, ...] = ()
    ) -> Expected:
        """Routed: the level, the agent, and the customer when he and the reference
        are known and he may be written to; else
        the agent gets the customer's letter as a draft."""
        letters = {Letter("routed", person) for person in RECIPIENTS[level]} | {
            Letter("receipt", self.agent, self.message_id)
        }
        if missing:
            letters.add(Letter("information-request", self.agent, self.message_id))
        if not sensitive and not {"customer", "ticket"} & set(missing):
            known = self.customer.in_directory
            letters.add(Letter("customer-acknowledgement", self.customer.email if known else self.agent))
        return Expected(Outcome.OPENED, frozenset(letters), level, missing, () if sensitive else files)


def _complete(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    body = draft.form(matter)
    if draft.rng.random() < 0.5:
        name = draft.agent.partition("@")[0].title()
        tight = body.replace("\n\n", "\n")
        body = f"Hi all,\n\n{tight}\nKind regards\n{name}\n"
    raw = build_mail(draft.subject(matter), body, sender=draft.agent, message_id=draft.message_id)
    return draft.mail(draft.opened(matter.level), raw)


def _attachments(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    log, notes = draft.log(), (f"steps-{draft.number}.csv", b"step;result\n1;same\n2;same\n")
    body = draft.form(matter, {"Attachments": f"\n  - {log[0]}\n  - {notes[0]}"})
    raw = build_mail(draft.subject(matter), body, sender=draft.agent, files=[log, notes], message_id=draft.message_id)
    return draft.mail(draft.opened(matter.level, files=(log[0], notes[0])), raw)


def _outlook(form: str, extra: str = "") -> str:
    """The form as Outlook writes it: a table, bold labels, `&nbsp;`, empty `o:p`,
    a style sheet that nobody asked for."""
    rows = []
    for line in form.rstrip().split("\n\n"):
        label, _, value = line.partition(":")
        shown = "<br>".join(part.strip() for part in value.strip().split("\n"))
        rows.append(
            f'<tr><td><p class="MsoNormal"><b>{label}:</b></p></td><td><p '
            f'class="MsoNormal">{shown}&nbsp;<o:p></o:p></p></td></tr>'
        )
    style = '<style>p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}</style>'
    table = '<table class="MsoNormalTable" border="0">' + "\n".join(rows) + "</table>"
    page = f'<body><div class="WordSection1">{table}{extra}</div></body>'
    return f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{style}</head>{page}</html>\n'


def _complete_html(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    html = _outlook(draft.form(matter))
    raw = build_mail(draft.subject(matter), sender=draft.agent, html=html, message_id=draft.message_id)
    return draft.mail(draft.opened(matter.level), raw)


def _urgent_screenshot(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    name = f"screenshot{draft.number}"
    picture = make_png(640, 400, (draft.number % 256, 90, 160))
    html = _outlook(draft.form(matter, {"Attachments": None}), f'<p><img src="cid:{name}" width="640"></p>')
    raw = build_mail(
        draft.subject(matter, "URGENT"),
        sender=draft.agent,
        html=html,
        pictures={name: picture},
        message_id=draft.message_id,
    )
    return draft.mail(draft.opened(4, files=(f"{name}.png",)), raw)


def _urgent_empty(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    subject = f"URGENT - {matter.title} - Ticket #{draft.ticket}"
    missing = (
        "priority",
        "customer",
        "issue_summary",
        "steps_taken",
        "customer_impact",
        "customer_expectation",
        "files",
    )
    raw = build_mail(subject, "", sender=draft.agent, message_id=draft.message_id)
    return draft.mail(draft.opened(4, missing=missing), raw)


GAPS: tuple[tuple[str, str, str | None], ...] = (
    ("priority", "Priority", "High/Medium/Low"),
    ("steps_taken", "Steps Taken", "\n  1. [What you've already tried]\n  2. [Results of each attempt]"),
    ("customer_impact", "Customer Impact", None),
    ("customer_expectation", "Customer Expectation", "A solution as soon as possible."),
    ("files", "Attachments", "none"),
)


def _with_gaps(draft: Draft, matter: Matter, at_least: int = 1) -> tuple[bytes, tuple[str, ...]]:
    chosen = set(draft.rng.sample(range(len(GAPS)), draft.rng.randint(at_least, 3)))
    gaps = [gap for place, gap in enumerate(GAPS) if place in chosen]
    body = draft.form(matter, {label: value for _, label, value in gaps})
    raw = build_mail(draft.subject(matter), body, sender=draft.agent, message_id=draft.message_id)
    return raw, tuple(name for name, _, _ in gaps)


def _incomplete(draft: Draft) -> Generated:
    raw, missing = _with_gaps(draft, draft.rng.choice(matters.ORDINARY))
    asked = frozenset({Letter("information-request", draft.agent, draft.message_id)})
    return draft.mail(Expected(Outcome.HELD, asked, None, missing), raw)


def _immediate_with_gaps(draft: Draft) -> Generated:
    raw, missing = _with_gaps(draft, draft.rng.choice(matters.IMMEDIATE))
    return draft.mail(draft.opened(4, missing=missing), raw)


def _immediate(draft: Draft, choices: Sequence[Matter]) -> Generated:
    matter = draft.rng.choice(choices)
    log = draft.log()
    body = draft.form(matter, {"Attachments": f"\n  - {log[0]}"})
    raw = build_mail(draft.subject(matter), body, sender=draft.agent, files=[log], message_id=draft.message_id)
    return draft.mail(draft.opened(4, sensitive=matter.sensitive, files=(log[0],)), raw)


def _level_line(draft: Draft) -> Generated:
    matter = draft.rng.choice([matter for matter in matters.ORDINARY if matter.level == 1])
    level = draft.rng.choice((2, 3, 4))
    raw = build_mail(
        draft.subject(matter),
        f"Level: {level}\n\n{draft.form(matter)}",
        sender=draft.agent,
        message_id=draft.message_id,
    )
    return draft.mail(draft.opened(level), raw)


def _plus_address(draft: Draft) -> Generated:
    matter = draft.rng.choice([matter for matter in matters.ORDINARY if matter.level == 1])
    level = draft.rng.choice((2, 3))
    to = f"support+l{level}@example.com"
    raw = build_mail(draft.subject(matter), draft.form(matter), sender=draft.agent, to=to, message_id=draft.message_id)
    return draft.mail(draft.opened(level), raw, recipient=to)


GERMAN = {
    "Priorität": "Hoch",
    "Problembeschreibung": "Beim Öffnen der Übersicht erscheint eine Fehlermeldung.",
    "Bisherige Schritte": (
        "\n  1. Cache geleert: unverändert\n  2. Anderer Rechner: unverändert\n  3. Neu angemeldet: unverändert"
    ),
    "Auswirkung": "Die Buchhaltung prüft Belege von Hand.",
    "Kundenerwartung": "Eine Lösung bis Freitag.",
    "Anhänge": "keine, weil der Kunde nur angerufen hat",
}


def _german(draft: Draft) -> Generated:
    values = {**GERMAN, "Kunde": draft.customer.account, "Ticketnummer": draft.ticket}
    body = "Hallo zusammen,\n\n" + "\n\n".join(f"{label}: {value}" for label, value in values.items())
    raw = build_mail(
        f"ESCALATION - Fehler in der Übersicht für Münster - Ticket #{draft.ticket}",
        body + "\n\nMit freundlichen Grüßen\nRosa\n",
        sender=draft.agent,
        message_id=draft.message_id,
        charset=draft.rng.choice(("utf-8", "iso-8859-1")),
    )
    return draft.mail(draft.opened(3), raw)


def _forwarded(draft: Draft) -> Generated:
    matter = draft.rng.choice(matters.ORDINARY)
    subject = f"ESCALATION - {matter.title} - Ticket #{draft.ticket}"
    above = f"From: Kim Berg <kim@example.com>\nDate: Mon, 2 Mar 2026 at 09:40\nSubject: {subject}\nTo: {draft.agent}\n"
    body = f"Please take this on.\n\n---------- Forwarded message ---------\n{above}\n\n{draft.form(matter)}"
    raw = build_mail(f"Fwd: {subject}", body, sender=draft.agent, message_id=draft.message_id)
    return draft.mail(draft.opened(matter.level), raw)


def _encoded_subject(draft: Draft) -> Generated:
    """The word cut in two by RFC 2047: white space between encoded words is not text (section 6.2)."""
    matter = draft.rng.choice(matters.ORDINARY)
    title = matter.title.replace(" ", "_")
    subject = (
        f"=?utf-8?q?ESCA?= =?utf-8?q?LATION_=E2=80=93_?=\r\n =?utf-8?q?{title}?= - Ticket #{draft.ticket}".encode()
    )
    raw = build_mail("PLACE", draft.form(matter), sender=draft.agent, message_id=draft.message_id)
    return draft.mail(draft.opened(matter.level), raw.replace(b"Subject: PLACE", b"Subject: " + subject))


def _unrelated(
    draft: Draft,
    subject: str,
    body: str,
    sender: str,
    headers: Mapping[str, str] | None = None,
    envelope: str | None = None,
) -> Generated:
    raw = build_mail(subject, body, sender=sender, message_id=draft.message_id, headers=headers)
    return draft.mail(Expected(Outcome.UNTOUCHED), raw, sender=sender if envelope is None else envelope, agent=sender)


def _newsletter(draft: Draft) -> Generated:
    headers = {
        "List-Unsubscribe": "<https://news.example/leave>",
        "List-Id": "News <news.example>",
        "Precedence": "bulk",
    }
    body = "Our spring offers are here.\n\nMany thanks for your interest.\n"
    return _unrelated(
        draft, f"Spring offers, part {draft.number}", body, "news@news.example", headers, "bounce@news.example"
    )


def _out_of_office(draft: Draft) -> Generated:
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    return _unrelated(draft, "Automatic reply: Team lunch", "I am back on Monday.\n", draft.agent, headers, "")


def _urgently(draft: Draft) -> Generated:
    body = f"Could somebody send me the invoice of last month? My number is {draft.ticket}.\n"
    return _unrelated(draft, "I need an invoice urgently", body, draft.customer.email)


def _non_urgent(draft: Draft) -> Generated:
    subject = draft.rng.choice(
        ("Non-urgent: plants for the office", "not urgent, but nice: new chairs", "De-escalation training on Tuesday")
    )
    return _unrelated(draft, subject, "See the attached plan in the intranet.\n", draft.agent)


def _quoted_history(draft: Draft) -> Generated:
    quoted = "\n".join(
        f"> {line}" for line in f"Subject: ESCALATION - Ticket #{draft.ticket}\n{build_form()}".splitlines()
    )
    headers = {
        "In-Reply-To": f"<elsewhere.{draft.number}@mail.example>",
        "References": f"<elsewhere.{draft.number}@mail.example>",
    }
    body = f"Thank you, that helped.\n\nOn Mon, 2 Mar 2026 at 09:00, Dana wrote:\n{quoted}\n"
    return _unrelated(draft, "Re: Copy of the invoice", body, draft.customer.email, headers)


def _foreign_bounce(draft: Draft) -> Generated:
    """A delivery report (RFC 3464) about a mail that we never sent."""
    raw = f"""From: MAILER-DAEMON@mx.example.com
To: {MAILBOX}
Subject: Undelivered Mail Returned to Sender
Message-ID: {draft.message_id}
Date: Mon, 02 Mar 2026 10:00:00 +0100
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {draft.customer.email}
Action: failed
Status: 5.1.1

--=_report
Content-Type: text/rfc822-headers

From: {MAILBOX}
To: {draft.customer.email}
Subject: Copy of the invoice {draft.ticket}
Message-ID: <invoice.{draft.number}@mail.example>

--=_report--
"""
    daemon = "MAILER-DAEMON@mx.example.com"
    return draft.mail(Expected(Outcome.UNTOUCHED), raw.replace("\n", "\r\n").encode(), sender="", agent=daemon)


def _automatic_with_word(draft: Draft) -> Generated:
    headers = {"Auto-Submitted": "auto-replied"}
    subject = f"Automatic reply: URGENT - Something else - Ticket #{draft.ticket}"
    raw = build_mail(
        subject, "I am out of the office.\n", sender=draft.agent, headers=headers, message_id=draft.message_id
    )
    return draft.mail(Expected(Outcome.IGNORED), raw, sender="")


def _list_mail(draft: Draft) -> Generated:
    """Complete, over a list that the settings do not name: its writer is answered, never the list."""
    matter = draft.rng.choice(matters.ORDINARY)
    headers = {
        "List-Id": "Staff <staff.lists.example.com>",
        "List-Post": "<mailto:staff@lists.example.com>",
        "Precedence": "list",
    }
    raw = build_mail(
        draft.subject(matter), draft.form(matter), sender=draft.agent, headers=headers, message_id=draft.message_id
    )
    return draft.mail(draft.opened(matter.level), raw, sender="staff-bounces@lists.example.com")


def _encrypted(draft: Draft) -> Generated:
    raw = build_mail(
        f"ESCALATION - Encrypted - Ticket #{draft.ticket}", "PLACE", sender=draft.agent, message_id=draft.message_id
    )
    head, _, _ = raw.partition(b"MIME-Version")
    body = f"""MIME-Version: 1.0
Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="=_sealed"

--=_sealed
Content-Type: application/pgp-encrypted

Version: 1

--=_sealed
Content-Type: application/octet-stream; name="encrypted.asc"

-----BEGIN PGP MESSAGE-----

hQEMA{draft.number:06d}3Zt1nq6vAQf/Zm9yIHlvdXIgZXllcyBvbmx5
-----END PGP MESSAGE-----

--=_sealed--
"""
    kept = head.replace(b'Content-Type: text/plain; charset="utf-8"\r\n', b"").replace(
        b"Content-Transfer-Encoding: 7bit\r\n", b""
    )
    told = frozenset({Letter("notice", draft.agent, draft.message_id)})
    return draft.mail(Expected(Outcome.UNREADABLE, told), kept + body.replace("\n", "\r\n").encode())


HINT_SUBJECTS = (
    "How does an escalation work here?",
    "Our escalation times in the last quarter",
    "What does urgent mean for us?",
)


def _hint(draft: Draft) -> Generated:
    sender = f"colleague.{draft.number}@example.com"
    body = "Hello,\n\nI am preparing a talk and would like to know more. Who can help me?\n"
    raw = build_mail(draft.rng.choice(HINT_SUBJECTS), body, sender=sender, message_id=draft.message_id)
    return draft.mail(
        Expected(Outcome.HINT, frozenset({Letter("notice", sender, draft.message_id)})), raw, agent=sender
    )


def _stranger(draft: Draft) -> Generated:
    matter = draft.rng.choice((*matters.ORDINARY, *matters.IMMEDIATE))
    sender = f"eve.{draft.number}@elsewhere.example"
    raw = build_mail(draft.subject(matter, "URGENT"), draft.form(matter), sender=sender, message_id=draft.message_id)
    return draft.mail(Expected(Outcome.QUARANTINED), raw, agent=sender)


def _hint_again(draft: Draft, earlier: Generated) -> Generated:
    raw = build_mail(HINT_SUBJECTS[0], "Is there anybody?\n", sender=earlier.agent, message_id=draft.message_id)
    return draft.mail(Expected(Outcome.HINT), raw, agent=earlier.agent)


def _duplicate(draft: Draft, earlier: Generated) -> Generated:
    """The very bytes once more."""
    return replace(earlier, expected=Expected(Outcome.DUPLICATE))


def _same_ticket(draft: Draft, earlier: Generated, other_agent: bool) -> Generated:
    """The same ticket in another mail: the level reads what is new in one letter, and both agents are told."""
    agent = draft.rng.choice([one for one in AGENTS if one != earlier.agent]) if other_agent else earlier.agent
    letters = {Letter("receipt", agent, draft.message_id)} | (
        {Letter("notice", earlier.agent)} if other_agent else set()
    )
    letters |= {Letter("relay", one.to) for one in earlier.expected.letters if one.kind == "routed"}
    again = replace(draft, ticket=earlier.ticket, agent=agent)
    matter = matters.ORDINARY[0]
    form = again.form(matter, {"Customer": None})  # of another customer it would be another case
    raw = build_mail(again.subject(matter), form, sender=agent, message_id=draft.message_id)
    return again.mail(Expected(Outcome.JOINED, frozenset(letters)), raw)


COMPLETE, HINT, HINT_AGAIN = "complete", "hint", "hint_again"
MAKERS: Mapping[str, Callable[[Draft], Generated]] = {
    COMPLETE: _complete,
    "complete_html": _complete_html,
    "attachments": _attachments,
    "urgent_screenshot": _urgent_screenshot,
    "urgent_empty": _urgent_empty,
    "incomplete": _incomplete,
    "immediate": partial(_immediate, choices=matters.IMMEDIATE),
    "immediate_sensitive": partial(_immediate, choices=matters.SENSITIVE),
    "immediate_with_gaps": _immediate_with_gaps,
    "level_line": _level_line,
    "plus_address": _plus_address,
    "german": _german,
    "forwarded": _forwarded,
    "encoded_subject": _encoded_subject,
    "newsletter": _newsletter,
    "out_of_office": _out_of_office,
    "urgently": _urgently,
    "non_urgent": _non_urgent,
    "quoted_history": _quoted_history,
    "foreign_bounce": _foreign_bounce,
    "automatic_with_word": _automatic_with_word,
    "list_mail": _list_mail,
    "encrypted": _encrypted,
    HINT: _hint,
    "stranger": _stranger,
}
LATER: Mapping[str, Callable[[Draft, Generated], Generated]] = {
    "duplicate": _duplicate,
    "same_ticket": partial(_same_ticket, other_agent=False),
    "same_ticket_other_agent": partial(_same_ticket, other_agent=True),
    HINT_AGAIN: _hint_again,
}
_CASES = (
    COMPLETE,
    "complete_html",
    "attachments",
    "level_line",
    "plus_address",
    "german",
    "forwarded",
    "encoded_subject",
)
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "duplicate": (
        *_CASES,
        "urgent_screenshot",
        "urgent_empty",
        "incomplete",
        "immediate",
        "immediate_sensitive",
        "immediate_with_gaps",
    ),
    "same_ticket": _CASES,
    "same_ticket_other_agent": _CASES,
    HINT_AGAIN: (HINT,),
}
