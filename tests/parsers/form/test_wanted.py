"""What is hit and what is wanted in one sentence, and what comes later (behaviour B4.12, B4.16)."""

from parsers.form.answers import parse_answers
from parsers.model import Form, Message
from parsers.words.aliases import load_aliases
from tests.tables import every_row

ALIASES = load_aliases()
ASKED = ("customer_impact", "customer_expectation")


def read(text: str) -> Form:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, ALIASES, ASKED)


@every_row(
    "hit, joint, wanted",
    [
        ("Ada told me 12 people are idle", " and ", "she wants it by Friday."),
        ("40 shops cannot sell", ", ", "they want it by noon."),
        ("12 Leute können nicht arbeiten", " und ", "sie brauchen es bis Freitag."),
        ("40 personnes sont bloquées", " et ", "elles le veulent pour vendredi."),
        ("12 personas están paradas", " y ", "lo necesitan para el viernes."),
        ("12 persone sono ferme", " e ", "lo vogliono entro venerdì."),
        ("12 mensen zitten stil", " en ", "ze willen het voor vrijdag."),
        ("12 pessoas estão paradas", " e ", "precisam disso até sexta-feira."),
    ],
)
def test_one_sentence_says_both(hit: str, joint: str, wanted: str) -> None:
    fields = read(hit + joint + wanted).fields
    assert (fields.customer_impact, fields.customer_expectation) == (hit, wanted)


def test_another_sentence_behind_both_takes_neithers_place() -> None:
    fields = read("12 clerks are idle, and they want it by Friday noon. Also they ask for a manual.").fields
    assert (fields.customer_impact or "").startswith("12 clerks are idle")
    assert fields.customer_expectation == "they want it by Friday noon."


@every_row("stroke", [" / ", " // ", " | "])
def test_a_stroke_parts_what_was_asked(stroke: str) -> None:
    fields = read(f"12 clerks idle{stroke}friday noon").fields
    assert (fields.customer_impact, fields.customer_expectation) == ("12 clerks idle", "friday noon")


def test_either_may_stand_first_and_thanks_before_both() -> None:
    fields = read("Thanks! They want it by Friday because 12 people are idle.").fields
    assert (fields.customer_impact, fields.customer_expectation) == ("12 people are idle.", "They want it by Friday")


@every_row("wanted", ["They want a fix and a report by Friday.", "They need it by noon, please."])
def test_a_sentence_of_what_is_wanted_alone_is_one(wanted: str) -> None:
    fields = read(wanted).fields
    assert (fields.customer_impact, fields.customer_expectation) == (None, wanted)


def test_since_when_it_is_so_is_no_time_by_which() -> None:
    fields = read("12 people sit idle since Monday 9:00.").fields
    assert (fields.customer_impact, fields.customer_expectation) == ("12 people sit idle since Monday 9:00.", None)


@every_row(
    "later",
    [
        "The date I'll get tomorrow.", "The date I don't know yet.", "Das Datum bekomme ich morgen.",
        "Den Termin weiß ich noch nicht.", "La date, je l'aurai demain.",
    ],
)  # fmt: skip
def test_what_comes_later_is_no_answer(later: str) -> None:
    for impact in ("600 people cannot post invoices.\n", "Customer Impact: 600 people cannot post invoices. "):
        fields = read(impact + later).fields
        assert (fields.customer_impact, fields.customer_expectation) == ("600 people cannot post invoices.", None)
