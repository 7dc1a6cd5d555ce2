"""What comes back from the customer by machine: they are not told again, and nobody else is taken out of the case
(behaviour B6.31, B11.26)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from daemon.core.decisions.lifecycle import decide
from daemon.core.model.case import Status
from daemon.core.model.happenings import Undelivered
from daemon.core.model.updates import Acknowledgement
from daemon.ports import Delivery, SendResult
from tests.builders import AGENT, LOG, MAILBOX, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.office import Office
from tests.recording.conversation import write_bounce
from tests.service.customer.test_promises import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    KIM,
    LEAD,
    MONDAY,
    TECH,
    THURSDAY,
    find_nudges,
    get_case,
    open_case,
    read,
)

TECH2 = "tech2@example.com"


def bounce(letter: EmailMessage, who: str, message_id: str = "<b1@mx.example>") -> bytes:
    """A report to our plain address, as mail servers send it to the envelope's sender."""
    report = write_bounce(letter, who, message_id)
    return report.replace(f"To: {letter['Reply-To']}\nSubj".encode(), f"To: {MAILBOX}\nSubj".encode())


def test_a_letter_of_which_nobody_knows_whether_it_arrived_did_not_come_back(desk: Desk) -> None:
    open_case(desk)
    lost = Undelivered(KIM, "the daemon stopped while it was being handed over", may_be_there=True)
    decision = decide(get_case(desk), lost, desk.policy, desk.clock.now())
    assert [str(one.kind) for one in decision.notifications] == ["delivery-failure", "delivery-failure"]
    assert decision.case.acknowledgement is Acknowledgement.SENT


def test_a_letter_to_the_customer_that_comes_back_is_not_told_again(desk: Desk) -> None:
    letters = open_case(desk)
    said = desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + A_MINUTE)
    assert kinds(said) == [("customer-acknowledgement", AGENT)], "the draft, and no second letter about it"
    assert "Our letter to the customer came back, so they are not told (kim@fabrikam.example" in read(said[0])
    assert "You hear from me by Thursday 12 March, 10:00" in read(said[0])
    case = get_case(desk)
    assert (case.acknowledgement, case.customer_told_at, case.customer_promised_at) == ("draft", None, None)
    status = desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "status"), MONDAY + AN_HOUR)
    assert "has not been told by me: our letter to kim@fabrikam.example came back" in read(status[0])
    assert desk.receive(bounce(letter_to(letters, KIM), KIM, "<b2@mx>"), MONDAY + 2 * AN_HOUR) == [], "said once"
    later = desk.pass_time(THURSDAY)
    assert find_nudges(later) == []
    digest = text_of(letter_to(later, LEAD, "digest")).replace("\r\n", "\n")
    assert "NOT TOLD\n" in digest
    assert "our letter to the customer came back; the draft is with" in digest
    assert "NOT DELIVERED" not in digest


def test_the_draft_that_the_agent_sends_promises_what_stands_in_it(desk: Desk) -> None:
    letters = open_case(desk)
    said = desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + A_MINUTE)
    desk.receive(reply(said[0], AGENT, "told"), MONDAY + AN_HOUR)
    assert get_case(desk).customer_promised_at == THURSDAY


def test_who_wrote_from_there_all_the_same_is_still_the_customer_and_commands_nothing(desk: Desk) -> None:
    letters = open_case(desk)
    letter = letter_to(letters, KIM)
    desk.receive(bounce(letter, KIM), MONDAY + A_MINUTE)
    for number, words in enumerate(("done: it works again", "status", "mine", "It still fails for us."), 1):
        said = desk.receive(reply(letter, KIM, words), MONDAY + number * AN_HOUR)
        assert AGENT in [to for _, to in kinds(said)], words
        assert KIM not in [to for _, to in kinds(said)], words
    assert get_case(desk).status is Status.OPEN
    desk.receive(reply(letter_to(letters, AGENT, "receipt"), AGENT, "done"), MONDAY + 5 * AN_HOUR)
    said = desk.receive(reply(letter, KIM, "It fails once more."), MONDAY + 6 * AN_HOUR)
    assert kinds(said) == [("relay", AGENT)]
    assert "Kim Abercrombie, the customer, writes about ESC-1" in read(said[0])


