"""Who takes a case and asks something, says what he does next, or that he is back; and who only seems to
(behaviour B7.6)."""

from parsers.commands.command import parse_command
from parsers.model import CommandName
from tests.vocabulary import VOCABULARY

CLAIMS = (
    "Ciao Dana, me ne occupo subito. Che versione hanno?",
    "Hoi Dana, ik ga ermee aan de slag. Welke versie?",
    "Olá Dana, trato já disto. Que versão?",
    "Hola Dana, me pongo con ello. ¿Qué versión?",
    "Me ne occupo subito. Quale versione usano?",
    "Ik pak het op. Welke versie hebben ze?",
    "Eu trato disso. Qual é a versão?",
    "Me encargo. ¿Desde cuándo falla?",
    "Lo prendo io. Da quando succede?",
    "Ik neem het. Sinds wanneer?",
    "Assumo. Desde quando?",
    "Je m'en occupe. Quelle version ?",
    "I'm looking into it now and will call them at ten.",
    "Looking into this now, will call them at ten.",
    "Will do, calling them now",
    "Ich schaue es mir an und rufe sie um zehn an.",
    "Je regarde ça maintenant et je les appelle à dix heures.",
    "Lo miro ahora y los llamo a las diez.",
    "Ci guardo subito e li chiamo alle dieci.",
    "Ik kijk er nu naar en bel ze om tien uur.",
    "I'll deal with it personally.",
    "Habs mir zugewiesen",
    "bin schon dabei",
    "ya lo estoy mirando",
    "me pongo ahora mismo",
    "je m y mets",
    "investigating",
    "will handle",
    "mine after all",
    "doch meins",
    "finalement je prends",
    "al final me encargo",
    "alla fine lo prendo io",
    "toch van mij",
    "afinal fico eu com isto",
    "I take it after all",
    "I'll take it after all",
    "I am back. mine",
    "back now, mine",
    "I'm back, on it",
    "Bin wieder da, übernehme ich",
    "De retour, je m'en occupe",
    "Ya estoy de vuelta, me encargo",
    "Sono tornato, lo prendo io",
    "Ben terug, ik pak het op",
    "Estou de volta, eu trato disso",
)
NONE = (
    "Me ne occupo io? Che versione hanno?",
    "I'm looking into it now and will pass it to Kim.",
    "Looking into this now, will tell Kim to take it",
    "Will do if Kim agrees",
    "Ci guardo, ma non è mio",
    "mine after all?",
    "I am back. Not mine.",
    "I am back, who has it?",
    "I'm back on Monday, mine then",
    "not mine after all",
    "doch nicht meins",
    "Toch niet van mij",
    "Me ne occupo se nessuno può",
    "Will look at the answer tomorrow, who takes it?",
    "Looking into who takes it",
    "Investigating is what the vendor does",
    "will handle is what Kim said",
    "Me encargo. ¿O lo tomas tú?",
    "Ik pak het op. Of wil jij het doen?",
    "Assumo. Ou preferes tu?",
    "Me ne occupo. O ci pensi tu?",
    "Lo prendo io. Puoi farlo tu?",
    "I looked into it and will call them at ten if Kim cannot",
    "Kim is looking into it now and will call them at ten.",
    "checking who is on duty",
    "Will look, Kim takes it",
    "Looking at it, will report back if it is mine",
    "I'm back, it's yours",
    "back on Monday",
    "Looking into it, will hand it to Kim",
    "Will do, I call Kim to take it",
    "I'm back. They call again",
    "doch",
)


def takes(text: str) -> bool:
    command = parse_command(text, VOCABULARY.commands)
    return command is not None and command.name is CommandName.CLAIM


def test_who_takes_it_and_says_more_takes_it() -> None:
    assert [text for text in CLAIMS if not takes(text)] == []
    assert [text for text in NONE if takes(text)] == []
