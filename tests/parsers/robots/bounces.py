"""Mails that were not delivered, or not yet, as mail servers of every kind say it."""

# ruff: noqa: E501 - lines of mail are kept whole

REPORTS = """
%% postfix bounce kim@example.net
Return-Path: <>
From: MAILER-DAEMON@mx3.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx3.example.org.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<kim@example.net>: host mx.example.net[192.0.2.7] said: 550 5.1.1 <kim@example.net>: Recipient address rejected

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx3.example.org

Final-Recipient: rfc822; kim@example.net
Original-Recipient: rfc822;kim@example.net
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

From: support@example.com
Message-ID: <one@example.com>
Subject: Exports
--b--
%% exchange-online bounce kim@example.net
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@tenant.example.net>
Subject: Undeliverable: Exports end without a file
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<html><body><h2>Your message to kim@example.net couldn't be delivered.</h2><p>kim wasn't found at example.net.</p></body></html>
--b
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01.eurprd01.example.net

Final-Recipient: rfc822;kim@example.net
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found

--b
Content-Type: message/rfc822

Message-ID: <one@example.com>
Subject: Exports

Hello
--b--
%% report-in-the-wrong-type bounce kim@example.net
From: postmaster@mail7.example.net
Subject: Mail status report
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

The following recipient was not reached.
--b
Content-Type: text/plain; name="details.txt"

Reporting-MTA: dns; mail7.example.net

Final-Recipient: rfc822; kim@example.net
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 mailbox full
--b--
%% report-without-its-parts bounce kim@example.net
From: MAILER-DAEMON@gate.example.net
Subject: Returned mail
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<kim@example.net>... User unknown
550 5.1.1 no such account
--b--
%% report-whose-boundary-is-lost bounce kim@example.net
From: Mail Delivery Subsystem <MAILER-DAEMON@old.example.net>
Subject: Returned mail: Host unknown
Content-Type: multipart/report; report-type=delivery-status; boundary="GAA01"

This is a MIME-encapsulated message

The original message was received at Mon, 2 Mar 2026 10:00:00 +0100

   ----- The following addresses had permanent fatal errors -----
<kim@example.net>

Final-Recipient: RFC822; kim@example.net
Action: failed
Status: 5.1.2
%% delivery-status-of-a-success delivered
From: postmaster@example.net
Subject: Successful Mail Delivery Report
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

Your message was successfully delivered to the destination(s) listed below.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; kim@example.net
Action: delivered
Status: 2.0.0
--b--
%% delivery-status-in-german-exchange bounce kim@example.net
From: Postmaster <postmaster@firma.example>
Subject: Unzustellbar: Angebot 2026
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:
kim@example.net
--b
Content-Type: message/delivery-status

Final-recipient: RFC822;kim@example.net
Action: failed
Status: 5.4.1
--b--
%% delay-by-report delay
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Delay)
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

There was a temporary problem delivering your message to kim@example.net. We will retry for 46 more hours.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example

Final-Recipient: rfc822; kim@example.net
Action: delayed
Status: 4.4.1
--b--
"""

