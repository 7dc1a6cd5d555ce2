"""What people do to the template: hints left in, choices marked, other words, and things that only look like fields."""

# ruff: noqa: E501 - lines of mail are kept whole

from tests.corpus.expected import Made, short_of, whole
from tests.corpus.programs import escape, normal, outlook, page, plain, tell, web_form, write

LINE_OF_STEPS = "1. Cleared the print queue: no change 2. Reinstalled the driver: no change 3. Printed from another workstation: same result"
TIMES = {
    "eod": "A fix by EOD", "within-24h": "Within 24h", "three-pm": "before 3pm", "today-asap": "ASAP, today", "next-tuesday": "an answer next Tuesday", "the-15th": "by the 15th",
    "slash-date": "fixed on 05/03/2026", "dotted-date": "bis 5.3. gelöst", "iso-date": "2026-03-06", "two-hours-words": "in the next two hours", "an-hour": "within an hour", "month-end": "before month end",
    "weekday-short": "by Fri", "german-morgen-frueh": "bis morgen früh", "german-stunden": "innerhalb von 24 Stunden", "german-ende-der-woche": "bis Ende der Woche", "french-demain": "d'ici demain",
    "french-heure": "avant 17h30", "spanish-manana": "antes de mañana por la tarde", "italian-settimana": "entro fine settimana", "dutch-vandaag": "vandaag nog", "portuguese-hoje": "ainda hoje",
    "uhr": "bis 15 Uhr", "next-business-day": "by next business day", "noon": "by noon", "asap-and-latest": "as soon as possible, at the latest on March 5", "cob": "COB tomorrow",
    "before-five": "a call back before 5", "calendar-week": "bis KW 11", "german-day-of-month": "bis zum 15.", "end-of-quarter": "by end of Q1", "possessive-weekday": "in time for Thursday's audit", "german-ende-maerz": "Ende März", "dutch-morgenochtend": "morgenochtend graag", "half-an-hour": "a word in half an hour", "dutch-monday-morning": "maandagochtend", "portuguese-short-monday": "segunda de manhã", "bare-slash-date": "05/06",
}  # fmt: skip
NO_TIMES = {
    "refund": "A refund of $500", "version": "Version 2.10 works again", "support-round-the-clock": "24/7 support", "may-verb": "It may be fixed remotely", "third-party": "A fix in the 3rd party library",
    "quickly": "quickly please", "ratio": "A ratio of 10:1", "past-week": "They wait since last week", "steps": "A fix in 2 steps", "size": "1.5 GB more space", "german-schnell": "so schnell wie möglich", "ago": "promised two days ago",
    "immediately-is-no-time": "A working printer", "phone": "a call back on 030 555 0100",
    "waited-days": "An answer; they have waited 5 days", "took-days": "faster than before, it took 2 days last time", "before-five-users": "a fix before 5 users notice",
}  # fmt: skip
PRIORITIES = {
    "highest": ("Highest", "high"), "blocker": ("Blocker", "high"), "major": ("Major", "high"), "minor": ("Minor", "low"), "number-and-word": ("1 - Critical", "high"), "prio-1": ("Prio 1", "high"), "abbreviated": ("Med", "medium"),
    "letter": ("H", "high"), "french": ("Élevée", "high"), "spanish-muy-alta": ("Muy alta", "high"), "german-mittel": ("mittel", "medium"), "italian-bassa": ("Bassa", "low"), "starred-choice": ("High/*Medium*/Low", "medium"),
    "choice-then-answer": ("High/Medium/Low: High", "high"), "choice-arrow": ("High/Medium/Low -> Low", "low"), "in-brackets": ("[High]", "high"), "with-stars": ("**High**", "high"), "p2-dash": ("P2 - degraded", "medium"), "capital-with-reason": ("HIGH because the month ends", "high"),
    "radio-glyphs": ("○ High ◉ Medium ○ Low", "medium"), "ticks-behind-the-words": ("High [ ] Medium [x] Low [ ]", "medium"), "tick-behind-the-first": ("High ✅ / Medium / Low", "high"),
}  # fmt: skip
SYNONYMS = {
    "short-words": ("Prio", "Account", "Case", "Problem Description", "What we tried", "Impact", "Expected by", "Context", "Files"),
    "long-words": ("Priority Level", "Customer Name", "Ticket Number", "Summary of the issue", "Troubleshooting steps", "Business Impact", "Customer Expectations", "Additional Information", "Attached files"),
    "questions": ("Priority", "Client", "Ticket ID", "Issue description", "What has been tried?", "Who is affected?", "What does the customer expect?", "Anything else?", "Screenshots/Logs"),
    "deadline": ("Severity", "Customer/Account", "Ticket no.", "Summary", "Steps already taken", "Impact on customer", "Deadline", "Background", "Screenshots, logs"),
    "numbered-hash": ("Urgency", "Client name", "Incident #", "Issue", "Actions taken", "Impact assessment", "Needed by", "Notes", "Evidence"),
}  # fmt: skip


