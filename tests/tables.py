"""Tables of rows that one test goes through to its end."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

SHOWN = 400  # characters of a row, and as many of what is wrong with it


class RowsFail(AssertionError):
    """Says which rows of how many failed, and each with what."""


def every_row(
    names: str | Sequence[str], rows: Iterable[Any], ids: Iterable[str] | Callable[[Any], object] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize`, but one test instead of one for each row, which costs more than most rows do. All
    rows are gone through; RowsFail tells every one that fails, and its cause is the first's. The rows share what the
    test is given besides them, which therefore must be nothing that a row changes."""
    keys = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else tuple(names)
    is_bare = isinstance(names, str) and len(keys) == 1  # the row is the value itself
    table = [_read_row(keys, is_bare, row) for row in rows]
    labels = list(ids) if ids is not None and not callable(ids) else [""] * len(table)
    if not table or len(labels) != len(table):
        raise ValueError(f"{len(labels)} labels for {len(table)} rows of {names}")

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def run(*given: Any, **fixtures: Any) -> None:
            failed: list[tuple[str, BaseException]] = []
            for label, row in zip(labels, table, strict=True):
                try:
                    test(*given, **fixtures, **row)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - all of them are told below
                    failed.append((f"{label} {_shorten(', '.join(map(repr, row.values())))}".strip(), error))
            if failed:
                told = "\n".join(f"{name}: {_describe(error)}" for name, error in failed)
                raise RowsFail(f"{len(failed)} of {len(table)} rows fail\n{told}") from failed[0][1]

        signature = inspect.signature(test)
        others = [parameter for parameter in signature.parameters.values() if parameter.name not in keys]
        run.__dict__["__signature__"] = signature.replace(parameters=others)
        return run

    return decorate


def sample(rows: Iterable[Any], step: int) -> list[Any]:
    """Rows for `parametrize`: every `step`-th in the ordinary suite, and all others as slow proofs."""
    return [
        pytest.param(*(row if isinstance(row, tuple) else (row,)), marks=pytest.mark.slow if at % step else ())
        for at, row in enumerate(rows)
    ]


def _read_row(keys: tuple[str, ...], is_bare: bool, row: Any) -> dict[str, Any]:
    values = row.values if isinstance(row, type(pytest.param())) else (row,) if is_bare else row
    if isinstance(row, type(pytest.param())) and row.marks:
        raise ValueError(f"a row that is marked needs a test of its own: {row}")
    return dict(zip(keys, values, strict=True))


def _describe(error: BaseException) -> str:
    return str(error) if isinstance(error, RowsFail) else _shorten(f"{type(error).__name__}: {error}")


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"
