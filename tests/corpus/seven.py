"""Mails in seven languages as Outlook, Gmail, Apple Mail, iOS and Thunderbird write them: forwards with a comment at each
hop, free words, answers, verdicts, keys, foreign labels, cards, our own letters quoted."""

# ruff: noqa: E501 - lines of mail are kept whole

from collections.abc import Mapping, Sequence

from tests.corpus.expected import Made
from tests.corpus.programs import (
    attach,
    both,
    encode_word,
    escape,
    mail,
    multi,
    normal,
    outlook,
    page,
    part,
    plain,
    quote,
)

FORMS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "en": ("Priority: High\nCustomer: Meridian Foods\nTicket #: 60114\nIssue Summary: Labels come out blank\nSteps Taken:\n- changed the roll\n- updated the firmware\nCustomer Impact: Six lines pack without labels\nCustomer Expectation: A fix by Thursday noon\nAttachments: none because they only phoned\n", {"customer": "Meridian Foods", "ticket": "60114", "issue_summary": "Labels come out blank", "steps_taken": ["changed the roll", "updated the firmware"], "customer_impact": "Six lines pack without labels", "customer_expectation": "A fix by Thursday noon"}),
    "de": ("Priorität: Hoch\nKunde: Möbelhaus Rühl\nTicket-Nr.: 60115\nProblem: Etiketten kommen leer heraus\nBisher versucht:\n- Rolle gewechselt\n- Firmware erneuert\nAuswirkung: Sechs Linien packen ohne Etikett\nErwartung: Lösung bis Donnerstag Mittag\nAnhänge: keine, weil sie nur angerufen haben\n", {"customer": "Möbelhaus Rühl", "ticket": "60115", "issue_summary": "Etiketten kommen leer heraus", "steps_taken": ["Rolle gewechselt", "Firmware erneuert"], "customer_impact": "Sechs Linien packen ohne Etikett", "customer_expectation": "Lösung bis Donnerstag Mittag"}),
    "fr": ("Priorité : Haute\nClient : Boulangerie Mercier\nTicket n° : 60116\nRésumé du problème : Les étiquettes sortent vides\nActions effectuées :\n- rouleau changé\n- micrologiciel mis à jour\nImpact client : Six lignes emballent sans étiquette\nAttente du client : Une correction avant jeudi midi\nPièces jointes : aucune car ils ont seulement téléphoné\n", {"customer": "Boulangerie Mercier", "ticket": "60116", "issue_summary": "Les étiquettes sortent vides", "steps_taken": ["rouleau changé", "micrologiciel mis à jour"], "customer_impact": "Six lignes emballent sans étiquette", "customer_expectation": "Une correction avant jeudi midi"}),
    "es": ("Prioridad: Alta\nCliente: Conservas Ibarra\nTicket n.º: 60117\nResumen del problema: Las etiquetas salen en blanco\nPasos realizados:\n- cambiado el rollo\n- firmware actualizado\nImpacto en el cliente: Seis líneas empaquetan sin etiqueta\nExpectativa del cliente: Una solución antes del jueves\nAdjuntos: ninguno porque solo llamaron\n", {"customer": "Conservas Ibarra", "ticket": "60117", "issue_summary": "Las etiquetas salen en blanco", "steps_taken": ["cambiado el rollo", "firmware actualizado"], "customer_impact": "Seis líneas empaquetan sin etiqueta", "customer_expectation": "Una solución antes del jueves"}),
    "it": ("Priorità: Alta\nCliente: Pastificio Rinaldi\nNumero ticket: 60118\nRiepilogo del problema: Le etichette escono bianche\nPassaggi eseguiti:\n- cambiato il rotolo\n- aggiornato il firmware\nImpatto sul cliente: Sei linee confezionano senza etichetta\nAspettativa del cliente: Una soluzione entro giovedì\nAllegati: nessuno perché hanno solo telefonato\n", {"customer": "Pastificio Rinaldi", "ticket": "60118", "issue_summary": "Le etichette escono bianche", "steps_taken": ["cambiato il rotolo", "aggiornato il firmware"], "customer_impact": "Sei linee confezionano senza etichetta", "customer_expectation": "Una soluzione entro giovedì"}),
    "nl": ("Prioriteit: Hoog\nKlant: Kaasmakerij De Wit\nTicketnummer: 60119\nSamenvatting: Etiketten komen er leeg uit\nUitgevoerde stappen:\n- rol vervangen\n- firmware bijgewerkt\nImpact voor klant: Zes lijnen pakken zonder etiket\nVerwachting klant: Een oplossing voor donderdag\nBijlagen: geen omdat ze alleen belden\n", {"customer": "Kaasmakerij De Wit", "ticket": "60119", "issue_summary": "Etiketten komen er leeg uit", "steps_taken": ["rol vervangen", "firmware bijgewerkt"], "customer_impact": "Zes lijnen pakken zonder etiket", "customer_expectation": "Een oplossing voor donderdag"}),
    "pt": ("Prioridade: Alta\nCliente: Café Moreira\nNúmero do ticket: 60120\nResumo do problema: As etiquetas saem em branco\nPassos realizados:\n- rolo trocado\n- firmware atualizado\nImpacto no cliente: Seis linhas embalam sem etiqueta\nExpectativa do cliente: Uma solução até quinta-feira\nAnexos: nenhum porque só telefonaram\n", {"customer": "Café Moreira", "ticket": "60120", "issue_summary": "As etiquetas saem em branco", "steps_taken": ["rolo trocado", "firmware atualizado"], "customer_impact": "Seis linhas embalam sem etiqueta", "customer_expectation": "Uma solução até quinta-feira"}),
}  # fmt: skip
TICKETS = {"en": "60114", "de": "60115", "fr": "60116", "es": "60117", "it": "60118", "nl": "60119", "pt": "60120"}
# How a program heads what it forwards: {body} below it, {subject} of it
OUTLOOK_HEADS = {
    "en": "From: Rita Vos <rita.vos@example.com>\nSent: Tuesday, 10 March 2026 08:40\nTo: Dana Whitfield <dana@example.com>\nSubject: {subject}\n\n{body}",
    "de": "Von: Rita Vos <rita.vos@example.com>\nGesendet: Dienstag, 10. März 2026 08:40\nAn: Dana Whitfield <dana@example.com>\nBetreff: {subject}\n\n{body}",
    "fr": "De : Rita Vos <rita.vos@example.com>\nEnvoyé : mardi 10 mars 2026 08:40\nÀ : Dana Whitfield <dana@example.com>\nObjet : {subject}\n\n{body}",
    "es": "De: Rita Vos <rita.vos@example.com>\nEnviado el: martes, 10 de marzo de 2026 8:40\nPara: Dana Whitfield <dana@example.com>\nAsunto: {subject}\n\n{body}",
    "it": "Da: Rita Vos <rita.vos@example.com>\nInviato: martedì 10 marzo 2026 08:40\nA: Dana Whitfield <dana@example.com>\nOggetto: {subject}\n\n{body}",
    "nl": "Van: Rita Vos <rita.vos@example.com>\nVerzonden: dinsdag 10 maart 2026 08:40\nAan: Dana Whitfield <dana@example.com>\nOnderwerp: {subject}\n\n{body}",
    "pt": "De: Rita Vos <rita.vos@example.com>\nEnviada em: terça-feira, 10 de março de 2026 08:40\nPara: Dana Whitfield <dana@example.com>\nAssunto: {subject}\n\n{body}",
}  # fmt: skip
GMAIL_HEADS = {
    "en": "---------- Forwarded message ---------\nFrom: Rita Vos <rita.vos@example.com>\nDate: Tue, 10 Mar 2026 at 08:40\nSubject: {subject}\nTo: Dana Whitfield <dana@example.com>\n\n\n{body}",
    "de": "---------- Forwarded message ---------\nVon: Rita Vos <rita.vos@example.com>\nDate: Di., 10. März 2026 um 08:40 Uhr\nSubject: {subject}\nTo: Dana Whitfield <dana@example.com>\n\n\n{body}",
    "fr": "---------- Forwarded message ---------\nDe : Rita Vos <rita.vos@example.com>\nDate: mar. 10 mars 2026 à 08:40\nSubject: {subject}\nTo: Dana Whitfield <dana@example.com>\n\n\n{body}",
    "pt": "---------- Forwarded message ---------\nDe: Rita Vos <rita.vos@example.com>\nDate: ter., 10 de mar. de 2026 às 08:40\nSubject: {subject}\nTo: Dana Whitfield <dana@example.com>\n\n\n{body}",
}  # fmt: skip
APPLE_HEADS = {
    "en": "Begin forwarded message:\n\nFrom: Rita Vos <rita.vos@example.com>\nSubject: {subject}\nDate: 10 March 2026 at 08:40:11 CET\nTo: Dana Whitfield <dana@example.com>\n\n{body}",
    "de": "Anfang der weitergeleiteten Nachricht:\n\nVon: Rita Vos <rita.vos@example.com>\nBetreff: {subject}\nDatum: 10. März 2026 um 08:40:11 MEZ\nAn: Dana Whitfield <dana@example.com>\n\n{body}",
    "it": "Inizio messaggio inoltrato:\n\nDa: Rita Vos <rita.vos@example.com>\nOggetto: {subject}\nData: 10 marzo 2026 alle ore 08:40:11 CET\nA: Dana Whitfield <dana@example.com>\n\n{body}",
    "nl": "Begin doorgestuurd bericht:\n\nVan: Rita Vos <rita.vos@example.com>\nOnderwerp: {subject}\nDatum: 10 maart 2026 om 08:40:11 CET\nAan: Dana Whitfield <dana@example.com>\n\n{body}",
    "es": "Inicio del mensaje reenviado:\n\nDe: Rita Vos <rita.vos@example.com>\nAsunto: {subject}\nFecha: 10 de marzo de 2026, 8:40:11 CET\nPara: Dana Whitfield <dana@example.com>\n\n{body}",
}  # fmt: skip
THUNDERBIRD_HEADS = {
    "en": "\n-------- Forwarded Message --------\nSubject: {subject}\nDate: Tue, 10 Mar 2026 08:40:11 +0100\nFrom: Rita Vos <rita.vos@example.com>\nTo: Dana Whitfield <dana@example.com>\n\n\n\n{body}",
    "de": "\n-------- Weitergeleitete Nachricht --------\nBetreff: {subject}\nDatum: Tue, 10 Mar 2026 08:40:11 +0100\nVon: Rita Vos <rita.vos@example.com>\nAn: Dana Whitfield <dana@example.com>\n\n\n\n{body}",
    "fr": "\n-------- Message transféré --------\nSujet : {subject}\nDate : Tue, 10 Mar 2026 08:40:11 +0100\nDe : Rita Vos <rita.vos@example.com>\nPour : Dana Whitfield <dana@example.com>\n\n\n\n{body}",
    "es": "\n-------- Mensaje reenviado --------\nAsunto: {subject}\nFecha: Tue, 10 Mar 2026 08:40:11 +0100\nDe: Rita Vos <rita.vos@example.com>\nPara: Dana Whitfield <dana@example.com>\n\n\n\n{body}",
}  # fmt: skip
COMMENTS = {
    "en": ("Please take this up today, the plant manager called twice.", "Dana, this is yours. They were loud."),
    "de": ("Bitte heute noch hochgeben, der Werkleiter hat zweimal angerufen.", "Dana, das ist deins. Sie waren laut."),
    "fr": ("Merci de faire remonter aujourd'hui, le directeur a appelé deux fois.", "Dana, c'est pour toi. Ils étaient remontés."),
    "es": ("Por favor, subidlo hoy, el jefe de planta ha llamado dos veces.", "Dana, esto es tuyo. Estaban molestos."),
    "it": ("Per favore portatelo su oggi, il capo stabilimento ha chiamato due volte.", "Dana, questo è tuo. Erano agitati."),
    "nl": ("Graag vandaag nog omhoog, de bedrijfsleider belde twee keer.", "Dana, deze is voor jou. Ze waren luid."),
    "pt": ("Por favor subam isto hoje, o chefe da fábrica ligou duas vezes.", "Dana, isto é teu. Estavam exaltados."),
}  # fmt: skip
PREFIXES = {"en": "FW", "de": "WG", "fr": "TR", "es": "RV", "it": "I", "nl": "FW", "pt": "ENC"}


