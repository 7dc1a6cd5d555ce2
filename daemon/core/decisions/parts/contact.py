"""The agent of a case is away: who stands in gets his letters and may act for him; where nobody does, the leads learn
it (behaviour B7.41)."""

from dataclasses import replace

from daemon.core.decisions.told.people import once_each
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import Kind, MovedVariant


def in_his_place(decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, with what would go to an agent who is away to who stands in; not what answers his own mail."""
    agent = decision.case.agent
    cover = policy.find_cover(agent)
    if agent.key not in policy.away or cover.key == agent.key:
        return decision
    letters = decision.notifications
    told = (replace(one, to=cover) if one.to.key == agent.key and not one.in_reply_to else one for one in letters)
    return Decision(decision.case, tuple(told))


def tell_of_absent_agent(case: Case, who: str, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That the customer's contact is away: to who stands in, else to the leads; once until he writes again."""
    is_contact = case.agent.key == who.lower() and who.lower() in policy.away and not case.status.is_closed
    last = next((one.kind for one in reversed(case.conversation.entries) if one.who.lower() == who.lower()), None)
    if not is_contact or last is EntryKind.AWAY:
        return ()
    covered = not is_agentless(case, policy)
    leads = [(lead.address, Role.LEAD) for lead in policy.leads]
    people = [(policy.find_cover(case.agent), Role.AGENT)] if covered else leads
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.AGENT_AWAY, also=(case.agent,))
        for person, role in people
        if person.key != case.agent.key
    )


def is_agentless(case: Case, policy: EscalationPolicy) -> bool:
    """Whether its agent is away, and nobody stands in for him."""
    cover = policy.find_cover(case.agent)
    return case.agent.key in policy.away and (cover.key == case.agent.key or cover.key in policy.away)