def build() -> Made:
    for name, said in TIMES.items():
        yield f"time-{name}", plain(write({"Customer Expectation": said})), whole(customer_expectation=said)
    for name, said in NO_TIMES.items():
        yield (
            f"no-time-{name}",
            plain(write({"Customer Expectation": said})),
            short_of("customer_expectation", customer_expectation=said),
        )
    for name, (said, read) in PRIORITIES.items():
        yield f"priority-word-{name}", plain(write({"Priority": said})), whole(priority=read)
    for name, said in (
        ("medium-or-high", "Medium/High"),
        ("not-set", "not set"),
        ("unknown", "unknown"),
        ("to-be-decided", "to be decided"),
        ("question", "High?? or Low??"),
        ("choice-in-words", "High, Medium or Low"),
        ("what-it-was", "was Medium, now High"),
    ):
        yield f"gap-priority-word-{name}", plain(write({"Priority": said})), short_of("priority")
    for name, labels in SYNONYMS.items():
        yield f"synonyms-{name}", plain(_relabel(labels)), whole()
    fenced = f"{tell()['Issue Summary']}\n```\nPriority: Low\nCustomer: nobody\n```"
    yield "labels-in-a-code-fence-are-text", plain(write({"Issue Summary": fenced})), whole(issue_summary=fenced)
    yield "form-in-a-code-fence", plain(f"Here it is:\n\n```\n{write()}\n```\n"), whole()
    yield (
        "katakana-dots-as-bullets",
        plain("\n".join(f"・{line}" if ": " in line and line[0].isalpha() else line for line in write().splitlines())),
        whole(),
    )
    yield "priority-corrected-below", plain(write() + "\n\nPriority: Low\n"), whole(priority="low")
    yield "priority-corrected-by-a-placeholder", plain(write() + "\n\nPriority: tbd\n"), whole()
    yield "priority-in-a-signature-corrects-nothing", plain(write() + "\n\n-- \nRobin\nPriority: Low\n"), whole()
    yield from _hints()
    yield from _tables()
    yield from _decorations()
    yield from _pasted()
    yield from _customers()
    yield from _entries()
    yield from _tails()


def _relabel(labels: tuple[str, ...]) -> str:
    said = []
    for label, value in zip(labels, tell().values(), strict=True):
        said.append(
            f"{label}: {value}"
            if isinstance(value, str)
            else f"{label}:\n" + "\n".join(f"{n}. {step}" for n, step in enumerate(value, 1))
        )
    return "\n\n".join(said) + "\n"


