"""Which lines of a mail its sender wrote: without quoted and forwarded mail, signature, disclaimer and banners.

When in doubt a line is kept: a line too many is a nuisance, a lost one is a lost escalation (behaviour.md §3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from parsers.html import HISTORY_MARK, SIGNATURE_MARK
from parsers.labels import SURE, WORDS, Aliases, find_label, fold, load_aliases

_VERBS = (
    r"wrote|writes|schrieb(?: am)?|a écrit|écrit|escribió|escreveu|ha scritto|scritto|schreef|geschreven|skrev|"
    r"skreiv|kirjoitti|napisał(?:a|\(a\))?|"
    r"napsal(?:a|\(a\))?|napísal|написал[аи]?|написал\(а\)|пишет|написав|пише|yazdı|şunu yazdı|írta|a scris|έγραψε|"
    r"đã viết|menulis|כתב|כתבה|كتب|"
    r"写道|寫道|書きました|のメッセージ|작성|님이 작성"
)
_STARTS = r"on|am|le|el|il|op|em|no|den|dnia|w dniu|dne|a|il giorno|el día|op|på|pe|ti|tor|fre|vào|pada|στις|в|в(?:о)?|\d"
_ATTRIBUTION = re.compile(rf"[\s*_]*(?:.*[^\w]|)(?:{_VERBS})\b[^\n]{{0,100}}[:：]?[\s*_]*$", re.IGNORECASE)
_ATTRIBUTION_START = re.compile(rf"[\s*_]*(?:{_STARTS})(?=[\s,.\d])|.*<[^<>@\s]+@[^<>\s]+>", re.IGNORECASE)
_CLEARLY_QUOTED = re.compile(r"[\w.+-]+@[\w-]+\.|\d{1,2}[:.h]\d{2}")
# In whatever language: an address, a number and a colon at the end. Counts only with a quote below.
_ADDRESSED = re.compile(r"(?=.*\d).*<\s?[^<>@\s]+@[^<>\s]+>[\s)]*[:：]\s*$")
# Some programs put it behind the last word of the answer, others between dashes.
_SHARED = re.compile(
    rf"(?P<own>.*[^\s-])(?:\s+|\s*-{{2,}}\s*)(?P<rest>(?:On|Am|Le|El|Il|Op|Em)\s(?=[^\n]*\d)[^\n]{{4,300}}\b(?:{_VERBS})\b[^\n]{{0,100}}[:：]\s*)$"
)
_DASHED = re.compile(rf"\s*-{{3,}}(?=[^-\n])[^\n]{{1,150}}\b(?:{_VERBS})\b[^\n]{{0,60}}-{{3,}}\s*$", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 400
_MOST_ATTRIBUTION_LINES = 4

_HEADER_KINDS = {
    "from": "from|von|de|da|van|od|från|fra|lähettäjä|от|від|kimden|feladó|expéditeur|remitente|mittente|afzender|"
    "von|发件人|寄件者|差出人|보낸 사람|من|מאת",
    "date": (
        "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada em|enviado em|fecha|"
        "inviato|data|verzonden|wysłano|"
        "skickat|sendt|lähetetty|дата|отправлено|надіслано|tarih|gönderildi|elküldve|发送时间|日期|寄件日期|送信日時|日時|보낸 날짜|"
        "date de l'envoi"
    ),
    "to": "to|an|à|a|para|aan|do|till|til|vastaanottaja|кому|kime|címzett|destinataire|destinatario|收件人|宛先|받는 사람|per",
    "cc": "cc|kopie|copie|copia|cópia|kopia|kopi|копия|bilgi|抄送|副本",
    "subject": "subject|betreff|objet|sujet|asunto|oggetto|onderwerp|assunto|temat|ämne|emne|aihe|тема|konu|tárgy|主题|主旨|件名|제목|re",
}
_HEADER_KIND = {fold(word): kind for kind, words in _HEADER_KINDS.items() for word in words.split("|")}
_HEADER_LINE = re.compile(r"[\s*_|]*([^\W\d_][\w '’.-]{0,24}?)[\s*_]*[:：][\s*_]*(.*)$")
_MOST_HEADER_LINES = 10

_FORWARD = re.compile(
    r"[\s>]*(?:[-_=*]{2,}\s*)?(?:original forwarded message|forwarded (?:message|by [^\n]{1,80})|"
    r"begin forwarded message|start of forwarded message|"
    r"weitergeleitete (?:nachricht|e-?mail|mail)|anfang der weitergeleiteten (?:nachricht|e-?mail)|"
    r"(?:début du )?(?:message|courriel) (?:transféré|réexpédié)e?|"
    r"mensaje reenviado|(?:inicio|comienzo) del mensaje reenviado|messaggio inoltrato|"
    r"inizio (?:del )?messaggio inoltrato|doorgestuurd(?: bericht|e mail)?|"
    r"begin (?:van )?doorgestuurd bericht|mensagem (?:encaminhada|reencaminhada)|início da mensagem (?:encaminhada|"
    r"reencaminhada)|vidarebefordrat meddelande|"
    r"videresendt (?:besked|melding)|välitetty viesti|wiadomość przekazana|przekazana wiadomość|"
    r"пересылаемое сообщение|пересланное сообщение|iletilen mesaj|"
    r"转发的邮件|轉寄的郵件|転送メッセージ|전달된 메시지)\s*:?\s*(?:[-_=*]{2,}.{0,80})?\s*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[\s*]*[-_=]{2,}\s*(?:original message|originalnachricht|ursprüngliche nachricht|original[- ]?(?:mail|e-?mail|"
    r"appointment|termin)|message d'origine|message original|"
    r"mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|"
    r"oprindelig (?:meddelelse|besked)|opprinnelig melding|"
    r"alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|исходное сообщение|původní zpráva|özgün ileti|"
    r"eredeti üzenet|原始邮件|原始郵件|元のメッセージ|"
    r"원본 메시지|reply message|urspr\. nachricht)\s*[-_=]{2,}[\s*]*$",
    re.IGNORECASE,
)
_ABOVE_LINE = re.compile(
    r"[\s#*-]*(?:please (?:type|write|add) your reply above this line|reply above this line|bitte (?:über|"
    r"oberhalb) dieser (?:zeile|linie) antworten|répondre au-dessus de cette ligne).*",
    re.IGNORECASE,
)
_UNDERSCORES = re.compile(r"\s*_{10,}\s*$")
_QUOTED = re.compile(r"\s{0,3}>(?!\s*(?:\d|€|\$)|.*<<\s*$)|\s{0,3}>\s*>(?!.*<<\s*$)")

_DELIMITER = re.compile(r"--[ \xa0]?$|—\s?$|_{2}\s?$")
_CLOSINGS = frozenset(map(fold, WORDS["signature"]["closings"]))
_FOOTERS = tuple(fold(word) for word in WORDS["signature"]["footers"])
_MOST_SIGNATURE_LINES = 16
_LONGEST_TAIL = 200  # lines from the end in which a signature is sought: with the longest disclaimers it has some 60
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?[\s:,.]", re.IGNORECASE)
_BANNER = re.compile(
    r"[\s\W]*(?:\[?(?:external|extern[ea]?|externo|ext|outside)\s*(?:e-?mail|mail|sender|message|:|\])|"
    r"caution\b.{0,12}\b(?:external|this (?:e-?mail|message))|"
    r"warning\b.{0,20}\bexternal|achtung\b.{0,50}\b(?:extern|außerhalb)|attention\b.{0,20}\bext[eé]r|"
    r"this (?:e-?mail|message) (?:originated|comes|came|was sent|is) from (?:outside|an external)|"
    r"you don'?t often get (?:e-?mail|mail) from|diese (?:e-?mail|nachricht) (?:kommt|stammt|"
    r"wurde) von (?:einem )?(?:extern|außerhalb)|sie erhalten nicht (?:oft|häufig) e-?mails von|"
    r"ce (?:message|courriel|mail) (?:provient|vient) de l'ext|vous ne recevez pas souvent|este (?:mensaje|"
    r"correo) (?:proviene|procede) de (?:fuera|un)|no suele recibir correo|"
    r"some people who received this message don'?t often|\[?extern(?:al)?\]\s*$|do not click (?:on )?(?:any )?links)",
    re.IGNORECASE,
)
_BANNER_TAIL = re.compile(
    r"\s*(?:do not click|please (?:be careful|exercise caution)|learn why this is important|exercise caution|"
    r"klicken sie|ne cliquez|no haga clic|think before you click)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quoting:
    """The sender's own lines, and the lines of the mail that he forwarded, if he did."""

    own: tuple[str, ...]
    forwarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Border:
    """Where other people's words begin and end in the lines; `forward` when they were sent on and not answered."""

    start: int
    end: int
    forward: bool


