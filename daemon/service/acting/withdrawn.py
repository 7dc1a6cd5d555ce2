"""What the agent of a case that was withdrawn before it went up fills in all the same (behaviour B4.18)."""

from dataclasses import replace

from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy
from daemon.service.acting.joining import find_known_files
from daemon.service.intake import Reading, judge
from daemon.service.wishes import read_answers
from parsers.form.completeness import merge_fields
from parsers.vocabulary import Vocabulary


def keep_filled(case: Case, reading: Reading, policy: EscalationPolicy, words: Vocabulary) -> Case:
    """The case with what is filled in, for when it is opened again; it stays withdrawn."""
    is_withdrawn = case.status.is_closed and case.opened_at is None and reading.triage.has_token
    if not is_withdrawn or not case.missing or reading.mail.sender.key != case.agent.key:
        return case
    answers = read_answers(reading, case.missing, words)
    if not (answers.found or reading.message.files):
        return case
    whole = replace(answers, fields=merge_fields(case.fields, answers.fields))
    judged = judge(replace(reading, form=whole), policy, case.urgent, find_known_files(case))
    return replace(case, fields=whole.fields, missing=judged.missing)
