"""What is written down of how a case ended, and the one question for what is absent (behaviour B9.28)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.closed.outcome import find_outcome_step
from daemon.core.decisions.told.concerned import naming
from daemon.core.decisions.told.people import forward, to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Accounted, Decision
from daemon.core.model.history.outcomes import Outcome
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, ReminderVariant
from parsers.model import SEPARATOR, Account, Address, Remark, RemarkCode


def with_outcome(case: Case, by: Address, words: str, account: Account | None, now: datetime) -> Case:
    """The case with what is said of how it ended: under the labels, else all of the words are what solved it."""
    said = account or Account(words)
    resolution = said.text or None if said.resolution is None else said.resolution
    solution = Outcome(by, now, resolution, said.lesson, said.for_knowledge)
    return replace(case, outcome=resolution or "", solution=solution)


def asking(case: Case, who: Address) -> Case:
    """The case whose outcome this one is asked for, as far as it is absent."""
    return case if case.solution is None else replace(case, solution=replace(case.solution, asked=who))


def ask_for_outcome(case: Case) -> tuple[Remark, ...]:
    """What is to be said of it to who is asked; () where nothing is absent."""
    absent = case.unwritten
    return (Remark(RemarkCode.OUTCOME_ABSENT, SEPARATOR.join((case.name, *absent))),) if absent else ()


def add_account(case: Case, happening: Accounted, now: datetime) -> Decision:
    """More of it has come: it stands in the place of what was said before. Its words go to the agents, as all words on
    a closed case do."""
    mail, said, known = happening.mail, happening.account, case.solution
    case = record(keep(case, mail), now, EntryKind.REPLY, mail.sender.email, mail.text)
    if known is None:
        return Decision(case)
    resolution = known.resolution if said.resolution is None else said.resolution
    lesson = known.lesson if said.lesson is None else said.lesson
    is_for_all = known.for_knowledge if said.for_knowledge is None else said.for_knowledge
    solution = replace(known, resolution=resolution, lesson=lesson, for_knowledge=is_for_all)
    case = replace(case, solution=solution, outcome=resolution or "")
    told = forward(case, mail, mail.text)
    noted = to_sender(case, mail, NoticeVariant.RECORDED, "", ask_for_outcome(case))
    return Decision(case, (*told, *naming(told, noted)))


def remind_of_outcome(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """Once, to who was asked; where he is away, to its agent."""
    step, said = find_outcome_step(case, policy, now), case.solution
    if step is None or step.at > now or said is None or said.asked is None:
        return Decision(case)
    who = case.agent if said.asked.key in policy.away else said.asked
    case = replace(case, solution=replace(said, reminded_at=now))
    case = record(case, now, EntryKind.CLOCK.of(step.kind), "", str(step.key))
    role = Role.AGENT if case.is_agent(who) else Role.LEAD if policy.is_lead(who) else Role.RECIPIENT
    return Decision(case, (Notification(Kind.REMINDER, who, role, ReminderVariant.OUTCOME),))
