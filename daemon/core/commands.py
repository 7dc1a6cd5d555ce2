"""Commands from participants: each is answered with what was done, or why not (behaviour.md §9)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.case import Acknowledgement, Case, Pause, Status
from daemon.core.deadlines import with_deadline
from daemon.core.events import Decision, Mail
from daemon.core.notifications import Kind, Notification, Role
from daemon.core.policy import EscalationPolicy
from daemon.core.telling import claim, is_of_level, others_in, relay, tell_customer, to_agent, to_level
from daemon.core.transitions import Action, keep, move, record
from parsers.model import Address, Command

RESPONSES = frozenset({"info", "note", "update", "priority", "waiting"})  # from the level each is its first answer: a claim


def decide_command(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """A command from a participant; each is answered with what was done (behaviour.md §9)."""
    case = record(keep(case, mail), now, f"command: {command.name}", mail.sender.email, command.text or "")
    if command.name in RESPONSES and case.status is Status.OPEN and is_of_level(case, mail.sender, policy):
        claimed, told = claim(case, mail, now)
        decision = _carry_out(claimed, mail, command, policy, now)
        return Decision(decision.case, (*told, *decision.notifications))
    return _carry_out(case, mail, command, policy, now)


def _carry_out(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    match command.name:
        case "claim":
            moved, told = claim(case, mail, now)
            done = () if moved.status is not Status.CLAIMED else to_agent(moved, mail, Kind.NOTICE, "done", text="claim")
            return Decision(moved, (*told, *done))
        case "note" | "info":
            return Decision(case, tuple(relay(case, mail, command.text or mail.text, "question" if command.name == "info" else "")))
        case "status" | "why" | "help":
            return Decision(case, to_agent(case, mail, Kind.NOTICE, command.name))
        case "raise" | "lower":
            return _change_level(case, mail, command, policy, now)
        case "pass":
            return _pass_on(case, mail, command, policy, now)
        case "priority":
            return _change_priority(case, mail, command, policy, now)
        case "waiting" | "resume":
            return _pause(case, mail, command, policy, now)
        case "send_ack":
            return _send_ack(case, mail, now)
        case "done" | "cancel" | "reopen":
            return _finish(case, mail, command, policy, now)
        case _:
            return Decision(case, (*relay(case, mail, mail.text), *to_agent(case, mail, Kind.NOTICE, "not-understood", text=command.name)))


def _refuse(case: Case, mail: Mail, command: str) -> Decision:
    return Decision(case, to_agent(case, mail, Kind.NOTICE, "refused", text=command))


def _change_level(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    step = 1 if command.name == "raise" else -1
    target = command.level or case.level + step
    moved = move(case, Action.RAISE if step == 1 else Action.LOWER)
    if moved is None or target not in policy.levels or (target - case.level) * step <= 0:
        return _refuse(case, mail, command.name)
    moved = replace(moved, level=target, recipients=policy.find_recipients(target), level_since=now, chosen_level=True)
    moved = replace(moved, claimed_by=None, claimed_at=None)
    moved = record(with_deadline(moved, policy), now, f"moved to level {target}", mail.sender.email)
    letters = to_level(moved, Kind.RAISED if step == 1 else Kind.ROUTED, "asked")
    return Decision(moved, (*letters, *to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _pass_on(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """To somebody of ours, in the same level and by the same deadline."""
    to = Address(command.to or "")
    moved = move(case, Action.PASS)
    if moved is None or not command.to or not policy.is_inside(to) or to.key == policy.mailbox.key:
        return _refuse(case, mail, "pass")
    others = [(case.agent, Role.AGENT), *((one, Role.RECIPIENT) for one in case.recipients)]
    moved = record(replace(moved, recipients=(to,), claimed_by=None, claimed_at=None), now, "passed on", mail.sender.email, to.email)
    told = [
        Notification(Kind.RELAY, person, role, "passed", also=(mail.sender,))
        for person, role in others
        if person.key not in (mail.sender.key, to.key)
    ]
    letters = to_level(moved, Kind.ROUTED, "asked")
    return Decision(moved, (*letters, *told, *to_agent(moved, mail, Kind.NOTICE, "done", text="pass")))


def _change_priority(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    if command.priority is None or case.status.is_closed:
        return _refuse(case, mail, "priority")
    case = replace(case, fields=replace(case.fields, priority=command.priority))
    case = with_deadline(case, policy)
    return Decision(case, to_agent(case, mail, Kind.NOTICE, "done", text="priority"))


def _pause(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    if command.name == "waiting":
        moved = move(case, Action.WAIT)
        if moved is None:
            return _refuse(case, mail, "waiting")
        moved = replace(moved, pauses=(*case.pauses, Pause(now)))
    else:
        moved = move(case, Action.RESUME_CLAIMED if case.claimed_by else Action.RESUME)
        if moved is None:
            return _refuse(case, mail, "resume")
        moved = with_deadline(replace(moved, pauses=(*case.pauses[:-1], replace(case.pauses[-1], ended_at=now))), policy)
    others = [Notification(Kind.RELAY, person, role, command.name, also=(mail.sender,)) for person, role in others_in(case, mail.sender)]
    return Decision(moved, (*others, *to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _send_ack(case: Case, mail: Mail, now: datetime) -> Decision:
    """`send ack` releases what was withheld; still at most one acknowledgement per case, ever."""
    if case.acknowledgement is not Acknowledgement.WITHHELD or case.customer is None:
        return _refuse(case, mail, "send_ack")
    case, letters = tell_customer(case, case.customer, now)
    return Decision(case, (*letters, *to_agent(case, mail, Kind.NOTICE, "done", text="send_ack")))


def _finish(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    action = {"done": Action.RESOLVE, "cancel": Action.CANCEL, "reopen": Action.REOPEN}[command.name]
    moved = move(case, action)
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
    return Decision(moved, (*told, *to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))
