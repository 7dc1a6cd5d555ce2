"""What a mail says: the sender's newest words, the mail that he forwarded, what he typed among the lines of ours."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from parsers.mime.body import read_body
from parsers.mime.parts import ComplexityError, Part, split_mail
from parsers.mime.shown import Place, Shown
from parsers.subject import is_forward, is_reply
from parsers.text.borders.heads import find_heads
from parsers.text.cited import find_cited
from parsers.text.forwards import read_forwarded
from parsers.text.lines import Kind, Line
from parsers.text.newest import Newest, read_newest, tag_ours
from parsers.text.ours.framing import find_frames, find_own_head
from parsers.text.ours.removal import OurWords, Stripped, strip_ours
from parsers.text.ours.words import MOST_WORDS
from parsers.text.recognisers import is_above_line
from parsers.text.threads import Thread
from parsers.words.aliases import Aliases
from parsers.words.labels import has_template
from parsers.words.reactions import tells_of_thumb

_GAP = re.compile(r"\n{3,}")
_MOST_ON_END = MOST_WORDS * 3 // 4  # between spaces, some of which are two
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:.*\r?\n)(?:[ \t].*\r?\n|[A-Za-z][A-Za-z0-9-]{1,60}:)")
_MAIL_FIRST = 4_000  # bytes of a file in which a mail's head is sought
_MOST_ATTACHED = 3  # mails, one attached to the other


@dataclass(frozen=True, slots=True)
class Visible:
    """`text`: the newest words, else the forwarded ones, else those `among` the lines of a letter of ours (None where
    none is quoted); `forwarded`: in an answer only what its program marks as that, because an older template fills
    nothing in; `below`: the mail that he passes on below his words, with its head; `own_words`: whether `text` is his
    own; `whole_text`: all but the words of our letters; `is_answer`: whether the mail answers another."""

    text: str
    below: str
    forwarded: str
    among: str | None
    own_words: bool
    whole_text: str
    is_answer: bool
    newest: Newest
    shown: Sequence[str]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The mail's lines, each with what it is."""
        return tag_ours(self.newest.lines, self.shown)


def read_visible(lines: Sequence[Shown], thread: Thread, aliases: Aliases, ours: OurWords) -> Visible:
    """What the lines of a mail say."""
    shown = [line.shown for line in lines]
    bare, around = _strip_ours(lines, shown, ours, thread.subject)
    at = next(iter(around or ()), None)
    is_answer, forwards = _read_prefix(thread)
    bare = _mark(bare, find_own_head(shown, _find_start(shown), thread.writer))
    newest = read_newest(bare, is_answer, forwards, aliases, _see_quoted(thread, at, ours))
    forwarded = read_forwarded(newest, aliases)
    among = _read_among(bare, at, bool(ours.letters), aliases)
    older = _join(forwarded.text) if not is_answer or _forwards(newest) else ""
    own = "\n\n".join((_join(newest.own), *_find_typed(bare, around if ours.letters else None, newest, aliases)))
    return Visible(
        text=own or older or among or "",
        below=_join(forwarded.shown),
        forwarded=older,
        among=among,
        own_words=bool(own or (among and not older)),
        whole_text=_join(shown if bare is lines else [line.shown for line in bare]),
        is_answer=is_answer,
        newest=newest,
        shown=shown,
    )


def _forwards(newest: Newest) -> bool:
    return any(line.kind is Kind.FORWARD for line in newest.lines)


def _find_typed(lines: Sequence[Shown], around: range | None, newest: Newest, aliases: Aliases) -> Iterator[str]:
    """What was typed among the lines of a letter of ours, right above or below them, where a head stands above and no
    marks before: all below that is history, but for this. Nothing where it is among the newest words already."""
    if not around or not newest.own or not newest.history or lines[around.start].shown.startswith(">"):
        return
    heads = list(chain.from_iterable(find_heads([line.shown for line in lines])))
    start = max((at for at in heads if at < around.start), default=around.start - 1) + 1
    typed, said = read_newest(lines[start:], True, False, aliases).own, set(newest.own)
    if any(line.strip() and line not in said for line in typed):
        yield _join(typed)


def _see_quoted(thread: Thread, at: int | None, ours: OurWords) -> Thread:
    """The thread, with whether the letter of ours that is answered is quoted, which begins at this line."""
    return thread._replace(is_unquoted=at is None and bool(ours.letters))


def _read_among(shown: Sequence[Shown], at: int | None, is_known: bool, aliases: Aliases) -> str | None:
    """What was typed among the lines of a letter of ours, which begins `at` this line, and below it; None without one.
    Where the mail answers the letter and quotes it (`is_known`), all that stands in the quotation and is not ours was
    typed there, quoted like the rest (behaviour B4.13). What it quotes of somebody who answered the letter is his."""
    if at is None:
        return None
    lines = shown[at:]
    is_quoted = is_known and lines[0].unquote() != lines[0] and lines[0].unquote().unquote() == lines[0].unquote()
    return _join(read_newest([line.unquote() for line in lines] if is_quoted else lines, True, False, aliases).own)


def read_attached(said: Visible, files: Iterable[Part], aliases: Aliases, ours: OurWords) -> str:
    """What the first attached mail says, or the one attached to that with the words of each above it, where the mail
    that brings it says no more than that (`said`: what it does say); "" for none."""
    part = _find_attached(files)
    if part is None or said.is_answer or said.forwarded or has_template(said.text.split("\n"), aliases):
        return ""
    texts: list[str] = []
    for _ in range(_MOST_ATTACHED):
        try:
            root = split_mail(part.decode())
        except ComplexityError:
            break
        body = read_body(root)
        thread = Thread(root.headers.find_text("subject"))
        texts.append(_read_deepest(read_visible(body.lines, thread, aliases, ours), aliases))
        if has_template(texts[-1].split("\n"), aliases):
            return "\n\n".join(filter(None, texts))
        part = _find_attached(body.files)
        if part is None:
            break
    return next(filter(None, texts), "")


