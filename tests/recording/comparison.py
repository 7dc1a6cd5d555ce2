"""A recording as a folder: written, and compared with another one."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from hashlib import sha256
from itertools import islice, takewhile
from pathlib import Path

INDEX = "index.txt"  # as sha256sum writes it
MOST_LINES = 40  # of one item's difference
MOST_COMPARED = 1000  # lines of one item
CONTEXT = 2  # lines around what differs
LONGEST_LINE = 300  # characters of a line that is shown


def prepare_folder(folder: Path) -> None:
    """Empties the folder of an earlier recording, or makes it. Raises FileExistsError when it holds anything else."""
    if (folder / INDEX).exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} holds something else than a recording: name another folder.")
    (folder / INDEX).touch()  # one that is interrupted can be made again


def write_recording(items: Iterable[tuple[str, str]], folder: Path) -> tuple[int, str]:
    """Writes a file for each item, and the index; how many, and the SHA-256 of the index. Raises FileExistsError."""
    prepare_folder(folder)
    sums = {}
    for name, text in items:
        if name in sums:
            raise ValueError(f"two items are called {name}")
        path, content = folder / name, text.encode("utf-8", "backslashreplace")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sums[name] = sha256(content).hexdigest()
    index = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    (folder / INDEX).write_bytes(index)
    return len(sums), sha256(index).hexdigest()


def read_index(folder: Path) -> dict[str, str]:
    """The SHA-256 of each item; raises FileNotFoundError for what is no recording."""
    lines = (folder / INDEX).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def find_differences(old: Path, new: Path) -> Iterator[tuple[str, list[str]]]:
    """Each item that is not the same in both, with the lines that tell how; raises FileNotFoundError."""
    before, after = read_index(old), read_index(new)
    for name in sorted(before | after):
        if name not in after:
            yield name, [f"only in {old}"]
        elif name not in before:
            yield name, [f"only in {new}"]
        elif before[name] != after[name]:
            yield name, _diff(old / name, new / name)


def _diff(old: Path, new: Path) -> list[str]:
    """A unified diff, cut, of what stands between the first and the last line that differ: a recording has files that
    difflib would take an hour for."""
    texts = [path.read_text(encoding="utf-8").split("\n") for path in (old, new)]
    above = max(0, _count_alike(*texts) - CONTEXT)
    texts = [text[above:] for text in texts]
    below = max(0, _count_alike(*(text[::-1] for text in texts)) - CONTEXT)
    before, after = (text[: len(text) - below] for text in texts)
    compared = before[:MOST_COMPARED], after[:MOST_COMPARED]
    lines = unified_diff(*compared, str(old), str(new), lineterm="", n=CONTEXT)
    shown = [line[:LONGEST_LINE] for line in islice(lines, MOST_LINES)]
    is_whole = next(lines, None) is None and max(len(before), len(after)) <= MOST_COMPARED
    return [f"below line {above}:", *shown, *(() if is_whole else ("… and more",))]


def _count_alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
