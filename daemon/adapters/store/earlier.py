"""What earlier versions wrote otherwise, taken over when a state is loaded."""

from typing import Any

IN_DOUBT = "in doubt: "


def take_over_outbox(letters: dict[str, Any]) -> None:
    """That a letter was handed over once without an answer stood before its problem: unknown, it would be handed over
    twice more (fault F34). Raises AttributeError for documents that are not ours."""
    for letter in letters.values():
        problem = letter.get("problem") or ""
        if problem.startswith(IN_DOUBT):
            letter.update(problem=problem.removeprefix(IN_DOUBT), in_doubt=True)
