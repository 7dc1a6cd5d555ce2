"""An answer as the mail programs of people write it."""

from email.message import EmailMessage

from tests.journeys.conversation import TABLE, shown
from tests.letters import WRITING, read_letter
from tests.quotations import EVERY_PROGRAM

CANARY = b"canary 5f2c: what a file holds\n"  # at the begin of every file here


def with_file(raw: bytes, name: str) -> bytes:
    """The mail with a file of this name."""
    mail = read_letter(raw)
    mail.add_attachment(CANARY + name.encode(), "application", "octet-stream", filename=name)
    return mail.as_bytes()


def write_answer(letter: EmailMessage, sender: str, words: str, program: str, name: str) -> bytes:
    """A reply above the letter, in every part that this program writes."""
    mail, shape = EmailMessage(WRITING), TABLE[program]
    mail["From"], mail["To"] = sender, str(letter["Reply-To"])
    mail["Subject"] = "RE: " + str(letter["Subject"]).removeprefix("Re: ")
    mail["Message-ID"], mail["In-Reply-To"] = name, str(letter["Message-ID"])
    mail["References"] = f"{letter['References'] or ''} {letter['Message-ID']}".strip()
    if shape.text:
        mail.set_content(EVERY_PROGRAM[shape.text](shown(letter), words, "")[0])
    if shape.page:
        page = EVERY_PROGRAM[shape.page](shown(letter), words, "")[1]
        if shape.text:
            mail.add_alternative(page, subtype="html")
        else:
            mail.set_content(page, subtype="html")
    return mail.as_bytes()
