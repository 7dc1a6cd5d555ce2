"""Who thanks and says no more has nothing to add (behaviour B9.22)."""

from parsers.form.evading.thanks import is_thanks_alone
from tests.tables import every_row

THANKS = (
    "Thanks a lot!", "Thank you", "Great, thank you!", "Many thanks for the quick help!", "Thank you very much, Dana!",
    "Thanks for letting me know", "Noted, thanks.", "Hi Dana,\n\nthank you for the update.", "👍", "Thanks 🙂",
    "Thanks for your quick response and support", "Thank you Dr. Whitfield, much appreciated", "Super, danke!",
    "Vielen lieben Dank, Frau Whitfield!", "Herzlichen Dank für die schnelle Antwort", "Alles klar, danke",
    "Hallo Frau Whitfield,\nvielen Dank für Ihre schnelle Rückmeldung!", "Merci beaucoup !", "D'accord, merci",
    "Bonjour,\nmerci pour votre retour.", "Muchas gracias por la ayuda", "Vale, gracias",
    "Gracias por su pronta respuesta", "Grazie mille!", "Ti ringrazio", "Grazie per il riscontro", "Hartelijk dank!",
    "Prima, bedankt voor de snelle reactie", "Muito obrigada!", "Obrigado pelo retorno",
)  # fmt: skip
MORE = (
    "Thanks a lot! But it still fails.", "Thank you, the file is attached.", "OK", "Perfect", "Dana", "Yes", "???", "",
    "Thank you for the information. We wait.", "Thanks, any news?", "Thanks, it works now", "Thank you for nothing",
    "Thanks for the call yesterday, Robin promised Friday", "no thanks", "Thanks. Version 4.2.", "👍 4.2",
    "Now it is the invoices. Thank you!", "Danke, Problem besteht weiter", "Danke, es geht wieder",
    "Merci, mais ça ne marche pas", "Gracias, adjunto el archivo", "Grazie, ecco il file", "Bedankt, versie 4.2",
    "Obrigado, segue o log",
)  # fmt: skip


@every_row("text", THANKS)
def test_thanks_alone_are_thanks(text: str) -> None:
    assert is_thanks_alone(text)


@every_row("text", MORE)
def test_what_says_more_is_more(text: str) -> None:
    assert not is_thanks_alone(text)
