"""What must hold for the reading of any bytes (behaviour B2.15, B3; fault F54, F61 to F66).
A broken promise is an AssertionError."""

import json
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from daemon.adapters.phrases import load_phrases
from daemon.commands.replay.checks import check_mail
from daemon.core.model.customers import Directory
from daemon.core.model.policy import EscalationPolicy
from daemon.settings.load import load_settings
from parsers.commands.command import parse_command
from parsers.commands.numbered import MOST_ANSWERS, parse_numbered
from parsers.form.answers import parse_answers
from parsers.form.form import parse_form
from parsers.message import parse_message
from parsers.mime.headers.addresses import MAX_ADDRESSES
from parsers.mime.headers.references import find_tokens
from parsers.mime.parts import MAX_PARTS
from parsers.model import CommandName, Form, Message
from parsers.subject import parse_subject
from parsers.times.moments import parse_moment
from parsers.vocabulary import Vocabulary
from parsers.words.aliases import FIELD_NAMES

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLAIN = (
    b"From: Dana <dana@example.com>\r\nSubject: ESCALATION - Exports fail - Ticket #1\r\n\r\n"
    + b"The export stops at noon and nobody at the warehouse can say why it does.\r\n" * 10_000
)
MOST = 12  # times as long as the plain mail of 750 kB takes, which is a quarter of a second where this is written
VERDICTS = {"routed", "incomplete", "command", "note", "quarantined", "question", "hint", "unreadable", "ignored"}
REMARKS = {
    "priority_mapped", "priority_unclear", "tickets_differ", "listed_file_absent", "reason_missing",
    "address_refused", "level_unclear",
    "trigger_unknown", "time_missing",
}  # fmt: skip


class Rules(NamedTuple):
    """The rules of the repository's config.yaml, without customers, and its words."""

    policy: EscalationPolicy
    words: Vocabulary


@cache
def load_rules() -> Rules:
    settings = load_settings(ROOT / "config.yaml", {"MAILBOX_PASSWORD": "x"})
    return Rules(settings.build_policy(Directory()), settings.build_vocabulary(load_phrases()))


def check_promises(raw: bytes, rules: Rules, *, twice: bool = True, within: float = MOST) -> float:
    """Reads the mail as `check` does and as a reply in every sense; how many times as long as the plain mail that
    took, whatever the machine. Raises AssertionError."""
    plain = measure_plain()
    began = time.process_time()
    message = parse_message(raw, rules.words)
    read = read_whole(message, rules.words)
    shown = check_mail("fuzz.eml", raw, *rules, trusted=True)
    times = (time.process_time() - began) / plain
    check_message(message)
    for form in read[:2]:
        check_form(form)
    check_replies(message, rules.words)
    assert shown["verdict"] in VERDICTS, shown["verdict"]
    json.dumps(shown, allow_nan=False).encode()
    check_texts((message, read, shown))
    if twice:
        assert parse_message(raw, rules.words) == message, "a second reading differs"
        assert read_whole(message, rules.words) == read, "a second reading of the text differs"
        assert check_mail("fuzz.eml", raw, *rules, trusted=True) == shown, "a second check differs"
    assert times < within, f"it took {times:.0f} times as long as a plain mail"
    return times


@cache
def measure_plain() -> float:
    """The processor seconds of reading the plain mail here, whatever is loaded first left out."""
    rules = load_rules()
    check_mail("plain.eml", PLAIN, *rules, trusted=True)
    began = time.process_time()
    for _ in range(3):
        check_mail("plain.eml", PLAIN, *rules, trusted=True)
    return (time.process_time() - began) / 3


def read_whole(message: Message, words: Vocabulary) -> tuple[Form, Form, tuple[object, ...]]:
    """The form, the answers and everything that is read besides them."""
    subject = parse_subject(message.subject, words.subject)
    form = parse_form(message, subject, words.aliases)
    answers = parse_answers(message, words.aliases, ("customer_impact", "steps_taken", "files"))
    single = parse_answers(message, words.aliases, ("customer_expectation",))
    return form, answers, (subject, single, parse_command(message.text, words.commands), find_tokens(message))


def check_message(message: Message) -> None:
    assert "could not be read" not in message.refusal, message.refusal
    assert message.sent_at is None or message.sent_at.tzinfo is UTC
    assert len(message.to) + len(message.cc) <= MAX_ADDRESSES
    assert len(message.files) <= MAX_PARTS
    assert all(file.size == len(file.content) and file.name and "/" not in file.name for file in message.files)
    assert len({file.name.casefold() for file in message.files}) == len(message.files), "two files of one name"
    assert message.text == message.text.strip("\n"), "blank lines around the text"


def check_form(form: Form) -> None:
    assert form.labels <= set(FIELD_NAMES), form.labels
    assert {one.code for one in form.remarks} <= REMARKS, form.remarks
    for name in (
        "customer",
        "customer_email",
        "ticket",
        "issue_summary",
        "customer_impact",
        "customer_expectation",
        "additional_context",
    ):
        value = getattr(form.fields, name)
        assert value is None or value.strip(), f"{name} is blank, not missing"
    assert all(item.strip() for item in (*form.fields.steps_taken, *form.fields.attachments)), "a blank item"


def check_replies(message: Message, words: Vocabulary) -> None:
    """Commands, numbered answers and the moments they name."""
    numbered = parse_numbered(message.text, words.commands)
    assert len(numbered) <= MOST_ANSWERS
    for command in (parse_command(message.text, words.commands), *(answer.command for answer in numbered)):
        if command is not None:
            assert command.name in set(CommandName), command.name
            until = parse_moment(command.until, NOW) if command.until else None
            assert until is None or until.tzinfo is not None
    for line in message.text.split("\n")[:3]:
        parse_moment(line, NOW)


def check_texts(value: object) -> None:
    for text in find_texts(value):
        text.encode("utf-8")  # a surrogate fails
        assert "\0" not in text, "a NUL"


def find_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from find_texts(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from find_texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from find_texts(getattr(value, one.name))
