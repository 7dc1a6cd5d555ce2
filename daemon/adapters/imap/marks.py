"""How the mailbox shows what was handled: a keyword, another folder, or nothing."""

import logging
from collections.abc import Sequence
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from daemon.adapters.imap.access import Handled, MailboxAccess
from daemon.adapters.imap.answers import explain
from daemon.adapters.imap.connection import Connection
from daemon.adapters.imap.fetch.fetching import HEADERS_AT_ONCE, batches
from daemon.adapters.imap.folders import find_folder
from daemon.errors import MailboxError

log = logging.getLogger(__name__)

HANDLED, QUARANTINED = b"$EscalationHandled", b"$EscalationQuarantined"


class Marks:
    """Sets the marks over the connection. What the server does not offer is said once."""

    def __init__(self, access: MailboxAccess, connection: Connection) -> None:
        self._access = access
        self._connection = connection
        self._folders: dict[str, str] = {}  # as `_found_by` named them
        self._found_by: Any = None
        self._warned: set[str] = set()

    @property
    def takes_keywords(self) -> bool:
        flags = self._connection.flags
        return not self._connection.read_only and (rb"\*" in flags or {HANDLED, QUARANTINED} <= flags)

    def mark(self, uids: Sequence[int], keyword: bytes, folder: str) -> None:
        if not uids or self._access.handled is Handled.NOTHING:
            return
        refusal: IMAPClientError | None = None
        with self._connection.talking("marking mails") as client:
            try:
                for some in batches(uids, HEADERS_AT_ONCE):
                    self._mark_some(client, some, keyword, folder)
            except IMAPClientError as error:
                if isinstance(error, IMAPClientAbortError | ProtocolError):
                    raise
                refusal = error  # a plain NO (quota, rights) is no reason to leave a good connection
                self._folders.clear()
        if refusal is not None:
            raise MailboxError(explain(refusal, self._connection.where, "marking mails")) from refusal

    def _mark_some(self, client: Any, uids: Sequence[int], keyword: bytes, folder: str) -> None:
        moving = self._access.handled is Handled.MOVE
        if self._connection.read_only:
            self._warn("the folder is read-only")
        elif not moving and self.takes_keywords:
            client.add_flags(uids, [keyword], silent=True)
        elif not moving:
            self._warn("the folder takes no keywords")
        elif client.has_capability("MOVE"):
            client.move(uids, self._get_folder(client, folder))
        elif client.has_capability("UIDPLUS"):
            client.copy(uids, self._get_folder(client, folder))
            client.add_flags(uids, [rb"\Deleted"], silent=True)
            client.uid_expunge(uids)  # only these: a plain EXPUNGE would take what others have marked
        else:
            self._warn("the server has neither MOVE nor UIDPLUS")

    def _warn(self, why: str) -> None:
        if why not in self._warned:
            self._warned.add(why)
            log.warning(
                "Handled mail stays unmarked in %s on %s: %s.", self._access.folder, self._connection.where, why
            )

    def _get_folder(self, client: Any, name: str) -> str:
        if self._found_by is not client:
            self._found_by, self._folders = client, {}
        if name not in self._folders:
            self._folders[name] = find_folder(client, name)
        return self._folders[name]