def _subject(text: str) -> str:
    return text if text.isascii() else encode_word(text)


def _whole(lang: str, **more: object) -> dict[str, object]:
    return {"kind": "escalation", "verdict": "routed", "missing": [], "fields": dict(FORMS[lang][1]), **more}


def _hops(lang: str, outer: str, inner: str) -> tuple[str, str]:
    """Two hops below one's own words; the words of both."""
    subject, (own, hop) = f"ESCALATION - Labels - Ticket #{TICKETS[lang]}", COMMENTS[lang]
    nested = inner.format(subject=subject, body=FORMS[lang][0])
    return f"{own}\n\n" + outer.format(
        subject=f"{PREFIXES[lang]}: {subject}", body=f"{hop}\n\n{nested}"
    ), f"{own}\n\n{hop}"


FORWARDS: Sequence[tuple[str, str, str, str]] = (
    ("outlook-outlook", "en", OUTLOOK_HEADS["en"], OUTLOOK_HEADS["en"]), ("outlook-gmail", "de", OUTLOOK_HEADS["de"], GMAIL_HEADS["de"]),
    ("gmail-outlook", "fr", GMAIL_HEADS["fr"], OUTLOOK_HEADS["fr"]), ("apple-thunderbird", "es", APPLE_HEADS["es"], THUNDERBIRD_HEADS["es"]),
    ("apple-outlook", "it", APPLE_HEADS["it"], OUTLOOK_HEADS["it"]), ("outlook-apple", "nl", OUTLOOK_HEADS["nl"], APPLE_HEADS["nl"]),
    ("gmail-outlook", "pt", GMAIL_HEADS["pt"], OUTLOOK_HEADS["pt"]), ("thunderbird-apple", "de", THUNDERBIRD_HEADS["de"], APPLE_HEADS["de"]),
    ("thunderbird-gmail", "fr", THUNDERBIRD_HEADS["fr"], GMAIL_HEADS["fr"]), ("gmail-apple", "en", GMAIL_HEADS["en"], APPLE_HEADS["en"]),
)  # fmt: skip

