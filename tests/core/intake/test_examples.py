"""What people write, in all languages, as `examples/` has it: the triggers that are seen,
and what only sounds like one."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.core.model.rules.triggers import Group
from daemon.settings.triggers import load_triggers
from tests.tables import every_row

EXAMPLES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "examples").glob("*.toml"))
}
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
TRIGGERS = load_triggers()
IMMEDIATE = TRIGGERS.find_group(Group.IMMEDIATE)
MOST_MISSED = 0.06  # of the true sentences; no phrase is bent for the last of them
MOST_WRONG = 0.03  # of the harmless ones

PAIRS = [(trigger, language) for trigger in EXAMPLES for language in LANGUAGES]


def find(sentence: str) -> set[str]:
    return {match.name for match in find_triggers(sentence, TRIGGERS, Thresholds())}


def say(sentences: Sequence[str]) -> str:
    return "\n".join(sentences)


def test_every_immediate_trigger_has_enough_of_both_in_every_language() -> None:
    assert set(EXAMPLES) >= IMMEDIATE
    for trigger, language in PAIRS:
        true, harmless = (60, 40) if trigger in IMMEDIATE else (20, 10)
        assert len(set(EXAMPLES[trigger][language]["true"])) >= true, f"{trigger} {language}"
        assert len(set(EXAMPLES[trigger][language]["harmless"])) >= harmless, f"{trigger} {language}"


@every_row(("trigger", "language"), PAIRS)
def test_what_people_write_is_seen(trigger: str, language: str) -> None:
    sentences = EXAMPLES[trigger][language]["true"]
    missed = [sentence for sentence in sentences if trigger not in find(sentence)]
    assert len(missed) <= MOST_MISSED * len(sentences), say(missed)


@every_row(("trigger", "language"), PAIRS)
def test_what_only_sounds_like_it_wakes_nobody(trigger: str, language: str) -> None:
    named = IMMEDIATE if trigger in IMMEDIATE else {trigger}
    sentences = EXAMPLES[trigger][language]["harmless"]
    wrong = [sentence for sentence in sentences if find(sentence) & named]
    assert len(wrong) <= MOST_WRONG * len(sentences), say(wrong)


@every_row("language", LANGUAGES)
def test_an_outage_and_lost_data_are_not_taken_for_what_is_sensitive(language: str) -> None:
    """A sensitive case's customer hears nothing, so a word of the press or of a breach too many costs more."""
    sensitive = {rule.name for rule in TRIGGERS.rules if rule.sensitive}
    sentences = [
        *EXAMPLES["outage"][language]["true"],
        *EXAMPLES["data_loss"][language]["true"],
        *EXAMPLES["bug"][language]["true"],
    ]
    wrong = [sentence for sentence in sentences if find(sentence) & sensitive]
    assert len(wrong) <= 1, say(wrong)
