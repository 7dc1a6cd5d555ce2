"""A person's words below a subject as only programs write it, and above a report that he pasted (behaviour B2.41):
somebody writes on in the thread of a program's answer, or hands on what came back to him."""

import re
from collections.abc import Callable
from itertools import takewhile

from parsers.robots.absent.clauses import says_away
from parsers.robots.absent.sentences import cut_sentences, find_kinds, fold_elided, is_of_the_matter
from parsers.robots.clues import MAX_BODY, Clues, find_lists
from parsers.robots.evidence import Evidence, announces, is_called, says
from parsers.robots.returned import has_code
from parsers.robots.signs.answers import is_absence_by_head
from parsers.robots.signs.failures import count_failures
from parsers.robots.signs.marks import CERTAIN, MARKS
from parsers.robots.signs.notices import is_a_notices
from parsers.subject import clean_subject, is_forward, is_reply, strip_prefixes
from parsers.words.fold import fold

_HEADS = (("auto_reply", "subjects"), ("out_of_office", "heads"))
_OF_ANSWERS = (
    ("out_of_office", "bodies"), ("out_of_office", "thanks"), ("out_of_office", "unread_mail"),
    ("out_of_office", "instead"), ("auto_reply", "bodies"), ("tracker", "words"),
)  # fmt: skip
_OF_REPORTS = (("bounce", "bodies"), ("bounce", "opens"), ("delay", "bodies"), ("delivered", "subjects"))
_ASKS = re.compile(r"\w ?\?\s*$")


def is_answers_subject(subject: str) -> bool:
    """Whether a subject begins as only answering programs begin one: `Automatic reply: x`, `Abwesenheitsnotiz: x`."""
    clean = clean_subject(subject)
    if is_reply(clean) or is_forward(clean):
        return False
    head, colon, _ = strip_prefixes(clean).partition(":")
    return not find_lists((fold(head),)).isdisjoint(_HEADS[: 2 if colon else 1])


def presses(words: str) -> bool:
    """Whether somebody asks something in a few words, or speaks of the matter; "see you tomorrow" does not."""
    sentences = [one for one in cut_sentences(words[:MAX_BODY]) if fold_elided(one)]
    return any(_asks(one) or _presses(one) for one in sentences if not _is_courteous(one))


def _is_courteous(sentence: str) -> bool:
    return says(f" {fold_elided(sentence)} ", "calendar", "comments")


def _begins_as_an_answer(clues: Clues) -> bool:
    return not clues.is_prefixed and (announces(clues, "auto_reply") or is_absence_by_head(clues))


def _has_persons_words(clues: Clues) -> bool:
    """Whether somebody asks in it, speaks of the matter above what programs write, or writes nothing of that; not where
    a program's header says whose it is."""
    if not _begins_as_an_answer(clues) or any(sign.find(clues) for sign in MARKS):
        return False
    sentences = _cut(clues)
    above = _take_above(sentences, lambda one: _is_of_an_answer(one, clues))
    return (bool(above) and (above == sentences or any(map(_presses, above)))) or any(map(_asks, sentences))


def _has_words_above_report(clues: Clues) -> bool:
    """Whether somebody asks something, or speaks of the matter, above what mail servers write; no server does."""
    is_doubtful = any(("senders", name) in clues.local_in | clues.name_in for name in ("doubtful", "unread"))
    if clues.is_nobody or is_doubtful or is_called(clues, "senders", "daemons"):
        return False
    above = _take_above(_cut(clues), _is_of_a_report)
    return any(_asks(one) or _presses(one) for one in above)


def _cut(clues: Clues) -> list[str]:
    return [one for one in cut_sentences(clues.own[:MAX_BODY], clues.name) if fold_elided(one)]


def _take_above(sentences: list[str], is_programs: Callable[[str], bool]) -> list[str]:
    return list(takewhile(lambda one: not is_programs(one), sentences))


def _asks(sentence: str) -> bool:
    """Whether it asks something; programs only offer their help so (`Anything urgent?`)."""
    return _ASKS.search(sentence) is not None and not says(f" {fold_elided(sentence)} ", "auto_reply", "offers")


def _presses(sentence: str) -> bool:
    """Whether it asks for something, or speaks of the matter."""
    said = fold_elided(sentence)
    return is_of_the_matter(said) or says(f" {said} ", "auto_reply", "requests")


def _is_of_an_answer(sentence: str, clues: Clues) -> bool:
    said = fold_elided(sentence)
    is_listed = bool(find_kinds(said)) or any(says(f" {said} ", *one) for one in _OF_ANSWERS)
    return is_listed or says_away(sentence) or is_a_notices(sentence, clues)


def _is_of_a_report(sentence: str) -> bool:
    said = f" {fold_elided(sentence)} "
    return any(says(said, *one) for one in _OF_REPORTS) or count_failures(said) > 0 or has_code(sentence)


PERSONS_WORDS = Evidence(
    "a person's words stand below it",
    -CERTAIN,
    _has_persons_words,
    (
        "Subject: Automatic reply: x\n\nCan somebody else call them?\n\nI am out of office until 9 March.",
        "Subject: Abwesenheitsnotiz: x\n\nKim wartet auf die Rechnungen.\n\nIch bin ab heute weg.",
        "Subject: Automatische Antwort: x\n\nRufst du Ada an, bitte.\n\nIch bin bis 9. März nicht im Haus.",
        "Subject: Réponse automatique : x\n\nQuelqu'un peut rappeler Mme Okafor ?",
        "Subject: Automatische Antwort: x\n\nDas Passwort liegt im Tresor.",
    ),
    (
        "Subject: x\n\nCan somebody else call them?",
        "Subject: Automatic reply: x",
        "Subject: Automatic reply: x\n\nI am out of the office. Anything urgent? Call the desk on 555 1234.",
        "Subject: Automatic reply: x\n\nThank you for your mail. We love what we do.",
        "Subject: Automatic reply: x\n\nI am away until 16 March. Robin takes care of my customers.",
        "Subject: Abwesenheitsnotiz: x\n\nIch bin bis 16. März im Urlaub.",
        "Subject: Automatic reply: x\nAuto-Submitted: auto-replied\n\nCan somebody else call them?",
    ),
)
WORDS_ABOVE_REPORT = Evidence(
    "a person's words stand above the report",
    -150,
    _has_words_above_report,
    (
        "From: Kim <k@x.example>\nSubject: Undeliverable: x\n\nPlease phone her.\n\nDelivery has failed to these",
        "From: Kim <k@x.example>\nSubject: x\n\nWer ruft ihn an?\n\nNachricht konnte nicht zugestellt werden",
    ),
    (
        "From: Kim <kim@x.example>\nSubject: Undeliverable: x\n\nUser unknown\nPlease try again.",
        "From: MAILER-DAEMON@x.example\nSubject: x\n\nPlease phone her.\n\nUser unknown",
    ),
)
