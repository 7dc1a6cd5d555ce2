"""The lines of a digest and a bundle: what they say of a case."""

from dataclasses import replace
from datetime import datetime

from daemon.core.clock.pauses import find_calm_since, find_standstill
from daemon.core.decisions.commands import RULES
from daemon.core.decisions.parts.asked_whether import find_asking
from daemon.core.letters.voice import Voice
from daemon.core.letters.wording import clean_line
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Entry
from daemon.core.model.history.timeline import EntryKind, EntryName
from daemon.core.model.notifications import Bar, Digest, NumberedLine
from daemon.core.model.weeks import Measure, Week
from parsers.model import Address

Values = dict[str, object]

# what the timeline says of a person's answer
WORDS = frozenset({EntryName(EntryKind.REPLY), *(EntryKind.COMMAND.of(rule.name) for rule in RULES if rule.speaks)})


def line_of(case: Case, at: datetime | None, who: tuple[Address, ...] | None = None, detail: str = "") -> NumberedLine:
    """A line on a case, about these people or else its level's. Of a sensitive one it tells neither customer nor matter
    (behaviour B5.14)."""
    customer, title = ("", "") if case.sensitive else (case.fields.customer or "", case.title)
    people = case.recipients if who is None else who
    return NumberedLine(
        case.number, customer, title, case.level, people, at, detail, mark=case.standing, solved_by=find_asking(case)
    )


def line_of_outage(case: Case, at: datetime | None, who: tuple[Address, ...]) -> NumberedLine:
    """The same, with the customers of all that go along with it."""
    line = line_of(case, at, who)
    hit = dict.fromkeys(filter(None, (line.customer, *(one.customer for one in case.kin))))
    return replace(line, customer=", ".join(hit))


def line_of_waiting(case: Case) -> NumberedLine:
    """For whom it waits: a held one, or one with a question, for its agent; one whose clock stands still for the
    customer."""
    if case.status is Status.OPEN and case.question is not None:
        return line_of(case, case.question.at, (case.agent,), "" if case.sensitive else case.question.text)
    if case.is_question:
        return line_of(case, case.received_at, (case.agent,))
    if case.status is Status.HELD:
        return replace(line_of(case, case.received_at, (case.agent,)), missing=case.missing)
    return line_of(case, find_standstill(case), ())


def line_of_calm(case: Case) -> NumberedLine:
    """Since when its level rests, and whose it is meanwhile."""
    return line_of(case, find_calm_since(case), (case.agent,))


def find_silent(case: Case) -> tuple[Address, ...]:
    """Those of the level who are asked, and of whom no word has come since it has the case. Nobody is called silent
    once a queue's member, or anybody else who neither escalated nor is the customer, has written."""
    since = case.assignment.since or case.received_at
    heard = find_heard(case, since)
    known = {one.key for one in (*case.agents, *case.recipients, case.customer) if one is not None}
    out = {one.who for one in case.assignment.out}
    return () if heard - known else tuple(one for one in case.recipients if one.key not in heard | out)


def find_heard(case: Case, since: datetime) -> set[str]:
    """Of whom a word has come since then."""
    return {entry.who.lower() for entry in case.conversation.entries if entry.at >= since and _is_word(entry)}


def _is_word(entry: Entry) -> bool:
    """Whether somebody has said something in it: a command that tells something, or words beside any other."""
    return entry.name in WORDS or (entry.kind is EntryKind.COMMAND and bool(entry.text))


def view_digest(digest: Digest, voice: Voice) -> Values:
    """Sections by name with numbered lines; the weeks; and the chart, its widths in per cent of the longest bar."""
    longest = max((bar.open for bar in digest.bars), default=0) or 1
    return {
        "sections": {
            section.name.value: [
                _view_line(one, number, voice) for number, one in enumerate(section.lines, section.start)
            ]
            for section in digest.sections
        },
        "bars": [_view_bar(bar, longest) for bar in digest.bars],
        "weeks": [_view_week(week, voice) for week in (digest.this_week, digest.last_week)],
    }


def _view_line(line: NumberedLine, number: int, voice: Voice) -> Values:
    return {
        "number": number,
        "name": line.name,
        "customer": clean_line(line.customer, 60),
        "title": clean_line(line.title, 100),
        "level": line.level,
        "count": line.count,
        "refuses": [str(one) for one in line.refuses],
        "who": [voice.person(person) for person in line.who],
        "solved_by": [voice.person(person) for person in line.solved_by],
        "at": voice.at(line.at),
        "promised": voice.long_time(line.promised_at),
        "span": voice.since(line.at),
        "late": voice.over(line.at),
        "detail": ", ".join(voice.say_each("label", line.missing)) or clean_line(line.detail, 200),
    }


def _view_bar(bar: Bar, longest: int) -> Values:
    late, rest = round(bar.overdue * 100 / longest), round((bar.open - bar.overdue) * 100 / longest)
    return {
        "level": bar.level,
        "name": clean_line(bar.name, 60),
        "open": bar.open,
        "overdue": bar.overdue,
        "late": late,
        "rest": rest,
    }


def _view_week(week: Week, voice: Voice) -> Values:
    in_time = round(week.in_time * 100 / week.taken) if week.taken else None
    answered = round(week.answered_in_time * 100 / week.answered) if week.answered else None
    times = [_view_times(week, of, voice) for of in week.matters]
    return {"opened": week.opened, "solved": week.solved, "in_time": in_time, "answered": answered, "times": times}


def _view_times(week: Week, of: str, voice: Voice) -> Values:
    """How long it took in cases of this level or trigger, on average; "" for what did not come."""
    return {"of": of, **{one.value: voice.span(week.find_mean(one, of)) for one in Measure}}
