"""Every rule of the table of times finds its examples and leaves its counterexamples;
every word of its lists is found."""

from datetime import UTC, date, datetime

import pytest

from parsers.times.find import compose, find_times, plain
from parsers.times.meanings import Value
from parsers.times.mentions import find_mentions
from parsers.times.returning import find_return
from parsers.times.rule import Rule
from parsers.times.rules import RULES
from parsers.words.load import load_words
from tests.growth import check_growth_of
from tests.tables import every_row

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
ROWS = [pytest.param(rule, id=rule.name) for rule in RULES]


def name_rules(text: str) -> set[str]:
    return {found.rule.name for found in find_mentions(text)}


@every_row("rule", ROWS)
def test_it_finds_its_examples(rule: Rule) -> None:
    assert rule.examples or rule.alone
    assert [example for example in rule.examples if rule.name not in name_rules(example)] == []


@every_row("rule", ROWS)
def test_it_leaves_its_counterexamples(rule: Rule) -> None:
    assert [example for example in rule.counterexamples if rule.name in name_rules(example)] == []


def test_no_two_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@every_row("name", [*load_words("times")["phrases"], *load_words("times")["parts"]])
def test_every_phrase_is_one_time_and_no_other_rule_takes_a_part_of_it(name: str) -> None:
    words = {**load_words("times")["phrases"], **load_words("times")["parts"]}[name]
    taken = {word: [found.rule.name for found in find_times(plain(word), NOW)] for word in words}
    assert {word: rules for word, rules in taken.items() if rules != [name.replace("_", " ")]} == {}


def test_a_piece_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError):
        compose("NO_SUCH_PIECE")


def test_what_is_no_day_has_no_value() -> None:
    (found,) = find_times("30 february", NOW)
    assert found.value is None
    assert Value() in [found.value for found in find_times("by easter", NOW)]


@every_row(
    ("text", "expected"),
    [
        ("I am away from 2 March to 9 March 2026", date(2026, 3, 10)),  # and not back on the 2nd, nor on the 9th
        ("Ich bin vom 2. bis 9. März nicht im Büro", date(2026, 3, 10)),
        ("du 2 au 6 mars", date(2026, 3, 7)),
        ("del 2 al 13 de marzo", date(2026, 3, 14)),
        ("I'm away 2-6 March", date(2026, 3, 7)),
        ("out March 2-6", date(2026, 3, 7)),
        ("vom 2.-6. März", date(2026, 3, 7)),
        ("2.3. - 6.3.", date(2026, 3, 7)),
        ("from Monday to Wednesday", date(2026, 3, 5)),
        ("from the 2nd to the 6th", date(2026, 3, 7)),
        ("bis einschließlich 6.3.", date(2026, 3, 7)),
        ("Je suis en congé jusqu'au 9 mars inclus.", date(2026, 3, 10)),
        ("hasta el viernes inclusive", date(2026, 3, 7)),
        ("fino al 6 marzo compreso", date(2026, 3, 7)),
        ("Ik ben weg t/m 13 maart", date(2026, 3, 14)),
        ("tot en met vrijdag", date(2026, 3, 7)),
        ("through Friday", date(2026, 3, 7)),
        ("On annual leave up to and including 16 March, back on 19 March.", date(2026, 3, 19)),
        ("Ich bin vom 2. bis 6. März nicht da und ab dem 9. März wieder im Büro", date(2026, 3, 9)),
        ("Ab Donnerstag bin ich wieder für Sie da", date(2026, 3, 5)),
        ("Sono malato, torno giovedì.", date(2026, 3, 5)),
        ("Estou doente, volto na quinta.", date(2026, 3, 5)),
        ("Sarò via dal 2 marzo e tornerò giovedì 12 marzo.", date(2026, 3, 12)),
        ("Rientrerò il 13 marzo.", date(2026, 3, 13)),
        ("Rientreremo il 13 marzo.", date(2026, 3, 13)),
        ("Ritornerò lunedì 16 marzo.", date(2026, 3, 16)),
        ("Volveré el jueves 12 de marzo.", date(2026, 3, 12)),
        ("Regresaré el 13 de marzo.", date(2026, 3, 13)),
        ("Estoy fuera del 2 de marzo y me reincorporaré el 12 de marzo.", date(2026, 3, 12)),
        ("Voltarei no dia 12 de março.", date(2026, 3, 12)),
        ("Regressarei na quinta-feira, dia 12 de março.", date(2026, 3, 12)),
        ("Retornarei em 13 de março.", date(2026, 3, 13)),
        ("Je reviendrai le 12 mars.", date(2026, 3, 12)),
        ("Je rentrerai le jeudi 12 mars.", date(2026, 3, 12)),
        ("Ik kom donderdag 12 maart terug.", date(2026, 3, 12)),
        ("Ich komme am 12. März zurück.", date(2026, 3, 12)),
        ("I'll return on 12 March.", date(2026, 3, 12)),
        ("Starò fuori ufficio, sarò di nuovo operativo il 12 marzo.", date(2026, 3, 12)),
        ("Estaré de vuelta el 12 de marzo", date(2026, 3, 12)),
        ("until September 2026", date(2026, 9, 1)),
        ("até julho", date(2026, 7, 1)),
        ("bis Ende August", date(2026, 9, 1)),
        ("until further notice, you may contact Tom", None),
        ("I'm sick today.", date(2026, 3, 3)),
        ("out today, back tomorrow", date(2026, 3, 3)),
        ("cette semaine", date(2026, 3, 9)),
        ("vuelvo la semana que viene", date(2026, 3, 9)),
        ("Volgende week ben ik vrij.", date(2026, 3, 16)),
        ("I am out until Friday", date(2026, 3, 6)),
        ("I am back on Monday", date(2026, 3, 9)),  # sent on a Monday: the next one
        ("Ich bin morgen wieder da", date(2026, 3, 3)),
        ("Je serai de retour mercredi", date(2026, 3, 4)),
        ("absent jusqu'au 16 mars", date(2026, 3, 16)),
        ("absente jusqu'à lundi", date(2026, 3, 9)),
        ("terug op 9-3", date(2026, 3, 9)),
        ("please call version 4.2.1 until then", None),
        ("I waited for 2 days", None),
    ],
)
def test_somebody_is_back_on_a_date_or_a_weekday(text: str, expected: date | None) -> None:
    assert find_return(text, "Mon, 02 Mar 2026 10:00:00 +0100") == expected


def test_without_a_date_header_only_a_whole_date_counts() -> None:
    assert find_return("back on 9 March", "") is None
    assert find_return("back on 9 March 2026", "") == date(2026, 3, 9)
    assert find_return("back on 3/9/2026", "Mon, 02 Mar 2026 10:00:00 -0500") == date(2026, 3, 9)


@every_row("sent", ["Fri, 31 Dec 9999 00:00:00 +0000", "Fri, 31 Feb 2026 00:00:00 +0000", "yesterday"])
def test_a_date_header_that_no_mail_can_have_is_none(sent: str) -> None:
    assert find_return("back on 20 December", sent) is None


@pytest.mark.slow
@every_row("unit", ["a", "1", "a.", "[", "-", " ", "in 1 ", "1:", "1.", "bis ", "monday ", "1 march "])
def test_a_long_reply_is_quick(unit: str) -> None:
    check_growth_of(lambda text: find_return(text, "Mon, 02 Mar 2026 10:00:00 +0100"), unit, 20_000)
