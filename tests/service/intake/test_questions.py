"""Escalation, question, hint or noise: what a mail with the word in its subject is (behaviour B2.20 to B2.27)."""

from datetime import timedelta
from pathlib import Path

import pytest

from daemon.commands.replay.checks import check_mail
from daemon.ports import Outcome
from tests.builders import build_form
from tests.desk import Desk
from tests.journeys.house import kinds, reply
from tests.service.intake.test_mails import MONDAY
from tests.vocabulary import VOCABULARY

# ruff: noqa: E501 - one row a mail

ADA = "ada.okafor@contoso.example"
CROWD = "Cc: " + ", ".join(f"colleague{number}@example.com" for number in range(11))
TWO = "Customer: Contoso\nIssue Summary: No exports since nine\n"
TICKETS_ONLY = "Priority: High\nCustomer: Contoso\nTicket #: 48213\n"
OUTLOOK = f"\n\nFrom: Ada Okafor <{ADA}>\nSent: Monday\nTo: Dana\nSubject: x\n\nNobody can work, all sites are down.\n"
QUOTED = f"\n\nOn Mon, 2 Mar 2026 at 09:00, Ada <{ADA}> wrote:\n> Nobody can work, all sites are down.\n"
REPLY = "In-Reply-To: <a@contoso.example>"
MACHINE = "Auto-Submitted: auto-generated\nReturn-Path: <>\nPrecedence: bulk"

