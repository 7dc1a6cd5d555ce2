"""What people add to the words by which they take a case leaves it theirs; a refusal of the case itself does not
(behaviour B7.6). Who refuses it in everyday words declines it (behaviour B7.24)."""

# ruff: noqa: E501 - what people write is kept whole

from parsers.commands.command import parse_command
from parsers.commands.taking.unwilling import SIGNS, Sign, find_signs, split_said
from parsers.model import Address
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TESS = Address("tess.berg@example.com", "Tess Berg")

TAKEN = [
    "mine\nPlease do not call her before ten.", "Mine. No need to phone, I'll mail her.", "On it. They shouldn't restart anything until I say so.",
    "Hi Dana,\n\nmine. I can't see the log file though, could you resend it?\n\nBest,\nTess", "On it - haven't found the cause yet", "Mine, Bob is helping me with the DNS side.",
    "mine\n\nThe customer does not want to be called, mail only.", "mine. If they call again, put them through to me.", "Mine, no idea what it is yet, looking at the logs now.",
    "mine - it is not the export, it is the importer", "Mine. Sorry about the wait, I was in a meeting until eleven.", "Mine. Kim is out and can't do it anyway.",
    "Mine, but please don't promise anything before tomorrow.", "I'll look after it. Only the nightly job is affected as far as I see.", "mine\nNot a network problem, I checked that.",
    "Meins.\nBitte nicht vor zehn anrufen.", "Übernehme ich. Anrufen ist nicht nötig, ich schreibe ihr.", "Bin dran. Der Kunde soll nichts neu starten, bis ich mich melde.",
    "Mach ich. Weiß noch nicht, woran es liegt.", "Ich kümmere mich drum, das ist kein Fehler im Export sondern im Import",
    "Übernehme ich. Wenn sie wieder anrufen, bitte zu mir durchstellen.", "Meins, war nur kurz nicht am Platz.",
    "übernehme\nwir haben das im März schon mal gehabt, nicht wieder den Server neu starten", "Bin dran 👍 bitte dem Kunden noch nichts versprechen",
    "Ich kümmere mich darum. Sorry, dass es so lange gedauert hat, saß bis elf im Meeting.", "Ich übernehme.\n\nIch glaube nicht, dass es am Proxy liegt, prüfe es aber.",
    "Je m'en occupe.\nNe pas l'appeler avant dix heures s'il vous plaît.", "Je m'en charge. Pas besoin d'appeler, je lui écris.",
    "Je suis dessus. Le client ne doit rien redémarrer avant mon signal.", "C'est pour moi. Paul m'aide pour la partie réseau.", "Je m'en occupe, ce n'est pas l'export mais l'import",
    "Je m'en charge. Ce ne sera pas avant midi, plutôt vers deux heures.", "je prends\nDepuis quand ? Et seulement un utilisateur ?",
    "Je prends le dossier. Désolé pour l'attente, j'étais en réunion jusqu'à onze heures.", "Je m'en charge, Paul n'a pas le temps aujourd'hui.",
    "Bien reçu, je m'en occupe. Que personne ne touche à la base.", "Me encargo.\nPor favor no la llaméis antes de las diez.", "Me encargo yo. No hace falta llamar, le escribo.",
    "Estoy en ello. El cliente no debe reiniciar nada hasta que yo avise.", "Lo tomo. Pablo me ayuda con la red.", "Lo llevo yo, no es la exportación sino la importación",
    "Me encargo. No será antes del mediodía, más bien a las dos.", "me encargo\n¿Desde cuándo? ¿Y solo un usuario?", "Me encargo. Perdón por la espera, estaba en una reunión hasta las once.",
    "Me encargo, Pablo no tiene tiempo hoy.", "Me encargo, nunca he visto este error", "Ci penso io.\nPer favore non chiamatela prima delle dieci.",
    "Me ne occupo io. Non serve telefonare, le scrivo.", "Ci sto lavorando. Il cliente non deve riavviare nulla finché non lo dico io.", "Lo prendo io. Marco mi aiuta con la rete.",
    "Me ne occupo, non è l'esportazione ma l'importazione", "Ci penso io. Non prima di mezzogiorno, direi verso le due.", "ci penso io\nDa quando? E solo un utente?",
    "Ci penso io. Scusate l'attesa, ero in riunione fino alle undici.", "Me ne occupo, Marco non ha tempo oggi.", "Ci penso io, mai visto questo errore",
    "Ik pak het op.\nBel haar alsjeblieft niet voor tien uur.", "Ik regel het. Bellen is niet nodig, ik mail haar.",
    "Ik ben ermee bezig. De klant moet niets herstarten tot ik iets laat weten.", "Van mij. Jan helpt me met het netwerk.", "Ik pak dit op, het is niet de export maar de import",
    "Ik doe het. Voor twaalf uur lukt niet, eerder om twee uur.", "ik pak het op\nSinds wanneer? En maar één gebruiker?",
    "Ik pak het op. Sorry voor het wachten, zat tot elf uur in een vergadering.", "Ik pak het op, Jan heeft vandaag geen tijd.", "Ik pak het op, nog nooit gezien deze fout",
    "Eu assumo.\nPor favor não lhe liguem antes das dez.", "Deixa comigo. Não é preciso ligar, eu escrevo-lhe.", "Eu trato disso. O cliente não deve reiniciar nada até eu avisar.",
    "Fico com este. O João ajuda-me com a rede.", "Eu trato disso, não é a exportação mas a importação", "Eu trato disso. Antes do meio-dia não, mais pelas duas.",
    "eu assumo\nDesde quando? E só um utilizador?", "Deixa comigo. Desculpem a espera, estava numa reunião até às onze.", "Eu trato disso, o João hoje não tem tempo.",
    "Eu assumo, nunca vi este erro", "mine, but the log is empty, can you check?", "Mine. Should I call them or will you?", "On it. @Dana please send me the log again",
    "Mine. Let Ada know that I'm looking.", "Mine. The customer accidentally deleted the folder.", "On it, waiting for another log from them", "Mine. Who else has access to that server?",
    "Mine, I only saw this now", "mine, that was quick", "Mine. Sorry for the noise this morning.", "I'll take it, though I doubt it is our software.",
    "Mine. They sent the file to the wrong address, that is all.", "On it. The wrong customer got the invoice, I see.", "Mine. I don't need anything from you right now.", "mine, thx",
    "On it, brb", "mine, calling now", "mine - weird one", "Mine. I'm not sure what it is but I'll find out.", "On it. No ETA yet.", "On it, but I haven't had coffee yet 😄",
    "I'll take it, but don't expect miracles", "mine. I'm off at six, will be done by then.", "Mine. Can't promise anything for today.", "mine, can't do it before noon but then I will",
    "I'll handle it. I can't reach Ada by phone, does she have another number?", "On it. Nobody else has seen this in Frankfurt, right?", "Mine. Their firewall blocks us, not our fault.",
    "Taking it, Bob owes me one", "Meins, danke. Soll ich den Kunden anrufen?", "Ich übernehme. Der Kunde hat die Datei versehentlich gelöscht.", "Meins, komischer Fall",
    "Ich kümmere mich, aber erwartet keine Wunder", "Bin dran. Wer hat sonst noch Zugriff auf den Server?", "Ich übernehme. Sorry für den Lärm heute früh.",
    "Ich übernehme, aber das Log ist leer", "Meins. Ich habe es erst jetzt gesehen.", "Übernehme ich. Ihr Admin ist im Urlaub, ich rufe den Vertreter an.",
    "Ich mach's. Kann den Kunden telefonisch nicht erreichen.", "Je m'en occupe. Dois-je appeler le client ?", "Je prends, mais le journal est vide",
    "Je m'en charge. Le client a supprimé le dossier par erreur.", "Je m'en occupe, je viens seulement de le voir", "Je prends. Leur admin est en vacances, j'appelle son remplaçant.",
    "Je m'en occupe. Je n'arrive pas à joindre Ada.", "Me encargo. ¿Quieres que llame al cliente?", "Me encargo, pero el registro está vacío",
    "Lo tomo. El cliente borró la carpeta por error.", "Me encargo, no consigo localizar a Ada", "Ci penso io. Vuoi che chiami il cliente?", "Ci penso io, ma il log è vuoto",
    "Me ne occupo. Il cliente ha cancellato la cartella per sbaglio.", "Me ne occupo, non riesco a raggiungere Ada", "Ik pak het op. Zal ik de klant bellen?",
    "Ik pak het op, maar het logbestand is leeg", "Ik neem het. De klant heeft de map per ongeluk verwijderd.", "Ik pak het op, ik krijg Ada niet te pakken",
    "Eu assumo. Queres que ligue ao cliente?", "Eu assumo, mas o log está vazio", "Eu trato disso. O cliente apagou a pasta por engano.", "Eu assumo, não consigo falar com a Ada",
]  # fmt: skip
NOT_TAKEN = [
    "mine, if I find the time", "Mine? No.", "On it. No wait, that's Kim's.", "mine - sorry, wrong case", "Mine. Actually I can't, somebody else please.", "On it... not. Too busy.",
    "Mine\nHm, I have no time for this after all.", "I'll take it. Kim takes over at noon.", "Ich übernehme. Ach nein, keine Zeit.", "Meins, falls ich dazu komme",
    "Ich kümmere mich. Kim soll das bitte machen.", "Je prends. Non, finalement pas le temps.", "Je m'en occupe si j'ai le temps", "Me encargo. Bueno, no, no tengo tiempo.",
    "Ci penso io. Anzi, non ho tempo.", "Ik pak het op. Of nee, geen tijd.", "Eu assumo. Afinal não tenho tempo.",
]  # fmt: skip

