"""What is wrong with config.yaml, in our words: pydantic's errors with the line and the path of each (face C2.2)."""

import typing
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from daemon.settings.file import Place, SettingsFile, dotted
from daemon.settings.schema import ConfigFile

Problem = tuple[int, str, str]  # line, path, what is wrong


def is_echo(one: Any, found: Sequence[Any]) -> bool:
    """What pydantic says besides the problem itself: a list whose only entry is wrong is not too short as well, and
    `move` with a wrong line is not a wrong `keyword`."""
    too_short = one["type"] == "too_short" and any(tuple(other["loc"][:-1]) == tuple(one["loc"]) for other in found)
    return too_short or (one["type"] == "literal_error" and isinstance(one["input"], dict))


def remove(values: Any, place: Place) -> bool:
    """Takes the wrong value out, or what is around it when it is missing or stands in a list."""
    holder, key, within = None, None, values
    for part in place:
        if not isinstance(within, dict) or part not in within:
            break
        holder, key, within = within, part, within[part]
    if holder is None:
        return False
    del holder[key]
    return True


def touches(place: str, wrong: set[str]) -> bool:
    """Whether a check looked at something that is known to be wrong already."""
    return any(f"{one}.".startswith(f"{place}.") or f"{place}.".startswith(f"{one}.") for one in wrong)


def find_place(problem: Any) -> Place:
    """Where it stands in the file: pydantic names the branch of a union inside the path; people did not write that."""
    return tuple(part for part in problem["loc"] if not _is_type_name(part))


def render_problem(problem: Any, file: SettingsFile) -> Problem:
    """One of pydantic's errors in our words: line, path, problem."""
    place = find_place(problem)
    return (
        file.line(place),
        dotted(place),
        _name_nearest(place) if problem["type"] == "extra_forbidden" else _word(problem),
    )


_BLOCK = "{shown} does not fit: a block of `name: value` lines is expected"
_COMPARED = "{shown} is wrong here: it must be {bound}"
WORDED = {  # pydantic's kinds of errors, or with what they begin
    "missing": "is missing",
    "literal_error": "{shown} is not one of {expected}",
    "string_type": "{shown} does not fit: a text is expected",
    "tuple_type": "{shown} does not fit: a list like [one, two] is expected",
    **dict.fromkeys(("model_type", "mapping_type", "dict_type", "model_attributes_type"), _BLOCK),
    **dict.fromkeys(("int", "float"), "{shown} is not a number"),
    "bool": "{shown} is not true or false",
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _COMPARED),
    "too_short": "at least one is needed",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "{shown} is not a language: write its code, like en or pt-BR",
}
_TYPES = frozenset(kind for kind in WORDED if kind.endswith("_type"))


def _word(problem: Any) -> str:
    """What is wrong with a value; our own checks have said it themselves."""
    given, kind, message = problem.get("input"), problem["type"], str(problem["msg"])
    if given is None and (kind in _TYPES or kind == "value_error"):
        return "is empty"
    worded = WORDED.get(kind) or WORDED.get(kind.partition("_")[0])
    if worded is None:
        return message.removeprefix("Value error, ")
    expected = str(problem.get("ctx", {}).get("expected", "")).replace("'", "")
    return worded.format(shown=_show(given), expected=expected, bound=message.removeprefix("Input should be "))


def _show(given: object) -> str:
    if isinstance(given, str):
        return f'"{given}"'
    return str(given) if isinstance(given, int | float) else "this"


def _is_type_name(part: object) -> bool:
    return isinstance(part, str) and (
        part in ("MoveTo", "[key]") or part.startswith(("literal[", "function-", "tuple["))
    )


def _name_nearest(place: Place) -> str:
    known = _known_keys(place[:-1])
    near = get_close_matches(str(place[-1]), known, 1, 0.5)
    return f"is not a setting; the nearest is {near[0]}" if near else f"is not a setting; here stand {', '.join(known)}"


def _known_keys(place: Place) -> list[str]:
    block: type[BaseModel] = ConfigFile
    for part in place:  # a name or number of the team's own stays in its block
        block = (
            _find_block(block.model_fields[str(part)].annotation) or block if str(part) in block.model_fields else block
        )
    return list(block.model_fields)


def _find_block(annotation: Any) -> type[BaseModel] | None:
    """The block that may stand in a field; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in typing.get_args(annotation) if (found := _find_block(inner))), None)
