"""An agent at a mail program, who talks with the daemon as a process, and everybody's mailbox."""

import html
import io
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from daemon import cli
from tests.builders import FORM, LOG, build_form
from tests.journeys.house import MAILBOX, PASSWORD, House, read_letter, text_of
from tests.quotations import EVERY_PROGRAM, Letter

SUBJECT = "ESCALATION - Exports end without a file - Ticket #48213"
AGENT, CUSTOMER = "dana@example.com", "ada.okafor@contoso.example"
PEOPLE = (
    AGENT, CUSTOMER, "senior@example.com", "manager@example.com", "tech@example.com", "tech2@example.com",
    "ceo@example.com", "lead@example.com", "ops@example.com", "kim@fabrikam.example",
)  # fmt: skip
REQUEST = {AGENT: ["information-request"]}
UP = {AGENT: ["receipt"], CUSTOMER: ["customer-acknowledgement"]}
TO_1 = {**UP, "senior@example.com": ["routed"]}
TO_3 = {**UP, "tech@example.com": ["routed"], "tech2@example.com": ["routed"]}
TO_4 = {**UP, "ceo@example.com": ["routed"]}
FEWEST = 5  # words of a line by which ours is known


class Program(NamedTuple):
    """A mail program: how it quotes in each of the parts that it writes, by the names of `tests.quotations`."""

    text: str = ""
    page: str = ""


NO_PROGRAM = Program()
TABLE: Mapping[str, Program] = {
    "Outlook for Windows": Program("outlook-text-english", "outlook-html-english"),
    "Outlook, plain text": Program("outlook-text-original-message"),
    "the new Outlook": Program(page="owa-html"),
    "Gmail": Program("gmail-text-wrapped", "gmail-html"),
    "Gmail on a phone": Program("gmail-app-text", "gmail-app-html"),
    "Apple Mail": Program("apple-mail-text", "apple-mail-html"),
    "an iPhone": Program("ios-text", "ios-html"),
    "Thunderbird": Program("thunderbird-text"),
    "a German Outlook": Program("outlook-text-german", "outlook-html-german"),
    "a French Thunderbird": Program("thunderbird-french-text"),
}


class Words(NamedTuple):
    """What the agent types: above and below the letter, `into` it (the letter as it stands then), or a `table`."""

    above: str = ""
    below: str = ""
    into: Letter | None = None
    table: Mapping[str, str] | None = None


