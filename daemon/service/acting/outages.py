"""Cases of one outage, as one transaction writes them (behaviour B5.17)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.clock.steps import next_wake_at
from daemon.core.decisions.joined.apart import part, release
from daemon.core.decisions.joined.outages import (
    carry_over,
    find_first,
    go_along,
    is_moved_itself,
    is_outage,
    take_along,
    tell_lines,
    tell_over,
)
from daemon.core.decisions.told.outdated import FAREWELLS
from daemon.core.decisions.told.people import may_take
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import State, Unit, iterate_cases
from daemon.service.intake import Reading
from parsers.model import CommandName

OF_ALL = frozenset(
    {CommandName.CLAIM, CommandName.DECLINE, CommandName.RAISE, CommandName.LOWER, CommandName.PASS}
)  # what the level does with an outage, whichever letter it answers


@dataclass(frozen=True, slots=True)
class Outages:
    """What the cases of one outage have to do with each other, at this instant."""

    unit: Unit
    policy: EscalationPolicy
    now: datetime

    def relate(self, before: Case | None, decision: Decision) -> Decision:
        """What was decided of a case, with what it is to one that it goes along with: it opens along with the first, or
        leaves it."""
        case = decision.case
        if before is None or before.opened_at is None:
            first = find_first(case, iterate_cases(self.unit), self.policy, self.now)
            return decision if first is None else self._waking(go_along(decision, first, self.now))
        if case.kin and not is_outage(case):  # what went along with it goes on without
            case = replace(case, kin=())
        decision = Decision(case, _without_strangers(case, decision))
        goes_on_along = is_outage(case) and not is_moved_itself(before, case)
        if not before.first or not case.first or goes_on_along:
            return decision
        return self._waking(self._leave(decision))

    def _leave(self, decision: Decision) -> Decision:
        """It goes along no longer; one that is sensitive by now is asked of the level's people for such cases."""
        case = decision.case
        if not case.sensitive or case.status.is_closed:
            return replace(decision, case=replace(case, first=0))
        parted = part(case, "it is sensitive by now", self.policy.for_case(case), self.now)
        asked = {one.to.key for one in parted.notifications}
        kept = (one for one in decision.notifications if one.to.key not in asked)
        return Decision(parted.case, (*parted.notifications, *kept))

    def follow(self, before: Case | None, number: int) -> Iterator[Decision]:
        """What a case that was written, and was `before`, does to others of its outage."""
        case = self.unit.find_case(number)
        if case is None:
            return
        if case.first and (before is None or not before.first):
            yield from self._take_along(case)
        elif before is not None and before.first and not case.first:
            yield from self._let_go(before.first, case)
        elif before is not None and before.kin:
            yield from map(self._waking, self._carry_over(before, case))

    def _take_along(self, case: Case) -> Iterator[Decision]:
        first = self.unit.find_case(case.first)
        if first is not None and all(one.number != case.number for one in first.kin):
            yield self._waking(tell_lines(take_along(first, case, self.now), self.now))

    def _let_go(self, number: int, case: Case) -> Iterator[Decision]:
        """The first goes on without this one; who had read of it, or has it, learns where it is over."""
        first = self.unit.find_case(number)
        gone = [] if first is None else [one for one in first.kin if one.number == case.number]
        if first is None or not gone:
            return
        first = replace(first, kin=tuple(one for one in first.kin if one.number != case.number))
        yield self._waking(Decision(first, tell_over(first, gone[0], case)))

    def _carry_over(self, before: Case, first: Case) -> Iterator[Decision]:
        found = (self.unit.find_case(one.number) for one in before.kin)
        kin = [one for one in found if one is not None and one.first == first.number and not one.status.is_closed]
        if not is_outage(first):
            yield from release(replace(first, kin=before.kin), kin, self.policy, self.now) if kin else ()
            return
        for one in kin:
            carried = carry_over(one, before, first)
            if carried is not None:
                yield carried

    def _waking(self, decision: Decision) -> Decision:
        """What was decided, with when the clock next asks for something."""
        case = decision.case
        return replace(decision, case=replace(case, wake_at=next_wake_at(case, self.policy, self.now)))


def find_case_meant(case: Case, reading: Reading, state: State, policy: EscalationPolicy) -> Case:
    """The case that a command is for: what one of the level takes, refuses or moves in a letter about one that goes
    along with another outage, he takes, refuses or moves for all of it."""
    first = state.find_case(case.first) if case.first else None
    sender, command = reading.mail.sender, reading.command
    if first is None or command is None or command.name not in OF_ALL or case.is_agent(sender):
        return case
    return first if may_take(first, sender, policy) else case


def _without_strangers(case: Case, decision: Decision) -> tuple[Notification, ...]:
    """The letters without those that say that it has moved, is taken or is over to who never had one of this case, but
    a line."""
    letters, entries = decision.notifications, case.conversation.entries
    if not any(one.kind is EntryKind.SAME_OUTAGE for one in entries):
        return letters
    told = {one.to.lower() for one in case.conversation.told}
    return tuple(one for one in letters if not _is_farewell(one) or one.role is Role.AGENT or one.to.key in told)


def _is_farewell(letter: Notification) -> bool:
    return letter.kind is Kind.CLAIMED or letter.variant in FAREWELLS
