"""What trackers call a case, as the templates see it, and what a letter to one of them looks like (behaviour B10.3,
B10.4)."""

from functools import partial

from daemon.core.clock.left import find_left
from daemon.core.decisions.trackers.leaving import find_reminded
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case
from daemon.core.model.history.tracked import find_ticket
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import is_tracker
from parsers.model import Address

TEMPLATE = "tracker"  # of all that goes to one


def view_trackers(case: Case, policy: EscalationPolicy) -> dict[str, object]:
    """Its number in each tracker that has told it, and where that leads; whether only such have it, or are asked; and
    whether nobody is reminded."""
    told = (one for one in case.tracked if one.number)
    return {
        "tracked": [{"number": clean_line(one.number, 80), "link": clean_line(one.link, 300)} for one in told],
        "is_in_tracker": all(is_tracker(one, policy) for one in case.holders),
        "only_tracker": partial(_is_with_programs, case, policy),
    }


def _is_with_programs(case: Case, policy: EscalationPolicy) -> bool:
    left = find_left(case, policy)
    return bool(left) and not find_reminded(left, policy)


def say_subject(case: Case, tracker: Address) -> str:
    """The one subject of all that goes to a tracker, with the mark by which it is filed there. The customer's ticket is
    not in it: some file by any number that they find."""
    known, title = find_ticket(case.tracked, tracker.key), "" if case.sensitive else clean_line(case.title, 120)
    parts = (clean_line(known.sign, 100) if known is not None else "", title, f"[{case.name}]")
    return " ".join(part for part in parts if part)
