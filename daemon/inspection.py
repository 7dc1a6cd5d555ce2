"""What the commands look up in the state, and the little they may change in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from daemon.adapters.clock import SystemClock
from daemon.bootstrap import load_policy, open_state
from daemon.core.notifications import LetterState
from daemon.overview import render_case, render_letter, render_quarantined, render_status

SERVERS = ("mailbox", "relay")
RETRIED = (LetterState.FAILED, LetterState.UNKNOWN, LetterState.DEFERRED)


def load_status(path: Path, environment: Mapping[str, str]) -> dict[str, object]:
    """The object that `status --json` prints."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, _, heartbeat):
        return render_status(store, {server: heartbeat.last(server) for server in SERVERS}, SystemClock().now())


def load_case(path: Path, environment: Mapping[str, str], number: int) -> dict[str, object] | None:
    """The object that `show --json` prints; None for a case that is not known."""
    settings, policy = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        case = store.find_case(number)
        return render_case(case, policy, store.letters(), SystemClock().now()) if case else None


def load_outbox(path: Path, environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Letters that have not left, the most pressing first."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        return [render_letter(letter) for letter in store.letters()]


def retry_letters(path: Path, environment: Mapping[str, str], ids: Sequence[str]) -> tuple[int, list[str]]:
    """Puts letters back into the outbox: how many, and the ids that none has. Without ids, all that failed or wait for
    their next try; one whose fate is unknown only by its id, since it may have arrived. Raises StateError while the
    daemon runs."""
    settings, _ = load_policy(path, environment)
    now = SystemClock().now()
    with open_state(settings, read_only=False) as (store, _, _):
        found = {letter.id: letter for letter in store.letters(*RETRIED)}
        chosen = (
            [found[name] for name in ids if name in found]
            if ids
            else [row for row in found.values() if row.state is not LetterState.UNKNOWN]
        )
        with store.transaction():
            store.put_letters(replace(letter, state=LetterState.PENDING, next_at=None, attempts=0, created_at=now) for letter in chosen)
    return len(chosen), [name for name in ids if name not in found]


def load_quarantine(path: Path, environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Mails set aside, newest last."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, _, _):
        return [render_quarantined(item) for item in store.quarantined()]


def load_quarantined(path: Path, environment: Mapping[str, str], start: str) -> bytes | None:
    """The raw bytes of the one mail in quarantine whose id begins with `start`; None when there is none or more than one."""
    settings, _ = load_policy(path, environment)
    with open_state(settings) as (store, files, _):
        found = [item for item in store.quarantined() if start and item.digest.startswith(start)]
        return files.get(f"quarantine/{found[0].digest}.eml") if len(found) == 1 else None
