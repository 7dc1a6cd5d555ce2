"""What puts a claim in doubt by rule, where lists of phrases end: a help desk's words, a mistake, a later begin,
somebody else in the writer's place (behaviour B7.6). Each looks at one sentence that stands behind the claim."""

import re
from collections.abc import Iterable
from functools import cache

from parsers.commands.taking.whose import asks_somebody, is_anothers
from parsers.times.mentions import names_another_day
from parsers.words.fold import fold_line
from parsers.words.load import load_thanks, load_words
from parsers.words.spellings import NAME, one_of_phrases

_NUMBER = r"(?<![\w.])#?\d{4,}(?![\d.]*\d)"
_ID = r"(?<!\w)[a-z]{2,5}-?\d{4,}(?!\w)"  # INC004711
_NEAR = 40  # characters in which the time stands behind its word
_SHORT = 7  # words
_CLAUSES = re.compile(r"[,;\n(]")
_END = r"(?=[\s,.!?;:)]*$)"


def _word(words: Iterable[str], longer: str = "") -> str:
    """A pattern for one of the words as a whole, or with an ending like `longer`."""
    return rf"(?<!\w)(?:{one_of_phrases(words)}){longer}(?!\w)"


def _near(one: str, other: str, words: int) -> str:
    """A pattern for both in any order, with at most so many words between."""
    between = rf"(?:\W+[\w']+){{0,{words}}}?\W+"
    return rf"(?:{one}){between}(?:{other})|(?:{other}){between}(?:{one})"


class _Programs:
    """On folded sentences: what a help desk says of a ticket, and a mail of itself."""

    def __init__(self) -> None:
        words = load_words("claims")["doubt"]
        ticket = rf"(?:{_word(words['tickets'], r'(?:e?[sn]|i|s?[ -]?(?:id|number|nummer))?')}|{_ID})"
        yours, states = _word(words["yours"]), _word(words["states"], r"\w*")
        letter, auto = _word(words["letters"], r"(?:e?[sn])?"), r"(?<!\w)auto(?:m[aá]t|-|\w*generat)\w*"
        self.desk = re.compile(
            rf"{ticket}(?:\W+[\w'°]+){{0,3}}?\W+(?:{_NUMBER}|{_ID})|{_near(ticket, states, 4)}"
            rf"|{yours}(?:\W+[\w']+){{0,2}}?\W+(?:{ticket}|help ?-?desk|service ?-?desk|support)"
        )
        box = _word(words["boxes"], r"\w*")
        self.footer = re.compile(
            rf"{_near(letter, auto, 4)}|{_near(box, 'un(?:monitor|attend)ed', 2)}"
            rf"|^\W*(?:{one_of_phrases(words['made_by'])})\b"
            rf"|{_word(words['gets'])}(?:\W+[\w']+)?\W+{letter}"
        )
        whose = one_of_phrases([*words["yours"], *words["familiar"]])
        self.thanked = re.compile(
            rf"(?<!\w)(?:{one_of_phrases(load_thanks())})(?:\W+[\w']+){{0,2}}?\W+"
            rf"(?:{one_of_phrases(load_words('claims')['before']['for'])})\W+"
            rf"(?:(?:{whose})\W+(?:[\w']+\W+)?(?:{letter}|{ticket})|(?:{whose}\W+)?{_word(words['written'])})"
        )
        self.we = re.compile(_word(words["we"]))
        self.team = re.compile(
            rf"\W*{yours}(?:[ -][\w']+){{0,3}}?[ -](?:{one_of_phrases(words['teams'])})(?: [\w']+){{0,2}}\W*"
        )
        self.unwatched = re.compile(_near(box, _word(words["watched"], r"\w*"), 4))


class _Mistakes:
    """On folded sentences: whoever is in the wrong place."""

    def __init__(self) -> None:
        words, said = load_words("claims")["doubt"], load_words("claims")["before"]
        place = _word(words["places"], r"\w{0,2}")
        self.oops = re.compile(_word(words["oops"]))
        self.mixed = re.compile(_word([*said["sorry"], *words["oops"], *words["mixed"]]))
        self.wrong = re.compile(_near(_word(words["wrong"], r"\w*"), place, 1))
        self.other = re.compile(
            rf"{_word(words['other'], r'(?:e?[rsnm]?)')} {place}|(?<!\w)(?:l')(?:autre|altr[oa]) {place}"
        )


