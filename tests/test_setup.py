"""run.py on a bare Python: it makes its environment, once, and goes on in there.

The checkout is a pretended one with a lock of one tiny wheel, so nothing is downloaded;
`-m slow` installs the real lock.
"""

import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
BARE = [sys._base_executable, "-S"]  # type: ignore[attr-defined]  # without site-packages: as if nothing were installed
# root would write everywhere
BOUND_BY_MODES = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
COMMAND = """
import sys, tiny
def main(argv):
    print("tiny", tiny.VERSION, argv)
    return 7
"""

needs_venv = pytest.mark.skipif(
    subprocess.run([*BARE, "-c", "import ensurepip"], capture_output=True, check=False).returncode != 0,
    reason="this Python has no ensurepip, so run.py can make no environment",
)
needs_setpriv = pytest.mark.skipif(
    bool(BOUND_BY_MODES) and shutil.which("setpriv") is None, reason="root needs setpriv for this"
)


class Checkout:
    """A folder with run.py, a daemon that prints what it was called with,
    and a lock that names one wheel of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "daemon").mkdir(parents=True)
        (folder / "daemon" / "__init__.py").touch()
        (folder / "daemon" / "cli.py").write_text(COMMAND)
        shutil.copy(HERE / "run.py", folder)
        self.lock("1.0")

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def lock(self, version: str, digest: str | None = None) -> None:
        wheel = make_wheel(self.folder / "wheels", version)
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.folder / "requirements.lock").write_text(
            f"--no-index\n--find-links wheels\ntiny=={version} --hash=sha256:{digest}\n"
        )

    def command(self, *arguments: str) -> list[str]:
        return [*BARE, str(self.folder / "run.py"), *arguments]

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Calls run.py in an empty environment."""
        return subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.folder,
            env={},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def make_wheel(folder: Path, version: str) -> Path:
    """A wheel of the one module `tiny`, with VERSION in it."""
    folder.mkdir(exist_ok=True)
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"tiny-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"tiny-{version}.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    sums = {
        name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        for name, text in files.items()
    }
    record = f"tiny-{version}.dist-info/RECORD"
    files[record] = "".join(f"{name},sha256={sums[name]},{len(files[name])}\n" for name in sums) + f"{record},,\n"
    wheel = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return wheel


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a checkout")


