"""The template in the six other languages, with each language's own ways to say a priority, a time and nothing."""

# ruff: noqa: E501 - lines of mail are kept whole

import unicodedata

from tests.corpus.expected import FIELDS, Made
from tests.corpus.programs import outlook, page, plain

LABELS = (
    "Priority",
    "Customer",
    "Ticket #",
    "Issue Summary",
    "Steps Taken",
    "Customer Impact",
    "Customer Expectation",
    "Additional Context",
    "Attachments",
)
NAMES = (
    "priority",
    "customer",
    "ticket",
    "issue_summary",
    "steps_taken",
    "customer_impact",
    "customer_expectation",
    "additional_context",
    "attachments",
)

FORMS = {
    "german": {
        "Priorität": "Hoch", "Kunde": "Müller Druck GmbH", "Ticket-Nr.": "51877",
        "Problembeschreibung": "Rechnungen werden doppelt gedruckt.",
        "Bisherige Schritte": ["Warteschlange geleert: keine Änderung", "Treiber neu installiert: keine Änderung", "Anderer Rechner: dasselbe"],
        "Auswirkungen auf den Kunden": "Die Buchhaltung sortiert täglich 400 Seiten.",
        "Erwartung des Kunden": "Eine Lösung bis Freitag.", "Weitere Informationen": "40 Arbeitsplätze.",
        "Anhänge": "keine, weil der Kunde es am Telefon vorlas",
    },
    "french": {
        "Priorité": "Haute", "Client": "Imprimerie Léger", "N° de ticket": "51877",
        "Résumé du problème": "Les factures sortent en double.",
        "Actions effectuées": ["File d'attente vidée : aucun changement", "Pilote réinstallé : aucun changement", "Autre poste : même résultat"],
        "Impact sur le client": "La comptabilité trie 400 pages par jour.",
        "Attentes du client": "Une solution avant vendredi.", "Contexte supplémentaire": "40 postes.",
        "Pièces jointes": "aucune, parce que le client l'a lu au téléphone",
    },
    "spanish": {
        "Prioridad": "Alta", "Cliente": "Imprenta Ibáñez", "Número de ticket": "51877",
        "Resumen del problema": "Las facturas se imprimen dos veces.",
        "Pasos realizados": ["Cola vaciada: sin cambios", "Controlador reinstalado: sin cambios", "Otro equipo: igual"],
        "Impacto en el cliente": "Contabilidad ordena 400 páginas al día.",
        "Expectativa del cliente": "Una solución antes del viernes.", "Contexto adicional": "40 puestos.",
        "Adjuntos": "ninguno porque el cliente lo leyó por teléfono",
    },
    "portuguese": {
        "Prioridade": "Alta", "Cliente": "Gráfica Conceição", "Número do ticket": "51877",
        "Resumo do problema": "As faturas são impressas em duplicado.",
        "Passos realizados": ["Fila esvaziada: sem alteração", "Controlador reinstalado: sem alteração", "Outro posto: o mesmo"],
        "Impacto no cliente": "A contabilidade ordena 400 páginas por dia.",
        "Expectativa do cliente": "Uma solução até sexta-feira.", "Contexto adicional": "40 postos.",
        "Anexos": "nenhum porque o cliente leu ao telefone",
    },
    "italian": {
        "Priorità": "Alta", "Cliente": "Tipografia Nicolò", "Numero ticket": "51877",
        "Riepilogo del problema": "Le fatture escono due volte.",
        "Azioni intraprese": ["Coda svuotata: nessun cambiamento", "Driver reinstallato: nessun cambiamento", "Altro computer: uguale"],
        "Impatto sul cliente": "La contabilità ordina 400 pagine al giorno.",
        "Aspettativa del cliente": "Una soluzione entro venerdì.", "Contesto aggiuntivo": "40 postazioni.",
        "Allegati": "nessuno perché il cliente lo ha letto al telefono",
    },
    "dutch": {
        "Prioriteit": "Hoog", "Klant": "Drukkerij Coöperatie", "Ticketnummer": "51877",
        "Samenvatting van het probleem": "Facturen worden dubbel afgedrukt.",
        "Genomen stappen": ["Wachtrij geleegd: geen verschil", "Stuurprogramma opnieuw geïnstalleerd: geen verschil", "Andere werkplek: hetzelfde"],
        "Impact voor de klant": "De boekhouding sorteert 400 pagina's per dag.",
        "Verwachting van de klant": "Een oplossing voor vrijdag.", "Aanvullende informatie": "40 werkplekken.",
        "Bijlagen": "geen omdat de klant het aan de telefoon voorlas",
    },
}  # fmt: skip
SUBJECTS = {
    "german": "WG: ESCALATION – Rechnungen doppelt – Vorgang 51877", "french": "TR: ESCALATION : factures en double - Ticket n° 51877",
    "spanish": "RV: ESCALATION - Facturas dobles - Ticket #51877", "portuguese": "ENC: ESCALATION - Faturas em duplicado - Chamado 51877",
    "italian": "I: ESCALATION - Fatture doppie - Ticket 51877", "dutch": "Antw: ESCALATION - Dubbele facturen - Ticket 51877",
}  # fmt: skip
GAPS = {
    "german": ("Hoch/Mittel/Niedrig", "noch offen", "so schnell wie möglich"), "french": ("Haute/Moyenne/Basse", "à compléter", "dès que possible"),
    "spanish": ("Alta/Media/Baja", "por determinar", "lo antes posible"), "portuguese": ("Alta/Média/Baixa", "a definir", "o mais rápido possível"),
    "italian": ("Alta/Media/Bassa", "da definire", "il prima possibile"), "dutch": ("Hoog/Gemiddeld/Laag", "n.v.t.", "zo snel mogelijk"),
}  # fmt: skip
TAILS = {
    "german": "Viele Grüße\nDana\n\nVon meinem iPhone gesendet\n", "french": "Cordialement,\nDana\n\nEnvoyé de mon iPhone\n",
    "spanish": "Un saludo,\nDana\n\nEnviado desde mi iPhone\n", "portuguese": "Cumprimentos,\nDana\n\nEnviado do meu iPhone\n",
    "italian": "Cordiali saluti\nDana\n\nInviato da iPhone\n", "dutch": "Met vriendelijke groet,\nDana\n\nVerstuurd vanaf mijn iPhone\n",
}  # fmt: skip


