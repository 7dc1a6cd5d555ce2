"""The template through mail programs and people's habits."""

# ruff: noqa: E501 - lines of mail are kept whole

import base64

from tests.builders import make_png
from tests.corpus.expected import FIELDS, Made, short_of, whole
from tests.corpus.programs import (
    CRLF,
    STORY,
    SUBJECT,
    attach,
    both,
    escape,
    mail,
    multi,
    normal,
    outlook,
    outlook_form,
    page,
    part,
    plain,
    table_form,
    tell,
    web_form,
    word_list,
    word_table,
    write,
)  # fmt: skip

STEPS = [str(step) for step in STORY["Steps Taken"]]
APPLE = '<html aria-label="message body"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{}</body></html>'
NEW_OUTLOOK = '<div class="elementToProof" style="font-family: Aptos, Aptos_EmbeddedFont, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">'
OWA = '<div style="font-family: Calibri, Arial, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">'
DISCLAIMER = (
    "This e-mail and any attachments are confidential and may be legally privileged. If you are not the intended recipient, "
    "please delete it: any legal action is reserved."
)


def build() -> Made:
    yield from _programs()
    yield from _encodings()
    yield from _marks()
    yield from _places()
    yield from _values()
    yield from _gaps()
    yield from _files()
    yield from _around()


def _programs() -> Made:
    text = write()
    yield "outlook-desktop-bold-labels", both(text, outlook(outlook_form())), whole()
    yield "outlook-desktop-html-only", page(outlook(outlook_form(bold=False))), whole()
    yield "outlook-desktop-windows-1252", page(outlook(outlook_form()), charset="windows-1252"), whole()
    yield "outlook-desktop-word-table", page(outlook(word_table())), whole()
    yield (
        "outlook-desktop-split-runs",
        page(
            outlook(
                outlook_form().replace("Customer Impact:", "Customer</span></b><b><span> Impact</span></b><b><span>:")
            )
        ),
        whole(),
    )
    yield (
        "outlook-desktop-spell-marks",
        page(outlook(outlook_form().replace("Fabrikam", '<span class="SpellE">Fabrikam</span>'))),
        whole(),
    )
    yield "outlook-desktop-bulleted-labels", page(outlook(_word_bullets())), whole()
    yield "outlook-web-divs", both(text, f'<html><body dir="ltr">{web_form(OWA)}</body></html>'), whole()
    yield (
        "outlook-web-html-only",
        page(
            f'<html><head><style type="text/css" style="display:none;"> P {{margin-top:0;margin-bottom:0;}} </style></head><body dir="ltr">{web_form(OWA)}</body></html>'
        ),
        whole(),
    )
    yield (
        "new-outlook-html-only",
        page(
            f'<html><body dir="ltr">{web_form(NEW_OUTLOOK)}<div id="Signature"><div>Dana Whitfield</div></div></body></html>'
        ),
        whole(),
    )
    yield (
        "new-outlook-spans",
        page(
            f'<html><body dir="ltr">{web_form(NEW_OUTLOOK).replace("<b>", "<span><b>").replace("</b>", "</b></span>")}</body></html>'
        ),
        whole(),
    )
    yield (
        "gmail-bold-stars-in-plain-text",
        both(
            _wrap(write().replace("Priority:", "*Priority:*").replace("Customer Impact:", "*Customer Impact:*")),
            f'<div dir="ltr">{web_form("<div>")}</div>',
        ),
        whole(),
    )
    yield "gmail-plain-part-only", plain(_starred(), cte="quoted-printable"), whole()
    yield "gmail-html-only", page(f'<div dir="ltr">{web_form("<div>")}</div>', cte="base64"), whole()
    yield (
        "gmail-table-pasted-from-sheets",
        page(
            f'<div dir="ltr"><google-sheets-html-origin><style type="text/css"><!--td {{border: 1px solid #cccccc;}}--></style>{table_form(attributes=chr(32) + "style=" + chr(34) + "overflow:hidden;padding:2px 3px" + chr(34))}</google-sheets-html-origin></div>'
        ),
        whole(),
    )
    yield "apple-mail-both-parts", both(text, APPLE.format(web_form("<div>"))), whole()
    yield "apple-mail-breaks", page(APPLE.format(escape(write()).replace("\n", "<br>"))), whole()
    yield "ios-first-line-outside-div", page(_ios()), whole()
    yield "ios-sent-from-my-iphone", plain(write() + "\nSent from my iPhone\n", cte="base64"), whole()
    yield (
        "ios-curly-apostrophes",
        plain(write({"Customer Impact": "Accounting can’t close the month."}), cte="quoted-printable"),
        whole(customer_impact="Accounting can’t close the month."),
    )
    yield (
        "android-gmail-auto-paragraphs",
        page('<div dir="auto">' + web_form('<div dir="auto">', blank='<div dir="auto"><br></div>') + "</div>"),
        whole(),
    )
    yield (
        "android-samsung-signature",
        page(
            f'<html><body><div dir="auto">{web_form("<div dir=auto>")}</div><div><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757">Sent from my Galaxy</div></div></body></html>'
        ),
        whole(),
    )
    yield (
        "thunderbird-html",
        both(
            text,
            f'<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body><p>{escape(write()).replace(chr(10), "<br>" + chr(10))}</p><pre class="moz-signature" cols="72">-- {chr(10)}Dana Whitfield</pre></body></html>',
        ),
        whole(),
    )
    yield (
        "thunderbird-pre-text-html",
        page(f'<html><body><pre wrap="" class="moz-quote-pre">{escape(write())}</pre></body></html>'),
        whole(),
    )
    yield (
        "mutt-plain-us-ascii",
        mail(
            b"Content-Type: text/plain; charset=us-ascii\r\nContent-Disposition: inline\r\n\r\n"
            + (write() + "\n-- \nDana Whitfield\nSupport\n").replace("\n", CRLF).encode(),
            User_Agent="Mutt/2.2.12",
        ),
        whole(),
    )
    yield (
        "pine-no-mime-headers",
        (
            "From: dana@example.com\r\nTo: support@example.com\r\nSubject: "
            + SUBJECT
            + "\r\n\r\n"
            + write().replace("\n", CRLF)
        ).encode(),
        whole(),
    )
    yield "help-desk-reply-line", plain("##- Please type your reply above this line -##\n\n" + write()), whole()
    yield "help-desk-html-card", page(_card()), whole()
    yield (
        "help-desk-key-value-export",
        plain(
            "\n".join(
                f"{label:<24}: {value}"
                for label, value in tell(
                    {
                        "Steps Taken": "1. Cleared the print queue: no change 2. Reinstalled the driver: no change 3. Printed from another workstation: same result"
                    }
                ).items()
            )
            + "\n"
        ),
        whole(),
    )
    yield (
        "web-form-ascii-table",
        plain(
            "\n".join(
                f"| {label:<22} | {value:<60} |"
                for label, value in tell(
                    {
                        "Steps Taken": "1. Cleared the print queue: no change 2. Reinstalled the driver: no change 3. Printed from another workstation: same result"
                    }
                ).items()
            )
            + "\n"
        ),
        whole(),
    )


