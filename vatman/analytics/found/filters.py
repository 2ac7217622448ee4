"""The heaps as filters of board and list: every sum on the page opens its deals there."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from vatman.deals.filters import FOUND
from vatman.team.rights import Scope

from ..models import Heap
from .heaps import ids_of


def register() -> None:
    for heap in Heap:
        FOUND[heap.value] = (heap.label, partial(_narrow, heap=heap.value))


def _narrow(rows: QuerySet, heap: str) -> QuerySet:
    return rows.filter(pk__in=RawSQL(*ids_of(rows, heap)))  # noqa: S611 our own words


def link(viewer: Any, heap: str, owner: Any = None) -> str:
    """The list of the deals that a sum counts; `owner` is a key, 0 for nobody's."""
    if owner is None and viewer.scope("view", "report") == Scope.OWN != viewer.scope("view", "deal"):
        owner = viewer.pk
    asked: dict[str, Any] = {"found": heap, "state": "all"}
    if owner is not None:
        asked["owner"] = owner or "none"
    return f"{reverse('deals')}?{urlencode(asked)}"
