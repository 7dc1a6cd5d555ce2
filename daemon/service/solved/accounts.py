"""What an answer writes down of how a solved case ended (behaviour B9.28)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.told.people import is_customer
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Accounted
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.ports import Outcome
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.commands.accounts import read_account, read_bare_account
from parsers.form.nudges import without_nudges
from parsers.model import Account, CommandName

ASKING = frozenset({Kind.NOTICE, Kind.CLOSED, Kind.REMINDER})  # letters that may ask for it, and for nothing else


def follow_account(case: Case, reading: Reading, policy: EscalationPolicy, now: datetime) -> Result | None:
    """What an answer that writes some of it down leads to; None for any other."""
    accounted = read_accounted(case, reading)
    if accounted is None:
        return None
    decision = decide(case, accounted, policy, now)
    return Result(Outcome.FILED, f"outcome of {case.name}", decision.case, decision.notifications)


def read_accounted(case: Case, reading: Reading) -> Accounted | None:
    """What one of ours says of it, under the labels or in answer to the question; None for anything else."""
    is_ours = reading.triage.has_token and not (reading.triage.is_customers or is_customer(case, reading.mail.sender))
    if not is_ours or case.status is not Status.RESOLVED or not reading.message.own_words:
        return None
    command = reading.command
    if command is not None:
        account = _read_again(command.account) if command.name is CommandName.DONE else None
    else:
        account = read_account(reading.message.text) or _read_bare(case, reading)
    return Accounted(reading.mail, account) if account is not None and _says(account) else None


def _read_again(said: Account | None) -> Account | None:
    """What `done` says once more under the labels, with the words that stand beside as what solved it."""
    is_beside = said is not None and said.resolution is None and bool(said.text)
    return replace(said, resolution=said.text) if said is not None and is_beside else said


def _says(account: Account) -> bool:
    return any(one is not None for one in (account.resolution, account.lesson, account.for_knowledge))


def _read_bare(case: Case, reading: Reading) -> Account | None:
    """The answer, without labels, of who was asked, to a letter that asks for it; not thanks alone."""
    said = case.solution
    if said is None or said.asked is None or said.asked.key != reading.mail.sender.key:
        return None
    told = (one for one in case.conversation.told if one.message_id in reading.message.in_reply_to)
    is_asked = any(one.kind in ASKING and one.at >= said.at and one.to.lower() == said.asked.key for one in told)
    text = reading.message.text
    return read_bare_account(text, case.unwritten) if is_asked and any(without_nudges(text.split("\n"))) else None