def _word_bullets() -> str:
    said = []
    for label, value in tell().items():
        mark = '<p class="MsoListParagraphCxSpMiddle" style="text-indent:-18.0pt;mso-list:l1 level1 lfo2"><![if !supportLists]><span style="font-family:Symbol;mso-list:Ignore">·<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>'
        shown = f" {escape(value)}" if isinstance(value, str) else ""
        said.append(
            f"{mark}<b>{escape(label)}:</b>{shown}<o:p></o:p></p>\n"
            + (word_list(value) if not isinstance(value, str) else "")
        )
    return "".join(said)


def _wrap(text: str) -> str:
    return text.replace("\n  ", "\n   ")


def _starred() -> str:
    return (
        "\n\n".join(
            f"*{label}:* {value}"
            if isinstance(value, str)
            else f"*{label}:*\n" + "\n".join(f"   {n}. {step}" for n, step in enumerate(value, 1))
            for label, value in tell().items()
        )
        + "\n"
    )


def _ios() -> str:
    lines = write().rstrip("\n").split("\n")
    rest = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in lines[1:])
    return f'<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">{lines[0]}{rest}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div></body></html>'


def _card() -> str:
    rows = "".join(
        f'<tr><th align="left" style="color:#888">{escape(label)}:</th></tr><tr><td>{escape(value) if isinstance(value, str) else "<ul>" + "".join(f"<li>{escape(v)}</li>" for v in value) + "</ul>"}</td></tr>'
        for label, value in tell().items()
    )
    return f'<html><body><table width="100%" bgcolor="#f4f4f4"><tr><td align="center"><table width="600">{rows}</table></td></tr></table><img src="https://desk.example.com/open.gif" width="1" height="1"></body></html>'


