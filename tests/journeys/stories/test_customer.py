"""The customer, a second agent, and the files: who reads what, and what never leaves (behaviour B5, B6, B9)."""

from base64 import b64encode

from tests.journeys.stories.programs import CANARY
from tests.journeys.stories.street import UP, Street
from tests.recording.conversation import write_bounce


def test_a_file_goes_where_its_words_go(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    street.at(
        "mon 10:10", street.answer("tess", "Please run this", file="query.sql"),
        dana="relay: Please run this", kim="relay: Please run this", tess="notice: Nobody has taken ESC-1 yet",
    )  # fmt: skip
    assert street.files("dana") == ["query.sql"]
    assert street.files("kim") == ["query.sql"]
    assert street.files("tess") == []
    street.at(
        "mon 10:20", street.answer("dana", "The result", "relay", file="result.csv"),
        tess="relay: The result", kim="relay: The result",
    )  # fmt: skip
    assert street.files("tess") == street.files("kim") == ["result.csv"]
    street.at(
        "mon 10:30", street.answer("kim", "mine"), kim="notice: ESC-1 is yours now.", tess="claimed: Kim Novak",
        dana="claimed: Kim Novak",
    )  # fmt: skip
    assert street.files("dana") == street.files("tess") == street.files("kim") == []


def test_no_file_of_a_case_that_turns_sensitive_leaves(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    sent = len(street.world.sent)
    street.at(
        "mon 10:10", street.answer("dana", "Their lawyer announces legal action.", file="claim.pdf"),
        robin="raised: Their lawyer announces legal action.", dana="notice: Executive Team (Level 4)",
        tess="moved: ESC-1", kim="moved: ESC-1",
    )  # fmt: skip
    street.at(
        "mon 10:20", street.answer("robin", "Which contract?", file="contract.pdf"),
        dana="relay: Which contract?", robin="notice: Nobody has taken ESC-1 yet",
    )  # fmt: skip
    street.at(
        "mon 10:30", street.answer("dana", "The one of 2019", "relay", file="2019.pdf"),
        robin="relay: The one of 2019", dana="notice: I passed 2019.pdf on to nobody, because this case is sensitive.",
    )  # fmt: skip
    left = [one.raw for one in street.world.sent[sent:]]
    assert left
    assert not any(CANARY in raw or b64encode(CANARY) in raw for raw in left)


def test_a_second_agent_joins(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    lyon = "The shop in Lyon cannot order either."
    street.at(
        "mon 10:30", street.form("jo", customer_impact=lyon),
        tess=f"relay: Jo Lind has written about the same matter as ESC-1 … {lyon}", kim=f"relay: {lyon}",
        dana=f"notice: Jo Lind has written about the same matter; it was added to ESC-1. … {lyon}",
        jo="receipt: This matter is known already … nobody is asked a second time. … they hear from Dana Whitfield by "
        "Thursday 12 March … Dana Whitfield stays their contact.",
    )  # fmt: skip
    taken = "claimed: Tess Moran has taken ESC-1"
    street.at(
        "mon 10:40", street.answer("tess", "mine", "routed"), tess="notice: ESC-1 is yours now.", kim=taken,
        dana=f"{taken} … Please keep Contoso informed.", jo=f"{taken} … Dana Whitfield stays the contact of Contoso.",
    )  # fmt: skip
    said = "relay: What do I tell Lyon?"
    street.at("mon 10:50", street.answer("jo", "What do I tell Lyon?"), tess=said, dana=said)
    closed = "closed: Dana Whitfield has closed ESC-1 … the disk was full … !Please tell Contoso"
    street.at(
        "mon 11:10", street.answer("dana", "done: the disk was full", "receipt"), tess=closed, kim=closed, jo=closed,
        dana="de-escalation: ESC-1 is closed as solved. … They were promised a word by Thu 12 March",
    )  # fmt: skip


def test_another_ticket_of_the_same_customer(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    subject = "ESCALATION - Exports end without a file - Ticket #50001"
    street.at(
        "mon 10:30", street.form("jo", subject, ticket="50001"), tess="routed: ESC-2", kim="routed: ESC-2",
        jo="receipt: Your reference is ESC-2. … ESC-1", dana="notice: ESC-2",
        ada="customer-acknowledgement: Your reference is 50001.",
    )  # fmt: skip


def test_the_customer_writes_back(street: Street) -> None:
    street.at("mon 10:00", street.form("dana", tell_the_customer="rows that are missing"), **UP)
    said = "Ada Okafor, the customer, writes about ESC-1"
    had = f"relay: {said} … The mail went to you as well, so I do not repeat it here. To answer the customer: mailto:"
    inside = f"relay: {said} … It is also the invoices now. … An answer to this mail goes to Dana Whitfield, and not to"
    street.at(
        "mon 10:20", street.answer("ada", "It is also the invoices now.", program="Apple Mail"),
        dana=had, tess=inside, kim=inside,
    )  # fmt: skip
    street.at(
        "mon 10:30", street.answer("tess", "mine", "routed"), tess="notice: ESC-1 is yours now.",
        kim="claimed: Tess Moran has taken", dana="claimed: Tess Moran has taken",
    )  # fmt: skip
    street.at("mon 10:40", street.copy("dana", "ada", "Your request 48213", "Dear Ada, we are on it."))
    street.at(
        "mon 10:50", street.answer("ada", "Thank you very much, Dana!"),
        dana="relay: The mail went to you as well … !Thank you very much, Dana!",
    )  # fmt: skip
    street.at(
        "mon 10:55", street.answer("ada", "The first file came just now.", by="fay"),
        dana="relay: It came from kim@fabrikam.example, not from the address that I wrote to: … to you alone",
    )  # fmt: skip
    street.at("wed 08:59", tess="10:00 reminder: How does ESC-1 go? You took it yesterday 10:30 (Berlin).")
    assert street.case().customer_told_at is not None


def test_the_customers_letter_comes_back(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    street.at(
        "mon 10:02", write_bounce(street.find("ada"), "ada.okafor@contoso.example", "<back@mx.example.com>"),
        dana="customer-acknowledgement: Ada Okafor",
    )  # fmt: skip
    street.at("mon 10:30", street.answer("dana", "status", "receipt"), dana="notice: Contoso")
    street.at(
        "tue 09:00",
        lea="09:00 digest: NOT TOLD 1 ESC-1 Contoso our letter to the customer came back; the draft is with Dana",
    )
    street.at(
        "tue 09:10", street.answer("lea", "1 told"), lea="notice: 1 ESC-1 told: done.",
        dana="notice: Lea Brandt has told Contoso how ESC-1 stands.",
    )  # fmt: skip
