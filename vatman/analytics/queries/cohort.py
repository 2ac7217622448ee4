from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from vatman.deals.models import Deal, Pipeline, Stage, StageMove

from ..periods import Period


@dataclass(frozen=True)
class Cohort:
    """Deals that began in a period and went through a pipeline, as far as `viewer` may see them and their report."""

    viewer: Any
    pipeline: Pipeline
    period: Period
    owner: int | None = None
    source: int | None = None  # 0 is «not known»

    def before(self) -> "Cohort":
        return replace(self, period=self.period.before())

    def deals(self) -> models.QuerySet:
        rows = Deal.objects.visible_to(self.viewer).reached_by(self.viewer, self.viewer.scope("view", "report"))
        rows = rows.filter(started_on__gte=self.period.start, started_on__lte=self.period.end)
        if self.owner:
            rows = rows.filter(owner=self.owner)
        if self.source is not None:
            rows = rows.filter(source=self.source or None)
        return rows

    def reached(self) -> models.QuerySet:
        """Those deals that have been in this pipeline, with `far`: the position of the furthest stage they came to.

        A skipped stage counts as passed and a return enters nothing twice, because only the furthest one counts.
        """
        moves = StageMove.objects.filter(deal=models.OuterRef("pk"), stage__pipeline=self.pipeline)
        living = moves.exclude(stage__kind=Stage.Kind.LOST).order_by().values("deal")
        far = living.annotate(far=models.Max("stage__position")).values("far")
        first = self.pipeline.stages.order_by("position").values("position")[:1]
        rows = self.deals().filter(models.Exists(moves))
        return rows.annotate(far=Coalesce(models.Subquery(far), models.Subquery(first)))

    def came_to(self, stage: Stage) -> models.QuerySet:
        """The deals that stand behind one number of the funnel."""
        return self.reached().filter(far__gte=stage.position)
