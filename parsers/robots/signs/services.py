"""Signs of programs that write on their own: list managers, filters, challenges, feedback loops, monitors."""

import re

from parsers.mime.fields import split_mail_headers
from parsers.mime.parts import Part
from parsers.robots.clues import MAX_BODY, Clues
from parsers.robots.evidence import Evidence, begins, is_called, opens
from parsers.robots.signs.marks import CERTAIN

# RFC 5965 §3.1, §3.2: the fields of a report, where a gateway made text of it.
_FEEDBACK_TYPE = re.compile(r"^[ \t>]*feedback-type:[ \t]*[\w-]+", re.IGNORECASE | re.MULTILINE)
_FEEDBACK_FIELD = re.compile(
    r"^[ \t>]*(?:user-agent|version|source-ip|original-(?:mail-from|rcpt-to)|arrival-date|reported-domain):",
    re.IGNORECASE | re.MULTILINE,
)
# RFC 7489 §7.2.1.1: `Report Domain: example.com Submitter: mail.example Report-ID: <1>`; RFC 8460 §5.3 likewise.
_AGGREGATE = re.compile(r"report domain:\s*\S+\s+submitter:\s*\S+", re.IGNORECASE)
_MIXED = 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n'  # how the examples begin
# RFC 2142 §6, mailman, ezmlm
_OF_A_LIST = re.compile(r"\w (?:owner|request|bounces|confirm|help|subscribe|unsubscribe)$")
_MAILMAN_CONFIRM = r"confirm [0-9a-f]{6,40}$"
_CRON = r"cron <[^<>\s]{1,80}>"
_BOXTRAPPER = r"verify#\S{6,}"
_KEY = re.compile(f"{_MAILMAN_CONFIRM}|{_CRON}|{_BOXTRAPPER}")  # in small letters


def _is_feedback(clues: Clues) -> bool:
    return clues.report_type == "feedback-report" or "message/feedback-report" in clues.types


def _is_feedback_file(part: Part) -> bool:
    return bool(part.file_name) and _FEEDBACK_TYPE.match(part.decode(1_000).decode("latin-1").lstrip()) is not None


def _has_feedback_fields(clues: Clues) -> bool:
    text = clues.text[:MAX_BODY] if "eedback-" in clues.text else ""
    return _FEEDBACK_TYPE.search(text) is not None and _FEEDBACK_FIELD.search(text) is not None


def _has_original_recipient(clues: Clues) -> bool:
    """Hotmail's and Outlook.com's loop sends the mail as it is, with a header of its own."""
    mails = (part for part in clues.root.children if part.content_type == "message/rfc822")
    return any("x-hmxmroriginalrecipient" in split_mail_headers(part.decode()[:20_000]).names() for part in mails)


FEEDBACK = (
    Evidence(
        "it is a feedback report (RFC 5965)",
        CERTAIN,
        _is_feedback,
        (f"{_MIXED}x\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--",),
        (f"{_MIXED}x\n--b--",),
        needs=("multipart/report", "message/feedback-report"),
    ),
    Evidence(
        "it has the fields of a feedback report",
        100,
        _has_feedback_fields,
        ("Subject: x\n\nFeedback-Type: abuse\nUser-Agent: Loop/1",),
        ("Subject: x\n\nWhat is Feedback-Type: abuse?", "Subject: x\n\nFeedback-Type: abuse"),
    ),
    Evidence(
        "it has a feedback report for a file",
        CERTAIN,
        lambda clues: any(map(_is_feedback_file, clues.parts)),
        (f"{_MIXED}x\n--b\nContent-Type: application/octet-stream; name=r.txt\n\nFeedback-Type: abuse\n--b--",),
        (f"{_MIXED}x\n--b\nContent-Type: text/plain; name=r.txt\n\nThe Feedback-Type: abuse\n--b--",),
    ),
    Evidence(
        "it brings a mail back with a feedback loop's header",
        CERTAIN,
        _has_original_recipient,
        (f"{_MIXED}x\n--b\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: <k@x.example>\n\nHi\n--b--",),
        (f"{_MIXED}x\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\nHi\n--b--",),
        needs=("message/rfc822",),
    ),
    Evidence(
        "a feedback loop sent it",
        50,
        lambda clues: is_called(clues, "feedback"),
        ("From: scomp@x.example", "From: fbl@x.example"),
        ("From: Kim <kim@x.example>",),
        needs=("feedback",),
    ),
    Evidence(
        "its subject is that of a feedback report",
        60,
        lambda clues: begins(clues, "feedback"),
        ("Subject: complaint about message from 192.0.2.1",),
        ("Subject: Complaint of Contoso",),
        needs=("feedback",),
    ),
    Evidence(
        "it begins as feedback reports do",
        60,
        lambda clues: opens(clues, "feedback"),
        ("Subject: x\n\nThis is an email abuse report for a message",),
        ("Subject: x\n\nHello",),
        needs=("feedback",),
    ),
)


