"""Mail as files: whole or not there at all."""

import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from daemon.adapters.spool import MailFolder, load_key
from daemon.errors import DiskError, StateError


def test_what_is_saved_can_be_read_and_only_by_its_owner(tmp_path: Path) -> None:
    files = MailFolder(tmp_path)
    files.save([("spool/a.eml", b"one\r\n\xff"), ("outbox/b.eml", b"two")])
    assert files.get("spool/a.eml") == b"one\r\n\xff"
    assert stat.S_IMODE((tmp_path / "outbox" / "b.eml").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "spool").stat().st_mode) == 0o700
    assert sorted(os.listdir(tmp_path / "spool")) == ["a.eml"]
    files.delete("spool/a.eml")
    files.delete("spool/a.eml")
    with pytest.raises(FileNotFoundError):
        files.get("spool/a.eml")


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path) -> None:
    files = MailFolder(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(DiskError, match="mail cannot be kept"):
            files.save([("spool/a.eml", b"x" * 100)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert os.listdir(tmp_path / "spool") == []


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    key = load_key(tmp_path)
    assert len(key) == 32
    assert load_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    (tmp_path / "key").write_bytes(key[:5])
    with pytest.raises(StateError, match="damaged"):
        load_key(tmp_path)
    (tmp_path / "key").unlink()
    (tmp_path / "key").mkdir()
    with pytest.raises(StateError, match="cannot be read"):
        load_key(tmp_path)
