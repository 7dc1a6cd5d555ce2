"""What earlier versions wrote otherwise, taken over when a state is loaded."""

import json
from datetime import date
from typing import Any

IN_DOUBT = "in doubt: "
Document = dict[str, Any]


def take_over(tables: Document) -> None:
    """Tables of schema 1 become those of schema 2: what was text under a made-up name becomes rows of its own. Raises
    TypeError, ValueError, KeyError or AttributeError for documents that are not ours."""
    take_over_outbox(tables.get("outbox", {}))
    meta = tables["meta"]["1"]
    for name, value in meta.pop("facts", {}).items():
        _take_over_fact(name, value, tables, meta)


def take_over_outbox(letters: Document) -> None:
    """That a letter was handed over once without an answer stood before its problem: unknown, it would be handed over twice
    more (fault F34). Raises AttributeError for documents that are not ours."""
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
        case "standing" if value:
            meta["relay"] = _take_over_standing(json.loads(value))


def _take_over_standing(noted: Document) -> Document:
    refused = {name: {"accepted": accepted, "disputed_at": at} for name, (accepted, at) in noted["refused"].items()}
    return {"accepted": noted["accepted"], "refused": refused, "by_policy": noted["by_policy"]}


def _add(tables: Document, name: str, row: Document) -> None:
    table = tables.setdefault(name, {})
    table[str(len(table) + 1)] = row
