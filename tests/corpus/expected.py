"""What must be read in the story of `programs.py`,
and how a reading that differs is written down. Only for `build.py`."""

from collections.abc import Iterator, Mapping

from tests.corpus.programs import STORY

Reading = Mapping[str, object]
Made = Iterator[tuple[str, bytes, Reading]]

FIELDS: Mapping[str, object] = {
    "priority": "high",
    "customer": STORY["Customer"],
    "customer_email": None,
    "ticket": "51877",
    "issue_summary": STORY["Issue Summary"],
    "steps_taken": list(STORY["Steps Taken"]),
    "customer_impact": STORY["Customer Impact"],
    "customer_expectation": STORY["Customer Expectation"],
    "additional_context": STORY["Additional Context"],
    "attachments": [STORY["Attachments"]],
}


def whole(**fields: object) -> dict[str, object]:
    """A complete story, with other values in some fields."""
    return {"kind": "escalation", "verdict": "routed", "missing": [], "fields": {**FIELDS, **fields}}


def short_of(*missing: str, **fields: object) -> dict[str, object]:
    """A story of which something is missing: fields named in `missing` are empty,
    if `fields` does not say otherwise."""
    empty = {name: [] if name in ("steps_taken", "attachments") else None for name in missing if name != "files"}
    return {
        "kind": "escalation",
        "verdict": "incomplete",
        "missing": list(missing),
        "fields": {**FIELDS, **empty, **fields},
    }
