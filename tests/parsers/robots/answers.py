"""What programs answer, and what they send on their own: absences, receipts, tickets, lists, notices, feedback."""

# ruff: noqa: E501 - lines of mail are kept whole

FEEDBACK = r"""
%% arf feedback
From: abuse-loop@isp.example
Subject: Abuse report for 192.0.2.10
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b

This is an email abuse report for a message received from 192.0.2.10.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/2.0
Version: 1
--b
Content-Type: message/rfc822

Message-ID: <one@example.com>

Hello
--b--
%% arf-in-plain-text feedback
From: fbl@isp.example
Subject: Fw: Exports

This is a Spam complaint about a mail from 192.0.2.10.

Feedback-Type: abuse
User-Agent: Loop/1.1
Version: 0.1
Source-IP: 192.0.2.10
%% arf-as-mixed-with-text-parts feedback
From: feedback@provider.example
Subject: FW: Exports
Content-Type: multipart/mixed; boundary="b"

--b

A user marked this message as junk.
--b
Content-Type: text/plain

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <support@example.com>
--b
Content-Type: text/rfc822-headers

Message-ID: <one@example.com>
--b--
%% jmrp-without-a-report feedback
From: staff@hotmail.example
Subject: complaint about message from 192.0.2.10
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: message/rfc822

X-HmXmrOriginalRecipient: <kim@hotmail.example>
Message-ID: <one@example.com>
Subject: Exports

Hello
--b--
%% aol-scomp feedback
From: scomp@aol.example
Subject: Email Feedback Report for IP 192.0.2.10
Content-Type: multipart/mixed; boundary="b"

--b

This is an email abuse report for an email message with the message-id of one@example.com received from IP address 192.0.2.10
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
--b--
%% opt-out-report feedback
From: fbl@mail-service.example
Subject: Unsubscribe request
Content-Type: text/plain

Feedback-Type: opt-out
User-Agent: Mailer/3
%% dmarc-aggregate auto_reply
From: noreply-dmarc-support@isp.example
Subject: Report domain: example.com Submitter: isp.example Report-ID: 1771849

This is a DMARC aggregate report for example.com.
%% ses-json-bounce bounce kim@example.net
From: AWS Notifications <no-reply@sns.example>
Subject: AWS Notification Message

{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"kim@example.net","action":"failed","status":"5.1.1"}]},"mail":{"messageId":"x1","source":"support@example.com"}}

--
If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
https://sns.example/unsubscribe
%% sns-wraps-ses bounce kim@example.net
From: ses-events@hooks.example
Subject: Bounce event

{
  "Type" : "Notification",
  "MessageId" : "e41",
  "Message" : "{\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"kim@example.net\",\"status\":\"5.1.1\"}]}}"
}
%% ses-json-complaint feedback
From: no-reply@sns.example
Subject: Amazon SES Email Event Notification

{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"kim@example.net"}],"complaintFeedbackType":"abuse"}}
%% sendgrid-json bounce kim@example.net
From: hooks <webhook@forwarder.example>
Subject: SendGrid event

[{"email":"kim@example.net","timestamp":1771849000,"event":"bounce","reason":"550 5.1.1 no such user","status":"5.1.1","sg_message_id":"a.b.c"}]
%% mailgun-json bounce kim@example.net
From: webhook@forwarder.example
Subject: Webhook

{"event-data": {"event": "failed", "severity": "permanent", "recipient": "kim@example.net", "delivery-status": {"code": 550, "message": "5.1.1 unknown"}}}
%% postmark-json bounce kim@example.net
From: webhook@forwarder.example
Subject: Webhook

{"RecordType": "Bounce", "Type": "HardBounce", "Email": "kim@example.net", "Description": "The server was unable to deliver your message"}
"""

