"""config.yaml → frozen Settings. All problems are told at once, each with its line and its path (face C2.2)."""

import copy
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from daemon.core.calendars.calendar import Calendar
from daemon.core.model.customers import Directory
from daemon.core.model.policy import (
    CustomerRules,
    DigestRules,
    EscalationPolicy,
    Lead,
    Level,
    Limits,
    Reminders,
    Senders,
    Thresholds,
    TriggerRule,
    Triggers,
    Trust,
)
from daemon.errors import SettingsError
from daemon.settings.checks import build_calendars, check, check_durations
from daemon.settings.file import Place, SettingsFile, read_settings_file
from daemon.settings.schema import ConfigFile, LevelBlock, Mailbox, Smtp, TriggerBlock
from daemon.settings.triggers import load_triggers
from parsers.commands.command import load_command_words
from parsers.form.labels import load_aliases
from parsers.model import Address, CommandName, Marker
from parsers.subject import SubjectWords, load_subject_words
from parsers.text.phrases import NOTHING, OurWords
from parsers.times.moments import parse_moment
from parsers.vocabulary import Vocabulary

Problem = tuple[int, str, str]  # line, path, what is wrong


@dataclass(frozen=True, slots=True)
class Settings:
    """What config.yaml says. Paths are absolute; secrets do not show in any representation."""

    path: Path
    mailbox: Mailbox
    smtp: Smtp
    store_path: Path
    directory_path: Path | None
    templates_path: Path | None
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
            triggers=_build_triggers(rules, max(levels)),
            reminders=Reminders(**{name: getattr(reminders, name) for name in type(reminders).model_fields}),
            directory=directory,
            read_moment=parse_moment,
            required=tuple(rules.required),
            thresholds=Thresholds(**rules.thresholds.model_dump()),
            limits=Limits(**rules.limits.model_dump()),
            customers=CustomerRules(customers.domains, customers.acknowledge),
            digest=DigestRules(rules.digest.at, rules.digest.days, rules.digest.when_empty == "send"),
            leads=tuple(Lead(lead.address, lead.timezone or self._home_zone()) for lead in rules.leads),
            administrators=rules.administrators,
            covers={who.lower(): cover for who, cover in rules.covers.items()},
            timezone=self._home_zone(),
            language=rules.language,
        )

    def build_vocabulary(self, ours: OurWords = NOTHING) -> Vocabulary:
        """The words by which the team's mails are read, its own among them; `ours` is what the letters say."""
        rules = self.rules
        commands = {name: words for name, words in rules.commands.items() if name in set(CommandName)}
        return Vocabulary(
            _build_words(rules), load_aliases(rules.aliases), load_command_words(commands, rules.aliases), ours
        )

    def _home_zone(self) -> str:
        """Where agents are, whose own zone nobody knows: as set, else where the first level works."""
        return self.rules.timezone or self.calendars[self.rules.levels[1].calendar].timezone

    def _build_level(self, number: int, block: LevelBlock) -> Level:
        calendar = self.calendars[block.calendar]
        return Level(
            number,
            block.name,
            block.recipients,
            calendar,
            block.respond_within.by_priority,
            tuple(address.key for address in block.addresses),
            tuple(address.key for address in block.members),
            block.required,
            quiet_all=block.quiet == "all",
            tracker=block.format == "tracker",
            timezone=calendar.timezone,
        )


def _build_triggers(rules: ConfigFile, highest: int) -> Triggers:
    known = load_triggers()
    return replace(known, rules=tuple(_build_trigger(rule, rules, highest) for rule in known.rules))


def _build_trigger(rule: TriggerRule, rules: ConfigFile, highest: int) -> TriggerRule:
    own = rules.triggers.get(rule.name, TriggerBlock())
    phrases = rule.phrases if own.phrases is None else own.phrases
    return replace(rule, level=own.level or min(rule.level, highest), phrases=(*phrases, *own.add))


def _build_words(rules: ConfigFile) -> SubjectWords:
    words = rules.words
    own = {word.casefold(): Marker.ESCALATION for word in words.escalation} | {
        word.casefold(): Marker.URGENT for word in words.urgent
    }
    return load_subject_words(own, words.exceptions)


def load_settings(path: Path, environment: Mapping[str, str], offline: bool = False) -> Settings:
    """Reads and checks the file; `offline`, for commands that connect to nothing, lets a secret be missing.
    Raises SettingsError with every problem on its own line."""
    here = path.resolve().parent
    file = read_settings_file(path)
    rules, calendars, problems = _check(file, {"environment": environment, "offline": offline, "folder": here})
    if problems or rules is None:
        raise SettingsError(
            [
                f"{path}:{line}: {f'{where}: ' if where else ''}{problem}"
                for line, where, problem in sorted(set(problems))
            ]
        )
    directory = rules.customers.directory
    return Settings(
        path=path,
        mailbox=rules.mailbox,
        smtp=rules.smtp,
        store_path=here / rules.store.path,
        directory_path=here / directory if directory else None,
        templates_path=here / rules.templates if rules.templates else None,
        rules=rules,
        calendars=calendars,
    )


