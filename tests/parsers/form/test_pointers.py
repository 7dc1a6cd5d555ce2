"""What points elsewhere in short, and what says that something comes, is no value (behaviour B3.7, B4.16)."""

from parsers.form.evasions import evades
from parsers.form.values import is_placeholder

POINTERS = ("cf. ci-dessous", "Cf. ci-dessous.", "vgl. unten", "s. unten", "cfr. sotto", "v. sotto", "cf. abaixo")
IMPACTS = (
    "40 shops, cf. ticket",
    "Cf. ci-dessous: 40 magasins sont fermés",
    "s. Filiale 12 steht",
    "All of theirs. Ten",
)
TO_COME = ("à venir", "please fill in", "kommt noch", "por venir", "da fornire", "komt nog", "a seguir", "x")


def test_a_short_pointer_answers_nothing() -> None:
    assert [text for text in POINTERS if not evades([text], "customer_impact")] == []
    assert [text for text in IMPACTS if evades([text], "customer_impact")] == []


def test_what_is_to_come_is_no_value() -> None:
    assert [text for text in TO_COME if not is_placeholder(text)] == []
    assert not is_placeholder("x-ray room 4")
