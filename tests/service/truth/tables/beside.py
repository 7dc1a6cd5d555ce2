"""What is said where several levels have a case, or somebody was asked beside one."""

from datetime import timedelta

from daemon.core.model.case import Status
from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import WHEN, Said, Table, states_nothing
from tests.service.truth.tables.holders import (
    all_hold,
    are_asked,
    has_said_so,
    is_asked_now,
    is_over,
    is_with_people,
    is_with_the_level,
    nobody_has_it,
    was_commanded,
)


def is_taken_there(said: Said) -> bool:
    """Whoever is named, or the reader, took it at that level just then."""
    who, stand = said.who() or said.post.to, said.world.stand_at(said.case, said.level())
    claims = [one for one in said.world.find(said.case, EntryKind.CLAIMED) if one.who.lower() == who]
    is_then = not said.has("time") or (bool(claims) and said.is_at(claims[-1].at))
    return stand is not None and stand.taker == who and is_then and waits_there(said)


def are_asked_there(said: Said) -> bool:
    """Nobody has taken it at that level, each of these was given it, none of them is out, and it is due then."""
    stand, case = said.world.stand_at(said.case, said.level()), said.world.view_at(said.case, said.level())
    out = {one.who for one in case.assignment.out}
    people = {*said.people(), *((said.post.to,) if "you" in said.sentence.partition(":")[2].split()[:1] else ())}
    place = "time" if said.has("time") else "time2"
    is_due = not said.has(place) or said.is_at(case.due_at, place)
    is_late = not said.has("time2") or (case.due_at is not None and case.due_at <= said.post.at)
    is_free = stand is not None and stand.taker == ""
    later = said.has("time3") and said.promises(
        said.when("time3"), lambda world, one: people <= world.asked(one.case), timedelta(days=1)
    )
    is_right = is_due and is_late and waits_there(said)
    return is_free and (later or are_asked(said)) and people.isdisjoint(out) and is_right


def nobody_is_left_there(said: Said) -> bool:
    stand, case = said.world.stand_at(said.case, said.level()), said.world.view_at(said.case, said.level())
    out = {one.who for one in case.assignment.out}
    return stand is not None and stand.taker == "" and {one.key for one in case.recipients} <= out


def waits_there(said: Said) -> bool:
    case = said.world.view_at(said.case, said.level())
    return (case.status is Status.WAITING) is ("clock stands still" in said.sentence)


def has_dropped_out(said: Said) -> bool:
    """That level has it no longer, and a mail told of each why."""
    causes = {"declined": "declined", "is away": "away", "could not be reached": "unreachable"}
    pairs = [(said.who(f"who{n}"), said.of(f"cause{n}")) for n in (1, 2, 3) if said.has(f"who{n}")]
    is_gone = said.world.stand_at(said.case, said.level()) is None
    return is_gone and all(cause in causes and has_said_so(said, who, cause) for who, cause in pairs)


def readers_is(said: Said) -> bool:
    """The reader has it, or is asked, at one of the levels."""
    has = said.world.asked(said.case) | said.world.takers(said.case)
    return not is_over(said) and said.post.to in has


def has_it_there(said: Said) -> bool:
    """Whoever is named has it at the level that is named, else at that of which the letter speaks."""
    level = said.level() if said.has("level") else said.world.level(said.case)
    stand = said.world.stand_at(said.case, level)
    return stand is not None and stand.taker == said.who()


def has_level_already(said: Said) -> bool:
    return said.world.stand_at(said.case, said.level()) is not None


_OUT = "{who1} {cause1}[, {who2} {cause2}][, {who3} {cause3}]"
_STILL = "[; its clock stands still there]"
_NEWS = "moves nothing for you, and you read what they write"
BESIDE = Table(
    "several levels have it",
    {
        f"{{level}} has it, too: {{who}} has taken it there {{time}}{_STILL}.": is_taken_there,
        f"{{level}} has it, too: you have taken it there {{time}}{_STILL}.": is_taken_there,
        "{level} has it, too: [you][, | and ][{people}] <is|are> asked there[, by {time}|, the answer was due {time2}|"
        f" {{time3}}], and nobody has taken it there yet{_STILL}.": are_asked_there,
        f"{{level}} has it, too: nobody is left to ask there{_STILL}.": nobody_is_left_there,
        "{who} has brought in {level} as well: {case}.": all_hold(was_commanded("add level"), has_level_already),
        f"Asked there: {{people}}{WHEN}.": is_with_people,
        f"It stays with you as it is: what they do with it {_NEWS}.": readers_is,
        "It stays with you as it is: nothing moves for you by that, and you read what they write.": readers_is,
        "It stays with you as it is; what is said in it reaches {people}, too.": all_hold(readers_is, are_asked),
        "It stays with {who}; what is said in it reaches {people}, too.": all_hold(has_it_there, are_asked),
        "It stays with {level}; what is said in it reaches {people}, too.": all_hold(is_with_the_level, are_asked),
        "It stays with {level}: {who} has it.": has_it_there,
        "It stays with {who}.": has_it_there,
        "{who} has it as before.": has_it_there,
        "{who} has it there[, and I remind you no more].": has_it_there,
        "{case} is with {level}, where {who} has it.": has_it_there,
        "It is with {level}, where {who} has it, and I remind you no more.": has_it_there,
        "Nobody of {level} had taken {case} in time, so {people} <is|are> asked <now|{time}>, and I remind you no"
        " more.": is_asked_now,
        "Nobody of {level} has taken {case} yet, and by them you have not either.": all_hold(
            nobody_has_it, is_with_the_level
        ),
        "You are asked beside, and read what is said in it.": lambda said: said.post.to in said.world.asked(said.case),
        "Nobody of your level had taken {case} in time.": states_nothing,
        "Nobody loses it by that[: what one level does with it moves nothing for the other, and your words reach"
        " both].": states_nothing,
        "{who} has asked {people} as well: {case}.": all_hold(was_commanded("also"), are_asked),
        f"Nobody of {{level}} is left to ask: {_OUT}. That level was brought in beside, and has it no"
        " longer.": has_dropped_out,
        "{who} has taken {case} at {level}.": has_it_there,
        f"{{level}} is asked about {{case}} as well: {{people}}{WHEN}.": is_with_people,
        "{people} is asked about {case} as well, and reads what is said in it.": are_asked,
        "I have asked about {case} once more.": states_nothing,
        "I could not <bring in that level|ask anybody else>, and nothing has changed.": states_nothing,
        "It is with {level} already. To ask there once more, answer: remind.": has_level_already,
        "Which level? They are {words}": states_nothing,
        "Nobody of {level} can be asked: who is of it is away, or has it already. To ask one person, answer “also:” and"
        " the address.": states_nothing,
        "It goes along with {case}: say it in answer to a letter about {case2}, and it counts for"
        " both.": states_nothing,
        "{who} is asked already.": lambda said: said.who() in said.world.asked(said.case),
        "It is sensitive, so whom it is shown besides is for its agent or a lead to say.": lambda said: (
            said.world.case(said.case).sensitive
        ),
        "It does not end of itself “{words}”: who is asked beside stays asked until the case is closed, or they answer"
        " not mine.": states_nothing,
    },
)
