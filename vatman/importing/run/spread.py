"""Next calls whose day has passed: handed out in doses, so that My day does not burn on the first morning."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count

from vatman.tasks.models import Task
from vatman.team.calendar import next_working

from ..models import Import
from .survey import Call

DOSE = 15  # calls a day for one manager
BURNS = 90  # days after which a call not made burns no more
REST = 30  # days its deal sleeps then


class Day(NamedTuple):
    on: date
    asleep: bool


def spread(calls: Iterable[Call], today: date, owner_of: Callable[[str, int], Any], load: Import) -> dict[int, Day]:
    """Row → working day, the largest and newest first; those older than 90 days put their deals to sleep instead."""
    owned: dict[int, list[Call]] = defaultdict(list)
    for call in calls:
        owner = owner_of(call.manager, call.sheet)
        owned[owner.pk if owner else 0].append(call)
    found: dict[int, Day] = {}
    for owner, theirs in sorted(owned.items()):
        theirs.sort(key=lambda call: (-call.amount, -call.due_on.toordinal(), call.row))
        fresh = [call for call in theirs if (today - call.due_on).days <= BURNS]
        stale = [call for call in theirs if (today - call.due_on).days > BURNS]
        days = _doses(today, _taken(owner, today, load))
        found |= {call.row: Day(next(days), False) for call in fresh}
        days = _doses(today + timedelta(days=REST), {})
        found |= {call.row: Day(next(days), True) for call in stale}
    return found


def _doses(start: date, taken: dict[date, int]) -> Iterator[date]:
    """Working days from `start`, each as many times as there is room on it."""
    day = next_working(start)
    while True:
        for _place in range(DOSE - taken.get(day, 0)):
            yield day
        day = next_working(day + timedelta(days=1))


def _taken(owner: int, today: date, load: Import) -> dict[date, int]:
    """How many open tasks the member already has on each day, besides this import's own."""
    tasks = Task.objects.open().filter(owner=owner or None, due_on__gte=today).exclude(origin=load.origin)
    return dict(tasks.order_by().values_list("due_on").annotate(Count("pk")))
