"""How a letter is answered by a click: links that open a mail with its address, subject and first words."""

from functools import partial
from urllib.parse import quote

from daemon.core.intake.contacts import order_addresses
from daemon.core.intake.tokens import render_customer_address, sign
from daemon.core.letters.seen.found import Found
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy

# what the links of a letter say
READY = {"mine": "mine", "send": "send", "ask": "info? ", "pass": "pass to ", "colleagues": ""}


def view_links(case: Case | None, reply_to: str, subject: str, policy: EscalationPolicy, key: bytes) -> Found:
    """Ready answers to the reader's own token address, and a mail to the customer."""
    answers = {name: partial(_link_answer, reply_to, subject, words) for name, words in READY.items()}
    return Found({**answers, "customer": partial(_link_to_customer, case, policy, key)})


def find_copy_address(case: Case | None, policy: EscalationPolicy, key: bytes) -> str:
    """Our address as the customer sees it in Cc of the agent's mail to them: its token is theirs, so that it names the
    case and carries nothing out, and that of nobody where no address of theirs is known. "" without a case."""
    if case is None:
        return ""
    theirs = next(iter(order_addresses(case, policy)), "")
    return render_customer_address(policy.mailbox.email, sign(key, case.number, theirs))


def _link_answer(reply_to: str, subject: str, words: str) -> str:
    answered = quote("Re: " + subject.removeprefix("Re: "), safe="")
    return f"mailto:{quote(reply_to, safe='@+')}?subject={answered}&body={quote(words, safe='')}"


def _link_to_customer(case: Case | None, policy: EscalationPolicy, key: bytes) -> str:
    """What opens a mail to the customer, with us in Cc; "" where no address of theirs is known."""
    theirs = next(iter(order_addresses(case, policy)), "") if case is not None else ""
    ticket = clean_line(case.fields.ticket or "", 60) if case is not None else ""
    subject, copy_to = quote(f"Re: Your request {ticket}".strip(), safe=""), find_copy_address(case, policy, key)
    return f"mailto:{quote(theirs, safe='@+')}?cc={quote(copy_to, safe='@+')}&subject={subject}" if theirs else ""
