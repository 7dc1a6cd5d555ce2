"""What a letter says of who may do what (behaviour B9.17)."""

from functools import partial

from daemon.core.decisions.commands import RULES
from daemon.core.decisions.parts.asked_whether import find_asking, find_question
from daemon.core.decisions.parts.contact import (
    find_contact,
    find_reached,
    is_agentless,
    is_contact,
    is_in_charge,
)
from daemon.core.decisions.parts.part import Part
from daemon.core.decisions.told.people import is_asked_at, is_of_level
from daemon.core.letters.lines import Values
from daemon.core.letters.reader.offers import find_offers
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.letters.upstairs.people import find_cause
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import find_represented
from parsers.model import Address, CommandName


def has_it(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the case is this person's to answer:
    the level's people before the claim and after it, and who has claimed it."""
    return is_of_level(case, person, policy) if case.claimed_by is None else case.claimed_by.key == person.key


def view_reader(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> Values:
    """What the case is to its reader, and which commands are his to say."""
    answer, passed, is_his = case.assignment.answer, case.assignment.passed, is_contact(case, reader, policy)
    hushed = is_hushed(case, reader, policy)
    return {
        "reader_has_it": partial(has_it, case, reader, policy),
        "reader_gets_it_back": partial(_gets_it_back, case, reader, policy),
        "reader_is_passer": passed is not None and passed.by is not None and passed.by.key == reader.key,
        "heard_from": partial(_name_teller, case, reader, voice),
        "hears_from": partial(_name_promiser, case, reader, policy, voice),
        "reader_is_agent": reader.key == case.agent.key,
        "reader_is_contact": is_his or (not hushed and is_in_charge(case, reader, policy)),
        "reader_is_reached": partial(_is_reached, case, reader, policy),
        "reader_is_member": reader.key in policy.find_level(case.level).members,
        "is_hushed": hushed,
        "reader_is_out": case.claimed_by is None and bool(find_cause(case, (reader,))),
        "reader_may": partial(find_offers, case, reader, policy),
        "in_place_of": partial(_view_represented, case, reader, policy, voice),
        "for_agent": reader.key != case.agent.key and is_his,
        "reader_leads": partial(policy.leads_team, reader),
        "reader_says_solved": reader.is_among(find_asking(case)),
        "reader_closes": partial(_may_close, case, reader, policy),
        "reader_asks": case.question is not None and case.question.who.key == reader.key,
        "reader_answered": answer is not None and answer.who.key == reader.key,
    }


def _gets_it_back(case: Case, reader: Address, policy: EscalationPolicy) -> bool:
    """Whether he is asked of its level, whomever it was passed to, and has not declined it or is away."""
    return is_asked_at(case.level, reader, policy) and not any(one.who == reader.key for one in case.assignment.out)


def _is_reached(case: Case, reader: Address, policy: EscalationPolicy) -> bool:
    return reader.is_among(find_reached(case, policy))


def _view_represented(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> list[str]:
    return voice.people(find_represented(reader, case.level, policy))


def _may_close(case: Case, reader: Address, policy: EscalationPolicy) -> bool:
    """Whether `done` of his closes it, where somebody says that it is solved."""
    may = is_in_charge(case, reader, policy) or (case.claimed_by is None and is_of_level(case, reader, policy))
    return bool(find_asking(case)) and may and find_question(case, reader, policy) is not None


def _name_teller(case: Case, reader: Address, voice: Voice) -> str:
    return _name(_find_teller(case), reader, voice)


def _name(person: Address, reader: Address, voice: Voice) -> str:
    return "you" if person.key == reader.key else voice.person(person)


def _find_teller(case: Case) -> Address:
    """Who last told the customer how it stands; its agent where the timeline does not say."""
    kinds = (EntryName(EntryKind.CUSTOMER_TOLD), EntryKind.COMMAND.of(CommandName.TOLD))
    entries = (one for one in reversed(case.conversation.entries) if one.name in kinds and one.who)
    return next((Address(one.who) for one in entries if one.at == case.customer_heard_at), case.agent)


def _name_promiser(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice) -> str:
    """From whom the customer is to hear: its agent; who stands in, where the time is his own word; "" where it is
    neither's, while he stands in."""
    contact, agent = find_contact(case, policy), case.agent
    teller = agent if case.customer_heard_at is None else _find_teller(case)
    if teller.key == agent.key or contact.key == agent.key or is_agentless(case, policy):
        return _name(agent, reader, voice)
    return _name(contact, reader, voice) if teller.key == contact.key else ""


def say_who_may(letter: Notification, case: Case, policy: EscalationPolicy, voice: Voice) -> list[str]:
    """Who may say the command that its reader may not; of a closed case who starts it again."""
    if letter.variant not in (NoticeVariant.NOT_YOURS, NoticeVariant.CLOSED):
        return []
    name = letter.text if letter.variant is NoticeVariant.NOT_YOURS else CommandName.REOPEN
    who = next(rule.who for rule in RULES if rule.name == name)
    level = f"the {clean_line(policy.find_level(case.level).name, 80)} (Level {case.level})"
    people = {
        Part.AGENT: voice.person(case.agent),
        Part.LEVEL: level if case.opened_at is not None else "",
        Part.TAKER: voice.person(case.claimed_by) if case.claimed_by and Part.LEVEL not in who else "",
        Part.LEAD: "-" if policy.leads else "",
    }
    return [voice.say("part", part.name, said) for part, said in people.items() if said and part in who]
