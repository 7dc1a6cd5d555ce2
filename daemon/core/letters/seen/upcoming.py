"""What comes next in a case, and when, if nobody answers."""

from collections.abc import Iterable
from datetime import datetime

from daemon.core.clock.held import find_to_ask
from daemon.core.clock.late import find_nexts, goes_to_level, is_to_next
from daemon.core.clock.left import find_higher, is_deserted
from daemon.core.clock.progress import AGENTS
from daemon.core.clock.steps import find_ahead
from daemon.core.decisions.answers.passes import bring_back
from daemon.core.decisions.strikes.back import find_return
from daemon.core.decisions.told.people import is_asked_at
from daemon.core.letters.voice import Voice
from daemon.core.model.case import Case
from daemon.core.model.history.step_key import Step, StepKind
from daemon.core.model.policy import EscalationPolicy

TO_LEVEL = frozenset({StepKind.BEFORE, StepKind.OVERDUE, StepKind.AFTER})
RAISES = frozenset({StepKind.RAISE})


def view_next(case: Case, policy: EscalationPolicy, voice: Voice) -> dict[str, str]:
    """What the clock does next: the level's next `reminder`, and whether it `waits_for_day`; the `raise`, and the
    `person` who is asked then at the last level; when the agent learns that nothing is heard of who took it; of a held
    case when others are `put` the question, and when it is `withdrawn`; and when it comes `back` of whom it was passed
    to, to its `passer` where he is of the level, and whether `back_from_all`, from who took it, too, and
    `back_to_nobody`, of whom all have declined it or are away. "" for what does
    not come."""
    back = find_return(case, policy)
    ahead = [one for one in find_ahead(case, policy, voice.now) if back is None or one.at < back.at]
    reminder, raised = _find_reminder(case, policy, ahead), _find_first(ahead, RAISES)
    nexts = find_nexts(case, policy)[:1] if raised is not None and is_to_next(raised.key) else ()
    return {
        **_view_return(case, back, policy, voice),
        "reminder": voice.at(_at(reminder)),
        "waits_for_day": "yes" if reminder is not None and reminder.waits_for_day else "",
        "raise": voice.at(_at(raised)),
        "person": "".join(map(voice.person, nexts)),
        "put": voice.at(_at(next((one for one in ahead if _is_put(case, one, policy)), None))),
        "withdrawn": voice.at(_at(_find_first(ahead, frozenset({StepKind.WITHDRAW})))),
        "agent_hears": voice.at(_at(next((one for one in ahead if one.key.which == AGENTS), None))),
    }


def _view_return(case: Case, back: Step | None, policy: EscalationPolicy, voice: Voice) -> dict[str, str]:
    passer = case.assignment.passed.by if case.assignment.passed is not None else None
    is_of_level = passer is not None and is_asked_at(case.level, passer, policy)
    return {
        "back": voice.at(_at(back)),
        "back_to_nobody": "yes" if back is not None and _finds_nobody(case, back.at, policy) else "",
        "back_from_all": "yes" if back is not None and back.kind is StepKind.BACK else "",
        "passer": voice.person(passer) if passer is not None and is_of_level else "",
    }


def _finds_nobody(case: Case, at: datetime, policy: EscalationPolicy) -> bool:
    """Whether all of its level have declined it, or are away, to whom it comes back then."""
    return is_deserted(bring_back(case, policy, at, ""), policy)


def _is_put(case: Case, step: Step, policy: EscalationPolicy) -> bool:
    """Whether somebody is asked by it whether a held case goes up."""
    return step.kind is StepKind.ASK and bool(find_to_ask(case, policy, step.at))


def _find_first(steps: Iterable[Step], kinds: frozenset[StepKind]) -> Step | None:
    """The first of these kinds; None where none comes."""
    return next((step for step in steps if step.kind in kinds), None)


def _find_reminder(case: Case, policy: EscalationPolicy, ahead: Iterable[Step]) -> Step | None:
    """The next one to those who are asked now; None where the case is another's by then, or none comes."""
    is_leaving = find_higher(case, policy) is not None or bool(find_nexts(case, policy))
    to_level = (one for one in ahead if one.kind not in TO_LEVEL or goes_to_level(one, case, policy))
    found = _find_first(to_level, TO_LEVEL | RAISES if is_leaving else TO_LEVEL)
    return None if found is None or found.kind is StepKind.RAISE else found


def _at(step: Step | None) -> datetime | None:
    return None if step is None else step.at
