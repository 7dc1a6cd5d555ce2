"""One case's life on a virtual clock: reminded, overdue, raised, and what the leads read of it."""

import json
from pathlib import Path

import pytest

from daemon import cli
from tests.builders import build_mail
from tests.journeys.house import SETTINGS, House, open_house, reply


def simulate(house: House, folder: Path, until: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    """(instant, kind, address) of every letter that would leave."""
    capsys.readouterr()
    assert cli.main(["--config", house.config, "simulate", str(folder), "--until", until, "--json"]) == 0
    sent = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(one["at"][:16], one["kind"], one["to"][0]) for one in sent]


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(build_mail(headers={"Date": "Fri, 06 Mar 2026 16:40:00 +0100"}))
    return folder


def test_nobody_answers_and_it_goes_up(tmp_path: Path, mails: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_house(tmp_path, SETTINGS) as house:
        sent = simulate(house, mails, "2026-03-11T23:00+00:00", capsys)
    assert [(at, kind) for at, kind, to in sent if to == "tech@example.com"] == [
        ("2026-03-06T15:40", "routed"),
        ("2026-03-09T16:05", "reminder"),
        ("2026-03-10T12:56", "reminder"),
        ("2026-03-11T08:00", "reminder"),  # due at Tuesday's closing: the notice waits for the opening
        ("2026-03-11T08:30", "reminder"),
        ("2026-03-11T09:30", "reminder"),
        ("2026-03-11T10:00", "raised"),
    ]
    assert ("2026-03-11T10:00", "raised", "ceo@example.com") in sent
    assert ("2026-03-10T08:00", "digest", "lead@example.com") in sent
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize(
    ("words", "tells", "is_reminded"),
    [("mine", "claimed", True), ("We look into it.", "relay", True), ("not my area", "moved", False)],
)
def test_a_claim_stops_the_clock_an_answer_gives_time_once_more_and_a_refusal_ends_ones_reminders(
    tmp_path: Path, mails: Path, capsys: pytest.CaptureFixture[str], words: str, tells: str, is_reminded: bool
) -> None:
    with open_house(tmp_path, SETTINGS) as house:
        routed = next(letter for letter in house.take(build_mail()) if str(letter["To"]) == "tech@example.com")
        answer = reply(routed, "tech@example.com", words, headers={"Date": "Mon, 09 Mar 2026 09:10:00 +0100"})
        (mails / "2.eml").write_bytes(answer)
        sent = simulate(house, mails, "2026-03-13T12:00+00:00", capsys)
    told = [kind for _, kind, to in sent if to == "tech@example.com"]
    assert told[:2] == ["routed", "notice"]
    assert ("reminder" in told) == is_reminded
    assert (("raised", "ceo@example.com") in {(kind, to) for _, kind, to in sent}) == (words != "mine")
    assert ("2026-03-09T08:10", tells, "dana@example.com") in sent


def test_what_would_differ_under_other_settings(
    tmp_path: Path, mails: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_house(tmp_path, SETTINGS) as house:
        other = tmp_path / "other.yaml"
        other.write_text(
            Path(house.config).read_text().replace("respond_within: 2 business days", "respond_within: 1 business day")
        )
        until = ["--until", "2026-03-09T12:00+00:00"]
        assert cli.main(["--config", house.config, "simulate", str(mails), *until, "--compare", house.config]) == 0
        assert "Nothing would differ" in capsys.readouterr().out
        assert cli.main(["--config", house.config, "simulate", str(mails), *until, "--compare", str(other)]) == 1
        assert "+ Mon 2026-03-09" in capsys.readouterr().out
        assert (
            cli.main(["--config", house.config, "simulate", str(mails), *until, "--compare", str(other), "--json"]) == 1
        )
        assert {json.loads(line)["change"] for line in capsys.readouterr().out.splitlines()} == {"+"}
