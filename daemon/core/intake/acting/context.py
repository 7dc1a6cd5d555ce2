"""By what a mail is judged: its words, what it belongs to, and whether its sender is one of ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, Message, Token


@dataclass(frozen=True, slots=True)
class Caseless:
    """A letter of ours that is about no case, and to whom it went."""

    kind: Kind
    to: Address


@dataclass(frozen=True, slots=True)
class Belonging:
    """What the store knows of the cases that a mail names: by token, by a referenced Message-ID, by `[ESC-n]`."""

    cases: Mapping[int, Case]
    tokens: tuple[Token, ...] = ()
    by_reference: int | None = None
    by_subject: int | None = None
    more_by_subject: tuple[int, ...] = ()
    lines: tuple[int, ...] | None = None  # the numbered letter to its sender that it answers: the case on each line
    marks: tuple[str, ...] = ()  # and what each was about
    can_tell: bool = True  # False: there is no state to ask (`check`), so every case that is named may exist
    to_customers: tuple[Case, ...] = ()  # whose agent writes to their customer by it
    by_quotation: int | None = None  # the case whose letter it quotes or forwards, where it belongs to nothing else
    by_ticket: int | None = None  # the case that a tracker names by its own number, where nothing else is named
    caseless: Caseless | None = None  # the letter about no case that it answers, where it belongs to nothing else

    @property
    def is_answer(self) -> bool:
        """Whether it names a case, or answers a letter of ours."""
        return bool(self.named) or self.lines is not None or self.caseless is not None

    @property
    def named(self) -> frozenset[int]:
        """The numbers of all cases that the mail names, known here or not."""
        told = (self.by_reference, self.by_subject, self.by_quotation, self.by_ticket)
        by_text = {one for one in told if one is not None}
        return frozenset(by_text | {*self.more_by_subject} | {token.case for token in self.tokens})


@dataclass(frozen=True, slots=True)
class TriageContext:
    """By what a mail is judged. `trusted` believes the sender (`check --assume-trusted`)."""

    message: Message
    belonging: Belonging
    policy: EscalationPolicy
    key: bytes
    trusted: bool = False
    is_own_word: bool = False  # a new mail whose whole subject is a word about its sender alone: `away until friday`
    has_command: bool = False  # beside its form it says a command, so it speaks of the case that it answers
    arrived: Message | None = None  # as it came, where its writer is known by another address


def is_permitted(message: Message, policy: EscalationPolicy) -> bool:
    """Whether the sender is on the allow-list, or one of the people that the settings name."""
    if message.sender is None:
        return False
    return policy.is_inside(message.sender) or policy.is_list_allowed(message.list_id)
