"""A notification becomes a letter that threads, that can be answered, and that gives nothing away."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import daemon.core.intake
from daemon.adapters.templates import load_texts
from daemon.core.calendars.calendar import Calendar, Span
from daemon.core.calendars.durations import Duration, parse_duration
from daemon.core.intake.tokens import render_token_address, sign
from daemon.core.letters.reader.offers import find_offers
from daemon.core.letters.rendering import Composed, Correspondence, Stamp, compose, with_letter
from daemon.core.letters.wording import render_reference
from daemon.core.model.assignment import Assignment, Pause
from daemon.core.model.case import Acknowledgement, Case, Status
from daemon.core.model.customers import Customer, Directory
from daemon.core.model.history.conversation import KeptFile, Reason
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy, Level, Limits, Senders, Trust
from daemon.core.model.rules.reminders import Reminders
from daemon.core.model.variants import VARIANTS, Kind, Plain, RaisedVariant, ReminderVariant
from daemon.settings.triggers import load_triggers
from parsers.model import Address, Fields, File, Priority, Remark, RemarkCode
from parsers.times.moments import parse_moment
from tests.cases import altered
from tests.letters import read_letter
from tests.tables import every_row

NOW = datetime(2026, 3, 6, 13, 42, tzinfo=UTC)
KEY = b"k" * 32
WORDS_INSIDE = tomllib.loads((Path(daemon.core.intake.__file__).parent / "never_to_customers.toml").read_text("utf-8"))
NEVER_TO_CUSTOMERS = tuple(word for words in WORDS_INSIDE.values() for word in words)
OFFICE = Calendar("Europe/Berlin", {day: (Span(time(9), time(17, 30)),) for day in range(5)})
WITHIN: Mapping[Priority, Duration] = dict.fromkeys(Priority, parse_duration("2 business days"))
ROBIN, SATO = Address("robin@example.com", "Robin Achebe"), Address("sato@example.com", "M. Sato")
DANA, ADA, LEAD = (
    Address("dana@example.com", "Dana Whitfield"),
    Address("ada@contoso.example", "Ada Okafor"),
    Address("lead@example.com"),
)
BOARD = Address("board@example.com")  # only at Level 4, which so has somebody new
NAMES = {1: "Senior Support Agent", 2: "Team Lead/Manager", 3: "Technical Team", 4: "Executive Team"}
POLICY = EscalationPolicy(
    mailbox=Address("support@example.com", "Support Escalations"),
    levels={
        n: Level(n, name, (ROBIN, SATO, BOARD)[: max(2, n - 1)], OFFICE, WITHIN, timezone="Europe/Berlin")
        for n, name in NAMES.items()
    },
    senders=Senders((), Trust.NETWORK),
    triggers=load_triggers(),
    reminders=Reminders((), (), 0, parse_duration("1 h"), (), parse_duration("1 h"), parse_duration("1 h")),
    directory=Directory([Customer("Contoso", "Ada Okafor", ADA.email, "enterprise", "en", "Europe/London")]),
    read_moment=parse_moment,
    limits=Limits(message_size=1_000_000),
    timezone="Europe/Berlin",
)
FIELDS = Fields(
    priority=Priority.HIGH, customer="Contoso", ticket="48213", issue_summary="The export drops rows.",
    steps_taken=("Ran it again: the same", "On staging: complete"),
    customer_impact="1,200 invoices missing", customer_expectation="A plan by 18:00",
)  # fmt: skip
CASE = Case(
    42, Status.OPEN, (Assignment(3, NOW, (ROBIN, SATO), due_at=NOW + timedelta(minutes=58)),), DANA,
    "Exports lose rows", FIELDS, NOW,
    opened_at=NOW, reasons=(Reason("“stack trace” reads as a bug"),), triggers=("bug",),
    acknowledgement=Acknowledgement.SENT,
    customer=ADA, customer_told_at=NOW,
)  # fmt: skip
LOG = KeptFile("digest", "error.log", "text/plain", 3_200, author=DANA)
CORRESPONDENCE = Correspondence(POLICY, load_texts(), KEY)
RECEIPT = Notification(Kind.RECEIPT, DANA, Role.AGENT, "opened", in_reply_to="<mail-1@example.com>")
ROUTED = Notification(Kind.ROUTED, ROBIN, Role.RECIPIENT, files=(LOG,), also=(SATO,))
WRITTEN = (
    "We have found the cause: a disk of the storage was full, and nobody had seen it.\n\n"
    "The next export is whole again, and the one of last night has been run once more."
)
TOLD = Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, ADA, Role.CUSTOMER)


def write(notification: Notification, case: Case | None = CASE, files: tuple[File, ...] = ()) -> Composed:
    return compose(notification, case, CORRESPONDENCE, files, Stamp(NOW))


def read(composed: Composed) -> EmailMessage:
    return read_letter(composed.content)


def body(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").replace("\u00a0", " ")


REQUESTS = ("", "again", "routed", "routed, again")
ALL = [
    *(replace(RECEIPT, variant=variant) for variant in ("opened", "joined", "completed")),
    *(Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, variant) for variant in REQUESTS),
    *(replace(ROUTED, kind=kind, variant=variant) for kind in (Kind.ROUTED, Kind.RAISED) for variant in ("", "asked")),
    TOLD,
    Notification(
        Kind.CUSTOMER_ACKNOWLEDGEMENT,
        DANA,
        Role.AGENT,
        "draft",
        remarks=(Remark(RemarkCode.CUSTOMER_NOT_TOLD, "no address"),),
    ),
    *(
        Notification(Kind.NOTICE, DANA, Role.AGENT, variant, "some words", also=(ROBIN,))
        for variant in (
            "status",
            "why",
            "help",
            "not-understood",
            "conflict",
            "joined",
            "passed-on",
            "closed",
            "not-taken",
            "asked",
            "sent-up",
            "still-asked",
            "too-late",
            "name-agent",
        )
    ),
    *(
        Notification(Kind.NOTICE, DANA, Role.AGENT, variant)
        for variant in ("not-of-level", "not-told", "told-unreadably", "close", "left", "away-unclear")
    ),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "told", also=(SATO,)),
    Notification(
        Kind.NOTICE,
        DANA,
        Role.AGENT,
        "updated",
        WRITTEN,
        also=(SATO,),
    ),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "drafted"),
    Notification(Kind.CUSTOMER_UPDATE, ADA, Role.CUSTOMER, text=WRITTEN),
    Notification(
        Kind.CUSTOMER_UPDATE,
        DANA,
        Role.AGENT,
        "draft",
        WRITTEN,
        since=NOW,
    ),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "acknowledged", "I spoke to them", also=(SATO,)),
    *(
        Notification(Kind.NOTICE, ROBIN, role, "unconfirmed", "no dmarc", also=(DANA,))
        for role in (Role.LEAD, Role.SENDER)
    ),
    Notification(
        Kind.NOTICE, ROBIN, Role.RECIPIENT, "stranger", "not on the list", also=(Address("eve@evil.example"),)
    ),
    Notification(Kind.NOTICE, ROBIN, Role.LEAD, "loop", also=(DANA,)),
    Notification(Kind.NOTICE, ROBIN, Role.LEAD, "loop", "20", also=(DANA,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "cases", "ESC-42: Exports stop, Level 3, with Tess Berg"),
    Notification(Kind.NOTICE, DANA, Role.SENDER, "evening", "ESC-42: Exports stop, Level 3, with Tess Berg"),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "help-alone"),
    *(
        Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, one, also=(DANA,))
        for one in ("sensitive", "not-sensitive", "present")
    ),
    Notification(Kind.FORWARDED, DANA, Role.AGENT, "unknown", "W", also=(ROBIN,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "back"),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "not-away"),
    Notification(Kind.NOTICE, SATO, Role.SENDER, "stands-in", also=(ROBIN,), since=NOW),
    Notification(Kind.NOTICE, SATO, Role.SENDER, "stands-in-no-more", also=(ROBIN,)),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "same-subject", "ESC-43", also=(ROBIN,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "of-no-case", also=(DANA,)),
    Notification(Kind.NOTICE, ROBIN, Role.SENDER, "unknown-case", "ESC-99"),
    Notification(Kind.NOTICE, ROBIN, Role.LEAD, "vouched", "Yes, that was me.", also=(DANA,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "away", also=(SATO,), since=NOW),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "looks-like", "ESC-43", also=(ROBIN,)),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "parted", "ESC-43", also=(ROBIN,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "in-place", "Which version?", also=(DANA,)),
    *(Notification(Kind.NOTICE, ROBIN, role, "no-token", "claim", also=(DANA,)) for role in (Role.SENDER, Role.AGENT)),
    *(Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "not-yours", name) for name in ("cancel", "told", "lower")),
    Notification(Kind.MOVED, DANA, Role.AGENT, "priority", also=(ROBIN,)),
    Notification(Kind.MOVED, DANA, Role.AGENT, "contact", also=(ROBIN,)),
    *(Notification(Kind.MOVED, ROBIN, role, "agent-away", also=(DANA,)) for role in (Role.AGENT, Role.LEAD)),
    Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, "contact", also=(DANA,)),
    *(
        Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, variant, also=(DANA,))
        for variant in ("sensitive", "not-sensitive", "present", "agent-present")
    ),
    Notification(Kind.FORWARDED, DANA, Role.AGENT, "unknown", "Click here.", also=(Address("eve@evil.example"),)),
    Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, "joined", "It is worse now.", also=(SATO,)),
    Notification(Kind.RECEIPT, SATO, Role.AGENT, "added"),
    replace(RECEIPT, variant="outage"),
    Notification(
        Kind.FORWARDED,
        ROBIN,
        Role.RECIPIENT,
        "outage",
        remarks=(Remark(RemarkCode.SAME_OUTAGE, "ESC-43 · Fabrikam · Sam Reyes · The shop is shut."),),
        also=(SATO,),
    ),
    Notification(
        Kind.MOVED, DANA, Role.AGENT, "outage", remarks=(Remark(RemarkCode.OUTAGE_ENDED, "ESC-41 · cancelled"),)
    ),
    Notification(
        Kind.NOTICE,
        DANA,
        Role.AGENT,
        "over",
        "the disk was full",
        remarks=(Remark(RemarkCode.OUTAGE_ENDED, "ESC-41 · resolved"),),
    ),
    Notification(Kind.FORWARDED, DANA, Role.AGENT, "left", "our own index", also=(ROBIN,)),
    *(Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, variant, also=(DANA,)) for variant in ("not-taken", "taken")),
    Notification(Kind.NOTICE, SATO, Role.RECIPIENT, "taken", "raise", also=(DANA,)),
    Notification(Kind.NOTICE, ROBIN, Role.RECIPIENT, "put"),
    Notification(Kind.NOTICE, DANA, Role.AGENT, "close", "restarted it", also=(ROBIN,)),
    Notification(Kind.FORWARDED, SATO, Role.RECIPIENT, "solved", "restarted it", also=(ROBIN,)),
    Notification(Kind.CLAIMED, DANA, Role.AGENT, "back", also=(ROBIN, SATO)),
    Notification(Kind.CLAIMED, DANA, Role.AGENT, "over", also=(ROBIN, SATO)),
    *(
        Notification(Kind.NOTICE, DANA, Role.AGENT, variant, command)
        for variant in ("done", "refused")
        for command in (
            "claim",
            "raise",
            "lower",
            "priority",
            "waiting",
            "resume",
            "calm",
            "told",
            "pass_agent",
            "send_ack",
            "done",
            "cancel",
            "reopen",
            "yes",
            "no",
        )
    ),
    *(
        Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, variant, "some words", also=(DANA,))
        for variant in ("", "completed", "question")
    ),
    *(
        Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, variant, "some words", also=(DANA,))
        for variant in (
            "waiting",
            "waited",
            "calm",
            "back",
            "closed",
            "resume",
            "reopen",
            "declined",
            "forsaken",
            "found",
            "returned",
        )
    ),
    Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, "absent", "some words", also=(SATO, ROBIN)),
    Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, "present", "some words", also=(SATO, ROBIN)),
    *(
        Notification(Kind.CLOSED, ROBIN, Role.RECIPIENT, variant, "some words", also=(DANA,))
        for variant in ("done", "cancel", "unanswered")
    ),
    Notification(Kind.CLAIMED, DANA, Role.AGENT, also=(ROBIN,)),
    *(
        Notification(Kind.DELIVERY_FAILURE, LEAD, Role.LEAD, variant, "550 no", also=(ROBIN, SATO))
        for variant in ("", "recipient", "forsaken", "waits", "doubt", "doubt, customer")
    ),
]


WITHOUT_WORDS = [
    Notification(Kind.MOVED, ROBIN, Role.RECIPIENT, variant, also=(DANA,)) for variant in ("level", "passed")
]
FIRST = {kind: next(iter(variants)) for kind, variants in VARIANTS.items()}


CLOCK = [
    *(
        Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, variant, also=(SATO,))
        for variant in ("before", "before, last", "after", "after, last", "overdue", "answered", "back", "waiting",
        "asked", "progress")
    ),
    Notification(Kind.REMINDER, DANA, Role.AGENT, ReminderVariant.OVERDUE, also=(ROBIN, SATO)),
    *(Notification(Kind.REMINDER, DANA, Role.AGENT, variant) for variant in ("incomplete", "waiting", "calm")),
    Notification(Kind.REMINDER, DANA, Role.AGENT, "question"),
    *(Notification(Kind.REMINDER, LEAD, Role.LEAD, variant, also=(ROBIN,)) for variant in ("overdue", "ask", "held")),
    *(Notification(Kind.RAISED, ROBIN, Role.RECIPIENT, variant, also=(SATO,)) for variant in ("", "previous")),
    *(Notification(Kind.RAISED, DANA, Role.AGENT, one, also=(SATO,)) for one in ("agent", "silent", "forsaken")),
    Notification(Kind.RAISED, LEAD, Role.LEAD, "next", also=(SATO,)),
    Notification(Kind.RAISED, LEAD, Role.LEAD, "silent", also=(SATO,)),
    *(Notification(Kind.NUDGE, DANA, Role.AGENT, variant) for variant in ("", "promise", "progress")),
]  # fmt: skip
OF_CUSTOMER = [Notification(Kind.FORWARDED, DANA, Role.AGENT, one, "W") for one in ("customer", "customer, resumes")]
ALL += (*CLOCK, *OF_CUSTOMER, Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT, "question"))


def test_no_letter_is_left_out_here_and_the_page_names_every_kind() -> None:
    every = {(kind, variant) for kind, variants in VARIANTS.items() for variant in variants}
    elsewhere = {(Kind.DIGEST, Plain.PLAIN), (Kind.REMINDER, ReminderVariant.BUNDLE)}  # need a digest: see test_lines
    without_case = {
        (Kind.NOTICE, variant)
        for variant in (
            NoticeVariant.HINT,
            NoticeVariant.UNREADABLE,
            NoticeVariant.NUMBERS,
            NoticeVariant.WHICH_CASE,
            NoticeVariant.CUSTOMER,
            NoticeVariant.NO_MAIL,
            NoticeVariant.LITTLE_MAIL,
        )
    }
    assert every - {(one.kind, one.variant) for one in (*ALL, *WITHOUT_WORDS)} == elsewhere | without_case
    page = (Path(__file__).parents[3] / "docs" / "face.md").read_text(encoding="utf-8")
    leaving = page.partition("The kinds that leave:")[2].partition(".")[0]
    assert set(re.findall(r"`([a-z-]+)`", leaving)) == set(VARIANTS)


@pytest.mark.slow
@every_row("status", list(Status))
def test_every_letter_can_be_written_in_every_state(status: Status) -> None:
    write_all((*ALL, *WITHOUT_WORDS), status)


@every_row("place, status", list(enumerate(Status)))
def test_every_letter_can_be_written_in_one_state_or_another(place: int, status: Status) -> None:
    write_all((*ALL, *WITHOUT_WORDS)[place :: len(Status)], status)


def write_all(notifications: Sequence[Notification], status: Status) -> None:
    """Writes them of a case of which all is known, and of a bare one."""
    bare = altered(
        CASE, status=status, fields=Fields(), missing=("priority", "files"), due_at=None,
        opened_at=None, since=None, recipients=(),
        claimed_by=ROBIN if status is Status.CLAIMED else None, customer=None,
        acknowledgement=Acknowledgement.NONE, reasons=(), triggers=(),
    )  # fmt: skip
    for case in (altered(CASE, status=status, claimed_by=ROBIN), bare):
        for notification in notifications:
            mail = read(write(notification, case))
            assert len(body(mail)) > 40
            assert "\n\n\n" not in body(mail)
            assert "<html" in body(mail, "html")
            assert mail["X-Escalation-Case"] == "ESC-42"
            assert mail["X-Escalation-Kind"] == str(notification.kind)
            assert str(mail["Auto-Submitted"]).startswith("auto-")


def test_the_first_three_lines_make_sense_alone() -> None:
    lines = body(read(write(ROUTED))).splitlines()[:3]
    assert lines == [
        "Contoso (enterprise): 1,200 invoices missing",
        "Asked of you: A plan by 18:00",
        "Answer by: today 15:40 (Berlin), in 58 minutes.",
    ]


def test_one_reader_reads_one_thread() -> None:
    first = write(ROUTED)
    case = with_letter(CASE, first)
    second = write(Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, "", "hello", also=(DANA,)), case)
    third = write(
        Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, "", "again", also=(DANA,)), with_letter(case, second)
    )
    assert first.subject == "Exports lose rows - Ticket #48213 [ESC-42]"
    assert (second.subject, third.subject) == (f"Re: {first.subject}", f"Re: {first.subject}")
    assert read(third)["In-Reply-To"] == second.letter.message_id
    assert str(read(third)["References"]).split() == [first.letter.message_id, second.letter.message_id]
    assert len({one.letter.id for one in (first, second, third)}) == 3


def test_the_receipt_answers_the_agents_own_mail() -> None:
    mail = read(write(RECEIPT))
    assert mail["Subject"] == "Re: ESCALATION - Exports lose rows - Ticket #48213"
    assert (mail["In-Reply-To"], mail["References"]) == ("<mail-1@example.com>", "<mail-1@example.com>")
    assert mail["Auto-Submitted"] == "auto-replied"
    assert "2 business days" in body(mail)
    assert "The letter to Contoso is on its way" in body(mail)


def test_an_answer_goes_to_the_readers_own_token() -> None:
    mail = read(write(ROUTED))
    address = render_token_address("support@example.com", sign(KEY, 42, ROBIN.email))
    assert mail["Reply-To"].addresses[0].addr_spec == address
    links = re.findall(r'href="([^"]+)"', body(mail, "html"))
    assert len(links) == 3
    assert all(link.startswith(f"mailto:{address}?subject=Re") for link in links)


def test_the_customer_learns_nothing_internal() -> None:
    mail = read(write(TOLD, replace(CASE, customer_promised_at=CASE.due_at)))
    words = (str(mail["Subject"]) + body(mail) + body(mail, "html") + str(mail["From"]) + str(mail["Reply-To"])).lower()
    assert "48213" in words
    assert "14:40 (london time)" in words
    assert not any(word in words for word in (*NEVER_TO_CUSTOMERS, "robin", "technical", "mailto"))
    assert mail["Reply-To"].addresses[0].addr_spec == DANA.email


@given(st.text(), st.text(), st.text())
def test_whatever_the_agent_wrote_the_customer_reads_the_same(title: str, words: str, subject: str) -> None:
    fields = replace(
        FIELDS, issue_summary=words, steps_taken=(words,), customer_impact=words,
        customer_expectation=words, additional_context=words,
    )  # fmt: skip
    told = replace(
        CASE, title=title, subject=subject, fields=fields, reasons=(Reason(words),), triggers=("dissatisfaction",)
    )
    assert write(TOLD, told).content == write(TOLD).content


@given(st.text())
def test_a_customers_letter_names_the_ticket_as_a_reference_or_not_at_all(ticket: str) -> None:
    named = write(TOLD, replace(CASE, fields=replace(FIELDS, ticket=ticket))).content
    assert named == write(TOLD, replace(CASE, fields=replace(FIELDS, ticket=render_reference(ticket)))).content


def test_a_sensitive_case_shows_neither_customer_nor_matter_in_its_subject() -> None:
    case = replace(CASE, sensitive=True, triggers=("legal",))
    assert write(ROUTED, case).subject == "Ticket #48213 [ESC-42]"
    assert write(RECEIPT, case).subject == "Re: Ticket #48213 [ESC-42]"


def test_executives_see_urgent_and_a_mark_of_importance() -> None:
    mail = read(write(ROUTED, altered(CASE, level=4)))
    assert mail["Subject"] == "URGENT - Exports lose rows - Ticket #48213 [ESC-42]"
    assert (mail["X-Priority"], mail["Importance"]) == ("1", "high")


def test_files_come_along_as_far_as_they_fit_and_as_types_of_ours() -> None:
    files = (
        File("error.log", "text/html", 5, True, content=b"hello"),
        File("run.exe", "image/png", 3, True, content=b"MZ."),
        File("film.mp4", "video/mp4", 900_000, True, content=b"x" * 900_000),
    )
    mail = read(write(ROUTED, files=files))
    assert [(part.get_filename(), part.get_content_type()) for part in mail.iter_attachments()] == [
        ("error.log", "text/plain"),
        ("run.exe", "application/octet-stream"),
    ]
    assert "film.mp4" in body(mail)
    assert len(write(ROUTED, files=files).content) < 1_000_000


def test_of_a_sensitive_case_nothing_is_attached_whatever_the_notification_says() -> None:
    came = (File("error.log", "text/plain", 5, True, content=b"hello"),)
    sensitive = replace(CASE, sensitive=True, triggers=("legal",))
    for letter in ALL:
        mail = read(write(replace(letter, files=(LOG,)), sensitive, came))
        assert list(mail.iter_attachments()) == []
    assert len(list(read(write(ROUTED, files=came)).iter_attachments())) == 1


@every_row("kind", [kind for kind in Kind if kind.tells_words])
def test_a_letter_names_what_stays_with_its_author_in_text_and_html(kind: Kind) -> None:
    sensitive = replace(CASE, sensitive=True, triggers=("legal",))
    strange = replace(LOG, name="<b>&.log", author=Address("kai@example.com"))
    mail = read(
        write(
            Notification(kind, ROBIN, Role.RECIPIENT, FIRST[kind], files=(LOG, strange, replace(LOG, mail="again"))),
            sensitive,
        )
    )
    for text in (body(mail), unescape(body(mail, "html"))):
        assert text.count("error.log (3 kB) came with it and stays with Dana Whitfield: this case is sensitive.") == 1
        assert "<b>&.log (3 kB) came with it and stays with kai@example.com: this case is sensitive." in text


@every_row("kind", [Kind.FORWARDED, Kind.MOVED, Kind.CLOSED, Kind.CLAIMED, Kind.REMINDER])
def test_a_letter_names_what_is_attached(kind: Kind) -> None:
    mail = read(
        write(
            Notification(kind, ROBIN, Role.RECIPIENT, FIRST[kind], files=(LOG,)),
            files=(File("error.log", "", 5, True, content=b"hello"),),
        )
    )
    assert all(
        "error.log (5 bytes)" in text for text in (body(mail), unescape(body(mail, "html")).replace("\u00a0", " "))
    )


def test_values_from_mail_are_only_values() -> None:
    bad = "{{7*7}}{% raw %} <script>x</script> <img src=http://e.example/p.png>\r\nBcc: eve@evil.example"
    hostile = Fields(Priority.HIGH, bad, None, bad, bad, (bad,), bad, bad, bad)
    for notification in ALL:
        mail = read(
            write(replace(notification, text=bad), replace(CASE, title=bad, fields=hostile, missing=("files",)))
        )
        assert mail["Bcc"] is None
        html = body(mail, "html")
        assert "<script" not in html
        assert "<img" not in html
        assert not re.findall(r'(?:href|src)="(?!mailto:)', html)
    assert "{{7*7}}" in body(read(write(ROUTED, replace(CASE, fields=hostile))))


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert write(ROUTED) == write(ROUTED)
    hint = Notification(Kind.NOTICE, DANA, Role.SENDER, "hint")
    assert write(hint, None) == write(hint, None)
    assert (
        write(hint, None).letter.message_id != compose(hint, None, CORRESPONDENCE, (), Stamp(NOW, 1)).letter.message_id
    )
    assert "Issue Summary:" in body(read(write(hint, None)))


def test_what_is_missing_is_asked_for_and_nothing_else() -> None:
    request = Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT)
    lines = body(
        read(write(request, replace(CASE, status=Status.HELD, missing=("customer_expectation", "files"))))
    ).splitlines()
    assert [line.partition(" (")[0] for line in lines if line.endswith(":") and "(" in line] == [
        "Customer Expectation",
        "Attachments",
    ]


def test_urgent_letters_leave_before_receipts_and_customers_come_last() -> None:
    assert [write(one).letter.rank for one in (ROUTED, RECEIPT, TOLD)] == [0, 1, 2]


@every_row("code", RemarkCode)
def test_every_remark_is_a_sentence(code: RemarkCode) -> None:
    may = " ".join(find_offers(CASE, RECEIPT.to, CORRESPONDENCE.policy))
    said = CORRESPONDENCE.texts.say("remark", "en", code, "x & y", may)
    assert said.endswith(".")
    assert code not in said
    assert said in body(read(write(replace(RECEIPT, remarks=(Remark(code, "x & y"),)))))


@every_row("variant", ["before", "before, last", "after", "after, last", "overdue"])
def test_a_reminder_says_by_when_who_has_it_next_and_opens_ready_answers(variant: str) -> None:
    mail = read(write(Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, variant)))
    assert body(mail).startswith("Nobody has taken ESC-42 yet. Answer by today 15:40 (Berlin), in 58 minutes.")
    assert "the Executive Team (Level 4)" in body(mail).partition("\n\n")[0] or "last" not in variant
    assert len(re.findall(r'href="mailto:[^"]+"', body(mail, "html"))) == 3
    late = body(
        read(
            write(
                Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, variant),
                altered(CASE, due_at=NOW - timedelta(hours=2)),
            )
        )
    )
    assert "2 h ago" in late or "120 minutes ago" in late


def test_a_raised_letter_names_who_was_asked_before_and_not_as_people_who_got_it() -> None:
    mail = read(write(Notification(Kind.RAISED, ROBIN, Role.RECIPIENT, also=(SATO,), since=NOW - timedelta(days=1))))
    for text in (body(mail), body(mail, "html").replace("&#x27;", "'")):
        assert "because M. Sato did not take it in time: it was due yesterday 14:42 (Berlin)." in text
        assert "got this as well" not in text


def test_the_subject_of_those_who_had_it_before_stays_theirs() -> None:
    up = altered(CASE, level=4, recipients=(ROBIN,))
    below = {
        number: replace(level, recipients=(ROBIN,) if number == 4 else (SATO,))
        for number, level in POLICY.levels.items()
    }
    house = replace(CORRESPONDENCE, policy=replace(POLICY, levels=below))
    told = {
        one: compose(Notification(Kind.MOVED, one, Role.RECIPIENT, "level"), up, house, (), Stamp(NOW))
        for one in (ROBIN, SATO)
    }
    assert told[ROBIN].subject == f"URGENT - {told[SATO].subject}"
    assert "Just answer this mail: mine" not in body(read(told[SATO]))


def test_those_who_did_not_take_it_hear_who_has_it_now() -> None:
    text = body(read(write(Notification(Kind.RAISED, SATO, Role.RECIPIENT, "previous", also=(ROBIN,)))))
    assert "Robin Achebe" in text
    assert "they are asked now, and I remind you no more" in text


def test_what_only_stops_with_a_claim_never_speaks_of_answers() -> None:
    """A question or a note may have come from the level: whoever says that nobody has answered says too much."""
    for notification in ALL:
        mail = read(write(notification))
        for text in (body(mail), body(mail, "html")):
            assert not re.search(
                r"not (?:yet )?answer|nobody\b[^.<\n]{0,40}\banswer|answers first", text, re.IGNORECASE
            )


def test_a_held_case_asks_again_for_what_is_missing() -> None:
    case = altered(CASE, status=Status.HELD, missing=("ticket", "files"), due_at=None)
    text = body(read(write(Notification(Kind.REMINDER, DANA, Role.AGENT, "incomplete"), case)))
    assert "Ticket # (" in text
    assert "Attachments (" in text
    assert "Issue Summary (" not in text


def test_a_nudge_carries_a_draft_for_the_customer() -> None:
    assert "  Dear Ada Okafor," in body(read(write(Notification(Kind.NUDGE, DANA, Role.AGENT))))


def test_reminders_stay_in_the_readers_thread() -> None:
    first = write(ROUTED)
    reminder = write(Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, "before"), with_letter(CASE, first))
    assert reminder.subject == f"Re: {first.subject}"
    assert read(reminder)["In-Reply-To"] == first.letter.message_id


@every_row(
    ("status", "variant"),
    [
        (Status.WAITING, ReminderVariant.WAITING),
        (Status.CLAIMED, ReminderVariant.ASKED),
        (Status.OPEN, ReminderVariant.AFTER),
    ],
)
def test_over_is_only_what_still_waits_for_somebody_to_take_it(status: Status, variant: ReminderVariant) -> None:
    late = altered(
        CASE, status=status, due_at=NOW - timedelta(hours=2), pauses=(Pause(NOW - timedelta(hours=3)),), claimed_at=NOW
    )
    text = body(read(write(Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, variant), late)))
    assert ("2 h ago" in text) == (status is Status.OPEN)


def test_the_title_of_the_page_is_the_subject_of_the_mail() -> None:
    for letter in ALL:
        mail = read(write(letter))
        assert f"<title>{escape(str(mail['Subject']))}</title>" in unescape(body(mail, "html"))


def test_a_letter_at_the_very_moment_of_the_deadline_calls_it_over_as_the_clock_does() -> None:
    text = body(
        read(
            write(
                Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, ReminderVariant.OVERDUE), altered(CASE, due_at=NOW)
            )
        )
    )
    assert text.startswith("Nobody has taken ESC-42 yet. The answer was due today 14:42 (Berlin), just now.")


@every_row("late", [0, 59, 60])
def test_nothing_is_over_by_no_minutes(late: int) -> None:
    letter = Notification(Kind.REMINDER, ROBIN, Role.RECIPIENT, ReminderVariant.OVERDUE)
    message = read(write(letter, altered(CASE, due_at=NOW - timedelta(seconds=late))))
    assert f", {'just now' if late < 60 else '1 minute ago'}." in body(message).replace("\u00a0", " ")


def test_a_case_that_nobody_can_be_asked_for_any_more_was_due_just_now() -> None:
    letter = Notification(Kind.RAISED, ROBIN, Role.LEAD, RaisedVariant.SILENT, also=(ROBIN,))
    assert "was due today 14:42 (Berlin), just now." in body(read(write(letter, altered(CASE, due_at=NOW))))


def test_the_receipt_of_an_optional_case_says_so_in_text_and_html() -> None:
    mail = read(write(RECEIPT, replace(CASE, soft=True)))
    for text in (body(mail), body(mail, "html")):
        assert "It is optional: they are reminded, and it never goes up by itself." in text
        assert "If it presses, answer: raise." in text
    assert "optional" not in body(read(write(RECEIPT)))


@every_row(
    ("command", "case", "said"),
    [
        ("done", altered(CASE, status=Status.RESOLVED, closed_at=NOW), "solved already, since today 14:42 (Berlin)"),
        ("raise", altered(CASE, level=4), "ESC-42 is at Level 4 (Executive Team), and nobody is above"),
        ("raise", CASE, "The next is the Executive Team (Level 4): answer raise."),
        ("lower", altered(CASE, level=1), "which is the lowest."),
        ("resume", CASE, "does not wait, so there is no clock to start"),
        ("priority", CASE, "has priority high already"),
    ],
)
def test_a_refusal_says_why_and_what_would_work(command: str, case: Case, said: str) -> None:
    assert said in body(read(write(Notification(Kind.NOTICE, DANA, Role.AGENT, "refused", command), case)))


def test_a_draft_opens_as_a_mail_to_the_customer_and_own_words_stand_by_a_bar() -> None:
    html = unescape(body(read(write(Notification(Kind.NUDGE, DANA, Role.AGENT))), "html"))
    assert f"mailto:{ADA.email}?cc=support" in html
    assert "&subject=Your%20request%2048213&body=Dear%20Ada%20Okafor" in html
    relay = Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, "", "They call.\n\nEvery hour.", also=(DANA,))
    assert body(read(write(relay)), "html").count('class="words"') == 2


def test_high_importance_marks_only_what_is_urgent() -> None:
    assert read(write(ROUTED))["Importance"] == "normal"
