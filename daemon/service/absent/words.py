"""Which words are about their writer alone: they may stand as the whole subject of a new mail."""

import re
from functools import cache
from itertools import chain

from daemon.core.intake.acting.context import Belonging
from daemon.core.model.policy import EscalationPolicy
from parsers.commands.command import CommandWords, parse_command
from parsers.model import Address, Command, CommandName, Message, Subject
from parsers.vocabulary import Vocabulary
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_words

DURATION = re.compile(r"\d{1,3}[ .\w/:-]{0,30}")
OWN_WORDS = frozenset({CommandName.AWAY, CommandName.CASES, CommandName.HELP})


def read_own_word(
    message: Message, subject: Subject, belonging: Belonging, policy: EscalationPolicy, words: Vocabulary
) -> Command | None:
    """What the whole subject of a new mail of one of ours says of him; None for any other."""
    if message.sender is None or not _is_new(message, subject, belonging, policy):
        return None
    may_be = _may_be_own(message.subject, words.commands)
    return only_own(_read(message.subject, words.commands, message.sender)) if may_be else None


def _may_be_own(subject: str, words: CommandWords) -> bool:
    """Whether such a word stands anywhere in the subject, which takes a tenth of reading it."""
    said = fold_line(subject)
    listed = chain(words.words.items(), words.phrases.items())
    return any(word in said and name in OWN_WORDS for word, name in listed)


def is_own_word(
    own: Command | None, message: Message, subject: Subject, belonging: Belonging, policy: EscalationPolicy
) -> bool:
    """Whether it is a new mail whose subject is a word about its sender alone: such a command, or that he is back."""
    return own is not None or _says_back(message, subject, belonging, policy)


def _says_back(message: Message, subject: Subject, belonging: Belonging, policy: EscalationPolicy) -> bool:
    """Whether the whole subject of a new mail of one of ours says that he is there again."""
    return fold(message.subject) in _load_back() and _is_new(message, subject, belonging, policy)


@cache
def _load_back() -> frozenset[str]:
    return frozenset(fold(one) for one in load_words("absences")["back"]["words"])


def _is_new(message: Message, subject: Subject, belonging: Belonging, policy: EscalationPolicy) -> bool:
    """Whether it is a new mail of one of ours, about nothing that we know."""
    is_answer = belonging.is_answer or belonging.to_customers or message.in_reply_to
    return not (is_answer or subject.marker) and message.sender is not None and policy.is_inside(message.sender)


def _read(subject: str, words: CommandWords, sender: Address) -> Command | None:
    """The command that is the whole subject; `away 3 days` too, whose end stands without a word before it."""
    command = parse_command(subject, words, sender)
    first, _, rest = subject.strip().partition(" ")
    is_bare = words.words.get(first.casefold()) is CommandName.AWAY and DURATION.fullmatch(rest.strip())
    return parse_command(f"{first} until {rest}", words, sender) if command is None and is_bare else command


def only_own(command: Command | None) -> Command | None:
    """The command, where it is about its writer and not about a case; None for another."""
    return command if command is not None and command.name in OWN_WORDS else None