def _hints() -> Made:
    yield (
        "hint-left-before-the-value",
        plain(
            write(
                {
                    "Customer": "[Name/Account] Fabrikam Print",
                    "Issue Summary": "[Brief description of the problem] Invoices are printed twice since the update of Monday.",
                }
            )
        ),
        whole(),
    )
    yield (
        "hint-left-above-the-value",
        plain(
            write({"Customer Impact": "[How this affects the customer]\nAccounting sorts 400 pages by hand every day."})
        ),
        whole(),
    )
    yield "hint-left-after-the-value", plain(write({"Customer": "Fabrikam Print [Name/Account]"})), whole()
    yield (
        "hint-left-before-steps",
        plain(
            write(
                {
                    "Steps Taken": "\n1. [What you've already tried] Cleared the print queue: no change\n2. [Results of each attempt]\n3. Reinstalled the driver: no change"
                }
            )
        ),
        whole(steps_taken=["Cleared the print queue: no change", "Reinstalled the driver: no change"]),
    )
    yield "hint-left-before-the-ticket", plain(write({"Ticket #": "[Number] 51877"})), whole()
    yield (
        "hint-filled-inside-the-brackets",
        plain(
            write(
                {
                    "Customer": "[Fabrikam Print]",
                    "Ticket #": "[51877]",
                    "Customer Impact": "[Accounting sorts 400 pages by hand every day.]",
                }
            )
        ),
        whole(),
    )
    yield (
        "brackets-that-are-words",
        plain(write({"Issue Summary": "[Spooler] Invoices are printed twice"})),
        whole(issue_summary="[Spooler] Invoices are printed twice"),
    )
    yield (
        "answer-below-with-arrow",
        plain(write({"Customer Impact": "\n-> Accounting sorts 400 pages by hand every day."})),
        whole(),
    )


def _tables() -> Made:
    rows = list(tell({"Steps Taken": LINE_OF_STEPS}).items())
    three = "".join(
        f"<tr><td>{escape(label)}</td><td>:</td><td>{escape(str(value))}</td></tr>" for label, value in rows
    )
    yield "table-three-cells-with-a-colon-cell", page(f"<html><body><table>{three}</table></body></html>"), whole()
    short = "<tr><td>Priority</td><td>High</td><td>Customer</td><td>Fabrikam Print</td></tr><tr><td>Ticket #</td><td>51877</td><td></td><td></td></tr>"
    rest = "".join(
        f"<tr><td>{escape(label)}</td><td colspan=3>{escape(str(value))}</td></tr>" for label, value in rows[3:]
    )
    yield "table-two-fields-in-a-row", page(f"<html><body><table>{short}{rest}</table></body></html>"), whole()
    spans = "".join(
        f'<tr><td colspan="2" bgcolor="#ddd"><b>{escape(label)}</b></td></tr><tr><td colspan="2">{escape(str(value))}</td></tr>'
        for label, value in rows
    )
    yield "table-label-row-above-value-row", page(f"<html><body><table>{spans}</table></body></html>"), whole()
    nested = "".join(
        f"<tr><td><table><tr><td><b>{escape(label)}:</b></td></tr></table></td><td><table><tr><td>{escape(str(value))}</td></tr></table></td></tr>"
        for label, value in rows
    )
    yield "table-nested-in-cells", page(f"<html><body><table>{nested}</table></body></html>"), whole()
    yield (
        "table-with-field-and-value-heads",
        page(
            f"<html><body><table><tr><th>Field</th><th>Value</th></tr>{''.join(f'<tr><td>{escape(label)}</td><td>{escape(str(value))}</td></tr>' for label, value in rows)}</table></body></html>"
        ),
        whole(),
    )
    empty = "".join(
        f"<tr><td>{escape(label)}</td><td>{escape(str(value)) or '&nbsp;'}</td></tr>"
        for label, value in tell({"Steps Taken": LINE_OF_STEPS, "Customer Impact": ""}).items()
    )
    yield (
        "table-empty-cell-is-missing",
        page(f"<html><body><table>{empty}</table></body></html>"),
        short_of("customer_impact"),
    )
    yield "table-pasted-as-tabs", plain("\n".join(f"{label}\t{value}" for label, value in rows) + "\n"), whole()
    strokes = "\n".join(f"| **{label}** | {value} |" for label, value in (*rows, ("Deadline", "in the evening")))
    timed = whole(customer_expectation=f"{tell()['Customer Expectation']}\nin the evening")
    yield "table-drawn-with-strokes", plain(f"| Field | Value |\n|---|---|\n{strokes}\n"), timed
    yield "wiki-table", plain("\n".join(f"||{label}|{value}|" for label, value in rows) + "\n"), whole()


