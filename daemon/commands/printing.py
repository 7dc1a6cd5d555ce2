"""How the commands show their results to people: the same values that `--json` prints."""

from datetime import datetime

from rich.console import Console
from rich.table import Table


def print_check(console: Console, result: dict[str, object]) -> None:
    console.print(f"{result['file']}: {result['verdict']} ({result['kind']}): {result['reason']}", style="bold")
    shown = ("level", "why", "triggers", "missing", "recipients", "respond_by", "command", "files")
    for name in shown:
        if value := result[name]:
            console.print(f"  {name.replace('_', ' '):<12} {', '.join(map(str, value)) if isinstance(value, list) else value}")
    fields = result["fields"]
    assert isinstance(fields, dict)
    for name, value in fields.items():
        if value:
            console.print(f"  {name.replace('_', ' '):<22} {' · '.join(value) if isinstance(value, list) else value}")


def _local(instant: object) -> str:
    """This machine's wall clock: what the administrator's own clock shows."""
    return f"{datetime.fromisoformat(str(instant)).astimezone():%a %d %b %H:%M}"


def print_status(console: Console, result: dict[str, object]) -> None:
    rows = result["open"]
    assert isinstance(rows, list)
    table = Table("Case", "Level", "Status", "Customer", "Title", "Due", box=None)
    for row in rows:
        due = "–" if row["due"] is None else _local(row["due"])
        style = "bold red" if row["overdue"] else None
        state = ", ".join(["needs: " + ", ".join(row["missing"])]) if row["status"] == "held" else row["status"]
        table.add_row(row["case"], str(row["level"]), state, row["customer"] or "", row["title"], due, style=style)
    console.print(table if rows else "No open cases.")
    counts = result["outbox"]
    assert isinstance(counts, dict)
    waiting = ", ".join(f"{count} {name}" for name, count in counts.items() if name != "oldest" and count)
    console.print(f"Outbox: {waiting or 'empty'}. Quarantine: {result['quarantine'] or 'empty'}.")
    undelivered = result["undelivered"]
    assert isinstance(undelivered, list)
    for letter in undelivered:
        where = f" in {letter['case']}" if letter["case"] else ""
        fate = "Not delivered" if letter["state"] == "failed" else "Perhaps not delivered"
        console.print(f"{fate}: {letter['kind']} to {letter['to']}{where}: {' '.join(letter['problem'].split())}", markup=False)
    contacts = result["last_contact"]
    assert isinstance(contacts, dict)
    for name, at in contacts.items():
        console.print(
            f"Last contact with the {name}: {'never' if at is None else f'{datetime.fromisoformat(at).astimezone():%a %d %b %H:%M:%S}'}"
        )


def print_case(console: Console, result: dict[str, object]) -> None:
    console.print(f"{result['case']}  {result['title']}  (Level {result['level']}, {result['status']})", style="bold")
    instants = ("received", "opened", "due", "closed")
    for name in ("customer", "agent", "claimed_by", *instants, "outcome", "acknowledgement", "customer_address"):
        if result.get(name):
            console.print(f"  {name.replace('_', ' '):<22} {_local(result[name]) if name in instants else result[name]}")
    fields = result["fields"]
    assert isinstance(fields, dict)
    for name, value in fields.items():
        if value and name != "customer":
            console.print(f"  {name.replace('_', ' '):<22} {' · '.join(value) if isinstance(value, list) else value}")
    for title, columns in (
        ("Timeline", ("at", "what", "who", "text")),
        ("Letters", ("at", "kind", "to", "state")),
        ("Deadline", ("date", "counted", "why")),
    ):
        rows = result["walk" if title == "Deadline" else title.lower()]
        assert isinstance(rows, list)
        if rows:
            console.print(f"{title}", style="bold")
        for row in rows:
            console.print(
                "  " + "  ".join(_local(row[column]) if column == "at" else str(row[column]) for column in columns if row[column])
            )
    mails = result["mails"]
    assert isinstance(mails, list)
    console.print("Mails", style="bold")
    for mail in mails:
        console.print(f"  {mail}")
