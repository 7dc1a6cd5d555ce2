"""Notices that are known by their words alone: each of their clauses is one that such programs write
(behaviour B2.38). A person says something of his own beside it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from parsers.robots.absent.sentences import CLOCK, cut_sentences, drop_adverbs, is_of_the_matter, part_elided
from parsers.robots.clues import Clues
from parsers.robots.evidence import Evidence, is_called
from parsers.robots.returned import ADDRESS
from parsers.robots.signs.absences import TO_NAMED
from parsers.robots.signs.people import is_new_case
from parsers.words.fold import fold
from parsers.words.load import load_words

_LONGEST, _MOST_SENTENCES, _LONGEST_CLAUSE = 1_000, 10, 30  # characters, sentences, words of a clause
_SHORT = 4  # words of a clause that need tell nothing
_CERTAIN, _SURE, _LIKELY, _BESIDE, _ENOUGH = 7, 4, 3, 1, 4
_WEIGHTS = {"certain": _CERTAIN, "sure": _SURE, "likely": _LIKELY}
_NO_DESK = _CERTAIN  # what a desk's words must weigh that come from somebody's own address
AWAY = frozenset({"left", "focus", "closed", "away"})  # what says that nobody is there
_OF_DAYS = ("away", "back")  # beside these stand days, and words of a list
_NAME = "somebody"  # stands for a name
_WITH_AWAY = ("back", "meanwhile")  # what tells with an absence only
_BESIDE_ANY = "beside"
_WEB = re.compile(r"<?(?:https?://|www\.)\S+", re.IGNORECASE)
_SHORTENED = re.compile(r"\b(I|we|you|it)['’](m|re|ve|ll|s)\b", re.IGNORECASE)
_IN_FULL = {"m": "am", "re": "are", "ve": "have", "ll": "will", "s": "is"}
_OF_A_DATE = re.compile(r",(?=\s*\d)|(?<=\d),|(?<=day),(?=\s*[A-Z]\w+ \d)")
_OF_A_TIME = re.compile(r"(?<=\d)[:./](?=\d)|(?<=\d)\s?(?:[ap]m\b|[ap]\.m\.|uhr\b|h\b)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]\n]{0,16}[0-9]{3}[^()\[\]\n]{0,8}[)\]]")  # a ticket's number
_MARKS = re.compile(r"[,:;()\[\]–—!]|\s-\s")
_SHORT_NAME = re.compile(r"[A-ZÀ-Ý][\w.'’-]+(?:\s+[A-ZÀ-Ý][\w.'’-]+){0,2}")  # behind a colon or a comma
_ANDS = (re.compile(r" (?:and|und|et|y|e) "), re.compile(r" en "))  # `en` leads to a place in French and Spanish
_MARKED = str.maketrans(".@", "  ")  # what stands for a part that was found, and for the sender's name
_DAY = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º)?")
_NUMBER = re.compile(r"(?:[a-z]{1,4} ?)?[0-9]{2,}(?: [0-9]+)*")


class _Clause(NamedTuple):
    """A clause of a notice: what it is about, what it weighs, and the patterns of its parts."""

    about: str
    weight: int
    parts: tuple[str, ...]


class _Words:
    """The clauses, the weightiest first, with the numbers of those in which a word stands ("" for any), and the words
    that are asked for beside them."""

    def __init__(self) -> None:
        words = load_words("notices")
        listed = sorted(_list_clauses(words), key=lambda one: -one[1])
        self.clauses = [_Clause(about, weight, tuple(map(_one_of, parts))) for about, weight, parts in listed]
        self.by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, (_, _, parts) in enumerate(listed):
            for word in _list_first_words(parts[0]):
                self.by_word[word].append(number)
        lists = words["words"]
        self.titles, self.neutral, self.prepositions, self.teams = (
            frozenset(map(fold, lists[name])) for name in ("titles", "neutral", "prepositions", "teams")
        )
        self.only = {about: frozenset(map(fold, lists[f"of_{about}"])) for about in ("state", "automatic")}
        self.away = re.compile("|".join(part for one in self.clauses if one.about == "away" for part in one.parts))
        self.only |= dict.fromkeys(_OF_DAYS, frozenset(map(fold, lists["of_away"])) | _list_days())
        fields = "|".join(map(re.escape, lists["fields"]))
        self.fields = re.compile(rf"\s*\n(?:[ \t]*(?:{fields})[ \t]*:.*\n)+\s*", re.IGNORECASE)
        self.idioms, self.matter = (re.compile(_one_of(lists[name])) for name in ("idioms", "matter"))


_words = cache(_Words)


def _list_days() -> frozenset[str]:
    """The words of which dates are made."""
    times = load_words("times")
    names = (
        name for group in ("weekdays", "weekdays_short", "months") for each in times[group].values() for name in each
    )
    return frozenset(word for name in names for word in fold(name).split(" "))


def _list_clauses(words: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, int, list[list[str]]]]:
    """What each is about, its weight and its parts, each with its alternatives."""
    for about, group in words.items():
        if about == "words":
            continue
        named = {"": group} if about == _BESIDE_ANY else group
        for name, languages in named.items():
            if isinstance(languages, Mapping):
                each = (one.split(" & ") for clauses in languages.values() for one in clauses)
                yield from ((about, _WEIGHTS.get(name, _BESIDE), [part.split("|") for part in one]) for one in each)


def _list_first_words(part: list[str]) -> set[str]:
    """With which word the part begins; "" where one of its alternatives does not say."""
    if any(one.endswith(("*", "#")) for one in part):
        return {""}
    return {one if one == "@" else fold(part_elided(one)).split(" ")[0] for one in part}


def _one_of(words: list[str]) -> str:
    shapes = {"@": "@", "#": r"[0-9]+"}
    each = (
        shapes.get(word) or re.escape(fold(part_elided(word))) + (r"\w*" if word.endswith("*") else "")
        for word in words
    )
    return rf"(?<= )(?:{'|'.join(sorted(each, key=len, reverse=True))})(?= )"


@cache
def _compile_part(pattern: str) -> re.Pattern[str]:
    """Compiled when it is first asked for: most mails ask for few of them."""
    return re.compile(pattern)


def find_notice(clues: Clues) -> str:
    """What the mail notifies of, as the groups of notices.toml are called; "" where a person says anything in it."""
    own = clues.own
    if not own or len(own) > _LONGEST or is_new_case(clues):
        return ""
    sentences = cut_sentences(_words().fields.sub(" ", own), clues.name)
    if not 0 < len(sentences) <= _MOST_SENTENCES:
        return ""
    clauses = [_name_sender(clause, clues) for sentence in sentences for clause in cut_clauses(sentence)]
    if not _is_away(clauses):
        return _judge(_weigh(map(_read, clauses)), clues)
    weights = _weigh(one for clause in clauses for one in _read_of_away(clause))
    is_told = sum(weights.values()) - weights.get(_BESIDE_ANY, 0) >= _ENOUGH
    return "away" if is_told and not _is_at_work(clues.own) else ""


def is_a_notices(sentence: str, clues: Clues) -> bool:
    """Whether each of its clauses is one of a notice."""
    clauses = [_name_sender(clause, clues) for clause in cut_clauses(sentence)]
    return all(None not in _read_of_away(clause) for clause in clauses)


def _weigh(found: Iterable[_Clause | None]) -> dict[str, int]:
    """What the clauses weigh, by what they are about; nothing where a person says one of them."""
    weights: dict[str, int] = defaultdict(int)
    for one in found:
        if one is None:
            return {}
        weights[one.about] += one.weight
    return weights


def _is_away(clauses: Sequence[str]) -> bool:
    """Whether one of them, or a part of one, says that its writer is away."""
    parts = {part for clause in clauses for joint in _ANDS for part in (clause, *joint.split(clause))}
    return any(_words().away.search(f" {part} ") and (one := _read(part)) and one.about == "away" for part in parts)


def _read_of_away(clause: str) -> list[_Clause | None]:
    """What it is in a notice of an absence, or what each of those is that are joined in it."""
    if clause == _NAME:
        return [_NEUTRAL]
    joined = (parts for joint in _ANDS if len(parts := joint.split(clause)) > 1)
    each = ([_read(part, is_away=True) for part in parts] for parts in joined)
    return next((said for said in each if None not in said), [_read(clause, is_away=True)])


def _judge(weights: dict[str, int], clues: Clues) -> str:
    beside = min(weights.pop(_BESIDE_ANY, 0), _BESIDE)
    about = max(weights, key=lambda one: weights[one], default="")
    if not about or (about == "challenge" and not _WEB.search(clues.own)):
        return ""
    enough = _NO_DESK if about == "desk" and not _is_desk(clues) else _LIKELY if about == "challenge" else _ENOUGH
    return about if sum(weights.values()) + beside >= enough else ""


def _is_at_work(own: str) -> bool:
    """Whether its writer asks something, names an hour till which he is away, or somebody whom he will answer."""
    return "?" in own or CLOCK.search(own) is not None or TO_NAMED.search(own) is not None


def _is_desk(clues: Clues) -> bool:
    is_named = is_called(clues, "tracker") or is_called(clues, "tracker", "programs")
    return is_named or ("tracker", "locals") in clues.local_in


def cut_clauses(sentence: str) -> list[str]:
    """The clauses, folded, without pages' addresses, and with a word for a mailbox's."""
    plain = part_elided(ADDRESS.sub(" mailaddress ", _WEB.sub(" ", _IN_BRACKETS.sub(" ", sentence))))
    plain = _SHORTENED.sub(lambda short: f"{short[1]} {_IN_FULL[short[2].lower()]}", plain)
    first, *others = _MARKS.split(_OF_A_TIME.sub(" ", _OF_A_DATE.sub("", plain)))
    named = (_NAME if _SHORT_NAME.fullmatch(one.strip(" .")) and not _is_known(one) else one for one in others)
    folded = (drop_adverbs(fold(part)) for part in (first, *named))
    return [clause for clause in folded if clause]


def _is_known(part: str) -> bool:
    return _read(drop_adverbs(fold(part))) is not None


def _name_sender(clause: str, clues: Clues) -> str:
    """The clause with an `@` for the name of who sent the mail, and for its titles."""
    names = {word for word in (*clues.name.split(), *clues.local.split()) if len(word) > 1}
    words = [word for word in clause.split(" ") if word not in _words().titles]
    return " ".join("@" if word in names else word for word in words)


def _read(clause: str, *, is_away: bool = False) -> _Clause | None:
    """The weightiest of the clauses of notices.toml that it is, where somebody `is_away` or not; None for one that a
    person says."""
    padded = f" {clause} "
    if padded.count(" ") > _LONGEST_CLAUSE:
        return None
    by_word = _words().by_word
    listed = sorted({number for word in ("", *clause.split(" ")) for number in by_word.get(word, ())})
    found = (one for number in listed if _may_stand(one := _words().clauses[number], is_away) and _is_said(one, padded))
    return next(found, _NEUTRAL if _is_neutral(clause) else None)


_NEUTRAL = _Clause(_BESIDE_ANY, 0, ())


def _may_stand(one: _Clause, is_away: bool) -> bool:
    return is_away or one.about not in _WITH_AWAY


def _is_neutral(clause: str) -> bool:
    words = clause.split(" ")
    if (
        clause in _words().neutral
        or _NUMBER.fullmatch(clause)
        or (len(words) <= _SHORT and any(clause.endswith(team) for team in _words().teams))
    ):
        return True
    is_short = len(words) <= _SHORT and (words[0] in _words().prepositions or clause[0].isdigit())
    return is_short and not _speaks_of_the_matter(clause)


def _is_said(one: _Clause, padded: str) -> bool:
    """Whether all parts stand in it, and nothing of a case beside them; beside some of them nothing at all."""
    rest = padded
    for part in one.parts:
        found = _compile_part(part).search(rest)
        if found is None:
            return False
        rest = f"{rest[: found.start()]}.{rest[found.end() :]}"
    only = _words().only.get(one.about)
    if one.about in _OF_DAYS:
        return only is not None and only.issuperset(_DAY.sub(" ", rest).translate(_MARKED).split())
    if only is not None and not only.issuperset(re.findall(r"\w+", rest)):
        return False
    return not _speaks_of_the_matter(rest)


def _speaks_of_the_matter(words: str) -> bool:
    said = _words().idioms.sub("", f" {words} ")
    return is_of_the_matter(said) or _words().matter.search(said) is not None


NOTICE_IN_WHOLE = Evidence(
    "all that it says is what programs say",
    150,
    lambda clues: find_notice(clues) != "",
    (
        "Subject: Re: x\n\nI no longer work at Contoso. Please write to desk@x.example.",
        "From: Sam Senior <sam@x.example>\nSubject: Re: x\n\nHerr Senior ist nicht mehr bei uns tätig.",
        "Subject: Re: x\n\nNos bureaux sont fermés jeudi. Nous vous répondrons vendredi.",
        "Subject: Re: x\n\nEste buzón ya no se utiliza. Por favor, use nuestro portal.",
        "Subject: Re: x\n\nTo prove that you are not a robot, click here: https://x.example/1",
        "Subject: Re: x\n\nIl Suo messaggio è stato letto il 26 novembre alle 10:02.",
        "Subject: Re: x\n\nStatus changed to In Progress",
        "Subject: Re: x\n\nCase 991 has been resolved.",
        "Subject: Re: x\n\nO seu pedido foi registado com o número 4711.",
        "Subject: Re: x\n\nDer Status wurde auf In Bearbeitung geändert.",
        "From: Service Desk <x@x.example>\nSubject: Re: x\n\nWij hebben uw verzoek ontvangen. Wij reageren spoedig.",
    ),
    (
        "Subject: Re: x\n\nI no longer work on this case. Please ask Kim.",
        "From: Sam Senior <sam@x.example>\nSubject: Re: x\n\nRobin no longer works here. Please contact Kim.",
        "Subject: Re: x\n\nCase 991 has been resolved by the vendor.",
        "Subject: Re: x\n\nI think ticket 4711 was closed too early.",
        "Subject: Re: x\n\nTheir status changed to red at noon.",
        "Subject: Re: x\n\nOur office is closed on Friday. Please answer by Thursday.",
        "Subject: Re: x\n\nOur office is closed on Friday.",
        "Subject: Re: x\n\nWe have received your request. Robin looks at it.",
        "From: Robin Hale <robin@x.example>\nSubject: Re: x\n\nWe have received your request.",
        "Subject: ESCALATION - x\n\nThis mailbox is no longer monitored.",
        "Subject: x\n\n",
    ),
)
