"""`check`, `simulate` and `deadline`: what would be done, touching nothing."""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import Progress

from daemon.commands.face import FINE, FOUND, WRONG_USAGE, AsJson, get_console, print_json, read_instant
from daemon.commands.printing import print_check


def check(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(help="Mail files (.eml), or - for standard input.", metavar="FILE...")],
    as_json: AsJson = False,
    assume_trusted: Annotated[bool, typer.Option("--assume-trusted", help="Believe the sender.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each line of the text what it is taken for.")
    ] = False,
) -> int:
    """Say what would be done with a mail, touching nothing."""
    from daemon.bootstrap import load_policy, load_vocabulary
    from daemon.commands.replay.checks import check_mail, explain_mail

    settings, policy = load_policy(context.obj, os.environ)
    words = load_vocabulary(settings)
    for name, raw in _read_mails(files):
        result = check_mail(name, raw, policy, words, assume_trusted)
        if explain:
            result["lines"] = explain_mail(raw, words)
        if as_json:
            print_json(result)
        else:
            print_check(get_console(), result)
    return FINE


def _read_mails(files: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for name in files:
        try:
            yield name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise typer.BadParameter(f"{name} cannot be read: {error.strerror}", param_hint="FILE") from error


def simulate(
    context: typer.Context,
    sources: Annotated[
        list[Path], typer.Argument(help="Mails, folders of .eml files, Maildirs, mboxes.", metavar="SOURCE...")
    ],
    until: Annotated[str, typer.Option(help="The instant at which it ends, ISO 8601 with offset.")],
    received: Annotated[
        str | None, typer.Option(help="When every mail arrives; otherwise each at its own Date.")
    ] = None,
    compare: Annotated[Path | None, typer.Option(help="Other settings: only what would differ is shown.")] = None,
    as_json: AsJson = False,
) -> int:
    """Replay mails under the settings on a virtual clock, without a server: every letter that would go out."""
    from daemon.bootstrap import load_policy
    from daemon.commands.replay.simulation import find_differences, render_differences, simulate
    from daemon.commands.replay.sources import read_sources

    logging.getLogger("daemon").setLevel(logging.WARNING)
    end, start = read_instant(until, "--until"), None if received is None else read_instant(received, "--received")
    try:
        mails = read_sources(sources, start)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return WRONG_USAGE
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="SOURCE") from error
    if not mails:
        print("No mail there: neither .eml files, nor a Maildir, nor an mbox.", file=sys.stderr)
    progress = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    settings, policy = load_policy(context.obj, os.environ)
    zone = ZoneInfo(policy.timezone)
    with progress:
        task = progress.add_task("replaying", total=len(mails) * (1 if compare is None else 2))
        sent = simulate(settings, policy, mails, end, lambda: progress.advance(task))
        if compare is None:
            for letter in sent:
                print(letter.render(zone, as_json))
            return FINE
        other = list(simulate(*load_policy(compare, os.environ), mails, end, lambda: progress.advance(task)))
        differences = find_differences(sent, other)
    for line in render_differences(differences, zone, as_json):
        print(line)
    return FOUND if differences else FINE


def deadline(
    context: typer.Context,
    level: Annotated[int, typer.Option(help="The level's number.")],
    priority: Annotated[str, typer.Option(help="high, medium or low.")],
    received: Annotated[str, typer.Option(help="When it was received, ISO 8601 with offset: 2026-03-06T16:40+01:00.")],
    as_json: AsJson = False,
) -> int:
    """When an answer is due, and how that is counted, day by day."""
    from daemon.bootstrap import load_policy
    from daemon.commands.overview import render_deadline

    received_at = read_instant(received, "--received")
    _, policy = load_policy(context.obj, os.environ)
    try:
        result = render_deadline(policy, level, priority, received_at)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        print_json(result)
        return FINE
    console = get_console()
    console.print(
        f"Level {level}, {result['priority']}: received {result['received']}, due {result['due']}", style="bold"
    )
    walk = result["walk"]
    assert isinstance(walk, list)
    for step in walk:
        console.print(f"  {step['date']}  {step['counted']:<16} {step['why']}")
    return FINE
