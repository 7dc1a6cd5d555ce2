"""What a level writes reaches the agent: below closing words, behind his own quote marks, among our letter's lines
(behaviour B3.10, B4.8, B4.23)."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply, text_of
from tests.tables import sample

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAM = "Sam Senior <tech@example.com>"
GMAIL = "On Mon, Mar 2, 2026 at 10:05 AM Support Escalations <support@example.com> wrote:"
OUTLOOK = "From: Support Escalations <support@example.com>\nSent: Monday, 2 March 2026 10:05\nTo: Sam Senior"
NAMED = ["Thanks\nSam", "Viele Grüße\nSam Senior", "Cordialement,", "Saludos, Sam", "Cheers\nSam\nSenior Engineer"]
SAID = [
    "node 2 must stay off until tonight",
    "Please ask Jo.",
    "Knoten 2 muss bis heute Abend aus bleiben",
    "Demandez à Jo.",
    "el nodo 2 debe seguir apagado hasta la noche",
    "Chiedete a Jo.",
    "node 2 moet tot vanavond uit blijven",
    "Pergunte ao Jo.",
    "please restart job 48213",
]
FIRST = [
    "Cheers\nthe export still stops at row 200",
    "Best:\n1. rollback to 4.1\n2. restart",
    "VG\nBitte zurück auf 4.1.",
    "Merci\nil faut revenir à la 4.1",
    "Saludos\nhay que volver a la 4.1",
    "Saluti\nbisogna tornare alla 4.1",
    "Groeten\nzet het terug naar 4.1",
    "Abraços\né preciso voltar à 4.1",
]
CITED = [
    "It says:\n\n> ORA-01401 value too large\n\nSo the column is too short.",
    "The customer says:\n> we cannot ship since nine\n\nCan you look?",
    "Ada wrote to me:\n> we cannot ship since nine\n\nCan you look?",
    "Der Kunde schreibt:\n> wir stehen still\n\nBitte schauen.",
    "Le client écrit :\n> rien ne part",
    "El cliente dice:\n> no podemos enviar nada",
    "Il cliente scrive:\n> non parte niente",
    "De klant zegt:\n> er gaat niets uit",
    "O cliente diz:\n> nada sai",
]
UNQUOTED = [
    "Ada wrote me this:\n\n> it is there but empty\n> since Saturday\n\nSo it is not the export itself.",
    "Ada schrieb mir:\n> die Datei ist leer\n\nAlso nicht der Export.",
    "On Friday Bo wrote:\n> fixed in 7.3\n\nShall we update them?",
]
SIGNED = [
    "Best regards\nSam Senior\nSenior Support Engineer\nContoso GmbH\n+49 30 1234567",
    "Viele Grüße\nSam Senior\n\nLeiter Technischer Support\nContoso GmbH\nMusterstraße 5, 10115 Berlin",
    "Cordialement\nSam Senior\n\nResponsable support technique",
    "Best\nSam\n\nContoso Ltd.\nWe move the world.\nwww.contoso.example",
    "Regards,\nyour Contoso support team",
]


def relay(folder: Path, above: str, head: str = GMAIL, mark: str = "> ", typed: str = "", at: int = 2) -> str:
    """What the agent is told of Sam's answer, in one line; `typed` stands behind so many paragraphs of our letter."""
    desk = Desk(folder)
    routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
    paragraphs = text_of(routed).replace("\r\n", "\n").split("\n\n")
    letter = "\n\n".join([*paragraphs[:at], *([typed] if typed else []), *paragraphs[at:]])
    if head == OUTLOOK:
        head = f"{head}\nSubject: {routed['Subject']}"
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in letter.splitlines())
    answer = build_mail(
        f"Re: {routed['Subject']}",
        f"{above}\n\n{head}\n\n{quoted}\n",
        sender=SAM,
        to=str(routed["Reply-To"]),
        headers={"In-Reply-To": str(routed["Message-ID"])},
        message_id="<answer@example.com>",
    )
    told = [one for one in desk.receive(answer, MONDAY + timedelta(minutes=9)) if "dana@" in str(one["To"])]
    return " ".join(" ".join(map(text_of, told)).split())


@pytest.mark.parametrize(("closing", "said"), sample(product(NAMED, SAID), 2))
def test_a_paragraph_below_a_closing_is_said(closing: str, said: str, tmp_path: Path) -> None:
    assert said in relay(tmp_path, f"The column is too short.\n\n{closing}\n\n{said}")


@pytest.mark.parametrize("text", FIRST)
def test_a_first_line_that_is_a_closing_word_ends_nothing(text: str, tmp_path: Path) -> None:
    told = relay(tmp_path, text)

    assert all(line in told for line in text.split("\n")[1:])


@pytest.mark.parametrize("head", [GMAIL, OUTLOOK])
@pytest.mark.parametrize("text", CITED)
def test_what_the_writer_quotes_himself_stays(text: str, head: str, tmp_path: Path) -> None:
    told = relay(tmp_path, text, head, "> " if head == GMAIL else "")

    assert all(line.strip("> ") in told for line in text.split("\n"))
    assert "Why you" not in told


@pytest.mark.parametrize("typed", ["The column is too short.", "Die Spalte ist zu kurz.", "La columna es corta."])
@pytest.mark.parametrize("at", [0, 1, 2, 99])
def test_what_is_typed_among_our_lines_goes_along_with_the_words_above(typed: str, at: int, tmp_path: Path) -> None:
    told = relay(tmp_path, "See below in red.", OUTLOOK, "", typed, at)

    assert f"See below in red. {typed}" in told
    assert "Why you" not in told


@pytest.mark.parametrize("signature", SIGNED)
def test_a_signature_goes(signature: str, tmp_path: Path) -> None:
    told = relay(tmp_path, f"The column is too short.\n\n{signature}")

    assert "The column is too short." in told
    assert signature.rsplit("\n", maxsplit=1)[-1] not in told


def test_what_he_quotes_in_the_middle_stays_where_our_letter_is_not_quoted(tmp_path: Path) -> None:
    """As phones and web mail answer (behaviour B3.17)."""
    lost = []
    for number, cited in enumerate(UNQUOTED):
        (tmp_path / str(number)).mkdir()
        desk = Desk(tmp_path / str(number))
        routed = letter_to(desk.receive(build_mail(), MONDAY), "tech@example.com")
        letters = desk.receive(reply(routed, SAM, cited, quote=False), MONDAY + timedelta(hours=1))
        said = text_of(letter_to(letters, "dana@example.com", "relay"))
        lost += [line for line in cited.split("\n") if line.strip("> ") not in said]
    assert lost == []
