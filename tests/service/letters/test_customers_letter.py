"""What a customer reads: whatever the agent wrote, the letter is the same but for the reference."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest

from tests.builders import LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TITLES = (
    "Exports end without a file", "blame DevOps", "Vertraulich: Kunde droht", "dont tell them",
    "Contoso is furious again", "VIP whining",
    "their admin broke it himself", "we lost their data", "Robin says no", "INTERNAL ONLY", "see http://wiki.example.com/4711",
    "ask tech@example.com first", "Level 4 wants this", "refund 9000 max", "Bitte nicht weitersagen",
    "pas un mot au client", "idiots",
    "Re: Fwd: their CFO cried", "ESC-7 once more", "“cheap” customer; let them wait",
)  # fmt: skip
TICKETS = (
    "48213 (blame DevOps)", "48213 - Vertraulich", "48213, dont tell them", "48213/DevOps",
    "48213-blame-DevOps", "blame-DevOps-48213",
    "48213 see https://jira.example.com/browse/SECRET-1", "idiots again 48213",
    "#48213 (ask Robin)", "48213_dont_tell_them",
    "48213:blame:DevOps", "VIP 48213 hates us", "48213 <b>blame</b>", "[48213] sue them", "48213; nicht weitersagen",
    "48213|DevOps",
    "48213 & 48214 (cheap)", "(internal) 48213", "48213blame", "dont.tell.them.48213",
)  # fmt: skip


def find_letter(letters: list[EmailMessage]) -> EmailMessage | None:
    return next((letter for letter in letters if letter["X-Escalation-Kind"] == "customer-acknowledgement"), None)


def escalate(title: str = "Exports end without a file", **fields: str) -> bytes:
    return build_mail(f"ESCALATION - {title} - Ticket", build_form({"Ticket #": "48213", **fields}), files=[LOG])


def written_to_the_customer(desk: Desk, raw: bytes) -> EmailMessage:
    """The customer's letter, released where the case is sensitive."""
    letters = desk.receive(raw, MONDAY)
    letter = find_letter(letters)
    if letter is None:
        receipt = next(letter for letter in letters if "dana@example.com" in str(letter["To"]))
        letter = find_letter(desk.receive(reply(receipt, "dana@example.com", "send ack"), MONDAY))
    assert letter is not None
    return letter


def everything(letter: EmailMessage) -> str:
    """All that the customer gets, but for what differs by case and level: ids, boundaries,
    and the time of the next word."""
    html = letter.get_body(("html",))
    assert html is not None
    headers = [f"{name}: {value}" for name, value in letter.items() if name not in ("Message-ID", "Content-Type")]
    whole = "\n".join((*headers, text_of(letter), unescape(str(html.get_content()))))
    return re.sub(
        r"You hear from me (?:by .*? at the latest, sooner if|as soon as) there is news", "You hear from me", whole
    )


def without_reference(whole: str) -> str:
    return whole.replace("Your reference is 48213. ", "").replace(" 48213", "")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    return everything(written_to_the_customer(Desk(tmp_path_factory.mktemp("plain")), escalate()))


@pytest.mark.parametrize("title", TITLES)
def test_no_title_goes_outside(desk: Desk, plain: str, title: str) -> None:
    assert everything(written_to_the_customer(desk, escalate(title))) == plain


@pytest.mark.parametrize("ticket", TICKETS)
def test_of_the_ticket_only_a_reference_goes_outside(desk: Desk, plain: str, ticket: str) -> None:
    whole = everything(written_to_the_customer(desk, escalate(**{"Ticket #": ticket})))
    assert whole == (plain if "48213" in whole else without_reference(plain))


def test_no_other_line_of_the_form_goes_outside(desk: Desk, plain: str) -> None:
    gossip = dict.fromkeys(
        ("Issue Summary", "Customer Impact", "Additional Context", "Trigger", "Contact"), "blame DevOps"
    )
    gossip |= {
        "Steps Taken": "\n1. blamed DevOps\n2. again",
        "Customer Expectation": "DevOps blamed by Friday",
        "Customer": "Contoso (blames DevOps)",
    }
    assert everything(written_to_the_customer(desk, escalate(**gossip))) == plain


@pytest.mark.parametrize("ticket", ["48213", "SUP-1234", "INC0012345", "2026/0042", "HR-CASE-0001", "CS-2026-00123"])
def test_a_reference_is_named_as_it_is(desk: Desk, ticket: str) -> None:
    letter = written_to_the_customer(desk, escalate(**{"Ticket #": ticket}))
    assert str(letter["Subject"]) == f"Your request {ticket}: we have brought in our specialists"
    assert f"Your reference is {ticket}. I stay your contact" in text_of(letter)


@pytest.mark.parametrize(("ticket", "named"), [("48213", " 48213"), ("48213/DevOps", "")])
def test_the_draft_that_the_agent_copies_says_the_same(desk: Desk, ticket: str, named: str) -> None:
    letter = find_letter(
        desk.receive(escalate("blame DevOps", **{"Customer": "Nobody We Know", "Ticket #": ticket}), MONDAY)
    )
    assert letter is not None
    assert str(letter["To"]) == "dana@example.com"
    copied = text_of(letter).replace("\r\n", "\n").partition("ready to be copied into a mail of yours:\n\n")[2]
    assert copied.startswith(
        f"Subject: Your request{named}: we have brought in our specialists\n\n"
        "Hello,\n\nI have passed your request to our"
    )
    assert "devops" not in copied.lower()


def test_the_draft_in_a_nudge_names_no_more_than_the_reference(desk: Desk) -> None:
    letters = desk.receive(escalate("blame DevOps", **{"Ticket #": "48213/DevOps"}), MONDAY)
    routed = next(letter for letter in letters if "tech@example.com" in str(letter["To"]))
    desk.receive(reply(routed, "tech@example.com", "mine"), MONDAY + timedelta(minutes=5))
    nudge = next(
        letter for letter in desk.pass_time(MONDAY + timedelta(days=9)) if letter["X-Escalation-Kind"] == "nudge"
    )
    draft = text_of(nudge).partition("A draft you can send:")[2].partition("You get this")[0]
    assert "a short word on your request: our specialists" in draft
    assert "DevOps" not in draft


def test_the_agent_signs_with_the_name_that_he_gives_himself(desk: Desk) -> None:
    letter = written_to_the_customer(desk, build_mail(sender="Dana Whitfield (2nd floor) <dana@example.com>"))
    assert text_of(letter).rstrip().endswith("\n" + str(letter["From"].addresses[0].display_name))


def test_a_teams_own_letter_to_customers_cannot_name_the_title(tmp_path: Path, plain: str) -> None:
    own = tmp_path / "own" / "en"
    own.mkdir(parents=True)
    (own / "customer-acknowledgement.txt").write_text(
        "Subject: About {{ case.title }}\n\nHello {{ links.mine }}", encoding="utf-8"
    )
    desk = Desk(tmp_path, {"administrators:": f"templates: {own.parent}\nadministrators:"})
    assert everything(written_to_the_customer(desk, escalate("blame DevOps"))) == plain
