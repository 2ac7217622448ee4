"""When a regular is expected to order again: from the client's own rhythm, as «Найденные деньги» count it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.utils import timezone

ORDERS = 3  # fewer are no habit
GONE = timedelta(days=365)  # so late is not late but lost


@dataclass(frozen=True)
class Rhythm:
    """`usual` days between orders, `last` the day of the last one."""

    orders: int
    usual: int
    last: date

    @property
    def next(self) -> date:
        return self.last + timedelta(days=self.usual)

    @property
    def is_due(self) -> bool:
        return self.next <= timezone.localdate() < self.next + GONE

    @property
    def is_gone(self) -> bool:
        return timezone.localdate() >= self.next + GONE


def rhythm(days: Iterable[date]) -> Rhythm | None:
    """Of the days on which a client bought; several deals of one day are one order."""
    bought = sorted(set(days))
    if len(bought) < ORDERS:
        return None
    gaps = [(later - earlier).days for earlier, later in zip(bought, bought[1:], strict=False)]
    return Rhythm(len(bought), ceil(median(gaps)), bought[-1])


def of_deals(deals: Iterable[Any]) -> tuple[Rhythm | None, Any, bool]:
    """Of a client's deals at hand: his rhythm, his last order, and whether another is in the work already."""
    found = list(deals)
    won = [deal for deal in found if deal.state == "won" and deal.closed_on]
    last = max(won, key=lambda deal: (deal.closed_on, deal.pk), default=None)
    return rhythm(deal.closed_on for deal in won), last, any(deal.is_open for deal in found)
