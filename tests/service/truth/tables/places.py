"""Where a case is, whether it is open, whose it is: as said in letters of every kind."""

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import WHEN, Said, Table
from tests.service.truth.tables.holders import (
    all_hold,
    are_asked_still,
    find_cause,
    had_it,
    has_not_gone_up,
    is_agent,
    is_for_a_lead,
    is_in_state,
    is_not_over,
    is_over,
    is_over_since,
    is_reached,
    is_to_somebody_inside,
    is_with_people,
    is_with_the_level,
    nobody_has_it,
    nobody_is_left,
    reader_is_agent,
    reader_is_asked,
    runs,
    stands_still,
    was_commanded,
    was_handed_over,
)


def was_with_him(said: Said) -> bool:
    """Whoever is named, or the reader, had taken it before it was closed, and has not heard since that another has."""
    who = said.who() or said.post.to
    claims = said.world.find(said.case, EntryKind.CLAIMED)
    return bool(claims) and claims[-1].who.lower() == who and is_not_over(said)


def was_closed_then(said: Said) -> bool:
    """A mail of that instant closed it, of who is named or the reader; it is open now."""
    who = said.who() or said.post.to
    closed = (one for one in said.world.mails if one.who == who and said.is_at(one.at))
    return is_not_over(said) and any(one.first.startswith(("done", "cancel", "yes", "no", "update")) for one in closed)


