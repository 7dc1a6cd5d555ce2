"""Who has a case, who is asked, who is not any more, and whether it is open: held against the timeline, the mails that
came, and the letters by which somebody was really asked."""

from collections.abc import Mapping
from datetime import timedelta

from daemon.core.model.case import Status
from daemon.core.model.history.timeline import EntryKind
from parsers.model import Address
from tests.service.truth.evidence import MINUTE, Promise, World
from tests.service.truth.reading import WHEN, Check, Said, Table, read_until
from tests.service.truth.team import NAMES

STATES: Mapping[str, tuple[Status, ...]] = {
    "solved": (Status.RESOLVED,),
    "withdrawn": (Status.CANCELLED,),
    "closed": (Status.RESOLVED, Status.CANCELLED),
}


def has_it(said: Said) -> bool:
    """Whoever is named took it, and has not lost it since."""
    return said.world.taker(said.case) == said.who()


def reader_has_it(said: Said) -> bool:
    return said.world.taker(said.case) == said.post.to


def nobody_has_it(said: Said) -> bool:
    return said.world.taker(said.case) == "" and not is_over(said)


def has_it_since(said: Said) -> bool:
    """Whoever is named, or the reader, took it just then."""
    who = said.who() or said.post.to
    claims = [one for one in said.world.find(said.case, EntryKind.CLAIMED) if one.who.lower() == who]
    return said.world.taker(said.case) == who and bool(claims) and said.is_at(claims[-1].at)


def is_with_the_level(said: Said) -> bool:
    """It came there last."""
    return said.world.level(said.case) == said.level()


def is_with_people(said: Said) -> bool:
    """It is at the level, and each of these was given it by a letter, or is when that is said."""
    is_there = not said.has("level") or is_with_the_level(said)
    return is_there and (said.promises(said.when(), comes_given) if said.has("time") else are_asked(said))


def comes_given(world: World, promise: Promise) -> bool:
    """Whoever is named was given the case then; not who has moved it there."""
    people = promise.sentence.partition(" has moved ")[2] or promise.sentence
    named = {address for name, address in NAMES.items() if name in people}
    given = {one.to for one in world.about[promise.case] if one.asks and abs(one.at - promise.at) <= MINUTE}
    return named <= given


def are_asked(said: Said) -> bool:
    """Each of these was given the case to take it, by a letter that was delivered, and nobody of them has refused."""
    return set(said.people()) <= said.world.asked(said.case)


def are_asked_still(said: Said) -> bool:
    """They were asked, and none of them is out."""
    return are_asked(said) and not any(find_cause(said, who) for who in said.people())


def are_asked_or_soon(said: Said) -> bool:
    """They were asked, or get it as soon as their level is there; none is out but who was named just now as a cover."""
    late = set(said.people()) - said.world.asked(said.case)
    soon = not late or said.promises(said.post.at, lambda world, one: late <= world.asked(one.case), timedelta(days=3))
    named = said.mail.first.rpartition(" cover ")[2] if said.mail else ""
    return soon and not any(find_cause(said, who) for who in said.people() if who != named)


def find_cause(said: Said, who: str) -> str:
    """Why somebody is not asked any more, by the mails that came from him since the case came to its level."""
    out = {one.who: str(one.cause) for one in said.world.case(said.case).assignment.out}
    newest = [one for one in said.world.said_by(who) if one.first != "(bounce)"][-1:]
    until = read_until(said.world, newest[0]) if newest and newest[0].first.startswith("away") else None
    return out.get(who) or ("away" if until and until > said.post.at else "")


def is_out(said: Said) -> bool:
    """Each is out for the reason that is said, and a mail that says so came from him or for him."""
    causes = {"declined": "declined", "is away": "away", "could not be reached": "unreachable"}
    pairs = [(said.who(f"who{n}"), said.of(f"cause{n}")) for n in (1, 2, 3) if said.has(f"who{n}")]
    return all(find_cause(said, who) == causes[cause] and has_said_so(said, who, cause) for who, cause in pairs)


def has_said_so(said: Said, who: str, cause: str) -> bool:
    """Whether a mail told this of him."""
    firsts = [mail.first for mail in said.world.said_by(who)]
    signs = {"declined": ("not mine",), "is away": ("away", "(away)"), "could not be reached": ("(bounce)",)}
    return any(first.startswith(signs[cause]) for first in firsts)


def nobody_is_left(said: Said) -> bool:
    """Nobody who is asked is not out; what is said of the others holds."""
    case = said.world.case(said.case)
    out = {one.who for one in case.assignment.out}
    return is_with_the_level(said) and is_out(said) and {one.key for one in case.recipients} <= out


def reader_is_asked(said: Said) -> bool:
    return said.post.to in said.world.asked(said.case)


def has_declined(said: Said) -> bool:
    """The reader has just said so, and is out."""
    return said.mail is not None and said.mail.who == said.post.to and said.mail.first.startswith("not mine")