def _encodings() -> Made:
    text = write({"Customer": "Müller & Söhne"})
    umlaut = whole(customer="Müller & Söhne")
    yield "quoted-printable-soft-breaks", plain(text, cte="quoted-printable"), umlaut
    yield "base64-body", plain(text, cte="base64"), umlaut
    yield "latin-1-8bit", plain(text, charset="iso-8859-1"), umlaut
    yield "declared-ascii-is-utf-8", mail(part(text.replace("\n", CRLF).encode(), charset="us-ascii")), umlaut
    yield (
        "declared-utf-8-is-windows-1252",
        mail(part(text.replace("\n", CRLF).encode("cp1252"), charset="utf-8")),
        umlaut,
    )
    yield "utf-16-base64", plain(text, charset="utf-16", cte="base64"), umlaut
    flowed = write(
        {
            "Customer Impact": "Accounting sorts 400 pages by hand \nevery day, and \nthe month ends.",
            "Attachments": "none because \nthe customer read it out by phone",
        }
    )
    yield (
        "format-flowed-wrapped-values",
        mail(part(flowed, parameters="; format=flowed")),
        whole(customer_impact="Accounting sorts 400 pages by hand every day, and the month ends."),
    )
    yield (
        "format-flowed-delsp",
        mail(
            part(
                flowed.replace("hand \n", "hand  \n").replace("and \n", "and  \n").replace("because \n", "because  \n"),
                parameters="; format=flowed; delsp=yes",
            )
        ),
        whole(customer_impact="Accounting sorts 400 pages by hand every day, and the month ends."),
    )
    yield "lone-carriage-returns", mail(part(write().replace("\n", "\r").encode())), whole()
    yield "no-break-spaces-around-colons", plain(write(colon="\xa0:\xa0")), whole()
    yield (
        "zero-width-spaces-in-labels",
        plain(write().replace("Priority", "Prio\u200brity").replace("Customer Impact", "Customer\u200b Impact")),
        whole(),
    )
    yield "byte-order-mark-first", plain("\ufeff" + write()), whole()
    yield "full-width-colons", plain(write(colon="：")), whole()
    yield "full-width-letters", plain(write().replace("Priority: High", "Ｐｒｉｏｒｉｔｙ： Ｈｉｇｈ")), whole()
    yield "tabs-behind-colons", plain(write(colon=":\t")), whole()


