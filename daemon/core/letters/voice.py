"""How a letter speaks to its reader: the team's sentences in his language, and times in his zone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from daemon.core.letters.upstairs.names import find_names
from daemon.core.letters.wording import (
    render_ago,
    render_clock,
    render_list,
    render_long_time,
    render_over,
    render_person,
    render_relative,
    render_span,
    render_time,
)
from daemon.core.model.case import Case
from daemon.core.model.customers import Customer, find_customer
from daemon.core.model.notifications import Notification
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.trackers import find_trackers
from parsers.model import Address


class Texts(Protocol):
    """The team's templates, per language."""

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        """Subject, text and HTML of the letter `name`."""
        ...

    def say(self, sentence: str, language: str, *values: str) -> str:
        """One sentence of the language's sentences."""
        ...

    def words(self, language: str) -> Mapping[str, str]:
        """How times and spans are written."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """To one reader, at one moment. What there is no instant for is "". `names`: people who have one, by address in
    lower case."""

    texts: Texts
    zone: str
    language: str
    now: datetime
    names: Mapping[str, Address] = field(default_factory=dict)
    trackers: frozenset[str] = frozenset()  # addresses from which several write: each is called as he is

    def call(self, person: Address) -> Address:
        """The person under the name by which all letters call him; as he is where he has none."""
        is_own = bool(person.name) and person.key in self.trackers
        named = None if is_own else self.names.get(person.key)
        return person if named is None else Address(person.email, render_person(named))

    def person(self, person: Address) -> str:
        """The person by name, else by address."""
        return render_person(self.call(person))

    def people(self, people: Iterable[Address]) -> list[str]:
        """Each of them so."""
        return [self.person(one) for one in people]

    def say(self, sentence: str, *values: str) -> str:
        return self.texts.say(sentence, self.language, *values)

    def say_each(self, sentence: str, names: tuple[str, ...]) -> list[str]:
        return [self.say(sentence, name) for name in names]

    def at(self, moment: datetime | None) -> str:
        return render_time(moment, self.zone, self.now, self._words) if moment else ""

    def long_time(self, moment: datetime | None) -> str:
        return render_long_time(moment, self.zone, self.now, self._words) if moment else ""

    def clock(self, moment: datetime | None) -> str:
        return render_clock(moment, self.zone) if moment else ""

    def relative(self, moment: datetime | None) -> str:
        return render_relative(moment, self.now, self._words) if moment else ""

    def since(self, moment: datetime | None) -> str:
        """The time between it and now."""
        return render_span(self.now - moment, self._words) if moment else ""

    def span(self, span: timedelta | None) -> str:
        return "" if span is None else render_span(span, self._words)

    def ago(self, moment: datetime | None) -> str:
        """Of an instant that has come."""
        return render_ago(moment, self.now, self._words) if moment else ""

    def over(self, moment: datetime | None) -> str:
        """Of a deadline that has come."""
        return render_over(moment, self.now, self._words) if moment else ""

    def list(self, items: tuple[str, ...]) -> str:
        return render_list(items, self._words)

    @property
    def _words(self) -> Mapping[str, str]:
        return self.texts.words(self.language)


def find_voice(
    notification: Notification, case: Case | None, policy: EscalationPolicy, texts: Texts, now: datetime
) -> Voice:
    """In the zone and language in which this person reads, a customer's as the directory has them; and by which names
    it calls people."""
    names, trackers = find_names(case, policy, (notification.to, *notification.also)), find_trackers(policy)
    if notification.kind.is_for_customer:
        told = (find_customer(case.fields, policy.directory) if case else None) or Customer("")
        return Voice(texts, told.timezone or policy.timezone, told.language or policy.language, now, names, trackers)
    zone = policy.find_zone(notification.to, case.level if case else None)
    return Voice(texts, zone, policy.language, now, names, trackers)
