"""A customer's words quoted under a label: they are its value and cut nothing off below."""

# ruff: noqa: E501 - lines of mail are kept whole

from collections.abc import Mapping

from tests.corpus.expected import Made, whole
from tests.corpus.programs import SUBJECT, mail, normal, outlook, page, part, plain, quote, tell, write

SAID = "Forty people sort paper by hand.\nWe lose a day each night."
GERMAN = "Vierzig Leute sortieren Papier von Hand."
FRENCH = "Quarante personnes trient du papier à la main."
HEAD = "From: Ada Long <ada@fabrikam.example>\nSent: Monday, 2 March 2026 08:02\nTo: Dana Whitfield <dana@example.com>\nSubject: RE: printing\n\n"
KOPF = "Von: Ada Long <ada@fabrikam.example>\nGesendet: Montag, 2. März 2026 08:02\nAn: Dana Whitfield <dana@example.com>\nBetreff: AW: Drucken\n\n"
TETE = "De : Ada Long <ada@fabrikam.example>\nEnvoyé : lundi 2 mars 2026 08:02\nÀ : Dana Whitfield <dana@example.com>\nObjet : RE: impression\n\n"
THREAD = {"In_Reply_To": "<printing-3@fabrikam.example>", "References": "<printing-3@fabrikam.example>"}
QUOTED: Mapping[str, str] = {
    "behind-it": f"ada@fabrikam.example wrote:\n{quote(SAID)}",
    "attribution-below": f"\nOn Mon, 2 Mar 2026 at 08:02, Ada Long <ada@fabrikam.example> wrote:\n{quote(SAID)}",
    "with-words-of-ones-own": f"they are angry, see what Ada says\n{quote(SAID)}",
    "marks-alone": f"\n{quote(SAID)}",
    "german": f"\nAm 02.03.2026 um 08:02 schrieb Ada Long <ada@fabrikam.example>:\n{quote(GERMAN)}",
    "german-name-first": f"Ada Long schrieb am 02.03.2026 um 08:02:\n{quote(GERMAN)}",
    "french": f"\nLe lun. 2 mars 2026 à 08:02, Ada Long <ada@fabrikam.example> a écrit :\n\n{quote(FRENCH)}",
    "spanish": f"\nEl lun, 2 mar 2026 a las 08:02, Ada Long <ada@fabrikam.example> escribió:\n{quote('Cuarenta personas ordenan papel a mano.')}",
    "outlook-head": f"\n{HEAD}{SAID}",
    "outlook-head-below-a-rule": f"\n-----Original Message-----\n{HEAD}{SAID}",
    "outlook-head-german": f"\n{KOPF}{GERMAN}",
    "outlook-head-french": f"\n{TETE}{FRENCH}",
    "announced-outlook-head": f"the customer writes:\n\n{HEAD}{SAID}",
}


def build() -> Made:
    for name, said in QUOTED.items():
        text, value = write({"Customer Impact": said}), said.strip("\n")
        yield f"under-a-label-{name}", plain(text), whole(customer_impact=value)
        yield f"under-a-label-{name}-in-a-thread", plain(text, f"Re: {SUBJECT}", **THREAD), whole(customer_impact=value)
    for name, label, field in (
        ("summary", "Issue Summary", "issue_summary"),
        ("expectation", "Customer Expectation", "customer_expectation"),
        ("context", "Additional Context", "additional_context"),
    ):
        said = f"\nOn Mon, 2 Mar 2026 at 08:02, Ada Long <ada@fabrikam.example> wrote:\n{quote('We print each page twice. I want it fixed by Friday noon.')}"
        yield f"under-a-label-{name}", plain(write({label: said})), whole(**{field: said.strip()})
    yield (
        "under-two-labels",
        plain(
            write({"Issue Summary": QUOTED["behind-it"], "Customer Impact": QUOTED["outlook-head"]}),
            f"Re: {SUBJECT}",
            **THREAD,
        ),
        whole(issue_summary=QUOTED["behind-it"].strip(), customer_impact=QUOTED["outlook-head"].strip()),
    )
    yield (
        "under-a-label-and-the-thread-below",
        plain(
            f"{write({'Customer Impact': QUOTED['attribution-below']})}\n\nOn Mon, 2 Mar 2026 at 08:02, Ada Long <ada@fabrikam.example> wrote:\n{quote('Please help.')}\n",
            f"Re: {SUBJECT}",
            **THREAD,
        ),
        whole(customer_impact=QUOTED["attribution-below"].strip()),
    )
    yield (
        "under-a-label-nothing-but-the-thread",
        plain(
            f"{write({'Additional Context': None})}\nAdditional Context:\n\n{HEAD}Please help, we print twice.\n",
            f"Re: {SUBJECT}",
            **THREAD,
        ),
        whole(additional_context=None),
    )
    rows = "They sent orders on Monday, none came\nFrom: shop@fabrikam.example\nTo: orders@northwind.example\nDate: 2 March 2026"
    for name, headers, subject in (("", {}, SUBJECT), ("-in-a-thread", THREAD, f"Re: {SUBJECT}")):
        yield (
            f"under-a-label-rows-from-to{name}",
            plain(write({"Issue Summary": rows}), subject, **headers),
            whole(issue_summary=rows),
        )
    yield "under-a-label-outlook-html", page(_in_outlook()), whole(customer_impact=f"{HEAD}{GERMAN}".strip())
    yield (
        "under-a-label-gmail-html",
        mail(part(_in_gmail(), "html", more="")),
        whole(customer_impact=f"On Mon, 2 Mar 2026 at 08:02, Ada Long <ada@fabrikam.example> wrote:\n\n{GERMAN}"),
    )


def _in_outlook() -> str:
    rows = []
    for label, value in tell().items():
        said = value if isinstance(value, str) else "; ".join(value)
        rows.append(normal(f"<b>{label}:</b> {said}") if label != "Customer Impact" else normal(f"<b>{label}:</b>"))
        if label == "Customer Impact":
            head = HEAD.strip().replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
            rows.append(
                f'<div style="border:none;border-top:solid #E1E1E1 1.0pt">{normal(head)}</div>{normal()}{normal(GERMAN)}{normal()}'
            )
    return outlook("".join(rows))


def _in_gmail() -> str:
    rows = []
    for label, value in tell().items():
        said = value if isinstance(value, str) else "; ".join(value)
        if label == "Customer Impact":
            rows.append(
                f'<div>{label}:</div><div class="gmail_attr">On Mon, 2 Mar 2026 at 08:02, Ada Long &lt;ada@fabrikam.example&gt; wrote:<br></div><blockquote style="margin:0px 0px 0px 0.8ex">{GERMAN}</blockquote>'
            )
        else:
            rows.append(f"<div>{label}: {said}</div>")
    return f'<div dir="ltr">{"".join(rows)}</div>'
