"""Ten conversations about what an escalation lacks, each as another mail program writes it, with every mailbox looked
at after each mail (behaviour B4.5 to B4.16): the request asks for what is missing and for nothing else, the level gets
the agent's words and none of ours, and the customer is told once."""

from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage

import pytest

from tests.builders import FORM
from tests.journeys.conversation import (
    AGENT,
    CUSTOMER,
    REQUEST,
    TABLE,
    TO_1,
    TO_4,
    Conversation,
    Words,
    holds,
    known,
    questions,
    shown,
)
from tests.journeys.daemon_process import DaemonProcess, wait_until
from tests.journeys.house import House, text_of
from tests.quotations import behind_colons, below_labels, fill, typed

pytestmark = pytest.mark.slow

COMPLETE = {
    "priority": "high",
    "customer": "Contoso",
    "customer_email": None,
    "ticket": "48213",
    "issue_summary": FORM["Issue Summary"],
    "steps_taken": [
        "Ran it again: the same",
        "Ran it on the test system: the same",
        "Ran it for one day only: it works",
    ],
    "customer_impact": FORM["Customer Impact"],
    "customer_expectation": FORM["Customer Expectation"],
    "additional_context": FORM["Additional Context"],
    "attachments": ["error.log"],
    "tell_the_customer": None,
}
LABELS = (
    "Priority", "Customer", "Ticket #", "Issue Summary", "Steps Taken", "Customer Impact", "Customer Expectation",
    "Attachments",
)  # fmt: skip


def asks(request: EmailMessage, *missing: str) -> bool:
    """Whether it asks for these alone, and says that all else is there."""
    left = [label for label in LABELS if label not in missing]
    assert (questions(request), known(request)) == (list(missing), left)
    return True


def has_gone_up(talk: Conversation, letters: Mapping[str, Sequence[EmailMessage]], **values: object) -> bool:
    """Whether the case is complete with these values, the level was told them and nothing of ours as the agent's,
    and the customer was told once."""
    case = talk.show()
    assert (case["fields"], case["missing"]) == ({**COMPLETE, **values}, [])
    sent = [one for one in case["letters"] if one["to"] == CUSTOMER]
    assert [one["kind"] for one in sent] == ["customer-acknowledgement"]
    for routed in (one for who, (one,) in letters.items() if who not in (AGENT, CUSTOMER)):
        text = " ".join(text_of(routed).split())
        said = [one for value in values.values() for one in (value if isinstance(value, list) else [value])]
        assert [value for value in said if value and str(value) not in text] == []
        assert holds(routed, talk.requests) == []
    return True


@pytest.fixture
def talk(house: House) -> Iterator[Conversation]:
    """A conversation with the daemon as a process; nothing more than was looked for has come when it ends."""
    with DaemonProcess(house.folder / "config.yaml") as daemon:
        wait_until(lambda: daemon.is_watching or not daemon.is_running, 120, "the daemon watches")
        talk = Conversation(house)
        yield talk
        assert daemon.stop() == 0
    assert talk.look() == {}
    assert b"Traceback" not in daemon.log.read_bytes()


def test_outlook_for_windows_behind_the_colons_of_the_request(talk: Conversation) -> None:
    talk.program = TABLE["Outlook for Windows"]
    request = talk.escalate({"Customer Impact": None, "Attachments": None})
    assert asks(request, "Customer Impact", "Attachments")
    filled = fill(behind_colons(shown(request)), ("40 people wait for the figures", "none because it ends silently"))
    letters = talk.answer(request, Words("See my answers below.\n\nBest regards\nDana", into=filled))
    assert has_gone_up(
        talk,
        letters,
        customer_impact="40 people wait for the figures",
        attachments=["none because it ends silently"],
    )


