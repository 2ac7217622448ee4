"""The funnel of a cohort: how many came to each stage, how many went on, how long they stood there.

Three queries whatever the size: what was reached, medians of the time spent, and the cycle of the sales.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, models

from vatman.deals.models import Stage, StageMove

from .cohort import Cohort

NOTICEABLE = 20  # deals below which a change of conversion is chance
DROP = 0.05  # of conversion, from which a stage is called weak


@dataclass
class StageLine:
    stage: Stage
    entered: int
    advanced: int
    median_days: float | None
    was_entered: int = 0
    was_conversion: float | None = None
    was_total: int = 0
    total: int = 0

    @property
    def conversion(self) -> float | None:
        return self.advanced / self.entered if self.entered and self.stage.is_open else None

    @property
    def share(self) -> float:
        """Of the whole cohort, in per cent."""
        return 100 * self.entered / self.total if self.total else 0

    @property
    def was_share(self) -> float | None:
        return 100 * self.was_entered / self.was_total if self.was_total else None

    @property
    def has_dropped(self) -> bool:
        known = (
            self.conversion is not None
            and self.was_conversion is not None
            and self.entered >= NOTICEABLE
            and self.was_entered >= NOTICEABLE
        )
        return bool(known and self.was_conversion - self.conversion >= DROP)  # type: ignore[operator]


@dataclass
class Funnel:
    cohort: Cohort
    lines: list[StageLine]
    total: int
    won: int
    won_sum: Decimal
    cycle_days: float | None
    was: "Funnel | None" = None  # the period before, at the same age

    @property
    def conversion(self) -> float | None:
        return self.won / self.total if self.total else None

    @property
    def weakest(self) -> StageLine | None:
        """The stage that fell most against the period before; where none did, the one that loses most."""
        dropped = [line for line in self.lines if line.has_dropped]
        if dropped:
            return max(dropped, key=lambda line: (line.was_conversion or 0) - (line.conversion or 0))
        known = [line for line in self.lines if line.conversion is not None and line.entered >= NOTICEABLE]
        return min(known, key=lambda line: line.conversion or 0, default=None)


def funnel(cohort: Cohort, compare: bool = True, times: bool = True) -> Funnel:
    """The cohort's funnel; with `compare` each line also knows the period before, without `times` none knows how long."""
    stages = list(cohort.pipeline.stages.living().exclude(kind=Stage.Kind.LOST))
    reached = _reached(cohort)
    medians = _medians(cohort) if times else {}
    entered = [sum(row["deals"] for row in reached if row["far"] >= stage.position) for stage in stages]
    lines = [
        StageLine(stage, entered[at], entered[at + 1] if at + 1 < len(stages) else 0, medians.get(stage.pk))
        for at, stage in enumerate(stages)
    ]  # fmt: skip
    total = sum(row["deals"] for row in reached)
    result = Funnel(
        cohort,
        lines,
        total,
        sum(row["won"] for row in reached),
        sum((row["won_sum"] or Decimal(0) for row in reached), Decimal(0)),
        _cycle(cohort) if times else None,
    )
    for line in lines:
        line.total = total
    if compare:
        _compare(result, funnel(cohort.before(), compare=False, times=False))
    return result


def _compare(now: Funnel, was: Funnel) -> None:
    for line, old in zip(now.lines, was.lines, strict=True):
        line.was_entered, line.was_conversion, line.was_total = old.entered, old.conversion, was.total
    now.was = was


def _reached(cohort: Cohort) -> list[dict[str, Any]]:
    won = cohort.is_won()
    counted = cohort.reached().order_by().values("far")
    return list(
        counted.annotate(
            deals=models.Count("pk"), won=models.Count("pk", filter=won), won_sum=models.Sum("amount", filter=won)
        )
    )


def _medians(cohort: Cohort) -> dict[int, float]:
    """Stage → median days a deal stood there in all, over those that left it."""
    spent = StageMove.objects.filter(deal__in=cohort.deals(), was__pipeline=cohort.pipeline, spent__isnull=False)
    inner, params = (
        spent.order_by().values("deal_id", "was_id").annotate(total=models.Sum("spent")).query.sql_with_params()
    )
    query = f"SELECT was_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM total)) / 86400 FROM ({inner}) AS stood GROUP BY was_id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return {stage: float(days) for stage, days in cursor.fetchall()}


def _cycle(cohort: Cohort) -> float | None:
    """Median days from request to sale."""
    won = cohort.deals().filter(state=Stage.Kind.WON, closed_on__isnull=False, pipeline=cohort.pipeline)
    inner, params = won.order_by().values("started_on", "closed_on").query.sql_with_params()
    query = f"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_on - started_on) FROM ({inner}) AS sold"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        row = cursor.fetchone()
    return float(row[0]) if row and row[0] is not None else None
