"""Cases on which everything is done that people do, in any order: no letter contradicts the case as it stands."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest

from daemon.core.model.case import Acknowledgement, Case, Status
from tests.builders import FORM, LOG, build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import reply, text_of
from tests.service.files.test_files_go_along import AGENT, KAI, LEGAL, TECH, TECH2, html_of, reader, spaced

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
CEO, LEAD, SENIOR = "ceo@example.com", "lead@example.com", "senior@example.com"
PEOPLE = (AGENT, AGENT, KAI, TECH, TECH2, CEO, LEAD, SENIOR)
WORDS = (
    "mine", "mine", "mine", "raise", "lower", "lower", "waiting", "resume", "remind", "status", "why", "help",
    "done: restarted", "cancel: a mistake", "reopen", "reopen", "note: they called", "info? which version?",
    "priority low", "priority high", f"pass to {TECH2}", "update: we are on it", "send ack", "Any news of this?",
    "yes", "yes", "no", "no: it is over", "raise 4", "Hello?",
)  # fmt: skip
BOARD = "  5: {name: Board, recipients: [board@example.com], calendar: always, respond_within: 1 h}\n"
OPENINGS: Mapping[str, tuple[str, Mapping[str, str | None], Mapping[str, str]]] = {
    "complete": ("ESCALATION", {}, {}),
    "held": ("ESCALATION", {"Customer Impact": None}, {}),
    "held without a ticket": ("ESCALATION", {"Ticket #": None, "Customer Impact": None}, {}),
    "up with gaps": ("URGENT", {"Customer Impact": None, "Ticket #": None}, {}),
    "urgent": ("URGENT", {}, {}),
    "a question": ("URGENT", dict.fromkeys(FORM), {}),
    "sensitive": ("ESCALATION", LEGAL, {}),
    "no address": ("ESCALATION", {"Customer": "Northwind"}, {}),
    "not told by us": ("ESCALATION", {}, {"customers: {": "customers: {acknowledge: false, "}),
    "no leads": (
        "ESCALATION", {"Level": "4"}, {"leads: [{address: lead@example.com, timezone: Europe/Berlin}]": "leads: []"},
    ),
    "one recipient": ("ESCALATION", {"Level": "1"}, {}),
    "a level above the executives": (
        "ESCALATION", {"Level": "4"},
        {"leads: [": BOARD + "leads: ["},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as its reader has it, the case when it was written, and the letters written with it."""

    text: str
    to: str
    kind: str
    at: datetime
    case: Case
    with_it: tuple[EmailMessage, ...]
    has_leads: bool

    @property
    def is_running(self) -> bool:
        return self.case.status is Status.OPEN

    @property
    def is_free(self) -> bool:
        return self.case.status in (Status.OPEN, Status.WAITING) and self.case.claimed_by is None

    @property
    def is_ahead(self) -> bool:
        return self.is_running and self.case.due_at is not None and self.case.due_at > self.at

    @property
    def has_taken(self) -> bool:
        return self.case.claimed_by is not None and self.case.claimed_by.key == self.to

    def reached(self, kind: str | None = None) -> set[str]:
        """Who else got a letter with it, of this kind."""
        return {reader(one) for one in self.with_it if kind in (None, one["X-Escalation-Kind"])} - {self.to}


# what stands in a letter, and what must hold when it does
TRUE: Mapping[str, Callable[[Read], bool]] = {
    r"[Nn]obody has been told": lambda it: it.case.opened_at is None and not it.case.asked,
    r"(?:was|were) asked whether": lambda it: bool(it.case.asked),
    r"[Nn]obody has it": lambda it: it.case.opened_at is None,
    r"[Ii]t has not gone up|stays down|nobody has said": lambda it: it.case.opened_at is None,
    r"has sent ESC-1 up|have sent ESC-1 up": lambda it: it.case.opened_at is not None,
    r"yes in answer to this mail|Shall this go up": lambda it: it.case.status is Status.HELD,
    r"has not gone up yet": lambda it: it.case.status is Status.HELD,
    r"before this can go up": lambda it: it.case.status is Status.HELD,
    r"mine takes it|Take it with mine|with: mine|answer this mail: mine\.": lambda it: (
        it.is_free and it.kind != "nudge"
    ),
    r"[Ii]s due by|[Tt]hey answer by|Answer by": lambda it: it.is_ahead,
    r"(?:[Aa]nswer|it) was due (?!by)": lambda it: (
        not it.is_ahead or "did not take it in time: it was due" in it.text or "had not taken" in it.text
    ),
    r"has not been told(?! by me)": lambda it: it.case.acknowledgement is not Acknowledgement.SENT,
    r"was told .{1,40} that specialists": lambda it: it.case.acknowledgement is Acknowledgement.SENT,
    r"[Nn]obody has taken|nobody has taken|has not taken|have not taken": lambda it: it.is_free,
    r"is working on it": lambda it: it.case.claimed_by is not None,
    r"ESC-1 is yours\.": lambda it: it.to == it.case.agent.key,
    r"you stay (?:their|the customer's) contact|you stay their": lambda it: it.to == it.case.agent.key,
    r"ESC-1 is yours now": lambda it: it.has_taken,
    r"you have taken ESC-1": lambda it: it.has_taken and not it.case.status.is_closed,
    r"is with the ": lambda it: it.is_free,
    r"the leads(?!\))": lambda it: it.has_leads,
    r"their clock goes on": lambda it: it.is_running,
    r"clock of ESC-1 (?:still )?stands": lambda it: it.case.status is Status.WAITING,
    r"it goes to the \w": lambda it: it.is_running and not it.case.soft,
    r"clock of ESC-1 (?:runs )?again": lambda it: it.case.status is not Status.WAITING,
    r"Yours until it is solved|your escalation has gone up": lambda it: it.to == it.case.agent.key,
    r"[Yy]ou wrote was passed on|What you added was passed on": lambda it: bool(it.reached()),
    r"knows, and so do the others": lambda it: (
        {one.key for one in (it.case.agent, *it.case.recipients)} - {it.to} <= it.reached()
    ),
    r"You can stop looking": lambda it: it.case.claimed_by is not None and not it.has_taken,
    r"They have been reminded": lambda it: bool(it.reached("reminder") - {LEAD}),
    r"I have asked once more": lambda it: bool(it.reached("reminder")),
    r"It is solved|ESC-1 is closed": lambda it: it.case.status.is_closed,
}


