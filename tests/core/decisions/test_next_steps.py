"""Whatever people do: what is upstairs has a deadline, and what nobody has taken a next step of the clock (behaviour
B7.33)."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.core.calendars.counting import next_open
from daemon.core.decisions.lifecycle import decide
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status, with_more
from daemon.core.model.happenings import AutoReplied, Commanded, Escalated, Happening, Undelivered, Woken
from daemon.core.model.history.conversation import Conversation, Told
from parsers.model import Address, Command, Fields
from tests.core.clock.test_steps import CHIEF, DANA, FRIDAY, LEAD, MANAGER, POLICY, TECH
from tests.core.decisions.test_transitions import KAI, CustomerContact, a_form, a_mail, an_assessment

PEOPLE = (MANAGER, TECH, CHIEF, LEAD, KAI)
WORDS = ("claim", "decline", "raise", "lower", "waiting", "resume", "note", "done", "reopen", "pass", "away", "bounce")
TURNS = st.tuples(st.sampled_from(WORDS), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))


def open_case(level: int) -> Case:
    held = Case(1, Status.HELD, (Assignment(level),), DANA, "", Fields(), FRIDAY)
    happening = Escalated(1, a_mail(), "Exports", a_form(), (), False, an_assessment(level), CustomerContact(None))
    return take(held, happening, FRIDAY, is_new=True)


def take(case: Case, happening: Happening, now: datetime, *, is_new: bool = False) -> Case:
    """The case after it, with whom it was sent to: they may take it back after a raise."""
    decision = decide(None if is_new else case, happening, POLICY, now)
    asked = (one for one in decision.notifications if one.kind.brings_case)
    told = tuple(Told(now, one.kind, one.to.email, "") for one in asked)
    return with_more(decision.case, Conversation(told=told))


def happen(word: str, who: Address, to: Address) -> Happening:
    if word == "away":
        return AutoReplied(who.email, "I am away.", is_away=True)
    if word == "bounce":
        return Undelivered(who.email, "5.1.1")
    return Commanded(a_mail(who), Command(word, to=to.email if word == "pass" else None))


def look(case: Case, now: datetime) -> None:
    if case.opened_at is None or case.status.is_closed:
        return
    assert case.due_at is not None
    if case.status is Status.OPEN and case.due_at > now:
        assert case.wake_at is not None
        assert case.wake_at <= next_open(POLICY.find_level(case.level).calendar, case.due_at)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((2, 3, 4)), st.lists(st.one_of(TURNS, st.sampled_from((1, 30, 100))), max_size=12))
def test_what_nobody_has_taken_always_has_a_next_step(
    level: int, happenings: list[tuple[str, Address, Address] | int]
) -> None:
    case, now = open_case(level), FRIDAY
    look(case, now)
    for one in happenings:
        if isinstance(one, int):
            until = now + timedelta(hours=one)
            while case.wake_at is not None and case.wake_at <= until:
                now = max(now, case.wake_at)
                case = take(case, Woken(), now)
                look(case, now)
            now = until
        else:
            case = take(case, happen(*one), now)
            look(case, now)
