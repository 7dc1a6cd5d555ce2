"""Of an answer to a letter that we sent exactly the person's words remain, whatever became of the letter's lines
(behaviour B4.13)."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from daemon.core.intake.tokens import find_letter
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from parsers.mime.html.lines import render_html
from parsers.text.ours.letters import LARGEST, read_sent
from parsers.text.ours.removal import strip_ours
from tests.builders import LOG, build_form, build_mail
from tests.core.letters.test_rendering import ALL, DANA, body, write
from tests.desk import Desk
from tests.quotations import HEADERS, Letter, as_sent, read_text, wrap
from tests.service.clock.test_claims import case_of
from tests.service.quotes.test_quoted_letters import (
    ANSWERS,
    GAPS,
    LETTERS,
    MONDAY,
    OURS,
    SWEEP,
    every,
    get_letter,
    letter_of,
    request,
)
from tests.tables import every_row

FEWEST = 14  # words of a quote that was cut at an end
# none of them is in a letter of ours, and neither are two words of it together
TYPED = [
    "20 users stand still", "Gestern ging es noch.", "yes", "mine", "No", "Done.", "High", "raise", "👍 thanks",
    "Please answer me soon", "Almost nothing works", "Why do you ask? It is in the ticket",
    "We asked the vendor again; he waits for a log", "Rien ne marche depuis lundi", "Customer: nobody is there",
    "Kein Export, keine Rechnung, kein Geld", "Nobody has told us anything so far", "I keep the log here",
]  # fmt: skip


def shown(page: str) -> str:
    return "\n".join(line.text for line in render_html(page))


Bend = Callable[[str], str]
BENDS: dict[str, Bend] = {
    "whole": lambda text: text,
    "marked": lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n")),
    "barred": lambda text: "\n".join(f"| {line}".rstrip() for line in text.split("\n")),
    "joined": lambda text: "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")),
    "doubled": lambda text: text.replace("\n", "\n\n"),
    "curly": lambda text: text.replace("'", "’").replace('"', "“").replace(" (", "\u00a0("),
    "entities": lambda text: shown(html.escape(text).replace("\n", "<br>\n")),
    "cells": lambda text: shown(
        f"<table>{''.join(f'<tr><td>{html.escape(one)}</td></tr>' for one in text.split(chr(10)))}</table>"
    ),
    "without signs": lambda text: re.sub(r"[✓…·–“”]", "?", text.replace("\u00a0", " ")),
    "twice marked": lambda text: "\n".join(f">> {line}".rstrip() for line in text.split("\n")),
}


def words_of(lines: list[str]) -> list[str]:
    return re.findall(r"[^\s>|]+", "\n".join(lines))


def read(lines: list[str], *letters: str) -> list[str]:
    """The words that are left of an answer to these letters."""
    ours = OURS.answered([(read_text(letter),) for letter in letters])
    return words_of(strip_ours(lines, ours).lines)


ANY_LETTER = st.integers(0, len(LETTERS) - 1).map(get_letter)


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A letter, an answer around and in its quote, and what was typed, in order."""
    letter = draw(ANY_LETTER)[1].text.strip()
    bend, width = BENDS[draw(st.sampled_from(sorted(BENDS)))], draw(st.sampled_from([0, 0, 66, 72, 78]))
    parts = letter.split("\n\n")
    above, below = draw(st.sampled_from(["", *TYPED])), draw(st.sampled_from(["", *TYPED]))
    # behind the one it is an answer to it, and nobody writes behind a greeting alone
    places = [at for at in range(1, len(parts) + 1) if not parts[at - 1].endswith(("):", ","))]
    at = draw(st.sampled_from(places))
    between = draw(st.sampled_from(["", *TYPED])) if at < len(parts) else ""
    if between and parts[at].lstrip().startswith(between):
        between = ""  # the letter goes on with that word: which of the two was typed nobody can tell
    quoted = ["\n\n".join(some) for some in (parts[:at], parts[at:]) if some] if between else [letter]
    shown = [bend(wrap(one, width) if width else one) for one in quoted]
    pieces = [above, *((shown[0], between, shown[1]) if between else shown), below]
    typed = [one for one in (above, between, below) if one]
    return letter, "\n\n".join(one for one in pieces if one), typed


@given(answers())
def test_exactly_what_was_typed_remains(answer: tuple[str, str, list[str]]) -> None:
    letter, text, typed = answer
    assert read(text.split("\n"), letter) == words_of(typed)


@pytest.mark.parametrize("bend", BENDS)
@SWEEP
def test_nothing_remains_of_any_letter(bend: str, everything: bool) -> None:
    for name, letter in every(1 if everything else 2 * len(BENDS), 2 * list(BENDS).index(bend)):
        assert (name, read(BENDS[bend](letter.text.strip()).split("\n"), letter.text)) == (name, [])


@given(ANY_LETTER, st.data())
def test_nothing_remains_of_a_letter_that_was_cut_and_all_that_was_typed_above(
    one: tuple[str, Letter], data: st.DataObject
) -> None:
    letter = one[1].text.strip()
    found = list(re.finditer(r"[^\W_]+", letter))
    if len(found) < 2 * FEWEST:
        return
    at = data.draw(st.integers(FEWEST, len(found) - FEWEST))
    typed = data.draw(st.sampled_from(["", *TYPED]))
    above, below = letter[: found[at - 1].end()], letter[found[at].start() :]
    for cut in (above, below):
        if cut is below and typed and found[at - 1][0] == typed.split()[-1]:
            continue  # the letter says there what was typed
        if cut is above and len(re.findall(r"\w+", cut.split("\n\n")[-1])) < 3:
            continue  # `mine`, all by itself at the end, may be typed
        left = read(f"{typed}\n\n{cut}".split("\n"), letter)
        assert [word for word in left if re.search(r"[\w👍]", word)] == words_of([typed])


