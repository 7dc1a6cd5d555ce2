"""Commands: what the table allows is done, all else is refused in words, and nothing changes then."""

from dataclasses import replace

import pytest

from daemon.core.decisions.commands import decide_command
from daemon.core.decisions.lifecycle import decide
from daemon.core.decisions.transitions import TRANSITIONS, Action, decide_action, move
from daemon.core.model.assignment import Pause
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Mail
from daemon.core.model.history.conversation import Reason, Told
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.updates import Acknowledgement
from daemon.core.model.variants import Kind
from parsers.model import Address, Command, Priority
from tests.cases import altered
from tests.core.clock.test_steps import DANA, FRIDAY, LEAD, MANAGER, POLICY, TECH, make_case
from tests.tables import every_row

BY_NAME = {
    "claim": Action.CLAIM,
    "raise": Action.RAISE,
    "lower": Action.LOWER,
    "waiting": Action.WAIT,
    "done": Action.RESOLVE,
    "cancel": Action.CANCEL,
    "reopen": Action.REOPEN,
}


def a_case(status: Status) -> Case:
    case = replace(make_case(), status=status)
    if status in (Status.CLAIMED, Status.WAITING):
        case = altered(case, claimed_by=MANAGER, claimed_at=FRIDAY)
    if status is Status.WAITING:
        case = replace(case, pauses=(Pause(FRIDAY),))
    return replace(case, closed_at=FRIDAY) if status.is_closed else case


def say(
    case: Case, name: str, sender: Address = DANA, policy: EscalationPolicy = POLICY, **arguments: object
) -> tuple[Case, list[tuple[str, str, str]]]:
    mail = Mail(sender, "d", "<answer@example.com>", FRIDAY, name)
    decision = decide_command(case, mail, Command(name, **arguments), policy, FRIDAY)  # type: ignore[arg-type]
    return decision.case, [(one.to.email, str(one.kind), one.variant) for one in decision.notifications]


@every_row("status", Status)
@every_row("name", BY_NAME)
def test_every_state_and_every_command(status: Status, name: str) -> None:
    before = altered(a_case(status), level=3)  # there is a level above it and one below
    who = {"claim": MANAGER, "lower": LEAD}.get(name, DANA)
    after, letters = say(before, name, who)
    expected = TRANSITIONS.get((status, decide_action(before, BY_NAME[name])))
    if expected is None:
        assert after.status is status
        assert (who.email, str(Kind.NOTICE), "refused") in letters
        assert (after.level, after.recipients, after.claimed_by, after.closed_at) == (
            before.level,
            before.recipients,
            before.claimed_by,
            before.closed_at,
        )
    else:
        assert after.status is expected
        told = ("notice", "taken" if name == "claim" and before.claimed_by == who else "done")
        if (status, name) == (Status.HELD, "raise"):
            told = ("receipt", "opened")
        if name == "done":
            told = ("de-escalation", "draft")
        assert told in [(kind, variant) for to, kind, variant in letters if to == who.email]


@every_row("status", Status)
@every_row("action", Action)
def test_no_move_outside_the_table(status: Status, action: Action) -> None:
    moved = move(a_case(status), action)
    assert (moved.status if moved else None) == TRANSITIONS.get((status, action))


def test_a_level_that_does_not_exist_is_refused() -> None:
    for name, level in (("raise", 9), ("raise", 1), ("lower", 3), ("lower", 0)):
        after, letters = say(a_case(Status.OPEN), name, level=level)
        assert after.level == 2
        assert letters == [(DANA.email, "notice", "refused")]


def test_why_it_is_where_it_is_begins_with_who_moved_it() -> None:
    up, _ = say(replace(a_case(Status.OPEN), reasons=(Reason("nothing in it names a trigger"),)), "raise", MANAGER)
    assert [reason.plain for reason in up.reasons] == [
        f"{MANAGER.email} has raised it from Level 2",
        "nothing in it names a trigger",
    ]
    passed, _ = say(up, "pass", TECH, to=MANAGER.email)
    assert passed.reasons[0].plain == f"{TECH.email} has passed it on to manager@example.com"


def test_another_priority_means_another_deadline() -> None:
    before = a_case(Status.OPEN)
    after, _ = say(before, "priority", priority=Priority.LOW)
    assert after.fields.priority is Priority.LOW
    assert after.due_at is not None


