"""What a mail is, and whether its sender may be believed (behaviour B2, B11.1 to B11.9). The first rule that applies decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from daemon.core.intake.tokens import find_owner
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy, Senders, Trust
from parsers.model import Address, AuthenticationResults, AutomaticKind, Marker, Message, MethodResult, Subject, Token

NO_SENDER = "the From header does not name exactly one sender"
MOST_HOPS = 2  # between installations of this daemon (fault F51)


class MailKind(StrEnum):
    """What the subject, the token or the headers make of a mail: the `kind` of `check --json`."""

    ESCALATION = "escalation"
    URGENT = "urgent"
    REPLY = "reply"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    OWN = "own"
    UNRELATED = "unrelated"


class Verdict(StrEnum):
    """What is to be done with it. `quarantine` and `ignore` carry their reason."""

    ESCALATE = "escalate"
    HINT = "hint"
    REPLY = "reply"
    NUMBERED = "numbered"  # it answers a letter whose lines carry numbers
    CONFLICT = "conflict"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    UNREADABLE = "unreadable"
    IGNORE = "ignore"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Triage:
    """`case` is the case a reply belongs to; `has_token` whether it may change it."""

    kind: MailKind
    verdict: Verdict
    reason: str
    case: int | None = None
    has_token: bool = False


@dataclass(frozen=True, slots=True)
class Belonging:
    """What the store knows of the cases that a mail names: by token, by a referenced Message-ID, by `[ESC-n]`."""

    cases: Mapping[int, Case]
    tokens: tuple[Token, ...] = ()
    by_reference: int | None = None
    by_subject: int | None = None
    lines: tuple[int, ...] = ()  # the numbered letter to its sender that it answers: the case on each line
    can_tell: bool = True  # False: there is no state to ask (`check`), so every case that is named may exist


BOUNCES = frozenset({AutomaticKind.BOUNCE, AutomaticKind.DELAY, AutomaticKind.DELIVERED, AutomaticKind.FEEDBACK})


def find_distrust(message: Message, senders: Senders) -> str | None:
    """Why the From of this mail is not believed; None when it is (behaviour B11.2, B11.4, threat T2, fault F86).

    Only the topmost Authentication-Results counts, and only from the configured border server: anything below may have
    been written by the sender."""
    if message.ambiguous_from:
        return "the From header can be read in more than one way"
    if message.sender is None:
        return NO_SENDER
    if senders.trust is Trust.NETWORK:
        return None
    if senders.trust is Trust.MICROSOFT365 and message.auth_as.lower() == "internal":
        return None
    if message.planted:
        return f"its {message.planted} holds words that a mail server may repeat as its own"
    if not message.authentication:
        return "the mail carries no Authentication-Results of our mail server"
    return _find_gap(message.sender, message.authentication[0], senders)


def _find_gap(sender: Address, newest: AuthenticationResults, senders: Senders) -> str | None:
    """What our mail server's newest findings lack to confirm this sender."""
    if newest == AuthenticationResults(""):
        return "its newest Authentication-Results cannot be read"
    expected = {Trust.GOOGLE: "mx.google.com", Trust.MICROSOFT365: ""}.get(senders.trust, senders.authserv_id)
    if newest.authserv_id.lower() != expected.lower():
        return f"its newest Authentication-Results is not from {expected or 'Microsoft 365'}"
    if _is_confirmed(sender.dns_domain, newest.results, senders.trust):
        return None
    return f"{newest.authserv_id or 'the mail server'} could not confirm that it comes from {sender.domain}"


def _is_confirmed(domain: str, results: tuple[MethodResult, ...], trust: Trust) -> bool:
    """Whether a method passed for this domain, and DMARC did not fail. Microsoft 365's verdict (compauth) names no
    domain: it is about the one that DMARC names beside it."""
    dmarc = [one for one in results if one.method == "dmarc"]
    if not domain or any(one.result == "fail" for one in dmarc):
        return False
    composite = trust is Trust.MICROSOFT365 and MethodResult("compauth", "pass") in results
    return (composite and any(one.domain == domain for one in dmarc)) or any(_confirms(one, domain) for one in results)


