"""What the customer was told and promised: it stands in a letter to them that was delivered, or an agent said so."""

import re
from datetime import UTC, datetime

from daemon.core.model.history.timeline import EntryKind
from tests.service.truth.evidence import MINUTE, Mail, Post, Promise, World
from tests.service.truth.reading import Said, Table, read_time, read_until
from tests.service.truth.tables.following import comes_to_agent
from tests.service.truth.tables.holders import all_hold, find_agent, reader_is_agent
from tests.service.truth.team import CUSTOMERS

NOTED = re.compile(r"I have noted that|told[^\n]*: done\.")
YOU = re.compile(r"\byou\b")
DRAFT = re.compile(r"You hear from me by (.+?\)), and I (?:stay your contact|stand in for)")
DRAFTS = ("ready to be copied", "It leaves in ")
AGAIN = re.compile(r"You hear from me again by (.+?\))")
PROMISE = re.compile(r"You hear from me by (.+?) at the latest")


def find_letters(said: Said) -> list[Post]:
    """The letters to the customer of the case."""
    about = [one for one in said.world.about[said.case] if one.case == said.case and is_outside(one)]
    return [one for one in about if one.kind == "customer-acknowledgement"]


def is_outside(post: Post) -> bool:
    return post.kind in ("customer-acknowledgement", "customer-update") and post.to in CUSTOMERS.values()


def find_updates(said: Said) -> list[Post]:
    """What somebody has written to the customer through us."""
    about = said.world.about[said.case]
    return [one for one in about if one.kind == "customer-update" and one.to in CUSTOMERS.values()]


def find_drafts(said: Said) -> list[Post]:
    """The words for the customer that are with its agent."""
    return [
        one for one in said.world.about[said.case] if one.kind == "customer-update" and one not in find_updates(said)
    ]


def came_back(said: Said) -> bool:
    """The letter to the customer was returned."""
    letters = find_letters(said) + find_updates(said)
    return any(mail.first == "(bounce)" and mail.answers in letters for mail in said.world.mails)


def was_written_to(said: Said) -> bool:
    """A letter went to the customer, at that instant where one is named."""
    letters = find_letters(said)
    return bool(letters) and (not said.has("time") or said.is_at(letters[-1].at))


def was_not_written_to(said: Said) -> bool:
    """No letter went to the customer, or it came back."""
    return not find_letters(said) or came_back(said)


def find_promises(said: Said) -> list[datetime]:
    """Each time that the customer was told: in our letter, by a colleague's `told until`, in a draft that was sent."""
    letters = find_letters(said) + [
        one for one in said.world.about[said.case] if one.case == said.case and one.kind == "customer-acknowledgement"
    ]
    ours = [read_time(found[1], one.at) for one in letters if (found := PROMISE.search(one.text))]
    drafts = (DRAFT.search(" ".join(one.text.split())) for one in said.world.about[said.case] if one.case == said.case)
    ours += [read_time(found[1], said.post.at) for found in drafts if found]
    updates = ((AGAIN.search(one.text), one.at) for one in find_updates(said))
    ours += [read_time(found[1], at) for found, at in updates if found]
    return ours + [at for mail in find_told(said) if (at := read_until(said.world, mail))]


def find_told(said: Said) -> list[Mail]:
    """The mails that say that the customer was told, and were answered so."""
    return [mail for mail in said.world.mails if mail.first.startswith("told") and is_noted(said, mail)]


def is_noted(said: Said, mail: Mail) -> bool:
    """Whether its writer was answered so, about this case."""
    answers = (one for one in said.world.instants[mail.at] if one.to == mail.who and said.case in one.text)
    return any(NOTED.search(one.text) for one in answers)


def was_promised(said: Said) -> bool:
    """The customer was told this time; and the contact is who is named, or the reader."""
    return any(said.is_at(at) for at in find_promises(said)) and contact_is_right(said)


