"""Who takes a case says so: a claim's words, and nothing beside them that takes it back, gives it away or limits it
(behaviour B7.6, B9.6). A wrong claim stops a clock, a missed one costs a reminder: in doubt it is none."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from parsers.commands.refusals import is_refused
from parsers.commands.taking.findings import is_off_later, tells_finding
from parsers.commands.taking.grammar import takes
from parsers.commands.taking.retractions import gives_away, is_conditional, is_limited, is_taken_back
from parsers.model import Address, Command, CommandName
from parsers.words.fold import fold, fold_line
from parsers.words.load import load_thanks, load_words
from parsers.words.spellings import NAME, one_of_phrases, spell

_PLAIN = "mine"  # what is said in a sentence of its own grammar is as sure
_MOST_OPENINGS = 4  # `Morning Dana, sorry for the delay, ok, on it`
_TOKEN = re.compile(r"[^\s:,;–—]+")
_JOINED = re.compile(r"\s*([:,;])\s*|\s*([–—])\s*|\s+(--?)\s*|(--?)\s+")
_TONES = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # behind a picture
_SENTENCE_MARKS = (".", "!", "…")
_NAMING = (":", "-", "--", "–", "—")  # before a name alone
_LONE_NAME = re.compile(rf"{NAME}(?:(?:,| [^\W\d_]{{1,3}}| [&/+]) {NAME})*[\s.!]*")
_NAMED = re.compile(rf"{NAME}\s+")


class _Before:
    """What stands before a claim."""

    def __init__(self) -> None:
        words, said = load_words("claims")["before"], load_words("commands")["words"]
        greetings, thanks = load_words("greetings")["greetings"], load_thanks()
        hello = one_of_phrases([*greetings["words"], *greetings["before_words"], *thanks])
        assent, spoken = (
            one_of_phrases([*words["assent"], *said["polite"], *thanks]),
            one_of_phrases([*thanks, *words["sorry"]]),
        )
        named = one_of_phrases(words["assent_or_name"])
        self.openings = (
            re.compile(
                rf"(?:{spoken})(?:\s+(?:{one_of_phrases(words['for'])})(?:\s+[\w'’-]+){{1,6}})?\s*[,.!;–—-]+\s*",
                re.IGNORECASE,
            ),
            re.compile(rf"(?:{hello})(?:\s+[^\W\d_]+){{0,2}}\s*[,!.–—-]\s*", re.IGNORECASE),
            re.compile(rf"(?:{assent})(?![\w'’])[\s,.!;:–—-]*", re.IGNORECASE),
            re.compile(rf"(?:{NAME})\s+(?:{one_of_phrases(words['here'])})\s*[,!.:–—-]+\s*"),
            re.compile(rf"(?:{named})(?:\s*[,.!;:–—-]+\s*|\s+(?=.*\b(?:ich|wir|mach|bin)\b))", re.IGNORECASE),
        )
        self.name = re.compile(rf"@?({NAME})\s*[,!]\s*")
        self.no_names = frozenset(form for word in [*words["no_names"], *_days()] for form in spell(word))


def _days() -> Iterator[str]:
    for days in load_words("times")["weekdays"].values():
        yield from days


class _Among:
    """What stands among a claim's words, or goes on behind them."""

    def __init__(self) -> None:
        words = load_words("claims")["among"]
        self.fillers = re.compile(rf"(?<!\S)(?:{one_of_phrases([*words['fillers'], *load_thanks()])})(?!\S)")
        self.goes_on = re.compile(
            rf"\s+(?:{one_of_phrases(words['and'])})\s+(?=(?:{one_of_phrases(words['next'])})(?!\w))", re.IGNORECASE
        )
        self.next = re.compile(rf"(?:{one_of_phrases(words['next'])})(?!\w)(?!.*\?)", re.IGNORECASE)
        self.pursues = re.compile(rf"(?:{one_of_phrases(words['pursues'])})(?!\w)")
        self.thanks = re.compile(
            rf"(?:{one_of_phrases(load_thanks())})(?:[\s,]+[^\W\d_]+){{0,2}}[\s.!👍🙂😊🙏]*",
            re.IGNORECASE,
        )
        self.objects = tuple(
            (re.compile(rf"(?<!\S)(?:{one_of_phrases(same)})(?!\S)"), fold_line(it))
            for it, same in load_words("claims")["objects"].items()
        )
        self.weak, self.read, self.labels, self.seen = (
            frozenset(form for word in words[name] for form in spell(word))
            for name in ("weak", "read", "labels", "seen")
        )
        moment = one_of_phrases([*words["moments"], *_days()])
        self.since = re.compile(
            rf"(?<=\S)\s+(?:{one_of_phrases(words['since'])})\s+"
            rf"(?:(?:{moment})|\d{{1,2}}(?:[:.h]\d\d)?(?:\s?(?:{one_of_phrases(words['hours'])}))?)$"
        )
        self.informed = re.compile(rf"(?:{one_of_phrases(words['informed'])})[\s.!]*")
        but, asks = load_words("commands")["words"]["but"], load_words("claims")["refused"]["asked"]
        self.asks = re.compile(rf"(?:(?:{one_of_phrases(but)})\s+)?(?:{one_of_phrases(asks)})(?!\w)[^.!?]*\?")


