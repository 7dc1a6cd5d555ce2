"""Lives drawn by lot: after each step every letter is read, sentence by sentence, against what really happened.

No sentence is false, none is unknown, what was said to come came, and nothing of the house is in a letter to a
customer. A new sentence in a template needs its row in one of the tables."""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.desk import Desk
from tests.fake_solved import FakeSolvedCases
from tests.service.truth.book import TABLES
from tests.service.truth.evidence import Post, World
from tests.service.truth.life import Life
from tests.service.truth.reading import Reader
from tests.service.truth.tables.promises import is_outside
from tests.service.truth.team import HOUSES, TRACKER
from tests.service.truth.tracker import HOUSE, TrackerLife

STEPS = 40
FEW, MANY, CORES, OUTAGES = 500, 20_000, 2, 3
# a piece of a sentence is missing: it begins with a space, or what belongs between two signs is not there
HOLES = re.compile(r"^ [^\W\d].*|.*(?:,\.|\(\)| [,;.](?: |$)|[.:,] {2,}(?=[^\W\d])|: ?\.).*", re.MULTILINE)
SECRETS = ("zqx", "trace", "warehouse", "Technical Team", "Executive", "Cleo", "Tekla", "ESC-")


@cache
def reader() -> Reader:
    return Reader(TABLES)


def read_life(number: int, steps: int = STEPS, is_of_outages: bool = False) -> tuple[int, list[str]]:
    """How many letters left in this life, and what is wrong with them."""
    with TemporaryDirectory() as folder:
        world = World(Desk(Path(folder), HOUSES[number % len(HOUSES)], FakeSolvedCases()))
        return _read(world, Life(world, f"s{number}", is_of_outages).live(steps), number)


def _read(world: World, life: Iterator[None], number: int) -> tuple[int, list[str]]:
    wrong: list[str] = []
    for _ in life:
        wrong += [
            f"life {number}, {one.at}, {one.kind} to {one.to}: {said}"
            for one in world.new
            if one.to != TRACKER  # a ticket: fields, and nothing of ours that could be untrue
            for said in check(world, one)
        ]
    broken = (f"life {number}, {one.said.at}, to {one.said.to}: did not come: {one.sentence}" for one in world.broken)
    return len(world.posts), [*wrong, *broken]


def check(world: World, post: Post) -> Iterator[str]:
    """What is untrue, unknown or not for outside in this letter."""
    yield from reader().read(world, post)
    yield from (f"a hole: {line}" for line in HOLES.findall(post.text))
    if is_outside(post):
        parts = [str(part.get_content()) for part in post.mail.walk() if not part.is_multipart()]
        whole = "\n".join((post.mail["Subject"], *parts))
        for mail in world.mails if post.kind == "customer-update" else ():
            whole = whole.replace(mail.mark, "") if mail.first.startswith("update") else whole
        yield from (f"not for outside: {word}" for word in SECRETS if word in whole)


def test_no_letter_says_anything_untrue() -> None:
    letters, numbers = 0, count(0, len(HOUSES))  # in one house: to open another takes longer than to read a life
    while letters < FEW:
        many, wrong = read_life(next(numbers), 25)
        assert wrong == []
        letters += many


def test_no_letter_of_an_outage_says_anything_untrue() -> None:
    for number in range(OUTAGES):
        assert read_life(number * len(HOUSES) + 1, 15, is_of_outages=True)[1] == []


def test_no_letter_says_anything_untrue_where_a_level_works_in_a_tracker(tmp_path: Path) -> None:
    world = World(Desk(tmp_path, HOUSE, FakeSolvedCases()))
    assert _read(world, TrackerLife(world, "t23").live(25), 23)[1] == []


@pytest.mark.slow
def test_no_letter_of_many_says_anything_untrue() -> None:
    assert read_lives(MANY) == []


def read_lives(most: int) -> list[str]:
    """What is wrong in the lives from the first on, until so many letters have left or something is."""
    letters, wrong = 0, []
    with ProcessPoolExecutor(CORES) as pool:
        for first in count(0, 10):
            for many, found in pool.map(read_life, range(first, first + 10)):
                letters += many
                wrong += found
            if letters >= most or wrong:
                break
    return wrong
