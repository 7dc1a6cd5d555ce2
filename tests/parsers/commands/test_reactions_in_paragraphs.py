"""A reaction whose sign stands in a paragraph of its own, or in quotation marks, is read as on one line
(behaviour B7.6)."""

from parsers.commands.command import parse_command
from parsers.model import Address
from tests.vocabulary import VOCABULARY

SAM = Address("sam@example.com", "Sam Senior")
UP = (
    "Sam Senior reacted to your message:\n\n👍",
    "Sam Senior a réagi à votre message :\n👍",
    "Sam hat mit „Gefällt mir“ auf Ihre Nachricht reagiert",
    "Sam Senior hat auf Ihre Nachricht reagiert:\n\n👍🏽",
    "Sam Senior ha reaccionado a tu mensaje:\n\n👍",
    "Sam Senior ha reagito al tuo messaggio:\n\n👍",
    "Sam Senior heeft op je bericht gereageerd:\n\n👍",
    "Sam Senior reagiu à sua mensagem:\n\n👍",
    "Sam Senior reacted to your message:\n\nLike",
    "Sam Senior reacted to your message:\n\n[Like]\n\nThanks",
    "Sam a réagi avec « J’aime » à votre message",
)
DOWN = (
    "Sam Senior reacted to your message:\n\n👎",
    "Sam Senior hat mit „Gefällt mir nicht“ auf Ihre Nachricht reagiert",
)
NEITHER = (
    "Sam Senior reacted to your message:\n\n❤️",
    "Kim reacted to your message:\n\n👍",
    "Sam Senior reacted to your message:\n\n👍\n\nNot mine though",
    "Ada reacted to your message: she is angry\n\n👍",
    "Sam Senior reacted to your message:\n\nLike the last time it fails",
    "Sam hat mit Herz auf Ihre Nachricht reagiert",
)


def name(text: str) -> str:
    command = parse_command(text, VOCABULARY.commands, SAM)
    return command.name.value if command else ""


def test_a_reaction_in_two_paragraphs_counts_as_on_one_line() -> None:
    assert [text for text in UP if name(text) != "claim"] == []
    assert [text for text in DOWN if name(text) != "decline"] == []
    assert [text for text in NEITHER if name(text) != ""] == []
