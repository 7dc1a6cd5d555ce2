"""What the receiving server wrote about the sender."""

# ruff: noqa: E501 - lines of mail are kept whole

import pytest

from parsers.authentication import parse_results
from parsers.message import parse_message
from parsers.model import AuthenticationResults


@pytest.mark.parametrize(
    ("value", "results"),
    [
        (
            "mx.example.com; dmarc=pass (p=REJECT sp=REJECT) header.from=example.com; spf=pass smtp.mailfrom=dana@Example.com; dkim=pass header.d=mail.example.com header.s=x",
            AuthenticationResults("mx.example.com", "pass", "", ("example.com", "mail.example.com")),
        ),
        (
            "mx.google.com;\r\n dkim=pass header.i=@example.com header.s=s1 header.b=AbC=;\r\n spf=softfail (google.com: domain of a@b.example) smtp.mailfrom=a@b.example;\r\n dmarc=fail header.from=c.example",
            AuthenticationResults("mx.google.com", "fail", "", ("example.com",)),
        ),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=example.com;compauth=pass reason=109",
            AuthenticationResults("", "bestguesspass", "pass", ("example.com",)),
        ),
        ("spf=none (sender IP is ) smtp.mailfrom=", AuthenticationResults("")),
        ("mx.example.com 1; none", AuthenticationResults("mx.example.com")),
        ("mx.example.com; spf=pass smtp.helo=example.com", AuthenticationResults("mx.example.com")),
        (
            '"mx.example.com"; dkim=pass (a (nested; b=c) comment) header.d=example.com',
            AuthenticationResults("mx.example.com", "", "", ("example.com",)),
        ),
        ("mx.example.com; dmarc=fail; dmarc=pass", AuthenticationResults("mx.example.com", "fail")),
        ("mx.example.com; x=(dmarc=pass)", AuthenticationResults("mx.example.com")),
        ("", AuthenticationResults("")),
    ],
)
def test_one_header_is_read(value: str, results: AuthenticationResults) -> None:
    assert parse_results(" ".join(value.split())) == results


def test_the_topmost_header_comes_first() -> None:
    raw = b"Authentication-Results: ours.example; dmarc=fail\nReceived: x\nAuthentication-Results: theirs.example; dmarc=pass\nFrom: a@b.example\n\nx"
    assert [(one.authserv_id, one.dmarc) for one in parse_message(raw).authentication] == [
        ("ours.example", "fail"),
        ("theirs.example", "pass"),
    ]


def test_exchanges_own_mark_is_kept() -> None:
    assert parse_message(b"X-MS-Exchange-Organization-AuthAs: Internal\nFrom: a@b.example\n\nx").auth_as == "Internal"
