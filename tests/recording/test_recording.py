"""The recorder itself: the same twice, a changed letter found, and what is recorded is what would have left."""

from functools import partial
from pathlib import Path

import pytest

from tests.builders import LOG, make_png
from tests.desk import Desk
from tests.letters import read_letter
from tests.recording.__main__ import DIFFERS, FINE, print_differences
from tests.recording.comparison import find_differences, read_index, write_recording
from tests.recording.conversation import Conversation, Mail, Reply, play, read_instant, write_mail
from tests.recording.families import MORNING
from tests.recording.items import CORPUS, Item, record_conversations, record_corpus, run_task
from tests.recording.stage import get_bytes, run_apart
from tests.recording.stories import list_conversations

TAKEN = Conversation("taken", (MORNING, Reply("03-09 11:00", "tech", "mine")))
ASKED = Conversation("asked", (MORNING, Reply("03-09 11:00", "tech", "info? Which version is it?")))


def record_some() -> list[Item]:
    tasks = partial(record_conversations, [ASKED, TAKEN]), partial(record_corpus, [CORPUS / "answer-above.eml"])
    return [item for task in tasks for item in run_task(task)]


def test_recorded_twice_nothing_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (write_recording(record_some(), tmp_path / name) for name in ("old", "new"))
    assert first == second
    assert list(read_index(tmp_path / "old")) == [
        "conversations/asked.txt",
        "conversations/taken.txt",
        "corpus/answer-above.txt",
    ]
    assert print_differences(tmp_path / "old", tmp_path / "new") == FINE
    assert capsys.readouterr().out == "Nothing differs.\n"


def test_one_letter_that_says_something_else_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorded = dict(record_some())
    name = "conversations/taken.txt"
    assert "is yours now" in recorded[name]
    write_recording(recorded.items(), tmp_path / "old")
    write_recording({**recorded, name: recorded[name].replace("is yours now", "is yours")}.items(), tmp_path / "new")
    ((found, lines),) = find_differences(tmp_path / "old", tmp_path / "new")
    assert found == name
    assert "-ESC-1 is yours now. dana@example.com knows, and so do the others." in lines
    assert "+ESC-1 is yours. dana@example.com knows, and so do the others." in lines
    assert print_differences(tmp_path / "old", tmp_path / "new") == DIFFERS
    assert f"Items that differ, 1: {name}" in capsys.readouterr().out


def test_an_item_that_only_one_has_differs(tmp_path: Path) -> None:
    write_recording([("a.txt", "a"), ("b.txt", "b")], tmp_path / "old")
    write_recording([("a.txt", "a"), ("c.txt", "c")], tmp_path / "new")
    assert [name for name, _ in find_differences(tmp_path / "old", tmp_path / "new")] == ["b.txt", "c.txt"]


def test_a_long_difference_is_cut_and_a_line_that_came_in_is_one_line(tmp_path: Path) -> None:
    lines = [f"line {number % 7}" for number in range(100_000)]
    write_recording([("a.txt", "\n".join(lines)), ("b.txt", "\n".join(lines))], tmp_path / "old")
    longer = [*lines[:50_000], "new", *lines[50_000:]]
    write_recording([("a.txt", "\n".join(longer)), ("b.txt", "\n".join(lines[::-1]))], tmp_path / "new")
    (_, one), (_, all_others) = find_differences(tmp_path / "old", tmp_path / "new")
    assert [line for line in one if line[:1] in "+-" and line[:3] not in ("+++", "---")] == ["+new"]
    assert all_others[-1] == "… and more"
    assert len(all_others) < 50


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(FileExistsError, match="holds something else"):
        write_recording([], tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_what_is_recorded_of_a_letter_is_what_would_have_left(tmp_path: Path) -> None:
    """The desk gives letters parsed; as they leave they are the same bytes."""
    desk = Desk(tmp_path)
    files = (LOG, ("größe.png", make_png(640, 400)))
    mail = Mail("03-09 10:00", files=files, form={"Customer Impact": "Größe, ÅÄÖ " * 30})
    left = list(desk.stage.receive(write_mail(mail, "<m@example.com>"), read_instant(mail.at)))
    assert len(left) == 4
    for one in left:
        assert get_bytes(read_letter(one.raw)) == one.raw


def test_what_happens_apart_has_not_happened_here() -> None:
    seen: list[str] = []

    def see() -> str:
        seen.append("it")
        return "ü\ud800"

    assert run_apart(see) == "ü\\ud800"
    assert seen == []


def test_conversations_have_names_of_their_own_and_begin_alike_or_apart() -> None:
    names = [one.name for one in list_conversations()]
    assert len(names) == len(set(names))
    assert dict(play([TAKEN]))["taken"] == dict(play([ASKED, TAKEN]))["taken"]
