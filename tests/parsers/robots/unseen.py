"""Two sets of mails that were written before the tables were looked at, the second after the first was read right:
machines without marks, and people who write like them."""

# ruff: noqa: E501 - lines of mail are kept whole, in their own writing

MACHINES = r"""
%% first-docomo-bounce bounce taro@docomo.example
From: Mail Administrator <mailer-daemon@docomo.example>
Subject: Unknown address error
Content-Type: text/plain; charset=iso-2022-jp

550 Unknown user taro@docomo.example
%% first-ezweb-bounce bounce hanako@ezweb.example
From: MAILER-DAEMON@ezweb.example
Subject: Mail System Error - Returned Mail

次のあて先へのメッセージはエラーのため送信できませんでした。

<hanako@ezweb.example>:
送信先メールアドレスが見つかりません。
%% first-gateway-japanese-delivery bounce sato@kaisha.example
From: メール配信システム <postmaster@kaisha.example>
Subject: 配信不能メールのお知らせ

あなたのメールは以下の宛先に配信できませんでした。

宛先: sato@kaisha.example
理由: メールボックスの容量を超えています
%% first-japanese-returned bounce suzuki@firma.example
From: Mail Delivery Subsystem <mdaemon@firma.example>
Subject: メールが届きませんでした (Re: Exports)

このメールは自動送信されています。
下記の宛先にメールを配達することができませんでした。
 suzuki@firma.example
 User unknown
%% first-japanese-away out_of_office
From: 田中 <tanaka@example.com>
Subject: 自動応答: Exports
In-Reply-To: <a@example.com>

お世話になっております。
11月23日から11月27日まで休暇をいただいております。
お急ぎの場合は佐藤までご連絡ください。
%% first-japanese-absent-no-header out_of_office
From: 山本 <yamamoto@example.com>
Subject: 不在のお知らせ Re: Exports
In-Reply-To: <a@example.com>

本日は出張のため不在にしております。戻りは11月30日の予定です。
%% first-japanese-read read_receipt
From: 鈴木 <suzuki@example.com>
Subject: 開封済み: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

次のメッセージが開封されました。

  宛先: 鈴木
  件名: Exports stop
  送信日時: 2026年11月24日 10:00

日時: 2026年11月24日 11:12
%% first-japanese-desk tracker_reply
From: サポートセンター <support@desk.example>
Subject: [受付番号: 448812] お問い合わせを受け付けました

お問い合わせありがとうございます。受付番号 448812 で受け付けました。
担当者より折り返しご連絡いたします。このメールは自動送信です。
%% first-ses-bounce-json bounce lee@ghost.example
From: AWS Notifications <no-reply@sns.amazonaws.example>
Subject: AWS Notification Message

{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"lee@ghost.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"timestamp":"2026-11-24T09:00:00.000Z"},"mail":{"messageId":"0100","source":"support@example.com","destination":["lee@ghost.example"]}}
%% first-sns-wrapped-footer bounce ito@ghost.example
From: AWS Notifications <no-reply@sns.amazonaws.example>
Subject: AWS Notification Message

{"eventType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"ito@ghost.example"}]},"mail":{"messageId":"0100"}}

--
If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
https://sns.example/unsubscribe.html
%% first-ses-complaint feedback
From: no-reply@sns.amazonaws.example
Subject: AWS Notification Message

{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"richard@ghost.example"}],"complaintFeedbackType":"abuse"},"mail":{"messageId":"0100"}}
%% first-sendgrid bounce a@ghost.example
From: notify@relay.example
Subject: Event webhook

[{"email":"a@ghost.example","timestamp":1790000000,"smtp-id":"<x@example.com>","event":"bounce","reason":"500 unknown recipient","status":"5.0.0","type":"bounce"}]
%% first-mailgun bounce b@ghost.example
From: notify@relay.example
Subject: Event: failed

{"signature":{"token":"x"},"event-data":{"event":"failed","severity":"permanent","recipient":"b@ghost.example","delivery-status":{"code":550,"message":"No such mailbox"},"reason":"bounce"}}
%% first-postmark bounce c@ghost.example
From: notify@relay.example
Subject: Bounce hook

{"RecordType":"Bounce","ID":42,"Type":"HardBounce","TypeCode":1,"Name":"Hard bounce","Email":"c@ghost.example","From":"support@example.com","BouncedAt":"2026-11-24T09:00:00Z","Description":"The server was unable to deliver your message"}
%% first-sparkpost bounce d@ghost.example
From: notify@relay.example
Subject: Event

[{"msys":{"message_event":{"type":"bounce","bounce_class":"10","rcpt_to":"d@ghost.example","raw_reason":"550 5.1.1 no such user"}}}]
%% first-mandrill bounce e@ghost.example
From: notify@relay.example
Subject: Event

mandrill_events=[{"event":"hard_bounce","msg":{"email":"e@ghost.example","bounce_description":"bad_mailbox","diag":"smtp;550 5.1.1"}}]
%% first-mailman-held auto_reply
From: ops-owner@lists.example
Subject: Your message to Ops awaits moderator approval

Your mail to 'Ops' with the subject

    ESCALATION - Exports stop - Ticket #48213

Is being held until the list moderator can review it for approval.

The reason it is being held:

    Post by non-member to a members-only list

Either the message will get posted to the list, or you will receive notification of the moderator's decision.
%% first-mailman-held-german auto_reply
From: ops-bounces@lists.example
Subject: Ihre Nachricht an Ops wartet auf Bestätigung der Moderatoren

Ihre E-Mail an 'Ops' mit dem Subject

    Exports

wird zurückgehalten, bis der Moderator sie genehmigt hat.
%% first-mailman-rejected auto_reply
From: ops-owner@lists.example
Subject: Request to mailing list Ops rejected

Your request to the Ops mailing list

    Posting of your message titled "Exports"

has been rejected by the list moderator.  The moderator gave the following reason for rejecting your request:

"Non-members are not allowed to post messages to this list."
%% first-sympa auto_reply
From: SYMPA <sympa@lists.example>
Subject: Message distribution: Authorization denied

Your message for list ops@lists.example (attached below) was rejected.
You are not allowed to send this message for the following reason:
    Message distribution in the list is restricted to list subscribers.
%% first-sympa-french auto_reply
From: SYMPA <sympa@listes.example>
Subject: Message en attente de modération

Votre message a été transmis aux modérateurs de la liste ops@listes.example.
%% first-listserv auto_reply
From: "LISTSERV.EXAMPLE.EDU LISTSERV Server (16.5)" <LISTSERV@lists.example>
Subject: Rejected posting to OPS-L@LISTS.EXAMPLE

You are not authorized to send mail to the OPS-L list from your dana@example.com account. You might be authorized to send to the list from another of your accounts.
%% first-google-groups-moderated auto_reply
From: ops@googlegroups.example
Subject: Posting to ops is awaiting moderation

Your message "Exports" has been received by the group's moderators and is awaiting approval.
Google Groups
%% first-google-groups-denied bounce ops@corp.example
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)

Hello support@example.com,

We're writing to let you know that the group you tried to contact (ops) may not exist, or you may not have permission to post messages to the group.

 * You might have spelled or formatted the group name incorrectly.

Final-Recipient: rfc822; ops@corp.example
%% first-arf-bent feedback
From: staff@fbl.example
Subject: Complaint about message from 203.0.113.4
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report for an email message received from IP 203.0.113.4.

Feedback-Type: abuse
User-Agent: FBL/0.1
Version: 1
Original-Mail-From: <support@example.com>
Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0000
--b--
%% first-arf-opt-out feedback
From: "Feedback loop" <fbl@provider.example>
Subject: [FBL] message report

A user marked this message as spam.
Feedback-Type: opt-out
User-Agent: Provider-FBL/2
Version: 1
%% first-exchange-dutch bounce piet@bedrijf.example
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@bedrijf.example>
Subject: Onbestelbaar: Exports

Kan uw bericht niet bezorgen aan piet@bedrijf.example.
De ontvanger is niet gevonden bij bedrijf.example.
%% first-exchange-italian bounce mario@ditta.example
From: postmaster@ditta.example
Subject: Non recapitabile: Exports

Recapito non riuscito per i destinatari o i gruppi seguenti:

mario@ditta.example
L'indirizzo di posta elettronica specificato non è stato trovato.
%% first-portuguese-bounce bounce joao@empresa.example
From: Sistema de entrega <postmaster@empresa.example>
Subject: Não foi possível entregar a mensagem

A sua mensagem não pôde ser entregue ao destinatário joao@empresa.example.
Caixa de correio inexistente.
%% first-spanish-full bounce ana@empresa.example
From: postmaster@empresa.example
Subject: No se puede entregar: Exports

El buzón del destinatario está lleno y no puede aceptar mensajes ahora.
ana@empresa.example
%% first-french-free bounce luc@societe.example
From: Mail Delivery System <MAILER-DAEMON@societe.example>
Subject: Message non remis

Votre message n'a pas pu être remis à l'un ou plusieurs de ses destinataires.

<luc@societe.example>: adresse inconnue
%% first-german-gmx bounce udo@firma.example
From: GMX Mailer Daemon <mailer-daemon@gmx.example>
Subject: Mail delivery failed: returning message to sender

Diese Nachricht wurde automatisch erzeugt.

Ihre Nachricht konnte an folgende Adresse nicht zugestellt werden:

udo@firma.example:
SMTP error from remote server: Requested mail action not taken: mailbox unavailable
%% first-barracuda-block bounce x@cust.example
From: Postmaster <postmaster@cust.example>
Subject: **Message you sent blocked by our bulk email filter**

Your message to: x@cust.example
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: Exports
%% first-virus-gateway auto_reply
From: MailScanner <postmaster@cust.example>
Subject: Warning: E-mail viruses detected

Our virus detector has just been triggered by a message you sent:-
  To: x@cust.example
  Subject: Exports
  Date: Tue Nov 24 10:00:00 2026
One or more of the attachments (logs.zip) are on the list of unacceptable attachments for this site and will not have been delivered.
%% first-quota-delay delay
From: MAILER-DAEMON@mx.cust.example
Subject: Warning: could not send message for past 4 hours

    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The following address had transient non-fatal errors:
<y@cust.example>
%% first-challenge auto_reply
From: Kim Park <kim@cust.example>
Subject: Re: Exports [please confirm your message]
In-Reply-To: <a@example.com>

I use a spam blocker. Your message is waiting to be delivered. Please click the link below to prove that you are a person:
https://confirm.example/c/8812
%% first-lotus-read read_receipt
From: Sam Hall <sam@example.com>
Subject: Return Receipt
In-Reply-To: <a@example.com>

Return Receipt

Your document: Exports [ESC-1]
was received by: Sam Hall/Example
at: 24.11.2026 10:11
%% first-not-read read_receipt
From: Sam Hall <sam@example.com>
Subject: Not read: Exports [ESC-1]

Your message

   To: Sam Hall
   Subject: Exports [ESC-1]

was deleted without being read on Tue, 24 Nov 2026 10:11:00 +0100
%% first-french-read read_receipt
From: Luc Petit <luc@example.com>
Subject: Lu : Exports [ESC-1]

Votre message

À : Luc Petit
Objet : Exports

a été lu le mardi 24 novembre 2026 à 10:11.
%% first-italian-read read_receipt
From: Mario Rossi <mario@example.com>
Subject: Letto: Exports

Il messaggio

A: Mario Rossi
Oggetto: Exports

è stato letto martedì 24 novembre 2026 10:11:00.
%% first-thunderbird-read read_receipt
From: Sam Hall <sam@example.com>
Subject: Return Receipt (displayed) - Exports

This is a Return Receipt for the mail that you sent to sam@example.com.

Note: This Return Receipt only acknowledges that the message was displayed on the recipient's computer. There is no guarantee that the recipient has read or understood the message contents.
%% first-ooo-en-plain out_of_office
From: Robin Vale <robin@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Thank you for your email. I am currently out of the office with limited access to email and will be back on Monday, 30 November. For urgent matters please contact Sam Hall (sam@example.com).
%% first-ooo-de-parental out_of_office
From: Eva Kern <eva@example.com>
Subject: Abwesenheitsnotiz: Exports

Guten Tag,

ich befinde mich bis einschließlich 31.01.2027 in Elternzeit. Ihre Nachricht wird nicht weitergeleitet. Bitte wenden Sie sich an service@example.com.
%% first-ooo-fr out_of_office
From: Luc Petit <luc@example.com>
Subject: Absence du bureau Re: Exports
In-Reply-To: <a@example.com>

Bonjour,
Je suis actuellement absent du bureau jusqu'au 1er décembre. En cas d'urgence, merci de contacter Anne Roux.
%% first-ooo-es out_of_office
From: Ana Gil <ana@example.com>
Subject: Re: Exports
In-Reply-To: <a@example.com>

Gracias por su mensaje. En este momento me encuentro fuera de la oficina y regresaré el 2 de diciembre. No tendré acceso al correo durante esos días.
%% first-ooo-it out_of_office
From: Mario Rossi <mario@example.com>
Subject: Risposta automatica: Exports

Sono assente dall'ufficio fino al 4 dicembre. Per urgenze contattare il collega Bianchi.
%% first-ooo-nl out_of_office
From: Piet Smit <piet@example.com>
Subject: Afwezig: Exports

Bedankt voor uw bericht. Ik ben op vakantie van 23 november tot en met 4 december en lees mijn mail niet.
%% first-ooo-pt out_of_office
From: Rita Sousa <rita@example.com>
Subject: Re: Exports
In-Reply-To: <a@example.com>

Obrigada pelo seu contacto. Estou de férias até 5 de dezembro, sem acesso ao email. Em caso de urgência contacte o Rui.
%% first-left-company out_of_office
From: Tom Reed <tom@example.com>
Subject: Automatic reply: Exports

Tom Reed no longer works for Example Ltd. Please direct your enquiry to service@example.com. This mailbox is not monitored.
%% first-mailbox-not-monitored auto_reply
From: Example Info <info@cust.example>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

This mailbox is not monitored. Please do not reply to this email. To reach us use the form on our website.
%% first-received-your-email auto_reply
From: Service Team <service@cust.example>
Subject: We have received your email
In-Reply-To: <a@example.com>

Thank you for contacting us. We have received your message and will get back to you within 2 business days.
%% first-zendesk tracker_reply
From: Contoso Support <support@contoso.example>
Subject: [Request received] Exports stop

##- Please type your reply above this line -##

Your request (88123) has been received and is being reviewed by our support staff.

To add additional comments, reply to this email.
%% first-jira tracker_reply
From: Jira <jira@track.example>
Subject: [JIRA] (SUP-881) Exports stop after 1,000 rows

Dana Whitfield created SUP-881:
-------------------------------
             Summary: Exports stop after 1,000 rows
                 Key: SUP-881
%% first-servicenow tracker_reply
From: IT Service Desk <itsm@track.example>
Subject: INC0081234 - Exports stop - opened

Your incident INC0081234 has been opened on your behalf.
Short description: Exports stop
State: New
%% first-otrs-german tracker_reply
From: Servicedesk <desk@firma.example>
Subject: [Ticket#2026112410000017] Eingangsbestätigung (Exports)

Vielen Dank für Ihre Anfrage. Ihr Anliegen wurde unter der Nummer 2026112410000017 erfasst.
%% first-glpi-french tracker_reply
From: Assistance <glpi@societe.example>
Subject: [GLPI #0004711] Nouveau ticket Exports

Un nouveau ticket a été créé.
URL : https://glpi.example/?redirect=ticket_4711
Titre : Exports
%% first-status-tracker tracker_reply
From: Tracker <tracker@track.example>
Subject: [SUP-881] Status changed: Open -> In Progress

Sam Hall changed the status of SUP-881 from Open to In Progress.
%% first-monitoring auto_reply
From: Nagios <nagios@mon.example>
Subject: ** PROBLEM Service Alert: db01/Disk Space is CRITICAL **

***** Nagios *****

Notification Type: PROBLEM
Service: Disk Space
Host: db01
State: CRITICAL
%% first-quarantine-digest auto_reply
From: Quarantine <quarantine@filter.example>
Subject: You have 3 new messages in quarantine

Review these messages within 30 days or they will be deleted.
Release  Block sender
%% first-sophos-bounce-no-headers bounce z@cust.example
From: Email Gateway <gateway@cust.example>
Subject: Message rejected

Your message could not be delivered to z@cust.example because it exceeds the maximum permitted size.
%% second-au-phone bounce yuki@ezweb.example
From: MAILER-DAEMON@ezweb.example
Subject: Mail System Error - Returned Mail

This Message was undeliverable due to the following reason:

Each of the following recipients was rejected by a remote mail server.

    Recipient: <yuki@ezweb.example>
    Reason:    5.1.1 <yuki@ezweb.example>... User Unknown
%% second-softbank-domain bounce ken@softbank.example
From: postmaster@softbank.example
Subject: 送信エラー

ken@softbank.example 宛のメールは、宛先が存在しないため送信できません。
%% second-willcom bounce mai@willcom.example
From: Mail Delivery <daemon@willcom.example>
Subject: 未配信通知

あなたが送信したメールは、受信側のサーバーで拒否されました。
mai@willcom.example
%% second-jp-quota bounce abe@kaisha.example
From: 管理者 <postmaster@kaisha.example>
Subject: メール配送エラー通知: Re: Exports

以下のユーザーのメールボックスがいっぱいのため、メールをお届けすることができませんでした。

abe@kaisha.example
%% second-jp-filter auto_reply
From: メールフィルター <filter@kaisha.example>
Subject: 【重要】送信メール保留のお知らせ

お客様の送信されたメールは、セキュリティポリシーにより保留されました。
上長の承認後に配信されます。
%% second-jp-away-plain out_of_office
From: 小林 <kobayashi@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

メールありがとうございます。
12月1日まで夏季休暇のため、メールを確認できません。
お急ぎの方は代表電話までお願いします。
%% second-jp-away-english-subject out_of_office
From: 小林 <kobayashi@example.com>
Subject: 休暇のため不在: Exports
In-Reply-To: <a@example.com>

休暇をいただいております。12月2日より出社いたします。
%% second-jp-receipt read_receipt
From: 高橋 <takahashi@example.com>
Subject: 開封確認: Exports stop
In-Reply-To: <a@example.com>

このメールは、あなたが送信したメールの開封確認です。
%% second-jp-helpdesk tracker_reply
From: ヘルプデスク <help@desk.example>
Subject: Re: Exports stop [チケット #55123]
In-Reply-To: <a@example.com>

チケット #55123 を作成しました。担当者が確認のうえご連絡いたします。
このメールは自動送信です。
%% second-ses-delay delay
From: no-reply@sns.amazonaws.example
Subject: Amazon SES Email Event Notification

{"eventType":"DeliveryDelay","mail":{"messageId":"1","destination":["q@ghost.example"]},"deliveryDelay":{"delayType":"TransientCommunicationFailure","delayedRecipients":[{"emailAddress":"q@ghost.example","status":"4.4.1"}]}}
%% second-ses-indented bounce r@ghost.example
From: no-reply@sns.amazonaws.example
Subject: Amazon SES Email Event Notification

{
  "Type" : "Notification",
  "MessageId" : "2",
  "Message" : "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"r@ghost.example\",\"status\":\"5.1.1\"}]},\"mail\":{\"messageId\":\"9\"}}"
}
%% second-brevo bounce s@ghost.example
From: hooks@relay.example
Subject: webhook

{"event":"hard_bounce","email":"s@ghost.example","id":1,"date":"2026-11-24 10:00:00","message-id":"<x@example.com>","reason":"mailbox does not exist"}
%% second-mailjet bounce t@ghost.example
From: hooks@relay.example
Subject: event

[{"event":"bounce","time":1790000000,"MessageID":19,"email":"t@ghost.example","hard_bounce":true,"error":"user unknown"}]
%% second-mailgun-old bounce u@ghost.example
From: hooks@relay.example
Subject: event

{"event":"bounced","recipient":"u@ghost.example","domain":"example.com","code":"550","error":"5.1.1 unknown"}
%% second-postmark-spam feedback
From: hooks@relay.example
Subject: event

{"RecordType":"SpamComplaint","ID":42,"Type":"SpamComplaint","Email":"v@ghost.example","From":"support@example.com"}
%% second-json-in-html bounce w@ghost.example
From: hooks@relay.example
Subject: event
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><pre>{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"w@ghost.example"}]},"mail":{"messageId":"1"}}</pre></body></html>
%% second-mailman3-held auto_reply
From: ops-owner@lists.example
Subject: Your message to ops@lists.example awaits moderator approval

Your mail to 'ops@lists.example' with the subject

    Exports

Is being held until the list moderator can review it for approval.

The message is being held because:

    The message is not from a list member
%% second-mailman-french auto_reply
From: ops-bounces@listes.example
Subject: Votre message à Ops est en attente d'approbation du modérateur

Votre courriel à 'Ops' ayant pour sujet

    Exports

est retenu jusqu'à ce que le modérateur de la liste puisse l'examiner.
%% second-mailman-spanish auto_reply
From: ops-bounces@listas.example
Subject: El mensaje enviado a Ops espera la aprobación del moderador

El mensaje que ha enviado a 'Ops' con el asunto

    Exports

queda retenido hasta que el moderador de la lista pueda revisarlo.
%% second-mailman-italian auto_reply
From: ops-bounces@liste.example
Subject: Il tuo messaggio a Ops è in attesa di approvazione

La tua mail per 'Ops' con oggetto

    Exports

è stata trattenuta in attesa che il moderatore possa esaminarla.
%% second-mailman-dutch auto_reply
From: ops-bounces@lijsten.example
Subject: Uw bericht aan Ops wacht op goedkeuring van de moderator

Uw e-mail aan 'Ops' met onderwerp

    Exports

wordt vastgehouden totdat de moderator van de lijst deze heeft beoordeeld.
%% second-mailman-portuguese auto_reply
From: ops-bounces@listas.example
Subject: Sua mensagem para Ops aguarda aprovação do moderador

Seu e-mail para 'Ops' com o assunto

    Exports

está sendo retido até que o moderador da lista possa revisá-lo.
%% second-mailman-japanese auto_reply
From: ops-bounces@lists.example
Subject: Ops への投稿は司会者の承認待ちです

あなたが Ops に送ったメールは司会者の承認待ちのため保留されています。
%% second-listserv-confirm auto_reply
From: "L-Soft list server at LISTS.EXAMPLE (16.5)" <LISTSERV@lists.example>
Subject: Command confirmation request (9FA12B33)

Your command:

                                SUBSCRIBE OPS-L Dana

requires confirmation. To confirm the execution of your command, simply click on the following URL:
%% second-groupsio auto_reply
From: ops@groups.example Integration <ops+owner@groups.example>
Subject: Message to ops pending approval

Your message to ops is pending approval by the moderators.
%% second-majordomo auto_reply
From: Majordomo@lists.example
Subject: Majordomo results: Exports

--

>>>> Priority: High
**** Command 'priority:' not recognized.
**** No valid commands found.
**** Help for Majordomo@lists.example:
%% second-feedback-text-part feedback
From: <complaints@isp.example>
Subject: Abuse report
Content-Type: multipart/report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report for a message from 198.51.100.4.
--b
Content-Type: text/plain

Feedback-Type: abuse
User-Agent: Isp/3
Version: 1
Source-IP: 198.51.100.4
--b
Content-Type: text/rfc822-headers

From: support@example.com
Message-ID: <q@example.com>
--b--
%% second-feedback-attachment feedback
From: fbl@isp.example
Subject: FW: Exports
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

A user reported this message as spam.
--b
Content-Type: application/octet-stream; name="feedback.txt"
Content-Disposition: attachment; filename="feedback.txt"

Feedback-Type: abuse
User-Agent: Isp/3
Version: 1
--b--
%% second-german-postfix-translated bounce ute@firma.example
From: Mail Delivery System <MAILER-DAEMON@firma.example>
Subject: Nicht zugestellte Nachricht an Absender zurück

Dies ist das Mailsystem auf Host mx.firma.example.

Es tut uns leid, Ihnen mitteilen zu müssen, dass Ihre Nachricht nicht zugestellt werden konnte.

<ute@firma.example>: unbekannter Benutzer
%% second-t-online bounce uwe@provider.example
From: Postmaster <postmaster@provider.example>
Subject: Ihre Nachricht an uwe@provider.example

Die E-Mail konnte nicht zugestellt werden, da das Postfach voll ist.

uwe@provider.example
%% second-french-orange bounce zoe@provider.example
From: Administrateur de la messagerie <postmaster@provider.example>
Subject: Echec de distribution de votre message

Le message que vous avez envoyé à zoe@provider.example n'a pas pu être distribué : la boîte aux lettres est pleine.
%% second-spanish-exchange bounce luis@empresa.example
From: Microsoft Outlook <postmaster@empresa.example>
Subject: No se puede entregar: Exports

No se pudo entregar a: luis@empresa.example
El destinatario no existe.
%% second-italian-postfix bounce gino@ditta.example
From: Mail Delivery System <postmaster@ditta.example>
Subject: Messaggio non recapitato

Il messaggio inviato a gino@ditta.example non può essere consegnato. Utente sconosciuto.
%% second-dutch-kpn bounce jan@provider.example
From: Mail Delivery Subsystem <mailer-daemon@provider.example>
Subject: Bericht kon niet worden afgeleverd

Het bericht aan jan@provider.example kon niet worden afgeleverd: onbekende gebruiker.
%% second-portuguese-uol bounce rui@provider.example
From: MAILER-DAEMON@provider.example
Subject: Mensagem não entregue

Não conseguimos entregar a sua mensagem para rui@provider.example.
%% second-exchange-size bounce big@cust.example
From: postmaster@cust.example
Subject: Undeliverable: Exports

Your message to big@cust.example couldn't be delivered because it is too large.
%% second-no-daemon-name bounce kit@cust.example
From: Cust IT <it@cust.example>
Subject: Delivery Status Notification (Failure)

The following message to <kit@cust.example> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.1.1 user unknown'
%% second-delay-exim delay
From: Mail Delivery System <Mailer-Daemon@relay.example>
Subject: Warning: message 1abcDE-000123-AB delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours on the queue on relay.example.
%% second-read-german read_receipt
From: Eva Kern <eva@example.com>
Subject: Gelesen: Exports

Ihre Nachricht
   An:     Eva Kern
   Betreff: Exports
   Gesendet: Dienstag, 24. November 2026 10:00:00
wurde am Dienstag, 24. November 2026 10:11:00 gelesen.
%% second-read-spanish read_receipt
From: Ana Gil <ana@example.com>
Subject: Leído: Exports

El mensaje

   Para: Ana Gil
   Asunto: Exports

fue leído el martes, 24 de noviembre de 2026 10:11:00.
%% second-read-portuguese read_receipt
From: Rita Sousa <rita@example.com>
Subject: Lida: Exports

A mensagem

   Para: Rita Sousa
   Assunto: Exports

foi lida em terça-feira, 24 de novembro de 2026 10:11:00.
%% second-read-dutch read_receipt
From: Piet Smit <piet@example.com>
Subject: Gelezen: Exports

Uw bericht

  Aan: Piet Smit
  Onderwerp: Exports

is gelezen op dinsdag 24 november 2026 10:11.
%% second-read-phone read_receipt
From: Sam Hall <sam@example.com>
Subject: Read receipt: Exports

This is a receipt for the mail you sent to sam@example.com. This receipt verifies that the message has been displayed on the recipient's computer at 24/11/2026.
%% second-ooo-en-travel out_of_office
From: Robin Vale <robin@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

Hello,

I am travelling until 3 December and will not be checking email regularly. If your matter is urgent, please contact the service desk.

Regards
Robin
%% second-ooo-en-parental out_of_office
From: Robin Vale <robin@example.com>
Subject: Parental leave Re: Exports

I am on parental leave until March 2027. Your email has not been forwarded. Please contact Sam Hall instead.
%% second-ooo-de-fortbildung out_of_office
From: Jan Holm <jan@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Vielen Dank für Ihre Nachricht.
Ich bin derzeit auf Fortbildung und erst am 2. Dezember wieder im Büro. In dringenden Fällen wenden Sie sich bitte an die Hotline.
%% second-ooo-de-krank out_of_office
From: Jan Holm <jan@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

Sehr geehrte Damen und Herren,
ich bin zurzeit erkrankt und nicht erreichbar. Ihre E-Mail wird nicht weitergeleitet. Bitte wenden Sie sich an service@example.com.
%% second-ooo-fr-conges out_of_office
From: Anne Roux <anne@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Bonjour, je vous remercie de votre message. Je suis en congés jusqu'au 7 décembre inclus et n'aurai pas accès à ma messagerie.
%% second-ooo-es-baja out_of_office
From: Luis Gil <luis@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Muchas gracias por su correo. Estaré ausente hasta el 7 de diciembre sin acceso al correo. Para cualquier urgencia diríjase a soporte@example.com.
%% second-ooo-it-ferie out_of_office
From: Gino Neri <gino@example.com>
Subject: R: Exports [ESC-1]
In-Reply-To: <a@example.com>

Grazie per avermi contattato. Sarò in ferie fino al 7 dicembre e risponderò al mio rientro.
%% second-ooo-nl-vakantie out_of_office
From: Jan Smit <jan@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Bedankt voor je mail. Ik ben tot 7 december met vakantie. Je mail wordt niet doorgestuurd. Voor spoed kun je contact opnemen met Piet.
%% second-ooo-pt-brasil out_of_office
From: Rui Melo <rui@example.com>
Subject: RES: Exports [ESC-1]
In-Reply-To: <a@example.com>

Obrigado pela sua mensagem. Estou fora do escritório até 7/12, com acesso limitado ao e-mail. Em casos urgentes, contate o plantão.
%% second-freshservice tracker_reply
From: IT Helpdesk <helpdesk@desk.example>
Subject: Ticket Received - Exports stop [#SR-4471]

Hi Dana,
We've received your request and created ticket #SR-4471. An agent will contact you soon.
%% second-confirm-spanish tracker_reply
From: Soporte <soporte@desk.example>
Subject: [Ticket #7719] Exports

Hemos recibido su solicitud y le hemos asignado el número de caso 7719. Este es un mensaje automático, por favor no responda.
%% second-confirm-italian tracker_reply
From: Assistenza <assistenza@desk.example>
Subject: Ticket #7719 aperto: Exports

Gentile cliente, la sua richiesta è stata ricevuta e registrata con il numero 7719. Non rispondere a questa e-mail.
%% second-confirm-portuguese tracker_reply
From: Suporte <suporte@desk.example>
Subject: [#7719] Chamado aberto: Exports

Recebemos a sua solicitação. O chamado 7719 foi criado. Mensagem automática, não responda.
%% second-confirm-dutch tracker_reply
From: Servicedesk <servicedesk@desk.example>
Subject: Melding 7719 geregistreerd

Uw melding is ontvangen en geregistreerd onder nummer 7719.
%% second-assigned tracker_reply
From: ServiceNow <itsm@desk.example>
Subject: INC0081234 has been assigned to Platform

Incident INC0081234 has been assigned to group Platform.
Click here to view: LINK
%% second-azure-devops tracker_reply
From: Azure DevOps <azuredevops@track.example>
Subject: Bug 4471 - Exports stop was updated

Bug 4471 was updated by Sam Hall
State: New -> Active
%% second-grafana auto_reply
From: Grafana <grafana@mon.example>
Subject: [FIRING:1] Export queue length

1 firing alert instances
Labels: alertname=Export queue length
%% second-voicemail auto_reply
From: Phone System <voicemail@pbx.example>
Subject: New voicemail from +49 30 123456

You have received a voice message from +49 30 123456. Duration: 0:31
"""

