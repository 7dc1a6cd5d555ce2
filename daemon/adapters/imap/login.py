"""Signing in to the mailbox, with a password or a token. The client comes without types."""

import re
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, LoginError

from daemon.adapters.imap.access import MailboxAccess
from daemon.adapters.imap.answers import LATER, render_answer
from daemon.errors import LoginRefused

PLAIN_NAME = re.compile(r"[\w.@+-]+", re.ASCII)  # imaplib sends a user name unquoted


def log_in(client: Any, access: MailboxAccess, where: str) -> None:
    """Raises LoginRefused when it is refused for good, and what imapclient raises when the connection or the server
    fails."""
    if access.token is None:
        _present(client, access, where, None)
        return
    try:
        _present(client, access, where, access.token(False))
    except LoginRefused:
        # it may have been withdrawn before its time: once more, with a new one
        _present(client, access, where, access.token(True))


def _present(client: Any, access: MailboxAccess, where: str, token: str | None) -> None:
    try:
        if token is not None:
            client.oauth2_login(access.username, token)
        elif (
            access.password.isascii()
            and PLAIN_NAME.fullmatch(access.username)
            and not client.has_capability("LOGINDISABLED")
        ):
            client.login(access.username, access.password)
        else:
            client.plain_login(access.username, access.password)
    except LoginError as error:
        # imapclient turns everything into LoginError; what it was made of tells a refusal from a lost connection
        if isinstance(error.__context__, IMAPClientAbortError) or LATER.search(str(error)):
            raise
        raise LoginRefused(
            f"The mailbox server {where} refused the login of {access.username}: {render_answer(error)}. "
            "Check mailbox.username and mailbox.password (or oauth2)."
        ) from error
