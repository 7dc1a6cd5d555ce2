"""A bug of ours costs what it is about, and nothing else: the mail is set aside, the letter comes later,
the house goes on (design A4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.core.letters.voice import Texts
from daemon.core.model.notifications import Kind
from daemon.ports import FetchedMail, Outcome, Position
from daemon.service.mails import Service
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.clock.test_clock_stories import MONDAY, escalation

Broken = Callable[[str, Mapping[str, object]], bool]


class BuggyTexts:
    """Texts with a bug: a letter for which `is_broken` cannot be written."""

    def __init__(self, texts: Texts, is_broken: Broken) -> None:
        self._texts = texts
        self._is_broken = is_broken
        self.say, self.words = texts.say, texts.words

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        if self._is_broken(name, values):
            raise TypeError("a bug")
        return self._texts.render(name, language, values)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.clock.move_to(MONDAY)
    return desk


def with_bug(desk: Desk, is_broken: Broken) -> None:
    texts = BuggyTexts(desk.correspondence.texts, is_broken)
    desk.service = Service(desk.ground, replace(desk.correspondence, texts=texts), desk.words, trusted=True)


def gap(number: int) -> bytes:
    return escalation(number, **{"Customer Impact": "", "Customer": f"Fabrikam {number}"})


def handle(desk: Desk, raws: Sequence[bytes]) -> None:
    desk.service.handle_mails(
        [FetchedMail(uid, MONDAY, raw, len(raw)) for uid, raw in enumerate(raws, 1)], Position(1, len(raws))
    )


@pytest.mark.parametrize("kind", ["information-request", "receipt"])
def test_a_letter_that_cannot_be_written_sets_its_mail_aside_and_the_others_live(desk: Desk, kind: str) -> None:
    with_bug(desk, lambda name, values: name == kind and "Matter 2" in str(values["case"]))
    handle(desk, [gap(number) if kind == "information-request" else escalation(number) for number in (1, 2, 3)])
    assert [(case.number, case.title) for case in desk.store.open_cases()] == [(1, "Matter 1"), (2, "Matter 3")]
    assert [entry.outcome for entry in desk.entries()] == [Outcome.OPENED, Outcome.QUARANTINED, Outcome.OPENED]
    (aside,) = desk.store.quarantined()
    assert (aside.sender, "Matter 2" in aside.subject, aside.reason) == (
        "dana@example.com",
        True,
        "an internal error: the log names it",
    )
    assert desk.files.get(f"quarantine/{aside.digest}.eml")
    assert {letter.case for letter in desk.store.letters()} == {1, 2}
    with pytest.raises(FileNotFoundError):
        desk.files.get(f"spool/{aside.digest}.eml")


def test_of_an_answer_to_several_cases_nothing_is_left_half(desk: Desk) -> None:
    """The second case's letter fails: the first is as it was."""
    for number in (1, 2):
        desk.receive(escalation(number), MONDAY)
    noon = datetime(2026, 3, 11, 8, 30, tzinfo=UTC)
    digest = letter_to(desk.pass_time(noon), "lead@", "digest")
    before = desk.store.open_cases()
    with_bug(desk, lambda name, values: name == "claimed" and "Matter 2" in str(values["case"]))
    left = desk.receive(reply(digest, "lead@example.com", "1 mine, 2 mine"), noon)
    assert [item.reason for item in desk.store.quarantined()] == ["an internal error: the log names it"]
    assert (desk.store.open_cases(), left) == (before, [])


def test_a_digest_that_cannot_be_written_is_tried_again_in_an_hour(desk: Desk) -> None:
    desk.service.handle_digests()  # the first start only stores the instant
    desk.receive(escalation(1), MONDAY)
    tuesday = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    with_bug(desk, lambda name, _: name == "digest")
    assert "digest" not in [kind for kind, _ in kinds(desk.pass_time(tuesday))]
    with_bug(desk, lambda *_: False)
    assert "digest" not in [kind for kind, _ in kinds(desk.pass_time(tuesday + timedelta(minutes=59)))]
    assert kinds(desk.pass_time(tuesday + timedelta(hours=1))).count(("digest", "lead@example.com")) == 1
    assert "digest" not in [kind for kind, _ in kinds(desk.pass_time(tuesday + timedelta(hours=3)))]


def test_of_a_bundle_that_cannot_be_written_the_letters_leave_alone(desk: Desk) -> None:
    for number in range(1, 13):
        desk.receive(escalation(number), MONDAY)
    with_bug(desk, lambda name, values: name == "reminder" and not values["case"])
    left = desk.pass_time(MONDAY + timedelta(days=1, hours=4))
    cases = {letter["X-Escalation-Case"] for letter in left if letter["X-Escalation-Kind"] == str(Kind.REMINDER)}
    assert len(cases) == 12
    assert "none" not in cases
