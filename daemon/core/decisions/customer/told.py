"""`told`: somebody has told the customer, outside of us (behaviour B9.21)."""

from daemon.core.decisions.customer.promises import keep_promise
from daemon.core.decisions.effects import Asked, find_until
from daemon.core.decisions.told.people import to_sender
from daemon.core.model.happenings import Decision
from daemon.core.model.variants import NoticeVariant
from parsers.model import Remark, RemarkCode


def tell(asked: Asked) -> Decision:
    """What was promised is kept; `until …` promises anew."""
    said, until = asked.command.until, find_until(asked)
    case = keep_promise(asked.moved, asked.now, until)
    remarks = (Remark(RemarkCode.PROMISE_UNCLEAR, said),) if said and until is None else ()
    return Decision(case, to_sender(case, asked.mail, NoticeVariant.DONE, asked.command.name, remarks))