def _marks() -> Made:
    lines = {label: value for label, value in tell().items() if isinstance(value, str)}
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(STEPS, 1))

    def said(line: str, under: str) -> str:
        return (
            "\n\n".join(
                [
                    *(line.format(label, value) for label, value in lines.items()),
                    f"{under.format('Steps Taken')}\n{steps}",
                ]
            )
            + "\n"
        )

    yield "markdown-bold-colon-inside", plain(said("**{}:** {}", "**{}:**")), whole()
    yield "markdown-bold-colon-outside", plain(said("**{}**: {}", "**{}**:")), whole()
    yield "markdown-headings", plain(said("## {}\n\n{}", "## {}\n")), whole()
    yield "markdown-bullets", plain(said("- **{}:** {}", "- **{}:**")), whole()
    yield "markdown-underscores", plain(said("__{}__: {}", "__{}__:")), whole()
    yield (
        "markdown-table",
        plain(
            "| Field | Value |\n|---|---|\n"
            + "\n".join(
                f"| {label} | {value if isinstance(value, str) else '1. ' + STEPS[0] + ' 2. ' + STEPS[1] + ' 3. ' + STEPS[2]} |"
                for label, value in tell().items()
            )
            + "\n"
        ),
        whole(),
    )
    yield (
        "labels-in-capitals",
        plain(
            said("{}: {}", "{}:")
            .replace("Priority", "PRIORITY")
            .replace("Issue Summary", "ISSUE SUMMARY")
            .replace("Customer Impact", "CUSTOMER IMPACT")
        ),
        whole(),
    )
    yield (
        "labels-in-small-letters",
        plain(
            "\n".join(
                f"{label.lower()}: {value}" if isinstance(value, str) else f"{label.lower()}:\n{steps}"
                for label, value in tell().items()
            )
        ),
        whole(),
    )
    yield "labels-with-equals-sign", plain(said("{} = {}", "{} =")), whole()
    yield "labels-with-dash", plain(said("{} - {}", "{} -")), whole()
    yield "labels-with-en-dash", plain(said("{} – {}", "{} –")), whole()
    yield "labels-with-arrow", plain(said("{} -> {}", "{} ->")), whole()
    yield "labels-in-brackets", plain(said("[{}] {}", "[{}]")), whole()
    yield "labels-with-bullets", plain(said("• {}: {}", "• {}:")), whole()
    yield "labels-with-check-marks", plain(said("✅ {}: {}", "✅ {}:")), whole()
    yield (
        "labels-numbered",
        plain(
            "\n".join(
                f"{n}. {label}: {value}"
                if isinstance(value, str)
                else f"{n}. {label}:\n" + "\n".join(f"   - {step}" for step in STEPS)
                for n, (label, value) in enumerate(tell().items(), 1)
            )
            + "\n"
        ),
        whole(),
    )
    yield (
        "labels-lettered",
        plain(
            "\n".join(
                f"{'abcdefghi'[n]}) {label}: {value}"
                if isinstance(value, str)
                else f"{'abcdefghi'[n]}) {label}:\n" + "\n".join(f"   - {step}" for step in STEPS)
                for n, (label, value) in enumerate(tell().items())
            )
            + "\n"
        ),
        whole(),
    )
    yield (
        "labels-with-hints-in-parentheses",
        plain(said("{} (please fill in): {}", "{} (what you have already tried):")),
        whole(),
    )
    yield "labels-with-stars-required", plain(said("{}*: {}", "{}*:")), whole()
    yield (
        "labels-without-colon",
        plain(
            "\n".join(
                f"{label} {value}" if isinstance(value, str) else f"{label}\n{steps}" for label, value in tell().items()
            )
            + "\n"
        ),
        whole(),
    )
    yield (
        "labels-with-typos-in-spacing",
        plain(
            write()
            .replace("Issue Summary:", "Issue  Summary :")
            .replace("Ticket #:", "Ticket#:")
            .replace("Customer Impact:", "CustomerImpact:")
        ),
        whole(),
    )
    yield (
        "labels-with-hyphens",
        plain(
            write()
            .replace("Issue Summary", "Issue-Summary")
            .replace("Steps Taken", "Steps-Taken")
            .replace("Customer Impact", "Customer-Impact")
        ),
        whole(),
    )
    yield (
        "labels-as-html-headings",
        page(
            "<body>"
            + "".join(
                f"<h3>{escape(label)}</h3>"
                + (
                    f"<p>{escape(value)}</p>"
                    if isinstance(value, str)
                    else "<ol>" + "".join(f"<li>{escape(v)}</li>" for v in value) + "</ol>"
                )
                for label, value in tell().items()
            )
            + "</body>"
        ),
        whole(),
    )
    yield (
        "labels-as-definition-list",
        page(
            "<body><dl>"
            + "".join(
                f"<dt>{escape(label)}</dt><dd>{escape(value) if isinstance(value, str) else '<ol>' + ''.join(f'<li>{escape(v)}</li>' for v in value) + '</ol>'}</dd>"
                for label, value in tell().items()
            )
            + "</dl></body>"
        ),
        whole(),
    )


