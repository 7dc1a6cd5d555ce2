"""What the agent reads of what the customer was promised, and may not be told (behaviour B6.33, B6.32)."""

from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import letter_to, reply
from tests.service.customer.test_promises import A_DAY, AN_HOUR, KIM, MONDAY, TECH, get_case, open_case, read
from tests.service.files.test_files_go_along import KAI


def test_of_a_case_that_another_completes_its_agent_reads_what_was_promised(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form({"Customer": "Fabrikam", "Customer Impact": None}), files=[LOG]), MONDAY)
    other = build_mail(body=build_form({"Customer": "Fabrikam"}), sender=KAI, message_id="<k@example.com>", files=[LOG])
    said = read(letter_to(desk.receive(other, MONDAY + AN_HOUR), AGENT, "notice"))
    assert "By it this has gone up to the Technical Team (Level 3)" in said
    assert "They answer by" in said
    assert (
        "The letter to Fabrikam is on its way. It says that specialists are on it, that they hear from you by" in said
    )


def test_open_again_it_has_a_draft_with_the_new_time(desk: Desk) -> None:
    letters = open_case(desk)
    desk.receive(reply(letter_to(letters, TECH), TECH, "mine"), MONDAY + AN_HOUR)
    desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "done: it works"), MONDAY + A_DAY)
    at = MONDAY + A_DAY + AN_HOUR
    said = read(letter_to(desk.receive(reply(letter_to(letters, AGENT), AGENT, "reopen"), at), AGENT, "notice"))
    assert "ESC-1 is open again." in said
    assert "You hear from me by Friday 13 March, 10:00" in said
    desk.receive(reply(letter_to(letters, AGENT), AGENT, "told"), at + AN_HOUR)
    promised_at = get_case(desk).customer_promised_at
    assert promised_at is not None
    assert f"{promised_at:%d %H:%M}" == "13 09:00"


def test_what_is_no_word_for_them_is_named_whole(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam"}) + "\nTell the customer: we have escalated this\n"
    said = read(letter_to(desk.receive(build_mail(body=form, files=[LOG]), MONDAY), AGENT, "receipt"))
    assert "“escalated” stands in the words for them" in said


def test_a_sentence_of_theirs_ends_once(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam"}) + "\nTell the customer: Your exports fail. Sorry!\n"
    letter = read(letter_to(desk.receive(build_mail(body=form, files=[LOG]), MONDAY), KIM))
    assert "It is about: Your exports fail. Sorry!" in letter
    assert "Sorry!." not in letter
