"""Letters that did not arrive, or may not have, as lines of a digest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.decisions.customer.promises import is_in_doubt
from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notifications import Letter, LetterState, NumberedLine

BOUNCED_WITHIN = timedelta(days=7)
STAYING = frozenset({LetterState.FAILED, LetterState.DEFERRED})
TROUBLED = STAYING | {LetterState.UNKNOWN}


def list_undelivered(letters: Iterable[Letter], cases: Iterable[Case]) -> Iterator[NumberedLine]:
    """Letters that stay behind; one that only waits for its level to open is none, nor one of which "not told"
    speaks."""
    untold = {(case.number, case.customer_unreached.key) for case in cases if case.customer_unreached is not None}
    for one in letters:
        if one.state in STAYING and one.problem and (one.case, one.to.lower()) not in untold:
            yield NumberedLine(one.case or 0, at=one.created_at, detail=f"{one.to}: {one.problem}")


def list_doubtful(letters: Iterable[Letter], cases: Mapping[int, Case]) -> Iterator[NumberedLine]:
    """Letters of which nobody knows whether they arrived; a customer's until somebody has told them."""
    for one in letters:
        case = cases.get(one.case or 0)
        if one.state is not LetterState.UNKNOWN or (one.kind.is_for_customer and not (case and is_in_doubt(case))):
            continue
        line = NumberedLine(one.case or 0, at=one.created_at, detail=f"{one.to}: {one.problem}")
        is_customers = case is not None and one.kind.is_for_customer
        yield replace(line, promised_at=case.customer_promised_at) if case and is_customers else line


def list_bounced(case: Case, now: datetime) -> Iterator[NumberedLine]:
    """Addresses from which letters came back within the last week, each once; not where the letter is tried again."""
    lately = (entry for entry in case.conversation.entries if now - entry.at < BOUNCED_WITHIN)
    newest = {
        entry.who.lower(): entry for entry in lately if entry.kind in (EntryKind.NOT_DELIVERED, EntryKind.TRIED_AGAIN)
    }
    for entry in newest.values():
        missed = case.customer_unreached
        if entry.kind is EntryKind.NOT_DELIVERED and (missed is None or missed.key != entry.who.lower()):
            yield NumberedLine(case.number, at=entry.at, detail=f"{entry.who}: {entry.text}")