def _places() -> Made:
    yield "value-on-the-next-line", plain(write(colon=":\n")), whole()
    yield "value-after-a-blank-line", plain(write(colon=":\n\n")), whole()
    yield "two-table-cells", page(f"<html><body>{table_form()}</body></html>"), whole()
    yield (
        "two-table-cells-with-colons",
        page(f"<html><body>{table_form().replace('</td><td>', ':</td><td>')}</body></html>"),
        whole(),
    )
    yield "table-with-header-cells", page(f"<html><body>{table_form(cell='th')}</body></html>"), whole()
    yield "table-across", page(_across()), whole()
    yield "no-blank-lines-between-fields", plain(write(gap="\n")), whole()
    yield "fields-in-reverse-order", plain("\n\n".join(reversed(write().rstrip("\n").split("\n\n"))) + "\n"), whole()
    yield (
        "two-fields-on-one-line",
        plain(write().replace("Priority: High\n\nCustomer:", "Priority: High    Customer:")),
        whole(),
    )
    yield (
        "two-fields-with-a-bar-between",
        plain(
            write().replace(
                "Priority: High\n\nCustomer: Fabrikam Print\n\nTicket",
                "Priority: High | Customer: Fabrikam Print | Ticket",
            )
        ),
        whole(),
    )
    yield (
        "everything-on-one-line",
        plain(" ".join(line.strip() for line in write().split("\n") if line.strip()) + "\n"),
        whole(),
    )
    yield "indented-by-four", plain("\n".join(f"    {line}" if line else "" for line in write().split("\n"))), whole()
    yield (
        "greeting-and-story-before-the-form",
        plain("Hi team,\n\nI have an issue here that I cannot solve: please see below.\n\n" + write()),
        whole(),
    )
    yield "rules-between-fields", plain(write(gap="\n--------------------\n")), whole()
    yield "subject-ticket-fills-the-gap", plain(write({"Ticket #": None})), whole()
    yield "subject-ticket-and-blank-label", plain(write({"Ticket #": ""})), whole()
    yield (
        "subject-line-pasted-into-the-body",
        plain("To: Escalation team\nSubject: ESCALATION - Invoices are printed twice - Ticket #51877\n\n" + write()),
        whole(),
    )
    yield "template-intro-left-in", plain("Escalation Email Template\n\n" + write()), whole()
    yield "steps-as-ordered-list-only-in-markup", page(f"<body>{web_form('<div>')}</body>"), whole()
    yield (
        "steps-nested-bullets",
        plain(
            write({"Steps Taken": None})
            + "\nSteps Taken:\n1. Cleared the print queue\n   - no change\n2. Reinstalled the driver\n   - no change\n"
        ),
        whole(steps_taken=["Cleared the print queue - no change", "Reinstalled the driver - no change"]),
    )
    yield "steps-one-sentence-each-unmarked", plain(write({"Steps Taken": "\n" + "\n".join(STEPS)})), whole()
    yield (
        "steps-on-one-line-numbered",
        plain(write({"Steps Taken": f"1) {STEPS[0]} 2) {STEPS[1]} 3) {STEPS[2]}"})),
        whole(),
    )
    yield (
        "steps-called-step-one-two",
        plain(write({"Steps Taken": "\n" + "\n".join(f"Step {n}: {step}" for n, step in enumerate(STEPS, 1))})),
        whole(),
    )
    yield "steps-in-boxes", plain(write({"Steps Taken": "\n" + "\n".join(f"[x] {step}" for step in STEPS)})), whole()
    yield (
        "steps-with-blank-lines-between",
        plain(write({"Steps Taken": "\n" + "\n\n".join(f"{n}. {step}" for n, step in enumerate(STEPS, 1))})),
        whole(),
    )
    yield (
        "steps-wrapped-by-the-mail-program",
        plain(
            write(
                {
                    "Steps Taken": "\n1. Cleared the print queue and\n   restarted the spooler: no change\n2. Reinstalled the driver: no\n   change"
                }
            )
        ),
        whole(
            steps_taken=[
                "Cleared the print queue and restarted the spooler: no change",
                "Reinstalled the driver: no change",
            ]
        ),
    )


def _across() -> str:
    story = tell()
    heads = "".join(f"<th>{escape(label)}</th>" for label in story)
    cells = "".join(
        f"<td>{escape(v) if isinstance(v, str) else '<ol>' + ''.join(f'<li>{escape(s)}</li>' for s in v) + '</ol>'}</td>"
        for v in story.values()
    )
    return f'<html><body><table border="1"><tr>{heads}</tr><tr>{cells}</tr></table></body></html>'


