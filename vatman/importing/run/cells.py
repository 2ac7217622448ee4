"""Cells as they are stored: a JSON list by column that keeps what kind of value each one was.

Text, whole numbers, fractions, yes/no and nothing stand as they are; a date is {"d": …}, a moment {"m": …},
an hour {"t": …}, an exact number {"n": …}.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..shapes import Field, Row, Value

TAGS = ((datetime, "m"), (date, "d"), (time, "t"), (Decimal, "n"))
READERS: dict[str, Callable[[str], Any]] = {
    "m": datetime.fromisoformat,
    "d": date.fromisoformat,
    "t": time.fromisoformat,
    "n": Decimal,
}


def stored(values: list[Value]) -> str:
    """The JSON text of a row's cells, the empty ones at the end dropped."""
    end = len(values)
    while end and values[end - 1] in (None, ""):
        end -= 1
    values = [_finite(value) for value in values[:end]]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    return safe(text.replace("\\u0000", ""))


def safe(text: str) -> str:
    """Text that a database takes: without NUL and without halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\x00", "")


def _finite(value: Value) -> Value:
    if type(value) is float and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value


def _tagged(value: Any) -> dict[str, str]:
    for kind, tag in TAGS:
        if isinstance(value, kind):
            return {tag: value.isoformat() if tag != "n" else str(value)}
    return {"n": str(value)}


def restored(cells: list[Any]) -> list[Value]:
    return [_restored(cell) if type(cell) is dict else cell for cell in cells]


def _restored(cell: dict[str, str]) -> Value:
    tag, text = next(iter(cell.items()))
    return READERS[tag](text)


def shown(cell: Any) -> str:
    """A stored cell as a person reads it."""
    value = _restored(cell) if isinstance(cell, dict) else cell
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "да" if value else "нет"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def fingerprint(row: Row, columns: Iterable[tuple[int, str, Field]]) -> UUID:
    """What the row says, whatever file or sheet it stands in: two equal ones are the same row met twice.

    The running number of a row is no part of it.
    """
    values, parts = row.values, [row.section]
    for index, title, field in columns:
        value = values[index] if index < len(values) else None
        if value not in (None, "") and field != Field.NUMBER:
            parts += (title, _said(value))
    return UUID(bytes=hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).digest())


def _said(value: Value) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
