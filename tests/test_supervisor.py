"""One pass of the daemon over a mailbox in memory:
what becomes of mail that the server does not hand over (fault F67)."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.collector import BATCH_MAILS
from daemon.errors import LoginRefused, MailboxError, MailRefused
from daemon.ports import Delivery, SendResult
from tests.builders import build_mail
from tests.journeys.house import kinds, text_of
from tests.office import Office

AN_HOUR = timedelta(hours=1)
CORRUPT = "Internal error occurred"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_one_mail_that_cannot_be_handed_over_holds_nothing_back(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    good = [office.receive(1), office.receive(2)]
    office.mailbox.refusing[office.receive(3)] = CORRUPT
    good.append(office.receive(4))
    office.run()
    assert sorted(case.title for case in office.desk.store.open_cases()) == ["Matter 1", "Matter 2", "Matter 4"]
    assert office.set_aside == [f"the mailbox server does not hand it over ({CORRUPT}); it is tried again every hour"]
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == [
        f"Message 3 is set aside: {office.set_aside[0]}. Look at it with a mail program; the others go on."
    ]
    assert [uid for uid, mail in office.mailbox.mails.items() if mail.keywords] == good
    assert office.desk.store.find_entry_at(7, 3) is None  # not handled


def test_it_stands_in_the_leads_digest_until_it_has_come(office: Office) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.run()
    office.pass_time(timedelta(days=1))
    office.run()
    (digest,) = [letter for letter in office.letters() if letter["X-Escalation-Kind"] == "digest"]
    line = next(line for line in text_of(digest).splitlines() if "does not hand it over" in line)
    assert CORRUPT in line
    assert "unknown: message 2 of the mailbox" in line
    assert "nobody" not in line


def test_one_of_which_the_header_came_is_named_by_its_sender_and_subject(office: Office) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.mailbox.refuses_only_contents = True
    office.run()
    (item,) = office.desk.store.quarantined()
    assert (item.sender, item.subject) == ("dana@example.com", "ESCALATION - Matter 2 - Ticket #702")


def test_those_that_come_again_are_all_taken_with_one_look(office: Office) -> None:
    office.receive(1)
    for number in range(2, 30):
        office.mailbox.refusing[office.receive(number)] = CORRUPT
    office.run()
    office.pass_time(AN_HOUR)
    office.mailbox.refusing.clear()
    office.run()
    assert office.set_aside == []


def test_a_look_ends_with_the_first_that_is_still_refused_so_that_new_mail_does_not_wait(office: Office) -> None:
    office.receive(1)
    for number in (2, 3, 4):
        office.mailbox.refusing[office.receive(number)] = CORRUPT
    office.run()
    office.pass_time(AN_HOUR)
    del office.mailbox.refusing[2]
    office.run()
    now = office.desk.clock.now()
    assert {item.uid: item.tried_at == now for item in office.desk.store.unfetched(7, now)} == {3: True, 4: False}


def test_the_next_is_the_one_longest_untried_so_that_none_waits_for_ever(office: Office) -> None:
    office.receive(1)
    for number in range(2, 22):
        office.mailbox.refusing[office.receive(number)] = CORRUPT
    office.run()
    del office.mailbox.refusing[21]
    for _ in range(20):
        office.pass_time(AN_HOUR)
        office.run()
    assert "Matter 21" in [case.title for case in office.desk.store.open_cases()]


def test_one_that_the_server_has_no_time_for_keeps_no_other_from_being_tried(office: Office) -> None:
    office.receive(1)
    for number in (2, 3):
        office.mailbox.refusing[office.receive(number)] = CORRUPT
    office.run()
    office.mailbox.refusing.clear()
    office.mailbox.busy = {2}
    office.pass_time(AN_HOUR)
    with pytest.raises(MailboxError, match="UNAVAILABLE"):
        office.run()
    office.receive(4)
    office.run()
    assert sorted(case.title for case in office.desk.store.open_cases()) == ["Matter 1", "Matter 3", "Matter 4"]
    now = office.desk.clock.now()
    assert [item.tried_at == now for item in office.desk.store.unfetched(7, now)] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_a_server_that_hands_over_another_mail_for_each_sets_none_aside(office: Office, number: int) -> None:
    uids = [office.receive(one + 1) for one in range(number)]
    raws = [office.mailbox.mails[uid].raw for uid in uids]
    other = build_mail("Lunch on Friday?", "Pizza?", message_id="<l@x>")
    office.mailbox.lying = dict(zip(uids, [*raws[1:], raws[0] if number > 1 else other], strict=True))
    for _ in range(2):
        with pytest.raises(MailboxError, match="another mail than the one whose header"):
            office.run()
        assert (office.set_aside, office.desk.store.open_cases()) == ([], ())
    office.mailbox.lying.clear()
    office.run()
    assert len(office.desk.store.open_cases()) == number


def test_of_one_that_alone_is_another_the_next_mail_tells(office: Office) -> None:
    office.mailbox.lying[office.receive(1)] = build_mail("Lunch on Friday?", "Pizza?", message_id="<l@x>")
    with pytest.raises(MailboxError):
        office.run()
    office.receive(2)
    office.run()
    assert len(office.set_aside) == 1
    assert [case.title for case in office.desk.store.open_cases()] == ["Matter 2"]


def test_nor_does_it_keep_those_of_another_batch_waiting(office: Office) -> None:
    lunch = build_mail("Lunch on Friday?", "Pizza?", message_id="<l@x>")
    office.mailbox.lying = {office.receive(number): lunch for number in range(1, BATCH_MAILS + 1)}
    office.pass_time(timedelta(minutes=1))
    office.receive(99)
    office.mailbox.deliver(lunch, office.desk.clock.now())  # the smallest: a witness
    office.run()
    assert len(office.set_aside) == BATCH_MAILS
    assert [case.title for case in office.desk.store.open_cases()] == ["Matter 99"]


@pytest.mark.parametrize(
    "lie", [b"Priority: High\r\nCustomer: Contoso\r\n", build_mail("Lunch on Friday?", "Pizza?", message_id="<l@x>")]
)
def test_a_server_that_hands_over_another_mail_than_its_header_said_loses_none(office: Office, lie: bytes) -> None:
    office.receive(1)
    office.mailbox.lying[office.receive(2)] = lie
    office.run()
    assert ["another mail than the one whose header" in reason for reason in office.set_aside] == [True]
    office.pass_time(AN_HOUR)
    office.run()
    assert len(office.set_aside) == 1  # it still lies
    office.mailbox.lying.clear()
    office.pass_time(AN_HOUR)
    office.run()
    assert office.set_aside == []
    assert [case.title for case in office.desk.store.open_cases()] == ["Matter 1", "Matter 2"]


def test_above_a_known_uid_the_oldest_mail_is_new(office: Office) -> None:
    office.receive(1)
    office.run()
    office.mailbox.mails[office.receive(2)].received_at = datetime(1970, 1, 1, tzinfo=UTC)
    office.run()
    assert [case.title for case in office.desk.store.open_cases()] == ["Matter 1", "Matter 2"]


def test_it_is_tried_again_every_hour_and_handled_when_it_comes(office: Office) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.run()
    office.letters()
    office.pass_time(AN_HOUR)
    office.mailbox.refusing[2] = "Still no luck"
    office.run()
    assert office.set_aside == [
        "the mailbox server does not hand it over (Still no luck); it is tried again every hour"
    ]
    office.mailbox.refusing.clear()
    office.pass_time(AN_HOUR / 2)
    office.run()
    assert len(office.set_aside) == 1  # the hour is not over
    office.pass_time(AN_HOUR / 2)
    office.run()
    assert office.set_aside == []
    assert ("routed", "tech@example.com") in kinds(office.letters())
    entry = office.desk.store.find_entry_at(7, 2)
    assert entry is not None
    assert entry.case == 2
    assert office.mailbox.mails[2].keywords


def test_it_is_told_in_the_log_once_however_often_it_is_tried(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    for _ in range(3):
        office.run()
        office.pass_time(AN_HOUR)
    assert len([record for record in caplog.records if "is set aside" in record.message]) == 1


def test_a_server_that_talks_to_us_and_refuses_all_is_asked_again_with_the_next_poll(office: Office) -> None:
    """Though the gaps would grow: 1, 2, 4 … seconds."""
    office.receive(1)
    office.mailbox.failing = [MailRefused("The fake mailbox failed us", CORRUPT) for _ in range(4)]
    asyncio.run(office.watch(timedelta(milliseconds=50), within=60.0))
    assert len(office.desk.store.open_cases()) == 1


def test_one_that_is_none_of_ours_leaves_no_trace_when_it_comes(office: Office) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2, "Lunch on day {0}")] = CORRUPT
    office.run()
    office.mailbox.refusing.clear()
    office.pass_time(AN_HOUR)
    office.run()
    assert office.set_aside == []
    assert office.desk.store.find_entry_at(7, 2) is None
    assert not office.mailbox.mails[2].keywords


def test_a_refusal_of_everything_sets_nothing_aside(office: Office) -> None:
    for number in (1, 2, 3):
        office.mailbox.refusing[office.receive(number)] = CORRUPT
    with pytest.raises(MailRefused):
        office.run()
    assert office.set_aside == []
    assert office.desk.store.find_position() is None
    office.mailbox.refusing.clear()
    office.run()
    assert len(office.desk.store.open_cases()) == 3


def test_one_escalation_among_mail_that_is_not_ours_is_told_by_it(office: Office) -> None:
    for number in range(60):
        office.receive(number, "Lunch on day {0}")
    uid = office.receive(61)
    office.receive(62, "Lunch on day {0}")
    office.mailbox.refuses_only_contents = True
    office.mailbox.refusing[uid] = CORRUPT
    office.run()
    assert len(office.set_aside) == 1
    position = office.desk.store.find_position()
    assert position is not None
    assert position.uid == 62


def test_when_the_server_numbers_its_mails_anew_it_is_met_again_under_its_new_number(office: Office) -> None:
    office.receive(1)
    office.mailbox.refusing[office.receive(2)] = CORRUPT
    office.run()
    office.mailbox.uid_validity = 8
    office.run()
    assert [item.uid_validity for item in office.desk.store.quarantined()] == [8]


@pytest.mark.parametrize(
    "trouble",
    [
        MailboxError("The fake mailbox failed us: [UNAVAILABLE] later"),
        MailRefused("The fake mailbox failed us", CORRUPT),
        LoginRefused("The fake mailbox refused the login"),
    ],
)
def test_what_is_due_is_due_also_while_the_mailbox_is_in_trouble(office: Office, trouble: MailboxError) -> None:
    office.receive(1)
    office.transport.results["tech@example.com"] = SendResult(Delivery.DEFERRED, "later", 451)
    office.run()
    office.letters()
    office.transport.results.clear()
    office.pass_time(AN_HOUR * 24)
    office.mailbox.failing = [trouble]
    with pytest.raises(type(trouble)):
        office.run()
    assert {"routed", "digest"} <= {kind for kind, _ in kinds(office.letters())}