FREE: Sequence[tuple[str, str, str, Mapping[str, object]]] = (
    ("above-and-below", "ESCALATION - Labels - Ticket #60114", "Hi all,\n\nthey are close to leaving us.\n\n" + FORMS["en"][0] + "\nI am in the office until six.\n\nBest regards\nDana Whitfield", _whole("en", words="they are close to leaving us.\n\nI am in the office until six.")),
    ("german-above", "ESCALATION - Etiketten - Ticket #60115", "Hallo zusammen,\n\nwie eben besprochen.\n\n" + FORMS["de"][0] + "\nViele Grüße\nDana", _whole("de", words="wie eben besprochen.")),
    ("urgent-french", "URGENT: ticket 60116", "Bonjour,\n\nles six lignes sont à l'arrêt depuis ce matin. Le client attend un appel.\n\nCordialement,\nDana", {"kind": "urgent", "verdict": "routed", "level": 4, "fields": {"ticket": "60116", "issue_summary": None}, "words": "les six lignes sont à l'arrêt depuis ce matin. Le client attend un appel."}),
    ("urgent-ios", "Urgent - SUP-881", "They cannot label anything, trucks are waiting.\n\nSent from my iPhone", {"kind": "urgent", "verdict": "routed", "level": 4, "fields": {"ticket": "SUP-881"}, "words": "They cannot label anything, trucks are waiting."}),
    ("urgent-italian", "URGENT - ticket 60118", "Ciao,\nle etichette escono bianche e i camion aspettano.\n\nInviato da iPhone", {"kind": "urgent", "verdict": "routed", "words": "le etichette escono bianche e i camion aspettano."}),
    ("urgent-dutch-samsung", "URGENT: INC0060119", "Hoi,\nde etiketten zijn leeg, de chauffeurs wachten.\n\nVerzonden vanaf mijn Galaxy", {"kind": "urgent", "verdict": "routed", "fields": {"ticket": "INC0060119"}, "words": "de etiketten zijn leeg, de chauffeurs wachten."}),
    ("urgent-portuguese", "URGENT: Ticket 60120", "Olá,\nas etiquetas saem em branco, os camiões estão à espera.\n\nEnviado do meu iPhone", {"kind": "urgent", "verdict": "routed", "words": "as etiquetas saem em branco, os camiões estão à espera."}),
    ("urgent-spanish", "URGENT: Ticket 60117", "Buenos días:\n\nlas etiquetas salen en blanco y los camiones esperan.\n\nUn saludo,\nDana", {"kind": "urgent", "verdict": "routed", "words": "las etiquetas salen en blanco y los camiones esperan."}),
)  # fmt: skip

