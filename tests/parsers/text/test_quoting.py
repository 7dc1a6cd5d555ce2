"""Which words of a mail are the sender's newest."""

# ruff: noqa: E501 - lines of mail are kept whole

from parsers.message import parse_message
from parsers.text.borders.own_name import strip_own_name
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def read(
    body: str,
    subject: str = "Re: [ESC-42] Exports",
    *,
    kind: str = "plain",
    headers: str = "In-Reply-To: <a@example.com>\r\n",
) -> str:
    head = f"From: Dana <dana@example.com>\r\nSubject: {subject}\r\n{headers}Content-Type: text/{kind}; charset=utf-8\r\n\r\n"
    return parse_message((head + body.replace("\n", "\r\n")).encode(), VOCABULARY).text


ATTRIBUTIONS = [
    "On Mon, Mar 2, 2026 at 10:00 AM Support <support@example.com> wrote:",
    "On Mon, Mar 2, 2026 at 10:00 AM Support Escalations\n<support@example.com> wrote:",
    "Am 02.03.2026 um 10:00 schrieb Support <support@example.com>:",
    "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Support <\nsupport@example.com>:",
    "Le lun. 2 mars 2026 à 10:00, Support <support@example.com> a écrit :",
    "El lun, 2 mar 2026 a las 10:00, Support (<support@example.com>) escribió:",
    "Il giorno lun 2 mar 2026 alle ore 10:00 Support <support@example.com> ha scritto:",
    "Op ma 2 mrt 2026 om 10:00 schreef Support <support@example.com>:",
    "Em seg., 2 de mar. de 2026 às 10:00, Support <support@example.com> escreveu:",
    "Den mån 2 mars 2026 kl 10:00 skrev Support <support@example.com>:",
    "W dniu pon., 2 mar 2026 o 10:00 Support <support@example.com> napisał(a):",
    "2 марта 2026 г., 10:00, Support <support@example.com> написал(а):",
    "2026年3月2日(月) 10:00 Support <support@example.com>:",
    "Dana Whitfield wrote on 02.03.2026 10:00:",
]


@every_row("attribution", ATTRIBUTIONS)
def test_a_quoted_mail_and_its_attribution_are_left_out(attribution: str) -> None:
    assert read(f"mine\n\n{attribution}\n> Please answer\n>\n> by Friday\n") == "mine"


@every_row("attribution", ATTRIBUTIONS[:-1])
def test_words_below_the_quote_are_read(attribution: str) -> None:
    assert read(f"{attribution}\n> Please answer\n> by Friday\n\nI take it.\n") == "I take it."


HEADS = [
    "From: Support <support@example.com>\nSent: Monday, March 2, 2026 10:00 AM\nTo: Dana <dana@example.com>\nSubject: Exports",
    "*From:* Support <support@example.com>\n*Sent:* Monday, March 2, 2026 10:00 AM\n*To:* Dana <dana@example.com>\n*Subject:* Exports",
    "Von: Support <support@example.com>\nGesendet: Montag, 2. März 2026 10:00\nAn: Dana <dana@example.com>\nBetreff: Exports",
    "De : Support <support@example.com>\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Dana <dana@example.com>\nObjet : Exports",
    "De: Support <support@example.com>\nEnviado el: lunes, 2 de marzo de 2026 10:00\nPara: Dana <dana@example.com>\nAsunto: Exports",
    "Da: Support <support@example.com>\nInviato: lunedì 2 marzo 2026 10:00\nA: Dana <dana@example.com>\nOggetto: Exports",
    "Van: Support <support@example.com>\nVerzonden: maandag 2 maart 2026 10:00\nAan: Dana <dana@example.com>\nOnderwerp: Exports",
    "De: Support <support@example.com>\nEnviada em: segunda-feira, 2 de março de 2026 10:00\nPara: Dana <dana@example.com>\nAssunto: Exports",
    "Från: Support <support@example.com>\nSkickat: den 2 mars 2026 10:00\nTill: Dana <dana@example.com>\nÄmne: Exports",
]


