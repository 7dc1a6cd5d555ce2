"""People's words, files and reasons in a letter: somebody has written them, sent them, done what they say."""

import re

from daemon.core.model.case import Status
from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.evidence import Post
from tests.service.truth.reading import WHEN, Said, Table, is_own_words, states_nothing
from tests.service.truth.tables.holders import (
    all_hold,
    find_agent,
    has_it,
    is_with_the_level,
    nobody_has_it,
    stands_still,
)
from tests.service.truth.team import COLLEAGUES, NAMES, TRACKER

_REASON = re.compile(rf"({'|'.join(NAMES)}|[\w.+-]+@[\w.-]*\w) has (raised|lowered|passed|written|taken)")


def are_own_words(said: Said) -> bool:
    """Somebody has written them."""
    words = said.of("words").rstrip(" .…")
    return is_own_words(said.world, words) or any(words in mail.words.replace(",", "") for mail in said.world.mails)


def are_attached(said: Said) -> bool:
    """Each file that is named is in this letter."""
    names = re.findall(r"([\w.-]+) \(\d", said.of("words"))
    return set(names) <= files_of(said.post)


def files_of(post: Post) -> set[str]:
    return {str(part.get_filename()) for part in post.mail.iter_attachments()}


def has_this_file(said: Said) -> bool:
    return said.of("file") in files_of(said.post)


def was_passed_on_to_nobody(said: Said) -> bool:
    """No letter of this instant brings the files that are named."""
    named = set(re.findall(r"[\w-]+\.log", said.sentence))
    return not any(files_of(one) & named for one in said.world.new)


def have_it_already(said: Said) -> bool:
    """Each who is named got a letter with the file."""
    pairs = re.findall(r"([\w-]+\.log) \(([^)]*)\)", said.of("words"))
    return all(
        any(name in files_of(one) for one in said.world.letters_to(NAMES.get(who, who)))
        for name, people in pairs
        for who in people.split(", ")
    )


def are_real_reasons(said: Said) -> bool:
    """Whoever is said to have raised, lowered or passed it has written so, and a level that was too late had it."""
    text = said.of("words").removesuffix(" Wrong? Answer: raise, or lower.")
    deeds = {
        "raised": ("raise", "add"),
        "lowered": ("lower",),
        "passed": ("pass to",),
        "written": ("",),
        "taken": ("mine",),
    }
    did = all(
        any(mail.first.startswith(deeds[deed]) for mail in said.world.said_by(NAMES.get(name, name)))
        for name, deed in _REASON.findall(text)
    )
    late = [int(level) for level in re.findall(r"Level (\d) did not take it in time", text)]
    came = {
        one.name.about
        for one in said.world.find(said.case, EntryKind.ROUTED, EntryKind.RAISED, EntryKind.MOVED)
        if one.name
    }
    return did and all(str(level) in came for level in late)


def says_what_is(said: Said) -> bool:
    """A draft for the customer says that somebody works on it only when somebody has taken it."""
    case = said.world.case(said.case)
    if "solved on our side" in said.sentence:
        return case.status is Status.RESOLVED
    if "have taken it on" in said.sentence:
        return said.world.taker(said.case) != ""
    return nobody_has_it(said) if "with our specialists" in said.sentence else case.status is Status.CANCELLED


def has_read_that(said: Said) -> bool:
    """An earlier letter to the same reader has said so."""
    return any(
        "left to ask" in one.text or "Nobody else of" in one.text
        for one in said.world.sent(said.case, said.post.to)[:-1]
    )


def is_noted(said: Said) -> bool:
    """The reader has just said that he is away."""
    return said.mail is not None and said.mail.who == said.post.to and said.mail.first.startswith("away")


def is_the_new_priority(said: Said) -> bool:
    return said.mail is not None and said.sentence.split(" is ")[1].split()[0].strip(".") in said.mail.first


def was_added(said: Said) -> bool:
    """It is in the case's timeline, as this instant's, and its writer reads it."""
    kinds = (EntryKind.JOINED, EntryKind.ANSWERED, EntryKind.REPLY)
    return any(one.at == said.post.at and one.who.lower() == said.post.to for one in said.world.find(said.case, *kinds))


def what_is_new_went(said: Said) -> bool:
    return all(said.together(who) for who in said.people() if who != said.post.to)


def what_is_new_goes(said: Said) -> bool:
    """Some had it by then; others are not asked yet, and get it before or with the case."""
    had = [*(said.people() if said.has("people") else ()), *([said.who()] if said.has("who") else ())]
    waits = said.people("people2")
    went = all(said.together(one) for one in had if one != said.post.to)
    return went and said.promises(said.when(), lambda world, one: all(world.sent(one.case, who) for who in waits))


def is_another_case(said: Said) -> bool:
    """Both are cases, and not the same."""
    named = set(re.findall(r"ESC-\d+", said.sentence))
    return said.post.case not in named and all(said.world.case(one) for one in named)


def is_sensitive(said: Said) -> bool:
    return said.world.case(said.case).sensitive


def level_is_right(said: Said) -> bool:
    return said.world.level(said.case) == int(said.of("n"))


def was_taken_back(said: Said) -> bool:
    is_there = not said.has("level") or is_with_the_level(said)
    return bool(said.world.find(said.case, EntryKind.LEFT)) and said.who() == find_agent(said) and is_there


def know_it(said: Said) -> bool:
    return all(said.together(who) for who in said.people())


def is_its_priority(said: Said) -> bool:
    priority = said.world.case(said.case).fields.priority
    return (str(priority) if priority else "it has no priority") in said.sentence


