"""What people write who were asked one thing and do not answer it: nudges, later, agreement, questions back; and what
looks like that and is an answer (behaviour B4.16, B4.20). In each of the languages."""

from parsers.form.answers import parse_answers
from parsers.form.evasions import evades
from parsers.form.nudges import is_unknown
from parsers.model import Message
from parsers.words.aliases import load_aliases
from tests.tables import every_row

ALIASES = load_aliases()
IMPACT, EXPECTATION = "customer_impact", "customer_expectation"
NO_IMPACT = (
    "Did you get my mail?", "Knock knock", "Is someone working on it?", "Waiting for feedback", "Hello?", "Bump",
    "Give me ten minutes", "I have to leave now, more tomorrow", "She will tell me at noon", "Okay, will do",
    "No news from them so far", "Yes, I understand", "Perfect, thanks", "What does that mean?", "Who reads this?",
    "Do I really have to fill this in?", "Let me ask Ingrid first", "My answers in red below.", "Hi, done, thanks",
    "Where do we stand?", "I asked them, waiting", "Tomorrow", "In a meeting, later today", "In the attachment",
    "Ist da jemand?", "Liest das hier einer?", "Bitte um kurze Info", "Ich warte immer noch", "Sage ich euch später",
    "Liefere ich nach", "Das klärt gerade der Vertrieb", "Verstanden, mache ich", "Muss das sein?",
    "Wie meinst du das?", "Erledigt, siehe unten", "Meine Antworten stehen unten in Rot.", "Alles klar",
    "Toujours pas de réponse ?", "Vous êtes là ?", "Je relance", "On me le dit demain", "Bien reçu, merci",
    "Comment ça ?", "Ça veut dire quoi ?", "Mes réponses en rouge ci-dessous.", "C'est fait, merci",
    "¿Hay alguien ahí?", "Sigo esperando", "Lo miro y os digo", "Me lo dicen mañana", "Vale, gracias",
    "¿Para qué lo queréis?", "No sé", "No se cuantos", "Hecho, ver abajo",
    "C'è qualcuno?", "Sto ancora aspettando", "Verifico e vi dico", "Me lo dicono domani", "Va bene, grazie",
    "A cosa serve?", "In che senso?", "Fatto, vedi sotto",
    "Kijkt hier iemand naar?", "Ik wacht nog steeds", "Dat moet ik navragen", "Hoor ik morgen", "Prima, dank je",
    "Wat bedoel je precies?", "Ingevuld, zie hieronder",
    "Está aí alguém?", "Continuo à espera", "Vou confirmar e já digo", "Dizem-me amanhã", "Está bem, obrigada",
    "O que querem dizer?", "Feito, ver abaixo", "It has been solved", "Sorry, wrong ticket", "Please ignore this",
    "Hat sich erledigt", "Es geht wieder", "Résolu entre-temps, merci", "Ya está resuelto", "È risolto", "Opgelost!",
)  # fmt: skip
IMPACTS = (
    "Three drivers cannot leave", "They call every hour", "She cannot log in", "The whole day is lost", "Two", "All",
    "Their team cannot send mail", "Everyone is waiting", "They are still waiting for the answer", "Updates fail",
    "The customer is waiting at the gate", "No updates since Monday", "The customer gets no answer", "Yes, all of them",
    "The team stands around", "Their office in Rome", "No meeting can start", "Only mine", "Everyone, I think",
    "Not sure, maybe the whole site", "I do not know how many, but the warehouse stands still", "The whole site?",
    "Ok for now, but tomorrow 40 trucks come", "In urgent cases they cannot call an ambulance", "Files are missing",
    "I am out of words: the whole plant stands", "Done by hand, costs two people", "Good customers leave",
    "Der Chef", "Telefone sind tot", "Ich kann dem Kunden nichts schicken", "Weiß nicht genau, aber das Lager steht",
    "Sie bekommen keine Antwort", "Gut 40 Leute", "Der Rückruf funktioniert nicht", "Mails kommen zu spät",
    "Le client attend", "Un seul", "Je ne sais pas combien, mais tout l'entrepôt est arrêté", "Plus aucune étiquette",
    "No se abre el programa", "No se puede facturar", "Se pierden pedidos", "No llega ningún correo", "Todo",
    "Non so quanti, ma il magazzino è fermo", "Sono fuori servizio tutte le stampanti", "Si perdono ordini", "Tutti",
    "Ze wachten", "Er komt niets aan", "Alleen één gebruiker", "Allemaal",
    "Não chega nada", "Perdem-se encomendas", "Eles esperam", "Todos",
)  # fmt: skip
NO_EXPECTATION = (
    "I get it from her on Monday", "I will know more by noon", "Ask me again tomorrow", "She is out until Thursday",
    "I speak to her on Friday", "They said they would tell me by noon", "Got it, will reply by Friday",
    "Has anyone looked at it since yesterday?", "When do you start today?", "You will have it by tonight",
    "I sent this yesterday, any news?", "Coming tomorrow",
    "Erfahre ich morgen", "Kläre ich bis Mittag", "Ich spreche sie heute Abend", "Passiert heute noch was?",
    "Kommt Freitag", "Sage ich dir am Montag", "Rufe sie nachher an, sie ist ab 14 Uhr da",
    "Je le saurai lundi", "Vous l'aurez demain", "Vous regardez aujourd'hui ?", "Je te le dis vendredi",
    "Mañana os digo", "¿Lo miráis hoy?", "Hablo con ella el lunes", "Domani vi faccio sapere", "Lo guardate oggi?",
    "Morgen weet ik meer", "Kijken jullie er vandaag naar?", "Ik spreek haar morgen", "Amanhã digo",
    "Alguém vê isto hoje?",
)  # fmt: skip
EXPECTATIONS = (
    "An answer by Friday", "a call today", "Must be running by 8 tomorrow", "I need it by Friday", "I promised Friday",
    "Please answer by Friday", "Need to have it by Monday", "have it back by Monday", "later today", "By Friday?",
    "Asked for it by Friday", "Let them know by noon", "they want to know by tomorrow", "Until Friday they can wait",
    "He calls again at noon and wants news", "Waiting until Friday is fine", "Can it work again by tomorrow?",
    "as soon as possible, today", "I think by Friday", "Ok until Friday", "They would like to hear from us today",
    "Heute noch", "gleich morgen früh", "Ich brauche es bis Freitag", "Bescheid bis morgen", "Rückmeldung bis Freitag",
    "Bitte bis Freitag melden", "Er ruft um 12 wieder an, bis dahin", "Später als Freitag geht nicht",
    "before their meeting at 3", "I told her Thursday", "avant la réunion de demain", "Je lui ai dit jeudi",
    "dès demain matin", "J'ai promis vendredi", "Ils attendent une réponse demain", "avant midi",
    "Pour jeudi midi au plus tard", "au plus tard demain", "al più tardi venerdì", "a más tardar el lunes",
    "Esperan respuesta el lunes", "Tiene que estar mañana", "Una risposta oggi", "Deve funzionare domani",
    "Ze wachten tot vrijdag", "Moet morgen werken", "Esperam resposta na segunda", "até sexta",
)  # fmt: skip


