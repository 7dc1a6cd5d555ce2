"""Mails of technical trackers, one oddity per file of robots/trackers, and what is read in them (behaviour B10.6 to
B10.9). `NAME.json` says what a careful reader makes of `NAME.eml`: exactly the keys that it has are compared, null is
for a mail that is none of a tracker's."""

import json
import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.message import parse_message
from parsers.mime.fields import split_mail_headers
from parsers.model import TrackerMail
from parsers.robots.trackers.mail import read_tracker
from parsers.robots.trackers.sentences import clean_line, find_notices
from parsers.subject import clean_subject
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

# A sentence, the list that it is of, who acts, whom it is assigned to, the ticket's number.
SENTENCES = (
    ("Ticket #4711 was closed by Kim Lee on 20 Nov 2026.", "resolved", "Kim Lee", "", "#4711"),
    ("Kim Lee has resolved this issue.", "resolved", "Kim Lee", "", ""),
    ("Kim Lee marked TECH-4711 as done", "resolved", "Kim Lee", "", "TECH-4711"),
    ("Kim Lee closed this issue as completed", "resolved", "Kim Lee", "", ""),
    ("Case 00012345 has been closed", "resolved", "", "", "00012345"),
    ("Your ticket \"Exports stop\" has been solved.", "resolved", "", "", ""),
    ("We have resolved your ticket.", "resolved", "", "", ""),
    ("INC0012345 resolved", "resolved", "", "", "INC0012345"),
    ("Sam Roe assigned TECH-4711 to Kim Lee.", "assigned", "Sam Roe", "Kim Lee", "TECH-4711"),
    ("Your request (4711) has been assigned to Kim van der Berg.", "assigned", "", "Kim van der Berg", "4711"),
    ("Kim Lee has taken ownership of INC0012345", "assigned", "", "Kim Lee", "INC0012345"),
    ("Kim Lee assigned this to themselves", "assigned", "", "Kim Lee", ""),
    ("Ticket 4711 has been reassigned to Kim Lee by Sam Roe", "assigned", "Sam Roe", "Kim Lee", "4711"),
    ("Kim Lee picked up the ticket.", "assigned", "", "Kim Lee", ""),
    ("Owner changed from Nobody to kim", "changed", "", "", ""),
    ("Kim Lee started working on TECH-4711", "progress", "Kim Lee", "", "TECH-4711"),
    ("Kim Lee is now working on your request.", "progress", "Kim Lee", "", ""),
    ("Your incident INC0012345 is currently being investigated.", "progress", "", "", "INC0012345"),
    ("Your ticket #4711 is now in progress.", "progress", "", "", "#4711"),
    ("Kim Lee added a comment to TECH-4711", "comment", "Kim Lee", "", "TECH-4711"),
    ("Kim Lee replied:", "comment", "Kim Lee", "", ""),
    ("New comment by Kim Lee:", "comment", "Kim Lee", "", ""),
    ("@kimlee commented on this issue.", "comment", "@kimlee", "", ""),
    ("Kim Lee posted a new public comment:", "comment", "Kim Lee", "", ""),
    ("Kim Lee reopened this issue", "reopened", "Kim Lee", "", ""),
    ("A new ticket has been created with the number 4711", "opened", "", "", ""),
    ("Your support request has been logged as INC0012345.", "opened", "", "", "INC0012345"),
    ("We have received your request.", "opened", "", "", ""),
    ("We've received your message and will answer soon.", "opened", "", "", ""),
    ("Kim Lee created an issue: Exports stop", "opened", "Kim Lee", "", ""),
    ("Thank you for contacting Acme.", "opened", "", "", ""),
    ("Status: New -> In Progress", "changed", "", "", ""),
    ("The status of your ticket #4711 has been changed to Pending", "changed", "", "", "#4711"),
    ("Kim Lee moved TECH-4711 from To Do to In Progress", "changed", "Kim Lee", "", "TECH-4711"),
    ("TECH-4711 updated by Kim Lee", "updated", "Kim Lee", "", "TECH-4711"),
    ("Das Ticket #4711 wurde von Kim Lee geschlossen.", "resolved", "Kim Lee", "", "#4711"),
    ("Ihre Anfrage (4711) wurde als gelöst markiert.", "resolved", "", "", "4711"),
    ("Kim Lee hat den Vorgang 4711 abgeschlossen.", "resolved", "Kim Lee", "", "4711"),
    ("Ihr Ticket ist nun gelöst.", "resolved", "", "", ""),
    ("Ticket #4711 wurde Kim Lee zugewiesen.", "assigned", "", "Kim Lee", "#4711"),
    ("Kim Lee hat Ihr Ticket übernommen.", "assigned", "", "Kim Lee", ""),
    ("Ihr Ticket wird nun von Kim Lee bearbeitet.", "progress", "Kim Lee", "", ""),
    ("Ihre Anfrage befindet sich jetzt in Bearbeitung.", "progress", "", "", ""),
    ("Kim Lee hat einen Kommentar hinzugefügt:", "comment", "Kim Lee", "", ""),
    ("Kim Lee schrieb:", "comment", "Kim Lee", "", ""),
    ("Neuer Kommentar von Kim Lee", "comment", "Kim Lee", "", ""),
    ("Ihre Anfrage wurde unter der Nummer 4711 registriert.", "opened", "", "", ""),
    ("Wir haben Ihre Anfrage erhalten.", "opened", "", "", ""),
    ("Ihr Ticket #4711 wurde erfolgreich erstellt.", "opened", "", "", "#4711"),
    ("Status von Offen auf In Bearbeitung geändert", "changed", "", "", ""),
    ("Kim Lee hat den Status auf Gelöst geändert", "changed", "Kim Lee", "", ""),
    ("Status wurde auf Geschlossen gesetzt", "changed", "", "", ""),
    ("Ticket #4711 wurde von Kim Lee wieder geöffnet", "reopened", "Kim Lee", "", "#4711"),
    ("Votre demande #4711 a été clôturée par Kim Lee.", "resolved", "Kim Lee", "", "#4711"),
    ("Le ticket #4711 a été attribué à Kim Lee.", "assigned", "", "Kim Lee", "#4711"),
    ("Votre ticket est en cours de traitement.", "progress", "", "", ""),
    ("Kim Lee a ajouté un commentaire :", "comment", "Kim Lee", "", ""),
    ("Votre demande a bien été enregistrée.", "opened", "", "", ""),
    ("Nous avons bien reçu votre demande (4711).", "opened", "", "", "4711"),
    ("Le statut est passé de Nouveau à En cours", "changed", "", "", ""),
    ("El ticket #4711 ha sido asignado a Kim Lee.", "assigned", "", "Kim Lee", "#4711"),
    ("Kim Lee ha añadido un comentario:", "comment", "Kim Lee", "", ""),
    ("Su solicitud #4711 está en curso.", "progress", "", "", "#4711"),
    ("Hemos recibido su solicitud.", "opened", "", "", ""),
    ("Kim Lee cambió el estado de Nuevo a Resuelto", "changed", "Kim Lee", "", ""),
    ("La sua richiesta #4711 è stata chiusa.", "resolved", "", "", "#4711"),
    ("Il ticket #4711 è stato assegnato a Kim Lee.", "assigned", "", "Kim Lee", "#4711"),
    ("Kim Lee ha preso in carico la richiesta.", "assigned", "", "Kim Lee", ""),
    ("Abbiamo ricevuto la sua richiesta.", "opened", "", "", ""),
    ("Kim Lee ha cambiato lo stato in Risolto", "changed", "Kim Lee", "", ""),
    ("Uw melding #4711 is opgelost.", "resolved", "", "", "#4711"),
    ("Uw melding is in behandeling.", "progress", "", "", ""),
    ("Kim Lee heeft een reactie geplaatst:", "comment", "Kim Lee", "", ""),
    ("Uw aanvraag is geregistreerd.", "opened", "", "", ""),
    ("Status gewijzigd van Nieuw naar In behandeling", "changed", "", "", ""),
    ("O seu pedido #4711 foi encerrado por Kim Lee.", "resolved", "Kim Lee", "", "#4711"),
    ("O chamado #4711 foi atribuído a Kim Lee.", "assigned", "", "Kim Lee", "#4711"),
    ("Kim Lee adicionou um comentário:", "comment", "Kim Lee", "", ""),
    ("O seu chamado está em andamento.", "progress", "", "", ""),
    ("Recebemos o seu pedido.", "opened", "", "", ""),
    ("Estado alterado de Novo para Em andamento", "changed", "", "", ""),
)  # fmt: skip
NONE = (
    "Your ticket has not been resolved.",
    "Has your ticket been resolved?",
    "Your ticket will be closed in 3 days.",
    "If your ticket has been closed, reply to this mail.",
    "Once your ticket has been assigned to an agent, we will tell you.",
    "Your ticket could not be assigned.",
    "The customer says that the export is resolved.",
    "We hope to have resolved this soon.",
    "Please close the ticket.",
    "I would assign this to Sam.",
    "Ihr Ticket wurde noch nicht gelöst.",
    "Wurde Ihr Ticket gelöst?",
    "Ihr Ticket wird in drei Tagen geschlossen.",
    "Bitte schließen Sie das Ticket.",
    "Votre demande n'a pas été résolue.",
    "Su solicitud no ha sido resuelta.",
    "La sua richiesta non è stata chiusa.",
    "Uw melding is nog niet opgelost.",
    "O seu pedido não foi encerrado.",
    "The node was restarted and it works.",
    "Your ticket has been resolved?",
    "The status is red again.",
    "The owner of the disk changed its path.",
    "We changed the timeout to 30 seconds.",
)  # fmt: skip
MAILS = sorted((Path(__file__).parent / "robots" / "trackers").glob("*.eml"))
KNOWN = frozenset({"48213"})
INTAKE = frozenset({f"{name}@tracker.example" for name in ("tech", "technik", "technical", "support")})