def test_another_address_is_written_to_and_the_same_one_is_not(desk: Desk) -> None:
    letters = open_case(desk)
    said = desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + A_MINUTE)
    again = desk.receive(reply(said[0], AGENT, f"Customer Email: {KIM}"), MONDAY + AN_HOUR)
    assert KIM not in [to for _, to in kinds(again)]
    ada = "ada.okafor@contoso.example"
    anew = desk.receive(reply(said[0], AGENT, f"Customer Email: {ada}"), MONDAY + 2 * AN_HOUR)
    assert ("customer-acknowledgement", ada) in kinds(anew)
    assert get_case(desk).acknowledgement is Acknowledgement.SENT


def test_a_letter_that_their_server_refuses_is_not_told_either(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.transport.results[KIM] = SendResult(Delivery.REFUSED, "no such user", 550)
    form = build_form({"Customer": "Fabrikam"})
    office.mailbox.deliver(build_mail(body=form, files=[LOG]), office.desk.clock.now())
    office.run()
    office.pass_time(timedelta(minutes=1))
    office.run()
    drafts = [one for one in office.letters() if one["X-Escalation-Kind"] == "customer-acknowledgement"]
    assert [str(one["To"]) for one in drafts] == [AGENT]
    assert "550 no such user" in read(drafts[0])
    assert get_case(office.desk).customer_promised_at is None


def test_a_report_with_the_customers_token_takes_nobody_of_the_level_out(desk: Desk) -> None:
    letters = open_case(desk)
    for number, who in enumerate((TECH, TECH2)):
        assert desk.receive(bounce(letter_to(letters, KIM), who, f"<b{number}@mx>"), MONDAY + A_MINUTE) == []
    assert get_case(desk).assignment.out == ()
    assert ("reminder", TECH) in kinds(desk.pass_time(MONDAY + 2 * A_DAY))


def test_a_report_about_ones_letter_names_nobody_else(desk: Desk) -> None:
    letters = open_case(desk)
    assert desk.receive(bounce(letter_to(letters, TECH), TECH2), MONDAY + A_MINUTE) == []
    assert get_case(desk).assignment.out == ()
    desk.receive(bounce(letter_to(letters, TECH), TECH, "<b2@mx>"), MONDAY + 2 * A_MINUTE)
    assert [one.who for one in get_case(desk).assignment.out] == [TECH]


def test_an_absence_with_the_customers_token_is_nobodys_else(desk: Desk) -> None:
    letters = open_case(desk)
    token = str(letter_to(letters, KIM)["Message-ID"])
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": token, "References": token}
    away = build_mail("Automatic reply: your request", "I am out of the office until Monday.", sender=TECH,
                      headers=headers, message_id="<a1@x>")  # fmt: skip
    desk.receive(away, MONDAY + A_MINUTE)
    assert get_case(desk).assignment.out == ()


def test_another_address_that_may_not_be_written_to_is_said_back_with_the_reason(desk: Desk) -> None:
    letters = open_case(desk)
    draft = letter_to(desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + AN_HOUR), AGENT)
    for hours, address in ((2, "bob@fabrikam.example"), (3, "bob@elsewhere.example")):
        said = desk.receive(reply(draft, AGENT, f"Customer Email: {address}"), MONDAY + hours * AN_HOUR)
        assert f"The customer was not written to: {address} is neither in the customer" in read(letter_to(said, AGENT))


def test_a_letter_to_another_address_does_not_greet_the_contact(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"customers: {": "customers: {domains: [fabrikam.example], "})
    letters = open_case(desk)
    draft = letter_to(desk.receive(bounce(letter_to(letters, KIM), KIM), MONDAY + AN_HOUR), AGENT)
    said = desk.receive(reply(draft, AGENT, "Customer Email: bob@fabrikam.example"), MONDAY + 2 * AN_HOUR)
    told = read(letter_to(said, "bob@fabrikam.example"))
    assert "Hello," in told
    assert "Kim" not in told


def test_of_a_customer_who_was_never_told_the_reminder_says_so_and_the_digest_once(desk: Desk) -> None:
    form = build_form({"Issue Summary": "Their lawyer announces legal action."})
    routed = desk.receive(build_mail("URGENT - Delivery - Ticket #48213", form, files=[LOG]), MONDAY)
    desk.receive(reply(letter_to(routed, "ceo@example.com"), "ceo@example.com", "mine"), MONDAY + A_MINUTE)
    letters = desk.pass_time(MONDAY + A_DAY)
    nudge = read(letter_to(letters, AGENT, "nudge"))
    assert "As far as I know, Contoso has heard nothing yet" in nudge
    assert "When it may go out, answer: send ack." in nudge
    digest = read(letter_to(letters, LEAD, "digest"))
    assert "NOT TOLD" in digest
    assert "NOT UPDATED" not in digest
