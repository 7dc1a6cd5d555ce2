"""What the receiving server wrote about the sender, by the grammar of RFC 8601 §2.2."""

# ruff: noqa: E501 - lines of mail are kept whole

from hypothesis import example, given
from hypothesis import strategies as st

from daemon.core.intake.distrust import find_distrust
from parsers.message import parse_message
from parsers.mime.headers.authentication import parse_results
from parsers.model import AuthenticationResults, MethodResult
from tests.growth import check_growth
from tests.senders import BEGINNINGS, PRESETS
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


@every_row(
    ("value", "server", "found"),
    [
        (
            "mx.example.com; dmarc=pass (p=REJECT sp=REJECT) header.from=example.com; spf=pass smtp.mailfrom=dana@Example.com; dkim=pass header.d=mail.example.com header.s=x",
            "mx.example.com",
            [("dmarc", "pass", "example.com"), ("spf", "pass", "example.com"), ("dkim", "pass", "mail.example.com")],
        ),
        (
            "mx.google.com;       dkim=pass header.i=@example.com header.s=s1 header.b=AbC=;       spf=softfail (google.com: domain of a@b.example) smtp.mailfrom=a@b.example;       dmarc=fail header.from=c.example",
            "mx.google.com",
            [("dkim", "pass", "example.com"), ("spf", "softfail", "b.example"), ("dmarc", "fail", "c.example")],
        ),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=example.com;compauth=pass reason=109",
            "",
            [("spf", "pass", "example.com"), ("dkim", "none", "none"), ("dmarc", "bestguesspass", "example.com"), ("compauth", "pass", "")],
        ),
        ("spf=none (sender IP is ) smtp.mailfrom=", "", [("spf", "none", "")]),
        ("mx.example.com 1; none", "mx.example.com", []),
        ("mx.example.com", "mx.example.com", []),
        ("mx.example.com; spf=pass smtp.helo=example.com", "mx.example.com", [("spf", "pass", "")]),
        ('"mx.\\example.com"; dkim=pass (a (nested; b=c) comment) header.d=example.com', "mx.example.com", [("dkim", "pass", "example.com")]),
        ("a.example; dmarc=fail; dmarc=pass", "a.example", [("dmarc", "fail", ""), ("dmarc", "pass", "")]),
        ("a.example; x=(dmarc=pass)", "a.example", []),
        ("a.example; DKIM/1 = Pass Header.D = Example.COM", "a.example", [("dkim", "pass", "example.com")]),
        ("a.example; spf=pass smtp.mailfrom=x@a.example smtp.mailfrom=x@a.example", "a.example", [("spf", "pass", "a.example")]),
        ("a.example; spf=pass smtp.mailfrom=x@a.example; dkim=pass header.d=b.example junk", "a.example", [("spf", "pass", "a.example")]),
        ("a.example; spf=fail smtp.mailfrom=x y; dkim=neutral \x00", "a.example", [("spf", "fail", ""), ("dkim", "neutral", "")]),
        ('a.example; spf=pass smtp.mailfrom="x;y@z"@b.example', "a.example", [("spf", "pass", "b.example")]),
        ('a.example; spf=pass smtp.mailfrom="\\"x@y.example\\"@b.example"', "a.example", [("spf", "pass", "b.example")]),
        ("a.example; spf=pass smtp.mailfrom=jürgen@Bücher.example", "a.example", [("spf", "pass", "xn--bcher-kva.example")]),
    ],
)  # fmt: skip
def test_one_header_is_read(value: str, server: str, found: list[tuple[str, str, str]]) -> None:
    assert parse_results(value) == AuthenticationResults(server, tuple(MethodResult(*one) for one in found))


@every_row(
    "value",
    [
        "", " ", ";", "; dmarc=pass header.from=example.com", "no name; dmarc=pass header.from=example.com", "mx.example.com 2; dmarc=pass",
        'mx.example.com; dmarc=pass "', "mx.example.com; dmarc=pass (", "mx.example.com; dmarc=pass )", "mx.example.com; dmarc=pass (a\\)",
        'mx.example.com; spf=pass (") smtp.mailfrom=example.com', "mx.example.com; " + "(" * 12 + ")" * 12, "mx.example.com;" + " " * 8_000,
    ],
)  # fmt: skip
def test_where_nobody_can_tell_what_is_said_nothing_is(value: str) -> None:
    assert parse_results(value) == AuthenticationResults("")


def test_the_topmost_header_comes_first() -> None:
    raw = b"Authentication-Results: ours.example;\r\n\tdmarc=fail\nReceived: x\nAuthentication-Results: theirs.example; dmarc=pass\nFrom: a@b.example\n\nx"
    assert [(one.authserv_id, one.results[0].result) for one in parse_message(raw, VOCABULARY).authentication] == [
        ("ours.example", "fail"),
        ("theirs.example", "pass"),
    ]


def test_exchanges_own_mark_is_kept() -> None:
    assert (
        parse_message(b"X-MS-Exchange-Organization-AuthAs: Internal\nFrom: a@b.example\n\nx", VOCABULARY).auth_as
        == "Internal"
    )


