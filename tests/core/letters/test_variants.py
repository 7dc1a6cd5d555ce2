"""Whatever the core can say has its words: every branch of a letter, every section, remark and command,
in the templates and the docs."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path

import pytest

from daemon.core.decisions import effects
from daemon.core.decisions.commands import RULES, CommandRule
from daemon.core.decisions.customer.updates import send, update
from daemon.core.decisions.parts.part import find_parts
from daemon.core.letters.seen.found import Found
from daemon.core.letters.views import Enclosed, build_values
from daemon.core.letters.voice import find_voice
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import BundleSection, DigestSection, Notification, Role
from daemon.core.model.variants import VARIANTS, AcknowledgementVariant, Kind, ReceiptVariant
from parsers.commands.command import load_command_words, parse_command
from parsers.model import Address, CommandName, RemarkCode
from tests.core.letters.test_rendering import CASE, CORRESPONDENCE, DANA, NOW, POLICY, body, read, write
from tests.recording.families import COMMANDS
from tests.tables import every_row

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates" / "en"
PAGE = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
BRANCHES = [
    pytest.param(kind, variant, id=f"{kind} {variant}") for kind, variants in VARIANTS.items() for variant in variants
]
CUSTOMER = Address("sam@fabrikam.example")
BY_NUMBER = {CommandName.RELEASE, CommandName.DISCARD}
# answered in words of their own
ALONE = {
    effects.say_status,
    effects.say_why,
    effects.say_help,
    effects.ask,
    effects.forward_unbuilt,
    effects.refuse,
    update,
    send,
}
# their lines hold nothing but a detail and a time
SAID_BY_DETAIL = {DigestSection.UNDELIVERABLE, DigestSection.UNOPENED, DigestSection.QUARANTINE}
CONFIRMED = [pytest.param(rule, id=rule.name) for rule in RULES if rule.effect not in ALONE]


def sources(name: str) -> Iterator[str]:
    """The template and those that it includes."""
    path = TEMPLATES / name
    if not path.exists():  # its HTML is made of the text, paragraph by paragraph
        return
    text = path.read_text(encoding="utf-8")
    yield text
    for included in re.findall(r'{% include "([\w.-]+)" %}', text):
        yield from sources(included)


def read_macros(name: str) -> dict[str, str]:
    """The macros of a template by their names."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return dict(re.findall(r"{% macro (\w+)\([^)]*\) %}(.*?){% endmacro %}", text, re.DOTALL))


def section(kind: Kind) -> str:
    """What the page of the templates says of this kind."""
    (line,) = re.findall(rf"^- `{kind}`.*", PAGE, re.MULTILINE)
    return str(line)


def test_every_kind_that_is_written_has_its_template_and_no_template_is_without_its_kind() -> None:
    parts = {"common", "digest-lines", "refusals", "sentences", "template", "tracker"}
    assert {str(kind) for kind in VARIANTS} == {path.stem for path in TEMPLATES.glob("*.txt")} - parts


@every_row(("kind", "variant"), BRANCHES)
def test_every_branch_of_a_letter_is_named_in_its_text_its_html_and_the_docs(kind: Kind, variant: StrEnum) -> None:
    if not variant:
        assert kind in PAGE
        return
    assert any(f'"{variant}"' in source for source in sources(f"{kind}.txt"))
    html = [source for source in sources(f"{kind}.html") if "variant" in source]
    assert not html or any(f'"{variant}"' in source for source in html)
    assert f"`{variant}`" in section(kind)


@every_row("code", RemarkCode)
def test_every_remark_is_named_in_the_sentences_and_the_docs(code: RemarkCode) -> None:
    assert f'code == "{code}"' in (TEMPLATES / "sentences.txt").read_text(encoding="utf-8")
    assert f"`{code}`" in PAGE


@every_row("section", [*DigestSection, *BundleSection])
def test_every_section_of_a_digest_and_of_a_bundle_has_its_heading_its_lines_and_its_place_in_the_subject(
    section: StrEnum,
) -> None:
    macros = read_macros("digest-lines.txt")
    assert f'"{section}": "' in macros["heading"]
    assert f'("{section}", "' in macros["subject_of"]
    assert f'"{section}"' in macros["matter"] or section in SAID_BY_DETAIL


