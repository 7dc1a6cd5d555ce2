"""What somebody has written to the customer through us: that it leaves, waits, or has not reached them after all
(behaviour B9.24, B6.25, B6.31)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.promises import with_promise
from daemon.core.decisions.transitions import record
from daemon.core.intake.assessment import decide_address
from daemon.core.model.case import Acknowledgement, Case
from daemon.core.model.happenings import Undelivered
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Letter, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Update
from daemon.core.model.variants import Kind, UpdateVariant
from parsers.model import SEPARATOR, Address, Remark, RemarkCode


def find_address(case: Case, policy: EscalationPolicy) -> Address | None:
    """Where the customer is written to; None where no address of theirs may be used, and where mail to it came back."""
    address = case.customer or decide_address(case.fields, policy.directory, policy.customers).address
    missed = case.customer_unreached
    return None if address is None or (missed is not None and missed.key == address.key) else address


def write_draft(case: Case, said: Update, why: tuple[Remark, ...] = ()) -> Notification:
    """The letter to the agent with words that wait for his `send`."""
    return Notification(
        Kind.CUSTOMER_UPDATE, case.agent, Role.AGENT, UpdateVariant.DRAFT, said.text, why, said.files, since=said.until
    )


def with_update(case: Case, said: Update, address: Address, now: datetime) -> Case:
    """The case whose customer is written these words: what was promised is kept, and `until` is promised."""
    sent = replace(said, sent_at=now, heard_before=case.customer_heard_at, promised_before=case.customer_promised_at)
    case = replace(with_promise(case, said.until), customer=address, customer_unreached=None, update=sent)
    case = replace(case, customer_heard_at=now, customer_drafted_at=None)
    return record(case, now, EntryKind.CUSTOMER_TOLD, case.agent.email, said.text)


def without_update(case: Case) -> Case:
    """The case whose customer has not got the newest words: they are a draft again, and what was so before them is."""
    said = case.update
    if said is None or said.sent_at is None:
        return case
    heard = said.heard_before if case.customer_heard_at == said.sent_at else case.customer_heard_at
    promised = said.promised_before if case.customer_promised_at == said.until else case.customer_promised_at
    return replace(with_promise(case, promised), customer_heard_at=heard, update=replace(said, sent_at=None))


def is_update(letter: Letter, case: Case) -> bool:
    """Whether it is the newest of somebody's words to the customer."""
    said = case.update
    return letter.kind is Kind.CUSTOMER_UPDATE and said is not None and letter.created_at == said.sent_at


def is_acknowledgement(letter: Letter, case: Case) -> bool:
    """Whether it is the one first letter to the customer."""
    is_first, customer = letter.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT, case.customer
    return is_first and customer is not None and letter.to.lower() == customer.key


def without_acknowledgement(case: Case, now: datetime) -> Case:
    """The customer has heard nothing; a sensitive case waits for `send ack` again."""
    promised_at = None if case.customer_heard_at is None else case.customer_promised_at  # else the agent's own
    case = replace(case, customer_told_at=None, customer_promised_at=promised_at)
    if case.status.is_closed:
        return replace(case, acknowledgement=Acknowledgement.NONE)
    case = replace(case, acknowledgement=Acknowledgement.WITHHELD)
    return record(case, now, EntryKind.ACKNOWLEDGEMENT_WITHHELD, "", "sensitive")


def draft_again(before: Case, case: Case, taken_back: Iterable[Letter]) -> tuple[Notification, ...]:
    """To the agent, what was on its way to the customer of a case that is sensitive now."""
    said, why = case.update, Remark(RemarkCode.DRAFT_WHY, f"sensitive{SEPARATOR}{case.name}")
    is_back = said is not None and any(is_update(one, before) for one in taken_back)
    return (write_draft(case, said, (why,)),) if said is not None and is_back else ()


def lose_update(case: Case, what: Undelivered) -> tuple[Case, tuple[Notification, ...]] | None:
    """The newest words to the customer have come back: they are the agent's draft again; None where it is another
    letter that has."""
    said = case.update
    if said is None or said.sent_at is None or not _is_of(what, said.sent_at):
        return None
    case = replace(without_update(case), customer=None, customer_unreached=case.customer or case.customer_unreached)
    why = Remark(RemarkCode.DRAFT_WHY, SEPARATOR.join(("unreached", f"{what.to}: {what.problem}")))
    return case, (replace(write_draft(case, replace(said, sent_at=None), (why,)), about=what.letter),)


def _is_of(what: Undelivered, sent_at: datetime) -> bool:
    """Whether it is about the letter that was written then; of a bounce that names none, about the newest."""
    return not what.letter or what.letter.endswith(f"-{int(sent_at.timestamp()):x}")
