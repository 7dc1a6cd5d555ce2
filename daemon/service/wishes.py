"""What the agent of a held case wants: that it goes up as it is, or not at all (behaviour B2.36, B4.14), and what
of his mail answers what he was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from daemon.core.decisions.parts.contact import is_contact, speaks_as_agent
from daemon.core.decisions.told.people import is_customer
from daemon.core.intake.assessment import add_words, as_found, choose_level, find_anger
from daemon.core.intake.substance import find_filled, find_judged_words, find_named, find_own_words
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.customers import is_of_account
from daemon.core.model.happenings import Assessment, Mail, Noted
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading, with_kept_words
from parsers.commands.consent import Consent, read_consent
from parsers.form.answers import parse_answers
from parsers.form.evading.thanks import is_thanks_alone
from parsers.model import SEPARATOR, Command, CommandName, Form, Remark, RemarkCode
from parsers.vocabulary import Vocabulary

FOR_OTHERS = frozenset({CommandName.UPDATE, CommandName.NOTE, CommandName.TOLD})  # whose words answer no question
SPEAKS = frozenset({CommandName.RAISE, CommandName.DONE, CommandName.PRIORITY})  # of what a question is about

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
    if not _is_asked(case, reading, policy):
        return None
    name = reading.command.name if reading.command and reading.triage.has_token else None
    said = None if name in FOR_OTHERS else read_said(reading)
    name = None if said is not None else name
    if case.is_question:
        return _read_answer(case, reading, said, policy, words) if name is None or name in SPEAKS else None
    is_wish = (_is_raise(reading) and (said is None or said.is_yes)) or _is_yes(said, reading)
    if not is_wish:
        return None
    form = parse_answers(reading.message, words.aliases, case.missing, has_bare=False)
    return Wish(replace(form, words=_find_beside(reading, said)), _say_wish(reading))


def _is_asked(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether its agent may answer the question by it; `send` in answer to a draft for the customer is of that."""
    drafts = {one.message_id for one in case.conversation.told if one.kind is Kind.CUSTOMER_UPDATE}
    is_his = case.status is Status.HELD and speaks_as_agent(case, reading.mail.sender, policy)
    return is_his and drafts.isdisjoint(reading.message.in_reply_to)


def _find_beside(reading: Reading, said: Consent | None) -> str:
    """What stands beside and below the word that wishes it, without the mail that is passed on."""
    if reading.command is not None and reading.command.name is CommandName.RAISE:
        return (reading.command.text or "").removesuffix(reading.message.below).strip()
    is_all = said is None or said.is_all
    return "" if is_all else reading.message.text.strip()


def _is_raise(reading: Reading) -> bool:
    return reading.triage.has_token and reading.command is not None and reading.command.name is CommandName.RAISE


def _is_yes(said: Consent | None, reading: Reading) -> bool:
    """Whether it is to go up as it is: by a plain yes, or in words ("I don't know the rest, just escalate it") beside
    no field."""
    if said is None or not said.is_yes:
        return False
    return said.is_plain or (said.sends and not find_filled(reading.form))


def read_said(reading: Reading) -> Consent | None:
    """A yes or no, which needs our token as a command does (behaviour B11.7); None for neither."""
    may_say = reading.triage.has_token and reading.message.own_words
    return read_consent(reading.message.text) if may_say else None


def _read_answer(
    case: Case, reading: Reading, said: Consent | None, policy: EscalationPolicy, words: Vocabulary
) -> Wish:
    """What an answer says to "Shall this go up?". A refusal that names a matter as well is asked again."""
    form, name = _read_labelled(case, reading, words), reading.command.name if reading.command else None
    named = find_what(reading, form, policy)
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


def find_what(reading: Reading, form: Form, policy: EscalationPolicy) -> str:
    """By what the answer says what its case is about; "" for nothing."""
    named = next(find_named(find_own_words(reading.message, policy), form.fields, policy), "")
    filled = find_filled(form)
    has_file = any(file.counts for file in reading.message.files)
    return named or (f"{len(filled)} of its fields" if filled else "a file" if has_file else "")


def as_asked(case: Case, mail: Mail, policy: EscalationPolicy) -> Mail:
    """The mail of an agent who was asked and has answered nothing: he learns which of its words are kept."""
    is_asked = case.status is Status.HELD and speaks_as_agent(case, mail.sender, policy)
    return with_kept_words(mail) if is_asked else mail


