"""The composition root: the only place that constructs adapters."""

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from daemon.adapters.cadence import Cadence
from daemon.adapters.clock import SystemClock
from daemon.adapters.heartbeat import Heartbeat
from daemon.adapters.imap.access import Handled, MailboxAccess
from daemon.adapters.imap.mailbox import Mailbox
from daemon.adapters.oauth import TokenAccess, TokenSource, find_endpoint
from daemon.adapters.phrases import load_phrases
from daemon.adapters.sending_log import SendingLog
from daemon.adapters.smtp import RelayAccess, SmtpRelay
from daemon.adapters.spool import MailFolder, load_key
from daemon.adapters.store.tiny import open_store
from daemon.adapters.templates import load_texts
from daemon.collector import Collector, Rhythm
from daemon.core.intake.tokens import render_token_address, sign
from daemon.core.intake.triggers import prepare
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.customers import Directory, parse_directory
from daemon.core.model.notifications import Letter
from daemon.core.model.policy import EscalationPolicy
from daemon.courier import Courier
from daemon.errors import LoginRefused, MailboxError, RelayError, RelayLoginRefused, SettingsError
from daemon.ports import Clock, Ground, State, Store, iterate_cases
from daemon.service.mails import Service
from daemon.service.returns import Returns
from daemon.settings.load import Settings, load_settings
from daemon.settings.schema import MoveTo, OAuth
from daemon.supervisor import Supervisor
from parsers.vocabulary import Vocabulary

log = logging.getLogger(__name__)

OPEN_DIRECTORY = "it must be a file that this user may read, or set customers.directory to another"
FAILPOINT = "UPSTAIRS_FAILPOINT"


@dataclass(frozen=True, slots=True)
class Daemon:
    """The daemon put together, for whoever runs it."""

    supervisor: Supervisor
    store: Store


def load_policy(path: Path, environment: Mapping[str, str], offline: bool = True) -> tuple[Settings, EscalationPolicy]:
    """Settings and the rules made of them, with the customer directory; secrets may be missing unless something is to
    be connected to. Raises SettingsError."""
    settings = load_settings(path, environment, offline)
    return settings, settings.build_policy(load_directory(settings))


def load_vocabulary(settings: Settings) -> Vocabulary:
    """The words by which mails are read, with those of our own letters, for which every template is read."""
    return settings.build_vocabulary(load_phrases(settings.templates_path))


def load_directory(settings: Settings) -> Directory:
    """The customer directory; bad lines are logged and left out, a missing file is an empty directory. Raises
    SettingsError for one that cannot be opened: whom it names would not be told, and nobody would know."""
    if settings.directory_path is None:
        return Directory(())
    try:
        raw = settings.directory_path.read_bytes()
    except FileNotFoundError:
        return Directory(())
    except OSError as error:
        raise SettingsError(
            [f"{settings.directory_path} cannot be read: {error.strerror}; {OPEN_DIRECTORY}"]
        ) from error
    directory, problems = parse_directory(raw)
    for problem in problems:
        log.warning("%s:%s", settings.directory_path, problem)
    return directory


def make_failpoint(environment: Mapping[str, str]) -> Callable[[str], None]:
    """For the crash tests: `UPSTAIRS_FAILPOINT=name:3` kills the process the third time it gets there, as `kill -9`
    would."""
    name, _, count = environment.get(FAILPOINT, "").partition(":")
    left = int(count or 1)

    def pass_point(here: str) -> None:
        nonlocal left
        if here == name:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return pass_point if name else lambda here: None


def build_mailbox(settings: Settings) -> Mailbox:
    """The mailbox as set; nothing is connected yet."""
    box = settings.mailbox
    handled, done, quarantine = Handled.MOVE, "", ""
    if isinstance(box.handled, MoveTo):
        done, quarantine = box.handled.move.done, box.handled.move.quarantine
    else:
        handled = Handled(box.handled)
    return Mailbox(
        MailboxAccess(
            host=box.host,
            port=box.port,
            security=box.security,
            username=box.username,
            password=box.password.get_secret_value() if box.password else "",
            token=_build_tokens(box.oauth2).get if box.oauth2 else None,
            folder=box.folder,
            handled=handled,
            done_folder=done,
            quarantine_folder=quarantine,
        )
    )


