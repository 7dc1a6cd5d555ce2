"""`export`, `--version` and the numbers of the weeks (face C1.9, C1.10, C3.11, C3.12; behaviour B8.3)."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon import cli
from daemon.adapters.store.tiny import open_store
from daemon.commands.export import COLUMNS, build_row, iterate_rows, write_csv, write_json
from daemon.commands.face import VERSION
from daemon.commands.overview import render_status
from daemon.core.model.case import Case
from daemon.core.model.customers import Directory
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import SETTINGS, letter_to, reply, words_of

MONDAY, HOUR = datetime(2026, 3, 9, 9, 0, tzinfo=UTC), timedelta(hours=1)
TESS, DANA, LEAD = "tech@example.com", "dana@example.com", "lead@example.com"
VERSIONED = {"administrators:": 'policy_version: "2026-02-19"\nadministrators:'}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def live(desk: Desk) -> None:
    """A case that is answered after one hour, taken after two and solved after four."""
    opened = desk.receive(build_mail(), MONDAY)
    routed = letter_to(opened, TESS)
    for hours, words in ((1, "Which version do they run?"), (2, "mine"), (4, "done: restarted")):
        desk.receive(reply(routed, TESS, words), MONDAY + hours * HOUR)


def test_a_row_says_when_a_case_was_answered_taken_and_solved(tmp_path: Path) -> None:
    desk = Desk(tmp_path, VERSIONED)
    live(desk)
    (row,) = iterate_rows(desk.store, desk.policy.directory)
    assert tuple(row) == COLUMNS
    spans = [row[name] for name in ("seconds_to_answer", "seconds_to_claim", "seconds_to_outcome")]
    assert spans == [3600, 7200, 14400]
    assert (row["status"], row["outcome"], row["policy_version"]) == ("resolved", "restarted", "2026-02-19")


def test_the_digest_and_status_say_it_by_level_and_trigger(desk: Desk) -> None:
    live(desk)
    desk.receive(build_mail("ESCALATION - Other - Ticket #50002", message_id="<two@example.com>"), MONDAY + 5 * HOUR)
    digest = words_of(letter_to(desk.pass_time(MONDAY + 96 * HOUR), LEAD, "digest"))
    took = "answered after 60 minutes, taken after 2 h, solved after 4 h"
    assert f"On average, from the opening on Level 3: {took} bug: {took}" in digest
    (this, last) = render_status(desk.store, desk.policy, {}, MONDAY + 24 * HOUR)["weeks"]  # type: ignore[misc]
    assert this["average_seconds"]["3"] == {"response": 3600, "claim": 7200, "outcome": 14400}
    assert (this["monday"], last["average_seconds"]) == ("2026-03-09", {})


def test_of_a_sensitive_case_number_level_and_times_are_all(desk: Desk) -> None:
    desk.receive(build_mail(body=build_form({"Issue Summary": "Their lawyer announces legal action."})), MONDAY)
    assert case_of(desk).sensitive
    (row,) = iterate_rows(desk.store, desk.policy.directory)
    assert {name for name, value in row.items() if value is not None} == {"case", "level", "received", "opened"}
    assert set(row) == set(COLUMNS)


def test_what_a_spreadsheet_would_calculate_is_a_text(desk: Desk) -> None:
    wrong = {}
    for evil in ('=HYPERLINK("http://evil.example")', "+1", "-2+3", "@SUM(1)", "\t=1"):
        row = build_row(_named(desk, evil), Directory(()))
        out = io.StringIO()
        write_csv(iter([row]), out)
        _, cells = csv.reader(io.StringIO(out.getvalue()))
        if not cells[COLUMNS.index("customer")].startswith("'"):
            wrong[evil] = cells
    assert wrong == {}


def _named(desk: Desk, customer: str) -> Case:
    if desk.store.find_case(1) is None:
        desk.receive(build_mail(), MONDAY)
    case = case_of(desk)
    return replace(case, fields=replace(case.fields, customer=customer))


def test_rows_are_made_one_at_a_time_and_archived_cases_are_among_them(desk: Desk, tmp_path: Path) -> None:
    live(desk)
    desk.receive(build_mail("ESCALATION - Other - Ticket #50002", message_id="<two@example.com>"), MONDAY + 5 * HOUR)
    with open_store(tmp_path / "data") as store:
        with store.transaction() as unit:
            for number in (1, 2):
                unit.next_case_number()
                case = desk.store.find_case(number)
                assert case is not None
                unit.put_case(replace(case, version=0, customer_promised_at=None))
        assert store.archive_closed(MONDAY + 100 * HOUR) == 1
        rows = iterate_rows(store, desk.policy.directory)
        assert isinstance(rows, Iterator)
        rows = iter(list(rows))
    out = io.StringIO()
    write_json(rows, out)
    assert [row["case"] for row in json.loads(out.getvalue())] == ["ESC-1", "ESC-2"]
    empty = io.StringIO()
    write_json(iter(()), empty)
    assert json.loads(empty.getvalue()) == []


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    config = folder / "config.yaml"
    (folder / "password").write_text("secret", encoding="utf-8")
    (folder / "password").chmod(0o600)
    text = SETTINGS.format(imap=10143, smtp=10025, folder=folder)
    for old, new in VERSIONED.items():
        text = text.replace(old, new)
    config.write_text(text, encoding="utf-8")
    code = cli.main(["--config", str(config), *words])
    return (code, *capsys.readouterr())


def test_the_commands_print_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, capsys, "export") == (0, ",".join(COLUMNS) + "\r\n", "")
    code, out, _ = run(tmp_path, capsys, "export", "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert run(tmp_path, capsys, "export", "--format", "csv,json", "--into", str(tmp_path / "out"))[:2] == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["cases.csv", "cases.json"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    for formats, said in (("md", "not there yet"), ("xls", "is not one of"), ("csv,json", "--into FOLDER")):
        code, out, err = run(tmp_path, capsys, "export", "--format", formats)
        assert (code, out) == (2, "")
        assert said in " ".join(err.split())
    code, out, _ = run(tmp_path, capsys, "--version")
    assert (code, out.startswith(f"Upstairs {VERSION}, policy 2026-02-19, Python 3.")) == (0, True)


def test_the_policys_version_goes_with_every_letter_but_the_customers(tmp_path: Path) -> None:
    desk = Desk(tmp_path, VERSIONED)
    letters = desk.receive(build_mail(), MONDAY)
    said = {str(one["X-Escalation-Kind"]): one["X-Escalation-Policy"] for one in letters}
    assert said == {"receipt": "2026-02-19", "routed": "2026-02-19", "customer-acknowledgement": None}
    assert case_of(desk).policy_version == "2026-02-19"
    pyproject = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{VERSION}"' in pyproject
