"""A YAML file with the line of every value. YAML's older surprises (9:30 → 570, no → false, 017 → 15) are left out."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from daemon.errors import SettingsError

MOST_NODES = 20_000  # aliases of aliases must not grow without end
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+)")
# Inside { } YAML takes the braces of ${NAME} for its own; people write it there without quotes, as in a block.
_BARE_VARIABLE = re.compile(r"(?<=[:,\[] )(\$\{\w+\})(?=[ \t]*(?:[,}\]#]|$))", re.MULTILINE)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value"})
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The values, and the line of each by its path; `problems` are what the file itself has wrong."""

    values: dict[Any, Any]
    lines: dict[Place, int]
    problems: tuple[tuple[int, str, str], ...] = ()

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_settings_file(path: Path) -> SettingsFile:
    """Raises SettingsError for a file that cannot be read as YAML at all."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path}:1: the file is not UTF-8 text"]) from error
    except OSError as error:
        raise SettingsError(
            [f"{path}: cannot be read: {error.strerror}. Copy config.yaml of the checkout and fill it in."]
        ) from error
    try:
        node = yaml.compose(_BARE_VARIABLE.sub(r'"\1"', text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "not YAML"
        hint = "; indent with spaces, not with tabs" if "\\t" in problem else ""
        raise SettingsError([f"{path}:{line}: {problem}{hint}"]) from error
    except yaml.YAMLError as error:
        raise SettingsError([f"{path}:1: {str(error).splitlines()[0]}"]) from error
    reader = _Reader()
    values = reader.read(node, ()) if node is not None else {}
    if not isinstance(values, dict):
        raise SettingsError([f"{path}:1: the settings are `name: value` lines; this file holds something else"])
    return SettingsFile(values, reader.lines, tuple(reader.problems))


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.problems: list[tuple[int, str, str]] = []
        self._left = MOST_NODES

    def read(self, node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        self._left -= 1
        if self._left < 0:
            raise SettingsError([f"line {line}: the settings are too large"])
        if not node.tag.startswith(_TAG) or node.tag.removeprefix(_TAG) not in _PLAIN_TAGS:
            self.problems.append((line, dotted(place), f"the tag {node.tag} is not allowed"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._read_mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, number)) for number, item in enumerate(node.value)]
        return _read_scalar(node)

    def _read_mapping(self, node: yaml.MappingNode, place: Place) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    (key_node.start_mark.line + 1, dotted(place), "a name is a single word, not a list or a block")
                )
                continue
            key = _read_scalar(key_node)
            key = key if isinstance(key, str | int) and not isinstance(key, bool) else key_node.value
            inner = (*place, key)
            if key in found:
                self.problems.append(
                    (
                        key_node.start_mark.line + 1,
                        dotted(inner),
                        f"stands here a second time, first in line {self.lines[inner]}",
                    )
                )
                continue
            self.lines[inner] = key_node.start_mark.line + 1
            found[key] = self.read(value_node, inner)
        return found


def _read_scalar(node: yaml.Node) -> str | int | float | bool | None:
    """What a value without quotes means; None for `null` and nothing."""
    text = str(node.value)
    if getattr(node, "style", None) is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def dotted(place: Place) -> str:
    """The place as people are told it: `levels.3.recipients`."""
    return ".".join(map(str, place))
