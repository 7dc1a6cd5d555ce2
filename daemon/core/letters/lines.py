"""The lines of a digest and a bundle: what they say of a case."""

from dataclasses import replace
from datetime import datetime

from daemon.core.model.case import Case, Status
from daemon.core.model.notifications import Line
from parsers.model import Address


def line_of(case: Case, at: datetime | None, who: tuple[Address, ...] | None = None, detail: str = "") -> Line:
    """A line on a case, about these people or else its level's. Of a sensitive one it tells neither customer nor matter
    (behaviour B5.14)."""
    customer, title = ("", "") if case.sensitive else (case.fields.customer or "", case.title)
    return Line(case.number, customer, title, case.level, case.recipients if who is None else who, at, detail)


def line_of_waiting(case: Case) -> Line:
    """For whom it waits: a held one for its agent, one whose clock stands still for the customer."""
    if case.status is Status.HELD:
        return replace(line_of(case, case.received_at, (case.agent,)), missing=case.missing)
    return line_of(case, case.pause.started_at if case.pause else None, ())
