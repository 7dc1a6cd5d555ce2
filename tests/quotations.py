"""How mail programs quote a letter of ours under, above and around an answer. `HERE` in the letter is where the
answer is typed."""

import html
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from functools import lru_cache

from parsers.mime.html.lines import render_html
from parsers.text.ours.letters import Sent, read_letter
from tests.letters import WRITING

HERE = "\ue0aa"  # stands in the letter where the next answer goes
WHO, AT = "Support Escalations", "support@example.com"
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)

_HEADS = {
    "english": ("From: ", "Sent: Tuesday, 3 March 2026 10:05", "To: ", "Subject: "),
    "german": ("Von: ", "Gesendet: Dienstag, 3. März 2026 10:05", "An: ", "Betreff: "),
    "french": ("De : ", "Envoyé : mardi 3 mars 2026 10:05", "À : ", "Objet : "),
    "spanish": ("De: ", "Enviado: martes, 3 de marzo de 2026 10:05", "Para: ", "Asunto: "),
    "italian": ("Da: ", "Inviato: martedì 3 marzo 2026 10:05", "A: ", "Oggetto: "),
    "dutch": ("Van: ", "Verzonden: dinsdag 3 maart 2026 10:05", "Aan: ", "Onderwerp: "),
    "portuguese": ("De: ", "Enviada: terça-feira, 3 de março de 2026 10:05", "Para: ", "Assunto: "),
}
HEADERS: Mapping[str, str] = {
    language: f"{sender}{WHO} <{AT}>\n{date}\n{to}Dana <dana@example.com>\n{subject}Re: ESCALATION - Exports"
    for language, (sender, date, to, subject) in _HEADS.items()
}
ATTRIBUTIONS: Mapping[str, str] = {
    "gmail": f"On Tue, Mar 3, 2026 at 10:05 AM {WHO} <{AT}> wrote:\n",
    "apple-mail": f"On 3 Mar 2026, at 10:05, {WHO} <{AT}> wrote:\n",
    "ios": f"Sent from my iPhone\n\nOn 3. Mar 2026, at 10:05, {WHO} <{AT}> wrote:\n",
    "thunderbird": f"On 03/03/2026 10:05, {WHO} wrote:",
    "thunderbird-german": f"Am 03.03.26 um 10:05 schrieb {WHO}:",
    "no-attribution": "",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of ours as its reader has it: plain text, and HTML; `sent`: as it was before its reader wrote into
    it."""

    text: str
    html: str
    sent: "Letter | None" = None


# letter, what stands above and below it -> text, html; one of them is empty
Quote = Callable[[Letter, str, str], tuple[str, str]]


def as_sent(letter: Letter) -> tuple[Sent, ...]:
    """The letter as the house knows it, without what its reader fills in."""
    return _read_forms(letter.sent or letter)


@lru_cache(maxsize=100)
def _read_forms(sent: Letter) -> tuple[Sent, ...]:
    return read_text(sent.text), read_letter([line.text for line in render_html(sent.html)])


@lru_cache(maxsize=100)
def read_text(letter: str) -> Sent:
    """A letter's plain text as the house knows it; one is cut, bent and quoted many times."""
    return read_letter(letter.split("\n"))


def fill(letter: Letter, answers: tuple[str, ...]) -> Letter:
    """The letter with an answer at each of its places."""
    text, shown, sent = letter.text, letter.html, Letter(letter.text.replace(HERE, ""), letter.html.replace(HERE, ""))
    for answer in answers:
        text, shown = text.replace(HERE, answer, 1), shown.replace(HERE, html.escape(answer, quote=False), 1)
    return Letter(text.replace(HERE, ""), shown.replace(HERE, ""), sent)


def behind_colons(letter: Letter) -> Letter:
    """To be filled in behind the questions."""
    return Letter(
        re.sub(r"(?m)^(\S[^\n]*\)):$", rf"\1: {HERE}", letter.text),
        re.sub(r"\):(</strong>)?</p>", rf"): {HERE}\1</p>", letter.html),
    )


def below_labels(letter: Letter) -> Letter:
    """To be filled in on a line below each question."""
    shown = re.sub(r"(\):(?:</strong>)?)</p>", rf"\1</p><p>{HERE}</p>", letter.html)
    return Letter(re.sub(r"(?m)^(\S[^\n]*\)):$", rf"\1:\n{HERE}", letter.text), shown)


def between_lines(letter: Letter) -> Letter:
    """To be answered below the first paragraph."""
    return Letter(
        letter.text.replace("\n\n", f"\n\n{HERE}\n\n", 1), letter.html.replace("</p>", f"</p><p>{HERE}</p>", 1)
    )


def compose(quote: Quote, letter: Letter, above: str, below: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The reply, in the thread of the letter; `headers` replaces headers."""
    text, shown = quote(letter, above, below)
    mail = EmailMessage(WRITING)
    given = {
        "From": "Dana <dana@example.com>",
        "To": AT,
        "Subject": "Re: ESCALATION - Exports",
        "Message-ID": "<answer@example.com>",
        "In-Reply-To": "<letter@example.com>",
        "Date": "Tue, 03 Mar 2026 10:30:00 +0100",
        **(headers or {}),
    }
    for name, value in given.items():
        mail[name] = value
    if shown:
        mail.set_content(shown, subtype="html", cte="quoted-printable")
    else:
        mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def _unmarked(head: str, wrapped: bool = False) -> Quote:
    def quote(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return _joined(
            above,
            _quoted(letter.text, "", wrapped) if not head else f"{head}\n\n{_quoted(letter.text, '', wrapped)}",
            below,
        ), ""

    return quote


def _marked(head: str, wrapped: bool = False) -> Quote:
    def quote(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return _joined(above, f"{head}\n{_quoted(letter.text, '> ', wrapped)}", below), ""

    return quote


def _quoted(text: str, mark: str, wrapped: bool) -> str:
    """The letter's lines with their mark; an answer that has a line of its own is typed, not quoted."""
    lines = text.rstrip("\n").split("\n")
    if wrapped:
        lines = [
            piece
            for line in lines
            for piece in (textwrap.wrap(line, 72 - len(mark), break_long_words=False, break_on_hyphens=False) or [""])
        ]
    return "\n".join(line.removeprefix(OWN) if line.startswith(OWN) else (mark + line).rstrip() for line in lines)


OWN = "\ue0ab"  # begins a line that is typed and not quoted


def typed(answer: str) -> str:
    """An answer on a line of its own."""
    return OWN + answer


def _body_of(letter: Letter) -> str:
    found = _BODY.search(letter.html)
    assert found is not None
    return found[1].replace(OWN, "")


def _paragraphs(text: str, opened: str = "<div>", closed: str = "</div>") -> str:
    return (
        "".join(f"{opened}{html.escape(line, quote=False) or '<br>'}{closed}" for line in text.split("\n"))
        if text
        else ""
    )


def _word(text: str) -> str:
    return _paragraphs(text, "<p class=MsoNormal>", "<o:p></o:p></p>")


def _outlook(head: str) -> Quote:
    """Outlook for Windows: a line, the header in bold, and the letter's own HTML below."""
    shown = "<br>".join(
        re.sub(r"^([^:]+):", r"<b>\1:</b>", html.escape(line, quote=False)) for line in head.split("\n")
    )
    ruled = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm '
        f'0cm"><p class=MsoNormal>{shown}</p></div>'
    )

    def quote(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return "", (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta '
            'name=Generator content="Microsoft Word 15"></head>'
            f"<body lang=EN-GB><div class=WordSection1>{_word(above)}<p "
            f"class=MsoNormal><o:p>&nbsp;</o:p></p><div>{ruled}</div>"
            f"{_body_of(letter)}{_word(below)}</div></body></html>"
        )

    return quote


def _word_paragraphs(letter: Letter, above: str, below: str) -> tuple[str, str]:
    """Outlook once the letter was edited: every element of ours has become a paragraph of Word's."""
    body = re.sub(r"<(p|h2|div|li)\b[^>]*>", "<p class=MsoNormal>", _body_of(letter))
    return _outlook(HEADERS["english"])(
        Letter(letter.text, f"<body>{re.sub('</(?:p|h2|div|li)>', '<o:p></o:p></p>', body)}</body>"), above, below
    )


def _owa(letter: Letter, above: str, below: str) -> tuple[str, str]:
    head = html.escape(HEADERS["english"]).replace("\n", "<br>")
    return "", (
        f'<html><body><div class="elementToProof">{_paragraphs(above)}</div><div '
        'id="appendonsend"></div><hr style="display:inline-block">'
        '<div id="divRplyFwdMsg" '
        f'dir="ltr">{head}<div>&nbsp;</div></div>{_body_of(letter)}{_paragraphs(below)}</body></html>'
    )


def _cited(before: str, opened: str) -> Quote:
    """Programs that put the letter into a <blockquote>."""

    def quote(letter: Letter, above: str, below: str) -> tuple[str, str]:
        found = _BODY.search(letter.html)
        body = re.sub(r"</?div[^>]*>", "", found[1] if found else "")
        body = re.sub(rf"<p>{OWN}([^<]*)</p>", rf"</blockquote><div>\1</div>{opened}", body)
        return (
            "",
            (
                f"<html><body>{_paragraphs(above)}<br>"
                f"{before}{opened}{body}</blockquote>{_paragraphs(below)}</body></html>"
            ),
        )

    return quote


def _bare_html(letter: Letter, above: str, below: str) -> tuple[str, str]:
    return "", f"<html><body>{_paragraphs(above)}<div>{_body_of(letter)}</div>{_paragraphs(below)}</body></html>"


def _recoded(quote: Quote) -> Quote:
    """A gateway that knows no Unicode: hard spaces, curly quotes, dashes and ticks are lost."""

    def recode(text: str) -> str:
        return re.sub(r"[✓…·–“”]", "?", text.replace("\u00a0", " ").replace("’", "'"))

    def recoded(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return quote(Letter(recode(letter.text), recode(letter.html), letter), above, below)

    return recoded


def _smart(quote: Quote) -> Quote:
    """A program that sets quotes and spaces as printers do."""

    def embellish(text: str) -> str:
        return re.sub(r"(?<=\w)'(?=\w)", "’", text).replace(" (", "\u00a0(")

    def smart(letter: Letter, above: str, below: str) -> tuple[str, str]:
        return quote(Letter(embellish(letter.text), letter.html), above, below)

    return smart


_GMAIL = f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{html.escape(ATTRIBUTIONS["gmail"])}<br></div>'
_ON_A_PHONE = f"On Tue, 3 Mar 2026, 10:05 {WHO}, <{AT}> wrote:\n"
_GMAIL_APP = (
    '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
    f"{html.escape(_ON_A_PHONE)}<br></div>"
)
_CITE = f"<div>{html.escape(ATTRIBUTIONS['apple-mail'])}</div>"
_MOZ = f'<div class="moz-cite-prefix">{html.escape(ATTRIBUTIONS["thunderbird"])}<br></div>'
PROGRAMS: Mapping[str, Quote] = {
    **{f"outlook-text-{language}": _unmarked(head) for language, head in HEADERS.items()},
    "outlook-text-original-message": _unmarked(f"-----Original Message-----\n{HEADERS['english']}"),
    "outlook-text-underscores": _unmarked(f"{'_' * 32}\n{HEADERS['english']}"),
    "outlook-text-wrapped": _unmarked(HEADERS["english"], wrapped=True),
    "outlook-text-marked": _marked(HEADERS["english"]),
    **{f"{name}-text": _marked(head) for name, head in ATTRIBUTIONS.items()},
    "gmail-text-wrapped": _marked(ATTRIBUTIONS["gmail"], wrapped=True),
    "no-attribution-text-wrapped": _marked("", wrapped=True),
    "pasted-text": _unmarked(""),
    "pasted-text-wrapped": _unmarked("", wrapped=True),
    "pasted-text-recoded": _recoded(_unmarked("")),
    "pasted-text-smart": _smart(_unmarked("")),
    "gmail-text-recoded": _recoded(_marked(ATTRIBUTIONS["gmail"])),
    **{f"outlook-html-{language}": _outlook(head) for language, head in HEADERS.items()},
    "outlook-html-word": _word_paragraphs,
    "outlook-html-recoded": _recoded(_outlook(HEADERS["english"])),
    "owa-html": _owa,
    "gmail-html": _cited(_GMAIL, '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">'),
    "apple-mail-html": _cited(_CITE, '<blockquote type="cite">'),
    "ios-html": _cited(f"<div>Sent from my iPhone</div>{_CITE}", '<blockquote type="cite">'),
    "thunderbird-html": _cited(_MOZ, '<blockquote type="cite" cite="mid:letter@example.com">'),
    "pasted-html": _bare_html,
    "pasted-html-recoded": _recoded(_bare_html),
}
# the same shapes with other words: enough for the journeys and the fuzzer
EVERY_PROGRAM: Mapping[str, Quote] = {
    **PROGRAMS,
    "gmail-app-text": _marked(_ON_A_PHONE),
    "gmail-app-html": _cited(_GMAIL_APP, '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">'),
    "thunderbird-french-text": _marked(f"Le 03/03/2026 à 10:05, {WHO} a écrit :"),
}


def cut_behind(text: str, step: int, fewest: int = 1) -> Iterator[str]:
    """The text up to every `step`-th word, from the `fewest`-th on."""
    ends = [word.end() for word in re.finditer(r"\S+", text)]
    yield from (text[:end] for end in ends[fewest - 1 :: step])


def cut_before(text: str, step: int, fewest: int = 1) -> Iterator[str]:
    """The text from every `step`-th word on, while it has `fewest`."""
    starts = [word.start() for word in re.finditer(r"\S+", text)]
    yield from (text[start:] for start in starts[1 : len(starts) - fewest + 1 : step])


def garbled(text: str) -> str:
    """UTF-8 read as Windows-1252."""
    return text.encode().decode("cp1252", "replace")


def initialled(text: str) -> str:
    """As Supercite quotes it."""
    return "\n".join(f"SE> {line}" for line in text.split("\n"))


def wrap(text: str, width: int) -> str:
    """The text in lines of at most so many characters."""
    return "\n".join(
        piece
        for line in text.split("\n")
        for piece in (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""])
    )
