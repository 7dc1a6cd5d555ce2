"""The one decision: what a mail, a command or a wake-up does to a case, and who is to be told."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import next_wake_at, say_again
from daemon.core.decisions.commands import decide_command
from daemon.core.decisions.files import WITHHELD, say_of_files, with_remarks
from daemon.core.decisions.people import (
    go_up,
    is_customer,
    relay,
    resume,
    tell_customer,
    to_agent,
    to_level,
)
from daemon.core.decisions.transitions import AWAY, NOT_DELIVERED, TRANSITIONS, Action, keep, move, record
from daemon.core.decisions.wakeups import decide_wakeup
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.happenings import (
    Answered,
    Assessment,
    AutoReplied,
    Commanded,
    CustomerContact,
    Decision,
    Escalated,
    Joined,
    Mail,
    Noted,
    Trigger,
    Undelivered,
    Woken,
)
from daemon.core.model.notifications import Kind, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address

NEEDED_BY_CUSTOMER = frozenset({"customer", "ticket"})  # without these there is nobody to tell, and no reference to give


def decide(case: Case | None, trigger: Trigger, policy: EscalationPolicy, now: datetime) -> Decision:
    """What `trigger` does to `case` (None for an escalation that opens one). Never raises for anything a mail can say:
    what the table does not allow is refused with a notice to the one who asked."""
    decision = _open(trigger, policy, now) if isinstance(trigger, Escalated) else _follow(case, trigger, policy, now)
    if not isinstance(trigger, Undelivered | AutoReplied | Woken):
        decision = _with_word_of_files(trigger, decision)
    return replace(decision, case=replace(decision.case, wake_at=next_wake_at(decision.case, policy)))


def _with_word_of_files(trigger: Escalated | Answered | Joined | Noted | Commanded, decision: Decision) -> Decision:
    """Who sent files learns which of them nobody gets: in the answer that he gets anyway, else in one of its own. Not the
    customer, to whom nothing is sensitive, and nobody who is not of the case."""
    case, letters, mail = decision.case, decision.notifications, trigger.mail
    said = _say_of_files(trigger, decision)
    answered = with_remarks(letters, mail.sender, said) if said else letters
    if answered is not None:
        return Decision(case, answered)
    if isinstance(trigger, Commanded) or any(mail.sender.key == one.key for one in case.participants):
        return Decision(case, (*letters, *to_agent(case, mail, Kind.NOTICE, "passed-on", said)))
    return decision


def _say_of_files(trigger: Escalated | Answered | Joined | Noted | Commanded, decision: Decision) -> tuple[tuple[str, str], ...]:
    """What a mail without a command brings to a case that is not sensitive needs no word: it goes up with the case."""
    case, mail = decision.case, trigger.mail
    if isinstance(trigger, Commanded):
        return say_of_files(mail.files, mail.sender, case, decision.notifications)
    own = [file for file in case.files if file.author.key == mail.sender.key]
    said = say_of_files(own, mail.sender, case, decision.notifications)
    return tuple(remark for remark in said if remark[0] == WITHHELD)


def _follow(case: Case | None, trigger: Trigger, policy: EscalationPolicy, now: datetime) -> Decision:
    if case is None:
        raise ValueError(f"{type(trigger).__name__} needs a case")
    match trigger:
        case Escalated():
            return _open(trigger, policy, now)
        case Woken():
            return decide_wakeup(case, policy, now)
        case Answered():
            return _answer(case, trigger, policy, now)
        case Joined():
            return _join(case, trigger, policy, now)
        case Noted():
            return _note(case, trigger, policy, now)
        case Commanded():
            return decide_command(case, trigger.mail, trigger.command, policy, now)
        case Undelivered():
            return _undelivered(case, trigger, policy, now)
        case AutoReplied():
            return _auto_replied(case, trigger, policy, now)


def _open(trigger: Escalated, policy: EscalationPolicy, now: datetime) -> Decision:
    mail, assessment = trigger.mail, trigger.assessment
    at_once = not trigger.missing or trigger.urgent or assessment.immediate
    status = TRANSITIONS[(None, Action.ROUTE if at_once else Action.HOLD)]
    case = Case(
        number=trigger.number,
        status=status,
        level=assessment.level,
        agent=mail.sender,
        title=trigger.title,
        fields=trigger.form.fields,
        received_at=mail.received_at,
        subject=mail.subject[:300],
        urgent=trigger.urgent,
        missing=trigger.missing,
    )
    case = _assessed(keep(case, mail), assessment)
    if not at_once:
        case = record(case, now, "held", mail.sender.email, ", ".join(trigger.missing))
        return Decision(case, to_agent(case, mail, Kind.INFORMATION_REQUEST, remarks=(*mail.remarks, *trigger.form.remarks)))
    return _route(case, mail, trigger.contact, policy, now, (*mail.remarks, *trigger.form.remarks, *assessment.remarks))


def _assessed(case: Case, assessment: Assessment) -> Case:
    return replace(
        case,
        level=assessment.level,
        reasons=assessment.reasons,
        triggers=assessment.triggers,
        sensitive=case.sensitive or assessment.sensitive,
        soft=assessment.soft,
        chosen_level=assessment.chosen,
    )


def _route(
    case: Case, mail: Mail, contact: CustomerContact, policy: EscalationPolicy, now: datetime, remarks: tuple[tuple[str, str], ...]
) -> Decision:
    """Upstairs it goes: the level is told, the customer if complete enough, the agent gets the receipt, or, when it went
    up with gaps, the request for them as well."""
    recipients = policy.find_recipients(case.level)
    case = replace(case, recipients=recipients, opened_at=now, level_since=mail.received_at)
    case = with_deadline(case, policy)
    case = record(case, now, f"routed to level {case.level}", "", ", ".join(person.email for person in recipients))
    case, to_customer = _acknowledge(case, contact, policy, now)
    letters = [*to_level(case, Kind.ROUTED)]
    letters += [Notification(Kind.RECEIPT, mail.sender, Role.AGENT, "opened", "", remarks, in_reply_to=mail.message_id)] * (
        not mail.is_silent
    )
    if case.missing:
        letters += to_agent(case, mail, Kind.INFORMATION_REQUEST, "routed")
    return Decision(case, (*letters, *to_customer))


def _acknowledge(case: Case, contact: CustomerContact, policy: EscalationPolicy, now: datetime) -> tuple[Case, tuple[Notification, ...]]:
    """The one acknowledgement (behaviour B6.4, B6.5): at most once, when the case is complete enough, withheld when sensitive, a draft for
    the agent when no address may be believed."""
    if case.acknowledgement is not Acknowledgement.NONE or NEEDED_BY_CUSTOMER & set(case.missing):
        return case, ()
    if not policy.customers.acknowledge:
        return replace(case, acknowledgement=Acknowledgement.OFF), ()
    if case.sensitive:
        case = replace(case, acknowledgement=Acknowledgement.WITHHELD, customer=contact.address)
        return record(case, now, "acknowledgement withheld", "", "sensitive"), ()
    if contact.address is None and not contact.problem:
        return case, ()  # nobody has looked for it yet
    if contact.address is None:
        case = record(replace(case, acknowledgement=Acknowledgement.DRAFT), now, "customer not informed", "", contact.problem)
        draft = Notification(
            Kind.CUSTOMER_ACKNOWLEDGEMENT, case.agent, Role.AGENT, "draft", remarks=(("customer_not_told", contact.problem),)
        )
        return case, (draft,)
    return tell_customer(case, contact.address, now)


def _answer(case: Case, trigger: Answered, policy: EscalationPolicy, now: datetime) -> Decision:
    """More of the template has come: merged already by the caller, field by field (behaviour B4.7)."""
    mail, before = trigger.mail, case
    case = record(keep(case, mail), now, "answered", mail.sender.email)
    case = replace(case, fields=trigger.form.fields, missing=trigger.missing, urgent=case.urgent or trigger.urgent)
    case = replace(case, sensitive=case.sensitive or trigger.assessment.sensitive)
    remarks = (*mail.remarks, *trigger.form.remarks)
    if case.status is Status.HELD:
        case = _assessed(case, trigger.assessment)
        at_once = not case.missing or case.urgent or trigger.assessment.immediate
        moved = move(case, Action.ROUTE) if at_once else None
        if moved is None:
            return Decision(case, to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", remarks))
        return _route(moved, mail, trigger.contact, policy, now, (*remarks, *trigger.assessment.remarks))
    if not case.status.is_closed:
        case = say_again(with_deadline(case, policy), policy, now)  # the priority may be among what has come
    case, to_customer = _acknowledge(case, trigger.contact, policy, now)
    update = [
        Notification(Kind.RELAY, person, Role.RECIPIENT, "completed", mail.text, files=mail.files)
        for person in ((case.claimed_by,) if case.claimed_by else case.recipients)
    ]
    if case.missing and case.missing != before.missing:
        return Decision(case, (*update, *to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", remarks), *to_customer))
    return Decision(case, (*update, *to_agent(case, mail, Kind.RECEIPT, "completed", remarks), *to_customer))


def _join(case: Case, trigger: Joined, policy: EscalationPolicy, now: datetime) -> Decision:
    """Another mail on the same matter: both agents are told and the level gets no second mail, unless this one is
    pressing and belongs higher (behaviour B5.12, B5.13)."""
    mail, assessment = trigger.mail, trigger.assessment
    case = record(keep(case, mail), now, "joined", mail.sender.email, mail.text)
    case = replace(case, sensitive=case.sensitive or assessment.sensitive)
    letters = to_agent(case, mail, Kind.RECEIPT, "joined")
    if mail.sender.key != case.agent.key:
        if all(person.key != mail.sender.key for person in case.watchers):
            case = replace(case, watchers=(*case.watchers, mail.sender))
        letters += (Notification(Kind.NOTICE, case.agent, Role.AGENT, "joined", mail.text, files=mail.files, also=(mail.sender,)),)
    pressing = trigger.urgent or assessment.immediate
    moved = move(case, Action.ROUTE if case.status is Status.HELD else Action.RAISE)
    if not pressing or moved is None or (assessment.level <= case.level and case.status is not Status.HELD):
        return Decision(case, letters)
    moved = _assessed(replace(moved, urgent=case.urgent or trigger.urgent), assessment)
    routed = _route(moved, mail, trigger.contact, policy, now, ()) if not moved.opened_at else go_up(case, moved, mail, policy, now)
    return Decision(routed.case, (*letters, *(letter for letter in routed.notifications if letter.kind is not Kind.RECEIPT)))


def _note(case: Case, trigger: Noted, policy: EscalationPolicy, now: datetime) -> Decision:
    """A person's words: passed to the other side. They take nothing and the level's clock goes on; the customer's end the
    waiting for them (behaviour B7.6, B7.15)."""
    mail = trigger.mail
    case = record(keep(case, mail), now, "reply", mail.sender.email, mail.text)
    if case.status is Status.HELD and any(mail.sender.key == one.key for one in (case.agent, *case.watchers)):
        return Decision(case, to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", mail.remarks))
    letters = relay(case, mail, mail.text)
    resumed = resume(case, policy, now) if trigger.has_token and is_customer(case, mail.sender) else None
    if resumed is not None:
        level = (resumed.claimed_by,) if resumed.claimed_by else resumed.recipients
        letters += [Notification(Kind.RELAY, person, Role.RECIPIENT, "resume", also=(mail.sender,)) for person in level]
        return Decision(record(resumed, now, "the customer answered", mail.sender.email), tuple(letters))
    return Decision(case, tuple(letters))


def _undelivered(case: Case, trigger: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """Somebody was not reached: the agent and the leads learn who, and who gets it instead (behaviour B6.12)."""
    case = record(case, now, NOT_DELIVERED, trigger.to, trigger.problem)
    failed = trigger.to.lower()
    others = tuple(person for person in case.recipients if person.key != failed)
    was_recipient = len(others) < len(case.recipients)
    people = [(case.agent, Role.AGENT), *((lead.address, Role.LEAD) for lead in policy.leads)]
    letters = [
        Notification(
            Kind.DELIVERY_FAILURE,
            person,
            role,
            "recipient" if was_recipient else "",
            trigger.problem,
            also=(Address(trigger.to), *others),
            about=trigger.letter,
        )
        for person, role in people
        if person.key != failed
    ]
    return Decision(case, tuple(letters))


def _auto_replied(case: Case, trigger: AutoReplied, policy: EscalationPolicy, now: datetime) -> Decision:
    """Recorded. When by it nobody of the level is there to answer, the leads learn it at once (behaviour B7.20)."""
    was_known = any(event.what == AWAY and event.who == trigger.who for event in case.events)
    case = record(case, now, AWAY if trigger.is_away else "automatic reply", trigger.who, trigger.text)
    away = {event.who.lower() for event in case.events if event.what == AWAY and case.level_since and event.at >= case.level_since}
    if not trigger.is_away or was_known or case.status is not Status.OPEN or any(one.key not in away for one in case.recipients):
        return Decision(case)
    letters = (
        Notification(Kind.DELIVERY_FAILURE, lead.address, Role.LEAD, "away", trigger.text, also=case.recipients) for lead in policy.leads
    )
    return Decision(case, tuple(letters))
