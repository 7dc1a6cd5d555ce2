"""Mails that are sent on: by many programs, in many languages, once, twice and three times, with words at each hop."""

# ruff: noqa: E501 - lines of mail are kept whole

from typing import NamedTuple

from tests.corpus.expected import Made, whole
from tests.corpus.programs import SUBJECT, attach, escape, mail, multi, normal, outlook, page, part, plain, quote, write


class Program(NamedTuple):
    """How a program in a language begins what it forwards; `prefix` stands before the subject."""

    prefix: str
    head: str  # with {who}, {to} and {subject}


LEE, ANNA, DANA = "Lee Park <lee@example.com>", "Anna Keller <anna@example.com>", "Dana Whitfield <dana@example.com>"
OUTLOOK = {
    "english": Program("FW: ", "From: {who}\nSent: Friday, 27 February 2026 16:12\nTo: {to}\nSubject: {subject}\n\n"),
    "german": Program("WG: ", "Von: {who}\nGesendet: Freitag, 27. Februar 2026 16:12\nAn: {to}\nBetreff: {subject}\n\n"),
    "french": Program("TR : ", "De : {who}\nEnvoyé : vendredi 27 février 2026 16:12\nÀ : {to}\nObjet : {subject}\n\n"),
    "spanish": Program("RV: ", "De: {who}\nEnviado el: viernes, 27 de febrero de 2026 16:12\nPara: {to}\nAsunto: {subject}\n\n"),
    "dutch": Program("FW: ", "Van: {who}\nVerzonden: vrijdag 27 februari 2026 16:12\nAan: {to}\nOnderwerp: {subject}\n\n"),
    "italian": Program("I: ", "Da: {who}\nInviato: venerdì 27 febbraio 2026 16:12\nA: {to}\nOggetto: {subject}\n\n"),
    "portuguese": Program("ENC: ", "De: {who}\nEnviada em: sexta-feira, 27 de fevereiro de 2026 16:12\nPara: {to}\nAssunto: {subject}\n\n"),
}  # fmt: skip
GMAIL = {
    "english": Program("Fwd: ", "---------- Forwarded message ---------\nFrom: {who}\nDate: Fri, Feb 27, 2026 at 4:12 PM\nSubject: {subject}\nTo: {to}\n\n\n"),
    "spanish": Program("Fwd: ", "---------- Forwarded message ---------\nDe: {who}\nDate: vie, 27 feb 2026 a las 16:12\nSubject: {subject}\nTo: {to}\n\n\n"),
    "dutch": Program("Fwd: ", "---------- Forwarded message ---------\nVan: {who}\nDate: vr 27 feb 2026 om 16:12\nSubject: {subject}\nTo: {to}\n\n\n"),
}  # fmt: skip
APPLE = {
    "english": Program("Fwd: ", "Begin forwarded message:\n\nFrom: {who}\nSubject: {subject}\nDate: 27 February 2026 at 16:12:00 CET\nTo: {to}\n\n"),
    "german": Program("Fwd: ", "Anfang der weitergeleiteten Nachricht:\n\nVon: {who}\nBetreff: {subject}\nDatum: 27. Februar 2026 um 16:12:00 MEZ\nAn: {to}\n\n"),
    "french": Program("Fwd: ", "Début du message réexpédié :\n\nDe: {who}\nObjet: {subject}\nDate: 27 février 2026 à 16:12:00 UTC+1\nÀ: {to}\n\n"),
    "italian": Program("Fwd: ", "Inizio messaggio inoltrato:\n\nDa: {who}\nOggetto: {subject}\nData: 27 febbraio 2026 alle ore 16:12:00 CET\nA: {to}\n\n"),
}  # fmt: skip
THUNDERBIRD = {
    "english": Program("Fwd: ", "-------- Forwarded Message --------\nSubject: \t{subject}\nDate: \tFri, 27 Feb 2026 16:12:00 +0100\nFrom: \t{who}\nTo: \t{to}\n\n\n"),
    "german": Program("Fwd: ", "-------- Weitergeleitete Nachricht --------\nBetreff: \t{subject}\nDatum: \tFri, 27 Feb 2026 16:12:00 +0100\nVon: \t{who}\nAn: \t{to}\n\n\n"),
    "portuguese": Program("Fwd: ", "-------- Mensagem reencaminhada --------\nAssunto: \t{subject}\nData: \tFri, 27 Feb 2026 16:12:00 +0100\nDe: \t{who}\nPara: \t{to}\n\n\n"),
}  # fmt: skip
PROGRAMS = {"outlook": OUTLOOK, "gmail": GMAIL, "apple": APPLE, "thunderbird": THUNDERBIRD}
COMMENTS = {
    "english": ("FYI", "Please have a look at this."), "german": ("Zur Info", "Bitte schau dir das an."), "french": ("Pour info", "Merci de regarder cela."),
    "spanish": ("Para tu información", "Por favor, míralo."), "dutch": ("Ter info", "Wil je hier naar kijken?"), "italian": ("Per conoscenza", "Puoi guardarci?"),
    "portuguese": ("Para conhecimento", "Podes ver isto, por favor?"),
}  # fmt: skip


