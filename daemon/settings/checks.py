"""What the values of config.yaml mean together: each check yields where and what is wrong."""

import ipaddress
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from daemon.core.calendars.calendar import Calendar, NoWorkingTimeError
from daemon.core.calendars.counting import add_duration, decide_due
from daemon.core.model.customers import is_one_address
from daemon.core.model.policy import leads_to
from daemon.settings.file import Place
from daemon.settings.schema import ConfigFile, MoveTo, OAuth, Server
from daemon.settings.triggers import load_triggers
from daemon.settings.values import read_address
from parsers.model import Address, CommandName
from parsers.words.aliases import FIELD_NAMES

EXTRA_WORDS = (*FIELD_NAMES, "high", "medium", "low", *(f"levels.{n}" for n in range(1, 10)))
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # durations are tried out from here on
Objection = tuple[Place, str]


def build_calendars(rules: ConfigFile) -> tuple[dict[str, Calendar], list[Objection]]:
    """The calendars, and those that are never open."""
    built: dict[str, Calendar] = {}
    problems: list[Objection] = []
    for name, office in rules.calendars.items():
        try:
            built[name] = office.build()
        except NoWorkingTimeError as error:
            problems.append((("calendars", name, "hours"), str(error)))
    return built, problems


def check_durations(rules: ConfigFile, calendars: Mapping[str, Calendar]) -> Iterator[Objection]:
    """A deadline that a calendar never reaches must not be found out by a case."""
    for number, level in rules.levels.items():
        calendar = calendars.get(level.calendar)
        if calendar is None:
            continue
        said = rules.reminders
        gaps = [said.raise_after, said.max_pause, said.customer_update, said.progress, *said.after, *said.incomplete]
        try:
            for within in level.respond_within.by_priority.values():
                decide_due(SOME_DAY, within, calendar)
        except NoWorkingTimeError as error:
            yield ("levels", number, "respond_within"), str(error)
        try:
            for gap in gaps:
                add_duration(calendar, SOME_DAY, gap)
        except NoWorkingTimeError as error:
            yield ("reminders",), f"{error}, in the calendar {level.calendar}"
    agents = calendars.get(rules.agents.calendar or (rules.levels[1].calendar if 1 in rules.levels else ""))
    try:
        if agents is not None:
            decide_due(SOME_DAY, rules.customers.promise_margin, agents)
    except NoWorkingTimeError as error:
        yield ("customers", "promise_margin"), str(error)


def check_rules(rules: ConfigFile, written: Mapping[str, Any]) -> Iterator[Objection]:
    """What one value alone cannot show. `written` is what stands in the file, also where it is wrong."""
    numbers = sorted(rules.levels)
    if not numbers:
        yield ("levels",), "at least one level is needed"
    elif numbers != list(range(1, len(numbers) + 1)):
        yield ("levels",), f"levels are numbered from 1 without gaps; here stand {', '.join(map(str, numbers))}"
    yield from _check_people(rules)
    for number, level in rules.levels.items():
        if level.calendar not in written["calendars"]:
            yield ("levels", number, "calendar"), _say_unknown(level.calendar, written["calendars"])
    if rules.agents.calendar is not None and rules.agents.calendar not in written["calendars"]:
        yield ("agents", "calendar"), _say_unknown(rules.agents.calendar, written["calendars"])
    yield from _check_server("mailbox", rules.mailbox, written["mailbox"])
    yield from _check_server("smtp", rules.smtp, written["smtp"])
    if isinstance(rules.mailbox.handled, MoveTo):
        for name, folder in rules.mailbox.handled.move:
            if folder.casefold() == rules.mailbox.folder.casefold():
                yield (
                    ("mailbox", "handled", "move", name),
                    f"{folder} is the folder that is read: mail must be moved to another",
                )
    if rules.senders.trust == "authentication-results" and not rules.senders.authserv_id:
        yield (
            ("senders", "authserv_id"),
            "is missing: the name with which your mail server begins its Authentication-Results header",
        )
    yield from _check_words(rules)


def _say_unknown(calendar: str, known: Mapping[str, Any]) -> str:
    return f'"{calendar}" is not among the calendars: {", ".join(map(str, known)) or "none"}'


