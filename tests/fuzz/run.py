"""Coverage-guided fuzzing of the reading; README.md beside it says how.

python -m tests.fuzz.run message --minutes 35    any bytes as a mail
python -m tests.fuzz.run form --minutes 25       any text as the body of a mail
python -m tests.fuzz.run answered --seed 3       answers to a request of ours, in a mail program's quote
python -m tests.fuzz.run forwarded --seed 3      forwards of forwards
python -m tests.fuzz.run check FILE …            one input again, without instruments; --body: what `form` kept
"""

import argparse
import random
import sys
import time
import zlib
from pathlib import Path

from tests.fuzz.mutations import MAIL_WORDS, MOST, TEXTS, mutate
from tests.vocabulary import VOCABULARY

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SUBJECTS = (
    b"ESCALATION - Exports fail - Ticket #1",
    b"Re: ESCALATION - Exports fail",
    b"Fwd: URGENT",
    b"AW: [ESC-1] Exports fail",
)
INSTRUMENTED = ["parsers", "daemon.core.intake", "daemon.service.intake"]
INSTRUMENTS_COST = 4  # times the time without them
SEEDED = 20_000  # bytes; larger mails of the corpus make every step slow and show nothing more


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", choices=["message", "form", "answered", "forwarded", "check"])
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument("--minutes", type=float, default=1)
    arguments.add_argument(
        "--kept", type=Path, help="folder in which new inputs are kept from run to run, and findings"
    )
    arguments.add_argument("--seed", type=int, default=0, help="of answered and forwarded: the same mails again")
    arguments.add_argument("--body", action="store_true", help="the files are texts, as the body of a mail")
    given = arguments.parse_args()
    if given.target == "check":
        check(given.files, given.body)
    elif given.target in ("answered", "forwarded"):
        draw(given.target, given.minutes, given.seed, given.kept)
    else:
        fuzz(given.target, given.minutes, given.kept)


def check(files: list[Path], is_body: bool) -> None:
    from tests.fuzz.promises import check_promises, load_rules

    rules = load_rules()
    for path in files:
        raw = path.read_bytes()
        times = check_promises(build_text_mail(raw) if is_body else raw, rules)
        sys.stdout.write(f"{path}: every promise kept, {times:.2f} times as long as a plain mail\n")


def draw(target: str, minutes: float, seed: int, kept: Path | None) -> None:
    """Makes mails by lot until the minutes are over, each with what must be read; a finding is told and kept."""
    from tests.fuzz import answered, forwarded
    from tests.fuzz.promises import load_rules

    rules, end, made, found = load_rules(), time.monotonic() + minutes * 60, 0, 0
    while time.monotonic() < end:
        chance, made = random.Random(seed * 10_000_000 + made), made + 1
        try:
            if target == "answered":
                answer = answered.make_answer(chance)
                raw, shape, wrong = answer.raw, answer.shape, answered.find_wrong(answer, rules)
            else:
                forward = forwarded.make_forward(chance)
                raw, shape, wrong = forward.raw, forward.shape, forwarded.find_wrong(forward, rules)
        except AssertionError as broken:
            wrong = str(broken)
        if wrong:
            found += 1
            sys.stdout.write(f"{made} ({shape}): {wrong}\n")
            if kept is not None:
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{target}-{seed}-{made}.eml").write_bytes(raw)
    sys.stdout.write(f"{made} mails made, {found} read wrong\n")


def fuzz(target: str, minutes: float, kept: Path | None) -> None:
    """Runs until the minutes are over or a promise is broken;
    libFuzzer then writes the input into a file and ends the process."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("The fuzzer needs atheris, which is no dependency of Upstairs: pip install atheris") from None
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz import promises
    rules = promises.load_rules()
    seeds = [path.read_bytes() for path in sorted(CORPUS.glob("*.eml")) if path.stat().st_size <= SEEDED]
    if target == "form":
        seeds = [promises.parse_message(raw, VOCABULARY).whole_text.encode() for raw in seeds]
    words = TEXTS if target == "form" else MAIL_WORDS

    def try_one(data: bytes) -> None:
        raw = build_text_mail(data) if target == "form" else data
        promises.check_promises(raw, rules, twice=zlib.crc32(data) % 8 == 0, within=INSTRUMENTS_COST * promises.MOST)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.2:
            return atheris.Mutate(data, most)[:most]
        return mutate(data, chance, words, chance.choice(seeds))[:most]

    options = [f"-max_len={MOST}", "-len_control=0", "-rss_limit_mb=1500", "-timeout=60", "-print_final_stats=1"]
    options.append(f"-max_total_time={int(minutes * 60)}")
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (kept / f"seed-{number:04d}").write_bytes(seed)
        options += [f"-artifact_prefix={kept}-", str(kept)]
    atheris.Setup([sys.argv[0], *options], try_one, custom_mutator=change)
    atheris.Fuzz()


def build_text_mail(data: bytes) -> bytes:
    """A mail of this text, its subject and headers by the length of the text."""
    answers = b"In-Reply-To: <a@b.example>\r\n" if len(data) % 3 == 0 else b""
    head = b"From: Dana <dana@example.com>\r\nSubject: %s\r\n%s" % (SUBJECTS[len(data) % 4], answers)
    return head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + data


if __name__ == "__main__":
    main()
