"""Nobody of the executives takes a case: the next one is asked, and nobody is woken for what can wait (behaviour
B7.28)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.recording.conversation import write_bounce

NINE = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)  # Monday 9:00 in Berlin
EVENING = datetime(2026, 3, 9, 19, 0, tzinfo=UTC)  # 20:00
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CHIEF, ROBIN, ADA, DANA, LEAD = "ceo@", "robin@", "ada.board@", "dana@", "lead@"
CHIEFS = "recipients: [ceo@example.com],"
NEXT = {CHIEFS: f'{CHIEFS} next: ["Robin Achebe <robin@example.com>", ada.board@example.com],'}
FIELDS = {"Issue Summary": "Nobody can log in, all sites are down."}
URGENT = build_mail("URGENT - Nobody can log in - Ticket #48213")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, NEXT)


def story(letters: list[EmailMessage], since: datetime) -> list[tuple[timedelta, str, str]]:
    """How long after `since` who got what, without the digest and the customer's."""
    return [
        (one["Date"].datetime - since, kind, to.partition("@")[0])
        for one in letters
        for kind, to in kinds([one])
        if kind not in ("digest", "nudge", "customer-acknowledgement", "receipt")
    ]


def test_each_two_hours_past_the_deadline_the_next_one_is_asked_and_the_leads_hear_it(desk: Desk) -> None:
    desk.receive(URGENT, NINE)
    letters = desk.pass_time(NINE + 8 * HOUR)
    assert [one for one in story(letters, NINE) if one[1] == "raised"] == [
        (3 * HOUR, "raised", "robin"),
        (3 * HOUR, "raised", "ceo"),
        (3 * HOUR, "raised", "dana"),
        (3 * HOUR, "raised", "lead"),
        (5 * HOUR, "raised", "ada.board"),
        (5 * HOUR, "raised", "robin"),
        (5 * HOUR, "raised", "dana"),
        (5 * HOUR, "raised", "lead"),
        (7 * HOUR, "raised", "lead"),
        (7 * HOUR, "raised", "dana"),
    ]
    asked = [(one[0], one[2]) for one in story(letters, NINE) if one[1] == "reminder" and one[0] > HOUR]
    assert asked == [
        (1.5 * HOUR, "ceo"),
        (2.5 * HOUR, "ceo"),
        (4.5 * HOUR, "robin"),
        (6.5 * HOUR, "ada.board"),
    ], "who was asked before sleeps"


def test_each_letter_says_what_comes_next_and_when(desk: Desk) -> None:
    routed = desk.receive(URGENT, NINE)
    assert "If nobody takes it, Robin Achebe is asked today 12:00 (Berlin)." in words_of(letter_to(routed, CHIEF))
    letters = desk.pass_time(NINE + 8 * HOUR)
    first = words_of(letter_to(letters, CHIEF, "reminder"))
    assert "I remind you again today 09:48 (Berlin). If nobody takes it, Robin Achebe is asked today 12:00" in first
    assert "asked today 12:00 (Berlin), and I remind you no more." in first
    robins = words_of(letter_to(letters, ROBIN, "raised"))
    assert "The answer was due: today 10:00 (Berlin)" in robins
    assert "Why you: ceo@example.com has not taken it; " in robins
    assert "If nobody takes it, ada.board@example.com is asked today 14:00 (Berlin)." in robins
    told = words_of(letter_to(letters, DANA, "raised"))
    assert "ceo@example.com has not taken it, so Robin Achebe is asked now: ESC-1" in told
    assert "It stays with the Executive Team (Level 4)." in told
    adas = words_of(letter_to(letters, ADA, "raised"))
    assert "is asked" not in adas
    last = words_of([one for one in letters if ADA in str(one["To"])][-1])
    assert "If nobody takes it, the leads are told today 16:00 (Berlin), and it stays with you." in last


def test_whom_the_next_one_covers_and_the_agent_are_not_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, NEXT | {"leads: [": "covers: {robin@example.com: coo@example.com}\nleads: ["})
    desk.receive(build_mail("URGENT - Nobody can log in - Ticket #48213", sender="ada.board@example.com"), NINE)
    asked = [to for _, kind, to in story(desk.pass_time(NINE + 8 * HOUR), NINE) if kind == "raised"]
    assert asked == ["coo", "ceo", "ada.board", "lead", "lead", "ada.board"]


def test_when_nobody_is_left_the_next_one_is_asked_at_once(desk: Desk) -> None:
    routed = letter_to(desk.receive(URGENT, NINE), CHIEF)
    letters = desk.receive(reply(routed, "ceo@example.com", "not mine"), NINE + MINUTE)
    assert story(letters, NINE + MINUTE) == [
        (timedelta(0), "raised", "robin"),
        (timedelta(0), "raised", "dana"),
        (timedelta(0), "raised", "lead"),
        (timedelta(0), "notice", "ceo"),
    ]
    assert "Why you: ceo@example.com declined; " in words_of(letter_to(letters, ROBIN))
    assert "ceo@example.com declined, so Robin Achebe is asked now: ESC-1" in words_of(letter_to(letters, LEAD))
    assert not any("left to ask" in words_of(one) for one in letters), "somebody is asked"
    later = [one for one in story(desk.pass_time(NINE + 8 * HOUR), NINE) if one[1] == "raised" and one[2] != "dana"]
    assert later == [
        (3 * HOUR, "raised", "ada.board"),
        (3 * HOUR, "raised", "robin"),
        (3 * HOUR, "raised", "lead"),
        (5 * HOUR, "raised", "lead"),
    ]