AWAY = """
%% exchange-english out_of_office
From: Kim Abel <kim@example.net>
Subject: Automatic reply: Exports end without a file
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated

I am on annual leave until 16 March.
%% exchange-without-headers out_of_office
From: Kim Abel <kim@example.net>
Subject: Automatic reply: Exports end without a file

Thank you for your email. I am currently out of the office.
%% outlook-old-english out_of_office
From: Abel, Kim <kim@example.net>
Subject: Out of Office AutoReply: Exports

Back on Monday.
%% gmail-vacation out_of_office
From: Kim Abel <kim@gmail.example>
Subject: Away until 16 March Re: Exports
Precedence: bulk
X-Autoreply: yes
Auto-Submitted: auto-replied

I'm away and will answer when I'm back.
%% gmail-vacation-without-headers out_of_office
From: Kim Abel <kim@gmail.example>
Subject: Out of office Re: Exports
In-Reply-To: <one@example.com>

Hello, I am on holiday until 16 March.
%% sieve-vacation out_of_office
From: kim@example.net
Subject: Auto: Exports
Auto-Submitted: auto-replied (vacation)
Precedence: bulk

I'm on vacation until 16 March.
%% sieve-without-headers out_of_office
From: kim@example.net
Subject: Auto: Exports
In-Reply-To: <one@example.com>

I will be away until 16 March and read no mail.
%% unix-vacation out_of_office
From: kim@unix.example.edu
Subject: away from my mail
Delivered-By-The-Graces-Of: The Vacation program
Precedence: bulk

I will not be reading my mail for a while. Your mail regarding "Exports" will be read when I return.
%% unix-vacation-bare out_of_office
From: kim@unix.example.edu (via the vacation program)
Subject: away from my mail
In-Reply-To: <one@example.com>

I will not be reading my mail for a while.
%% lotus out_of_office
From: kim@example.net
Subject: AUTO: Kim Abel is out of the office. (returning 16.03.2026)

I am out of the office until 16.03.2026.
Note: This is an automated response to your message "Exports" sent on 02.03.2026. This is the only notification you will receive while this person is away.
%% lotus-german out_of_office
From: kim@example.de
Subject: AUTO: Kim Abel ist außer Haus (Rückkehr am 16.03.2026)

Ich kehre zurück am 16.03.2026.
Hinweis: Dies ist eine automatische Antwort auf Ihre Nachricht "Export".
%% lotus-old out_of_office
From: kim@example.net
Subject: Kim Abel/Sales/Example is out of the office.

I will be out of the office starting 02.03.2026 and will not return until 16.03.2026.
%% groupwise-rule out_of_office
From: "Kim Abel" <kabel@gw.example.net>
Subject: Re: Exports (Out of Office)
X-Mailer: GroupWise Internet Agent

I am away from the office until March 16.
%% groupwise-away out_of_office
From: "Kim Abel" <kabel@gw.example.net>
Subject: Away: Re: Exports
In-Reply-To: <one@example.com>

I am out of the office this week.
%% zimbra-away out_of_office
From: Kim Abel <kim@zimbra.example>
Subject: Re: Exports
Auto-Submitted: auto-replied (zimbra; vacation)
Precedence: bulk

I am out of office until 16 March.
%% german-unmarked out_of_office
From: Kim Abel <kim@example.de>
Subject: Automatische Antwort: Export

Ich bin bis 16. März im Urlaub.
%% german-abwesend out_of_office
From: Kim Abel <kim@example.de>
Subject: Abwesenheitsnotiz
In-Reply-To: <one@example.com>

Ich bin derzeit nicht im Haus und ab 16. März wieder erreichbar.
%% german-abwesenheit-until out_of_office
From: Kim Abel <kim@example.de>
Subject: Abwesenheit bis 16.03.2026
In-Reply-To: <one@example.com>

Ihre Nachricht wird nicht weitergeleitet. Ich bin ab 16.03. wieder für Sie da.
%% french-unmarked out_of_office
From: Kim Abel <kim@example.fr>
Subject: Réponse automatique : Export

Je suis en congés jusqu'au 16 mars.
%% french-absent out_of_office
From: Kim Abel <kim@example.fr>
Subject: Absence du bureau : Export
In-Reply-To: <one@example.com>

Actuellement absente, je vous répondrai dès mon retour le 16 mars.
%% spanish-unmarked out_of_office
From: Kim Abel <kim@example.es>
Subject: Respuesta automática: Exportación

Estaré fuera de la oficina hasta el 16 de marzo.
%% italian-unmarked out_of_office
From: Kim Abel <kim@example.it>
Subject: Risposta automatica: Esportazione

Sono in ferie fino al 16 marzo.
%% dutch-unmarked out_of_office
From: Kim Abel <kim@example.nl>
Subject: Automatisch antwoord: Export

Ik ben met vakantie tot 16 maart.
%% dutch-afwezig out_of_office
From: Kim Abel <kim@example.nl>
Subject: Afwezig: Export
In-Reply-To: <one@example.com>

Tot 16 maart ben ik niet op kantoor.
%% portuguese-unmarked out_of_office
From: Kim Abel <kim@example.pt>
Subject: Resposta automática: Exportação

Estou de férias até 16 de março.
%% says-it-of-itself-in-a-reply out_of_office
From: Kim Abel <kim@example.net>
Subject: Re: Exports
In-Reply-To: <one@example.com>

I am out of the office until 16 March.

This is an automatic reply.
%% only-a-suppressing-header out_of_office
From: Kim Abel <kim@example.net>
Subject: Out of office: Exports
X-Auto-Response-Suppress: All

I am out of the office and have limited access to email.
%% left-the-company out_of_office
From: Kim Abel <kim@example.net>
Subject: Automatic reply: Exports

I have left Example Ltd. Please write to Robin in future.
%% japanese-away out_of_office
From: Kim <kim@example.jp>
Subject: 自動応答: Export

3月16日まで不在にしております。
%% yahoo-vacation out_of_office
From: Kim Abel <kim@yahoo.example>
Subject: Yahoo! Auto Response

I'm on vacation until March 16.
%% outlook-com auto_reply
From: Kim Abel <kim@outlook.example>
Subject: Automatic reply: Exports
X-Auto-Response-Suppress: All

Thank you for your mail, I will get back to you soon.
"""