def was_passed_to(said: Said) -> bool:
    passed = said.world.find(said.case, EntryKind.PASSED_ON)
    return bool(passed) and passed[-1].text.lower() == said.who()


def is_asked_now(said: Said) -> bool:
    """Who is named was given it by a letter at this instant, and nobody has it."""
    given = {one.to for one in said.world.new if one.case == said.case and one.asks}
    return set(said.people()) <= given and nobody_has_it(said)


def had_it(said: Said) -> bool:
    """Whoever is named had taken it before."""
    claims = said.world.find(said.case, EntryKind.CLAIMED)
    return (said.who("who2") or said.who()) in [one.who.lower() for one in claims]


def was_with_him(said: Said) -> bool:
    """He had taken it, or he alone was asked."""
    passed = said.world.find(said.case, EntryKind.PASSED_ON)
    return had_it(said) or said.who() in [one.text.lower() for one in passed]


def was_heard(said: Said) -> bool:
    """A mail of who has it came just then."""
    who = said.world.taker(said.case)
    return any(said.is_at(mail.at) for mail in said.world.said_by(who))


def was_not_heard(said: Said) -> bool:
    """No words of his about this case have come since he took it."""
    claims = said.world.find(said.case, EntryKind.CLAIMED)
    later = said.world.said_by(said.who(), claims[-1].at)
    return not any(mail.is_about(said.case) and mail.says_something for mail in later if mail.at > claims[-1].at)


def was_commanded(*words: str) -> Check:
    """Whoever is named wrote one of these words at this instant."""

    def check(said: Said) -> bool:
        mail = said.mail
        return mail is not None and mail.who == said.who() and mail.first.startswith(words)

    return check


def was_handed_over(said: Said) -> bool:
    """It is said by a mail of who did it, and whom it was handed to is the contact now."""
    new = said.who("who2") or said.post.to
    return was_commanded("pass agent to", "pass to")(said) and find_agent(said) == new  # the latter by its agent


def is_to_somebody_inside(said: Said) -> bool:
    """He was given the case, or has read of it."""
    return len(said.world.sent(said.case, said.post.to)) > 1


def is_for_a_lead(said: Said) -> bool:
    """Its reader leads the team, and the case is at that level; a held one has come to none."""
    return any(said.post.to in each for each in said.world.leads) and said.world.level(said.case) in (
        0,
        int(said.of("n")),
    )


def is_over(said: Said) -> bool:
    return said.world.case(said.case).status.is_closed


def is_in_state(said: Said) -> bool:
    return said.world.case(said.case).status in STATES[said.of("state")]


def is_over_since(said: Said) -> bool:
    return is_in_state(said) and said.is_at(said.world.case(said.case).closed_at)


def is_not_over(said: Said) -> bool:
    return not is_over(said)


def has_not_gone_up(said: Said) -> bool:
    """It is held, or was withdrawn before any of a level was given it."""
    return not said.world.find(said.case, EntryKind.ROUTED) and not said.world.asked(said.case)


def has_gone_up(said: Said) -> bool:
    return bool(said.world.find(said.case, EntryKind.ROUTED))


def stands_still(said: Said) -> bool:
    return said.world.case(said.case).status is Status.WAITING


def runs(said: Said) -> bool:
    return said.world.case(said.case).status is not Status.WAITING


def is_agent(said: Said) -> bool:
    """Whoever is named is the customer's contact: he escalated it, or it was handed over to him."""
    return said.who() == find_agent(said)


def has_lost_it(said: Said) -> bool:
    """The reader had taken it, and a letter to him came back."""
    kinds = (EntryKind.CLAIMED, EntryKind.NOT_DELIVERED)
    his = [one.kind for one in said.world.find(said.case, *kinds) if one.who.lower() == said.post.to]
    return set(his) == set(kinds) and said.world.taker(said.case) != said.post.to


def is_reached(said: Said) -> bool:
    """Whoever is named gets what is for the agent: he, or whom he or the rules have named to stand in for him; where
    nobody does, or his mail comes back, all who lead the team."""
    agent, who = find_agent(said), said.who() or said.who("people")
    named = any(mail.who == agent and f"cover {who}" in mail.first for mail in said.world.mails)
    if who == agent or named or said.world.desk.policy.find_cover(Address(agent)).key == who:
        return True
    is_away = any(mail.first.startswith(("away", "(away)")) for mail in said.world.said_by(agent))
    is_dead = any(one.who.lower() == agent for one in said.world.find(said.case, EntryKind.NOT_DELIVERED))
    told = said.people("people") or (who,)
    return (is_away or is_dead) and all(any(one in lead for lead in said.world.leads) for one in told)


def find_agent(said: Said) -> str:
    """Who it was handed over to last, else who opened it."""
    handed = said.world.find(said.case, EntryKind.HANDED_OVER)
    opened = next(mail for mail in said.world.mails if mail.at == said.world.case(said.case).received_at)
    return handed[-1].text.lower() if handed else opened.who


