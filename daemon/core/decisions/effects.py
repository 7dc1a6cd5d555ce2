"""What each command does to its case, once the table of commands has let it through (behaviour B9.5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from daemon.core.calendars.zones import part_zone
from daemon.core.clock.deadlines import with_priority_of
from daemon.core.clock.left import find_higher, find_left
from daemon.core.clock.pauses import find_left_to_wait
from daemon.core.clock.promise import with_later_promise
from daemon.core.clock.steps import say_again
from daemon.core.decisions.customer.outside import find_doubt
from daemon.core.decisions.customer.promises import tell_customer
from daemon.core.decisions.told.concerned import find_concerned, naming
from daemon.core.decisions.told.people import (
    because,
    enter_level,
    forward,
    once_each,
    others_in,
    run_clock,
    tell_of_move,
    to_level,
    to_sender,
)
from daemon.core.decisions.trackers.leaving import find_reminded
from daemon.core.decisions.transitions import end_pause, record
from daemon.core.model.assignment import Cause, Pause
from daemon.core.model.case import Acknowledgement, Case, Status, with_assignment
from daemon.core.model.happenings import Decision, Mail
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import (
    ClosedVariant,
    ForwardedVariant,
    Kind,
    MovedVariant,
    RaisedVariant,
    ReminderVariant,
    RoutedVariant,
)
from parsers.model import Address, Command, CommandName, Remark, RemarkCode


@dataclass(frozen=True, slots=True)
class Asked:
    """A command to be carried out. `moved` is the case as its action has left it: `case` itself where it has none."""

    case: Case
    moved: Case
    mail: Mail
    command: Command
    policy: EscalationPolicy
    now: datetime

    @property
    def who(self) -> str:
        """The sender by name, else by address."""
        return self.mail.sender.name or self.mail.sender.email


Effect = Callable[[Asked], Decision]


def refuse(asked: Asked) -> Decision:
    """Nothing changes, and the sender learns why not."""
    return refuse_because(asked)


def refuse_because(asked: Asked, *remarks: Remark) -> Decision:
    """The same, with more to say of it."""
    return Decision(asked.case, to_sender(asked.case, asked.mail, NoticeVariant.REFUSED, asked.command.name, remarks))


def refuse_stranger(asked: Asked) -> Decision:
    """It is not this one's to ask for."""
    return Decision(asked.case, to_sender(asked.case, asked.mail, NoticeVariant.NOT_OF_LEVEL))


def refuse_part(asked: Asked) -> Decision:
    """It is for others to say, whom he learns."""
    return Decision(asked.case, to_sender(asked.case, asked.mail, NoticeVariant.NOT_YOURS, asked.command.name))


def say_who_has_it(asked: Asked) -> Decision:
    """Another has it, whom he learns; said once more it is carried out."""
    case, held = asked.case, asked.case.assignment
    told = with_assignment(case, replace(held, rivals=(*held.rivals, asked.mail.sender.key)))
    return Decision(told, to_sender(told, asked.mail, NoticeVariant.TAKEN, asked.command.name))


def ask(asked: Asked) -> Decision:
    return _pass_words(asked, ForwardedVariant.QUESTION)


def note(asked: Asked) -> Decision:
    return _pass_words(asked, ForwardedVariant.WORDS)


def _pass_words(asked: Asked, variant: ForwardedVariant) -> Decision:
    case, mail = asked.case, asked.mail
    forwarded = tuple(forward(case, mail, asked.command.text or mail.text, variant))
    if case.status.is_closed:
        return Decision(case, (*forwarded, *naming(forwarded, to_sender(case, mail, NoticeVariant.CLOSED))))
    return Decision(case, forwarded or to_sender(case, mail, NoticeVariant.DONE, CommandName.NOTE))


def say_status(asked: Asked) -> Decision:
    return _say(asked, NoticeVariant.STATUS)


def say_why(asked: Asked) -> Decision:
    return _say(asked, NoticeVariant.WHY)


def say_help(asked: Asked) -> Decision:
    return _say(asked, NoticeVariant.HELP)


def _say(asked: Asked, variant: NoticeVariant) -> Decision:
    return Decision(asked.case, to_sender(asked.case, asked.mail, variant))


