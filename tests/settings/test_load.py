"""config.yaml: the example of the checkout, and what people get wrong in it.
Every problem is one line with its place."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from daemon.core.calendars.counting import decide_due, next_open
from daemon.core.calendars.durations import TimeUnit
from daemon.core.model.customers import Directory
from daemon.core.model.policy import EscalationPolicy, Trust
from daemon.errors import SettingsError
from daemon.settings.clocks import RemindersBlock
from daemon.settings.load import Settings, load_settings, render_schema
from parsers.model import Marker, Priority
from parsers.subject import parse_subject

HERE = Path(__file__).resolve().parents[2]
EXAMPLE = (HERE / "config.yaml").read_text(encoding="utf-8")
ENVIRONMENT = {"MAILBOX_PASSWORD": "kingfisher"}


def write(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """The example with some words changed, each of which must stand in it."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "config.yaml"
    path.write_text(f"{text}\n{more}\n", encoding="utf-8")
    return path


def load(folder: Path, *changes: tuple[str, str], more: str = "") -> Settings:
    return load_settings(write(folder, *changes, more=more), ENVIRONMENT)


def problems(folder: Path, *changes: tuple[str, str], more: str = "") -> list[str]:
    """What is said about it, without the file's folder."""
    with pytest.raises(SettingsError) as error:
        load(folder, *changes, more=more)
    return [problem.removeprefix(f"{folder}/") for problem in error.value.problems]


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(EXAMPLE.split("\n"), 1) if text in line)


def policy_of(settings: Settings) -> EscalationPolicy:
    return settings.build_policy(Directory())


class TestTheExample:
    def test_it_loads_and_means_what_it_says(self) -> None:
        settings = load_settings(HERE / "config.yaml", ENVIRONMENT)
        policy = policy_of(settings)
        assert [level.name for level in policy.levels.values()] == [
            "Senior Support Agent",
            "Team Lead/Manager",
            "Technical Team",
            "Executive Team",
        ]
        assert policy.levels[1].respond_within[Priority.LOW].amount == 8 * 3600
        assert policy.levels[2].respond_within[Priority.HIGH] == policy.levels[2].respond_within[Priority.LOW]
        assert policy.levels[3].respond_within[Priority.HIGH].unit is TimeUnit.BUSINESS_DAYS
        assert policy.mailbox.email == "support@example.com"
        assert policy.senders.trust is Trust.AUTHENTICATION_RESULTS
        assert policy.timezone == "Europe/Berlin"
        assert policy.limits.message_size == 25_000_000
        assert settings.store_path == HERE / "data"
        assert settings.mailbox.first_start.time == timedelta(days=1)

    def test_robots_and_the_size_of_a_crowd_are_the_teams(self, tmp_path: Path) -> None:
        changes = ("crowd: 10", "crowd: 3"), ("withdraw: 3", "withdraw: 1"), ("unanswered: 15 min", "unanswered: 1 h")
        policy = policy_of(load(tmp_path, *changes, ("# robots:", "robots:")))
        ask = policy.ask
        assert (ask.crowd, ask.withdraw.text, ask.urgent_unanswered.text) == (3, "1 business days", "1 h")
        assert policy.senders.robots == ("backup@example.com",)
        assert policy_of(load(tmp_path)).senders.robots == ()

    def test_its_calendars_know_breaks_holidays_and_own_dates(self) -> None:
        office = load_settings(HERE / "config.yaml", ENVIRONMENT).calendars["office"]
        morning, noon = (datetime(2026, 3, 2, 8, 0, tzinfo=UTC), datetime(2026, 3, 2, 11, 45, tzinfo=UTC))
        assert next_open(office, morning) == morning
        assert next_open(office, noon) > noon, "the break"
        assert office.day(date(2027, 3, 8)).why == "closed: Women's Day", "a holiday of Berlin"
        assert office.day(date(2026, 12, 24)).why == "closed"

    def test_its_first_line_names_the_schema_for_editors(self) -> None:
        assert EXAMPLE.startswith("# yaml-language-server: $schema=config.schema.json\n")

    def test_the_committed_schema_is_the_one_that_the_command_prints(self) -> None:
        assert json.loads((HERE / "config.schema.json").read_text(encoding="utf-8")) == render_schema()

    def test_the_page_on_settings_explains_every_one(self) -> None:
        page = (HERE / "docs" / "settings.md").read_text(encoding="utf-8")
        schema = render_schema()
        names = {name for block in (schema, *schema["$defs"].values()) for name in block["properties"]}
        assert len(names) > 60
        assert [name for name in sorted(names) if f"`{name}`" not in page] == []

    def test_the_defaults_that_the_page_and_the_example_give_are_the_schemas(self) -> None:
        page = (HERE / "docs" / "settings.md").read_text(encoding="utf-8")
        rows = re.findall(
            r"^\| `([a-z_]+)` \| `?([^|`]+?)`? \|",
            page.partition("## `reminders`")[2].partition("\n## ")[0],
            re.MULTILINE,
        )
        example = yaml.safe_load((HERE / "config.yaml").read_text(encoding="utf-8"))["reminders"]
        assert len(rows) == len(RemindersBlock.model_fields)
        for place, given in (
            ("docs/settings.md", {name: yaml.safe_load(said) for name, said in rows}),
            ("config.yaml", example),
        ):
            assert RemindersBlock.model_validate(given) == RemindersBlock(), place


