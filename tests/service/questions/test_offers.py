"""A letter offers what its reader may say as its case stands, and says why it asks (behaviour B9.17)."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, words_of
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_questions import CROWD, write_mail
from tests.service.questions.test_urgent_questions import DANA, LEAD, QUARTER, ask

JO, PIET, HOUR = "jo@example.com", "piet@example.com", timedelta(hours=1)


def hold(desk: Desk) -> EmailMessage:
    form = build_form({"Customer Impact": None, "Attachments": "none because they called"})
    return letter_to(desk.receive(build_mail(body=form), MONDAY), DANA)


def test_what_waits_for_lines_says_that_yes_sends_it_up(desk: Desk) -> None:
    assert "To send it up as it is, answer: yes." in words_of(hold(desk))
    reminded = letter_to(desk.pass_time(MONDAY + timedelta(days=1)), DANA, "reminder")
    assert "yes (it goes up as it is)" in words_of(reminded)


def test_a_crowds_question_says_why_it_is_one(desk: Desk) -> None:
    mail = write_mail("URGENT: Contoso down, ticket 48213", "All sites are down, nobody can work", CROWD)
    said = words_of(letter_to(desk.receive(mail, MONDAY), DANA))
    assert "it went to many others" in said
    assert "found no ticket" not in said
    assert "nobody else is asked" in said


def test_a_withdrawn_question_offers_yes_and_not_its_agent(desk: Desk) -> None:
    ask(desk)
    desk.pass_time(MONDAY + QUARTER)
    closed = letter_to(desk.pass_time(MONDAY + timedelta(days=7)), LEAD, "closed")
    assert "can start it again" not in words_of(closed)
    assert "answer: yes" in words_of(closed)


def test_who_joined_is_offered_what_he_may(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    mail = build_mail(sender=JO, message_id="<jo@example.com>")
    joined = words_of(letter_to(desk.receive(mail, MONDAY + HOUR), JO, "receipt"))
    assert "done" not in joined.rpartition("Answer this mail with")[2]


def test_who_gets_a_held_case_is_not_thanked(desk: Desk) -> None:
    letters = desk.receive(reply(hold(desk), DANA, "pass agent to piet@example.com"), MONDAY + HOUR)
    said = words_of(letter_to(letters, PIET, "information-request"))
    assert "Thank you" not in said


def test_a_lead_of_level_4_reads_his_yes_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"recipients: [ceo@example.com]": "recipients: [ceo@example.com, lead@example.com]"})
    ask(desk)
    asked = letter_to(desk.pass_time(MONDAY + QUARTER), LEAD, "reminder")
    letters = desk.receive(reply(asked, LEAD, "yes"), MONDAY + HOUR)
    assert [one for one in kinds(letters) if one[1] == LEAD] == [("routed", LEAD)]


def test_the_same_question_again_is_one_question(desk: Desk) -> None:
    ask(desk)
    mail = write_mail("URGENT customer on the line", "He still waits. Hello?", "Message-ID: <again@example.com>")
    letters = desk.receive(mail, MONDAY + timedelta(minutes=5))
    assert desk.store.find_case(2) is None
    assert kinds(letters) == [("notice", DANA)], "who has the request gets no second one"
    said = words_of(letters[0])
    assert "ESC-1 has not gone up, and still waits for a yes or no. Your yes sends it to the Executive Team" in said
    assert any("He still waits" in one.text for one in case_of(desk).words)


def test_two_agents_who_ask_under_one_subject_read_of_each_other(desk: Desk) -> None:
    ask(desk)
    mail = build_mail("URGENT customer on the line", "Here as well.", sender=JO, message_id="<jo@example.com>")
    letters = desk.receive(mail, MONDAY + timedelta(minutes=5))
    assert sorted(kinds(letters)) == [("information-request", JO), ("notice", DANA)]
    to_jo, to_dana = (words_of(letter_to(letters, who)) for who in (JO, DANA))
    assert "has written under the same subject: ESC-1, of which I have asked the same, and nobody has sent" in to_jo
    assert "has written under the same subject as your ESC-1, and is asked whether ESC-2 goes up." in to_dana


def test_what_stands_upstairs_under_the_subject_is_named_and_nothing_of_a_sensitive_case(desk: Desk) -> None:
    for subject, summary, is_named in (
        ("Exports end", "The export stops.", True),
        ("Breach", "An intruder has read the customer data, a security breach.", False),
    ):
        form = build_form({"Issue Summary": summary, "Ticket #": subject})
        desk.receive(build_mail(f"URGENT - {subject}", form, message_id=f"<{subject}@example.com>"), MONDAY)
        mail = build_mail(f"URGENT - {subject}", "Please help.", sender=JO, message_id=f"<jo-{subject}@example.com>")
        letters = desk.receive(mail, MONDAY + timedelta(minutes=5))
        assert ("which is at Level 4" in words_of(letter_to(letters, JO))) is is_named
        assert (("notice", DANA) in kinds(letters)) is is_named


def test_a_subject_that_names_two_cases_is_asked_about(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    other = build_form({"Ticket #": "777", "Customer": "Fabrikam", "Attachments": "none because they called"})
    desk.receive(
        build_mail("ESCALATION - Labels - Ticket #777", other, sender=JO, message_id="<2@example.com>"), MONDAY
    )
    mail = build_mail(
        "[ESC-1] and [ESC-2]: same root cause", "It is the proxy.", sender="tech@example.com", message_id="<3@e>"
    )
    letters = desk.receive(mail, MONDAY + HOUR)
    assert kinds(letters) == [("notice", DANA), ("notice", JO), ("notice", "tech@example.com")]


def test_away_that_is_written_otherwise_is_understood_or_said_back(desk: Desk) -> None:
    def write(subject: str) -> list[EmailMessage]:
        head = (
            f"From: tech@example.com\r\nTo: support@example.com\r\nSubject: {subject}\r\nMessage-ID: <{len(subject)}@e>"
        )
        return desk.receive(f"{head}\r\n\r\nBye\r\n".encode(), MONDAY)

    (said,) = write("away 3 days")
    assert "away" in words_of(said)
    assert write("Away game on Friday, who comes?") == []


def test_what_would_be_refused_is_not_offered(tmp_path: Path) -> None:
    urgent = build_mail("URGENT - Exports end - Ticket #48213", build_form({"Attachments": "none because they called"}))
    desk = Desk(tmp_path)
    opened = desk.receive(urgent, MONDAY)
    assert "Wrong? Answer: lower." in words_of(letter_to(opened, DANA, "receipt"))
    second = build_mail("ESCALATION - Exports - Ticket #48213", "They called me too.", sender=JO, message_id="<2@a>")
    receipt = words_of(letter_to(desk.receive(second, MONDAY + HOUR / 2), JO, "receipt"))
    assert receipt.endswith("Answer this mail with: status · note: …")
    for who in (DANA, "ceo@example.com"):
        said = words_of(letter_to(desk.receive(reply(letter_to(opened, who), who, "help"), MONDAY + HOUR), who))
        wrong = ["raise:", "send ack:", "resume:", "reopen:", *(["not mine:"] if who == DANA else [])]
        assert [one for one in wrong if one in said] == [], who
    desk = Desk(tmp_path)
    hold(desk)
    digests = [one for one in desk.pass_time(MONDAY + timedelta(days=1)) if one["X-Escalation-Kind"] == "digest"]
    assert "Also: yes, no, status, why." in words_of(digests[-1])
