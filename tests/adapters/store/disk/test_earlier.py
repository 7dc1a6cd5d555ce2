"""The state of an earlier version opens, is backed up, and goes on.
The folders under `fixtures` were written by them."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from daemon.adapters.store.tiny import SCHEMA, open_store
from daemon.core.model.case import Status
from daemon.core.model.history.step_key import StepKey, StepKind
from daemon.core.model.notifications import LetterState
from daemon.core.model.weeks import Week
from daemon.errors import StateError
from daemon.ports import DigestPlan, Position, Refusal, RelayMemory, Unmarked
from parsers.model import Address

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REFUSED = "ESC-3-2-69a6a310"


@pytest.fixture(params=(1, 2))
def schema(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def folder(schema: int, tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / f"schema-{schema}", tmp_path / "data"))


def test_all_that_was_known_is_known(folder: Path) -> None:
    with open_store(folder) as store:
        assert [(case.number, case.status) for case in store.open_cases()] == [
            (2, Status.OPEN), (3, Status.HELD), (4, Status.WAITING)
        ]  # fmt: skip
        archived, live = store.find_case(1), store.find_case(2)
        assert archived is not None
        assert live is not None
        assert (live.level, live.assignment.since, [one.email for one in live.recipients]) == (
            3,
            NOW,
            ["tech@example.com", "tech2@example.com"],
        )
        assert [
            len(getattr(live.conversation, part)) for part in ("entries", "told", "mails", "message_ids", "files")
        ] == [2, 4, 1, 1, 1]
        (file,) = live.conversation.files
        assert (file.name, file.size, file.author.email, file.sha256) == ("error.log", 2, "dana@example.com", "")
        assert [len(getattr(archived.conversation, part)) for part in ("mails", "message_ids")] == [1, 1]
        assert archived.outcome == "mended"
        assert store.find_by_message_id(["<old@example.com>"]) == archived
        assert [letter.state for letter in store.letters()] == [
            LetterState.FAILED, LetterState.SENDING, LetterState.DEFERRED, LetterState.PENDING
        ]  # fmt: skip
        (deferred,) = store.letters(LetterState.DEFERRED)
        assert (deferred.in_doubt, deferred.problem) == (True, "lost")
        assert [item.digest for item in store.unfetched(7, NOW + timedelta(days=1))] == ["uid-7-8"]
        assert store.find_position() == Position(7, 9)
        assert store.find_unmarked() == Unmarked(7, (2, 3, 9))
        assert store.find_watching_since() == NOW - timedelta(days=60)
        assert store.find_hint("dana@example.com") == NOW
        assert store.find_week(date(2026, 3, 2)) == Week(opened=1)
        assert store.find_digest_plan("lead@example.com") == DigestPlan(
            "lead@example.com", datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
        )
        numbered = store.find_numbered("lead@example.com")
        assert numbered is not None
        assert numbered.lines["<69a6a310.68a87c2a767001723b7c@example.com>"] == (3, 2, 0)
        assert store.find_relay_memory() == RelayMemory(3, {REFUSED: Refusal(2)}, {"a.example": (REFUSED,)})
        with store.transaction() as unit:
            assert unit.next_case_number() == 5


def test_of_who_had_a_case_and_of_its_clock_nothing_is_lost(schema: int, folder: Path) -> None:
    old = json.loads((folder / "escalations.json").read_bytes())["cases"]
    with open_store(folder) as store:
        case = store.find_case(4)
        assert case is not None
        assert (case.claimed_by, case.claimed_at) == (Address("tech@example.com", "Tess"), NOW + timedelta(hours=1))
        assert (case.due_at, case.assignment.reminded) == (
            datetime(2026, 3, 4, 16, 30, tzinfo=UTC),
            (StepKey(StepKind.BEFORE, "50%", NOW, 3),),
        )
        assert [(pause.ended_at, pause.until) for pause in case.pauses] == [
            (NOW + timedelta(hours=3), None), (None, NOW + timedelta(days=4))
        ]  # fmt: skip
        assert store.next_wakeup() is not None
        with store.transaction() as unit:
            for number in (2, 3, 4):
                known = unit.find_case(number)
                assert known is not None
                unit.put_case(known)
    tables = json.loads((folder / "escalations.json").read_bytes())
    for number, before in old.items():
        now, (held,) = tables["cases"][number], tables["cases"][number].pop("assignments")
        names = {"level_since": "since"}
        found = now | held | tables["conversations"].get(number, {})
        left = {name for name, value in before.items() if found.get(names.get(name, name)) != value}
        assert left <= {"version"}, "each field is where it belongs"


def test_a_step_of_the_clock_that_only_another_version_knows_is_passed_over(folder: Path) -> None:
    path = folder / "escalations.json"
    path.write_bytes(path.read_bytes().replace(b'["incomplete:1"]', b'["dance:1","incomplete:1"]'))
    with open_store(folder) as store:
        case = store.find_case(3)
        assert case is not None
        assert case.assignment.reminded == (StepKey(StepKind.INCOMPLETE, "1"),)


def test_each_state_that_is_taken_over_has_its_own_copy(schema: int, folder: Path) -> None:
    """Somebody goes back, works on with the earlier version, and upgrades again."""
    path, copy = folder / "escalations.json", folder / f"escalations.json.schema-{schema}"
    first = path.read_bytes()
    begin(folder)
    path.write_bytes(first)
    begin(folder)
    second = first.replace(b'"next_case":5', b'"next_case":99')
    path.write_bytes(second)
    begin(folder)
    path.write_bytes(first)
    begin(folder)
    assert copy.read_bytes() == first
    assert {one.name: one.read_bytes() for one in folder.glob("*schema*")} == {
        copy.name: first,
        f"{copy.name}.2": second,
    }


def begin(folder: Path) -> None:
    with open_store(folder) as store, store.transaction() as unit:
        unit.put_hint("dana@example.com", NOW)


def test_a_month_of_the_archive_becomes_new_whole_beside_a_copy_of_the_old_one(folder: Path) -> None:
    month = folder / "archive" / "2026-01.json"
    before = month.read_bytes()
    with open_store(folder) as store:
        for number in (2, 3):
            case = store.find_case(number)
            assert case is not None
            with store.transaction() as unit:
                unit.drop_letters([letter.id for letter in unit.letters_of(number)])
                unit.put_case(
                    replace(case, status=Status.RESOLVED, closed_at=datetime(2026, 1, 20, number, tzinfo=UTC))
                )
            store.archive_closed(datetime(2026, 1, 20, number + 1, tzinfo=UTC))
    cases = json.loads(month.read_bytes())["cases"].values()
    assert [(case["number"], "assignments" in case, "conversation" in case) for case in cases] == [
        (1, True, True), (2, True, True), (3, True, True)
    ]  # fmt: skip
    assert {one.name: one.read_bytes() for one in month.parent.glob("*.json.*")} == {"2026-01.json.earlier": before}


@pytest.mark.parametrize("schema", [1], indirect=True)
def test_what_nobody_knows_any_longer_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = folder / "escalations.json"
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["facts"] |= {"moon:full": "yes", "standing": ""}
    path.write_text(json.dumps(tables))
    with open_store(folder):
        pass
    assert [record.getMessage() for record in caplog.records] == [
        "moon:full is left out: this version does not know it (yes)"
    ]


def test_it_goes_on_in_the_new_form_beside_a_copy_of_the_old_one(schema: int, folder: Path) -> None:
    before = (folder / "escalations.json").read_bytes()
    with open_store(folder) as store:
        for outcome in ("once", "twice"):
            case = store.find_case(2)
            assert case is not None
            with store.transaction() as unit:
                unit.put_case(replace(case, outcome=outcome))
    with open_store(folder) as store:
        case = store.find_case(2)
        assert case is not None
        assert (case.outcome, case.version) == ("twice", schema + 1)
        assert len(case.conversation.told) == 4
        assert store.find_hint("dana@example.com") == NOW
        with store.transaction() as unit:
            unit.put_hint("dana@example.com", NOW + timedelta(days=1))
    assert json.loads((folder / "escalations.json").read_bytes())["meta"]["1"]["schema"] == SCHEMA
    assert (folder / f"escalations.json.schema-{schema}").read_bytes() == before


def test_a_reader_leaves_it_as_it_is(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        assert store.count_cases() == 3
    assert sorted(path.name for path in folder.iterdir()) == ["archive", "escalations.json"]


@pytest.mark.parametrize(
    "facts", [["x"], {"week:2026": "[1, 0, 0, 0]"}, {"week:2026-03-02": "1"}, {"standing": "{}"}, {"unmarked": "["}]
)
@pytest.mark.parametrize("schema", [1], indirect=True)
def test_what_is_not_ours_is_not_guessed_at(folder: Path, facts: object) -> None:
    path = folder / "escalations.json"
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["facts"] = facts
    path.write_text(json.dumps(tables))
    with pytest.raises(StateError, match="not ours"), open_store(folder):
        pass