def contact_is_right(said: Said) -> bool:
    is_readers = reader_is_agent(said) or has_promised_himself(said)
    return said.who() in ("", find_agent(said)) and (not YOU.search(said.sentence) or is_readers)


def has_promised_himself(said: Said) -> bool:
    """The reader has told the customer this time, who stands in for the agent."""
    return any(mail.who == said.post.to and said.is_at(read_until(said.world, mail)) for mail in find_told(said))


def was_told_and_promised(said: Said) -> bool:
    """A letter that went then says that specialists are on it, and the time."""
    if not was_written_to(said) or not contact_is_right(said):
        return False
    letter = next(one for one in reversed(find_letters(said)) if said.is_at(one.at))
    found = PROMISE.search(letter.text)
    return "our specialists" in letter.text and (
        not said.has("time2") or (bool(found) and read_time(found[1], letter.at) == said.when("time2"))
    )


def is_on_its_way(said: Said) -> bool:
    """The newest letter to the customer says this, and leaves."""
    letters = find_letters(said)
    found = PROMISE.search(letters[-1].text) if letters else None
    is_said = found is not None and read_time(found[1], letters[-1].at) == said.when("time2")
    return bool(letters) and contact_is_right(said) and (is_said or not said.has("time2"))


def heard_then(said: Said) -> bool:
    """An agent or a lead said then that he had told them; the time is his, else that of the draft."""
    told = [mail for mail in find_told(said) if said.is_at(mail.at)]
    written = [one for one in find_updates(said) if said.is_at(one.at)]
    if written and not told:
        return not said.has("time2") or said.when("time2") in find_promises(said)
    if not told or not said.has("time2"):
        return bool(told)
    his = read_until(said.world, told[-1])
    return said.when("time2") in ([his] if his else find_promises(said))


def is_in_doubt(said: Said) -> bool:
    """The relay's answer to that letter was lost."""
    return bool(said.world.find(said.case, EntryKind.DOUBTFUL))


def are_leads(said: Said) -> bool:
    """They lead the team, and the agent is away or not reached."""
    leads = {one for each in said.world.leads for one in each}
    lost = said.world.find(said.case, EntryKind.AWAY, EntryKind.NOT_DELIVERED, EntryKind.DOUBTFUL)
    return set(said.people()) <= leads | {one.who.lower() for one in lost} and bool(lost)


def has_heard_nothing(said: Said) -> bool:
    """Neither letter nor word since the minute that is named."""
    heard = [one.at for one in find_letters(said)] + [mail.at for mail in find_told(said)]
    heard += [one.at for one in find_updates(said)]
    return not any(at >= said.when() + MINUTE for at in heard)


def nothing_since(said: Said) -> bool:
    """The time was promised and has passed, and no word came since the promise was made."""
    return was_promised(said) and said.when() <= said.post.at


def has_draft(said: Said) -> bool:
    """The text is with its agent, in a mail of its own."""
    return any(
        "Here is the text, ready to be copied" in one.text
        for one in said.world.about[said.case]
        if one.case == said.case and one.kind == "customer-acknowledgement"
    )


def is_reminded(world: World, promise: Promise) -> bool:
    """A letter about the case went to its contact by then."""
    return any(
        one.is_about(promise.case) and promise.said.at < one.at <= promise.at + MINUTE
        for one in world.about[promise.case]
    )


def was_promised_and_is_minded(said: Said) -> bool:
    """And until then the contact is reminded of it."""
    said.promises(said.when(), is_reminded)
    return was_promised(said)


def was_promised_and_is_minded_late(said: Said) -> bool:
    """And not before it, but then."""
    late_at = said.when("time2")
    return said.promises(late_at, comes_to_agent) and late_at >= said.when() and was_promised(said)


def was_written_just_now(said: Said) -> bool:
    letters = [one for one in said.world.new if one.case == said.case and is_outside(one)]
    return bool(letters) and letters[0].to in said.sentence


