"""The whole house for a test: servers in memory, a settings file, and the daemon run one pass at a time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from daemon import cli
from daemon.adapters.sandbox.servers import Sandbox
from tests.letters import READING, read_letter

MAILBOX, PASSWORD = "support@example.com", "secret"

CUSTOMERS = """account,name,email,tier,language,timezone
Contoso,Ada Okafor,ada.okafor@contoso.example,enterprise,en,Europe/London
Fabrikam,Kim Abercrombie,kim@fabrikam.example,standard,en,Europe/Berlin
"""

SETTINGS = """\
mailbox:
  address: support@example.com
  host: 127.0.0.1
  port: {imap}
  security: none
  username: support@example.com
  password: file:{folder}/password
  poll_every: 5 s
smtp: {{host: 127.0.0.1, port: {smtp}, security: none, sender_name: Support Escalations}}
store: {{path: {folder}/data}}
senders: {{allow: ["@example.com"], trust: network}}
calendars:
  office: {{timezone: Europe/Berlin, hours: {{mon-fri: "09:00-17:30"}}}}
  always: {{timezone: Europe/Berlin, hours: 24x7}}
levels:
  1: {{name: Senior Support Agent, recipients: [senior@example.com],
      calendar: office, respond_within: 4 business hours}}
  2: {{name: Team Lead/Manager, recipients: [manager@example.com], calendar: office, respond_within: 4 business hours}}
  3: {{name: Technical Team, recipients: [tech@example.com, tech2@example.com],
      calendar: office, respond_within: 2 business days}}
  4: {{name: Executive Team, recipients: [ceo@example.com], calendar: always, respond_within: 1 h}}
leads: [{{address: lead@example.com, timezone: Europe/Berlin}}]
customers: {{directory: {folder}/customers.csv}}
administrators: [ops@example.com]
"""


@dataclass(slots=True)
class House:
    """`deliver` a mail, `run` one pass of the daemon, look at the `letters` that left since the last look."""

    folder: Path
    sandbox: Sandbox
    seen: int = 0
    history: list[EmailMessage] = field(default_factory=list)

    @property
    def config(self) -> str:
        return str(self.folder / "config.yaml")

    def deliver(self, raw: bytes) -> int:
        return self.sandbox.deliver(MAILBOX, raw)

    def run(self) -> int:
        """`start --once`; its exit code."""
        return cli.main(["--config", self.config, "--log", "warning", "start", "--once"])

    def take(self, raw: bytes) -> list[EmailMessage]:
        """Delivers, runs one pass, and gives the letters that left."""
        self.deliver(raw)
        assert self.run() == 0
        return self.letters()

    def letters(self) -> list[EmailMessage]:
        """What left since the last call, in order."""
        new = [read_letter(sent.raw) for sent in self.sandbox.sent[self.seen :]]
        self.seen += len(new)
        self.history += new
        return new


def kinds(letters: list[EmailMessage]) -> list[tuple[str, str]]:
    """(kind, address) of each, sorted."""
    return sorted((str(letter["X-Escalation-Kind"]), str(letter["To"].addresses[0].addr_spec)) for letter in letters)


def letter_to(letters: list[EmailMessage], address: str, kind: str = "") -> EmailMessage:
    return next(one for one in letters if address in str(one["To"]) and kind in str(one["X-Escalation-Kind"]))


def text_of(letter: EmailMessage) -> str:
    """Its plain text."""
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert isinstance(text, str)
    return text


def words_of(letter: EmailMessage) -> str:
    """Its plain text on one line."""
    return " ".join(text_of(letter).split()).replace("\N{NO-BREAK SPACE}", " ")


def reply(
    letter: EmailMessage, sender: str, words: str, *, quote: bool = True, headers: Mapping[str, str] | None = None
) -> bytes:
    """An answer to a letter as mail programs write it: to its Reply-To, in its thread, with the letter quoted below."""
    mail = EmailMessage(READING)
    mail["From"] = sender
    mail["To"] = str(letter["Reply-To"] or letter["From"])
    mail["Subject"] = "Re: " + str(letter["Subject"]).removeprefix("Re: ")
    mail["Message-ID"] = f"<answer-{abs(hash((words, sender, str(letter['Message-ID']))))}@example.com>"
    mail["In-Reply-To"] = str(letter["Message-ID"])
    mail["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    for name, value in (headers or {}).items():
        del mail[name]
        mail[name] = value
    quoted = "\n".join(f"> {line}" for line in text_of(letter).splitlines())
    mail.set_content(
        f"{words}\n\nOn Mon, 2 Mar 2026 at 10:05 Support Escalations wrote:\n{quoted}\n" if quote else words
    )
    return mail.as_bytes()


@contextmanager
def open_house(folder: Path, settings: str = SETTINGS) -> Iterator[House]:
    """A house with nothing in it yet."""
    with Sandbox({MAILBOX: PASSWORD}, catch_all=PASSWORD) as sandbox:
        (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        (folder / "password").chmod(0o600)
        text = settings.format(imap=sandbox.imap_port, smtp=sandbox.smtp_port, folder=folder)
        (folder / "config.yaml").write_text(text, encoding="utf-8")
        yield House(folder, sandbox)
