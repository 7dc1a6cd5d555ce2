"""The one decision: what a mail, a command or a wake-up does to a case, and who is to be told. Transitions are a table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from daemon.core.business_time import decide_due
from daemon.core.case import Acknowledgement, Case, Event, Pause, Status
from daemon.core.events import (
    Answered,
    Assessment,
    AutoReplied,
    Commanded,
    CustomerContact,
    Escalated,
    Joined,
    Mail,
    Noted,
    Trigger,
    Undelivered,
)
from daemon.core.notifications import Kind, Notification, Role
from daemon.core.policy import EscalationPolicy
from parsers.model import Address, Command, Fields, Priority


class Action(StrEnum):
    """What moves a case from one status to another."""

    HOLD = "hold"
    ROUTE = "route"
    CLAIM = "claim"
    PASS = "pass"
    RAISE = "raise"
    LOWER = "lower"
    WAIT = "wait"
    RESUME = "resume"
    RESUME_CLAIMED = "resume, claimed before"
    RESOLVE = "done"
    CANCEL = "cancel"
    REOPEN = "reopen"


TRANSITIONS: Mapping[tuple[Status | None, Action], Status] = {
    (None, Action.HOLD): Status.HELD,
    (None, Action.ROUTE): Status.OPEN,
    (Status.HELD, Action.ROUTE): Status.OPEN,
    (Status.HELD, Action.CANCEL): Status.CANCELLED,
    (Status.OPEN, Action.CLAIM): Status.CLAIMED,
    (Status.OPEN, Action.PASS): Status.OPEN,
    (Status.OPEN, Action.RAISE): Status.OPEN,
    (Status.OPEN, Action.LOWER): Status.OPEN,
    (Status.OPEN, Action.WAIT): Status.WAITING,
    (Status.OPEN, Action.RESOLVE): Status.RESOLVED,
    (Status.OPEN, Action.CANCEL): Status.CANCELLED,
    (Status.CLAIMED, Action.CLAIM): Status.CLAIMED,
    (Status.CLAIMED, Action.PASS): Status.OPEN,
    (Status.CLAIMED, Action.RAISE): Status.OPEN,
    (Status.CLAIMED, Action.LOWER): Status.OPEN,
    (Status.CLAIMED, Action.WAIT): Status.WAITING,
    (Status.CLAIMED, Action.RESOLVE): Status.RESOLVED,
    (Status.CLAIMED, Action.CANCEL): Status.CANCELLED,
    (Status.WAITING, Action.RESUME): Status.OPEN,
    (Status.WAITING, Action.RESUME_CLAIMED): Status.CLAIMED,
    (Status.WAITING, Action.RESOLVE): Status.RESOLVED,
    (Status.WAITING, Action.CANCEL): Status.CANCELLED,
    (Status.RESOLVED, Action.REOPEN): Status.OPEN,
    (Status.CANCELLED, Action.REOPEN): Status.OPEN,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The case as it is now, and the letters to write, in order."""

    case: Case
    notifications: tuple[Notification, ...] = ()


def decide(case: Case | None, trigger: Trigger, policy: EscalationPolicy, now: datetime) -> Decision:
    """What `trigger` does to `case` (None for an escalation that opens one). Never raises for anything a mail can say:
    what the table does not allow is refused with a notice to the one who asked."""
    if isinstance(trigger, Escalated):
        return _open(trigger, policy, now)
    if case is None:
        raise ValueError(f"{type(trigger).__name__} needs a case")
    match trigger:
        case Answered():
            return _answer(case, trigger, policy, now)
        case Joined():
            return _join(case, trigger, policy, now)
        case Noted():
            return _note(case, trigger, policy, now)
        case Commanded():
            return _command(case, trigger.mail, trigger.command, policy, now)
        case Undelivered():
            return _undelivered(case, trigger, policy, now)
        case AutoReplied():
            return Decision(_record(case, now, "automatic reply", trigger.who, trigger.text))


def _record(case: Case, now: datetime, what: str, who: str = "", text: str = "") -> Case:
    return replace(case, events=(*case.events, Event(now, what, who, text[:300])))


