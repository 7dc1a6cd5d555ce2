"""When the clock asks for what: instants in, instants out."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from daemon.core.calendars.calendar import Calendar, Span
from daemon.core.calendars.durations import parse_duration
from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.progress import has_moved
from daemon.core.clock.steps import find_ahead, find_due, find_steps, next_wake_at
from daemon.core.model.assignment import Assignment, Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.step_key import StepKey, StepKind, find_step_key, key_of_turn
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.policy import EscalationPolicy, Lead, Level
from daemon.core.model.rules.reminders import Reminders
from parsers.model import Address, Fields, Priority
from tests.cases import altered
from tests.core.letters.test_rendering import POLICY as PLAIN
from tests.tables import every_row

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = {day: (Span(time(9), time(17, 30)),) for day in range(5)}
OFFICE = Calendar("Europe/Berlin", WEEKDAYS)
ALWAYS = Calendar("Europe/Berlin", None)
MANAGER, TECH, CHIEF = Address("manager@example.com"), Address("tech@example.com"), Address("ceo@example.com")
DANA, LEAD = Address("dana@example.com"), Address("lead@example.com")
LEVELS = {
    number: Level(
        number, name, (person,), calendar, dict.fromkeys(Priority, parse_duration(within)), timezone="Europe/Berlin"
    )
    for number, name, person, calendar, within in (
        (2, "Team Lead/Manager", MANAGER, OFFICE, "4 business hours"),
        (3, "Technical Team", TECH, OFFICE, "1 business days"),
        (4, "Executive Team", CHIEF, ALWAYS, "1 h"),
    )
}  # fmt: skip
REMINDERS = Reminders(
    before=(0.5, 0.8), after=tuple(map(parse_duration, ("30 min", "1 h", "2 h"))), most=12,
    raise_after=parse_duration("2 h"),
    incomplete=tuple(map(parse_duration, ("4 h", "8 h"))), max_pause=parse_duration("40 h"),
    customer_update=parse_duration("8 h"),
)  # fmt: skip
POLICY: EscalationPolicy = replace(PLAIN, levels=LEVELS, reminders=REMINDERS, leads=(Lead(LEAD, "Europe/Berlin"),))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


FRIDAY = local("2026-03-06T16:40")


def make_case(level: int = 2, at: datetime = FRIDAY, policy: EscalationPolicy = POLICY) -> Case:
    case = Case(
        42, Status.OPEN, (Assignment(level, at, policy.levels[level].recipients),), DANA, "Exports lose rows",
        Fields(priority=Priority.HIGH), at, opened_at=at,
    )  # fmt: skip
    return with_deadline(case, policy)


def instants(case: Case, policy: EscalationPolicy = POLICY) -> list[tuple[str, str]]:
    return [(step.kind.value, f"{step.at.astimezone(BERLIN):%a %H:%M}") for step in find_steps(case, policy)]


def test_a_case_of_friday_afternoon_is_overdue_on_monday_and_nobody_is_woken_on_sunday() -> None:
    assert instants(make_case()) == [
        ("before", "Mon 10:10"),
        ("before", "Mon 11:22"),
        ("overdue", "Mon 12:10"),
        ("after", "Mon 12:40"),
        ("after", "Mon 13:40"),
        ("raise", "Mon 14:10"),
    ]


def test_the_executives_clock_runs_at_night() -> None:
    assert instants(make_case(4, local("2026-03-07T23:30")))[:3] == [
        ("before", "Sun 00:00"),
        ("before", "Sun 00:18"),
        ("overdue", "Sun 00:30"),
    ]


def test_a_deadline_at_closing_is_spoken_of_at_the_next_opening() -> None:
    case = make_case(3, local("2026-03-05T10:00"))
    assert case.due_at == local("2026-03-06T17:30")
    assert ("overdue", "Mon 09:00") in instants(case)
    assert ("overdue", "Fri 17:30") in instants(replace(case, triggers=("outage",)))


def test_the_last_reminder_before_the_raise_knows_that_it_is_the_last() -> None:
    steps = find_steps(make_case(), POLICY)
    assert [step.is_last for step in steps if step.kind is StepKind.BEFORE] == [False, True]
    assert [step.is_last for step in steps if step.kind is StepKind.AFTER] == [False, True]


def test_soft_cases_are_reminded_but_never_raised() -> None:
    kinds = [kind for kind, _ in instants(replace(make_case(), soft=True))]
    assert "raise" not in kinds
    assert kinds.count("after") == REMINDERS.most


def test_gaps_grow_and_the_last_one_repeats() -> None:
    policy = replace(POLICY, reminders=replace(REMINDERS, raise_after=parse_duration("8 h")))
    case = make_case(4, local("2026-03-07T10:00"), policy)
    after = [at for kind, at in instants(case, policy) if kind == "after"]
    assert len(after) == REMINDERS.most, "nobody takes it over from the last level"
    assert after[:5] == [
        "Sat 11:30",
        "Sat 12:30",
        "Sat 14:30",
        "Sat 16:30",
        "Sat 18:30",
    ]


def test_a_claim_leaves_only_the_clocks_of_the_customer_and_of_who_took_it() -> None:
    case = altered(make_case(), status=Status.CLAIMED, claimed_by=MANAGER, claimed_at=local("2026-03-09T10:00"))
    assert instants(case)[:3] == [("progress", "Tue 09:30"), ("progress", "Wed 09:00"), ("customer", "Wed 09:00")]
    assert {kind for kind, _ in instants(case)[3:]} == {"customer"}
    told = replace(case, customer_told_at=local("2026-03-10T09:00"))
    assert instants(told)[2] == ("customer", "Wed 09:00")
    told = replace(case, customer_heard_at=local("2026-03-10T10:00"))
    assert instants(told)[2] == ("customer", "Thu 09:00")


def test_a_customers_answer_after_a_long_pause_does_not_nudge_at_once() -> None:
    back = local("2026-03-12T09:00")
    case = altered(
        make_case(),
        status=Status.CLAIMED,
        claimed_by=MANAGER,
        claimed_at=FRIDAY,
        pauses=(Pause(local("2026-03-09T10:00"), back),),
    )
    assert instants(case)[:2] == [("progress", "Thu 15:10"), ("customer", "Fri 09:00")]


def test_a_held_case_reminds_its_agent_twice_and_then_asks_the_leads() -> None:
    case = altered(make_case(), status=Status.HELD, since=None, due_at=None, opened_at=None, missing=("priority",))
    assert instants(case) == [("incomplete", "Mon 12:10"), ("incomplete", "Tue 11:40"), ("ask", "Wed 11:10")]


def test_a_pause_ends_at_the_time_that_was_said_and_at_the_latest_at_the_longest() -> None:
    started = local("2026-03-09T09:00")
    case = replace(make_case(), status=Status.WAITING, pauses=(Pause(started, until=local("2026-03-10T08:00")),))
    assert instants(case) == [("resumes", "Tue 09:00")]
    for until in (None, local("2026-03-20T08:00")):  # the leads are asked a day before
        longest = replace(case, pauses=(Pause(started, until=until),))
        assert instants(longest) == [("waiting", "Thu 15:00"), ("resumes", "Fri 15:00")]
    leads = replace(case, pauses=(Pause(started, until=local("2026-03-20T10:00"), is_leads=True),))
    assert instants(leads) == [("waiting", "Thu 10:00"), ("resumes", "Fri 10:00")]
    endless = replace(case, pauses=(Pause(started, is_leads=True),))
    asked = instants(endless)
    assert ("waiting", "Fri 15:00") in asked
    assert {kind for kind, _ in asked} == {"waiting"}, "again and again, and nothing ends it"


def test_a_case_that_waited_after_its_deadline_is_not_raised_the_moment_it_resumes() -> None:
    case = make_case()
    paused, resumed = local("2026-03-09T12:20"), local("2026-03-11T10:00")
    case = with_deadline(replace(case, pauses=(Pause(paused, resumed),)), POLICY)
    assert instants(case)[-1] == ("raise", "Wed 11:50")
    step, _ = find_due(case, POLICY, resumed)
    assert step is not None
    assert step.kind is StepKind.OVERDUE


def test_a_level_that_gets_the_case_again_is_reminded_anew() -> None:
    case = make_case()
    seen = tuple(step.key for step in find_steps(case, POLICY))
    assert find_steps(altered(case, reminded=seen), POLICY) == ()
    again = with_deadline(altered(case, reminded=seen, since=local("2026-03-10T09:00")), POLICY)
    assert len(find_steps(again, POLICY)) == len(seen)


def test_of_the_reminders_past_the_deadline_the_first_alone_lies_ahead() -> None:
    night = make_case(4, local("2026-03-07T21:30"))
    for case in (make_case(), replace(make_case(), soft=True), night, replace(night, status=Status.CLAIMED)):
        steps = find_steps(case, POLICY)
        for now in (case.received_at, *(step.at for step in steps)):
            ahead = [step for step in steps if step.at > now]
            others = [step for step in ahead if step.kind is StepKind.AFTER][1:]
            assert find_ahead(case, POLICY, now) == tuple(step for step in ahead if step not in others), now


def test_closed_cases_ask_for_nothing_and_a_level_that_is_gone_as_the_highest_does() -> None:
    for status in (Status.RESOLVED, Status.CANCELLED):
        assert find_steps(replace(make_case(), status=status), POLICY) == ()
    gone, highest = (altered(make_case(), level=level) for level in (9, max(POLICY.levels)))
    assert next_wake_at(gone, POLICY) == next_wake_at(highest, POLICY) is not None


def test_the_clock_goes_back_and_nothing_is_due_twice() -> None:
    case = make_case()
    _, due = find_due(case, POLICY, FRIDAY + timedelta(days=3))
    after = altered(case, reminded=tuple(step.key for step in due))
    assert find_due(after, POLICY, FRIDAY + timedelta(days=2)) == (None, ())


def test_mail_that_was_found_late_is_overdue_at_once_and_not_raised_before_its_level_could_answer() -> None:
    """It came on Friday, and nothing ran until Tuesday."""
    case = replace(make_case(), opened_at=local("2026-03-10T10:00"))
    step, due = find_due(case, POLICY, local("2026-03-10T10:00"))
    assert step is not None
    assert (step.kind, len(due)) == (StepKind.OVERDUE, 3)
    assert instants(case)[3:] == [("after", "Tue 10:30"), ("after", "Tue 11:30"), ("raise", "Tue 12:00")]


def test_a_step_is_remembered_in_the_words_that_older_states_hold() -> None:
    since = datetime(2026, 3, 6, 15, 40, tzinfo=UTC)
    keys = (
        StepKey(StepKind.INCOMPLETE, "1"),
        StepKey(StepKind.BEFORE, "50%", since, 3),
        StepKey(StepKind.OVERDUE, "", since, 3),
        StepKey(StepKind.AFTER, "2", since, 3),
        StepKey(StepKind.RAISE, "", since, 3),
        StepKey(StepKind.CUSTOMER, "1", since),
        StepKey(StepKind.WAITING, "until", since),
    )
    assert [str(key) for key in keys] == [
        "incomplete:1",
        "3@20260306T154000:before:50%",
        "3@20260306T154000:overdue",
        "3@20260306T154000:after:2",
        "3@20260306T154000:raise",
        "customer:2026-03-06T15:40:00+00:00:1",
        "waiting:2026-03-06T15:40:00+00:00:until",
    ]
    assert [find_step_key(str(key)) for key in keys] == list(keys)


def test_a_step_is_known_again_however_its_instant_is_written() -> None:
    """Of a turn the second counts; of a customer's last word every part of it."""
    since = datetime(2026, 3, 6, 15, 40, 7, 250_000, tzinfo=ZoneInfo("Europe/Berlin"))
    for key in (key_of_turn(StepKind.RAISE, 3, since), StepKey(StepKind.CUSTOMER, "2", since.astimezone(UTC))):
        assert find_step_key(str(key)) == key


