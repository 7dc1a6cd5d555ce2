"""Labels in people's own words: questions and half sentences in place of ours, and those that are none of ours
(behaviour B3.2, B3.3, B3.19)."""

from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.model import Fields, Message, Priority
from parsers.subject import parse_subject
from parsers.words.labels import find_label
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Invoices"
LABELS = {
    "priority": "Priority", "customer": "Customer", "ticket": "Ticket #", "issue_summary": "Issue Summary",
    "steps_taken": "Steps Taken", "customer_impact": "Customer Impact", "customer_expectation": "Customer Expectation",
    "additional_context": "Additional Context", "attachments": "Attachments",
}  # fmt: skip
SAID = {
    "priority": "High", "customer": "Fabrikam Print", "ticket": "51877", "issue_summary": "Invoices are printed twice",
    "steps_taken": "Cleared the print queue: no change", "customer_impact": "Accounting sorts 400 pages by hand",
    "customer_expectation": "A fix by Friday noon", "additional_context": "They have 40 workstations",
    "attachments": "none because the customer read it out by phone",
}  # fmt: skip
FIELDS = Fields(
    priority=Priority.HIGH,
    customer=SAID["customer"],
    ticket=SAID["ticket"],
    issue_summary=SAID["issue_summary"],
    steps_taken=(SAID["steps_taken"],),
    customer_impact=SAID["customer_impact"],
    customer_expectation=SAID["customer_expectation"],
    additional_context=SAID["additional_context"],
    attachments=(SAID["attachments"],),
)
OWN = {
    "steps_taken": (
        "Actions (Steps Taken)", "Steps (tried)", "What have we tried", "What have you tried",
        "Troubleshooting steps taken", "Fixes attempted", "What we already tried", "Work done so far",
        "Was schon probiert wurde", "Was wir bisher probiert haben", "Was haben wir schon versucht",
        "Maßnahmen bisher", "Bisherige Aktionen", "Getan", "Actions tentées", "Ce qui a déjà été fait",
        "Lo que ya hemos probado", "Qué se ha hecho ya", "Cosa abbiamo già fatto", "Acties", "Wat is al gedaan",
        "Ações", "O que já experimentámos",
    ),
    "additional_context": (
        "Extra info", "Additional infos", "Other info", "Any other info", "Good to know", "Zusatzinfo",
        "Sonst noch", "Sonstige Infos", "Autres infos", "Info complémentaire", "Info adicional", "Más info",
        "Info aggiuntive", "Overige info", "Aanvullende info", "Outras infos",
    ),
    "customer_impact": (
        "Impact on them", "Impact for customer", "Business effect", "Effect on users",
        "Was bedeutet das für den Kunden", "Wer ist alles betroffen", "Conséquences", "Impacto (cliente)",
        "Impatto (cliente)", "Impact (klant)", "O que significa para o cliente",
    ),
    "customer_expectation": (
        "Customer needs", "Expected resolution date", "Customer wants by", "Needed until", "Was erwartet wird",
        "Pour quand", "Para cuándo", "Entro quando", "Voor wanneer", "Até quando",
    ),
    "issue_summary": (
        "What's going on", "The issue", "Problem in brief", "Das Problem", "Was passiert", "Description courte",
        "El problema", "Il problema", "Het probleem", "O problema",
    ),
    "priority": (
        "How urgent", "Prio level", "Wie eilig", "Qué urgencia", "Hoe dringend",
    ),
    "customer": (
        "Which customer", "Customer (account)", "Welcher Kunde", "Endkunde", "Qué cliente", "Welke klant",
    ),
    "ticket": (
        "Ticket (number)", "Related ticket", "Welches Ticket", "Quel ticket", "Quale ticket", "Qual ticket",
    ),
    "attachments": (
        "Screenshots attached", "Proof", "Angehängt", "En pièce jointe", "In allegato", "Em anexo",
    ),
}  # fmt: skip
OTHERS = (
    "Action required", "Action items", "Next steps", "Expected result", "Impacted versions",
    "Priority contact", "Ticket owner", "Ticket system", "Issue tracker", "Problem since", "Customer since",
    "Customer contact", "Customer hotline", "Customer success manager", "Info line", "Attachment size",
    "Log level", "Level of noise", "Nächste Schritte", "Kundenbetreuer", "Ticketsystem",
    "Schritte zum Nachstellen", "Prochaines étapes", "Résultat attendu", "Pasos para reproducir",
    "Prossimi passi", "Risultato atteso", "Stappen om te reproduceren", "Próximos passos",
    "Resultado esperado pelo teste", "Actions log file", "Needed licence", "By the way",
)  # fmt: skip


def read(text: str) -> Fields:
    message = Message(subject=SUBJECT, sender=None, text=text, whole_text=text)
    return parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases).fields


@every_row(("field", "label"), [(field, label) for field, labels in OWN.items() for label in labels])
def test_a_label_in_peoples_own_words_begins_its_field(field: str, label: str) -> None:
    assert read("\n".join(f"{label if name == field else LABELS[name]}: {SAID[name]}" for name in SAID)) == FIELDS


@every_row("label", OTHERS)
def test_a_label_of_other_things_begins_none(label: str) -> None:
    lines = [f"{LABELS[name]}: {SAID[name]}" for name in SAID if name not in ("steps_taken", "customer_expectation")]
    fields = read("\n".join([*lines[:2], f"{label}: as Kim says, 17", *lines[2:]]))
    assert (fields.customer, fields.steps_taken, fields.customer_expectation) == ("Fabrikam Print", (), None)
    assert fields.additional_context == f"They have 40 workstations\n{label}: as Kim says, 17"


def test_a_question_is_a_label_beside_others_only() -> None:
    for text in ("Bis wann: keine Ahnung", "Actions: none of ours", "The problem: nobody was there"):
        assert read(f"{text}\nplease look at it") == Fields()
    asked = Message(subject="Re: [ESC-7]", sender=None, text="Bis wann: Freitag", whole_text="Bis wann: Freitag")
    answers = parse_answers(asked, VOCABULARY.aliases, ("customer_expectation",))
    assert answers.fields == Fields(customer_expectation="Freitag")


def test_the_label_in_brackets_behind_other_words_counts() -> None:
    found = find_label("What came to my mind (Steps Taken): restarted it", VOCABULARY.aliases)
    assert found is not None
    assert (found.field, found.rest, found.firm) == ("steps_taken", "restarted it", False)
    assert find_label("What came to my mind (at night): restarted it", VOCABULARY.aliases) is None