def _find_attached(files: Iterable[Part]) -> Part | None:
    """The first attached mail; some programs and gateways send one as a file of no kind, or as text."""
    return next((one for one in files if one.content_type == "message/rfc822" or _is_mail_file(one)), None)


def _is_mail_file(part: Part) -> bool:
    is_called = part.file_name.lower().endswith(".eml") and not part.children
    return is_called and _MAIL_HEAD.match(part.decode(_MAIL_FIRST).lstrip()) is not None


def _read_deepest(said: Visible, aliases: Aliases) -> str:
    """With what was forwarded in it, unless it has the template itself."""
    if not said.forwarded or not said.own_words or has_template(said.text.split("\n"), aliases):
        return said.text
    return f"{said.text}\n\n{said.forwarded}"


def _read_prefix(thread: Thread) -> tuple[bool, bool]:
    """Whether the mail answers another, and whether it forwards one; not both."""
    prefixed = ":" in thread.subject[:80].replace("：", ":")
    forwards = prefixed and is_forward(thread.subject)
    return not forwards and (thread.has_references or (prefixed and is_reply(thread.subject))), forwards


def _strip_ours(
    lines: Sequence[Shown], texts: Sequence[str], ours: OurWords, subject: str
) -> tuple[Sequence[Shown], range | None]:
    """The lines without our words, and the lines in which those stood. The head above an older mail stays,
    and a reaction's line, which quotes what
    it answers. What stands above or below a quote is read by itself: people write what our letters say ("Done.")."""
    if ours.says_nothing or not lines:
        return lines, None
    first = next((number for number, text in enumerate(texts) if text.strip()), 0)
    heads = find_heads(texts)
    kept = set(chain.from_iterable(heads))
    if tells_of_thumb(texts[first]):
        kept.add(first)
    bare = ["" if number in kept else text for number, text in enumerate(texts)]
    stripped = _strip_each(bare, heads, ours)
    if stripped.at is None:
        return lines, None
    changed = list(zip(lines, bare, stripped.lines, strict=True))
    left = [line if rest == text else line.say(rest) for line, text, rest in changed]
    facts = [one.on(subject) for one in ours.facts]
    frames = find_frames([line.shown for line in left], stripped.begins, stripped.ends, facts)
    around = range(stripped.at, max(stripped.ends, default=stripped.at) + 1)
    cited = {*find_cited(bare, stripped.lines, around, bool(ours.letters))} - frames
    return _mark(_mark(left, cited, Place.CITED), frames), around


def _mark(lines: Sequence[Shown], places: Collection[int], place: Place = Place.FRAME) -> Sequence[Shown]:
    """The lines, and which of them stand in that place: as a rule a program wrote them around a mail."""
    if not places:
        return lines
    return [line._replace(place=place) if at in places else line for at, line in enumerate(lines)]


def _find_start(lines: Sequence[str]) -> int:
    """The first line with words, below a help desk's `reply above this line`."""
    first, *others = [*(at for at, line in enumerate(lines) if line.strip()), len(lines), len(lines)][:2]
    return others[0] if first < len(lines) and is_above_line(lines[first]) else first


def _strip_each(lines: Sequence[str], heads: Sequence[range], ours: OurWords) -> Stripped:
    """What is quoted, and what stands above and below, each without our words."""
    whole = Stripped([], [], [])
    for start, stop in pairwise(sorted({0, len(lines), *_find_edges(lines, heads), *_find_parts(lines)})):
        part = strip_ours(lines[start:stop], ours)
        begins, ends = ([start + at for at in places] for places in (part.begins, part.ends))
        whole = Stripped([*whole.lines, *part.lines], [*whole.begins, *begins], [*whole.ends, *ends])
    return whole


def _find_parts(lines: Sequence[str]) -> Iterator[int]:
    """Where a text of more words than are looked at on end is parted, so that no letter of ours below goes unseen."""
    words = 0
    if sum(map(len, lines)) < _MOST_ON_END // 2:
        return  # it has fewer words than characters
    for number, line in enumerate(lines):
        if words >= _MOST_ON_END or (2 * words >= _MOST_ON_END and not line.strip()):
            yield number
            words = 0
        words += len(line.split())


def _find_edges(lines: Sequence[str], heads: Sequence[range]) -> Sequence[int]:
    """Where a quote begins, by a head or by marks, and ends; a few marked lines are what a letter itself quotes."""
    if heads:
        return [heads[0].start]
    quoted = [number for number, line in enumerate(lines) if line.lstrip(" ").startswith(">")]
    is_quote = bool(quoted) and 2 * len(quoted) >= sum(map(bool, map(str.strip, lines)))
    return [quoted[0], _find_end_of_wrapped(lines, quoted)] if is_quote else []


def _find_end_of_wrapped(lines: Sequence[str], quoted: Sequence[int]) -> int:
    """Behind a quote's last line, and behind those below it, without a mark, whose first word had no room in the line
    above: a program wrapped them off it."""
    end = quoted[-1] + 1
    room = max((len(lines[at]) for at in quoted if " " in lines[at].strip(" >")), default=0)
    while end < len(lines) and lines[end].strip() and len(lines[end - 1]) + len(lines[end].split()[0]) >= room > 0:
        end += 1
    return end


def _join(lines: list[str] | tuple[str, ...]) -> str:
    # an expression would try each of a million spaces in vain
    text = "\n".join([line.rstrip(" \xa0") for line in lines])
    return (_GAP.sub("\n\n", text) if "\n\n\n" in text else text).strip("\n").rstrip()
