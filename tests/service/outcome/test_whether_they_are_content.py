"""The customer says whether all is well, in answer to the letter that it is solved (behaviour B9.30)."""

from datetime import date
from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import AGENT
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to
from tests.service.customer.test_promises import A_MINUTE, AN_HOUR, KIM, TECH, read
from tests.service.outcome.test_told_that_it_is_solved import AT, SENDS, close, draft_of
from tests.service.outcome.test_what_is_written_down import say, solution_of
from tests.tables import every_row

NOT_SOLVED = "They say that it is not solved: if so, answer reopen, and ESC-1 starts again, with their words."


@every_row(
    ("words", "is_content"),
    [
        ("Ja, läuft wieder, vielen Dank!", True),
        ("No, it is broken again since noon.", False),
        ("Thank you.", None),
        ("Can you send us the invoice for February, too?", None),
    ],
)
def test_it_is_noted_and_the_agent_reads_what_can_be_done(tmp_path: Path, words: str, is_content: bool | None) -> None:
    desk = Desk(tmp_path, SENDS)
    told = letter_to(close(desk), KIM)
    letters = say(desk, told, KIM, words, AT + AN_HOUR)
    assert kinds(letters) == [("relay", AGENT)]
    text = read(letter_to(letters, AGENT))
    assert ("They say that all is well" in text) is (is_content is True)
    assert (NOT_SOLVED in text) is (is_content is False)
    assert solution_of(desk).is_content is is_content
    assert case_of(desk).status is Status.RESOLVED
    week = desk.store.find_week(date(2026, 3, 9))
    assert week is not None
    assert (week.content, week.discontent) == (int(is_content is True), int(is_content is False))


def test_reopen_brings_the_level_their_words(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SENDS)
    told = letter_to(close(desk), KIM)
    answer = letter_to(say(desk, told, KIM, "Broken again, same error.", AT + AN_HOUR), AGENT)
    again = say(desk, answer, AGENT, "reopen", AT + AN_HOUR + A_MINUTE)
    assert case_of(desk).status is Status.OPEN
    assert "Broken again, same error." in read(letter_to(again, TECH))


def test_before_they_were_told_nothing_is_read_of_it(desk: Desk) -> None:
    draft = draft_of(close(desk))
    first = next(one for one in case_of(desk).conversation.told if one.to == KIM)
    assert first.message_id
    assert solution_of(desk).is_content is None
    sent = say(desk, draft, AGENT, "send", AT + A_MINUTE)
    say(desk, letter_to(sent, KIM), KIM, "Yes, all is well.", AT + AN_HOUR)
    assert solution_of(desk).is_content is True