ANSWERS: Sequence[tuple[str, Sequence[str], str, Mapping[str, object]]] = (
    ("german-impact", ("customer_impact",), "Hallo,\n\nder ganze Versand steht seit heute früh.\n\nGruß, Dana", {"customer_impact": "der ganze Versand steht seit heute früh."}),
    ("french-two", ("priority", "customer_expectation"), "haute\navant demain midi", {"priority": "high", "customer_expectation": "avant demain midi"}),
    ("italian-two", ("customer_impact", "customer_expectation"), "Sei linee sono ferme.\nEntro venerdì alle 12.", {"customer_impact": "Sei linee sono ferme.", "customer_expectation": "Entro venerdì alle 12."}),
    ("dutch-file", ("files",), "Nee, de klant heeft alleen gebeld", {"attachments": ["Nee, de klant heeft alleen gebeld"]}),
    ("portuguese-two", ("priority", "customer_expectation"), "média\naté sexta-feira", {"priority": "medium", "customer_expectation": "até sexta-feira"}),
    ("spanish-ticket", ("ticket",), "Es el 60117", {"ticket": "60117"}),
    ("key", ("ticket",), "SUP-4471", {"ticket": "SUP-4471"}),
    ("ios-lower", ("customer_expectation",), "they want it by tomorrow 5pm\n\nSent from my iPhone", {"customer_expectation": "they want it by tomorrow 5pm"}),
    ("nudge-dutch", ("customer_impact",), "Is er al nieuws?", {"customer_impact": None}),
    ("nudge-italian", ("customer_impact",), "Ci sono novità?", {"customer_impact": None}),
    ("later-german", ("customer_impact",), "Schicke ich später.", {"customer_impact": None}),
    ("thanks-spanish", ("customer_impact",), "¡Muchas gracias!", {"customer_impact": None}),
    ("unknown-informal", ("customer_impact",), "no idea yet, let me check with them", {"customer_impact": None}),
    ("later-with-one-value", ("priority", "customer_impact"), "Priority is high, the impact I'll send this afternoon.", {"priority": "high", "customer_impact": None}),
)  # fmt: skip

