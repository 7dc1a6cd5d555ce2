"""What a mail is, and what its sender may (behaviour B2, B11.1 to B11.9). The first rule that applies decides."""

from dataclasses import dataclass, replace
from enum import StrEnum

from daemon.core.intake.acting.context import TriageContext, is_permitted
from daemon.core.intake.acting.holders import (
    find_missed,
    find_owners,
    find_reader,
    find_token_owner,
    is_concerned,
    is_customers_token,
    is_himself,
    speaks_for_customer,
)
from daemon.core.intake.contacts import find_addresses, find_meant, is_customers
from daemon.core.intake.distrust import NO_SENDER, find_distrust
from daemon.core.intake.substance import (
    Substance,
    beats_marks,
    find_filled,
    has_template,
    is_matter_of_its_own,
    speaks_by_subject,
    weigh,
)
from daemon.core.model.case import Case, Status
from parsers.model import Address, Automatic, AutomaticKind, Form, Marker, Message, Subject

MOST_HOPS = 2  # between installations of this daemon (fault F51)


class MailKind(StrEnum):
    """What the subject, the token or the headers make of a mail: the `kind` of `check --json`."""

    ESCALATION = "escalation"
    URGENT = "urgent"
    REPLY = "reply"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    OWN = "own"
    UNRELATED = "unrelated"


class Verdict(StrEnum):
    """What is to be done with it. `quarantine` and `ignore` carry their reason."""

    ESCALATE = "escalate"
    QUESTION = "question"  # whether it is to go up, to its sender
    HINT = "hint"
    REPLY = "reply"
    TOLD = "told"  # an agent's mail to a customer, in which we are
    NUMBERED = "numbered"  # it answers a letter whose lines carry numbers
    OF_NO_CASE = "of-no-case"  # it answers a letter of ours that is about none
    CONFLICT = "conflict"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    TRACKER = "tracker"  # what a tracker says of its ticket
    UNREADABLE = "unreadable"
    IGNORE = "ignore"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Triage:
    """`case` is the case a reply belongs to, of an escalation the one whose letter it answers; `has_token` whether it
    may change it, `in_place_of` by whose token, where that is another's."""

    kind: MailKind
    verdict: Verdict
    reason: str
    case: int | None = None
    has_token: bool = False
    in_place_of: Address | None = None
    is_told: bool = False  # the customer has a copy of it
    cases: tuple[int, ...] = ()  # of a conflict, or of a mail to a customer of several: all that it fits
    is_customers: bool = False  # the customer's, from an address that we did not write to
    missed: str = ""  # of a bounce: who was not reached
    is_crowds: bool = False  # it went to a crowd, and has no template


BOUNCES = frozenset({AutomaticKind.BOUNCE, AutomaticKind.DELAY, AutomaticKind.DELIVERED, AutomaticKind.FEEDBACK})
# the others are AUTOMATIC
AUTOMATIC_KINDS = {**dict.fromkeys(BOUNCES, MailKind.BOUNCE), AutomaticKind.OWN: MailKind.OWN}


def _find_kind(context: TriageContext, subject: Subject) -> MailKind:
    message, belonging = context.message, context.belonging
    if is_own(message, context.policy.mailbox):
        return MailKind.OWN
    if message.automatic is not None and message.automatic.kind is not AutomaticKind.LIST:
        return AUTOMATIC_KINDS.get(message.automatic.kind, MailKind.AUTOMATIC)
    if belonging.named or belonging.lines is not None or belonging.to_customers or context.is_own_word:
        return MailKind.REPLY
    if belonging.caseless is not None and subject.first is None:
        return MailKind.REPLY
    if subject.marker is Marker.URGENT:
        return MailKind.URGENT
    return MailKind.ESCALATION if subject.marker else MailKind.UNRELATED


def is_own(message: Message, mailbox: Address) -> bool:
    """Whether this is a letter of ours coming back: our address in From and our header (fault F50)."""
    return bool(message.case_header) and message.sender is not None and message.sender.key == mailbox.key


SUBSTANCES = {
    Substance.ESCALATION: Verdict.ESCALATE,
    Substance.QUESTION: Verdict.QUESTION,
    Substance.HINT: Verdict.HINT,
    Substance.NOISE: Verdict.IGNORE,
}


