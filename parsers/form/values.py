"""What a value means: priorities, placeholders, tickets, levels, triggers, addresses."""

import re
from functools import cache

from parsers.model import Priority
from parsers.tickets import join_groups
from parsers.words.aliases import Aliases
from parsers.words.fold import fold, normalise
from parsers.words.load import load_words, one_of

# Longer values are never a priority, a level, a ticket number; reading on would only find accidents.
_SHORT = 200
_LONGEST_HINT, _EXAMPLE = 120, 24  # characters of a hint, and of an example's beginning
_CHOICE = 40  # characters of `high, medium or low`
_MOST_BESIDE = 6  # words of a value that names a priority

_HINT_BEFORE = re.compile(r"\s*[\[<(](?P<hint>[^\[\]<>()]{1,80})[\])>]\s*(?P<own>\S.*)", re.DOTALL)
_HINT_BEHIND = re.compile(r"(?P<own>[^\[\]]+)\[(?P<hint>[^\[\]]{1,80})\]\s*", re.DOTALL)
_OVERWRITTEN = re.compile(
    r"\s*[\[<{]\s*(?P<hint>[^\[\]<>{}:=\n]{1,80}?)(?:\s*(?P<mark>:|=|[-=]>)|\s[-–—]|\s(?=#?\d))\s*"
    r"(?P<own>[^\[\]<>{}]+?)\s*[\]>}]\s*[.:;]?\s*"
)
_IN_BRACKETS = re.compile(r"[\[(<{*_]+([^\[\](){}<>\n]{1,200})[\])>}*_]+[.:]?")
_BRACKETED = re.compile(r"\s*(?:\[([^\[\]]*)\]|<([^<>@]*)>|\{([^{}]*)\}|«([^«»]*)»)\s*[.:;]?\s*")
_TICK = r"(?:[\[(]\s*[xX✓✔•●*]\s*[\])]|[☑☒✅✔◉⦿●🔘])"
_CHECKED = re.compile(rf"{_TICK}\s*([^\W\d_]+)")
_CHECKED_BEHIND = re.compile(rf"([^\W\d_]+)\s*{_TICK}")
_BOX_BEHIND = re.compile(rf"\s*[^\W\d_]+\s*(?:[\[(]\s*[\])]|[☐○◯]|{_TICK})")
_MARKED = re.compile(r"(?<!\w)(?:\*\*?|__?)([^\W\d_]+)(?:\*\*?|__?)(?!\w)")
_ANSWER_BEHIND = re.compile(r".*(?:[:=→]|[-=]>|<[-=]|\s[-–—])\s*(?P<answer>[^\n:=→>]{1,40})", re.DOTALL)
_CHOICE_LEFT = re.compile(r"[\[(<{][^\[\](){}<>]*[/|,][^\[\](){}<>]*[\])>}]|^\s*\w+(?:\s?[/|]\s?\w+){2}\s+(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W_]")
_NATIVE = {Priority.HIGH: "high", Priority.MEDIUM: "medium", Priority.LOW: "low"}

_ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|"
    r"}~-]{0,63}@(?:[\w](?:[\w-]{0,61}[\w])?\.){1,10}[^\W\d_][\w-]{0,62}"
)
_TICKET = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_/.\-]{0,60}[A-Za-z0-9])?")
_TICKET_ENDS = re.compile(r"[ \t,;:()\[\]<>|*\"'.!]|\Z")
_TICKET_AMONG = re.compile(r"#\s?([A-Za-z]{0,10}-?[0-9][A-Za-z0-9-]*)|\b([A-Z]{2,10}-?[0-9]{2,})\b|\b([0-9]{3,})\b")


