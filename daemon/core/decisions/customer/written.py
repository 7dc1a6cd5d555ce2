"""What somebody has written to the customer through us: that it leaves, waits, or has not reached them after all
(behaviour B9.24, B6.25, B6.31)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.promises import has_heard_since, with_promise
from daemon.core.decisions.transitions import record
from daemon.core.intake.assessment import decide_address
from daemon.core.intake.tokens import find_letter_moment, find_written_at
from daemon.core.model.case import Case
from daemon.core.model.happenings import Undelivered
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Letter, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement, Update
from daemon.core.model.variants import Kind, UpdateVariant
from parsers.model import SEPARATOR, Address, Remark, RemarkCode


def find_address(case: Case, policy: EscalationPolicy) -> Address | None:
    """Where the customer is written to; None where no address of theirs may be used, and where mail to it came back."""
    address = case.customer or decide_address(case.fields, policy.directory, policy.customers).address
    missed = case.customer_unreached
    return None if address is None or (missed is not None and missed.key == address.key) else address


def say_why(cause: str, what: str) -> Remark:
    """Above a draft: why it is one, or comes once more."""
    return Remark(RemarkCode.DRAFT_WHY, f"{cause}{SEPARATOR}{what}")


def write_draft(case: Case, said: Update, why: tuple[Remark, ...] = ()) -> Notification:
    """The letter to the agent with words that wait for his `send`."""
    text = "" if said.is_thanks else said.text
    return Notification(said.kind, case.agent, Role.AGENT, UpdateVariant.DRAFT, text, why, said.files, since=said.until)


def with_update(case: Case, said: Update, address: Address, now: datetime) -> Case:
    """The case whose customer is written these words: what was promised is kept, and `until` is promised."""
    heard, promised = _find_before(case)
    sent = replace(said, sent_at=now, heard_before=heard, promised_before=promised)
    case = replace(with_promise(case, said.until), customer=address, customer_unreached=None, update=sent)
    case = replace(case, customer_heard_at=now, customer_drafted_at=None)
    return record(case, now, EntryKind.CUSTOMER_TOLD, case.agent.email, said.gist)


def _find_before(case: Case) -> tuple[datetime | None, datetime | None]:
    """What the customer has heard and was promised, as far as it has left."""
    said = case.update
    if (
        said is None
        or said.sent_at is None
        or any(one.kind.is_update and one.at >= said.sent_at for one in case.conversation.told)
    ):
        return case.customer_heard_at, case.customer_promised_at
    return said.heard_before, said.promised_before


def without_update(case: Case) -> Case:
    """The case whose customer has not got the newest words: they are a draft again, and what was so before them is."""
    said = case.update
    if said is None or said.sent_at is None:
        return case
    heard = said.heard_before if case.customer_heard_at == said.sent_at else case.customer_heard_at
    promised = said.promised_before if case.customer_promised_at == said.until else case.customer_promised_at
    return replace(with_promise(case, promised), customer_heard_at=heard, update=replace(said, sent_at=None))


def is_update(letter: Letter, case: Case) -> bool:
    """Whether it brings somebody's words to the customer, and not to the agent as a draft."""
    customers = (one.key for one in (case.customer, case.customer_unreached) if one is not None)
    return letter.kind.is_update and letter.to.lower() in customers


def _find_text(case: Case, written_at: datetime) -> str:
    """What was written to the customer in that second; "" for nothing."""
    said = case.conversation.find_said(written_at)
    return next((one.text for one in said if one.kind is EntryKind.CUSTOMER_TOLD), "")


def _as_draft(case: Case, *lost: str) -> Case:
    """The case with these words, which have not reached the customer, as a draft before any that waits."""
    newest = case.update
    waits = (newest.text,) if newest is not None and newest.is_draft else ()
    texts = (one for one in (*lost, *waits) if one and one != Kind.DE_ESCALATION)
    text = "\n\n".join(dict.fromkeys(texts))
    return case if newest is None else replace(case, update=replace(newest, text=text, sent_at=None))


def is_acknowledgement(letter: Letter, case: Case) -> bool:
    """Whether it is the one first letter to the customer."""
    is_first, customer = letter.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT, case.customer
    return is_first and customer is not None and letter.to.lower() == customer.key


def without_acknowledgement(case: Case, now: datetime) -> Case:
    """The customer has heard nothing; a sensitive case waits for `send ack` again."""
    promised_at = case.customer_promised_at if has_heard_since(case) else None  # the agent's own
    case = replace(case, customer_told_at=None, customer_promised_at=promised_at)
    if case.status.is_closed:
        return replace(case, acknowledgement=Acknowledgement.NONE)
    case = replace(case, acknowledgement=Acknowledgement.WITHHELD)
    return record(case, now, EntryKind.ACKNOWLEDGEMENT_WITHHELD, "", "sensitive")


def draft_again(before: Case, case: Case, taken_back: Iterable[Letter]) -> tuple[Notification, ...]:
    """To the agent, what was on its way to the customer of a case that is sensitive now."""
    said, why = case.update, say_why("sensitive", case.name)
    is_back = said is not None and any(is_update(one, before) for one in taken_back)
    return (write_draft(case, said, (why,)),) if said is not None and is_back else ()


def take_back_updates(before: Case, case: Case, taken_back: Iterable[Letter]) -> Case:
    """The case whose customer has not got these words: all of them are one draft."""
    updates = sorted((one for one in taken_back if is_update(one, before)), key=lambda one: one.created_at)
    texts = tuple(_find_text(before, one.created_at) for one in updates)
    return _as_draft(without_update(case), *texts) if updates else case


def lose_update(case: Case, what: Undelivered) -> tuple[Case, tuple[Notification, ...]] | None:
    """The newest words to the customer have come back: they are the agent's draft again; None where it is another
    letter that has."""
    lost_at = _find_lost(case, what)
    lost = "" if lost_at is None else _find_text(case, lost_at)
    if case.update is None or not lost:
        return None
    if case.customer is None and case.update.is_draft and lost in case.update.gist:
        return case, ()  # a second report of the same
    is_newest = case.update.sent_at is not None and lost == case.update.gist
    case = _as_draft(without_update(case) if is_newest else case, lost)
    case = replace(case, customer=None, customer_unreached=case.customer or case.customer_unreached)
    why = say_why("unreached", f"{what.to}: {what.problem}")
    said = case.update
    return case, (replace(write_draft(case, said, (why,)), about=what.letter),) if said is not None else ()


def _find_lost(case: Case, what: Undelivered) -> datetime | None:
    """When the letter was written that has come back; of a bounce that names none the newest that left to this address.
    None where it brought nobody's words."""
    if what.letter:
        return find_letter_moment(what.letter)
    told = [one for one in case.conversation.told if one.to.lower() == what.to.lower()]
    is_update = bool(told) and told[-1].kind.is_update
    return find_written_at(told[-1].message_id) if is_update else None
