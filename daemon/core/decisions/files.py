"""Which files go along with a letter: every letter is asked here, whatever was decided (behaviour B6.8,
B6.9)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from daemon.core.model.case import Case, KeptFile
from daemon.core.model.happenings import Mail
from daemon.core.model.notifications import Kind, Notification, Role

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
