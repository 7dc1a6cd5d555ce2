"""Changes to a mail that leave it looking like one: words of the formats put in, pieces doubled,
moved, cut, repeated. Seeded."""

import random
from collections.abc import Sequence

MOST = 100_000  # bytes of a changed mail; quadratic reading of that much takes far longer than is allowed
MANY = (10, 100, 1000, 20_000)

HEADERS = [
    b"From: ", b"To: a@example.com, ", b"Cc: ", b"Reply-To: ", b"Subject: ", b"Date: ", b"Message-ID: <a@b>",
    b"References: <a@b> ",
    b"In-Reply-To: <a@b>", b"MIME-Version: 1.0\r\n", b"Content-Type: text/plain; charset=",
    b"Content-Type: text/html\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: multipart/alternative; boundary=\"b\"\r\n",
    (b"Content-Type: multipart/report; "
    b"report-type=delivery-status; boundary=b\r\n"), b"Content-Type: message/rfc822\r\n\r\n",
    (b"Content-Type: message/delivery-status\r\n\r\n"
    b"Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n"),
    b"Content-Type: application/ms-tnef; name=winmail.dat\r\n", b"Content-Type: application/pkcs7-mime\r\n",
    b"Content-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n", b"Content-Transfer-Encoding: base64\r\n",
    (b"Content-Transfer-Encoding: "
    b"quoted-printable\r\n"), b"Content-Disposition: attachment; filename*0*=utf-8''%e2; filename*1=",
    b"Content-Disposition: inline; filename=", b"format=flowed; delsp=yes", b"Auto-Submitted: auto-replied\r\n",
    b"X-Failed-Recipients: a@b.c\r\n", b"Precedence: bulk\r\n", b"List-Id: <a.b>\r\n", b"X-Escalation-Case: ESC-1\r\n",
    b"X-Escalation-Hops: 1\r\n", (b"Authentication-Results: mx.example.com; dmarc=pass; "
    b"spf=pass\r\n"), b"Return-Path: <>\r\n",
    b"X-Auto-Response-Suppress: All\r\n", b"--b\r\n", b"--b--\r\n", b"\r\n\r\n", b"\r\n ", b"\r", b"\n",
    b"boundary=", b"charset=utf-7",
    b"charset=utf-16", b"charset=iso-2022-jp", b"=?utf-8?q?=C3?= =?utf-8?q?=A9?=",
    b"=?utf-8?b?RVNDQUxBVElPTg==?=", b"=?x?q?", b"?=",
    b"=?utf-16?b?/v8=?=", b"=3D", b"=\r\n", b"=C3=A9",
]  # fmt: skip
TEXTS = [
    b"Priority: High\n", b"Priority: [High/Medium/Low]\n", b"Customer: ", b"Customer Email: ",
    b"Ticket #: ", b"Issue Summary: ",
    b"Steps Taken:\n1. ", b"Customer Impact: ", b"Customer Expectation: by Friday 17:00\n", b"Additional Context: ",
    b"Attachments: none, because ", b"Level: 3\n", b"Trigger: ", b"ESCALATION - ", b"URGENT", b" - Ticket #1",
    "Priorität: hoch\n".encode(), "Priorité : élevée\n".encode(), b"Kunde: ", b"Pasos realizados: ",
    b"Impatto: ", b"Bijlagen: geen\n",
    b"**", b"*", b"_", b"#", b"> ", b">> ", b">", b"|", b"\t", b"- ", b"1) ", b"(a) ", b":", b": ", b" :",
    "：".encode(), b"[", b"]", b"<",
    b"(", b"\"", b"'", b"-- \n", b"--\n", b"________________________________\n", b"-----Original Message-----\n",
    b"---------- Forwarded message ---------\n", b"Begin forwarded message:\n",
    b"On Mon, 2 Mar 2026 at 10:00, Dana <dana@example.com> wrote:\n", b"Am 02.03.26 um 10:00 schrieb Dana:\n",
    b"Le 2 mars 2026, Dana a \xc3\xa9crit :\n", (b"From: Dana <d@example.com>\n"
    b"Sent: Monday, 2 March 2026 10:00\nTo: a\nSubject: b\n"),
    b"Von: Dana\nGesendet: Montag\nAn: a\nBetreff: b\n", b"Sent from my iPhone\n", b"[EXTERNAL] ",
    (b"CAUTION: This email originated from "
    b"outside\n"), b"Thanks,\nDana\n", b"Kind regards\n", b"ack ", b"raise to level 3 ",
    b"wait until friday 10:00 ", b"done: ", b"3 mine, 5 remind, 7 raise", b"note: ", b"tomorrow 9am",
    b"31.02.2026", b"2026-03-02T10:00",
    b"in 99999999 days", b"year 99999", b"out of office until 3 March", b"back on 31/12",
    b"could not be delivered", b"ESC-1",
    b"+esc1.abc@", b"a@example.com", b"https://example.com/a:b?c=d", b"n/a", b"tbd", b"?", b"-", b"...",
    b"error.log", b"(see attached)",
    b"\xe2\x80\x8b", b"\xc2\xa0", b"\xef\xbc\xa5\xef\xbc\xb3\xef\xbc\xa3", b"\xf0\x9f\x91\x8d",
    b"\xe2\x80\xae", b"\xcc\x81", b"\xc4\xb0",
    b"\xef\xac\x80", b"\x00", b"\xff", b"\xed\xa0\x80", b"\x1b$B", b"\x1e", b"\x1f", b"\xe2\x80\xa8",
    b"\xc2\x85", b"\x0b", b"\x0c",
    "²".encode(), "٣".encode(), "½".encode(), b"9" * 30,
]  # fmt: skip
MARKUP = [
    b"<table><tr><td>", b"</td><td>", b"</tr>", b"<p>", b"</p>", b"<br>", b"<div>",
    b"</div>", b"<blockquote type=cite>",
    b"<blockquote class=gmail_quote>", b"<ol start=3><li>", b"<ul><li>", b"<b>", b"<o:p>", b"<style>",
    b"<script>", b"<!--", b"-->",
    b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&nbsp;", b"&#0;", b"&#xD800;",
    b"&#1114112;", b"<img src=cid:a alt='",
    b"<div id=appendonsend></div>", (b"<div style='border:none;border-top:solid "
    b"#E1E1E1 1.0pt'>"), b"<hr>", b"<pre>", b"<title>", b"<body>",
    b"</body></html>", b"<font color=red>", b"<span style='display:none'>", b"<base href=x>", b"<meta charset=utf-16>",
]  # fmt: skip
MAIL_WORDS = [*HEADERS, *TEXTS, *MARKUP]