class _Nothing:
    """Values that say nothing: placeholders, `none`, and the template's own hints. Folded."""

    def __init__(self) -> None:
        words = load_words("values")["placeholders"]
        self.placeholders, self.none = frozenset(map(fold, words["words"])) - {""}, frozenset(map(fold, words["none"]))
        self.examples = tuple(f"{fold(word)} " for word in words["examples"])
        self.none_before_reason = frozenset(map(fold, load_words("values")["attachments"]["none"]))
        self.hints = tuple(sorted(f"{fold(word)} " for word in words["hints"]))
        self.template_hints = frozenset(map(fold, words["template"]))


class _Beside:
    """What stands around a priority, an address, a ticket's number and a level's."""

    def __init__(self) -> None:
        words = load_words("values")
        priority, address = words["priority_beside"], words["address"]
        denials, formerly = one_of(priority["denials"]), one_of(priority["formerly"])
        self.denial = re.compile(rf"\b(?:{denials}|{formerly})\b", re.IGNORECASE)
        self.negation = re.compile(rf"\b(?:{denials})\b", re.IGNORECASE)
        self.choice = frozenset(priority["or"])
        self.instead = re.compile(rf"(?:^|\s)(?:{one_of(priority['instead'])})\b", re.IGNORECASE)
        self.priority_ends = re.compile(rf"[\n(\[,;.!]|\s[-–—:]\s|\s(?:{one_of(priority['because'])})\s")
        self.address = re.compile(  # where an address stood (\x00), with its brackets and the word before it
            rf"[<(\[\s]*(?:\b(?:{one_of(address['mail'])})\s*:?\s*|\b(?:{one_of(address['leads'])})\s*:\s*)?\x00[\s>)\]]*",
            re.IGNORECASE,
        )
        self.ticket_lead = re.compile(
            rf"(?:(?:{one_of(words['ticket']['leads'])})\b[\s.:#°º№]*|[#№:\s])+", re.IGNORECASE
        )
        level, ordinals = one_of(map(fold, words["levels"]["words"])), one_of(load_words("times")["spoken"]["ordinals"])
        self.level = re.compile(rf"(?:(?:{level}) ?)?([1-9])(?:{ordinals})?(?: (?:{level}))?")


_nothing, _beside = cache(_Nothing), cache(_Beside)


def is_placeholder(value: str) -> bool:
    """Whether a value says nothing: left as the template had it, `N/A`, `tbd`, `-`, `?`, dots, underscores."""
    if len(value) > 2 * _SHORT:
        return False
    nothing = _nothing()
    if value[:1].isalnum():  # as nearly all begin: in no brackets, and no mark alone
        return fold(value) in nothing.placeholders
    if (bracketed := _BRACKETED.fullmatch(value)) is not None:
        inner = fold(next((g for g in bracketed.groups() if g), ""))
        is_hint = f"{inner} ".startswith(nothing.hints) and _read_overwritten(value) is None
        return not inner or inner in nothing.placeholders or is_hint
    return fold(value) in nothing.placeholders or _LETTER.search(value) is None


def is_none_word(value: str) -> bool:
    """Whether a value says `none` and nothing more."""
    return len(value) < 40 and fold(value) in _nothing().none


def says_none(text: str) -> bool:
    """Whether an entry begins by saying that there is nothing: `None, …`, `no logs …`, `N/A because …`."""
    first, _, rest = fold(text[:40]).partition(" ")
    return is_none_before_reason(first) or (first == "n" and rest.split(" ")[0] == "a")


def is_none_before_reason(word: str) -> bool:
    """Whether a folded word says `none` where a reason may follow."""
    return word in _nothing().none_before_reason


def strip_brackets(value: str) -> str:
    """`[Contoso]` -> `Contoso`: a hint's brackets, kept around what was written in its place.
    Pasted JSON keeps its own."""
    match = _BRACKETED.fullmatch(value) if '"' not in value else None
    return next((g for g in match.groups() if g), "").strip() if match else value