def _keep(case: Case, mail: Mail) -> Case:
    """The case with this mail's bytes, id and files on file."""
    known = {(file.name, file.size) for file in case.files}
    files = tuple(file for file in mail.files if (file.name, file.size) not in known)
    ids = (*case.message_ids, mail.message_id) if mail.message_id and mail.message_id not in case.message_ids else case.message_ids
    return replace(case, mails=(*case.mails, mail.digest), message_ids=ids, files=(*case.files, *files))


def _move(case: Case, action: Action) -> Case | None:
    """The case after `action`, or None where the table does not allow it."""
    status = TRANSITIONS.get((case.status, action))
    return None if status is None else replace(case, status=status)


def priority_of(fields: Fields, urgent: bool) -> Priority:
    """The priority by which the clock runs: what the mail says; a gap counts as high when urgent, else as medium."""
    return fields.priority or (Priority.HIGH if urgent else Priority.MEDIUM)


def with_deadline(case: Case, policy: EscalationPolicy) -> Case:
    """The case with the deadline of its level and priority, counted from when the level got it, pauses left out."""
    if case.level_since is None:
        return case
    level = policy.levels[case.level]
    within = level.respond_within[priority_of(case.fields, case.urgent)]
    pauses = tuple((pause.started_at, pause.ended_at) for pause in case.pauses if pause.ended_at is not None)
    return replace(case, due_at=decide_due(case.level_since, within, level.calendar, pauses).due_at)


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
        urgent=trigger.urgent,
        missing=trigger.missing,
    )
    case = _assessed(_keep(case, mail), assessment)
    if not at_once:
        case = _record(case, now, "held", mail.sender.email, ", ".join(trigger.missing))
        return Decision(case, _to_agent(case, mail, Kind.INFORMATION_REQUEST, remarks=(*mail.remarks, *trigger.form.remarks)))
    return _route(case, mail, trigger.contact, policy, now, (*mail.remarks, *trigger.form.remarks, *assessment.remarks))


def _assessed(case: Case, assessment: Assessment) -> Case:
    return replace(
        case,
        level=assessment.level,
        reasons=assessment.reasons,
        triggers=assessment.triggers,
        sensitive=assessment.sensitive,
        soft=assessment.soft,
        chosen_level=assessment.chosen,
    )


def _to_agent(
    case: Case, mail: Mail, kind: Kind, variant: str = "", remarks: tuple[tuple[str, str], ...] = (), text: str = ""
) -> tuple[Notification, ...]:
    """A letter to the sender of `mail`; none when that sender must not be answered (behaviour.md §11)."""
    if mail.is_silent:
        return ()
    return (Notification(kind, mail.sender, Role.AGENT, variant, text, remarks, in_reply_to=mail.message_id),)


def _route(
    case: Case, mail: Mail, contact: CustomerContact, policy: EscalationPolicy, now: datetime, remarks: tuple[tuple[str, str], ...]
) -> Decision:
    """Upstairs it goes: the level is told, the customer if complete enough, the agent gets the receipt, or, when it went
    up with gaps, the request for them as well."""
    recipients = policy.levels[case.level].recipients
    case = replace(case, recipients=recipients, opened_at=now, level_since=mail.received_at)
    case = with_deadline(case, policy)
    case = _record(case, now, f"routed to level {case.level}", "", ", ".join(person.email for person in recipients))
    case, to_customer = _acknowledge(case, contact, policy, now)
    letters = [*_routed(case, Kind.ROUTED)]
    letters += [Notification(Kind.RECEIPT, mail.sender, Role.AGENT, "opened", "", remarks, in_reply_to=mail.message_id)] * (
        not mail.is_silent
    )
    if case.missing:
        letters += _to_agent(case, mail, Kind.INFORMATION_REQUEST, "routed")
    return Decision(case, (*letters, *to_customer))


def _routed(case: Case, kind: Kind, variant: str = "") -> list[Notification]:
    return [
        Notification(
            kind,
            person,
            Role.RECIPIENT,
            variant,
            with_files=not case.sensitive,
            also=tuple(other for other in case.recipients if other.key != person.key),
        )
        for person in case.recipients
    ]


