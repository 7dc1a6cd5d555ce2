"""Nobody has answered whether a case goes up: it is put to others, or a question ends (behaviour B2.22, B4.15)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.held import find_to_ask
from daemon.core.decisions.told.people import all_but, everybody_in
from daemon.core.decisions.transitions import Action, move, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.step_key import Step
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ClosedVariant, Kind, ReminderVariant

URGENT_STEPS = ("1", "2")  # of a question: its sender hears of them, whoever is there to be asked

NOBODY_NEW = "nobody new"  # the text of the notice that so many were asked before, and nobody is by this step


def ask_others(case: Case, step: Step, policy: EscalationPolicy, now: datetime) -> Decision:
    """Those who may send it up in its agent's place are asked, and he learns who they are."""
    people = find_to_ask(case, policy, now)
    new = [one for one in people if not one.is_among(case.asked)]
    after = replace(case, asked=(*case.asked, *new))
    for person in people:
        after = record(after, now, EntryKind.PUT_TO, person.email)
    variant = ReminderVariant.ASK if case.is_question else ReminderVariant.HELD
    letters = [
        Notification(
            Kind.REMINDER,
            person,
            Role.LEAD if policy.is_lead(person) else Role.RECIPIENT,
            variant,
            also=all_but(person, after.asked),
            lines=None if case.is_question else (case.number,),
        )
        for person in people
    ]
    is_told = bool(people) or (case.is_question and step.key.which in URGENT_STEPS)
    news = "" if people else NOBODY_NEW
    told = Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.ASKED, news, also=after.asked)
    return Decision(after, (*letters, *([told] * is_told)))


def end_question(case: Case, now: datetime) -> Decision:
    """Nobody has said in time whether it goes up: it is withdrawn, until somebody does."""
    closed = move(case, Action.CANCEL)
    if closed is None:
        return Decision(case)
    letters = (Notification(Kind.CLOSED, person, role, ClosedVariant.UNANSWERED) for person, role in everybody_in(case))
    return Decision(replace(closed, closed_at=now), tuple(letters))