RECEIPTS = """
%% mdn read_receipt
From: Kim Abel <kim@example.net>
Subject: Read: Exports
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b

Your message was displayed.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822; kim@example.net
Original-Message-ID: <one@example.com>
Disposition: manual-action/MDN-sent-manually; displayed
--b--
%% mdn-thunderbird-german read_receipt
From: Kim Abel <kim@example.de>
Subject: Lesebestätigung (angezeigt): Export
In-Reply-To: <one@example.com>

Dies ist eine Empfangsbestätigung für eine Nachricht, die Sie an kim@example.de gesendet haben.

Hinweis: Diese Empfangsbestätigung sagt nur aus, dass die Nachricht am Computer des Empfängers angezeigt wurde.
%% thunderbird-english read_receipt
From: Kim Abel <kim@example.net>
Subject: Return Receipt (displayed) - Exports
In-Reply-To: <one@example.com>

This is a Return Receipt for the mail that you sent to kim@example.net.

Note: This Return Receipt only acknowledges that the message was displayed on the recipient's computer.
%% exchange-read-english read_receipt
From: Kim Abel <kim@example.net>
Subject: Read: Exports
In-Reply-To: <one@example.com>

Your message

   To: Kim Abel
   Subject: Exports
   Sent: Monday, March 2, 2026 10:05

 was read on Monday, March 2, 2026 10:20.
%% exchange-not-read read_receipt
From: Kim Abel <kim@example.net>
Subject: Not read: Exports
In-Reply-To: <one@example.com>

Your message

   To: Kim Abel
   Subject: Exports

was deleted without being read on Tuesday, March 3, 2026 08:00.
%% exchange-read-french read_receipt
From: Kim Abel <kim@example.fr>
Subject: Lu : Export

Votre message

   À : Kim Abel
   Objet : Export

a été lu le lundi 2 mars 2026 10:20.
%% groupwise-opened read_receipt
From: "Kim Abel" <kabel@gw.example.net>
Subject: Message status - opened

Opened by kabel at 10:20 on 2 March 2026
%% lotus-return-receipt read_receipt
From: kim@example.net
Subject: Return Receipt: Exports

Return Receipt

Your document: Exports
was received by: Kim Abel/Example
at: 02.03.2026 10:20:00
%% horde-receipt read_receipt
From: kim@webmail.example
Subject: Message Read Notification

The message sent on Mon, 2 Mar 2026 to kim@webmail.example with subject "Exports" has been displayed.
%% delivered-exchange delivered
From: Microsoft Exchange <postmaster@example.net>
Subject: Delivered: Exports

Your message has been delivered to the following recipients:

kim@example.net
%% delivered-relayed delivered
From: postmaster@example.net
Subject: Relayed: Exports

Delivery to these recipients is complete, but no delivery notification was sent by the destination server: kim@example.net
"""

