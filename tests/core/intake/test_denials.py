"""A denial wherever it stands, before a phrase, in it or behind it, and where it ends (behaviour B5.4)."""

import tomllib
from pathlib import Path

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group
from daemon.settings.triggers import load_triggers
from tests.tables import every_row

SENTENCES = tomllib.loads((Path(__file__).parent / "denials.toml").read_text("utf-8"))
TRIGGERS = load_triggers()
MOST_WRONG = 1  # of a language's sentences: no phrase is bent for the last of them


def wakes(text: str) -> bool:
    return any(match.rule.group is Group.IMMEDIATE for match in find_triggers(text, TRIGGERS, Thresholds()))


@every_row("language", SENTENCES)
def test_what_is_denied_wakes_nobody(language: str) -> None:
    wrong = [text for text in SENTENCES[language]["harmless"] if wakes(text)]
    assert len(wrong) <= MOST_WRONG, wrong


@every_row("language", SENTENCES)
def test_what_is_true_beside_a_denial_wakes(language: str) -> None:
    missed = [text for text in SENTENCES[language]["true"] if not wakes(text)]
    assert len(missed) <= MOST_WRONG, missed


DENIED = (
    "The customer is not threatening to sue.", "Der Kunde droht nicht mit dem Anwalt.",
    "Il n'a pas menacé de porter plainte.",
    "No ha amenazado con demandarnos.", "Il cliente non ha minacciato di andare dall'avvocato.",
    "De klant dreigt niet met een advocaat.", "Ele não ameaçou ir a tribunal.",
)  # fmt: skip


@every_row("text", DENIED)
def test_a_denial_between_the_parts_of_a_phrase_denies_it(text: str) -> None:
    assert not wakes(text)


@every_row(
    "text",
    [
        "The customer does not pay and threatens to sue.", "Der Kunde zahlt nicht und droht mit dem Anwalt.",
        "Der Kunde droht nicht nur mit dem Anwalt, er hat ihn schon.", "Il ne paie pas et menace de porter plainte.",
        "No paga y amenaza con demandarnos.", "Non paga e minaccia di andare dall'avvocato.",
        "Hij betaalt niet en dreigt met een advocaat.", "Não paga e ameaça ir a tribunal.",
    ],
)  # fmt: skip
def test_a_denial_ends_where_something_else_begins(text: str) -> None:
    assert wakes(text)


@every_row("text", ["This is a joke!", "Your support is a joke.", "Das ist doch ein Witz!", "It's a joke."])
def test_a_joke_is_severe_when_it_is_said_of_us(text: str) -> None:
    assert wakes(text)


@every_row("text", ["It was just a joke.", "The bot tells a joke.", "Er hat einen Witz gemacht.", "Nur ein Witz."])
def test_a_joke_that_is_told_is_none(text: str) -> None:
    assert not wakes(text)


def test_what_is_no_drill_and_no_one_are_not_harmless() -> None:
    assert wakes("This is not a drill: the whole system is down.")
    assert wakes("No one can work, the whole system is down.")
