"""Encoded words as careless programs write them (RFC 2047)."""

import base64

from parsers.mime.charsets import decode_header
from tests.tables import every_row

SAID = "ESCALATION – Größe"
JAPANESE = "障害: エクスポートが停止"
JIS = JAPANESE.encode("iso2022_jp")
QUOTED = b"ESCALATION_=E2=80=93_Gr=C3=B6=C3=9Fe"


@every_row(
    ("written", "text"),
    [
        (b"=?utf-8?Q?%s?=" % QUOTED, SAID),
        (b"=?utf 8?Q?%s?=" % QUOTED, SAID),
        (b"=?us-ascii?Q?%s?=" % QUOTED, SAID),
        (b"=?utf-8*de?Q?%s?=" % QUOTED, SAID),
        (b"=?utf-8?Q?%s?" % QUOTED, SAID),
        (b"=?utf-8?Q?%s=" % QUOTED, SAID),
        (b"=?utf-8?Q?Why? ESCALATION?=", "Why? ESCALATION"),
        (b"=?utf-8?Q?ESCALATION_=96_Gr=F6=DFe?=", SAID),
        (b"=?x-unknown?Q?ESCALATION_=96_Gr=F6=DFe?=", SAID),
        (b"=?utf-16?B?%s?=" % base64.b64encode(SAID.encode("utf-16-be")), SAID),
        (b"=?ISO-2022-JP?B?%s?=" % base64.b64encode(JIS), JAPANESE),
        (b"=?cp50221?B?%s?=" % base64.b64encode(JIS), JAPANESE),
        (b"=?iso-2022-jp?B?%s?=" % base64.b64encode(JAPANESE.encode()), JAPANESE),
        (JIS, JAPANESE),
        (JAPANESE.encode("cp932"), JAPANESE),
        (b"is 2 =? 3 or =?a? what", "is 2 =? 3 or =?a? what"),
    ],
)
def test_words_are_decoded_whatever_is_wrong_with_them(written: bytes, text: str) -> None:
    assert decode_header(written) == text
