"""What takes a claim back: whoever denies it, gives it to somebody else, limits it, or is a program (behaviour B7.6).
Whatever else its writer adds leaves it his."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from parsers.commands.taking.doubts import is_a_desks, is_a_programs, is_done_alone, is_in_doubt
from parsers.commands.taking.whose import is_anothers, is_for_hours
from parsers.words.fold import fold_line
from parsers.words.load import load_thanks, load_words
from parsers.words.spellings import NAME, SENTENCES, one_of_phrases, split_sentences

_LONGEST_TEXT = 4000  # characters in which a claim may be taken back
_CLAUSES = re.compile(r"[,:;\n()]|\s[-–—]+\s|[–—]")
_PARTS = re.compile(r"(?<=[,:;\n(])|(?<=\s[-–—])(?=\s)")  # each with the mark that ends it
_ARROW = re.compile(r"[-=]+>|>>|[→➔➜➡⇒»↪]")
_AT, _END = r"(?<![\w'])", r"(?=[\s,.!?;:)]*$)"  # where a word begins, and where what is said ends


class _Refused:
    """What makes a claim none. On folded sentences, but those with a name on sentences as they are written."""

    def __init__(self) -> None:
        words, said, among = (
            load_words("claims")["refused"],
            load_words("commands")["words"],
            load_words("claims")["among"],
        )
        one = {name: one_of_phrases(listed) for name, listed in words.items()} | {"but": one_of_phrases(said["but"])}
        one["things"] = one_of_phrases(load_words("values")["attachments"]["nouns"])
        self.denied = re.compile(rf"(?:{one_of_phrases(said['denials'])})\s*(?:[,.;!?]|$)")
        self.not_ = re.compile(
            rf"(?!(?:{one['evers']}) )(?:{one['nots']})(?! (?:{one['no_matter']})(?![\w']))(?: \S+){{0,3}}"
        )
        self.only = re.compile(rf"(?:\S+ ){{1,3}}(?:{one['only']})[.! ]*")
        self.no = re.compile(rf"(?:\S+ ){{0,2}}(?:{one['no']})")
        self.not_me, self.limits = (
            re.compile(rf"(?:(?:{one['but']}|sorry)\W+)?(?:{one[name]})(?![\w'])") for name in ("not_me", "limits")
        )
        self.asked = re.compile(rf"[¿\s]*(?:{one['asked']})(?![\w'])(?! (?:{one['proposes']})(?![\w'])).*\?")
        self.or_ = re.compile(rf"(?:{one['or']})(?!\w)")
        self.or_not = re.compile(rf"(?:{one['or']}) (?:(?:{one['or_so']}) )?(?:{one['nots']}|{one['no']})")
        self.adverbs = re.compile(rf"(?<!\S)(?:{one['adverbs']}) ")
        self.declined = re.compile(rf"{_AT}(?:{one['declines']}|{one['gives']}|{one['shares']})(?![\w'])")
        self.others = _any_of(_others(one))
        self.withdrawn = re.compile(rf"{_AT}(?:{one['withdrawn']})(?![\w'])")
        self.but_not = re.compile(
            rf"{_AT}(?:{one['but']}) (?:(?:{one['plainly']})(?![\w'])(?! (?:{one['yet']}|{one['no_matter']})(?![\w']))"
            rf"|(?:\S+ ){{0,3}}?(?:{one['unable']}){_END})"
        )
        self.robots = re.compile(rf"(?<!\w)(?:{one['robots']})")
        self.named = _any_of(_named(one))
        before = load_words("claims")["before"]
        harmless = [
            *words["harmless"],
            *among["pursues"],
            *among["next"],
            *among["fillers"],
            *load_thanks(),
            *before["sorry"],
        ]
        self.harmless = re.compile(rf"(?:(?:{one_of_phrases(harmless)})(?!\w)|[\w']+ing\b|(?:{one['but']})\b)|.*\d")
        self.name = re.compile(rf"{NAME}[\s.!]*")
        self.about_name = re.compile(rf"{NAME} (?:is|kommt|est|es|è|é) ")
        self.hedges = re.compile(rf"{_AT}(?:{one['hedges']})(?![\w'])")
        self.for_somebody = re.compile(rf"(?i:(?:(?:{one['leans']}) )*(?:{one['for_whom']})) {NAME}")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _others(one: Mapping[str, str]) -> Iterator[str]:
    """How a sentence says, without a name, that it was not meant, or that somebody else takes the case."""
    hands = rf"(?:(?:{one['hands']})(?: (?:{one['it']}))?|(?:{one['sends']}) (?:{one['it']})) (?:to|with)(?! me\b)"
    yield rf"{_AT}(?:{one['others']}|{one['withdrawn']}|{hands})(?![\w'])"
    subject, takes = rf"(?!(?:{one['subjects']})(?!\w))[\w'-]+", rf"(?:{one['takes']})(?![\w'])"
    yield rf"{_AT}{subject} (?:(?:{one['may']})(?: \w+)? {takes}|(?:{one['has']})(?![\w']))"  # kim will take it
    yield rf"{_AT}(?!i'|we')\w+'(?:ll|s|d) (?:{takes}|(?:on it|taking it|handling it|got it)(?![\w']))"  # bob's on it
    yield rf"{_AT}(?:can|could|will|would|should) (?!i\b|we\b)\w+(?: \w+){{0,2}}? {takes}"
    yield rf"(?:can|could|would) you(?: please)?{_END}"
    yield rf"@[\w'-]+ (?:{one['please']})(?:{_END}| (?:{takes}|(?:take|handle|pick)(?![\w'])))"
    yield (
        rf"{_AT}(?:{one['please']}) "
        rf"(?:{takes}|(?:{one['take_de']}|{one['told_romance']}|{one['take_romance']})(?![\w']))"
    )
    yield (
        rf"(?<!\bich )(?<!\bwir ){_AT}(?:{one['can_de']})(?! ich\b| wir\b)(?: "
        rf"\S+){{0,4}}? (?:{one['take_de']})(?![\w'])"
    )
    yield rf"(?<!\bik ){_AT}(?:{one['can_romance']})(?: \S+){{0,3}}? (?:{one['take_romance']})(?![\w'])"


def _named(one: Mapping[str, str]) -> Iterator[str]:
    """How a sentence has somebody in it who is to have the case."""
    yield rf"(?i:{_AT}(?:{one['but']})) {NAME} (?:{one['knows']})(?!\w)"  # but Bob knows it
    yield rf"(?i:{_AT}(?:{one['is']}) (?:(?:{one['leans']}) )*(?:{one['for_whom']})) {NAME}"  # is really for Bob
    yield rf"^(?i:(?:{one['ask']})) {NAME}{_END}"
    yield rf"{_AT}{NAME}, (?i:(?:{one['takes']}))(?![\w'])"  # Kim, take it
    yield rf"(?i:{_AT}(?:{one['name_is']})) {NAME}{_END}"  # it's Bob
    yield rf"{NAME}'s (?:{one['its']})(?![\w'])"  # Bob's case
    yield rf"(?:^|(?i:(?:mean|sorry|{one['is']})) ){NAME}'s{_END}"  # I mean Bob's
    yield rf"(?i:\blet) {NAME} (?!know\b|in\b|wait\b)"
    yield rf"^(?!(?i:{one['harmless']}|{one['things']})\b){NAME},? (?i:{one['please']})[\s.!]*$"  # Bob please
    yield rf"{NAME} (?:does|did) (?:it|this)\b"
    yield rf"(?i:\ban) {NAME} (?:{one['geben']})\b"
    yield rf"^(?!It|This|That|There){NAME} (?:{one['will']})(?: [\w']+)?{_END}"  # Kim will.


_refused = cache(_Refused)


def is_taken_back(text: str, line: str = "") -> bool:
    """Whether somebody's words say that he does not take it, or that they are no person's.
    `line` is the claim's own."""
    refused, text = _refused(), text.replace("’", "'")[:_LONGEST_TEXT].strip()
    whole = fold_line(f"{line}\n{text}")
    if refused.robots.search(whole) or "👎" in whole or _ARROW.search(line):
        return True
    if is_a_desks(f"{line}\n{text}"):
        return True
    sentences = [sentence for sentence in split_sentences(text) if not is_done_alone(sentence)]
    # a thumb's mail may quote a ticket's number
    if any(map(is_in_doubt, sentences)) or (line and any(map(is_a_programs, sentences))):
        return True
    return any(map(_gives_up, sentences)) or any(
        _puts_off(sentence, at == 0) for at, sentence in enumerate(sentences[:2])
    )


