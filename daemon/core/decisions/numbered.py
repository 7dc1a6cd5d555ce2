"""Letters whose lines carry numbers, and what an answer that names them does (behaviour B8.4 to B8.7)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from daemon.core.calendars.calendar import DAY
from daemon.core.decisions.beside.marks import mark_case, part_mark
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.told.files import say_of_files
from daemon.core.model.case import Case, Status, turned
from daemon.core.model.happenings import Commanded, Decision, Mail
from daemon.core.model.notices import CONFIRMATIONS, REFUSALS, NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import MOST_ANSWERS, Kind
from parsers.model import SEPARATOR, CommandName, NumberedAnswer, Remark, RemarkCode

REMEMBERED = 20  # letters to one person whose numbers are kept
NO_NUMBERS = "no numbers"  # the text of the notice that says how they are given
# variants of notices: one line says it
SUMMED_UP = (CONFIRMATIONS - REFUSALS) | {NoticeVariant.NOT_UNDERSTOOD, NoticeVariant.PASSED_ON}
OF_WRITER = frozenset({CommandName.AWAY, CommandName.CASES})  # of no case
# what is right however a case has moved
WHENEVER = frozenset(
    {CommandName.STATUS, CommandName.WHY, CommandName.HELP, CommandName.NOTE, CommandName.INFO, CommandName.TOLD}
)
# said once for all lines
OF_MAIL = frozenset(
    {
        RemarkCode.TRUNCATED,
        RemarkCode.UNREADABLE,
        RemarkCode.FILES_KEPT,
        RemarkCode.FILES_NOT_READ,
        RemarkCode.FILES_TOO_LARGE,
        RemarkCode.FILES_WITHHELD,
    }
)


OF_CASE = frozenset({RemarkCode.OUTCOME_ABSENT})  # asked in a letter of the case: no answer to several would tell whose


@dataclass(frozen=True, slots=True)
class NumberedLetters:
    """For each Message-ID of a numbered letter to one person: the case on each line, 0 where a line has none; and when
    he was told how it is answered; and for each letter that asks which case is meant, the mail that it is about.
    `marks` are missing where an earlier version wrote the letter."""

    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what each line was about
    explained: tuple[datetime, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)

    def find(self, ids: Sequence[str]) -> int | None:
        """Which of these Message-IDs is the first of such a letter."""
        return next((at for at, one in enumerate(ids) if one in self.lines), None)

    def may_explain(self, now: datetime) -> bool:
        """Whether he may be told once more: a robot is told so often in a day, and no more (fault F44)."""
        return sum(1 for at in self.explained if at > now - DAY) < MOST_ANSWERS


def with_numbered(known: NumberedLetters, message_id: str, letter: Notification, now: datetime) -> NumberedLetters:
    """With this letter's lines; the oldest letters are forgotten."""
    lines = dict([*known.lines.items(), (message_id, letter.numbered or ())][-REMEMBERED:])
    marks = {one: found for one, found in {**known.marks, message_id: letter.marks}.items() if one in lines}
    asks = {message_id: letter.in_reply_to} if letter.variant is NoticeVariant.WHICH_CASE else {}
    is_again = letter.text == NO_NUMBERS or not set(asks.values()).isdisjoint(known.asked.values())
    explained = (*known.explained, now) if is_again else known.explained
    asked = {one: mail for one, mail in {**known.asked, **asks}.items() if one in lines}
    return NumberedLetters(lines, marks, explained[-MOST_ANSWERS:], asked)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A mail that answers a numbered letter; `lines` is the case on each of its lines, 0 where one has none, and
    `marks` what each was about; `may_explain`: its writer may be told how it is answered. `said` is what has become of
    lines that are about no case: mails that were set aside."""

    mail: Mail
    answers: tuple[NumberedAnswer, ...]
    lines: tuple[int, ...]
    marks: tuple[str, ...] = ()
    may_explain: bool = True
    said: Mapping[int, tuple[Remark, ...]] = field(default_factory=dict)

    def find_number(self, answer: NumberedAnswer) -> int:
        """The number of the case on the line that is answered; 0 for none."""
        return self.lines[answer.number - 1] if 0 < answer.number <= len(self.lines) else 0

    def find_mark(self, number: int) -> str:
        """What that line was about; "" where nobody has noted it."""
        return self.marks[number - 1] if 0 < number <= len(self.marks) else ""


def _keep_back_files(numbered: Numbered) -> tuple[Mail, tuple[Remark, ...]]:
    """An answer to several cases at once, or to none, does not say whose its files are, and one of them may be
    sensitive: they go nowhere, which is said."""
    mail, touched = numbered.mail, {numbered.find_number(one) for one in numbered.answers} - {0}
    names = ", ".join(file.name for file in mail.files if file.counts)
    if len(touched) == 1 or not names:
        return mail, ()
    return replace(mail, files=()), (Remark(RemarkCode.FILES_OF_SEVERAL, names),)


def _in_each(decisions: Collection[Decision], mail: Mail) -> tuple[Decision, ...]:
    """A mail about several cases says nothing of whose an answer to it is: none of them is known by its Message-ID."""
    if len(decisions) < 2:
        return tuple(decisions)
    return tuple(replace(one, case=_without_id(one.case, mail.message_id)) for one in decisions)


def _without_id(case: Case, message_id: str) -> Case:
    said = case.conversation
    ids = tuple(one for one in said.message_ids if one != message_id)
    return replace(case, conversation=replace(said, message_ids=ids))


def _without_word_of_mail(letter: Notification) -> Notification:
    return replace(letter, remarks=tuple(one for one in letter.remarks if one.code not in OF_MAIL))


def _say_of_files(mail: Mail, decisions: Iterable[Decision], policy: EscalationPolicy) -> list[Remark]:
    """Asked once all lines are carried out: the next line may have passed on what this one did not."""
    return [one for decision in decisions for one in say_of_files(mail.files, decision, policy)]


def decide_numbers(
    numbered: Numbered, cases: Mapping[int, Case], policy: EscalationPolicy, now: datetime
) -> tuple[tuple[Decision, ...], Notification | None]:
    """What each numbered answer does to its case, in the order written,
    and the one letter that sums up what was done, or says how numbers are given; None
    when the sender must not be answered, or every line is answered by a letter of its own."""
    changed: dict[int, Decision] = {}
    answers = numbered.answers
    mail, stray = _keep_back_files(numbered)
    said: list[Remark] = [*mail.remarks, *stray]
    for answer in answers:
        number = numbered.find_number(answer)
        before = changed.get(number)
        case = before.case if before else cases.get(number)
        obstacles = _find_obstacles(numbered, answer, case, before is not None)
        if case is None or answer.command is None or obstacles:
            said += obstacles
            continue
        line = replace(mail, text=answer.said)  # what stands on the others is for nobody of this case
        turn = part_mark(numbered.find_mark(answer.number))[1] or None
        decision = decide(case, Commanded(line, answer.command, turn=turn), policy, now)
        summed_up, letters = _sum_up(decision, mail, label(answer, case))
        said += summed_up
        letters = tuple(map(_without_word_of_mail, letters))
        changed[number] = Decision(decision.case, (*(before.notifications if before else ()), *letters))
    said += _say_of_files(mail, changed.values(), policy)
    is_said = bool(said) if answers else numbered.may_explain
    summary = Notification(
        Kind.NOTICE,
        mail.sender,
        Role.SENDER,
        NoticeVariant.NUMBERS,
        "" if answers else NO_NUMBERS,
        tuple(said),
        in_reply_to=mail.message_id,
        lines=numbered.lines,
        line_marks=_mark_anew(numbered, cases, changed),
    )
    return _in_each(changed.values(), mail), summary if is_said and not mail.is_silent else None


def _mark_anew(numbered: Numbered, cases: Mapping[int, Case], changed: Mapping[int, Decision]) -> tuple[str, ...]:
    """What each line is about by now: an answer to what we say counts for the cases as they stand then."""
    after = {**cases, **{number: decision.case for number, decision in changed.items()}}
    marks = numbered.marks or ("",) * len(numbered.lines)
    lines = zip(numbered.lines, marks, strict=True)
    return tuple(mark_case(turned(after[one], part_mark(mark)[1])) if one in after else mark for one, mark in lines)


def _find_obstacles(numbered: Numbered, answer: NumberedAnswer, case: Case | None, is_anew: bool) -> tuple[Remark, ...]:
    """What is said of a line for whose case nothing is carried out; nothing where it may be. `is_anew`: the same mail
    has changed that case already."""
    if answer.number in numbered.said:
        return numbered.said[answer.number]
    if case is None or answer.command is None:
        code = RemarkCode.LINE_UNKNOWN if case is None else RemarkCode.LINE_NOT_UNDERSTOOD
        return (Remark(code, label(answer, case)),)
    if answer.command.name in OF_WRITER:
        return (Remark(RemarkCode.LINE_OF_WRITER, label(answer, case)),)
    moved = None if is_anew else _say_moved(numbered, answer, case)
    return () if moved is None else (moved,)


def _say_moved(numbered: Numbered, answer: NumberedAnswer, case: Case) -> Remark | None:
    """How the case stands that has moved since the letter was written (behaviour B8.9); None where it has not, or where
    the answer asks for nothing that a case's moving makes wrong."""
    mark, turn = part_mark(numbered.find_mark(answer.number))
    case = turned(case, turn)
    if answer.command is None or answer.command.name in WHENEVER or mark in ("", case.standing):
        return None
    who = case.claimed_by or next(iter(case.recipients), case.agent)
    is_his = case.claimed_by is not None and case.claimed_by.key == numbered.mail.sender.key
    status = "yours" if is_his and case.status is Status.CLAIMED else str(case.status)
    stands = (status, str(case.level), who.name or who.email, f"{answer.number} {answer.said}")
    return Remark(RemarkCode.LINE_MOVED, SEPARATOR.join((*stands, label(answer, case))))


