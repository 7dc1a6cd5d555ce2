"""One colleague is asked beside the level that has a case (behaviour B9.14)."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.clock.left import take_in
from daemon.core.decisions.answers.passes import find_meant, find_own
from daemon.core.decisions.beside.whose import tell_of_added
from daemon.core.decisions.effects import Asked, done, refuse, refuse_because
from daemon.core.decisions.parts.part import CONTACTS, find_parts
from daemon.core.decisions.told.people import once_each, to_level
from daemon.core.decisions.transitions import record
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Decision
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.variants import Kind, RoutedVariant
from parsers.model import Address, Remark, RemarkCode


def invite(asked: Asked) -> Decision:
    """He gets the case, reads what is said in it, and may take it as one of that level; those who have it, who keep it,
    read that he is asked. In a sensitive case it is its agent's or a lead's to say, and he may read what it is
    about."""
    case, policy, sender = asked.case, asked.policy, asked.mail.sender
    if case.opened_at is None or case.status.is_closed:
        return refuse(asked)
    meant, why_not = _find_meant(asked)
    if meant is None:
        return refuse_because(asked, *why_not)
    to = policy.find_cover(meant)
    after = _with_helper(asked, to)
    letter = (one for one in to_level(after, Kind.ROUTED, RoutedVariant.ASKED) if one.to.key == to.key)
    said = (replace(one, also=(to,)) for one in done(asked, after, tuple(_find_remarks(asked, meant, to))))
    return Decision(after, (*once_each((*letter, *tell_of_added(case, (sender, to)))), *said))


def _find_meant(asked: Asked) -> tuple[Address | None, tuple[Remark, ...]]:
    """Who is asked; None, with the reason, where nobody is."""
    case, policy = asked.case, asked.policy
    if case.sensitive and CONTACTS.isdisjoint(find_parts(case, asked.mail.sender, policy)):
        return None, (Remark(RemarkCode.ALSO_SENSITIVE, ""),)
    meant, why_not = find_meant(asked)
    if meant is None:
        return None, why_not
    to = policy.find_cover(meant)
    own = find_own(asked, to) or _find_there(case, to)
    return (meant, ()) if own is None else (None, (own,))


def _find_remarks(asked: Asked, meant: Address, to: Address) -> Iterator[Remark]:
    if to.key != meant.key:
        yield Remark(RemarkCode.COVERED, meant.name or meant.email)
    if asked.command.until:
        yield Remark(RemarkCode.ALSO_FOR_GOOD, f"until {asked.command.until}")


def _with_helper(asked: Asked, to: Address) -> Case:
    case = take_in(asked.case, to)
    held = case.assignment
    recipients = held.recipients if to.is_among(held.recipients) else (*held.recipients, to)
    helpers = (*(one for one in held.helpers if one.key != to.key), to)
    case = with_assignment(case, replace(held, recipients=recipients, helpers=helpers))
    return record(case, asked.now, EntryKind.ALSO_ASKED, asked.mail.sender.email, to.email)


def _find_there(case: Case, to: Address) -> Remark | None:
    """That he is asked already, at whatever level."""
    out = {one.who for view in case.views for one in view.assignment.out}
    is_there = to.key not in out and any(to.is_among(one.upstairs) for one in case.views)
    return Remark(RemarkCode.ALSO_ASKED, to.name or to.email) if is_there else None
