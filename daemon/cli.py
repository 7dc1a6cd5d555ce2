"""The commands (face C1, C2.1): they print and give exit codes; the work is done elsewhere.

Exit codes: 0 fine · 1 a check failed or something was found · 2 wrong usage or settings · 3 the state cannot be used.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import Progress
from typer.exceptions import TyperException

from daemon.commands.printing import print_case, print_check, print_status
from daemon.errors import MailboxError, RelayError, SettingsError, StateError, UpstairsError

FINE, FOUND, WRONG_USAGE, UNUSABLE_STATE = 0, 1, 2, 3

app = typer.Typer(
    name="upstairs",
    help="Watches the shared mailbox and takes every escalation upstairs until somebody has taken it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
outbox = typer.Typer(help="Letters that have not left: list them, try them again.", no_args_is_help=True)
quarantine = typer.Typer(help="Mail that was set aside: list it, look at it.", no_args_is_help=True)
app.add_typer(outbox, name="outbox")
app.add_typer(quarantine, name="quarantine")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


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
    log_level: Annotated[str, typer.Option("--log", help="What goes to stderr: debug, info, warning or error.")] = "info",
) -> None:
    levels = logging.getLevelNamesMapping()
    if log_level.upper() not in levels:
        raise typer.BadParameter(f"{log_level!r} is not one of debug, info, warning, error", param_hint="--log")
    logging.basicConfig(level=levels[log_level.upper()], format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("imapclient").setLevel(logging.WARNING)
    context.obj = config


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


@app.command()
def start(
    context: typer.Context, once: Annotated[bool, typer.Option("--once", help="One pass over mailbox and outbox, then exit.")] = False
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
    keep: Annotated[bool, typer.Option("--keep", help="Leave it running afterwards, for a mail program to look into.")] = False,
    folder: Annotated[Path | None, typer.Option("--into", help="Where the mails are left; a fresh temporary folder otherwise.")] = None,
) -> int:
    """See the whole journey with nothing set up: servers, daemon and sample mails on this machine."""
    from daemon.demo.story import run_demo

    logging.getLogger().setLevel(logging.WARNING)  # the story is told on stdout; the servers' talk would only hide it
    return run_demo(_console(), folder, keep)


@app.command()
def check(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(help="Mail files (.eml), or - for standard input.", metavar="FILE...")],
    as_json: AsJson = False,
    assume_trusted: Annotated[bool, typer.Option("--assume-trusted", help="Believe the sender.")] = False,
) -> int:
    """Say what would be done with a mail, touching nothing."""
    from daemon.bootstrap import load_policy, load_vocabulary
    from daemon.commands.overview import check_mail

    settings, policy = load_policy(context.obj, os.environ)
    words = load_vocabulary(settings)
    for name, raw in _read_mails(files):
        result = check_mail(name, raw, policy, words, assume_trusted)
        if as_json:
            _print_json(result)
        else:
            print_check(_console(), result)
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
    send_test: Annotated[str | None, typer.Option("--send-test", metavar="ADDRESS", help="Send one test letter there.")] = None,
) -> int:
    """Examine settings, servers, state, clock, templates and directory: a line each, with the mend."""
    from daemon.commands.doctor import Outcome, examine

    findings = examine(context.obj, os.environ, send_test)
    if as_json:
        _print_json([{"check": one.check, "state": one.outcome.value, "text": one.text, "mend": one.mend} for one in findings])
    else:
        console = _console()
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
        _print_json(result)
        return FINE
    print_status(_console(), result)
    return FINE


@app.command()
def show(context: typer.Context, case: Annotated[str, typer.Argument(help="A case, such as ESC-42.")], as_json: AsJson = False) -> int:
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
        _print_json(result)
    else:
        print_case(_console(), result)
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

    received_at = _read_instant(received, "--received")
    _, policy = load_policy(context.obj, os.environ)
    try:
        result = render_deadline(policy, level, priority, received_at)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        _print_json(result)
        return FINE
    console = _console()
    console.print(f"Level {level}, {result['priority']}: received {result['received']}, due {result['due']}", style="bold")
    walk = result["walk"]
    assert isinstance(walk, list)
    for step in walk:
        console.print(f"  {step['date']}  {step['counted']:<16} {step['why']}")
    return FINE


@app.command()
def simulate(
    context: typer.Context,
    sources: Annotated[list[Path], typer.Argument(help="Mails, folders of .eml files, Maildirs, mboxes.", metavar="SOURCE...")],
    until: Annotated[str, typer.Option(help="The instant at which it ends, ISO 8601 with offset.")],
    received: Annotated[str | None, typer.Option(help="When every mail arrives; otherwise each at its own Date.")] = None,
    compare: Annotated[Path | None, typer.Option(help="Other settings: only what would differ is shown.")] = None,
    as_json: AsJson = False,
) -> int:
    """Replay mails under the settings on a virtual clock, without a server: every letter that would go out."""
    from daemon.bootstrap import load_policy
    from daemon.commands.simulation import find_differences, simulate
    from daemon.commands.sources import read_sources

    logging.getLogger("daemon").setLevel(logging.WARNING)
    end, start = _read_instant(until, "--until"), None if received is None else _read_instant(received, "--received")
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
        if compare is not None:
            other = list(simulate(*load_policy(compare, os.environ), mails, end, lambda: progress.advance(task)))
            differences = find_differences(sent, other)
            if as_json:
                for change, letter in differences:
                    _print_json({"change": change} | letter.as_json())
            else:
                print("\n".join(f"{change} {letter.as_line(zone)}" for change, letter in differences) or "Nothing would differ.")
            return FOUND if differences else FINE
        for letter in sent:
            if as_json:
                _print_json(letter.as_json())
            else:
                print(letter.as_line(zone))
    return FINE


def _read_instant(text: str, option: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if "T" not in text.upper() and " " not in text.strip():
            raise ValueError  # a date alone
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not an instant in ISO 8601, such as 2026-03-06T16:40+01:00", param_hint=option) from None
    if at.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no offset: write {text}Z or {text}+01:00", param_hint=option)
    return at


@app.command()
def digest(context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, send nothing.")] = False) -> int:
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


@outbox.command("list")
def list_outbox(context: typer.Context, as_json: AsJson = False) -> int:
    """Letters that have not left, and why."""
    from daemon.commands.inspection import load_outbox

    rows = load_outbox(context.obj, os.environ)
    if as_json:
        _print_json(rows)
        return FINE
    console = _console()
    if not rows:
        console.print("The outbox is empty.")
    for row in rows:
        console.print(f"{row['id']}  {row['state']:<8}  {row['kind']} to {row['to']}  {row['case'] or ''}  {row['problem']}".rstrip())
    return FINE


@outbox.command("retry")
def retry_outbox(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(help="Ids from `outbox list`; all that failed when none is given.", metavar="[ID]...")
    ] = None,
) -> int:
    """Put letters that failed, or whose fate is unknown, back into the outbox. The daemon must not be running."""
    from daemon.commands.inspection import retry_letters

    retried, unknown = retry_letters(context.obj, os.environ, ids or [])
    for name in unknown:
        print(f"{name}: no such letter among those that failed.", file=sys.stderr)
    print(f"{retried} {'letter leaves' if retried == 1 else 'letters leave'} again when the daemon runs.")
    return FOUND if unknown else FINE


@quarantine.command("list")
def list_quarantine(context: typer.Context, as_json: AsJson = False) -> int:
    """Mail that was set aside, and why."""
    from daemon.commands.inspection import load_quarantine

    rows = load_quarantine(context.obj, os.environ)
    if as_json:
        _print_json(rows)
        return FINE
    console = _console()
    if not rows:
        console.print("The quarantine is empty.")
    for row in rows:
        console.print(f"{row['id']}  {row['at']}  {row['from']}  {row['subject']!r}: {row['reason']}")
    return FINE


@quarantine.command("show")
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
