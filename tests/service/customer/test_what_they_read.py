"""Only what is meant for the customer reaches him: words for colleagues below it are cut, and what may be meant for
others is a draft (behaviour B1.5, B3.18)."""

from email.message import EmailMessage

import pytest

from daemon.core.model.updates import Acknowledgement
from tests.builders import AGENT, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.service.customer.test_promises import A_DAY, AN_HOUR, KIM, LEAD, MONDAY, TECH, get_case, open_case, read

SECRET = "zqsecret they pay late"


def find_letters_outside(letters: list[EmailMessage]) -> list[EmailMessage]:
    return [one for one in letters if KIM in str(one["To"])]


@pytest.mark.parametrize(
    "below",
    [
        f"\nInternal: {SECRET}",
        f"\nnote: {SECRET}",
        f"\nNote for the level: {SECRET}",
        f"\n(internal: {SECRET})",
        f"\n[{SECRET}]",
        f"\n\n{SECRET}",
        f"\n\nPS for you: {SECRET}",
        f"\nPS {SECRET}",
        f"\n---\n{SECRET}",
        f"\n* * *\n{SECRET}",
        f"\nBest regards\nDana\n{SECRET}",
        f"\n> {SECRET}",
        f"\nAm 9.3.2026 um 10:00 schrieb Kim:\n{SECRET}",
        f"\n-----Original Message-----\nFrom: Kim\nSubject: exports\n\n{SECRET}",
        f"\nNotiz: {SECRET}",
        f"\nNur intern, {SECRET}",
        f"\nRemarque : {SECRET}",
        f"\nEntre nous, {SECRET}",
        f"\nNota interna {SECRET}",
        f"\nSolo per noi: {SECRET}",
        f"\nLet op: {SECRET}",
        f"\nSó para nós {SECRET}",
        f" (internal: {SECRET})",
        f". PS {SECRET}",
        f". Not for the customer: {SECRET}",
        f"; FYI: {SECRET}",
        f". Nur intern: {SECRET}",
        f" (en interne : {SECRET})",
    ],
)
def test_what_stands_behind_it_goes_to_colleagues_only(desk: Desk, below: str) -> None:
    letters = open_case(desk, **{"Tell the customer": f"your exports lack a column{below}"})
    (letter,) = find_letters_outside(letters)
    assert "It is about: your exports lack a column." in read(letter)
    assert "zqsecret" not in letter.as_string()


@pytest.mark.parametrize("below", ["\nnote: zqsecret", "\n\nzqsecret they pay late", " (intern: zqsecret)"])
def test_none_of_it_is_lost_and_the_agent_reads_what_was_taken(desk: Desk, below: str) -> None:
    letters = open_case(desk, **{"Tell the customer": f"your exports lack a column{below}"})
    assert "zqsecret" in text_of(letter_to(letters, TECH, "routed"))
    assert "What I take for the customer is “your exports lack a column”" in read(letter_to(letters, AGENT, "receipt"))


def test_a_list_of_it_is_read_whole(desk: Desk) -> None:
    letters = open_case(desk, **{"Tell the customer": "\n  - a column is gone\n  - the figures are late"})
    (letter,) = find_letters_outside(letters)
    assert "- a column is gone - the figures are late" in read(letter)


@pytest.mark.parametrize("tag", ["</td></tr></table><p>{}</p>", "</td></tr></table><hr>{}"])
def test_in_a_table_its_cell_is_all(desk: Desk, tag: str) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>"
        for name, value in {
            "Customer": "Fabrikam",
            "Ticket #": "48213",
            "Priority": "High",
            "Issue Summary": "A stack trace",
            "Steps Taken": "1. a<br>2. b<br>3. c",
            "Customer Impact": "20 users",
            "Customer Expectation": "by Friday",
        }.items()
    )
    html = f"<table>{rows}<tr><td>Tell the customer</td><td>a column is gone{tag.format(SECRET)}"
    letters = desk.receive(build_mail(body=None, html=html, files=[LOG]), MONDAY)
    (letter,) = find_letters_outside(letters)
    assert "It is about: a column is gone." in read(letter)
    assert "zqsecret" not in letter.as_string()


