"""Sentences that say how pressing it is, who knows the answer, or in which file it stands, and no more (behaviour
B4.20)."""

import re
from functools import cache

from parsers.form.lists import list_files
from parsers.words.fold import fold
from parsers.words.load import load_words
from parsers.words.spellings import Phrases, split_words

_WORD = re.compile(r"[\w'’]+")
_LONGEST_NAME = 2  # words


class _Words:
    def __init__(self) -> None:
        words, evasions = load_words("presses"), load_words("evasions")
        presses, knows, known, files = words["presses"], words["knows"], words["known"], words["files"]
        self.contacts, self.again, self.states = (
            split_words(presses[name]) for name in ("contacts", "again", "states")
        )
        self.calls = split_words(presses["calls"])
        self.pressing = self.contacts | self.calls | self.again | self.states | split_words(presses["rest"])
        self.knows, self.knowing = split_words(knows["leads"]), split_words((*knows["leads"], *knows["rest"]))
        unreached = words["unreached"]
        self.unreached, self.beside = (
            Phrases(unreached["leads"]),
            split_words((*unreached["leads"], *unreached["rest"])),
        )
        self.know, self.we_know = split_words(known["leads"]), split_words((*known["leads"], *known["rest"]))
        self.files, self.shown = split_words(files["names"]), split_words(files["shown"])
        self.inside = Phrases(f"{lead} {name}" for lead in files["inside"] for name in files["names"])
        self.enclosing = self.files | self.shown | split_words((*files["inside"], *files["rest"]))
        self.see, self.quantities = (
            Phrases(evasions["pointers"]["see"]),
            split_words(evasions["questions"]["quantities"]),
        )


_words = cache(_Words)


def presses(sentence: str) -> bool:
    """Whether it says only that somebody got in touch again, or how pressing it is: "They called again"."""
    known, said = _words(), fold(sentence).split()
    others = _find_others(sentence, known.pressing)
    if others == 0 and not (known.contacts | known.states).isdisjoint(said):
        return True
    gets_in_touch = not (known.contacts | known.calls).isdisjoint(said)
    return others is not None and gets_in_touch and not known.again.isdisjoint(said)


def is_unreached(sentence: str) -> bool:
    """Whether it says only that nobody has answered its writer yet, that he forgot, or that it shall be quick."""
    known, words = _words(), fold(sentence)
    return known.unreached.stand_in(words) and known.beside.issuperset(words.split())


def says_who_knows(sentence: str) -> bool:
    """Whether it says only that somebody else knows, or we do: "Robin has the details", "you know them"."""
    known, said = _words(), fold(sentence).split()
    if len(said) > 1 and not known.know.isdisjoint(said) and known.we_know.issuperset(said):
        return True
    return bool(_find_others(sentence, known.knowing)) and not known.knows.isdisjoint(said)


def shows_file(sentence: str) -> bool:
    """Whether it says only in which file it stands: "see the log", "screenshot attached"."""
    known = _words()
    for name in list_files(sentence):
        sentence = sentence.replace(name, "log")
    words = fold(sentence)
    see = known.see.find(words) or ""
    said = words[len(see) :].split()
    is_of_files = not known.files.isdisjoint(said) and known.enclosing.issuperset(said)
    return is_of_files and (see != "" or not known.shown.isdisjoint(said) or known.inside.stand_in(words))


def _find_others(sentence: str, known: frozenset[str]) -> int | None:
    """How many words it has that are not known, where these are a name; None where they are no name."""
    words = _WORD.findall(sentence)
    places = [at for at, word in enumerate(words) if not known.issuperset(fold(word).split())]
    names = [words[at] for at in places]
    is_name = len(names) <= _LONGEST_NAME and all(name[:1].isupper() for name in names)
    is_together = not places or places[-1] - places[0] == len(places) - 1
    counts = any(fold(name) in _words().quantities for name in names) or any(map(str.isdigit, sentence))
    return len(names) if is_name and is_together and not counts else None
