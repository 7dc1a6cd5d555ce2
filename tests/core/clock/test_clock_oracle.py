"""A case that nobody answers, on random calendars, with random settings and a pause,
against a model of behaviour B7.8 to B7.11
that looks at the wall clock minute by minute and knows nothing of steps."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from daemon.core.calendars.calendar import Calendar
from daemon.core.calendars.durations import Duration, TimeUnit, parse_duration
from daemon.core.clock.deadlines import with_deadline
from daemon.core.clock.steps import next_wake_at
from daemon.core.decisions.told.people import restart_clock
from daemon.core.decisions.wakeups import decide_wakeup
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.policy import EscalationPolicy, Level
from daemon.core.model.rules.reminders import Reminders
from parsers.model import Address, Priority
from tests.core.calendars.test_calendar_oracle import MINUTE, Oracle, random_calendar, random_instant
from tests.core.clock.test_steps import DANA, LEAD, POLICY, make_case

Letter = tuple[datetime, str, str]
LONGEST = timedelta(days=40)


def minutes(duration: Duration) -> float:
    return duration.amount / 60


class Model:
    """One level's clock. `pause` is the time in which the case waits."""

    def __init__(self, oracle: Oracle, pause: tuple[datetime, datetime]) -> None:
        self.oracle, self.pause = oracle, pause

    def runs(self, at: datetime, always: bool) -> bool:
        return not self.pause[0] <= at < self.pause[1] and (always or self.oracle.is_open(at))

    def add(self, at: datetime, length: float, always: bool = False) -> datetime:
        """`length` minutes of the running clock after `at`; its last part of a minute as well."""
        for _ in range(int(length)):
            while not self.runs(at, always):
                at += MINUTE
            at += MINUTE
        part = length - int(length)
        while part > 1e-6 and not self.runs(at, always):
            at += MINUTE
        return at + timedelta(minutes=part if part > 1e-6 else 0)

    def spoken_at(self, at: datetime, quiet: bool) -> datetime:
        """Nobody is written to while the level is closed, or the case waits."""
        while quiet and not self.oracle.is_open(at):
            at = at.replace(second=0, microsecond=0) + MINUTE
        return self.pause[1] if self.pause[0] <= at < self.pause[1] else at

    def by_day(self, at: datetime) -> datetime:
        """Nobody is woken between 22:00 and 7:00."""
        while at.hour >= 22 or at.hour < 7:  # the levels of these tests read in UTC
            at = at.replace(second=0, microsecond=0) + MINUTE
        return at

    def find_long_closing(self, at: datetime, until: datetime) -> datetime | None:
        """The first closed minute of more than three days of them; None for none."""
        while at < until:
            opening = at
            while not self.oracle.is_open(opening):
                opening += MINUTE if opening.second == 0 else timedelta(seconds=60 - opening.second)
            if opening - at > timedelta(days=3):
                return at
            at = opening + MINUTE if opening > at else at + MINUTE
        return None

    def steps(
        self, level: Level, since: datetime, reminders: Reminders, is_top: bool, quiet: bool = True
    ) -> Iterator[tuple[datetime, int, str]]:
        within = level.respond_within[Priority.HIGH]
        always = within.unit is TimeUnit.ELAPSED
        for share in reminders.before:
            yield self.add(since, minutes(within) * share, always), 0, "before"
        due = self.add(since, minutes(within), always)
        yield due, 1, "overdue"
        closing = self.find_long_closing(since, due) if quiet else None
        if closing is not None:
            yield closing, -1, "closed"
        raised = self.add(due, minutes(reminders.raise_after))
        at = due
        for number in range(reminders.most):
            at = self.add(at, minutes(reminders.after[min(number, len(reminders.after) - 1)]))
            if at >= raised and not is_top:
                break
            yield (at if quiet or number < 3 else self.by_day(at)), 2, "after"
        for _ in level.next if is_top else ():
            yield raised, 3, "next"
            raised = self.add(raised, minutes(reminders.raise_after))
        yield raised, 3, "raise"


