"""Whom we believe, from outside: a mail as bytes, the settings' way to trust,
what comes of it (behaviour B11.2 to B11.4)."""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mailparser.utils import get_addresses

from daemon.adapters.templates import load_texts
from daemon.commands.replay.stage import KEY
from daemon.core.intake.distrust import find_distrust
from daemon.core.intake.triage import Verdict
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.policy import EscalationPolicy, Senders, Trust
from daemon.ports import FetchedMail, Outcome, Position
from daemon.service.intake import Reader, read_mail
from daemon.service.mails import Service
from parsers.message import parse_message
from parsers.model import Address
from tests import senders
from tests.builders import build_form
from tests.desk import Desk
from tests.service.intake.test_mails import MONDAY
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

AMBIGUOUS = "the From header can be read in more than one way"
NOBODY = "the From header does not name exactly one sender"
CEO = "From: ceo@example.com\r\n"
DANA = "From: Dana Whitfield <dana@example.com>\r\n"
CONFIRMED = {
    Trust.AUTHENTICATION_RESULTS: ("mx.example.com; dmarc=pass header.from=example.com",),
    Trust.MICROSOFT365: ("dmarc=pass action=none header.from=example.com;compauth=pass reason=100",),
    Trust.GOOGLE: ("mx.google.com; dmarc=pass header.from=example.com",),
    Trust.NETWORK: (),
}
SETTING = {
    Trust.AUTHENTICATION_RESULTS: "trust: authentication-results, authserv_id: mx.example.com",
    Trust.MICROSOFT365: "trust: microsoft365",
    Trust.GOOGLE: "trust: google",
    Trust.NETWORK: "trust: network",
}
FORGED = [(trust, shape) for trust in senders.BEGINNINGS for shape in senders.FORGED_RESULTS]
HONEST = [(trust, shape) for trust, shapes in senders.HONEST_RESULTS.items() for shape in shapes]


def write_mail(head: str, *results: str) -> bytes:
    """A complete escalation with this head. Each result is a header of its own, the topmost first."""
    border = "".join(f"Authentication-Results: {value}\r\n" for value in results)
    subject = "Subject: ESCALATION - Exports end without a file - Ticket #48213\r\n"
    return f"{border}{head}To: support@example.com\r\n{subject}\r\n{build_form()}".encode()


def find_doubt(raw: bytes, believed: Senders) -> str | None:
    return find_distrust(parse_message(raw, VOCABULARY), believed)


def open_desk(folder: Path, trust: Trust) -> Desk:
    """The whole service, believing as the settings say."""
    desk = Desk(folder, {"trust: network": SETTING[trust]})
    desk.clock.move_to(MONDAY)
    correspondence = Correspondence(desk.policy, load_texts(), KEY)
    desk.service = Service(desk.ground, correspondence, desk.words)
    return desk


def handle(desk: Desk, raws: Sequence[bytes]) -> None:
    mails = [FetchedMail(uid, MONDAY, raw, len(raw)) for uid, raw in enumerate(raws, 1)]
    desk.service.handle_mails(mails, Position(1, len(raws)))


def judge(raw: bytes, policy: EscalationPolicy) -> Verdict:
    return read_mail(
        FetchedMail(1, MONDAY, raw, len(raw)), "d" * 64, Reader(policy, VOCABULARY, KEY), None
    ).triage.verdict


@every_row(("trust", "shape"), FORGED)
def test_a_stranger_is_not_confirmed_as_one_of_ours(trust: Trust, shape: str) -> None:
    assert find_doubt(write_mail(CEO, senders.BEGINNINGS[trust] + shape), senders.PRESETS[trust])


@every_row("results", senders.FORGED_SERVERS)
def test_only_the_newest_words_of_our_own_server_count(results: tuple[str, ...]) -> None:
    assert find_doubt(write_mail(CEO, *results), senders.PRESETS[Trust.AUTHENTICATION_RESULTS])


@every_row("trust", list(Trust))
@every_row("value", senders.FORGED_FROM)
def test_a_from_that_readers_understand_differently_is_refused_however_confirmed(value: str, trust: Trust) -> None:
    doubt = find_doubt(write_mail(f"From: {value}\r\n", *CONFIRMED[trust]), senders.EVERY_PRESET[trust])
    assert doubt == AMBIGUOUS


