"""The agent of a case is away (behaviour B7.41)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.recording.conversation import write_bounce
from tests.service.absences.test_away import DANA, LEAD, MONDAY, TESS, open_case, say, write
from tests.service.answers.test_given_back import answer_automatically, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIA, KIM, ADA = "pia@example.com", "tech2@example.com", "ada.okafor@contoso.example"


def test_who_stands_in_gets_his_letters_and_may_say_what_he_may(desk: Desk) -> None:
    routed = letter_to(open_case(desk), TESS)
    letters = write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    assert kinds(letters) == [("moved", PIA), ("notice", DANA)]
    assert "dana@example.com, the contact of Contoso, is away: ESC-1" in words_of(letter_to(letters, PIA))
    asked = say(desk, routed, TESS, "info? Which version do they run?", 2 * HOUR)
    assert DANA not in {to for _, to in kinds(asked)}
    said = words_of(letter_to(asked, PIA))
    assert "Which version do they run?" in said
    assert "You get this in place of dana@example.com, who is away." in said
    done = say(desk, letter_to(asked, PIA), PIA, "cancel: opened by mistake", 3 * HOUR)
    assert "ESC-1 is withdrawn." in words_of(letter_to(done, PIA, "notice"))


def test_without_one_the_leads_are_told_at_once_and_by_the_digest(desk: Desk) -> None:
    open_case(desk)
    letters = write(desk, DANA, "away until friday", HOUR)
    assert kinds(letters) == [("moved", LEAD), ("notice", DANA)]
    assert "Nobody stands in. Who is their contact now? Answer: pass agent to name@…" in words_of(
        letter_to(letters, LEAD)
    )
    digest = letter_to(desk.pass_time(MONDAY + DAY), LEAD, "digest")
    said = words_of(digest)
    assert "dana@example.com is away, and nobody stands in; the customer was promised a word by" in said
    assert "1 pass agent to name@…" in said


def test_back_by_his_own_word_he_gets_them_himself(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "I am here again", 2 * HOUR)
    asked = say(desk, letter_to(opened, TESS), TESS, "info? Which version do they run?", 3 * HOUR)
    assert DANA in {to for _, to in kinds(asked)}
    assert PIA not in {to for _, to in kinds(asked)}


def test_what_his_program_answers_within_a_day_of_his_word_says_nothing(desk: Desk) -> None:
    opened = open_case(desk)
    assert answer_automatically(desk, letter_to(opened, DANA, "receipt"), DANA, 1) == []
    assert desk.store.absences() == ()
    mail = reply(letter_to(opened, DANA, "receipt"), DANA, "I am out of the office, and read no mail.", quote=False)
    head = b"Auto-Submitted: auto-replied\r\nSubject: Out of office: "
    late = desk.receive(mail.replace(b"Subject: ", head, 1), MONDAY + 26 * HOUR)
    assert ("moved", LEAD) in kinds(late)
    assert desk.store.absences()[0].until > datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("words", ["I'm off until Thursday, sorry.", "Bin bis Donnerstag im Urlaub."])
@pytest.mark.parametrize(
    "mail",
    [
        build_mail(body=build_form({"Customer Impact": None, "Attachments": "none because it is words"})),
        build_mail("URGENT: car blocks the gate", "It is red."),
    ],
    ids=["asked for what is missing", "asked whether it goes up"],
)
def test_what_he_types_himself_is_noted_at_once_and_the_leads_are_told(desk: Desk, mail: bytes, words: str) -> None:
    asked = letter_to(desk.receive(mail, MONDAY), DANA, "information-request")
    answer = reply(asked, DANA, words, headers={"Date": "Mon, 09 Mar 2026 10:10:00 +0100"})
    assert kinds(desk.receive(answer, MONDAY + HOUR / 6)) == [("moved", LEAD)]
    assert desk.store.absences()[0].until.date() == datetime(2026, 3, 12, tzinfo=UTC).date()


def test_a_promise_of_who_is_gone_is_put_to_the_leads(desk: Desk) -> None:
    open_case(desk)
    said = words_of(letter_to(write(desk, DANA, "away until 30 march", HOUR), LEAD))
    assert "was told that they hear from dana@example.com by" in said
    nudges = [one for one in desk.pass_time(MONDAY + 4 * DAY) if one["X-Escalation-Kind"] == "nudge"]
    assert {str(one["To"]) for one in nudges} == {LEAD}
    assert "dana@example.com is away, and nobody stands in. Who is their contact now?" in words_of(nudges[0])


def test_an_agent_whose_address_is_dead_is_gone(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), DANA, "receipt")
    said = desk.receive(write_bounce(receipt, DANA, "<b1@mx.example>"), MONDAY + HOUR)
    to_lead = words_of(letter_to(said, LEAD, "delivery-failure"))
    assert "dana@example.com is the contact of Contoso." in to_lead
    assert "If they are gone, answer: pass agent to name@…" in to_lead


def test_who_passes_a_case_to_a_dead_address_reads_so_and_nobody_is_said_to_be_asked(desk: Desk) -> None:
    opened = open_case(desk)
    desk.receive(write_bounce(letter_to(opened, KIM), KIM, "<b1@mx.example>"), MONDAY + HOUR)
    dead = f"As far as I know {KIM} gets no mail of mine: the last one came back."
    passed = words_of(letter_to(say(desk, letter_to(opened, TESS), TESS, f"pass to {KIM}", 2 * HOUR), TESS, "notice"))
    assert dead in passed
    reminded = words_of(letter_to(say(desk, letter_to(opened, DANA, "receipt"), DANA, "remind", 3 * HOUR), DANA))
    assert "I have written once more about ESC-1." in reminded
    assert dead in reminded


def test_nobody_reads_that_words_went_to_a_dead_address(desk: Desk) -> None:
    opened = open_case(desk)
    desk.receive(write_bounce(letter_to(opened, DANA, "receipt"), DANA, "<b1@mx.example>"), MONDAY + HOUR)
    dead = "As far as I know dana@example.com gets no mail of mine: the last one came back."
    letter = letter_to(opened, TESS)
    asked = words_of(letter_to(say(desk, letter, TESS, "Which version?", 2 * HOUR), TESS, "notice"))
    assert "Your words went to lead@example.com and tech2@example.com. Nobody has taken" in asked
    assert dead in asked
    taken = words_of(letter_to(say(desk, letter, TESS, "mine", 3 * HOUR), TESS, "notice"))
    assert "dana@example.com knows" not in taken
    assert dead in taken
    alone = words_of(letter_to(say(desk, letter, TESS, "info? Which browser?", 4 * HOUR), TESS, "notice"))
    assert "Your words went to lead@example.com." in alone
    digest = words_of(letter_to(desk.pass_time(MONDAY + DAY), LEAD, "digest"))
    assert "dana@example.com gets no mail of mine: the last one came back; the customer was promised" in digest
    say(desk, letter_to(opened, DANA, "receipt"), DANA, "It is 7.2.", DAY + HOUR)
    again = words_of(letter_to(say(desk, letter, TESS, "info? And now?", DAY + 2 * HOUR), TESS, "notice"))
    assert "Your words went to dana@example.com." in again


def test_a_cover_who_is_not_reached_is_none_and_the_leads_are_the_contact(desk: Desk) -> None:
    open_case(desk)
    covered = letter_to(write(desk, DANA, "away until friday cover pia@example.com", HOUR), PIA)
    letters = desk.receive(write_bounce(covered, PIA, "<b1@mx.example>"), MONDAY + 2 * HOUR)
    assert PIA not in {to for _, to in kinds(letters)}
    said = words_of(letter_to(letters, LEAD, "delivery-failure"))
    assert "dana@example.com is away, and nobody stands in." in said
    assert "pass agent to name@…" in said
    assert "was told that they hear from dana@example.com by" in said
    later = desk.pass_time(MONDAY + 3 * DAY)
    assert PIA not in {to for _, to in kinds(later)}
    assert {str(one["To"]) for one in later if one["X-Escalation-Kind"] == "nudge"} == {LEAD}


@pytest.mark.parametrize("by_himself", [True, False], ids=["says so", "a program says so"])
def test_a_cover_who_is_away_is_none_and_the_leads_read_so_at_once(desk: Desk, *, by_himself: bool) -> None:
    open_case(desk)
    covered = letter_to(write(desk, DANA, "away until friday cover pia@example.com", HOUR), PIA)
    if by_himself:
        letters = write(desk, PIA, "away until thursday", 2 * HOUR)
    else:
        letters = answer_automatically(desk, covered, PIA, 2)
    said = words_of(letter_to(letters, LEAD, "moved"))
    assert "dana@example.com, the contact of Contoso, is away: ESC-1" in said
    assert "Nobody stands in. Who is their contact now? Answer: pass agent to name@…" in said


def test_a_cover_who_is_away_with_a_cover_hands_the_case_on(desk: Desk) -> None:
    open_case(desk)
    write(desk, DANA, "away until friday cover pia@example.com", HOUR)
    letters = write(desk, PIA, "away until thursday cover tech2@example.com", 2 * HOUR)
    assert "dana@example.com, the contact of Contoso, is away: ESC-1" in words_of(letter_to(letters, KIM, "moved"))
    assert LEAD not in {to for _, to in kinds(letters)}


def test_a_lead_who_is_the_contact_may_answer_the_customer_and_is_named_as_who_reads_words(desk: Desk) -> None:
    opened = open_case(desk)
    write(desk, DANA, "away until friday", HOUR)
    mail = reply(letter_to(opened, ADA), ADA, "Any news?")
    letters = desk.receive(mail, MONDAY + 2 * HOUR)
    to_lead = words_of(letter_to(letters, LEAD, "relay"))
    assert "To answer the customer: mailto:" in to_lead
    assert "goes to lead@example.com" not in to_lead
    said = say(desk, letter_to(opened, TESS), TESS, "It is the index, I think.", 3 * HOUR)
    assert "Your words went to lead@example.com and tech2@example.com." in words_of(letter_to(said, TESS, "notice"))


def test_a_lead_who_writes_is_not_named_among_those_whom_his_words_reach(desk: Desk) -> None:
    open_case(desk)
    told = letter_to(write(desk, DANA, "away until friday", HOUR), LEAD)
    notice = words_of(letter_to(say(desk, told, LEAD, "yes\n\nPlease look at the log.", 2 * HOUR), LEAD, "notice"))
    assert "Your words went to tech@example.com and tech2@example.com." in notice


def test_of_a_case_that_nobody_is_left_to_take_the_list_of_cases_says_so(desk: Desk) -> None:
    opened = desk.receive(build_mail("URGENT - Exports stop - Ticket #48213"), MONDAY)
    write(desk, "ceo@example.com", "away until friday", HOUR)
    said = words_of(letter_to(say(desk, letter_to(opened, DANA, "receipt"), DANA, "cases", 2 * HOUR), DANA, "notice"))
    assert "with nobody: all who were asked are out" in said
