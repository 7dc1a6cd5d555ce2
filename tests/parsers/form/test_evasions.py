"""What evades the question that was asked, and what answers it (behaviour B4.12, B4.20)."""

from parsers.form.answers import parse_answers
from parsers.form.evasions import evades
from parsers.model import Fields, Message
from parsers.words.aliases import load_aliases
from tests.tables import every_row

ALIASES = load_aliases()
IMPACT = "customer_impact"
EVASIONS = (
    "Why do you need that?", "Why do you need that? It is all in the ticket.", "Which impact do you mean?", "Why?",
    "Sorry, what do you mean by impact?", "What should I write here?", "Isn't that in the ticket?", "For what?",
    "I told you already in my first mail!!", "Same as in my other escalation.", "As I said.", "It's all in my mail.",
    "See what Ada writes", "see Ada's mail", "See above.", "Please see the ticket.", "I already sent it yesterday.",
    "Please just send it up as it is.", "Just escalate it.", "FYI", "For your information:", "Ada writes:",
    "I am out of office until Monday. In urgent cases call Bob.", "The customer says:", "Thanks. Why do you ask?",
    "Warum brauchen Sie das?", "Welche Auswirkung meinen Sie?", "Wozu das?", "Das habe ich doch schon geschrieben!",
    "Wie in meiner anderen Eskalation.", "Siehe Adas Mail", "Siehe, was Ada schreibt", "Steht alles im Ticket.",
    "Bitte einfach so weiterleiten.", "Zur Info", "Ada schreibt:", "Ich bin bis Montag im Urlaub.",
    "Pourquoi en avez-vous besoin ?", "Quel impact voulez-vous dire ?", "Je vous l'ai déjà dit !",
    "Comme dans mon autre demande.", "Voir ce qu'Ada écrit", "Tout est dans le ticket.", "Pour info", "Ada écrit :",
    "Envoyez-le simplement tel quel.", "Je suis absent jusqu'à lundi.",
    "¿Por qué lo necesita?", "¿Qué impacto quiere decir?", "Ya se lo dije.", "Lo mismo que en mi otro correo.",
    "Ver lo que escribe Ada: escribe", "Está todo en el ticket.", "Para su información", "Ada escribe:",
    "Envíelo tal cual, por favor.", "Estoy de vacaciones hasta el lunes.",
    "Perché vi serve?", "Quale impatto intende?", "Gliel'ho già detto!", "Lo stesso di prima.",
    "Vedi mail di Ada sopra",
    "È tutto nel ticket.", "Per conoscenza", "Ada scrive:", "Lo mandi così com'è.", "Sono in ferie fino a lunedì.",
    "Waarom heb je dat nodig?", "Welke impact bedoelt u?", "Dat heb ik al gezegd!", "Zie hieronder.",
    "Zie wat Ada schrijft", "Het staat in het ticket.", "Ter info", "Ada schrijft:", "Stuur het gewoon zo door.",
    "Ik ben met vakantie tot maandag.",
    "Porque precisam disso?", "Qual impacto quer dizer?", "Já lhe disse isso.", "Como na minha outra mensagem.",
    "Veja o que a Ada escreve", "Está tudo no ticket.", "Para informação", "Ada escreve:", "Envie assim mesmo.",
    "Estou de férias até segunda.",
    "No, wait, I get the numbers first", "Wait, let me ask Ada first.", "No, don't send it yet.", "Not yet, please",
    "Nein, noch nicht schicken", "Warte, ich frage erst die Zahlen ab", "Bitte noch nicht weiterleiten",
    "Attendez, je demande d'abord les chiffres", "Non, pas encore", "N'envoyez pas encore, svp",
    "Espera, primero pregunto los números", "No, todavía no", "Aspetta, prima chiedo i numeri", "No, non ancora",
    "Wacht even, ik vraag eerst de cijfers", "Nee, nog niet sturen", "Espera, vou pedir os números primeiro",
    "Não, ainda não", "Je ne travaille pas le vendredi.", "Ik werk vandaag niet.",
)  # fmt: skip
ANSWERS = (
    "20 users?", "maybe 40 people?", "Same as yesterday: nobody can work", "They see what others write",
    "All the time", "All tickets", "Everything is slow", "It is the mail", "It is in the ticket list that rows vanish",
    "As I said, nobody can work.", "Why do you need that? 40 people wait.", "Send invoices", "They told us they leave",
    "See the invoices of other tenants", "Ada writes: 40 people wait", "The customer is out of office until Monday",
    "Nobody knows what to do", "What they need is a fix", "They cannot send it", "The mail above all", "All of it",
    "I am the only one who can work", "Which nobody can use", "None", "No", "Is down since 9", "The ticket system",
    "Siehe da: alles steht still", "Steht still", "Das ganze Lager steht", "Niemand kann arbeiten, wie gesagt",
    "Wie immer am Montag steht das Lager", "Alle Tickets", "Personne ne peut travailler", "Tout est lent", "C'est lent",
    "Nadie puede trabajar", "Está todo parado", "È tutto fermo", "Tutto fermo", "Niemand kan werken",
    "Alles staat stil",
    "Ninguém pode trabalhar", "Está tudo parado", "x" * 10_000,
    "Wait times of 40 minutes", "They wait, nobody can work", "Wartezeiten von einer Stunde", "Espera de dos horas",
    "Not yet paid: 40 invoices", "Attendez-vous à des pertes", "They cannot ship, first orders are lost",
    "Noch nicht bezahlt sind 40 Rechnungen", "Nog niet betaald: 40 facturen",
)  # fmt: skip


@every_row("text", EVASIONS)
def test_it_evades_the_question(text: str) -> None:
    assert evades(text.split("\n"), IMPACT)


@every_row("text", ANSWERS, ids=lambda text: text[:40])
def test_it_answers_the_question(text: str) -> None:
    assert not evades(text.split("\n"), IMPACT)


@every_row(
    ("name", "text"),
    [
        ("customer_expectation", "Can they have it by Friday?"),
        ("customer_expectation", "Could you fix it today?"),
        ("issue_summary", "How can users export all invoices at once?"),
        ("issue_summary", "Why does the export fail every night?"),
        ("steps_taken", "Did a restart help them at all?"),
        ("attachments", "See attached"),
    ],
)
def test_what_may_be_a_question_is_one(name: str, text: str) -> None:
    assert not evades([text], name)


def read(text: str, *asked: str) -> Fields:
    message = Message(subject="Re: [ESC-7]", sender=None, text=text, whole_text=text)
    return parse_answers(message, ALIASES, asked).fields


def test_an_evasion_fills_nothing_in_labelled_or_not() -> None:
    assert read("Why do you need that?", IMPACT) == Fields()
    assert read("Customer Impact: see what Ada writes", IMPACT) == Fields()
    assert read("I told you already.\nWhy again?", IMPACT, "issue_summary") == Fields()
    assert read("Customer Impact: Why do you ask? They lose orders.", IMPACT).customer_impact is not None


@every_row("text", ["No", "No, forget it, solved.", "None", "no.", "Nein", "Non"])
def test_a_bare_no_beside_other_questions_is_no_missing_file(text: str) -> None:
    everything = ("priority", "customer", "ticket", "issue_summary", "steps_taken", IMPACT, "customer_expectation")
    assert read(text, *everything, "files").attachments == ()
    assert read("No", "files").attachments != ()
    assert read("no screenshot because it is on the phone", *everything, "files").attachments != ()
