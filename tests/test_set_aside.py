"""What was set aside unfetched is not handled until it is met again, whatever becomes of its place (fault F67)."""

from datetime import timedelta
from pathlib import Path

import pytest

from daemon.commands.overview import render_status
from daemon.errors import MailboxError
from daemon.ports import Quarantined
from tests.journeys.house import text_of
from tests.office import Office

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
CORRUPT = "Internal error occurred"
GONE = "it is gone from the mailbox, and the server never handed it over: nobody has handled it"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A mail of three days ago, moved here today, that only shows its header, and two that come."""
    office = Office(tmp_path)
    office.receive(1)
    office.run()
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.mailbox.mails[2].received_at -= 3 * A_DAY
    office.mailbox.refuses_only_contents = True
    office.receive(3)
    office.run()
    assert titles(office) == ["Matter 1", "Matter 3"]
    return office


def titles(office: Office) -> list[str]:
    return sorted(case.title for case in office.desk.store.open_cases())


def unfetched(office: Office) -> tuple[Quarantined, ...]:
    return office.desk.store.unfetched(office.mailbox.uid_validity, office.desk.clock.now())


def number_anew(office: Office) -> None:
    office.mailbox.uid_validity += 1
    office.mailbox._next_uid += 10
    office.mailbox.mails = {uid + 10: mail for uid, mail in office.mailbox.mails.items()}
    office.mailbox.refusing = {uid + 10: words for uid, words in office.mailbox.refusing.items()}


class TestNumberedAnew:
    def test_it_is_taken_under_its_new_number_though_it_is_older_than_the_look_back(self, office: Office) -> None:
        number_anew(office)
        office.mailbox.refusing.clear()
        office.run()
        assert titles(office) == ["Matter 1", "Matter 2", "Matter 3"]
        assert office.set_aside == []

    def test_it_stays_set_aside_under_its_new_number_while_it_is_refused(self, office: Office) -> None:
        (before,) = unfetched(office)
        office.pass_time(AN_HOUR / 2)
        number_anew(office)
        office.run()
        (item,) = unfetched(office)
        assert (item.uid_validity, item.uid, item.at) == (8, 12, before.at)
        office.mailbox.refusing.clear()
        office.pass_time(AN_HOUR)
        office.run()
        assert titles(office) == ["Matter 1", "Matter 2", "Matter 3"]

    def test_old_mail_that_was_never_ours_stays_as_it_lies(self, office: Office) -> None:
        office.receive(4)
        office.mailbox.mails[4].received_at -= 300 * A_DAY
        number_anew(office)
        office.mailbox.refusing.clear()
        office.run()
        assert titles(office) == ["Matter 1", "Matter 2", "Matter 3"]

    def test_it_stays_listed_while_it_is_not_met_and_is_taken_when_it_is(self, office: Office) -> None:
        number_anew(office)
        office.mailbox.refusing.clear()
        away = office.mailbox.mails.pop(12)
        office.run()
        assert len(office.set_aside) == 1
        office.receive(4)
        office.run()
        assert len(office.set_aside) == 1
        office.mailbox.mails[12] = away
        office.pass_time(AN_HOUR)
        office.run()
        assert (titles(office), office.set_aside) == (["Matter 1", "Matter 2", "Matter 3", "Matter 4"], [])

    def test_of_one_without_a_header_it_is_said_that_nobody_knows(self, office: Office) -> None:
        office.mailbox.refuses_only_contents = False
        office.mailbox.refusing[office.receive(4)] = CORRUPT
        office.receive(5)
        office.run()
        number_anew(office)
        office.mailbox.refusing.clear()
        for _ in range(2):
            office.run()
            office.pass_time(AN_HOUR)
        assert office.set_aside == [
            "the mailbox was numbered anew, or it is gone: whether it has come since is not known"
        ]


class TestNotListedAnyLonger:
    def test_once_may_be_a_slip_of_the_server_and_it_is_taken_when_it_is_listed_again(self, office: Office) -> None:
        away = office.mailbox.mails.pop(2)
        office.mailbox.refusing.clear()
        office.pass_time(AN_HOUR)
        office.run()
        assert len(office.set_aside) == 1
        office.mailbox.mails[2] = away
        office.pass_time(AN_HOUR)
        office.run()
        assert (titles(office), office.set_aside) == (["Matter 1", "Matter 2", "Matter 3"], [])

    def test_twice_is_told_in_the_digest_for_a_week(self, office: Office) -> None:
        office.mailbox.expunge(2)
        office.mailbox.refusing.clear()
        for _ in range(2):
            office.pass_time(AN_HOUR)
            office.run()
        assert office.set_aside == [GONE]
        office.letters()
        office.pass_time(A_DAY)
        office.run()
        (digest,) = [letter for letter in office.letters() if letter["X-Escalation-Kind"] == "digest"]
        assert GONE in text_of(digest)
        assert "Matter 2" in text_of(digest)
        office.pass_time(7 * A_DAY)
        office.run()
        assert office.set_aside == []


@pytest.mark.parametrize("number", [77, 4_294_967_295])
def test_a_number_that_hands_over_nothing_moves_nobody_past_the_mail_that_is_still_to_come(
    tmp_path: Path, number: int
) -> None:
    office = Office(tmp_path)
    office.receive(1)
    office.mailbox.mails[number] = office.mailbox.mails[office.receive(2)]
    office.mailbox.expunge(2)
    office.mailbox.refusing[number] = CORRUPT
    office.run()
    office.mailbox.expunge(number)
    office.receive(3)
    office.receive(4)
    office.run()
    assert titles(office) == ["Matter 1", "Matter 3", "Matter 4"]


def test_a_number_that_was_set_aside_is_asked_for_hourly_and_not_with_each_look(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.run()
    (before,) = unfetched(office)
    office.pass_time(AN_HOUR / 2)
    office.run()
    assert [item.tried_at for item in unfetched(office)] == [before.tried_at]


def test_that_no_mail_can_be_read_is_said_by_status_and_digest_until_it_can(tmp_path: Path) -> None:
    office = Office(tmp_path)
    beats: list[str] = []
    office.beat = beats.append
    office.receive(1)
    office.run()
    assert beats == ["mailbox", "relay"]
    since = office.desk.clock.now()
    office.mailbox.busy.add(office.receive(2))
    for _ in range(2):
        with pytest.raises(MailboxError):
            office.run()
        office.pass_time(A_DAY)
    assert beats == ["mailbox", "relay", "relay"]  # which took the digest
    policy, store, now = office.desk.correspondence.policy, office.desk.store, office.desk.clock.now()
    why = "The fake mailbox failed us: [UNAVAILABLE] later"
    assert render_status(store, policy, {}, now)["unread"] == {"since": since.isoformat(), "why": why}
    (digest,) = [letter for letter in office.letters() if letter["X-Escalation-Kind"] == "digest"]
    assert "No mail can be read" in digest["Subject"]
    assert f"10:00 (Berlin): {why}" in text_of(digest)
    office.mailbox.busy.clear()
    office.run()
    assert render_status(store, policy, {}, now)["unread"] is None
    assert beats[-2:] == ["mailbox", "relay"]
