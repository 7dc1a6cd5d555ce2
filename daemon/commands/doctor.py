"""`doctor`: everything that can be wrong from outside, a line each, with the mend. Nothing is changed."""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path

from daemon.adapters.clock import SystemClock
from daemon.adapters.store.tiny import open_store
from daemon.adapters.templates import load_texts
from daemon.bootstrap import OPEN_DIRECTORY, build_mailbox, build_relay, find_strayed, load_vocabulary
from daemon.commands.rehearsal import rehearse
from daemon.commands.stage import KEY
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.customers import Directory, parse_directory
from daemon.core.model.policy import EscalationPolicy
from daemon.errors import LoginRefused, MailboxError, RelayError, RelayLoginRefused, SettingsError, StateError
from daemon.ports import Delivery
from daemon.settings.load import Settings, load_settings

LITTLE_SPACE = 500_000_000  # bytes


class Outcome(StrEnum):
    FINE = "ok"
    WARNING = "warning"
    FAILED = "failed"

    @property
    def mark(self) -> str:
        return {"ok": "✓", "warning": "!", "failed": "✗"}[self.value]

    @property
    def style(self) -> str:
        return {"ok": "green", "warning": "yellow", "failed": "red"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was examined, what was found, and what to do about it ("" when nothing is to be done)."""

    check: str
    outcome: Outcome
    text: str
    mend: str = ""


def examine(path: Path, environment: Mapping[str, str], send_test: str | None = None) -> list[Finding]:
    """All findings, in the order in which they matter. Wrong settings end it, for nothing else can be looked at then;
    a missing secret only keeps it from the servers."""
    found: list[Finding] = []
    try:
        settings = load_settings(path, environment)
        found.append(Finding("settings", Outcome.FINE, f"{path} is understood"))
    except SettingsError as error:
        found += [
            Finding("settings", Outcome.FAILED, problem, "docs/settings.md explains every line")
            for problem in error.problems
        ]
        try:
            settings = load_settings(path, environment, offline=True)
        except SettingsError:
            return found
    has_secrets = found[0].outcome is Outcome.FINE
    directory, customers = _read_directory(settings)
    policy = settings.build_policy(customers)
    found += _examine_rules(settings, policy)
    found += directory
    found += [*_examine_templates(settings, policy), *_examine_clock(settings), *_examine_store(settings, policy)]
    if has_secrets:
        found += [*_examine_mailbox(settings), *_examine_relay(settings)]
    if send_test is not None and has_secrets:
        found.append(_send_test(settings, policy, send_test))
    return found


def _read_directory(settings: Settings) -> tuple[list[Finding], Directory]:
    path = settings.directory_path
    if path is None:
        mend = "set customers.directory, or customers are told by their agents from a draft"
        return [Finding("directory", Outcome.WARNING, "there is no customer directory", mend)], Directory()
    try:
        directory, problems = parse_directory(path.read_bytes())
    except FileNotFoundError as error:
        mend = "write it with the columns account, name, email, tier, language, timezone"
        return [Finding("directory", Outcome.WARNING, f"{path} cannot be read: {error.strerror}", mend)], Directory()
    except OSError as error:
        return [
            Finding("directory", Outcome.FAILED, f"{path} cannot be read: {error.strerror}", OPEN_DIRECTORY)
        ], Directory()
    found = [
        Finding("directory", Outcome.WARNING, f"{path}:{problem}", "this line is left out until it is mended")
        for problem in problems
    ]
    return [*found, Finding("directory", Outcome.FINE, f"{len(directory.customers)} customers")], directory


def _examine_rules(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    if not policy.leads:
        yield Finding(
            "settings",
            Outcome.WARNING,
            "there are no leads",
            "nobody gets the digest or hears of letters that do not arrive",
        )
    if settings.rules.senders.trust == "network":
        mend = "right only for a mailbox that nobody outside can write to"
        yield Finding("settings", Outcome.WARNING, "senders.trust is network: every allowed From is believed", mend)


def _examine_templates(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    """A team's own are read, and tried on a few letters that go nowhere."""
    mend = "docs/templates.md lists the files and their variables"
    try:
        texts = load_texts(settings.templates_path)
        if settings.templates_path is not None:
            rehearse(Correspondence(policy, texts, KEY), load_vocabulary(settings))
    except (OSError, ValueError, SettingsError) as error:
        yield Finding("templates", Outcome.FAILED, str(error), mend)
        return
    for name, problem in texts.failed.items():
        yield Finding(
            "templates",
            Outcome.WARNING,
            f"{name} does not work ({problem}): the supplied one is sent in its place",
            mend,
        )
    if not texts.failed:
        yield Finding("templates", Outcome.FINE, "all of them can be read")


def _examine_clock(settings: Settings) -> Iterator[Finding]:
    """The clock is wrong when it stands before what was already recorded, or before this program was written."""
    now = SystemClock().now()
    mend = "let the machine keep its time by NTP: deadlines are counted by it"
    if now.year < 2026:
        yield Finding("clock", Outcome.FAILED, f"the machine believes that it is {now:%Y-%m-%d %H:%M} UTC", mend)
        return
    for name, calendar in settings.calendars.items():
        if calendar.holidays_until <= now.year:
            said = f"public holidays of the calendar {name} are known up to {calendar.holidays_until} only"
            yield Finding(
                "clock", Outcome.WARNING, said, "write those of the next year under closed, or look for an update"
            )
    newest = _newest_entry(settings)
    if newest is not None and newest > now + timedelta(minutes=5):
        yield Finding(
            "clock",
            Outcome.FAILED,
            f"it is {now:%Y-%m-%d %H:%M} UTC here, but the state knows of {newest:%Y-%m-%d %H:%M}",
            mend,
        )
    else:
        yield Finding("clock", Outcome.FINE, f"{now:%Y-%m-%d %H:%M} UTC")


def _newest_entry(settings: Settings) -> datetime | None:
    try:
        with open_store(settings.store_path, read_only=True) as store:
            return store.last_entry_at()
    except StateError:
        return None


def _examine_store(settings: Settings, policy: EscalationPolicy) -> Iterator[Finding]:
    path = settings.store_path
    try:
        with open_store(path, read_only=True) as store:
            cases, letters, strayed = (
                store.count_cases(),
                sum(store.count_letters().values()),
                tuple(find_strayed(store, policy)),
            )
    except StateError as error:
        yield Finding("store", Outcome.FAILED, str(error), "see docs/operating.md, “When something is wrong”")
        return
    mend = "write the level back, or move them by mail: raise or lower, with the level's number"
    yield from (Finding("store", Outcome.WARNING, one, mend) for one in strayed)
    folder = next(one for one in (path, *path.parents) if one.exists())
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        yield Finding(
            "store", Outcome.FAILED, f"{folder} cannot be written to", "give it to the user that runs the daemon"
        )
    elif free < LITTLE_SPACE:
        yield Finding(
            "store",
            Outcome.WARNING,
            f"only {free // 1_000_000} MB are free at {folder}",
            "make room: mail is kept as files",
        )
    else:
        yield Finding(
            "store",
            Outcome.FINE,
            f"{path}: {cases} open cases, {letters} letters in the outbox, {free // 1_000_000_000} GB free",
        )


def _examine_mailbox(settings: Settings) -> Iterator[Finding]:
    mailbox, box = build_mailbox(settings), settings.mailbox
    try:
        facts = mailbox.examine()
    except LoginRefused as error:
        yield Finding(
            "mailbox",
            Outcome.FAILED,
            str(error),
            "check username and password; Microsoft 365 and Google need oauth2 or an app password",
        )
        return
    except MailboxError as error:
        yield Finding("mailbox", Outcome.FAILED, str(error), "check host, port, security and folder")
        return
    finally:
        mailbox.close()
    yield Finding(
        "mailbox", Outcome.FINE, f"{box.username} at {box.host}: folder {box.folder} with {facts.messages} mails"
    )
    yield _examine_capability("IDLE", facts.idle, f"mail is only looked for every {box.poll_every.text or '60 s'}")
    if box.handled == "keyword":
        yield _examine_capability(
            "keywords", facts.keywords, "handled mail cannot be marked; set mailbox.handled to nothing or move"
        )
    elif box.handled != "nothing":
        yield _examine_capability("MOVE", facts.move, "mail is moved by copying, or stays where it is")


def _examine_capability(name: str, there: bool, otherwise: str) -> Finding:
    if there:
        return Finding("mailbox", Outcome.FINE, f"the server offers {name}")
    return Finding("mailbox", Outcome.WARNING, f"the server does not offer {name}", otherwise)


def _examine_relay(settings: Settings) -> Iterator[Finding]:
    smtp = settings.smtp
    try:
        offered = asyncio.run(build_relay(settings).check())
    except RelayLoginRefused as error:
        yield Finding(
            "relay", Outcome.FAILED, str(error), "check username and password; some providers switch SMTP AUTH off"
        )
        return
    except (RelayError, MailboxError) as error:
        yield Finding("relay", Outcome.FAILED, str(error), "check host, port and security")
        return
    yield Finding(
        "relay", Outcome.FINE, f"{smtp.host}:{smtp.port} takes mail{f' from {smtp.username}' if smtp.username else ''}"
    )
    size = next(
        (int(word.split()[1]) for word in offered if word.lower().startswith("size ") and word.split()[1].isdigit()), 0
    )
    limit = settings.rules.limits.message_size
    if 0 < size < limit:
        mend = f"set limits.message_size to {size // 1_000_000} MB"
        yield Finding(
            "relay",
            Outcome.WARNING,
            f"the relay takes at most {size // 1_000_000} MB, the settings say {limit // 1_000_000} MB",
            mend,
        )


def _send_test(settings: Settings, policy: EscalationPolicy, address: str) -> Finding:
    mail = EmailMessage(SMTP)
    mail["From"] = f"{policy.mailbox.name} <{policy.mailbox.email}>"
    mail["To"] = address
    mail["Subject"] = "Upstairs can reach you"
    mail["Date"] = format_datetime(SystemClock().now())
    mail["Message-ID"] = make_msgid(domain=policy.mailbox.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("This letter was sent by `doctor --send-test`. Nothing is to be done.\n")

    async def send() -> tuple[Delivery, str]:
        relay = build_relay(settings)
        try:
            result = await relay.send(policy.mailbox.email, address, mail.as_bytes(), lambda: None)
        finally:
            await relay.close()
        return result.delivery, result.answer

    try:
        delivery, answer = asyncio.run(send())
    except (RelayError, MailboxError) as error:
        return Finding("test", Outcome.FAILED, str(error), "see relay above")
    if delivery is Delivery.SENT:
        return Finding("test", Outcome.FINE, f"the relay took a letter to {address}: {answer}")
    return Finding(
        "test", Outcome.FAILED, f"the relay did not take a letter to {address}: {answer}", "ask whoever runs the relay"
    )
