"""Every status meets everything that can happen to it; and the drawing of docs/states.md is the table.

After a change of the table: `python -m tests.core.decisions.test_transitions --write` draws docs/states.md anew.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from daemon.core.clock.deadlines import with_deadline
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.told.files import decide_files
from daemon.core.decisions.transitions import TRANSITIONS, Action, decide_action, move
from daemon.core.model.assignment import Assignment, Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import (
    Answered,
    Assessment,
    AutoReplied,
    Commanded,
    CustomerContact,
    Decision,
    Escalated,
    Happening,
    Joined,
    Mail,
    Noted,
    Undelivered,
    Woken,
)
from daemon.core.model.history.conversation import KeptFile, Reason
from daemon.core.model.notifications import Role
from daemon.core.model.variants import VARIANTS, Kind
from parsers.model import Address, Command, Fields, Form, Priority
from tests.cases import altered
from tests.core.clock.test_steps import CHIEF, DANA, FRIDAY, LEAD, MANAGER, POLICY, TECH, make_case
from tests.tables import every_row

PAGE = Path(__file__).resolve().parents[3] / "docs" / "states.md"
DRAWING = re.compile(r"(?<=```mermaid\n).*?(?=```)", re.DOTALL)
KAI, STRANGER = Address("kai@example.com"), Address("eve@elsewhere.example")
ADA = Address("ada@contoso.example", "Ada Okafor")
HOUR = timedelta(hours=1)
REFUSED = {  # what is not his to say, or is asked first (behaviour B9.17)
    (DANA, Status.CLAIMED): ("lower",),
    (DANA, Status.WAITING): ("lower",),
    **dict.fromkeys([(TECH, Status.CLAIMED), (TECH, Status.WAITING)], ("cancel",)),
    (TECH, Status.HELD): ("cancel", "raise"),
    **dict.fromkeys([(TECH, Status.RESOLVED), (TECH, Status.CANCELLED)], ("reopen",)),
    (TECH, Status.OPEN): ("cancel", "done"),
}
PLACES: Mapping[Status, str] = {
    Status.HELD: "held, asks the agent",
    Status.OPEN: "open, waits for its level",
    Status.CLAIMED: "claimed, somebody has it",
    Status.WAITING: "waiting, the clock stands still",
    Status.RESOLVED: "resolved",
    Status.CANCELLED: "cancelled",
}
ASKED: Mapping[str, Action] = {  # what each command asks of the table; the others leave a case where it is
    "claim": Action.CLAIM,
    "pass": Action.PASS,
    "raise": Action.RAISE,
    "lower": Action.LOWER,
    "waiting": Action.WAIT,
    "done": Action.RESOLVE,
    "cancel": Action.CANCEL,
    "reopen": Action.REOPEN,
}
COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("claim"),
        Command("info", text="Which version?"),
        Command("pass", to=CHIEF.email),
        Command("raise"),
        Command("lower"),
        Command("priority", priority=Priority.LOW),
        Command("waiting"),
        Command("resume"),
        Command("note", text="Seen it."),
        Command("update", text="We are on it."),
        Command("send_ack"),
        Command("calm"),
        Command("done", text="It was the index."),
        Command("reopen"),
        Command("cancel", text="a mistake"),
        Command("status"),
        Command("why"),
        Command("away", until="monday", cover=KAI.email),
        Command("help"),
        Command("remind"),
        Command("yes"),
        Command("no"),
    )
}


# "taken": it has been his; the receipt is for the agent who sends up what was held
ANSWERS = {
    (Kind.NOTICE, "done"),
    (Kind.NOTICE, "taken"),
    (Kind.RECEIPT, "opened"),
    (Kind.DE_ESCALATION, "draft"),
}


def a_mail(sender: Address = DANA, text: str = "hello") -> Mail:
    log = KeptFile("digest", f"{sender.key}.log", "text/plain", 9, author=sender)
    return Mail(sender, "digest", f"<{sender.key}-{text}>", FRIDAY, text, files=(log,))


def an_assessment(level: int, immediate: bool = False) -> Assessment:
    return Assessment(level, (Reason("the story says so"),), immediate=immediate)


def a_form(missing: tuple[str, ...] = ()) -> Form:
    return Form(Fields(priority=None if "priority" in missing else Priority.HIGH, customer="Contoso", ticket="48213"))


def a_case(status: Status) -> Case:
    """A case of Level 3, with a level above and below it, as it stands in this status."""
    if status is Status.HELD:
        opened = Escalated(
            42,
            a_mail(),
            "Exports",
            a_form(("priority",)),
            ("priority",),
            False,
            an_assessment(3),
            CustomerContact(None),
        )
        return decide(None, opened, POLICY, FRIDAY).case
    case = replace(make_case(3), status=status)
    if status in (Status.CLAIMED, Status.WAITING):
        case = altered(case, claimed_by=TECH, claimed_at=FRIDAY)
    if status is Status.WAITING:
        case = replace(case, pauses=(Pause(FRIDAY),))
    return (
        altered(case, closed_at=FRIDAY, due_at=None, wake_at=None) if status.is_closed else with_deadline(case, POLICY)
    )


def said(decision: Decision, to: Address) -> list[tuple[Kind, str]]:
    return [(letter.kind, letter.variant) for letter in decision.notifications if letter.to.key == to.key]


@every_row("status", Status)
@every_row("action", Action)
def test_an_action_leads_where_the_table_says_or_nowhere(status: Status, action: Action) -> None:
    before = a_case(status)
    moved = move(before, action)
    assert (moved and moved.status) == TRANSITIONS.get((status, action))
    assert moved is None or replace(moved, status=status) == before


@every_row("status", Status)
@every_row("name", COMMANDS)
@every_row("sender", [DANA, TECH], ids=["agent", "level"])
def test_a_command_is_carried_out_or_refused_in_words_and_always_answered(
    status: Status, name: str, sender: Address
) -> None:
    decision = decide(a_case(status), Commanded(a_mail(sender), COMMANDS[name]), POLICY, FRIDAY + HOUR)
    answers = said(decision, sender)
    action = decide_action(a_case(status), ASKED[name]) if name in ASKED else None
    if name == "resume":
        action = Action.RESUME_CLAIMED
    if name == "pass" and sender is DANA:  # his own part: what `pass agent` does
        action = None
    if name == "claim" and sender is DANA:
        assert answers == [(Kind.NOTICE, "not-of-level" if (status, action) in TRANSITIONS else "refused")]
        assert (decision.case.status, decision.case.claimed_by) == (status, a_case(status).claimed_by)
    elif action is not None and (status, action) not in TRANSITIONS:
        assert (Kind.NOTICE, "refused") in answers
        assert decision.case.status is status
    elif name in REFUSED.get((sender, status), ()):
        assert (Kind.NOTICE, "close" if name == "done" else "not-yours") in answers
        assert decision.case.status is status
    elif action is not None:
        assert ANSWERS & set(answers)
        assert decision.case.status is TRANSITIONS[status, action]
    elif name in ("info", "note"):
        assert said(decision, TECH if sender is DANA else DANA) or status is Status.HELD
    else:
        assert {Kind.NOTICE, Kind.RECEIPT, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION} & {kind for kind, _ in answers}
    assert [entry.what for entry in decision.case.conversation.entries if entry.who == sender.email][
        -1:
    ] or name == "claim"
    if decision.case.status.is_closed:
        assert decision.case.due_at is None
        assert decision.case.wake_at is None or decision.case.unwritten  # who closed it is reminded of that


HAPPENINGS: Mapping[str, Happening] = {
    "the gaps are filled": Answered(a_mail(), a_form(), (), False, an_assessment(3), CustomerContact(ADA)),
    "a gap remains": Answered(
        a_mail(), a_form(("priority",)), ("priority",), False, an_assessment(3), CustomerContact(None)
    ),
    "a second mail": Joined(a_mail(KAI), False, an_assessment(2)),
    "a second, urgent mail": Joined(a_mail(KAI), True, an_assessment(4, True)),
    "a word from the agent": Noted(a_mail(), True),
    "a word from the level": Noted(a_mail(TECH), True),
    "a word without token": Noted(a_mail(TECH), False),
    "a bounce": Undelivered(TECH.email, "550 no such user"),
    "out of office": AutoReplied(TECH.email, "back on Monday", True),
    "an automatic answer": AutoReplied(TECH.email, "we got it"),
    "the clock": Woken(),
}
MOVED: Mapping[tuple[Status, str], Status] = {  # all else stays where it is
    (Status.HELD, "the gaps are filled"): Status.OPEN,
    (Status.HELD, "a second, urgent mail"): Status.OPEN,
    (Status.CLAIMED, "a second, urgent mail"): Status.OPEN,
    (Status.CLAIMED, "a bounce"): Status.OPEN,
    (Status.CLAIMED, "out of office"): Status.OPEN,
    (Status.WAITING, "a second, urgent mail"): Status.OPEN,
}


@every_row("status", Status)
@every_row("name", HAPPENINGS)
def test_whatever_comes_moves_the_case_as_listed_and_is_never_lost(status: Status, name: str) -> None:
    before = a_case(status)
    decision = decide(before, HAPPENINGS[name], POLICY, FRIDAY + HOUR)
    after = decision.case
    assert after.status is MOVED.get((status, name), status)
    if not isinstance(HAPPENINGS[name], Woken):
        assert len(after.conversation.entries) > len(before.conversation.entries)
    if isinstance(HAPPENINGS[name], Answered | Joined | Noted):
        assert decision.notifications
        assert after.conversation.mails[-1] == "digest"
    if after.status.is_closed:
        assert after.due_at is None
        assert after.wake_at is None or after.unwritten


@pytest.mark.parametrize("name", ["info", "note"])
def test_a_question_in_a_held_case_is_answered_though_nobody_upstairs_has_it(name: str) -> None:
    decision = decide(a_case(Status.HELD), Commanded(a_mail(), COMMANDS[name]), POLICY, FRIDAY + HOUR)
    assert decision.notifications


def test_a_held_case_that_was_withdrawn_and_reopened_has_somebody_who_knows() -> None:
    withdrawn = decide(a_case(Status.HELD), Commanded(a_mail(), COMMANDS["cancel"]), POLICY, FRIDAY + HOUR).case
    decision = decide(withdrawn, Commanded(a_mail(), COMMANDS["reopen"]), POLICY, FRIDAY + 2 * HOUR)
    assert decision.case.status is Status.HELD or said(decision, TECH)


class CaseLife(RuleBasedStateMachine):
    """One case, whatever people, machines and the clock do to it."""

    @initialize(
        level=st.sampled_from((2, 3, 4)),
        missing=st.sampled_from(((), ("priority",))),
        told=st.booleans(),
        hidden=st.booleans(),
    )
    def somebody_escalates(self, level: int, missing: tuple[str, ...], told: bool, hidden: bool) -> None:
        self.now = FRIDAY
        self.acknowledged = 0
        self.hidden = hidden
        contact = CustomerContact(ADA if told else None)
        assessment = replace(an_assessment(level), sensitive=hidden)
        self.case = Case(1, Status.HELD, (Assignment(level),), DANA, "", Fields(), FRIDAY)
        self.take(None, Escalated(1, a_mail(), "Exports", a_form(missing), missing, False, assessment, contact))

    def take(self, case: Case | None, happening: Happening) -> Decision:
        before = self.case
        decision = decide(case, happening, POLICY, self.now)
        self.case = decision.case
        known = {
            person.key
            for person in (*before.participants, *self.case.participants, DANA, LEAD, MANAGER, TECH, CHIEF, KAI)
        }
        for letter in decision.notifications:
            assert letter.variant in set(VARIANTS[letter.kind])
            if letter.kind.is_for_customer and letter.variant != "draft":
                assert letter.to == ADA
                self.acknowledged += letter.kind is Kind.CUSTOMER_ACKNOWLEDGEMENT
            else:
                assert letter.to.key in known
        if self.case.claimed_by not in (None, before.claimed_by):  # nothing but a claim of theirs gives it to anybody
            assert isinstance(happening, Commanded)
            assert happening.command.name == "claim"
            assert self.case.claimed_by in (*before.recipients, LEAD)
        assert self.case.letters >= before.letters
        self.look_at_the_files(happening, decision)
        return decision

    def look_at_the_files(self, happening: Happening, decision: Decision) -> None:
        """Whatever comes: of a sensitive case none leaves, nobody gets his own,
        and a reply's letters have that reply's only."""
        came = () if isinstance(happening, Woken | Undelivered | AutoReplied) else happening.mail.files
        for letter in decision.notifications:
            along, withheld = decide_files(letter, decision.case)
            assert not (along and (decision.case.sensitive or letter.role is Role.CUSTOMER))
            assert letter.to not in [file.author for file in (*along, *withheld)]
            assert letter.kind in (Kind.ROUTED, Kind.RAISED) or {*letter.files} <= {*came}
        if isinstance(happening, Commanded):  # each file goes to somebody, or its author is told that it does not
            passed_on = {
                file for letter in decision.notifications for file in decide_files(letter, decision.case).along
            }
            told = " ".join(
                one.text for letter in decision.notifications for one in letter.remarks if one.code.startswith("files_")
            )
            assert all(file in passed_on or file.name in told for file in came if file.counts)

    @invariant()
    def what_was_sensitive_stays_so(self) -> None:
        assert self.case.sensitive or not self.hidden
        self.hidden = self.case.sensitive

    @rule(name=st.sampled_from(sorted(COMMANDS)), sender=st.sampled_from((DANA, MANAGER, TECH, CHIEF, LEAD)))
    def somebody_commands(self, name: str, sender: Address) -> None:
        was = self.case.status
        decision = self.take(self.case, Commanded(a_mail(sender), COMMANDS[name]))
        assert decision.notifications or name in ("info", "note")  # see the story of unanswered words above
        if self.case.status is not was:
            assert self.case.status in {to for (start, _), to in TRANSITIONS.items() if start in (was, Status.CLAIMED)}

    @rule(to=st.sampled_from((STRANGER.email, ADA.email, "", POLICY.mailbox.email)))
    def somebody_passes_it_out_of_the_house(self, to: str) -> None:
        before = self.case
        decision = self.take(before, Commanded(a_mail(), Command("pass", to=to)))
        assert said(decision, DANA) == [(Kind.NOTICE, "refused")]
        assert self.case.recipients == before.recipients

    @rule(name=st.sampled_from(sorted(HAPPENINGS)))
    def something_comes(self, name: str) -> None:
        self.take(self.case, HAPPENINGS[name])

    @rule(hours=st.sampled_from((0.1, 1, 5, 30, 200)))
    def time_passes_and_the_clock_is_heeded(self, hours: float) -> None:
        until = self.now + timedelta(hours=hours)
        while self.case.wake_at is not None and self.case.wake_at <= until:
            self.now = max(self.now, self.case.wake_at)
            self.wake()
        self.now = until

    @precondition(lambda self: not self.case.status.is_closed)
    @rule(days=st.integers(1, 9))
    def the_daemon_is_down_for_days(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.wake()

    def wake(self) -> None:
        was = self.case.status
        decision = self.take(self.case, Woken())
        if was is Status.CLAIMED:
            asked = (self.case.agent, self.case.claimed_by, LEAD)
            assert {letter.kind for letter in decision.notifications} <= {Kind.NUDGE, Kind.REMINDER}
            assert all(letter.to in asked for letter in decision.notifications)
        if was.is_closed:
            # what was promised is kept, and what it came to written down
            assert {letter.kind for letter in decision.notifications} <= {Kind.NUDGE, Kind.REMINDER}
        assert self.case.wake_at is None or self.case.wake_at > self.now

    @invariant()
    def the_customer_is_acknowledged_once_at_most(self) -> None:
        assert self.acknowledged <= 1

    @invariant()
    def a_closed_case_has_no_clock(self) -> None:
        if self.case.status.is_closed:
            assert self.case.due_at is None
            lives_on = self.case.customer_promised_at is not None or bool(self.case.unwritten)
            assert self.case.wake_at is None or lives_on, "a promise lives on, and the question what it came to"

    @invariant()
    def no_deadline_lies_before_its_start(self) -> None:
        if self.case.due_at is not None and self.case.assignment.since is not None:
            assert self.case.due_at > self.case.assignment.since

    @invariant()
    def a_case_that_is_open_or_claimed_has_people(self) -> None:
        # see the story of the reopened gaps
        if self.case.status in (Status.OPEN, Status.CLAIMED) and self.case.opened_at is not None:
            assert self.case.recipients
        assert (self.case.claimed_by is not None) >= (self.case.status is Status.CLAIMED)


TestCaseLife = CaseLife.TestCase
TestCaseLife.settings = settings(max_examples=25, stateful_step_count=25)


@pytest.mark.slow
class TestManyLives(CaseLife.TestCase):  # type: ignore[name-defined, misc]
    settings = settings(max_examples=200, stateful_step_count=25)


def render_drawing() -> str:
    """The table as a Mermaid diagram; actions that leave a case in its status are loops."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (start, action), end in TRANSITIONS.items():
        arrows.setdefault((start.value if start else "[*]", end.value), []).append(action.value)
    lines = ["stateDiagram-v2"]
    lines += [f"    {status.value} : {place}" for status, place in PLACES.items()]
    lines += [f"    {start} --> {end} : {' / '.join(actions)}" for (start, end), actions in arrows.items()]
    lines += [f"    {status.value} --> [*]" for status in Status if status.is_closed]
    return "\n".join(lines) + "\n"


def test_the_drawing_in_the_docs_is_the_table() -> None:
    found = DRAWING.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == render_drawing(), "draw it anew: python -m tests.core.decisions.test_transitions --write"


def test_every_status_can_be_reached_and_left() -> None:
    assert set(TRANSITIONS.values()) == set(Status)
    assert {start for start, _ in TRANSITIONS if start} == set(Status)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.core.decisions.test_transitions --write")
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(DRAWING.sub(lambda _: render_drawing(), text), encoding="utf-8")
