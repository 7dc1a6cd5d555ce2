"""What all commands have in common (face C1, C2.1): exit codes, `--json`, the console."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

VERSION = "0.1.0"
FINE, FOUND, WRONG_USAGE, UNUSABLE_STATE = 0, 1, 2, 3

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def render_json(value: object) -> str:
    """On one line, in people's own letters."""
    return json.dumps(value, ensure_ascii=False)


def print_json(value: object) -> None:
    print(render_json(value))


def get_console() -> Console:
    """For people: no markup in values, and no line is cut where nobody looks at a terminal."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def print_rows(
    rows: Sequence[Mapping[str, object]], as_json: bool, empty: str, render: Callable[[Mapping[str, object]], str]
) -> None:
    """A list: as JSON, or a line a row, or that it is `empty`."""
    if as_json:
        print_json(rows)
        return
    console = get_console()
    for line in map(render, rows):
        console.print(line)
    if not rows:
        console.print(empty)


def render_instant(at: datetime | None) -> str | None:
    """As JSON and CSV have it: ISO 8601 with its offset; None for none."""
    return at.isoformat() if at is not None else None


def read_instant(text: str, option: str) -> datetime:
    """An instant that an option names. Raises typer.BadParameter: wrong usage."""
    try:
        at = datetime.fromisoformat(text)
        if "T" not in text.upper() and " " not in text.strip():
            raise ValueError  # a date alone
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not an instant in ISO 8601, such as 2026-03-06T16:40+01:00", param_hint=option
        ) from None
    if at.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no offset: write {text}Z or {text}+01:00", param_hint=option)
    return at
