"""A threat stands out from whatever harmless words stand around it, in every language (behaviour B5.4)."""

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.settings.triggers import load_triggers
from tests.tables import every_row


def find(text: str) -> set[str]:
    return {match.name for match in find_triggers(text, load_triggers(), Thresholds())}


THREATS = (
    "The offer is wrong and the customer threatens us with a lawyer.",
    "No more demo: they threaten to send their lawyer.",
    "The customer wants more seats, or he will threaten us with his attorney.",
    "It does not work and the customer threatens us with a lawyer.",
    "Der Kunde ist stinksauer und droht mit dem Anwalt.", "Der Kunde ist wütend, er droht mit dem Anwalt.",
    "Der Test ist fehlgeschlagen und er droht mit seinem Anwalt.", "Das Angebot ist falsch, er droht mit dem Anwalt.",
    "Das stimmt nicht und der Kunde droht mit dem Anwalt.",
    "Le client veut une formation et menace d'envoyer son avocat.",
    "Cela ne marche pas et le client menace de prendre un avocat.",
    "La oferta está mal y el cliente amenaza con su abogado.", "No funciona y el cliente amenaza con su abogado.",
    "Il cliente è furioso per l'offerta e minaccia con l'avvocato.",
    "Non funziona e il cliente minaccia con l'avvocato.",
    "De klant is woedend over de training en dreigt met zijn advocaat.",
    "De offerte klopt niet en de klant dreigt met een advocaat.",
    "A oferta está errada e o cliente ameaça com o advogado.", "Não funciona e o cliente ameaça com o advogado.",
)  # fmt: skip


@every_row("text", THREATS)
def test_a_threat_stays_one_beside_what_is_harmless(text: str) -> None:
    assert "legal" in find(text)


UNTHREATENED = (
    "The customer does not threaten us with a lawyer.",
    "Der Kunde ist Anwalt und braucht eine Lizenz.", "Der Kunde ist ein Anwalt.",
    "Kunde ist Rechtsanwalt, Drucker streikt.",
)  # fmt: skip


@every_row("text", UNTHREATENED)
def test_who_threatens_nobody_is_harmless(text: str) -> None:
    assert "legal" not in find(text)