REFUSED = [
    "Got it, but I can't",
    "Can't do it today, fully booked", "No, ask Robin", "Sorry, swamped. Can somebody else take this?", "No time, sorry", "Please find someone else, I'm on a customer site.",
    "Not something I can help with", "Nope, that's Kim's customer.", "Robin should take this one, I've never worked on billing", "Out today, ask Robin",
    "Unfortunately I can't take any more cases today.", "Sorry, no.", "I no longer work on this product.", "Can't take it, kid is sick", "Kann ich heute nicht machen", "Nicht mein Produkt",
    "Bin den ganzen Tag in Besprechungen, bitte jemand anders", "Schaffe ich nicht, bin voll ausgelastet", "Geht bei mir leider nicht", "Ich hab diese Woche keine Bereitschaft",
    "Das müsste Robin machen, mit Abrechnung hatte ich nie zu tun", "Heute unmöglich, bin auf Schulung", "Das ist Sache der Datenbankleute", "Bin ab Mittag weg, kann es nicht nehmen",
    "Falsche Person 🙈", "Pas le temps", "Pas mon produit", "Je suis en réunion toute la journée, quelqu'un d'autre s'il vous plaît", "Impossible pour moi",
    "Trouvez quelqu'un d'autre, je suis chez un client.", "Désolée, je suis sous l'eau, quelqu'un d'autre peut le prendre ?", "Malheureusement non", "Je ne travaille plus sur ce produit.",
    "C'est du ressort de l'équipe base de données", "Mauvaise personne 🙈", "Non, pas moi", "No tengo tiempo", "No es mi producto", "Estoy reunido todo el día, que lo coja otro por favor",
    "Imposible para mí", "Buscad a otra persona, estoy con un cliente.", "Lo siento, estoy desbordada, ¿lo puede coger otro?", "Lamentablemente no", "Ya no trabajo en este producto.",
    "Eso es cosa del equipo de base de datos", "Persona equivocada 🙈", "No, yo no", "Non ho tempo", "Non è il mio prodotto", "Sono in riunione tutto il giorno, qualcun altro per favore",
    "Impossibile per me", "Trovate qualcun altro, sono da un cliente.", "Mi dispiace, sono sommersa, può prenderlo qualcun altro?", "Purtroppo no", "Non lavoro più su questo prodotto.",
    "È compito del team database", "Persona sbagliata 🙈", "No, io no", "Geen tijd", "Niet mijn product", "Ik zit de hele dag in vergaderingen, iemand anders graag", "Lukt mij niet",
    "Zoek iemand anders, ik zit bij een klant.", "Sorry, ik verzuip in het werk, kan iemand anders dit nemen?", "Helaas niet", "Ik werk niet meer aan dit product.",
    "Dat is voor het databaseteam", "Verkeerde persoon 🙈", "Nee, ik niet", "Não tenho tempo", "Não é o meu produto", "Estou em reuniões o dia todo, outra pessoa por favor",
    "Impossível para mim", "Procurem outra pessoa, estou num cliente.", "Desculpem, estou atolada, alguém pode pegar nisto?", "Infelizmente não", "Já não trabalho neste produto.",
    "Isso é com a equipa de base de dados", "Pessoa errada 🙈", "Não, eu não", "Can't, sorry", "Can't do this one, I'm travelling", "no capacity today, please ask someone else",
    "Not me, I'm on leave from today", "I know nothing about billing, ask Kim", "Fully booked all week, sorry", "Sorry, on holiday. Ask Kim.",
    "I must say no to this one, too much on my plate", "That's Kim's customer, please give it to her", "This is one for the database team", "Nein, das macht Robin", "Nein danke",
    "Hab leider null Zeit", "Ich schaffe es heute einfach nicht, sorry Leute", "Tut mir leid, ich bin krank. Bitte jemand anders.", "Mein Kind ist krank, kann das jemand anders nehmen?",
    "Keine Kapazität, bitte an Robin geben", "Bin raus für heute, fragt Kim", "Désolé, pas dispo aujourd'hui", "Je n'ai pas le temps, voyez avec Paul", "Non merci",
    "Je suis malade, quelqu'un d'autre ?", "No me da la vida, que lo lleve otro", "Estoy de baja, preguntad a Pablo", "Lo siento, hoy imposible", "No gracias", "Mi dispiace, oggi impossibile",
    "Sono malata, chiedete a Marco", "Non ho un minuto, qualcun altro per favore", "Sorry, ik ben ziek. Iemand anders?", "Ik heb het te druk, vraag Jan", "Vandaag onmogelijk, sorry",
    "Desculpem, hoje é impossível", "Estou doente, falem com o João", "Não tenho mãos a medir, outra pessoa por favor", "Can't take it today", "I cannot take this today",
    "not able to take this today", "mine? no, not my area",
]  # fmt: skip
NEITHER = [
    "can't do it before noon", "I don't have the log, please send it", "I have no time to read all of it, what is the error?", "Can't log in to their system, who has the password?",
    "Not a bug, works as designed.", "Have you asked Robin?", "Robin had the same last week.", "Thanks, seen. Let me think about it.", "No, they never called me.",
    "They can't take it offline before Friday", "This is not our fault, the provider was down", "mine, if nobody else wants it", "Could be mine, let me look first",
    "They need someone on site", "No idea. What does the log say?", "Kann ich erst ab Mittag machen", "Das Log fehlt, bitte schicken", "Den Anhang kann ich nicht öffnen",
    "Am Netzwerk liegt es nicht.", "Welches Produkt ist es?", "Bin im Meeting, schaue um drei drauf.", "Nein, die Sicherung lief durch.", "Noch jemand anders hat den Fehler gemeldet",
    "Den Kunden kenne ich, vorsichtig mit Zusagen.", "Vielleicht kann ich es nehmen, sage um zwei Bescheid.", "Ohne das Okay des Kunden kann ich das nicht machen",
    "Je ne peux pas le faire avant midi", "Il me manque le journal, merci de l'envoyer", "Je ne peux pas ouvrir la pièce jointe", "Ce n'est pas le réseau.", "C'est quel produit ?",
    "Je suis en réunion, je regarde à trois heures.", "Non, la sauvegarde s'est bien passée.", "Quelqu'un d'autre a signalé la même erreur", "Je connais ce client, attention aux promesses.",
    "Peut-être que je peux le prendre, je vous dis à deux heures.", "Sans l'accord du client je ne peux pas le faire", "No puedo hacerlo antes del mediodía",
    "Me falta el registro, enviadlo por favor", "No puedo abrir el adjunto", "No es la red.", "¿Qué producto es?", "Estoy en una reunión, lo miro a las tres.",
    "No, la copia de seguridad fue bien.", "Otra persona ha informado del mismo error", "Conozco a este cliente, cuidado con las promesas.", "Quizá pueda tomarlo, os digo a las dos.",
    "Sin permiso del cliente no puedo hacerlo", "Non posso farlo prima di mezzogiorno", "Mi manca il log, mandatelo per favore", "Non riesco ad aprire l'allegato", "Non è la rete.",
    "Che prodotto è?", "Sono in riunione, lo guardo alle tre.", "No, il backup è andato bene.", "Qualcun altro ha segnalato lo stesso errore", "Conosco questo cliente, attenti alle promesse.",
    "Forse posso prenderlo, vi dico alle due.", "Senza il consenso del cliente non posso farlo", "Ik kan het niet voor twaalf uur doen", "Ik mis het logbestand, stuur het even",
    "Ik kan de bijlage niet openen", "Het is niet het netwerk.", "Welk product is het?", "Ik zit in een vergadering, kijk er om drie uur naar.", "Nee, de back-up liep goed.",
    "Iemand anders heeft dezelfde fout gemeld", "Ik ken deze klant, pas op met beloftes.", "Misschien kan ik het nemen, ik laat het om twee uur weten.",
    "Zonder toestemming van de klant kan ik het niet doen", "Não consigo fazer antes do meio-dia", "Falta-me o log, enviem por favor", "Não consigo abrir o anexo", "Não é a rede.",
    "Que produto é?", "Estou numa reunião, vejo às três.", "Não, a cópia de segurança correu bem.", "Outra pessoa comunicou o mesmo erro", "Conheço este cliente, cuidado com as promessas.",
    "Talvez possa ficar com ele, digo às duas.", "Sem autorização do cliente não posso fazer", "No, we did not change anything.", "No. The service was restarted at nine.",
    "Sorry, I overlooked your mail. Which host is it?", "Sorry, in a meeting until three, then I look.", "Out of disk space on host 4.", "Busy waiting in the log, looks like a loop.",
    "Full backup ran last night.", "No time stamps in the log, can you send the raw file?", "I have no time zone in the export, which one is it?", "Can't say yet.",
    "Can't see anything unusual", "Impossible to say without the log.", "Impossible de reproduire", "Impossible, the service was up all night!",
    "The job is for the database team's server, I think. What is its name?", "Ask Ada for the log please", "Can anyone reproduce this?", "Could somebody send me the log?",
    "Has Robin seen this? He should know.", "Robin should know which version it is.", "Is this for the database team?", "They are swamped today, please be patient with them.",
    "The customer is out today, I'll ring tomorrow.", "I'm out at lunch, back at one", "Off by one error in the export, I think", "I don't know this error. Which version?",
    "I don't know the customer's setup, who does?", "not on this server, on the other one", "Not possible with this version, they need 4.3.",
    "The product is not ours but we can ask the vendor, give me an hour", "Keine Zeitangabe im Log, welche Zone?", "Nein, wir haben nichts geändert.",
    "Kann ich nicht sagen, welche Version ist es?", "Kann nicht sein, der Dienst lief durch.", "Die Platte ist voll", "Voll nachvollziehbar, ich melde mich",
    "Unmöglich, der Dienst lief die ganze Nacht", "Frag Ada bitte nach dem Log", "Kann jemand das nachstellen?", "Krank ist hier niemand, das System läuft",
    "Robin sollte wissen, welche Version das ist.", "Das kann nicht unser Server sein", "Non, nous n'avons rien changé.", "Pas de temps de réponse anormal",
    "Je ne peux pas dire, quelle version ?", "Demandez le journal à Ada svp", "Impossible, le service tournait toute la nuit", "No, no hemos cambiado nada.",
    "No puedo decirlo, ¿qué versión es?", "Imposible, el servicio funcionó toda la noche", "Paso el registro a Pablo para que lo vea", "No, non abbiamo cambiato niente.",
    "Passo il log a Marco per un parere", "Il disco è pieno", "Nee, we hebben niets veranderd.", "De schijf is vol", "Kan niet, de dienst draaide de hele nacht", "Não, não mudámos nada.",
    "O disco está cheio", "Passo o log ao João para ele ver", "Impossível dizer sem o log", "Thanks!", "Ok, no problem.", "Unfortunately not yet, I'm still looking.",
    "Unfortunately not, the error is still there.", "I'm in meetings all day but will look tonight", "Swamped, but give me until four", "I can't do it today, tomorrow at nine is fine",
    "Kann ich heute nicht, morgen früh schon", "Hoy no puedo, mañana sí", "Je ne peux pas aujourd'hui, demain oui", "Can't do it right now, in a call",
    "too busy right now, ping me in an hour", "Not my product? What makes you think so?", "Can you ask Robin? He knows the index.", "Wait, no.", "no",
]  # fmt: skip


