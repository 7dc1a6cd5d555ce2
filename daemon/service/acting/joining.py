"""A second mail on an open case, as far as its decision needs it (behaviour B5.16)."""

from dataclasses import replace

from daemon.core.decisions.joined.joining import merge_joined
from daemon.core.intake.assessment import decide_address
from daemon.core.model.case import Case, Words
from daemon.core.model.happenings import Joined
from daemon.core.model.policy import EscalationPolicy
from daemon.service.intake import Reading, judge
from parsers.form.completeness import find_missing, merge_fields
from parsers.model import File


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


def find_known_files(case: Case) -> tuple[File, ...]:
    """Those that have come with earlier mails."""
    return tuple(File(kept.name, kept.content_type, kept.size, kept.counts) for kept in case.conversation.files)
