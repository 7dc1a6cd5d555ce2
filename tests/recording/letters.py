"""`.venv/bin/python -m tests.recording.letters` writes `docs/letters.md`: every letter as its reader gets it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

from daemon.core.decisions.outcome.recording import ask_for_outcome
from daemon.core.letters.digest import write_digest
from daemon.core.letters.rendering import Correspondence, Stamp, compose
from daemon.core.model.assignment import Cause, Out, Pause, Response
from daemon.core.model.case import Case, Status
from daemon.core.model.history.conversation import Entry, Words
from daemon.core.model.history.outcomes import Outcome
from daemon.core.model.history.precedents import Precedent
from daemon.core.model.history.timeline import EntryKind
from daemon.core.model.history.tracked import TrackerTicket
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import Lead
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import ClosedVariant, Kind, MovedVariant, ReceiptVariant, ReminderVariant
from parsers.model import Fields, Remark, RemarkCode
from tests.cases import altered
from tests.core.clock.test_steps import POLICY as DIGESTS
from tests.core.letters import test_digest, test_rendering
from tests.core.letters.test_rendering import ADA, DANA, LEAD, NOW, ROBIN, SATO, body, read

PAGE = Path(__file__).parents[2] / "docs" / "letters.md"
HEAD = """# Every letter