VERDICTS: Sequence[tuple[str, str, str, str]] = (
    ("printer-room", "URGENT: who has the key of the printer room?", "I need it now.", "question"),
    ("blood-drive", "URGENT - blood donors wanted on Friday", "Please come to room 4.", "question"),
    ("german-cake", "URGENT: Kuchen in der Küche", "Wer will?", "question"),
    ("talk-of-process", "New escalation process from April", "Slides attached.", "hint"),
    ("not-urgent-reply", "Not urgent: question on labels", "When you have time.", "ignored"),
    ("no-longer", "No longer urgent: ticket 60114", "Solved by itself.", "ignored"),
    ("calendar-german", "Zugesagt: URGENT - Telefonat Ticket 60115", "", "ignored"),
    ("calendar-french", "Accepté : URGENT - Point ticket 60116", "", "ignored"),
    ("calendar-spanish", "Aceptado: URGENT - Reunión ticket 60117", "", "ignored"),
    ("calendar-dutch", "Geaccepteerd: URGENT - Overleg ticket 60119", "", "ignored"),
    ("read-italian", "Letto: URGENT - ticket 60118", "Il messaggio è stato letto in data martedì 10 marzo 2026 09:00.", "ignored"),
    ("undeliverable-portuguese", "Não foi possível entregar: URGENT - ticket 60120", "Não foi possível entregar a mensagem a rita@example.com.", "ignored"),
    ("jira-status", "[JIRA] (SUP-881) Priority changed to Urgent", "Dana changed the priority.", "ignored"),
)  # fmt: skip

