"""Times by which nothing is wanted, asked by when: what was, and who is away; and what looks like that and is an
expectation (behaviour B4.20). In each of the languages."""

from parsers.form.answers import parse_answers
from parsers.form.evasions import evades
from parsers.model import Fields, Message
from parsers.words.aliases import load_aliases
from tests.tables import every_row

ALIASES = load_aliases()
IMPACT, EXPECTATION = "customer_impact", "customer_expectation"
REPORTS = (
    "She is on leave until Thursday", "They opened the ticket on Monday",
    "I was told on Friday that the vendor looks at it", "The customer called at 9 today",
    "It broke on Friday evening", "We installed the update on Tuesday", "He is on vacation until 14 March",
    "She is out of office till Monday", "They have already called on Monday", "On Monday, they restarted the server",
    "The ticket was opened on Monday", "He is in a meeting until 3 pm", "She returns on Monday",
    "The office is closed until Monday", "She said on Friday that nothing works",
    "I was told on Monday that it would be looked at", "They lost 40 orders on Friday",
    "It happened on Monday at 10:00", "They were informed on Tuesday",
    "Dana has been sick since Monday and is back on Friday", "Sie ist bis Donnerstag im Urlaub",
    "Der Kunde hat am Montag angerufen", "Das Ticket wurde am Montag eröffnet",
    "Wir haben das Update am Freitag eingespielt", "Mir wurde am Freitag gesagt, dass es geprüft wird",
    "Am Montag haben sie das Ticket aufgemacht", "Er ist bis Freitag krank", "Sie kommt erst am Montag wieder",
    "Am Freitag ist der Server abgestürzt", "Er rief am Montag an", "Seit dem Update am Montag kam keine Mail mehr",
    "Elle est en congé jusqu'à jeudi", "Ils ont ouvert le ticket lundi", "Le client a appelé vendredi",
    "On m'a dit vendredi que c'était en cours", "La mise à jour a été installée mardi", "Elle revient lundi",
    "Le serveur est tombé vendredi", "Il est absent jusqu'à mardi", "Está de vacaciones hasta el jueves",
    "Abrieron el ticket el lunes", "El cliente llamó el viernes", "Me dijeron el viernes que lo miraban",
    "La actualización se instaló el martes", "El lunes se cayó el servidor", "Vuelve el lunes",
    "Han llamado el lunes", "È in ferie fino a giovedì", "Hanno aperto il ticket lunedì",
    "Il cliente ha chiamato venerdì", "Mi hanno detto venerdì che se ne occupano", "Il server è caduto lunedì",
    "Rientra lunedì", "L'aggiornamento è stato installato martedì", "Ze is met vakantie tot donderdag",
    "Ze hebben het ticket maandag geopend", "De klant belde vrijdag", "Ze hebben vrijdag gebeld",
    "Mij is vrijdag verteld dat ze ernaar kijken", "Hij is ziek tot maandag", "Het ticket werd maandag geopend",
    "Ela está de férias até quinta-feira", "Abriram o ticket na segunda", "O cliente ligou na sexta",
    "Disseram-me na sexta que estão a ver", "O servidor caiu na segunda-feira", "Volta na segunda",
    "Ela está ausente até sexta", "Bob is travelling until Wednesday", "The server crashed on Monday",
    "They complained on Friday", "Contoso reported it on Tuesday", "We spoke on Monday", "I spoke to them on Friday",
    "The vendor replied on Thursday", "She was here on Monday", "I called her on Monday",
    "Robin is off sick until Tuesday", "We restarted everything on Sunday", "They had it already on Monday",
    "The first ticket came in on Friday", "They wrote to us on Monday morning", "It stopped working on Friday",
    "Nobody answered on Monday", "He left for holidays until Monday", "Der Fehler trat am Montag zum ersten Mal auf",
    "Sie haben das Ticket am Montag eröffnet", "Es ist am Freitag passiert", "Wir hatten am Montag einen Ausfall",
    "Frau Berg ist bis Mittwoch nicht im Büro", "Am Dienstag ging es kaputt", "Das haben sie am Montag gemeldet",
    "Der Hersteller hat am Dienstag geantwortet", "Ich bin bis 15 Uhr in einer Besprechung",
    "Le ticket a été ouvert lundi", "Ils nous ont écrit mardi", "Ça s'est produit vendredi", "Elle était là lundi",
    "Il est en réunion jusqu'à 15h", "Nous avons redémarré lundi", "Le bureau est fermé jusqu'à lundi",
    "El ticket se abrió el lunes", "Nos escribieron el martes", "Ocurrió el viernes", "Está de baja hasta el lunes",
    "La oficina está cerrada hasta el lunes", "Me han dicho el lunes que lo miran", "Il ticket è stato aperto lunedì",
    "Ci hanno scritto martedì", "È successo venerdì", "È in malattia fino a lunedì", "Lunedì è caduto il server",
    "L'ufficio è chiuso fino a lunedì", "Abbiamo riavviato lunedì", "Het gebeurde vrijdag",
    "De server viel maandag uit", "Ze is tot woensdag afwezig", "Ze hebben ons dinsdag geschreven",
    "We hebben maandag herstart", "Hij is in vergadering tot 15 uur", "De update is dinsdag geïnstalleerd",
    "O ticket foi aberto na segunda", "Escreveram-nos na terça", "Aconteceu na sexta",
    "Ele está de baixa até segunda", "Reiniciámos na segunda", "O escritório está fechado até segunda",
    "Our tech visited them on Tuesday", "The invoice was paid on Friday", "I forwarded it to Ada on Friday",
    "We had a call on Monday", "They already complained on Monday", "It started on Sunday night",
    "Ada is on parental leave until May", "He will be back on Monday", "I am away until Wednesday",
    "The contact person is not available before Monday", "She is in training today", "The outage began at 9:15 today",
    "It worked until Friday", "Support answered on Friday", "He phoned me at 8 this morning",
    "They installed version 4.2 on 12 March", "Our vendor closed it on Friday", "The case was reopened today at 10",
    "I only heard about it on Friday", "Wir haben am Freitag mit ihnen telefoniert",
    "Die Kollegin ist am Montag wieder da", "Sie hat sich am Freitag beschwert", "Das lief bis Freitag",
    "Heute um 9 ist es aufgefallen", "Er ist noch bis 17 Uhr in einem Termin", "Nous les avons appelés lundi",
    "Ça marchait jusqu'à vendredi", "Le collègue est absent jusqu'à mercredi", "Ils nous ont relancés mardi",
    "Les llamamos el lunes", "Funcionaba hasta el viernes", "El compañero vuelve el miércoles",
    "Se quejaron el martes", "Li abbiamo chiamati lunedì", "Funzionava fino a venerdì", "Il collega torna mercoledì",
    "Si sono lamentati martedì", "We hebben ze maandag gebeld", "Het werkte tot vrijdag", "Ze klaagden dinsdag",
    "Ligámos-lhes na segunda", "Funcionava até sexta", "O colega volta na quarta", "Queixaram-se na terça",
)  # fmt: skip
EXPECTATIONS = (
    "by Friday", "Friday", "he wants it tomorrow", "until Thursday", "A fix by Friday", "an answer today",
    "It must be solved by Friday noon", "They need it on Friday", "They go live on Monday", "Go-live is on Friday",
    "The trucks leave at 6 tomorrow", "Promised for Friday", "I promised Friday",
    "They were promised a fix on Friday", "Needs to be fixed on Monday", "Must be closed on Friday",
    "to be solved on Friday", "fixed on Monday", "Solved by tomorrow", "He called, by noon at the latest",
    "They asked for a call on Monday", "I was told on Friday that they need it by Tuesday",
    "She is on leave from Friday, so before Friday", "They said by Friday or they cancel",
    "The deadline was Friday, they gave us until Monday", "Everything should be running again on Monday",
    "Friday please", "Friday, they said", "A callback scheduled for Friday", "It was agreed that we answer by Friday",
    "they would be happy with Friday", "Friday would be fine", "End of the week", "within 2 hours",
    "Working system on Monday 8:00", "Wait until Friday", "they can wait until Friday",
    "The customer called and wants it fixed today", "Before she goes on leave on Friday", "ready on Friday",
    "They open on Monday at 8", "The audit is on Friday", "They asked on Monday, need it by Friday",
    "They expected it on Friday", "Call them back on Friday", "Back in operation by Friday",
    "He is waiting until Friday", "bis Freitag", "Freitag", "bis Freitag gelöst", "Bis Freitag muss es laufen",
    "Er möchte es morgen", "Wir haben bis Freitag Zeit", "Es wurde für Freitag zugesagt",
    "Am Freitag kommt der Prüfer", "Ich habe ihm Freitag versprochen", "Montag früh um 8 soll es laufen",
    "Die Lieferung geht am Freitag raus", "Er hat gesagt bis Freitag", "Sie haben uns bis Freitag gegeben",
    "spätestens Montag", "Rückruf am Freitag", "Eine Lösung am Montag", "bis dahin Freitag, bevor sie in Urlaub geht",
    "heute behoben", "pour vendredi", "avant vendredi", "Ils veulent une réponse vendredi",
    "Il faut que ce soit réglé lundi", "Une réponse lundi", "Ils ont besoin de ça vendredi", "On a dit vendredi",
    "C'est prévu vendredi", "Ils ouvrent lundi", "Ils ont une démo lundi", "Corrigé pour lundi", "para el viernes",
    "antes del viernes", "Lo quieren el viernes", "Debe estar resuelto el lunes", "Una respuesta el lunes",
    "Abren el lunes", "Tienen una demo el lunes", "Resuelto el lunes", "Esperan una solución el viernes",
    "entro venerdì", "Lo vogliono venerdì", "Deve essere risolto lunedì", "Una risposta lunedì",
    "Hanno una demo lunedì", "Risolto entro lunedì", "Aprono lunedì", "Hanno bisogno venerdì", "voor vrijdag",
    "Ze willen het vrijdag", "Het moet maandag werken", "Een antwoord op maandag", "Ze hebben maandag een demo",
    "Opgelost op maandag", "Ze verwachten vrijdag een oplossing", "até sexta-feira", "Querem isso na sexta",
    "Tem de estar resolvido na segunda", "Uma resposta na segunda", "Têm uma demo na segunda",
    "Resolvido até segunda", "Abrem na segunda", "Opening hours start on Monday, so then", "Monday",
    "Have it repaired by Monday", "Have it running on Monday", "Fix on Monday", "Get it closed on Friday",
    "They hope for Friday", "If it is not solved on Friday they leave", "They leave us on Friday",
    "Delivery on Friday", "We said Friday", "Expected Friday", "Requested by Monday", "Before the trip on Friday",
    "On Monday they want to see it fixed", "The go-live on Monday", "they asked for Friday",
    "Contract ends on Friday", "The auditor comes at 10 tomorrow", "Someone should call them on Friday",
    "He returns the device on Friday", "call back at 3 pm", "until the meeting on Friday",
    "They asked to be called on Friday", "Reply requested on Friday", "Freitag, 12 Uhr", "Sie geben uns bis Freitag",
    "Anruf morgen um 10", "Bis zum Urlaub am Freitag", "Sie hätten es gern am Freitag",
    "Ab Montag wird produziert, bis dahin", "Morgen um 9 wird geliefert", "Antwort bis Freitag erbeten",
    "Der Kunde hat um Antwort bis Freitag gebeten", "Gewünscht ist Freitag", "Bis Freitag behoben",
    "erledigt bis Freitag", "vendredi", "une solution d'ici vendredi",
    "Le client a demandé une réponse pour vendredi", "La livraison part vendredi", "lundi matin à 8h",
    "Résolu vendredi au plus tard", "On leur a promis lundi", "Ils ferment vendredi", "viernes",
    "Solución para el lunes", "La entrega sale el viernes", "El cliente ha pedido respuesta para el lunes",
    "el lunes a las 8", "Se lo prometimos para el lunes", "venerdì", "soluzione entro lunedì",
    "La consegna parte venerdì", "Il cliente ha chiesto una risposta entro venerdì", "lunedì alle 8",
    "Gli abbiamo promesso lunedì", "vrijdag", "oplossing tegen maandag", "De levering vertrekt vrijdag",
    "De klant heeft om antwoord gevraagd voor vrijdag", "maandag om 8 uur", "We hebben maandag beloofd",
    "sexta-feira", "solução até segunda-feira", "A entrega sai na sexta", "O cliente pediu resposta até sexta",
    "segunda às 8", "Prometemos segunda-feira", "We agreed on Friday", "Solution on Friday",
    "They close on Friday at 5", "The board meets on Monday", "They have to ship on Friday",
    "He is expecting us on Friday", "It has to work on Monday", "It must work until Friday",
    "They get a visit on Monday", "A technician on Monday", "Call on Friday morning", "they are hoping for Monday",
    "Needs it Monday", "Ideally by noon, they called twice", "They were told Friday",
    "They were told it would be fixed on Friday", "They got promised Friday", "I told them we would answer by 5",
    "He was promised a callback on Friday", "Their deadline is Friday", "We owe them an answer on Friday",
    "The shop opens on Saturday", "They accept Friday", "Friday is okay for them", "The payroll run is on Friday",
    "They will cancel on Friday", "A workaround today, a fix on Friday", "They can live with Friday",
    "as agreed on Friday", "Freitag wurde vereinbart", "Sie wurden auf Freitag vertröstet", "Am Freitag ist Inventur",
    "Sie können bis Freitag warten", "Wir haben Freitag ausgemacht", "Er rechnet mit Freitag",
    "Am Montag beginnt die Messe", "Sie bekommen am Montag Besuch", "Freitag reicht ihnen", "Zugesagt ist Freitag",
    "Der Termin ist am Freitag", "Sie liefern am Freitag aus", "Ils peuvent attendre jusqu'à vendredi",
    "L'inventaire est vendredi", "Vendredi leur convient", "On leur a dit vendredi", "Le salon commence lundi",
    "ils comptent sur vendredi", "Pueden esperar hasta el viernes", "El inventario es el viernes",
    "Les va bien el viernes", "La feria empieza el lunes", "Quedamos en el viernes", "Cuentan con el viernes",
    "Possono aspettare fino a venerdì", "L'inventario è venerdì", "Venerdì va bene", "La fiera inizia lunedì",
    "Contano su venerdì", "Ze kunnen wachten tot vrijdag", "De inventaris is vrijdag", "Vrijdag is goed",
    "De beurs begint maandag", "Ze rekenen op vrijdag", "Podem esperar até sexta", "O inventário é na sexta",
    "A feira começa na segunda", "Contam com sexta",
)  # fmt: skip


@every_row("text", REPORTS)
def test_what_was_and_who_is_away_is_no_expectation(text: str) -> None:
    assert evades([text], EXPECTATION)


@every_row("text", EXPECTATIONS)
def test_it_says_by_when(text: str) -> None:
    assert not evades([text], EXPECTATION)


def test_it_is_kept_as_words_and_no_time_of_several_answers() -> None:
    def read(text: str, *asked: str) -> tuple[Fields, str]:
        form = parse_answers(Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text), ALIASES, asked)
        return form.fields, form.words

    opened = "They opened the ticket on Monday."
    assert read(opened, EXPECTATION) == (Fields(), opened)
    assert read(f"{opened}\nBy Friday.", IMPACT, EXPECTATION)[0].customer_expectation == "By Friday."
    assert read("Forty people waited on Monday.", IMPACT, EXPECTATION)[0].customer_expectation is None
