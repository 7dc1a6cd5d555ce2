"""What a tracker calls a case: its ticket's number there (behaviour B10.4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrackerTicket:
    """`tracker` is the address that the case went to, in lower case; `number` is as people write it there, "" while it
    has told none; a subject that holds `mark` is filed under it, "" where the number does that; `link` leads to it, ""
    for none; `is_over`: it was resolved or closed there."""

    tracker: str
    number: str = ""
    mark: str = ""
    link: str = ""
    is_over: bool = False

    @property
    def sign(self) -> str:
        """What stands for it in the subject of all that goes to the tracker; "" for nothing."""
        return self.mark or (f"[{self.number}]" if self.number else "")

    def stands_in(self, subject: str) -> bool:
        """Whether a subject names it, by its mark or by the whole number."""
        if self.mark and self.mark.lower() in subject.lower():
            return True
        number = self.number.lstrip("#")
        whole = rf"(?<![\w/.-]){re.escape(number)}(?![\w/-]|\.\w)"
        return bool(number) and re.search(whole, subject, re.IGNORECASE) is not None


def find_ticket(tickets: Iterable[TrackerTicket], tracker: str) -> TrackerTicket | None:
    """What the tracker of this address, in lower case, calls the case; None while it has not said so."""
    return next((one for one in tickets if one.tracker == tracker), None)
