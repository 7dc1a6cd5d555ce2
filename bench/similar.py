"""Which of an archive's solved cases a new one resembles: how often the right one is found, how often anything is said
of what resembles none, and what it costs. What the cases are about is in `resembling.toml`.

.venv/bin/python -m bench.similar                the index over 10,000 and 100,000 solved cases
.venv/bin/python -m bench.similar --rapidfuzz    beside rapidfuzz over 10,000; it must be installed
"""

import argparse
import importlib
import random
import resource
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daemon.adapters.solved.index import FILE, SolvedIndex
from daemon.core.model.assignment import Assignment
from daemon.core.model.case import Case, Status
from daemon.ports import Resembling
from parsers.model import Address, Fields
from parsers.words.fold import fold

MADE_OF: dict[str, Any] = tomllib.loads((Path(__file__).parent / "resembling.toml").read_text(encoding="utf-8"))
HELD_OUT: int = MADE_OF["held_out"]
LANGUAGES = ("en", "en", "en", "de", "de", "fr")  # as often as each
QUESTIONS = 300  # of each kind that is made
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SYLLABLES = ("ka", "ri", "lo", "ten", "mar", "vi", "sol", "ne", "pra", "dun", "gor", "fel", "tra", "bo", "lum", "zer")
PRODUCTS = sorted({"".join(random.Random(n).choices(SYLLABLES, k=3)).capitalize() for n in range(240)})
CUTS = (0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)

Ask = Callable[[Case], tuple[int, float]]  # the first that is found, 0 for none, and how sure


@dataclass(frozen=True)
class Subject:
    """What a case is about: each part in its wordings."""

    language: str
    thing: Sequence[str]
    fault: Sequence[str]
    when: Sequence[str]
    product: str
    code: str

    def is_same(self, other: "Subject") -> bool:
        return (self.language, self.thing, self.fault) == (other.language, other.thing, other.fault)


def make_subject(chance: random.Random, known_thing: bool = True, known_fault: bool = True) -> Subject:
    """What is not known is about what is never archived."""
    language = chance.choice(LANGUAGES)
    things, faults = MADE_OF[language]["things"], MADE_OF[language]["faults"]
    products = PRODUCTS[:-HELD_OUT] if known_thing else PRODUCTS[-HELD_OUT:]
    code = chance.choice(
        (
            "",
            "",
            f"Error {chance.choice('ABCDEF')}{chance.randrange(1000, 9999)}.",
            f"HTTP {chance.choice((403, 500, 502, 503, 504))}.",
            f"ORA-{chance.randrange(10_000, 20_000)}.",
            f"{chance.choice(('Null', 'Parse', 'Lock'))}Exception in {chance.choice(products)}Writer.",
        )
    )
    return Subject(
        language,
        chance.choice(things[:-HELD_OUT] if known_thing else things[-HELD_OUT:]),
        chance.choice(faults[:-HELD_OUT] if known_fault else faults[-HELD_OUT:]),
        chance.choice(MADE_OF[language]["whens"]),
        chance.choice(products),
        code,
    )


def write_case(chance: random.Random, number: int, subject: Subject) -> Case:
    """One way to write of it: product and error code are left out by some, and other matters stand beside it."""
    words = MADE_OF[subject.language]
    thing = chance.choice(subject.thing) + (f" ({subject.product})" if chance.random() < 0.6 else "")
    code = subject.code if chance.random() < 0.6 else ""
    summary = chance.choice(words["frames"]).format(
        thing=thing, fault=chance.choice(subject.fault), when=chance.choice(subject.when), code=code
    )
    return build_case(number, summary, *chance.sample(words["noise"], 2))


def build_case(number: int, summary: str, impact: str = "", context: str = "") -> Case:
    """A case that is solved; where it is asked about, nothing but its words is looked at."""
    fields = Fields(
        customer=f"Firm {number}",
        ticket=f"T{number}",
        issue_summary=summary,
        customer_impact=impact,
        additional_context=context,
    )
    return Case(
        number, Status.RESOLVED, (Assignment(3),), Address("dana@example.com"), "", fields, NOW,
        outcome="The connector was restarted.", closed_at=NOW,
    )  # fmt: skip


class Archive:
    """Solved cases: the made ones, and the first of each pair behind them."""

    def __init__(self, count: int) -> None:
        chance = random.Random(1)
        self.subjects = [make_subject(chance) for _ in range(count)]
        made = [write_case(chance, number, subject) for number, subject in enumerate(self.subjects, 1)]
        pairs = [build_case(count + place, solved) for place, (solved, _) in enumerate(MADE_OF["pairs"], 1)]
        self.cases = {case.number: case for case in (*made, *pairs)}

    def find_case(self, number: int) -> Case | None:
        return self.cases.get(number)

    def closed_numbers(self) -> frozenset[int]:
        return frozenset(self.cases)

    def is_about(self, number: int, subject: Subject) -> bool:
        return 0 < number <= len(self.subjects) and self.subjects[number - 1].is_same(subject)


