"""Domains as they are compared."""

from parsers.syntax import find_domain
from tests.tables import every_row


@every_row(
    ("text", "domain"),
    [
        ("Example.COM", "example.com"),
        ("_dmarc.example.com", "_dmarc.example.com"),
        ("db1", "db1"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("XN--bcher-kva.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),  # not strasse.example: that is another's (IDNA 2008)
        ("उदाहरण.example", "xn--p1b6ci4b4b3a.example"),
        ("", None), (".", None), ("example.com.", None), (".example.com", None), ("a..example",
        None), ("-a.example", None),
        ("a b.example", None), ("a@b.example", None), ("a/b.example", None), ("[192.0.2.1]", None),
        ("x" * 64 + ".example", None),
        ("example。com", None), ("ｅxample.com", None), ("\u212aelvin.example", None), ("exa\u200dmple.com",
        None), ("a\x00.example", None),
        ("bu\u0308cher.example", None), ("example.com\udcff", None), ("☃.example", None),
    ],
)  # fmt: skip
def test_a_domain_has_one_form_or_none(text: str, domain: str | None) -> None:
    assert find_domain(text) == domain
