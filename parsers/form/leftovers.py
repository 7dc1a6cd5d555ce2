"""What stands under a label and is no value of its field: it is kept among the mail's words (behaviour B3.25)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from parsers.form.labels.sections import Section
from parsers.form.values import (
    find_addresses,
    is_none_word,
    names_every_priority,
    parse_level,
    parse_priority,
    parse_ticket,
    parse_trigger,
)
from parsers.model import Fields
from parsers.words.aliases import Aliases
from parsers.words.load import load_words

_FEWEST_AGAIN = 3  # fields of a second template
_FEWEST_BESIDE = 3  # words beside a value that say something of their own
_NUMBER = re.compile(r"[0-9]{3}")  # a tracker's has so many digits
_ONE_VALUE = ("priority", "customer_email", "ticket", "level", "trigger")  # of several fields of them one counts


def find_leftovers(found: Mapping[str, Sequence[Section]], fields: Fields, aliases: Aliases) -> Iterator[str]:
    """Those of the fields that hold one short value: words that name none, a second value, and a sentence beside the
    one that was read. Each with its label."""
    for name in _ONE_VALUE:
        kept: set[object] = set()
        for section in found.get(name, ()):
            value = " ".join(section.value.split())
            if not section.says_something or is_none_word(value) or names_every_priority(value, aliases):
                continue
            read = _read(name, value, aliases)
            is_read = read is not None and read == getattr(fields, name)
            is_more = is_read and (_has_beside(value, aliases) or (name == "ticket" and _has_second(value, str(read))))
            if is_more or (not is_read and read not in kept):
                yield f"{_label(name)}: {value}"
            kept |= {read} - {None}


def part_templates(sections: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """The sections of the first template, and those of a second one below it (another case, or an older copy): at least
    three fields would be given again."""
    filled: set[str] = set()
    last = {section.name: index for index, section in enumerate(sections)}
    for index, section in enumerate(sections):
        if section.name in filled and sum(last[name] >= index for name in filled) >= _FEWEST_AGAIN:
            return sections[:index], sections[index:]
        if section.says_something:
            filled.add(section.name)
    return sections, ()


def find_more(first: Sequence[Section], second: Sequence[Section]) -> Iterator[str]:
    """What a second template says that the first does not, with its labels."""
    said = {section.value for section in first}
    for section in second:
        if section.says_something and section.value not in said:
            yield f"{_label(section.name)}: {section.value}"


def _read(name: str, value: str, aliases: Aliases) -> object:
    """What the value says; None for nothing."""
    match name:
        case "priority":
            return parse_priority(value, aliases)[0]
        case "ticket":
            return parse_ticket(value)
        case "level":
            return parse_level(value, aliases)
        case "trigger":
            return parse_trigger(value, aliases)
        case _:
            addresses = find_addresses(value)
            return addresses[0] if len(addresses) == 1 else None


def _has_beside(value: str, aliases: Aliases) -> bool:
    """Whether words stand beside a value: those that are no values of their own, and no part of an address."""
    if value.count(" ") + 1 < _FEWEST_BESIDE:
        return False
    words = (word.strip("()[]<>.,;:!-–—/|*") for word in value.split())
    return sum(word.isalpha() and word.casefold() not in aliases.priorities for word in words) >= _FEWEST_BESIDE


def _has_second(value: str, ticket: str) -> bool:
    """Whether another tracker's number, or one more, stands beside the ticket's; a link to it has none."""
    if re.sub(r"\D", "", value) == re.sub(r"\D", "", ticket):
        return False
    words = (word.strip("()[]<>.,;:!#") for word in re.split(r"[\s,;]+", value) if "://" not in word)
    return any(_NUMBER.search(word) and ticket.casefold() not in word.casefold() for word in words)


@cache
def _label(name: str) -> str:
    return str(load_words("labels")[name]["en"][0])
