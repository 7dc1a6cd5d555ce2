"""Labels with a slash, a digit, brackets; several on one line; pictograms; steps with times, hashes and bars."""

# ruff: noqa: E501 - lines of mail are kept whole

from collections.abc import Mapping

from tests.corpus.expected import Made, whole
from tests.corpus.programs import STORY, plain, write

CONTEXT = str(STORY["Additional Context"])
LINES = write()
HEAD = "Priority: High\n\nCustomer: Fabrikam Print\n\nTicket #: 51877\n"
STEPS = [str(step) for step in STORY["Steps Taken"]]


def build() -> Made:
    yield from _foreign()
    yield from _alternatives()
    yield from _together()
    yield from _marked()
    yield from _steps()
    yield from _forwards()


def _change(changes: Mapping[str, str]) -> str:
    text = LINES
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    return text


def _foreign() -> Made:
    for name, line in (
        ("slash", "S/N: 4711-0815"),
        ("slash-between-words", "Contact/Phone: Lena Graf, 555"),
        ("slash-with-blanks", "Contract / SLA: Gold"),
        ("digit", "1st contact: Monday"),
        ("brackets", "Reported by (name): Lena Graf"),
        ("ampersand", "Product & Version: 7.2"),
        ("dot", "Serial no.: 4711"),
        ("german-slash", "Kontakt/Telefon: Lena Graf, 555"),
        ("german-digit", "2. Ansprechpartner: Lena Graf"),
        ("french-slash", "Contact / Tél. : Lena Graf"),
        ("spanish-brackets", "Contacto (nombre): Lena Graf"),
        ("italian-slash", "Referente/Telefono: Lena Graf"),
        ("dutch-digit", "1e contact: maandag"),
        ("portuguese-slash", "Contato/Telefone: Lena Graf"),
    ):
        text = _change({"Customer: Fabrikam Print": f"Customer: Fabrikam Print\n{line}"})
        yield f"foreign-label-odd-{name}", plain(text), whole(additional_context=f"{CONTEXT}\n{line}")
    text = _change({"Ticket #: 51877": "Ticket #: 51877\nContact/Phone: Lena Graf, 555"})
    yield (
        "foreign-label-odd-below-the-ticket",
        plain(text),
        whole(additional_context=f"{CONTEXT}\nContact/Phone: Lena Graf, 555"),
    )
    impact = (
        f"{STORY['Customer Impact']}\nEU/US: both are affected. 1st shift: 40 people, 2nd shift (nights): 20 people."
    )
    text = _change({"Customer Impact: " + str(STORY["Customer Impact"]): f"Customer Impact: {impact}"})
    yield "foreign-label-odd-inside-a-text-is-text", plain(text), whole(customer_impact=impact)