def forward_unbuilt(asked: Asked) -> Decision:
    """A word that is known and cannot be done by mail yet (behaviour B9.11)."""
    case, mail = asked.case, asked.mail
    passed_on = forward(case, mail, mail.text)
    said = to_sender(case, mail, NoticeVariant.NOT_UNDERSTOOD, asked.command.name)
    return Decision(case, (*passed_on, *naming(passed_on, said)))


def raise_level(asked: Asked) -> Decision:
    return _change_level(asked, 1)


def lower_level(asked: Asked) -> Decision:
    return _change_level(asked, -1)


def _change_level(asked: Asked, step: int) -> Decision:
    case, mail, now = asked.case, asked.mail, asked.now
    target = asked.command.level or _find_neighbour(asked, step)
    if target is None or target not in asked.policy.levels or (target - case.level) * step <= 0:
        return refuse(asked)
    done_to_it = "raised" if step == 1 else "lowered"
    moved = because(asked.moved, f"{{0}} has {done_to_it} it from Level {case.level}", mail.sender)
    moved = with_later_promise(enter_level(moved, target, asked.policy, now), asked.policy, now)
    moved = record(moved, now, EntryKind.MOVED.of(target), mail.sender.email)
    told = (
        to_level(moved, Kind.RAISED, RaisedVariant.ASKED)
        if step == 1
        else to_level(moved, Kind.ROUTED, RoutedVariant.ASKED)
    )
    said = done(asked, moved, tuple(_name_refusers(case, moved)))
    return Decision(moved, (*told, *tell_of_move(case, moved, mail.sender), *said))


def _name_refusers(before: Case, case: Case) -> Iterator[Remark]:
    """Those who are asked again, and had declined it at this level."""
    turns = (one for one in before.assignments if one.level == case.level)
    refused = {one.who for turn in turns for one in turn.out if one.cause is Cause.DECLINED}
    for one in case.recipients:
        if one.key in refused:
            yield Remark(RemarkCode.DECLINED_BEFORE, one.name or one.email)


def _find_neighbour(asked: Asked, step: int) -> int | None:
    """The number of the level above, where somebody is who was not asked before, else of any; or of the one below. None
    where there is none."""
    policy, level = asked.policy, asked.case.level
    higher = find_higher(asked.case, policy) or policy.next_level(level)
    neighbour = higher if step == 1 else policy.previous_level(level)
    return None if neighbour is None else neighbour.number


def change_priority(asked: Asked) -> Decision:
    """Another deadline, which the level and the agent read."""
    priority = asked.command.priority
    if priority is None or asked.case.status.is_closed:
        return refuse(asked)
    case = replace(asked.case, fields=replace(asked.case.fields, priority=priority))
    case = say_again(with_priority_of(case, asked.policy, asked.now), asked.policy, asked.now)
    return Decision(case, (*tell_both_sides(case, asked.mail, MovedVariant.PRIORITY), *done(asked, case)))


def wait(asked: Asked) -> Decision:
    """The clock stands still, until `resume`, or until the time that is said; said again, it is another time. All
    pauses of a level together have an end, beyond which only a lead may let it wait."""
    case, said, now, until = end_pause(asked.moved, asked.now), asked.command.until, asked.now, find_until(asked)
    is_leads = asked.policy.is_lead(asked.mail.sender)
    if not (is_leads or find_left_to_wait(case, asked.policy, now)):
        within = asked.policy.reminders.max_pause.text
        return refuse_because(asked, Remark(RemarkCode.PAUSES_USED, within))
    case = replace(case, pauses=(*case.pauses, Pause(now, until=until, is_leads=is_leads)))
    told = tell_both_sides(case, asked.mail, MovedVariant.WAITING)
    if not said or until is not None:
        return Decision(case, (*told, *done(asked, case)))
    told = tuple(one.with_remarks(Remark(RemarkCode.UNTIL_WRITTEN, said)) for one in told)
    return Decision(case, (*told, *done(asked, case, (Remark(RemarkCode.UNTIL_UNCLEAR, said),))))


def find_until(asked: Asked) -> datetime | None:
    """The instant that stands behind `until`, read in the zone that is named with it, else in its writer's; None where
    none is understood."""
    zoned = part_zone(asked.command.until) if asked.command.until else None
    if zoned is None:
        return None
    own = ZoneInfo(asked.policy.find_zone(asked.mail.sender, asked.case.level))
    until = asked.policy.read_moment(zoned.text, asked.now.astimezone(zoned.zone or own))
    return until.astimezone(UTC) if until is not None else None


