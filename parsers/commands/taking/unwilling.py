"""Who does not take a case, in everyday words: one table of evidence, which is weighed (behaviour B7.24)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.commands.taking.grammar import leaves, returns, wants_another
from parsers.commands.taking.whose import is_anothers
from parsers.times.mentions import has_time
from parsers.words.fold import fold_line
from parsers.words.load import load_thanks, load_words
from parsers.words.spellings import one_of_phrases, spell_all

_ENOUGH = 2
_MOST_WORDS = 24  # of a clause in which a phrase may begin
_LONGEST_TEXT = 1000  # characters that are looked at
_CLAUSES = re.compile(r"([^,:;.!?\n()–—]+(?<!\s)(?:\s-+(?=\s))?)([,:;.!?\n()–—]*)")


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of evidence; its phrases are the group of that name in unwilling.toml. `passes`: it may hold for a while
    only, so that a time counts against it. `of_others`: a question says it, too, and a clause whose subject is another.
    `is_curt`: it counts where nothing else is said. `says`: its sentences are those of taking.toml. The
    examples are clauses in which it is found, and some that look alike."""

    name: str
    weight: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    passes: bool = False
    of_others: bool = False
    is_curt: bool = False
    says: Callable[[str], bool] | None = None


SIGNS = (
    Sign(
        "unable",
        2,
        ("can't do it today", "kann ich heute nicht machen", "no puedo", "non ce la faccio"),
        ("can't do it without the log", "I can't reproduce it", "kann ich ohne Log nicht machen", "they can't do it"),
        passes=True,
    ),
    Sign(
        "no_room",
        2,
        ("no time", "pas le temps", "ich habe leider keine Kapazität", "geen tijd"),
        ("no time stamp in the log", "I have no time to read all of it", "the customer has no time"),
        passes=True,
    ),
    Sign(
        "not_his",
        2,
        ("not my product", "I no longer work on this product", "nicht mein Kunde", "não é o meu produto"),
        ("not my customer's fault", "the product is not new"),
    ),
    Sign(
        "belongs",
        2,
        ("that would be for the database team", "c'est du ressort de l'équipe", "das ist Sache der Leute vom Netz"),
        ("the database team knows", "the team is new"),
    ),
    Sign(
        "leaves",
        2,
        ("das mache ich nicht", "I have to sit this one out", "not something my team handles", "ik moet passen"),
        ("I don't do that before the log is here", "das mache ich nicht auf", "they have to sit it out"),
        says=leaves,
    ),
    Sign(
        "another",
        2,
        ("could someone else pick this up", "kan iemand anders dit doen", "please give it to another colleague"),
        ("can somebody else reproduce it", "somebody else had this", "give them another link"),
        of_others=True,
        says=wants_another,
    ),
    Sign("passes", 2, ("I'll pass", "ich passe", "je passe mon tour", "yo no"), ("I pass the log on", "passo às duas")),
    Sign(
        "his", 1, ("that's Kim's customer", "das ist Kims Kunde", "c'est le client de Paul"), ("the customer called",)
    ),
    Sign(
        "unknown",
        1,
        ("I don't know this product at all", "da kenne ich mich nicht aus", "I've never worked on billing"),
        ("I don't know what it is", "they never worked on it"),
    ),
    Sign(
        "busy",
        1,
        ("I'm in meetings all day", "fully booked", "bin voll ausgelastet", "je suis sous l'eau"),
        ("the disk is full", "in a meeting", "the line is busy"),
        passes=True,
    ),
    Sign(
        "away", 1, ("out today", "I'm off from noon", "im Urlaub"), ("out of memory", "the server is out"), passes=True
    ),
    Sign(
        "else",
        1,
        ("someone else please", "ask Robin", "kann das jemand anders machen", "demandez à Paul"),
        ("the log is with Robin", "they asked Robin"),
        of_others=True,
    ),
    Sign("curt", 2, ("unfortunately not", "leider nein"), ("unfortunately not yet",), is_curt=True),
    Sign("nay", 1, ("no", "nein", "nope"), ("no error", "no idea"), is_curt=True),
    Sign("sorry", 1, ("sorry", "désolée", "tut mir leid"), ("sorry state",), is_curt=True),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause, folded, as it is written, and whether it is asked."""

    folded: str
    written: str
    is_asked: bool


class _Phrases:
    """Those of one sign: behind an `open` one anything follows. `first` are the words with which they begin, None where
    that may be any."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self.open, self.closed = (
            re.compile(rf"(?:{one_of_phrases(phrases.get(kind, ())) or '(?!)'})(?![\w'])".replace(r"\~", r"[^\s,]+"))
            for kind in ("open", "closed")
        )
        first = {form.split(" ")[0] for listed in phrases.values() for one in listed for form in spell_all(one)}
        self.first = None if any(word.startswith("~") for word in first) else first


