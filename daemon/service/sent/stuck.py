"""While no letter can leave, and what follows when one does again: the clocks have lost no time, what waits says what
is true by then, and those concerned hear of it once (behaviour B7.40)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from daemon.core.clock.backoff import LETTER_GAPS
from daemon.core.clock.left import find_left
from daemon.core.clock.steps import next_wake_at
from daemon.core.decisions.strikes.stuck import add_lost_time, note_lost_time, with_untold_promise
from daemon.core.decisions.told.outdated import LEVEL_LETTERS, NOT_LEFT, ask_level_again, without_letter
from daemon.core.decisions.told.people import all_but
from daemon.core.letters.case_view import CaseView
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.model.case import Case, Status
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import GIVEN_UP, Letter, LetterState, Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, ReminderVariant
from daemon.ports import RelayTrouble, State, Unit, iterate_cases
from daemon.service.absent.rules import find_rules
from daemon.service.cases.listing import say_case
from daemon.service.unit_of_work import Writer
from parsers.model import Address, CommandName

ABOUT = "no mail could leave"  # what these letters are about, to be found in the outbox
MOST_LINES = 30
OF_CUSTOMER = frozenset({CommandName.TOLD, CommandName.SEND_ACK})  # whose answers say what they were told


def find_standing(state: State) -> RelayTrouble | None:
    """Why no letter can leave; None when letters leave."""
    trouble = state.find_relay_trouble()
    return trouble if trouble is not None and trouble.ended_at is None else None


def is_stuck(state: State, now: datetime) -> bool:
    """Whether no letter can leave, and one is tried again and again that will show when it can."""
    if find_standing(state) is None:
        return False
    counts, next_at = state.count_letters(), state.next_letter_at()
    is_waiting = counts.get(LetterState.PENDING, 0) or counts.get(LetterState.SENDING, 0)
    return bool(is_waiting) or (next_at is not None and next_at <= now + LETTER_GAPS[-1])


def note_stuck(unit: Unit, since: datetime, words: str) -> None:
    """No letter can leave since then; nothing where that is known. Who still waits for the letter on the last time
    reads of both in one."""
    before = unit.find_relay_trouble()
    if before is None:
        unit.put_relay_trouble(RelayTrouble(since, words))
    elif before.ended_at is not None:
        is_untold = any(one.state in NOT_LEFT for one in unit.find_notices([ABOUT]))
        told_from = (before.told_from or before.since) if is_untold else None
        unit.put_relay_trouble(RelayTrouble(max(since, before.ended_at), words, told_from=told_from))


def end_stuck(unit: Unit, writer: Writer, policy: EscalationPolicy, now: datetime) -> None:
    """Letters leave again. A bug in one case is told in the log and leaves the others."""
    trouble = find_standing(unit)
    if trouble is None:
        return
    unit.put_relay_trouble(replace(trouble, ended_at=now))
    ending = _Ending(unit, trouble, find_rules(unit, policy, now), now)
    moved: list[Case] = []
    for case in tuple(iterate_cases(unit)):
        move = partial(ending.move, writer, case)
        if writer.succeeds(move, "%s: the time in which no letter could leave could not be made up for", case.name):
            after = unit.find_case(case.number)
            moved += [after] if after is not None and after.due_at != case.due_at else []
    letters = tuple(ending.tell(moved))
    if letters:
        unit.drop_letters([one.id for one in unit.find_notices([ABOUT]) if one.state in NOT_LEFT])
        tell = partial(writer.write, None, letters, now)
        writer.succeeds(tell, "nobody could be told that no mail could leave since %s", trouble.since)


@dataclass(frozen=True, slots=True)
class _Ending:
    """What follows when letters leave again, by the rules of then."""

    unit: Unit
    trouble: RelayTrouble
    policy: EscalationPolicy
    now: datetime

    def move(self, writer: Writer, case: Case) -> None:
        """The case with the time that it has lost; the letters of it that wait say what is true now."""
        after = note_lost_time(case, self.trouble.since, self.now, self.policy)
        letters: list[Notification] = []
        waiting = filter(_is_unread, self.unit.letters_of(case.number))
        if after.due_at == case.due_at or case.status is not Status.OPEN:
            for letter in waiting:
                if letter.says is not None and _is_standing(letter, case):  # its spans are counted from now
                    writer.rewrite(letter, letter.says.write(), case, self.now)
        else:
            # what the customer's says comes first: the others name the time in it
            for letter in sorted(waiting, key=lambda one: one.kind is not Kind.CUSTOMER_ACKNOWLEDGEMENT):
                after, anew = self._write_anew(writer, after, letter)
                letters += anew
        after = replace(after, wake_at=next_wake_at(after, self.policy, self.now))
        if after != case:
            writer.write(after, letters, self.now)

    def _write_anew(self, writer: Writer, case: Case, letter: Letter) -> tuple[Case, list[Notification]]:
        """A receipt, and the customer's first letter, which promises the time that holds now: they are not to leave as
        they are, and neither is what reminds of the time that it promised. Any other that says whose turn it is as it
        is now gets another text, as a reminder does. Nothing for the rest."""
        reminder = _find_reminder(letter, case, self.policy)
        if letter.kind is Kind.RECEIPT and letter.says is not None:
            self.unit.drop_letters([letter.id])
            return without_letter(letter, case), [letter.says.write()]
        is_kept = letter.kind is Kind.NUDGE and case.customer_told_at == self.now  # it reminds of what is not promised
        if not is_kept and (reminder is not None or _is_standing(letter, case)):
            said = reminder or (letter.says.write() if letter.says is not None else None)
            if said is not None:
                writer.rewrite(letter, said, case, self.now)
            return case, []
        if is_kept:
            self.unit.drop_letters([letter.id])
            return without_letter(letter, case), []
        customer = _find_untold(case, letter)
        if customer is None:
            return case, []
        self.unit.drop_letters([letter.id])
        anew = with_untold_promise(without_letter(letter, case), self.policy, self.now)
        return anew, [Notification(letter.kind, customer, Role.CUSTOMER)]

    def tell(self, moved: Sequence[Case]) -> Iterator[Notification]:
        """One letter for each lead, and for each agent whose cases have another deadline by it."""
        variant = NoticeVariant.NO_MAIL if self.trouble.told_from is None else NoticeVariant.LITTLE_MAIL
        since, people = self.trouble.told_from or self.trouble.since, self._find_people(moved)
        for person, role in people.values():
            theirs = [one for one in moved if role is Role.LEAD or person.is_among(self._find_agents(one))]
            said = "\n".join(_list(theirs, person, self.policy, self.now))
            if said:
                yield Notification(Kind.NOTICE, person, role, variant, said, since=since, about=ABOUT)

    def _find_people(self, moved: Sequence[Case]) -> dict[str, tuple[Address, Role]]:
        """Who hears of it: a lead who is an agent as well, as the lead."""
        agents = {one.key: (one, Role.AGENT) for case in moved for one in self._find_agents(case)}
        return agents | {lead.address.key: (lead.address, Role.LEAD) for lead in self.policy.leads}

    def _find_agents(self, case: Case) -> tuple[Address, ...]:
        """Its agents, or who stands in for them."""
        return tuple(map(self.policy.find_cover, case.agents))


def _is_unread(letter: Letter) -> bool:
    """Whether it has not been handed over."""
    return letter.state in NOT_LEFT and not letter.in_doubt


def _list(cases: Iterable[Case], reader: Address, policy: EscalationPolicy, now: datetime) -> Iterator[str]:
    """A line for each that nobody has taken, the most urgent first."""
    opened = sorted(
        (one for one in cases if one.status is Status.OPEN), key=lambda one: (one.due_at or now, one.number)
    )
    for case in opened[:MOST_LINES]:
        view = CaseView(case, policy.for_case(case), now)
        yield say_case(view, policy.find_zone(reader), is_hushed(case, reader, view.policy))
    if len(opened) > MOST_LINES:
        yield f"and {len(opened) - MOST_LINES} more"


def write_as_it_is_now(unit: Unit, writer: Writer, letter: Letter, policy: EscalationPolicy, now: datetime) -> None:
    """The letter by which it is tried whether letters leave again says what is true if it does: it keeps its name.
    Only what asks a level or reminds it, and receipts; what may have been handed over stays as it is."""
    trouble = find_standing(unit)
    case = unit.find_case(letter.case) if letter.case is not None else None
    if trouble is None or case is None or letter.in_doubt:
        return
    rules = find_rules(unit, policy, now)
    after = add_lost_time(case, trouble.since, now, rules)
    said = _find_said(letter, after, rules)
    if said is None or (letter.says is None and after.due_at == case.due_at):
        return
    waiting = (one for one in unit.letters_of(case.number) if one.state not in GIVEN_UP and not one.in_doubt)
    if any(_find_untold(after, one) is not None for one in waiting):
        after = with_untold_promise(after, rules, now)
    writer.rewrite(letter, said, after, now)


def _find_untold(case: Case, letter: Letter) -> Address | None:
    """The customer to whom this is the first letter; None for any other letter, and where they have heard already."""
    customer = case.customer if case.customer_heard_at is None else None
    is_theirs = customer is not None and letter.to.lower() == customer.key
    return customer if is_theirs and letter.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT else None


def _is_standing(letter: Letter, case: Case) -> bool:
    """Whether it was written while it was the same people's turn as now, and is about that."""
    said = letter.says
    if said is None or said.standing != case.standing:
        return False
    return said.kind is not Kind.NOTICE or said.variant != NoticeVariant.DONE or said.text not in OF_CUSTOMER


def _find_said(letter: Letter, case: Case, policy: EscalationPolicy) -> Notification | None:
    if letter.says is not None:
        return letter.says.write() if letter.kind is Kind.RECEIPT or _is_standing(letter, case) else None
    letters = ask_level_again(case, letter.kind) if letter.kind in LEVEL_LETTERS else ()
    asks = (one for one in letters if one.to.key == letter.to.lower())
    return next(asks, _find_reminder(letter, case, policy))


def _find_reminder(letter: Letter, case: Case, policy: EscalationPolicy) -> Notification | None:
    """The reminder to one of those who are asked, as it was; None for any other letter."""
    people = find_left(case, policy.for_case(case)) if letter.kind is Kind.REMINDER and letter.variant else ()
    reader = next((one for one in people if one.key == letter.to.lower()), None)
    if reader is None or case.status is not Status.OPEN:
        return None
    variant = ReminderVariant(letter.variant)
    return Notification(letter.kind, reader, Role.RECIPIENT, variant, also=all_but(reader, people))
