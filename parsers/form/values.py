"""What a value means: priorities, placeholders, tickets, levels, triggers, addresses, and whether a text names a time."""

import re
import unicodedata

from parsers.form.labels import Aliases
from parsers.model import Priority
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_WORDS, _TIMES = load_words("values"), load_words("times")

# Longer values are never a priority, a level, a ticket number; reading on would only find accidents.
_SHORT = 200

_PLACEHOLDERS = frozenset(map(fold, _WORDS["placeholders"]["words"])) - {""}
_NONE = frozenset(map(fold, _WORDS["placeholders"]["none"]))
NONE_BEFORE_REASON = frozenset(map(fold, _WORDS["attachments"]["none"]))
_HINTS = tuple(sorted(map(fold, _WORDS["placeholders"]["hints"])))
_TEMPLATE_HINTS = frozenset(map(fold, _WORDS["placeholders"]["template"]))
_HINT_BEFORE = re.compile(r"\s*[\[<(](?P<hint>[^\[\]<>()]{1,80})[\])>]\s*(?P<own>\S.*)", re.DOTALL)
_HINT_BEHIND = re.compile(r"(?P<own>[^\[\]]+)\[(?P<hint>[^\[\]]{1,80})\]\s*", re.DOTALL)
_BRACKETED = re.compile(r"\s*(?:\[([^\[\]]*)\]|<([^<>@]*)>|\{([^{}]*)\}|«([^«»]*)»)\s*[.:;]?\s*")
_TICK = r"(?:[\[(]\s*[xX✓✔•●*]\s*[\])]|[☑☒✅✔◉⦿●🔘])"
_CHECKED = re.compile(rf"{_TICK}\s*([^\W\d_]+)")
_CHECKED_BEHIND = re.compile(rf"([^\W\d_]+)\s*{_TICK}")
_BOX_BEHIND = re.compile(rf"\s*[^\W\d_]+\s*(?:[\[(]\s*[\])]|[☐○◯]|{_TICK})")
_MARKED = re.compile(r"(?<!\w)(?:\*\*?|__?)([^\W\d_]+)(?:\*\*?|__?)(?!\w)")
_ANSWER_BEHIND = re.compile(r".*(?:[:=→]|[-=]>|\s[-–—])\s*(?P<answer>[^\n:=→>]{1,40})", re.DOTALL)
_NEGATION = re.compile(rf"\b(?:{one_of(_WORDS['priority_beside']['denials'])})\b", re.IGNORECASE)
_OR = frozenset(_WORDS["priority_beside"]["or"])
_PRIORITY_ENDS = re.compile(rf"[\n(\[,;.!]|\s[-–—:]\s|\s(?:{one_of(_WORDS['priority_beside']['because'])})\s")
_NATIVE = {Priority.HIGH: "high", Priority.MEDIUM: "medium", Priority.LOW: "low"}

_ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|"
    r"}~-]{0,63}@(?:[\w](?:[\w-]{0,61}[\w])?\.){1,10}[^\W\d_][\w-]{0,62}"
)
# Where an address stood (\x00), with its brackets and the word before it.
_ADDRESS_PLACE = re.compile(
    rf"[<(\[\s]*(?:\b(?:{one_of(_WORDS['address']['mail'])})\s*:?\s*|\b(?:{one_of(_WORDS['address']['leads'])})\s*:\s*)?\x00[\s>)\]]*",
    re.IGNORECASE,
)
_TICKET_LEAD = re.compile(rf"(?:(?:{one_of(_WORDS['ticket']['leads'])})\b[\s.:#°º№]*|[#№:\s])+", re.IGNORECASE)
_TICKET = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_/.\-]{0,60}[A-Za-z0-9])?")


def is_placeholder(value: str) -> bool:
    """Whether a value says nothing: left as the template had it, `N/A`, `tbd`, `-`, `?`, dots, underscores."""
    if len(value) > 2 * _SHORT:
        return False
    bracketed = _BRACKETED.fullmatch(value)
    if bracketed is not None:
        inner = fold(next((g for g in bracketed.groups() if g), ""))
        return not inner or inner in _PLACEHOLDERS or any(inner == h or inner.startswith(h + " ") for h in _HINTS)
    return fold(value) in _PLACEHOLDERS or not re.search(r"[^\W_]", value)


def is_none_word(value: str) -> bool:
    """Whether a value says `none` and nothing more."""
    return len(value) < 40 and fold(value) in _NONE