def build() -> Made:
    yield from _build_hops()
    yield from _build_edges()
    yield from _build_html()
    yield from _build_threads()
    yield from _build_attached()
    yield from _build_passed_on()


def _build_hops() -> Made:
    for name, languages in PROGRAMS.items():
        for language, program in languages.items():
            above, between = COMMENTS[language]
            first = program.head.format(who=LEE, to=ANNA, subject=SUBJECT) + write()
            second = (
                program.head.format(who=ANNA, to=DANA, subject=f"{program.prefix}{SUBJECT}") + f"{between}\n\n{first}"
            )
            subject = f"{program.prefix}{program.prefix}{SUBJECT}".encode().decode("latin-1")
            yield f"forward-twice-{name}-{language}", plain(f"{above}\n\n{second}", subject), {**whole(), "text": above}
    english = OUTLOOK["english"]
    mails = [
        (LEE, ANNA, SUBJECT, write()),
        (ANNA, DANA, f"FW: {SUBJECT}", ""),
        (DANA, LEE, f"FW: FW: {SUBJECT}", "Who takes it?\n\n"),
    ]
    text = ""
    for who, to, subject, comment in mails:
        text = english.head.format(who=who, to=to, subject=subject) + comment + text
    yield (
        "forward-three-times-outlook-one-hop-without-words",
        plain(f"Here it is.\n\nBest regards\nDana\n\n{text}", f"FW: FW: FW: {SUBJECT}"),
        {**whole(), "text": "Here it is."},
    )
    mixed = GMAIL["english"].head.format(who=LEE, to=ANNA, subject=SUBJECT) + write()
    mixed = (
        APPLE["german"].head.format(who=ANNA, to=DANA, subject=f"Fwd: {SUBJECT}")
        + f"Bitte schau dir das an.\n\nVon meinem iPhone gesendet\n\n{mixed}"
    )
    mixed = OUTLOOK["french"].head.format(who=DANA, to=LEE, subject=f"TR : {SUBJECT}") + f"Merci.\n\n{mixed}"
    yield "forward-three-times-three-programs", plain(mixed, f"Fwd: TR: {SUBJECT}"), whole()
    phone = f"Sent from my iPhone\n\n{APPLE['english'].head.format(who=LEE, to=DANA, subject=f'Fwd: {SUBJECT}')}> Sent from my iPhone\n> \n> Begin forwarded message:\n> \n> From: {ANNA}\n> Date: 27 February 2026 at 15:00:00 CET\n> To: {LEE}\n> Subject: {SUBJECT}\n> \n{quote(write())}"
    yield "forward-twice-ios-without-words", plain(phone, f"Fwd: {SUBJECT}"), whole()


