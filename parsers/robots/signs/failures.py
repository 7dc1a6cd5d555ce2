"""How servers say that a mail failed, in whatever order of words: a thing, and not far behind it what became of it."""

import re
from functools import cache

from parsers.robots.clues import load_phrases

_BETWEEN = r"(?: \w+){0,7}?"  # words that may stand between the two, and the parts of a negation


def _one_of(name: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(load_phrases("failure", name), key=len, reverse=True))


@cache
def _compile() -> tuple[re.Pattern[str], re.Pattern[str]]:
    things, mails, verdicts, kinds = map(_one_of, ("things", "mails", "verdicts", "kinds"))
    negated = rf"(?:{_one_of('negations')}){_BETWEEN} (?:{_one_of('done')})"
    verdict = rf"(?:{negated}|{verdicts})"
    unparted = rf"(?:{_one_of('unparted_mails')})(?:\w| ){{0,30}}?(?:{_one_of('unparted_verdicts')})"
    text = re.compile(rf" (?:{things}|{mails}){_BETWEEN} {verdict}(?= )|{unparted}")
    mail = rf"(?:(?:{_one_of('articles')}) )?(?:{mails})(?: (?:{mails}))?"
    worded = rf"{mail}(?: (?:{_one_of('auxiliaries')})){{0,3}} (?:{verdict}|{kinds})(?: (?:{kinds}))?"
    subject = re.compile(rf"{worded}|{unparted}\w{{0,10}}")
    return text, subject


def count_failures(body: str) -> int:
    """How often a folded text says so; two are as good as many."""
    found = _compile()[0].finditer(body)
    return sum(1 for _ in zip(found, range(2), strict=False))


def is_failure(head: str) -> bool:
    """Whether the folded head of a subject is nothing else: `your message could not be sent`."""
    return _compile()[1].fullmatch(head) is not None