COMMANDS: Sequence[tuple[str, str, object]] = (
    ("mine-german", "Hallo Dana,\n\nübernehme ich.\n\nGruß\nSam", {"name": "claim"}), ("mine-french", "Je m'en occupe.\n\nSam", {"name": "claim"}),
    ("refusal-german", "Ich kann das heute leider nicht übernehmen, bin im Urlaub.", None), ("refusal-french", "Désolé, je ne peux pas m'en occuper cette semaine.", None),
    ("refusal-dutch", "Sorry, ik kan deze niet oppakken.", {"name": "decline", "text": "Sorry, ik kan deze niet oppakken."}), ("refusal-spanish", "Lo siento, no puedo encargarme de esto.", {"name": "decline", "text": "Lo siento, no puedo encargarme de esto."}),
    ("quoted-mine", "Mine says the same error as theirs.", None), ("raise-4-reason", "raise 4 - their board is in the room", {"name": "raise", "text": "their board is in the room", "level": 4}),
    ("done-with-reason", "done: roll was the wrong size, replaced it", {"name": "done", "text": "roll was the wrong size, replaced it"}), ("waiting-until", "waiting until Friday, the vendor ships a new head", {"name": "waiting", "text": "the vendor ships a new head", "until": "Friday"}),
)  # fmt: skip

CARDS: Mapping[str, str] = {
    "en": "\nKind regards\n\nDana Whitfield\nPriority Support | Example Ltd\nCustomer line: +49 30 555 01 00\nTicket desk: https://desk.example.com\n",
    "de": "\nMit freundlichen Grüßen\n\nDana Whitfield\nKunden-Service | Beispiel GmbH\nKunde werden: https://example.com/neu\nPriorität: unsere Kunden\n",
    "fr": "\nBien cordialement,\n\nDana Whitfield\nService client | Exemple SA\nClient : notre priorité\nTél. : +33 1 55 55 01 00\n",
    "it": "\nCordiali saluti,\n\nDana Whitfield\nAssistenza clienti\nPriorità: i nostri clienti\nTel.: +39 02 555 0100\n",
}  # fmt: skip


def _outlook(text: str) -> str:
    return outlook("".join(normal(escape(line)) for line in text.rstrip("\n").split("\n")))


