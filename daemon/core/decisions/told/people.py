"""Who is told: the letters that several decisions write."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import say_again
from daemon.core.decisions.parts.own_case import find_asked, find_out
from daemon.core.decisions.transitions import Action, decide_action, end_pause, move, record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.history.conversation import KeptFile, Reason
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import (
    ForwardedVariant,
    Kind,
    MovedVariant,
    Plain,
    RaisedVariant,
    RoutedVariant,
    Variant,
)
from parsers.model import Address, CommandName, Remark, RemarkCode


def to_agent(
    mail: Mail, kind: Kind, variant: Variant = Plain.PLAIN, remarks: tuple[Remark, ...] = ()
) -> tuple[Notification, ...]:
    """A letter to the agent who sent `mail`; none when he must not be answered (behaviour B11.12)."""
    answer = Notification(kind, mail.sender, Role.AGENT, variant, "", remarks, in_reply_to=mail.message_id)
    return () if mail.is_silent else (answer,)


def to_sender(
    case: Case, mail: Mail, variant: NoticeVariant, text: str = "", remarks: tuple[Remark, ...] = ()
) -> tuple[Notification, ...]:
    """A notice to the sender of `mail`, whatever he is in the case; none as above."""
    role = Role.AGENT if case.is_agent(mail.sender) else Role.RECIPIENT
    notice = Notification(Kind.NOTICE, mail.sender, role, variant, text, remarks, in_reply_to=mail.message_id)
    return () if mail.is_silent else (notice,)


def to_level(
    case: Case, kind: Kind, variant: RoutedVariant | RaisedVariant | Plain = Plain.PLAIN
) -> list[Notification]:
    """A letter to each of those whom the level's mail goes to and who is asked, with all files of the case; each learns
    who else got it."""
    out = {one.who for one in case.assignment.out}
    asked, files = tuple(person for person in case.recipients if person.key not in out), find_files(case)
    return [
        Notification(
            kind,
            person,
            Role.RECIPIENT,
            variant,
            files=files,
            also=all_but(person, asked),
        )
        for person in asked
    ]


def find_files(case: Case) -> tuple[KeptFile, ...]:
    """The files of the case, without those of who had joined and has taken back his mail."""
    left = {one.who.lower() for one in case.conversation.entries if one.kind is EntryKind.LEFT}
    left -= {one.key for one in case.agents}
    return tuple(file for file in case.conversation.files if file.author.key not in left)


def all_but(person: Address, people: Iterable[Address]) -> tuple[Address, ...]:
    """The people without this one."""
    return tuple(other for other in people if other.key != person.key)


def to_others(person: Address, letters: Iterable[Notification]) -> tuple[Notification, ...]:
    """The letters that are not to this one."""
    return tuple(one for one in letters if one.to.key != person.key)


def others_in(case: Case, person: Address) -> list[tuple[Address, Role]]:
    """Whom this one's words are for: the agents, and who has the case, else its level (behaviour B6.7). An agent's are
    for those, and of one who joined for its own agent as well; a customer's, and those about a closed case, for the
    agents."""
    upstairs = [(one, Role.RECIPIENT) for one in all_but(person, case.holders)]
    if case.is_agent(person):
        owner = [(case.agent, Role.AGENT)] if person.key != case.agent.key else []
        return [*owner, *(one for one in upstairs if one[0].key != case.agent.key)]
    agents = [(one, Role.AGENT) for one in all_but(person, case.agents)]
    is_for_agents = is_customer(case, person) or case.status.is_closed
    return agents if is_for_agents else [*agents, *(one for one in upstairs if not case.is_agent(one[0]))]


def agent_and_leads(case: Case, policy: EscalationPolicy) -> list[tuple[Address, Role]]:
    return [(case.agent, Role.AGENT), *all_leads(policy)]


def all_leads(policy: EscalationPolicy) -> list[tuple[Address, Role]]:
    return [(lead.address, Role.LEAD) for lead in policy.leads]


def to_agents(case: Case) -> list[tuple[Address, Role]]:
    return [(one, Role.AGENT) for one in case.agents]


def everybody_in(case: Case) -> list[tuple[Address, Role]]:
    """The agents, the level's people, who has the case, who passed it on to them, and while it has not gone up who was
    asked whether it does. Each once."""
    asked = case.asked if case.opened_at is None else ()
    level = {person.key: person for person in (*who_had(case), *asked) if not case.is_agent(person)}
    return [*to_agents(case), *((person, Role.RECIPIENT) for person in level.values())]


def who_had(case: Case) -> tuple[Address, ...]:
    """Whom it is with upstairs, and who passed it on to them."""
    passed = case.assignment.passed
    return (*case.upstairs, passed.by) if passed is not None and passed.by is not None else case.upstairs


def once_each(letters: Iterable[Notification]) -> tuple[Notification, ...]:
    """One letter for each person, the first: an agent may also be of the level, a lead as well."""
    first: dict[str, Notification] = {}
    for letter in letters:
        first.setdefault(letter.to.key, letter)
    return tuple(first.values())


def forward_to(
    person: Address, role: Role, mail: Mail, text: str, variant: ForwardedVariant = ForwardedVariant.WORDS
) -> Notification:
    """A letter to this one with these words of a mail's writer, and the mail's files."""
    return Notification(Kind.FORWARDED, person, role, variant, text, files=mail.files, also=(mail.sender,))


def forward(
    case: Case, mail: Mail, text: str, variant: ForwardedVariant = ForwardedVariant.WORDS
) -> list[Notification]:
    """A letter with these words to each on the other side of the conversation, and with the files of the mail."""
    return [
        forward_to(person, role, mail, text, variant)
        for person, role in others_in(case, mail.sender)
        if mail.in_place_of is None or person.key != mail.in_place_of.key
    ]


def with_priority(relay: Notification, before: Case, case: Case) -> Notification:
    """The letter with somebody's words, which says as well by when the level answers, where they have brought another
    priority and so another deadline (behaviour B9.13)."""
    if case.fields.priority is before.fields.priority or case.due_at == before.due_at or case.due_at is None:
        return relay
    return replace(relay, kind=Kind.MOVED, variant=MovedVariant.PRIORITY)


NO_DEEDS = frozenset(
    {CommandName.INFO, CommandName.NOTE, CommandName.STATUS, CommandName.WHY, CommandName.HELP, CommandName.REMIND}
)


def not_done(command: str) -> tuple[Remark, ...]:
    """What is said with somebody's words when the command beside them was not carried out."""
    return () if not command or command in NO_DEEDS else (Remark(RemarkCode.NOT_DONE, command),)


