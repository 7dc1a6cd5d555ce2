"""The kinds of letters, and the branches that each has: one closed set for a kind. Templates compare with these."""

from collections.abc import Mapping
from enum import StrEnum

from daemon.core.model.notices import NoticeVariant


class Kind(StrEnum):
    """The value of X-Escalation-Kind."""

    RECEIPT = "receipt"
    INFORMATION_REQUEST = "information-request"
    ROUTED = "routed"
    CUSTOMER_ACKNOWLEDGEMENT = "customer-acknowledgement"
    REMINDER = "reminder"
    RAISED = "raised"
    CLAIMED = "claimed"
    FORWARDED = "relay"  # the name that people and their filters know
    MOVED = "moved"
    CLOSED = "closed"
    CUSTOMER_UPDATE = "customer-update"
    DE_ESCALATION = "de-escalation"
    NUDGE = "nudge"
    DIGEST = "digest"
    DELIVERY_FAILURE = "delivery-failure"
    NOTICE = "notice"
    ALARM = "alarm"
    RECOVERED = "recovered"

    @property
    def is_for_customer(self) -> bool:
        return self in (Kind.CUSTOMER_ACKNOWLEDGEMENT, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION)

    @property
    def is_for_level(self) -> bool:
        """Whether it leaves before all others, whoever gets it."""
        return self in (Kind.ROUTED, Kind.RAISED, Kind.REMINDER, Kind.CLAIMED, Kind.DELIVERY_FAILURE, Kind.ALARM)

    @property
    def brings_case(self) -> bool:
        """Whether it is the case itself, for those who are asked to take it."""
        return self in (Kind.ROUTED, Kind.RAISED)

    @property
    def is_answer(self) -> bool:
        """Whether it tells a writer what became of his mail. Its return path is empty (RFC 3834 section 3.3)."""
        return self in (Kind.RECEIPT, Kind.INFORMATION_REQUEST, Kind.NOTICE)

    @property
    def may_loop(self) -> bool:
        """Whether a machine that answers it gets another one (fault F44): a receipt there is only one of."""
        return self in (Kind.INFORMATION_REQUEST, Kind.NOTICE)

    @property
    def says_remarks(self) -> bool:
        """Whether each of its texts has a place for sentences of ours."""
        return self.is_answer or self.brings_files

    @property
    def brings_files(self) -> bool:
        """Whether the files that came with a command go along with it (behaviour B6.8)."""
        return self in (Kind.FORWARDED, Kind.MOVED, Kind.CLOSED, Kind.CLAIMED, Kind.REMINDER)

    @property
    def tells_words(self) -> bool:
        """Whether the words that came with a command go along with it (behaviour B9.16)."""
        return self.brings_files or self.brings_case


class Plain(StrEnum):
    """Of a kind that has no branches."""

    PLAIN = ""


class ReceiptVariant(StrEnum):
    OPENED = "opened"
    JOINED = "joined"
    ADDED = "added"  # joined, and what is new went to who has it
    OUTAGE = "outage"  # opened, and goes along with another of the same outage
    COMPLETED = "completed"


class RequestVariant(StrEnum):
    """An information request."""

    FIRST = ""
    AGAIN = "again"
    ROUTED = "routed"  # it went up with gaps
    ROUTED_AGAIN = "routed, again"
    QUESTION = "question"  # whether it is to go up at all


class RoutedVariant(StrEnum):
    FIRST = ""
    ASKED = "asked"  # a person moved it here or passed it on


class RaisedVariant(StrEnum):
    IN_TIME = ""  # nobody had taken it in time
    ASKED = "asked"
    PREVIOUS = "previous"  # to those who had it before
    AGENT = "agent"
    SILENT = "silent"  # nobody above to raise it to
    FORSAKEN = "forsaken"  # to leads: nobody of the level was left to ask
    NEXT = "next"  # to agent and leads: somebody else is asked at the last level


class AcknowledgementVariant(StrEnum):
    CUSTOMER = ""
    DRAFT = "draft"  # to the agent, no address could be believed


class UpdateVariant(StrEnum):
    CUSTOMER = ""
    DRAFT = "draft"  # to the agent, who releases it


class ReminderVariant(StrEnum):
    BEFORE = "before"
    BEFORE_LAST = "before, last"
    AFTER = "after"
    AFTER_LAST = "after, last"
    OVERDUE = "overdue"
    ANSWERED = "answered"  # the time is over that an answer gave the level once more
    BACK = "back"  # at the deadline it has come back from whom it was passed to
    QUESTION = "question"  # to the agent, whom it waits for
    INCOMPLETE = "incomplete"
    ASK = "ask"  # in the agent's place: whether a question goes up
    HELD = "held"  # to leads: what becomes of an escalation whose agent has not answered
    WAITING = "waiting"
    CALM = "calm"  # to its contact: whether it still is
    ASKED = "asked"  # a person wants to know
    PROGRESS = "progress"  # nothing is heard of who took it
    BUNDLE = "bundle"


