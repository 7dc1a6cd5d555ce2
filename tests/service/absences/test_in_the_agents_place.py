"""Who is the customer's contact now: the agent; while he is away who stands in for him, else the leads (behaviour
B7.41, B2.28)."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest

from daemon.core.model.case import Status
from tests.builders import MAILBOX, build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to
from tests.recording.conversation import write_bounce
from tests.service.absences.test_away import DANA, LEAD, MONDAY, SAM, TESS, open_case, say, write
from tests.service.answers.test_given_back import words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIA, ADA = "pia@example.com", "ada.okafor@contoso.example"


def leave(desk: Desk, level: int = 1, cover: str = " cover pia@example.com") -> list[EmailMessage]:
    """A case of Dana's, who is away then: its letters, and those that say so."""
    return [*open_case(desk, level=level), *write(desk, DANA, f"away until friday{cover}", HOUR)]


def write_to_ada(desk: Desk, who: str, after: timedelta, copy: str = MAILBOX) -> list[EmailMessage]:
    mail = build_mail("Your request 48213", "Dear Ada, it takes until tomorrow.", sender=who, to=ADA,
                      headers={"Cc": copy}, message_id=f"<to-ada-{after}@example.com>")  # fmt: skip
    return desk.receive(mail, MONDAY + after)


def test_who_stands_in_reads_what_was_promised_and_has_the_draft(desk: Desk) -> None:
    leave(desk)
    told = [one for one in desk.pass_time(MONDAY + 6 * HOUR) if str(one["To"]) == PIA]
    for letter in told:
        assert "was told that they hear from dana@example.com by" in words_of(letter)
        assert "A draft you can send:" in words_of(letter)
        assert "stand in for Dana, who is away." in words_of(letter)
    assert {kind for kind, _ in kinds(told)} >= {"reminder", "raised"}


@pytest.mark.parametrize("by", ["our address", "the address that the nudge names"])
def test_his_mail_to_the_customer_keeps_the_promise_and_is_for_nobody_inside(desk: Desk, by: str) -> None:
    leave(desk)
    nudge = next(one for one in desk.pass_time(MONDAY + 5 * HOUR) if str(one["To"]) == PIA)
    named = re.search(r"support\+re-\S+@example\.com", words_of(nudge))
    assert named is not None
    assert write_to_ada(desk, PIA, 5.25 * HOUR, MAILBOX if by == "our address" else named[0]) == []
    assert case_of(desk).customer_promised_at is None
    assert case_of(desk).customer_heard_at == MONDAY + 5.25 * HOUR


def test_what_he_has_told_them_is_his_to_keep(desk: Desk) -> None:
    standing_in = letter_to(leave(desk), PIA)
    said = words_of(letter_to(say(desk, standing_in, PIA, "told until 16:00: by phone", 2 * HOUR), PIA))
    assert re.search(r"They hear from you again by Monday 9 March, 16:00 \(Berlin time\); I remind you before\.", said)
    nudges = [words_of(one) for one in desk.pass_time(MONDAY + 6 * HOUR) if one["X-Escalation-Kind"] == "nudge"]
    assert nudges
    assert all("that they hear from you by Monday 9 March, 16:00" in one for one in nudges)
    back = words_of(letter_to(say(desk, standing_in, DANA, "back", 7 * HOUR), DANA, "moved"))
    assert f"Contoso last heard from {PIA} today 12:00 (Berlin), and was told that they hear again by" in back
    assert "A draft you can send:" in back


def test_a_cover_who_is_back_reads_for_whom_he_stands_in_and_that_the_customer_waits(desk: Desk) -> None:
    leave(desk)
    to_jo = letter_to(write(desk, PIA, "away until friday cover jo@example.com", 2 * HOUR), "jo@example.com")
    say(desk, to_jo, "jo@example.com", "told until 16:00: I rang them", 3 * HOUR)
    desk.pass_time(MONDAY + 6.5 * HOUR)
    letters = write(desk, PIA, "back", 7 * HOUR)
    said = words_of(letter_to(letters, PIA, "moved"))
    assert "dana@example.com, the contact of Contoso, is away" in said
    assert "You stand in: you get what would go to dana@example.com" in said
    assert "they hear by Monday 9 March, 16:00 (Berlin time), and as far as I know they have heard nothing yet" in said
    told = [words_of(one) for one in letters if str(one["To"]).startswith("jo@")]
    assert len(told) == 1
    assert f"{PIA} is back, and stands in for dana@example.com again: ESC-1" in told[0]
    assert DANA not in [str(one["To"]) for one in letters]


