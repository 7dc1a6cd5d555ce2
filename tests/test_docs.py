"""What README and docs say is so: settings load, commands exist, links lead somewhere,
the tests behind the promises are there."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rich.console import Console
from typer.testing import CliRunner

from daemon.cli import app
from daemon.core.decisions.commands import RULES
from daemon.core.decisions.effects import forward_unbuilt
from daemon.demo.story import run_demo
from daemon.settings.load import load_settings
from parsers.commands.command import parse_command
from parsers.commands.numbered import parse_numbered
from parsers.model import CommandName
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

HERE = Path(__file__).resolve().parent.parent
PAGES = [HERE / name for name in ("README.md", "CONTRIBUTING.md", "templates/README.md", "bench/README.md")] + sorted(
    (HERE / "docs").glob("*.md")
)
README = (HERE / "README.md").read_text(encoding="utf-8")
SECRETS = dict.fromkeys(
    ("MAILBOX_PASSWORD", "MAILBOX_SECRET", "M365_SECRET", "GOOGLE_SECRET", "GOOGLE_REFRESH_TOKEN"), "canary"
)
LATER = {rule.name for rule in RULES if rule.effect is forward_unbuilt}
VARIABLE = re.compile(r'(?<!")(\$\{\w+\})')


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield f"{page.name}:{text.count(chr(10), 0, found.start()) + 1}", found[1]


def commands() -> set[str]:
    """Every `run.py …` and every row of the table of commands in docs/face.md,
    without what follows the command's name."""
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    called = {
        found
        for text in texts
        for found in re.findall(r"python3 run\.py (?:--config \S+ )?([a-z]+(?: (?:list|show|retry)\b)?)", text)
    }
    table = (HERE / "docs" / "face.md").read_text(encoding="utf-8").partition("## C1 Commands")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `") and "run.py" not in row]
    return called | {found for row in rows for found in re.findall(r"`([a-z]+(?: (?:list|show|retry)\b)?)", row)}


@pytest.mark.parametrize(("place", "text"), [pytest.param(*block, id=block[0]) for block in blocks("yaml")])
def test_a_sample_of_settings_loads_in_place_of_the_examples_blocks(place: str, text: str, tmp_path: Path) -> None:
    example = yaml.safe_load((HERE / "config.yaml").read_text(encoding="utf-8"))
    sample = yaml.safe_load(VARIABLE.sub(r'"\1"', text))
    if "oauth2" in sample:  # a line of the mailbox, in place of its password
        without_password = {name: value for name, value in example["mailbox"].items() if name != "password"}
        sample = {"mailbox": without_password | sample}
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(example | sample, allow_unicode=True), encoding="utf-8")
    settings = load_settings(path, SECRETS)
    assert settings.mailbox.host == (example | sample)["mailbox"]["host"], place


def test_the_readme_has_a_sample_for_each_kind_of_mailbox() -> None:
    assert [text.count("host:") for place, text in blocks("yaml") if place.startswith("README")] == [2, 2, 2]


@every_row("command", sorted(commands() - {"test"}))
def test_a_command_that_is_named_exists(command: str) -> None:
    answer = CliRunner().invoke(app, [*command.split(), "--help"])
    assert answer.exit_code == 0, answer.output


@every_row("page", PAGES, ids=lambda page: page.relative_to(HERE).as_posix())
def test_a_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_word_to_answer_with_is_read_as_what_it_means() -> None:
    page = (HERE / "docs" / "answering.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    read = [command and command.name for command in (parse_command(line, VOCABULARY.commands) for line in words)]
    names = {
        "send ack": "send_ack",
        "not sensitive": "not_sensitive",
        "not mine": "decline",
        "mine": "claim",
        "pass agent to jo@example.com": "pass_agent",
    }
    assert read == [names.get(line) or line.split()[0].strip("?:") for line in words]
    without = {CommandName.RELEASE, CommandName.DISCARD, CommandName.YES, CommandName.NO}  # in no list of words
    assert {*read, *LATER} == set(CommandName) - without
    (numbers,) = re.findall(r"word for each: `([^`]+)`", page)
    assert [(one.number, one.command.name) for one in parse_numbered(numbers, VOCABULARY.commands) if one.command] == [
        (1, "claim"), (2, "remind"), (3, "raise"), (4, "waiting"),
    ]  # fmt: skip


def test_a_promise_has_its_test() -> None:
    promised = re.findall(r"`(test_\w+)`", README)
    there = {
        name
        for path in (HERE / "tests").rglob("*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))
    }
    assert promised
    assert [name for name in promised if name not in there] == []


def test_the_demo_still_says_what_the_readme_shows(tmp_path: Path) -> None:
    shown = README.partition("$ python3 run.py demo\n")[2].partition("```")[0]
    console = Console(file=io.StringIO(), record=True, width=200)
    assert run_demo(console, tmp_path, False) == 0
    said = {without_times(line) for line in console.export_text().splitlines()}
    assert [line for line in shown.splitlines() if without_times(line) not in said] == []


def without_times(line: str) -> str:
    line = re.sub(r"\d\d:\d\d", "hh:mm", line.rstrip())
    return re.sub(r"\S+/(letters\.html|sent|data/escalations\.json)$", r"\1", line)
