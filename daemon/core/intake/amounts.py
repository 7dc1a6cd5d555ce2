"""Sums of money as people write them (behaviour B5.6)."""

import re
from collections.abc import Iterator
from functools import lru_cache

# Bounded: a page of digits would be read again from each of them.
DIGITS = (
    r"(?<![\d.,])\d{1,3}(?:[ .,']\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)"  # 1,200.50, 1 200
    r"|(?<![\d.,])\d{1,2}(?:,\d{2}){1,3},\d{3}"  # 1,20,000
    r"|(?<![\d.,])\d{1,12}(?:[.,]\d{1,3})?"
)
# `1.2M` and `250k` at a clause's end are money without a currency; `250k rows` are not.
BARE = r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,2})?)([km])(?=\s*(?:[.,;:!?)\n]|$))"
TIMES = {
    1_000: "k|tsd|thousand|tausend|mille|mil|mila|duizend",
    100_000: "lakhs?",
    1_000_000: "m|mio|mln|mn|millions?|millionen|million|millones|millón|milioni|milione|miljoen|milhão|milhões",
}
NUMBER = rf"({DIGITS})(?:\s?({'|'.join(TIMES.values())})\b\.?)?"
FACTORS = {
    word.replace("s?", end): times for times, words in TIMES.items() for word in words.split("|") for end in ("", "s")
}


@lru_cache(maxsize=8)
def _compile(currencies: tuple[str, ...]) -> re.Pattern[str]:
    """A number with a currency before it or behind it."""
    names = "|".join(rf"\b{re.escape(one)}\b" if one.isalpha() else re.escape(one) for one in currencies) or "(?!)"
    return re.compile(rf"(?:{names})\.?\s*{NUMBER}|{NUMBER}\s*(?:de |di |d')?(?:{names})|{BARE}", re.IGNORECASE)


def find_amounts(text: str, currencies: tuple[str, ...]) -> Iterator[float]:
    """Sums of money in the text; `1.200,50`, `1,200.50` and `1 200,50` all mean twelve hundred."""
    for found in _compile(currencies).finditer(re.sub("[\u00a0\u202f\u2009]", " ", text).replace("’", "'")):
        digits, times = found[1] or found[3] or found[5], found[2] or found[4] or found[6]
        yield _read(digits, bool(times)) * FACTORS.get((times or "").lower(), 1)


def _read(digits: str, is_multiplied: bool) -> float:
    """The number; three digits behind its only mark are thousands, unless a word multiplies it."""
    digits = re.sub("[ ']", "", digits)
    marks = re.findall("[.,]", digits)
    if not marks:
        return float(digits)
    whole, _, rest = digits.rpartition(marks[-1])
    is_fraction = len(rest) < 3 or (is_multiplied and len(marks) == 1)
    return float(re.sub("[.,]", "", whole) + ("." if is_fraction else "") + rest)
