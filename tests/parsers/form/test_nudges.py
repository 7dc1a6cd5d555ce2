"""What answers nothing: later, any news, thanks (behaviour B4.16)."""

from parsers.form.nudges import is_no_answer
from tests.tables import every_row

NO_ANSWERS = (
    "The impact I will send in an hour.", "I will send it later", "I'll send it tomorrow morning.",
    "Will send in an hour", "Screenshot follows.", "Logs will follow.",
    "I will ask the customer tomorrow and let you know.", "Sorry, I will send the screenshot as soon as I have it.",
    "any news?", "Any updates on this?", "Thanks!", "Hi, thank you very much. I will get back to you by Friday.",
    "See below.", "Ich reiche es nach.", "Die Auswirkung schicke ich in einer Stunde.", "Das schicke ich später.",
    "Gibt es schon Neuigkeiten?", "Vielen Dank!", "J'envoie ça plus tard", "Merci beaucoup",
    "Lo enviaré más tarde.", "¿Hay novedades?", "Lo invio più tardi", "Grazie mille", "Ik stuur het later.",
    "Nog nieuws?", "Envio mais tarde.", "Há novidades?",
    "please", "Please!", "bitte", "Danke.", "S'il vous plaît !", "por favor", "Grazie", "Dank je", "Obrigado",
)  # fmt: skip
ANSWERS = (
    "20 users stand still", "by Friday noon", "in an hour", "later today", "tomorrow", "A fix by tomorrow", "No",
    "none", "High", "12345", "Contoso", "Send it by Friday", "The customer wants the log by Friday",
    "They want an update by noon", "An update by Friday", "a status update every hour",
    "nobody has been told yet why the export fails", "Send the number of affected users by Monday", "Restarted it",
    "a reply by Monday", "They cannot send invoices later than Friday", "We cannot send mail",
    "We will lose the customer", "They get no mail", "None, thanks", "I get an error when they send it",
    "Thanks to the update nobody can log in", "They are still waiting for the answer", "esta tarde", "I sent it",
    "I will send it later. 20 users stand still.", "", "?", "x" * 10_000,
    "today, please", "Freitag bitte", "please restart it", "20 users, please help",
)  # fmt: skip


@every_row("text", NO_ANSWERS)
def test_it_puts_off_or_asks_or_thanks(text: str) -> None:
    assert is_no_answer(text)


@every_row("text", ANSWERS, ids=lambda text: text[:40])
def test_it_says_something(text: str) -> None:
    assert not is_no_answer(text)