def predict(policy: EscalationPolicy, models: dict[int, Model], since: datetime, immediate: bool) -> list[Letter]:
    found: list[Letter] = []
    number, until = 1, since + LONGEST
    while True:
        level, top = policy.levels[number], max(policy.levels)
        # the highest of fewer is the executives'
        own, quiet = level.recipients[0].email, number < min(4, top) and not immediate
        spoken: dict[datetime, tuple[int, str]] = {}
        for at, weight, what in models[number].steps(level, since, policy.reminders, number == top, quiet):
            at = models[number].spoken_at(at, quiet and what != "closed")
            spoken[at] = max(spoken.get(at, (-2, "")), (weight, what))
        for at, (_, what) in sorted(spoken.items()):
            if at > until:
                return found
            if what in ("before", "after"):
                found.append((at, "reminder", own))
            elif what == "closed":
                found += [(at, "moved", to) for to in (DANA.email, LEAD.email)]
            elif what == "overdue":
                found += [(at, "reminder", to) for to in (own, DANA.email, LEAD.email)]
            elif what == "next":
                nexts = [one.email for one in level.next]
                before, own = own, nexts[nexts.index(own) + 1 if own in nexts else 0]
                found += [(at, "raised", to) for to in (own, before, LEAD.email, DANA.email)]
            elif number == top:
                found += [(at, "raised", to) for to in (LEAD.email, DANA.email)]
            else:
                found += [(at, "raised", to) for to in (policy.levels[number + 1].recipients[0].email, own, DANA.email)]
                number, since = number + 1, at
                break
        else:
            return found


def live(case: Case, policy: EscalationPolicy, pause: tuple[datetime, datetime], until: datetime) -> list[Letter]:
    """What the core says; the agent stops the clock for the time of the pause."""
    found: list[Letter] = []
    for end in (pause[0] - MINUTE / 60, until):
        while (at := next_wake_at(case, policy)) is not None and at <= end:
            decision = decide_wakeup(case, policy, max(at, pause[1]) if end == until else at)
            case = decision.case
            found += [
                (max(at, pause[1]) if end == until else at, letter.kind.value, letter.to.email)
                for letter in decision.notifications
            ]
        if end != until:
            case = replace(case, status=Status.WAITING, pauses=(Pause(pause[0]),))
            resumed = restart_clock(case, policy, pause[1])
            assert resumed is not None
            case = resumed
    return found


def random_policy(chance: random.Random) -> tuple[EscalationPolicy, dict[int, Oracle]]:
    levels, oracles = {}, {}
    for number in range(1, chance.choice([2, 4]) + 1):
        calendar, oracles[number] = random_calendar(chance)
        text = chance.choice(
            [f"{chance.randint(1, 9)} h", f"{chance.randint(5, 300)} min", f"{chance.randint(1, 12)} business hours"]
        )
        within = dict.fromkeys(Priority, parse_duration(text))
        levels[number] = Level(number, f"Level {number}", (Address(f"level{number}@example.com"),), calendar, within)
    nexts = tuple(Address(f"next{number}@example.com") for number in range(chance.choice([0, 1, 2])))
    levels[max(levels)] = replace(levels[max(levels)], next=nexts)
    reminders = replace(
        POLICY.reminders,
        before=tuple(sorted(chance.sample([0.25, 0.5, 0.6, 0.8, 0.9], chance.choice([0, 1, 2, 3])))),
        after=tuple(map(parse_duration, chance.sample(["30 min", "45 min", "1 h", "2 h"], chance.choice([1, 2, 3])))),
        most=chance.choice([0, 2, 8]),
        raise_after=parse_duration(chance.choice(["10 min", "2 h", "5 h"])),
    )
    return replace(POLICY, levels=levels, reminders=reminders), oracles


def check(seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    for number in range(rounds):
        policy, oracles = random_policy(chance)
        since = random_instant(chance, policy.levels[1].calendar)
        start = since + timedelta(minutes=chance.randrange(5, 4000))
        pause = (start, start + timedelta(minutes=chance.randrange(1, 400)))
        immediate = chance.random() < 0.25
        case = replace(make_case(1, since, policy), triggers=("outage",) if immediate else ())
        said = live(with_deadline(case, policy), policy, pause, since + LONGEST)
        expected = predict(policy, {level: Model(oracle, pause) for level, oracle in oracles.items()}, since, immediate)
        rounded = [
            sorted((round(at.timestamp()), kind, to) for at, kind, to in letters) for letters in (said, expected)
        ]
        assert rounded[0] == rounded[1], (seed, number, since, pause, policy.reminders)


def test_a_few_lives_of_cases_against_the_model() -> None:
    check(1, 6)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_many_lives_of_cases_against_the_model(seed: int) -> None:
    check(seed, 60)


def test_the_model_itself_knows_a_life() -> None:
    calendar = Calendar("Europe/Berlin", None)
    level = replace(POLICY.levels[4], calendar=calendar)
    nine = datetime.fromisoformat("2026-03-02T09:00+00:00")
    model = Model(Oracle(calendar, ""), (nine + 20 * MINUTE, nine + 30 * MINUTE))
    said = [((at - nine) / MINUTE, what) for at, _, what in model.steps(level, nine, POLICY.reminders, False)]
    assert said == [(40, "before"), (58, "before"), (70, "overdue"), (100, "after"), (160, "after"), (190, "raise")]
