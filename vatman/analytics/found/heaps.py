"""How much is found, whose it is, and the largest of each heap."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import DateField
from django.db.models.expressions import RawSQL

from vatman.deals.models import Deal
from vatman.team.models import Member

from ..models import FoundRules, Heap
from ..models.found import seen_deals
from .sql import QUIET, found_in

SHOWN = 5  # deals of a heap on the page; the rest is behind its link
SUMMARY = f"""SELECT heap, owner_id, count(*), sum(amount), count(*) FILTER (WHERE amount IS NULL AND NOT other), count(*) FILTER (WHERE other),
    count(*) FILTER (WHERE given), sum(amount) FILTER (WHERE given),
    (array_agg(jsonb_build_array(rank, id, orders, last, usual, amount) ORDER BY rank DESC, id))[1:{SHOWN}]
FROM found GROUP BY heap, owner_id"""  # noqa: S608


@dataclass
class Sum:
    """Deals, and money in the company's currency: `blank` have no sum, `other` one in another currency. `given` are planned already."""

    deals: int = 0
    amount: Decimal = Decimal(0)
    blank: int = 0
    other: int = 0
    given: int = 0
    given_amount: Decimal = Decimal(0)

    def add(self, row: "Sum") -> None:
        for name in ("deals", "amount", "blank", "other", "given", "given_amount"):
            setattr(self, name, getattr(self, name) + getattr(row, name))

    @property
    def left(self) -> int:
        return self.deals - self.given


@dataclass
class Shown:
    """One deal of a heap; of a regular the last order, with his rhythm: `orders`, `last`, `usual` days between them."""

    deal: Any
    amount: Decimal | None
    quiet: date
    orders: int | None = None
    last: date | None = None
    usual: int | None = None


@dataclass
class HeapFound:
    heap: Heap
    whole: Sum = field(default_factory=Sum)
    rows: list[Shown] = field(default_factory=list)
    tops: list[list[Any]] = field(default_factory=list)


@dataclass
class OwnerFound:
    owner: Member | None
    heaps: dict[str, Sum]
    whole: Sum = field(default_factory=Sum)

    @property
    def cells(self) -> list[tuple[Heap, Sum]]:
        return [(heap, self.heaps.get(heap, Sum())) for heap in Heap]


@dataclass
class Found:
    heaps: list[HeapFound]
    owners: list[OwnerFound]
    whole: Sum

    def __bool__(self) -> bool:
        return bool(self.whole.deals)


def found(viewer: Any, rules: FoundRules | None = None, *, rows: bool = True) -> Found:
    """All that the viewer may see of it: one query of sums, two more for the deals and people shown."""
    heaps = {heap.value: HeapFound(heap) for heap in Heap}
    owners: dict[int | None, OwnerFound] = {}
    whole = Sum()
    for heap, owner, tops, part in _summary(viewer, rules):
        heaps[heap].whole.add(part)
        heaps[heap].tops += [json.loads(top, parse_float=Decimal) for top in tops]
        one = owners.setdefault(owner, OwnerFound(None, {}))
        one.heaps[heap] = part
        one.whole.add(part)
        whole.add(part)
    people = Member.objects.in_bulk([pk for pk in owners if pk])
    for pk, one in owners.items():
        one.owner = people.get(pk or 0)
    if rows:
        _show(list(heaps.values()))
    ranked = sorted(owners.values(), key=lambda one: (-one.whole.amount, str(one.owner or "")))
    return Found(list(heaps.values()), ranked, whole)


def ids_of(deals: Any, heap: str) -> tuple[str, list[Any]]:
    """SQL of the ids of one heap among these deals, for a filter."""
    return found_in(deals, "SELECT id FROM found WHERE heap = %(heap)s", heap=heap)


def left_of(viewer: Any, heap: str, owners: list[int], most: int) -> list[tuple[int, int]]:
    """(owner, deal) of what is not in anybody's days yet, the weightiest of each first, at most so many of each."""
    ask = """SELECT owner_id, id FROM (SELECT owner_id, id, row_number() OVER (PARTITION BY owner_id ORDER BY rank DESC, id) AS place
        FROM found WHERE heap = %(heap)s AND NOT given AND owner_id = ANY(%(owners)s)) AS ranked WHERE place <= %(most)s ORDER BY owner_id, place"""
    return _rows(*found_in(seen_deals(viewer), ask, heap=heap, owners=owners, most=most))


def _summary(viewer: Any, rules: FoundRules | None) -> list[tuple[str, int | None, list[Any], Sum]]:
    rows = _rows(*found_in(seen_deals(viewer), SUMMARY, rules, currency=viewer.organisation.currency))
    return [
        (heap, owner, tops, Sum(deals, amount or Decimal(0), blank, other, given, sum_ or Decimal(0)))
        for heap, owner, deals, amount, blank, other, given, sum_, tops in rows
    ]


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _show(heaps: list[HeapFound]) -> None:
    """The weightiest deals of each heap, whole, in one query."""
    for heap in heaps:
        heap.tops = sorted(heap.tops, key=lambda top: (-top[0], top[1]))[:SHOWN]
    ids = [top[1] for heap in heaps for top in heap.tops]
    quiet = RawSQL(QUIET.replace("seen.", "deals_deal."), [], DateField())  # noqa: S611 our own words
    rows = Deal.objects.filter(pk__in=ids).select_related("stage", "owner", "company", "contact").annotate(quiet=quiet)
    deals = {deal.pk: deal for deal in rows}
    for heap in heaps:
        heap.rows = [_shown(deals[top[1]], top) for top in heap.tops if top[1] in deals]


def _shown(deal: Any, top: list[Any]) -> Shown:
    _rank, _pk, orders, last, usual, amount = top
    last = date.fromisoformat(last) if last else None
    return Shown(deal, None if amount is None else Decimal(amount), deal.quiet, orders, last, usual)
