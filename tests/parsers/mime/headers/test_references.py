"""Message-IDs, and our tokens in them and in addresses."""

from hypothesis import given
from hypothesis import strategies as st

from daemon.core.intake.tokens import render_message_id, render_token_address
from parsers.message import parse_message
from parsers.mime.headers.references import Ties, find_tokens, parse_references, parse_ties
from parsers.model import Token
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TOKEN = Token(42, "abcdefghij234567klmn")
OTHER = Token(7, "zzzzzzzzzzzzzzzzzzzz")


@every_row(
    ("value", "ids"),
    [
        ("<a@b>", ("<a@b>",)),
        ("<a@b> <c@d>\t<a@b>", ("<a@b>", "<c@d>")),
        ("Your message of Monday <a@b>", ("<a@b>",)),
        ("<long-id\r\n @b>", ("<long-id@b>",)),
        ("a@b", ("<a@b>",)),
        ("<>", ()),
        ("", ()),
        ("no id", ()),
    ],
)
def test_references_are_the_ids_in_angle_brackets(value: str, ids: tuple[str, ...]) -> None:
    assert parse_references(value) == ids


@every_row(
    "headers",
    [
        f"To: Support <{render_token_address('support@example.com', TOKEN)}>",
        f"Cc: {render_token_address('support@example.com', TOKEN).upper()}",
        f"Delivered-To: {render_token_address('support@example.com', TOKEN)}",
        f"X-Original-To: {render_token_address('support@example.com', TOKEN)}",
        f"In-Reply-To: {render_message_id(TOKEN, '1f', 'example.com')}",
        f"References: <x@y>\n {render_message_id(TOKEN, '1f', 'example.com').upper()}\n <z@y>",
        (
            f"In-Reply-To: {render_message_id(TOKEN, '1f', 'example.com')}\n"
            f"To: {render_token_address('support@example.com', TOKEN)}"
        ),
    ],
)
def test_a_token_is_found_wherever_mail_programs_keep_it(headers: str) -> None:
    assert find_tokens(parse_message(f"From: a@b.example\n{headers}\n\nx".encode(), VOCABULARY)) == (TOKEN,)


@every_row(
    "headers",
    [
        "To: support+esc-42-short@example.com",
        "To: esc-42-abcdefghij234567klmn@example.com",
        "To: support+esc-0-abcdefghij234567klmn@example.com",
        "To: support+esc-42-abcdefghij234567klm1@example.com",
        'To: "support+esc-42-abcdefghij234567klmn@example.com" <x@example.com>',
        "In-Reply-To: <esc-42.abcdefghij234567klmn@example.com>",
        "Message-ID: <esc-42.abcdefghij234567klmn.1@example.com>",
        "Subject: [ESC-42] support+esc-42-abcdefghij234567klmn@example.com",
    ],
)
def test_what_only_looks_like_a_token_is_none(headers: str) -> None:
    assert find_tokens(parse_message(f"From: a@b.example\n{headers}\n\nx".encode(), VOCABULARY)) == ()


def test_two_tokens_are_both_told() -> None:
    headers = (
        f"To: {render_token_address('support@example.com', TOKEN)}\n"
        f"In-Reply-To: {render_message_id(OTHER, '1', 'example.com')}"
    )
    assert find_tokens(parse_message(f"From: a@b.example\n{headers}\n\nx".encode(), VOCABULARY)) == (TOKEN, OTHER)


@every_row(
    ("raw", "ties"),
    [
        ("In-Reply-To: <c@d>\nReferences: <a@b> <b@c> <c@d>\n\nx", Ties(("<c@d>", "<b@c>", "<a@b>"))),
        (f"To: {render_token_address('support@example.com', TOKEN)}\n\nx", Ties(tokens=(TOKEN,))),
        (f"To: a@b.example\nDelivered-To: {render_token_address('s@example.com', OTHER)}\n\nx", Ties(tokens=(OTHER,))),
        (f"References: <a@b>\nTo: {render_token_address('support@example.com', TOKEN)}\n\nx", Ties(("<a@b>",))),
        ("Subject: x\rIn-Reply-To: <a@b>\r\rx", Ties(("<a@b>",))),
        ("Subject: x\n\nIn-Reply-To: <a@b>\n", Ties()),
        ("", Ties()),
    ],
)
def test_the_headers_alone_tie_a_mail_to_what_it_answers_else_by_our_tokens(raw: str, ties: Ties) -> None:
    assert parse_ties(raw.encode()) == ties


@given(st.integers(1, 999_999_999), st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=20, max_size=20))
def test_what_is_rendered_is_found_again(case: int, signature: str) -> None:
    token = Token(case, signature)
    address, reference = render_token_address("s@example.com", token), render_message_id(token, "u", "example.com")
    raw = f"From: a@b.example\nTo: {address}\nReferences: {reference}\n\nx"
    assert find_tokens(parse_message(raw.encode(), VOCABULARY)) == (token,)
