"""What a letter says of who may do what (behaviour B9.17)."""

from daemon.core.decisions.commands import RULES
from daemon.core.decisions.parts.part import Part, find_parts
from daemon.core.decisions.told.people import is_of_level, may_take
from daemon.core.letters.lines import Values
from daemon.core.letters.upstairs.hush import is_hushed
from daemon.core.letters.upstairs.people import find_cause
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line, render_person
from daemon.core.model.case import Case
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.absences import find_represented
from daemon.core.model.variants import NoticeVariant
from parsers.model import Address, CommandName


def has_it(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    """Whether the case is this person's to answer:
    the level's people before the claim and after it, and who has claimed it."""
    return is_of_level(case, person, policy) if case.claimed_by is None else case.claimed_by.key == person.key


def view_reader(case: Case, reader: Address, policy: EscalationPolicy) -> Values:
    """What the case is to its reader, and which commands are his to say."""
    answer = case.assignment.answer
    return {
        "reader_has_it": has_it(case, reader, policy),
        "reader_is_contact": reader.key == case.agent.key,
        "is_hushed": is_hushed(case, reader, policy),
        "reader_is_out": case.claimed_by is None and bool(find_cause(case, (reader,))),
        "reader_may": _find_allowed(case, reader, policy),
        "in_place_of": [render_person(one) for one in find_represented(reader, case.level, policy)],
        "for_agent": reader.key != case.agent.key and policy.find_cover(case.agent).key == reader.key,
        "reader_answered": answer is not None and answer.who.key == reader.key,
    }


def _find_allowed(case: Case, reader: Address, policy: EscalationPolicy) -> list[str]:
    parts = find_parts(case, reader, policy)
    allowed = [str(rule.name) for rule in RULES if rule.who & parts]
    return allowed if may_take(case, reader, policy) else [name for name in allowed if name != CommandName.CLAIM]


def say_who_may(letter: Notification, case: Case, policy: EscalationPolicy, voice: Voice) -> list[str]:
    """Who may say the command that its reader may not; of a closed case who starts it again."""
    if letter.variant not in (NoticeVariant.NOT_YOURS, NoticeVariant.CLOSED):
        return []
    name = letter.text if letter.variant is NoticeVariant.NOT_YOURS else CommandName.REOPEN
    who = next(rule.who for rule in RULES if rule.name == name)
    level = f"the {clean_line(policy.find_level(case.level).name, 80)} (Level {case.level})"
    people = {
        Part.AGENT: render_person(case.agent),
        Part.LEVEL: level if case.opened_at is not None else "",
        Part.TAKER: render_person(case.claimed_by) if case.claimed_by and Part.LEVEL not in who else "",
        Part.LEAD: "-" if policy.leads else "",
    }
    return [voice.say("part", part.name, said) for part, said in people.items() if said and part in who]