@every_row("head", HEADS)
@every_row("line", ["", "________________________________\n", "-----Original Message-----\n"])
def test_outlooks_copy_of_the_older_mail_is_left_out(head: str, line: str) -> None:
    assert read(f"raise 3\n\n{line}{head}\n\nPlease answer by Friday\n") == "raise 3"


def test_a_reply_without_own_words_has_no_text() -> None:
    assert read(f"\n\n-----Original Message-----\n{HEADS[0]}\n\nmine\n") == ""


def test_answers_between_quoted_lines_are_kept() -> None:
    body = "On Mon, Mar 2, 2026 at 10:00 Support <s@example.com> wrote:\n> Priority:\nHigh\n> Customer:\nContoso\n"
    assert read(body) == "High\nContoso"


def test_whole_text_keeps_the_quoted_lines_with_their_marks() -> None:
    raw = b"From: d@example.com\r\nSubject: Re: x\r\nContent-Type: text/html\r\n\r\n<p>High</p><blockquote type=cite><p>Priority:</p></blockquote><p>Contoso</p>"
    assert parse_message(raw, VOCABULARY).whole_text.split() == ["High", ">", "Priority:", "Contoso"]


@every_row(
    "line",
    [
        "From: 10:00\nTo: 12:00\nthe export was down",
        "On 3 March 2026 the customer wrote:\nwe are furious",
        "Customer wrote: we leave\nand they mean it",
        "> 500 users are affected",
        "The log says:\n-----BEGIN LOG-----\nERROR\n-----END LOG-----",
    ],
)
def test_in_doubt_the_senders_words_are_kept(line: str) -> None:
    assert read(f"Hello\n\n{line}\n", "ESCALATION - x", headers="") == f"Hello\n\n{line}"


SIGNATURES = [
    "-- \nDana Whitfield\nSupport Agent\n+49 30 123456",
    "Kind regards,\nDana",
    "Mit freundlichen Grüßen\n\nDana Whitfield\nExample GmbH\nwww.example.com",
    "Cordialement,\nDana",
    "Un saludo,\nDana",
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "This e-mail is confidential and intended only for the addressee.\nIf you are not the intended recipient, delete it.",
]


@every_row("signature", SIGNATURES)
def test_a_signature_is_no_part_of_the_text(signature: str) -> None:
    assert read(f"I take it, and call them now.\n\n{signature}\n") == "I take it, and call them now."


def test_what_is_written_below_a_greeting_is_not_lost() -> None:
    body = "Please see below.\n\nThanks,\nDana\n\nPriority: High\nCustomer: Contoso\nIssue Summary: export is down\n"
    assert "Issue Summary: export is down" in read(body, "ESCALATION - x", headers="")


def test_a_postscript_is_kept() -> None:
    assert read("mine\n\nRegards,\nDana\n\nPS: they called again\n") == "mine\n\nPS: they called again"


def test_thanks_alone_stays() -> None:
    assert read("Thanks\n") == "Thanks"


@every_row(
    "banner",
    [
        "[EXTERNAL] This email originated from outside of the organization. Do not click links.",
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments.",
        "[EXTERNAL EMAIL]",
        "Achtung: Diese E-Mail stammt von außerhalb der Organisation.",
    ],
)
def test_a_gateways_banner_is_left_out(banner: str) -> None:
    assert read(f"{banner}\n\nmine\n") == "mine"


FORWARDS = [
    "---------- Forwarded message ---------\nFrom: Ann <ann@contoso.com>\nDate: Mon, Mar 2, 2026\nSubject: Help\nTo: <dana@example.com>\n\n",
    "Begin forwarded message:\n\nFrom: Ann <ann@contoso.com>\nSubject: Help\nDate: March 2, 2026\nTo: dana@example.com\n\n",
    "-------- Weitergeleitete Nachricht --------\nBetreff: Help\nDatum: Mon, 2 Mar 2026\nVon: Ann <ann@contoso.com>\nAn: dana@example.com\n\n",
    "________________________________\nVon: Ann <ann@contoso.com>\nGesendet: Montag, 2. März 2026\nAn: dana@example.com\nBetreff: Help\n\n",
]


