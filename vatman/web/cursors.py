"""Keyset pages: the next page starts where the last row ended, however many rows lie before it."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from .errors import Refused

LONGEST = 2000  # signs of a cursor: two or three values, of which a name has at most a few hundred letters


@dataclass
class Page:
    items: list[Any]
    next: str | None


def page(
    rows: QuerySet, order: Sequence[str], *, cursor: str = "", limit: int = 50, nullable: frozenset[str] = frozenset()
) -> Page:
    """One page of `rows` in `order` (field names, "-" for descending, the last one unique), empty values last."""
    rows = rows.order_by(*[_ordering(term, nullable) for term in order])
    if cursor:
        try:
            rows = rows.filter(_after(order, decode(cursor, len(order)), nullable))
        except (ValueError, TypeError, ValidationError):
            raise spoiled()
    items = list(rows[: limit + 1])
    more = len(items) > limit
    items = items[:limit]
    return Page(items, encode([_value(items[-1], term) for term in order]) if more else None)


def _ordering(term: str, nullable: frozenset[str]) -> Any:
    """«NULLS LAST» only where a value may be missing: an index in plain descending order does not answer to it."""
    field = F(term.lstrip("-"))
    return field.desc(nulls_last=term.lstrip("-") in nullable or None) if term.startswith("-") else field.asc()


def _value(item: Any, term: str) -> Any:
    for part in term.lstrip("-").split("__"):
        item = item[part] if isinstance(item, dict) else getattr(item, part)
    return item


def _after(order: Sequence[str], values: list[Any], nullable: frozenset[str]) -> Q:
    beyond, same = Q(pk__in=[]), Q()
    for term, value in zip(order, values, strict=True):
        name, sign = term.lstrip("-"), "lt" if term.startswith("-") else "gt"
        if value is not None:
            step = Q(**{f"{name}__{sign}": value})
            beyond |= same & (step | Q(**{f"{name}__isnull": True}) if name in nullable else step)
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return beyond & _bound(order[0], values[0], nullable)


def _bound(term: str, value: Any, nullable: frozenset[str]) -> Q:
    """Says again, in a form an index can use, that the first key is not before the cursor."""
    name = term.lstrip("-")
    if value is None or name in nullable:
        return Q()
    return Q(**{f"{name}__{'lte' if term.startswith('-') else 'gte'}": value})


def encode(values: list[Any]) -> str:
    text = json.dumps(
        values,
        default=lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value),
        ensure_ascii=False,
    )
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[Any]:
    """The values of a cursor, each a plain one; raises Refused for what we never made."""
    try:
        values = (
            json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) if len(cursor) <= LONGEST else None
        )
    except (ValueError, binascii.Error, UnicodeDecodeError):
        values = None
    if not isinstance(values, list) or len(values) != length or not all(_is_plain(value) for value in values):
        raise spoiled()
    return values


def _is_plain(value: Any) -> bool:
    return "\x00" not in value if isinstance(value, str) else value is None or isinstance(value, int | float)


def spoiled() -> Refused:
    return Refused(_("Эта ссылка на страницу списка испорчена: откройте список заново"), code="bad_cursor")
