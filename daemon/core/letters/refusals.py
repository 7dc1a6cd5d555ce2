"""Whose trouble a refusal of the mail relay is: ours as its sender, or one letter's (fault F68)."""

import re
from enum import StrEnum


class SmtpPhase(StrEnum):
    """Where in the handing over of a letter the relay refused (RFC 5321 section 3.3)."""

    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    DATA = "DATA"
    CONTENT = "the end of DATA"  # from its first byte on: the relay may have the letter


# RFC 3463, and as Microsoft 365 and Google use it: not signed in, not allowed to send as this sender, quota used up
ABOUT_US = frozenset({"5.7.0", "5.7.3", "5.7.8", "5.7.30", "5.7.57", "5.7.60", "5.2.252", "5.4.5"})
SEND_AS_DENIED = "sendasdenied"  # which Exchange also says under 5.2.0
NOT_SIGNED_IN = frozenset({530, 535})  # RFC 4954 section 6, whatever stands behind it
TOO_BIG = 552  # RFC 1870 section 6.1, in answer to MAIL
_STATUS = re.compile(r"^[\s#(\[]*([245]\.\d{1,3}\.\d{1,3})\b", re.MULTILINE)
# too big for the relay or the mailbox, or written as it cannot take it
_OF_THE_LETTER = re.compile(r"5\.3\.4|5\.2\.3|5\.6\.\d+")


def find_status(words: str) -> str:
    """The enhanced status code at the beginning of an answer's first line that has one (RFC 2034 section 4), such as
    "5.7.1"; "" for none."""
    found = _STATUS.search(words)
    return found[1] if found else ""


def is_about_us(stage: SmtpPhase, code: int, words: str) -> bool:
    """Whether a refusal for good (5xx) would meet every letter of ours: then it is not this letter's fault."""
    if not 500 <= code < 600:
        return False
    status = find_status(words)
    if status in ABOUT_US or code in NOT_SIGNED_IN or SEND_AS_DENIED in words.lower():
        return True
    if stage is not SmtpPhase.SENDER:
        return False
    return not (_OF_THE_LETTER.fullmatch(status) or (code == TOO_BIG and not status))


def is_policy(code: int, words: str) -> bool:
    """Whether it is refused by a rule of the relay (5.7.x): one recipient's or letter's matter, until it meets
    everybody."""
    return 500 <= code < 600 and find_status(words).startswith("5.7.")