# subject, text, further header lines, what it is
MAILS = {
    "two fields": ("ESCALATION - exports", TWO, "", "incomplete"),
    "two fields below a word that does not stand first": ("Exports: urgent", TWO, "", "routed"),
    "two fields without customer and ticket, the word not first": (
        "Exports: an escalation", "Issue Summary: No exports\nCustomer Impact: much\n", "", "hint",
    ),
    "one field is enough for ESCALATION": ("ESCALATION - exports", "Issue Summary: No exports\n", "", "incomplete"),
    "one field is not enough for URGENT": ("URGENT - exports", "Issue Summary: No exports\n", "", "question"),
    "the template as it was": ("ESCALATION - exports", "Priority:\nCustomer:\nTicket #:\nIssue Summary:\n", "", "incomplete"),
    "a ticket in the subject": ("URGENT: exports stop - SUP-1234", "Please look.", "", "routed"),
    "a ticket in the words": ("URGENT: exports stop", "It is INC0012345.", "", "routed"),
    "a ticket in the words, by its name": ("ESCALATION: exports", "See ticket no. 48213, thanks.", "", "incomplete"),
    "a customer by account": ("URGENT: Contoso has no exports", "Please look.", "", "routed"),
    "a customer by name": ("URGENT: exports stop", "Kim Abercrombie has called twice.", "", "routed"),
    "a customer by address": ("URGENT: exports stop", f"It is {ADA}, please call.", "", "routed"),
    "an Immediate trigger in the subject": ("URGENT nothing works at any site", "", "", "routed"),
    "an Immediate trigger in the words": ("URGENT: please call", "There was a data breach last night.", "", "routed"),
    "a trigger without the word first": ("Is this urgent?", "There was a data breach last night.", "", "hint"),
    "a trigger that an answer quotes": ("Re: URGENT: please call", "Who calls him?\n\nOn Mon, Bo <bo@example.com> wrote:\n> A data breach!\n", "In-Reply-To: <b@example.com>", "question"),
    "a customer's forwarded words": ("Fwd: URGENT: please call", "See below." + OUTLOOK, "", "routed"),
    "a stranger's forwarded words": ("Fwd: URGENT: please call", "See below." + OUTLOOK.replace(ADA, "x@elsewhere.example"), "", "question"),
    "the word first and nothing else": ("URGENT: car blocks the gate", "It is red.", "", "question"),
    "ESCALATION first and nothing else": ("ESCALATION - car blocks the gate", "It is red.", "", "question"),
    "personnel": ("URGENT: please hand in your vacation plans by Friday", "Thanks, HR", "", "question"),
    "a sentence that begins with it": ("Escalation training on Friday", "Come all.", "", "hint"),
    "talk": ("How does an escalation work?", "I prepare a talk.", "", "hint"),
    "an answer to a customer's mail": ("AW: URGENT: Contoso, all sites down", "We look." + QUOTED, REPLY, "hint"),
    "an answer to a customer's mail with the template": ("AW: URGENT: all sites down", TWO + QUOTED, REPLY, "routed"),
    "a mail to the customer": ("URGENT: Contoso, ticket 48213", "Dear Ada,", f"To: {ADA}, support@example.com", "hint"),
    "a mail to the customer with the template": ("URGENT: x", TWO, f"To: {ADA}, support@example.com", "routed"),
    "a crowd": ("URGENT: Contoso, ticket 48213", "All of you look.", CROWD, "question"),
    "a crowd with the template": ("URGENT: x", TWO, CROWD, "routed"),
    "a list that is not allowed": ("URGENT: Contoso down", "Look.", "List-Id: <all.example.com>", "question"),
    "an invitation that was accepted": ("Accepted: URGENT - Contoso, ticket 48213", "See you there.", "", "ignored"),
    "a recalled mail": ("Recall: URGENT - Contoso, ticket 48213", "Dana would like to recall it.", "", "ignored"),
    "a recalled mail in French": ("Rappel : URGENT - Contoso, ticket 48213", "Dana Whitfield souhaite rappeler le message « URGENT ».", "", "ignored"),
    "a reminder in French": ("Rappel : URGENT ticket 48213", "Toujours rien.", "", "routed"),
    "a reminder in French without a word": ("Rappel : URGENT ticket 48213", "", "", "routed"),
    "a wish to be called back without a word": ("Rückruf: URGENT Fabrikam", "", "", "routed"),
    "a second reminder in German": ("2. Erinnerung: URGENT ticket 48213", "Der Kunde wartet.", "", "routed"),
    "a wish to be called back": ("Rückruf: URGENT Contoso", "Frau Okafor wartet seit neun.", "", "routed"),
    "a reminder": ("Reminder: URGENT ticket 48213", "They still wait.", "", "routed"),
    "an answer to it": ("Re: Rappel : URGENT ticket 48213", "Toujours rien.", "", "routed"),
    "a person's words below a calendar's head": (
        "Annulé : URGENT ticket 48213", "Plus rien ne marche sur tous les sites de Contoso, merci d'aider.", "", "hint",
    ),
    "a person's words below a receipt's head": (
        "Lu : URGENT ticket 48213", "J'ai lu leur mail, ils attendent toujours la facture.", "", "hint",
    ),
    "a short question below a calendar's head": ("Declined: URGENT bridge", "Who calls them instead?", "", "hint"),
    "a short remark below a calendar's head": ("Annulé : URGENT point", "Le client attend toujours !", "", "hint"),
    "who calls off and says more": ("Abgesagt: URGENT Runde", "Kim hat abgesagt und will jetzt den Chef sprechen", "", "hint"),
    "who calls off and asks": ("Abgesagt: URGENT Runde", "Kim hat abgesagt, wer ruft sie an?", "", "hint"),
    "a comment on the own answer": ("Zugesagt: URGENT Runde", "Bis morgen!", "", "ignored"),
    "a person's words below an automatic answer's head": (
        "Automatic reply: URGENT: Contoso", "Can somebody else call them?\n\nI am out of office until 9 March.", "", "hint",
    ),
    "a person's words below an absence's head": (
        "Abwesenheitsnotiz: URGENT", "Kim wartet auf die Rechnungen. Wer übernimmt? Ich bin ab heute weg.", "", "hint",
    ),
    "an absence": ("Automatic reply: URGENT: Contoso", "I am out until 9 March. Anything urgent? Call Bo.", "", "ignored"),
    "a person's words above a report": (
        "Undeliverable: URGENT: Contoso",
        "Somebody please phone her.\n\nDelivery has failed to these recipients:\nada@x.example\n550 5.1.1 user unknown",
        "", "hint",
    ),
    "a report": (
        "Undeliverable: URGENT: Contoso", "Delivery has failed to these recipients:\nada@x.example\n550 5.1.1 user unknown",
        "", "ignored",
    ),
    "a receipt in Portuguese": ("Mensagem lida: URGENT", "A sua mensagem foi lida.", "", "ignored"),
    "a tracker's line": ("[Ticket #48213] Priority changed to Urgent", TICKETS_ONLY, "From: helpdesk@example.com", "ignored"),
    "a monitor": ("URGENT: Contoso down, ticket 48213", "Disk full.", "From: nagios@example.com", "ignored"),
    "nobody reads its mail": ("URGENT: ticket 48213", "Look.", "From: noreply@example.com", "ignored"),
    "a template from a program's address": ("URGENT: x", build_form(), "From: alerts@example.com", "routed"),
    "a machine's marks and a whole template": ("ESCALATION - exports", build_form(), MACHINE, "routed"),
    "a machine's marks and a template with gaps": (
        "ESCALATION - exports", "Issue Summary: No exports\nCustomer Impact: They cannot bill.\n", MACHINE, "routed",
    ),
    "a machine's marks and what ticket systems write": ("ESCALATION - exports", TICKETS_ONLY, MACHINE, "ignored"),
    "an escalation about mail": ("URGENT: Delivery failure to Contoso", build_form(), "", "routed"),
    "an escalation about mail, with marks": ("URGENT: Delivery failure", build_form(), "Return-Path: <>", "routed"),
    "an escalation about mail, in words": (
        "URGENT: Undelivered mail at Contoso", "All their mail bounces: 550 5.1.1 user unknown.", "", "routed",
    ),
}  # fmt: skip


