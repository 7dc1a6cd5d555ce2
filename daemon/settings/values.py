"""The values of config.yaml as people write them: each is checked, refused with a sentence, and turned into what the
core uses."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SecretStr,
    ValidationInfo,
    WithJsonSchema,
)

from daemon.core.calendars.durations import Duration, TimeUnit, parse_duration
from daemon.core.model.customers import is_one_address
from parsers.model import Address

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(bytes?|kb|mb|gb)?", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"\s*(?:\"?([^\"<>]*?)\"?\s*<([^<>]+)>|(\S+))\s*")
_DOMAIN = re.compile(r"@?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+)", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:@|[^\s@]+@)[^\s@]+|list-id:\S+", re.IGNORECASE)
SMALLEST_MESSAGE = 100_000  # bytes: our own letters with their pictures must fit


class Block(BaseModel):
    """A part of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True)


def shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def text_schema(example: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example], **more})


def read_duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError(
            f"{shown(value)} is not a duration: write it with its unit, like 30 s, 5 min, 2 h or 4 business hours"
        )
    return parse_duration(value)


def read_elapsed(value: object) -> Duration:
    duration = read_duration(value)
    if duration.unit is not TimeUnit.ELAPSED:
        raise ValueError(f"{shown(value)} cannot be counted here: use plain time, like 60 s, 5 min or 1 day")
    return duration


def read_address(value: object) -> Address:
    """`a@b.c` or `Name <a@b.c>`."""
    if isinstance(value, Address):
        return value
    match = _NAMED_ADDRESS.fullmatch(value) if isinstance(value, str) else None
    email = (match[2] or match[3] or "").strip() if match else ""
    if match is None or not is_one_address(email):
        raise ValueError(f"{shown(value)} is not one e-mail address")
    local, _, domain = email.rpartition("@")
    return Address(f"{local}@{domain.lower()}", (match[1] or "").strip())


def read_zone(value: object) -> str:
    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):
        raise ValueError(f"{shown(value)} is not a time zone: write it like Europe/Berlin") from None
    return str(value)


def read_size(value: object) -> int:
    match = _SIZE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"{shown(value)} is not a size: write it like 25 MB")
    size = int(float(match[1]) * {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}.get((match[2] or "b")[0].lower(), 1))
    if size < SMALLEST_MESSAGE:
        raise ValueError(f"{shown(value)} is too small for any mail: write it like 25 MB")
    return size


def read_share(value: object) -> float:
    match = re.fullmatch(r"\s*(\d{1,3}(?:\.\d+)?)\s*%\s*", str(value))
    share = float(match[1]) / 100 if match else 0.0
    if not 0 < share < 1:
        raise ValueError(f"{shown(value)} is not a share of the way: write it like 50%, below 100%")
    return share


def read_secret(value: object, info: ValidationInfo) -> SecretStr:
    """`${NAME}` from the environment or `file:/path`; a secret itself never stands in the file."""
    if isinstance(value, SecretStr):
        return value
    context: Mapping[str, Any] = info.context or {}
    text = str(value)
    if match := re.fullmatch(r"\$\{(\w+)\}", text):
        found = context.get("environment", {}).get(match[1])
        if not found and context.get("offline"):
            return SecretStr("")
        if not found:
            raise ValueError(f"the environment variable {match[1]} is not set")
        return SecretStr(found)
    if text.startswith("file:"):
        return SecretStr(_read_secret_file(Path(context.get("folder", "."), text[5:]), bool(context.get("offline"))))
    raise ValueError("a secret does not stand in this file: write ${NAME} for an environment variable, or file:/path")


def _read_secret_file(path: Path, offline: bool) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError) as error:
        if offline:
            return ""
        reason = (error.strerror if isinstance(error, OSError) else None) or "it is not text"
        raise ValueError(f"the file {path} cannot be read: {reason}") from None
    if not secret and not offline:
        raise ValueError(f"the file {path} is empty")
    return secret


def read_domains(value: object) -> tuple[str, ...] | None:
    """The accepted domains; None for `any-listed`. Raises ValueError."""
    if value in ("any-listed", None) or isinstance(value, tuple):
        return value if isinstance(value, tuple) else None
    if not isinstance(value, list):
        raise ValueError(f"{shown(value)} is not known: write any-listed, or a list of domains like [contoso.example]")
    matches = [_DOMAIN.fullmatch(str(one)) for one in value]
    if wrong := [one for one, match in zip(value, matches, strict=True) if match is None]:
        raise ValueError(f"{shown(wrong[0])} is not a domain: write it like contoso.example")
    return tuple(match[1].lower() for match in matches if match)


def read_allowed(value: object) -> str:
    if not isinstance(value, str) or not _ALLOWED.fullmatch(value):
        raise ValueError(f"{shown(value)} is neither an address, nor a domain like @example.com, nor list-id:name")
    return value


FilledText = Annotated[str, Field(min_length=1)]
Seconds = Annotated[Duration, BeforeValidator(read_elapsed), text_schema("60 s")]
Length = Annotated[Duration, BeforeValidator(read_duration), text_schema("4 business hours")]
Person = Annotated[Address, BeforeValidator(read_address), text_schema("Robin Achebe <robin@example.com>")]
Zone = Annotated[str, BeforeValidator(read_zone), text_schema("Europe/Berlin")]
Size = Annotated[int, BeforeValidator(read_size), text_schema("25 MB")]
Share = Annotated[float, BeforeValidator(read_share), text_schema("50%")]
Secret = Annotated[
    SecretStr, BeforeValidator(read_secret), PlainSerializer(lambda _: "***"), text_schema("${MAILBOX_PASSWORD}")
]
Allowed = Annotated[str, BeforeValidator(read_allowed), text_schema("@example.com")]
WordList = Annotated[
    tuple[FilledText, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Domains = Annotated[
    tuple[str, ...] | None,
    BeforeValidator(read_domains),
    WithJsonSchema({"anyOf": [{"const": "any-listed"}, {"type": "array", "items": {"type": "string"}}]}),
]
