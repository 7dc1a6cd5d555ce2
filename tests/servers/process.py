"""Server programs as children of the test: on free ports, in a temporary folder, ended surely."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

LOOPBACK = "127.0.0.1"
READY_WITHIN = 60.0
END_WITHIN = 2.0
GONE_WITHIN = 1.0
WORKER, WORKERS = os.environ.get("PYTEST_XDIST_WORKER", "gw0"), os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")


def free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago, all different; below the range from which the kernel gives clients theirs, so
    that no connection of a neighbour takes one meanwhile, and each worker has its own among them."""
    first, step = 20_000 + int(WORKER.removeprefix("gw")), int(WORKERS)
    held: list[socket.socket] = []
    while len(held) < count:
        with suppress(OSError):
            held.append(socket.create_server((LOOPBACK, SystemRandom().randrange(first, 32_000, step))))
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


def find_missing(programs: Sequence[str]) -> str | None:
    """A sentence about the first program that is not installed; Debian keeps some outside a plain user's PATH."""
    for program in programs:
        if shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is None:
            return f"{program} is not installed"
    return None


def find_program(program: str) -> str:
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") or program


class Child:
    """A server program in the foreground, in its own process group. It dies with us even when we are killed."""

    def __init__(self, command: Sequence[str], log: Path, uid: int | None = None, gid: int | None = None) -> None:
        self.log = log
        self._ports: tuple[int, ...] = ()
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [find_program("setpriv"), "--pdeathsig", "KILL", *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                user=uid,
                group=gid,
                extra_groups=None if uid is None else [],
            )

    def wait_ready(self, *ports: int) -> None:
        """Blocks until every port answers. Raises RuntimeError with the log when the program ends or is too slow."""
        self._ports = ports
        end = time.monotonic() + READY_WITHIN
        for port in ports:
            while not _answers(port):
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(
                        f"port {port} does not answer; the log says:\n{self.log.read_text(errors='replace')[-3000:]}"
                    )
                time.sleep(0.01)

    def end(self) -> None:
        """SIGTERM, then SIGKILL, for the whole group: nothing of it is left."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_WITHIN)
        self._signal(signal.SIGKILL)
        self._process.wait(READY_WITHIN)
        end = time.monotonic() + GONE_WITHIN  # a killed grandchild still holds its port for a moment
        while any(map(_answers, self._ports)) and time.monotonic() < end:
            time.sleep(0.005)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=10).close()
    except OSError:
        return False
    return True
