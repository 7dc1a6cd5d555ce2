"""What single values mean."""

# ruff: noqa: E501 - rows of a table are kept whole

from hypothesis import given
from hypothesis import strategies as st

from parsers.form.values import (
    drop_hints,
    find_addresses,
    is_placeholder,
    parse_level,
    parse_priority,
    parse_ticket,
    parse_trigger,
    says_none,
    split_customer,
    strip_brackets,
)  # fmt: skip
from parsers.model import Priority
from parsers.words.aliases import load_aliases
from tests.growth import check_growth_of
from tests.tables import every_row

ALIASES = load_aliases({"high": ["Sev0"], "levels.3": ["Platform"], "triggers.bug": ["glitch"]})


@every_row(
    "value",
    [
        "-",
        "?",
        "...",
        "N/A",
        "tbd",
        "t.b.d.",
        "[Number]",
        "[Brief description of the problem]",
        "____",
        "—",
        "n.v.t.",
        "à compléter",
        "entfällt",
        "(fill in)",
        "da compilare",
        "nog in te vullen",
    ],
)
def test_placeholders_say_nothing(value: str) -> None:
    assert is_placeholder(value)


@every_row("value", ["0", "[Contoso]", "Number Nine Ltd", "none because it is a phone call", "A-"])
def test_words_say_something(value: str) -> None:
    assert not is_placeholder(value)


@every_row(
    ("value", "priority"),
    [
        ("High", Priority.HIGH), ("MEDIUM.", Priority.MEDIUM), ("low - no hurry", Priority.LOW), ("P1", Priority.HIGH), ("Sev0", Priority.HIGH), ("[x] Low [ ] High", Priority.LOW),
        ("High/*Medium*/Low", Priority.MEDIUM), ("High/Medium/Low -> Low", Priority.LOW), ("High/Medium/Low", None), ("High or Low", None), ("not high", None), ("", None), ("soon", None),
    ],
)  # fmt: skip
def test_priorities(value: str, priority: Priority | None) -> None:
    assert parse_priority(value, ALIASES)[0] is priority


@every_row(
    ("value", "ticket"),
    [
        ("#48213", "48213"),
        ("Ticket 48213 (Zendesk)", "48213"),
        ("INC-0042", "INC-0042"),
        ("https://desk.example.com/t/48213/", "48213"),
        ("[48213]", "48213"),
        ("see above", None),
        ("", None),
    ],
)
def test_tickets(value: str, ticket: str | None) -> None:
    assert parse_ticket(value) == ticket


def test_levels_and_triggers_are_known_by_their_names() -> None:
    assert [parse_level(text, ALIASES) for text in ("3", "L2", "Level 4 (Executive Team)", "Platform", "1 or 2")] == [
        3,
        2,
        4,
        3,
        None,
    ]
    assert [parse_trigger(text, ALIASES) for text in ("security", "glitch", "moon")] == ["security", "bug", None]


@every_row(
    ("value", "customer", "email"),
    [
        ("Contoso <kim@Contoso.example>", "Contoso", "kim@contoso.example"), ("kim@contoso.example (Contoso)", "Contoso", "kim@contoso.example"),
        ("Contoso, contact: kim@contoso.example", "Contoso", "kim@contoso.example"), ("kim@contoso.example", "kim@contoso.example", "kim@contoso.example"),
        ("a@contoso.example, b@contoso.example", "a@contoso.example, b@contoso.example", None), ("Contoso", "Contoso", None),
    ],
)  # fmt: skip
def test_one_address_is_taken_out_of_the_customer(value: str, customer: str, email: str | None) -> None:
    assert split_customer(value)[:2] == (customer, email)


def test_hints_go_and_words_in_brackets_stay() -> None:
    assert drop_hints("[Name/Account] Contoso") == "Contoso"
    assert drop_hints("Contoso [Name/Account]") == "Contoso"
    assert drop_hints("[Customer Portal] Login fails") == "[Customer Portal] Login fails"
    assert strip_brackets("[Contoso]") == "Contoso"
    assert strip_brackets('{"a": 1}') == '{"a": 1}'


