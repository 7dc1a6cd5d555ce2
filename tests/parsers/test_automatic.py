"""Mail that no person wrote, told from mail that one did."""

# ruff: noqa: E501 - lines of mail are kept whole

from parsers.message import parse_message
from parsers.mime.headers.references import find_tokens
from parsers.model import AutomaticKind, Message
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

SIGNATURE = "abcdefghijklmnopqrst"
OUR_ID = f"<esc-42.{SIGNATURE}.1f@example.com>"


def read(headers: str, body: str = "Hello") -> Message:
    base = "" if "\nFrom:" in "\n" + headers else "From: Ann <ann@contoso.com>\n"
    return parse_message((base + headers + "\n\n" + body).replace("\n", "\r\n").encode(), VOCABULARY)


def kind_of(headers: str, body: str = "Hello") -> AutomaticKind | None:
    automatic = read(headers, body).automatic
    return automatic.kind if automatic else None


def build_report(action: str, status: str, report_type: str = "delivery-status") -> tuple[str, str]:
    headers = f'From: MAILER-DAEMON@mx.example.com\nSubject: Report\nContent-Type: multipart/report; report-type={report_type}; boundary="b"'
    body = (
        "--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        f"Final-Recipient: rfc822; gone@example.com\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 no such user\n\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {OUR_ID}\nX-Escalation-Case: ESC-42\nSubject: ESCALATION - x\n\nbody\n--b--\n"
    )
    return headers, body


@every_row(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", AutomaticKind.BOUNCE),
        ("Failed", "5.0.0 (permanent)", AutomaticKind.BOUNCE),
        ("delayed", "4.4.1", AutomaticKind.DELAY),
        ("delivered", "2.1.5", AutomaticKind.DELIVERED),
        ("relayed", "2.1.9", AutomaticKind.DELIVERED),
    ],
)
def test_a_delivery_report_says_by_its_action_what_happened(action: str, status: str, kind: AutomaticKind) -> None:
    message = read(*build_report(action, status))
    assert message.automatic is not None
    assert message.automatic.kind is kind
    assert message.automatic.status == status[:5]
    assert message.automatic.failed_recipients == (("gone@example.com",) if kind is AutomaticKind.BOUNCE else ())


def test_a_bounce_carries_the_token_of_the_letter_that_came_back() -> None:
    assert [(token.case, token.signature) for token in find_tokens(read(*build_report("failed", "5.1.1")))] == [
        (42, SIGNATURE)
    ]


BOUNCES = [
    (
        "From: MAILER-DAEMON@yahoo.example\nSubject: failure notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n<gone@example.com>:\nRemote host said: 554 delivery error",
    ),
    (
        "From: Mail Delivery System <Mailer-Daemon@mx.example.org>\nX-Failed-Recipients: gone@example.com\nSubject: Mail delivery failed: returning message to sender",
        "550 no such user here",
    ),
    (
        "From: postmaster@example.com\nSubject: Undeliverable: ESCALATION - x",
        "Delivery has failed to these recipients or groups:\n\ngone@example.com\nThe email address you entered couldn't be found.",
    ),
    (
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>\nSubject: Unzustellbar: ESCALATION",
        "Fehler bei der Nachrichtenzustellung an folgende Empfänger: gone@example.com",
    ),
    (
        "From: System Administrator <postmaster@example.com>\nSubject: Undeliverable: x",
        "Your message did not reach some or all of the intended recipients.\ngone@example.com\n550 5.1.1 User unknown",
    ),
    (
        "Return-Path: <>\nFrom: Server <info@example.org>\nSubject: Returned mail: see transcript for details",
        "The following addresses had permanent fatal errors\n<gone@example.com>\n550 5.1.1 User unknown",
    ),
    (
        "From: MAILER-DAEMON@example.org\nSubject: Nachricht konnte nicht zugestellt werden",
        "gone@example.com: Empfänger unbekannt",
    ),
    (
        "From: Postmaster <postmaster@example.fr>\nSubject: Non remis : ESCALATION",
        "Votre message n'a pas pu être remis à gone@example.com",
    ),
    (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\nSubject: Delivery Status Notification (Failure)",
        "Address not found\nYour message wasn't delivered to gone@example.com because the address couldn't be found.",
    ),
    (
        "From: MAILER-DAEMON <>\nSubject: Returned mail: User unknown",
        "   ----- The following addresses had permanent fatal errors -----\ngone@example.com",
    ),
]