def _decorations() -> Made:
    rows = list(tell({"Steps Taken": LINE_OF_STEPS}).items())
    marks = "🔥🏢🎫📝🔧💥⏰📎📄"
    yield (
        "labels-with-emoji",
        plain("\n".join(f"{mark} {label}: {value}" for mark, (label, value) in zip(marks, rows, strict=True)) + "\n"),
        whole(),
    )
    yield (
        "labels-with-keycaps",
        plain("\n".join(f"{n}\ufe0f\u20e3 {label}: {value}" for n, (label, value) in enumerate(rows, 1)) + "\n"),
        whole(),
    )
    yield (
        "labels-with-semicolon-typo",
        plain(write().replace("Customer Impact:", "Customer Impact;").replace("Priority:", "Priority;")),
        whole(),
    )
    yield "labels-with-double-colon", plain(write(colon=" :: ")), whole()
    yield "labels-with-colon-and-dash", plain(write(colon=":- ")), whole()
    yield (
        "labels-with-period",
        plain(
            write()
            .replace("Customer Impact:", "Customer Impact.")
            .replace("Additional Context:", "Additional Context.")
        ),
        whole(),
    )
    yield "labels-in-wiki-headings", plain("\n".join(f"h3. {label}\n{value}" for label, value in rows) + "\n"), whole()
    yield (
        "labels-as-html-bold-with-break-inside",
        page(
            "<html><body>"
            + "<br>".join(f"<b>{escape(label)}:<br></b>{escape(str(value))}" for label, value in rows)
            + "</body></html>"
        ),
        whole(),
    )
    yield (
        "labels-in-spans-apart-from-colons",
        page(
            "<html><body>"
            + "".join(
                f'<p><span style="font-weight:bold">{escape(label)}</span><span> </span><span>:</span>&nbsp;<span>{escape(str(value))}</span></p>'
                for label, value in rows
            )
            + "</body></html>"
        ),
        whole(),
    )
    yield (
        "labels-underlined-by-dashes",
        plain("\n\n".join(f"{label}\n{'-' * len(label)}\n{value}" for label, value in rows) + "\n"),
        whole(),
    )


def _pasted() -> Made:
    log = "2026-03-02 10:02:11 loaded\ncustomer: 42\nticket: 7\nspooler: stopped"
    yield (
        "pasted-log-with-label-words",
        plain(write({"Additional Context": f"from their log\n{log}"})),
        whole(additional_context=f"from their log\n{log}"),
    )
    yield (
        "pasted-stack-trace",
        plain(
            write(
                {
                    "Additional Context": 'Traceback (most recent call last):\n  File "spool.py", line 7, in run\n    raise ValueError: twice'
                }
            )
        ),
        whole(
            additional_context='Traceback (most recent call last):\nFile "spool.py", line 7, in run\n  raise ValueError: twice'
        ),
    )
    yield (
        "pasted-json",
        plain(write({"Additional Context": '{"job": 7, "priority": "low", "copies": 2}'})),
        whole(additional_context='{"job": 7, "priority": "low", "copies": 2}'),
    )
    yield (
        "pasted-chat",
        plain(
            write(
                {"Additional Context": "Kim (10:02): it prints twice\nDana (10:03): since when?\nKim (10:04): Monday"}
            )
        ),
        whole(additional_context="Kim (10:02): it prints twice\nDana (10:03): since when?\nKim (10:04): Monday"),
    )
    yield (
        "prose-line-begins-with-impact",
        plain(write({"Additional Context": "We asked around in the house.\nImpact will grow next week."})),
        whole(additional_context="We asked around in the house.\nImpact will grow next week."),
    )
    yield (
        "prose-line-begins-with-customer",
        plain(write({"Additional Context": "Kim called twice.\nCustomer called again at noon, very kind."})),
        whole(additional_context="Kim called twice.\nCustomer called again at noon, very kind."),
    )
    yield (
        "prose-wrapped-at-a-label-word",
        plain(
            write(
                {
                    "Additional Context": "They moved the printer to the second floor where the new\npriority: lane is, and nobody told us of it."
                }
            )
        ),
        whole(
            additional_context="They moved the printer to the second floor where the new\npriority: lane is, and nobody told us of it."
        ),
    )
    yield (
        "prose-without-a-form-is-a-hint",
        plain(
            "Hi,\n\nPriority one for me is to learn it. Impact is small. Customer service taught us little.\n\nDana\n",
            "When is it an escalation?",
        ),
        {"verdict": "hint"},
    )


