"""Commands from participants: each is answered with what was done, or why not (behaviour B9.5)."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import say_again
from daemon.core.decisions.files import with_files_of
from daemon.core.decisions.people import (
    because,
    claim,
    enter_level,
    everybody_in,
    find_holders,
    forward,
    once_each,
    others_in,
    resume,
    tell_customer,
    tell_of_move,
    to_agent,
    to_level,
)
from daemon.core.decisions.transitions import Action, end_pause, keep, move, record
from daemon.core.model.case import Acknowledgement, Case, Pause, Status
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notifications import Kind, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from parsers.model import Address, Command, Remark, RemarkCode
from parsers.times.moments import parse_moment


def decide_command(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """A command from a participant; each is answered with what was done (behaviour B9.5)."""
    case = record(keep(case, mail), now, EntryKind.COMMAND.of(command.name), mail.sender.email, command.text or "")
    decision = _carry_out(case, mail, command, policy, now)
    return Decision(decision.case, with_files_of(mail, decision.notifications))


def _carry_out(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    match command.name:
        case "claim":
            moved, told = claim(case, mail, policy, now)
            done = () if moved is case else to_agent(moved, mail, Kind.NOTICE, "done", text="claim")
            return Decision(moved, (*told, *done))
        case "note" | "info":
            forwarded = forward(case, mail, command.text or mail.text, "question" if command.name == "info" else "")
            return Decision(case, tuple(forwarded) or to_agent(case, mail, Kind.NOTICE, "done", text="note"))
        case "status" | "why" | "help":
            return Decision(case, to_agent(case, mail, Kind.NOTICE, command.name))
        case "raise" | "lower":
            return _change_level(case, mail, command, policy, now)
        case "pass":
            return _pass_on(case, mail, command, policy, now)
        case "priority":
            return _change_priority(case, mail, command, policy, now)
        case "waiting":
            return _wait(case, mail, command, policy, now)
        case "resume":
            return _resume(case, mail, policy, now)
        case "remind":
            return _remind(case, mail)
        case "send_ack":
            return _send_ack(case, mail, now)
        case "done" | "cancel" | "reopen":
            return _finish(case, mail, command, policy, now)
        case _:
            return Decision(
                case, (*forward(case, mail, mail.text), *to_agent(case, mail, Kind.NOTICE, "not-understood", text=command.name))
            )


def _refuse(case: Case, mail: Mail, command: str) -> Decision:
    return Decision(case, to_agent(case, mail, Kind.NOTICE, "refused", text=command))


def _change_level(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    step = 1 if command.name == "raise" else -1
    target = command.level or case.level + step
    moved = move(case, Action.RAISE if step == 1 else Action.LOWER)
    if moved is None or target not in policy.levels or (target - case.level) * step <= 0:
        return _refuse(case, mail, command.name)
    moved = because(moved, f"{mail.sender.name or mail.sender.email} has {'raised' if step == 1 else 'lowered'} it from Level {case.level}")
    moved = enter_level(replace(moved, level=target, chosen_level=True), policy, now)
    moved = record(moved, now, EntryKind.MOVED.of(target), mail.sender.email)
    letters = to_level(moved, Kind.RAISED if step == 1 else Kind.ROUTED, "asked") + tell_of_move(case, moved, mail.sender)
    return Decision(moved, (*letters, *to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))


def _pass_on(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """To somebody of ours, in the same level and by the same deadline; what was answered already has a new one."""
    to = Address(command.to or "")
    moved = move(case, Action.PASS)
    if moved is None or not command.to or not policy.is_inside(to) or to.key == policy.mailbox.key:
        return _refuse(case, mail, "pass")
    if case.claimed_by is not None:
        moved = with_deadline(replace(moved, level_since=now), policy)
    moved = because(moved, f"{mail.sender.name or mail.sender.email} has passed it on to {to.email}")
    moved = record(
        replace(moved, recipients=(to,), claimed_by=None, claimed_at=None), now, EntryKind.PASSED_ON, mail.sender.email, to.email
    )
    told = [
        Notification(Kind.FORWARDED, person, role, "passed", also=(mail.sender,))
        for person, role in everybody_in(case)
        if person.key not in (mail.sender.key, to.key)
    ]
    letters = to_level(moved, Kind.ROUTED, "asked")
    return Decision(moved, (*letters, *told, *to_agent(moved, mail, Kind.NOTICE, "done", text="pass")))


def _change_priority(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    if command.priority is None or case.status.is_closed:
        return _refuse(case, mail, "priority")
    case = replace(case, fields=replace(case.fields, priority=command.priority))
    case = say_again(with_deadline(case, policy), policy, now)
    return Decision(case, to_agent(case, mail, Kind.NOTICE, "done", text="priority"))


def _wait(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """The clock stands still, until `resume`; said again, it is a new promise."""
    moved = move(case, Action.WAIT)
    if moved is None:
        return _refuse(case, mail, "waiting")
    here = now.astimezone(ZoneInfo(policy.find_zone(mail.sender, case.level)))
    until = parse_moment(command.until, here) if command.until else None
    remarks = (Remark(RemarkCode.UNTIL_UNCLEAR, command.until),) if command.until and until is None else ()
    moved = replace(moved, pauses=(*end_pause(moved, now).pauses, Pause(now, until=until and until.astimezone(UTC))))
    return Decision(moved, (*_tell_others(moved, mail, "waiting"), *to_agent(moved, mail, Kind.NOTICE, "done", remarks, "waiting")))


def _resume(case: Case, mail: Mail, policy: EscalationPolicy, now: datetime) -> Decision:
    moved = resume(case, policy, now)
    if moved is None:
        return _refuse(case, mail, "resume")
    return Decision(moved, (*_tell_others(moved, mail, "resume"), *to_agent(moved, mail, Kind.NOTICE, "done", text="resume")))


def _tell_others(case: Case, mail: Mail, what: str) -> tuple[Notification, ...]:
    """The other side, and the colleagues of who paused it or let it go on: their clock it is as well."""
    people = (*others_in(case, mail.sender), *((person, Role.RECIPIENT) for person in find_holders(case)))
    told = (Notification(Kind.FORWARDED, person, role, what, also=(mail.sender,)) for person, role in people)
    return once_each(letter for letter in told if letter.to.key != mail.sender.key)


def _remind(case: Case, mail: Mail) -> Decision:
    """Those who can act are asked now, by somebody who wants to know: outside the clock's own steps."""
    match case.status:
        case Status.OPEN:
            asked = [(person, Role.RECIPIENT) for person in case.recipients]
        case Status.CLAIMED if case.claimed_by is not None:
            asked = [(case.claimed_by, Role.RECIPIENT)]
        case Status.HELD:
            asked = [(case.agent, Role.AGENT)]
        case Status.WAITING:
            asked = [(case.agent, Role.AGENT), *((person, Role.RECIPIENT) for person in find_holders(case))]
        case _:
            return _refuse(case, mail, "remind")
    variant = {Status.OPEN: "before", Status.HELD: "incomplete", Status.WAITING: "waiting"}.get(case.status, "asked")
    people = {person.key: (person, role) for person, role in asked if person.key != mail.sender.key}
    letters = [Notification(Kind.REMINDER, person, role, variant, also=(mail.sender,)) for person, role in people.values()]
    return Decision(case, (*letters, *to_agent(case, mail, Kind.NOTICE, "done", text="remind")))


