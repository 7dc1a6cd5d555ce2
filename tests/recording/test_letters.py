"""The page of all letters is what they are."""

from tests.recording.letters import PAGE, write_page


def test_the_page_shows_the_letters_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(), "call .venv/bin/python -m tests.recording.letters"
