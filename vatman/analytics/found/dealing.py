"""Found money into My day: so many a day for each, the weightiest first, on working days that have room."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.recording import record
from vatman.records.copying import copy_in
from vatman.tasks.models import Task, assignees
from vatman.team.calendar import next_working
from vatman.web.errors import Refused

from ..models import FoundDeal, FoundRules, Handout, Heap
from . import heaps
from .events import FoundHandedOut

DAYS = 20  # working days ahead; what does not fit waits for the next handout
MOST = 60  # a day: more calls than that nobody makes


@dataclass
class HandedOut:
    handout: Handout
    event: Event
    deals: int
    people: int
    until: date


@transaction.atomic
def hand_out(heap: str, *, by: Any, owner: int | None = None, dose: int | None = None) -> HandedOut:
    """Deals of the heap that `by` sees into the days of their owners to whom he may give tasks; of `owner` alone if one is named.

    A forgotten call is put off to its day, for any other deal a task is made. Raises Refused where there is nothing to give.
    """
    FoundRules.objects.get_or_create(pk=1)
    rules = FoundRules.objects.select_for_update().get(pk=1)  # two who press at once do not give the same twice
    dose = min(max(dose or rules.dose, 1), MOST)
    people = [pk for pk in assignees(by).values_list("pk", flat=True) if owner in (None, pk)]
    left = heaps.left_of(by, heap, people, DAYS * dose) if people else []
    days = _days(left, dose)
    if not days:
        raise Refused(
            _("Раздавать нечего: всё уже лежит в чьём-то дне или не у ваших людей"), code="nothing_to_hand_out"
        )
    handout = Handout.objects.create(by=by, heap=heap)
    items = _put(handout, days, by)
    copy_in(FoundDeal, items)
    told = FoundHandedOut(
        heap=heap, deals=len(days), people=len({owner for owner, _deal in left}), until=max(days.values()).isoformat()
    )
    event = record(told, handout, by=by, origin=handout.origin)
    handout.event = event.id
    handout.save(update_fields=["event"])
    return HandedOut(handout, event, told.deals, told.people, max(days.values()))


def _days(left: list[tuple[int, int]], dose: int) -> dict[int, date]:
    """Deal → its working day."""
    taken = _taken({owner for owner, _deal in left})
    free = {owner: _free(taken[owner], dose) for owner, _deal in left}
    found = {deal: next(free[owner], None) for owner, deal in left}
    return {deal: day for deal, day in found.items() if day}


def _free(taken: Counter[date], dose: int) -> Iterator[date]:
    """Working days from tomorrow, each as often as it has room for one more."""
    day = timezone.localdate()
    for _step in range(DAYS):
        day = next_working(day + timedelta(days=1))
        for _place in range(dose - taken[day]):
            yield day


def _taken(owners: set[int]) -> dict[int, Counter[date]]:
    """What of earlier handouts and of imports each has on each day ahead."""
    rows = Task.objects.open().filter(owner__in=owners, due_on__gt=timezone.localdate())
    dealt = FoundDeal.objects.standing().values("task")
    found: dict[int, Counter[date]] = defaultdict(Counter)
    for owner, day in (rows.filter(meant_on__isnull=False) | rows.filter(pk__in=dealt)).values_list("owner", "due_on"):
        found[owner][day] += 1
    return found


def _put(handout: Handout, days: dict[int, date], by: Any) -> list[FoundDeal]:
    deals = list(Deal.objects.filter(pk__in=days).select_related("company", "contact", "owner").order_by("pk"))
    late = _late(deals, by) if handout.heap == Heap.FORGOTTEN else []
    items = [_item(handout, task, days[deal], _due(task)) for deal, task in late]
    by_day: dict[date, list[int]] = defaultdict(list)
    for deal, task in late:
        by_day[days[deal]].append(task.pk)
    for day, tasks in by_day.items():
        Task.objects.postpone_all(Task.objects.filter(pk__in=tasks), to=day, by=by, origin=handout.origin)
    moved = {deal for deal, _task_ in late}
    new = [_task(handout, one, days[one.pk]) for one in deals if one.pk not in moved]
    Task.objects.plan_all(new, by=by, origin=handout.origin)
    return items + [_item(handout, task, task.due_on) for task in new]


def _late(deals: list[Any], by: Any) -> list[tuple[int, Task]]:
    """Late tasks of the deals' own owners that `by` may put off: they go to their day, no second one is made."""
    owners = {deal.pk: deal.owner_id for deal in deals}
    late = Task.objects.reached_by(by, by.scope("edit", "task")).overdue().filter(deal__in=owners)
    found = [(task.deal_id or 0, task) for task in late.order_by("pk")]
    return [(deal, task) for deal, task in found if task.owner_id == owners[deal]]


def _due(task: Task) -> str:
    return (task.due_at or task.due_on).isoformat()


def _item(handout: Handout, task: Any, day: date, was: str = "") -> FoundDeal:
    return FoundDeal(handout=handout, deal_id=task.deal_id, task_id=task.pk, heap=handout.heap, day=day, was=was)


def _task(handout: Handout, deal: Any, day: date) -> Task:
    title = {
        Heap.FORGOTTEN: _("Позвонить: просили и не дождались"), Heap.OFFERS: _("Узнать решение по КП"),
        Heap.BIG: _("Вернуться к крупной сделке"), Heap.REGULARS: _("Пора заказывать: предложить повторить"),
    }[Heap(handout.heap)]  # fmt: skip
    return Task(title=title, kind=Task.Kind.CALL, due_on=day, deal=deal, owner_id=deal.owner_id, author=handout.by)
