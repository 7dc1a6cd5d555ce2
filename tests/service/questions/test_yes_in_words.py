"""A yes as people say it sends up what waits, and keeps the words below it (behaviour B2.36, B4.14)."""

# ruff: noqa: E501 - what people write is kept whole

from datetime import timedelta

import pytest

from parsers.commands.consent import Consent, read_consent
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.questions.test_held_cases import DANA, HOUR, hold
from tests.service.questions.test_urgent_questions import ask
from tests.tables import every_row

YES = [
    "yes please", "Yes, go ahead", "ja, bitte schicken", "go ahead", "send", "send it up", "Ja, bitte", "oui, envoyez", "vas-y",
    "sí, adelante", "hazlo", "sì, procedete", "ja, doe maar", "ga je gang", "sim, pode enviar", "sim, avancem", "proceed", "nur zu",
]  # fmt: skip


@every_row("words", YES)
def test_a_yes_in_words_is_nothing_but_a_yes(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert (said.is_yes, said.is_plain, said.is_all) == (True, True, True)


@every_row("words", ["send it back", "yes, do not send it", "send me the log", "vai male", "los exportes fallan"])
def test_what_only_begins_like_one_is_no_plain_yes(words: str) -> None:
    said = read_consent(words)
    assert said is None or not said.is_plain or said == Consent(False, True, True)


@every_row(
    "words",
    [
        "Absolutely not", "Of course not.", "Sure not", "Natürlich nicht", "Bien sûr que non", "Absolument pas", "Claro que no", "Certo che no",
        "Zeker niet.", "Claro que não", "Certainly not", "Auf keinen Fall", "De jeito nenhum", "Please don't",
    ],
)  # fmt: skip
def test_a_yes_that_is_turned_round_is_a_no(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert not said.is_yes


@every_row(
    "words",
    [
        "Yes and no",
        "yes but only tomorrow",
        "Ja, das war ein Irrtum",
        "Sim, foi engano",
        "Yes, if nobody is there",
        "Laat maar aan mij over",
    ],
)
def test_a_yes_with_a_doubt_in_its_line_is_asked_again(words: str) -> None:
    assert read_consent(words) is None


@every_row("words", ["send ack", "send the bill to accounting", "fallo en el sistema", "los geht nichts"])
def test_what_is_sent_elsewhere_is_no_yes(words: str) -> None:
    assert read_consent(words) is None


@pytest.mark.parametrize("words", ["send", "ja, bitte schicken", "go ahead"])
def test_it_sends_up_an_escalation_with_gaps(desk: Desk, words: str) -> None:
    letters = desk.receive(reply(hold(desk), DANA, words), MONDAY + HOUR)
    assert {"receipt", "routed"} <= {kind for kind, _ in kinds(letters)}


@pytest.mark.parametrize("words", ["yes\nThey ring every ten minutes.", "Yes, go ahead, they ring every ten minutes."])
def test_the_words_with_it_go_up(desk: Desk, words: str) -> None:
    letters = desk.receive(reply(hold(desk), DANA, words), MONDAY + HOUR)
    routed = next(one for one in letters if one["X-Escalation-Kind"] == "routed")
    assert "ring every ten minutes" in words_of(routed)


def test_a_thumb_up_is_the_yes_of_who_is_asked(desk: Desk) -> None:
    letters = desk.receive(reply(ask(desk), DANA, "👍"), MONDAY + timedelta(minutes=1))
    assert ("receipt", DANA) in kinds(letters)
    assert str(case_of(desk).status) == "open"


def test_so_it_is_of_a_lead_who_is_asked_in_his_place(desk: Desk) -> None:
    ask(desk)
    asked = letter_to(desk.pass_time(MONDAY + timedelta(minutes=15)), "lead@example.com")
    desk.receive(reply(asked, "lead@example.com", "👍"), MONDAY + timedelta(minutes=20))
    assert str(case_of(desk).status) == "open"


def test_a_thumb_up_to_a_letter_that_asks_for_lines_sends_nothing_up(desk: Desk) -> None:
    desk.receive(reply(hold(desk), DANA, "👍"), MONDAY + HOUR)
    assert str(case_of(desk).status) == "held"


def test_a_lead_who_is_asked_keeps_his_words_with_a_yes(desk: Desk) -> None:
    ask(desk)
    asked = letter_to(desk.pass_time(MONDAY + timedelta(minutes=15)), "lead@example.com")
    letters = desk.receive(
        reply(asked, "lead@example.com", "yes please\nHe is on the board."), MONDAY + timedelta(minutes=20)
    )
    routed = next(one for one in letters if one["X-Escalation-Kind"] == "routed")
    assert "He is on the board." in words_of(routed)
