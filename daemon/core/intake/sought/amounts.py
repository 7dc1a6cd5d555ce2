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
BARE = (
    r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,2})?)([km])"
    r"(?=\s*(?:[.,;:!?)\n]|$|(?:for|from|back|für|zurück|pour|por|para|per|voor|terug)\b))"
)
TIMES = {
    1_000: "k|tsd|thousand|tausend|mille|mil|mila|duizend",
    100_000: "lakhs?",
    1_000_000: "m|mio|mln|mn|millions?|millionen|million|millones|millón|milioni|milione|miljoen|milhão|milhões",
}
NUMBER = rf"({DIGITS})(?:[.,](?:--?|[–—]))?(?:\s?({'|'.join(TIMES.values())})\b\.?)?"
FACTORS = {
    word.replace("s?", end): times for times, words in TIMES.items() for word in words.split("|") for end in ("", "s")
}


# Numbers as words: "two thousand five hundred dollars", "zweitausend Euro", "duemila euro".
SPELLED = {
    0.5: "half a|eine halbe|un demi|medio|mezzo|een half|meio",
    1: "a|an|one|ein|eine|un|une|uno|una|um|uma|een|één",
    2: "two|zwei|deux|dos|due|twee|dois|duas",
    3: "three|drei|trois|tres|tre|drie|três",
    4: "four|vier|quatre|cuatro|quattro|quatro",
    5: "five|fünf|cinq|cinco|cinque|vijf",
    6: "six|sechs|seis|sei|zes",
    7: "seven|sieben|sept|siete|sette|zeven|sete",
    8: "eight|acht|huit|ocho|otto|oito",
    9: "nine|neun|neuf|nueve|nove|negen",
    10: "ten|zehn|dix|diez|dieci|tien|dez",
    15: "fifteen|fünfzehn|quinze|quince|quindici|vijftien",
    20: "twenty|zwanzig|vingt|veinte|venti|twintig|vinte",
    30: "thirty|dreißig|trente|treinta|trenta|dertig|trinta",
    50: "fifty|fünfzig|cinquante|cincuenta|cinquanta|vijftig|cinquenta",
    100: "hundred|hundert|cents|cent|cien|cientos|cento|honderd|cem",
    1_000: "thousand|tausend|mille|mil|mila|duizend",
    1_000_000: TIMES[1_000_000].removeprefix("m|mio|mln|mn|").replace("millions?", "millions|million"),
}
VALUES = {word: value for value, words in SPELLED.items() for word in words.split("|")}
SPELLED_OUT = "|".join(sorted(VALUES, key=len, reverse=True))
# Between a sum and the whole that it is a part of: "50 EUR of a 2,000 EUR invoice".
PART_OF = re.compile(
    r"\s+(?:(?:out of|of|from|on|von|aus|sur|su|di|van|op|de)\s+)?"
    r"(?:a|an|the|their|his|her|our|einer|der|ihrer|seiner|unserer|d'une|une|la|una|uma|een|de)\s+"
    r"(?:(?:invoice|bill|rechnung|facture|factura|fattura|factuur|rekening|fatura)\s+"
    r"(?:of|for|over|about|über|von|de|di|da|van|por|per|pour|sur|em)\s+)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def _compile(currencies: tuple[str, ...]) -> re.Pattern[str]:
    """A number with a currency before it or behind it, in digits or in words."""
    names = "|".join(rf"\b{re.escape(one)}\b" if one.isalpha() else re.escape(one) for one in currencies) or "(?!)"
    spelled = rf"(?<!\w)((?:(?:{SPELLED_OUT})(?:\s+(?:and|und|et)\s+|[\s-]?)){{1,8}})"
    return re.compile(
        rf"(?:{names})\.?\s*{NUMBER}|{NUMBER}\s*(?:de |di |d')?(?:{names})|{BARE}|{spelled}(?:de |di |d')?(?:{names})",
        re.IGNORECASE,
    )


def find_amounts(text: str, currencies: tuple[str, ...]) -> Iterator[float]:
    """Sums of money in the text; `1.200,50`, `1,200.50` and `1 200,50` all mean twelve hundred. The whole of which a
    sum is a part is none."""
    text, last = re.sub("[\u00a0\u202f\u2009]", " ", text).replace("’", "'"), -1
    for found in _compile(currencies).finditer(text):
        is_whole = last >= 0 and PART_OF.fullmatch(text, last, found.start()) is not None
        last = found.end()
        digits, times = found[1] or found[3] or found[5], found[2] or found[4] or found[6]
        if not is_whole:
            factor = FACTORS.get((times or "").lower(), 1)
            yield _read(digits, bool(times)) * factor if digits else _read_spelled(found[7])


def _read_spelled(words: str) -> float:
    """What the words of a number mean."""
    total, current = 0.0, 0.0
    for word in re.findall(SPELLED_OUT, words.lower()):
        value = VALUES[word]
        if value < 100:
            current += value
        elif value == 100:
            current = (current or 1) * value
        else:
            total, current = total + (current or 1) * value, 0.0
    return total + current


def _read(digits: str, is_multiplied: bool) -> float:
    """The number; three digits behind its only mark are thousands, unless a word multiplies it."""
    digits = re.sub("[ ']", "", digits)
    marks = re.findall("[.,]", digits)
    if not marks:
        return float(digits)
    whole, _, rest = digits.rpartition(marks[-1])
    is_fraction = len(rest) < 3 or (is_multiplied and len(marks) == 1)
    return float(re.sub("[.,]", "", whole) + ("." if is_fraction else "") + rest)
