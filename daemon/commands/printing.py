"""How the commands show their results to people: the same values that `--json` prints."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby

from rich.console import Console

from daemon.commands.table import Column, render_table
from daemon.core.letters.wording import render_span
from daemon.core.model.case import Status
from daemon.core.model.history.step_key import StepKind
from daemon.core.model.notifications import LetterState

STATUS = (
    Column("Case"), Column("Level"), Column("Status", most=16), Column("Customer", share=2),
    Column("Title", share=3), Column("Due"),
)  # fmt: skip

INSTANTS = ("received", "opened", "due", "overdue_since", "closed", "customer_heard", "customer_promised")
FACTS = (
    "customer", "agent", "claimed_by", *INSTANTS, "outcome", "policy_version", "acknowledgement", "customer_address",
)  # fmt: skip
PARTS = {  # of a case: which rows, and what is shown of each
    "Timeline": ("timeline", ("at", "what", "who", "text")),
    "Letters": ("letters", ("at", "kind", "to", "state")),
    "Deadline": ("walk", ("date", "counted", "why")),
}
MOST_STEPS = 7  # of those that repeat, a few will do
STEPS: dict[str, str] = {
    StepKind.BEFORE: "those who have it are reminded",
    StepKind.OVERDUE: "it is overdue: the level, the agent and the leads are told",
    StepKind.AFTER: "those who have it are reminded",
    StepKind.RAISE: "nobody has taken it: it is raised",
    StepKind.INCOMPLETE: "the agent is reminded of what is missing",
    StepKind.WAITING: "is asked about, whether it is to wait longer",
    StepKind.CLOSED: "the agent and the leads are told that its level is closed for days",
    StepKind.BACK: "comes back to its level from whom it was passed to",
    StepKind.RESUMES: "its clock runs again",
    StepKind.PROGRESS: "nothing is heard of who took it",
    StepKind.ASK: "others are asked whether it goes up",
    StepKind.WITHDRAW: "nobody has said whether it goes up: it is withdrawn",
    StepKind.PROMISE: "the agent is reminded of what the customer was promised",
    StepKind.CUSTOMER: "the agent is nudged: the customer has heard nothing",
}


Shown = Mapping[str, object]


def print_check(console: Console, result: Shown) -> None:
    console.print(f"{result['file']}: {result['verdict']} ({result['kind']}): {result['reason']}", style="bold")
    shown = ("level", "why", "triggers", "missing", "recipients", "respond_by", "command", "files")
    _print_values(console, {name.replace("_", " "): result[name] for name in shown}, ", ", 12)
    _print_values(
        console, {name.replace("_", " "): value for name, value in _block(result, "fields").items()}, " · ", 22
    )
    for line in _rows(result, "lines") if "lines" in result else ():
        console.print(f"  {line['why'] or line['kind']!s:<38} {line['text']}")


def _print_values(console: Console, values: Shown, between: str, width: int) -> None:
    """A line for each that there is; `between` stands between those of a list."""
    for name, value in values.items():
        if value:
            console.print(f"  {name:<{width}} {between.join(map(str, value)) if isinstance(value, list) else value}")


def _rows(result: Shown, name: str) -> list[Shown]:
    rows = result[name]
    assert isinstance(rows, list)
    return rows


def _block(result: Shown, name: str) -> Shown:
    block = result[name]
    assert isinstance(block, dict)
    return block


def _local(instant: object) -> str:
    """This machine's wall clock: what the administrator's own clock shows."""
    return f"{datetime.fromisoformat(str(instant)).astimezone():%a %d %b %H:%M}"


def print_status(console: Console, result: Shown) -> None:
    _print_open(console, _rows(result, "open"))
    counts = _block(result, "outbox")
    waiting = ", ".join(f"{count} {name}" for name, count in counts.items() if name != "oldest" and count)
    console.print(f"Outbox: {waiting or 'empty'}. Quarantine: {result['quarantine'] or 'empty'}.")
    _print_weeks(console, _rows(result, "weeks") if "weeks" in result else [])
    for letter in _rows(result, "undelivered"):
        _print_undelivered(console, letter)
    for name, at in _block(result, "last_contact").items():
        when = "never" if at is None else f"{datetime.fromisoformat(str(at)).astimezone():%a %d %b %H:%M:%S}"
        console.print(f"Last contact with the {name}: {when}")
    for absent in _rows(result, "away") if "away" in result else ():
        cover = f"; {absent['cover']} stands in" if absent["cover"] else ""
        console.print(f"Away until {_local(absent['until'])}: {absent['who']}{cover}", markup=False)
    _print_troubles(console, result)


def _print_weeks(console: Console, weeks: list[Shown]) -> None:
    """This week's numbers beside the last, and after how long on average, by level and trigger."""
    for name, week in zip(("This week", "Last week"), weeks, strict=False):
        times = f"{week['answered_in_time']} of {week['answered']} answered in time"
        taken = f"{week['in_time']} of {week['taken']} taken in time"
        console.print(f"{name}: {week['opened']} opened, {week['solved']} solved, {times}, {taken}.")
    averages = _block(weeks[0], "average_seconds") if weeks else {}
    for of in averages:
        means = _block(averages, of)
        found = {"answered": means["response"], "taken": means["claim"], "solved": means["outcome"]}
        said = ", ".join(f"{what} after {_span(took)}" for what, took in found.items() if isinstance(took, int))
        console.print(f"  {f'Level {of}' if of.isdigit() else of:<22} {said}")


