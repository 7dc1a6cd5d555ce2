"""What programs write above and around our request in an answer, in shapes that no recogniser knows; and what people
type there that looks like it."""

import textwrap
from collections.abc import Mapping
from html import escape
from itertools import cycle

from tests.corpus.expected import Made
from tests.corpus.programs import page, plain, quote

WHO, AT = "Support Escalations", "support@example.com"
SUBJECT = "Re: [ESC-7] Labels"
THREAD = {"In_Reply_To": "<esc-7@example.com>"}
IMPACT, BY = "40 drivers wait", "Friday 17:00 at the latest"
LETTER = (
    "Almost there: two things are missing before this can go up.\n\n"
    "Please answer this mail and write behind the colons; leave the rest as it is:\n\n"
    "Customer Impact (who or what is affected, and how badly):\n\n"
    "Customer Expectation (what are they asking for, and by when?):\n\n"
    "Why I ask: it decides how fast this goes (Customer Impact); the level has to know what to aim for, and by when "
    "(Customer Expectation).\n\n"
    "I keep it here meanwhile as ESC-7; nobody has been told yet.\n"
)
HEADS: Mapping[str, str] = {
    "name-above-date": f"{WHO}\nMar 2, 2026, 09:47 GMT+1",
    "name-above-date-with-address": f"{WHO} <{AT}>\n2 March 2026 at 09:47",
    "name-and-date": f"{WHO}, 2 Mar 2026, 09:47:",
    "date-and-name": f'02.03.2026, 09:47, "{WHO}" <{AT}>;',
    "iso-date": f"2026-03-02 09:47 GMT+01:00, {WHO} <{AT}>:",
    "date-slashed": f"{WHO} — 3/2/2026 9:47 AM",
    "notes": f"{WHO} ---02.03.2026 09:47:00---Labels",
    "desk": f"02-03-2026 09:47:00 CET - {WHO}          Additional comments",
    "commented": f"{WHO} commented:",
    "chat": f"[02.03.2026 09:47] {WHO}",
    "chat-time-first": f"[09:47, 2.3.2026] {WHO}:",
    "chat-time-only": f"{WHO}  09:47",
    "mentioned": f"@{WHO}",
    "wrote-without-a-time": f"On 2 Mar 2026 {WHO} wrote:",
    "wrote-by-address": f"On March 2, 2026, 09:47 AM GMT+1 {AT} wrote:",
    "wrote-seconds": f"On Mon Mar 02 09:47:00 2026, {AT} wrote:",
    "wrote-on": f"{WHO} wrote on 02.03.2026 09:47:",
    "quoting": f"Quoting {WHO} <{AT}>:",
    "german": f"{WHO} schrieb am 02.03.2026 um 09:47:",
    "german-cited": f"Zitat von {WHO} <{AT}>:",
    "german-perfect": f"{WHO} <{AT}> hat am 02.03.2026 09:47 CET geschrieben:",
    "german-two-lines": f"Von: {WHO}\nDatum: 02.03.2026 09:47",
    "french": f"{WHO} a écrit le 02/03/2026 09:47 :",
    "french-cited": f"Citation de {WHO} <{AT}>:",
    "spanish": f"{WHO} escribió el 02/03/2026 a las 09:47:",
    "italian": f"{WHO} ha scritto il 02/03/2026 alle ore 09:47:",
    "dutch": f"{WHO} schreef op 02-03-2026 om 09:47:",
    "portuguese": f"{WHO} escreveu em 02/03/2026 às 09:47:",
    "hidden": "[Quoted text hidden]",
    "dots": "...",
}
TYPED: Mapping[str, tuple[str, str]] = {
    "day-alone": (f"{IMPACT}\n6 March 2026", "6 March 2026"),
    "day-above-a-head": (f"{IMPACT}\n6 March 2026\n\n{WHO} wrote:", "6 March 2026"),
}
TOLD = f"{WHO} told me on 2 March that 40 drivers wait"


def build() -> Made:
    nothing: Mapping[str, object] = {"customer_impact": None, "customer_expectation": None}
    both: Mapping[str, object] = {"customer_impact": IMPACT, "customer_expectation": BY}
    shapes = cycle(("marked", "plain"))
    for (name, head), shape in zip(HEADS.items(), shapes, strict=False):
        quoted = f"{head}\n{quote(LETTER)}" if shape == "marked" else f"{head}\n\n{LETTER}"
        for kind, above, read in (("answered", f"{IMPACT}\n{BY}\n\n", both), ("empty", "", nothing)):
            expected = {"asked": list(nothing), "answers": dict(read)}
            yield f"head-{name}-{kind}", plain(above + quoted, SUBJECT, **THREAD), expected
    told = {"asked": ["customer_impact"], "answers": {"customer_impact": TOLD}}
    yield "head-typed-told-me", plain(f"{TOLD}\n\n{quote(LETTER)}", SUBJECT, **THREAD), told
    for name, (text, by) in TYPED.items():
        expected = {"asked": list(nothing), "answers": {"customer_impact": IMPACT, "customer_expectation": by}}
        yield f"head-typed-{name}", plain(f"{text}\n\n{quote(LETTER)}", SUBJECT, **THREAD), expected
    for name, text in _frame().items():
        for kind, above, read in (("answered", f"{IMPACT}\n{BY}\n\n", both), ("empty", "", nothing)):
            expected = {"asked": list(nothing), "answers": dict(read)}
            yield f"frame-{name}-{kind}", plain(above + text, SUBJECT, **THREAD), expected
    rows = "".join(f"<p>{escape(line)}</p>" for line in LETTER.split("\n") if line)
    cell = f"<td><b>{WHO}</b><br>02.03.2026 09:47</td><td>{rows}</td>"
    table = f"<html><body><table border=1><tr>{cell}</tr></table></body></html>"
    yield "frame-table-empty", page(table, SUBJECT, **THREAD), {"asked": list(nothing), "answers": dict(nothing)}
    own = "##- Please type your reply above this line -##\n\nDana Whitfield (Contoso)\nMar 2, 2026, 10:00 GMT+1\n\n"
    desk = f"{own}{IMPACT}\n{BY}\n\n{WHO}\nMar 2, 2026, 09:47 GMT+1\n\n{LETTER}"
    yield "frame-desk-answered", plain(desk, SUBJECT, **THREAD), {"asked": list(nothing), "answers": dict(both)}
    empty = desk.replace(f"{IMPACT}\n{BY}\n\n", "")
    yield "frame-desk-empty", plain(empty, SUBJECT, **THREAD), {"asked": list(nothing), "answers": dict(nothing)}


def _frame() -> Mapping[str, str]:
    """The letter among marks."""
    wrapped = "\n".join(piece for line in LETTER.split("\n") for piece in textwrap.wrap(line, 68) or [""])
    head = f"On 2 Mar 2026 {WHO} wrote:\n\n"
    return {
        "bars": quote(LETTER, "| "),
        "bars-below-a-head": f"On Mon, 2 Mar 2026 at 09:47, {WHO} <{AT}> wrote:\n" + quote(LETTER, "| "),
        "braces": f"{{quote}}\n{LETTER}{{quote}}\n",
        "brackets": f'[quote="{WHO}"]\n{LETTER}[/quote]\n',
        "indent": head + quote(LETTER, "    "),
        "wrapped-indent": head + quote(wrapped, "\t"),
        "wrapped-bars": head + quote(wrapped, "| "),
    }
