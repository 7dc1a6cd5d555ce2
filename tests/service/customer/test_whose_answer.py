"""Whose an answer to the customer's letter is: theirs, another contact's of their account, or nobody's that we know;
and a threat in it (behaviour B9.22, B5.14)."""

from email.message import EmailMessage

import pytest

from tests.builders import AGENT
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.customer.test_promises import A_DAY, A_MINUTE, AN_HOUR, KIM, MONDAY, TECH, get_case, open_case, read
from tests.service.files.test_files_go_along import TECH2, with_files

EVE, KIMS = "Eve <eve@evil.example>", "Kim Abercrombie <kim@fabrikam.example>"
THREAT = "Our lawyer will sue you for damages."
WRIT = ("writ.pdf", b"writ" * 100)


def answer(
    desk: Desk, letters: list[EmailMessage], words: str, sender: str, *files: tuple[str, bytes]
) -> list[EmailMessage]:
    return desk.receive(with_files(reply(letter_to(letters, KIM), sender, words), *files), MONDAY + AN_HOUR)


@pytest.mark.parametrize("sender", [EVE, "Kim Abercrombie <kim.a@gmail.example>"])
def test_whoever_has_their_token_is_not_called_the_customer(desk: Desk, sender: str) -> None:
    said = answer(desk, open_case(desk), "Click here.", sender)
    assert kinds(said) == [("relay", AGENT)]
    assert "has answered our letter to Fabrikam, from an address that is none of theirs that I know" in read(said[0])
    assert ", the customer, writes" not in read(said[0])
    assert "I passed it on to you alone" in read(said[0])


@pytest.mark.parametrize("sender", [EVE, "Kim Abercrombie <kim.a@gmail.example>"])
def test_what_is_for_the_agent_alone_stays_so(desk: Desk, sender: str) -> None:
    answer(desk, open_case(desk), "The moon is full.", sender)
    later = desk.pass_time(MONDAY + 4 * A_DAY)
    raised = [one for one in later if one["X-Escalation-Kind"] == "raised" and AGENT not in str(one["To"])]
    assert raised
    assert not any("The moon is full." in read(one) for one in raised)


def test_their_threat_makes_the_case_sensitive_and_their_file_stays(desk: Desk) -> None:
    said = answer(desk, open_case(desk), THREAT, KIMS, WRIT)
    assert get_case(desk).sensitive
    assert get_case(desk).level == 3, "nothing of theirs raises it"
    assert not any(list(one.iter_attachments()) for one in said)
    for who in (AGENT, TECH, TECH2):
        text = " ".join(read(one) for one in said if one["To"] == who)
        assert (THREAT in text) is (who != AGENT), "he has it himself"
        assert "This case is sensitive now" in text, who
        assert text.count("answer: not sensitive") == 1, who
    assert "if it is so, answer raise" in read(letter_to(said, AGENT))


def test_a_strangers_threat_changes_nothing(desk: Desk) -> None:
    answer(desk, open_case(desk), THREAT, EVE)
    assert not get_case(desk).sensitive


def test_another_accounts_contact_is_none_of_theirs(desk: Desk) -> None:
    letter = letter_to(open_case(desk, Customer="Contoso"), "ada.okafor@contoso.example")
    said = desk.receive(reply(letter, KIMS, "I answer for them."), MONDAY + A_MINUTE)
    assert "none of theirs that I know" in read(said[0])
