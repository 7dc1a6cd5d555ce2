"""A private Dovecot (2.3): IMAP out, LMTP in, Maildir in a temporary folder, no privileges needed."""

import grp
import os
import pwd
import shutil
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from imapclient import IMAPClient

from tests.servers.certificate import Certificate
from tests.servers.process import LOOPBACK, Child, find_missing, find_program, free_ports

USER = "support@example.com"
PASSWORD = "secret"
CAPABILITIES = (
    "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES "
    "MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN "
    "NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT "
    "SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS "
    "BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE"
)

CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
recipient_delimiter = +
auth_username_format = %Lu
auth_failure_delay = 0
disable_plaintext_auth = no
passdb {{
  driver = passwd-file
  args = {root}/users
}}
userdb {{
  driver = passwd-file
  args = {root}/users
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 500
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
  # without the penalty socket a failed login does not slow down the next one
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service old-stats {{
  chroot =
}}
"""


def available() -> str | None:
    """Why it cannot be used here; None when it can."""
    missing = find_missing(["dovecot", "setpriv"])
    if missing:
        return missing
    for service in ("imap", "lmtp"):  # packages of their own, and another IMAP server's package removes the first
        if not any(Path(folder, service).exists() for folder in ("/usr/lib/dovecot", "/usr/libexec/dovecot")):
            return f"Dovecot's {service.upper()} server (dovecot-{service}d) is not installed"
    return None


class Dovecot:
    """Entering the context starts it; `stop` and `start` in between keep the mailboxes and the ports.

    `users` maps addresses to passwords. `without` names capabilities that are not offered ("IDLE", "MOVE", "UIDPLUS").
    With `tls` there is STARTTLS on `imap_port`, and `imaps_port` speaks TLS at once. `settings` are further lines for
    its configuration file.
    """

    def __init__(
        self,
        users: Mapping[str, str] | None = None,
        *,
        without: Iterable[str] = (),
        tls: Certificate | None = None,
        settings: str = "",
    ) -> None:
        self._users = dict(users or {USER: PASSWORD})
        self._without = frozenset(without)
        self._tls = tls
        self._settings = settings
        self._child: Child | None = None
        self.imap_port, self.imaps_port, self.lmtp_port = free_ports(3)

    def __enter__(self) -> Self:
        # As root we become nobody: Dovecot then needs no users and no folders of its own.
        self._owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self._uid = self._owner.pw_uid if os.getuid() == 0 else None
        self._gid = self._owner.pw_gid if os.getuid() == 0 else None
        self.root = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._config = self.root / "dovecot.conf"
        self._write_config()
        self._write_users()
        os.chown(self.root, self._owner.pw_uid, self._owner.pw_gid)
        try:
            self.start()
        except BaseException:
            shutil.rmtree(self.root, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def start(self) -> None:
        command = [find_program("dovecot"), "-F", "-c", str(self._config)]
        self._child = Child(command, self.root / "output", self._uid, self._gid)
        try:
            self._child.wait_ready(self.imap_port, self.lmtp_port)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    @contextmanager
    def logged_in(self, user: str = USER) -> Iterator[IMAPClient]:
        """A client of the user, logged in; nothing selected."""
        with IMAPClient(LOOPBACK, self.imap_port, ssl=False, timeout=60) as client:
            client.login(user, self._users[user])
            yield client

    def deliver(self, raw: bytes, *recipients: str, sender: str = "anna@customer.example") -> None:
        """Hands a mail in by LMTP, as a mail server does. Raises smtplib's exceptions for refused recipients."""
        with smtplib.LMTP(LOOPBACK, self.lmtp_port) as client:
            refused = client.sendmail(sender, recipients or (USER,), raw)
            if refused:
                raise smtplib.SMTPRecipientsRefused(refused)

    def append(self, raws: Iterable[bytes], *, user: str = USER, folder: str = "INBOX") -> None:
        """Puts many mails into a folder, in order, in few round trips (MULTIAPPEND, RFC 3502)."""
        waiting = list(raws)
        with self.logged_in(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for first in range(0, len(waiting), 200):
                client.multiappend(folder, waiting[first : first + 200])

    def deliver_unreadable(self, raw: bytes, user: str = USER) -> Path:
        """Puts a mail into the Maildir under a name whose size (`S=`) is wrong: listed,
        but no FETCH of it succeeds. Its file."""
        folder = self.root / "home" / user / "Maildir" / "new"
        file = folder / f"{int(time.time())}.P{len(list(folder.iterdir()))}.host,S=5"
        file.write_bytes(raw)
        os.chown(file, self._owner.pw_uid, self._owner.pw_gid)
        return file

    def change_password(self, user: str, password: str) -> None:
        """From now on only this password is accepted; open sessions stay."""
        self._users[user] = password
        self._write_users()

    def doveadm(self, *arguments: str) -> str:
        """What `doveadm ARGUMENTS` prints, as in doveadm("kick", USER), doveadm("expunge", "-u", USER,
        "mailbox", "INBOX", "all"),
        doveadm("mailbox", "update", "--uid-validity", "99", "-u", USER, "INBOX").
        Raises RuntimeError with its complaint."""
        command = [find_program("doveadm"), "-c", str(self._config), *arguments]
        groups: list[int] | None = None if self._uid is None else []
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, user=self._uid, group=self._gid, extra_groups=groups
        )
        if done.returncode != 0:
            raise RuntimeError(f"doveadm {' '.join(arguments)}: {done.stderr.strip() or done.returncode}")
        return done.stdout

    def _write_config(self) -> None:
        text = CONFIG.format(
            root=self.root,
            user=self._owner.pw_name,
            group=grp.getgrgid(self._owner.pw_gid).gr_name,
            imap_port=self.imap_port,
            imaps_port=self.imaps_port if self._tls else 0,
            lmtp_port=self.lmtp_port,
        )
        if self._tls is None:
            text += "ssl = no\n"
        else:
            # copied, for the test's folder may be closed to nobody
            cert, key = (shutil.copyfile(file, self.root / file.name) for file in (self._tls.file, self._tls.key))
            os.chown(key, self._owner.pw_uid, self._owner.pw_gid)
            text += f"ssl = yes\nssl_cert = <{cert}\nssl_key = <{key}\n"
        if self._without:
            text += (
                "imap_capability = "
                + " ".join(name for name in CAPABILITIES.split() if name not in self._without)
                + "\n"
            )
        self._config.write_text(text + self._settings)

    def _write_users(self) -> None:
        ids = f"{self._owner.pw_uid}:{self._owner.pw_gid}"
        lines = [
            f"{user}:{{PLAIN}}{password}:{ids}::{self.root}/home/{user}::\n" for user, password in self._users.items()
        ]
        fresh = self.root / "users.new"
        fresh.write_text("".join(lines))
        fresh.replace(self.root / "users")
