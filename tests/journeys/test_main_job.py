"""A mail goes into the mailbox, and out come the right mails to the right people."""

import json
from itertools import count

import pytest
from imapclient import IMAPClient

from daemon import cli
from tests.builders import build_form, build_mail
from tests.journeys.daemon_process import DaemonProcess, wait_until
from tests.journeys.house import MAILBOX, PASSWORD, House, kinds, reply, text_of

ROUTED_3 = [
    ("customer-acknowledgement", "ada.okafor@contoso.example"),
    ("receipt", "dana@example.com"),
    ("routed", "tech2@example.com"),
    ("routed", "tech@example.com"),
]


def test_a_complete_escalation_reaches_level_agent_and_customer(house: House) -> None:
    letters = house.take(build_mail())
    assert kinds(letters) == ROUTED_3
    receipt = next(letter for letter in letters if letter["X-Escalation-Kind"] == "receipt")
    assert receipt["In-Reply-To"] == "<mail-1@example.com>"
    assert "Technical Team (Level 3)" in text_of(receipt)
    customer = next(letter for letter in letters if letter["X-Escalation-Kind"] == "customer-acknowledgement")
    everything = (text_of(customer) + str(customer["Subject"])).lower()
    assert "48213" in everything
    assert not any(word in everything for word in ("esc-", "escalat", "level", "tech@example.com"))
    assert customer["Reply-To"].addresses[0].addr_spec == "dana@example.com"
    assert "+re-" in customer["Reply-To"].addresses[1].addr_spec
    routed = next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed")
    assert [part.get_filename() for part in routed.iter_attachments()] == ["error.log"]
    assert all(letter["Auto-Submitted"] in ("auto-generated", "auto-replied") for letter in letters)
    assert len({letter["Message-ID"] for letter in letters}) == len(letters)


@pytest.mark.slow
def test_as_an_administrator_starts_it_it_takes_what_comes_and_ends_when_told(house: House) -> None:
    with DaemonProcess(house.folder / "config.yaml") as daemon:
        wait_until(lambda: daemon.is_watching or not daemon.is_running, 120, "the daemon watches")
        assert daemon.is_watching, daemon.log.read_text()
        house.deliver(build_mail())
        house.sandbox.wait_for(lambda sent: len(sent) == len(ROUTED_3), 120)
        assert daemon.stop() == 0
    assert kinds(house.letters()) == ROUTED_3
    assert b"Traceback" not in daemon.log.read_bytes()


def test_a_second_pass_changes_nothing(house: House) -> None:
    house.take(build_mail())
    assert house.run() == 0
    assert house.letters() == []


def test_the_same_mail_twice_opens_one_case(house: House) -> None:
    house.take(build_mail())
    assert house.take(build_mail()) == []


