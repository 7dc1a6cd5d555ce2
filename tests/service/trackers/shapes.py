"""What trackers write of one ticket, from its opening to its end, each in its own shape."""

# ruff: noqa: E501 - mails are kept in few lines

from email.message import EmailMessage
from typing import NamedTuple

TRACKER = "technik@tracker.example"  # one for all: the settings are read once
JIRA = {"X-JIRA-FingerPrint": "0123456789abcdef"}
SERVICENOW = {"X-ServiceNow-Generated": "true", "X-ServiceNow-Source": "Notification-abc"}
ZENDESK = {"X-Mailer": "Zendesk Mailer", "X-Zendesk-Email-Id": "01ABCDEF"}
GITLAB = {"X-GitLab-Project-Path": "acme/portal", "X-GitLab-Issue-IID": "12"}
REDMINE = {"X-Mailer": "Redmine", "X-Redmine-Host": "tracker.example", "X-Redmine-Issue-Id": "123"}
OTRS = {"X-Mailer": "Znuny Mail Service (6.5.1)", "X-Powered-By": "Znuny (https://www.znuny.example/)"}
RT = {"RT-Ticket": "example.org #4711", "Managed-by": "RT 5.0.3", "X-RT-Loop-Prevention": "example.org"}
GITHUB = {"List-ID": "acme/app <app.acme.tracker.example>", "Precedence": "list", "X-GitHub-Reason": "mention"}
BY_PROGRAM = (("Auto-Submitted", "auto-generated"),)
ABOVE = "##- Please type your reply above this line -##\n\n"
ISSUE = "\n\n----------------------------------------\nBug #123: Exports stop\nhttps://tracker.example/issues/123\n"


class Said(NamedTuple):
    """One mail: who sends it, under which subject, what it says, and the headers of its own."""

    sender: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = ()


class Shape(NamedTuple):
    """A tracker: its address, the headers of all its mails, the ticket's number there, what stands for it in the
    subject of what goes to it, and its mails of the one ticket."""

    name: str
    address: str
    headers: dict[str, str]
    number: str
    sign: str
    opened: Said
    assigned: Said
    comment: Said
    resolved: Said


