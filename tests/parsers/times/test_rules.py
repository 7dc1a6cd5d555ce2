"""Every rule of the table of times finds its examples and leaves its counterexamples;
every word of its lists is found."""

import time
from datetime import UTC, date, datetime

import pytest

from parsers.times.find import compose, find_times, plain
from parsers.times.meanings import Value
from parsers.times.mentions import find_mentions
from parsers.times.returning import find_return
from parsers.times.rule import Rule
from parsers.times.rules import RULES
from parsers.words.load import load_words

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
ROWS = [pytest.param(rule, id=rule.name) for rule in RULES]


def name_rules(text: str) -> set[str]:
    return {found.rule.name for found in find_mentions(text)}


@pytest.mark.parametrize("rule", ROWS)
def test_it_finds_its_examples(rule: Rule) -> None:
    assert rule.examples or rule.alone
    assert [example for example in rule.examples if rule.name not in name_rules(example)] == []


@pytest.mark.parametrize("rule", ROWS)
def test_it_leaves_its_counterexamples(rule: Rule) -> None:
    assert [example for example in rule.counterexamples if rule.name in name_rules(example)] == []


def test_no_two_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("name", [*load_words("times")["phrases"], *load_words("times")["parts"]])
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am away from 2 March to 9 March 2026", date(2026, 3, 9)),  # and not back on the 2nd
        ("Ich bin vom 2. bis 9. März nicht im Büro", date(2026, 3, 9)),
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


@pytest.mark.parametrize("sent", ["Fri, 31 Dec 9999 00:00:00 +0000", "Fri, 31 Feb 2026 00:00:00 +0000", "yesterday"])
def test_a_date_header_that_no_mail_can_have_is_none(sent: str) -> None:
    assert find_return("back on 20 December", sent) is None


@pytest.mark.parametrize("unit", ["a", "1", "a.", "[", "-", " ", "in 1 ", "1:", "1.", "bis ", "monday ", "1 march "])
def test_a_long_reply_is_quick(unit: str) -> None:
    started = time.process_time()
    find_return(unit * (20_000 // len(unit)), "Mon, 02 Mar 2026 10:00:00 +0100")
    assert time.process_time() - started < 1
