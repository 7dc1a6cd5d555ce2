"""The letters of ours that a mail answers, as they were sent: read against them, no word of ours is its writer's."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from daemon.core.intake.acting.context import Caseless
from daemon.core.intake.tokens import find_letter, sign
from daemon.core.model.variants import Kind
from daemon.ports import MailFiles, State, outbox_path
from parsers.mime.fields import split_mail_headers
from parsers.mime.headers.addresses import parse_addresses
from parsers.mime.headers.references import Ties
from parsers.mime.parts import ComplexityError
from parsers.model import Message, Token
from parsers.text.ours.letters import Sent, read_sent

OF_NO_CASE = "none"  # as our letters name their case
MOST_ANSWERED = 5  # letters that one mail is read against; it quotes the newest, and what is older stands below that


@dataclass(frozen=True, slots=True)
class Sendings:
    """Where our letters are found: the cases, the files, and the key of the tokens."""

    state: State
    files: MailFiles
    key: bytes


def find_answered(ties: Ties, sendings: Sendings) -> Iterator[tuple[Sent, ...]]:
    """What we said in the letters that a mail answers, by its headers alone: those that it names, the newest first,
    else the last ones to whom its address names. Letters of which nothing is kept are left out."""
    named = dict.fromkeys((*ties.ids, *_find_threads(ties, sendings)))
    return islice(_read_letters(named, sendings.files), MOST_ANSWERED)


def _find_threads(ties: Ties, sendings: Sendings) -> Iterator[str]:
    """The last letters to whom the tokens were given, for programs that write no In-Reply-To."""
    for token in ties.tokens:
        case = sendings.state.find_case(token.case)
        if case is None:
            continue
        told = case.conversation.told
        people = {who for who in {*case.threads, *(one.to.lower() for one in told)} if _is_his(token, who, sendings)}
        yield from (ids[-1] for who, ids in case.threads.items() if ids and who in people)
        yield from (one.message_id for one in reversed(told) if one.to.lower() in people)


def _is_his(token: Token, who: str, sendings: Sendings) -> bool:
    return sign(sendings.key, token.case, who) == token


def _read_letters(message_ids: Iterable[str], files: MailFiles) -> Iterator[tuple[Sent, ...]]:
    for name in filter(None, map(find_letter, message_ids)):
        with suppress(FileNotFoundError, ValueError, ComplexityError):
            yield read_sent(files.get(outbox_path(name)))


def find_caseless(message: Message, files: MailFiles | None) -> Caseless | None:
    """The letter about no case (a digest, a bundle, `away`, a customer's call) that a mail answers, his or one that was
    passed on to him; None where it answers none of which something is kept."""
    ids = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))
    if files is None:
        return None
    for name in filter(None, map(find_letter, ids)):
        with suppress(FileNotFoundError, ValueError, ComplexityError):
            headers = split_mail_headers(files.get(outbox_path(name)))
            to = parse_addresses(b", ".join(headers.find_all("to")))
            if headers.find_text("x-escalation-case") == OF_NO_CASE and to:
                return Caseless(Kind(headers.find_text("x-escalation-kind")), to[0])
    return None