class _Others:
    """Somebody else, a later begin; and whose sentence it is. On folded sentences, but those with a name on sentences
    as written."""

    def __init__(self) -> None:
        words, refused = load_words("claims")["doubt"], load_words("claims")["refused"]
        is_, leans, whom, knows, does, should, of_his = (
            one_of_phrases(listed)
            for listed in (
                refused["is"],
                refused["leans"],
                refused["for_whom"],
                refused["knows"],
                words["does"],
                words["should"],
                words["of_his"],
            )
        )
        self.own = re.compile(rf"(?<!\w)I(?!\w)|(?i:(?<!\w)j'|{_word(words['own'])})")
        self.not_ = re.compile(_word([*refused["nots"], *words["nobody"]]))
        self.before, self.not_till = re.compile(_word(words["before"])), re.compile(_word(words["not_till"]))
        not_, before = _word([*refused["nots"], *words["nobody"]]), _word(words["before"])
        self.begins = re.compile(
            rf"{_word(words['begins'])}|^\W*(?:{not_}\W+{before}|{before}(?:\W+\w+){{1,2}}\W+{not_})"
        )
        self.from_ = re.compile(rf"\s*{_word(words['from'])}")
        self.else_, self.sees, self.wants = (re.compile(_word(words[name])) for name in ("else", "sees", "wants"))
        self.nobody, self.needs = (
            re.compile(_word([*words["nobody"], *words["else"]])),
            re.compile(_word(words["needs"])),
        )
        self.you = re.compile(rf"{_word(words['you'])}{_END}")
        self.named = re.compile(
            rf"(?i:(?<!\w)(?:{does}))(?:,? (?i:{leans}))*,? {NAME}{_END}"
            rf"|(?i:(?<!\w)(?:{should}))(?: \S+){{0,3}}? (?i:{whom}) {NAME}{_END}"
            rf"|(?i:(?<!\w)(?:{is_}))(?: (?i:{leans}|{of_his}))* (?:(?i:{whom}) {NAME}|{NAME}'?s(?: \w+)?){_END}"
            rf"|(?:^|\W){NAME}'s{_END}|^\W*(?i:{one_of_phrases(words['turns'])}),? {NAME} (?:{knows})(?!\w)"
        )
        self.can = re.compile(
            rf"{_word(refused['can_de'])}(?: {_word(words['it_de'])})+(?: \S+){{0,2}}? (?:machen|tun){_END}"
        )
        self.asked = re.compile(
            rf"\W*(?:(?i:{one_of_phrases([*refused['or'], *words['turns']])}),? )?(?:[oO] )?{NAME}\s*\?+"
            rf"|\W*(?i:{is_}) (?:\S+ ){{0,2}}?(?i:{whom}) {NAME}\s*\?+"  # is this not for Bob?
        )


_programs, _mistakes, _others = cache(_Programs), cache(_Mistakes), cache(_Others)


def is_a_programs(sentence: str) -> bool:
    """Whether a sentence is a help desk's, of a ticket, or a mail's of itself; what the writer says of himself is
    neither."""
    programs, folded = _programs(), fold_line(sentence)
    if programs.footer.search(folded) or programs.team.fullmatch(folded):
        return True
    if programs.unwatched.search(folded) and _others().not_.search(folded):
        return True
    return programs.desk.search(folded) is not None and not _is_own(sentence)


def is_a_desks(text: str) -> bool:
    """Whether a help desk says what it does: thanks for `your` mail, and `we` are on it."""
    programs, folded = _programs(), fold_line(text)
    return programs.thanked.search(folded) is not None and programs.we.search(folded) is not None and not _is_own(text)


def is_in_doubt(sentence: str) -> bool:
    """Whether a sentence behind a claim makes it doubtful whether its writer takes it, and now."""
    folded = fold_line(sentence)
    return _is_mistaken(folded) or _is_for_later(sentence, folded) or _has_another(sentence, folded)


def is_done_alone(sentence: str) -> bool:
    """`Nobody else needed.`: the writer does it, and says so."""
    others, folded = _others(), fold_line(sentence)
    is_short = len(folded.split()) <= 7 and "," not in folded and "?" not in folded
    return is_short and all(pattern.search(folded) for pattern in (others.needs, others.not_, others.nobody))


def _is_own(sentence: str) -> bool:
    return _others().own.search(sentence) is not None


def _is_mistaken(folded: str) -> bool:
    """`oops`, a short `wrong tab`, `sorry, that was the other thread`; not "they opened the wrong file"."""
    mistakes = _mistakes()
    if mistakes.oops.search(folded):
        return True
    if mistakes.wrong.search(folded):
        return len(folded.split()) <= _SHORT and not is_anothers(folded)
    return mistakes.other.search(folded) is not None and mistakes.mixed.search(folded) is not None


def _is_for_later(sentence: str, folded: str) -> bool:
    """`not before Monday`, `erst am Montag`, `starting tomorrow`."""
    others = _others()
    if not (is_anothers(sentence) or asks_somebody(sentence)) and _begins_not_before(folded):
        return True
    if any(others.from_.match(clause) and names_another_day(clause) for clause in _CLAUSES.split(folded)):
        return True
    is_his = len(folded.split()) <= 4 or (_is_own(sentence) and others.begins.search(folded) is not None)
    return is_his and any(names_another_day(folded[at.start() :][:_NEAR]) for at in others.not_till.finditer(folded))


def _begins_not_before(folded: str) -> bool:
    """`not before Monday`, `I cannot start before Monday`; of a time of today, and of what else is not before, it is
    none: "the export has not run before Monday"."""
    others = _others()
    if not (others.begins.search(folded) and others.not_.search(folded)):
        return False
    return any(names_another_day(folded[at.start() :][:_NEAR]) for at in others.before.finditer(folded))


def _has_another(sentence: str, folded: str) -> bool:
    """`Does anybody else want it?`, `Or Bob?`, `Bob, can you?`, `It is Bob's`; the writer's own step is none."""
    others, words = _others(), len(folded.split())
    is_asked = folded.endswith("?") and others.else_.search(folded) is not None
    if is_asked and others.wants.search(folded) and not others.sees.search(folded):
        return True
    shown = " ".join(sentence.split())
    if others.asked.fullmatch(shown) or (words <= 4 and others.you.search(folded)):
        return True
    if words > 7 or _is_own(sentence):
        return False
    return others.can.search(folded) is not None or (
        (not folded.endswith("?") or others.not_.search(folded) is not None) and others.named.search(shown) is not None
    )
