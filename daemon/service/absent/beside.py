"""Words beside what somebody says of himself alone: they reach somebody all the same (behaviour B9.16)."""

from collections.abc import Iterable
from dataclasses import replace

from daemon.core.decisions.told.people import forward
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification
from daemon.core.model.variants import Kind
from daemon.service.acting.result import Result
from daemon.service.intake import Reading
from parsers.form.evading.thanks import is_thanks_alone
from parsers.model import Command, Remark, RemarkCode
from parsers.words.fold import fold
from parsers.words.load import load_words


def find_words_beside(reading: Reading, command: Command | None) -> str:
    """The words beside and below the command, or below a subject that is all of it; "" for thanks alone."""
    text = None if command is None else command.text
    said = (text if text is not None or reading.message.in_reply_to else reading.mail.text) or ""
    is_closing = fold(said) in map(fold, load_words("greetings")["closings"]["words"])
    return "" if is_closing or is_thanks_alone(said) else said.strip()


def with_words(result: Result, reading: Reading, words: str) -> Result:
    """The result with the words in each letter that it causes to a colleague in the case that was answered, or without
    one in those of all his cases; where no letter tells them, they are passed on as a note is, and without a case their
    writer learns that they reached nobody."""
    if not words:
        return result
    sender = reading.mail.sender.key
    told = _tell(result.notifications, words, sender)
    if result.case is not None:
        is_told = told != result.notifications
        passed_on = () if is_told else tuple(forward(result.case, reading.mail, words))
        return replace(result, notifications=(*told, *passed_on))
    others = tuple(replace(one, notifications=_tell(one.notifications, words, sender)) for one in result.others)
    if others != result.others:
        return replace(result, others=others)
    return replace(result, notifications=tuple(_say_alone(one, " ".join(words.split())) for one in told))


def _say_alone(letter: Notification, words: str) -> Notification:
    """What their writer reads of words that reached nobody."""
    if letter.kind is not Kind.NOTICE:
        return letter
    if letter.variant is NoticeVariant.AWAY_UNCLEAR:  # its remarks say what is wrong
        return replace(letter, text=words)
    return letter.with_remarks(Remark(RemarkCode.WORDS_ALONE, words))


def _tell(letters: Iterable[Notification], words: str, sender: str) -> tuple[Notification, ...]:
    return tuple(
        replace(one, text=one.text or words) if one.kind.tells_words and one.to.key != sender else one
        for one in letters
    )
