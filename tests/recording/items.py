"""What is recorded: each item is a file's name and its text. A task makes a few items by itself, on any core."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from tests import matters
from tests.desk import Desk
from tests.generator import generate_mails
from tests.journeys.house import open_house
from tests.recording.conversation import Conversation, Mail, begins_like, play, read_instant, write_mail
from tests.recording.families import INCOMPLETE
from tests.recording.stage import (
    ROOT,
    check_mails,
    open_desk,
    render_bytes,
    render_letters,
    run_apart,
    run_command,
    standing_still,
)
from tests.recording.stories import list_conversations

Item = tuple[str, str]
Task = Callable[[], Iterator[Item]]
T = TypeVar("T")

MORNING = read_instant("03-09 10:00")
ARRIVAL = ("--received", "2026-03-09T10:00+01:00", "--until", "2026-03-11T12:00+01:00")
CORPUS = ROOT / "tests" / "corpus"
AT_A_TIME = 30  # mails of the corpus, or conversations, in one task
DIRECTORY = {"customers.csv": "directory.csv", "tech2@": "platform@"}  # the generated mails' customers and people
LETTER = r"  \d\d:\d\d  → .*\n(?: {11}.*\n){2}"  # as the demo prints it
SENT = re.compile(r"sent/\d+-")
TAKEN_IN = (
    Mail(""),
    Mail("", "ESCALATION - Half - Ticket #6", {**INCOMPLETE.form, "Ticket #": "6"}, files=()),
    Mail("", "URGENT - Nobody can log in - Ticket #7", {"Ticket #": "7", "Customer": "Fabrikam"}),
    Mail("", "Re: [ESC-99] Where is it?", body="mine\n", files=()),
)
ASKED = (
    *("status", "show ESC-1", "show ESC-2", "show ESC-3", "outbox list", "quarantine list", "digest --dry-run"),
    *("status --json", "show ESC-1 --json", "show ESC-2 --json", "show ESC-3 --json"),
)  # of the state that these leave


def list_tasks() -> list[Task]:
    """All of them, the longest first."""
    mails = sorted(CORPUS.glob("*.eml"))
    conversations = sorted(list_conversations(), key=begins_like)
    alike = [list(group) for _, group in groupby(conversations, begins_like)]
    return [
        partial(record_replay, mails),
        record_generated,
        *(partial(record_corpus, some) for some in _split(mails)),
        record_demo,
        *(partial(record_conversations, some) for group in alike for some in _split(group)),
        record_state,
        record_commands,
    ]


def _split(all_of_them: Sequence[T]) -> Iterator[Sequence[T]]:
    return (all_of_them[at : at + AT_A_TIME] for at in range(0, len(all_of_them), AT_A_TIME))


def run_task(task: Task) -> list[Item]:
    """Its items, made while the time stands still."""
    with standing_still():
        return list(task())


def record_conversations(conversations: Sequence[Conversation]) -> Iterator[Item]:
    """They begin alike."""
    return ((f"conversations/{name}.txt", text) for name, text in play(conversations))


def record_corpus(paths: Sequence[Path]) -> Iterator[Item]:
    """What `check` says of each mail, and the letters that it causes at a desk with seven open cases, the last of
    which waits for an answer."""
    with open_desk() as (desk, folder):
        checked = check_mails(paths, folder)
        for number in range(1, 8):
            desk.receive(_open_case(number), MORNING - timedelta(hours=1))
        for path, said in zip(paths, checked, strict=True):
            letters = run_apart(partial(_receive, desk, path))
            yield f"corpus/{path.stem}.txt", f"{said}\n{letters}"


def _receive(desk: Desk, path: Path) -> str:
    return render_letters(desk.receive(path.read_bytes(), MORNING))


def _open_case(number: int) -> bytes:
    form = {**(INCOMPLETE.form if number == 7 else {}), "Ticket #": str(number), "Customer": f"Contoso {number}"}
    mail = Mail("", f"ESCALATION - Invoices are printed twice - Ticket #{number}", form, files=())
    return write_mail(mail, f"<esc-{number}@example.com>")


def record_replay(paths: Sequence[Path]) -> Iterator[Item]:
    """`simulate` over the whole corpus, as if all of it came at once."""
    with open_desk() as (_, folder):
        names = [str(path) for path in paths]
        yield "corpus-simulated.txt", run_command("simulate", *names, *ARRIVAL, folder=folder)
        yield "corpus-simulated.json", run_command("simulate", "--json", *names, *ARRIVAL, folder=folder)


def record_generated() -> Iterator[Item]:
    """The generated mails, one a minute: `check`, and the letters that left until each was handled; then a day of the
    clock."""
    mails = generate_mails(seed=7, count=300)
    with open_desk(DIRECTORY, {"directory.csv": matters.build_directory()}) as (desk, folder):
        paths = [folder / f"{number:03}-{mail.shape}.eml" for number, mail in enumerate(mails)]
        for path, mail in zip(paths, mails, strict=True):
            path.write_bytes(mail.raw)
        checked = check_mails(paths, folder)
        for number, (path, mail, said) in enumerate(zip(paths, mails, checked, strict=True)):
            letters = desk.receive(mail.raw, MORNING + timedelta(minutes=number))
            yield f"generated/{path.stem}.txt", f"{said}\n{render_letters(letters)}"
        yield "generated/a-day-later.txt", render_letters(desk.pass_time(MORNING + timedelta(days=1, hours=5)))
        names = [str(path) for path in paths]
        yield "generated-simulated.txt", run_command("simulate", *names, *ARRIVAL, folder=folder)


def record_demo() -> Iterator[Item]:
    """The demo's printed story, its page and its letters. Those that leave side by side come in any order: they are
    sorted."""
    with tempfile.TemporaryDirectory(prefix="upstairs-") as name:
        folder = Path(name)
        printed = run_command("demo", "--into", name, folder=folder)
        yield "demo/printed.txt", _sort_runs(LETTER, printed)
        page = SENT.sub("sent/", (folder / "letters.html").read_text(encoding="utf-8"))
        yield "demo/letters.html", _sort_runs(r"(?s:<article>.*?</article>)", page).replace("><", ">\n<")
        letters = sorted((path.name.partition("-")[2], path) for path in (folder / "sent").iterdir())
        for number, (file, path) in enumerate(letters, 1):
            yield f"demo/{number:02}-{file}", render_bytes(path.read_bytes())


def _sort_runs(pattern: str, text: str) -> str:
    """Where matches follow one another they are sorted."""
    return re.sub(f"(?:{pattern})+", lambda run: "".join(sorted(re.findall(pattern, run[0]))), text)


def record_state() -> Iterator[Item]:
    """What the commands say of a state that the daemon has made, with its servers."""
    with tempfile.TemporaryDirectory(prefix="upstairs-") as name, open_house(Path(name)) as house:
        for number, mail in enumerate(TAKEN_IN, 1):
            house.take(write_mail(mail, f"<{number}@example.com>"))
        for command in ASKED:
            said = run_command(*command.split(), folder=house.folder)
            yield f"state/{command.replace(' --', '-').replace(' ', '-')}.txt", said


def record_commands() -> Iterator[Item]:
    """What the other commands print."""
    deadline = ("deadline", "--level", "3", "--priority", "high", "--received", "2026-03-06T16:40+01:00")
    calls = (
        ("template",),
        ("schema",),
        ("--help",),
        ("check", "--help"),
        ("simulate", "--help"),
        deadline,
        (*deadline, "--json"),
    )
    with open_desk() as (_, folder):
        for number, call in enumerate(calls, 1):
            yield f"commands/{number}-{call[0].lstrip('-')}.txt", run_command(*call, folder=folder)