def reader_is_agent(said: Said) -> bool:
    return said.post.to == find_agent(said)


def all_hold(*checks: Check) -> Check:
    """All of these hold."""
    return lambda said: all(check(said) for check in checks)


_OUT = "{who1} {cause1}[, {who2} {cause2}][, {who3} {cause3}]"
HAVING = Table(
    "who has it",
    {
        "{who} has taken {case}.": has_it,
        "{who} has taken it.": has_it,
        "{who} has it.": has_it,
        "{who} has {case}.": has_it,
        "{who} has {case}, so you need not act on it.": has_it,
        "{who} has it since {time}.": has_it_since,
        "{who} has {case} since {time}.": has_it_since,
        "{who} has {case} since {time}, so nothing has changed.": has_it_since,
        "You have {case} since {time}, and nothing has changed.": has_it_since,
        "{case} is with {who} since {time}.": has_it_since,
        "You took it {time}.": has_it_since,
        "How does {case} go? You took it {time}.": has_it_since,
        "How does {case} go? I last heard from you {time}.": all_hold(reader_has_it, was_heard),
        "{who} took it {time} and has not been heard of since.": all_hold(has_it_since, was_not_heard),
        "{who} took {case} {time}, and has not been heard of since.": all_hold(has_it_since, was_not_heard),
        "{who} took {case} {time2}, and was last heard of {time}.": all_hold(has_it, was_heard),
        "The last word of it came {time}.": was_heard,
        "{who} has it, and was last heard of {time}.": all_hold(has_it, was_heard),
        "{who} has taken over {case} from {who2}.": all_hold(has_it, had_it),
        "{case} is yours now.": reader_has_it,
        f"{{case}} is with {{people}} now{WHEN}[, until {{time2}}].": is_with_people,
        "I have noted that {case} is not for you[, and remind you no more].": has_declined,
        "You have it.": reader_has_it,
        "You have taken it.": reader_has_it,
        "You can stop looking at it.": lambda said: said.world.taker(said.case) not in ("", said.post.to),
        "You get this because you have taken {case}. Just answer this mail: {words}": reader_has_it,
        "{who} <is away, and so does not have|could not be reached, and so does not have|has given back>"
        " {case}.": all_hold(nobody_has_it, was_with_him),
    },
)
NOBODY = Table(
    "nobody has it",
    {
        "Nobody has taken it yet.": nobody_has_it,
        "Nobody has taken {case} yet.": nobody_has_it,
        "Nobody has taken {case}.": nobody_has_it,
        "As far as I know nobody has taken {case} yet.": nobody_has_it,
        "Nobody had taken it in time, and I remind you no more.": nobody_has_it,
        "Nobody of {level} has taken {case} yet.": all_hold(nobody_has_it, is_with_the_level),
        "{people} ({level}) <has|have> not taken {case}.": all_hold(nobody_has_it, is_with_people),
        "Nobody has {case} yet.": has_not_gone_up,
        "Nobody has it yet.": has_not_gone_up,
        "Nobody has it now. Asked again: {people}.": all_hold(nobody_has_it, are_asked_still),
        "What you wrote was passed on, and by it you have not taken it.": lambda said: (
            said.world.taker(said.case) != said.post.to
        ),
        "A mail of mine to you came back, so you do not have it any more: it is with {level}.": all_hold(
            has_lost_it, is_with_the_level
        ),
        "[{people2}|Nobody asked] had not taken {case} in time, so {people} <is|are> asked <now|{time}>.": is_asked_now,
        "[{people2}|Nobody asked] had not taken {case} in time; it was due {time}.": has_gone_up,
        "[{who} {reason}, so ]{people} <is|are> asked <now|{time}>: {case}.": is_asked_now,
        "Nobody had taken {case} in time, so {people} <is|are> asked <now|{time}>, and I remind you no"
        " more.": is_asked_now,
        "It was passed to {who}, who did not take it in time, and is back.": was_passed_to,
        "Nobody has taken it yet, and their clock goes on.": all_hold(nobody_has_it, runs),
        "Nobody of {level} is left to ask for {case}.": nobody_is_left,
        f"Nobody of {{level}} is left to ask: {_OUT}.": nobody_is_left,
        f"Not asked any more: {_OUT}.": is_out,
        "It has been passed on three times, and nobody has taken it yet.": nobody_has_it,
        "The {level} is closed until {time}, and nobody has taken {case}.": nobody_has_it,
        "It is open again, and you are asked[, as <is|are> {people}].": all_hold(nobody_has_it, are_asked_still),
        "You are still asked[, and so <is|are> {people}]: nobody has taken it yet.": all_hold(
            nobody_has_it, are_asked_still, reader_is_asked
        ),
        "Still asked: {people}.": all_hold(nobody_has_it, are_asked_or_soon),
        "Not taken: {case}.": nobody_has_it,
    },
)
