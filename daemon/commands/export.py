"""`export`: a row for each case, open and archived, for a spreadsheet or another program (face C3.11); and the week's
numbers."""

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, TextIO

import typer

from daemon.commands.face import FINE, render_instant
from daemon.core.model.case import Case
from daemon.core.model.customers import Directory, find_customer
from daemon.core.model.history.spans import GONE_UP, find_spans
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.weeks import Measure, Week
from daemon.ports import State, iterate_cases
from parsers.model import CommandName

Row = dict[str, object]
# what a spreadsheet takes for the beginning of a formula; a text that begins so gets an apostrophe before it
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
REOPENED = EntryKind.COMMAND.of(CommandName.REOPEN)
OPEN_TO_ALL = (  # of a sensitive case nothing else is said (behaviour B5.14)
    "case", "level", "received", "opened", "answered", "seconds_to_answer", "claimed", "seconds_to_claim", "closed",
    "seconds_to_outcome",
)  # fmt: skip


def iterate_rows(state: State, directory: Directory) -> Iterator[Row]:
    """A row for each case by number, one at a time: none of them is kept."""
    numbers = {*state.closed_numbers(), *(case.number for case in iterate_cases(state))}
    for number in sorted(numbers):
        case = state.find_case(number)
        if case is not None:
            yield build_row(case, directory)


def build_row(case: Case, directory: Directory) -> Row:
    """The columns of docs/face.md, always all of them; what there is not is None."""
    row: Row = {
        "case": case.name,
        "status": case.status.value,
        "level": case.level,
        "priority": case.fields.priority.value if case.fields.priority else None,
        "urgent": case.urgent,
        "triggers": " ".join(case.triggers) or None,
        "customer": case.fields.customer,
        "tier": _find_tier(case, directory),
        "ticket": case.fields.ticket,
        "title": case.title or None,
        "agent": case.agent.email,
        "claimed_by": case.claimed_by.email if case.claimed_by else None,
        **_build_times(case),
        "raised": _count(case, *GONE_UP),
        "reopened": [one.name for one in case.conversation.entries].count(REOPENED),
        "outcome": case.outcome or None,
        "policy_version": case.policy_version or None,
    }
    return {name: value if name in OPEN_TO_ALL else None for name, value in row.items()} if case.sensitive else row


def render_week(monday: date, week: Week) -> dict[str, object]:
    """The numbers of the week, and how many seconds it took on average, by level and trigger."""
    return {
        "monday": monday.isoformat(),
        **{one: getattr(week, one) for one in ("opened", "solved", "answered", "answered_in_time", "taken", "in_time")},
        "average_seconds": {
            of: {one.value: None if (mean := week.find_mean(one, of)) is None else round(mean.total_seconds())
                 for one in Measure}
            for of in week.matters
        },
    }  # fmt: skip


def _build_times(case: Case) -> Row:
    spans = find_spans(case)
    return {
        "received": render_instant(case.received_at),
        "opened": render_instant(case.opened_at),
        "answered": render_instant(spans.response_at),
        "seconds_to_answer": _seconds(spans.find(spans.response_at)),
        "claimed": render_instant(spans.claim_at),
        "seconds_to_claim": _seconds(spans.find(spans.claim_at)),
        "closed": render_instant(case.closed_at),
        "seconds_to_outcome": _seconds(spans.find(spans.outcome_at)),
    }


def _find_tier(case: Case, directory: Directory) -> str | None:
    customer = find_customer(case.fields, directory)
    return customer.tier or None if customer is not None else None


def _count(case: Case, *kinds: EntryKind) -> int:
    return sum(one.kind in kinds for one in case.conversation.entries)


def _seconds(span: timedelta | None) -> int | None:
    return round(span.total_seconds()) if span is not None else None


def write_csv(rows: Iterator[Row], out: TextIO) -> None:
    """RFC 4180, with the names in the first line; there are columns also where there is no case."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in COLUMNS])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def write_json(rows: Iterator[Row], out: TextIO) -> None:
    """One document, a case on each line of it."""
    out.write("[")
    for number, row in enumerate(rows):
        out.write(",\n" if number else "\n")
        out.write(json.dumps(row, ensure_ascii=False))
    out.write("\n]\n")


COLUMNS = (
    "case", "status", "level", "priority", "urgent", "triggers", "customer", "tier", "ticket", "title", "agent",
    "claimed_by", "received", "opened", "answered", "seconds_to_answer", "claimed", "seconds_to_claim", "closed",
    "seconds_to_outcome", "raised", "reopened", "outcome", "policy_version",
)  # fmt: skip
WRITERS = {"csv": write_csv, "json": write_json}


def export(
    context: typer.Context,
    formats: Annotated[str, typer.Option("--format", help="csv or json; both with --into.")] = "csv",
    folder: Annotated[
        Path | None, typer.Option("--into", help="Write cases.csv and cases.json there, and nothing to stdout.")
    ] = None,
) -> int:
    """A row for each case, open and archived; of a sensitive one number, level and times only."""
    from daemon.bootstrap import load_policy, open_state

    names = _read_formats(formats, folder)
    settings, policy = load_policy(context.obj, os.environ)
    with open_state(settings) as (store, _, _):
        for name in names:
            with ExitStack() as stack:
                out = sys.stdout if folder is None else stack.enter_context(_open(folder, name))
                WRITERS[name](iterate_rows(store, policy.directory), out)
    return FINE


def _read_formats(formats: str, folder: Path | None) -> tuple[str, ...]:
    """Which are asked for. Raises typer.BadParameter: wrong usage."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in formats.split(",")))
    unknown = next((name for name in names if name not in WRITERS), None)
    if unknown == "md":
        raise typer.BadParameter("md, the knowledge entries, is not there yet: csv or json", param_hint="--format")
    if unknown is not None:
        raise typer.BadParameter(f"{unknown!r} is not one of csv, json", param_hint="--format")
    if len(names) > 1 and folder is None:
        raise typer.BadParameter("several at once go into a folder: --into FOLDER", param_hint="--format")
    return names


def _open(folder: Path, name: str) -> TextIO:
    """The file, for its owner alone: customers stand in it. Raises typer.BadParameter for a folder that cannot be
    written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f"cases.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise typer.BadParameter(f"{folder}: {error.strerror}", param_hint="--into") from error
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
