"""What `doctor` finds out without a server."""

from pathlib import Path

from daemon.commands.doctor import Finding, Outcome, examine
from tests.journeys.house import CUSTOMERS, SETTINGS


def look(folder: Path, more: str = "") -> list[Finding]:
    """The findings without those of the servers: their password is missing."""
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "config.yaml").write_text(SETTINGS.format(imap=1, smtp=1, folder=folder) + more, encoding="utf-8")
    return examine(folder / "config.yaml", {})


def test_a_template_of_the_teams_that_fails_on_a_letter_is_named(tmp_path: Path) -> None:
    (tmp_path / "own" / "en").mkdir(parents=True)
    more = f"templates: {tmp_path}/own\n"
    assert [one.outcome for one in look(tmp_path, more) if one.check == "templates"] == [Outcome.FINE]
    for name in ("receipt", "digest"):
        (tmp_path / "own" / "en" / f"{name}.txt").write_text('Subject: x\n\n{{ 1 + "x" }}\n', encoding="utf-8")
    found = [one for one in look(tmp_path, more) if one.check == "templates"]
    assert {one.outcome for one in found} == {Outcome.WARNING}
    assert {one.text.split()[0] for one in found} == {"receipt.txt", "digest.txt"}
