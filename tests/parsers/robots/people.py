"""People's mails that look like a machine's in one way or another."""

# ruff: noqa: E501 - lines of mail are kept whole

PEOPLE = """
%% urgent-about-delivery-failure
From: Dana Whitfield <dana@example.com>
Subject: URGENT: Delivery failure

Priority: High
Customer: Contoso Ltd / 4711
Ticket #: 48213

Issue Summary: All mails are bounced: 550 5.1.1 user unknown, message rejected.

Customer Impact: 1,200 invoices cannot be sent.
%% urgent-about-delivery-failure-in-words
From: Dana Whitfield <dana@example.com>
Subject: URGENT: Delivery failure

Contoso's mails come back since 9 with 550 5.1.1 user unknown. Can somebody of platform look, please?
%% undeliverable-escalation
From: Dana Whitfield <dana@example.com>
Subject: ESCALATION - Undeliverable: all mail to Contoso - Ticket #48213

Their whole domain is unreachable, messages could not be delivered since Monday.
%% delivery-failure-without-the-word
From: Dana Whitfield <dana@example.com>
Subject: Delivery failure at Contoso

Hi all, Contoso says that their mails could not be delivered since this morning. Did we change anything?

Dana
%% delivery-failure-of-goods
From: Lee Ortiz <lee@example.com>
Subject: Failed delivery of the spare parts

The courier was not able to deliver the parts to the customer, the address does not exist any more. Whom do we ask?
%% forwarded-bounce-with-a-comment
From: Dana Whitfield <dana@example.com>
Subject: Fwd: Undelivered Mail Returned to Sender

Do you know why our mails to Kim come back?

---------- Forwarded message ---------
From: MAILER-DAEMON@mx3.example.org
Date: Mon, 2 Mar 2026 10:00
Subject: Undelivered Mail Returned to Sender
To: <dana@example.com>

This is the mail system at host mx3.example.org.
<kim@example.net>: 550 5.1.1 unknown
%% forwarded-bounce-without-a-comment
From: Dana Whitfield <dana@example.com>
Subject: FW: Undeliverable: Exports

From: Microsoft Outlook
Sent: Monday, March 2, 2026 10:00
To: Dana Whitfield
Subject: Undeliverable: Exports

Delivery has failed to these recipients or groups:
kim@example.net
%% bounce-attached
From: Dana Whitfield <dana@example.com>
Subject: Mails to Contoso bounce
Content-Type: multipart/mixed; boundary="b"

--b

The report is attached, can you see what is wrong?
--b
Content-Type: message/rfc822

From: MAILER-DAEMON@mx3.example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: text/plain

This is the mail system at host mx3.example.org.
--b--
%% answer-to-a-bounce
From: Kim Abel <kim@example.net>
Subject: Re: Undeliverable: Exports
In-Reply-To: <one@example.com>

My mailbox was full, it works again. Please send it once more.
%% answer-about-a-failure-notice
From: Pat <pat@example.net>
Subject: Re: failure notice
In-Reply-To: <one@example.com>

That user does not exist any more, the mail was returned to sender. I'd remove the address.
%% pasted-bounce-below-words
From: Lee Ortiz <lee@example.com>
Subject: Mail delivery failed for Contoso

When they write to us they get this:

550 5.1.1 <info@example.com>: Recipient address rejected: User unknown

Could you look at the aliases?

Lee
%% pasted-out-of-office
From: Dana Whitfield <dana@example.com>
Subject: Re: [ESC-42] Exports
In-Reply-To: <one@example.com>

Kim's mailbox answers:

I am out of the office until 16 March. This is an automatic reply.

So I'd ask Robin.
%% forwarded-absence
From: Dana Whitfield <dana@example.com>
Subject: Fwd: Automatic reply: Exports

He is away until the 16th, who covers?
%% on-leave-tomorrow
From: Kim Abel <kim@example.com>
Subject: On leave next week

Hi team, I am on leave from Monday. Robin has my cases.
%% vacation-request
From: Kim Abel <kim@example.com>
Subject: Vacation 16 to 20 March

May I take these days off? I will be back on the 23rd.
%% out-of-office-question
From: Kim Abel <kim@example.com>
Subject: Out of office rule broken

My out of office message is sent twice since the update. Any idea?
%% reply-that-says-he-is-away
From: Kim Abel <kim@example.com>
Subject: Re: Exports
In-Reply-To: <one@example.com>

I'm out of the office today, can Robin take this? I will be back tomorrow.
%% absent-colleague-escalation
From: Dana Whitfield <dana@example.com>
Subject: ESCALATION - Kim is out of the office

Kim is out of the office and Contoso waits for an answer.
%% noreen
From: Noreen Reply <n.reply@example.com>
Subject: Exports

Can you resend the file? The last one was empty.
%% nora-reply-address
From: Nora <noreply.nora@example.com>
Subject: Re: Exports
In-Reply-To: <one@example.com>

Thanks, that did it.
%% postmaster-a-person
From: Postmaster <postmaster@partner.example>
Subject: Re: Your question about our SPF record
In-Reply-To: <one@example.com>

Hello Dana,

we have added your server to the record yesterday evening. Tell me if it still fails.

Best regards
Jo
%% admin-a-person
From: admin <admin@partner.example>
Subject: Maintenance tonight

Hi, we restart the mail server tonight at ten. Your mail will be delayed for some minutes.

Jo
%% root-a-person
From: Charlie Root <root@unix.example.edu>
Subject: Re: your account
In-Reply-To: <one@example.com>

I have reset it. The old password does not exist any more.
%% system-administrator-a-person
From: System Administrator <sysadmin@partner.example>
Subject: Printer queue

The queue hangs again, I will look at it after lunch. Bob
%% auto-submitted-no
From: Kim Abel <kim@example.com>
Subject: Automatic exports fail
Auto-Submitted: no

They fail since Monday.
%% suppresses
From: Kim Abel <kim@example.com>
Subject: Exports
X-Auto-Response-Suppress: DR, OOF, AutoReply

Please have a look.
%% automatic-backup-subject
From: Lee Ortiz <lee@example.com>
Subject: Automatic reports missing

The automatic reports have not been sent since Friday.
%% automated-test-failure
From: Lee Ortiz <lee@example.com>
Subject: Automated tests red

Please do not reply to this thread, talk to me in person. Lee
%% ticket-received-by-hand
From: Robin <robin@example.com>
Subject: Re: Ticket #48213
In-Reply-To: <one@example.com>

Thanks, your request has been received, I look at it today. Robin
%% ticket-subject-of-a-colleague
From: Robin <robin@example.com>
Subject: Ticket #48213 has been created for Contoso

I opened it for them, please take over.
%% thanks-for-contacting
From: Mia Support <mia@vendor.example>
Subject: RE: Exports [Case 00123456]
In-Reply-To: <one@example.com>

Hi Dana,

Thank you for contacting us. I have looked at the log that you sent, and the disk was full at 10:20. Could you free some space and try again?

Mia
%% agent-out-of-a-ticket-system
From: Robin (Vendor) <support@vendor.zendesk.example>
Subject: [Vendor] Re: Exports
In-Reply-To: <one@example.com>

##- Please type your reply above this line -##

Robin (Vendor)

Hello Dana, we found it: the export job has no rights on the folder. Please grant them and start it again.

This email is a service from Vendor.
%% read-my-notes
From: Kim Abel <kim@example.com>
Subject: Read: chapter 3 of the runbook

It says how to restart the exports.
%% read-receipt-question
From: Kim Abel <kim@example.com>
Subject: Read receipts are missing

Your message was read on Monday says Outlook, but the customer never got it.
%% declined-payments
From: Dana Whitfield <dana@example.com>
Subject: Declined: payments at Contoso

Every card is refused since 10:20.
%% accepted-offer
From: Lee Ortiz <lee@example.com>
Subject: Accepted: our offer to Contoso

They signed this morning!
%% canceled-order
From: Lee Ortiz <lee@example.com>
Subject: Cancelled: order 7731

The customer does not want it any more.
%% delayed-shipment
From: Lee Ortiz <lee@example.com>
Subject: Delayed: shipment to Contoso

It has been delayed again and will be delivered on Friday.
%% delivered-parcel
From: Lee Ortiz <lee@example.com>
Subject: Delivered: the new laptops

They are in room 12.
%% verification-question
From: Kim Abel <kim@example.com>
Subject: Please confirm your message to Contoso

Did you really promise them Friday?
%% virus-report
From: Kim Abel <kim@example.com>
Subject: Virus detected on my laptop

The scanner says that a virus was found in a mail attachment. What do I do?
%% newsletter-like
From: Mia <mia@example.com>
Subject: URGENT: last chance to register for the team day

Only today! Tell me by noon whether you come.
%% over-a-list-with-precedence list
From: Kim Abel <kim@example.net>
Subject: Re: [tech] Exports
Precedence: list
List-Id: Tech <tech.lists.example>

I see it too.
%% returned-mail-of-paper
From: Front desk <desk@example.com>
Subject: Returned mail

The letter to Contoso came back from the post office, the street does not exist any more.
%% mailing-list-moderation-question
From: Kim Abel <kim@example.com>
Subject: Your message to the tech list

I saw that it is being held for moderation, shall I approve it?
%% german-unzustellbar
From: Jan Vogt <jan@example.de>
Subject: Unzustellbare Pakete

Drei Pakete an Contoso kamen zurück, die Adresse ist unbekannt. Wer kümmert sich?
%% german-urlaub
From: Jan Vogt <jan@example.de>
Subject: Urlaub nächste Woche

Ich bin ab Montag im Urlaub und am 16. wieder im Büro. Bitte schaut auf meine Tickets.
%% german-abwesend-kunde
From: Jan Vogt <jan@example.de>
Subject: Kunde abwesend

Der Kunde ist bis Freitag nicht erreichbar, ich melde mich dann wieder.
%% french-absent
From: Luc Martin <luc@example.fr>
Subject: Absent demain

Je suis absent demain, Marie prend mes dossiers.
%% spanish-ausente
From: Ana Ruiz <ana@example.es>
Subject: Ausente el viernes

Estaré fuera de la oficina el viernes, avisad a Luis.
%% bulk-from-a-person-over-majordomo list
From: Kim Abel <kim@example.net>
Sender: owner-tech@lists.example
Subject: Re: Exports
In-Reply-To: <one@example.com>
Precedence: bulk

I see it too, since the update.
%% bounce-handling-developer
From: Sam Dev <sam@example.com>
Subject: Bounce handling

I have a patch that reads X-Failed-Recipients, Final-Recipient and Status: 5.1.1. Review welcome.
%% asks-about-a-line-of-a-report
From: Sam Dev <sam@example.com>
Subject: What does this mean?

We get this from their server:

Final-Recipient: rfc822; kim@example.net
Action: failed
Status: 5.1.1

What is wrong with it?
%% bounced-check
From: Lee Ortiz <lee@example.com>
Subject: Bounced check from Contoso

Their bank returned it, account has been disabled.
%% warning-about-a-queue
From: Sam Dev <sam@example.com>
Subject: Warning: message queue is full

Messages are delayed, consumers will retry. I look at it now.
%% json-log
From: Sam Dev <sam@example.com>
Subject: Event payload

Look at what they send us:

{"event": "bounce", "email": "kim@example.net"}

Is that documented anywhere?
%% problem-subject
From: Lee Ortiz <lee@example.com>
Subject: Problem: login is slow

Since ten it takes a minute.
%% null-path-and-words
Return-Path: <>
From: Kim Abel <kim@example.com>
Subject: ESCALATION - Exports - Ticket #48213
X-Note: the gateway lost the path

Priority: High
Customer: Contoso
Issue Summary: exports end without a file
Customer Impact: invoices wait
%% bulk-mark-and-a-template
From: Kim Abel <kim@example.com>
Subject: ESCALATION - Exports - Ticket #48213
Precedence: bulk

Priority: High
Customer: Contoso
Issue Summary: exports end without a file
Steps Taken: restarted it
Customer Impact: invoices wait
%% short-thanks
From: Kim Abel <kim@example.com>
Subject: Re: Exports
In-Reply-To: <one@example.com>

Got your message, will reply soon.
%% confirms-reading
From: Kim Abel <kim@example.com>
Subject: Read it
In-Reply-To: <one@example.com>

Your message was read by all of us, thanks.
%% auto-insurance
From: Lee Ortiz <lee@example.com>
Subject: Auto insurance portal down

Nobody can log in at the auto insurance portal.
%% auto-colon
From: Lee Ortiz <lee@example.com>
Subject: Auto: who drives to Contoso?

I have four seats.
%% recall-of-goods
From: Lee Ortiz <lee@example.com>
Subject: Recall: batch 7 of the adapters

Customers have to send them back.
%% absence-list
From: Mia <mia@example.com>
Subject: Absence: please fill in the list

By Friday, please.
"""

