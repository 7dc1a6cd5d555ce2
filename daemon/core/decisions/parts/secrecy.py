"""A case becomes sensitive, and is so no more: who is told, and what goes on then (behaviour B5.14, B5.18)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.acknowledgement import acknowledge
from daemon.core.decisions.effects import Asked, done, refuse
from daemon.core.decisions.parts.hushing import find_hushing
from daemon.core.decisions.parts.notes import say_released
from daemon.core.decisions.parts.own_case import find_asked, find_out
from daemon.core.decisions.parts.part import CONTACTS, UPSTAIRS, find_parts
from daemon.core.decisions.told.concerned import find_concerned
from daemon.core.decisions.told.people import enter_level, may_know, once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.intake.assessment import decide_address
from daemon.core.model.case import Case, Status, with_assignment
from daemon.core.model.happenings import CustomerContact, Decision, Released, Written
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import Kind, MovedVariant, RoutedVariant
from parsers.model import Address, Remark, RemarkCode

NOW = MovedVariant.SENSITIVE
SAYS_SO = frozenset({RemarkCode.FILES_OUT, RemarkCode.SENSITIVE_NOW})


def tell_hushed(happening: Written, before: Case | None, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided, and of a case that has just become sensitive upstairs the word to all who have had to do with
    it: that it is, by which words, and how that ends. In the letter that they get anyway, else in one of its own. Whose
    name a released mail bears need not have written it, and hears of it as the others do."""
    case = decision.case
    if before is None or before.sensitive or not case.sensitive or before.opened_at is None:
        return decision
    phrase = find_hushing(happening, policy)
    author, let_in = happening.mail.sender.key, tuple[Remark, ...]()
    if isinstance(happening, Released):
        author, let_in = "", say_released(happening)
    went = _find_new_people(before, case)
    sender, kept = happening.mail.sender, [_with_why(one, case, phrase, policy) for one in decision.notifications]
    own: list[Notification] = []
    for person, role in _find_concerned(before, policy):
        if person.key in (author, case.agent.key):
            continue  # they read it beside what is said of the files
        at = _find_letter(kept, person)
        if at is None:
            letter = Notification(Kind.MOVED, person, role, NOW, remarks=let_in, also=(sender, *went))
            own.append(_with_why(letter, case, phrase, policy))
        elif kept[at].kind.brings_files:
            said = kept[at].with_remarks(Remark(RemarkCode.FILES_OUT, ""))
            kept[at] = _with_why(said, case, phrase, policy)
    return Decision(case, (*kept, *own))