WORDS = "We can reproduce it with files over 2 GB."
SHAPES = (
    Shape(
        "Jira", TRACKER, JIRA, "TECH-4711", "(TECH-4711)",
        Said("Escalations (Jira)", "[jira] [Created] (TECH-4711) Exports stop",
             "Escalations created TECH-4711:\n--------------------------------\n\n   Key: TECH-4711\n   URL: https://tracker.example/browse/TECH-4711"
             "\n   Assignee: Sam Roe\n\n--\nThis message was sent by Atlassian Jira", BY_PROGRAM),
        Said("Sam Roe (Jira)", "[jira] [Assigned] (TECH-4711) Exports stop",
             "Sam Roe reassigned TECH-4711:\n--------------------------------\n\n    Assignee: Kim Lee  (was: Sam Roe)\n\n> Exports stop"),
        Said("Kim Lee (Jira)", "[jira] [Commented] (TECH-4711) Exports stop",
             f"Kim Lee commented on TECH-4711:\n--------------------------------\n\n{WORDS}\n\n> Exports stop\n> ----\n"),
        Said("Kim Lee (Jira)", "[jira] [Resolved] (TECH-4711) Exports stop",
             "Kim Lee resolved TECH-4711.\n--------------------------------\n    Resolution: Fixed\n\n> Exports stop"),
    ),
    Shape(
        "ServiceNow", TRACKER, SERVICENOW, "INC0012345", "Incident INC0012345",
        Said("IT Service Desk", "Incident INC0012345 has been opened on your behalf",
             "Incident INC0012345 has been opened on your behalf.\n\nAssignment group: Network\n\nRef:MSG0098765_abcdef"),
        Said("IT Service Desk", "Incident INC0012345 has been assigned to Kim Lee",
             "Incident INC0012345 has been assigned to Kim Lee.\n\nRef:MSG0098768_abcdef"),
        Said("IT Service Desk", "INC0012345 - comments added",
             f"Incident INC0012345 has been updated\nComments:\n2026-03-09 10:11:12 CET - Kim Lee\nAdditional comments\n"
             f"{WORDS}\n\nRef:MSG0098766_abcdef"),
        Said("IT Service Desk", "Your incident INC0012345 has been resolved",
             "Your incident INC0012345 has been resolved by Kim Lee.\n\nRef:MSG0098767_abcdef"),
    ),
    Shape(
        "Zendesk", TRACKER, ZENDESK, "4711", "[4711]",
        Said("Acme Support", "[Request received] Exports stop",
             f"{ABOVE}Your request (4711) has been received and is being reviewed by our support staff.", BY_PROGRAM),
        Said("Acme Support", "[Acme Support] Re: Exports stop",
             f"{ABOVE}Your request (4711) has been assigned to Kim Lee.", BY_PROGRAM),
        Said("Kim Lee (Acme Support)", "[Acme Support] Re: Exports stop",
             f"{ABOVE}Your request (4711) has been updated. To add additional comments, reply to this email.\n\n"
             f"----------------------------------------------\n\nKim Lee, Mar 9, 2026, 10:11 GMT+1\n\n{WORDS}\n"),
        Said("Acme Support", "[Acme Support] Re: Exports stop",
             f"{ABOVE}Your request (4711) has been deemed solved.", BY_PROGRAM),
    ),
    Shape(
        "GitHub", TRACKER, GITHUB, "acme/app#12", "(Issue #12)",
        Said("Sam Roe", "[acme/app] Exports stop (Issue #12)", "Sam Roe created an issue (acme/app#12)\n\n-- \n"
             "View it on GitHub:\nhttps://tracker.example/acme/app/issues/12", (("X-GitHub-Sender", "samroe"),)),
        Said("Sam Roe", "Re: [acme/app] Exports stop (Issue #12)", "Assigned #12 to @kimlee.\n\n-- \nReply to this email "
             "directly or view it on GitHub:\nhttps://tracker.example/acme/app/issues/12#1", (("X-GitHub-Sender", "samroe"),)),
        Said("Kim Lee", "Re: [acme/app] Exports stop (Issue #12)", f"kimlee left a comment (acme/app#12)\n\n{WORDS}\n\n-- \n"
             "Reply to this email directly or view it on GitHub:\nhttps://tracker.example/acme/app/issues/12#2",
             (("X-GitHub-Sender", "kimlee"),)),
        Said("Kim Lee", "Re: [acme/app] Exports stop (Issue #12)", "Closed #12 as completed via #13.\n\n-- \nReply to this "
             "email directly or view it on GitHub:\nhttps://tracker.example/acme/app/issues/12#3",
             (("X-GitHub-Sender", "kimlee"),)),
    ),
    Shape(
        "GitLab", TRACKER, GITLAB, "acme/portal#12", "(#12)",
        Said("Portal", "Re: Exports stop | Portal (#12)", "Thank you for your support request! We are tracking your "
             "request as ticket #12, and will respond as soon as we can.", BY_PROGRAM),
        Said("Sam Roe", "Re: Portal | Exports stop (#12)", "Assignee changed to Kim Lee\n\n-- \nView it on GitLab: "
             "https://tracker.example/acme/portal/-/issues/12"),
        Said("Kim Lee", "Re: Portal | Exports stop (#12)", f"Kim Lee commented:\n\n{WORDS}\n\n-- \nReply to this email "
             "directly or view it on GitLab: https://tracker.example/acme/portal/-/issues/12#note_77"),
        Said("Kim Lee", "Re: Portal | Exports stop (#12)", "Issue was closed by Kim Lee\n\n-- \nView it on GitLab: "
             "https://tracker.example/acme/portal/-/issues/12"),
    ),
    Shape(
        "Redmine", TRACKER, REDMINE, "#123", "[Portal - Bug #123]",
        Said("Redmine", "[Portal - Bug #123] (New) Exports stop",
             f"Issue #123 has been reported by Escalations.{ISSUE}\n* Assignee: Sam Roe", BY_PROGRAM),
        Said("Redmine", "[Portal - Bug #123] Exports stop", "Issue #123 has been updated by Sam Roe.\n\n"
             f"* Assignee changed from Sam Roe to Kim Lee{ISSUE}", BY_PROGRAM),
        Said("Redmine", "[Portal - Bug #123] Exports stop",
             f"Issue #123 has been updated by Kim Lee.\n\n\n{WORDS}{ISSUE}", BY_PROGRAM),
        Said("Redmine", "[Portal - Bug #123] (Resolved) Exports stop", "Issue #123 has been updated by Kim Lee.\n\n"
             f"* Status changed from In Progress to Resolved{ISSUE}", BY_PROGRAM),
    ),
    Shape(
        "OTRS", TRACKER, OTRS, "2026022310000017", "[Ticket#2026022310000017]",
        Said("Acme Technik", "[Ticket#2026022310000017] RE: Exports stop",
             "Thanks for your email. A new ticket has been created.\n\nYour Acme Team", (("Auto-Submitted", "auto-replied"),)),
        Said("Acme Technik", "[Ticket#2026022310000017] Owner update: Exports stop",
             "The ticket 2026022310000017 has been assigned to Kim Lee.\n\nAcme Technik", BY_PROGRAM),
        Said("Kim Lee via Acme Technik", "Re: [Ticket#2026022310000017] Exports stop", f"{WORDS}\n\nKim Lee"),
        Said("Acme Technik", "[Ticket#2026022310000017] geschlossen",
             "Guten Tag,\n\nIhr Vorgang 2026022310000017 wurde geschlossen.\n\nAcme Technik", BY_PROGRAM),
    ),
    Shape(
        "RT", TRACKER, RT, "#4711", "[example.org #4711]",
        Said("Technical via RT", "[example.org #4711] AutoReply: Exports stop", "Greetings,\n\nThis message has been "
             "automatically generated in response to the creation of a trouble ticket.\n\nThere is no need to reply. Your "
             "ticket has been assigned an ID of [example.org #4711].", (("Auto-Submitted", "auto-replied"),)),
        Said("Kim Lee via RT", "[example.org #4711] Exports stop", "Mon Mar 9 10:11:12 2026: Request 4711 was acted upon.\n"
             "\n Transaction: Taken by Kim Lee\n       Queue: Technical\n       Owner: Kim Lee\n      Status: open\n"
             " Ticket <URL: https://tracker.example/Ticket/Display.html?id=4711 >", BY_PROGRAM),
        Said("Kim Lee via RT", "[example.org #4711] Exports stop", f"{WORDS}\n\n-- \nKim Lee",
             (*BY_PROGRAM, ("RT-Originator", "kim.lee@tracker.example"))),
        Said("Kim Lee via RT", "[example.org #4711] Resolved: Exports stop",
             "According to our records, your request has been resolved.", BY_PROGRAM),
    ),
)  # fmt: skip


def write(shape: Shape, said: Said, to: str = "support@example.com", answers: str = "") -> bytes:
    """The mail of it, as it comes to us; `answers` is the Message-ID that it answers, "" where none survives there."""
    mail = EmailMessage()
    mail["From"] = f'"{said.sender}" <{shape.address}>'
    mail["To"], mail["Subject"] = to, said.subject
    mail["Message-ID"] = f"<{abs(hash(said))}@tracker.example>"
    if answers:
        mail["In-Reply-To"] = answers
    for name, value in (*shape.headers.items(), *said.headers):
        mail[name] = value
    mail.set_content(said.text)
    return mail.as_bytes()
