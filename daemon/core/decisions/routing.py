"""How a case goes up: opened, assessed, held until it is whole, routed to its level, and the one acknowledgement to its
customer."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.left import is_there
from daemon.core.decisions.customer.acknowledgement import acknowledge
from daemon.core.decisions.parts.own_case import find_asked, find_out, start_level
from daemon.core.decisions.told.people import because, once_each, to_agent, to_level
from daemon.core.decisions.transitions import TRANSITIONS, Action, keep, move, record
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import UNCLEAR, Case, with_assignment, with_words
from daemon.core.model.happenings import Answered, Assessment, CustomerContact, Decision, Escalated, Joined, Mail
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, RaisedVariant, ReceiptVariant, RequestVariant
from parsers.model import Address, Remark, RemarkCode

STILL_UNCLEAR = "URGENT, and its sender was asked several times without saying whether it shall go up"
Upward = Escalated | Answered | Joined  # what can send a case up


def open_case(happening: Escalated, policy: EscalationPolicy, now: datetime) -> Decision:
    """A new case, on its way up at once, or held until the agent has said what is missing (behaviour B4.4 to B4.6)."""
    mail, assessment = happening.mail, happening.assessment
    presses = assessment.goes_at_once(happening.missing, happening.urgent) or mail.is_silent
    at_once = presses and not happening.is_question
    status = TRANSITIONS[(None, Action.ROUTE if at_once else Action.HOLD)]
    case = Case(
        number=happening.number,
        status=status,
        assignments=(Assignment(assessment.level),),
        agent=mail.sender,
        title=happening.title,
        fields=happening.form.fields,
        received_at=mail.received_at,
        subject=mail.subject[:300],
        urgent=happening.urgent,
        missing=happening.missing,
        is_crowds=happening.is_crowds,
        needs_agent=happening.is_machines,
        policy_version=policy.version,
    )
    case = assessed(with_words(keep(case, mail), mail.words), assessment)
    if not at_once:
        held, variant = ", ".join(happening.missing), RequestVariant.FIRST
        if happening.is_question:
            held, variant = UNCLEAR, RequestVariant.QUESTION
        case = record(case, now, EntryKind.HELD, mail.sender.email, held)
        return Decision(case, to_agent(mail, Kind.INFORMATION_REQUEST, variant, remarks=happening.form.remarks))
    routed = route(case, happening, policy, now, (*happening.form.remarks, *assessment.remarks))
    return Decision(routed.case, (*routed.notifications, *_ask_for_agent(routed.case, policy)))


def _ask_for_agent(case: Case, policy: EscalationPolicy) -> list[Notification]:
    """To the leads: nobody knows who looks after what a machine has sent (behaviour B2.37)."""
    variant = NoticeVariant.NAME_AGENT
    leads = [lead.address for lead in policy.leads if case.needs_agent and not lead.address.is_among(case.recipients)]
    return [Notification(Kind.NOTICE, lead, Role.LEAD, variant, also=(case.agent,)) for lead in leads]


def assessed(case: Case, assessment: Assessment) -> Case:
    """The case at the level, and for the reasons, that this mail gives; once sensitive it stays so."""
    return replace(
        with_assignment(case, replace(case.assignment, level=assessment.level)),
        reasons=assessment.reasons,
        triggers=assessment.triggers,
        sensitive=case.sensitive or assessment.sensitive,
        soft=assessment.soft,
    )


def route(
    case: Case, happening: Upward, policy: EscalationPolicy, now: datetime, remarks: tuple[Remark, ...]
) -> Decision:
    """Upstairs it goes: the level is told, the customer if complete enough,
    the agent gets the receipt, or, when it went
    up with gaps, the request for them as well."""
    mail = happening.mail
    opened = open_at_level(case, happening.contact, mail.received_at, policy, now)
    wanted, case = case.level, opened.case
    if case.level != wanted:  # whatever was chosen does not stand, and why stands with the level
        remarks = tuple(one for one in remarks if one.code is not RemarkCode.LEVEL_MISMATCH)
    letters = [
        Notification(
            Kind.RECEIPT, mail.sender, Role.AGENT, ReceiptVariant.OPENED, "", remarks, in_reply_to=mail.message_id
        )
    ] * (not mail.is_silent)
    if isinstance(happening, Answered) and mail.sender.key != case.agent.key:  # by who joined: it is another's case
        letters.append(Notification(Kind.RECEIPT, case.agent, Role.AGENT, ReceiptVariant.OPENED, also=(mail.sender,)))
    if case.missing:
        letters += to_agent(mail, Kind.INFORMATION_REQUEST, RequestVariant.ROUTED)
    words = mail.words.text if isinstance(happening, Answered) and mail.words is not None else ""
    told = tell_asked(case, (mail.sender, *case.agents), words)
    return Decision(case, (*opened.notifications, *letters, *told))


def open_at_level(
    case: Case, contact: CustomerContact, since: datetime, policy: EscalationPolicy, now: datetime
) -> Decision:
    """The case with its level, whose time runs `since` then, and the letters to it and to the customer."""
    wanted = policy.find_level(case.level)
    case = start_level(case, policy)
    recipients = find_asked(case, case.level, policy)
    out = find_out(recipients, case.level, policy, now)
    assignment = replace(case.assignment, recipients=recipients, since=since, out=out)
    case = with_deadline(replace(with_assignment(case, assignment), opened_at=now), policy)
    case = record(case, now, EntryKind.ROUTED.of(case.level), "", ", ".join(person.email for person in recipients))
    case, to_customer = acknowledge(case, contact, policy, now)
    leads = () if is_there(wanted, policy) else policy.leads
    to_leads = (Notification(Kind.RAISED, one.address, Role.LEAD, RaisedVariant.FORSAKEN) for one in leads)
    return Decision(case, once_each((*to_level(case, Kind.ROUTED), *to_customer, *to_leads)))


def tell_asked(case: Case, by: tuple[Address, ...], text: str = "") -> list[Notification]:
    """To those who were asked in the agent's place, and need not answer any more: it has gone up, by one of these,
    whose words they read."""
    said = "" if case.sensitive else text
    told = (*by, *case.recipients)
    return [
        Notification(Kind.NOTICE, one, Role.RECIPIENT, NoticeVariant.SENT_UP, said, also=by[:1])
        for one in case.asked
        if not one.is_among(told)
    ]


def answer_held(case: Case, happening: Answered, policy: EscalationPolicy, now: datetime) -> Decision:
    """The case goes up once it is whole, or presses, or somebody wants it to; a question only when its answer says what
    it is about, or when no letter could ask again. Else the agent is asked for what is missing still."""
    mail, assessment, remarks = happening.mail, happening.assessment, happening.form.remarks
    why = happening.goes_up or _find_silenced(case, happening)
    goes = why or (assessment.goes_at_once(case.missing, case.urgent) and not case.is_question)
    case = assessed(case, assessment)
    moved = move(case, Action.ROUTE) if goes else None
    if moved is None:
        return ask_again(case, mail, remarks)
    return route(because(moved, why) if why else moved, happening, policy, now, (*remarks, *assessment.remarks))


def ask_again(case: Case, mail: Mail, remarks: tuple[Remark, ...] = ()) -> Decision:
    """What was asked before, once more: of a question one line suffices."""
    variant = RequestVariant.QUESTION if case.is_question else RequestVariant.AGAIN
    return Decision(case, to_agent(mail, Kind.INFORMATION_REQUEST, variant, remarks))


def _find_silenced(case: Case, happening: Answered) -> str:
    """Why an URGENT question goes up though nobody has said so: its sender has had all the letters of a day, so nothing
    would be said to these words. "" where it need not."""
    says_more = case.urgent and case.is_question and happening.mail.says_something
    return STILL_UNCLEAR if says_more and happening.is_unheard else ""
