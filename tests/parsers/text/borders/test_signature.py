"""What stands around the sender's words goes; his own words stay, whatever they begin with."""

# ruff: noqa: E501 - lines of mail are kept whole

from itertools import product

import pytest

from parsers.message import parse_message
from tests.parsers.text.borders import below_closings
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

WORDS = "We rolled back the driver.\nPlease tell the customer."
QUOTE = "On Mon, Mar 2, 2026 at 10:05 AM Support <support@example.com> wrote:\n> What happened?\n"


def read(body: str) -> str:
    head = "From: Kim Berg <kim@example.com>\r\nSubject: Re: [ESC-42] Exports\r\nIn-Reply-To: <a@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return parse_message((head + body.replace("\n", "\r\n")).encode(), VOCABULARY).text


OWN_SENTENCES = [
    "Questo messaggio appare sullo schermo: coda piena.",
    "Este correo no llega al cliente desde el lunes.",
    "Ce courriel n'arrive jamais chez le client.",
    "Dit bericht is niet zichtbaar bij de klant.",
    "Esta mensagem aparece na tela: fila cheia.",
    "Diese Nachricht enthält beim Kunden nur Fragezeichen.",
    "Sent via FTP it works, over HTTPS it does not.",
    "Sent from Outlook the report is fine, sent from the portal it is empty.",
    "Get Outlook for the customer to work again, please.",
    "Enviado desde ayer tres veces, sin respuesta.",
    "If you have received this error, restart.",
    "Please unsubscribe Ada from the alerts.",
    "Please unsubscribe the customer from the alert list, it floods them.",
    "Please take Ada off the mailing list for the outage.",
    "To unsubscribe, the customer clicks a link, and gets error 404.",
    "Important notice: the customer leaves us on Friday.",
    "Virus free machines show it as well.",
    "Caution: the external mail server is down.",
    "Warning: this message was sent twice to external partners.",
    "This mail comes from an external customer, please handle it.",
    "Do not click Save, it deletes everything.",
    "Reply above this line is printed in every mail that the customer gets.",
]


@every_row("sentence", OWN_SENTENCES)
@every_row(
    "body",
    ["{}\nIt is so since Monday.", "We have two faults.\n\n{}\nIt is so since Monday.", "We have two faults.\n\n{}"],
)
def test_a_sentence_that_begins_as_a_programs_line_does_is_the_senders(sentence: str, body: str) -> None:
    assert read(body.format(sentence) + "\n") == body.format(sentence)


PROGRAM_LINES = [
    "Sent from my iPhone", "Sent from my mobile. Please excuse brevity and typos.", "Sent with Proton Mail secure email.",
    "Get Outlook for Android", "Von meinem Samsung Galaxy Smartphone gesendet.", "Von unterwegs gesendet", "Gesendet von Mail für Windows",
    "Envoyé à partir d'Outlook pour iOS", "Télécharger Outlook pour Android", "Enviado con el correo seguro de Proton Mail",
    "Scarica Outlook per iOS", "Outlook voor Android downloaden", "Enviado do Email para Windows", "Skickat från min iPhone", "Hent Outlook til iOS",
    "Lähetetty iPhonesta", "Wysłane z iPhone'a", "Odesláno z iPhonu", "Отправлено с iPhone", "iPhoneから送信", "发自我的iPhone",
]  # fmt: skip


@every_row("line", PROGRAM_LINES)
@every_row("link", ["", "<https://aka.ms/o0ukef>"])
def test_a_programs_own_line_is_left_out(line: str, link: str) -> None:
    assert read(f"{WORDS}\n\n{line}{link}\n\n{QUOTE}") == WORDS


