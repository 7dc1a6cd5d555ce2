"""What a notice says: the answer to one who asked for something, or a word to those concerned."""

from enum import StrEnum


class NoticeVariant(StrEnum):
    """The answer to one who asked for something; `text` is the command in those marked so."""

    HINT = "hint"
    UNREADABLE = "unreadable"
    JOINED = "joined"
    CONFLICT = "conflict"
    CUSTOMER = "customer"  # has written a mail that was set aside: `text` is its subject
    NAME_AGENT = "name-agent"  # to leads: a machine's marks are on its mail
    DONE = "done"  # the command
    REFUSED = "refused"  # the command
    NOT_OF_LEVEL = "not-of-level"  # it is not this reader's to take
    NOT_YOURS = "not-yours"  # the command, which is for others to say
    CLOSE = "close"  # whether it is closed, to one who has not taken it and says that it is done (`text`)
    OVER = "over"  # the outage that it went along with is solved: whether this one is
    IN_PLACE = "in-place"  # somebody has answered in this reader's place
    NO_TOKEN = "no-token"  # of who only names the case: a command was not carried out, or the words are kept
    UNCONFIRMED = "unconfirmed"  # a mail in the name of one of ours was set aside: to this one, and to the leads
    VOUCHED = "vouched"  # what `people[0]` answers to that, to leads; to himself who reads it: `people`
    STRANGER = "stranger"  # a stranger's answer to a letter of the case was set aside
    LOOKS_LIKE = "looks-like"  # a new case that looks like this reader's
    SAME_SUBJECT = "same-subject"  # a question under the subject of this reader's
    PARTED = "parted"  # an answer in this reader's case is a case of its own, whose name is `text`
    LOOP = "loop"  # to leads: somebody writes as a robot does, and is answered no more for now
    LEFT = "left"  # to an agent who joined and has taken back his mail
    ACKNOWLEDGED = "acknowledged"  # the customer's letter leaves by another's word
    UPDATED = "updated"  # the words for the customer leave: `since` is by when they hear again
    DRAFTED = "drafted"  # they are with the agent as a draft, who releases it
    TOLD = "told"  # to the agent: another has told his customer something
    NOT_TOLD = "not-told"  # a mail to the customer without a word
    TOLD_UNREADABLY = "told-unreadably"  # one that is encrypted
    WHICH_CASE = "which-case"  # a mail to a customer of several cases
    NOT_UNDERSTOOD = "not-understood"  # the command
    TAKEN = "taken"  # by another; `text` is the command that he has to say once more, "" for `mine`
    PUT = "put"  # that it is done: its agent is asked whether it is closed
    ASKED = "asked"  # to the agent: who is asked in his place
    SENT_UP = "sent-up"  # to who was asked: somebody has sent it up
    STILL_ASKED = "still-asked"  # words that are no yes or no; `people` are whom they were passed on to
    TOO_LATE = "too-late"  # yes or no to what has gone up already, by `people[0]` or the reader
    NOT_TAKEN = "not-taken"  # words of one of the level that take nothing; `people` are whom they were passed on to
    CLOSED = "closed"  # words about a case that is over; `people` are whom they were passed on to
    PASSED_ON = "passed-on"  # only with remarks on files
    AWAY = "away"  # the reader is noted as away until `since`, and `people` stands in
    AWAY_UNCLEAR = "away-unclear"  # until when is not said, or who stands in is not known
    BACK = "back"  # the reader is away no longer
    NOT_AWAY = "not-away"  # he says that he is back, and was not noted as away
    STANDS_IN = "stands-in"  # the reader, for `people[0]`, who is away until `since`
    STANDS_IN_NO_MORE = "stands-in-no-more"
    OF_NO_CASE = "of-no-case"  # words in answer to a letter about none; `people` is another to whom that was written
    UNKNOWN_CASE = "unknown-case"  # a mail that names `text`, which is none of ours, was set aside
    CASES = "cases"  # the reader's open ones, in `text`
    EVENING = "evening"  # at the end of the reader's day: what is due tomorrow or waits for him, in `text`
    HELP_ALONE = "help-alone"  # of no case
    NO_MAIL = "no-mail"  # could leave since `since`, until now; `text` lists the cases
    LITTLE_MAIL = "little-mail"  # could
    NUMBERS = "numbers"
    STATUS = "status"
    WHY = "why"
    HELP = "help"


# what a command came to
REFUSALS = frozenset({NoticeVariant.REFUSED, NoticeVariant.NOT_OF_LEVEL, NoticeVariant.NOT_YOURS})
CONFIRMATIONS = REFUSALS | {NoticeVariant.DONE}
ASKED_FOR = CONFIRMATIONS | {  # what a person of the case waits for: what came of his words, his file, his question
    NoticeVariant.NOT_UNDERSTOOD, NoticeVariant.NOT_TAKEN, NoticeVariant.TAKEN, NoticeVariant.PUT, NoticeVariant.CLOSED,
    NoticeVariant.PASSED_ON, NoticeVariant.STATUS, NoticeVariant.WHY, NoticeVariant.HELP, NoticeVariant.CLOSE,
    NoticeVariant.LEFT, NoticeVariant.NO_TOKEN, NoticeVariant.AWAY, NoticeVariant.AWAY_UNCLEAR, NoticeVariant.NOT_AWAY,
    NoticeVariant.CASES, NoticeVariant.HELP_ALONE, NoticeVariant.ASKED, NoticeVariant.SENT_UP,
    NoticeVariant.UPDATED, NoticeVariant.DRAFTED,
    NoticeVariant.STILL_ASKED, NoticeVariant.TOO_LATE, NoticeVariant.CONFLICT, NoticeVariant.CUSTOMER,
}  # fmt: skip
