"""Whether a tracker has sent a mail, and what it says there (behaviour B10.6)."""

from dataclasses import dataclass

from daemon.core.intake.acting.context import TriageContext
from daemon.core.intake.acting.trackers import find_tracked, take_tracked
from daemon.core.intake.triage import Triage, triage
from daemon.core.model.rules.trackers import find_trackers
from parsers.mime.fields import split_mail_headers
from parsers.model import Address, Form, Subject, TrackerMail
from parsers.robots.trackers.mail import read_tracker


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a tracker says, by a mail of one of our cases."""

    tracker: Address
    said: TrackerMail
    triage: Triage


def read_tracked(raw: bytes, context: TriageContext) -> Tracked | None:
    """What a tracker of ours says in this mail; None where no tracker sent it, or of no case of ours."""
    found = find_tracked(context)
    if found is None:
        return None
    case, tracker = found
    known = frozenset((case.fields.ticket,)) if case.fields.ticket else frozenset[str]()
    said = read_tracker(context.message, split_mail_headers(raw), known, find_trackers(context.policy))
    return None if said is None else Tracked(tracker, said, take_tracked(context, case))


def triage_all(context: TriageContext, subject: Subject, form: Form, tracked: Tracked | None) -> Triage:
    """What a mail is and what is to be done with it, one of a tracker's before all others."""
    return triage(context, subject, form) if tracked is None else tracked.triage
