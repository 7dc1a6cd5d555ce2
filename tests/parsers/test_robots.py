"""Signs of a machine, one by one, and all together over mails as machines and people write them."""

import pytest

from parsers.automatic import SCALES
from parsers.commands.command import parse_command
from parsers.message import parse_message
from parsers.mime.body import read_body
from parsers.mime.headers.addresses import find_sender
from parsers.mime.parts import split_mail
from parsers.model import AutomaticKind, CommandName
from parsers.robots.absent.clauses import find_absence
from parsers.robots.clues import Clues
from parsers.robots.evidence import Evidence, Table
from parsers.robots.signs.marks import CERTAIN
from parsers.robots.signs.notices import find_notice
from parsers.words.fold import fold
from parsers.words.load import load_words
from tests.parsers.robots import answers, away, bounces, notices, people, told, unseen
from tests.parsers.robots.samples import Sample, encode, read_samples
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SIGNS = {(at, sign.name): sign for at, scale in enumerate(SCALES) for sign in scale.table.signs}
SAMPLES = {
    sample.name: sample
    for text in (
        bounces.REPORTS, bounces.SERVERS, bounces.WARNINGS, bounces.ODD, answers.FEEDBACK,
        answers.AWAY, answers.RECEIPTS,
        answers.TICKETS, answers.LISTS, answers.NOTICES, answers.ODD, people.PEOPLE, people.ODD,
        unseen.MACHINES, unseen.PEOPLE,
    )
    for sample in read_samples(text)
}  # fmt: skip


def clues_of(mail: str) -> Clues:
    return read_clues(encode(mail))


def read_clues(raw: bytes) -> Clues:
    root = split_mail(raw)
    text = "\n".join(line.shown for line in read_body(root).lines).strip("\n")
    return Clues(root, find_sender(root.headers), root.headers.find_text("subject"), text, text)


@every_row("sign", SIGNS.values(), ids=[name for _, name in SIGNS])
def test_a_sign_is_found_in_its_examples_and_not_in_its_counterexamples(sign: Evidence) -> None:
    assert sign.examples
    assert [mail for mail in sign.examples if not sign.find(clues_of(mail))] == []
    assert [mail for mail in sign.counterexamples if sign.find(clues_of(mail))] == []


@pytest.mark.parametrize(
    ("cheap", "against", "named"),
    [(30, 0, ()), (50, -20, ()), (50, 0, ("costly", "cheap")), (70, -30, ("cheap", "costly")), (120, 0, ("cheap",))],
)
def test_a_costly_sign_is_asked_only_where_it_can_decide(cheap: int, against: int, named: tuple[str, ...]) -> None:
    asked: list[Clues] = []
    table = Table(
        Evidence("cheap", cheap, lambda clues: True, ()),
        Evidence("a person's", against, lambda clues: True, ()),
        Evidence("costly", 60, lambda clues: asked.append(clues) is None, (), is_costly=True),
    )
    clues = clues_of("Subject: x\n\nHello")
    assert table.weigh(clues) == named
    assert asked == ([clues] if "costly" in named else [])


def test_no_sign_is_found_where_nothing_is_that_it_needs() -> None:
    mails = (
        *(encode(mail) for sign in SIGNS.values() for mail in sign.examples),
        *(one.raw for one in SAMPLES.values()),
    )
    needy = [sign for sign in SIGNS.values() if sign.needs]
    read = list(map(read_clues, mails))
    missed = [
        (sign.name, clues.text)
        for clues in read
        for sign in needy
        if clues.there.isdisjoint(sign.needs) and sign.find(clues)
    ]
    assert missed == []


def test_each_sign_of_a_table_has_a_name_of_its_own_and_could_matter() -> None:
    for scale in SCALES:
        names = [sign.name for sign in scale.table.signs]
        assert len(set(names)) == len(names)
        assert all(0 < abs(sign.weight) <= CERTAIN for sign in scale.table.signs)


def test_enough_mails_are_tried_and_none_has_the_name_of_another() -> None:
    assert len(SAMPLES) >= 350
    assert sum(sample.kind != "" for sample in SAMPLES.values()) >= 250


@every_row("sample", SAMPLES.values(), ids=SAMPLES)
def test_machines_and_people_are_told_apart(sample: Sample) -> None:
    message = parse_message(sample.raw, VOCABULARY)
    assert message.refusal == ""
    kind = message.automatic.kind.value if message.automatic else ""
    assert (kind, message.automatic.failed_recipients if message.automatic else ()) == (sample.kind, sample.failed)


ABSENT = (
    "From: Sam Senior <sam@example.com>\nSubject: Re: [ESC-42] ESCALATION - Labels\nIn-Reply-To: <a@example.com>\n\n"
)


@every_row("text", away.NOTICES)
def test_an_absence_is_told_by_its_words_alone(text: str) -> None:
    automatic = parse_message(encode(ABSENT + text), VOCABULARY).automatic
    assert automatic is not None
    assert automatic.kind is AutomaticKind.OUT_OF_OFFICE


