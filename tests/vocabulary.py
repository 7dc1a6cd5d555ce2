"""The words by which mails are read where no team has added its own, and none of our letters is quoted."""

from parsers.commands.command import load_command_words
from parsers.subject import load_subject_words
from parsers.vocabulary import Vocabulary
from parsers.words.aliases import load_aliases

VOCABULARY = Vocabulary(load_subject_words(), load_aliases(), load_command_words())
