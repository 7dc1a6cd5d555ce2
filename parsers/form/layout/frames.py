"""What stands alike around all labels of a form, or around all of its values: a chat's stamps, another program's
bullets, `Q:` and `A:`, a semicolon for a colon, the label behind its value, quote marks (behaviour B3.28)."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from parsers.form.layout.sentences import say_with_verbs, say_without_verbs
from parsers.words.aliases import Aliases
from parsers.words.fold import fold
from parsers.words.labels import LIKELY, SURE, Label, find_label

_FEWEST = 3  # different fields whose labels or values stand in one frame
_FEWEST_WITHOUT_COLONS = 4
_FEWEST_ASKED = 2  # where nothing but what was asked for is framed
_ENOUGH = 5  # fields whose labels begin their lines: nothing stands before the others
_LONGEST_LEAD, _LONGEST_LABEL = 60, 60  # characters
_MOST_LINES = 2_000  # of a form
_MOST_PLACES = 12  # of a line where a label may begin

_PLACE = re.compile(r"(?:(?<=[^\w'’.@/-])|(?<=[0-9]\.))[^\W\d_]")
_NUMBER = re.compile(r"[0-9]+")
_HALF = re.compile(r"\b[ap]\.?m\b\.?", re.IGNORECASE)
_SIGNS = (";", ",")
_BEHIND = re.compile(
    r"(?P<value>.*[^\s=(\t])(?:\s*(?:=|\t|<[-=]+|←)\s*|\s+[-–—]\s+)(?P<label>[^=\t()<>\n]{2,40})"
    r"|(?P<said>.*\S)\s*\((?P<named>[^()\n]{2,40})\)[.,;]?"
)
_BELOW = re.compile(r"\s*(?P<lead>(?:[^\W\d_]{1,9}\s?)?[:：]|bq\.)\s+(?=\S)")
_MACRO = re.compile(r"\{(?:quote|color|noformat|panel|code|info|note|tip|warning)(?::[^{}\n]{0,80})?\}")
_CELL = re.compile(r'^(?P<label>[^\t";,\n]{1,60})(?P<sign>[\t;,])"(?P<value>(?:[^"]|""){0,5000})"[ \t]*$', re.MULTILINE)
_PAIR = re.compile(
    r'^[ \t{]*"(?P<label>[^"\n]{1,60})"[ \t]*[:;,=\t][ \t]*'
    r'(?:"(?P<value>(?:[^"\\]|\\.|""){0,5000})"|(?P<open>\[))[ \t]*[,}]*[ \t]*$',
    re.MULTILINE,
)
_IN_QUOTES = re.compile(r'^[ \t]*"((?:[^"\\\n]|\\.){1,2000})"[ \t]*,?[ \t]*$', re.MULTILINE)
_BRACES = re.compile(r"^[ \t]*[\[\]{}]+,?[ \t]*$\n?", re.MULTILINE)
_ESCAPED = re.compile(r'\\(["\\/n])|"(")')


def unframe(lines: Sequence[str], aliases: Aliases, expected: Collection[str] = ()) -> Sequence[str]:
    """The lines, each label at the beginning of its line with a colon behind it, as far as all of them were written in
    one other way. Of fields that were asked for (`expected`) two are enough."""
    if len(lines) > _MOST_LINES or not any(lines):
        return lines
    lines = _open_cells(lines, aliases)
    labels = _find_labels(lines, aliases)
    begun = {label.field for label in labels if label is not None and label.firm and label.strength >= LIKELY}
    if len(begun) >= _ENOUGH:
        return _without_stamps(_without_marks(lines, labels), labels)
    for turn in (_without_leads, _with_colons, _turn_round, say_with_verbs, say_without_verbs):
        turned = turn(lines, aliases, expected)
        if turned is not lines:
            return _without_marks(turned, _find_labels(turned, aliases))
    return _without_stamps(_without_marks(lines, labels), labels)


def _find_labels(lines: Sequence[str], aliases: Aliases) -> list[Label | None]:
    """The label that begins each line; None for a line without one."""
    return [find_label(line, aliases) if line else None for line in lines]


def _open_cells(lines: Sequence[str], aliases: Aliases) -> Sequence[str]:
    """The lines without the quote marks of a table's cells or of JSON, and without the macros of a wiki."""
    text = opened = "\n".join(lines)
    if "{" in text and len(_MACRO.findall(text)) > 1:
        opened = _MACRO.sub("", opened)
    if text.count('"') > 1:
        opened = _open_pairs(_CELL.sub(lambda cell: _open_cell(cell, aliases), opened), aliases)
    return lines if opened is text else opened.split("\n")


