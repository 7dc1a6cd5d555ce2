"""`none because …` among answers without labels is what our letter offers for the files (behaviour B4.12)."""

from parsers.form.answers import parse_answers
from parsers.model import Message
from parsers.words.aliases import load_aliases

ALIASES = load_aliases()
ASKED = ("customer_impact", "customer_expectation", "attachments")
IMPACT, BY = "40 shops cannot ship", "by Thursday noon"
NO_FILES = (
    "none because the room is locked", "- none because he phoned", "None bc room is locked.", "none cos she rang",
    "N/A because by phone", "none (room is locked)", "none - the room is locked", "none since it is on paper",
    "keine, weil der Raum gesperrt ist", "keiner, weil der Raum gesperrt ist",
    "keine wegen Datenschutz", "aucune car la salle est fermée",
    "aucun parce qu'il a appelé", "ninguno porque la sala está cerrada", "nessuno perché la sala è chiusa",
    "niente perché ha telefonato", "geen, omdat de kamer dicht is", "nenhum porque a sala está fechada",
)  # fmt: skip
IMPACTS = (
    "None of them can ship because the site is down", "Nothing works because the site is down",
    "Nothing works since Monday", "Keine der Filialen kann liefern, weil alles steht", "Nichts geht, weil alles steht",
    "Aucun magasin ne livre car tout est en panne", "Nada funciona porque está caído", "none - they have a workaround",
    "Geen van hen kan werken omdat alles plat ligt", "None since Monday works", "nothing as of now",
)  # fmt: skip


def read(*pieces: str) -> tuple[str | None, str | None, bool]:
    text = "\n".join(pieces)
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    fields = parse_answers(message, ALIASES, ASKED).fields
    return fields.customer_impact, fields.customer_expectation, bool(fields.attachments)


def test_it_says_that_there_are_no_files_wherever_it_stands() -> None:
    wrong = [
        pieces
        for none in NO_FILES
        for pieces in ((IMPACT, BY, none), (none, BY, IMPACT), (IMPACT, none, BY))
        if read(*pieces) != (IMPACT, BY, True)
    ]
    assert wrong == []
    assert read(f"{IMPACT}, by Thursday noon, none because the room is locked") == (IMPACT, BY, True)


def test_an_impact_that_begins_alike_stays_one() -> None:
    assert [impact for impact in IMPACTS if read(impact, BY) != (impact, BY, False)] == []
    assert read("none because they have a workaround", BY, "error.log") == (
        "none because they have a workaround",
        BY,
        True,
    )