def test_of_what_is_closed_and_open_again_he_tells_the_customer(desk: Desk) -> None:
    letters = leave(desk)
    taken = letter_to(say(desk, letter_to(letters, SAM), SAM, "mine", 2 * HOUR), SAM)
    closed = letter_to(say(desk, taken, SAM, "done: restarted", 3 * HOUR), PIA)
    said = words_of(closed)
    assert "Please tell Contoso, ask whether all is well again" in said
    assert "was told that they hear from dana@example.com by" in said
    assert "A draft you can send:" in said
    assert "You get this in place of dana@example.com, who is away. ESC-1 is solved: no clock runs" in said
    again = words_of(letter_to(say(desk, closed, PIA, "reopen: it ends again", 4 * HOUR), PIA, "notice"))
    assert "You hear from me by" in again


def test_his_answer_is_the_answer_to_a_question_that_waits_for_the_agent(desk: Desk) -> None:
    letters = leave(desk)
    asked = letter_to(say(desk, letter_to(letters, SAM), SAM, "Which version?", 2 * HOUR), PIA)
    assert case_of(desk).question is not None
    say(desk, asked, PIA, "It is 7.2.", 3 * HOUR)
    assert case_of(desk).question is None


def test_what_is_missing_he_may_fill_in(desk: Desk) -> None:
    form = build_form({"Customer Impact": None, "Attachments": "none because it is words"})
    desk.receive(build_mail("ESCALATION - Exports stop - Ticket #48213", form), MONDAY)
    asked = letter_to(write(desk, DANA, "away until friday cover pia@example.com", HOUR), PIA)
    letters = say(desk, asked, PIA, "Customer Impact: 20 users stand still", 2 * HOUR)
    assert case_of(desk).status is Status.OPEN
    assert [kind for kind, to in kinds(letters) if to == PIA] == ["receipt"]


class TestALeadWritesToTheCustomer:
    def test_it_counts_as_told_and_the_agent_reads_it(self, desk: Desk) -> None:
        open_case(desk)
        letters = write_to_ada(desk, LEAD, HOUR)
        assert kinds(letters) == [("notice", DANA)]
        assert "it takes until tomorrow." in words_of(letters[0])
        assert case_of(desk).customer_promised_at is None

    def test_of_several_cases_he_is_asked_which(self, desk: Desk) -> None:
        open_case(desk)
        open_case(desk, HOUR, number=50002)
        letters = write_to_ada(desk, LEAD, 2 * HOUR)
        assert kinds(letters) == [("notice", DANA)], "the ticket in its subject decides"
        unsaid = build_mail("Your request", "Dear Ada, tomorrow.", sender=LEAD, to=ADA, headers={"Cc": MAILBOX})
        (asked,) = desk.receive(unsaid, MONDAY + 3 * HOUR)
        assert (str(asked["To"]), "Which one do you mean?" in words_of(asked)) == (LEAD, True)


LOST = {
    "away": "dana@example.com is away, and nobody stands in.",
    "dead": "As far as I know dana@example.com gets no mail of mine: the last one came back.",
}


def lose(desk: Desk, how: str) -> list[EmailMessage]:
    """The same of one for whom nobody stands in, or whose address is dead."""
    if how == "away":
        return leave(desk, 3, cover="")
    opened = open_case(desk)
    bounced = write_bounce(letter_to(opened, DANA, "receipt"), DANA, "<b1@mx.example>")
    return [*opened, *desk.receive(bounced, MONDAY + HOUR)]


