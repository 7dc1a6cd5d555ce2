"""config.yaml → frozen Settings. All problems are told at once, each with its line and its path (interface.md)."""

import ipaddress
import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from daemon.core.business_time import Calendar, NoWorkingTimeError
from daemon.core.customers import Directory
from daemon.core.policy import (
    CustomerRules,
    EscalationPolicy,
    Lead,
    Level,
    Limits,
    Reminders,
    Senders,
    Thresholds,
    TriggerRule,
    Trust,
)
from daemon.core.trigger_phrases import DEFAULT_TRIGGERS
from daemon.errors import SettingsError
from daemon.settings_file import Place, SettingsFile, read_settings_file
from daemon.settings_schema import TRIGGERS, ConfigFile, DigestBlock, LevelBlock, Mailbox, Server, Smtp
from parsers.command import NAMES, CommandWords, load_command_words
from parsers.labels import FIELD_NAMES, load_aliases
from parsers.model import Address, Marker
from parsers.subject import DEFAULT_EXCEPTIONS, DEFAULT_MARKERS, SubjectWords

EXTRA_WORDS = (*FIELD_NAMES, "high", "medium", "low", *(f"levels.{n}" for n in range(1, 10)), *(f"triggers.{name}" for name in TRIGGERS))
_ALLOWED = re.compile(r"(?:@|[^\s@]+@)[^\s@]+|list-id:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What config.yaml says. Paths are absolute; secrets do not show in any representation."""

    path: Path
    mailbox: Mailbox
    smtp: Smtp
    store_path: Path
    directory_path: Path | None
    templates_path: Path | None
    digest: DigestBlock
    rules: ConfigFile
    calendars: Mapping[str, Calendar]

    def build_policy(self, directory: Directory) -> EscalationPolicy:
        """The team's rules as the core uses them."""
        rules = self.rules
        levels = {number: self._build_level(number, block) for number, block in sorted(rules.levels.items())}
        reminders, customers = rules.reminders, rules.customers
        return EscalationPolicy(
            mailbox=Address(self.mailbox.address.email, self.smtp.sender_name),
            levels=levels,
            senders=Senders(rules.senders.allow, Trust(rules.senders.trust), rules.senders.authserv_id),
            triggers=tuple(_build_trigger(rule, rules) for rule in DEFAULT_TRIGGERS),
            reminders=Reminders(**{name: getattr(reminders, name) for name in type(reminders).model_fields}),
            words=_build_words(rules),
            aliases=load_aliases(rules.aliases),
            commands=_build_commands(rules),
            directory=directory,
            required=tuple(rules.required),
            thresholds=Thresholds(**rules.thresholds.model_dump()),
            limits=Limits(**rules.limits.model_dump()),
            customers=CustomerRules(customers.domains, customers.acknowledge),
            leads=tuple(Lead(lead.address, lead.timezone) for lead in rules.leads),
            administrators=rules.administrators,
            covers={who.lower(): cover for who, cover in rules.covers.items()},
            timezone=self._home_zone(),
            language=rules.language,
        )

    def _home_zone(self) -> str:
        """Where agents are, whose own zone nobody knows: as set, else where the first level works."""
        if "timezone" in self.rules.model_fields_set:
            return self.rules.timezone
        return self.calendars[self.rules.levels[min(self.rules.levels)].calendar].timezone

    def _build_level(self, number: int, block: LevelBlock) -> Level:
        calendar = self.calendars[block.calendar]
        return Level(
            number,
            block.name,
            block.recipients,
            calendar,
            block.respond_within,
            tuple(address.key for address in block.addresses),
            tuple(address.key for address in block.members),
            block.required,
            quiet_all=block.quiet == "all",
            tracker=block.format == "tracker",
            timezone=calendar.timezone,
        )


def _build_trigger(rule: TriggerRule, rules: ConfigFile) -> TriggerRule:
    own = rules.triggers.get(rule.name)
    if own is None:
        return rule
    phrases = rule.phrases if own.phrases is None else own.phrases
    return TriggerRule(rule.name, own.level or rule.level, (*phrases, *own.add))


def _build_words(rules: ConfigFile) -> SubjectWords:
    words = rules.words
    own = dict.fromkeys(words.escalation, Marker.ESCALATION) | dict.fromkeys(words.urgent, Marker.URGENT)
    return SubjectWords({**DEFAULT_MARKERS, **own}, (*DEFAULT_EXCEPTIONS, *words.exceptions))


def _build_commands(rules: ConfigFile) -> CommandWords:
    return load_command_words({name: words for name, words in rules.commands.items() if name in NAMES})


def load_settings(path: Path, environment: Mapping[str, str], offline: bool = False) -> Settings:
    """Reads and checks the file; `offline`, for commands that connect to nothing, lets a secret be missing.
    Raises SettingsError with every problem on its own line."""
    file = read_settings_file(path)
    problems = list(file.problems)
    try:
        rules = ConfigFile.model_validate(file.values, context={"environment": environment, "offline": offline})
    except ValidationError as error:
        errors = error.errors(include_url=False)
        inner = {tuple(one["loc"][:-1]) for one in errors}
        # a list whose only entry is wrong is not too short as well
        problems += [_say(one, file) for one in errors if not (one["type"] == "too_short" and tuple(one["loc"]) in inner)]
        raise _settings_error(path, problems) from None
    calendars: dict[str, Calendar] = {}
    for name, office in rules.calendars.items():
        try:
            calendars[name] = office.build()
        except NoWorkingTimeError as error:
            place: Place = ("calendars", name)
            problems.append((file.line(place), f"calendars.{name}", str(error)))
    problems += [(file.line(place), ".".join(map(str, place)), problem) for place, problem in _check(rules)]
    if problems:
        raise _settings_error(path, problems)
    here = path.resolve().parent
    directory = rules.customers.directory
    return Settings(
        path=path,
        mailbox=rules.mailbox,
        smtp=rules.smtp,
        store_path=here / rules.store.path,
        directory_path=here / directory if directory else None,
        templates_path=here / rules.templates if rules.templates else None,
        digest=rules.digest,
        rules=rules,
        calendars=calendars,
    )


def _settings_error(path: Path, problems: list[tuple[int, str, str]]) -> SettingsError:
    return SettingsError([f"{path}:{line}: {f'{where}: ' if where else ''}{problem}" for line, where, problem in sorted(set(problems))])


def _say(problem: Any, file: SettingsFile) -> tuple[int, str, str]:
    """One of pydantic's errors in our words: line, path, problem."""
    place: Place = tuple(part for part in problem["loc"] if not _is_type_name(part))
    given = problem.get("input")
    shown = f'"{given}"' if isinstance(given, str) else str(given) if isinstance(given, int | float) else "this"
    kind = problem["type"]
    message = str(problem["msg"]).removeprefix("Value error, ")
    if kind == "extra_forbidden":
        message = _name_nearest(place)
    elif kind == "missing":
        message = "is missing"
    elif kind == "literal_error":
        message = f"{shown} is not one of {problem['ctx']['expected'].replace(chr(39), '')}"
    elif kind in ("string_type", "model_type", "mapping_type", "dict_type", "tuple_type", "model_attributes_type"):
        wanted = {"string_type": "a text", "tuple_type": "a list, like [one, two]"}.get(kind, "a block of `name: value` lines")
        message = f"{shown} is not what stands here: {wanted} does"
    elif kind.startswith(("int_", "float_", "bool_")):
        message = f"{shown} is not {'true or false' if kind.startswith('bool') else 'a number'}"
    elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        message = f"{shown}: {message[0].lower()}{message[1:].replace('input should be', 'must be')}"
    elif kind == "too_short":
        message = "at least one is needed"
    return file.line(place), ".".join(map(str, place)), message.replace("Input should be", "must be")


def _is_type_name(part: object) -> bool:
    """Pydantic names the branch of a union inside the path; people did not write that."""
    return isinstance(part, str) and (part in ("MoveTo", "str", "int") or part.startswith(("literal[", "function-", "tuple[")))


def _name_nearest(place: Place) -> str:
    known = _known_keys(place[:-1])
    near = get_close_matches(str(place[-1]), known, 1, 0.5)
    return f"is not a setting; the nearest is {near[0]}" if near else f"is not a setting; here stand {', '.join(known)}"


def _known_keys(place: Place) -> list[str]:
    model: Any = ConfigFile
    for part in place:
        if isinstance(model, type) and issubclass(model, BaseModel):
            found = model.model_fields.get(str(part))
            model = found.annotation if found else None
        else:
            model = next(iter(typing.get_args(model)[-1:]), None)
        while typing.get_origin(model) in (typing.Union, typing.Annotated) or str(typing.get_origin(model)) == "<class 'types.UnionType'>":
            model = typing.get_args(model)[0]
        if typing.get_origin(model) is tuple and part != place[-1]:
            model = typing.get_args(model)[0]
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _check(rules: ConfigFile) -> Iterator[tuple[Place, str]]:
    """What one value alone cannot show."""
    numbers = sorted(rules.levels)
    if not numbers:
        yield ("levels",), "at least one level is needed"
    elif numbers != list(range(1, len(numbers) + 1)):
        yield ("levels",), f"levels are numbered from 1 without gaps; here stand {', '.join(map(str, numbers))}"
    yield from _check_people(rules)
    for number, level in rules.levels.items():
        if level.calendar not in rules.calendars:
            known = ", ".join(rules.calendars) or "none"
            yield ("levels", number, "calendar"), f'"{level.calendar}" is not among the calendars: {known}'
    yield from _check_server("mailbox", rules.mailbox)
    yield from _check_server("smtp", rules.smtp)
    if rules.senders.trust == "authentication-results" and not rules.senders.authserv_id:
        yield ("senders",), "authserv_id is missing: the name with which your mail server begins its Authentication-Results header"
    for at, entry in enumerate(rules.senders.allow):
        if not _ALLOWED.fullmatch(entry):
            yield ("senders", "allow", at), f'"{entry}" is neither an address, nor a domain like @example.com, nor list-id:name'
    yield from _check_words(rules)


def _check_people(rules: ConfigFile) -> Iterator[tuple[Place, str]]:
    own = rules.mailbox.address.key
    problem = "is the shared mailbox itself: its letters would come back for ever"
    for number, level in rules.levels.items():
        for at, person in enumerate(level.recipients):
            if person.key == own:
                yield ("levels", number, "recipients", at), f"{person.email} {problem}"
    for at, lead in enumerate(rules.leads):
        if lead.address.key == own:
            yield ("leads", at, "address"), f"{lead.address.email} {problem}"
    for at, person in enumerate(rules.administrators):
        if person.key == own:
            yield ("administrators", at), f"{person.email} {problem}"


def _check_server(name: str, server: Server) -> Iterator[tuple[Place, str]]:
    if server.security == "none" and not _is_loopback(server.host):
        yield (name, "security"), f"none is for this machine itself only, and {server.host} is another: use tls or starttls"
    if server.password is not None and server.oauth2 is not None:
        yield (name, "password"), "password and oauth2 exclude each other"
    if server.username and server.password is None and server.oauth2 is None:
        yield (name, "username"), "a password or oauth2 belongs to it"
    if name == "mailbox" and not server.username:
        yield (name,), "username is missing"
    if server.oauth2 is not None and server.oauth2.provider == "custom" and not server.oauth2.token_url.startswith("https://"):
        yield (name, "oauth2", "token_url"), "a custom provider needs its token_url, with https"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_words(rules: ConfigFile) -> Iterator[tuple[Place, str]]:
    for block, given, known in (
        ("triggers", rules.triggers, TRIGGERS),
        ("commands", rules.commands, NAMES),
        ("aliases", rules.aliases, EXTRA_WORDS),
    ):
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, 1, 0.5)
                yield (block, name), f"is not known; {f'the nearest is {near[0]}' if near else f'known are {chr(44).join(known)}'}"
    for name, rule in rules.triggers.items():
        if rule.level is not None and rule.level not in rules.levels:
            yield ("triggers", name, "level"), f"there is no level {rule.level}"


def render_schema() -> dict[str, Any]:
    """JSON Schema of config.yaml, for editors."""
    schema = ConfigFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Upstairs: config.yaml",
        **{k: v for k, v in schema.items() if k != "title"},
    }