PLACE = Table(
    "where it is",
    {
        "It is with {level}.": is_with_people,
        f"It is with {{level}}: {{people}}{WHEN}.": is_with_people,
        f"It is with {{level}} now: {{people}}{WHEN}.": is_with_people,
        f"It is with {{level}} now: {{people}}{WHEN}. I ask you no more.": is_with_people,
        "It is with {level}, and nobody has taken it yet.": all_hold(is_with_the_level, nobody_has_it),
        "It is with {level} already.": is_with_the_level,
        f"{{case}} is with {{level}} now: {{people}}{WHEN}.": is_with_people,
        "{case} is with {level}; nobody has taken it yet.": all_hold(is_with_the_level, nobody_has_it),
        "Asked <is|are> {people}.": are_asked_still,
        "{people} <is|are> asked {time}.": is_with_people,
        "It stays with {level}.": is_with_the_level,
        "{case} has gone to {level}: {people}.": is_with_people,
        "{case} has gone to {level}, where nobody is left to ask.": nobody_is_left,
        "Your escalation is with {level}.": is_with_the_level,
        "<Your escalation|{case}> has gone up to {level}, because {words}": is_with_the_level,
        "{case} is back with {level}, because {words}": is_with_the_level,
        "{case} is back with you: {words}": reader_is_asked,
        "{case}, {level}, opened {time}.": all_hold(
            is_with_the_level, lambda said: said.is_at(said.world.case(said.case).opened_at)
        ),
        "{case} is at {level}[: {words}|.]": is_with_the_level,
        "{case} has not gone up; it would go to {level}[: {words}|.]": has_not_gone_up,
        "{case} is open again and waits for what is missing: {fields}.": has_not_gone_up,
        "Shall this go up to {level}?": has_not_gone_up,
        "{who} was asked and has not said so since {time}, and nobody has it.": all_hold(has_not_gone_up, is_agent),
        "{case} is at {level}, <and nobody is above|which is the lowest>.": is_with_the_level,
        "You get this because {case} is with {level}. Just answer this mail: {words}": is_with_the_level,
        "You get this because you lead the team. {case}, Level {n}.[ Just answer this mail: {words}]": is_for_a_lead,
        "You get this in place of a lead, who is away. {case}, Level {n}.[ Just answer this mail: {words}]": (
            is_for_a_lead
        ),
        "You get this because {case} was sent to you, or you wrote about it. Just answer this mail, in your own"
        " words.": (is_not_over),
        "You get this because {case} was sent to you. Just answer this mail, in your own words.": is_to_somebody_inside,
        "You get this because {case} was sent to you. You are not asked any more; if you take it after all, answer this"
        " mail with: mine.": lambda said: find_cause(said, said.post.to) != "",
        "You get this because {case} is yours. Just answer this mail[: {words}| with {words}]": all_hold(
            reader_is_agent, is_not_over
        ),
        "You get this because you wrote about {case}, which {who} escalated. Just answer this mail: {words}": all_hold(
            is_agent, is_not_over
        ),
        "You get this in place of {who}, who is away. Just answer this mail: {words}": is_agent,
        "You get this in place of {who}, who is away. {case} is {state}: no clock runs<, and the answer reopen starts"
        " it again|, and the answer yes sends it up all the same|; {who2} can start it again>.": all_hold(
            is_agent, is_in_state
        ),
        "You get this because {case} <is yours|was sent to you, or you wrote about it>. It is {state}: no clock"
        " runs<, and"
        " the answer reopen starts it again|, and the answer yes sends it up all the same|; {who} can start it"
        " again>.": all_hold(is_in_state, lambda said: "yes sends" not in said.sentence or has_not_gone_up(said)),
        "{case} is {state}.": is_in_state,
        "It is {state}.": is_in_state,
        "It is {state} since {time}.": is_over_since,
        "It is closed by now.": is_over,
        "{case} is {state} since {time}.": is_over_since,
        "{case} is {state}, and nobody works on it.": is_in_state,
        "{case} is closed.": is_over,
        "{case} is withdrawn.": is_over,
        "{who} has closed {case} as solved.": all_hold(is_over, was_commanded("done", "yes")),
        "{who} has withdrawn {case}.": all_hold(is_over, was_commanded("cancel", "no")),
        "{who} has opened {case} again.": all_hold(is_not_over, was_commanded("reopen")),
        "{case} is open again.": is_not_over,
        "<{who}|You> <has|have> closed it as <solved|withdrawn> {time}.": was_closed_then,
        "{who}, who had it, is asked first.": was_with_him,
        "You had it, and are asked first.": was_with_him,
        "{case} is not closed.": is_not_over,
        "Nobody has said whether this shall go up, so it is withdrawn: {case}.": all_hold(has_not_gone_up, is_over),
        "It has not gone up.[ If it shall all the same, answer: yes.]": has_not_gone_up,
        "It has not gone up yet, and waits for what is missing.": has_not_gone_up,
        "{case} has not gone up, and still waits for <a yes or no|what is missing: {fields}>.": has_not_gone_up,
        "Your yes sends it to {level}; your no withdraws it.": has_not_gone_up,
        "You have not taken it by this mail: a yes sends it up, and those who are asked now take it.": (
            lambda said: said.world.taker(said.case) != said.post.to
        ),
        "By that it is back with {level}.": is_with_the_level,
        "It is closed, and nobody has it: answer reopen, and your words go along to those who get it.": is_over,
        "{who} is the contact of {customer}.": is_agent,
        "{case} has not gone up yet: it waits for {words}": has_not_gone_up,
        "{case} still waits for <you: {words}|your word: shall it go up?>": has_not_gone_up,
        "{case} is waiting for <what is missing: {words}|a yes or no: shall it go up?>": has_not_gone_up,
        "{case} stays down: it is withdrawn[, and {who} is told].": all_hold(has_not_gone_up, is_over),
        "{who} was reminded, but what is missing has not come: this has not gone up, and nobody has it.": all_hold(
            has_not_gone_up, is_agent
        ),
        "Its clock stands still.": stands_still,
        "The clock of {case} still stands[; it was to wait until {time}].": stands_still,
        "{who} has stopped the clock of {case}.": all_hold(stands_still, was_commanded("waiting")),
        "{who} has set another time for {case}, whose clock stands still since {time}.": all_hold(
            stands_still, was_commanded("waiting")
        ),
        "{case} does not wait, so there is no clock to start.": runs,
        "{who} has started the clock of {case} again.": all_hold(runs, was_commanded("resume")),
        "The clock of {case} runs again.": runs,
        "The clock, which waited for that, runs again.": runs,
        "The time is over for which {case} was to wait: its clock runs again.": runs,
        "Its clock stands still, and it does not go up before that runs again[ {time}, earlier with][: resume].": (
            stands_still
        ),
        "Its clock stands still, and {who} is not asked before that runs again[ {time}, earlier with][: resume].": (
            stands_still
        ),
        "{who}, who had it, has it no longer.": had_it,
        "<{who} has it|Nobody has taken it yet>, and its clock stands still.": stands_still,
        "From: {who}, who stays the customer's contact.": is_agent,
        "{who} stays the contact of {customer}.": is_agent,
        "{who} is the contact of {customer} now, and reads what was said so far.": is_agent,
        "{who} has handed {case} over: {who2} is the contact of {customer} from now on[, and gets what you write].": (
            was_handed_over
        ),
        "{who} has let the letter to the customer leave, in your name.": was_commanded("send ack"),
        "{who} has it already.": lambda said: said.world.taker(said.case) == said.who(),
        "{who} has handed {case} over to you: from now on you are the contact of {customer}.": was_handed_over,
        "{who}, the contact of {customer}, is away: {case}.": is_agent,
        "In your own words you reach {people}[, and the clock goes on].": is_reached,
        "An answer to this mail goes to {people}, and not to the customer.": is_reached,
        "A sentence is enough; it goes to {people}.": is_reached,
        "{case} is withdrawn, since {time}.": is_over_since,
        "{case} is {state} already, since {time}.": is_over_since,
        "{case} is {state} already.": is_in_state,
        "{case} is complete now.": lambda said: not said.world.case(said.case).missing,
    },
)
