"""The branches that each kind of letter has: one closed set for a kind. Templates compare with these words."""

from enum import StrEnum


class Plain(StrEnum):
    """Of a kind that has no branches."""

    PLAIN = ""


class ReceiptVariant(StrEnum):
    OPENED = "opened"
    JOINED = "joined"
    COMPLETED = "completed"


class RequestVariant(StrEnum):
    """An information request."""

    FIRST = ""
    AGAIN = "again"
    ROUTED = "routed"  # it went up with gaps


class RoutedVariant(StrEnum):
    FIRST = ""
    ASKED = "asked"  # a person moved it here or passed it on


class RaisedVariant(StrEnum):
    IN_TIME = ""  # nobody had taken it in time
    ASKED = "asked"
    PREVIOUS = "previous"  # to those who had it before
    AGENT = "agent"
    SILENT = "silent"  # nobody above to raise it to


class AcknowledgementVariant(StrEnum):
    CUSTOMER = ""
    DRAFT = "draft"  # to the agent, no address could be believed


class ReminderVariant(StrEnum):
    BEFORE = "before"
    BEFORE_LAST = "before, last"
    AFTER = "after"
    AFTER_LAST = "after, last"
    OVERDUE = "overdue"
    INCOMPLETE = "incomplete"
    WAITING = "waiting"
    ASKED = "asked"  # a person wants to know
    BUNDLE = "bundle"


class ForwardedVariant(StrEnum):
    WORDS = ""
    QUESTION = "question"
    COMPLETED = "completed"  # the agent has sent what was missing
    WAITING = "waiting"
    RESUME = "resume"
    DONE = "done"
    CANCEL = "cancel"
    REOPEN = "reopen"
    MOVED = "moved"
    PASSED = "passed"


class FailureVariant(StrEnum):
    """Somebody was not reached."""

    SOMEBODY = ""
    RECIPIENT = "recipient"  # one of the level
    AWAY = "away"  # all of the level are


class NoticeVariant(StrEnum):
    """The answer to one who asked for something; `text` is the command in those marked so."""

    HINT = "hint"
    UNREADABLE = "unreadable"
    JOINED = "joined"
    CONFLICT = "conflict"
    DONE = "done"  # the command
    REFUSED = "refused"  # the command
    NOT_OF_LEVEL = "not-of-level"  # it is not this reader's to take
    NOT_UNDERSTOOD = "not-understood"  # the command
    PASSED_ON = "passed-on"  # only with remarks on files
    NUMBERS = "numbers"
    STATUS = "status"
    WHY = "why"
    HELP = "help"


Variant = (
    Plain
    | ReceiptVariant
    | RequestVariant
    | RoutedVariant
    | RaisedVariant
    | AcknowledgementVariant
    | ReminderVariant
    | ForwardedVariant
    | FailureVariant
    | NoticeVariant
)
CONFIRMATIONS = frozenset({NoticeVariant.DONE, NoticeVariant.REFUSED, NoticeVariant.NOT_OF_LEVEL})  # what a command came to
ASKED_FOR = CONFIRMATIONS | {  # what a person of the case waits for: what came of his words, his file, his question
    NoticeVariant.NOT_UNDERSTOOD, NoticeVariant.PASSED_ON, NoticeVariant.STATUS, NoticeVariant.WHY, NoticeVariant.HELP,
}  # fmt: skip
REFUSALS = frozenset({NoticeVariant.REFUSED, NoticeVariant.NOT_OF_LEVEL})
