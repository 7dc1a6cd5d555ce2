"""Who counts in a simulation, where nobody has a token: whoever could have had one,
by `[ESC-n]` alone (behaviour B12.5)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.bootstrap import load_policy
from daemon.commands.replay.simulation import simulate
from tests.builders import build_form, build_mail
from tests.journeys.house import CUSTOMERS, SETTINGS

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
DELIVERY_STATUS = """\
Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; senior@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
"""


def answer(who: str, words: str, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        who,
        "support@example.com",
        "Re: Exports end without a file - Ticket #48213 [ESC-1]",
    )
    mail["Message-ID"] = f"<{abs(hash((who, words)))}@example.com>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    return mail.as_bytes()


def bounce() -> bytes:
    head = (
        "From: MAILER-DAEMON@example.com\nTo: support@example.com\n"
        "Subject: Undelivered: Exports [ESC-1]\nReturn-Path: <>\n"
    )
    kind = "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    parts = (
        "--b\nContent-Type: text/plain\n\nIt did not arrive.\n--b\n"
        f"Content-Type: message/delivery-status\n\n{DELIVERY_STATUS}\n--b--\n"
    )
    return (head + kind + parts).encode()


def replay(folder: Path, *answers: tuple[float, bytes], hours: float) -> list[tuple[float, str, str]]:
    """(hours after the escalation to Level 1, kind, to) of what leaves after the letters that open it."""
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "config.yaml").write_text(SETTINGS.format(imap=1, smtp=1, folder=folder), encoding="utf-8")
    settings, policy = load_policy(folder / "config.yaml", {})
    opening = build_mail(body=build_form({"Level": "1"}), files=(("error.log", b"x" * 500),))
    mails = [(MONDAY, opening), *((MONDAY + timedelta(hours=after), raw) for after, raw in answers)]
    sent = simulate(settings, policy, mails, MONDAY + timedelta(hours=hours))
    return [
        ((one.at - MONDAY) / timedelta(hours=1), one.kind, one.to.partition("@")[0]) for one in sent if one.at > MONDAY
    ]


@pytest.mark.parametrize("who", ["senior", "lead"])
def test_recipients_and_leads_can_take_it(tmp_path: Path, who: str) -> None:
    sent = replay(tmp_path, (1, answer(f"{who}@example.com", "mine")), hours=5)
    assert (1, "claimed", "dana") in sent
    assert "reminder" not in [kind for _, kind, _ in sent]


def test_those_who_had_it_before_it_went_up_can_take_it_still(tmp_path: Path) -> None:
    sent = replay(tmp_path, (6.5, answer("senior@example.com", "mine")), hours=7)
    assert [(kind, to) for at, kind, to in sent if at > 6] == [
        ("claimed", "dana"),
        ("claimed", "manager"),
        ("claimed", "lead"),
        ("notice", "senior"),
    ]


def test_a_colleague_who_was_never_asked_leaves_a_note_and_the_clock_runs_on(tmp_path: Path) -> None:
    sent = replay(tmp_path, (1, answer("eve@example.com", "mine")), hours=2)
    assert sent == [
        (1, "relay", "senior"), (1, "notice", "eve"), (1, "relay", "dana"), (2, "reminder", "senior"),
    ]  # fmt: skip


def test_the_customers_answer_ends_the_waiting(tmp_path: Path) -> None:
    waiting, back = answer("dana@example.com", "waiting"), answer("ada.okafor@contoso.example", "Here is the file.")
    assert (2, "reminder", "senior") not in replay(tmp_path, (1, waiting), hours=5)
    assert (4, "reminder", "senior") in replay(tmp_path, (1, waiting), (3, back), hours=5), (
        "half of the way, and two hours of waiting"
    )


def test_out_of_office_is_no_answer_and_when_nobody_is_left_it_goes_up_and_agent_and_leads_learn_it(
    tmp_path: Path,
) -> None:
    away = answer("senior@example.com", "I am out of the office until Friday.", Auto_Submitted="auto-replied")
    assert replay(tmp_path, (0.1, away), hours=2) == [
        (0.1, "raised", "manager"),
        (0.1, "raised", "dana"),
        (0.1, "raised", "lead"),
    ]


def test_a_bounce_of_the_last_of_a_level_is_told_with_where_it_has_gone(tmp_path: Path) -> None:
    assert replay(tmp_path, (0.5, bounce()), hours=1) == [
        (0.5, "raised", "manager"),
        (0.5, "delivery-failure", "dana"),
        (0.5, "delivery-failure", "lead"),
    ]


@pytest.mark.parametrize("senders", ["", "From: \n", "From: Dana\n", "From: dana@example.com, eve@example.com\n"])
def test_a_mail_that_names_no_sender_is_set_aside_for_there_is_nobody_to_answer(tmp_path: Path, senders: str) -> None:
    nameless = re.sub(
        rb"^From: [^\n]*\n", senders.encode(), build_mail(message_id="<nobody@example.com>"), flags=re.MULTILINE
    )
    assert replay(tmp_path, (0.1, nameless), hours=1) == []