def read(raw: bytes) -> TrackerMail | None:
    return read_tracker(parse_message(raw, VOCABULARY), split_mail_headers(raw), KNOWN, INTAKE)


def show(mail: TrackerMail | None) -> dict[str, object] | None:
    if mail is None:
        return None
    return {
        "number": mail.number,
        "mark": mail.mark,
        "link": mail.link,
        "event": mail.event.value,
        "by": mail.by.name if mail.by else None,
        "email": mail.by.email if mail.by else "",
        "to": mail.to.name if mail.to else None,
        "line": mail.line,
        "words": mail.words,
    }


@every_row("path", MAILS, ids=[path.stem for path in MAILS])
def test_a_trackers_mail_is_read(path: Path) -> None:
    shown = show(read(path.read_bytes()))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert shown == expected if expected is None or shown is None else {key: shown[key] for key in expected} == expected


def test_enough_mails_are_read_and_some_say_nothing_of_the_kind() -> None:
    assert len(MAILS) >= 90
    assert sum(path.stem.startswith("not-") for path in MAILS) >= 15


@every_row(("text", "kind", "who", "to", "number"), SENTENCES)
def test_a_trackers_sentence_is_known_in_seven_languages(text: str, kind: str, who: str, to: str, number: str) -> None:
    found = [(one.kind, one.who, one.to, one.number) for one in find_notices(clean_line(text))]
    assert found == [(kind, who, to, number)]