SERVERS = """
%% exim-without-report bounce kim@example.net
From: Mail Delivery System <Mailer-Daemon@shared12.example.org>
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.
The following address(es) failed:

  kim@example.net
    SMTP error from remote mail server after RCPT TO:<kim@example.net>:
    host mx.example.net [192.0.2.9]: 550 No such user here

------ This is a copy of the message, including all the headers. ------

Return-path: <support@example.com>
From: support@example.com
Message-ID: <one@example.com>
%% exim-with-another-name bounce kim@example.net
From: Mail Delivery <nobody@cp4.example.org>
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.
A message sent by <support@example.com> could not be delivered to the following address:

  kim@example.net
    retry timeout exceeded
%% qmail-plain bounce kim@example.net
From: MAILER-DAEMON@smtp2.example.net
Subject: failure notice

Hi. This is the qmail-send program at smtp2.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.

<kim@example.net>:
192.0.2.4 does not like recipient.
Remote host said: 550 unknown mailbox

--- Below this line is a copy of the message.

Return-Path: <support@example.com>
%% qmail-translated bounce kim@example.net
From: <postmaster@smtp2.example.it>
Subject: avviso di mancato recapito

Questo e' il programma di posta di smtp2.example.it.
Mi dispiace, non e' stato possibile consegnare il messaggio ai seguenti destinatari.

<kim@example.net>:
Utente sconosciuto (#5.1.1)
%% sendmail-old bounce kim@example.net
From: Mail Delivery Subsystem <MAILER-DAEMON@unix1.example.edu>
Subject: Returned mail: Host unknown (Name server: example.net.: host not found)

The original message was received at Mon, 2 Mar 2026 09:00:00 -0500
from daemon@localhost

   ----- The following addresses have delivery notifications -----
kim@example.net  (unrecoverable error)

   ----- Transcript of session follows -----
550 kim@example.net... Host unknown

   ----- Original message follows -----
Return-Path: support@example.com
%% yahoo bounce kim@example.net
From: MAILER-DAEMON@yahoo.example
Subject: Failure Notice

Sorry, we were unable to deliver your message to the following address.

<kim@example.net>:
550: 5.1.1 This mailbox is not in use.

--- Forwarded message:

From: Support <support@example.com>
Subject: Exports
%% gmail-old bounce kim@example.net
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)

Delivery to the following recipient failed permanently:

     kim@example.net

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain.

----- Original message -----

Message-ID: <one@example.com>
Subject: Exports
%% gmail-new-html bounce kim@example.net
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: kim@example.net
Content-Type: text/html; charset=utf-8

<html><body><h1>Address not found</h1><p>Your message wasn't delivered to <b>kim@example.net</b> because the address couldn't be found, or is unable to receive mail.</p></body></html>
%% icloud-messaging-server bounce kim@example.net
From: Internet Mail Delivery <postmaster@mac.example>
Subject: Delivery Notification: Delivery has failed

This report relates to a message you sent with the following header fields:

  Message-id: <one@example.com>
  Date: Mon, 02 Mar 2026 10:00:00 +0000
  From: Support <support@example.com>
  To: kim@example.net
  Subject: Exports

Your message cannot be delivered to the following recipients:

  Recipient address: kim@example.net
  Reason: Over quota
%% zimbra bounce kim@example.net
From: MAILER-DAEMON@zimbra.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender

This is the mail system at host zimbra.example.net.

<kim@example.net>: host zimbra.example.net[192.0.2.3] said: 452 4.2.2 Over quota (in reply to end of DATA command)
%% domino bounce kim@example.net
From: "Mail Router" <Mail_Router@notes.example.net>
Subject: DELIVERY FAILURE: User kim not listed in public Name & Address Book

     ----- Failure Reasons  --------

User kim (kim@example.net) not listed in public Name & Address Book
%% domino-german bounce kim@example.net
From: postmaster@notes.example.de
Subject: ZUSTELLUNGSFEHLER: Benutzer kim (kim@example.net) ist nicht im Domino-Verzeichnis aufgeführt

Ihre Nachricht

  Betreff: Exporte

konnte nicht zugestellt werden an:

  kim@example.net
%% groupwise bounce kim@example.net
From: <Mailer-Daemon@gw1.example.net>
Subject: Message status - undeliverable

The attached file had the following undeliverable recipient(s):
	kim@example.net

Transcript of session follows:
Command: Data END
Response: 550 Mailbox unavailable or access denied
%% groupwise-administrator bounce kim@example.net
From: System Administrator <admin@gw2.example.net>
Subject: Undelivered: Exports

kim@example.net (Mailbox full)
%% mimecast bounce kim@example.net
From: postmaster@mimecast-relay.example
Subject: [Postmaster] Email Delivery Failure

The message you sent to kim@example.net could not be delivered. The message was rejected by the recipient's email system.

Reason: 550 Invalid Recipient
%% ironport bounce kim@example.net
From: "Mail Delivery System" <MAILER-DAEMON@esa1.example.net>
Subject: Delivery Status Notification (Failure)

The following message to <kim@example.net> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'User unknown'
%% barracuda bounce kim@example.net
From: Barracuda Spam Firewall <bsf@gate.example.net>
Subject: **Message you sent blocked by our bulk email filter**

Your message to: kim@example.net
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: Exports
%% amazon-ses bounce kim@example.net
From: MAILER-DAEMON@eu-west-1.amazonses.example
Subject: Delivery Status Notification (Failure)

An error occurred while trying to deliver the mail to the following recipients:
kim@example.net
%% mailgun bounce kim@example.net
From: Postmaster <postmaster@mg.example.net>
Subject: Undeliverable: Exports

Sorry, we could not deliver your mail. Smtp error: 5.0.0 generic failure for kim@example.net
%% communigate bounce kim@example.net
From: <MAILER-DAEMON@cgp.example.net>
Subject: Undeliverable mail: Exports

Failed to deliver to 'kim@example.net'
SMTP module(domain example.net) reports:
 account is full (quota exceeded)
%% powermta bounce kim@example.net
From: postmaster@pmta1.example.net
Subject: Delivery report

Hello, this is the mail server on pmta1.example.net.

I am sending you this message to inform you on the delivery status of a message you previously sent. Immediately below you will find a list of the affected recipients.

  <kim@example.net>: delivery failed; will not continue trying
%% james bounce kim@example.net
From: postmaster@james.example.net
Subject: [BOUNCE] Exports

Hi. This is the James mail server at james.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

kim@example.net
Error message below:
550 - Requested action not taken: no such user here
%% interscan bounce kim@example.net
From: InterScan <imss@gate.example.net>
Subject: Mail could not be delivered

Sent <<< RCPT TO:<kim@example.net>
Received >>> 550 5.1.1 unknown or illegal user
Unable to deliver message to <kim@example.net>
%% mailmarshal bounce kim@example.net
From: Postmaster <mailmarshal@gate.example.net>
Subject: Undeliverable Mail: "Exports"

Your message:
   From:    support@example.com
   Subject: Exports
Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    kim@example.net
%% mcafee-gateway bounce kim@example.net
From: McAfee Gateway <gateway@mx.example.net>
Subject: Delivery Status

--- The following addresses had delivery problems ---

<kim@example.net>   (User unknown <kim@example.net>)
%% courier bounce kim@example.net
From: "Courier mail server at mx.example.net" <@>
Subject: NOTICE: mail delivery status.

                         UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<kim@example.net>:
    mx.example.net [192.0.2.2]:
>>> RCPT TO:<kim@example.net>
<<< 550 User unknown.
%% imail bounce kim@example.net
From: Postmaster <postmaster@imail.example.net>
Subject: Undeliverable Mail

Unknown user: kim@example.net

RCPT TO generated following response:
551 not our customer
%% mdaemon bounce kim@example.net
From: MDaemon at mx.example.net <MDaemon@mx.example.net>
Subject: Permanent Delivery Failure

The attached message had PERMANENT fatal delivery errors!

Failed address: kim@example.net
--- Session Transcript ---
 Mon 2026-03-02 10:00:00: <-- 550 <kim@example.net>, Recipient unknown
%% mailenable bounce kim@example.net
From: Postmaster@me.example.net
Subject: Message Delivery Failure

MailEnable: Message could not be delivered to some recipients.
The following recipient(s) could not be reached:

	Recipient: [SMTP:kim@example.net]
	Reason: Remote SMTP Server Returned: 550 Mailbox unknown
%% hmailserver bounce kim@example.net
From: mailer-daemon@hmail.example.net
Subject: Message undeliverable: Exports

Your message did not reach some or all of the intended recipients.

   Sent: 2026-03-02
   Subject: Exports

The following recipient(s) could not be reached:

kim@example.net
   Error Type: SMTP
%% icewarp bounce kim@example.net
From: Mail Delivery <MAILER-DAEMON@merak.example.net>
Subject: Mail Delivery (failure kim@example.net)

---- The following addresses had permanent delivery errors ----
  <kim@example.net>
%% kerio bounce kim@example.net
From: mailer-daemon@kerio.example.net
Subject: Email was not delivered: Exports

The following recipient does not exist: kim@example.net
Your e-mail has been returned.
%% surgemail bounce kim@example.net
From: Mail Server <surgemail@surge.example.net>
Subject: Mail not delivered

Your email message was not delivered to: kim@example.net
Account does not exist
%% facebook bounce kim@example.net
From: Facebook <mailer-daemon@mx-out.facebook.example>
Subject: Sorry, your message could not be delivered

This message could not be delivered due to the recipient's mail settings: kim@example.net
%% gmx-german bounce kim@example.net
From: GMX Mailer Daemon <mailer-daemon@gmx.example>
Subject: Mail delivery failed: returning message to sender

Diese Nachricht wurde automatisch vom E-Mail-Server erstellt.

Ihre E-Mail konnte an folgende Adressen nicht zugestellt werden:

kim@example.net
Das Postfach des Empfängers ist voll.
%% ionos-both-languages bounce kim@example.net
From: Mail Delivery System <mailer-daemon@kundenserver.example>
Subject: Warnung: Ihre E-Mail konnte nicht ausgeliefert werden

Es tut uns leid, Ihre E-Mail konnte an einen oder mehrere Empfänger nicht ausgeliefert werden.
kim@example.net
SMTP error: 550 mailbox unavailable
%% t-online bounce kim@example.net
From: Mail Delivery System <mailer-daemon@t-mail.example>
Subject: Unzustellbare Nachricht

|------------------------- Fehlgeschlagene Adressen: --------------------------|
kim@example.net ... unbekannter Empfänger
%% orange-french bounce kim@example.net
From: Service de messagerie <postmaster@fournisseur.example>
Subject: Échec de la remise de votre message

Votre message n'a pas été distribué à kim@example.net : boîte aux lettres inconnue.
%% aruba-italian bounce kim@example.net
From: MAILER-DAEMON@provider.example.it
Subject: Messaggio non recapitato

Il messaggio non è stato consegnato al seguente destinatario: kim@example.net
casella piena
%% telefonica-spanish bounce kim@example.net
From: Administrador del sistema <postmaster@correo.example.es>
Subject: No entregado: Exportación

El mensaje no llegó a algunos o a todos los destinatarios.
kim@example.net
La cuenta de correo electrónico no existe en la organización.
%% terra-portuguese bounce kim@example.net
From: MAILER-DAEMON@provedor.example.br
Subject: Mensagem devolvida ao remetente

Sua mensagem não pôde ser entregue ao destinatário kim@example.net.
Caixa postal inexistente.
%% ziggo-dutch bounce kim@example.net
From: Postmaster <postmaster@provider.example.nl>
Subject: Uw bericht is niet bezorgd

Uw e-mail kon niet worden bezorgd bij kim@example.net: postvak bestaat niet.
%% qq bounce kim@example.net
From: PostMaster@qq.example
Subject: 来自qq.example的退信

很抱歉，您的邮件被退回。
收件人邮件地址（kim@example.net）不存在，邮件无法送达。
%% netease bounce kim@example.net
From: Postmaster@163.example
Subject: 系统退信/Systems bounce

抱歉，您的邮件被退回来了……
收件人：kim@example.net
退信原因：用户不存在 550 User not found
%% naver-korean bounce kim@example.net
From: 메일관리자 <mailadmin@naver.example>
Subject: [메일전송실패 안내] 메일이 전송되지 못했습니다.

메일 전송에 실패하였습니다.
수신자: kim@example.net
실패 사유: 존재하지 않는 사용자입니다.
%% yandex-russian bounce kim@example.net
From: mailer-daemon@ya.example
Subject: Недоставленное сообщение

Это письмо отправлено почтовым сервером ya.example.
К сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено одному или нескольким адресатам.

<kim@example.net>: 550 5.7.1 No such user!
%% mailru-russian bounce kim@example.net
From: mailer-daemon@corp.ru.example
Subject: Mail failure.

Это письмо создано автоматически сервером почты. Отвечать на него не нужно.
К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

kim@example.net
user not found
%% docomo bounce kim@docomo.example
From: MAILER-DAEMON@docomo.example
Subject: =?ISO-2022-JP?B?GyRCJWEhPCVrJTclOSVGJWAlKCVpITwbKEI=?=
Content-Type: text/plain; charset=iso-2022-jp

次の宛先へメールを送信できませんでした。
宛先のアドレスが見つかりません。
<kim@docomo.example>
550 Unknown user kim@docomo.example
%% au-ezweb bounce kim@ezweb.example
From: Postmaster@ezweb.example
Subject: Mail System Error - Returned Mail
Content-Type: text/plain; charset=iso-2022-jp

Each of the following recipients was rejected by a remote mail server.
The reasons given by the server are included to help you determine why each recipient was rejected.

    Recipient: <kim@ezweb.example>
    Reason:    <kim@ezweb.example>... User Unknown
%% softbank bounce kim@softbank.example
From: Postmaster <postmaster@softbank.example>
Subject: =?iso-2022-jp?B?GyRCTCQ8dT8uJWEhPCVrGyhC?=
Content-Type: text/plain; charset=iso-2022-jp

お客様のメールは下記の宛先にお届けできませんでした。
宛先: kim@softbank.example
%% japanese-company-gateway bounce kim@example.jp
From: "メール配送システム" <mail-system@gw.example.jp>
Subject: メールの配送に失敗しました

このメールはシステムから自動的に送信されています。
送信されたメールは、以下の理由により配送できませんでした。
宛先：kim@example.jp
理由：ユーザが存在しません (550 5.1.1)
%% vtext bounce 5551234567@vtext.example
From: post_master@vtext.example
Subject: Undeliverable Message

Error: 554 5551234567 is not an active account.
To: 5551234567@vtext.example
From: support@example.com
%% vzwpix bounce 5551234567@vzwpix.example
From: sysadmin@vzwpix.example
Subject: Message not delivered to mobile

Error: Your message to 5551234567@vzwpix.example was rejected by the carrier.
Invalid user address.
%% nextel-like-pager bounce 5550001111@messaging.example
From: "Wireless Gateway" <gateway@messaging.example>
Subject: Returned mail: message expired

Your message to 5550001111@messaging.example could not be delivered to the handset. The subscriber is not provisioned.
%% x400-gateway bounce kim@example.net
From: SMTP Gateway <smtp-gateway@x400.example.net>
Subject: Non-delivery notification

A mail message that you sent was not delivered to the following recipient.

Recipient: kim@example.net
Reason: unrecognised O/R name
%% exchange-5-5 bounce kim@example.net
From: System Administrator <postmaster@nt4.example.net>
Subject: Undeliverable: Exports

Your message

  To:      kim@example.net
  Subject: Exports
  Sent:    Mon, 2 Mar 2026 10:00:00 +0100

did not reach the following recipient(s):

kim@example.net on Mon, 2 Mar 2026 10:00:05 +0100
    The recipient name is not recognized
%% exchange-ndn bounce kim@example.net
From: System Administrator <SysAdmin@nt4.example.net>
Subject: NDN: Exports

Sorry. Your message could not be delivered to:

Kim Abel,Sales (The name was not found at the remote site. Check that the name has been entered correctly: kim@example.net)
%% from-nobody-without-words bounce kim@example.net
Return-Path: <>
From: <>
Subject: Delivery failure

<kim@example.net>: unknown
%% postmaster-name-and-code bounce kim@example.net
From: Email Postmaster <postmaster@isp.example>
Subject: Exports end without a file

Your mail to kim@example.net did not go through. The server said 554 5.7.1 blocked.
%% machines-address-and-no-subject bounce kim@example.net
From: MAILER-DAEMON@tiny.example.net

kim@example.net: no such user
%% lines-of-a-report-in-the-text bounce kim@example.net
From: relay <relay@iot.example.net>
Subject: Exports

Reporting-MTA: dns; iot.example.net
Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0100

Final-Recipient: rfc822; kim@example.net
Action: failed
Status: 5.0.0
%% sender-verification bounce kim@example.net
From: <MAILER-DAEMON@wildblue.example>
Subject: Your message could not be sent

Sorry, we have been unable to deliver your message to kim@example.net: the domain has no mail exchangers.
%% dovecot-lmtp-quota bounce kim@example.net
From: Mail Delivery Subsystem <postmaster@dove.example.net>
Subject: Rejected: Exports
Auto-Submitted: auto-replied (rejected)

Your message to <kim@example.net> was automatically rejected:
Quota exceeded (mailbox for user is full)
%% message-too-large bounce kim@example.net
From: MAILER-DAEMON@big.example.net
Subject: Mail delivery failed: message too large

Your message exceeds the maximum size of 20 MB and was not delivered to kim@example.net.
%% proofpoint-branded bounce kim@example.net
From: Mail Delivery Subsystem <postmaster@dispatch1-eu1.ppe.example>
Subject: Undelivered Mail: Exports

The email you tried to send to kim@example.net was not accepted. Remote response: 550 5.4.1 Recipient address rejected: Access denied
%% office-connector bounce kim@example.net
From: postmaster@tenant.example.net
Subject: Undeliverable: Exports

mx.example.net rejected your message to the following email addresses:

Kim Abel (kim@example.net)

The group only accepts messages from people in its organization.
"""

