"""`outbox list` and `outbox retry`: letters that have not left."""

import os
import sys
from typing import Annotated

import typer

from daemon.commands.face import FINE, FOUND, AsJson, print_rows

app = typer.Typer(help="Letters that have not left: list them, try them again.", no_args_is_help=True)


@app.command("list")
def list_outbox(context: typer.Context, as_json: AsJson = False) -> int:
    """Letters that have not left, and why."""
    from daemon.commands.inspection import load_outbox

    rows = load_outbox(context.obj, os.environ)
    print_rows(
        rows,
        as_json,
        "The outbox is empty.",
        lambda row: (
            f"{row['id']}  {row['state']:<8}  {row['kind']} to {row['to']}  "
            f"{row['case'] or ''}  {row['problem']}".rstrip()
        ),
    )
    return FINE


@app.command("retry")
def retry_outbox(
    context: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Ids from `outbox list`; all that failed when none is given.", metavar="[ID]..."),
    ] = None,
) -> int:
    """Put letters that failed, or whose fate is unknown, back into the outbox. The daemon must not be running."""
    from daemon.commands.inspection import retry_letters

    retried, unknown = retry_letters(context.obj, os.environ, ids or [])
    for name in unknown:
        print(f"{name}: no such letter among those that failed.", file=sys.stderr)
    print(f"{retried} {'letter leaves' if retried == 1 else 'letters leave'} again when the daemon runs.")
    return FOUND if unknown else FINE
