"""Asked for an impact: that somebody called again, that it presses, who knows, in which file it stands; and what looks
like that and is an impact (behaviour B4.20). In each of the languages."""

from parsers.form.answers import parse_answers
from parsers.form.evasions import evades
from parsers.model import Fields, Message
from parsers.words.aliases import load_aliases
from tests.tables import every_row

ALIASES = load_aliases()
IMPACT = "customer_impact"
PRESSES = (
    "Robin knows", "It is getting worse!", "See the attached log", "Kunde hat wieder angerufen", "They called again",
    "Ask Robin", "Robin knows everything", "Robin has the details", "Ask Robin, he knows",
    "Robin Meyer knows all about it", "The customer called again", "They called twice today",
    "He rang again this morning", "They chased me again", "Customer wrote again", "Contoso called again just now",
    "They called again and it is getting worse", "It is urgent!", "It's really urgent", "This is getting urgent",
    "They are asking again", "They are getting impatient", "The situation is getting worse", "Screenshot attached",
    "Log attached", "The log is attached", "See screenshot", "see the screenshots", "see log", "See error.log",
    "Please see the attached file", "Attached is the log", "They keep calling", "The customer complained again",
    "Robin can tell you", "Please hurry, it is urgent", "They just called again", "The boss called again",
    "Robin weiß Bescheid", "Robin weiß es", "Frag Robin", "Das weiß Robin", "Es wird schlimmer!",
    "Es wird immer schlimmer", "Siehe angehängtes Log", "Siehe Log", "siehe Screenshot im Anhang", "Log anbei",
    "Screenshot anbei", "Sie haben wieder angerufen", "Er hat schon wieder angerufen", "Der Kunde wird ungeduldig",
    "Es eilt!", "Es ist dringend", "Der Kunde fragt schon wieder", "Sie haben sich nochmal gemeldet", "Anbei das Log",
    "Robin sait", "Robin est au courant", "Demandez à Robin", "Ça empire !", "C'est de pire en pire",
    "Voir le log joint", "Voir la capture", "Ci-joint le log", "Log en pièce jointe", "Le client a rappelé",
    "Ils ont encore appelé", "Ils ont rappelé", "Le client s'impatiente", "C'est urgent !", "Ça devient urgent",
    "Robin le sait", "Robin lo sabe", "Pregunten a Robin", "Va a peor", "Está empeorando", "Cada vez peor",
    "Ver el log adjunto", "Ver captura", "Adjunto el log", "Log adjunto", "El cliente ha vuelto a llamar",
    "Han vuelto a llamar", "Volvieron a llamar", "Llamaron otra vez", "Es urgente", "Es muy urgente",
    "Se está poniendo urgente", "Robin está al tanto", "Lo sa Robin", "Robin lo sa", "Chiedete a Robin",
    "Sta peggiorando", "Peggiora!", "Di male in peggio", "Vedi log allegato", "Vedi screenshot", "In allegato il log",
    "Log in allegato", "Il cliente ha richiamato", "Hanno chiamato di nuovo", "Hanno richiamato", "È urgente",
    "Sta diventando urgente", "Robin è al corrente", "Robin weet het", "Robin weet ervan", "Vraag Robin",
    "Het wordt erger!", "Het wordt steeds erger", "Zie het bijgevoegde log", "Zie log", "Zie screenshot",
    "Log in bijlage", "Bijgevoegd het log", "De klant heeft weer gebeld", "Ze hebben weer gebeld", "Ze belden weer",
    "Het is dringend", "Klant wordt ongeduldig", "O Robin sabe", "Pergunte ao Robin", "Está a piorar",
    "Está piorando", "Cada vez pior", "Veja o log em anexo", "Segue o log em anexo", "Log em anexo",
    "O cliente ligou de novo", "Ligaram outra vez", "Voltaram a ligar", "É urgente", "Está a ficar urgente",
    "O Robin está a par", "Maria knows", "Only Maria knows", "Maria can explain it better", "They phoned again",
    "She wrote me again", "Client keeps asking", "He keeps calling me", "It gets worse and worse",
    "Things are getting worse", "Very urgent!!!", "Urgent", "Customer is getting impatient", "Acme asked again",
    "Find the log attached", "Please find attached the screenshot", "Attached please find the log files",
    "see attachment.pdf", "see trace.txt attached", "In the attached file", "Look at the log",
    "Please look at the attached screenshot", "I attached the log", "I have attached the log",
    "I've attached the screenshots", "Maria kann es euch sagen", "Maria hat die Einzelheiten", "Fragt Maria",
    "Kunde hat schon wieder nachgefragt", "Er hat sich erneut gemeldet", "Contoso hat nochmal angerufen",
    "Die Lage wird schlimmer", "Es wird langsam dringend", "Screenshot siehe Anhang", "Im Anhang das Log",
    "Ich habe das Log angehängt", "Sehr dringend!", "Maria est au courant de tout", "Marie vous dira",
    "Le client a encore appelé ce matin", "Contoso a rappelé", "La situation empire", "C'est vraiment urgent",
    "Capture d'écran en pièce jointe", "J'ai joint le log", "Voir fichier joint", "María lo sabe todo",
    "Pregunte a María", "El cliente llamó otra vez", "Contoso ha llamado otra vez", "La situación empeora",
    "Es cada vez más urgente", "Captura adjunta", "He adjuntado el log", "Ver archivo adjunto", "Maria sa tutto",
    "Chieda a Maria", "Il cliente ha telefonato di nuovo", "Contoso ha richiamato", "La situazione peggiora",
    "È molto urgente", "Screenshot allegato", "Ho allegato il log", "Vedi file allegato", "Maria weet alles",
    "Vraag het aan Maria", "De klant heeft alweer gebeld", "Contoso belde weer", "De situatie wordt erger",
    "Het is heel dringend", "Schermafbeelding bijgevoegd", "Ik heb het log bijgevoegd", "Zie bijlage",
    "A Maria sabe tudo", "Pergunte à Maria", "O cliente ligou outra vez", "A Contoso ligou de novo",
    "A situação está a piorar", "É muito urgente", "Captura em anexo", "Anexei o log", "Ver ficheiro em anexo",
    "Ingrid knows the details", "You should ask Ingrid", "Ingrid is the one to ask", "Please ask Ingrid",
    "Better ask Ingrid", "They phoned twice", "She just rang again", "He emailed again", "They are chasing",
    "The customer keeps chasing me", "It got worse", "It is worse now", "It has become urgent", "Really urgent now",
    "This is pressing", "see the video", "See screenshot below", "Screenshot below", "log file attached",
    "See attached logs please", "logs enclosed", "As in the log", "Everything is in the log", "Details in the log",
    "It's in the screenshot", "You find it in the log", "Das weiß nur Ingrid", "Ingrid kann dazu mehr sagen",
    "Bitte Ingrid fragen", "Sie rufen wieder an", "Er ruft schon wieder an",
    "Der Kunde hat gerade wieder geschrieben", "Es ist schlimmer geworden", "Wird dringend", "Steht im Log",
    "Details im Log", "Siehe Anhang", "Alles im Screenshot", "Ingrid peut vous le dire", "Voyez avec Ingrid",
    "Le client rappelle", "Ça s'aggrave", "Tout est dans le log", "Voir pièce jointe", "Ingrid lo puede explicar",
    "Hablen con Ingrid", "El cliente llama otra vez", "Esto empeora", "Está en el log", "Ver adjunto",
    "Sentite Ingrid", "Il cliente chiama di nuovo", "Sta diventando peggio", "È nel log", "Vedi allegato",
    "Ingrid kan het uitleggen", "Klant belt weer", "Het is erger geworden", "Staat in het log",
    "A Ingrid pode explicar", "Falem com a Ingrid", "O cliente liga outra vez", "Está no log", "Ver anexo",
)  # fmt: skip
IMPACTS = (
    "It is getting worse, 40 people cannot work", "Nobody knows how to ship", "Nobody knows", "They call every hour",
    "Robin knows that 40 people cannot work", "The log is full", "The log grows by 1 GB a day",
    "See the invoices of other tenants", "They called again: nobody can work", "They cannot call anybody",
    "40 people called", "Customers called and complained that orders are lost", "The attached device is dead",
    "They lost the log files", "They are losing customers", "Angry customers cancel",
    "The customer is angry and wants to cancel", "It is slow", "Their production stands still",
    "Their screenshots are gone", "They called off the launch", "Everything is worse since the update: 20 users out",
    "The patients wait", "Attached files cannot be opened", "The files are gone", "They cannot see the log",
    "Urgent orders are stuck", "Worse than yesterday, now all sites", "Only Robin can work", "Robin cannot work",
    "Robin waits", "Robin", "All calls are dropped", "The customer cannot call", "The hotline gets 200 calls",
    "Nobody can call", "Customers cannot see their files", "Robin knows no other way than paper", "The whole site",
    "angry customers, 30 orders lost", "They asked for a refund", "Der Kunde kann nicht anrufen",
    "Niemand weiß, was zu tun ist", "Das Log läuft voll", "Die Anhänge gehen nicht auf",
    "Es wird immer schlimmer, 40 Leute stehen", "Der Kunde droht mit Kündigung", "Alle Anrufe brechen ab",
    "Kunden rufen an und stornieren", "Robin kann nicht arbeiten", "dringende Bestellungen hängen",
    "Les pièces jointes ne s'ouvrent pas", "Le client ne peut pas appeler", "Ça empire, 40 personnes bloquées",
    "Le journal est plein", "Le client menace de partir", "Personne ne sait quoi faire", "Les fichiers sont perdus",
    "Ya no está el archivo", "Los adjuntos no se abren", "El cliente no puede llamar",
    "Va a peor, 40 personas paradas", "El cliente amenaza con irse", "Se han perdido archivos",
    "Nadie sabe qué hacer", "Gli allegati non si aprono", "Il cliente non può chiamare", "Peggiora, 40 persone ferme",
    "Il cliente minaccia di andarsene", "Nessuno sa cosa fare", "De bijlagen gaan niet open",
    "De klant kan niet bellen", "Het wordt erger, 40 mensen staan stil", "Niemand weet wat te doen",
    "De klant dreigt op te zeggen", "Bestanden zijn weg", "Os anexos não abrem", "O cliente não consegue ligar",
    "Está a piorar, 40 pessoas paradas", "Ninguém sabe o que fazer", "O cliente ameaça sair",
    "Os ficheiros desapareceram", "Maria has no access", "Maria cannot print", "The attached printer is dead",
    "Nobody knows their balance", "All users", "Customers ask for refunds", "They get wrong invoices again",
    "The hurry costs them money", "Worse: 3 sites down", "Urgent surgery was cancelled", "It is down", "Log in fails",
    "Log files fill the disk", "Screens are black", "Screen frozen", "The screen is black", "Files",
    "Only files are gone", "Pictures are missing in the shop", "They wrote 30 wrong letters",
    "They asked 40 patients to go home", "All screens are black", "The phones are ringing and nobody can answer",
    "It is pressing on production: line 3 stopped", "Bilder fehlen im Shop", "Log-in geht nicht",
    "Der Bildschirm ist schwarz", "Die Dateien sind weg", "Kunden beschweren sich über falsche Rechnungen",
    "Notrufe gehen verloren", "Les écrans sont noirs", "Les images manquent", "Le client perd des commandes",
    "Connexion impossible", "Las pantallas están negras", "Faltan imágenes", "El cliente pierde pedidos",
    "Gli schermi sono neri", "Mancano le immagini", "Il cliente perde ordini", "De schermen zijn zwart",
    "De klant verliest orders", "Inloggen lukt niet", "Os ecrãs estão pretos", "O cliente perde encomendas",
    "Faltam imagens", "They call back customers by hand", "Rufen die Kunden nun alle einzeln an",
    "In the log room nobody can work", "Details of 40 customers are visible", "Everything in the shop is priced 0",
    "Files in the share are gone",
)  # fmt: skip
NO_CUSTOMERS = (
    "you know them", "You know him already", "the usual one", "tomorrow", "Robin knows", "Kennt ihr ja",
    "Der übliche Kunde", "Vous les connaissez", "Comme d'habitude", "Ya los conocéis", "El de siempre", "Li conoscete",
    "Il solito", "Die kennen jullie wel", "Dezelfde klant", "Já conhecem", "O de sempre",
)  # fmt: skip
CUSTOMERS = ("Contoso", "Update Ltd", "Morgen AG", "Best Buy", "Ada Lovelace, Contoso", "Neu GmbH", "It is Contoso")
NO_STEPS = (
    "Rien encore", "nothing yet", "Nothing so far", "Noch nichts", "Bisher nichts", "Todavía nada", "Ancora niente",
    "Nog niets", "Ainda nada",
)  # fmt: skip
NO_FILES = ("tomorrow", "later today", "Morgen früh", "demain", "mañana por la tarde", "domani", "amanhã de manhã")
FILES = ("See attached", "error.log", "no logs because it is on the phone", "none, the phone was dead", "No")


def read(text: str, asked: str) -> Fields:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, ALIASES, (asked,)).fields


@every_row("text", PRESSES)
def test_it_is_no_impact(text: str) -> None:
    assert evades([text], IMPACT)


@every_row("text", IMPACTS)
def test_it_is_an_impact(text: str) -> None:
    assert not evades([text], IMPACT)


@every_row(("asked", "texts"), [("customer", NO_CUSTOMERS), ("steps_taken", NO_STEPS), ("files", NO_FILES)])
def test_it_fills_nothing_in(asked: str, texts: tuple[str, ...]) -> None:
    assert [text for text in texts if read(text, asked) != Fields()] == []


@every_row(("asked", "texts"), [("customer", CUSTOMERS), ("files", FILES), ("steps_taken", IMPACTS[:1])])
def test_it_fills_something_in(asked: str, texts: tuple[str, ...]) -> None:
    assert [text for text in texts if read(text, asked) == Fields()] == []