class ForwardedVariant(StrEnum):
    WORDS = ""
    QUESTION = "question"
    CUSTOMER = "customer"  # what the customer has written
    UNKNOWN = "unknown"  # what came to the customer's address here, from one that is none of theirs that we know
    RESUMES = "customer, resumes"  # and the clock that waited for that runs again
    COMPLETED = "completed"  # the agent has sent what was missing
    JOINED = "joined"  # what a second mail on the matter brings
    LEFT = "left"  # an agent who joined has taken back his mail
    OUTAGE = "outage"  # who else is hit by it, a line each
    SOLVED = "solved"  # who may not close it says that it is done, and the agent is asked


class MovedVariant(StrEnum):
    """What somebody did to where a case is, or to its clock."""

    LEVEL = "level"  # to another level
    PASSED = "passed"  # to somebody else
    CONTACT = "contact"  # another is the customer's contact, `people[0]` says
    CLOSED = "closed"  # its level is not there for days
    BACK = "back"  # from whom it was passed to
    DECLINED = "declined"  # by one of the level
    PRIORITY = "priority"  # another one, and so another deadline
    WAITING = "waiting"
    WAITED = "waited"  # the time is over for which it was to wait
    RESUME = "resume"
    CALM = "calm"  # its level rests
    REOPEN = "reopen"
    FORSAKEN = "forsaken"  # nobody of the level is left to ask, and it has not gone up yet
    FOUND = "found"  # what was said of that does not hold any more
    RETURNED = "returned"  # who had it has it no longer, and the others are asked again
    SENSITIVE = "sensitive"  # it is from now on, by what somebody wrote
    NOT_SENSITIVE = "not-sensitive"  # any more
    AGENT_AWAY = "agent-away"  # to who stands in for the customer's contact, else to leads
    ABSENT = "absent"  # one of the level, of whom others are left
    PRESENT = "present"  # he is back, and asked again
    AGENT_PRESENT = "agent-present"  # the customer's contact is back
    OUTAGE = "outage"  # the one that it went along with is none of its kind any more


class ClosedVariant(StrEnum):
    DONE = "done"
    CANCEL = "cancel"
    UNANSWERED = "unanswered"  # a question that nobody has answered in time


class ClaimedVariant(StrEnum):
    FIRST = ""
    OVER = "over"  # from who had it
    BACK = "back"  # by one who was asked before it went up; from `people[1]`, where somebody had it


class NudgeVariant(StrEnum):
    WISH = ""  # the customer has heard nothing for the set time
    PROGRESS = "progress"  # nothing is heard of who took it
    PROMISE = "promise"  # they wait for what they were promised


class FailureVariant(StrEnum):
    """Somebody was not reached."""

    SOMEBODY = ""
    RECIPIENT = "recipient"  # one of the level
    FORSAKEN = "forsaken"  # the last of the level: it has gone up
    WAITS = "waits"  # he may still be
    DOUBT = "doubt"  # or was, for all that is known
    CUSTOMERS_DOUBT = "doubt, customer"  # the same of our letter to the customer


Variant = (
    Plain
    | ReceiptVariant
    | RequestVariant
    | RoutedVariant
    | RaisedVariant
    | AcknowledgementVariant
    | UpdateVariant
    | ReminderVariant
    | ForwardedVariant
    | MovedVariant
    | ClosedVariant
    | ClaimedVariant
    | FailureVariant
    | NudgeVariant
    | NoticeVariant
)
# Every kind that is written today; those of `Kind` that are not here have no letter yet
VARIANTS: Mapping[Kind, type[Variant]] = {
    Kind.RECEIPT: ReceiptVariant,
    Kind.INFORMATION_REQUEST: RequestVariant,
    Kind.ROUTED: RoutedVariant,
    Kind.CUSTOMER_ACKNOWLEDGEMENT: AcknowledgementVariant,
    Kind.CUSTOMER_UPDATE: UpdateVariant,
    Kind.REMINDER: ReminderVariant,
    Kind.RAISED: RaisedVariant,
    Kind.CLAIMED: ClaimedVariant,
    Kind.FORWARDED: ForwardedVariant,
    Kind.MOVED: MovedVariant,
    Kind.CLOSED: ClosedVariant,
    Kind.NUDGE: NudgeVariant,
    Kind.DIGEST: Plain,
    Kind.DELIVERY_FAILURE: FailureVariant,
    Kind.NOTICE: NoticeVariant,
}
# letters that may loop, to one address in a case within a day: what breaks every loop (fault F44)
MOST_ANSWERS = 4