def drop_hints(value: str) -> str:
    """The value without the template's own hint before or behind it, or in its brackets: `[Name/Account] Contoso`,
    `[Name/Account: Contoso]` -> `Contoso`."""
    if not any(map(value.__contains__, "])>}")):
        return value
    if (own := _read_overwritten(value)) is not None:
        return own
    if value.endswith("]") and "[" not in value:  # `[Brief description: …]`, whose hint was read as a label
        return value[:-1].rstrip()
    for pattern in (_HINT_BEFORE, _HINT_BEHIND):
        if (match := pattern.fullmatch(value)) is not None and fold(match["hint"]) in _nothing().template_hints:
            return match["own"].strip().lstrip(": ")
    return value


def _read_overwritten(value: str) -> str | None:
    """What was typed into the brackets of a hint, behind it; None where nothing was."""
    match = _OVERWRITTEN.fullmatch(value[: 4 * _SHORT]) if value.lstrip()[:1] in tuple("[<{") else None
    if match is None:
        return None
    nothing, hint, own = _nothing(), fold(match["hint"]), fold(match["own"])
    is_ours = hint in nothing.template_hints or (match["mark"] is not None and f"{hint} ".startswith(nothing.hints))
    is_more = f"{own} ".startswith(nothing.hints) or any(f"{one} ".startswith(nothing.examples) for one in (hint, own))
    is_own = is_ours and not is_more and not match["own"].endswith("?") and not is_placeholder(match["own"])
    return match["own"] if is_own else None


def is_hint(line: str, aliases: Aliases) -> bool:
    """Whether a line is what the form itself says of a field: `Brief description of the problem`, `High/Medium/Low`,
    `(who is affected?)`, `[max. two sentences]`."""
    text = line.strip()
    if len(text) > _LONGEST_HINT:
        return False
    inner = _IN_BRACKETS.fullmatch(text)
    said = fold(inner[1] if inner else text)
    if not said:
        return False
    begins = inner is not None and f"{said} ".startswith(_nothing().hints)
    return begins or said in _nothing().template_hints or (len(said) < _CHOICE and names_every_priority(text, aliases))


def is_example(line: str) -> bool:
    """Whether it begins as an example does: `e.g. forty people cannot work`."""
    said = fold(line[:_EXAMPLE])
    return said.startswith(_nothing().examples)


def parse_priority(value: str, aliases: Aliases) -> tuple[Priority | None, str]:
    """The priority and the word that was mapped ("" when it is High, Medium or Low itself).
    None when none or several are meant."""
    chosen = _find_choice(value.strip()[:_SHORT], aliases)
    if chosen is None:
        return None, ""
    text = strip_brackets(chosen)
    head = _find_head(text)
    for part in (text, head):
        if (priority := aliases.priorities.get(fold(part))) is not None:
            return priority, _said_otherwise(part, priority)
    return _find_only_priority(head, aliases)


def _find_head(text: str) -> str:
    """What stands before the reason; "medium" of "not that high, medium"."""
    known = _beside()
    head, *others = known.priority_ends.split(text)
    if known.negation.search(head) is None:
        return head
    denied = [part for part in known.instead.split(head) if known.denial.search(part) is None]
    return next((part for part in (*denied, *others) if part.strip() and known.denial.search(part) is None), head)


def _find_choice(text: str, aliases: Aliases) -> str | None:
    """What was chosen: the word that is ticked, or behind `High/Medium/Low`; else the whole.
    None where that was left as it was."""
    ticked = (_CHECKED_BEHIND if _BOX_BEHIND.match(text) else _CHECKED).findall(text) or _MARKED.findall(text)
    if len(ticked) == 1:
        return str(ticked[0])
    if not names_every_priority(text, aliases):
        return text
    behind = _ANSWER_BEHIND.fullmatch(text)
    rest = behind["answer"] if behind else _CHOICE_LEFT.sub("", text).strip()
    if behind or (_LETTER.search(rest) and not names_every_priority(rest, aliases)):
        return rest
    is_left = not ticked and {word for word in fold(text).split() if word not in aliases.priorities} <= _beside().choice
    return None if is_left else text


