"""What a machine's mail says: its kind, and whom, which mail, which ticket or which day it names."""

from parsers.model import Automatic, AutomaticKind
from parsers.robots.absent.clauses import says_away
from parsers.robots.clues import MAX_BODY, Clues, find_beginning
from parsers.robots.events import find_event
from parsers.robots.evidence import begins, begins_bare, is_called, opens, says
from parsers.robots.returned import (
    STATUS,
    find_addresses,
    find_disposition_part,
    find_named,
    find_original_ids,
    find_our_ids,
    find_status,
    find_status_part,
    has_permanent_code,
    is_displayed,
    is_rejecting,
    keep_once,
    read_blocks,
)
from parsers.robots.signs.absences import is_absence_alone, is_absence_in_whole
from parsers.robots.signs.answers import (
    find_head_of_absence,
    is_absence_by_head,
    is_absence_by_subject,
    is_calendars,
    is_receipt_by_subject,
)
from parsers.robots.signs.notices import AWAY, find_notice
from parsers.robots.signs.tickets import find_ticket
from parsers.times.returning import find_return


def read_delivery(clues: Clues, reason: str) -> Automatic:
    """What became of the mail: by the report's fields (RFC 3464 §2.3), by a mail service's note, else by the words."""
    if clues.report_type == "delivery-status" or find_status_part(clues) is not None:
        return _read_status(clues, reason)
    ids = find_original_ids(clues.root, clues.text, find_disposition_part(clues))
    if is_rejecting(clues):
        fields = {name: value for block in read_blocks(find_disposition_part(clues)) for name, value in block.items()}
        failed = find_addresses(fields.get("final-recipient", "").partition(";")[2])
        return Automatic(AutomaticKind.BOUNCE, reason, failed, original_message_ids=ids)
    event = find_event(clues.text)
    if event is not None:
        failed = event.recipients if event.kind is AutomaticKind.BOUNCE else ()
        return Automatic(event.kind, reason, failed, event.status, original_message_ids=ids)
    kind = _find_outcome(clues)
    failed = find_addresses(clues.headers.find_text("x-failed-recipients")) or find_named(clues.headers, clues.text)
    return Automatic(
        kind, reason, failed if kind is AutomaticKind.BOUNCE else (), find_status(clues.text), original_message_ids=ids
    )


def _find_outcome(clues: Clues) -> AutomaticKind:
    if begins(clues, "delivered") and not says(clues.body, "bounce", "bodies"):
        return AutomaticKind.DELIVERED
    if begins(clues, "delay") or (says(clues.body, "delay", "bodies") and not has_permanent_code(clues.text)):
        return AutomaticKind.DELAY
    return AutomaticKind.BOUNCE


def _read_status(clues: Clues, reason: str) -> Automatic:
    part = find_status_part(clues)
    blocks = read_blocks(part)
    actions = {block.get("action", "").lower().split(" ")[0] for block in blocks}
    codes = [code[1] for block in blocks if (code := STATUS.search(block.get("status", "")))]
    first = codes[0] if codes else ""
    kind = _find_kind(actions, first)
    failed = keep_once([address for block in blocks for address in _find_failed(block)])
    if not failed and kind is AutomaticKind.BOUNCE:
        failed = find_named(clues.headers, clues.text)
    return Automatic(kind, reason, failed, first, original_message_ids=find_original_ids(clues.root, clues.text, part))


def _find_kind(actions: set[str], status: str) -> AutomaticKind:
    says_nothing = not actions - {""}
    if "failed" in actions or (says_nothing and not status.startswith(("2", "4"))):
        return AutomaticKind.BOUNCE
    if "delayed" in actions or (says_nothing and status.startswith("4")):
        return AutomaticKind.DELAY
    return AutomaticKind.DELIVERED


def _find_failed(block: dict[str, str]) -> tuple[str, ...]:
    """The recipient of a group of fields that says that it failed, or does not say what happened."""
    action = block.get("action", "").lower().split(" ")[0]
    if action not in ("failed", "") or not (action or "final-recipient" in block):
        return ()
    recipient = block.get("original-recipient") or block.get("final-recipient") or ""
    return find_addresses(recipient.partition(";")[2] or recipient)


def read_feedback(clues: Clues, reason: str) -> Automatic:
    return Automatic(AutomaticKind.FEEDBACK, reason, original_message_ids=find_original_ids(clues.root, clues.text))


def read_list(clues: Clues, reason: str) -> Automatic:
    return Automatic(AutomaticKind.LIST, reason)


def read_answer(clues: Clues, reason: str) -> Automatic:
    """What kind of answer it is, by its words."""
    if is_displayed(clues):
        ids = find_original_ids(clues.root, clues.text, find_disposition_part(clues))
        return Automatic(AutomaticKind.READ_RECEIPT, reason, original_message_ids=ids)
    ids = find_our_ids(clues.text)
    if is_calendars(clues):
        return Automatic(AutomaticKind.AUTO_REPLY, reason, original_message_ids=ids)
    about = find_notice(clues)
    if about == "delay":
        return Automatic(AutomaticKind.DELAY, reason, original_message_ids=ids)
    if about == "receipt" or _is_receipt(clues):
        return Automatic(AutomaticKind.READ_RECEIPT, reason, original_message_ids=ids)
    if _is_of_absence(clues, about):
        return Automatic(AutomaticKind.OUT_OF_OFFICE, reason, returns_on=_find_return(clues), original_message_ids=ids)
    ticket = find_ticket(clues.clean, clues.text) if _confirms(clues) else ""
    kind = AutomaticKind.TRACKER_REPLY if ticket else AutomaticKind.AUTO_REPLY
    return Automatic(kind, reason, ticket=ticket, original_message_ids=ids)


def _is_of_absence(clues: Clues, about: str) -> bool:
    """Whether it says that somebody is away; who thanks for a mail about a ticket confirms nothing by that."""
    if not is_called(clues, "tracker", "programs") and says_away((clues.own or clues.text)[:MAX_BODY]):
        return True
    return (about in AWAY or _is_absence(clues)) and not (_confirms(clues) and find_ticket(clues.clean, ""))


def _confirms(clues: Clues) -> bool:
    worded = says(f"{clues.subject} {clues.body}", "tracker", "words")
    return worded or is_called(clues, "tracker", "programs")


def _is_receipt(clues: Clues) -> bool:
    if ("read_receipt", "whole") in clues.subject_in or opens(clues, "read_receipt"):
        return True
    worded = begins_bare(clues, "read_receipt") and says(clues.subject, "read_receipt", "certain")
    return worded or (is_receipt_by_subject(clues) and ("read_receipt", "begins") in find_beginning(clues.body.strip()))


def _is_absence(clues: Clues) -> bool:
    named = says(clues.body, "out_of_office", "bodies") or is_absence_by_subject(clues) or is_absence_by_head(clues)
    return named or is_absence_in_whole(clues) or is_absence_alone(clues)


def _find_return(clues: Clues) -> str:
    """By what is new in the mail, else by what its subject says of the absence: what is quoted tells other times."""
    sent = clues.headers.find_text("date")
    texts = (clues.own or clues.text, find_head_of_absence(clues))
    found = next((day for text in texts if (day := find_return(text[:MAX_BODY], sent)) is not None), None)
    return "" if found is None else found.isoformat()
