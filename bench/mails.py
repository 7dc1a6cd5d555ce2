"""Seeded escalations for the benches: complete, each of its own ticket and customer,
so that each means three letters."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from tests import matters, shapes

SUPPORT = "support@example.com"
LEVEL = "tech@example.com"
AGENTS = 40
RECENT = 300  # mails among which an answer finds what it answers
DATE = re.compile(rb"^Date:[^\r\n]*", re.MULTILINE)
TEXT = (
    "the report stays empty after the nightly run and the customer sees old numbers in "
    "every chart while the export to the warehouse "
    "ends without a message so nobody noticed until the morning when orders were missing from two of the three regions"
)


def make_mail(number: int, seed: int = 7) -> bytes:
    """Mail `number` of the seed: plain or plain and HTML in turn, with a log file; sent a few minutes ago."""
    chance = random.Random(f"{seed}/{number}")
    mail = EmailMessage()
    mail["From"] = f"Agent {number % AGENTS} <agent{number % AGENTS}@example.com>"
    mail["To"] = SUPPORT
    mail["Subject"] = f"ESCALATION - {sentence(chance, 5)} - Ticket #T{seed}-{number}"
    mail["Message-ID"] = f"<{seed}.{number}@agents.example.com>"
    mail["Date"] = format_datetime(datetime.now(UTC) - timedelta(seconds=300 + chance.randrange(300)))
    fields = {
        "Priority": chance.choice(("High", "Medium", "Low")),
        "Customer": f"Firm {number}",
        "Customer Email": customer(number),
        "Ticket #": f"T{seed}-{number}",
        "Issue Summary": sentence(chance, 25),
        "Steps Taken": "".join(f"\n- {sentence(chance, 8)}" for _ in range(3)),
        "Customer Impact": sentence(chance, 20),
        "Customer Expectation": "A complete export by Friday, 17:00.",
        "Additional Context": "The developers are asked to look at this bug in the code of the export.",
        "Attachments": "\n- export.log",
    }
    mail.set_content("\n".join(f"{label}: {text}" for label, text in fields.items()) + "\n")
    if number % 2:
        lines = "".join(f"<p><b>{label}:</b> {text}</p>\n".replace("\n-", "<br>-") for label, text in fields.items())
        mail.add_alternative(f"<html><body>{lines}</body></html>", subtype="html")
    log = "".join(f"12:{line:02d}:00 {sentence(chance, 8)}\n" for line in range(40))
    mail.add_attachment(log.encode(), maintype="text", subtype="plain", filename="export.log")
    return mail.as_bytes()


def customer(number: int) -> str:
    return f"contact{number}@firm{number}.example"


def make_directory(count: int) -> str:
    """The customer directory of `count` mails, as CSV."""
    return "account,name,email,tier,language,timezone\n" + "".join(
        f"Firm {number},Contact {number},{customer(number)},standard,en,Europe/Berlin\n" for number in range(count)
    )


def make_year(count: int, seed: int = 7) -> Iterator[bytes]:
    """`count` mails of all the shapes of the tests, oldest first, their Dates spread evenly over 2026."""
    chance = random.Random(seed)
    names = [*shapes.MAKERS, *shapes.LATER]
    recent: list[shapes.Generated] = []
    for number in range(count):
        shape = chance.choice(names)
        agent, customer = chance.choice(shapes.AGENTS), matters.get_customer(number % matters.MOST_CUSTOMERS)
        draft = shapes.Draft(
            f"<{seed}.{number}.{shape}@example.com>", agent, str(100_000 + number), customer, chance, number
        )
        answered = [mail for mail in recent if mail.shape in shapes.FOLLOWS[shape]] if shape in shapes.LATER else []
        if answered:
            mail = replace(shapes.LATER[shape](draft, answered[-1]), shape=shape)
        else:
            shape = shapes.COMPLETE if shape in shapes.LATER else shape
            mail = replace(shapes.MAKERS[shape](draft), shape=shape)
        recent = [*recent[-RECENT:], mail]
        sent = datetime(2026, 1, 1, tzinfo=UTC) + number * timedelta(days=365) / count
        yield DATE.sub(f"Date: {format_datetime(sent)}".encode(), mail.raw, count=1)


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(TEXT.split(), k=words))
