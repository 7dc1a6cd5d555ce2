"""One HTML page on which every mail that went out can be looked at as its reader sees it:
phone, desktop, or plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

STYLE = """
:root { color-scheme: light dark;
  --ink: #1d2733; --paper: #f4f5f7; --card: #ffffff; --line: #d8dde3; --quiet: #5d6b7a; --accent: #1f5f99 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ec; --paper: #16191d; --card: #1f2429; --line: #363d45; --quiet: #9aa6b2; --accent: #7db4e6 } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header, main { max-width: 1080px; margin: 0 auto; padding: 20px 16px }
h1 { font-size: 24px; margin: 0 0 4px }
h2 { font-size: 18px; margin: 36px 0 8px } p { margin: 0 0 8px } .quiet { color: var(--quiet) }
fieldset { border: 0; padding: 0; margin: 12px 0 0 }
fieldset label { margin-right: 20px; display: inline-block; padding: 8px 0 }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  margin: 14px 0; overflow: hidden }
summary { padding: 14px 16px; cursor: pointer; list-style: none } summary b { display: block }
summary span { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere }
.look { border-top: 1px solid var(--line); padding: 12px; text-align: center; overflow-x: auto }
iframe, pre { border: 1px solid var(--line); border-radius: 6px; width: 100%; background: var(--card) }
iframe { height: 640px }
pre { display: none; text-align: left; margin: 0; padding: 14px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 14px/1.5 ui-monospace, monospace }
body:has(#phone:checked) iframe { width: 392px; max-width: 100% }
body:has(#text:checked) iframe { display: none } body:has(#text:checked) pre { display: block }
a { color: var(--accent) }
"""


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """One letter on the page: the mail, its file beside the page, and the step of the story it belongs to."""

    step: str
    file: str
    mail: EmailMessage


def render_page(letters: Sequence[ShownLetter], title: str, summary: str) -> str:
    """The page, whole in itself: nothing is loaded from elsewhere, and the letters run in frames that may do
    nothing."""
    parts = []
    step = ""
    for letter in letters:
        if letter.step != step:
            step = letter.step
            parts.append(f"<h2>{escape(step)}</h2>")
        parts.append(_render_letter(letter))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><header><h1>{escape(title)}</h1>"
        f'<p class="quiet">{escape(summary)}</p><fieldset><legend class="quiet">Look at them</legend>'
        '<label><input type="radio" name="look" id="desktop" checked> on a desktop</label>'
        '<label><input type="radio" name="look" id="phone"> on a phone</label>'
        '<label><input type="radio" name="look" id="text"> as plain text</label></fieldset></header>'
        f"<main>{''.join(parts)}</main></body></html>"
    )


def _render_letter(letter: ShownLetter) -> str:
    mail = letter.mail
    html = mail.get_body(("html",))
    text = mail.get_body(("plain",))
    plain = text.get_content() if text else ""
    names = ", ".join(part.get_filename() or "" for part in mail.iter_attachments())
    files = f" · with {escape(names)}" if names else ""
    frame = (
        f'<iframe sandbox loading="lazy" title="{escape(str(mail["Subject"]))}" '
        f'srcdoc="{escape(html.get_content())}"></iframe>'
        if html
        else ""
    )
    return (
        f"<article><details><summary><b>{escape(str(mail['Subject']))}</b>"
        f"<span>{escape(str(mail['X-Escalation-Kind']))} to {escape(str(mail['To']))}{files} · "
        f'<a href="{escape(letter.file)}">{escape(letter.file)}</a></span></summary>'
        f'<div class="look">{frame}<pre>{escape(plain)}</pre></div></details></article>'
    )
