"""What comes next in a case, and when, if nobody answers."""

from collections.abc import Iterable
from datetime import datetime

from daemon.core.clock.late import find_nexts, is_to_next
from daemon.core.clock.left import find_higher
from daemon.core.clock.progress import AGENTS
from daemon.core.clock.steps import find_steps
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import render_person
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.step_key import Step, StepKind

TO_LEVEL = frozenset({StepKind.BEFORE, StepKind.OVERDUE, StepKind.AFTER})
RAISES = frozenset({StepKind.RAISE})


def view_next(case: Case, policy: EscalationPolicy, voice: Voice) -> dict[str, str]:
    """What the clock does next: the level's next `reminder`, and whether it `waits_for_day`; the `raise`, and the
    `person` who is asked then at the last level; and when the agent learns that nothing is heard of who took it. "" for
    what does not come."""
    ahead = [step for step in find_steps(case, policy) if step.at > voice.now]
    reminder, raised = _find_reminder(case, policy, ahead), _find_first(ahead, RAISES)
    nexts = find_nexts(case, policy)[:1] if raised is not None and is_to_next(raised.key) else ()
    return {
        "reminder": voice.at(_at(reminder)),
        "waits_for_day": "yes" if reminder is not None and reminder.waits_for_day else "",
        "raise": voice.at(_at(raised)),
        "person": "".join(map(render_person, nexts)),
        "agent_hears": voice.at(_at(next((one for one in ahead if one.key.which == AGENTS), None))),
    }


def _find_first(steps: Iterable[Step], kinds: frozenset[StepKind]) -> Step | None:
    """The first of these kinds; None where none comes."""
    return next((step for step in steps if step.kind in kinds), None)


def _find_reminder(case: Case, policy: EscalationPolicy, ahead: Iterable[Step]) -> Step | None:
    """The next one to those who are asked now; None where the case is another's by then, or none comes."""
    is_leaving = find_higher(case, policy) is not None or bool(find_nexts(case, policy))
    found = _find_first(ahead, TO_LEVEL | RAISES if is_leaving else TO_LEVEL)
    return None if found is None or found.kind is StepKind.RAISE else found


def _at(step: Step | None) -> datetime | None:
    return None if step is None else step.at
