"""The generated mails are what they claim: the same each time, well formed, and at one with themselves."""

import csv
import io
from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import yaml

from daemon.core.intake.triggers import find_triggers
from daemon.core.model.policy import Thresholds
from daemon.settings.triggers import load_triggers
from tests import matters
from tests.builders import build_mail, make_png
from tests.generator import (
    AGENTS,
    RECIPIENTS,
    SETTINGS,
    Generated,
    Outcome,
    find_differences,
    generate_mails,
    write_settings,
)
from tests.matters import Matter, get_customer
from tests.shapes import LATER, MAKERS
from tests.tables import every_row

MAILS = generate_mails(seed=7, count=300)
BY_ID = {mail.message_id: mail for mail in MAILS if mail.shape != "duplicate"}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert generate_mails(7, 300) == MAILS
    assert {mail.raw for mail in generate_mails(8, 300)}.isdisjoint(mail.raw for mail in MAILS)


@every_row("seed", range(3))
def test_every_shape_and_every_outcome_occurs_in_three_hundred_mails(seed: int) -> None:
    mails = generate_mails(seed, 300)
    assert len(mails) == 300
    assert {mail.shape for mail in mails} == {*MAKERS, *LATER}
    assert {mail.expected.outcome for mail in mails} == set(Outcome)


def test_every_mail_parses_with_its_own_message_id_and_without_defects() -> None:
    for mail in MAILS:
        parsed = message_from_bytes(mail.raw, policy=default)
        assert parsed["Message-ID"] == mail.message_id
        assert parsed["From"].addresses[0].addr_spec == mail.agent
        assert not [defect for part in parsed.walk() for defect in part.defects]
        assert b"\n" not in mail.raw.replace(b"\r\n", b"")


def test_tickets_and_message_ids_are_unique_except_where_mails_shall_meet() -> None:
    first = [mail for mail in MAILS if mail.shape not in LATER]
    assert len({mail.ticket for mail in first}) == len(first)
    assert len({mail.message_id for mail in MAILS}) == sum(mail.shape != "duplicate" for mail in MAILS)
    for mail in (mail for mail in MAILS if mail.shape in LATER and mail.shape != "hint_again"):
        assert mail.ticket == BY_ID[mail.after].ticket


def test_a_mail_that_follows_another_comes_behind_it() -> None:
    seen: set[str] = set()
    for mail in MAILS:
        assert not mail.after or mail.after in seen
        seen.add(mail.message_id)


def test_a_duplicate_is_its_original_byte_for_byte() -> None:
    duplicates = [mail for mail in MAILS if mail.shape == "duplicate"]
    assert duplicates
    assert all(mail.raw == BY_ID[mail.after].raw and not mail.expected.letters for mail in duplicates)


def kinds(mail: Generated) -> Counter[str]:
    return Counter(letter.kind for letter in mail.expected.letters)


def test_who_opens_a_case_gets_a_receipt_in_his_thread_and_its_level_gets_the_case() -> None:
    for mail in (mail for mail in MAILS if mail.expected.outcome is Outcome.OPENED):
        assert mail.expected.level is not None
        assert {one.to for one in mail.expected.letters if one.kind == "routed"} == set(RECIPIENTS[mail.expected.level])
        assert [(one.to, one.in_reply_to) for one in mail.expected.letters if one.kind == "receipt"] == [
            (mail.agent, mail.message_id)
        ]
        assert kinds(mail)["information-request"] == bool(mail.expected.missing)


def test_some_customers_are_told_some_drafts_go_to_the_agent_and_sensitive_cases_tell_nobody() -> None:
    addressees = Counter(
        "agent" if one.to in AGENTS else "customer"
        for mail in MAILS
        for one in mail.expected.letters
        if one.kind == "customer-acknowledgement"
    )
    assert addressees["agent"] > 10
    assert addressees["customer"] > 10
    assert not [
        mail for mail in MAILS if mail.shape == "immediate_sensitive" and kinds(mail)["customer-acknowledgement"]
    ]


def test_only_listed_customers_are_written_to() -> None:
    listed = {row["email"] for row in csv.DictReader(io.StringIO(matters.build_directory()))}
    for mail in MAILS:
        written = {one.to for one in mail.expected.letters if not one.to.endswith("@example.com")}
        assert written <= listed


def test_nobody_is_told_of_strangers_lists_robots_and_mail_that_is_not_ours() -> None:
    silent = (Outcome.UNTOUCHED, Outcome.IGNORED, Outcome.QUARANTINED, Outcome.DUPLICATE)
    assert not [mail for mail in MAILS if mail.expected.outcome in silent and mail.expected.letters]