def split_quoting(lines: Sequence[str], is_reply: bool, is_forward: bool) -> Quoting:
    """The newest lines. `is_reply`: the mail answers another (In-Reply-To, `Re:`); `is_forward`: its subject says `Fwd:`."""
    own: list[str] = []
    forwarded: tuple[str, ...] = ()
    lines = list(_cut_shared(lines)) if is_reply else lines
    at = 0
    while at < len(lines):
        border = _find_border(lines, at, is_reply, is_forward)
        if border is None:
            own.extend(lines[at:])
            break
        own.extend(lines[at : border.start])
        if border.forward:
            forwarded = tuple(lines[border.start : border.end])
        at = border.end
    return Quoting(tuple(strip_signature(strip_banners(own))), forwarded)


def _cut_shared(lines: Sequence[str]) -> Iterator[str]:
    """An attribution that stands behind the answer's last word gets a line of its own; the value of a label does not."""
    for index, line in enumerate(lines):
        is_above_quote = index + 1 < len(lines) and lines[index + 1].startswith(">")
        found = _SHARED.match(line) if is_above_quote and len(line) <= _LONGEST_ATTRIBUTION and line[:1] != ">" else None
        if found is not None and find_label(line, _ALIASES) is None:
            yield from (found["own"], found["rest"])
        else:
            yield line