def _open_cell(cell: re.Match[str], aliases: Aliases) -> str:
    """A label and its cell, without the quote marks that a sheet sets around several lines."""
    is_ours = fold(cell["label"]) in aliases.labels and ("\n" in cell["value"] or cell["sign"] != "\t")
    value = cell["value"].replace('""', '"')
    return f"{cell['label']}{cell['sign']}{value}" if is_ours else cell[0]


def _open_pairs(text: str, aliases: Aliases) -> str:
    """`"Priority": "High",` without its marks, where several labels stand so, and what is listed between them."""
    pairs = [pair for pair in _PAIR.finditer(text) if fold(pair["label"]) in aliases.labels]
    if len({aliases.labels[fold(pair["label"])] for pair in pairs}) < _FEWEST:
        return text
    text = _PAIR.sub(lambda pair: f"{pair['label']}: {_unescape(pair['value'] or '')}", text)
    return _BRACES.sub("", _IN_QUOTES.sub(lambda item: f"- {_unescape(item[1])}", text))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] == "n" else mark[1] or mark[2], text)


def _without_leads(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """The lines without what stands before several labels alike, numbers aside: `[10:02] Dana: `, `1.2 `, `Q: `."""
    by_shape: dict[str, set[str]] = {}
    for line in lines:
        for shape, field in _find_leads(line, aliases):
            by_shape.setdefault(shape, set()).add(field)
    shapes = [shape for shape, fields in by_shape.items() if _are_enough(fields, expected, _FEWEST)]
    if not shapes:
        return lines
    lead = re.compile("|".join(map(_compile_shape, sorted(shapes, key=len))))
    return [line[found.end() :] if (found := lead.match(line)) else line for line in lines]


def _are_enough(fields: Collection[str], expected: Collection[str], fewest: int) -> bool:
    return len(fields) >= (_FEWEST_ASKED if set(expected).issuperset(fields) else fewest)


def _find_leads(line: str, aliases: Aliases) -> Iterator[tuple[str, str]]:
    """What stands before each label of the line, numbers aside, with the label's field; the first that is none."""
    for place in list(_PLACE.finditer(line, 1, _LONGEST_LEAD))[:_MOST_PLACES]:
        word = re.match(r"[\w'’]+", line[place.start() :])
        if word is None or fold(word[0]).split(" ")[0] not in aliases.first_words:
            continue
        label = find_label(line[place.start() :], aliases)
        if label is not None and (label.strength == SURE or (label.firm and label.alone)):
            yield _shape(line[: place.start()]), label.field
            return


def _shape(lead: str) -> str:
    return _HALF.sub("am", _NUMBER.sub("0", lead))


@cache
def _compile_shape(shape: str) -> str:
    escaped = re.escape(shape).replace("0", "[0-9]+")
    return _HALF.sub(lambda _: r"[AaPp]\.?[Mm]\.?", escaped)


def _with_colons(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """`Priority;High`: the lines with a colon behind each label."""
    for sign in _SIGNS:
        heads = {at: line.partition(sign) for at, line in enumerate(lines) if 0 < line.find(sign) < _LONGEST_LABEL}
        rows = {at: parts for at, parts in heads.items() if _find_firm(parts[0], aliases)}
        if len({_find_firm(parts[0], aliases) for parts in rows.values()}) >= _FEWEST_WITHOUT_COLONS:
            return [f"{row[0]}: {row[2]}" if (row := rows.get(at)) else line for at, line in enumerate(lines)]
    return lines


def _find_firm(words: str, aliases: Aliases) -> str | None:
    """The field of which these words are a firm label, and nothing more."""
    key = fold(words)
    return aliases.labels.get(key) if key not in aliases.loose else None


def _turn_round(lines: Sequence[str], aliases: Aliases, expected: Collection[str]) -> Sequence[str]:
    """`High = Priority`, `High (Priority)`: the lines with each label before its value."""
    rows: dict[int, tuple[str, str]] = {}
    for at, line in enumerate(lines):
        found = _BEHIND.fullmatch(line.rstrip()) if len(line) < 1_000 else None
        label = (found["label"] or found["named"]).strip() if found is not None else ""
        if found is not None and _find_firm(label, aliases):
            rows[at] = (label, (found["value"] or found["said"]).strip())
    fields = {field for label, _ in rows.values() if (field := _find_firm(label, aliases))}
    if not _are_enough(fields, expected, _FEWEST_WITHOUT_COLONS):
        return lines
    return [f"{row[0]}: {row[1]}" if (row := rows.get(at)) else line for at, line in enumerate(lines)]


def _without_marks(lines: Sequence[str], labels: Sequence[Label | None]) -> Sequence[str]:
    """The lines without what stands alike before several values, each right below its label: `A: `, `: `, `bq. `."""
    leads: dict[int, str] = {}
    for at, line in enumerate(lines[1:], 1):
        above = labels[at - 1]
        found = _BELOW.match(line) if above is not None and above.alone and labels[at] is None else None
        if found is not None:
            leads[at] = found["lead"]
    counts = {lead: list(leads.values()).count(lead) for lead in set(leads.values())}
    if not any(count >= _FEWEST for count in counts.values()):
        return lines
    return [
        line.lstrip().removeprefix(leads[at]).lstrip() if counts.get(leads.get(at, ""), 0) >= _FEWEST else line
        for at, line in enumerate(lines)
    ]


def _without_stamps(lines: Sequence[str], labels: Sequence[Label | None]) -> Sequence[str]:
    """The lines without those that stand right above several labels alike, numbers aside, and have one: whose words
    they are, and since when."""
    fields: dict[str, set[str]] = {}
    for line, label in zip(lines, labels[1:], strict=False):
        if label is not None and line[:_LONGEST_LEAD] == line and _NUMBER.search(line):
            fields.setdefault(_shape(line), set()).add(label.field)
    stamps = {shape for shape, found in fields.items() if len(found) >= _FEWEST}
    return [line for line in lines if _shape(line) not in stamps] if stamps else lines


def unquote_values(lines: Sequence[str], aliases: Aliases) -> list[str] | None:
    """The lines without the quote marks before several values, each of which stands below its label alone; None where
    values do not stand so."""
    quoted = [at for at, line in enumerate(lines) if line.startswith(">")]
    fields = {field for at in quoted if (field := _find_above(lines, at, aliases)) is not None}
    if len(fields) < _FEWEST or any(_begins(lines[at][1:], aliases) for at in quoted):
        return None
    return [line[1:].removeprefix(" ") if line.startswith(">") else line for line in lines]


def _find_above(lines: Sequence[str], at: int, aliases: Aliases) -> str | None:
    """The field whose label stands alone right above the line, or with a blank line between."""
    above = next((lines[up] for up in (at - 1, at - 2) if up >= 0 and lines[up].strip()), "")
    label = find_label(above, aliases) if not above.startswith(">") else None
    return label.field if label is not None and label.alone and label.firm else None


def _begins(line: str, aliases: Aliases) -> bool:
    label = find_label(line, aliases)
    return label is not None and label.strength == SURE