def triage(context: TriageContext, subject: Subject, form: Form) -> Triage:
    """What the mail is and what is to be done with it."""
    if beats_marks(context.message, subject, form):
        context = replace(context, message=replace(context.message, automatic=None))
    belonging = context.belonging
    if belonging.to_customers and subject.marker and not belonging.named and has_template(find_filled(form)):
        context = replace(context, belonging=replace(belonging, to_customers=()))  # it is a matter of its own
    kind = _find_kind(context, subject)
    obstacle = _find_obstacle(context, kind)
    if obstacle is not None:
        return obstacle
    if context.belonging.to_customers:
        return _tell(context, kind)
    if context.belonging.named:
        return _reply(context, kind, form)
    if context.belonging.lines is not None:
        return Triage(kind, Verdict.NUMBERED, "an answer to a numbered letter", has_token=True)
    if context.is_own_word:
        return Triage(kind, Verdict.REPLY, "a word about its sender", has_token=True)
    return _weigh(context, kind, subject, form)


def _weigh(context: TriageContext, kind: MailKind, subject: Subject, form: Form) -> Triage:
    """What a mail is that belongs to nothing."""
    found = weigh(context.message, subject, form, context.policy)
    if context.message.unreadable and not speaks_by_subject(found, subject):
        return Triage(kind, Verdict.UNREADABLE, context.message.unreadable)
    if context.belonging.caseless is not None and found.substance is Substance.HINT:
        return Triage(kind, Verdict.OF_NO_CASE, "an answer to a letter of ours that is about no case", has_token=True)
    return Triage(kind, SUBSTANCES[found.substance], found.reason, is_crowds=found.is_crowds)


def _find_obstacle(context: TriageContext, kind: MailKind) -> Triage | None:
    """Why nobody's words are taken from this mail; None when a person who may write wrote it."""
    message = context.message
    if kind is MailKind.OWN:
        return Triage(kind, Verdict.IGNORE, "our own mail came back")
    if message.refusal and kind is not MailKind.UNRELATED:
        return Triage(kind, Verdict.QUARANTINE, message.refusal)
    if message.hops > MOST_HOPS:
        return Triage(kind, Verdict.IGNORE, "it has passed too many escalation mailboxes: a loop")
    if message.automatic is not None and not _is_persons_list(context):
        return _take_automatic(context, kind, message.automatic)
    if kind is MailKind.UNRELATED:
        return Triage(kind, Verdict.IGNORE, "the subject has neither ESCALATION nor URGENT, and it belongs to no case")
    refusal = _refuse_sender(context)
    return None if refusal is None else Triage(kind, Verdict.QUARANTINE, refusal)


def _is_persons_list(context: TriageContext) -> bool:
    """Whether a list brought what may be a permitted person's mail; what it brings of strangers is the list's."""
    message = context.message
    is_list = message.automatic is not None and message.automatic.kind is AutomaticKind.LIST
    return is_list and (context.trusted or is_permitted(message, context.policy))


def _refuse_sender(context: TriageContext) -> str | None:
    """Why this sender may cause nothing: not believed, or not known; None when he may.
    Nobody is believed in the place of a sender."""
    if context.trusted:
        return NO_SENDER if context.message.sender is None else None
    distrust = find_distrust(context.arrived or context.message, context.policy.senders)
    if distrust is not None:
        return distrust
    if is_permitted(context.message, context.policy) or find_token_owner(context) is not None:
        return None
    if any(speaks_for_customer(context, case) for case in context.belonging.cases.values()):
        return None
    return f"{_say_sender(context.message)} is not on the list of permitted senders"


def _say_sender(message: Message) -> str:
    return message.sender.email if message.sender is not None else "its sender"


def _take_automatic(context: TriageContext, kind: MailKind, what: Automatic) -> Triage:
    """Never answered. It is believed only with a token of ours in it, and of whom that was given to (fault F46,
    behaviour B11.26); in a simulation, where nobody has one, the case that it names will do."""
    belonging = context.belonging
    owners = find_owners(belonging, context.key)
    if context.trusted and not owners:
        return _take_named(context, kind, what)
    if what.kind is AutomaticKind.BOUNCE:
        for case, owner in owners:
            missed = find_missed(case, owner, what.failed_recipients)
            if missed is not None:
                return Triage(kind, Verdict.BOUNCE, what.reason, case.number, True, missed=missed)
    elif kind is MailKind.AUTOMATIC:
        for case, owner in owners:
            if not is_customers_token(case, owner) or _is_from(context.message, owner):
                return Triage(kind, Verdict.AUTO_REPLY, what.reason, case.number, True)
    return Triage(kind, Verdict.IGNORE, what.reason)


def _take_named(context: TriageContext, kind: MailKind, what: Automatic) -> Triage:
    for number, case in context.belonging.cases.items():
        if what.kind is AutomaticKind.BOUNCE:
            missed = next(iter(what.failed_recipients), "a recipient")
            return Triage(kind, Verdict.BOUNCE, what.reason, number, True, missed=missed)
        if kind is MailKind.AUTOMATIC and is_concerned(context, case):
            return Triage(kind, Verdict.AUTO_REPLY, what.reason, number, True)
    return Triage(kind, Verdict.IGNORE, what.reason)