class TestSecrets:
    def test_a_secret_never_shows(self) -> None:
        settings = load_settings(HERE / "config.yaml", ENVIRONMENT)
        assert settings.mailbox.password is not None
        assert settings.mailbox.password.get_secret_value() == "kingfisher"
        for shown in (repr(settings), str(settings.mailbox), f"{settings.smtp}", repr(settings.rules)):
            assert "kingfisher" not in shown

    def test_a_missing_variable_is_named_wherever_it_is_used(self) -> None:
        with pytest.raises(SettingsError) as error:
            load_settings(HERE / "config.yaml", {})
        first, second = (line_of("password: ${MAILBOX"), line_of("security: starttls") + 2)
        assert error.value.problems == [
            f"{HERE}/config.yaml:{first}: mailbox.password: the environment variable MAILBOX_PASSWORD is not set",
            f"{HERE}/config.yaml:{second}: smtp.password: the environment variable MAILBOX_PASSWORD is not set",
        ]

    def test_without_connections_secrets_may_be_missing(self) -> None:
        assert load_settings(HERE / "config.yaml", {}, offline=True).mailbox.host == "imap.example.com"

    def test_a_secret_in_the_file_is_refused_without_repeating_it(self, tmp_path: Path) -> None:
        (problem,) = problems(tmp_path, ("password: ${MAILBOX_PASSWORD}", "password: hunter2"))
        assert "write ${NAME}" in problem
        assert "hunter2" not in problem

    def test_a_secret_comes_from_a_file_beside_the_settings(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("heron\n", encoding="utf-8")
        password = load(tmp_path, ("password: ${MAILBOX_PASSWORD}", "password: file:secret")).mailbox.password
        assert password is not None
        assert password.get_secret_value() == "heron"

    @pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"", "is empty"), (b"\xff", "not text")])
    def test_a_secret_file_that_gives_none_says_why(self, tmp_path: Path, content: bytes | None, said: str) -> None:
        if content is not None:
            (tmp_path / "secret").write_bytes(content)
        (problem,) = problems(tmp_path, ("password: ${MAILBOX_PASSWORD}", "password: file:secret"))
        assert said in problem

    def test_a_bare_variable_inside_braces_is_understood(self, tmp_path: Path) -> None:
        office = (
            "oauth2: {provider: google, client_id: x, client_secret: "
            "${MAILBOX_PASSWORD}, refresh_token: ${MAILBOX_PASSWORD}}"
        )
        oauth = load(tmp_path, ("password: ${MAILBOX_PASSWORD}", office)).mailbox.oauth2
        assert oauth is not None
        assert oauth.refresh_token is not None
        assert oauth.refresh_token.get_secret_value() == "kingfisher"


