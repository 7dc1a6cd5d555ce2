"""The customer directory: who a customer is, by account, name or address."""

import csv
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from zoneinfo import ZoneInfo

from daemon.core.calendars.durations import Duration, TimeUnit
from parsers.model import Address, Fields

COLUMNS = ("account", "name", "email", "tier", "language", "timezone")
_LABEL = r"[A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9\u00a1-\uffff-]{0,61}[A-Za-z0-9\u00a1-\uffff])?"
ONE_ADDRESS = re.compile(rf"[^\s\x00-\x20<>(),;:\\\"\[\]@]{{1,64}}@(?:{_LABEL}\.)+[A-Za-z\u00a1-\uffff-]{{2,63}}")
LONGEST_NAME = 6  # words
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_LEGAL_FORMS = re.compile(
    r"\b(?:gmbh|ag|kg|se|inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps)\b"
)

A_BUSINESS_HOUR = Duration(3600, TimeUnit.BUSINESS_HOURS, "1 business hour")


class Answers(StrEnum):
    """To whom a customer answers our letter."""

    BOTH = "both"
    AGENT = "agent"
    US = "us"


@dataclass(frozen=True, slots=True)
class CustomerRules:
    """`domains`: None accepts any address that the directory lists ("any-listed"); else these domains as well.
    `promise_margin`: how long after its level's deadline a customer hears at the latest. `never`: what no letter to
    them may hold, also inside longer words."""

    domains: tuple[str, ...] | None = None
    acknowledge: bool = True
    promise_margin: Duration = A_BUSINESS_HOUR
    never: tuple[str, ...] = ()
    company: str = ""  # whose letters they are, below the agent's name
    answers: Answers = Answers.BOTH
    sends_thanks: bool = False  # whether the agent's own `done` tells the customer without a draft


@dataclass(frozen=True, slots=True)
class Customer:
    account: str
    name: str = ""
    email: str = ""
    tier: str = ""
    language: str = ""
    timezone: str = ""


class Directory:
    """Customers as the team's file lists them."""

    __slots__ = ("_by_email", "_by_key", "customers")

    def __init__(self, customers: Iterable[Customer] = ()) -> None:
        self.customers = tuple(customers)
        self._by_email = {one.email.lower(): one for one in reversed(self.customers) if one.email}
        self._by_key: dict[str, list[Customer]] = {}
        for one in self.customers:
            for key in {_key(one.account), _key(one.name), one.email.lower()} - {""}:
                self._by_key.setdefault(key, []).append(one)

    def find(self, said: str) -> Customer | None:
        """The one customer whose account, name or address this is; None when there is none or more than one account."""
        found = self._by_key.get(_key(said), [])
        return found[0] if found and len({one.account for one in found}) == 1 else None

    def find_email(self, email: str) -> Customer | None:
        """The customer with this address; None when there is none."""
        return self._by_email.get(email.lower())

    def find_inside(self, text: str) -> Customer | None:
        """The first customer whose account, name or address stands among running words; None when none does. A name of
        one word has at least three letters, a number at least four digits: else nearly every text would hold it."""
        addressed = (self.find_email(found[0]) for found in ONE_ADDRESS.finditer(text))
        known = next((one for one in addressed if one is not None), None)
        words = _key(text).split()
        for at in range(len(words) if known is None else 0):
            for end in range(at + 1, min(at + LONGEST_NAME, len(words)) + 1):
                found = self._by_key.get(" ".join(words[at:end]))
                if found and (end > at + 1 or len(words[at]) > 3 - words[at].isalpha()):
                    return found[0]
        return known


