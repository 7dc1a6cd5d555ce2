"""`calm`: the level rests, the case stays open and the agent's, and the customer has at most a draft (behaviour
B9.15)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.model.case import Status
from tests.builders import AGENT, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.customer.test_promises import AN_HOUR, KIM, LEAD, MONDAY, TECH, open_case

TECH2 = "tech2@example.com"
DAY = timedelta(days=1)
ASKED = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)  # forty open hours after Monday 11:00
RESTS = ("moved", TECH2), ("moved", TECH)


def say(desk: Desk, to: EmailMessage, who: str, words: str, after: float = 1) -> list[EmailMessage]:
    return desk.receive(reply(to, who, words), MONDAY + after * AN_HOUR)


def of_clock(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    """Without the digest, and without what was promised."""
    return [one for one in kinds(letters) if one[0] not in ("digest", "nudge")]


def rest(desk: Desk) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The letters of a case, and what leaves when its agent says that things are better."""
    letters = open_case(desk)
    return letters, say(desk, letter_to(letters, AGENT, "receipt"), AGENT, "calm: they have a workaround")


def test_the_level_reads_that_it_may_rest_and_the_agent_has_the_draft_in_the_letter_that_answers(desk: Desk) -> None:
    said = rest(desk)[1]
    assert sorted(kinds(said)) == [("customer-update", AGENT), *RESTS]
    told = words_of(letter_to(said, TECH))
    assert "says that things are better: ESC-1" in told
    assert "You may rest: I remind you no more, and it does not go up." in told
    assert "they have a workaround" in told
    answer = words_of(letter_to(said, AGENT))
    assert answer.startswith("ESC-1 rests from now on: nobody is reminded of it, and it does not go up. It stays open.")
    assert "whether it is still calm; it goes on with: resume." in answer
    assert "It leaves in your name, once, when you answer this mail: send." in answer
    assert "It is good to know that things are better. Your request stays open until the rest is done" in answer
    assert "Thank you for your patience. You hear from me again by Thursday 12 March" in answer
    assert "workaround" not in answer


def test_nothing_goes_up_what_was_promised_runs_on_and_the_agent_is_asked_again(desk: Desk) -> None:
    rest(desk)
    letters = desk.pass_time(MONDAY + 12 * DAY)
    asked = [one for one in letters if one["X-Escalation-Kind"] == "reminder"]
    assert set(of_clock(letters)) == {("reminder", AGENT)}
    assert (asked[0]["Date"].datetime, len(asked)) == (ASKED, 2)
    assert ("nudge", AGENT) in kinds(letters)
    question = words_of(asked[0])
    assert question.startswith("Is it still calm? ESC-1")
    assert "If not: resume, and the Technical Team (Level 3) has its time anew." in question
    digest = words_of(letter_to(letters, LEAD, "digest"))
    assert "CALM, AND STILL OPEN 1 ESC-1 Fabrikam rests since yesterday 11:00 (Berlin); dana@example.com is" in digest
    assert "1 resume" in digest


def test_the_draft_leaves_once_and_keeps_what_was_promised(desk: Desk) -> None:
    draft = letter_to(rest(desk)[1], AGENT)
    before = case_of(desk).customer_promised_at
    sent = say(desk, draft, AGENT, "send", 2)
    assert sorted(kinds(sent)) == [("customer-update", KIM), ("notice", AGENT)]
    letter = words_of(letter_to(sent, KIM))
    assert letter.startswith("Dear Kim Abercrombie, It is good to know that things are better.")
    assert not [word for word in ("workaround", "calm", "ESC-", "Level", "escalat") if word in letter]
    assert case_of(desk).customer_promised_at == before
    assert kinds(say(desk, draft, AGENT, "send.", 3)) == [("notice", AGENT)]
    assert case_of(desk).is_calm


def test_whatever_ends_it_ends_its_draft_too(tmp_path: Path) -> None:
    wrong = {}
    for word in ("resume", "raise", "waiting", "done: it works", "cancel: over"):
        folder = tmp_path / word[:4]
        folder.mkdir()
        desk = Desk(folder)
        receipt = letter_to(rest(desk)[0], AGENT, "receipt")
        say(desk, receipt, AGENT, word, 2)
        left = kinds(say(desk, receipt, AGENT, "send", 3))
        if case_of(desk).is_calm or case_of(desk).update is not None or ("customer-update", KIM) in left:
            wrong[word] = left
    assert wrong == {}