def _confirms(one: MethodResult, domain: str) -> bool:
    """DMARC passes for the very domain of From (RFC 7489 §3.1), DKIM and SPF for one that is aligned with it."""
    if one.result != "pass":
        return False
    if one.method == "dmarc":
        return one.domain == domain
    return one.method in ("dkim", "spf") and _is_aligned(one.domain, domain)


def _is_aligned(one: str, other: str) -> bool:
    """Whether they are the same, or one lies below the other; nothing lies below a single label such as `com`."""
    upper, lower = sorted((one, other), key=len)
    return "." in upper and f".{lower}".endswith(f".{upper}")


def is_permitted(message: Message, policy: EscalationPolicy) -> bool:
    """Whether the sender is on the allow-list, or one of the people that the settings name."""
    if message.sender is None:
        return False
    return policy.is_inside(message.sender) or _is_list_permitted(message, policy)


def _is_list_permitted(message: Message, policy: EscalationPolicy) -> bool:
    return bool(message.list_id) and f"list-id:{message.list_id.lower()}" in {entry.lower() for entry in policy.senders.allow}


def _kind_of(message: Message, subject: Subject, belongs: bool) -> MailKind:
    if message.automatic is not None:
        if message.automatic.kind in BOUNCES:
            return MailKind.BOUNCE
        if message.automatic.kind is AutomaticKind.OWN:
            return MailKind.OWN
        if message.automatic.kind is not AutomaticKind.LIST:
            return MailKind.AUTOMATIC
    if belongs:
        return MailKind.REPLY
    if subject.marker is Marker.URGENT:
        return MailKind.URGENT
    return MailKind.ESCALATION if subject.marker else MailKind.UNRELATED


def is_own(message: Message, mailbox: Address) -> bool:
    """Whether this is a letter of ours coming back: our address in From and our header (fault F50)."""
    return bool(message.case_header) and message.sender is not None and message.sender.key == mailbox.key


def triage(
    message: Message, subject: Subject, has_form: bool, belonging: Belonging, policy: EscalationPolicy, key: bytes, trusted: bool = False
) -> Triage:
    """What `message` is and what is to be done with it. `trusted` believes the sender (`check --assume-trusted`)."""
    named = {token.case for token in belonging.tokens} | {n for n in (belonging.by_reference, belonging.by_subject) if n is not None}
    kind = MailKind.OWN if is_own(message, policy.mailbox) else _kind_of(message, subject, bool(named or belonging.lines))
    if kind is MailKind.OWN:
        return Triage(kind, Verdict.IGNORE, "our own mail came back")
    if message.refusal and kind is not MailKind.UNRELATED:
        return Triage(kind, Verdict.QUARANTINE, message.refusal)
    if message.hops > MOST_HOPS:
        return Triage(kind, Verdict.IGNORE, "it has passed too many escalation mailboxes: a loop")
    if message.automatic is not None and not (message.automatic.kind is AutomaticKind.LIST and _is_list_permitted(message, policy)):
        return _automatic(message, kind, belonging, policy, key, trusted)
    if kind is MailKind.UNRELATED:
        return Triage(kind, Verdict.IGNORE, "the subject has neither ESCALATION nor URGENT, and it belongs to no case")
    refusal = _refuse_sender(message, belonging, policy, key, trusted)
    if refusal is not None:
        return Triage(kind, Verdict.QUARANTINE, refusal)
    if belonging.lines and not named:
        return Triage(kind, Verdict.NUMBERED, "an answer to a numbered letter")
    if named:
        return _reply(message, kind, named, belonging, policy, key, trusted)
    if message.unreadable:
        return Triage(kind, Verdict.UNREADABLE, message.unreadable)
    if has_form or subject.has_template_shape:
        return Triage(kind, Verdict.ESCALATE, f"{kind.value.upper()} in the subject")
    return Triage(kind, Verdict.HINT, "the subject has the word, but neither subject nor text has the shape of the template")


