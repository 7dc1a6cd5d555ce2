"""How the commands show their results to people: the same values that `--json` prints."""

from datetime import datetime
from itertools import groupby

from rich.console import Console

from daemon.commands.table import Column, render_table
from daemon.core.clock.steps import StepKind

STATUS = (
    Column("Case"), Column("Level"), Column("Status", most=16), Column("Customer", share=2), Column("Title", share=3), Column("Due"),
)  # fmt: skip

MOST_STEPS = 6  # of those that repeat, a few will do
STEPS: dict[str, str] = {
    StepKind.BEFORE: "those who have it are reminded",
    StepKind.OVERDUE: "it is overdue: the level, the agent and the leads are told",
    StepKind.AFTER: "those who have it are reminded",
    StepKind.RAISE: "nobody has taken it: it is raised",
    StepKind.INCOMPLETE: "the agent is reminded of what is missing",
    StepKind.WAITING: "those who can act are asked whether it still waits",
    StepKind.CUSTOMER: "the agent is nudged: the customer has heard nothing",
}


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
    if not rows:
        console.print("No open cases.")
    else:
        header, *lines = render_table(STATUS, [_cells(row) for row in rows], console.width)
        console.out(header, style="bold", highlight=False)
        for is_overdue, block in groupby(zip(rows, lines, strict=True), lambda one: bool(one[0]["overdue"])):
            console.out("\n".join(line for _, line in block), style="bold red" if is_overdue else None, highlight=False)
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


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    """A row of `status` as its table shows it."""
    missing = row["missing"]
    assert isinstance(missing, list)
    state = f"needs: {', '.join(missing)}" if row["status"] == "held" else str(row["status"])
    due = "–" if row["due"] is None else _local(row["due"])
    return str(row["case"]), str(row["level"]), state, str(row["customer"] or ""), str(row["title"]), due


def print_case(console: Console, result: dict[str, object]) -> None:
    console.print(f"{result['case']}  {result['title']}  (Level {result['level']}, {result['status']})", style="bold")
    has_it = result["has_it"]
    assert isinstance(has_it, list)
    if has_it:
        console.print(f"  {'has it':<22} {', '.join(has_it)}")
    instants = ("received", "opened", "due", "overdue_since", "closed")
    for name in ("customer", "agent", "claimed_by", *instants, "outcome", "acknowledgement", "customer_address"):
        if result.get(name):
            console.print(f"  {name.replace('_', ' '):<22} {_local(result[name]) if name in instants else result[name]}")
    fields = result["fields"]
    assert isinstance(fields, dict)
    for name, value in fields.items():
        if value and name != "customer":
            console.print(f"  {name.replace('_', ' '):<22} {' · '.join(value) if isinstance(value, list) else value}")
    _print_next(console, result)
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


def _print_next(console: Console, result: dict[str, object]) -> None:
    """What the clock does next if nobody answers."""
    steps = result["next"]
    assert isinstance(steps, list)
    if steps:
        console.print("Next", style="bold")
    for step in steps[:MOST_STEPS]:
        to = f" to Level {result['next_level']}" if step["what"] == "raise" and result["next_level"] else ""
        console.print(f"  {_local(step['at'])}  {STEPS[step['what']]}{to}")
