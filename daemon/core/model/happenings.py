"""What can happen to a case, and what is decided: the happenings that `lifecycle.decide` answers to, and its answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.model.case import Case, Words
from daemon.core.model.history.conversation import KeptFile, Reason
from daemon.core.model.notifications import Notification
from parsers.model import Address, Command, Fields, Form, Remark


@dataclass(frozen=True, slots=True)
class Assessment:
    """Which level a mail asks for, and why (behaviour B5.1, B5.8). `remarks` are to be said back."""

    level: int
    reasons: tuple[Reason, ...]
    triggers: tuple[str, ...] = ()
    immediate: bool = False
    sensitive: bool = False
    soft: bool = False
    remarks: tuple[Remark, ...] = ()

    def goes_at_once(self, missing: tuple[str, ...], urgent: bool) -> bool:
        """Whether its case goes to the level now: whole, or with gaps because it presses; else it is held."""
        return not missing or urgent or self.immediate

    def presses(self, case: Case) -> bool:
        """Whether it names an Immediate trigger that the case has not had, and belongs higher by it."""
        return self.immediate and self.level > case.level and not set(self.triggers) <= set(case.triggers)


@dataclass(frozen=True, slots=True)
class Mail:
    """The facts of one mail that a decision needs. `text` is the sender's newest visible words, `words`
    those of them that stand outside the form, and go up with the case."""

    sender: Address
    digest: str
    message_id: str
    received_at: datetime
    text: str = ""
    subject: str = ""
    files: tuple[KeptFile, ...] = ()
    remarks: tuple[Remark, ...] = ()
    words: Words | None = None
    copied: frozenset[str] = frozenset()  # whom it went to beside us: addresses in lower case
    is_silent: bool = False  # list mail, or `X-Auto-Response-Suppress`: its sender gets no answer
    in_place_of: Address | None = None  # who was given the letter whose token its sender has
    answers: tuple[str, ...] = ()  # Message-IDs of what it answers
    tracker: Address | None = None  # whose robot brought a person's words or deed there

    def with_remarks(self, *remarks: Remark) -> "Mail":
        return replace(self, remarks=(*self.remarks, *remarks))

    @property
    def says_something(self) -> bool:
        """Whether it has words or files: a quotation alone is nobody's answer (behaviour B7.7)."""
        return bool(self.text.strip()) or any(file.counts for file in self.files)


@dataclass(frozen=True, slots=True)
class CustomerContact:
    """The accepted address of the customer, or why there is none (behaviour B6.6)."""

    address: Address | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Escalated:
    """A mail that opens a case. `is_question`: its sender is asked first whether it is to go up."""

    number: int
    mail: Mail
    title: str
    form: Form
    missing: tuple[str, ...]
    urgent: bool
    assessment: Assessment
    contact: CustomerContact
    is_question: bool = False
    is_crowds: bool = False  # it went to a crowd
    is_machines: bool = False  # it bears a machine's marks


@dataclass(frozen=True, slots=True)
class Answered:
    """A mail that fills in an escalation: a reply to an information request, or another mail on the same matter.
    `form` holds the merged fields; `missing` is what is missing after the merge. `goes_up` is why a held case goes up
    as it is, "" where nothing asks for that; `is_unheard`: its sender has had so many letters that no more would answer
    him (fault F44)."""

    mail: Mail
    form: Form
    missing: tuple[str, ...]
    urgent: bool
    assessment: Assessment
    contact: CustomerContact
    goes_up: str = ""
    is_unheard: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Another mail on the same matter, from the same or another agent (behaviour B5.11 to B5.16). When it is more
    pressing than the case, the case goes up to its level. `fields` are those of both mails, and `missing` what is
    missing then; None where nothing is merged."""

    mail: Mail
    urgent: bool
    assessment: Assessment
    contact: CustomerContact = CustomerContact(None)
    fields: Fields | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A human reply that is no command. `has_token`: it may change the case (behaviour B11.7). `assessment` is that of
    the case with its agent's words added, None where words judge nothing; `command` the one that is not carried out for
    want of a token."""

    mail: Mail
    has_token: bool
    assessment: Assessment | None = None
    command: Command | None = None
    is_overheard: bool = False  # in the thread of a crowd's question: it reaches nobody
    is_customers: bool = False  # the customer's, from whatever address of theirs
    is_unknown: bool = False  # by the customer's token, from an address that is none of theirs that we know
    is_courtesy: bool = False  # nothing but thanks
    presses: str = ""  # what in a customer's words is Immediate; "" for nothing
    angers: str = ""  # what in them is Immediate or dissatisfied while the level rests; "" for nothing

    @property
    def missed(self) -> str:
        """The name of the command that is not carried out; "" for none."""
        return self.command.name if self.command is not None else ""


@dataclass(frozen=True, slots=True)
class Informed:
    """An agent's mail to the customer, in which we are: for nobody inside (behaviour B2.28). Without words, or with a
    thumb alone, it does not `says_something`; encrypted it `is_unreadable`, and may say anything."""

    mail: Mail
    says_something: bool = True
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """A mail in this case that was set aside, and that a lead lets in: words, whoever its sender says he is."""

    mail: Mail
    by: Address


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command from a participant with the case's token."""

    mail: Mail
    command: Command
    assessment: Assessment | None = None  # as above, of `note: …`


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter of ours bounced or was refused for good, or `waits` while others leave, or `may_be_there`: whether it
    arrived nobody knows. `letter` is its id, "" where only the bounce is known."""

    to: str
    problem: str
    letter: str = ""
    waits: bool = False
    may_be_there: bool = False


@dataclass(frozen=True, slots=True)
class AutoReplied:
    """An automatic answer to a letter of ours: recorded, never an answer of a person.
    `is_away`: nobody reads it there; `proposed` are those of ours whom it names instead, and `former` who stood in
    before, and does not now. `mail` is it where it is the customer's, and for the agents; None for one of ours."""

    who: str
    text: str
    is_away: bool = False
    mail: Mail | None = None
    proposed: tuple[Address, ...] = ()
    former: Address | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """Somebody who was away is there again; `cover` stood in for him, and `was_out`: he has just written in the case
    itself, which he had left."""

    who: Address
    cover: Address | None = None
    was_out: bool = False


@dataclass(frozen=True, slots=True)
class Woken:
    """The instant has come that stood as the case's `wake_at`. `unread_since`: no mail can be read since then;
    `is_stuck`: no letter can leave."""

    unread_since: datetime | None = None
    is_stuck: bool = False


Mailed = Escalated | Answered | Joined | Noted | Commanded  # what a person has sent
Written = Mailed | Informed | Released  # whatever brings a person's words
# to a case that there is
Following = Answered | Joined | Noted | Commanded | Informed | Released | Undelivered | AutoReplied | Returned | Woken
Happening = Escalated | Following


@dataclass(frozen=True, slots=True)
class Decision:
    """The case as it is now, and the letters to write, in order."""

    case: Case
    notifications: tuple[Notification, ...] = ()
