"""Who was told, asked and reminded, and to whom words went: each of it is a letter that the mail server was given."""

import re

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.reading import WHEN, Check, Said, Table, states_nothing
from tests.service.truth.tables.holders import all_hold, find_agent, is_reached, is_with_people
from tests.service.truth.team import CUSTOMERS, TRACKER

COMMAND = re.compile(r"^(?:info\? |note: |done: |cancel: |priority )")


def words_went(said: Said) -> bool:
    """Each of these got a letter at this instant, with the words of the mail in it."""
    return all(got_words(said, who) for who in said.people())


def got_words(said: Said, who: str) -> bool:
    mail = said.mail
    words = "" if mail is None else mail.mark if mail.mark in mail.text else COMMAND.sub("", mail.first)
    return any(words in one.text or is_hushed(one.text) for one in said.together(who))


def is_hushed(text: str) -> bool:
    """Of a sensitive case only that there are words."""
    return "It is sensitive: what they write reads who takes it." in text


def words_went_up(said: Said) -> bool:
    """Somebody upstairs got them: who has it, or one of its level, also where he gets the case later."""
    taker = said.world.taker(said.case)
    readers = {taker} if taker else {one.key for one in said.world.case(said.case).recipients}
    return any(said.together(who) for who in readers) and (not said.has("who") or said.who() == taker)


def got_it_too(said: Said) -> bool:
    """Each of these got a letter about the case at this instant."""
    return all(said.together(who) for who in said.people())


def agent_got_it(said: Said) -> bool:
    return is_reached(said) and bool(said.together(said.who()))


def gets_no_mail(said: Said) -> bool:
    """The timeline has that a letter did not reach him."""
    return any(one.who.lower() == said.who() for one in said.world.find(said.case, EntryKind.NOT_DELIVERED))


def others_got_it(said: Said) -> bool:
    """So did whoever was asked and is still, and the agent."""
    out = {one.who for one in said.world.case(said.case).assignment.out}
    others = {one.key for one in said.world.case(said.case).recipients} & said.world.asked(said.case)
    agent = {find_agent(said)} - {said.post.to}
    return all(said.together(who) for who in (others - out - {said.post.to, TRACKER}) | agent)


def were_reminded(said: Said) -> bool:
    """Each got a reminder at this instant, or the case, which is overdue, or that it is back; the leads where that is
    said."""
    kinds = ("reminder", "moved") if "told so" in said.sentence else ("reminder",)
    leads = said.world.leads if "the leads know" in said.sentence else ()
    readers = (*((who,) for who in said.people()), *leads)
    return all(any(one.kind in kinds or one.asks for who in each for one in said.together(who)) for each in readers)


def were_left_asleep(said: Said) -> bool:
    """Nobody of them got a letter at this instant."""
    return not any(said.together(who) for who in said.people())


def reader_wrote(said: Said) -> bool:
    return said.mail is not None and said.mail.who == said.post.to


def nothing_came_of_it(said: Said) -> bool:
    """The reader has just written it, and the case is where it was."""
    moves = (EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED, EntryKind.CLAIMED, EntryKind.PASSED_ON)
    moved = [one for one in said.world.find(said.case, *moves) if one.at == said.post.at]
    return reader_wrote(said) and bool(said.mail and said.of("quoted") in said.mail.first) and not moved


def leads_know(said: Said) -> bool:
    """Each lead got a letter about the case since it came to its level."""
    since = said.world.came_at(said.case)
    return bool(said.world.leads) and all(
        any(said.world.sent(said.case, who, since=since) for who in each) for each in said.world.leads
    )


def nobody_else_is_asked(said: Said) -> bool:
    """All who were asked are out."""
    case = said.world.case(said.case)
    return {one.key for one in case.recipients} <= {one.who for one in case.assignment.out}


def nobody_else_hears(said: Said) -> bool:
    return {one.to for one in said.world.new} == {said.post.to}


def was_it_asked(said: Said) -> bool:
    """Each was given the case by a letter."""
    return set(said.people()) <= said.world.asked(said.case)


def were_asked_whether(said: Said) -> bool:
    """Each got a letter that asks whether it goes up."""
    asks = ("Shall this go up", "What shall become of it?")
    return all(
        any(
            any(ask in one.text for ask in asks) or f"{said.case}  " in one.text
            for one in said.world.sent(said.case, who)
        )
        for who in said.people()
    )


def nobody_was_told(said: Said) -> bool:
    """No letter about it went to anybody but its agents."""
    writers = {mail.who for mail in said.world.mails}
    return all(
        one.to in writers or one.kind == "digest"
        for one in said.world.sent(said.case)
        if one.asks or one.kind == "reminder"
    )


def went_to(said: Said) -> bool:
    """It was given to each of these by a letter, by this instant."""
    return was_it_asked(said)


def said_these_words(said: Said) -> bool:
    """Whoever is named has written them before, or it is for what he was let say."""
    words = " ".join(said.of("words").split())
    return any(mail.who == said.who() and words in mail.words for mail in said.world.mails)