@pytest.mark.parametrize(
    "below", ["<p>zqsecret</p>", "<div>zqsecret</div>", "<br>zqsecret", "<p style='margin:0'>zqsecret</p>"]
)
def test_in_html_its_paragraph_is_all_and_what_stands_below_goes_up(desk: Desk, below: str) -> None:
    lines = build_form({"Customer": "Fabrikam", "Tell the customer": "a column is gone"}).strip().split("\n")
    html = "".join(f"<div>{line}</div>" for line in lines[:-1]) + f"<div>{lines[-1]}{below}</div>"
    letters = desk.receive(build_mail(body=None, html=html, files=[LOG]), MONDAY)
    (letter,) = find_letters_outside(letters)
    assert "It is about: a column is gone." in read(letter)
    assert "zqsecret" not in letter.as_string()
    assert "zqsecret" in text_of(letter_to(letters, TECH, "routed"))


def test_a_list_in_html_is_read_whole(desk: Desk) -> None:
    form = build_form({"Customer": "Fabrikam"}).strip().replace("\n", "<br>")
    items = "<ul><li>a column is gone</li><li>the figures are late</li></ul>"
    html = f"<p>{form}</p><p>Tell the customer:</p>{items}<p>zq</p>"
    (letter,) = find_letters_outside(desk.receive(build_mail(body=None, html=html, files=[LOG]), MONDAY))
    assert "a column is gone" in read(letter)
    assert "the figures are late" in read(letter)
    assert "zq" not in text_of(letter)


def pass_on(desk: Desk, words: str) -> list[EmailMessage]:
    """A colleague's template, passed on."""
    form = build_form({"Customer": "Fabrikam", "Tell the customer": words})
    head = "From: Jo <jo@example.com>\nSent: Monday\nTo: Dana <dana@example.com>\nSubject: exports"
    mail = build_mail(body=f"see below\n\n-----Original Message-----\n{head}\n\n{form}", files=[LOG])
    return desk.receive(mail, MONDAY)


def test_nothing_that_is_forwarded_is_for_the_customer(desk: Desk) -> None:
    letters = pass_on(desk, SECRET)
    assert all("zqsecret" not in one.as_string() for one in find_letters_outside(letters))
    assert "zqsecret" in text_of(letter_to(letters, TECH, "routed"))


def test_that_nothing_is_to_be_said_holds_also_where_it_is_forwarded(desk: Desk) -> None:
    assert find_letters_outside(pass_on(desk, "nothing for now")) == []


NOTHING = [
    *(
        "nothing for now",
        "please nothing",
        "Nothing at all.",
        "nothing, I call them myself",
        "nothing (they are angry)",
    ),
    *("nothing until I called them", "do not tell them anything", "hold", "see summary", "I will tell them", "wait"),
    *("bitte nichts", "noch gar nichts", "nichts sagen", "nichts, ich rufe selbst an", "der Kunde weiß Bescheid"),
    *("rien pour l'instant", "rien du tout", "ne rien dire", "nada por ahora", "de momento nada", "todavía no"),
    *("niente per ora", "non dire nulla", "per il momento niente", "nog niets", "zeg niets", "voorlopig niets"),
    *("nada ainda", "por enquanto nada", "ainda não"),
]


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_in_other_words_holds_the_letter(desk: Desk, words: str) -> None:
    letters = open_case(desk, **{"Tell the customer": words})
    assert find_letters_outside(letters) == []
    assert get_case(desk).acknowledgement is Acknowledgement.HELD
    assert "because you want nothing said yet" in read(letter_to(letters, AGENT, "receipt"))


@pytest.mark.parametrize(
    "words",
    [
        "nothing works in your exports",
        "Rien n'a été perdu",
        "Nada se ha perdido",
        "Wir melden uns bei Ihnen",
        "please restart your browser",
        "No figures were lost",
    ],
)
def test_words_to_the_customer_are_sent(desk: Desk, words: str) -> None:
    (letter,) = find_letters_outside(open_case(desk, **{"Tell the customer": words}))
    assert f"It is about: {words}." in read(letter)


@pytest.mark.parametrize(
    "words",
    [
        "tell them the disk broke",
        "ask Dana first",
        "that we are working on it",
        "the customer pays late",
        "they pay late",
        "internal: they pay late",
        "PS a secret",
        "dass wir daran arbeiten",
        "der Kunde zahlt spät",
        "ich rufe sie an",
        "dites que c'est le disque",
        "el cliente paga tarde",
        "il cliente paga tardi",
        "de klant betaalt laat",
        "o cliente paga tarde",
    ],
)
def test_words_about_the_customer_or_to_us_are_a_draft(desk: Desk, words: str) -> None:
    letters = open_case(desk, **{"Tell the customer": words})
    assert find_letters_outside(letters) == []
    draft = read(letter_to(letters, AGENT, "customer-acknowledgement"))
    assert "I cannot tell whether your text speaks to them or about them" in draft


