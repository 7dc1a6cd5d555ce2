"""Answers by number, as leads type them on a phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.commands.numbered import MOST_ANSWERS, parse_numbered
from tests.vocabulary import VOCABULARY


def read(text: str) -> list[tuple[int, str | None]]:
    return [
        (one.number, one.command.name if one.command else None) for one in parse_numbered(text, VOCABULARY.commands)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 mine, 5 remind, 7 raise, 9 wait friday", [(3, "claim"), (5, "remind"), (7, "raise"), (9, "waiting")]),
        ("1 mine · 2 and 12 remind", [(1, "claim"), (2, "remind"), (12, "remind")]),
        ("3 mine\n5 remind\n\nThanks, Kim", [(3, "claim"), (5, "remind")]),
        ("Hi,\n\n#3: mine; 5) remind", [(3, "claim"), (5, "remind")]),
        ("Hello,\n3. mine", [(3, "claim")]),
        ("- 3 mine\n- 5 remind", [(3, "claim"), (5, "remind")]),
        ("3, 5 and 7 remind", [(3, "remind"), (5, "remind"), (7, "remind")]),
        ("3 übernehme ich, 5 warten bis freitag", [(3, "claim"), (5, "waiting")]),
        ("3 done: rolled back, 5 users affected", [(3, "done")]),
        ("3 note: called, will ring again; 4 mine", [(3, "note"), (4, "claim")]),
        ("3 yes, 4 no: solved by phone", [(3, "yes"), (4, "no")]),
        ("3 ja; 4 non, réglé", [(3, "yes"), (4, "no")]),
        ("3 this is urgent", [(3, None)]),
        ("3 whatever", [(3, None)]),
        ("thanks, 3 of them look odd to me", []),
        ("mine", []),
        ("", []),
        ("2026-03-06 was a Friday", []),
    ],
)
def test_what_is_read(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert read(text) == expected


def test_the_words_behind_a_command_come_with_it() -> None:
    text = "3 done: rolled back, 5 users affected, 6 wait friday 10:00, 7 pass to kim@example.com"
    first, second, third = parse_numbered(text, VOCABULARY.commands)
    assert first.command is not None
    assert first.command.text == "rolled back, 5 users affected"
    assert second.command is not None
    assert second.command.until == "friday 10:00"
    assert third.command is not None
    assert third.command.to == "kim@example.com"


@given(st.text(alphabet="0123456789 ,;.·#and mineraisewait\n:-", max_size=400) | st.text(max_size=400))
def test_any_text_gives_an_answer(text: str) -> None:
    assert len(parse_numbered(text, VOCABULARY.commands)) <= MOST_ANSWERS


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.sampled_from(["mine", "remind", "raise", "wait friday", "status", "why"])),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_plainly_is_read(pairs: list[tuple[int, str]]) -> None:
    found = parse_numbered(", ".join(f"{number} {word}" for number, word in pairs), VOCABULARY.commands)
    assert [one.number for one in found] == [number for number, _ in pairs]
    assert all(one.command is not None for one in found)
