"""Lists that rewrite From ("'Dana' via Support"): who wrote the mail, and whether the list says so truly
(behaviour B2.27)."""

from dataclasses import replace

from daemon.core.intake.distrust import find_distrust, name_server
from daemon.core.model.policy import EscalationPolicy
from parsers.model import AuthenticationResults, Message, MethodResult

VIA = " via "  # how lists write it into the name: 'Dana' via Support


def find_writer(message: Message, policy: EscalationPolicy, trusted: bool) -> Message:
    """The mail as its writer's, where an allowed list has put its own address into From: with the list's results about
    the writer in the place of our server's about the list, which must pass first. Else the mail as it is, refused when
    a list's address stands for a writer whom nobody confirms. Reply-To never says who wrote."""
    if not _is_rewritten(message) or not policy.is_list_allowed(message.list_id):
        return message
    distrust = None if trusted else find_distrust(message, policy.senders)
    if distrust is not None:
        return replace(message, refusal=f"the list {message.list_id} is not confirmed: {distrust}")
    if message.original_sender is None:
        return replace(message, refusal=f"the list {message.list_id} does not say in one header who wrote it")
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


def _find_results(message: Message, server: str) -> tuple[MethodResult, ...] | None:
    """What was found out about the writer: by the list, else by our own server before the list, in an ARC chain that
    holds (RFC 8617) now."""
    if message.original_authentication is not None:
        return message.original_authentication.results
    holds = bool(message.authentication) and any(
        one.method == "arc" and one.result == "pass" for one in message.authentication[0].results
    )
    sealed = [one for one in message.arc_authentication if server and one.authserv_id.lower() == server.lower()]
    return sealed[0].results if sealed and holds else None


def _is_rewritten(message: Message) -> bool:
    """Whether From is the list's own address, or says by its name that it stands for somebody."""
    sender = message.sender
    return sender is not None and (VIA in sender.name or sender.key.replace("@", ".") == message.list_id)
