"""The letters of ours that a mail answers, as they were sent: read against them, no word of ours is its writer's."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from daemon.core.intake.tokens import find_letter, sign
from daemon.ports import MailFiles, State, outbox_path
from parsers.message import parse_message
from parsers.mime.headers.references import find_tokens
from parsers.mime.parts import ComplexityError
from parsers.model import Message
from parsers.text.ours.letters import Sent, read_sent
from parsers.vocabulary import Vocabulary

END_OF_HEADERS = re.compile(rb"(?<=\n)\r?\n")
MOST_ANSWERED = 5  # letters that one mail is read against; it quotes the newest, and what is older stands below that


@dataclass(frozen=True, slots=True)
class Sendings:
    """Where our letters are found: the cases, the files, and the key of the tokens."""

    state: State
    files: MailFiles
    key: bytes


def read_head(raw: bytes, words: Vocabulary) -> Message:
    """What the mail's headers say."""
    found = END_OF_HEADERS.search(raw)
    return parse_message(raw[: found.start()] if found else raw, words)


def find_answered(head: Message, sendings: Sendings) -> Iterator[tuple[Sent, ...]]:
    """What we said in the letters that a mail answers, by its headers alone: those that it names, the newest first,
    else the last one to whom its address names. Letters of which nothing is kept are left out."""
    named = dict.fromkeys((*head.in_reply_to, *reversed(head.references), *_find_threads(head, sendings)))
    return islice(_read_letters(named, sendings.files), MOST_ANSWERED)


def _find_threads(head: Message, sendings: Sendings) -> Iterator[str]:
    """The last letters to whom the tokens were given, for programs that write no In-Reply-To."""
    for token in find_tokens(head):
        case = sendings.state.find_case(token.case) if not (head.in_reply_to or head.references) else None
        threads = case.threads.items() if case is not None else ()
        yield from (ids[-1] for who, ids in threads if ids and sign(sendings.key, token.case, who) == token)


def _read_letters(message_ids: Iterable[str], files: MailFiles) -> Iterator[tuple[Sent, ...]]:
    for name in filter(None, map(find_letter, message_ids)):
        with suppress(FileNotFoundError, ValueError, ComplexityError):
            yield read_sent(files.get(outbox_path(name)))
