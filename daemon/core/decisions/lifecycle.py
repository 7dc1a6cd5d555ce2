"""The one decision: what a mail, a command or a wake-up does to a case, and who is to be told."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_priority_of
from daemon.core.clock.left import let_in, with_name
from daemon.core.clock.steps import next_wake_at, say_again
from daemon.core.decisions.answers.covers import decide_returned
from daemon.core.decisions.answers.responses import hear, tell_writer
from daemon.core.decisions.commands import decide_command
from daemon.core.decisions.customer.acknowledgement import acknowledge, say_of_address
from daemon.core.decisions.customer.answers import hear_customer, is_for_agent_alone
from daemon.core.decisions.customer.promises import hear_of_mail, with_nudge
from daemon.core.decisions.customer.told import say_of_copy
from daemon.core.decisions.forsaken import tell_of_change, tell_of_nobody
from daemon.core.decisions.joined.joining import join
from daemon.core.decisions.parts.contact import in_his_place, speaks_as_agent
from daemon.core.decisions.parts.deputies import let_act, tell_reader
from daemon.core.decisions.parts.hushing import find_hushing
from daemon.core.decisions.parts.notes import pass_on_released, tell_of_note, without_copies
from daemon.core.decisions.parts.secrecy import entrust, tell_entrusted, tell_hushed
from daemon.core.decisions.routing import answer_held, ask_again, assessed, open_case
from daemon.core.decisions.told.files import with_word_of_files
from daemon.core.decisions.told.people import (
    forward,
    forward_to,
    go_up,
    not_done,
    to_agent,
    to_sender,
    with_priority,
)
from daemon.core.decisions.trackers.leaving import with_trackers
from daemon.core.decisions.transitions import Action, keep, move, record
from daemon.core.decisions.unreached import decide_auto_replied, decide_undelivered
from daemon.core.decisions.wakeups import decide_wakeup
from daemon.core.model.case import Case, Status, with_words
from daemon.core.model.happenings import (
    Answered,
    Assessment,
    AutoReplied,
    Commanded,
    Decision,
    Escalated,
    Following,
    Happening,
    Informed,
    Joined,
    Mail,
    Mailed,
    Noted,
    Released,
    Returned,
    Undelivered,
    Woken,
)
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import name_person
from daemon.core.model.variants import ForwardedVariant, Kind, ReceiptVariant, RequestVariant


def decide(case: Case | None, happening: Happening, policy: EscalationPolicy, now: datetime) -> Decision:
    """What `happening` does to `case` (None for an escalation that opens one).
    Never raises for anything a mail can say:
    what the table does not allow is refused with a notice to the one who asked."""
    happening = _named(case, happening, policy)
    case = None if case is None else let_act(case, happening)
    rules = policy if case is None else policy.for_case(case)
    decision = _decide(case, case, happening, rules, now)
    found = policy.for_case(decision.case)
    if found.is_secret is not rules.is_secret:  # it has become sensitive by this, or is so no more
        decision = _hand_over(case, happening, decision, found, now)
    return replace(decision, case=replace(decision.case, wake_at=next_wake_at(decision.case, policy, now)))


def heed(before: Case, decision: Decision, mail: Mail, policy: EscalationPolicy, now: datetime) -> Decision:
    """What was decided elsewhere of a mail with these words, and the case sensitive where they make it so."""
    noted = Noted(mail, True)
    case = _hushed(decision.case, noted, policy)
    if case is None or case.sensitive is decision.case.sensitive:
        return decision
    decision = with_word_of_files(noted, before, replace(decision, case=case), policy)
    decision = tell_hushed(noted, before, decision, policy)
    rules = policy.for_case(case)
    decision = tell_entrusted(before, decision, rules, now) if rules.is_secret else decision
    return replace(decision, case=replace(decision.case, wake_at=next_wake_at(decision.case, policy, now)))


def _named(case: Case | None, happening: Happening, policy: EscalationPolicy) -> Happening:
    """The mail with its sender by name, who may write without one (behaviour B6.28)."""
    if not isinstance(happening, Mailed):
        return happening
    known = () if case is None else case.participants
    sender = name_person(happening.mail.sender, policy, known)
    return replace(happening, mail=replace(happening.mail, sender=sender))


def _hand_over(
    case: Case | None, happening: Happening, decision: Decision, policy: EscalationPolicy, now: datetime
) -> Decision:
    """What is decided where the case is for others of its level from now on (behaviour B5.25). What an agent writes
    that makes it so reaches only them; what one upstairs writes has been carried out by then."""
    is_agents = isinstance(happening, Mailed | Informed) and (
        case is None or speaks_as_agent(case, happening.mail.sender, policy)
    )
    if policy.is_secret and is_agents:
        entrusted = None if case is None else entrust(case, policy, now)
        decision = _decide(case, entrusted, happening, policy, now)
    return tell_entrusted(case, decision, policy, now)


def _decide(
    before: Case | None, case: Case | None, happening: Happening, policy: EscalationPolicy, now: datetime
) -> Decision:
    """What it does to `case`, which is `before` but for who is asked, and who is told."""
    decision = (
        open_case(happening, policy, now)
        if isinstance(happening, Escalated)
        else _follow(_heard(_hushed(case, happening, policy), happening, policy, now), happening, policy, now)
    )
    is_overheard = isinstance(happening, Noted) and happening.is_overheard
    if isinstance(happening, Mailed) and not is_overheard:
        decision = tell_reader(happening, tell_writer(case, happening, decision, policy))
        decision = tell_hushed(happening, before, with_word_of_files(happening, case, decision, policy), policy)
        decision = with_trackers(happening.mail, say_of_copy(happening.mail, decision, policy), policy)
        decision = without_copies(happening.mail, decision, policy)
    elif isinstance(happening, Informed | Released):
        decision = tell_hushed(happening, before, with_word_of_files(happening, case, decision, policy), policy)
    if case is not None and not case.first:
        decision = tell_of_change(case, decision, policy)
    return in_his_place(tell_of_nobody(case, decision, policy, now), policy)


def _hushed(case: Case | None, happening: Happening, policy: EscalationPolicy) -> Case | None:
    """The case, sensitive when words in it make it so, also once it is closed (behaviour B5.14); None as it was
    given."""
    is_hushed = case is None or case.sensitive or not find_hushing(happening, policy)
    return case if case is None or is_hushed else replace(case, sensitive=True)


def _heard(case: Case | None, happening: Happening, policy: EscalationPolicy, now: datetime) -> Case | None:
    """The case with what one of its level has answered; who has written is there, and is asked again."""
    if case is None or not isinstance(happening, Mailed):
        return case
    sender = happening.mail.sender
    return hear(let_in(with_name(case, sender), sender), happening, policy, now)


def _follow(case: Case | None, happening: Following, policy: EscalationPolicy, now: datetime) -> Decision:
    if case is None:
        raise ValueError(f"{type(happening).__name__} needs a case")
    match happening:
        case Woken():
            return decide_wakeup(case, policy, now, happening)
        case Answered():
            return _answer(case, happening, policy, now)
        case Joined():
            return join(case, happening, policy, now)
        case Noted():
            return _pressed(happening, happening.assessment, _note(case, happening, policy, now), policy, now)
        case Commanded():
            decision = decide_command(case, happening.mail, happening.command, policy, now)
            return _pressed(happening, happening.assessment, decision, policy, now)
        case Informed():
            return hear_of_mail(case, happening, policy, now)
        case Released():
            return pass_on_released(case, happening, now)
        case Undelivered():
            return decide_undelivered(case, happening, policy, now)
        case AutoReplied():
            return decide_auto_replied(case, happening, policy, now)
        case Returned():
            return with_nudge(decide_returned(case, happening, policy, now), policy, now)


def _answer(case: Case, happening: Answered, policy: EscalationPolicy, now: datetime) -> Decision:
    """More of the template has come: merged already by the caller, field by field (behaviour B4.7)."""
    mail, before = happening.mail, case
    case = record(with_words(keep(case, mail), mail.words), now, EntryKind.ANSWERED, mail.sender.email, mail.text)
    case = replace(
        case, fields=happening.form.fields, missing=happening.missing, urgent=case.urgent or happening.urgent
    )
    case = replace(case, sensitive=case.sensitive or happening.assessment.sensitive)
    if case.status is Status.HELD:
        return answer_held(case, happening, policy, now)
    if not case.status.is_closed:
        case = say_again(with_priority_of(case, policy, now), policy, now)  # the priority may be among what has come
    case, to_customer = acknowledge(case, happening.contact, policy, now)
    variant = ForwardedVariant.WORDS if case.missing == before.missing else ForwardedVariant.COMPLETED
    relay = with_priority(forward_to(mail.sender, Role.RECIPIENT, mail, mail.text, variant), before, case)
    update = [replace(relay, to=person) for person in case.holders if person.key != mail.sender.key]
    remarks = (*happening.form.remarks, *say_of_address(before, case, happening.contact))
    said = (
        to_agent(mail, Kind.INFORMATION_REQUEST, RequestVariant.ROUTED_AGAIN, remarks)
        if case.missing
        else to_agent(mail, Kind.RECEIPT, ReceiptVariant.COMPLETED, remarks)
    )
    decision = Decision(case, (*update, *said, *to_customer))
    return _pressed(happening, happening.assessment, decision, policy, now)


def _pressed(
    happening: Answered | Noted | Commanded,
    assessment: Assessment | None,
    decision: Decision,
    policy: EscalationPolicy,
    now: datetime,
) -> Decision:
    """What was decided of an agent's words, and the case a level higher where an Immediate trigger in them asks for it,
    as by a second mail of his (behaviour B5.2, B5.13); he learns where it is now."""
    case, mail = decision.case, happening.mail
    moved = move(case, Action.RAISE) if assessment is not None and assessment.presses(case) else None
    if assessment is None or moved is None:
        return decision
    raised = go_up(case, assessed(moved, assessment), mail, policy, now)
    letters = [_with_mail(letter, mail) for letter in raised.notifications]
    told = {letter.to.key for letter in letters}
    receipts = [one for one in decision.notifications if one.kind is Kind.RECEIPT]
    others = [one for one in decision.notifications if one.to.key not in told and one not in receipts]
    remarks = receipts[0].remarks if receipts else ()
    return Decision(
        raised.case, (*letters, *others, *to_sender(raised.case, mail, NoticeVariant.DONE, "raise", remarks))
    )


def _with_mail(letter: Notification, mail: Mail) -> Notification:
    """The letter with the words of the mail that it was caused by, and that mail's files where it has none."""
    return replace(letter, text=mail.text, files=letter.files or mail.files) if letter.kind.tells_words else letter


def _note(case: Case, happening: Noted, policy: EscalationPolicy, now: datetime) -> Decision:
    """A person's words: passed to the other side. They take nothing and the level's clock goes on; the customer's end
    the waiting for them (behaviour B7.6, B7.15). A mail without any does neither (behaviour B7.7)."""
    mail = happening.mail
    reply = EntryKind.REPLY_ALONE if is_for_agent_alone(case, happening) else EntryKind.REPLY
    kind = reply if mail.says_something else EntryKind.EMPTY
    case = record(keep(case, mail), now, kind, mail.sender.email, mail.text)
    if case.status is Status.HELD and speaks_as_agent(case, mail.sender, policy):
        return ask_again(with_words(case, mail.words), mail)
    if happening.is_overheard or not mail.says_something:
        return Decision(case)
    if happening.is_customers:
        return hear_customer(case, happening, policy, now)
    letters = forward(case, mail, mail.text)
    if not happening.has_token:
        letters = [replace(one, remarks=not_done(happening.missed)) for one in letters]
    return Decision(case, (*letters, *tell_of_note(case, happening, letters, policy)))
