"""Writes the mails of this folder and what must be read in them:
`python -m tests.corpus.build`, by hand after a change."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.corpus import (
    bare_answers,
    bent,
    beside_labels,
    forms,
    forwards,
    gateways,
    habits,
    heads,
    histories,
    languages,
    odd_labels,
    replies,
    robots,
    seven,
    subjects,
    under_labels,
    verdicts,
)

HERE = Path(__file__).resolve().parent


def build() -> int:
    """Writes every pair of files; how many. Raises ValueError for a name given twice."""
    made: dict[str, tuple[bytes, Mapping[str, object]]] = {}
    around = (under_labels, beside_labels, bare_answers, odd_labels, bent)
    for module in (
        forms,
        forwards,
        habits,
        languages,
        subjects,
        histories,
        heads,
        *around,
        replies,
        robots,
        gateways,
        verdicts,
        seven,
    ):
        for name, raw, expected in module.build():
            if name in made:
                raise ValueError(f"two mails are called {name}")
            made[name] = raw, expected
    for name, (raw, expected) in made.items():
        (HERE / f"{name}.eml").write_bytes(raw)
        (HERE / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(made)


if __name__ == "__main__":
    build()