_before, _among = cache(_Before), cache(_Among)


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What takes a case, folded, in every spelling: `words` with more behind them, `phrases` as the whole line;
    `others` are the words of the other commands, with which no name begins a line."""

    words: frozenset[str]
    phrases: frozenset[str]
    others: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim's words came to: whether they take the case, and what else their writer says, beside and below."""

    stands: bool
    words: str = ""
    by_thumb: bool = False
    is_read: bool = False  # it may only say that the mail was read
    is_asked: bool = False

    @property
    def command(self) -> Command | None:
        """The command, None when the claim does not stand; thanks alone are no words that somebody has to read."""
        text = None if is_thanks(self.words) else self.words or None
        return Command(CommandName.CLAIM, text=text, by_thumb=self.by_thumb) if self.stands else None


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim's words as they were found, the mark behind them ("" for none) and what stands there."""

    said: str
    mark: str
    rest: str


def build_claim_words(words: Mapping[str, CommandName], phrases: Mapping[str, CommandName]) -> ClaimWords:
    """The claims among the words of all commands, and the others."""
    claims, lines = (
        frozenset(form for word, name in known.items() if name == CommandName.CLAIM for form in spell(word))
        for known in (words, phrases)
    )
    others = frozenset(word for word, name in words.items() if name != CommandName.CLAIM)
    return ClaimWords(claims, lines, others, max(len(word.split()) for word in claims | lines))


def read_claim(line: str, below: str, words: ClaimWords, sender: Address | None = None) -> Claimed | None:
    """The claim whose words begin the line, None without. It does not stand when it, or a line below it, denies, limits
    or asks it, gives it to somebody else, or is a program's."""
    claim = _find(line, words)
    if claim is None:
        return None
    claim = _find_plain(claim, words) or claim
    if _is_signed(claim, sender):
        claim = replace(claim, mark="", rest="")
    rest = "" if _is_informed(claim.rest) or is_off_later(claim.rest) else claim.rest
    stands = (
        _holds(claim)
        and not (claim.mark in _NAMING and tells_finding(line, claim.rest, _among().pursues))
        and not (claim.mark in _NAMING and _LONE_NAME.fullmatch(rest))
        and not is_limited(rest, claim.mark in (*_SENTENCE_MARKS, ";"))
        and not is_taken_back(f"{rest}\n\n{below}", line)
        and not is_refused(f"{rest}\n{below}")
    )
    said = f"{claim.rest}\n{below}".strip()
    return Claimed(stands, said, is_read=claim.said in _among().read, is_asked=claim.mark == "?")


def is_weak(word: str) -> bool:
    """Whether a claim's word may say something else of the case, or that its mail was read."""
    return word in _among().weak


def is_thanks(text: str) -> bool:
    """Thanks, perhaps with a name, and nothing else."""
    return _among().thanks.fullmatch(text.strip()) is not None


def _find(line: str, words: ClaimWords) -> _Claim | None:
    """The claim at the line's start, behind what opens it; None without one, and where thanks stand before what may
    only say that it was read."""
    whole = line = line.strip("*_`\"'“”„« »").strip().replace("’", "'")
    for _ in range(_MOST_OPENINGS + 1):
        found = _read_head(line, words)
        shorter = _strip_opening(line, words)
        if found is not None or shorter is None:
            is_read = found is not None and found.said in _among().read and _among().thanks.match(whole) is not None
            return None if is_read else found
        line = shorter
    return None


def _strip_opening(line: str, words: ClaimWords) -> str | None:
    """Without one `Thanks Dana,`, `Right,`, `Sorry for the delay,` or `Dana,`; None when the line begins with none."""
    before = _before()
    for opening in before.openings:
        match = opening.match(line)
        if match is not None and match.end() < len(line) and not gives_away(match[0]):
            return line[match.end() :]
    name = before.name.match(line)
    if name is None or words.others & {fold_line(name[1])} or before.no_names & set(fold_line(name[1]).split()):
        return None
    return line[name.end() :] or None


