"""All words that a team may add to, by which its mails are read. Built once, from the settings and the templates."""

from dataclasses import dataclass

from parsers.commands.command import CommandWords
from parsers.subject import SubjectWords
from parsers.text.ours.removal import NOTHING, OurWords
from parsers.words.aliases import Aliases


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Each reader takes the part that it reads: the subject's words, those of the form, the commands, and what our own
    letters say (`ours`; without them nothing is taken out of a mail that quotes one)."""

    subject: SubjectWords
    aliases: Aliases
    commands: CommandWords
    ours: OurWords = NOTHING
