"""Why there is no screenshot and no log, in sentences (behaviour B4.3)."""

from parsers.form.completeness import has_reason
from tests.tables import every_row

REASONS = (
    "I have no log, the customer only called by phone", "There is nothing to see on the screen.",
    "We have no screenshots: it happened at the counter", "Ich habe kein Log, der Kunde hat nur angerufen",
    "Es ist nichts zu sehen", "Auf dem Bildschirm ist nichts zu sehen", "Il n'y a rien à voir à l'écran",
    "Il n'y a pas de capture, le client a seulement téléphoné", "No hay nada que ver en la pantalla",
    "Aquí no tengo capturas, el cliente solo llamó", "Sullo schermo non c'è niente da vedere",
    "Io non ho schermate, il cliente ha solo telefonato", "Er is niets te zien op het scherm",
    "Ik heb geen logs, de klant heeft alleen gebeld", "Não há nada para ver no ecrã",
    "Eu não tenho captura, o cliente só telefonou",
)  # fmt: skip
NO_REASONS = (
    "I have no log", "I have no screenshot yet, the customer is slow", "I have no log, I will send it later",
    "Ich habe kein Log", "Ich habe noch kein Log, der Kunde ist weg", "see the log of the server", "error.log",
    "The log shows no error at all in it", "Je n'ai pas de capture", "Non ho schermate",
)  # fmt: skip


@every_row("entry", REASONS)
def test_a_sentence_that_tells_why_is_a_reason(entry: str) -> None:
    assert has_reason(entry)


@every_row("entry", NO_REASONS)
def test_a_sentence_that_tells_nothing_is_none(entry: str) -> None:
    assert not has_reason(entry)