@every_row(("headers", "body"), BOUNCES)
def test_a_bounce_in_no_standard_form_is_known_by_its_sender_and_words(headers: str, body: str) -> None:
    automatic = read(headers, body).automatic
    assert automatic is not None
    assert automatic.kind is AutomaticKind.BOUNCE
    assert automatic.failed_recipients == ("gone@example.com",)


def test_a_warning_that_delivery_takes_longer_is_no_failure() -> None:
    headers = "From: Mail Delivery System <mailer-daemon@example.org>\nSubject: Warning: message 1abc delayed 24 hours"
    assert (
        kind_of(
            headers,
            "The message has not yet been delivered to gone@example.com. No action is required on your part. It will be retried.",
        )
        is AutomaticKind.DELAY
    )


def test_a_read_receipt_and_a_feedback_report_are_told() -> None:
    receipt = 'Subject: Read: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary="b"'
    body = "--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\nOriginal-Message-ID: <x@y>\n--b--"
    message = read(receipt, body)
    assert message.automatic is not None
    assert message.automatic.kind is AutomaticKind.READ_RECEIPT
    assert message.automatic.original_message_ids == ("<x@y>",)
    feedback = 'Subject: x\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"'
    assert (
        kind_of(feedback, "--b\n\nx\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--")
        is AutomaticKind.FEEDBACK
    )


ABSENT = [
    ("Automatic reply: ESCALATION - x", "I am out of the office and will be back on 9 March 2026."),
    ("Automatische Antwort: ESCALATION", "Ich bin im Urlaub und ab dem 09.03.2026 wieder im Büro."),
    ("Réponse automatique : ESCALATION", "Je suis absent du bureau. Je serai de retour le 9 mars 2026."),
    ("Respuesta automática: ESCALATION", "Estoy de vacaciones. A mi regreso el 9 de marzo de 2026 le respondo."),
    ("Risposta automatica: ESCALATION", "Sono assente dall'ufficio, rientro il 9 marzo 2026."),
    ("Automatisch antwoord: ESCALATION", "Ik ben afwezig en ben op 9 maart 2026 weer aanwezig."),
    ("Resposta automática: ESCALATION", "Estou ausente do escritório. Regresso a 9 de março de 2026."),
    ("Autosvar: ESCALATION", "Jag är på semester och är tillbaka den 9 mars 2026."),
    ("Automatisk svar: ESCALATION", "Jeg er på ferie og er tilbake 9. mars 2026."),
    ("Automaattinen vastaus: ESCALATION", "Olen lomalla, palaan 9. maaliskuuta 2026."),
    ("Odpowiedź automatyczna: ESCALATION", "Jestem na urlopie, wracam 9 marca 2026."),
    ("Out of Office Re: ESCALATION", "I am on annual leave until 2026-03-09 and have limited access to mail."),
    ("Abwesenheitsnotiz: ESCALATION", "Ich bin bis zum 9. März abwesend."),
]


@every_row(("subject", "body"), ABSENT)
def test_an_out_of_office_reply_says_when_its_sender_is_back(subject: str, body: str) -> None:
    automatic = read(f"Subject: {subject}\nDate: Mon, 02 Mar 2026 10:00:00 +0100", body).automatic
    assert automatic is not None
    assert automatic.kind is AutomaticKind.OUT_OF_OFFICE
    assert automatic.returns_on == "2026-03-09"