@pytest.mark.parametrize("how", LOST)
class TestNobodyStandsIn:
    def test_what_is_for_the_contact_comes_to_the_leads(self, desk: Desk, how: str) -> None:
        letters = lose(desk, how)
        asked = say(desk, letter_to(letters, TESS), TESS, "info? Which version?", 2 * HOUR)
        said = words_of(letter_to(asked, LEAD))
        assert "Which version?" in said
        assert f"{LOST[how]} With pass agent to name@…" in said
        customers = letter_to(letters, ADA, "customer-acknowledgement")
        relayed = say(desk, customers, ADA, "Is anybody there?", 3 * HOUR)
        assert "Is anybody there?" in words_of(letter_to(relayed, LEAD))
        assert "An answer to this mail goes to lead@example.com, and not" in words_of(letter_to(relayed, TESS))
        say(desk, letter_to(asked, LEAD), LEAD, "It is 7.2.", 4 * HOUR)
        assert case_of(desk).question is None

    def test_and_so_does_what_is_to_be_done_when_it_is_over(self, desk: Desk, how: str) -> None:
        letters = lose(desk, how)
        asked = say(desk, letter_to(letters, TESS), TESS, "done: the index was full", 2 * HOUR)
        assert "Shall I close it as solved" in words_of(letter_to(asked, LEAD, "notice"))
        closed = say(desk, letter_to(asked, LEAD, "notice"), LEAD, "yes, Ada sees it too", 3 * HOUR)
        assert case_of(desk).status is Status.RESOLVED
        assert "I remind you until they have." in words_of(letter_to(closed, LEAD, "notice"))
        assert "I remind lead@example.com until they have." in words_of(letter_to(closed, DANA, "closed"))
        again = say(desk, letter_to(closed, TESS, "closed"), TESS, "It fails again.", 4 * HOUR)
        begun = say(desk, letter_to(again, LEAD, "relay"), LEAD, "reopen", 5 * HOUR)
        assert "You hear from me by" in words_of(letter_to(begun, LEAD, "notice"))

    def test_who_has_told_the_customer_is_who_is_reminded(self, desk: Desk, how: str) -> None:
        letters = lose(desk, how)
        taken = letter_to(say(desk, letter_to(letters, TESS), TESS, "mine", 2 * HOUR), LEAD, "claimed")
        assert "Please keep Contoso informed." in words_of(taken)
        told = say(desk, taken, LEAD, "told until 16:00: by phone", 3 * HOUR)
        assert "I remind you before." in words_of(letter_to(told, LEAD, "notice"))
        assert "I remind lead@example.com before." in words_of(letter_to(told, DANA, "notice"))
        closed = say(desk, letter_to(letters, TESS), TESS, "done: the index was full", 4 * HOUR)
        assert "Please tell Contoso, ask whether all is well again" in words_of(letter_to(closed, LEAD, "closed"))


class TestNothingIsHeardOfWhoHasIt:
    def test_the_leads_learn_it_where_nobody_stands_in(self, desk: Desk) -> None:
        letters = leave(desk, 3, cover="")
        say(desk, letter_to(letters, TESS), TESS, "mine", 2 * HOUR)
        later = desk.pass_time(MONDAY + 3 * DAY)
        asked = words_of(next(one for one in later if (one["X-Escalation-Kind"], str(one["To"])) == ("reminder", TESS)))
        assert "it goes to lead@example.com. If I hear nothing, lead@example.com learns of it" in asked
        assert any("has not been heard of since" in words_of(one) for one in later if str(one["To"]) == LEAD)


def test_who_stands_in_and_is_asked_as_well_hears_each_thing_once(desk: Desk) -> None:
    opened = open_case(desk, level=1)
    write(desk, DANA, f"away until friday cover {SAM}", HOUR)
    taken = words_of(letter_to(say(desk, letter_to(opened, SAM), SAM, "mine", 2 * HOUR), SAM, "notice"))
    assert "ESC-1 is yours now." in taken
    assert "knows" not in taken
    letters = say(desk, letter_to(opened, ADA), ADA, "Any news?", 3 * HOUR)
    assert kinds(letters).count(("relay", SAM)) == 1
    assert "To answer the customer: mailto:" in words_of(letter_to(letters, SAM, "relay"))


def test_a_lead_who_stands_in_is_reminded_once_with_the_promise(desk: Desk) -> None:
    leave(desk, cover=f" cover {LEAD}")
    letters = [one for one in desk.pass_time(MONDAY + 2 * DAY) if one["To"] == LEAD]
    late = [one for one in letters if one["X-Escalation-Kind"] == "reminder"]
    assert [one["Date"] for one in late] == sorted({one["Date"] for one in late}, key=lambda date: date.datetime)
    assert "was told that they hear from dana@example.com by" in words_of(late[0])
