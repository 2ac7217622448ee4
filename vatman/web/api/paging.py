from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Field, Schema

from ..cursors import page

T = TypeVar("T")


class Paging(Schema):
    cursor: str = Field("", pattern=r"^[A-Za-z0-9_-]*$", max_length=2000, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=500)


class Listed(Schema, Generic[T]):
    """One page; `next` is the cursor of the following one, null on the last."""

    items: list[T]
    next: str | None


def listed(
    rows: QuerySet,
    order: Sequence[str],
    paging: Paging,
    shape: Callable[[list[Any]], list[Any]],
    nullable: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """One page of rows; `shape` turns all its rows into answers at once, so that what they need is fetched together."""
    found = page(rows, order, cursor=paging.cursor, limit=paging.limit, nullable=nullable)
    return {"items": shape(found.items), "next": found.next}