def test_resume_begins_the_levels_time_anew_and_both_sides_read_it(desk: Desk) -> None:
    letters, _ = rest(desk)
    desk.pass_time(MONDAY + 9 * DAY)
    said = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "resume"), MONDAY + 9 * DAY)
    assert sorted(kinds(said)) == [*RESTS, ("notice", AGENT)]
    assert "An answer is due by Fri 20 March, 17:30 (Berlin)" in words_of(letter_to(said, TECH))
    assert case_of(desk).status is Status.OPEN
    assert ("reminder", TECH) in of_clock(desk.pass_time(MONDAY + 11 * DAY))


def test_who_has_it_keeps_it_and_may_take_it_meanwhile(desk: Desk) -> None:
    letters, _ = rest(desk)
    say(desk, letter_to(letters, TECH), TECH, "mine", 2)
    assert (case_of(desk).status, case_of(desk).is_calm) == (Status.WAITING, True)
    assert of_clock(desk.pass_time(MONDAY + 3 * DAY)) == [], "nobody is asked how it goes"
    said = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "resume"), MONDAY + 3 * DAY)
    assert sorted(kinds(said)) == [("moved", TECH), ("notice", AGENT)]
    assert case_of(desk).status is Status.CLAIMED


def test_said_again_it_answers_the_question_and_the_level_reads_nothing_more(desk: Desk) -> None:
    rest(desk)
    (asked,) = (one for one in desk.pass_time(ASKED) if one["X-Escalation-Kind"] == "reminder")
    assert kinds(desk.receive(reply(asked, AGENT, "calm"), ASKED + AN_HOUR)) == [("customer-update", AGENT)]
    assert of_clock(desk.pass_time(ASKED + 6 * DAY)) == []
    assert ("reminder", AGENT) in kinds(desk.pass_time(ASKED + 9 * DAY))


def test_the_customers_anger_is_put_to_the_agent_with_resume_and_other_words_start_nothing(desk: Desk) -> None:
    letters, _ = rest(desk)
    first = letter_to(letters, KIM)
    told = words_of(letter_to(say(desk, first, KIM, "When is the rest done?", 2), AGENT))
    assert "resume, and they" not in told
    angry = say(desk, first, KIM, "We are not satisfied with this.", 3)
    assert "does not sound calm, and its level rests: answer resume" in words_of(letter_to(angry, AGENT))
    assert "does not sound calm" not in words_of(letter_to(angry, TECH))
    assert case_of(desk).is_calm


def test_a_lead_says_it_too_and_the_agent_reads_who_and_why_above_the_draft(desk: Desk) -> None:
    letters = open_case(desk)
    at = MONDAY + 2 * DAY + 23 * AN_HOUR
    digest = letter_to(desk.pass_time(at), LEAD, "digest")
    said = desk.receive(reply(digest, LEAD, "1 calm: they wrote that it prints again"), at + AN_HOUR / 60)
    assert sorted(kinds(said)) == [("customer-update", AGENT), *RESTS, ("notice", LEAD)]
    told = words_of(letter_to(said, AGENT))
    assert told.startswith("lead@example.com says that things are better, so ESC-1 rests from now on")
    assert "lead@example.com writes beside it: “they wrote that it prints again”" in told
    assert "ESC-1 calm: they wrote that it prints again: done." in words_of(letter_to(said, LEAD))
    refused = words_of(letter_to(say(desk, letter_to(letters, TECH), TECH, "calm", 72), TECH))
    assert "I could not let it rest, and nothing has changed: that is for dana@example.com or a lead to say." in refused


def test_without_a_case_upstairs_or_an_address_of_theirs_there_is_no_draft(tmp_path: Path) -> None:
    rows = {
        "held": ({"Customer Impact": None}, "I could not let it rest: ESC-1 has not gone up yet"),
        "nowhere": ({"Customer": "Northwind"}, "ESC-1 rests: nobody is reminded of it, and it does not go up."),
    }
    wrong = {}
    for name, (changes, expected) in rows.items():
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        opened = desk.receive(
            build_mail(body=build_form({"Attachments": "none because it is words", **changes})), MONDAY
        )
        letters = say(desk, letter_to(opened, AGENT), AGENT, "calm")
        told = words_of(letter_to(letters, AGENT, "notice"))
        if not told.startswith(expected) or case_of(desk).update is not None:
            wrong[name] = told
    assert wrong == {}
