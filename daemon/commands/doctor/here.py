"""Settings, directory, templates, clock and state, as they stand on this machine."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

from daemon.adapters.clock import SystemClock
from daemon.adapters.store.tiny import open_store
from daemon.adapters.templates import load_texts
from daemon.bootstrap import OPEN_DIRECTORY, find_strayed, load_vocabulary
from daemon.commands.doctor.findings import Finding, Health
from daemon.commands.replay.rehearsal import rehearse
from daemon.commands.replay.stage import KEY
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.customers import Directory, parse_directory
from daemon.core.model.policy import EscalationPolicy
from daemon.errors import SettingsError, StateError
from daemon.settings.load import Settings

LITTLE_SPACE = 500_000_000  # bytes


def read_directory(settings: Settings) -> tuple[list[Finding], Directory]:
    path = settings.directory_path
    if path is None:
        mend = "set customers.directory, or customers are told by their agents from a draft"
        return [Finding("directory", Health.WARNING, "there is no customer directory", mend)], Directory()
    try:
        directory, problems = parse_directory(path.read_bytes())
    except FileNotFoundError as error:
        mend = "write it with the columns account, name, email, tier, language, timezone"
        return [Finding("directory", Health.WARNING, f"{path} cannot be read: {error.strerror}", mend)], Directory()
    except OSError as error:
        return [
            Finding("directory", Health.FAILED, f"{path} cannot be read: {error.strerror}", OPEN_DIRECTORY)
        ], Directory()
    found = [
        Finding("directory", Health.WARNING, f"{path}:{problem}", "this line is left out until it is mended")
        for problem in problems
    ]
    return [*found, Finding("directory", Health.FINE, f"{len(directory.customers)} customers")], directory


def examine_rules(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    if not policy.leads:
        yield Finding(
            "settings",
            Health.WARNING,
            "there are no leads",
            "nobody gets the digest or hears of letters that do not arrive",
        )
    if settings.rules.senders.trust == "network":
        mend = "right only for a mailbox that nobody outside can write to"
        yield Finding("settings", Health.WARNING, "senders.trust is network: every allowed From is believed", mend)


def examine_templates(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    """A team's own are read, and tried on a few letters that go nowhere."""
    mend = "docs/templates.md lists the files and their variables"
    try:
        texts = load_texts(settings.templates_path)
        if settings.templates_path is not None:
            rehearse(Correspondence(policy, texts, KEY), load_vocabulary(settings))
    except (OSError, ValueError, SettingsError) as error:
        yield Finding("templates", Health.FAILED, str(error), mend)
        return
    for name, problem in texts.failed.items():
        yield Finding(
            "templates",
            Health.WARNING,
            f"{name} does not work ({problem}): the supplied one is sent in its place",
            mend,
        )
    if not texts.failed:
        yield Finding("templates", Health.FINE, "all of them can be read")


def examine_clock(settings: Settings) -> Iterator[Finding]:
    """The clock is wrong when it stands before what was already recorded, or before this program was written."""
    now = SystemClock().now()
    mend = "let the machine keep its time by NTP: deadlines are counted by it"
    if now.year < 2026:
        yield Finding("clock", Health.FAILED, f"the machine believes that it is {now:%Y-%m-%d %H:%M} UTC", mend)
        return
    for name, calendar in settings.calendars.items():
        if calendar.holidays_until <= now.year:
            said = f"public holidays of the calendar {name} are known up to {calendar.holidays_until} only"
            yield Finding(
                "clock", Health.WARNING, said, "write those of the next year under closed, or look for an update"
            )
    newest = _newest_entry(settings)
    if newest is not None and newest > now + timedelta(minutes=5):
        yield Finding(
            "clock",
            Health.FAILED,
            f"it is {now:%Y-%m-%d %H:%M} UTC here, but the state knows of {newest:%Y-%m-%d %H:%M}",
            mend,
        )
    else:
        yield Finding("clock", Health.FINE, f"{now:%Y-%m-%d %H:%M} UTC")


def _newest_entry(settings: Settings) -> datetime | None:
    """When a mail was last handled here; None when none was, or the state cannot be read, which is told elsewhere."""
    try:
        with open_store(settings.store_path, read_only=True) as store:
            return store.last_entry_at()
    except StateError:
        return None


def examine_store(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    path = settings.store_path
    try:
        with open_store(path, read_only=True) as store:
            trouble = store.find_mailbox_trouble()
            cases, letters, strayed = (
                store.count_cases(),
                sum(store.count_letters().values()),
                tuple(find_strayed(store, policy)),
            )
    except StateError as error:
        yield Finding("store", Health.FAILED, str(error), "see docs/operating.md, “When something is wrong”")
        return
    if trouble is not None:
        said = f"no mail can be read since {trouble.since:%Y-%m-%d %H:%M} UTC: {trouble.words}"
        yield Finding("store", Health.FAILED, said, "see mailbox below; it goes on by itself when the server answers")
    mend = "write the level back, or move them by mail: raise or lower, with the level's number"
    yield from (Finding("store", Health.WARNING, one, mend) for one in strayed)
    folder = next(one for one in (path, *path.parents) if one.exists())
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        yield Finding(
            "store", Health.FAILED, f"{folder} cannot be written to", "give it to the user that runs the daemon"
        )
    elif free < LITTLE_SPACE:
        yield Finding(
            "store",
            Health.WARNING,
            f"only {free // 1_000_000} MB are free at {folder}",
            "make room: mail is kept as files",
        )
    else:
        yield Finding(
            "store",
            Health.FINE,
            f"{path}: {cases} open cases, {letters} letters in the outbox, {free // 1_000_000_000} GB free",
        )
