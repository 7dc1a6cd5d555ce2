"""`told`: somebody has told the customer, outside of us (behaviour B9.21)."""

from daemon.core.decisions.customer.promises import keep_promise
from daemon.core.decisions.effects import Asked, find_until
from daemon.core.decisions.told.people import to_sender
from daemon.core.model.happenings import Decision
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind, NoticeVariant
from parsers.model import Remark, RemarkCode


def tell(asked: Asked) -> Decision:
    """What was promised is kept; `until …` promises anew. The agent reads at once what another has told them."""
    said, until = asked.command.until, find_until(asked)
    case, mail = keep_promise(asked.moved, asked.now, until), asked.mail
    remarks = (Remark(RemarkCode.PROMISE_UNCLEAR, said),) if said and until is None else ()
    done = to_sender(case, mail, NoticeVariant.DONE, asked.command.name, remarks)
    if mail.sender.key == case.agent.key:
        return Decision(case, done)
    words = asked.command.text or ""
    told = Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.TOLD, words, also=(mail.sender,))
    return Decision(case, (*done, told))
