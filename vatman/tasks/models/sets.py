from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.recording import record
from vatman.records.models import RecordQuerySet
from vatman.web.errors import Refused


class TaskSets(RecordQuerySet):
    def first_due(self) -> Any:
        """The task due first: earlier day first, within a day those with an hour first."""
        return self.order_by("due_on", models.F("due_at").asc(nulls_last=True), "pk").first()

    @transaction.atomic
    def plan(
        self, title: str, *, by: Any, on: date | None = None, at: datetime | None = None, owner: Any = None, origin: str = "", **values: Any
    ) -> Any:
        """A new task due on a day or at a moment, for oneself unless an owner is named."""
        from ..events import TaskPlanned

        if not title.strip():
            raise Refused(fields={"title": _("Что сделать?")})
        owner = owner or by
        due_on = timezone.localdate(at) if at else on or timezone.localdate()
        task = self.create(
            title=title.strip()[:200], due_at=at, due_on=due_on, owner=owner, author=by, created_by=by,
            department_id=owner.department_id if owner else None, origin=origin, **values,
        )  # fmt: skip
        task.tell_deal()
        record(TaskPlanned(title=task.title, of_kind=task.kind, due=(at or due_on).isoformat()), task, by=by, place=task.place, origin=origin)
        return task

    def assign_all(self, rows: models.QuerySet, to: Any, *, by: Any, origin: str = "") -> int:
        return super().assign_all(rows.filter(done_at__isnull=True), to, by=by, origin=origin)
