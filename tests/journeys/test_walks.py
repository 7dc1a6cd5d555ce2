"""Five ways in which people answer an information request, each in the shape of a mail program,
through the daemon and its servers."""

import html
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from tests.builders import build_form, build_mail
from tests.journeys.house import House, kinds, text_of

IMPACT, EXPECTED, REASON = (
    "40 people wait at the counter",
    "a working export by Friday 17:00",
    "none because nothing is shown on the screen",
)
ANSWERS = {"Customer Impact": IMPACT, "Customer Expectation": EXPECTED, "Attachments": REASON}
ROUTED = [
    ("customer-acknowledgement", "ada.okafor@contoso.example"),
    ("receipt", "dana@example.com"),
    ("routed", "tech2@example.com"),
    ("routed", "tech@example.com"),
]


def html_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    page = str(body.get_content())
    return page.partition("<body>")[2].partition("</body>")[0]


def answer(
    request: EmailMessage, text: str | None, page: str | None = None, *, threaded: bool = True, subject: str = ""
) -> bytes:
    """A mail to the request's Reply-To; `threaded` names the request as mail programs do."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Dana Whitfield <dana@example.com>", str(request["Reply-To"])
    mail["Subject"] = subject or "Re: " + str(request["Subject"]).removeprefix("Re: ")
    mail["Message-ID"] = "<walk@example.com>"
    if threaded:
        mail["In-Reply-To"] = str(request["Message-ID"])
        mail["References"] = f"{request['References'] or ''} {request['Message-ID']}".strip()
    if text is not None:
        mail.set_content(text)
        if page is not None:
            mail.add_alternative(page, subtype="html")
    elif page is not None:
        mail.set_content(page, subtype="html")
    return mail.as_bytes()


def quoted(request: EmailMessage) -> list[str]:
    return [f"> {line}".rstrip() for line in text_of(request).splitlines()]


def inline_behind_the_labels(request: EmailMessage) -> bytes:
    """Thunderbird, plain text: under each quoted question the words."""
    lines = ["Am 02.03.26 um 10:05 schrieb Support Escalations:"]
    for line in quoted(request):
        lines.append(line)
        lines += (
            ["", *(value for label, value in ANSWERS.items() if line.startswith(f"> {label} (")), ""]
            if line.endswith(":")
            else []
        )
    return answer(request, "\n".join(lines) + "\n\n-- \nDana Whitfield\nContoso desk\n")


def below_the_quote(request: EmailMessage) -> bytes:
    """mutt: the whole request first, the answer at its end."""
    lines = ["On Mon, Mar 02, 2026 at 10:05:12AM +0100, Support Escalations wrote:", *quoted(request), ""]
    return answer(request, "\n".join([*lines, *(f"{label}: {value}" for label, value in ANSWERS.items())]) + "\n")


def above_the_quote(request: EmailMessage) -> bytes:
    """Gmail on the web: both parts, the history in a `gmail_quote`."""
    words = [f"{label}: {value}" for label, value in ANSWERS.items()]
    said = "On Mon, Mar 2, 2026 at 10:05 AM Support Escalations <support@example.com> wrote:"
    text = "\n".join([*words, "", said, "", *quoted(request)])
    lines = "".join(f"<div>{html.escape(word)}</div>" for word in words)
    page = (
        f'<div dir="ltr">{lines}</div><br><div class="gmail_quote"><div dir="ltr" '
        f'class="gmail_attr">{html.escape(said)}<br></div>'
    )
    return answer(
        request,
        text,
        f'{page}<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{html_of(request)}</blockquote></div>',
    )


def fresh_mail(request: EmailMessage) -> bytes:
    """Written anew on a phone: no thread, only the address that the request came from."""
    words = "\n".join(f"{label}: {value}" for label, value in ANSWERS.items())
    return answer(request, f"{words}\n\nSent from my iPhone\n", threaded=False, subject="what you asked for")


def in_outlooks_html(request: EmailMessage) -> bytes:
    """Outlook for Windows: Word's HTML only, the answer above the header block."""
    lines = "".join(
        f'<p class="MsoNormal"><b><span lang="EN-GB">{label}:</span></b><span '
        f'lang="EN-GB"> {value}<o:p></o:p></span></p>'
        for label, value in ANSWERS.items()
    )
    block = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm '
        '0cm"><p class="MsoNormal"><b>From:</b> '
        "Support Escalations "
        "&lt;support@example.com&gt;<br><b>Sent:</b> Monday, "
        "2 March 2026 10:05<br><b>To:</b> Dana Whitfield &lt;dana@example.com&gt;<br>"
        f"<b>Subject:</b> {html.escape(str(request['Subject']))}<o:p></o:p></p></div>"
    )
    head = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang="EN-GB"><div class="WordSection1">'
    gap = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    return answer(request, None, f"{head}{lines}{gap}{block}{html_of(request)}</div></body></html>")


@pytest.mark.parametrize(
    "write", [inline_behind_the_labels, below_the_quote, above_the_quote, fresh_mail, in_outlooks_html]
)
def test_an_information_request_is_answered(house: House, write: Callable[[EmailMessage], bytes]) -> None:
    incomplete = build_form({"Customer Impact": "", "Customer Expectation": "", "Attachments": None})
    (request,) = house.take(build_mail(body=incomplete))
    assert request["X-Escalation-Kind"] == "information-request"
    letters = house.take(write(request))
    assert kinds(letters) == ROUTED
    routed = text_of(next(letter for letter in letters if letter["X-Escalation-Kind"] == "routed"))
    assert IMPACT in routed
    assert EXPECTED in routed
    assert not any(
        stray in routed
        for stray in ("wrote:", "schrieb", "iPhone", "Contoso desk", "MsoNormal", "leave the rest as it is")
    )


def test_in_two_steps_only_the_rest_is_asked_again(house: House) -> None:
    (request,) = house.take(
        build_mail(body=build_form({"Customer Impact": "", "Customer Expectation": "", "Attachments": None}))
    )
    (again,) = house.take(
        answer(request, f"Customer Impact: {IMPACT}\nAttachments: {REASON}\n\n" + "\n".join(quoted(request)))
    )
    assert again["X-Escalation-Kind"] == "information-request"
    assert "\nCustomer Expectation" in text_of(again).replace("\r", "")
    assert "\nCustomer Impact (" not in text_of(again).replace("\r", "")
    second = answer(again, f"{EXPECTED}\n\n" + "\n".join(quoted(again))).replace(b"walk@", b"walk2@")
    assert kinds(house.take(second)) == ROUTED
