"""`/reports/funnel`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from pydantic import Field

from vatman.deals.models import Pipeline
from vatman.team.sight import reference
from vatman.web.api import Day, Key, Query, Router, Schema

from . import periods, queries
from .api_plans import router as plans

router = Router(tags=["reports"])
router.add_router("", plans)


class StageLine(Schema):
    id: int
    name: str
    entered: int
    advanced: int
    conversion: float | None
    median_days: float | None


class FunnelShape(Schema):
    """`conversion` = advanced / entered, null where nobody entered and at the sale; of deals that began in the period."""

    pipeline: int
    since: Day = Field(alias="from")
    until: Day = Field(alias="to")
    total: int
    won: int
    won_sum: str
    stages: list[StageLine]


class Wanted(Schema):
    """Without days: this quarter. Without a pipeline: the default one."""

    pipeline: Key | None = None
    since: Day | None = Field(None, alias="from")
    until: Day | None = Field(None, alias="to")
    owner: Key | None = None
    source: Key | None = None


@router.get("/reports/funnel", response=FunnelShape, by_alias=True)
def funnel(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    if not request.user.may("view", "report"):
        raise PermissionDenied
    pipeline = reference(Pipeline, None, wanted.pipeline, "pipeline") or Pipeline.objects.default()
    default = periods.named("quarter")
    period = periods.Period(wanted.since or default.start, wanted.until or default.end)
    found = queries.funnel(queries.Cohort(request.user, pipeline, period, wanted.owner, wanted.source), compare=False)
    return {
        "pipeline": pipeline.pk,
        "from": period.start,
        "to": period.end,
        "total": found.total,
        "won": found.won,
        "won_sum": format(found.won_sum, "f"),
        "stages": [_line(line) for line in found.lines],
    }


def _line(line: Any) -> dict[str, Any]:
    names = ("entered", "advanced", "conversion", "median_days")
    return {"id": line.stage.pk, "name": line.stage.name, **{name: getattr(line, name) for name in names}}