def _find_only_priority(text: str, aliases: Aliases) -> tuple[Priority | None, str]:
    """The one priority that is named among a few words."""
    words = [word for word in re.split(r"[\s/|,;.!()\[\]:*-]+", text) if word]
    named = [(found, word) for word in words if (found := aliases.priorities.get(fold(word)))]
    known = {found: word for found, word in named if len(fold(word)) > 1 or len(words) == 1}
    if len(known) != 1 or len(words) > _MOST_BESIDE or _beside().denial.search(text):
        return None, ""
    priority, word = next(iter(known.items()))
    return priority, _said_otherwise(word, priority)


def names_every_priority(value: str, aliases: Aliases) -> bool:
    """Whether `High/Medium/Low` was left as it was, perhaps with the answer behind it; "Wards 1, 2 and 3" is none."""
    words = set(fold(value).split(" "))
    named = {word: aliases.priorities[word] for word in words if word in aliases.priorities}
    return len({*named.values()}) == len(Priority) and (named.keys() == words or not all(map(str.isdecimal, named)))


def _said_otherwise(word: str, priority: Priority) -> str:
    return "" if fold(word) == _NATIVE[priority] else word.strip(" \t*_#.!")


def parse_ticket(value: str) -> str | None:
    """The ticket number of a value such as `#48213`, `ABC-123 (Jira)`, a link to it. None without any ASCII digit."""
    text = strip_brackets(normalise(value).strip()[: 4 * _SHORT].split("\n", 1)[0].strip())
    link = re.match(r"https?://[^\s<>]+", text)
    if link is not None:
        last = [part for part in re.split(r"[/?=&#]", link[0].rstrip("/.")) if re.search(r"[0-9]", part)]
        return last[-1] if last else None
    lead = _beside().ticket_lead.match(text)
    rest = join_groups(text[lead.end() :] if lead else text)
    if (
        (match := _TICKET.match(rest)) is not None
        and re.search(r"[0-9]", match[0])
        and _TICKET_ENDS.match(rest, match.end())
    ):
        return match[0]
    number = _TICKET_AMONG.search(rest)
    return next(filter(None, number.groups())) if number else None


def parse_level(value: str, aliases: Aliases) -> int | None:
    """`3`, `Level 3`, `L3`, `Technical Team`, `Level 3 (Technical Team)` -> 3.
    None when no level or several are named."""
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
    match = _beside().level.fullmatch(key)
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
    """The mail addresses in a text, once each, domains in small letters;
    `<mailto:…>` beside an address is the same one."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text[:20_000].replace("mailto:", " ")):
        local, _, domain = match[0].rpartition("@")
        found.setdefault(match[0].lower(), f"{local}@{domain.lower()}")
    return tuple(found.values())


def split_customer(value: str) -> tuple[str | None, str | None, str]:
    """Customer text without its address, the address if there is exactly one,
    and the addresses refused (two or more)."""
    addresses = find_addresses(value)
    if len(addresses) != 1:
        return value or None, None, ", ".join(addresses)
    text = re.sub(r"[<(\[]?\s*mailto:[^\s>)\]]*\s*[>)\]]?", " ", value, flags=re.IGNORECASE)
    text = re.sub(re.escape(addresses[0]), "\x00", text, flags=re.IGNORECASE)
    text = _beside().address.sub(" ", text)
    text = re.sub(r"[ \t]+([,;.])", r"\1", re.sub(r"[ \t]{2,}", " ", text)).strip(" \t\n,;:|/-–—·\"'<>")
    if re.fullmatch(r"\([^()]*\)", text):
        text = text[1:-1].strip()
    # An address alone still says who it is: better than asking for a name.
    return (text if re.search(r"\w", text) else addresses[0]), addresses[0], ""