def is_by(said: Said) -> bool:
    """Whoever is named has written just now."""
    mail = said.mail
    return mail is not None and mail.who == said.who()


def has_said_done(said: Said) -> bool:
    """Who is named has just said so, first of all."""
    return is_by(said) and said.mail is not None and said.mail.first.startswith("done")


def have_said_done(said: Said) -> bool:
    """Each of them has said so in the case, and it is not closed."""
    is_open = not said.world.case(said.case).status.is_closed
    return is_open and all(_has_ever_said_done(said, who) for who in said.people())


def _has_ever_said_done(said: Said, who: str) -> bool:
    return any(one.first.startswith("done") and one.is_about(said.case) for one in said.world.said_by(who))


def has_written(said: Said) -> bool:
    """Who is named wrote in the case, and the words are his."""
    return any(
        said.of("words").split("…")[0].strip(" .")[:60] in " ".join(one.text.split())
        for one in said.world.said_by(said.who())
    )


def wrote_then(said: Said) -> bool:
    """Whoever is named wrote this just then."""
    return has_written(said) and any(said.is_at(mail.at) for mail in said.world.said_by(said.who()))


def answered_then(said: Said) -> bool:
    who = said.who() or said.post.to
    return any(said.is_at(mail.at) for mail in said.world.said_by(who))


def came_back(said: Said) -> bool:
    """A letter to him came back just now."""
    mail = said.mail
    return mail is not None and mail.who == said.who() and mail.first == "(bounce)"


def has_written_in_it(said: Said) -> bool:
    """A mail of the customer has come; the level reads it when it opens."""
    return any(one.is_about(said.case) for one in said.world.said_by(said.who()))


def customer_has_written(said: Said) -> bool:
    """A mail of the customer has come, whose name is not said."""
    return any(one.is_about(said.case) for who in CUSTOMERS.values() for one in said.world.said_by(who))


def came_back_once(said: Said) -> bool:
    return any(one.who == said.who() and one.first == "(bounce)" for one in said.world.mails)


def writes(said: Said) -> bool:
    """A mail of his has come."""
    return bool(said.world.said_by(said.who()))


def goes_by_level(said: Said) -> bool:
    return is_by(said) and is_with_people(said)


def has_passed_it(said: Said) -> bool:
    """Whoever is named has just passed it to these, as the timeline has it."""
    passed = said.world.find(said.case, EntryKind.PASSED_ON)
    return (
        is_by(said)
        and bool(passed)
        and (passed[-1].who.lower(), passed[-1].text.lower())
        == (
            said.who(),
            "".join(said.people()),
        )
    )


def is_told_to_all(said: Said) -> bool:
    """The agent, and whoever was asked at its level, read it now; a mail that came tells its writer alone."""
    others = {one.key for one in said.world.case(said.case).recipients} & said.world.asked(said.case)
    return all(said.together(who) for who in ({find_agent(said)} | others) - {said.post.to, TRACKER})


def ran_again(said: Said) -> bool:
    """A pause of the case has ended."""
    return any(one.ended_at is not None for one in said.world.case(said.case).pauses)


def are_two_cases(said: Said) -> bool:
    named = set(re.findall(r"ESC-\d+", said.sentence))
    return len(named) == 2 and all(said.world.case(one) for one in named)


def is_opened_by(said: Said) -> bool:
    return is_by(said)


def both(*checks: Check) -> Check:
    return all_hold(*checks)


def had_it(said: Said) -> bool:
    """The customer has answered both at once: the agent, who is the reader, and us."""
    answered = None if said.mail is None else said.mail.answers
    return answered is not None and said.post.to in str(answered.mail["Reply-To"]).lower()


