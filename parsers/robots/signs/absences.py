"""An absence that is known by its words alone: each of its sentences is one that such notices have
(behaviour B2.10). A person who is away says something beside it."""

import re

from parsers.robots.absent.clauses import is_absence, is_told, may_be_alone, may_be_told
from parsers.robots.absent.sentences import (
    BEGIN,
    CLOCK,
    WEIGHTS,
    cut_sentences,
    find_kinds,
    fold_elided,
    has_beginning,
)
from parsers.robots.clues import Clues
from parsers.robots.evidence import Evidence
from parsers.robots.signs.people import is_new_case

_LONGEST, _MOST_SENTENCES = 900, 10  # characters and sentences of a notice
_ENOUGH = 4
# `reply to Ingrid`: to somebody who is named, where a notice says to whom it answers
TO_NAMED = re.compile(
    r"(?i:\b(?:reply|answer|respond|rispondo|risponderò|répondrai|réponds|responderé|respondo|antworte)(?:\s+io)?\s+(?:to|a|à)?)\s*"
    r"(?!I\b)[A-ZÀ-Ý][a-zà-ÿ]+\b(?!\s*(?:Mail|Message|Nachricht))"
)
_LONGEST_ALONE = 160  # characters of a notice of one sentence
_LONGEST_TOLD = 500  # of one of several clauses
_VERSION = re.compile(r"(?<![\d./-])[0-9]{1,2}\.[0-9]{1,2}\.[0-9](?!\d)|\bv[0-9]|#[0-9]|[A-Z]{2,}-[0-9]")


def is_absence_in_whole(clues: Clues) -> bool:
    """Whether all that the mail says is that its writer is out, until when, that nothing is read, whom to turn to."""
    own = clues.own
    if not own or len(own) > _LONGEST or "?" in own or not has_beginning(clues.own_body):
        return False
    if any(sign.search(own) for sign in (CLOCK, TO_NAMED, _VERSION)):
        return False
    sentences, found = _split(own, clues.name), set[str]()
    if len(sentences) > _MOST_SENTENCES:
        return False
    for sentence in sentences:
        kinds = find_kinds(sentence)
        if not kinds:
            return False
        found |= kinds
    return not found.isdisjoint(BEGIN) and sum(WEIGHTS.get(kind, 0) for kind in found) >= _ENOUGH


def is_absence_alone(clues: Clues) -> bool:
    """Whether all that the mail says is one sentence of a few words, that its writer is out until a day or for long:
    `En congés jusqu'au 16 mars.`; perhaps with a name, and for the long ones with whom to ask."""
    if not _is_short(clues) or not may_be_alone(clues.own):
        return False
    first, *others = cut_sentences(clues.own, clues.name) or [""]
    names = {*clues.name.split(), *clues.local.split()}
    beside = [said for one in others if not names.issuperset((said := fold_elided(one)).split())]
    return all(map(find_kinds, beside)) and is_absence(first, is_alone=not beside)


def is_absence_told(clues: Clues) -> bool:
    """Whether all of its clauses say that its writer is out, until when, and who is asked instead."""
    own = clues.own
    if not 0 < len(own) <= _LONGEST_TOLD or "?" in own or is_new_case(clues) or not may_be_told(own):
        return False
    is_persons = any(sign.search(own) for sign in (TO_NAMED, _VERSION))
    return not is_persons and is_told(own, (*clues.name.split(), *clues.local.split()))


def _is_short(clues: Clues) -> bool:
    """Whether it may be a notice of one sentence: no question, no hour, no version, and nothing that opens a case."""
    own = clues.own
    is_short = 0 < len(own) <= _LONGEST_ALONE and "?" not in own and not is_new_case(clues)
    return is_short and not any(sign.search(own) for sign in (CLOCK, _VERSION))


def _split(own: str, name: str) -> list[str]:
    """The sentences, folded."""
    return [said for one in cut_sentences(own, name) if (said := fold_elided(one))]


ABSENCE_ALONE = Evidence(
    "its one sentence says that somebody is away",
    150,
    is_absence_alone,
    (
        "Subject: Re: x\n\nEn congés jusqu'au 16 mars.",
        "Subject: Re: x\n\nooo until Monday",
        "Subject: Re: x\n\nAbwesend bis 16.03.",
        "Subject: Re: x\n\nMaternity leave. Contact: Robin.",
    ),
    (
        "Subject: Re: x\n\nabwesend bis 16.03.",
        "Subject: Re: x\n\naway until 16 March",
        "Subject: Re: x\n\nI'm away from my desk until 3, then I'll check the index",
        "Subject: Re: x\n\nI am away until 3.",
        "Subject: Re: x\n\nIm Urlaub",
        "Subject: Re: x\n\nAda is on holiday until Monday.",
    ),
)
ABSENCE_IN_WHOLE = Evidence(
    "all that it says is that somebody is away",
    160,
    is_absence_in_whole,
    (
        "Subject: Re: x\n\nHello,\n\nI am away from my desk until Monday. In urgent cases call the desk on 555 1234.",
        "Subject: Re: x\n\nGuten Tag,\n\nich bin krankheitsbedingt abwesend. Bitte wenden Sie sich an Petra Wolf.",
        "From: Sam <sam@x.example>\nSubject: Re: x\n\nIch bin in Elternzeit. Meine Vertretung ist Jo.\n\nSam\nIT",
        "Subject: Re: x\n\nJe suis en congé parental jusqu'au 1er janvier.",
        "Subject: x\n\nEstou de férias até 16 de março. Em caso de urgência contacte a Petra.",
    ),
    (
        "Subject: Re: x\n\nI am away until Monday. In urgent cases call me on my mobile.",
        "Subject: Re: x\n\nI am away until Monday, but the fix is out. In urgent cases contact Petra.",
        "Subject: Re: x\n\nIngrid is on sick leave until Monday. Please contact Petra Wolf in urgent cases.",
        "Subject: Re: x\n\nI am away until Monday. Who takes it? In urgent cases contact Petra.",
        "Subject: Re: x\n\nI am out of the office until Monday, please contact Robin.",
        "From: Sam <sam@x.example>\nSubject: Re: x\n\nIch bin in Elternzeit. Meine Vertretung ist Jo.\n\nKim\nTechnik",
        "Subject: Re: x\n\nIch bin im Urlaub.",
        "Subject: Re: x\n\nThe template prints twice.",
    ),
)
ABSENCE_TOLD = Evidence(
    "each of its clauses is one of an absence",
    150,
    is_absence_told,
    (
        "Subject: Re: x\n\nI'm off sick until Thursday, sorry.",
        "Subject: Re: x\n\nIch bin krank, Tom Berg vertritt mich.",
        "Subject: Re: x\n\nI am out of the office until 16 March. Please contact Tom Berg.",
        "Subject: Re: x\n\nHoy libro, vuelvo mañana.",
        "Subject: Re: x\n\nOggi non lavoro.",
        "Subject: Re: x\n\nBack on Monday.",
        "Subject: Re: x\n\nGrazie per la mail. Sarò di nuovo in ufficio il 16 marzo.",
        "Subject: Re: x\n\nJe suis en formation jusqu'au 6 mars.",
    ),
    (
        "Subject: Re: x\n\nIch bin im Urlaub.",
        "Subject: Re: x\n\nI'm on leave, ask Robin.",
        "Subject: Re: x\n\nI'm off until Monday. Please contact the customer.",
        "Subject: Re: x\n\nThe customer is on a course until Friday.",
        "Subject: Re: x\n\nI'm out.",
        "Subject: Re: x\n\naway until Monday, sorry",
    ),
)
