"""config.yaml → frozen Settings. All problems are told at once, each with its line and its path (face C2.2)."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from daemon.core.calendars.calendar import Calendar
from daemon.core.model.customers import Answers, CustomerRules, Directory
from daemon.core.model.policy import (
    Ask,
    Caps,
    DigestRules,
    EscalationPolicy,
    Lead,
    Level,
    Limits,
    Senders,
    Thresholds,
    Trust,
)
from daemon.core.model.rules.triggers import TriggerRule, Triggers
from daemon.errors import SettingsError
from daemon.settings.checks import build_calendars, check_durations, check_rules
from daemon.settings.file import SettingsFile, dotted, read_settings_file
from daemon.settings.problems import Problem, find_place, is_echo, remove, render_problem, touches
from daemon.settings.schema import (
    ConfigFile,
    LevelBlock,
    MailboxBlock,
    SendersBlock,
    SmtpBlock,
    TriggerBlock,
)
from daemon.settings.triggers import load_never_to_customers, load_triggers
from daemon.settings.values import read_address
from parsers.commands.command import load_command_words
from parsers.model import Address, CommandName, Marker
from parsers.subject import SubjectWords, load_subject_words
from parsers.text.ours.facts import read_facts
from parsers.text.ours.removal import NOTHING, OurWords
from parsers.times.moments import parse_moment
from parsers.vocabulary import Vocabulary
from parsers.words.aliases import load_aliases


@dataclass(frozen=True, slots=True)
class Settings:
    """What config.yaml says. Paths are absolute; secrets do not show in any representation."""

    path: Path
    mailbox: MailboxBlock
    smtp: SmtpBlock
    store_path: Path
    directory_path: Path | None
    templates_path: Path | None
    rules: ConfigFile
    calendars: Mapping[str, Calendar]

    def build_policy(self, directory: Directory) -> EscalationPolicy:
        """The team's rules as the core uses them."""
        rules = self.rules
        levels = {number: self._build_level(number, block) for number, block in sorted(rules.levels.items())}
        thresholds, limits, customers = rules.thresholds, rules.limits, rules.customers
        return EscalationPolicy(
            mailbox=Address(self.mailbox.address.email, self.smtp.sender_name),
            levels=levels,
            senders=_build_senders(rules.senders),
            triggers=_build_triggers(rules, max(levels)),
            reminders=rules.reminders.build(),
            directory=directory,
            read_moment=parse_moment,
            required=tuple(rules.required),
            thresholds=Thresholds(thresholds.attempts, thresholds.unresolved_hours, thresholds.billing_dispute),
            limits=Limits(limits.message_size, limits.letters_per_minute_per_person),
            caps=Caps(rules.caps.per_hour),
            customers=CustomerRules(
                customers.domains,
                customers.acknowledge,
                customers.promise_margin,
                load_never_to_customers(),
                customers.company,
                Answers(customers.answers),
            ),
            digest=DigestRules(rules.digest.at, rules.digest.days, rules.digest.when_empty == "send"),
            leads=tuple(Lead(self._person(lead.address), lead.timezone or self._home_zone()) for lead in rules.leads),
            administrators=rules.administrators,
            people=self._second_addresses(),
            covers={self._person(Address(who)).key: self._person(cover) for who, cover in rules.covers.items()},
            timezone=self._home_zone(),
            has_overview=rules.agents.overview == "evening",
            agents=self.calendars[rules.agents.calendar] if rules.agents.calendar else None,
            language=rules.language,
            version=rules.policy_version,
            ask=Ask(rules.ask.urgent_unanswered, rules.ask.crowd, rules.ask.withdraw),
            join_outage=rules.join.outage,
        )

    def build_vocabulary(self, ours: OurWords = NOTHING) -> Vocabulary:
        """The words by which the team's mails are read, its own among them; `ours` is what the letters say."""
        rules = self.rules
        commands = {name: words for name, words in rules.commands.items() if name in set(CommandName)}
        house = read_facts(self.smtp.sender_name, [self.mailbox.address.email])
        return Vocabulary(
            _build_words(rules),
            load_aliases(rules.aliases),
            load_command_words(commands, rules.aliases),
            replace(ours, house=house),
        )

    def _home_zone(self) -> str:
        """Where agents are, whose own zone nobody knows: as set, else where the first level works."""
        return self.rules.timezone or self.calendars[self.rules.levels[1].calendar].timezone

    def _second_addresses(self) -> Mapping[str, Address]:
        """Whose each second address is, in lower case."""
        return {one.key: read_address(who) for who, others in self.rules.people.items() for one in others}

    def _person(self, address: Address) -> Address:
        """Who is meant: one person by his first address, whichever stands there."""
        return self._second_addresses().get(address.key, address)

    def _find_trackers(self, block: LevelBlock) -> frozenset[str]:
        """The recipients that are no people, where its letters have the shape that trackers take."""
        members = {self._person(address).key for address in block.members}
        people = (self._person(one).key for one in block.recipients)
        return frozenset(key for key in people if key not in members) if block.format == "tracker" else frozenset()

    def _find_trusted(self, block: LevelBlock) -> tuple[Address, ...]:
        """Who gets a sensitive case in the place of a tracker: who works with it, else the leads."""
        return block.members or tuple(lead.address for lead in self.rules.leads)

    def _build_level(self, number: int, block: LevelBlock) -> Level:
        calendar = self.calendars[block.calendar]
        trackers = self._find_trackers(block)
        return Level(
            number,
            block.name,
            tuple({one.key: one for one in map(self._person, block.recipients)}.values()),
            calendar,
            block.respond_within.by_priority,
            tuple(address.key for address in block.addresses),
            tuple(self._person(address).key for address in block.members),
            block.required,
            quiet_all=block.quiet == "all",
            trackers=trackers,
            timezone=calendar.timezone,
            next=tuple(map(self._person, block.next)),
            sensitive=tuple(map(self._person, block.sensitive or (self._find_trusted(block) if trackers else ()))),
            called=tuple(map(self._person, block.members)),
        )


def _build_senders(block: SendersBlock) -> Senders:
    """Who may open and command; addresses folded as those of mail are."""
    robots = tuple(address.key for address in block.robots)
    return Senders(block.allow, Trust(block.trust), block.authserv_id, robots)


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
    """The rules with their calendars, and everything that is wrong: with the file, with a value, with what values mean
    together. What is known to be wrong is told once."""
    rules, found = _validate(file, context)
    told = {place for _, place, _ in file.problems}
    problems = [*file.problems, *(one for one in found if one[1] not in told)]
    if rules is None:
        return None, {}, problems
    calendars, unfit = build_calendars(rules)
    checked = [*unfit, *check_rules(rules, file.values), *check_durations(rules, calendars)]
    wrong = {path for _, path, _ in problems}
    problems += [
        (file.line(place), dotted(place), problem) for place, problem in checked if not touches(dotted(place), wrong)
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
            problems = [render_problem(one, file) for one in found if not is_echo(one, found)]
        removed = [remove(values, find_place(one)) for one in found]
        if not any(removed):
            return None, problems


def render_schema() -> dict[str, Any]:
    """JSON Schema of config.yaml, for editors."""
    schema = ConfigFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Upstairs: config.yaml",
        **{k: v for k, v in schema.items() if k != "title"},
    }