@pytest.mark.parametrize(
    "words",
    [
        "we ｅｓｃａｌａｔｅｄ it",
        "we es-\ncalated it",
        "we es\u200bcalated it",
        "L3 looks at it",
        "it is a P1",
        "the Technical Team looks at it",
        "write to devops@example.com",
        "c'est une gravite de plus",
    ],
)
def test_a_word_for_colleagues_is_seen_however_it_is_written(desk: Desk, words: str) -> None:
    letters = open_case(desk, **{"Tell the customer": words})
    assert find_letters_outside(letters) == []
    assert "is a word that no customer is to read" in read(letter_to(letters, AGENT, "customer-acknowledgement"))


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("Dana Whitfield (DevOps)", "Dana Whitfield"),
        ("Dana Whitfield - Senior Support Agent Level 1", "Dana Whitfield"),
        ("Dana Whitfield | L3", "Dana Whitfield"),
        ("Level 1 Support", "Dana"),
    ],
)
def test_the_agents_name_outside_tells_no_level(desk: Desk, name: str, signed: str) -> None:
    form = build_form({"Customer": "Fabrikam"})
    letters = desk.receive(build_mail(body=form, files=[LOG], sender=f'"{name}" <{AGENT}>'), MONDAY)
    (letter,) = find_letters_outside(letters)
    assert text_of(letter).replace("\r\n", "\n").rstrip().endswith(f"Kind regards\n{signed}")
    assert name not in letter.as_string()


@pytest.mark.parametrize(
    "label",
    [
        *(
            "For the customer",
            "To the customer",
            "Message to customer",
            "Information for the customer",
        ),
        *("An den Kunden", "Info an Kunden", "Message au client", "Pour le client"),
        *("Mensaje al cliente", "Para el cliente", "Messaggio al cliente", "Per il cliente"),
        *("Zeg de klant", "Bericht aan de klant", "Mensagem ao cliente", "Para o cliente"),
    ],
)
def test_the_label_is_known_in_other_words(desk: Desk, label: str) -> None:
    (letter,) = find_letters_outside(open_case(desk, **{label: "a column is gone"}))
    assert "It is about: a column is gone." in read(letter)


@pytest.mark.parametrize(
    "line",
    [
        *("Customer info: VIP, churn risk", "Kundeninfo: zahlt immer spät", "Customer message: error 5"),
        *("For the customer - a nightmare", "Pour le client - c'est grave"),
    ],
)
def test_a_label_that_may_mean_another_makes_a_draft(desk: Desk, line: str) -> None:
    form = f"{build_form({'Customer': 'Fabrikam'})}\n{line}"
    letters = desk.receive(build_mail(body=form, files=[LOG]), MONDAY)
    assert find_letters_outside(letters) == []
    draft = read(letter_to(letters, AGENT, "customer-acknowledgement"))
    assert "whether your text speaks to them or about them" in draft


def test_why_it_is_a_draft_is_said_truly(desk: Desk) -> None:
    letters = open_case(desk, **{"Tell the customer": "we have escalated it"})
    receipt = letter_to(letters, AGENT, "receipt")
    assert "“escalated” stands in the words for them. You have the text as a draft" in read(receipt)
    refused = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + AN_HOUR)
    assert "“escalated” stands in the words for them. Answer with other words" in read(refused[0])
    digest = letter_to(desk.pass_time(MONDAY + A_DAY), LEAD, "digest")
    assert "what was written for the customer is not fit for them" in read(digest)


def test_other_words_make_a_draft_ready_to_be_sent(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, **{"Tell the customer": "we have escalated it"}), AGENT, "receipt")
    said = desk.receive(reply(receipt, AGENT, "Tell the customer: a column is gone"), MONDAY + AN_HOUR)
    assert "to write to them answer send ack" in read(letter_to(said, AGENT, "receipt"))
    assert find_letters_outside(said) == []
    (letter,) = find_letters_outside(desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + 2 * AN_HOUR))
    assert "It is about: a column is gone." in read(letter)


def test_held_words_are_looked_at_before_they_are_sent(desk: Desk) -> None:
    receipt = letter_to(open_case(desk, **{"Tell the customer": "nothing"}), AGENT, "receipt")
    desk.receive(reply(receipt, AGENT, "Tell the customer: the Executive Team knows"), MONDAY + AN_HOUR)
    said = desk.receive(reply(receipt, AGENT, "send ack"), MONDAY + 2 * AN_HOUR)
    assert kinds(said) == [("notice", AGENT)]
    assert "stands in the words for them" in read(said[0])