def says_none(text: str) -> bool:
    """Whether an entry begins by saying that there is nothing: `None, …`, `no logs …`, `N/A because …`."""
    first, _, rest = fold(text[:40]).partition(" ")
    return first in NONE_BEFORE_REASON or (first == "n" and rest.split(" ")[0] == "a")


def strip_brackets(value: str) -> str:
    """`[Contoso]` -> `Contoso`: a hint's brackets, kept around what was written in its place. Pasted JSON keeps its own."""
    match = _BRACKETED.fullmatch(value) if '"' not in value else None
    return next((g for g in match.groups() if g), "").strip() if match else value


def drop_hints(value: str) -> str:
    """The value without the template's own hint before or behind it: `[Name/Account] Contoso` -> `Contoso`."""
    for pattern in (_HINT_BEFORE, _HINT_BEHIND):
        match = pattern.fullmatch(value)
        if match is not None and fold(match["hint"]) in _TEMPLATE_HINTS:
            return match["own"].strip()
    return value


def parse_priority(value: str, aliases: Aliases) -> tuple[Priority | None, str]:
    """The priority and the word that was mapped ("" when it is High, Medium or Low itself). None when none or several are meant."""
    text = value.strip()[:_SHORT]
    ticked = (_CHECKED_BEHIND if _BOX_BEHIND.match(text) else _CHECKED).findall(text) or _MARKED.findall(text)
    if len(ticked) == 1:
        text = ticked[0]
    elif names_every_priority(text, aliases) and (behind := _ANSWER_BEHIND.fullmatch(text)) is not None:
        text = behind["answer"]
    elif not ticked and names_every_priority(text, aliases) and {w for w in fold(text).split() if w not in aliases.priorities} <= _OR:
        return None, ""
    text = strip_brackets(text)
    for part in (text, _PRIORITY_ENDS.split(text, maxsplit=1)[0]):
        priority = aliases.priorities.get(fold(part))
        if priority is not None:
            return priority, _said_otherwise(part, priority)
    words = [w for w in re.split(r"[\s/|,;.!()\[\]:*-]+", part) if w]
    known = {
        found: word
        for word in words
        if ((found := aliases.priorities.get(fold(word))) and len(fold(word)) > 1) or (found and len(words) == 1)
    }
    if len(known) != 1 or len(words) > 6 or _NEGATION.search(part):
        return None, ""
    priority, word = next(iter(known.items()))
    return priority, _said_otherwise(word, priority)


def names_every_priority(value: str, aliases: Aliases) -> bool:
    """Whether `High/Medium/Low` was left as it was, perhaps with the answer behind it."""
    return len({aliases.priorities.get(word) for word in fold(value).split(" ")} - {None}) == len(Priority)


def _said_otherwise(word: str, priority: Priority) -> str:
    return "" if fold(word) == _NATIVE[priority] else word.strip(" \t*_#.!")


def parse_ticket(value: str) -> str | None:
    """The ticket number of a value such as `#48213`, `ABC-123 (Jira)`, a link to it. None without any ASCII digit."""
    text = _visible(value).strip()[: 4 * _SHORT].split("\n", 1)[0]
    text = strip_brackets(text.strip())
    link = re.search(r"https?://[^\s<>]+", text)
    if link is not None and text.startswith(link[0]):
        last = [part for part in re.split(r"[/?=&#]", link[0].rstrip("/.")) if re.search(r"[0-9]", part)]
        return last[-1] if last else None
    lead = _TICKET_LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    match = _TICKET.match(rest)
    if match is not None and re.search(r"[0-9]", match[0]) and (match.end() == len(rest) or rest[match.end()] in " \t,;:()[]<>|*\"'.!"):
        return match[0]
    number = re.search(r"#\s?([A-Za-z]{0,10}-?[0-9][A-Za-z0-9-]*)|\b([A-Z]{2,10}-?[0-9]{2,})\b|\b([0-9]{3,})\b", rest)
    return next(g for g in number.groups() if g) if number else None


def parse_level(value: str, aliases: Aliases) -> int | None:
    """`3`, `Level 3`, `L3`, `Technical Team`, `Level 3 (Technical Team)` -> 3. None when no level or several are named."""
    text = strip_brackets(value.strip()[:_SHORT])
    whole = _read_level(text, aliases)
    if whole is not None:
        return whole
    head = re.split(r"[\n(\[,;]|\s[-–—:=]\s|:\s", text, maxsplit=1)[0]
    return _read_level(head, aliases)


