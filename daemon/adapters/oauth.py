"""Access tokens for Microsoft 365, Google and others: one POST, kept until shortly before it ends (RFC 6749
sections 4.4, 6)."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from daemon.errors import LoginRefused, MailboxError

TIMEOUT = 30.0  # seconds
EARLY = 300.0  # seconds before its end a token is renewed
LONGEST_ANSWER = 1_000_000
# errors that are no refusal, though some come with 400
NOT_NOW = frozenset({"temporarily_unavailable", "server_error", "slow_down"})
GOOGLE_URL = "https://oauth2.googleapis.com/token"
MICROSOFT_URL = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
MICROSOFT_SCOPE = "https://outlook.office365.com/.default"


@dataclass(frozen=True, slots=True)
class TokenAccess:
    """`refresh_token` empty: client credentials, as app-only access to Microsoft 365 needs them."""

    url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""


def find_endpoint(provider: str, tenant: str, url: str, scope: str, has_refresh_token: bool) -> tuple[str, str]:
    """Token URL and scope of a known provider."""
    if provider == "google":
        return GOOGLE_URL, scope
    if provider == "microsoft":
        return MICROSOFT_URL.format(tenant=tenant or "organizations"), scope or (
            "" if has_refresh_token else MICROSOFT_SCOPE
        )
    return url, scope


def post_form(url: str, body: bytes) -> tuple[int, bytes]:
    """Status and answer of one POST. Raises OSError or http.client.HTTPException when there is no answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=TIMEOUT) as response:
            return response.status, response.read(LONGEST_ANSWER)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(LONGEST_ANSWER)


class TokenSource:
    """Gives a token that still lives for some minutes. Safe to call from several threads."""

    def __init__(
        self,
        access: TokenAccess,
        post: Callable[[str, bytes], tuple[int, bytes]] = post_form,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._access = access
        self._post = post
        self._monotonic = monotonic
        self._refresh_token = access.refresh_token
        self._token = ""
        self._renew_at = 0.0
        self._lock = threading.Lock()

    def get(self, renew: bool = False) -> str:
        """The token; with `renew` one that was not given before. Raises LoginRefused when the provider refuses us,
        MailboxError when it cannot be reached."""
        with self._lock:
            if self._token and not renew and self._monotonic() < self._renew_at:
                return self._token
            answer = self._ask()
            self._token = str(answer["access_token"])
            life = _read_seconds(answer.get("expires_in"))
            self._renew_at = self._monotonic() + life - min(EARLY, life / 2)
            # some providers change it each time
            self._refresh_token = str(answer.get("refresh_token") or self._refresh_token)
            return self._token

    def _ask(self) -> Mapping[str, object]:
        access = self._access
        form = {
            "client_id": access.client_id,
            "grant_type": "refresh_token" if self._refresh_token else "client_credentials",
        }
        optional = {"client_secret": access.client_secret, "refresh_token": self._refresh_token, "scope": access.scope}
        body = urllib.parse.urlencode(form | {name: value for name, value in optional.items() if value}).encode()
        host = urllib.parse.urlsplit(access.url).hostname
        try:
            status, content = self._post(access.url, body)
        except (OSError, http.client.HTTPException) as error:
            raise MailboxError(
                f"{host} cannot be reached for an access token: {error or type(error).__name__}."
            ) from error
        answer = _read_object(content)
        reason = str(answer.get("error", "no reason given"))[:80]  # not its description: that may hold what we sent
        if status in (400, 401, 403) and reason not in NOT_NOW:
            raise LoginRefused(
                f"{host} refuses to give an access token: {reason}. Renew the consent, or the secret in oauth2."
            )
        if status != 200 or not answer.get("access_token"):
            raise MailboxError(f"{host} gives no access token just now: HTTP {status}, {reason}.")
        return answer


def _read_object(content: bytes) -> Mapping[str, object]:
    try:
        answer = json.loads(content)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _read_seconds(value: object) -> float:
    """RFC 6749 section 5.1: recommended, so it may be missing; some write it as text."""
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return 3600.0
