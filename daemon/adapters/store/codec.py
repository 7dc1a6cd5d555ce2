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

T = TypeVar("T")
Reader = Callable[[Any], object]
Writer = Callable[[Any], Any]


def encode(value: object) -> Any:
    """What JSON can hold. A lone surrogate (a relay's answer may hold one) becomes U+FFFD: refused,
    it would stop the letters of
    everybody. Raises ValueError for a number that JSON cannot hold, TypeError for what is not ours to store."""
    writer = _writer(cast(Any, type(value)))
    return value if writer is None else writer(value)


@cache
def _writer(kind: type) -> Writer | None:
    """How a value of this type is written; None when it is stored as it stands. Worked out once:
    it is called for every field."""
    if kind in WRITERS:
        return WRITERS[kind]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, Mapping):
        return lambda value: {_write_text(str(key)): encode(item) for key, item in value.items()}
    if is_dataclass(kind):
        return lambda value: {
            name: encode(item) for name, default in _plan(kind) if (item := getattr(value, name)) != default
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


WRITERS: Mapping[type, Writer | None] = {
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
def _plan(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with the defaults at which they are left out."""
    return tuple((one.name, _default(one)) for one in fields(kind))


def _default(one: "Field[Any]") -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def decode(kind: type[T], value: object) -> T:
    """The value of this type. Raises TypeError,
    ValueError or KeyError for a document of another shape. A field that is not
    known is passed over: an older version reads what a newer one wrote, as long as the schema is the same."""
    reader = _reader(cast(Any, kind))
    return cast(T, value if reader is None else reader(value))


@cache
def _reader(kind: Any) -> Reader | None:
    """How a value of this type is read; None when it is stored as it stands. Worked out once:
    it is called for every field."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional_reader(_reader(next(one for one in arguments if one is not type(None))))
    if origin is tuple:
        return _list_reader(_reader(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(_reader(arguments[1]))
    if is_dataclass(kind):
        return _dataclass_reader(cast(type, kind))
    if kind in (date, datetime):
        return cast(Reader, kind.fromisoformat)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


def _optional_reader(inner: Reader | None) -> Reader | None:
    return inner and (lambda value: None if value is None else inner(value))


def _list_reader(item: Reader | None) -> Reader:
    return tuple if item is None else (lambda value: tuple([item(one) for one in value]))


def _mapping_reader(content: Reader | None) -> Reader:
    return dict if content is None else (lambda value: {key: content(one) for key, one in value.items()})


def _dataclass_reader(kind: type) -> Reader:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}

    def read(document: Any) -> object:
        known = {}
        for name, value in document.items():
            if name in readers:
                reader = readers[name]
                known[name] = value if reader is None else reader(value)
        return kind(**known)

    return read
