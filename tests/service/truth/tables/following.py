"""What comes next, and when: it comes as it is said, unless something happens in between. And what was due."""

import re
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.evidence import MINUTE, Promise, World, level_of
from tests.service.truth.reading import Said, Table, states_nothing
from tests.service.truth.tables.holders import all_hold, comes_given, nobody_has_it, nobody_is_left, runs, stands_still
from tests.service.truth.team import NAMES

BERLIN, CLOSING, FRIDAY = ZoneInfo("Europe/Berlin"), (17, 30), 4


def comes_to_level(world: World, promise: Promise) -> bool:
    """It went up then, to a level that is named."""
    raised = [one for one in world.find(promise.case, EntryKind.RAISED) if abs(one.at - promise.at) <= MINUTE]
    return any(
        one.name and int(one.name.about) == level_of(promise.sentence.rpartition("it goes to")[2]) for one in raised
    )


def comes_a_letter(world: World, promise: Promise) -> bool:
    """The reader of the sentence got a letter about the case then."""
    return any(
        one.to == promise.said.to and one.is_about(promise.case) and abs(one.at - promise.at) <= MINUTE
        for one in world.about[promise.case]
    )


def comes_to_the_asked(world: World, promise: Promise) -> bool:
    """Somebody who is asked got a letter about the case then."""
    return any(
        one.to in world.asked(promise.case) and one.is_about(promise.case) and abs(one.at - promise.at) <= MINUTE
        for one in world.about[promise.case]
    )


def comes_to_person(world: World, promise: Promise) -> bool:
    """Who is named was given the case then."""
    named = [NAMES.get(name, name) for name in NAMES if f"{name} is asked" in promise.sentence]
    given = {one.to for one in world.about[promise.case] if one.asks and abs(one.at - promise.at) <= MINUTE}
    return bool(named) and set(named) <= given


def comes_to_leads(world: World, promise: Promise) -> bool:
    """Each lead got a letter about it then."""
    return all(
        any(
            one.to in lead and one.is_about(promise.case) and abs(one.at - promise.at) <= MINUTE
            for one in world.about[promise.case]
        )
        for lead in world.leads
    )


def comes_to_agent(world: World, promise: Promise) -> bool:
    """The agent got a nudge about it then, or in the morning's bundle of them."""
    return any(one.is_about(promise.case) and abs(one.at - promise.at) <= MINUTE for one in world.about[promise.case])


def is_overdue_then(world: World, promise: Promise) -> bool:
    """The clock strikes then, or as soon as the level is there."""
    struck = world.find(promise.case, EntryKind.CLOCK)
    first = [one for one in struck if one.text.endswith(":overdue") and one.at > promise.said.at]
    return bool(first) and promise.at - MINUTE <= first[0].at <= promise.by


def find_opening(at: datetime) -> datetime:
    """When somebody is there of a level that closes at this instant; the instant itself where none does."""
    there = at.astimezone(BERLIN)
    if (there.hour, there.minute) != CLOSING:
        return at
    days = 3 if there.weekday() == FRIDAY else 1
    return there.replace(hour=9, minute=0) + timedelta(days=days)


def runs_again(world: World, promise: Promise) -> bool:
    """The clock runs again then."""
    case = world.case(promise.case)
    return any(one.ended_at is not None and abs(one.ended_at - promise.at) <= MINUTE for one in case.pauses)


def falls_due(said: Said) -> bool:
    """The deadline lies ahead, and strikes then; the span up to it is right."""
    said.promises(said.when(), is_overdue_then, find_opening(said.when()) - said.when() + 2 * MINUTE)
    return said.when() >= said.post.at - MINUTE and is_so_far(said) and nobody_has_it(said) and runs(said)


def was_due(said: Said) -> bool:
    """The deadline has come; the span since then is right."""
    return said.when() <= said.post.at and is_so_far(said)


def is_so_far(said: Said) -> bool:
    """Whether the span between the time that is said and now is as long as is said."""
    if not said.has("span"):
        return True
    return is_span(said.of("span"), abs(said.when() - said.post.at))


def is_span(text: str, real: timedelta) -> bool:
    """Whether so long a time is called so: minutes and hours are never rounded up, days are rounded."""
    sizes = {"day": timedelta(days=1), "h": timedelta(hours=1), "min": MINUTE}
    pieces = re.findall(r"(\d+) (day|h|min)", text)
    least = sum((int(number) * sizes[unit] for number, unit in pieces), timedelta(0))
    if pieces and pieces[-1][1] == "day" and least > timedelta(days=1):
        least -= timedelta(hours=12)
    width = sizes[pieces[-1][1]] if pieces else MINUTE
    return least - MINUTE <= real <= least + width + MINUTE


def goes_up_then(said: Said) -> bool:
    return said.promises(said.when("time"), comes_to_level) and nobody_has_it(said)


def goes_back_then(said: Said) -> bool:
    """It is with its level again then."""
    return said.promises(said.when(), comes_back, find_opening(said.when()) - said.when() + 2 * MINUTE)


def comes_back(world: World, promise: Promise) -> bool:
    """It has come to its level then, or as soon as somebody is there of it."""
    moved = [one for one in world.find(promise.case, EntryKind.MOVED) if one.at > promise.said.at]
    return any(promise.at - MINUTE <= one.at <= max(promise.by, find_opening(promise.at) + 2 * MINUTE) for one in moved)