@every_row("text", NO_IMPACT)
def test_it_is_no_impact(text: str) -> None:
    assert evades([text], IMPACT)


@every_row("text", IMPACTS)
def test_it_is_an_impact(text: str) -> None:
    assert not evades([text], IMPACT)
    assert not is_unknown(text)


@every_row("text", NO_EXPECTATION)
def test_a_time_of_the_writers_own_is_no_expectation(text: str) -> None:
    assert evades([text], EXPECTATION)


@every_row("text", EXPECTATIONS)
def test_it_is_an_expectation(text: str) -> None:
    assert not evades([text], EXPECTATION)


def test_pieces_that_answer_nothing_are_kept_as_words() -> None:
    text = "Ok.\nForty people cannot print.\nA fix by Friday."
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    form = parse_answers(message, ALIASES, (IMPACT, EXPECTATION))
    said = (form.fields.customer_impact, form.fields.customer_expectation, form.words)
    assert said == ("Forty people cannot print.", "A fix by Friday.", "Ok.")


@every_row(
    ("text", "ticket"),
    [
        ("48213", "48213"), ("It's 48213", "48213"), ("the ticket is 48213, sorry", "48213"), ("SUP-1234", "SUP-1234"),
        ("Ticket 48213 as far as I can see", "48213"), ("Hallo,\nINC0012345", "INC0012345"),
        ("reach me at +46 35 555 01 20", None), ("call me on 555 0120", None), ("room 214", None),
        ("not yet, ext. 4411", None), ("order 7731", None), ("invoice 2026-118", None),
        ("the old one was 55120, new one follows", None), ("Zimmer 12", None),
    ],
)  # fmt: skip
def test_not_every_number_is_the_ticket_that_was_asked_for(text: str, ticket: str | None) -> None:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    form = parse_answers(message, ALIASES, ("ticket",))
    assert form.fields.ticket == ticket