def promises_it(said: Said) -> bool:
    """The customer's own letter: that its reader is the customer, and the time lies ahead."""
    return said.when() > said.post.at and (
        said.post.to in CUSTOMERS.values() or any(one in said.post.text for one in DRAFTS)
    )


def signs(said: Said) -> bool:
    return said.when() > datetime(2026, 1, 1, tzinfo=UTC)


def was_written_now(said: Said) -> bool:
    """These words leave at this instant."""
    return any(one.at == said.post.at for one in find_updates(said))


def was_written_then(said: Said) -> bool:
    return any(said.is_at(one.at) for one in find_updates(said))


def has_words_as_draft(said: Said) -> bool:
    """The agent, or who stands in, has them, and they have not left."""
    drafts, left = find_drafts(said), find_updates(said)
    return bool(drafts) and not (left and left[-1].at > drafts[-1].at)


def wrote_it(said: Said) -> bool:
    """A mail with `update` of this one has come."""
    return any(mail.who == said.who() and mail.first.startswith("update") for mail in said.world.mails)


def has_no_draft(said: Said) -> bool:
    """None is with the agent that has not left, or its case is closed, which ends it."""
    return not has_words_as_draft(said) or said.world.case(said.case).update is None


def is_before_the_answer(said: Said) -> bool:
    """A time that they were told lies before the deadline."""
    due_at = said.world.case(said.case).due_at
    return due_at is not None and any(at < due_at for at in find_promises(said))


