"""What a letter offers its reader: what he may say in this case, and what would do something as it stands
(behaviour B9.17)."""

from daemon.core.clock.left import find_higher
from daemon.core.decisions.commands import RULES, CommandRule
from daemon.core.decisions.parts.part import Part, find_parts
from daemon.core.decisions.told.people import may_take
from daemon.core.decisions.transitions import TRANSITIONS, decide_action
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case, Status
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from parsers.model import Address, CommandName, RemarkCode

LONGEST = {RemarkCode.FILES_OUT: 5000, RemarkCode.LEAD_WRITES: 3000}  # characters


def find_offers(case: Case | None, reader: Address, policy: EscalationPolicy) -> tuple[str, ...]:
    """The names of the commands that he may say, and that change or tell anything as the case stands; none of no
    case."""
    if case is None:
        return ()
    parts = find_parts(case, reader, policy)
    may_say = (rule for rule in RULES if rule.who & parts and _is_possible(case, rule))
    return tuple(str(rule.name) for rule in may_say if _is_his(case, reader, rule.name, parts, policy))


def _is_possible(case: Case, rule: CommandRule) -> bool:
    """Whether the case as it stands can take it."""
    return rule.action is None or (case.status, decide_action(case, rule.action)) in TRANSITIONS


def _is_his(case: Case, reader: Address, name: CommandName, parts: frozenset[Part], policy: EscalationPolicy) -> bool:
    """Whether what his part lets him say does for him what the letters offer it for."""
    match name:
        case CommandName.CLAIM:
            return may_take(case, reader, policy)
        case CommandName.PASS:  # the agent hands over his own part by it, and asks nobody of the level
            return reader.key != case.agent.key or Part.LEAD in parts
        case CommandName.ADD | CommandName.ALSO:
            return case.opened_at is not None and not (case.status.is_closed or case.first)
        case CommandName.RAISE:
            return case.status is Status.HELD or find_higher(case, policy) is not None
        case CommandName.LOWER:
            return case.status is Status.HELD or policy.previous_level(case.level) is not None
    return True


def say_remarks(letter: Notification, case: Case | None, policy: EscalationPolicy, voice: Voice) -> list[str]:
    """Its remarks, each with what its reader may do about it."""
    may = " ".join(find_offers(case, letter.to, policy)) if letter.remarks else ""
    said = ((one.code, clean_line(one.text, LONGEST.get(one.code, 300))) for one in letter.remarks)
    return [voice.say("remark", code, text, may) for code, text in said]
