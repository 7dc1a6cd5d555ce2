"""`calm`: the level rests since somebody said so, and its agent is asked again."""

from tests.service.truth.evidence import MINUTE, Promise, World
from tests.service.truth.reading import Said, Table, states_nothing
from tests.service.truth.tables.following import goes_up_then, runs_again_then
from tests.service.truth.tables.holders import (
    all_hold,
    find_agent,
    is_agent,
    reader_has_it,
    stands_still,
    was_commanded,
)
from tests.service.truth.tables.numbered import line_of
from tests.service.truth.tables.promises import find_promises

CALM = "calm"


def rests(said: Said) -> bool:
    """Its clock stands still, and of all that is said of it last `calm` was, at that instant where one is named."""
    calm = [one for one in said.world.mails if CALM in one.first]
    since = not said.has("time") or any(said.is_at(one.at) for one in calm)
    return stands_still(said) and bool(calm) and since


def rests_now(said: Said) -> bool:
    """By the mail that came just now."""
    return rests(said) and said.mail is not None and CALM in said.mail.first


def sounds_so(said: Said) -> bool:
    """These are the customer's own words."""
    return said.mail is not None and said.of("quoted").casefold() in said.mail.text.casefold()


def is_asked_whether(world: World, promise: Promise) -> bool:
    """Its contact is asked then."""
    question = (one for one in world.about[promise.case] if abs(one.at - promise.at) <= MINUTE)
    return any("still calm?" in one.text or f"{promise.case}  " in one.text for one in question)


def asks_then(said: Said) -> bool:
    return said.promises(said.when(), is_asked_whether) and stands_still(said)


def agent_is_asked_then(said: Said) -> bool:
    return asks_then(said) and said.who() in ("", find_agent(said))


def waits_for_him(said: Said) -> bool:
    """A question of the level is open, or it has not gone up."""
    case = said.world.case(said.case)
    return case.question is not None or case.opened_at is None


RESTING = Table(
    "calm",
    {
        "{who} says that things are better: {case}.": all_hold(rests_now, was_commanded("calm", "1 calm")),
        "You may rest: I remind you no more, and it does not go up.": rests_now,
        "It stays yours, but need not be done now: I remind you no more, and it does not go up.": all_hold(
            rests_now, reader_has_it
        ),
        "It stays open with {who}, and goes on when somebody answers: resume.": all_hold(rests_now, is_agent),
        "{case} rests from now on: nobody is reminded of it, and it does not go up.": rests_now,
        "{who} says that things are better, so {case} rests from now on: nobody is reminded of it, and it does not go"
        " up.": rests_now,
        "It stays open.": rests_now,
        "I ask {time} whether it is still calm; it goes on with: resume.": asks_then,
        "{case} rests: nobody is reminded of it, and it does not go up.": rests_now,
        "It stays open, and goes on with: resume.": rests_now,
        "You are asked {time} whether it is still calm.": asks_then,
        "{who} is asked {time} whether it is still calm.": agent_is_asked_then,
        "A draft for the customer waits for your word: send.": states_nothing,
        "A draft for the customer waits for {who} to send it.": is_agent,
        "It rests since {time}, for things are better, until somebody answers: resume.": rests,
        "It is good to know that things are better. Your request stays open until the rest is done, and you hear from"
        " me about it. Thank you for your patience.": states_nothing,
        "Is it still calm?": stands_still,
        "{case} rests since {time}: nobody is reminded of it, and it does not go up.": rests,
        "If it is, answer this mail with calm, and I ask again later.": states_nothing,
        "If not: resume, and {level} has its time anew.": states_nothing,
        "If it is over: done, and what came of it.": states_nothing,
        "“{quoted}” does not sound calm, and its level rests[: answer resume, and they have their time anew].": (
            all_hold(stands_still, sounds_so)
        ),
        "You are asked {time} whether {case} is still calm.": asks_then,
        "{case} runs again {time}.": runs_again_then,
        "If nobody takes {case}, it goes to {level} {time}.": goes_up_then,
        "{case} waits for your answer.": waits_for_him,
        "Your word to the customer of {case} <is|was> due by {time}.": lambda said: any(
            said.is_at(at) for at in find_promises(said)
        ),
        line_of("rests since {time}; {who} is the contact"): all_hold(rests, is_agent),
    },
)
