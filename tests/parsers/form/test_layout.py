"""How a form is laid out and labelled: columns with hints, labels in small letters and in other languages, and the
company's procedure pasted along (behaviour B3.3, B3.7, B3.27)."""

from itertools import product

from parsers.form.form import parse_form
from parsers.model import Form, Message, Priority
from parsers.subject import parse_subject
from parsers.words.fold import fold
from parsers.words.load import load_words
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SUBJECT = "ESCALATION - Exports"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
FIELDS = tuple(name for name in load_words("labels") if name not in ("foreign", "prose"))


def read(text: str) -> Form:
    message = Message(subject=SUBJECT, sender=None, text=text, whole_text=text)
    return parse_form(message, parse_subject(SUBJECT, VOCABULARY.subject), VOCABULARY.aliases)


OWN_HINTS = (
    ("Priority:", "High", "pick one of three"),
    ("Customer:", "Contoso", "who is it?"),
    ("Ticket #:", "48213", "as in the tracker"),
    ("Issue Summary:", "", "what is wrong, in a sentence or two"),
    ("Customer Impact:", "", "who cannot work, and since when"),
    ("Customer Expectation:", "by Friday", "by when do they want what"),
)


class TestHintsInAColumn:
    @every_row("filled", [range(6), (0,), (0, 2, 4), (1, 5)])
    def test_beside_an_empty_value_they_are_no_value(self, filled: range | tuple[int, ...]) -> None:
        rows = [(label, value if at in filled else "", hint) for at, (label, value, hint) in enumerate(OWN_HINTS)]
        fields = read("\n".join("\t".join(row) for row in rows)).fields
        assert (fields.issue_summary, fields.customer_impact) == (None, None)
        assert fields.customer == ("Contoso" if 1 in filled else None)
        assert fields.customer_expectation == ("by Friday" if 5 in filled else None)

    def test_below_a_head_with_a_rule(self) -> None:
        rows = [("Field", "Your entry", "Example"), ("---", "---", "---"), *OWN_HINTS]
        fields = read("\n".join(f"| {' | '.join(row)} |" for row in rows)).fields
        assert (fields.priority, fields.customer, fields.issue_summary) == (Priority.HIGH, "Contoso", None)

    @every_row("head", [(), ("Field", "Value", "Comment"), ("Feld", "Eintrag", "Bemerkung")])
    def test_beside_values_they_are_no_value_whatever_they_say(self, head: tuple[str, ...]) -> None:
        values = ("High", "Contoso", "48213", "Exports fail", "40 people wait", "by Friday")
        hints = ("one of three", "laut CRM", "chiffres uniquement", "en una frase", "chi non lavora", "dag en uur")
        rows = [head] if head else []
        rows += zip((row[0] for row in OWN_HINTS), values, hints, strict=True)
        fields = read("\n".join("\t".join(row) for row in rows)).fields
        assert (fields.priority, fields.customer, fields.issue_summary) == (Priority.HIGH, "Contoso", "Exports fail")
        assert (fields.customer_impact, fields.customer_expectation) == ("40 people wait", "by Friday")
        turned = [(label, hint, value) for label, value, hint in rows]
        assert read("\n".join("\t".join(row) for row in turned)).fields == fields

    def test_what_somebody_remarks_here_and_there_is_kept(self) -> None:
        remarks = ("changed today", "", "", "see log", "", "")
        values = ("High", "Contoso", "48213", "Exports fail", "40 people wait", "by Friday")
        rows = zip((row[0] for row in OWN_HINTS), values, remarks, strict=True)
        assert "see log" in read("\n".join("\t".join(row) for row in rows)).fields.issue_summary


LONG = "The label printer in the goods-in area of the warehouse prints each label twice"