def _alternatives() -> Made:
    labels = (
        "Priority",
        "Customer",
        "Issue Summary",
        "Steps Taken",
        "Customer Impact",
        "Customer Expectation",
        "Additional Context",
        "Attachments",
        "Ticket #",
    )
    for name, others in (
        ("german", ("Priorität", "Kunde", "Problembeschreibung", "Bisherige Schritte", "Auswirkung", "Erwartung des Kunden", "Weitere Informationen", "Anhänge", "Ticketnummer")),
        ("french", ("Priorité", "Client", "Résumé du problème", "Étapes effectuées", "Impact client", "Attente du client", "Contexte supplémentaire", "Pièces jointes", "N° de ticket")),
        ("dutch", ("Prioriteit", "Klant", "Samenvatting", "Genomen stappen", "Gevolgen voor de klant", "Verwachting van de klant", "Extra context", "Bijlagen", "Ticketnummer")),
        ("spanish", ("Prioridad", "Cliente", "Resumen", "Pasos realizados", "Impacto en el cliente", "Expectativa del cliente", "Contexto adicional", "Adjuntos", "Número de ticket")),
    ):  # fmt: skip
        pairs = dict(zip(labels, others, strict=True))
        for way, write_label in (
            ("slash", lambda own, other: f"{own} / {other}:"),
            ("tight", lambda own, other: f"{own}/{other}:"),
            ("bar", lambda own, other: f"{own} | {other}:"),
            ("dash", lambda own, other: f"{own} - {other}:"),
            ("other-first", lambda own, other: f"{other} / {own}:"),
        ):
            if name in ("german", "french") or way == "slash":
                changed = {f"{own}:": write_label(own, other) for own, other in pairs.items()}
                yield f"label-bilingual-{name}-{way}", plain(_change(changed)), whole()
    for name, changes in (
        ("impact-and-scope", {"Customer Impact:": "Customer Impact / Scope:"}),
        ("scope-and-impact", {"Customer Impact:": "Scope / Customer Impact:"}),
        ("expectation-and-timeline", {"Customer Expectation:": "Customer Expectation / Timeline:"}),
        ("steps-and-results", {"Steps Taken:": "Steps Taken & Results:"}),
        ("summary-and-words", {"Issue Summary:": "Issue Summary and Details:"}),
        ("in-brackets", {"Customer Expectation:": "Customer Expectation (and timeline):"}),
        ("ticket-and-case", {"Ticket #:": "Ticket # / Case #:"}),
    ):
        yield f"label-of-alternatives-{name}", plain(_change(changes)), whole()
    yield (
        "label-of-alternatives-expected-by-customer",
        plain(_change({"Customer Expectation:": "Expected by customer:"})),
        whole(),
    )


def _together() -> Made:
    for name, line in (
        ("one-blank", "Priority: High Customer: Fabrikam Print Ticket #: 51877"),
        ("slash", "Priority: High / Customer: Fabrikam Print / Ticket #: 51877"),
        ("dash", "Priority: High - Customer: Fabrikam Print - Ticket #: 51877"),
        ("nothing", "Priority: HighCustomer: Fabrikam PrintTicket #: 51877"),
        ("semicolon", "Priority: High; Customer: Fabrikam Print; Ticket #: 51877"),
        ("tight-colons", "Priority:High Customer:Fabrikam Print Ticket#:51877"),
        ("small-letters", "priority: high customer: Fabrikam Print ticket #: 51877"),
        ("two-of-three", "Priority: High Customer: Fabrikam Print\nTicket #: 51877"),
        ("the-other-two", "Priority: High\nCustomer: Fabrikam Print Ticket #: 51877"),
        ("brackets", "Customer: Fabrikam Print (Ticket #: 51877, Priority: High)"),
        ("german", "Priorität: Hoch Kunde: Fabrikam Print Ticketnummer: 51877"),
        ("french", "Priorité : Haute Client : Fabrikam Print N° de ticket : 51877"),
    ):
        yield f"labels-on-one-line-{name}", plain(_change({HEAD: f"{line}\n"})), whole()
    text = _change({".\n\nCustomer Expectation: ": ". Customer Expectation: "})
    yield "labels-on-one-line-two-texts", plain(text), whole()
    for name, label, value in (
        ("in-a-summary", "Issue Summary", "The field Customer: is empty, and behind Ticket #: stands a 0."),
        ("in-an-impact", "Customer Impact", "After the label Customer Expectation: nothing is printed."),
        ("in-a-customer", "Customer", "Fabrikam Print (Contact: Lena Graf)"),
    ):
        key = label.lower().replace(" ", "_")
        yield f"labels-on-one-line-{name}-are-text", plain(write({label: value})), whole(**{key: value})


def _marked() -> Made:
    for name, changes in (
        ("information", {"Additional Context:": "ℹ️ Additional Context:", "Customer Impact:": "‼️ Customer Impact:"}),
        ("brackets-without-a-colon", {f"{label}: ": f"[{label}] " for label in ("Customer Impact", "Customer Expectation")}),
        ("question-mark", {"Customer Expectation: A fix": "Customer Expectation? A fix"}),
        ("dots", {"Customer Expectation: A fix": "Customer Expectation ....... A fix"}),
    ):  # fmt: skip
        yield f"label-marked-{name}", plain(_change(changes)), whole()
    said = "Would like a fix by Friday noon."
    for name, line in (
        ("verb-behind-brackets", f"[Customer Expectation] {said}"),
        ("verb-behind-a-question-mark", f"Customer Expectation? {said}"),
        ("verb-behind-dots", f"Customer Expectation .... {said}"),
    ):
        text = _change({"Customer Expectation: A fix by Friday noon.": line})
        yield f"label-marked-{name}", plain(text), whole(customer_expectation=said)