def _read_level(text: str, aliases: Aliases) -> int | None:
    key = fold(text)
    if key in aliases.levels:
        return aliases.levels[key]
    match = re.fullmatch(rf"(?:(?:{_LEVEL_WORDS}) ?)?([1-9])(?:{_spoken('ordinals')})?(?: (?:{_LEVEL_WORDS}))?", key)
    return int(match[1]) if match else None


def parse_trigger(value: str, aliases: Aliases) -> str | None:
    """The trigger's name (face C3.10), or None for words that name none."""
    text = strip_brackets(value.strip()[:_SHORT])
    for part in (text, re.split(r"[\n(,;]|\s[-–—:]\s", text, maxsplit=1)[0]):
        name = aliases.triggers.get(fold(part))
        if name is not None:
            return name
    return None


def find_addresses(text: str) -> tuple[str, ...]:
    """The mail addresses in a text, once each, domains in small letters; `<mailto:…>` beside an address is the same one."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text[:20_000].replace("mailto:", " ")):
        local, _, domain = match[0].rpartition("@")
        found.setdefault(match[0].lower(), f"{local}@{domain.lower()}")
    return tuple(found.values())


def split_customer(value: str) -> tuple[str | None, str | None, str]:
    """Customer text without its address, the address if there is exactly one, and the addresses refused (two or more)."""
    addresses = find_addresses(value)
    if len(addresses) != 1:
        return value or None, None, ", ".join(addresses)
    text = re.sub(r"[<(\[]?\s*mailto:[^\s>)\]]*\s*[>)\]]?", " ", value, flags=re.IGNORECASE)
    text = re.sub(re.escape(addresses[0]), "\x00", text, flags=re.IGNORECASE)
    text = _ADDRESS_PLACE.sub(" ", text)
    text = re.sub(r"[ \t]+([,;.])", r"\1", re.sub(r"[ \t]{2,}", " ", text)).strip(" \t\n,;:|/-–—·\"'<>")
    if re.fullmatch(r"\([^()]*\)", text):
        text = text[1:-1].strip()
    # An address alone still says who it is: better than asking for a name.
    return (text if re.search(r"\w", text) else addresses[0]), addresses[0], ""


def _visible(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if unicodedata.category(c) != "Cf").translate(_HYPHENS)


def _words(name: str) -> str:
    """One alternative per word of the list `[time] name`, or of the seven lists of a table of weekdays, folded, longest first."""
    words = _TIMES["time"].get(name) or [word for day in _TIMES[name].values() for word in day]
    return "|".join(sorted({re.escape(fold(w)) for w in words}, key=len, reverse=True))


_SURE_MONTHS = {fold(w) for words in _TIMES["months"].values() for w in words} - {fold(w) for w in _TIMES["months_in_dates"]["words"]}
_MONTHS = "|".join(sorted(map(re.escape, _SURE_MONTHS), key=len, reverse=True))


def _spoken(name: str) -> str:
    return one_of(_TIMES["spoken"][name])


_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_LEVEL_WORDS = "|".join(sorted({fold(w) for w in _WORDS["levels"]["words"]}, key=len, reverse=True))

_BEFORE = rf"(?:{_words('before')})"
_COUNT = rf"(?:[0-9]{{1,3}}|{_words('numbers')})"
# On folded text (small letters, no accents, single spaces).
_PAST = re.compile(rf"\b(?:{_words('past')})(?: (?:{_spoken('the')}))? $")
_FOR = re.compile(rf"\b(?:{_spoken('past_or_to_come')})(?: (?:{_spoken('the')}))? $")
_AGO = re.compile(rf" (?:{_words('ago')})\b")
_HOURS = {fold(w) for name, words in _TIMES["moments"].items() if re.match("hour[0-9]", name) for w in words}
_PARTS = "|".join(sorted(map(re.escape, _HOURS), key=len))
_NAMED = re.compile(
    rf"\b(?:{_words('words')}|(?:{_words('weekdays')})(?:{_PARTS}|{_spoken('morning_too')})?|(?:{_words('weekdays_short')}) (?:{_PARTS}))\b"
)
_AFTER_PREPOSITION = re.compile(
    rf"\b{_BEFORE} (?:(?:{_spoken('articles')}) )?"
    rf"(?:{_words('short')}|{_words('weekdays_short')}|{_MONTHS}|20[0-9]{{2}})\b"
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?:{_MONTHS}) (?:(?:{_spoken('the')}) )?[0-9]{{1,2}}(?:{_spoken('ordinals')})?"
    rf"|[0-9]{{1,2}}(?:{_spoken('ordinals_before_months')})?(?: (?:{_spoken('of')}))? (?:{_MONTHS})"
    rf"|(?:(?:{_spoken('the')}) )?[0-9]{{1,2}}(?:{_spoken('ordinals')})(?! (?:{_spoken('no_days')})))\b"
)
_DURATION = re.compile(
    rf"(?:\b{_BEFORE} )?\b(?:(?:{_spoken('at_most')}) )?{_COUNT} ?"
    rf"(?:(?:{_spoken('to')}) {_COUNT} ?)?(?:(?:{_spoken('more')}) )?(?:{_words('units')})\b"
)
_ALONE = re.compile(
    rf"{_COUNT} ?(?:{_words('units')})|(?:0?[1-9]|1[0-2]) (?:[12][0-9]|3[01]|0[1-9])|(?:[12][0-9]|3[01]|0[1-9]) (?:0[1-9]|1[0-2])"
)
_WEEK = re.compile(rf"\b(?:{_spoken('weeks')}) [0-9]{{1,2}}\b")
_BY_THE_HOUR = re.compile(rf"\b(?:{_spoken('before_hours')}) [0-9]{{1,2}}(?= ?$|\s*[,.;!)]| (?:{_spoken('behind_hours')}))(?![,.][0-9])")
_GERMAN_DAY = re.compile(rf"\b(?:{_spoken('before_german_days')}) (?:0?[1-9]|[12][0-9]|3[01])\.(?![0-9])", re.IGNORECASE)
_OCLOCK = re.compile(rf"\b[0-9]{{1,2}}(?: [0-9]{{2}})? ?(?:{_words('clock')})\b")
# On the text itself, where punctuation tells a time from a version.
_CLOCK = re.compile(r"(?<![\d.:])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]|h[0-5][0-9]|h)(?::[0-5][0-9])?(?![\d:])", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d./-])(?:20[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:20)?[0-9]{2}"
    r"|(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.(?![0-9]))(?![\d-])"
)
_SHORT_DATE = re.compile(r"(?:\b[^\W\d_]+['’]?\s+)(?:0?[1-9]|[12][0-9]|3[01])[/.-](?:0?[1-9]|[12][0-9]|3[01])(?![\d/.-]*\d)")
_NO_DATES = re.compile(rf"\b(?:24/7|24x7|[1-9]/[2-9]\b(?:\s+(?:{_spoken('parts_of')}))?)")


def has_time(text: str) -> bool:
    """Whether an expectation says by when: a weekday, a date, a clock time, "today", "within 2 hours", "month end", in any of
    the seven languages. "asap" and "as soon as possible" are no time, nor is what lies in the past ("since Friday")."""
    shown = _visible(text[:20_000])
    if _is_ahead(_CLOCK, shown) or _is_ahead(_DATE, shown):
        return True
    if _GERMAN_DAY.search(shown) or _BY_THE_HOUR.search(shown.lower().strip()):
        return True
    folded = fold(re.sub(r"['’]s\b", "", shown))
    if _ALONE.fullmatch(folded) or _WEEK.search(folded):
        return True
    for match in _SHORT_DATE.finditer(_NO_DATES.sub(" ", shown)):
        if re.fullmatch(_BEFORE, fold(match[0]).split(" ")[0]) and not _PAST.match(fold(match[0]).split(" ")[0] + " "):
            return True
    if any(_is_ahead(pattern, folded) for pattern in (_NAMED, _DAY_OF_MONTH, _OCLOCK, _AFTER_PREPOSITION)):
        return True
    return any(_is_deadline(match, folded) for match in _DURATION.finditer(folded))


def _is_ahead(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found where no word of the past stands before it."""
    for match in pattern.finditer(text):
        before = fold(text[max(0, match.start() - 24) : match.start()]) + " "
        passed = _PAST.search(before) and not (pattern in (_NAMED, _DATE, _DAY_OF_MONTH) and _FOR.search(before))
        if not passed and not _AGO.match(text, match.end()):
            return True
    return False


def _is_deadline(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    said = re.match(rf"{_BEFORE} ", match[0])
    if said is not None and not _PAST.match(said[0]):
        return not _AGO.match(text, match.end())
    lead = re.match(r"[0-9]", match[0])
    return lead is not None and not _PAST.search(before) and not _AGO.match(text, match.end())
