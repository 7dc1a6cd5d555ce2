"""Mails that the server did not hand over: whether what comes at last is the one that was set aside."""

from datetime import UTC, datetime

from daemon.ports import FetchedMail, Unfetched
from daemon.service.unfetched import forget, is_not_of, is_not_set_aside, set_aside
from tests.fake_store import FakeStore
from tests.tables import every_row

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADERS = b"Subject: unknown caller\r\nMessage-ID: <1@example.com>\r\n\r\n"
LONG = b"Subject: " + b"x" * 300 + b"\r\nMessage-ID: <1@example.com>\r\n\r\n"
OTHER = b"Subject: Lunch on Friday?\r\nMessage-ID: <2@example.com>\r\n\r\nPizza?\r\n"


@every_row(
    ("headers", "raw", "is_another"),
    [
        (HEADERS, HEADERS + b"Hello", False),
        (HEADERS, b"Received: later\r\n" + HEADERS + b"Hello", False),
        (HEADERS, OTHER, True),
        (LONG, b"Received: later\r\n" + LONG, False),
        (b"", OTHER, False),
    ],
)
def test_it_is_known_by_what_its_header_said(headers: bytes, raw: bytes, is_another: bool) -> None:
    """Whatever the subject begins with; of one whose header never came nothing is known."""
    store = FakeStore()
    with store.transaction() as unit:
        set_aside(unit, 7, [Unfetched(3, "Internal error", headers)], NOW)
    assert is_not_set_aside(store, 7, FetchedMail(3, NOW, raw, len(raw))) is is_another
    if headers:
        assert is_not_of(headers, raw) is is_another


def test_two_mails_with_one_subject_are_told_apart_while_the_header_is_at_hand() -> None:
    assert is_not_of(HEADERS, HEADERS.replace(b"<1@", b"<2@"))


def test_numbered_anew_a_strangers_mail_with_its_message_id_does_not_settle_it() -> None:
    store = FakeStore()
    with store.transaction() as unit:
        set_aside(unit, 7, [Unfetched(3, "Internal error", HEADERS)], NOW)
    spam = b"From: x@evil.example\r\n" + HEADERS.replace(b"unknown caller", b"URGENT - spam") + b"Buy\r\n"
    with store.transaction() as unit:
        forget(unit, 8, [FetchedMail(9, NOW, spam, len(spam))])
    assert len(store.quarantined()) == 1
    with store.transaction() as unit:
        forget(unit, 8, [FetchedMail(1, NOW, HEADERS + b"Hello", 90)])
    assert not store.quarantined()
