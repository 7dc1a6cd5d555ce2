"""Who takes a case says so, in the words of people; whatever takes it back,
gives it away or limits it makes it none (behaviour B7.6).
A wrong claim stops a clock, a missed one costs a reminder."""

# ruff: noqa: E501 - what people write is kept whole, with their dashes

from parsers.commands.command import parse_command
from parsers.model import Address
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TESS = Address("Tess Berg", "tess.berg@example.com")


def claims(text: str) -> bool:
    command = parse_command(text, VOCABULARY.commands, TESS)
    return command is not None and command.name == "claim"


WITHDRAWN = [
    "Mine.\n\nSorry, that was for another case. Ignore this.", "Mine\n\nSorry, wrong mail.", "On it\n\nSorry, wrong thread, please ignore",
    "mine - oops, wrong ticket", "On it.\n\nScratch that, never mind.", "I'll take it\n\nPlease disregard, I meant ESC-12.",
    "Mine, by mistake", "I've got this.\nNo, forget it.", "mine\n\nThat was meant for ESC-9",
    "Meins\n\nEntschuldigung, falscher Fall, bitte ignorieren", "Ich übernehme.\n\nDas war für einen anderen Fall.", "Bin dran\nVersehentlich gesendet",
    "Je m'en occupe\n\nPardon, mauvais dossier, ignorez ce message", "Je prends\n\nC'était pour un autre ticket.", "Me encargo\n\nPerdón, correo equivocado",
    "Lo tomo yo.\nOlvídalo, era para otro caso", "Ci penso io\n\nScusate, ticket sbagliato", "Me ne occupo\nanzi no, come non detto",
    "Ik pak het op\n\nSorry, verkeerde melding, negeer dit", "Ik neem het\nlaat maar", "Eu assumo\n\nDesculpem, foi por engano", "Deixa comigo.\nEsqueçam, caso errado",
]  # fmt: skip
GIVEN_AWAY = [
    "I'll have a look\nbut this is really for Bob", "Looking into it\nBob will take it", "Working on it\nnot me, Bob",
    "Ich kümmere mich darum, dass Bob es bekommt", "Mine -> Bob", "Mine, sorry, I mean Bob's.", "On it, as in: I told Bob",
    "Mine => Kim", "mine: Bob", "On it - Kim", "Taken: Kim", "mine, for Bob", "On it.\n\nCan Bob take it?", "Mine.\n\nBob's on it.",
    "I'll take it\nand hand it over to Platform", "On it, forwarding to Bob", "I'll take care of it: passed it to the network team",
    "Mine. Could you take this one?", "mine\n\nActually, Kim should handle it.", "On it. Bob has it already.", "Mine.\n\nIt is Bob's",
    "mine, but Bob knows this better", "Mine. Ask Kim", "Looking into it\n\nThis belongs to Platform.", "I've got this\n\nI asked Kim to take it.",
    "on it\nthe network team is looking at it", "I'll handle it. You do it, please.", "mine. It's yours if you want it", "Mine\n\nDo you want it?",
    "Ich übernehme und leite es an Bob weiter", "Ich kümmere mich, Sam übernimmt", "Bin dran\nSam kümmert sich darum", "Mach ich. Kannst du das übernehmen?",
    "Meins. Das ist eher was für Bob.", "Ich übernehme\n\nFrag Bob", "Ich kuemmere mich\n\nBob uebernimmt.",
    "Je m'en occupe\nPaul s'en occupe déjà", "Je m'en charge, je le passe à Paul", "Je prends\n\nPeux-tu t'en occuper ?", "Je m'en occupe.\nC'est pour Paul",
    "Me encargo\n\nPablo se encarga", "Yo me encargo, lo paso a Pablo", "Lo tomo\n¿Puedes encargarte tú?", "Me ocupo. Pregunta a Pablo",
    "Ci penso io\nMarco se ne occupa", "Me ne occupo, lo passo a Marco", "Lo prendo io\n\nPuoi prenderlo tu?", "Ci penso io: Marco",
    "Ik pak het op\nJan pakt het op", "Ik neem het, doorgestuurd naar Jan", "Van mij\n\nKun je het overnemen?", "Ik doe het. Is meer voor Jan",
    "Eu assumo\nO João trata disso", "Eu trato disso, passei para o João", "Deixa comigo\n\nPodes assumir?", "Fico com este. Fala com o João",
]  # fmt: skip
LIMITED = [
    "On it, but only the DNS part", "On it, only for today", "mine - my part of it", "Mine, unless Kim wants it", "I'll take it when I am back",
    "On it\nif nobody else can", "mine, until Bob is back", "mine, but I have no time", "On it. For now.", "I'll take it, at least until noon", "mine\nonly the first part",
    "Ich übernehme, aber nur den DNS-Teil", "Meins, sobald ich zurück bin", "Bin dran\nfalls Kim nicht kann", "Ich übernehme, vorerst",
    "Je m'en occupe, mais seulement la partie DNS", "Je prends, dès que je rentre", "Me encargo, pero solo la parte de DNS", "Lo tomo, hasta el lunes",
    "Me ne occupo, ma solo della parte DNS", "Ci penso io, se Marco non può", "Ik pak het op, maar alleen het DNS-deel", "Ik neem het, tenzij Jan het wil",
    "Eu assumo, mas só a parte do DNS", "Eu trato disso, assim que voltar",
]  # fmt: skip
SUPPOSED = [
    "mine, assuming it is the export", "mine, presuming it is the export", "Mine, supposing it's the export", "On it, provided that it is the export", "On it - on the assumption that Bob is out",
    "I'll take it, on condition that Bob helps", "mine, depending on what the log says", "mine… or not", "Mine.\nOr maybe not.", "on it, or not",
    "Übernehme ich, vorausgesetzt es ist der Export", "Ich übernehme, angenommen es ist der Export", "Meins, unter der Voraussetzung, dass Bob hilft", "Meins… oder auch nicht", "Bin dran, unter Vorbehalt",
    "Je m'en occupe, en supposant que c'est l'export", "Je prends, à supposer que ce soit l'export", "Je m'en charge, sous réserve d'accès", "Je m'en occupe… ou pas",
    "Me encargo, suponiendo que sea la exportación", "Lo tomo yo, siempre y cuando Bob ayude", "Me encargo… o no", "Ci penso io, supponendo che sia l'export", "Me ne occupo, a patto che Marco aiuti", "Ci penso io… o no",
    "Ik pak het op, ervan uitgaande dat het de export is", "Ik neem het, aangenomen dat Jan helpt", "Ik pak het op… of niet", "Eu assumo, supondo que é a exportação", "Eu trato disso, contanto que o João ajude", "Eu assumo… ou não",
]  # fmt: skip
TAKEN_ALREADY = [
    "mine\nBob has already taken it", "mine; Bob please", "Mine. Kim, please.", "On it\nBob has taken over already", "Mine\nThe network team has now taken it", "Mine.\nKim will also take it",
    "Übernehme ich\nBob hat es bereits übernommen", "Meins\nSam hat das schon übernommen", "Ich übernehme\nBob kümmert sich bereits darum", "Ich übernehme; Bob bitte",
    "Je m'en occupe\nBob l'a déjà pris en charge", "Je prends\nPaul s'en occupe déjà", "Me encargo\nPablo ya se encarga", "me encargo; Bob por favor", "Ci penso io\nMarco se ne occupa già", "Ik pak het op\nJan heeft het al opgepakt", "Eu assumo\nO João já trata disso",
]  # fmt: skip
IN_FEW_WORDS = [
    "On it, DNS only", "Mine, mostly", "On it, partially", "Mine, in theory", "Mine, apparently", "Mine, Bob is next", "On it.\n\nDNS only.", "On it.\n\nKim will.", "On it.\n\nKim to follow up.",
    "On it.\n\nKim's case.", "On it.\n\nLet Kim do it.", "On it.\n\nThis should go to Platform.", "On it.\n\nI won't.", "On it.\n\nUnassign me.", "Mine\n\nActually no.", "mine\nno, sorry", "Mine, lol no", "mine\n\nI'm off today",
    "On it. Kim, please pick this up.", "On it. Kim, over to you", "Mine\n\nNot this time.", "mine\n@Bob please take", "Ich übernehme. Bob macht den Rest.", "Ich übernehme.\n\nBitte an Bob geben.", "Ich übernehme.\n\nLeider im Urlaub.",
    "Je m'en occupe\n\nEn fait c'est Paul.", "Je m'en occupe, enfin Paul", "Me encargo, o Pablo", "Me encargo.\n\nPablo, ¿puedes tú?", "Ci penso io.\n\nLo fa Marco.", "Ci penso io, tranne il DNS", "Ik pak het op.\n\nJan, kun jij dit doen?", "Ik pak het op of Jan",
    "Eu assumo.\n\nJoão, podes tratar?", "Eu assumo até às 12h", "👍 will do tomorrow if Bob can't", "👍 thanks Bob for taking it",
]  # fmt: skip
NEVER = [
    "mine?", "Mine? Sorry, no.", "on it?", "That's mine?", "Dana, mine?", "Taken, thanks?", "👍 thanks?", "Übernehme ich?", "Je m'en occupe ?", "¿Me encargo?", "Ci penso io?", "Ik pak het op?", "Eu assumo?",
    "Not mine", "Dana, not mine", "I'm not on it", "Not on it", "Ich übernehme nicht", "Je ne m'en occupe pas", "No me encargo", "Non me ne occupo", "Ik pak het niet op", "Não assumo",
    "I'd take it", "I would have taken it", "I could take it", "I'd have been on it", "Ich hätte übernommen", "Ich würde übernehmen", "J'aurais pris", "Je m'en occuperais", "Me encargaría", "Me ne occuperei", "Ik zou het oppakken", "Eu assumiria",
    "Bob is on it", "Dana, Bob is on it", "Sam übernimmt", "Sam übernimmt das", "Paul s'en occupe", "Pablo se encarga", "Marco se ne occupa", "Jan pakt het op", "O João trata disso", "Bob: on it", "Bob has it", "They're on it", "Bob, mine or yours?",
    "Maybe, mine", "Tomorrow, on it", "Monday, on it", "Leider, meins", "No, mine", "Wait, mine", "Nobody, mine", "Status, mine", "Just got this", "mine-field ahead", "Mia,\nwhich version?", "I take it, you restarted it",
    "Thanks for taking it, mine is another", "Sorry for not being on it", "Thanks for the details. Got it.", "Thanks 👍", "👍 thanks, but wrong department", "👍 Bob", "👍 Kim reacted to your message", "Got it, thanks", "Ack, thanks", "Mine and Bob's", "Mine and yours", "D'accord",
    "Alles klar", "Right", "Yep", "Thanks for the details.", "Dana, thanks",
    "mine, I think", "mine, probably", "On it, right?", "Mine. Or?", "mine, not sure",
]  # fmt: skip
ROBOTS = [
    "On it!\n\nThis is an automated response. Ticket 77 has been created.",
    "We're on it!\n\nYour request (77) has been received and is being reviewed by our support staff.",
    "We are on it.\n\nThis email is a service from Example Helpdesk. Delivered by Zendesk",
    "We're on it!\n\nThank you for contacting Example Support.", "We've got this.\n\nThanks for reaching out. A member of our team will reply soon.",
    "We're on it.\n\nPlease do not reply to this mail.", "We're on it! Your ticket 77 has been assigned.",
    "We're on it. Case #77 was opened.", "We are on it. You will receive a confirmation shortly.", "We're on it!\n\nYour case number is 00123.\n\nPlatform Support Team",
    "We're on it!\n\nWe usually respond within 4 hours.", "We're on it!\n\nTo add comments, reply to this email.", "Wir übernehmen.\n\nIhre Ticketnummer lautet 77.", "On s'en occupe.\n\nVous recevrez une réponse sous 24 h.",
    "Wir kümmern uns darum\n\nVielen Dank für Ihre Anfrage.", "Wir übernehmen.\n\nDies ist eine automatische Antwort.", "On s'en occupe !\n\nVotre demande n° 77 a bien été reçue.",
    "Nos encargamos.\n\nGracias por contactar con nosotros.", "Ci pensiamo noi!\n\nLa sua richiesta n. 77 è stata ricevuta.",
    "We pakken het op!\n\nUw melding 77 is ontvangen.", "Tratamos disso.\n\nRecebemos o seu pedido.",
]  # fmt: skip
CLAIMS = [
    "Je m'en occupe tout de suite", "D'accord, je m'en occupe", "Je prends en charge", "Alles klar, ich übernehme", "Übernehme ich gerne", "Mach ich gerne",
    "Ich kümmere mich sofort darum", "Ich übernehme und melde mich gleich beim Kunden", "Bin schon dran", "Ich uebernehme", "Mine. Can you send me the log?",
    "Dana, mine", "Dana, I'll take it", "Yep, on it", "Right, on it", "Morning Dana, on it", "Sorry for the delay, on it", "Thanks for the details. On it.",
    "This one is mine", "That's mine", "I'll take over", "I'm taking over", "Will take this one", "Taken, thanks", "👍 thanks",
    "Mine now", "Already on it", "On it right away", "Ok great, on it", "Sure thing, I'll take it", "Hi team, on it now", "Apologies for the late reply. Mine.", "Dana, sorry for the delay, on it", "On it, thanks Dana", "mine - Tess", "Mine, Dana", "👍 on it", "👍 danke", "👍🏽 merci", "Mine.\nCould you send me the log again?", "I'll take it and call them at noon", "On it and will report back", "We've got this", "That one's mine", "I'll deal with it", "Thank you for the log, mine", "Evening all, I'm taking this", "mine, thanks for the log", "Mine 😀", "Taking the case", "I'll take this ticket", "Let me take this", "I'm looking into it", "Thanks, Dana! On it.", "On it - updates at 15:00", "On it, boss", "Mine, will check", "I'll take it.\n\nDana, please tell the customer we are on it.", "Mine, I've asked Contoso for the logs",
    "Klar, übernehme ich sofort", "Guten Morgen Dana, ich kümmere mich drum", "Danke für die Infos, ich übernehme", "Passt, mach ich", "Das mache ich gleich", "Ich kuemmere mich darum", "Wir kümmern uns darum", "Übernommen, danke", "Ich übernehme, Dana", "Meins. Kannst du mir das Log schicken?", "Ich übernehme und rufe den Kunden an",
    "Bien reçu, je prends", "Bonjour Dana, je m'en occupe immédiatement", "Merci pour les détails, je m'en charge", "Je prends le relais", "On s'en occupe", "Je m'en occupe et je reviens vers vous", "Ok, c'est pour moi", "Je m'en occupe. Peux-tu m'envoyer le journal ?",
    "Vale, me encargo ahora mismo", "De acuerdo, lo tomo yo", "Gracias por los detalles, me encargo", "Estoy en ello", "Es mio", "Nos encargamos", "Me encargo y os aviso", "Entendido, ya me encargo",
    "Va bene, ci penso io", "Ricevuto, me ne occupo subito", "Grazie per i dettagli, ci penso io", "E mio", "Ci pensiamo noi", "Me ne occupo e vi aggiorno", "Perfetto, lo prendo io",
    "Oké, ik pak het op", "Ik pak het meteen op", "Bedankt voor de details, ik neem het", "Goed, van mij", "We pakken het op", "Ik pak het op en bel de klant", "Begrepen, ik regel het",
    "Está bem, eu assumo", "Eu trato disso já", "Obrigado pelos detalhes, deixa comigo", "E meu", "Nós tratamos disso", "Combinado, fico com este", "Eu trato disso e dou notícias",
    "Mine.\n\nTheir export is automated and runs at night.", "Mine. The automated job failed at 3:00.", "On it.\n\nThe customer asks for a call at noon; their admin is away until Friday.", "Mine.\n\nI told Contoso we call at noon.", "On it\n\nDoes somebody else see the same?",
]  # fmt: skip
OF_A_DESK = [
    "Wir sind dran! Vorgang 4711 wurde angelegt.", "Bin dran!\n\nIhre Anfrage wurde registriert. Ihr Helpdesk-Team",
    "Wir kümmern uns! Ihr Vorgang hat die Nummer 4711.", "On s'en occupe ! Numéro de dossier : 4711",
    "Nos encargamos. Número de caso: 4711", "Ce ne occupiamo noi. Abbiamo ricevuto la sua richiesta.",
    "We pakken het op. Uw aanvraag is ontvangen.", "We pakken het op. Ticketnummer: 4711", "Ack: ticket INC0012 created",
    "Got it: INC004711 assigned", "Acknowledged: incident 4711", "Übernommen: Vorgang 4711 in Warteschlange Plattform",
    "Thank you. We're on it. Reference: 4711", "We're on it.\n\nTo view the status of your request, visit https://help.example.com",
    "We are on it!\n\nYou are receiving this email because you opened a ticket.", "Ack\n\nThis mailbox is not monitored.",
    "Mine\n\nThis message was sent automatically", "On it! Ticket #55012", "We've got this. Incident INC77120 was raised for you.",
    "We're on it. Request registered, SLA 8h.", "Got it: request 80012 queued", "We are on it.\n\nThis is an unmonitored mailbox.",
    "We're on it!\n\nPlease don't reply to this email.",
    "We're on it.\n\nYou can track your ticket here: https://desk.example.com/55",
    "We're on it!\n\nYou received this message because you are a customer of Example.", "We're on it!\n\nGenerated by ServiceNow",
    "Wir übernehmen. Ticket 55012 ist eröffnet.", "Wir kümmern uns darum! Anfrage erhalten, Nr. 88123.",
    "Bin dran!\n\nDiese Nachricht wurde automatisch versendet.",
    "Wir kümmern uns.\n\nSie erhalten diese E-Mail, weil Sie uns geschrieben haben.",
    "Übernommen\n\nDieses Postfach wird nicht gelesen.", "Wir sind dran. Den Status Ihrer Anfrage sehen Sie im Portal.",
    "Pris en charge : dossier 55012", "On s'en occupe !\n\nVous recevez cet e-mail car vous avez ouvert un ticket.",
    "On s'en occupe. Cette boîte n'est pas surveillée.", "Je m'en occupe\n\nCe message a été envoyé automatiquement.",
    "Nos encargamos. Su solicitud ha sido registrada.", "Nos encargamos.\n\nEste buzón no se supervisa.",
    "Nos encargamos. Referencia 55012.", "Me encargo\n\nEste mensaje se ha enviado automáticamente.",
    "Ci pensiamo noi. Pratica 55012 aperta.", "Ci pensiamo noi.\n\nQuesta casella non è monitorata.",
    "Ci penso io\n\nMessaggio inviato automaticamente.", "We pakken het op. Zaaknummer 55012",
    "Opgepakt: melding 55012 geregistreerd", "We pakken het op.\n\nDeze mailbox wordt niet gelezen.",
    "Ik pak het op\n\nDit bericht is automatisch verzonden.", "Tratamos disso. O seu pedido foi registado.",
    "Tratamos disso. Número do processo: 55012", "Eu assumo\n\nEsta mensagem foi enviada automaticamente.",
    "We're on it!\n\nCase 00912345 | Priority P2", "On it! Thanks for submitting request 20211.",
]  # fmt: skip
THANKS_OF_A_DESK = [
    "Thank you for your message, we are on it.", "Thank you for your message. We are on it.", "Thanks for your email! We're on it.", "Thank you for your email, we will take care of it.", "Thanks for getting in touch. We're on it!", "Thanks for your request, we're on it.",
    "Hello,\n\nWe're on it!\n\nYour Technical Team", "Guten Tag,\n\nwir kümmern uns darum.\n\nIhr Support-Team", "Bonjour,\n\nNous nous en occupons.\n\nVotre équipe support", "Nos encargamos.\n\nSu equipo técnico",
    "Vielen Dank für Ihre Nachricht. Wir kümmern uns darum.", "Danke für Ihre Mail, wir kümmern uns darum.", "Vielen Dank für Ihre Anfrage. Wir kümmern uns schnellstmöglich darum.", "Danke für deine Nachricht, wir kümmern uns.",
    "Merci pour votre message, nous nous en occupons.", "Merci de votre message. Nous nous en occupons dans les meilleurs délais.", "Merci pour votre e-mail, on s'en occupe.",
    "Gracias por su mensaje, nos encargamos.", "Gracias por su correo. Nos encargamos de ello.", "Grazie per il suo messaggio, ce ne occupiamo noi.", "Grazie per la sua richiesta. Ci pensiamo noi.",
    "Bedankt voor uw bericht, wij pakken het op.", "Bedankt voor je bericht. We pakken het zo snel mogelijk op.", "Obrigado pela sua mensagem, vamos tratar disso.", "Obrigado pelo seu contato. Cuidaremos disso.", "Obrigado pela sua mensagem. Tratamos disso.",
]  # fmt: skip
BY_MISTAKE = [
    "Ci penso io\n\nScusate, ho sbagliato thread.", "Ik pak het op\n\nSorry, verkeerde thread.",
    "On it\n\nSorry, meant to reply to the other thread", "Je m'en occupe\n\nDésolé, mauvaise fenêtre",
    "Eu assumo\n\nDesculpem, janela errada.", "Me encargo\n\nPerdón, era otro tema.", "On it.\n\nDifferent ticket, my bad.",
    "Mine\n\nwrong tab", "Taking it.\n\nMixed it up with another case.", "Ich übernehme\n\nSorry, falsches Fenster.",
    "Meins\n\nUps, anderer Vorgang.", "Bin dran\n\nEntschuldigung, das war der andere Thread.",
    "Ich kümmere mich\n\nVerzeihung, falscher Chat.", "Je prends\n\nPardon, c'était l'autre ticket.",
    "Je m'en charge\n\nDésolée, je me suis trompée de fil.", "Lo tomo\n\nUy, ventana equivocada.",
    "Ci penso io\n\nOps, finestra sbagliata.", "Ik pak het op\n\nOeps, verkeerd venster.",
    "Deixa comigo\n\nOps, era outro processo.", "Ich übernehme\n\nfalscher Tab", "Je prends\n\nMauvais onglet, pardon",
    "Ci penso io\n\nScusate, finestra sbagliata",
]  # fmt: skip
FINDINGS = [
    "Got it: wrong certificate on their side.", "I got it now: the export runs against the old server.", "Now I have it: the cron ran twice.",
    "I've got it - the disk on node 3 is full, please tell them.", "Ich hab's: Zertifikat abgelaufen.", "Jetzt hab ich es: der Cron lief doppelt.",
    "Ya lo tengo: es el certificado.", "Je l'ai : le certificat a expiré.", "Ce l'ho: è il certificato.", "Ik heb het: verlopen certificaat.", "Já tenho: é o certificado.",
]  # fmt: skip
GONE_LATER = [
    "Mine. I'm off on Friday though.", "Mine, but I leave at three today", "Meins. Bin Freitag allerdings nicht da.", "Je prends, mais je pars à 16h.",
    "Me encargo, pero me voy a las 15.", "Ci penso io, ma vado via alle 16.", "Ik pak het op, maar ik ga weg om 16 uur.", "Eu assumo, mas saio às 16h.",
    "My turn, I'm calling them", "Got it: I'll call them at ten.",
]  # fmt: skip
LEFT_TO_OTHERS = [
    "Ich übernehme\n\nKann das jemand anders machen?", "Ich übernehme\n\nVielleicht kann das Bob machen.",
    "Ich übernehme\n\nMacht doch Bob", "Ich übernehme\n\nAch nein, das ist Bobs Thema.",
    "Ich übernehme\n\nSollte aber zu Platform.", "Je m'en occupe\n\nBob peut le faire ?", "Mine\n\nBob, kannst du?",
    "Mine\n\nEDIT: no, Bob's", "Ik pak het op\n\nEigenlijk is het van Bob.", "Mine\n\nBob?", "Mine\n\nOr Bob?",
    "On it\n\nAnyone else want it?", "Mine\n\nShould be with Platform.", "On it\n\nKim would be better.",
    "Ich übernehme\n\nOder Kim?", "Meins\n\nKim, magst du?", "Ich übernehme\n\nHat jemand anders Zeit?",
    "Bin dran\n\nEigentlich ist das Kims Baustelle.", "Ich kümmere mich\n\nKönnte auch Kim machen.",
    "Ich übernehme\n\nDas gehört Kim.", "Meins\n\nWer kann das sonst machen?", "Je m'en occupe\n\nPaul, tu peux ?",
    "Je prends\n\nQuelqu'un d'autre peut le faire ?", "Je m'en charge\n\nOu Paul ?",
    "Je m'en occupe\n\nC'est plutôt le sujet de Paul.", "Je prends\n\nPaul le fera.", "Me encargo\n\n¿O Pablo?",
    "Me encargo\n\n¿Puede hacerlo otra persona?", "Lo tomo\n\nMejor lo hace Pablo.", "Yo me encargo\n\nEs tema de Pablo.",
    "Ci penso io\n\nO Marco?", "Ci penso io\n\nMarco, puoi?", "Ik pak het op\n\nOf Jan?", "Ik neem het\n\nJan, kun je?",
    "Eu assumo\n\nOu o João?", "Eu assumo\n\nAlguém mais pode fazer?", "Eu trato disso\n\nJoão, podes?",
    "On it\n\nActually Kim knows this system.", "Mine\n\nKim?", "Me encargo\n\nMejor Pablo", "Ci penso io\n\nForse Marco?",
    "Ik neem het\n\nIs dit niet voor Jan?", "Eu assumo\n\nTalvez o João?",
]  # fmt: skip
LATER = [
    "Mine\n\nI can't start before Thursday.", "On it. Won't get to it until Friday.", "I'll take it, starting tomorrow",
    "Mine\n\nI can only start on Thursday.", "Ich übernehme\n\nAber erst am Montag.", "Meins\n\nVor Montag komme ich nicht dazu.",
    "Je m'en occupe\n\nJe ne peux pas avant jeudi.", "Je prends, à partir de lundi", "Me encargo\n\nNo puedo antes del jueves.",
    "Me encargo, a partir del lunes", "Ci penso io\n\nNon riesco prima di giovedì.", "Ik pak het op\n\nIk kan pas maandag.",
    "Eu assumo\n\nNão consigo antes de quinta.", "Ich übernehme\n\nIch kann aber erst Mittwoch anfangen.",
    "Ik pak het op\n\nIk begin pas donderdag",
]  # fmt: skip
ASKED = [
    "Mine?!", "meins?!", "on it?!", "ich übernehme?!", "je m'en occupe ?!", "mine ?!",
]  # fmt: skip
HIS_OWN_STEP = [
    "Thanks for your mail, I'm on it.", "Thanks for your mail Dana, on it", "Danke für deine Mail, ich kümmere mich darum.", "Merci pour ton message, je m'en occupe.", "Gracias por tu correo, me encargo.", "Bedankt voor je mail, ik pak het op.",
    "Thanks for the details, we're on it.", "Danke für die Infos, wir kümmern uns darum.", "Mine. Logs please.", "On it; more details please", "On it, I have already asked Ada for the log.", "Ich übernehme, habe Ada schon angerufen.", "We're on it. I call your team at 10.", "mine, given that Bob is out", "On it, even if it is the export",
    "mine - tess", "Kümmere mich", "mio", "Mine. Nobody else needed.", "Mine. No need for anybody else.",
    "On it. No one else needed.", "Kümmere mich sofort", "Meins. Niemand sonst nötig.",
    "Je prends. Inutile que quelqu'un d'autre regarde.", "Mío", "Mio, grazie", "Eu trato disso, desculpem o atraso.", "Meu",
    "Mine.\n\nWill call Ada at 10", "Mine.\n\nCalling Ada now.", "On it. Will call Ada at 10.",
    "Mine, I'll ring Ada Okafor in ten minutes.", "On it, sorry for the delay.", "Mine. Sorry for the late answer.",
    "On it. Their version is 4711.", "Mine. I opened a ticket with Microsoft, INC0048123.",
    "On it.\n\nI have seen this in ticket 48001 before.", "Taking this. The export fails at row 1000.", "On it - Tess Berg",
    "Mine\n\nTess", "Mine. Does anyone else see this in Frankfurt?", "mine, call you at 0711 4711000",
    "Meins. Ich rufe Ada um 10 an.", "Ich kümmere mich. Der Kunde hat Version 4711.",
    "Ich übernehme. Sieht das jemand anders auch?", "Meins\n\nGrüße\nTess", "Je m'en occupe. J'appelle Ada à 10 h.",
    "Je m'en occupe, désolée pour le retard.", "Je m'en occupe\n\nL'export s'arrête à la ligne 1000.",
    "Je m'en occupe. J'ai déjà vu ça dans le dossier 48001.", "Me encargo. Llamo a Ada a las 10.",
    "Lo tomo yo, perdón por el retraso.", "Ci penso io. Chiamo Ada alle 10.", "Me ne occupo, scusate il ritardo.",
    "Ik pak het op. Ik bel Ada om 10 uur.", "Ik pak het op, sorry voor de late reactie.", "Eu assumo. Ligo à Ada às 10.",
    "Mine.\n\nThe customer uses Outlook 2019 on Windows.", "On it. Same thing as last week in Chrome.",
    "Mine. I know Ada, will phone her.", "On it. Is anyone else affected at Contoso?", "Mine.\n\nThe queue has 12000 messages.",
    "Mine. Please tell Ada that we look at it.", "On it. What else did they change?",
    "I'm on it.\n\nI'll check with the vendor, case number INC0048123 is open there.",
    "Taking it. Contoso runs 4.2, the fix needs 4.3.", "Ich kümmere mich. Das kam erst gestern mit dem Update.",
    "Ich übernehme. Kannst du bitte einen Screenshot machen?",
]  # fmt: skip