WARNINGS = """
%% sendmail-warning delay
From: Mail Delivery Subsystem <MAILER-DAEMON@unix1.example.edu>
Subject: Warning: could not send message for past 4 hours

    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

   ----- The following addresses had transient non-fatal errors -----
<kim@example.net>
%% exim-warning delay
From: Mail Delivery System <Mailer-Daemon@shared12.example.org>
Subject: Warning: message 1xYz-0001 delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours on the queue.

  kim@example.net

No action is required on your part. Delivery attempts will continue for some time.
%% postfix-warning delay
From: MAILER-DAEMON@mx3.example.org (Mail Delivery System)
Subject: Delayed Mail (still being retried)

This is the mail system at host mx3.example.org.
THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.
Your message could not be delivered for more than 4 hour(s). It will be retried until it is 5 day(s) old.
%% exchange-warning-german delay
From: Microsoft Outlook <postmaster@firma.example>
Subject: Zustellung verzögert: Angebot

Die Zustellung an folgende Empfänger oder Gruppen ist verzögert: kim@example.net
Es wird weiterhin versucht, die Nachricht zuzustellen.
%% exchange-warning-french delay
From: postmaster@societe.example
Subject: Remise retardée : Offre

La remise de votre message à kim@example.net est retardée. De nouvelles tentatives seront effectuées.
%% qmail-like-warning delay
From: MAILER-DAEMON@smtp2.example.net
Subject: delivery temporarily suspended: Exports

Your message to kim@example.net is still in the queue. We will keep trying for 3 days.
"""