def _key(text: str) -> str:
    """What is compared: without case, legal forms, and marks."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace(".", "")
    bare = re.sub(r"[^\w@+-]+", " ", _LEGAL_FORMS.sub(" ", plain)).split()
    return " ".join(bare or plain.split())


def is_one_address(text: str) -> bool:
    """Whether this is exactly one plain address and nothing else: no name, no second one, no controls, no route
    (`a%b@c`, `b!a@c`)."""
    plain = text.isprintable() and not any(part in text for part in ("..", ".@", "%", "!"))
    return plain and len(text) <= 254 and ONE_ADDRESS.fullmatch(text) is not None and text[0] != "."


def decode_directory(raw: bytes) -> tuple[str, list[str]]:
    """The text of a CSV file as spreadsheets save it: UTF-8, or line by line Windows-1252. `line: problem` for each
    line that is neither; it stands there empty, so that the others keep their numbers."""
    lines: list[str] = []
    problems: list[str] = []
    for number, line in enumerate(raw.removeprefix(BOM_UTF8).split(b"\n"), 1):
        try:
            lines.append(_decode_line(line))
        except UnicodeDecodeError:
            lines.append("")
            problems.append(f"{number}: is neither UTF-8 nor Windows-1252: save the file as UTF-8")
    return "\n".join(lines), problems


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252")


def parse_directory(raw: bytes | str) -> tuple[Directory, tuple[str, ...]]:
    """A CSV file with a header line, `,` or `;` between the columns. The directory, and `line: problem` for each line
    that was left out."""
    text, problems = decode_directory(raw) if isinstance(raw, bytes) else (raw.lstrip("\ufeff"), [])
    rows = _read_rows(text)
    _, header = next(rows, (1, []))
    if isinstance(header, csv.Error):
        return Directory(), (*problems, f"1: {header}")
    names = [name.strip().lower().replace("-", "") for name in header]
    if "account" not in names:
        unknown = f"1: the header line needs the column account; known columns are {', '.join(COLUMNS)}"
        return Directory(), (*problems, unknown) if names else tuple(problems)
    customers: list[Customer] = []
    for line, row in rows:
        found = row if isinstance(row, csv.Error) else _read_customer(names, row)
        if isinstance(found, Customer):
            customers.append(found)
        elif found is not None:
            problems.append(f"{line}: {found}")
    return Directory(tuple(customers)), tuple(problems)


def _read_rows(text: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each row with the line on which it ends, or why it cannot be read."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            row: list[str] | csv.Error = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        yield rows.line_num, row


def _read_customer(names: Sequence[str], row: Sequence[str]) -> Customer | str | None:
    """The customer of a row, or what is wrong with it; None for an empty one."""
    if not any(cell.strip() for cell in row):
        return None
    values = {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=False) if name in COLUMNS}
    return _find_problem(values) or Customer(**values)


def _find_problem(values: dict[str, str]) -> str | None:
    """What is wrong with the values of a row, in a sentence; None when nothing is."""
    if not values.get("account"):
        return "the account is missing"
    email = values.get("email", "")
    if email and not is_one_address(email):
        return f'"{email}" is not one e-mail address'
    if values.get("language") and not _LANGUAGE.fullmatch(values["language"]):
        return f'"{values["language"]}" is not a language: write its code, like en or pt-BR'
    try:
        ZoneInfo(values.get("timezone") or "UTC")
    except (ValueError, OSError, KeyError):
        return f'"{values["timezone"]}" is not a time zone: write it like Europe/Berlin'
    return None


def find_customer(fields: Fields, directory: Directory) -> Customer | None:
    """The customer of an escalation: by address, else by what stands under Customer, whole or before a bracket or dash.
    None when the directory has no such one."""
    if fields.customer_email:
        found = directory.find_email(fields.customer_email)
        if found is not None:
            return found
    said = fields.customer or ""
    parts = re.split(r"[/|,;()\[\]\n]| [-–—] ", said)
    each = dict.fromkeys((said, *parts))  # most names are of one part
    return next((found for part in each if (found := directory.find(part)) is not None), None)


def is_of_account(person: Address, fields: Fields, directory: Directory) -> bool:
    """Whether the directory has this one under the account of the customer of these fields."""
    contact, account = directory.find_email(person.email), find_customer(fields, directory)
    return contact is not None and account is not None and contact.account == account.account
