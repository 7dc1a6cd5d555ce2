"""Access tokens: what is asked, how long a token is kept, and what each refusal means."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from daemon.adapters.oauth import TokenAccess, TokenSource, find_endpoint, post_form
from daemon.errors import LoginRefused, MailboxError
from tests.servers.process import free_ports
from tests.tables import every_row

URL = "https://login.example.com/token"
REFRESHING = TokenAccess(URL, "id-1", "hush", "refresh-1", "https://mail.example.com/")


class Provider:
    """Answers in turn; the last answer again and again. `asked` holds the forms."""

    def __init__(self, *answers: tuple[int, dict[str, object] | bytes] | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[dict[str, str]] = []
        self.elapsed = 0.0

    def post(self, url: str, body: bytes) -> tuple[int, bytes]:
        assert url == URL
        self.asked.append({name: value for name, (value,) in parse_qs(body.decode()).items()})
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, content = answer
        return status, content if isinstance(content, bytes) else json.dumps(content).encode()

    def source(self, access: TokenAccess = REFRESHING) -> TokenSource:
        return TokenSource(access, self.post, lambda: self.elapsed)


def token(name: str, **others: object) -> tuple[int, dict[str, object]]:
    return 200, {"access_token": name, "token_type": "Bearer", "expires_in": 3600} | others


def test_a_refresh_token_is_turned_into_an_access_token() -> None:
    provider = Provider(token("a"))
    assert provider.source().get() == "a"
    assert provider.asked == [
        {
            "grant_type": "refresh_token",
            "client_id": "id-1",
            "client_secret": "hush",
            "refresh_token": "refresh-1",
            "scope": "https://mail.example.com/",
        }
    ]


def test_without_one_the_client_speaks_for_itself() -> None:
    provider = Provider(token("a"))
    provider.source(TokenAccess(URL, "id-1", "hush", scope="s")).get()
    assert provider.asked == [
        {"grant_type": "client_credentials", "client_id": "id-1", "client_secret": "hush", "scope": "s"}
    ]


def test_a_token_is_kept_until_five_minutes_before_its_end() -> None:
    provider = Provider(token("a"), token("b"))
    source = provider.source()
    seen = []
    for provider.elapsed in (0.0, 3299.0, 3300.0, 3301.0):
        seen.append(source.get())
    assert seen == ["a", "a", "b", "b"]
    assert len(provider.asked) == 2


@every_row(("expires_in", "kept"), [("3600", 3299), (None, 3299), ("soon", 3299), (240, 119), (-5, -1)])
def test_odd_lifetimes_are_understood(expires_in: object, kept: float) -> None:
    provider = Provider(token("a", expires_in=expires_in), token("b"))
    source = provider.source()
    source.get()
    provider.elapsed = max(kept, 0.0)
    assert source.get() == ("a" if kept >= 0 else "b")
    provider.elapsed = kept + 1.5
    assert source.get() == "b"


def test_a_token_that_was_refused_is_not_given_again() -> None:
    provider = Provider(token("a"), token("b"))
    source = provider.source()
    assert (source.get(), source.get(renew=True), source.get()) == ("a", "b", "b")


def test_a_new_refresh_token_replaces_the_old_one() -> None:
    provider = Provider(token("a", refresh_token="refresh-2"), token("b"))
    source = provider.source()
    source.get()
    source.get(renew=True)
    source.get(renew=True)
    assert [form["refresh_token"] for form in provider.asked] == ["refresh-1", "refresh-2", "refresh-2"]


@every_row(
    ("answer", "words"),
    [
        (
            (400, {"error": "invalid_grant", "error_description": "hush refresh-1"}),
            "refuses to give an access token: invalid_grant",
        ),
        ((401, {"error": "invalid_client"}), "invalid_client"),
        ((403, b"<html>forbidden</html>"), "no reason given"),
    ],
)
def test_a_refusal_says_why_and_nothing_secret(answer: tuple[int, dict[str, object] | bytes], words: str) -> None:
    with pytest.raises(LoginRefused, match=words) as caught:
        Provider(answer).source().get()
    assert "login.example.com" in str(caught.value)
    assert "hush" not in str(caught.value)
    assert "refresh-1" not in str(caught.value)


@every_row(
    "answer",
    [
        (503, b"busy"),
        (429, {"error": "slow_down"}),
        (400, {"error": "temporarily_unavailable"}),
        (200, b"<html>log in to the hotel's network</html>"),
        (200, {"token_type": "Bearer"}),
        (200, b"[]"),
        ConnectionRefusedError("refused"),
        http.client.RemoteDisconnected("gone"),
        http.client.IncompleteRead(b""),
    ],
)
def test_trouble_that_passes_is_no_refusal_and_the_next_try_works(
    answer: tuple[int, dict[str, object] | bytes] | Exception,
) -> None:
    source = Provider(answer, token("a")).source()
    with pytest.raises(MailboxError, match=r"login\.example\.com") as caught:
        source.get()
    assert not isinstance(caught.value, LoginRefused)
    assert source.get() == "a"


def test_threads_that_ask_together_ask_the_provider_once() -> None:
    provider = Provider(token("a"))
    source = provider.source()
    together = threading.Barrier(8)
    seen: list[str] = []

    def ask() -> None:
        together.wait(60)
        seen.append(source.get())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert seen == ["a"] * 8
    assert len(provider.asked) == 1


def test_secrets_are_not_shown() -> None:
    assert "hush" not in repr(REFRESHING)
    assert "refresh-1" not in repr(REFRESHING)


@every_row(
    ("provider", "tenant", "refresh", "expected"),
    [
        ("google", "", True, ("https://oauth2.googleapis.com/token", "")),
        ("microsoft", "contoso", True, ("https://login.microsoftonline.com/contoso/oauth2/v2.0/token", "")),
        ("microsoft", "contoso", False, (
            "https://login.microsoftonline.com/contoso/oauth2/v2.0/token", "https://outlook.office365.com/.default",
        )),
        ("custom", "", True, (URL, "")),
    ],
)  # fmt: skip
def test_known_providers_need_no_url(provider: str, tenant: str, refresh: bool, expected: tuple[str, str]) -> None:
    assert find_endpoint(provider, tenant, URL if provider == "custom" else "", "", refresh) == expected


class TestOverHttp:
    @contextmanager
    def answering(self, status: int, content: bytes) -> Iterator[tuple[str, list[bytes]]]:
        heard: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                heard.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *arguments: object) -> None:
                return

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, args=[0.02])
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/token", heard
            server.shutdown()
            thread.join(60)

    @every_row("status", [200, 400, 503])
    def test_status_and_answer_come_back_whatever_they_are(self, status: int) -> None:
        with self.answering(status, b'{"a": 1}') as (url, heard):
            assert post_form(url, b"x=1&y=2") == (status, b'{"a": 1}')
        assert heard == [b"x=1&y=2"]

    def test_a_provider_out_of_reach_is_said_to_be_so(self) -> None:
        (port,) = free_ports(1)
        with pytest.raises(MailboxError, match=r"127\.0\.0\.1 cannot be reached for an access token: .*refused"):
            TokenSource(TokenAccess(f"http://127.0.0.1:{port}/token", "id-1")).get()
