"""What comes back of our letters: those concerned are told in the very transaction that settles the letter
(fault F69)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from daemon.core.decisions.customer.returned import reach_again
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.transitions import record
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Case
from daemon.core.model.happenings import Undelivered
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Letter, LetterState
from daemon.core.model.variants import Kind
from daemon.ports import MailFiles, Unit
from daemon.results import Failure
from daemon.service.absent.rules import find_rules
from daemon.service.sent.stuck import end_stuck, find_standing, note_stuck, write_as_it_is_now
from daemon.service.unit_of_work import Writer


class Returns:
    """Writes what follows from letters that will not arrive, or wait while others leave:
    who hears of it, and who gets it instead."""

    def __init__(self, files: MailFiles, correspondence: Correspondence) -> None:
        self._files = files
        self._correspondence = correspondence
        self._policy = correspondence.policy

    def write_undelivered(self, unit: Unit, failures: Sequence[Failure], now: datetime) -> None:
        """A bug in one is told in the log and leaves the others. Raises DiskError."""
        writer = Writer(unit, self._files, self._correspondence)
        for failure in failures:
            write = partial(self._write, unit, writer, failure, now)
            said = "letter %s will not arrive (%s), and nobody could be told"
            writer.succeeds(write, said, failure.letter.id, failure.problem)
        writer.save(now)

    def write_heard(self, unit: Unit, heard: Sequence[Letter], now: datetime) -> None:
        """The relay has taken these, or will later: the receipts that waited for its word about the letter to the
        customer say so (behaviour B6.17). A bug in one is told in the log: it leaves as it is. Raises DiskError."""
        writer = Writer(unit, self._files, self._correspondence)
        numbers = {one.case: None for one in heard if one.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT}
        for case in (unit.find_case(number) for number in numbers if number is not None):
            if case is not None:
                write = partial(_write_receipts, writer, case, now)
                writer.succeeds(write, "%s: its receipt could not be written anew", case.name)
        writer.save(now)

    def write_stuck(self, unit: Unit, since: datetime, words: str) -> None:
        """No letter can leave since then, and why."""
        note_stuck(unit, since, words)

    def write_leaving(self, unit: Unit, now: datetime) -> None:
        """Letters leave: what follows where none could (behaviour B7.40). Raises DiskError."""
        if find_standing(unit) is not None:
            writer = Writer(unit, self._files, self._correspondence)
            end_stuck(unit, writer, self._policy, now)
            writer.save(now)

    def write_anew(self, unit: Unit, letter: Letter, now: datetime) -> None:
        """It is about to be tried while none could leave: it says what is true if it does. A bug in that is told in
        the log: it leaves as it is. Raises DiskError."""
        writer = Writer(unit, self._files, self._correspondence)
        write = partial(write_as_it_is_now, unit, writer, letter, self._policy, now)
        writer.succeeds(write, "letter %s could not be written anew", letter.id)
        writer.save(now)

    def take_back(self, unit: Unit, letters: Sequence[Letter], now: datetime) -> None:
        """What was to be said of these letters is not true any longer and is dropped. None of it can have left, for one
        letter that is accepted ends the doubt about the relay (`Standing`)."""
        if not letters:
            return
        ids = {letter.id for letter in letters}
        unit.drop_letters([notice.id for notice in unit.find_notices(ids)])
        for letter in letters:
            case = unit.find_case(letter.case) if letter.case is not None else None
            if case is not None and letter.kind is not Kind.DELIVERY_FAILURE:
                unit.put_case(record(reach_again(case, letter, now), now, EntryKind.TRIED_AGAIN, letter.to))

    def _write(self, unit: Unit, writer: Writer, failure: Failure, now: datetime) -> None:
        case = unit.find_case(failure.letter.case) if failure.letter.case is not None else None
        if case is None or failure.letter.kind is Kind.DELIVERY_FAILURE:
            return  # a failed notice of a failure starts no chain
        letter, waits = failure.letter, failure.letter.state is LetterState.DEFERRED
        rules = find_rules(unit, self._policy, now)
        may_be_there = letter.state is LetterState.UNKNOWN
        what = Undelivered(letter.to, failure.problem, letter.id, waits, may_be_there)
        decision = decide(case, what, rules, now)
        after, receipts = writer.take_receipts(decision.case)
        writer.write(after, (*decision.notifications, *receipts), now)


def _write_receipts(writer: Writer, case: Case, now: datetime) -> None:
    case, receipts = writer.take_receipts(case)
    if receipts:
        writer.write(case, receipts, now)