def read(letter: EmailMessage) -> Iterator[str]:
    for text in (text_of(letter), re.sub(r"<head\b.*?</head>|<[^<>]*>", " ", html_of(letter), flags=re.DOTALL)):
        yield " ".join(spaced(unescape(text)).split())


class Walk:
    """One case, on which people of every part do things at random; `wrong` is what its letters say untruly."""

    def __init__(self, desk: Desk, opening: str, seed: str) -> None:
        self._desk, self._random, self._at = desk, random.Random(seed), MONDAY
        word, changes, _ = OPENINGS[opening]
        self._subject, self._form = f"{word} - Exports end", build_form(changes)
        self._newest: dict[str, EmailMessage] = {}
        self.wrong: list[str] = []
        self._mails = 0
        self._take("opens", self._escalate(AGENT))

    def _escalate(self, sender: str, form: str | None = None) -> bytes:
        self._mails += 1
        return build_mail(
            self._subject, form or self._form, sender=sender, files=[LOG], message_id=f"<{self._mails}@example.com>"
        )

    def go(self, steps: int) -> None:
        for _ in range(steps):
            who, word = self._random.choice(PEOPLE), self._random.choice(WORDS)
            chance = self._random.random()
            if chance < 0.2:
                self._let_time_pass()
            elif chance < 0.26:
                self._take(f"{who} escalates", self._escalate(self._random.choice((AGENT, KAI))))
            elif chance < 0.28:
                self._take("it presses", self._escalate(KAI, build_form(LEGAL)))
            elif who in self._newest:
                self._take(f"{who}: {word}", reply(self._newest[who], who, word))

    def _let_time_pass(self) -> None:
        case = self._case()
        if case.wake_at is not None:
            self._at = max(self._at, case.wake_at) + timedelta(seconds=1)
            self._look("time passes", self._desk.pass_time(self._at))

    def _take(self, what: str, raw: bytes) -> None:
        self._at += timedelta(minutes=7)
        while self._mails > 1 and (at := self._case().wake_at) is not None and at <= self._at:
            self._at = at + timedelta(seconds=1)
            self._look("time passes", self._desk.pass_time(self._at))
        self._look(what, self._desk.receive(raw, self._at))

    def _case(self) -> Case:
        case = self._desk.store.find_case(1)
        assert case is not None
        return case

    def _look(self, what: str, letters: list[EmailMessage]) -> None:
        case = self._case()
        for letter in letters:
            if letter["X-Escalation-Case"] != "ESC-1" or letter["X-Escalation-Kind"] == "customer-acknowledgement":
                continue
            self._newest[reader(letter)] = letter
            for text in read(letter):
                found = Read(
                    text, reader(letter), str(letter["X-Escalation-Kind"]), self._at, case, tuple(letters),
                    bool(self._desk.policy.leads),
                )  # fmt: skip
                self.wrong += [
                    f"{what} ({case.status}): {found.kind} to {found.to}: {said[0]!r} in {text[:150]}"
                    for pattern, holds in TRUE.items()
                    if (said := re.search(pattern, text)) and not holds(found)
                ]


@pytest.mark.parametrize("steps", [20, pytest.param(40, marks=pytest.mark.slow)])
@pytest.mark.parametrize("opening", OPENINGS)
def test_whatever_is_done_no_letter_contradicts_its_case(tmp_path: Path, opening: str, steps: int) -> None:
    walk = Walk(Desk(tmp_path, OPENINGS[opening][2]), opening, f"{opening} 3")
    walk.go(steps)
    assert walk.wrong == []