def is_of_ours(said: Said) -> bool:
    return all(one in COLLEAGUES or one == TRACKER or "@example.com" in one for one in said.people())


_FILE = "{file} ({n} <bytes|kB>)"
_STAY = f"{_FILE}[, {_FILE}][, {_FILE}][ and {_FILE}] came with it and"
QUOTED = Table(
    "what people wrote, sent and did",
    {
        "Asked of you: {words}": lambda said: "not said yet" in said.sentence or are_own_words(said),
        "{customer}[ (<enterprise|standard>)]: {words}": are_own_words,
        "Customer not named yet: {words}": are_own_words,
        "In their words: {words}": are_own_words,
        "In the words of {people}: {words}": are_own_words,
        "Outcome: {words}": are_own_words,
        "Outcome then: {words}": are_own_words,
        "They ask: {words}": are_own_words,
        "Ticket: {words}": are_own_words,
        "Ticket #: {words}": are_own_words,
        "<Your|Their> answer: {words}": are_own_words,
        "Impact: {words}": are_own_words,
        "Customer expects: {words}": are_own_words,
        "Priority: <high|medium|low>": states_nothing,
        "Not known yet[, and asked for meanwhile]: {fields}.": states_nothing,
        "Still not known: {fields}.": states_nothing,
        "Files, attached: {words}": are_attached,
        _FILE: has_this_file,
        f"{_STAY} <stays|stay> with {{who}}: this case is sensitive.": lambda said: not files_of(said.post),
        f"{_STAY} went to {{people}} before; now this case is sensitive, and <it goes|they go> to nobody"
        f" else.": is_of_ours,
        "I passed {words}": was_passed_on_to_nobody,
        "This case is sensitive now, so none of its files leaves any more.[ Others have these already:"
        " {words}]": have_it_already,
        "This case is sensitive now, by your mail: none of its files leaves any more.": states_nothing,
        "{case} is sensitive from now on[, by what {who} wrote]: please keep it among you.": is_sensitive,
        "None of its files leaves any more.": is_sensitive,
        "{n} files came with it and stay with those who sent them: this case is sensitive.": is_sensitive,
        "A file came with it and stays with whoever sent it: this case is sensitive.": all_hold(
            is_sensitive, lambda said: not files_of(said.post)
        ),
        "{case} is sensitive: what it is about reads who takes it.": states_nothing,
        "It is sensitive: what <it is about|they write> reads who takes it.": states_nothing,
        "It is about “{quoted}”[ (ticket {n})].": states_nothing,
        "Why you: {words}": are_real_reasons,
        "Why Level {n}: {words}": all_hold(are_real_reasons, level_is_right),
        "Before that: {words}": are_real_reasons,
        "The reason is: {words}": states_nothing,
        "a short word on your request[ {n}]: {words}": says_what_is,
        "You read that nobody was left to ask[, and that it was to go up {time}]: that holds no longer.": has_read_that,
        "You are noted as away until {time}.": is_noted,
        "Until then {who} is asked in your place, and gets what would go to you.": is_noted,
        "Until then you are asked nothing: where you are one of several, the others are, and where you are the only"
        " one, it goes"
        " up. Of what you escalated the leads read that nobody stands in.": is_noted,
        "The priority of {case} is <high|medium|low> now.": is_the_new_priority,
        "Nobody has taken {case} yet, and by them you have not either.": nobody_has_it,
        "This matter is known already: your mail was added to {case}, which <is with {level}|waits for the"
        " customer|{who} has"
        " taken>.": was_added,
        "This matter is known already: your mail was added to {case}, whose clock stands still[ until {time}][; {who}"
        " has taken it].": all_hold(was_added, stands_still, lambda said: not said.has("who") or has_it(said)),
        "This matter is known already: your mail was added to {case}, which has not gone up yet: it waits for"
        " {fields}.": was_added,
        f"This matter is known already: your mail was added to {{case}}, and by it this has gone up to {{level}}:"
        f" {{people}}{WHEN}.": (was_added),
        "What is new went to {people}[ and to {people2}]; nobody is asked a second time.": what_is_new_went,
        "What is new [went to {people}, and ]goes to {people2}, who <is|are> asked {time}[; it went to {who}]; nobody"
        " is asked a second time.": what_is_new_goes,
        "Nobody gets a second mail for it[ but {who}, who gets your words].": states_nothing,
        "If yours is the same matter, answer no, and tell {who} what you know.": states_nothing,
        "If it is the same matter, tell {who}.": states_nothing,
        "This looks like {case}[ (ticket {n})], but names another ticket or another customer, so it is a case of its"
        " own. If it is"
        " the same after all, answer: cancel, and write about {case2} instead.": is_another_case,
        "Your mail answers a letter about {case}, but fills in the template for another ticket ({n}), so it is a matter"
        " of its own, and {case2} has nothing of it.": is_another_case,
        "If it is the same matter after all, answer: cancel, and write about {case} once more, without the other"
        " ticket.": states_nothing,
        "I could not read your mail: {words}": states_nothing,
        "I have taken your mail back out of {case}, which {who} escalated and which goes on without"
        " it[, with {level}].": was_taken_back,
        "{people} <knows|know>, and you get no more letters about it.": know_it,
        "By this the priority is <high|medium|low> now.": is_its_priority,
        "By this it has no priority now.": is_its_priority,
        "It was there by a mail that is taken back.": lambda said: bool(said.world.find(said.case, EntryKind.LEFT)),
        "{case}: {words}": states_nothing,
        "<Mon|Tue|Wed|Thu|Fri|Sat|Sun> {n} {words}": states_nothing,
    },
)