# Written after the rules, to try them.
ODD = """
%% bounce-castle
From: Bounce House Rentals <info@bounce.example>
Subject: Bounce castle for the summer party

It can be delivered on Friday. Shall I send an offer?
%% answer-to-an-absence
From: Kim Abel <kim@example.com>
Subject: Re: Automatic reply: Exports
In-Reply-To: <one@example.com>

I see you are back, welcome! Can we talk at ten?
%% colleague-called-root
From: Mike Root <root.mike@example.com>
Subject: mail server is down

Mails to the outside could not be delivered since 8. 550 relay access denied everywhere. I am on it.
%% mail-team
From: Mail Team <mailteam@example.com>
Subject: Delivery problems yesterday

Dear colleagues, some mails were delayed yesterday evening and are now delivered. Sorry for the trouble.
%% helpdesk-by-hand
From: Helpdesk <helpdesk@example.com>
Subject: Re: printer
In-Reply-To: <one@example.com>

Hi Dana, I replaced the toner, please try again. Ticket 4711 stays open until you say so. Jo
%% vendor-asks-for-a-log
From: Support <support@vendor.example>
Subject: Your ticket 4711: we need a log

Hi, could you send us the log of Monday? We could not find the cause yet. Mia from Vendor
%% away-next-week
From: Kim Abel <kim@example.com>
Subject: Out of office next week

Hi all, just so you know that I am out of the office next week.

Kim
%% how-to-switch-it-on
From: Kim <kim@example.com>
Subject: out of office

do you know how to switch this on in the new outlook
%% virus-warning
From: Jo <jo@example.com>
Subject: virus warning from finance

They got a mail with a virus. It was not delivered to others, I think.
%% confirm-with-the-customer
From: Jo <jo@example.com>
Subject: Request

Please confirm your message with the customer, he says that he was promised Friday.
%% alerts-team
From: Alerts Team Lead <lead@example.com>
Subject: Alert fatigue

We have too many. Let us meet.
%% bounces-escalated
From: Jo <jo@example.com>
Subject: ESCALATION - Bounces from Contoso

MAILER-DAEMON answers each of our invoices. 5.1.1 user unknown. They cannot be delivered, customer is angry.
%% disk-warning
From: Jo <jo@example.com>
Subject: Warning: disk will be full tomorrow

I ordered a new one.
%% server-team
From: Server Team <server@example.com>
Subject: Returned mail from the new relay

Hi, messages were rejected by the relay this morning. We fixed the rule, tell us if it happens again.
%% owner-of-a-board
From: Jo Owner <owner@example.com>
Subject: Your message to the board

Thanks, I pass it on.
%% gateway-church
From: Gateway Community Church <office@gateway.example>
Subject: Delivery failure of the chairs

The chairs could not be delivered. Can we borrow some?
%% zustellung-fehlgeschlagen
From: Jan <jan@example.de>
Subject: Zustellung fehlgeschlagen

Der Kunde bekommt seit heute morgen diese Meldung, wenn er uns schreibt. Könnt ihr nachsehen?
%% message-non-remis
From: Luc <luc@example.fr>
Subject: Message non remis

Bonjour, le client dit que ses messages ne nous arrivent plus. Merci de vérifier.
%% vendor-assigns
From: Support <support@vendor.example>
Subject: RE: Case 00123456 Exports
In-Reply-To: <one@example.com>

Thank you for contacting us. I have assigned your case to our database team, they will call you today at 15:00.

Mia
%% auto-reply-broken
From: Kim <kim@example.com>
Subject: Auto-reply broken

The auto-reply of the shop is not sent any more. Please do not reply to the customers before it works.
%% undelivered-letters
From: Exchange Student Office <office@uni.example>
Subject: Undelivered letters

Two letters came back. Address unknown. Do you have a new one?
%% ticket-done
From: Kim <kim@example.com>
Subject: Re: [SUP-1234] Exports
In-Reply-To: <one@example.com>

This is done, the ticket has been created for the rest. I will be back on Monday.
%% own-mailbox-full
From: Jo <jo@example.com>
Subject: Mailbox full

My mailbox is full again and mails are rejected. Please raise my quota.
%% where-are-the-parts
From: Jo <jo@example.com>
Subject: Delivery status

Where are the parts? They were not delivered, the address was unknown to the driver.
%% postmaster-asks
From: postmaster <postmaster@partner.example>
Subject: Blocked by your server

Hello, your server rejects our mail with 550 5.7.1 since yesterday. Please unblock us. Jo
%% mailbox-moves
From: IT Service <service@example.com>
Subject: Your mailbox moves on Friday

Hi, we move your mailbox to the new server on Friday. You do nothing. IT
%% email-failed
From: Jo <jo@example.com>
Subject: Email failed

I sent you the contract but my email failed, the attachment was too big. Here is a link.
%% forwarded-with-a-question
From: Jo <jo@example.com>
Subject: Fwd: Delivery Status Notification (Failure)

Any idea?

---------- Forwarded message ---------
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Date: Mon, 2 Mar 2026 10:00
Subject: Delivery Status Notification (Failure)
To: <jo@example.com>

Address not found. Your message wasn't delivered to kim@example.net because the address couldn't be found.
%% away-today
From: Kim <kim@example.com>
Subject: Away today
In-Reply-To: <x@example.com>

I'm ill, Robin has my cases.
%% user-unknown-in-a-log
From: Jo <jo@example.com>
Subject: User unknown

A user calls himself Max in the audit log, nobody knows him. Can you check the account?
%% vendor-read-the-log
From: Mia <support@vendor.example>
Subject: Your request about the exports

Hi Dana, I have received your request and read the log. The disk was full. Please free 2 GB and run it again.

Mia
%% message-from-the-customer
From: Jo <jo@example.com>
Subject: Message from the customer

He says: our mail could not be delivered. The account is blocked. What now?
%% new-colleague
From: admin@example.com
Subject: New colleague

Please welcome Sam, who starts today.
%% what-does-it-mean
From: Jo <jo@example.com>
Subject: Undeliverable: what does it mean

My mail to Contoso came back with this. Their mailbox does not exist. Do you have another address?
%% wish-for-an-automatic-reply
From: Jo <jo@example.com>
Subject: automatic reply for March

Please put up an automatic reply for the support mailbox for the holidays.
%% root-cause-team
From: Root Cause Team <rca@example.com>
Subject: Failure report

The export failed because the account was disabled. See the page for all of it.
%% error-report
From: Jo <jo@example.com>
Subject: Error report

User mailbox full errors flood the log: 552 5.2.2 in every line. Who owns the job?
%% only-problem
From: Jo <jo@example.com>
Subject: Problem

Nothing works.
%% nachricht-an-den-kunden
From: Jan <jan@example.de>
Subject: Nachricht an den Kunden

Die Nachricht wurde nicht zugestellt, das Postfach ist voll. Ich rufe ihn an.
%% your-message
From: Jo <jo@example.com>
Subject: Your message

Got it, thanks. I am out of the office tomorrow, so call me today.
%% theatre-tickets
From: Ticket Desk <tickets@theatre.example>
Subject: Your tickets for Friday

Your order has been received. See you on Friday!
%% asks-for-the-ticket
From: Jo <jo@example.com>
Subject: Ticket received?

Has my ticket been created? I have no number.
"""