def read_forwarded(lines: Sequence[str]) -> tuple[str, ...]:
    """What the author of a forwarded mail wrote, without its header and what he quoted."""
    bare = (
        [re.sub(r"^\s{0,3}(?:> ?)", "", line) for line in lines]
        if all(line.lstrip().startswith(">") or not line.strip() for line in lines[1:])
        else list(lines)
    )
    at = 0
    while at < len(bare) and (
        not bare[at].strip()
        or _FORWARD.match(bare[at])
        or _ORIGINAL.match(bare[at])
        or bare[at].startswith(HISTORY_MARK)
        or _UNDERSCORES.match(bare[at])
    ):
        at += 1
    while at < len(bare) and (found := _header_kind(bare[at])):
        at += 1
        if found == "subject" and (at >= len(bare) or not _header_kind(bare[at])):
            break
        while at < len(bare) and bare[at].startswith((" ", "\t")) and bare[at].strip():
            at += 1
    return split_quoting(bare[at:], True, False).own


def _find_border(lines: Sequence[str], start: int, is_reply: bool, is_forward: bool) -> _Border | None:
    pasted = start
    for index in range(start, len(lines)):
        line = lines[index]
        if index < pasted or not line.strip(" \t" + SIGNATURE_MARK):
            continue
        if line.startswith(HISTORY_MARK):
            return _Border(index, len(lines), is_forward or not is_reply)
        line = line.removeprefix(SIGNATURE_MARK)
        if line.startswith((">", " >")) and _QUOTED.match(line) and _is_quoted_block(lines, index, is_reply):
            return _Border(index, _end_of_quotes(lines, index), False)
        if len(line) > _LONGEST_ATTRIBUTION:
            continue
        if _FORWARD.match(line):
            return _Border(index, len(lines), True)
        if (
            _ORIGINAL.match(line)
            or _DASHED.match(line)
            or (_ABOVE_LINE.match(line) and any(above.strip() for above in lines[max(0, index - 50) : index]))
        ):
            return _Border(index, len(lines), is_forward)
        if (is_reply or is_forward) and (":" in line or "：" in line or _UNDERSCORES.match(line)):
            head = index + 1 if _UNDERSCORES.match(line) else index
            if _is_header_block(lines, head):
                return _Border(index, len(lines), is_forward)
        border = _find_attribution(lines, index, is_reply)
        if border is not None and not _is_pasted(lines, border):
            return border
        pasted = border.end if border is not None else start
    return None


