"""Files that reach nobody: their sender is told, whatever kept them (behaviour B6.24)."""

from pathlib import Path

import pytest

from daemon.ports import FetchedMail, Position
from tests.builders import build_form, build_mail, make_png
from tests.desk import Desk
from tests.journeys.house import kinds, reply, text_of
from tests.letters import read_letter
from tests.service.files.test_files_go_along import (
    AGENT,
    CUSTOMER,
    FIRST,
    MINUTE,
    NO_LETTER,
    NOTHING_WORKS,
    SECOND,
    TECH,
    TECH2,
    Talk,
    names,
    reader,
    said_to,
    spaced,
    with_files,
)

CEO = "ceo@example.com"
TOO_LARGE = "Your mail is larger than I take; I read the first part of it, and files may be missing."


def test_an_agent_who_alone_has_the_case_learns_that_what_completes_it_brings_his_file_to_nobody(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, {"leads: [{address: lead@example.com, timezone: Europe/Berlin}]": "leads: []"})
    talk = Talk(desk, None, sender=CEO)
    talk.take(build_mail(*NOTHING_WORKS, sender=CEO, message_id="<u@example.com>"))
    letters = talk.say(CEO, "Priority: high\nCustomer Impact: 40 people wait", SECOND)
    assert "relay" not in dict(kinds(letters))
    assert said_to(letters, CEO, NO_LETTER) == 1


def take_cut(desk: Desk, talk: Talk, raw: bytes) -> None:
    """A mail of which only the first part is read, for it is over the limit of reading."""
    talk.at += MINUTE
    desk.clock.move_to(talk.at)
    desk.service.handle_mails([FetchedMail(900, talk.at, raw, 90_000_000, truncated=True)], Position(1, 900))
    talk.letters = [read_letter(left.raw) for left in desk.stage.send()]
    talk.history += talk.letters


@pytest.mark.parametrize(
    ("sender", "words"),
    [(AGENT, "One more log."), (TECH, "Like this?"), (AGENT, "note: see it"), (TECH, "mine"), (AGENT,
    "priority low"), (TECH, "status")],
)  # fmt: skip
def test_who_sends_more_than_is_read_learns_it_whatever_he_says(desk: Desk, sender: str, words: str) -> None:
    talk = Talk(desk, None, FIRST)
    newest = next(letter for letter in reversed(talk.history) if reader(letter) == sender)
    take_cut(desk, talk, with_files(reply(newest, sender, words), ("left-out.txt", b"film.mp4")))
    assert said_to(talk.letters, sender, TOO_LARGE) == 1
    assert sum(said_to(talk.letters, reader(one), TOO_LARGE) for one in talk.letters) == 1


def test_so_does_who_sends_it_in_a_second_mail_or_in_an_answer_by_number(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    take_cut(desk, talk, build_mail(body=build_form(), message_id="<again@example.com>"))
    assert said_to(talk.letters, AGENT, TOO_LARGE) == 1
    digest = next(letter for letter in reversed(talk.wait(48)) if letter["X-Escalation-Kind"] == "digest")
    take_cut(desk, talk, reply(digest, "lead@example.com", "1 priority low"))
    assert said_to(talk.letters, "lead@example.com", TOO_LARGE) == 1


def test_no_customer_hears_of_it(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    newest = next(letter for letter in reversed(talk.history) if reader(letter) == CUSTOMER)
    take_cut(desk, talk, reply(newest, CUSTOMER, "Here it is."))
    assert CUSTOMER not in {reader(letter) for letter in talk.letters}
    assert not any(TOO_LARGE in text_of(letter) for letter in talk.letters)


NO_ROOM = "I passed film.mp4 on to nobody, because it is too large to go along. The others only learn that it came."


@pytest.mark.parametrize(
    ("sender", "words"), [(AGENT, "See it."), (TECH, "Like this?"), (TECH, "mine"), (AGENT, "raise")]
)
def test_whose_file_is_too_large_for_every_letter_is_told(tmp_path: Path, sender: str, words: str) -> None:
    desk = Desk(tmp_path, {"administrators:": "limits: {message_size: 1 MB}\nadministrators:"})
    talk = Talk(desk, None, FIRST)
    letters = talk.say(sender, words, ("film.mp4", b"x" * 700_000), SECOND)
    assert said_to(letters, sender, NO_ROOM) == 1
    assert sum(said_to(letters, reader(one), NO_ROOM) for one in letters) == 1
    others = [one for one in letters if reader(one) != sender and "second.log" in names(one)]
    assert others
    assert all("Too large to send along: film.mp4 (700 kB)." in spaced(text_of(one)) for one in others)


def test_so_is_who_escalates_with_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"administrators:": "limits: {message_size: 1 MB}\nadministrators:"})
    talk = Talk(desk, None, FIRST, ("film.mp4", b"x" * 700_000))
    assert said_to(talk.letters, AGENT, NO_ROOM) == 1
    assert talk.went()["routed", TECH] == ["first.log"]