@every_row("trust", list(Trust))
@every_row("head", senders.FORGED_HEADS)
def test_a_second_from_that_any_reader_may_see_is_one_too_many(head: str, trust: Trust) -> None:
    assert find_doubt(write_mail(head, *CONFIRMED[trust]), senders.EVERY_PRESET[trust])


@pytest.mark.parametrize(
    "head", [" From: x@evil.example\r\nFrom: ceo@example.com\r\n", "From : x@evil.example\r\nFrom: ceo@example.com\r\n"]
)
def test_a_from_in_the_very_first_line_counts_too(head: str) -> None:
    assert find_doubt(write_mail(head), senders.EVERY_PRESET[Trust.NETWORK])


@pytest.mark.parametrize("trust", list(Trust))
def test_no_forged_mail_opens_a_case_or_gets_a_letter(tmp_path: Path, trust: Trust) -> None:
    desk = open_desk(tmp_path, trust)
    raws = [write_mail(f"From: {value}\r\n", *CONFIRMED[trust]) for value in senders.FORGED_FROM]
    raws += [write_mail(head, *CONFIRMED[trust]) for head in senders.FORGED_HEADS]
    if trust in senders.BEGINNINGS:
        raws += [write_mail(CEO, senders.BEGINNINGS[trust] + shape) for shape in senders.FORGED_RESULTS]
    handle(desk, raws)
    assert desk.store.open_cases() == ()
    asked = [] if trust is Trust.NETWORK else ["ceo@example.com", "lead@example.com"]  # once, whether the first wrote
    assert sorted(letter.to for letter in desk.store.letters()) == asked
    assert {entry.outcome for entry in desk.entries()} == {Outcome.QUARANTINED}


def test_the_quarantine_shows_an_ambiguous_from_as_it_was_written(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, Trust.NETWORK)
    encoded = "=?utf-8?Q?J=C3=BCrgen?= \u202e<ceo@example.com> <x@evil.example>"
    values = ("x@evil.example;ceo@example.com", encoded, "ceo\x00@example.com")
    raws = [write_mail(f"From: {value}\r\n") for value in values]
    raws.append(write_mail("From: ceo@example.com\r\nFrom: x@evil.example\r\n"))
    handle(desk, raws)
    assert sorted((one.sender, one.reason) for one in desk.store.quarantined()) == [
        ("Jürgen <ceo@example.com> <x@evil.example>", AMBIGUOUS),
        ("ceo@example.com", AMBIGUOUS),
        ("ceo@example.com | x@evil.example", AMBIGUOUS),
        ("x@evil.example;ceo@example.com", AMBIGUOUS),
    ]


LACKING = "no dmarc=pass with header.from=example.com; the header says "
WHY = {
    "spf=pass smtp.mailfrom=x@other.example": "spf=pass is for other.example, not for example.com",
    "dkim=fail header.d=example.com; dkim=pass header.d=esp.example; spf=pass smtp.mailfrom=x@esp.example":
        "dkim=pass is for esp.example, not for example.com",
    "dmarc=pass header.from=other.example": "dmarc=pass is for other.example, not for example.com",
    "spf=pass smtp.helo=example.com": "spf=pass is for no domain, not for example.com",
    "dmarc=fail (p=none) header.from=example.com": LACKING + "dmarc=fail",
    ("spf=pass smtp.mailfrom=x@evil.example; "
    "dmarc=fail header.from=example.com"): LACKING + "spf=pass for evil.example, dmarc=fail",
    ("dkim=none; spf=SoftFail smtp.mailfrom=example.com; "
    "dkim=none; dmarc=none; iprev=pass"): LACKING + "dkim=none, spf=softfail, dmarc=none",
    "none": LACKING + "nothing readable of dmarc, dkim and spf",
    "spf=pass smtp.mailfrom=ceo@example.com tail": LACKING + "nothing readable of dmarc, dkim and spf",
    "dmarc=a; dmarc=b; dmarc=c; dmarc=d; dmarc=e": LACKING + "dmarc=a, dmarc=b, dmarc=c, dmarc=d …",
    f"dmarc={'x' * 5000} header.from=example.com": LACKING + f"dmarc={'x' * 60}…",
    f"spf=pass smtp.mailfrom={'a.' * 3000}example": f"spf=pass is for {'a.' * 30}…, not for example.com",
}  # fmt: skip


