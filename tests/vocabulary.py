"""The words by which mails are read where no team has added its own, and none of our letters is quoted."""

from parsers.commands.command import DEFAULT_COMMAND_WORDS
from parsers.form.labels import load_aliases
from parsers.subject import DEFAULT_WORDS
from parsers.vocabulary import Vocabulary

VOCABULARY = Vocabulary(DEFAULT_WORDS, load_aliases(), DEFAULT_COMMAND_WORDS)
