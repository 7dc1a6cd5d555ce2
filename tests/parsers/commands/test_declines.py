"""Who refuses the case declines it, in words or by a thumb; who takes it all the same does not (behaviour B7.24). And
words on a condition command nothing (behaviour B9.2)."""

# ruff: noqa: E501 - what people write is kept whole

from parsers.commands.command import find_doubtful_word, parse_command
from parsers.model import Address, CommandName
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TESS = Address("tess.berg@example.com", "Tess Berg")

DECLINED = [
    "Das Ticket steht bei der Netzgruppe, nicht bei uns.",
    "Je ne gère pas, demandez à Kim.", "On ne prend pas, désolé.", "No lo llevo yo.", "No me ocupo yo, lo siento.", "Non lo seguo io.", "Non la gestisco noi.",
    "Non lo faccio io, scusa.", "Deze kan ik er niet bij nemen.", "Ik kan dit er niet bij hebben.", "Das schaff ich nicht, sorry.",
    "Sitze bis Donnerstag am Umzug. Ich schaffe das nicht.", "Das kriege ich nicht unter.", "Can't fit this in, sorry.", "Não trato eu disto.", "Não sou eu que trato disso.",
    "This belongs to the network team, not us.", "That's for billing, not ours.", "The problem is for the network team, not us.", "Sorry, not ours.",
    "The error comes from their proxy, that's not my area.", "Der Fehler kommt aus dem Proxy, das ist nicht unser Bereich.", "Das gehört zum Netzteam, nicht zu uns.",
    "C'est pour l'équipe réseau, pas pour nous.", "Es del equipo de red, no es nuestro.", "È del team di rete, non nostro.", "Dat is voor het netwerkteam, niet voor ons.",
    "É da equipa de rede, não é nosso.", "Not ours, the error comes from their proxy.", "Kommt aus dem Proxy. Nicht meins.",
    "I won't be able to take this", "Unable to take this.", "I'm not able to take this", "I am the wrong contact", "Não é minha área",
    "No puedo hacerme cargo de esto", "No puedo ocuparme", "non fa per me", "Kan ik niet op me nemen", "Daar ga ik niet over",
    "Je ne peux pas m'en charger", "Da bin ich raus", "We are unable to take this one", "Sorry, I'm unable to handle this", "not able to take this on",
    "I have to pass on this", "I'll pass on this one", "I'm the wrong person for this", "I'm not the right person", "count me out",
    "Ich bin raus", "bin da raus", "Ich bin dafür der falsche Ansprechpartner", "Ich kann mich nicht darum kümmern", "Das kann ich nicht übernehmen",
    "Dazu kann ich nichts sagen, nicht mein Gebiet", "Je ne peux pas prendre ce ticket", "Je ne suis pas le bon contact", "Nous ne pouvons pas nous en charger", "ce n'est pas mon rayon",
    "Ce n'est pas à moi de traiter ça", "No me puedo encargar", "No podemos hacernos cargo", "no soy la persona adecuada", "no es de mi competencia",
    "No me toca a mí", "Non posso prenderlo in carico", "Non posso occuparmi di questo", "non sono la persona giusta", "Non me ne posso occupare",
    "Ik kan dit niet op me nemen", "ik ben niet de juiste persoon", "Hier ga ik niet over", "niet mijn afdeling", "Dat is niet mijn vakgebied",
    "Não posso ficar com isto", "Não me posso encarregar", "não sou a pessoa certa", "Não é comigo", "Não consigo assumir",
    "Não é da minha competência", "Not mine. Bob can take it", "Not my area, I forwarded it to Kim", "not ours, please check with Platform", "Nicht meins, ich frage Bob",
    "pas pour moi, voyez avec Paul", "Not mine. I have no idea who does it", "Nicht mein Bereich. Ich habe Bob gefragt, er macht das.", "Não é meu, o Rui trata disso", "non è mio, ci pensa Luca",
    "niet van mij, Jan kijkt ernaar", "no es mío, lo lleva Ana", "not mine, take it off my list", "decline: I don't do exports", "Not mine, Kim is looking into it",
    "Not mine", "not mine.", "nicht meins", "not mine, sorry", "not mine, please ask Kim",
    "decline", "Not mine. I will not look at it.", "pas à moi, demandez à Paul", "Not mine\n\nPlease look for somebody in Platform.", "not mine, wrong team",
    "I decline: too far from what we do", "declined, not our area", "Bin raus, nicht mein Thema", "not mine\n\nKind regards\nTess", "👎",
    "👎\nAsk Bob.", "👎\n\nNot my area", "👎 sorry", "👎👎", "👎 Ask Kim",
    "👎, frag Bob", "👎🏽 wrong team", "👎\n\nDas ist Bobs Thema.", "👎 👎", "👎 désolé",
    "(👎)", "👎\n\nNo es para mí, lo lleva Ana", "👎\n\nTess Berg\nSenior Engineer", "👎 Tess Berg reacted to your message:", "Tess Berg reacted to your message with 👎",
    "Disliked “Nobody has taken …”", "👎 to “Nobody has taken”", "[Dislike] Tess Berg reacted to your message", "Tess Berg hat mit 👎 auf Ihre Nachricht reagiert",
]  # fmt: skip
NOT_DECLINED = [
    "The timeout is in their firewall, not ours.", "Die Grenze steht in deren Firewall, nicht bei uns.", "The limit of 2,500 is in the settings of their mail server, not ours.",
    "Das schaffe ich nicht vor zwölf.", "Das schaffe ich nicht allein.", "Je ne prends pas de risque.", "No me encargo yo de la impresora, del resto sí.",
    "Ik kan er niet bij, de server is weg.", "Das schaffen sie nicht.", "Non lo prendo prima delle dieci.", "Can't fit this in the log line.", "Das schaffe ich nicht ohne Log.",
    "The timeout originates in their firewall, not ours.", "It comes from the customer's DNS, not from us.", "The delay is caused by the carrier, not us.",
    "The fault is in their switch, not ours.", "Die Störung liegt beim Provider, nicht bei uns.", "Der Fehler stammt aus deren Firewall, nicht aus unserer.",
    "Die Ursache ist im Netz des Kunden, nicht bei uns.", "L'erreur vient de leur pare-feu, pas du nôtre.", "La panne se trouve chez l'opérateur, pas chez nous.",
    "El fallo viene de su cortafuegos, no del nuestro.", "El error está en su servidor, no en el nuestro.", "Il problema deriva dal loro firewall, non dal nostro.",
    "Il guasto è nella loro rete, non da noi.", "De storing ligt bij de provider, niet bij ons.", "De oorzaak is in hun netwerk, niet bij ons.",
    "O erro vem da firewall deles, não da nossa.", "A falha está no servidor deles, não no nosso.",
    "Not mine, but I look at it", "Not my area, but I'll take it", "Not mine really, I'll do it anyway", "Normally not my area, on it", "Not my area, I'll help Kim with it",
    "Not mine yet", "Not mine alone, Kim and I do it together", "nicht meins, aber ich schau mal", "Nicht mein Bereich, ich übernehme trotzdem", "Pas mon domaine mais je m'en occupe",
    "No es mi área, pero lo tomo", "Not mine? Why not, I'll have a look", "Wrong team? No, it is ours", "Not for me to decide, but I will look into it", "I can't take this before lunch, then yes",
    "I cannot take this call, but I read the ticket", "Not my area of expertise, still looking into it", "not mine\nSorry, I meant mine", "Not mine.\nOn second thoughts I take it.",
    "Declined: Exports meeting", "No time today, tomorrow yes", "not mine, but I'll take it anyway", "nicht meins, ich mach's trotzdem", "Nicht mein Bereich, kümmere mich aber drum",
    "pas à moi, je regarde quand même", "no es mío, pero me encargo", "Non è mio, ma ci penso io", "Non è di mia competenza, però me ne occupo", "niet van mij, maar ik pak het op",
    "Niet mijn gebied, ik kijk er toch naar", "não é meu, mas eu trato", "Não é da minha área, mas vou ver", "Not ours, we take it though", "not my area but will have a look",
    "Not mine, though I can look at it this afternoon", "Not my job, checking anyway", "not mine\n\nOk fine, I take it.", "nicht meins\nDoch, ist meins.", "pas pour moi\nFinalement je m'en occupe",
    "Not mine - I'll do it this time", "I can't take this meeting, reading the logs now", "decline\nSorry, I meant mine", "not mine - scratch that, mine", "Nicht meins, aber ich helfe gern",
    "not my area, happy to help though", "Pas mon domaine, mais je jette un œil", "No es mi área, pero le echo un vistazo", "Non è il mio campo, ma do un'occhiata", "Niet mijn ding, maar ik help wel even",
    "Não é a minha área, mas dou uma olhada", "👎 that it broke again, I'm on it", "👎\nSorry, I meant 👍", "👎?", "👎 until I have the log",
    "👎\nOk, I take it.", "I am unable to take calls today", "I won't be able to take this before noon", "I am the wrong contact? Who says so",
    "I'm unable to reproduce this", "unable to take a screenshot", "I cannot take the logs", "I'll pass on this to Kim", "Ich bin raus aus dem Meeting und schaue es mir an",
    "Da bin ich raus, sobald Bob da ist", "👎 Kim Berg reacted to your message:", "Kim Abel reacted to your message with 👎",
]  # fmt: skip
CLAIMED = [
    "Got it, I'll handle it", "Got it, I'll take care of it", "got it - I'll take it", "Ok got it. I'll handle this", "Got it, handling it",
    "Got it, taking it", "Ack, I'll handle it", "Acknowledged, I'm handling it", "Ich hab's, ich kümmere mich", "got it, I'll do it",
    "Got it, I'll work on it", "Got it, I'll sort it out", "Got it, I'll deal with this", "Got it! On it", "ack, ich übernehme",
    "ack, je m'en charge", "ack, me ne occupo io", "ack, ik pak het op",
]  # fmt: skip
ON_CONDITION = [
    "lower, if you like", "raise, if Dana agrees", "raise, or not?", "waiting, I guess", "done, if Ada agrees",
    "cancel, unless Ada objects", "raise, maybe", "priority high, if you agree", "pass to tech2@example.com, if she wants", "raise - not yet",
    "raise: no, wait", "waiting until friday 10:00, if the log comes", "raise if they do not answer", "raise, once the log is there", "erledigt, wenn Ada zustimmt",
    "erledigt, falls es hält", "hochstufen, falls Dana einverstanden ist", "stornieren, sofern Ada nichts dagegen hat", "résolu, si Ada est d'accord", "monter, si tu veux",
    "annuler, sauf si Ada refuse", "resuelto, si Ada está de acuerdo", "subir, si te parece", "risolto, se Ada è d'accordo", "alza, se vuoi",
    "opgelost, als Ada akkoord is", "verhogen, tenzij Kim het oplost", "resolvido, se a Ada concordar", "escalar, caso a Dana concorde", "warten bis freitag 10:00, falls das Log kommt",
    "done? if so close it", "reopen, if it breaks again", "resume when they answer", "remind, if nobody answers", "calm, provided they stay quiet",
    "send ack, as soon as Ada agrees", "pass to tech2@example.com if she wants", "pass to tech2@example.com unless Kim has it", "lower: only if you agree", "done - assuming the fix holds",
    "done (if Ada agrees)", "raise (maybe)", "priority high if you agree", "priority high unless it is solved", "waiting until friday 10:00 if the log comes",
    "waiting until friday if the log comes", "raise, please, if Dana agrees", "raise to 4 if needed", "raise to level 4, if needed", "done\nif Ada agrees",
    "raise, but only if Dana agrees", "erledigt - nur wenn es hält", "pass to tech2@example.com - als ze wil", "remind them, if nobody answers", "waiting until friday, unless they answer before",
    "wait for the customer, if you agree", "cancel - as long as Ada agrees", "told, if I remember well", "waiting, as soon as they answer I go on",
]  # fmt: skip
# Written after the words were listed, to try them.
DECLINED += [
    "Sorry, not able to help here", "We can't take this one", "I won't be able to help with this", "This one is not for me", "Not us, sorry",
    "Wrong person", "Not my ticket", "I don't do exports", "das ist nicht mein Thema", "Kann ich leider nicht übernehmen",
    "Ich bin nicht der Richtige", "Da bin ich leider raus", "Dafür bin ich nicht zuständig", "Das fällt nicht in meinen Bereich", "Je ne peux pas le prendre",
    "Ce n'est pas pour moi", "Ce n'est pas mon périmètre", "Je ne suis pas compétent", "No es asunto mío", "No soy el indicado",
    "No puedo llevarlo", "Esto no es mío", "Non è compito mio", "Non è la mia area", "Non posso occuparmene",
    "Non sono io il responsabile", "Niet mijn taak", "Dit is niet voor mij", "Ik kan dit niet oppakken", "Ik ben hier niet verantwoordelijk voor",
    "Não sou responsável", "Não posso tratar disto", "Não é para mim", "Isto não é nosso", "I have to decline",
    "Please take me off this",
]  # fmt: skip
NOT_DECLINED += [
    "Not mine, but let me see what I can do", "Not really my area, having a look", "Not my field, but I try", "nicht meins, aber ich kann helfen", "Nicht mein Gebiet, schau es mir trotzdem an",
    "Eigentlich nicht meine Baustelle, ich kümmere mich", "Ce n'est pas à moi, mais je peux aider", "Pas mon périmètre, je vais regarder", "No es lo mío, pero voy a mirar", "No es mi tema, pero puedo ayudar",
    "Non è roba mia, ma provo a guardare", "Non è il mio campo, posso aiutare", "Niet van mij, ik help wel even", "Niet mijn gebied maar ik ga kijken", "Não é meu, mas posso ajudar",
    "Não é a minha área, vou tentar", "Not mine? I take it", "I can't take this right now", "I can't take this until noon", "I cannot take this meeting, later",
    "not my call, but I look into it", "Not my fault, looking", "Not ours to fix, but we look into the export", "I can't do this alone", "Not for us alone",
    "It is not our bug, we check the proxy", "not mine, I'm kidding, mine",
]  # fmt: skip
CLAIMED += [
    "Got it. I'll take care of it.", "got it! I'm on it", "Got it - mine", "Got this, working on it", "Acknowledged. I will handle it.",
    "Übernommen, ich kümmere mich", "Pris en charge, je m'en occupe", "Preso in carico, ci penso io", "Opgepakt, ik pak het op", "Got it and I'll handle it",
    "Alright, got it, I'll deal with it", "I'll sort it out", "I'll fix it", "handling it now", "Lo tengo, me ocupo",
    "ack, eu trato disso",
]  # fmt: skip
ON_CONDITION += [
    "done once Ada agrees", "erledigt, sobald Ada es bestätigt", "raise - as long as Dana is fine with it", "cancel (only if Ada agrees)", "lower, wenn ihr wollt",
    "raise, s'il vous plaît si possible", "pass to tech2@example.com, sofern sie will", "resume, als de klant antwoordt", "done, mits Ada akkoord is", "resuelto, siempre que Ada lo confirme",
    "risolto, purché Ada sia d'accordo", "feito, desde que a Ada confirme", "priority high, unless they answer",
]  # fmt: skip
TOLD = [
    ("raise: they call if nothing happens", "raise"),
    ("raise 4, they are down", "raise"),
    ("done: fixed, if they see it again they call", "done"),
    ("waiting until friday, they test", "waiting"),
    ("cancel: opened twice", "cancel"),
    ("raise, they wait since Monday", "raise"),
    ("pass to tech2@example.com, please call her if needed", "pass"),
    ("done: ok\n\nIf it comes back, call me.", "done"),
    ("raise\n\nIf this goes on they leave.", "raise"),
    ("done, s'il te plaît", "done"),
    ("raise, s'il vous plaît", "raise"),
    ("lower, se faz favor", "lower"),
    ("remind, if you please", "remind"),
    ("remind, please", "remind"),
    ("lower, please", "lower"),
    ("done: if it breaks again, restart the service", "done"),
    ("done. If the error comes back, reopen.", "done"),
    ("raise: if this goes on they leave", "raise"),
    ("done: they can log in, if slowly", "done"),
    ("raise, they ask if we still work on it", "raise"),
    ("waiting until friday 10:00, they check if the log is there", "waiting"),
    ("cancel: they asked if we could close it", "cancel"),
    ("pass to tech2@example.com, she knows it", "pass"),
    ("done, only the cache was full", "done"),
    ("raise: no answer until now", "raise"),
    ("waiting for the customer, until friday", "waiting"),
    ("raise: only Level 4 can do this", "raise"),
    ("done: after the restart all is fine", "done"),
    ("raise: once more they call", "raise"),
    ("erledigt: nach dem Neustart geht es", "done"),
    ("erledigt. Wenn es wiederkommt, bitte melden.", "done"),
    ("done, when I restarted the export it worked", "done"),
    ("raise 4: unless someone acts today they leave", "raise"),
]