def _check_people(rules: ConfigFile) -> Iterator[Objection]:
    """Letters to ourselves would come back for ever (fault F50); our own addresses are also those of the levels."""
    own = {rules.mailbox.address.key} | {alias.key for level in rules.levels.values() for alias in level.addresses}
    for place, person in _find_people(rules):
        if leads_to(person, own):
            yield place, f"{person.email} is the shared mailbox itself: its letters would come back for ever"
    yield from _check_recipients(rules)
    yield from _check_covers(rules)
    yield from _check_second_addresses(rules)
    for number, level in rules.levels.items():
        if level.next and number != max(rules.levels):
            yield ("levels", number, "next"), "only the highest level has it: above another is the next level"


def _find_people(rules: ConfigFile) -> Iterator[tuple[Place, Address]]:
    """Everybody whom letters go to, with the place where he is named."""
    for at, person in enumerate(rules.administrators):
        yield ("administrators", at), person
    for at, lead in enumerate(rules.leads):
        yield ("leads", at, "address"), lead.address
    for who, cover in rules.covers.items():
        yield ("covers", who), cover
    for number, level in rules.levels.items():
        for name in ("recipients", "next", "sensitive"):
            for at, person in enumerate(getattr(level, name)):
                yield ("levels", number, name, at), person


def _check_recipients(rules: ConfigFile) -> Iterator[Objection]:
    for number, level in rules.levels.items():
        for name in ("recipients", "sensitive"):
            people = getattr(level, name)
            for at, person in enumerate(people):
                if person.key in {other.key for other in people[:at]}:
                    yield ("levels", number, name, at), f"{person.email} stands here twice"


def _check_covers(rules: ConfigFile) -> Iterator[Objection]:
    for who, cover in rules.covers.items():
        if not is_one_address(who):
            yield ("covers", who), f'"{who}" is not one e-mail address'
        elif cover.key == who.lower():
            yield ("covers", who), "nobody stands in for himself"


def _check_second_addresses(rules: ConfigFile) -> Iterator[Objection]:
    seen: dict[str, str] = {}
    for who, others in rules.people.items():
        try:
            read_address(who)
        except ValueError as error:
            yield ("people", who), str(error)
            continue
        for one in others:
            if seen.setdefault(one.key, who) != who or one.key == read_address(who).key:
                yield ("people", who), f"{one.email} stands here for somebody already"


def _check_server(name: str, server: Server, written: Mapping[str, Any]) -> Iterator[Objection]:
    if server.security == "none" and not _is_loopback(server.host):
        yield (
            (name, "security"),
            f"none is for this machine itself only, and {server.host} is another: use tls or starttls",
        )
    has_secret = "password" in written or "oauth2" in written
    if "password" in written and "oauth2" in written:
        yield (name, "password"), "password and oauth2 exclude each other"
    if server.username and not has_secret:
        yield (name, "password"), "is missing, or oauth2 in its place"
    if not server.username and (has_secret or name == "mailbox"):
        yield (name, "username"), "is missing"
    if server.oauth2 is not None:
        yield from _check_oauth((name, "oauth2"), server.oauth2, written["oauth2"])


def _check_oauth(place: Place, oauth: OAuth, written: Mapping[str, Any]) -> Iterator[Objection]:
    """Which of the values belong together (RFC 6749 sections 4.4 and 6)."""
    if oauth.provider == "custom" and not oauth.token_url.startswith("https://"):
        yield (*place, "token_url"), "a custom provider needs its token_url, with https"
    if "refresh_token" in written:
        return
    if oauth.provider == "google":
        yield (*place, "refresh_token"), "is missing"
    elif "client_secret" not in written:
        yield (*place, "refresh_token"), "is missing, or client_secret in its place"
    if oauth.provider == "microsoft" and not oauth.tenant:
        yield (*place, "tenant"), "is missing: an application signs in to one directory only"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_words(rules: ConfigFile) -> Iterator[Objection]:
    triggers = tuple(rule.name for rule in load_triggers().rules)
    for block, given, known in (
        ("triggers", rules.triggers, triggers),
        ("commands", rules.commands, tuple(CommandName)),
        ("aliases", rules.aliases, (*EXTRA_WORDS, *(f"triggers.{name}" for name in triggers))),
    ):
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, 1, 0.5)
                hint = f"the nearest is {near[0]}" if near else f"known are {', '.join(known)}"
                yield (block, name), f"is not known; {hint}"
    for name, rule in rules.triggers.items():
        if rule.level is not None and rule.level not in rules.levels:
            yield ("triggers", name, "level"), f"there is no level {rule.level}"
