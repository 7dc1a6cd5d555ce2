"""IMAP in memory: pymap's mailboxes, with what real servers do and pymap does not."""

import asyncio
import re
from argparse import Namespace
from datetime import datetime

from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.concurrent import Event, Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import ObjectId
from pymap.parsing.specials.flag import Flag, Wildcard
from pymap.selected import SelectedMailbox
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

HOST = "127.0.0.1"


class MailStore:
    """pymap's mailboxes in memory and the IMAP server over them. Lives on the sandbox's loop."""

    def __init__(self) -> None:
        self._config = _Config(
            Namespace(proxy_protocol=None),
            host=HOST,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            invalid_user_sleep=0.0,
            hash_context=Cleartext(),  # a real hash costs 110 ms for each login
            cpu_subsystem=Subsystem.for_asyncio(),  # no thread pool, which would outlive us
        )
        self._login = Login(self._config)
        self.imap = IMAPServer(self._login, self._config)

    def add_user(self, user: str, password: str) -> None:
        self._login.users_dict[user] = UserMetadata(self._config, user, password=password)
        self._config.set_cache[user] = (_KeywordMailboxes(), FilterSet())

    async def append(self, user: str, raw: bytes, received_at: datetime, folder: str) -> int:
        mailboxes, _ = self._config.set_cache[user]
        try:
            mailbox = await mailboxes.get_mailbox(folder)
        except KeyError:
            await mailboxes.add_mailbox(folder)
            mailbox = await mailboxes.get_mailbox(folder)
        content = re.sub(rb"(?<!\r)\n", b"\r\n", raw)
        message = await mailbox.append(AppendMessage(content, received_at, frozenset()), recent=True)
        return message.uid


class _Config(Config):
    @property
    def greeting(self) -> bytes:
        return b"Sandbox ready"  # pymap asks the resolver for our name at every connection


class _KeywordMailbox(MailboxData):
    """pymap's memory backend drops keywords silently; real servers let clients set any (RFC 3501 7.1,
    PERMANENTFLAGS)."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        return super().permanent_flags | {Wildcard}

    async def update_selected(self, selected: SelectedMailbox, *, wait_on: Event | None = None) -> SelectedMailbox:
        """What changed between the last answer and IDLE is told at once: pymap would wait for the next change."""
        known = selected.mod_sequence
        if known is not None and self._mod_sequences.highest > known:
            wait_on = None
        return await super().update_selected(selected, wait_on=wait_on)


class _KeywordMailboxes(MailboxSet):
    def __init__(self) -> None:
        super().__init__()
        self._inbox = self._make_mailbox()

    def _make_mailbox(self) -> _KeywordMailbox:
        return _KeywordMailbox(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> ObjectId:
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)
            self._set[name] = mailbox = self._make_mailbox()
            return mailbox.mailbox_id


class WholeResponses:
    """pymap writes one response in many small pieces, and a client that wakes at the first one sees half a line: send
    at drain()."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._pending = bytearray()

    def write(self, data: bytes) -> None:
        self._pending += data

    async def drain(self) -> None:
        self._writer.write(bytes(self._pending))
        self._pending.clear()
        await self._writer.drain()

    def close(self) -> None:
        self._writer.write(bytes(self._pending))
        self._pending.clear()
        self._writer.close()
