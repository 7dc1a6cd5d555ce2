"""A letter that says something else than what happened is seen: for each table, one that is falsified."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.recording.conversation import Reply, write_reply
from tests.service.truth.evidence import Mail, Post, World
from tests.service.truth.life import named
from tests.service.truth.team import ADA, BEGIN, DANA, HOUSES, LEA, TEKLA, TIMO
from tests.service.truth.test_truth import check

AN_HOUR = timedelta(hours=1)
WENT = "Your words went to Dana Whitfield and Timo Rask."
BELOW = "This reaches you because the level below did not take it in time:"
# the letter, by its kind and reader; what stands in it; what is put in its place; what the reader of it finds
FALSE = (
    ("claimed", DANA, "Tekla Vann has taken", "Timo Rask has taken", "untrue: Timo Rask has taken"),
    ("claimed", TIMO, "You can stop looking at it.", "Nobody has taken it yet.", "untrue: Nobody has taken it yet."),
    ("routed", TEKLA, "Level 3 (Technical Team), opened", "Level 4 (Executive Team), opened", "untrue: ESC-1, Level 4"),
    ("receipt", DANA, "It went to Tekla Vann and", "It went to Cleo Ferrant and", "untrue: It went to Cleo Ferrant"),
    ("receipt", DANA, "by Thursday 5 March, 10:00", "by Thursday 5 March, 11:00", "untrue: Contoso was told"),
    ("receipt", DANA, "hear from you by", "hear from Tekla Vann by", "untrue: Contoso was told"),
    ("relay", DANA, "Tekla Vann asks", "Timo Rask asks", "untrue: Timo Rask asks"),
    ("routed", TEKLA, "working export by Friday", "working export by Monday", "untrue: Asked of you: A"),
    ("routed", TEKLA, "error.log (", "other.log (", "untrue: other.log"),
    ("digest", LEA, "Level 3 (Technical Team): 1 open", "Level 3 (Technical Team): 2 open", "untrue: Level 3"),
    ("notice", TEKLA, "Your words went to Dana Whitfield and", "Your words went to Cleo Ferrant and", "untrue: Your"),
    ("receipt", DANA, "Yours until it is solved:", "They are all on it.", "not known: They are all on it."),
    ("nudge", DANA, "Tekla Vann took", "Timo Rask took", "untrue: Timo Rask took"),
    ("digest", LEA, "with Tekla Vann; nothing heard", "with Timo Rask; nothing heard", "untrue: 2 ESC-1"),
    ("claimed", DANA, "Tekla Vann has taken ", "Nobody has taken ", "untrue: Nobody has taken ESC-1"),
    ("notice", TEKLA, WENT, "Nobody of the Technical Team is left to ask: Timo Rask is away.", "untrue: Nobody of"),
    ("notice", TEKLA, WENT, f"{BELOW} it was due Thu 5 March, 11:00 (Berlin).", "untrue: This reaches you"),
    ("notice", TEKLA, WENT, "Timo Rask of Level 3 had it since Mon 2 March, 10:00 (Berlin).", "untrue: Timo Rask of"),
    ("notice", TEKLA, WENT, "Nobody else of the Technical Team is left to ask, which Dana Whitfield knows.", "untrue"),
    ("notice", TEKLA, WENT, "Timo Rask is away, and nobody stands in.", "untrue: Timo Rask is away"),
)  # fmt: skip


def live(folder: Path) -> Iterator[World]:
    """A case that is opened, asked about, and taken; a turn for the letters of each instant."""
    world = World(Desk(folder, HOUSES[0]))
    raw = build_mail(sender=named(DANA), files=[LOG])
    yield from (world for _ in world.receive(Mail(BEGIN, DANA, "", "zqx1", build_form()), raw))
    for hours, words in ((1, "info? which version?"), (25, "mine")):
        letter = next(one for one in world.letters_to(TEKLA) if one.kind == "routed")
        at = BEGIN + hours * AN_HOUR
        answer = write_reply(Reply("", named(TEKLA), words, quotes=False), letter.mail, f"<{hours}@example.com>")
        yield from (world for _ in world.receive(Mail(at, TEKLA, words, "zqx2", words, letter), answer))
    yield from (world for _ in world.pass_time(BEGIN + 100 * AN_HOUR))


def find(world: World, kind: str, to: str) -> Post | None:
    return next((one for one in world.new if (one.kind, one.to) == (kind, to)), None)


@pytest.mark.parametrize(("kind", "to", "said", "instead", "found"), FALSE)
def test_a_falsified_letter_is_seen(tmp_path: Path, kind: str, to: str, said: str, instead: str, found: str) -> None:
    for world in live(tmp_path):
        post = find(world, kind, to)
        if post is not None and said in post.text:
            assert list(check(world, post)) == []
            wrong = list(check(world, replace(post, text=post.text.replace(said, instead))))
            assert any(one.startswith(found) for one in wrong), wrong
            return
    raise AssertionError("there is no such letter")


def test_what_does_not_come_as_it_is_said_is_seen(tmp_path: Path) -> None:
    world = next(live(tmp_path))
    post = find(world, "routed", TEKLA)
    assert post is not None
    said = "goes to the Executive Team (Level 4) Thu 5 March, 11:00"
    assert said in post.text
    assert list(check(world, replace(post, text=post.text.replace(said, said.replace("11:00", "10:30"))))) == []
    list(world.pass_time(BEGIN + 100 * AN_HOUR))
    assert [one.sentence for one in world.broken if "10:30" in one.sentence]


def test_a_word_of_the_house_in_a_letter_to_the_customer_is_seen(tmp_path: Path) -> None:
    world = next(live(tmp_path))
    post = find(world, "customer-acknowledgement", ADA)
    assert post is not None
    assert list(check(world, post)) == []
    post.mail.replace_header("Subject", "Your request, from Cleo")
    assert list(check(world, post)) == ["not for outside: Cleo"]


def test_a_customer_who_was_not_written_to_is_not_said_to_be_told(tmp_path: Path) -> None:
    world = next(live(tmp_path))
    receipt, letter = find(world, "receipt", DANA), find(world, "customer-acknowledgement", ADA)
    assert receipt is not None
    assert letter is not None
    world.about["ESC-1"].remove(letter)
    assert any(one.startswith("untrue: Contoso was told") for one in check(world, receipt))
