"""Answers to an information request, made by lot: what was asked, what is answered, in which shape, by which mail
program (behaviour B4.7, B4.8, B4.12, B4.13)."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from parsers.form.answers import parse_answers
from parsers.message import parse_message
from parsers.model import Fields
from tests.fuzz.mutations import TEXTS, mutate
from tests.fuzz.promises import Rules, check_promises
from tests.quotations import EVERY_PROGRAM, Letter, behind_colons, below_labels, compose, fill, typed
from tests.service.quotes.test_quoted_letters import LABELS, REQUESTS, knowing, request

# of each field: what is typed; it reads as it stands, but for a priority's word and a file's list
VALUES: Mapping[str, Sequence[str]] = {
    "customer_impact": (
        "20 users stand still", "Keine Rechnung geht hinaus, die Kasse steht.", "Personne ne peut imprimer",
        "Accounting types 400 pages by hand: twice.", "The shop at the station sells nothing - nor do the other two",
        "Nessuno riesce a stampare", "Nadie puede facturar", "they cannot ship, 3 lorries wait",
        "Niemand kan werken in het magazijn", "A fila chega à rua",
    ),
    "priority": ("High", "hoch", "haute", "alta", "Hoog"),
    "customer_expectation": (
        "A fix by Friday noon", "bis Freitag 12 Uhr", "avant vendredi midi", "antes del viernes", "entro venerdì",
        "tomorrow at 10:00", "vóór vrijdag", "até sexta-feira", "today",
    ),
    "steps_taken": (
        "Restarted it", "Treiber neu installiert", "Cleared the queue, no change", "Vidé le cache sans succès",
    ),
    "files": (
        "none because they called", "keine, weil der Kunde nur angerufen hat", "none, it was read out by phone",
        "aucune, car le client a téléphoné",
    ),
}  # fmt: skip
TOLD_APART = ("priority", "customer_expectation", "files")  # without labels, beside each other
NO_FILES = (
    "no screenshot because they called",
    "kein Screenshot, der Kunde hat nur angerufen",
    "pas de capture parce qu'il a appelé au téléphone",
)
# whoever writes one label so writes the others so
STYLES: Sequence[Callable[[str, str], str]] = (
    lambda label, value: f"{label}: {value}",
    lambda label, value: f"{label}:\n{value}",
    lambda label, value: f"*{label}:* {value}",
    lambda label, value: f"{label.upper()}: {value}",
    lambda label, value: f"- {label}: {value}",
    lambda label, value: f"{label} = {value}",
    lambda label, value: f"{label}:\t{value}",
    lambda label, value: f"{label.lower()} : {value}",
)
GREETINGS = ("", "", "Hi,\n\n", "Hallo zusammen,\n\n", "Bonjour,\n\n", "Hello Support,\n\n")
CLOSINGS = (
    "", "", "\n\nBest regards\nDana", "\n\n-- \nDana Whitfield\nSupport", "\n\nViele Grüße\nDana Whitfield",
    "\n\nCordialement,\nDana", "\n\nSent from my iPhone", "\n\nThanks!", "\n\nAny news?",
)  # fmt: skip
RUN = 5  # words of ours beside each other that nobody types by chance


class Answer(NamedTuple):
    """A reply as bytes and the letter it answers; `asked` and what it `says`; None where its words were bent, and only
    what it must not say is known."""

    raw: bytes
    letter: Letter
    typed: str
    asked: tuple[str, ...]
    says: Mapping[str, str] | None
    shape: str


def make_answer(chance: random.Random) -> Answer:
    kind, program = chance.choice(sorted(REQUESTS)), chance.choice(sorted(EVERY_PROGRAM))
    asked = tuple(sorted(chance.sample(sorted(VALUES), chance.randint(1, 4)), key=list(LABELS).index))
    says = {name: chance.choice(VALUES[name]) for name in asked if chance.random() < 0.8}
    letter, where = request(kind, asked), chance.choice(("above", "below", "behind", "under", "bare", "bent"))
    above = below = text = ""
    match where:
        case "behind" | "under":
            places = (behind_colons if where == "behind" else below_labels)(letter)
            answers = (says.get(name, "") for name in asked)
            letter = fill(places, tuple(typed(one) if one and where == "under" else one for one in answers))
            above, text = chance.choice(("", "See below.")), "\n".join(says.values())
        case "bare":
            says = {name: value for name, value in says.items() if len(asked) == 1 or name in TOLD_APART}
            if "files" in says and len(asked) > 1:
                says["files"] = chance.choice(NO_FILES)
            above = text = _frame("\n".join(says.values()), chance)
        case _:
            style = chance.choice(STYLES)
            text = _frame("\n".join(style(LABELS[name], value) for name, value in says.items()), chance)
            if where == "bent":
                text = mutate(text.encode(), chance, TEXTS).decode("utf-8", "replace").replace("\0", "").strip()
            above, below = ("", text) if where == "below" else (text, "")
    raw = compose(EVERY_PROGRAM[program], letter, above, below)
    return Answer(raw, letter, text, asked, None if where == "bent" else says, f"{program}, {kind}, {where}")


def find_wrong(answer: Answer, rules: Rules) -> str:
    """What is read wrong; "" for nothing. Raises AssertionError for a broken promise."""
    check_promises(answer.raw, rules, twice=False)
    message = parse_message(answer.raw, knowing(answer.letter))
    form = parse_answers(message, rules.words.aliases, answer.asked)
    got = _read_values(form.fields)
    ours = _runs((answer.letter.sent or answer.letter).text) - _runs(answer.typed)
    said = [" ".join(found) for text in (*got.values(), form.words) for found in _runs(text) & ours]
    if said:
        return f"a word of ours: {said}"
    if answer.says is None:
        return ""
    wanted = {name: "high" if name == "priority" else _plain(value) for name, value in answer.says.items()}
    return "" if got == wanted else f"read {got}, not {wanted}"


def _frame(text: str, chance: random.Random) -> str:
    return f"{chance.choice(GREETINGS)}{text}{chance.choice(CLOSINGS)}" if text else chance.choice(("", "Any news?"))


def _read_values(fields: Fields) -> dict[str, str]:
    read = {
        "customer_impact": fields.customer_impact,
        "priority": fields.priority.value if fields.priority else None,
        "customer_expectation": fields.customer_expectation,
        "steps_taken": "\n".join(fields.steps_taken),
        "files": "\n".join(fields.attachments),
    }
    rest = replace(
        fields, customer_impact=None, priority=None, customer_expectation=None, steps_taken=(), attachments=()
    )
    others = {"others": str(rest)} if rest != Fields() else {}
    return {name: _plain(value) for name, value in (read | others).items() if value}


def _plain(text: str) -> str:
    """Programs wrap lines, and one makes printers' spaces of ours."""
    return " ".join(text.split())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
