"""After downtime the mailbox is read to its end before any clock strikes (behaviour B7.30)."""

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.builders import build_mail
from tests.desk import case_of
from tests.journeys.house import kinds, letter_to, reply
from tests.office import Office

A_DAY = timedelta(days=1)


def test_a_claim_that_lay_in_the_mailbox_is_read_before_its_case_is_called_overdue(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mailbox.deliver(build_mail(), office.desk.clock.now())
    office.run()
    routed = letter_to(office.letters(), "tech@example.com")
    office.pass_time(4 * A_DAY)  # nothing runs, and long past its deadline
    office.mailbox.deliver(reply(routed, "tech@example.com", "mine"), office.desk.clock.now())
    asyncio.run(office.watch(timedelta(seconds=60), 5.0))
    assert [one.email for one in case_of(office.desk).holders] == ["tech@example.com"]
    assert not {"raised", "reminder"} & {kind for kind, _ in kinds(office.letters())}
