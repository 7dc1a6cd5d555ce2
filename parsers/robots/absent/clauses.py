"""What a clause says of its writer: that he is out, until when, from when he is back (behaviour B2.10, B7.31)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from parsers.robots.absent.sentences import (
    BEGIN,
    CLOCK,
    LONGEST,
    cut_sentences,
    drop_adverbs,
    find_kinds,
    fold_elided,
    has_beginning,
    part_elided,
)
from parsers.robots.absent.stand_ins import find_stand_in
from parsers.times.find import Found, blank, plain
from parsers.times.mentions import find_mentions, names_another_day
from parsers.times.returning import spell_ranges
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_CLAUSES = re.compile(r"[,;–—]|:\s| - ")
_SENTENCE, _SENTENCE_OF_A_DAY = re.compile(r"\A[A-ZÀ-Ý][^:]*\.\Z"), re.compile(r"\A[A-ZÀ-Ý].*\d[^:]*\.\Z")
# `en` leads to a place in French and Spanish: `Il est en congé` is not said in two parts
_ANDS = (
    re.compile(r" (?:and|und|et|y|e) "),
    re.compile(r"(?<!\best)(?<!\bsont)(?<!\bsera)(?<!\bestá)(?<!\bestán) en "),
)
_EDGES = " .!()\n\t"
_BESIDE = frozenset({"thanks", "polite", "later", "unread"})  # kinds of sentences that may stand beside an absence
_SHORT_DATE = re.compile(r"[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])")


def _compose(words: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    """How somebody says of himself where he is, folded: `bin auf schulung`, and without himself `auf schulung`."""
    for begin, end in (("be", "states"), ("have", "things")):
        for language, said in words[end].items():
            states = [fold(part_elided(one)) for one in said]
            yield from states
            yield from (f"{fold(part_elided(one))} {state}" for one in words[begin][language] for state in states)


class _Days:
    """What leads to the days of an absence, and what alone says for how long it is."""

    def __init__(self) -> None:
        day = load_words("absences")["day"]
        self.to_a_day = _compile_words(map(fold, day["to_a_day"]))
        self.around = _compile_words(map(fold, (*day["to_a_day"], *day["around"])))
        self.spans, self.returns = (_compile_words(map(fold, day[name])) for name in ("spans", "returns"))
        self.today = _compile_words(map(plain, load_words("times")["returning"]["today"]))
        self.parts, self.weekly = (_compile_words(map(fold, day[name])) for name in ("parts", "weekly"))
        first, last = (one_of(map(fold, day[name])) for name in ("first", "last"))
        # `from 2 to 6 March` without its days, or with but the first of them, and where both are marked
        self.range = re.compile(rf"\b(?:(?:{first}) (?:\d{{1,2}} (?:\w+ )?)?|\d{{1,2}} )(?:{last})(?: |$)")
        self.joined = re.compile(rf"#+ (?:{last}) (?:\w{{1,3}} )?#+")

    def drop_around(self, sentence: str) -> str:
        """A folded sentence without what leads to its day."""
        return " ".join(self.around.sub(" ", sentence).split())

    def drop_from(self, phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(self.drop_around(fold(one)) for one in phrases)


def _compile_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of(words)})\b")


class _Alone:
    """The sentences that are absences by themselves, without what leads to their day."""

    def __init__(self) -> None:
        words, drop = load_words("absences"), _days().drop_from
        self.commands = frozenset(map(fold, load_words("commands")["away"]["words"]))
        said = drop(_compose(words))
        self.long, alone = (drop(chain.from_iterable(words[name].values())) for name in ("long", "alone"))
        self.until = alone | said | self.commands
        self.plain = said - drop(words["vague"]["words"])
        self.beside = frozenset(map(fold, words["stand_ins"]["beside"]))
        self.himself = re.compile(rf"(?:^| )(?:{one_of(map(fold, _list_begins(words)))}) ")
        self.present, self.free = (drop(words["day"][name]) for name in ("present", "free"))
        self.last_words = _find_last_words(self.long | self.until | self.present)
        self.keys = self.last_words | _find_last_words(map(fold, words["day"]["returns"]))


def _list_begins(words: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    return chain.from_iterable(group for name in ("be", "have") for group in words[name].values())


def _find_last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(one.rpartition(" ")[2] for one in phrases if one)


_alone, _days = cache(_Alone), cache(_Days)


def may_be_alone(text: str) -> bool:
    """Whether any word stands in the text with which such a sentence ends."""
    return any(map(fold(part_elided(text)).__contains__, _alone().last_words))


def may_be_told(text: str) -> bool:
    """Whether any word stands in the text that an absence ends with, or a return."""
    folded = fold(part_elided(text))
    return may_be_alone(text) or _days().returns.search(folded) is not None


def find_absence(text: str) -> str:
    """What in a person's words says that he is out, or back on another day, whatever stands beside it; "" for nothing.
    The command itself is none."""
    clauses = list(_cut(text))
    is_alone = len(clauses) == 1 and fold(clauses[0]) == fold(text)
    return next((one for one in clauses if _is_out(one, is_alone=is_alone)), "")


def says_away(text: str) -> bool:
    """Whether anything in a program's text says that somebody is out, or when he is back."""
    return any(map(_is_stated, _cut(text)))