@pytest.mark.parametrize("said", [True, False], ids=["he says so", "its time is over"])
def test_the_next_one_who_comes_back_is_asked_at_once_where_nobody_is_left(tmp_path: Path, *, said: bool) -> None:
    desk = Desk(tmp_path, {CHIEFS: f"{CHIEFS} next: [robin@example.com],"})
    routed = letter_to(desk.receive(URGENT, NINE), CHIEF)
    robin, back = "robin@example.com", NINE + 5 * HOUR
    desk.receive(build_mail("away until today 15:00", "", sender=robin, message_id="<away@example.com>"), NINE + MINUTE)
    desk.receive(reply(routed, "ceo@example.com", "not mine"), NINE + 2 * MINUTE)
    assert ("raised", robin) not in kinds(desk.pass_time(back))
    at = back if said else NINE + 6 * HOUR
    mail = build_mail("back", "", sender=robin, message_id="<back@example.com>")
    letters = desk.receive(mail, at) if said else desk.pass_time(at)
    assert [one[0] for one in story(letters, at) if one[1:] == ("raised", "robin")] == [timedelta(0)]


def test_all_executives_are_away_so_the_next_one_is_asked_from_the_start(desk: Desk) -> None:
    away = build_mail("away until friday", "", sender="ceo@example.com", message_id="<away@example.com>")
    desk.receive(away, NINE)
    letters = desk.receive(URGENT, NINE + HOUR)
    assert "It went to Robin Achebe." in words_of(letter_to(letters, DANA, "receipt"))
    assert not any("left to ask" in words_of(one) for one in letters)
    assert [to for kind, to in kinds(letters) if kind == "routed"] == ["robin@example.com"]


def test_who_was_asked_before_may_still_take_it(desk: Desk) -> None:
    routed = letter_to(desk.receive(URGENT, NINE), CHIEF)
    desk.pass_time(NINE + 4 * HOUR)
    told = desk.receive(reply(routed, "ceo@example.com", "mine"), NINE + 4 * HOUR)
    assert ("claimed", "robin@example.com") in kinds(told)
    assert case_of(desk).claimed_by is not None
    assert [kind for kind, to in kinds(desk.pass_time(NINE + 8 * HOUR)) if "robin" in to] == []