def _build_edges() -> Made:
    """What stands around a hop's words and the form's."""
    inner = APPLE["english"].head.format(who=LEE, to=DANA, subject=SUBJECT) + write()
    signed = "They called me twice about the toner.\n\n-- \nDana Whitfield\nSupport\n\n"
    for name, quoted in {"whole": quote(inner), "tight": quote(inner.replace("\n\n", "\n"))}.items():
        told = {**whole(), "words": "They called me twice about the toner."}
        yield f"forward-quoted-{name}-with-its-line-below-a-signature", plain(signed + quoted, f"Fwd: {SUBJECT}"), told
    head = OUTLOOK["english"].head.format(who=LEE, to=DANA, subject=SUBJECT)
    yield (
        "forward-quoted-whole-from-its-head-on-below-words",
        plain(f"They called me twice.\n\n{quote(head + write())}", f"FW: {SUBJECT}"),
        {**whole(), "words": "They called me twice."},
    )
    closings = {"closing-words": "Viele Grüße\nAnna\n\n", "signature": "-- \nAnna Keller\nSupport\n\n"}
    for name, closing in closings.items():
        first = OUTLOOK["german"].head.format(who=LEE, to=ANNA, subject=SUBJECT) + write()
        second = OUTLOOK["english"].head.format(who=ANNA, to=DANA, subject=f"WG: {SUBJECT}") + closing + first
        told = {**whole(), "words": "The boss asks."}
        yield (
            f"forward-twice-with-{name}-alone-at-a-hop",
            plain(f"The boss asks.\n\n{second}", f"FW: WG: {SUBJECT}"),
            told,
        )
        own = closing.replace("Anna Keller", "Dana Whitfield").replace("Anna", "Dana") + head + write()
        yield f"forward-under-{name}-alone", plain(own, f"FW: {SUBJECT}"), {**whole(), "words": ""}
    greeted = f"The boss asks.\n\n{head}Hello all,\n\n{write()}"
    yield "forward-of-a-form-below-a-greeting", plain(greeted, f"FW: {SUBJECT}"), {**whole(), "words": "The boss asks."}


def _build_html() -> Made:
    rule = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">{}</div>'

    def open_head(who: str, subject: str) -> str:
        return rule.format(
            normal(
                f"<b>From:</b> {escape(who)}<br><b>Sent:</b> Friday, 27 February 2026 16:12<br><b>To:</b> Dana<br><b>Subject:</b> {escape(subject)}"
            )
        )

    form = "".join(normal(escape(line)) for line in write().split("\n"))
    twice = (
        normal("Please take it.")
        + open_head(ANNA, f"FW: {SUBJECT}")
        + normal("I agree.")
        + open_head(LEE, SUBJECT)
        + form
    )
    yield (
        "forward-twice-outlook-html",
        page(outlook(twice), f"FW: FW: {SUBJECT}"),
        {**whole(), "text": "Please take it."},
    )
    new = '<div class="elementToProof">See below.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>From:</b> Anna<br><b>Sent:</b> Friday, February 27, 2026 4:12 PM<br><b>To:</b> Dana<br><b>Subject:</b> {}</div>'
    lines = "".join(f'<div class="elementToProof">{escape(line) or "<br>"}</div>' for line in write().split("\n"))
    twice = new.format(f"FW: {SUBJECT}") + new.replace("See below.", "Same here.").format(SUBJECT) + lines
    yield (
        "forward-twice-new-outlook-html",
        page(f"<html><body>{twice}</body></html>", f"FW: FW: {SUBJECT}"),
        {**whole(), "text": "See below."},
    )
    gmail = '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>{}</b> <span>&lt;a@example.com&gt;</span><br>Date: Fri, Feb 27, 2026 at 4:12 PM<br>Subject: {}<br>To: Dana &lt;dana@example.com&gt;<br></div><br><br>{}</div>'
    inner = gmail.format("Lee", SUBJECT, "<br>".join(map(escape, write().split("\n"))))
    yield (
        "forward-twice-gmail-html",
        page(
            f'<div dir="ltr">FYI<br><br>{gmail.format("Anna", f"Fwd: {SUBJECT}", f"<div>Tom, see below.</div><br>{inner}")}</div>',
            f"Fwd: {SUBJECT}",
        ),
        {**whole(), "text": "FYI"},
    )
    apple = '<div><br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>{}<br></div><div><b>Subject: </b>{}<br></div><div><b>Date: </b>27 February 2026 at 16:12:00 CET<br></div><div><b>To: </b>Dana<br></div><br><div>{}</div></blockquote></div>'
    inner = apple.format(escape(LEE), SUBJECT, "<br>".join(map(escape, write().split("\n"))))
    yield (
        "forward-twice-apple-html",
        page(
            f"<html><body>Please read.{apple.format(escape(ANNA), f'Fwd: {SUBJECT}', f'I agree.{inner}')}</body></html>",
            f"Fwd: Fwd: {SUBJECT}",
        ),
        {**whole(), "text": "Please read."},
    )