TICKETS = """
%% zendesk tracker_reply
From: Example Support <support@example.zendesk.example>
Subject: [Request received] Exports end without a file
Auto-Submitted: auto-generated

##- Please type your reply above this line -##

Your request (4711) has been received and is being reviewed by our support staff.
%% zendesk-without-headers tracker_reply
From: Example Support <support@example.zendesk.example>
Subject: [Example] Re: Exports end without a file
In-Reply-To: <one@example.com>

##- Please type your reply above this line -##

Your request (4711) has been received and is being reviewed by our support staff.
To add additional comments, reply to this email.
%% freshdesk tracker_reply
From: Example Support <help@example.freshdesk.example>
Subject: Ticket Received - Exports end without a file

Dear Dana,

We would like to acknowledge that we have received your request and a ticket has been created with Ticket ID - 4711.
A support representative will be reviewing your request and will send you a personal response.
%% jira-service-management tracker_reply
From: Help Desk <jira@example.atlassian.example>
Subject: SUP-1234 Exports end without a file
X-JIRA-FingerPrint: 3a9f

—-—-—-—
Reply above this line.

Just confirming that we got your request. We're on it.

View request: https://example.atlassian.example/SUP-1234
%% otrs tracker_reply
From: OTRS System <otrs@desk.example>
Subject: [Ticket#2026030210000017] RE: Exports
Auto-Submitted: auto-replied
X-OTRS-Loop: otrs@desk.example

Thank you for your email. It has been assigned the ticket number 2026030210000017.
%% otrs-german tracker_reply
From: Service Desk <service@desk.example>
Subject: [Ticket#2026030210000017] Export

Vielen Dank für Ihre Anfrage. Ihr Ticket wurde unter der Nummer 2026030210000017 angelegt.
Diese E-Mail wurde automatisch generiert.
%% rt tracker_reply
From: "Example Helpdesk via RT" <rt@example.org>
Subject: [example.org #4711] AutoReply: Exports
RT-Ticket: example.org #4711
Precedence: bulk

Greetings,

This message has been automatically generated in response to the creation of a trouble ticket regarding Exports.
There is no need to reply to this message right now. Your ticket has been assigned an ID of [example.org #4711].
%% servicenow tracker_reply
From: IT Service Desk <example@service-now.example>
Subject: INC0012345 opened - Exports end without a file

Your incident INC0012345 has been created. Please do not reply to this automatically generated message.
%% servicenow-confirmed tracker_reply
From: IT Service Desk <example@service-now.example>
Subject: Incident INC0012345 has been opened on your behalf

Short Description: Exports
Priority: 3 - Moderate

Click here to view: INC0012345
Ref:MSG12345678
%% helpscout tracker_reply
From: Example <help@example.helpscout.example>
Subject: Re: Exports
In-Reply-To: <one@example.com>
Auto-Submitted: auto-replied

Hi Dana, we've received your request #4711 and will be with you shortly.
%% intercom auto_reply
From: Example Bot <operator@intercom-mail.example>
Subject: Re: Exports
In-Reply-To: <one@example.com>
X-Autoreply: yes

Thanks for reaching out! The team typically replies in a few hours.
%% glpi-french tracker_reply
From: GLPI <glpi@societe.example>
Subject: [GLPI #0004711] Nouveau ticket Export

Votre demande a été enregistrée sous le numéro 4711.
Ce message a été généré automatiquement, merci de ne pas répondre.
%% osticket tracker_reply
From: Example Support <support@tickets.example>
Subject: Support Ticket Opened [#471122]

Dear Dana,

A request for support has been created and assigned ticket #471122. A representative will follow-up with you as soon as possible.
%% zammad tracker_reply
From: Example Helpdesk <help@zammad.example>
Subject: Thanks for your inquiry (Exports) [Ticket#54321]
Auto-Submitted: auto-generated

Your request Ticket#54321 has been received and will be reviewed by our support staff.
%% kayako tracker_reply
From: Support <support@kayako.example>
Subject: [#ABC-123-45678]: Exports

Dana,

Thank you for contacting us. This is an automated response confirming the receipt of your ticket. Our team will get back to you as soon as possible.

Ticket ID: ABC-123-45678
%% salesforce tracker_reply
From: Customer Support <noreply@salesforce.example>
Subject: Case 00123456: Exports [ ref:_00D20.5003:ref ]

Your case number is 00123456. Thank you for contacting us.
%% hubspot-thanks auto_reply
From: Example <no-reply@example.hs.example>
Subject: We have received your message

Thank you for contacting us. We will be in touch. Please do not reply to this e-mail, this mailbox is not monitored.
%% tracker-status-change tracker_reply
From: Helpdesk <jira@desk.example>
Subject: [JIRA] (SUP-1234) Exports end without a file
X-JIRA-FingerPrint: 12

Robin changed the status to In Progress.

This message was sent by Atlassian Jira (v9.4.0)
%% github-notification list
From: Robin <notifications@github.example>
Subject: Re: [example/app] Exports (#12)
List-ID: example/app <app.example.github.example>
Precedence: list

I can reproduce it.
"""