@every_row("text", [*WITHDRAWN, *GIVEN_AWAY, *LIMITED, *IN_FEW_WORDS, *SUPPOSED, *TAKEN_ALREADY, *NEVER])
def test_who_takes_it_back_gives_it_away_limits_or_asks_it_takes_nothing(text: str) -> None:
    assert not claims(text)


@every_row("text", ROBOTS)
def test_a_text_that_calls_itself_automatic_or_thanks_for_a_request_takes_nothing(text: str) -> None:
    assert not claims(text)


@every_row("text", [*OF_A_DESK, *THANKS_OF_A_DESK])
def test_a_tickets_number_or_state_and_a_mail_that_speaks_of_itself_are_a_programs(text: str) -> None:
    assert not claims(text)


@every_row("text", [*BY_MISTAKE, *FINDINGS, *LEFT_TO_OTHERS, *LATER, *ASKED])
def test_who_is_sorry_or_elsewhere_or_asks_for_another_or_begins_later_takes_nothing(text: str) -> None:
    assert not claims(text)


@every_row("text", [*HIS_OWN_STEP, *GONE_LATER])
def test_what_he_does_himself_whom_he_calls_and_that_he_is_late_leave_him_the_case(text: str) -> None:
    assert claims(text)


@every_row("text", CLAIMS)
def test_who_says_so_as_people_say_it_has_the_case(text: str) -> None:
    assert claims(text)


def test_a_name_behind_a_dash_is_the_writers_own_or_somebody_elses() -> None:
    assert claims("mine - Tess")
    assert claims("On it – Tess Berg")
    assert not claims("mine - Kim Berg")
    assert parse_command("mine - Tess", VOCABULARY.commands) is None
