"""A command beside or above words that refuse the case, or that take the mail back, is none: it would stop or end a
clock, and its words would be lost (behaviour B9.2). What belongs to a command's own account stays it."""

# ruff: noqa: E501 - what people write is kept whole

from parsers.commands.command import find_doubtful_word, parse_command
from parsers.model import CommandName
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

REFUSED = [
    "Wait, this is not ours", "wait - that's not ours", "Wait: wrong team", "Wait.\nThis is not ours.", "Wait\n\nThis is not ours.", "On hold, not ours", "hold: not our area", "Waiting, I think this is not ours",
    "Waiting.\n\nThis belongs to Platform.", "waiting: we are not responsible for exports", "Wait, I can't take this one", "Wait, I'm not the right person", "please wait, not for us", "waiting, on vacation until Monday", "wait, we have no capacity",
    "Solved, not by us", "solved: not by me, wrong team", "Done: not our area", "Done. This is not ours.", "done\n\nNot our topic, please ask Platform.", "Resolved - outside our remit", "Closed. Wrong department.", "fixed: no, not ours", "closed: we don't support this",
    "done\n\nSorry, this one is not ours.", "Done - has nothing to do with us", "closed, not in our scope",
    "Cancel, not ours", "cancel: this is not for us", "Withdraw, wrong team", "cancel\n\nNot my area, sorry.", "Resume, not ours", "Go on, this isn't ours", "remind them, this is not ours", "calm\n\nNot ours.", "reopen - not ours", "send ack\n\nThis isn't our ticket.",
    "priority low\n\nNot our problem.", "status?\n\nThis is not ours.", "why?\n\nWe are not responsible for this.", "help\n\nThis is not for us.",
    "Warte, das ist nicht unseres", "Warten, nicht unser Bereich", "Warte, wir sind nicht zuständig", "warten: falsches Team", "Warten\n\nDas gehört nicht zu uns.", "Warte, dafür bin ich nicht zuständig", "warten, bin im Urlaub",
    "Erledigt - nicht unser Bereich", "Erledigt, nicht von uns", "erledigt: falsche Abteilung", "Gelöst: nicht unser Thema", "Behoben?\n\nNicht meins.", "Erledigt.\n\nDas ist leider nicht unsere Baustelle.", "Stornieren, nicht unsers", "Zurückgezogen: wir sind nicht zuständig",
    "Weiter, aber nicht bei uns", "Fortsetzen - nicht unser Fall", "erledigt, weil nicht unser Bereich", "Erledigt. Da sind wir die Falschen.",
    "En attente, pas pour nous", "En attente : mauvaise équipe", "En attente, ce n'est pas à nous", "Résolu, pas par nous", "Résolu : ce n'est pas de notre ressort", "Terminé - pas notre domaine", "Fait\n\nCe n'est pas pour nous.", "Annuler, pas pour nous", "Annuler : mauvais service",
    "Reprendre, nous ne sommes pas responsables", "en attente\nDésolé, ce n'est pas mon domaine", "réglé, rien à voir avec nous", "En attente, je ne peux pas m'en occuper",
    "En espera, no es nuestro", "Esperando: equipo equivocado", "En espera, no es para nosotros", "Resuelto, no por nosotros", "Resuelto: no es de nuestra área", "Hecho\n\nNo nos corresponde.", "Anular, no es nuestro", "Solucionado - no es asunto nuestro", "en espera, no somos responsables", "Continuar, esto no es para nosotros",
    "hecho: no tiene nada que ver con nosotros", "en espera\nLo siento, no puedo encargarme",
    "In attesa, non è nostro", "In attesa: team sbagliato", "In attesa, non è per noi", "Risolto, non da noi", "Risolto: non è di nostra competenza", "Fatto\n\nNon è il nostro ambito.", "Annulla, non è nostro", "Riprendi - non siamo responsabili", "in attesa, non posso occuparmene", "Annullare: reparto sbagliato", "risolto, non c'entra con noi",
    "Wachten, niet van ons", "Wachten: verkeerde team", "Wachten, dit is niet voor ons", "Opgelost, niet door ons", "Klaar - niet ons gebied", "Opgelost: wij zijn niet verantwoordelijk", "Klaar\n\nDit is niet van ons.", "Annuleren, niet voor ons", "Hervatten, dit is niet onze zaak", "wachten, ik kan dit niet oppakken", "gedaan: verkeerde afdeling",
    "Em espera, não é nosso", "Aguardando: equipa errada", "Em espera, não é para nós", "Resolvido, não por nós", "Resolvido: não é da nossa área", "Feito\n\nIsto não é nosso.", "Cancelled, não é nosso", "Retomar, não somos responsáveis", "em espera, não posso assumir", "resolvido - não tem nada a ver connosco", "Feito: não é da nossa responsabilidade",
]  # fmt: skip
REFUSED += [
    "Solved: I'm not the one to ask", "Done: please remove me from this", "resolved, nothing to do with my team", "done, though not ours", "Warte, gehört nicht uns", "Warten: betrifft uns nicht", "erledigt - kein Thema für uns", "Erledigt\n\nWir können da leider nicht helfen.", "en attente: nous ne gérons pas ça", "en espera, eso no lo llevamos nosotros", "en espera: se han equivocado de equipo", "in attesa: avete sbagliato team",
    "risolto, non ce ne occupiamo noi", "wachten, wij doen dit niet", "opgelost, niet aan ons", "em espera: não tratamos disso", "resolvido: enganaram-se na equipa",
]  # fmt: skip
TAKEN_BACK = [
    "pass to jo@example.com\n\nsorry, I mean kim@example.com", "raise\n\nforget what I said", "done\n\nno wait, it is back", "done\n\nSorry, not done yet", "done\n\nActually no.", "done: not fixed yet", "raise\n\nno wait", "cancel\n\nno, don't", "waiting\n\nactually no", "erledigt: noch nicht behoben", "résolu\n\nEn fait non.",
    *(f"{said}\n\nSorry, wrong thread, ignore this." for said in ("cancel", "done", "raise", "lower", "pass to jo@example.com", "waiting", "resume", "reopen", "priority high", "remind", "send ack", "calm", "Done: restarted the export", "raise 4", "waiting until friday")),
    "raise, sorry, wrong thread", "raise\nplease ignore", "raise\n\nScratch that.", "raise\n\nNever mind.", "Done.\nWrong window, sorry", "cancel\n\nSorry, that was meant for another case", "lower\n\nForget it", "raise 3\n\nSorry, wrong ticket", "done\n\nSent by mistake, please disregard.",
    "pass to jo@example.com\n\nOops, wrong mail", "cancel - sorry, wrong thread, ignore this", "waiting\n\nThat was for ESC-9.", "raise\n\nThis was not meant for this case.",
    "hochstufen\n\nSorry, falscher Thread, bitte ignorieren.", "erledigt\n\nFalsches Fenster, bitte ignorieren", "stornieren\nVergesst es", "erledigt\n\nDas war für einen anderen Fall.", "warten\n\nVersehentlich gesendet.", "weitergeben an jo@example.com\n\nUps, falsche Mail",
    "monter\n\nDésolé, mauvais fil, ignorez ce message.", "résolu\n\nMauvaise fenêtre", "annuler\n\nOubliez ça.", "terminé\n\nC'était pour un autre ticket.", "en attente\n\nEnvoyé par erreur.",
    "subir\n\nPerdón, hilo equivocado, ignorad esto.", "resuelto\n\nVentana equivocada", "anular\n\nEra para otro caso.", "en espera\n\nEnviado por error.", "hecho\n\nOlvidadlo.",
    "alza\n\nScusate, thread sbagliato, ignorate.", "risolto\n\nFinestra sbagliata", "annulla\n\nEra per un altro ticket.", "in attesa\n\nInviato per errore.", "fatto\n\nCome non detto.",
    "verhogen\n\nSorry, verkeerde thread, negeer dit.", "opgelost\n\nVerkeerde venster", "annuleren\n\nLaat maar.", "klaar\n\nDit was voor een andere zaak.", "wachten\n\nPer ongeluk verstuurd.",
    "escalar\n\nDesculpem, conversa errada, ignorem isto.", "resolvido\n\nJanela errada", "em espera\n\nEra para outro caso.", "feito\n\nEnviado por engano.", "baixar\n\nEsqueçam.",
]  # fmt: skip
CARRIED_OUT = [
    ("raise, not for us", "raise"), ("raise: ignore my previous mail, it is worse now", "raise"), ("raise\n\nPlease disregard my previous message, the whole site is down.", "raise"), ("opgelost: lag niet aan ons", "done"), ("done: not yet rolled out on staging", "done"), ("raise\n\nNo answer since Monday.", "raise"), ("raise: not fixed yet", "raise"), ("waiting: not solved yet, they test it", "waiting"), ("reopen\n\nNot solved yet.", "reopen"), ("waiting until Friday\n\nPlease wait.", "waiting"), ("raise: not our area, the network team has it", "raise"), ("raise\n\nI cannot take this one.", "raise"), ("hochstufen, nicht unser Bereich", "raise"), ("monter, pas pour nous", "raise"), ("subir: no es nuestro", "raise"), ("verhogen, niet voor ons", "raise"), ("escalar\n\nNão é nosso.", "raise"), ("alza, non è nostro", "raise"), ("raise, I am on vacation", "raise"),
    ("pass to jo@example.com: not ours, it is theirs", "pass"), ("pass to jo@example.com\n\nNot my area, Jo knows it.", "pass"), ("weitergeben an jo@example.com, nicht unser Bereich", "pass"), ("lower: not for level 3", "lower"), ("lower\n\nThis is not ours, a restart helps.", "lower"), ("passer à jo@example.com\n\nCe n'est pas pour nous.", "pass"),
    ("done: it was not our fault", "done"), ("done: not our fault, the provider had an outage", "done"), ("done: no fault found", "done"), ("Fixed - not a bug, works as designed", "done"), ("done: the wrong team was in the routing table, corrected", "done"), ("done: wrong customer data was deleted", "done"), ("done: the mails went to the wrong folder", "done"),
    ("done: they cannot take calls, mailed them", "done"), ("done. It was not our software but the proxy.", "done"), ("done: users can ignore this warning", "done"), ("done\n\nThe file belongs to root now.", "done"), ("done: sorry for the delay", "done"), ("Done, sorry for the trouble", "done"), ("done: restarted\n\nI'm on vacation from tomorrow, Kim knows it.", "done"), ("done: sent to the wrong printer before", "done"),
    ("erledigt: lag nicht an uns", "done"), ("erledigt: nicht unser Fehler, der Anbieter hatte eine Störung", "done"), ("erledigt: falscher Drucker war eingestellt", "done"), ("résolu : ce n'était pas notre faute", "done"), ("résolu : mauvais mot de passe", "done"), ("resuelto: no fue culpa nuestra", "done"), ("resuelto: contraseña equivocada", "done"), ("risolto: non era colpa nostra", "done"), ("risolto: password sbagliata", "done"), ("opgelost: niet onze schuld", "done"), ("opgelost: verkeerde instelling", "done"), ("resolvido: não foi culpa nossa", "done"), ("resolvido: senha errada", "done"),
    ("cancel: not our customer", "cancel"), ("cancel: opened by mistake", "cancel"), ("cancel: wrong customer", "cancel"), ("cancel: wrong ticket number", "cancel"), ("cancel: wrong ticket, sorry", "cancel"), ("cancel: duplicate, sorry", "cancel"), ("cancel: not needed any more", "cancel"), ("cancel: please ignore, opened twice", "cancel"), ("cancel: belongs to ESC-12", "cancel"), ("stornieren: versehentlich eröffnet", "cancel"), ("stornieren: falscher Kunde", "cancel"), ("annuler : ouvert par erreur", "cancel"), ("anular: abierto por error", "cancel"), ("annulla: aperto per errore", "cancel"), ("annuleren: per ongeluk geopend", "cancel"),
    ("waiting: the customer is on vacation", "waiting"), ("waiting until Monday, the customer has no time before", "waiting"), ("waiting: they cannot take calls today", "waiting"), ("waiting for the customer's answer", "waiting"), ("waiting\n\nTheir admin says it is not their area and asks the provider.", "waiting"), ("warten: der Kunde ist im Urlaub", "waiting"), ("warten bis Montag", "waiting"), ("en attente : le client est en congé", "waiting"), ("en espera: el cliente está de vacaciones", "waiting"), ("in attesa: il cliente è in ferie", "waiting"), ("wachten: de klant is met vakantie", "waiting"), ("em espera: o cliente está de férias", "waiting"), ("waiting: please ask the customer for the log", "waiting"),
    ("resume: they are back", "resume"), ("resume, sorry for the delay", "resume"), ("note: this is not ours", "note"), ("info? is this not ours?", "info"), ("note: sorry, wrong thread", "note"), ("remind them", "remind"), ("status?", "status"), ("why level 3?", "why"), ("reopen: the wrong fix was rolled out", "reopen"), ("calm\n\nThey were in the wrong menu.", "calm"), ("priority high\n\nThe wrong invoices are out.", "priority"),
]  # fmt: skip


