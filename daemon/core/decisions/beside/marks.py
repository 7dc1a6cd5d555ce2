"""What a numbered line keeps of the case that it was about (behaviour B8.9)."""

from daemon.core.model.case import Case


def mark_case(case: Case) -> str:
    """Whose turn it is, and as which level sees it, of several that have it."""
    return f"{case.standing} @{case.turn}" if case.turn else case.standing


def part_mark(mark: str) -> tuple[str, int]:
    """The two of a mark: 0 for the level to which the case went up."""
    standing, _, turn = mark.rpartition(" @")
    return (standing, int(turn)) if standing and turn.isdigit() else (mark, 0)