def _acknowledge(case: Case, contact: CustomerContact, policy: EscalationPolicy, now: datetime) -> tuple[Case, tuple[Notification, ...]]:
    """The one acknowledgement (behaviour.md §6): at most once, complete cases only, withheld when sensitive, a draft for
    the agent when no address may be believed."""
    if case.acknowledgement is not Acknowledgement.NONE or case.missing:
        return case, ()
    if not policy.customers.acknowledge:
        return replace(case, acknowledgement=Acknowledgement.OFF), ()
    if case.sensitive:
        case = replace(case, acknowledgement=Acknowledgement.WITHHELD, customer=contact.address)
        return _record(case, now, "acknowledgement withheld", "", "sensitive"), ()
    if contact.address is None:
        case = _record(replace(case, acknowledgement=Acknowledgement.DRAFT), now, "customer not informed", "", contact.problem)
        draft = Notification(
            Kind.CUSTOMER_ACKNOWLEDGEMENT, case.agent, Role.AGENT, "draft", remarks=(("customer_not_told", contact.problem),)
        )
        return case, (draft,)
    return _tell_customer(case, contact.address, now)


def _tell_customer(case: Case, address: Address, now: datetime) -> tuple[Case, tuple[Notification, ...]]:
    case = replace(case, acknowledgement=Acknowledgement.SENT, customer=address, customer_told_at=now)
    case = _record(case, now, "customer told", "", address.email)
    return case, (Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, address, Role.CUSTOMER),)


