"""What the authors of forwarded mails wrote: each is read as a mail, by the subject that its own head has.

A forward of a forward is read through, with the comment at each hop; so is a thread, down to the first template. The
mail that a forwarded one answers is only looked into for that: it was not forwarded for its own sake."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.mime.shown import Shown
from parsers.subject import is_forward, is_reply
from parsers.text.borders.attributions import find_attributions
from parsers.text.borders.heads import read_head, skip_head
from parsers.text.newest import Newest, read_newest
from parsers.text.recognisers import begins_older
from parsers.words.aliases import Aliases
from parsers.words.labels import has_template

_MOST = 10  # one inside the other
_MOST_LINES = 20_000  # of all but the first, each counted as often as it is read


@dataclass(slots=True)
class Forwarded:
    """`text`: the words of all, newest first; `shown`: with the heads that say whose they are, and without what is
    only looked into."""

    text: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def add(self, head: Sequence[str], own: Sequence[str], is_shown: bool) -> None:
        """The next mail, below those that are there."""
        self.text += ["", *own] if self.text and own else own
        if is_shown:
            self.shown += ["", *head, "", *own]


def read_forwarded(newest: Newest, aliases: Aliases) -> Forwarded:
    """What was forwarded in the mail; empty where nothing was."""
    read, older, is_shown, room = Forwarded(), newest.forwarded, True, _MOST_LINES
    for _ in range(_MOST):
        if not older or room < 0:
            break
        head, body = _part(older)
        subject = read_head(head).get("subject", "")
        forwards = is_forward(subject) and not is_reply(subject)
        newest = read_newest(body, not forwards, forwards, aliases)
        read.add(head, newest.own, is_shown)
        if has_template(newest.own, aliases):
            break
        is_shown = is_shown and bool(newest.forwarded)
        older = newest.forwarded or newest.history
        room -= len(older)
    return read


def _part(lines: Sequence[Shown]) -> tuple[Sequence[str], Sequence[Shown]]:
    """The forwarded mail's head, or the attribution above it, and its body; without the quote marks that some programs
    set before it."""
    bare = _unquote(lines) if _is_quoted(lines[1:]) else lines
    texts = [line.shown for line in bare]
    begins = next((at for at, text in enumerate(texts) if text.strip() and not begins_older(text)), len(texts))
    begins = skip_head(texts, begins) or next((end for _, end in find_attributions(texts, 0)), 0)
    body = bare[begins:]
    return texts[:begins], _unquote(body) if _is_quoted(body) else body


def _is_quoted(lines: Sequence[Shown]) -> bool:
    return all(line.depth or line.text.lstrip().startswith(">") or not line.text.strip() for line in lines)


def _unquote(lines: Sequence[Shown]) -> list[Shown]:
    return [line.unquote() for line in lines]
