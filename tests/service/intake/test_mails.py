"""The service from mail to letters, without servers: each mail has one effect, and what fails leaves nothing done."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.adapters.templates import load_texts
from daemon.commands.replay.stage import KEY, MemoryFiles
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.notifications import LetterState
from daemon.core.model.variants import Kind
from daemon.errors import DiskError
from daemon.ports import FetchedMail, Outcome, Position
from daemon.service.mails import Service
from tests.builders import build_mail
from tests.desk import Desk
from tests.journeys.house import kinds

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
MAIL = build_mail()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    desk.service = Service(desk.ground, Correspondence(desk.policy, load_texts(), KEY), desk.words)
    return desk  # unlike the simulation's, its service believes no stranger


def fetched(raws: Sequence[bytes]) -> list[FetchedMail]:
    return [FetchedMail(uid, MONDAY, raw, len(raw)) for uid, raw in enumerate(raws, 1)]


def handle(desk: Desk, *raws: bytes) -> None:
    desk.service.handle_mails(fetched(raws), Position(1, len(raws)))


def matter(number: int, sender: str = "dana@example.com") -> bytes:
    body = f"Priority: High\nCustomer: Fabrikam {number}\nTicket #: {700 + number}\n"
    return build_mail(
        f"ESCALATION - Matter {number} - Ticket #{700 + number}",
        body,
        sender=sender,
        message_id=f"<m{number}@example.com>",
    )


def outcomes(desk: Desk) -> list[tuple[str, int | None]]:
    return [(entry.outcome.value, entry.case) for entry in desk.entries()]


def test_cases_are_numbered_in_the_order_of_the_mails(desk: Desk) -> None:
    handle(desk, matter(1), matter(2), matter(3))
    assert [(case.number, case.title) for case in desk.store.open_cases()] == [
        (1, "Matter 1"),
        (2, "Matter 2"),
        (3, "Matter 3"),
    ]
    assert desk.store.find_position() == Position(1, 3)


def test_the_position_never_goes_back_but_with_another_uidvalidity(desk: Desk) -> None:
    for position, reached in ((Position(1, 5), 5), (Position(1, 3), 5), (Position(2, 1), 1)):
        desk.service.handle_mails([], position)
        assert desk.store.find_position() == Position(position.uid_validity, reached)


def test_a_mail_that_comes_twice_has_one_effect(desk: Desk) -> None:
    handle(desk, MAIL)
    letters = desk.store.letters()
    handle(desk, MAIL)
    other_way = MAIL.replace(b"Subject:", b"X-Came: by the list\r\nSubject:", 1)
    desk.service.handle_mails([FetchedMail(2, MONDAY, other_way, len(other_way))], Position(1, 2))
    assert (len(desk.store.open_cases()), desk.store.letters()) == (1, letters)
    assert outcomes(desk) == [(Outcome.OPENED, 1), (Outcome.IGNORED, 1)]


def test_a_mail_that_came_a_second_way_leaves_its_case_as_it_stands(desk: Desk) -> None:
    """Also its version, and so its lease and its place in the archive."""
    handle(desk, MAIL)
    before = desk.store.find_case(1)
    other_way = MAIL.replace(b"Subject:", b"X-Came: by the list\r\nSubject:", 1)
    desk.service.handle_mails([FetchedMail(2, MONDAY, other_way, len(other_way))], Position(1, 2))
    after = desk.store.find_case(1)
    assert before is not None
    assert after is not None
    assert (outcomes(desk)[-1], after.version) == ((Outcome.IGNORED, 1), before.version)


def test_every_mail_has_its_line_in_the_ledger_and_its_bytes_on_file(desk: Desk) -> None:
    stranger = build_mail(sender="eve@elsewhere.example", message_id="<eve@elsewhere.example>")
    handle(desk, MAIL, stranger)
    assert outcomes(desk) == [(Outcome.OPENED, 1), (Outcome.QUARANTINED, None)]
    for folder, raw in (("spool", MAIL), ("quarantine", stranger)):
        assert desk.files.get(f"{folder}/{hashlib.sha256(raw).hexdigest()}.eml") == raw


@pytest.mark.parametrize("step", ["decided", "files_saved"])
def test_what_stops_before_the_commit_leaves_nothing_done_and_is_done_whole_the_next_time(
    desk: Desk, step: str
) -> None:
    def stop(at: str) -> None:
        if at == step:
            raise DiskError("no space left")

    failing = Service(
        replace(desk.ground, failpoint=stop), Correspondence(desk.policy, load_texts(), KEY), desk.words, True
    )
    with pytest.raises(DiskError):
        failing.handle_mails(fetched([MAIL]), Position(1, 1))
    assert (desk.store.open_cases(), desk.store.letters(), desk.entries(), desk.store.find_position()) == (
        (),
        (),
        [],
        None,
    )
    handle(desk, MAIL)
    assert [case.number for case in desk.store.open_cases()] == [1]


def test_a_disk_that_refuses_the_files_leaves_nothing_done(desk: Desk) -> None:
    class Full(MemoryFiles):
        def save(self, files: Iterable[tuple[str, bytes]]) -> None:
            raise DiskError("no space left")

    failing = Service(
        replace(desk.ground, files=Full()), Correspondence(desk.policy, load_texts(), KEY), desk.words, True
    )
    with pytest.raises(DiskError):
        failing.handle_mails(fetched([MAIL]), Position(1, 1))
    assert (desk.store.open_cases(), desk.store.letters(), desk.entries()) == ((), (), [])


def test_what_is_to_be_marked_is_remembered_with_the_commit(desk: Desk) -> None:
    handle(desk, MAIL, build_mail(sender="eve@elsewhere.example", message_id="<eve@elsewhere.example>"))
    unmarked = desk.service.find_unmarked(1)
    assert (unmarked.handled, unmarked.quarantined) == ((1,), (2,))
    assert desk.service.find_unmarked(2).handled == ()
    desk.service.forget_unmarked()
    assert desk.service.find_unmarked(1).handled == ()


def test_the_level_leaves_first_then_the_agent_then_the_customer(desk: Desk) -> None:
    handle(desk, MAIL)
    order = [letter.kind for letter in desk.store.letters()]
    assert order == [Kind.ROUTED, Kind.ROUTED, Kind.RECEIPT, Kind.CUSTOMER_ACKNOWLEDGEMENT]


def test_a_wake_up_that_is_due_is_handled_once(desk: Desk) -> None:
    handle(desk, MAIL)
    at = desk.store.next_wakeup()
    assert at is not None
    desk.clock.move_to(at - timedelta(seconds=1))
    assert desk.service.handle_wakeups() == 0
    desk.clock.move_to(at)
    assert [desk.service.handle_wakeups(), desk.service.handle_wakeups()] == [1, 0]
    assert [letter.kind for letter in desk.store.letters(LetterState.PENDING)].count(Kind.REMINDER) == 2


def test_the_digest_leaves_at_its_stored_time_and_once(desk: Desk) -> None:
    desk.service.handle_digests()  # the first start only stores the instant
    desk.receive(matter(1), MONDAY)
    tuesday = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    early = desk.pass_time(tuesday - timedelta(seconds=1))
    assert "digest" not in [kind for kind, _ in kinds(early)]
    assert kinds(desk.pass_time(tuesday)).count(("digest", "lead@example.com")) == 1
    desk.wake()
    assert Kind.DIGEST not in [letter.kind for letter in desk.store.letters()]
