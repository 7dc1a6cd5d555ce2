"""Whether the customer of a solved case is content, as they answer the letter that it is solved (behaviour B9.30)."""

from dataclasses import replace

from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Noted
from parsers.model import Remark, RemarkCode


def is_asked(case: Case) -> bool:
    """Whether a letter of ours has told the customer since it was solved."""
    said, to = case.solution, case.customer
    if case.status is not Status.RESOLVED or said is None or to is None:
        return False
    told = case.conversation.told
    return any(one.kind.is_update and one.at >= said.at and one.to.lower() == to.key for one in told)


def with_contentment(case: Case, happening: Noted) -> tuple[Case, tuple[Remark, ...]]:
    """The case with what the customer has answered, and what its agents read of it: who is not content can be helped
    by `reopen` alone."""
    said = case.solution
    if said is None or happening.is_content is None or not is_asked(case):
        return case, ()
    code = RemarkCode.CUSTOMER_CONTENT if happening.is_content else RemarkCode.CUSTOMER_DISCONTENT
    return replace(case, solution=replace(said, is_content=happening.is_content)), (Remark(code, case.name),)
