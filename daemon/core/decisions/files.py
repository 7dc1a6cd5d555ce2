"""Which files go along with a letter: every letter is asked here, whatever was decided (behaviour B6.8,
B6.9)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from daemon.core.decisions.people import to_sender
from daemon.core.model.case import Case
from daemon.core.model.conversation import KeptFile
from daemon.core.model.happenings import Commanded, Decision, Mail, Mailed
from daemon.core.model.notifications import Kind, Notification, Role
from daemon.core.model.variants import NoticeVariant
from parsers.model import Address, Remark, RemarkCode

ANSWERS = (Kind.NOTICE, Kind.RECEIPT, Kind.INFORMATION_REQUEST)  # letters that tell a writer what became of his mail
PASSING = frozenset({Kind.FORWARDED, Kind.CLAIMED, Kind.REMINDER})  # letters that bring a command's own files


class Forwarded(NamedTuple):
    along: tuple[KeptFile, ...]
    withheld: tuple[KeptFile, ...]  # stay with their authors, which the letter says


def decide_files(notification: Notification, case: Case | None) -> Forwarded:
    """Of the files that this letter is about those that may leave with it: to nobody what he sent himself, nothing to a
    customer, and nothing at all of a sensitive case."""
    if case is None or notification.role is Role.CUSTOMER:
        return Forwarded((), ())
    to = notification.to.key
    files = tuple(file for file in notification.files if file.counts and file.author.key != to)
    return Forwarded((), files) if case.sensitive else Forwarded(tuple(file for file in files if not _is_from(to, file, case)), ())


def _is_from(key: str, file: KeptFile, case: Case) -> bool:
    """Whether this person sent it, now or in an earlier mail of which somebody else sends it back to us."""
    same = (one for one in case.conversation.files if (one.name, one.size) == (file.name, file.size))
    return any(one.author.key == key for one in (file, *same))


def with_files_of(mail: Mail, letters: Sequence[Notification]) -> tuple[Notification, ...]:
    """The letters that a command causes, with its mail's own files: once to each reader, and not where all of the
    case's go along."""
    served = {letter.to.key for letter in letters if letter.files}
    passed_on: list[Notification] = []
    for letter in letters:
        if letter.kind in PASSING and letter.to.key not in served:
            served.add(letter.to.key)
            letter = replace(letter, files=mail.files)
        passed_on.append(letter)
    return tuple(passed_on)


def say_of_files(files: Sequence[KeptFile], author: Address, case: Case, letters: Sequence[Notification]) -> tuple[Remark, ...]:
    """The remarks to their author on those of these files that no other gets, because no letter can bring them or because
    the case is sensitive (behaviour B6.24)."""
    others = [letter for letter in letters if letter.to.key != author.key]
    decided = [decide_files(letter, case) for letter in others]
    along = frozenset(chain.from_iterable(one.along for one in decided))
    withheld = frozenset(chain.from_iterable(one.withheld for one in decided))
    kept = [file for file in files if file.counts and file not in along | withheld and not _is_at_hand(file, others, case)]
    return (
        *_name_files(RemarkCode.FILES_KEPT, kept),
        *_name_files(RemarkCode.FILES_WITHHELD, [file for file in files if file in withheld]),
    )


def _is_at_hand(file: KeptFile, letters: Sequence[Notification], case: Case) -> bool:
    """Whether one of the readers sent it himself."""
    return any(_is_from(letter.to.key, file, case) for letter in letters)


def _name_files(code: RemarkCode, files: Sequence[KeptFile]) -> tuple[Remark, ...]:
    names = dict.fromkeys(file.name for file in files)
    return (Remark(code, ", ".join(names)),) if names else ()


def _with_remarks(letters: Sequence[Notification], to: Address, remarks: tuple[Remark, ...]) -> tuple[Notification, ...] | None:
    """The letters with these remarks in the first one that answers this writer; None when there is none."""
    answer = next((letter for letter in letters if letter.to.key == to.key and letter.kind in ANSWERS), None)
    if answer is None:
        return None
    said = replace(answer, remarks=(*answer.remarks, *remarks))
    return tuple(said if letter is answer else letter for letter in letters)


def with_word_of_files(happening: Mailed, decision: Decision) -> Decision:
    """Who sent files learns which of them nobody gets: in the answer that he gets anyway, else in one of its own. Not the
    customer, to whom nothing is sensitive, and nobody who is not of the case."""
    case, letters, mail = decision.case, decision.notifications, happening.mail
    said = _say_of_mailed(happening, decision)
    answered = _with_remarks(letters, mail.sender, said) if said else letters
    if answered is not None:
        return Decision(case, answered)
    if isinstance(happening, Commanded) or any(mail.sender.key == one.key for one in case.participants):
        return Decision(case, (*letters, *to_sender(case, mail, NoticeVariant.PASSED_ON, remarks=said)))
    return decision


def _say_of_mailed(happening: Mailed, decision: Decision) -> tuple[Remark, ...]:
    """What a mail without a command brings to a case that is not sensitive needs no word: it goes up with the case."""
    case, mail = decision.case, happening.mail
    if isinstance(happening, Commanded):
        return say_of_files(mail.files, mail.sender, case, decision.notifications)
    own = [file for file in case.conversation.files if file.author.key == mail.sender.key]
    said = say_of_files(own, mail.sender, case, decision.notifications)
    return tuple(remark for remark in said if remark.code is RemarkCode.FILES_WITHHELD)
