"""What the agent of a held case wants: that it goes up as it is, or not at all (behaviour B2.36, B4.14), and what
of his mail answers what he was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.decisions.answers.declines import may_decline
from daemon.core.decisions.told.outdated import TO_ACT
from daemon.core.decisions.told.people import is_customer, was_put_to
from daemon.core.intake.assessment import add_words, as_found
from daemon.core.intake.substance import find_filled, find_named, find_own_words
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.happenings import Assessment, Mail, Noted
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading, with_kept_words
from parsers.commands.consent import Consent, read_consent
from parsers.form.answers import parse_answers
from parsers.form.nudges import is_courtesy
from parsers.model import Command, CommandName, Form, Remark, RemarkCode
from parsers.vocabulary import Vocabulary

SPEAKS = frozenset({CommandName.RAISE, CommandName.DONE, CommandName.PRIORITY})  # of what a question is about

_CONSENT = frozenset({CommandName.YES, CommandName.NO, CommandName.DECLINE})  # a no may refuse the case in words

# What they say above answers means as little as "see below", or is asked beside them.
_NOTES = frozenset(
    {CommandName.DONE, CommandName.CANCEL, CommandName.CLAIM, CommandName.NOTE, CommandName.INFO}
    | {CommandName.STATUS, CommandName.WHY, CommandName.HELP}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """`form` is what the answer fills in; `goes_up` why its case goes up as it is, "" where nothing asks for that."""

    form: Form
    goes_up: str = ""
    is_refused: bool = False


def read_wish(case: Case, reading: Reading, policy: EscalationPolicy, words: Vocabulary) -> Wish | None:
    """What an agent's words say to the question of a held case; None where they are read as in any other case: a
    command, or an answer to what is missing."""
    if case.status is not Status.HELD or not case.is_agent(reading.mail.sender):
        return None
    said = _read_said(reading)
    name = reading.command.name if reading.command and reading.triage.has_token and said is None else None
    if case.is_question:
        return _read_answer(case, reading, said, policy, words) if name is None or name in SPEAKS else None
    is_wish = (_is_raise(reading) and (said is None or said.is_yes)) or _is_all_yes(said)
    if not is_wish:
        return None
    form = parse_answers(reading.message, words.aliases, case.missing, has_bare=False)
    return Wish(replace(form, words=_find_beside(reading)), _say_wish(reading))


def _find_beside(reading: Reading) -> str:
    """What stands beside and below the word that wishes it, without the mail that is passed on."""
    said = reading.command.text if reading.command and reading.command.name is CommandName.RAISE else None
    return (said or "").removesuffix(reading.message.below).strip()


def _is_raise(reading: Reading) -> bool:
    return reading.triage.has_token and reading.command is not None and reading.command.name is CommandName.RAISE


def _is_all_yes(said: Consent | None) -> bool:
    return said is not None and said.is_yes and said.is_all


def _read_said(reading: Reading) -> Consent | None:
    """A yes or no, which needs our token as a command does (behaviour B11.7); None for neither."""
    may_say = reading.triage.has_token and reading.message.own_words
    return read_consent(reading.message.text) if may_say else None


def _read_answer(
    case: Case, reading: Reading, said: Consent | None, policy: EscalationPolicy, words: Vocabulary
) -> Wish:
    """What an answer says to "Shall this go up?". A refusal that names a matter as well is asked again."""
    form, name = _read_labelled(case, reading, words), reading.command.name if reading.command else None
    named = _find_named(reading, form, policy)
    if said is None and name in (CommandName.RAISE, CommandName.DONE):
        said = Consent(name is CommandName.RAISE, is_plain=True)
    if said is None:
        return Wish(form, f"its sender was asked, and named {named}" if named else "")
    if said.is_yes:
        return Wish(replace(form, words="") if said.is_all else form, _say_wish(reading))
    return Wish(form, is_refused=said.is_plain or not named)


def _say_wish(reading: Reading) -> str:
    return f"{reading.mail.sender.name or reading.mail.sender.email} wants it to go up as it is"


def _read_labelled(case: Case, reading: Reading, words: Vocabulary) -> Form:
    """The fields under their labels, in the answer or in the quoted form. Words without a label answer the one question
    that was asked, whether it goes up."""
    below = parse_answers(replace(reading.message, text=""), words.aliases, case.missing)
    if find_filled(reading.form) or find_filled(below):
        return parse_answers(reading.message, words.aliases, case.missing)
    return reading.form


def _find_named(reading: Reading, form: Form, policy: EscalationPolicy) -> str:
    """By what the answer says what its case is about; "" for nothing."""
    named = next(find_named(find_own_words(reading.message, policy), form.fields, policy), "")
    filled = find_filled(form)
    has_file = any(file.counts for file in reading.message.files)
    return named or (f"{len(filled)} of its fields" if filled else "a file" if has_file else "")


def as_asked(case: Case, mail: Mail) -> Mail:
    """The mail of an agent who was asked and has answered nothing: he learns which of its words are kept."""
    return with_kept_words(mail) if case.status is Status.HELD and case.is_agent(mail.sender) else mail


def read_answers(reading: Reading, missing: Sequence[str], words: Vocabulary) -> Form:
    """What an answer fills in. A command's words answer nothing, but those of `priority low`."""
    has_bare = reading.command is None or reading.command.name is CommandName.PRIORITY
    return parse_answers(reading.message, words.aliases, missing, has_bare=has_bare)


