"""A private Postfix (3.x): takes mail over SMTP and hands it on by LMTP or SMTP, with its queue in a temporary folder.

It must be started by root, for its master gives every service its own user;
nothing of the machine's Postfix is used or touched.
"""

import grp
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.certificate import Certificate
from tests.servers.process import LOOPBACK, Child, find_missing, find_program, free_ports

DAEMONS = Path("/usr/lib/postfix/sbin")
PRIVATE_FOLDERS = (
    "incoming",
    "active",
    "deferred",
    "bounce",
    "defer",
    "corrupt",
    "hold",
    "flush",
    "saved",
    "trace",
    "private",
)

MAIN = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = {daemons}
maillog_file = {root}/log/postfix.log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = {hostname}
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks = 127.0.0.0/8
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
# mail passes as it came: no missing header is added, no address completed
local_header_rewrite_clients =
smtp_dns_support_level = disabled
smtp_host_lookup = native
default_transport = smtp:[127.0.0.1]:{relay_port}
transport_maps = inline:{{ {transports} }}
# a test cannot wait for a real queue run
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
transport_retry_time = 1s
smtp_destination_concurrency_failed_cohort_limit = 0
lmtp_destination_concurrency_failed_cohort_limit = 0
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 60    1 pickup
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
verify    unix  - - n -     1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -     - proxymap
proxywrite unix - - n -     1 proxymap
smtp      unix  - - n -     - smtp
relay     unix  - - n -     - smtp
showq     unix  n - n -     - showq
error     unix  - - n -     - error
retry     unix  - - n -     - error
lmtp      unix  - - n -     - lmtp
anvil     unix  - - n -     1 anvil
scache    unix  - - n -     1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


def available(greylisting: bool = False) -> str | None:
    """Why it cannot be used here; None when it can."""
    missing = find_missing(["postfix", "setpriv", *(["postgrey"] if greylisting else [])])
    if missing:
        return missing
    if not (DAEMONS / "master").exists():
        return f"Postfix's daemons are not in {DAEMONS}"
    if os.getuid() != 0:
        return "Postfix can only be started by root"
    return None


class Postfix:
    """Entering the context starts it; `stop` and `start` in between keep the queue and the port.

    Mail to the addresses and domains of `mailboxes` goes by LMTP to their port
    (an address stands for its plus-addresses
    too), all other mail by SMTP to `relay_port`. With `tls` it offers STARTTLS.
    `greylist` seconds must pass before it takes
    mail from an unknown client, sender and recipient (postgrey). `settings` are further lines for main.cf.
    """

    def __init__(
        self,
        relay_port: int,
        mailboxes: Mapping[str, int] | None = None,
        *,
        hostname: str = "mx.example.com",
        tls: Certificate | None = None,
        greylist: int | None = None,
        settings: str = "",
    ) -> None:
        self._relay_port = relay_port
        self._mailboxes = dict(mailboxes or {})
        self._hostname = hostname
        self._tls = tls
        self._greylist = greylist
        self._settings = settings
        self._children: list[Child] = []
        self.port, self._greylist_port = free_ports(2)

    def __enter__(self) -> Self:
        self.root = Path(tempfile.mkdtemp(prefix="postfix-"))
        try:
            self._make_folders()
            self._write_config()
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
        try:
            if self._greylist is not None:
                self._start_postgrey(self._greylist)
            command = [str(DAEMONS / "master"), "-c", str(self.root / "config"), "-d"]
            self._children.append(Child(command, self.root / "log" / "postfix.log"))
            self._children[-1].wait_ready(self.port)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        while self._children:
            self._children.pop().end()

    def queued(self) -> list[str]:
        """The recipients that still wait in the queue, each with Postfix's reason."""
        lines = self._run("postqueue", "-j").splitlines()
        waiting = [(mail, recipient) for mail in map(json.loads, lines) for recipient in mail["recipients"]]
        return [
            f"{recipient['address']}: {recipient.get('delay_reason', mail['queue_name'])}"
            for mail, recipient in waiting
        ]

    def flush(self) -> None:
        """Tries all that waits at once."""
        self._run("postqueue", "-f")

    def wait_until_empty(self, seconds: float = 120.0) -> None:
        """Blocks until everything has been handed on, bounces too. Raises TimeoutError with what still waits."""
        end = time.monotonic() + seconds
        seen_empty = 0
        # Postfix reads its queues one after the other: mail that moves meanwhile is in none of them.
        while seen_empty < 3:
            waiting = self.queued()
            seen_empty = 0 if waiting else seen_empty + 1
            if waiting and time.monotonic() > end:
                raise TimeoutError(f"after {seconds:g} s still in the queue: {waiting[:5]}")
            time.sleep(0.05)

    def log(self) -> str:
        return (self.root / "log" / "postfix.log").read_text(errors="replace")

    def _run(self, program: str, *arguments: str) -> str:
        command = [find_program(program), "-c", str(self.root / "config"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(arguments)}: {done.stderr.strip() or done.returncode}")
        return done.stdout

    def _make_folders(self) -> None:
        owner = pwd.getpwnam("postfix").pw_uid
        drop = grp.getgrnam("postdrop").gr_gid
        self.root.chmod(0o755)
        for name in ("config", "log", "data", "queue", "queue/pid", *(f"queue/{name}" for name in PRIVATE_FOLDERS)):
            (self.root / name).mkdir()
        for folder, mode, group in [("maildrop", 0o1730, drop), ("public", 0o2710, drop)]:
            (self.root / "queue" / folder).mkdir()
            os.chown(self.root / "queue" / folder, owner, group)
            (self.root / "queue" / folder).chmod(mode)
        for name in ("data", *(f"queue/{name}" for name in PRIVATE_FOLDERS)):
            os.chown(self.root / name, owner, -1)
            (self.root / name).chmod(0o700)

    def _write_config(self) -> None:
        routes = [f"{{ {name} = lmtp:inet:{LOOPBACK}:{port} }}" for name, port in self._mailboxes.items()]
        text = MAIN.format(
            root=self.root,
            daemons=DAEMONS,
            hostname=self._hostname,
            relay_port=self._relay_port,
            transports=", ".join(routes) or "{ nobody.invalid = error: }",
        )
        if self._tls is not None:
            text += (
                f"smtpd_tls_security_level = may\nsmtpd_tls_cert_file = {self._tls.file}\n"
                f"smtpd_tls_key_file = {self._tls.key}\n"
            )
        if self._greylist is not None:
            text += f"smtpd_recipient_restrictions = check_policy_service inet:{LOOPBACK}:{self._greylist_port}\n"
        (self.root / "config" / "main.cf").write_text(text + self._settings)
        (self.root / "config" / "master.cf").write_text(MASTER.format(port=self.port))

    def _start_postgrey(self, delay: int) -> None:
        known = self.root / "postgrey"
        known.mkdir(exist_ok=True)
        shutil.chown(known, "postgrey", "postgrey")
        for kind in ("clients", "recipients"):
            (known / kind).touch()  # nobody is exempt
        command = [
            find_program("postgrey"), f"--inet={LOOPBACK}:{self._greylist_port}",
            f"--dbdir={known}", f"--delay={delay}",
            f"--whitelist-clients={known}/clients", f"--whitelist-recipients={known}/recipients",
            "--auto-whitelist-clients=0",
        ]  # fmt: skip
        self._children.append(Child(command, self.root / "log" / "postgrey.log"))
        self._children[-1].wait_ready(self._greylist_port)
