"""At the end of an agent's day: what of his is due tomorrow, or waits for him, in one mail (behaviour B9.28)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from daemon.core.decisions.parts.contact import find_contact
from daemon.core.letters.case_view import CaseView
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import DigestPlan, State, Unit, iterate_cases
from daemon.service.cases.listing import describe, waits_for
from daemon.service.unit_of_work import Writer
from parsers.model import Address

EVENING = "evening"  # its row among the plans of digests, which have addresses
LATE = time(18)  # where the agents' hours have no end
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


def find_evenings(policy: EscalationPolicy, now: datetime) -> Iterator[datetime]:
    """When the agents' days end, from now on."""
    hours = policy.agents_hours
    for day in hours.days_from(now):
        if day.spans:
            end = datetime.combine(day.on, LATE, hours.zone) if hours.is_always else day.spans[-1][1]
            if end > now:
                yield end


def find_next_evening(state: State, policy: EscalationPolicy) -> datetime | None:
    """When it is written next; None where the settings do not want it."""
    plan = state.find_digest_plan(EVENING) if policy.has_overview else None
    return plan.next_at if plan is not None else None


def write_evenings(unit: Unit, writer: Writer, policy: EscalationPolicy, now: datetime) -> None:
    """The mails of an evening that has come, and the plan of the next. One that lies behind by more than an hour, as
    after downtime, is left out: the morning's letters say it all."""
    if not policy.has_overview:
        return
    plan, following = unit.find_digest_plan(EVENING), find_evenings(policy, now)
    if plan is not None and plan.next_at is not None and plan.next_at > now:
        return
    next_at = next(following)
    is_due = plan is not None and plan.next_at is not None and now - plan.next_at < AN_HOUR
    if is_due and not writer.succeeds(
        lambda: writer.write(None, list(list_evening(unit, policy, now)), now),
        "the agents' evening could not be written",
    ):
        is_due = False
    unit.put_digest_plan(DigestPlan(EVENING, next_at, now if is_due else None))


def list_evening(state: State, policy: EscalationPolicy, now: datetime) -> Iterator[Notification]:
    """A letter to each who has something tomorrow, or is waited for; nobody who is away."""
    evenings = find_evenings(policy, now)
    tomorrow = next(at for at in evenings if at - now >= AN_HOUR)
    found: dict[str, tuple[Address, list[str]]] = {}
    for case in iterate_cases(state):
        view, contact = CaseView(case, policy.for_case(case), now), find_contact(case, policy)
        if contact.key not in policy.away and (waits_for(view, contact) or _is_due(view, tomorrow)):
            found.setdefault(contact.key, (contact, []))[1].append(describe(view, contact))
    for contact, said in found.values():
        yield Notification(Kind.NOTICE, contact, Role.SENDER, NoticeVariant.EVENING, "\n\n".join(said))


def _is_due(view: CaseView, until: datetime) -> bool:
    """Whether the level's answer, or a word to the customer, is due by then, or past."""
    instants = (view.overdue_since, view.due_at, view.case.customer_promised_at)
    return any(at is not None and at <= until for at in instants)