@every_row(
    "text", ["", "3", "3:before:50%", "dance:1", "3@20261306T154000:raise", "3@yesterday:raise", "3@20260306T154000"]
)
def test_what_another_version_may_have_written_is_no_step(text: str) -> None:
    assert find_step_key(text) is None


@every_row(
    ("name", "is_his"),
    [
        (EntryName(EntryKind.REPLY), True),
        (EntryKind.COMMAND.of("priority"), True),
        (EntryName(EntryKind.ANSWERED), True),
        (EntryName(EntryKind.NOT_DELIVERED), False),
        (EntryName(EntryKind.TRIED_AGAIN), False),
        (EntryName(EntryKind.AWAY), False),
        (EntryName(EntryKind.AUTOMATIC_REPLY), False),
        (EntryName(EntryKind.EMPTY), False),
    ],
)
def test_who_took_a_case_is_heard_of_by_his_own_words_only(name: EntryName, is_his: bool) -> None:
    """A letter that did not reach him, and what his mail program says, are none."""
    claimed = altered(make_case(), status=Status.CLAIMED, claimed_by=TECH, claimed_at=FRIDAY)
    later = Entry(FRIDAY + timedelta(hours=1), str(name), TECH.email)
    assert has_moved(altered(claimed, entries=(later,))) is is_his
    assert not has_moved(altered(claimed, entries=(replace(later, at=FRIDAY),)))
    assert not has_moved(altered(claimed, entries=(replace(later, who=DANA.email),)))
