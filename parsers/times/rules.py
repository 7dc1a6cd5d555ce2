"""How people write times: one ordered table of rules, from the longest to the shortest.

A pattern is written in pieces: a name in capitals is a list of words/times.toml or a pattern of `find.py`, `_` is one
space. It reads the text as `find.plain` gives it."""

from parsers.times.dates import DATES, DATES_BEHIND_WORDS
from parsers.times.hours import HOUR_ALONE, HOURS
from parsers.times.named import NAMED

# Where two rules fit the same words the earlier one has them.
RULES = (*DATES, *NAMED, *HOURS, *DATES_BEHIND_WORDS, *HOUR_ALONE)
