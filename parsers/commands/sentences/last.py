"""A claim that ends an answer: "Looks like the proxy. I'm on it." (behaviour B7.6). A wrong claim stops a clock: its
sentence has to say it by itself, and whatever stands before it may neither deny nor limit it nor be another's."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.commands.lines import is_marking
from parsers.commands.refusals import is_refused
from parsers.commands.taking.claims import ClaimWords, is_weak, read_claim
from parsers.commands.taking.doubts import is_a_desks, is_a_programs
from parsers.commands.taking.grammar import leaves, wants_another
from parsers.commands.taking.retractions import gives_away, is_conditional, is_taken_back
from parsers.commands.taking.unwilling import begins_unwilling, find_unwilling
from parsers.commands.taking.whose import asks_somebody
from parsers.model import Address, Command, CommandName
from parsers.text.borders.signature import begins_signature
from parsers.times.mentions import has_time, names_another_day
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_words
from parsers.words.spellings import one_of_phrases, split_sentences

_MOST_BEFORE = 2  # sentences
_LONGEST = 300  # characters
_QUOTES = re.compile(r"[\"“”„«»:>|]|^\s*[-*•\d]")


class _Words:
    def __init__(self) -> None:
        words = load_words("last")["words"]
        self.first_person = re.compile(rf"(?<!\w)(?:{one_of_phrases(words['first_person'])})(?!\w)")
        self.stops, self.past, self.returned = (
            re.compile(rf"(?<!\w)(?:{one_of_phrases(words[name])})(?!\w)") for name in ("stops", "past", "returned")
        )


_words = cache(_Words)


def read_last_claim(line: str, below: str, words: ClaimWords, sender: Address | None = None) -> Command | None:
    """The claim of the last sentence of an answer's one paragraph, all of which goes along; None without one."""
    first, _, rest = f"{line}\n{below}".strip().partition("\n\n")
    if len(first) > _LONGEST or not _is_end(rest, sender):
        return None
    *before, last = _split(" ".join(first.split()))
    if not before or len(before) > _MOST_BEFORE or not _claims(last, words):
        return None
    told = " ".join(one for one in before if not _is_back(one))
    if not all(map(_lets_it_stand, before)) or is_taken_back(told, first) or is_a_desks(first):
        return None
    return Command(CommandName.CLAIM, text=" ".join(before))


def _split(text: str) -> list[str]:
    """The sentences, and of one whose writer says that he is back again what he says behind its comma."""
    sentences = split_sentences(text)
    back, comma, behind = text.partition(", ")
    if len(sentences) == 1 and comma and _is_back(back):
        return [back, behind]
    return sentences or [""]


def _is_back(sentence: str) -> bool:
    return _words().returned.match(fold_line(sentence)) is not None


def _is_end(rest: str, sender: Address | None) -> bool:
    """Whether nothing but a closing, a signature or a marking stands below the paragraph."""
    lines = [line for line in rest.split("\n") if line.strip()]
    own = set(fold(sender.name).split()) if sender is not None else set[str]()
    return not lines or is_marking(rest) or begins_signature(lines[0]) or own >= set(fold(lines[0]).split())


def _claims(last: str, words: ClaimWords) -> bool:
    """Whether the sentence takes the case, in the first person, by itself and with nothing beside it."""
    if "?" in last or _words().first_person.search(fold_line(last)) is None:
        return False
    claim = read_claim(last, "", words)
    return claim is not None and claim.stands and not (claim.words or claim.is_read or is_weak(fold_line(last)))


def _lets_it_stand(sentence: str) -> bool:
    """Whether a sentence before the claim neither asks, quotes, denies, limits nor puts off, and gives it to nobody."""
    folded, known = fold_line(sentence), _words()
    if _is_back(sentence):
        return not (has_time(sentence) or names_another_day(sentence) or "?" in sentence)
    if "?" in sentence or _QUOTES.search(sentence) or known.stops.search(folded):
        return False
    is_past = known.past.search(folded) is not None
    if not is_past and (has_time(sentence) or names_another_day(sentence)):
        return False
    return not any(_is_against(sentence, folded, is_past))


def _is_against(sentence: str, folded: str, is_past: bool) -> Iterable[bool]:
    yield gives_away(sentence) or asks_somebody(sentence) or is_a_programs(sentence)
    if not is_past:  # "I was off last week and only see this now" limits nothing
        yield (
            is_conditional(sentence)
            or is_refused(sentence)
            or begins_unwilling(sentence)
            or find_unwilling(sentence) is not None
        )
    yield leaves(folded.rstrip(".!")) or wants_another(folded.rstrip(".!"))