def _gives_up(sentence: str) -> bool:
    """Whether a sentence takes the claim back or has it for somebody else; a question only says the latter."""
    refused, folded = _refused(), fold_line(sentence)
    if refused.others.search(folded) or refused.others.search(refused.adverbs.sub("", folded)):
        return not is_anothers(sentence) or refused.withdrawn.search(folded) is None
    if folded.endswith("?"):
        return False
    return any(map(_declines, _PARTS.split(sentence))) or refused.named.search(" ".join(sentence.split())) is not None


def _declines(part: str) -> bool:
    """Whether a part of a sentence says that its writer does not take it: not `Kim has no time`, nor `cannot do it
    before noon`, which is a time of today."""
    declined = _refused().declined.search(fold_line(part))
    if declined is None or is_for_hours(part):
        return False
    return not is_anothers(" ".join(part.split())[: declined.start()])


def _puts_off(sentence: str, is_first: bool) -> bool:
    """Whether a sentence right behind a claim limits it: `but I cannot`, `for now.`, or the claim's own that goes on
    below."""
    refused, folded = _refused(), fold_line(sentence)
    if refused.denied.match(folded) or refused.only.fullmatch(folded):
        return True
    if any(pattern.fullmatch(folded.rstrip(".! ")) for pattern in (refused.not_, refused.or_not)):
        return True
    is_short = not refused.asked.fullmatch(folded) and (
        len(folded.split()) <= 4 or (is_first and sentence[:1].islower())
    )
    return refused.but_not.search(folded) is not None or (
        is_short and any(map(refused.limits.match, _split_clauses(sentence)))
    )


