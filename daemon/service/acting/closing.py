"""Whether a case is closed, to who was asked that (behaviour B9.17)."""

from dataclasses import replace

from daemon.core.model.case import Case
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading
from parsers.commands.consent import read_consent
from parsers.model import Command, CommandName


def as_confirmed(case: Case, reading: Reading) -> Reading:
    """What was read; a plain yes of who was asked whether the case is closed closes it, in answer to a notice."""
    sender, message = reading.mail.sender, reading.message
    if case.status.is_closed or not any(one.who.key == sender.key for one in case.assignment.closers):
        return reading
    notices = {one.message_id for one in case.conversation.told if one.kind is Kind.NOTICE}
    said = read_consent(message.text) if message.own_words and notices.intersection(message.in_reply_to) else None
    if said is None or not (said.is_yes and said.is_plain):
        return reading
    return replace(reading, command=Command(CommandName.DONE))
