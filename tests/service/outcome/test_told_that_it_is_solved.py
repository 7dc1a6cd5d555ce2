"""The customer hears once that it is solved, in the procedure's five points (behaviour B9.18)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, text_of
from tests.service.customer.test_letters_that_come_back import bounce
from tests.service.customer.test_promises import A_MINUTE, AN_HOUR, KIM, LEAD, MONDAY, TECH, open_case, read
from tests.service.outcome.test_what_is_written_down import TECH2, say
from tests.tables import every_row

SENDS = {"customers: {directory:": "customers: {de_escalation: send, directory:"}
TOLD = (
    "done: a script had eaten the index\nTell the customer: We corrected a setting.\nLesson: none\nKnowledge base: no"
)
AT = 2 * AN_HOUR


def close(desk: Desk, words: str = TOLD, who: str = AGENT, **fields: str) -> list[EmailMessage]:
    opened = open_case(desk, **fields)
    desk.pass_time(MONDAY + AN_HOUR)
    if who == TECH:
        say(desk, letter_to(opened, who), who, "mine")
    return say(desk, letter_to(opened, who), who, words, AT)


def draft_of(letters: list[EmailMessage]) -> EmailMessage:
    return letter_to(letters, AGENT, "de-escalation")


def test_the_agents_own_done_tells_them_where_the_team_wants_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SENDS)
    letters = close(desk)
    assert kinds(letters) == [
        ("closed", TECH2), ("closed", TECH), ("de-escalation", KIM), ("notice", AGENT),
    ]  # fmt: skip
    letter, notice = letter_to(letters, KIM), read(letter_to(letters, AGENT))
    text = " ".join(text_of(letter).split())
    assert letter["Subject"] == "Re: Your request 48213: we have brought in our specialists"
    for point in (
        "As far as we can see, your request 48213 is solved, and all works again.",
        "What we did: We corrected a setting.",
        "Is all well on your side, too?",
        "Thank you for your patience.",
        "or you need help with something else, just answer this mail: I stay your contact.",
    ):
        assert point in text
    for word in ("script", "ESC-1", "Tekla", "level", "Lesson"):
        assert word not in text
    assert "ESC-1 is closed." in notice
    assert "is on its way to the customer (kim@fabrikam.example), in your name" in notice
    assert case_of(desk).customer_promised_at is None, "they have heard"


@every_row(
    ("words", "who", "why"),
    [
        (TOLD, AGENT, ""),  # the setting is draft
        ("done: replaced it", AGENT, "It does not say what was done"),
        (TOLD, TECH, "tech@example.com has closed ESC-1 as solved"),
        ("done: it\nTell the customer: Level 3 has fixed it.", AGENT, "no customer is to read"),
        ("done: it\nTell the customer: Tell them it works.", AGENT, "cannot tell whether your text speaks to"),
        ("done: it\nTell the customer: nothing", AGENT, "It does not say what was done"),
    ],
)
def test_else_it_is_a_draft_that_says_why_and_leaves_once_by_send(
    tmp_path: Path, words: str, who: str, why: str
) -> None:
    desk = Desk(tmp_path, SENDS if why else {})
    letters = close(desk, words, who)
    assert [to for kind, to in kinds(letters) if to == AGENT] == [AGENT], "one letter"
    assert not any(to == KIM for _, to in kinds(letters))
    draft = draft_of(letters)
    assert why in read(draft)
    assert ("closed ESC-1 as solved" in read(draft)) is (who != AGENT)
    assert ("a script had eaten" in read(draft)) is (who != AGENT)
    sent = say(desk, draft, AGENT, "send", AT + A_MINUTE)
    assert sorted(kinds(sent)) == [("de-escalation", KIM), ("notice", AGENT)]
    assert ("What we did" in read(letter_to(sent, KIM))) is (
        "setting" in words or "Level" in words or "them it" in words
    )
    again = say(desk, draft, AGENT, "send it", AT + 5 * A_MINUTE)
    assert kinds(again) == [("notice", AGENT)]
    assert "leaves once" in read(again[0])


def test_what_was_done_is_added_below_send(desk: Desk) -> None:
    draft = draft_of(close(desk, "done: replaced it"))
    back = say(desk, draft, AGENT, "send\n\nTell the customer: Level 3 replaced the index.", AT + A_MINUTE)
    assert ("de-escalation", AGENT) in kinds(back)
    assert not any(to == KIM for _, to in kinds(back))
    sent = say(desk, draft, AGENT, "send\nTell the customer: We replaced the index.", AT + 2 * A_MINUTE)
    assert "What we did: We replaced the index." in read(letter_to(sent, KIM))


def test_whom_no_letter_has_reached_gets_it_by_draft_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SENDS)
    opened = open_case(desk)
    desk.receive(bounce(letter_to(opened, KIM), KIM), MONDAY + A_MINUTE)
    letters = say(desk, letter_to(opened, AGENT, "receipt"), AGENT, TOLD, AT)
    assert "I have no address of the customer" in read(draft_of(letters))
    assert not any(to == KIM for _, to in kinds(letters))
    refused = say(desk, draft_of(letters), AGENT, "send", AT + A_MINUTE)
    assert not any(to == KIM for _, to in kinds(refused))


def test_of_a_sensitive_case_it_is_a_draft(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SENDS)
    opened = open_case(desk)
    say(desk, letter_to(opened, AGENT, "receipt"), AGENT, "note: they think there was a data breach")
    letters = say(desk, letter_to(opened, AGENT, "receipt"), AGENT, TOLD, timedelta(minutes=3))
    draft = draft_of(letters)
    assert "is sensitive, so nothing leaves" in read(draft)
    sent = letter_to(say(desk, draft, AGENT, "send", AT + timedelta(minutes=9)), KIM)
    assert read(sent).partition("What we did")[2] != "", "what was drafted is what leaves"


def test_reopen_ends_the_draft_and_the_next_done_has_its_own(desk: Desk) -> None:
    draft = draft_of(close(desk))
    say(desk, draft, AGENT, "reopen", AT + A_MINUTE)
    assert case_of(desk).status is Status.OPEN
    assert not any(to == KIM for _, to in kinds(say(desk, draft, AGENT, "send", AT + 2 * A_MINUTE)))
    again = say(desk, draft, AGENT, "done: once more\nTell the customer: It is mended for good.", AT + 9 * A_MINUTE)
    sent = say(desk, draft_of(again), AGENT, "send", AT + 10 * A_MINUTE)
    assert "mended for good" in read(letter_to(sent, KIM))


def test_an_edited_draft_is_an_update_and_the_letter_is_none_beside(desk: Desk) -> None:
    draft = draft_of(close(desk))
    sent = say(desk, draft, AGENT, "update: All is well again, thank you for waiting.", AT + A_MINUTE)
    assert ("customer-update", KIM) in kinds(sent)
    assert kinds(say(desk, draft, AGENT, "send", AT + 2 * A_MINUTE)) == [("notice", AGENT)]


def test_what_comes_back_is_a_draft_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SENDS)
    letters = close(desk, "done: it\nTell the customer: We corrected a setting.")
    back = desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + AT + A_MINUTE)
    draft = draft_of(back)
    assert "came back, so they have not read this" in read(draft)
    assert "What we did: We corrected a setting." in read(draft)
    assert "has closed" not in read(draft)


def test_a_lead_sends_the_draft_and_its_agent_reads_so(desk: Desk) -> None:
    close(desk)
    said = desk.receive(
        build_mail("Re: [ESC-1]", "send", sender=LEAD, message_id="<lead@example.com>"), MONDAY + AT + A_MINUTE
    )
    assert sorted(kinds(said)) == [("de-escalation", KIM), ("notice", AGENT), ("notice", LEAD)]
    assert "has sent the draft: the letter that it is solved is on its way" in read(letter_to(said, AGENT))


def test_who_joined_reads_that_it_is_over_and_has_no_draft(desk: Desk) -> None:
    opened = open_case(desk)
    zoe = "zoe@example.com"
    desk.receive(
        build_mail(body=build_form({"Customer": "Fabrikam"}), sender=zoe, message_id="<second@example.com>"),
        MONDAY + A_MINUTE,
    )
    letters = say(desk, letter_to(opened, AGENT, "receipt"), AGENT, "done: a new index", AT)
    assert ("closed", zoe) in kinds(letters)
    assert "a new index" in read(letter_to(letters, zoe))
    assert [to for kind, to in kinds(letters) if kind == "de-escalation"] == [AGENT]