def test_no_answer_of_the_level_takes_the_case_but_its_claim() -> None:
    words = {name: {"text": "which version?"} for name in ("info", "note", "update")}
    for name, arguments in {**words, "priority": {"priority": Priority.HIGH}}.items():
        after, letters = say(a_case(Status.OPEN), name, MANAGER, **arguments)
        assert (after.status, after.claimed_by) == (Status.OPEN, None)
        assert "claimed" not in [kind for _, kind, _ in letters]
    for name in ("status", "why", "help"):
        after, letters = say(a_case(Status.OPEN), name, MANAGER)
        assert after.status is Status.OPEN
        assert letters == [(MANAGER.email, "notice", name)]
    waiting, _ = say(a_case(Status.OPEN), "waiting", MANAGER)
    assert (waiting.status, waiting.claimed_by) == (Status.WAITING, None)
    taken, letters = say(a_case(Status.OPEN), "claim", MANAGER)
    assert (taken.status, taken.claimed_by) == (Status.CLAIMED, MANAGER)
    assert (DANA.email, "claimed", "") in letters


@every_row("status", [Status.OPEN, Status.CLAIMED, Status.WAITING])
def test_who_is_not_of_the_level_takes_nothing_and_is_told(status: Status) -> None:
    for who in (DANA, Address("kai@example.com")):
        before = replace(a_case(status), watchers=(Address("kai@example.com"),))
        after, letters = say(before, "claim", who)
        assert (after.status, after.claimed_by) == (status, before.claimed_by)
        assert letters == [(who.email, "notice", "not-of-level")]


def test_a_lead_and_whoever_was_asked_before_may_take_it() -> None:
    up = altered(a_case(Status.OPEN), level=3, recipients=(TECH,))
    assert say(up, "claim", MANAGER)[0].claimed_by is None
    asked = altered(
        up,
        told=(
            Told(FRIDAY, Kind.RAISED, MANAGER.email, "<1@example.com>"),
            Told(FRIDAY, Kind.RAISED, DANA.email, "<2@x>"),
        ),
    )
    assert say(asked, "claim", MANAGER)[0].claimed_by == MANAGER
    assert say(asked, "claim", DANA)[0].claimed_by is None, "the agent's letter about the raise asks nobody to take it"
    assert say(up, "claim", LEAD)[0].claimed_by == LEAD


def test_a_question_of_the_agent_claims_nothing() -> None:
    after, letters = say(a_case(Status.OPEN), "info", DANA, text="any news?")
    assert after.status is Status.OPEN
    assert letters == [(MANAGER.email, "relay", "question")]


def test_send_ack_writes_to_the_customer_once() -> None:
    customer = Address("ada@contoso.example")
    held = replace(a_case(Status.OPEN), acknowledgement=Acknowledgement.WITHHELD, customer=customer)
    after, letters = say(held, "send_ack")
    assert (customer.email, "customer-acknowledgement", "") in letters
    _, again = say(after, "send_ack")
    assert again == [(DANA.email, "notice", "refused")]


def test_waiting_stops_the_clock_and_resume_goes_on_where_it_stood() -> None:
    waiting, _ = say(a_case(Status.OPEN), "waiting")
    assert waiting.status is Status.WAITING
    resumed, _ = say(waiting, "resume")
    assert resumed.status is Status.OPEN
    assert [pause.ended_at is not None for pause in resumed.pauses] == [True]


def test_a_happening_without_a_case_is_a_mistake_of_ours() -> None:
    from daemon.core.model.happenings import Woken

    with pytest.raises(ValueError, match="needs a case"):
        decide(None, Woken(), POLICY, FRIDAY)


def test_up_and_down_go_to_the_next_level_that_there_is() -> None:
    """A team may number its levels 2 and 4."""
    gap = replace(POLICY, levels={number: level for number, level in POLICY.levels.items() if number != 3})
    up, _ = say(altered(a_case(Status.OPEN), level=2), "raise", MANAGER, gap)
    down, _ = say(altered(a_case(Status.OPEN), level=4), "lower", MANAGER, gap)
    assert (up.level, down.level) == (4, 2)
    last = ((4, "raise"), (min(gap.levels), "lower"))
    ends = [say(altered(a_case(Status.OPEN), level=level), name, MANAGER, gap) for level, name in last]
    assert [(after.level, letters[-1][2]) for after, letters in ends] == [(4, "refused"), (min(gap.levels), "refused")]
