"""Frozen values to documents and back. A field that has its default is left out, so that a document stays small."""

import math
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast

from daemon.core.model.history.conversation import Conversation
from daemon.core.model.history.step_key import StepKey, find_step_key

T = TypeVar("T")
Decoder = Callable[[Any], object]
Encoder = Callable[[Any], Any]

# fields that are stored under the name that an earlier version gave them
STORED_AS: Mapping[tuple[type, str], str] = {(Conversation, "entries"): "events"}
# values that are stored as text, with what reads it: None for one of another version, which is passed over in its list
TEXTS: Mapping[type, Callable[[str], object | None]] = {StepKey: find_step_key}


def encode(value: object) -> Any:
    """What JSON can hold. A lone surrogate (a relay's answer may hold one) becomes U+FFFD: refused, it would stop the
    letters of everybody. Raises ValueError for a number that JSON cannot hold, TypeError for what is not ours to
    store."""
    encoder = _encoder(cast(Any, type(value)))
    return value if encoder is None else encoder(value)


@cache
def _encoder(kind: type) -> Encoder | None:
    """How a value of this type is written; None when it is stored as it stands. Worked out once:
    it is called for every field."""
    if kind in ENCODERS:
        return ENCODERS[kind]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if kind in TEXTS:
        return str
    if issubclass(kind, Mapping):
        return lambda value: {_write_text(str(key)): encode(item) for key, item in value.items()}
    if is_dataclass(kind):
        return lambda value: {
            stored: encode(item) for name, stored, default in _plan(kind) if (item := getattr(value, name)) != default
        }
    raise TypeError(f"{kind.__name__} cannot be stored")


def _write_text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _write_number(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be stored")
    return number


def _write_list(items: Sequence[object]) -> list[object]:
    return [encode(item) for item in items]


ENCODERS: Mapping[type, Encoder | None] = {
    type(None): None,
    bool: None,
    int: None,
    float: _write_number,
    str: _write_text,
    tuple: _write_list,
    list: _write_list,
    date: date.isoformat,
    datetime: datetime.isoformat,
}


@cache
def _plan(kind: type) -> tuple[tuple[str, str, object], ...]:
    """The fields of a dataclass: name, name as it is stored, the default at which it is left out."""
    return tuple((one.name, get_stored_name(kind, one.name), _default(one)) for one in fields(kind))


def get_stored_name(kind: type, name: str) -> str:
    """Under which name a field of this dataclass is stored."""
    return STORED_AS.get((kind, name), name)


def _default(one: "Field[Any]") -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def decode(kind: type[T], value: object) -> T:
    """The value of this type. Raises TypeError, ValueError or KeyError for a document of another shape. A field that is
    not known is passed over: an older version reads what a newer one wrote, as long as the schema is the same."""
    decoder = _decoder(cast(Any, kind))
    return cast(T, value if decoder is None else decoder(value))


@cache
def _decoder(kind: Any) -> Decoder | None:
    """How a value of this type is read; None when it is stored as it stands. Worked out once:
    it is called for every field."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(_decoder(next(one for one in arguments if one is not type(None))))
    if origin is tuple:
        return _text_decoder(TEXTS[arguments[0]]) if arguments[0] in TEXTS else _list_decoder(_decoder(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_decoder(_decoder(arguments[1]))
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if kind in (date, datetime):
        return cast(Decoder, kind.fromisoformat)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


def _optional_decoder(inner: Decoder | None) -> Decoder | None:
    """For a value that may be missing; None when it needs no decoding."""
    return inner and (lambda value: None if value is None else inner(value))


def _list_decoder(item: Decoder | None) -> Decoder:
    return tuple if item is None else (lambda value: tuple([item(one) for one in value]))


def _text_decoder(read: Callable[[str], object | None]) -> Decoder:
    return lambda value: tuple([one for text in value if (one := read(text)) is not None])


def _mapping_decoder(content: Decoder | None) -> Decoder:
    return dict if content is None else (lambda value: {key: content(one) for key, one in value.items()})


def _dataclass_decoder(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {get_stored_name(kind, name): (name, _decoder(hint)) for name, hint in hints.items()}

    def read(document: Any) -> object:
        known = {}
        for stored, value in document.items():
            if stored in decoders:
                name, decoder = decoders[stored]
                known[name] = value if decoder is None else decoder(value)
        return kind(**known)

    return read
