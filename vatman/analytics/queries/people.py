"""Who sells how much, and where it comes from."""

from typing import Any

from django.db import models
from django.utils import timezone

from vatman.deals.models import Stage
from vatman.tasks.models import Task

from ..periods import Period
from .cohort import Cohort

WON = models.Q(state=Stage.Kind.WON)


def _counted(rows: models.QuerySet) -> models.QuerySet:
    return rows.annotate(
        requests=models.Count("pk"), won=models.Count("pk", filter=WON), won_sum=models.Sum("amount", filter=WON)
    )


def by_owner(cohort: Cohort) -> list[dict[str, Any]]:
    """Per manager: requests, won, won_sum of the cohort; tasks done in the period; tasks and deals late today."""
    rows = {row["owner"]: row for row in _counted(cohort.deals().order_by().values("owner", "owner__name"))}
    done = _done(cohort.viewer, cohort.period)
    late = _late(cohort.viewer)
    for pk in rows:
        rows[pk] |= {
            "done": done.get(pk, 0),
            "late": late.get(pk, 0),
            "conversion": rows[pk]["won"] / rows[pk]["requests"],
        }
    return sorted(rows.values(), key=lambda row: (-(row["won_sum"] or 0), row["owner__name"] or ""))


def by_source(cohort: Cohort) -> list[dict[str, Any]]:
    """Per source: requests, won, won_sum, conversion; the greatest sum first."""
    rows = [
        row | {"conversion": row["won"] / row["requests"]}
        for row in _counted(cohort.deals().order_by().values("source", "source__name"))
    ]
    return sorted(rows, key=lambda row: (-(row["won_sum"] or 0), row["source__name"] or ""))


def _done(viewer: Any, period: Period) -> dict[int, int]:
    done = Task.objects.visible_to(viewer).filter(done_at__date__gte=period.start, done_at__date__lte=period.end)
    return dict(done.order_by().values_list("owner").annotate(count=models.Count("pk")))


def _late(viewer: Any) -> dict[int, int]:
    late = Task.objects.visible_to(viewer).overdue(timezone.now())
    return dict(late.order_by().values_list("owner").annotate(count=models.Count("pk")))
