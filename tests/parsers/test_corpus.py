"""Every mail of the corpus reads as the file beside it says; tests/corpus/README.md tells how to add one."""

import json
from pathlib import Path

from daemon.commands.overview import render_fields
from daemon.commands.replay.checks import check_mail
from parsers.form.answers import parse_answers
from parsers.message import parse_message
from tests.fuzz.promises import load_rules
from tests.tables import every_row

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "tests" / "corpus"
MAILS = sorted(CORPUS.glob("*.eml"))
FEWEST = 600  # a glob that finds nothing would pass everything


def test_every_mail_has_its_reading_and_every_reading_its_mail() -> None:
    assert {path.stem for path in MAILS} == {path.stem for path in CORPUS.glob("*.json")}
    assert len(MAILS) >= FEWEST


@every_row("path", MAILS, ids=lambda path: path.stem)
def test_mail_reads_as_expected(path: Path) -> None:
    rules = load_rules()
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    raw = path.read_bytes()
    got = check_mail(path.name, raw, *rules, trusted=True)
    if "asked" in expected:
        answers = parse_answers(parse_message(raw, rules.words), rules.words.aliases, expected.pop("asked"))
        got["answers"] = render_fields(answers.fields)
    shown = {key: _subset(got[key], value) for key, value in expected.items()}
    assert shown == expected


def _subset(got: object, expected: object) -> object:
    """Of a mapping only what is expected to be in it."""
    if isinstance(got, dict) and isinstance(expected, dict) and "name" not in expected:
        return {key: got[key] for key in expected}
    return got
