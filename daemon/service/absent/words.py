"""Which words are about their writer alone: they may stand as the whole subject of a new mail."""

from daemon.core.intake.acting.context import Belonging
from daemon.core.model.policy import EscalationPolicy
from parsers.commands.command import parse_command
from parsers.model import Command, CommandName, Message, Subject
from parsers.vocabulary import Vocabulary

OWN_WORDS = frozenset({CommandName.AWAY, CommandName.CASES, CommandName.HELP})


def read_own_word(
    message: Message, subject: Subject, belonging: Belonging, policy: EscalationPolicy, words: Vocabulary
) -> Command | None:
    """What the whole subject of a new mail of one of ours says of him; None for any other."""
    is_answer = belonging.named or belonging.to_customers or belonging.lines is not None or message.in_reply_to
    if is_answer or subject.marker or message.sender is None or not policy.is_inside(message.sender):
        return None
    return only_own(parse_command(message.subject, words.commands, message.sender))


def only_own(command: Command | None) -> Command | None:
    """The command, where it is about its writer and not about a case; None for another."""
    return command if command is not None and command.name in OWN_WORDS else None
