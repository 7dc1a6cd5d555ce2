"""Frozen values to documents and back. A field that has its default is left out, so that a document stays small."""

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast

T = TypeVar("T")


def encode(value: object) -> Any:
    """What JSON can hold. A lone surrogate, which JSON cannot, becomes U+FFFD."""
    kind = type(value)
    if kind is str:
        text = cast(str, value)
        return text if text.isascii() else text.encode("utf-8", "replace").decode()
    if value is None or kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [encode(item) for item in cast(Sequence[object], value)]
    if kind is datetime:
        return cast(datetime, value).isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if is_dataclass(kind):
        return {name: encode(item) for name, default in _plan(kind) if (item := getattr(value, name)) is not default and item != default}
    raise TypeError(f"{kind.__name__} cannot be stored")


_PLAIN = frozenset({bool, int, float})


@cache
def _plan(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with the defaults at which they are left out."""
    return tuple((one.name, _default(one)) for one in fields(kind))


def _default(one: "Field[Any]") -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def decode(kind: type[T], value: object) -> T:
    """The value of this type. Raises TypeError, ValueError or KeyError for a document of another shape. A field that is not
    known is passed over: an older version reads what a newer one wrote, as long as the schema is the same."""
    return cast(T, _decode(kind, value))


def _decode(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(argument for argument in typing.get_args(kind) if argument is not type(None))
        return None if value is None else _decode(inner, value)
    if origin is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_decode(item, one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        item = typing.get_args(kind)[1]
        return {key: _decode(item, one) for key, one in value.items()}
    if kind is datetime:
        return datetime.fromisoformat(value)
    if is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return cast(Any, kind)(**{name: _decode(hints[name], one) for name, one in value.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
