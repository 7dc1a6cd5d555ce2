"""What a mail has around its writer's words; one that has nothing else says nothing (behaviour B7.7)."""

# ruff: noqa: E501 - what people write is kept whole

from parsers.commands.lines import is_wordless
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

NOTHING = [
    "Cheers,\nTom\nTechnical Team", "Regards\nTom Müller\nHead of Support | Example", "Viele Grüße\nTom\nLeiter der Technik",
    "", "-- \nTom Müller", "--\nTom", "Viele Grüße\nTom", "Cordialement,\nJean", "Saludos,\nPablo", "Groeten,\nJan", "Saluti\nMarco", "Cumprimentos\nJoão", "Best\nTom", "Rgds", "Yours,\nTom", "Yours,", "Yours\nTom", "Yours truly", "MfG\nT. Müller",
    "Mit freundlichen Grüßen\n\nTom Müller\nPlatform Team", "Best regards,\nTom Müller\nSenior Engineer\n+49 711 123", "Kind regards\n\nTom Müller | Senior Engineer | Example GmbH", "Tom", "Tom Müller", "Hi,", "Hi Tom", "Hi Dana,\n\nViele Grüße\nTom", "Hallo,\n\n-- \nTom",
    "[EXTERN] Diese E-Mail kommt von extern.", "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.", "[EXTERNAL]", "EXTERNAL EMAIL", "Achtung: Externe E-Mail", "ATTENTION: This message was sent from outside",
    "Ce courriel provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.", "Classification: Internal", "[Internal]", "Internal", "TLP:AMBER", "Klassifizierung: Intern", "Sensitivity: Confidential\n\nTom", "Internal\n\nViele Grüße\nTom", "Sent from my iPhone",
    "Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.\nToute utilisation non autorisée est interdite.",
]  # fmt: skip
WORDS = [
    "Cheers\nrollback to 4.1 and restart", "Best:\n1. rollback to 4.1\n2. restart", "Cheers\nPlease roll back.", "Regards\nthe export still stops at row 200", "Hello,\nThanks!",
    "ok", "👍", "👎", "Merci", "Danke", "Thanks,\nTom", "Hi Dana,\nthanks\nTom", "Tom will call", "Tom, please call", "Bob", "Viele Grüße an Dana", "Best wishes for the migration, it works", "best of luck", "Internal error again", "EXTERNAL access is broken", "Public holiday tomorrow", "General question",
    "Caution: the server is hot", "Achtung, der Server brennt", "Seen. Tom", "[EXTERN] Diese E-Mail kommt von extern.\n\nmine", "mine\n\nViele Grüße\nTom", "Hi,\n\nmine", "Internal\n\nmine", "yours", "Yours!", "yours?", "Hi,\n\nyours", "Not ours.\n\n-- \nTom", "?", "48213",
]  # fmt: skip


@every_row("text", NOTHING)
def test_a_signature_a_banner_or_a_marking_says_nothing(text: str) -> None:
    assert is_wordless(text, "Tom Müller", VOCABULARY.aliases)


@every_row("text", WORDS)
def test_what_a_person_wrote_is_words(text: str) -> None:
    assert not is_wordless(text, "Tom Müller", VOCABULARY.aliases)


@every_row("char", ["a", "-", " ", ":", "\n", ">", "Hi,\n", "[", "Internal\n", "-- \n"])
def test_a_huge_text_is_judged_in_no_time(char: str) -> None:
    is_wordless(char * 200_000, "Tom Müller", VOCABULARY.aliases)