@every_row("head", FORWARDS)
def test_a_forward_without_own_words_is_read_through(head: str) -> None:
    assert read(f"{head}Our export is down.\n\nAnn\n", "Fwd: Help", headers="") == "Our export is down.\n\nAnn"


@every_row("head", FORWARDS)
def test_own_words_above_a_forward_are_the_text(head: str) -> None:
    assert read(f"Please take this.\n\n{head}Our export is down.\n", "WG: Help", headers="") == "Please take this."


HTML_REPLIES = [
    '<div dir="ltr">mine</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 10:00 AM Support &lt;<a>s@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><p>Please answer</p></blockquote></div>',
    '<body>mine<br><br><blockquote type="cite"><div>On 2 Mar 2026, at 10:00, Support wrote:</div><br class="Apple-interchange-newline"><div>Please</div></blockquote></body>',
    '<p class="MsoNormal">mine<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Support &lt;s@example.com&gt;<br><b>Sent:</b> Monday, March 2, 2026<br><b>To:</b> Dana<br><b>Subject:</b> x<o:p></o:p></p></div></div><p class=MsoNormal>Please answer</p>',
    '<div>mine</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><font><b>Desde:</b> Support<br><b>Verstuurd:</b> x</font></div><div>Please answer</div>',
    '<p>mine</p><div class="moz-cite-prefix">On 02.03.26 10:00, Support wrote:<br></div><blockquote type="cite" cite="mid:a@b"><p>Please answer</p></blockquote>',
    '<div>mine</div><div class="gmail_signature">Dana<br>Support</div><div class="yahoo_quoted">On Monday Support wrote: Please</div>',
]


@every_row("html", HTML_REPLIES)
def test_the_older_mail_in_html_is_left_out(html: str) -> None:
    assert read(html, kind="html") == "mine"


@every_row(
    ("text", "expected"),
    [
        ("By Friday\n\nMarco Rossi", "By Friday"),
        ("By Friday\n\nMarco", "By Friday"),
        ("By Friday\nMarco", "By Friday"),
        ("Marco Rossi", "Marco Rossi"),
        ("By Friday\n\nMarco Polo", "By Friday\n\nMarco Polo"),
    ],
)
def test_the_writers_name_alone_below_his_words_is_a_signature(text: str, expected: str) -> None:
    assert strip_own_name(text, "Marco Rossi") == expected


LONE_LINES = ["No idea, call me.", "Am Montag geht nichts.", "2 more things", "Le client attend", "a b c"]


@every_row("line", LONE_LINES)
@every_row(
    "attribution",
    [ATTRIBUTIONS[0], ATTRIBUTIONS[2], ATTRIBUTIONS[4], "Support <support@example.com> wrote:", ATTRIBUTIONS[12]],
)
def test_a_line_right_above_the_attribution_is_the_senders(line: str, attribution: str) -> None:
    assert read(f"{line}\n{attribution}\n> Please answer\n") == line


@every_row(
    "body",
    [
        "We called.\n\nOn Monday at 10:05 the vendor wrote:\nplease restart.\n\nWe did, and it did not help.",
        "We called.\n\nOn 3/2 our contact kim.abel@contoso.com wrote:\nnothing works here.\n\nWe have called her since.",
        "Wir riefen an.\n\nAm 2. März 2026 um 10:05 schrieb der Kunde:\nnichts geht mehr.\n\nWir haben neu gestartet.",
        "Am 2.3. um 10:05 schrieb mir Kim Abel <kim.abel@contoso.com>, dass nichts geht.\nBitte anrufen.",
        "At 10:05 the vendor wrote:\nplease restart.\nWe did, and it did not help.",
        "The lorry.\n\nFrom: Berlin\nTo: Hamburg\nDate: 3 March\nthe label printer was offline all the way.",
        "Doorgestuurd\n\nnaar de leverancier.",
        "Forwarded message\nto the vendor, who will answer tomorrow.",
    ],
)
def test_what_only_looks_like_an_older_mail_is_the_senders(body: str) -> None:
    assert read(body + "\n") == body