def are_put_then(said: Said) -> bool:
    """Others are asked then whether it goes up."""
    return said.promises(said.when(), partial(stands_then, EntryKind.PUT_TO))


def is_withdrawn_then(said: Said) -> bool:
    return said.promises(said.when(), partial(stands_then, EntryKind.CLOCK))


def stands_then(kind: EntryKind, world: World, promise: Promise) -> bool:
    """Its timeline has it at that instant."""
    return any(abs(one.at - promise.at) <= 2 * MINUTE for one in world.find(promise.case, kind))


def is_reminded_then(said: Said) -> bool:
    return said.promises(said.when(), comes_a_letter) and nobody_has_it(said)


def they_are_reminded_then(said: Said) -> bool:
    return said.promises(said.when(), comes_to_the_asked)


def is_asked_then(said: Said) -> bool:
    return said.promises(said.when(), comes_to_person) and nobody_has_it(said)


def leads_hear_then(said: Said) -> bool:
    return bool(said.world.leads) and said.promises(said.when(), comes_to_leads)


def agent_hears_then(said: Said) -> bool:
    return said.promises(said.when(), comes_to_agent)


def runs_again_then(said: Said) -> bool:
    return said.promises(said.when(), runs_again) and stands_still(said)


def goes_to_them_then(said: Said) -> bool:
    """Each is asked by a letter then."""
    return said.promises(said.when(), comes_given)


def is_known(said: Said) -> bool:
    """The agent has read it, and each lead where they are named."""
    leads = said.world.leads if "the leads" in said.sentence else ()
    since = said.world.came_at(said.case)
    return all(
        any("left to ask" in one.text for who in each for one in said.world.sent(said.case, who, since=since))
        for each in ((said.who(),), *leads)
    )


def had_it_then(said: Said) -> bool:
    """Whoever is named took it at that instant."""
    return any(
        one.who.lower() == said.who() and said.is_at(one.at) for one in said.world.find(said.case, EntryKind.CLAIMED)
    )


_DUE = "{time}[, {span}]"
NEXT = Table(
    "what comes next",
    {
        f"Answer by: {_DUE}.": falls_due,
        f"Answer by {_DUE}.": falls_due,
        f"An answer is due by {_DUE}.": falls_due,
        f"They answer by {_DUE}.": falls_due,
        "They answer by {time}: {words}": falls_due,
        "The answer is due by {time}: {words}": falls_due,
        f"Nobody has taken it yet; their time is over {_DUE}.": falls_due,
        f"The answer was due: {_DUE}.": was_due,
        f"The answer was due {_DUE}.": was_due,
        f"An answer was due {_DUE}.": was_due,
        f"Their answer was due {_DUE}.": was_due,
        "Their answer was due {time}: {words}": was_due,
        "The answer was due by {time}: {words}": states_nothing,
        "If nobody takes it, it goes to {level} {time}[, and I remind you no more].": goes_up_then,
        "It goes to {level} {time}.": goes_up_then,
        "If nobody takes it, it goes back to {who} and {level} {time}[; nobody is left to ask there].": goes_back_then,
        "If nobody takes it, it goes back to {level} {time}[; nobody is left to ask there].": goes_back_then,
        "If they do not take it by {time}, it comes back to <you and your level|[{who} and ]{level}>.": goes_back_then,
        "If nobody takes it, {who} is asked {time}[, and I remind you no more].": is_asked_then,
        "{who} is asked {time}.": is_asked_then,
        "If nobody takes it, the leads are told {time}, and it stays with you.": leads_hear_then,
        "I remind you again {time}[, when your night is over[; until then the leads have it]].": is_reminded_then,
        "They are reminded {time}.": they_are_reminded_then,
        "If I hear nothing, {people} <learn|learns> of it {time}.": agent_hears_then,
        "If nothing comes, <the leads|others> are asked {time}.": are_put_then,
        "Without an answer it is withdrawn {time}.": is_withdrawn_then,
        "It goes to {people} {time}.": goes_to_them_then,
        "It runs again {time}[, when its longest pause is over[: a lead may let it wait longer, until {time2}]].": (
            runs_again_then
        ),
        "It runs again by itself {time}.": runs_again_then,
        "It runs again when the customer answers, or with: resume.": states_nothing,
        "Earlier when the customer answers, or with: resume.": states_nothing,
        "It goes back to [{who} and ]{level} {time}, whoever has it then[; nobody is left to ask there].": (
            goes_back_then
        ),
        "Then it comes back, whoever has it, to you and your level.": states_nothing,
        "Then it comes back, whoever has it, to [{who} and ]{level}.": states_nothing,
        "The clock of {case} stands still.": stands_still,
        "It stays with you; this is my last reminder.": nobody_has_it,
        "It stays with you.": nobody_has_it,
        "If they do not take it <in time|by {time}>, it comes back to <you and your level|[{who} and ]{level}>.": (
            states_nothing
        ),
    },
)
GONE = Table(
    "what it went up for",
    {
        "This reaches you because <{people}|the level below> did not take it in time: it was due {time}.": was_due,
        "Nobody had taken it in time, so they are asked <now|{time}>, and I remind you no more.": nobody_has_it,
        "Nobody else of {level} is left to ask, which {people}[ and the leads] <know|knows>.": all_hold(
            nobody_is_left, is_known
        ),
        "{who} of Level {n} had it since {time}.": had_it_then,
    },
)
