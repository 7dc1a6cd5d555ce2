"""What an agent types into the quotation of our request is his, in whatever shape his program shows it, whatever stands
above it (behaviour B4.8, B4.13)."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from itertools import product

import pytest

from daemon.core.model.case import Case, Status
from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.quotations import ATTRIBUTIONS
from tests.service.clock.test_claims import case_of
from tests.service.quotes.test_quoted_letters import MONDAY
from tests.tables import sample

IMPACT, BY = "Forty nurses cannot print", "a fix by Friday"
LABELS = ("Customer Impact", "Customer Expectation")


def fill_text(letter: str, answers: tuple[str, ...], gap: str) -> str:
    """The letter with an answer behind each of its questions."""
    for label, answer in zip(LABELS, answers, strict=False):
        letter = re.sub(rf"(?m)^({label} [^\n]*:)$", lambda found, a=answer: found[1] + (gap + a if a else ""), letter)
    return letter


def mark(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def split(text: str) -> str:
    """Quoted but for the answers, which stand by themselves."""
    return "\n".join(line if line in (IMPACT, BY) else f"> {line}".rstrip() for line in text.split("\n"))


def cite(page: str) -> str:
    """The letter's HTML in a quotation, with its answers in paragraphs of their own."""
    paragraphs = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in page.split("\n") if line.strip())
    return f'<blockquote type="cite">{paragraphs}</blockquote>'


SHAPES: dict[str, Callable[[str, tuple[str, ...]], tuple[str, str]]] = {
    "behind the colon": lambda letter, said: (mark(fill_text(letter, said, " ")), ""),
    "on the next line": lambda letter, said: (mark(fill_text(letter, said, "\n")), ""),
    "in a paragraph": lambda letter, said: (mark(fill_text(letter, said, "\n\n")), ""),
    "between blank marked lines": lambda letter, said: (split(fill_text(letter, said, "\n\n")), ""),
    "behind the colon, HTML": lambda letter, said: ("", cite(fill_text(letter, said, " "))),
    "in a paragraph, HTML": lambda letter, said: ("", cite(fill_text(letter, said, "\n\n"))),
}
MIXED = {  # what stands above, and what in the quotation
    "nothing above": ("", (IMPACT, BY)),
    "a greeting": ("Hi,\n\nplease see below.", (IMPACT, BY)),
    "a pointer": ("My answers in red below.", (IMPACT, BY)),
    "done": ("Hi, done, thanks", (IMPACT, BY)),
    "done in German": ("Erledigt, siehe unten.", (IMPACT, BY)),
    "a wish to take it": ("On it, see below.", (IMPACT, BY)),
    "one label": (f"Customer Impact: {IMPACT}", ("", BY)),
    "the other label": (f"Customer Expectation: {BY}", (IMPACT, "")),
    "one answer": (IMPACT, ("", BY)),
    "the other answer": (f"{BY}, please", (IMPACT, "")),
}


def ask(desk: Desk) -> EmailMessage:
    given = dict.fromkeys(LABELS)
    (asked,) = desk.receive(build_mail(body=build_form(given), files=[LOG]), MONDAY)
    return asked


def read(asked: EmailMessage) -> str:
    lines = str(asked.get_body(("plain",)).get_content()).splitlines()  # type: ignore[union-attr]
    return "\n".join(map(str.rstrip, lines)).strip()


def answer(desk: Desk, asked: EmailMessage, above: str, shape: str, said: tuple[str, ...]) -> Case:
    text, page = SHAPES[shape](read(asked), said)
    head = ATTRIBUTIONS["gmail"]
    own = "".join(f"<div>{html.escape(line)}<br></div>" for line in above.split("\n"))
    raw = build_mail(
        f"Re: {asked['Subject']}",
        None if page else f"{above}\n\n{head}{text}\n".lstrip("\n"),
        to=str(asked["Reply-To"]),
        html=f"{own}<div>{html.escape(head)}</div>{page}" if page else None,
        headers={"In-Reply-To": str(asked["Message-ID"])},
        message_id="<answer@example.com>",
    )
    desk.receive(raw, MONDAY + timedelta(minutes=20))
    return case_of(desk)


@pytest.mark.parametrize(("mixed", "shape"), sample(product(MIXED, SHAPES), 5))
def test_every_answer_is_read(desk: Desk, mixed: str, shape: str) -> None:
    above, said = MIXED[mixed]
    case = answer(desk, ask(desk), above, shape, said)
    fields = case.fields
    assert (fields.customer_impact, (fields.customer_expectation or "").removesuffix(", please")) == (IMPACT, BY)
    assert (case.status, case.missing, case.words) == (Status.OPEN, (), ())


@pytest.mark.parametrize("shape", SHAPES)
def test_what_answers_no_question_is_kept_as_words(desk: Desk, shape: str) -> None:
    asked = ask(desk)
    own = "The ward on the second floor is called every hour."
    filled_in = read(asked).replace("\n\n", f"\n\n{own}\n\n", 1)
    asked.get_body(("plain",)).set_content(filled_in)  # type: ignore[union-attr]
    case = answer(desk, asked, "See my notes below.", shape, (IMPACT, BY))
    assert (case.fields.customer_impact, case.fields.customer_expectation) == (IMPACT, BY)
    assert [one.text for one in case.words] == [own]


def test_two_answers_to_one_question_are_both_kept(desk: Desk) -> None:
    case = answer(desk, ask(desk), f"Customer Impact: {IMPACT}", "in a paragraph", ("Twenty wards", BY))
    assert (case.fields.customer_impact, [one.text for one in case.words]) == (IMPACT, ["Twenty wards"])


@pytest.mark.parametrize("above", ["yes", "raise", "send it anyway"])
def test_a_case_that_is_sent_up_as_it_is_takes_its_answers_along(desk: Desk, above: str) -> None:
    case = answer(desk, ask(desk), above, "in a paragraph", (IMPACT, ""))
    assert (case.fields.customer_impact, case.status, case.missing) == (
        IMPACT, Status.OPEN, ("customer_expectation",)
    )  # fmt: skip


@pytest.mark.parametrize("above", ["cancel: solved by itself", "Done: they found the switch."])
def test_a_command_without_answers_is_none_of_them(desk: Desk, above: str) -> None:
    case = answer(desk, ask(desk), above, "in a paragraph", ("", ""))
    assert (case.fields.customer_impact, case.fields.customer_expectation) == (None, None)


def test_what_somebody_else_typed_into_the_letter_is_not_the_agents(desk: Desk) -> None:
    """He answered our letter, and the agent answers him."""
    asked = ask(desk)
    theirs = mark(f"I know it:\n\n{ATTRIBUTIONS['gmail']}{mark(fill_text(read(asked), (IMPACT, BY), chr(10)))}")
    head = "On Tue, Mar 3, 2026 at 11:00 AM Robin Keller <robin@example.com> wrote:\n"
    raw = build_mail(
        f"Re: {asked['Subject']}",
        f"I do not know, I will ask Ada.\n\n{head}{theirs}\n",
        to=str(asked["Reply-To"]),
        headers={"In-Reply-To": str(asked["Message-ID"])},
        message_id="<answer@example.com>",
    )
    desk.receive(raw, MONDAY + timedelta(minutes=20))
    assert (case_of(desk).fields.customer_impact, case_of(desk).status) == (None, Status.HELD)
