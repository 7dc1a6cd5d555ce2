"""How a case ended: what solved it, what is learned of it, whether others are to find it, and whether its customer is
content (behaviour B9.28)."""

from dataclasses import dataclass
from datetime import datetime

from parsers.model import Address

RESOLUTION, LESSON, KNOWLEDGE = "resolution", "lesson", "knowledge"  # what is asked for, in this order


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who said at which instant that a case is solved, and what is written down of it: None where nothing was said, ""
    where there is none. `asked` is who was asked for what is absent, None where nobody was; `is_content` what the
    customer has answered to the question whether all is well."""

    by: Address
    at: datetime
    resolution: str | None = None
    lesson: str | None = None
    for_knowledge: bool | None = None
    asked: Address | None = None
    reminded_at: datetime | None = None  # when he was asked once more
    is_content: bool | None = None

    @property
    def absent(self) -> tuple[str, ...]:
        """What nobody has said anything of."""
        said = ((RESOLUTION, self.resolution), (LESSON, self.lesson), (KNOWLEDGE, self.for_knowledge))
        return tuple(name for name, one in said if one is None)