@every_row("text", [*REFUSED, *TAKEN_BACK])
def test_who_refuses_the_case_or_takes_the_mail_back_commands_nothing(text: str) -> None:
    assert parse_command(text, VOCABULARY.commands) is None


@every_row("claim", ["mine", "on it", "ich übernehme", "👍"])
@every_row(
    "refusal",
    [
        "not our scope", "nothing to do with my team", "I'm not the one to ask", "betrifft uns nicht",
        "Wir können da leider nicht helfen.", "nous ne gérons pas ça", "eso no lo llevamos nosotros",
        "non è di nostra competenza", "wij zijn niet verantwoordelijk", "não é da nossa área", "forget what I said",
    ],
)  # fmt: skip
def test_a_refusal_makes_a_claim_none_as_well(claim: str, refusal: str) -> None:
    for text in (f"{claim}\n\n{refusal}", f"{claim}, {refusal}"):
        assert parse_command(text, VOCABULARY.commands) is None, text


@every_row(
    ("text", "word"),
    [
        ("Wait, this is not ours", "wait"),
        ("Hi Dana,\n\nSolved, not by us", "solved"),
        ("please wait, not ours", "wait"),
        ("Done, but the customer still complains", "done"),
        ("Status: still broken", "status"),
        ("Erledigt - nicht unser Bereich", "erledigt"),
        ("Which version?", ""),
        ("Mine, I think", "mine"),
        ("Mine\nKey is with Bob.", "mine"),
        ("mine -> Bob", "mine"),
        ("Raise?", "raise"),
        ("Not mine?", "not mine"),
        ("not mine, maybe", "not mine"),
        ("Got it, thanks", ""),
        ("Ack. Which version?", ""),
        ("Also: the log is attached", ""),
        ("Is it done?", ""),
        ("Waiting times are long today", ""),
        ("Notice the error", ""),
        ("", ""),
    ],
)
def test_the_word_that_was_not_carried_out_is_named(text: str, word: str) -> None:
    assert find_doubtful_word(text, VOCABULARY.commands) == word


@every_row(("text", "name"), CARRIED_OUT)
def test_what_a_command_is_said_for_stays_its_own(text: str, name: str) -> None:
    command = parse_command(text, VOCABULARY.commands)
    assert (command and command.name) == CommandName(name)
