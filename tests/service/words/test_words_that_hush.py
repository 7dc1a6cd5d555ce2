"""Words of ours about a case that is open already, which name what makes it sensitive: it is so from that mail on."""

import pytest

from daemon.core.model.updates import Acknowledgement
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import AGENT, CUSTOMER, FIRST, SECOND, TECH, TECH2, Talk, names, reader
from tests.service.letters.test_letters_taken_back import Outage, escalate, waiting_letter

BREACH = "Customer Impact: customer data was leaked, it is a data breach"


def is_sensitive(desk: Desk) -> bool:
    case = desk.store.find_case(1)
    assert case is not None
    return case.sensitive


@pytest.mark.parametrize(
    ("sender", "words"),
    [(AGENT, BREACH), (AGENT, f"note: {BREACH}"), (TECH, "Their lawyer has called, they threaten legal action."),
     (TECH, "info? is it true that customer data was leaked?"), (TECH2, "mine\n\nIt is a data breach.")],
)  # fmt: skip
def test_its_files_stay_and_those_concerned_learn_it(desk: Desk, sender: str, words: str) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.say(sender, words, SECOND)
    assert is_sensitive(desk)
    assert not any(names(letter) for letter in letters)
    assert not any("Exports end" in str(letter["Subject"]) for letter in letters)
    for who in {AGENT, sender}:
        assert any("This case is sensitive now" in text_of(one) for one in letters if reader(one) == who), who
    assert any("I passed second.log on to nobody" in text_of(one) for one in letters if reader(one) == sender)


def test_without_a_file_it_is_said_as_well_and_once(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    first = [text_of(one) for one in talk.say(AGENT, BREACH) if reader(one) == AGENT]
    assert len(first) == 1
    assert f"Others have these already: first.log ({TECH}, {TECH2})." in first[0]
    assert not any("sensitive now" in text_of(one) for one in talk.say(AGENT, f"Again: {BREACH}"))


@pytest.mark.parametrize(
    "words", ["There is no data breach.", "The press in hall 3 stands still.", "They have called again."]
)
def test_other_words_change_nothing(desk: Desk, words: str) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.say(AGENT, words, SECOND)
    assert not is_sensitive(desk)
    assert any(names(letter) for letter in letters)


def test_the_customers_letter_that_waits_is_taken_back(desk: Desk) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    outage.take(reply(waiting_letter(desk, AGENT), AGENT, BREACH))
    letters = outage.end()
    case = desk.store.find_case(1)
    assert case is not None
    assert case.acknowledgement is Acknowledgement.WITHHELD
    assert CUSTOMER not in {reader(one) for one in letters}
    assert not any(names(one) for one in letters)
