"""Letters that have not left, and by a decision have become untrue:
taken back before anybody reads them (behaviour B6.25)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from daemon.core.clock.left import find_left
from daemon.core.decisions.customer.written import (
    draft_again,
    is_acknowledgement,
    is_update,
    take_back_updates,
    without_acknowledgement,
)
from daemon.core.decisions.told.people import to_level
from daemon.core.decisions.told.unheard import find_strangers, find_unheard, without_news
from daemon.core.decisions.transitions import record
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Letter, LetterState, Notification, Role, Said
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import (
    ClosedVariant,
    ForwardedVariant,
    Kind,
    MovedVariant,
    Plain,
    RaisedVariant,
    RoutedVariant,
)
from parsers.model import CommandName

LEVEL_LETTERS: dict[Kind, RoutedVariant | RaisedVariant | Plain] = {
    Kind.ROUTED: RoutedVariant.FIRST,
    Kind.RAISED: RaisedVariant.ASKED,
}
TO_ACT = frozenset({*LEVEL_LETTERS, Kind.REMINDER})
OF_OPEN_CASES = TO_ACT | {Kind.INFORMATION_REQUEST, Kind.NUDGE, Kind.CLAIMED}  # what no closed case asks or says
TURNS = frozenset({Kind.NOTICE, Kind.CLAIMED, Kind.MOVED, Kind.CLOSED})  # what tells a reader whose turn it is now
MOVES = frozenset({CommandName.CLAIM, CommandName.DECLINE, CommandName.PASS, CommandName.RAISE, CommandName.LOWER})
NOT_LEFT = frozenset({LetterState.PENDING, LetterState.DEFERRED})  # what is being sent may have left
# what tells somebody to whom a case was told that he need not act
FAREWELLS = frozenset({MovedVariant.LEVEL, MovedVariant.PASSED, ClosedVariant.DONE, ClosedVariant.CANCEL})


@dataclass(frozen=True, slots=True)
class Change:
    """A decision as far as it makes letters untrue: the case before and after it, and the letters that it asks for."""

    before: Case
    after: Case
    letters: Sequence[Notification]
    policy: EscalationPolicy

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
        """Whether a letter that waits can have become untrue by it, or one of it goes to who has not heard of it."""
        is_other = self.is_closing or self.is_claim or self.is_hushed or self.is_shifted or bool(self.lost)
        return is_other or bool(find_strangers(self.before, self.letters))

    @property
    def is_shifted(self) -> bool:
        """Whether what a letter to the level says of it is another now: whether its clock runs, up to when, how urgent
        it is, and whose it is."""
        return _find_facts(self.before) != _find_facts(self.after)

    @property
    def is_fewer(self) -> bool:
        """Whether one whom a letter to the level names is not asked any more."""
        return bool(_find_keys(self.before, self.policy) - _find_keys(self.after, self.policy))

    @property
    def is_stuck(self) -> bool:
        """Whether it waited because no letter could leave, and its clock has another time by that."""
        return len(_find_stuck(self.after)) > len(_find_stuck(self.before))

    @property
    def lost(self) -> frozenset[str]:
        """Who had the case and has it no longer, or is asked anew."""
        anew = {one.to.key for one in self.letters if one.kind in LEVEL_LETTERS and one.role is Role.RECIPIENT}
        had = _find_keys(self.before, self.policy)
        return (had - _find_keys(self.after, self.policy)) | (had & anew)

    def find_outdated(self, waiting: Iterable[Letter]) -> tuple[Letter, ...]:
        """Of the case's letters in the outbox those that are not to leave: they ask who is not to act any more, speak
        of a case that is closed, or say to the level or to the customer what of a sensitive case is not said."""
        return tuple(letter for letter in waiting if letter.state in NOT_LEFT and self._is_outdated(letter))

    def find_hushed(self, waiting: Iterable[Letter]) -> tuple[Letter, ...]:
        """Those that are to leave all the same, without the files that they bring."""
        return tuple(one for one in waiting if self.is_hushed and one.state in NOT_LEFT and not self._is_outdated(one))

    def find_stale(
        self, waiting: Iterable[Letter], outdated: Sequence[Letter]
    ) -> Iterator[tuple[Letter, Notification]]:
        """Those that leave all the same with another text, which is given with each: somebody's words, for nobody takes
        by an answer to them what is closed, and the word to their writer, who reads whom they reach still; whom a
        second mail has brought it to; that words have taken nothing, where somebody has it now; whose words an answer
        reaches, where another is the contact; and all that brings files or names its matter, once it is sensitive."""
        gone = {one.id for one in outdated}
        lost = {one.to.lower() for one in outdated if one.kind is Kind.FORWARDED} | self._find_unread(outdated)
        for letter in waiting:
            is_left = letter.state in NOT_LEFT and not letter.in_doubt and letter.id not in gone
            said = self._say_anew(letter.says, lost) if is_left and letter.says is not None else None
            if said is not None:
                yield letter, said

    def _find_unread(self, outdated: Iterable[Letter]) -> set[str]:
        """Who is not to read of it any more, and never has."""
        level = {one.to.lower() for one in outdated if one.kind in LEVEL_LETTERS}
        return {one for one in level if (self.is_closing or one in self.lost) and not self._is_known_to(one)}

    def _say_anew(self, kept: Said, lost: set[str]) -> Notification | None:
        if kept.variant == NoticeVariant.JOINED and kept.kind in (Kind.NOTICE, Kind.RECEIPT):
            return replace(kept.write(), also=tuple(one for one in kept.also if one.key not in lost))
        if self.is_closing:
            return _without(lost, kept)
        if self.is_claim and kept.kind is Kind.NOTICE and kept.variant == NoticeVariant.NOT_TAKEN:
            return replace(kept.write(), variant=NoticeVariant.PASSED_ON)
        is_anothers = kept.kind is Kind.FORWARDED and self.after.agent.key != self.before.agent.key
        return kept.write() if is_anothers or (self.is_hushed and kept.files) else None

    def _is_outdated(self, letter: Letter) -> bool:
        if self._is_overtaken(letter):
            return True
        if self.is_closing:
            return self._is_over(letter)
        if letter.to.lower() in self.lost or (self.is_claim and not self._is_takers(letter)):
            return letter.kind in TO_ACT or (letter.kind is Kind.FORWARDED and self._is_of_no_use(letter))
        if (self.is_shifted or self.is_fewer) and self._is_of_old(letter):
            return True
        is_customers = is_acknowledgement(letter, self.before) or is_update(letter, self.before)
        return self.is_hushed and (is_customers or _is_to_level(letter, self.after))

    def _is_over(self, letter: Letter) -> bool:
        """Whether it asks or says what no closed case does, or brings words to one who never read of it."""
        is_of_no_use = letter.kind is Kind.FORWARDED and _is_upstairs(letter) and not self._is_known_to(letter.to)
        return letter.kind in OF_OPEN_CASES or is_of_no_use or is_acknowledgement(letter, self.before)

    def _is_of_old(self, letter: Letter) -> bool:
        """Whether it says to the level what was so before: what leaves within the minute was true when it was written,
        and what joins it comes in a letter of its own."""
        is_late = self.is_stuck or letter.state is LetterState.DEFERRED
        return is_late and _is_to_level(letter, self.after)

    def _is_of_no_use(self, letter: Letter) -> bool:
        """Whether the words in it are for somebody who has the case no longer, or has never had it."""
        return letter.to.lower() in self.lost or not self._is_known_to(letter.to)

    def _is_known_to(self, reader: str) -> bool:
        """Whether a letter of it has left to this one."""
        return any(one.to.lower() == reader.lower() for one in self.before.conversation.told)

    def _is_overtaken(self, letter: Letter) -> bool:
        """Whether it says whose turn it was, which is another's now: that somebody has it, and what its reader reads in
        a letter of this decision."""
        said = letter.says
        if said is None or said.standing == self.after.standing or letter.in_doubt:
            return False
        if letter.kind is Kind.CLAIMED:
            return self.before.claimed_by is not None and self.after.claimed_by != self.before.claimed_by
        reads = any(one.to.key == letter.to.lower() and one.kind in TURNS for one in self.letters)
        return reads and (letter.kind is Kind.MOVED or _is_of_turn(said))

    def _is_takers(self, letter: Letter) -> bool:
        return self.after.claimed_by is not None and letter.to.lower() == self.after.claimed_by.key

    def write_anew(self, waiting: Sequence[Letter], outdated: Sequence[Letter]) -> tuple[Notification, ...]:
        """The letters of this decision, with those to the level in place of what is taken back.
        Who has heard nothing of the case yet is not told that it has moved, is taken or is over."""
        silenced = {letter.to.lower() for letter in outdated}
        silenced -= {told.to.lower() for told in self.before.conversation.told}
        unheard = find_unheard(self.before, self.letters, waiting)
        anew = self._to_level_again(outdated)
        asked = {one.to.key for one in anew}  # read all of it in one letter
        kept = without_news(self.letters, silenced | unheard)
        said = (one for one in map(_as_words, outdated) if one is not None and one.to.key not in silenced)
        drafts = draft_again(self.before, self.after, outdated)
        return (
            *anew,
            *drafts,
            *(one for one in chain(said, kept) if not (one.kind is Kind.FORWARDED and one.to.key in asked)),
        )

    def _to_level_again(self, outdated: Sequence[Letter]) -> tuple[Notification, ...]:
        """What still asks its level of a case of which something is another now: a letter that says what is true."""
        if self.is_closing or not (self.is_hushed or self.is_shifted or self.is_fewer):
            return ()
        still = (one for one in outdated if one.to.lower() not in self.lost)
        meant = {(one.kind, one.to.lower()) for one in still if not self.is_claim or self._is_takers(one)}
        to_all = (one for kind in LEVEL_LETTERS for one in ask_level_again(self.after, kind))
        return tuple(one for one in to_all if (one.kind, one.to.key) in meant)

    def take_back(self, outdated: Sequence[Letter], now: datetime) -> Case:
        """The case after the decision, as if these letters had never been written; its timeline names them."""
        case = self.after
        for letter in outdated:
            said = f"{letter.kind} to {letter.to}"
            case = record(without_letter(letter, case), now, EntryKind.TAKEN_BACK, "", said)
            if is_acknowledgement(letter, self.before):
                case = without_acknowledgement(case, now)
        return take_back_updates(self.before, case, outdated)


def ask_level_again(case: Case, kind: Kind) -> list[Notification]:
    """The letters that bring its level the case, as they say it now: also who did not take it, where the clock has
    raised it."""
    before = case.assignments[1] if len(case.assignments) > 1 else None
    if kind is not Kind.RAISED or before is None or not _was_raised_by_clock(case):
        return to_level(case, kind, LEVEL_LETTERS[kind])
    out = {one.who for one in before.out}
    silent = tuple(person for person in before.recipients if person.key not in out)
    return [replace(one, also=silent, since=before.due_at) for one in to_level(case, kind, RaisedVariant.IN_TIME)]


def _was_raised_by_clock(case: Case) -> bool:
    """Whether it came to its level because nobody below took it in time."""
    ways = (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED)
    newest = next((entry for entry in reversed(case.conversation.entries) if entry.kind in ways), None)
    return newest is not None and newest.kind is EntryKind.RAISED and not newest.who and newest.text.startswith("due ")


def _find_stuck(case: Case) -> tuple[Pause, ...]:
    return tuple(one for one in case.pauses if one.is_relays)


def _without(lost: set[str], kept: Said) -> Notification | None:
    """Somebody's words, or the word that they went to others besides these; None for any other letter."""
    if kept.kind not in (Kind.FORWARDED, Kind.NOTICE):
        return None
    said, reached = kept.write(), tuple(one for one in kept.also if one.key not in lost)
    if said.kind is Kind.FORWARDED:
        return said
    return replace(said, also=reached) if reached and reached != said.also else None


