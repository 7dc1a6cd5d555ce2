"""Who answers in the place of the one who was given the letter: an assistant, a deputy, one behind a list
(behaviour B11.20)."""

from dataclasses import replace

from daemon.core.decisions.answers.responses import OF_DAEMON
from daemon.core.model.case import Case, with_assignment
from daemon.core.model.happenings import Commanded, Decision, Happening, Noted
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind


def let_act(case: Case, happening: Happening) -> Case:
    """The case in which the writer of this mail may answer, where it comes with the token of one of the level."""
    mail = happening.mail if isinstance(happening, Noted | Commanded) else None
    if mail is None or mail.in_place_of is None or mail.sender.is_among(case.deputies):
        return case
    held = case.assignment
    return with_assignment(case, replace(held, deputies=(*held.deputies, mail.sender)))


def tell_reader(happening: Happening, decision: Decision) -> Decision:
    """What was decided, and the word to who was given the letter that somebody has answered in his place, with what
    was said; not where he reads it anyway, nor of what is asked of the daemon alone."""
    mail = happening.mail if isinstance(happening, Noted | Commanded) else None
    reader = mail.in_place_of if mail is not None else None
    if mail is None or reader is None or not mail.says_something:
        return decision
    if isinstance(happening, Commanded) and happening.command.name in OF_DAEMON:
        return decision
    if any(one.to.key == reader.key for one in decision.notifications):
        return decision
    told = Notification(Kind.NOTICE, reader, Role.RECIPIENT, NoticeVariant.IN_PLACE, mail.text, also=(mail.sender,))
    return Decision(decision.case, (*decision.notifications, told))