def build_relay(settings: Settings) -> SmtpRelay:
    """The mail relay as set; nothing is connected yet."""
    smtp = settings.smtp
    tokens = _build_tokens(smtp.oauth2) if smtp.oauth2 else None

    async def fetch_token() -> str:
        assert tokens is not None
        try:
            return await asyncio.to_thread(tokens.get)
        except LoginRefused as error:
            raise RelayLoginRefused(str(error)) from error
        except MailboxError as error:
            raise RelayError(str(error)) from error

    password = smtp.password.get_secret_value() if smtp.password else ""
    return SmtpRelay(
        RelayAccess(smtp.host, smtp.port, smtp.security, smtp.username, password, fetch_token if tokens else None)
    )


def _build_tokens(oauth: OAuth) -> TokenSource:
    secret = oauth.client_secret.get_secret_value() if oauth.client_secret else ""
    refresh = oauth.refresh_token.get_secret_value() if oauth.refresh_token else ""
    url, scope = find_endpoint(oauth.provider, oauth.tenant, oauth.token_url, oauth.scope, bool(refresh))
    return TokenSource(TokenAccess(url, oauth.client_id, secret, refresh, scope))


def find_strayed(state: State, policy: EscalationPolicy) -> Iterator[str]:
    """A sentence for each level that open cases stand at and the settings have no longer."""
    strayed: dict[int, list[str]] = {}
    for case in iterate_cases(state):
        if case.level not in policy.levels:
            strayed.setdefault(case.level, []).append(case.name)
    for number, names in sorted(strayed.items()):
        taker, stand = policy.find_level(number), "stands" if len(names) == 1 else "stand"
        there = f"the settings have no Level {number}, where {', '.join(names)} {stand}"
        yield f"{there}: Level {taker.number} ({taker.name}) is taken for it"


@contextmanager
def build_daemon(
    settings: Settings, policy: EscalationPolicy, environment: Mapping[str, str], clock: Clock
) -> Iterator[Daemon]:
    """The whole daemon over its state, which is locked until the end. Raises StateError."""
    with ExitStack() as stack:
        store = stack.enter_context(open_store(settings.store_path))
        for strayed in find_strayed(store, policy):
            log.warning("%s", strayed)
        key = load_key(settings.store_path)
        files = MailFolder(settings.store_path)
        ground = Ground(store, files, clock, Heartbeat(settings.store_path, clock).beat, make_failpoint(environment))

        def envelope_from(letter: Letter) -> str:
            if letter.case is None or letter.kind.is_answer:
                return ""
            return render_token_address(policy.mailbox.email, sign(key, letter.case, letter.to))

        correspondence = Correspondence(policy, load_texts(settings.templates_path), key)
        prepare(policy.triggers)
        service = Service(ground, correspondence, load_vocabulary(settings))
        sending = stack.enter_context(closing(SendingLog(settings.store_path)))
        courier = Courier(ground, build_relay(settings), sending, envelope_from, Returns(files, correspondence))
        rhythm = Rhythm(settings.mailbox.poll_every.time, settings.mailbox.first_start.time, policy.limits.message_size)
        collector = Collector(build_mailbox(settings), service, ground, rhythm)
        yield Daemon(Supervisor(collector, service, courier, ground, Cadence()), store)


def run_daemon(path: Path, environment: Mapping[str, str], once: bool) -> None:
    """`start`. Raises SettingsError, StateError; with `once` also MailboxError and RelayError."""
    settings, policy = load_policy(path, environment, offline=False)
    with build_daemon(settings, policy, environment, SystemClock()) as daemon:
        log.info("for %s, with the state in %s", policy.mailbox.email, settings.store_path)
        if not once:
            gc.freeze()  # what is loaded stays: to look for garbage among it takes a tenth of a second, again and again
        asyncio.run(daemon.supervisor.run_once() if once else daemon.supervisor.run())
        log.info("stopped in good order")


@contextmanager
def open_state(settings: Settings, read_only: bool = True) -> Iterator[tuple[Store, MailFolder, Heartbeat]]:
    """The state for a command; read-only needs no lock, so that it works beside the running daemon. Raises
    StateError."""
    with open_store(settings.store_path, read_only=read_only) as store:
        yield store, MailFolder(settings.store_path), Heartbeat(settings.store_path, SystemClock())
