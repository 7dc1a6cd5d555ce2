"""Who has heard nothing of a case: its letter to him waits, or was taken back; he is not told what has become of it
(behaviour B6.25)."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from daemon.core.model.case import Case
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Letter, LetterState, Notification, Role
from daemon.core.model.variants import Kind
from parsers.model import CommandName

LYING = frozenset({LetterState.PENDING, LetterState.DEFERRED})
NEWS = frozenset({Kind.MOVED, Kind.CLAIMED, Kind.CLOSED})  # what has become of a case that its reader knows


def is_news(letter: Notification) -> bool:
    return letter.role is Role.RECIPIENT and letter.kind in NEWS


def find_unread(case: Case) -> set[str]:
    """Whose letter on it was taken back before it had left, and who has neither read nor written of it since."""
    entries = case.conversation.entries
    gone = {one.text.rpartition(" ")[2].lower() for one in entries if one.kind is EntryKind.TAKEN_BACK}
    return gone - _find_known(case)


def find_strangers(case: Case, letters: Iterable[Notification]) -> set[str]:
    """To whom such news go, and whom no letter of it has reached."""
    told = {one.to.lower() for one in case.conversation.told}
    return {one.to.key for one in letters if is_news(one) and one.to.key not in told}


def find_unheard(case: Case, letters: Iterable[Notification], waiting: Iterable[Letter]) -> set[str]:
    """Of these the ones whose own letter on it waits, or was taken back, and who have not written of it."""
    lying = {one.to.lower() for one in waiting if one.kind.brings_case and one.state in LYING and not one.in_doubt}
    return find_strangers(case, letters) & ((lying - _find_known(case)) | find_unread(case))


def _find_known(case: Case) -> set[str]:
    """Who has read a letter of it, or written of it, and its agents."""
    wrote = {one.who.lower() for one in case.conversation.entries if one.kind is not None and one.kind.is_word}
    return {one.to.lower() for one in case.conversation.told} | wrote | {one.key for one in case.agents}


def without_news(letters: Iterable[Notification], unheard: Set[str]) -> Iterator[Notification]:
    """The letters without such news to these, of whom their writer does not read that they know."""
    for one in letters:
        if is_news(one) and one.to.key in unheard:
            continue
        is_told_so = one.kind is Kind.NOTICE and one.variant is NoticeVariant.DONE and one.text != CommandName.DECLINE
        yield replace(one, also=tuple(who for who in one.also if who.key not in unheard)) if is_told_so else one
