"""What one of ours says of himself, and of no case: in answer to any letter, or as the whole subject of a new mail
(behaviour B7.31)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.clock.left import let_in
from daemon.core.decisions.beside.whose import see_by
from daemon.core.decisions.lifecycle import heed
from daemon.core.intake.triage import Verdict
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.letters.wording import clean_line, render_list, render_person, render_time
from daemon.core.model.case import Status
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import MovedVariant
from daemon.ports import State, Unit, iterate_cases
from daemon.service.absent.beside import find_words_beside, with_words
from daemon.service.absent.said import find_own_case, note_away, say_back
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.model import Address, Command, CommandName


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
        said = "\n".join(_list_cases(reading.mail.sender, unit, policy, now))
        return say_back(reading, find_own_case(reading, command, unit, now), NoticeVariant.CASES, said)
    if command.name is CommandName.HELP and triage.case is None:
        return say_back(reading, None, NoticeVariant.HELP_ALONE)
    return None


def _list_cases(person: Address, state: State, policy: EscalationPolicy, now: datetime) -> Iterator[str]:
    """A line for each open case that is his: as its agent, as who has it, or as one of those who are asked."""
    for case in iterate_cases(state):
        case = let_in(see_by(case, person, policy), person)  # by this he is there again
        view = CaseView(case, policy.for_case(case), now)
        is_member = case.claimed_by is None and person.key in view.policy.find_level(case.level).members
        if case.is_agent(person) or person.is_among(view.has_it) or (is_member and case.opened_at is not None):
            yield say_case(view, policy.find_zone(person), is_hushed(case, person, policy))


def say_case(view: CaseView, zone: str, is_hushed: bool) -> str:
    """`ESC-42: Exports stop, Level 3, with Tess Berg; an answer is due Thu 5 March, 15:00 (Berlin)`."""
    case, due_at = view.case, view.case.due_at if view.case.status is Status.OPEN else None
    title = "" if is_hushed or not case.title else f" {clean_line(case.title, 80)},"
    who = render_list(tuple(map(render_person, view.has_it)))
    held = f"with {who}" if who else "with nobody: all who were asked are out"
    stands = {Status.HELD: "has not gone up", Status.WAITING: "waits"}.get(case.status, f"Level {case.level}")
    due = f"; an answer is due {render_time(due_at, zone, view.now)}" if due_at is not None else ""
    others = (CaseView(one, view.policy, view.now) for one in case.views[1:])
    beside = "".join(f"; beside: {_say_level(one)}" for one in others if not case.status.is_closed)
    return f"{case.name}:{title} {stands}, {held}{due}{beside}"


def _say_level(view: CaseView) -> str:
    who = render_list(tuple(map(render_person, view.has_it)))
    return f"Level {view.case.level}, with {who or 'nobody'}"