_HEARS = "<they hear|they hear again|they hear from you|they hear from {who}>"
CUSTOMER = Table(
    "what the customer was told",
    {
        "{customer} was told {time} that specialists are on it, [that they hear from <you|{who}> by {time2}, ]and"
        " that <you"
        " stay|{who2} stays> their contact.": was_told_and_promised,
        "{customer} was told {time} that specialists are on it[, and that they hear again by {time2}].": (
            was_told_and_promised
        ),
        "The letter to {customer} is on its way[ ({who})].": was_written_to,
        "The letter to {customer} is on its way. It says that specialists are on it, [that they hear from"
        " <you|{who}> by"
        " {time2}, ]and that <you stay|{who2} stays> their contact.": is_on_its_way,
        "the letter to {customer} is on its way, and leaves once.": was_written_to,
        f"Our letter to {{customer}}, which is on its way, says that {_HEARS} by {{time}}[, {{span}}].": was_promised,
        "the customer was told {time} that specialists are on it, and gets that letter once.": was_told_and_promised,
        "{customer} was told {time} that specialists are on it, and gets that letter once.": was_told_and_promised,
        f"{{customer}} was told that {_HEARS} by {{time}}[, {{span}}].": was_promised,
        "{customer} was told that they hear [from <you|{who}> ]by {time}, and as far as I know they have heard nothing"
        " yet.": nothing_since,
        "{customer} last heard from <you|{who}> {time}[, and was told that they hear again by {time2}].": heard_then,
        "They hear [from you ][again ]by {time}; I remind <you|{people}> before.": was_promised_and_is_minded,
        "Nobody knows whether {customer} got our letter, which leaves once[: tell them yourself, and answer: told].": (
            is_in_doubt
        ),
        "Nobody knows whether {customer} got our letter, which leaves once, and says that specialists are on it: tell"
        " them yourself, and answer: told.": is_in_doubt,
        "nobody knows whether {customer} got the letter, and it leaves once, so that they do not get it twice.": (
            is_in_doubt
        ),
        "Whether {who} got our letter that specialists are on it is not known: {words}": is_in_doubt,
        f"Our letter to {{customer}}, of which nobody knows whether it arrived, says that {_HEARS} by {{time}}[,"
        " {span}].": is_in_doubt,
        "The letter says that they hear from <you|{who}> by {time}.": is_in_doubt,
        "By that letter they hear from you by {time}; I remind you before.": is_in_doubt,
        "It says that specialists are on it, [that they hear from <you|{who}> by {time2}, ]and that <you stay|{who2}"
        " stays> their contact.": is_in_doubt,
        "{people} <is|are> asked to <keep {customer} informed meanwhile|tell {customer}|tell them>.": are_leads,
        "They hear [from you ][again ]by {time}; I remind you only {time2}.": was_promised_and_is_minded_late,
        "They hear [from {who} ]again by {time}.": was_promised,
        "They hear from you again by {time}.": was_promised,
        "{customer} hears [from <you|{who}> ]by {time}, which is before <the level’s time|your time> is"
        " over.": was_promised,
        "As far as I know, {customer} has heard nothing since {time}: {case}.": has_heard_nothing,
        "As far as I know, {customer} has heard nothing yet: {case}.": was_not_written_to,
        "{customer} has not been told by me: no address could be used.": was_not_written_to,
        "{customer} has not been told by me: our letter to {who} came back.": all_hold(was_not_written_to, came_back),
        "{customer} has not been told by me: {words}": was_not_written_to,
        "{customer} has not been told by me.": was_not_written_to,
        "{customer} has not been told yet: I need <the customer|the ticket number>[ and the ticket number] for that.": (
            was_not_written_to
        ),
        "{customer} has not been told: that waits until this goes up.": was_not_written_to,
        "{customer} has not been told, because this is sensitive.": was_not_written_to,
        "{customer} has not been told, because <you want|{who} wants> nothing said yet.": was_not_written_to,
        "The customer was not written to: {words}": was_not_written_to,
        "Our letter to the customer came back, so they are not told ({words}). With another address in a line “Customer"
        " Email: …” I write to them; or send it yourself, and answer: told.": came_back,
        "I did not write to the customer: {words}": was_not_written_to,
        "You have the text as a draft[, in a mail of its own].": has_draft,
        "{who} has the text as a draft.": has_draft,
        "{customer} has been written to ({who}).": was_written_just_now,
        "I have noted that {customer} was told.": lambda said: bool(said.mail and said.mail in find_told(said)),
        "{people} has told {customer} how {case} stands.": lambda said: bool(
            said.mail and said.mail in find_told(said)
        ),
        "[{who} has sent the draft: these words|These words] are on their way to {customer}[ ({who2})], in <your name"
        "|the name of {who3}>.": was_written_now,
        "<Your|{who}’s> words to {customer} are on their way.": was_written_now,
        "I have put your words to {people} as a draft.": has_words_as_draft,
        "They go to {customer} when {people} answer[s]: send.": has_words_as_draft,
        "A draft for them waits for your word: send.": has_words_as_draft,
        "A draft for them waits for {who} to send it.": has_words_as_draft,
        "It left for {customer} {time}, and leaves once.": was_written_then,
        "It is on its way to {customer} already, and leaves once.": lambda said: bool(find_updates(said)),
        "No draft waits to be sent. To write to {customer}, answer update: and your words.": has_no_draft,
        "The draft for {customer} cannot leave yet, and waits on.": has_words_as_draft,
        "Nothing has left for {customer}: no words stand behind update.": lambda said: not was_written_now(said),
        "{who} has written this for the customer.": wrote_it,
        "{case} is sensitive, so nothing leaves for the customer by itself.": lambda said: (
            said.world.case(said.case).sensitive
        ),
        "I have no address of the customer that I may write to. Answer with a line “Customer Email: …” that the"
        " customer directory knows, and then send; or send it yourself, and answer: told.": lambda said: (
            said.world.case(said.case).customer is None
        ),
        "<Words stand beside your send|What you answered did not bring this draft>, so nothing has left.": (
            has_words_as_draft
        ),
        "That was an older draft, and nothing has left: this one has taken its place.": has_words_as_draft,
        "My letter to the customer came back, so they have not read this ({words}).": came_back,
        "You hear from me again by {time}.": promises_it,
        "The answer is due later than that: tell them another time.": is_before_the_answer,
        "You hear from me by {time} at the latest, sooner if there is news.": promises_it,
    },
)
