"""Whose fault it is, and whether it may be tried again. Every message is a sentence for the person who must act."""

from datetime import timedelta


class UpstairsError(Exception):
    """The base: its text is shown to people as it stands."""


class SettingsError(UpstairsError):
    """The settings are wrong (exit code 2). `problems` holds one line each, `config.yaml:12: path: what is wrong`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StateError(UpstairsError):
    """The state cannot be used: locked, damaged, read-only, from a newer version (exit code 3)."""


class DiskError(UpstairsError):
    """The disk refused a write (full, read-only). The state is as before; it may be tried again."""


class StaleCase(UpstairsError):
    """A case was to be stored that was made of an earlier version than the one that stands. Nothing of the transaction
    has happened; decided anew, it may be tried again."""


class MailboxError(UpstairsError):
    """The mailbox could not be reached; it may be tried again."""


class MailRefused(MailboxError):
    """The server did not hand over what it was asked for, perhaps because of one mail among it. `words` are its own."""

    def __init__(self, text: str, words: str) -> None:
        super().__init__(text)
        self.words = words


class LoginRefused(MailboxError):
    """The server refused our credentials: trying again soon only locks the account."""


class RelayError(UpstairsError):
    """The mail relay could not be reached or refused us as a whole; every letter may be tried again."""


class SenderRefused(RelayError):
    """The relay refused a letter for reasons that would meet every letter of ours (daemon/core/letters/refusals.py).
    `waited` is how long this one has waited while others were accepted."""

    def __init__(self, text: str, waited: timedelta = timedelta()) -> None:
        super().__init__(text)
        self.waited = waited


class RelayLoginRefused(RelayError):
    """The relay refused our credentials: letters wait longer before it is asked again, for that locks the account."""
