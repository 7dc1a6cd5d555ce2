"""`told`: somebody has told the customer, outside of us (behaviour B9.21)."""

from daemon.core.decisions.customer.promises import keep_promise
from daemon.core.decisions.effects import Asked, find_until
from daemon.core.decisions.told.people import to_sender
from daemon.core.intake.contacts import is_customers
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, Remark, RemarkCode


def tell(asked: Asked) -> Decision:
    """What was promised is kept; `until …` promises anew. The agent reads at once what another has told them."""
    said, until = asked.command.until, find_until(asked)
    case, mail = keep_promise(asked.moved, asked.now, until), asked.mail
    remarks = (Remark(RemarkCode.PROMISE_UNCLEAR, said),) if said and until is None else ()
    done = to_sender(case, mail, NoticeVariant.DONE, asked.command.name, remarks)
    if mail.sender.key == case.agent.key:
        return Decision(case, done)
    words = asked.command.text or ""
    told = Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.TOLD, words, also=(mail.sender,))
    return Decision(case, (*done, told))


def find_copied(case: Case, mail: Mail, policy: EscalationPolicy) -> str:
    """The one of the customer's people to whom a mail went beside us; "" for none."""
    people = (Address(one) for one in sorted(mail.copied))
    return next((one.email for one in people if is_customers((one,), case, policy)), "")


def say_of_copy(mail: Mail, decision: Decision, policy: EscalationPolicy) -> Decision:
    """What was decided of a colleague's mail; where the customer has had it as well, the agent reads so."""
    case = decision.case
    copied = find_copied(case, mail, policy) if policy.is_inside(mail.sender) and not case.is_agent(mail.sender) else ""
    if not copied:
        return decision
    said = Remark(RemarkCode.CUSTOMER_HAS_IT, copied)
    told = (
        one.with_remarks(said) if one.kind is Kind.FORWARDED and one.to.key == case.agent.key else one
        for one in decision.notifications
    )
    return Decision(case, tuple(told))
