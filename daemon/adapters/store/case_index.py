"""What finds a case without looking at all of them: its matter, a Message-ID, the instant at which it wakes."""

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime

from daemon.adapters.store.own_rows import Lease
from daemon.adapters.store.table import Groups, Undo
from daemon.core.model.case import Case


class CaseIndex:
    """Open cases, the live cases' Message-IDs, and who can be claimed next; `leases` are the store's own."""

    def __init__(self, leases: Mapping[int, Lease]) -> None:
        self.open: dict[int, Case] = {}
        self._waking: dict[int, Case] = {}  # a closed one may have a promise to keep, or an outcome to be written
        self.matters: Groups[int] = Groups()  # open cases by ticket or matter
        self.by_agent: Groups[int] = Groups()  # cases that are alive, by address in lower case
        self.by_message_id: Groups[int] = Groups()  # live cases; two mails may carry one Message-ID (fault F65)
        self._leases = leases
        self._wakes: list[tuple[datetime, int]] = []  # a heap; what its case no longer bears out is passed over

    def add(self, case: Case) -> None:
        if (case.wake_at is not None and case.is_alive) or case.unwritten:
            self._waking[case.number] = case
            self.note_wake(case.number)
        if case.is_alive:
            for agent in case.agents:
                self.by_agent.add(agent.key, case.number)
        if not case.status.is_closed:
            self.open[case.number] = case
            for key in find_matters(case.fields.ticket, case.fields.customer, case.title):
                self.matters.add(key, case.number)

    def add_mails(self, case: Case, before: Case | None) -> Undo:
        """Those that it did not have before."""
        new = case.conversation.message_ids[len(before.conversation.message_ids) if before is not None else 0 :]
        for message_id in new:
            self.by_message_id.add(message_id, case.number)

        def restore() -> None:
            for message_id in new:
                self.by_message_id.remove(message_id, case.number)

        return restore

    def remove(self, case: Case) -> None:
        self.open.pop(case.number, None)
        self._waking.pop(case.number, None)
        for agent in case.agents:
            self.by_agent.remove(agent.key, case.number)
        for key in find_matters(case.fields.ticket, case.fields.customer, case.title):
            self.matters.remove(key, case.number)

    def find_promised(self) -> tuple[Case, ...]:
        """The closed ones: nothing else lets them wake, or stand in a digest."""
        return tuple(case for _, case in sorted(self._waking.items()) if case.status.is_closed)

    def _find_wake(self, number: int) -> datetime | None:
        """The instant from which the case can be claimed; None for one that waits for nothing."""
        case, lease = self._waking.get(number), self._leases.get(number)
        at = None if case is None else case.wake_at
        return at if at is None or lease is None else max(at, lease.until)

    def note_wake(self, number: int) -> None:
        at = self._find_wake(number)
        if at is not None:
            heapq.heappush(self._wakes, (at, number))
        if len(self._wakes) > 3 * len(self._waking) + 100:  # a case that is put again leaves its old entry behind
            self._wakes = [(at, one) for one in self._waking if (at := self._find_wake(one)) is not None]
            heapq.heapify(self._wakes)

    def next_wake(self) -> tuple[datetime, Case] | None:
        """The case that can be claimed first, and from when; None when none waits for anything."""
        while self._wakes:
            at, number = self._wakes[0]
            if self._find_wake(number) == at:
                return at, self._waking[number]
            heapq.heappop(self._wakes)
        return None


def find_matters(ticket: str | None, customer: str | None, title: str) -> Iterator[tuple[str, ...]]:
    """What makes two mails the same matter: the ticket, or customer and title (behaviour B5.11)."""
    if ticket:
        yield "ticket", ticket.casefold()
    if customer and title:
        yield "matter", customer.casefold(), " ".join(title.casefold().split())
