"""What one of ours says of himself, and of no case: in answer to any letter, or as the whole subject of a new mail
(behaviour B7.31)."""

from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.decisions.lifecycle import heed
from daemon.core.intake.triage import Verdict
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import MovedVariant
from daemon.ports import State, Unit
from daemon.service.absent.beside import find_words_beside, with_words
from daemon.service.absent.said import find_own_case, note_away, say_back
from daemon.service.acting.result import Result
from daemon.service.cases.listing import list_cases
from daemon.service.intake import Reading
from parsers.model import Command, CommandName


def answer_own(reading: Reading, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result | None:
    """What such a word leads to; None where the mail says none, or its sender is none of ours."""
    command, triage = reading.command, reading.triage
    if triage.verdict not in (Verdict.REPLY, Verdict.NUMBERED, Verdict.OF_NO_CASE):
        return None
    if not triage.has_token or not policy.is_inside(reading.mail.sender):
        return None
    result = _answer_back(reading, unit, now) if command is None else _answer(reading, command, unit, policy, now)
    words = find_words_beside(reading, command)
    if result is None or not words:
        return result
    heeding = _Heeding(replace(reading.mail, text=words), unit, policy, now)
    return heeding.heed(with_words(result, reading, words))


@dataclass(frozen=True, slots=True)
class _Heeding:
    """What these words, which stand beside such a word, make of the cases whose people read them."""

    mail: Mail
    state: State
    policy: EscalationPolicy
    now: datetime

    def heed(self, result: Result) -> Result:
        """The result, with each of these cases sensitive that is so by them."""
        if result.case is None:
            return replace(
                result, others=tuple(one if not self._tells(one) else self._in(one) for one in result.others)
            )
        own = self._in(Decision(result.case, result.notifications))
        return replace(result, case=own.case, notifications=own.notifications)

    def _tells(self, decision: Decision) -> bool:
        return any(one.text == self.mail.text for one in decision.notifications)

    def _in(self, decision: Decision) -> Decision:
        before = self.state.find_case(decision.case.number)
        if before is None:
            return decision
        heeded = heed(before, decision, self.mail, self.policy, self.now)
        told = (self._with_words(one) for one in heeded.notifications)
        return replace(heeded, notifications=tuple(told))

    def _with_words(self, letter: Notification) -> Notification:
        """The letter, with the words that make the case sensitive where it says that it is."""
        is_news = letter.variant is MovedVariant.SENSITIVE and letter.to.key != self.mail.sender.key
        return replace(letter, text=letter.text or self.mail.text) if is_news else letter


def _answer_back(reading: Reading, state: State, now: datetime) -> Result | None:
    """What `back` as the subject of a new mail leads to, the one reply of no case that commands nothing."""
    if reading.triage.verdict is not Verdict.REPLY or reading.triage.case is not None:
        return None
    was_away = any(one.who == reading.mail.sender.key and one.until > now for one in state.absences())
    return say_back(reading, None, NoticeVariant.BACK if was_away else NoticeVariant.NOT_AWAY)


def _answer(reading: Reading, command: Command, unit: Unit, policy: EscalationPolicy, now: datetime) -> Result | None:
    triage = reading.triage
    if command.name is CommandName.AWAY:
        return note_away(reading, command, unit, policy, now)
    if command.name is CommandName.CASES:
        said = list_cases(reading.mail.sender, unit, policy, now)
        return say_back(reading, find_own_case(reading, command, unit, now), NoticeVariant.CASES, said)
    if command.name is CommandName.HELP and triage.case is None:
        return say_back(reading, None, NoticeVariant.HELP_ALONE)
    return None