def _replies() -> Made:
    """Our own letter quoted below the answer, by programs in their languages."""
    letter = "Almost there: one thing is missing before this can go up.\n\nPlease answer this mail and write behind the colon; leave the rest as it is:\n\nCustomer Impact (who or what is affected, and how badly):\n\nWhy I ask: it decides how fast this goes (Customer Impact).\n\nI keep it here meanwhile as ESC-7; nobody has been told yet.\n"
    thread = {"In_Reply_To": "<esc-7@example.com>"}
    said = {"asked": ["customer_impact"], "answers": {"customer_impact": "40 drivers wait"}}
    attributions = {
        "gmail-german": "Am Di., 10. März 2026 um 09:01 Uhr schrieb Support Escalations <support@example.com>:\n\n",
        "gmail-french": "Le mar. 10 mars 2026 à 09:01, Support Escalations <support@example.com> a écrit :\n\n",
        "apple-italian": "Il giorno 10 mar 2026, alle ore 09:01, Support Escalations <support@example.com> ha scritto:\n\n",
        "thunderbird-spanish": "El 10/3/26 a las 9:01, Support Escalations escribió:\n",
        "ios-dutch": "Op 10 mrt 2026 om 09:01 heeft Support Escalations <support@example.com> het volgende geschreven:\n\n",
        "gmail-portuguese": "Em ter., 10 de mar. de 2026 às 09:01, Support Escalations <support@example.com> escreveu:\n\n",
    }  # fmt: skip
    for name, line in attributions.items():
        yield (
            f"seven-own-letter-{name}",
            plain(f"40 drivers wait\n\n{line}{quote(letter)}", "Re: [ESC-7] Labels", **thread),
            said,
        )
    head = (
        OUTLOOK_HEADS["fr"]
        .format(subject="Re: [ESC-7] Labels", body=letter)
        .replace("Rita Vos <rita.vos@", "Support Escalations <support@")
    )
    yield (
        "seven-own-letter-outlook-french",
        page(_outlook(f"40 drivers wait\n\n{head}"), "RE: [ESC-7] Labels", **thread),
        said,
    )
    typed = letter.replace("badly):", "badly): 40 drivers wait")
    head = (
        OUTLOOK_HEADS["nl"]
        .format(subject="Re: [ESC-7] Labels", body=typed)
        .replace("Rita Vos <rita.vos@", "Support Escalations <support@")
    )
    yield (
        "seven-own-letter-outlook-typed-in",
        page(_outlook(f"See below\n\n{head}"), "RE: [ESC-7] Labels", **thread),
        said,
    )


def _files() -> Made:
    form = FORMS["en"][0].rpartition("Attachments:")[0]
    short = {"verdict": "incomplete", "missing": ["files"], "files": []}
    subject = "ESCALATION - Labels"
    for name, one in {
        "att00002": attach("ATT00002.htm", b"<html><body></body></html>", "text/html"), "vcard": attach("dana.vcf", b"BEGIN:VCARD\nEND:VCARD\n", "text/vcard"),
        "pgp-keys": attach("OpenPGP_0xAA55.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n-----END PGP PUBLIC KEY BLOCK-----\n", "application/pgp-keys"),
    }.items():  # fmt: skip
        yield f"seven-added-{name}", mail(multi([part(form), one], "mixed"), subject), short
    log = mail(multi([part(form), attach("label printer.log", b"E42 head too hot\n" * 9)], "mixed"), subject)
    yield "seven-added-real-log", log, {"verdict": "routed", "missing": [], "files": ["label printer.log"]}


