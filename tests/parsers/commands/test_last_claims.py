"""A claim behind a sentence of its own takes the case; one that anything before it denies, limits, quotes or gives to
another does not (behaviour B7.6)."""

# ruff: noqa: E501 - what people write is kept whole

from parsers.commands.command import parse_command
from parsers.model import Address, CommandName
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

TERRY = Address("terry.vance@example.com", "Terry Vance")

TAKEN = [
    "Just back from leave, I'll take it.", "I was out all last week. I'm on it.", "Bin gerade zurück aus dem Urlaub, ich übernehme das.", "Je reviens de congé, je m'en occupe.",
    "Acabo de volver de vacaciones, me encargo yo.", "Appena rientrata dalle ferie, me ne occupo io.", "Net terug van verlof, ik pak het op.", "Voltei de férias, eu trato disto.",
    "I was off last week and only see this now. I'll take it.",
    "Seems to be the certificate again. I'm on it.", "That smells like DNS. I'll take it.", "Weird one. I'll handle this.",
    "Hi Dana, that looks like the load balancer. I'll look after it.", "I was at the dentist this morning. I'm on it.", "Das sieht nach dem Zertifikat aus. Ich übernehme das.",
    "Sieht ganz nach DNS aus. Ich bin dran.", "War gestern unterwegs. Ich kümmere mich.", "Ça ressemble au certificat. Je m'en occupe.", "Encore le DNS. Je prends.",
    "Tiene pinta de certificado. Me encargo yo.", "Parece el balanceador. Lo llevo yo.", "Ayer estaba de viaje. Me encargo.", "Sembra il certificato. Me ne occupo io.",
    "Ha l'aria di un problema di rete. Ci penso io.", "Ieri ero in viaggio. Lo prendo io.", "Dat lijkt op het certificaat. Ik pak het op.",
    "Klinkt naar DNS. Ik ga ermee aan de slag.", "Gisteren was ik onderweg. Ik pak dit op.", "Parece ser o certificado. Eu trato disso.", "Cheira a DNS. Fico com isto.",
    "Ontem estava em viagem. Eu trato disto.", "J'étais à l'atelier hier. Je m'en charge.",
]  # fmt: skip
NOT_TAKEN = [
    "Looks like the proxy. I'll take it back.", "Looks like the proxy. I take it you know.", "Looks like the proxy. I'll take it from there once Kim is done.",
    "Looks like the proxy. Me too.", "Looks like the proxy. I'm on leave.", "Looks like the proxy. I'm on call.", "Looks like the proxy. I own a similar one.",
    "Looks like the proxy. I have it too.", "Looks like the proxy. I got this mail twice.", "Looks like the proxy. I take this as a no.",
    "Das sieht nach dem Proxy aus. Ich mache das nie.", "Das sieht nach dem Proxy aus. Mach ich morgen.", "Das war letzte Woche Kims Fall. Ich übernehme das nicht.",
    "Gestern hatte Kim das. Ich übernehme nur die Hälfte.", "Das hatte Kim letzte Woche übernommen. Ich bin raus.", "Hier steht, dass Kim dran ist. Ich bin dran.",
    "C'était Kim hier. Je m'en occupe si besoin.", "On dirait le proxy. Moi non plus.", "On dirait le proxy. Je prends note.", "On dirait le proxy. Je prends un café.",
    "Parece el proxy. Lo llevo fatal.", "Parece el proxy. Me encargo mañana.", "Sembra il proxy. Ci penso.", "Sembra il proxy. Ci penso su.",
    "Sembra il proxy. Lo prendo come un no.", "Lijkt op de proxy. Ik neem het mee naar Kim.", "Lijkt op de proxy. Ik pak het op als het kan.", "Parece o proxy. Fico com dúvidas.",
    "Parece o proxy. Trato disso amanhã.", "Ada was calling again. I'll take it if it rings.", "The ball was in Kim's court. I'm on it as well, half.",
    "I was asked to look. I'm on it, Kim?", "Kim was first. I'm on it second.", "It was mine once. I'm on it no more.", "The last one was Kim's. I'm on it instead of her?",
    "I had it. I gave it to Kim.", "It was Kim. I'm on it, she says.", "This was for the network team. I'll take it to them.", "Was that meant for me. I'll take it then?",
    "We were never asked. I'll take it up with Dana.",
    "Back from leave on Monday, I'll take it.", "Back from leave tomorrow, I'll take it.", "Zurück aus dem Urlaub am Montag, ich übernehme das.",
    "Je rentre de congés lundi, je m'en occupe.", "Back from the call, Kim takes it.", "Back from the customer, I'll take it up with Kim.", "Kim is just back, she'll take it.",
    "I was on it last week. Kim takes it now.", "Terug van vakantie maandag, ik pak het op.", "I was not able to last week. I'll take it if nobody does.",
    "Back from lunch, I'll take it to Kim.", "Just back from leave, I can't take it.", "Last week I wasn't able. I'll take it.", "He was off last week. I'm on it.",
    "Looks like the proxy. Kim is on it.", "Looks like the proxy. Is somebody on it?", "I can't reproduce it. I'm on it tomorrow.", "I'm in meetings until noon. I'll take it.",
    "I'm on holiday from tomorrow. I'll take it.", "If nobody else does. I'll take it.", "Kim said it is hers. I'm on it.", "The customer wrote: I'll take it.",
    "The customer wrote that he is angry. I'll take it.", "Not my area. I'm on it if needed.", "Thank you for your message. We are on it.",
    "Thank you for contacting us. I'll take care of it.", "Your request was received. I'm on it.", "Send me the log first. I'll take it.",
    "Maybe the proxy. I'll take it if you like.", "Looks like the proxy. I'm on it?", "Looks like the proxy. I'm not on it.", "Looks like the proxy. I was on it last week.",
    "Looks like the proxy. I'd be on it.", "Looks like the proxy. You are on it.", "Looks like the proxy. I'm on it with one half.", "Looks like the proxy. I'll take it tomorrow.",
    "Looks like the proxy. I'll take it on Monday.", "Looks like the proxy. I'll take it if Kim is out.", "Looks like the proxy. Ask Kim. I'm on it.",
    "Could be the proxy. Robin should look. I'm on it.", "Wrong thread. I'm on it.", "Sorry, wrong mail. I'll take it.", "What a joke. I'll take it.",
    "Somebody has to. I'll take it then.", "Kim usually says this. I'm on it.", "He told me on the phone. I'm on it.", "On Friday at noon. I'm on it.", "Tomorrow. I'll take it.",
    "We have a template for that. I'm on it.", "I'm on it. Looks like the proxy. Kim takes it.", "Looks like the proxy. I'm on it. Or Kim?",
    "Looks like the proxy. I'm on it. Not before Monday though.", "Das sieht nach dem Proxy aus. Kim kümmert sich darum.",
    "Das sieht nach dem Proxy aus. Ich kümmere mich morgen darum.", "Ich bin bis Montag weg. Ich kümmere mich darum.", "Wenn Kim keine Zeit hat. Ich kümmere mich darum.",
    "Kim meinte gestern. Ich kümmere mich darum.", "Ich habe keine Zeit. Ich kümmere mich nicht darum.", "Vielen Dank für Ihre Nachricht. Ich kümmere mich darum.",
    "Ça ressemble au proxy. Je ne m'en occupe pas.", "Ça ressemble au proxy. Kim s'en occupe.", "Je suis absent jusqu'à lundi. Je m'en occupe.",
    "Si personne d'autre ne peut. Je m'en occupe.", "Il m'a dit hier. Je m'en occupe.", "Parece el proxy. No me encargo yo.", "Estoy fuera hasta el lunes. Me encargo yo.",
    "Si nadie puede. Me encargo yo.", "Sembra il proxy. Se ne occupa Kim.", "Sono via fino a lunedì. Me ne occupo io.", "Se nessuno può. Ci penso io.",
    "Lijkt op de proxy. Kim pakt het op.", "Ik ben weg tot maandag. Ik pak het op.", "Als niemand kan. Ik pak het op.", "Parece o proxy. A Kim trata disso.",
    "Estou fora até segunda. Eu trato disso.", "Se ninguém puder. Eu trato disso.", "Looks like the proxy.\n\nI'm on it.\n\nBut Kim should decide.",
    "- checked the proxy. I'm on it.", "1. Restart. I'll take it.", "\"Looks like the proxy. I'm on it.\"", "The status page says degraded. I'm on it.", "Our motto. I'm on it.",
    "Looks like the proxy. Mine says the same.", "Looks like the proxy. Taken.", "Looks like the proxy. Noted.", "Looks like the proxy. Got it.", "Let Kim know. I'm on it.",
    "Kim and I split it. I'm on it.", "My deputy is Kim. I'm on it.", "The case is Kim's. I'm on it.", "Thursday works. I'll take it.", "Yes to the meeting. I'll take it.",
    "The meeting with the customer is at ten. I'll take it.", "The call with Ada. I'll take it.",
]  # fmt: skip


@every_row("words", TAKEN)
def test_a_claim_behind_a_sentence_takes_the_case_with_all_that_it_says(words: str) -> None:
    command = parse_command(words, VOCABULARY.commands, TERRY)
    assert command is not None
    assert command.name is CommandName.CLAIM
    assert command.text


@every_row("words", NOT_TAKEN, ids=lambda words: words[:40])
def test_in_doubt_it_takes_nothing(words: str) -> None:
    command = parse_command(words, VOCABULARY.commands, TERRY)
    assert command is None or command.name is not CommandName.CLAIM


def test_a_signature_may_stand_below_and_other_words_may_not() -> None:
    said = "Looks like the proxy. I'm on it."
    below = {
        "Best regards\nTerry": True,
        "Terry": True,
        "But Kim should decide.": False,
        "They call every hour.": False,
    }
    read = {text: parse_command(f"{said}\n\n{text}", VOCABULARY.commands, TERRY) for text in below}
    assert {text: command is not None for text, command in read.items()} == below
