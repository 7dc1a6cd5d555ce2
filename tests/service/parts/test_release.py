"""The digest's lines take `release` and `discard`, and a case that has moved is said back (behaviour B8.8, B8.9,
B11.18)."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from daemon.ports import Outcome
from daemon.service.mails import Service
from tests.builders import build_form, build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of, words_of

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
TUESDAY = MONDAY + timedelta(days=1)
TESS, KIM, DANA, LEA, EVE = (
    "tech@example.com", "tech2@example.com", "dana@example.com", "lead@example.com", "Eve Stone <eve@partner.example>",
)  # fmt: skip
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """No sender is believed who is not one of ours."""
    desk = Desk(tmp_path)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    return desk


def set_aside(desk: Desk, **said: str) -> EmailMessage:
    """The digest in which a stranger's mail stands."""
    desk.receive(build_mail(sender=EVE, message_id="<eve@partner.example>", **said), MONDAY)  # type: ignore[arg-type]
    return letter_to(desk.pass_time(TUESDAY), LEA, "digest")


def number(digest: EmailMessage, name: str) -> str:
    found = re.search(rf"{name}\n (\d+) ", text_of(digest).replace("\r\n", "\n"))
    assert found is not None
    return found[1]


def answer(desk: Desk, digest: EmailMessage, words: str, minutes: int = 5) -> list[EmailMessage]:
    return desk.receive(reply(digest, LEA, words), TUESDAY + minutes * A_MINUTE)


def test_what_a_lead_lets_in_is_the_leads_case_and_its_sender_hears_nothing(desk: Desk) -> None:
    digest = set_aside(desk)
    line = number(digest, "IN QUARANTINE")
    assert f"{line} release" in text_of(digest)
    letters = answer(desk, digest, f"{line} release")
    assert ("routed", TESS) in kinds(letters)
    assert not [one for one in letters if "partner.example" in str(one["To"])]
    case = case_of(desk)
    assert case.agent.email == LEA
    told = words_of(letter_to(letters, LEA, "receipt"))
    assert "This mail came from eve@partner.example and was set aside; lead@example.com has let it in." in told
    assert f"{line} release: let in, as ESC-1, whose agent is lead@example.com." in words_of(
        letter_to(letters, LEA, "notice")
    )
    assert desk.store.count_quarantined() == 0
    assert desk.entries()[0].outcome is Outcome.OPENED
    assert desk.entries()[0].case == 1
    assert [name for letter in letters if letter["To"].addresses[0].addr_spec == TESS for name in
            (part.get_filename() for part in letter.iter_attachments())] == ["error.log"]  # fmt: skip


def test_its_clock_begins_when_it_is_let_in(desk: Desk) -> None:
    digest = set_aside(desk, subject="URGENT - Exports - Ticket #48213")
    line = number(digest, "IN QUARANTINE")
    letters = [*answer(desk, digest, f"{line} release for dana@example.com"), *desk.pass_time(TUESDAY + 20 * A_MINUTE)]
    assert case_of(desk).due_at == TUESDAY + 65 * A_MINUTE
    assert [one for one in kinds(letters) if one[0] == "reminder"] == []
    assert "Answer by: today 11:05 (Berlin), in 60 minutes." in words_of(letter_to(letters, "ceo@", "routed"))
    receipt = words_of(letter_to(letters, DANA, "receipt"))
    assert "They answer by today 11:05 (Berlin): 1 h from when it was let in, today 10:05 (Berlin)." in receipt


def test_a_lead_names_whose_it_is(desk: Desk) -> None:
    form = build_form({"Ticket #": "7731"})
    desk.receive(build_mail("ESCALATION - Other", form, sender=f"Dana Whitfield <{DANA}>"), MONDAY)
    digest = set_aside(desk, subject="URGENT - Exports - Ticket #48213")
    line = number(digest, "IN QUARANTINE")
    letters = answer(desk, digest, f"{line} release for dana")
    assert "whose agent is Dana Whitfield." in words_of(letter_to(letters, LEA))
    case = desk.store.find_case(2)
    assert case is not None
    assert case.agent.email == DANA
    assert ("receipt", DANA) in kinds(letters)