@needs_venv
@pytest.mark.slow
class TestMakingTheEnvironment:
    def test_the_first_call_makes_it_and_the_second_uses_it(self, checkout: Checkout) -> None:
        first = checkout.run("status", "--json", cwd=Path("/"))
        assert (first.returncode, first.stdout) == (7, "tiny 1.0 ['status', '--json']\n")
        assert first.stderr == "Making .venv from requirements.lock, which takes about half a minute ...\n"
        second = checkout.run("show", "ESC-1")
        assert (second.returncode, second.stdout, second.stderr) == (7, "tiny 1.0 ['show', 'ESC-1']\n", "")

    def test_it_is_made_anew_when_the_lock_changes(self, checkout: Checkout) -> None:
        checkout.run()
        (checkout.venv / "left over").touch()
        checkout.lock("2.0")
        assert checkout.run().stdout == "tiny 2.0 []\n"
        assert not (checkout.venv / "left over").exists()

    def test_a_package_with_another_hash_is_refused_and_a_mended_lock_goes_on(self, checkout: Checkout) -> None:
        checkout.lock("1.0", digest="0" * 64)
        refused = checkout.run()
        assert refused.returncode == 2
        assert "Setting up failed, and the next call begins again" in refused.stderr
        assert "Traceback" not in refused.stderr
        checkout.lock("1.0")
        assert checkout.run().stdout == "tiny 1.0 []\n"

    def test_two_at_once_make_it_once(self, checkout: Checkout) -> None:
        calls = [
            subprocess.Popen(checkout.command(), env={}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        outcomes = [call.communicate(timeout=120) for call in calls]
        assert [out for out, _ in outcomes] == ["tiny 1.0 []\n"] * 2
        assert sorted(err.split()[0] for _, err in outcomes) == ["Another", "Making"]

    @pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
    def test_an_interrupted_one_is_begun_again(self, checkout: Checkout, sent: signal.Signals, code: int) -> None:
        # In a shell's background job it is ignored, and the child would ignore it too.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            call = subprocess.Popen(checkout.command(), env={}, stderr=subprocess.PIPE, text=True)
        finally:
            signal.signal(signal.SIGINT, before)
        wait_until((checkout.venv / "pyvenv.cfg").exists)
        call.send_signal(sent)
        _, err = call.communicate(timeout=120)
        assert call.returncode == code
        assert "Traceback" not in err
        assert checkout.run().stdout == "tiny 1.0 []\n"


class TestWhereItCannot:
    def test_a_python_that_is_too_old_is_told_so(self) -> None:
        source = (HERE / "run.py").read_text(encoding="ascii")
        pretended = "import sys\nsys.version_info = (3, 8)\n" + source
        answer = subprocess.run(
            [sys.executable, "-"], input=pretended, capture_output=True, text=True, timeout=60, check=False
        )
        assert answer.returncode == 2
        assert (
            answer.stderr == "Upstairs needs Python 3.11 or newer, and this one is 3.8: call run.py with a newer one.\n"
        )

    def test_an_environment_of_somebody_else_is_left_alone(self, checkout: Checkout) -> None:
        checkout.venv.mkdir()
        (checkout.venv / "mine").touch()
        answer = checkout.run()
        assert answer.returncode == 2
        assert "was not made by run.py: move it away" in answer.stderr
        assert (checkout.venv / "mine").exists()

    def test_a_missing_lock_is_named(self, checkout: Checkout) -> None:
        (checkout.folder / "requirements.lock").unlink()
        answer = checkout.run()
        assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
        assert f"{checkout.folder}/requirements.lock: No such file or directory" in answer.stderr

    @needs_setpriv
    def test_a_folder_that_may_not_be_written_is_named(self, checkout: Checkout) -> None:
        checkout.folder.chmod(0o555)
        command = [shutil.which(BOUND_BY_MODES[0]) or "", *BOUND_BY_MODES[1:]] if BOUND_BY_MODES else []
        answer = subprocess.run(
            [*command, *checkout.command()], env={}, capture_output=True, text=True, timeout=60, check=False
        )
        checkout.folder.chmod(0o755)
        assert (answer.returncode, answer.stderr.splitlines()) == (
            2,
            [
                (
                    f"Cannot make .venv: {checkout.venv}: Permission denied. Mend that, "
                    "or call run.py with a Python that has the packages."
                )
            ],
        )

    def test_a_python_without_ensurepip_says_what_to_install(self, checkout: Checkout) -> None:
        probe = (
            "import runpy, sys; sys.modules['ensurepip'] = None; sys.argv = sys.argv[1:]; "
            "runpy.run_path(sys.argv[0], run_name='__main__')"
        )
        answer = subprocess.run(
            [*BARE, "-c", probe, str(checkout.folder / "run.py")],
            env={},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
        assert "apt install python3-venv" in answer.stderr


class TestTheLock:
    def test_it_names_no_host_and_every_package_has_hashes(self) -> None:
        text = (HERE / "requirements.lock").read_text()
        packages = [line for line in text.replace(" \\\n", " ").splitlines() if "==" in line]
        assert len(packages) > 40
        assert "://" not in text
        assert all("--hash=sha256:" in package for package in packages)

    def test_run_py_looks_for_every_package_that_pyproject_asks_for(self) -> None:
        project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
        asked = [
            *project["dependencies"],
            *project["optional-dependencies"]["demo"],
            *project["optional-dependencies"]["test"],
        ]
        wanted = {re.split(r"[<>=]", name)[0].lower() for name in asked} - {"types-pyyaml"}
        names = re.findall(
            r"^MODULES = \((.*?)\)|^TEST_MODULES = \((.*?)\)", (HERE / "run.py").read_text(), re.DOTALL | re.MULTILINE
        )
        modules = re.findall(r'"(\w+)"', " ".join("".join(found) for found in names))
        distributions = packages_distributions()
        assert {distributions[module][0].lower() for module in modules} == wanted

    @needs_venv
    @pytest.mark.slow
    def test_the_real_one_installs_and_the_help_appears(self, tmp_path: Path) -> None:
        for name in ("run.py", "requirements.lock", "pyproject.toml"):
            shutil.copy(HERE / name, tmp_path)
        for name in ("daemon", "parsers", "templates"):
            shutil.copytree(HERE / name, tmp_path / name)
        answer = subprocess.run(
            [*BARE, str(tmp_path / "run.py"), "--help"],
            cwd="/",
            env={},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        assert "demo" in answer.stdout


def wait_until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)
