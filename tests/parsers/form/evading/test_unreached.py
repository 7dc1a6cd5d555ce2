"""That nobody has answered yet, or that it shall be quick, is no answer; what nobody reaches any more is one (behaviour
B4.20)."""

from parsers.form.evasions import evades
from tests.tables import every_row

NONE = [
    "Der Kunde ist gerade nicht erreichbar, ich melde mich.",
    "Sorry, I forgot.",
    "Nobody picks up the phone there.",
    "Bitte beeilen!",
    "Aspetto la sua risposta.",
    "Der Kunde hat sich noch nicht gemeldet.",
    "Ich erreiche dort niemanden.",
    "I cannot reach the customer.",
    "The customer has not replied yet.",
    "No answer from them so far.",
    "Geht leider keiner ran.",
    "Ich habe es vergessen, sorry.",
    "Le client ne répond pas.",
    "Je n'arrive pas à joindre le client.",
    "J'attends leur réponse.",
    "Désolé, j'ai oublié.",
    "Dépêchez-vous, s'il vous plaît!",
    "El cliente no contesta.",
    "Perdón, se me olvidó.",
    "Espero su respuesta.",
    "¡Dense prisa, por favor!",
    "Il cliente non risponde al telefono.",
    "Scusate, l'ho dimenticato.",
    "Fate presto, per favore!",
    "De klant is niet bereikbaar.",
    "Sorry, vergeten.",
    "Ik wacht op hun reactie.",
    "Schiet op alsjeblieft!",
    "O cliente não atende.",
    "Desculpe, esqueci-me.",
    "Aguardo a resposta deles.",
    "Despachem-se, por favor!",
]
SAID = [
    "Nobody picks up orders any more",
    "The site is not reachable",
    "They cannot reach us by phone",
    "Die Kunden warten auf ihre Ware",
    "Kasse nicht erreichbar",
    "Die Filialen erreichen uns nicht",
    "Nobody answers the hotline, 3 shops are closed",
    "Le portail est injoignable",
    "El sistema no responde",
    "Il server non risponde",
    "De site is onbereikbaar",
    "O sistema não responde",
    "Orders forgot their address lines",
    "20 clerks wait for the file",
    "Clienti in attesa alle casse",
    "I clienti aspettano la merce",
    "Nobody can bill.",
    "Niemand kan factureren.",
]


@every_row("words", NONE)
def test_who_has_not_heard_yet_says_nothing_of_the_impact(words: str) -> None:
    assert evades([words], "customer_impact")


@every_row("words", SAID)
def test_what_nobody_reaches_is_an_impact(words: str) -> None:
    assert not evades([words], "customer_impact")


def test_a_call_that_nobody_took_is_a_step() -> None:
    assert not evades(["I called twice, nobody picks up the phone there"], "steps_taken")
