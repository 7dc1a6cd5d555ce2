"""What was examined, what was found, and the mend."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    FINE = "ok"
    WARNING = "warning"
    FAILED = "failed"

    @property
    def mark(self) -> str:
        return {"ok": "✓", "warning": "!", "failed": "✗"}[self.value]

    @property
    def style(self) -> str:
        return {"ok": "green", "warning": "yellow", "failed": "red"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was examined, what was found, and what to do about it ("" when nothing is to be done)."""

    check: str
    health: Health
    text: str
    mend: str = ""
