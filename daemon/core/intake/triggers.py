"""Phrases in what the agent wrote that make a trigger, negation respected (behaviour B5.3, B5.4). The words are in `triggers.toml`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from daemon.core.model.policy import Thresholds, TriggerRule, Triggers

MOST_TEXT = 50_000  # characters: nobody describes a problem at greater length, and pasted logs name every word there is
FIRST_LETTERS = 3  # by which phrases are sought; a stem of two letters is found too
GAP = 4
NEGATION_REACH = 4  # words between a negation and what it denies: "no sign of any data loss"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,;:!?\n()]")
SUM = r"(\d[\d.,'\u00a0]{0,20}\d|\d)\s?(k\b)?"  # bounded: a page of digits would be read again from each of them


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: its rule, and the words that made it."""

    rule: TriggerRule
    phrase: str

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def level(self) -> int:
        return self.rule.level


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
            if words := _split_phrase(text):
                phrases.setdefault(words[0].rstrip("*")[:FIRST_LETTERS], []).append(_Phrase(words, number))
    return phrases


def _split_phrase(text: str) -> tuple[str, ...]:
    return tuple(word.strip("'") for word in text.lower().replace("’", "'").replace("-", " ").split())


@lru_cache(maxsize=8)
def _compile_amounts(currencies: tuple[str, ...]) -> re.Pattern[str]:
    currency = "|".join(rf"\b{re.escape(one)}\b" if one.isalpha() else re.escape(one) for one in currencies) or "(?!)"
    return re.compile(rf"(?:{currency})\s*{SUM}|{SUM}\s*(?:{currency})", re.IGNORECASE)


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


def _is_harmless(words: Sequence[str], start: int, end: int, rule: TriggerRule) -> bool:
    """Whether these words stand inside one of the rule's harmless phrases."""
    phrases = [_split_phrase(text) for text in rule.harmless]
    return any(
        (found := _find_end(words, at, phrase)) is not None and found >= end
        for phrase in phrases
        for at in range(max(0, start - len(phrase) - GAP), start + 1)
    )


def _is_denied(words: Sequence[str], start: int, end: int, triggers: Triggers) -> bool:
    """Whether the phrase is negated: before it ("no sign of data loss") or behind it ("data loss: none", "was ruled out")."""
    reach = 0
    for word in reversed(words[:start]):
        if word in ".;:!?\n(" or word in triggers.clauses or reach >= NEGATION_REACH:
            break
        if word in triggers.denied_before or word.endswith("n't"):
            return True
        reach += word != ","
    behind = list(words[end : end + 6])
    for number, word in enumerate(behind):
        if word in ".;!\n" or (word in triggers.clauses and number):
            behind = behind[:number]
            break
    text = " ".join(word for word in behind if word not in ":,?(")
    return text.startswith(triggers.denied_behind)


def _amounts(text: str, currencies: tuple[str, ...]) -> Iterator[float]:
    """Sums of money in the text; `1.200,50` and `1,200.50` both mean twelve hundred."""
    for match in _compile_amounts(currencies).finditer(text[:MOST_TEXT]):
        digits = re.sub(r"['\s\u00a0]", "", match[1] or match[3] or "")
        whole, mark, cents = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
        value = digits if not mark else whole + "." + cents if len(cents) in (1, 2) else whole + cents
        number = re.sub(r"[.,](?=.*\.)|,", "", value)
        try:
            yield float(number) * (1000 if match[2] or match[4] else 1)
        except ValueError:
            continue


def find_triggers(
    text: str, triggers: Triggers, thresholds: Thresholds, enterprise: bool = False, named: str | None = None
) -> tuple[Match, ...]:
    """The triggers in `text`, one match each, in the order of the rules. `named` is what a `Trigger:` line says;
    a feature request counts for enterprise customers only, a billing dispute only above the set amount."""
    words = _words(text)
    found = _find_phrases(words, triggers)
    for number, rule in enumerate(triggers.rules):
        if named == rule.name:
            found[number] = f"Trigger: {named}"
    is_enterprise = enterprise or any(word in triggers.enterprise for word in words)
    over = any(amount > thresholds.billing_dispute for amount in _amounts(text, triggers.currencies))
    matches = (Match(triggers.rules[number], said) for number, said in sorted(found.items()))
    return tuple(_counting(matches, is_enterprise, over, named))


def _find_phrases(words: Sequence[str], triggers: Triggers) -> dict[int, str]:
    """The first phrase of each rule that stands in the words, neither denied nor harmless, by the rule's index."""
    phrases = _index(triggers.rules)
    found: dict[int, str] = {}
    for start, word in enumerate(words):
        for phrase in (*phrases.get(word[:FIRST_LETTERS], ()), *phrases.get(word[: FIRST_LETTERS - 1], ())):
            if phrase.rule in found:
                continue
            end = _find_end(words, start, phrase.words)
            if end is None or _is_harmless(words, start, end, triggers.rules[phrase.rule]):
                continue
            if word in triggers.denials_themselves or not _is_denied(words, start, end, triggers):
                found[phrase.rule] = " ".join(words[start:end])
    return found


def _counting(matches: Iterable[Match], enterprise: bool, over: bool, named: str | None) -> Iterator[Match]:
    for match in matches:
        if match.name == named or ((match.name != "feature_request" or enterprise) and (match.name != "billing" or over)):
            yield match