def _is_stated(clause: str) -> bool:
    said, kinds = _drop_days(clause)[0], find_kinds(fold_elided(clause))
    return said in _alone().until | _alone().long or not kinds.isdisjoint(BEGIN) or says_return(clause, is_beside=True)


def is_told(text: str, names: Collection[str] = ()) -> bool:
    """Whether all that the text says is that its writer, who has these `names`, is out, until when, that he thanks, is
    sorry, answers later, and who is asked instead: `I'm off sick until Thursday, sorry.`"""
    told = set[str]()
    for sentence in cut_sentences(text, " ".join(names)):
        if _is_command(sentence):
            return False
        for clause in _CLAUSES.split(sentence):
            found = _read_joined(clause, names) or _read(clause, names)
            if not found:
                return False
            told |= found
    is_out = "out" in told and not told.isdisjoint(("end", "for_me", "to_turn_to", "later", "unread"))
    is_back = {"return", "end"} <= told <= {"return", "end", "beside"}  # `Back on Monday.`, and nothing else
    return is_out or is_back or {"return", "thanks"} <= told


def _cut(text: str) -> Iterator[str]:
    """The clauses of a text that may say it, each whole and as what is joined in it."""
    for sentence in cut_sentences(text):
        for clause in _CLAUSES.split(sentence):
            if _may_say(clause):
                parts = [clause, *(one for joint in _ANDS for one in joint.split(clause))]
                yield from dict.fromkeys(part for one in parts if (part := one.strip(_EDGES)))


def _may_say(clause: str) -> bool:
    """Whether a word stands in it that an absence ends with, or what a notice begins with; in no time."""
    words = fold(part_elided(clause)).split()
    return len(words) <= LONGEST and (not _alone().keys.isdisjoint(words) or has_beginning(f" {' '.join(words)} "))


def _read_joined(clause: str, names: Collection[str]) -> frozenset[str]:
    """What is said by the parts of a clause that are joined in it; nothing where one of them says anything else."""
    joined = (parts for joint in _ANDS if len(parts := joint.split(clause)) > 1)
    each = ([_read(part, names) for part in parts] for parts in joined)
    return next((frozenset[str]().union(*said) for said in each if all(said)), frozenset())


def _read(clause: str, names: Collection[str]) -> frozenset[str]:
    """What a clause says: that its writer is `out`, with the `end` of it, from when he is back, who stands in; nothing
    where it is of something else."""
    clause = clause.strip(_EDGES)
    folded = fold_elided(clause)
    if folded in _alone().beside or frozenset(names).issuperset(folded.split()):
        return frozenset({"beside"})
    said, has_day = _drop_days(clause)
    if said in _alone().long:
        return frozenset({"out", "end"})
    has_end = has_day or _is_today(clause, said)
    if said in _alone().until if has_end else _is_plain(clause, said):
        return frozenset({"out", "end"} if has_end else {"out"})
    if says_return(clause, is_beside=True):
        return frozenset({"return", "end"})
    stand_in = find_stand_in(clause)
    return frozenset({stand_in}) if stand_in else find_kinds(folded) & _BESIDE