LISTS = """
%% mailman-held auto_reply
From: tech-bounces@lists.example
Subject: Your message to Tech awaits moderator approval
Precedence: bulk
X-Mailman-Version: 2.1.39
Auto-Submitted: auto-replied

Your mail to 'Tech' with the subject "Exports" is being held until the list moderator can review it for approval.
%% mailman-held-without-headers auto_reply
From: tech-owner@lists.example
Subject: Your message to Tech awaits moderator approval

Your mail to 'Tech' with the subject "Exports" is being held until the list moderator can review it for approval.
%% mailman-confirm auto_reply
From: tech-confirm+3f2a@lists.example
Subject: confirm 3f2a991b
In-Reply-To: <one@example.com>

Mailing list subscription confirmation notice for mailing list Tech
%% mailman-results auto_reply
From: tech-bounces@lists.example
Subject: The results of your email commands

The results of your email command are provided below. Attached is your original message.
%% mailman-bounce-action auto_reply
From: mailman-bounces@lists.example
Subject: Bounce action notification

This is a Mailman mailing list bounce action notice: kim@example.net's subscription disabled.
%% mailman-rejected auto_reply
From: tech-owner@lists.example
Subject: Request to mailing list Tech rejected

Your request to the Tech mailing list has been rejected by the list moderator.
%% sympa-moderation auto_reply
From: SYMPA <sympa@lists.example>
Subject: Message distribution: moderation

Your message for list 'tech' has been forwarded to the editor(s).
%% sympa-results auto_reply
From: SYMPA <sympa@lists.example>
Subject: Results of your commands

> subscribe tech
Command syntax error.
%% ezmlm auto_reply
From: tech-help@lists.example
Subject: confirm subscribe to tech@lists.example

Hi! This is the ezmlm program. I'm managing the tech@lists.example mailing list.
To confirm that you would like to be added, please send an empty reply to this address.
%% ezmlm-bounce-probe auto_reply
From: tech-help@lists.example
Subject: ezmlm warning

Hi! This is the ezmlm program. Messages to you from the tech mailing list seem to have been bouncing.
%% listserv-output auto_reply
From: "L-Soft list server at LISTS.EXAMPLE (16.0)" <LISTSERV@LISTS.EXAMPLE>
Subject: Output of your job "dana"

> subscribe tech
Unknown list "TECH".
%% listserv-rejected auto_reply
From: "LISTS.EXAMPLE LISTSERV Server (16.0)" <LISTSERV@LISTS.EXAMPLE>
Subject: Rejected posting to TECH@LISTS.EXAMPLE

You are not authorized to send mail to the TECH list.
%% majordomo auto_reply
From: Majordomo@lists.example
Subject: Majordomo results: Exports

>>>> help
**** No valid commands found.
%% google-groups-pending auto_reply
From: tech+msgappr@groups.example
Subject: Message to tech is pending approval: Moderator's spam report
Auto-Submitted: auto-generated

Your message to the group tech was held for moderation.
%% google-groups-denied bounce
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)

We're writing to let you know that the group you tried to contact (tech) may not exist, or you may not have permission to post messages to the group.
"""