Each kind and branch once, in English: the plain part of the letter; the HTML says the same. The case is an invented
one, as it stands when such a letter leaves. `.venv/bin/python -m tests.recording.letters` writes this page, and a test
compares.
"""
BARE = tuple(
    Notification(Kind.NOTICE, DANA, Role.SENDER, variant, said)
    for variant, said in (
        (NoticeVariant.HINT, ""), (NoticeVariant.UNREADABLE, "it is encrypted"),
        (NoticeVariant.WHICH_CASE, "1  ESC-42  48213 Exports lose rows\n2  ESC-43  50002 Imports end"),
        (NoticeVariant.CONFLICT, "it names ESC-42 and ESC-43: which one is meant cannot be told"),
    )
)  # fmt: skip
CUSTOMER = Notification(
    Kind.NOTICE, LEAD, Role.SENDER, NoticeVariant.CUSTOMER, "URGENT: nothing works",
    remarks=(Remark(RemarkCode.CASES_OF_CUSTOMER, "ESC-42, ESC-43"),), also=(ADA,),
)  # fmt: skip
NUMBERS = Notification(
    Kind.NOTICE, LEAD, Role.SENDER, NoticeVariant.NUMBERS,
    remarks=(
        Remark(RemarkCode.LINE_DONE, "1 mine"), Remark(RemarkCode.LINE_REFUSED, "2 raise"),
        Remark(RemarkCode.LINE_UNKNOWN, "7"), Remark(RemarkCode.LINE_NOT_UNDERSTOOD, "3 wait"),
    ),
)  # fmt: skip
SEALED = tuple(
    Notification(Kind.NOTICE, DANA, Role.AGENT, NoticeVariant.UNREADABLE, "it is encrypted", also=also)
    for also in ((), (ADA,))
)
NO_MAIL = tuple(
    Notification(
        Kind.NOTICE, person, role, variant,
        "ESC-42: Exports lose rows, Level 3, with Robin Achebe; an answer is due tomorrow 10:00 (Berlin)",
        since=NOW - timedelta(hours=5),
    )
    for person, role, variant in (
        (LEAD, Role.LEAD, NoticeVariant.NO_MAIL), (DANA, Role.AGENT, NoticeVariant.LITTLE_MAIL),
    )
)  # fmt: skip
ALONE = (CUSTOMER, NUMBERS, *NO_MAIL)
CASE_FIELDS = ("priority", "customer", "ticket", "issue_summary")
CASE = altered(test_rendering.CASE, customer_promised_at=NOW + timedelta(hours=2))
HELD = altered(
    CASE, status=Status.HELD, missing=("customer_impact", "files"), due_at=None, opened_at=None,
    acknowledgement=Acknowledgement.NONE, customer_told_at=None, customer_promised_at=None,
)  # fmt: skip
UNCLEAR = replace(
    altered(HELD, entries=(Entry(NOW, str(EntryKind.HELD), DANA.email, "unclear"),), missing=CASE_FIELDS, level=4),
    asked=(LEAD,), fields=Fields(), words=(Words(DANA, "He waits in the lobby, please come down."),),
)  # fmt: skip
LEADS_ASKED = replace(HELD, asked=(LEAD,))
MACHINES = replace(CASE, needs_agent=True, acknowledgement=Acknowledgement.NONE, customer_told_at=None)
WITHDRAWN = replace(UNCLEAR, status=Status.CANCELLED)
GAPS = altered(CASE, missing=("customer_impact", "files"), urgent=True, level=4)
LATE = altered(CASE, due_at=NOW - timedelta(hours=2))
TAKEN = altered(CASE, status=Status.CLAIMED, claimed_by=ROBIN, claimed_at=NOW - timedelta(minutes=20))
RESTS = altered(CASE, status=Status.WAITING, pauses=(Pause(NOW, until=NOW + timedelta(days=1)),))
CALM = altered(CASE, status=Status.WAITING, pauses=(Pause(NOW - timedelta(hours=2), is_calm=True),))
CLOSED = altered(CASE, status=Status.RESOLVED, claimed_by=ROBIN, due_at=None, closed_at=NOW)
SOLVED = replace(CLOSED, outcome="A new index", solution=Outcome(ROBIN, NOW, "A new index", asked=ROBIN))
CANCELLED = replace(CLOSED, status=Status.CANCELLED)
NOT_TOLD = altered(
    CASE, acknowledgement=Acknowledgement.DRAFT, customer=None, customer_told_at=None, customer_promised_at=None,
    customer_drafted_at=NOW + timedelta(hours=2),
)  # fmt: skip
SAID = Response(ROBIN, NOW - timedelta(minutes=30), "Which version do they run?")
ANSWERED = altered(LATE, answer=SAID, response=SAID)
ASKED = altered(CASE, question=SAID)
LEFT = altered(CASE, out=(Out(SATO.key, Cause.DECLINED, NOW),))
NOBODY = altered(CASE, out=(Out(ROBIN.key, Cause.DECLINED, NOW), Out(SATO.key, Cause.AWAY, NOW)))


# the case after a command, and where a command is refused
DONE = {"claim": TAKEN, "waiting": RESTS, "calm": CALM, "done": CLOSED, "cancel": CANCELLED, "no": WITHDRAWN}
REFUSED = dict.fromkeys(("claim", "told", "done", "cancel"), CLOSED)


ALONG = replace(CASE, first=41)
PRECEDENT = Precedent(
    "ESC-17",
    0.81,
    "Export ends early",
    "The connector's pool was full, a restart helped.",
    "Look at the pool before the log.",
    SATO,
    NOW - timedelta(days=9),
)


def find_case(one: Notification) -> Case:
    """The case as it stands when this letter leaves."""
    if one.kind is Kind.RECEIPT and one.variant == ReceiptVariant.OUTAGE:
        return ALONG
    if one.kind is Kind.NOTICE and one.variant in (NoticeVariant.DONE, NoticeVariant.REFUSED):
        return (DONE if one.variant == NoticeVariant.DONE else REFUSED).get(one.text, CASE)
    if one.kind is Kind.CLOSED and one.variant == ClosedVariant.CANCEL:
        return CANCELLED
    if one.kind is Kind.MOVED and one.variant == MovedVariant.CLOSED:
        return CASE
    states = {
        "again": HELD, "question": HELD, "incomplete": HELD, "routed": GAPS, "routed, again": GAPS,
        "draft": NOT_TOLD if one.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT else CASE,
        "after": LATE, "after, last": LATE, "overdue": LATE, "silent": LATE, "previous": LATE, "agent": LATE,
        "waiting": RESTS, "calm": CALM, "taken": TAKEN, "back": LATE, "next": LATE,
        "over": TAKEN, "closed": CLOSED, "declined": LEFT,
        "forsaken": NOBODY if one.kind is Kind.MOVED else CASE,
        "solved": TAKEN, "put": TAKEN, "found": TAKEN, "returned": LEFT, "absent": LEFT,
        "answered": ANSWERED,
        "ask": UNCLEAR, "held": LEADS_ASKED, "unanswered": WITHDRAWN, "name-agent": MACHINES,
        "outcome": SOLVED, "recorded": SOLVED,
    }  # fmt: skip
    if one.kind is Kind.NOTICE and one.variant == NoticeVariant.ASKED:
        return UNCLEAR
    if one.kind is Kind.DE_ESCALATION:
        return SOLVED
    if one.variant == ClosedVariant.UNANSWERED:
        return WITHDRAWN
    by_kind = {Kind.CLAIMED: TAKEN, Kind.NUDGE: TAKEN, Kind.CLOSED: CLOSED}
    if one.kind is Kind.INFORMATION_REQUEST and not one.variant:
        return HELD
    if one.kind is Kind.REMINDER and one.variant in (ReminderVariant.ASKED, ReminderVariant.PROGRESS):
        return TAKEN
    is_asked = one.variant == "question" and one.kind is not Kind.INFORMATION_REQUEST
    return by_kind.get(one.kind) or (ASKED if is_asked else states.get(str(one.variant), CASE))


def write_page() -> str:
    """The page, made anew."""
    letters = chain((*test_rendering.ALL, *test_rendering.WITHOUT_WORDS), BARE, SEALED, ALONE)
    parts = [HEAD]
    kind = None
    for one in sorted(letters, key=lambda one: list(Kind).index(one.kind)):
        if one.kind is not kind:
            kind = one.kind
            parts.append(f"\n## {kind}\n")
        case = None if one in (*BARE, *ALONE) else find_case(one)
        parts.append(_write(_to_its_reader(one), case, test_rendering.CORRESPONDENCE))
    return "".join([*parts, *_write_numbered(), *_write_tracked()])


def _to_its_reader(one: Notification) -> Notification:
    """To one who takes it goes what only such a one is told; and what names an instant has one."""
    if one.kind is Kind.NOTICE and one.text == "claim" and one.variant in (NoticeVariant.DONE, NoticeVariant.REFUSED):
        return replace(one, to=ROBIN, role=Role.RECIPIENT, also=(CASE.agent, SATO))
    if (one.kind, str(one.variant)) in ((Kind.RECEIPT, "opened"), (Kind.ROUTED, "")):
        return replace(one, precedent=PRECEDENT)
    if one.kind is Kind.NOTICE and one.variant == NoticeVariant.DONE and one.text in ("done", "cancel"):
        remarks = ask_for_outcome(SOLVED) if one.text == "done" else ()
        return replace(one, also=(ROBIN, SATO), remarks=remarks)
    if one.kind is Kind.REMINDER and one.variant == ReminderVariant.OVERDUE and one.role is Role.AGENT:
        return replace(one, also=(ROBIN,))
    is_shut = one.kind is Kind.MOVED and one.variant == MovedVariant.CLOSED
    return replace(one, since=NOW + timedelta(hours=66)) if is_shut else one


def _write_tracked() -> Iterator[str]:
    """What goes to a tracker, and what an agent reads once it has told its number."""
    sent = test_rendering.CORRESPONDENCE
    levels = {3: replace(sent.policy.levels[3], trackers=frozenset((ROBIN.key,)))}
    sent = replace(sent, policy=replace(sent.policy, levels={**sent.policy.levels, **levels}))
    yield "\n## tracker\n"
    yield _write(Notification(Kind.ROUTED, ROBIN, Role.RECIPIENT, precedent=PRECEDENT), CASE, sent)
    known = replace(TAKEN, tracked=(TrackerTicket(ROBIN.key, "TECH-4711", link="https://tracker.example/TECH-4711"),))
    words = Notification(Kind.FORWARDED, ROBIN, Role.RECIPIENT, text="They run 4.2.\n\nAnything else?", also=(DANA,))
    yield _write(words, known, sent)
    yield _write(
        Notification(Kind.CLOSED, ROBIN, Role.RECIPIENT, ClosedVariant.DONE, "Restarted.", also=(DANA,)), known, sent
    )
    yield _write(Notification(Kind.CLAIMED, DANA, Role.AGENT, also=(ROBIN,)), known, sent)


def _write_numbered() -> Iterator[str]:
    """A bundle, and a digest of the same lines."""
    sent = Correspondence(DIGESTS, test_rendering.CORRESPONDENCE.texts, b"k" * 32)
    digest = write_digest(Lead(LEAD, "Europe/Berlin"), test_digest.MORNING)
    yield _write(replace(digest, kind=Kind.REMINDER, variant=ReminderVariant.BUNDLE, role=Role.RECIPIENT), None, sent)
    yield "\n## digest\n"
    yield _write(digest, None, sent)


def _write(one: Notification, case: Case | None, sent: Correspondence) -> str:
    mail = read(compose(one, case, sent, (), Stamp(NOW)))
    about = f" `{one.text}`" if one.kind is Kind.NOTICE and one.variant in ("done", "refused") else ""
    name = ": ".join(filter(None, (str(one.kind), str(one.variant))))
    to = {Role.RECIPIENT: "one of the level"}.get(one.role, str(one.role))
    text = "\n".join(line.rstrip() for line in body(mail).strip().split("\n"))
    return f"\n### {name}{about}, to the {to}\n\n```\nSubject: {mail['Subject']}\n\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
