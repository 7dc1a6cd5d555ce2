"""What an agent writes to the customer, or lets them read, and whether it tells them anything (behaviour B2.28)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.customer.promises import hear_of_copy
from daemon.core.model.case import Case
from daemon.service.intake import Reading
from parsers.commands.command import CommandWords, parse_command
from parsers.model import Remark, RemarkCode


def tells_something(reading: Reading, words: CommandWords) -> bool:
    """Whether a mail to the customer says more than a thumb. Of an encrypted one nobody here can say so."""
    message = reading.message
    if message.unreadable:
        return False
    command = parse_command(message.text, words, message.sender, message.is_reaction)
    has_words = any(map(str.isalnum, reading.mail.text)) or any(file.counts for file in message.files)
    return has_words and not (command is not None and command.by_thumb)


def note_copy(case: Case, reading: Reading, words: CommandWords, now: datetime) -> tuple[Case, Reading]:
    """An answer to us of which the customer has a copy counts as told, which its writer learns."""
    if not tells_something(reading, words):
        return case, reading
    told = Remark(RemarkCode.COPY_TOLD, case.fields.customer or "")
    mail = reading.mail.with_remarks(told)
    return hear_of_copy(case, reading.mail, now), replace(reading, mail=mail)
