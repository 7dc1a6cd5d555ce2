"""Who is away, what comes next, robots, and what can be said (behaviour B7, B8, B9, B11)."""

from pathlib import Path

import pytest

from tests.journeys.stories.street import UP, Street, kind_of, open_street

URGENT = "URGENT - Contoso down - Ticket #48213"


def test_away_by_ones_own_word_with_a_cover(street: Street) -> None:
    street.at(
        "mon 09:30", street.copy("robin", "support@example.com", "away until friday cover kim@example.com", "", cc=""),
        robin="notice: away until Fri 13 March, 09:00 (Berlin). Until then Kim Novak is asked in your place",
        kim="notice: Robin Achebe is away until Fri 13 March, 09:00 (Berlin), and has named you to stand in.",
    )  # fmt: skip
    street.at(
        "mon 10:00", street.form("dana", URGENT), kim="routed: in place of Robin Achebe",
        dana="receipt: It went to Kim Novak", ada=UP["ada"],
    )  # fmt: skip
    street.at(
        "mon 10:30", street.answer("kim", "mine"), kim="notice: ESC-1 is yours now.",
        dana="claimed: Kim Novak has taken ESC-1",
    )  # fmt: skip


def test_nobody_is_left(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    away = "moved: Kim Novak is away, who was asked about ESC-1 … Still asked: Tess Moran."
    street.at(
        "mon 10:10", street.answer("kim", "I am out of the office until 16 March.", automatic="auto-replied"),
        dana=away, lea=away,
    )  # fmt: skip
    left = (
        "moved: Nobody of Level 3 (Technical Team) is left to ask: Kim Novak is away, Tess Moran declined. It goes "
        "to the Executive Team (Level 4) Thu 12 March, 09:00 (Berlin). Earlier with: raise"
    )
    street.at(
        "mon 10:20", street.answer("tess", "Sorry, not my area"),
        dana=f"{left}. … not my area", lea=f"{left}, or pass to name@… … not my area",
        tess="notice: remind you no more. Nobody else of Level 3 (Technical Team) is left to ask",
    )  # fmt: skip
    street.at(
        "thu 09:00",
        dana=(
            "13:24 nudge: Contoso was told that they hear from you by Thursday 12 March, 10:00",
            "09:00 raised: Robin",
        ),
        lea=(
            "09:00 digest: DUE TODAY",
            "09:00 raised: Robin Achebe",
            "09:00 digest: DUE TODAY 1 ESC-1 Contoso Level 4",
        ),
        robin="09:00 raised: Kim Novak",
    )


def test_the_agent_falls_ill(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    street.at(
        "tue 11:00", street.answer("tess", "Which version?"), dana="relay: Which version?", kim="relay: Which version?",
        tess="notice: Nobody has taken ESC-1 yet",
    )  # fmt: skip
    street.at(
        "tue 11:01", street.answer("dana", "I am on sick leave until 16 March.", automatic="auto-replied"),
        lea="moved: Dana Whitfield",
    )  # fmt: skip
    street.at(
        "tue 11:30", street.answer("lea", "pass agent to jo@example.com"), lea="notice: is the contact of Contoso now",
        jo="moved: Lea Brandt has handed ESC-1 over to you: from now on you are the contact … Which version?",
        dana="moved: jo@example.com", tess="moved: gets what you write", kim="moved: gets what you write",
    )  # fmt: skip
    street.at("tue 11:40", street.answer("jo", "4.2 on Linux"), tess="relay: 4.2 on Linux", kim="relay: 4.2 on Linux")


def test_nobody_takes_it(street: Street) -> None:
    street.at(
        "mon 10:00", street.form("dana", level="1"), dana="receipt: is with the Senior Support Agent (Level 1)",
        sam="routed: it goes to the Team Lead/Manager (Level 2) today 16:00 (Berlin).", ada=UP["ada"],
    )  # fmt: skip
    street.at(
        "mon 16:01",
        sam=(
            "12:00 reminder: Nobody has taken ESC-1 yet. Answer by today 14:00 (Berlin), in 2 h",
            "13:12 reminder: in 48 minutes. I remind you again today 14:00 (Berlin).",
            "14:00 reminder: The answer was due today 14:00 (Berlin), just now.",
            "14:30 reminder: 30 minutes ago.",
            "15:30 reminder: If nobody takes it, it goes to the Team Lead/Manager (Level 2) today 16:00 (Berlin)",
            "16:00 raised: has gone to the Team Lead/Manager (Level 2): M. Sato.",
        ),
        dana=(
            "14:00 reminder: and the leads know. … by Monday 9 March, 15:00 (Berlin time), in 60 minutes. … A draft",
            "15:00 nudge: as far as I know they have heard nothing yet",
            "16:00 raised: has gone up to the Team Lead/Manager (Level 2), because Sam Reyes had not taken it in time.",
        ),
        lea="14:00 reminder: Sam Reyes (Senior Support Agent, Level 1) has not taken ESC-1",
        sato="16:00 raised: because Sam Reyes did not take it in time: it was due today 14:00 (Berlin).",
    )
    street.at(
        "mon 16:10", street.answer("sam", "mine"), sam="notice: ESC-1 is yours now.", dana="claimed: Sam Reyes",
        sato="claimed: Sam Reyes has taken ESC-1", lea="claimed: You can stop looking at it.",
    )  # fmt: skip


def test_a_lead_answers_the_digest_by_number(street: Street) -> None:
    street.at("mon 10:00", street.form("dana", level="1"), dana="receipt: Level 1", sam="routed: ESC-1", ada=UP["ada"])
    street.at(
        "mon 10:20", street.copy("ada", "support@example.com", "URGENT: our invoices", "Where are they?", cc=""),
        lea="notice: Ada Okafor, a customer, has written to support@example.com: “URGENT: our invoices”.",
        dana="notice: Ada Okafor, a customer, has written",
    )  # fmt: skip
    street.at("mon 10:30", street.copy("dana", "ada", "Your invoices", "Dear Ada, they come today."))
    street.at("mon 10:40", street.answer("sam", "mine"), sam="notice: ESC-1 is yours now.", dana="claimed: Sam Reyes")
    street.at("tue 09:00", lea="09:00 digest: IN QUARANTINE 1 ada.okafor@contoso.example … 1 release")
    street.at("tue 09:10", street.answer("lea", "1 discard"), lea="notice: 1 discard: thrown away.")
    street.at(
        "wed 09:00", sam="10:10 reminder: How does ESC-1 go?",
        dana="09:00 nudge: As far as I know, Contoso has heard nothing since Mon 9 March, 10:30",
        lea="09:00 digest: NOT UPDATED 1 ESC-1 Contoso has heard nothing since Mon 9 March, 10:30",
    )  # fmt: skip
    street.at(
        "wed 09:10", street.answer("dana", "done: the invoices are out", "receipt"), sam="closed: the invoices are out",
        dana="notice: ESC-1 is closed.",
    )  # fmt: skip
    street.at("fri 10:00", street.answer("lea", "1 remind, 7 raise"), lea="notice: 1 ESC-1 … 7 … no case on that line")


def test_a_person_who_asks_is_always_answered(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    for minute in range(12):
        words = ("status", "why", "help")[minute % 3]
        street.at(f"mon 10:{10 + minute}", street.answer("dana", words), dana="notice: ")


@pytest.mark.slow
def test_two_robots_that_answer_each_other(tmp_path: Path) -> None:
    with open_street(tmp_path, {"administrators:": "caps: {{per_hour: 6}}\nadministrators:"}) as street:
        street.at("mon 10:00", street.form("dana"), **UP)
        robots = {
            "tess": "Thank you, your request {} is in our queue and somebody looks at it soon.",
            "dana": "I read mail in the evening only, you are number {} in line.",
        }
        begun = len(street.world.sent)
        for turn in range(20):
            for who, words in robots.items():
                street.write(f"mon 10:{10 + 2 * turn}", street.answer(who, words.format(4711 + turn)))
        sent = street.boxes
        assert [kind_of(one) for one in sent["lea"]] == ["notice"]
        assert len([one for one in sent["tess"] if kind_of(one) == "notice"]) <= 4
        assert len(street.world.sent) - begun <= 40
        last = len(street.world.sent)
        street.write("mon 10:55", street.answer("tess", robots["tess"].format(4799)))
        assert len(street.world.sent) == last, "it has ended"
        street.at(
            "mon 10:58", street.answer("kim", "mine", "routed"), kim="notice: ESC-1 is yours now.",
            tess="claimed: Kim Novak has taken", dana="claimed: Kim Novak has taken",
        )  # fmt: skip


def test_a_tracker(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    created = "BUG-4711 has been created. Your request has been received and will be reviewed."
    street.at("mon 10:01", street.answer("tess", created, automatic="auto-generated"))
    comment = "BUG-4711: the index is too small, it grows tonight."
    street.at(
        "mon 10:30", street.answer("tess", comment), tess="notice: Nobody has taken ESC-1 yet", kim=f"relay: {comment}",
        dana=f"relay: Tess Moran writes about ESC-1 … {comment}",
    )  # fmt: skip
    street.at("mon 11:30", street.answer("tess", "BUG-4711 was resolved.", automatic="auto-generated"))
    assert street.case().claimed_by is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "status",
            "nobody has taken it yet. Asked is Sam Reyes. … It is optional, and goes up only when somebody says so.",
        ),
        ("why", "4 business hours, counted like this: Mon 9 March: 4 h"),
        ("pass to bob@gmail.example", "is not one of ours. It goes to addresses like name@example.com."),
        ("resume", "I could not start its clock again"),
        ("help", "pass agent to name@…: another is the customer's contact"),
    ],
)
def test_what_can_be_said_and_why_not(street: Street, words: str, said: str) -> None:
    subject, summary = "ESCALATION - A second opinion - Ticket #48213", "We would like a second opinion on their setup."
    street.at(
        "mon 10:00", street.form("dana", subject, issue_summary=summary), ada=UP["ada"], sam="routed: A second opinion",
        dana="receipt: It is optional: they are reminded, and it never goes up by itself.",
    )  # fmt: skip
    street.at("mon 10:10", street.answer("dana", words), dana=f"notice: {said}")