def _signs(group: str, who: str, sender: str, subject: str, first: str) -> tuple[Evidence, ...]:
    """The three signs of a kind of program: two of them tell it. Each with a mail that has it."""
    return (
        Evidence(
            f"{who} sent it",
            40,
            lambda clues: is_called(clues, group) or (group, "locals") in clues.local_in,
            (f"From: {sender}",),
            ("From: Kim <kim@x.example>",),
            needs=(group,),
        ),
        Evidence(
            f"its subject is one of {who}",
            60,
            lambda clues: begins(clues, group) or (group, "subjects") in clues.begun_within,
            (f"Subject: {subject}",),
            ("Subject: Exports",),
            needs=(group,),
        ),
        Evidence(
            f"it begins as {who} does",
            60,
            lambda clues: opens(clues, group),
            (f"Subject: x\n\n{first}",),
            ("Subject: x\n\nHello",),
            needs=(group,),
        ),
    )


SERVICES = (
    *_signs(
        "list_manager",
        "a list manager",
        "LISTSERV@x.example",
        "Your message to Tech awaits moderator approval",
        "Hi! This is the ezmlm program. I'm managing",
    ),
    *_signs(
        "challenge",
        "a challenge to prove oneself a person",
        "Spam Arrest <x@x.example>",
        "Please confirm your message",
        "The message you sent requires that you verify that you are a real",
    ),
    *_signs(
        "filter",
        "a mail filter",
        "ScanMail <x@x.example>",
        "VIRUS (Eicar) IN MAIL FROM YOU",
        "A virus was found: Eicar",
    ),
    *_signs(
        "monitor", "a monitor", "nagios@x.example", "** PROBLEM Service Alert: db1 is DOWN **", "***** Nagios *****"
    ),
    *_signs(
        "recall",
        "a mail program's recall",
        "Gmail Team <x@x.example>",
        "Recall: x",
        "Kim Abel would like to recall the message",
    ),
    Evidence(
        "its subject is that of an aggregate report (RFC 7489, RFC 8460)",
        100,
        lambda clues: _AGGREGATE.search(clues.clean) is not None,
        ("Subject: Report domain: x.example Submitter: isp.example Report-ID: 17",),
        ("Subject: Report domain problems",),
    ),
    Evidence(
        "its sender has one of a list's addresses",
        40,
        lambda clues: _OF_A_LIST.search(clues.local) is not None,
        ("From: tech-owner@x.example", "From: tech-request@x.example"),
        ("From: owner@x.example",),
    ),
    Evidence(
        "its subject holds a program's key",
        80,
        lambda clues: _KEY.search(clues.clean.lower()) is not None,
        (
            "Subject: confirm 3f2a991b",
            "Subject: Cron <root@db1> /bin/x",
            "Subject: Your email requires verification verify#aBc123-17",
        ),
        ("Subject: Please confirm by Friday",),
    ),
)
