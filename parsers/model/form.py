"""What a form says: subject, fields, and what has to be said back. Values only."""

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Marker(StrEnum):
    """The word in the subject that makes a mail ours; with both words it is `urgent` (behaviour B2.1, B2.4)."""

    ESCALATION = "escalation"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject read: prefixes looked through, the marker word, the brief description and the ticket number.
    `has_place`: a ticket stands in it, or a place was left for one. `first` is the word that stands first, `is_call`
    whether as a call and not as the beginning of a sentence. `noise` says by what a program's subject is known,
    `is_head` whether by how it begins, below which a person may write all the same;
    `is_doubtful`: the ticket may be a word of the writer's."""

    text: str
    marker: Marker | None
    title: str
    ticket: str = ""
    case: int | None = None
    has_place: bool = False
    first: Marker | None = None
    is_call: bool = False
    more_cases: tuple[int, ...] = ()  # others whose `[ESC-n]` stands in it too
    noise: str = ""
    is_head: bool = False
    is_doubtful: bool = False


NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Fields:
    """The template's fields as the mail says them (behaviour B3.1). None or () means missing. `is_ticket_doubtful`: it
    stands in no field and may be a word of the writer's, which is not told outside (behaviour B1.6)."""

    priority: Priority | None = None
    customer: str | None = None
    customer_email: str | None = None
    ticket: str | None = None
    issue_summary: str | None = None
    steps_taken: tuple[str, ...] = ()
    customer_impact: str | None = None
    customer_expectation: str | None = None
    additional_context: str | None = None
    attachments: tuple[str, ...] = ()
    level: int | None = None
    trigger: str | None = None
    is_ticket_doubtful: bool = False
    tell_the_customer: str | None = None  # `NOTHING`: the customer is told nothing yet
    tell_doubt: str = ""  # by which words that may be not meant for the customer to read


SEPARATOR = " · "  # between the parts of a remark's text, where it has several


