"""The one letter that tells the customer that it is solved, in the procedure's five points (behaviour B9.18)."""

from dataclasses import replace

from daemon.core.decisions.customer.updates import find_why
from daemon.core.decisions.customer.written import find_address, say_why, with_update, write_draft
from daemon.core.decisions.effects import Asked
from daemon.core.decisions.parts.contact import is_contact, is_in_charge
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.updates import Update
from daemon.core.model.variants import Kind
from parsers.model import NOTHING, SEPARATOR, Account, Address, Remark, RemarkCode


def tell_of_end(asked: Asked, case: Case) -> Decision:
    """The letter to the customer of a case that is solved by this, where its agent has said so and nothing stands
    against it; else a draft for him. Nobody where it is not known whose it is."""
    if case.needs_agent:
        return Decision(case)
    account = asked.command.account or Account()
    said = Update(account.for_customer, asked.mail.sender, asked.now, kind=Kind.DE_ESCALATION)
    why, address = _find_doubts(asked, case, said, account.doubt), find_address(case, asked.policy)
    is_agents = is_contact(case, asked.mail.sender, asked.policy)
    if why or address is None or not (is_agents and asked.policy.customers.sends_thanks):
        return _draft(asked, case, said, why)
    case = with_update(case, said, address, asked.now)
    return Decision(case, (Notification(said.kind, address, Role.CUSTOMER, text=said.text),))


def _find_doubts(asked: Asked, case: Case, said: Update, doubt: str) -> tuple[Remark, ...]:
    """Why it is a draft, but for the setting and for who has closed it, which the letter says by itself."""
    found = find_why(case, said, doubt, asked.policy)
    kept = (one for one in found if one.text.partition(SEPARATOR)[0] not in ("another", "gap"))
    about = case.fields.tell_the_customer
    causes = {
        "unexplained": not said.text and (about in (None, NOTHING) or bool(case.fields.tell_doubt)),
        "first": not is_reached(case),
    }
    return (*kept, *(say_why(cause, case.name) for cause, is_so in causes.items() if is_so))


def is_reached(case: Case) -> bool:
    """Whether a letter of ours has left to the customer, and none has come back since."""
    to = case.customer
    told = case.conversation.told
    return to is not None and any(one.kind.is_for_customer and one.to.lower() == to.key for one in told)


def _draft(asked: Asked, case: Case, said: Update, why: tuple[Remark, ...]) -> Decision:
    """With the word that it is closed, and what was said of that: one letter to the agent."""
    case, mail = replace(case, update=said), asked.mail
    is_his = is_in_charge(case, mail.sender, asked.policy)
    letter = replace(
        write_draft(case, said, why),
        to=mail.sender if is_his else case.agent,
        text="" if is_his else asked.command.text or "",
        files=mail.files,
        also=() if is_his else (mail.sender,),
        in_reply_to=mail.message_id if is_his else "",
        since=case.customer_promised_at,
    )
    return Decision(case, (letter,))


def without_thanks(case: Case) -> Case:
    """The case, which is open again, without a draft that says that it is solved."""
    said = case.update
    return replace(case, update=None) if said is not None and said.is_thanks and said.is_draft else case


def in_one_letter(
    told: tuple[Notification, ...], of_end: tuple[Notification, ...], sender: Address
) -> tuple[Notification, ...]:
    """The letters of a case that is closed; who gets the draft reads by it that it is, and who let it leave reads so
    where he reads that."""
    drafts = {one.to.key for one in of_end if one.role is Role.AGENT}
    kept = (one for one in told if one.to.key not in drafts)
    left = next((one for one in of_end if one.role is Role.CUSTOMER), None)
    if left is None:
        return (*of_end, *kept)
    said = Remark(RemarkCode.DE_ESCALATED, left.to.email)
    return (*of_end, *(one.with_remarks(said) if one.to.key == sender.key else one for one in kept))
