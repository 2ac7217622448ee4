from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from vatman.deals.models import Deal, Pipeline, Stage, StageMove

from ..periods import Period


@dataclass(frozen=True)
class Cohort:
    """Deals that began in a period and went through a pipeline, as far as `viewer` may see them and their report.

    `seen` is the first day of which nothing is known yet: so an older cohort is looked at as young as this one is now.
    """

    viewer: Any
    pipeline: Pipeline
    period: Period
    owner: int | None = None
    source: int | None = None  # 0 is «not known»
    seen: date | None = None

    def before(self) -> "Cohort":
        """The period before, as it stood when it was as old: half a month is not compared with a whole one."""
        period = self.period.before()
        tomorrow = timezone.localdate() + timedelta(days=1)
        return replace(self, period=period, seen=tomorrow - (self.period.start - period.start))

    def deals(self) -> models.QuerySet:
        rows = Deal.objects.visible_to(self.viewer).reached_by(self.viewer, self.viewer.scope("view", "report"))
        rows = rows.filter(started_on__gte=self.period.start, started_on__lte=self.period.end)
        if self.seen:
            rows = rows.filter(started_on__lt=self.seen)
        if self.owner:
            rows = rows.filter(owner=self.owner)
        if self.source is not None:
            rows = rows.filter(source=self.source or None)
        return rows

    def reached(self) -> models.QuerySet:
        """Those deals that have been in this pipeline, with `far`: the position of the furthest stage they came to.

        A skipped stage counts as passed and a return enters nothing twice, because only the furthest one counts.
        """
        moves = self.known(StageMove.objects.filter(deal=models.OuterRef("pk"), stage__pipeline=self.pipeline))
        living = moves.exclude(stage__kind=Stage.Kind.LOST).order_by().values("deal")
        far = living.annotate(far=models.Max("stage__position")).values("far")
        first = self.pipeline.stages.order_by("position").values("position")[:1]
        rows = self.deals().filter(models.Exists(moves))
        return rows.annotate(far=Coalesce(models.Subquery(far), models.Subquery(first)))

    def known(self, moves: models.QuerySet) -> models.QuerySet:
        return moves.filter(at__lt=timezone.make_aware(datetime.combine(self.seen, time()))) if self.seen else moves

    def is_won(self) -> models.Q:
        won = models.Q(state=Stage.Kind.WON)
        return won & models.Q(closed_on__lt=self.seen) if self.seen else won

    def lost(self) -> models.QuerySet:
        """Those given up in this pipeline, with `lost_in`: the stage they were given up in."""
        moves = StageMove.objects.filter(deal=models.OuterRef("pk"), stage__kind=Stage.Kind.LOST)
        last = moves.order_by("-at", "-pk").values("was")[:1]
        rows = self.deals().filter(state=Stage.Kind.LOST, pipeline=self.pipeline)
        return rows.annotate(lost_in=models.Subquery(last))

    def came_to(self, stage: Stage) -> models.QuerySet:
        """The deals that stand behind one number of the funnel."""
        return self.reached().filter(far__gte=stage.position)