def build() -> Made:
    for language, form in FORMS.items():
        read = dict(zip(NAMES, form.values(), strict=True)) | {
            "priority": "high",
            "attachments": [form[next(reversed(form))]],
        }
        expected = {"kind": "escalation", "verdict": "routed", "missing": [], "fields": {**FIELDS, **read}}
        yield f"labels-{language}", plain(_write(form) + "\n" + TAILS[language], cte="quoted-printable"), expected
        yield f"labels-{language}-in-an-outlook-table", page(outlook(_table(form))), expected
        yield (
            f"labels-{language}-in-capitals-without-accents",
            plain(_write({_bare(k): v for k, v in form.items()})),
            expected,
        )
        priority, impact, expectation = GAPS[language]
        keys = list(form)
        gaps = {**form, keys[0]: priority, keys[5]: impact, keys[6]: expectation}
        yield (
            f"gaps-{language}",
            plain(_write(gaps)),
            {
                "verdict": "incomplete",
                "missing": ["priority", "customer_impact", "customer_expectation"],
                "fields": {"priority": None, "customer_impact": None, "issue_summary": form[keys[3]]},
            },
        )
        yield (
            f"subject-{language}-prefix",
            plain(_write({k: v for n, (k, v) in enumerate(form.items()) if n != 2}), _on_the_wire(SUBJECTS[language])),
            {"kind": "escalation", "fields": {"ticket": "51877"}, "missing": []},
        )


def _on_the_wire(text: str) -> str:
    if text.isascii():
        return text
    return "=?UTF-8?Q?" + "".join(chr(b) if b < 128 and chr(b).isalnum() else f"={b:02X}" for b in text.encode()) + "?="


def _bare(label: str) -> str:

    return "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c)).upper()


def _write(form: dict[str, str | list[str]]) -> str:
    return (
        "\n\n".join(
            f"{label}: {value}"
            if isinstance(value, str)
            else f"{label}:\n" + "\n".join(f"{n}. {v}" for n, v in enumerate(value, 1))
            for label, value in form.items()
        )
        + "\n"
    )


def _table(form: dict[str, str | list[str]]) -> str:
    rows = (
        f"<tr><td><p class=MsoNormal><b>{label}<o:p></o:p></b></p></td><td>"
        + (
            f"<p class=MsoNormal>{value}<o:p></o:p></p>"
            if isinstance(value, str)
            else "<ol>" + "".join(f"<li class=MsoNormal>{v}</li>" for v in value) + "</ol>"
        )
        + "</td></tr>"
        for label, value in form.items()
    )
    return f"<table class=MsoTableGrid border=1>{''.join(rows)}</table>"