@pytest.mark.parametrize(("shape", "why"), WHY.items())
def test_the_quarantine_says_what_the_mail_servers_header_said(tmp_path: Path, shape: str, why: str) -> None:
    desk = open_desk(tmp_path, Trust.AUTHENTICATION_RESULTS)
    handle(desk, [write_mail(CEO, f"mx.example.com; {shape}")])
    assert [one.reason for one in desk.store.quarantined()] == [why]


def test_words_of_a_header_are_shown_cut_on_one_line_and_printable() -> None:
    raw = write_mail(CEO, '"mx.evil\x1b[31m\r\n example' + "x" * 500 + '"; dmarc=pass header.from=example.com')
    doubt = find_doubt(raw, senders.PRESETS[Trust.GOOGLE])
    assert doubt is not None
    assert doubt.startswith("its newest Authentication-Results is from mx.evil?[31m examplexxx")
    assert doubt.endswith("xxx…, not from mx.google.com")
    assert (len(doubt) < 150, doubt.isprintable()) == (True, True)


@pytest.mark.parametrize(("trust", "shape"), HONEST)
def test_a_colleague_is_believed_in_the_words_of_every_usual_server(tmp_path: Path, trust: Trust, shape: str) -> None:
    raw = write_mail(DANA, shape)
    assert find_doubt(raw, senders.PRESETS[trust]) is None
    assert judge(raw, open_desk(tmp_path, trust).policy) is Verdict.ESCALATE


@every_row(("value", "name"), senders.HONEST_FROM.items())
def test_a_colleague_is_believed_in_the_from_of_every_usual_mail_program(value: str, name: str) -> None:
    raw = write_mail(f"From: {value}\r\n", *CONFIRMED[Trust.AUTHENTICATION_RESULTS])
    sender = parse_message(raw, VOCABULARY).sender
    assert sender is not None
    assert (sender.key, sender.name) == ("dana@example.com", name)
    assert find_doubt(raw, senders.PRESETS[Trust.AUTHENTICATION_RESULTS]) is None


MAILBOX = re.compile(r'[^\s"<>(),;:@]+@[^\s"<>(),;:@]+')
PIECES = [
    "CEO", "x", "@", "evil.example", "ceo@example.com", "x@evil.example", "team", ".evil.example", "<",
    ">", "(", ")", '"', '""', ",",
    ";", ":", ".", "\\", "[", "]", " ", "\u202a", "\u2069", "=?utf-8?Q?x=40evil.example?=", "=?utf-8?Q?", "?=",
]  # fmt: skip
CODED = [
    "CEO", "x", "=40", "evil.example", "ceo=40example.com", "x=40evil.example", "team", "=3C", "=3E",
    "=28", "=29", "=22", "=2C", "=3B",
    "=5B", "_", ".", "=E2=80=AA", "=E2=80=AC", "\u202a",
]  # fmt: skip
NAMES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join),
    st.lists(st.sampled_from(CODED), max_size=7).map("".join).map("=?utf-8?Q?{}?=".format),
)


def find_mailboxes(raw: bytes) -> Iterator[str]:
    """Whom the readers of the libraries find, also one that decodes a header before he reads its structure."""
    value = re.search(rb"From: (.*)\r\n", raw)
    assert value is not None
    text = value[1].decode()
    found = [*getaddresses([text]), *get_addresses(text, defects=[], decode_names=True)]
    try:
        found += getaddresses([str(make_header(decode_header(text)))])
        found += [
            (one.display_name, one.addr_spec) for one in message_from_bytes(raw, policy=default)["From"].addresses
        ]
    except (HeaderParseError, AttributeError, IndexError, ValueError):
        pass  # a reader who falls over it finds nobody
    return (email.lower() for _, email in found if MAILBOX.fullmatch(email))


@given(
    NAMES,
    st.sampled_from(
        ["{} <ceo@example.com>", "{}<ceo@example.com>", "{} <ceo@example.com> (x)", "ceo@example.com ({})"]
    ),
)
def test_whoever_is_believed_is_the_only_one_whom_any_reader_finds(name: str, form: str) -> None:
    raw = write_mail(f"From: {form.format(name)}\r\n")
    if find_doubt(raw, senders.EVERY_PRESET[Trust.NETWORK]) is None:
        assert set(find_mailboxes(raw)) <= {"ceo@example.com"}


def test_a_name_in_latin_1_hides_no_address() -> None:
    raw = write_mail("From: Jürgen Müller <dana@example.com>\r\n", *CONFIRMED[Trust.GOOGLE])
    raw = raw.replace("ü".encode(), "ü".encode("latin-1"))
    assert parse_message(raw, VOCABULARY).sender == Address("dana@example.com", "Jürgen Müller")
    assert find_doubt(raw, senders.PRESETS[Trust.GOOGLE]) is None


