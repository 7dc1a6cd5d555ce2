"""Whether a customer has heard nothing, and why."""

from daemon.core.model.case import Acknowledgement, Case

WITHOUT_CUSTOMER = frozenset({Acknowledgement.DRAFT, Acknowledgement.WITHHELD, Acknowledgement.HELD})


def is_untold(case: Case) -> bool:
    """Whether the customer of a case upstairs has heard nothing of it, and by somebody's word may."""
    is_stopped = case.acknowledgement in WITHOUT_CUSTOMER or bool(find_needs(case))
    return is_stopped and case.customer_heard_last is None and case.opened_at is not None and not case.status.is_closed


def find_why_untold(case: Case) -> str:
    """What stops the word to them, as the digest's line has it."""
    if case.customer_unreached is not None:
        return "returned"
    if needs := find_needs(case):
        return needs[0]
    return "words" if case.acknowledgement is Acknowledgement.DRAFT and case.customer else str(case.acknowledgement)


def find_needs(case: Case) -> tuple[str, ...]:
    """Which of customer and ticket is missing, so that nobody can be told."""
    is_open = case.acknowledgement is Acknowledgement.NONE
    return tuple(name for name in ("customer", "ticket") if is_open and name in case.missing)
