"""Mail that no person wrote, in the words and shapes of the programs that write it;
and people who only look like them."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import Made
from tests.corpus.programs import mail as mail_of
from tests.corpus.programs import multi, write
from tests.corpus.programs import part as text_part

OURS = "support@example.com"
DATE = "Mon, 2 Mar 2026 10:20:00 +0100"

# name: (From, Subject, further headers, text)
BOUNCES = {
    "exim": ("Mail Delivery System <Mailer-Daemon@relay.example.org>", "Mail delivery failed: returning message to sender", "X-Failed-Recipients: kim@example.net", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  kim@example.net\n    Unrouteable address"),
    "qmail": ("MAILER-DAEMON@mx.example.net", "failure notice", "", "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<kim@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)"),
    "sendmail": ("Mail Delivery Subsystem <MAILER-DAEMON@mail.example.org>", "Returned mail: see transcript for details", "Auto-Submitted: auto-generated (failure)", "   ----- The following addresses had permanent fatal errors -----\n<kim@example.net>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n550 5.1.1 <kim@example.net>... User unknown"),
    "exchange-german": ("Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>", "Unzustellbar: Export ohne Datei", "", "Ihre Nachricht an kim@example.net konnte nicht zugestellt werden.\n\nDie angegebene Adresse wurde nicht gefunden. 550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
    "exchange-french": ("postmaster@example.net", "Non remis : Export sans fichier", "", "Votre message n'a pas pu être remis à kim@example.net.\n550 5.1.1 Adresse inconnue"),
    "lotus": ("Mail Router <Mail_Router@example.net>", "DELIVERY FAILURE: User kim (kim@example.net) not listed in Domino Directory", "", "Your message\n\n  Subject: Exports\n\nwas not delivered to:\n\n  kim@example.net\n\nbecause:\n\n  User kim (kim@example.net) not listed in Domino Directory"),
    "groupwise": ("Mailer-Daemon@gw.example.net", "Message status - undeliverable", "", "The message that you sent was undeliverable to the following:\n\tkim@example.net (user unknown)"),
    "verdict-at-the-end": ("internet-gateway@example.net", "RE: Your request 51877 : non remis", "In-Reply-To: <esc@example.com>", "Votre message n'a pas pu etre delivre a\nkim@example.net\n\nYour message could not be delivered to\nkim@example.net"),
    "gateway-unknown-sender": ("antivirus_gateway@example.net", "Delivery failure notification", "", "Your message with Subject: Exports\ncould not be delivered to the following recipients:\n\nkim@example.net\n\nPlease do not resend your original message."),
    "only-a-failed-subject": ("<MAILER-DAEMON@mail.example.net>", "mail failed, returning to sender", "Precedence: bulk", "|--------- Failed addresses follow: ---------|\n kim@example.net ... unknown host"),
    "spanish": ("postmaster@example.net", "No se puede entregar: Exportación", "", "No se ha podido entregar su mensaje a kim@example.net: usuario desconocido (550 5.1.1)"),
    "japanese": ("MAILER-DAEMON@example.net", "配信エラー", "", "以下の宛先にメールが届きませんでした。\nkim@example.net\n550 5.1.1"),
    "softbank": ("postmaster@example.jp", "未受信メール", "", "お客様のメールは下記の宛先にお届けできませんでした。\n宛先: kim@example.net"),
    "text-gateway": ("Wireless Gateway <gateway@example.net>", "Returned mail: message expired", "", "Your message to kim@example.net could not be delivered to the handset."),
    "note-in-json": ("Notifications <no-reply@events.example.net>", "Mail event", "", '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"kim@example.net","status":"5.1.1"}]}}'),
    "feedback-as-text": ("fbl@example.net", "FW: Exports", "", "A user marked this message as junk.\n\nFeedback-Type: abuse\nUser-Agent: Loop/1.0\nVersion: 1"),
    "delay": ("MAILER-DAEMON@example.org", "Warning: message still undelivered after 4 hours", "", "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nThe message to kim@example.net has not yet been delivered. Delivery attempts will continue for 5 days."),
    "full-mailbox-postponed": ("Postmaster <postmaster@example.net>", "Mail Delivery Warning", "", "Delivery of email to \"kim@example.net\" has been postponed due to a full mailbox.\nWe will continue to try to deliver your message over the next few days."),
}  # fmt: skip
AUTOMATIC = {
    "away-english": ("Kim Abel <kim@example.com>", "Automatic reply: Exports end without a file", "Auto-Submitted: auto-replied", "I am out of the office until 16 March with no access to mail. In urgent matters write to robin@example.com."),
    "away-german-unmarked": ("Kim Abel <kim@example.com>", "Abwesenheitsnotiz: ESCALATION - Drucken", "", "Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 16. März nicht im Büro und lese keine E-Mails."),
    "away-lotus": ("kim@example.com", "AUTO: Kim Abel is out of the office (returning 16/03/2026)", "", "I am out of the office until 16/03/2026.\n\nNote: This is an automated response to your message \"Exports\" sent on 02/03/2026. This is the only notification you will receive while this person is away."),
    "away-french": ("kim@example.com", "Réponse automatique : ESCALATION - Impression", "X-Auto-Response-Suppress: All", "Je suis absente du bureau jusqu'au 16 mars."),
    "away-spanish": ("kim@example.com", "Respuesta automática: Exportación", "Precedence: auto_reply", "Estoy fuera de la oficina hasta el 16 de marzo."),
    "away-italian": ("kim@example.com", "Risposta automatica: Esportazione", "X-Autoreply: yes", "Sono fuori ufficio fino al 16 marzo."),
    "away-dutch": ("kim@example.com", "Automatisch antwoord: Export", "Auto-Submitted: auto-replied", "Ik ben afwezig tot en met 16 maart."),
    "away-portuguese": ("kim@example.com", "Resposta automática: Exportação", "Auto-Submitted: auto-replied", "Estou fora do escritório até 16 de março."),
    "away-named-german": ("Kim Abel <kim@example.com>", "Kim Abel ist außer Haus.", "In-Reply-To: <esc@example.com>", "Ich werde vom 02.03.2026 bis 15.03.2026 nicht im Büro sein und kehre am 16.03.2026 zurück."),
    "away-named-french": ("Kim Abel <kim@example.com>", "Kim Abel est absente.", "In-Reply-To: <esc@example.com>", "Je suis absente du bureau et serai de retour le 16 mars."),
    "receipt-in-words-english": ("Kim Abel <kim@example.com>", "Read: Exports end without a file [ESC-7]", "In-Reply-To: <esc@example.com>", "Your message\n\n   To: Kim Abel\n   Subject: Exports end without a file [ESC-7]\n   Sent: Monday, March 2, 2026 10:05\n\n was read on Monday, March 2, 2026 10:20."),
    "receipt-in-words-german": ("Kim Abel <kim@example.com>", "Gelesen: Export ohne Datei [ESC-7]", "In-Reply-To: <esc@example.com>", "Ihre Nachricht\n\n   An: Kim Abel\n   Betreff: Export ohne Datei [ESC-7]\n   Gesendet: Montag, 2. März 2026 10:05\n\n wurde am Montag, 2. März 2026 10:20 gelesen."),
    "receipt-in-words-french": ("Kim Abel <kim@example.com>", "Lu : Export sans fichier [ESC-7]", "In-Reply-To: <esc@example.com>", "Votre message\n\n   À : Kim Abel\n   Objet : Export sans fichier [ESC-7]\n\n a été lu le lundi 2 mars 2026 10:20."),
    "tracker-new-ticket": ("Service Desk <noreply@desk.example.com>", "[DESK-4711] Exports end without a file", "Auto-Submitted: auto-generated", "We have received your request. Your ticket number is DESK-4711."),
    "tracker-thanks": ("help@desk.example.com", "Automatic reply: [Ticket#2026030210000017] Exports", "X-Autoresponder: yes", "Thank you for your mail. Your ticket number is 2026030210000017."),
    "urgent-in-a-newsletter": ("news@shop.example.net", "URGENT: only today 20 % off", "Precedence: bulk", "Our best offers, only today."),
    "list-moderation": ("tech-owner@lists.example.net", "Your message to Tech awaits moderator approval", "", "Your mail to 'Tech' with the subject \"Exports\" is being held until the list moderator can review it."),
    "challenge": ("kim@example.net", "Your email requires verification verify#aBc123-17718", "", "The message you sent requires that you verify that you are a real live human being."),
    "filter-virus": ("Content-filter at mx.example.net <postmaster@mx.example.net>", "VIRUS (Eicar-Test) in mail TO YOU", "", "A virus was found: Eicar-Test"),
    "receipt-of-thunderbird": ("kim@example.com", "Return Receipt (displayed) - Exports", "In-Reply-To: <esc@example.com>", "This is a Return Receipt for the mail that you sent to kim@example.com.\n\nNote: it only says that the message was displayed."),
    "monitoring": ("root@db1.example.com", "URGENT: disk 91 % full on db1", "Auto-Submitted: auto-generated", "/dev/sda1 91 %"),
}  # fmt: skip
# name: (Subject, METHOD, what stands above the calendar)
INVITED = {
    "declined": ("Declined: [ESC-7] Invoices are printed twice", "REPLY", " \n"),
    "accepted-with-a-word": ("Accepted: [ESC-7] Invoices are printed twice", "REPLY", "mine\n"),
    "accepted-by-google": ("Accepted: [ESC-7] Invoices @ Tue Mar 3, 2026 (kim@example.com)", "REPLY", "Kim Abel has accepted this invitation.\n\nInvoices are printed twice\n"),
    "another-time": ("Neue Zeit vorgeschlagen: [ESC-7] Rechnungen doppelt", "COUNTER", "Geht es eine Stunde später?\n"),
}  # fmt: skip
HUMAN = {
    "auto-submitted-no": "Auto-Submitted: no",
    "suppresses-automatic-answers": "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
    "return-path-of-a-person": "Return-Path: <dana@example.com>",
    "precedence-normal": "Precedence: normal",
}

DSN = """\
From: Mail Delivery System <MAILER-DAEMON@mail.example.com>
To: {ours}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{name}@mail.example.com>
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type={report}; boundary="=_b"

