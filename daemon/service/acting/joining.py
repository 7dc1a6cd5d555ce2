"""A second mail on an open case, as far as its decision needs it (behaviour B5.16)."""

import re
from collections.abc import Callable
from dataclasses import replace

from daemon.core.decisions.joined.joining import merge_joined
from daemon.core.decisions.joined.matters import tell_alike, with_same_subject
from daemon.core.intake.assessment import decide_address
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Joined
from daemon.core.model.history.conversation import Words
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, RequestVariant
from daemon.ports import State, iterate_cases
from daemon.service.acting.result import Result
from daemon.service.intake import Reading, judge
from parsers.commands.command import CommandWords, parse_command
from parsers.form.completeness import find_missing, merge_fields
from parsers.model import SEPARATOR, CommandName, File, Remark, RemarkCode
from parsers.words.fold import fold

PASSED_ON = frozenset({CommandName.NOTE, CommandName.INFO})


def read_joined(case: Case, reading: Reading, policy: EscalationPolicy) -> Joined:
    """What it presses, and the fields of both. The words of another agent's stand beside, whole, for of its fields few
    are merged."""
    judged, mail, new = judge(reading, policy), reading.mail, reading.form.fields
    contact = decide_address(case.fields, policy.directory, policy.customers)  # the case's customer
    is_own = mail.sender.key == case.agent.key
    if mail.text and not is_own:
        mail = replace(mail, words=Words(mail.sender, mail.text, mail.words.opening if mail.words else ""))
    fields = merge_joined(case.fields, new, merge_fields(case.fields, new), is_own)
    files = (*find_known_files(case), *reading.message.files)
    missing = find_missing(fields, files, policy.required_for(case.level))
    return Joined(mail, judged.urgent, judged.assessment, contact, fields, missing)


def say_of_lost(case: Case, reading: Reading, words: CommandWords) -> Reading:
    """The mail, whose writer learns that its command is not carried out: it is an answer that has lost its thread.
    A mail with fields of the template is none, and notes and questions are passed on in any case."""
    text = reading.message.text
    command = parse_command(text, words, reading.mail.sender) if not reading.form.labels else None
    if command is None or command.name in PASSED_ON or not reading.message.own_words:
        return reading
    said = re.match(r"[^:,;.!\n]{1,40}", text.strip())
    word = said[0].strip().lower() if said is not None else command.name
    remark = Remark(RemarkCode.NOT_BY_JOINING, SEPARATOR.join((case.name, word)))
    return replace(reading, mail=reading.mail.with_remarks(remark))


def answer_question(
    reading: Reading, state: State, open_case: Callable[[Reading], Result], join: Callable[[Case], Result]
) -> Result:
    """A question: the same sender's with the same subject is an answer (behaviour B2.40); another's opens a case of its
    own, and both read of each other."""
    again, same = _find_same_question(reading, state), _find_same_subject(reading, state)
    if again is not None or same is None:
        return _shortly(join(again)) if again is not None else open_case(reading)
    result = open_case(replace(reading, mail=with_same_subject(reading.mail, same)))
    told = () if result.case is None else tell_alike(result.case, [same], NoticeVariant.SAME_SUBJECT)
    return replace(result, others=(*result.others, *told))


def _shortly(result: Result) -> Result:
    """What a question comes to that was sent once more: who would read the same request again is told that it waits
    for his answer."""
    waits = (Kind.NOTICE, NoticeVariant.STILL_ASKED)
    said = (
        replace(one, kind=waits[0], variant=waits[1]) if one.variant is RequestVariant.QUESTION else one
        for one in result.notifications
    )
    return replace(result, notifications=tuple(said))


def _find_same_question(reading: Reading, state: State) -> Case | None:
    """The question of the same sender with the same subject that waits for its answer; None for none."""
    title = fold(reading.subject.title)
    own = state.find_cases_of(reading.mail.sender.key)
    held = (case for case in own if case.is_question and case.status is Status.HELD)
    return next((case for case in held if title and fold(case.title) == title), None)


def _find_same_subject(reading: Reading, state: State) -> Case | None:
    """The newest open case of another agent under the question's subject, of which may be spoken; None for none, and
    for a question to a crowd."""
    title = fold(reading.subject.title)
    if not title or reading.triage.is_crowds:
        return None
    others = (one for one in iterate_cases(state) if not (one.sensitive or one.is_agent(reading.mail.sender)))
    return max((one for one in others if fold(one.title) == title), key=lambda one: one.number, default=None)


def find_known_files(case: Case) -> tuple[File, ...]:
    """Those that have come with earlier mails."""
    return tuple(File(kept.name, kept.content_type, kept.size, kept.counts) for kept in case.conversation.files)