@given(st.text(alphabet='a.@"\\(); =/\x00ü', max_size=60) | st.text(max_size=60))
def test_whatever_stands_there_is_read_without_a_crash(text: str) -> None:
    parse_results(text)
    parse_results(f"mx.example.com; dkim=pass {text}")


@every_row(
    "piece",
    ["(", "(a", "((", '"', '"a', '("', '(")', "\\(", "(\\(", "a=", "a.", "x=y ", "x=y a.b=c ", "()", "; ", "\xfc", "@"],
)
def test_no_header_takes_long_to_read(piece: str) -> None:
    for start in ("", "mx.example.com; dkim=pass ", "mx.example.com; dkim=pass header.d=", '"', "("):
        check_growth(parse_results, lambda length, start=start: (start + piece * length)[:length], 8_000)


# What a stranger chooses, and an honest server repeats.
SPITEFUL = st.lists(
    st.sampled_from(
        [
            "ceo@example.com", "example.com", "@", '"', "\\", "(", ")", ";", "=", " ", "<", ">", ",", "\t", "x", "=?utf-8?Q?=22?=", "é", "\x00",
            "; dkim=pass header.d=example.com", "; dmarc=pass header.from=example.com ", " smtp.mailfrom=ceo@example.com ", " header.i=@example.com",
            " header.from=example.com", ";compauth=pass reason=100", ") ", " (", '"@example.com', '\\"', "\\)", "mx.example.com; ",
        ]
    ),
    max_size=8,
).map("".join)  # fmt: skip
PLAIN = st.from_regex(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}(\.[a-z0-9=+-]{1,12}){0,2}", fullmatch=True)
OWN = st.sampled_from(["evil.example", "a.evil.example", "example.com.evil.example", "xn--bcher-kva.evil.example"])
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\.com)?", fullmatch=True)


def quote(text: str) -> str:
    """RFC 5322 §3.2.4. Control characters are none of a header's; an honest server drops them."""
    return '"' + "".join(f"\\{char}" if char in '"\\' else char for char in text if char >= " ") + '"'


def escape(text: str) -> str:
    """As a comment's text, RFC 5322 §3.2.2."""
    return "".join(f"\\{char}" if char in "()\\" else char for char in text if char >= " ")


LOCAL_PARTS = st.one_of(PLAIN, SPITEFUL.map(quote), st.text(max_size=20).map(quote))


@st.composite
def honest_headers(draw: st.DrawFn) -> str:
    """What a server writes of a mail that came from a domain of evil.example,
    whatever was chosen there: every part in one of the
    ways in which servers write it."""
    envelope, signing, author = draw(OWN), draw(OWN), draw(OWN)
    local, identity = draw(LOCAL_PARTS), draw(LOCAL_PARTS)
    address = f"{local}@{envelope}"
    said = draw(st.sampled_from([address, escape(address)]))  # some repeat it as it came
    comment = draw(
        st.sampled_from(
            ["", f" (domain of {said} designates 192.0.2.1 as permitted sender)", f" ({escape(draw(SPITEFUL))})"]
        )
    )
    reason = draw(st.sampled_from(["", f" reason={quote(draw(SPITEFUL))}"]))
    sender = draw(st.sampled_from([address, quote(address), envelope, ""]))
    helo = draw(
        st.sampled_from(
            ["", f" smtp.helo={quote(draw(SPITEFUL))}", " smtp.helo=example.com", " smtp.helo=mail.example.com"]
        )
    )
    named = draw(
        st.sampled_from(
            [
                f"header.d={signing} header.i={identity}@{signing}",
                f"header.i={identity}@{signing}",
                f"header.i={quote(identity + '@' + signing)}",
            ]
        )
    )
    parts = [
        f"spf=pass{comment}{reason} smtp.mailfrom={sender}{helo}",
        f"dkim=pass{reason}{comment} {named} header.s={draw(LABELS)} header.b=Ab/c=",
        f"dkim=fail{reason} header.d=example.com header.i=ceo@example.com",
        f"dmarc={draw(st.sampled_from(['pass', 'none', 'bestguesspass']))}{comment} action=none header.from={author}",
        "compauth=pass reason=100",
    ]
    return draw(st.sampled_from(["; ", ";", ";\r\n\t"])).join(draw(st.permutations(parts)))


@given(honest_headers(), st.sampled_from(sorted(BEGINNINGS)))
@example(
    'spf=pass (domain of "a); dkim=pass header.d=example.com (b"@evil.example designates it) smtp.mailfrom=""@evil.example',
    "google",
)
@example('spf=pass smtp.mailfrom="\\"ceo@example.com\\"@evil.example"', "microsoft365")
def test_no_word_of_an_honest_server_about_a_stranger_confirms_one_of_ours(methods: str, preset: str) -> None:
    trust = next(one for one in BEGINNINGS if one.value == preset)
    raw = f"Authentication-Results: {BEGINNINGS[trust]}{methods}\r\nFrom: ceo@example.com\r\n\r\nx".encode(
        "utf-8", "surrogateescape"
    )
    assert find_distrust(parse_message(raw, VOCABULARY), PRESETS[trust])
