"""What the agent says is for the customer is the only description of the matter in their letter (behaviour B3.18)."""

from pathlib import Path

import pytest

from daemon.core.model.updates import Acknowledgement
from tests.builders import AGENT
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_promises import AN_HOUR, KIM, MONDAY, get_case, open_case, read


@pytest.mark.parametrize("label", ["Tell the customer", "Dem Kunden sagen", "Dire au client", "Decir al cliente"])
def test_it_stands_in_their_letter(desk: Desk, label: str) -> None:
    letters = open_case(desk, **{label: "rows that are missing\n  in your exports."})
    letter = text_of(letter_to(letters, KIM))
    assert "than I can give it alone. It is about: rows that are missing in your exports." in " ".join(letter.split())
    assert "stack trace" not in letter


def test_without_it_nothing_is_said_of_the_matter(desk: Desk) -> None:
    assert "It is about" not in text_of(letter_to(open_case(desk), KIM))


@pytest.mark.parametrize("word", ["nothing", "Nothing.", "nichts", "rien", "nada", "niente", "niets"])
def test_nothing_holds_the_letter_until_it_is_sent(desk: Desk, word: str) -> None:
    first = open_case(desk, **{"Tell the customer": word})
    assert [kind for kind, to in kinds(first) if to == KIM] == []
    receipt = letter_to(first, AGENT, "receipt")
    assert "has not been told, because you want nothing said yet" in read(receipt)
    letters = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + AN_HOUR)
    assert "It is about" not in text_of(letter_to(letters, KIM))
    assert get_case(desk).acknowledgement is Acknowledgement.SENT


@pytest.mark.parametrize("said", ["we have escalated it", "es ist DRINGEND", "our executives know"])
def test_a_word_that_no_customer_may_read_makes_it_a_draft(desk: Desk, said: str) -> None:
    letters = open_case(desk, **{"Tell the customer": said})
    assert [kind for kind, to in kinds(letters) if to == KIM] == []
    draft = read(letter_to(letters, AGENT, "customer-acknowledgement"))
    assert "is a word that no customer is to read" in draft
    assert f"It is about: {said}." in draft


def test_of_a_sensitive_case_the_customer_never_reads_what_it_is_about(desk: Desk) -> None:
    matter = {"Issue Summary": "They threaten legal action.", "Tell the customer": "your contract"}
    receipt = letter_to(open_case(desk, **matter), AGENT, "receipt")
    letters = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + AN_HOUR)
    assert "your contract" not in text_of(letter_to(letters, KIM))


def test_the_letter_is_signed_with_the_company(tmp_path: Path) -> None:
    """As behaviour B6.4 has it."""
    desk = Desk(tmp_path, {"customers: {directory": "customers: {company: Example Ltd, directory"})
    letter = text_of(letter_to(open_case(desk), KIM)).replace("\r\n", "\n")
    assert letter.rstrip().endswith("Kind regards\nDana\nExample Ltd")