class RemarkCode(StrEnum):
    """What has to be said back to a sender; each has its sentence in the team's templates (`sentences.txt`)."""

    FEW_ATTEMPTS = "few_attempts"
    LEVEL_MISMATCH = "level_mismatch"
    CUSTOMER_NOT_TOLD = "customer_not_told"
    CUSTOMER_UNREACHED = "customer_unreached"
    CUSTOMER_PRESSES = "customer_presses"
    CUSTOMER_NOT_CALM = "customer_not_calm"  # of a case whose level rests
    CALM = "calm"  # the level rests from now on: the case, and who says so
    CUSTOMER_PRESSES_CLOSED = "customer_presses_closed"  # of a case that is over
    CUSTOMER_ELSEWHERE_WROTE = "customer_other_address"
    NEVER_TO_CUSTOMERS = "never_to_customers"
    TELL_UNCLEAR = "tell_unclear"  # whether it is the customer who is to read it
    DRAFT_WHY = "draft_why"  # why words for the customer are a draft first: the cause, and what it is about
    TELL_CUT = "tell_cut"  # what is read of it; the rest is among the words
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"  # why its text cannot be read
    FILES_LEFT_OUT = "files_left_out"
    FILES_OF_SEVERAL = "files_of_several"
    FILES_KEPT = "files_kept"  # no letter could bring them
    FILES_WITHHELD = "files_withheld"  # the case is sensitive
    FILES_OUT = "files_out"  # so it is, and others have had them before
    PRIORITY_NOW = "priority_now"  # the case has it by another agent's mail, or since that is taken back
    RAISED_BY_TAKEN_BACK = "raised_by_taken_back"  # its level was by a mail that is taken back
    SENSITIVE_NOW = "sensitive_now"  # the case is, by what its reader wrote
    SENSITIVE_WHY = "sensitive_why"  # by which words, "" for who may not read them, and how that ends
    FILES_TOO_LARGE = "files_too_large"  # for every letter
    FILES_NOT_READ = "files_not_read"  # they do not count, and were sent for a purpose
    PRIORITY_MAPPED = "priority_mapped"
    PRIORITY_UNCLEAR = "priority_unclear"
    TICKETS_DIFFER = "tickets_differ"
    LISTED_FILE_ABSENT = "listed_file_absent"
    REASON_MISSING = "reason_missing"
    ADDRESS_REFUSED = "address_refused"
    TIME_MISSING = "time_missing"
    LEVEL_UNCLEAR = "level_unclear"
    TRIGGER_UNKNOWN = "trigger_unknown"
    UNTIL_UNCLEAR = "until_unclear"
    UNTIL_WRITTEN = "until_written"  # the same, to the others
    BACK_BEFORE = "back_before"  # the time that was said: it goes back before
    BACK_UNCLEAR = "back_unclear"  # the time until which a case is passed on
    CUSTOMER_ELSEWHERE = "customer_elsewhere"  # the address is another account's
    CUSTOMER_HAS_IT = "customer_has_it"  # a colleague's mail: it went to the customer as well
    HAD_IT = "had_it"  # the customer's mail: it went to its reader as well
    COPY_TOLD = "copy_told"  # the customer has had the mail as well
    PAUSES_USED = "pauses_used"
    NAME_UNKNOWN = "name_unknown"
    NAME_SHARED = "name_shared"
    NOT_OF_US = "not_of_us"  # whom somebody names is none of ours
    OWN_MAILBOX = "own_mailbox"
    CONTACT_ALREADY = "contact_already"
    NAME_AGENT = "name_agent"  # an agent of the case that was to be passed to him
    NAME_WRITER = "name_writer"  # who was to have it, and says so himself
    NAME_TAKER = "name_taker"  # who has it already
    HANDED_FOR_GOOD = "handed_for_good"  # the time until which the contact was to be another
    COVERED = "covered"
    DECLINED_BEFORE = "declined_before"  # who is asked again where it comes back to his level
    NOBODYS = "nobodys"  # who had it was not reached
    LOST = "lost"  # the same, to himself: with whom it is
    TOOK_NOTHING = "took_nothing"  # the words of who gets it whole because of them
    HAD_ALONG = "had_along"  # parted from an outage: who had both, and the other one
    BACK = "back"  # its reader is away no longer
    ABSENT = "absent"  # to whom it was to be passed
    COVER_UNKNOWN = "cover_unknown"
    COVER_AWAY = "cover_away"  # himself
    STANDS_IN = "stands_in"  # its reader: for whom, and until when
    ABSENCE_UNCLEAR = "absence_unclear"  # words that may say that their writer is away, and have changed nothing
    NOBODY_STANDS_IN = "nobody_stands_in"  # for whom leads get what is for the customer's contact
    WENT_ON = "went_on"  # to which level a case that was opened again has gone at once, and why
    AGENT_UNREACHED = "agent_unreached"  # the same of one who gets no mail of ours
    SUBSTITUTE = "substitute"  # whom an absent one's mail program names instead
    PROMISE_UNCLEAR = "promise_unclear"
    NOT_A_COMMAND = "not_a_command"  # it looked like one
    THUMB_SEEN = "thumb_seen"  # a thumb up to a letter that asks nobody to take the case, which nobody has
    NOT_BY_JOINING = "not_by_joining"  # a command in a mail that is no answer
    NOT_TAKEN = "not_taken"  # a claim beside a yes
    NOT_DONE = "not_done"  # a command of whose words these are, which was not carried out
    MEANT = "meant"  # words that look like a command and are none, with the answer that does it
    NOT_ASKED = "not_asked"  # a yes or no that no letter asked for, a refusal of one's own case
    NOT_TO_CUSTOMER = "not_to_customer"  # whose name the words greet, which go to colleagues
    ANSWER_READ = "answer_read"  # `field: words`, of an answer without labels
    WORDS_KEPT = "words_kept"  # of an answer, in no field
    WORDS_ALONE = "words_alone"  # beside what was said of oneself, and no letter brings them to anybody
    CASES_OF_CUSTOMER = "cases_of_customer"  # that are open
    LINE_DONE = "line_done"
    LINE_REFUSED = "line_refused"
    LINE_UNBUILT = "line_unbuilt"  # whom the words went to, "-" for nobody, and the line
    LINE_OF_WRITER = "line_of_writer"  # what is said of oneself, and of no case
    LINE_UNKNOWN = "line_unknown"
    LINE_MOVED = "line_moved"  # status, level, who has it, what was said, and the line
    LINE_RELEASED = "line_released"  # case, its agent or nobody, and the line
    LINE_DISCARDED = "line_discarded"
    LINE_STAYS = "line_stays"  # why the mail stays set aside, and the line
    LINE_NOT_ASIDE = "line_not_aside"  # any more, or never: a mail to be released or discarded
    LINE_CANNOT = "line_cannot"  # what is asked of a case of a mail, or the other way about
    LOOKS_LIKE = "looks_like"  # an open case, and its ticket or nothing
    SAME_SUBJECT = "same_subject"  # another's open case, its agent, and its level or that its agent is asked
    PARTED = "parted"  # the case whose letter a matter of its own answers, and its own ticket
    SAME_OUTAGE = "same_outage"  # a case, its customer, its agent, and what is wrong there
    OUTAGE_WITHDRAWN = "outage_withdrawn"  # the same
    OUTAGE_SOLVED = "outage_solved"  # the same
    OUTAGE_ENDED = "outage_ended"  # a case, and how it ended
    LEAD_WRITES = "lead_writes"  # what he says beside a mail that he lets in
    RELEASED = "released"  # from whom a mail came that was set aside, and who let it in
    LINE_NOT_UNDERSTOOD = "line_not_understood"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say back; `text` is what it is about, in the sender's words mostly."""

    code: RemarkCode
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """The template of one mail. `labels`: fields whose label was seen, even if empty; `remarks`:
    to be said back (parsers/form/form.py); `words`: what stands outside the fields, the whole text where there are
    none (behaviour B3.20); `placed`: fields for which words without a label were read (behaviour B4.12); `dated`: what
    the customer expects, where it names a time."""

    fields: Fields
    labels: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    words: str = ""
    placed: frozenset[str] = frozenset()
    dated: str = ""

    @property
    def found(self) -> bool:
        """Whether the body holds a template field at all."""
        return bool(self.labels)
