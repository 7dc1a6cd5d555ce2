"""A case that turns sensitive: who has which of its files by then is said as it is, for a leak is judged by it."""

from html import unescape

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import text_of
from tests.service.files.test_files_go_along import (
    AGENT,
    FIRST,
    KAI,
    LEGAL,
    SECOND,
    TECH,
    TECH2,
    THIRD,
    Talk,
    html_of,
    names,
    reader,
    spaced,
)
from tests.service.letters.test_letters_taken_back import Outage, escalate

CEO = "ceo@example.com"


def more(*files: tuple[str, bytes], sender: str = AGENT) -> bytes:
    """A second mail of the same matter, which makes it sensitive."""
    return build_mail(body=build_form(LEGAL), files=files, sender=sender, message_id="<more@example.com>")


def read(talk: Talk, kind: str, to: str) -> list[str]:
    """The newest letter of this kind, as text and as HTML, with plain blanks."""
    (letter,) = [one for one in talk.letters if (one["X-Escalation-Kind"], reader(one)) == (kind, to)]
    assert not names(letter)
    return [" ".join(spaced(unescape(said)).split()) for said in (text_of(letter), html_of(letter))]


def test_the_new_level_reads_who_has_which_file_already(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.say(TECH, "Our own trace, see attached.", SECOND)
    talk.take(more(THIRD))
    for said in read(talk, "raised", CEO):
        assert (
            f"first.log (10 bytes) came with it and went to Somebody and {TECH2} before; now" in said
        )  # as Tess writes
        assert f"second.log (19 bytes) came with it and went to {TECH2} and {AGENT} before; now" in said
        assert f"third.log (4 kB) came with it and stays with {AGENT}: this case is sensitive." in said
        assert "first.log (10 bytes) came with it and stays" not in said


def test_the_agent_reads_who_has_his_files_already_and_which_nobody_has(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.take(more(THIRD))
    for said in read(talk, "receipt", AGENT):
        assert "I passed third.log on to nobody, because this case is sensitive." in said
        assert f"Others have these already: first.log ({TECH}, {TECH2})." in said


def test_he_reads_it_also_where_the_case_stays_with_whom_it_is(desk: Desk) -> None:
    talk = Talk(desk, {"Level": "4"}, FIRST)
    talk.take(more())
    assert ("raised", CEO) not in {(one["X-Escalation-Kind"], reader(one)) for one in talk.letters}
    for said in read(talk, "receipt", AGENT):
        assert f"Others have these already: first.log ({CEO})." in said


def test_and_when_a_colleague_made_it_so(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.take(more(sender=KAI))
    assert not any("first.log" in said for said in read(talk, "receipt", KAI))
    for said in read(talk, "notice", AGENT):
        assert f"Others have these already: first.log ({TECH}, {TECH2})." in said


def test_it_is_said_once(desk: Desk) -> None:
    talk = Talk(desk, {"Level": "4"}, FIRST)
    talk.take(more())
    assert not any("have these already" in text_of(letter) for letter in talk.say(AGENT, "Any news?"))


def test_a_copy_under_another_name_is_the_same_file(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.take(more(("renamed.log", FIRST[1])))
    for said in read(talk, "raised", CEO):
        assert f"first.log (10 bytes) and renamed.log (10 bytes) came with it and went to {TECH} and {TECH2}" in said


def test_what_had_not_left_by_then_has_reached_nobody(desk: Desk) -> None:
    outage = Outage(desk)
    outage.take(escalate())
    outage.take(more())
    letters = outage.end()
    assert not any("have these already" in text_of(one) or "before; now" in text_of(one) for one in letters)
    assert any("first.log (10 bytes) came with it and stays with" in spaced(text_of(one)) for one in letters)


def test_a_file_that_was_too_large_for_its_letter_has_reached_nobody(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST, ("film.mp4", b"1" * 11_000_000), ("more.mp4", b"2" * 11_000_000))
    assert talk.went()["routed", TECH] == ["first.log", "film.mp4"]
    talk.take(more())
    for said in read(talk, "raised", CEO):
        assert f"first.log (10 bytes) and film.mp4 (11 MB) came with it and went to {TECH} and {TECH2} before" in said
        assert f"more.mp4 (11 MB) came with it and stays with {AGENT}: this case is sensitive." in said