def _check(file: SettingsFile, context: dict[str, Any]) -> tuple[ConfigFile | None, dict[str, Calendar], list[Problem]]:
    """The rules with their calendars, and everything that is wrong: with the file, with a value,
    with what values mean together.
    What is known to be wrong is told once."""
    rules, found = _validate(file, context)
    told = {place for _, place, _ in file.problems}
    problems = [*file.problems, *(one for one in found if one[1] not in told)]
    if rules is None:
        return None, {}, problems
    calendars, unfit = build_calendars(rules)
    checked = [*unfit, *check(rules, file.values), *check_durations(rules, calendars)]
    wrong = {path for _, path, _ in problems}
    problems += [
        (file.line(place), _dotted(place), problem) for place, problem in checked if not _touches(_dotted(place), wrong)
    ]
    return rules, calendars, problems


def _validate(file: SettingsFile, context: dict[str, Any]) -> tuple[ConfigFile | None, list[Problem]]:
    """The rules with the problems of single values. Values that are wrong are left out of the rules, so that what they
    mean together can be checked too; None when too little is left."""
    values = copy.deepcopy(file.values)
    problems: list[Problem] | None = None
    while True:
        try:
            return ConfigFile.model_validate(values, context=context), problems or []
        except ValidationError as error:
            found = error.errors(include_url=False)
        if problems is None:
            problems = [_say(one, file) for one in found if not _is_echo(one, found)]
        removed = [_remove(values, _place(one)) for one in found]
        if not any(removed):
            return None, problems


def _is_echo(one: Any, found: Sequence[Any]) -> bool:
    """What pydantic says besides the problem itself: a list whose only entry is wrong is not too short as well, and
    `move` with a wrong line is not a wrong `keyword`."""
    too_short = one["type"] == "too_short" and any(tuple(other["loc"][:-1]) == tuple(one["loc"]) for other in found)
    return too_short or (one["type"] == "literal_error" and isinstance(one["input"], dict))


def _remove(values: Any, place: Place) -> bool:
    """Takes the wrong value out, or what is around it when it is missing or stands in a list."""
    holder, key, within = None, None, values
    for part in place:
        if not isinstance(within, dict) or part not in within:
            break
        holder, key, within = within, part, within[part]
    if holder is None:
        return False
    del holder[key]
    return True


def _touches(place: str, wrong: set[str]) -> bool:
    """Whether a check looked at something that is known to be wrong already."""
    return any(f"{one}.".startswith(f"{place}.") or f"{place}.".startswith(f"{one}.") for one in wrong)


def _dotted(place: Place) -> str:
    return ".".join(map(str, place))


def _place(problem: Any) -> Place:
    """Where it stands in the file: pydantic names the branch of a union inside the path; people did not write that."""
    return tuple(part for part in problem["loc"] if not _is_type_name(part))


def _say(problem: Any, file: SettingsFile) -> Problem:
    """One of pydantic's errors in our words: line, path, problem."""
    place = _place(problem)
    return (
        file.line(place),
        _dotted(place),
        _name_nearest(place) if problem["type"] == "extra_forbidden" else _word(problem),
    )


_BLOCK = "{shown} does not fit: a block of `name: value` lines is expected"
_COMPARED = "{shown} is wrong here: it must be {bound}"
WORDED = {  # pydantic's kinds of errors, or with what they begin
    "missing": "is missing",
    "literal_error": "{shown} is not one of {expected}",
    "string_type": "{shown} does not fit: a text is expected",
    "tuple_type": "{shown} does not fit: a list like [one, two] is expected",
    **dict.fromkeys(("model_type", "mapping_type", "dict_type", "model_attributes_type"), _BLOCK),
    **dict.fromkeys(("int", "float"), "{shown} is not a number"),
    "bool": "{shown} is not true or false",
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _COMPARED),
    "too_short": "at least one is needed",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "{shown} is not a language: write its code, like en or pt-BR",
}
_TYPES = frozenset(kind for kind in WORDED if kind.endswith("_type"))


def _word(problem: Any) -> str:
    """What is wrong with a value; our own checks have said it themselves."""
    given, kind, message = problem.get("input"), problem["type"], str(problem["msg"])
    if given is None and (kind in _TYPES or kind == "value_error"):
        return "is empty"
    worded = WORDED.get(kind) or WORDED.get(kind.partition("_")[0])
    if worded is None:
        return message.removeprefix("Value error, ")
    expected = str(problem.get("ctx", {}).get("expected", "")).replace("'", "")
    return worded.format(shown=_show(given), expected=expected, bound=message.removeprefix("Input should be "))


def _show(given: object) -> str:
    if isinstance(given, str):
        return f'"{given}"'
    return str(given) if isinstance(given, int | float) else "this"


def _is_type_name(part: object) -> bool:
    return isinstance(part, str) and (
        part in ("MoveTo", "[key]") or part.startswith(("literal[", "function-", "tuple["))
    )


def _name_nearest(place: Place) -> str:
    known = _known_keys(place[:-1])
    near = get_close_matches(str(place[-1]), known, 1, 0.5)
    return f"is not a setting; the nearest is {near[0]}" if near else f"is not a setting; here stand {', '.join(known)}"


def _known_keys(place: Place) -> list[str]:
    block: type[BaseModel] = ConfigFile
    for part in place:  # a name or number of the team's own stays in its block
        block = (
            _find_block(block.model_fields[str(part)].annotation) or block if str(part) in block.model_fields else block
        )
    return list(block.model_fields)


def _find_block(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in typing.get_args(annotation) if (found := _find_block(inner))), None)


def render_schema() -> dict[str, Any]:
    """JSON Schema of config.yaml, for editors."""
    schema = ConfigFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Upstairs: config.yaml",
        **{k: v for k, v in schema.items() if k != "title"},
    }
