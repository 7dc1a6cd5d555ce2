"""What is still missing before a case can go up (behaviour B4.1 to B4.3)."""

import re
from dataclasses import fields as names_of
from dataclasses import replace
from functools import cache

from parsers.form.nudges import is_no_answer
from parsers.form.values import is_none_before_reason, is_none_word, is_placeholder, says_none
from parsers.model import Fields, File
from parsers.times.mentions import has_time
from parsers.words.fold import fold
from parsers.words.load import load_words, one_of

# A short answer to "and by when?" completes what was expected before; a longer one replaces it.
_FEW_WORDS = 6
_FEWEST_BEHIND = 2  # words of a reason behind "I have no log"


class _Words:
    """What stands in `Attachments: none because …`: before its reason, and for what is not there."""

    def __init__(self) -> None:
        words = load_words("values")["attachments"]
        self.nouns = frozenset(map(fold, words["nouns"]))
        nothing, see, things = (one_of(map(fold, words[name])) for name in ("nothing", "see", "things"))
        none = one_of(map(fold, (*words["none"], *words["denials"])))
        self.nothing_to_see = re.compile(rf"\b(?:{nothing})(?: \w+){{0,2}} (?:{see})\b")
        self.has_none = re.compile(rf"\b(?:{none})(?: \w+){{0,2}} (?:{things})\b")
        self.yet = re.compile(rf"\b(?:{one_of(map(fold, words['yet']))})\b")
        because = one_of(map(fold, words["because"]))
        self.because = re.compile(rf"\b(?:{because})\b")
        alone = rf"(?:{one_of(map(fold, words['alone']))})(?: (?:{things}))?"
        self.none_because = re.compile(rf"{alone} (?!(?:{one_of(words['or_when'])})\b)(?:{because}) \w")
        or_when = rf"\s+(?:{one_of(words['or_when'])})\b"
        self.none_marked = re.compile(rf"\W*(?:{one_of(words['alone'])})(?:\s*[,(:;–—-]|{or_when})", re.IGNORECASE)


_words = cache(_Words)


def find_missing(
    fields: Fields, files: tuple[File, ...], required: tuple[str, ...], dated: str = ""
) -> tuple[str, ...]:
    """The required names (face C3.4) that are not there, in the order required. `files` is there with a file that
    counts, or with `Attachments: none` and its reason; `customer_expectation` only with a time, as is known of the
    `dated` one."""
    return tuple(name for name in required if not _is_there(name, fields, files, dated))


def _is_there(name: str, fields: Fields, files: tuple[File, ...], dated: str) -> bool:
    if name == "files":
        return any(file.counts for file in files) or any(has_reason(entry) for entry in fields.attachments)
    value = getattr(fields, name, None)
    if name == "customer_expectation":
        return bool(value) and (value == dated or has_time(str(value)))
    return value is not None and value != () and value != ""


def has_reason(entry: str) -> bool:
    """Whether an Attachments entry says `none` with its reason: `none because the customer read it out by phone`."""
    folded, words = fold(entry), _words()
    if not says_none(entry):
        return _tells_why(entry, folded)
    because = words.because.search(folded)
    if because is not None:
        reason = entry_after(entry, folded, because.end())
        return len(reason.split()) >= 1 and not is_placeholder(reason)
    left = [w for w in re.sub(r"^n a\b", "", folded).split() if not is_none_before_reason(w) and w not in words.nouns]
    return len(left) >= 2


def says_none_because(text: str) -> bool:
    """Whether it begins as our letter offers it, `none because …`: no file, and no other field's words."""
    folded = fold(text)
    return _words().none_because.match(folded) is not None and has_reason(text)


def says_none_with_reason(text: str) -> bool:
    """Whether it begins with "none" and a mark, and goes on: `none (the room is locked)`, `none as he rang`. That may
    be said of other fields as well."""
    return _words().none_marked.match(text) is not None and has_reason(text)


def _tells_why(entry: str, folded: str) -> bool:
    """Whether a sentence says that there is nothing to show, or no log and something more: "I have no log, the customer
    only called by phone"; not that it comes later."""
    words = _words()
    if words.nothing_to_see.search(folded):
        return True
    found = words.has_none.search(folded)
    if found is None or words.yet.search(folded) or any(map(is_no_answer, re.split("[,.;]", entry))):
        return False
    behind = [word for word in folded[found.end() :].split() if word not in words.nouns]
    return len(behind) >= _FEWEST_BEHIND


def entry_after(entry: str, folded: str, at: int) -> str:
    """What stands behind the joining word; dots alone ("none because …") are no reason."""
    rest = folded[at:].strip()
    return "" if not re.search(r"[^\W_]", rest) or is_none_word(rest) else rest


def merge_fields(old: Fields, new: Fields) -> Fields:
    """Field by field, what the newer mail says; where it says nothing, what was known.
    A bare time completes an expectation."""
    merged = replace(
        old, **{f.name: value for f in names_of(new) if (value := getattr(new, f.name)) not in (None, (), "")}
    )
    tell_doubt = (new if new.tell_the_customer else old).tell_doubt
    merged = replace(merged, is_ticket_doubtful=_is_ticket_doubtful(old, new), tell_doubt=tell_doubt)
    before, now = old.customer_expectation, new.customer_expectation
    if (
        before
        and now
        and not has_time(before)
        and has_time(now)
        and len(now.split()) <= _FEW_WORDS
        and fold(before) not in fold(now)
    ):
        return replace(merged, customer_expectation=f"{before.rstrip(' .,;')}, {now}")
    return merged


def _is_ticket_doubtful(old: Fields, new: Fields) -> bool:
    """Whether neither mail has the ticket, as it is now, where a ticket stands."""
    if not new.ticket:
        return old.is_ticket_doubtful
    is_same = old.ticket is not None and old.ticket.casefold() == new.ticket.casefold()
    return new.is_ticket_doubtful and not (is_same and not old.is_ticket_doubtful)