@every_row("matter", [*matters.ORDINARY, *matters.IMMEDIATE, *matters.SENSITIVE], ids=lambda matter: matter.title)
def test_the_words_of_a_matter_lead_to_its_level(matter: Matter) -> None:
    text = "\n".join((matter.title, matter.summary, matter.impact, *matters.EXPECTATIONS, *matters.CONTEXTS))
    (found,) = find_triggers(text, load_triggers(), Thresholds())
    assert found.level == matter.level


def test_customers_are_all_different_and_end() -> None:
    assert len({get_customer(number).account for number in range(matters.MOST_CUSTOMERS)}) == matters.MOST_CUSTOMERS
    with pytest.raises(IndexError):
        get_customer(matters.MOST_CUSTOMERS)


def test_the_settings_are_written_with_ports_and_paths(tmp_path: Path) -> None:
    config = write_settings(tmp_path, imap_port=1143, smtp_port=1025, changes={"handled: keyword": "handled: nothing"})
    values = yaml.safe_load(config.read_text())
    assert (values["mailbox"]["port"], values["smtp"]["port"], values["mailbox"]["handled"]) == (1143, 1025, "nothing")
    assert {number: tuple(level["recipients"]) for number, level in values["levels"].items()} == RECIPIENTS
    assert Path(values["customers"]["directory"]).read_text().startswith("account,name,email,tier,language,timezone\n")
    assert Path(values["mailbox"]["password"].removeprefix("file:")).read_text() == "secret"
    assert "@" not in config.read_text().replace("@example.com", "")
    assert "@imap_port@" in SETTINGS


def test_a_built_mail_is_the_same_each_time_and_holds_what_was_asked() -> None:
    picture = make_png(640, 400)
    raw = build_mail(
        "ESCALATION – Größe", "plain", html='<img src="cid:a">', pictures={"a": picture}, files=[("x.log", b"gone\n")]
    )
    assert raw == build_mail(
        "ESCALATION – Größe", "plain", html='<img src="cid:a">', pictures={"a": picture}, files=[("x.log", b"gone\n")]
    )
    parsed = message_from_bytes(raw, policy=default)
    assert parsed["Subject"] == "ESCALATION – Größe"
    assert [part.get_content_type() for part in parsed.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "image/png",
        "text/plain",
    ]
    assert [part.get_filename() for part in parsed.iter_attachments()] == ["x.log"]
    assert b"Precedence: list\r\n" in build_mail(headers={"Precedence": "list"})
    assert b"Date:" not in build_mail(headers={"Date": ""})


def written(mail: Generated) -> list[tuple[str, bytes]]:
    """The letters that the mail asks for, as a right daemon would write them."""
    return [
        (
            one.to,
            build_mail(
                f"Something - Ticket #{mail.ticket}",
                "Hello\n",
                sender="support@example.com",
                to=one.to,
                headers={"X-Escalation-Kind": one.kind, "In-Reply-To": one.in_reply_to or "<thread@example.com>"},
                files=[(name, b"x") for name in mail.expected.files] if one.kind == "routed" else [],
            ),
        )
        for one in sorted(mail.expected.letters, key=str)
    ]


def test_right_letters_are_no_difference_in_any_order() -> None:
    letters = [letter for mail in MAILS for letter in written(mail)]
    assert len(letters) > 400
    assert find_differences(MAILS, letters) == []
    assert find_differences(MAILS, reversed(letters)) == []


def test_a_letter_that_is_missing_doubled_misthreaded_or_without_its_files_is_named() -> None:
    mail = next(mail for mail in MAILS if mail.expected.files and mail.expected.letters)
    letters = written(mail)
    for number, (to, raw) in enumerate(letters):
        assert [line.split(":")[0] for line in find_differences([mail], letters[:number] + letters[number + 1 :])] == [
            "missing"
        ]
        assert [line.split(":")[0] for line in find_differences([mail], [*letters, (to, raw)])] == ["too much"]
    wrong = [(to, raw.replace(mail.message_id.encode(), b"<other@example.com>")) for to, raw in letters]
    assert {line.split(":")[0] for line in find_differences([mail], wrong)} == {"missing", "too much"}
    bare = [(to, raw.replace(mail.expected.files[0].encode(), b"other.log")) for to, raw in letters]
    assert [line for line in find_differences([mail], bare) if "has the files" in line]
    assert find_differences([], letters[:1])[0].startswith("too much")
