"""What a mail with ESCALATION or URGENT in its subject has to say: an escalation, a question whether it is one, a hint
that merely talks about it, or a machine's own words (behaviour B2.20 to B2.26)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from daemon.core.intake.sought.phrases import BETWEEN
from daemon.core.intake.triggers import see_triggers
from daemon.core.model.case import Case
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.triggers import Group
from parsers.model import Address, AutomaticKind, Fields, Form, Marker, Message, Subject

IDENTIFYING = frozenset({"customer", "customer_email", "ticket"})
# What ticket systems write too: alone it is no template of a mail that bears their marks
TICKET_SYSTEMS = IDENTIFYING | {"priority"}
FEWEST_LABELS = 3  # with nothing behind them: somebody sent the template as it was, and means it
MOST_SOUGHT = 20_000  # characters of a mail's own words in which a customer or a trigger is sought
_QUOTED = re.compile(r"^[ \t]*>.*", re.MULTILINE)
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")


class Substance(StrEnum):
    """What a mail can be, from the least to the most."""

    NOISE = "noise"
    HINT = "hint"
    QUESTION = "question"
    ESCALATION = "escalation"


ORDER = tuple(Substance)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the mail is, and by what."""

    substance: Substance
    reason: str
    is_crowds: bool = False  # it went to a crowd, or over a list that is not allowed


def weigh(message: Message, subject: Subject, form: Form, policy: EscalationPolicy) -> Finding:
    """What a permitted sender's mail is. Two filled fields make an escalation of whatever bears the word."""
    filled = find_filled(form)
    if is_machines(message, subject, policy) and not has_template(filled):
        return Finding(Substance.NOISE, subject.noise or f"{_say(message.sender)} is a program's address")
    word = (subject.first or subject.marker or Marker.ESCALATION).value.upper()
    if len(filled) > 1 and (subject.first or filled & IDENTIFYING):
        return Finding(Substance.ESCALATION, f"{word} in the subject, and {len(filled)} fields are filled in")
    said, most = _weigh_words(message, subject, form, policy), _find_most(message, policy)
    found = min(said, most or said, key=lambda one: ORDER.index(one.substance))
    return replace(found, is_crowds=most is not None and most.is_crowds)


def speaks_by_subject(found: Finding, subject: Subject) -> bool:
    """Whether a mail that cannot be read goes up with its subject alone: URGENT first, and the ticket (behaviour
    B3.22)."""
    return found.substance is Substance.ESCALATION and subject.first is Marker.URGENT and bool(subject.ticket)


def with_subject_alone(message: Message) -> Message:
    """Of a mail that cannot be read nothing that a gateway writes in the place of its text, and no sealed file; any
    other as it is."""
    if not message.unreadable:
        return message
    return replace(message, text="", whole_text="", below="", among=None, forwarded="", files=(), own_words=False)


def find_filled(form: Form) -> frozenset[str]:
    """The fields of the template that stand in the mail with a value."""
    return frozenset(name for name in form.labels if getattr(form.fields, name, None))


def has_template(filled: frozenset[str]) -> bool:
    """Whether somebody filled in the template: two fields that no ticket system writes."""
    return len(filled - TICKET_SYSTEMS) > 1


def is_matter_of_its_own(message: Message, form: Form, case: Case) -> bool:
    """Whether an answer in this case fills in two fields anew, for another ticket (behaviour B2.32): not only what was
    asked for, not the same once more with another number, which is put right by that, and nothing that it quotes."""
    fields, known = form.fields, case.fields
    if not (fields.ticket and known.ticket) or fold_ticket(fields.ticket) == fold_ticket(known.ticket):
        return False
    quoted = "\n".join(_QUOTED.findall(message.text))
    if fields.ticket in quoted and fields.ticket not in f"{message.subject}\n{_QUOTED.sub('', message.text)}":
        return False
    asked = {"attachments" if name == "files" else name for name in case.missing}
    filled = find_filled(form)
    is_other = any(getattr(fields, name) != getattr(known, name) for name in filled - {"ticket"})
    return len(filled - asked) > 1 and is_other and not fields.is_ticket_doubtful


