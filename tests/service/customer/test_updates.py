"""Words for the customer, in the agent's name: they leave once, or are a draft that he releases (behaviour B9.24)."""

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from daemon.core.decisions.customer.written import draft_again, take_back_updates, with_update
from daemon.core.model.notifications import Letter
from daemon.core.model.updates import Update
from daemon.core.model.variants import Kind
from parsers.model import Address
from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.recording.conversation import Reply, write_reply
from tests.service.customer.test_letters_that_come_back import bounce
from tests.service.customer.test_promises import (
    A_MINUTE,
    AN_HOUR,
    KIM,
    LEAD,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
    read,
)
from tests.tables import every_row

TECH2 = "tech2@example.com"
FOUND = "We have found the cause.\nThe next export is whole again."


def say(desk: Desk, to: EmailMessage, who: str, words: str, after: int = 1) -> list[EmailMessage]:
    return desk.receive(reply(to, who, words), MONDAY + after * A_MINUTE)


def test_the_agents_words_leave_at_once_in_their_name_and_keep_the_promise(desk: Desk) -> None:
    letters = open_case(desk)
    said = say(
        desk, letter_to(letters, AGENT, "receipt"), AGENT, f"update until friday 10:00: {FOUND}\n\nRegards\nDana"
    )
    assert sorted(kinds(said)) == [("customer-update", KIM), ("notice", AGENT)]
    letter, first = letter_to(said, KIM), letter_to(letters, KIM)
    assert letter["From"] == first["From"]
    assert letter["In-Reply-To"] == first["Message-ID"]
    assert letter["Subject"] == f"Re: {first['Subject']}"
    text = " ".join(read(letter).split())
    assert text.startswith("Dear Kim Abercrombie, We have found the cause. The next export is whole again. You hear")
    assert "You hear from me again by Friday 13 March, 10:00" in text
    assert text.count("Dana") == 1
    assert "on their way to Fabrikam (kim@fabrikam.example), in your name" in read(letter_to(said, AGENT))
    assert find_nudges(desk.pass_time(THURSDAY)) == [], "the first promise is kept"
    assert find_nudges(desk.pass_time(THURSDAY + 30 * AN_HOUR)) != [], "the second is watched"


def test_what_the_customer_answers_to_it_comes_back_to_the_case(desk: Desk) -> None:
    said = say(desk, letter_to(open_case(desk), AGENT, "receipt"), AGENT, f"update: {FOUND}")
    answered = desk.receive(reply(letter_to(said, KIM), KIM, "Thank you, it works."), MONDAY + AN_HOUR)
    assert ("relay", AGENT) in kinds(answered)


def test_words_of_others_are_a_draft_that_leaves_once_by_send(desk: Desk) -> None:
    letters = open_case(desk)
    said = say(desk, letter_to(letters, TECH), TECH, f"update: {FOUND}\nnote: ask them for the log")
    assert sorted(kinds(said)) == [("customer-update", AGENT), ("notice", TECH), ("relay", AGENT), ("relay", TECH2)]
    draft = letter_to(said, AGENT, "customer-update")
    assert "has written this for the customer" in read(draft)
    assert "ask them for the log" in read(letter_to(said, AGENT, "relay"))
    assert "ask them for the log" not in read(draft)
    assert "send" in read(letter_to(said, TECH))
    sent = say(desk, draft, AGENT, "send", after=5)
    assert sorted(kinds(sent)) == [("customer-update", KIM), ("notice", AGENT), ("notice", TECH)]
    assert "dana@example.com has sent the draft" in read(letter_to(sent, TECH))
    assert FOUND.split("\n")[1] in read(letter_to(sent, KIM))
    again = say(desk, draft, AGENT, "send it", after=9)
    assert kinds(again) == [("notice", AGENT)]
    assert "leaves once" in read(again[0])


def test_a_newer_draft_takes_the_place_of_an_older_one_and_done_of_both(desk: Desk) -> None:
    letters = open_case(desk)
    first = letter_to(say(desk, letter_to(letters, TECH), TECH, "update: It was the disk."), AGENT)
    second = letter_to(say(desk, letter_to(letters, TECH), TECH, "update: It was the cable.", after=3), AGENT)
    back = say(desk, first, AGENT, "send", after=5)
    assert kinds(back) == [("customer-update", AGENT)]
    assert "That was an older draft, and nothing has left" in read(back[0])
    assert "It was the cable." in read(back[0])
    say(desk, letter_to(letters, AGENT, "receipt"), AGENT, "done: replaced the cable", after=7)
    late = say(desk, second, AGENT, "send", after=9)
    assert [to for _, to in kinds(late)] == [AGENT]
    assert "No draft waits to be sent" in read(late[0])


