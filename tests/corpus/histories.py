"""Which text counts: quoted older mail, forwards, and what mail programs put around them."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import FIELDS, Made, short_of, whole
from tests.corpus.programs import (
    SUBJECT,
    escape,
    head,
    mail,
    multi,
    normal,
    outlook,
    outlook_form,
    page,
    part,
    plain,
    quote,
    web_form,
    write,
)

OLD = {"Priority": "Low", "Customer": "Litware", "Ticket #": "11111", "Customer Impact": "An old impact."}
ATTRIBUTIONS = {
    "english": "On Fri, Feb 27, 2026 at 4:12 PM Lee Park <lee@example.com> wrote:",
    "german": "Am 27.02.2026 um 16:12 schrieb Lee Park:",
    "french": "Le ven. 27 févr. 2026 à 16:12, Lee Park <lee@example.com> a écrit :",
    "spanish": "El vie, 27 feb 2026 a las 16:12, Lee Park (<lee@example.com>) escribió:",
    "italian": "Il giorno ven 27 feb 2026 alle ore 16:12 Lee Park <lee@example.com> ha scritto:",
    "dutch": "Op vr 27 feb 2026 om 16:12 schreef Lee Park <lee@example.com>:",
    "portuguese": "Em sex., 27 de fev. de 2026 às 16:12, Lee Park <lee@example.com> escreveu:",
    "polish": "pt., 27 lut 2026 o 16:12 Lee Park <lee@example.com> napisał(a):",
    "swedish": "Den fre 27 feb. 2026 kl 16:12 skrev Lee Park <lee@example.com>:",
    "danish": "Den fre. 27. feb. 2026 kl. 16.12 skrev Lee Park <lee@example.com>:",
}
HEADERS = {
    "english": ("From", "Sent", "To", "Subject"), "german": ("Von", "Gesendet", "An", "Betreff"), "french": ("De", "Envoyé", "À", "Objet"),
    "spanish": ("De", "Enviado el", "Para", "Asunto"), "italian": ("Da", "Inviato", "A", "Oggetto"), "dutch": ("Van", "Verzonden", "Aan", "Onderwerp"), "portuguese": ("De", "Enviada em", "Para", "Assunto"),
}  # fmt: skip
FORWARDS = {
    "gmail-english": "---------- Forwarded message ---------\nFrom: Lee Park <lee@example.com>\nDate: Fri, Feb 27, 2026 at 4:12 PM\nSubject: Printing\nTo: Dana <dana@example.com>\n",
    "apple-english": "Begin forwarded message:\n\nFrom: Lee Park <lee@example.com>\nSubject: Printing\nDate: 27 February 2026 at 16:12:00 CET\nTo: Dana <dana@example.com>\n",
    "gmail-german": "---------- Weitergeleitete Nachricht ---------\nVon: Lee Park <lee@example.com>\nDate: Fr., 27. Feb. 2026 um 16:12 Uhr\nSubject: Drucken\nTo: Dana <dana@example.com>\n",
    "thunderbird-german": "-------- Weitergeleitete Nachricht --------\nBetreff: \tDrucken\nDatum: \tFri, 27 Feb 2026 16:12:00 +0100\nVon: \tLee Park <lee@example.com>\nAn: \tDana <dana@example.com>\n",
    "gmail-french": "---------- Forwarded message ---------\nDe : Lee Park <lee@example.com>\nDate: ven. 27 févr. 2026 à 16:12\nSubject: Impression\nTo: Dana <dana@example.com>\n",
    "apple-spanish": "Inicio del mensaje reenviado:\n\nDe: Lee Park <lee@example.com>\nAsunto: Impresión\nFecha: 27 de febrero de 2026, 16:12:00 CET\nPara: Dana <dana@example.com>\n",
    "outlook-english": "________________________________\nFrom: Lee Park <lee@example.com>\nSent: Friday, February 27, 2026 4:12 PM\nTo: Dana <dana@example.com>\nSubject: Printing\n",
    "outlook-portuguese": "De: Lee Park <lee@example.com>\nEnviada em: sexta-feira, 27 de fevereiro de 2026 16:12\nPara: Dana <dana@example.com>\nAssunto: Impressão\n",
}


def build() -> Made:
    old = write(OLD)
    for name, line in ATTRIBUTIONS.items():
        yield (
            f"history-{name}-attribution-older-template",
            plain(f"{write()}\n{line}\n{quote(old)}", f"Re: {SUBJECT}", In_Reply_To="<old@example.com>"),
            whole(),
        )
    for name, (sender, sent, to, subject) in HEADERS.items():
        block = f"{sender}: Lee Park <lee@example.com>\n{sent}: Friday, 27 February 2026 16:12\n{to}: Dana <dana@example.com>\n{subject}: Printing\n\n"
        yield (
            f"history-{name}-header-block-older-template",
            plain(f"{write()}\n{block}{old}", f"Re: {SUBJECT}", In_Reply_To="<old@example.com>"),
            whole(),
        )
    gap = {**OLD, "Customer Impact": "An old impact that must not fill the gap."}
    yield "history-only-does-not-count", plain(f"Please look at this again.\n\n{ATTRIBUTIONS['english']}\n{quote(old)}", f"Re: {SUBJECT}", In_Reply_To="<old@example.com>"), {
        "kind": "escalation", "verdict": "incomplete", "fields": {**{k: [] if isinstance(v, list) else None for k, v in FIELDS.items()}, "ticket": "51877"}, "text": "Please look at this again.",
    }  # fmt: skip
    yield (
        "history-does-not-fill-a-gap",
        plain(
            f"{write({'Customer Impact': ''})}\n{ATTRIBUTIONS['german']}\n{quote(write(gap))}",
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        short_of("customer_impact"),
    )
    yield (
        "history-gmail-quote-element",
        page(
            f'<div dir="ltr">{web_form("<div>")}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri, Feb 27, 2026 at 4:12 PM Lee Park &lt;<a href="mailto:lee@example.com">lee@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{web_form("<div>", OLD)}</blockquote></div>',
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-outlook-border-block",
        page(
            outlook(
                outlook_form()
                + '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
                + normal(
                    "<b>From:</b> Lee Park &lt;lee@example.com&gt; <br><b>Sent:</b> Friday, February 27, 2026 4:12 PM<br><b>To:</b> Dana &lt;dana@example.com&gt;<br><b>Subject:</b> Printing"
                )
                + "</div></div>"
                + outlook_form(OLD)
            ),
            f"RE: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-outlook-web-append-on-send",
        page(
            f'<html><body dir="ltr">{web_form("<div>")}<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" style="font-size:11pt" color="#000000"><b>Von:</b> Lee Park &lt;lee@example.com&gt;<br><b>Gesendet:</b> Freitag, 27. Februar 2026 16:12<br><b>An:</b> Dana &lt;dana@example.com&gt;<br><b>Betreff:</b> Drucken</font><div>&nbsp;</div></div>{web_form("<div>", OLD)}</body></html>',
            f"AW: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-apple-blockquote",
        page(
            f'<html><body>{web_form("<div>")}<div><br><blockquote type="cite"><div>On 27. Feb 2026, at 16:12, Lee Park &lt;lee@example.com&gt; wrote:</div><br class="Apple-interchange-newline"><div>{web_form("<div>", OLD)}</div></blockquote></div></body></html>',
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-thunderbird-cite",
        page(
            f'<html><body><p>{escape(write()).replace(chr(10), "<br>")}</p><div class="moz-cite-prefix">Am 27.02.26 um 16:12 schrieb Lee Park:<br></div><blockquote type="cite" cite="mid:old@example.com">{web_form("<div>", OLD)}</blockquote></body></html>',
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-original-message-rule",
        plain(
            f"{write()}\n-----Original Message-----\nFrom: Lee Park <lee@example.com>\nSent: Friday, February 27, 2026 4:12 PM\nTo: Dana\nSubject: Printing\n\n{old}",
            f"RE: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        whole(),
    )
    yield (
        "history-pasted-quote-is-text",
        plain(write({"Additional Context": "The customer wrote:\n> it is the third time\n> this year"})),
        whole(additional_context="The customer wrote:\n> it is the third time\n> this year"),
    )
    yield "history-second-template-below-is-older", plain(write() + "\n\n" + old), whole()
    for name, block in FORWARDS.items():
        yield f"forward-{name}", plain(f"{block}\n{write()}", f"Fwd: {SUBJECT}"), whole()
    above = "Lee sent me this, please take it up.\n\nDana\n\n"
    yield (
        "forward-with-words-above",
        plain(f"{above}{FORWARDS['gmail-english']}\n{write()}", f"Fwd: {SUBJECT}"),
        whole(),
    )
    yield (
        "forward-with-one-field-above",
        plain(f"Priority: Medium\n\n{FORWARDS['outlook-english']}\n{write()}", f"FW: {SUBJECT}"),
        whole(priority="medium"),
    )
    yield (
        "forward-quoted-with-marks",
        plain(
            f"{above}-------- Forwarded Message --------\n{quote('Subject: Printing' + chr(10) + 'From: Lee Park <lee@example.com>' + chr(10) + 'Date: Fri, 27 Feb 2026' + chr(10) + chr(10) + write())}",
            f"Fwd: {SUBJECT}",
        ),
        whole(),
    )
    yield (
        "forward-in-outlook-html",
        page(
            outlook(
                normal("Please take this up.")
                + '<div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
                + normal(
                    "<b>Von:</b> Lee Park &lt;lee@example.com&gt; <br><b>Gesendet:</b> Freitag, 27. Februar 2026 16:12<br><b>An:</b> Dana &lt;dana@example.com&gt;<br><b>Betreff:</b> Drucken"
                )
                + "</div></div>"
                + outlook_form()
            ),
            f"WG: {SUBJECT}",
        ),
        whole(),
    )
    yield (
        "forward-in-gmail-html",
        page(
            f'<div dir="ltr">Please take this up.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Lee Park</strong> <span dir="auto">&lt;<a href="mailto:lee@example.com">lee@example.com</a>&gt;</span><br>Date: Fri, Feb 27, 2026 at 4:12 PM<br>Subject: Printing<br>To: Dana &lt;dana@example.com&gt;<br></div><br><br>{web_form("<div>")}</div></div>',
            f"Fwd: {SUBJECT}",
        ),
        whole(),
    )
    inner = (head("Printing", sender="lee@example.com").replace("\r\n", "\r\n") + "\r\n").encode() + write(OLD).replace(
        "\n", "\r\n"
    ).encode()
    note = part(write({"Attachments": "the customer's mail"}))
    attached = (
        b'Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="Printing.eml"\r\n\r\n' + inner
    )
    yield (
        "forward-as-attachment-is-a-file",
        mail(multi([note, attached], "mixed")),
        {**whole(attachments=["the customer's mail"]), "files": ["Printing.eml"]},
    )
    yield (
        "visible-text-of-a-note",
        plain(
            f"We see the same at two other sites.\n\n-- \nJo Berg\n\n{ATTRIBUTIONS['english']}\n{quote(old)}",
            "Re: [ESC-7] Printing",
            In_Reply_To="<old@example.com>",
        ),
        {"kind": "reply", "verdict": "note", "text": "We see the same at two other sites."},
    )
    yield (
        "visible-text-below-the-quote",
        plain(
            f"{ATTRIBUTIONS['french']}\n{quote('Quelle version ?')}\nLa version 4.2, depuis lundi.\n",
            "Re: [ESC-7] Printing",
            In_Reply_To="<old@example.com>",
        ),
        {"kind": "reply", "verdict": "note", "text": "La version 4.2, depuis lundi."},
    )
