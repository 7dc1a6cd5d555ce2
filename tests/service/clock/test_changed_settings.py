"""The settings change while cases are there: a level goes, a level asks for nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.bootstrap import find_strayed
from daemon.commands.overview import render_case, render_status
from daemon.core.model.case import Status
from daemon.core.model.policy import EscalationPolicy
from daemon.service.mails import Service
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.clock.test_clock_stories import MONDAY, escalation


def without(policy: EscalationPolicy, *numbers: int) -> EscalationPolicy:
    return replace(policy, levels={number: level for number, level in policy.levels.items() if number not in numbers})


def begin_anew(desk: Desk, policy: EscalationPolicy) -> None:
    desk.policy = policy
    desk.service = Service(desk.ground, replace(desk.correspondence, policy=policy), desk.words)


def test_of_a_level_that_is_gone_the_next_above_has_the_cases_else_the_highest(tmp_path: Path) -> None:
    policy = Desk(tmp_path).policy
    for gone, number in (((), 3), ((3,), 4), ((3, 4), 2)):
        assert without(policy, *gone).find_level(3) is policy.levels[number]
    assert [one.email for one in without(policy, 3).find_recipients(3)] == ["ceo@example.com"]


class TestACaseWhoseLevelIsGone:
    @pytest.fixture(params=[(3,), (3, 4)])
    def desk(self, request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
        desk = Desk(tmp_path)
        desk.pass_time(MONDAY)
        letters = desk.receive(escalation(1), MONDAY)
        self.to_agent, self.to_level = letter_to(letters, "dana@example.com"), letter_to(letters, "tech@example.com")
        begin_anew(desk, without(desk.policy, *request.param))
        return desk

    def test_is_told_of_at_the_start(self, desk: Desk) -> None:
        (said,) = find_strayed(desk.store, desk.policy)
        assert "no Level 3, where ESC-1 stands" in said

    def test_goes_on_when_it_is_answered(self, desk: Desk) -> None:
        later = MONDAY + timedelta(minutes=5)
        assert ("relay", "tech@example.com") in kinds(
            desk.receive(reply(self.to_agent, "dana@example.com", "They called: it has got worse."), later)
        )
        assert ("notice", "dana@example.com") in kinds(
            desk.receive(reply(self.to_agent, "dana@example.com", "status"), later)
        )
        desk.receive(reply(self.to_level, "tech@example.com", "mine"), later)
        (case,) = desk.store.open_cases()
        assert case.status is Status.CLAIMED
        assert render_case(case, desk.policy, (), later)
        assert render_status(desk.store, desk.policy, {}, later)
        assert desk.store.quarantined() == ()

    def test_keeps_its_clock(self, desk: Desk) -> None:
        left = kinds(desk.pass_time(MONDAY + timedelta(days=4)))
        assert ("reminder", "tech@example.com") in left
        assert ("digest", "lead@example.com") in left
        assert any(kind == "raised" for kind, _ in left)

    def test_that_was_taken_keeps_its_clock_as_well_when_it_is_changed(self, desk: Desk) -> None:
        desk.receive(reply(self.to_level, "tech@example.com", "mine"), MONDAY + timedelta(minutes=5))
        (case,) = desk.store.open_cases()
        assert case.wake_at is not None
        assert ("nudge", "dana@example.com") in kinds(desk.pass_time(MONDAY + timedelta(days=2)))


def test_a_level_that_asks_for_nothing_names_nothing_as_there(tmp_path: Path) -> None:
    (tmp_path / "own" / "en").mkdir(parents=True)
    (tmp_path / "own" / "en" / "routed.txt").write_text(
        "Subject: x\n\nthere: {{ case.there|length }}", encoding="utf-8"
    )
    asks_nothing = {"respond_within: 2 business days": "respond_within: 2 business days, required: []"}
    for changes, count in (({}, 8), (asks_nothing, 0)):
        desk = Desk(tmp_path, {"leads:": f"templates: {tmp_path}/own\nleads:", **changes})
        assert f"there: {count}" in text_of(
            letter_to(desk.receive(escalation(1), MONDAY), "tech@example.com", "routed")
        )
