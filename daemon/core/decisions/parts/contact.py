"""Who is the customer's contact now: the agent; while he is away who stands in, who gets his letters and may act for
him; where nobody does, or gets no mail of ours, the leads (behaviour B7.41)."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from daemon.core.decisions.told.people import all_leads, is_of_level, may_know, once_each
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import (
    AcknowledgementVariant,
    ClaimedVariant,
    ClosedVariant,
    ForwardedVariant,
    Kind,
    MovedVariant,
    NudgeVariant,
    RaisedVariant,
    ReminderVariant,
    UpdateVariant,
)
from parsers.model import Address, Remark, RemarkCode

ARRIVALS = frozenset({EntryKind.NOT_DELIVERED, EntryKind.TRIED_AGAIN})
# what the contact is asked, has to do, or is to know: the leads get it too where there is none
FOR_CONTACT: Mapping[Kind, Container[str]] = {
    Kind.FORWARDED: frozenset(ForwardedVariant),
    Kind.REMINDER: frozenset({ReminderVariant.QUESTION, ReminderVariant.CALM}),
    Kind.NUDGE: frozenset(NudgeVariant),
    Kind.CLAIMED: frozenset(ClaimedVariant),
    Kind.CLOSED: frozenset(ClosedVariant),
    Kind.MOVED: frozenset(MovedVariant) - {MovedVariant.PASSED},  # a lead reads by that that it is the third time
    Kind.RAISED: frozenset(RaisedVariant),
    Kind.CUSTOMER_ACKNOWLEDGEMENT: frozenset({AcknowledgementVariant.DRAFT}),
    Kind.CUSTOMER_UPDATE: frozenset({UpdateVariant.DRAFT}),
    Kind.NOTICE: frozenset(
        {NoticeVariant.CLOSE, NoticeVariant.TOLD, NoticeVariant.ACKNOWLEDGED, NoticeVariant.JOINED,
         NoticeVariant.UNREADABLE}
    ),
}  # fmt: skip
OF_DEEDS = frozenset({Kind.MOVED, Kind.CLAIMED, Kind.CLOSED})  # `also` begins with who did it

# the same of a word to the customer
OF_WORD = frozenset({NoticeVariant.TOLD, NoticeVariant.ACKNOWLEDGED, NoticeVariant.UPDATED})


def find_contact(case: Case, policy: EscalationPolicy) -> Address:
    """Its agent, or while he is away who stands in for him."""
    return policy.find_cover(case.agent) if case.agent.key in policy.away else case.agent


def find_contacts(case: Case, policy: EscalationPolicy) -> list[tuple[Address, Role]]:
    """To whom is written what is for the contact: to the leads, while nobody is. Who stands in is put in the agent's
    place in all letters alike."""
    leads = all_leads(policy) if is_agentless(case, policy) else []
    return leads or [(case.agent, Role.AGENT)]


def find_reached(case: Case, policy: EscalationPolicy) -> tuple[Address, ...]:
    """Whom words for its agent reach: himself, who stands in, or the leads."""
    contact = find_contact(case, policy)
    return tuple(contact if role is Role.AGENT else one for one, role in find_contacts(case, policy))


def is_contact(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is its agent, or stands in for him now."""
    return person.key == case.agent.key or policy.stands_in(person, case.agent)


