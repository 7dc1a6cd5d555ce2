"""The customer's answer to "Is all well on your side, too?", in seven languages (behaviour B9.30)."""

import tomllib
from pathlib import Path

from parsers.commands.contentment import read_contentment
from tests.tables import every_row

SAID = tomllib.loads(Path(__file__).with_name("contentment.toml").read_text(encoding="utf-8"))
MEANT = {"yes": True, "no": False, "neither": None}


@every_row(("text", "meant"), [(text, MEANT[name]) for name, listed in SAID.items() for text in listed])
def test_what_they_answer_is_told_apart(text: str, meant: bool | None) -> None:
    assert read_contentment(text) is meant
