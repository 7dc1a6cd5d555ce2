"""What stands between, beside and around the fields: labels that are not ours, a form's own hints, slips, signatures,
free words."""

# ruff: noqa: E501 - lines of mail are kept whole

from collections.abc import Mapping, Sequence

from tests.corpus.expected import FIELDS, Made, short_of, whole
from tests.corpus.programs import STORY, normal, outlook, page, plain, tell, write

CONTEXT = str(STORY["Additional Context"])
LINES = write().strip()


def build() -> Made:
    yield from _foreign()
    yield from _hints()
    yield from _typing()
    yield from _signatures()
    yield from _words()


def _put(below: str, line: str, text: str = LINES) -> str:
    """The story with lines below the one that begins so."""
    rows = text.split("\n")
    at = next(at for at, row in enumerate(rows) if row.startswith(below))
    return "\n".join((*rows[: at + 1], *line.split("\n"), *rows[at + 1 :])) + "\n"


def _foreign() -> Made:
    for name, below, line in (
        ("contact-and-contract", "Customer:", "Contact: Lena Graf\nContract: Gold"),
        ("unknown-below-the-customer", "Customer:", "Brightness: 7 of 10"),
        ("issue-type", "Ticket #:", "Issue Type: Bug"),
        ("german", "Customer:", "Ansprechpartner: Lena Graf\nVertrag: Gold"),
        ("french", "Customer:", "Interlocuteur : Lena Graf\nType de contrat : Or"),
        ("spanish", "Customer:", "Persona de contacto: Lena Graf\nContrato: Oro"),
        ("italian", "Customer:", "Referente: Lena Graf\nContratto: Oro"),
        ("dutch", "Customer:", "Contactpersoon: Lena Graf\nContracttype: Goud"),
        ("portuguese", "Customer:", "Pessoa de contato: Lena Graf\nContrato: Ouro"),
        ("below-the-priority", "Priority:", "Assigned to: Second line"),
        ("below-the-summary", "Issue Summary:", "Product: Print Server 4"),
        ("below-the-summary-unknown", "Issue Summary:", "Print dialog: the new one"),
        ("below-numbered-steps", "  3.", "Environment: production"),
        ("below-the-impact", "Customer Impact:", "Number of users: 40"),
        ("phone-between-fields", "Customer:", "Phone: +49 30 555 0100"),
        ("bold", "Customer:", "*Contact:* Lena Graf"),
    ):
        kept = line.replace(" : ", " : ")
        yield f"foreign-label-{name}", plain(_put(below, line)), whole(additional_context=f"{CONTEXT}\n{kept}")
    yield (
        "foreign-label-apart",
        plain(_put("Customer:", "\nContact: Lena Graf\nContract: Gold\n")),
        whole(additional_context=f"{CONTEXT}\nContact: Lena Graf\nContract: Gold"),
    )
    rows = "".join(
        f"<tr><td>{label}</td><td>{value if isinstance(value, str) else '<br>'.join(value)}</td></tr>"
        for label, value in _with(tell(), "Customer", {"Contact": "Lena Graf", "Support plan": "Gold"}).items()
    )
    yield (
        "foreign-label-in-a-table",
        page(f"<table>{rows}</table>"),
        whole(additional_context=f"{CONTEXT}\nContact: Lena Graf\nSupport plan: Gold"),
    )
    for name, summary in (
        ("error", "It stops every night\nError: timeout after 30 s"),
        ("log", "It stops every night, the log says:\n\njob: export\nrows: 200"),
        ("transcript", "They told us this:\nAda: we print everything twice"),
    ):
        yield f"foreign-label-not-{name}", plain(write({"Issue Summary": summary})), whole(issue_summary=summary)
    steps = ("Chrome: same error", "Firefox: same error", "Edge: same error")
    yield (
        "foreign-label-not-a-step",
        plain(write({"Steps Taken": "\n" + "\n".join(steps)})),
        whole(steps_taken=list(steps)),
    )


def _with(
    story: Mapping[str, str | Sequence[str]], behind: str, more: Mapping[str, str]
) -> dict[str, str | Sequence[str]]:
    told: dict[str, str | Sequence[str]] = {}
    for label, value in story.items():
        told[label] = value
        if label == behind:
            told |= more
    return told


