"""An absence that is known by its words alone: each of its sentences is one that such notices have
(behaviour B2.10). A person who is away says something beside it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from parsers.robots.clues import Clues
from parsers.robots.evidence import Evidence
from parsers.robots.signs.people import is_new_case
from parsers.text.borders.greetings import strip_greeting
from parsers.text.borders.signature import begins_signature
from parsers.times.find import Found, blank, plain
from parsers.times.mentions import find_mentions
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of
from parsers.words.spellings import split_sentences

_LONGEST, _MOST_SENTENCES = 900, 10  # characters and sentences of a notice
_LONGEST_SENTENCE = 28  # words
_WEIGHTS = {"away": 1, "notice": 3, "unread": 3, "later": 2, "urgent": 2, "instead": 1, "thanks": 2, "until": 1}
_BEGIN = ("away", "notice")  # kinds that a sentence begins with; the others stand in it
_ENOUGH = 4
_DATES = re.compile(r"\b[0-9]{1,2}[./][0-9]{1,2}\b|[0-9]{1,2}\.? [^\W\d_]+")
_ORDINAL = re.compile(r"(?<![0-9:])([0-9]{1,2})\.(?=\s+[^\W_])")  # `2. bis 6. März`, `24.12. bis` end no sentence
_ELIDED = re.compile(r"(?<=\b[ldnjscmtLDNJSCMT])['’]|(?<=\b[Qq]u)['’]|(?<=\bjusqu)['’]")
# `reply to Ingrid`: to somebody who is named, where a notice says to whom it answers
_TO_NAMED = re.compile(
    r"(?i:\b(?:reply|answer|respond|rispondo|risponderò|répondrai|réponds|responderé|respondo|antworte)(?:\s+io)?\s+(?:to|a|à)?)\s*"
    r"(?!I\b)[A-ZÀ-Ý][a-zà-ÿ]+\b(?!\s*(?:Mail|Message|Nachricht))"
)
_LONGEST_ALONE = 160  # characters of a notice of one sentence
_SENTENCE_OF_A_DAY = re.compile(r"\A[A-ZÀ-Ý].*\d[^:]*\.\Z")
_SHORT_DATE = re.compile(r"[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])")
_CLOCK = re.compile(r"\b[0-9]{1,2}(?:[:h][0-9]{2}\b|\s?(?:h|am|a\.m\.|hrs?|o'clock)\b)", re.IGNORECASE)
_VERSION = re.compile(r"(?<![\d./-])[0-9]{1,2}\.[0-9]{1,2}\.[0-9](?!\d)|\bv[0-9]|#[0-9]|[A-Z]{2,}-[0-9]")


class _Words:
    """The kinds of sentences with their words, between blanks where those stand inside."""

    def __init__(self) -> None:
        words = load_words("absences")
        inside = (*(kind for kind in _WEIGHTS if kind not in _BEGIN), "polite")
        self.inside = {kind: tuple(fold(one) for group in words[kind].values() for one in group) for kind in inside}
        pairs = [(kind, one) for kind in _BEGIN for group in words[kind].values() for one in group]
        self.beginnings = tuple((kind, *map(fold, one.partition(" ... ")[::2])) for kind, one in pairs)
        person = [word for group in words["person"].values() for word in group]
        self.person = re.compile(rf"\b(?:{one_of(person)})\b")
        self.adverbs = re.compile(rf"\b(?:{one_of(words['adverbs'])})\b ?")


class _Alone:
    """The sentences that are absences by themselves, without what leads to their day."""

    def __init__(self) -> None:
        words, day = load_words("absences"), load_words("absences")["day"]
        self.to_a_day = frozenset(map(fold, day["to_a_day"]))
        self.around = re.compile(rf"\b(?:{one_of({*self.to_a_day, *map(fold, day['around'])})})\b")
        self.long = frozenset(self.drop_around(fold(one)) for group in words["long"].values() for one in group)
        self.commands = frozenset(map(fold, load_words("commands")["away"]["words"]))
        alone = (self.drop_around(fold(one)) for group in words["alone"].values() for one in group)
        self.until = frozenset((*alone, *self.commands))

    def drop_around(self, sentence: str) -> str:
        """A folded sentence without what leads to its day."""
        return " ".join(self.around.sub(" ", sentence).split())


_words, _alone = cache(_Words), cache(_Alone)


def is_absence_in_whole(clues: Clues) -> bool:
    """Whether all that the mail says is that its writer is out, until when, that nothing is read, whom to turn to."""
    own = clues.own
    if not own or len(own) > _LONGEST or "?" in own or not _has_beginning(clues.own_body):
        return False
    if any(sign.search(own) for sign in (_CLOCK, _TO_NAMED, _VERSION)):
        return False
    sentences, found = _split(own), set[str]()
    if len(sentences) > _MOST_SENTENCES:
        return False
    for sentence in sentences:
        kinds = _find_kinds(sentence)
        if not kinds:
            return False
        found |= kinds
    return not found.isdisjoint(_BEGIN) and sum(_WEIGHTS.get(kind, 0) for kind in found) >= _ENOUGH


def is_absence_alone(clues: Clues) -> bool:
    """Whether all that the mail says is one sentence of a few words, that its writer is out until a day or for long:
    `En congés jusqu'au 16 mars.`; perhaps with a name, and for the long ones with whom to ask."""
    own = clues.own
    is_short = 0 < len(own) <= _LONGEST_ALONE and "?" not in own and not is_new_case(clues)
    if not is_short or any(sign.search(own) for sign in (_CLOCK, _VERSION)):
        return False
    first, *others = cut_sentences(own) or [""]
    names = {*clues.name.split(), *clues.local.split()}
    beside = [said for one in others if not names.issuperset((said := _fold_elided(one)).split())]
    said, has_day = _drop_days(first)
    if said in _alone().long:
        return all(map(_find_kinds, beside))
    return has_day and not beside and said in _alone().until and not _is_command(first)


def _is_command(sentence: str) -> bool:
    """Whether it may be the command: `away until friday`, which no capital and full stop make a sentence of a date."""
    begun = fold(sentence).split(" ")[0] in _alone().commands
    return begun and _SENTENCE_OF_A_DAY.match(sentence.strip()) is None


def _drop_days(sentence: str) -> tuple[str, bool]:
    """The sentence, folded, without its days and what leads to them, and whether it says until which day; a time of the
    day stays."""
    shown = plain(part_elided(sentence))
    days = [one for one in find_mentions(shown) if _is_day(one, shown)]
    said = drop_adverbs(fold(blank(shown, days)))
    return _alone().drop_around(said), bool(days) and not _alone().to_a_day.isdisjoint(said.split())


def _is_day(found: Found, text: str) -> bool:
    """Whether it is a day, if one that may also be a time: `20.03`."""
    value = found.value
    is_named = value is not None and (value.days != () or value.weekday is not None)
    return is_named or _SHORT_DATE.fullmatch(text, found.said, found.end) is not None


def _has_beginning(body: str) -> bool:
    """Whether what stands in every notice stands in the folded text."""
    beginnings = _list_beginnings()
    return any(head in body for word in beginnings.keys() & body.split() for head in beginnings[word])


@cache
def _list_beginnings() -> Mapping[str, Sequence[str]]:
    """By their first word, without the words that an adverb may part."""
    heads = sorted({" ".join(head.split(" ")[:2]) for _, head, _ in _words().beginnings})
    return {word: list(alike) for word, alike in groupby(heads, key=lambda head: head.partition(" ")[0])}


def cut_sentences(own: str) -> list[str]:
    """The sentences in their own spelling, without the greeting, the closing, and who signs."""
    kept: list[str] = []
    for line in own.split("\n"):
        if kept and begins_signature(line):
            break
        kept.append(strip_greeting(line) if not any(map(str.strip, kept)) else line)
    return split_sentences(_ORDINAL.sub(r"\1", "\n".join(line if line.strip() else "" for line in kept)))


def drop_adverbs(folded: str) -> str:
    """A sentence without what tells nothing: "currently", "please note that"."""
    return _words().adverbs.sub("", folded).strip()


def part_elided(text: str) -> str:
    """The text with each short word that an apostrophe joins to the next as a word of its own: `d adresser`."""
    return _ELIDED.sub(" ", text)


def _fold_elided(sentence: str) -> str:
    return drop_adverbs(fold(part_elided(sentence)))


def _split(own: str) -> list[str]:
    """The sentences, folded."""
    return [said for one in cut_sentences(own) if (said := _fold_elided(one))]


def is_of_the_matter(words: str) -> bool:
    """Whether folded words hold one that a person says of a case."""
    return _words().person.search(words) is not None


def _find_kinds(sentence: str) -> frozenset[str]:
    """Which kinds a sentence is of; none for what a person says beside."""
    if len(sentence.split(" ")) > _LONGEST_SENTENCE or _words().person.search(sentence):
        return frozenset()
    padded = f" {sentence} "
    begun = {kind for kind, head, tail in _words().beginnings if sentence.startswith(head) and tail in sentence}
    inside = {kind for kind, words in _words().inside.items() if any(f" {word}" in padded for word in words)}
    if not begun and inside == {"until"} and not _is_of_time(sentence):
        return frozenset()
    return frozenset(begun | inside)


def _is_of_time(sentence: str) -> bool:
    """Whether a sentence of its own says no more than until when: `Back on 16 March.`"""
    return _DATES.search(sentence) is not None and len(sentence.split(" ")) <= 8


ABSENCE_ALONE = Evidence(
    "its one sentence says that somebody is away",
    150,
    is_absence_alone,
    (
        "Subject: Re: x\n\nEn congés jusqu'au 16 mars.",
        "Subject: Re: x\n\nooo until Monday",
        "Subject: Re: x\n\nAbwesend bis 16.03.",
        "Subject: Re: x\n\nMaternity leave. Contact: Robin.",
    ),
    (
        "Subject: Re: x\n\nabwesend bis 16.03.",
        "Subject: Re: x\n\naway until 16 March",
        "Subject: Re: x\n\nI'm away from my desk until 3, then I'll check the index",
        "Subject: Re: x\n\nI am away until 3.",
        "Subject: Re: x\n\nIm Urlaub",
        "Subject: Re: x\n\nAda is on holiday until Monday.",
    ),
)
ABSENCE_IN_WHOLE = Evidence(
    "all that it says is that somebody is away",
    160,
    is_absence_in_whole,
    (
        "Subject: Re: x\n\nHello,\n\nI am away from my desk until Monday. In urgent cases call the desk on 555 1234.",
        "Subject: Re: x\n\nGuten Tag,\n\nich bin krankheitsbedingt abwesend. Bitte wenden Sie sich an Petra Wolf.",
        "Subject: Re: x\n\nJe suis en congé parental jusqu'au 1er janvier.",
        "Subject: x\n\nEstou de férias até 16 de março. Em caso de urgência contacte a Petra.",
    ),
    (
        "Subject: Re: x\n\nI am away until Monday. In urgent cases call me on my mobile.",
        "Subject: Re: x\n\nI am away until Monday, but the fix is out. In urgent cases contact Petra.",
        "Subject: Re: x\n\nIngrid is on sick leave until Monday. Please contact Petra Wolf in urgent cases.",
        "Subject: Re: x\n\nI am away until Monday. Who takes it? In urgent cases contact Petra.",
        "Subject: Re: x\n\nI am out of the office until Monday, please contact Robin.",
        "Subject: Re: x\n\nIch bin im Urlaub.",
        "Subject: Re: x\n\nThe template prints twice.",
    ),
)
