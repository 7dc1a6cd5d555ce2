"""Lists that rewrite From ("'Dana' via Support"): who wrote the mail, and whether the list says so truly
(behaviour B2.27)."""

from dataclasses import replace
from itertools import takewhile

from daemon.core.intake.distrust import find_distrust, is_aligned, name_server
from daemon.core.model.policy import EscalationPolicy
from parsers.model import AuthenticationResults, Message, MethodResult

VIA = " via "  # how lists write it into the name: 'Dana' via Support


def find_writer(message: Message, policy: EscalationPolicy, trusted: bool) -> Message:
    """The mail as its writer's, where an allowed list has put its own address into From: with the list's results about
    the writer in the place of our server's about the list, which must pass first. Else the mail as it is, refused when
    an address stands for a writer whom nobody confirms. Reply-To never says who wrote."""
    if not _is_rewritten(message, policy) or not policy.is_list_allowed(message.list_id):
        return message
    distrust = None if trusted else find_distrust(message, policy.senders)
    if distrust is None and not _is_lists_own(message):
        distrust = "its From is at another domain"
    if distrust is not None:
        return replace(message, refusal=f"the list {message.list_id} is not confirmed: {distrust}")
    if message.original_sender is None:
        return replace(message, refusal=f"the list {message.list_id} does not say plainly who wrote it")
    results = _find_results(message, name_server(policy.senders))
    written = replace(
        message,
        sender=message.original_sender,
        sender_domain=message.original_domain,
        authentication=() if results is None else (AuthenticationResults(name_server(policy.senders), results),),
        auth_as="",
    )
    distrust = None if trusted else find_distrust(written, policy.senders)
    return (
        written if distrust is None else replace(message, refusal=f"its list does not confirm the writer: {distrust}")
    )


def as_person(message: Message, policy: EscalationPolicy, trusted: bool) -> Message:
    """The mail as that of the person whose second address it comes from (behaviour B11.24), once it is believed."""
    person = policy.people.get(message.sender.key) if message.sender is not None else None
    if person is None or not (trusted or find_distrust(message, policy.senders) is None):
        return message
    return replace(message, sender=person)


def _find_results(message: Message, server: str) -> tuple[MethodResult, ...] | None:
    """What was found out about the writer: by the list, else by our own server before the list, in an ARC chain that
    holds now (RFC 8617). Anybody may seal anything, under any server's name: only what the list or we have sealed
    counts, and only when nobody else has sealed above it."""
    if message.original_authentication is not None:
        return message.original_authentication.results
    holds = bool(message.authentication) and any(
        one.method == "arc" and one.result == "pass" for one in message.authentication[0].results
    )
    if not holds or not server:
        return None
    newest = takewhile(
        lambda one: is_aligned(one.sealer, server.lower()) or _is_of_list(one.sealer, message.list_id),
        reversed(message.arc_chain),
    )
    sealed = [one.found for one in newest if one.found.authserv_id.lower() == server.lower()]
    return sealed[-1].results if sealed else None


def _is_rewritten(message: Message, policy: EscalationPolicy) -> bool:
    """Whether From is the list's own address, or says by its name that it stands for somebody. A colleague's own
    address stands for himself, whatever he calls himself."""
    sender = message.sender
    if sender is None:
        return False
    return _is_address_of_list(message) or (VIA in sender.name and not policy.is_inside(sender))


def _is_lists_own(message: Message) -> bool:
    return _is_address_of_list(message) or _is_of_list(message.sender_domain, message.list_id)


def _is_address_of_list(message: Message) -> bool:
    """Whether From is the address after which the list is named: support@lists.example.com."""
    return message.sender is not None and message.sender.key.replace("@", ".") == message.list_id


def _is_of_list(domain: str, list_id: str) -> bool:
    """Whether the list is named (RFC 2919 §2) below this domain, or is this domain."""
    return "." in domain and f".{list_id}".endswith(f".{domain}")
