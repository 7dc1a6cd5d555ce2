"""The bytes that mail programs make: their headers, their markup, their transfer encodings. Only for `build.py`."""

import base64
import binascii
import html
import quopri
from collections.abc import Mapping, Sequence

CRLF = "\r\n"
AGENT = "Dana Whitfield <dana@example.com>"
MAILBOX = "support@example.com"
SUBJECT = "ESCALATION - Invoices are printed twice - Ticket #51877"

# The words of the story, by their labels. `READING` in build.py is how they read.
STORY: Mapping[str, str | Sequence[str]] = {
    "Priority": "High",
    "Customer": "Fabrikam Print",
    "Ticket #": "51877",
    "Issue Summary": "Invoices are printed twice since the update of Monday.",
    "Steps Taken": (
        "Cleared the print queue: no change",
        "Reinstalled the driver: no change",
        "Printed from another workstation: same result",
    ),
    "Customer Impact": "Accounting sorts 400 pages by hand every day.",
    "Customer Expectation": "A fix by Friday noon.",
    "Additional Context": "They have 40 workstations.",
    "Attachments": "none because the customer read it out by phone",
}


def escape(text: str) -> str:
    return html.escape(text, quote=False)


def tell(changes: Mapping[str, str | Sequence[str] | None] | None = None) -> dict[str, str | Sequence[str]]:
    """The story with changes; a label that is None is left out."""
    return {label: value for label, value in {**STORY, **(changes or {})}.items() if value is not None}


def write(changes: Mapping[str, str | Sequence[str] | None] | None = None, colon: str = ": ", gap: str = "\n\n") -> str:
    """The story as a person types it: a blank line between fields, steps numbered below their label."""
    said = []
    for label, value in tell(changes).items():
        if isinstance(value, str):
            said.append(f"{label}{colon}{value}".rstrip())
        else:
            said.append("\n".join([f"{label}{colon}".rstrip(), *(f"  {n}. {step}" for n, step in enumerate(value, 1))]))
    return gap.join(said) + "\n"


def head(
    subject: str = SUBJECT, *, sender: str = AGENT, to: str = MAILBOX, more: Mapping[str, str] | None = None
) -> str:
    """Headers without those of the content; `subject` as it stands on the wire."""
    fields = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": "Mon, 02 Mar 2026 10:00:00 +0100",
        "Message-ID": "<story@example.com>",
        "MIME-Version": "1.0",
        **(more or {}),
    }
    return CRLF.join(f"{name}: {value}" for name, value in fields.items() if value) + CRLF


def part(
    text: str | bytes,
    kind: str = "plain",
    charset: str = "utf-8",
    cte: str = "8bit",
    more: str = "",
    parameters: str = "",
) -> bytes:
    """A text part with its own headers, encoded as `cte` says."""
    raw = text if isinstance(text, bytes) else text.replace("\n", CRLF).encode(charset or "utf-8")
    if cte == "base64":
        raw = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    elif cte == "quoted-printable":
        raw = CRLF.join(
            quopri.encodestring(line.encode("latin-1")).decode() for line in raw.decode("latin-1").split(CRLF)
        ).encode()
        raw = raw.replace(b"=\n", b"=\r\n")
    said = f'; charset="{charset}"' if charset else ""
    return (
        f"Content-Type: text/{kind}{said}{parameters}{CRLF}Content-Transfer-Encoding: {cte}{CRLF}{more}{CRLF}".encode()
        + raw
    )


def mail(content: bytes, subject: str = SUBJECT, **headers: str) -> bytes:
    more = {name.replace("_", "-"): value for name, value in headers.items() if name not in ("sender", "to")}
    return (
        head(subject, sender=headers.get("sender", AGENT), to=headers.get("to", MAILBOX), more=more).encode() + content
    )


def plain(text: str, subject: str = SUBJECT, charset: str = "utf-8", cte: str = "8bit", **headers: str) -> bytes:
    return mail(part(text, charset=charset, cte=cte), subject, **headers)


def page(
    markup: str, subject: str = SUBJECT, charset: str = "utf-8", cte: str = "quoted-printable", **headers: str
) -> bytes:
    """HTML alone."""
    return mail(part(markup, "html", charset, cte), subject, **headers)


def multi(parts: Sequence[bytes], kind: str = "alternative", boundary: str = "----=_NextPart_000_0001_01DCAA") -> bytes:
    """Parts that know their headers as one multipart."""
    edge = f"--{boundary}"
    inner = b"".join(f"{edge}{CRLF}".encode() + one + CRLF.encode() for one in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"{CRLF}{CRLF}'.encode()
        + inner
        + f"{edge}--{CRLF}".encode()
    )


def attach(
    name: str, content: bytes, kind: str = "text/plain", disposition: str = "attachment", more: str = ""
) -> bytes:
    lines = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return (
        f'Content-Type: {kind}; name="{name}"{CRLF}Content-Disposition: {disposition}; filename="{name}"{CRLF}{more}'
        f"Content-Transfer-Encoding: base64{CRLF}{CRLF}"
    ).encode() + lines