class _Table:
    """The phrases of all signs, and what may stand around them in a folded clause without its fillers."""

    def __init__(self) -> None:
        words = load_words("unwilling")
        around, of_refusals = words["around"], load_words("refusals")["around"]
        sorry = load_words("claims")["before"]["sorry"]
        leads = [*around["leads"], *of_refusals["leads"], *sorry, *around["now"]]
        self.leads = frozenset(form for lead in leads for form in spell_all(lead))
        self.longest = max(len(lead.split()) for lead in self.leads)
        tails = one_of_phrases([*around["tails"], *of_refusals["tails"], *sorry, *around["now"]])
        self.tails, self.ends = (
            re.compile(rf"(?:\s+(?:{tails}))*[\s\W]*"),
            re.compile(rf"(?:\s+(?:{tails}))+[\s\W]*$"),
        )
        own = {"closed": [*sorry, "tut mir leid"]}
        self.signs = {sign.name: _Phrases(words.get(sign.name, {} if sign.says else own)) for sign in SIGNS}
        self.fillers, self.now = (
            re.compile(rf"(?<!\S)(?:{one_of_phrases(listed)})(?![\w'])")
            for listed in ([*around["fillers"], *around["today"]], around["now"])
        )
        limits = load_words("refusals")["declined"]["limits"]
        self.limits = re.compile(rf"(?<!\S)(?:{one_of_phrases(limits)})(?![\w'])")
        self.joints = re.compile(rf"\s(?:{one_of_phrases(around['joints'])})\s", re.IGNORECASE)
        courtesies = one_of_phrases([*load_thanks(), *load_words("commands")["words"]["polite"]])
        self.courteous = re.compile(rf"(?:{courtesies})(?:\s+[^\W\d_]+){{0,2}}|\W*")


_table = cache(_Table)


def find_signs(clause: Said) -> Iterator[tuple[Sign, int]]:
    """What a clause says against taking the case, with its weight. Less where it is so only now, nothing where it is so
    until a time, on a condition, of somebody else, or asked."""
    bare = without_today(clause.folded)
    for sign in SIGNS:
        behind = _find_behind(sign, bare, clause.folded)
        if behind is None or _is_not_his(sign, clause) or (sign.weight > 1 and _is_limited(sign, bare, behind)):
            continue
        is_now = sign.passes and sign.weight > 1 and is_for_now(bare)
        yield sign, sign.weight - is_now


def _is_not_his(sign: Sign, clause: Said) -> bool:
    """Whether the clause is asked or another's, where the sign is the writer's own."""
    return not sign.of_others and (clause.is_asked or is_anothers(clause.written))


def _is_limited(sign: Sign, bare: str, behind: str) -> bool:
    """Whether it is so on a condition or until a time; a sentence of the grammar has neither."""
    return has_time(behind) or (sign.says is None and _table().limits.search(bare) is not None)


def without_today(clause: str) -> str:
    """A folded clause without fillers and the words for the day of its mail."""
    return " ".join(_table().fillers.sub(" ", clause).split())


def is_for_now(clause: str) -> bool:
    """Whether a folded clause speaks of the moment: `I cannot take it right now`."""
    return _table().now.search(clause) is not None


