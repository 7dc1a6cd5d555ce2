"""What a reply says, by who wrote it and by the letter that it answers: a command, a yes or no to the question whether
its case goes up, or words (behaviour B2.22, B2.36, B7.7)."""

from dataclasses import replace
from datetime import datetime

from daemon.core.decisions.answers.declines import may_decline
from daemon.core.decisions.parts.contact import speaks_as_agent
from daemon.core.decisions.told.outdated import TO_ACT
from daemon.core.decisions.told.people import is_customer, is_of_level, was_put_to
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Mail
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from daemon.core.model.variants import Kind
from daemon.service.intake import Reading
from daemon.service.wishes import find_what, read_said
from parsers.commands.command import parse_command
from parsers.commands.consent import Consent
from parsers.commands.taking.referring import find_referred
from parsers.commands.taking.unwilling import gives_back
from parsers.model import SEPARATOR, Address, Command, CommandName, Remark, RemarkCode
from parsers.vocabulary import Vocabulary

_MOST_SAID = 80  # characters of a mail that are said back
_CONSENT = frozenset({CommandName.YES, CommandName.NO, CommandName.DECLINE})  # a no may refuse the case in words


def as_said(case: Case, reading: Reading, policy: EscalationPolicy, words: Vocabulary) -> Reading:
    """What was read: a refusal of who cannot decline the case is no command but words, and a thumb up says "seen" where
    its letter asked nobody to take it (behaviour B7.7)."""
    said, command = read_said(reading), reading.command
    is_thumb = command is not None and command.by_thumb
    if _is_asked_instead(case, reading, policy) and not is_thumb:
        return _as_instead(reading, said, policy, words)
    is_consent = command is None or command.name in _CONSENT
    if is_consent and said is not None and _belongs(said, case, reading, policy):
        return replace(reading, command=_as_command(said, reading))
    who = reading.triage.in_place_of or reading.mail.sender
    if command is None:
        return _as_referred(case, reading, who, policy)
    is_refused = command.name is CommandName.DECLINE and not may_decline(case, who, policy)
    if is_refused or command.name in (CommandName.YES, CommandName.NO):
        return replace(reading, command=None, mail=_say_not_asked(case, reading, command.name))
    return _as_answered(case, reading, command, policy)


def _as_answered(case: Case, reading: Reading, command: Command, policy: EscalationPolicy) -> Reading:
    """What was read, by the letter that it answers: a thumb up to the question whether it goes up is a yes, and to one
    that asks nobody to take the case "seen"; "No, ask Robin" is then said to a colleague."""
    if command.by_thumb and _is_asked(case, reading, policy):
        return replace(reading, command=Command(CommandName.YES))
    if not (command.by_thumb or command.in_words) or _asks_to_take(case, reading):
        return reading
    if command.name is CommandName.DECLINE and _gives_back(case, reading):
        return reading
    return replace(reading, command=None, mail=_say_seen(case, reading, policy) if command.by_thumb else reading.mail)


def _as_referred(case: Case, reading: Reading, who: Address, policy: EscalationPolicy) -> Reading:
    """What was read: who is asked to take the case, and says no more than to ask a colleague whom we know, refuses it;
    the agent, the customer and whomever nobody knows he may only have asked something."""
    if not (reading.message.own_words and _asks_to_take(case, reading) and may_decline(case, who, policy)):
        return reading
    said = find_referred(reading.message.text)
    meant = find_people(said, policy) if said else ()
    if not meant or any(one.key == who.key or case.is_agent(one) or is_customer(case, one) for one in meant):
        return reading
    return replace(reading, command=Command(CommandName.DECLINE, text=reading.message.text, in_words=True))


def _gives_back(case: Case, reading: Reading) -> bool:
    """Whether who has taken the case refuses it in everyday words: to us, or, in answer to a colleague's words, so that
    nothing else can be meant."""
    held = case.claimed_by
    is_his = held is not None and held.key == reading.mail.sender.key
    return is_his and (gives_back(reading.message.text) or not _answers_words(case, reading))


def _answers_words(case: Case, reading: Reading) -> bool:
    """Whether it answers a letter that passed somebody's words on."""
    return Kind.FORWARDED in _find_answered(case, reading)


def _find_answered(case: Case, reading: Reading) -> set[Kind]:
    """The kinds of the letters that it answers, as far as we know them."""
    told = {one.message_id: one.kind for one in case.conversation.told}
    return {told[one] for one in reading.message.in_reply_to if one in told}


def _say_seen(case: Case, reading: Reading, policy: EscalationPolicy) -> Mail:
    """The thumb up, which is no word to anybody. Where one of the level, of which nobody has the case, was told where
    it is, or what somebody writes, he learns that it takes nothing."""
    mail, is_told = reading.mail, bool({Kind.MOVED, Kind.FORWARDED} & _find_answered(case, reading))
    is_free = case.claimed_by is None and case.opened_at is not None and not case.status.is_closed
    is_owed = is_told and is_free and is_of_level(case, mail.in_place_of or mail.sender, policy)
    said = (Remark(RemarkCode.THUMB_SEEN, case.name),) if is_owed else ()
    return replace(mail, text="", remarks=(*mail.remarks, *said))