def is_in_charge(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether he is its customer's contact now, as a lead is while nobody else is."""
    return is_contact(case, person, policy) or (policy.is_lead(person) and is_agentless(case, policy))


def speaks_as_agent(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether his words are an agent's: he escalated it, joined it, or stands in for its agent and is not asked to take
    it himself."""
    return case.is_agent(person) or (is_contact(case, person, policy) and not _is_asked(case, person, policy))


def answers_for_agent(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether his words answer what waits for the contact: an agent's, or a lead's while nobody else is it."""
    is_leads = is_in_charge(case, person, policy) and not _is_asked(case, person, policy)
    return speaks_as_agent(case, person, policy) or is_leads


def _is_asked(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    return is_of_level(case, person, policy) or person.is_among(case.upstairs)


def in_his_place(decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, with what would go to an agent who is away to who stands in; not what answers his own mail, nor
    to who stands in what he has said or done himself. Who reads whom words went to, reads so."""
    agent, cover = decision.case.agent, find_contact(decision.case, policy)
    if is_agentless(decision.case, policy):
        return Decision(decision.case, (*decision.notifications, *_to_leads(decision, policy)))
    if cover.key == agent.key:
        return decision
    answered = {one.to.key for one in decision.notifications if one.in_reply_to}
    told = (_put(one, agent, cover) for one in _as_agents(decision, cover, policy))
    kept = (one for one in told if not (one.to.key == cover.key and _is_own(one, cover, answered)))
    return Decision(decision.case, _once(tuple(kept), cover))


def _once(letters: tuple[Notification, ...], cover: Address) -> tuple[Notification, ...]:
    """The letters, of which who stands in and is something else as well gets each once: as the agent what a lead reads,
    which says less; words as who is asked, or has it."""
    roles = {(one.kind, one.role) for one in letters if one.to.key == cover.key}

    def says_less(one: Notification) -> bool:
        if one.kind is Kind.FORWARDED:
            return one.role is Role.AGENT and (one.kind, Role.RECIPIENT) in roles
        return one.role is Role.LEAD and (one.kind, Role.AGENT) in roles

    return tuple(one for one in letters if one.to.key != cover.key or not says_less(one))


def _to_leads(decision: Decision, policy: EscalationPolicy) -> Iterator[Notification]:
    """What the contact is asked or is to know, to each of the leads who reads nothing else of it and has not said it
    himself."""
    letters, agent = decision.notifications, decision.case.agent
    his = next((one for one in letters if one.to.key == agent.key and _is_for_contact(one)), None)
    if his is None or his.in_reply_to:
        return
    told = {one.to.key for one in letters} | {one.key for one in his.also[:1]}
    code = RemarkCode.NOBODY_STANDS_IN if agent.key in policy.away else RemarkCode.AGENT_UNREACHED
    for lead, role in all_leads(policy):
        letter = _write_to_lead(replace(his, to=lead, role=role), decision.case, policy)
        if letter is not None and lead.key not in told:
            yield letter.with_remarks(Remark(code, agent.name or agent.email))


def _write_to_lead(letter: Notification, case: Case, policy: EscalationPolicy) -> Notification | None:
    """The letter as its reader may have it: of a sensitive case no words, and no draft."""
    if not case.sensitive or may_know(case, letter.to, policy):
        return letter
    if letter.kind.is_for_customer:
        return None
    return letter if letter.kind.tells_words else replace(letter, text="")


def _is_for_contact(letter: Notification) -> bool:
    return letter.variant in FOR_CONTACT.get(letter.kind, ())


def _as_agents(decision: Decision, cover: Address, policy: EscalationPolicy) -> Iterator[Notification]:
    """The letters, with what answers who stands in as the agent's, where he is nothing else in the case; without what
    would tell the agent the same."""
    case = decision.case
    is_upstairs = is_of_level(case, cover, policy) or cover.is_among(case.upstairs) or policy.is_lead(cover)
    answers = [one for one in decision.notifications if one.to.key == cover.key and one.in_reply_to]
    said = {one.kind for one in answers} - {Kind.NOTICE}  # what answers him says it, too
    for one in decision.notifications:
        is_his = one in answers and one.role is Role.RECIPIENT
        if not (one.to.key == case.agent.key and one.kind in said):
            yield replace(one, role=Role.AGENT) if is_his and not is_upstairs else one


def _put(letter: Notification, agent: Address, cover: Address) -> Notification:
    """The letter with who stands in, for the agent as its reader, or among those whom words went to."""
    if letter.kind is Kind.NOTICE:
        people = (cover if one.key == agent.key else one for one in letter.also)
        letter = replace(letter, also=tuple(one for one in people if one.key != letter.to.key))
    return replace(letter, to=cover) if letter.to.key == agent.key and not letter.in_reply_to else letter


def _is_own(letter: Notification, cover: Address, answered: set[str]) -> bool:
    """Whether it tells him of his own words, or of what he did and has an answer about."""
    is_his = bool(letter.also) and letter.also[0].key == cover.key and letter.role is Role.AGENT
    is_of_deed = letter.kind in OF_DEEDS or letter.variant in OF_WORD
    return is_his and (letter.kind is Kind.FORWARDED or (is_of_deed and cover.key in answered))


def tell_of_absent_agent(case: Case, who: str, policy: EscalationPolicy) -> tuple[Notification, ...]:
    """That the customer's contact is away, or who stood in for him: to who stands in now, else to the leads; once until
    he writes again."""
    stands_in = case.agent.key in policy.away and is_in_place_of(case.agent, who, policy)
    if not stands_in or who.lower() not in policy.away or case.status.is_closed:
        return ()
    last = next((one for one in reversed(case.conversation.entries) if one.who.lower() == who.lower()), None)
    if last is not None and last.kind is EntryKind.AWAY and not _is_new(case, last, policy):
        return ()
    covered = not is_agentless(case, policy)
    people = [(policy.find_cover(case.agent), Role.AGENT)] if covered else all_leads(policy)
    return once_each(
        Notification(Kind.MOVED, person, role, MovedVariant.AGENT_AWAY, also=(case.agent,))
        for person, role in people
        if person.key != case.agent.key
    )


def _is_new(case: Case, said: Entry, policy: EscalationPolicy) -> bool:
    """Whether somebody stands in who was not told so when he said that he is away."""
    cover = policy.find_cover(case.agent)
    told = any(one.at >= said.at and one.to.lower() == cover.key for one in case.conversation.told)
    return cover.key != case.agent.key and not told


def is_agentless(case: Case, policy: EscalationPolicy) -> bool:
    """Whether nobody is its customer's contact: its agent, or who stands in for him, is away himself, or gets no
    mail."""
    contact = find_contact(case, policy)
    return contact.key in policy.away or bool(find_missed(case, (contact,)))


def is_in_place_of(agent: Address, who: str, policy: EscalationPolicy) -> bool:
    """Whether this one is he, or one of those who stand in for him one after the other."""
    return Address(who).is_among(policy.find_covers(agent))


def find_missed(case: Case, people: Iterable[Address]) -> tuple[Address, ...]:
    """Those of them who get no mail of ours, as far as we know: the last one came back, and no word of theirs since."""
    last: dict[str, EntryKind] = {}
    if not any(one.what == EntryKind.NOT_DELIVERED for one in case.conversation.entries):
        return ()
    for one in case.conversation.entries:
        if one.kind is not None and (one.kind in ARRIVALS or one.kind.is_word):
            last[one.who.lower()] = one.kind
    return tuple(one for one in people if last.get(one.key) is EntryKind.NOT_DELIVERED)