MORE_ATTRIBUTIONS = [
    "Support <support@example.com> 于2026年3月2日周一10:05写道：",
    "Missatge de Support <support@example.com> del dia dl., 2 de març 2026 a les 10:05:",
    "Wiadomość napisana przez Support <support@example.com> w dniu 02.03.2026, o godz. 10:05:",
    "W dniu 02.03.2026 o 10:05, Support Escalations pisze:",
    "* Support <support@example.com> [2026-03-02 10:05]:",
    "Zitat von Support <support@example.com>:",
    "Quoting Support <support@example.com>:",
]


@every_row("attribution", MORE_ATTRIBUTIONS)
def test_the_rarer_attributions_go_with_their_quote(attribution: str) -> None:
    assert read(f"mine\n\n{attribution}\n> Please answer\n\nThat is all.\n") == "mine\n\nThat is all."


@every_row(
    "attribution",
    [
        "Le 02/03/2026 à 10:05, Support Escalations a écrit :",
        "Dne 02. 03. 26 v 10:05 Support napsal(a):",
        ATTRIBUTIONS[0],
    ],
)
def test_an_attribution_that_nothing_else_can_be_needs_no_quote_marks(attribution: str) -> None:
    assert read(f"mine\n\n{attribution}\n\nPlease answer\n") == "mine"


MORE_HEADS = [
    "Od: Support <support@example.com>\nOdesláno: pondělí 2. března 2026 10:05\nKomu: Kim\nPředmět: Export",
    "De la: Support <support@example.com>\nTrimis: luni, 2 martie 2026 10:05\nCătre: Kim\nSubiect: Export",
    "Από: Support <support@example.com>\nΣτάλθηκε: Δευτέρα, 2 Μαρτίου 2026 10:05\nΠρος: Kim\nΘέμα: Export",
    "Fra: Support <support@example.com>\nDato: mandag den 2. marts 2026 kl. 10.05\nTil: Kim\nEmne: Export",
    "Lähettäjä: Support <support@example.com>\nPäivämäärä: maanantai 2. maaliskuuta 2026 10.05\nVastaanottaja: Kim\nAihe: Export",
    "From: Support <support@example.com>\n\nSent: Monday, March 2, 2026\n\nTo: Kim\n\nSubject: Export",
    "Subject: Export\nFrom: support@example.com\nTo: kim@example.com\nDate: Mon, 2 Mar 2026 10:05:02 +0100",
    ">>> Support <support@example.com> 02.03.26 10:05 >>>",
    "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
    "Write ABOVE THIS LINE to post a reply",
    ">>> Please reply above this line <<<",
]


@every_row("head", MORE_HEADS)
def test_the_rarer_heads_of_an_older_mail_begin_it(head: str) -> None:
    assert read(f"raise 3\n\n{head}\n\nPlease answer by Friday\n") == "raise 3"


MUTT = "----- Forwarded message from Ann <ann@contoso.com> -----\n\nDate: Mon, 2 Mar 2026\nFrom: Ann <ann@contoso.com>\nTo: dana@example.com\nSubject: Help\nUser-Agent: Mutt\n\n"


@every_row("head", [*FORWARDS, MUTT])
def test_a_forward_of_a_forward_is_read_through(head: str) -> None:
    assert (
        read(f"{head}{FORWARDS[0]}Our export is down.\n\nAnn\n", "Fwd: Fwd: Help", headers="")
        == "Our export is down.\n\nAnn"
    )


def test_words_below_the_end_of_a_forward_are_the_text() -> None:
    assert (
        read(
            f"{MUTT}Our export is down.\n\n----- End forwarded message -----\n\nPlease call her.\n",
            "Fwd: Help",
            headers="",
        )
        == "Please call her."
    )
