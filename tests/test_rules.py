"""The rule book: each rule has one number, each citation leads to a rule, each named proof is a test."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.tables import every_row

HERE = Path(__file__).resolve().parent.parent
# The word before a number, the page that it stands for, and the page's letter.
PAGES = {
    "behaviour": ("docs/behaviour.md", "B"),
    "fault": ("docs/faults.md", "F"),
    "threat": ("docs/faults.md", "T"),
    "face": ("docs/face.md", "C"),
    "packages": ("docs/packages.md", "P"),
    "design": ("docs/design.md", "A"),
    "templates": ("docs/templates.md", "L"),
}
RULE_PAGES = {page for page, _ in PAGES.values()}
LETTERS = {letter: page for page, letter in PAGES.values()}
NO_TEXT = (".eml", ".json", ".lock", ".svg")

NUMBER = r"[ABCFLPT]\d{1,2}(?:\.\d{1,2})?"
MAY_CITE = re.compile(r"[ABCFLPT]\d")
GIVEN = re.compile(rf"^(?:- \*\*|\| \*\*|#+ )({NUMBER})(?:\*\*| )", re.MULTILINE)
CITED = re.compile(rf"\b({'|'.join(PAGES)}) ({NUMBER}(?:(?:,| and| to) {NUMBER})*)(?![\w.]*\d)")
ALONE = re.compile(r"(?<![\w.#/=-])(?:[FT]\d{1,2}|[BCP]\d{1,2}\.\d{1,2})(?![\w.]*\d|[\w-])")
NAMED_PAGE = re.compile(r"(?<![\w./<>*{-])[\w./-]*\w\.md\b")
# A page with a place in it that is no number of ours, and folders beside the repository.
OLD_FORM = re.compile(r"\w\.md,? (?:§|rule \d|[A-Z]\d|[A-Z], [A-Z]\b)|\(§\d|\.\./shared|/wor[k]/")
PROOF = re.compile(r"`(test_\w+)`")


@cache
def tracked() -> Mapping[str, str]:
    """The repository's texts by their path."""
    listed = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout, so nothing says what belongs to the repository")
    names = [name for name in listed.stdout.splitlines() if not name.endswith(NO_TEXT) and (HERE / name).exists()]
    return {name: (HERE / name).read_text(encoding="utf-8") for name in names}


def joined(text: str) -> str:
    """The text with a comment's or a docstring's wrapped lines made one."""
    return re.sub(r"\s*\n\s*(?:#\s)?", " ", text)


def numbers_in(citation: str) -> list[str]:
    return re.findall(NUMBER, citation)


def find_given(pages: Mapping[str, str]) -> Counter[str]:
    return Counter(number for page in RULE_PAGES for number in GIVEN.findall(pages[page]))


def find_wrong_citations(name: str, text: str, given: Counter[str]) -> Iterator[str]:
    """Citations that lead nowhere, or to another page than they say. Numbers stand without their word in docs/ only."""
    if not MAY_CITE.search(text):
        return
    text = joined(text)
    for word, numbers in CITED.findall(text):
        wrong = [one for one in numbers_in(numbers) if given[one] != 1 or one[0] != PAGES[word][1]]
        yield from (f"{name}: {word} {one}" for one in wrong)
    for one in ALONE.findall(CITED.sub("", text)):
        if name.startswith("docs/") and not given[one]:
            yield f"{name}: {one}"
        elif given[one] and not name.startswith("docs/"):
            yield f"{name}: {one} without its page"


def find_pages_nobody_has(name: str, text: str, names: set[str]) -> Iterator[str]:
    for found in (one for line in text.split("\n") if ".md" in line for one in NAMED_PAGE.findall(line)):
        beside = (Path(name).parent / found).as_posix()
        if not any(one == found or one.endswith(f"/{found}") for one in names) and not (HERE / beside).exists():
            yield f"{name}: {found}"
    if any(sign in text for sign in (".md", "§", "../", "/wor")):
        yield from (f"{name}: {found.strip()}" for found in OLD_FORM.findall(joined(text)))


def test_a_number_is_given_once_and_on_its_own_page() -> None:
    pages = tracked()
    assert [number for number, count in find_given(pages).items() if count > 1] == []
    strays = [f"{page}: {one}" for page in RULE_PAGES for one in GIVEN.findall(pages[page]) if LETTERS[one[0]] != page]
    assert strays == []
    given = find_given(pages)
    for letter in "FT":
        numbers = sorted(int(name[1:]) for name in given if re.fullmatch(rf"{letter}\d+", name))
        assert numbers == list(range(1, len(numbers) + 1)), "none is left out"


def test_every_citation_leads_to_a_rule() -> None:
    pages = tracked()
    given = find_given(pages)
    others = {name: text for name, text in pages.items() if name != "tests/test_rules.py"}
    assert [one for name, text in others.items() for one in find_wrong_citations(name, text, given)] == []


def test_no_page_is_named_that_a_reader_does_not_have() -> None:
    pages = tracked()
    others = {name: text for name, text in pages.items() if name != "tests/test_rules.py"}
    assert [one for name, text in others.items() for one in find_pages_nobody_has(name, text, set(pages))] == []


def test_every_proof_of_a_fault_is_a_test() -> None:
    pages = tracked()
    sources = [text for name, text in pages.items() if name.startswith("tests/")]
    tests = {one for text in sources for one in re.findall(r"def (test_\w+)\(", text)}
    rows = [line for line in pages["docs/faults.md"].splitlines() if line.startswith("| **")]
    assert [name for line in rows for name in PROOF.findall(line) if name not in tests] == []
    assert [line for line in rows if not PROOF.search(line) and "no proof yet" not in line] == []


@every_row(
    ("text", "said"),
    [
        ("(behaviour B1.1)", ""),
        ("(behaviour B1.1,\n    B2; fault F1)", ""),
        ("# fault F1 and\n# F2", ""),
        ("(behaviour B1.2)", "behaviour B1.2"),
        ("(fault F1 to F3)", "fault F3"),
        ("(packages B1.1)", "packages B1.1"),
        ("(behaviour\n    B1.10)", "behaviour B1.10"),
        ("is told (F1)", "F1 without its page"),
        ("a level (B1.1)", "B1.1 without its page"),
        ("# noqa: F401; BLE001, A4 paper, version 1.1", ""),
    ],
)
def test_a_wrong_citation_is_found(text: str, said: str) -> None:
    given = Counter({"B1.1": 1, "B2": 1, "F1": 1, "F2": 1})
    assert list(find_wrong_citations("a.py", text, given)) == ([f"a.py: {said}"] if said else [])


@every_row(
    ("text", "is_wrong"),
    [
        ("see docs/rules.md and rules.md", False),
        ("see procedure.md", True),
        ("(rules.md §7)", True),
        ("(rules.md F67)", True),
        ("(rules.md rule 4)", True),
        ("rules.md D, E", True),
        ("RFC 5322 §3.4", False),
        ("asked before (§7)", True),
        ("../shared/rules.md", True),
    ],
)
def test_a_page_that_nobody_has_is_found(text: str, is_wrong: bool) -> None:
    assert bool(list(find_pages_nobody_has("a.py", text, {"docs/rules.md"}))) is is_wrong
