"""What the clock does to a case: whom it writes to, and that it never says a thing twice."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import next_wake_at
from daemon.core.decisions.wakeups import decide_wakeup
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from tests.cases import altered
from tests.core.clock.test_steps import BERLIN, CHIEF, DANA, FRIDAY, LEAD, MANAGER, POLICY, TECH, local, make_case


def told(letters: tuple[Notification, ...]) -> list[tuple[str, str, str]]:
    return [(letter.to.email.partition("@")[0], str(letter.kind), letter.variant) for letter in letters]


def live(case: Case, until: datetime, policy: EscalationPolicy = POLICY) -> tuple[Case, list[tuple[str, list[str]]]]:
    """The case's life while nobody takes it: local time of each wake-up, and who hears what."""
    story: list[tuple[str, list[str]]] = []
    while (at := next_wake_at(case, policy)) is not None and at <= until:
        decision = decide_wakeup(case, policy, at)
        case = decision.case
        letters = [f"{who}: {kind} {variant}".strip() for who, kind, variant in told(decision.notifications)]
        story.append((f"{at.astimezone(BERLIN):%a %H:%M}", letters))
    return case, story


def test_a_case_that_nobody_takes_goes_up_once_and_the_next_level_has_its_own_clock() -> None:
    case, story = live(make_case(), local("2026-03-09T15:00"))
    assert story == [
        ("Mon 10:10", ["manager: reminder before"]),
        ("Mon 11:22", ["manager: reminder before, last"]),
        ("Mon 12:10", ["manager: reminder overdue", "dana: reminder overdue", "lead: reminder overdue"]),
        ("Mon 12:40", ["manager: reminder after"]),
        ("Mon 13:40", ["manager: reminder after, last"]),
        ("Mon 14:10", ["tech: raised", "manager: raised previous", "dana: raised agent"]),
    ]
    assert (case.level, case.recipients, case.status) == (3, (TECH,), Status.OPEN)
    assert case.assignment.since == local("2026-03-09T14:10")
    assert case.reasons[0].text == "Level 2 did not take it in time"
    assert case.due_at == local("2026-03-10T17:30")


def test_the_letter_upstairs_names_who_did_not_take_it_and_the_letter_back_who_has_it() -> None:
    log = KeptFile("digest", "error.log", "text/plain", 9, author=DANA)
    decision = decide_wakeup(altered(make_case(), files=(log,)), POLICY, local("2026-03-09T14:10"))
    upstairs, previous, agent = decision.notifications
    assert (upstairs.to, upstairs.also, upstairs.files) == (TECH, (MANAGER,), (log,))
    assert (previous.to, previous.also, previous.files) == (MANAGER, (TECH,), ())
    assert (agent.to, agent.also, agent.role, agent.files) == (DANA, (MANAGER,), Role.AGENT, ())


def test_above_the_last_level_the_leads_and_the_agent_hear_that_nobody_took_it() -> None:
    case, story = live(make_case(4), FRIDAY + timedelta(days=30))
    silent = story.index(("Fri 19:40", ["lead: raised silent", "dana: raised silent"]))
    assert story[silent + 1 :] == [
        ("Fri 21:10", ["ceo: reminder after"]),
        ("Sat 07:00", ["ceo: reminder after"]),  # what fell into the night
        *((f"Sat {hour:02}:10", ["ceo: reminder after"]) for hour in (7, 9, 11, 13)),
        ("Sat 15:10", ["ceo: reminder after, last"]),
    ]
    assert case.level == 4
    assert next_wake_at(case, POLICY) is None


def test_days_down_above_the_last_level_the_leads_are_told_all_the_same() -> None:
    decision = decide_wakeup(make_case(4), POLICY, FRIDAY + timedelta(days=3))
    assert told(decision.notifications) == [("lead", "raised", "silent"), ("dana", "raised", "silent")]
    assert decide_wakeup(decision.case, POLICY, FRIDAY + timedelta(days=3)).notifications == ()