def _span(seconds: int) -> str:
    return render_span(timedelta(seconds=seconds)).replace("\u00a0", " ")


def _print_troubles(console: Console, result: Shown) -> None:
    """Since when no mail leaves, or can be read, and why."""
    for name, what in (("stuck", "No mail leaves"), ("unread", "No mail can be read")):
        if result.get(name):
            trouble = _block(result, name)
            console.print(f"{what} since {_local(trouble['since'])}: {trouble['why']}", markup=False)


def _print_open(console: Console, rows: list[Shown]) -> None:
    if not rows:
        console.print("No open cases.")
        return
    header, *lines = render_table(STATUS, [_cells(row) for row in rows], console.width)
    console.out(header, style="bold", highlight=False)
    for is_overdue, block in groupby(zip(rows, lines, strict=True), lambda one: bool(one[0]["overdue"])):
        console.out("\n".join(line for _, line in block), style="bold red" if is_overdue else None, highlight=False)


def _print_undelivered(console: Console, letter: Shown) -> None:
    where = f" in {letter['case']}" if letter["case"] else ""
    fate = "Not delivered" if letter["state"] == LetterState.FAILED else "Perhaps not delivered"
    console.print(
        f"{fate}: {letter['kind']} to {letter['to']}{where}: {' '.join(str(letter['problem']).split())}", markup=False
    )


def _cells(row: Shown) -> tuple[str, ...]:
    """A row of `status` as its table shows it."""
    missing = row["missing"]
    assert isinstance(missing, list)
    state = f"needs: {', '.join(missing)}" if row["status"] == Status.HELD else str(row["status"])
    due = "–" if row["due"] is None else _local(row["due"])
    return str(row["case"]), str(row["level"]), state, str(row["customer"] or ""), str(row["title"]), due


def print_case(console: Console, result: Shown) -> None:
    console.print(f"{result['case']}  {result['title']}  (Level {result['level']}, {result['status']})", style="bold")
    facts = {
        name.replace("_", " "): _local(result[name]) if name in INSTANTS and result.get(name) else result.get(name)
        for name in FACTS
    }
    tracked = [f"{one['number']} {one['link']}".strip() for one in _rows(result, "tracked")]
    _print_values(console, {"has it": result["has_it"], "in the tracker": tracked} | facts, ", ", 22)
    fields = {name.replace("_", " "): value for name, value in _block(result, "fields").items() if name != "customer"}
    _print_values(console, fields, " · ", 22)
    _print_next(console, result)
    for title, (name, columns) in PARTS.items():
        _print_part(console, title, _rows(result, name), columns)
    console.print("Mails", style="bold")
    for mail in _rows(result, "mails"):
        console.print(f"  {mail}")


def _print_part(console: Console, title: str, rows: list[Shown], columns: tuple[str, ...]) -> None:
    if rows:
        console.print(title, style="bold")
    for row in rows:
        cells = (_local(row[column]) if column == "at" else str(row[column]) for column in columns if row[column])
        console.print("  " + "  ".join(cells))


def _print_next(console: Console, result: Shown) -> None:
    """What the clock does next if nobody answers."""
    steps = _rows(result, "next")
    if steps:
        console.print("Next", style="bold")
    for step in steps[:MOST_STEPS]:
        to = f" to Level {result['next_level']}" if step["what"] == StepKind.RAISE and result["next_level"] else ""
        console.print(f"  {_local(step['at'])}  {STEPS[str(step['what'])]}{to}")