@every_row("text", away.PEOPLE)
def test_who_speaks_of_an_absence_is_a_person(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is None


@every_row("text", away.ALONE)
def test_an_absence_of_one_sentence_is_a_programs(text: str) -> None:
    automatic = parse_message(encode(ABSENT + text), VOCABULARY).automatic
    assert automatic is not None
    assert automatic.kind is AutomaticKind.OUT_OF_OFFICE


@every_row("text", away.ALONE_PEOPLE)
def test_who_says_nearly_the_same_is_a_person_and_gives_no_command(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is None
    assert parse_command(text, VOCABULARY.commands) is None


@every_row("text", away.COMMANDS)
def test_the_command_that_says_who_is_away_is_a_persons(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is None
    command = parse_command(text, VOCABULARY.commands)
    assert command is not None
    assert command.name is CommandName.AWAY
    assert command.until


def test_an_absence_in_plain_words_is_told_and_no_person_is_taken_for_one() -> None:
    kinds = {
        text: parse_message(encode(ABSENT + text), VOCABULARY).automatic for text in away.PLAIN + away.PLAIN_PEOPLE
    }
    assert [text for text in away.PLAIN if kinds[text] is None] == []
    assert [text for text in away.PLAIN_PEOPLE if kinds[text] is not None] == []


OF_MONDAY = "Date: Mon, 02 Mar 2026 10:00:00 +0100\n" + ABSENT.replace("Labels", "Labels by Friday - Ticket #48213")
QUOTED = (
    "\n\nOn Mon, 2 Mar 2026 at 10:00, Support <support@x.example> wrote:\n> An answer is due by Wed 4 March, 17:30."
)


@every_row(("text", "day"), told.TOLD.items())
@pytest.mark.parametrize("below", ["", QUOTED], ids=["alone", "above a quotation"])
def test_who_says_that_he_is_away_is_so_until_the_day_that_he_names_himself(text: str, day: str, below: str) -> None:
    automatic = parse_message(encode(OF_MONDAY + text + below), VOCABULARY).automatic
    assert automatic is not None
    assert (automatic.kind, automatic.returns_on) == (AutomaticKind.OUT_OF_OFFICE, day)


@every_row("text", (*told.PEOPLE, *told.WITHOUT_AN_END))
def test_who_only_mentions_one_or_says_no_end_is_a_person(text: str) -> None:
    assert parse_message(encode(OF_MONDAY + text), VOCABULARY).automatic is None


@every_row("text", told.WITHOUT_AN_END)
def test_what_says_no_end_is_found_as_an_absence(text: str) -> None:
    assert find_absence(text) == text.strip(".")


@every_row(("text", "day"), told.MARKED.items())
def test_with_a_programs_header_whatever_says_it_is_enough(text: str, day: str) -> None:
    automatic = parse_message(encode(f"Auto-Submitted: auto-replied\n{OF_MONDAY}{text}"), VOCABULARY).automatic
    assert automatic is not None
    assert (automatic.kind, automatic.returns_on) == (AutomaticKind.OUT_OF_OFFICE, day)


def test_an_escalation_of_such_a_sentence_is_a_persons() -> None:
    mail = "From: Sam <sam@example.com>\nSubject: ESCALATION - Portal - Ticket #48213\n\nNicht erreichbar bis Montag."
    assert parse_message(encode(mail), VOCABULARY).automatic is None


DESK = ABSENT.replace("Sam Senior <sam@", "Help Desk <desk@").replace("Re: ", "")


@every_row("text", away.CONFIRMATIONS)
def test_a_desks_confirmation_is_told_by_its_words_alone(text: str) -> None:
    assert parse_message(encode(DESK + text), VOCABULARY).automatic is not None


@every_row("text", away.DESK_PEOPLE)
def test_who_writes_from_a_desk_is_a_person(text: str) -> None:
    assert parse_message(encode(DESK + text), VOCABULARY).automatic is None


KINDS = {
    AutomaticKind.OUT_OF_OFFICE: (ABSENT, (*notices.LEFT, *notices.FOCUS, *notices.CLOSED)),
    AutomaticKind.AUTO_REPLY: (ABSENT, (*notices.UNMONITORED, *notices.CHALLENGES)),
    AutomaticKind.DELAY: (ABSENT, notices.DELAYS),
    AutomaticKind.READ_RECEIPT: (ABSENT, notices.RECEIPTS),
}


@every_row(("kind", "head", "text"), [(kind, head, text) for kind, (head, texts) in KINDS.items() for text in texts])
def test_a_notice_is_told_by_its_words_alone(kind: AutomaticKind, head: str, text: str) -> None:
    automatic = parse_message(encode(head + text), VOCABULARY).automatic
    assert automatic is not None
    assert automatic.kind is kind


@every_row("text", notices.STATES)
def test_where_a_ticket_stands_is_a_programs_word_when_it_is_all_that_is_said(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is not None


@every_row("text", notices.DESKS)
def test_what_a_desk_says_of_each_request_is_told(text: str) -> None:
    assert parse_message(encode(DESK + text), VOCABULARY).automatic is not None


@every_row("text", notices.PEOPLE)
def test_who_says_something_of_his_own_is_a_person(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is None


@every_row("text", notices.AUTOMATIC)
def test_a_confirmation_under_a_persons_name_is_told_by_what_no_person_says(text: str) -> None:
    automatic = parse_message(encode(ABSENT + text), VOCABULARY).automatic
    assert automatic is not None
    assert automatic.kind in (AutomaticKind.AUTO_REPLY, AutomaticKind.TRACKER_REPLY)


@every_row("text", notices.AUTOMATIC_PEOPLE)
def test_who_speaks_of_automatic_mail_is_a_person(text: str) -> None:
    assert parse_message(encode(ABSENT + text), VOCABULARY).automatic is None


@every_row("text", notices.DESK_PEOPLE)
def test_who_says_something_of_his_own_from_a_desk_is_a_person(text: str) -> None:
    assert parse_message(encode(DESK + text), VOCABULARY).automatic is None


@every_row("text", [*notices.LEFT, *notices.UNMONITORED, *notices.CLOSED])
def test_who_escalates_such_words_says_them_himself(text: str) -> None:
    mail = f"From: Sam Senior <sam@example.com>\nSubject: ESCALATION - Mailbox - Ticket #48213\n\n{text}"
    assert find_notice(clues_of(mail)) == ""


def test_a_verdict_names_its_signs() -> None:
    mail = "From: postmaster@x.example\nSubject: Undeliverable goods\n\n550 user unknown"
    automatic = parse_message(encode(mail), VOCABULARY).automatic
    assert automatic is not None
    assert automatic.reason == (
        "its sender's name is one that mail servers use; its subject begins as delivery reports do; "
        "its text says that a mail was not delivered"
    )


def test_a_bounce_that_brings_our_template_back_is_a_bounce() -> None:
    template = "Priority: High\nCustomer: Contoso\nIssue Summary: no exports\nCustomer Impact: invoices wait"
    mail = (
        "From: Mail Delivery <nobody@x.example>\nSubject: Mail delivery failed: returning message to sender\n\n"
        "This message was created automatically by mail delivery software.\n\n"
        "  kim@example.net\n    Unrouteable address\n\n"
        f"------ This is a copy of the message ------\n\nFrom: support@example.com\n\n{template}"
    )
    automatic = parse_message(encode(mail), VOCABULARY).automatic
    assert automatic is not None
    assert (automatic.kind, automatic.failed_recipients) == (AutomaticKind.BOUNCE, ("kim@example.net",))


@every_row("mark", ["Precedence: bulk", "Return-Path: <>", "List-Id: <x.example>", "X-Loop: x"])
def test_a_filled_in_template_beats_the_weaker_marks(mark: str) -> None:
    template = "Issue Summary: no exports\nCustomer Impact: invoices wait\nCustomer Expectation: by Friday"
    automatic = parse_message(
        encode(f"From: kim@x.example\nSubject: URGENT: Delivery failure\n{mark}\n\n{template}"), VOCABULARY
    ).automatic
    assert automatic is None or automatic.kind is AutomaticKind.LIST


def test_what_a_program_says_of_itself_by_the_standard_is_beaten_by_no_template() -> None:
    template = "Issue Summary: no exports\nCustomer Impact: invoices wait\nCustomer Expectation: by Friday"
    mail = f"From: kim@x.example\nSubject: ESCALATION: x\nAuto-Submitted: auto-generated\n\n{template}"
    assert parse_message(encode(mail), VOCABULARY).automatic is not None


@every_row(
    "deep",
    ['{"a":' * 5000, "[" * 5000, '{"Message": "' + "{" * 5000 + '"}', '{"event": 7}', "[{}]", '{"type": "bounce"}'],
)
def test_json_that_is_no_note_harms_nothing(deep: str) -> None:
    message = parse_message(encode(f"Subject: x\n\n{deep}"), VOCABULARY)
    assert (message.refusal, message.automatic) == ("", None)


@pytest.mark.parametrize(
    ("group", "lists"), [("out_of_office", ("thanks", "unread_mail")), ("auto_reply", ("unread",))]
)
def test_a_piece_of_each_phrase_is_among_the_hints(group: str, lists: tuple[str, ...]) -> None:
    words = load_words("automatic")[group]
    pieces = [fold(piece) for piece in words["hints"]]
    phrases = [phrase for name in lists for phrase in words[name]]
    assert [phrase for phrase in phrases if not any(piece in fold(phrase) for piece in pieces)] == []