def test_three_days_down_send_only_the_newest_step_and_record_the_rest() -> None:
    decision = decide_wakeup(make_case(), POLICY, FRIDAY + timedelta(days=3))
    assert told(decision.notifications) == [
        ("tech", "raised", ""),
        ("manager", "raised", "previous"),
        ("dana", "raised", "agent"),
    ]
    assert [entry.what for entry in decision.case.conversation.entries].count("passed over") == 5
    assert decide_wakeup(decision.case, POLICY, FRIDAY + timedelta(days=3)).notifications == ()


def test_a_wakeup_that_comes_too_early_says_nothing_and_changes_nothing() -> None:
    case = make_case()
    assert decide_wakeup(case, POLICY, FRIDAY) == decide_wakeup(case, POLICY, FRIDAY + timedelta(minutes=1))
    assert decide_wakeup(case, POLICY, FRIDAY).case is case


def test_nobody_gets_two_letters_about_one_thing() -> None:
    case = replace(make_case(), agent=MANAGER)
    overdue = decide_wakeup(case, POLICY, local("2026-03-09T12:10"))
    assert told(overdue.notifications) == [("manager", "reminder", "overdue"), ("lead", "reminder", "overdue")]


def test_a_pause_that_lasts_too_long_ends_and_the_agent_and_the_one_who_has_it_are_told() -> None:
    case = altered(make_case(), status=Status.WAITING, claimed_by=MANAGER, pauses=(Pause(local("2026-03-09T09:00")),))
    decision = decide_wakeup(case, POLICY, local("2026-03-13T15:00"))
    assert told(decision.notifications) == [("dana", "moved", "waited"), ("manager", "moved", "waited")]
    assert (decision.case.status, decision.case.pauses[0].ended_at) == (Status.CLAIMED, local("2026-03-13T15:00"))


def test_a_claimed_case_whose_customer_hears_nothing_nudges_the_agent() -> None:
    case = altered(make_case(), status=Status.CLAIMED, claimed_by=MANAGER, claimed_at=local("2026-03-09T10:00"))
    decision = decide_wakeup(case, POLICY, local("2026-03-11T09:00"))
    assert [(letter.to, letter.kind) for letter in decision.notifications] == [(DANA, Kind.NUDGE)]


def change(case: Case, what: str, now: datetime) -> Case:
    if what == "claim" and case.status is Status.OPEN:
        return altered(case, status=Status.CLAIMED, claimed_by=case.recipients[0], claimed_at=now)
    if what == "wait" and case.status in (Status.OPEN, Status.CLAIMED):
        return replace(case, status=Status.WAITING, pauses=(*case.pauses, Pause(now)))
    if what == "resume" and case.status is Status.WAITING:
        status = Status.CLAIMED if case.claimed_by else Status.OPEN
        pauses = (*case.pauses[:-1], replace(case.pauses[-1], ended_at=now))
        return with_deadline(replace(case, status=status, pauses=pauses), POLICY)
    if what == "close":
        return altered(case, status=Status.RESOLVED, due_at=None)
    return case


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["claim", "wait", "resume", "wake", "wake", "wake", "close"]), st.integers(1, 3000)),
        max_size=14,
    )
)
def test_whatever_happens_no_step_is_taken_twice_and_no_wakeup_lies_in_the_past(
    happenings: list[tuple[str, int]],
) -> None:
    case, now = make_case(), FRIDAY
    for what, minutes in happenings:
        now += timedelta(minutes=minutes)
        case = change(case, what, now)
        decision = decide_wakeup(case, POLICY, now)
        assert not (case.status.is_closed and decision.notifications)
        case = decision.case
        assert len(set(case.assignment.reminded)) == len(case.assignment.reminded)
        following = next_wake_at(case, POLICY, now)
        assert following is None or following > now
        for letter in decision.notifications:
            assert letter.to in (MANAGER, TECH, CHIEF, DANA, LEAD)
