"""What `doctor` finds out without a server."""

from datetime import UTC, datetime
from pathlib import Path

from daemon.adapters.store.tiny import open_store
from daemon.commands.doctor.examination import examine
from daemon.commands.doctor.findings import Finding, Health
from daemon.ports import MailboxTrouble
from tests.adapters.store.test_tiny import a_case
from tests.cases import altered
from tests.journeys.house import CUSTOMERS, SETTINGS


def look(folder: Path, more: str = "") -> list[Finding]:
    """The findings without those of the servers: their password is missing."""
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "config.yaml").write_text(SETTINGS.format(imap=1, smtp=1, folder=folder) + more, encoding="utf-8")
    return examine(folder / "config.yaml", {})


def test_a_template_of_the_teams_that_fails_on_a_letter_is_named(tmp_path: Path) -> None:
    (tmp_path / "own" / "en").mkdir(parents=True)
    more = f"templates: {tmp_path}/own\n"
    assert [one.health for one in look(tmp_path, more) if one.check == "templates"] == [Health.FINE]
    for name in ("receipt", "digest"):
        (tmp_path / "own" / "en" / f"{name}.txt").write_text('Subject: x\n\n{{ 1 + "x" }}\n', encoding="utf-8")
    found = [one for one in look(tmp_path, more) if one.check == "templates"]
    assert {one.health for one in found} == {Health.WARNING}
    assert {one.text.split()[0] for one in found} == {"receipt.txt", "digest.txt"}


def test_cases_at_a_level_that_the_settings_have_no_longer_are_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store, store.transaction() as unit:
        unit.put_case(altered(a_case(), level=7))
    (found,) = (
        one for one in look(tmp_path) if one.check == "store" and one.health is Health.WARNING and "Level" in one.text
    )
    assert found.text == "the settings have no Level 7, where ESC-1 stands: Level 4 (Executive Team) is taken for it"


def test_that_no_mail_can_be_read_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store, store.transaction() as unit:
        unit.put_mailbox_trouble(MailboxTrouble(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "It is closed."))
    (found,) = (one for one in look(tmp_path) if one.check == "store" and one.health is Health.FAILED)
    assert found.text == "no mail can be read since 2026-03-02 09:00 UTC: It is closed."