def _find_attribution(lines: Sequence[str], index: int, is_reply: bool) -> _Border | None:
    """`On Monday, Dana wrote:`, perhaps wrapped over some lines, with the quote that follows it."""
    if not _ATTRIBUTION_START.match(lines[index]) and not lines[index].rstrip().endswith((":", "：")):
        return None
    text = ""
    for last in range(index, min(index + _MOST_ATTRIBUTION_LINES, len(lines))):
        if not lines[last].strip():
            return None
        text = f"{text} {lines[last].strip()}" if text else lines[last].strip()
        if len(text) > _LONGEST_ATTRIBUTION:
            return None
        if not _ATTRIBUTION.match(text) and not _ADDRESSED.match(text):
            continue
        below = next((at for at in range(last + 1, min(last + 4, len(lines))) if lines[at].strip()), None)
        if below is not None and (_QUOTED.match(lines[below]) or lines[below].startswith(">")):
            return _Border(index, _end_of_quotes(lines, below), False)
        ends = text.rstrip(" *_").endswith((":", "："))
        if (
            is_reply
            and ends
            and _ATTRIBUTION_START.match(text)
            and _CLEARLY_QUOTED.search(text)
            and any(lines[at].strip() for at in range(index))
        ):
            return _Border(index, len(lines), False)
        if is_reply and below is None and _CLEARLY_QUOTED.search(text):
            return _Border(index, len(lines), False)
    return None


def _is_pasted(lines: Sequence[str], border: _Border) -> bool:
    """Whether the quote is the value of a label: `Customer Impact: she wrote:` and her words, but no template of ours."""
    label = find_label(lines[border.start], _ALIASES)
    if label is None or label.strength != SURE or border.end == len(lines):
        return False
    return not any(find_label(line.lstrip("> "), _ALIASES) for line in lines[border.start + 1 : border.end])


def _is_sure(attribution: str) -> bool:
    """Whether it cannot be the sender's own sentence: it begins as programs write it and names an address or a time."""
    return _ATTRIBUTION.match(attribution) is not None and bool(
        _ATTRIBUTION_START.match(attribution) and _CLEARLY_QUOTED.search(attribution)
    )


def _is_quoted_block(lines: Sequence[str], index: int, is_reply: bool) -> bool:
    """Whether `>` begins a quote: always in an answer; in a fresh mail only as more than one line, because some write it for an arrow."""
    if is_reply:
        return True
    return index + 2 < len(lines) and all(_QUOTED.match(line) for line in lines[index : index + 3])


def _end_of_quotes(lines: Sequence[str], index: int) -> int:
    """Behind the last of the quoted lines that follow each other; a short line that a program broke off a quoted one belongs to them."""
    at = index
    while at < len(lines):
        if lines[at].lstrip().startswith(">") or (not lines[at].strip() and _goes_on(lines, at)) or _is_broken_off(lines, at):
            at += 1
        else:
            break
    return at


