"""Tasks many at once: planned, done, put off; then their deals learn the next step together."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.deals.models import Deal
from vatman.events.recording import record_all
from vatman.records.copying import copy_in, stamp_all
from vatman.records.history import Happened, Spot, record_history
from vatman.web.errors import Refused


class Planning:
    """The set forms of the verbs of a task."""

    model: Any

    @transaction.atomic
    def plan_all(self, tasks: Iterable[Any], *, by: Any, origin: str = "", at: datetime | None = None) -> list[Any]:
        """Unsaved tasks, also done ones (`done_at`, `done_by`, `result`). An owner left empty stays nobody.

        `at` is the moment of their planning, by default each task's own `created_at`.
        """
        new = list(tasks)
        for task in new:
            _make_whole(task, by)
        stamp_all(new, by=by, origin=origin)
        copy_in(self.model, new)
        record_history(_told(new, at), origin=origin)
        Deal.objects.retell_steps(task.deal_id for task in new if task.deal_id and not _is_told(task))
        return new

    @transaction.atomic
    def complete_all(self, rows: models.QuerySet, *, by: Any, result: str = "", origin: str = "") -> int:
        """Those of the tasks that are still open are done now. Returns how many."""
        from ..events import TaskCompleted

        done = _locked(rows)
        values = {"done_at": timezone.now(), "done_by": by, "result": result.strip()}
        self._write(done, **values)
        kinds = (
            (TaskCompleted(title=task.title, of_kind=task.kind, result=values["result"]), task, spot_of(task))
            for task in done
        )
        record_all(kinds, by=by, origin=origin)
        Deal.objects.retell_steps(task.deal_id for task in done if task.deal_id)
        return len(done)

    @transaction.atomic
    def postpone_all(self, rows: models.QuerySet, *, to: date | datetime, by: Any, origin: str = "") -> int:
        """Those of the tasks that are still open go to another day, or to an hour if `to` is a moment. Returns how many."""
        from ..events import TaskPostponed

        late = _locked(rows)
        due_at, due_on = (to, timezone.localdate(to)) if isinstance(to, datetime) else (None, to)
        self._write(late, due_at=due_at, due_on=due_on, reminded_at=None)
        kinds = (
            (TaskPostponed(title=task.title, was=_due(task), to=to.isoformat()), task, spot_of(task)) for task in late
        )
        record_all(kinds, by=by, origin=origin)
        Deal.objects.retell_steps(task.deal_id for task in late if task.deal_id)
        return len(late)

    def _write(self, tasks: list[Any], **values: Any) -> None:
        self.model.objects.filter(pk__in=[task.pk for task in tasks]).update(**values)


def spot_of(task: Any) -> Spot | Any:
    """`task.place`, known only by word and number."""
    for thing in ("deal", "contact", "company"):
        if key := getattr(task, f"{thing}_id"):
            return Spot(thing, key)
    return task


def _is_told(task: Any) -> bool:
    """Its deal was written with this step already."""
    deal = task._state.fields_cache.get("deal")
    return deal is not None and getattr(deal, "knows_its_step", False)


def _locked(rows: models.QuerySet) -> list[Any]:
    return list(
        rows.filter(done_at__isnull=True, trashed_at__isnull=True).order_by("pk").select_for_update(of=("self",))
    )


def _due(task: Any) -> str:
    return (task.due_at or task.due_on).isoformat()


def _make_whole(task: Any, by: Any) -> None:
    task.title = task.title.strip()[:200]
    if not task.title:
        raise Refused(fields={"title": _("Что сделать?")})
    if task.due_at:
        task.due_on = timezone.localdate(task.due_at)
    task.due_on = task.due_on or timezone.localdate()
    task.result = task.result.strip()
    if task.author_id is None:
        task.author = by
    if task.done_at and task.done_by_id is None:
        task.done_by_id = task.owner_id or (by.pk if by else None)


def _told(tasks: list[Any], at: datetime | None) -> Iterator[Happened]:
    from ..events import TaskCompleted, TaskPlanned

    for task in tasks:
        place = spot_of(task)
        planned = TaskPlanned(title=task.title, of_kind=task.kind, due=_due(task))
        yield Happened(at or task.created_at, task.author_id, planned, task, place)
        if task.done_at:
            done = TaskCompleted(title=task.title, of_kind=task.kind, result=task.result)
            yield Happened(task.done_at, task.done_by_id, done, task, place)
