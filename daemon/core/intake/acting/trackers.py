"""Whose tracker has sent a mail, and of which case (behaviour B10.10)."""

from collections.abc import Iterable, Iterator

from daemon.core.intake.acting.context import TriageContext, is_permitted
from daemon.core.intake.acting.holders import find_owners
from daemon.core.intake.distrust import find_distrust
from daemon.core.intake.triage import MOST_HOPS, MailKind, Triage, Verdict, is_own
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import find_trackers, is_tracker
from parsers.model import Address, AutomaticKind, Message


def find_tracked(context: TriageContext) -> tuple[Case, Address] | None:
    """The one case of which a mail may be a tracker's, and the tracker that it went to: by a token that was given to
    that one, else by what the mail names, from that address itself; None for any other mail. Whether its words are
    those of a tracker is another matter."""
    message, policy, trackers = context.message, context.policy, find_trackers(context.policy)
    if not trackers or len(context.belonging.named) != 1:
        return None
    if is_own(message, policy.mailbox) or message.refusal or message.hops > MOST_HOPS:
        return None
    if not context.trusted and find_distrust(context.arrived or message, policy.senders) is not None:
        return None
    return next(_find_cases(context, trackers), None)


def _find_cases(context: TriageContext, trackers: frozenset[str]) -> Iterator[tuple[Case, Address]]:
    sender, belonging = context.message.sender, context.belonging
    if sender is None:
        return
    for case, owner in find_owners(belonging, context.key):
        if owner.key in trackers and _speaks_for(context, sender, owner):
            yield case, Address(owner.key)
    for number in belonging.named:
        known = belonging.cases.get(number)
        if known is not None and sender.key in trackers and was_sent(known, sender):
            yield known, Address(sender.key)


def was_sent(case: Case, tracker: Address) -> bool:
    """Whether the case has gone there, at whatever level."""
    asked = (one.recipients for one in case.assignments)
    return any(tracker.is_among(people) for people in asked) or any(
        one.kind.brings_case and one.to.lower() == tracker.key for one in case.conversation.told
    )


def _speaks_for(context: TriageContext, sender: Address, tracker: Address) -> bool:
    """Whether it is the tracker's own address, one beside it or below, or one that the settings permit, of which a
    program that says that somebody is away is a person's."""
    automatic = context.message.automatic
    if sender.key == tracker.key:
        return True
    if automatic is not None and automatic.kind is AutomaticKind.OUT_OF_OFFICE:
        return False
    here, there = f".{sender.domain}", f".{tracker.domain}"
    return here.endswith(there) or there.endswith(here) or is_permitted(context.message, context.policy)


def take_tracked(context: TriageContext, case: Case) -> Triage:
    """What becomes of a mail that a tracker has sent of this case."""
    message = context.message
    is_automatic = message.automatic is not None and message.automatic.kind is not AutomaticKind.LIST
    kind = MailKind.AUTOMATIC if is_automatic else MailKind.REPLY
    return Triage(kind, Verdict.TRACKER, f"what a tracker says of {case.name}", case.number, True)


def find_ticketed(message: Message, cases: Iterable[Case], policy: EscalationPolicy) -> Case | None:
    """The one case that a tracker, from its own address, names in the subject by its own number alone; None for none,
    and where several fit."""
    sender = message.sender
    if sender is None or not is_tracker(sender, policy):
        return None
    meant = [case for case in cases if _is_named(case, sender, message.subject)]
    return meant[0] if len(meant) == 1 else None


def _is_named(case: Case, tracker: Address, subject: str) -> bool:
    return any(one.tracker == tracker.key and one.stands_in(subject) for one in case.tracked)