def test_none_is_said_in_many_ways() -> None:
    assert all(map(says_none, ("none because", "No logs", "N/A because", "keine, weil", "aucune")))
    assert not any(map(says_none, ("error.log", "Nina's screenshot", "")))


@given(st.text(max_size=400))
def test_no_value_raises(text: str) -> None:
    parse_priority(text, ALIASES)
    parse_level(text, ALIASES)
    parse_trigger(text, ALIASES)
    is_placeholder(text)
    drop_hints(text)
    ticket = parse_ticket(text)
    assert ticket is None or any(c in "0123456789" for c in ticket)
    assert all("@" in address for address in find_addresses(text))
    assert split_customer(text)[0] is None or split_customer(text)[0] != ""


@every_row("unit", ["a", "1", "@", "a@", "a.", "[", "(", "-", " ", "1:", "*a* "])
def test_a_huge_value_is_quick(unit: str) -> None:
    for parse in (parse_ticket, is_placeholder, drop_hints, find_addresses, split_customer, strip_brackets, says_none):
        check_growth_of(parse, unit, 50_000)
    check_growth_of(lambda text: parse_priority(text, ALIASES), unit, 50_000)


@every_row("value", ["High, Medium or Low", "High\nMedium\nLow", "High | Medium | Low"])
def test_the_choice_left_as_it_was_is_no_priority(value: str) -> None:
    assert parse_priority(value, ALIASES)[0] is None


@every_row(
    ("value", "priority"),
    [
        ("not that high, medium", Priority.MEDIUM), ("not high but medium", Priority.MEDIUM),
        ("High? No, medium", Priority.MEDIUM), ("nicht so hoch, mittel", Priority.MEDIUM),
        ("nicht hoch sondern mittel", Priority.MEDIUM), ("pas très haute, moyenne", Priority.MEDIUM),
        ("no es alta, media", Priority.MEDIUM), ("non alta, media", Priority.MEDIUM),
        ("niet hoog, gemiddeld", Priority.MEDIUM), ("não é alta, média", Priority.MEDIUM), ("no, high", Priority.HIGH),
        ("It is not low. High!", Priority.HIGH), ("High, not medium", Priority.HIGH), ("not high", None),
        ("not high, not low", None), ("was high, now medium", None), ("not low, 20 users wait", None),
    ],
)  # fmt: skip
def test_what_stands_behind_a_priority_that_is_taken_back_counts(value: str, priority: Priority | None) -> None:
    assert parse_priority(value, ALIASES)[0] is priority


@every_row(
    ("value", "own"),
    [
        ("[Brief description: exports fail]", "exports fail"), ("[Number 48213]", "48213"),
        ("[Name/Account: Contoso]", "Contoso"), ("[How this affects the customer - 40 wait]", "40 wait"),
        ("<How this affects the customer: 40 wait>", "40 wait"), ("[High/Medium/Low: High]", "High"),
        ("[Kurze Beschreibung: Export bricht ab]", "Export bricht ab"), ("[brève description = panne]", "panne"),
        ("[Número: 48213]", "48213"), ("[Nome/account -> Contoso]", "Contoso"), ("[Naam: Contoso]", "Contoso"),
        ("[Breve descrição: exportação falha]", "exportação falha"), ("exports fail]", "exports fail"),
    ],
)  # fmt: skip
def test_a_hint_that_was_overwritten_in_its_brackets_is_a_value(value: str, own: str) -> None:
    assert (is_placeholder(value), drop_hints(value)) == (False, own)


@every_row(
    "value",
    ["[Impact: what breaks]", "[e.g.: forty wait]", "[Expectation: by when?]", "[What breaks - in a few words]"],
)
def test_a_hint_of_two_parts_is_no_value(value: str) -> None:
    assert is_placeholder(value)
