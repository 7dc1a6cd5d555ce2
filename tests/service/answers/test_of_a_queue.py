"""One of a queue declines for himself alone, and the others know (behaviour B7.24)."""

from datetime import timedelta
from pathlib import Path

from tests.builders import build_form, build_mail
from tests.desk import Desk
from tests.journeys.house import kinds, letter_to, reply
from tests.service.customer.test_promises import A_MINUTE, MONDAY, read

QUEUE, TESS, KIM, LIA = (f"{one}@example.com" for one in ("queue", "tess", "kim", "lia"))
MEMBERS = {
    "recipients: [tech@example.com, tech2@example.com]": f"recipients: [{QUEUE}], members: [{TESS}, {KIM}, {LIA}]"
}


def test_the_other_members_read_it_and_not_the_whole_list(tmp_path: Path) -> None:
    desk = Desk(tmp_path, MEMBERS)
    letters = desk.receive(build_mail(body=build_form({"Attachments": "none because of words"})), MONDAY)
    routed = letter_to(letters, QUEUE)
    first = desk.receive(reply(routed, TESS, "not mine"), MONDAY + A_MINUTE)
    told = sorted(who for kind, who in kinds(first) if kind == "moved")
    assert told == sorted(["dana@example.com", KIM, LIA])
    assert "tess@example.com has declined ESC-1" in read(letter_to(first, KIM))
    assert "You are still asked" in read(letter_to(first, KIM))
    second = desk.receive(reply(routed, KIM, "not mine"), MONDAY + 2 * A_MINUTE)
    assert sorted(who for kind, who in kinds(second) if kind == "moved") == sorted(["dana@example.com", LIA])
    assert ("reminder", QUEUE) in kinds(desk.pass_time(MONDAY + timedelta(days=2)))


def test_one_who_is_away_takes_it_from_nobody(tmp_path: Path) -> None:
    desk = Desk(tmp_path, MEMBERS)
    letters = desk.receive(build_mail(body=build_form({"Attachments": "none because of words"})), MONDAY)
    routed = letter_to(letters, QUEUE)
    for who in (TESS, KIM):
        desk.receive(reply(routed, who, "not mine"), MONDAY + A_MINUTE)
    away = reply(routed, LIA, "I am out of the office until 16 March.", headers={"Auto-Submitted": "auto-replied"})
    told = desk.receive(away, MONDAY + 2 * A_MINUTE)
    assert not any("is left to ask" in read(one) for one in told)
    assert ("reminder", QUEUE) in kinds(desk.pass_time(MONDAY + timedelta(days=2)))