class TestOneMistake:
    @pytest.mark.parametrize(
        ("old", "new", "place", "said"),
        [
            ("respond_within: 1 h", 'respond_within: "2 bananas"', "levels.4.respond_within",
            '"2 bananas" is not a duration'),
            ("high: 2 business hours", "high: 2 bananas", "levels.1.respond_within.high",
            '"2 bananas" is not a duration'),
            ("high: 2 business hours, ", "", "levels.1.respond_within.high", "is missing"),
            ("high: 2 business hours", "hihg: 2 h, high: 1 h", "levels.1.respond_within.hihg", "the nearest is high"),
            ("max_pause: 40 h", "max_pause: 40", "reminders.max_pause", "write it with its unit"),
            ("poll_every: 60 s", "poll_every: 1 business hour", "mailbox.poll_every", "use plain time"),
            ("poll_every: 60 s", "poll_evry: 60 s", "mailbox.poll_evry", "is not a setting; the nearest is poll_every"),
            ("thresholds:", "treshold:", "treshold", "the nearest is thresholds"),
            ("holidays: DE-BE", "holliday: DE-BE", "calendars.office.holliday", "the nearest is holidays"),
            ("lead@example.com, timezone:", "lead@example.com, timezon:", "leads.0.timezon", "the nearest is timezone"),
            ("host: imap.example.com", "host:", "mailbox.host", "is empty"),
            ("port: 993", "port: 99999", "mailbox.port", "it must be less than or equal to 65535"),
            ("port: 993", "port: imap", "mailbox.port", '"imap" is not a number'),
            ("security: tls", "security: ssl", "mailbox.security", '"ssl" is not one of tls, starttls or none'),
            ("security: tls", "security: none", "mailbox.security", "is for this machine itself only"),
            ("handled: keyword", "handled: flag", "mailbox.handled", "write keyword, nothing, or move"),
            ("handled: keyword", ("handled: {move: {done: inbox, "
    "quarantine: Q}}"), "mailbox.handled.move.done", "the folder that is read"),
            ("handled: keyword", "handled: {move: {done: D}}", "mailbox.handled.move.quarantine", "is missing"),
            ("timezone: Europe/Berlin", "timezone: Europe/Berln", "calendars.office.timezone", "is not a time zone"),
            ("DE-BE", "DE-XX", "calendars.office.holidays", "the regions of DE are BB, BE"),
            ("DE-BE", "Germany", "calendars.office.holidays", "not a country that is known"),
            ('"09:00-15:00"', '"9-15"', "calendars.office.hours", "is no time of opening"),
            ('"09:00-15:00"', '"15:00-09:00"', "calendars.office.hours", "ends before it begins"),
            ("09:00-12:30, 13:00", "09:00-13:30, 13:00", "calendars.office.hours", "overlap"),
            ('fri: "09', 'thu: "09', "calendars.office.hours", "thu stands here twice"),
            ("hours: 24x7", "hours: 24/7", "calendars.always.hours", "write 24x7"),
            ("hours: 24x7", "hours: {mon-sun: closed}", "calendars.always.hours", "no working time within ten years"),
            ('"2026-12-24"', '"24.12.2026"', "calendars.office.closed", "is no date"),
            ("    calendar: always", "    calendar: allways", "levels.4.calendar", ("is not among the calendars: "
    "office, always")),
            ("[ceo@example.com]", "[]", "levels.4.recipients", "at least one is needed"),
            ("[ceo@example.com]", "ceo@example.com", "levels.4.recipients", "a list like [one, two] is expected"),
            ("[ceo@example.com]", '["ceo@example.com, x@y.example"]', "levels.4.recipients.0",
            "is not one e-mail address"),
            ("[ceo@example.com]", "[Support@Example.com]", "levels.4.recipients.0", "is the shared mailbox itself"),
            ("[ceo@example.com]", "[support+ceo@example.com]", "levels.4.recipients.0", "is the shared mailbox itself"),
            ("lead@example.com", "Support+Leads@example.com", "leads.0.address", "is the shared mailbox itself"),
            ("ops@example.com", "support+a+b@example.com", "administrators.0", "is the shared mailbox itself"),
            ("[ceo@example.com]", "[ceo@example.com, CEO@example.com]", "levels.4.recipients.1", "stands here twice"),
            ("lead@example.com", "support@example.com", "leads.0.address", "is the shared mailbox itself"),
            ("ops@example.com", "support@example.com", "administrators.0", "is the shared mailbox itself"),
            ("trust: authentication-results", "trust: everybody", "senders.trust", "is not one of"),
            ("  authserv_id: mx.example.com\n", "", "senders.authserv_id", "is missing"),
            ('["@example.com"]', '["example.com"]', "senders.allow.0", "nor a domain like @example.com"),
            ('["@example.com"]', "[]", "senders.allow", "at least one is needed"),
            ("[priority, customer,", "[prio, customer,", "required.0", '"prio" is not one of priority, customer'),
            ("[50%,", "[150%,", "reminders.before.0", "below 100%"),
            ("25 MB", "big", "limits.message_size", "write it like 25 MB"),
            ("attempts: 3", "attempts: many", "thresholds.attempts", '"many" is not a number'),
            ("days: mon-fri", "days: mon-fry", "digest.days", "are no weekdays"),
            ("days: mon-fri", "days: monfri", "digest.days", "are no weekdays"),
            ("hours: 24x7", "hours:", "calendars.always.hours", "is empty"),
            ('closed: ["2026-12-24", "2026-12-31"]', 'closed: {2026-12-24: "09:00-12:00"}',
            "calendars.office.closed", "the whole day"),
            ('at: "09:00"', 'at: "25:00"', "digest.at", "is no time of day"),
            ("domains: any-listed", "domains: any", "customers.domains", "write any-listed"),
            ("domains: any-listed", 'domains: ["contoso"]', "customers.domains", "is not a domain"),
            ("acknowledge: true", "acknowledge: maybe", "customers.acknowledge", "is not true or false"),
            ("store: {path: data}", "store: data", "store", "a block of `name: value` lines is expected"),
            ("  3:\n", "  5:\n", "levels", "without gaps; here stand 1, 2, 4, 5"),
            ("  3:\n", "  three:\n", "levels.three", '"three" is not a number'),
            ("username: support@example.com", "# no name", "mailbox.username", "is missing"),
            ("  port: 993", "  port: 993\n  port: 994", "mailbox.port", "a second time, first in line"),
            ("folder: INBOX", "folder: !!python/name:os.system INBOX", "mailbox.folder", "is not allowed"),
        ],
    )  # fmt: skip
    def test_it_is_told_with_its_line_and_its_path(
        self, tmp_path: Path, old: str, new: str, place: str, said: str
    ) -> None:
        found = problems(tmp_path, (old, new))
        assert len(found) == 1, found
        file, line, where, what = found[0].split(":", 3)
        near = EXAMPLE[: EXAMPLE.index(old)].count("\n") + 1
        assert (file, where.strip()) == ("config.yaml", place)
        assert said in what
        assert abs(int(line) - near) <= 1 or "missing" in said or place == "levels", (line, near)

    @pytest.mark.parametrize(
        ("more", "place", "said"),
        [
            ("triggers: {outtage: {add: [x]}}", "triggers.outtage", "the nearest is outage"),
            ("triggers: {outage: {level: 7}}", "triggers.outage.level", "there is no level 7"),
            ("triggers: {outage: {ad: [x]}}", "triggers.outage.ad", "the nearest is add"),
            ("aliases: {custommer: [x]}", "aliases.custommer", "the nearest is customer"),
            ("commands: {clam: [x]}", "commands.clam", "the nearest is claim"),
            ("words: {urgent: ['']}", "words.urgent.0", "is empty"),
            ("people: {robin: [r@example.com]}", "people.robin", "is not one e-mail address"),
            (
                'people: {"a@example.com": [r@example.com], "b@example.com": [r@example.com]}',
                "people.b@example.com",
                "r@example.com stands here for somebody already",
            ),
            ("covers: {ceo: coo@example.com}", "covers.ceo", "is not one e-mail address"),
            (
                "covers: {ceo@example.com: support@example.com}",
                "covers.ceo@example.com",
                "is the shared mailbox itself",
            ),
            (
                "covers: {ceo@example.com: support+coo@example.com}",
                "covers.ceo@example.com",
                "is the shared mailbox itself",
            ),
            ("covers: {ceo@example.com: ceo@example.com}", "covers.ceo@example.com", "nobody stands in for himself"),
            ("language: english", "language", "write its code"),
            ("timezone: Berlin", "timezone", "is not a time zone"),
        ],
    )
    def test_it_is_told_in_what_the_example_leaves_out(self, tmp_path: Path, more: str, place: str, said: str) -> None:
        (problem,) = problems(tmp_path, more=more)
        assert problem.startswith(f"config.yaml:{EXAMPLE.count(chr(10)) + 2}: {place}: ")
        assert said in problem

    @pytest.mark.parametrize(
        ("oauth", "place", "said"),
        [
            (
                "{provider: microsft, client_id: x}",
                "mailbox.oauth2.provider",
                "is not one of microsoft, google or custom",
            ),
            ("{provider: google, client_id: x}", "mailbox.oauth2.refresh_token", "is missing"),
            (
                '{provider: microsoft, client_id: x, client_secret: "${MAILBOX_PASSWORD}"}',
                "mailbox.oauth2.tenant",
                "is missing",
            ),
            (
                '{provider: microsoft, tenant: "x.example", client_id: x}',
                "mailbox.oauth2.refresh_token",
                "or client_secret in its place",
            ),
            (
                '{provider: custom, client_id: x, refresh_token: "${MAILBOX_PASSWORD}", token_url: "http://x.example"}',
                "mailbox.oauth2.token_url",
                "with https",
            ),
        ],
    )
    def test_oauth_needs_what_its_provider_asks_for(self, tmp_path: Path, oauth: str, place: str, said: str) -> None:
        (problem,) = problems(tmp_path, ("password: ${MAILBOX_PASSWORD}", f"oauth2: {oauth}"))
        assert f": {place}: " in problem
        assert said in problem


