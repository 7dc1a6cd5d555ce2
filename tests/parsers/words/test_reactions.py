"""A thumb up, as people and their programs send it; and all that is none."""

import pytest

from parsers.commands.command import DEFAULT_COMMAND_WORDS, parse_command
from parsers.message import parse_message
from parsers.words.reactions import is_thumb_up
from tests.builders import build_mail
from tests.vocabulary import VOCABULARY

THUMBS = [
    "👍", "👍🏻", "👍🏿", "👍\ufe0f", "👍\ufe0e", "👍🏽\ufe0f", "👍👍", "👍 👍🏽", "👍!", "[👍]", " *👍* ",
    "👍 Robin Achebe reacted to your message:", "👍🏽 Robin Achebe reacted to your message", "👍 Robin reacted via Gmail",
    "[Like] Robin Achebe reacted to your message:", "[Gefällt mir] Robin Achebe hat auf Ihre Nachricht reagiert:",
    "[J’aime] Robin Achebe a réagi à votre message :", "[Me gusta] Robin Achebe ha reaccionado a tu mensaje:",
    "[Mi piace] Robin Achebe ha reagito al tuo messaggio:", "[Leuk] Robin Achebe heeft op uw bericht gereageerd:",
    "[Gosto] Robin Achebe reagiu à sua mensagem:", "Robin reacted to your message with 👍",
    "Robin hat mit 👍 auf Ihre Nachricht reagiert", "Robin Achebe liked your message",
    "Ana de la Cruz liked your message.", "Robin gefällt Ihre Nachricht", "Robin a aimé votre message",
    "A Robin le gusta tu mensaje", "A Robin piace il tuo messaggio", "Robin vindt je bericht leuk",
    "Robin gostou da sua mensagem", "Liked “Nobody has taken ESC-1 yet. Answer by today 15:40”", 'Liked "ESC-1"',
    "Liked “Nobody has taken ESC-1 yet.", "Gefällt „ESC-1“", "A aimé « ESC-1 »", "Reacted 👍 to “ESC-1”",
    "👍 to “ESC-1”",
]  # fmt: skip
OTHERS = [
    "", "👎", "👎🏽", "❤️", "👍?", "👍👎", "👍 thanks", "Thanks 👍", "👍 the customer reacted well", "👍 from the customer too",
    "Robin Achebe reacted to your message:", "[Heart] Robin Achebe reacted to your message:",
    "❤️ Robin reacted to your message", "👎 Robin reacted to your message", "The customer liked your message",
    "I liked your message", "Customer reacted to your message with 👍",
    "Der Kunde hat mit 👍 auf Ihre Nachricht reagiert", "Robin disliked your message", "Disliked “ESC-1”",
    "Loved “ESC-1”", "Laughed at “ESC-1”", 'Liked "the idea" of Kim\'s', "Liked the idea", "Like", "[Like]",
]  # fmt: skip


@pytest.mark.parametrize("line", THUMBS)
def test_a_thumb_up_is_known(line: str) -> None:
    assert is_thumb_up(line)
    command = parse_command(f"{line}\n\nmore below", DEFAULT_COMMAND_WORDS)
    assert command is not None
    assert command.name == "claim"


@pytest.mark.parametrize("line", OTHERS)
def test_nothing_else_is_one(line: str) -> None:
    assert not is_thumb_up(line)


@pytest.mark.parametrize("char", ["👍", "a", " ", "[like] ", "liked ", "“", "Robin reacted "])
def test_a_huge_line_is_looked_at_in_no_time(char: str) -> None:
    is_thumb_up(char * 200_000)


def read(html: str) -> str:
    return parse_message(build_mail("Re: Exports [ESC-1]", html=html), VOCABULARY).text.partition("\n")[0]


def test_outlooks_picture_of_a_thumb_is_read_by_its_name_and_no_other_is() -> None:
    page = '<p><img src="https://res.example.com/1.png" alt="{}" width="20"><span> Tess Berg</span> reacted to your message:</p>'
    assert read(page.format("Like")) == "[Like] Tess Berg reacted to your message:"
    assert read(page.format("Heart")) == "Tess Berg reacted to your message:"
    assert read('<div><img alt="👍" src="cid:1"></div>') == "👍"
