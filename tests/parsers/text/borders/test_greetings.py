"""One rule says what a greeting is, for the form, for an answer and for a command (behaviour B3.20, B9.1)."""

from parsers.commands.command import parse_command
from parsers.form.words import join_words
from parsers.text.borders.greetings import is_greeting, strip_greeting
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

GREETINGS = (
    "Hi", "hi anna", "Hello Dana and Tom,", "dear dana, tom and kim,", "Dear all", "Hey there!",
    "Good morning Dr. Lee,",
    "Sehr geehrte Damen und Herren,", "Guten Tag Frau Müller,", "Hallo zusammen!", "Moin", "Bonjour à tous,",
    "Chère Ada,", "Hola equipo,", "Buenos días Ana.", "Ciao a tutti,", "Gentile signora Rossi,", "Beste collega's,",
    "Dag Jan,", "Olá pessoal,", "Bom dia Rita –",
)  # fmt: skip
WORDS = (
    "Hey nothing works", "Hi it fails!", "Hello world prints twice", "Dear customers complain", "Dag 3", "morgen",
    "Hallo das steht", "Hola no funciona", "Caro errore 500", "hi-res pictures fail,", "Olá nada funciona",
)  # fmt: skip


@every_row("line", GREETINGS)
def test_a_greeting_says_nothing_to_any_reader(line: str) -> None:
    assert is_greeting(line)
    assert join_words([line, "", "It fails."]) == "It fails."
    command = parse_command(f"{line}\nmine", VOCABULARY.commands)
    assert command is not None
    assert command.name == "claim"


@every_row("line", WORDS)
def test_words_behind_a_greeting_are_words_to_every_reader(line: str) -> None:
    assert not is_greeting(line)
    assert join_words([line, "", "It fails."]) == f"{line}\n\nIt fails."
    assert parse_command(f"{line}\nmine", VOCABULARY.commands) is None


@every_row("line", ["Hi Jo, mine", "Hallo Anna! mine", "Bonjour, mine", "Dear all, mine"])
def test_what_stands_behind_a_greeting_on_its_line_is_what_is_said(line: str) -> None:
    assert strip_greeting(line) == "mine"
    assert parse_command(line, VOCABULARY.commands) is not None