def test_every_command_has_its_row_and_its_words() -> None:
    assert [rule.name for rule in RULES] == list(dict.fromkeys(rule.name for rule in RULES))
    assert {rule.name for rule in RULES} == set(CommandName)


@every_row("rule", CONFIRMED)
def test_what_was_done_or_refused_is_said_of_every_command(rule: CommandRule) -> None:
    done = body(read(write(Notification(Kind.NOTICE, DANA, Role.AGENT, NoticeVariant.DONE, rule.name))))
    assert not done.startswith("Done: ESC-42.")
    if rule.name is not CommandName.NOTE:  # which is never refused
        refused = body(read(write(Notification(Kind.NOTICE, DANA, Role.AGENT, NoticeVariant.REFUSED, rule.name))))
        assert "do that" not in refused


def test_the_letter_of_help_has_its_readers_lines_of_the_table_in_its_order() -> None:
    letter = body(read(write(Notification(Kind.NOTICE, DANA, Role.AGENT, NoticeVariant.HELP))))
    lines = [line.strip() for line in letter.splitlines() if line.startswith("  ")]
    parts = find_parts(CASE, DANA, POLICY)
    table = [rule for rule in RULES if rule.help and rule.who & parts]
    assert lines == [rule.help for rule in table if rule.help in lines]
    left_out = {rule.name for rule in table if rule.help not in lines}
    assert left_out == {
        CommandName.DECLINE,
        CommandName.RESUME,
        CommandName.SEND,
        CommandName.SEND_ACK,
        CommandName.REOPEN,
    }


def values_of(notification: Notification) -> tuple[Mapping[str, object], set[str]]:
    """What its template may name, and what of the case."""
    voice = find_voice(notification, CASE, POLICY, CORRESPONDENCE.texts, NOW)
    values = build_values(notification, CASE, POLICY, voice, Enclosed((), (), ()))
    case = values["case"]
    assert isinstance(case, Mapping)
    return values, set(case)


def test_what_a_template_may_name_stands_on_its_page_and_nothing_else() -> None:
    values, case = values_of(Notification(Kind.RECEIPT, DANA, Role.AGENT, ReceiptVariant.OPENED))
    told = PAGE.partition("`case.name`")[2].partition("In letters to customers")[0]
    assert case - {"name"} - set(re.findall(r"`(\w+)`", told)) == set()
    assert set(values) - set(re.findall(r"`(\w+)`", PAGE.partition("Every letter may name")[2])) == set()


def test_a_letter_to_a_customer_may_name_of_the_case_what_its_page_says_and_nothing_else() -> None:
    _, case = values_of(Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, CUSTOMER, Role.CUSTOMER))
    _, draft = values_of(Notification(Kind.CUSTOMER_ACKNOWLEDGEMENT, DANA, Role.AGENT, AcknowledgementVariant.DRAFT))
    told = PAGE.partition("only `case.name`")[2].partition("\n")[0]
    assert case == draft - {"write_to", "reader_is_agent", "calm_asked"} == {"name", *re.findall(r"`(\w+)`", told)}


def test_what_no_template_names_is_not_found_and_what_it_names_once() -> None:
    asked: list[str] = []
    values = Found({"due": "today", "next": partial(asked.append, "next"), "left": partial(asked.append, "left")})
    assert (values | Found({"cc": "us"}))["cc"] == "us"
    assert [values["due"], values["next"], values["next"]] == ["today", None, None]
    assert asked == ["next"]
    assert list(values) == ["due", "next", "left"]


def test_every_command_is_in_the_record_of_what_the_product_says() -> None:
    words = load_command_words()
    spoken = {command.name for text in COMMANDS.values() if (command := parse_command(text, words)) is not None}
    consents = {CommandName(text) for text in COMMANDS.values() if text in ("yes", "no")}  # which no list of words has
    assert set(CommandName) - spoken - consents == BY_NUMBER