@pytest.mark.parametrize("value", ['"ceo@example.com" <x@evil.example>', '"CEO <ceo@example.com>" <x@evil.example>'])
def test_what_is_quoted_is_a_name_whatever_it_says(value: str) -> None:
    raw = write_mail(f"From: {value}\r\n", "mx.example.com; dmarc=pass header.from=evil.example")
    sender = parse_message(raw, VOCABULARY).sender
    assert sender is not None
    assert sender.email == "x@evil.example"
    assert find_doubt(raw, senders.PRESETS[Trust.AUTHENTICATION_RESULTS]) is None


@every_row("above", ["\r\n", "From dana@example.com Mon Mar  9 09:00:00 2026\r\n", "\ufeff"])
def test_what_stands_above_the_headers_is_no_second_from(above: str) -> None:
    assert find_doubt(write_mail(above + DANA), senders.EVERY_PRESET[Trust.NETWORK]) is None


def test_the_list_of_signed_headers_is_no_second_from() -> None:
    signature = "DKIM-Signature: v=1; d=example.com; h=To:Subject:\r\n From:Date; b=x\r\nX-From: a\r\n"
    assert find_doubt(write_mail(signature + DANA), senders.EVERY_PRESET[Trust.NETWORK]) is None


@every_row("written", ["bücher.example", "BÜCHER.example", "xn--bcher-kva.example", "XN--bcher-kva.Example"])
@every_row("confirmed", ["bücher.example", "xn--bcher-kva.example", "jürgen@Bücher.example"])
def test_a_domain_beyond_ascii_is_the_same_in_both_its_spellings(written: str, confirmed: str) -> None:
    raw = write_mail(f"From: Jürgen <jürgen@{written}>\r\n", f"mx.example.com; dmarc=pass header.from={confirmed}")
    assert find_doubt(raw, senders.PRESETS[Trust.AUTHENTICATION_RESULTS]) is None


@every_row("confirmed", ["strasse.example", "bucher.example", "bücher", "ﬁrma.example", "\u212aelvin.example"])
@every_row("written", ["straße.example", "bücher.example", "firma.example", "kelvin.example"])
def test_domains_that_only_look_or_sound_alike_are_different(written: str, confirmed: str) -> None:
    raw = write_mail(f"From: x@{written}\r\n", f"mx.example.com; dmarc=pass header.from={confirmed}")
    assert find_doubt(raw, senders.PRESETS[Trust.AUTHENTICATION_RESULTS])


def test_from_inside_microsoft_365_or_a_trusted_network_no_ambiguous_from_is_believed_either() -> None:
    internal = "X-MS-Exchange-Organization-AuthAs: Internal\r\n"
    ambiguous = write_mail(f"{internal}From: x@evil.example;ceo@example.com\r\n")
    assert find_doubt(ambiguous, senders.PRESETS[Trust.MICROSOFT365]) == AMBIGUOUS
    assert find_doubt(write_mail(internal + CEO), senders.PRESETS[Trust.MICROSOFT365]) is None


def test_a_mail_without_a_sender_says_so() -> None:
    for head in ("", "From:\r\n", "From: nobody\r\n", "From: undisclosed sender\r\n"):
        assert find_doubt(write_mail(head), senders.EVERY_PRESET[Trust.NETWORK]) == NOBODY


