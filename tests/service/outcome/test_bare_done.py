"""A bare `done` closes a case, but in answer to a question it is the answer (behaviour B9.20)."""

from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply
from tests.service.customer.test_promises import A_MINUTE, AN_HOUR, KIM, MONDAY, TECH, open_case, read
from tests.service.outcome.test_what_is_written_down import TECH2, say
from tests.tables import every_row

ASKED = "You were asked something, so I took your “done” for the answer"


@every_row(
    ("by", "question", "who"),
    [
        (TECH, "info? did you restart it", AGENT),
        (TECH, "Can you restart the service?", AGENT),
        (TECH, "mine. Can you restart the service?", AGENT),
        (AGENT, "Could you look at line 12?", TECH),
        (KIM, "Can you send us the old file as well?", AGENT),
    ],
)
def test_in_answer_to_a_question_it_goes_there_and_is_asked_about(
    tmp_path: Path, by: str, question: str, who: str
) -> None:
    desk = Desk(tmp_path)
    opened = open_case(desk)
    asked = say(desk, letter_to(opened, by), by, question)
    said = say(desk, letter_to(asked, who), who, "done", 5 * A_MINUTE)
    assert not case_of(desk).status.is_closed
    assert ASKED in read(letter_to(said, who, "notice"))
    assert ("relay", TECH if who == AGENT else AGENT) in kinds(said)
    closed = say(desk, letter_to(said, who, "notice"), who, "yes", 10 * A_MINUTE)
    assert case_of(desk).status is Status.RESOLVED
    assert ("closed", TECH2) in kinds(closed)


def test_once_more_closes_it_and_no_leaves_it_open(desk: Desk) -> None:
    opened = open_case(desk)
    asked = letter_to(say(desk, letter_to(opened, TECH), TECH, "info? did you restart it"), AGENT)
    notice = letter_to(say(desk, asked, AGENT, "done", 5 * A_MINUTE), AGENT, "notice")
    assert "ESC-1 stays open" in read(letter_to(say(desk, notice, AGENT, "no", 6 * A_MINUTE), AGENT))
    assert ASKED in read(letter_to(say(desk, asked, AGENT, "Done!", 7 * A_MINUTE), AGENT, "notice"))
    say(desk, asked, AGENT, "DONE", 8 * A_MINUTE)
    assert case_of(desk).status is Status.RESOLVED


@every_row("words", ["done: restarted it", "done\n\nRestarted it.", "Solved. It was the disk."])
def test_with_words_behind_it_closes_whatever_it_answers(tmp_path: Path, words: str) -> None:
    desk = Desk(tmp_path)
    asked = say(desk, letter_to(open_case(desk), TECH), TECH, "info? did you restart it")
    say(desk, letter_to(asked, AGENT), AGENT, words, 5 * A_MINUTE)
    assert case_of(desk).status is Status.RESOLVED


def test_to_the_request_for_what_is_missing_it_is_the_answer_as_well(desk: Desk) -> None:
    form = build_form({"Customer Impact": "", "Attachments": "none because it is words"})
    opened = desk.receive(build_mail("URGENT - Exports - Ticket #48213", form), MONDAY)
    say(desk, letter_to(opened, AGENT, "information-request"), AGENT, "done")
    assert not case_of(desk).status.is_closed


def test_to_any_other_letter_it_closes(desk: Desk) -> None:
    opened = open_case(desk)
    say(desk, letter_to(opened, TECH), TECH, "info? did you restart it")
    desk.receive(reply(letter_to(opened, AGENT, "receipt"), AGENT, "done"), MONDAY + AN_HOUR)
    assert case_of(desk).status is Status.RESOLVED