def is_limited(rest: str, is_ended: bool) -> bool:
    """Whether what stands behind a claim in its line limits, puts off, asks or denies it, or names somebody in its
    place. `is_ended`: behind a full stop, where another sentence begins."""
    refused, first = _refused(), next(iter(SENTENCES.split(rest)), "")
    folded = fold_line(first)
    if (
        folded.endswith("?")
        and not refused.asked.fullmatch(folded)
        and (len(folded.split()) <= (2 if is_ended else 3) or refused.or_.match(folded))
    ):
        return True
    if is_ended or refused.denied.match(folded):
        return refused.denied.match(folded) is not None
    if folded.endswith("?"):
        return False  # "on it, when did it start?"
    return _hedges(first, folded) or any(map(_limits, _CLAUSES.split(first)))


def _hedges(sentence: str, folded: str) -> bool:
    """Whether up to four words take half of the claim back, or speak of somebody: `mostly`, `Bob is next`."""
    refused, few = _refused(), 0 < len(folded.split()) <= 4
    if not few or refused.harmless.match(folded) or refused.name.fullmatch(sentence):
        return False
    if refused.or_.match(folded) and len(folded.split()) <= 2:
        return True  # "me encargo, o Pablo"
    return refused.hedges.search(folded) is not None or refused.about_name.match(sentence) is not None


def _limits(clause: str) -> bool:
    refused, folded = _refused(), fold_line(clause).rstrip(".! ")
    if (
        refused.limits.match(folded)
        or refused.not_me.match(folded)
        or refused.for_somebody.fullmatch(clause.strip(" .!"))
    ):
        return True
    return refused.denied.fullmatch(folded) is not None or refused.no.fullmatch(folded) is not None


def is_conditional(text: str) -> bool:
    """Whether one of the words that limit stands anywhere: `will look if Bob cannot`."""
    return any(_refused().limits.match(text, at.end()) for at in re.finditer(r"(?<!\S)", text))


def gives_away(text: str) -> bool:
    """Whether a phrase names somebody else who takes it: `Thanks for taking it`."""
    return _refused().others.search(fold_line(text)) is not None


def _split_clauses(sentence: str) -> Iterator[str]:
    for clause in _CLAUSES.split(sentence):
        if clause.strip():
            yield fold_line(clause).rstrip(".! ")