def _values() -> Made:
    def one(name: str, label: str, value: str, field: str, read: object = None) -> tuple[str, bytes, dict[str, object]]:
        return name, plain(write({label: value})), whole(**{field: value if read is None else read})

    yield one("value-with-a-colon", "Issue Summary", "Error: spooler stopped: code 7", "issue_summary")
    yield one(
        "value-with-a-url",
        "Additional Context",
        "Trace: https://trace.example.com/run?id=7&step=2#priority:low",
        "additional_context",
    )
    yield one("value-with-a-clock-time", "Customer Expectation", "A fix by 17:30 at the latest", "customer_expectation")
    yield one(
        "value-with-a-blank-line-inside",
        "Issue Summary",
        "Invoices are printed twice.\n\nIt began on Monday.",
        "issue_summary",
    )
    yield one(
        "value-with-a-pasted-log",
        "Additional Context",
        "10:02:11 ERROR spooler: job 7 twice\n10:02:12 INFO printer: 2 pages",
        "additional_context",
    )
    yield one(
        "value-with-label-words-in-prose",
        "Additional Context",
        "The customer is kind. Their priority is the month's end, and the impact grows: 400 pages a day.",
        "additional_context",
    )
    yield one(
        "value-that-begins-with-a-label-word", "Issue Summary", "Customer invoices are printed twice", "issue_summary"
    )
    yield one("value-in-brackets", "Customer", "[Fabrikam Print]", "customer", "Fabrikam Print")
    yield one("value-bold", "Customer", "*Fabrikam Print*", "customer", "Fabrikam Print")
    yield one("value-with-a-dash", "Issue Summary", "Printing - invoices come twice - since Monday", "issue_summary")
    yield one("value-ticket-with-hash", "Ticket #", "#51877", "ticket", "51877")
    yield one("value-ticket-as-link", "Ticket #", "https://desk.example.com/tickets/51877", "ticket", "51877")
    yield one("value-ticket-with-a-word", "Ticket #", "Ticket 51877 (Zendesk)", "ticket", "51877")
    yield (
        "value-ticket-with-letters",
        plain(write({"Ticket #": "INC-0051877"}), "ESCALATION - Invoices are printed twice"),
        whole(ticket="INC-0051877"),
    )
    yield "tickets-differ-in-subject-and-body", plain(write({"Ticket #": "60001"})), whole(ticket="60001")
    yield (
        "customer-with-address-in-angles",
        plain(write({"Customer": "Fabrikam Print <kim@fabrikam.example>"})),
        whole(customer_email="kim@fabrikam.example"),
    )
    yield (
        "customer-with-address-in-parentheses",
        plain(write({"Customer": "Fabrikam Print (kim@fabrikam.example)"})),
        whole(customer_email="kim@fabrikam.example"),
    )
    yield (
        "customer-with-mailto-link",
        page(
            f"<body>{web_form('<div>', {'Customer': 'Fabrikam Print, XX'}).replace('XX', '<a href=' + chr(34) + 'mailto:kim@fabrikam.example' + chr(34) + '>kim@fabrikam.example</a>')}</body>"
        ),
        whole(customer_email="kim@fabrikam.example"),
    )
    yield (
        "customer-with-two-addresses",
        plain(write({"Customer": "Fabrikam Print, kim@fabrikam.example, lee@fabrikam.example"})),
        whole(customer="Fabrikam Print, kim@fabrikam.example, lee@fabrikam.example"),
    )
    yield (
        "customer-email-on-its-own-line",
        plain(write({"Customer Email": "Kim@Fabrikam.example"})),
        whole(customer_email="Kim@fabrikam.example"),
    )
    yield (
        "customer-name-and-account-lines",
        plain(write({"Customer": "\nFabrikam Print\nAccount 7781"})),
        whole(customer="Fabrikam Print, Account 7781"),
    )
    yield "level-line-decides", plain(write({"Level": "3 (Technical Team)"})), {**whole(), "level": 3}
    yield "trigger-line-decides", plain(write({"Trigger": "legal"})), {**whole(), "level": 4}
    for name, said, read in (
        ("urgent", "Urgent", "high"),
        ("critical", "CRITICAL!!", "high"),
        ("p1", "P1", "high"),
        ("digit-two", "2", "medium"),
        ("sev3", "Sev 3", "low"),
        ("hoch", "Hoch", "high"),
        ("normal", "Normal", "medium"),
        ("sentence", "High - month end is near", "high"),
        ("very-high", "very high", "high"),
        ("emoji", "🔴 High", "high"),
        ("box-ticked", "[ ] High [x] Medium [ ] Low", "medium"),
        ("struck-others", "High (not Medium or Low)", "high"),
    ):
        yield f"priority-{name}", plain(write({"Priority": said})), whole(priority=read)


