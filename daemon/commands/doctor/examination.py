"""All of it, in the order in which it matters."""

from collections.abc import Mapping
from pathlib import Path

from daemon.commands.doctor.findings import Finding, Health
from daemon.commands.doctor.here import examine_clock, examine_rules, examine_store, examine_templates, read_directory
from daemon.commands.doctor.servers import examine_mailbox, examine_relay, send_test
from daemon.errors import SettingsError
from daemon.settings.load import load_settings


def examine(path: Path, environment: Mapping[str, str], test_to: str | None = None) -> list[Finding]:
    """All findings, in the order in which they matter. Wrong settings end it, for nothing else can be looked at then;
    a missing secret only keeps it from the servers."""
    found: list[Finding] = []
    try:
        settings = load_settings(path, environment)
        found.append(Finding("settings", Health.FINE, f"{path} is understood"))
    except SettingsError as error:
        found += [
            Finding("settings", Health.FAILED, problem, "docs/settings.md explains every line")
            for problem in error.problems
        ]
        try:
            settings = load_settings(path, environment, offline=True)
        except SettingsError:
            return found
    has_secrets = found[0].health is Health.FINE
    directory, customers = read_directory(settings)
    policy = settings.build_policy(customers)
    found += examine_rules(settings, policy)
    found += directory
    found += [*examine_templates(settings, policy), *examine_clock(settings), *examine_store(settings, policy)]
    if has_secrets:
        found += [*examine_mailbox(settings), *examine_relay(settings)]
    if test_to is not None and has_secrets:
        found.append(send_test(settings, policy, test_to))
    return found