def _is_asked(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether this one is asked "Shall this go up?": its agent, or who was asked in his place."""
    sender = reading.mail.sender
    is_open = case.is_question and case.status is Status.HELD and reading.triage.has_token
    return is_open and (
        speaks_as_agent(case, sender, policy) or was_put_to(case, reading.triage.in_place_of or sender, policy)
    )


def _as_command(said: Consent, reading: Reading) -> Command:
    name = CommandName.YES if said.is_yes else CommandName.NO
    return Command(name, text=None if said.is_all else reading.message.text)


def _is_asked_instead(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether he is asked in its agent's place whether the case goes up, or may say so as a lead."""
    is_open = case.status is Status.HELD and reading.triage.has_token
    return is_open and not speaks_as_agent(case, reading.mail.sender, policy) and _may_say(case, reading, policy)


def _may_say(case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether he is its agent, was asked in his place, or is a lead; no customer is."""
    sender = reading.mail.sender
    is_ours = speaks_as_agent(case, sender, policy) or was_put_to(case, reading.triage.in_place_of or sender, policy)
    return (is_ours or policy.is_lead(sender)) and not is_customer(case, sender)


def _as_instead(reading: Reading, said: Consent | None, policy: EscalationPolicy, words: Vocabulary) -> Reading:
    """Of who is asked in its agent's place: a yes or no before whatever stands with it, what names the matter as a yes,
    and all that takes or refuses the case as words; a bare `mine` is refused."""
    command, text = reading.command, reading.message.text
    if command is not None and not (command.name in _CONSENT or command.name is CommandName.CLAIM):
        return reading
    if said is not None:
        mail = _say_not_taken(reading, words, policy) if said.is_yes else reading.mail
        return replace(reading, mail=mail, command=_as_command(said, reading))
    if command is not None and command.name is CommandName.CLAIM and not command.text:
        return reading
    is_named = bool(find_what(reading, reading.form, policy))
    return replace(reading, command=Command(CommandName.YES, text=text) if is_named else None)


def _say_not_taken(reading: Reading, words: Vocabulary, policy: EscalationPolicy) -> Mail:
    """The mail, whose writer learns that a claim beside his yes took nothing."""
    text = reading.message.text
    below = parse_command(text.partition("\n")[2].strip(), words.commands, reading.mail.sender)
    if not any(one is not None and one.name is CommandName.CLAIM for one in (reading.command, below)):
        return reading.mail
    may = "may" if policy.is_lead(reading.mail.sender) else ""
    return reading.mail.with_remarks(Remark(RemarkCode.NOT_TAKEN, may))


def _say_not_asked(case: Case, reading: Reading, name: CommandName) -> Mail:
    """The mail, whose writer learns that a yes or no, or an agent's refusal of his own case, did nothing; not of a yes
    or no to a colleague's words."""
    sender, is_open = reading.mail.sender, case.opened_at is not None and not case.status.is_closed
    is_his = case.is_agent(sender) or (name is not CommandName.DECLINE and sender.is_among(case.participants))
    is_everyday = reading.command is not None and reading.command.in_words
    is_talk = name is not CommandName.DECLINE and _answers_words(case, reading)
    if not (is_open and is_his) or is_talk or is_everyday or is_customer(case, sender):
        return reading.mail
    said = SEPARATOR.join((name, reading.message.text.strip().split("\n")[0][:_MOST_SAID]))
    return reading.mail.with_remarks(Remark(RemarkCode.NOT_ASKED, said))


def _belongs(said: Consent, case: Case, reading: Reading, policy: EscalationPolicy) -> bool:
    """Whether a yes or no answers the question whether the case goes up, elsewhere it is words: while it is held, of
    who was asked in its agent's place, and of a lead; a yes also once it is withdrawn; and of one that has gone up
    what answers a letter from before that."""
    if not _may_say(case, reading, policy):
        return False
    if case.status is Status.HELD:
        return not speaks_as_agent(case, reading.mail.sender, policy)
    if case.opened_at is None:
        return said.is_yes and (said.is_plain or case.was_question)
    may_have_asked = (said.is_plain or not said.is_yes) and (case.was_question or bool(case.asked))
    return may_have_asked and _answers_earlier(case, reading, case.opened_at, said.is_all)


def _answers_earlier(case: Case, reading: Reading, than: datetime, otherwise: bool) -> bool:
    """Whether it answers a letter from before then; `otherwise` where we do not know which it answers."""
    told = {one.message_id: one.at for one in case.conversation.told}
    at = next((told[one] for one in reading.message.in_reply_to if one in told), None)
    return otherwise if at is None else at < than


def _asks_to_take(case: Case, reading: Reading) -> bool:
    """Whether the letter that is answered asked to take the case, as far as we know it."""
    kinds = _find_answered(case, reading)
    return not kinds or bool(kinds & TO_ACT)
