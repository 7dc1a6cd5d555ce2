"""Forms that people bent: pasted from chats, sheets, wikis and trackers, typed on phones, answered by number."""

# ruff: noqa: E501 - lines of mail are kept whole

import json
from collections.abc import Callable, Mapping, Sequence

from tests.corpus.expected import Made, short_of, whole
from tests.corpus.programs import STORY, page, plain, quote, write

LABELS = list(STORY)
STEPS = [str(step) for step in STORY["Steps Taken"]]
NUMBERED = "\n".join(f"{number}. {step}" for number, step in enumerate(STEPS, 1))
SAID = {label: value if isinstance(value, str) else NUMBERED for label, value in STORY.items()}
ONE_LINE = {label: value.replace("\n", " ") for label, value in SAID.items()}
HINTS: Mapping[str, Sequence[str]] = {
    "english": ("pick one of the three", "which company?", "from the tracker", "one sentence, no jargon", "what you did before writing here", "who cannot work and since when", "what they want and by which day", "everything else worth knowing", "pictures or log files"),
    "german": ("bitte auswählen", "Firma laut CRM", "nur Ziffern", "in einem Satz", "mindestens drei Versuche", "wer kann nicht arbeiten?", "bis wann und was genau", "falls noch etwas wichtig ist", "Bilder oder Protokolle anhängen"),
    "french": ("choisir dans la liste", "quelle société ?", "chiffres uniquement", "en une phrase", "au moins trois essais", "qui ne peut pas travailler ?", "quoi et pour quand", "si autre chose est utile", "images ou journaux"),
    "dutch": ("kies er een", "welk bedrijf?", "alleen cijfers", "in één zin", "minstens drie pogingen", "wie kan niet werken?", "wat en voor wanneer", "als er nog iets is", "plaatjes of logs"),
}  # fmt: skip


def build() -> Made:
    yield from _tables()
    yield from _framed()
    yield from _pasted()
    yield from _turned()
    yield from _said()
    yield from _answers()


def _tables() -> Made:
    for name, hints in HINTS.items():
        yield f"bent-table-hints-{name}", page(_draw(hints)), whole()
    remarks = ("", "", "the old one was 51802", "", "", "", "he rang twice", "", "")
    heads = ("Field", "Value", "Comment")
    yield "bent-table-hints-below-comment", page(_draw(HINTS["english"], heads)), whole()
    yield "bent-table-hints-below-bemerkung", plain(_tabs(HINTS["german"], ("Feld", "Eintrag", "Bemerkung"))), whole()
    yield (
        "bent-table-remarks-below-comment",
        page(_draw(remarks, heads)),
        whole(customer_expectation="A fix by Friday noon.\the rang twice"),
    )
    yield "bent-table-hints-in-tabs", plain(_tabs(HINTS["french"])), whole()
    rows = (f"| {label} | {ONE_LINE[label]} | {hint} |" for label, hint in zip(LABELS, HINTS["dutch"], strict=True))
    yield "bent-table-hints-in-bars", plain("\n".join(rows)), whole()
    between = "".join(
        f"<tr><td>{label}</td><td>{hint}</td><td>{SAID[label].replace(chr(10), '<br>')}</td></tr>"
        for label, hint in zip(LABELS, HINTS["english"], strict=True)
    )
    yield "bent-table-hints-before-the-values", page(f"<table>{between}</table>"), whole()


def _draw(hints: Sequence[str], head: Sequence[str] = ()) -> str:
    rows = f"<tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>" if head else ""
    for label, hint in zip(LABELS, hints, strict=True):
        steps = "".join(f"<li>{step}</li>" for step in STEPS)
        value = f"<ol>{steps}</ol>" if label == "Steps Taken" else SAID[label]
        rows += f"<tr><td>{label}</td><td>{value}</td><td>{hint}</td></tr>"
    return f"<p>Hi all,</p><table>{rows}</table>"


def _tabs(hints: Sequence[str], head: Sequence[str] = ()) -> str:
    rows = [head] if head else []
    rows += ((f"{label}:", ONE_LINE[label], hint) for label, hint in zip(LABELS, hints, strict=True))
    return "\n".join("\t".join(row) for row in rows)


