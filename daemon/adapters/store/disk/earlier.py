"""What earlier versions wrote otherwise, taken over when a state is loaded."""

import json
import logging
from datetime import date
from typing import Any

from daemon.adapters.store.conversations import PARTS
from daemon.errors import StateError

log = logging.getLogger(__name__)

FILE = "escalations.json"
IN_DOUBT = "in doubt: "
ASSIGNMENT = {name: name for name in ("level", "recipients", "claimed_by", "claimed_at", "due_at", "reminded")} | {
    "level_since": "since"
}
Document = dict[str, Any]


def find_schema(tables: Document, newest: int) -> int:
    """Which schema a file has. Raises StateError for one that this version does not read."""
    meta = tables.get("meta", {}).get("1")
    if not isinstance(meta, dict):
        raise StateError(
            f"{FILE} is not a file of ours, or not whole: it does not say its schema. Copy it back from your backup."
        )
    if meta.get("schema") not in range(1, newest + 1):
        raise StateError(
            f"{FILE} has schema {meta.get('schema')}, this version reads {newest}: use the version that wrote it."
        )
    return int(meta["schema"])


def take_over(tables: Document, schema: int) -> None:
    """Tables of this earlier schema become today's. Raises TypeError, ValueError, KeyError or AttributeError for
    documents that are not ours."""
    if schema < 2:
        _take_over_facts(tables)
    if schema < 3:
        _take_over_cases(tables)


def is_of_today(case: Document) -> bool:
    """Whether a case's document has today's form."""
    return "assignments" in case


def take_over_case(case: Document) -> None:
    """Until schema 2 who has a case and what was said in it stood in the case itself. Does nothing to one of today.
    Raises KeyError or AttributeError for a document that is not ours."""
    if not is_of_today(case):
        assignment = {today: case.pop(then) for then, today in ASSIGNMENT.items() if then in case}
        case["assignments"] = [{"level": assignment.pop("level"), **assignment}]
        case["conversation"] = {part: case.pop(part) for part in PARTS if part in case}


def _take_over_cases(tables: Document) -> None:
    """What was said lies beside its case, under the same number."""
    cases = tables.get("cases", {})
    for case in cases.values():
        take_over_case(case)
    said = {str(case["number"]): case.pop("conversation") for case in cases.values()}
    tables["conversations"] = {number: parts for number, parts in said.items() if parts}


def _take_over_facts(tables: Document) -> None:
    """What was text under a made-up name until schema 1 becomes rows of its own."""
    take_over_outbox(tables.get("outbox", {}))
    meta = tables["meta"]["1"]
    for name, value in meta.pop("facts", {}).items():
        _take_over_fact(name, value, tables, meta)


def take_over_outbox(letters: Document) -> None:
    """That a letter was handed over once without an answer stood before its problem: unknown, it would be handed over
    twice more (fault F34). Raises AttributeError for documents that are not ours."""
    for letter in letters.values():
        problem = letter.get("problem") or ""
        if problem.startswith(IN_DOUBT):
            letter.update(problem=problem.removeprefix(IN_DOUBT), in_doubt=True)


def _take_over_fact(name: str, value: str, tables: Document, meta: Document) -> None:
    kind, _, key = name.partition(":")
    match kind:
        case "hint":
            _add(tables, "hints", {"address": key, "at": value})
        case "week":
            opened, solved, taken, in_time = json.loads(value)
            week = {"opened": opened, "solved": solved, "taken": taken, "in_time": in_time}
            _add(tables, "weeks", {"monday": date.fromisoformat(key).isoformat(), "week": week})
        case "digest":
            _add(tables, "digests", {"lead": key, "next_at": value or None})
        case "numbered":
            _add(tables, "numbered", {"address": key, "letters": {"lines": json.loads(value)}})
        case "unmarked":
            validity, handled, quarantined = json.loads(value)
            meta["unmarked"] = {"uid_validity": validity, "handled": handled, "quarantined": quarantined}
        case "watching_since":
            meta["watching_since"] = value
        case "standing":
            meta["relay"] = _take_over_standing(json.loads(value)) if value else None
        case _:
            log.warning("%s is left out: this version does not know it (%s)", name, value)


def _take_over_standing(noted: Document) -> Document:
    refused = {name: {"accepted": accepted, "disputed_at": at} for name, (accepted, at) in noted["refused"].items()}
    return {"accepted": noted["accepted"], "refused": refused, "by_policy": noted["by_policy"]}


def _add(tables: Document, name: str, row: Document) -> None:
    table = tables.setdefault(name, {})
    table[str(len(table) + 1)] = row
