"""The life of a few cases, drawn by lot: what comes by mail, and how the clock passes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.builders import FORM, build_form, build_mail
from tests.recording.conversation import Reply, write_bounce, write_reply
from tests.service.truth.evidence import Mail, World
from tests.service.truth.team import ADA, AGENTS, BEGIN, COLLEAGUES, KIM, NAMES

CANARY = "zqx{:05}"  # a word that nobody else writes: where it stands, this mail's words stand
HOURS = (0.02, 0.02, 0.1, 0.1, 0.3, 0.7, 1.5, 3, 8, 20, 44)
SAID = (  # first lines of answers, as often as people say them
    "mine", "mine", "mine", "mine", "not mine", "not mine", "raise", "lower", "waiting", "waiting until friday 10:00",
    "resume", "calm", "remind", "status", "status", "why", "help", "done: restarted", "cancel: a mistake",
    "reopen", "reopen", "note: they called", "info? which version?",
    "info? which build?", "priority low", "priority high", "send ack",
    "told", "told until friday 16:00", "told until tomorrow 11:00", "yes", "yes", "no", "raise 4", "Any news of this?",
    "thanks, seen", "Can you look at line 12 of the log?", "pass to {}", "pass to {} until friday 10:00",
    "update: It works again.", "update until friday 16:00: We look into it.", "send",
    "pass agent to {}", "away until friday 9:00 cover {}", "away until thursday 9:00", "I am back", "cases",
)  # fmt: skip
OF_AGENTS = (
    "status", "told", "told until friday 16:00", "told until tomorrow 11:00", "raise", "waiting", "resume",
    "calm", "calm",
    "Version 4.2, they say.", "Customer Impact: 20 users stand still", "Ticket: 48777", "yes", "no",
    "send ack", "remind", "update: It works again.", "update until friday 16:00: We look into it.", "send", "send",
    "cancel: a mistake", "done: restarted", "reopen", "pass agent to {}", "note: they called", "why",
    "Customer: Fabrikam\nTicket #: 48999\nIssue Summary: Labels print twice.", "-----BEGIN PGP MESSAGE-----\n\nhQEMA",
    "There is data loss in the ledger.", "Their lawyer announces legal action.", "lower", "priority high", "help",
)  # fmt: skip
OF_CUSTOMERS = (
    "Thank you.",
    "It still fails for us.",
    "Here is what you asked for.",
    "We have lost all data now!",
    "We are not satisfied with this.",
)
PRESSING = "URGENT"
OPENINGS: tuple[tuple[str, dict[str, str | None]], ...] = (
    ("ESCALATION", {}), ("ESCALATION", {}), ("ESCALATION", {"Level": "1"}), ("ESCALATION", {"Level": "2"}),
    ("ESCALATION", {"Level": "4"}), (PRESSING, {}), ("ESCALATION", {"Customer Impact": None}),
    ("ESCALATION", {"Customer Impact": None, "Ticket #": None}), (PRESSING, {"Customer Impact": None, "Ticket"
    " #": None}),
    (PRESSING, dict.fromkeys(FORM)), ("ESCALATION", {"Issue Summary": "Their lawyer announces legal action."}),
    ("ESCALATION", {"Customer": "Northwind"}), ("ESCALATION", {"Customer": "Fabrikam"}),
    ("ESCALATION", {"Tell the customer": "The exports end early"}), ("ESCALATION", {"Tell the customer": "nothing"}),
    ("ESCALATION", {"Issue Summary": "We would like a second opinion.", "Priority": "Low"}),
    ("ESCALATION", {"Issue Summary": "There is data loss in the ledger."}), ("ESCALATION", {"Priority": "Low"}),
)  # fmt: skip


DOWN: dict[str, str | None] = {"Issue Summary": "Nobody can log in, all sites are down."}
OUTAGES: tuple[tuple[str, dict[str, str | None]], ...] = tuple(
    ("ESCALATION", {**DOWN, **changes})
    for changes in ({}, {"Customer": "Fabrikam"}, {"Customer": "Northwind"}, {"Customer Impact": None})
)
SOON = (0.02, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 3)


@dataclass(slots=True)
class Life:
    """`live` gives the letters of each step: all that left at one instant. In one of outages all agents escalate the
    same, and shortly after each other."""

    world: World
    seed: str
    is_of_outages: bool = False
    random: Random = field(init=False)
    at: datetime = BEGIN
    mails: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def live(self, steps: int) -> Iterator[None]:
        """One step after the other; the world has seen it."""
        self.at += timedelta(minutes=self.random.randrange(0, 9000))
        yield from self._escalate()
        for _ in range(steps):
            self.at += timedelta(
                hours=self.random.choice(SOON if self.is_of_outages else HOURS), seconds=self.random.randrange(60)
            )
            yield from self.world.pass_time(self.at)
            yield from self._happen()
        yield from self.world.pass_time(self.at + timedelta(days=4))

    def _happen(self) -> Iterator[None]:
        if self.is_of_outages and self.random.random() < 0.25:
            yield from self._escalate()
            return
        chance = self.random.random()
        if chance < 0.15:
            return
        if chance < 0.24:
            yield from self._escalate()
        elif chance < 0.29:
            yield from self._return()
        elif chance < 0.36:
            yield from self._say(self.random.choice((ADA, KIM)), self.random.choice(OF_CUSTOMERS))
        elif chance < 0.56:
            yield from self._say(self._choose(AGENTS), self.random.choice(OF_AGENTS))
        else:
            yield from self._say(self._choose(COLLEAGUES), self.random.choice(SAID))

    def _choose(self, people: tuple[str, ...]) -> str:
        """One of those who had a letter lately."""
        lately = {one.to for one in self.world.posts[-25:]}
        return self.random.choice([one for one in people if one in lately] or people)

    def _mark(self) -> tuple[str, str]:
        """A word for the next mail, and its Message-ID."""
        self.mails += 1
        return CANARY.format(self.mails), f"<life-{self.seed}-{self.mails}@example.com>"

    def _escalate(self) -> Iterator[None]:
        mark, message_id = self._mark()
        word, changes = self.random.choice(OUTAGES if self.is_of_outages else OPENINGS)
        sender = self.random.choice(AGENTS)
        ticket = self.random.choice(("48213", "48213", "48214", "50002"))
        form = {"Ticket #": ticket, "Additional Context": f"It is {mark}.", "Attachments": "\n  - error.log", **changes}
        body = build_form({**form, **({} if any(FORM.keys() - changes.keys()) else {"Additional Context": None})})
        subject = f"{word} - Exports {mark} end"
        raw = build_mail(
            subject, body or f"Please look, {mark}.\n", sender=named(sender),
            files=[(f"error-{mark}.log", f"{mark} ended\n".encode())], message_id=message_id,
        )  # fmt: skip
        yield from self.world.receive(Mail(self.at, sender, "", mark, f"{subject}\n{body}"), raw)

    def _say(self, who: str, words: str) -> Iterator[None]:
        letters = self.world.letters_to(who)
        if not letters:
            return
        mark, message_id = self._mark()
        letter = self.random.choice(letters[-3:])
        words = words.format(self.random.choice(COLLEAGUES))
        below = f"\n\nIt is what I know of it, {mark}." if self.random.random() < 0.7 else ""
        quotes = self.random.random() < 0.2
        files = ((f"more-{mark}.log", f"{mark} again\n".encode()),) if self.random.random() < 0.1 else ()
        step = Reply("", named(who), f"{words}{below}", files=files, quotes=quotes)
        raw = write_reply(step, letter.mail, message_id)
        yield from self.world.receive(Mail(self.at, who, words, mark, f"{words}{below}", letter), raw)

    def _return(self) -> Iterator[None]:
        """A letter comes back, or finds its reader away."""
        who = self.random.choice((*COLLEAGUES, ADA, KIM))
        letters = self.world.letters_to(who)
        if not letters:
            return
        mark, message_id = self._mark()
        letter = letters[-1]
        if self.random.random() < 0.5:
            raw = write_bounce(letter.mail, who, message_id)
            yield from self.world.receive(Mail(self.at, who, "(bounce)", mark, "", letter), raw)
            return
        words = "I am out of the office until 12 March 2026."
        away = Reply("", named(who), words, quotes=False, headers={"Auto-Submitted": "auto-replied"})
        raw = write_reply(away, letter.mail, message_id)
        yield from self.world.receive(Mail(self.at, who, "(away)", mark, words, letter), raw)


def named(who: str) -> str:
    """The address with the name that stands in their mails."""
    name = next((name for name, address in NAMES.items() if address == who), "")
    return f"{name} <{who}>" if name else who