PLANTED = (
    (
        "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s;\r\n"
        " i=x@a.evil.example=20=3B=20dkim=3Dpass=20header.d=3Dexample.com; b=x\r\n"
    ),
    "DKIM-Signature: v=1; d=evil.example; i=@evil.example=3Bdmarc=3Dpass; b=x\r\n",
    "DKIM-Signature: v=1; d=evil.example; s=s=20dkim; i=@evil.example; b=x\r\n",
    'DKIM-Signature: v=1; d=evil.example; I="a b"@evil.example; b=x\r\n',
    'Return-Path: <"a) ; dkim=pass header.d=example.com (b"@evil.example>\r\n',
    "Return-Path: <a) ; dkim=pass header.d=example.com (b@evil.example>\r\n",
    (
        "Received: from evil.example;dkim=pass header.d=example.com (unknown [192.0.2.9]) by "
        "mx.example.com; Mon, 9 Mar 2026 09:00 +0000\r\n"
    ),
    (
        "Received: from mx by store; now\r\nReceived: from unknown (HELO a;\r\n"
        "\tDMARC / 1 = (x) Pass d=example.com) by mx; now\r\n"
    ),
    (
        "Received: from a?dkim=?x?pass?header?x?.d?x?=example.com (unknown [192.0.2.9]) by "
        "mx.example.com (Postfix) with ESMTP id 1; now\r\n"
    ),
    "Received: from a;compauth=(x)pass ([192.0.2.9]) by mx.example.com; Mon, 9 Mar 2026 09:00:00 +0000\r\n",
    (
        "Received: from evil.example smtp.mailfrom=example.com ([192.0.2.9]) by "
        "mx.example.com; Mon, 9 Mar 2026 09:00:00 +0000\r\n"
    ),
    (
        "Received: from a by b header . from (x) = example.com ([192.0.2.9]) by "
        "mx.example.com; Mon, 9 Mar 2026 09:00:00 +0000\r\n"
    ),
)


@every_row("trust", [Trust.AUTHENTICATION_RESULTS, Trust.MICROSOFT365, Trust.GOOGLE])
@every_row("planted", PLANTED)
def test_words_that_a_server_may_have_repeated_confirm_nobody(planted: str, trust: Trust) -> None:
    """Real OpenDKIM, OpenDMARC, Exim and policyd-spf stamped a pass for example.com on such mail."""
    doubt = find_doubt(
        write_mail(planted + CEO, *CONFIRMED[trust]), Senders(("@example.com",), trust, "mx.example.com")
    )
    assert doubt is not None
    assert "may repeat as its own" in doubt


# values in quoted-printable (RFC 6376 §2.11)
_PASS = "a=3Bdkim=3Dpass=20(x)=20header.d=3Dexample.com=20header.s=3Dx@evil.example"
_SIGNATURE = f"DKIM-Signature: v=1; d=evil.example; s=s;\r\n i={_PASS};\r\n h=From; bh=x; b=y\r\n"


@every_row(
    "hidden",
    [
        # a line of blanks is a fold to Postfix, and the headers go on
        f" \r\n{_SIGNATURE}", f"\t\r\n{_SIGNATURE}", f" \t \r\n{_SIGNATURE}", f" \x0c\r\n{_SIGNATURE}",
        f"nothing\r\nof a header\r\n{_SIGNATURE}", f"X: y\r{_SIGNATURE}", _SIGNATURE.replace("DKIM", "DK\x00IM"),
        _SIGNATURE.replace("\r\n i", "\r\n \xa0i"), _SIGNATURE.replace("\r\n i", "\r\n \x0bi"),
        # Exim passes over all but a to z in a tag's name, and goes by its first letter
        *(_SIGNATURE.replace("\r\n i", name) for name in ("1i", "_i", '"i', "-i", "Xi", "i2", "ix", "x\r\n i", "=;i")),
        # a bare CR ends the line for one reader and is a blank to the next; more headers than are read may hide it
        " \r\n" + _SIGNATURE.replace("\r\n i", "\r i"), " \r\n" + _SIGNATURE.replace("\r\n i", "\r\r\n i"),
        f" \r\n{'X-Filling: y' * 50_000}\r\n{_SIGNATURE}",
        _SIGNATURE.replace(_PASS, "a header.d=example.com header.q=@evil.example"),
        " \r\nReturn-Path: <a)\x20;\x20dkim=pass\x20header.d=example.com\x20(b@evil.example>\r\n",
        " \r\nReceived: from a;dkim=pass (x) header.d=example.com ([192.0.2.9]) by mx.example.com; now\r\n",
    ],
)  # fmt: skip
def test_so_also_where_only_another_reader_sees_them(hidden: str) -> None:
    believed = Senders(("@example.com",), Trust.AUTHENTICATION_RESULTS, "mx.example.com")
    doubt = find_doubt(write_mail(CEO + hidden, *CONFIRMED[Trust.AUTHENTICATION_RESULTS]), believed)
    assert doubt is not None
    assert "may repeat as its own" in doubt


