"""Answers by number, as leads type them on a phone."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.commands.numbered import MOST_ANSWERS, parse_numbered
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def read(text: str) -> list[tuple[int, str | None]]:
    return [
        (one.number, one.command.name if one.command else None) for one in parse_numbered(text, VOCABULARY.commands)
    ]


@every_row(
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


@every_row(
    ("text", "expected"),
    [
        ("1 mine\n\nI call them at noon.\n\n2 raise", [("claim", "I call them at noon."), ("raise", None)]),
        ("1 mine: I call them now\n2 raise: they wait", [("claim", "I call them now"), ("raise", "they wait")]),
        ("Hi all,\n\nI looked at both.\n\n1 mine\n2 raise", [("claim", "I looked at both."), ("raise", None)]),
        ("I looked at both.\n1 mine", [("claim", "I looked at both.")]),
        ("1 mine\n\n5 users are affected.\n\n2 raise", [("claim", "5 users are affected."), ("raise", None)]),
        ("1 remind\n\nThey never answer.\n\nThanks, Kim", [("remind", "They never answer.")]),
        ("1 not mine\n2 decline: ask Bob", [("decline", None), ("decline", "ask Bob")]),
        ("1 👎\n2 👍", [("decline", "👎"), ("claim", None)]),
        ("1 wait friday: they call back", [("waiting", "they call back")]),
        ("1 warten freitag, das Log fehlt", [("waiting", "das Log fehlt")]),
        ("1 release for dana\n\nShe knows them.", [("release", "She knows them.")]),
        ("1 yes: go\n\nThey wait.", [("yes", "go\n\nThey wait.")]),
        ("1 wait friday, if the log comes", [(None, None)]),
    ],
)
def test_words_above_below_and_beside_are_kept_with_the_command(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    found = [one.command for one in parse_numbered(text, VOCABULARY.commands)]
    assert [(one and one.name, one and one.text) for one in found] == expected


def test_what_was_said_is_said_back_in_one_line_ready_to_be_sent_again() -> None:
    (one,) = parse_numbered("1 raise\n\nThey call\nevery hour.", VOCABULARY.commands)
    assert one.said == "raise: They call every hour."
    (again,) = parse_numbered(f"1 {one.said}", VOCABULARY.commands)
    assert again.command is not None
    assert (again.command.name, again.command.text) == ("raise", "They call every hour.")


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