NOTICES = [
    "The information in this email is confidential and may be legally privileged. It is intended solely for the addressee.",
    "CONFIDENTIALITY NOTICE: This e-mail message, including any attachments, is for the sole use of the intended recipient(s).",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie diese Mail.",
    "Ce message est confidentiel. Si vous le recevez par erreur, merci de le détruire.",
    "Este mensaje va dirigido exclusivamente a su destinatario y contiene información confidencial.",
    "Le informazioni contenute sono riservate. Se avete ricevuto questo messaggio per errore, distruggetelo.",
    "Esta mensagem pode conter informação confidencial. Se a recebeu por engano, apague-a.",
    "De informatie in dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "Detta meddelande är konfidentiellt och avsett endast för mottagaren.",
    "Denne e-mail er fortrolig. Hvis du har modtaget den ved en fejl, bedes du slette den.",
    "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle.",
    "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
    "Tato zpráva je důvěrná a určena pouze adresátovi.",
    "________________________________\n\nThis e-mail is intended only for the addressee. If you received it in error, please delete it.",
    "This communication is confidential. " + "It is intended for the named recipient and for nobody else. " * 10,
    "Please consider the environment before printing this e-mail.",
    "This email has been checked for viruses by Avast antivirus software.\nwww.avast.com",
    "_______________________________________________\nsupport mailing list\nsupport@lists.example.com\nhttps://lists.example.com/listinfo/support",
]


@every_row("notice", NOTICES)
def test_a_disclaimer_is_left_out(notice: str) -> None:
    assert read(f"{WORDS}\n\n{notice}\n") == WORDS


SAID_BELOW = [
    "And which release?", "Forgot to say: only Leeds.", "Ticket at the vendor: 99-1, they call back at four.",
    "Und welche Version?", "Et quelle version ?", "Dimenticavo: solo Bari.", "Olvidé decir: solo Madrid.",
    "Vergeten: alleen Venlo.", "Esqueci: só Braga.",
]  # fmt: skip
COMPANIES = [
    "Any views expressed are those of the sender and not of the company.", "Contoso Ltd, registered in England No. 4711",
    "We process personal data, see www.contoso.example/privacy.", "Internet communications are not secure.",
    "Informationen zum Datenschutz finden Sie unter www.example.com/datenschutz.", "Tel. +49 30 1234",
]  # fmt: skip


@every_row("notice", [notice for notice in NOTICES if "antivirus" not in notice])
def test_a_paragraph_of_the_writers_below_a_disclaimer_stays_and_a_companys_goes(notice: str) -> None:
    assert [said for said in SAID_BELOW if said not in read(f"{WORDS}\n\n{notice}\n\n{said}\n")] == []
    assert [more for more in COMPANIES if more in read(f"{WORDS}\n\n{notice}\n\n{more}\n")] == []


@every_row(
    "signature",
    [
        "-- \nKim Berg\nSupport",
        "Regards,\nKim",
        "Sent from my iPhone",
        "Med vänliga hälsningar\nKim",
        "VG Kim\nTel. 0170 12345",
        *NOTICES[:2],
    ],
)
def test_a_signature_above_the_quote_ends_there(signature: str) -> None:
    assert read(f"{WORDS}\n\n{signature}\n\n{QUOTE}\nThat is all for today.\n") == f"{WORDS}\n\nThat is all for today."


@pytest.mark.parametrize("signature", ["Sent from my iPhone", "-- \nKim Berg"])
def test_words_below_the_quote_are_read_under_a_signature_above_it(signature: str) -> None:
    assert read(f"{signature}\n\n{QUOTE}\nmine\n") == "mine"


@every_row(
    "words",
    [
        "One more thing: the customer also says that printing is slow since Monday.",
        "Oh, and they want a call back before noon, please arrange it.",
        "NB: they want a call today.",
        "P.S.: they want a call",
        "Edit: I have just seen that it fails again.",
    ],
)
def test_what_is_written_below_the_name_is_kept(words: str) -> None:
    assert read(f"{WORDS}\n\nThanks\nKim\n\n{words}\n") == f"{WORDS}\n\n{words}"


@every_row(
    "body",
    [
        "Hello.\n\nThanks\n\nThe disk is full, we need a bigger one before Friday.",
        "Hello.\n\nBest,\n\nthe vendor says, would be to reinstall everything on Friday night.",
        "Hello.\n\nTwo issues:\n\nRegards\nKim Berg\n\nis printed at the end of each invoice, and should not be.",
        "The value is\n--\nin every row of the report that the customer gets on Monday.",
    ],
)
def test_a_closing_that_sentences_follow_closes_nothing(body: str) -> None:
    assert read(body + "\n") == body