def may_fill_in(case: Case, reading: Reading) -> bool:
    """Whether the mail may be an agent's answer: to what is missing, or under labels what has changed since."""
    if case.status.is_closed or not case.is_agent(reading.mail.sender):
        return False
    is_his = case.agent.key == reading.mail.sender.key
    command = reading.command
    is_form = command is None or (command.name is CommandName.UPDATE and tells_customer(case, reading.form))
    return bool(case.missing) or (is_his and is_form and bool(find_filled(reading.form)))


def keep_found(case: Case, assessment: Assessment, command: Command | None, policy: EscalationPolicy) -> Assessment:
    """At the level that was found with the case, unless the answer says a higher one: `raise 4`."""
    if assessment.level <= case.level and not assessment.immediate:
        assessment = replace(as_found(case), remarks=assessment.remarks)
    asked = command.level if command is not None and command.name is CommandName.RAISE else None
    level = asked if asked is not None and asked in policy.levels else 0
    return replace(assessment, level=max(assessment.level, level))


def judge_words(case: Case, reading: Reading, policy: EscalationPolicy) -> Assessment | None:
    """The case with an agent's words added, of one that is upstairs; None for a command that is no note."""
    is_note = reading.command is None or reading.command.name in (CommandName.NOTE, CommandName.INFO)
    if not is_note or not case.is_agent(reading.mail.sender) or case.status.is_closed or not case.opened_at:
        return None
    return add_words(as_found(case), find_own_words(reading.message, policy), policy)


def as_customers(case: Case, noted: Noted, policy: EscalationPolicy) -> Noted:
    """The words of a customer: whether they are more than thanks, and what in them is Immediate."""
    text = noted.mail.text
    found = add_words(as_found(case), text, policy)
    presses = found.reasons[0].text if found.immediate and found.reasons else ""
    return replace(noted, is_customers=True, is_courtesy=is_courtesy(text), presses=presses)


def is_overheard(case: Case, reading: Reading) -> bool:
    """Whether it is one of the answers in the thread of a crowd's question, which are for nobody (behaviour B2.23)."""
    return case.is_crowds and case.opened_at is None and not reading.triage.has_token


def is_beside_form(command: Command, answers: Form, case: Case) -> bool:
    """`Priority: low` is a line of the form that was asked for before it is a command. So is `Done, see below.` above
    places that were filled in: a note (behaviour B4.22)."""
    is_filled = not answers.labels.isdisjoint(case.missing)
    if command.name is CommandName.UPDATE:
        return tells_customer(case, answers)
    if command.name is CommandName.PRIORITY:
        return is_filled or "priority" in case.missing
    return is_filled and command.name in _NOTES


