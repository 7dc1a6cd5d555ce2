"""A full disk and a read-only one: the old state stands, the mailbox is untouched,
and work goes on when there is room."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from imapclient import IMAPClient

from tests.builders import LOG, build_form, build_mail
from tests.journeys.daemon_process import DaemonProcess, wait_until
from tests.journeys.house import MAILBOX, PASSWORD, SETTINGS, House, kinds, open_house


def mount(folder: Path, options: str) -> bool:
    return (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own for the state; only root may mount one."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    if not mount(folder, "size=4m,mode=700"):
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def keywords(house: House) -> list[set[bytes]]:
    with IMAPClient("127.0.0.1", house.sandbox.imap_port, ssl=False) as client:
        client.login(MAILBOX, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        return [set(flags) - {rb"\Recent"} for _, flags in sorted(client.get_flags(client.search()).items())]


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_trouble_with_the_disk(tmp_path: Path, small_disk: Path, trouble: str) -> None:
    with open_house(tmp_path, SETTINGS) as house:
        house.take(build_mail())
        state = (small_disk / "escalations.json").read_bytes()
        with DaemonProcess(tmp_path / "config.yaml") as daemon:
            wait_until(lambda: daemon.is_watching, 120, "the daemon watches")
            if trouble == "full":
                (small_disk / "filler").write_bytes(b"")
                fill(small_disk / "filler")
            else:
                # the daemon holds its lock open, so the disk itself cannot be remounted: a read-only view lies over it
                subprocess.run(["mount", "--bind", str(small_disk), str(small_disk)], check=True)
                subprocess.run(["mount", "-o", "remount,bind,ro", str(small_disk)], check=True)
            second = build_form({"Ticket #": "777", "Customer": "Fabrikam"})
            house.deliver(
                build_mail("ESCALATION - Another one", second, files=[LOG], message_id="<second@example.com>")
            )
            wait_until(
                lambda: b"No mail is taken until this is mended" in daemon.log.read_bytes(), 15, "the trouble is told"
            )
            assert daemon.is_running
            assert (small_disk / "escalations.json").read_bytes() == state
            assert keywords(house)[1] == set()
            assert house.letters() == []
            assert b"Traceback" not in daemon.log.read_bytes()
            if trouble == "full":
                (small_disk / "filler").unlink()
            else:
                subprocess.run(["umount", str(small_disk)], check=True)
            house.sandbox.wait_for(lambda sent: len(sent) >= 8, 120)
            assert daemon.stop() == 0
        assert ("receipt", "dana@example.com") in kinds(house.letters())
        assert keywords(house)[1] == {b"$EscalationHandled"}


def fill(path: Path) -> None:
    """Takes all the room that is left."""
    with open(path, "ab", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65_536)
        except OSError:
            return


@pytest.mark.slow
def test_a_disk_that_is_read_only_from_the_start_is_one_line(small_disk: Path, tmp_path: Path) -> None:
    with open_house(tmp_path, SETTINGS) as house:
        house.take(build_mail())
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        with DaemonProcess(tmp_path / "config.yaml") as daemon:
            assert daemon.wait_for_end(120) == 3
        (line,) = [line for line in daemon.log.read_text().splitlines() if "INFO" not in line]
        assert "cannot be used: Read-only file system" in line
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
