"""The morning in which a sleeping deal comes back: which tasks wait for it. Tasks are a higher room, known by their relation.

`Deal.morning` is {"planned": the task made for that morning, "moved": {task: the due it had}}, either may be missing.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from vatman.events.recording import record_all

Kept = dict[str, Any]
LATE = timedelta(
    days=3
)  # who should have woken before, and has a step by now, was woken by an older version without a word
CHUNK = 500


class Morning:
    """The open tasks of one deal, locked before the deal is: whoever closes a task locks in this order too."""

    def __init__(self, deal: Any, *, by: Any, origin: str) -> None:
        self.by, self.origin = by, origin
        rows = deal.tasks.select_for_update(of=("self",)).order_by("pk")
        self.tasks = {task.pk: task for task in rows.filter(done_at=None)}

    def set_for(self, deal: Any, day: date) -> Kept:
        """Steps of the deal's owner, and one's own, that were due before wait for the day; without any a task is planned."""
        planned, moved = self._planned(deal), dict(deal.morning.get("moved", {}))
        people = {deal.owner_id, self.by.pk if self.by else None} - {None}
        for task in self.tasks.values():
            mine = task.owner_id in people and task.due_on < day
            if task.trashed_at or task is planned or not (mine or self._waits(task, deal)):
                continue
            moved.setdefault(str(task.pk), (task.due_at or task.due_on).isoformat())
            self._put(task, day)
        if planned:
            self._bring_back(planned, day)
        elif not any(int(key) in self.tasks for key in moved):
            planned = plan([deal], day, by=self.by, origin=self.origin)[0]
        return {"planned": planned.pk if planned else None, "moved": moved}

    def give_back(self, deal: Any) -> Kept:
        """What was planned for that morning is not needed; the others are due when they were, at the earliest today: only an
        undo gives the past back. The planned one is remembered, should the deal fall asleep again."""
        planned = self._planned(deal)
        if planned and not planned.trashed_at:
            planned.trash(by=self.by, origin=self.origin)
        for task in self.tasks.values():
            if self._waits(task, deal) and not task.trashed_at:
                self._put(task, self._old_due(deal.morning["moved"][str(task.pk)]))
        return {"planned": planned.pk if planned else None}

    def _planned(self, deal: Any) -> Any:
        return self.tasks.get(deal.morning.get("planned") or 0)

    def _waits(self, task: Any, deal: Any) -> bool:
        """Whether it still stands where sleep has put it: what people have moved since is theirs."""
        return str(task.pk) in deal.morning.get("moved", {}) and not task.due_at and task.due_on == deal.sleeps_until

    def _old_due(self, text: str) -> date | datetime:
        due = parse_datetime(text) if "T" in text else parse_date(text)
        day = timezone.localdate(due) if isinstance(due, datetime) else due
        today = timezone.localdate()
        if due is None or day is None:
            return today
        return due if day >= today or self.origin.startswith("undo:") else today

    def _bring_back(self, task: Any, day: date) -> None:
        if task.trashed_at:
            task.restore(by=self.by, origin=self.origin)
        self._put(task, day)

    def _put(self, task: Any, to: date | datetime) -> None:
        if (task.due_at or task.due_on) != to:
            task.postpone(to=to, by=self.by, origin=self.origin)


def plan(deals: Iterable[Any], day: date, *, by: Any, origin: str = "") -> list[Any]:
    """A task for the morning of the day for each of these deals, for whoever has it, else for who put it to sleep; no leave is
    asked, the house gives it."""
    found = list(deals)
    model = type(found[0])._meta.get_field("tasks").related_model
    new = [
        model(title=_("Вернуться к сделке"), kind="call", due_on=day, deal=deal, owner_id=deal.owner_id or (by and by.pk), department_id=deal.department_id)
        for deal in found
    ]  # fmt: skip
    return list(model.objects.plan_all(new, by=by, origin=origin))


class Waking:
    """The set form for those whose day has come."""

    model: Any

    def wake_all(self, today: date | None = None) -> int:
        """Every open deal that has slept until today is awake, and has a task this morning. Returns how many. May run twice."""
        day, woken = today or timezone.localdate(), 0
        while count := self._wake_some(day):
            woken += count
        return woken

    @transaction.atomic
    def _wake_some(self, day: date) -> int:
        from ..events import DealWoken

        rows = self.model.objects.filter(sleeps_until__lte=day, state="open", trashed_at__isnull=True).order_by("pk")
        deals = list(rows.select_for_update(skip_locked=True, of=("self",))[:CHUNK])
        if not deals:
            return 0
        if lacking := [deal for deal in deals if _needs_task(deal, day)]:
            plan(lacking, day, by=None)
        _follow_owners(deals)
        self.model.objects.filter(pk__in=[deal.pk for deal in deals]).update(sleeps_until=None, morning={})
        record_all(((DealWoken(was=deal.sleeps_until.isoformat()), deal) for deal in deals), by=None)
        return len(deals)


def _follow_owners(deals: list[Any]) -> None:
    """A deal given to another while it slept brings its morning to him."""
    planned = {pk: deal for deal in deals if deal.owner_id and (pk := deal.morning.get("planned"))}
    tasks = type(deals[0])._meta.get_field("tasks").related_model.objects.open()
    for task in tasks.filter(pk__in=planned).exclude(owner=models.F("deal__owner")):
        task.assign(planned[task.pk].owner, by=None)


def _needs_task(deal: Any, day: date) -> bool:
    if deal.next_step_at is None:
        return True
    return timezone.localdate(deal.next_step_at) > day and deal.sleeps_until > day - LATE