def read(text: str) -> str | None:
    """The command's name, None for a note."""
    command = parse_command(text, VOCABULARY.commands, TESS)
    return command and command.name


@every_row("text", DECLINED)
def test_who_refuses_the_case_declines_it(text: str) -> None:
    assert read(text) == CommandName.DECLINE


@every_row("text", NOT_DECLINED)
def test_who_looks_into_it_all_the_same_or_refuses_something_else_declines_nothing(text: str) -> None:
    assert read(text) in (None, CommandName.CLAIM)


@every_row("text", CLAIMED)
def test_what_may_say_that_it_was_read_takes_the_case_before_a_claim(text: str) -> None:
    assert read(text) == CommandName.CLAIM


@every_row(
    "text",
    [
        "Got it, taken?",
        "Got it, Bob will handle it",
        "Got it, I'll handle it unless Bob does",
        "Got it, I'll handle the mail part only",
        "Got it, will you take it?",
        "Got it, Kim handles it",
        "Got it. I'll handle it tomorrow, not before",
        "Ack, I'll handle it tomorrow if I can",
    ],
)
def test_and_not_before_one_that_is_doubtful(text: str) -> None:
    assert read(text) is None


@every_row("text", ON_CONDITION)
def test_a_word_on_a_condition_commands_nothing(text: str) -> None:
    assert read(text) is None


def test_and_is_said_back() -> None:
    assert find_doubtful_word("done, if Ada agrees", VOCABULARY.commands) == "done"
    assert find_doubtful_word("pass to tech2@example.com if she wants", VOCABULARY.commands) == "pass to"


@every_row(("text", "name"), TOLD)
def test_a_condition_that_is_told_stops_nothing(text: str, name: str) -> None:
    assert read(text) == CommandName(name)