def _is_plain(clause: str, said: str) -> bool:
    """Whether what it says without its days means an absence without one."""
    return said in _alone().plain and not cut_days(clause)[1]  # `on leave tomorrow`: he is there yet


def _is_today(clause: str, said: str) -> bool:
    """Whether it is for today only: who says that says of whom, or what alone is an absence."""
    is_today = _days().today.search(plain(part_elided(clause))) is not None
    is_free = said in _alone().plain or said in _alone().free
    return is_today and (is_free or _alone().himself.search(fold_elided(clause)) is not None)


def _is_out(clause: str, *, is_alone: bool) -> bool:
    """Whether it says so of its writer, be it that nothing else stands there; or that he is back on another day."""
    said, has_day = _drop_days(CLOCK.sub(" ", clause))
    if said in _alone().commands and _is_command(clause):
        return False
    folded = fold_elided(clause)
    if cut_days(clause)[1] and "away" in find_kinds(folded):
        return True
    if says_return(clause, is_beside=True) and names_another_day(clause):
        return True
    is_himself = is_alone or _alone().himself.search(folded) is not None
    return (
        _is_weekly(folded, said)
        or said in _alone().long
        or (has_day and said in _alone().until)
        or (is_himself and said in _alone().plain)
    )


def _is_weekly(folded: str, said: str) -> bool:
    """Whether it is of a day of each week: `I don't work Mondays`; which day it is today, its reader knows."""
    return _days().drop_around(_days().weekly.sub(" ", said)) in _alone().free and bool(_days().weekly.search(folded))


def is_absence(sentence: str, *, is_alone: bool) -> bool:
    """Whether it says that its writer is out for long, or where it is the only one until a day."""
    said, has_day = _drop_days(sentence)
    is_out = has_day and said in _alone().until
    is_until = is_alone and (is_out or says_return(sentence))
    return said in _alone().long or (is_until and not _is_command(sentence))


def says_return(sentence: str, *, is_beside: bool = False) -> bool:
    """Whether it says that its writer is back on a day, and nothing else: `Ich bin ab Montag wieder erreichbar.`;
    beside an absence, or a program's thanks, also `back on Monday`."""
    said, day = cut_days(sentence)
    bare = _days().returns.sub(" ", said)
    left = _days().drop_around(bare)
    is_bare = is_beside and not _days().drop_around(_days().parts.sub(" ", CLOCK.sub(" ", left)))
    return bool(day) and bare != said and (left in _alone().present or is_bare)


def _is_command(sentence: str) -> bool:
    """Whether it may be the command: `away until friday`, which no capital and full stop make a sentence of a date, or
    of today: `Absent cet après-midi.`"""
    if fold(sentence).split(" ")[0] not in _alone().commands:
        return False
    sign = _SENTENCE if _days().today.search(plain(sentence)) else _SENTENCE_OF_A_DAY
    return sign.match(sentence.strip()) is None


def _drop_days(sentence: str) -> tuple[str, bool]:
    """The sentence, folded, without its days and what leads to them, and whether it says until which day, or for which
    days; a time of the day stays."""
    folded = drop_adverbs(fold(part_elided(sentence)))
    bare = _days().spans.sub(" ", folded)
    if bare != folded and (left := _days().drop_around(bare)) in _alone().until:
        return left, True
    said, has_day = cut_days(sentence)
    bare = _days().range.sub(" ", said)
    has_end = has_day and (bare != said or _days().to_a_day.search(said) is not None)
    return _days().drop_around(_days().today.sub(" ", bare)), has_end


def cut_days(sentence: str) -> tuple[str, bool]:
    """The sentence, folded, without its days, and whether it names one."""
    shown = plain(spell_ranges(part_elided(sentence)))
    days = [one for one in find_mentions(shown) if is_day(one, shown)]
    return drop_adverbs(fold(_days().joined.sub(" until ", blank(shown, days)))), bool(days)


def is_day(found: Found, text: str) -> bool:
    """Whether it is a day, if one that may also be a time: `20.03`."""
    value = found.value
    is_named = value is not None and (value.days != () or value.weekday is not None)
    return is_named or _SHORT_DATE.fullmatch(text, found.said, found.end) is not None
