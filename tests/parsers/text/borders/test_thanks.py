"""Thanks end what was written before them; a request that begins with thanks is the writer's words."""

from parsers.text.borders.signature import begins_signature
from tests.tables import every_row


@every_row(
    "line",
    [
        "Thanks in advance",
        "Thanks so much for your quick help with this!",
        "Thanks for your support, Dana",
        "Danke im Voraus, Dana",
        "Vielen Dank für Ihre Unterstützung",
        "Danke und viele Grüße",
        "Merci d'avance",
        "Merci pour votre aide",
        "Gracias por su ayuda",
        "Gracias de antemano",
        "Grazie per l'aiuto",
        "Bedankt voor jullie hulp",
        "Obrigado pela ajuda",
    ],
)
def test_thanks_alone_are_a_closing(line: str) -> None:
    assert begins_signature(line)


@every_row(
    "line",
    [
        "Thanks for ringing Mrs Hart before noon.",
        "Thanks in advance for calling her at home.",
        "Thanks and call her first",
        "Thanks for asking, 40 nurses cannot print",
        "Danke, dass ihr Frau Hart vor zwölf anruft.",
        "Danke, bitte anrufen",
        "Danke für einen Rückruf",
        "Merci de rappeler Mme Dupont avant midi.",
        "Merci pour votre aide, le client est seul",
        "Gracias por llamarla antes de las doce",
        "Grazie di richiamarla subito",
        "Bedankt voor het bellen van haar",
        "Obrigado por ligarem hoje",
    ],
)
def test_a_request_that_begins_with_thanks_is_none(line: str) -> None:
    assert not begins_signature(line)
