"""Values that are found when a template names them: no letter names more than a part of what it may."""

from collections.abc import Iterator, Mapping
from functools import partial


class Found(Mapping[str, object]):
    """Values by name. A `partial` among them is a value that is still to be found: it is called when its name is first
    asked for."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        value = self._values[name]
        if isinstance(value, partial):
            value = self._values[name] = value()
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __or__(self, more: "Found") -> "Found":
        """These values and those; what is still to be found stays so."""
        return Found(self._values | more._values)

    def __repr__(self) -> str:
        """All of them, as a dictionary prints itself."""
        return repr(dict(self))
