"""`update` and `send`: words for the customer, in the agent's name and once (behaviour B9.24)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from daemon.core.decisions.customer.outside import find_colleague, find_internal, find_tracked
from daemon.core.decisions.customer.written import find_address, say_why, with_update, write_draft
from daemon.core.decisions.effects import UNSENT, Asked, find_until, refuse, refuse_because, send_acknowledgement
from daemon.core.decisions.parts.contact import is_contact
from daemon.core.decisions.told.people import forward, to_sender
from daemon.core.intake.tokens import find_written_at
from daemon.core.model.case import Case
from daemon.core.model.happenings import Decision
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Update
from daemon.core.model.variants import Kind
from parsers.model import SEPARATOR, CommandName, Remark, RemarkCode

# as our drafts leave them, and words that say nothing
_GAP = re.compile(r"\A\W*\Z|(?<!\w)…(?!\w)|\[\s*(?:…|\.{3})\s*\]|_{3,}|\(\s*(?:…|\.{3})\s*\)")


def update(asked: Asked) -> Decision:
    """The words leave at once where the agent, or who stands in, has written what a customer may read; else they are a
    draft, which he releases. Words for colleagues below them go there."""
    case, command, mail = asked.moved, asked.command, asked.mail
    if not command.text:
        return refuse(asked)
    until = find_until(asked)
    unclear = (Remark(RemarkCode.PROMISE_UNCLEAR, command.until),) if command.until and until is None else ()
    said = Update(command.text, mail.sender, asked.now, until, mail.files if command.with_files else ())
    why = find_why(case, said, command.doubt, asked.policy)
    decision = _draft(asked, said, (*unclear, *why)) if why else _leave(asked, case, said, unclear)
    beside = forward(case, mail, command.note) if command.note else ()
    return Decision(decision.case, (*decision.notifications, *beside))


def find_why(case: Case, said: Update, doubt: str, policy: EscalationPolicy) -> tuple[Remark, ...]:
    """Why the words are a draft first; () where they may leave at once."""
    word, gap = find_internal(said.text, policy) or find_tracked(said.text, case), _GAP.search(said.text)
    word = word or find_colleague(said.text, case, policy)
    causes = {
        "another": "" if is_contact(case, said.by, policy) else said.by.name or said.by.email,
        "sensitive": case.name if case.sensitive else "",
        "word": word,
        "about": "" if word else doubt,
        "gap": gap[0] if gap is not None else "",
        "address": "" if find_address(case, policy) is not None else case.name,
    }
    return tuple(say_why(cause, what) for cause, what in causes.items() if what)


def _draft(asked: Asked, said: Update, why: tuple[Remark, ...]) -> Decision:
    """In the place of any draft before it."""
    case = replace(asked.moved, update=said)
    letters = (write_draft(case, said, why),)
    if is_contact(case, said.by, asked.policy):
        return Decision(case, letters)
    return Decision(case, (*letters, *to_sender(case, asked.mail, NoticeVariant.DRAFTED)))


def send(asked: Asked) -> Decision:
    """The draft leaves, once: the newest, and no other one that is answered. Where there is none, and the first letter
    waits, that does."""
    case, said = asked.case, asked.case.update
    if said is None:
        is_first = case.acknowledgement in UNSENT
        first = replace(asked, command=replace(asked.command, name=CommandName.SEND_ACK))
        return send_acknowledgement(first) if is_first else refuse(asked)
    if not said.is_draft:
        return refuse(asked)
    doubt = _find_doubt(asked, said)
    if doubt:
        return Decision(case, (write_draft(case, said, (say_why(doubt, case.name),)),))
    said, unclear = _with_words(asked, said)
    if unclear:
        case = replace(case, update=said)
        return Decision(case, (write_draft(case, said, unclear),))
    said, over = _without_past(said, asked)
    why = find_why(case, said, "", asked.policy)
    bars = tuple(one for one in why if one.text.partition(SEPARATOR)[0] in ("gap", "address"))
    return refuse_because(asked, *bars) if bars else _leave(asked, case, said, over)


def _adds_words(asked: Asked, said: Update) -> bool:
    """Whether nothing but what the customer is to read stands below `send`, of the letter that it is solved."""
    account = asked.command.account
    return said.is_thanks and account is not None and bool(account.for_customer) and not account.text


def _with_words(asked: Asked, said: Update) -> tuple[Update, tuple[Remark, ...]]:
    """The letter that it is solved with what stands for the customer below `send`, and why it is not sent so."""
    account = asked.command.account
    if account is None or not _adds_words(asked, said):
        return said, ()
    added = replace(said, text=account.for_customer)
    why = find_why(asked.case, added, account.doubt, asked.policy)
    return added, tuple(one for one in why if one.text.partition(SEPARATOR)[0] in ("word", "about", "gap"))


def _without_past(said: Update, asked: Asked) -> tuple[Update, tuple[Remark, ...]]:
    """The words without a time that is over, and the word of that."""
    if said.until is None or said.until > asked.now:
        return said, ()
    return replace(said, until=None), (say_why("over", asked.case.name),)


def _find_doubt(asked: Asked, said: Update) -> str:
    """Why the draft comes once more in place of leaving: other words stand beside `send`, or the letter that is
    answered brought an older draft, or none; "" for no doubt."""
    if asked.command.text and not _adds_words(asked, said):
        return "beside"
    told = {one.message_id: one.kind for one in asked.case.conversation.told}
    answered = [one for one in asked.mail.answers if one in told]
    if any(not told[one].is_update for one in answered):
        return "which"
    moments = filter(None, map(find_written_at, answered))
    return "newer" if any(at < said.at.replace(microsecond=0) for at in moments) else ""


def _leave(asked: Asked, case: Case, said: Update, remarks: tuple[Remark, ...]) -> Decision:
    """The letter to the customer, and the word of it to who has sent it, and to the agent where that is another."""
    address = find_address(case, asked.policy)
    if address is None:
        return Decision(case)
    case = with_update(case, said, address, asked.now)
    letter = Notification(said.kind, address, Role.CUSTOMER, text=said.text, files=said.files)
    answer = to_sender(case, asked.mail, NoticeVariant.UPDATED, _say(said), remarks)
    return Decision(case, (letter, *answer, *_tell_others(asked, case, said)))


def _say(said: Update) -> str:
    """What leaves, in the words of who wrote it; "" for the letter that it is solved."""
    return "" if said.is_thanks else said.text


def _tell_others(asked: Asked, case: Case, said: Update) -> Iterator[Notification]:
    """To the agent, in whose name it leaves, and to who wrote it, where another has let it."""
    sender, variant = asked.mail.sender, NoticeVariant.UPDATED
    people = (case.agent,) if said.is_thanks else (case.agent, said.by)
    for person in {one.key: one for one in people}.values():
        role = Role.AGENT if person.key == case.agent.key else Role.RECIPIENT
        if person.key != sender.key:
            yield Notification(Kind.NOTICE, person, role, variant, _say(said), also=(sender,))
