"""What people write in everyday words, in all languages: which triggers it is, and which it only sounds like (behaviour
B5.3, B5.26)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group
from daemon.settings.triggers import load_triggers
from tests.tables import every_row

EVERYDAY = tomllib.loads((Path(__file__).parent / "everyday.toml").read_text("utf-8"))
TRIGGERS = load_triggers()
IMMEDIATE = TRIGGERS.find_group(Group.IMMEDIATE)


def find(text: str) -> set[str]:
    """The triggers of an enterprise customer's mail."""
    return {match.name for match in find_triggers(text, TRIGGERS, Thresholds(), enterprise=True)}


def walk(kinds: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    return (text for languages in kinds.values() for texts in languages.values() for text in texts)


def test_what_only_sounds_like_an_immediate_trigger_wakes_nobody() -> None:
    harmless = walk({"harmless": EVERYDAY["harmless"]["everyday"]})
    wrong = [f"{found}: {text}" for text in harmless if (found := find(text) & IMMEDIATE)]
    assert not wrong, "\n".join(wrong)


@every_row("name", EVERYDAY["true"])
def test_what_is_one_is_seen(name: str) -> None:
    missed = [text for text in walk(EVERYDAY["true"][name]) if name not in find(text)]
    assert not missed, "\n".join(missed)


@every_row("name", EVERYDAY["not"])
def test_a_form_or_a_name_is_no_standard_trigger(name: str) -> None:
    wrong = [text for text in walk(EVERYDAY["not"][name]) if name in find(text)]
    assert not wrong, "\n".join(wrong)


@every_row(
    "text",
    [
        "This is no false alarm: all data is gone.",
        "Their lawyer cannot open our reply to his claim.",
        "The customer told the newspaper about it.",
        "Everything is gone, not only the test orders.",
        "Is it true that all data is gone?",
        "The training was interrupted because hackers encrypted the server.",
        "All machines stand still in all plants.",
        "200 people sit idle.",
        "The customer is furious.",
        "They cancel the old contract and the new one, they are furious.",
        "Sie kündigen an, dass sie den Vertrag kündigen.",
        "Is it possible that our data was stolen?",
        "Ist es möglich, dass unsere Daten gestohlen wurden?",
        "Why are all my files gone when I log in?",
        "Warum sind alle Daten weg, wenn ich mich anmelde?",
        "Pourquoi toutes les données sont-elles perdues quand on enregistre ?",
        "¿Por qué se borran todos los datos al guardar?",
        "Perché spariscono tutti i dati quando salvo?",
        "Waarom zijn alle gegevens weg als ik inlog?",
        "Porque se apagam todos os dados quando guardo?",
        "Sind unsere Daten bei dem Absturz verloren gegangen?",
        "They ask whether they were hacked.",
    ],
)
def test_what_is_true_beside_such_words_wakes(text: str) -> None:
    assert find(text) & IMMEDIATE