PEOPLE = r"""
%% first-out-tomorrow
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I am out of office tomorrow, please send it to Robin if it comes back.
%% first-on-holiday-next-week
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

mine - but I am on holiday from Monday, so Max takes over then.
%% first-got-it
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Got it, thanks.
%% first-received
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Received. Looking.
%% first-read-your-message
From: Sam Hall <sam@example.com>
Subject: Read your message about exports

I have read your message and the ticket. The job was killed by the OOM killer at 02:14; restart it with -Xmx8g.
%% first-undeliverable-question
From: Dana Whitfield <dana@example.com>
Subject: Undeliverable mails at Contoso

Contoso says that all our reports come back as undeliverable. Can you check the relay?
%% first-bounces-in-the-log
From: Dana Whitfield <dana@example.com>
Subject: URGENT: mails bounce at Northwind

Every invoice bounces with 550 5.1.1 user unknown since 09:10. The customer threatens to leave.
%% first-mailbox-full
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Your mailbox is full, my last answer to you was returned. Please empty it; the fix is deployed on node 3.
%% first-delivery-failed-goods
From: Dana Whitfield <dana@example.com>
Subject: Delivery failed again

The courier could not deliver the spare disk to the site. Nobody was at the door.
%% first-auto-word
From: Dana Whitfield <dana@example.com>
Subject: Automatic reply does not work

The customer's automatic reply is not sent any more since the update. Steps: switched off and on again.
%% first-do-not-reply-human
From: Lee Tan <lee@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Please do not reply to the customer before I have spoken to legal.
%% first-call-me
From: Robin Vale <robin@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Not at my desk. Call me: +49 30 1234567
%% first-de-abwesend
From: Eva Kern <eva@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ich bin morgen nicht im Büro, bitte an Jan weitergeben.
%% first-de-urlaub-und-uebernimmt
From: Eva Kern <eva@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ich bin ab Mittwoch im Urlaub, schaue es mir aber heute noch an.
%% first-de-kunde-abwesend
From: Eva Kern <eva@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Der Ansprechpartner beim Kunden ist bis 30.11. abwesend, vorher bekommen wir keine Logs.
%% first-de-nicht-zustellbar
From: Eva Kern <eva@example.com>
Subject: Mails nicht zustellbar

Beim Kunden kommen keine Mails mehr an, alles ist als nicht zustellbar zurückgekommen. Wer kann das prüfen?
%% first-de-gelesen
From: Eva Kern <eva@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Gelesen, danke. Melde mich bis 15 Uhr.
%% first-de-eingegangen
From: Eva Kern <eva@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ihre Anfrage ist bei mir eingegangen, ich kümmere mich.
%% first-fr-absent-demain
From: Luc Petit <luc@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Je suis absent demain, voyez avec Anne s'il vous plaît.
%% first-fr-bien-recu
From: Luc Petit <luc@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Bien reçu, je regarde.
%% first-fr-messages-non-remis
From: Luc Petit <luc@example.com>
Subject: Messages non remis chez Contoso

Depuis ce matin leurs messages ne sont pas remis, le serveur répond 550. Que faire ?
%% first-es-fuera
From: Ana Gil <ana@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Mañana estaré fuera de la oficina, pero hoy lo miro.
%% first-es-recibido
From: Ana Gil <ana@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Recibido, gracias. Lo tomo yo.
%% first-it-assente
From: Mario Rossi <mario@example.com>
Subject: R: Exports [ESC-1]
In-Reply-To: <a@example.com>

Sono assente venerdì: passalo a Bianchi.
%% first-nl-vrij
From: Piet Smit <piet@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ik ben morgen vrij, kan iemand anders dit oppakken?
%% first-pt-ferias
From: Rita Sousa <rita@example.com>
Subject: RES: Exports [ESC-1]
In-Reply-To: <a@example.com>

O João está de férias até sexta, por isso fico eu com o caso.
%% first-ja-claim
From: 田中 <tanaka@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

承知しました。私が対応します。
%% first-ja-tomorrow-off
From: 田中 <tanaka@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

明日は休みなので、佐藤さんにお願いします。
%% first-ja-mail-trouble
From: 佐藤 <sato@example.com>
Subject: メールが届かない件

お客様からメールが届かないと連絡がありました。サーバーのログを確認してください。
%% first-ja-read
From: 佐藤 <sato@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

拝見しました。本日中に回答します。
%% first-quotes-json
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

The hook got this, so the address is wrong:

{"event":"bounce","email":"kim@ghost.example","status":"5.1.1"}

Please ask the customer for the right one.
%% first-json-config
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

{"maxRows": 0, "stream": true}

Put this into export.json and restart.
%% first-ticket-created-by-hand
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I have created SUP-991 for it, the developers look at it today.
%% first-ticket-closed
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Ticket 48213 was closed by mistake. I have reopened it.
%% first-status-changed
From: Sam Hall <sam@example.com>
Subject: Status changed

I changed the status to waiting because the customer has not sent the logs.
%% first-thank-you-for-contacting
From: Mia Cole <mia@cust.example>
Subject: RE: Exports stop
In-Reply-To: <a@example.com>

Thank you for contacting us. We tried it again this morning and it works now.
%% first-no-longer-works
From: Mia Cole <mia@cust.example>
Subject: RE: Exports stop
In-Reply-To: <a@example.com>

Tom Reed no longer works here; I am your contact now. The export failed again at 6.
%% first-formal-short
From: Mia Cole <mia@cust.example>
Subject: RE: Exports stop
In-Reply-To: <a@example.com>

Dear Sir or Madam,

we hereby confirm receipt of your letter of 23 November. Our position is unchanged: we expect a working export by Friday.

Yours faithfully,
Mia Cole
%% first-shouting
From: Mia Cole <mia@cust.example>
Subject: THIS IS A FINAL WARNING

FIX THE EXPORT TODAY OR WE CANCEL THE CONTRACT.
%% first-moderation-topic
From: Dana Whitfield <dana@example.com>
Subject: Posts are held for moderation

At Northwind all posts of the forum are held for moderation since the update. Is that a known bug?
%% first-list-owner-writes
From: Jo Kern <ops-owner@lists.example>
Subject: Your subscription

Hi Dana, I saw that you were dropped from ops by my mistake yesterday. You are back on it. Jo
%% first-postmaster-human
From: Kim Berg <postmaster@cust.example>
Subject: Your relay is on our block list

Hi, I run the mail servers here. Your relay 192.0.2.9 was listed on Monday; I removed it. Which address do you send from?
%% first-abuse-human
From: Kim Berg <abuse@isp.example>
Subject: Spam from your host

Hello, one of your hosts sends spam to our users. Can you call me today? Kim
%% first-noreply-name
From: Norel Yang <noreen.lyang@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

No reply from the customer so far.
%% first-forwards-bounce
From: Dana Whitfield <dana@example.com>
Subject: Fwd: Undeliverable: Invoice 7731

Is this ours? The customer gets one per invoice.

---------- Forwarded message ---------
From: Mail Delivery System <MAILER-DAEMON@mx.example>
Date: Tue, Nov 24, 2026 at 9:00 AM
Subject: Undeliverable: Invoice 7731
To: <billing@cust.example>

This is the mail system at host mx.example. Your message could not be delivered to kim@ghost.example.
%% first-forwards-ooo
From: Dana Whitfield <dana@example.com>
Subject: WG: Abwesenheitsnotiz: Exports

Der Kunde ist weg. Wer hat eine andere Adresse?

Von: Kim Berg
Gesendet: Dienstag, 24. November 2026 09:00
An: Dana
Betreff: Abwesenheitsnotiz: Exports

Ich bin bis 30.11. nicht im Haus.
%% first-one-word-yes
From: Dana Whitfield <dana@example.com>
Subject: Re: Shall this go up? [ESC-1]
In-Reply-To: <a@example.com>

yes
%% first-numbers-only
From: Dana Whitfield <dana@example.com>
Subject: Re: Ticket number? [ESC-1]
In-Reply-To: <a@example.com>

48213
%% first-alert-topic
From: Dana Whitfield <dana@example.com>
Subject: CRITICAL alert on db01

db01 is CRITICAL in Nagios since 9, the customer cannot book. Who is on call?
%% first-unsubscribe
From: Mia Cole <mia@cust.example>
Subject: unsubscribe

Please take me off this case, Jan is the contact.
%% first-back-on-monday
From: Robin Vale <robin@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Back in the office on Monday, I will take it then.
%% first-limited-access
From: Robin Vale <robin@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I have limited access to my mail today (train). What is the error code?
%% first-customer-away
From: Dana Whitfield <dana@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

The customer's admin is out of the office until Thursday, so no logs before that.
%% first-message-deleted
From: Dana Whitfield <dana@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I deleted your mail without reading it, sorry. Can you send it again?
%% first-queue-delay
From: Sam Hall <sam@example.com>
Subject: Delayed: fix for exports

The fix is delayed until tomorrow 10:00, the build broke.
%% first-accepted
From: Sam Hall <sam@example.com>
Subject: Accepted: your proposal for Northwind

I accept your proposal. Please tell the customer that we deploy at 18:00.
%% first-request-received
From: Sam Hall <sam@example.com>
Subject: Request received from Contoso

They have sent a new request: roll back to 4.1 tonight. May I?
%% first-your-message-to-the-customer
From: Max Sato <manager@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Your message to the customer was blocked by their spam filter, they told me by phone. Send it from your private account.
%% first-note-about-the-file
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

The attachment was removed by our virus scanner. Please put it on the share.
%% first-confirm-please
From: Max Sato <manager@example.com>
Subject: Please confirm
In-Reply-To: <a@example.com>

Please confirm that you told the customer. Click "told" in the letter or just answer me.
%% second-sick-today
From: Robin Vale <robin@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I'm off sick today. Sam has it.
%% second-out-until-noon
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Out of the office until noon, then I take it.
%% second-thanks-for-mail-and-work
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Thank you for your email. I have rolled the patch out to node 3; please test.
%% second-thanks-and-question
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Thank you for your message. I am on leave from Thursday. Shall Max take over then?
%% second-colleague-on-leave
From: Dana Whitfield <dana@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Robin is on leave until Monday, so nobody has the credentials. Please contact me by phone.
%% second-customer-notice-pasted
From: Dana Whitfield <dana@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

Got only this from the customer:

> Thank you for your email. I am out of the office until 3 December with limited access to email.
%% second-de-krank
From: Jan Holm <jan@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Bin heute krank. Eva übernimmt.
%% second-de-ab-morgen-urlaub
From: Jan Holm <jan@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ab morgen Urlaub, den Fall bitte an Eva geben. Die Logs liegen auf dem Share.
%% second-de-danke-nachricht
From: Jan Holm <jan@example.com>
Subject: AW: Exports [ESC-1]
In-Reply-To: <a@example.com>

Danke für Ihre Nachricht, ich melde mich bis 16 Uhr mit dem Ergebnis.
%% second-de-postfach-voll
From: Eva Kern <eva@example.com>
Subject: Postfach voll

Das Postfach des Kunden ist voll, er bekommt unsere Berichte nicht. Kann das jemand vergrößern?
%% second-de-warteschlange
From: Eva Kern <eva@example.com>
Subject: Zustellung verzögert

Die Lieferung der Platten verzögert sich bis Donnerstag, sagt der Spediteur.
%% second-de-automatisch
From: Eva Kern <eva@example.com>
Subject: Automatische Antwort der Maschine

Der Kunde fragt, was die automatische Antwort E17 der Maschine bedeutet.
%% second-de-lesebestaetigung
From: Eva Kern <eva@example.com>
Subject: Lesebestätigung

Der Kunde will bei jeder Mail eine Lesebestätigung. Geht das?
%% second-fr-en-conge-mais
From: Luc Petit <luc@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Je suis en congé à partir de jeudi mais je m'en occupe aujourd'hui.
%% second-fr-boite-pleine
From: Anne Roux <anne@example.com>
Subject: Boîte pleine

La boîte aux lettres du client est pleine et nos rapports reviennent. Que lui dire ?
%% second-fr-merci-message
From: Luc Petit <luc@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Merci pour votre message, le correctif est en place depuis 10 h.
%% second-fr-accuse
From: Luc Petit <luc@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

J'accuse réception de votre demande et je reviens vers vous ce soir.
%% second-es-vacaciones
From: Ana Gil <ana@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Estoy de vacaciones desde el lunes, que lo lleve Luis.
%% second-es-correo-devuelto
From: Ana Gil <ana@example.com>
Subject: Correo devuelto

Al cliente le llega cada correo devuelto desde ayer, ¿quién mira el servidor?
%% second-it-ricevuto
From: Gino Neri <gino@example.com>
Subject: R: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ricevuto, ci penso io.
%% second-it-posta
From: Gino Neri <gino@example.com>
Subject: Mancata consegna dei report

Il cliente lamenta la mancata consegna dei report via mail da lunedì.
%% second-nl-met-vakantie
From: Jan Smit <jan@example.com>
Subject: RE: Exports [ESC-1]
In-Reply-To: <a@example.com>

Ik ga vrijdag met vakantie, dus graag vandaag nog de logs sturen.
%% second-nl-bericht
From: Jan Smit <jan@example.com>
Subject: Bericht niet bezorgd

De klant krijgt al onze berichten niet bezorgd. Wie weet waarom?
%% second-pt-ausente
From: Rui Melo <rui@example.com>
Subject: RES: Exports [ESC-1]
In-Reply-To: <a@example.com>

Amanhã estou ausente, a Rita fica com o caso.
%% second-pt-recebido
From: Rita Sousa <rita@example.com>
Subject: RES: Exports [ESC-1]
In-Reply-To: <a@example.com>

Recebi a mensagem e já estou a ver.
%% second-ja-away-cust
From: 佐藤 <sato@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

お客様の担当者は本日不在です。明日ログをいただきます。
%% second-ja-thanks
From: 高橋 <takahashi@example.com>
Subject: Re: Exports [ESC-1]
In-Reply-To: <a@example.com>

ご連絡ありがとうございます。設定を変更しましたので、ご確認ください。
%% second-ja-absence-topic
From: 高橋 <takahashi@example.com>
Subject: 不在時の担当について

来週の担当者を教えてください。
%% second-ja-ticket
From: 高橋 <takahashi@example.com>
Subject: チケット 48213 の件

まだ直っていません。至急ご対応ください。
%% second-ja-send-error-topic
From: 佐藤 <sato@example.com>
Subject: 送信エラーについて

お客様の画面に送信エラーと表示されます。手順は試しました。
%% second-tracker-topic
From: Sam Hall <sam@example.com>
Subject: Status changed to red

I changed Contoso to red on the board. They call every hour.
%% second-incident-word
From: Max Sato <manager@example.com>
Subject: Incident at Contoso

Who is leading this? I want a call at 11.
%% second-your-ticket
From: Mia Cole <mia@cust.example>
Subject: Your ticket 48213

Your answer does not help us. Please call me.
%% second-your-request-back
From: Mia Cole <mia@cust.example>
Subject: Re: Your request for logs
In-Reply-To: <a@example.com>

Your request was received, but our security officer must approve it first. Expect them tomorrow.
%% second-assigned
From: Max Sato <manager@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

I have assigned it to Sam. Ticket 48213 stays with Dana.
%% second-moderator-human
From: Jo Kern <jo@example.com>
Subject: Your message to the list

I let your message to the list through, but please use the short form next time.
%% second-quarantine-human
From: Jo Kern <jo@example.com>
Subject: Your mail is in quarantine

Your log.zip hit our filter. I released it by hand at 10.
%% second-blocked-human
From: Kim Berg <kim@cust.example>
Subject: Your message was blocked

We had to block your newsletter, but this address is free again. Kim, mail admin at Contoso
%% second-bounce-investigation
From: Sam Hall <sam@example.com>
Subject: Re: mails bounce [ESC-1]
In-Reply-To: <a@example.com>

Found it: 550 5.1.1 comes from their own gateway because the mailbox is full. Not our relay.
%% second-postmaster-answers
From: Postmaster Contoso <postmaster@cust.example>
Subject: Re: your bounce [ESC-1]
In-Reply-To: <a@example.com>

Hi Dana, I fixed the alias. Please send it again. Kim
%% second-system-administrator
From: System Administrator <sysadmin@cust.example>
Subject: Re: Exports stop
In-Reply-To: <a@example.com>

Hello, the server was rebooted at 9. Can you check again? Thanks, Lee
%% second-info-box-human
From: Contoso Info <info@cust.example>
Subject: Re: Exports stop
In-Reply-To: <a@example.com>

Hello, we received your answer and tested: it still stops after 1,000 rows. Mia
%% second-no-reply-needed
From: Max Sato <manager@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

No need to reply. Just make sure that Contoso hears from us by 3.
%% second-automatic-failover
From: Sam Hall <sam@example.com>
Subject: Automatic failover did not work

db02 did not take over automatically. Manual switch done at 09:40.
%% second-read-this
From: Max Sato <manager@example.com>
Subject: Read: important change for Contoso

Please read the attached plan before you call them.
%% second-delivered
From: Sam Hall <sam@example.com>
Subject: Delivered

The hotfix is delivered to Contoso, they test until noon.
%% second-declined-human
From: Max Sato <manager@example.com>
Subject: Re: Refund [ESC-1]
In-Reply-To: <a@example.com>

Declined. 900 EUR is above my limit, ask finance.
%% second-test
From: Dana Whitfield <dana@example.com>
Subject: Test

Is anybody there?
%% second-subscribe
From: Mia Cole <mia@cust.example>
Subject: Subscription

We want to end our subscription if the export does not work by Friday.
%% second-confirm
From: Mia Cole <mia@cust.example>
Subject: Confirmation required

I need a written confirmation that no data was lost. Today.
%% second-feedback
From: Mia Cole <mia@cust.example>
Subject: Feedback report

Our feedback after the pilot: exports are slow, support is friendly.
%% second-complaint
From: Mia Cole <mia@cust.example>
Subject: Complaint about message of 23 November

Your colleague's tone was not acceptable. I expect an apology from your management.
%% second-virus
From: Kim Berg <kim@cust.example>
Subject: Virus warning

Our scanner found a virus in your export tool 4.2. We have shut it down everywhere.
%% second-recall
From: Dana Whitfield <dana@example.com>
Subject: Recall of version 4.2

Can we recall version 4.2 for all customers before the weekend?
%% second-problem-db
From: Dana Whitfield <dana@example.com>
Subject: PROBLEM: db01 down

Since 08:55 nobody at Contoso can book. Nagios is red as well.
%% second-short-ok
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

ok
%% second-json-answer
From: Sam Hall <sam@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

[{"event": "export", "email": "mia@cust.example", "status": "failed"}]

This is the last event in their queue, it is ours.
%% second-mailing
From: Max Sato <manager@example.com>
Subject: Mail system down

Our own mail system is down for the Paris office, messages are not delivered. IT says 2 pm.
%% second-signature-unmonitored
From: Lee Tan <lee@example.com>
Subject: Re: Exports stop [ESC-1]
In-Reply-To: <a@example.com>

The old mailbox ops@ is not monitored any more, please use this one.
%% second-unable-to-deliver
From: Sam Hall <sam@example.com>
Subject: Unable to deliver the fix today

We are unable to deliver the fix today. Tomorrow 10:00 is realistic.
"""