def _is_upstairs(letter: Letter) -> bool:
    return letter.says is not None and letter.says.role is Role.RECIPIENT


def _is_of_turn(said: Said) -> bool:
    """Whether it answers a command that took the case, gave it away or would have, and says nothing besides."""
    if said.kind is not Kind.NOTICE or said.remarks:
        return False
    return said.variant == NoticeVariant.TAKEN or (said.variant == NoticeVariant.DONE and said.text in MOVES)


def _as_words(letter: Letter) -> Notification | None:
    """What somebody said beside a command of which a letter is taken back: his words alone."""
    said = letter.says
    if said is None or not (said.text and said.also) or said.kind not in (Kind.CLAIMED, Kind.MOVED):
        return None
    variant = ForwardedVariant.WORDS
    return Notification(Kind.FORWARDED, said.to, said.role, variant, said.text, files=said.files, also=said.also[:1])


def _find_facts(case: Case) -> tuple[object, ...]:
    """What the letter to the level says of it besides what was written."""
    return case.status, case.due_at, case.fields.priority, case.agent.key


def _find_keys(case: Case, policy: EscalationPolicy) -> frozenset[str]:
    """Who has it, or is asked still to take it."""
    taker = (case.claimed_by,) if case.claimed_by is not None else ()
    return frozenset(one.key for one in (*find_left(case, policy), *taker))


def _is_to_level(letter: Letter, case: Case) -> bool:
    return letter.kind in LEVEL_LETTERS and any(letter.to.lower() == one.key for one in case.recipients)


def without_letter(letter: Letter, case: Case) -> Case:
    """The case without this letter in its threads: the next one does not answer it."""
    key = letter.to.lower()
    kept = tuple(one for one in case.threads.get(key, ()) if one != letter.message_id)
    return replace(case, threads={**case.threads, key: kept})
