from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from vatman.events.recording import record_all

LATEST = timedelta(days=1)  # what came due before, while nothing ran, burns already and needs no bell


class Remindable:
    """Tasks with an hour ring once when it comes, also when the server was down at that minute."""

    model: Any

    @transaction.atomic
    def remind(self, now: datetime | None = None) -> int:
        """Marks and tells what is due; returns how many. Two workers never ring twice."""
        from ..events import TaskDue
        from .planning import spot_of

        now = now or timezone.now()
        ringing = self.model.objects.open().filter(
            due_at__lte=now, due_at__gt=now - LATEST, reminded_at=None, owner__isnull=False
        )
        tasks = list(ringing.order_by("pk").select_for_update(skip_locked=True, of=("self",)))
        self.model.objects.filter(pk__in=[task.pk for task in tasks]).update(reminded_at=now)
        record_all(((TaskDue(title=task.title, owner=task.owner_id), task, spot_of(task)) for task in tasks), by=None)
        return len(tasks)


def due_index() -> models.Index:
    open_and_silent = models.Q(done_at=None, trashed_at=None, reminded_at=None)
    return models.Index(fields=["due_at"], condition=open_and_silent & ~models.Q(due_at=None), name="task_to_ring")