def forward_to_contact(case: Case, mail: Mail, text: str) -> list[Notification]:
    """A letter with these words, which are about the customer, to whoever is their contact."""
    return [forward_to(case.agent, Role.AGENT, mail, text)]


def is_of_level(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is one of those whom the level's mail went to, a member of its queue, or answers in the place of
    one."""
    members = policy.for_case(case).find_level(case.level).members
    return person.is_among((*case.recipients, *case.deputies)) or person.key in members


def is_asked_at(level: int, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is one of those whom a case at this level is asked of, whomever it was passed to."""
    return person.is_among(policy.find_recipients(level)) or person.key in policy.find_level(level).members


def was_sent(case: Case, person: Address) -> bool:
    """Whether a letter that brings the case went to him, at whatever level."""
    return any(told.kind.brings_case and told.to.lower() == person.key for told in case.conversation.told)


def was_asked(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he was asked to take it, at whatever level: himself, or by the queue of which he is a member."""
    keys = {told.to.lower() for told in case.conversation.told if told.kind.brings_case}
    rules = policy.for_case(case)
    members = (
        key
        for turn in case.assignments
        if any(one.key in keys for one in turn.recipients)
        for key in rules.find_level(turn.level).members
    )
    return person.key in keys or person.key in members


def may_know(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether this one may read what a sensitive case is about: its agents, who stands in for the first while he is
    away, who took it, and the people of the levels that have or had it; not to whom it was passed outside of them, and
    no lead who has not taken it."""
    is_takers = case.claimed_by is not None and case.claimed_by.key == person.key
    if case.is_agent(person) or policy.stands_in(person, case.agent) or is_takers:
        return True
    policy = policy.for_case(case)
    return any(is_asked_at(number, person, policy) for number in _find_levels(case))


def _find_levels(case: Case) -> frozenset[int]:
    """The levels that have or had it, also one from which it was lowered."""
    names = (one.name for one in case.conversation.entries)
    gone_to = (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED)
    had = (int(name.about) for name in names if name and name.kind in gone_to and name.about.isdigit())
    return frozenset((*had, *(turn.level for turn in case.assignments)))


def was_put_to(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he was asked whether it goes up, or is of the queue that was (behaviour B2.22)."""
    first = policy.levels[min(policy.levels)]
    is_member = person.key in first.members and any(one.is_among(first.recipients) for one in case.asked)
    return person.is_among(case.asked) or is_member


def may_take(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether this one's `mine` takes the case (behaviour B9.6): the level's people, whom it was passed to, the leads,
    and who was asked before it moved on. Never an agent, whose case it is."""
    if case.is_agent(person):
        return False
    return was_asked(case, person, policy) or is_of_level(case, person, policy) or policy.is_lead(person)


def restart_clock(case: Case, policy: EscalationPolicy, now: datetime) -> Case | None:
    """The case with its clock running again; None when it does not stand still."""
    moved = move(case, decide_action(case, Action.RESUME))
    return None if moved is None else run_clock(moved, policy, now)


def run_clock(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with its pause ended: the deadline is later by it, and what was said of the old one is said again. A
    level that has rested has its time anew."""
    rested = bool(case.pauses) and case.pauses[-1].is_calm and case.pauses[-1].ended_at is None
    anew = with_assignment(case, replace(case.assignment, since=now, answer=None)) if rested else case
    return say_again(with_deadline(end_pause(anew, now), policy), policy, now)


def is_customer(case: Case, person: Address) -> bool:
    """Whether this is the customer whom we have written to, also where our letter came back: outside, so never one who
    commands (behaviour B9.17)."""
    written = (one for one in (case.customer, case.customer_unreached) if one is not None)
    return person.is_among(tuple(written)) and not person.is_among(case.participants)


def because(case: Case, reason: str | Reason, *people: Address) -> Case:
    """The case with one more reason for being where it is, which names these people as `{0}`, `{1}` …: the newest comes
    first."""
    why = reason if isinstance(reason, Reason) else Reason(reason, people=people)
    return replace(case, reasons=(why, *case.reasons))


def enter_level(case: Case, level: int, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with the people of this level, nobody's yet, on that level's own clock."""
    asked = find_asked(case, level, policy)
    out = find_out(asked, level, policy, now)
    anew = Assignment(level, now, asked, reminded=case.assignment.reminded, out=out)
    below = (replace(one, reminded=()) for one in case.assignments if one.level < level)
    return with_deadline(replace(end_pause(case, now), assignments=(anew, *below)), policy)


def go_up(before: Case, after: Case, mail: Mail, policy: EscalationPolicy, now: datetime) -> Decision:
    """The case at its new level, told there and to those who had it, whose turn stays on record."""
    level = after.level
    after = replace(after, assignments=before.assignments)
    after = because(after, "{0} has written again, and this mail presses more", mail.sender)
    after = record(enter_level(after, level, policy, now), now, EntryKind.RAISED.of(level))
    told = (letter for letter in tell_of_move(before, after, mail.sender) if letter.role is Role.RECIPIENT)
    return Decision(after, (*to_level(after, Kind.RAISED, RaisedVariant.ASKED), *told))


def tell_of_move(before: Case, after: Case, mover: Address) -> list[Notification]:
    """Letters to the agent and to those who had the case: it is at another level now, and they can stop looking at
    it."""
    here = {mover.key, *(person.key for person in after.recipients)}
    had = {person.key: person for person in who_had(before)}
    people = [
        *to_agents(after),
        *((person, Role.RECIPIENT) for person in had.values() if not after.is_agent(person)),
    ]
    return [
        Notification(Kind.MOVED, person, role, MovedVariant.LEVEL, also=(mover,))
        for person, role in people
        if person.key not in here
    ]