def test_a_copy_from_a_list_without_its_file_does_not_keep_the_file_from_coming(desk: Desk) -> None:
    body = build_form({"Attachments": None})
    talk = Talk(desk, {"Attachments": None})
    assert kinds(talk.letters) == [("information-request", AGENT)]
    talk.take(build_mail(body=body, headers={"Received": "from list"}))
    assert talk.letters == []
    talk.take(build_mail(body=body, files=[FIRST], headers={"Received": "from home"}))
    assert talk.went()["routed", TECH] == ["first.log"]
    talk.take(build_mail(body=body, files=[FIRST], headers={"Received": "from elsewhere"}))
    talk.take(build_mail(body=body, headers={"Received": "from another list"}))
    assert [entry.outcome for entry in desk.entries()] == ["opened", "ignored", "filed", "ignored", "ignored"]


PACKED = b"\x78\x9f\x3e\x22\x01\x00" + b"\x02\x02\x90\x06\x00" + b"\x0e\x00\x00\x00" + b"rendering" * 4
NOT_READ = (
    "I passed {} on to nobody: it is empty, wrapped by Outlook, "
    "or as small as part of a signature. If it matters, send it in a .zip."
)


@pytest.mark.parametrize(
    "file",
    [("winmail.dat", PACKED), ("strip.png", make_png(900, 150)), ("error.log", b"")],
    ids=["outlook", "strip", "empty"],
)  # fmt: skip
def test_a_file_that_does_not_count_and_that_its_sender_may_miss_is_named(desk: Desk, file: tuple[str, bytes]) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.say(AGENT, "See attached.", file)
    assert said_to(letters, AGENT, NOT_READ.format(file[0])) == 1
    assert not any(names(letter) for letter in letters)
    again = talk.say(AGENT, "note: and once more", file)
    assert said_to(again, AGENT, NOT_READ.format(file[0])) == 1


@pytest.mark.parametrize(
    "file",
    [("winmail.dat", b"\x78\x9f\x3e\x22\x01\x00rich text only"), ("logo.png", make_png(120, 40)),
    ("card.vcf", b"BEGIN:VCARD\n"),
     ("invite.ics", b"BEGIN:VCALENDAR\n"), ("key.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n"),
     ("smime.p7s", b"signature")],
    ids=lambda file: file[0],
)  # fmt: skip
def test_what_a_mail_program_adds_by_itself_is_never_named(desk: Desk, file: tuple[str, bytes]) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.say(AGENT, "Only words.", file)
    assert kinds(letters) == [("relay", TECH2), ("relay", TECH)]


def test_who_withdraws_what_was_never_whole_learns_of_all_the_files_that_reached_nobody(desk: Desk) -> None:
    talk = Talk(desk, {"Customer Impact": None, "Priority": None}, FIRST)
    talk.say(AGENT, "This as well.", SECOND)
    letters = talk.say(AGENT, "cancel: a mistake", ("third.log", b"3"))
    assert said_to(letters, AGENT, NO_LETTER.replace("second.log", "first.log, second.log, third.log")) == 1