NOTICES = """
%% calendar-google auto_reply
From: Kim Abel <kim@gmail.example>
Subject: Accepted: Exports @ Tue Mar 3, 2026 10am (CET) (dana@example.com)

Kim Abel has accepted this invitation.

Exports
Tuesday Mar 3, 2026
%% calendar-outlook-bare auto_reply
From: Kim Abel <kim@example.net>
Subject: Tentative: Exports

%% calendar-zimbra auto_reply
From: Kim Abel <kim@zimbra.example>
Subject: Accept: Exports

The following meeting has been accepted:

Subject: Exports
Organizer: dana@example.com
%% calendar-german-words auto_reply
From: Kim Abel <kim@example.de>
Subject: Zugesagt: Export

Kim Abel hat diese Einladung angenommen.
%% recall auto_reply
From: Kim Abel <kim@example.net>
Subject: Recall: Exports

Kim Abel would like to recall the message, "Exports".
%% recall-failure auto_reply
From: Kim Abel <kim@example.net>
Subject: Message Recall Failure: Exports

Your attempt to recall this message failed for the following recipients.
%% boxtrapper auto_reply
From: kim@hosted.example
Subject: Your email requires verification verify#aBc123-1771849000

The message you sent requires that you verify that you are a real live human being and not a spam source.
To complete this verification, simply reply to this message and leave the subject line intact.
%% challenge-tmda auto_reply
From: Kim Abel <kim-confirm-177.abc@tmda.example>
Subject: Please confirm your message

Your message is being held because the address support@example.com has not been verified. To release it, please reply to this message.
%% challenge-spamarrest auto_reply
From: kim@arrest.example
Subject: Re: Exports (verification required)

I'm protecting myself from receiving junk mail. Please click the link below to complete the verification process.
%% challenge-earthlink auto_reply
From: kim@link.example
Subject: Re: Exports (spamBlocker: approval needed)
X-Autoresponder: yes

I apologize for this automatic reply to your email. To control spam, I now allow incoming messages only from senders I have approved beforehand.
%% amavis-virus auto_reply
From: "Content-filter at mx.example.net" <postmaster@mx.example.net>
Subject: VIRUS (Eicar-Test-Signature) in mail TO YOU from <x@example.org>

A virus was found: Eicar-Test-Signature
%% amavis-banned auto_reply
From: "Content-filter at mx.example.net" <postmaster@mx.example.net>
Subject: BANNED contents from you (.exe)

BANNED CONTENTS ALERT. Our content checker found banned name .exe in email presumably from you to the following recipient. The message WAS NOT delivered.
%% mailscanner bounce
From: MailScanner <postmaster@gate.example.net>
Subject: Warning: E-mail viruses detected

Our virus detector has just been triggered by a message you sent. The message has not been delivered.
%% scanmail auto_reply
From: ScanMail <scanmail@exchange.example.net>
Subject: ScanMail Message: To Sender, file blocked

ScanMail for Exchange took action on the message. The message details were: Sender, Recipient, Subject.
%% symantec auto_reply
From: Symantec Mail Security <smsmse@example.net>
Subject: Symantec Mail Security detected a prohibited attachment in a message you sent

Subject of the message: Exports. Recipient of the message: kim@example.net
%% spam-quarantine-digest auto_reply
From: Quarantine <quarantine@gate.example.net>
Subject: Spam Quarantine Notification

The messages below have been quarantined as spam. You have 3 new messages.
%% forwarding-confirmation auto_reply
From: Gmail Team <forwarding-noreply@google.example>
Subject: (#123456789) Gmail Forwarding Confirmation - Receive Mail from kim@gmail.example

kim@gmail.example has requested to automatically forward mail to your email address. Confirmation code: 123456789
%% cron auto_reply
From: root@db1.example.com (Cron Daemon)
Subject: Cron <root@db1> /usr/local/bin/backup

tar: cannot stat
%% nagios auto_reply
From: nagios@mon.example.com
Subject: ** PROBLEM Service Alert: db1/disk is CRITICAL **

***** Nagios *****

Notification Type: PROBLEM
%% zabbix auto_reply
From: Zabbix <zabbix@mon.example.com>
Subject: Problem: Free disk space is less than 20% on volume /

Problem started at 10:20:00 on 2026.03.02
Severity: High
%% newsletter-bulk auto_reply
From: Shop <news@shop.example>
Subject: URGENT: only today
Precedence: bulk

Offers.
%% newsletter-unsubscribe list
From: Shop <news@shop.example>
Subject: Urgent: last hours
List-Unsubscribe: <https://shop.example/u>

Offers.
%% voicemail auto_reply
From: Voice Mail <no-reply@pbx.example>
Subject: New voicemail from +1 555 0100

You have received a voice mail. This is an automated message, please do not reply.
%% password-reset auto_reply
From: Example Accounts <no-reply@accounts.example>
Subject: Your password was changed

This is an automatically generated message. Please do not reply to this e-mail.
"""

