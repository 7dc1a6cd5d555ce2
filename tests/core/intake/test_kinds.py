"""What only sounds like an Immediate trigger, and what is a trigger, by kind, in all languages (behaviour B5.26)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group
from daemon.settings.triggers import load_triggers

KINDS = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
TRIGGERS = load_triggers()
IMMEDIATE = TRIGGERS.find_group(Group.IMMEDIATE)


def find(text: str) -> set[str]:
    return {match.name for match in find_triggers(text, TRIGGERS, Thresholds())}


def walk(kinds: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    return (text for kind in kinds.values() for texts in kind.values() for text in texts)


def test_what_only_sounds_like_it_wakes_nobody() -> None:
    wrong = [f"{found}: {text}" for text in walk(KINDS["harmless"]) if (found := find(text) & IMMEDIATE)]
    assert not wrong, "\n".join(wrong)


def test_what_is_true_is_seen() -> None:
    missed = [
        f"{name}: {text}" for name, kinds in KINDS["true"].items() for text in walk(kinds) if name not in find(text)
    ]
    assert not missed, "\n".join(missed)


def test_what_only_sounds_like_a_standard_trigger_is_none() -> None:
    wrong = [f"{name}: {text}" for name, kinds in KINDS["never"].items() for text in walk(kinds) if name in find(text)]
    assert not wrong, "\n".join(wrong)


def test_an_empty_database_is_no_leak() -> None:
    assert "security" not in find("A base de dados está vazia depois da atualização.")


def test_many_asides_in_one_text_take_no_time_that_grows_faster_than_it() -> None:
    assert find("data is gone, on her laptop it is not restored and the test system is fine; " * 600) == {"data_loss"}