def is_of_another(message: Message, form: Form, case: Case, policy: EscalationPolicy) -> bool:
    """Whether a mail names another ticket or another customer than this case's, or an Immediate trigger that the case
    has not had."""
    words, fields, known = (
        f"{message.subject}\n{find_own_words(message, policy)}"[:MOST_SOUGHT],
        form.fields,
        case.fields,
    )
    if fields.ticket and known.ticket and fold_ticket(fields.ticket) != fold_ticket(known.ticket):
        return True
    directory = policy.directory
    found, theirs = find_customer(fields, directory) or directory.find_inside(words), find_customer(known, directory)
    if found is not None and (theirs is None or found.account != theirs.account):
        return True
    seen = see_triggers(words, policy.triggers, policy.thresholds)
    pressing = (one for one in seen if one.reaches() and one.rule.group is Group.IMMEDIATE)
    return any(one.name not in case.triggers for one in pressing)


def fold_ticket(ticket: str) -> str:
    """The number as it is compared."""
    return " ".join(ticket.casefold().replace(".", " ").replace(",", " ").split())


def beats_marks(message: Message, subject: Subject, form: Form) -> bool:
    """Whether the words outweigh a machine's marks: the word stands first above a template. Not where a mail server,
    a calendar or we ourselves wrote it."""
    return (
        message.automatic is not None
        and message.automatic.kind not in (AutomaticKind.OWN, AutomaticKind.LOOP, AutomaticKind.READ_RECEIPT)
        and message.own_words
        and subject.first is not None
        and has_template(find_filled(form))
    )


def is_written_to(message: Message, policy: EscalationPolicy) -> Customer | None:
    """The customer whom the mail is for, or whose mail it answers."""
    to = (customer for person in message.to if (customer := _find_customer(person.key, policy)) is not None)
    is_answer = bool(message.in_reply_to or message.references) and not message.forwarded
    return next(to, None) or (_find_older(message, policy) if is_answer else None)


def is_machines(message: Message, subject: Subject, policy: EscalationPolicy) -> bool:
    """Whether a program wrote it, by its subject, unless that only begins so and a person's words stand below it, or by
    its address."""
    listed = message.sender is not None and message.sender.key in policy.senders.robots
    by_subject = bool(subject.noise) and not (subject.is_head and message.says_more)
    return by_subject or message.is_robots or listed


def _find_most(message: Message, policy: EscalationPolicy) -> Finding | None:
    """The most that a mail without two fields can be: words to a customer, a crowd or a list are not meant for us."""
    customer = is_written_to(message, policy)
    if customer is not None:
        return Finding(Substance.HINT, f"it is for {customer.account}, a customer")
    others = {person.key for person in (*message.to, *message.cc)} - {policy.mailbox.key, _say(message.sender).lower()}
    if len(others) > policy.ask.crowd:
        return Finding(Substance.QUESTION, f"it went to {len(others)} others as well", True)
    is_list = message.automatic is not None and message.automatic.kind is AutomaticKind.LIST
    if (message.list_id or is_list) and not policy.is_list_allowed(message.list_id):
        return Finding(
            Substance.QUESTION, f"it came over a list that is not allowed ({message.list_id or 'no List-Id'})", True
        )
    return None


def _weigh_words(message: Message, subject: Subject, form: Form, policy: EscalationPolicy) -> Finding:
    """What the word in the subject and the words of the mail make of it, without two filled fields."""
    if subject.first is None:
        return Finding(
            Substance.HINT, "the word is in the subject, but does not stand first, and no template is below it"
        )
    if subject.first is Marker.ESCALATION and (find_filled(form) or len(form.labels) >= FEWEST_LABELS):
        return Finding(Substance.ESCALATION, "ESCALATION stands first, and fields of the template are there")
    found = next(_find_matter(message, subject, form, policy), "")
    word = subject.first.value.upper()
    if found:
        return Finding(Substance.ESCALATION, f"{word} stands first, and it names {found}")
    if subject.is_call:
        return Finding(
            Substance.QUESTION, f"{word} stands first, but no ticket, customer or Immediate trigger is named"
        )
    return Finding(Substance.HINT, "the subject begins with the word as any sentence may")


