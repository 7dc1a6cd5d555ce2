"""The customer in a sentence, in answer to who it is (behaviour B4.12)."""

from parsers.form.answers import parse_answers
from parsers.model import Message
from parsers.words.aliases import load_aliases

ALIASES = load_aliases()
SENTENCES = (
    "the customer is Fabrikam", "It's Fabrikam.", "It’s Fabrikam", "Customer name is Fabrikam", "Kunde ist Fabrikam",
    "Der Kunde heißt Fabrikam", "Es ist Fabrikam", "le client est Fabrikam", "c'est Fabrikam", "el cliente es Fabrikam",
    "il cliente è Fabrikam", "de klant is Fabrikam", "o cliente é Fabrikam", "This is Fabrikam!", "Fabrikam",
)  # fmt: skip
NAMES = ("Its Time Ltd", "Das Haus GmbH", "C'est la vie SARL")


def read(text: str) -> str | None:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, ALIASES, ("customer",)).fields.customer


def test_its_name_alone_is_the_value() -> None:
    assert [text for text in SENTENCES if read(text) != "Fabrikam"] == []
    assert [text for text in NAMES if read(text) != text] == []
