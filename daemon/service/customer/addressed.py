"""Words of one of ours that greet the customer go to the colleagues all the same, and their writer learns it (behaviour
B6.7)."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.decisions.customer.told import find_copied
from daemon.core.decisions.told.people import is_customer
from daemon.core.model.case import Case
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.policy import EscalationPolicy
from daemon.service.intake import Reading
from parsers.model import Remark, RemarkCode
from parsers.text.borders.greetings import is_greeting
from parsers.words.fold import fold


def as_addressed(case: Case, reading: Reading, policy: EscalationPolicy) -> Reading:
    """What was read; of a note that greets one of the customer's people by name its writer reads that the customer has
    not had it."""
    mail, line = reading.mail, reading.message.text.strip().partition("\n")[0]
    if not _is_for_colleagues(case, reading, policy) or not is_greeting(line):
        return reading
    name = _find_greeted(line, case, policy)
    if not name:
        return reading
    return replace(reading, mail=mail.with_remarks(Remark(RemarkCode.NOT_TO_CUSTOMER, name)))


def _is_for_colleagues(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether it is a note of one of ours that the customer has not had as well."""
    is_note = reading.command is None and reading.message.own_words and case.opened_at is not None
    return is_note and not (is_customer(case, reading.mail.sender) or find_copied(case, reading.mail, policy))


def _find_greeted(line: str, case: Case, policy: EscalationPolicy) -> str:
    """The name of the customer's person whom the line greets, and no colleague; "" for none."""
    colleagues = {part for person in case.participants for part in fold(f"{person.name} {person.email}").split()}
    greeted = {part for part in fold(line).split() if part not in colleagues}
    return next((one.name for one in _find_people(case, policy) if greeted.intersection(fold(one.name).split())), "")


def _find_people(case: Case, policy: EscalationPolicy) -> Iterator[Customer]:
    """The people of the case's customer that the directory knows."""
    customer = find_customer(case.fields, policy.directory)
    if customer is not None:
        yield from (one for one in policy.directory.customers if one.account == customer.account)