def _read_head(line: str, words: ClaimWords) -> _Claim | None:
    """The longest claim with which the line begins, and the mark behind it; None for a line that begins with none."""
    tokens = _TOKEN.finditer(line)
    ends = [token.end() for token, _ in zip(tokens, range(words.longest + 5), strict=False)]
    for end in reversed(ends):
        head = fold_line(line[:end])
        said = _name_claim(head, words)
        mark = None if said is None else _find_mark(head, line[end:])
        if said is None or mark is None or (mark[0] == ":" and said in _among().labels):
            continue
        if said == _PLAIN or said in words.words or not mark[1] or is_thanks(mark[1]) or _goes_on(mark[1]):
            return _Claim(said, *mark)
    return None


def _goes_on(rest: str) -> bool:
    """Whether the writer says what he does next, and on no condition: `Looking into it, will call them at ten`."""
    among = _among()
    return (among.next.match(rest) or among.asks.fullmatch(fold_line(rest))) is not None and not is_conditional(rest)


def _name_claim(head: str, words: ClaimWords) -> str | None:
    """The claim's words that a head says, with or without what changes nothing of them, and whatever it calls the case;
    None for a head that says none."""
    bare = head.rstrip("?.!… ")
    kept = " ".join(_among().fillers.sub(" ", _among().since.sub("", bare)).split()).rstrip(".!… ")
    heads = (bare, kept, *(same.sub(it, kept) for same, it in _among().objects))
    found = next((said for said in heads if said in words.words or said in words.phrases), None)
    if found is None and (takes(bare) or takes(kept)):
        return _PLAIN
    return None if found in _among().read and found != bare and _has_thanks(bare) else found


def _has_thanks(head: str) -> bool:
    return any(is_thanks(head[at:]) for at in range(len(head)) if at == 0 or head[at - 1] == " ")


def _find_mark(head: str, rest: str) -> tuple[str, str] | None:
    """The mark behind a head, and what stands behind it; None when the sentence just goes on."""
    if "?" in head[len(head.rstrip("?!.… ")) :]:
        return "?", rest.strip()
    if head[-1] in _SENTENCE_MARKS and (not rest or rest[0].isspace()):
        return head[-1], rest.strip()
    if _ends_in_picture(head) and rest.strip():
        return ".", rest.strip()  # "on it 👍 please promise nothing yet"
    if not rest.strip():
        return "", ""
    if (goes_on := _among().goes_on.match(rest)) is not None:
        return "&", rest[goes_on.end() :].strip()
    joined = _JOINED.match(rest)
    if joined is not None:
        return next(mark for mark in joined.groups() if mark), rest[joined.end() :].strip()
    return (",", rest.strip()) if is_thanks(rest) else None


def _ends_in_picture(head: str) -> bool:
    """Whether a picture ends it, as a full stop would."""
    return unicodedata.category(head.rstrip(_TONES)[-1:] or " ") == "So"


def _find_plain(claim: _Claim, words: ClaimWords) -> _Claim | None:
    """The claim that stands behind words that may say something else: `Got it, I'll handle it`. None where none does,
    and where they are asked."""
    if claim.said not in _among().weak or "?" in (claim.mark, claim.rest[-1:]):
        return None
    second = _find(claim.rest, words)
    return None if second is None or second.said in _among().weak else second


def _holds(claim: _Claim) -> bool:
    """Whether the words are a claim with what stands behind them: not asked; and those that may only say that it was
    read stand alone, before a colon, or before what the writer does."""
    among, rest = _among(), fold_line(claim.rest)
    if claim.mark == "?":
        return False
    if not rest:
        return claim.said not in among.seen
    if claim.said not in among.weak or claim.mark == ":" or _is_informed(claim.rest):
        return True
    if claim.said not in among.read and (claim.mark in _SENTENCE_MARKS or among.asks.fullmatch(rest)):
        return True  # "Bin dran. Der Kunde soll warten."
    if is_thanks(claim.rest):
        return claim.said not in among.read
    return not rest.endswith("?") and (claim.mark == "&" or among.pursues.match(rest) is not None)


def _is_informed(rest: str) -> bool:
    """Whether it only says that somebody knows: `Kim weiß Bescheid`."""
    name = _NAMED.match(rest)
    return name is not None and _among().informed.fullmatch(fold_line(rest[name.end() :])) is not None


def _is_signed(claim: _Claim, sender: Address | None) -> bool:
    """`Mine - Tess`: the writer's own name alone behind a mark. With another's he gives it away: `Taken: Kim`."""
    known = fold(f"{sender.name} {sender.email.partition('@')[0]}").split() if sender and claim.mark in _NAMING else ()
    said = fold(claim.rest).split()
    return bool(said) and set(said) <= set(known)
