"""The sample mails of the demo, built the way mail programs build them."""

import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

SUPPORT = "support@example.com"
DANA, PRIYA, MARCO, LEA = (
    "dana.whitfield@example.com",
    "priya.nair@example.com",
    "marco.rossi@example.com",
    "lea.brandt@example.com",
)
SENIOR, MANAGER, TECH, CHIEF = "senior@example.com", "m.sato@example.com", "tech@example.com", "r.achebe@example.com"
NAMES = {
    DANA: "Dana Whitfield",
    PRIYA: "Priya Nair",
    MARCO: "Marco Rossi",
    LEA: "Lea Brandt",
    SENIOR: "Senior Support",
    MANAGER: "M. Sato",
    TECH: "Technical Team",
    CHIEF: "Robin Achebe",
    "ada.okafor@contoso.example": "Ada Okafor",
    "it@fabrikam.example": "Fabrikam IT",
    "cfo@northwind.example": "Northwind Finance",
}

CUSTOMERS = """account,name,email,tier,language,timezone
Contoso,Ada Okafor,ada.okafor@contoso.example,enterprise,en,Europe/London
Fabrikam,Fabrikam IT,it@fabrikam.example,standard,en,Europe/Berlin
Northwind,Northwind Finance,cfo@northwind.example,enterprise,en,America/New_York
"""

COMPLETE = """Priority: High
Customer: Contoso
Ticket #: 48213

Issue Summary: Since the 4.2 update the nightly export throws a stack trace and stops after 1,000 rows.

Steps Taken:
  1. Ran the export again: it stops at the same row
  2. Rolled back to 4.1 on staging: it runs through
  3. Looked for a changed schema: none

Customer Impact: 1,200 invoices cannot be sent; the month-end closing waits for them.

Customer Expectation: A working export, or a plan, by Friday noon.

Additional Context: They close their books on the last working day.

Attachments:
  - export.log

Dana Whitfield
Customer Support
"""

INCOMPLETE = """Hi,

Priority: medium
Customer: Fabrikam
Ticket #: 48220
Issue Summary: A customer question about the billing portal that I cannot answer: who may change the invoice address?
Steps Taken:
 - Asked in the team channel
 - Searched the knowledge base
 - Called the customer for details
Customer Impact:
Customer Expectation: an answer

Thanks
Priya
"""

ANSWER = """Customer Impact: their accountant cannot file the invoices of this month
Customer Expectation: an answer by tomorrow 15:00
Attachments: none because there is nothing to see on the page

Priya
"""

URGENT_HTML = """<html><body style="font-family:Calibri,sans-serif;font-size:11pt">
<p class="MsoNormal">Please look at this <b>now</b>.<o:p></o:p></p>
<table border="1" cellpadding="4">
<tr><td><b>Priority</b></td><td>High</td></tr>
<tr><td><b>Customer</b></td><td>Northwind</td></tr>
<tr><td><b>Ticket&nbsp;#</b></td><td>48231</td></tr>
<tr><td><b>Issue Summary</b></td>
<td>Nobody at Northwind can log in since 14:10; the status page says all is well.</td></tr>
<tr><td><b>Steps Taken</b></td><td><ol><li>Restarted the gateway: no change</li><li>Checked the certificates: valid</li>
<li>Tried from outside: the same</li></ol></td></tr>
<tr><td><b>Customer Impact</b></td><td>600 people stand still, in three countries</td></tr>
<tr><td><b>Customer Expectation</b></td><td>A call from an executive today before 16:00</td></tr>
</table>
<p class="MsoNormal"><img src="cid:shot@example.com" width="640" height="360"><o:p></o:p></p>
<p class="MsoNormal">Marco Rossi</p>
</body></html>
"""

LUNCH = """Hi all,

the canteen has a new menu. It is urgent that you try the soup.

Lea
"""


