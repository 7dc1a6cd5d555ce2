"""Letters that could not leave while their case moved on: what leaves then is true then (behaviour B6.25, B7.40)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import build_form, build_mail
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.journeys.stories.programs import with_file
from tests.service.clock.test_no_mail_leaves import BERLIN, Day, at, told_of_it

TECH, TECH2, DANA, CEO, CUSTOMER, JORIS = (
    "tech@example.com", "tech2@example.com", "dana@example.com", "ceo@example.com", "ada.okafor@contoso.example",
    "joris@example.com",
)  # fmt: skip


@pytest.fixture
def day(tmp_path: Path) -> Day:
    day = Day(tmp_path)
    day.go_down(at("10:20"))
    return day


def say(day: Day, clock: str, who: str, kind: str, words: str) -> None:
    """In answer to his letter on the first case, which had left."""
    assert day.look(at(clock)) == []
    day.receive(reply(letter_to(day.first, who, kind), who, words))
    assert day.look(at(clock)) == []


def of_first(letters: list[EmailMessage], who: str) -> dict[str, str]:
    """Kind and words of what this one reads of the first case."""
    his = (one for one in letters if who in str(one["To"]) and "ESC-1" in f"{one['Subject']} {words_of(one)}")
    return {str(one["X-Escalation-Kind"]): words_of(one) for one in his if one["Subject"] != "No mail could leave"}


class TestOfACaseThatIsWithdrawnBeforeTheyLeave:
    """It had gone up meanwhile to one who never read of it."""

    def withdraw(self, day: Day) -> list[EmailMessage]:
        say(day, "10:50", DANA, "receipt", "raise: they scream")
        say(day, "11:10", TECH, "routed", "What about hall 3?")
        say(day, "11:20", CUSTOMER, "customer-acknowledgement", "hello?")
        say(day, "13:01", DANA, "receipt", "cancel: over")
        return [*day.go_up(at("13:30")), *day.look(at("13:31"))]

    def test_who_never_had_it_reads_nothing(self, day: Day) -> None:
        assert of_first(self.withdraw(day), CEO) == {}

    def test_who_had_it_reads_that_it_is_withdrawn_and_not_whom_it_is_with(self, day: Day) -> None:
        letters = self.withdraw(day)
        for who in (TECH, TECH2):
            read = of_first(letters, who)
            assert "has withdrawn ESC-1" in read["closed"]
            assert "moved" not in read
            assert not any("asked now" in one or "mine takes it" in one for one in read.values())

    def test_whose_words_did_not_reach_them_reads_whom_they_reached(self, day: Day) -> None:
        his = " ".join(words_of(one) for one in self.withdraw(day) if TECH in str(one["To"]))
        assert "Your words went to dana@example.com." in his

    def test_the_agent_reads_the_words_and_no_deadline(self, day: Day) -> None:
        letters = self.withdraw(day)
        own = [words_of(one) for one in letters if DANA in str(one["To"]) and "ESC-1" in words_of(one)]
        assert any("What about hall 3?" in one for one in own)
        assert any("ESC-1 is withdrawn" in one for one in own)
        assert not any("They answer by" in one or "answer is due" in one for one in own)


class TestOfACaseThatWasTakenAndGivenBack:
    def give_back(self, day: Day) -> list[EmailMessage]:
        say(day, "10:50", TECH, "routed", "mine: call me")
        say(day, "11:10", TECH2, "routed", "mine")
        say(day, "11:15", TECH, "routed", "not mine, sorry")
        return [*day.go_up(at("14:40")), *day.look(at("14:41"))]

    def test_nobody_reads_that_somebody_has_it(self, day: Day) -> None:
        letters = self.give_back(day)
        for who in (TECH2, DANA):
            assert "claimed" not in of_first(letters, who)
            his = " ".join(words_of(one) for one in letters if who in str(one["To"]))
            assert "stop looking" not in his
            assert "has ESC-1 since" not in his
        assert "ESC-1 is yours now" not in " ".join(words_of(one) for one in letters if TECH in str(one["To"]))

    def test_his_words_are_not_lost(self, day: Day) -> None:
        letters = self.give_back(day)
        for who in (TECH2, DANA):
            assert any("call me" in words_of(one) for one in letters if who in str(one["To"])), who

    def test_all_read_the_time_that_holds(self, day: Day) -> None:
        letters = self.give_back(day)
        due_at = day.case.due_at
        assert due_at == at("10:10", 10)
        for who in (TECH2, DANA):
            assert "due by tomorrow 10:10 (Berlin)" in of_first(letters, who)["moved"]


def test_what_the_customers_letter_promises_is_what_the_others_say_and_is_not_reminded_before(day: Day) -> None:
    """The first promise, 15:20, is not made before it leaves."""
    letters = [*day.look(at("14:20"), at("14:30")), *day.go_up(at("14:40")), *day.look(at("14:41"))]
    promised = day.find(2).customer_promised_at
    assert promised is not None
    assert promised > at("14:40") + timedelta(hours=1)
    second = [one for one in letters if "777" in str(one["Subject"])]
    assert "nudge" not in [kind for kind, _ in kinds(second)]
    assert not [words_of(one) for one in second if "15:20" in words_of(one)]
    assert f"{promised.astimezone(BERLIN):%H:%M}" in words_of(letter_to(second, DANA, "receipt"))
    for said in told_of_it(letters).values():
        assert "What customers had read by then has not moved." in said


class TestOfACaseThatASecondMailTookUpAndWhoHadItTookBack:
    """The executive never reads of it; it is solved before anything leaves."""

    def solve(self, day: Day) -> list[EmailMessage]:
        form = build_form({"Issue Summary": "System-wide outage: nobody can work at all sites", "Priority": "High"})
        raw = build_mail("ESCALATION - Exports - Ticket #48213", form, sender=JORIS, message_id="<j@example.com>")
        day.receive(raw)
        assert day.look(at("10:30")) == []
        assert day.case.level == 4
        say(day, "11:35", TECH, "routed", "mine")
        say(day, "11:40", TECH, "routed", "done: fixed")
        return [*day.go_up(at("12:10")), *day.look(at("12:11"))]

    def test_who_was_never_asked_reads_nothing(self, day: Day) -> None:
        assert of_first(self.solve(day), CEO) == {}

    def test_the_agents_read_neither_whom_it_went_to_nor_a_time(self, day: Day) -> None:
        letters = self.solve(day)
        for who in (DANA, JORIS):
            his = " ".join(words_of(one) for one in letters if who in str(one["To"]) and "ESC-1" in words_of(one))
            assert "ceo@example.com" not in his
            assert "was added to ESC-1" in his
            assert "An answer is due" not in his
            assert "They answer by" not in his


class TestOfACaseThatBecameSensitiveAndWasTaken:
    def take(self, day: Day) -> list[EmailMessage]:
        words = reply(letter_to(day.first, TECH, "routed"), TECH, "Here is a trace HERON")
        answer = with_file(words, "trace.txt")
        day.receive(answer)
        assert day.look(at("10:30")) == []
        say(day, "10:40", CUSTOMER, "customer-acknowledgement", "We will sue you. OTTER")
        say(day, "10:50", TECH, "routed", "mine")
        return [*day.go_up(at("12:10")), *day.look(at("12:11"))]

    def test_no_letter_names_a_file_as_attached_that_it_does_not_bring(self, day: Day) -> None:
        relays = [one for one in self.take(day) if "HERON" in words_of(one)]
        assert {str(one["To"]) for one in relays} >= {DANA}
        for one in relays:
            assert [*one.iter_attachments()] == []
            assert "Files, attached" not in words_of(one)
            assert "stays with" in words_of(one)

    def test_who_has_it_does_not_read_that_nobody_has(self, day: Day) -> None:
        his = " ".join(words_of(one) for one in self.take(day) if TECH in str(one["To"]))
        assert "ESC-1 is yours now" in his
        assert "Nobody has taken" not in his
        assert "Your words went to" in his


def test_a_late_nudge_counts_from_when_it_leaves(tmp_path: Path) -> None:
    day = Day(tmp_path)
    say_mine = reply(letter_to(day.first, TECH, "routed"), TECH, "mine")
    day.receive(say_mine)
    day.look(at("10:10"))
    promised = day.case.customer_promised_at
    assert promised is not None
    nudged = promised - timedelta(minutes=65)
    day.relay.is_down = True
    day.look(nudged - timedelta(minutes=1), nudged + timedelta(minutes=10))
    letters = [*day.go_up(promised - timedelta(minutes=20)), *day.look(promised - timedelta(minutes=19))]
    said = [words_of(one) for one in letters if one["X-Escalation-Kind"] == "nudge"]
    assert said
    assert all("in 20 minutes" in one for one in said)
