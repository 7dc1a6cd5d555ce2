#!/usr/bin/env python3
"""Starts Upstairs from this checkout: `python3 run.py demo`, `python3 run.py test`, `python3 run.py --help`.

Standard library only. Where the packages are missing it makes .venv beside itself
from requirements.lock and goes on in there.
Exit code 2, with a sentence on stderr, where that is not possible.
Kept readable for Pythons that are too old, so that they can say so.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Upstairs needs Python 3.11 or newer, and this one is %d.%d: call run.py with a newer one.\n"
        % sys.version_info[:2]
    )
    sys.exit(2)

import os
from importlib.util import find_spec

ROOT = os.path.dirname(os.path.realpath(__file__))
LOCK = os.path.join(ROOT, "requirements.lock")
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "upstairs.stamp")  # whose environment it is, and what it was made from
UNFINISHED = "unfinished"
HALF_WRITTEN = STAMP + ".new"

MODULES = (
    "imapclient",
    "aiosmtplib",
    "mailparser",
    "lxml",
    "tinydb",
    "orjson",
    "filelock",
    "schedule",
    "holidays",
    "tzdata",
    "pydantic",
    "yaml",
    "jinja2",
    "typer",
    "rich",
    "css_inline",
    "charset_normalizer",
    "pymap",
    "aiosmtpd",
)
TEST_MODULES = ("pytest", "xdist", "hypothesis", "time_machine", "ruff", "mypy", "importlinter")


def main(argv):
    try:
        if not is_ready(argv):
            if not is_up_to_date():
                make_environment()
            os.environ.pop("PYTHONHOME", None)  # it would hide the environment from its own Python
            os.execv(VENV_PYTHON, [VENV_PYTHON, os.path.join(ROOT, "run.py")] + argv)
    except OSError as problem:
        where = problem.filename or VENV
        stop(
            "Cannot make .venv: %s: %s. Mend that, or call run.py with a Python that has the packages."
            % (where, problem.strerror)
        )
    return run(argv)


def run(argv):
    if sys.path[0] != ROOT:
        sys.path.insert(0, ROOT)
    try:
        if argv[:1] != ["test"]:
            from daemon.cli import main as command

            return command(argv)
        if argv[1:2] == ["--record"]:
            from tests.recording.__main__ import main as record

            return record(argv[2:])
        import pytest
    except ModuleNotFoundError as problem:
        if problem.name.partition(".")[0] in ("daemon", "parsers"):
            raise
        mend = "delete that folder and call again" if is_inside() else "install requirements.lock there"
        stop("The package %s is missing in %s: %s." % (problem.name, sys.prefix, mend))
    os.chdir(ROOT)
    return pytest.main(argv[1:])


def is_ready(argv):
    """Whether this very Python can go on. Somebody's own environment may even be called .venv: it is used as it is."""
    return is_up_to_date() if is_inside() and read_stamp() else has_modules(argv)


def is_inside():
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def has_modules(argv):
    return all(map(find_spec, MODULES + (TEST_MODULES if argv[:1] == ["test"] else ())))


def is_up_to_date():
    return read_stamp() == wanted_stamp() and os.path.exists(VENV_PYTHON)


def read_stamp():
    try:
        with open(STAMP) as stamp:
            return stamp.read()
    except FileNotFoundError:
        return None


def write_stamp(text):
    with open(HALF_WRITTEN, "w") as stamp:
        stamp.write(text)
    os.replace(HALF_WRITTEN, STAMP)


def wanted_stamp():
    from hashlib import sha256

    with open(LOCK, "rb") as lock:
        return "%s %s" % (sys.implementation.cache_tag, sha256(lock.read()).hexdigest())


def make_environment():
    """Makes .venv new, as the lock says. An interrupted one is begun again;
    the second of two calls waits for the first."""
    import signal

    if os.name != "posix":
        stop(
            "run.py makes its environment on Linux and macOS only: "
            "install requirements.lock with pip and call it with that Python."
        )
    if not (find_spec("venv") and find_spec("ensurepip")):
        stop(
            "This Python cannot make environments: install its venv module (Debian, Ubuntu: "
            "apt install python3-venv) and call again."
        )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        folder = lock_folder()
        if is_up_to_date():
            return
        if read_stamp() is None and is_of_somebody_else():
            stop(
                "%s was not made by run.py: move it away, "
                "or install requirements.lock there and call run.py with its Python." % VENV
            )
        os.makedirs(VENV, exist_ok=True)
        say("Making .venv from requirements.lock, which takes about half a minute ...")
        write_stamp(UNFINISHED)
        clear_environment()
        call([sys._base_executable, "-I", "-m", "venv", VENV], folder)
        pip = [
            "install",
            "--require-hashes",
            "--no-input",
            "--disable-pip-version-check",
            "--progress-bar=off",
            "-r",
            LOCK,
        ]
        call([VENV_PYTHON, "-I", "-m", "pip"] + pip, folder)
        write_stamp(wanted_stamp())
    except KeyboardInterrupt:
        stop("Stopped; the next call begins again.", 130)


def is_of_somebody_else():
    return os.path.isdir(VENV) and any(entry.path != HALF_WRITTEN for entry in os.scandir(VENV))


def lock_folder():
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another run.py is making .venv; waiting for it ...")
        fcntl.flock(folder, fcntl.LOCK_EX)
    return folder


def clear_environment():
    import shutil

    for entry in list(os.scandir(VENV)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.path != STAMP:
            os.unlink(entry.path)


def call(command, folder):
    """Runs `command`, showing a person what it is at. It holds the lock too: when run.py is killed,
    the next one waits for its end."""
    import subprocess
    from collections import deque

    last = deque(maxlen=8)
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=[folder],
        env=dict(os.environ, PIP_USER="0"),
    )
    try:
        for line in child.stdout:
            last.append("  " + line.rstrip())
            if line.startswith(("Collecting ", "Building ", "Installing ")):
                show(line.partition(" (")[0].strip()[:70])
        child.wait()
    except BaseException:
        child.kill()
        child.wait()
        raise
    finally:
        show("")
    if child.returncode:
        stop(
            "Setting up failed, and the next call begins again (is the package index within reach?). The last words:\n"
            + "\n".join(last)
        )


def show(progress):
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K" + progress)
        sys.stderr.flush()


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def stop(text, code=2):
    say(text)
    sys.exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