def both(
    text: str,
    markup: str,
    subject: str = SUBJECT,
    cte: str = "quoted-printable",
    charset: str = "utf-8",
    **headers: str,
) -> bytes:
    return mail(multi([part(text, charset=charset, cte=cte), part(markup, "html", charset, cte)]), subject, **headers)


def encode_word(text: str, how: str = "B", charset: str = "utf-8") -> str:
    raw = text.encode(charset)
    if how == "B":
        return f"=?{charset}?B?{binascii.b2a_base64(raw, newline=False).decode()}?="
    shown = "".join(chr(b) if chr(b).isalnum() and b < 128 else "_" if b == 32 else f"={b:02X}" for b in raw)
    return f"=?{charset}?Q?{shown}?="


def outlook(body: str) -> str:
    """A page of Outlook for Windows: Word's markup around `body`."""
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<meta name="Generator" content="Microsoft Word 15 '
        '(filtered medium)">\n<style><!--\n/* Font Definitions */\n'
        '@font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}\n'
        'p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n'
        "@list l0:level1 {mso-level-tab-stop:none; mso-level-number-position:left; text-indent:-18.0pt;}\n--></style>\n"
        '<!--[if gte mso 9]><xml>\n<o:shapedefaults v:ext="edit" spidmax="1026" />\n</xml><![endif]-->\n</head>\n'
        '<body lang="EN-GB" link="#0563C1" vlink="#954F72" style="word-wrap:break-word">\n'
        f'<div class="WordSection1">\n{body}</div>\n'
        "</body>\n</html>\n"
    )


def normal(text: str = "") -> str:
    """One paragraph of Outlook for Windows; `text` is markup."""
    return (
        '<p class="MsoNormal"><span lang="EN-US" '
        f'style="mso-fareast-language:EN-US">{text or "&nbsp;"}<o:p></o:p></span></p>\n'
    )


def word_list(items: Sequence[str]) -> str:
    """A numbered list as Word writes it for those who cannot show lists: numbers behind conditional comments."""
    return "".join(
        '<p class="MsoListParagraph" '
        'style="margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1"><![if !supportLists]>'
        f'<span style="mso-list:Ignore">{n}.<span style="font:7.0pt &quot;Times New '
        'Roman&quot;">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; '
        f'</span></span><![endif]><span lang="EN-US">{item}<o:p></o:p></span></p>\n'
        for n, item in enumerate(items, 1)
    )


def outlook_form(changes: Mapping[str, str | Sequence[str] | None] | None = None, bold: bool = True) -> str:
    """The story in Outlook for Windows: bold labels, an empty paragraph between, a Word list."""
    said = []
    for label, value in tell(changes).items():
        name = f"<b>{escape(label)}:</b>" if bold else f"{escape(label)}:"
        said.append(
            normal(f"{name} {escape(value)}")
            if isinstance(value, str)
            else normal(name) + word_list([escape(v) for v in value])
        )
    return normal().join(said)


def web_form(
    open_div: str, changes: Mapping[str, str | Sequence[str] | None] | None = None, blank: str = "<div><br></div>"
) -> str:
    """The story in one block per line, as the web programs write it:
    `open_div` is the tag they begin each line with."""
    said = []
    for label, value in tell(changes).items():
        if isinstance(value, str):
            said.append(f"{open_div}<b>{escape(label)}:</b>&nbsp;{escape(value)}</div>")
        else:
            items = "".join(f"<li>{escape(step)}</li>" for step in value)
            said.append(f"{open_div}<b>{escape(label)}:</b></div><ol>{items}</ol>")
    return blank.join(said)


def table_form(
    changes: Mapping[str, str | Sequence[str] | None] | None = None, cell: str = "td", attributes: str = ""
) -> str:
    """The story in a table of two columns."""
    rows = []
    for label, value in tell(changes).items():
        shown = (
            escape(value)
            if isinstance(value, str)
            else "<br>".join(f"{n}. {escape(v)}" for n, v in enumerate(value, 1))
        )
        rows.append(f"<tr><{cell}{attributes}>{escape(label)}</{cell}><td{attributes}>{shown}</td></tr>")
    return f'<table border="1" cellspacing="0" cellpadding="0">\n{chr(10).join(rows)}\n</table>'


def word_table(changes: Mapping[str, str | Sequence[str] | None] | None = None) -> str:
    """The story in a table of Word's: every cell holds paragraphs."""
    rows = []
    for label, value in tell(changes).items():
        shown = normal(escape(value)) if isinstance(value, str) else word_list([escape(v) for v in value])
        rows.append(
            f'<tr><td width="160" valign="top">{normal(f"<b>{escape(label)}</b>")}</td><td '
            f'valign="top">{shown}</td></tr>'
        )
    return (
        '<table class="MsoTableGrid" border="1" cellspacing="0" '
        f'style="border-collapse:collapse">{"".join(rows)}</table>'
    )


def quote(text: str, marks: str = "> ") -> str:
    return "\n".join((marks + line).rstrip() for line in text.rstrip("\n").split("\n")) + "\n"