def _customers() -> Made:
    for name, said, customer, email in (
        ("dash-address", "Fabrikam Print - kim@fabrikam.example", "Fabrikam Print", "kim@fabrikam.example"),
        ("address-first", "kim@fabrikam.example (Fabrikam Print)", "Fabrikam Print", "kim@fabrikam.example"),
        ("address-alone", "kim@fabrikam.example", "kim@fabrikam.example", "kim@fabrikam.example"),
        (
            "name-company-address",
            "Kim Lee, Fabrikam Print <kim@fabrikam.example>",
            "Kim Lee, Fabrikam Print",
            "kim@fabrikam.example",
        ),
        (
            "mailto-in-angles",
            "Fabrikam Print kim@fabrikam.example<mailto:kim@fabrikam.example>",
            "Fabrikam Print",
            "kim@fabrikam.example",
        ),
        ("contact-word", "Fabrikam Print, contact: kim@fabrikam.example", "Fabrikam Print", "kim@fabrikam.example"),
        ("ampersand-and-dots", "A. & B. Fabrikam Ltd.", "A. & B. Fabrikam Ltd.", None),
        ("account-number", "Fabrikam Print / 7781", "Fabrikam Print / 7781", None),
    ):
        yield f"customer-{name}", plain(write({"Customer": said})), whole(customer=customer, customer_email=email)
    for name, said in (
        ("below-it", "Fabrikam Print\nAccount: 7781"),
        ("id-below-it", "Fabrikam Print\nCustomer ID: 7781"),
    ):
        yield f"customer-account-{name}", plain(write({"Customer": said})), whole(customer="Fabrikam Print, 7781")
    log = "Invoices are printed twice, the log says:\n\nAccount: jdoe\nPages: 2"
    yield "customer-word-in-a-log", plain(write({"Issue Summary": log})), whole(issue_summary=log)
    for name, said, ticket in (
        ("tkt", "TKT-51877", "TKT-51877"),
        ("numero-sign", "№ 51877", "51877"),
        ("sentence", "The ticket number is 51877", "51877"),
        ("desk-word", "Zendesk #51877", "51877"),
        ("dotted", "2026.51877", "2026.51877"),
        ("slash", "SR/51877", "SR/51877"),
        ("angle-link", "51877 <https://desk.example.com/51877>", "51877"),
    ):
        yield (
            f"ticket-{name}",
            plain(write({"Ticket #": said}), "ESCALATION - Invoices are printed twice"),
            whole(ticket=ticket),
        )