def build_complete(sent_at: datetime) -> bytes:
    """A complete escalation in plain text, with a log."""
    mail = _new(DANA, "ESCALATION - Exports stop after 1,000 rows - Ticket #48213", sent_at, "complete")
    mail.set_content(COMPLETE)
    mail.add_attachment(_log(), maintype="text", subtype="plain", filename="export.log")
    return mail.as_bytes()


def build_incomplete(sent_at: datetime) -> bytes:
    """One with three gaps: an empty line, an expectation without a time, and no screenshot or log."""
    mail = _new(PRIYA, "Escalation: invoice address - ticket 48220", sent_at, "incomplete")
    mail.set_content(INCOMPLETE)
    return mail.as_bytes()


def build_answer(request: EmailMessage, quoted: str, sent_at: datetime) -> bytes:
    """The agent's answer above the quoted information request, as a mail program writes it."""
    mail = _new(PRIYA, f"Re: {request['Subject']}".replace("Re: Re:", "Re:"), sent_at, "answer")
    del mail["To"]
    mail["To"] = str(request["Reply-To"] or request["From"])
    mail["In-Reply-To"] = str(request["Message-ID"])
    mail["References"] = f"{request['References'] or ''} {request['Message-ID']}".strip()
    history = "\n".join(f"> {line}".rstrip() for line in quoted.splitlines())
    mail.set_content(f"{ANSWER}\nOn {sent_at:%a, %d %b %Y} at {sent_at:%H:%M} Support Escalations wrote:\n{history}\n")
    return mail.as_bytes()


def build_urgent(sent_at: datetime) -> bytes:
    """An URGENT mail in Outlook's HTML, with a pasted screenshot."""
    mail = _new(MARCO, "URGENT: Northwind cannot log in, ticket 48231", sent_at, "urgent")
    mail.set_content("See the HTML part.")
    mail.add_alternative(URGENT_HTML, subtype="html")
    html = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    assert isinstance(html, EmailMessage)
    html.add_related(
        _screenshot(640, 360), maintype="image", subtype="png", cid="<shot@example.com>", filename="image001.png"
    )
    return mail.as_bytes()


def build_unrelated(sent_at: datetime) -> bytes:
    """A mail that is not ours: it stays as it lies."""
    mail = _new(LEA, "Lunch menu", sent_at, "lunch")
    mail.set_content(LUNCH)
    return mail.as_bytes()


def build_reply(letter: EmailMessage, sender: str, words: str, sent_at: datetime) -> bytes:
    """A short answer to one of our letters, as a phone sends it."""
    mail = _new(
        sender, f"Re: {letter['Subject']}".replace("Re: Re:", "Re:"), sent_at, f"reply-{words.split(maxsplit=1)[0]}"
    )
    del mail["To"]
    mail["To"] = str(letter["Reply-To"] or letter["From"])
    mail["In-Reply-To"] = str(letter["Message-ID"])
    mail["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    mail.set_content(f"{words}\n\nSent from my iPhone\n")
    return mail.as_bytes()


def _new(sender: str, subject: str, sent_at: datetime, name: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{NAMES[sender]} <{sender}>"
    mail["To"] = f"Support <{SUPPORT}>"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = f"<{name}.{sent_at:%Y%m%d%H%M%S}@example.com>"
    return mail


def _log() -> bytes:
    lines = [f"02:14:{second:02} export row {second * 40}: written" for second in range(26)]
    lines.append('02:14:26 export row 1000: Traceback: KeyError "vat_id"')
    return ("\n".join(lines) + "\n").encode()


def _screenshot(width: int, height: int) -> bytes:
    """A PNG in which something is to be seen: a login page that refuses."""
    pixel: Callable[[int, int], bytes] = lambda x, y: (  # noqa: E731 - three bands of colour need no function of their own
        b"\xb3\x3a\x3a"
        if 150 < y < 190 and 120 < x < 520
        else b"\xf4\xf4\xf2"
        if 60 < y < 300 and 100 < x < 540
        else b"\x2f\x4b\x66"
    )
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