@dataclass(frozen=True)
class Question:
    case: Case
    is_right: Callable[[int], bool]


def make_questions(archive: Archive) -> dict[str, list[Question]]:
    """By kind; nothing is right for the last three."""
    chance, count = random.Random(99), len(archive.subjects)
    new = iter(range(10_000_000, 20_000_000))
    kinds: dict[str, list[Question]] = {"made, solved before": [], "written, solved before": []}
    for subject in chance.sample(archive.subjects, min(QUESTIONS, len(archive.subjects))):
        kinds["made, solved before"].append(
            Question(write_case(chance, next(new), subject), lambda number, it=subject: archive.is_about(number, it))
        )
    for place, (_, again) in enumerate(MADE_OF["pairs"], 1):
        kinds["written, solved before"].append(
            Question(build_case(next(new), again), lambda number, it=count + place: number == it)
        )
    strangers = [build_case(next(new), text) for text in MADE_OF["strangers"]]
    made = [write_case(chance, next(new), make_subject(chance, False, False)) for _ in range(QUESTIONS)]
    near = [write_case(chance, next(new), make_subject(chance, True, False)) for _ in range(QUESTIONS)]
    never = {"made, of nothing known": made, "written, of nothing known": strangers, "known thing, other fault": near}
    return kinds | {kind: [Question(case, lambda _: False) for case in cases] for kind, cases in never.items()}


def measure(name: str, archive: Archive, ask: Ask, cuts: Iterable[float] = CUTS) -> None:
    """How often the right one is first, how often another is said, for each likeness from which on one is said."""
    taken: list[float] = []
    answers: dict[str, list[tuple[bool, float]]] = {}
    for kind, questions in make_questions(archive).items():
        answers[kind] = []
        for question in questions:
            began = time.process_time()
            number, likeness = ask(question.case)
            taken.append(time.process_time() - began)
            answers[kind].append((question.is_right(number), likeness))
    taken.sort()
    median, worst = statistics.median(taken), taken[int(len(taken) * 0.99)]
    print(f"{name}: {median * 1000:.1f} ms of processor a question, one in a hundred {worst * 1000:.1f} ms and more")
    for cut in cuts:
        cells = []
        for kind, given in answers.items():
            right = sum(is_right and likeness >= cut for is_right, likeness in given)
            other = sum(not is_right and likeness >= cut for is_right, likeness in given)
            cells.append(f"{kind}: {right / len(given):.0%} right, {other / len(given):.0%} other")
        print(f"  from {cut:.2f}   " + "   ".join(cells), flush=True)


def measure_index(count: int) -> None:
    archive = Archive(count)
    with tempfile.TemporaryDirectory() as name, closing(SolvedIndex(Path(name))) as index:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        while index.catch_up(archive):
            pass
        seconds = time.process_time() - began

        def ask(case: Case) -> tuple[int, float]:
            found: tuple[Resembling, ...] = index.find_like(case, archive)
            return (found[0].case.number, found[0].likeness) if found else (0, 0.0)

        measure(f"index over {count:,}", archive, ask, (0.4, 0.5))
        size = (Path(name) / FILE).stat().st_size
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
        began = time.process_time()
        index.forget(1)
        forgot = time.process_time() - began
    print(
        f"  made anew in {seconds:.1f} s, {size / 1e6:.1f} MB on the disk, {memory:.0f} MB more memory, "
        f"forgets a case in {forgot:.2f} s"
    )


def measure_rapidfuzz(count: int) -> None:
    fuzz, process = importlib.import_module("rapidfuzz.fuzz"), importlib.import_module("rapidfuzz.process")
    archive = Archive(count)
    texts = {number: read_text(case) for number, case in archive.cases.items()}
    for scorer in (fuzz.token_set_ratio, fuzz.token_sort_ratio, fuzz.WRatio):

        def ask(case: Case, scorer: Any = scorer) -> tuple[int, float]:
            _, score, number = process.extractOne(read_text(case), texts, scorer=scorer)
            return number, score / 100

        measure(f"rapidfuzz, {scorer.__name__}, over {count:,}", archive, ask)


def read_text(case: Case) -> str:
    """Its summary alone: what stands beside it only blurs the scores."""
    return fold(case.fields.issue_summary or "")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rapidfuzz", action="store_true")
    if arguments.parse_args().rapidfuzz:
        measure_rapidfuzz(10_000)
    for count in (10_000, 100_000):
        measure_index(count)


if __name__ == "__main__":
    main()