def test_outlook_in_plain_text_with_misspelt_labels_above(talk: Conversation) -> None:
    talk.program = TABLE["Outlook, plain text"]
    request = talk.escalate({"Priority": None, "Customer Impact": None, "Customer Expectation": "as soon as possible"})
    assert asks(request, "Priority", "Customer Impact", "Customer Expectation")
    misspelt = "Prioritty: medium\nCustmer Impact: 40 people wait\nCustomer Expectaton: a file by Friday noon"
    letters = talk.answer(request, Words(f"Hello,\n\n{misspelt}\n\nDana"))
    expected = {
        "customer_impact": "40 people wait",
        "customer_expectation": "as soon as possible, a file by Friday noon",
    }
    assert has_gone_up(talk, letters, priority="medium", **expected)


def test_the_new_outlook_with_a_table_above(talk: Conversation) -> None:
    talk.program = TABLE["the new Outlook"]
    gaps = {"Priority": None, "Customer Impact": "tbd", "Attachments": None}
    request = talk.escalate(gaps)
    assert asks(request, "Priority", "Customer Impact", "Attachments")
    table = {"Priority": "Low", "Customer Impact": "Two shops count by hand", "Attachments": "none because they called"}
    letters = talk.answer(request, Words(table=table))
    assert has_gone_up(
        talk,
        letters,
        priority="low",
        customer_impact="Two shops count by hand",
        attachments=["none because they called"],
    )


def test_gmail_first_nothing_known_yet_and_then_labels_below(talk: Conversation) -> None:
    talk.program = TABLE["Gmail"]
    request = talk.escalate({"Customer Impact": None, "Steps Taken": None})
    assert asks(request, "Steps Taken", "Customer Impact")
    found = talk.answer(request, Words("I do not know yet, I will ask."), REQUEST)
    (again,) = found[AGENT]
    assert asks(again, "Steps Taken", "Customer Impact")
    words = (
        "Steps Taken:\n- restarted the job\n- asked their admin\n\nCustomer Impact: they plan tomorrow's tours by hand"
    )
    letters = talk.answer(again, Words(below=words))
    assert has_gone_up(
        talk,
        letters,
        steps_taken=["restarted the job", "asked their admin"],
        customer_impact="they plan tomorrow's tours by hand",
    )


def test_gmail_on_a_phone_urgent_and_the_rest_in_one_line(talk: Conversation) -> None:
    talk.program = TABLE["Gmail on a phone"]
    talk.subject = "URGENT - Exports end without a file - Ticket #48213"
    up = {**TO_4, AGENT: ["information-request", "receipt"]}
    request = talk.escalate({"Priority": None, "Customer Expectation": None}, up)
    assert asks(request, "Priority", "Customer Expectation")
    letters = talk.answer(request, Words("medium, by Friday noon"), {AGENT: ["receipt"], "ceo@example.com": ["relay"]})
    assert has_gone_up(talk, letters, priority="medium", customer_expectation="by Friday noon")


def test_apple_mail_between_the_quoted_lines(talk: Conversation) -> None:
    talk.program = TABLE["Apple Mail"]
    request = talk.escalate({"Issue Summary": "[Brief description of the problem]", "Customer Impact": "?"})
    assert asks(request, "Issue Summary", "Customer Impact")
    answers = typed("The export of the night has no rows."), typed("The warehouse counts by hand.")
    letters = talk.answer(request, Words(into=fill(below_labels(shown(request)), answers)), TO_1)
    assert has_gone_up(
        talk,
        letters,
        issue_summary="The export of the night has no rows.",
        customer_impact="The warehouse counts by hand.",
    )


def test_an_iphone_with_a_nudge_and_then_lines_without_labels(talk: Conversation) -> None:
    talk.program = TABLE["an iPhone"]
    request = talk.escalate({"Priority": None, "Customer Impact": None, "Customer Expectation": None})
    assert asks(request, "Priority", "Customer Impact", "Customer Expectation")
    (notice,) = talk.answer(request, Words("Any news?"), {AGENT: ["notice"]})[AGENT]
    assert "waiting for what is missing: Priority, Customer Impact, Customer Expectation." in text_of(notice)
    letters = talk.answer(notice, Words("Low\n20 lorries wait\nby Friday noon\n\nSent from my iPhone"))
    expected = {"customer_impact": "20 lorries wait", "customer_expectation": "by Friday noon"}
    assert has_gone_up(talk, letters, priority="low", **expected)