def _goes_on(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return below.lstrip().startswith(">")


def _is_broken_off(lines: Sequence[str], at: int) -> bool:
    """A word or two without `>` between quoted lines, where the line above is as long as lines get."""
    return (
        0 < len(lines[at].split()) <= 2
        and lines[at][:1].islower()
        and len(lines[at - 1]) >= 70
        and at + 1 < len(lines)
        and lines[at + 1].lstrip().startswith(">")
    )


def _header_kind(line: str) -> str | None:
    match = _HEADER_LINE.match(line)
    return _HEADER_KIND.get(fold(match[1])) if match else None


def _is_header_block(lines: Sequence[str], index: int) -> bool:
    """Three different header lines on end, From or the date first: the head of an older mail, as Outlook writes it."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    if index >= len(lines) or _header_kind(lines[index]) not in ("from", "date"):
        return False
    kinds: set[str] = set()
    for line in lines[index : index + _MOST_HEADER_LINES]:
        kind = _header_kind(line)
        if kind:
            kinds.add(kind)
        elif not line.strip() and len(kinds) > 1:
            break
    return len(kinds) >= 3 and bool(kinds & {"date", "subject"})


def strip_banners(lines: Sequence[str]) -> list[str]:
    """Without the warning that a mail gateway put above the text, or a help desk's `reply above this line`."""
    kept = list(lines)
    at = next((index for index, line in enumerate(kept) if line.strip()), len(kept))
    seen = False
    while (
        at < len(kept)
        and (not kept[at].strip() or _BANNER.match(kept[at]) or _ABOVE_LINE.match(kept[at]) or (seen and _BANNER_TAIL.match(kept[at])))
        and len(kept[at]) < 600
    ):
        seen = seen or bool(kept[at].strip())
        at += 1
    return kept[at:] if seen and any(line.strip() for line in kept[at:]) else kept


def strip_signature(lines: Sequence[str]) -> list[str]:
    """Without the closing words and what stands below them, `Sent from my iPhone`, disclaimers and a list's footer."""
    if any(line.startswith(SIGNATURE_MARK) for line in lines):
        others = [line for line in lines if not line.startswith(SIGNATURE_MARK)]
        lines = others if any(line.strip() for line in others) else [line.removeprefix(SIGNATURE_MARK) for line in lines]
    kept = [line for line in lines if not line.startswith(HISTORY_MARK)]
    first = next((index for index, line in enumerate(kept) if line.strip()), 0)
    for index in range(max(0, len(kept) - _LONGEST_TAIL), len(kept)):
        line = kept[index]
        if not line or len(line) > 400:
            continue
        if _begins_signature(line) and _may_cut(kept, first, index):
            rest = next((at for at in range(index, len(kept)) if _POSTSCRIPT.match(kept[at])), len(kept))
            return _trim([*kept[:index], *kept[rest:]])
    return _trim(kept)


def strip_own_name(text: str, name: str) -> str:
    """Without a last paragraph that is only the writer's own name, whole or first, as his From has it."""
    before, blank, last = text.rpartition("\n\n")
    folded, own = last.strip(" .,").casefold(), " ".join(name.split()).casefold()
    is_name = len(own) > 1 and folded in (own, own.partition(" ")[0])
    return before.rstrip() if blank and is_name and before.strip() else text


def _begins_signature(line: str) -> bool:
    if _DELIMITER.match(line):
        return True
    folded = fold(line)
    return folded in _CLOSINGS or folded.startswith(_FOOTERS)


def _may_cut(lines: Sequence[str], first: int, index: int) -> bool:
    """Whether what begins here is a signature and nothing else: short, without a template's label, and not all there is."""
    below = list(islice((lines[at] for at in range(index + 1, len(lines)) if lines[at].strip()), _MOST_SIGNATURE_LINES + 1))
    folded = fold(lines[index])
    if folded in _CLOSINGS and not below:
        return index > first  # a mail that only says "Thanks" keeps its word
    if index <= first and not folded.startswith(_FOOTERS):
        return False
    for count, line in enumerate(below):
        if fold(line).startswith(_FOOTERS):
            return True
        if count >= _MOST_SIGNATURE_LINES or _is_label(line):
            return False
    return True


_ALIASES: Aliases = load_aliases()


def _is_label(line: str) -> bool:
    label = find_label(line, _ALIASES)
    return label is not None and label.firm and label.strength >= SURE


def _trim(lines: Sequence[str]) -> list[str]:
    """Without empty lines at both ends."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = next((index for index in range(len(lines), start, -1) if lines[index - 1].strip()), start)
    return list(lines[start:end])
