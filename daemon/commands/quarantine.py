"""`quarantine list` and `quarantine show`: mail that was set aside."""

import os
import sys
from typing import Annotated

import typer

from daemon.commands.face import FINE, FOUND, AsJson, print_rows

app = typer.Typer(help="Mail that was set aside: list it, look at it.", no_args_is_help=True)


@app.command("list")
def list_quarantine(context: typer.Context, as_json: AsJson = False) -> int:
    """Mail that was set aside, and why."""
    from daemon.commands.inspection import load_quarantine

    rows = load_quarantine(context.obj, os.environ)
    print_rows(
        rows,
        as_json,
        "The quarantine is empty.",
        lambda row: f"{row['id']}  {row['at']}  {row['from']}  {row['subject']!r}: {row['reason']}",
    )
    return FINE


@app.command("show")
def show_quarantine(
    context: typer.Context, item: Annotated[str, typer.Argument(help="An id from `quarantine list`.", metavar="ID")]
) -> int:
    """The raw mail, as it came, with its control characters made visible."""
    from daemon.commands.inspection import load_quarantined

    raw = load_quarantined(context.obj, os.environ, item)
    if raw is None:
        print(f"{item}: no such mail in quarantine.", file=sys.stderr)
        return FOUND
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    print("".join(char if char in "\n\t" or char.isprintable() else f"\\x{ord(char):02x}" for char in text))
    return FINE