def label(answer: NumberedAnswer, case: Case | None) -> str:
    """The line as it is said back."""
    return "  ".join(filter(None, (str(answer.number), case.name if case else "", answer.said)))


def _sum_up(decision: Decision, mail: Mail, line: str) -> tuple[tuple[Remark, ...], tuple[Notification, ...]]:
    """What one line says of what has become of a command, with what was doubtful in it, and the letters that go out all
    the same; no remark when the sender has a letter of its own about it (`why` and `status`). One that says why not
    goes beside its line."""
    own = [one for one in decision.notifications if one.kind is Kind.NOTICE and one.to.key == mail.sender.key]
    letters = tuple(one for one in decision.notifications if one not in own or one.variant not in SUMMED_UP)
    if any(one.variant in REFUSALS for one in own):
        return (Remark(RemarkCode.LINE_REFUSED, line),), letters
    return () if any(one in own for one in letters) else tuple(_say_done(own, line)), letters


def _say_done(own: Sequence[Notification], line: str) -> Iterator[Remark]:
    """That the line is done, with what was doubtful in it; or that nobody can do it by mail yet, and who has the
    words."""
    unbuilt = next((one for one in own if one.variant is NoticeVariant.NOT_UNDERSTOOD), None)
    if unbuilt is not None:
        people = ", ".join(one.name or one.email for one in unbuilt.also)
        yield Remark(RemarkCode.LINE_UNBUILT, SEPARATOR.join((people or "-", line)))
        return
    yield Remark(RemarkCode.LINE_DONE, line)
    for one in own:
        yield from (remark for remark in one.remarks if remark.code not in (*OF_MAIL, *OF_CASE))
