"""`/plans`: what each one is to sell in a month, beside what he has sold."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.team.api import Person, person
from vatman.team.models import Member
from vatman.team.sight import Missing
from vatman.web.api import Body, Day, Id, Money, Query, Router, Schema
from vatman.web.errors import Refused

from .models import Plan, may_plan, plans_others
from .queries.plans import PlanLine, plan_table

router = Router(tags=["plans"])
YEARS = range(2000, 2100)


class PlanShape(Schema):
    """`amount` null: no plan. `fact`: won in the month; `pace` = fact / what should have been won by this morning, by working days."""

    member: Person
    month: Day
    amount: str | None
    currency: str
    fact: str
    pace: float | None


class PlanList(Schema):
    items: list[PlanShape]
    next: str | None


class Wanted(Schema):
    """Any day of the month; without one: this month."""

    month: Day | None = None


class PlanIn(Body):
    """Any day of the month. `amount` null takes the plan away."""

    member: Id
    month: Day
    amount: Money | None


@router.get("/plans", response=PlanList)
def plans(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Of all whose sales the caller sees in reports, whole at once."""
    _require_reports(request.user)
    table = plan_table(request.user, _month(wanted.month or timezone.localdate()))
    return {"items": [_shape(line, request.user, table.month.start) for line in table.lines], "next": None}


@router.post("/plans", response=PlanShape)
def plan_put(request: HttpRequest, payload: PlanIn) -> dict[str, Any]:
    """Sets the plan of one for one month."""
    _require_reports(request.user)
    if not plans_others(request.user):
        raise PermissionDenied
    month = _month(payload.month)
    member = Member.objects.select_related("role").filter(pk=payload.member).first()
    if member is None or not may_plan(request.user, member):
        raise Missing(fields={"member": _("Такого нет, или оно не для вас")}, code="not_found")
    Plan.objects.put(member, month, payload.amount, by=request.user)
    lines = plan_table(request.user, month).lines
    found = next((line for line in lines if line.member == member), PlanLine.empty(member, month))
    return _shape(found, request.user, month)


def _shape(line: PlanLine, viewer: Any, month: date) -> dict[str, Any]:
    pace = line.pace
    return {
        "member": person(line.member),
        "month": month,
        "amount": None if pace.plan is None else format(pace.plan, "f"),
        "currency": viewer.organisation.currency,
        "fact": format(pace.fact, "f"),
        "pace": pace.rate,
    }


def _month(day: date) -> date:
    if day.year not in YEARS:
        raise Refused(fields={"month": _("Назовите месяц этого века")})
    return day.replace(day=1)


def _require_reports(member: Any) -> None:
    if not member.may("view", "report"):
        raise PermissionDenied
