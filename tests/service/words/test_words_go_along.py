"""Words beside and below a command reach every colleague to whom its letter goes, and stand in the timeline; where it
causes none they are passed on as a note (behaviour B9.16)."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
LATER = MONDAY + timedelta(minutes=20)
TESS, DANA = "Tess Berg <tech@example.com>", "Dana Whitfield <dana@example.com>"
WORDS = "their CFO calls every hour"


def answer(desk: Desk, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Each writer says so in turn; whom the last one's letters reached, and with what text."""
    letters = desk.receive(build_mail(), MONDAY)
    for step, (who, words) in enumerate(steps):
        address = who.partition("<")[2].rstrip(">")
        mine = next(one for one in letters if address in str(one["To"]))
        sent = desk.receive(reply(mine, who, words), LATER + timedelta(minutes=step))
        letters = [*sent, *letters]
    return [(str(one["To"]).partition("<")[2].rstrip(">") or str(one["To"]), text_of(one)) for one in sent]


def told(letters: list[tuple[str, str]]) -> set[str]:
    return {to for to, text in letters if WORDS in " ".join(text.split())}


@pytest.mark.parametrize("words", [f"{{}}: {WORDS}", f"{{}}, {WORDS}", f"{{}}\n\n{WORDS}", f"Hi,\n\n{{}}. {WORDS}"])
@pytest.mark.parametrize(
    "command",
    ["mine", "raise", "lower", "pass to boss@example.com", "waiting until Friday", "priority low", "done", "cancel"],
)
def test_whoever_hears_of_the_command_reads_the_words(desk: Desk, words: str, command: str) -> None:
    letters = answer(desk, (TESS, words.format(command)))
    assert told(letters) == {to for to, _ in letters} - {"tech@example.com"} != set()
    case = desk.store.find_case(1)
    assert case is not None
    assert any(WORDS in entry.text for entry in case.conversation.entries)


def test_a_question_to_us_passes_its_words_on(desk: Desk) -> None:
    assert told(answer(desk, (TESS, f"status\n\n{WORDS}"))) == {"dana@example.com", "tech2@example.com"}


@pytest.mark.parametrize("said", ["Status? And {}?", "status: New, {}?", "why: {}?", "Help? {}?"])
def test_a_question_behind_a_question_to_us_reaches_the_others(desk: Desk, said: str) -> None:
    assert told(answer(desk, (TESS, said.format(WORDS)))) == {"dana@example.com", "tech2@example.com"}


def test_what_is_not_carried_out_passes_its_words_on_all_the_same(desk: Desk) -> None:
    letters = answer(desk, (DANA, f"mine: {WORDS}"))
    assert told(letters) == {"tech@example.com", "tech2@example.com"}
    assert any(to == "dana@example.com" and "could not give" in text for to, text in letters)


def test_a_reminder_bears_the_words_of_who_asked_for_it(desk: Desk) -> None:
    assert told(answer(desk, (DANA, f"remind: {WORDS}"))) == {"tech@example.com", "tech2@example.com"}


@pytest.mark.parametrize("words", ["Which version?", "Not ours.", "Mine says the same error", "thanks, seen"])
def test_a_plain_note_asks_nobody_whether_it_was_a_command(desk: Desk, words: str) -> None:
    letters = answer(desk, (TESS, words))
    assert "dana@example.com" in {to for to, _ in letters}
    assert not any("have not carried it out" in text for _, text in letters)


def test_a_command_without_words_says_nothing_more(desk: Desk) -> None:
    assert not any("In their words" in text for _, text in answer(desk, (TESS, "raise")))


@pytest.mark.parametrize(
    "words",
    ["Wait, this is not ours", "Solved, not by us", "Erledigt - nicht unser Bereich", "cancel\n\nNot our area."],
)
def test_a_refusal_behind_a_command_reaches_the_agent_and_the_clock_goes_on(desk: Desk, words: str) -> None:
    letters = answer(desk, (TESS, words))
    assert any(to == "dana@example.com" and words.rsplit(maxsplit=1)[-1].strip(".") in text for to, text in letters)
    asked = next(" ".join(text.split()) for to, text in letters if to == "tech@example.com")
    said = re.split(r"[^a-z]", words.lower())[0]
    assert f"I did not take your “{said}” for more than words" in asked
    assert (f"answer with {said} alone" in asked) == (said != "cancel")  # which is not for the level to say
    case = desk.store.find_case(1)
    assert case is not None
    assert (case.status, case.due_at is not None) == ("open", True)


def test_a_line_of_the_form_is_no_command_where_what_is_missing_stands_below(desk: Desk) -> None:
    gap = build_form({"Customer Impact": None})
    asked = desk.receive(build_mail(body=gap), MONDAY)
    mail = reply(asked[0], DANA, "Priority: High\nCustomer Impact: 20 users cannot work.")
    desk.receive(mail, LATER)
    case = desk.store.find_case(1)
    assert case is not None
    assert case.fields.customer_impact == "20 users cannot work."


def routed(desk: Desk, subject: str, text: str) -> str:
    """The plain text of the letter in which a mail goes up."""
    mail = build_mail(subject, text)
    (letter,) = (one for one in desk.receive(mail, MONDAY) if one["X-Escalation-Kind"] == "routed")
    return text_of(letter).replace("\r\n", "\n").strip()


def test_an_urgent_without_a_form_begins_with_what_its_writer_says(desk: Desk) -> None:
    text = routed(desk, "URGENT: SUP-881", "Hi,\n\nthey cannot label anything. Trucks wait.\n\nThe gate closes at six.")
    assert text.startswith("they cannot label anything. Trucks wait. The gate closes at six.")
    assert "Customer not named yet" not in text
    assert "dana@example.com writes\nthey cannot label anything. Trucks wait.\n\nThe gate closes at six." in text


def test_few_words_do_not_stand_for_the_matter(desk: Desk) -> None:
    text = routed(desk, "URGENT: labels are blank - SUP-881", "Please look.")
    assert text.startswith("labels are blank")
    assert "dana@example.com writes\nPlease look." in text


def test_words_beside_a_form_go_up_below_its_first_lines(desk: Desk) -> None:
    form = "Customer: Contoso\nTicket #: 48213\nCustomer Impact: Nobody can print\n"
    text = routed(desk, "URGENT: printing", f"Hi all,\n\nthey are close to leaving us.\n\n{form}")
    assert text.startswith("Contoso (enterprise): Nobody can print")
    assert "dana@example.com also writes\nthey are close to leaving us." in text
