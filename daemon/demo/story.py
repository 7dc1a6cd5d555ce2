"""The story that the demo tells: one agent after the other writes, and every letter is shown as it leaves."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from daemon.adapters.clock import SystemClock
from daemon.adapters.sandbox.servers import Sandbox
from daemon.bootstrap import Daemon, build_daemon, load_policy
from daemon.demo import mails
from daemon.demo.page import ShownLetter, render_page
from daemon.ports import Clock

PASSWORD = "demo"
BERLIN = ZoneInfo("Europe/Berlin")
PATIENCE = 10.0  # seconds for one step; each takes a fraction of one

SETTINGS = """\
# The settings of this demo; config.yaml of the checkout explains each.
mailbox:
  {{address: support@example.com, host: 127.0.0.1, port: {imap}, security: none, username: support@example.com,
    password: "${{DEMO_PASSWORD}}"}}
smtp: {{host: 127.0.0.1, port: {smtp}, security: none, sender_name: Support Escalations}}
store: {{path: data}}
senders: {{allow: ["@example.com"], trust: network}}
calendars:
  office: {{timezone: Europe/Berlin, hours: {{mon-fri: "09:00-17:30"}}, holidays: DE-BE}}
  always: {{timezone: Europe/Berlin, hours: 24x7}}
levels:
  1: {{name: Senior Support Agent, recipients: [senior@example.com], calendar: office,
      respond_within: 4 business hours}}
  2: {{name: Team Lead/Manager, recipients: [M. Sato <m.sato@example.com>], calendar: office,
      respond_within: 4 business hours}}
  3: {{name: Technical Team, recipients: [tech@example.com], calendar: office,
      respond_within: {{high: 1 business day, medium: 2 business days, low: 3 business days}}}}
  4: {{name: Executive Team, recipients: [Robin Achebe <r.achebe@example.com>], calendar: always, respond_within: 1 h}}
leads: [{{address: lead@example.com, timezone: Europe/Berlin}}]
customers: {{directory: customers.csv}}
administrators: [ops@example.com]
"""


class DemoClock:
    """The machine's clock, moved ahead to `start`, and by what the story skips."""

    def __init__(self, start: datetime) -> None:
        self._clock: Clock = SystemClock()
        self._ahead = start - self._clock.now()

    def skip(self, time: timedelta) -> None:
        self._ahead += time

    def now(self) -> datetime:
        return self._clock.now() + self._ahead


def find_start(now: datetime) -> datetime:
    """Ten o'clock in Berlin on the next Tuesday: the story is the same at whatever hour it is told."""
    today = now.astimezone(BERLIN)
    tuesday = today.date() + timedelta(days=(1 - today.weekday()) % 7 or 7)
    return datetime.combine(tuesday, time(10), BERLIN).astimezone(UTC)


def run_demo(console: Console, folder: Path | None, keep: bool) -> int:
    """Tells the story; 0 when every letter came that should, 2 for a folder that is taken.
    The mails and the page stay there."""
    folder = (folder or Path(tempfile.mkdtemp(prefix="upstairs-demo-"))).resolve()
    if (folder / "data").exists():
        console.print(f"{folder} holds a demo already: name another folder, or none for a fresh one.", style="bold red")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    clock = DemoClock(find_start(SystemClock().now()))
    with Sandbox({mails.SUPPORT: PASSWORD}, catch_all=PASSWORD, now=clock.now) as sandbox:
        (folder / "customers.csv").write_text(mails.CUSTOMERS, encoding="utf-8")
        settings_file = folder / "config.yaml"
        settings_file.write_text(SETTINGS.format(imap=sandbox.imap_port, smtp=sandbox.smtp_port), encoding="utf-8")
        environment = {"DEMO_PASSWORD": PASSWORD}
        settings, policy = load_policy(settings_file, environment, offline=False)
        with build_daemon(settings, policy, environment, clock) as daemon:
            story = _Story(console, sandbox, daemon, clock, folder)
            return asyncio.run(story.tell(keep))


