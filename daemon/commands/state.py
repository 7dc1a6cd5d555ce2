"""`status`, `show` and `digest`: what stands in the state."""

import os
import platform
import sys
from pathlib import Path
from typing import Annotated

import typer

from daemon.commands.face import FINE, FOUND, VERSION, AsJson, get_console, print_json
from daemon.commands.printing import print_case, print_status
from daemon.errors import SettingsError


def describe_version(path: Path) -> str:
    """`Upstairs 0.1.0, policy 2026-02-19, Python 3.11.7`; without settings that can be read it says so."""
    from daemon.settings.load import load_settings

    try:
        policy = load_settings(path, os.environ, offline=True).rules.policy_version
        said = f"policy {policy}" if policy else "no policy version set"
    except SettingsError:
        said = "policy unknown, for its settings cannot be read"
    return f"Upstairs {VERSION}, {said}, Python {platform.python_version()}"


def status(context: typer.Context, as_json: AsJson = False) -> int:
    """Open cases by urgency, outbox, quarantine, last contact with each server."""
    from daemon.commands.inspection import load_status

    result = load_status(context.obj, os.environ)
    if as_json:
        print_json(result)
        return FINE
    print_status(get_console(), result)
    return FINE


def show(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="A case, such as ESC-42.")],
    as_json: AsJson = False,
) -> int:
    """A case: fields, timeline, mails, how its deadline was counted."""
    from daemon.commands.inspection import load_case

    digits = case.upper().removeprefix("ESC-")
    if not (digits.isascii() and digits.isdigit()):
        raise typer.BadParameter(f"{case!r} is not a case; write it as ESC-42", param_hint="CASE")
    result = load_case(context.obj, os.environ, int(digits))
    if result is None:
        print(f"ESC-{digits} is not known here.", file=sys.stderr)
        return FOUND
    if as_json:
        print_json(result)
    else:
        print_case(get_console(), result)
    return FINE


def digest(
    context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, send nothing.")] = False
) -> int:
    """Write each lead's digest now; it leaves when the daemon runs."""
    from daemon.commands.inspection import write_digests

    for address, text in write_digests(context.obj, os.environ, dry_run):
        print(f"To: {address}\n{text}\n")
    return FINE