def _is_from(message: Message, person: Address) -> bool:
    return message.sender is not None and message.sender.key == person.key


def _tell(context: TriageContext, kind: MailKind) -> Triage:
    """A mail to the customer of its agent, of who stands in for him, or of a lead: in the case that it names, else in
    the one that they have together. Which one is meant of several is asked."""
    cases = find_meant(context.belonging.to_customers, context.belonging.named, context.message.subject)
    names = " and ".join(case.name for case in cases)
    if len(cases) == 1 and find_token_owner(context) is not None and _answers_us(context, cases[0]):
        return replace(_answer(context, kind, cases[0]), is_told=True)
    sender = context.message.sender
    is_agents = sender is not None and all(case.is_agent(sender) for case in cases)
    what = f"{'its agent' if is_agents else 'a colleague'}'s mail to the customer of {names}"
    if len(cases) == 1:
        return Triage(kind, Verdict.TOLD, what, cases[0].number)
    which = f"{what}: which is meant cannot be told"
    return Triage(kind, Verdict.TOLD, which, cases=tuple(case.number for case in cases))


def _answers_us(context: TriageContext, case: Case) -> bool:
    """Whether the mail answers a letter of ours, with a copy to the customer, and is no mail to him."""
    is_to = is_customers(context.message.to, case, context.policy)
    return case.status is Status.HELD or (bool(find_addresses(case, context.policy)) and not is_to)


def _reply(context: TriageContext, kind: MailKind, form: Form) -> Triage:
    belonging = context.belonging
    known = sorted(number for number in belonging.named if number in belonging.cases)
    if len(known) > 1:
        cases = " and ".join(f"ESC-{number}" for number in known)
        reason = f"it names {cases}: which one is meant cannot be told"
        return Triage(kind, Verdict.CONFLICT, reason, cases=tuple(known))
    if known:
        case = belonging.cases[known[0]]
        answer = _answer if belonging.by_quotation is None else _note
        return _part(context, kind, case, form) or answer(context, kind, case)
    number = min(belonging.named)
    if context.trusted or not belonging.can_tell:
        return Triage(kind, Verdict.REPLY, "an answer to one of our mails", number, True)
    return Triage(kind, Verdict.QUARANTINE, f"it names ESC-{number}, which is not known here", number)


def _part(context: TriageContext, kind: MailKind, case: Case, form: Form) -> Triage | None:
    """An answer of one of ours that is a matter of its own (behaviour B2.32); None for one that is none."""
    sender = context.message.sender
    if sender is None or context.has_command or not context.policy.is_inside(sender):
        return None
    if not is_matter_of_its_own(context.message, form, case):
        return None
    reason = f"it answers a letter of {case.name}, and fills in the template for another ticket"
    return Triage(kind, Verdict.ESCALATE, reason, case.number)


def _answer(context: TriageContext, kind: MailKind, case: Case) -> Triage:
    """An answer in a case that is known: with its token it may change it."""
    if find_token_owner(context) is not None or (context.trusted and is_concerned(context, case)):
        return Triage(kind, Verdict.REPLY, f"an answer in {case.name} with its token", case.number, True)
    if is_himself(context, case):
        return Triage(kind, Verdict.REPLY, f"an answer in {case.name} with a colleague's token", case.number, True)
    reader = find_reader(context, case)
    if reader is not None:
        reason = f"an answer in {case.name} in the place of {reader.email}"
        return Triage(kind, Verdict.REPLY, reason, case.number, True, reader)
    sender = context.message.sender
    is_known = sender is not None and sender.is_among(case.participants)
    is_known = is_known or is_permitted(context.message, context.policy)
    if not is_known and speaks_for_customer(context, case):
        reason = f"of the customer of {case.name}, from an address that was not written to"
        return Triage(kind, Verdict.REPLY, reason, case.number, is_customers=True)
    if context.belonging.tokens and not (is_known or context.trusted):  # let in, its words are a note
        return Triage(
            kind, Verdict.QUARANTINE, f"its token for {case.name} does not belong to {_say_sender(context.message)}"
        )
    return _note(context, kind, case)


def _note(context: TriageContext, kind: MailKind, case: Case) -> Triage:
    """Words in a case of one who has no token for it, or quotes a letter of it only (behaviour B2.30)."""
    how = "names" if context.belonging.by_quotation is None else "quotes a letter of"
    return Triage(kind, Verdict.REPLY, f"{how} {case.name}, without the token: kept as a note", case.number)
