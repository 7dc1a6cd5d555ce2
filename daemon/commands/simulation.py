"""`simulate`: mails replayed under the settings on a virtual clock, without a server; every letter that would go out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

from daemon.adapters.spool import KEY_BYTES
from daemon.adapters.store.tiny import TinyStore
from daemon.adapters.templates import TemplateTexts, load_texts
from daemon.bootstrap import load_vocabulary
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.case import Told
from daemon.core.model.notifications import Letter
from daemon.core.model.policy import EscalationPolicy
from daemon.ports import FetchedMail, Position
from daemon.relay import outbox_path
from daemon.service.mails import Service
from daemon.settings.load import Settings

KEY = bytes(KEY_BYTES)  # nothing that is signed here ever leaves
END_OF_HEADERS = re.compile(rb"(?<=\n)\r?\n")
SUBJECT = re.compile(rb"^Subject:[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that would have gone out."""

    at: datetime
    kind: str
    case: str | None
    to: str
    subject: str
    level: int | None

    def as_line(self, zone: ZoneInfo) -> str:
        """For people: the wall clock of `zone`."""
        level = "" if self.level is None else f"L{self.level}"
        return (
            f"{self.at.astimezone(zone):%a %Y-%m-%d %H:%M}  {self.case or '–':<8} {level:<2}  {self.kind:<25} {self.to:<30}  {self.subject}"
        )

    def as_json(self) -> dict[str, object]:
        """The object of a line of `simulate --json` (face C3.9)."""
        at = self.at.isoformat()
        return {"at": at, "kind": self.kind, "case": self.case, "to": [self.to], "cc": [], "subject": self.subject, "level": self.level}


class VirtualClock:
    def __init__(self) -> None:
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def move_to(self, at: datetime) -> None:
        self._now = max(self._now, at)

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()


class MemoryFiles:
    """`MailFiles` that are gone with the process."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def save(self, files: Iterable[tuple[str, bytes]]) -> None:
        self._files.update(files)

    def get(self, path: str) -> bytes:
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def delete(self, path: str) -> None:
        self._files.pop(path, None)


class Subjects:
    """`Texts` of which only the subjects are rendered: nothing else of a letter is shown."""

    def __init__(self, texts: TemplateTexts) -> None:
        self._texts = texts

    def render(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str, str]:
        return self._texts.render_subject(name, language, values), "", ""

    def say(self, sentence: str, language: str, *values: str) -> str:
        return self._texts.say(sentence, language, *values)

    def words(self, language: str) -> Mapping[str, str]:
        return self._texts.words(language)


def simulate(
    settings: Settings,
    policy: EscalationPolicy,
    mails: Iterable[tuple[datetime, bytes]],
    until: datetime,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[Sent]:
    """The letters in the order in which they would leave, up to `until`. `tick` is called after each mail."""
    clock, files = VirtualClock(), MemoryFiles()
    store = TinyStore(Path("nowhere"), in_memory=True)
    texts = load_texts(settings.templates_path)
    # a team's own templates are rendered whole: what does not work in them is said
    correspondence = Correspondence(policy, Subjects(texts) if settings.templates_path is None else texts, KEY)
    service = Service(store, files, clock, correspondence, load_vocabulary(settings), lambda step: None, trusted=True)
    house = _House(service, store, files, clock)
    for uid, (at, raw) in enumerate(mails, 1):
        if at > until:
            break
        yield from house.pass_time(at)
        clock.move_to(at)
        service.handle_digests()
        if service.is_candidate(END_OF_HEADERS.split(raw, 1)[0]):
            service.handle_mails([FetchedMail(uid, at, raw, len(raw))], Position(1, uid))
            yield from house.send()
        tick()
    yield from house.pass_time(until)


class _House:
    def __init__(self, service: Service, store: TinyStore, files: MemoryFiles, clock: VirtualClock) -> None:
        self._service = service
        self._store = store
        self._files = files
        self._clock = clock

    def pass_time(self, until: datetime) -> Iterator[Sent]:
        """Wakes what is due up to that instant, each at its own."""
        while (at := self._next()) is not None and at <= until:
            self._clock.move_to(at)
            self._service.handle_digests()
            self._service.handle_wakeups()
            yield from self.send()

    def _next(self) -> datetime | None:
        instants = (self._service.next_wakeup(), self._store.next_letter_at())
        return min((at for at in instants if at is not None), default=None)

    def send(self) -> Iterator[Sent]:
        """Every letter leaves at once and arrives."""
        now = self._clock.now()
        letters = self._store.letters_due(now, 1_000_000)
        with self._store.transaction():
            for letter in letters:
                yield self._tell(letter, now)
            self._store.drop_letters(letter.id for letter in letters)

    def _tell(self, letter: Letter, now: datetime) -> Sent:
        case = self._store.find_case(letter.case) if letter.case is not None else None
        if case is not None:
            self._store.put_case(replace(case, told=(*case.told, Told(now, letter.kind, letter.to, letter.message_id))))
        raw = self._files.get(outbox_path(letter))
        self._files.delete(outbox_path(letter))
        subject = _read_subject(raw)
        return Sent(now, letter.kind.value, case.name if case else None, letter.to, subject, case.level if case else None)


def _read_subject(raw: bytes) -> str:
    """As a mail program shows it. Only what is encoded needs the parser, which takes longer than all the rest of the letter."""
    found = SUBJECT.search(raw)
    if found is None:
        return ""
    if b"=?" not in found[0]:
        return " ".join(found[0].decode("ascii").split()[1:])
    return str(BytesHeaderParser(policy=default).parsebytes(found[0])["Subject"])


def find_differences(one: Iterable[Sent], other: Iterable[Sent]) -> list[tuple[str, Sent]]:
    """What only one of two runs would send, in order of time: `-` only the first, `+` only the second."""
    first, second = list(one), list(other)
    known, others = set(first), set(second)
    only = [("-", sent) for sent in first if sent not in others] + [("+", sent) for sent in second if sent not in known]
    return sorted(only, key=lambda found: (found[1].at, found[1].case or "", found[1].kind, found[1].to, found[0]))
