"""The greeting with which people begin what they write, the one rule for every reader of it (behaviour B3.20, B9.1)."""

import re
from functools import cache

from parsers.words.load import load_words, one_of

_LONGEST = 200  # characters in which a greeting ends


@cache
def _greeting() -> re.Pattern[str]:
    """A greeting with whom it names: people in capitals, one in small letters, or several before the comma that ends
    the line. "Hey nothing works" names nobody."""
    greetings = load_words("greetings")["greetings"]
    name = r"[^\W\d_][\w'’.-]*"
    named = rf"(?:(?i:{one_of(greetings['addressed'])})\b|(?![a-zß-öø-ÿ]){name})"
    one = rf"\s+{name}(?:\s+(?i:and|und|et|y|e|en|&)\s+{name})?(?=\s*(?:[,!:]|[.]?\s*$))"
    several = rf"(?:,?\s+{name}){{1,4}}(?=\s*,\s*$)"
    return re.compile(rf"\s*(?i:{one_of(greetings['words'])})(?![\w'’-])(?:{several}|{one}|(?:,?\s+{named}){{0,4}})")


_ALONE = re.compile(r"\s*(?:[,!.:;]+|\s[–-])?\s*$")
_BEFORE_WORDS = re.compile(r"\s*[,!]+\s+(?=\S)")


def strip_greeting(line: str) -> str:
    """The line without the greeting that it begins with; "" for a greeting."""
    greeting = _greeting().match(line[:_LONGEST])
    if greeting is None:
        return line
    if _ALONE.match(line[:_LONGEST], greeting.end()):
        return ""
    words = _BEFORE_WORDS.match(line, greeting.end())
    return line if words is None else line[words.end() :]


def is_greeting(line: str) -> bool:
    """`Hi,`, `Hallo Anna,`, `Dear all`: a greeting, perhaps with whom it is for, and nothing else."""
    return len(line) <= _LONGEST and bool(line.strip()) and not strip_greeting(line)