def entrust(case: Case, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with those whom its level asks by these rules, on their own clock; as it is while somebody has it, and
    where these are asked already (behaviour B5.25)."""
    asked = find_asked(case, case.level, policy)
    is_asking = case.status in (Status.OPEN, Status.WAITING) and case.claimed_by is None
    if not is_asking or {one.key for one in asked} == {one.key for one in case.recipients}:
        return case
    if case.status is Status.OPEN:
        case = enter_level(case, case.level, policy, now)
    else:
        out = find_out(asked, case.level, policy, now)
        case = with_assignment(
            case, replace(case.assignment, recipients=asked, out=out, passed=None, deputies=(), helpers=())
        )
    return record(case, now, EntryKind.ROUTED.of(case.level), "", ", ".join(one.email for one in asked))


def tell_entrusted(before: Case | None, decision: Decision, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided, and the case to those of its level who are asked from now on: in one letter each."""
    if before is None or before.opened_at is None or not policy.find_level(decision.case.level).sensitive:
        return decision
    case = entrust(decision.case, policy, now)
    letters = _ask_anew(before, replace(decision, case=case))
    told = {one.to.key for one in letters}
    others = (one for one in decision.notifications if one.to.key not in told)
    return Decision(case, (*letters, *others))


def _ask_anew(before: Case, decision: Decision) -> tuple[Notification, ...]:
    """The case to those of its level whom no letter asks yet, with the words that the others read."""
    asked = {one.to.key for one in decision.notifications if one.kind.brings_case}
    anew = [one for one in _find_new_people(before, decision.case) if one.key not in asked]
    words = next((one.text for one in decision.notifications if one.kind.tells_words and one.text), "")
    letters = to_level(decision.case, Kind.ROUTED, RoutedVariant.ASKED)
    return tuple(replace(one, text=words) for one in letters if one.to.is_among(anew))


def _find_new_people(before: Case, case: Case) -> tuple[Address, ...]:
    """Who of the same level is asked now and was not."""
    return tuple(one for one in case.recipients if case.level == before.level and not one.is_among(before.recipients))


def _find_letter(letters: Sequence[Notification], person: Address) -> int | None:
    """The index of the letter that brings this one words; None for none."""
    return next((at for at, one in enumerate(letters) if one.to.key == person.key and one.kind.tells_words), None)


def _with_why(letter: Notification, case: Case, phrase: str, policy: EscalationPolicy) -> Notification:
    """The letter, with the reason where it says that the case is sensitive now."""
    if letter.variant is not NOW and SAYS_SO.isdisjoint(remark.code for remark in letter.remarks):
        return letter
    return letter.with_remarks(*_say_why(letter.to, case, phrase, policy))


def _say_why(to: Address, case: Case, phrase: str, policy: EscalationPolicy) -> tuple[Remark, ...]:
    """By which words, to who may read them, and how it ends, to who may say so."""
    if not find_parts(case, to, policy) & (UPSTAIRS | CONTACTS):
        return ()
    return (Remark(RemarkCode.SENSITIVE_WHY, phrase if may_know(case, to, policy) else ""),)


def _find_concerned(case: Case, policy: EscalationPolicy) -> Iterator[tuple[Address, Role]]:
    """Who has had a letter of the case: its agents, its levels' people, and leads. Each once."""
    heard = {one.to.lower() for one in case.conversation.told}
    people = [(one, Role.AGENT) for one in case.agents]
    people += [
        (one, Role.RECIPIENT)
        for turn in case.assignments
        for one in (*turn.recipients, *((turn.claimed_by,) if turn.claimed_by else ()), *turn.deputies)
    ]
    people += [(lead.address, Role.LEAD) for lead in policy.leads if lead.address.key in heard]
    yield from {person.key: (person, role) for person, role in reversed(people)}.values()


def end_secrecy(asked: Asked) -> Decision:
    """The case goes on as any other: those concerned are told, with the files that had stayed, who could not read what
    it is about gets it whole, and the customer's letter leaves that was withheld."""
    before, policy, sender = asked.case, asked.policy, asked.mail.sender
    if not before.sensitive:
        return refuse(asked)
    case = replace(before, sensitive=False, is_cleared=True)
    case, to_customer = _acknowledge(case, asked)
    kept_from = tuple(one for one in case.recipients if not may_know(before, one, policy) and not case.status.is_closed)
    anew = [one for one in to_level(case, Kind.ROUTED, RoutedVariant.ASKED) if one.to.is_among(kept_from)]
    variant = MovedVariant.NOT_SENSITIVE
    told = (
        Notification(Kind.MOVED, person, role, variant, files=_find_new(person, case), also=(sender,))
        for person, role in find_concerned(before, policy)
    )
    letters = once_each(one for one in (*anew, *told) if one.to.key != sender.key)
    said = (replace(one, files=_find_new(sender, case)) for one in done(asked, case))
    return Decision(case, (*letters, *to_customer, *said))


def _acknowledge(case: Case, asked: Asked) -> tuple[Case, Sequence[Notification]]:
    """The customer's letter, where nothing but this held it."""
    if case.acknowledgement is not Acknowledgement.WITHHELD or case.status.is_closed or case.opened_at is None:
        return case, ()
    found = decide_address(case.fields, asked.policy.directory, asked.policy.customers)
    contact = CustomerContact(case.customer) if case.customer else found
    return acknowledge(replace(case, acknowledgement=Acknowledgement.NONE), contact, asked.policy, asked.now)


def _find_new(person: Address, case: Case) -> tuple[KeptFile, ...]:
    """The files that he has not been given, of one whom it is with."""
    if not person.is_among(case.upstairs):
        return ()
    given = {sha for one in case.conversation.told if one.to.lower() == person.key for sha in one.files}
    return tuple(file for file in case.conversation.files if file.sha256 not in given)