def _answer(case: Case, trigger: Answered, policy: EscalationPolicy, now: datetime) -> Decision:
    """More of the template has come: merged already by the caller, field by field (behaviour.md §4)."""
    mail, before = trigger.mail, case
    case = _record(_keep(case, mail), now, "answered", mail.sender.email)
    case = replace(case, fields=trigger.form.fields, missing=trigger.missing, urgent=case.urgent or trigger.urgent)
    remarks = (*mail.remarks, *trigger.form.remarks)
    if case.status is Status.HELD:
        case = _assessed(case, trigger.assessment)
        at_once = not case.missing or case.urgent or trigger.assessment.immediate
        moved = _move(case, Action.ROUTE) if at_once else None
        if moved is None:
            return Decision(case, _to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", remarks))
        return _route(moved, mail, trigger.contact, policy, now, (*remarks, *trigger.assessment.remarks))
    case, to_customer = _acknowledge(case, trigger.contact, policy, now)
    update = [
        Notification(Kind.RELAY, person, Role.RECIPIENT, "completed", mail.text, with_files=not case.sensitive)
        for person in ((case.claimed_by,) if case.claimed_by else case.recipients)
    ]
    if case.missing and case.missing != before.missing:
        return Decision(case, (*update, *_to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", remarks), *to_customer))
    return Decision(case, (*update, *_to_agent(case, mail, Kind.RECEIPT, "completed", remarks), *to_customer))


def _join(case: Case, trigger: Joined, policy: EscalationPolicy, now: datetime) -> Decision:
    """Another mail on the same matter: both agents are told and the level gets no second mail, unless this one is
    pressing and belongs higher (behaviour.md §5)."""
    mail, assessment = trigger.mail, trigger.assessment
    case = _record(_keep(case, mail), now, "joined", mail.sender.email, mail.text)
    letters = _to_agent(case, mail, Kind.RECEIPT, "joined")
    if mail.sender.key != case.agent.key:
        if all(person.key != mail.sender.key for person in case.watchers):
            case = replace(case, watchers=(*case.watchers, mail.sender))
        letters += (Notification(Kind.NOTICE, case.agent, Role.AGENT, "joined", mail.text, also=(mail.sender,)),)
    pressing = trigger.urgent or assessment.immediate
    moved = _move(case, Action.ROUTE if case.status is Status.HELD else Action.RAISE)
    if not pressing or moved is None or (assessment.level <= case.level and case.status is not Status.HELD):
        return Decision(case, letters)
    moved = _assessed(replace(moved, urgent=case.urgent or trigger.urgent), assessment)
    routed = _route(moved, mail, CustomerContact(None), policy, now, ()) if not moved.opened_at else _go_up(moved, policy, now)
    return Decision(routed.case, (*letters, *(letter for letter in routed.notifications if letter.kind is not Kind.RECEIPT)))


def _go_up(case: Case, policy: EscalationPolicy, now: datetime) -> Decision:
    """The case at its new level, told there, with that level's own clock."""
    case = replace(case, recipients=policy.levels[case.level].recipients, level_since=now, claimed_by=None, claimed_at=None)
    case = _record(with_deadline(case, policy), now, f"raised to level {case.level}")
    return Decision(case, tuple(_routed(case, Kind.RAISED, "asked")))


def _is_of_level(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    members = policy.levels[case.level].members
    return any(person.key == recipient.key for recipient in case.recipients) or person.key in members


def _others(case: Case, person: Address) -> list[tuple[Address, Role]]:
    """The other side of a conversation: the level's people for the agent, the agent for them."""
    agents = [case.agent, *case.watchers]
    if any(person.key == agent.key for agent in agents):
        level = [case.claimed_by] if case.claimed_by else list(case.recipients)
        return [(one, Role.RECIPIENT) for one in level if one.key != person.key]
    return [(one, Role.AGENT) for one in agents if one.key != person.key]


def _relay(case: Case, mail: Mail, text: str, variant: str = "") -> list[Notification]:
    return [
        Notification(Kind.RELAY, person, role, variant, text, with_files=bool(mail.files), also=(mail.sender,))
        for person, role in _others(case, mail.sender)
    ]


def _note(case: Case, trigger: Noted, policy: EscalationPolicy, now: datetime) -> Decision:
    """A person's words: passed to the other side; from the level, the first answer is the response (behaviour.md §7)."""
    mail = trigger.mail
    case = _record(_keep(case, mail), now, "reply", mail.sender.email, mail.text)
    if case.status is Status.HELD:
        return Decision(case, _to_agent(case, mail, Kind.INFORMATION_REQUEST, "again", mail.remarks))
    letters = _relay(case, mail, mail.text)
    if trigger.has_token and case.status is Status.OPEN and _is_of_level(case, mail.sender, policy):
        case, told = _claim(case, mail, now)
        return Decision(case, (*letters, *told))
    return Decision(case, tuple(letters))


def _claim(case: Case, mail: Mail, now: datetime) -> tuple[Case, tuple[Notification, ...]]:
    claimed = _move(case, Action.CLAIM)
    if claimed is None:
        return case, _to_agent(case, mail, Kind.NOTICE, "refused", text="claim")
    claimed = replace(claimed, claimed_by=mail.sender, claimed_at=now, wake_at=None)
    others = [(case.agent, Role.AGENT), *((one, Role.RECIPIENT) for one in case.recipients)]
    told = [Notification(Kind.CLAIMED, person, role, also=(mail.sender,)) for person, role in others if person.key != mail.sender.key]
    return _record(claimed, now, "claimed", mail.sender.email), tuple(told)


def _command(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """A command from a participant; each is answered with what was done (behaviour.md §9)."""
    case = _record(_keep(case, mail), now, f"command: {command.name}", mail.sender.email, command.text or "")
    match command.name:
        case "claim":
            moved, told = _claim(case, mail, now)
            done = () if moved.status is not Status.CLAIMED else _to_agent(moved, mail, Kind.NOTICE, "done", text="claim")
            return Decision(moved, (*told, *done))
        case "note" | "info":
            return Decision(case, tuple(_relay(case, mail, command.text or mail.text, "question" if command.name == "info" else "")))
        case "status" | "why" | "help":
            return Decision(case, _to_agent(case, mail, Kind.NOTICE, command.name))
        case "raise" | "lower":
            return _change_level(case, mail, command, policy, now)
        case "priority":
            return _change_priority(case, mail, command, policy, now)
        case "waiting" | "resume":
            return _pause(case, mail, command, policy, now)
        case "send_ack":
            return _send_ack(case, mail, now)
        case "done" | "cancel" | "reopen":
            return _finish(case, mail, command, policy, now)
        case _:
            return Decision(
                case, (*_relay(case, mail, mail.text), *_to_agent(case, mail, Kind.NOTICE, "not-understood", text=command.name))
            )


def _refuse(case: Case, mail: Mail, command: str) -> Decision:
    return Decision(case, _to_agent(case, mail, Kind.NOTICE, "refused", text=command))


def _change_level(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    step = 1 if command.name == "raise" else -1
    target = command.level or case.level + step
    moved = _move(case, Action.RAISE if step == 1 else Action.LOWER)
    if moved is None or target not in policy.levels or (target - case.level) * step <= 0:
        return _refuse(case, mail, command.name)
    moved = replace(moved, level=target, recipients=policy.levels[target].recipients, level_since=now, chosen_level=True)
    moved = replace(moved, claimed_by=None, claimed_at=None)
    moved = _record(with_deadline(moved, policy), now, f"moved to level {target}", mail.sender.email)
    letters = _routed(moved, Kind.RAISED if step == 1 else Kind.ROUTED, "asked")
    return Decision(moved, (*letters, *_to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _change_priority(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    if command.priority is None or case.status.is_closed:
        return _refuse(case, mail, "priority")
    case = replace(case, fields=replace(case.fields, priority=command.priority))
    case = with_deadline(case, policy)
    return Decision(case, _to_agent(case, mail, Kind.NOTICE, "done", text="priority"))


def _pause(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    if command.name == "waiting":
        moved = _move(case, Action.WAIT)
        if moved is None:
            return _refuse(case, mail, "waiting")
        moved = replace(moved, pauses=(*case.pauses, Pause(now)))
    else:
        moved = _move(case, Action.RESUME_CLAIMED if case.claimed_by else Action.RESUME)
        if moved is None:
            return _refuse(case, mail, "resume")
        moved = with_deadline(replace(moved, pauses=(*case.pauses[:-1], replace(case.pauses[-1], ended_at=now))), policy)
    others = [Notification(Kind.RELAY, person, role, command.name, also=(mail.sender,)) for person, role in _others(case, mail.sender)]
    return Decision(moved, (*others, *_to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _send_ack(case: Case, mail: Mail, now: datetime) -> Decision:
    """`send ack` releases what was withheld; still at most one acknowledgement per case, ever."""
    if case.acknowledgement is not Acknowledgement.WITHHELD or case.customer is None:
        return _refuse(case, mail, "send_ack")
    case, letters = _tell_customer(case, case.customer, now)
    return Decision(case, (*letters, *_to_agent(case, mail, Kind.NOTICE, "done", text="send_ack")))


def _finish(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    action = {"done": Action.RESOLVE, "cancel": Action.CANCEL, "reopen": Action.REOPEN}[command.name]
    moved = _move(case, action)
    if moved is None:
        return _refuse(case, mail, command.name)
    if action is Action.REOPEN:
        moved = replace(moved, closed_at=None, outcome="", claimed_by=None, claimed_at=None, level_since=now)
        moved = with_deadline(moved, policy)
    else:
        moved = replace(moved, closed_at=now, outcome=command.text or "", wake_at=None, due_at=None)
    everybody = [(moved.agent, Role.AGENT), *((person, Role.RECIPIENT) for person in moved.recipients)]
    told = [
        Notification(Kind.RELAY, person, role, command.name, command.text or "", also=(mail.sender,))
        for person, role in everybody
        if person.key != mail.sender.key
    ]
    return Decision(moved, (*told, *_to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _undelivered(case: Case, trigger: Undelivered, policy: EscalationPolicy, now: datetime) -> Decision:
    """Somebody was not reached: the agent and the leads learn who, and who gets it instead (behaviour.md §6)."""
    case = _record(case, now, "not delivered", trigger.to, trigger.problem)
    failed = trigger.to.lower()
    others = tuple(person for person in case.recipients if person.key != failed)
    was_recipient = len(others) < len(case.recipients)
    people = [(case.agent, Role.AGENT), *((lead.address, Role.LEAD) for lead in policy.leads)]
    letters = [
        Notification(
            Kind.DELIVERY_FAILURE, person, role, "recipient" if was_recipient else "", trigger.problem, also=(Address(trigger.to), *others)
        )
        for person, role in people
        if person.key != failed
    ]
    return Decision(case, tuple(letters))
