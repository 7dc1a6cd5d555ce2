"""A case from its first mail to its outcome, without servers:
whether a team's own templates work shows only in a letter."""

import collections
from datetime import UTC, datetime, timedelta

from daemon.commands.replay.stage import Stage
from daemon.core.letters.rendering import Correspondence
from parsers.vocabulary import Vocabulary

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_WEEK = timedelta(days=7)
AGENT = "agent@example.com"
FORM = """Priority: High
Customer: Example
Ticket #: 1
Issue Summary: The export throws a stack trace.
Steps Taken: 1. ran it, 2. ran it again, 3. ran it elsewhere
Customer Impact: They wait.
Customer Expectation: By Friday.
Attachments: none, there is nothing to see on a screen
"""


def rehearse(correspondence: Correspondence, words: Vocabulary) -> None:
    """Writes the letters of a whole case, of one with gaps and of one that nobody takes."""
    policy = correspondence.policy
    taker = policy.levels[policy.executive].recipients[0].email
    mails = [
        (MONDAY, AGENT, "URGENT - One - Ticket #1", FORM),
        (MONDAY, AGENT, "ESCALATION - Two - Ticket #2", "Customer: Other\nTicket #: 2\n"),
        (MONDAY, AGENT, "ESCALATION - Three - Ticket #3", FORM.replace("#: 1", "#: 3")),
        (MONDAY + timedelta(hours=1), taker, "Re: [ESC-1] One", "mine\n"),
        (MONDAY + timedelta(hours=2), taker, "Re: [ESC-1] One", "What was tried since?\n"),
        (MONDAY + A_WEEK, taker, "Re: [ESC-1] One", "done: mended\n"),
    ]
    stage = Stage(correspondence, words)
    for number, (at, sender, subject, text) in enumerate(mails):
        head = f"From: {sender}\nTo: {policy.mailbox.email}\nSubject: {subject}\nMessage-ID: <{number}@example.com>\n"
        collections.deque(stage.receive(f"{head}\n{text}".replace("\n", "\r\n").encode(), at), maxlen=0)
    collections.deque(stage.pass_time(MONDAY + 2 * A_WEEK), maxlen=0)
