"""What was said in a case so far, as it goes along with it to the next level, and what its level has answered."""

from dataclasses import replace
from functools import partial

from daemon.core.decisions.told.people import is_of_level
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, safe_text
from daemon.core.model.case import Case
from daemon.core.model.history.conversation import Entry, Reason
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, CommandName

Values = dict[str, object]

DECLINED = EntryKind.COMMAND.of(CommandName.DECLINE)
ANSWERS = frozenset(
    {EntryName(EntryKind.REPLY), DECLINED, *map(EntryKind.COMMAND.of, (CommandName.INFO, CommandName.NOTE))}
)
SAID = ANSWERS | {  # beside these stands what is for colleagues; beside the others what is for nobody else
    EntryKind.COMMAND.of(name)
    for name in (
        CommandName.CLAIM, CommandName.RAISE, CommandName.LOWER, CommandName.PASS, CommandName.PRIORITY,
        CommandName.WAITING, CommandName.RESUME, CommandName.REMIND, CommandName.STATUS, CommandName.WHY,
        CommandName.DONE, CommandName.CANCEL, CommandName.REOPEN,
    )
}  # fmt: skip
CLOSINGS = frozenset(map(EntryKind.COMMAND.of, (CommandName.DONE, CommandName.CANCEL, CommandName.NO)))
YOU = {"has": "have", "is": "are", "was": "were", "wants": "want"}
ALONE = EntryName(EntryKind.REPLY_ALONE)
MOST = 20  # of what was said, the newest


def view_talk(case: Case, reader: Address, policy: EscalationPolicy, voice: Voice, but: str = "") -> Values:
    """`talk`: what people said since it went up, the earliest first, without the words that the letter says anyway,
    and those that were for its agents alone where the reader is none;
    `refusals`: those of who declined; `answers`: what its level has answered since it has the case; `since_closing`:
    what the others said of it while it was closed; `was_closed`: how it was, of what is open again."""
    said = _find_said(case, case.is_agent(reader))
    since, known = case.assignment.since or case.received_at, " ".join(but.split())
    level = [one for one in said if one.at >= since and _is_answer(one, case, policy)]
    talk = [one for one in said if " ".join(one.text.split()) not in known]
    return {
        "talk": [_view(one, voice) for one in talk[-MOST:]],
        "since_closing": partial(_view_since_closing, talk, case, reader, voice),
        "was_closed": partial(_view_closing, case, reader, voice),
        "refusals": [_view(one, voice) for one in said if one.name == DECLINED],
        "answers": [_view(one, voice) for one in level],
    }


def _find_said(case: Case, is_agents: bool) -> list[Entry]:
    opened, wanted = case.opened_at or case.received_at, SAID | ({ALONE} if is_agents else set())
    return [one for one in case.conversation.entries if one.name in wanted and one.text.strip() and one.at >= opened]


def _view_since_closing(talk: list[Entry], case: Case, reader: Address, voice: Voice) -> list[Values]:
    closed = next((one.at for one in reversed(case.conversation.entries) if one.name in CLOSINGS), None)
    said = (one for one in talk if closed is not None and one.at > closed and one.who.lower() != reader.key)
    return [_view(one, voice) for one in said]


def _view_closing(case: Case, reader: Address, voice: Voice) -> Values | None:
    closing = None if case.status.is_closed else case.closing
    if closing is None:
        return None
    by = "You" if closing.by.key == reader.key else voice.person(closing.by)
    is_solved, outcome = closing.is_solved, safe_text(closing.outcome)
    return {"by": by, "at": voice.at(closing.at), "is_solved": is_solved, "outcome": outcome}


def _is_answer(entry: Entry, case: Case, policy: EscalationPolicy) -> bool:
    who = Address(entry.who)
    return entry.name in ANSWERS and is_of_level(case, who, policy) and not case.is_agent(who)


def _view(entry: Entry, voice: Voice) -> Values:
    return {"who": voice.person(Address(entry.who)), "at": voice.at(entry.at), "text": safe_text(entry.text)}


def view_reasons(case: Case, reader: Address, voice: Voice) -> list[str]:
    """Why it is where it is, the newest reason first and each once, with people by name, and the reader as `you`."""
    called = (
        ["you" if one.key == reader.key else voice.person(one) for one in reason.people] for reason in case.reasons
    )
    said = (_address(reason, reader) for reason in case.reasons)
    reasons = (clean_line(reason.naming(people), 300) for reason, people in zip(said, called, strict=True))
    return list(dict.fromkeys(reasons))


def _address(reason: Reason, reader: Address) -> Reason:
    """The reason in the second person where its reader is who did it."""
    text = reason.text
    for at, person in enumerate(reason.people):
        for he, you in YOU.items() if person.key == reader.key else ():
            text = text.replace(f"{{{at}}} {he} ", f"{{{at}}} {you} ")
    return replace(reason, text=text)
