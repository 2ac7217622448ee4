from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from vatman.records.models import RecordQuerySet

from .givable import refuse_giving
from .planning import Planning
from .remindable import Remindable


class TaskSets(Planning, Remindable, RecordQuerySet):
    def first_due(self) -> Any:
        """The task due first: earlier day first, within a day those with an hour first."""
        return self.order_by("due_on", models.F("due_at").asc(nulls_last=True), "pk").first()

    def plan(
        self,
        title: str,
        *,
        by: Any,
        on: date | None = None,
        at: datetime | None = None,
        owner: Any = None,
        origin: str = "",
        **values: Any,
    ) -> Any:
        """A new task due on a day or at a moment, for oneself unless an owner is named."""
        refuse_giving(owner, by)
        task = self.model(title=title, due_at=at, due_on=on or timezone.localdate(), owner=owner or by, **values)
        return self.plan_all([task], by=by, origin=origin)[0]

    def assign_all(self, rows: models.QuerySet, to: Any, *, by: Any, origin: str = "") -> int:
        return super().assign_all(rows.filter(done_at__isnull=True), to, by=by, origin=origin)

    @transaction.atomic
    def trash_all(self, rows: models.QuerySet, *, by: Any, origin: str = "") -> dict[int, Any]:
        return self._retold(super().trash_all(rows, by=by, origin=origin))

    @transaction.atomic
    def restore_all(self, rows: models.QuerySet, *, by: Any, origin: str = "") -> dict[int, Any]:
        return self._retold(super().restore_all(rows, by=by, origin=origin))

    def _retold(self, changed: dict[int, Any]) -> dict[int, Any]:
        """Deals whose tasks come or go learn what is next."""
        from vatman.deals.models import Deal

        deals = self.model.objects.filter(pk__in=changed, deal__isnull=False)
        Deal.objects.retell_steps(deals.values_list("deal", flat=True))
        return changed