class _Story:
    def __init__(self, console: Console, sandbox: Sandbox, daemon: Daemon, clock: DemoClock, folder: Path) -> None:
        self._console = console
        self._sandbox = sandbox
        self._daemon = daemon
        self._clock = clock
        self._folder = folder
        self._letters: list[ShownLetter] = []
        self._step = ""
        (folder / "sent").mkdir(exist_ok=True)

    async def tell(self, keep: bool) -> int:
        running = asyncio.create_task(self._daemon.supervisor.run())
        try:
            async with asyncio.timeout(120):
                await self._tell_all()
        except TimeoutError:
            self._console.print(
                "A letter that should have come did not: this is a defect. The state is left for looking into.",
                style="bold red",
            )
            return 1
        else:
            page = self._write_page()
            self._say_end(page)
            if keep:
                await self._keep(running)
            return 0
        finally:
            self._daemon.supervisor.stop()
            await running

    async def _tell_all(self) -> None:
        self._console.print(
            "Upstairs watches support@example.com; IMAP and SMTP run in memory on this machine.\n", style="bold"
        )
        self._begin("1  A complete escalation")
        self._say_mail(mails.DANA, "exports stop, every line of the template filled in, a log attached")
        complete = mails.build_complete(self._clock.now())
        await self._deliver(complete, 3)

        self._begin("2  An incomplete one, and the reply that completes it")
        self._say_mail(mails.PRIYA, "a billing question; impact, a time and a screenshot are missing")
        (request,) = await self._deliver(mails.build_incomplete(self._clock.now()), 1)
        self._skip(timedelta(minutes=20))
        self._say_mail(mails.PRIYA, "answers above the quoted request")
        body = request.get_body(("plain",))
        await self._deliver(mails.build_answer(request, body.get_content() if body else "", self._clock.now()), 3)

        self._begin("3  URGENT, in Outlook's HTML, with a screenshot")
        self._say_mail(mails.MARCO, "nobody at Northwind can log in")
        letters = await self._deliver(mails.build_urgent(self._clock.now()), 3)
        routed = next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed")
        self._skip(timedelta(minutes=31))
        await self._show_letters(1)
        self._skip(timedelta(minutes=7))
        self._say_mail(mails.CHIEF, "answers from a taxi: mine")
        await self._deliver(mails.build_reply(routed, mails.CHIEF, "mine", self._clock.now()), 2)

        self._begin("4  A mail that is not ours")
        self._say_mail(mails.LEA, "the lunch menu. Left exactly as it lies: not marked, not read, not kept")
        await self._deliver(mails.build_unrelated(self._clock.now()), 0)

        self._begin("5  The first mail once more")
        self._say_mail(mails.DANA, "the same mail arrives a second time: nobody hears of it twice")
        await self._deliver(complete, 0)

    def _begin(self, step: str) -> None:
        self._step = step
        self._console.print(f"\n{step}", style="bold")

    def _skip(self, time: timedelta) -> None:
        self._clock.skip(time)
        self._console.print(f"  … {int(time.total_seconds() // 60)} minutes later …", style="dim")

    def _say_mail(self, sender: str, what: str) -> None:
        self._console.print(f"  {self._clock.now().astimezone(BERLIN):%H:%M}  ✉ {mails.NAMES[sender]}: {what}")

    async def _deliver(self, raw: bytes, expected: int) -> list[EmailMessage]:
        """Puts a mail into the mailbox and waits until it is handled and `expected` letters have left."""
        uid = await asyncio.to_thread(self._sandbox.deliver, mails.SUPPORT, raw)
        await self._until(lambda: (position := self._daemon.store.find_position()) is not None and position.uid >= uid)
        return await self._show_letters(expected)

    async def _show_letters(self, expected: int) -> list[EmailMessage]:
        """The next letters, as they leave."""
        letters = []
        for number in range(len(self._letters), len(self._letters) + expected):
            self._daemon.supervisor.look()
            await self._until(partial(self._has_sent, number))
            letters.append(self._show_letter(number))
        return letters

    def _has_sent(self, number: int) -> bool:
        return len(self._sandbox.sent) > number

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - the sandbox lives in another thread and knows no event of ours
                await asyncio.sleep(0.01)

    def _show_letter(self, number: int) -> EmailMessage:
        raw = self._sandbox.sent[number].raw
        mail = message_from_bytes(raw, policy=default)
        assert isinstance(mail, EmailMessage)
        kind, to = str(mail["X-Escalation-Kind"]), self._sandbox.sent[number].recipients[0]
        file = f"sent/{number + 1:02}-{kind}-to-{to.partition('@')[0]}.eml"
        (self._folder / file).write_bytes(raw)
        self._letters.append(ShownLetter(self._step, file, mail))
        body = mail.get_body(("plain",))
        first = next((line for line in (body.get_content() if body else "").splitlines() if line.strip()), "")
        self._console.print(
            f"  {self._clock.now().astimezone(BERLIN):%H:%M}  → {kind} to {mails.NAMES.get(to, to)}", style="green"
        )
        self._console.print(f"           {mail['Subject']}", style="cyan")
        self._console.print(f"           {first}", style="dim")
        return mail

    def _write_page(self) -> Path:
        cases = self._daemon.store.count_cases()
        summary = f"{len(self._letters)} letters in {cases} cases, written {self._clock.now():%d %B %Y}."
        page = self._folder / "letters.html"
        page.write_text(render_page(self._letters, "What Upstairs wrote in the demo", summary), encoding="utf-8")
        return page

    def _say_end(self, page: Path) -> None:
        count = len(self._letters)
        self._console.print(f"\nFive mails came in and one answer; {count} letters left, each once.", style="bold")
        self._console.print(f"  Look at every letter:  {page}")
        self._console.print(f"  The letters as files:  {self._folder / 'sent'}")
        self._console.print(f"  What is remembered:    {self._folder / 'data' / 'escalations.json'}")

    async def _keep(self, running: "asyncio.Task[None]") -> None:
        self._console.print("\nIt goes on running. Point a mail program at it, without encryption:", style="bold")
        self._console.print(
            f"  IMAP 127.0.0.1:{self._sandbox.imap_port}   SMTP "
            f"127.0.0.1:{self._sandbox.smtp_port}   password {PASSWORD}"
        )
        self._console.print("  as dana.whitfield@example.com, r.achebe@example.com, ada.okafor@contoso.example …")
        self._console.print("  Write to support@example.com with ESCALATION in the subject. Ctrl-C ends it.")
        await running
