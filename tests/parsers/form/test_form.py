"""The template read from a mail: what is there, nothing that is not there, and what is said back (behaviour B3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form.form import parse_form
from parsers.form.labels.sections import read_sections
from parsers.form.values import is_none_word, is_placeholder
from parsers.model import Fields, File, Form, Message, Priority, Remark, RemarkCode
from parsers.subject import parse_subject
from parsers.text.borders.signature import begins_signature
from parsers.words.labels import find_label
from tests.builders import build_form
from tests.growth import check_growth_of
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

ALIASES = VOCABULARY.aliases
SUBJECT = "ESCALATION - Exports"


def read(text: str, subject: str = SUBJECT, whole: str | None = None, files: tuple[File, ...] = ()) -> Form:
    message = Message(subject=subject, sender=None, text=text, whole_text=text if whole is None else whole, files=files)
    return parse_form(message, parse_subject(subject, VOCABULARY.subject), ALIASES)


@every_row("label", ["Zendesk ticket", "Freshdesk ticket no.", "Jira key", "Support Ticket"])
def test_a_trackers_name_stands_before_the_label(label: str) -> None:
    form = read(build_form({"Ticket #": None, label: "#4811"}))
    assert form.fields.ticket == "4811"


def test_the_template_filled_in_is_read_whole() -> None:
    form = read(build_form())
    assert form.fields == Fields(
        priority=Priority.HIGH,
        customer="Contoso",
        ticket="48213",
        issue_summary="The nightly export throws a stack trace and ends without a file.",
        steps_taken=(
            "Ran it again: the same",
            "Ran it on the test system: the same",
            "Ran it for one day only: it works",
        ),
        customer_impact="The warehouse plans with yesterday's figures.",
        customer_expectation="A working export by Friday.",
        additional_context="They have been with us since 2019.",
        attachments=("error.log",),
    )
    assert form.remarks == (Remark(RemarkCode.LISTED_FILE_ABSENT, "error.log"),)


class TestRemarks:
    def test_a_mapped_priority_is_said_back(self) -> None:
        form = read(build_form({"Priority": "P1", "Attachments": None}))
        assert form.fields.priority is Priority.HIGH
        assert form.remarks == (Remark(RemarkCode.PRIORITY_MAPPED, "P1"),)

    def test_two_priorities_are_none(self) -> None:
        form = read(build_form({"Priority": "High or Low", "Attachments": None}))
        assert form.fields.priority is None
        assert form.remarks == (Remark(RemarkCode.PRIORITY_UNCLEAR, "High or Low"),)

    def test_the_untouched_choice_is_only_missing(self) -> None:
        assert read(build_form({"Priority": "High/Medium/Low", "Attachments": None})).remarks == ()

    def test_tickets_that_differ_are_asked_and_the_body_counts(self) -> None:
        form = read(build_form({"Attachments": None}), "ESCALATION - Exports - Ticket #7001")
        assert form.fields.ticket == "48213"
        assert form.remarks == (Remark(RemarkCode.TICKETS_DIFFER, "7001"),)

    def test_a_listed_file_that_came_is_not_missed(self) -> None:
        log = File("Error.log", "text/plain", 10, counts=True)
        assert read(build_form(), files=(log,)).remarks == ()

    def test_none_needs_its_reason(self) -> None:
        assert read(build_form({"Attachments": "none"})).remarks == (Remark(RemarkCode.REASON_MISSING, "none"),)
        assert read(build_form({"Attachments": "none because it is a phone call"})).remarks == ()

    def test_an_expectation_without_a_time_is_told(self) -> None:
        form = read(build_form({"Customer Expectation": "A fix.", "Attachments": None}))
        assert form.remarks == (Remark(RemarkCode.TIME_MISSING, "A fix."),)

    def test_two_addresses_are_refused(self) -> None:
        form = read(build_form({"Customer": "Contoso, a@contoso.example, b@contoso.example", "Attachments": None}))
        assert form.fields.customer_email is None
        assert form.remarks == (Remark(RemarkCode.ADDRESS_REFUSED, "a@contoso.example, b@contoso.example"),)

    def test_levels_and_triggers_that_nobody_knows_are_told(self) -> None:
        form = read(build_form({"Level": "the best", "Trigger": "moon", "Attachments": None}))
        assert (form.fields.level, form.fields.trigger) == (None, None)
        assert set(form.remarks) == {
            Remark(RemarkCode.LEVEL_UNCLEAR, "the best"),
            Remark(RemarkCode.TRIGGER_UNKNOWN, "moon"),
        }


class TestNothingThatIsNotThere:
    @every_row(
        "text",
        [
            "Impact is small. Customer service taught us little.\nPriority one is to sleep.",
            "We talked about the customer: nothing new.",
            "The account was closed.\nIssue solved.",
            "http://example.com/priority:high",
            "",
        ],
    )
    def test_prose_holds_no_fields(self, text: str) -> None:
        assert read(text).fields == Fields()

    def test_an_older_template_in_the_quote_does_not_count(self) -> None:
        quoted = "\n".join("> " + line for line in build_form().split("\n"))
        whole = f"Please see below.\n\nOn Mon, 2 Mar 2026, Lee wrote:\n{quoted}"
        assert read("Please see below.", "Re: ESCALATION - Exports", whole).fields == Fields()

    def test_a_forwarded_template_does(self) -> None:
        message = Message("Fwd: ESCALATION - Exports", None, text="Please take it.", forwarded=build_form())
        assert (
            parse_form(message, parse_subject(message.subject, VOCABULARY.subject), ALIASES).fields.customer
            == "Contoso"
        )

    def test_lines_of_a_pasted_log_stay_text(self) -> None:
        form = read(build_form({"Additional Context": "their file:\npriority: 7\ncustomer: 42", "Attachments": None}))
        assert form.fields.additional_context == "their file:\npriority: 7\ncustomer: 42"
        assert form.fields.customer == "Contoso"


WORDS = st.text(st.characters(codec="utf-8", categories=("L",), exclude_characters="\u00aa"), min_size=2, max_size=8)
VALUES = st.lists(WORDS, min_size=2, max_size=8).map(lambda words: "Vq " + " ".join(words))


def _is_plain(value: str) -> bool:
    value = " ".join(value.split())
    sections = read_sections(value.split("\n"), ALIASES)
    return not (is_placeholder(value) or is_none_word(value) or begins_signature(value) or sections)


@given(
    summary=VALUES.filter(_is_plain),
    impact=VALUES.filter(_is_plain),
    context=VALUES.filter(_is_plain),
    steps=st.lists(VALUES, max_size=4, unique=True),
)
def test_what_is_written_into_the_template_is_read_back(
    summary: str, impact: str, context: str, steps: list[str]
) -> None:
    said = {
        "Issue Summary": summary,
        "Customer Impact": impact,
        "Additional Context": context,
        "Steps Taken": "".join(f"\n  {n}. {step}" for n, step in enumerate(steps, 1)),
    }
    fields = read(build_form(said)).fields
    assert (fields.issue_summary, fields.customer_impact, fields.additional_context) == (summary, impact, context)
    assert fields.steps_taken == tuple(steps)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_raises(text: str, whole: str) -> None:
    for body in (text, f"Priority: {text}", f"{build_form()}{text}", text.join(build_form().split("\n")[:6])):
        assert read(body, whole=whole).fields is not None
        assert read(body, f"Fwd: {SUBJECT}", whole).fields is not None


@pytest.mark.slow
@every_row(
    "unit",
    [
        "a",
        " ",
        "\t",
        ":",
        "-",
        "*",
        "[",
        "(",
        "|",
        "1. ",
        "> ",
        "\n",
        "a:",
        "Customer ",
        "a\t",
        "_",
        '"',
        "**",
        "\xa0",
        "@",
        "\U0001f525",
    ],
)
def test_a_huge_text_is_quick(unit: str) -> None:
    check_growth_of(lambda text: read(f"Priority: High\nIssue Summary: {text}", whole=text), unit, 50_000)
    check_growth_of(lambda text: read(text, whole=f"{text}\n{text}"), unit, 50_000)


class TestCorrections:
    """A second `Priority:` lower in the same own text."""

    def test_a_whole_line_with_another_priority_wins(self) -> None:
        assert read(build_form() + "\n\nPriority: Low\n").fields.priority is Priority.LOW

    @every_row("below", ["Priority: tbd", "Priority: they said it is low for now", "-- \nRobin\nPriority: Low"])
    def test_a_placeholder_talk_and_a_signature_correct_nothing(self, below: str) -> None:
        assert read(f"{build_form()}\n\n{below}\n").fields.priority is Priority.HIGH


LONG_LABELS = [label for label in ALIASES.labels.keys() - ALIASES.loose if len(label) >= 12]


@given(st.sampled_from(sorted(LONG_LABELS)), st.data())
def test_a_slip_in_a_long_label_is_read_as_the_label_or_as_none(label: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(label) - 2))
    letter = data.draw(st.sampled_from("aeinrst"))
    slips = (label[:at] + label[at + 1 :], label[:at] + letter + label[at:], label[:at] + letter + label[at + 1 :])
    slip = data.draw(st.sampled_from([*slips, label[:at] + label[at + 1] + label[at] + label[at + 2 :]]))
    found = find_label(f"{slip.capitalize()}: x", ALIASES)
    assert found is None or found.field == ALIASES.labels[label] or slip in ALIASES.labels


@every_row("line", ["Attacked: no", "Anfang: 10:00", "Expected: nothing", "Summery: x", "Kunden: 5", "tickt: 5"])
def test_another_word_is_no_misspelt_label(line: str) -> None:
    assert find_label(line, ALIASES) is None


def test_the_right_label_wins_over_a_misspelt_one() -> None:
    form = read("Customer Impact: 40 people\nCustomr Impact: none of them complained\nPriority: High")
    assert form.fields.customer_impact == "40 people\nCustomr Impact: none of them complained"


@every_row(
    "said",
    [
        "I do not know yet, I will ask",
        "Weiß ich noch nicht, ich frage nach.",
        "Je ne sais pas encore, je vais demander",
        "Todavía no lo sé, voy a preguntar",
        "Non lo so ancora, chiederò al cliente",
        "Dat weet ik nog niet, ik zal het vragen",
        "Ainda não sei, vou perguntar",
    ],
)
def test_who_does_not_know_yet_has_not_said_it(said: str) -> None:
    form = build_form({"Customer Impact": said, "Steps Taken": said})
    fields = read(form).fields
    assert (fields.customer_impact, fields.steps_taken) == (None, ())
