"""Phrases in what the agent wrote that make a trigger, negation respected (behaviour B5.3, B5.4).

A phrase is words as people write them: `crash*` takes every ending, `...` lets up to four words stand between.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from daemon.core.intake.trigger_phrases import AFTERWARDS_DENIED, CLAUSE_WORDS, ENTERPRISE, NEGATIONS, SAME_AS_LOSS
from daemon.core.model.policy import Thresholds, TriggerRule

PROCEDURE: Mapping[str, str] = {
    "security": "Security breaches or concerns",
    "data_loss": "Data loss or corruption",
    "outage": "System-wide outages",
    "legal": "Legal threats or issues",
    "dissatisfaction": "Severe customer dissatisfaction",
    "media": "Media or PR concerns",
    "unresolved": "Unable to resolve within the set hours or attempts",
    "beyond_scope": "Technical issue beyond support scope",
    "bug": "Bug requiring engineering investigation",
    "feature_request": "Feature requests from enterprise customers",
    "billing": "Billing disputes over the set amount",
    "manager": "Customer requests to speak with management",
    "satisfaction": "Customer satisfaction issues",
    "policy_exception": "Policy exceptions",
    "technical": "Standard technical issues",
    "process": "Process questions",
    "complex": "Complex questions requiring specialist knowledge",
    "unusual_use": "Unusual use cases",
    "improvement": "Process improvement suggestions",
    "second_opinion": "When you need a second opinion",
}
MOST_TEXT = 50_000  # characters: nobody describes a problem at greater length, and pasted logs name every word there is
FIRST_LETTERS = 3  # by which phrases are sought; a stem of two letters is found too
GAP = 4
NEGATION_REACH = 4  # words between a negation and what it denies: "no sign of any data loss"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?\n()]")
CURRENCY = r"(?:[$€£]|\b(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds?)\b)"
SUM = r"(\d[\d.,'\u00a0]{0,20}\d|\d)\s?(k\b)?"  # bounded: a page of digits would be read again from each of them
AMOUNT = re.compile(rf"{CURRENCY}\s*{SUM}|{SUM}\s*{CURRENCY}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: its name, the words that made it, and the level that its rule names."""

    name: str
    phrase: str
    level: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    rule: int


def _words(text: str) -> list[str]:
    """Words in lower case without accents' variants, and the marks that end a clause."""
    return WORD.findall(unicodedata.normalize("NFKC", text[:MOST_TEXT]).lower().replace("’", "'").replace("-", " "))


@lru_cache(maxsize=8)
def _index(rules: tuple[TriggerRule, ...]) -> Mapping[str, Sequence[_Phrase]]:
    """Phrases by the first letters of their first word, at most `FIRST_LETTERS`."""
    phrases: dict[str, list[_Phrase]] = {}
    for number, rule in enumerate(rules):
        for text in rule.phrases:
            words = tuple(word.strip("'") for word in text.lower().replace("’", "'").replace("-", " ").split())
            if words:
                phrases.setdefault(words[0].rstrip("*")[:FIRST_LETTERS], []).append(_Phrase(words, number))
    return phrases


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _find_end(words: Sequence[str], start: int, phrase: Sequence[str]) -> int | None:
    """The index behind the phrase that begins at `start`; None when it does not stand there."""
    at = start
    for number, pattern in enumerate(phrase):
        if pattern == "...":
            rest = phrase[number + 1 :]
            for skipped in range(GAP + 1):
                if at + skipped >= len(words) or words[at + skipped] in ".;!?\n":
                    return None
                end = _find_end(words, at + skipped, rest)
                if end is not None:
                    return end
            return None
        if at >= len(words) or not _fits(pattern, words[at]):
            return None
        at += 1
    return at


def _is_denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the phrase is negated: before it ("no sign of data loss") or behind it ("data loss: none", "was ruled out")."""
    reach = 0
    for word in reversed(words[:start]):
        if word in ".;:!?\n(" or word in CLAUSE_WORDS or reach >= NEGATION_REACH:
            break
        if word in NEGATIONS or word.endswith("n't"):
            return True
        reach += word != ","
    behind = list(words[end : end + 6])
    for number, word in enumerate(behind):
        if word in ".;!\n" or (word in CLAUSE_WORDS and number):
            behind = behind[:number]
            break
    text = " ".join(word for word in behind if word not in ":,?(")
    return any(text.startswith(denial) for denial in AFTERWARDS_DENIED)


def _amounts(text: str) -> Iterator[float]:
    """Sums of money in the text; `1.200,50` and `1,200.50` both mean twelve hundred."""
    for match in AMOUNT.finditer(text[:MOST_TEXT]):
        digits = re.sub(r"['\s\u00a0]", "", match[1] or match[3] or "")
        whole, mark, cents = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
        value = digits if not mark else whole + "." + cents if len(cents) in (1, 2) else whole + cents
        number = re.sub(r"[.,](?=.*\.)|,", "", value)
        try:
            yield float(number) * (1000 if match[2] or match[4] else 1)
        except ValueError:
            continue


def find_triggers(
    text: str, rules: tuple[TriggerRule, ...], thresholds: Thresholds, enterprise: bool = False, named: str | None = None
) -> tuple[Match, ...]:
    """The triggers in `text`, one match each, in the order of the rules. `named` is what a `Trigger:` line says;
    a feature request counts for enterprise customers only, a billing dispute only above the set amount."""
    words = _words(text)
    phrases = _index(rules)
    found: dict[int, str] = {}
    for start, word in enumerate(words):
        for phrase in (*phrases.get(word[:FIRST_LETTERS], ()), *phrases.get(word[: FIRST_LETTERS - 1], ())):
            if phrase.rule in found:
                continue
            end = _find_end(words, start, phrase.words)
            if end is not None and (word in SAME_AS_LOSS or not _is_denied(words, start, end)):
                found[phrase.rule] = " ".join(words[start:end])
    for number, rule in enumerate(rules):
        if named == rule.name:
            found[number] = f"Trigger: {named}"
    is_enterprise = enterprise or any(word in ENTERPRISE for word in words)
    over = any(amount > thresholds.billing_dispute for amount in _amounts(text))
    matches = (Match(rules[number].name, said, rules[number].level) for number, said in sorted(found.items()))
    return tuple(_counting(matches, is_enterprise, over, named))


def _counting(matches: Iterable[Match], enterprise: bool, over: bool, named: str | None) -> Iterator[Match]:
    for match in matches:
        if match.name == named or ((match.name != "feature_request" or enterprise) and (match.name != "billing" or over)):
            yield match