def _gaps() -> Made:
    for name, said in (
        ("template-choice", "High/Medium/Low"),
        ("template-choice-spaced", "High / Medium / Low"),
        ("tbd", "tbd"),
        ("question-mark", "?"),
        ("dash", "-"),
        ("two-named", "High or Medium"),
        ("asap-is-none", "as soon as possible"),
    ):
        yield f"gap-priority-{name}", plain(write({"Priority": said})), short_of("priority")
    for name, said in (
        ("not-applicable", "N/A"),
        ("tbd-dot", "TBD."),
        ("brackets", "[How this affects the customer]"),
        ("nothing", ""),
        ("question-marks", "???"),
        ("dots", "..."),
        ("underscores", "_______"),
        ("to-follow", "to be determined"),
        ("em-dash", "—"),
        ("angle-hint", "<describe the impact>"),
    ):
        yield f"gap-impact-{name}", plain(write({"Customer Impact": said})), short_of("customer_impact")
    yield (
        "gap-template-untouched",
        plain(_blank(), "ESCALATION - [Brief description] - Ticket #[number]"),
        {
            "kind": "escalation",
            "verdict": "incomplete",
            "fields": {name: [] if isinstance(value, list) else None for name, value in FIELDS.items()},
            "missing": [
                "priority",
                "customer",
                "ticket",
                "issue_summary",
                "steps_taken",
                "customer_impact",
                "customer_expectation",
                "files",
            ],
        },
    )
    yield (
        "gap-template-untouched-in-html",
        page(outlook(outlook_form({"Steps Taken": ("[What you’ve already tried]", "[Results of each attempt]")}))),
        short_of("steps_taken"),
    )
    yield "gap-label-missing", plain(write({"Customer Impact": None})), short_of("customer_impact")
    yield (
        "gap-expectation-without-a-time",
        plain(write({"Customer Expectation": "They want it fixed."})),
        short_of("customer_expectation", customer_expectation="They want it fixed."),
    )
    yield (
        "gap-expectation-soon",
        plain(write({"Customer Expectation": "A fix as soon as possible"})),
        short_of("customer_expectation", customer_expectation="A fix as soon as possible"),
    )
    yield (
        "gap-expectation-time-in-the-past",
        plain(write({"Customer Expectation": "They have waited since Friday"})),
        short_of("customer_expectation", customer_expectation="They have waited since Friday"),
    )
    yield (
        "gap-expectation-version-is-no-time",
        plain(write({"Customer Expectation": "A working version 4.2.1"})),
        short_of("customer_expectation", customer_expectation="A working version 4.2.1"),
    )
    yield "gap-steps-none", plain(write({"Steps Taken": "none yet"})), short_of("steps_taken")
    yield "gap-steps-empty-numbers", plain(write({"Steps Taken": "\n1.\n2.\n"})), short_of("steps_taken")
    yield (
        "gap-ticket-without-number",
        plain(write({"Ticket #": "see above"}), "ESCALATION - Invoices are printed twice"),
        short_of("ticket"),
    )
    yield (
        "gap-attachments-none-without-reason",
        plain(write({"Attachments": "none"})),
        short_of("files", attachments=["none"]),
    )
    yield (
        "gap-attachments-none-because-nothing",
        plain(write({"Attachments": "none because ..."})),
        short_of("files", attachments=["none because ..."]),
    )
    yield (
        "gap-attachments-listed-but-absent",
        plain(write({"Attachments": "- spooler.log\n- printer.png"})),
        short_of("files", attachments=["spooler.log", "printer.png"]),
    )
    yield "gap-attachments-label-empty", plain(write({"Attachments": ""})), short_of("files", attachments=[])
    yield (
        "gap-urgent-is-routed-all-the-same",
        plain(write({"Customer Impact": "tbd"}), "URGENT - Invoices are printed twice - Ticket #51877"),
        {**short_of("customer_impact"), "kind": "urgent", "verdict": "routed", "level": 4},
    )
    yield (
        "gap-empty-body-with-shape",
        plain("\n", "ESCALATION - Invoices are printed twice - Ticket #51877"),
        {
            "kind": "escalation",
            "verdict": "incomplete",
            "missing": [
                "priority",
                "customer",
                "issue_summary",
                "steps_taken",
                "customer_impact",
                "customer_expectation",
                "files",
            ],
            "fields": {"ticket": "51877"},
        },
    )


def _blank() -> str:
    return (
        "Priority: High/Medium/Low\nCustomer: [Name/Account]\nTicket #: [Number]\n\nIssue Summary: [Brief description of the problem]\n\n"
        "Steps Taken:\n\n  1. [What you’ve already tried]\n  2. [Results of each attempt]\n\nCustomer Impact: [How this affects the customer]\n\n"
        "Customer Expectation: [What the customer is asking for and timeline]\n\nAdditional Context: [Any other relevant information]\n\n"
        "Attachments:\n\n  • [Screenshots, logs, etc.]\n"
    )


