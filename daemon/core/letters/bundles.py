"""More than the set number of the clock's letters to one person at once become one mail with numbered lines
(behaviour B7.18)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from daemon.core.clock.progress import find_quiet_since, find_spoken_at
from daemon.core.letters.lines import find_silent, line_of, line_of_calm, line_of_waiting
from daemon.core.model.case import Case
from daemon.core.model.notifications import BundleSection, Digest, Notification, NumberedLine, NumberedSection, Role
from daemon.core.model.variants import Kind, NudgeVariant, RaisedVariant, ReminderVariant
from daemon.core.model.weeks import Week

CaseLetter = tuple[Case, Notification]
ORDER = tuple(BundleSection)
# with their kinds: the branch without a name is another one in each
TOGETHER = ((Kind.NUDGE, NudgeVariant.WISH), (Kind.REMINDER, ReminderVariant.HELD))


def bundle(
    letters: Sequence[CaseLetter], most: int, lately: Mapping[str, int]
) -> tuple[tuple[CaseLetter, ...], tuple[Notification, ...]]:
    """The letters that go out by themselves, and the bundles: one for each person who would get more than `most`,
    counting those of the last minute (`lately`, by address)."""
    per_person: dict[str, list[CaseLetter]] = {}
    for letter in letters:
        per_person.setdefault(letter[1].to.key, []).append(letter)
    found = (_find_bundled(own, most - lately.get(key, 0)) for key, own in per_person.items())
    together = [own for own in found if own]
    bundled = {id(letter) for own in together for letter in own}
    return tuple(one for one in letters if id(one) not in bundled), tuple(map(_bundle, together))


def _find_bundled(own: Sequence[CaseLetter], most: int) -> Sequence[CaseLetter]:
    """Of the letters to one person those that become one mail: all where they are too many, else the wishes and what
    waits for a decision of his, however few they are (behaviour B4.15, B7.13)."""
    few = [letter for letter in own if (letter[1].kind, letter[1].variant) in TOGETHER]
    found = own if len(own) > most else few
    return found if len(found) > 1 else ()


def _bundle(letters: Sequence[CaseLetter]) -> Notification:
    found: dict[BundleSection, list[NumberedLine]] = {}
    for case, letter in letters:
        section = _find_section(letter)
        line = _line(case, section)
        is_contacts = letter.role is Role.AGENT and not letter.to.is_among(case.watchers)
        promised_at = case.customer_promised_at if is_contacts else None
        found.setdefault(section, []).append(replace(line, promised_at=promised_at))
    sections, start = [], 1
    for name in sorted(found, key=ORDER.index):
        lines = tuple(sorted(found[name], key=lambda line: (line.at is None, line.at)))
        sections.append(NumberedSection(name, start, lines))
        start += len(lines)
    first = letters[0][1]
    return Notification(
        Kind.REMINDER, first.to, first.role, ReminderVariant.BUNDLE, digest=Digest(tuple(sections), (), Week(), Week())
    )


def _find_section(letter: Notification) -> BundleSection:
    if letter.variant in (ReminderVariant.PROGRESS, NudgeVariant.PROGRESS):
        return BundleSection.STALLED
    if letter.kind is Kind.NUDGE:
        return BundleSection.NOT_UPDATED
    if letter.kind is Kind.RAISED:
        gone = letter.variant in (RaisedVariant.PREVIOUS, RaisedVariant.AGENT, RaisedVariant.SILENT, RaisedVariant.NEXT)
        return BundleSection.RAISED if gone else BundleSection.WITH_YOU
    if letter.variant in (ReminderVariant.ASK, ReminderVariant.HELD):
        return BundleSection.HELD
    if letter.variant is ReminderVariant.CALM:
        return BundleSection.CALM
    if letter.variant in (ReminderVariant.INCOMPLETE, ReminderVariant.WAITING, ReminderVariant.QUESTION):
        return BundleSection.WAITING
    is_ahead = letter.variant in (ReminderVariant.BEFORE, ReminderVariant.BEFORE_LAST)
    return BundleSection.DUE_SOON if is_ahead else BundleSection.OVERDUE


def _line(case: Case, section: BundleSection) -> NumberedLine:
    match section:
        case BundleSection.WAITING | BundleSection.HELD:
            return line_of_waiting(case)
        case BundleSection.CALM:
            return line_of_calm(case)
        case BundleSection.OVERDUE:
            return line_of(case, case.due_at, find_silent(case))
        case BundleSection.NOT_UPDATED:
            return line_of(case, find_quiet_since(case), (case.agent,))
        case BundleSection.STALLED:
            return line_of(case, find_spoken_at(case), case.holders)
        case _:
            return line_of(case, case.due_at)
