"""The list of deals: the board's own filter, in an order of one's choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import Count, QuerySet, Sum, prefetch_related_objects
from django.utils import timezone

from vatman.records.models import CustomField
from vatman.records.sorting import in_order, own_field
from vatman.web import cursors

from ..columns import DEFAULT, OWN, Column, columns
from ..filters import BoardFilter
from ..models import Deal, ListChoice

NULLABLE = frozenset({"amount", "expected_on"})
ORDERS = {column.order: column.key for column in OWN if column.order}
FIRST = "-started_on"
SLOW = 0.5  # seconds
WITH = ("owner", "company", "contact")
SMALL = (
    "stage",
    "pipeline",
    "source",
    "loss_reason",
    "payer",
)  # tables of a few rows: asked apart, a join of eight costs more to plan than to run


@dataclass
class Row:
    deal: Deal
    cells: list[tuple[Column, str]]


@dataclass
class Choice:
    """What one member looks at: columns in his order, and the order of rows."""

    shown: list[Column]
    all: list[Column]
    sort: str
    own: CustomField | None = None  # the company's own field sorted by


def choice_of(member: Any, sort: str = "", shown: Sequence[str] = ()) -> Choice:
    """`shown`: keys of the columns that a saved view has, instead of the member's own."""
    known = columns()
    kept = ListChoice.objects.filter(member=member).first()
    keys = [key for key in (shown or (kept.columns if kept else DEFAULT)) if key in known] or list(DEFAULT)
    orders = {column.order: column for column in known.values() if column.order}
    order = next(one for one in (sort, kept.sort if kept else "", FIRST) if one.removeprefix("-") in orders)
    rest = [column for key, column in known.items() if key not in keys]
    chosen = [known[key] for key in keys]
    return Choice(chosen, [*chosen, *rest], order, orders[order.removeprefix("-")].own)


def is_order(sort: str) -> bool:
    """One of the house's own orders."""
    return sort.removeprefix("-") in ORDERS


def rows_of(member: Any, filter_: BoardFilter) -> QuerySet:
    """Deals in hand as on the board, unless closed ones are asked for: who owes for a sale is not in hand any more."""
    rows: QuerySet = Deal.objects.visible_to(member)
    rows = filter_.narrow(rows.filter(pipeline=filter_.pipeline) if filter_.pipeline else rows)
    return rows if filter_.state or filter_.unpaid else filter_.awake(rows)


@dataclass
class Totals:
    """Counted at `at`; `slow`: it took so long that it is worth saying when. `sums`: currency → sum."""

    count: int
    sums: dict[str, Any]
    at: datetime
    slow: bool


def totals(rows: QuerySet) -> Totals:
    """How many rows and for how much, in one query."""
    started, at = monotonic(), timezone.now()
    found = rows.order_by().values_list("currency").annotate(count=Count("pk"), sum=Sum("amount")).order_by("-count")
    counted = list(found)
    sums = {currency: amount for currency, _count, amount in counted if amount}
    return Totals(sum(count for _currency, count, _sum in counted), sums, at, monotonic() - started > SLOW)


def page(member: Any, filter_: BoardFilter, choice: Choice, cursor: str = "") -> tuple[list[Row], str | None]:
    rows = rows_of(member, filter_).select_related(*WITH)
    if choice.own:
        found = in_order(rows, choice.own, choice.sort).page(cursor)
    else:
        found = cursors.page(rows, order_of(choice.sort), cursor=cursor, nullable=NULLABLE)
    make_whole(found.items, choice.shown)
    return [Row(deal, [(column, column.say(deal)) for column in choice.shown]) for deal in found.items], found.next


def make_whole(deals: list[Deal], shown: list[Column]) -> None:
    """What the cells need besides the row itself. People known by their phone alone are called by it."""
    wanted = {"stage", *(column.key for column in shown)}
    prefetch_related_objects(deals, *(name for name in SMALL if name in wanted))
    prefetch_related_objects([deal.contact for deal in deals if deal.contact and not deal.contact.full_name], "ways")


def order_of(sort: str) -> tuple[str, str]:
    return (sort, "-pk") if sort.startswith("-") else (sort, "pk")


def ordered(rows: QuerySet, sort: str) -> QuerySet:
    """All of them, for those who read to the end."""
    if own := own_field("deal", sort):
        return in_order(rows, own, sort).ordered()
    return rows.order_by(*order_of(sort))


def neighbour(member: Any, filter_: BoardFilter, sort: str, deal: Deal, step: int) -> Deal | None:
    """The deal after (`step` 1) or before (-1) this one in the list."""
    if own := own_field("deal", sort):
        return in_order(rows_of(member, filter_).exclude(pk=deal.pk), own, sort).neighbour(deal.pk, step)
    sort = sort if is_order(sort) else FIRST
    rows, order = rows_of(member, filter_).exclude(pk=deal.pk), order_of(sort)
    here = cursors.encode([getattr(deal, term.lstrip("-")) for term in order])
    if step > 0:
        return _first(cursors.page(rows, order, cursor=here, limit=1, nullable=NULLABLE))
    return _before(rows, order, deal, here)


def _before(rows: QuerySet, order: tuple[str, str], deal: Deal, here: str) -> Deal | None:
    """The order turned round; rows without a value stand last there too, so they are asked apart."""
    name, back = order[0].lstrip("-"), tuple(_turned(term) for term in order)
    full = rows.exclude(**{f"{name}__isnull": True}) if name in NULLABLE else rows
    if getattr(deal, name) is not None:
        return _first(cursors.page(full, back, cursor=here, limit=1))
    empty = rows.filter(**{f"{name}__isnull": True})
    near = empty.filter(pk__lt=deal.pk) if back[1].startswith("-") else empty.filter(pk__gt=deal.pk)
    return near.order_by(back[1]).first() or _first(cursors.page(full, back, limit=1))


def _first(page_: cursors.Page) -> Deal | None:
    return page_.items[0] if page_.items else None


def _turned(term: str) -> str:
    return term[1:] if term.startswith("-") else f"-{term}"
