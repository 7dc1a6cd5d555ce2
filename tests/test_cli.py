"""The commands as a user sees them: what is printed where, and the exit code (face C1, C2.1)."""

import json
from pathlib import Path

import pytest

from daemon import cli
from tests.builders import build_form, build_mail
from tests.journeys.house import CUSTOMERS, SETTINGS


class Terminal:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        (folder / "password").write_text("secret", encoding="utf-8")
        (folder / "password").chmod(0o600)
        self.config = folder / "config.yaml"
        self.config.write_text(SETTINGS.format(imap=10143, smtp=10025, folder=folder), encoding="utf-8")

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        code = cli.main(["--config", str(self.config), *words])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def save(self, name: str, raw: bytes) -> str:
        (self.folder / name).write_bytes(raw)
        return str(self.folder / name)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


class TestCheck:
    def test_says_what_would_be_done_as_one_object_a_file(self, terminal: Terminal) -> None:
        whole, gaps = (
            terminal.save("a.eml", build_mail()),
            terminal.save("b.eml", build_mail(body=build_form({"Priority": None}))),
        )
        code, out, err = terminal.run("check", "--json", whole, gaps)
        assert (code, err) == (0, "")
        first, second = (json.loads(line) for line in out.splitlines())
        assert (first["kind"], first["verdict"], first["level"], first["missing"]) == ("escalation", "routed", 3, [])
        assert first["recipients"] == ["tech@example.com", "tech2@example.com"]
        assert (first["fields"]["priority"], first["files"], first["command"]) == ("high", ["error.log"], None)
        assert (second["verdict"], second["missing"]) == ("incomplete", ["priority", "files"])

    def test_touches_nothing(self, terminal: Terminal) -> None:
        terminal.run("check", terminal.save("a.eml", build_mail()))
        assert not (terminal.folder / "data").exists()

    def test_a_file_that_is_not_there_is_one_line(self, terminal: Terminal) -> None:
        code, out, err = terminal.run("check", str(terminal.folder / "none.eml"))
        assert (code, out) == (2, "")
        assert "none.eml cannot be read" in err


class TestDeadline:
    def test_shows_the_walk_day_by_day(self, terminal: Terminal) -> None:
        code, out, _ = terminal.run(
            "deadline", "--level", "3", "--priority", "high", "--received", "2026-03-02T10:00+01:00", "--json"
        )
        said = json.loads(out)
        assert (code, list(said)) == (0, ["level", "priority", "received", "due", "walk"])
        assert said["due"].startswith("2026-03-04T")
        assert [sorted(step) for step in said["walk"]] == [["counted", "date", "why"]] * len(said["walk"])

    @pytest.mark.parametrize(
        ("level", "priority", "received"),
        [
            ("9", "high", "2026-03-02T10:00Z"),
            ("3", "soon", "2026-03-02T10:00Z"),
            ("3", "high", "monday"),
            ("x", "high", "2026-03-02T10:00Z"),
        ],
    )
    def test_a_wrong_value_is_wrong_usage(self, terminal: Terminal, level: str, priority: str, received: str) -> None:
        code, out, err = terminal.run("deadline", "--level", level, "--priority", priority, "--received", received)
        assert (code, out) == (2, "")
        assert err


def test_a_digest_is_shown_in_the_words_of_its_plain_text(terminal: Terminal) -> None:
    code, out, _ = terminal.run("digest", "--dry-run")
    assert code == 0
    assert out.splitlines()[:3] == ["To: lead@example.com", "Subject: Nothing is late, nothing is stuck", ""]
    assert "\nLevel 4 (Executive Team): 0 open, 0 overdue\n\nThis week 0 opened, 0 solved" in out
    assert "Bar" not in out


class TestSimulate:
    def test_prints_each_letter_as_it_would_leave(self, terminal: Terminal) -> None:
        code, out, _ = terminal.run(
            "simulate", terminal.save("a.eml", build_mail()), "--until", "2026-03-02T12:00Z", "--json"
        )
        letters = [json.loads(line) for line in out.splitlines()]
        assert code == 0
        assert {"at", "kind", "case", "to", "cc", "subject", "level"} <= set(letters[0])
        assert [one["kind"] for one in letters].count("customer-acknowledgement") == 1
        assert {one["case"] for one in letters} == {"ESC-1"}

    @pytest.mark.parametrize("until", ["tomorrow", "2026-03-02T12:00"])
    def test_an_instant_needs_its_offset(self, terminal: Terminal, until: str) -> None:
        code, out, err = terminal.run("simulate", terminal.save("a.eml", build_mail()), "--until", until)
        assert (code, out) == (2, "")
        assert until in err

    def test_a_source_that_is_not_there_is_wrong_usage(self, terminal: Terminal) -> None:
        code, _, err = terminal.run("simulate", str(terminal.folder / "none"), "--until", "2026-03-02T12:00Z")
        assert code == 2
        assert len(err.splitlines()) == 1


class TestBeforeTheFirstStart:
    @pytest.mark.parametrize(
        "words",
        [("status",), ("show", "ESC-1"), ("outbox", "list"), ("quarantine", "list"), ("quarantine", "show", "abc")],
        ids=" ".join,
    )
    def test_there_is_no_state_and_no_traceback(self, terminal: Terminal, words: tuple[str, ...]) -> None:
        code, out, err = terminal.run(*words)
        assert code in (0, 1, 3)
        assert out or err
        assert len(err.splitlines()) <= 1

    def test_a_word_that_is_no_case_is_told(self, terminal: Terminal) -> None:
        code, out, err = terminal.run("show", "lunch")
        assert code in (1, 2)
        assert (out, "lunch" in err) == ("", True)


class TestMistakes:
    @pytest.mark.parametrize(
        "words",
        [("fly",), ("check",), ("status", "--loud"), ("--log", "loud", "status"), ("outbox", "burn")],
        ids=" ".join,
    )
    def test_a_wrong_command_is_wrong_usage(self, terminal: Terminal, words: tuple[str, ...]) -> None:
        code, out, err = terminal.run(*words)
        assert (code, out) == (2, "")
        assert err

    def test_settings_that_are_not_there_are_one_line(self, terminal: Terminal) -> None:
        terminal.config.unlink()
        code, out, err = terminal.run("status")
        assert (code, out) == (2, "")
        assert "config.yaml" in err

    def test_each_mistake_in_the_settings_has_its_line(self, terminal: Terminal) -> None:
        text = (
            terminal.config.read_text(encoding="utf-8").replace("1 h", "2 bananas").replace("poll_every", "pol_every")
        )
        terminal.config.write_text(text, encoding="utf-8")
        code, _, err = terminal.run("status")
        assert code == 2
        assert any("2 bananas" in line for line in err.splitlines())
        assert any("poll_every" in line for line in err.splitlines())


def test_the_blank_template_and_the_schema_are_printed(terminal: Terminal) -> None:
    code, out, _ = terminal.run("template")
    assert (code, "Issue Summary" in out) == (0, True)
    code, out, _ = terminal.run("schema")
    assert (code, "mailbox" in json.loads(out)["properties"]) == (0, True)