def _send_ack(case: Case, mail: Mail, now: datetime) -> Decision:
    """`send ack` releases what was withheld; still at most one acknowledgement per case, ever."""
    if case.acknowledgement is not Acknowledgement.WITHHELD or case.customer is None:
        return _refuse(case, mail, "send_ack")
    case, letters = tell_customer(case, case.customer, now)
    return Decision(case, (*letters, *to_agent(case, mail, Kind.NOTICE, "done", text="send_ack")))


def _finish(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    reopen = Action.REOPEN if case.opened_at else Action.REOPEN_HELD
    action = {"done": Action.RESOLVE, "cancel": Action.CANCEL, "reopen": reopen}[command.name]
    moved = move(case, action)
    if moved is None:
        return _refuse(case, mail, command.name)
    if action is Action.REOPEN_HELD:
        moved = replace(moved, closed_at=None, outcome="")
    elif action is Action.REOPEN:
        moved = replace(moved, closed_at=None, outcome="", claimed_by=None, claimed_at=None, level_since=now)
        moved = with_deadline(moved, policy)
    else:
        moved = replace(end_pause(moved, now), closed_at=now, outcome=command.text or "", wake_at=None, due_at=None)
    told = [
        Notification(Kind.FORWARDED, person, role, command.name, command.text or "", also=(mail.sender,))
        for person, role in everybody_in(case)
        if person.key != mail.sender.key
    ]
    return Decision(moved, (*told, *to_agent(moved, mail, Kind.NOTICE, "done", text=command.name)))
