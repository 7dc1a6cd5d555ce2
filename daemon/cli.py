"""The commands (face C1, C2.1): they print and give exit codes; the work is done elsewhere.

Exit codes: 0 fine · 1 a check failed or something was found · 2 wrong usage or settings · 3 the state cannot be used.
"""

import json
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
from typer.exceptions import TyperException

from daemon.commands import outbox, quarantine
from daemon.commands.face import FINE, FOUND, UNUSABLE_STATE, WRONG_USAGE, AsJson, get_console, print_json, read_instant
from daemon.commands.printing import print_case, print_check, print_status
from daemon.errors import MailboxError, RelayError, SettingsError, StateError, UpstairsError

app = typer.Typer(
    name="upstairs",
    help="Watches the shared mailbox and takes every escalation upstairs until somebody has taken it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(outbox.app, name="outbox")
app.add_typer(quarantine.app, name="quarantine")


def main(argv: Sequence[str]) -> int:
    """Runs one command; its exit code. Nothing that a user can cause ends in a traceback."""
    try:
        result = typer.main.get_command(app).main(list(argv) or ["--help"], prog_name="run.py", standalone_mode=False)
    except TyperException as error:
        _show_usage(error)
        return WRONG_USAGE
    except (typer.Abort, KeyboardInterrupt):
        return FOUND
    except SettingsError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except StateError as error:
        print(error, file=sys.stderr)
        return UNUSABLE_STATE
    except (UpstairsError, BrokenPipeError) as error:
        print(error, file=sys.stderr)
        return FOUND
    return result if isinstance(result, int) else FINE


def _show_usage(error: TyperException) -> None:
    """The mistake in one line, with the way to the help."""
    show = getattr(error, "show", None)
    if callable(show):
        show(sys.stderr)
    else:
        print(error, file=sys.stderr)


@app.callback()
def choose_settings(
    context: typer.Context,
    config: Annotated[Path, typer.Option("--config", help="The settings file.")] = Path("config.yaml"),
    log_level: Annotated[
        str, typer.Option("--log", help="What goes to stderr: debug, info, warning or error.")
    ] = "info",
) -> None:
    levels = logging.getLevelNamesMapping()
    if log_level.upper() not in levels:
        raise typer.BadParameter(f"{log_level!r} is not one of debug, info, warning, error", param_hint="--log")
    logging.basicConfig(
        level=levels[log_level.upper()], format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("imapclient").setLevel(logging.WARNING)
    context.obj = config


@app.command()
def start(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One pass over mailbox and outbox, then exit.")] = False,
) -> int:
    """Run the daemon until SIGTERM or SIGINT."""
    from daemon.bootstrap import run_daemon

    try:
        run_daemon(context.obj, os.environ, once)
    except (MailboxError, RelayError) as error:
        print(error, file=sys.stderr)
        return FOUND
    return FINE


@app.command()
def demo(
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave it running afterwards, for a mail program to look into.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--into", help="Where the mails are left; a fresh temporary folder otherwise.")
    ] = None,
) -> int:
    """See the whole journey with nothing set up: servers, daemon and sample mails on this machine."""
    from daemon.demo.story import run_demo

    logging.getLogger().setLevel(logging.WARNING)  # the story is told on stdout; the servers' talk would only hide it
    return run_demo(get_console(), folder, keep)


@app.command()
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
    from daemon.commands.overview import check_mail, explain_mail

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


@app.command()
def doctor(
    context: typer.Context,
    as_json: AsJson = False,
    send_test: Annotated[
        str | None, typer.Option("--send-test", metavar="ADDRESS", help="Send one test letter there.")
    ] = None,
) -> int:
    """Examine settings, servers, state, clock, templates and directory: a line each, with the mend."""
    from daemon.commands.doctor import Outcome, examine

    logging.getLogger("daemon").setLevel(logging.WARNING)  # what is tried on templates is no mail that came
    findings = examine(context.obj, os.environ, send_test)
    if as_json:
        print_json(
            [{"check": one.check, "state": one.outcome.value, "text": one.text, "mend": one.mend} for one in findings]
        )
    else:
        console = get_console()
        for one in findings:
            console.print(f"{one.outcome.mark} {one.check:<10} {one.text}", style=one.outcome.style)
            if one.mend:
                console.print(f"  {'':<10} → {one.mend}")
    if any(one.check == "settings" and one.outcome is Outcome.FAILED for one in findings):
        return WRONG_USAGE
    return FOUND if any(one.outcome is Outcome.FAILED for one in findings) else FINE


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> int:
    """Open cases by urgency, outbox, quarantine, last contact with each server."""
    from daemon.commands.inspection import load_status

    result = load_status(context.obj, os.environ)
    if as_json:
        print_json(result)
        return FINE
    print_status(get_console(), result)
    return FINE


@app.command()
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


@app.command()
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


@app.command()
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
    from daemon.commands.simulation import find_differences, render_differences, simulate
    from daemon.commands.sources import read_sources

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


@app.command()
def digest(
    context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, send nothing.")] = False
) -> int:
    """Write each lead's digest now; it leaves when the daemon runs."""
    from daemon.commands.inspection import write_digests

    for address, text in write_digests(context.obj, os.environ, dry_run):
        print(f"To: {address}\n{text}\n")
    return FINE


@app.command()
def template(context: typer.Context) -> int:
    """The blank escalation template, ready to paste."""
    from daemon.bootstrap import load_blank_template

    print(load_blank_template())
    return FINE


@app.command()
def schema() -> int:
    """JSON Schema of config.yaml, for editors."""
    from daemon.settings.load import render_schema

    print(json.dumps(render_schema(), indent=2, ensure_ascii=False))
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
