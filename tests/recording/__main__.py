"""`run.py test --record [FOLDER] [--against FOLDER]`: everything that the product says, to compare two commits.

Where `--record` is not known yet: copy `tests/recording` there and call `.venv/bin/python -m tests.recording`."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing import cpu_count, get_context
from pathlib import Path

from tests.recording.comparison import find_differences, read_index, write_recording
from tests.recording.items import Item, list_tasks, run_task

FINE, DIFFERS, WRONG_USAGE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Records, and compares if asked to; 0 when nothing differs, 1 when something does, 2 for a folder that cannot be
    used."""
    parser = argparse.ArgumentParser("run.py test --record", description="Record everything that the product says.")
    parser.add_argument("folder", nargs="?", type=Path, help="where to; a fresh temporary folder otherwise")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another recording: print what differs")
    options = parser.parse_args(argv)
    folder = (options.folder or Path(tempfile.mkdtemp(prefix="upstairs-recording-"))).resolve()
    began = time.monotonic()
    try:
        if options.against is not None:
            read_index(options.against)
            if folder == options.against.resolve():
                raise FileExistsError(f"{folder} is what is to be compared with: name another folder.")
        count, digest = write_recording(record_all(), folder)
    except OSError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    letters = sum(path.read_bytes().count(b"\n===== ") for path in folder.rglob("*.txt"))
    print(f"{count} items with {letters} letters in {time.monotonic() - began:.0f} s, in {folder}")
    print(f"SHA-256 of the index: {digest}")
    return FINE if options.against is None else print_differences(options.against, folder)


def record_all() -> Iterator[Item]:
    """Every item, as they are done, on all cores; a line on stderr for each tenth."""
    tasks = list_tasks()
    with get_context("spawn").Pool(cpu_count()) as pool:
        for done, items in enumerate(pool.imap_unordered(run_task, tasks), 1):
            yield from items
            if done * 10 // len(tasks) > (done - 1) * 10 // len(tasks):
                print(f"{done * 100 // len(tasks)} % recorded", file=sys.stderr, flush=True)


def print_differences(old: Path, new: Path) -> int:
    """Prints what differs; the exit code."""
    names = []
    for name, lines in find_differences(old, new):
        names.append(name)
        print("\n".join(("", name, *lines)))
    print(f"\nItems that differ, {len(names)}: {', '.join(names)}" if names else "Nothing differs.")
    return DIFFERS if names else FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