def _write(row: Callable[[str, str], str], gap: str = "\n") -> str:
    return gap.join(row(label, value) for label, value in SAID.items())


def _lead(lead: str) -> str:
    """Every line behind the lead."""
    lines = (f"{label}: {value}" if "\n" not in value else f"{label}:\n{value}" for label, value in SAID.items())
    return "\n".join(f"{lead}{line}" for text in lines for line in text.split("\n"))


def _framed() -> Made:
    for name, lead in (
        ("teams", "[10:02] Dana: "),
        ("whatsapp", "[02.03.26, 10:02:11] Dana Whitfield: "),
        ("irc", "[10:02] <dana> "),
        ("half-days", "[10:02 AM] Dana Whitfield: "),
        ("time-in-brackets-behind", "Dana Whitfield (10:02): "),
        ("name-alone", "Dana: "),
    ):
        yield f"bent-chat-{name}", plain(_lead(lead)), whole()
    each = "\n\n".join(
        f"Dana Whitfield  10:0{at} AM\n{label}: {value if chr(10) not in value else chr(10) + value}"
        for at, (label, value) in enumerate(SAID.items())
    )
    yield "bent-chat-a-line-above-each", plain(each), whole()
    for name, mark in (
        ("o", "o   "),
        ("section", "§\u00a0 "),
        ("o-stroke", "Ø\u00a0 "),
        ("q", "q  "),
        ("o-tab", "o\t"),
        ("middot-tab", "·\t"),
        ("guillemet", "» "),
        ("dotted-number", "1.7 "),
        ("number-in-brackets", "[3] "),
    ):
        rows = (
            f"{mark}{label}: {value}" if "\n" not in value else f"{mark}{label}:\n{value}"
            for label, value in SAID.items()
        )
        yield f"bent-bullet-{name}", plain("\n".join(rows)), whole()
    word = "".join(
        f"<p class=MsoListParagraph><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span>{label}: {value if chr(10) not in value else ''}</p>"
        + (
            ""
            if "\n" not in value
            else "".join(
                f"<p class=MsoListParagraph><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>{step}</p>"
                for step in STEPS
            )
        )
        for label, value in SAID.items()
    )
    yield "bent-bullet-word-in-word", page(word), whole()
    for name, frame in (
        ("bold", "**{}**"),
        ("bold-colon", "**{}:**"),
        ("heading", "### {}"),
        ("colon", "{}:"),
        ("plain", "{}"),
    ):
        rows = (f"{frame.format(label)}\n{quote(value)}" for label, value in SAID.items())
        yield f"bent-quoted-value-below-{name}", plain("\n".join(rows)), whole()


def _pasted() -> Made:
    for name, text in {
        "jira-quote": _write(lambda label, value: f"*{label}*\n{{quote}}{value}{{quote}}", "\n\n"),
        "jira-bq": _write(lambda label, value: f"*{label}*\n{'' if chr(10) in value else 'bq. '}{value}", "\n\n"),
        "jira-colour": _write(
            lambda label, value: f"{{color:red}}{label}:{{color}}{chr(10) if chr(10) in value else ' '}{value}"
        ),
        "questions": _write(lambda label, value: f"Q: {label}\nA: {value}", "\n\n"),
        "semicolons": _write(lambda label, value: f'{label};"{value}"' if "\n" in value else f"{label};{value}"),
        "csv": _write(lambda label, value: f'"{label}","{value}"'),
        "sheet": _write(lambda label, value: f'{label}\t"{value}"' if "\n" in value else f"{label}\t{value}"),
        "colon-on-the-next-line": _write(lambda label, value: f"{label}\n: {value}"),
        "in-quote-marks": _write(lambda label, value: f'"{label}": "{value}"'),
        "json": json.dumps({label: STEPS if label == "Steps Taken" else SAID[label] for label in LABELS}, indent=2),
        "ms-forms": "\n\n".join(f"{at}. {label} *\n{value}" for at, (label, value) in enumerate(SAID.items(), 1)),
    }.items():
        yield f"bent-pasted-{name}", plain(text), whole()


