"""How large a picture is, by its first bytes."""

import re
from collections.abc import Callable, Iterator

_SOURCES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_SIZE = re.compile(rb"ispe\x00{4}(.{8})", re.DOTALL)
_FIRST = 200_000  # bytes in which a HEIC file says its sizes
_MOST_FIELDS = 200  # of a TIFF file's directory
_WIDTH, _HEIGHT, _SHORT = 256, 257, 3  # TIFF 6.0, section 8; a value of two bytes


def find_picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF, BMP, WebP, HEIC, AVIF or TIFF; None when they do not say."""
    return next((find(content) for begins, least, find in _KINDS if len(content) >= least and begins(content)), None)


def _find_png_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _find_gif_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")


def _find_bitmap_size(content: bytes) -> tuple[int, int]:
    """A picture that begins at its top has a height below zero."""
    width, height = (int.from_bytes(content[at : at + 4], "little", signed=True) for at in (18, 22))
    return abs(width), abs(height)


def _find_webp_size(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    return None


def _find_jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame header (SOF), past the segments before it."""
    at = 2
    for _ in range(500):
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 9 > len(content) or content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + (0 if marker == 0x01 or 0xD0 <= marker <= 0xD8 else max(2, int.from_bytes(content[at + 2 : at + 4])))
    return None


def _find_heic_size(content: bytes) -> tuple[int, int] | None:
    """ISO/IEC 23008-12 §6.5.3: its tiles and its preview have sizes too, and the largest is the picture's."""
    sizes = [(int.from_bytes(one[:4]), int.from_bytes(one[4:])) for one in _SIZE.findall(content[:_FIRST])]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _find_tiff_size(content: bytes) -> tuple[int, int] | None:
    said = dict(_read_tiff(content))
    return (said[_WIDTH], said[_HEIGHT]) if said.keys() >= {_WIDTH, _HEIGHT} else None


def _read_tiff(content: bytes) -> Iterator[tuple[int, int]]:
    """The tags of the first directory, and their values where those are numbers."""

    def read(at: int, length: int) -> int:
        return int.from_bytes(content[at : at + length], "little" if content.startswith(b"II") else "big")

    begins = read(4, 4)
    for number in range(min(read(begins, 2), _MOST_FIELDS)):
        at = begins + 2 + 12 * number
        yield read(at, 2), read(at + 8, 2 if read(at + 2, 2) == _SHORT else 4)


# How such a file begins, how many bytes it has at least, and where it says its size.
_KINDS: tuple[tuple[Callable[[bytes], bool], int, Callable[[bytes], tuple[int, int] | None]], ...] = (
    (lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), 24, _find_png_size),
    (lambda content: content.startswith((b"GIF87a", b"GIF89a")), 10, _find_gif_size),
    (lambda content: content.startswith(b"BM"), 26, _find_bitmap_size),
    (lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP", 30, _find_webp_size),
    (lambda content: content[4:8] == b"ftyp" and content[8:12] in _SOURCES, 12, _find_heic_size),
    (lambda content: content.startswith((b"II*\0", b"MM\0*")), 8, _find_tiff_size),
    (lambda content: content.startswith(b"\xff\xd8"), 4, _find_jpeg_size),
)
