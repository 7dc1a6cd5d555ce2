"""What our letters say is read out of whatever templates there are: ours, a team's, another language's."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from daemon.adapters.phrases import load_phrases
from daemon.adapters.templates import TemplateTexts, load_texts
from daemon.core.letters.rendering import Correspondence, Stamp, compose
from daemon.core.model.case import Status
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.variants import Kind
from parsers.form.answers import parse_answers
from parsers.message import parse_message
from parsers.model import Fields
from parsers.text.ours.removal import OurWords, strip_ours
from parsers.words.aliases import load_aliases
from tests.builders import build_mail
from tests.cases import altered
from tests.core.letters.test_rendering import CASE, DANA, KEY, NOW, POLICY, body, read, replace
from tests.vocabulary import VOCABULARY

REQUEST = Notification(Kind.INFORMATION_REQUEST, DANA, Role.AGENT)
HELD = altered(CASE, status=Status.HELD, missing=("customer_impact", "files"), due_at=None, opened_at=None)
GERMAN = {
    "information-request.txt": """\
Subject: Es fehlt etwas

Fast fertig: {{ case.missing|length }} Angaben fehlen noch, bevor es weitergehen kann.

Bitte antworten Sie {% if case.due %}bis {{ case.due }} {% endif %}auf diese Mail {#- -#}
 und schreiben Sie hinter die Doppelpunkte.

{% for question in case.questions %}
{{ question }}

{% endfor %}
Deshalb frage ich: {% for why in case.whys %}{{ why }}{{ "." if loop.last else "; " }}{% endfor %}


Bis dahin liegt es hier als {{ case.name }}; noch weiß niemand davon.
""",
    "sentences.txt": """\
{% macro label(name) -%}
{{ {"customer_impact": "Auswirkung auf den Kunden", "files": "Anhänge"}.get(name, name) }}
{%- endmacro %}
{% macro question(name) %}
{{ label(name) }} ({{ {"customer_impact": "wen trifft es, und wie sehr?",
                        "files": "ein Bildschirmfoto"}.get(name, "") }}):
{% endmacro %}
{% macro why_asked(name) %}
{{ {"customer_impact": "danach richtet sich, wie schnell es geht"}.get(name, "die Stufe braucht es") }}
{% endmacro %}
{% macro remark(code, text) %}{{ text }}{% endmacro %}
""",
}
TABLE = """{% extends "layout.html" %}
{% block body %}
<h1>We are almost there: {{ case.missing|length }} of your lines are still empty.</h1>
<table>{% for question in case.questions %}
<tr><td><b>{{ question }}</b></td><td> </td><td class="grey">{{ case.whys[loop.index0] }}</td></tr>
{% endfor %}</table>
<p>Write into the middle of the table, and send it back to me as an answer.</p>
{% endblock %}
"""


def team(folder: Path, language: str, texts: Mapping[str, str]) -> Path:
    (folder / language).mkdir(parents=True)
    for name, text in texts.items():
        (folder / language / name).write_text(text, encoding="utf-8")
    return folder


def strip(text: str, ours: OurWords) -> str:
    return "\n".join(line for line in strip_ours(text.split("\n"), ours).lines if line.strip())


def write(texts: TemplateTexts, language: str = "en", kind: str = "plain") -> str:
    policy = replace(POLICY, language=language)
    return body(read(compose(REQUEST, HELD, Correspondence(policy, texts, KEY), (), Stamp(NOW))), kind)


def test_every_language_of_the_team_is_known(tmp_path: Path) -> None:
    folder = team(tmp_path, "de", GERMAN)
    letter = write(load_texts(folder), "de")
    assert "Auswirkung auf den Kunden (wen trifft es, und wie sehr?):" in letter
    ours = load_phrases(folder)
    assert strip(f"20 Leute warten\n\n{letter}", ours) == "20 Leute warten"
    assert (
        strip(letter.replace("sehr?):", "sehr?): 20 Leute warten"), ours)
        == "Auswirkung auf den Kunden: 20 Leute warten"
    )
    assert "wen trifft es" in strip(letter, load_phrases())


def test_a_teams_table_is_filled_in(tmp_path: Path) -> None:
    folder = team(tmp_path, "en", {"information-request.html": TABLE})
    page = write(load_texts(folder), kind="html")
    ours = load_phrases(folder)
    for answered in (page.replace("<td> </td>", "<td>20 users stand still</td>", 1), page):
        raw = build_mail("Re: x", html=answered, headers={"In-Reply-To": "<1@example.com>"})
        message = parse_message(raw, replace(VOCABULARY, ours=ours))
        found = parse_answers(message, load_aliases(), HELD.missing).fields
        assert found == Fields(customer_impact="20 users stand still" if answered != page else None)


def test_our_own_letter_stays_known_beside_a_teams(tmp_path: Path) -> None:
    ours = load_phrases(
        team(
            tmp_path,
            "en",
            {"information-request.txt": "Subject: x\n\nTell me more, please: {{ case.questions|join(' ') }}"},
        )
    )
    assert strip(write(load_texts()), ours) == ""


@pytest.mark.parametrize(
    "broken",
    ["{% if %}", "{{ unknown.thing() }} {% include 'nowhere.txt' %}", "{% include 'receipt.txt' %}", "\xff", ""],
)
def test_a_template_that_does_not_work_takes_nothing_away(tmp_path: Path, broken: str) -> None:
    folder = team(tmp_path, "en", {})
    (folder / "en" / "receipt.txt").write_bytes(broken.encode("latin-1"))
    assert strip(write(load_texts()), load_phrases(folder)) == ""


def test_a_macro_that_calls_itself_ends(tmp_path: Path) -> None:
    again = "{% macro again(n) %}{% if n %}{{ n }} {{ again(n - 1) }}{% endif %}{% endmacro %}"
    macro = f"{again}\nThis sentence is long enough to know it: {{{{ again(3) }}}}\n"
    ours = load_phrases(team(tmp_path, "en", {"receipt.txt": macro}))
    assert strip("ok\n\nThis sentence is long enough to know it: 3 2 1", ours) == "ok"


def test_the_folder_of_a_team_need_not_be_there(tmp_path: Path) -> None:
    assert load_phrases(tmp_path / "nowhere") == load_phrases()