def read(text: str) -> str:
    """The command's name, "" for a note."""
    command = parse_command(text, VOCABULARY.commands, TESS)
    return str(command.name) if command is not None else ""


@every_row("text", TAKEN)
def test_an_ordinary_sentence_behind_it_leaves_a_claim(text: str) -> None:
    assert read(text) == "claim"


@every_row("text", NOT_TAKEN)
def test_who_does_not_take_it_after_all_takes_nothing(text: str) -> None:
    assert read(text) != "claim"


@every_row("text", REFUSED)
def test_who_refuses_it_in_everyday_words_declines_it(text: str) -> None:
    assert read(text) == "decline"


@every_row("text", NEITHER)
def test_a_time_a_question_or_a_word_on_the_matter_takes_nothing_and_refuses_nothing(text: str) -> None:
    assert read(text) not in ("claim", "decline")


def finds(sign: Sign, text: str) -> bool:
    return any(sign is found for clause in split_said(text) for found, _ in find_signs(clause))


@every_row("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_is_found_in_its_examples_and_not_in_what_looks_alike(sign: Sign) -> None:
    assert [text for text in sign.examples if not finds(sign, text)] == []
    assert [text for text in sign.counterexamples if finds(sign, text)] == []


def test_a_case_taken_not_yesterday_but_today_is_taken() -> None:
    assert read("not mine yesterday, mine today") == "claim"
    assert read("nicht meins gestern, meins heute") == "claim"
    assert read("not mine, Kim has it") == "decline"
