"""Who stands in for the agent of a sensitive case has it as the agent would (behaviour B5.22, B7.41)."""

from datetime import timedelta

from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, text_of
from tests.service.absences.test_away import DANA, LEAD, MONDAY, TESS, open_case, say, write
from tests.service.answers.test_given_back import words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIA, KIM, ADA = "pia@example.com", "tech2@example.com", "ada.okafor@contoso.example"
SUE = "Their lawyer will sue us, the otter says."


def test_who_stands_in_reads_the_words_and_can_keep_the_promise(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    letters = say(desk, letter_to(opened, ADA), ADA, SUE, 2 * HOUR)
    assert case_of(desk).sensitive
    said = words_of(letter_to(letters, PIA, "relay"))
    assert "otter" in said
    assert "To answer the customer: mailto:ada.okafor@contoso.example" in said
    nudge = text_of(letter_to(desk.pass_time(MONDAY + 3 * DAY), PIA, "nudge"))
    assert "on its way" not in nudge
    assert "Contoso was told that they hear from" in " ".join(nudge.split())
    assert "Dear Ada Okafor," in nudge


def test_back_again_the_agent_has_it_and_who_stood_in_reads_no_more(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    say(desk, letter_to(opened, TESS), TESS, f"note: {SUE}", 2 * HOUR)
    write(desk, DANA, "I am back", 3 * HOUR)
    letters = say(desk, letter_to(opened, TESS), TESS, "note: the otter again", 4 * HOUR)
    assert PIA not in {to for _, to in kinds(letters)}


def test_a_lead_who_may_not_read_it_reads_no_untrue_word_of_the_customers_letter(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday", HOUR)
    say(desk, letter_to(opened, ADA), ADA, SUE, 2 * HOUR)
    nudge = words_of(letter_to(desk.pass_time(MONDAY + 3 * DAY), LEAD, "nudge"))
    assert "on its way" not in nudge
    assert "The customer was told that they hear from dana@example.com by" in nudge
    assert "Contoso" not in nudge
    assert "A draft you can send" not in nudge


def test_words_beside_away_that_make_it_sensitive_reach_the_level_and_no_lead(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA, "receipt")
    letters = say(desk, receipt, DANA, f"away until friday\n{SUE}", HOUR)
    assert "otter" in words_of(letter_to(letters, TESS, "moved"))
    assert not [one for one in letters if one["To"] == LEAD and "otter" in words_of(one)]