def test_an_american_date_has_its_month_first() -> None:
    body = "I am out of the office and return on 3/9/2026."
    automatic = read("Subject: Automatic reply: x\nDate: Mon, 02 Mar 2026 10:00:00 -0500", body).automatic
    assert automatic is not None
    assert automatic.returns_on == "2026-03-09"


@every_row(
    ("subject", "body", "ticket"),
    [
        ("[Ticket#2026030201] ESCALATION - x", "Your request has been received.", "2026030201"),
        ("[JIRA] (SUP-1234) ESCALATION - x", "A ticket has been created for your request.", "SUP-1234"),
        ("Re: ESCALATION - x [#4711]", "Thank you for contacting support. Your ticket has been created.", "4711"),
        ("Ihre Anfrage [ESC-42]", "Ihr Ticket wurde erstellt. Ticketnummer: 99812", "99812"),
    ],
)
def test_a_trackers_answer_gives_its_ticket_number(subject: str, body: str, ticket: str) -> None:
    automatic = read(f"Subject: {subject}\nAuto-Submitted: auto-replied", body).automatic
    assert automatic is not None
    assert (automatic.kind, automatic.ticket) == (AutomaticKind.TRACKER_REPLY, ticket)


@every_row(
    ("headers", "kind"),
    [
        ("Subject: x\nAuto-Submitted: auto-generated", AutomaticKind.AUTO_REPLY),
        ("Subject: x\nAuto-Submitted: auto-replied (vacation); owner=x", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: x\nPrecedence: auto_reply", AutomaticKind.AUTO_REPLY),
        ("Subject: x\nPrecedence: bulk", AutomaticKind.AUTO_REPLY),
        ("Subject: x\nX-Autoreply: yes", AutomaticKind.AUTO_REPLY),
        ("Subject: Automated Response: Re: Exports", AutomaticKind.AUTO_REPLY),
        ("Subject: x\nList-Id: Ops <ops.example.com>\nPrecedence: list", AutomaticKind.LIST),
        ("Subject: x\nList-Unsubscribe: <mailto:a@b.example>", AutomaticKind.LIST),
        ("Subject: x\nX-Escalation-Case: ESC-42\nAuto-Submitted: auto-generated", AutomaticKind.OWN),
        ("Subject: x\nX-Escalation-Kind: digest", AutomaticKind.OWN),
        ("Subject: ESCALATION\n" + "Received: by x\n" * 25 + "Received: by y", AutomaticKind.LOOP),
    ],
)
def test_headers_tell_what_a_program_sent(headers: str, kind: AutomaticKind) -> None:
    body = "I am out of the office" if "vacation" in headers else "Hello"
    assert kind_of(headers, body) is kind


ANSWER = "In-Reply-To: <x@example.com>"
IN_WORDS = [
    (
        "Read: Exports",
        "Your message\n\n  To: Kim\n  Subject: Exports\n\nwas read on Monday, March 9, 2026 10:30.",
        AutomaticKind.READ_RECEIPT,
    ),
    (
        "Gelesen: Export",
        "Ihre Nachricht\n\nAn: Kim\nBetreff: Export\n\nwurde am Montag gelesen.",
        AutomaticKind.READ_RECEIPT,
    ),
    (
        "Lu : Export",
        "Votre message\n\nÀ : Kim\nObjet : Export\n\na été lu le lundi 9 mars.",
        AutomaticKind.READ_RECEIPT,
    ),
    ("Leído: Exportación", "El mensaje\n\nPara: Kim\n\nfue leído el lunes 9 de marzo.", AutomaticKind.READ_RECEIPT),
    ("Letto: Esportazione", "Il messaggio\n\nA: Kim\n\nè stato letto lunedì 9 marzo.", AutomaticKind.READ_RECEIPT),
    ("Gelezen: Export", "Uw bericht\n\nAan: Kim\n\nis gelezen op maandag 9 maart.", AutomaticKind.READ_RECEIPT),
    ("Lida: Exportação", "A sua mensagem\n\nPara: Kim\n\nfoi lida segunda-feira.", AutomaticKind.READ_RECEIPT),
    (
        "Kim Abel is out of the office.",
        "I will return on 16 March and have limited access to my mail.",
        AutomaticKind.OUT_OF_OFFICE,
    ),
    ("Kim Abel ist außer Haus.", "Ich bin ab 09.03.2026 nicht im Büro.", AutomaticKind.OUT_OF_OFFICE),
    ("Kim Abel est absente.", "Je suis absente du bureau jusqu'au 16 mars.", AutomaticKind.OUT_OF_OFFICE),
    ("Kim Abel está ausente de la oficina", "Estaré ausente hasta el 16 de marzo.", AutomaticKind.OUT_OF_OFFICE),
    ("Kim Abel è fuori ufficio", "Sono assente fino al 16 marzo.", AutomaticKind.OUT_OF_OFFICE),
    ("Kim Abel is niet aanwezig", "Ik ben afwezig tot 16 maart.", AutomaticKind.OUT_OF_OFFICE),
    ("Kim Abel está ausente do escritório", "Estarei ausente até 16 de março.", AutomaticKind.OUT_OF_OFFICE),
    ("Accepted: Exports", "", AutomaticKind.AUTO_REPLY),
    ("Abgesagt: Export", " ", AutomaticKind.AUTO_REPLY),
    ("Refusé : Export", "\n> quoted", AutomaticKind.AUTO_REPLY),
    ("Aceptada: Exportación", "Kim Abel ha aceptado esta invitación.", AutomaticKind.AUTO_REPLY),
]


@every_row(("subject", "body", "kind"), IN_WORDS)
def test_a_machines_answer_without_a_mark_is_known_by_subject_and_words(
    subject: str, body: str, kind: AutomaticKind
) -> None:
    assert kind_of(f"Subject: {subject}\n{ANSWER}", body) is kind


@every_row(
    ("method", "answers"),
    [("REPLY", True), ("COUNTER", True), ("CANCEL", True), ("REQUEST", False), ("PUBLISH", False)],
)
def test_a_calendars_part_that_answers_an_invitation_is_no_persons_mail(method: str, answers: bool) -> None:
    said = f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n"
    for kind in (f"text/calendar; method={method}", "text/calendar"):
        body = f"--b\n\nmine\n--b\nContent-Type: {kind}\n\n{said}\n--b--"
        message = read('Subject: Exports [ESC-42]\nContent-Type: multipart/alternative; boundary="b"', body)
        assert (message.automatic is not None) is answers
    attached = f"--b\n\nmine\n--b\nContent-Type: text/calendar\nContent-Disposition: attachment; filename=a.ics\n\n{said}\n--b--"
    assert kind_of('Subject: x\nContent-Type: multipart/mixed; boundary="b"', attached) is None


def test_words_under_a_calendars_subject_are_a_persons_and_command_nothing() -> None:
    message = read(f"Subject: Accepted: Exports [ESC-42]\n{ANSWER}", "mine")
    assert (message.automatic, message.text, message.own_words) == (None, "mine", False)


@every_row(
    ("subject", "text", "is_calendars"),
    [
        ("Accepted: Call", "When: Monday, 30 November 2026 10:00-10:30\nWhere: Room 4", True),
        (
            "Accepted: Call",
            "________________\nMicrosoft Teams meeting\nClick here to join the meeting\nMeeting ID: 123",
            True,
        ),
        ("Zugesagt: Besprechung", "Wann: Montag, 30. November 2026\nWo: Raum 4", True),
        ("Invitation acceptée : Appel", "Kim Abel a accepté l'invitation.", True),
        ("Accettato: Chiamata", "Quando: lunedì 30 novembre\nDove: Teams", True),
        ("Accepted: Call", "When: Monday\nI can do 11 only.", False),
        ("Declined: Call", "I am at the dentist's. Ask Robin.", False),
        ("Accepted: Call", "They accepted the meeting and want a fix by Friday, forty people wait.", False),
        ("Call", "When: Monday\nWhere: Room 4", False),
    ],
)
def test_a_calendars_own_lines_are_no_words_of_a_person(subject: str, text: str, is_calendars: bool) -> None:
    assert (read(f"Subject: {subject}\n{ANSWER}", text).automatic is not None) is is_calendars


def test_what_was_only_forwarded_is_nobodys_own_word() -> None:
    forwarded = "---------- Forwarded message ---------\nFrom: Kim <kim@example.com>\nTo: Ann\nSubject: ESC-42\n\nmine"
    message = read("Subject: Fwd: ESC-42", forwarded)
    assert (message.text, message.own_words) == ("mine", False)
    assert read("Subject: Fwd: ESC-42", f"mine\n\n{forwarded}").own_words


CONFESSED = [
    "On it!\n\nThis is an automated response. Ticket 77 has been created.",
    "We're on it.\nThis is an automatic reply.\nYour request #4711 was received.",
    "##- Please type your reply above this line -##\n\nWe're on it. Your request (77) was received.",
    "Wir kümmern uns.\n\nDies ist eine automatische Antwort. Ihr Ticket 77 wurde erstellt.",
    "On s'en occupe.\n\nCeci est une réponse automatique. Votre demande 77 a été enregistrée.",
    "Nos encargamos.\n\nEste es un mensaje automático. Su solicitud 77 ha sido recibida.",
    "Ci pensiamo noi.\n\nQuesta è una risposta automatica. La sua richiesta 77 è stata ricevuta.",
    "We pakken het op.\n\nDit is een automatisch bericht. Uw melding 77 is ontvangen.",
    "Tratamos disso.\n\nEsta é uma resposta automática. O seu caso 77 foi criado.",
]


@every_row("body", CONFESSED)
def test_an_answer_that_calls_itself_automatic_and_confirms_a_ticket_is_a_machines(body: str) -> None:
    assert kind_of(f"Subject: Re: Exports [ESC-42]\n{ANSWER}", body) is AutomaticKind.TRACKER_REPLY


@every_row(
    "subject",
    ["Abwesenheitsnotiz: x", "Out of Office AutoReply: x", "Notification d'absence : x", "Respuesta de ausencia: x", "Avviso di assenza: x",
     "Afwezigheidsbericht: x", "Mensagem de ausência: x"],
)  # fmt: skip
def test_a_subject_that_only_a_notice_of_absence_has_suffices_but_above_a_persons_words(subject: str) -> None:
    for text in ("", "Thank you for your mail.", "I will be back on 16 March. Robin takes care of my customers."):
        assert kind_of(f"Subject: {subject}", text) is AutomaticKind.OUT_OF_OFFICE
    message = read(f"Subject: {subject}\n{ANSWER}", "mine")
    assert (message.automatic, message.text, message.own_words) == (None, "mine", False)
    assert read(f"Subject: Re: {subject}\n{ANSWER}", "mine").own_words


@every_row(
    "subject",
    [
        "Out of office: x",
        "Abwesend: x",
        "Absence: x",
        "Fuera de la oficina: x",
        "Fuori sede: x",
        "Afwezig: x",
        "Ausente: x",
    ],
)
def test_a_subject_that_people_write_too_is_a_notice_of_absence_in_an_answer_without_re(subject: str) -> None:
    assert kind_of(f"Subject: {subject}\n{ANSWER}", "mine") is AutomaticKind.OUT_OF_OFFICE
    assert kind_of(f"Subject: {subject}", "mine") is None


HUMANS = [
    (f"Subject: Re: x\n{ANSWER}", "Mine. This is automated on their side: their ticket 77 was created by a robot."),
    (f"Subject: Re: x\n{ANSWER}", "Their system writes:\nThis is an automated response. Ticket 77 has been created."),
    (f"Subject: Re: x\n{ANSWER}", "The customer got 'This is an automated message', your ticket 77 shows it."),
    (f"Subject: Re: x\n{ANSWER}", "The export is automated, and ticket 77 has been created for it."),
    (
        f"Subject: Re: x\n{ANSWER}",
        "This is an automated response of the customer's server, see ticket 77 that has been created.",
    ),
    (
        f"Subject: Re: x\n{ANSWER}",
        "##- Please type your reply above this line -##\n\nRobin (Platform)\n\nMine, I call them at noon.\n\nThis email is a service from Platform.",
    ),
    ("Subject: ESCALATION - x", "This is an automated response. Ticket 77 has been created."),
    (f"Subject: Re: Kim is out of the office\n{ANSWER}", "I am out of the office until Friday, Robin takes it."),
    ("Subject: ESCALATION - their only admin is on vacation", "He is on vacation until Friday, nobody can log in."),
    (f"Subject: Read: my notes on this\n{ANSWER}", "The log says that the disk is full."),
    (f"Subject: Declined: Exports\n{ANSWER}", "Not our area, please ask Platform."),
    ("Subject: Declined: payments at Contoso - URGENT - Ticket #1", "Priority: High\nCustomer: Contoso"),
    ("Subject: ESCALATION - x\nAuto-Submitted: no", "Please help"),
    ("Subject: ESCALATION - x\nAuto-Submitted: No (really)", "Please help"),
    ("Subject: ESCALATION - x\nX-Auto-Response-Suppress: All", "Please help"),
    (
        "Subject: Re: Undeliverable: offer",
        "The address of the customer does not exist any more, the mail was returned to sender.",
    ),
    ("Subject: Fwd: Automatic reply: x", "He is out of the office until 9 March, who covers?"),
    (
        "Subject: ESCALATION - mails are undeliverable - Ticket #1",
        "The customer gets 550 5.1.1 user unknown for all mail. Message could not be delivered.",
    ),
    ("Subject: ESCALATION - x\nFrom: System Administrator <sysadmin@contoso.com>", "Our export is down."),
    ("Subject: Vacation module broken for Contoso", "They cannot book vacation."),
    ("Subject: Ticket #48213 created", "Hi, I created the ticket you asked for."),
    ("Subject: ESCALATION - x\n" + "Received: by x\n" * 24 + "Received: by y", "Please help"),
    ("Subject: Re: [ESC-42] x", "I am out of the office until Friday, Robin takes it."),
    ("Subject: Delayed shipments for Contoso", "The shipment has been delayed again and the customer is angry."),
]


@every_row(("headers", "body"), HUMANS)
def test_a_person_is_not_taken_for_a_robot(headers: str, body: str) -> None:
    assert kind_of(headers, body) is None


def test_who_wants_no_automatic_answer_is_still_heard() -> None:
    assert read("Subject: x\nX-Auto-Response-Suppress: DR, OOF, AutoReply").no_auto_response
    assert read("Subject: x\nFrom: no-reply@example.com").no_auto_response
    assert not read("Subject: x\nX-Auto-Response-Suppress: DR, RN").no_auto_response


def test_a_list_is_named_without_brackets() -> None:
    assert read('Subject: x\nList-Id: "Ops team" <Ops.Example.com>').list_id == "ops.example.com"


@every_row(
    ("headers", "is_one"),
    [
        ("List-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk", True),
        ("List-Unsubscribe: <mailto:u@example.com>", False),
        ("Precedence: bulk", False),
        ("List-Id: <ops.example.com>\nList-Unsubscribe: <mailto:u@example.com>\nPrecedence: bulk", False),
    ],
)
def test_a_newsletter_is_told_by_two_headers(headers: str, is_one: bool) -> None:
    mail = f"From: Dana Whitfield <dana@example.com>\nSubject: URGENT: tips\n{headers}\n\nRead our tips."
    assert parse_message(mail.encode(), VOCABULARY).is_robots is is_one


@every_row("address", ["certbot@example.com", "letsencrypt@example.com", "newsletter@example.com"])
def test_programs_write_from_such_an_address(address: str) -> None:
    assert parse_message(f"From: {address}\nSubject: URGENT: x\n\nx".encode(), VOCABULARY).is_robots
