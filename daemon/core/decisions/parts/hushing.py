"""What in a mail makes its case sensitive, in whatever way its words come into it (behaviour B5.14)."""

from daemon.core.intake.assessment import find_sensitive
from daemon.core.model.happenings import Answered, Commanded, Happening, Informed, Joined, Mail, Noted, Released
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Command, CommandName

# whose words are for somebody, or stand in a mail that is read as a whole
OF_ALL = frozenset({CommandName.UPDATE, CommandName.YES, CommandName.NO})


def find_hushing(happening: Happening, policy: EscalationPolicy) -> str:
    """What in it makes its case sensitive; "" for nothing. Read is what a person has written, whoever he is, but not of
    whom nobody knows to be the customer; a mail that opens a case is judged with its fields."""
    match happening:
        case Commanded():
            said = _find_words(happening.mail, happening.command)
        case Noted():
            said = "" if happening.is_unknown else _find_words(happening.mail, happening.command)
        case Answered() | Joined() | Informed() | Released():
            said = happening.mail.text
        case _:
            return ""
    return find_sensitive(said, policy, happening.mail.sender) if said else ""


def _find_words(mail: Mail, command: Command | None) -> str:
    """What is said besides a command's own word and its argument (`pass to Sue`)."""
    return mail.text if command is None or command.name in OF_ALL else command.text or ""