@every_row(
    ("words", "why"),
    [
        ("update: Robin Achebe of our Technical Team is on it.", "no customer is to read"),
        ("update: Tell the customer that we look into it.", "cannot tell whether your text speaks to"),
        ("update: The fix comes by […], promised.", "A gap is left in it"),
        ("update: Your case was escalated to level 3.", "no customer is to read"),
        ("update: Das hat jetzt die Ebene 3.", "no customer is to read"),
        ("update: Tekla wrote:\nWe broke the disk.", "cannot tell whether your text speaks to"),
        ("update: See below.\n> We broke the disk.", "cannot tell whether your text speaks to"),
        ("update: It works.\ndone", "cannot tell whether your text speaks to"),
        ("update: It works ~~not~~ today.", "cannot tell whether your text speaks to"),
        ("update: ...", "A gap is left in it"),
    ],
)
def test_what_no_customer_may_read_is_a_draft_first(tmp_path: Path, words: str, why: str) -> None:
    desk = Desk(tmp_path)
    said = say(desk, letter_to(open_case(desk), AGENT, "receipt"), AGENT, words)
    assert kinds(said) == [("customer-update", AGENT)]
    assert why in read(said[0])


def test_a_gap_is_filled_before_it_leaves(desk: Desk) -> None:
    draft = letter_to(say(desk, letter_to(open_case(desk), AGENT, "receipt"), AGENT, "update: By […] it works."), AGENT)
    said = say(desk, draft, AGENT, "send", after=3)
    assert kinds(said) == [("notice", AGENT)]
    assert "cannot leave yet" in read(said[0])
    sent = say(desk, draft, AGENT, "update: By tonight it works.", after=5)
    assert ("customer-update", KIM) in kinds(sent)


def test_without_words_nothing_leaves_and_the_draft_comes_back(desk: Desk) -> None:
    said = say(desk, letter_to(open_case(desk), AGENT, "receipt"), AGENT, "update")
    assert kinds(said) == [("notice", AGENT)]
    assert "Nothing has left for Fabrikam" in read(said[0])
    assert "A draft you can send" in read(said[0])


def test_of_a_sensitive_case_all_is_a_draft(desk: Desk) -> None:
    letters = open_case(desk)
    receipt = letter_to(letters, AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "note: they think there was a data breach"), MONDAY + A_MINUTE)
    assert get_case(desk).sensitive
    draft = say(desk, receipt, AGENT, f"update: {FOUND}", after=5)
    assert kinds(draft) == [("customer-update", AGENT)]
    assert ("customer-update", KIM) in kinds(say(desk, draft[0], AGENT, "send", after=7))


def test_a_lead_sends_the_draft_and_its_agent_reads_so(desk: Desk) -> None:
    letters = open_case(desk)
    say(desk, letter_to(letters, TECH), TECH, f"update: {FOUND}")
    said = desk.receive(
        build_mail("Re: [ESC-1]", "send", sender=LEAD, message_id="<lead@example.com>"), MONDAY + AN_HOUR
    )
    assert sorted(kinds(said)) == [("customer-update", KIM), *(("notice", to) for to in (AGENT, LEAD, TECH))]
    assert "lead@example.com has sent the draft" in read(letter_to(said, AGENT))


def test_send_in_answer_to_another_letter_brings_the_draft_once_more(desk: Desk) -> None:
    letters = open_case(desk)
    desk.pass_time(THURSDAY)
    desk.receive(reply(letter_to(letters, TECH), TECH, f"update: {FOUND}"), THURSDAY + A_MINUTE)
    said = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "send"), THURSDAY + 5 * A_MINUTE)
    assert kinds(said) == [("customer-update", AGENT)]
    assert "What you answered did not bring this draft, so nothing has left" in read(said[0])
    beside = desk.receive(reply(said[0], AGENT, "send: Hello Kim, it was the cable"), THURSDAY + 7 * A_MINUTE)
    assert kinds(beside) == [("customer-update", AGENT)]
    assert "Words stand beside your send, so nothing has left" in read(beside[0])
    sent = desk.receive(reply(beside[0], AGENT, "send"), THURSDAY + 9 * A_MINUTE)
    assert ("customer-update", KIM) in kinds(sent)


