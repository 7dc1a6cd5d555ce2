"""Whether a customer has heard nothing, and why."""

from daemon.core.letters.lines import Values
from daemon.core.letters.voice import Voice
from daemon.core.model.case import Case
from daemon.core.model.updates import Acknowledgement

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


def view_update(case: Case, voice: Voice) -> Values:
    """Of somebody's words to the customer: whether they are on their way, when they left, and whose wait for `send`."""
    said = case.update
    told = (one.at for one in case.conversation.told if one.kind.is_update)
    left = next((at for at in reversed(tuple(told)) if said and said.sent_at and at >= said.sent_at), None)
    return {
        "update_waits": said is not None and not said.is_draft and left is None,
        "update_left": voice.at(left),
        "draft_by": voice.person(said.by) if said is not None and said.is_draft else "",
    }


def find_needs(case: Case) -> tuple[str, ...]:
    """Which of customer and ticket is missing, so that nobody can be told."""
    is_open = case.acknowledgement is Acknowledgement.NONE
    return tuple(name for name in ("customer", "ticket") if is_open and name in case.missing)
