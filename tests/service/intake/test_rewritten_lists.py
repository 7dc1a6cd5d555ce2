"""Lists that rewrite From: who wrote the mail, and who cannot be made its writer (behaviour B2.27, threat T2)."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from daemon.ports import Outcome
from daemon.service.mails import Service
from tests.builders import build_form
from tests.desk import Desk
from tests.service.intake.test_mails import MONDAY
from tests.service.intake.test_senders import handle

LIST = "List-Id: Support <support.lists.example.com>"
ALLOWED = {
    'allow: ["@example.com"], trust: network': (
        'allow: ["@example.com", "list-id:support.lists.example.com"], '
        "trust: authentication-results, authserv_id: mx.example.com"
    )
}
VIA = f"From: 'Dana' via Support <support@lists.example.com>\n{LIST}"
BY_LIST = "Authentication-Results: mx.example.com; dmarc=pass header.from=lists.example.com; arc=pass"
BY_WRITER = "dmarc=pass header.from=example.com"
BY_DANA = "X-Original-From: Dana <dana@example.com>"
CLAIMED = f"{BY_DANA}\nX-Original-Authentication-Results: lists; {BY_WRITER}"


def write_chain(*sets: tuple[str, str], start: int = 1) -> str:
    """An ARC chain of these sealers and findings, oldest first, as servers put it on top of the mail."""
    return "\n".join(
        f"ARC-Seal: i={number}; a=rsa-sha256; cv={'none' if number == 1 else 'pass'};\n d={sealer}; s=x; b=AA==\n"
        f"ARC-Message-Signature: i={number}; a=rsa-sha256; d={sealer}; s=x; bh=AA==; b=AA==\n"
        f"ARC-Authentication-Results: i={number}; {found}"
        for number, (sealer, found) in reversed(list(enumerate(sets, start)))
    )


OURS, OF_LIST = ("example.com", f"mx.example.com; {BY_WRITER}"), ("lists.example.com", "lists; arc=pass")
REWRITTEN = {
    "the list's own results": (
        f"{BY_LIST}\nX-Original-From: Dana <dana@example.com>\nX-Original-Authentication-Results: lists; {BY_WRITER}",
        "dana@example.com",
    ),
    "our results, sealed": (
        f"{BY_LIST}\nX-Original-Sender: dana@example.com\n{write_chain(OURS, OF_LIST)}",
        "dana@example.com",
    ),
    "our results, sealed behind a stranger's": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(('evil.example', 'mx.evil.example; arc=none'), OURS, OF_LIST)}",
        "dana@example.com",
    ),
    "a stranger seals our results": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(('evil.example', OURS[1]), OF_LIST)}",
        "",
    ),
    "a stranger seals above ours": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(OURS, ('evil.example', 'mx.evil.example; arc=pass'), OF_LIST)}",
        "",
    ),
    "a stranger's name that begins like ours": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(('example.com.evil.example', OURS[1]), OF_LIST)}",
        "",
    ),
    "a chain without its begin": (f"{BY_LIST}\n{BY_DANA}\n{write_chain(OURS, OF_LIST, start=2)}", ""),
    "a chain with two of one number": (
        f"{BY_LIST}\n{BY_DANA}\nARC-Authentication-Results: i=1; {OURS[1]}\n{write_chain(OURS, OF_LIST)}",
        "",
    ),
    "results that nobody sealed": (f"{BY_LIST}\n{BY_DANA}\nARC-Authentication-Results: i=1; {OURS[1]}", ""),
    "a seal with two domains": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(('example.com; d=evil.example', OURS[1]), OF_LIST)}",
        "",
    ),
    "a writer in two readings": (
        f"{BY_LIST}\n{CLAIMED.replace('Dana <dana@example.com>', 'x@evil.example;dana@example.com')}",
        "",
    ),
    "a writer with a comment that names another": (
        f"{BY_LIST}\n{CLAIMED.replace('Dana <dana@example.com>', 'dana@example.com(<x@evil.example>)')}",
        "",
    ),
    "one plain writer and one in two readings": (
        f"{BY_LIST}\n{CLAIMED}\nX-Original-Sender: dana@example.com(<x@evil.example>)",
        "",
    ),
    "another server's seal": (
        f"{BY_LIST}\n{BY_DANA}\n{write_chain(('example.com', f'mx.evil.example; {BY_WRITER}'), OF_LIST)}",
        "",
    ),
    "a seal that does not hold": (
        (
            f"{BY_LIST.replace('arc=pass', 'arc=fail')}\nX-Original-Sender: dana@example.com\n"
            f"{write_chain(OURS, OF_LIST)}"
        ),
        "",
    ),
    "no results": (f"{BY_LIST}\nX-Original-From: Dana <dana@example.com>", ""),
    "results for another": (
        (
            f"{BY_LIST}\nX-Original-From: Dana <dana@example.com>\n"
            "X-Original-Authentication-Results: lists; dmarc=pass header.from=evil.example"
        ),
        "",
    ),
    "the list is not confirmed": (
        (
            "Authentication-Results: mx.example.com; dmarc=fail header.from=lists.example.com\n"
            f"X-Original-From: Dana <dana@example.com>\nX-Original-Authentication-Results: lists; {BY_WRITER}"
        ),
        "",
    ),
    "only Reply-To says who wrote": (f"{BY_LIST}\nReply-To: dana@example.com", ""),
    "two writers": (
        (
            f"{BY_LIST}\nX-Original-From: Dana <dana@example.com>\nX-Original-Sender: eve@evil.example\n"
            f"X-Original-Authentication-Results: lists; {BY_WRITER}"
        ),
        "",
    ),
}


def open_believing_desk(folder: Path, changes: Mapping[str, str]) -> Desk:
    """A desk that believes by results: one on a clock of its own believes everybody."""
    desk = Desk(folder, changes)
    desk.clock.move_to(MONDAY)
    desk.service = Service(desk.ground, desk.correspondence, desk.words)
    return desk


def write_list_mail(headers: str) -> bytes:
    subject = "ESCALATION - Exports - Ticket #48213"
    head = f"{headers}\nTo: support@example.com\nMessage-ID: <q@example.com>\nSubject: {subject}"
    return f"{head}\n\n{build_form()}".replace("\r\n", "\n").replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("headers", "agent"), REWRITTEN.values(), ids=REWRITTEN)
def test_behind_a_list_that_rewrites_from_the_writer_is_who_the_results_confirm(
    tmp_path: Path, headers: str, agent: str
) -> None:
    desk = open_believing_desk(tmp_path, ALLOWED)
    handle(desk, [write_list_mail(f"{VIA}\n{headers}")])
    case = desk.store.find_case(1)
    assert (case.agent.email if case else "") == agent
    assert desk.entries()[0].outcome is (Outcome.OPENED if agent else Outcome.QUARANTINED)


def test_a_list_that_is_not_allowed_says_nothing_of_the_writer(tmp_path: Path) -> None:
    others = {key: value.replace("support.lists", "other.lists") for key, value in ALLOWED.items()}
    desk = open_believing_desk(tmp_path, others)
    headers, _ = REWRITTEN["the list's own results"]
    handle(desk, [write_list_mail(f"{VIA}\n{headers}")])
    assert desk.store.find_case(1) is None


FROM_ELSEWHERE = {
    "a stranger": ("x@evil.example", "evil.example"),
    "a stranger below a name like the list's": ("x@lists.example.com.evil.example", "lists.example.com.evil.example"),
    "a stranger whose domain ends like the list's": ("x@le.com", "le.com"),
    "a colleague": ("eve@example.com", "example.com"),
}


@pytest.mark.parametrize(("address", "domain"), FROM_ELSEWHERE.values(), ids=FROM_ELSEWHERE)
def test_who_is_not_the_list_cannot_say_in_its_name_who_wrote(tmp_path: Path, address: str, domain: str) -> None:
    desk = open_believing_desk(tmp_path, ALLOWED)
    headers = (
        f"From: 'Dana' via Support <{address}>\n{LIST}\n"
        f"Authentication-Results: mx.example.com; dmarc=pass header.from={domain}\n{CLAIMED}"
    )
    handle(desk, [write_list_mail(headers)])
    case = desk.store.find_case(1)
    assert (case.agent.email if case else "") == ("eve@example.com" if "eve" in address else "")
