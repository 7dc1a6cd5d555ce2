"""A second mail on a case that there is: what is new is merged and told, and nobody is asked a second time
(behaviour B5.12, B5.13, B5.16)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_priority_of
from daemon.core.clock.steps import say_again
from daemon.core.decisions.joined.leaving import keep_earlier
from daemon.core.decisions.routing import assessed, route
from daemon.core.decisions.told.people import forward_to, go_up, to_agent, with_priority
from daemon.core.decisions.transitions import Action, keep, move, record
from daemon.core.model.case import Case, Status, with_words
from daemon.core.model.happenings import Decision, Joined, Mail
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import ForwardedVariant, Kind, ReceiptVariant
from parsers.model import Address, Fields, Priority, Remark, RemarkCode

WEIGHT = {None: 0, Priority.LOW: 1, Priority.MEDIUM: 2, Priority.HIGH: 3}
OF_FIRST = ("customer_email", "tell_the_customer")  # stay the first agent's


def join(case: Case, happening: Joined, policy: EscalationPolicy, now: datetime) -> Decision:
    """Both agents are told, and who has the case gets what is new, files included. A mail that is pressing and belongs
    higher takes the case up: then its words reach those who have it now and those who had it."""
    mail, assessment, before = happening.mail, happening.assessment, case
    case = record(with_words(keep(case, mail), mail.words), now, EntryKind.JOINED, mail.sender.email, mail.text)
    case = _merged(replace(case, sensitive=case.sensitive or assessment.sensitive), happening, policy, now)
    letters = to_agent(mail, Kind.RECEIPT, ReceiptVariant.JOINED)
    if mail.sender.key != case.agent.key:
        case = keep_earlier(_with_watcher(case, mail.sender), before, mail.sender, now)
        letters += (_tell_agent(before, case, mail),)
    moved = _move_joined(case, happening)
    if moved is None:
        return _with_relay(before, Decision(case, letters), happening)
    if happening.urgent or assessment.immediate:
        moved = assessed(replace(moved, urgent=case.urgent or happening.urgent), assessment)
    routed = route(moved, happening, policy, now, ()) if not moved.opened_at else go_up(case, moved, mail, policy, now)
    told = (replace(letter, also=(*letter.also, *routed.case.recipients)) for letter in letters)
    others = (one for one in routed.notifications if one.kind is not Kind.RECEIPT)
    return Decision(routed.case, (*told, *(_with_text(one, mail.text) for one in others)))


def _tell_agent(before: Case, case: Case, mail: Mail) -> Notification:
    """To the first agent: another has written, and what priority the case has by it."""
    joined, variant = (mail.sender,), NoticeVariant.JOINED
    told = Notification(Kind.NOTICE, case.agent, Role.AGENT, variant, mail.text, files=mail.files, also=joined)
    priority = case.fields.priority
    is_other = priority is not None and priority is not before.fields.priority
    return told.with_remarks(Remark(RemarkCode.PRIORITY_NOW, priority)) if is_other and priority else told


def merge_joined(known: Fields, new: Fields, merged: Fields, is_own: bool) -> Fields:
    """What a second mail makes of the fields: the agent's own newest count, as in `merged`; another's fill gaps and
    raise the priority, and the customer's address and what the customer is told stay the first agent's."""
    if is_own:
        return merged
    kept = {name: getattr(known, name) for name in known.__dataclass_fields__ if getattr(known, name)}
    kept |= {name: getattr(known, name) for name in OF_FIRST}
    priority = max(known.priority, new.priority, key=lambda one: WEIGHT[one])
    return replace(merged, **{**kept, "priority": priority, "is_ticket_doubtful": known.is_ticket_doubtful})


def _merged(case: Case, happening: Joined, policy: EscalationPolicy, now: datetime) -> Case:
    """The case with the fields of both mails; another priority counts its deadline anew."""
    if happening.fields is None or happening.fields == case.fields:
        return case
    is_other = happening.fields.priority is not case.fields.priority
    case = replace(case, fields=happening.fields, missing=happening.missing)
    running = is_other and case.opened_at is not None and not case.status.is_closed
    return say_again(with_priority_of(case, policy, now), policy, now) if running else case


def _with_relay(before: Case, decision: Decision, happening: Joined) -> Decision:
    """What was decided, with a letter to who has the case, where the mail brings anything; the receipt says so."""
    case, mail = decision.case, happening.mail
    has_news = mail.words is not None or case.fields != before.fields or any(file.counts for file in mail.files)
    relay = tuple(_relay(before, case, happening)) if has_news and case.opened_at is not None else ()
    if not relay:
        return decision
    letters, added = decision.notifications, ReceiptVariant.ADDED
    said = (replace(one, variant=added) if one.kind is Kind.RECEIPT else one for one in letters)
    return Decision(case, (*said, *relay))


def _relay(before: Case, case: Case, happening: Joined) -> Iterator[Notification]:
    mail = happening.mail
    for one in case.hearers:
        if one.key != mail.sender.key and one.key != case.agent.key:
            relay = forward_to(one, Role.RECIPIENT, mail, mail.text, ForwardedVariant.JOINED)
            yield with_priority(relay, before, case)


def _with_text(letter: Notification, text: str) -> Notification:
    """The words of the mail that raises a case, in the letters of the raise."""
    return replace(letter, text=text) if letter.kind in (Kind.RAISED, Kind.MOVED) else letter


def _with_watcher(case: Case, person: Address) -> Case:
    return case if person.is_among(case.watchers) else replace(case, watchers=(*case.watchers, person))


def _move_joined(case: Case, happening: Joined) -> Case | None:
    """The case on its way up, when the mail that joined it presses and belongs higher, or fills a held one's last gap;
    None when it stays."""
    presses = happening.urgent or happening.assessment.immediate
    if case.status is Status.HELD:
        is_whole = happening.fields is not None and not case.missing and not case.is_question
        return move(case, Action.ROUTE) if presses or is_whole else None
    if not presses:
        return None
    return move(case, Action.RAISE) if happening.assessment.level > case.level else None
