"""Replies: commands in the first visible line, and answers to an information request."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import Made
from tests.corpus.programs import escape, mail, multi, normal, outlook, page, part, plain, quote

SUBJECT = "Re: [ESC-7] Invoices are printed twice"
THREAD = {"In_Reply_To": "<esc-7@example.com>"}
LETTER = "Support Escalations asks Dana Whitfield:\n\nMissing: customer impact, by when.\n\nCustomer Impact:\n\nCustomer Expectation:\n"
ABOVE = "On Mon, Mar 2, 2026 at 10:05 AM Support Escalations <support@example.com> wrote:\n"
ASKED = ["customer_impact", "customer_expectation"]
IMPACT, EXPECTATION = "Accounting sorts 400 pages by hand.", "A fix by Friday noon."
COMMANDS = {
    "mine": ("mine", {"name": "claim"}), "ack-with-name": ("Ack\n\nJo", {"name": "claim", "text": "Jo"}), "on-it-exclamation": ("On it!", {"name": "claim"}), "thumbs-up": ("👍", {"name": "claim"}),
    "got-it-will-look": ("got it, will look", {"name": "claim"}), "german-uebernehme": ("Hallo Dana,\n\nich übernehme", {"name": "claim"}), "french-je-prends": ("Je prends.", {"name": "claim"}),
    "spanish-me-encargo": ("Me encargo", {"name": "claim"}), "italian-ci-penso-io": ("Ci penso io!", {"name": "claim"}), "dutch-ik-pak-het-op": ("Ik pak het op", {"name": "claim"}), "portuguese-eu-assumo": ("Eu assumo.", {"name": "claim"}),
    "info-question": ("info? Which version do they run?", {"name": "info", "text": "Which version do they run?"}), "rueckfrage": ("Rückfrage: Welche Version?", {"name": "info", "text": "Welche Version?"}),
    "pass-to": ("pass to jo@example.com", {"name": "pass", "to": "jo@example.com"}), "pass-to-mailto-link": ("pass to jo@example.com<mailto:jo@example.com>", {"name": "pass", "to": "jo@example.com"}),
    "raise": ("raise", {"name": "raise"}), "raise-to-level": ("Raise to level 4", {"name": "raise", "level": 4}), "lower": ("lower 1", {"name": "lower", "level": 1}),
    "priority": ("priority low", {"name": "priority", "priority": "low"}), "prioritaet-hoch": ("Priorität: hoch", {"name": "priority", "priority": "high"}),
    "waiting-until": ("waiting until Friday 10:00", {"name": "waiting", "until": "Friday 10:00"}), "warten-bis": ("Warten bis Montag", {"name": "waiting", "until": "Montag"}), "resume": ("resume", {"name": "resume"}),
    "update": ("update: a fix comes tonight\n\nMore tomorrow.", {"name": "update", "text": "a fix comes tonight\n\nMore tomorrow."}), "send-ack": ("Send ack", {"name": "send_ack"}), "calm": ("calm", {"name": "calm"}),
    "done-with-outcome": ("done: the driver was replaced", {"name": "done", "text": "the driver was replaced"}), "erledigt": ("Erledigt: Treiber getauscht", {"name": "done", "text": "Treiber getauscht"}), "resolu": ("Résolu : pilote remplacé", {"name": "done", "text": "pilote remplacé"}),
    "reopen": ("reopen", {"name": "reopen"}), "cancel": ("cancel: sent twice", {"name": "cancel", "text": "sent twice"}), "status": ("Status?", {"name": "status"}), "why": ("why?", {"name": "why"}), "pourquoi": ("Pourquoi ?", {"name": "why"}),
    "away": ("away until Monday cover jo@example.com", {"name": "away", "until": "Monday", "cover": "jo@example.com"}), "help": ("help", {"name": "help"}), "bold": ("*mine*", {"name": "claim"}),
}  # fmt: skip
NOTES = {
    "mine-says": "Mine says the same error.", "done-in-a-sentence": "Done with lunch, will look at it then.", "raise-in-a-sentence": "Raise your hand if you saw this before.", "why-in-a-sentence": "Why does it print twice on this driver only?",
    "thanks": "Thanks for the details.", "status-in-a-sentence": "Status pages are green everywhere.",
}  # fmt: skip


def build() -> Made:
    history = "\n" + ABOVE + quote("Reply with: mine - done: outcome - raise")
    for name, (text, command) in COMMANDS.items():
        yield (
            f"command-{name}",
            plain(f"{text}\n{history}", SUBJECT, **THREAD),
            {"kind": "reply", "verdict": "command", "command": command},
        )
    for name, text in NOTES.items():
        yield (
            f"command-not-{name}",
            plain(f"{text}\n{history}", SUBJECT, **THREAD),
            {"kind": "reply", "verdict": "note", "command": None, "text": text},
        )
    yield (
        "command-not-negated-claim",
        plain(f"Not mine, ask the other team.\n{history}", SUBJECT, **THREAD),
        {"kind": "reply", "verdict": "command", "command": {"name": "decline", "text": "ask the other team."}},
    )
    yield (
        "command-note",
        plain(f"note: their admin is Kim\n{history}", SUBJECT, **THREAD),
        {"verdict": "note", "command": {"name": "note", "text": "their admin is Kim"}},
    )
    yield (
        "command-in-outlook-html",
        page(
            outlook(
                normal("mine")
                + normal()
                + normal("Jo Berg")
                + '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
                + normal(
                    "<b>From:</b> Support Escalations &lt;support@example.com&gt; <br><b>Sent:</b> Monday, March 2, 2026 10:05 AM<br><b>To:</b> Jo Berg<br><b>Subject:</b> [ESC-7] Invoices"
                )
                + "</div>"
                + normal("Reply with mine")
            ),
            SUBJECT,
            **THREAD,
        ),
        {"kind": "reply", "verdict": "command", "command": {"name": "claim", "text": "Jo Berg"}},
    )
    yield (
        "command-ios-signature",
        plain(
            "on it\n\nSent from my iPhone\n\n> On 2. Mar 2026, at 10:05, Support Escalations <support@example.com> wrote:\n>\n> Reply with mine\n",
            SUBJECT,
            **THREAD,
        ),
        {"verdict": "command", "command": {"name": "claim"}, "text": "on it"},
    )
    yield (
        "command-below-an-external-banner",
        plain(f"[EXTERNAL]\n\nmine\n{history}", SUBJECT, **THREAD),
        {"verdict": "command", "command": {"name": "claim"}},
    )
    yield from _reactions()
    yield from _answers()
    yield from _own_words()


def _reactions() -> Made:
    """A thumb up as Gmail and Outlook send it to who has another program; and a heart,
    which says nothing of who has it."""
    said, claim = (
        "Kim Abel reacted via Gmail\n<https://www.example.com/gmail/about>",
        {"verdict": "command", "command": {"name": "claim"}},
    )
    markup = '<div style="font-size:40px">👍</div><div>Kim Abel reacted via <a href="https://www.example.com/gmail/about">Gmail</a></div>'
    parts = [
        part(f"👍\n\n{said}\n\n{ABOVE}{quote('Reply with mine')}"),
        part('{"version":1,"emoji":"👍"}', "vnd.google.email-reaction+json"),
    ]
    yield "command-reaction-gmail", mail(multi([*parts, part(markup, "html")]), SUBJECT, **THREAD), claim
    head = "________________________________\nFrom: Support Escalations <support@example.com>\nSent: Monday, March 2, 2026 10:05 AM\nSubject: [ESC-7] Invoices\n\nReply with mine\n"
    yield (
        "command-reaction-outlook-text",
        plain(f"[Like] Kim Abel reacted to your message:\n{head}", SUBJECT, **THREAD),
        claim,
    )
    for name, alt, expected in (
        ("outlook", "Like", claim),
        ("outlook-german", "Gefällt mir", claim),
        ("heart", "Heart", {"verdict": "note", "command": None}),
    ):
        verb = "hat auf Ihre Nachricht reagiert:" if name.endswith("german") else "reacted to your message:"
        shown = (
            f'<p><img src="https://res.example.com/1.png" alt="{alt}" width="20"> Kim Abel {verb}</p><hr>'
            + normal(
                "<b>From:</b> Support Escalations &lt;support@example.com&gt;<br><b>Sent:</b> Monday, March 2, 2026 10:05 AM<br><b>To:</b> Kim<br><b>Subject:</b> [ESC-7] Invoices"
            )
            + normal("Reply with mine")
        )
        yield f"command-{'not-' if alt == 'Heart' else ''}reaction-{name}", page(shown, SUBJECT, **THREAD), expected
    phone = "Liked “Nobody has taken ESC-7 yet. Answer by today 15:40 (Berlin), in 31 minutes.”\n"
    yield "command-reaction-phone", plain(phone, SUBJECT, **THREAD), claim


# What a careless reader takes for a signature, a disclaimer or an older mail; {above} is the attribution and its quote.
OWN_WORDS = {
    "begin-like-a-disclaimer": ("Questo messaggio appare sullo schermo: coda piena.\nSuccede da lunedì.\n\n{above}", "Questo messaggio appare sullo schermo: coda piena.\nSuccede da lunedì."),
    "begin-like-a-programs-line": ("Sent from Outlook the report is fine, sent from the portal it is empty.\n\n{above}", "Sent from Outlook the report is fine, sent from the portal it is empty."),
    "begin-like-a-banner": ("Caution: the external mail server is down.\n\n{above}", "Caution: the external mail server is down."),
    "behind-a-tag": ("[EXTERNAL] The disk is full.\n\n{above}", "The disk is full."),
    "below-the-name": ("The disk is full.\n\nThanks\nJo\n\nOne more thing: they want a call back before noon.\n\n{above}", "The disk is full.\n\nOne more thing: they want a call back before noon."),
    "below-thanks": ("Hello.\n\nThanks\n\nThe disk is full, we need a bigger one before Friday.\n\n{above}", "Hello.\n\nThanks\n\nThe disk is full, we need a bigger one before Friday."),
    "below-a-quote-under-a-signature": ("Sent from my iPhone\n\n{above}\nThe disk is full.\n", "The disk is full."),
    "right-above-the-attribution": ("No idea, call me.\nSupport Escalations <support@example.com> wrote:\n> Which version?\n", "No idea, call me."),
    "that-tell-of-a-letter": ("We called.\n\nOn Monday at 10:05 the vendor wrote:\nplease restart.\n\nWe did, and it did not help.\n\n{above}", "We called.\n\nOn Monday at 10:05 the vendor wrote:\nplease restart.\n\nWe did, and it did not help."),
    "from-to-date": ("The lorry.\n\nFrom: Berlin\nTo: Hamburg\nDate: 3 March\nthe label printer was offline.\n\n{above}", "The lorry.\n\nFrom: Berlin\nTo: Hamburg\nDate: 3 March\nthe label printer was offline."),
}  # fmt: skip
HISTORIES = {
    "czech-head": "Od: Support <support@example.com>\nOdesláno: pondělí 2. března 2026 10:05\nKomu: Jo\nPředmět: Invoices\n\nOdpovězte prosím.\n",
    "head-with-blank-lines": "From: Support <support@example.com>\n\nSent: Monday, March 2, 2026 10:05\n\nTo: Jo\n\nSubject: Invoices\n\nPlease answer.\n",
    "groupwise": ">>> Support <support@example.com> 02.03.26 10:05 >>>\nPlease answer.\n",
    "help-desk-line-german": "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##\n\nIhre Anfrage wurde aktualisiert.\n",
    "chinese-attribution": "Support <support@example.com> 于2026年3月2日周一10:05写道：\n> Please answer.\n",
    "polish-attribution": "W dniu 02.03.2026 o 10:05, Support Escalations pisze:\n> Please answer.\n",
    "mutt-attribution": "* Support <support@example.com> [2026-03-02 10:05]:\n> Please answer.\n",
    "horde-attribution": "Zitat von Support <support@example.com>:\n> Please answer.\n",
    "swedish-iphone-line": "Skickat från min iPhone\n\nDen mån 2 mars 2026 kl 10:05 skrev Support <support@example.com>:\n> Please answer.\n",
    "finnish-disclaimer": "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle.\n",
}  # fmt: skip


def _own_words() -> Made:
    above = ABOVE + quote("Which version?")
    for name, (text, own) in OWN_WORDS.items():
        yield (
            f"reply-own-words-{name}",
            plain(text.replace("{above}", above), SUBJECT, **THREAD),
            {"verdict": "note", "text": own},
        )
    for name, history in HISTORIES.items():
        yield (
            f"reply-history-{name}",
            plain(f"The disk is full.\n\n{history}", SUBJECT, **THREAD),
            {"verdict": "note", "text": "The disk is full."},
        )
    forward = "---------- Forwarded message ---------\nFrom: Ann <ann@contoso.com>\nDate: Mon, Mar 2, 2026\nSubject: Help\nTo: <dana@example.com>\n\n"
    yield (
        "forward-of-a-forward",
        plain(f"{forward}{forward}Our export is down.\n", "Fwd: Fwd: Help"),
        {"text": "Our export is down."},
    )


def _answers() -> Made:
    both = {
        "kind": "reply",
        "asked": ASKED,
        "answers": {"customer_impact": IMPACT, "customer_expectation": EXPECTATION},
    }
    labelled = f"Customer Impact: {IMPACT}\nCustomer Expectation: {EXPECTATION}\n"
    quoted = quote(LETTER)

    def filled(marks: str) -> str:
        return f"{ABOVE}{quote(LETTER)}".replace("> Customer Impact:", f"> Customer Impact:{marks}{IMPACT}").replace(
            "> Customer Expectation:", f"> Customer Expectation:{marks}{EXPECTATION}"
        )

    def send(name: str, text: str, expected: dict[str, object] = both) -> tuple[str, bytes, dict[str, object]]:
        return f"answer-{name}", plain(text, SUBJECT, **THREAD), expected

    yield send("above", f"{labelled}\n{ABOVE}{quoted}")
    yield send("below", f"{ABOVE}{quoted}\n{labelled}")
    yield send("inline-on-the-next-line", filled("\n"))
    yield send("inline-after-a-blank-line", filled("\n\n"))
    yield send("inline-behind-the-quoted-label", filled(" "))
    yield send("inline-and-a-word-above", f"Please see below.\n\n{filled(chr(10))}")
    yield send("inline-without-attribution", filled("\n").split("\n", 1)[1])
    yield send(
        "inline-quoted-twice",
        f"{ABOVE}{quote(quoted)}".replace("> > Customer Impact:", f"> > Customer Impact:\n\n{IMPACT}\n").replace(
            "> > Customer Expectation:", f"> > Customer Expectation:\n\n{EXPECTATION}\n"
        ),
    )
    yield send(
        "inline-in-an-outlook-header-block",
        f"From: Support Escalations <support@example.com>\nSent: Monday, March 2, 2026 10:05 AM\nTo: Dana\nSubject: [ESC-7] Invoices\n\n{LETTER}".replace(
            "Customer Impact:", f"Customer Impact: {IMPACT}"
        ).replace("Customer Expectation:", f"Customer Expectation: {EXPECTATION}"),
    )
    yield send("synonyms", f"Impact: {IMPACT}\nExpected by: {EXPECTATION}\n\n{ABOVE}{quoted}")
    yield send(
        "german-labels",
        f"Hallo,\n\nAuswirkungen auf den Kunden: {IMPACT}\nErwartung des Kunden: {EXPECTATION}\n\nViele Grüße\nDana\n\n{ABOVE}{quoted}",
    )
    yield send(
        "one-of-two",
        f"Impact: {IMPACT}\n\n{ABOVE}{quoted}",
        {"kind": "reply", "asked": ASKED, "answers": {"customer_impact": IMPACT, "customer_expectation": None}},
    )
    yield send(
        "placeholder-is-no-answer",
        f"Impact: tbd\nExpectation: {EXPECTATION}\n\n{ABOVE}{quoted}",
        {"kind": "reply", "asked": ASKED, "answers": {"customer_impact": None, "customer_expectation": EXPECTATION}},
    )
    yield send(
        "unlabelled-when-one-was-asked",
        f"Hi,\n\nby Friday noon.\n\nThanks\nDana\n\n{ABOVE}{quote('Customer Expectation:')}",
        {"kind": "reply", "asked": ["customer_expectation"], "answers": {"customer_expectation": "by Friday noon."}},
    )
    yield send(
        "steps-unlabelled",
        f"1. Cleared the queue\n2. Reinstalled the driver\n\n{ABOVE}{quote('Steps Taken:')}",
        {
            "kind": "reply",
            "asked": ["steps_taken"],
            "answers": {"steps_taken": ["Cleared the queue", "Reinstalled the driver"]},
        },
    )
    yield send(
        "steps-inline",
        f"{ABOVE}> Steps Taken:\n\n1. Cleared the queue\n2. Reinstalled the driver\n\n> Best regards\n",
        {
            "kind": "reply",
            "asked": ["steps_taken"],
            "answers": {"steps_taken": ["Cleared the queue", "Reinstalled the driver"]},
        },
    )
    yield send(
        "none-because",
        f"Attachments: none because the machine is offline\n\n{ABOVE}{quote('Attachments:')}",
        {"kind": "reply", "asked": ["files"], "answers": {"attachments": ["none because the machine is offline"]}},
    )
    yield "answer-fresh-mail", plain(labelled, "[ESC-7] more about the invoices"), both
    yield (
        "answer-gmail-html-inline",
        page(
            f'<div dir="ltr"><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(ABOVE)}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>Missing: customer impact, by when.</div><div>Customer Impact:</div></blockquote><div>{IMPACT}</div><blockquote class="gmail_quote"><div>Customer Expectation:</div></blockquote><div>{EXPECTATION}</div></div></div>',
            SUBJECT,
            **THREAD,
        ),
        both,
    )
    yield (
        "answer-outlook-html-above",
        page(
            outlook(
                normal(f"Customer Impact: {IMPACT}")
                + normal(f"Customer Expectation: {EXPECTATION}")
                + '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
                + normal(
                    "<b>From:</b> Support Escalations &lt;support@example.com&gt; <br><b>Sent:</b> Monday, March 2, 2026 10:05 AM<br><b>To:</b> Dana<br><b>Subject:</b> [ESC-7] Invoices"
                )
                + "</div>"
                + normal("Customer Impact:")
                + normal("Customer Expectation:")
            ),
            SUBJECT,
            **THREAD,
        ),
        both,
    )
    yield (
        "answer-outlook-html-coloured-inline",
        page(
            outlook(
                normal("See my answers in red.")
                + '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
                + normal(
                    "<b>From:</b> Support Escalations &lt;support@example.com&gt; <br><b>Sent:</b> Monday, March 2, 2026 10:05 AM<br><b>To:</b> Dana<br><b>Subject:</b> [ESC-7] Invoices"
                )
                + "</div>"
                + normal(f'Customer Impact: <span style="color:red">{IMPACT}</span>')
                + normal(f'Customer Expectation: <span style="color:red">{EXPECTATION}</span>')
            ),
            SUBJECT,
            **THREAD,
        ),
        both,
    )
    yield (
        "answer-table-filled-in",
        page(
            f"<html><body><table><tr><td>Customer Impact</td><td>{IMPACT}</td></tr><tr><td>Customer Expectation</td><td>{EXPECTATION}</td></tr></table><blockquote type=cite>{escape(LETTER).replace(chr(10), '<br>')}</blockquote></body></html>",
            SUBJECT,
            **THREAD,
        ),
        both,
    )
    wrapped = (
        "Almost there: two things are missing before this can go up.\n\n"
        "Please answer this mail and write behind the colons; leave the rest as\nit is:\n\n"
        "Customer Impact (who or what is affected, and how badly): Accounting\nsorts 400 pages by hand.\n\n"
        "Customer Expectation (what are they asking for, and by when?):\ntomorrow at 10:00\n\n"
        "I keep it here meanwhile as ESC-7; nobody has been told yet.\n"
    )
    yield (
        "answer-broken-off-behind-its-colon",
        plain(f"{ABOVE}\n{quote(wrapped)}", SUBJECT, **THREAD),
        {
            "asked": ASKED,
            "answers": {
                "customer_impact": "Accounting sorts 400 pages by hand.",
                "customer_expectation": "tomorrow at 10:00",
            },
        },
    )
