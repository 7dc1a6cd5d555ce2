"""What follows from letters that will not arrive."""

from pathlib import Path

import pytest

from daemon.core.model.notifications import Kind
from daemon.ports import Position
from daemon.relay import Failure
from daemon.service.returns import Returns
from tests.desk import Desk
from tests.service.test_mails import MAIL, MONDAY, fetched


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    desk.service.handle_mails(fetched([MAIL]), Position(1, 1))
    return desk


def test_a_letter_that_was_refused_is_told_to_the_agent_and_the_leads_and_starts_no_chain(desk: Desk) -> None:
    returns = Returns(desk.store, desk.files, desk.correspondence)
    with desk.store.transaction():
        returns.write_undelivered([Failure(desk.store.letters()[0], "550 no such user")], MONDAY)
    told = [letter for letter in desk.store.letters() if letter.kind is Kind.DELIVERY_FAILURE]
    assert sorted(letter.to for letter in told) == ["dana@example.com", "lead@example.com"]
    with desk.store.transaction():
        returns.write_undelivered([Failure(told[0], "550 no such user")], MONDAY)
    assert len([letter for letter in desk.store.letters() if letter.kind is Kind.DELIVERY_FAILURE]) == 2
