"""What the words of an answer command."""

from collections.abc import Iterator
from dataclasses import replace

from daemon.core.intake.triage import Verdict
from daemon.service.absent.words import only_own
from parsers.commands.command import CommandWords, find_doubtful_word, parse_command
from parsers.commands.consent import read_consent
from parsers.commands.meant import find_meant, find_way
from parsers.commands.numbered import find_numbered_word
from parsers.commands.updates import with_beside
from parsers.model import SEPARATOR, Command, CommandName, Form, Message, Remark, RemarkCode
from parsers.vocabulary import Vocabulary

LINES_OF_FORMS = {CommandName.PRIORITY: "priority", CommandName.UPDATE: "tell_the_customer"}


def read_command(message: Message, words: Vocabulary, verdict: Verdict) -> Command | None:
    """What a reply commands, or what in answer to a letter about no one case is said of its writer alone; None for a
    note."""
    if not message.own_words or verdict not in (Verdict.REPLY, Verdict.NUMBERED, Verdict.OF_NO_CASE):
        return None
    return _read_reply(message, words) if verdict is Verdict.REPLY else only_own(_read_reply(message, words))


def _read_reply(message: Message, words: Vocabulary) -> Command | None:
    """The command, None for a note; of a bare yes or no the letter that it answers says what it means. With the mail
    that its sender passes on below it among its words: `done: see below`."""
    command = parse_command(message.text, words.commands, message.sender, message.is_reaction)
    if command is None:
        said = read_consent(message.text)
        return Command(CommandName.YES if said.is_yes else CommandName.NO) if said and said.is_all else None
    if not message.below:
        return command
    if command.name is CommandName.UPDATE:
        return with_beside(command, message.below)
    return replace(command, text="\n\n".join(filter(None, (command.text, message.below))))


def says_command(message: Message, form: Form, words: Vocabulary) -> bool:
    """Whether a command stands in it that is no line of its form, as `Priority: low` is."""
    command = _read_reply(message, words) if form.labels else None
    return command is not None and LINES_OF_FORMS.get(command.name) not in form.labels


def say_of_words(message: Message, words: CommandWords) -> Iterator[Remark]:
    """What the writer of a mail that is no command has to learn of a word in it that could be taken for one."""
    numbered = find_numbered_word(message.text, words)
    word = "" if numbered else find_doubtful_word(message.text, words)
    meant = numbered if numbered or word else find_meant(message.text, words)
    if word:
        yield Remark(RemarkCode.NOT_A_COMMAND, SEPARATOR.join((word, *find_way(word, words))))
    elif meant is not None:
        said, answer = meant
        yield Remark(RemarkCode.MEANT, SEPARATOR.join((said, answer, find_way(answer, words)[1])))
