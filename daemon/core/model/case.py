"""A case: one escalation from the first mail to its outcome. `ESC-42` to people."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from daemon.core.model.assignment import Assignment, Cause, Pause, Response
from daemon.core.model.history.closings import Closing
from daemon.core.model.history.conversation import Conversation, Earlier, Kin, Reason
from daemon.core.model.history.precedents import Likeness
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.history.tracked import TrackerTicket
from daemon.core.model.updates import Update
from parsers.model import Address, Fields

UNCLEAR = "unclear"  # why a question is held
MOST_WORDS = 10_000  # characters that a case keeps of one mail


class Status(StrEnum):
    """Where a case stands. Only `transitions` sets it."""

    HELD = "held"  # incomplete: waiting for the agent's answer
    OPEN = "open"  # routed: waits until somebody takes it
    CLAIMED = "claimed"  # somebody has taken it: being worked on
    WAITING = "waiting"  # the clock is stopped: waiting for the customer
    RESOLVED = "resolved"
    CANCELLED = "cancelled"

    @property
    def is_closed(self) -> bool:
        return self in (Status.RESOLVED, Status.CANCELLED)


class Acknowledgement(StrEnum):
    """What became of the one acknowledgement that a customer gets at most (behaviour B6.4, B6.5)."""

    NONE = "none"
    SENT = "sent"
    DRAFT = "draft"  # no acceptable address: the agent has the text
    WITHHELD = "withheld"  # sensitive: waits for `send ack`
    HELD = "held"  # its agent wants them told nothing yet: waits for `send ack`
    OFF = "off"  # switched off in the settings


@dataclass(frozen=True, slots=True)
class Words:
    """What one of ours wrote outside the form: it goes up with the case (behaviour B3.20). `opening` is its first
    sentences; `is_passed_on`: another's mail, without a word of his own."""

    author: Address
    text: str
    opening: str = ""
    is_passed_on: bool = False


def name_case(number: int | None) -> str:
    """The case as people write it: `ESC-42`; "" for none."""
    return f"ESC-{number}" if number else ""