class TestManyMistakes:
    def test_all_are_told_at_once_each_on_its_line(self, tmp_path: Path) -> None:
        found = problems(
            tmp_path,
            ("poll_every", "pol_every"),
            ("  port: 993", "  port: 993\n  port: 993"),
            ("DE-BE", "DE-XX"),
            ("respond_within: 4 business hours", "respond_within: soon"),
            ("    calendar: always", "    calendar: never"),
            ("[tech@example.com]", "[support@example.com]"),
            ("ops@example.com", "ops"),
            more="triggers: {outtage: {add: [x]}}",
        )
        assert [problem.split(":")[2].strip() for problem in found] == [
            "mailbox.port",
            "mailbox.pol_every",
            "calendars.office.holidays",
            "levels.2.respond_within",
            "levels.3.recipients.0",
            "levels.4.calendar",
            "administrators.0",
            "triggers.outtage",
        ]
        lines = [int(problem.split(":")[1]) for problem in found]
        assert lines == sorted(lines)

    def test_what_is_wrong_is_not_reported_as_missing_as_well(self, tmp_path: Path) -> None:
        assert len(problems(tmp_path, ("[ceo@example.com]", "[ceo]"))) == 1
        assert len(problems(tmp_path, ("password: ${MAILBOX_PASSWORD}", "password: plain"))) == 1
        assert len(problems(tmp_path, ("timezone: Europe/Berlin", "timezone: Berlin"))) == 1

    def test_an_empty_file_says_which_blocks_are_needed(self, tmp_path: Path) -> None:
        path = tmp_path / "config.yaml"
        path.write_text("", encoding="utf-8")
        with pytest.raises(SettingsError) as error:
            load_settings(path, {})
        assert error.value.problems == [
            f"{path}:1: {name}: is missing" for name in ("calendars", "levels", "mailbox", "senders", "smtp")
        ]


