"""What the word in the subject makes of a mail: escalation, question, hint, noise; and the tickets of trackers."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import Made
from tests.corpus.programs import encode_word, plain, write

TICKETS = {
    "jira": ("ESCALATION - Printing - SUP-1234", "SUP-1234"), "jira-first": ("ESCALATION: SUP-1234 printing stops", "SUP-1234"),
    "jira-in-brackets": ("[JIRA] (SUP-1234) ESCALATION - Printing", "SUP-1234"), "jira-digits-and-underscores": ("ESCALATION - MY_P2P-77 - Printing", "MY_P2P-77"),
    "jira-small-letters": ("escalation - printing - sup-1234", "sup-1234"), "jira-among-words": ("ESCALATION - the printing of SUP-1234 stops", "SUP-1234"),
    "servicenow-incident": ("ESCALATION - INC0012345 - Printing", "INC0012345"), "servicenow-case": ("URGENT: Printing (CS0001234)", "CS0001234"),
    "servicenow-request": ("ESCALATION - RITM0098765: Printing", "RITM0098765"), "zendesk": ("ESCALATION - [Zendesk] #12345 - Printing", "12345"),
    "otrs": ("[Ticket#2026112510000012] ESCALATION - Printing", "2026112510000012"), "glpi": ("ESCALATION - [GLPI #0001234] Printing", "0001234"),
    "redmine": ("ESCALATION - [Shop - Bug #1234] (New) Printing", "1234"), "request-tracker": ("[rt.example.com #48213] ESCALATION: Printing", "48213"),
    "freshdesk": ("ESCALATION: Printing [#12345]", "12345"), "dynamics": ("ESCALATION - CAS-01234-X1Y2Z3 - Printing", "CAS-01234-X1Y2Z3"),
    "year-and-slash": ("ESCALATION - Printing - #2026/0042", "2026/0042"), "abbreviated": ("ESCALATION - Printing - TKT-00042", "TKT-00042"),
    "german": ("ESCALATION - Drucken - Ticket-Nr. 48213", "48213"), "german-case": ("ESCALATION - Vorgangsnummer: 48213 - Drucken", "48213"),
    "french": ("ESCALATION - Impression - n° de ticket : 48213", "48213"), "french-file": ("ESCALATION - dossier n° 48213", "48213"),
    "spanish": ("ESCALATION - Impresión - caso núm. 48213", "48213"), "italian": ("ESCALATION - Stampa - numero del ticket 48213", "48213"),
    "dutch": ("ESCALATION - Afdrukken - melding nr. 48213", "48213"), "portuguese": ("ESCALATION - Impressão - nº do chamado: 48213", "48213"),
    "misspelt": ("ESCALATION - Printing - Tikcet #48213", "48213"), "beside-a-machine": ("ESCALATION - SRV-01 prints nothing - OPS-4711", "OPS-4711"),
}  # fmt: skip
NO_TICKETS = {
    "order": "ESCALATION - Printing of order #7731 stops", "invoice": "ESCALATION - invoice #7731 prints twice", "purchase-order": "ESCALATION - PO-4500012345 prints twice",
    "german-order": "ESCALATION - Bestellung #7731 druckt nicht", "french-order": "ESCALATION - commande #7731 non imprimée", "bracketed-order": "ESCALATION - Printing stops (order #7731)",
    "charset": "ESCALATION - UTF-8 prints as marks", "error": "ESCALATION - ORA-00942 when printing", "machine": "ESCALATION - SRV-01 prints nothing",
    "days": "ESCALATION - ticket 10 days without an answer", "round-the-clock": "ESCALATION - Ticket 24/7 printing", "use-case": "ESCALATION - use case 4711 prints nothing",
}  # fmt: skip
QUESTIONS = {
    "car": ("URGENT: car blocks the gate", "The red one."), "personnel": ("URGENT: please hand in your vacation plans by Friday", "Dear colleagues, thanks."),
    "escalation": ("ESCALATION - please read", "Can somebody call me?"), "small-letters": ("urgent: lunch is cold", "Come."), "no-dash": ("URGENT please help", "Nobody answers my mail."),
    "order-only": ("URGENT: order #7731 prints twice", "Please look."), "exclamation": ("URGENT!!!", "Call me."), "answered-trigger": ("URGENT: who calls them?", "I cannot."),
}  # fmt: skip
PRESSING = {
    "outage": ("URGENT nothing works at any site", "Please hurry.", "outage"), "outage-german": ("URGENT: bei allen Filialen geht nichts mehr", "Bitte rasch.", "outage"),
    "outage-french": ("URGENT: plus rien ne marche", "Merci.", "outage"), "breach": ("URGENT: please call", "There was a data breach last night, all customer data is public.", "security"),
    "press": ("URGENT: call me", "A reporter of the newspaper is asking for a statement.", "media"), "law": ("URGENT: letter", "Their lawyer threatens to sue us.", "legal"),
}  # fmt: skip
# What a denial denies, and what it does not, in the summary of a whole form.
DENIED = {
    "english": "The customer is not threatening to sue, he only asks.", "german": "Der Kunde droht nicht mit dem Anwalt.", "french": "Le client n'a pas menacé de prendre un avocat.",
    "spanish": "El cliente no ha amenazado con demandarnos.", "italian": "Il cliente non ha minacciato di andare dall'avvocato.", "dutch": "De klant dreigt niet met een advocaat.",
    "portuguese": "O cliente não ameaçou processar-nos.", "nobody": "Nobody has threatened us with a lawyer.", "joke": "It was just a joke of the customer about the print-out.",
}  # fmt: skip
NOT_DENIED = {
    "and-threatens": ("He does not pay and threatens to sue us.", "legal"), "und-droht": ("Er zahlt nicht und droht mit dem Anwalt.", "legal"), "noch-heute": ("Er will noch heute seinen Anwalt einschalten.", "legal"),
    "not-only": ("Er droht nicht nur, er hat schon einen Anwalt eingeschaltet.", "legal"), "pas-gisteren": ("De server is pas gisteren gehackt.", "security"), "no-servidor": ("Houve no servidor uma fuga de dados.", "security"),
    "no-drill": ("This is not a drill, there was a data breach.", "security"), "joke": ("Your support is a joke.", "dissatisfaction"), "no-one": ("No one can work, the whole system is down.", "outage"),
}  # fmt: skip
HINTS = {
    "training": ("Escalation training on Friday", "Come all."), "matrix": ("Escalation matrix attached", "As promised."), "is-it": ("Is this urgent?", "I do not know."),
    "german": ("Wie geht das mit einer Escalation?", "Ich finde die Seite nicht."), "trigger-without-the-word-first": ("Was this urgent?", "There was an outage last year."),
}  # fmt: skip
NOISE = {
    "accepted": ("Accepted: URGENT - Printing - Ticket #51877", "See you.", ""), "declined-german": ("Abgesagt: URGENT - Druck, Ticket 51877", "Leider.", ""),
    "recall-french": ("Rappel : URGENT - Ticket 51877", "Dana Whitfield souhaite rappeler le message « URGENT ».", ""), "receipt-portuguese": ("Mensagem lida: URGENT", "A sua mensagem foi lida.", ""),
    "recall": ("Recall: URGENT - Ticket #51877", "Dana would like to recall the message.", ""), "canceled": ("Canceled: ESCALATION - Printing - SUP-1234", "", ""),
    "tracker-priority": ("[Ticket #48213] Priority changed to Urgent", "Status: open\nPriority: Urgent\nCustomer: Brightwater\n", ""),
    "tracker-german": ("Ticket 48213: Priorität geändert auf urgent", "Status: offen\n", ""), "tracker-assigned": ("SUP-1234 has been assigned to you (urgent)", "Assignee: Dana\n", ""),
    "monitor": ("URGENT: disk full on SRV-01, ticket 48213", "/dev/sda1 98 %", "nagios@example.com"), "alerts": ("URGENT: HTTP-500", "check_http CRITICAL", "alerts@example.com"),
    "noreply": ("URGENT: confirm your address, ticket 48213", "Click here.", "noreply@example.com"),
}  # fmt: skip
REMINDERS = {
    "french": ("Rappel : URGENT ticket 51877", "Toujours rien."), "german-second": ("2. Erinnerung: URGENT Ticket 51877", "Der Kunde wartet."), "german-call-back": ("Rückruf: URGENT Ticket 51877", "Er wartet seit neun."),
    "english": ("Reminder: URGENT ticket 51877", "They still wait."), "spanish": ("Recordatorio: URGENT ticket 51877", "Siguen esperando."), "italian": ("Promemoria: URGENT ticket 51877", "Aspettano ancora."),
    "dutch": ("Herinnering: URGENT ticket 51877", "Ze wachten nog."), "portuguese": ("Lembrete: URGENT ticket 51877", "Ainda esperam."),
}  # fmt: skip
HEADS = {
    "cancelled-french": ("Annulé : URGENT ticket 51877", "Plus rien ne s'imprime depuis ce matin, merci d'aider."), "read-italian": ("Letto: URGENT ticket 51877", "Ho letto la loro mail, aspettano ancora la fattura."),
}  # fmt: skip
MARKS = {
    "auto-submitted": "Auto-Submitted: auto-generated\r\n", "null-path": "Return-Path: <>\r\n", "bulk": "Precedence: bulk\r\n", "list": "List-Id: <all.example.com>\r\nPrecedence: list\r\n",
}  # fmt: skip


def from_(address: str, raw: bytes) -> bytes:
    """The mail, from this address in the place of its own."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [f"From: {address}".encode() if line.startswith(b"From:") else line for line in head.split(b"\r\n")]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def build() -> Made:
    form, summary = write({"Ticket #": None}), "Issue Summary: It prints twice\nCustomer Impact: They reprint by hand\n"
    for name, (subject, ticket) in TICKETS.items():
        raw = subject if subject.isascii() else encode_word(subject)
        yield f"ticket-{name}", plain(form, raw), {"verdict": "routed", "missing": [], "fields": {"ticket": ticket}}
    for name, subject in NO_TICKETS.items():
        yield (
            f"no-ticket-{name}",
            plain(form, subject),
            {"verdict": "incomplete", "missing": ["ticket"], "fields": {"ticket": None}},
        )
    for name, (subject, text) in QUESTIONS.items():
        yield f"question-{name}", plain(f"{text}\n", subject), {"verdict": "question", "recipients": []}
    for name, (subject, text, trigger) in PRESSING.items():
        yield (
            f"pressing-words-{name}",
            plain(f"{text}\n", subject),
            {"kind": "urgent", "verdict": "routed", "level": 4, "triggers": [trigger]},
        )
    for name, text in DENIED.items():
        yield f"denied-{name}", plain(write({"Issue Summary": text})), {"verdict": "routed", "triggers": [], "level": 1}
    for name, (text, trigger) in NOT_DENIED.items():
        raw = plain(write({"Issue Summary": text}))
        yield f"not-denied-{name}", raw, {"verdict": "routed", "triggers": [trigger], "level": 4}
    for name, (subject, text) in REMINDERS.items():
        raw = plain(f"{text}\n", subject if subject.isascii() else encode_word(subject))
        yield f"reminder-{name}", raw, {"kind": "urgent", "verdict": "routed", "fields": {"ticket": "51877"}}
    for name, (subject, text) in HEADS.items():
        raw = plain(f"{text}\n", subject if subject.isascii() else encode_word(subject))
        yield f"persons-words-below-{name}", raw, {"verdict": "hint"}
    for name, (subject, text) in HINTS.items():
        yield f"hint-{name}", plain(f"{text}\n", subject), {"verdict": "hint"}
    for name, (subject, text, sender) in NOISE.items():
        raw = plain(f"{text}\n", subject if subject.isascii() else encode_word(subject))
        yield f"noise-{name}", from_(sender, raw) if sender else raw, {"verdict": "ignored", "command": None}
    for name, marks in MARKS.items():
        raw = plain(summary, "ESCALATION - Printing - Ticket #51877")
        beaten = {
            "kind": "escalation",
            "verdict": "incomplete" if name == "list" else "routed",
            "fields": {"ticket": "51877"},
        }
        yield f"words-beat-marks-{name}", marks.encode() + raw, beaten
        if name != "list":
            known = plain("Priority: High\nCustomer: Contoso\nTicket #: 48213\n", "ESCALATION - Printing")
            yield f"marks-and-what-trackers-write-{name}", marks.encode() + known, {"verdict": "ignored"}
    yield (
        "words-tickets-in-the-text",
        plain("Please look at INC0012345, it prints twice.\n", "URGENT: printing"),
        {"verdict": "routed", "fields": {"ticket": "INC0012345"}},
    )
    yield (
        "words-delivery-failure-from-a-colleague",
        plain(write(), "URGENT: Delivery failure at Contoso"),
        {"kind": "urgent", "verdict": "routed"},
    )
