"""How a case ended, as people write it down line by line (behaviour B9.28)."""

from parsers.commands.accounts import read_account, read_bare_account
from parsers.model import Account
from tests.tables import every_row


@every_row(
    ("text", "expected"),
    [
        ("put it back", None),
        ("put it back\nThanks: all", None),
        ("Put it back\nLesson: ask first", Account("Put it back", lesson="ask first")),
        ("Resolution: new index\nLesson: none\nKB: no, too special", Account("", "new index", "", False)),
        (
            "zurückgestellt\nLehre: erst vergleichen\nWissensdatenbank: ja",
            Account("zurückgestellt", None, "erst vergleichen", True),
        ),
        ("remis\nLeçon : comparer\nBase de connaissances : non", Account("remis", None, "comparer", False)),
        ("repuesto\nLección: comparar\nBase de conocimientos: sí", Account("repuesto", None, "comparar", True)),
        ("rimesso\nLezione: confrontare\nBase di conoscenza: no", Account("rimesso", None, "confrontare", False)),
        ("teruggezet\nLes: vergelijken\nKennisbank: ja", Account("teruggezet", None, "vergelijken", True)),
        ("reposto\nLição: comparar\nBase de conhecimento: não", Account("reposto", None, "comparar", False)),
        ("back\nLesson: tbd\nKnowledge base: yes/no", Account("back")),
        ("Lessons learned:\n- ask first\n- then act\n\nBye", Account("\nBye".strip(), None, "- ask first\n- then act")),
        ("**Lesson:** ask first", Account("", None, "ask first")),
        ("- Lesson: ask first\n- Knowledge base: yes please, add it", Account("", None, "ask first", True)),
        ("Knowledge base (yes or no)? Yes, since it comes again", Account("", None, None, True)),
        ("Knowledge base:", Account()),
        (
            "back\nTell the customer: It works again.\n\nThey always break it.",
            Account("back\n\nThey always break it.", for_customer="It works again."),
        ),
        (
            "back\nDem Kunden sagen: Es geht wieder.\nLehre: keine",
            Account("back", lesson="", for_customer="Es geht wieder."),
        ),
        ("The lesson: we should ask first", None),
    ],
)
def test_each_line_is_read_down_to_the_next_label_or_a_blank_line(text: str, expected: Account | None) -> None:
    assert read_account(text) == expected


LESSON, BOTH, RESOLUTION = ("lesson",), ("lesson", "knowledge"), ("resolution",)


@every_row(
    ("text", "asked", "expected"),
    [
        ("Compare the regions.", LESSON, Account(lesson="Compare the regions.")),
        ("none", LESSON, Account(lesson="")),
        ("No, that was special.", ("knowledge",), Account(for_knowledge=False)),
        ("ja", ("knowledge",), Account(for_knowledge=True)),
        ("We put the index back.", RESOLUTION, Account(resolution="We put the index back.")),
        ("no", BOTH, Account(for_knowledge=False)),
        ("Compare the regions.", BOTH, None),  # which of both it is nobody knows
        ("Which regions do you mean?", LESSON, None),
        ("maybe", ("knowledge",), None),
        ("...", LESSON, None),
    ],
)
def test_an_answer_without_labels_is_read_where_one_thing_alone_is_asked(
    text: str, asked: tuple[str, ...], expected: Account | None
) -> None:
    assert read_bare_account(text, asked) == expected
