"""A quote of a letter of ours that was cut, anywhere, without quote marks, says nothing either (behaviour B4.13)."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from daemon.core.model.variants import Kind
from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Fields, Message, Priority
from parsers.subject import parse_subject
from tests.builders import LOG, build_form, build_mail
from tests.cases import altered
from tests.core.letters.test_rendering import ALL, CASE, body
from tests.desk import Desk
from tests.quotations import HEADERS, cut_before, cut_behind, garbled, initialled, read_text, wrap
from tests.service.quotes.test_quoted_letters import (
    GAPS,
    MONDAY,
    OURS,
    OWN,
    REQUESTS,
    SWEEP,
    answers_of,
    command_of,
    every,
    letter_of,
    replace,
    request,
    said,
)
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

STEP = 7  # words between two cuts
FEWEST = 25  # words of a cut letter of which one sentence can be known, where no head above it tells that it is quoted
HEAD = f"{HEADERS['english']}\n\n"
ORIGINAL = f"-----Original Message-----\n{HEAD}"
SEVERAL = ("customer_impact", "customer_expectation")


def read(text: str, letter: str = "") -> Message:
    """As an answer to this letter; without one, as `check` reads it, which knows none."""
    ours = OURS.answered([(read_text(letter),)] if letter else [])
    raw = build_mail("Re: Exports", f"{text}\n", headers={"In-Reply-To": "<letter@example.com>"})
    return parse_message(raw, replace(VOCABULARY, ours=ours))


def is_silent(message: Message, text: str = "") -> bool:
    """Whether it says no more than that text."""
    fields = parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases).fields
    one, several = answers_of(message, ("customer_impact",)), answers_of(message, SEVERAL)
    answer = Fields(customer_impact=text or None)  # no time is in it: the other question it cannot answer
    return (message.text, command_of(message), fields, several, one) == (text, None, Fields(), answer, answer)


def some_requests() -> Iterator[str]:
    for kind in (kind for kind in REQUESTS if kind != "with remarks"):  # nobody knows a remark by its first word
        for gaps in GAPS[:3]:
            yield request(kind, gaps).text.strip()


def cuts(text: str, fewest: tuple[int, int], place: int | None, step: int = STEP) -> Iterator[str]:
    """What is left of the text when it is cut at its end and at its beginning every `step` words, while it has these
    `fewest`; where a `place` is given, at each fifth of these places, and at other ones for the next."""
    for cut, least in zip((cut_behind, cut_before), fewest, strict=True):
        found = cut(text, step, least)
        yield from found if place is None else islice(found, place % 5, None, 5)


def paragraphs_on(text: str) -> Iterator[str]:
    """The text from each paragraph on, but for short rests."""
    parts = text.split("\n\n")
    yield from ("\n\n".join(parts[at:]) for at in range(1, len(parts) - 2))


def routed(priority: Priority = Priority.LOW) -> str:
    case = altered(CASE, fields=replace(CASE.fields, priority=priority))
    return letter_of(next(one for one in ALL if one.kind is Kind.ROUTED), case).text.strip()


@SWEEP
@pytest.mark.parametrize("width", [1000, 72, 60])
class TestACutRequest:
    @pytest.mark.parametrize("head", ["", HEAD, ORIGINAL], ids=["bare", "header", "original"])
    def test_answers_nothing(self, width: int, head: str, everything: bool) -> None:
        for number, whole in enumerate(some_requests()):
            place = None if everything else number + width + len(head)
            for cut in cuts(wrap(whole, width), (1 if head else FEWEST, FEWEST), place):
                if not cut.startswith(("Expectation,", "✓\n")):  # cut in a value, or to a sign that a person may write
                    assert is_silent(read(f"{head}{cut}", whole)), cut

    @pytest.mark.parametrize("head", ["", HEAD], ids=["bare", "header"])
    def test_leaves_what_was_typed_above_it(self, width: int, head: str, everything: bool) -> None:
        for number, whole in enumerate(some_requests()):
            letter, step = wrap(whole, width), 1 if everything else 5
            found = [*cut_behind(letter, 13, FEWEST), *paragraphs_on(letter)]
            for cut in found[number % step :: step]:
                assert is_silent(read(f"{OWN}\n\n{head}{cut}", whole), OWN), cut

    @pytest.mark.parametrize("head", ["", HEAD], ids=["bare", "header"])
    def test_leaves_what_was_typed_below_it_and_behind_labels(self, width: int, head: str, everything: bool) -> None:
        gaps, labelled = ("customer_impact",), "Customer Impact: 20 users stand still"
        for number, whole in enumerate(some_requests()):
            step = 1 if everything else 5
            for cut in list(cut_behind(wrap(whole, width), 13, FEWEST))[number % step :: step]:
                below = read(f"{head}{cut}\n\n{OWN}", whole)
                # it may answer the question above it
                assert below.text.removeprefix("Customer Impact:").strip() == OWN, cut
                assert answers_of(read(f"{labelled}\n\n{head}{cut}", whole), gaps) == said(*gaps), cut
                if not cut.endswith(("Customer", "Impact", "Expectation", "✓")):  # a label that was left, above a label
                    assert answers_of(read(f"{head}{cut}\n\n{labelled}", whole), gaps) == said(*gaps), cut


@SWEEP
@pytest.mark.parametrize("head", ["", HEAD], ids=["bare", "header"])
def test_no_part_of_a_letter_is_a_command_or_a_field(head: str, everything: bool) -> None:
    for number, (name, letter) in enumerate(every(9 if everything else 27, len(head))):
        if any(word in name for word in ("First lin", "help")):
            continue
        # nobody can tell its last word alone, `status`, from the command
        for cut in cuts(letter.text.strip(), (1, 2), None if everything else number):
            message = read(f"{head}{cut}", letter.text)
            fields = parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases).fields
            assert (command_of(message), fields.priority) == (None, None), (name, cut)


def test_the_priority_in_a_routed_letter_is_no_command_where_the_quote_ends_or_begins() -> None:
    letter = routed()
    at = letter.index("Priority: low")
    for text in (letter[: at + 13], letter[at:], f"{HEAD}{letter[: at + 13]}", f"{HEAD}{letter[at:]}"):
        assert is_silent(read(text, letter)), text
    assert command_of(read(f"Priority: low\n\n{HEAD}{letter}", letter)) is not None


@every_row("rest", ["done: …", "note: … · waiting · done: …", "waiting · done: …"])
def test_the_last_words_of_a_receipt_are_no_command(rest: str) -> None:
    assert command_of(read(rest)) is None


@SWEEP
@pytest.mark.parametrize("head", HEADERS.values(), ids=list(HEADERS))
@pytest.mark.parametrize("subject", ["Exports stop - Ticket #48213 [ESC-42]", "Re: ESC-42: something is missing"])
def test_the_head_of_our_letter_is_nobodys_words(head: str, subject: str, everything: bool) -> None:
    above = head.replace("Re: ESCALATION - Exports", subject)
    for _, letter in every(5 if everything else 150, len(head) + len(subject)):
        assert read(f"\n\n{above}\n\n{letter.text}", letter.text).text == ""
        assert read(f"{OWN}\n\n{above}\n\n{letter.text}", letter.text).text == OWN


@pytest.mark.parametrize("bend", [garbled, initialled])
def test_a_request_that_a_program_bent_answers_nothing(bend: Callable[[str], str]) -> None:
    for letter in some_requests():
        assert is_silent(read(bend(letter), letter)), letter
        assert is_silent(read(f"{OWN}\n\n{bend(letter)}", letter), OWN), letter


@every_row(
    "own",
    [
        "Please answer this mail.",
        "Please answer this",
        "High",
        "low",
        "Almost there",
        "Your reference is wrong, it is 4711.",
        "It goes to the customer tomorrow.",
        "What they tried, and what came of it, I do not know.",
        "Nobody has been told yet that the export fails.",
        "The customer was told on Friday.",
    ],
)
def test_words_that_share_some_with_ours_stay(own: str) -> None:
    for letter in (
        request("first", ("priority", "customer_impact")).text,
        request("again", ("customer_impact",)).text,
        routed(),
    ):
        half = letter[: letter.index("\n\n", len(letter) // 3)]
        for quote in ("", letter, f"{HEAD}{letter}", half, f"{HEAD}{half}"):
            assert read(f"{own}\n\n{quote}", letter).text == own, quote


def test_a_cut_request_is_asked_again_and_nothing_goes_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    (asked,) = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
    cut = re.split(r"(?<=write behind)", body(asked))[0]
    quote = f"Thanks, will send it later.\n\n{HEAD}{cut}\n"
    headers = {"In-Reply-To": str(asked["Message-ID"])}
    letters = desk.receive(build_mail("Re: Exports", quote, to=str(asked["Reply-To"]), headers=headers), MONDAY)
    assert [letter["X-Escalation-Kind"] for letter in letters] == ["information-request"]


TYPED = [
    "waiting until friday 10:00", "Done", "done.", "Nothing has changed.", "and by when?",
    "We asked the vendor again.\n\nNothing has changed.",
    "raise", "why", "resume", "I closed it. Done", "Bob has it", "done: restarted the export",
]  # fmt: skip


@SWEEP
@pytest.mark.parametrize("own", TYPED)
def test_what_was_typed_above_a_head_or_around_marks_stays_whole_whatever_our_letters_say(
    own: str, everything: bool
) -> None:
    for _, letter in every(7 if everything else 210, 17 * TYPED.index(own)):
        assert read(f"{own}\n\n{HEAD}{letter.text}", letter.text).text == own
        marked = "\n".join(f"> {line}" for line in letter.text.split("\n"))
        assert (
            read(
                f"{own}\n\nOn Mon, Mar 9, 2026 at 10:00 AM Support <support@example.com> wrote:\n{marked}", letter.text
            ).text
            == own
        )
        below = read(
            f"On Mon, Mar 9, 2026 at 10:00 AM Support <support@example.com> wrote:\n{marked}\n\n{own}", letter.text
        )
        assert below.text == own
