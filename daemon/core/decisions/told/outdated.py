"""Letters that have not left, and by a decision have become untrue:
taken back before anybody reads them (behaviour B6.25)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.core.decisions.told.people import to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Acknowledgement, Case
from daemon.core.model.notifications import Letter, LetterState, Notification, Role
from daemon.core.model.timeline import EntryKind
from daemon.core.model.variants import ClosedVariant, Kind, MovedVariant, Plain, RaisedVariant, RoutedVariant

LEVEL_LETTERS: dict[Kind, RoutedVariant | RaisedVariant | Plain] = {
    Kind.ROUTED: RoutedVariant.FIRST,
    Kind.RAISED: RaisedVariant.ASKED,
}
TO_ACT = frozenset({*LEVEL_LETTERS, Kind.REMINDER})
OF_OPEN_CASES = TO_ACT | {Kind.INFORMATION_REQUEST, Kind.NUDGE, Kind.CLAIMED}  # what no closed case asks or says
NOT_LEFT = frozenset({LetterState.PENDING, LetterState.DEFERRED})  # what is being sent may have left
# what tells somebody to whom a case was told that he need not act
FAREWELLS = frozenset({MovedVariant.LEVEL, MovedVariant.PASSED, ClosedVariant.DONE, ClosedVariant.CANCEL})


@dataclass(frozen=True, slots=True)
class Change:
    """A decision as far as it makes letters untrue: the case before and after it, and the letters that it asks for."""

    before: Case
    after: Case
    letters: Sequence[Notification]

    @property
    def is_hushed(self) -> bool:
        """Whether it makes the case sensitive."""
        return self.after.sensitive and not self.before.sensitive

    @property
    def is_closing(self) -> bool:
        return self.after.status.is_closed and not self.before.status.is_closed

    @property
    def is_claim(self) -> bool:
        """Whether somebody has it now who had not."""
        return self.after.claimed_by is not None and self.after.claimed_by != self.before.claimed_by

    @property
    def is_telling(self) -> bool:
        """Whether a letter that waits can have become untrue by it."""
        return self.is_closing or self.is_claim or self.is_hushed or bool(self.lost)

    @property
    def lost(self) -> frozenset[str]:
        """Who had the case and has it no longer, or is asked anew."""
        anew = {one.to.key for one in self.letters if one.kind in LEVEL_LETTERS and one.role is Role.RECIPIENT}
        had = _find_keys(self.before)
        return (had - _find_keys(self.after)) | (had & anew)

    def find_outdated(self, waiting: Iterable[Letter]) -> tuple[Letter, ...]:
        """Of the case's letters in the outbox those that are not to leave: they ask who is not to act any more, speak
        of a case that is closed, or say to the level or to the customer what of a sensitive case is not said."""
        return tuple(letter for letter in waiting if letter.state in NOT_LEFT and self._is_outdated(letter))

    def find_hushed(self, waiting: Iterable[Letter]) -> tuple[Letter, ...]:
        """Those that are to leave all the same, without the files that they bring."""
        return tuple(one for one in waiting if self.is_hushed and one.state in NOT_LEFT and not self._is_outdated(one))

    def _is_outdated(self, letter: Letter) -> bool:
        if self.is_closing:
            return letter.kind in OF_OPEN_CASES or _is_acknowledgement(letter, self.before)
        if letter.to.lower() in self.lost or (self.is_claim and not self._is_takers(letter)):
            return letter.kind in TO_ACT
        return self.is_hushed and (_is_acknowledgement(letter, self.before) or _is_to_level(letter, self.after))

    def _is_takers(self, letter: Letter) -> bool:
        return self.after.claimed_by is not None and letter.to.lower() == self.after.claimed_by.key

    def write_anew(self, outdated: Sequence[Letter]) -> tuple[Notification, ...]:
        """The letters of this decision, with those to the level in place of what is taken back.
        Who has heard nothing of the case yet is not told that it has moved, is taken or is over."""
        silenced = {letter.to.lower() for letter in outdated}
        silenced -= {told.to.lower() for told in self.before.conversation.told}
        anew = self._to_level_again(outdated)
        asked = {one.to.key for one in anew}  # read all of it in one letter
        kept = (one for one in self.letters if not (_is_farewell(one) and one.to.key in silenced))
        return (*anew, *(one for one in kept if not (one.kind is Kind.FORWARDED and one.to.key in asked)))

    def _to_level_again(self, outdated: Sequence[Letter]) -> tuple[Notification, ...]:
        """A case that becomes sensitive where it is: its level is asked by a letter that says no more than it may."""
        if self.is_closing or not self.is_hushed:
            return ()
        meant = {(one.kind, one.to.lower()) for one in outdated if one.to.lower() not in self.lost}
        to_all = (one for kind, variant in LEVEL_LETTERS.items() for one in to_level(self.after, kind, variant))
        return tuple(one for one in to_all if (one.kind, one.to.key) in meant)

    def take_back(self, outdated: Sequence[Letter], now: datetime) -> Case:
        """The case after the decision, as if these letters had never been written; its timeline names them."""
        case = self.after
        for letter in outdated:
            case = record(
                replace(case, threads=_without(letter, case)),
                now,
                EntryKind.TAKEN_BACK,
                "",
                f"{letter.kind} to {letter.to}",
            )
            if _is_acknowledgement(letter, self.before):
                case = self._take_back_acknowledgement(case, now)
        return case

    def _take_back_acknowledgement(self, case: Case, now: datetime) -> Case:
        """The customer has heard nothing; a sensitive case waits for `send ack` again."""
        promised_at = None if case.customer_heard_at is None else case.customer_promised_at  # else the agent's own
        case = replace(case, customer_told_at=None, customer_promised_at=promised_at)
        if self.is_closing:
            return replace(case, acknowledgement=Acknowledgement.NONE)
        case = replace(case, acknowledgement=Acknowledgement.WITHHELD)
        return record(case, now, EntryKind.ACKNOWLEDGEMENT_WITHHELD, "", "sensitive")


def _is_farewell(one: Notification) -> bool:
    return one.role is Role.RECIPIENT and (
        one.kind is Kind.CLAIMED or (one.kind in (Kind.MOVED, Kind.CLOSED) and one.variant in FAREWELLS)
    )


def _find_keys(case: Case) -> frozenset[str]:
    """Who has it, or is asked to take it."""
    return frozenset(one.key for one in case.upstairs)


def _is_acknowledgement(letter: Letter, case: Case) -> bool:
    return (
        letter.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT
        and case.customer is not None
        and letter.to.lower() == case.customer.key
    )


def _is_to_level(letter: Letter, case: Case) -> bool:
    return letter.kind in LEVEL_LETTERS and any(letter.to.lower() == one.key for one in case.recipients)


def _without(letter: Letter, case: Case) -> dict[str, tuple[str, ...]]:
    """The case's threads without this letter: the next one does not answer it."""
    key = letter.to.lower()
    kept = tuple(one for one in case.threads.get(key, ()) if one != letter.message_id)
    return {**case.threads, key: kept}