def write_mail(subject: str, text: str, headers: str = "") -> bytes:
    given = dict(line.split(": ", 1) for line in headers.splitlines() if line)
    head = {"From": "Dana Whitfield <dana@example.com>", "To": "support@example.com", "Message-ID": "<q@example.com>"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in ({**head, **given, "Subject": subject}).items())
    return f"{lines}\r\n{text}".replace("\r\n", "\n").replace("\n", "\r\n").encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(("subject", "text", "headers", "verdict"), MAILS.values(), ids=MAILS)
def test_what_a_mail_with_the_word_is(desk: Desk, subject: str, text: str, headers: str, verdict: str) -> None:
    found = check_mail("x.eml", write_mail(subject, text, headers), desk.policy, VOCABULARY, False)
    assert (found["verdict"], found["reason"]) == (verdict, found["reason"])


def test_a_question_is_held_and_its_sender_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    letters = desk.receive(write_mail("URGENT: car blocks the gate", "It is red."), MONDAY)
    assert [(one["To"], one["X-Escalation-Kind"]) for one in letters] == [
        ("Dana Whitfield <dana@example.com>", "information-request")
    ]
    assert "Shall this go up?" in letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert desk.store.find_case(1).status == "held"  # type: ignore[union-attr]
    assert desk.entries()[0].outcome is Outcome.OPENED


def test_the_template_that_a_hint_brings_opens_a_case_when_it_is_answered(tmp_path: Path) -> None:
    """The hint says "send me this, filled in": its subject makes the answer ours. Other words open nothing."""
    desk = Desk(tmp_path)
    (hint,) = desk.receive(write_mail("Escalation training on Friday", "Come all."), MONDAY)
    said = desk.receive(reply(hint, "dana@example.com", "Thanks, it was only a question about Contoso."), MONDAY)
    assert kinds(said) == [("notice", "dana@example.com")]
    assert desk.store.find_case(1) is None
    letters = desk.receive(reply(hint, "dana@example.com", build_form()), MONDAY)
    assert [one["X-Escalation-Kind"] for one in letters] == ["information-request"]
    case = desk.store.find_case(1)
    assert case is not None
    assert (case.title, case.missing) == ("How to escalate", ("files",))


def test_an_answer_with_a_ticket_sends_an_urgent_question_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (request,) = desk.receive(write_mail("URGENT: car blocks the gate", "It is red."), MONDAY)
    answer = write_mail(
        f"Re: {request['Subject']}",
        "Ticket #: 48213\n",
        f"Message-ID: <r@example.com>\nIn-Reply-To: {request['Message-ID']}",
    )
    letters = desk.receive(answer, MONDAY + timedelta(minutes=3))
    assert ("ceo@example.com", "routed") in {(one["To"], one["X-Escalation-Kind"]) for one in letters}


def test_the_question_can_be_taken_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (request,) = desk.receive(write_mail("URGENT: car blocks the gate", "It is red."), MONDAY)
    reply = f"Message-ID: <r@example.com>\nIn-Reply-To: {request['Message-ID']}"
    desk.receive(write_mail(f"Re: {request['Subject']}", "cancel\n", reply), MONDAY + timedelta(minutes=3))
    assert desk.store.find_case(1).status in ("held", "cancelled")  # type: ignore[union-attr]


def test_a_template_with_a_machines_marks_goes_up_with_its_gaps_and_nobody_is_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = "Customer: Contoso\nTicket #: 48213\nIssue Summary: No exports\nCustomer Impact: They cannot bill.\n"
    letters = desk.receive(write_mail("ESCALATION - exports", text, MACHINE), MONDAY)
    assert kinds(letters) == [("notice", "lead@example.com"), ("routed", "senior@example.com")]


@pytest.mark.parametrize("answer", ["No, forget it, solved.", "No", "None, thanks."])
def test_a_no_to_the_question_sends_nothing_up(tmp_path: Path, answer: str) -> None:
    desk = Desk(tmp_path)
    (request,) = desk.receive(write_mail("URGENT customer on the line", "Somebody there?"), MONDAY)
    reply = f"Message-ID: <r@example.com>\nIn-Reply-To: {request['Message-ID']}"
    letters = desk.receive(write_mail(f"Re: {request['Subject']}", answer, reply), MONDAY + timedelta(minutes=3))
    assert "ceo@example.com" not in {one["To"] for one in letters}
    assert desk.store.find_case(1).status in ("held", "cancelled")  # type: ignore[union-attr]
