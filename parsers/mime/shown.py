"""A line of a mail as its reader sees it, and what the mail program itself says of it."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Place(Enum):
    """The element of the mail program in which a line stands."""

    BODY = 0
    SIGNATURE = 1  # it made that for the signature
    HISTORY = 2  # an empty line: here it put the older mail
    FRAME = 3  # what it wrote around a letter of ours
    CITED = 4  # not the program's: the writer himself quotes it


class Shown(NamedTuple):
    """`depth`: how many quotes of the mail program the line stands in; marks that stand in `text` were typed."""

    text: str
    depth: int = 0
    place: Place = Place.BODY

    @property
    def shown(self) -> str:
        """The line with a mark for each quote."""
        return f"{'> ' * self.depth}{self.text}".rstrip() if self.depth else self.text

    def say(self, shown: str) -> "Shown":
        """The line with another text, which has its marks."""
        for _ in range(self.depth):
            shown = shown.removeprefix(">").removeprefix(" ")
        return self._replace(text=shown)

    def unquote(self) -> "Shown":
        """The line of one quote less; a typed mark is one too."""
        if self.depth:
            return self._replace(depth=self.depth - 1)
        bare = self.text.lstrip(" ")
        is_marked = bare.startswith(">") and len(self.text) - len(bare) <= 3
        return self._replace(text=bare[1:].removeprefix(" ")) if is_marked else self


def show(lines: Iterable[str]) -> list[Shown]:
    """Lines of which no mail program says anything."""
    return [Shown(line) for line in lines]
