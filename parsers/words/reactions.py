"""A thumb up or down as an answer: alone, or in the words of the mail that Outlook, Gmail or a phone sends for it
(behaviour B7.6, B7.24)."""

import re
from functools import cache

from parsers.model import Address
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

_LONGEST = 1000  # characters of the line that are looked at
_THUMB = "👍[\U0001f3fb-\U0001f3ff]?[\ufe0e\ufe0f]?"  # in any skin, as a sign or as a picture
_THUMB_DOWN = _THUMB.replace("👍", "👎")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
QUOTED = re.compile('[“”"„«]')  # where a reaction repeats our words
_CLOSING_MARKS = ("“", "”", '"', "»")


def _one_of(name: str) -> str:
    return one_of(load_words("reactions")["words"][name])


class _Patterns:
    """The lines of programs that tell of a thumb up, or of one down."""

    def __init__(self, is_down: bool) -> None:
        thumb, likes, liked = (_THUMB_DOWN, "dislikes", "disliked") if is_down else (_THUMB, "likes", "liked")
        many = rf"[\s\[(*_]*{thumb}(?:\s*{thumb})*"
        self.alone, self.leading = re.compile(rf"{many}[\s\])*_.!]*"), re.compile(rf"{many}[\s\])*_.!,;:–—-]*")
        self.likes = load_words("reactions")["words"][likes]
        self.nobodys_name = load_words("reactions")["words"]["nobodys_name"]
        like = rf"(?:{thumb}|\[(?:{_one_of(likes)})\]|[„“”\"«]\s?(?:{_one_of(likes)})\s?[“”\"»])"
        self.sign = re.compile(rf"[\s(*_]*(?:{like}|{_one_of(likes)})[\s)*_.!]*", re.IGNORECASE)
        self.like, self.marked = (
            re.compile(like, re.IGNORECASE),
            re.compile(rf"\[(?:{_one_of(likes)})\]\s", re.IGNORECASE),
        )
        self.reacted, self.yours = (
            re.compile(rf"\b(?:{_one_of(name)})\b", re.IGNORECASE) for name in ("reacted", "yours")
        )
        self.named = re.compile(
            rf"(?:(?:{_one_of('a')})\s+)?(?P<who>.{{1,80}}?)\s+(?:{_one_of(liked)})\s+(?:{_one_of('yours')})"
            rf"(?:\s+(?:{_one_of('behind')}))?[\s.:!]*",
            re.IGNORECASE,
        )
        self.reactor = re.compile(
            rf"(?:{like}\s+)?(?P<who>.{{1,80}}?)\s+(?:(?:{_one_of('has')})\s.{{0,80}}?)??(?:{_one_of('reacted')})\b",
            re.IGNORECASE,
        )
        self.quoted = re.compile(
            rf"(?:(?:{_one_of(liked)})|(?:{_one_of('reacted')})\s+{like}\s+\w+|{like}\s+(?:{_one_of('to')}))\s*[“”\"„«](?P<text>.*)",
            re.IGNORECASE,
        )


_patterns = cache(_Patterns)


def is_thumb_up(line: str, sender: Address | None = None, is_down: bool = False) -> bool:
    """Whether a line is a thumb up, or down, and nothing else, or a program's words for one of this sender's. No other
    sign is, and no person's sentence: `Nobody liked your message.`"""
    who = find_reactor(line, is_down)
    return who == "" or (who is not None and sender is not None and _may_be(who, sender))


def find_reactor(line: str, is_down: bool = False) -> str | None:
    """Who gave the thumb up, or down, of which a line tells. "" where it need not say so: a thumb alone, Outlook's
    picture of one, a quotation. None when the line tells of none."""
    line, patterns = line.strip()[:_LONGEST], _patterns(is_down)
    if patterns.alone.fullmatch(line) or _is_quotation(line, patterns):
        return ""
    if (named := patterns.named.fullmatch(line)) is not None:
        return named["who"]
    if not (patterns.like.search(line) and patterns.reacted.search(line) and patterns.yours.search(line)):
        # `👍 Robin reacted to your message:`, `[Like] Robin reacted …`, `Robin reacted to your message with 👍`
        return None
    if patterns.marked.match(line):
        return ""
    reactor = patterns.reactor.match(line)
    return reactor["who"] if reactor is not None else None


def join_reaction(line: str, below: str) -> tuple[str, str]:
    """The line of a program that tells of a reaction, with the sign that stands in a paragraph of its own below, and
    what is left there; as they are where no thumb does: `Robin reacted to your message:` and then `👍`."""
    sign, _, rest = below.lstrip().partition("\n")
    ups = (_patterns(False), _patterns(True))
    if not (sign and len(line) <= _LONGEST and ups[0].reacted.search(line) and ups[0].yours.search(line)):
        return line, below
    is_bare = not any(one.like.search(line) for one in ups) and any(one.sign.fullmatch(sign) for one in ups)
    if not is_bare:
        return line, below
    shown = sign if any(one.like.search(sign) for one in ups) else f"[{sign.strip()}]"
    return f"{line.rstrip()} {shown}", rest


def tells_of_thumb(line: str) -> bool:
    """Whether a line tells of a thumb up or down, whoever gave it."""
    return find_reactor(line) is not None or find_reactor(line, is_down=True) is not None


def is_thumb(sign: str) -> bool:
    """Whether the sign of a reaction is a thumb up, in any skin."""
    return _patterns(False).alone.fullmatch(sign) is not None


def split_thumb(line: str, is_down: bool = False) -> str | None:
    """What stands behind the thumb up, or down, that begins a line, "" for nothing; None when none begins it."""
    thumb = _patterns(is_down).leading.match(line[:_LONGEST])
    return None if thumb is None else line[thumb.end() :]


def tells_of_reaction(line: str) -> bool:
    """Whether a word for reacting stands in it, as in "Tess Berg reacted via Gmail"."""
    return _patterns(False).reacted.search(line) is not None


def is_like(name: str) -> bool:
    """Whether a program calls a thumb up so: what stands in place of Outlook's picture."""
    return name.strip().lower() in _patterns(False).likes


def _is_quotation(line: str, patterns: _Patterns) -> bool:
    """`Liked “Nobody has taken …”`, perhaps over several lines."""
    quoted = patterns.quoted.fullmatch(line)
    if quoted is None:
        return False
    text = quoted["text"].rstrip(" .")
    return text.endswith(_CLOSING_MARKS) or not any(mark in text for mark in _CLOSING_MARKS)


def _may_be(who: str, sender: Address) -> bool:
    """Whether a program may call this sender so: by words of his name or of his address, whatever their order and
    accents."""
    if "@" in who:
        return who.strip("<>()").lower() == sender.key
    words = fold(_IN_BRACKETS.sub(" ", who)).split()
    local = fold(re.sub(r"[._+-]", " ", sender.email.rpartition("@")[0])).split()
    known = {*fold(_IN_BRACKETS.sub(" ", sender.name)).split(), *local}
    if any(len(word) > 1 and word not in _patterns(False).nobodys_name for word in words) and known.issuperset(words):
        return True
    return len(words) > 1 and "".join(local) in _join(words)


def _join(words: list[str]) -> set[str]:
    """What local parts are made of a name: tessberg, bergtess, tberg, tessb."""
    first, last = words[0], words[-1]
    return {"".join(words), first + last, last + first, first[0] + last, first + last[0]}