@dataclass(slots=True)
class Conversation:
    """The agent at a mail program, and everybody's mailbox."""

    house: House
    program: Program = NO_PROGRAM
    seen: dict[str, int] = field(default_factory=dict)
    requests: list[EmailMessage] = field(default_factory=list)
    mails: int = 0
    subject: str = SUBJECT

    def escalate(
        self, changes: Mapping[str, str | None], found: Mapping[str, Sequence[str]] = REQUEST, *, form: str = ""
    ) -> EmailMessage:
        """The form with these changes, or another form; the request that comes back."""
        text = form or build_form(changes)
        mail = self._write(Words(text, into=Letter("", "<body></body>")), {"Subject": self.subject, "To": MAILBOX})
        if changes.get("Attachments", FORM["Attachments"]) == FORM["Attachments"]:
            mail.add_attachment(LOG[1], "text", "plain", filename=LOG[0])
        letters = self._send(mail, found)[AGENT]
        return next(one for one in reversed(letters) if one["X-Escalation-Kind"] != "receipt")

    def answer(
        self, letter: EmailMessage, words: Words, found: Mapping[str, Sequence[str]] = TO_3
    ) -> dict[str, list[EmailMessage]]:
        """A reply with the letter in it; what everybody finds then."""
        headers = {
            "Subject": f"Re: {letter['Subject']}",
            "To": str(letter["Reply-To"]),
            "In-Reply-To": str(letter["Message-ID"]),
            "References": str(letter["Message-ID"]),
        }
        return self._send(self._write(words._replace(into=words.into or shown(letter)), headers), found)

    def look(self) -> dict[str, list[EmailMessage]]:
        """What is new in each mailbox; those without anything new are left out."""
        found = {who: self._fetch(who) for who in PEOPLE}
        return {who: letters for who, letters in found.items() if letters}

    def show(self) -> dict[str, object]:
        """The case as it is kept."""
        with redirect_stdout(io.StringIO()) as printed:
            assert cli.main(["--config", self.house.config, "show", "ESC-1", "--json"]) == 0
        read = json.loads(printed.getvalue())
        assert isinstance(read, dict)
        return read

    def _send(self, mail: EmailMessage, found: Mapping[str, Sequence[str]]) -> dict[str, list[EmailMessage]]:
        """What everybody finds when as many letters have left as are to be `found`: just these kinds."""
        count = len(self.house.sandbox.sent) + sum(map(len, found.values()))
        self.house.deliver(mail.as_bytes())
        self.house.sandbox.wait_for(lambda sent: len(sent) >= count, 120)
        new = self.look()
        assert {who: [str(one["X-Escalation-Kind"]) for one in letters] for who, letters in new.items()} == found
        self.requests += [one for one in new.get(AGENT, []) if one["X-Escalation-Kind"] == "information-request"]
        return new

    def _write(self, words: Words, headers: Mapping[str, str]) -> EmailMessage:
        mail, letter = EmailMessage(SMTP), words.into or Letter("", "")
        self.mails += 1
        for name, value in {"From": f"Dana <{AGENT}>", "Message-ID": f"<{self.mails}@example.com>", **headers}.items():
            mail[name] = value
        is_new = not letter.text
        if self.program.text:
            mail.set_content(
                words.above if is_new else EVERY_PROGRAM[self.program.text](letter, words.above, words.below)[0]
            )
        if self.program.page:
            page = EVERY_PROGRAM[self.program.page](letter, words.above, words.below)[1]
            page = (
                _lines(words.above) if is_new else re.sub(r"(<body[^>]*>)", rf"\1{_table(words.table)}", page, count=1)
            )
            if self.program.text:
                mail.add_alternative(page, subtype="html")
            else:
                mail.set_content(page, subtype="html")
        return mail

    def _fetch(self, who: str) -> list[EmailMessage]:
        with IMAPClient("127.0.0.1", self.house.sandbox.imap_port, ssl=False) as client:
            try:
                client.login(who, PASSWORD)
            except LoginError:
                return []  # nobody has written there yet
            client.select_folder("INBOX", readonly=True)
            uids = [uid for uid in client.search("ALL") if uid > self.seen.get(who, 0)]
            self.seen[who] = max([self.seen.get(who, 0), *uids])
            return [read_letter(row[b"RFC822"]) for _, row in sorted(client.fetch(uids, ["RFC822"]).items())]


def shown(letter: EmailMessage) -> Letter:
    """The letter as its reader's program has it."""
    page = letter.get_body(("html",))
    assert page is not None
    return Letter("\n".join(text_of(letter).splitlines()), "\n".join(str(page.get_content()).splitlines()))


def questions(request: EmailMessage) -> list[str]:
    """What it asks for, in order."""
    return re.findall(r"(?m)^(\S[^(\n]*) \(.*\):$", shown(request).text)


def known(request: EmailMessage) -> list[str]:
    """What it says is there."""
    found = re.findall(r"✓([^✓\n]+)", shown(request).text)
    return [" ".join(name.split()) for name in found]


def holds(letter: EmailMessage, requests: Sequence[EmailMessage]) -> list[str]:
    """The lines of the requests that stand in the letter, and are long enough to be known."""
    told = {" ".join(line.split()) for line in text_of(letter).splitlines()}
    ours = {" ".join(line.split()) for one in requests for line in text_of(one).splitlines()}
    return sorted(line for line in told & ours if len(line.split()) >= FEWEST)


def _lines(text: str) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _table(rows: Mapping[str, str] | None) -> str:
    cells = (
        f"<tr><td><b>{html.escape(name)}</b></td><td>{html.escape(value)}</td></tr>"
        for name, value in (rows or {}).items()
    )
    return f'<table border="1"><tbody>{"".join(cells)}</tbody></table>' if rows else ""
