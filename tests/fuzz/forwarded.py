"""Forwards of forwards, made by lot: a form at the bottom, up to four hops, each by another mail program, with words of
its own or none (behaviour B3.20, B3.21)."""

import html
import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

from daemon.commands.replay.checks import check_mail
from tests.corpus.expected import FIELDS
from tests.corpus.forwards import ANNA, DANA, LEE, PROGRAMS, Program
from tests.corpus.programs import SUBJECT, page, plain, quote, write
from tests.fuzz.mutations import TEXTS, mutate
from tests.fuzz.promises import Rules, check_promises

TOM = "Tom Brandt <tom@example.com>"
WAY = (LEE, ANNA, TOM, "Jo Berg <jo@example.com>", "Kim Hart <kim@example.com>", DANA)
COMMENTS = (
    "", "", "They called me twice about the toner.", "The boss wants to know who has it.",
    "Der Kunde ist sehr verärgert.", "I saw it too on the second floor.\n\nThe old driver is still there.",
    "Le client attend notre réponse.",
    "Puedes verlo en la segunda planta.", "Vedi sotto: succede da lunedì.", "Het gebeurt elke ochtend.",
)  # fmt: skip
CLOSINGS = (
    "", "", "Best regards\n{first}", "-- \n{name}\nSupport", "Viele Grüße\n{first}", "Sent from my iPhone",
    "Von meinem iPhone gesendet", "Cordialement,\n{name}",
)  # fmt: skip
FORMS: Mapping[str, Callable[[], str]] = {
    "plain": write,
    "tight": lambda: write(gap="\n"),
    "equals": lambda: write(colon=" = "),
    "signed": lambda: f"{write()}\nKind regards\nLee\n",
    "greeted": lambda: f"Hello,\n\n{write()}",
}


class Forward(NamedTuple):
    """A mail as bytes, and the `comments` of its hops; None where the words were bent."""

    raw: bytes
    comments: tuple[str, ...] | None
    shape: str


def make_forward(chance: random.Random) -> Forward:
    hops, form, is_page = chance.randint(1, 4), chance.choice(sorted(FORMS)), chance.random() < 0.4
    text, subject, comments, shape = FORMS[form](), SUBJECT, [], [form, "html" if is_page else "text"]
    shown = _lines(text)
    for hop in range(hops):
        name = chance.choice(sorted(PROGRAMS))
        language = chance.choice(sorted(PROGRAMS[name]))
        program, comment, closing = PROGRAMS[name][language], chance.choice(COMMENTS), chance.choice(CLOSINGS)
        writer = DANA if hop == hops - 1 else WAY[hop + 1]
        signed = closing.format(name=writer.partition(" <")[0], first=writer.partition(" ")[0])
        own = "\n\n".join(part for part in (comment, signed) if part)
        head = program.head.format(who=WAY[hop], to=writer, subject=subject)
        marked = name == "apple" and chance.random() < 0.5
        text = f"{own}\n\n{quote(head + text) if marked else head + text}".lstrip("\n")
        shown = _lines(own) + HTML[name](head.rstrip("\n"), shown)
        subject = _prefix(program, subject)
        comments.insert(0, comment)
        shape.append(f"{name}-{language}{' marked' if marked else ''}{' with ' + closing[:3] if closing else ''}")
    bent = chance.random() < 0.3
    if bent:
        text, shown = (_bend(one, chance) for one in (text, shown))
    wire = subject.encode().decode("latin-1")
    raw = page(f"<html><body>{shown}</body></html>", wire) if is_page else plain(text, wire)
    return Forward(raw, None if bent else tuple(filter(None, comments)), ", ".join(shape))


def find_wrong(forward: Forward, rules: Rules) -> str:
    """What is read wrong; "" for nothing. Raises AssertionError for a broken promise."""
    check_promises(forward.raw, rules, twice=False)
    if forward.comments is None:
        return ""
    shown = check_mail("forward.eml", forward.raw, *rules, trusted=True)
    words = "\n\n".join(forward.comments)
    got = {"verdict": shown["verdict"], "fields": shown["fields"], "words": " ".join(str(shown["words"] or "").split())}
    wanted = {"verdict": "routed", "fields": dict(FIELDS), "words": " ".join(words.split())}
    wrong = {name: value for name, value in got.items() if value != wanted[name]}
    return f"read {wrong}, not { ({name: wanted[name] for name in wrong}) }" if wrong else ""


def _prefix(program: Program, subject: str) -> str:
    return subject if subject.startswith(program.prefix) else f"{program.prefix}{subject}"


def _bend(text: str, chance: random.Random) -> str:
    return mutate(text.encode(), chance, TEXTS).decode("utf-8", "replace")


def _lines(text: str) -> str:
    return "".join(f"<div>{html.escape(line, quote=False) or '<br>'}</div>" for line in text.rstrip("\n").split("\n"))


def _outlook(head: str, inner: str) -> str:
    shown = "<br>".join(html.escape(line, quote=False) for line in head.split("\n"))
    return (
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal>{shown}</p></div>'
        f"<p class=MsoNormal>&nbsp;</p>{inner}"
    )


def _gmail(head: str, inner: str) -> str:
    shown = "<br>".join(html.escape(line, quote=False) for line in head.split("\n"))
    return f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{shown}<br></div><br>{inner}</div>'


def _apple(head: str, inner: str) -> str:
    return f'<br><blockquote type="cite">{_lines(head)}<br>{inner}</blockquote>'


def _thunderbird(head: str, inner: str) -> str:
    line, *rest = head.split("\n")
    cells = (one.partition("\t") for one in rest)
    rows = "".join(f"<tr><th>{name}</th><td>{html.escape(value, quote=False)}</td></tr>" for name, _, value in cells)
    table = f'<table class="moz-email-headers-table"><tbody>{rows}</tbody></table>'
    return f'<div class="moz-forward-container"><br>{line}{table}<br>{inner}</div>'


HTML: Mapping[str, Callable[[str, str], str]] = {
    "outlook": _outlook,
    "gmail": _gmail,
    "apple": _apple,
    "thunderbird": _thunderbird,
}