# Written after the rules, to try them.
ODD = """
%% destination-computer-refused bounce kim@example.net
From: MAILER-DAEMON@mta21.example.net
Subject: Undeliverable message returned to sender

This message was undeliverable due to the following reason:

Your message was not delivered because the destination computer refused to accept it (the error message is reproduced below).

     Host example.net refused a connection: kim@example.net
%% blocked-attachment bounce kim@example.net
From: Mail Admin <postmaster@corp.example>
Subject: Your e-mail message was blocked

MailMarshal has not delivered the following message to kim@example.net because it has an unacceptable attachment.
%% symantec-gateway bounce kim@example.net
From: "Symantec Messaging Gateway" <smg@corp.example>
Subject: Delivery Status Notification (Failure)

The following recipients were not reached: kim@example.net 554 5.7.1 rejected due to policy
%% postini bounce kim@example.net
From: Postini <postmaster@psmtp.example>
Subject: Message not delivered

Your message for <kim@example.net> was not accepted. 550 No such user - psmtp
%% only-an-empty-path-and-a-code bounce kim@example.net
From: Bounced mail <mailbox@web.example>
Return-Path: <>
Subject: Hello world

550 5.2.1 kim@example.net The email account that you tried to reach is disabled.
%% application-mailer bounce kim@example.net
From: Mailer <mailer@app.example>
Subject: Message delivery failed

We could not send your mail.
kim@example.net: mailbox full
%% delayed-with-address delay
From: postmaster@corp.example
Subject: Message delayed (kim@example.net)

Your message has been delayed and is still awaiting delivery to kim@example.net. No action is required on your part.
%% polish bounce kim@example.net
From: <MAILER-DAEMON@smtp.example.pl>
Subject: Zwrot wiadomości

Wiadomość nie mogła zostać dostarczona do kim@example.net
%% domino-hop-count bounce kim@example.net
From: Lotus Notes <notes@corp.example>
Subject: DELIVERY FAILURE: Error transferring to mx.example.net; Maximum hop count exceeded.

Your document: Exports
was not delivered to: kim@example.net
because: Error transferring to mx.example.net
%% subsystem-with-few-words bounce kim@example.net
From: Mail Delivery Subsystem <MAILER-DAEMON@o1.example>
Subject: Undelivered Mail

Mail delivery to kim@example.net failed
%% classified-as-spam bounce kim@example.net
From: AntiSpam Gateway <antispam@corp.example>
Subject: Message rejected: Exports

The message to kim@example.net has been rejected because it was classified as spam.
%% text-gateway bounce 5551234567@txt.example
From: <postmaster@txt.example>
Subject: Delivery Failure

The message could not be delivered: subscriber 5551234567@txt.example is unknown.
%% japanese-notice bounce kim@example.jp
From: MAILER-DAEMON@mail.example.jp
Subject: 配信不能通知
Content-Type: text/plain; charset=iso-2022-jp

あなたのメールは配信できませんでした。
<kim@example.jp>
%% mail-system bounce kim@example.net
From: Mail System <mailsystem@isp.example>
Subject: Returned Mail: Exports

Your mail could not be delivered to the address kim@example.net
%% distribution-lists bounce kim@example.net
From: Administrator <administrator@corp.example>
Subject: Undeliverable: Exports

Delivery has failed to these recipients or distribution lists:
kim@example.net
%% service-says-bounced bounce kim@example.net
From: no-reply@mailservice.example
Subject: Email bounced

Your email to kim@example.net bounced. Reason: mailbox does not exist.
%% processed-recipients bounce kim@example.net
From: "Mail Delivery Service" <postmaster@cable.example>
Subject: Delivery Status Notification

 - These recipients of your message have been processed by the mail server:
kim@example.net; Failed; 5.1.1 (bad destination mailbox address)
%% vm-subsystem bounce kim@example.net
From: Mail_Delivery_Subsystem@vm.example
Subject: Undelivered mail

Mail to kim@example.net was not delivered. Local user does not exist.
%% mmdf bounce kim@example.net
From: MMDF Mail System <mmdf@unix.example>
Subject: Failed mail (msg.aa01234)

    Your message could not be delivered to
'kim@example.net (host: example.net) (queue: smtp)' for the following
reason:  ' unknown host or domain'
%% pmdf bounce kim@example.net
From: "PMDF e-Mail Interconnect" <postmaster@vax.example>
Subject: Delivery failure

The following message was not delivered to its recipients
kim@example.net: unknown host
%% netmail bounce kim@example.net
From: NetMail <postmaster@netware.example>
Subject: Returned Mail - Error During Delivery

------ Failed Recipients ------
  <kim@example.net>: Requested action not taken: mailbox unavailable. [SMTP Error Code 550]
%% allowed-size bounce kim@example.net
From: Mail Delivery System <postmaster@smtp32.example>
Subject: Undeliverable Mail

User mailbox exceeds allowed size: kim@example.net

Original message follows.
%% sina bounce kim@example.net
From: <postmaster@sina.example>
Subject: Failed Mail

<kim@example.net>, mailbox not exist.
%% verdict-before-a-dash bounce kim@example.net
From: Postmaster <postmaster@hotel.example>
Subject: Your message was not delivered - Exports

The person you have tried to reach, kim@example.net, has no mailbox on this system any longer.
%% refused-connection bounce kim@example.net
From: DataMail <noreply@datamail.example>
Subject: Mail could not be delivered

Sorry! kim@example.net refused our connection.
%% blocked-by-a-list bounce kim@example.net
From: Mail Delivery System <Mailer-Daemon@host.example>
Subject: Mail delivery failed

550 5.7.1 kim@example.net blocked using a list
%% appliance bounce kim@example.net
From: SMTP Server <smtp@appliance.example>
Subject: Undeliverable message notification

Recipient: kim@example.net
Reason: 5.5.0 smtp;550 unknown local part
%% virus-found-on-delivery bounce kim@example.net
From: System Anti-Virus Administrator <postmaster@qs.example>
Subject: Mail delivery failed: VIRUS FOUND

Your mail to kim@example.net was rejected as it contains a virus.
%% still-trying delay
From: Mail Delivery System <mailer-daemon@host.example>
Subject: Mail delivery delayed: still trying

Delivery to kim@example.net is taking longer than usual. We will keep trying for two days.
%% exchange-german-of-a-server bounce kim@example.net
From: "Exchange-Server" <exchange@firma.example>
Subject: Unzustellbar: Exporte

Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.
Folgende(r) Empfänger kann/können nicht erreicht werden:
kim@example.net
%% exchange-dutch bounce kim@example.net
From: postmaster@bedrijf.example
Subject: Onbestelbaar: Exports

De e-mail kon niet worden afgeleverd bij kim@example.net
%% exchange-swedish bounce kim@example.net
From: postmaster@foretag.example
Subject: Olevererbart: Exports

Det gick inte att leverera till följande mottagare: kim@example.net
%% report-with-little-in-it bounce kim@example.net
From: Mail Delivery Subsystem <MAILER-DAEMON@list.example>
Subject: Returned mail: Service unavailable
Content-Type: multipart/report; boundary="b"

--b

   ----- The following addresses had permanent fatal errors -----
kim@example.net
--b
Content-Type: message/delivery-status

Final-Recipient: RFC822; kim@example.net
Status: 5.0.0
--b--
%% success-in-words delivered
From: Mail Delivery System <postmaster@corp.example>
Subject: Delivery Status Notification (Success)

Your message was successfully delivered to kim@example.net
"""
