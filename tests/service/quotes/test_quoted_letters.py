"""No word of a letter of ours is read as its reader's, in whatever shape it comes back (behaviour B4.13)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest

from daemon.adapters.phrases import load_phrases
from daemon.core.letters.digest import write_digest
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import Lead
from daemon.core.model.variants import Kind
from parsers.commands.command import parse_command
from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.model import Command, Fields, Message, Priority, Remark, RemarkCode
from parsers.subject import parse_subject
from parsers.vocabulary import Vocabulary
from tests.builders import LOG, build_form, build_mail
from tests.cases import altered
from tests.core.letters.test_digest import MORNING
from tests.core.letters.test_rendering import ALL, CASE, DANA, LEAD, NOW, ROBIN, body, read, write
from tests.desk import Desk
from tests.quotations import PROGRAMS, Letter, as_sent, behind_colons, below_labels, between_lines, compose, fill, typed
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

OURS = load_phrases()
ANSWERS = {
    "customer_impact": "20 users stand still",
    "priority": "High",
    "customer_expectation": "A fix by Friday noon",
    "steps_taken": "Restarted it",
    "files": "none because they called",
}
LABELS = {
    "customer_impact": "Customer Impact",
    "priority": "Priority",
    "customer_expectation": "Customer Expectation",
    "steps_taken": "Steps Taken",
    "files": "Attachments",
}
GAPS = (
    ("customer_impact",),
    ("priority", "customer_impact"),
    ("customer_impact", "customer_expectation", "files"),
    ("priority", "steps_taken", "customer_impact", "files"),
)
REMARKS = (
    Remark(RemarkCode.FEW_ATTEMPTS, "2"),
    Remark(RemarkCode.PRIORITY_UNCLEAR, "soon"),
    Remark(RemarkCode.TIME_MISSING, "a fix"),
    Remark(RemarkCode.LISTED_FILE_ABSENT, "error.log"),
)
REQUESTS = {
    "first": Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, ""),
    "with remarks": Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, "", remarks=REMARKS),
    "again": Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, "again"),
    "routed": Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, "routed"),
    "reminder": Notification(Kind.REMINDER, DANA, Role.AGENT, "incomplete"),
}
OWN = "The disk is full."
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def letter_of(notification: Notification, case: Case | None = CASE) -> Letter:
    mail = read(write(notification, case))
    return Letter(body(mail), str(mail.get_body(("html",)).get_content()))  # type: ignore[union-attr]


@cache
def request(kind: str, gaps: tuple[str, ...]) -> Letter:
    return letter_of(REQUESTS[kind], altered(CASE, status=Status.HELD, missing=gaps, due_at=None, opened_at=None))


def every_letter() -> Iterator[tuple[str, Notification, Case | None]]:
    """Each kind and variant, of an ordinary case and of one about which little is known."""
    late = altered(CASE, due_at=NOW - timedelta(hours=2), claimed_by=ROBIN, status=Status.CLAIMED)
    held = altered(CASE, status=Status.HELD, due_at=None, opened_at=None, customer=None)
    bare = replace(held, fields=Fields(), missing=("priority", "files"), acknowledgement=Acknowledgement.DRAFT)
    long = replace(
        CASE.fields,
        customer_impact="They have been without figures since Friday, and the month-end closing waits. " * 3,
        issue_summary="It stops.\n\nThen it starts again.\n\n1. mine\n2. raise",
    )
    remarked = [replace(one, remarks=REMARKS) for one in ALL if one.kind in (Kind.RECEIPT, Kind.FORWARDED, Kind.NOTICE)]
    said = [replace(one, text="First line.\n\nmine\n\nPriority: low") for one in ALL if one.kind is Kind.FORWARDED]
    for case in (CASE, late, bare, replace(CASE, fields=long, sensitive=True), altered(CASE, level=4, urgent=True)):
        for one in (*ALL, *remarked, *said):
            yield f"{one.kind} {one.variant} {one.role} {one.text[:9]} {case.status}", one, case
    yield "hint", Notification(Kind.NOTICE, DANA, Role.SENDER, "hint"), None
    yield "unreadable", Notification(Kind.NOTICE, DANA, Role.SENDER, "unreadable", "it is encrypted"), None
    numbers = (
        Remark(RemarkCode.LINE_DONE, "1 mine"),
        Remark(RemarkCode.LINE_REFUSED, "2 raise"),
        Remark(RemarkCode.LINE_UNKNOWN, "7"),
        Remark(RemarkCode.LINE_NOT_UNDERSTOOD, "3 wait"),
    )
    yield "numbers", Notification(Kind.NOTICE, LEAD, Role.SENDER, "numbers", remarks=numbers), None
    digest = write_digest(Lead(LEAD, "Europe/Berlin"), MORNING)
    yield "digest", digest, None
    yield "bundle", replace(digest, kind=Kind.REMINDER, variant="bundle", role=Role.RECIPIENT), None


LETTERS = list(every_letter())
BARE = ("pasted-text", "pasted-html", "pasted-text-wrapped")  # nothing but the words tells that a letter is quoted
SWEEP = pytest.mark.parametrize(
    "everything", [pytest.param(False, id="some"), pytest.param(True, marks=pytest.mark.slow, id="everything")]
)


@cache
def get_letter(at: int) -> tuple[str, Letter]:
    """Its name and what it says; to write them all takes seconds."""
    name, notification, case = LETTERS[at]
    return name, letter_of(notification, case)


def every(step: int, first: int = 0) -> list[tuple[str, Letter]]:
    """Each `step`-th letter from that on; of those that say the same, one."""
    found = (get_letter(at) for at in range(first % step, len(LETTERS), step))
    return list({letter.text: (name, letter) for name, letter in found}.values())


def some_letters(program: str, below: bool, everything: bool) -> list[tuple[str, Letter]]:
    """Other ones for each program and place."""
    step = 1 if everything else 45 if program in BARE else 160
    return every(step, 2 * list(PROGRAMS).index(program) + below)


def some_requests(program: str, gaps: tuple[str, ...], everything: bool) -> list[str]:
    """All kinds for the barest programs, one for each other one, and that for every second of its gaps."""
    kinds, number = list(REQUESTS), list(PROGRAMS).index(program)
    if everything or program in BARE:
        return kinds
    return [kinds[len(program) % len(kinds)]] if (number + GAPS.index(gaps)) % 2 else []


def knowing(*letters: Letter) -> Vocabulary:
    """The words by which an answer to one of these is read, which the house has sent."""
    return replace(VOCABULARY, ours=OURS.answered(map(as_sent, letters)))


def reply(program: str, letter: Letter, above: str = "", below: str = "") -> Message:
    return parse_message(compose(PROGRAMS[program], letter, above, below), knowing(letter))


def command_of(message: Message) -> Command | None:
    return parse_command(message.text, VOCABULARY.commands)


def answers_of(message: Message, gaps: tuple[str, ...]) -> Fields:
    """What a program wrapped counts as one line."""
    fields = parse_answers(message, VOCABULARY.aliases, gaps).fields
    texts = {"customer_impact": fields.customer_impact, "customer_expectation": fields.customer_expectation}
    return replace(fields, **{name: " ".join(text.split()) if text else None for name, text in texts.items()})


def said(*names: str) -> Fields:
    """The fields that these answers fill in."""
    values: dict[str, object] = {name: ANSWERS[name] for name in names}
    if "priority" in values:
        values["priority"] = Priority.HIGH
    if "steps_taken" in values:
        values["steps_taken"] = (ANSWERS["steps_taken"],)
    if "files" in values:
        values["attachments"] = (values.pop("files"),)
    return Fields(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
@SWEEP
def test_only_the_readers_words_are_read(program: str, below: bool, everything: bool) -> None:
    wrong = []
    for name, letter in some_letters(program, below, everything):
        message = reply(program, letter, "" if below else OWN, OWN if below else "")
        form = parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases)
        found = answers_of(message, ("customer_impact", "customer_expectation"))
        its_impact = Fields(customer_impact=OWN)  # no time is in it: the other question it cannot answer
        fine = (message.text, command_of(message), form.fields, found) == (OWN, None, Fields(), its_impact)
        if not fine or answers_of(message, ("customer_impact",)) != its_impact:
            wrong.append((name, message.text, form.fields, found))
    assert wrong == []


each_gap = every_row("gaps", GAPS, ids=["one", "two", "three", "four"])


@pytest.mark.parametrize("program", PROGRAMS)
@SWEEP
class TestAnswers:
    @each_gap
    def test_above_and_below_the_letter(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        labelled = "\n".join(f"{LABELS[name]}: {ANSWERS[name]}" for name in gaps)
        for kind in some_requests(program, gaps, everything):
            above, below = (
                reply(program, request(kind, gaps), labelled),
                reply(program, request(kind, gaps), "", labelled),
            )
            assert (above.text, answers_of(above, gaps)) == (labelled, said(*gaps))
            assert answers_of(below, gaps) == said(*gaps)

    @each_gap
    def test_behind_the_colons(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        for kind in some_requests(program, gaps, everything):
            filled = fill(behind_colons(request(kind, gaps)), tuple(ANSWERS[name] for name in gaps))
            assert answers_of(reply(program, filled), gaps) == said(*gaps)
            assert answers_of(reply(program, filled, "See below."), gaps) == said(*gaps)

    @each_gap
    def test_behind_one_colon_only(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        for kind in some_requests(program, gaps, everything):
            for at in (0, -1):
                values = ["" for _ in gaps]
                values[at] = ANSWERS[gaps[at]]
                assert answers_of(
                    reply(program, fill(behind_colons(request(kind, gaps)), tuple(values))), gaps
                ) == said(gaps[at])

    @each_gap
    def test_on_lines_below_the_labels(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        for kind in some_requests(program, gaps, everything):
            filled = fill(below_labels(request(kind, gaps)), tuple(typed(ANSWERS[name]) for name in gaps))
            assert answers_of(reply(program, filled), gaps) == said(*gaps)

    @each_gap
    def test_between_the_lines(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        for kind in some_requests(program, gaps, everything):
            filled = fill(between_lines(request(kind, gaps)), (typed(ANSWERS["customer_impact"]),))
            told_apart = "steps_taken" not in gaps  # else the words may answer either question (behaviour B4.12)
            found = said("customer_impact") if told_apart else Fields()
            assert answers_of(reply(program, filled), gaps) == found

    @each_gap
    def test_nowhere(self, program: str, gaps: tuple[str, ...], everything: bool) -> None:
        for kind in some_requests(program, gaps, everything):
            message = reply(program, request(kind, gaps))
            assert (message.text, answers_of(message, gaps)) == ("", Fields())


@every_row("program", [name for name in PROGRAMS if name.endswith("wrapped")])
def test_an_answer_that_a_program_broke_off_behind_its_colon(program: str) -> None:
    gaps = ("customer_impact", "customer_expectation", "files")
    typed_in = ("", "tomorrow at 10:00", "keine, weil der Kunde nur angerufen hat und es nichts zu sehen gibt")
    message = reply(program, fill(behind_colons(request("reminder", gaps)), typed_in))
    found = answers_of(message, gaps)
    assert (found.customer_expectation, " ".join(" ".join(found.attachments).split())) == typed_in[1:]


class TestTheWholePath:
    """A request, its answer in the shape of a program, and what leaves then."""

    @staticmethod
    def answer(letter: EmailMessage, program: str, above: str, below: str = "") -> bytes:
        quoted = Letter(body(letter), str(letter.get_body(("html",)).get_content()))  # type: ignore[union-attr]
        sender = str(letter["To"])
        headers = {
            "From": sender,
            "To": str(letter["Reply-To"]),
            "Subject": f"Re: {letter['Subject']}",
            "In-Reply-To": str(letter["Message-ID"]),
        }
        return compose(
            PROGRAMS[program],
            quoted,
            above,
            below,
            {**headers, "Message-ID": f"<{abs(hash((above, below, sender)))}@example.com>"},
        )

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        desk = Desk(tmp_path)
        desk.clock.move_to(MONDAY)
        return desk

    @pytest.mark.parametrize(
        "program",
        ["outlook-html-english", "outlook-text-german", "owa-html", "gmail-html", "pasted-text-wrapped", "pasted-html"],
    )
    @pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
    def test_the_level_reads_the_agents_words_alone(self, desk: Desk, program: str, below: bool) -> None:
        (asked,) = desk.receive(build_mail(body=build_form({"Customer Impact": None}), files=[LOG]), MONDAY)
        words = "" if below else "20 users stand still", "20 users stand still" if below else ""
        letters = desk.receive(self.answer(asked, program, *words), MONDAY)
        routed = next(body(letter) for letter in letters if letter["X-Escalation-Kind"] == "routed")
        assert routed.startswith(
            "Contoso (enterprise): 20 users stand still\nAsked of you: A working export by Friday.\n"
        )
        assert not any(
            word in routed
            for word in ("Why I ask", "nobody has been told", "who or what is affected", "behind the colons")
        )

    @pytest.mark.parametrize("program", ["outlook-html-english", "gmail-text-wrapped", "pasted-text", "pasted-html"])
    def test_what_is_put_off_is_asked_for_again_and_nothing_else(self, desk: Desk, program: str) -> None:
        incomplete = build_form({"Customer Impact": None, "Priority": None})
        (asked,) = desk.receive(build_mail(body=incomplete, files=[LOG]), MONDAY)
        (again,) = desk.receive(
            self.answer(asked, program, "Priority: High\nThe impact I will send in an hour."), MONDAY
        )
        assert again["X-Escalation-Kind"] == "information-request"
        assert re.findall(r"(?m)^(\S[^(\n]*) \(.*\):$", body(again)) == ["Customer Impact"]
        letters = desk.receive(self.answer(again, program, "I will send it tomorrow."), MONDAY)
        assert [letter["X-Escalation-Kind"] for letter in letters] == ["information-request"]

    @pytest.mark.parametrize(
        "program", ["outlook-html-english", "outlook-text-french", "pasted-text-wrapped", "pasted-html"]
    )
    @pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
    def test_what_a_level_answers_is_passed_on_without_our_letter(self, desk: Desk, program: str, below: bool) -> None:
        letters = desk.receive(build_mail(), MONDAY)
        routed = next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed")
        words = "Which version do they run?"
        said, again = [
            body(letter)
            for letter in desk.receive(
                self.answer(routed, program, "" if below else words, words if below else ""), MONDAY
            )
            if letter["X-Escalation-Kind"] == "relay"
        ]
        for text in (said, again):
            assert text.split("\n\n")[1:2] == [words]
            assert not any(word in text for word in ("Asked of you", "What happened", "Why you"))