def _steps() -> Made:
    begun = "\n".join(f"  {n}. {step}" for n, step in enumerate(STEPS, 1))
    for name, marks in (
        ("times", ("08:15", "09:15", "10:15")),
        ("times-and-colons", ("8:15:", "9:15:", "10:15:")),
        ("clocks", ("8.15 Uhr:", "9.15 Uhr:", "10.15 Uhr:")),
        ("dates", ("10 March:", "11 March:", "12 March:")),
        ("short-dates", ("09.03.", "10.03.", "11.03.")),
        ("iso-dates", ("2026-03-09", "2026-03-10", "2026-03-11")),
        ("days", ("Monday:", "Tuesday:", "Wednesday:")),
        ("french-hours", ("8h15", "9h15", "10h15")),
    ):
        items = [
            f"{mark} {step} although the workstation was started anew" for mark, step in zip(marks, STEPS, strict=True)
        ]
        yield f"steps-by-{name}", plain(_change({begun: "\n".join(items)})), whole(steps_taken=items)
    for name, lines in (
        ("bullets-below-hints", ["  1. [What you've already tried]", "  2. [Results of each attempt]", *(f"  - {step}" for step in STEPS)]),
        ("lines-below-hints", ["  1. [What you've already tried]", "  2. [Results of each attempt]", *(f"  {n}. {step}" for n, step in enumerate(STEPS, 1))]),
        ("hashes", [f"# {step}" for step in STEPS]),
    ):  # fmt: skip
        yield f"steps-in-{name}", plain(_change({begun: "\n".join(lines)})), whole()
    barred = "\n".join(f"| {line}".rstrip() for line in LINES.strip().split("\n"))
    yield "form-pasted-with-bars", plain(f"{barred}\n"), whole()
    yield "form-pasted-with-box-bars", plain(f"{barred}\n".replace("|", "│")), whole()


def _forwards() -> Made:
    """A colleague's mail below the line of an answer, in a mail that answers nothing."""
    for name, line, head in (
        ("english", "-----Original Message-----", "From: {who}\nSent: Monday, March 2, 2026 9:05 AM\nTo: Dana\nSubject: {about}"),
        ("german", "-----Ursprüngliche Nachricht-----", "Von: {who}\nGesendet: Montag, 2. März 2026 09:05\nAn: Dana\nBetreff: {about}"),
        ("french", "-----Message d'origine-----", "De : {who}\nEnvoyé : lundi 2 mars 2026 09:05\nÀ : Dana\nObjet : {about}"),
        ("spanish", "-----Mensaje original-----", "De: {who}\nEnviado: lunes, 2 de marzo de 2026 9:05\nPara: Dana\nAsunto: {about}"),
        ("italian", "-----Messaggio originale-----", "Da: {who}\nInviato: lunedì 2 marzo 2026 09:05\nA: Dana\nOggetto: {about}"),
        ("dutch", "-----Oorspronkelijk bericht-----", "Van: {who}\nVerzonden: maandag 2 maart 2026 09:05\nAan: Dana\nOnderwerp: {about}"),
        ("portuguese", "-----Mensagem original-----", "De: {who}\nEnviada: segunda-feira, 2 de março de 2026 09:05\nPara: Dana\nAssunto: {about}"),
    ):  # fmt: skip
        text = f"See below.\n\n{line}\n{head.format(who='Kim Abel <kim@example.com>', about='Labels')}\n\n{LINES}"
        yield f"original-message-below-words-{name}", plain(text), whole()