@given(st.sampled_from(GAPS), st.sampled_from(sorted(BENDS)), st.integers(0, 15))
@example(GAPS[3], "whole", 15)
def test_what_was_typed_behind_the_colons_stays_with_its_label(gaps: tuple[str, ...], bend: str, which: int) -> None:
    letter = request("first", gaps).text
    filled, typed = letter, []
    for number, question in enumerate(re.findall(r"(?m)^\S[^\n]*\):$", letter)):
        if which >> number & 1:
            filled = filled.replace(question, f"{question} {ANSWERS[gaps[number]]}")
            typed.append(f"{question.partition(' (')[0]}: {ANSWERS[gaps[number]]}")
    assert read(BENDS[bend](filled).split("\n"), letter) == words_of(typed)


class TestWhatIsNotEaten:
    @every_row("own", ["mine", "yes", "Just answer this mail", "It decides how fast this goes, so hurry"])
    def test_a_phrase_of_ours_that_somebody_writes_alone(self, own: str) -> None:
        for name, letter in every(9):
            assert (name, read([own], letter.text)) == (name, own.split())

    @every_row(
        "own",
        ["Please answer this mail soon.", "Please answer this mail.", "Almost there.", "Why I ask you: they wait."],
    )
    @every_row("cut", ["before this can go up.", "Ticket", "leave the rest as it is:"])
    def test_a_beginning_of_ours_below_a_quote_that_was_cut(self, own: str, cut: str) -> None:
        letter = request("first", GAPS[1]).text
        quote = letter[: letter.index(cut) + len(cut)]
        assert read([*quote.split("\n"), "", own], letter) == own.split()

    def test_a_sentence_of_ours_behind_a_label_with_other_words(self) -> None:
        letter = request("first", GAPS[0]).text
        own = "Customer Impact: it decides how fast this goes and who is paid"
        assert read([own, "", *letter.split("\n")], letter) == own.split()

    @every_row("label", ["update: ", "update:\n", "done: "])
    def test_a_draft_of_ours_that_somebody_sends(self, label: str) -> None:
        at = next(at for at, (name, _, _) in enumerate(LETTERS) if name.startswith("nudge"))
        nudge = get_letter(at)[1]
        draft = " ".join(re.findall(r"a short word[^\n]*", nudge.text))
        assert read(f"{label}{draft}".split("\n"), nudge.text) == f"{label}{draft}".split()

    def test_our_own_question_typed_word_for_word(self) -> None:
        letter = request("first", GAPS[0]).text
        question = next(line for line in letter.split("\n") if line.endswith("):"))
        assert read([f"{question} 20 users", "", "Regards"], letter) == [
            "Customer",
            "Impact:",
            "20",
            "users",
            "Regards",
        ]


def test_a_refusal_that_was_cut_to_begin_at_its_command_is_none() -> None:
    refusal = Notification(Kind.NOTICE, DANA, Role.AGENT, "refused", "lower")
    letter = letter_of(refusal).text
    rest = letter[letter.index("lower it:") :]
    for cut in (rest, rest.partition("\n\n")[0]):
        assert read(cut.split("\n"), letter) == []


class TestWhatWasSent:
    """The letter is kept in the outbox under the id that its Message-ID names."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        desk = Desk(tmp_path)
        desk.clock.move_to(MONDAY)
        return desk

    def test_every_letter_is_found_by_its_message_id(self, desk: Desk) -> None:
        for letter in desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY):
            name = find_letter(str(letter["Message-ID"]))
            assert f"Message-ID: {letter['Message-ID']}".encode() in desk.files.get(f"outbox/{name}.eml")

    @every_row(
        "strange",
        ["<esc-1.aaaaaaaaaaaaaaaaaaaa.../../key-1@example.com>", "<../key@example.com>", "<1@example.com>", "", "<x>"],
    )
    def test_no_other_message_id_names_a_file(self, strange: str) -> None:
        assert find_letter(strange) is None

    @pytest.mark.parametrize("named", [{}, {"In-Reply-To": "Message-ID"}, {"References": "Message-ID"}])
    def test_an_answer_is_read_against_the_letter_that_it_names_or_to_whose_address_it_goes(
        self, desk: Desk, named: dict[str, str]
    ) -> None:
        """Outlook drops the References; a pasted request that was cut is known by the token in the address alone."""
        (asked,) = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
        cut = body(asked)[: body(asked).index("Ticket") + 6]
        headers = {name: str(asked[header]) for name, header in named.items()}
        raw = build_mail("Re: x", f"They stand still.\n\n{cut}", to=str(asked["Reply-To"]), headers=headers)
        desk.receive(raw, MONDAY)
        assert case_of(desk).fields.customer_impact == "They stand still."

    def test_without_the_letter_its_shape_is_known(self, desk: Desk) -> None:
        (asked,) = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
        desk.files.delete(f"outbox/{find_letter(str(asked['Message-ID']))}.eml")
        headers = {"In-Reply-To": str(asked["Message-ID"])}
        text = f"They stand still.\n\n{HEADERS['german']}\n\n{body(asked)}"
        desk.receive(build_mail("Re: x", text, to=str(asked["Reply-To"]), headers=headers), MONDAY)
        assert case_of(desk).fields.customer_impact == "They stand still."

    def test_the_files_of_a_letter_are_not_read(self) -> None:
        routed = write(next(one for one in ALL if one.kind is Kind.ROUTED)).content
        assert len(read_sent(routed)) == len(as_sent(get_letter(0)[1])) == 2
        assert read_sent(routed + b"x" * LARGEST) == read_sent(routed)