def _build_threads() -> Made:
    for language, program in OUTLOOK.items():
        first = program.head.format(who=LEE, to=ANNA, subject=SUBJECT) + write()
        answer = program.head.format(who=ANNA, to=LEE, subject=f"RE: {SUBJECT}") + f"I agree.\n\n{first}"
        subject = f"{program.prefix}{SUBJECT}".encode().decode("latin-1")
        yield (
            f"forward-of-an-answered-template-{language}",
            plain(f"{COMMENTS[language][0]}\n\n{answer}", subject),
            whole(),
        )
    quoted = f"I agree.\n\nOn Fri, Feb 27, 2026 at 4:12 PM {LEE} wrote:\n\n{quote(write())}"
    thread = GMAIL["english"].head.format(who=ANNA, to=DANA, subject=f"Re: {SUBJECT}") + quoted
    yield "forward-of-an-answered-template-gmail", plain(f"FYI\n\n{thread}", f"Fwd: {SUBJECT}"), whole()
    two = (
        OUTLOOK["english"].head.format(who=ANNA, to=DANA, subject=f"FW: {SUBJECT}")
        + write()
        + "\n"
        + OUTLOOK["english"].head.format(who=LEE, to=ANNA, subject=SUBJECT)
    )
    yield (
        "forward-twice-the-newer-template-counts",
        plain(f"{two}{write({'Priority': 'Low', 'Customer': 'Litware'})}", f"FW: FW: {SUBJECT}"),
        whole(),
    )


def _build_attached() -> Made:
    def bring(cover: str, inner: bytes, subject: str) -> bytes:
        return mail(multi([part(cover), attach("mail.eml", inner, "message/rfc822")], "mixed"), subject)

    def encode(inner: bytes) -> bytes:
        return b'Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="mail.eml"\r\n\r\n' + inner

    inner = plain(write({"Attachments": ""}), SUBJECT, sender=LEE)
    told = whole(attachments=[])
    for name, cover in {
        "an-empty-cover": "\n",
        "a-signature": "-- \nDana Whitfield\nSupport\n",
        "a-few-words": "Please see the attached mail.\n",
    }.items():
        yield (
            f"forward-attached-under-{name}",
            mail(multi([part(cover), encode(inner)], "mixed"), f"Fwd: {SUBJECT}"),
            told,
        )
    deep = mail(multi([part("\n"), encode(inner)], "mixed", "inner"), f"Fwd: {SUBJECT}", sender=ANNA)
    yield (
        "forward-attached-to-an-attached-one",
        mail(multi([part("\n"), encode(deep)], "mixed"), f"Fwd: Fwd: {SUBJECT}"),
        told,
    )
    yield "forward-attached-in-base64", bring("\n", inner, f"WG: {SUBJECT}"), told
    yield (
        "answer-with-an-attached-template",
        mail(
            multi([part("It is still the same.\n"), encode(inner)], "mixed"),
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        {"verdict": "incomplete", "text": "It is still the same."},
    )


def _build_passed_on() -> Made:
    head = "From: Vendor Support <help@vendor.example>\nSent: Tuesday, 10 March 2026 09:05\nTo: Sam\nSubject: {}\n\n"
    answer = "The column was shortened in release 4.2. Set BAY_LEN=40.\n"
    yield (
        "answer-with-a-vendors-template-fills-nothing",
        plain(
            f"FYI, the vendor answered:\n\n{head.format('your case 77')}{write()}",
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        {"text": "FYI, the vendor answered:", "verdict": "incomplete"},
    )
    trace = "The trace says:\n\nFrom: ada@customer.example\nTo: bob@partner.example\nDate: 3 March 2026 10:05\nSubject: Invoice\nStatus: undelivered\nSize: 4 MB\n\nNobody got it.\n"
    yield (
        "answer-with-a-table-of-from-and-to",
        plain(trace, f"Re: {SUBJECT}", In_Reply_To="<old@example.com>"),
        {"text": trace.strip()},
    )
    shift = "It fails in this shift:\n\nDate: 3 March\nFrom: 10:00\nTo: 12:00\nSubject: exports\n\nThe rest is fine.\n"
    yield (
        "answer-with-the-hours-of-a-shift",
        plain(shift, f"Re: {SUBJECT}", In_Reply_To="<old@example.com>"),
        {"text": shift.strip()},
    )
    yield (
        "answer-above-a-vendors-mail",
        plain(
            f"FYI, the vendor answered:\n\n{head.format('your case 77')}{answer}",
            f"Re: {SUBJECT}",
            In_Reply_To="<old@example.com>",
        ),
        {"text": "FYI, the vendor answered:"},
    )
