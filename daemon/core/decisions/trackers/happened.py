"""What somebody did to the ticket there, as if he had answered us (behaviour B10.5)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.told.people import is_customer, may_take
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, with_more
from daemon.core.model.happenings import Commanded, Mail, Noted
from daemon.core.model.history.conversation import Conversation, Entry
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.history.tracked import TrackerTicket, find_ticket
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people, name_person
from daemon.core.model.rules.trackers import is_tracker
from parsers.model import Address, Command, CommandName, TrackerEvent, TrackerMail, TrackerPerson

TAKES = frozenset({TrackerEvent.ASSIGNED, TrackerEvent.IN_PROGRESS, TrackerEvent.COMMENT})
BEGINS = frozenset({*TAKES, TrackerEvent.OPENED})


def note_ticket(case: Case, tracker: Address, said: TrackerMail, now: datetime) -> Case:
    """The case with what its tracker calls it, as it said first or opens it anew, and with the line that it wrote."""
    known = find_ticket(case.tracked, tracker.key) or TrackerTicket(tracker.key)
    others = tuple(one for one in case.tracked if one.tracker != tracker.key)
    text = ": ".join(part for part in (said.number, said.line or str(said.event)) if part)
    noted = replace(case, tracked=(*others, _with_news(known, said)))
    return record(noted, now, EntryKind.TRACKER, tracker.email, text)


def _with_news(known: TrackerTicket, said: TrackerMail) -> TrackerTicket:
    is_over = said.event is TrackerEvent.RESOLVED or (known.is_over and said.event not in BEGINS)
    ticket = replace(known, is_over=is_over)
    if said.number and (not known.number or said.event is TrackerEvent.OPENED):
        return replace(ticket, number=said.number, mark=said.mark, link=said.link)
    if said.number == known.number:
        return replace(ticket, mark=known.mark or said.mark, link=known.link or said.link)
    return ticket


def read_deed(case: Case, mail: Mail, said: TrackerMail, policy: EscalationPolicy) -> Commanded | Noted | None:
    """What a person did there, as his own answer: who comments, starts on it or is assigned to it takes it; who has
    resolved it says that it is done. None for what no person did, and what changes nothing."""
    tracker = mail.tracker or mail.sender
    if _is_ours(said, policy):
        return None
    doer = said.to if said.event is TrackerEvent.ASSIGNED else said.by
    mail = replace(mail, sender=name_there(doer, tracker, policy), text=said.words, words=None)
    if said.event is TrackerEvent.RESOLVED:
        return _read_resolved(case, mail, said)
    if _takes(doer, case, said, policy) and _goes_over(case, mail, said):
        return _claim(case, mail, said, policy)
    writer = name_there(said.by, tracker, policy)
    return Noted(replace(mail, sender=writer), True) if said.words else None


def _is_ours(said: TrackerMail, policy: EscalationPolicy) -> bool:
    """Whether it is a word of ours that it has filed: what is sent there comes back from many, under our name or under
    that of the account that stands for us."""
    lines = [line for line in said.words.split("\n") if line.strip()]
    name, ours = said.by.name if said.by is not None else "", policy.mailbox.name
    is_us = said.by is not None and (
        policy.is_own(Address(said.by.email)) or (bool(ours) and name.lower() == ours.lower())
    )
    is_echo = bool(lines) and (lines[0].startswith("Case: ESC-") or any(one.startswith("| ") for one in lines[1:2]))
    return is_us or is_echo


def _takes(doer: TrackerPerson | None, case: Case, said: TrackerMail, policy: EscalationPolicy) -> bool:
    """Whether somebody works on it by that: a person, or nobody knows who, where it says so itself."""
    if said.event not in TAKES or _is_outsider(doer, case, policy):
        return False
    return doer is not None or said.event is TrackerEvent.IN_PROGRESS


def _claim(case: Case, mail: Mail, said: TrackerMail, policy: EscalationPolicy) -> Commanded:
    """Its sender takes it, in the place of the tracker where the case was not asked of him."""
    is_anothers = said.to is not None and said.by is not None and said.by != said.to
    words = _name_words(said) if is_anothers else said.words
    if not (case.sensitive or may_take(case, mail.sender, policy)):
        mail = replace(mail, in_place_of=mail.tracker)
    return Commanded(replace(mail, text=words or said.line), Command(CommandName.CLAIM, text=words or None))


def name_there(person: TrackerPerson | None, tracker: Address, policy: EscalationPolicy) -> Address:
    """Who it is: one of ours by his address or by his whole name, else the tracker under his name, where letters to
    him go; the tracker itself for nobody."""
    if person is None:
        return Address(tracker.email)
    own = Address(person.email, person.name)
    if person.email and policy.is_inside(own) and not policy.is_own(own) and not is_tracker(own, policy):
        return name_person(own, policy)
    known = find_people(person.name, policy) if " " in person.name else ()
    if len(known) == 1 and policy.is_inside(known[0]) and not is_tracker(known[0], policy):
        return known[0]
    return Address(tracker.email, person.name)


def name_entries(before: Case, after: Case, who: Address) -> Case:
    """The case in whose timeline it stands who has written by a tracker, of whom no address is known."""
    new = after.conversation.entries[len(before.conversation.entries) :]
    if not who.name or not any(_is_word_of(one, who) for one in new):
        return after
    named = (replace(one, text=f"{who.name}: {one.text}") if _is_word_of(one, who) else one for one in new)
    said = replace(after.conversation, entries=before.conversation.entries)
    return with_more(replace(after, conversation=said), Conversation(entries=tuple(named)))


def _is_word_of(entry: Entry, who: Address) -> bool:
    return entry.who.lower() == who.key and entry.kind is not None and entry.kind.is_word and bool(entry.text)


def _read_resolved(case: Case, mail: Mail, said: TrackerMail) -> Commanded | Noted | None:
    """The question to its agent; once while it is open, and of a closed case nothing but words."""
    is_asked = any(one.who == mail.sender for one in case.assignment.closers)
    if case.status.is_closed or is_asked:
        return Noted(mail, True) if said.words else None
    return Commanded(replace(mail, text=said.words or said.line), Command(CommandName.DONE, text=said.words or None))


def _goes_over(case: Case, mail: Mail, said: TrackerMail) -> bool:
    """Whether it is his by that: nobody has it, or it is assigned to him while one of the tracker's level has it."""
    holder = case.claimed_by
    if case.status.is_closed or case.is_agent(mail.sender):
        return False
    if holder is None:
        return True
    is_here = mail.tracker is not None and mail.tracker.is_among(case.recipients)
    return said.event is TrackerEvent.ASSIGNED and is_here and holder != mail.sender


def _is_outsider(person: TrackerPerson | None, case: Case, policy: EscalationPolicy) -> bool:
    """Whether a customer wrote there."""
    if person is None:
        return False
    one = Address(person.email, person.name)
    if not person.email:
        return case.customer is not None and case.customer.name == person.name
    return is_customer(case, one) or policy.directory.find_email(one.email) is not None


def _name_words(said: TrackerMail) -> str:
    """The words of who assigned it to another, under his name."""
    return f"{said.by.name}: {said.words}" if said.by is not None and said.words else ""