def _find_matter(message: Message, subject: Subject, form: Form, policy: EscalationPolicy) -> Iterator[str]:
    """What the mail is about: a ticket, a customer of the directory, an Immediate trigger in its own words."""
    words = f"{subject.title}{BETWEEN}{find_own_words(message, policy)}"
    fields = replace(form.fields, ticket=form.fields.ticket or subject.ticket)
    yield from find_named(words, fields, policy, subject.is_call)


def find_named(words: str, fields: Fields, policy: EscalationPolicy, presses: bool = True) -> Iterator[str]:
    """What these fields and words name: a ticket, a customer of the directory, and each Immediate trigger, unless such
    words would not be said to press."""
    words = words[:MOST_SOUGHT]
    if fields.ticket:
        yield f"ticket {fields.ticket}"
    customer = find_customer(fields, policy.directory) or policy.directory.find_inside(words)
    if customer is not None:
        yield f"the customer {customer.account}"
    if presses:
        seen = see_triggers(words, policy.triggers, policy.thresholds)
        yield from (f"“{one.phrase}”" for one in seen if one.reaches() and one.rule.group is Group.IMMEDIATE)


def find_own_words(message: Message, policy: EscalationPolicy) -> str:
    """What the sender wrote, and a mail of a customer of the directory that he forwards; nothing quoted."""
    passed_on = find_passed_on(message, policy)
    return BETWEEN.join(filter(None, (message.text if message.own_words else "", passed_on)))


def find_judged_words(message: Message, form: Form, policy: EscalationPolicy) -> str:
    """The same without what the customer is to be told: it is put for him, and names nothing (behaviour B5.2)."""
    if not form.fields.tell_the_customer:
        return find_own_words(message, policy)
    fields = form.fields
    said = (form.words, fields.issue_summary, *fields.steps_taken, fields.customer_impact)
    more = (fields.customer_expectation, fields.additional_context, find_passed_on(message, policy))
    return BETWEEN.join(filter(None, (*said, *more)))


def find_beside(message: Message, form: Form) -> str:
    """The sender's words outside the fields; what stands so in a mail that he forwards below his own is not his."""
    words = form.words[:MOST_SOUGHT]
    if not (message.own_words and message.forwarded):
        return words
    return "\n".join(line for line in words.split("\n") if line in message.text)


def find_passed_on(message: Message, policy: EscalationPolicy) -> str:
    """The words of a customer of the directory whose mail is forwarded, "" for none."""
    return message.forwarded[:MOST_SOUGHT] if _find_forwarded(message, policy) is not None else ""


def _find_forwarded(message: Message, policy: EscalationPolicy) -> Customer | None:
    return _find_older(message, policy) if message.forwarded else None


def with_forwarded(form: Form, message: Message, policy: EscalationPolicy) -> Form:
    """The form with the customer whose mail is forwarded, where its sender names none (behaviour B3.24)."""
    fields = form.fields
    customer = None if fields.customer or fields.customer_email else _find_forwarded(message, policy)
    return form if customer is None else replace(form, fields=replace(fields, customer=customer.account))


def _find_older(message: Message, policy: EscalationPolicy) -> Customer | None:
    """The customer who wrote the mail that is quoted or forwarded: whose address stands in its head, the first below
    the sender's own words."""
    own = frozenset(message.text.split("\n")) if message.own_words else frozenset()
    older = (line for line in message.whole_text[: 2 * MOST_SOUGHT].split("\n") if line not in own)
    found = next((match[0] for line in older if (match := _ADDRESS.search(line))), None)
    return None if found is None else _find_customer(found.lower(), policy)


def _find_customer(email: str, policy: EscalationPolicy) -> Customer | None:
    """The directory's customer of this address; an exact address in `senders.allow` is a colleague."""
    return None if policy.is_named(email) else policy.directory.find_email(email)


def _say(person: Address | None) -> str:
    return person.email if person is not None else "its sender"