def _bent() -> Made:
    armour = "-----BEGIN PGP MESSAGE-----\n\nhQEMA2\n=aa\n-----END PGP MESSAGE-----\n"
    yield (
        "seven-pgp-inline-below-a-notice",
        plain(f"[EXTERNAL] Be careful.\n\n{armour}", "ESCALATION - Labels - Ticket #60114"),
        {"verdict": "unreadable"},
    )
    yield (
        "seven-pgp-attached-asc",
        mail(
            multi([part("\n"), attach("msg.asc", armour.encode(), "application/octet-stream")], "mixed"),
            "ESCALATION - Labels - Ticket #60114",
        ),
        {"verdict": "unreadable"},
    )
    yield (
        "seven-pgp-in-html",
        page(f"<pre>{armour}</pre>", "URGENT - Labels - Ticket #60114"),
        {"verdict": "unreadable"},
    )
    text = FORMS["de"][0]
    yield (
        "seven-charset-quoted-alias",
        mail(part(text.encode("cp1252"), charset="x-ansi"), "ESCALATION - Etiketten"),
        _whole("de"),
    )
    yield "seven-charset-latin-said-utf", mail(part(text.encode("cp1252")), "ESCALATION - Etiketten"), _whole("de")
    yield "seven-transfer-8-bit", mail(part(text, cte="8-bit"), "ESCALATION - Etiketten"), _whole("de")
    stub = "Ihr E-Mail-Programm kann kein HTML anzeigen. Bitte öffnen Sie die Nachricht im Browser."
    yield (
        "seven-stub-german",
        both(stub, f"<p>{escape(text).replace(chr(10), '<br>')}</p>", "ESCALATION - Etiketten"),
        _whole("de"),
    )


def build() -> Made:
    for name, lang, outer, inner in FORWARDS:
        text, words = _hops(lang, outer, inner)
        subject = f"{PREFIXES[lang]}: {PREFIXES[lang]}: ESCALATION - Labels - Ticket #{TICKETS[lang]}"
        yield f"seven-hops-{name}-{lang}", plain(text, subject), _whole(lang, words=words)
    for name, subject, text, expected in FREE:
        yield f"seven-words-{name}", plain(text, _subject(subject)), expected
    for name, asked, text, answers in ANSWERS:
        raw = plain(text + "\n", "Re: [ESC-7] Labels", In_Reply_To="<esc-7@example.com>")
        yield f"seven-answer-{name}", raw, {"asked": list(asked), "answers": dict(answers)}
    for name, subject, text, verdict in VERDICTS:
        yield f"seven-verdict-{name}", plain(text + "\n", _subject(subject)), {"verdict": verdict}
    for name, text, command in COMMANDS:
        raw = plain(
            text + "\n",
            "Re: [ESC-7] Labels",
            In_Reply_To="<esc-7@example.com>",
            sender="Sam Senior <senior@example.com>",
        )
        yield f"seven-command-{name}", raw, {"verdict": "command" if command else "note", "command": command}
    for lang, card in CARDS.items():
        yield f"seven-card-{lang}", plain(FORMS[lang][0] + card, "ESCALATION - Labels"), _whole(lang, words="")
    foreign = FORMS["de"][0].replace("Ticket-Nr.", "Ansprechpartner: Eva Rühl\nVertrag: Silber\nTicket-Nr.")
    yield (
        "seven-foreign-german",
        plain(foreign, "ESCALATION - Etiketten"),
        {"fields": {**FORMS["de"][1], "additional_context": "Ansprechpartner: Eva Rühl\nVertrag: Silber"}},
    )
    foreign = FORMS["fr"][0].replace("Ticket n°", "Interlocuteur : Luc\nContrat : Or\nTicket n°")
    yield (
        "seven-foreign-french",
        page(_outlook(foreign), "ESCALATION - Etiquettes"),
        {"fields": {**FORMS["fr"][1], "additional_context": "Interlocuteur : Luc\nContrat : Or"}},
    )
    yield (
        "seven-small-letters",
        plain(FORMS["nl"][0].lower(), "escalation - etiketten"),
        {"verdict": "routed", "missing": []},
    )
    slips = (
        FORMS["en"][0]
        .replace("Priority", "Prioriy")
        .replace("Issue Summary", "Isue Summary")
        .replace("Customer Impact", "Custmer Impact")
        .replace("Expectation", "Expectaton")
    )
    yield "seven-slips", plain(slips, "ESCALATION - Labels"), _whole("en")
    yield from _replies()
    yield from _files()
    yield from _bent()
