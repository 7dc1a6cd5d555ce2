"""stub"""

from parsers.model import Automatic
from parsers.parts import Part


def find_automatic(root: Part, subject: str, text: str) -> Automatic | None:
    return None