def test_an_incomplete_one_is_asked_for_and_goes_up_when_completed(house: House) -> None:
    letters = house.take(build_mail(body=build_form({"Customer Impact": "", "Attachments": None})))
    assert kinds(letters) == [("information-request", "dana@example.com")]
    (request,) = letters
    assert "Customer Impact" in text_of(request)
    answer = "Customer Impact: 40 people wait\nAttachments: none because nothing is shown"
    letters = house.take(reply(request, "dana@example.com", answer))
    assert kinds(letters) == ROUTED_3
    assert "40 people wait" in text_of(next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed"))


def test_what_is_still_missing_is_asked_again_and_only_that(house: House) -> None:
    (request,) = house.take(build_mail(body=build_form({"Customer Impact": "", "Priority": None, "Attachments": None})))
    (again,) = house.take(reply(request, "dana@example.com", "Priority: low\nAttachments: none because it was a call"))
    assert again["X-Escalation-Kind"] == "information-request"
    asked = [line for line in text_of(again).splitlines() if line.startswith(("Customer Impact", "Priority"))]
    assert [line.partition(" (")[0] for line in asked] == ["Customer Impact"]


def test_urgent_goes_to_the_executives_at_once_with_its_gaps(house: House) -> None:
    letters = house.take(
        build_mail("URGENT: all is down, ticket 991", body="please call", headers={"Message-ID": "<u@example.com>"})
    )
    assert ("routed", "ceo@example.com") in kinds(letters)
    assert ("information-request", "dana@example.com") in kinds(letters)
    routed = next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed")
    assert str(routed["Subject"]).startswith("URGENT")


def test_mine_tells_the_agent_who_has_it(house: House) -> None:
    letters = house.take(build_mail())
    routed = next(letter for letter in letters if str(letter["To"]) == "tech@example.com")
    letters = house.take(reply(routed, "tech@example.com", "mine"))
    assert ("claimed", "dana@example.com") in kinds(letters)
    assert ("claimed", "tech2@example.com") in kinds(letters)


def test_a_bad_day_of_commands_and_questions_is_answered(house: House) -> None:
    receipt = next(letter for letter in house.take(build_mail()) if kinds([letter])[0][0] == "receipt")

    numbers = count()

    def answered(words: str) -> bool:
        mail = reply(receipt, "dana@example.com", words, headers={"Message-ID": f"<{next(numbers)}@example.com>"})
        return {("notice", "dana@example.com"), ("de-escalation", "dana@example.com")} & {
            *kinds(house.take(mail))
        } != set()

    assert [answered("status") for _ in range(6)] == [True] * 6
    assert [answered(words) for words in ("priority low", "waiting", "resume", "done: it works", "reopen")] == [
        True
    ] * 5
    assert [answered("waiting") for _ in range(6)] == [True] * 6


def test_a_token_of_somebody_else_changes_nothing(house: House) -> None:
    letters = house.take(build_mail())
    routed = next(letter for letter in letters if str(letter["To"]) == "tech@example.com")
    letters = house.take(reply(routed, "eve@example.com", "done: closed by me"))  # a colleague: behaviour B11.20
    assert ("notice", "eve@example.com") in kinds(letters)
    assert "closed" not in [kind for kind, _ in kinds(letters)]
    assert json.loads(run_json(house, "status"))["open"][0]["status"] == "open"


def test_a_stranger_gets_no_answer_and_a_line_in_quarantine(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert house.take(build_mail(sender="mallory@evil.example")) == []
    capsys.readouterr()
    assert cli.main(["--config", house.config, "quarantine", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["from"] == "mallory@evil.example"
    assert "not on the list" in row["reason"]


def test_other_mail_stays_exactly_as_it_lies(house: House) -> None:
    uids = [
        house.deliver(build_mail(subject, body="Hello"))
        for subject in ("Lunch", "This is not urgent", "De-escalation training")
    ]
    assert house.run() == 0
    assert house.letters() == []
    with IMAPClient("127.0.0.1", house.sandbox.imap_port, ssl=False) as client:
        client.login(MAILBOX, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags(uids)
    assert {uid: set(found) - {rb"\Recent"} for uid, found in flags.items()} == {uid: set() for uid in uids}
    assert not list((house.folder / "data" / "spool").glob("*")) if (house.folder / "data" / "spool").exists() else True


def test_our_own_letters_coming_back_are_left_alone(house: House) -> None:
    for letter in house.take(build_mail()):
        house.deliver(letter.as_bytes())
    assert house.run() == 0
    assert house.letters() == []


def run_json(house: House, *command: str) -> str:
    """What a command prints with --json."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert cli.main(["--config", house.config, *command, "--json"]) == 0
    return out.getvalue()


def test_a_case_is_passed_to_a_colleague_and_to_nobody_outside(house: House) -> None:
    letters = house.take(build_mail())
    routed = next(letter for letter in letters if str(letter["To"]) == "tech@example.com")
    assert kinds(house.take(reply(routed, "tech@example.com", "pass to eve@evil.example"))) == [
        ("notice", "tech@example.com")
    ]
    letters = house.take(reply(routed, "tech@example.com", "pass to jo@example.com"))
    assert kinds(letters) == [
        ("moved", "dana@example.com"),
        ("moved", "tech2@example.com"),
        ("notice", "tech@example.com"),
        ("routed", "jo@example.com"),
    ]
    assert "passed this on to jo@example.com" in text_of(
        next(letter for letter in letters if str(letter["To"]) == "dana@example.com")
    )