def test_files_go_along_only_where_the_line_says_so(desk: Desk) -> None:
    receipt = letter_to(open_case(desk), AGENT, "receipt")
    files = (("fix.txt", b"restart it\n"),)
    step = Reply("", AGENT, f"update with files: {FOUND}", files=files)
    said = desk.receive(write_reply(step, receipt, "<with@example.com>"), MONDAY + A_MINUTE)
    assert [one.get_filename() for one in letter_to(said, KIM).iter_attachments()] == ["fix.txt"]
    step = Reply("", AGENT, f"update: {FOUND}", files=(("more.txt", b"and again\n"),))
    said = desk.receive(write_reply(step, receipt, "<without@example.com>"), MONDAY + AN_HOUR)
    assert list(letter_to(said, KIM).iter_attachments()) == []
    assert "more.txt" in read(letter_to(said, AGENT))


def test_whoever_is_the_contact_from_now_on_gets_the_draft_that_waits(desk: Desk) -> None:
    letters = open_case(desk)
    say(desk, letter_to(letters, TECH), TECH, f"update: {FOUND}")
    said = say(desk, letter_to(letters, AGENT, "receipt"), AGENT, "pass agent to jo@example.com", after=3)
    assert ("customer-update", "jo@example.com") in kinds(said)


def test_a_second_report_of_the_same_bounce_says_nothing_new(desk: Desk) -> None:
    said = say(desk, letter_to(open_case(desk), AGENT, "receipt"), AGENT, f"update: {FOUND}")
    letter = letter_to(said, KIM)
    first = desk.receive(bounce(letter, KIM), MONDAY + AN_HOUR)
    assert kinds(first) == [("customer-update", AGENT)]
    assert desk.receive(bounce(letter, KIM, "<b2@mx.example>"), MONDAY + 2 * AN_HOUR) == []
    assert get_case(desk).customer is None


def test_what_comes_back_is_a_draft_again_and_nothing_was_heard(desk: Desk) -> None:
    letters = open_case(desk)
    said = say(desk, letter_to(letters, AGENT, "receipt"), AGENT, f"update until friday 10:00: {FOUND}")
    back = desk.receive(bounce(letter_to(said, KIM), KIM), MONDAY + AN_HOUR)
    assert kinds(back) == [("customer-update", AGENT)]
    assert "came back, so they have not read this" in read(back[0])
    case = get_case(desk)
    assert (case.customer_heard_at, case.customer_promised_at) == (None, THURSDAY)
    refused = desk.receive(reply(back[0], AGENT, "send"), MONDAY + 2 * AN_HOUR)
    assert "cannot leave yet" in read(refused[0])


def test_send_belongs_to_the_draft_that_it_answers_and_sends_up_no_held_case(desk: Desk) -> None:
    asked = desk.receive(build_mail("ESCALATION - Exports", build_form({"Customer Impact": None})), MONDAY)
    draft = say(desk, letter_to(asked, AGENT), AGENT, "update: By [...] it works.")
    assert kinds(draft) == [("customer-update", AGENT)]
    assert "cannot leave yet" in read(say(desk, draft[0], AGENT, "send", after=3)[0])
    assert get_case(desk).opened_at is None
    say(desk, letter_to(asked, AGENT), AGENT, "send it as it is", after=5)
    assert get_case(desk).opened_at is not None


def test_an_answer_to_a_request_is_no_update(desk: Desk) -> None:
    asked = desk.receive(build_mail("ESCALATION - Exports", build_form({"Customer Impact": ""})), MONDAY)
    said = say(desk, letter_to(asked, AGENT), AGENT, "Customer Impact: nobody can export\nTell the customer: we look")
    assert "customer-update" not in {kind for kind, _ in kinds(said)}


def test_all_that_has_not_left_when_a_case_becomes_sensitive_is_one_draft(desk: Desk) -> None:
    open_case(desk)
    before, kim = get_case(desk), Address(KIM)
    letters = []
    for number, words in enumerate(("First words.", "Second words."), 1):
        at = MONDAY + number * A_MINUTE
        before = with_update(before, Update(words, before.agent, at), kim, at)
        letters.append(Letter(f"ESC-1-{number}-0", 1, Kind.CUSTOMER_UPDATE, KIM, f"<{number}@x>", 2, at))
    after = take_back_updates(before, replace(before, sensitive=True), reversed(letters))
    (draft,) = draft_again(before, after, letters)
    assert (draft.to, draft.text) == (after.agent, "First words.\n\nSecond words.")
    assert (after.customer_heard_at, after.update and after.update.sent_at) == (None, None)
