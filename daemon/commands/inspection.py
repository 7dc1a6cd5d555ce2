"""What the commands look up in the state, and the little they may change in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from daemon.adapters.clock import SystemClock
from daemon.adapters.spool import KEY_BYTES, load_key
from daemon.adapters.templates import load_texts
from daemon.bootstrap import load_policy, open_state
from daemon.commands.overview import render_case, render_letter, render_quarantined, render_status
from daemon.core.letters.digest import write_digest
from daemon.core.letters.rendering import Correspondence, Stamp, compose
from daemon.core.model.notifications import LetterState
from daemon.ports import iterate_letters, iterate_quarantined, quarantine_path
from daemon.service.rounds import load_digest
from daemon.service.unit_of_work import Writer

SERVERS = ("mailbox", "relay")
RETRIED = (LetterState.FAILED, LetterState.UNKNOWN, LetterState.DEFERRED)


def load_status(path: Path, environment: Mapping[str, str]) -> dict[str, object]:
    """The object that `status --json` prints."""
    settings, policy = load_policy(path, environment)
    with open_state(settings) as (store, _, heartbeat):
        return render_status(store, policy, {server: heartbeat.last(server) for server in SERVERS}, SystemClock().now())


def load_case(path: Path, environment: Mapping[str, str], number: int) -> dict[str, object] | None:
    """The object that `show --json` prints; None for a case that is not known."""
    settings, policy = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        case = store.find_case(number)
        return render_case(case, policy, store.letters_of(number), SystemClock().now()) if case else None


def load_outbox(path: Path, environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Letters that have not left, the most pressing first."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        return [render_letter(letter) for letter in iterate_letters(store)]


def retry_letters(path: Path, environment: Mapping[str, str], ids: Sequence[str]) -> tuple[int, list[str]]:
    """Puts letters back into the outbox: how many, and the ids that none has. Without ids, all that failed or wait for
    their next try; one whose fate is unknown only by its id, since it may have arrived. Raises StateError while the
    daemon runs."""
    settings, _ = load_policy(path, environment)
    now = SystemClock().now()
    with open_state(settings, read_only=False) as (store, _, _), store.transaction() as unit:
        found = {letter.id: letter for letter in iterate_letters(unit, *RETRIED)}
        chosen = (
            [found[name] for name in ids if name in found]
            if ids
            else [row for row in found.values() if row.state is not LetterState.UNKNOWN]
        )
        unit.put_letters(
            replace(letter, state=LetterState.PENDING, next_at=None, attempts=0, created_at=now) for letter in chosen
        )
    return len(chosen), [name for name in ids if name not in found]


def load_quarantine(path: Path, environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Mails set aside, newest last."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        return [render_quarantined(item) for item in iterate_quarantined(store)]


def load_quarantined(path: Path, environment: Mapping[str, str], start: str) -> bytes | None:
    """The raw bytes of the one mail in quarantine whose id begins with `start`, or why the mailbox still has them; None
    when there is none or more than one."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, files, _):
        found = [item for item in iterate_quarantined(store) if start and item.digest.startswith(start)]
        if len(found) != 1:
            return None
        if found[0].tried_at is not None:
            return f"Not here yet: {found[0].reason}.\n".encode()
        return files.get(quarantine_path(found[0].digest))


def write_digests(path: Path, environment: Mapping[str, str], dry_run: bool) -> list[tuple[str, str]]:
    """Each lead's digest as it is now: address and plain text. Without `dry_run` they also go into the outbox, which
    only works while the daemon does not run. Raises StateError."""
    settings, policy = load_policy(path, environment)
    now = SystemClock().now()
    with open_state(settings, read_only=dry_run) as (store, files, _):
        key = bytes(KEY_BYTES) if dry_run else load_key(settings.store_path)
        correspondence = Correspondence(policy, load_texts(settings.templates_path), key)
        letters = [write_digest(lead, load_digest(store, policy, lead, now)) for lead in policy.leads]
        if not dry_run:
            with store.transaction() as unit:
                writer = Writer(unit, files, correspondence)
                writer.write(None, letters, now)
                writer.save(now)
        composed = [
            compose(letter, None, correspondence, (), Stamp(now, serial)) for serial, letter in enumerate(letters)
        ]
    return [(one.letter.to, f"Subject: {one.subject}\n\n{_read_plain(one.content)}") for one in composed]


def _read_plain(raw: bytes) -> str:
    """The plain part of a letter of ours, as it stands in it."""
    plain = message_from_bytes(raw, policy=default).get_body(("plain",))
    return "" if plain is None else "\n".join(str(plain.get_content()).splitlines())