def _refuse_sender(message: Message, belonging: Belonging, policy: EscalationPolicy, key: bytes, trusted: bool) -> str | None:
    """Why this sender may cause nothing: not believed, or not known. Nobody is believed in the place of a sender."""
    if trusted:
        return NO_SENDER if message.sender is None else None
    distrust = find_distrust(message, policy.senders)
    if distrust is not None:
        return distrust
    assert message.sender is not None
    if is_permitted(message, policy):
        return None
    if _find_token_owner(message.sender, belonging, policy, key) is not None:
        return None
    return f"{message.sender.email} is not on the list of permitted senders"


def _automatic(message: Message, kind: MailKind, belonging: Belonging, policy: EscalationPolicy, key: bytes, trusted: bool) -> Triage:
    """Never answered. A bounce is believed only with a token of ours in it (fault F46); in a simulation, where nobody
    has one, the case that it names will do."""
    assert message.automatic is not None
    what = message.automatic
    owned = [token.case for token in belonging.tokens if _token_holds(token, belonging, key)]
    if trusted and not owned:
        owned = [
            number
            for number, case in belonging.cases.items()
            if kind is MailKind.BOUNCE or (message.sender is not None and _is_concerned(message.sender, case, policy))
        ]
    if owned and what.kind is AutomaticKind.BOUNCE:
        return Triage(kind, Verdict.BOUNCE, what.reason, owned[0], True)
    if owned and kind is MailKind.AUTOMATIC:
        return Triage(kind, Verdict.AUTO_REPLY, what.reason, owned[0], True)
    return Triage(kind, Verdict.IGNORE, what.reason)


def _people(case: Case) -> Iterable[Address]:
    """Everybody a token may have been given to."""
    return (*case.participants, *((case.customer,) if case.customer else ()), *(Address(told.to) for told in case.told))


def _token_holds(token: Token, belonging: Belonging, key: bytes) -> bool:
    case = belonging.cases.get(token.case)
    return case is not None and find_owner(key, token, _people(case)) is not None


def _find_token_owner(sender: Address, belonging: Belonging, policy: EscalationPolicy, key: bytes) -> Address | None:
    """The person whose valid token this sender may use: himself, or the queue of which he is a member."""
    for token in belonging.tokens:
        case = belonging.cases.get(token.case)
        owner = find_owner(key, token, _people(case)) if case else None
        if owner is None or case is None:
            continue
        queue = any(owner.key == person.key for person in case.recipients) and sender.key in policy.levels[case.level].members
        if owner.key == sender.key or queue:
            return owner
    return None


def _is_concerned(person: Address, case: Case, policy: EscalationPolicy) -> bool:
    """Whether this one may hold a token for the case: for a simulation, in which nobody has read a letter of ours."""
    members = policy.levels[case.level].members
    leads = (lead.address for lead in policy.leads)
    return person.key in members or any(person.key == one.key for one in (*_people(case), *leads))


def _reply(
    message: Message, kind: MailKind, named: set[int], belonging: Belonging, policy: EscalationPolicy, key: bytes, trusted: bool
) -> Triage:
    assert message.sender is not None
    known = sorted(number for number in named if number in belonging.cases)
    if len(known) > 1:
        cases = " and ".join(f"ESC-{number}" for number in known)
        return Triage(kind, Verdict.CONFLICT, f"it names {cases}: which one is meant cannot be told", known[0])
    if not known:
        if trusted or not belonging.can_tell:
            return Triage(kind, Verdict.REPLY, "an answer to one of our mails", min(named), True)
        return Triage(kind, Verdict.QUARANTINE, f"it names ESC-{min(named)}, which is not known here")
    case = belonging.cases[known[0]]
    participant = any(message.sender.key == person.key for person in case.participants)
    owner = _find_token_owner(message.sender, belonging, policy, key)
    if owner is not None or (trusted and _is_concerned(message.sender, case, policy)):
        return Triage(kind, Verdict.REPLY, f"an answer in {case.name} with its token", case.number, True)
    if belonging.tokens and not participant:
        return Triage(
            kind,
            Verdict.QUARANTINE,
            f"its token for {case.name} does not belong to {message.sender.email}",
        )
    return Triage(kind, Verdict.REPLY, f"names {case.name}, without the token: kept as a note", case.number, False)
