"""A ticket's life through mail servers: what the tracker gets as bytes, and what its mail brings about."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon import cli
from tests.builders import build_mail
from tests.journeys.house import SETTINGS, House, kinds, letter_to, open_house, reply, text_of, words_of
from tests.service.trackers.shapes import SHAPES, TRACKER, WORDS, Said, write

DANA, ADA = "dana@example.com", "ada.okafor@contoso.example"
LEVEL = "recipients: [tech@example.com, tech2@example.com]"
JIRA = SHAPES[0]


def test_from_the_mail_to_the_closed_ticket(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_house(tmp_path, SETTINGS.replace(LEVEL, f"recipients: [{TRACKER}], format: tracker")) as house:
        routed = letter_to(house.take(build_mail()), TRACKER)
        assert (routed["Auto-Submitted"], routed["X-Auto-Response-Suppress"]) == ("no", None)
        assert [part.get_content_type() for part in routed.walk()] == ["multipart/mixed", "text/plain", "text/plain"]
        assert [part.get_filename() for part in routed.iter_attachments()] == ["error.log"]
        assert hear(house, JIRA.opened, routed) == []
        taken = hear(house, JIRA.comment, routed)
        assert kinds(taken) == [("claimed", DANA)]
        assert WORDS in words_of(taken[0])
        answered = house.take(reply(taken[0], DANA, "They run 4.2."))
        assert kinds(answered) == [("relay", TRACKER)]
        assert str(answered[0]["Subject"]) == "Re: (TECH-4711) Exports end without a file [ESC-1]"
        assert "| They run 4.2." in text_of(answered[0])
        asked = hear(house, JIRA.resolved, None)  # the thread is lost: its number is left
        assert kinds(asked) == [("notice", DANA)]
        closed = house.take(reply(asked[0], DANA, "yes"))
        assert {who for _, who in kinds(closed)} == {DANA}
        capsys.readouterr()
        assert cli.main(["--config", house.config, "show", "ESC-1", "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert (shown["status"], shown["tracked"][0]["number"]) == ("resolved", "TECH-4711")
        to_customer = [str(one) for one in house.history if ADA in str(one["To"])]
        assert to_customer
        assert not any("TECH" in one or "tracker" in one for one in to_customer)


def hear(house: House, said: Said, routed: EmailMessage | None) -> list[EmailMessage]:
    return house.take(write(JIRA, said, answers="" if routed is None else str(routed["Message-ID"])))
