"""Frozen values to documents and back. A field that has its default is left out, so that a document stays small."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast

T = TypeVar("T")


def encode(value: object) -> Any:
    """What JSON can hold. A lone surrogate, which JSON cannot, becomes U+FFFD."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: encode(item) for one in fields(value) if (item := getattr(value, one.name)) != _default(one)}
    raise TypeError(f"{type(value).__name__} cannot be stored")


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
