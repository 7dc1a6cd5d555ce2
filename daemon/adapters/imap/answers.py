"""What the server's refusals and failures mean, and how people are told of them."""

import re
import ssl

from imapclient.exceptions import CapabilityError, IMAPClientError

from daemon.errors import MailboxError

# RFC 5530 section 3: the server's trouble, whatever was asked for
LIMIT = re.compile(r"\[LIMIT\b", re.IGNORECASE)
BUSY = re.compile(r"\[(?:UNAVAILABLE|LIMIT|INUSE)\b", re.IGNORECASE)
# RFC 5530 and what large providers say when they mean "later", not "wrong password"
LATER = re.compile(
    r"unavailable|serverbug|inuse|\blimit\b|too many|temporar|try again|try later|internal (server )?error",
    re.IGNORECASE,
)
# What imapclient, and reading what it gives, raise on lost connections, refusals and answers without sense (fault F72)
NONSENSE = (
    IMAPClientError, OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    RecursionError, MemoryError,
)  # fmt: skip


class AskedTooMuch(MailboxError):
    """The server limits how much may be asked for in one question: fewer may be."""


def explain(error: Exception, where: str, doing: str) -> str:
    """One sentence with what is wrong, one with what to do."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"The certificate of the mailbox server {where} cannot be trusted: {error.verify_message}. "
            "Check mailbox.host; an authority of your own must be in this machine's list."
        )
    if isinstance(error, CapabilityError):
        return (
            f"The mailbox server {where} offers no STARTTLS, "
            "and no password leaves without it. Check mailbox.security and mailbox.port."
        )
    if isinstance(error, ssl.SSLError) and doing == "connecting":
        return (
            f"The mailbox server {where} does not speak TLS there: {render_answer(error)}. "
            "Check mailbox.security and mailbox.port."
        )
    if doing == "connecting":
        why = render_answer(error)
        return f"The mailbox server {where} cannot be reached: {why}. Check mailbox.host and mailbox.port."
    return f"The mailbox server {where} failed us while {doing}: {render_answer(error)}."


def render_answer(error: Exception) -> str:
    """The error's own words on one line; not many, since servers echo what they got."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    words = re.sub(r"""\bb(['"])(.*?)\1""", r"\2", words)  # imaplib prints the server's bytes as Python writes them
    words = re.sub(r"^command: [A-Z ]+ => ", "", words)
    return " ".join(words.split()).strip(".")[:200] or type(error).__name__
