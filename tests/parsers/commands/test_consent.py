"""A yes that is denied, or taken back (behaviour B2.36)."""

from parsers.commands.consent import read_consent
from tests.tables import every_row

DENIED = [
    "Of course not", "Sure not", "Definitely not.", "Absolutely not!", "Certainly not", "Sure not, sorry",
    "Of course not, they can wait", "Of course not!\nDana", "Natürlich nicht", "Auf keinen Fall", "Sicher nicht",
    "Selbstverständlich nicht", "Claro que no", "Por supuesto que no", "Desde luego que no", "Bien sûr que non",
    "Évidemment pas", "Surtout pas", "Certo che no", "Assolutamente no", "Natuurlijk niet", "Zeker niet",
    "Absoluut niet", "Claro que não", "Com certeza que não", "De jeito nenhum",
]  # fmt: skip
TAKEN_BACK = [
    "Yes and no", "yes but only tomorrow", "Yeah, no", "Yes, if nobody is there", "Yes, it was a mistake",
    "yes I know it is not a matter for you", "Ja, das war ein Irrtum", "Ja, aber erst morgen", "Ja, hat sich erledigt",
    "Oui, mais c'est réglé", "Oui, c'était une erreur", "Oui et non", "Sí, ya está resuelto", "Sí, pero mañana",
    "Sí, fue una equivocación", "Sì, ma solo domani", "Sì, è stato un errore", "Ja, maar het is een vergissing",
    "Ja, het werkt weer", "Sim, foi engano", "Sim, mas já está resolvido",
]  # fmt: skip
MEANT = [
    "Yes, they cannot work", "Yes, nobody can log in", "Ja, niemand kann arbeiten", "Oui, personne ne peut travailler",
    "Sí, sí", "Auf jeden Fall", "Klar", "Doch, bitte!", "Absolutely", "Bien sûr", "Por supuesto", "Certo", "Zeker",
    "Com certeza", "Sim, ninguém consegue trabalhar",
]  # fmt: skip


AS_OFFERED = [
    "Yes, send it like that", "yes, as it is please", "Yes - I don't have more", "Yes please, send it up as is",
    "ja bitte, mehr weiß ich nicht", "Ja, so weiterleiten", "oui, envoyez tel quel", "Oui, je n'ai rien de plus",
    "sí, envíalo tal cual", "Sí, no sé más", "sì, mandalo così", "Sì, non so altro", "ja, stuur maar door",
    "Ja, meer weet ik niet", "sim, pode enviar assim", "Sim, não sei mais",
    "Yes please, the customer is on the other line and I cannot ask more",
]  # fmt: skip
AS_IT_IS = [
    "Send it as is, please.", "Just pass it on as it is", "Schickt es einfach so weiter.",
    "Bitte so hochgeben, wie es ist.", "Leite es so weiter", "So abschicken bitte", "Transmettez-le comme ça",
    "Envoie-le en l'état, merci", "Faites-le monter tel quel", "Envíelo así, por favor", "Mandadlo tal cual",
    "Súbelo como está", "Inoltratelo così", "Mandalo così com'è, grazie", "Invialo comunque",
    "Stuur maar door zoals het is", "Zet het gewoon zo door", "Stuur het toch zo op", "Mande assim, obrigado",
    "Enviem tal como está", "Encaminhe mesmo assim", "Leave it like that and send it up",
]  # fmt: skip
NOT_SO = [
    "Don't send it as it is", "Schick es nicht so hoch", "So nicht schicken", "Ne l'envoyez pas tel quel",
    "No lo mandes así", "Non mandatelo così", "Stuur het niet zo door", "Não envie assim",
    "They send it like that to customers", "So wie es ist können sie nicht arbeiten", "Así no pueden trabajar",
    "Zo kunnen ze niet werken", "It is like that since Monday", "They cannot send it up",
]  # fmt: skip
LET_IT_BE = ["Lascia stare, grazie", "Deixe estar", "Dejadlo", "Laissez", "Lasst gut sein", "Leave it"]
AS_IT_IS += ["Send it on the way it is"]
WITH_MORE = ["Yes, send it to Kim", "yes, 20 users", "Ja, bis Freitag", "Oui, quarante personnes", "Sí, pero mañana"]


@every_row("words", AS_IT_IS)
def test_words_that_only_send_it_as_it_is_are_a_yes(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert said.is_yes
    assert said.is_all


@every_row("words", NOT_SO)
def test_what_shall_not_go_as_it_is_is_no_yes(words: str) -> None:
    said = read_consent(words)
    assert said is None or not said.is_yes


@every_row("words", LET_IT_BE)
def test_let_it_be_is_a_no(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert not said.is_yes


@every_row("words", AS_OFFERED)
def test_a_yes_that_only_repeats_our_offer_is_plain(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert said.is_yes
    assert said.is_plain


@every_row("words", WITH_MORE)
def test_a_yes_with_more_is_not(words: str) -> None:
    said = read_consent(words)
    assert said is None or not said.is_plain


@every_row("words", DENIED)
def test_a_denied_yes_is_a_no(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert not said.is_yes


@every_row("words", TAKEN_BACK)
def test_a_yes_that_is_taken_back_is_neither(words: str) -> None:
    assert read_consent(words) is None


@every_row("words", MEANT)
def test_a_yes_with_its_reason_is_a_yes(words: str) -> None:
    said = read_consent(words)
    assert said is not None
    assert said.is_yes


def test_short_words_that_send_it_up_or_take_it_back() -> None:
    sends = ("go", "Go!", "please do", "Do it")
    ends = ("no it was a mistake", "das war ein Versehen", "c'était une erreur", "foi um engano")
    neither = ("go home", "do they know?", "do it if nobody is there", "do nothing", "Yes, it was a mistake")
    said = {text: read_consent(text) for text in (*sends, *ends, *neither)}
    assert [text for text in sends if (one := said[text]) is None or not one.is_yes] == []
    assert [text for text in ends if (one := said[text]) is None or one.is_yes] == []
    assert [text for text in neither if said[text] is not None] == []