@pytest.mark.parametrize(
    "head",
    [
        "X: y\rAuthentication-Results: mx.example.com; dmarc=fail header.from=example.com\r\n",
        "X: y\r\nAuthentication\x00-Results: mx.example.com; none\r\n",
    ],
)
def test_results_that_only_another_reader_sees_are_the_newest_to_him(head: str) -> None:
    believed = Senders(("@example.com",), Trust.AUTHENTICATION_RESULTS, "mx.example.com")
    doubt = "its newest Authentication-Results cannot be read, or in more than one way"
    below = f"{CEO} \r\nAuthentication-Results: {CONFIRMED[Trust.AUTHENTICATION_RESULTS][0]}\r\n"
    assert find_doubt(write_mail(below), believed) == doubt
    assert find_doubt(write_mail(head + CEO, *CONFIRMED[Trust.AUTHENTICATION_RESULTS]), believed) is None
    assert find_doubt(head.encode() + write_mail(CEO, *CONFIRMED[Trust.AUTHENTICATION_RESULTS]), believed) == doubt


def test_who_is_inside_exchange_is_read_in_one_way_only() -> None:
    inside = "X-MS-Exchange-Organization-AuthAs: Internal\r\n \r\nX-MS-Exchange-Organization-AuthAs: Anonymous\r\n"
    assert find_doubt(write_mail(CEO + inside), Senders(("@example.com",), Trust.MICROSOFT365)) is not None


@every_row(
    "honest",
    [
        "DKIM-Signature: v=1; d=example.com; s=s; i=@example.com; darn=example.com; t=1; x=2; r=y; b=x\r\n",
        "DKIM-Signature: v=1; d=example.com; s=s; i=d=C3=A0na=2Eb@example.com; z=Subject:a=20(b)=3B=22|X:y; b=x\r\n",
        ("DKIM-Signature: v=1; c=relaxed/relaxed; d=example.com; s=2024._domainkey; "
    "i=dana=2Bx@example.com;\r\n bh=abc=; b=de/f+g==\r\n"),
        "DKIM-Signature: v=1; d=example.com; s=s1; t=1; bh=x;\r\n h=From:To:Subject; i=\r\n  @example.com; b=y\r\n",
        "Return-Path: <dana@example.com>\r\n", "Return-Path: <>\r\n", "Return-Path: dana+x=y@example.com\r\n",
        ("Received: from smtp.pass (helo=smtp.example.com) ([192.0.2.1] ident=spf) by mx "
    "(envelope-from <a=spf@b.example>); now\r\n"),
        ("Received: (qmail 1 invoked by uid 89); 9 Mar 2026 09:00:00 -0000\r\n"
    "Received: from [IPv6:2001:db8::1] (auth=pass) by x; now\r\n"),
        ("Received: from A (192.0.2.1) by B (192.0.2.2) with Microsoft SMTP Server "
    "(version=TLS1_2, cipher=TLS_X) id 15.2; now\r\n"),
    ],
)  # fmt: skip
def test_an_honest_signature_and_return_path_are_no_obstacle(honest: str) -> None:
    believed = Senders(("@example.com",), Trust.AUTHENTICATION_RESULTS, "mx.example.com")
    assert find_doubt(write_mail(honest + DANA, *CONFIRMED[Trust.AUTHENTICATION_RESULTS]), believed) is None


@pytest.mark.parametrize(
    "head",
    [
        "X-MS-Exchange-Organization-AuthAs: Internal\r\nX-MS-Exchange-Organization-AuthAs: Anonymous\r\n",
        "X-MS-Exchange-Organization-AuthAs: =?utf-8?Q?Internal?=\r\n",
    ],
)
def test_exchange_says_once_and_plainly_who_is_inside(head: str) -> None:
    fails = "dmarc=fail action=none header.from=example.com;compauth=fail reason=000"
    assert find_doubt(write_mail(head + CEO, fails), Senders(("@example.com",), Trust.MICROSOFT365)) is not None


@every_row(
    "value",
    [
        "דנה\u200f <dana@example.com>", "=?utf-8?B?15PXoNeU4oCP?= <dana@example.com>",
        "=?utf-8?Q?J=C3=BCrgen_(dana=40example.com)?= <dana@example.com>",
        "=?utf-8?Q?M=C3=BCller_=40_Beispiel?= <dana@example.com>",
    ],
)  # fmt: skip
def test_a_name_that_a_program_had_to_encode_is_a_name(value: str) -> None:
    believed = Senders(("@example.com",), Trust.AUTHENTICATION_RESULTS, "mx.example.com")
    raw = write_mail("From: " + value + "\r\n", *CONFIRMED[Trust.AUTHENTICATION_RESULTS])
    assert find_doubt(raw, believed) is None
