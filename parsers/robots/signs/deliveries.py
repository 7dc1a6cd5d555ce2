"""Signs that a mail server reports what became of a mail: by the standard (RFC 3464), or as the many do that follow
none."""

import re

from parsers.robots.clues import MAX_BODY, Clues
from parsers.robots.events import find_event
from parsers.robots.evidence import Evidence, announces, begins, count, is_called, is_one, opens, says
from parsers.robots.returned import DISPOSITION, has_code, has_copy, is_displayed, is_rejecting, is_report_file
from parsers.robots.signs.failures import count_failures, is_failure
from parsers.robots.signs.marks import CERTAIN, has_null_path, is_exchange_notice
from parsers.robots.signs.people import ANSWER, FORWARD, MARKER, QUESTION, SAID_NO, TEMPLATE
from parsers.words.fold import fold

_MIXED = 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n'  # how the examples begin
# RFC 3464 §2.2 and §2.3: fields that every report has, where a gateway made text of it.
_FIELD = re.compile(
    r"^[ \t>]*(?:reporting-mta|(?:final|original)-recipient|diagnostic-code|action|status|remote-mta|arrival-date)"
    r":[ \t]?\S",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_FIELDS = 3
_FIRST_FIELDS = ("reporting mta", "final recipient", "original recipient")


def _is_report(clues: Clues) -> bool:
    typed = clues.find_part("message/delivery-status", "message/global-delivery-status") is not None
    return typed or clues.report_type == "delivery-status"


def _has_report_file(clues: Clues) -> bool:
    return any(map(is_report_file, clues.parts))


def _has_fields(clues: Clues) -> bool:
    return len(_FIELD.findall(clues.text[:MAX_BODY])) >= _FEWEST_FIELDS


def _is_daemon(clues: Clues) -> bool:
    return clues.local.startswith("microsoftexchange") or is_called(clues, "senders", "daemons")


def _is_doubtful(clues: Clues) -> bool:
    named = ("senders", "doubtful") in clues.local_in | clues.name_in
    return (named or clues.is_nobody) and not _is_daemon(clues)


def _is_gateway(clues: Clues) -> bool:
    return is_called(clues, "senders", "gateways") and not _is_daemon(clues) and not _is_doubtful(clues)


def _is_announced(clues: Clues) -> bool:
    known = announces(clues, "bounce") or announces(clues, "delay") or announces(clues, "delivered")
    return known or is_failure(clues.head)


def _is_begun(clues: Clues) -> bool:
    return (begins(clues, "bounce") or begins(clues, "delay")) and not _is_announced(clues)


def _is_ended(clues: Clues) -> bool:
    head, colon, last = clues.clean.rpartition(":")
    return bool(colon and head) and is_one(fold(last), "bounce", "subjects")


def _is_absence(clues: Clues) -> bool:
    return begins(clues, "auto_reply") or begins(clues, "out_of_office")


DELIVERIES = (
    Evidence(
        "it is a delivery report (RFC 3464)",
        CERTAIN,
        _is_report,
        (
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nx\n--b--',
            f"{_MIXED}x\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b--",
        ),
        ('Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n--b\n\nx\n--b--',),
        needs=("multipart/report", "message/delivery-status", "message/global-delivery-status"),
    ),
    Evidence(
        "it has a delivery report for a file",
        60,
        _has_report_file,
        (f"{_MIXED}x\n--b\nContent-Type: text/plain; name=a.txt\n\nReporting-MTA: dns; x\n--b--",),
        (f"{_MIXED}x\n--b\nContent-Type: text/plain; name=a.txt\n\nnotes\n--b--",),
    ),
    Evidence(
        "it is the receipt of a mail that was rejected",
        CERTAIN,
        is_rejecting,
        (
            (
                f"{_MIXED}Your message was rejected\n--b\nContent-Type: {DISPOSITION}\n\n"
                "Disposition: automatic-action; deleted\n--b--"
            ),
        ),
        needs=(DISPOSITION,),
    ),
    Evidence(
        "it is a mail service's note in JSON",
        CERTAIN,
        lambda clues: find_event(clues.text) is not None,
        ('Subject: x\n\n{"notificationType":"Bounce","bounce":{}}',),
        ('Subject: x\n\nThey send {"notificationType":"Bounce"}', 'Subject: x\n\n{"kind": "delivery of goods"}'),
    ),
    Evidence(
        "its X-Failed-Recipients header says so",
        100,
        lambda clues: "x-failed-recipients" in clues.names,
        ("X-Failed-Recipients: kim@x.example",),
        needs=("x-failed-recipients",),
    ),
    Evidence(
        "it comes from a mail server",
        100,
        _is_daemon,
        (
            "From: MAILER-DAEMON@x.example",
            "From: Mail Delivery System <x@x.example>",
            "From: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>",
        ),
        ("From: Kim <kim@mailer.example>", "From: System Administrator <sysadmin@x.example>"),
    ),
    Evidence(
        "its sender's name is one that mail servers use",
        50,
        _is_doubtful,
        ("From: postmaster@x.example", "From: System Administrator <it@x.example>", "From: <>"),
        ("From: MAILER-DAEMON@x.example", "From: Kim <kim@x.example>"),
    ),
    Evidence(
        "a mail gateway sent it",
        40,
        _is_gateway,
        ("From: antivirus_gateway@x.example", "From: InterScan <imss@x.example>"),
        ("From: Kim <kim@gateway.example>",),
        needs=("senders",),
    ),
    Evidence(
        "nobody reads its sender's mail",
        40,
        lambda clues: ("senders", "unread") in clues.local_in,
        ("From: no-reply@x.example",),
        ("From: kim@x.example",),
        needs=("senders",),
    ),
    Evidence(
        "its return path is empty",
        60,
        has_null_path,
        ("Return-Path: <>",),
        ("Return-Path: <kim@x.example>",),
        needs=("return-path",),
    ),
    Evidence(
        "Exchange wrote it about another mail",
        60,
        is_exchange_notice,
        ("X-MS-Exchange-Parent-Message-Id: <x@y.example>",),
        needs=("x-ms-exchange-parent-message-id",),
    ),
    Evidence(
        "its subject is that of a delivery report",
        50,
        _is_announced,
        (
            "Subject: Undeliverable: offer",
            "Subject: failure notice",
            "Subject: Zustellung verzögert: x",
            "Subject: [Postmaster] Delivery failure",
        ),
        ("Subject: Undeliverable goods", "Subject: Re: Undeliverable: offer"),
    ),
    Evidence(
        "its subject begins as delivery reports do",
        30,
        _is_begun,
        ("Subject: Mail delivery failed for kim",),
        ("Subject: Undeliverable: x", "Subject: Our undeliverable goods"),
    ),
    Evidence(
        "its subject ends with the verdict",
        30,
        _is_ended,
        ("Subject: RE: Your request 7 : non remis",),
        ("Subject: non remis",),
    ),
    Evidence(
        "it begins as mail servers do",
        80,
        lambda clues: opens(clues, "bounce"),
        (
            "Subject: x\n\nThis is the mail system at host x.example.\nSorry",
            "Subject: x\n\nHi. This is the\nqmail-send program at x",
        ),
        ("Subject: x\n\nThey get this:\nok\nThis is the mail system at host x.example.",),
        needs=("bounce",),
    ),
    Evidence(
        "it begins with the fields of a delivery report",
        100,
        lambda clues: any(line.startswith(_FIRST_FIELDS) for line in clues.opening),
        ("Subject: x\n\nReporting-MTA: dns; x.example",),
        ("Subject: x\n\nWhat is this?\n\nthere\nand\nthere\nReporting-MTA: dns; x.example",),
    ),
    Evidence(
        "it has the fields of a delivery report",
        60,
        _has_fields,
        ("Subject: x\n\nFinal-Recipient: rfc822; kim@x.example\nAction: failed\nStatus: 5.1.1",),
        ("Subject: x\n\nStatus: 5.1.1",),
        is_costly=True,
    ),
    Evidence(
        "its text says that a mail was not delivered",
        25,
        lambda clues: says(clues.body, "bounce", "bodies") or count_failures(clues.body) > 0,
        (
            "Subject: x\n\nUser unknown",
            "Subject: x\n\nNachricht konnte nicht zugestellt werden",
            "Subject: x\n\nThe mailbox you tried is disabled",
        ),
        ("Subject: x\n\nThe file is empty.",),
        is_costly=True,
    ),
    Evidence(
        "its text says so more than once",
        25,
        lambda clues: count(clues.body, "bounce", "bodies") > 1 or count_failures(clues.body) > 1,
        ("Subject: x\n\nUser unknown, message rejected",),
        ("Subject: x\n\nUser unknown",),
        is_costly=True,
    ),
    Evidence(
        "its text says that it is tried again",
        25,
        lambda clues: says(clues.body, "delay", "bodies"),
        ("Subject: x\n\nIt will be retried",),
        is_costly=True,
    ),
    Evidence(
        "it gives a server's reply code (RFC 5321)",
        25,
        lambda clues: has_code(clues.text),
        ("Subject: x\n\n550 unknown", "Subject: x\n\n#5.1.1"),
        ("Subject: x\n\n550", "Subject: x\n\nversion 5.1"),
        is_costly=True,
    ),
    Evidence(
        "it brings a copy of the mail",
        25,
        lambda clues: has_copy(clues.text),
        (
            "Subject: x\n\nSorry\n\n--- Below this line is a copy of the message.",
            "Subject: x\n\nSorry\nReturn-Path: <a@x.example>",
        ),
        is_costly=True,
    ),
    Evidence(
        "it brings the mail or its headers as a part",
        25,
        lambda clues: not clues.types.isdisjoint(("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")),
        (f"{_MIXED}x\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\nHi\n--b--",),
        ("Subject: x",),
        is_costly=True,
    ),
    Evidence(
        "it has no words at all",
        25,
        lambda clues: not clues.text.strip() and "message/rfc822" not in clues.types,  # somebody may forward it so
        ("Subject: x\n\n \n",),
        ("Subject: x\n\nwords",),
        is_costly=True,
    ),
    Evidence(
        "it is a read receipt (RFC 8098)",
        -CERTAIN,
        lambda clues: is_displayed(clues) and not is_rejecting(clues),
        ('Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\n\nx\n--b--',),
        ("Subject: Read: x",),
    ),
    Evidence(
        "its subject is that of an absence",
        -60,
        _is_absence,
        ("Subject: Automatic reply: x",),
        ("Subject: Undeliverable: x",),
    ),
    SAID_NO,
    TEMPLATE,
    MARKER,
    FORWARD,
    ANSWER,
    QUESTION,
)
