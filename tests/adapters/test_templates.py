"""The team's own texts over ours."""

import re
from pathlib import Path

import pytest

from daemon.adapters.templates import DEFAULT_FOLDER, inline_style, load_blank, load_texts
from daemon.errors import SettingsError


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / "en" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_every_template_of_ours_compiles() -> None:
    assert load_texts(DEFAULT_FOLDER).check() == []


def test_a_team_writes_its_own_letter_and_html_says_the_same(tmp_path: Path) -> None:
    texts = load_texts(own(tmp_path, "receipt.txt", "Subject: S {{ said }}\n\nHello {{ said }}"))
    subject, text, html = texts.render("receipt", "en", {"said": "<b>", "title": "", "case": None})
    assert (subject, text) == ("S <b>", "Hello <b>\n")
    assert "Hello &lt;b&gt;" in html


@pytest.mark.parametrize("mistake", ["{{ nobody_knows }}", '{{ 1 + "x" }}', "{{ 1 / 0 }}", "{{ said[0:'x'] }}"])
def test_a_letter_leaves_even_when_the_teams_template_fails(
    tmp_path: Path, mistake: str, caplog: pytest.LogCaptureFixture
) -> None:
    texts = load_texts(own(tmp_path, "notice.txt", f"{mistake}Subject: x\n\n"))
    values = {
        "case": None,
        "title": "",
        "variant": "unreadable",
        "said": "encrypted",
        "mailbox": "support@example.com",
        "role": "sender",
        "people": [],
    }
    for _ in range(2):
        assert "encrypted" in texts.render("notice", "en", values)[1]
    assert texts.render_subject("notice", "en", values) == texts.render("notice", "en", values)[0]
    assert len(caplog.records) == 1, "said once, and not with every letter"
    assert list(texts.failed) == ["notice.txt"]


def test_a_sentence_of_the_teams_that_fails_is_said_in_ours(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    texts = load_texts(own(tmp_path, "sentences.txt", "{% macro label(name) %}My {{ name + 1 }}{% endmacro %}"))
    assert [texts.say("label", "en", name) for name in ("ticket", "priority")] == ["Ticket #", "Priority"]
    assert len(caplog.records) == 1
    assert list(texts.failed) == ["sentences.txt: label"]


def test_what_is_no_template_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"receipt\.txt:3: "):
        load_texts(own(tmp_path, "receipt.txt", "Subject: x\n\n{% if %}"))


def test_a_week_has_seven_days_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "words.txt").write_text("time.now: jetzt\ntime.weekdays: Mo Di Mi Do Fr\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"words\.txt:2: time\.weekdays needs 7 words"):
        load_texts(tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no folder"):
        load_texts(tmp_path / "nowhere")


def test_a_language_without_texts_is_written_in_english() -> None:
    texts = load_texts()
    assert texts.say("label", "xx", "ticket") == "Ticket #"
    assert texts.say("label", "../../etc", "ticket") == "Ticket #"


def test_a_sentence_that_the_team_has_not_written_is_said_in_ours(tmp_path: Path) -> None:
    texts = load_texts(own(tmp_path, "sentences.txt", "{% macro label(name) %}My {{ name }}{% endmacro %}"))
    assert texts.say("label", "en", "ticket") == "My ticket"
    assert (
        texts.say("files_stay", "en", "a.log", "one", "Dana")
        == "a.log came with it and stays with Dana: this case is sensitive."
    )


def test_words_of_another_language(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "words.txt").write_text("time.today: heute {clock} ({city})\n", encoding="utf-8")
    texts = load_texts(tmp_path)
    assert texts.words("de")["time.today"].startswith("heute")
    assert texts.words("en")["time.today"].startswith("today")


MACROS = re.compile(r'{% from "[\w-]+\.txt" import ([\w, ]+?) %}')
ESCAPED = re.compile(r"\|(?:forceescape|urlencode)\b")
SHOWN = re.compile(r"{{(.+?)}}")


def find_unescaped(page: str) -> list[str]:
    """What an HTML template shows of a plain letter's macro as it is: those escape nothing, and Jinja takes what
    they return for HTML."""
    macros = {name.strip() for names in MACROS.findall(page) for name in names.split(",")}
    called = re.compile(rf"\b(?:{'|'.join(macros)})\(" if macros else "(?!)")
    return [shown for shown in SHOWN.findall(page) if len(called.findall(shown)) > len(ESCAPED.findall(shown))]


def test_what_html_takes_of_a_plain_letter_is_escaped() -> None:
    assert find_unescaped('{% from "x.txt" import names, told %}{{ told(case)|trim }}') == [" told(case)|trim "]
    for page in sorted((DEFAULT_FOLDER / "en").glob("*.html")):
        assert find_unescaped(page.read_text(encoding="utf-8")) == [], page.name


def test_styles_are_in_the_elements_and_jinja_is_untouched() -> None:
    html = inline_style(
        '<p class="a" title="{{ x if x > 1 else "&" }}">{% if a < b %}x{% endif %}</p>', ".a { color: red }"
    )
    assert '{{ x if x > 1 else "&" }}' in html
    assert "{% if a < b %}" in html
    assert "color: red" in html


def test_the_blank_template_has_every_line_of_the_procedure() -> None:
    blank = load_blank()
    assert blank.startswith("Subject: ESCALATION - [Brief description] - Ticket #[number]")
    for label in (
        "Priority",
        "Customer",
        "Ticket #",
        "Issue Summary",
        "Steps Taken",
        "Customer Impact",
        "Customer Expectation",
        "Attachments",
    ):
        assert f"\n{label}:" in blank
