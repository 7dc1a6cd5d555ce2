"""What answers nothing: later, any news, thanks (behaviour B4.16)."""

from parsers.form.nudges import is_no_answer
from tests.tables import every_row

NO_ANSWERS = (
    "The impact I will send in an hour.", "I will send it later", "I'll send it tomorrow morning.",
    "Will send in an hour", "Screenshot follows.", "Logs will follow.",
    "I will ask the customer tomorrow and let you know.", "Sorry, I will send the screenshot as soon as I have it.",
    "any news?", "Any updates on this?", "Thanks!", "Hi, thank you very much. I will get back to you by Friday.",
    "Ok, das schreib ich später noch rein.",
    "See below.", "Ich reiche es nach.", "Die Auswirkung schicke ich in einer Stunde.", "Das schicke ich später.",
    "Gibt es schon Neuigkeiten?", "Vielen Dank!", "J'envoie ça plus tard", "Merci beaucoup",
    "Lo enviaré más tarde.", "¿Hay novedades?", "Lo invio più tardi", "Grazie mille", "Ik stuur het later.",
    "Nog nieuws?", "Envio mais tarde.", "Há novidades?",
    "I'll complete this after the call, thanks.", "Thanks, I'll finish the form this evening.",
    "OK, will fill in the gaps tomorrow.", "Sure, I'm filling it in now.",
    "Thank you, I'll add the impact on Monday.", "I'll fill out the rest when I'm back from lunch.",
    "Let me complete that later today.", "Danke, ich fülle das morgen früh aus.", "Ok, das ergänze ich nachher.",
    "Ich trage den Rest nach der Mittagspause ein.", "Mache ich gleich fertig, danke.",
    "Vielen Dank, ich vervollständige das bis heute Abend.", "Wird morgen nachgetragen.", "Fülle ich später aus.",
    "Merci, je remplis le reste demain.", "D'accord, je complète cet après-midi.", "Je le remplirai ce soir, merci.",
    "Ok, je ferai ça après le déjeuner.", "Je vais compléter dans une heure.",
    "Je vous envoie le reste tout à l'heure.", "Gracias, lo relleno mañana por la mañana.",
    "Vale, lo completo después de comer.", "De acuerdo, completaré el resto esta noche.",
    "Voy a rellenarlo dentro de una hora.", "Ok, lo termino luego.", "Grazie, compilo il resto domani.",
    "Va bene, lo completerò stasera.", "Lo compilo dopo pranzo, grazie.", "Ok, aggiungo il resto nel pomeriggio.",
    "Vado a completarlo tra un'ora.", "Bedankt, ik vul de rest morgen in.", "Oké, ik maak het vanavond af.",
    "Dat vul ik straks aan.", "Ik ga het na de lunch invullen.", "Prima, ik vul het zo in.",
    "Obrigada, preencho o resto amanhã de manhã.", "Ok, completo depois do almoço.",
    "Está bem, vou preencher logo à noite.", "Faço isso amanhã, obrigado.", "Certo, acrescento o resto esta tarde.",
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
    "They fill in the form by hand", "They complete the orders on paper.", "Sie füllen die Formulare von Hand aus.",
    "Sie tragen alles von Hand ein.", "Der Export ist nicht komplett.", "Ils remplissent les bons à la main.",
    "Arrêt complet", "Blocco completo", "Parada completa", "Apagón completo", "Bloqueo completo desde esta mañana",
    "Rellenan todo a mano.", "Fermo completo da stamattina", "Compilano tutto a mano",
    "Ze vullen alles met de hand in.", "Preenchem tudo à mão.", "Paragem completa", "They add every order twice.",
    "We fill the gaps by phone.", "Os envios estão parados", "El mando no funciona", "Envio parado",
    "I cannot complete orders", "Le formulaire ne se remplit pas", "Nessun ordine completato",
    "No se completan los pedidos", "Não se completam as encomendas", "Completely blocked",
    "Everything has to be filled in twice", "Das Formular füllt sich nicht aus", "orders stay incomplete",
    "They do it by hand now", "Ze doen het nu met de hand", "Lo hacen a mano", "Lo fanno a mano", "Fazem isso à mão",
    "Ils le font à la main", "Sie machen es jetzt von Hand", "We do it by hand now",
    "today, please", "Freitag bitte", "please restart it", "20 users, please help",
)  # fmt: skip


@every_row("text", NO_ANSWERS)
def test_it_puts_off_or_asks_or_thanks(text: str) -> None:
    assert is_no_answer(text)


@every_row("text", ANSWERS, ids=lambda text: text[:40])
def test_it_says_something(text: str) -> None:
    assert not is_no_answer(text)
