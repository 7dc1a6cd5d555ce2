"""The contact of the customer is somebody else from now on (behaviour B7.32)."""

from dataclasses import replace

from daemon.core.clock.left import with_name
from daemon.core.decisions.answers.passes import find_meant
from daemon.core.decisions.customer.written import write_draft
from daemon.core.decisions.effects import Asked, done, refuse_because
from daemon.core.decisions.told.people import everybody_in, once_each
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind, MovedVariant, RequestVariant
from parsers.model import Address, Remark, RemarkCode


def hand_over(asked: Asked) -> Decision:
    """To one of ours, by name or address: he reads all that was said, with a draft that tells the customer, and the
    others read who it is. What is missing of a held case is asked of him."""
    case = asked.case
    meant, why_not = find_meant(asked)
    if meant is None:
        return refuse_because(asked, *why_not)
    to = asked.policy.find_cover(meant)
    if to.key == case.agent.key:
        return refuse_because(asked, Remark(RemarkCode.CONTACT_ALREADY, to.name or to.email))
    watchers = tuple(one for one in case.watchers if one.key != to.key)
    handed = replace(with_name(case, case.agent), agent=to, watchers=watchers, needs_agent=False)
    handed = record(handed, asked.now, EntryKind.HANDED_OVER, asked.mail.sender.email, to.email)
    until = asked.command.until
    remarks = (Remark(RemarkCode.HANDED_FOR_GOOD, until),) if until else ()
    said = done(asked, handed, remarks)
    waits = handed.update
    draft = (write_draft(handed, waits),) if waits is not None and waits.is_draft else ()
    return Decision(handed, (*_tell(asked, case, handed, to), *_ask_for_missing(handed, to), *draft, *said))


def _tell(asked: Asked, before: Case, handed: Case, to: Address) -> tuple[Notification, ...]:
    """To the new one, the former one, and those upstairs; not to who has said it."""
    sender = asked.mail.sender
    people = ((to, Role.AGENT), (before.agent, Role.RECIPIENT), *everybody_in(handed))
    letters = (Notification(Kind.MOVED, one, role, MovedVariant.CONTACT, also=(sender,)) for one, role in people)
    return once_each(one for one in letters if one.to.key != sender.key or one.to.key == to.key)


def _ask_for_missing(handed: Case, to: Address) -> tuple[Notification, ...]:
    variant = RequestVariant.QUESTION if handed.is_question else RequestVariant.FIRST
    request = Notification(Kind.INFORMATION_REQUEST, to, Role.AGENT, variant)
    return (request,) if handed.status is Status.HELD else ()