# Written after the rules, to try them.
ODD = """
%% german-ich-bin-nicht-im-buero out_of_office
From: Kim Abel <kim@example.de>
Subject: Ich bin nicht im Büro
In-Reply-To: <one@example.com>

Vielen Dank für Ihre E-Mail. Ich bin erst ab 16. März wieder erreichbar.
%% french-without-a-subject-behind-it out_of_office
From: Kim Abel <kim@example.fr>
Subject: Réponse automatique

Je suis actuellement absent et serai de retour le 16 mars.
%% web-form auto_reply
From: info@company.example
Subject: Thank you for your message

Thank you for your message. This is an automatic confirmation that we have received it. We will answer within two days.
%% case-in-an-answer tracker_reply
From: Vendor Support <support@vendor.example>
Subject: Re: [Case #: 0099887] Exports

Hello,

Thank you for contacting Vendor Support. Your case 0099887 has been logged and an engineer will contact you shortly.
This mailbox is not monitored.
%% on-pto out_of_office
From: Kim Abel <kim@example.com>
Subject: Out of Office: Exports

Hi, I'm on PTO until 3/16.
%% dutch-bare out_of_office
From: Kim Abel <kim@example.nl>
Subject: Afwezigheidsmelding

Ik ben afwezig tot 16 maart.
%% logwatch auto_reply
From: root <root@web1.example.com>
Subject: Logwatch for web1 (Linux)

 ################### Logwatch 7.4 ####################
%% alertmanager auto_reply
From: Alertmanager <alerts@mon.example.com>
Subject: [FIRING:1] DiskFull db1

Alerts Firing:
%% receipt-in-french read_receipt
From: Kim Abel <kim@example.fr>
Subject: Accusé de réception (affiché) - Export

Ceci est un accusé de réception pour le courrier que vous avez envoyé à kim@example.fr.
%% held-messages auto_reply
From: Mimecast <postmaster@corp.example>
Subject: You have new held messages

You can release all of your held messages and permit future emails from the senders.
%% list-welcome auto_reply
From: list-request@lists.example
Subject: Welcome to the "Tech" mailing list

Welcome to the Tech@lists.example mailing list! To post to this list, send your message to:
%% accepted-with-the-appointment auto_reply
From: Kim <kim@example.com>
Subject: Accepted: Exports

-----Original Appointment-----
From: Dana
When: Tuesday, March 3, 2026 10:00
Where: Room 1
%% request-received tracker_reply
From: support@saas.example
Subject: Your request has been received: Exports

Your request #99112 has been received. Our team will respond within 24 hours.
%% vacation-and-fishing out_of_office
From: kim@example.com
Subject: Vacation: Exports
In-Reply-To: <one@example.com>

Gone fishing until the 16th.
%% dutch-confirmation auto_reply
From: Kim <kim@example.com>
Subject: Automatisch bericht: Export

Bedankt voor uw bericht. Wij reageren binnen twee werkdagen.
%% arf-from-a-daemon feedback
From: MAILER-DAEMON@isp.example
Subject: Spam complaint
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b

A complaint.
--b--
%% travelling out_of_office
From: Kim <kim@example.com>
Subject: Automatic Reply

I am travelling until 16 March and will answer after that.
%% italian-fuori-sede out_of_office
From: Kim <kim@example.it>
Subject: Fuori sede: Esportazione
In-Reply-To: <one@example.com>

Sarò di ritorno il 16 marzo.
%% webmaster auto_reply
From: Webmaster <webmaster@city.example>
Subject: AutoReply: Your message

We have got your message and will answer as soon as we can.
%% precedence-alone auto_reply
From: help@shop.example
Subject: Re: Exports
Precedence: auto_reply

Thanks for writing to us.
%% bugzilla tracker_reply
From: "Bugzilla" <bugzilla@dev.example>
Subject: [Bug 4711] New: Exports end without a file

Bug 4711 has been created. Do not reply to this email. You can add comments to this bug.
%% redmine tracker_reply
From: Redmine <redmine@dev.example>
Subject: [Project - Support #4711] (New) Exports

Issue #4711 has been reported by Dana.
You have received this notification because you have either subscribed to it, or are involved in it.
%% filter-tag auto_reply
From: Mail Filter <filter@corp.example>
Subject: [SPAM FILTER] Message quarantined

A message to you was quarantined.
%% whitelist auto_reply
From: kim@example.com
Subject: Confirm: Exports

Hello, this is an automated message. I use a whitelist. Please reply to this message to confirm that you are a person, and your mail will be delivered.
%% abwesenheitsagent out_of_office
From: Kim <kim@example.de>
Subject: Abwesenheitsagent: Export

Bin am 16. wieder da.
%% survey auto_reply
From: Survey <no-reply@survey.example>
Subject: How did we do?

Please take two minutes to rate us. Do not reply to this email.
"""