class TestASmallLabelBelowALongLine:
    @every_row(
        "line",
        ["priority: high", "ticket: 48213", "customer impact: 40 people wait", "customer expectation: tomorrow noon",
         "priorität: hoch", "impact client : 40 personnes", "impacto en el cliente: 40 personas",
         "impact voor de klant: 40 mensen",
         "impatto sul cliente: 40 persone", "auswirkung auf den kunden: 40 Leute"],
    )  # fmt: skip
    def test_is_a_label(self, line: str) -> None:
        form = read(f"Issue Summary: {LONG}\n{line}\nCustomer: Contoso")
        assert form.fields.issue_summary == LONG

    @every_row(
        ("above", "line"),
        [
            ("They say that the support desk has changed something about the", "priority: it was medium before"),
            ("We do not know much more than this, and nothing at all about the", "customer impact: they do not say"),
            ("Wir wissen nach dem Anruf von heute früh noch immer nichts über die", "kundenauswirkung: er sagt nichts"),
            ("The export fails at the same row each night, and with it fails the", "ticket: 48213 is the third of it"),
            ("The printer does not work, and what we know so far of the customer", "impact: some of them wait"),
        ],
    )
    def test_goes_on_with_the_sentence_where_that_is_open(self, above: str, line: str) -> None:
        assert read(f"Issue Summary: {above}\n{line}\nCustomer: Contoso").fields.issue_summary == f"{above}\n{line}"


class TestLabelsInEveryLanguage:
    def test_each_field_has_several_in_each(self) -> None:
        counts = {
            (name, language): len(load_words("labels")[name][language]) for name, language in product(FIELDS, LANGUAGES)
        }
        assert {key: count for key, count in counts.items() if count < (5 if key[0] == "trigger" else 6)} == {}

    def test_no_two_fields_share_one(self) -> None:
        of: dict[str, set[str]] = {}
        for name in FIELDS:
            for words in load_words("labels")[name].values():
                for word in words:
                    of.setdefault(fold(word), set()).add(name)
        assert {label: names for label, names in of.items() if len(names) > 1} == {}

    @every_row(
        "label",
        ["Geprobeerd", "Al geprobeerd", "Prove fatte", "Ya probado", "Déjà tenté", "Schon probiert", "Já tentado",
         "Bisher gemacht", "Pruebas realizadas", "Verifiche effettuate", "Wat we hebben gedaan", "Tried already"],
    )  # fmt: skip
    def test_steps_as_agents_name_them(self, label: str) -> None:
        form = read(
            f"Priority: High\nCustomer: Contoso\n\n{label}:\n1. New driver\n2. New roll\n\nCustomer Impact: 40 wait"
        )
        assert form.fields.steps_taken == ("New driver", "New roll")

    @every_row(
        "label",
        ["Impatto cliente", "Chi è coinvolto", "A quién afecta", "Qui est touché", "Wie is getroffen", "Quem é afetado",
         "Betroffene Benutzer", "Users affected"],
    )  # fmt: skip
    def test_the_impact_as_agents_name_it(self, label: str) -> None:
        assert (
            read(f"Priority: High\nCustomer: Contoso\n{label}: forty people wait").fields.customer_impact
            == "forty people wait"
        )


FORM = """Priority: High
Customer: Contoso
Ticket #: 48213

Issue Summary: Exports fail

Steps Taken:

  1. Restarted it

Customer Impact: 40 people wait

Customer Expectation: by Friday

Additional Context: a new release on Monday
"""
BELOW = """
After Escalation

Your Responsibilities

  • Remain the primary point of contact
  • Keep the customer updated

Documentation

  • Record resolution steps
"""
ABOVE = """Immediate Escalation Required

  • Security breaches or concerns
  • Data loss or corruption
  • System-wide outages

Standard Escalation Triggers

  • Unable to resolve within [X] hours/attempts
  • Billing disputes over $500

Level 2: Team Lead/Manager

When: Customer satisfaction issues, policy exceptions
Response Time: Within 4 hours

Escalation Email Template

"""


class TestTheProcedurePastedAlong:
    @every_row("attachments", ["", "\nAttachments:\n\n  • [Screenshots, logs, etc.]\n", "\nAttachments:\n"])
    @every_row("above", ["", ABOVE])
    def test_is_no_value_and_nobodys_words(self, above: str, attachments: str) -> None:
        plain, pasted = read(FORM + attachments), read(above + FORM + attachments + BELOW)
        assert pasted.fields == plain.fields
        assert pasted.words == plain.words == ""

    def test_its_next_heading_alone_is_none_either(self) -> None:
        assert read(f"{FORM}\nAfter Escalation").fields.additional_context == "a new release on Monday"

    @every_row(
        "words",
        ["After the escalation of last week they calmed down.", "Documentation", "  • Data loss or corruption",
         "Immediate Escalation Required\n  • Data loss or corruption", "Keep the customer updated"],
    )  # fmt: skip
    def test_what_somebody_says_in_its_words_is_kept(self, words: str) -> None:
        assert words.strip() in read(f"{words}\n\n{FORM}").words
