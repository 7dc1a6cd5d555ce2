"""The table of commands: who may say each, what it asks of the table of statuses, and what it does (behaviour B9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.decisions import effects
from daemon.core.decisions.answers.claims import claim
from daemon.core.decisions.answers.declines import decline
from daemon.core.decisions.answers.passes import pass_on
from daemon.core.decisions.customer.calm import calm
from daemon.core.decisions.customer.told import tell
from daemon.core.decisions.customer.updates import send, update
from daemon.core.decisions.effects import Asked, Effect
from daemon.core.decisions.held import consent
from daemon.core.decisions.parts.asked_whether import find_question
from daemon.core.decisions.parts.closing import solve, withdraw
from daemon.core.decisions.parts.contact import is_contact
from daemon.core.decisions.parts.handing import hand_over
from daemon.core.decisions.parts.part import ACTORS, CONTACTS, EVERYBODY, TAKERS, UPSTAIRS, Part, find_parts
from daemon.core.decisions.parts.secrecy import end_secrecy
from daemon.core.decisions.told.files import with_files_of
from daemon.core.decisions.told.people import forward, forward_to_contact, may_take, not_done
from daemon.core.decisions.transitions import Action, decide_action, keep, move, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import REFUSALS, NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import find_people
from parsers.model import Address, Command, CommandName


@dataclass(frozen=True, slots=True)
class CommandRule:
    """One command. What stands behind its word is `name.argument`. `action` is what it asks of the table of statuses,
    None when it moves nothing. `help` is its line in the letter that answers `help`, "" for none. Whoever says one that
    `speaks` is not called silent. What `is_kept` leaves its words in the timeline: they are for nobody else."""

    name: CommandName
    who: frozenset[Part]
    action: Action | None
    effect: Effect
    help: str = ""
    speaks: bool = False
    is_kept: bool = False


TELLS = "told: …: the customer was told; told until friday 10:00: and hears again by then"
UPDATES = "update: …: your words to the customer; update until friday 10:00: … promises the next ones"
SENDS = "send: the draft leaves for the customer"
OF_JOINED = ACTORS | {Part.JOINED}  # behaviour B9.17: what who joined may say as well
SPEAKERS = OF_JOINED | {Part.BEFORE, Part.OTHER}
PASSERS = UPSTAIRS | {Part.LEAD}  # its agent hands over his own part by the same word
LOWERERS = UPSTAIRS | {Part.LEAD, Part.UNANSWERED}
LEADS = frozenset({Part.LEAD})
# what takes a case from who has it: one of its level who has not is told first who that is (behaviour B9.17)
HOLDERS = CONTACTS | {Part.JOINED, Part.TAKER}
OF_HOLDER = frozenset({CommandName.RAISE, CommandName.LOWER, CommandName.PASS, CommandName.WAITING})
ASKED = CONTACTS | {Part.JOINED, Part.ASKED}  # whether it goes up (behaviour B2.22)
HANDS = "pass agent to name@…: another is the customer's contact"
TAKES = "mine: you take it (the level's people and the leads)"
DECLINES = "not mine: it is not for you; the others stay asked"
PRIORITIES = "priority high: another priority"
PAUSES = "waiting until friday 10:00: stop the clock"
CALMS = "calm: things are better; the level rests, and nothing goes up"
REMINDS = "remind: those who can act are asked once more"
RULES: tuple[CommandRule, ...] = (
    CommandRule(CommandName.CLAIM, TAKERS, Action.CLAIM, claim, TAKES),
    CommandRule(CommandName.DECLINE, EVERYBODY, Action.DECLINE, decline, DECLINES, speaks=True),
    CommandRule(CommandName.INFO, SPEAKERS, None, effects.ask, "info? …: a question to the other side", speaks=True),
    CommandRule(CommandName.NOTE, SPEAKERS, None, effects.note, "note: …: a note to the other side", speaks=True),
    CommandRule(CommandName.RAISE, OF_JOINED | {Part.ASKED}, Action.RAISE, consent.raise_level, "raise: one level up"),
    CommandRule(CommandName.LOWER, LOWERERS, Action.LOWER, effects.lower_level, "lower: one level down"),
    CommandRule(CommandName.PASS, PASSERS, Action.PASS, pass_on, "pass to name@…: to a colleague"),
    CommandRule(CommandName.PRIORITY, ACTORS, None, effects.change_priority, PRIORITIES, speaks=True),
    CommandRule(CommandName.WAITING, ACTORS, Action.WAIT, effects.wait, PAUSES, speaks=True),
    CommandRule(CommandName.RESUME, ACTORS, Action.RESUME, effects.resume, "resume: start it again"),
    CommandRule(CommandName.CALM, CONTACTS, Action.WAIT, calm, CALMS),
    CommandRule(CommandName.REMIND, ACTORS, None, effects.remind, REMINDS),
    CommandRule(CommandName.STATUS, SPEAKERS, None, effects.say_status, "status: where it stands"),
    CommandRule(CommandName.WHY, ACTORS | {Part.BEFORE}, None, effects.say_why, "why: how the deadline was counted"),
    CommandRule(CommandName.TOLD, CONTACTS, None, tell, TELLS, is_kept=True),
    CommandRule(CommandName.UPDATE, EVERYBODY, None, update, UPDATES, speaks=True, is_kept=True),
    CommandRule(CommandName.SEND, CONTACTS, None, send, SENDS, is_kept=True),
    CommandRule(
        CommandName.SEND_ACK,
        CONTACTS | {Part.EXECUTIVE},
        None,
        effects.send_acknowledgement,
        "send ack: write to the customer now",
    ),
    CommandRule(CommandName.DONE, ACTORS, Action.RESOLVE, solve, "done: …: solved"),
    CommandRule(CommandName.CANCEL, CONTACTS | {Part.JOINED}, Action.CANCEL, withdraw, "cancel: withdrawn"),
    CommandRule(CommandName.REOPEN, CONTACTS, Action.REOPEN, consent.begin_anew, "reopen: once more"),
    CommandRule(CommandName.HELP, EVERYBODY, None, effects.say_help),
    CommandRule(CommandName.RELEASE, LEADS, None, effects.refuse),  # of no case, but of a mail that was set aside
    CommandRule(CommandName.DISCARD, LEADS, None, effects.refuse),
    CommandRule(CommandName.YES, ASKED, None, consent.say_yes, is_kept=True),
    CommandRule(CommandName.NO, ASKED, None, consent.say_no, is_kept=True),
    CommandRule(CommandName.AWAY, EVERYBODY, None, effects.refuse),  # of no case, but of who says it
    CommandRule(CommandName.ADD, EVERYBODY, None, effects.forward_unbuilt),
    CommandRule(CommandName.ALSO, EVERYBODY, None, effects.forward_unbuilt),
    CommandRule(CommandName.CASES, EVERYBODY, None, effects.refuse),
    CommandRule(CommandName.PASS_AGENT, CONTACTS, None, hand_over, HANDS),
    CommandRule(CommandName.NOT_SENSITIVE, ACTORS - {Part.DEPUTY}, None, end_secrecy),
)
TELL_WHOM = REFUSALS | {NoticeVariant.TAKEN}
UNDONE = TELL_WHOM | {NoticeVariant.CLOSE}
BY_NAME = {rule.name: rule for rule in RULES}


def decide_command(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """A command from a participant; each is answered with what was done, or why not (behaviour B9.5)."""
    command = _as_part(case, mail.sender, command, policy)
    case = record(keep(case, mail), now, EntryKind.COMMAND.of(command.name), mail.sender.email, command.text or "")
    if command.by_thumb and (case.claimed_by is not None or case.status.is_closed):  # "seen" (behaviour B7.7)
        return Decision(case)
    rule = BY_NAME[command.name]
    moved = case if rule.action is None else move(case, decide_action(case, rule.action))
    asked = Asked(case, moved or case, mail, command, policy, now)
    refusal = effects.refuse if moved is None else _find_refusal(rule, asked)
    decision = (refusal or rule.effect)(asked)
    letters = decision.notifications
    is_undone = refusal is not None or _is_left_undone(asked, letters)
    if not _keeps_words(rule, case) or is_undone:
        letters = _with_words_beside(asked, letters, is_undone)
    return Decision(decision.case, with_files_of(mail, letters))


def _keeps_words(rule: CommandRule, case: Case) -> bool:
    """Whether the words beside go up with the case, or are kept in it; of a yes or no while it has not gone up."""
    return rule.is_kept and (case.opened_at is None or rule.name not in (CommandName.YES, CommandName.NO))


def _as_part(case: Case, sender: Address, command: Command, policy: EscalationPolicy) -> Command:
    """The command as it is for the sender's part: an agent's `pass to` hands over his own (behaviour B7.32), unless he
    names one who is asked upstairs, of whom he may mean the case."""
    parts = find_parts(case, sender, policy)
    is_his = is_contact(case, sender, policy) or parts.isdisjoint(UPSTAIRS)
    if command.name != CommandName.PASS or Part.AGENT not in parts or Part.LEAD in parts or not is_his:
        return command
    asked = (*case.upstairs, *policy.find_recipients(case.level))
    is_of_level = any(one.is_among(asked) for one in find_people(command.to or "", policy))
    return command if is_of_level else replace(command, name=CommandName.PASS_AGENT)


def _is_left_undone(asked: Asked, letters: Sequence[Notification]) -> bool:
    """Whether its writer reads why not, or is asked first; who takes what he has is told so, and nothing is undone."""
    sender, holder = asked.mail.sender, asked.case.claimed_by
    if asked.command.name == CommandName.CLAIM and holder is not None and holder.key == sender.key:
        return False
    return any(one.variant in UNDONE and one.to.key == sender.key for one in letters)


def _with_words_beside(asked: Asked, letters: Sequence[Notification], is_undone: bool) -> tuple[Notification, ...]:
    """The letters with the words beside and below the command in each that tells a colleague of it; where none does,
    they are passed on as a note is, with what was not done, and their writer reads to whom (behaviour B9.16)."""
    text, sender = asked.command.text, asked.mail.sender
    if not text:
        return tuple(letters)
    told = tuple(
        replace(letter, text=letter.text or text) if letter.kind.tells_words and letter.to.key != sender.key else letter
        for letter in letters
    )
    if any(letter.text and letter.to.key != sender.key for letter in told):
        return told
    passed_on = _pass_on(asked, text, is_undone)
    people = tuple(letter.to for letter in passed_on)
    said = (replace(one, also=people) if one.variant in TELL_WHOM else one for one in told)
    return (*said, *passed_on)


def _pass_on(asked: Asked, text: str, is_undone: bool) -> list[Notification]:
    """The words to the other side, with what was not done; what an agent who joined says of the customer, to their
    contact."""
    is_of_customer = asked.command.name is CommandName.TOLD and asked.case.is_agent(asked.mail.sender)
    letters = (forward_to_contact if is_of_customer else forward)(asked.case, asked.mail, text)
    remarks = not_done(asked.command.name) if is_undone else ()
    return [one.with_remarks(*remarks) for one in letters]


def _answers_question(rule: CommandRule, asked: Asked) -> bool:
    """Whether it is the no of who was asked whether the case is solved, or has it while its agent is."""
    case = asked.case
    is_open = case.opened_at is not None and not case.status.is_closed
    is_no = rule.name is CommandName.NO and is_open
    return is_no and find_question(case, asked.mail.sender, asked.policy) is not None


def _find_refusal(rule: CommandRule, asked: Asked) -> Effect | None:
    """What is said to one who may not ask for it, by none of his parts in the case; None to one who may. The agent
    takes nothing, be he of the level or a lead (behaviour B9.6)."""
    sender, case = asked.mail.sender, asked.case
    if rule.action is Action.CLAIM:
        return None if may_take(case, sender, asked.policy) else effects.refuse_stranger
    parts = find_parts(case, sender, asked.policy)
    if asked.mail.tracker is not None and rule.action is Action.RESOLVE:  # it asks the agent, wherever the case is
        return None
    if not rule.who & parts and not _answers_question(rule, asked):
        return effects.refuse_part
    is_anothers = case.claimed_by is not None and not parts & HOLDERS and sender.key not in case.assignment.rivals
    return effects.say_who_has_it if is_anothers and rule.name in OF_HOLDER else None
