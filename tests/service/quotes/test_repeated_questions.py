"""Questions of our request that its reader repeats above each of his answers, without any quotation (behaviour
B4.13)."""

from parsers.form.answers import parse_answers
from parsers.message import parse_message
from parsers.model import Message
from tests.quotations import Letter, compose
from tests.service.quotes.test_quoted_letters import knowing, request
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

ASKED = ("customer_impact", "customer_expectation")
QUESTIONS = ("who or what is affected, and how badly?", "what are they asking for, and by when?")
IMPACT, BY = "40 people cannot ship", "a fix by Friday"
LEADS = (
    ("Q", "A"), ("Q1", "A1"), ("Question", "Answer"), ("You asked", "My answer"), ("You", "Me"), ("F", "A"),
    ("Frage", "Antwort"), ("Ihre Frage", "Meine Antwort"), ("Question ", "Réponse "), ("Q", "R"), ("P", "R"),
    ("Pregunta", "Respuesta"), ("D", "R"), ("Domanda", "Risposta"), ("V", "A"), ("Vraag", "Antwoord"),
    ("Pergunta", "Resposta"),
)  # fmt: skip


def read(text: str, of: str = "first") -> Message:
    letter = request(of, ASKED)

    def quote(sent: Letter, above: str, below: str) -> tuple[str, str]:
        return f"{text}\n", ""

    return parse_message(compose(quote, letter, "", ""), knowing(letter))


def answers_of(text: str, of: str = "first") -> tuple[str | None, str | None, str]:
    form = parse_answers(read(text, of), VOCABULARY.aliases, ASKED)
    return form.fields.customer_impact, form.fields.customer_expectation, form.words


@every_row("shape", ["{}: {}\n{}: {}", "{}: {} {}: {}", "> {}: {}\n{}: {}", "{}: {}\n\n{}: {}"])
@every_row("leads", LEADS)
def test_only_the_answers_are_read(leads: tuple[str, str], shape: str) -> None:
    asked, answered = leads
    pairs = zip(QUESTIONS, (IMPACT, BY), strict=True)
    text = "\n".join(shape.format(asked, question, answered, said) for question, said in pairs)
    assert answers_of(text) == (IMPACT, BY, "")


@every_row("of", ["first", "again", "reminder"])
@every_row("between", ["\n", " ", " - ", "\n\n", "\n- "])
def test_questions_without_a_word_before_them_are_ours_as_well(between: str, of: str) -> None:
    text = "\n".join(f"{question}{between}{said}" for question, said in zip(QUESTIONS, (IMPACT, BY), strict=True))
    assert answers_of(text, of) == (IMPACT, BY, "")


def test_a_label_of_the_writers_own_keeps_what_stands_behind_it() -> None:
    said = "update: who or what is affected, and how badly, we learn at noon"
    assert read(said).text == said
    assert answers_of(f"A: {IMPACT}\n{BY}")[1] == BY
