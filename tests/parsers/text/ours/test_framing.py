"""What programs write around a letter of ours is nobody's answer, in whatever shape; what people type there is theirs
(behaviour B4.21)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.adapters.phrases import load_phrases
from parsers.message import explain_text, parse_message
from parsers.text.lines import Kind
from parsers.text.ours.facts import read_facts
from parsers.text.ours.letters import read_letter, read_sent
from parsers.text.ours.removal import OurWords
from tests.builders import build_mail
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

WHO, AT, TOKEN = "Support Escalations", "support@example.com", "support+esc-7-abc@example.com"
SENT = datetime(2026, 3, 9, 9, 1, tzinfo=UTC)
LETTER = """\
Almost there: two things are missing before this can go up.

Please answer this mail and write behind the colons; leave the rest as it is:

Customer Impact (who or what is affected, and how badly):

Why I ask: it decides how fast this goes (Customer Impact).

I keep it here meanwhile as ESC-7; nobody has been told yet."""
FACTS = read_facts(WHO, [AT, TOKEN], SENT, "Re: ESCALATION - Exports end without a file")
KNOWN = replace(VOCABULARY, ours=OurWords().answered([[read_letter(LETTER.split("\n"), FACTS)]]))
SHAPED = replace(VOCABULARY, ours=replace(load_phrases(), house=read_facts(WHO, [AT])))
ways = pytest.mark.parametrize("words", [KNOWN, SHAPED], ids=["known", "by its shape"])

NAMES = (
    WHO,
    f"{WHO} <{AT}>",
    f'"{WHO}" <{AT}>',
    f"{WHO} ({AT})",
    f"{WHO} <mailto:{AT}>",
    AT,
    f"*{WHO}*",
    f"{WHO} [mailto:{AT}]",
)
MOMENTS = (
    "Mon, 9 Mar 2026 at %H:%M", "Mar 9, 2026, %H:%M GMT+1", "9 March 2026 at %H:%M", "Monday, March 9th, 2026 at %H:%M",
    "09.03.2026, %H:%M", "09.03.26 um %H:%M", "Mo., 9. März 2026 um %H:%M Uhr", "Montag, dem 09.03.2026 um %H:%M +0100",
    "9. März 2026 %H:%M:00 MEZ", "lun. 9 mars 2026 à %Hh%M", "09/03/2026 à %H:%M", "lun, 9 mar 2026 a las %H:%M",
    "lun 9 mar 2026 alle ore %H:%M", "ma 9 mrt 2026 om %H:%M", "seg., 9 de mar. de 2026 às %H:%M", "2026-03-09 %H:%M",
    "2026-03-09T%H:%M:00+0100", "3/9/2026 %H:%M", "09-03-2026 %H:%M:00 CET", "Mon Mar 09 %H:%M:00 2026",
    "9 Mar 2026 %H:%M (Europe/Berlin)",
)  # fmt: skip
HEADS = (
    "On {moment}, {name} wrote:", "On {moment} {name} wrote:", "{name} wrote on {moment}:", "{name} wrote:",
    "{moment}, {name}:", "{name}, {moment}", "{name} - {moment}", "{name}\n{moment}", "{moment}\n{name}",
    "{name}\n\n{moment}", "[{moment}] {name}", "{name} commented:", "Quoting {name}:",
    "Am {moment} schrieb {name}:", "{name} schrieb am {moment}:", "{name} hat am {moment} geschrieben:",
    "Zitat von {name}:", "Le {moment}, {name} a écrit :", "{name} a écrit le {moment} :", "Citation de {name}:",
    "El {moment}, {name} escribió:", "{name} escribió el {moment}:", "Il giorno {moment} {name} ha scritto:",
    "Op {moment} schreef {name}:", "Em {moment}, {name} escreveu:", "--- {name} {moment} ---",
    "{name} ---{moment}---Exports", "{moment} - {name}          Additional comments",
    "From: {name}\nDate: {moment}", "[quote]\n{name} {moment}", "...",
)  # fmt: skip
FRAMES = ("> ", "", "| ", "    ", "\t", ">> ", "¦ ")


def read(above: str, head: str, mark: str, words: object = KNOWN, below: str = "") -> str:
    quoted = "\n".join((mark + line).rstrip() for line in LETTER.split("\n"))
    text = "\n".join(filter(None, (above, head, "" if mark == "> " else "\n", quoted, below)))
    mail = build_mail("Re: ESCALATION - Exports", text, headers={"In-Reply-To": "<letter@example.com>"})
    return parse_message(mail, words).text  # type: ignore[arg-type]


@given(
    st.sampled_from(HEADS),
    st.sampled_from(NAMES),
    st.sampled_from(MOMENTS),
    st.sampled_from(FRAMES),
    st.integers(-11, 12),
)
def test_no_head_is_an_answer_whatever_its_program_name_date_and_frame(
    head: str, name: str, moment: str, frame: str, zone: int
) -> None:
    local = SENT.astimezone(timezone(timedelta(hours=zone)))
    shown = local.strftime(moment) if local.date() == SENT.date() else SENT.strftime(moment)
    written = head.format(name=name, moment=shown)
    for words in (KNOWN, SHAPED):
        assert read("", written, frame, words) == ""
        assert read("20 users stand still\nFriday 17:00 at the latest", written, frame, words).rstrip() == (
            "20 users stand still\nFriday 17:00 at the latest"
        )


@ways
@pytest.mark.parametrize("mark", ["> ", ""])
@pytest.mark.parametrize(
    "typed",
    [
        f"{WHO} told me on 9 March that it stops",
        f"No, {WHO}.",
        f"Yes, {WHO}",
        f"{WHO} replied",
        f"{WHO} answered on 9 March 2026.",
        f"{WHO}?",
        f"{WHO} 👍",
        "support escalations",
        f"{WHO},\nFriday 17:00 at the latest",
        f"{WHO}\nMonday 17:00",
        f"{WHO}\n9 March 2026",
        f"{WHO}\n09.03.2026 17:00",
        f"{WHO} 17:00",
        "9 March 2026",
        "9 March 2026, 10:01",
        "10:01",
        "Monday",
        "On Monday 9 March",
        f"I sent it to {AT}",
        "Quote",
        "Additional comments",
        "wrote",
        "Two things are missing",
        "???",
        "👍",
    ],
)
def test_what_people_type_above_a_letter_stays_theirs(words: object, mark: str, typed: str) -> None:
    assert read(typed, "", mark, words) == typed
    assert read(typed, f"On 9 March 2026 at 10:01 {WHO} wrote:", mark, words).rstrip() == typed


@given(
    st.lists(
        st.sampled_from([*WHO.split(), AT, "9", "March", "2026", "10:01", "on", "wrote", ":", "stops"]), min_size=1
    )
)
def test_a_line_with_one_other_word_stays_whole(pieces: list[str]) -> None:
    line = " ".join((*pieces, "nothing"))
    assert line in read(line, f"{WHO}\nMar 9, 2026, 10:01", "")


def test_a_day_or_an_hour_that_is_not_the_letters_is_no_head() -> None:
    for moment in (
        "12 March 2026 at 10:07",
        "9 April 2026 at 10:07",
        "9 March 2027 at 10:07",
        "Tuesday, 9 March 2026, 10:07",
    ):
        assert read("", f"{WHO}\n{moment}", "", KNOWN) == f"{WHO}\n{moment}"


def test_an_hour_right_after_the_letters_is_a_head_even_at_a_quarter() -> None:
    sent = replace(FACTS, sent_at=SENT.replace(minute=29))
    words = replace(VOCABULARY, ours=OurWords().answered([[read_letter(LETTER.split("\n"), sent)]]))
    assert read("", f"{WHO}\nMar 9, 2026, 10:30", "", words) == ""
    assert read("", f"{WHO}\nMar 9, 2026, 10:45", "", words) == f"{WHO}\nMar 9, 2026, 10:45"


@every_row("frame", ["{{quote}}\n{}\n{{quote}}", "[quote]\n{}\n[/quote]", "```\n{}\n```", "...\n{}"])
def test_marks_where_a_quote_begins_and_ends_go_with_it(frame: str) -> None:
    mail = build_mail("Re: Exports", f"It stops.\n\n{frame.format(LETTER)}\n\nThat is all.")
    assert parse_message(mail, KNOWN).text == "It stops.\n\nThat is all."


def test_a_name_of_marks_and_signs_is_known_too() -> None:
    facts = read_facts("🚨 Help & Care!", [AT], SENT)
    words = replace(VOCABULARY, ours=OurWords().answered([[read_letter(LETTER.split("\n"), facts)]]))
    assert read("It stops.", "🚨 Help & Care!\nMar 9, 2026, 10:01", "", words).rstrip() == "It stops."


def test_a_desks_line_with_the_writers_own_name_and_hour_is_no_word_of_his() -> None:
    own = "##- Please type your reply above this line -##\n\nDana Whitfield (Contoso)\nMar 2, 2026, 10:07 GMT+1\n\n"
    who = "Dana Whitfield <dana@example.com>"
    headers = {"From": who, "In-Reply-To": "<x@example.com>", "Date": "Mon, 02 Mar 2026 10:07:00 +0100"}
    for text, said in ((own + "It stops.", "It stops."), (own, ""), ("Dana Whitfield (Contoso)\nIt stops.", None)):
        got = parse_message(build_mail("Re: Exports", text, headers=headers), KNOWN).text
        assert got == (text if said is None else said)


def test_check_says_which_lines_stand_around_a_letter() -> None:
    text = f"It stops.\n\n{WHO}\nMar 9, 2026, 10:01\n\n{LETTER}"
    lines = explain_text(build_mail("Re: Exports", text), KNOWN)
    assert [line.kind for line in lines[2:4]] == [Kind.ATTRIBUTION] * 2
    assert {line.why for line in lines[2:4]} == {"what stands around a letter of ours"}


def test_a_letters_own_headers_are_what_its_head_is_read_by() -> None:
    raw = build_mail("Re: Exports", LETTER, headers={"From": f"{WHO} <{AT}>", "Reply-To": f"{WHO} <{TOKEN}>"})
    facts = read_sent(raw)[0].facts
    assert facts is not None
    assert (facts.name, facts.addresses) == (WHO, {AT, TOKEN})
    assert {"exports", "almost"} <= facts.topic
    undated = read_sent(raw.replace(b"Date:", b"X-Date:"))[0].facts
    assert undated is not None
    assert undated.sent_at is None
