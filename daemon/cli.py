"""The commands (face C1, C2.1): they print and give exit codes; the work is done elsewhere.

Exit codes: 0 fine · 1 a check failed or something was found · 2 wrong usage or settings · 3 the state cannot be used.
"""

import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from daemon.commands import export, outbox, quarantine, state, trials
from daemon.commands.face import FINE, FOUND, UNUSABLE_STATE, WRONG_USAGE, AsJson, get_console, print_json
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


@app.callback(invoke_without_command=True)
def choose_settings(
    context: typer.Context,
    config: Annotated[Path, typer.Option("--config", help="The settings file.")] = Path("config.yaml"),
    log_level: Annotated[
        str, typer.Option("--log", help="What goes to stderr: debug, info, warning or error.")
    ] = "info",
    version: Annotated[bool, typer.Option("--version", help="Version, that of the team's procedure, Python.")] = False,
) -> None:
    if version:
        from daemon.commands.state import describe_version

        print(describe_version(config))
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit
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


app.command()(trials.check)


@app.command()
def doctor(
    context: typer.Context,
    as_json: AsJson = False,
    send_test: Annotated[
        str | None, typer.Option("--send-test", metavar="ADDRESS", help="Send one test letter there.")
    ] = None,
) -> int:
    """Examine settings, servers, state, clock, templates and directory: a line each, with the mend."""
    from daemon.commands.doctor.examination import examine
    from daemon.commands.doctor.findings import Health

    logging.getLogger("daemon").setLevel(logging.WARNING)  # what is tried on templates is no mail that came
    findings = examine(context.obj, os.environ, send_test)
    if as_json:
        print_json(
            [{"check": one.check, "state": one.health.value, "text": one.text, "mend": one.mend} for one in findings]
        )
    else:
        console = get_console()
        for one in findings:
            console.print(f"{one.health.mark} {one.check:<10} {one.text}", style=one.health.style)
            if one.mend:
                console.print(f"  {'':<10} → {one.mend}")
    if any(one.check == "settings" and one.health is Health.FAILED for one in findings):
        return WRONG_USAGE
    return FOUND if any(one.health is Health.FAILED for one in findings) else FINE


for command in (state.status, state.show, trials.deadline, trials.simulate, state.digest, export.export):
    app.command()(command)


@app.command()
def template(context: typer.Context) -> int:
    """The blank escalation template, ready to paste."""
    from daemon.adapters.templates import load_blank

    print(load_blank())
    return FINE


@app.command()
def schema() -> int:
    """JSON Schema of config.yaml, for editors."""
    from daemon.settings.load import render_schema

    print(json.dumps(render_schema(), indent=2, ensure_ascii=False))
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
