"""Mail that only its recipients' keys open (behaviour B2.14)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.told.people import all_but, is_customer, to_sender
from daemon.core.decisions.transitions import keep, record
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from daemon.ports import Outcome
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from daemon.service.unopened.hints import write_notice


def write_sealed(reading: Reading) -> tuple[Notification, ...]:
    """To the sender of one that belongs to nothing."""
    return write_notice(reading, NoticeVariant.UNREADABLE, reading.message.unreadable)


def answer_sealed(case: Case, reading: Reading, now: datetime) -> Result:
    """It changes nothing, and one of ours reads that; of a customer's his agents do, for they wait for a word. Who only
    names the case gets no token by it."""
    triage, mail = reading.triage, replace(reading.mail, remarks=())
    kept = record(keep(case, mail), now, EntryKind.EMPTY, mail.sender.email)
    if triage.is_customers or is_customer(case, mail.sender):
        variant = NoticeVariant.UNREADABLE
        letters = tuple(
            Notification(Kind.NOTICE, one, Role.AGENT, variant, reading.message.unreadable, also=(mail.sender,))
            for one in all_but(mail.sender, case.agents)
        )
    else:
        letters = to_sender(case, mail, NoticeVariant.UNREADABLE, reading.message.unreadable)
        if not (triage.has_token or mail.sender.is_among(case.participants)):
            letters = tuple(replace(one, role=Role.SENDER) for one in letters)
    return Result(Outcome.FILED, f"{reading.message.unreadable}: it changes nothing in {case.name}", kept, letters)