--=_b
Content-Type: text/plain; charset=us-ascii

{text}

--=_b
Content-Type: message/{part}

{fields}

--=_b
Content-Type: message/rfc822

From: {ours}
To: kim@example.net
Subject: URGENT - Printing - Ticket #51877
Message-ID: <returned@example.com>

Priority: High
--=_b--
"""
REPORTS = {
    "dsn-failed": ("delivery-status", "delivery-status", "This is the mail system at host mail.example.com.", "Reporting-MTA: dns; mail.example.com\n\nFinal-Recipient: rfc822; kim@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown", "bounce"),
    "dsn-delayed": ("delivery-status", "delivery-status", "Your message has been delayed.", "Reporting-MTA: dns; mail.example.com\n\nFinal-Recipient: rfc822; kim@example.net\nAction: delayed\nStatus: 4.4.1", "bounce"),
    "mdn-displayed": ("disposition-notification", "disposition-notification", "Your message was displayed.", "Final-Recipient: rfc822; kim@example.net\nDisposition: manual-action/MDN-sent-manually; displayed", "automatic"),
    "mdn-that-rejects": ("disposition-notification", "disposition-notification", "Your message to <kim@example.net> was automatically rejected:\nQuota exceeded", "Final-Recipient: rfc822; kim@example.net\nDisposition: automatic-action/MDN-sent-automatically; deleted", "bounce"),
    "feedback-report": ("feedback-report", "feedback-report", "This is an abuse report.", "Feedback-Type: abuse\nUser-Agent: Example/1.0\nVersion: 1", "bounce"),
}  # fmt: skip


def mail(name: str, sender: str, subject: str, headers: str, text: str) -> bytes:
    extra = f"{headers}\n" if headers else ""
    head = f"From: {sender}\nTo: {OURS}\nSubject: {subject}\nDate: {DATE}\nMessage-ID: <{name}@example.net>\n{extra}MIME-Version: 1.0\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n".replace(
        "\n", "\r\n"
    ).encode()


def build() -> Made:
    for name, (sender, subject, headers, text) in BOUNCES.items():
        yield (
            f"bounce-{name}",
            mail(name, sender, subject, headers, text),
            {"kind": "bounce", "verdict": "ignored", "level": None},
        )
    for name, (report, part, text, fields, kind) in REPORTS.items():
        raw = DSN.format(ours=OURS, date=DATE, name=name, report=report, part=part, text=text, fields=fields)
        yield f"report-{name}", raw.replace("\n", "\r\n").encode(), {"kind": kind, "verdict": "ignored"}
    for name, (sender, subject, headers, text) in AUTOMATIC.items():
        yield f"robot-{name}", mail(name, sender, subject, headers, text), {"kind": "automatic", "verdict": "ignored"}
    for name, (subject, method, text) in INVITED.items():
        event = f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nUID:1\nDTSTART:20260303T100000Z\nEND:VEVENT\nEND:VCALENDAR\n"
        both = multi([text_part(text), text_part(event, "calendar", parameters=f"; method={method}")])
        yield f"robot-calendar-{name}", mail_of(both, subject), {"kind": "automatic", "verdict": "ignored"}
    bare = mail("calendar-abgesagt", "kim@example.com", "Abgesagt: [ESC-7] Rechnungen doppelt", "", "")
    yield "robot-calendar-without-its-part", bare, {"kind": "automatic", "verdict": "ignored"}
    words = mail(
        "calendar-words",
        "kim@example.com",
        "Declined: [ESC-7] Invoices are printed twice",
        "",
        "mine is the other printer, ask Jo.",
    )
    yield "human-under-a-calendars-subject", words, {"kind": "reply", "verdict": "note", "command": None}
    for name, header in HUMAN.items():
        raw = mail(
            name, "Dana Whitfield <dana@example.com>", "ESCALATION - Printing - Ticket #51877", header, write({})
        )
        yield f"human-{name}", raw, {"kind": "escalation", "verdict": "routed"}
    raw = mail("delivery-failure", "Dana Whitfield <dana@example.com>", "URGENT: Delivery failure", "", write({}))
    yield "human-about-a-delivery-failure", raw, {"kind": "urgent", "verdict": "routed"}
    bounced = (
        "See the bounce below, our mails to Contoso come back.\n\n"
        + write({})
        + "\n\n> Undelivered Mail Returned to Sender\n> 550 5.1.1 User unknown: mailbox unavailable, could not be delivered\n"
    )
    raw = mail(
        "forwards-a-bounce",
        "Dana Whitfield <dana@example.com>",
        "Fwd: ESCALATION - Undelivered Mail Returned to Sender - Ticket #51877",
        "",
        bounced,
    )
    yield "human-forwards-a-bounce", raw, {"kind": "escalation", "verdict": "routed"}
