"""Some hundred changed mails of the corpus keep the promises of the reading;
tests/fuzz looks for others by coverage."""

import random
from pathlib import Path

import pytest

from tests.fuzz.mutations import mutate
from tests.fuzz.promises import check_promises, load_rules

CORPUS = [
    path
    for path in sorted((Path(__file__).resolve().parent.parent / "corpus").glob("*.eml"))
    if path.stat().st_size < 6_000
]


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_changed_mails_keep_every_promise(seed: int) -> None:
    chance = random.Random(seed)
    rules = load_rules()
    for _ in range(60):
        path, other = chance.choice(CORPUS), chance.choice(CORPUS)
        check_promises(
            mutate(path.read_bytes(), chance, other=other.read_bytes())[:20_000], rules, twice=chance.random() < 0.2
        )
