from datetime import datetime
from typing import Any

from django.db import transaction

from vatman.events.models import Event

from ..models import Task
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
            Task.objects.plan(next_title or task.title, kind=next_kind, by=by, owner=task.owner, **moment, **place)
    return event
