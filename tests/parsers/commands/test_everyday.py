"""Who takes a case, who does not, and what says neither, in everyday sentences of seven languages (behaviour B7.6,
B7.24). A wrong claim stops a clock: neither is neither."""

import tomllib
from pathlib import Path

from parsers.commands.command import parse_command
from parsers.commands.taking.grammar import leaves, takes, wants_another
from parsers.model import Address
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TESS = Address("Tess Berg", "tess.berg@example.com")
SENTENCES = tomllib.loads((Path(__file__).parent / "everyday.toml").read_text("utf-8"))
FEWEST = 0.95  # of a language's sentences are understood: nothing is bent for the last of them


def read(text: str) -> str:
    command = parse_command(text, VOCABULARY.commands, TESS)
    return command.name if command else ""


@every_row("language", SENTENCES)
@every_row(("kind", "name"), [("takes", "claim"), ("leaves", "decline")])
def test_most_of_what_people_say_is_understood(language: str, kind: str, name: str) -> None:
    said = SENTENCES[language][kind]
    missed = [text for text in said if read(text) != name]
    assert len(missed) <= (1 - FEWEST) * len(said) + 1, missed


@every_row("language", SENTENCES)
def test_nobody_takes_or_leaves_a_case_by_what_says_neither(language: str) -> None:
    assert [text for text in SENTENCES[language]["neither"] if read(text) in ("claim", "decline")] == []


@every_row("language", SENTENCES)
def test_who_refuses_never_claims_and_who_claims_never_refuses(language: str) -> None:
    listed = SENTENCES[language]
    assert [text for text in listed["leaves"] if read(text) == "claim"] == []
    assert [text for text in listed["takes"] if read(text) == "decline"] == []


def test_umlauts_and_accents_may_be_written_out_or_left_off() -> None:
    assert takes("ich kann das uebernehmen")
    assert takes("ich kann das ubernehmen")
    assert leaves("nao trato disso")
    assert wants_another("e possibile") is False