def test_nobody_of_ours_by_that_name_leaves_it_where_it_is(desk: Desk) -> None:
    digest = set_aside(desk)
    (notice,) = answer(desk, digest, f"{number(digest, 'IN QUARANTINE')} release for zorro")
    assert "stays set aside, because I know nobody of ours as “zorro”" in words_of(notice)
    assert desk.store.count_quarantined() == 1


def test_a_mail_that_opened_nothing_is_not_said_to_have_been_set_aside(desk: Desk) -> None:
    desk.receive(build_mail("Our escalation procedure, please read", "it is new"), MONDAY)
    desk.receive(build_mail("ESCALATION - Other", build_form({"Ticket #": None}), message_id="<o@x>"), MONDAY)
    digest = letter_to(desk.pass_time(TUESDAY), LEA, "digest")
    line = number(digest, "OPENED NOTHING")
    (notice,) = answer(desk, digest, f"{line} release")
    assert f"{line} release: nothing to do, because that mail is not set aside now." in words_of(notice)


def test_words_in_a_case_are_passed_on_and_no_command_in_them_is_carried_out(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    digest = set_aside(desk, subject="Re: [ESC-1]", body="cancel\n\nWe have seen this too.")
    letters = answer(desk, digest, f"{number(digest, 'IN QUARANTINE')} release")
    assert kinds(letters) == [("notice", LEA), ("relay", DANA), ("relay", KIM), ("relay", TESS)]
    told = words_of(letter_to(letters, TESS))
    assert "We have seen this too." in told
    assert "was set aside; lead@example.com has let it in" in told
    case = case_of(desk)
    assert case.status is Status.OPEN
    assert not case.is_answered


@pytest.mark.parametrize("beside", ["\n\nDana, please take this one.", ": Dana, please take this one."])
def test_what_the_lead_says_beside_it_goes_along(desk: Desk, beside: str) -> None:
    desk.receive(
        build_mail("ESCALATION - Other", build_form({"Ticket #": "7731"}), sender=f"Dana Whitfield <{DANA}>"), MONDAY
    )
    digest = set_aside(desk, subject="URGENT - Exports - Ticket #48213")
    letters = answer(desk, digest, f"{number(digest, 'IN QUARANTINE')} release for dana{beside}")
    assert "lead@example.com writes beside it: “Dana, please take this one.”." in words_of(letter_to(letters, DANA))
    assert "Dana, please take this one." in words_of(letter_to(letters, "ceo@example.com", "routed"))


def test_what_the_lead_says_beside_it_goes_to_all_who_get_the_words(desk: Desk) -> None:
    desk.receive(build_mail(), MONDAY)
    digest = set_aside(desk, subject="Re: [ESC-1]", body="We have seen this too.")
    letters = answer(desk, digest, f"{number(digest, 'IN QUARANTINE')} release\n\nI know him well.")
    for who in (DANA, KIM, TESS):
        assert "lead@example.com writes beside it: “I know him well.”." in words_of(letter_to(letters, who)), who


def test_what_a_lead_throws_away_is_in_no_further_digest(desk: Desk) -> None:
    digest = set_aside(desk)
    (notice,) = answer(desk, digest, f"{number(digest, 'IN QUARANTINE')} discard")
    assert "discard: thrown away." in words_of(notice)
    assert desk.store.count_quarantined() == 0
    assert not [one for one in desk.pass_time(TUESDAY + timedelta(days=2)) if one["X-Escalation-Kind"] == "digest"]


def test_a_line_takes_only_what_it_can(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(letter_to(opened, DANA), DANA, "waiting"), MONDAY + A_MINUTE)
    digest = set_aside(desk, subject="URGENT - Other - Ticket #48214")
    aside, case = number(digest, "IN QUARANTINE"), number(digest, "WAITING FOR INFORMATION")
    (notice,) = answer(desk, digest, f"{aside} mine, {case} release")
    told = words_of(notice)
    assert f"{aside} mine: that line cannot take it." in told
    assert f"{case} release: that line cannot take it." in told
    assert (desk.store.count_quarantined(), case_of(desk).status) == (1, Status.WAITING)


def test_a_case_that_has_moved_since_is_said_back_with_the_words_ready(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    digest = next(one for one in desk.pass_time(TUESDAY + timedelta(days=1)) if one["X-Escalation-Kind"] == "digest")
    desk.receive(reply(letter_to(opened, TESS), TESS, "mine"), TUESDAY + timedelta(days=1, minutes=2))
    (notice,) = answer(desk, digest, "1 raise: nobody cares", 24 * 60 + 5)
    assert "1 ESC-1 raise: nobody cares: not done, because it has moved since: tech@example.com has it." in words_of(
        notice
    )
    assert "To do it all the same, answer this mail: 1 raise: nobody cares." in words_of(notice)
    assert case_of(desk).level == 3
    again = desk.receive(reply(notice, LEA, "1 raise: nobody cares"), TUESDAY + timedelta(days=1, minutes=9))
    assert ("raised", "ceo@example.com") in kinds(again)


def test_a_strangers_answer_with_anothers_token_is_let_in_as_a_note(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    desk.receive(reply(letter_to(letters, TESS), EVE, "mine, restart the job"), MONDAY + A_MINUTE)
    digest = letter_to(desk.pass_time(TUESDAY), LEA, "digest")
    line = number(digest, "IN QUARANTINE")
    passed_on = answer(desk, digest, f"{line} release")
    assert "restart the job" in words_of(letter_to(passed_on, DANA, "relay"))
    assert case_of(desk).claimed_by is None
    assert desk.store.count_quarantined() == 0
    assert not [one for one in passed_on if "partner.example" in str(one["To"])]


def send_many(desk: Desk, count: int, sender: str = EVE, ticket: int = 7000, at: datetime = MONDAY) -> None:
    for one in range(ticket, ticket + count):
        form = build_form({"Ticket #": str(one), "Customer": f"Fabrikam {one}", "Attachments": "none because of words"})
        subject, message_id = f"ESCALATION - Matter {one} - Ticket #{one}", f"<{one}@partner.example>"
        desk.receive(build_mail(subject, form, sender=sender, message_id=message_id), at)


def find_lines(digest: EmailMessage) -> list[str]:
    text = text_of(digest).replace("\r\n", "\n").partition("IN QUARANTINE\n")[2]
    return text.partition("\n\n")[0].splitlines()


def test_what_one_sender_sent_in_numbers_is_one_line_of_which_is_said_what_holds_for_all(desk: Desk) -> None:
    send_many(desk, 5)
    send_many(desk, 2, "Ann Lee <ann@partner.example>", 8000)
    digest = letter_to(desk.pass_time(TUESDAY), LEA, "digest")
    assert digest["Subject"] == "7 in quarantine"
    lines = find_lines(digest)
    assert len(lines) == 3
    (line,) = (one for one in lines if "(5 mails)" in one)
    letters = answer(desk, digest, f"{line.split()[0]} release for {LEA}")
    assert len([one for one in letters if one["X-Escalation-Kind"] == "receipt"]) == 5
    assert desk.store.count_quarantined() == 2
    send_many(desk, 4, ticket=9000, at=TUESDAY + 6 * A_MINUTE)
    digest = letter_to(desk.pass_time(TUESDAY + timedelta(days=1)), LEA, "digest")
    (line,) = (one for one in find_lines(digest) if "(4 mails)" in one)
    later = TUESDAY + timedelta(days=1, minutes=5)
    send_many(desk, 1, ticket=9100, at=later)  # which the lead has not read of
    notice = desk.receive(reply(digest, LEA, f"{line.split()[0]} discard"), later)
    assert "discard (4 mails): thrown away." in words_of(letter_to(notice, LEA))
    assert desk.store.count_quarantined() == 3


def test_however_many_have_written_the_digest_stays_short(desk: Desk) -> None:
    for one in range(25):
        send_many(desk, 1, f"e{one}@partner.example", 7000 + one)
    lines = find_lines(letter_to(desk.pass_time(TUESDAY), LEA, "digest"))
    assert len(lines) == 20
    assert "6 more, from 6 others" in lines[-1]
