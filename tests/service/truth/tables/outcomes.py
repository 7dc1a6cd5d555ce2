"""What a solved case came to: what is absent of it, by the mails that wrote it down."""

import re

from daemon.core.model.case import Case, Status
from tests.service.truth.evidence import Mail
from tests.service.truth.reading import Check, Said, Table, states_nothing
from tests.service.truth.tables.holders import all_hold, is_not_over
from tests.service.truth.tables.promises import find_promises
from tests.service.truth.tables.told import got_it_too, reader_wrote
from tests.service.truth.team import CUSTOMERS

NAMES = ("Resolution", "Lesson", "Knowledge base")


def find_mails(said: Said, case: Case) -> list[Mail]:
    """Those about it since it was closed, and the one that closed it."""
    since = case.closed_at
    about = (one for one in said.world.mails if since is not None and one.at >= since)
    return [one for one in about if one.at == since or one.is_about(case.name)]


def find_absent(said: Said) -> tuple[str, ...]:
    """What of it no mail has written down; of a sensitive one nothing is learned."""
    case = said.world.case(said.case)
    texts = [one.text for one in find_mails(said, case)]
    there = {name for name in NAMES for text in texts if re.search(rf"^{name}: \w", text, re.MULTILINE)}
    there |= {"Resolution"} if case.outcome else set()
    asked = case.solution.asked.key if case.solution and case.solution.asked else ""
    answers = {one.first for one in find_mails(said, case) if one.who == asked and is_asked(one, case)}
    there |= {"Knowledge base"} if answers & {"yes", "no"} else set()
    return tuple(one for one in NAMES if one not in there and (one == "Resolution" or not case.sensitive))


def is_asked(mail: Mail, case: Case) -> bool:
    """Whether it answers a letter that asks for it."""
    letter, since = mail.answers, case.closed_at
    is_late = letter is not None and since is not None and letter.at >= since
    return is_late and letter is not None and letter.kind in ("notice", "closed", "reminder")


def is_solved(said: Said) -> bool:
    return said.world.case(said.case).status is Status.RESOLVED


def something_is_absent(said: Said) -> bool:
    return is_solved(said) and bool(find_absent(said))


def names_what_is_absent(said: Said) -> bool:
    return tuple(re.findall(r"“(Resolution|Lesson|Knowledge base): ", said.sentence)) == find_absent(said)


def was_solved_then(said: Said) -> bool:
    return something_is_absent(said) and said.is_at(said.world.case(said.case).closed_at)


def asks_what_is_absent(said: Said) -> bool:
    """It is one of those that nobody has written down."""
    return said.sentence.partition(" (")[0] in find_absent(said)


def is_what_solved_it(said: Said) -> bool:
    outcome = " ".join(said.world.case(said.case).outcome.split())
    return bool(outcome) and outcome.startswith(said.of("words").rstrip("…"))


def answers_a_question(said: Said) -> bool:
    """The reader has just written so, in answer to a letter that asks him something, and these read it."""
    mail = said.mail
    asked = mail.answers.text if mail is not None and mail.answers is not None else ""
    return mail is not None and mail.who == said.post.to and "?" in asked and all(map(said.together, said.people()))


def is_for_them(said: Said) -> bool:
    """A mail says that the customer is to read it."""
    told = f"Tell the customer: {said.of('words')}"
    return any(told in one.words for one in said.world.mails)


def was_said_by_customer(*words: str) -> Check:
    """A customer has just written one of these."""
    return lambda said: said.mail is not None and said.mail.first in words and said.mail.who in CUSTOMERS.values()


def customer_was_promised(said: Said) -> bool:
    """They were told this time, whoever is reminded of it."""
    return any(said.is_at(at) for at in find_promises(said))


OUTCOMES = Table(
    "what a case came to",
    {
        "What {case} came to is not written down yet.": something_is_absent,
        "Answer with <this line|these lines>: {words}": names_what_is_absent,
        "{case} is solved since {time}, and what it came to is not written down yet: {case2}.": was_solved_then,
        "So far: {words}": is_what_solved_it,
        "Resolution (what solved it):": asks_what_is_absent,
        "Lesson (what is to be learned, or none):": asks_what_is_absent,
        "Knowledge base (yes or no: are others to find it there?):": asks_what_is_absent,
        "I remind you of it this once[; then the leads see it in their digest].": states_nothing,
        "You were asked something, so I took your “done” for the answer: [it went to {people}, and ]{case} is still"
        " open.": all_hold(answers_a_question, is_not_over),
        "{case} is closed as solved.": is_solved,
        "Below is the letter that tells the customer so.": is_solved,
        "They were promised a word by {time}: with this they have it, and I remind you until then.": (
            customer_was_promised
        ),
        "As far as we can see, your request[ {n}] is solved, and all works again.": is_solved,
        "What we did: {words}": is_for_them,
        "They say that all is well, and I have noted it with {case}.": was_said_by_customer("Yes, all is well."),
        "They say that it is not solved[: if so, answer reopen, and {case} starts again, with their words].": (
            was_said_by_customer("No, it is broken again.", "It still fails for us.")
        ),
        "That is written down with {case}.": all_hold(is_solved, reader_wrote),
        "{people} <reads|read> it.": got_it_too,
    },
)
