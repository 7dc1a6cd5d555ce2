"""The writer's own name below his words is a signature, without closing words too; other names and words are his
(behaviour B3.10)."""

from itertools import product

from parsers.message import parse_message
from tests.parsers.robots.samples import encode
from tests.vocabulary import VOCABULARY

HEAD = "From: Dana Whitfield <dana@example.com>\nSubject: Re: [ESC-42] x\nIn-Reply-To: <a@example.com>\n\n"
WORDS = "All 40 shops"
SIGNED = (
    "Dana",
    "Dana Whitfield",
    "Dana Whitfield\nSupport Agent\nExample Ltd",
    "Dana\n\n*Dana Whitfield*\n+49 170 123456",
    "VG Dana",
    "Lieben Gruß, Dana",
    "Sonnige Grüße",
    "Hochachtungsvoll",
    "Tschüss Dana",
    "Outlook für Android herunterladen",
    "A presto",
    "Fijne dag",
    "Desde já obrigada",
    "Regards/Dana",
    "/Dana",
    "- Dana",
    "Bitte prüfen Sie, ob diese Mail ausgedruckt werden muss.",
    "___\nDana",
    "Dana W.",
    "Dana Whitfield | Support",
    "Best, Dana",
    "Thanks, Dana",
    "Cheers Dana",
    "À bientôt",
    "Hasta pronto",
    "Bom trabalho",
    "Gruß Dana",
    "Dana Whitfield, Support Agent",
    "--Dana",
    "Sincerely\nDana Whitfield\nSupport",
)
SAID = (
    "Dana calls them",
    "Ask Dana",
    "Dana\n40 of them wait",
    "Customer: Dana",
    "They asked for Dana",
    "Contact:\nDana",
    "Dana, please call",
    "Kim",
    "Robin Hale",
    "Fabrikam",
    "Dana Whitfield\nCustomer Impact: 40 shops cannot ship",
    "Dana Whitfield\nWhich version do they run?",
    "call Dana",
    "Dana or Kim",
    "Support Agent",
    "Dana?",
)


def read(text: str, head: str = HEAD) -> str:
    return parse_message(encode(head + text), VOCABULARY).text


def test_ones_own_name_below_goes_with_its_card_and_closing() -> None:
    each = list(product(("\n", "\n\n"), SIGNED))
    assert [below for between, below in each if read(f"{WORDS}{between}{below}") != WORDS] == []


def test_what_is_said_below_stays() -> None:
    each = list(product(("\n", "\n\n"), SAID))
    assert [said for between, said in each if said.split() != read(f"{WORDS}{between}{said}").split()[3:]] == []


def test_a_name_written_from_behind_and_one_alone() -> None:
    head = HEAD.replace("Dana Whitfield", '"Whitfield, Dana"')
    assert read(f"{WORDS}\nDana", head) == read(f"{WORDS}\n\nDana Whitfield\nAgent", head) == WORDS
    assert (read("Dana"), read("mine\nDana")) == ("Dana", "mine")
