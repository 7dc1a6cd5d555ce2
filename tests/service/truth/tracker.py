"""A house whose technical team works in a tracker, and a life in it: what people do to the ticket comes by mail."""

from collections.abc import Iterator, Mapping
from email.message import EmailMessage

from tests.service.truth.evidence import Mail
from tests.service.truth.life import Life
from tests.service.truth.team import HOUSES, TEKLA, TIMO, TRACKER

MEMBERS = f"members: [Tekla Vann <{TEKLA}>, Timo Rask <{TIMO}>]"
HOUSE: Mapping[str, str] = {
    **HOUSES[0],
    "recipients: [tech@example.com, tech2@example.com]": f"recipients: [{TRACKER}], format: tracker, {MEMBERS}",
}
LINE = "\n--------------------\n"
DEEDS = (  # who did it, what he could have answered instead, and what the robot says; `{mark}`: a word of his
    ("", "(tracker)", f"Escalations created TECH-{{number}}:{LINE}\n    Key: TECH-{{number}}"),
    (TEKLA, "mine", f"Timo Rask reassigned TECH-{{number}}:{LINE}\n    Assignee: Tekla Vann  (was: Timo Rask)"),
    (TIMO, "mine", f"Timo Rask commented on TECH-{{number}}:{LINE}\nIt is known, {{mark}}.\n"),
    (TEKLA, "mine", f"Tekla Vann commented on TECH-{{number}}:{LINE}\nA node was full, {{mark}}.\n"),
    (TIMO, "done", f"Timo Rask resolved TECH-{{number}}.{LINE}    Resolution: Fixed"),
)


class TrackerLife(Life):
    """Of five things that happen one happens in the tracker."""

    def _happen(self) -> Iterator[None]:
        tickets = [one for one in self.world.letters_to(TRACKER) if one.asks]
        if not tickets or self.random.random() > 0.2:
            yield from super()._happen()
            return
        (mark, message_id), letter = self._mark(), self.random.choice(tickets)
        who, first, text = self.random.choice(DEEDS)
        text = text.format(number=letter.case.removeprefix("ESC-"), mark=mark)
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Jira <{TRACKER}>", "support@example.com"
        mail["Subject"], mail["Message-ID"] = f"[jira] {text.splitlines()[0]}", message_id
        mail["In-Reply-To"], mail["X-JIRA-FingerPrint"] = str(letter.mail["Message-ID"]), "0123456789abcdef"
        mail.set_content(text)
        yield from self.world.receive(Mail(self.at, who or TRACKER, first, mark, text, letter), mail.as_bytes())
