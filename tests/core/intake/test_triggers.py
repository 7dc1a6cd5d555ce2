"""Triggers: what agents write, and which line of the procedure it means."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import daemon.core.intake
from daemon.core.intake.triggers import find_triggers, see_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group, TriggerRule
from daemon.settings.triggers import load_triggers
from tests.tables import every_row

TRIGGERS = load_triggers()
IMMEDIATE = TRIGGERS.find_group(Group.IMMEDIATE)


def names(text: str, enterprise: bool = False, named: str | None = None) -> set[str]:
    return {match.name for match in find_triggers(text, TRIGGERS, Thresholds(), enterprise, named)}


@every_row(
    ("text", "expected"),
    [
        ("We suspect a security breach on their account", "security"),
        ("An unauthorised access to the admin panel was logged", "security"),
        ("Kunde meldet ein Datenleck", "security"),
        ("Il y a une fuite de données", "security"),
        ("The export shows another customer’s data", "security"),
        ("The nightly job ended in data loss", "data_loss"),
        ("Since the 4.2 update exports lose rows", "data_loss"),
        ("All records since Friday are gone", "data_loss"),
        ("Datenverlust nach dem Update", "data_loss"),
        ("their database is corrupted", "data_loss"),
        ("System-wide outage since 9:00", "outage"),
        ("production is down for all tenants", "outage"),
        ("nobody can log in", "outage"),
        ("Totalausfall seit heute morgen", "outage"),
        ("They threaten legal action", "legal"),
        ("their lawyer wrote to us", "legal"),
        ("Der Kunde droht mit dem Anwalt", "legal"),
        ("customer threatens to cancel", "dissatisfaction"),
        ("She is furious, this is unacceptable", "dissatisfaction"),
        ("They are considering moving to a competitor", "dissatisfaction"),
        ("Der Kunde ist wütend", "dissatisfaction"),
        ("A journalist called about it", "media"),
        ("He will post it on social media", "media"),
        ("The import throws a stack trace", "bug"),
        ("the app crashes on start", "bug"),
        ("Internal server error after the upgrade", "bug"),
        ("The customer asks for a manager", "manager"),
        ("she wants to speak to a manager", "manager"),
        ("the customer is unhappy with our answers", "satisfaction"),
        ("They ask for a policy exception", "policy_exception"),
        ("We were unable to resolve it", "unresolved"),
        ("This is outside of our scope", "beyond_scope"),
        ("A technical question about the API", "technical"),
        ("A process question: who approves this?", "process"),
        ("I would like a second opinion", "second_opinion"),
        ("An unusual use case of the scheduler", "unusual_use"),
        ("A suggestion for improvement of the intake", "improvement"),
        ("Complex question that needs specialist knowledge", "complex"),
    ],
)
def test_words_of_an_agent_make_the_trigger(text: str, expected: str) -> None:
    assert expected in names(text)


@every_row(
    "text",
    [
        "no data loss",
        "There was no sign of any data loss.",
        "without data loss so far",
        "Data loss: none",
        "data loss was ruled out",
        "It is not a security breach",
        "This isn't an outage",
        "never any outage",
        "kein Datenverlust",
        "keine Sicherheitsvorfälle",
        "Datenverlust ausgeschlossen",
        "sans perte de données",
        "sin pérdida de datos",
        "nessuna perdita di dati",
        "geen dataverlies",
        "sem perda de dados",
        "neither legal action nor media attention is expected",
    ],
)
def test_what_is_denied_is_no_trigger(text: str) -> None:
    assert not names(text) & IMMEDIATE


@every_row(
    "text",
    [
        "Sue from Contoso asks for the new price list",
        "The export takes long, performance went down a bit",
        "Please issue an invoice",
        "The bug reporter is on holiday",
        "La stampa non funziona",
        "No se puede procesar el pedido",
        "Press the button to go on",
        "We get 401 Unauthorized when accessing the API",
        "The customer asks how to export a list",
    ],
)
def test_ordinary_words_pull_nobody_out_of_bed(text: str) -> None:
    assert not names(text) & IMMEDIATE


def test_a_denial_ends_with_its_sentence_and_with_but() -> None:
    assert "data_loss" in names("This is no question of style. Data loss occurred.")
    assert "outage" in names("no data loss, but a system-wide outage")
    assert "data_loss" not in names("no data loss, but a system-wide outage")


def test_a_denied_mention_does_not_hide_a_real_one() -> None:
    assert "data_loss" in names("Yesterday there was no data loss. Today we see data loss.")


@every_row(
    ("text", "counts"),
    [
        ("They dispute the invoice over $1,200", True),
        ("Refund of 1.200,50 € asked", True),
        ("Refund of EUR 2k", True),
        ("refund of 500 USD", False),
        ("refund of 500.01 USD", True),
        ("Refund of $50", False),
        ("They ask for a refund", False),
        ("12 orders, refund of 30 euros each", False),
        ("They dispute 1 200 EUR", True),
        ("Dispute over 40 000 € of fees", True),
        ("refund of 900 Euro", True),
        ("refund of CHF 1'500", True),
        ("Refund of 1.2M", True),
        ("refund asked, 250k rows are wrong", False),
        ("Refund of $1.2M", True),
        ("Remboursement de 1,2 million d'euros", True),
        ("overcharged by Rs 85,000", True),
        ("overcharged by Rs 1,20,000", True),
        ("refund of EUR 250k", True),
        ("Rückerstattung von 1,2 Mio. Euro", True),
        ("refund of EUR 1,200.50", True),
        ("refund of 1.20 EUR for order 1200", False),
        ("refund of 1.2k for the invoice", True),
        ("refund of 1.2k rows", False),
        ("They dispute two thousand dollars", True),
        ("Erstattung von tausend Euro", True),
        ("Rückerstattung von zweitausend Euro", True),
        ("Remboursement de deux mille euros", True),
        ("reembolso de dos mil euros", True),
        ("rimborso di duemila euro", True),
        ("terugbetaling van drieduizend euro", True),
        ("reembolso de dois mil euros", True),
        ("they dispute a million euros", True),
        ("they dispute half a million dollars", True),
        ("they dispute one hundred dollars", False),
        ("Erstattung von hundert Euro", False),
        ("refund of 12 000 kr", True),
        ("They dispute 50 EUR of a 2,000 EUR invoice", False),
        ("Sie fordert 50 EUR einer Rechnung über 2.000 EUR zurück", False),
        ("They dispute 1,500 EUR of a 2,000 EUR invoice", True),
    ],
)
def test_a_billing_dispute_counts_over_the_set_amount(text: str, counts: bool) -> None:
    assert ("billing" in names(text)) is counts


def test_a_feature_request_counts_for_enterprise_customers() -> None:
    assert "feature_request" not in names("A feature request: dark mode")
    assert "feature_request" in names("A feature request: dark mode", enterprise=True)
    assert "feature_request" in names("Enterprise account with a feature request")


@every_row(
    ("text", "short"),
    [
        ("They dispute the invoice over $90", "90 is not over the set 500"),
        ("They dispute the invoice", "no amount is named"),
        ("A feature request: dark mode", "the customer is not an enterprise customer"),
        ("The ticket is open for 2 hours", "2 hours are not yet the set 4"),
        ("The ticket is open for 5 hours", ""),
        ("The ticket is open for 2 days", ""),
        ("Das Ticket ist seit 3 Tagen offen", ""),
    ],
)
def test_what_is_seen_and_does_not_reach_has_its_reason(text: str, short: str) -> None:
    (seen,) = see_triggers(text, TRIGGERS, Thresholds())
    assert seen.short == short
    assert bool(find_triggers(text, TRIGGERS, Thresholds())) is not bool(short)


@every_row(
    ("text", "phrase"),
    [
        ("SICHERHEITSLÜCKE im Login", "sicherheitslücke"),
        ("eine Sicherheitsluecke im Login", "sicherheitsluecke"),
        ("une\nfuite de donnees", "fuite de donnees"),
        ("L’avocat nous a écrit: il va porter plainte", "l’avocat nous a écrit"),
    ],
)
def test_accents_and_umlauts_may_be_missing_and_the_mail_is_quoted_as_it_says(text: str, phrase: str) -> None:
    assert phrase in [match.phrase for match in find_triggers(text, TRIGGERS, Thresholds())]


def test_a_line_that_a_mail_program_broke_ends_nothing() -> None:
    assert "data_loss" in names("Since the update of last night we see that all of the data\nthat we entered is gone.")


@every_row("text", ["One server is down, two others run", "Ein Server ist ausgefallen", "Her laptop is down"])
def test_one_thing_down_is_no_outage_of_the_system(text: str) -> None:
    assert "outage" not in names(text)


@every_row("text", ["nobody can work", "all sites are down", "Das System steht", "plus rien ne marche"])
def test_everything_down_is(text: str) -> None:
    assert "outage" in names(text)


@pytest.mark.parametrize("text", ["We can't rule out a data breach", "Wir können ein Datenleck nicht ausschließen"])
def test_what_cannot_be_excluded_is_not_denied(text: str) -> None:
    assert "security" in names(text)


def test_the_trigger_line_names_one() -> None:
    assert names("Nothing special", named="media") == {"media"}
    assert names("A feature request", named="feature_request") == {"feature_request"}


def test_a_match_says_the_words_that_made_it() -> None:
    (match,) = find_triggers("Slow, then: their SYSTEM is DOWN", TRIGGERS, Thresholds())
    assert (match.name, match.phrase, match.level) == ("outage", "system is down", 4)


def test_a_team_adds_its_own_words() -> None:
    rules = replace(TRIGGERS, rules=(TriggerRule("outage", 4, ("code red", "plant ... stands")),))
    assert find_triggers("Code red!", rules, Thresholds())[0].name == "outage"
    assert find_triggers("the plant in Ulm stands still", rules, Thresholds())[0].name == "outage"


def test_what_stands_inside_a_harmless_phrase_is_no_trigger() -> None:
    security = next(rule for rule in TRIGGERS.rules if rule.name == "security")
    rules = replace(
        TRIGGERS,
        rules=(
            replace(security, phrases=("virus", "malware"), harmless=("their virus scanner", "malware ... training")),
        ),
    )
    assert not find_triggers("Their virus scanner and the malware and phishing training", rules, Thresholds())
    assert find_triggers("Their virus scanner found a virus", rules, Thresholds())[0].phrase == "virus"


def test_every_trigger_has_its_facts_and_its_phrases_in_every_language() -> None:
    folder = Path(daemon.core.intake.__file__).parent
    data = tomllib.loads((folder / "triggers.toml").read_text("utf-8"))
    assert len(data["triggers"]) == 20
    words = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (folder / "words").glob("*.toml")}
    assert set(words) <= set(data["triggers"])
    for name, facts in data["triggers"].items():
        facts = {**words.get(name, {}), **facts}
        assert facts["line"], name
        assert facts["group"] in set(Group), name
        assert facts["level"] in range(1, 5), name
        assert all(facts["phrases"][language] for language in ("en", "de", "fr", "es", "it", "nl", "pt")), name


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    find_triggers(text, TRIGGERS, Thresholds())


@given(st.sampled_from([(rule, phrase) for rule in TRIGGERS.rules for phrase in rule.phrases]))
def test_every_phrase_is_found_as_written(chosen: tuple[TriggerRule, str]) -> None:
    rule, phrase = chosen
    said = " & ".join(
        " ... ".join(part.partition("|")[0] for part in side.split(" ... ")) for side in phrase.split(" & ")
    )
    said = re.sub(r"#(?!\d)", "300", re.sub(r" (?:\.\.\.|&) ", " two words ", said)).replace("*", "").replace("#", "")
    alone = replace(TRIGGERS, rules=(replace(rule, harmless=()),), denied_before=frozenset(), denied_behind=())
    seen = see_triggers(f"They report: {said}.", alone, Thresholds())
    assert [match.name for match in seen] == [rule.name], said


def test_a_huge_text_takes_no_time_that_grows_faster_than_it() -> None:
    assert names("data " * 200_000) == set()
