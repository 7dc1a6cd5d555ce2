"""Words that only look like a command are said back with the answer that does it, and what tells of the matter is not
(behaviour B9.2)."""

from parsers.commands.command import find_doubtful_word, parse_command
from parsers.commands.meant import find_meant
from tests.vocabulary import VOCABULARY

LIKE_COMMANDS = (
    "pass to the boss",
    "pass to Level 4",
    "pass to Executive Team",
    "Sorry, our bot. mine",
    "done maybe",
    "can you remind Tekla",
    "close it",
    "close it please",
    "Tekla should take it",
    "undo that",
    "escalate this further",
    "Can you escalate it?",
    "could you raise this",
    "we should raise it",
    "raise it maybe",
    "please close the case",
    "can we close this?",
    "I want to hand this over to Tekla",
    "hand over to the night shift",
    "give it to Tekla",
    "waiting for them",
    "put it on hold please",
    "bitte eskalieren sie das",
    "kannst du das hochstufen?",
    "schließ den Fall",
    "fermez le dossier",
    "peux-tu escalader",
    "cierra el caso",
    "puedes escalarlo",
    "chiudi il caso",
    "puoi scalarlo",
    "sluit de zaak",
    "kun je dit escaleren",
    "fecha o caso",
    "podes escalar isto",
    "resolved I think",
    "done I guess",
    "undo",
    "They wait. Please escalate.",
    "Please reopen it, thanks",
)
TELLING = (
    "Ada says it is done",
    "The raise button is broken",
    "They want to close the account",
    "close to the limit",
    "I can wait",
    "Mine is version 4",
    "Our escalation manager calls",
    "Which version?",
    "They use a proxy.",
    "Can you check the log?",
    "Please call Ada",
    "I have escalated it to the vendor",
    "We closed their account yesterday",
    "Restart the service and wait ten minutes",
    "I think it is the proxy",
    "Can you send the log?",
    "The case is closed on their side?",
    "Kim waits for the log",
    "The export waits for the lock",
    "bitte prüfen",
    "Peux-tu envoyer le journal ?",
    "Can you ask them which version they run?",
    "close the browser and try again",
    "undo the last migration step on their server",
    "The vendor should take it back from there",
    "Thanks!",
    "ok",
    "The ticket was closed by the vendor.",
    "We raised the limit to 20.",
    "They waited for the patch.",
    "Can we see the log?",
    "Please try version 4.",
    "Fall 4711 ist ein anderer.",
    "Le dossier est fermé chez eux.",
    "Il caso è simile.",
    "They cancelled the order.",
)


def is_said_back(text: str) -> bool:
    words = VOCABULARY.commands
    return bool(parse_command(text, words) or find_doubtful_word(text, words) or find_meant(text, words))


def test_what_looks_like_a_command_never_ends_in_silence() -> None:
    assert [text for text in LIKE_COMMANDS if not is_said_back(text)] == []
    assert [text for text in TELLING if is_said_back(text)] == []


def test_the_answer_that_does_it_is_named() -> None:
    found = {
        text: find_meant(text, VOCABULARY.commands) for text in ("Sorry, our bot. mine", "close it", "chiudi il caso")
    }
    assert [one and one[1] for one in found.values()] == ["mine", "done", "done"]