def _find_behind(sign: Sign, *forms: str) -> str | None:
    """What stands behind the sign in a clause, in one of its forms, perhaps below what leads to it; None for none."""
    found = (_match(sign, rest) for form in filter(None, forms) for rest in _without_leads(form))
    return next((behind for behind in found if behind is not None), None)


def _match(sign: Sign, rest: str) -> str | None:
    """What stands behind the sign with which the words begin; None where they do not."""
    table = _table()
    phrases = table.signs[sign.name]
    if sign.says is not None:
        return "" if _says_alone(sign.says, rest) else None
    if phrases.first is not None and rest.split(" ", 1)[0] not in phrases.first:
        return None
    opened, closed = phrases.open.match(rest), phrases.closed.match(rest)
    if opened is not None:
        return rest[opened.end() :]
    is_all = closed is not None and table.tails.fullmatch(rest, closed.end())
    return rest[closed.end() :] if closed is not None and is_all else None


def _says_alone(says: Callable[[str], bool], rest: str) -> bool:
    """Whether these words are such a sentence, perhaps with what may stand behind one."""
    return says(rest) or says(_table().ends.sub("", rest))


@lru_cache(256)
def _without_leads(clause: str) -> Sequence[str]:
    """The clause, and what is left of it behind each row of words that lead to a phrase."""
    words, table = clause.split(" ")[:_MOST_WORDS], _table()
    starts = [0]
    for at in starts:
        for count in range(1, table.longest + 1):
            if at + count < len(words) and " ".join(words[at : at + count]) in table.leads and at + count not in starts:
                starts.append(at + count)
    return [" ".join(clause.split(" ")[at:]) for at in sorted(starts)]


def split_said(text: str) -> Iterator[Said]:
    """The clauses of a text."""
    for clause, mark in _CLAUSES.findall(text[:_LONGEST_TEXT].replace("’", "'")):
        is_one = wants_another(fold_line(clause).strip(" -¿¡"))  # "alguém mais pode pegar", not "mais" as a but
        for part in [clause] if is_one else _table().joints.split(clause):
            if part.strip(" -"):
                yield Said(fold_line(part).strip(" -¿¡"), part.strip(" -¿¡"), "?" in mark)


def find_unwilling(text: str) -> Sequence[str] | None:
    """What else stands, by clause, in a text that by its evidence refuses the case; None for one that does not, or says
    when its writer could."""
    found: dict[Sign, int] = {}
    rest: list[Said] = []
    for clause in split_said(_first_words(text)):
        signs = dict(find_signs(clause))
        if not signs and not _table().courteous.fullmatch(clause.folded):
            rest.append(clause)
        found |= {sign: max(weight, found.get(sign, 0)) for sign, weight in signs.items()}
    return [clause.folded for clause in rest] if _is_enough(found, rest) else None


def _is_enough(found: Mapping[Sign, int], rest: Sequence[Said]) -> bool:
    """Whether the evidence refuses the case beside what else is said: what may pass does not beside a time."""
    counted = {sign: weight for sign, weight in found.items() if not (rest and sign.is_curt)}
    if sum(counted.values()) < _ENOUGH:
        return False
    may_pass = all(sign.passes or sign.weight < _ENOUGH for sign in counted)
    return not (may_pass and any(has_time(clause.folded) for clause in rest))


def begins_unwilling(text: str) -> bool:
    """Whether the first clause of a text says anything against taking the case: `I'm fully booked today`."""
    first = next(split_said(text), None)
    return first is not None and any(weight > 0 for _, weight in find_signs(first))


def gives_back(text: str) -> bool:
    """Whether a text says that its writer gives back what he has taken, whoever it answers."""
    return any(
        _says_alone(returns, rest)
        for clause in split_said(_first_words(text))
        if not (clause.is_asked or is_anothers(clause.written))
        for form in filter(None, (without_today(clause.folded), clause.folded))
        for rest in _without_leads(form)
    )


def _first_words(text: str) -> str:
    """The first lines up to an empty one; those below a thanks or a sorry that stands alone."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    is_courteous = bool(parts) and all(_table().courteous.fullmatch(one.folded) for one in split_said(parts[0]))
    return "\n\n".join(parts[: 2 if is_courteous else 1])
