"""What wakes nobody though it has a trigger's words, and what still does (behaviour B5.3)."""

from daemon.core.intake.sought.amounts import find_amounts
from daemon.core.intake.triggers import see_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group
from daemon.settings.triggers import load_triggers
from tests.tables import every_row

TRIGGERS = load_triggers()

HARMLESS = [
    "Nobody can log in to the test system",
    "Nobody can sign in to the staging environment",
    "El sistema de pruebas está caído",
    "O sistema de testes está parado",
    "One of our printers is down and nobody in room 4 can print",
    "They deleted one draft invoice by mistake and know how to restore it",
    "He accidentally deleted the draft",
    "Er hat versehentlich einen Entwurf gelöscht",
    "Il a supprimé un brouillon par erreur",
    "Borró un borrador por error",
    "Ha cancellato una bozza per sbaglio",
    "Hij heeft per ongeluk een concept verwijderd",
    "Ela apagou um rascunho por engano",
    "Die Schaltfläche Kündigen ist grau",
    "Le bouton Résilier est gris",
    "El botón Cancelar contrato está gris",
    "Il pulsante Disdire è grigio",
    "De knop Opzeggen is grijs",
    "O botão Cancelar contrato está cinzento",
    "Their press officer wants an account",
    "Ihr Pressesprecher möchte ein Konto",
    "Leur attaché de presse veut un compte",
    "Su jefe de prensa quiere una cuenta",
    "Il loro addetto stampa vuole un account",
    "Hun persvoorlichter wil een account",
    "O assessor de imprensa quer uma conta",
    "Der Anwalt heißt jetzt Meyer, bitte Adresse ändern",
    "Their social media manager cannot upload a picture",
    "The hacker conference wants a quote",
    "Er möchte eine Lizenz kündigen",
    "Il veut résilier une licence",
    "The website of a supplier was hacked last year",
]
MEANT = [
    ("Nobody in the company can log in any more", {"outage"}),
    ("Niemand kann sich mehr einloggen", {"outage"}),
    ("Nobody can log in to production and the test system", {"outage"}),
    ("Nobody can log in", {"outage"}),
    ("They deleted all invoices by mistake", {"data_loss"}),
    ("Er hat versehentlich alle Kundendaten gelöscht", {"data_loss"}),
    ("Sie kündigen den Vertrag", {"dissatisfaction"}),
    ("Der Kunde will alle Lizenzen kündigen", {"dissatisfaction"}),
    ("Ihr Anwalt wird uns verklagen", {"legal"}),
    ("We were hacked last night", {"security"}),
    ("Somebody logged in and nobody in our company knows him", {"security"}),
    ("El sistema está caído en todas las sedes", {"outage"}),
    ("A hacker is in the system", {"security"}),
    ("Their press officer says the newspaper writes about us tomorrow", {"media"}),
]


def _see(text: str) -> set[str]:
    seen = see_triggers(text, TRIGGERS, Thresholds(), False, "")
    return {match.name for match in seen if match.rule.group is Group.IMMEDIATE}


@every_row("text", HARMLESS)
def test_it_is_harmless(text: str) -> None:
    assert _see(text) == set()


@every_row(("text", "expected"), MEANT)
def test_it_is_meant(text: str, expected: set[str]) -> None:
    assert _see(text) == expected


@every_row("text", ["1200,- €", "1.200,-- EUR", "1200.– EUR", "€ 1200,-"])
def test_a_sum_without_cents_is_one(text: str) -> None:
    assert [*find_amounts(text, ("€", "eur"))] == [1200.0]
