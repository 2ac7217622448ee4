from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models.functions import TruncMonth

from vatman.deals.models import Stage

from ..periods import Period, named
from .cohort import Cohort


def months(cohort: Cohort) -> list[dict[str, Any]]:
    """The last twelve months: requests begun, sales closed and their sum, oldest first."""
    year = named("year")
    wide = replace(cohort, period=year)
    begun = dict(
        wide.deals()
        .order_by()
        .annotate(month=TruncMonth("started_on"))
        .values_list("month")
        .annotate(models.Count("pk"))
    )
    sold = _sold(replace(cohort, period=Period(year.start.replace(year=year.start.year - 5), year.end)), year)
    keys = _keys(year)
    return [
        {"month": month, "requests": begun.get(month, 0), **sold.get(month, {"won": 0, "won_sum": 0})} for month in keys
    ]


def _sold(cohort: Cohort, year: Period) -> dict[Any, dict[str, Any]]:
    rows = cohort.deals().filter(state=Stage.Kind.WON, closed_on__gte=year.start, closed_on__lte=year.end)
    grouped = rows.order_by().annotate(month=TruncMonth("closed_on")).values("month")
    return {row.pop("month"): row for row in grouped.annotate(won=models.Count("pk"), won_sum=models.Sum("amount"))}


def _keys(year: Period) -> list[Any]:
    first = year.start.year * 12 + year.start.month - 1
    return [year.start.replace(year=count // 12, month=count % 12 + 1) for count in range(first, first + 12)]