def mutate(raw: bytes, chance: random.Random, words: Sequence[bytes] = MAIL_WORDS, other: bytes = b"") -> bytes:
    """The mail after one to five changes; `other` is a mail to take pieces from."""
    for _ in range(chance.randint(1, 5)):
        raw = _change(raw, chance, words, other)
    return raw[:MOST]


def _change(raw: bytes, chance: random.Random, words: Sequence[bytes], other: bytes) -> bytes:
    start, end = _choose_piece(raw, chance)
    piece = raw[start:end]
    at = _choose_place(raw, chance)
    match chance.randrange(10):
        case 0 | 1 | 2:
            return raw[:at] + chance.choice(words) + raw[at:]
        case 3:
            return raw[:start] + chance.choice(words) + raw[end:]
        case 4:
            return raw[:start] + raw[end:]
        case 5:
            return raw[:at] + piece + raw[at:]
        case 6 if chance.random() < 0.1:  # slow to read, so not often
            return (
                raw[:end]
                + (piece[:200] or b" ") * min(chance.choice(MANY), MOST // (len(piece[:200]) or 1))
                + raw[end:]
            )
        case 6 if other:
            start, end = _choose_piece(other, chance)
            return raw[:at] + other[start:end] + raw[at:]
        case 7:
            return raw[:at] + bytes((chance.randrange(256),)) + raw[at + 1 :]
        case 8:
            word = chance.choice(words)
            return raw[:at] + word * min(chance.choice(MANY[:2]), MOST // len(word)) + raw[at:]
        case _:
            return b"\n".join(_swap(raw.split(b"\n"), chance))


def _choose_place(raw: bytes, chance: random.Random) -> int:
    """Mostly where a line begins."""
    at = chance.randint(0, len(raw))
    return at if chance.random() < 0.4 else raw.rfind(b"\n", 0, at) + 1


def _choose_piece(raw: bytes, chance: random.Random) -> tuple[int, int]:
    """A line, or up to 60 bytes from anywhere."""
    start = _choose_place(raw, chance)
    line_end = raw.find(b"\n", start) + 1
    return (
        (start, line_end)
        if line_end and chance.random() < 0.5
        else (start, min(len(raw), start + chance.randint(1, 60)))
    )


def _swap(lines: list[bytes], chance: random.Random) -> list[bytes]:
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return lines