@every_row("text", NONE)
def test_what_is_denied_asked_announced_or_supposed_has_not_happened(text: str) -> None:
    assert list(find_notices(clean_line(text))) == []


LINES = [line for path in MAILS for line in path.read_bytes().decode().split("\r\n") if line.strip()]
PIECES = st.one_of(st.sampled_from(LINES), st.text(max_size=40), st.from_regex(r"[A-Z#]{0,4}[-# ]?[0-9]{1,8}"))


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=3), st.lists(PIECES, max_size=12), st.sampled_from(MAILS))
def test_no_number_is_read_that_is_not_in_the_mail_nor_ours_nor_the_customers(
    subject: list[str], lines: list[str], path: Path
) -> None:
    head = path.read_bytes().partition(b"\r\n\r\n")[0]
    message = parse_message(head + b"\r\n\r\n", VOCABULARY)
    text = "\n".join(lines)
    mail = replace(message, subject=" ".join([message.subject[:30], *subject]), text=text, whole_text=text)
    headers = split_mail_headers(head + b"\r\n\r\n")
    found = read_tracker(mail, headers, KNOWN, INTAKE)
    if found is None or not found.number:
        return
    known = clean_subject(f"{mail.subject} {head.decode('utf-8', 'replace')} ") + text
    assert all(piece in known for piece in re.findall(r"[0-9]+", found.number))
    assert found.number.lstrip("#0") not in KNOWN
    assert not re.match(r"\W*esc\W*[0-9]", found.number, re.IGNORECASE)
    assert found.mark in clean_subject(mail.subject)
    assert found.link in text
    assert all(line.strip() in text for line in found.words.split("\n"))