class TestFilesThatAreNoSettings:
    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("mailbox:\n\tport: 1\n", 2, "indent with spaces, not with tabs"),
            ("mailbox: {\n", 2, "expected"),
            ("a: b: c\n", 1, "mapping values are not allowed here"),
            ("- a\n- b\n", 1, "`name: value` lines"),
            ("\x00", 1, "unacceptable character"),
            ("mailbox: *nothing\n", 1, "undefined alias"),
            ("? [a, b]\n: c\n", 1, "a name is a single word"),
        ],
    )
    def test_they_are_refused_in_one_line(self, tmp_path: Path, text: str, line: int, said: str) -> None:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as error:
            load_settings(path, {})
        first = error.value.problems[0]
        assert first.startswith(f"{path}:{line}: ")
        assert said in first
        assert "\n" not in first

    def test_aliases_of_aliases_do_not_grow_without_end(self, tmp_path: Path) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
        path = tmp_path / "config.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(SettingsError, match="too large"):
            load_settings(path, {})

    def test_a_missing_file_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match=r"cannot be read: No such file or directory\. Copy config\.yaml"):
            load_settings(tmp_path / "config.yaml", {})

    def test_a_file_in_another_encoding_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "config.yaml"
        path.write_bytes("mailbox: Grüße".encode("latin-1"))
        with pytest.raises(SettingsError, match="not UTF-8"):
            load_settings(path, {})