def _turned() -> Made:
    short = {label: SAID[label] for label in LABELS if label != "Steps Taken"}
    missing = short_of("steps_taken")
    for name, row in (("equals", "{1} = {0}"), ("brackets", "{1} ({0})"), ("tab", "{1}\t{0}"), ("arrow", "{1} <- {0}")):
        yield f"bent-label-behind-{name}", plain("\n".join(row.format(*pair) for pair in short.items())), missing
    own = {
        "Steps Taken": "Was wir schon probiert haben", "Customer Expectation": "Bis wann", "Customer Impact": "Was bedeutet das für den Kunden",
        "Additional Context": "Sonst noch wichtig", "Issue Summary": "Worum geht's", "Attachments": "Im Anhang",
    }  # fmt: skip
    text = write()
    for label, question in own.items():
        text = text.replace(f"{label}:", f"{question}:")
    yield "bent-label-questions-german", plain(text), whole()
    text = write().replace("Steps Taken:", "Actions (Steps Taken):").replace("Additional Context:", "Extra info:")
    yield "bent-label-in-brackets", plain(text.replace("Customer Expectation:", "By when:")), whole()


def _said() -> Made:
    fields = {
        "priority": "high", "customer": "Fabrikam Print", "ticket": "51877", "issue_summary": "invoices twice",
        "customer_impact": "400 pages by hand", "customer_expectation": "a fix by Friday noon",
    }  # fmt: skip
    yield (
        "bent-said-with-verbs",
        plain(
            "Hi,\nPriority is high, customer is Fabrikam Print, ticket is 51877. Problem is invoices twice. Impact is 400 pages by hand, expectation is a fix by Friday noon\n\nThanks,\nDana"
        ),
        {"kind": "escalation", "fields": fields},
    )
    yield (
        "bent-said-on-a-phone",
        plain(
            "prio high\ncustomer Fabrikam Print\nticket 51877\nissue invoices twice\nimpact 400 pages by hand\nexpectation a fix by Friday noon\n\nSent from my iPhone"
        ),
        {"kind": "escalation", "fields": fields},
    )
    yield (
        "bent-said-in-prose-is-no-form",
        plain(
            "The priority is not the issue here.\nThe customer is angry and the ticket is old.", "URGENT - please look"
        ),
        {"kind": "urgent", "fields": {"priority": None, "customer": None, "ticket": None}},
    )


def _answers() -> Made:
    impact, wish, summary = "20 people stand still", "a fix by Friday", "everything comes out twice"
    for name, text in {
        "is-is": f"Impact is {impact}, expectation is {wish}",
        "sentences": f"Customer impact is {impact}. Their expectation is {wish}",
        "german": f"Die Auswirkung ist, dass {impact}, die Erwartung ist {wish}",
        "spanish": f"El impacto es {impact}, la expectativa es {wish}",
        "dutch": f"Impact is {impact}, verwachting is {wish}",
        "in-brackets": f"{impact} (impact), {wish} (expectation)",
        "label-behind": f"{impact} = impact\n{wish} = expectation",
        "turned-round": f"b) {wish}\na) {impact}",
    }.items():
        yield _answer(f"two-{name}", text, customer_impact=impact, customer_expectation=wish)
    for name, text in {
        "b": f"b) {impact}", "2": f"2. {impact}", "question-2": f"Question 2: {impact}", "second": f"Second question: {impact}",
        "regarding": f"Regarding impact: {impact}",
    }.items():  # fmt: skip
        yield _answer(f"one-{name}", text, issue_summary=None, customer_impact=impact)
    yield _answer("one-a", f"a) {summary}", issue_summary=summary, customer_impact=None)
    yield _answer("b-unknown", f"a) {summary}\nb) I don't know yet", issue_summary=summary, customer_impact=None)


def _answer(name: str, text: str, **answers: object) -> tuple[str, bytes, Mapping[str, object]]:
    thread = "\n\nOn Mon, Mar 2, 2026 at 10:05 AM Support Escalations <support@example.com> wrote:\n"
    history = thread + quote("Almost there: something is missing before this can go up.")
    raw = plain(text + history, "Re: [ESC-7] Invoices are printed twice", In_Reply_To="<esc-7@example.com>")
    return f"bent-answer-{name}", raw, {"asked": list(answers), "answers": answers}