def _entries() -> Made:
    for name, said in (
        ("dash-reason", "None - the issue is only on the phone"), ("dot-reason", "None. The system cannot be reached."), ("na-reason", "N/A because the phone system keeps no logs"), ("no-logs-since", "no logs, since nothing is written"),
        ("comma-reason", "none, customer forbids screenshots"), ("parenthesis-reason", "none (customer forbids screenshots)"), ("french", "Aucune : le client refuse les captures"), ("not-possible-as", "Not possible as the machine is offline"),
    ):  # fmt: skip
        yield f"attachments-{name}", plain(write({"Attachments": said})), whole(attachments=[said])
    for name, said in (
        ("see-attached", "see attached"),
        ("will-follow", "will follow"),
        ("none-yet", "none yet"),
        ("none-at-the-moment", "none at the moment"),
        ("na", "n/a"),
        ("no-dot", "No."),
        ("none-available", "none available"),
    ):
        yield (
            f"gap-attachments-{name}",
            plain(write({"Attachments": said})),
            {"verdict": "incomplete", "missing": ["files"]},
        )
    yield (
        "steps-roman",
        plain(
            write(
                {
                    "Steps Taken": "\ni. Cleared the print queue: no change\nii. Reinstalled the driver: no change\niii. Printed from another workstation: same result"
                }
            )
        ),
        whole(),
    )
    yield (
        "steps-with-dash-numbers",
        plain(
            write(
                {
                    "Steps Taken": "\n1- Cleared the print queue: no change\n2- Reinstalled the driver: no change\n3- Printed from another workstation: same result"
                }
            )
        ),
        whole(),
    )
    yield (
        "steps-lettered",
        plain(
            write(
                {
                    "Steps Taken": "\na) Cleared the print queue: no change\nb) Reinstalled the driver: no change\nc) Printed from another workstation: same result"
                }
            )
        ),
        whole(),
    )
    yield (
        "steps-with-times",
        plain(
            write(
                {"Steps Taken": "\n09:15 Cleared the print queue: no change\n09:30 Reinstalled the driver: no change"}
            )
        ),
        whole(steps_taken=["09:15 Cleared the print queue: no change", "09:30 Reinstalled the driver: no change"]),
    )
    yield (
        "steps-with-results-below",
        plain(
            write(
                {
                    "Steps Taken": "\n1. Cleared the print queue\n   Result: no change\n2. Reinstalled the driver\n   Result: no change"
                }
            )
        ),
        whole(steps_taken=["Cleared the print queue Result: no change", "Reinstalled the driver Result: no change"]),
    )
    yield (
        "steps-semicolons",
        plain(
            write({"Steps Taken": "cleared the print queue; reinstalled the driver; printed from another workstation"})
        ),
        whole(steps_taken=["cleared the print queue", "reinstalled the driver", "printed from another workstation"]),
    )


def _tails() -> Made:
    end = write({"Attachments": "none because the customer read it out by phone"})
    for name, tail in (
        ("name-only", "\nDana Whitfield\n"), ("name-and-title", "\nDana Whitfield\nSupport Engineer\n"), ("name-with-bars", "\nDana Whitfield | Support | +49 30 555 0100\n"), ("dash-name", "\n- Dana\n"), ("em-dash-name", "\n— Dana\n"),
        ("regards-with-name-on-the-line", "\nBest regards, Dana Whitfield\n"), ("thanks-for-your-help", "\nThanks for your help!\nDana\n"), ("thanks-in-advance", "\nMany thanks in advance,\n\nDana\n"), ("let-me-know", "\nPlease let me know if you need anything else.\n\nDana\n"),
        ("notice", "\nIMPORTANT NOTICE: The information contained in this email is confidential.\n"), ("unternehmensangaben", "\nExample GmbH, Sitz Berlin, Amtsgericht Charlottenburg HRB 1234\nGeschäftsführer: Kim Lee\n"), ("virus-free", "\nVirus-free. www.scanner.example.com\n"), ("print-tree", "\nPlease consider the environment before printing this e-mail.\n"),
        ("vg", "\nVG\nDana\n"), ("sent-from-samsung", "\nSent from my Galaxy\n"), ("gesendet-von-outlook", "\nGesendet von Outlook für Android<https://aka.example.com/x>\n"),
    ):  # fmt: skip
        yield f"end-{name}", plain(end + tail), whole()
    yield (
        "end-outlook-signature-table",
        page(
            outlook(
                web_form("<div>")
                + normal()
                + normal("Kind regards")
                + normal("<b>Dana Whitfield</b>")
                + "<table><tr><td>Support</td><td>Customer Care: +49 30 555 0100</td></tr></table>"
            )
        ),
        whole(),
    )
