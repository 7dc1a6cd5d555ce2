"""The lines of digests and bundles: each about one case, held against the same evidence as a letter's sentences."""

from daemon.core.model.case import Status
from tests.service.truth.reading import Said, Table, states_nothing
from tests.service.truth.tables.absences import was_away
from tests.service.truth.tables.holders import all_hold, has_not_gone_up, is_agent, nobody_has_it, stands_still
from tests.service.truth.tables.promises import has_draft, was_not_written_to, was_promised
from tests.service.truth.tables.told import came_back_once, gets_no_mail


def is_at_level(said: Said) -> bool:
    return said.world.level(said.case) == int(said.of("n2"))


def is_at_level_or_held(said: Said) -> bool:
    return has_not_gone_up(said) if "for Level" in said.sentence else is_at_level(said)


def is_silent(said: Said) -> bool:
    """Nobody has it, and of those who are named no word has come since it came to its level."""
    since = said.world.since(said.case)
    spoke = [mail for who in said.people() for mail in said.world.said_by(who, since)]
    return nobody_has_it(said) and not any(mail.is_about(said.case) and mail.says_something for mail in spoke)


def wrote_then(said: Said) -> bool:
    """He has written at that time, in answer to a letter about no case."""
    mails = (
        mail for mail in said.world.said_by(said.who()) if mail.answers and not mail.answers.case.startswith("ESC")
    )
    return any(said.is_at(mail.at) for mail in mails)


def is_with(said: Said) -> bool:
    return said.world.taker(said.case) == said.who()


def counts_right(said: Said) -> bool:
    """As many cases are open at the level as the store has."""
    number, open_, overdue = int(said.of("n1")), int(said.of("n2")), int(said.of("n3"))
    cases = [one for one in said.world.desk.store.open_cases() if one.level == number and one.status is not Status.HELD]
    return len(cases) == open_ and overdue <= open_


_SOLVED = "[; {people9} says that it is solved]"
_PROMISED = "[; the customer was promised a word by {time2}]"
_TITLE = "[ “{quoted}”]"


def line_of(text: str) -> str:
    return f"{{n1}} {{case}} [{{customer}}[, {{customer2}}[, {{customer3}}]] ]{text}{_SOLVED}{_PROMISED}{_TITLE}"


NUMBERED = Table(
    "numbered lines",
    {
        line_of("Level {n2} · {people} silent · {span}"): all_hold(is_at_level, is_silent),
        line_of("Level {n2} · nobody has taken it · {span}"): all_hold(is_at_level, nobody_has_it),
        line_of("Level {n2} · answer by {time}"): all_hold(is_at_level, nobody_has_it),
        line_of("now Level {n2} · {people}"): is_at_level,
        line_of("Level {n2} · <{people}|nobody is left to ask> · {time}"): all_hold(is_at_level, nobody_has_it),
        line_of("for Level {n2}, from {who} since {time}[: {fields}]"): all_hold(has_not_gone_up, is_agent),
        line_of("for {level}, from {who} since {time}[; missing: {fields}]"): all_hold(has_not_gone_up, is_agent),
        line_of("[for ]Level {n2} · here since {time}; {who} is away, and nobody stands in"): all_hold(
            is_at_level_or_held, is_agent, was_away
        ),
        line_of("[for ]Level {n2} · here since {time}; {who} gets no mail of mine: the last one came back"): all_hold(
            is_at_level_or_held, is_agent, gets_no_mail
        ),
        line_of("[for ]Level {n2} · here since {time}; its agent is not known, sent by {who}"): all_hold(
            is_at_level_or_held, is_agent
        ),
        line_of("its clock stands still since {time}"): stands_still,
        line_of("from {who} since {time}[: {fields}]"): is_agent,
        line_of("sensitive: waits for “send ack” from {who}"): all_hold(was_not_written_to, is_agent),
        line_of("{who} wants nothing said yet: waits for “send ack”"): all_hold(was_not_written_to, is_agent),
        line_of("what was written for the customer is not fit for them; the draft is with {who}"): was_not_written_to,
        line_of("our letter to the customer came back; the draft is with {who}"): all_hold(
            was_not_written_to, has_draft
        ),
        line_of("<the customer is not known yet|the ticket number is missing>; asked is {who}"): was_not_written_to,
        line_of("no address for the customer; the draft is with {who}"): all_hold(was_not_written_to, has_draft),
        line_of(
            "[was promised a word by {time}, and ]<has heard nothing since {time3}|nobody knows whether our letter"
            " reached them>; {who} is the contact"
        ): all_hold(is_agent, lambda said: not said.has("time") or was_promised(said)),
        line_of("with {who}; nothing heard since {time}"): is_with,
        line_of("{who}: {words}"): came_back_once,
        "{n1} {who}: an answer to a letter of ours that is about no case, {time} “{quoted}”": wrote_then,
        "It is at Level {n2} now, because {words}": is_at_level,
        "Level {n1} ({level}): {n2} open, {n3} overdue": counts_right,
        "This week {words}": states_nothing,
        "On average, from the opening on": states_nothing,
        "<Level {n}|security|data loss|outage|legal|dissatisfaction|media|unresolved|beyond scope|bug|feature request"
        "|billing|manager|satisfaction|policy exception|technical|process|complex|unusual use|improvement|second"
        " opinion>: <answered|taken|solved> after {words}": states_nothing,
        "You get this because you lead the team.": lambda said: any(said.post.to in each for each in said.world.leads),
        "You get this in place of {n} single mails.": states_nothing,
        "These have not gone up, and nobody has them: their agents were asked, and what is missing has not come.": (
            states_nothing
        ),
    },
)
HEADS = Table(
    "heads of sections",
    dict.fromkeys(
        (
            "NO MAIL CAN BE READ", "WITH YOU NOW", "GONE UP, NOBODY TOOK IT", "DUE SOON", "OVERDUE", "DUE TODAY",
            "WAITING FOR INFORMATION", "CALM, AND STILL OPEN",
            "NOT ANSWERED: SHALL IT GO UP?", "ASKED, AND NOT ANSWERED", "WITHOUT A CONTACT",
            "OPENED NOTHING", "NOT TOLD", "NOT UPDATED", "NOTHING HEARD", "MAY NOT HAVE ARRIVED", "NOT DELIVERED",
            "IN QUARANTINE",
        ),
        states_nothing,
    ),
)  # fmt: skip
