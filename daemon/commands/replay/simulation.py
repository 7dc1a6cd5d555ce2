"""`simulate`: mails replayed under the settings on a virtual clock, without a server; every letter that would go
out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import default
from zoneinfo import ZoneInfo

from daemon.adapters.templates import TemplateTexts, load_texts
from daemon.bootstrap import load_vocabulary
from daemon.commands.face import render_json
from daemon.commands.replay.stage import KEY, Left, Stage
from daemon.core.letters.rendering import Correspondence
from daemon.core.model.policy import EscalationPolicy
from daemon.settings.load import Settings

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

    def render(self, zone: ZoneInfo, as_json: bool) -> str:
        """A line of `simulate`."""
        return render_json(self.as_json()) if as_json else self.as_line(zone)

    def as_line(self, zone: ZoneInfo) -> str:
        """For people: the wall clock of `zone`."""
        level = "" if self.level is None else f"L{self.level}"
        return (
            f"{self.at.astimezone(zone):%a %Y-%m-%d %H:%M}  {self.case or '–':<8} {level:<2}  "
            f"{self.kind:<25} {self.to:<30}  {self.subject}"
        )

    def as_json(self) -> dict[str, object]:
        """The object of a line of `simulate --json` (face C3.9)."""
        at = self.at.isoformat()
        return {
            "at": at,
            "kind": self.kind,
            "case": self.case,
            "to": [self.to],
            "cc": [],
            "subject": self.subject,
            "level": self.level,
        }


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
    texts = load_texts(settings.templates_path)
    # a team's own templates are rendered whole: what does not work in them is said
    stage = Stage(
        Correspondence(policy, Subjects(texts) if settings.templates_path is None else texts, KEY),
        load_vocabulary(settings),
    )
    for at, raw in mails:
        if at > until:
            break
        yield from map(_render_sent, stage.receive(raw, at))
        tick()
    yield from map(_render_sent, stage.pass_time(until))


def _render_sent(left: Left) -> Sent:
    letter, case = left.letter, left.case
    return Sent(
        left.at,
        letter.kind.value,
        case.name if case else None,
        letter.to,
        _read_subject(left.raw),
        case.level if case else None,
    )


def _read_subject(raw: bytes) -> str:
    """As a mail program shows it. Only what is encoded needs the parser, which takes longer than all the rest of the
    letter."""
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


def render_differences(differences: Sequence[tuple[str, Sent]], zone: ZoneInfo, as_json: bool) -> Iterator[str]:
    """The lines of `simulate --compare`."""
    for change, sent in differences:
        yield render_json({"change": change} | sent.as_json()) if as_json else f"{change} {sent.as_line(zone)}"
    if not differences and not as_json:
        yield "Nothing would differ."