def test_short_words_below_a_closing_stay_and_a_signature_goes() -> None:
    lost, kept = [], []
    for closing, above in product(below_closings.CLOSINGS, ("\n", "\n\n")):
        body = f"{WORDS}\n\n{closing}{above}{{}}\n"
        lost += [line for line in below_closings.SAID if line not in read(body.format(line))]
        kept += [line for line in below_closings.SIGNED if read(body.format(line)) != WORDS]
    assert (lost, kept) == ([], [])


def test_a_sentence_with_a_number_or_an_address_is_said_and_a_contact_alone_is_not() -> None:
    lost: list[tuple[str, str]] = []
    kept: list[str] = []
    for card in below_closings.CARDS:
        body = f"{WORDS}\n\nBest regards\nSam Senior\n\n{card}{{}}\n"
        said = (*below_closings.SAID_OF_CONTACTS, *(below_closings.SAID if card else ()))
        lost += [(card, line) for line in said if line not in read(body.format(line))]
        kept += [line for line in below_closings.SIGNED_WITH_CONTACTS if read(body.format(line)) != WORDS]
    assert (lost, kept) == ([], [])


def test_a_thing_named_by_its_number_is_said_and_an_address_is_not() -> None:
    lost: list[tuple[str, str]] = []
    kept: list[str] = []
    for card in below_closings.CARDS:
        body = f"{WORDS}\n\nBest regards\nSam Senior\n\n{card}{{}}\n"
        said = (*below_closings.SAID_BY_NUMBER, *(() if card else below_closings.SAID_OF_PLACES))
        lost += [(card, line) for line in said if line not in read(body.format(line))]
        kept += [line for line in below_closings.SIGNED_BY_NUMBER if read(body.format(line)) != WORDS]
    in_card = f"{WORDS}\n\nBest regards\nSam Senior\n\nRoom 12, floor 3\nTel: +49 30 1234567\n"
    assert (lost, kept, read(in_card)) == ([], [], WORDS)


def test_what_the_last_sentence_leads_to_is_said_and_a_companys_page_is_not() -> None:
    below = "\n\nBest regards\nSam Senior\n\n"
    led = [f"{above}{below}{line}" for above, line in below_closings.POINTED_AT]
    assert [body for body in led if body.rpartition("\n")[2] not in read(f"{body}\n")] == []
    alone = below_closings.POINTED_AT_BY_NOBODY
    assert [line for line in alone if read(f"{WORDS}{below}{line}\n") != WORDS] == []


def test_a_question_right_below_a_closing_stays_above_a_card() -> None:
    card = "Kim Berg\nHead of Support\n+49 170 123456"
    assert read(f"{WORDS}\n\nThanks\n\nWhich tenant?\n\n{card}\n") == f"{WORDS}\n\nWhich tenant?"


BANNERS = [
    "[EXTERNAL]", "*** EXTERNAL ***", "[ESTERNO]", "EXTERNAL EMAIL: Do not click links or open attachments.", "This sender is not from your organisation.",
    "CAUTION: This email originated from outside of the organization. Do not\nclick links or open attachments unless you recognize the sender.",
    "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\nSomething else.\nZjQcmQRYFpfptBannerEnd",
    "VORSICHT: Diese E-Mail kommt von außerhalb des Unternehmens.", "ATTENTION : Ce message provient de l'extérieur de l'organisation.",
    "PRECAUCIÓN: Este correo electrónico se originó fuera de la organización.", "ATTENZIONE: questo messaggio proviene da un mittente esterno.",
    "LET OP: deze e-mail is afkomstig van buiten de organisatie.", "CUIDADO: este e-mail veio de fora da organização.",
    "U ontvangt niet vaak e-mail van kim@example.com. Meer informatie over waarom dit belangrijk is", "-----\nEXTERNAL SENDER\n-----",
]  # fmt: skip


@every_row("banner", BANNERS)
def test_a_gateways_warning_above_the_words_is_left_out(banner: str) -> None:
    assert read(f"{banner}\n\n{WORDS}\n") == WORDS


def test_a_tag_before_the_first_words_is_left_out_and_they_stay() -> None:
    assert read(f"[EXTERNAL] {WORDS}\n") == WORDS