class TestAtNight:
    """It comes at 20:00; the answer is due at 21:00, and night is from 22:00."""

    def test_three_letters_past_the_deadline_wake_and_the_third_says_that_the_leads_have_it(
        self, tmp_path: Path
    ) -> None:
        desk = Desk(tmp_path)
        desk.receive(URGENT, EVENING)
        letters = desk.pass_time(EVENING + 14 * HOUR)
        to_chief = [(one[0], one[1]) for one in story(letters, EVENING) if one[2] == "ceo"]
        assert to_chief == [
            (0.5 * HOUR, "reminder"),
            (0.8 * HOUR, "reminder"),
            (HOUR, "reminder"),
            (1.5 * HOUR, "reminder"),
            (2.5 * HOUR, "reminder"),
            (4.5 * HOUR, "reminder"),  # half past midnight, the third
            (11 * HOUR, "reminder"),  # at seven
            (12.5 * HOUR, "reminder"),
        ]
        third = next(one for one in letters if one["Date"].datetime == EVENING + 4.5 * HOUR)
        assert "The leads know. It stays with you. I remind you again today 07:00 (Berlin)" in words_of(third)
        assert ", when your night is over; until then the leads have it." in words_of(third)

    def test_answered_in_the_evening_the_last_letter_says_that_the_leads_have_it(self, tmp_path: Path) -> None:
        """Answered at 20:45 the new hour is over at 21:45."""
        desk = Desk(tmp_path)
        routed = letter_to(desk.receive(URGENT, EVENING), CHIEF)
        desk.receive(reply(routed, "ceo@example.com", "Which system is it?"), EVENING + 45 * MINUTE)
        letters = desk.pass_time(EVENING + 11 * HOUR)
        to_chief = [one for one in letters if CHIEF in str(one["To"]) and one["X-Escalation-Kind"] == "reminder"]
        assert [one["Date"].datetime - EVENING for one in to_chief[-2:]] == [105 * MINUTE, 11 * HOUR]
        said = words_of(to_chief[-2])
        assert "You answered today 20:45 (Berlin), but nobody has taken ESC-1." in said
        assert "tomorrow 07:00 (Berlin), when your night is over; until then the leads have it." in said
        assert "Your answer: Which system is it?" in said

    def test_after_an_answer_at_night(self, tmp_path: Path) -> None:
        """Answered at 21:10 the new hour is over at 22:10."""
        desk = Desk(tmp_path)
        late = EVENING + HOUR
        routed = letter_to(desk.receive(URGENT, late), CHIEF)
        desk.receive(reply(routed, "ceo@example.com", "thanks, seen"), late + 10 * MINUTE)
        letters = desk.pass_time(late + 10 * HOUR)
        past = [one for one in story(letters, late) if one[0] > 10 * MINUTE]
        assert past == [
            (70 * MINUTE, "reminder", "dana"),
            (70 * MINUTE, "reminder", "lead"),
            (190 * MINUTE, "raised", "dana"),
            (190 * MINUTE, "raised", "lead"),
            (10 * HOUR, "reminder", "ceo"),
        ]
        morning = words_of(letter_to(letters, CHIEF, "reminder"))
        assert "You answered yesterday 21:10 (Berlin), but nobody has taken it." in morning

    def test_after_a_late_answer_and_when_it_comes_back_from_whom_he_passed_it_to(self, tmp_path: Path) -> None:
        """Answered at 23:10, past the deadline; in time, passed on at 00:30 and back at 01:30."""
        late = EVENING + 110 * MINUTE
        for number, said in enumerate(
            ({80: "thanks, seen"}, {20: "thanks, seen", 160: "pass to robin@example.com until 07:00: I sleep"})
        ):
            (tmp_path / str(number)).mkdir()
            desk = Desk(tmp_path / str(number))
            routed = letter_to(desk.receive(URGENT, late), CHIEF)
            for minutes, words in said.items():
                mail = reply(routed, "ceo@example.com", words, headers={"Message-ID": f"<{minutes}@example.com>"})
                desk.receive(mail, late + minutes * MINUTE)
            letters = story(desk.pass_time(late + 9 * HOUR), late)
            assert [one for one in letters if one[1:] == ("reminder", "ceo")] == [], words
            morning = story(desk.pass_time(late + 10 * HOUR), late)
            assert [one[2] for one in morning if one[1] == "reminder"] == ["ceo"], words

    def test_a_command_is_an_answer_too_and_the_next_one_gets_one_letter(self, tmp_path: Path) -> None:
        """It comes at 22:30; the next one is asked at half past one."""
        late = EVENING + 150 * MINUTE
        for number, words in enumerate(("done: fixed", "waiting until today 22:50")):
            (tmp_path / str(number)).mkdir()
            desk = Desk(tmp_path / str(number), NEXT)
            routed = letter_to(desk.receive(URGENT, late), CHIEF)
            desk.receive(reply(routed, "ceo@example.com", words), late + 12 * MINUTE)
            letters = desk.pass_time(late + 6 * HOUR)
            told = story(letters, late)
            assert [one for one in told if one[1:] == ("reminder", "ceo")] == [], words
            asked = next(one for one in told if one[1:] == ("raised", "robin"))
            assert [one for one in told if one[0] == asked[0] and one[2] == "robin"] == [asked], words


def test_who_was_asked_alone_and_reads_that_he_is_reminded_no_more_is_not_asked_as_the_next_one(desk: Desk) -> None:
    routed = letter_to(desk.receive(URGENT, NINE), CHIEF)
    desk.pass_time(NINE + 3 * HOUR)  # Robin is asked
    desk.receive(reply(routed, "ceo@example.com", "pass to robin@example.com"), NINE + 3 * HOUR + MINUTE)
    letters = story(desk.pass_time(NINE + 12 * HOUR), NINE)
    asked = [(one[0], one[2]) for one in letters if one[1] == "raised" and one[2] not in ("dana", "lead", "ceo")]
    assert asked == [(6 * HOUR + MINUTE, "ada.board")]


def test_of_a_taker_who_was_not_reached_nobody_reads_that_he_gave_it_back(desk: Desk) -> None:
    routed = letter_to(
        desk.receive(build_mail("URGENT - Down - Ticket #7000", build_form({**FIELDS, "Ticket #": "7000"})), NINE),
        CHIEF,
    )
    desk.receive(
        build_mail(
            "URGENT - Down - Ticket #7001",
            build_form({**FIELDS, "Ticket #": "7001", "Customer": "Fabrikam"}),
            sender="jo@example.com",
        ),
        NINE + MINUTE,
    )
    taken = letter_to(desk.receive(reply(routed, "ceo@example.com", "mine"), NINE + 5 * MINUTE), CHIEF, "notice")
    letters = desk.receive(write_bounce(taken, "ceo@example.com", "<b1@mx.example>"), NINE + 7 * MINUTE)
    to_jo = words_of(letter_to(letters, "jo@", "moved"))
    assert "ceo@example.com could not be reached, and so does not have ESC-2" in to_jo
    assert "given back" not in to_jo
    for who in (DANA, LEAD):
        assert "Nobody has it now." in words_of(letter_to(letters, who, "delivery-failure"))
