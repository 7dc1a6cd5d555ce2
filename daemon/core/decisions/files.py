"""Which files go along with a letter: every letter is asked here, whatever was decided (behaviour B6.8,
B6.9)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from daemon.core.model.case import Case, KeptFile
from daemon.core.model.happenings import Mail
from daemon.core.model.notifications import Kind, Notification, Role
from parsers.model import Address

ANSWERS = (Kind.NOTICE, Kind.RECEIPT, Kind.INFORMATION_REQUEST)  # letters that tell a writer what became of his mail
KEPT, WITHHELD = "files_kept", "files_withheld"  # the remarks on files that were passed on to nobody
PASSING = frozenset({Kind.RELAY, Kind.CLAIMED, Kind.REMINDER})  # letters that bring a command's own files


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
    return Forwarded((), files) if case.sensitive else Forwarded(files, ())


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


def say_of_files(files: Sequence[KeptFile], author: Address, case: Case, letters: Sequence[Notification]) -> tuple[tuple[str, str], ...]:
    """The remarks to their author on those of these files that no other gets, because no letter can bring them or because
    the case is sensitive (behaviour B6.24)."""
    decided = [decide_files(letter, case) for letter in letters if letter.to.key != author.key]
    along = {file for one in decided for file in one.along}
    withheld = {file for one in decided for file in one.withheld}
    kept = [file.name for file in files if file.counts and file not in along | withheld]
    named = ((KEPT, kept), (WITHHELD, [file.name for file in files if file in withheld]))
    return tuple((code, ", ".join(dict.fromkeys(names))) for code, names in named if names)


def with_remarks(letters: Sequence[Notification], to: Address, remarks: tuple[tuple[str, str], ...]) -> tuple[Notification, ...] | None:
    """The letters with these remarks in the first one that answers this writer; None when there is none."""
    answer = next((letter for letter in letters if letter.to.key == to.key and letter.kind in ANSWERS), None)
    if answer is None:
        return None
    said = replace(answer, remarks=(*answer.remarks, *remarks))
    return tuple(said if letter is answer else letter for letter in letters)