def read_answers(reading: Reading, missing: Sequence[str], words: Vocabulary) -> Form:
    """What an answer fills in. A command's words answer nothing, but those of `priority low` where that is asked; a
    bare no says only that there is no file."""
    command, said = reading.command, read_consent(reading.message.text)
    is_no = said is not None and not said.is_yes and said.is_all
    is_asked = command is None or (command.name is CommandName.PRIORITY and "priority" in missing)
    has_bare = is_asked and (not is_no or "files" in missing)
    return parse_answers(reading.message, words.aliases, missing, has_bare=has_bare)


def may_fill_in(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether the mail may be an agent's answer: to what is missing, or under labels what has changed since."""
    if case.status.is_closed or not speaks_as_agent(case, reading.mail.sender, policy):
        return False
    is_his = is_contact(case, reading.mail.sender, policy)
    command = reading.command
    is_form = command is None or _is_line_of_form(command, reading.form, case)
    return bool(case.missing) or (is_his and is_form and bool(find_filled(reading.form)))


def keep_found(case: Case, assessment: Assessment, command: Command | None, policy: EscalationPolicy) -> Assessment:
    """At the level that was found with the case, unless the answer names one: `raise 4`."""
    if assessment.level <= case.level and not assessment.immediate:
        assessment = replace(as_found(case), remarks=assessment.remarks)
    asked = command.level if command is not None and command.name is CommandName.RAISE else None
    if assessment.immediate:
        return replace(assessment, level=max(assessment.level, asked if asked in policy.levels and asked else 0))
    return replace(assessment, level=choose_level(assessment.level, asked, assessment.triggers, policy))


def judge_words(case: Case, reading: Reading, policy: EscalationPolicy) -> Assessment | None:
    """The case with an agent's words added, of one that is upstairs; None for a command that is no note."""
    name = reading.command.name if reading.command is not None else None
    is_form = name is CommandName.UPDATE and bool(reading.form.fields.tell_the_customer)
    is_note = is_form or name in (None, CommandName.NOTE, CommandName.INFO)
    is_agents = speaks_as_agent(case, reading.mail.sender, policy)
    if not is_note or not is_agents or case.status.is_closed or not case.opened_at:
        return None
    return add_words(
        as_found(case), find_judged_words(reading.message, reading.form, policy), policy, reading.mail.sender
    )


def as_customers(case: Case, noted: Noted, policy: EscalationPolicy) -> Noted:
    """The words of a customer: whether they are more than thanks, and what in them is Immediate. Of whom we do not know
    to be one nothing is read."""
    text, sender = noted.mail.text, noted.mail.sender
    noted = replace(noted, is_customers=True, is_courtesy=is_thanks_alone(text))
    if not is_customer(case, sender) and not is_of_account(sender, case.fields, policy.directory):
        return replace(noted, is_unknown=True)
    reasons = add_words(as_found(case), text, policy, sender).reasons
    presses = "; ".join(reason.text for reason in reasons[: len(reasons) - len(case.reasons)])
    return replace(noted, presses=presses, angers=find_anger(text, policy) if case.is_calm else "")


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
        return is_filled or "priority" in case.missing or _is_line_of_form(command, answers, case)
    return is_filled and command.name in _NOTES


def _is_line_of_form(command: Command, form: Form, case: Case) -> bool:
    """Whether the command is a line of a form that says more: `Priority: low` above other fields."""
    if command.name is CommandName.PRIORITY:
        return "priority" in form.labels and bool(set(find_filled(form)) - {"priority"})
    return command.name is CommandName.UPDATE and tells_customer(case, form)


def tells_customer(case: Case, form: Form) -> bool:
    """Whether `Tell the customer: …` is a line of the form: it changes the words of a letter that has not left yet."""
    is_waiting = case.customer_told_at is None and case.acknowledgement is not Acknowledgement.OFF
    return is_waiting and "tell_the_customer" in form.labels


def as_note(mail: Mail, command: Command | None) -> Mail:
    """The mail; whoever would end a case with it and fills in its form is told that it ended nothing."""
    if command is None or command.name is not CommandName.CANCEL:
        return mail
    return mail.with_remarks(Remark(RemarkCode.NOT_A_COMMAND, SEPARATOR.join((command.name,) * 3)))
