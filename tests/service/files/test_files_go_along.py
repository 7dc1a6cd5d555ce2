"""Which files leave with which letter: a reply's own, never back to their author, and of a sensitive case none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from daemon.core.model.history.conversation import KeptFile
from parsers.message import parse_message
from parsers.mime.headers.references import find_tokens
from tests.builders import build_form, build_mail, make_png
from tests.desk import Desk
from tests.journeys.house import kinds, reply, text_of
from tests.letters import read_letter

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
MINUTE = timedelta(minutes=1)
LEGAL = {"Customer Impact": "Their lawyer has sent a letter and they threaten legal action.", "Level": None}
AGENT, KAI, TECH, TECH2 = "dana@example.com", "kai@example.com", "tech@example.com", "tech2@example.com"
CUSTOMER = "ada.okafor@contoso.example"
NOTHING_WORKS = ("URGENT - Nothing works - Ticket #777", "Ticket #: 777\nCustomer: Fabrikam\n")
FIRST, SECOND, THIRD = (
    ("first.log", b"the first\n"),
    ("second.log", b"the second, longer\n"),
    ("third.log", b"the third\n" * 400),
)


class Talk:
    """One case and its mails, a minute apart; `letters` of the newest mail by their reader."""

    def __init__(
        self,
        desk: Desk,
        changes: Mapping[str, str | None] | None = None,
        *files: tuple[str, bytes],
        sender: str = AGENT,
    ) -> None:
        self._desk, self.at = desk, MONDAY
        self.history: list[EmailMessage] = []
        self.letters = self.take(build_mail(body=build_form(changes), files=files, sender=sender))

    def take(self, raw: bytes) -> list[EmailMessage]:
        self.at += MINUTE
        self.letters = self._desk.receive(raw, self.at)
        self.history += self.letters
        return self.letters

    def say(self, sender: str, words: str, *files: tuple[str, bytes]) -> list[EmailMessage]:
        """An answer to the newest letter that this person got."""
        newest = next(letter for letter in reversed(self.history) if reader(letter) == sender)
        mail = with_files(reply(newest, f"Somebody <{sender}>", words), *files)
        return self.take(mail)

    def wait(self, hours: float) -> list[EmailMessage]:
        self.at += timedelta(hours=hours)
        self.letters = self._desk.pass_time(self.at)
        self.history += self.letters
        return self.letters

    def went(self) -> dict[tuple[str, str], list[str]]:
        """(kind, reader) of the newest letters with the files in each."""
        return {(str(letter["X-Escalation-Kind"]), reader(letter)): names(letter) for letter in self.letters}


def reader(letter: EmailMessage) -> str:
    return str(letter["To"].addresses[0].addr_spec)


def names(letter: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in letter.iter_attachments()]


def contents(letter: EmailMessage) -> list[bytes]:
    return [part.get_payload(decode=True) for part in letter.iter_attachments()]  # type: ignore[misc]


def find(letters: list[EmailMessage], kind: str, to: str) -> EmailMessage:
    return next(one for one in letters if (one["X-Escalation-Kind"], reader(one)) == (kind, to))


def html_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def with_files(raw: bytes, *files: tuple[str, bytes]) -> bytes:
    mail = read_letter(raw)
    for name, content in files:
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    return mail.as_bytes()


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("&nbsp;", " ")


def test_of_a_sensitive_case_no_file_leaves_whoever_sends_it_and_by_whatever_letter(desk: Desk) -> None:
    talk = Talk(desk, LEGAL, FIRST)
    assert ("routed", "ceo@example.com") in kinds(talk.letters)
    for sender, words in (
        (AGENT, "One more log, see attached."),
        ("ceo@example.com", "Here is the contract."),
        (AGENT, "note: and another"),
        ("ceo@example.com", "info? have you seen this one?"),
        (AGENT, "send ack"),
        (AGENT, "waiting"),
        (CUSTOMER, "Please find it attached."),
        ("ceo@example.com", "lower"),
        (AGENT, "resume"),
        (TECH, "mine"),
        (TECH, "pass to jo@example.com"),
        ("jo@example.com", "raise"),
        (AGENT, "remind"),
        (AGENT, "done: settled"),
        (AGENT, "reopen"),
        (AGENT, "cancel: a mistake"),
    ):
        letters = talk.say(sender, words, SECOND, THIRD)
        assert letters, words
    talk.say(AGENT, "reopen")
    talk.wait(200)
    assert {"relay", "reminder", "raised", "routed", "claimed"} <= {
        str(letter["X-Escalation-Kind"]) for letter in talk.history
    }
    assert [(letter["X-Escalation-Kind"], reader(letter)) for letter in talk.history if names(letter)] == []
    raw = b"".join(letter.as_bytes() for letter in talk.history)
    assert not any(content.strip() in raw for _, content in (FIRST, SECOND))


def test_of_a_sensitive_case_a_letter_says_that_a_file_came_and_with_whom_it_stays(desk: Desk) -> None:
    talk = Talk(desk, LEGAL, FIRST)
    (routed,) = [letter for letter in talk.letters if letter["X-Escalation-Kind"] == "routed"]
    for text in (text_of(routed), html_of(routed)):
        assert "first.log (10 bytes) came with it and stays with dana@example.com: this case is sensitive." in spaced(
            text
        )
    for sender, words, hears in (  # each a file of his own
        (AGENT, "see attached", "ceo@example.com"),
        ("ceo@example.com", "and what about this", AGENT),
        ("ceo@example.com", "note: this too", AGENT),
        (AGENT, "send ack", None),
        (CUSTOMER, "our copy", "ceo@example.com"),
        ("ceo@example.com", "done: settled", AGENT),
    ):
        letters = [
            letter
            for letter in talk.say(sender, words, (THIRD[0], sender[:4].encode() * 1000))
            if reader(letter) == hears
        ]
        whose = "Ada Okafor" if sender == CUSTOMER else "Somebody"
        said = f"third.log (4 kB) came with it and stays with {whose}: this case is sensitive."
        telling = [letter for letter in letters if said in spaced(text_of(letter)) and said in spaced(html_of(letter))]
        assert len(telling) == (hears is not None), words
        assert not any("first.log" in text_of(letter) for letter in letters)
    talk.say(AGENT, "reopen")
    both = [
        spaced(text_of(letter))
        for letter in talk.say("ceo@example.com", "two", SECOND, THIRD)
        if reader(letter) == AGENT
    ]
    assert any(
        "second.log (19 bytes) and third.log (4 kB) came with it and stay with Somebody" in text for text in both
    )


def test_a_reply_passes_on_its_own_files_and_never_to_their_author(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    assert talk.went()["routed", TECH] == talk.went()["routed", TECH2] == ["first.log"]
    talk.say(AGENT, "One more log.", SECOND)
    assert talk.went() == {("relay", TECH): ["second.log"], ("relay", TECH2): ["second.log"]}
    talk.say(TECH, "Is it like this one?", THIRD)
    assert talk.went()["relay", AGENT] == ["third.log"]
    assert [names(letter) for letter in talk.letters if reader(letter) == TECH] in ([], [[]])
    assert sum(names(letter) == ["third.log"] for letter in talk.letters if reader(letter) == AGENT) == 1
    talk.say(AGENT, "Yes, just like that.")
    assert [names(letter) for letter in talk.letters] == [[]] * len(talk.letters)


@pytest.mark.parametrize(
    ("sender", "words", "hears"),
    [(AGENT, "note: see the log", TECH), (TECH, "note: see the log", AGENT), (TECH, "info? is it this?", AGENT),
     (AGENT, "info? is it this?", TECH), (TECH, "mine", AGENT), (TECH, "done: with this script", AGENT),
     (AGENT, "done: with this script", TECH), (AGENT, "waiting", TECH), (AGENT, "cancel: as the log shows", TECH),
     (TECH, "pass to jo@example.com", AGENT), (TECH, "raise", AGENT), (AGENT, "remind", TECH),
     (CUSTOMER, "Here it is.", TECH)],
)  # fmt: skip
def test_the_files_of_a_command_go_with_the_letter_that_it_causes_once_to_each(
    desk: Desk, sender: str, words: str, hears: str
) -> None:
    talk = Talk(desk, None, FIRST)
    talk.say(sender, words, SECOND)
    assert [names(letter) for letter in talk.letters if reader(letter) == hears and names(letter)] == [["second.log"]]
    assert not any(names(letter) for letter in talk.letters if reader(letter) == sender)
    assert all("second.log" in text_of(letter) for letter in talk.letters if names(letter))
    assert all("second.log" in html_of(letter) for letter in talk.letters if names(letter))


def test_who_gets_the_case_anew_gets_all_its_files_but_those_that_were_his(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.say(TECH, "Is it like this one?", SECOND)
    talk.say(AGENT, "raise", THIRD)
    assert talk.went()["raised", "ceo@example.com"] == ["first.log", "second.log", "third.log"]
    talk.say("ceo@example.com", "lower")
    assert talk.went()["routed", TECH] == ["first.log", "third.log"]
    assert talk.went()["routed", TECH2] == ["first.log", "second.log", "third.log"]
    talk.say(TECH2, "pass to jo@example.com")
    assert talk.went()["routed", "jo@example.com"] == ["first.log", "second.log", "third.log"]


def test_a_file_that_comes_back_with_an_answer_is_still_its_authors(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.say(TECH, "Is it this one?", FIRST, SECOND)
    assert talk.went()["relay", AGENT] == ["second.log"]
    talk.say(TECH, "This one, I mean", FIRST)
    assert talk.went() == {("relay", AGENT): [], ("relay", TECH2): []}


def test_an_agent_who_is_of_the_level_gets_none_of_his_own_files_back(desk: Desk) -> None:
    talk = Talk(desk, {"Customer Impact": None, "Priority": None}, FIRST, sender=TECH)
    talk.say(TECH, "Customer Impact: 40 people wait\nPriority: high", SECOND)
    assert talk.went()["routed", TECH2] == ["first.log", "second.log"]
    assert talk.went().get(("routed", TECH), []) == []


def test_an_answer_that_completes_a_case_upstairs_brings_its_own_files_only(desk: Desk) -> None:
    talk = Talk(desk)
    talk.take(build_mail(*NOTHING_WORKS, files=[FIRST], message_id="<u@example.com>"))
    assert talk.went()["routed", "ceo@example.com"] == ["first.log"]
    talk.say(AGENT, "Priority: high\nCustomer Impact: 40 people wait", SECOND)
    (passed_on,) = [letter for letter in talk.letters if reader(letter) == "ceo@example.com"]
    assert names(passed_on) == ["second.log"]


def test_what_makes_a_case_sensitive_keeps_its_own_files_too(desk: Desk) -> None:
    talk = Talk(desk)
    talk.take(build_mail(*NOTHING_WORKS, message_id="<u@example.com>"))
    talk.say(AGENT, "Customer Impact: their lawyer has sent a letter and they threaten legal action", SECOND)
    (passed_on,) = [letter for letter in talk.letters if reader(letter) == "ceo@example.com"]
    assert names(passed_on) == []
    assert "second.log (19 bytes) came with it and stays with Somebody" in spaced(text_of(passed_on))


def test_a_sensitive_case_stays_so_when_a_second_mail_presses(desk: Desk) -> None:
    talk = Talk(desk, LEGAL, FIRST)
    talk.say("ceo@example.com", "lower")
    talk.take(
        build_mail(
            "URGENT - Exports end - Ticket #48213",
            build_form(),
            sender=KAI,
            files=[SECOND],
            message_id="<k@example.com>",
        )
    )
    assert ("raised", "ceo@example.com") in kinds(talk.letters)
    assert [names(letter) for letter in talk.letters] == [[]] * len(talk.letters)


def test_files_of_one_name_and_size_in_two_mails_are_two_files(desk: Desk) -> None:
    talk = Talk(desk, None, ("error.log", b"monday\n"))
    talk.say(AGENT, "Once more.", ("error.log", b"friday\n"))
    assert [contents(letter) for letter in talk.letters] == [[b"friday\n"]] * 2
    talk.say(AGENT, "raise")
    (raised,) = [letter for letter in talk.letters if reader(letter) == "ceo@example.com"]
    assert contents(raised) == [b"monday\n", b"friday\n"]


def test_a_file_that_comes_twice_goes_up_once(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.say(AGENT, "Once more.", FIRST)
    assert talk.went()["relay", TECH] == ["first.log"]
    talk.say(AGENT, "raise")
    assert talk.went()["raised", "ceo@example.com"] == ["first.log"]


def test_what_does_not_count_is_passed_on_by_nobody(desk: Desk) -> None:
    logo, shot = ("logo.png", make_png(40, 20)), ("shot.png", make_png(400, 300))
    talk = Talk(desk, None, FIRST)
    talk.say(TECH, "Like this?", logo, shot, ("card.vcf", b"BEGIN:VCARD\n"))
    assert talk.went()["relay", AGENT] == ["shot.png"]
    talk.say(AGENT, "No.", logo)
    assert [names(letter) for letter in talk.letters] == [[], []]  # both of the level
    sensitive = talk.take(
        build_mail(body=build_form({**LEGAL, "Ticket #": "5"}), files=[logo], message_id="<s@example.com>")
    )
    assert not any("logo.png" in text_of(letter) for letter in sensitive)


def test_what_is_too_large_to_pass_on_is_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"administrators:": "limits: {message_size: 1 MB}\nadministrators:"})
    talk = Talk(desk, None, FIRST)
    talk.say(TECH, "Like this?", ("film.mp4", b"x" * 900_000), SECOND)
    passed_on = [letter for letter in talk.letters if letter["X-Escalation-Kind"] == "relay"]
    assert {reader(letter) for letter in passed_on} == {AGENT, TECH2}
    for letter in passed_on:
        assert names(letter) == ["second.log"]
        assert "Too large to send along: film.mp4 (900 kB)." in spaced(text_of(letter))


def test_a_joined_agents_files_reach_the_first_agent_and_his_replies_the_level(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    talk.take(
        build_mail(
            "ESCALATION - Exports - Ticket #48213",
            build_form(),
            sender=KAI,
            files=[SECOND],
            message_id="<k@example.com>",
        )
    )
    assert talk.went()["notice", AGENT] == ["second.log"]
    assert talk.went()["receipt", KAI] == []
    talk.say(KAI, "One more from me.", THIRD)
    assert talk.went() == {("relay", who): ["third.log"] for who in (TECH, TECH2, AGENT)}


@pytest.mark.parametrize(
    ("words", "passed_on"), [("1 done: see the log", True), ("1 done: see the log\n2 remind", False)]
)
def test_the_files_of_an_answer_by_number_go_along_when_it_is_plain_whose_they_are(
    desk: Desk, words: str, passed_on: bool
) -> None:
    for ticket in ("771", "772"):
        form = build_form({"Ticket #": ticket, "Customer": f"Customer {ticket}"})
        desk.receive(
            build_mail("ESCALATION - Exports end", form, files=[FIRST], message_id=f"<{ticket}@example.com>"), MONDAY
        )
    digest = next(
        letter
        for letter in reversed(desk.pass_time(MONDAY + timedelta(days=2)))
        if letter["X-Escalation-Kind"] == "digest"
    )
    assert " 2  ESC-" in text_of(digest)
    letters = desk.receive(
        with_files(reply(digest, "lead@example.com", words), SECOND), MONDAY + timedelta(days=2, minutes=1)
    )
    assert any(names(letter) for letter in letters) is passed_on
    summary = text_of(next(letter for letter in letters if reader(letter) == "lead@example.com"))
    assert ("I passed second.log on to nobody" in summary) is not passed_on


NO_LETTER = (
    "I passed second.log on to nobody, because there was no letter to add files to. What you sent stays with the case."
)
SENSITIVE = "I passed second.log on to nobody, because this case is sensitive. The others only learn that it came."


def said_to(letters: list[EmailMessage], who: str, sentence: str) -> int:
    """How many letters to this person say so, in both texts; to say it in one only, or twice, is a defect."""
    found = [
        (text_of(one).count(sentence), spaced(html_of(one)).count(sentence)) for one in letters if reader(one) == who
    ]
    assert set(found) <= {(0, 0), (1, 1)}
    return found.count((1, 1))


@pytest.mark.parametrize(
    ("sender", "words"),
    [(AGENT, "status"), (TECH, "why"), (TECH, "help"), (AGENT, "mine"), (AGENT, "resume"),
     (TECH, "pass to ada@contoso.example"), (AGENT, "send ack"), (AGENT, "reopen")],
)  # fmt: skip
def test_a_file_beside_a_command_that_writes_to_nobody_else_is_said_to_go_nowhere(
    desk: Desk, sender: str, words: str
) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.say(sender, words, SECOND, ("logo.png", make_png(40, 20)))
    assert [reader(letter) for letter in letters] == [sender]
    assert said_to(letters, sender, NO_LETTER) == 1
    assert not any(names(letter) for letter in letters)
    assert "on to nobody" not in text_of(talk.say(sender, words)[0])


def test_what_goes_along_needs_no_word(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    for sender, words in (
        (AGENT, "note: see it"),
        (TECH, "info? this one"),
        (TECH, "mine"),
        (AGENT, "raise"),
        (AGENT, "done: so"),
    ):
        assert not any("on to nobody" in text_of(letter) for letter in talk.say(sender, words, SECOND)), words


@pytest.mark.parametrize(
    ("sender", "words"),
    [(AGENT, "note: see it"), (AGENT, "One more log, see attached."), ("ceo@example.com", "info? is it this?"),
     ("ceo@example.com", "Like this one?"), (AGENT, "waiting"), (AGENT, "done: settled"), ("ceo@example.com", "mine"),
     (AGENT, "lower")],
)  # fmt: skip
def test_whose_file_is_withheld_from_the_others_is_told(desk: Desk, sender: str, words: str) -> None:
    talk = Talk(desk, LEGAL, FIRST)
    letters = talk.say(sender, words, SECOND)
    assert said_to(letters, sender, SENSITIVE) == 1
    assert sum(said_to(letters, reader(one), SENSITIVE) for one in letters) == 1
    assert any("second.log (19 bytes) came with it and stays with" in spaced(text_of(one)) for one in letters)


def test_who_escalates_what_is_sensitive_is_told_with_the_receipt(desk: Desk) -> None:
    talk = Talk(desk, LEGAL, SECOND)
    assert said_to(talk.letters, AGENT, SENSITIVE) == 1


def test_so_also_when_the_case_goes_up_with_a_later_answer(desk: Desk) -> None:
    talk = Talk(desk, {"Customer Impact": None}, SECOND)
    talk.say(AGENT, "Customer Impact: their lawyer has sent a letter and they threaten legal action")
    assert ("routed", "ceo@example.com") in kinds(talk.letters)
    assert said_to(talk.letters, AGENT, SENSITIVE) == 1


def test_the_customer_hears_nothing_of_files_that_stay(desk: Desk) -> None:
    talk = Talk(desk, LEGAL)
    talk.say(AGENT, "send ack")
    letters = talk.say(CUSTOMER, "Please find it attached.", SECOND)
    assert {reader(letter) for letter in letters} == {AGENT, "ceo@example.com"}
    assert not any("on to nobody" in text_of(letter) for letter in letters)


@pytest.mark.parametrize(
    ("changes", "words", "said"),
    [(None, "1 why", NO_LETTER), (None, "1 status", NO_LETTER), (LEGAL, "1 note: see it", SENSITIVE),
     (None, "1 priority low", ""), (None, "1 status\n1 done: see it", "")],
)  # fmt: skip
def test_an_answer_by_number_says_what_became_of_its_file(
    desk: Desk, changes: Mapping[str, str | None] | None, words: str, said: str
) -> None:
    desk.receive(build_mail(body=build_form(changes), files=[FIRST]), MONDAY)
    later = MONDAY + timedelta(days=2)
    digest = next(letter for letter in reversed(desk.pass_time(later)) if letter["X-Escalation-Kind"] == "digest")
    letters = desk.receive(with_files(reply(digest, "lead@example.com", words), SECOND), later + MINUTE)
    about = [
        text_of(letter)
        for letter in letters
        if reader(letter) == "lead@example.com" and "on to nobody" in text_of(letter)
    ]
    assert len(about) == bool(said)
    assert said_to(letters, "lead@example.com", said or NO_LETTER) == bool(said)


LOST, CAME_ALONG = ("app.log", b"A" * 4096), ("app.log", b"B" * 4096)  # one name, one size, two files


@pytest.mark.parametrize("words", ["Ours says this.", "note: ours says this", "mine", "done: see ours"])
def test_a_new_file_with_name_and_size_of_the_readers_own_reaches_him(desk: Desk, words: str) -> None:
    talk = Talk(desk, None, LOST)
    letters = talk.say(TECH, words, CAME_ALONG)
    assert [contents(letter) for letter in letters if reader(letter) == AGENT and names(letter)] == [[CAME_ALONG[1]]]
    assert not any("on to nobody" in text_of(letter) for letter in letters)


@pytest.mark.parametrize("words", ["As you wrote:", "note: as you wrote", "mine"])
def test_a_copy_under_another_name_does_not_go_back_to_its_author_and_nothing_is_said_of_it(
    desk: Desk, words: str
) -> None:
    shot = make_png(400, 300)
    talk = Talk(desk, None, ("export.log", LOST[1]), ("image001.png", shot))
    letters = talk.say(TECH, words, ("export (1).log", LOST[1]), ("image007.png", shot), SECOND)
    assert [names(letter) for letter in letters if reader(letter) == AGENT and names(letter)] == [["second.log"]]
    assert not any("on to nobody" in text_of(letter) for letter in letters)
    talk.say(AGENT, "raise")
    assert {"export.log", "image001.png", "second.log"} <= set(talk.went()["raised", "ceo@example.com"])


def test_of_a_sensitive_case_too_nothing_is_said_to_who_has_the_file_himself(desk: Desk) -> None:
    talk = Talk(desk, LEGAL, ("image001.png", make_png(400, 300)))
    letters = talk.say("ceo@example.com", "Thank you, understood.", ("image007.png", make_png(400, 300)))
    assert {reader(letter) for letter in letters} == {AGENT, "ceo@example.com"}
    assert not any("image007.png" in text_of(letter) for letter in letters)


def test_a_file_is_told_by_name_and_size_where_the_bytes_are_not_known() -> None:
    before, now = KeptFile("1", "a.log", "", 3), KeptFile("2", "a.log", "", 3, sha256="ab")
    assert before.is_copy_of(now)
    assert now.is_copy_of(before)
    assert not now.is_copy_of(replace(before, name="b.log"))
    assert not now.is_copy_of(replace(now, sha256="cd"))
    assert now.is_copy_of(replace(now, name="b.log", mail="3"))


def once_more(sender: str, *files: tuple[str, bytes]) -> bytes:
    """A second mail on the same matter."""
    return build_mail(
        "ESCALATION - Exports end - Ticket #48213",
        build_form(),
        sender=sender,
        files=files,
        message_id="<again@example.com>",
    )


def test_a_file_in_the_agents_second_mail_on_a_case_upstairs_goes_along(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    letters = talk.take(once_more(AGENT, SECOND, ("logo.png", make_png(40, 20))))
    assert kinds(letters) == [("receipt", AGENT), ("relay", TECH2), ("relay", TECH)]
    assert talk.went()["relay", TECH] == ["second.log"]
    assert said_to(letters, AGENT, NO_LETTER) == 0


def test_a_second_mail_without_a_file_or_one_that_takes_the_case_up_brings_no_word_of_files(desk: Desk) -> None:
    talk = Talk(desk, None, FIRST)
    assert "on to nobody" not in text_of(talk.take(once_more(AGENT))[0])
    letters = talk.take(
        build_mail(
            "URGENT - Exports end - Ticket #48213", build_form(), files=[SECOND], message_id="<urgent@example.com>"
        )
    )
    assert talk.went()["raised", "ceo@example.com"] == ["first.log", "second.log"]
    assert not any("on to nobody" in text_of(letter) for letter in letters)


def test_what_comes_while_a_case_is_held_goes_up_with_it_and_needs_no_word(desk: Desk) -> None:
    talk = Talk(desk, {"Customer Impact": None, "Priority": None}, FIRST)
    assert not any("on to nobody" in text_of(letter) for letter in talk.letters)
    assert "on to nobody" not in text_of(talk.say(AGENT, "See this meanwhile, more later.", SECOND)[0])
    talk.say(AGENT, "Customer Impact: 40 people wait\nPriority: high")
    assert talk.went()["routed", TECH] == ["first.log", "second.log"]


def test_what_comes_to_a_case_that_was_withdrawn_before_it_went_up_is_said_to_go_nowhere(desk: Desk) -> None:
    talk = Talk(desk, {"Customer Impact": None, "Priority": None})
    talk.say(AGENT, "cancel: a mistake")
    letters = talk.say(AGENT, "For the files.", SECOND)
    assert said_to(letters, AGENT, NO_LETTER) == 1


def test_an_agent_who_alone_is_asked_learns_that_his_file_reaches_nobody(tmp_path: Path) -> None:
    senior = "ceo@example.com"  # and there are no leads who could be asked
    desk = Desk(tmp_path, {"leads: [{address: lead@example.com, timezone: Europe/Berlin}]": "leads: []"})
    talk = Talk(desk, {"Level": "4"}, FIRST, sender=senior)
    assert not any("on to nobody" in text_of(letter) for letter in talk.letters)  # he has what was sent to himself
    assert talk.say(senior, "Only words.") == []
    letters = talk.say(senior, "One more log.", SECOND)
    assert kinds(letters) == [("notice", senior)]
    assert said_to(letters, senior, NO_LETTER) == 1
    assert "was passed on" not in text_of(letters[0])


def about(number: int, sender: str, *files: tuple[str, bytes], headers: Mapping[str, str] | None = None) -> bytes:
    """A mail that only names the case."""
    return build_mail(
        f"The contract [ESC-{number}]",
        "See attached.",
        sender=sender,
        files=files,
        headers=headers,
        message_id="<c@example.com>",
    )


@pytest.mark.parametrize("sender", ["lead@example.com", "ops@example.com", KAI])
def test_whoever_of_ours_sends_a_file_to_a_sensitive_case_learns_once_that_it_stays(desk: Desk, sender: str) -> None:
    talk = Talk(desk, LEGAL)
    letters = talk.take(about(1, sender, SECOND))
    assert kinds(letters) == sorted([("notice", sender), ("relay", AGENT), ("relay", "ceo@example.com")])
    assert said_to(letters, sender, SENSITIVE) == 1
    assert said_to(letters, AGENT, SENSITIVE) == 0


def test_who_only_names_a_sensitive_case_gets_no_token_for_it_with_the_word_of_his_file(desk: Desk) -> None:
    talk = Talk(desk, LEGAL)
    (notice,) = [letter for letter in talk.take(about(1, KAI, SECOND)) if reader(letter) == KAI]
    assert str(notice["Reply-To"].addresses[0].addr_spec) == "support@example.com"
    assert not find_tokens(parse_message(reply(notice, KAI, "pass to kai@example.com"), desk.words))
    assert "48213" not in str(notice["Subject"]) + text_of(notice) + html_of(notice)
    assert "is yours" not in text_of(notice)


@pytest.mark.parametrize(
    ("sender", "headers"),
    [(CUSTOMER, {}), ("someone@contoso.example", {}),
     (KAI, {"X-Auto-Response-Suppress": "All"}), ("lead@example.com", {"X-Auto-Response-Suppress": "All"})],
)  # fmt: skip
def test_nobody_outside_and_nobody_who_wants_no_answer_hears_of_files_that_stay(
    desk: Desk, sender: str, headers: Mapping[str, str]
) -> None:
    talk = Talk(desk, LEGAL)
    letters = talk.take(about(1, sender, SECOND, headers=headers))
    assert {reader(letter) for letter in letters} <= {AGENT, "ceo@example.com"}
    assert not any("on to nobody" in text_of(letter) for letter in letters)


def test_a_file_that_comes_after_the_case_was_withdrawn_tells_no_customer(desk: Desk) -> None:
    talk = Talk(desk, {"Attachments": None, "Customer Impact": None})
    talk.say(AGENT, "cancel")
    letters = talk.say(AGENT, "Customer Impact: 20 users wait", FIRST)
    assert "customer-acknowledgement" not in [kind for kind, _ in kinds(letters)]
    case = desk.store.find_case(1)
    assert case is not None
    assert case.status is Status.CANCELLED
    assert case.customer_told_at is None
