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


def encode(value: object) -> Any:
    """What JSON can hold. A lone surrogate (a relay's answer may hold one) becomes U+FFFD: refused, it would stop the letters of
    everybody. Raises ValueError for a number that JSON cannot hold, TypeError for what is not ours to store."""
    kind = type(value)
    if kind is str:
        text = cast(str, value)
        return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if value is None or kind is bool or kind is int:
        return value
    if kind is float and math.isfinite(cast(float, value)):
        return value
    if kind is tuple or kind is list:
        return [encode(item) for item in cast(Sequence[object], value)]
    if kind is datetime or kind is date:
        return cast(date, value).isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if is_dataclass(kind):
        return {name: encode(item) for name, default in _plan(kind) if (item := getattr(value, name)) is not default and item != default}
    if kind is float:
        raise ValueError(f"{value} cannot be stored")
    raise TypeError(f"{kind.__name__} cannot be stored")


@cache
def _plan(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with the defaults at which they are left out."""
    return tuple((one.name, _default(one)) for one in fields(kind))


def _default(one: "Field[Any]") -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def decode(kind: type[T], value: object) -> T:
    """The value of this type. Raises TypeError, ValueError or KeyError for a document of another shape. A field that is not
    known is passed over: an older version reads what a newer one wrote, as long as the schema is the same."""
    reader = _reader(cast(Any, kind))
    return cast(T, value if reader is None else reader(value))


@cache
def _reader(kind: Any) -> Reader | None:
    """How a value of this type is read; None when it is stored as it stands. Worked out once: it is called for every field."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _reader(next(argument for argument in typing.get_args(kind) if argument is not type(None)))
        return inner and (lambda value: None if value is None else inner(value))
    if origin is tuple:
        item = _reader(typing.get_args(kind)[0])
        return tuple if item is None else (lambda value: tuple([item(one) for one in value]))
    if origin is not None and issubclass(origin, Mapping):
        content = _reader(typing.get_args(kind)[1])
        return dict if content is None else (lambda value: {key: content(one) for key, one in value.items()})
    if kind is datetime or kind is date:
        return cast(Reader, kind.fromisoformat)
    if is_dataclass(kind):
        return _dataclass_reader(cast(type, kind))
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else None


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