_FILE = "It came with it"
TOLD = Table(
    "who was told",
    {
        "Your words went to {people}.": words_went,
        "{who}: {words}": said_these_words,
        "What you wrote was passed on in {case}.": lambda said: bool(
            {one.to for one in said.world.new} - {said.post.to}
        ),
        "The mail went to you as well, so I do not repeat it here.": had_it,
        "Your words are kept with it[ and were passed on to {people}].": words_went,
        "Your words are kept with {case}[ and were passed on[ to {people}]]; more they do not do.": words_went,
        "Thank you, nothing is missing in {case}. What you added was passed on to <{level}|{who} (Level"
        " {n})>.": words_went_up,
        "Thank you. What you added was passed on to <{level}|{who} (Level {n})>.": words_went_up,
        "As far as I know {who} gets no mail of mine: the last one came back.": gets_no_mail,
        "{who} had declined it at that level, and is asked again.": lambda said: any(
            one.first.startswith("not mine") for one in said.world.said_by(said.who())
        ),
        "What you wrote is kept with {case}.": states_nothing,
        "{people} know.": lambda said: all(map(said.together, said.people())),
        "{people} know, and so do the others.": all_hold(is_reached, others_got_it),
        "{who} knows[, and so do the others].": all_hold(agent_got_it, others_got_it),
        "The others know.": others_got_it,
        "Those concerned are told.": is_told_to_all,
        "{people} <has|have> been <reminded|told so>[, and the leads know].": were_reminded,
        "The leads know.": leads_know,
        "the leads know.": leads_know,
        "It is night for {people}[; the leads know].": were_left_asleep,
        "I have asked once more in {case}: {people}.": were_reminded,
        "{people} <was|were> asked.": was_it_asked,
        "{people} <was|were> asked whether {case} goes up[, and nobody else is there yet].": were_asked_whether,
        "Answer yes or no; <nobody has been told yet|{people} <was|were> asked whether it goes up, and nobody has it"
        " yet>.": (were_asked_whether),
        "So far nobody has been told yet.": nobody_was_told,
        "So far {people} <was|were> asked whether it goes up, and nobody has it yet.": were_asked_whether,
        "I keep it here meanwhile as {case}; nobody has been told yet.": nobody_was_told,
        "I keep it here meanwhile as {case}; {people} <was|were> asked whether it goes up, and nobody has it yet.": (
            were_asked_whether
        ),
        "Asked as well: {people}. Whoever is first decides.": were_asked_whether,
        "It went to {people}.": went_to,
        "Your reference is {case}.": lambda said: said.case == said.post.case,
        "{people} got this as well; whoever takes it first has it, and the others are told.": was_it_asked,
        "{people} of {level} <was|were> asked as well.": was_it_asked,
        "Nobody else of {level} has it[: it goes to {level2} {time}].": nobody_else_is_asked,
        "Your words are kept with {case}. There is nobody on the other side yet to pass them to.": nobody_else_hears,
        "{who} did not get our mail about {case}.": came_back,
        "The mail server says: {words}": lambda said: said.of("words") == "5.1.1",
        "{who} writes:": writes,
        "{who} has declined {case}.": lambda said: is_by(said) and bool(said.mail and "not mine" in said.mail.first),
        "{who} says that it is solved, and {people} <is|are> asked whether I close it: {case}.": has_said_done,
        "{who} says that {case} is solved.": has_said_done,
        "{people} <says|say> that it is solved.": have_said_done,
        "You said that it is solved.": lambda said: _has_ever_said_done(said, said.post.to),
        "{people} <says|say> that it is solved; {people2} <is|are> asked whether it is.": have_said_done,
        "You said that it is solved; {people2} <is|are> asked whether it is.": lambda said: _has_ever_said_done(
            said, said.post.to
        ),
        "{who} answered {time}, but nobody has taken {case}.": answered_then,
        "{who} answered {time}, but nobody has taken it.": answered_then,
        "You answered {time}, but nobody has taken {case}.": answered_then,
        "You answered {time}, but nobody has taken it.": answered_then,
        "{who} waits for your answer since {time}: {case}.": answered_then,
        "<Your|{who}’s> question waits for <you|{who2}> since {time}.": answered_then,
        "{who} asks how {case} stands.": lambda said: said.mail is None or is_by(said),
        "{who} writes about {case}.": is_by,
        "{who} has written under the same subject as your {case}, and is asked whether {case2} goes up.": is_by,
        "I took “{quoted}” for words, and have changed nothing by it.": nothing_came_of_it,
        "{who} has answered our letter to {customer}, from an address that is none of theirs that I know:"
        " {case}.": is_by,
        "{who} asks about {case}.": is_by,
        "{who}, the customer, writes about {case}.": has_written_in_it,
        "{customer} writes about {case}.": customer_has_written,
        "{who} has sent what was missing in {case}.": is_by,
        "{who} has written about the same matter as {case}.": is_by,
        "{who} has written about the same matter; it was added to {case}.": is_by,
        "{who} had written about {case} too, and has taken that mail back.": is_by,
        "{who} has set the priority of {case} to <high|medium|low>.": is_by,
        f"{{who}} has moved {{case}} to {{level}}: {{people}}{WHEN}.": goes_by_level,
        "{who} has moved {case} to {level}: {people}. They are asked {time}, and I remind you no more.": goes_by_level,
        "The clock, which waited for that, has run again since then.": ran_again,
        "{who} has passed this on to {people}[ until {time}]: {case}.": has_passed_it,
        "{who} has sent {case} up.": is_by,
        "<{who} has|you have> sent {case} up {time}, before this answer.": lambda said: bool(
            said.is_at(said.world.find(said.case, EntryKind.ROUTED)[0].at)
        ),
        "{who} has opened {case}, which looks like your {case2} but names another ticket or another customer, so"
        " both go on"
        " by themselves.": is_opened_by,
        "{who} has answered a letter about {case} with the template for another ticket.": is_by,
        "It is another matter and goes on as {case}; {case2} has nothing of it.": are_two_cases,
        "A mail from {who} has come to {case}, and I could not read it: {words}": is_by,
        f"By it this has gone up to {{level}}: {{people}}{WHEN}.": is_with_people,
        "{who} has answered {case} in your place, and you can answer as before:": is_by,
        "{who}, {time}: {words}": wrote_then,
        "{who} writes: {words}": has_written,
    },
)