def tells_customer(case: Case, form: Form) -> bool:
    """Whether `Tell the customer: …` is a line of the form: it changes the words of a letter that has not left yet."""
    is_waiting = case.customer_told_at is None and case.acknowledgement is not Acknowledgement.OFF
    return is_waiting and "tell_the_customer" in form.labels


def as_note(mail: Mail, command: Command | None) -> Mail:
    """The mail; whoever would end a case with it and fills in its form is told that it ended nothing."""
    if command is None or command.name is not CommandName.CANCEL:
        return mail
    return replace(mail, remarks=(*mail.remarks, Remark(RemarkCode.NOT_A_COMMAND, command.name)))


def as_said(case: Case, reading: Reading, policy: EscalationPolicy) -> Reading:
    """What was read: a refusal of who cannot decline the case is no command but words, and a thumb up says "seen" where
    its letter asked nobody to take it (behaviour B7.7)."""
    said = _read_said(reading)
    is_consent = reading.command is None or reading.command.name in _CONSENT
    if is_consent and said is not None and _belongs(said, case, reading, policy):
        name = CommandName.YES if said.is_yes else CommandName.NO
        return replace(reading, command=Command(name, text=None if said.is_all else reading.message.text))
    command = reading.command
    if command is None:
        return reading
    is_refused = command.name is CommandName.DECLINE and not may_decline(case, reading.mail.sender, policy)
    if is_refused or command.name in (CommandName.YES, CommandName.NO):
        return replace(reading, command=None, mail=_say_not_asked(case, reading, command.name))
    if command.by_thumb and not _may_take_by_thumb(case, reading):
        return replace(reading, command=None, mail=replace(reading.mail, text=""))
    return reading


def _say_not_asked(case: Case, reading: Reading, name: CommandName) -> Mail:
    """The mail, whose writer learns that a yes or no, or an agent's refusal of his own case, did nothing; not where it
    answers a colleague's words."""
    sender, is_open = reading.mail.sender, case.opened_at is not None and not case.status.is_closed
    told = {one.message_id: one.kind for one in case.conversation.told}
    is_to_words = any(told.get(one) is Kind.FORWARDED for one in reading.message.in_reply_to)
    is_his = case.is_agent(sender) or (name is not CommandName.DECLINE and sender.is_among(case.participants))
    if not (is_open and is_his) or is_to_words or is_customer(case, sender):
        return reading.mail
    return replace(reading.mail, remarks=(*reading.mail.remarks, Remark(RemarkCode.NOT_ASKED, name)))


def _belongs(said: Consent, case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether a yes or no answers the question whether the case goes up, elsewhere it is words: while it is held, of
    who was asked in its agent's place, and of a lead; a yes also once it is withdrawn; and of one that has gone up
    what answers a letter from before that."""
    sender = reading.mail.sender
    is_asked = was_put_to(case, reading.triage.in_place_of or sender, policy)
    if not (is_asked or case.is_agent(sender) or policy.is_lead(sender)) or is_customer(case, sender):
        return False
    if case.status is Status.HELD:
        return not case.is_agent(sender)
    if case.opened_at is None:
        return said.is_yes and (said.is_plain or case.was_question)
    may_have_asked = said.is_plain and (case.was_question or bool(case.asked))
    return may_have_asked and _answers_earlier(case, reading, case.opened_at, said.is_all)


def _answers_earlier(case: Case, reading: Reading, than: datetime, otherwise: bool) -> bool:
    """Whether it answers a letter from before then; `otherwise` where we do not know which it answers."""
    told = {one.message_id: one.at for one in case.conversation.told}
    at = next((told[one] for one in reading.message.in_reply_to if one in told), None)
    return otherwise if at is None else at < than


def _may_take_by_thumb(case: Case, reading: Reading) -> bool:
    """Whether the letter that is answered asked to take the case, as far as we know it."""
    told = {one.message_id: one.kind for one in case.conversation.told}
    kinds = [told[one] for one in reading.message.in_reply_to if one in told]
    return not kinds or any(kind in TO_ACT for kind in kinds)
