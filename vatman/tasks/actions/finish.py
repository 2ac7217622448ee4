from datetime import datetime
from typing import Any

from django.db import transaction

from vatman.events.models import Event

from ..models import Task, assignees
from ..presets import Due


def finish(
    task: Task,
    result: str = "",
    *,
    by: Any,
    next_title: str = "",
    next_kind: str = Task.Kind.CALL,
    next_due: Due | None = None,
) -> Event:
    """Done, and the next step of the same deal or client in the same breath. Returns the completion's event."""
    with transaction.atomic():
        event = task.complete(result, by=by)
        if next_due is not None:
            place: dict[str, Any] = {"deal": task.deal, "contact": task.contact, "company": task.company}
            moment: dict[str, Any] = {"at": next_due} if isinstance(next_due, datetime) else {"on": next_due}
            owner = _who_goes_on(task, by)
            Task.objects.plan(next_title or task.title, kind=next_kind, by=by, owner=owner, **moment, **place)
    return event


def _who_goes_on(task: Task, by: Any) -> Any:
    """The one who had the task, unless he is gone or out of reach of whoever closes it: then that one himself."""
    return assignees(by).filter(pk=task.owner_id or 0).first() or by
