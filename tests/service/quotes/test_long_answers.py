"""A letter of ours below very much text, and below the heads of very many older mails (behaviour B4.13)."""

import pytest

from parsers.form.answers import parse_answers
from parsers.message import parse_message
from tests.growth import check_growth
from tests.quotations import HEADERS, Letter, compose
from tests.service.quotes.test_quoted_letters import every, knowing
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

LINE = "the export stops at noon and nobody at the warehouse can say why it does"  # 14 words
ASKED = ("customer_impact", "customer_expectation")


@pytest.mark.slow
@every_row("end", [" ", "\n", "\n\n"], ids=["one line", "lines", "paragraphs"])
@every_row("words", [19_950, 25_000, 45_000])
def test_no_word_of_a_letter_below_a_long_text_is_its_readers(end: str, words: int) -> None:
    typed = end.join([LINE] * (words // 14)).strip()

    def quote(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return f"{typed}\n\n{letter.text}", ""

    for name, letter in every(400, words + 7 * len(end)):  # others for each row
        message = parse_message(compose(quote, letter, "", ""), knowing(letter))
        assert message.text.strip() == typed, name


@pytest.mark.slow
@every_row("mark", ["", "* ", "> "])
@every_row("above", ["", "Customer Impact:\n"])
def test_four_hundred_heads_of_older_mails_are_quick(mark: str, above: str) -> None:
    _, letter = every(131)[0]
    head = "\n".join(mark + line for line in HEADERS["english"].split("\n"))

    def answer(count: int) -> bytes:
        text = "\n\n".join(f"{above}{head}\n\nmail {number}" for number in range(count))
        return compose(lambda sent, above, below: (f"It is broken.\n\n{text}\n", ""), letter, "", "")

    check_growth(lambda raw: parse_answers(parse_message(raw, knowing(letter)), VOCABULARY.aliases, ASKED), answer, 400)
