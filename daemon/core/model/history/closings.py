"""How a case was closed last: what its level reads when it is opened again."""

from dataclasses import dataclass
from datetime import datetime

from parsers.model import Address


@dataclass(frozen=True, slots=True)
class Closing:
    """By whom, when, whether as solved (else withdrawn), and in whose words: `outcome` is "" where he said none."""

    by: Address
    at: datetime
    is_solved: bool
    outcome: str = ""
