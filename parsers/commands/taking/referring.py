"""Who sends us to somebody else, and says nothing besides: `ask Kim` (behaviour B7.24)."""

import re
from functools import cache

from parsers.commands.lines import strip_polite
from parsers.text.borders.greetings import is_greeting
from parsers.text.borders.signature import begins_signature
from parsers.words.load import load_words
from parsers.words.spellings import spell_all

_NAME = r"([^\W\d_][\w.'’@-]*(?: [^\W\d_][\w.'’-]*)?)"
_LONGEST = 60  # characters of such a line


@cache
def _compile() -> re.Pattern[str]:
    """Each phrase by itself: the name stands where it has a `~`."""
    forms = {form for phrase in load_words("unwilling")["refers"]["alone"] for form in spell_all(phrase)}
    each = (_NAME.join(map(re.escape, form.split("~"))) for form in sorted(forms, key=len, reverse=True))
    return re.compile("|".join(each), re.IGNORECASE)


def find_referred(text: str) -> str:
    """The name of whom the writer sends us to, where that is all that he says; else ""."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lines = lines[1:] if lines and is_greeting(lines[0]) else lines
    if not lines or len(lines[0]) > _LONGEST or not all(map(begins_signature, lines[1:2])):
        return ""
    said = strip_polite(lines[0]).replace("’", "'").strip(" ,.!")
    found = _compile().fullmatch(said)
    return next(filter(None, found.groups()), "") if found else ""