HINTS = {
    "Priority": "High/Medium/Low",
    "Customer": "Name/Account",
    "Ticket #": "Number",
    "Issue Summary": "Brief description of the problem",
    "Steps Taken": "What you have already tried",
    "Customer Impact": "How this affects the customer",
    "Customer Expectation": "What the customer is asking for and timeline",
    "Additional Context": "Any other relevant information",
    "Attachments": "Screenshots, logs, etc.",
}
TIPS = {
    **dict.fromkeys(HINTS, "Keep it short"),
    "Steps Taken": "One line for each attempt, please",
    "Customer Impact": "Who stands still?",
}


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return page(f'<table border="1">{cells}</table>')


def _value(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "<br>".join(value)


def _hints() -> Made:
    story = {label: _value(value) for label, value in tell().items()}
    known = [(label, value, HINTS[label]) for label, value in story.items()]
    tips = [(label, value, TIPS[label]) for label, value in story.items()]
    yield "hints-in-a-third-column", _table(known), whole()
    yield "hints-in-a-third-column-with-a-head", _table([("Field", "Entry", "Help"), *tips]), whole()
    yield "hints-in-a-german-head", _table([("Feld", "Eintrag", "Hinweis"), *tips]), whole()
    before = [("Field", "How to fill it in", "Answer"), *((label, tip, value) for label, value, tip in tips)]
    yield "hints-before-the-answer", _table(before), whole()
    counted = [(str(at), label, value) for at, (label, value) in enumerate(story.items(), 1)]
    yield "table-with-a-counting-column", _table([("No.", "Field", "Value"), *counted]), whole()
    four = [(f"{at}.", label, value, HINTS[label]) for at, (label, value) in enumerate(story.items(), 1)]
    yield "table-with-a-counting-column-and-hints", _table(four), whole()
    below = [(f"<b>{label}</b><br><i>{HINTS[label]}</i>", value) for label, value in story.items()]
    yield "hints-below-the-labels-in-cells", _table(below), whole()
    bars = "\n".join(f"| {label} | {value.replace('<br>', '; ')} | {HINTS[label]} |" for label, value in story.items())
    yield "hints-in-a-table-of-strokes", plain(f"{bars}\n"), whole()
    yield (
        "hints-in-brackets-behind-labels",
        plain(
            "\n".join(f"{label} ({HINTS[label]}): {value.replace('<br>', '; ')}" for label, value in story.items())
            + "\n"
        ),
        whole(),
    )
    yield (
        "hints-on-lines-of-their-own",
        plain(
            "\n\n".join(
                f"{label}:\n({HINTS[label]})\n{value.replace('<br>', chr(10))}" for label, value in story.items()
            )
            + "\n"
        ),
        whole(),
    )
    example = {"Customer Impact": "e.g. 40 users cannot work"}
    yield "hint-example-left-as-it-was", plain(write(example)), short_of("customer_impact")
    said = {"Customer Impact": "\nz. B. 40 Nutzer können nicht arbeiten\nAccounting sorts 400 pages by hand every day."}
    yield "hint-example-above-the-value", plain(write(said)), whole()
    grey = [
        normal(
            f'<b>{label}:</b><br><i><span style="color:gray">{HINTS[label]}</span></i><br>{value.replace("<br>", "; ")}'
        )
        for label, value in story.items()
    ]
    yield "hints-in-grey-in-outlook", page(outlook("".join(grey))), whole()


SLIPS = {
    "custmer-impact": ("Customer Impact", "Custmer Impact"),
    "isue-summary": ("Issue Summary", "Isue Summary"),
    "tiket": ("Ticket #", "Tiket #"),
    "tikcet": ("Ticket #", "Tikcet #"),
    "proirity": ("Priority", "Proirity"),
    "two-words": ("Customer Expectation", "Custmer Expectaion"),
    "attachemnts": ("Attachments", "Attachemnts"),
    "stpes-taken": ("Steps Taken", "Stpes Taken"),
    "aditional-contxt": ("Additional Context", "Aditional Contxt"),
}


def _typing() -> Made:
    for name, (label, typed) in SLIPS.items():
        yield f"slip-{name}", plain(write().replace(f"{label}:", f"{typed}:")), whole()
    small = "\n".join(
        row[:1].lower() + row[1:] if ":" in row and not row.startswith(" ") else row for row in write().split("\n")
    )
    lower = "".join(
        f"{label.lower()}: {value}\n"
        if isinstance(value, str)
        else f"{label.lower()}:\n" + "".join(f"- {step}\n" for step in value)
        for label, value in tell().items()
    )
    yield "small-letters-first-only", plain(small), whole()
    long = ("cleared the print queue on all of the machines, nothing changed at all",)
    yield (
        "small-letters-below-a-long-line",
        plain(lower.replace("- Cleared the print queue: no change\n", f"- {long[0]}\n")),
        whole(steps_taken=[long[0], *STORY["Steps Taken"][1:]]),
    )
    told = {label: value if isinstance(value, str) else "restarted the export twice" for label, value in tell().items()}
    paragraph = " ".join(f"{label.lower()}: {value.rstrip('.')}." for label, value in told.items())
    one = whole(steps_taken=["restarted the export twice."], attachments=[f"{STORY['Attachments']}."])
    yield "one-paragraph-small-letters", plain(f"{paragraph}\n"), one
    wrapped, length = [""], 68
    for word in paragraph.split(" "):
        if len(wrapped[-1]) + len(word) >= length:
            wrapped.append("")
        wrapped[-1] = f"{wrapped[-1]} {word}".strip()
    yield "one-paragraph-wrapped", plain("\n".join(wrapped) + "\n"), one
    for name, label, typed in (
        ("erwartung-kunde", "Customer Expectation", "Erwartung Kunde"),
        ("auswirkung-kunde", "Customer Impact", "Auswirkung Kunde"),
        ("impacto-cliente", "Customer Impact", "Impacto cliente"),
        ("klant-verwachting", "Customer Expectation", "Klant verwachting"),
    ):
        yield f"label-{name}", plain(write().replace(f"{label}:", f"{typed}:")), whole()
    ordinary = "It prints twice since Monday\nContest: the same as last year"
    yield (
        "slip-not-an-ordinary-word",
        plain(write({"Issue Summary": ordinary})),
        whole(
            issue_summary="It prints twice since Monday",
            additional_context=f"{CONTEXT}\nContest: the same as last year",
        ),
    )


CARDS = {
    "customer-hotline": "Best regards,\n\nDana Whitfield\nCustomer Success Engineer | Priority Support\nCustomer hotline: +49 30 5550 100\nPriority: our customers",
    "tel-mobile-fax": "Viele Grüße\n\nDana Whitfield\nTel: +49 30 5550 100\nMobile: +49 170 5550 100\nFax: +49 30 5550 101",
    "without-a-closing": "Dana Whitfield\nTel: +49 30 5550 100\nMobile: +49 170 5550 100",
    "french": "Cordialement,\nDana Whitfield\nTél : +33 1 55 50 10 00\nPortable : +33 6 55 50 10 00",
    "level-of-support": "-- \nDana Whitfield\nLevel: 3rd line support\nTicket portal: https://desk.example.com",
}


def _signatures() -> Made:
    for name, card in CARDS.items():
        yield f"signature-with-labels-{name}", plain(f"{write()}\n{card}\n"), {**whole(), "words": ""}


def _words() -> Made:
    form, quiet = write(), "They call every hour and will not wait."
    for name, text, words in (
        ("above", f"Hi team,\n\n{quiet}\n\n{form}", quiet),
        ("below", f"{form}\n{quiet}\n\nBest regards\nDana", quiet),
        ("above-and-below", f"Hello,\n{quiet}\n\n{form}\nPlease hurry up with it.\n", f"{quiet}\n\nPlease hurry up with it."),
        ("german", f"Hallo zusammen,\n\nder Kunde ruft stündlich an.\n\n{form}\nViele Grüße\nDana", "der Kunde ruft stündlich an."),
        ("none", f"Dear all,\n\n{form}\nKind regards,\nDana Whitfield\n", ""),
        ("between", _put("Ticket #:", f"\n{quiet}\n"), quiet),
    ):  # fmt: skip
        yield f"words-{name}", plain(text), {**whole(), "words": words}
    alone = "Hi,\n\nthe printers at Fabrikam print everything twice. They are very angry and call every hour.\n\nThanks\nDana"
    said = "the printers at Fabrikam print everything twice. They are very angry and call every hour."
    yield "words-the-whole-mail", plain(alone), {"words": said, "fields": {**FIELDS, **dict.fromkeys(_TEXTS), "steps_taken": [], "attachments": []}}  # fmt: skip
    quoted = "On Mon, 2 Mar 2026 at 08:02, Ada Long <ada@fabrikam.example> wrote:\n> Please help, we print twice."
    yield "words-and-a-quote", plain(f"{quiet}\n\n{form}\n{quoted}\n"), {**whole(), "words": f"{quiet}\n\n{quoted}"}


_TEXTS = ("priority", "customer", "issue_summary", "customer_impact", "customer_expectation", "additional_context")
