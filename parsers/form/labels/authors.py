"""Who wrote the mails that stand below a sender's words, and what these may fill in of his form (behaviour B3.8)."""

from collections.abc import Iterator, Sequence

from parsers.form.labels.sections import Section
from parsers.model import Message
from parsers.text.borders.attributions import find_attributions
from parsers.text.borders.heads import find_heads, read_head
from parsers.text.threads import find_domains

# Which level has it, for what reason, and where the customer is written to.
_STEERING = frozenset(("level", "trigger", "customer_email"))
_FEWEST = 3  # fields, of a colleague's template beside a form of the sender's own
_MOST_LINES = 5_000


def find_allowed(
    own: Sequence[Section], below: Sequence[Section], message: Message, lines: Sequence[str]
) -> tuple[Section, ...]:
    """The sections of a mail below the sender's words that may fill in what his own do not: of a stranger's none beside
    a form of his own, and never those that steer; beside one a colleague's only as a template. `lines` are the mail's,
    with the heads of those below."""
    domain = message.sender.domain if message.sender else ""
    authors = set(_find_authors(lines[:_MOST_LINES]))
    is_colleagues = all(_is_within(author, domain) for author in authors)
    if any(section.says_something for section in own):
        is_template = len({section.name for section in below}) >= _FEWEST
        return tuple(below) if authors and is_colleagues and is_template else ()
    return tuple(section for section in below if is_colleagues or section.name not in _STEERING)


def _is_within(one: str, domain: str) -> bool:
    return one == domain or one.endswith(f".{domain}") or domain.endswith(f".{one}")


def _find_authors(lines: Sequence[str]) -> Iterator[str]:
    """The domains of those who wrote, by what stands above their words."""
    bare = [line.lstrip("> ") for line in lines]
    for head in find_heads(bare):
        yield from find_domains(read_head(bare[head.start : head.stop]).get("from", ""))
    for at in range(len(bare)):
        for text, _ in find_attributions(bare, at):
            yield from find_domains(text)