class TestTheTeamsOwnWords:
    def test_words_for_the_subject_are_added_in_any_case(self, tmp_path: Path) -> None:
        more = "words: {escalation: [Eskalation], urgent: DRINGEND, exceptions: [dringend gesucht]}"
        words = load(tmp_path, more=more).build_vocabulary().subject
        assert parse_subject("ESKALATION - Login - Ticket #1", words).marker is Marker.ESCALATION
        assert parse_subject("Dringend: Login - Ticket #1", words).marker is Marker.URGENT
        assert parse_subject("ESCALATION - Login - Ticket #1", words).marker is Marker.ESCALATION
        assert parse_subject("Dringend gesucht: Koch", words).marker is None

    def test_phrases_are_added_or_replaced_and_levels_moved(self, tmp_path: Path) -> None:
        more = "triggers: {outage: {add: [code red]}, legal: {phrases: [solicitor]}, billing: {level: 3}}"
        rules = {rule.name: rule for rule in policy_of(load(tmp_path, more=more)).triggers.rules}
        assert rules["outage"].phrases[-1] == "code red"
        assert len(rules["outage"].phrases) > 5
        assert rules["legal"].phrases == ("solicitor",)
        assert rules["billing"].level == 3

    def test_with_fewer_levels_the_highest_takes_what_would_go_above(self, tmp_path: Path) -> None:
        start, end = EXAMPLE.index("  3:\n"), EXAMPLE.index("# before:")
        policy = policy_of(load(tmp_path, (EXAMPLE[start:end], "")))
        assert max(policy.levels) == 2
        assert {rule.level for rule in policy.triggers.rules} == {1, 2}

    def test_covers_and_the_teams_time_zone(self, tmp_path: Path) -> None:
        change = (
            "leads: [{address: lead@example.com, timezone: Europe/Berlin}]",
            "leads: [{address: lead@example.com}]",
        )
        policy = policy_of(
            load(tmp_path, change, more="covers: {CEO@example.com: Cora <coo@example.com>}\ntimezone: Asia/Tokyo")
        )
        assert [person.email for person in policy.find_recipients(4)] == ["coo@example.com"]
        assert (policy.timezone, policy.leads[0].timezone) == ("Asia/Tokyo", "Asia/Tokyo")


class TestCalendars:
    def test_several_countries_close_on_the_holidays_of_each(self, tmp_path: Path) -> None:
        office = load(tmp_path, ("holidays: DE-BE", "holidays: [DE-BE, US-CA]")).calendars["office"]
        assert "Thanksgiving" in office.day(date(2026, 11, 26)).why
        assert "Labor Day" in office.day(date(2026, 5, 1)).why

    def test_own_dates_may_have_their_reason(self, tmp_path: Path) -> None:
        closed = 'closed: {"2026-12-24": Company outing, 2026-12-31: }'
        office = load(tmp_path, ('closed: ["2026-12-24", "2026-12-31"]', closed)).calendars["office"]
        assert [office.day(date(2026, 12, day)).why for day in (24, 31)] == ["closed: Company outing", "closed"]

    def test_a_country_whose_holidays_are_not_known_for_ever_says_so(self, tmp_path: Path) -> None:
        office = load(tmp_path, ("holidays: DE-BE", "holidays: LK")).calendars["office"]
        assert "no public holidays" not in office.day(date(office.holidays_until, 12, 30)).why
        walk = decide_due(
            datetime(office.holidays_until + 1, 3, 1, 12, tzinfo=UTC),
            policy_of(load(tmp_path)).levels[2].respond_within[Priority.LOW],
            office,
        ).walk
        assert any(f"no public holidays are known for {office.holidays_until + 1}" in step.why for step in walk)

    def test_a_response_time_that_is_never_reached_is_a_mistake_in_the_settings(self, tmp_path: Path) -> None:
        rare = 'rare: {timezone: UTC, hours: {mon: "09:00-09:05"}}'
        (problem,) = problems(
            tmp_path,
            ("calendars:\n", f"calendars:\n  {rare}\n"),
            (
                "    calendar: always\n    respond_within: 1 h",
                "    calendar: rare\n    respond_within: 99 business hours",
            ),
            ("after: [30 min, 1 h, 2 h]", "after: [5 min]"),
            ("raise_after: 2 h", "raise_after: 5 min"),
            ("incomplete: [4 h, 8 h]", "incomplete: [5 min]"),
            ("max_pause: 40 h", "max_pause: 5 min"),
            ("customer_update: 8 h", "customer_update: 5 min"),
        )
        assert "levels.4.respond_within: no working time within ten years" in problem
