"""What stands below a closing is no part of the field above it (behaviour B3.2)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.form.labels.sections import Page, Section, split_lines

_MOST = 80  # lines of a closing, a card and a disclaimer


def end_at_closings(page: Page, whole_text: str) -> Page:
    """The page with each field up to where a closing stood that was left out of its text, by the whole of the mail; and
    what stands below that among its words."""
    if not any(map(_has_gap, page.sections)):
        return page
    whole = [line.strip() for line in split_lines(whole_text)]
    places: dict[str, list[int]] = {}
    for at, line in enumerate(whole):
        places.setdefault(line, []).append(at)
    sections, words = list(page.sections), list(page.words)
    for at, section in enumerate(sections):
        end = _find_end(section, whole, places)
        if end < len(section.lines):
            sections[at] = replace(section, lines=section.lines[:end])
            words += ["", *section.lines[end:]]
    return Page(tuple(sections), tuple(words))


def _has_gap(section: Section) -> bool:
    return "\n\n" in section.value


def _find_end(section: Section, whole: Sequence[str], places: dict[str, list[int]]) -> int:
    """How many of its lines stand above the first closing."""
    said = [at for at, line in enumerate(section.lines) if line.strip()]
    for above, below in pairwise(said):
        if below - above > 1 and _was_closed(section.lines[above], section.lines[below], whole, places):
            return below
    return len(section.lines)


def _was_closed(above: str, below: str, whole: Sequence[str], places: dict[str, list[int]]) -> bool:
    """Whether something that is no quote stands between these two lines wherever they follow one another."""
    found = [_find_between(above.strip(), at, whole) for at in places.get(below.strip(), ())]
    runs = [run for run in found if run is not None]
    return bool(runs) and all(run and not any(line.startswith(">") for line in run) for run in runs)


def _find_between(above: str, at: int, whole: Sequence[str]) -> list[str] | None:
    """The lines up to the one that ends as the one above; None where there is none."""
    between: list[str] = []
    for line in reversed(whole[max(0, at - _MOST) : at]):
        if line.endswith(above):
            return between
        between += [line] if line else []
    return None
