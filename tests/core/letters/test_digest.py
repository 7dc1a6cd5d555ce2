"""What a lead reads in the morning, and when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from daemon.adapters.templates import load_texts
from daemon.core.letters.digest import Affairs, build_digest, next_digest_at, write_digest
from daemon.core.letters.rendering import Correspondence, Stamp, compose
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Entry
from daemon.core.model.notifications import Digest, Letter, LetterState
from daemon.core.model.policy import Lead
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import Kind
from daemon.core.model.weeks import Week
from parsers.model import Address, CommandName, Fields
from tests.cases import altered
from tests.core.clock.test_steps import DANA, FRIDAY, LEAD, MANAGER, POLICY, local, make_case
from tests.core.letters.test_rendering import body, read
from tests.tables import every_row

NOW = local("2026-03-10T09:00")
WEEKS = (Week(14, 11, 14, 11), Week(12, 12, 12, 10))


@dataclass(frozen=True)
class Kept:
    digest: str = "ab12"
    at: datetime = NOW
    sender: str = "eve@evil.example"
    subject: str = "<b>URGENT</b>"
    reason: str = "the sender is not on the list"


def case(number: int, **changes: object) -> Case:
    fields = Fields(customer="Contoso", ticket="48213")
    return altered(make_case(at=local("2026-03-09T09:00")), number=number, fields=fields, **changes)


def build(*cases: Case, letters: tuple[Letter, ...] = (), quarantined: tuple[Kept, ...] = ()) -> Digest:
    return build_digest(Affairs(cases, letters, quarantined, WEEKS), POLICY, "Europe/Berlin", NOW)


MORNING = build(
    case(37),
    case(38, due_at=local("2026-03-10T15:00")),
    case(39, due_at=local("2026-03-11T15:00")),
    case(41, status=Status.HELD, opened_at=None, due_at=None, missing=("ticket",)),
    case(42, status=Status.WAITING, pauses=(Pause(local("2026-03-09T16:00")),)),
    case(40, due_at=local("2026-03-12T15:00"), acknowledgement=Acknowledgement.DRAFT),
    case(36, status=Status.CLAIMED, claimed_by=MANAGER, claimed_at=FRIDAY, opened_at=FRIDAY, received_at=FRIDAY),
    case(35, status=Status.RESOLVED),
    letters=(
        Letter("1", 37, Kind.ROUTED, "gone@example.com", "<1@x>", 0, NOW, LetterState.FAILED,
        problem="550 unknown user"),
        Letter("2", 37, Kind.ROUTED, "fine@example.com", "<2@x>", 0, NOW),
    ),
    quarantined=(Kept(),),
)  # fmt: skip


def test_every_open_case_stands_where_it_belongs_and_the_numbers_run_on() -> None:
    assert [(section.name, section.start, [line.name for line in section.lines]) for section in MORNING.sections] == [
        ("overdue", 1, ["ESC-37"]),
        ("due_today", 2, ["ESC-38"]),
        ("waiting", 3, ["ESC-41", "ESC-42"]),
        ("not_told", 5, ["ESC-40"]),
        ("not_updated", 6, ["ESC-36"]),
        ("undeliverable", 7, ["ESC-37"]),
        ("quarantine", 8, [""]),
    ]


def test_the_chart_counts_what_is_open_and_late_per_level() -> None:
    assert [(bar.level, bar.open, bar.overdue) for bar in MORNING.bars] == [(2, 6, 1), (3, 0, 0), (4, 0, 0)]


def test_the_lead_reads_it_in_one_mail() -> None:
    letter = compose(
        write_digest(Lead(LEAD, "Europe/Berlin"), MORNING),
        None,
        Correspondence(POLICY, load_texts(), b"k" * 32),
        (),
        Stamp(NOW),
    )
    mail = read(letter)
    assert mail["Subject"] == "1 overdue, 1 due today, 2 waiting for information"
    text, html = body(mail), body(mail, "html")
    assert " 1  ESC-37  Contoso  Level 2 · manager@example.com silent · 20 h over  “Exports lose rows”" in text
    assert " 3  ESC-41  Contoso  from dana@example.com since yesterday 09:00 (Berlin): Ticket #" in text
    assert " 4  ESC-42  Contoso  Level 2 · its clock stands still since yesterday 16:00 (Berlin)" in text
    assert (
        "This week 14 opened, 11 solved, 79 % taken in time (last week 12 opened, 12 solved, 83 % taken in time)."
        in text
    )
    assert "\n\n\n" not in text
    assert "<img" not in html
    assert "<b>URGENT" not in html
    assert html.count("#b3542f") >= 1


def test_what_a_stranger_writes_stays_text_in_html() -> None:
    """A macro of a text template escapes nothing by itself."""
    kept = Kept(sender='"<img src=http://evil.example/p.gif>"@evil.example', reason="<script>x</script>")
    digest = write_digest(Lead(LEAD, "Europe/Berlin"), build(quarantined=(kept,)))
    mail = read(compose(digest, None, Correspondence(POLICY, load_texts(), b"k" * 32), (), Stamp(NOW)))
    assert "<script>x" in body(mail)
    assert "<img" not in body(mail, "html")
    assert "<script" not in body(mail, "html")


def test_nobody_is_called_silent_of_whom_a_word_has_come() -> None:
    def overdue(*words: Entry) -> tuple[Address, ...]:
        return build(case(37, recipients=(MANAGER, DANA), agent=LEAD, entries=words)).sections[0].lines[0].who

    later = FRIDAY + timedelta(days=4)
    assert overdue() == (MANAGER, DANA)
    assert overdue(Entry(FRIDAY - timedelta(days=1), "reply", MANAGER.email), Entry(later, "reply", LEAD.email)) == (
        MANAGER,
        DANA,
    )
    assert overdue(Entry(later, "reply", MANAGER.email), Entry(later, "away", DANA.email)) == (DANA,)
    assert overdue(Entry(later, "command: info", MANAGER.email), Entry(later, "command: waiting", DANA.email)) == ()
    assert overdue(Entry(later, "reply", "a.member@example.com")) == (), (
        "who answers for a queue is not among its recipients"
    )


@every_row("name", CommandName)
def test_a_command_is_a_word_when_it_tells_something_and_not_when_it_only_asks_the_daemon(name: CommandName) -> None:
    said = Entry(FRIDAY + timedelta(days=4), f"command: {name}", MANAGER.email)
    silent = build(case(37, recipients=(MANAGER,), entries=(said,))).sections[0].lines[0].who
    tells = name in {
        CommandName.INFO, CommandName.NOTE, CommandName.UPDATE, CommandName.PRIORITY, CommandName.WAITING,
        CommandName.DECLINE, CommandName.ADD, CommandName.ALSO,
    }  # fmt: skip
    assert silent == (() if tells else (MANAGER,))


def test_a_sensitive_case_tells_neither_customer_nor_matter() -> None:
    line = build(case(1, sensitive=True)).sections[0].lines[0]
    assert (line.customer, line.title, line.name) == ("", "", "ESC-1")


def test_nothing_to_say_is_said() -> None:
    assert build().is_empty
    assert build(case(1, status=Status.CLAIMED, claimed_by=DANA, claimed_at=NOW)).is_empty
    assert not MORNING.is_empty


@every_row(
    ("now", "zone", "expected"),
    [
        ("2026-03-06T07:59:00+00:00", "Europe/Berlin", "2026-03-06T08:00:00+00:00"),
        ("2026-03-06T08:00:00+00:00", "Europe/Berlin", "2026-03-09T08:00:00+00:00"),
        ("2026-03-27T08:00:00+00:00", "Europe/Berlin", "2026-03-30T07:00:00+00:00"),
        ("2026-10-30T13:00:00+00:00", "America/New_York", "2026-11-02T14:00:00+00:00"),
        ("2026-04-02T22:00:00+00:00", "Australia/Lord_Howe", "2026-04-05T22:30:00+00:00"),
        ("2026-03-05T03:30:00+00:00", "Asia/Kolkata", "2026-03-06T03:30:00+00:00"),
    ],
)
def test_nine_oclock_is_nine_oclock_where_the_lead_is(now: str, zone: str, expected: str) -> None:
    assert next_digest_at(datetime.fromisoformat(now), [time(9)], range(5), zone) == datetime.fromisoformat(expected)


def test_a_time_that_the_clock_skips_or_repeats_comes_once() -> None:
    at, seen = datetime(2026, 3, 28, 12, tzinfo=UTC), []
    for _ in range(2):
        following = next_digest_at(at, [time(2, 30)], range(7), "Europe/Berlin")
        assert following is not None
        seen.append(at := following)
    assert seen == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)]
    autumn = next_digest_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), [time(2, 30)], range(7), "Europe/Berlin")
    assert autumn == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_without_a_day_there_is_no_next_one() -> None:
    assert next_digest_at(NOW, [time(9)], [], "Europe/Berlin") is None
    assert next_digest_at(NOW + timedelta(hours=1), [], range(7), "Europe/Berlin") is None