def _files() -> Made:
    text = part(write({"Attachments": "\n- spooler.log"}))
    log = attach("spooler.log", b"10:02:11 job 7 twice\r\n")
    yield (
        "file-a-log",
        mail(multi([text, log], "mixed")),
        {**whole(attachments=["spooler.log"]), "files": ["spooler.log"]},
    )
    yield (
        "file-listed-in-words-and-there",
        mail(multi([part(write({"Attachments": "the spooler log (spooler.log)"})), log], "mixed")),
        {**whole(attachments=["the spooler log (spooler.log)"]), "files": ["spooler.log"]},
    )
    yield (
        "file-label-missing-but-file-there",
        mail(multi([part(write({"Attachments": None})), log], "mixed")),
        {**whole(attachments=[]), "files": ["spooler.log"]},
    )
    shot, logo = make_png(640, 400), make_png(120, 40)

    def pasted(picture: bytes, changes: dict[str, str | None]) -> bytes:
        html = part(
            outlook(outlook_form(changes) + normal('<img width="640" src="cid:image001.png@01DCAA">')),
            "html",
            cte="quoted-printable",
        )
        return mail(
            multi(
                [
                    html,
                    attach("image001.png", picture, "image/png", "inline", f"Content-ID: <image001.png@01DCAA>{CRLF}"),
                ],
                "related",
            )
        )

    yield (
        "file-pasted-screenshot",
        pasted(shot, {"Attachments": "see screenshot below"}),
        {**whole(attachments=["see screenshot below"]), "files": ["image001.png"]},
    )
    yield (
        "file-signature-logo-does-not-count",
        pasted(logo, {"Attachments": ""}),
        {**short_of("files", attachments=[]), "files": []},
    )
    yield (
        "file-data-uri-pixel",
        page(
            f'<body>{web_form("<div>", {"Attachments": ""})}<img src="data:image/gif;base64,{base64.b64encode(b"GIF89a").decode()}"></body>'
        ),
        {**short_of("files", attachments=[]), "files": []},
    )
    yield (
        "file-none-because",
        plain(write({"Attachments": "None, since the machine is offline"})),
        whole(attachments=["None, since the machine is offline"]),
    )
    yield (
        "file-no-screenshots-possible",
        plain(write({"Attachments": "No screenshots because the customer refuses, they are\nbound by contract"})),
        whole(attachments=["No screenshots because the customer refuses, they are bound by contract"]),
    )


def _around() -> Made:
    yield (
        "banner-external-bracket",
        plain(
            "[EXTERNAL] This message came from outside. Do not click links: report them.\n\n" + write(),
            "[EXTERNAL] " + SUBJECT,
        ),
        whole(),
    )
    yield (
        "banner-caution-html",
        page(
            f'<html><body><table style="background:#FFEB9C"><tr><td><b>CAUTION:</b> This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.</td></tr></table>{web_form("<div>")}</body></html>'
        ),
        whole(),
    )
    yield (
        "banner-you-dont-often-get-email",
        page(
            f'<html><body><div style="background-color:#FFF">You don\'t often get email from dana@example.com. <a href="https://aka.example.com/x">Learn why this is important</a></div>{web_form("<div>")}</body></html>'
        ),
        whole(),
    )
    signed = (
        write({"Attachments": None, "Additional Context": None})
        + "\nAttachments: none because the customer read it out by phone\n\nAdditional Context: They have 40 workstations.\n"
    )
    for name, tail in (
        ("dashes", "\n-- \nDana Whitfield\nSupport Agent\nPhone: +49 30 555 0100\nPriority: people first\n"),
        ("kind-regards", "\nKind regards,\nDana Whitfield\nSupport | Example Ltd\nTel.: 555 0100\n"),
        ("thanks-and-name", "\nThanks,\nDana\n"),
        ("thank-you-line", "\nThank you!\n\nDana Whitfield\n"),
        ("mit-freundlichen-gruessen", "\nMit freundlichen Grüßen\nDana Whitfield\n"),
        ("disclaimer", f"\n{DISCLAIMER}\n"),
        ("signature-and-disclaimer", f"\nBest regards\nDana Whitfield\n\n____________\n{DISCLAIMER}\n"),
        ("outlook-for-ios", "\nGet Outlook for iOS<https://aka.example.com/o0ukef>\n"),
        ("sent-from-mail-for-windows", "\nSent from Mail for Windows\n"),
        ("von-meinem-iphone", "\nVon meinem iPhone gesendet\n"),
        (
            "list-footer",
            "\n_______________________________________________\nsupport mailing list -- support@lists.example.com\nTo unsubscribe send an email to support-leave@lists.example.com\n",
        ),
    ):
        yield f"tail-{name}", plain(signed + tail), whole()
