"""Which open case a mail is about that opens none of its own (behaviour B5.11, B5.15)."""

from collections.abc import Iterable

from daemon.core.model.case import Case, Status
from daemon.core.model.customers import Directory, find_customer
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from parsers.model import SEPARATOR, Fields, Remark, RemarkCode


def find_same(fields: Fields, alike: Iterable[Case], directory: Directory) -> Case | None:
    """Of cases with its ticket, or with its customer and title, the one that it is about: two tickets are two cases,
    and so is one ticket of two customers. None where it is about none of them."""
    return next((case for case in alike if _is_same(fields, case.fields, directory)), None)


def with_likeness(mail: Mail, alike: Iterable[Case]) -> Mail:
    """The mail whose sender reads which case it looks like, and is asked whether it is the same."""
    said = (Remark(RemarkCode.LOOKS_LIKE, SEPARATOR.join((one.name, one.fields.ticket or "-"))) for one in alike)
    return mail.with_remarks(*said)


def with_same_subject(mail: Mail, case: Case) -> Mail:
    """The question whose sender reads that another has written under its subject, and where that stands."""
    stands = "asked" if case.status is Status.HELD else str(case.level)
    said = SEPARATOR.join((case.name, case.agent.name or case.agent.email, stands))
    return mail.with_remarks(Remark(RemarkCode.SAME_SUBJECT, said))


def tell_alike(
    case: Case, alike: Iterable[Case], variant: NoticeVariant = NoticeVariant.LOOKS_LIKE
) -> tuple[Decision, ...]:
    """What the agents of such cases read of a new one; nothing of a sensitive one, nor who wrote it."""
    also = (case.agent,)
    return tuple(
        Decision(one, (Notification(Kind.NOTICE, one.agent, Role.AGENT, variant, case.name, also=also),))
        for one in alike
        if not case.sensitive and one.agent.key != case.agent.key
    )


def _is_same(new: Fields, known: Fields, directory: Directory) -> bool:
    has_both = bool(new.ticket and known.ticket)
    same_ticket = has_both and _fold(new.ticket) == _fold(known.ticket)
    if has_both and not same_ticket:
        return False
    return not (new.customer and known.customer) or _is_same_customer(new, known, directory)


def _is_same_customer(new: Fields, known: Fields, directory: Directory) -> bool:
    """By the directory, else by their names, of which one may say more: `Contoso`, `Contoso Ltd.`"""
    one, other = find_customer(new, directory), find_customer(known, directory)
    if one is not None and other is not None:
        return one.account == other.account
    these, those = set(_fold(new.customer).split()), set(_fold(known.customer).split())
    return these <= those or those <= these


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().replace(".", " ").replace(",", " ").split())
