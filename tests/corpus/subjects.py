"""Subjects: what is ours in whatever disguise, and what only looks so."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import Made
from tests.corpus.programs import encode_word, plain, write

OURS = {
    "en-dash": "ESCALATION – Printing – Ticket #51877", "em-dash-no-spaces": "ESCALATION—Printing—Ticket #51877", "colon": "Escalation: Printing, ticket 51877",
    "small-letters": "escalation - printing - ticket 51877", "brackets": "[ESCALATION] Printing - Ticket #51877", "double-brackets": "[[ESCALATION]] Printing (Ticket 51877)",
    "stars": "*** ESCALATION *** Printing - Ticket #51877", "no-dash-with-ticket": "ESCALATION printing ticket 51877", "ticket-first": "Ticket #51877 - ESCALATION - Printing",
    "word-last": "Printing (Ticket 51877) ESCALATION", "underscores": "ESCALATION_Printing_Ticket 51877", "hash-only": "ESCALATION #51877", "exclamation": "ESCALATION! Printing - Case 51877",
    "prefix-re": "Re: ESCALATION - Printing - Ticket #51877", "prefix-aw": "AW: ESCALATION - Printing - Ticket #51877", "prefix-sv": "SV: ESCALATION - Printing - Ticket #51877",
    "prefix-vs": "VS: ESCALATION - Printing - Ticket #51877", "prefix-rv": "RV: ESCALATION - Printing - Ticket #51877", "prefix-tr": "TR : ESCALATION - Printing - Ticket #51877",
    "prefix-wg": "WG: ESCALATION - Printing - Ticket #51877", "prefix-fwd": "Fwd: ESCALATION - Printing - Ticket #51877", "prefix-enc": "ENC: ESCALATION - Printing - Ticket #51877",
    "prefix-antw": "Antw: ESCALATION - Printing - Ticket #51877", "prefix-odp": "Odp: ESCALATION - Printing - Ticket #51877", "prefix-counted": "Re[2]: RE(3): ESCALATION - Printing - Ticket #51877",
    "prefix-stack": "[EXT] Re: AW: [External] Fwd: ESCALATION - Printing - Ticket #51877", "tag-list-name": "[support-list] ESCALATION - Printing - Ticket #51877",
    "banner-stars": "***EXTERNAL*** ESCALATION - Printing - Ticket #51877",
}  # fmt: skip
RAW = {
    "raw-utf-8": "ESCALATION – Drucken – Ticket #51877", "full-width": "ＥＳＣＡＬＡＴＩＯＮ － Printing － Ticket ＃51877",
    "zero-width": "ESCA\u200bLATION - Printing - Ticket #51877", "soft-hyphen": "ESCA\u00adLATION - Printing - Ticket #51877", "bidi-marks": "\u202aESCALATION\u202c - Printing - Ticket #51877",
    "no-break-space": "ESCALATION\u00a0-\u00a0Printing\u00a0-\u00a0Ticket\u00a0#51877", "prefix-chinese": "回复：ESCALATION - Printing - Ticket #51877", "prefix-greek": "ΑΠ: ESCALATION - Printing - Ticket #51877",
}  # fmt: skip
TALK = {
    "shape-missing": "A question about our ESCALATION process", "urgent-in-a-sentence": "We have an urgent need for paper", "escalation-as-topic": "Minutes of the escalation meeting",
}  # fmt: skip
NOT_OURS = {
    "negated-not-urgent": "Not urgent: printing", "negated-non-urgent": "non-urgent - Printing - Ticket #51877", "negated-not-an-escalation": "This is not an escalation - Ticket #51877",
    "negated-no-escalation-needed": "No escalation needed - Ticket #51877", "negated-german": "Nicht urgent: Drucker", "negated-french": "Pas urgent - imprimante", "negated-spanish": "No es urgent: impresora",
    "negated-behind-it": "Urgent no longer needed: printing", "no-break-hyphen": "non\u2011urgent - Printing", "joined-de-escalation": "De-escalation: Printing - Ticket #51877",
    "joined-deescalation": "Deescalation - Printing", "embedded-resurgent": "Resurgent printing problem - Ticket #51877", "embedded-plural": "ESCALATIONS - weekly report", "embedded-urgently": "Urgently looking for paper",
    "embedded-insurgents": "Insurgents - a film", "history-was": "Printing (was: ESCALATION - Printing)", "translated-word-alone": "Eskalation - Drucker",
    "taken-back": "Urgent? Not urgent any more", "taken-back-german": "Urgent - nicht mehr urgent", "less-urgent": "Less urgent - printing", "history-formerly": "Printing (formerly URGENT)", "negated-do-not-mark": "Please don't mark as urgent: printing",
}  # fmt: skip


def build() -> Made:
    form = write({"Ticket #": None})
    read = {"kind": "escalation", "verdict": "routed", "missing": [], "fields": {"ticket": "51877"}}
    for name, subject in OURS.items():
        raw = subject if subject.isascii() else encode_word(subject)
        yield f"subject-{name}", plain(form, raw), read
    for name, subject in RAW.items():
        yield f"subject-{name}", plain(form, subject), read
    yield (
        "subject-raw-latin-1",
        plain(form, "ESCALATION - K\xfcche - Ticket #51877").replace("K\xfcche".encode(), b"K\xfcche"),
        read,
    )
    yield "subject-q-encoded", plain(form, encode_word("ESCALATION – Küche – Ticket #51877", "Q")), read
    yield (
        "subject-iso-8859-15",
        plain(form, encode_word("ESCALATION - Küche - Ticket #51877", "Q", "iso-8859-15")),
        read,
    )
    yield (
        "subject-encoded-word-split-inside-the-word",
        plain(form, f"{encode_word('ESCA')}\r\n {encode_word('LATION - Drucken - Ticket #51877')}"),
        read,
    )
    yield (
        "subject-encoded-word-split-inside-a-character",
        plain(form, "ESCALATION - =?utf-8?B?S8M=?=\r\n =?utf-8?B?vGNoZQ==?= - Ticket #51877"),
        read,
    )
    yield (
        "subject-encoded-word-unpadded",
        plain(form, "=?utf-8?B?RVNDQUxBVElPTiAtIEvDvGNoZSAtIFRpY2tldCAjNTE4Nzc?="),
        read,
    )
    yield "subject-encoded-word-with-spaces", plain(form, "=?utf-8?Q?ESCALATION - Printing - Ticket #51877?="), read
    yield "subject-folded-inside-the-word-gap", plain(form, "ESCALATION -\r\n Printing -\r\n\tTicket\r\n #51877"), read
    yield (
        "subject-two-encodings-mixed",
        plain(form, f"{encode_word('ESCALATION ')} {encode_word('- Küche', 'Q', 'iso-8859-1')} - Ticket #51877"),
        read,
    )
    urgent = {**read, "kind": "urgent", "level": 4}
    yield "subject-urgent", plain(form, "URGENT - Printing - Ticket #51877"), urgent
    yield "subject-urgent-and-escalation", plain(form, "URGENT ESCALATION - Printing - Ticket #51877"), urgent
    yield "subject-urgent-not-an-escalation", plain(form, "URGENT - not an escalation - Ticket #51877"), urgent
    yield (
        "subject-ticket-placeholder-left",
        plain(form, "ESCALATION - Printing - Ticket #[number]"),
        {"kind": "escalation", "verdict": "incomplete", "missing": ["ticket"], "fields": {"ticket": None}},
    )
    for name, subject in TALK.items():
        kind = "urgent" if "urgent" in subject else "escalation"
        yield (
            f"subject-talk-{name}",
            plain("Hello,\n\nwhere do I find it?\n\nDana\n", subject),
            {"kind": kind, "verdict": "hint"},
        )
    yield (
        "subject-talk-with-a-form-is-ours",
        plain(write(), "Please look at this escalation"),
        {**read, "fields": {"ticket": "51877"}},
    )
    yield (
        "subject-mixed-label-words-in-prose-are-no-form",
        plain(
            "Hello,\n\nthe customer asked about the impact of our escalation process. Issue: none.\n\nDana\n",
            "How does an escalation work?",
        ),
        {"kind": "escalation", "verdict": "hint"},
    )
    for name, subject in NOT_OURS.items():
        yield f"subject-not-{name}", plain(write(), subject), {"kind": "unrelated", "verdict": "ignored"}