def resume(asked: Asked) -> Decision:
    case = run_clock(asked.moved, asked.policy, asked.now)
    return Decision(case, (*tell_both_sides(case, asked.mail, MovedVariant.RESUME), *done(asked, case)))


def tell_both_sides(case: Case, mail: Mail, variant: MovedVariant) -> tuple[Notification, ...]:
    """The other side, and the colleagues of who moved the clock: it is theirs as well."""
    people = (*others_in(case, mail.sender), *((person, Role.RECIPIENT) for person in case.holders))
    told = (Notification(Kind.MOVED, person, role, variant, also=(mail.sender,)) for person, role in people)
    return once_each(letter for letter in told if letter.to.key != mail.sender.key)


def remind(asked: Asked) -> Decision:
    """Those who can act are asked now, by somebody who wants to know: outside the clock's own steps."""
    case, sender = asked.case, asked.mail.sender
    variant = ReminderVariant.CALM if case.is_calm else REMINDED.get(case.status)
    if variant is None or (case.status is Status.CLAIMED and case.claimed_by is None):
        return refuse(asked)
    people = {
        person.key: (person, role) for person, role in _find_asked(case, asked.policy) if person.key != sender.key
    }
    letters = [Notification(Kind.REMINDER, person, role, variant, also=(sender,)) for person, role in people.values()]
    return Decision(case, (*letters, *naming(letters, done(asked, case)))) if letters else refuse(asked)


REMINDED = {
    Status.OPEN: ReminderVariant.BEFORE,
    Status.CLAIMED: ReminderVariant.ASKED,
    Status.HELD: ReminderVariant.INCOMPLETE,
    Status.WAITING: ReminderVariant.WAITING,
}


def _find_asked(case: Case, policy: EscalationPolicy) -> list[tuple[Address, Role]]:
    """Who can act on the case as it stands."""
    asked = (case.claimed_by,) if case.claimed_by else find_left(case, policy)
    level = [(one, Role.RECIPIENT) for one in find_reminded(asked, policy)]
    agent = [(case.agent, Role.AGENT)]
    return agent if case.is_calm else {Status.HELD: agent, Status.WAITING: [*agent, *level]}.get(case.status, level)


UNSENT = (Acknowledgement.WITHHELD, Acknowledgement.HELD, Acknowledgement.DRAFT)


def send_acknowledgement(asked: Asked) -> Decision:
    """Releases what was withheld, or a draft whose words have been changed; still at most one acknowledgement per case,
    ever, and none of a case that is over."""
    case = asked.case
    if case.acknowledgement not in UNSENT or case.customer is None or case.status.is_closed:
        return refuse(asked)
    if find_doubt(case, asked.policy) is not None:
        return refuse(asked)
    case, letters = tell_customer(case, case.customer, asked.policy, asked.now)
    return Decision(case, (*letters, *_tell_contact(asked, case), *done(asked, case)))


def _tell_contact(asked: Asked, case: Case) -> tuple[Notification, ...]:
    """To the agent, in whose name the letter leaves and promises a word, where another has said so."""
    variant, words = NoticeVariant.ACKNOWLEDGED, asked.command.text or ""
    if asked.mail.sender.key == case.agent.key:
        return ()
    return (Notification(Kind.NOTICE, case.agent, Role.AGENT, variant, words, also=(asked.mail.sender,)),)


def tell_everybody(asked: Asked, case: Case, kind: Kind, variant: MovedVariant | ClosedVariant) -> Decision:
    """All who had to do with it learn that it is over, or begins anew."""
    sender, words = asked.mail.sender, asked.command.text or ""
    told = tuple(
        Notification(kind, person, role, variant, words, also=(sender,))
        for person, role in find_concerned(asked.case, asked.policy)
        if person.key != sender.key
    )
    return Decision(case, (*told, *naming(told, done(asked, case))))


def done(asked: Asked, case: Case, remarks: tuple[Remark, ...] = ()) -> tuple[Notification, ...]:
    """What its writer reads of a command that was carried out."""
    return to_sender(case, asked.mail, NoticeVariant.DONE, asked.command.name, remarks)
