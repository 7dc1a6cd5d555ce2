"""Where the mailbox is and what it offers."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Handled(StrEnum):
    """What becomes visible of a handled mail in the mailbox."""

    KEYWORD = "keyword"
    MOVE = "move"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class MailboxAccess:
    """Where the mailbox is. `security` is "tls", "starttls" or "none" (loopback only). `token` gives an OAuth access
    token; called with True, one that was not given before. Folders are written with "/" between their levels. `tls`
    replaces the system's list of authorities."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(default="", repr=False)
    token: Callable[[bool], str] | None = None
    folder: str = "INBOX"
    handled: Handled = Handled.KEYWORD
    done_folder: str = ""
    quarantine_folder: str = ""
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class MailboxFacts:
    """What the server and the folder offer, for `doctor`."""

    idle: bool
    keywords: bool
    move: bool
    messages: int
