"""Answers without labels to what was asked, as people type them; what answers nothing; what cannot be placed."""

# ruff: noqa: E501 - lines of mail are kept whole

from collections.abc import Mapping, Sequence

from tests.corpus.expected import Made
from tests.corpus.programs import plain, quote

SUBJECT = "Re: [ESC-7] Invoices are printed twice"
THREAD = {"In_Reply_To": "<esc-7@example.com>"}
HISTORY = "\n\nOn Mon, Mar 2, 2026 at 10:05 AM Support Escalations <support@example.com> wrote:\n" + quote(
    "Almost there: something is missing before this can go up."
)
IMPACT, BY = "20 users stand still", "by Friday noon"
NOTHING: Mapping[str, object] = {"customer_impact": None, "customer_expectation": None}

ONE: Sequence[tuple[str, str, str, object]] = (
    ("impact", "customer_impact", f"{IMPACT}", IMPACT),
    ("impact-with-a-greeting-before-it", "customer_impact", f"Hi, {IMPACT}", IMPACT),
    ("impact-below-a-greeting-of-several", "customer_impact", f"dear kim, tom and lee,\n\n{IMPACT}", IMPACT),
    ("impact-below-a-greeting-with-a-title", "customer_impact", f"Good morning Dr. Lee,\n\n{IMPACT}", IMPACT),
    ("impact-that-begins-as-a-greeting", "customer_impact", "Hey nothing works", "Hey nothing works"),
    ("impact-signed", "customer_impact", f"Hello,\n\n{IMPACT}\n\nBest regards\nDana", IMPACT),
    ("expectation-german", "customer_expectation", "Hallo,\nbis Freitag 12 Uhr\nViele Grüße", "bis Freitag 12 Uhr"),
    ("ticket", "ticket", "it is 51877", "51877"),
    ("priority", "priority", "High.", "high"),
    ("priority-german", "priority", "hoch, bitte", "high"),
    ("customer", "customer", "Fabrikam Print", "Fabrikam Print"),
    ("steps", "steps_taken", "1. cleared the queue\n2. restarted it", ["cleared the queue", "restarted it"]),
    ("files-none-because", "files", "no screenshot because they phoned", ["no screenshot because they phoned"]),
    ("files-none-german", "files", "Nein, der Kunde hat nur angerufen", ["Nein, der Kunde hat nur angerufen"]),
    ("files-no", "files", "No", ["No"]),
    ("files-nein", "files", "Nein.", ["Nein."]),
)
SEVERAL: Sequence[tuple[str, Sequence[str], str, Mapping[str, object]]] = (
    ("two-lines", ("customer_impact", "customer_expectation"), f"{IMPACT}\n{BY}", {"customer_impact": IMPACT, "customer_expectation": BY}),
    ("turned-round", ("customer_impact", "customer_expectation"), f"{BY}\n{IMPACT}", {"customer_impact": IMPACT, "customer_expectation": BY}),
    ("in-one-line", ("customer_impact", "customer_expectation"), f"{IMPACT}, {BY}", {"customer_impact": IMPACT, "customer_expectation": BY}),
    ("two-sentences", ("customer_impact", "customer_expectation"), "Nobody can print at all. They want it by Friday noon.", {"customer_impact": "Nobody can print at all.", "customer_expectation": "They want it by Friday noon."}),
    ("only-the-time", ("customer_impact", "customer_expectation"), BY, {"customer_impact": None, "customer_expectation": BY}),
    ("time-and-please", ("customer_expectation", "steps_taken"), "today, please", {"customer_expectation": "today", "steps_taken": []}),
    ("priority-time-and-bitte", ("priority", "customer_impact", "customer_expectation"), "hoch, bis Freitag, bitte", {"priority": "high", "customer_impact": None, "customer_expectation": "bis Freitag"}),
    ("priority-and-thanks", ("priority", "customer_impact"), "high, thanks", {"priority": "high", "customer_impact": None}),
    ("since-and-by", ("customer_impact", "customer_expectation"), f"{IMPACT} since Monday\n{BY}", {"customer_impact": f"{IMPACT} since Monday", "customer_expectation": BY}),
    ("numbered", ("priority", "customer_impact", "customer_expectation"), f"1. high\n2. {IMPACT}\n3. {BY}", {"priority": "high", "customer_impact": IMPACT, "customer_expectation": BY}),
    ("bulleted", ("ticket", "customer_impact"), f"- #51877\n- {IMPACT}", {"ticket": "51877", "customer_impact": IMPACT}),
    ("priority-and-files", ("priority", "files"), "medium, no screenshot", {"priority": "medium", "attachments": ["no screenshot"]}),
    ("three-in-one-line", ("priority", "ticket", "customer_expectation"), f"high, 51877, {BY}", {"priority": "high", "ticket": "51877", "customer_expectation": BY}),
    ("in-the-order-asked", ("customer", "issue_summary"), "Fabrikam Print\nEverything is printed twice", {"customer": "Fabrikam Print", "issue_summary": "Everything is printed twice"}),
    ("paragraphs", ("issue_summary", "customer_impact"), f"Everything is printed twice.\nIt began on Monday.\n\n{IMPACT}.\nThey are angry.", {"issue_summary": "Everything is printed twice.\nIt began on Monday.", "customer_impact": f"{IMPACT}.\nThey are angry."}),
    ("time-and-file", ("customer_expectation", "files"), "tomorrow at 10\nprinter.log", {"customer_expectation": "tomorrow at 10", "attachments": ["printer.log"]}),
    ("french", ("customer_impact", "customer_expectation"), "20 personnes attendent\navant vendredi midi", {"customer_impact": "20 personnes attendent", "customer_expectation": "avant vendredi midi"}),
    ("spanish", ("priority", "customer_impact"), "alta\n20 personas esperan", {"priority": "high", "customer_impact": "20 personas esperan"}),
    ("cannot-be-placed", ("issue_summary", "customer_impact"), "It is the big printer.", {"issue_summary": None, "customer_impact": None}),
)  # fmt: skip
NO_ANSWERS: Mapping[str, str] = {
    "unknown": "I do not know yet, I will ask.",
    "unknown-german": "Das weiß ich noch nicht, ich frage nach.",
    "unknown-french": "Je ne sais pas encore, je vais demander.",
    "unknown-spanish": "Todavía no lo sé, voy a preguntar.",
    "unknown-italian": "Non lo so ancora, chiederò.",
    "unknown-dutch": "Dat weet ik nog niet, ik zal het vragen.",
    "unknown-portuguese": "Ainda não sei, vou perguntar.",
    "unknown-how-many": "I don't know yet how many are affected",
    "nudge": "Any news?",
    "nudge-german": "Gibt es schon Neuigkeiten?",
    "thanks": "Thanks a lot!",
    "later": "I will send it later.",
    "please": "Please!",
    "please-french": "s'il vous plaît",
    "later-french": "J'enverrai ça plus tard.",
}


def build() -> Made:
    for name, asked, text, value in ONE:
        field = "attachments" if asked == "files" else asked
        yield (
            f"bare-answer-{name}",
            plain(text + HISTORY, SUBJECT, **THREAD),
            {"asked": [asked], "answers": {field: value}},
        )
    for name, names, text, fields in SEVERAL:
        yield (
            f"bare-answers-{name}",
            plain(text + HISTORY, SUBJECT, **THREAD),
            {"asked": list(names), "answers": dict(fields)},
        )
    for name, text in NO_ANSWERS.items():
        yield (
            f"bare-no-answer-{name}",
            plain(text + HISTORY, SUBJECT, **THREAD),
            {"asked": ["customer_impact"], "answers": {"customer_impact": None}},
        )
        both = {"asked": list(NOTHING), "answers": dict(NOTHING)}
        yield f"bare-no-answers-{name}", plain(text + HISTORY, SUBJECT, **THREAD), both