def test_thunderbird_twice_in_part_each_time_among_the_quoted_lines(talk: Conversation) -> None:
    talk.program = TABLE["Thunderbird"]
    request = talk.escalate({"Priority": None, "Customer Impact": None, "Attachments": None})
    assert asks(request, "Priority", "Customer Impact", "Attachments")
    filled = fill(below_labels(shown(request)), (typed("high"), "", ""))
    (again,) = talk.answer(request, Words(into=filled), REQUEST)[AGENT]
    assert asks(again, "Customer Impact", "Attachments")
    filled = fill(behind_colons(shown(again)), ("Nobody plans the tours", ""))
    (third,) = talk.answer(again, Words(into=filled), REQUEST)[AGENT]
    assert asks(third, "Attachments")
    letters = talk.answer(third, Words("There is no log, the job ends silently."))
    assert has_gone_up(
        talk,
        letters,
        customer_impact="Nobody plans the tours",
        attachments=["There is no log, the job ends silently."],
    )


GERMAN = """\
Priorität: Hoch
Kunde: Contoso
Ticketnummer: 48213
Problembeschreibung: Der Export endet ohne Datei.
Bisherige Schritte:
1. Neu gestartet: unverändert
Anhänge: keine, weil der Kunde nur angerufen hat
"""


def test_a_german_outlook_that_knows_one_thing_and_asks_for_the_other(talk: Conversation) -> None:
    talk.program = TABLE["a German Outlook"]
    request = talk.escalate({"Attachments": None}, form=GERMAN)
    assert asks(request, "Customer Impact", "Customer Expectation")
    words = "Auswirkung: Das Lager plant mit alten Zahlen.\nKundenerwartung: Das weiß ich noch nicht, ich frage nach."
    (again,) = talk.answer(request, Words(f"Hallo,\n\n{words}\n\nViele Grüße\nDana"), REQUEST)[AGENT]
    assert asks(again, "Customer Expectation")
    letters = talk.answer(again, Words("bis Freitag 12 Uhr\n\nViele Grüße\nDana"), TO_1)
    assert has_gone_up(
        talk,
        letters,
        issue_summary="Der Export endet ohne Datei.",
        steps_taken=["Neu gestartet: unverändert"],
        customer_impact="Das Lager plant mit alten Zahlen.",
        customer_expectation="bis Freitag 12 Uhr",
        additional_context=None,
        attachments=["keine, weil der Kunde nur angerufen hat"],
    )


FRENCH = """\
Priorité : Haute
Client : Contoso
Numéro de ticket : 48213
Résumé du problème : L'export se termine sans fichier.
Étapes effectuées :
1. Relancé : sans effet
Pièces jointes : aucune, car le client a téléphoné
"""


def test_a_french_thunderbird_without_labels_and_below(talk: Conversation) -> None:
    talk.program = TABLE["a French Thunderbird"]
    request = talk.escalate({"Attachments": None}, form=FRENCH)
    assert asks(request, "Customer Impact", "Customer Expectation")
    (again,) = talk.answer(request, Words("Bonjour,\n\nDes nouvelles ?\n\nDana"), REQUEST)[AGENT]
    assert asks(again, "Customer Impact", "Customer Expectation")
    words = "L'entrepôt planifie les tournées à la main.\nIls veulent un fichier avant vendredi midi."
    letters = talk.answer(again, Words(below=f"Bonjour,\n\n{words}\n\nCordialement\nDana"), TO_1)
    assert has_gone_up(
        talk,
        letters,
        issue_summary="L'export se termine sans fichier.",
        steps_taken=["Relancé : sans effet"],
        customer_impact="L'entrepôt planifie les tournées à la main.",
        customer_expectation="Ils veulent un fichier avant vendredi midi.",
        additional_context=None,
        attachments=["aucune, car le client a téléphoné"],
    )
