"""The table of commands: who may say each, what it asks of the table of statuses, and what it does (behaviour B9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from daemon.core.decisions import effects
from daemon.core.decisions.answers.claims import claim
from daemon.core.decisions.answers.declines import decline
from daemon.core.decisions.customer.told import tell
from daemon.core.decisions.effects import Asked, Effect
from daemon.core.decisions.told.files import with_files_of
from daemon.core.decisions.told.people import forward, may_take
from daemon.core.decisions.transitions import Action, decide_action, keep, move, record
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.timeline import EntryKind
from parsers.model import Command, CommandName


class Who(StrEnum):
    """Who may say a word; no customer says any (behaviour B9.7)."""

    ANYBODY = "whoever holds a token"
    TAKERS = "those who may take the case"  # behaviour B9.6
    CONTACTS = "the agent and the leads"


@dataclass(frozen=True, slots=True)
class CommandRule:
    """One command. What stands behind its word is `name.argument`. `action` is what it asks of the table of statuses,
    None when it moves nothing. `help` is its line in the letter that answers `help`, "" for none. Whoever says one that
    `speaks` is not called silent. What `is_kept` leaves its words in the timeline: they are for nobody else."""

    name: CommandName
    who: Who
    action: Action | None
    effect: Effect
    help: str = ""
    speaks: bool = False
    is_kept: bool = False


MOVES = "raise, lower: one level up or down"
CLOCK = "waiting until friday 10:00, resume: stop and start the clock"
QUESTIONS = "status, why: where it stands, and how the deadline was counted"
ENDS = "done: …: solved; cancel: withdrawn; reopen: once more"
RULES: tuple[CommandRule, ...] = (
    CommandRule(
        CommandName.CLAIM,
        Who.TAKERS,
        Action.CLAIM,
        claim,
        "mine: you take it (the level's people and the leads)",
    ),
    CommandRule(
        CommandName.DECLINE,
        Who.ANYBODY,
        Action.DECLINE,
        decline,
        "not mine: it is not for you; the others stay asked",
        speaks=True,
    ),
    CommandRule(CommandName.INFO, Who.ANYBODY, None, effects.ask, "info? …: a question to the other side", speaks=True),
    CommandRule(CommandName.NOTE, Who.ANYBODY, None, effects.note, "note: …: a note to the other side", speaks=True),
    CommandRule(CommandName.RAISE, Who.ANYBODY, Action.RAISE, effects.raise_level, MOVES),
    CommandRule(CommandName.LOWER, Who.ANYBODY, Action.LOWER, effects.lower_level, MOVES),
    CommandRule(CommandName.PASS, Who.ANYBODY, Action.PASS, effects.pass_on),
    CommandRule(
        CommandName.PRIORITY, Who.ANYBODY, None, effects.change_priority, "priority high: another priority", speaks=True
    ),
    CommandRule(CommandName.WAITING, Who.ANYBODY, Action.WAIT, effects.wait, CLOCK, speaks=True),
    CommandRule(CommandName.RESUME, Who.ANYBODY, Action.RESUME, effects.resume, CLOCK),
    CommandRule(CommandName.REMIND, Who.ANYBODY, None, effects.remind, "remind: those who can act are asked once more"),
    CommandRule(CommandName.STATUS, Who.ANYBODY, None, effects.say_status, QUESTIONS),
    CommandRule(CommandName.WHY, Who.ANYBODY, None, effects.say_why, QUESTIONS),
    CommandRule(
        CommandName.TOLD,
        Who.CONTACTS,
        None,
        tell,
        "told: …: the customer was told; told until friday 10:00: and hears again by then",
        is_kept=True,
    ),
    CommandRule(
        CommandName.SEND_ACK, Who.ANYBODY, None, effects.send_acknowledgement, "send ack: write to the customer now"
    ),
    CommandRule(CommandName.DONE, Who.ANYBODY, Action.RESOLVE, effects.solve, ENDS),
    CommandRule(CommandName.CANCEL, Who.ANYBODY, Action.CANCEL, effects.withdraw, ENDS),
    CommandRule(CommandName.REOPEN, Who.ANYBODY, Action.REOPEN, effects.reopen, ENDS),
    CommandRule(CommandName.HELP, Who.ANYBODY, None, effects.say_help),
    CommandRule(CommandName.UPDATE, Who.ANYBODY, None, effects.forward_unbuilt, speaks=True),
    CommandRule(CommandName.CALM, Who.ANYBODY, None, effects.forward_unbuilt),
    CommandRule(CommandName.AWAY, Who.ANYBODY, None, effects.forward_unbuilt),
)
BY_NAME = {rule.name: rule for rule in RULES}


def decide_command(case: Case, mail: Mail, command: Command, policy: EscalationPolicy, now: datetime) -> Decision:
    """A command from a participant; each is answered with what was done, or why not (behaviour B9.5)."""
    case = record(keep(case, mail), now, EntryKind.COMMAND.of(command.name), mail.sender.email, command.text or "")
    if command.by_thumb and (case.claimed_by is not None or case.status.is_closed):  # "seen" (behaviour B7.7)
        return Decision(case)
    rule = BY_NAME[command.name]
    moved = case if rule.action is None else move(case, decide_action(case, rule.action))
    asked = Asked(case, moved or case, mail, command, policy, now)
    refusal = effects.refuse if moved is None else _find_refusal(rule, asked)
    decision = (refusal or rule.effect)(asked)
    letters = decision.notifications
    if not rule.is_kept or refusal is not None:
        letters = _with_words_beside(asked, letters)
    return Decision(decision.case, with_files_of(mail, letters))


def _with_words_beside(asked: Asked, letters: Sequence[Notification]) -> tuple[Notification, ...]:
    """The letters with the words beside and below the command in each that tells a colleague of it; where none does,
    they are passed on as a note is (behaviour B9.16)."""
    text, sender = asked.command.text, asked.mail.sender
    if not text:
        return tuple(letters)
    told = tuple(
        replace(letter, text=letter.text or text) if letter.kind.tells_words and letter.to.key != sender.key else letter
        for letter in letters
    )
    is_told = any(letter.text and letter.to.key != sender.key for letter in told)
    return told if is_told else (*told, *forward(asked.case, asked.mail, text))


def _find_refusal(rule: CommandRule, asked: Asked) -> Effect | None:
    """What is said to one who may not ask for it; None to one who may."""
    sender = asked.mail.sender
    match rule.who:
        case Who.TAKERS:
            return None if may_take(asked.case, sender, asked.policy) else effects.refuse_stranger
        case Who.CONTACTS:
            is_contact = sender.key == asked.case.agent.key or asked.policy.is_lead(sender)
            return None if is_contact else effects.refuse_other
        case Who.ANYBODY:
            return None
