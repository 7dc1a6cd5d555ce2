"""Our own words for a customer, of the team's templates and in the customer's language (behaviour B9.15)."""

from dataclasses import replace

from daemon.core.letters.voice import Texts
from daemon.core.model.case import Case
from daemon.core.model.customers import find_customer
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Command, CommandName


def with_draft(command: Command, case: Case, policy: EscalationPolicy, texts: Texts | None) -> Command:
    """The command, `calm` with our words that things are better; any other as it is."""
    if command.name is not CommandName.CALM or texts is None:
        return command
    customer = find_customer(case.fields, policy.directory)
    language = customer.language if customer is not None and customer.language else policy.language
    return replace(command, draft=texts.say("calm_words", language))