@dataclass(frozen=True, slots=True)
class Case:
    """One escalation as it stands. Times are instants in UTC; whose turn it is, and by when, is its `assignment`, and
    what was said in it lies in `conversation`."""

    number: int
    status: Status
    assignments: tuple[Assignment, ...]  # who has it, then those below whom it has gone up from
    agent: Address
    title: str
    fields: Fields
    received_at: datetime
    subject: str = ""  # as the agent wrote it: our letters to him answer under it
    opened_at: datetime | None = None  # when it was routed
    urgent: bool = False
    missing: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sensitive: bool = False
    is_cleared: bool = False  # it was sensitive, and somebody has said that it is not
    soft: bool = False  # Optional escalation: never raised by itself
    wake_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    acknowledgement: Acknowledgement = Acknowledgement.NONE
    customer: Address | None = None  # the accepted address of the customer
    customer_told_at: datetime | None = None
    customer_heard_at: datetime | None = None  # when the agent told the customer something
    customer_unreached: Address | None = None  # to whom our letter came back, until they hear
    customer_promised_at: datetime | None = None  # by when the customer hears, as they were told; None once it is kept
    customer_drafted_at: datetime | None = None  # the time in our draft of their letter, while it waits for the agent
    customer_nudged_at: datetime | None = None  # when the agent was last reminded of that promise
    update: Update | None = None  # the newest that the customer was written, or is to be
    outcome: str = ""
    closed_at: datetime | None = None
    closing: Closing | None = None  # the last one, also once it is open again
    words: tuple[Words, ...] = ()  # the earliest first
    question: Response | None = None  # of the level, that the agent has not answered
    watchers: tuple[Address, ...] = ()  # agents of mails that were joined to this case
    called: tuple[Address, ...] = ()  # who has written in it, by name
    earlier: tuple[Earlier, ...] = ()  # as it was before each of those mails
    asked: tuple[Address, ...] = ()  # who was asked in the agent's place whether it goes up
    is_crowds: bool = False  # its mail went to a crowd: as a question it is for nobody else
    first: int = 0  # of the same outage, with which this one goes along
    kin: tuple[Kin, ...] = ()  # that go along with this one
    likeness: Likeness | None = None  # to the solved case that it resembled most when it went up
    policy_version: str = ""  # of the team's procedure when it came
    tracked: tuple[TrackerTicket, ...] = ()  # what trackers call it, one for each
    needs_agent: bool = False  # a machine's marks are on its mail: nobody knows whose it is
    # address → first and last Message-ID with that person
    threads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conversation: Conversation = field(default_factory=Conversation)
    letters: int = 0  # letters written so far: numbers their ids
    version: int = field(default=0, compare=False)  # counted by the store, which refuses a case made of an older one

    @property
    def name(self) -> str:
        """The case as people write it: `ESC-42`."""
        return name_case(self.number)

    @property
    def assignment(self) -> Assignment:
        """Who has it."""
        return self.assignments[0]

    @property
    def level(self) -> int:
        """The level of who has it, as `recipients`, `claimed_by`, `claimed_at` and `due_at` are of that assignment."""
        return self.assignment.level

    @property
    def recipients(self) -> tuple[Address, ...]:
        return self.assignment.recipients

    @property
    def claimed_by(self) -> Address | None:
        """Who took it; None while nobody has."""
        return self.assignment.claimed_by

    @property
    def claimed_at(self) -> datetime | None:
        """When it was taken; None while nobody has."""
        return self.assignment.claimed_at

    @property
    def due_at(self) -> datetime | None:
        """When its level must have answered; None while it is held and when it is closed."""
        return self.assignment.due_at

    @property
    def holders(self) -> tuple[Address, ...]:
        """Who took it, else all who are asked to take it: who has declined only where nobody else is."""
        if self.claimed_by:
            return (self.claimed_by,)
        declined = {one.who for one in self.assignment.out if one.cause is Cause.DECLINED}
        return tuple(one for one in self.recipients if one.key not in declined) or self.recipients

    @property
    def upstairs(self) -> tuple[Address, ...]:
        """Whom its level's mail went to, and who took it, who need be none of them: a lead, one of a queue, or one who
        was asked before a raise."""
        return (*self.recipients, *((self.claimed_by,) if self.claimed_by else ()))

    @property
    def deputies(self) -> tuple[Address, ...]:
        """Who answers in the place of one whom its level's mail went to; of a sensitive case nobody may."""
        return () if self.sensitive else self.assignment.deputies

    @property
    def is_answered(self) -> bool:
        """Whether one of its level has said anything, or has it."""
        return self.assignment.response is not None or self.claimed_by is not None

    @property
    def agents(self) -> tuple[Address, ...]:
        """Who escalated it, and who joined."""
        return (self.agent, *self.watchers)

    def is_agent(self, person: Address) -> bool:
        """Whether this is one of its agents."""
        return person.is_among(self.agents)

    @property
    def customer_heard_last(self) -> datetime | None:
        """When the customer last heard anything, from us or from the agent; None when they have heard nothing."""
        return max(filter(None, (self.customer_told_at, self.customer_heard_at)), default=None)

    @property
    def is_alive(self) -> bool:
        """Whether somebody waits for something in it: it is not closed, or its customer was promised a word."""
        return not self.status.is_closed or self.customer_promised_at is not None

    @property
    def standing(self) -> str:
        """Whose turn it is, in one line to compare: a numbered letter tells by it whether the case has moved since."""
        who = self.claimed_by.key if self.claimed_by else " ".join(sorted(one.key for one in self.recipients))
        return f"{self.status} {self.level} {who}"

    def overdue_since(self, now: datetime) -> datetime | None:
        """The deadline that has come without anybody taking the case; None when it is not overdue: taken, waiting or
        held it is not, for its clock stands still."""
        return self.due_at if self.status is Status.OPEN and self.due_at is not None and self.due_at <= now else None

    @property
    def is_question(self) -> bool:
        """Whether it is held, and its sender was asked whether it is to go up at all (behaviour B2.21)."""
        return self.status is Status.HELD and self.was_question

    @property
    def was_question(self) -> bool:
        """Whether it began as one."""
        held = (entry for entry in self.conversation.entries if entry.kind is EntryKind.HELD)
        return any(entry.text == UNCLEAR for entry in held)

    @property
    def pause(self) -> Pause | None:
        """The pause that lasts; None while the clock runs."""
        return self.pauses[-1] if self.status is Status.WAITING and self.pauses else None

    @property
    def is_calm(self) -> bool:
        """Whether its level rests, for things are better (behaviour B9.15)."""
        return self.pause is not None and self.pause.is_calm

    @property
    def participants(self) -> tuple[Address, ...]:
        """Everybody inside who may answer: the agent, those who joined, the recipients and who answers in the place of
        one, the one who claimed, and those who were asked whether it goes up."""
        everybody = (*self.agents, *self.upstairs, *self.deputies, *self.asked)
        return tuple({person.key: person for person in everybody}.values())


def with_assignment(case: Case, assignment: Assignment) -> Case:
    """The case with this in place of who had it."""
    return replace(case, assignments=(assignment, *case.assignments[1:]))


def with_words(case: Case, words: Words | None) -> Case:
    """The case with these words to go up with it, each once."""
    if words is None:
        return case
    kept = replace(words, text=words.text[:MOST_WORDS])
    return case if kept in case.words else replace(case, words=(*case.words, kept))


def with_more(case: Case, said: Conversation) -> Case:
    """The case whose conversation has gone on with this."""
    return replace(case, conversation=case.conversation + said)
