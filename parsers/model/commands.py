"""What a participant may ask for. Values only."""

from dataclasses import dataclass
from enum import StrEnum

from parsers.model.form import Priority


class Argument(StrEnum):
    """What may stand behind a command's word and belongs to it."""

    ANYTHING = "anything"  # and it changes nothing: "mine - will call them at noon"
    ASIDE = "aside"  # a few words that change nothing
    SOMEBODY = "somebody"  # "remind them"
    WORDS = "words"  # they and the lines below are passed on
    NEEDED_WORDS = "needed words"  # without them it is no command
    OUTCOME = "outcome"  # an account of what was done, passed on likewise: "Done. Restarted the server."
    REASON = "reason"  # passed on likewise
    QUESTION = "question"  # nothing but a question mark: "Status: still broken" tells, and asks nothing
    LEVEL_QUESTION = "level question"  # "why level 3?"
    ADDRESS = "address"
    LEVEL = "level"
    PRIORITY = "priority"
    TIME = "time"
    HEARD = "heard"  # until when, and words that go nowhere: "told until friday: we call back"
    ABSENCE = "absence"  # until when, and who stands in


class CommandName(StrEnum):
    """What a participant may ask for: its words are in parsers/words/commands.toml, its rule in
    daemon/core/decisions/commands.py."""

    argument: Argument

    def __new__(cls, word: str, argument: Argument) -> "CommandName":
        name = str.__new__(cls, word)
        name._value_ = word
        name.argument = argument
        return name

    CLAIM = "claim", Argument.ANYTHING
    INFO = "info", Argument.WORDS
    PASS = "pass", Argument.ADDRESS
    RAISE = "raise", Argument.LEVEL
    LOWER = "lower", Argument.LEVEL
    PRIORITY = "priority", Argument.PRIORITY
    WAITING = "waiting", Argument.TIME
    RESUME = "resume", Argument.ASIDE
    NOTE = "note", Argument.NEEDED_WORDS
    UPDATE = "update", Argument.WORDS
    TOLD = "told", Argument.HEARD
    SEND_ACK = "send_ack", Argument.ASIDE
    SEND = "send", Argument.ASIDE
    CALM = "calm", Argument.ASIDE
    DONE = "done", Argument.OUTCOME
    REOPEN = "reopen", Argument.ASIDE
    CANCEL = "cancel", Argument.REASON
    STATUS = "status", Argument.QUESTION
    WHY = "why", Argument.LEVEL_QUESTION
    AWAY = "away", Argument.ABSENCE
    REMIND = "remind", Argument.SOMEBODY
    DECLINE = "decline", Argument.WORDS
    HELP = "help", Argument.QUESTION
    ADD = "add", Argument.LEVEL  # these five are known, and cannot be done yet
    ALSO = "also", Argument.ADDRESS
    CASES = "cases", Argument.ASIDE
    PASS_AGENT = "pass_agent", Argument.ADDRESS
    NOT_SENSITIVE = "not_sensitive", Argument.ASIDE
    RELEASE = "release", Argument.SOMEBODY  # these two only by number
    DISCARD = "discard", Argument.ASIDE
    YES = "yes", Argument.WORDS  # these two are read as consent, and belong to the letter that they answer
    NO = "no", Argument.WORDS


@dataclass(frozen=True, slots=True)
class Command:
    """What the first visible line of a reply asks for (behaviour B9.1; names: face C3.6)."""

    name: CommandName
    text: str | None = None
    to: str | None = None
    level: int | None = None
    priority: Priority | None = None
    until: str | None = None
    cover: str | None = None
    in_words: bool = False  # a refusal in everyday words: only where the letter asked somebody to take the case
    with_files: bool = False  # of `update`: the mail's files go along
    note: str = ""  # of `update`: what of the mail is for colleagues
    draft: str = ""  # of `calm`: our words for the customer, in their language
    doubt: str = ""  # of `update`: by which of its words that may be not meant for the customer
    by_thumb: bool = False  # a thumb up and no word: elsewhere than where it may take the case it says "seen"


@dataclass(frozen=True, slots=True)
class NumberedAnswer:
    """What is asked for one line of a numbered letter; `command` is None when `said` is no command."""

    number: int
    command: Command | None
    said: str
