"""Five of the stories through Dovecot and Postfix: whatever Postfix has taken for anybody lies in his mailbox, and all
of them are looked at in every step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.journeys.house import CUSTOMERS, MAILBOX, PASSWORD
from tests.journeys.stories import test_absent_and_loops, test_customer, test_what_is_said, test_who_has_it
from tests.journeys.stories.street import Street, build_street, change_settings
from tests.servers import dovecot, postfix
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.sink import Accepted, Sink

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(dovecot.available()), reason=str(dovecot.available())),
    pytest.mark.skipif(bool(postfix.available()), reason=str(postfix.available())),
]
STORIES: tuple[Callable[[Street], None], ...] = (
    test_who_has_it.test_an_executive_on_the_phone_and_an_assistant_who_answers_in_his_place,
    test_what_is_said.test_an_agent_in_outlook_fills_the_gaps,
    test_customer.test_the_customer_writes_back,
    test_absent_and_loops.test_a_lead_answers_the_digest_by_number,
    test_absent_and_loops.test_nobody_takes_it,
)


@dataclass(frozen=True, slots=True)
class Servers:
    """Dovecot holds our mailbox; Postfix hands on what we send."""

    mailbox: Dovecot
    relay: Postfix
    everybody: Sink

    @property
    def sent(self) -> Sequence[Accepted]:
        self.relay.wait_until_empty(30)
        return self.everybody.received

    def deliver(self, user: str, raw: bytes, received_at: datetime) -> None:
        assert user == MAILBOX
        with self.mailbox.logged_in() as client:
            client.append("INBOX", raw, (), received_at)


@pytest.fixture
def real_street(tmp_path: Path) -> Iterator[Street]:
    with Dovecot() as server, Sink() as sink, Postfix(sink.port, {MAILBOX: server.lmtp_port}) as relay:
        settings = change_settings().format(imap=server.imap_port, smtp=relay.port, folder=tmp_path)
        for name, text in {"config.yaml": settings, "customers.csv": CUSTOMERS, "password": PASSWORD}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            (tmp_path / name).chmod(0o600)
        yield build_street(tmp_path, Servers(server, relay, sink))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
def test_through_dovecot_and_postfix(real_street: Street, story: Callable[[Street], None]) -> None:
    story(real_street)
